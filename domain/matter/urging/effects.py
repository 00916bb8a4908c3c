"""What pressing does: a slip opens a report that its unit owes; the rest is remembered."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from domain.envelope import Recorded
from domain.matter.part import Changes, Effects
from domain.matter.state import Matter
from domain.matter.urging.events import (
    DutyReminded,
    DutyUrged,
    Pressed,
    SlipIssued,
    SlipReported,
)
from domain.matter.urging.state import LastUrging, Urging
from domain.obligations import Effect, Ends, Key, Opens, Owner
from domain.vocabulary import Duty, Party, Rung


def _slip(fact: SlipIssued) -> Iterable[Effect]:
    """Owed by the unit as such: whoever it names for the matter may change."""
    key = Key(Duty.SLIP_REPORT, fact.unit or "")
    yield Opens(key, Owner(fact.unit), Party.OFFICE, fact.report_by)


def _reported(fact: SlipReported) -> Iterable[Effect]:
    yield Ends(Key(Duty.SLIP_REPORT, fact.of))


EFFECTS: Effects = {SlipIssued: _slip, SlipReported: _reported}


def _climbed(matter: Matter, fact: Pressed, rung: Rung) -> Urging:
    if fact.fell_due_at is None:
        return matter.urging
    step = (Key(fact.duty, fact.of), fact.nth, fact.due_at, rung)
    return replace(matter.urging, climbed=matter.urging.climbed | {step})


def _reminded(matter: Matter, fact: DutyReminded, _recorded: Recorded) -> dict[str, Any]:
    return {"urging": _climbed(matter, fact, Rung.REMINDER)}


def _urged(matter: Matter, fact: DutyUrged, recorded: Recorded) -> dict[str, Any]:
    return _last(matter, fact, recorded, Rung.URGING)


def _slipped(matter: Matter, fact: SlipIssued, recorded: Recorded) -> dict[str, Any]:
    return _last(matter, fact, recorded, Rung.SUPERVISION_SLIP)


def _last(
    matter: Matter, fact: DutyUrged | SlipIssued, recorded: Recorded, rung: Rung
) -> dict[str, Any]:
    last = LastUrging(
        at=recorded.occurred_at,
        by=recorded.actor.person,
        rung=rung,
        key=Key(fact.duty, fact.of),
        text=fact.text,
    )
    return {"urging": replace(_climbed(matter, fact, rung), last=last)}


def _worked_on(matter: Matter, _fact: SlipReported, recorded: Recorded) -> dict[str, Any]:
    return {"handlers": matter.handlers | {recorded.actor.person}} if matter.orders else {}


CHANGES: Changes = {
    DutyReminded: _reminded,
    DutyUrged: _urged,
    SlipIssued: _slipped,
    SlipReported: _worked_on,
}
