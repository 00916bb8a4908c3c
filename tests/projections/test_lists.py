"""Every list at a random (as_of, known_by) equals the fold of the log, on real PostgreSQL."""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pydantic import SecretStr

from domain.matter.history import fold
from domain.organisation.state import Organisation
from domain.vocabulary import (
    Channel,
    Duty,
    FeedbackState,
    Finding,
    Nature,
    ObligationStatus,
    Urgency,
)
from projections.answer_status import answer_status
from projections.asking import Page, Question, read_cursor
from projections.coverage import EXAMPLES, coverage
from projections.feedback_status import KEY as BY_RECEIPT
from projections.feedback_status import WantedMatters, matters, state_counts
from projections.matter_tables import MatterTables
from projections.obligation_ledger import KEY as BY_DUE_DATE
from projections.obligation_ledger import Owed, Wanted, counted, obligations
from projections.runner import Runner
from projections.sql import Connection
from projections.statistics import Grouping, Period, statistics
from projections.two_axes import Axes
from projections.view import View
from projections.worklist import KEY as BY_NEXT_STEP
from projections.worklist import Horizon, Pile, worklist
from service.bootstrap import Application, application
from service.clock import MovingClock
from service.settings import Settings
from tests.people import MORNING
from tests.projections.histories import (
    UNITS,
    Chronicle,
    Happening,
    Scribe,
    folded,
    history,
)
from tests.projections.model import Model

WHOLE = 1_000
names = count(1)


@contextmanager
def fresh_jurisdiction(database_url: str, home: Path) -> Iterator[Application]:
    """A jurisdiction with nothing in it, beside those that were made before."""
    settings = Settings(
        home=home, database_url=SecretStr(database_url), jurisdiction=f"random_{next(names)}"
    )
    with application(settings, MovingClock(MORNING)) as app:
        yield app


def write_and_apply(
    app: Application, happenings: Sequence[Happening], chance: random.Random
) -> None:
    """Record the happenings a few at a time; the lists follow in batches of random size."""
    scribe, left = Scribe(app), list(happenings)
    while left:
        some = chance.randrange(1, 40)
        scribe.write(left[:some])
        del left[:some]
        if chance.random() < 0.7:
            batch = chance.choice((1, 2, 7, 30))
            runner = Runner(MatterTables(), app.feed, app.database.transaction, batch)
            (app.runner if chance.random() < 0.3 else runner).catch_up()
    app.runner.catch_up()


def random_axes(app: Application, happenings: Sequence[Happening], chance: random.Random) -> Axes:
    """Somewhere on both axes: on an event's very time, just beside it, or anywhere."""
    times = [each.occurred_at for each in happenings] + [each.recorded_at for each in happenings]
    times += [each.obligation_due for each in map(Dues, happenings) if each.obligation_due]
    beside = chance.choice((timedelta(0), timedelta(seconds=1), -timedelta(seconds=1)))
    as_of, known_by = chance.choice(times) + beside, chance.randrange(app.log.head() + 1)
    return Axes(as_of, known_by, latest=False, recent=is_recent(app, as_of, known_by))


def is_recent(app: Application, as_of: datetime, known_by: int) -> bool:
    """Whether a moment lies at or after everything recorded by a position."""
    last = app.log.after(known_by - 1, 1) if known_by else []
    return all(each.recorded_at <= as_of for each in last)


class Dues:
    """A due date that a happening brings, where it brings one."""

    def __init__(self, happening: Happening) -> None:
        final = getattr(happening.fact, "final_answer_by", None)
        self.obligation_due = final.at if final is not None else None


def check_everything(connection: Connection, question: Question, model: Model) -> None:
    """Each list and figure on these axes, in this view, against the model."""
    axes = question.axes
    assert state_counts(connection, question) == model.states()
    for narrow in NARROWED:
        rows = matters(connection, question, WantedMatters(**narrow)).items
        assert [astuple(row) for row in rows] == model.matter_rows(**narrow), narrow
    horizon = Horizon(axes.as_of + timedelta(hours=9), axes.as_of + timedelta(days=4))
    for pile in Pile:
        items = worklist(connection, question, horizon, pile).items
        assert [
            (row.next_due_at, row.matter, row.state, row.next_duty, row.next_unit, row.next_person)
            for row in items
        ] == model.pile(pile, horizon), pile
    for status in (None, *ObligationStatus):
        found = obligations(connection, question, Wanted(status=status)).items
        assert all(status is None or item.status(axes.as_of) is status for item in found)
        assert sorted(map(owed, found)) == model.obligations(status), status
    for breached in (True, False):
        found = obligations(connection, question, Wanted(breached=breached)).items
        assert all(item.breached(axes.as_of) is breached for item in found)
        assert sorted(map(owed, found)) == model.obligations(breached=breached)
        still = Wanted(open=breached)
        found = obligations(connection, question, still).items
        assert sorted(map(owed, found)) == model.obligations(still=breached)
        late = sum(item.due_at <= axes.as_of for item in found)
        assert counted(connection, question, still) == (len(found), late)
    for duty in (Duty.FINAL_ANSWER, Duty.FEEDBACK_TO_LEADER):
        assert answer_status(connection, question, duty) == model.answer_status(duty)
    for by, period in (
        *((by, Period.NONE) for by in Grouping),
        *((Grouping.UNIT, p) for p in Period),
    ):
        rates = statistics(connection, question, by, period)
        assert {(each.group, each.period): each for each in rates} == model.statistics(by, period)
        assert sum(each.received for each in rates) == sum(
            each.obligation(Duty.FINAL_ANSWER) is not None for each in model.visible
        )
    spots = coverage(connection, question, Organisation(), axes.as_of.date())
    assert (spots.matters_without_owner, spots.gaps) == (model.ownerless(), ())
    assert len(spots.examples) == min(model.ownerless(), EXAMPLES)


NARROWED: tuple[dict[str, Any], ...] = (
    {},
    {"nature": Nature.REQUEST},
    {"finding": Finding.MET},
    {"channel": Channel.HOTLINE},
    {"place": "南街"},
    {"unit": "water"},
    {"urgency": Urgency.URGENT},
    {"channel": Channel.NETIZEN_MESSAGE, "unit": "office"},
)


def owed(item: Owed) -> tuple[object, ...]:
    """A row of the ledger as the model gives it."""
    return (
        item.due_at,
        item.subject,
        item.duty.value,
        item.of,
        item.nth,
        str(item.owner_unit),
        str(item.owner_person),
        item.rule,
        str(item.ended),
        str(item.opened_by),
        str(item.ended_by),
    )


@given(seed=st.integers(0, 2**32), disorder=st.sampled_from((0.0, 0.2, 0.7)))
@hypothesis_settings(
    max_examples=12,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # a random history does not shrink
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_every_list_equals_the_fold_of_the_log_at_any_moment_as_known_at_any_other(
    database_url: str, home: Path, seed: int, disorder: float
) -> None:
    chance = random.Random(seed)
    with fresh_jurisdiction(database_url, home) as app:
        happenings = Chronicle(chance).histories(6, disorder=disorder)
        write_and_apply(app, happenings, chance)
        streams = history(app)
        now = max(each.recorded_at for each in happenings) + timedelta(days=chance.randrange(30))
        asked = [random_axes(app, happenings, chance) for _ in range(12)]
        asked += [Axes(now, app.log.head(), latest) for latest in (True, False)]
        asked += [replace(axes, recent=False) for axes in asked if axes.recent]
        asked += [Axes(now, chance.randrange(app.log.head()), latest=False, recent=True)]
        with app.database.connection() as connection:
            for axes in asked:
                view = View(chance.choice((None, *UNITS)))
                seen = {
                    matter for matter, events in streams.items() if view.sees(fold(matter, events))
                }
                model = Model(folded(streams, axes), axes.as_of, seen)
                check_everything(connection, Question(axes, view, limit=WHOLE), model)


@pytest.fixture
def lists(app: Application) -> Application:
    """An application with a few dozen matters on its lists."""
    happenings = Chronicle(random.Random(5)).histories(25)
    Scribe(app).write(happenings)
    app.runner.catch_up()
    return app


def now_of(app: Application) -> Axes:
    recorded = app.log.after(app.log.head() - 1, 1)[0].recorded_at
    return Axes(recorded, app.log.head(), latest=True)


def test_before_anything_was_recorded_every_figure_is_zero(lists: Application) -> None:
    axes = replace(now_of(lists), known_by=0, latest=False)
    with lists.database.connection() as connection:
        check_everything(connection, Question(axes, limit=WHOLE), Model([], axes.as_of))


def test_the_last_state_is_what_the_general_rule_gives_for_now(lists: Application) -> None:
    now = now_of(lists)
    general = replace(now, latest=False)
    with lists.database.connection() as connection:
        for status in (None, *ObligationStatus):
            wanted = Wanted(status=status)
            by_last_state = obligations(connection, Question(now, limit=WHOLE), wanted).items
            assert (
                by_last_state
                == obligations(connection, Question(general, limit=WHOLE), wanted).items
            )
        assert (
            matters(connection, Question(now, limit=WHOLE)).items
            == matters(connection, Question(general, limit=WHOLE)).items
        )


def test_states_add_up_to_the_matters_and_pages_of_each_state_to_its_count(
    lists: Application,
) -> None:
    question = Question(now_of(lists), limit=WHOLE)
    with lists.database.connection() as connection:
        counts = state_counts(connection, question)
        rows = matters(connection, question).items
        assert len(rows) == 25
        assert sum(counts.values()) == sum(row.whole is None for row in rows) < 25
        assert set(counts) == set(FeedbackState) - {FeedbackState.PART_FINISHED}
        for state in FeedbackState:
            found = matters(connection, question, WantedMatters(state=state)).items
            assert sum(row.whole is None for row in found) == counts.get(state, 0)


def turn_pages(
    app: Application, ask: "Asking", limit: int, kinds: tuple[type, ...]
) -> list[object]:
    """All pages one after another, by their cursors; new matters come in meanwhile."""
    items: list[object] = []
    axes, after = now_of(app), None
    news = Chronicle(random.Random(limit), start=MORNING + timedelta(days=400)).histories(3)
    with app.database.connection() as connection:
        while True:
            page = ask(connection, Question(axes, after=after, limit=limit))
            items += page.items
            if page.next is None:
                return items
            assert len(page.items) == limit
            place = read_cursor(page.next, kinds, "")
            axes = Axes(place.as_of, place.known_by, latest=False, recent=True)
            after = place.last
            Scribe(app).write(news)
            news = []
            app.runner.catch_up()


class Asking:
    """One list, asked for with a question."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, connection: Connection, question: Question) -> Page[object]:
        found: object
        match self.name:
            case "obligations":
                found = obligations(connection, question, Wanted())
            case "worklist":
                horizon = Horizon(question.axes.as_of, question.axes.as_of)
                found = worklist(connection, question, horizon)
            case _:
                found = matters(connection, question)
        assert isinstance(found, Page)
        return found


@pytest.mark.parametrize("limit", [3, 40])
@pytest.mark.parametrize(
    ("name", "kinds"),
    [("obligations", BY_DUE_DATE), ("worklist", BY_NEXT_STEP), ("matters", BY_RECEIPT)],
)
def test_pages_put_together_are_the_whole_list_whatever_is_recorded_meanwhile(
    lists: Application, name: str, kinds: tuple[type, ...], limit: int
) -> None:
    ask = Asking(name)
    with lists.database.connection() as connection:
        whole = list(ask(connection, Question(now_of(lists), limit=WHOLE)).items)
    assert len(whole) > 12
    assert turn_pages(lists, ask, limit, kinds) == whole


def test_a_missing_number_is_reported_as_a_gap(app: Application) -> None:
    chronicle = Chronicle(random.Random(3))
    received = [each for each in chronicle.histories(5) if hasattr(each.fact, "receiving_unit")]
    assert len(received) >= 2
    first, second = received[:2]
    fact = second.fact.model_copy(update={"number": "2026-000005"})
    Scribe(app).write([first, replace(second, fact=fact)])
    app.runner.catch_up()
    axes = Axes(now_of(app).as_of, app.log.head(), latest=False)
    with app.database.connection() as connection:
        gaps = coverage(connection, Question(axes), Organisation(), MORNING.date()).gaps
    assert [(gap.series, gap.first, gap.last) for gap in gaps] == [("2026", 2, 4)]
