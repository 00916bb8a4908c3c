"""What splitting does: a part owes its dispatch and its outcome, and nothing to the complainant."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from domain.envelope import Recorded
from domain.matter.part import Changes, Effects
from domain.matter.splitting.events import (
    CalledOff,
    MatterSplit,
    PartCalledOff,
    PartFinished,
    PartReceived,
    PartRecounted,
    PartRegraded,
    PartUnfinished,
)
from domain.matter.splitting.state import Part, Splitting
from domain.matter.state import Matter, in_hands
from domain.obligations import Effect, Ends, Key, Moves, Opens, Owner
from domain.vocabulary import Duty, Ending, Finding, Party


def _received(fact: PartReceived) -> Iterable[Effect]:
    office = Owner(fact.receiving_unit)
    yield Opens(Key(Duty.DISPATCH), office, Party.OFFICE, fact.dispatch_by)
    yield Opens(Key(Duty.OUTCOME), office, Party.OFFICE, fact.outcome_by)


def _recounted(fact: PartRecounted) -> Iterable[Effect]:
    yield Moves(Key(Duty.OUTCOME), fact.outcome_by)


def _regraded(fact: PartRegraded) -> Iterable[Effect]:
    return (Moves(each.key, each.by) for each in fact.moves)


def _called_off(fact: CalledOff) -> Iterable[Effect]:
    return (Ends(key, Ending.VOID) for key in fact.ends)


EFFECTS: Effects = {
    PartReceived: _received,
    PartRecounted: _recounted,
    PartRegraded: _regraded,
    CalledOff: _called_off,
}


def _split(matter: Matter, fact: MatterSplit, _recorded: Recorded) -> dict[str, Any]:
    added = {part: Part(inquiry=part in fact.inquiries) for part in fact.parts}
    parts = {**matter.splitting.parts, **added}
    return {"splitting": replace(matter.splitting, parts=parts)}


def _taken_in(_matter: Matter, fact: PartReceived, recorded: Recorded) -> dict[str, Any]:
    at = recorded.occurred_at
    return {
        **in_hands(fact.receiving_unit, None, at),
        "number": fact.number,
        "complainant": fact.complainant,
        "subject": fact.subject,
        "channel": fact.channel,
        "received_at": fact.received_at,
        "registered_at": at,
        "place": fact.place,
        "address": fact.address,
        "receiving_unit": fact.receiving_unit,
        "about_units": fact.about_units,
        "about_persons": fact.about_persons,
        "nature": fact.nature,
        "conduct": fact.conduct,
        "urgency": fact.urgency,
        "splitting": Splitting(whole=fact.whole),
    }


def _graded(_matter: Matter, fact: PartRegraded, _recorded: Recorded) -> dict[str, Any]:
    return {"urgency": fact.urgency}


def _part(matter: Matter, part: str, **changes: Any) -> dict[str, Any]:
    known = matter.splitting.parts.get(part, Part())
    parts = {**matter.splitting.parts, part: replace(known, **changes)}
    return {"splitting": replace(matter.splitting, parts=parts)}


def _finished(matter: Matter, fact: PartFinished, _recorded: Recorded) -> dict[str, Any]:
    return _part(matter, fact.part, finding=Finding(fact.finding))


def _unfinished(matter: Matter, fact: PartUnfinished, _recorded: Recorded) -> dict[str, Any]:
    return _part(matter, fact.part, finding=None)


def _without(matter: Matter, fact: PartCalledOff, _recorded: Recorded) -> dict[str, Any]:
    return _part(matter, fact.part, called_off=True)


def _filed(_matter: Matter, _fact: CalledOff, recorded: Recorded) -> dict[str, Any]:
    at = recorded.occurred_at
    return {**in_hands(None, None, at), "closed_at": at, "difficulty_leader": None}


CHANGES: Changes = {
    MatterSplit: _split,
    PartReceived: _taken_in,
    PartRegraded: _graded,
    PartFinished: _finished,
    PartUnfinished: _unfinished,
    PartCalledOff: _without,
    CalledOff: _filed,
}
