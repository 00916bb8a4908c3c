"""Searching, and lists as workbooks, on the command line."""

from pathlib import Path

import pytest

from tests.service.cli.processes import Huiyin
from tests.service.exporting.reading import links, sheets
from tests.service.importing.made_up import row, write


@pytest.fixture
def filled(huiyin: Huiyin, tmp_path: Path) -> Huiyin:
    rows = [
        row("甲-1", subject="幸福路路灯不亮", body="已经三天"),
        row("甲-2", subject="停水", body="=ＡＢＣ小区"),
    ]
    assert huiyin("import", write(tmp_path / "messages.csv", rows)).status == 0
    return huiyin


def test_words_of_two_characters_find_imported_messages_too(filled: Huiyin) -> None:
    (found,) = filled.json("search", "路灯")
    assert (found["source_id"], found["snippet"]) == ("甲-1", "幸福路路灯不亮")
    assert found["found_in"] == "matter.imported"
    assert [each["source_id"] for each in filled.json("search", "abc小区")] == ["甲-2"]
    assert filled.json("search", "路灯", "停水") == []
    assert "路灯" in filled("search", "路灯").out
    ran = filled("search", "灯", "--language", "en")
    assert (ran.status, ran.out) == (1, "")
    assert "at least 2 characters" in ran.err


def test_a_list_is_saved_as_a_workbook(filled: Huiyin, tmp_path: Path) -> None:
    for command, title in (
        (["overdue"], "逾期清单"),
        (["worklist"], "待办清单"),
        (["matters"], "事项清单"),
        (["search", "ABC"], "检索结果"),
    ):
        file = tmp_path / f"{command[0]}.xlsx"
        ran = filled(*command, "--xlsx", str(file))
        assert (ran.status, ran.out) == (0, ""), ran.err
        content = file.read_bytes()
        assert list(sheets(content)) == [title, "说明"]
        assert len(sheets(content)[title]) > 1, command
        assert links(content) == []


def test_a_workbook_that_cannot_be_written_and_two_forms_at_once_are_wrong_usage(
    filled: Huiyin, tmp_path: Path
) -> None:
    ran = filled("matters", "--xlsx", str(tmp_path / "nowhere" / "x.xlsx"), "--language", "en")
    assert ran.status == 2
    assert "--xlsx" in ran.err
    assert filled("matters", "--csv", "--xlsx", str(tmp_path / "x.xlsx")).status == 2
    assert not (tmp_path / "x.xlsx").exists()
