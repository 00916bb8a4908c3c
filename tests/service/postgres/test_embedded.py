"""The embedded PostgreSQL, on real processes: it is shared, and it survives."""

import os
import shutil
import signal
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from service.postgres import errors, processes
from tests.service.postgres.using import (
    ROOT,
    a_database,
    another_user,
    ask,
    data_of,
    end,
    leaves,
    says,
    wait_until,
)


def test_the_first_start_makes_a_database_and_the_next_start_finds_its_rows(home: Path) -> None:
    with a_database(home) as database:
        ask(database, "create table matter as select '回音' as title")
        shown = {name: ask(database, f"show {name}")[0] for name in ("data_checksums", "jit")}
        shown |= {name: ask(database, f"show {name}")[0] for name in ("listen_addresses", "fsync")}
        assert shown == {
            "data_checksums": "on",
            "jit": "off",
            "listen_addresses": "",
            "fsync": "off",
        }
        assert ask(database, "show timezone") == ["Asia/Shanghai"]
        ask(database, "create extension pg_trgm")
        assert ask(database, "select cardinality(show_trgm('回音')) > 0") == ["True"]
    assert not processes.living(data_of(home))
    with a_database(home) as database:
        assert ask(database, "select title from matter") == ["回音"]


def test_a_string_to_connect_with_needs_a_started_database(home: Path) -> None:
    database = a_database(home)
    with pytest.raises(errors.NotStarted):
        database.dsn()
    database.stop()
    assert not home.exists()


def test_two_processes_share_one_server_and_the_last_to_leave_stops_it(home: Path) -> None:
    first, second = another_user(home), another_user(home)
    assert (says(first), says(second)) == ("ready", "ready")
    server = processes.postmaster(data_of(home))
    leaves(first)
    assert server is not None
    assert processes.postmaster(data_of(home)) == server
    leaves(second)
    assert not processes.living(data_of(home))


def test_a_server_left_by_a_killed_user_is_taken_over_by_the_next(home: Path) -> None:
    user = another_user(home)
    assert says(user) == "ready"
    server = processes.postmaster(data_of(home))
    user.kill()
    leaves(user)
    with a_database(home) as database:
        assert processes.postmaster(data_of(home)) == server
        assert ask(database, "select 1") == ["1"]
    assert not processes.living(data_of(home))


def test_what_was_committed_survives_a_kill_of_the_server(home: Path) -> None:
    with a_database(home) as database:
        ask(database, "create table matter (number int)")
        ask(database, "insert into matter select generate_series(1, 1000)")
        killed = processes.postmaster(data_of(home))
        assert killed is not None
        os.kill(killed, signal.SIGKILL)
        with ThreadPoolExecutor(4) as threads:
            list(threads.map(lambda _: database.ensure_running(), range(4)))
        assert processes.postmaster(data_of(home)) not in (None, killed)
        assert ask(database, "select count(*) from matter") == ["1000"]
    assert "redo done" in (home / "postgres" / "log").read_text()
    assert not processes.living(data_of(home))


@pytest.mark.parametrize("orphaned", [True, False], ids=["user only", "user and initdb"])
def test_a_first_start_killed_in_the_middle_is_made_again(home: Path, orphaned: bool) -> None:
    user = another_user(home, start_new_session=True)
    wait_until(lambda: list(home.glob("postgres/data.new-*/base")))
    os.killpg(user.pid, signal.SIGSTOP)
    os.kill(user.pid, signal.SIGKILL)
    leaves(user)
    assert not data_of(home).exists()
    with pytest.raises(errors.StartLockHeld):
        a_database(home, patience=0).start()
    os.killpg(user.pid, signal.SIGCONT if orphaned else signal.SIGKILL)
    with a_database(home) as database:
        assert ask(database, "select 1") == ["1"]
        assert not list(home.glob("postgres/data.new-*"))


def test_a_lock_file_that_names_a_stranger_does_not_keep_the_server_down(home: Path) -> None:
    with a_database(home) as database:
        server = processes.postmaster(data_of(home))
        end(data_of(home))
        owner = data_of(home).stat().st_uid
        stranger = subprocess.Popen(["sleep", "60"], user=owner if ROOT else None)
        try:
            for lock in (data_of(home) / processes.LOCK_FILE, *home.glob("postgres/run/.*.lock")):
                lock.write_text(lock.read_text().replace(str(server), str(stranger.pid), 1))
            database.ensure_running()
            assert ask(database, "select 1") == ["1"]
            assert stranger.poll() is None
        finally:
            stranger.kill()
            stranger.wait()


def test_a_home_with_a_long_path_gets_a_socket_elsewhere(home: Path) -> None:
    home = home / ("长" * 40)
    with a_database(home, patience=15) as database, a_database(home) as again:
        assert ask(again, "select 1") == ["1"]
        assert again.dsn() == database.dsn()
        sockets = Path((home / "postgres" / "socket_dir").read_text())
        assert sockets.stat().st_mode & 0o777 == 0o700
        shutil.rmtree(sockets)
        database.ensure_running()
        again.ensure_running()
        assert ask(again, "select 1") == ["1"]
        assert again.dsn() == database.dsn()
