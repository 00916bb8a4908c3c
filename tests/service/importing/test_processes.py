"""Imports as processes: killed half-way, two at once, interrupted, told on a terminal."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from service.bootstrap import application
from service.event_log.requests import AppendRequest, NewEvent
from service.postgres import processes
from service.settings import Settings
from tests.service.api.serving import until
from tests.service.cli.processes import Huiyin, hear_signals
from tests.service.importing.made_up import answered, many, row, text, write

COUNT = 8_000
HISTORY = (
    "SELECT position, type, version, stream, CASE WHEN stream <> 'organisation' THEN occurred_at END,"
    " fact->>'number', fact->>'source_number',"
    " fact->>'unit', fact->>'complainant', fact->'final_answer_by'->>'at'"
    " FROM huiyin_main.history WHERE stream <> 'rulebook' ORDER BY position"
)


def history(database_url: str) -> list[tuple[Any, ...]]:
    """What the log says, without what differs from run to run (keys, times of recording)."""
    with psycopg.connect(database_url) as connection:
        return connection.execute(HISTORY).fetchall()


def wait_for_events(database_url: str, least: int, process: "subprocess.Popen[bytes]") -> None:
    """Wait until an import has recorded so many events; it must not have ended before."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        while True:
            row = connection.execute("SELECT max(position) FROM huiyin_main.event").fetchone()
            if row and row[0] and row[0] >= least:
                return
            assert process.poll() is None, "the import ended too soon"
            time.sleep(0.01)


@pytest.fixture
def big_file(tmp_path: Path) -> Path:
    return write(tmp_path / "big.csv", many(COUNT))


@pytest.fixture
def at_one_go(home: Path, empty_database: str, big_file: Path) -> list[tuple[Any, ...]]:
    """The history that an undisturbed import of the big file makes."""
    assert Huiyin(home, empty_database)("import", big_file).status == 0
    return history(empty_database)


def test_an_import_killed_half_way_and_started_again_ends_as_one_run(
    huiyin: Huiyin, database_url: str, big_file: Path, at_one_go: list[tuple[Any, ...]]
) -> None:
    with huiyin.start("import", big_file) as process:
        wait_for_events(database_url, 2_000, process)
        process.kill()
    half = history(database_url)
    assert 0 < len(half) < len(at_one_go)
    summary = huiyin.json("import", big_file)
    assert summary["rows"] == COUNT
    assert summary["imported"] + summary["unchanged"] == COUNT
    assert summary["unchanged"] > 0
    assert history(database_url) == at_one_go


def test_two_imports_of_one_file_at_once_end_as_one_run(
    huiyin: Huiyin, database_url: str, big_file: Path, at_one_go: list[tuple[Any, ...]]
) -> None:
    both = [huiyin.start("import", big_file, "--json") for _ in range(2)]
    summaries = []
    for process in both:
        out, err = process.communicate(timeout=300)
        assert process.returncode == 0, err.decode()
        summaries.append(json.loads(out))
    assert sum(each["imported"] for each in summaries) == COUNT
    assert history(database_url) == at_one_go


def test_an_interrupted_import_says_nothing_but_its_status(
    huiyin: Huiyin, database_url: str, big_file: Path
) -> None:
    with huiyin.start("import", big_file) as process:
        wait_for_events(database_url, 1_000, process)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in err
    assert out == b""


SIGNALLED_WHILE_SEALING = """
import os, signal, sys
from service.vault.vault import Vault
sealer = Vault.sealer
def signalling(vault, person):
    seal = sealer(vault, person)
    def signal_and_seal(text):
        os.kill(os.getpid(), int(os.environ["SIGNAL"]))
        return seal(text)
    return signal_and_seal
Vault.sealer = signalling
from service.cli import main
main()
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_in_the_middle_of_an_event_still_ends_the_import_quietly(
    huiyin: Huiyin, tmp_path: Path, number: signal.Signals
) -> None:
    """What serialises events turns any exception into an error of its own."""
    path = write(tmp_path / "messages.csv", [row()])
    done = subprocess.run(
        [sys.executable, "-c", SIGNALLED_WHILE_SEALING, "import", str(path)],
        env={**huiyin.environment, "SIGNAL": str(int(number))},
        preexec_fn=hear_signals,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr) == (128 + number, b"", b"")


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="is about the embedded database")
@pytest.mark.parametrize(
    ("number", "there"),
    [(signal.SIGTERM, "postgres/run/.s.PGSQL.5432"), (signal.SIGHUP, "keys/master.key")],
    ids=["while it starts", "while it works"],
)
def test_an_import_told_to_end_stops_the_embedded_database(
    home: Path, number: signal.Signals, there: str
) -> None:
    reader, writer = os.pipe()
    with Huiyin(home, None).start("import", "/dev/stdin", stdin=reader) as process:
        data = home / "postgres" / "data"
        until((home / there).exists, 60)
        process.send_signal(number)
        _, err = process.communicate(timeout=60)
    os.close(reader)
    os.close(writer)
    assert (process.returncode, err) == (128 + number, b"")
    assert not processes.living(data)


def test_bad_rows_are_told_on_stderr_by_line_and_never_quoted(
    huiyin: Huiyin, tmp_path: Path
) -> None:
    rows = [row("1"), row("2", submitted_at="昨天", body="某某住在三单元"), answered("3")]
    path = write(tmp_path / "messages.csv", rows)
    ran = huiyin("import", path)
    assert ran.status == 1
    assert ran.err == "第 3 行：时间不存在或写法无效（submitted_at）\n"
    assert "某某" not in ran.out
    ran = huiyin("import", path, "--json", "--language", "en")
    summary = json.loads(ran.out)
    assert ran.status == 1
    assert ran.err == "line 3: an impossible time (submitted_at)\n"
    assert summary == {
        "rows": 3,
        "imported": 0,
        "answers_added": 0,
        "unchanged": 2,
        "bad": 1,
        "bad_rows": [
            {
                "line": 3,
                "reason": "impossible_time",
                "column": "submitted_at",
                "sentence": "line 3: an impossible time (submitted_at)",
            }
        ],
    }


def test_a_pipe_is_imported_like_a_file(huiyin: Huiyin) -> None:
    content = text(many(2_500)).encode()
    with huiyin.start("import", "/dev/stdin", "--json", stdin=subprocess.PIPE) as process:
        out, err = process.communicate(content, timeout=60)
    assert process.returncode == 0, err.decode()
    assert json.loads(out)["imported"] == 2_500


def test_the_result_is_told_even_where_the_lists_cannot_follow(
    huiyin: Huiyin, settings: Settings, tmp_path: Path
) -> None:
    path = write(tmp_path / "messages.csv", [row("1"), row("2", submitted_at="昨天")])
    with application(settings) as app:
        unknown = NewEvent("matter-x", 1, "matter.from_the_future", 1, json.dumps({}))
        app.appender.append(
            AppendRequest("test", "1", b"", {"matter-x": 0}, datetime.now(UTC), [unknown])
        )
    ran = huiyin("import", path, "--json", "--language", "en")
    assert ran.status == 1
    assert json.loads(ran.out)["imported"] == 1
    assert ran.err.splitlines()[0].startswith("line 3")
    assert "The lists stop at event 1" in ran.err


def test_an_unusable_file_or_mapping_is_wrong_usage_and_imports_nothing(
    huiyin: Huiyin, tmp_path: Path
) -> None:
    good = write(tmp_path / "messages.csv", [row()])
    headless = tmp_path / "headless.csv"
    headless.write_text(text([row()]).partition("\n")[2], "utf-8")
    mapping = tmp_path / "mapping.toml"
    mapping.write_text("[source]\ntime_zone = 'Asia/Shanghai'\n")
    for arguments in (
        (headless,),
        (tmp_path / "missing.csv",),
        (tmp_path,),
        (good, "--mapping", mapping),
        (good, "--mapping", tmp_path / "missing.toml"),
        (good, "--source", "a b"),
    ):
        ran = huiyin("import", *arguments, "--language", "en")
        assert (ran.status, ran.out) == (2, "")
        assert ran.err.count("\n") == 1
        assert "路灯" not in ran.err
    assert huiyin.json("status")["matters"] == 0


def test_after_an_import_the_lists_are_up_to_date_before_anybody_asks(
    huiyin: Huiyin, database_url: str, tmp_path: Path
) -> None:
    huiyin("import", write(tmp_path / "messages.csv", [row(), answered("2")]))
    with psycopg.connect(database_url) as connection:
        reached = connection.execute(
            "SELECT position = (SELECT max(position) FROM huiyin_main.event)"
            " FROM huiyin_main.projection WHERE name = 'matters'"
        ).fetchone()
    assert reached == (True,)


def test_a_source_of_its_own_keeps_equal_numbers_apart(huiyin: Huiyin, tmp_path: Path) -> None:
    path = write(tmp_path / "messages.csv", [row("7")])
    assert huiyin.json("import", path)["imported"] == 1
    assert huiyin.json("import", path, "--source", "other")["imported"] == 1
    ran = huiyin("why", "7", "--language", "en")
    assert ran.status == 1
    assert "2026" in ran.err or "-I-000001" in ran.err


def test_progress_is_shown_on_a_terminal_only(huiyin: Huiyin, tmp_path: Path) -> None:
    path = write(tmp_path / "messages.csv", many(300))
    quiet = huiyin("import", path)
    assert quiet.err == ""
    try:
        main, terminal = os.openpty()
    except OSError:
        pytest.skip("this machine gives out no pseudo-terminals")
    with huiyin.start("import", path, "--source", "again", stderr=terminal) as process:
        process.communicate(timeout=60)
    os.close(terminal)
    shown = os.read(main, 100_000).decode()
    os.close(main)
    assert "导入" in shown
