"""Ordering rectification, reporting and verifying it; the second failure escalates (M24)."""

from datetime import date

from domain.accountability.leads.opening import PREFIX as LEAD
from domain.accountability.leads.opening import lead_about
from domain.elsewhere import Led
from domain.matter.stream import matter_stream
from domain.obligations import Deadline
from domain.proceedings.kind import Decisions
from domain.situation import Situation
from domain.supervision.rectifications.commands import (
    OrderRectification,
    ReportRectification,
    VerifyRectification,
    WithdrawRectification,
)
from domain.supervision.rectifications.errors import (
    AwaitsVerification,
    NothingToVerify,
    NotToRectify,
    ReporterVerifies,
)
from domain.supervision.rectifications.events import (
    RectificationFailed,
    RectificationOrdered,
    RectificationReported,
    RectificationVerified,
    RectificationWithdrawn,
)
from domain.supervision.rectifications.state import Rectification
from domain.supervision.standing import (
    refuse_own_line,
    refuse_own_unit,
    refuse_past_days,
    supervising_office,
)
from domain.vocabulary import Ground, RectificationStage


def decide_order(
    command: OrderRectification, _rectification: Rectification, situation: Situation
) -> Led:
    """Order a unit to put something right. Raises UnknownUnit, OwnUnit, EndsTooEarly."""
    source = matter_stream(command.matter) if command.matter is not None else command.source
    return (ordered(command.title, command.unit, command.text, command.by, source, situation),)


def ordered(
    title: str, unit: str, text: str, by: date | None, source: str | None, situation: Situation
) -> RectificationOrdered:
    """The order, once the actor may give it. Raises UnknownUnit, OwnUnit, EndsTooEarly."""
    refuse_own_unit(unit, situation)
    return RectificationOrdered(
        title=title,
        unit=unit,
        text=text,
        office=supervising_office(unit, situation),
        source=source,
        rectify_by=_rectify_by(by, situation),
    )


def _rectify_by(by: date | None, situation: Situation) -> Deadline:
    refuse_past_days(situation, by)
    ordered_for = situation.rules.as_ordered("rectification", by, situation.now)
    return situation.rules.not_at_once(ordered_for, situation.now)


def decide_report(
    command: ReportRectification, rectification: Rectification, situation: Situation
) -> Led:
    """Report it as the unit that was ordered to. Raises NotToRectify."""
    unit = rectification.unit or ""
    if situation.actor.unit != unit:
        raise NotToRectify(unit=unit)
    if rectification.stage is RectificationStage.REPORTED:
        return ()
    return (
        RectificationReported(
            unit=unit,
            text=command.text,
            evidence=command.evidence,
            office=rectification.office,
            verify_by=situation.rules.deadline("verification", situation.now),
        ),
    )


def decide_verify(
    command: VerifyRectification, rectification: Rectification, situation: Situation
) -> Led:
    """Judge it as an outsider; what failed is owed again, and by the rulebook's row the
    second failure and each later one opens a lead.

    Raises OwnUnit, NothingToVerify, ReporterVerifies, EndsTooEarly.
    """
    unit = rectification.unit or ""
    refuse_own_line(unit, situation)
    if rectification.stage is not RectificationStage.REPORTED:
        raise NothingToVerify()
    if situation.actor.person == rectification.reporter:
        raise ReporterVerifies(person=rectification.reporter)
    if command.passed:
        return (RectificationVerified(text=command.text),)
    failures = rectification.failures + 1
    escalation = situation.rules.rulebook.escalation
    escalates = escalation is not None and failures >= escalation.rectification_failures
    lead = f"{LEAD}{rectification.id}:failed:{failures}"
    failed = RectificationFailed(
        unit=unit,
        text=command.text,
        failures=failures,
        rectify_by=_rectify_by(command.by, situation),
        lead=lead if escalates else None,
    )
    if not escalates:
        return (failed,)
    opened = lead_about(
        lead,
        "整改再次不到位",
        Ground.WEAK_EXECUTION,
        situation,
        unit=unit,
        person=None,
        source=rectification.id,
    )
    return (failed, opened)


def decide_withdraw(
    command: WithdrawRectification, rectification: Rectification, situation: Situation
) -> Led:
    """Take the order back, as somebody outside the unit's line. Raises OwnUnit, AwaitsVerification."""
    refuse_own_line(rectification.unit or "", situation)
    if rectification.stage is RectificationStage.REPORTED:
        raise AwaitsVerification()
    return (RectificationWithdrawn(reason=command.reason),)


DECISIONS: Decisions = {
    OrderRectification: decide_order,
    ReportRectification: decide_report,
    VerifyRectification: decide_verify,
    WithdrawRectification: decide_withdraw,
}
