"""The rulebook's ``[[period_duties]]``: what is owed for each period that ends (M34, M38)."""

from typing import Annotated, Literal

from pydantic import Field

from domain.assessment.periods import Every
from domain.envelope import Value
from domain.vocabulary import Duty

Source = Annotated[str, Field(pattern=r"^(statute read|secondary page|speech|default)\b")]


class PeriodRule(Value):
    """What the efficiency office owes, how often; by when says the limit named like the duty."""

    duty: Literal[Duty.HALF_YEAR_SETTLEMENT, Duty.ANNUAL_SETTLEMENT, Duty.PERIODIC_REPORT]
    every: Every
    source: Source
