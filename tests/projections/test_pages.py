"""Reading on in a list costs no more than its first page did, whatever is recorded meanwhile."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any, cast

import psycopg
import pytest

from domain.accountability.leads.events import LeadOpened
from domain.vocabulary import ObligationStatus
from projections.asking import Page, Question, read_cursor
from projections.feedback_status import KEY as BY_RECEIPT
from projections.feedback_status import matters
from projections.obligation_ledger import KEY as BY_DUE_DATE
from projections.obligation_ledger import Wanted, obligations
from projections.sql import Connection
from projections.two_axes import Axes
from projections.view import View
from projections.worklist import KEY as BY_NEXT_STEP
from projections.worklist import Horizon, worklist
from service.bootstrap import Application
from tests.domain.examples_of_proceedings import EXAMPLES
from tests.people import MORNING
from tests.projections.histories import Chronicle, Happening, Scribe

Ask = Callable[[Connection, Question], Page[Any]]


CLERKS = View(kept_from=("person clerk-li", "unit office"))
EXPLAIN = b"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) "


class Explaining:
    """A connection that keeps the plan of what it runs."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.plan: dict[str, Any] = {}

    def execute(self, query: bytes, parameters: dict[str, object]) -> psycopg.Cursor[Any]:
        explained = self._connection.execute(EXPLAIN + query, parameters, prepare=False).fetchone()
        assert explained is not None
        self.plan = explained[0][0]["Plan"]
        return self._connection.execute(query, parameters, prepare=False)


def rows_read(node: dict[str, Any]) -> int:
    """The most rows that any one step of a plan has looked at, over all its repetitions."""
    removed = sum(count for name, count in node.items() if name.startswith("Rows Removed by"))
    own = (node["Actual Rows"] + removed) * node["Actual Loops"]
    return max([int(own), *map(rows_read, node.get("Plans", []))])


def read_whole(node: dict[str, Any]) -> list[str]:
    """The tables that a plan has read from end to end; a step that was never run has read nothing."""
    whole = node["Node Type"] == "Seq Scan" and node["Actual Loops"] > 0
    below = (each for plan in node.get("Plans", []) for each in read_whole(plan))
    return [*([node["Relation Name"]] if whole else []), *below]


def to_do(connection: Connection, question: Question) -> Page[Any]:
    moment = question.axes.as_of
    return worklist(connection, question, Horizon(moment, moment))


def overdue(connection: Connection, question: Question) -> Page[Any]:
    return obligations(connection, question, Wanted(status=ObligationStatus.OVERDUE))


def lead_of(place: int) -> Happening:
    """A lead about a unit, so that the register of proceedings is no empty table."""
    opened = next(each for each in EXAMPLES if isinstance(each, LeadOpened))
    return Happening(f"lead-{place:04}", opened, MORNING, MORNING)


@pytest.mark.parametrize(
    ("ask", "kinds"), [(to_do, BY_NEXT_STEP), (matters, BY_RECEIPT), (overdue, BY_DUE_DATE)]
)
def test_the_second_page_reads_about_as_much_as_it_shows_whatever_is_recorded_meanwhile(
    app: Application, database_url: str, ask: Ask, kinds: tuple[type, ...]
) -> None:
    chronicle = Chronicle(random.Random(11))
    scribe = Scribe(app)
    scribe.write_at_once(chronicle.histories(800, disorder=0))
    scribe.write_at_once([lead_of(place) for place in range(800)])
    app.runner.catch_up()
    with psycopg.connect(database_url, autocommit=True) as owner:
        owner.execute("SET search_path TO huiyin_main")
        owner.execute("ANALYZE")
    recorded = app.log.after(app.log.head() - 1, 1)[0].recorded_at
    first = Axes(recorded, app.log.head(), latest=True)
    with app.database.connection() as connection:
        page = ask(connection, Question(first, CLERKS, limit=20))
        whole = ask(connection, Question(first, CLERKS, limit=40)).items
    assert page.next is not None
    scribe.write(Chronicle(chronicle.chance, MORNING + timedelta(days=400)).histories(2))
    app.runner.catch_up()
    place = read_cursor(page.next, kinds, "")
    pinned = Axes(place.as_of, place.known_by, latest=False, recent=True)
    with app.database.connection() as connection:
        explaining = Explaining(connection)
        second = ask(cast(Connection, explaining), Question(pinned, CLERKS, place.last, 20))
    assert [*page.items, *second.items] == whole
    assert rows_read(explaining.plan) < 400, explaining.plan
    assert not read_whole(explaining.plan), explaining.plan
