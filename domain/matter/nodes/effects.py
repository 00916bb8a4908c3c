"""What nodes and emergencies do: each node, and each report of an emergency, is owed by a time."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from domain.envelope import Recorded
from domain.matter.nodes.events import (
    EmergencyDeclared,
    EmergencyEnded,
    EmergencyReported,
    MilestonesSet,
    NodeReported,
)
from domain.matter.nodes.state import KeyNode
from domain.matter.part import Changes, Effects
from domain.matter.state import Matter
from domain.obligations import Effect, Ends, Key, Moves, Opens, Owner
from domain.vocabulary import Duty, Ending, Party

FIRST, NEXT = Key(Duty.EMERGENCY_FIRST_REPORT), Key(Duty.EMERGENCY_PROGRESS)


def _set(fact: MilestonesSet) -> Iterable[Effect]:
    owner = Owner(fact.unit, fact.person)
    for each in fact.added:
        yield Opens(Key(Duty.NODE_FEEDBACK, each.node), owner, Party.OFFICE, each.feedback_by)
    for each in fact.moved:
        yield Moves(Key(Duty.NODE_FEEDBACK, each.node), each.feedback_by)


def _fed_back(fact: NodeReported) -> Iterable[Effect]:
    yield Ends(Key(Duty.NODE_FEEDBACK, fact.node))


def _declared(fact: EmergencyDeclared) -> Iterable[Effect]:
    yield Opens(FIRST, Owner(fact.unit, fact.person), Party.OFFICE, fact.first_report_by)


def _reported(fact: EmergencyReported) -> Iterable[Effect]:
    yield Ends(FIRST)
    yield Ends(NEXT)
    yield Opens(NEXT, Owner(fact.unit, fact.person), Party.OFFICE, fact.next_report_by)


def _ended(_fact: EmergencyEnded) -> Iterable[Effect]:
    yield Ends(FIRST, Ending.VOID)
    yield Ends(NEXT, Ending.VOID)


EFFECTS: Effects = {
    MilestonesSet: _set,
    NodeReported: _fed_back,
    EmergencyDeclared: _declared,
    EmergencyReported: _reported,
    EmergencyEnded: _ended,
}


def _planned(matter: Matter, fact: MilestonesSet, _recorded: Recorded) -> dict[str, Any]:
    given = {each.node: KeyNode(each.name, each.on) for each in (*fact.added, *fact.moved)}
    return {"nodes": replace(matter.nodes, milestones={**matter.nodes.milestones, **given})}


def _worked_on(
    matter: Matter, _fact: NodeReported | EmergencyReported, recorded: Recorded
) -> dict[str, Any]:
    return {"handlers": matter.handlers | {recorded.actor.person}} if matter.orders else {}


def _urgent(matter: Matter, _fact: EmergencyDeclared, recorded: Recorded) -> dict[str, Any]:
    return {"nodes": replace(matter.nodes, emergency_since=recorded.occurred_at)}


def _over(matter: Matter, _fact: EmergencyEnded, _recorded: Recorded) -> dict[str, Any]:
    return {"nodes": replace(matter.nodes, emergency_since=None)}


CHANGES: Changes = {
    MilestonesSet: _planned,
    NodeReported: _worked_on,
    EmergencyDeclared: _urgent,
    EmergencyReported: _worked_on,
    EmergencyEnded: _over,
}
