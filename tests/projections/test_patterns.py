"""Every pattern at a random (as_of, known_by) equals the folded log in plain Python."""

import random
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from domain.envelope import Recorded
from domain.matter.history import fold
from domain.matter.withdrawing.commands import RecordWithdrawal
from domain.reading.commands import RevealIdentity
from domain.rulebook_files import thresholds_of
from domain.vocabulary import AnswerRoute, Pattern
from projections.asking import Question
from projections.patterns.finding import QUERIES, pattern_rows
from projections.patterns.row import PatternRow
from projections.two_axes import Axes
from projections.view import View
from service.asking import Asked
from service.bootstrap import Application
from service.clock import MovingClock
from tests.people import AUDITOR, CLERK, SUPERVISOR, establish_units
from tests.projections.histories import UNITS, folded, history
from tests.projections.odd_histories import odd_histories
from tests.projections.patterns_model import PatternModel, Read, families
from tests.projections.reading import text_runner
from tests.projections.test_lists import fresh_jurisdiction, random_axes, write_and_apply
from tests.scenarios.office import Office

LOW = thresholds_of(None).model_copy(
    update={
        "near_due_hours": 300,
        "never_answered_days": 3,
        "near_copy_characters": 40,
        "beyond_authority_matters": 1,
        "beyond_authority_share": 0.01,
        "forwarded_characters": 80,
    }
)
"""Thresholds at which small histories show much."""


def shown(row: PatternRow) -> tuple[object, ...]:
    numbers = set(row.numbers)
    return (row.count, row.of, row.near, row.days, numbers)


def readings(app: Application, log: list[Recorded], chance: random.Random) -> list[Read]:
    """Reads around each withdrawal, some by who recorded it, put into the read log."""
    withdrawn = [each for each in log if each.fact.TYPE == "matter.withdrawal_recorded"]
    made = [
        Read(
            each.stream,
            chance.choice(("clerk-li", "handler-wu", each.actor.person)),
            each.recorded_at - timedelta(days=chance.uniform(-1, 6)),
            chance.random() < 0.8,
        )
        for each in withdrawn
        for _ in range(3)
    ]
    with app.database.transaction() as connection:
        for place, each in enumerate(made):
            ground = chance.choice(("conduct", "about")) if each.protected else "text"
            connection.execute(
                "INSERT INTO read_log (id, read_at, kind, person, role, stream, grounds)"
                " VALUES (%s, %s, 'matter', %s, 'clerk', %s, %s)",
                (f"r{place}", each.read_at, each.person, each.stream, [ground]),
            )
    return made


@given(seed=st.integers(0, 2**32), disorder=st.sampled_from((0.0, 0.2, 0.7)))
@hypothesis_settings(
    max_examples=8,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_every_pattern_equals_the_folded_log_at_any_moment_as_known_at_any_other(
    database_url: str, home: Path, seed: int, disorder: float
) -> None:
    chance = random.Random(seed)
    with fresh_jurisdiction(database_url, home) as app:
        happenings = odd_histories(chance, 12, disorder=disorder)
        write_and_apply(app, happenings, chance)
        for _ in range(2):
            text_runner(app, chance.choice((3, 50))).catch_up()
        log, streams = list(app.feed.after(0, 5_000)), history(app)
        said, read = families(log), readings(app, log, chance)
        now = max(each.recorded_at for each in happenings) + timedelta(days=20)
        asked = [random_axes(app, happenings, chance) for _ in range(4)]
        asked += [Axes(now, app.log.head(), latest) for latest in (True, False)]
        with app.database.connection() as connection:
            for axes in asked:
                view = View(chance.choice((None, None, *UNITS)))
                there = {each.id: each for each in folded(streams, axes)}
                seen = {m: s for m, s in there.items() if view.sees(fold(m, streams[m]))}
                model = PatternModel(seen, streams, said, axes, LOW, read)
                for pattern in QUERIES:
                    rows, total = pattern_rows(
                        connection, Question(axes, view), LOW, pattern, 0, 1_000
                    )
                    found = {each.key: shown(each) for each in rows}
                    expected = model.rows(pattern)
                    if pattern is Pattern.BACK_AGAIN:  # which earlier one, of several at once
                        found = {
                            k: (*v[:4], set(rows_numbers(rows, k)[:1])) for k, v in found.items()
                        }
                    assert found == expected, (pattern, axes)
                    assert total == len(rows)


def rows_numbers(rows: list[PatternRow], key: str) -> tuple[str, ...]:
    return next(each.numbers for each in rows if each.key == key)


def test_a_longer_history_shows_every_pattern_and_pages_put_together_are_the_whole(
    app: Application,
) -> None:
    chance = random.Random(3)
    happenings = odd_histories(chance, 150)
    write_and_apply(app, happenings, chance)
    text_runner(app, 50).catch_up()
    readings(app, list(app.feed.after(0, 5_000)), chance)
    now = max(each.recorded_at for each in happenings)
    question = Question(Axes(now, app.log.head(), latest=True))
    with app.database.connection() as connection:
        for pattern in QUERIES:
            whole, total = pattern_rows(connection, question, LOW, pattern, 0, 1_000)
            assert whole and total == len(whole), pattern
            parts = [
                pattern_rows(connection, question, LOW, pattern, start, 2)
                for start in range(0, total, 2)
            ]
            assert [row for rows, _ in parts for row in rows] == whole
            assert {each for _, each in parts} == {total}
            assert pattern_rows(connection, question, LOW, pattern, total, 2) == ([], total)


def test_an_identity_revealed_before_a_withdrawal_is_a_line_that_says_so(
    app: Application, clock: MovingClock
) -> None:
    establish_units(app)
    office = Office(app, clock)
    matter = office.take_in(name="王某", contact="13800000000")
    app.revealing.reveal(RevealIdentity(reason="核对"), SUPERVISOR, matter)
    app.revealing.reveal(RevealIdentity(reason="回访"), CLERK, matter)
    office.clock.advance(days=1)
    office.do(RecordWithdrawal(route=AnswerRoute.PHONE, text="不再反映"), CLERK, matter)
    app.runner.catch_up()
    app.texts.catch_up()
    found = app.auditing.pattern(AUDITOR, Asked(), Pattern.READ_BEFORE_WITHDRAWN)
    (line,) = found.items
    assert (line.what, line.person, line.count, line.numbers) == (
        "identity",
        SUPERVISOR.person,
        1,
        ("2026-000001",),
    )
    assert found.thresholds.read_before_days == 3
