"""What auditors ask on the command line, of imported messages."""

from pathlib import Path

import pytest

from tests.service.cli.processes import Huiyin
from tests.service.exporting.reading import sheets
from tests.service.importing.made_up import row, write

FORWARDED = "您好，您反映的问题已转交市住建局等有关部门调查处理，感谢您的留言。"
AS_OF = ("--as-of", "2020-03-01T00:00:00+08:00")


@pytest.fixture
def filled(huiyin: Huiyin, tmp_path: Path) -> Huiyin:
    sent = "2020-01-06T09:00:00+08:00"
    answered = {"reply": FORWARDED, "replied_at": "2020-01-08T09:00:00+08:00"}
    rows = [
        row("甲-1", submitted_at=sent, user_code="u1", **answered),
        row("甲-2", submitted_at=sent, user_code="u2", **answered),
        row(
            "甲-3",
            submitted_at="2020-01-20T09:00:00+08:00",
            user_code="u1",
            reply="",
            replied_at="",
        ),
        row(
            "甲-4",
            submitted_at="2019-06-03T09:00:00+08:00",
            user_code="u4",
            reply="",
            replied_at="",
        ),
    ]
    assert huiyin("import", write(tmp_path / "messages.csv", rows)).status == 0
    return huiyin


def test_patterns_are_listed_with_their_counts_and_one_by_its_name(
    filled: Huiyin, tmp_path: Path
) -> None:
    counts = {each["pattern"]: each["count"] for each in filled.json("patterns", *AS_OF)}
    assert {name: count for name, count in counts.items() if count} == {
        "never_answered": 1,
        "near_copies": 1,
        "already_forwarded": 2,
        "back_again": 1,
    }
    (copies,) = filled.json("patterns", "near_copies", *AS_OF)
    assert (copies["count"], copies["alike"]) == (2, 1.0)
    (back,) = filled.json("patterns", "back_again", *AS_OF)
    assert (back["what"], back["days"]) == ("complainant", 12.0)
    shown = filled("patterns", "already_forwarded", *AS_OF)
    assert "转交" in shown.out and "住建局" not in shown.out
    file = tmp_path / "copies.xlsx"
    assert filled("patterns", "near_copies", *AS_OF, "--xlsx", str(file)).status == 0
    assert len(sheets(file.read_bytes())["疑点明细"]) == 2
    assert filled("patterns", "odd").status == 2


def test_the_feed_says_nothing_of_imported_history(filled: Huiyin) -> None:
    assert filled.json("exceptions") == []
    assert filled("exceptions", "--kind", "odd").status == 2


def test_changes_between_two_moments_are_told_in_figures_and_by_matter(filled: Huiyin) -> None:
    between = ("--from-as-of", "2020-01-07T00:00:00+08:00", "--to-as-of", AS_OF[1])
    figures = {each["figure"]: each for each in filled.json("changes", *between)}
    answered = figures["answered_in_time"]
    assert (answered["before"], answered["after"]) == (0, 2)
    moved = filled.json("changes", *between, "--list", "matters")
    assert len(moved) == 3
    duties = filled.json("changes", *between, "--list", "obligations")
    assert {each["status_after"] for each in duties} == {"done_in_time", "overdue"}
