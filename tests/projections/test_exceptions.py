"""The exception feed at a random (as_of, known_by) equals the folded log in plain Python."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from domain.envelope import Actor, Recorded
from domain.matter.history import fold
from domain.reading.commands import RevealIdentity
from domain.unusual import Unusual, unusual
from domain.vocabulary import NEAR_DUE_ONLY, ExceptionKind, Role
from projections.asking import Question, read_cursor
from projections.exceptions import KEY, ExceptionRow, WantedExceptions, exceptions
from projections.sql import Connection
from projections.two_axes import Axes
from projections.view import View
from service.asking import Asked
from service.bootstrap import Application
from service.rebuild import rebuild
from tests.people import AUDITOR, CLERK, establish_units
from tests.projections.histories import UNITS, Scribe, folded, history
from tests.projections.odd_histories import odd_histories
from tests.projections.test_lists import fresh_jurisdiction, random_axes, write_and_apply
from tests.scenarios.office import receipt

WHOLE = 1_000


def whole_log(app: Application) -> list[Recorded]:
    """Every event of a small log."""
    return list(app.feed.after(0, 5_000))


def found_in_plain_python(
    log: list[Recorded], axes: Axes, seen: set[str], wanted: WantedExceptions
) -> list[tuple[object, ...]]:
    """What the feed must hold: each event judged by its own stream as it stood before it."""
    rows: list[tuple[object, ...]] = []
    for recorded, each in _unusual_in(log):
        matter = recorded.stream.removeprefix("matter-")
        of_matter = recorded.stream.startswith("matter-")
        if of_matter and matter not in seen:
            continue
        if recorded.position > axes.known_by or recorded.occurred_at > axes.as_of:
            continue
        if recorded.position <= wanted.since:
            continue
        if wanted.kinds and each.kind not in wanted.kinds:
            continue
        if wanted.unit is not None and each.unit != wanted.unit:
            continue
        persons = (recorded.actor.person, each.approver, each.proposer)
        if wanted.person is not None and wanted.person not in persons:
            continue
        if each.kind in NEAR_DUE_ONLY:
            left = each.due_at - recorded.recorded_at if each.due_at else timedelta(0)
            if not timedelta(0) < left <= wanted.near:
                continue
        rows.append(
            (
                recorded.position,
                each.kind.value,
                matter if of_matter else None,
                each.approver,
                each.unit,
                each.duty,
                each.due_at,
                each.due_after,
                each.ground,
            )
        )
    return sorted(rows, key=lambda row: (row[0], row[1]))


def _unusual_in(log: list[Recorded]) -> Iterator[tuple[Recorded, Unusual]]:
    streams: dict[str, list[Recorded]] = {}
    for recorded in log:
        earlier = streams.setdefault(recorded.stream, [])
        of_matter = recorded.stream.startswith("matter-")
        before = fold(recorded.stream.removeprefix("matter-"), earlier) if of_matter else None
        for each in unusual(recorded, before):
            yield recorded, each
        earlier.append(recorded)


def shown(row: ExceptionRow) -> tuple[object, ...]:
    return (
        row.position,
        row.kind.value,
        row.subject,
        row.approver,
        row.unit,
        row.duty,
        row.due_at,
        row.due_after,
        row.ground,
    )


def ask(connection: Connection, question: Question, wanted: WantedExceptions) -> list[object]:
    """The whole feed, page by page."""
    rows: list[object] = []
    while True:
        page = exceptions(connection, question, wanted)
        rows += map(shown, page.items)
        if page.next is None:
            return rows
        question = replace(question, after=read_cursor(page.next, KEY, question.mark).last)


@given(seed=st.integers(0, 2**32), disorder=st.sampled_from((0.0, 0.2, 0.7)))
@hypothesis_settings(
    max_examples=10,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_feed_equals_the_folded_log_at_any_moment_as_known_at_any_other(
    database_url: str, home: Path, seed: int, disorder: float
) -> None:
    chance = random.Random(seed)
    with fresh_jurisdiction(database_url, home) as app:
        happenings = odd_histories(chance, 8, disorder=disorder)
        write_and_apply(app, happenings, chance)
        log, streams = whole_log(app), history(app)
        now = max(each.recorded_at for each in happenings) + timedelta(days=1)
        asked = [random_axes(app, happenings, chance) for _ in range(8)]
        asked += [Axes(now, app.log.head(), latest) for latest in (True, False)]
        everything = WantedExceptions(near=timedelta(days=9_999))
        with app.database.connection() as connection:
            for axes in asked:
                view = View(chance.choice((None, *UNITS)))
                there = {each.id for each in folded(streams, axes)}
                seen = {m for m in there if view.sees(fold(m, streams[m]))}
                question = Question(axes, view, limit=chance.choice((7, WHOLE)))
                for wanted in (
                    everything,
                    WantedExceptions(near=timedelta(hours=24)),
                    replace(everything, since=chance.randrange(app.log.head())),
                    replace(everything, unit="water"),
                    replace(everything, person="head-zhou"),
                    replace(everything, kinds=(ExceptionKind.EXTENDED, ExceptionKind.BACK_DATED)),
                ):
                    expected = found_in_plain_python(log, axes, seen, wanted)
                    assert ask(connection, question, wanted) == expected, wanted


def test_a_feed_rebuilt_is_the_feed_that_was_kept_up(app: Application, database_url: str) -> None:
    chance = random.Random(11)
    happenings = odd_histories(chance, 20, disorder=0.5)
    write_and_apply(app, happenings, chance)
    kept = app.database.fetch("SELECT * FROM exception_row ORDER BY position, kind")
    assert len(kept) > 40
    assert {row[1] for row in kept} >= {"back_dated", "extended", "rerouted", "manifest_corrected"}
    rebuild(database_url, app.settings, lambda _position, _head: None)
    assert app.database.fetch("SELECT * FROM exception_row ORDER BY position, kind") == kept


def test_who_was_shown_an_identity_is_in_the_feed_of_its_matter(app: Application) -> None:
    establish_units(app)
    done = app.handler.receive(
        receipt(name="王某", contact="13800000000", about_persons=("handler-wu",)), CLERK
    )
    matter = done.stream.removeprefix("matter-")
    app.revealing.reveal(RevealIdentity(reason="回访"), CLERK, matter)
    app.runner.catch_up()
    wanted = WantedExceptions(kinds=(ExceptionKind.IDENTITY_REVEALED,))
    (row,) = app.auditing.exceptions(AUDITOR, Asked(), wanted).items
    assert (row.subject, row.person, row.event) == (
        matter,
        CLERK.person,
        "reading.identity_revealed",
    )
    about = Actor(person="handler-wu", role=Role.SUPERVISOR, unit="office")
    assert app.auditing.exceptions(about, Asked(), wanted).items == []


def test_the_program_keeping_the_default_rules_is_no_exception(app: Application) -> None:
    Scribe(app).write(odd_histories(random.Random(1), 3))
    app.adoption.ensure()
    app.runner.catch_up()
    kinds = {row[0] for row in app.database.fetch("SELECT kind FROM exception_row")}
    assert kinds and "rules_adopted" not in kinds
