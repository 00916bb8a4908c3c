"""What is owed for a period, as the program runs it."""

from domain.assessment.period_duties.commands import OpenPeriodDuty
from domain.assessment.period_duties.decisions import DECISIONS, natural_key
from domain.assessment.period_duties.effects import CHANGES, EFFECTS
from domain.assessment.period_duties.events import FACTS
from domain.assessment.period_duties.state import PeriodDuty
from domain.assessment.reports.commands import DrawReport
from domain.assessment.settlements.commands import SettlePeriod
from domain.proceedings.kind import Kind
from domain.vocabulary import Duty, PeriodDutyStage, ProceedingKind


def _key(command: OpenPeriodDuty) -> str:
    return natural_key(command.duty, command.period)


PERIOD_DUTY = Kind(
    name=ProceedingKind.PERIOD_DUTY,
    plural="period-duties",
    blank=PeriodDuty,
    stages=PeriodDutyStage,
    opening=(OpenPeriodDuty,),
    decisions=DECISIONS,
    facts=FACTS,
    effects=EFFECTS,
    changes=CHANGES,
    next_actions={
        Duty.HALF_YEAR_SETTLEMENT: SettlePeriod,
        Duty.ANNUAL_SETTLEMENT: SettlePeriod,
        Duty.PERIODIC_REPORT: DrawReport,
    },
    natural_key=_key,
)
