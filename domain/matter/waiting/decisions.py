"""Waiting for another unit: said openly, so that waiting in a circle shows (M08)."""

from domain.envelope import Fact
from domain.errors import UnknownUnit
from domain.matter.errors import AlreadyAnswered
from domain.matter.handling.decisions import signed_order
from domain.matter.part import Decisions
from domain.matter.state import Matter
from domain.matter.waiting.commands import EndWaiting, ReportWaiting
from domain.matter.waiting.errors import NotWaiting, WaitsForItself
from domain.matter.waiting.events import WaitingEnded, WaitingReported
from domain.situation import Situation


def decide_waiting(
    command: ReportWaiting, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """Raises AlreadyAnswered, NotDispatched, NotSigned, UnknownUnit, WaitsForItself."""
    if matter.answered_at is not None:
        raise AlreadyAnswered()
    unit = signed_order(matter, command.unit, situation).unit
    if command.waits_for not in situation.organisation.units:
        raise UnknownUnit(unit=command.waits_for)
    if situation.organisation.same_body(unit, command.waits_for):
        raise WaitsForItself(unit=unit)
    if (unit, command.waits_for) in matter.waits:
        return ()
    return (WaitingReported(unit=unit, waits_for=command.waits_for, text=command.text),)


def decide_end(command: EndWaiting, matter: Matter, situation: Situation) -> tuple[Fact, ...]:
    """Also for a unit that has lost its order meanwhile. Raises NotWaiting."""
    unit = command.unit or situation.actor.unit or "-"
    if (unit, command.waits_for) not in matter.waits:
        raise NotWaiting(unit=unit, who=command.waits_for)
    return (WaitingEnded(unit=unit, waits_for=command.waits_for),)


DECISIONS: Decisions = {ReportWaiting: decide_waiting, EndWaiting: decide_end}
