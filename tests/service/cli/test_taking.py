"""What leaves by the command line: every list, every file, on record before it is there."""

import re
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest

from service.cli.program import program
from service.cli.taking import TOTALS
from tests.service.cli.processes import Huiyin
from tests.service.cli.test_doing import office, received, token
from tests.service.importing.made_up import row, write

__all__ = ["office"]

PERIOD = ("--from", "2026-01-01T00:00:00+08:00", "--to", "2026-07-01T00:00:00+08:00")
RECORDED_OTHERWISE = {"dossier": "reading.dossier_taken"}
"""What is taken by another event than that of a list."""


def taking() -> dict[str, tuple[str, ...]]:
    """Each command that lets something be taken away: its options for that."""
    ways = ("--csv", "--xlsx", "--output")
    found = {
        name: tuple(way for way in ways for each in command.params if way in each.opts)
        for name, command in program().commands.items()
    }
    return {name: ways for name, ways in found.items() if ways}


@pytest.fixture
def filled(office: Huiyin, tmp_path: Path) -> tuple[Huiyin, dict[str, tuple[str, ...]]]:
    """An office with a matter, a campaign and a case; what each command is asked about."""
    number = received(office)["number"]
    supervisor = ("--token", token(office, "supervisor", "sup-he", "office"))
    leader = ("--token", token(office, "leader", "leader-sun", "office"))
    campaign = office.json(
        "do", "start-campaign", "--title", "作风建设年", "--text", "自查", "--units", "road",
        "--stages", "self_inspection,2026-12-31", *supervisor,
    )["number"]  # fmt: skip
    lead = office.json(
        "do", "open-lead", "--title", "推诿", "--ground", "inaction", "--unit", "road",
        "--reason", "投诉反映", *supervisor,
    )["number"]  # fmt: skip
    case = office.json(
        "do", "open-case", "--lead", lead, "--title", "推诿", "--investigator", "sup-he", *leader
    )["number"]  # fmt: skip
    office.environment["HUIYIN_TOKEN"] = supervisor[1]
    messages = write(tmp_path / "messages.csv", [row("甲-1")])
    about: dict[str, tuple[str, ...]] = {
        "import": (messages,),
        "search": ("路灯",),
        "self-inspection": PERIOD,
        "accountability-register": PERIOD,
        "find-by-contact": ("来电号码", "--reason", "来电查询"),
        "campaign": (campaign,),
        "proceeding": (lead,),
        "comparables": (case,),
        **dict.fromkeys(("timeline", "why", "custody", "repeats", "dossier"), (number,)),
    }
    return office, about


def test_whatever_leaves_is_on_record_or_tells_of_nobody(
    filled: tuple[Huiyin, dict[str, tuple[str, ...]]], tmp_path: Path
) -> None:
    """A command that is added is met here by itself, and must leave its record."""
    office, about = filled
    for name, ways in taking().items():
        file = tmp_path / name
        given = ("--csv",) if "--csv" in ways else (ways[0], str(file))
        before = exports(office)
        ran = office(name, *about.get(name, ()), *given)
        assert ran.status == 0, (name, ran.err)
        left = exports(office)[len(before) :]
        if name in TOTALS:
            assert left == [], name
            assert not re.search(r"\d{4}-\d{6}|sup-he|road", ran.out), name
            continue
        content = ran.out.encode() if "--csv" in ways else file.read_bytes()
        wanted = RECORDED_OTHERWISE.get(name, "reading.list_exported")
        assert left == [(wanted, "sup-he", sha256(content).hexdigest())], name


def exports(office: Huiyin) -> list[tuple[str, str, str]]:
    with psycopg.connect(office.environment["DATABASE_URL"]) as connection:
        return connection.execute(
            "SELECT type, data->'actor'->>'person', data->'fact'->>'digest'"
            " FROM huiyin_main.event WHERE type IN"
            " ('reading.list_exported', 'reading.dossier_taken') ORDER BY position"
        ).fetchall()
