"""The documents say what is there."""

import inspect
import re
from pathlib import Path

import pytest

from domain import vocabulary
from domain.codec import FACTS
from domain.jurisdictions.commands import COMMANDS as JURISDICTION_COMMANDS
from domain.kinds import KIND_OF_COMMAND
from domain.matter.decisions import COMMANDS
from domain.organisation.commands import COMMANDS as ORGANISATION_COMMANDS
from domain.proceedings.decisions import COMMANDS as OF_PROCEEDINGS
from domain.vocabulary import Term

ROOT = Path(__file__).parent.parent
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text("utf-8")
MECHANISMS = (ROOT / "docs" / "mechanisms.md").read_text("utf-8")
TERMS = [
    member
    for _, kind in inspect.getmembers(vocabulary, inspect.isclass)
    if issubclass(kind, Term)
    for member in kind
]


@pytest.mark.parametrize("term", TERMS, ids=lambda term: f"{type(term).__name__}-{term.value}")
def test_every_term_stands_in_the_glossary_with_its_chinese(term: Term) -> None:
    section = GLOSSARY.split(f"## {type(term).__name__}\n")[1].split("\n## ")[0]
    assert f"| `{term.value}` | {term.zh} |" in section


def test_the_mechanisms_name_events_commands_and_scenarios_that_exist() -> None:
    rows = [line for line in MECHANISMS.splitlines() if re.match(r"\| M\d\d ", line)]
    assert rows
    others = (*ORGANISATION_COMMANDS, *JURISDICTION_COMMANDS)
    actions = {each.ACTION for each in (*COMMANDS, *KIND_OF_COMMAND, *OF_PROCEEDINGS, *others)} | {
        "receive",
        "all",
    }
    for row in rows:
        number, _, events, commands, _, scenarios = (cell.strip() for cell in row.split("|")[1:-1])
        for event in re.findall(r"`([a-z_.]+)`", events):
            assert event in FACTS, row
        for command in commands.split(", "):
            assert command in actions or command.startswith("`huiyin "), row
        for scenario in scenarios.split():
            file = ROOT / "tests" / "scenarios" / scenario.strip("`")
            assert f"def test_{number.lower()}_" in file.read_text("utf-8"), row


def test_every_scenario_has_its_line() -> None:
    for file in (ROOT / "tests" / "scenarios").glob("test_m*.py"):
        assert f"`{file.name}`" in MECHANISMS


def test_links_between_the_documents_lead_somewhere() -> None:
    for document in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md")):
        for target in re.findall(r"\]\((?!http)([^)#]+)", document.read_text("utf-8")):
            assert (document.parent / target).exists(), (document.name, target)
