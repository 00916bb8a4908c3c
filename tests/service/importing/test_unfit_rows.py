"""Rows that contradict what is on record, and files that are not what they seem."""

from pathlib import Path
from typing import Any

import pytest

from service.bootstrap import Application
from service.importing.importer import Summary, import_file
from service.importing.mapping import Mapping, parse_mapping
from service.importing.problems import Fault, FileNotReadable
from tests.service.importing.made_up import COLUMNS, Row, answered, row, text

HEADER = ",".join(COLUMNS)


@pytest.fixture
def take_over(app: Application, tmp_path: Path) -> Any:
    """Imports rows, or the bytes of a file."""

    def import_(content: list[Row] | bytes, mapping: str = "") -> Summary:
        path = tmp_path / "messages.csv"
        path.write_bytes(content if isinstance(content, bytes) else text(content).encode())
        return import_file(app, path, parse_mapping(mapping))

    return import_


def counts(summary: Summary) -> tuple[int, int, int, int]:
    assert summary.rows == (
        summary.imported + summary.answers_added + summary.unchanged + summary.bad
    )
    return summary.imported, summary.answers_added, summary.unchanged, summary.bad


CONTRADICTIONS = [
    {"submitted_at": "2019-03-04T09:59:59+08:00"},
    {"place": "西街"},
    {"user_code": "another"},
    {"subject": "另一个主题"},
    {"body": "另一段正文"},
    {"replied_at": "2019-03-07T10:00:00+08:00"},
    {"reply": "另一个答复"},
]


@pytest.mark.parametrize("change", CONTRADICTIONS, ids=lambda change: next(iter(change)))
def test_a_row_that_contradicts_what_is_on_record_is_told_and_changes_nothing(
    app: Application, take_over: Any, change: Row
) -> None:
    in_one_file = take_over([answered("1"), answered("1", **change)])
    assert counts(in_one_file) == (1, 0, 0, 1)
    head = app.log.head()
    later = take_over([answered("1", **change)])
    assert counts(later) == (0, 0, 0, 1)
    assert app.log.head() == head
    for summary, line in ((in_one_file, 3), (later, 2)):
        (bad,) = summary.bad_rows
        assert (bad.line, bad.fault, bad.column) == (line, Fault.DIFFERS, next(iter(change)))


def test_what_an_older_file_leaves_empty_it_does_not_contradict(take_over: Any) -> None:
    take_over([answered("1")])
    assert counts(take_over([row("1", user_code="", place="")])) == (0, 0, 1, 0)


def test_a_file_in_gbk_read_as_utf8_is_recognised(take_over: Any) -> None:
    rows = [row("1"), row("2")]
    in_gbk = text(rows).encode("gb18030")
    summary = take_over(in_gbk)
    assert counts(summary) == (0, 0, 0, 2)
    assert summary.looks_like_gbk
    broken = text(rows).encode().replace("灯".encode(), b"\xff", 1)
    assert not take_over(broken).looks_like_gbk
    assert not take_over(in_gbk, '[source]\nencoding = "gb18030"').looks_like_gbk


def test_a_field_longer_than_any_reader_expects_is_called_too_long(take_over: Any) -> None:
    for body in ("长" * 140_000, "x" * 70_000 + "\n" + "y" * 70_000):
        summary = take_over([row("1", body=body), row("2")])
        assert [each.fault for each in summary.bad_rows] == [Fault.TOO_LONG]


class _Failing:
    """A device that gives a header and a row, then fails."""

    def __init__(self) -> None:
        self._lines = iter(text([row("1")]).encode().splitlines(keepends=True))

    def readline(self, _limit: int) -> bytes:
        try:
            return next(self._lines)
        except StopIteration:
            raise OSError(5, "Input/output error") from None

    def close(self) -> None:
        return


def test_a_file_that_fails_while_it_is_read_is_named(
    app: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "open", lambda *_: _Failing())
    with pytest.raises(FileNotReadable, match=r"messages\.csv.*Input/output error"):
        import_file(app, tmp_path / "messages.csv", Mapping())
