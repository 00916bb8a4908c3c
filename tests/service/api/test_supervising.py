"""Supervision as the API answers it: the supervisor's screen, a leader's instructions, a campaign."""

from typing import Any

import pytest

from service.api.problems import TYPE_PREFIX
from service.clock import MovingClock
from tests.people import AUDITOR, CLERK, HANDLER, LEADER, SUPERVISOR, appoint_leaders
from tests.scenarios.office import at
from tests.service.api.serving import Api

PLAN: dict[str, Any] = {
    "title": "窗口服务",
    "form": "undercover",
    "unit": "housing",
    "on": "2026-03-13",
    "inspectors": [SUPERVISOR.person],
}
ORDER = {"title": "窗口无人", "unit": "housing", "text": "午间无人在岗"}
WORK = {
    "title": "老旧小区改造",
    "unit": "housing",
    "text": "先勘查后施工",
    "milestones": [{"name": "勘查", "on": "2026-03-20", "person": HANDLER.person}],
}
CALL = {
    "title": "抢修路灯",
    "form": "phone",
    "leader": LEADER.person,
    "text": "先修",
    "authorised": "来电",
}
CAMPAIGN = {
    "title": "作风建设年",
    "text": "自查自纠",
    "units": ["housing"],
    "stages": [{"step": "self_inspection", "last": "2026-03-13"}],
}


def watched(api: Api) -> dict[str, str]:
    """What the program does each minute; the header by which a reader sees it."""
    api.app.runner.catch_up()
    api.app.watcher.watch()
    return {"Huiyin-Position": str(api.app.log.head())}


def test_a_supervisor_sees_in_the_morning_what_waits_and_what_the_month_needs(
    api: Api, clock: MovingClock
) -> None:
    supervisor = api.by(SUPERVISOR)
    supervisor.post("/v1/inspections", json=PLAN)
    ordered = supervisor.post("/v1/rectifications", json=ORDER).json()
    supervisor.post("/v1/key-works", json=WORK)
    supervisor.post("/v1/watchlist", json={"subject": "unit", "code": "water", "reason": "集中"})
    report = {"text": "已排班", "evidence": ["排班表"]}
    path = f"/v1/rectifications/{ordered['number']}/report-rectification"
    assert api.by(HANDLER).post(path, json=report).status_code == 200
    seen = watched(api)
    screen = supervisor.get("/v1/supervisor-screen", headers=seen).json()
    totals = {each["section"]: each["total"] for each in screen["sections"]}
    assert totals == {
        "breaches": 0,
        "leads": 0,
        "rounds": 1,
        "verifications": 1,
        "monthly_inspections": 1,
        "watch_checks": 1,
    }
    assert (screen["month"], [each["title"] for each in screen["inspections"]]) == (
        "2026-03",
        ["窗口服务"],
    )
    assert [each["title"] for each in screen["watchlist"]] == ["单位 water"]
    clock.move_to(at(4, 1, 0))
    watched(api)
    late = supervisor.get("/v1/supervisor-screen", headers=watched(api)).json()
    totals = {each["section"]: each["total"] for each in late["sections"]}
    assert totals["breaches"] > 0 and totals["leads"] > 0
    assert late["inspections"] == [] and late["month"] == "2026-04"
    then = {"as_of": "2026-03-02T12:00:00+08:00"}
    past = supervisor.get("/v1/supervisor-screen", params=then, headers=seen).json()
    assert [each["title"] for each in past["inspections"]] == ["窗口服务"]


@pytest.mark.parametrize("actor", [CLERK, HANDLER, LEADER, AUDITOR], ids=lambda each: each.role)
def test_the_supervisors_screen_is_the_supervisors(api: Api, actor: Any) -> None:
    assert api.by(actor).get("/v1/supervisor-screen").status_code == 403


def test_a_leader_sees_instructions_of_theirs_until_they_are_done_with(api: Api) -> None:
    appoint_leaders(api.app)
    given = api.by(CLERK).post("/v1/instructions", json=CALL)
    assert given.status_code == 201
    seen = {"Huiyin-Position": given.headers["Huiyin-Position"]}
    screen = api.by(LEADER, "zh-CN").get("/v1/leader-screen", headers=seen).json()
    assert [(each["title"], each["stage_label"]) for each in screen["given"]] == [
        ("抢修路灯", "待补签")
    ]
    assert {each["duty"] for each in screen["own"]["items"]} == {
        "countersignature",
        "clarification",
    }


def test_a_campaigns_self_inspection_is_read_beside_what_others_found(api: Api) -> None:
    started = api.by(SUPERVISOR).post("/v1/campaigns", json=CAMPAIGN).json()
    number = started["number"]
    said = {"step": "self_inspection", "text": "自查", "found": 2, "put_right": 1}
    reported = api.by(HANDLER).post(f"/v1/campaigns/{number}/report-stage", json=said)
    seen = {"Huiyin-Position": reported.headers["Huiyin-Position"]}
    path = f"/v1/campaigns/{number}/self-inspection"
    (row,) = api.by(AUDITOR).get(path, headers=seen).json()["items"]
    assert (row["unit"], row["found"], row["put_right"]) == ("housing", 2, 1)
    assert (row["not_entered"], row["found_nothing"]) == (2, False)
    assert api.by(HANDLER).get(path, headers=seen).status_code == 403
    other = api.by(SUPERVISOR).post("/v1/rectifications", json=ORDER).json()["number"]
    assert api.by(AUDITOR).get(f"/v1/campaigns/{other}/self-inspection").status_code == 404


def test_an_earlier_act_is_confirmed_at_the_address_of_the_proceeding(
    api: Api, clock: MovingClock
) -> None:
    supervisor = api.by(SUPERVISOR)
    number = supervisor.post("/v1/rectifications", json=ORDER).json()["number"]
    clock.move_to(at(3, 25))
    watched(api)
    report = {"text": "已排班", "evidence": ["排班表"]}
    api.by(HANDLER).post(f"/v1/rectifications/{number}/report-rectification", json=report)
    act = {
        "duty": "rectification",
        "done_at": "2026-03-20T09:00:00+08:00",
        "evidence": "收文登记簿第 8 页",
    }
    path = f"/v1/proceedings/{number}/confirm-earlier-act"
    refused = api.by(CLERK).post(path, json=act)
    assert (refused.status_code, refused.json()["type"]) == (403, f"{TYPE_PREFIX}not-permitted")
    of_no_round = supervisor.post(path, json={**act, "nth": 2}).json()
    assert of_no_round["type"] == f"{TYPE_PREFIX}nothing-done"
    confirmed = supervisor.post(path, json=act)
    assert confirmed.json()["events"][-1] == "obligation.verdict_corrected"
    (lead,) = confirmed.json()["elsewhere"]
    assert lead["events"] == ["lead.put_up_for_review"]
    seen = {"Huiyin-Position": confirmed.headers["Huiyin-Position"]}
    again = supervisor.get(f"/v1/proceedings/{lead['matter']}", headers=seen).json()
    assert again["stage"] == "under_review"
