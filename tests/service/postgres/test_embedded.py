"""The embedded PostgreSQL, on real processes: it is shared, it survives, and it stays private."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from service.postgres import EmbeddedPostgres, binaries, default_home, errors, processes
from service.postgres.locks import exclusive

ROOT = os.geteuid() == 0
only_root = pytest.mark.skipif(not ROOT, reason="needs root, to be several users")
REPOSITORY = Path(__file__).resolve().parents[3]
QUICK = {"fsync": "off", "shared_buffers": "16MB", "max_connections": "20"}
USER = f"""
import sys
from pathlib import Path
from service.postgres import EmbeddedPostgres, EmbeddedPostgresError
database = EmbeddedPostgres(Path(sys.argv[1]), settings={QUICK!r})
try:
    database.start()
except EmbeddedPostgresError as refusal:
    print(type(refusal).__name__, refusal, flush=True)
    raise SystemExit(1)
print("ready", flush=True)
sys.stdin.read()
database.stop()
"""


@pytest.fixture
def home() -> Iterator[Path]:
    """A home that does not exist yet, in a folder that every account can enter."""
    above = Path(tempfile.mkdtemp(prefix="huiyin-test-", dir="/tmp"))
    above.chmod(0o755)
    yield above / "home"
    for data in above.rglob("postgres/data"):
        end(data)
    for record in above.rglob("socket_dir"):
        shutil.rmtree(record.read_text(), ignore_errors=True)
    shutil.rmtree(above, ignore_errors=True)


def end(data: Path) -> None:
    for number in processes.living(data):
        os.kill(number, signal.SIGKILL)
    wait_until(lambda: not processes.living(data))


def wait_until(condition: Callable[[], object], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.005)


def a_database(home: Path, **more: object) -> EmbeddedPostgres:
    return EmbeddedPostgres(home, **{"settings": QUICK, **more})  # type: ignore[arg-type]


def data_of(home: Path) -> Path:
    return home / "postgres" / "data"


def ask(database: EmbeddedPostgres, query: str) -> list[str]:
    with psycopg.connect(database.dsn()) as connection:
        cursor = connection.execute(query)
        return [str(row[0]) for row in cursor] if cursor.description else []


def another_user(home: Path, python: str = sys.executable, **how: object) -> subprocess.Popen[str]:
    """Another process that uses the database until its input is closed."""
    environment = {**os.environ, "PYTHONPATH": f"{REPOSITORY}:{Path(psycopg.__file__).parents[1]}"}
    return subprocess.Popen(  # type: ignore[call-overload, no-any-return]
        [python, "-c", USER, str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        **how,
    )


def says(user: subprocess.Popen[str]) -> str:
    assert user.stdout is not None
    return user.stdout.readline().strip()


def leaves(user: subprocess.Popen[str]) -> None:
    user.communicate(timeout=60)


def nobody() -> dict[str, object]:
    entry = pwd.getpwnam("nobody")
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": [], "cwd": "/"}


def nobodys_python(needs: str) -> str:
    """A Python of this version that the account nobody can run, with what it needs to import."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    path = f"{REPOSITORY}:{Path(psycopg.__file__).parents[1]}"
    for python in (sys.executable, f"/usr/bin/{version}", f"/usr/local/bin/{version}"):
        try:
            command = [python, "-c", f"import {needs}"]
            subprocess.run(
                command, check=True, capture_output=True, env={"PYTHONPATH": path}, **nobody()
            )  # type: ignore[call-overload]
        except (OSError, subprocess.CalledProcessError):
            continue
        return python
    pytest.skip("no Python here that the account nobody can run")


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


def test_one_who_waits_too_long_for_another_to_start_is_told_so(home: Path) -> None:
    lock = home / "postgres" / "start.lock"
    lock.parent.mkdir(parents=True)
    with exclusive(lock, 1), pytest.raises(errors.StartLockHeld, match=r"start\.lock"):
        a_database(home, patience=0.2).start()


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


def test_a_wrong_password_or_none_is_refused(home: Path) -> None:
    with a_database(home) as database:
        for password in ("wrong", ""):
            with pytest.raises(psycopg.OperationalError, match=r"password|supplied"):
                psycopg.connect(database.dsn(password=password))
        (home / "postgres" / "password").write_text("wrong")
        with pytest.raises(errors.PasswordRefused, match="backup"):
            a_database(home).start()
        assert processes.living(data_of(home))
    assert not processes.living(data_of(home))


def test_data_of_another_version_are_left_alone(home: Path) -> None:
    a_database(home).start()
    end(data_of(home))
    (data_of(home) / "PG_VERSION").write_text("12\n")
    with pytest.raises(errors.DataOfAnotherVersion, match=r"PostgreSQL 12.*version 18"):
        a_database(home).start()
    (data_of(home) / "PG_VERSION").write_text("18\n")
    (home / "postgres" / "password").unlink()
    with pytest.raises(errors.PasswordMissing):
        a_database(home).start()
    (data_of(home) / "PG_VERSION").unlink()
    with pytest.raises(errors.FolderNotUsable, match="holds no PostgreSQL database"):
        a_database(home).start()


def test_a_server_that_gives_up_is_quoted(home: Path) -> None:
    with pytest.raises(errors.StartFailed, match=r'invalid value.*"shared_buffers": "a lot"'):
        a_database(home, settings={"shared_buffers": "a lot", "fsync": "off"}).start()
    with a_database(home) as database:
        assert ask(database, "select 1") == ["1"]


@pytest.mark.parametrize(
    ("complaint", "error"),
    [("No space left on device", errors.DiskFull), ("bad", errors.InitialisationFailed)],
)
def test_an_initdb_that_fails_is_quoted(home: Path, complaint: str, error: type[Exception]) -> None:
    programs = home.parent / "bin"
    programs.mkdir()
    fails = f'[ "$1" = --version ] || {{ echo {complaint} >&2; exit 1; }}'
    for name, script in (("postgres", "echo 18.6"), ("initdb", fails)):
        (programs / name).write_text(f"#!/bin/sh\n{script}\n")
        (programs / name).chmod(0o755)
    with pytest.raises(error, match="full" if "space" in complaint else complaint):
        a_database(home, bin_dir=programs).start()
    assert not list(home.glob("postgres/data*"))


def test_a_home_that_is_a_file_and_missing_programs_are_explained(home: Path) -> None:
    home.touch()
    with pytest.raises(errors.FolderNotUsable, match="HUIYIN_HOME"):
        a_database(home).start()
    home.unlink()
    with pytest.raises(errors.BinariesMissing):
        a_database(home, bin_dir=Path("/nonexistent")).start()


@only_root
def test_root_is_told_where_to_go_if_the_account_cannot_reach_the_home(home: Path) -> None:
    home.parent.chmod(0o700)
    with pytest.raises(errors.HomeOutOfReach) as refusal:
        a_database(home).start()
    for words in (str(home), "/var/lib/huiyin", "ordinary user", "DATABASE_URL"):
        assert words in str(refusal.value)
    assert home.parent.stat().st_mode & 0o777 == 0o700


@only_root
def test_programs_out_of_the_accounts_reach_are_copied(home: Path) -> None:
    package = binaries.find_binaries().bin_dir.parents[1]
    closed = home.parent / "closed"
    closed.mkdir(mode=0o700)
    for part in (package, package.with_name(f"{package.name}.libs")):
        shutil.copytree(part, closed / part.name, ignore=binaries.NEEDLESS)
    (home / "postgres" / "dist-1.0").mkdir(parents=True)
    with a_database(home, bin_dir=closed / package.name / "pginstall" / "bin") as database:
        assert ask(database, "select 1") == ["1"]
        assert [each.name for each in home.glob("postgres/dist-*")] == ["dist-18.6"]
    assert not processes.living(data_of(home))


@only_root
def test_another_user_of_the_machine_cannot_even_reach_the_socket(home: Path) -> None:
    python = nobodys_python("socket")
    knock = "import socket, sys; socket.socket(socket.AF_UNIX).connect(sys.argv[1])"
    with a_database(home):
        socket = str(home / "postgres" / "run" / ".s.PGSQL.5432")
        subprocess.run([sys.executable, "-c", knock, socket], check=True)
        command = [python, "-c", knock, socket]
        refused = subprocess.run(command, check=False, capture_output=True, text=True, **nobody())  # type: ignore[call-overload]
        assert "PermissionError" in refused.stderr


@only_root
def test_an_ordinary_user_has_a_database_of_his_own_and_root_can_help_out(home: Path) -> None:
    python = nobodys_python("psycopg")
    home.mkdir()
    os.chown(home, pwd.getpwnam("nobody").pw_uid, -1)
    user = another_user(home, python, **nobody())
    assert says(user) == "ready"
    with a_database(home) as database:
        leaves(user)
        assert ask(database, "select 1") == ["1"]
    with a_database(home) as database:
        assert ask(database, "select 1") == ["1"]
        assert data_of(home).owner() == "nobody"
    user = another_user(home, python, **nobody())
    assert says(user) == "ready"
    leaves(user)
    assert not processes.living(data_of(home))


@only_root
def test_an_ordinary_user_is_kept_out_of_the_folder_of_root(home: Path) -> None:
    python = nobodys_python("psycopg")
    with a_database(home):
        user = another_user(home, python, **nobody())
        assert says(user).startswith("FolderOfAnotherUser The database's folder")
        leaves(user)


def test_the_home_is_the_chosen_one_or_the_users_or_the_machines(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HOME", "/home/li")
    monkeypatch.setenv("HUIYIN_HOME", "~/huiyin")
    assert default_home() == Path("/home/li/huiyin")
    monkeypatch.setenv("HUIYIN_HOME", "")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert default_home() == Path("/var/lib/huiyin")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setenv("XDG_DATA_HOME", "/srv/li")
    assert default_home() == Path("/srv/li/huiyin")
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    assert default_home() == Path("/home/li/.local/share/huiyin")
