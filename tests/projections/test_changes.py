"""What changed between any two points equals the difference of the two folds."""

import random
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from domain.matter.history import fold
from domain.matter.standing import standing
from domain.matter.state import Matter
from domain.vocabulary import Duty
from projections.asking import Question
from projections.changes import figures, matter_changes, obligation_changes
from projections.two_axes import Axes
from projections.view import View
from tests.projections.histories import UNITS, folded, history
from tests.projections.model import Model, due
from tests.projections.odd_histories import odd_histories
from tests.projections.test_lists import fresh_jurisdiction, random_axes, write_and_apply

Point = dict[object, tuple[object, ...]]


def states(matters: list[Matter], axes: Axes) -> Point:
    return {
        each.id: (standing(each, axes.as_of), due(each.obligation(Duty.FINAL_ANSWER)))
        for each in matters
    }


def duties(matters: list[Matter], axes: Axes) -> Point:
    return {
        (matter.id, each.key.duty, each.key.of, each.nth): (
            each.status(axes.as_of),
            each.deadline.at,
            each.owner.unit,
            each.owner.person,
        )
        for matter in matters
        for latest in matter.obligations.values()
        for each in latest.rounds
    }


def difference(before: Point, after: Point) -> Point:
    """By key, what was before and what is after; None for what was not there."""
    keys = {*before, *after}
    return {
        key: (before.get(key), after.get(key)) for key in keys if before.get(key) != after.get(key)
    }


def both(*pair: object) -> tuple[object, ...] | None:
    return None if pair[0] is None else pair


@given(seed=st.integers(0, 2**32), disorder=st.sampled_from((0.0, 0.4)))
@hypothesis_settings(
    max_examples=8,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_what_changed_between_two_points_is_the_difference_of_the_two_folds(
    database_url: str, home: Path, seed: int, disorder: float
) -> None:
    chance = random.Random(seed)
    with fresh_jurisdiction(database_url, home) as app:
        happenings = odd_histories(chance, 8, disorder=disorder)
        write_and_apply(app, happenings, chance)
        streams = history(app)
        now = max(each.recorded_at for each in happenings) + timedelta(days=1)
        points = [random_axes(app, happenings, chance) for _ in range(5)]
        points.append(Axes(now, app.log.head(), latest=True))
        with app.database.connection() as connection:
            for _ in range(8):
                one, other = chance.sample(points, 2)
                view = View(chance.choice((None, *UNITS)))
                folds = [
                    [m for m in folded(streams, axes) if view.sees(fold(m.id, streams[m.id]))]
                    for axes in (one, other)
                ]
                before, after = Question(one, view), Question(other, view)
                rows, total = matter_changes(connection, before, after, 0, 1_000)
                expected = difference(states(folds[0], one), states(folds[1], other))
                assert total == len(rows) == len(expected)
                assert {
                    row.matter: (
                        both(row.state_before, row.due_before),
                        both(row.state_after, row.due_after),
                    )
                    for row in rows
                } == expected
                duty_rows, total = obligation_changes(connection, before, after, 0, 1_000)
                expected = difference(duties(folds[0], one), duties(folds[1], other))
                assert total == len(duty_rows) == len(expected)
                assert {
                    (row.matter, row.duty, row.of, row.nth): (
                        both(row.status_before, row.due_before, row.unit_before, row.person_before),
                        both(row.status_after, row.due_after, row.unit_after, row.person_after),
                    )
                    for row in duty_rows
                } == expected
                if total > 2:
                    paged, whole = obligation_changes(connection, before, after, 1, 2)
                    assert (paged, whole) == (duty_rows[1:3], total)
                assert figures(connection, after).states == Model(folds[1], other.as_of).states()
