"""Counting a fact's deadlines anew: also those of the measures within a decision."""

from datetime import date, datetime, timedelta

from domain.accountability.cases.events import CaseDecisionServed, OwedMeasure
from domain.envelope import Actor, Fact, Recorded
from domain.matter.intake.events import MatterRegistered
from domain.matter.nodes.events import MilestonesSet, Node
from domain.matter.routing.events import Assignment, ParticipantAdded
from domain.rulebook_files import load_default
from domain.rules import Rules
from domain.vocabulary import Nature, Role
from domain.whatif import Recast
from domain.working_days import SHANGHAI, load_calendar

CALENDAR = load_calendar()
YEAR = CALENDAR.notices[-1].year + 1
GUESSED = Rules(load_default(), CALENDAR)
REST = tuple(date(YEAR, 3, day) for day in (2, 3, 4, 5))
ANNOUNCED = Rules(load_default(), CALENDAR.with_year(YEAR, "通知", REST, (), "announced"))
MORNING = datetime(YEAR, 3, 1, tzinfo=SHANGHAI)


def recorded(fact: Fact) -> Recorded:
    actor = Actor(person="supervisor-lin", role=Role.SUPERVISOR, unit="office")
    return Recorded(1, "case-1", 1, MORNING, MORNING, actor, "c1", back_dated=False, fact=fact)


def test_the_lifting_of_a_measure_is_counted_by_the_announced_days() -> None:
    by = GUESSED.deadline("lifting", MORNING)
    served = CaseDecisionServed(
        evidence="回证", owed=(OwedMeasure(key="warning:official", lift_by=by),)
    )
    anew = Recast(ANNOUNCED).fact(recorded(served))
    assert isinstance(anew, CaseDecisionServed)
    lift_by = anew.owed[0].lift_by
    assert lift_by == ANNOUNCED.deadline("lifting", MORNING)
    assert (by.provisional, lift_by.provisional) == (True, False)
    assert lift_by.at > by.at


def test_a_day_that_people_set_for_a_node_stays() -> None:
    day = date(YEAR, 3, 4)
    node = Node(
        node="1", name="开工", on=day, feedback_by=GUESSED.on_date("node_feedback", day, MORNING)
    )
    nodes = MilestonesSet(added=(node,), moved=(), unit="housing", person=None)
    anew = Recast(ANNOUNCED).fact(recorded(nodes))
    assert isinstance(anew, MilestonesSet)
    assert anew.added == (node,)


def test_who_was_added_later_has_a_dispatch_of_their_own() -> None:
    rules, later = Rules(load_default(), CALENDAR), MORNING + timedelta(days=9)
    first = rules.deadline("dispatch", MORNING)
    order = Assignment(unit="water", person="handler-li")
    by = rules.deadline("delivery", rules.deadline("dispatch", later))
    recast = Recast(rules)
    recast.fact(recorded(MatterRegistered(unit="office", nature=Nature.REQUEST, dispatch_by=first)))
    added = recast.fact(recorded(ParticipantAdded(by_unit="office", order=order, deliver_by=by)))
    assert isinstance(added, ParticipantAdded)
    assert added.deliver_by == by
