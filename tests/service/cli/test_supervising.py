"""Supervision typed by a supervisor: inspections, the month's duty, the screen, a campaign."""

from datetime import datetime, timedelta

import pytest

from domain.working_days import SHANGHAI
from tests.service.cli.processes import Huiyin
from tests.service.cli.test_doing import token

SOON = (datetime.now(SHANGHAI).date() + timedelta(days=5)).isoformat()


@pytest.fixture
def office(huiyin: Huiyin) -> Huiyin:
    """Two units; a supervisor's token is in the environment."""
    huiyin.environment["HUIYIN_TOKEN"] = token(huiyin, "supervisor", "sup-he", "office")
    for unit, kind in (("office", "efficiency_office"), ("road", "department")):
        established = ("establish-unit", "--unit", unit, "--name", unit, "--kind", kind)
        done = huiyin("do", *established)
        assert done.status == 0, done.err
    return huiyin


def test_a_supervisor_plans_inspects_and_sees_it_in_the_morning(office: Huiyin) -> None:
    planned = office.json(
        "do", "plan-inspection", "--title", "窗口服务", "--form", "undercover", "--unit", "road",
        "--on", SOON, "--inspectors", "sup-he",
    )  # fmt: skip
    assert planned["events"] == ["inspection.planned"]
    number = planned["number"]
    assert office("watch", "--once").status == 0
    screen = office.json("morning")
    assert screen["watchlist"] == []
    assert screen["monthly_inspections"]["total"] == 1
    seen = office.json("do", "carry-out-inspection", number, "--text", "无人在岗")
    assert [each.partition("-")[0] for each in seen["elsewhere"]] == ["inspection_duty"]
    found = office.json(
        "do", "record-finding", number, "--becomes", "rectification", "--subject", "窗口无人",
        "--text", "三个窗口无人",
    )  # fmt: skip
    assert [each[4:12] for each in found["elsewhere"]] == ["-ZG-0000"]
    after = office.json("morning")
    assert after["monthly_inspections"]["total"] == 0
    assert [each["number"] for each in after["inspections"]] == [number]
    kinds = {each["kind"] for each in office.json("proceedings", "--open")}
    assert {"明查暗访", "责令改正"} <= kinds
    assert "重点督查" in office("morning", "--language", "zh-CN").out


def test_a_campaigns_self_inspection_is_typed_and_compared(office: Huiyin) -> None:
    started = office.json(
        "do", "start-campaign", "--title", "作风建设年", "--text", "自查自纠", "--units", "road",
        "--stages", f"self_inspection,{SOON}",
    )  # fmt: skip
    handler = token(office, "handler", "wang", "road")
    told = office(
        "do", "report-stage", started["number"], "--step", "self_inspection", "--text", "自查",
        "--found", "2", "--put-right", "1", "--token", handler,
    )  # fmt: skip
    assert told.status == 0, told.err
    (row,) = office.json("campaign", started["number"])
    assert (row["unit"], row["found"], row["put_right"], row["not_entered"]) == ("road", 2, 1, 2)


def test_an_earlier_act_is_confirmed_by_a_proceedings_number(office: Huiyin) -> None:
    ordered = office.json(
        "do", "order-rectification", "--title", "窗口无人", "--unit", "road", "--text", "午间无人"
    )  # fmt: skip
    number, between = ordered["number"], datetime.now(SHANGHAI).isoformat()
    handler = token(office, "handler", "wang", "road")
    told = office(
        "do", "report-rectification", number, "--text", "已排班", "--evidence", "排班表",
        "--token", handler,
    )  # fmt: skip
    assert told.status == 0, told.err
    said = ("--duty", "rectification", "--done-at", between, "--evidence", "收文登记")
    confirmed = office.json("do", "confirm-earlier-act", number, *said)
    assert confirmed["events"] == ["obligation.earlier_act_confirmed"]
    no_matter = office("do", "confirm-earlier-act", "2026-000001", *said)
    assert no_matter.status == 1 and "2026-000001" in no_matter.err
