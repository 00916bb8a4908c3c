"""A long backlog worked out by two processes: the tables are those that one makes, whatever happens to
the other."""

import random
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence

import pytest

from domain.erasure.events import PersonErased, person_stream
from domain.matter.intake.events import MatterReceived
from projections.companion import OTHER, OWN, CompanionLeft
from projections.matter_tables import MatterTables
from projections.runner import FIRST, Runner
from projections.sql import Write
from service.bootstrap import Application
from service.companion import CompanionProcess
from tests.projections.histories import Chronicle, Happening, Scribe
from tests.projections.test_runner import (
    contents,
    contents_from_scratch,
    until,
    with_a_place_no_table_can_hold,
)

BATCH = 20
WAITING = 60
"""So many waiting events are very many here."""


class Watched(CompanionProcess):
    """A companion that is ready at once, and whose answers are counted."""

    def __init__(self, app: Application) -> None:
        super().__init__(app.database)
        self.answered = 0
        self.before_answer: Callable[[Watched], None] = lambda _: None
        until(self.is_ready)

    @property
    def process(self) -> subprocess.Popen[bytes]:
        return self._process

    def answer(self) -> Write:
        self.before_answer(self)
        write = super().answer()
        self.answered += 1
        return write


class Together:
    """A runner with a companion from 60 waiting events on, and the companions that it had."""

    def __init__(
        self, app: Application, before_answer: Callable[[Watched], None] = lambda _: None
    ) -> None:
        self._app = app
        self._before_answer = before_answer
        self.companions: list[Watched] = []
        self.runner = Runner(
            MatterTables(), app.feed, app.database.transaction, BATCH, invite=self._invite
        )

    def _invite(self) -> Watched:
        companion = Watched(self._app)
        companion.before_answer = self._before_answer
        self.companions.append(companion)
        return companion

    @property
    def answered(self) -> int:
        return sum(each.answered for each in self.companions)


@pytest.fixture(autouse=True)
def long_from_sixty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("projections.companion.LONG", WAITING)


def with_erasures(happenings: Sequence[Happening]) -> list[Happening]:
    """Every third complainant is erased a little later, while the matter goes on."""
    woven = list(happenings)
    received = [each for each in happenings if isinstance(each.fact, MatterReceived)]
    for each in received[::3]:
        fact = PersonErased(reason="期满", proposed_by="clerk-li", matters=1, rulebook="default")
        stream = person_stream(each.stream.removeprefix("matter-"))
        place = woven.index(each) + 3
        at = woven[min(place, len(woven) - 1)].recorded_at
        woven.insert(place, Happening(stream, fact, at, at))
    return woven


def test_two_processes_make_the_tables_that_one_makes(app: Application, database_url: str) -> None:
    scribe = Scribe(app)
    scribe.write_at_once(with_erasures(Chronicle(random.Random(4)).histories(80, disorder=0.3)))
    together = Together(app)
    assert together.runner.catch_up().position == app.log.head()
    assert together.answered > 5
    later = Chronicle(random.Random(5), prefix="later").histories(80, disorder=0.3)
    scribe.write_at_once(with_erasures(later))
    again = together.answered
    assert together.runner.catch_up().position == app.log.head()
    assert together.answered > again + 5
    live = contents(app)
    assert contents_from_scratch(app, database_url) == live
    assert all(each.process.poll() is not None for each in together.companions)


def test_it_has_its_half_of_everything_after_the_first_batch_to_the_very_end(
    app: Application,
) -> None:
    scribe = Scribe(app)
    scribe.write_at_once(Chronicle(random.Random(9)).histories(40))
    more = iter([Chronicle(random.Random(10), prefix="more").histories(7)])

    def meanwhile_more_comes(_companion: Watched) -> None:
        for histories in more:
            scribe.write_at_once(histories)

    together = Together(app, meanwhile_more_comes)
    reached: list[int] = []
    together.runner.catch_up(report=reached.append)
    assert reached[0] == BATCH // FIRST
    assert reached[-1] == app.log.head()
    assert together.answered == len(reached) - 1


def test_nothing_of_somebody_erased_stays_whichever_half_the_matter_is_in(app: Application) -> None:
    Scribe(app).write_at_once(with_erasures(Chronicle(random.Random(6)).histories(80)))
    together = Together(app)
    together.runner.catch_up()
    assert together.answered > 5
    kept = "SELECT subject_person FROM matter_row WHERE subject_person IS NOT NULL"
    persons = {row[0] for row in app.database.fetch(kept)}
    erased = {row[0] for row in app.database.fetch("SELECT person FROM erased_row")}
    assert persons and erased and not persons & erased


def test_the_halves_are_the_whole(app: Application) -> None:
    Scribe(app).write_at_once(Chronicle(random.Random(7)).histories(20))
    head = app.log.head()
    own, other = (app.feed.half(half, 3, head) for half in (OWN, OTHER))
    assert own and other
    assert not {each.stream for each in own} & {each.stream for each in other}
    whole = sorted((*own, *other), key=lambda each: each.position)
    assert whole == app.feed.after(3, head)


@pytest.mark.parametrize("nth", [0, 1, 2, 3])
def test_a_companion_that_is_killed_is_done_without(
    app: Application, database_url: str, nth: int
) -> None:
    Scribe(app).write_at_once(Chronicle(random.Random(8)).histories(80, disorder=0.3))

    def kill(companion: Watched) -> None:
        if companion.answered == nth:
            companion.process.kill()
            companion.process.wait()

    together = Together(app, kill)
    assert together.runner.catch_up().position == app.log.head()
    assert len(together.companions) == 1
    live = contents(app)
    assert contents_from_scratch(app, database_url) == live


def test_one_that_cannot_be_started_is_done_without(
    app: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    Scribe(app).write_at_once(Chronicle(random.Random(9)).histories(20))
    monkeypatch.setattr(sys, "executable", "/nowhere")
    with pytest.raises(CompanionLeft):
        CompanionProcess(app.database)
    assert app.runner.catch_up().position == app.log.head()


@pytest.mark.parametrize("nth", range(4))
def test_an_event_in_either_half_that_cannot_be_applied_stops_the_lists_just_before_it(
    app: Application, nth: int
) -> None:
    """Whichever half the event is in: it is found by the one that goes on alone."""
    happenings = Chronicle(random.Random(10)).histories(80)
    receipts = [n for n, each in enumerate(happenings) if isinstance(each.fact, MatterReceived)]
    place = [n for n in receipts if n > 100][nth]
    bad = with_a_place_no_table_can_hold(happenings[place])
    Scribe(app).write_at_once([*happenings[:place], bad, *happenings[place + 1 :]])
    first = app.log.head() - len(happenings)
    together = Together(app)
    progress = together.runner.catch_up()
    assert (progress.position, progress.stopped_at) == (first + place, first + place + 1)
    assert app.log.head() - progress.position > WAITING
    assert together.runner.catch_up() == progress
    assert len(together.companions) == 1, "none is started while the lists stand"


def test_a_batch_that_another_process_applied_meanwhile_is_not_applied_twice(
    app: Application, database_url: str
) -> None:
    Scribe(app).write_at_once(Chronicle(random.Random(11)).histories(80, disorder=0.3))
    other = Runner(MatterTables(), app.feed, app.database.transaction, 7)

    def overtake(companion: Watched) -> None:
        if companion.answered == 2:
            other.catch_up()

    together = Together(app, overtake)
    assert together.runner.catch_up().position == app.log.head()
    live = contents(app)
    assert contents_from_scratch(app, database_url) == live


ASKING = """
import sys, time
from service.companion import CompanionProcess
from service.database import Database
companion = CompanionProcess(Database(sys.argv[1], "huiyin_main"))
while not companion.is_ready():
    time.sleep(0.01)
print(companion._process.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.usefixtures("app")
def test_it_ends_with_the_one_that_asks_however_that_ends(database_url: str) -> None:
    asking = subprocess.Popen(
        [sys.executable, "-c", ASKING, database_url], stdout=subprocess.PIPE, text=True
    )
    assert asking.stdout is not None
    pid = int(asking.stdout.readline())
    asking.send_signal(signal.SIGKILL)
    asking.wait()
    asking.stdout.close()
    until(lambda: not lives(pid))


def lives(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
