"""No code path of the project changes or removes an event, or what proves it."""

import re
from pathlib import Path

import pytest

from tests.service.test_sql_rules import ROOT, files, pieces

KEPT = "event|command|matter_number|tree_node|checkpoint|cosignature"
CHANGING = re.compile(
    r"\b(update|delete\s+from|truncate(?:\s+table)?|drop\s+table(?:\s+if\s+exists)?"
    rf"|alter\s+table|merge\s+into)\s+(?:only\s+)?(?:\S+\.)?\"?(?:{KEPT})\b",
    re.IGNORECASE,
)
ADDING = re.compile(rf"\b(insert\s+into|copy)\s+(?:\S+\.)?\"?({KEPT})\b(?!\s+to\b)", re.IGNORECASE)
ANY_TABLE = re.compile(
    r"\b(?:update|delete\s+from|truncate|drop\s+table(?:\s+if\s+exists)?)\s+(?:x|\{\w*\})",
    re.IGNORECASE,
)
"""Statements whose table is filled in later (``x`` is what an f-string fills in)."""

MAY_ADD = {"service/event_log/append.sql", "service/proof/store.py"}
FILLED_IN = {
    "projections/table.py",
    "projections/erased.py",
    "projections/text_search.py",
    "projections/texts_taken_out.py",
    "service/rebuild.py",
}
"""Where tables are filled in, and of read tables alone: those of ``projections.table.Table``. What was
said by somebody who is erased is taken out of three of them."""


def name(file: Path) -> str:
    return str(file.relative_to(ROOT))


def without_triggers(sql: str) -> str:
    bare = re.sub(r"--[^\n]*|/\*.*?\*/", " ", sql, flags=re.DOTALL)
    return re.sub(r"before\s+update\s+or\s+delete\s+or\s+truncate\s+on", "", bare, flags=re.I)


@pytest.mark.parametrize("file", files(), ids=name)
def test_no_statement_changes_or_removes_what_is_recorded(file: Path) -> None:
    texts = [without_triggers(each) for each in pieces(file)]
    assert [each for each in texts if CHANGING.search(each)] == []
    if name(file) not in MAY_ADD:
        assert [each for each in texts if ADDING.search(each)] == []


def test_tables_are_filled_in_for_read_tables_alone() -> None:
    filled_in = {
        name(file) for file in files() if any(map(ANY_TABLE.search, map(without_triggers, pieces(file))))
    }  # fmt: skip
    assert filled_in == FILLED_IN


def test_events_and_their_proof_are_added_in_one_place_each() -> None:
    found = {
        name(file): {table.lower() for each in pieces(file) for _, table in ADDING.findall(each)}
        for file in files()
    }
    assert {file: tables for file, tables in found.items() if tables} == {
        "service/event_log/append.sql": {"event", "command", "matter_number"},
        "service/proof/store.py": {"tree_node", "checkpoint", "cosignature"},
    }


@pytest.mark.parametrize(
    "planted",
    [
        "UPDATE event SET data = '{}'",
        "update only huiyin_main.event set data = '{}'",
        "DELETE FROM event WHERE position = 1",
        'DELETE FROM "event"',
        "TRUNCATE TABLE event",
        "DROP TABLE IF EXISTS tree_node",
        "ALTER TABLE event DISABLE TRIGGER append_only",
        "UPDATE checkpoint SET note = ''",
    ],
)
def test_each_of_them_would_be_found(planted: str) -> None:
    assert CHANGING.search(planted)
    assert ANY_TABLE.search("DELETE FROM {} WHERE true")
    assert ADDING.search("INSERT INTO event VALUES (1)")
    assert not CHANGING.search("UPDATE projection SET position = 1")
