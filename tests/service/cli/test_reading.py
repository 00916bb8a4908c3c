"""Asking on the command line: forms, axes, names of matters, and bad questions."""

import csv
import io
import os
import subprocess
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from tests.service.cli.processes import Huiyin
from tests.service.importing.made_up import answered, many, row, write

AT = "2019-06-03T00:00:00+08:00"


@pytest.fixture
def filled(huiyin: Huiyin, tmp_path: Path) -> Huiyin:
    """Three messages: answered in time, unanswered, and unanswered with nobody to answer."""
    rows = [answered("甲-1"), row("甲-2", place="=1+2"), row("甲-3", place="")]
    assert huiyin("import", write(tmp_path / "messages.csv", rows)).status == 0
    return huiyin


def test_an_empty_folder_becomes_a_database_of_which_nothing_is_known(home: Path) -> None:
    status = Huiyin(home, None).json("status")
    assert status.pop("as_of")
    assert status.pop("known_by") >= 0
    assert set(status.values()) == {0}
    assert set(status) == {
        "matters",
        "answered_in_time",
        "answered_late",
        "pending",
        "overdue",
        "exempt",
    }


def test_the_five_figures_add_up_to_the_matters(filled: Huiyin) -> None:
    status = filled.json("status", "--as-of", AT)
    assert status["as_of"] == AT
    assert (status["matters"], status["answered_in_time"], status["overdue"]) == (3, 1, 2)
    parts = ("answered_in_time", "answered_late", "pending", "overdue", "exempt")
    assert sum(status[part] for part in parts) == status["matters"]


def test_known_by_takes_a_time_or_a_position_and_says_it_again(filled: Huiyin) -> None:
    before = filled.json("status", "--as-of", AT, "--known-by", "2019-12-31T16:00:00Z")
    assert (before["matters"], before["known_by"]) == (0, "2020-01-01T00:00:00+08:00")
    start = filled.json("status", "--as-of", AT, "--known-by", "1")
    assert (start["matters"], start["known_by"]) == (0, 1)


@pytest.mark.parametrize("option", ["--as-of", "--known-by"])
@pytest.mark.parametrize(
    "text", ["2020-01-10T00:00:00", "2020-01-10", "2020-13-40T00:00:00Z", "now", "", "-1", "٣"]
)
def test_a_moment_without_zone_or_sense_is_wrong_usage(
    huiyin: Huiyin, option: str, text: str
) -> None:
    ran = huiyin("status", f"{option}={text}", "--language", "en")
    assert (ran.status, ran.out) == (2, "")
    assert option in ran.err
    assert "2020-01-10T00:00:00+08:00" in ran.err


def test_overdue_lists_every_matter_with_what_identifies_it(filled: Huiyin) -> None:
    overdue = {each["source_id"]: each for each in filled.json("overdue", "--as-of", AT)}
    assert set(overdue) == {"甲-2", "甲-3"}
    first = overdue["甲-2"]
    assert UUID(first["matter_id"])
    assert first["number"].endswith("-I-000002")
    assert first["unit"] == "=1+2"
    assert first["received_at"] == "2019-03-04T10:00:00+08:00"
    assert first["due_at"] == "2019-03-26T00:00:00+08:00"
    assert first["overdue_working_days"] == 47
    assert overdue["甲-3"]["unit"] is None
    only = filled.json("overdue", "--as-of", AT, "--unit", "=1+2")
    assert [each["source_id"] for each in only] == ["甲-2"]


def test_overdue_is_whole_however_many_there_are(huiyin: Huiyin, tmp_path: Path) -> None:
    rows = [row(str(number)) for number in range(2_345)]
    huiyin("import", write(tmp_path / "messages.csv", rows))
    overdue = huiyin.json("overdue")
    assert {each["source_id"] for each in overdue} == {str(number) for number in range(2_345)}


def test_csv_has_a_header_and_no_cell_that_a_spreadsheet_would_run(filled: Huiyin) -> None:
    ran = filled("overdue", "--as-of", AT, "--csv")
    table = list(csv.DictReader(io.StringIO(ran.out)))
    assert [each["unit"] for each in table if each["source_id"] == "甲-2"] == ["'=1+2"]
    assert table[0]["due_at"] == "2019-03-26T00:00:00+08:00"
    assert table[0]["overdue_working_days"] == "47"


def test_every_reading_command_has_its_three_forms(filled: Huiyin) -> None:
    for command in (
        ["status"],
        ["overdue"],
        ["worklist"],
        ["matters"],
        ["feedback-status"],
        ["coverage"],
        ["statistics"],
        ["timeline", "甲-1"],
        ["why", "甲-1"],
    ):
        table, as_csv = filled(*command), filled(*command, "--csv")
        assert (table.status, as_csv.status) == (0, 0), command
        assert len(as_csv.out.splitlines()) > 1
        assert "┃" in table.out or "│" in table.out
        assert table.err == ""
    assert filled.json("coverage")["matters_without_owner"] == 1
    assert {each["state"] for each in filled.json("matters")} == {
        "imported_answered",
        "imported_unanswered",
    }
    assert filled("status", "--json", "--csv").status == 2


def test_people_are_spoken_to_in_chinese_unless_they_run_in_another_language(
    filled: Huiyin,
) -> None:
    assert "逾期未答复" in filled("status").out
    assert "逾期未答复" in filled("status", LANG="C.UTF-8").out
    assert "overdue" in filled("status", LANG="en_GB.UTF-8").out
    assert "逾期未答复" in filled("status", "--language", "zh-CN", LANG="en_GB.UTF-8").out
    assert "overdue" in filled("--language=en", "status").out


def test_a_matter_is_found_by_its_number_its_source_number_and_its_id(filled: Huiyin) -> None:
    found = filled.json("why", "甲-1")
    assert filled.json("why", found["number"]) == found
    assert filled.json("why", found["matter_id"]) == found
    assert filled.json("why", found["matter_id"].upper()) == found
    steps = filled.json("timeline", "甲-1")
    assert [step["type"] for step in steps] == ["matter.imported", "matter.answer_imported"]
    assert steps[1]["changes"][0]["what"] == "discharged"


@pytest.mark.parametrize(
    "matter", ["2019-000001", "00000000-0000-0000-0000-000000000000", "'; --", "\x1b[31m", ""]
)
def test_a_matter_that_is_not_there_is_said_to_be_so(huiyin: Huiyin, matter: str) -> None:
    for command in ("why", "timeline"):
        ran = huiyin(command, matter, "--language", "en")
        assert (ran.status, ran.out) == (1, "")
        assert ran.err.startswith("There is no matter")
        assert "\x1b" not in ran.err


def test_why_counts_every_day_to_the_deadline(filled: Huiyin) -> None:
    found = filled.json("why", "甲-2")
    assert found["due_at"] == "2019-03-26T00:00:00+08:00"
    assert found["limit"] == "15 个工作日"
    worked = [step for step in found["steps"] if step["counted"]]
    assert [step["counted"] for step in worked] == list(range(1, 16))
    assert worked[-1]["day"] == "2019-03-25"
    ran = filled("why", "甲-2", "--duty", "sign", "--language", "en")
    assert ran.status == 1
    assert "owes no 'sign'" in ran.err


def test_the_worklist_shows_a_pile(filled: Huiyin) -> None:
    assert {each["source_id"] for each in filled.json("worklist")} == {"甲-2", "甲-3"}
    assert filled.json("worklist", "--pile", "unregistered") == []
    assert filled("worklist", "--pile", "everything").status == 2


def test_what_is_logged_meanwhile_is_no_part_of_the_answer(
    filled: Huiyin, database_url: str
) -> None:
    keys = "huiyin_main_keys.person_key"
    with psycopg.connect(database_url, autocommit=True) as owner:
        owner.execute(f"UPDATE {keys} SET wrapped = wrapped || 'x'::bytea")
    ran = filled("rebuild")
    assert ("key_damaged" in ran.err, "key_damaged" in ran.out, ran.status) == (True, False, 0)


def test_texts_of_complainants_are_on_no_screen(filled: Huiyin) -> None:
    shown = "".join(
        filled(*command).out
        for command in (
            ["worklist", "--json"],
            ["matters", "--json"],
            ["timeline", "甲-1", "--json"],
            ["overdue", "--csv"],
        )
    )
    assert not any(word in shown for word in ("路灯", "已修好", "sealed", "U甲"))


def test_a_reader_who_leaves_is_not_complained_about(huiyin: Huiyin, tmp_path: Path) -> None:
    """Whether in the middle of a long answer, or before a short one has begun."""
    huiyin("import", write(tmp_path / "messages.csv", many(1_500)))
    asked = (
        ["matters", "--json"],
        ["matters", "--csv"],
        ["matters"],
        ["status"],
        ["status", "--csv"],
    )
    for arguments in asked:
        with huiyin.start(*arguments) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            if arguments[0] == "matters":
                process.stdout.read(10)
            process.stdout.close()
            assert process.stderr.read() == b"", arguments
        assert process.returncode in (0, 1)


def test_what_a_file_brought_does_not_steer_the_terminal(huiyin: Huiyin, tmp_path: Path) -> None:
    huiyin("import", write(tmp_path / "messages.csv", [row("7\x9b31m")]))
    shown = huiyin("matters").out
    assert "7\ufffd31m" in shown
    assert "\x9b" not in shown


def test_arguments_that_are_no_text_are_wrong_usage(huiyin: Huiyin) -> None:
    arguments = [*map(os.fsencode, huiyin.command("timeline")), b"\xff\xfe"]
    ran = subprocess.run(
        arguments, env=huiyin.environment, capture_output=True, check=False, timeout=60
    )
    assert ran.returncode == 2
    assert b"Traceback" not in ran.stderr
