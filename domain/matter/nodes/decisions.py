"""What is owed at once: who sets the nodes and reports on them, and how an emergency goes (M14)."""

from domain.envelope import Fact
from domain.errors import TimeInFuture
from domain.matter.carried import in_charge, reporting_unit
from domain.matter.errors import NotTakenUp
from domain.matter.nodes.commands import (
    DeclareEmergency,
    EndEmergency,
    Milestone,
    ReportEmergency,
    ReportNode,
    SetMilestones,
)
from domain.matter.nodes.errors import (
    EmergencyGoesOn,
    HandlerCannotEnd,
    MilestoneInThePast,
    MilestonePassed,
    MilestonesNotYours,
    MilestoneStands,
    NoEmergency,
    NoSuchNode,
)
from domain.matter.nodes.events import (
    EmergencyDeclared,
    EmergencyEnded,
    EmergencyReported,
    MilestonesSet,
    Node,
    NodeReported,
)
from domain.matter.outsiders import is_outsider
from domain.matter.part import Decisions
from domain.matter.state import Matter
from domain.situation import Situation
from domain.vocabulary import Duty, Role
from domain.working_days import shanghai_day

OFFICE = frozenset({Role.CLERK, Role.SUPERVISOR})


def decide_milestones(
    command: SetMilestones, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """Set key nodes; one whose name is set already is moved, by the office and before it is due.

    Raises NotTakenUp, MilestonesNotYours, MilestoneInThePast, MilestoneStands, MilestonePassed.
    """
    if matter.only_imported:
        raise NotTakenUp()
    owner = in_charge(matter)
    by_office = situation.actor.role in OFFICE and is_outsider(matter, situation)
    if not by_office and situation.actor.unit != owner.unit:
        raise MilestonesNotYours(lead=owner.unit or "-")
    known = {node.name: code for code, node in matter.nodes.milestones.items()}
    added: list[Node] = []
    moved: list[Node] = []
    for each in command.milestones:
        code = known.get(each.name)
        if code is None:
            number = len(matter.nodes.milestones) + len(added) + 1
            added.append(_node(str(number), each, situation))
        elif matter.nodes.milestones[code].on != each.on:
            if not by_office:
                raise MilestoneStands(what=code)
            _may_move(code, matter, situation)
            moved.append(_node(code, each, situation))
    if not added and not moved:
        return ()
    return (
        MilestonesSet(added=tuple(added), moved=tuple(moved), unit=owner.unit, person=owner.person),
    )


def _node(code: str, milestone: Milestone, situation: Situation) -> Node:
    if milestone.on < shanghai_day(situation.now):
        raise MilestoneInThePast(
            given=milestone.on.isoformat(), now=shanghai_day(situation.now).isoformat()
        )
    by = situation.rules.on_date("node_feedback", milestone.on, situation.now)
    return Node(node=code, name=milestone.name, on=milestone.on, feedback_by=by)


def _may_move(code: str, matter: Matter, situation: Situation) -> None:
    owed = matter.obligation(Duty.NODE_FEEDBACK, code)
    if owed is None or not owed.is_open or owed.deadline.at <= situation.now:
        raise MilestonePassed(what=code, due=owed.deadline.at.isoformat() if owed else "-")


def decide_report_node(
    command: ReportNode, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """Feed back on a node. Raises NoSuchNode, NotYoursToReport."""
    owed = matter.obligation(Duty.NODE_FEEDBACK, command.node)
    if owed is None or not owed.is_open:
        still = [e.key.of for e in matter.open_obligations() if e.key.duty is Duty.NODE_FEEDBACK]
        raise NoSuchNode(what=command.node, known=tuple(still) or "-")
    unit = reporting_unit(owed.owner, command.unit, situation)
    return (NodeReported(node=command.node, unit=unit, text=command.text),)


def decide_declare(
    command: DeclareEmergency, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """Declare an emergency; the hours of the first report run from the declaration.

    Raises NotTakenUp, TimeInFuture, EmergencyGoesOn.
    """
    if matter.only_imported:
        raise NotTakenUp()
    happened_at, now = command.happened_at or situation.now, situation.now
    if happened_at > now:
        raise TimeInFuture(given=happened_at.isoformat(), now=now.isoformat())
    since = matter.nodes.emergency_since
    if since is not None:
        raise EmergencyGoesOn(given=since.isoformat())
    owner = in_charge(matter)
    return (
        EmergencyDeclared(
            happened_at=happened_at,
            text=command.text,
            unit=owner.unit,
            person=owner.person,
            first_report_by=situation.rules.deadline("emergency_first_report", now),
        ),
    )


def decide_report_emergency(
    command: ReportEmergency, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """Report on an emergency; the next report is owed from this one.

    Raises NoEmergency, NotYoursToReport.
    """
    if matter.nodes.emergency_since is None:
        raise NoEmergency()
    owner = in_charge(matter)
    return (
        EmergencyReported(
            unit=reporting_unit(owner, command.unit, situation),
            person=owner.person,
            text=command.text,
            next_report_by=situation.rules.deadline("emergency_progress", situation.now),
        ),
    )


def decide_end(command: EndEmergency, matter: Matter, situation: Situation) -> tuple[Fact, ...]:
    """Declare it over; what was missed meanwhile stays missed.

    Raises NoEmergency, HandlerCannotEnd.
    """
    if matter.nodes.emergency_since is None:
        raise NoEmergency()
    if not is_outsider(matter, situation):
        raise HandlerCannotEnd()
    return (EmergencyEnded(text=command.text),)


DECISIONS: Decisions = {
    SetMilestones: decide_milestones,
    ReportNode: decide_report_node,
    DeclareEmergency: decide_declare,
    ReportEmergency: decide_report_emergency,
    EndEmergency: decide_end,
}
