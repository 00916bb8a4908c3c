"""Looking after a jurisdiction on the command line, and what is said when it cannot be reached."""

import base64
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from pydantic import SecretStr

from domain.envelope import Actor
from domain.vocabulary import Role
from service.bootstrap import Application, application
from service.cli.program import program
from service.event_log.requests import AppendRequest, NewEvent
from service.settings import Settings
from tests.service.cli.processes import Huiyin, Ran
from tests.service.importing.made_up import many, row, write


def one_sentence(ran: Ran, status: int = 1) -> str:
    """What a failed run said: one line on stderr, nothing on stdout, no traceback."""
    assert (ran.status, ran.out) == (status, ""), ran.err
    assert "Traceback" not in ran.err
    assert ran.err.count("\n") == 1
    return ran.err


def test_migrate_makes_the_tables_and_may_be_repeated(home: Path, empty_database: str) -> None:
    huiyin = Huiyin(home, empty_database)
    for _ in range(2):
        assert huiyin("migrate").status == 0
    with psycopg.connect(empty_database) as connection:
        made = connection.execute("SELECT to_regclass('huiyin_main.event')").fetchone()
    assert made is not None
    assert made[0] is not None


def test_a_token_is_one_the_service_reads(huiyin: Huiyin, app: Application) -> None:
    ran = huiyin("token", "--role", "handler", "--person", "王强", "--unit", "zhujian")
    assert ran.status == 0
    assert app.tokens.read(ran.out.strip()) == Actor(
        person="王强", role=Role.HANDLER, unit="zhujian"
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["--role", "handler", "--person", "a"],
        ["--role", "system", "--person", "a"],
        ["--role", "king", "--person", "a"],
        ["--role", "clerk", "--person", "a b"],
        ["--role", "clerk", "--person", "a", "--unit", "b/c"],
        ["--role", "clerk", "--person", "a", "--days", "0"],
        ["--person", "a"],
    ],
)
def test_a_token_for_nobody_in_particular_is_wrong_usage(
    huiyin: Huiyin, arguments: list[str]
) -> None:
    ran = huiyin("token", *arguments)
    assert (ran.status, ran.out) == (2, "")


def test_rebuild_says_how_far_it_came_and_changes_nothing(huiyin: Huiyin, tmp_path: Path) -> None:
    huiyin("import", write(tmp_path / "messages.csv", many(200)))
    asked = ("--as-of", "2026-01-01T00:00:00+08:00")
    before = huiyin.json("matters", *asked), huiyin.json("status", *asked)
    ran = huiyin("rebuild", "--language", "en")
    assert (ran.status, ran.err) == (0, "")
    assert str(before[1]["known_by"]) in ran.out
    assert (huiyin.json("matters", *asked), huiyin.json("status", *asked)) == before


def test_a_database_that_is_not_there_is_one_sentence(home: Path) -> None:
    nowhere = Huiyin(home, "postgresql://nobody:secret-word@127.0.0.1:1/none")
    for arguments in (["status"], ["migrate"], ["rebuild"], ["demo"], ["import", "x.csv"]):
        for language in ("zh-CN", "en"):
            said = one_sentence(nowhere(*arguments, "--language", language))
            assert "DATABASE_URL" in said
            assert "secret-word" not in said


def test_an_address_that_is_none_is_one_sentence_without_the_address(home: Path) -> None:
    said = one_sentence(Huiyin(home, "secret-word")("status"))
    assert "DATABASE_URL" in said
    assert "secret-word" not in said


def test_another_master_key_is_refused_before_anything_is_written(
    huiyin: Huiyin, tmp_path: Path
) -> None:
    path = write(tmp_path / "messages.csv", [row()])
    assert huiyin("import", path).status == 0
    other = base64.b64encode(bytes(32)).decode()
    said = one_sentence(huiyin("import", path, HUIYIN_MASTER_KEY=other))
    assert "主密钥" in said
    assert other not in said


def test_a_key_that_is_none_and_a_wrong_setting_are_named(huiyin: Huiyin) -> None:
    said = one_sentence(huiyin("status", "--language=en", HUIYIN_MASTER_KEY="secret-word"))
    assert "master key" in said
    assert "secret-word" not in said
    said = one_sentence(huiyin("status", HUIYIN_PORT="secret-word"), status=2)
    assert "HUIYIN_PORT" in said
    assert "secret-word" not in said


def test_lists_stopped_by_an_event_nobody_knows_are_an_error_not_an_answer(
    huiyin: Huiyin, settings: Settings
) -> None:
    with application(settings) as app:
        unknown = NewEvent("matter-x", 1, "matter.from_the_future", 1, json.dumps({}))
        app.appender.append(
            AppendRequest("test", "1", b"", {"matter-x": 0}, datetime.now(UTC), [unknown])
        )
    for arguments in (["status"], ["overdue"], ["status", "--json"]):
        said = one_sentence(huiyin(*arguments, "--language", "en"))
        assert said.startswith("The lists stop at event 1")
    assert "stopped" in one_sentence(huiyin("rebuild", "--language", "en"))


def test_the_service_may_sign_in_with_fewer_rights_than_the_owner(
    home: Path, database_url: str, settings: Settings
) -> None:
    assert settings.database_url == SecretStr(database_url)
    huiyin = Huiyin(home, database_url)
    assert huiyin("status", HUIYIN_MIGRATE_URL=database_url).status == 0


def test_help_names_every_command(huiyin: Huiyin) -> None:
    """Each stands in a line of its own, with what it does in both languages."""
    shown = huiyin("--help", COLUMNS="200").out
    every = [*program().commands]
    assert len(every) > 30
    for name in every:
        assert re.search(rf"^\W*{name}\s.*\S · \S", shown, re.MULTILINE), name
    assert "--as-of" in huiyin("status", "--help").out


def test_no_such_command_or_option_is_wrong_usage(huiyin: Huiyin) -> None:
    assert huiyin("erase").status == 2
    assert huiyin("status", "--colour").status == 2
    assert huiyin().status == 2
