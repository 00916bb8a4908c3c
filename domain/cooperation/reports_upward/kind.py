"""Reports that are sent up, as the program runs them."""

from domain.cooperation.reports_upward.commands import CountReport, SendUp
from domain.cooperation.reports_upward.decisions import DECISIONS
from domain.cooperation.reports_upward.effects import CHANGES, EFFECTS
from domain.cooperation.reports_upward.events import FACTS
from domain.cooperation.reports_upward.state import ReportUpward
from domain.proceedings.kind import Kind
from domain.vocabulary import Duty, ProceedingKind, UpwardStage

REPORT_UPWARD = Kind(
    name=ProceedingKind.UPWARD,
    plural="reports-upward",
    blank=ReportUpward,
    stages=UpwardStage,
    opening=(CountReport,),
    decisions=DECISIONS,
    facts=FACTS,
    effects=EFFECTS,
    changes=CHANGES,
    next_actions={Duty.SENT_UP: SendUp},
)
