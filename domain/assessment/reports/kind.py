"""Periodic reports, as the program runs them."""

from domain.assessment.reports.commands import DrawReport, PublishReport
from domain.assessment.reports.decisions import DECISIONS
from domain.assessment.reports.effects import CHANGES, EFFECTS
from domain.assessment.reports.events import FACTS
from domain.assessment.reports.state import PeriodicReport
from domain.proceedings.kind import Kind
from domain.vocabulary import Duty, ProceedingKind, ReportStage


def _period(command: DrawReport) -> str:
    return command.period


PERIODIC_REPORT = Kind(
    name=ProceedingKind.PERIODIC_REPORT,
    plural="periodic-reports",
    blank=PeriodicReport,
    stages=ReportStage,
    opening=(DrawReport,),
    decisions=DECISIONS,
    facts=FACTS,
    effects=EFFECTS,
    changes=CHANGES,
    next_actions={Duty.REPORT_PUBLISHED: PublishReport},
    natural_key=_period,
)
