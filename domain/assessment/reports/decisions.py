"""Drawing a periodic report, and publishing it (M38)."""

from datetime import datetime

from domain.assessment.document import canonical, sum_of
from domain.assessment.figures import Reported
from domain.assessment.period_duties.decisions import discharged
from domain.assessment.periods import span_of
from domain.assessment.reports.commands import DrawReport, PublishReport
from domain.assessment.reports.errors import PeriodNotOver
from domain.assessment.reports.events import ReportDrawn, ReportPublished
from domain.assessment.reports.state import PeriodicReport
from domain.elsewhere import Led
from domain.proceedings.kind import Decisions
from domain.situation import Situation
from domain.vocabulary import ProceedingKind


def decide_draw(command: DrawReport, _report: PeriodicReport, situation: Situation) -> Led:
    """Freeze the figures of a period that is over. Raises PeriodNotOver."""
    span = span_of(command.period)
    if situation.now < span.until:
        raise PeriodNotOver(what=command.period, due=span.until.isoformat())
    reported = situation.counting.reported(command.period, situation.now)
    document = document_of(command.period, situation.now, reported)
    return (
        ReportDrawn(
            title=f"{command.period} 定期通报",
            period=command.period,
            as_of=situation.now,
            known_by=reported.known_by,
            document=document,
            sha256=sum_of(document),
            unit=situation.actor.unit,
            publish_by=situation.rules.deadline("report_published", situation.now),
        ),
        *discharged(ProceedingKind.PERIODIC_REPORT, command.period, situation),
    )


def document_of(period: str, as_of: datetime, reported: Reported) -> str:
    """The text that is frozen: the same for the same moment and position."""
    span = span_of(period)
    return canonical(
        {
            "jurisdiction": reported.jurisdiction,
            "period": period,
            "since": span.since.isoformat(),
            "until": span.until.isoformat(),
            "as_of": as_of.isoformat(),
            "known_by": reported.known_by,
            **reported.figures,
        }
    )


def decide_publish(command: PublishReport, report: PeriodicReport, _situation: Situation) -> Led:
    """Say where the report can be read, once."""
    if report.where is not None:
        return ()
    return (ReportPublished(where=command.where, sha256=report.sha256),)


DECISIONS: Decisions = {DrawReport: decide_draw, PublishReport: decide_publish}
