"""Tables of another version are noticed and renewed; two rebuilds never meet."""

from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from projections.matter_tables import MatterTables
from projections.runner import OtherTables
from projections.table import Table, definition
from service.bootstrap import TablesOutdated, application
from service.migrate import Standing, standing
from service.rebuild import renew
from service.settings import Settings
from tests.service.api.serving import until
from tests.service.cli.processes import Huiyin
from tests.service.importing.made_up import many, write

COUNT = 200


@pytest.fixture
def huiyin(home: Path, database_url: str) -> Huiyin:
    """The command line on a database with messages."""
    command = Huiyin(home, database_url)
    assert command("import", write(home / "messages.csv", many(COUNT))).status == 0
    return command


def widened(table: Table) -> Table:
    """The same table as a newer program might have it."""
    column = "from_time" if table.axes else table.key[0]
    return replace(table, indexes=(*table.indexes, f"CREATE INDEX ON {{t}} ({column})"))


def read_otherwise(table: Table) -> Table:
    """The same table as a newer program might fill it."""
    return replace(table, reading=table.reading + 1)


def how_it_stands(database_url: str, settings: Settings) -> Standing:
    with psycopg.connect(database_url) as connection:
        return standing(connection, settings)


def rows(database_url: str) -> int:
    with psycopg.connect(database_url) as connection:
        found = connection.execute("SELECT count(*) FROM huiyin_main.matter_row").fetchone()
    assert found is not None
    return int(found[0])


def no_report(_position: int, _head: int) -> None:
    return


def test_tables_that_are_filled_otherwise_are_others_though_their_columns_are_the_same() -> None:
    tables = MatterTables.tables
    for changed in (widened, read_otherwise):
        assert definition(map(changed, tables)) != definition(tables)
    assert [each.create(0) for each in map(read_otherwise, tables)] == [
        each.create(0) for each in tables
    ]


@pytest.mark.usefixtures("huiyin")
def test_changed_read_tables_are_noticed_and_rebuilt_by_migrate(
    settings: Settings, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows(database_url)
    with application(settings) as running:
        monkeypatch.setattr(MatterTables, "tables", tuple(map(widened, MatterTables.tables)))
        assert how_it_stands(database_url, settings) is Standing.OUTDATED
        with pytest.raises(TablesOutdated, match="huiyin migrate"), application(settings):
            pass
        renew(database_url, settings, no_report)
        # A program of the old version that is still running leaves the new tables alone.
        with pytest.raises(OtherTables, match="huiyin migrate"):
            running.runner.catch_up()
    assert how_it_stands(database_url, settings) is Standing.CURRENT
    with application(settings) as app:
        assert app.queries.reached() == app.log.head()
    assert rows(database_url) == before > 0
    with psycopg.connect(database_url) as connection:
        generations = connection.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'huiyin_main'"
            " AND tablename LIKE 'matter_row_g%'"
        ).fetchone()
    assert generations == (1,)


def test_tables_of_an_older_log_are_noticed_and_replaced_by_migrate(
    huiyin: Huiyin, settings: Settings, database_url: str
) -> None:
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("SET search_path TO huiyin_main")
        connection.execute("DROP FUNCTION append")
        connection.execute("COMMENT ON SCHEMA huiyin_main IS 'Huiyin, something older'")
        connection.execute("ALTER TABLE projection DROP COLUMN definition")
    ran = huiyin("status", "--language", "en")
    assert ran.status == 1
    assert "Run: huiyin migrate" in ran.err
    assert huiyin("migrate").status == 0
    assert how_it_stands(database_url, settings) is Standing.CURRENT
    assert huiyin.json("status")["matters"] == COUNT
    path = write(Path(huiyin.environment["HUIYIN_HOME"]) / "more.csv", many(COUNT + 1))
    assert huiyin("import", path, "--source", "other").status == 0


def test_of_two_rebuilds_at_once_the_second_is_told_and_the_first_ends_well(
    huiyin: Huiyin, database_url: str
) -> None:
    before = rows(database_url)
    with psycopg.connect(database_url, autocommit=True) as holder:
        holder.execute("SET search_path TO huiyin_main")
        with holder.transaction():
            # The first rebuild has to wait for this row before it can switch over.
            holder.execute("SELECT 1 FROM projection WHERE name = 'matters' FOR UPDATE")
            first = huiyin.start("rebuild")
            with psycopg.connect(database_url, autocommit=True) as watcher:
                watcher.execute("SET search_path TO huiyin_main")
                until(
                    lambda: watcher.execute(
                        "SELECT 1 FROM projection WHERE name = 'matters, rebuilt'"
                    ).fetchall()
                )
            second = huiyin("rebuild", "--language", "en")
    _, err = first.communicate(timeout=60)
    assert (second.status, second.out) == (1, "")
    assert "being rebuilt by another process" in second.err
    assert first.returncode == 0, err.decode()
    assert rows(database_url) == before > 0


def test_a_rebuild_killed_half_way_does_not_hinder_the_next(
    huiyin: Huiyin, database_url: str
) -> None:
    with psycopg.connect(database_url, autocommit=True) as holder:
        holder.execute("SET search_path TO huiyin_main")
        with holder.transaction():
            holder.execute("SELECT 1 FROM projection WHERE name = 'matters' FOR UPDATE")
            first = huiyin.start("rebuild")
            with psycopg.connect(database_url, autocommit=True) as watcher:
                watcher.execute("SET search_path TO huiyin_main")
                until(
                    lambda: watcher.execute(
                        "SELECT 1 FROM projection WHERE name = 'matters, rebuilt'"
                    ).fetchall()
                )
            first.kill()
            first.communicate()
    assert huiyin("rebuild").status == 0
