"""Whether the read tables are what the log makes them: built anew beside them, and compared.

The lists in service stand still while they are compared, and are then at the same position as the new
ones. What was built is dropped again; what a run leaves that was killed, the next rebuild drops.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from projections.runner import Runner
from projections.sql import Connection
from projections.table import Table
from service.database import Database
from service.event_log.feed import LogFeed
from service.event_log.log import EventLog
from service.migrate import PROJECTIONS
from service.proof.findings import Finding, Report
from service.rebuild import alone, complete, drop, prepare, projection_of
from service.settings import Settings

Progress = Callable[[int, int], None]
EXAMPLES = 3


def compare_lists(owner: str, settings: Settings, report: Report, progress: Progress) -> None:
    """Note every read table that differs from what a replay of the log makes of it.

    owner     conninfo of the database's owner, who may make tables
    progress  told (position, head) as it goes on

    Raises RebuildStopped, RebuildUnderWay, WrongMasterKey.
    """
    with alone(owner, settings, wait=False) as connection:
        for each in PROJECTIONS:
            _compare(connection, owner, settings, each.name, report, progress)


def _compare(
    connection: Connection,
    owner: str,
    settings: Settings,
    name: str,
    report: Report,
    progress: Progress,
) -> None:
    @contextmanager
    def transaction() -> Iterator[Connection]:
        with connection.transaction():
            yield connection

    row = f"{name}, rebuilt"
    database = Database(owner, settings.schema_name, max_size=2)
    database.open()
    try:
        feed = LogFeed(EventLog(database))
        made, in_service = (projection_of(name, database, settings) for _ in range(2))
        generation = prepare(connection, made, row)
        anew, live = Runner(made, feed, transaction), Runner(in_service, feed, transaction)
        complete(anew.catch_up(row=row, report=lambda at: progress(at, feed.head())))
        with connection.transaction():
            # The lists in service stand still from here: nobody else can move their position.
            connection.execute("SELECT 1 FROM projection WHERE name = %s FOR UPDATE", (name,))
            standing = live.catch_up()
            while complete(anew.catch_up(row=row)).position != standing.position:
                before, standing = standing, live.catch_up()
                if standing.position == before.position:
                    break
            if standing.stopped_at is not None:
                detail = f"{name} stopped"
                report.add(Finding.LIST_DIFFERS, standing.stopped_at, detail=detail)
            if standing.position > feed.head():  # so what comes next would be passed over
                report.add(Finding.LIST_DIFFERS, standing.position, detail=f"{name} ahead")
            for table in made.tables:
                _hold_together(connection, table, generation, report)
        with connection.transaction():
            connection.execute("DELETE FROM projection WHERE name = %s", (row,))
            drop(connection, made, generation)
    finally:
        database.close()


def _hold_together(connection: Connection, table: Table, anew: int, report: Report) -> None:
    """Rows that the table made anew has and the one that readers see has not, or the other way round,
    counted and some named. What readers see is a view, which could leave rows out as well."""
    one, other = f"TABLE {table.generation(anew)}", f"TABLE {table.name}"
    rows = connection.execute(
        f"SELECT ({table.key[0]})::text, count(*) FROM"
        f" (({one} EXCEPT ALL {other}) UNION ALL ({other} EXCEPT ALL {one})) AS differing"
        " GROUP BY 1 ORDER BY 1".encode()
    ).fetchall()
    if rows:
        named = ", ".join(str(key) for key, _ in rows[:EXAMPLES])
        count = sum(int(each) for _, each in rows)
        report.add(Finding.LIST_DIFFERS, detail=f"{table.name}: {count} ({named})")
