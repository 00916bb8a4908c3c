"""What can be asked: settling a period."""

from typing import Annotated, ClassVar

from pydantic import Field

from domain.assessment.periods import Settled
from domain.assessment.score_rules import Row
from domain.envelope import Code, Command, Line, Value


class Grade(Value):
    """What an assessment body gives a unit for one part of the assessment."""

    unit: Code
    part: Row
    points: Annotated[int, Field(strict=True, ge=0, le=100)]
    source: Line = Field(description="the paper it comes from, in one line without private names")


class SettlePeriod(Command):
    """Settle the scores of a half-year, or of a year whose halves are settled (半年兑现、年度考核).

    It never changes afterwards: points that are taken back later count in the half-year in which that
    is done.
    """

    ACTION: ClassVar[str] = "settle"

    period: Settled = Field(description="`2026-H1`, `2026-H2` or `2026`")
    grades: tuple[Grade, ...] = Field(
        (), max_length=5_000, description="for the parts of 4+X that are not counted here"
    )
