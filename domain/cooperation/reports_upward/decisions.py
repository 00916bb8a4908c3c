"""Counting a report, confirming its class, sending it up within the limit."""

from domain.cooperation.reports_upward.commands import ConfirmClass, CountReport, SendUp
from domain.cooperation.reports_upward.errors import ClassUnconfirmed, SamePersonClassifies
from domain.cooperation.reports_upward.events import (
    ClassConfirmed,
    ReportCounted,
    ReportSentUp,
)
from domain.cooperation.reports_upward.state import ReportUpward
from domain.elsewhere import Led
from domain.proceedings.kind import Decisions
from domain.situation import Situation


def decide_count(command: CountReport, _report: ReportUpward, situation: Situation) -> Led:
    """Count it; it is to go up within the limit."""
    return (
        ReportCounted(
            channel=command.channel,
            higher=command.higher,
            owed_by=situation.actor.unit,
            send_by=situation.rules.deadline("sent_up", situation.now),
        ),
    )


def decide_confirm(_c: ConfirmClass, report: ReportUpward, situation: Situation) -> Led:
    """Confirm the class. Raises SamePersonClassifies."""
    if report.confirmed:
        return ()
    if situation.actor.person == report.opened_by:
        raise SamePersonClassifies()
    return (ClassConfirmed(),)


def decide_send(command: SendUp, report: ReportUpward, _situation: Situation) -> Led:
    """Send it up. Raises ClassUnconfirmed."""
    if not report.confirmed:
        raise ClassUnconfirmed()
    return (ReportSentUp(receipt=command.receipt),)


DECISIONS: Decisions = {
    CountReport: decide_count,
    ConfirmClass: decide_confirm,
    SendUp: decide_send,
}
