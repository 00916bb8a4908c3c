"""Opening the duty of a period, and discharging it by its settlement or its report (M34, M38)."""

from domain.assessment.period_duties.commands import OpenPeriodDuty
from domain.assessment.period_duties.events import PeriodDutyDone, PeriodDutyOpened
from domain.assessment.period_duties.state import PeriodDuty
from domain.assessment.periods import every, span_of
from domain.elsewhere import Elsewhere, Led
from domain.organisation.offices import deciding_office
from domain.proceedings.kind import Decisions
from domain.situation import Situation
from domain.vocabulary import Duty, ProceedingKind

PREFIX = f"{ProceedingKind.PERIOD_DUTY.value}-"

DONE_IN = {
    Duty.HALF_YEAR_SETTLEMENT: ProceedingKind.SETTLEMENT,
    Duty.ANNUAL_SETTLEMENT: ProceedingKind.SETTLEMENT,
    Duty.PERIODIC_REPORT: ProceedingKind.PERIODIC_REPORT,
}
"""By which proceeding of the same period a duty is done."""


def natural_key(duty: Duty, period: str) -> str:
    """By which the duty of a period is known: there is one."""
    return f"{duty.value}-{period}"


def decide_open(command: OpenPeriodDuty, _duty: PeriodDuty, situation: Situation) -> Led:
    """Open it once the period is over, also long after: then it was missed.

    Nothing where the rulebook has no such duty, the period is not over, or it is done already.
    """
    rows = situation.rules.rulebook.period_duties
    span = span_of(command.period)
    wanted = any(r.duty is command.duty and r.every == every(command.period) for r in rows)
    if not wanted or situation.now < span.until:
        return ()
    if situation.proceeding(f"{DONE_IN[command.duty]}-{command.period}").exists:
        return ()
    due_by = situation.rules.on_date(command.duty.value, span.last_day, span.until)
    return (
        PeriodDutyOpened(
            title=f"{command.period} {command.duty.zh}",
            duty=command.duty,
            period=command.period,
            office=deciding_office(situation.organisation, None),
            due_by=due_by,
        ),
    )


def discharged(kind: ProceedingKind, period: str, situation: Situation) -> tuple[Elsewhere, ...]:
    """That a settlement or a report of a period does what was owed for it, where that was opened."""
    found = (
        situation.proceeding(f"{PREFIX}{natural_key(duty, period)}")
        for duty, by in DONE_IN.items()
        if by is kind
    )
    done = PeriodDutyDone(by=f"{kind.value}-{period}")
    return tuple(Elsewhere(e.id, done) for e in found if e.exists and e.closed_at is None)


DECISIONS: Decisions = {OpenPeriodDuty: decide_open}
