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


def test_points_and_watching_are_explained_in_words_and_as_data(huiyin: Huiyin) -> None:
    office = supervised(huiyin)
    watched = office.json(
        "do", "put-on-watch", "--subject", "unit", "--code", "road", "--reason", "投诉多"
    )  # fmt: skip
    points = office.json(
        "do", "score", "--row", "circular_of_praise", "--unit", "road",
        "--event", watched["position"], "--reason", "县委通报",
    )  # fmt: skip
    found = office.json("why", points["position"], "--points")
    assert found["rule"] == "efficiency-office/1 scores.rows.circular_of_praise"
    assert [each["position"] for each in found["events"]] == [watched["position"]]
    assert found["source"] in found["sentence"] and found["since"] < found["until"]
    said = office("why", points["position"], "--points", "--language", "en")
    assert "road has 5.00 points" in said.out and said.status == 0, said.err
    entry = office.json("why", "watch-unit:road")
    assert "sup-he" in entry["opening"]["sentence"] and entry["duty"] == "watch_check"
    refused = office("why", "1", "--points")
    assert (refused.status, refused.out) == (1, "") and "不是计分" in refused.err


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
