"""A matter's history says of each step what it did to the ledger, and nothing it did not do."""

from domain.matter.routing.commands import DeliverOrder
from domain.matter.routing.events import Assignment, MatterDispatched
from domain.obligations import Deadline
from domain.vocabulary import Duty
from projections.timeline import timeline
from projections.two_axes import Axes
from tests.domain.desk import Desk, dispatched
from tests.people import CLERK


def changes_of_last(desk: Desk) -> list[tuple[str, str]]:
    """What the last step did, as (what, which obligation)."""
    entry = timeline(desk.history, Axes(desk.now, len(desk.history), latest=True))[-1]
    return [(change.what, str(change.key)) for change in entry.changes]


def test_what_had_ended_before_is_not_said_to_be_withdrawn_when_it_opens_anew() -> None:
    desk = dispatched()
    desk.do(DeliverOrder(unit="housing"), CLERK)
    sign = desk.matter.obligation(Duty.SIGN, "housing")
    assert sign is not None
    limit: Deadline = sign.deadline
    again = MatterDispatched(
        by_unit="office",
        lead=Assignment(unit="housing", person="handler-wang"),
        replaces=("housing",),
        deliver_by=limit,
    )
    desk.record(again, CLERK)
    assert changes_of_last(desk) == [
        ("void", "sign:housing"),
        ("void", "first_feedback:housing"),
        ("opened", "delivery:housing"),
    ]


def test_withdrawn_and_opened_in_one_step_are_two_changes_each_with_its_own_due_date() -> None:
    desk = dispatched()
    first = desk.due(Duty.DELIVERY, "housing")
    open_still = desk.matter.obligation(Duty.DELIVERY, "housing")
    assert open_still is not None
    later = open_still.deadline.model_copy(update={"at": first.replace(year=first.year + 1)})
    again = MatterDispatched(
        by_unit="office",
        lead=Assignment(unit="housing", person="handler-wang"),
        replaces=("housing",),
        deliver_by=later,
    )
    desk.record(again, CLERK)
    entry = timeline(desk.history, Axes(desk.now, len(desk.history), latest=True))[-1]
    assert [(each.what, each.due_at) for each in entry.changes] == [
        ("void", first),
        ("opened", later.at),
    ]
