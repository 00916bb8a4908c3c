"""The rows of one thing on two axes, against the definition they stand for."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from projections.two_axes import Change, Span, spans
from tests.people import MORNING

State = tuple[str, ...]
Happening = tuple[int, str]
"""When it happened (hours after MORNING), and what kind of event it is."""

KINDS = ("adds", "adds again", "changes nothing", "empties", "needs one before")
HAPPENINGS = st.lists(
    st.tuples(st.integers(0, 6), st.sampled_from(KINDS)), min_size=1, max_size=9
)  # few moments, so that equal times and every order are common


def evolved(state: State | None, kind: str, position: int) -> State | None:
    """What an event makes of a state; the same object where it changes nothing."""
    match kind:
        case "changes nothing":
            return state
        case "empties":
            return None
        case "needs one before" if state is None:
            return None
    return (*(state or ()), f"{kind} {position}")


def change(kind: str, position: int) -> Change[State]:
    return lambda state: evolved(state, kind, position)


def at(hour: int) -> datetime:
    return MORNING + timedelta(hours=hour)


def folded(happenings: Sequence[Happening], position: int, moment: datetime) -> State | None:
    """The definition: the fold, in log order, of what was recorded and had happened by then."""
    state: State | None = None
    for place, (hour, kind) in enumerate(happenings, 1):
        if place <= position and at(hour) <= moment:
            state = evolved(state, kind, place)
    return state


def rows(happenings: Sequence[Happening]) -> list[Span[State]]:
    return spans(
        (place, at(hour), change(kind, place)) for place, (hour, kind) in enumerate(happenings, 1)
    )


@given(HAPPENINGS)
@settings(max_examples=400, deadline=None)
def test_at_every_moment_and_position_the_row_that_holds_is_the_fold(
    happenings: list[Happening],
) -> None:
    made = rows(happenings)
    for position in range(len(happenings) + 2):
        for half_hours in range(-1, 15):
            moment = MORNING + timedelta(minutes=30 * half_hours)
            holding = [span.state for span in made if span.holds(position, moment)]
            wanted = folded(happenings, position, moment)
            assert holding == ([] if wanted is None else [wanted])


@given(HAPPENINGS)
@settings(max_examples=200, deadline=None)
def test_no_two_rows_share_their_beginning(happenings: list[Happening]) -> None:
    beginnings = [(span.from_position, span.from_time) for span in rows(happenings)]
    assert len(set(beginnings)) == len(beginnings)


@given(HAPPENINGS)
@settings(max_examples=200, deadline=None)
def test_at_most_one_row_is_the_last_state(happenings: list[Happening]) -> None:
    live = [span for span in rows(happenings) if not span.cut_position and not span.until_time]
    last = folded(happenings, len(happenings), at(24))
    assert [span.state for span in live] == ([] if last is None else [last])


def test_in_order_each_event_cuts_the_last_row_and_adds_one() -> None:
    made = rows([(0, "adds"), (2, "adds")])
    assert [(span.from_position, span.cut_position) for span in made] == [(1, 2), (2, None)]


def test_what_is_recorded_late_changes_every_state_after_it() -> None:
    made = rows([(4, "adds"), (1, "adds")])
    assert [span.state for span in made if span.holds(2, at(2))] == [("adds 2",)]
    assert [span.state for span in made if span.holds(2, at(5))] == [("adds 1", "adds 2")]
    assert [span.state for span in made if span.holds(1, at(5))] == [("adds 1",)]
    assert not [span for span in made if span.holds(1, at(2))]
