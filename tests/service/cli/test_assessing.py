"""Scores, frozen documents and slips, typed by a supervisor."""

import json
from hashlib import sha256

from tests.service.cli.processes import Huiyin


def supervised(huiyin: Huiyin) -> Huiyin:
    """An office and a department on record; the supervisor's token is in the environment."""
    who = ("--role", "supervisor", "--person", "sup-he", "--unit", "office")
    huiyin.environment["HUIYIN_TOKEN"] = huiyin.json("token", *who)["token"]
    for unit, kind in (("office", "efficiency_office"), ("road", "department")):
        huiyin.json("do", "establish-unit", "--unit", unit, "--name", unit, "--kind", kind)
    return huiyin


def test_a_settlement_is_printed_to_the_byte_and_counts_again_the_same(huiyin: Huiyin) -> None:
    office = supervised(huiyin)
    number = office.json("do", "settle", "--period", "2026-H1")["number"]
    printed = office("settlement", number)
    assert printed.status == 0, printed.err
    document = json.loads(printed.out)
    assert [each["ledger"] for each in document["ledgers"]] == ["unit:office", "unit:road"]
    (row,) = office.json("proceedings", "--kind", "settlement")
    assert row["facets"]["sha256"] == sha256(printed.out.encode()).hexdigest()
    assert office("settlement", number, "--verify").status == 0
    scores = office.json("scores", "--half", "2026-H1")
    assert [(each["unit"], each["score"]) for each in scores] == [("office", 100), ("road", 100)]


def test_slips_are_shown_once_and_known_by_their_hashes_alone(huiyin: Huiyin) -> None:
    office = supervised(huiyin)
    number = office.json(
        "do", "evaluate", "--title", "窗口评议", "--units", "road",
        "--first-day", "2030-01-01", "--last-day", "2030-01-05",
    )["number"]  # fmt: skip
    strata = '{"name": "群众", "frame": 3, "drawn": 3}'
    office.json(
        "do", "record-roster", number, "--supplied-by", "office", "--method", "everybody",
        "--strata", strata,
    )  # fmt: skip
    made = office("slips", number, "--count", 3)
    assert made.status == 0, made.err
    slips = made.out.split()
    assert len(set(slips)) == 3
    more = office("slips", number, "--count", 1)
    assert more.status == 1 and more.out == ""
    (row,) = office.json("proceedings", "--kind", "evaluation")
    assert row["facets"]["issued"] == 3
    history = office("proceeding", number, "--json").out
    assert not any(slip in history for slip in slips)
