"""The first screens, statistics and manifests as the API answers them."""

from typing import Any

import pytest

from service.clock import MovingClock
from tests.people import AUDITOR, CLERK, HANDLER, LEADER, SUPERVISOR, appoint_leaders
from tests.service.api.serving import Api

SAID: dict[str, Any] = {
    "channel": "hotline",
    "day": "2026-03-02",
    "count": 2,
    "source_numbers": ["R-1", "R-2"],
    "counted_by": "热线平台日报",
}
ORDER = {"lead": {"unit": "housing", "person": HANDLER.person}}


def test_a_manifest_is_recorded_once_and_read_with_its_differences(
    api: Api, clock: MovingClock
) -> None:
    api.receive(CLERK, source_number="R-1")
    clock.advance(days=1)
    clerk = api.by(CLERK)
    key = {"Idempotency-Key": "manifest-1"}
    written = clerk.post("/v1/manifests", json=SAID, headers=key)
    assert written.json()["events"] == ["manifest.recorded"]
    assert clerk.post("/v1/manifests", json=SAID, headers=key).json() == written.json()
    seen = {"Huiyin-Position": written.headers["Huiyin-Position"]}
    for query in ({}, {"differences": True}, {"from": "2026-03-02", "to": "2026-03-02"}):
        (item,) = api.by(AUDITOR).get("/v1/manifests", params=query, headers=seen).json()["items"]
        assert (item["said"], item["registered"], item["missing"]) == (2, 1, ["R-2"])
    assert clerk.get("/v1/manifests", params={"to": "2026-03-01"}).json()["items"] == []
    api.receive(CLERK, source_number="R-2", received_at="2026-03-02T20:00:00+08:00")
    seen = {"Huiyin-Position": str(api.app.log.head())}
    assert (
        clerk.get("/v1/manifests", params={"differences": True}, headers=seen).json()["items"] == []
    )


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"count": 3}, 422),
        ({"source_numbers": ["R-1", "R-1"]}, 422),
        ({"day": "2026-03-03"}, 422),
        ({"day": 20260302}, 422),
        ({"count": 1, "source_numbers": ["R-1"]}, 409),
        ({"count": 1, "source_numbers": ["R-1"], "reason": "多计"}, 403),
    ],
)
def test_a_manifest_that_does_not_hold_is_refused(
    api: Api, clock: MovingClock, change: dict[str, Any], status: int
) -> None:
    clock.advance(days=1)
    clerk = api.by(CLERK)
    assert clerk.post("/v1/manifests", json=SAID).status_code == 200
    assert clerk.post("/v1/manifests", json={**SAID, **change}).status_code == status


@pytest.mark.parametrize(
    "query", [{"from": "yesterday"}, {"from": "2026-03-02T00:00:00Z"}, {"to": "20260302"}]
)
def test_a_day_is_written_as_a_day(api: Api, query: dict[str, str]) -> None:
    answer = api.by(CLERK).get("/v1/manifests", params=query)
    assert answer.status_code == 422
    assert f"query.{next(iter(query))}" in answer.text


def test_a_unit_reads_and_records_no_manifest(api: Api) -> None:
    handler = api.by(HANDLER)
    assert handler.get("/v1/manifests").status_code == 403
    assert handler.post("/v1/manifests", json=SAID).status_code == 403


def test_the_worklist_says_what_to_do_next_and_how_many_working_days_are_left(
    api: Api, clock: MovingClock
) -> None:
    number = api.receive(CLERK)["number"]
    clerk = api.by(CLERK)
    clerk.post(f"/v1/matters/{number}/dispatch", json=ORDER)
    done = clerk.post(f"/v1/matters/{number}/deliver", json={"unit": "housing"})
    query = {"position": done.headers["Huiyin-Position"]}
    (row,) = clerk.get("/v1/worklist", params=query).json()["items"]
    assert (row["next_duty"], row["next_action"]) == ("sign", "sign")
    assert (row["working_days_left"], row["overdue_working_days"]) == (1, None)
    assert (row["paused_days"], row["paused_until"]) == (0, None)
    clock.advance(days=3)
    (row,) = clerk.get("/v1/worklist", params=query).json()["items"]
    assert (row["working_days_left"], row["overdue_working_days"]) == (None, 1)


def test_each_opens_the_screen_that_is_theirs(api: Api) -> None:
    appoint_leaders(api.app)
    number = api.receive(CLERK, channel="leader_assignment", assigned_by=LEADER.person)["number"]
    clerk = api.by(CLERK)
    clerk.post(f"/v1/matters/{number}/dispatch", json=ORDER)
    done = clerk.post(f"/v1/matters/{number}/deliver", json={"unit": "housing"})
    seen = {"Huiyin-Position": done.headers["Huiyin-Position"]}
    work = api.by(HANDLER, "zh-CN").get("/v1/my-work", headers=seen).json()
    sections = {each["section"]: each for each in work["sections"]}
    assert sections["unsigned"]["section_label"] == "待签收"
    assert [each["number"] for each in sections["unsigned"]["items"]] == [number]
    screen = api.by(LEADER).get("/v1/leader-screen", headers=seen).json()
    assert [each["number"] for each in screen["instructions"]] == [number]
    assert (screen["instructions_in_all"], screen["instructions_overdue"]) == (1, 0)
    assert [(each["duty"], each["person"]) for each in screen["jams"]] == [("sign", HANDLER.person)]
    assert screen["units"] == [
        {
            "unit": "housing",
            "now": {"received": 1, "answered": 0, "late": 0},
            "before": {"received": 0, "answered": 0, "late": 0},
        }
    ]
    assert api.by(SUPERVISOR).get("/v1/leader-screen").status_code == 403
    assert api.by(LEADER).get("/v1/leader-screen", params={"period": "none"}).status_code == 422
    assert api.by(LEADER).get("/v1/my-work").status_code == 403


def test_statistics_name_their_groups_in_the_callers_language(api: Api) -> None:
    api.receive(CLERK)
    seen = {"Huiyin-Position": str(api.app.log.head())}
    for by, language, label in (
        ("channel", "zh-CN", "热线电话"),
        ("nature", "en", "request"),
        ("unit", "en", "office"),
        ("total", "zh-CN", "合计"),
        ("place", "en", None),
    ):
        query = {"by": by, "period": "month"}
        answer = api.by(CLERK, language).get("/v1/statistics", params=query, headers=seen)
        (item,) = answer.json()["items"]
        assert (item["group_label"], item["period"]) == (label, "2026-03")
        assert (item["received"], item["response_rate"]) == (1, None)
