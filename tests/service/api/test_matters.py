"""A matter over HTTP, from its receipt to its closing, seen by everybody who has to do with it."""

from datetime import date
from typing import Any

import httpx2

from domain.codec import Draft
from domain.rulebook import Rulebook
from domain.rulebook_events import STREAM, RulebookAdopted
from domain.rulebook_files import load_default
from service.bootstrap import Application
from service.clock import MovingClock
from service.drafting import new_event, nothing_to_seal
from service.event_log.requests import Appended, AppendRequest
from tests.people import (
    AUDITOR,
    CLERK,
    HANDLER,
    HEAD,
    LEADER,
    OTHER_HANDLER,
    SUPERVISOR,
    appoint_leaders,
)
from tests.service.api.serving import STREETLIGHT, Api


def test_a_matter_goes_from_receipt_to_closing(api: Api, clock: MovingClock) -> None:
    appoint_leaders(api.app)
    clerk, handler, head = api.by(CLERK), api.by(HANDLER), api.by(HEAD)
    leader, supervisor = api.by(LEADER), api.by(SUPERVISOR)
    assigned = {**STREETLIGHT, "channel": "leader_assignment", "assigned_by": LEADER.person}
    del assigned["nature"]
    received = clerk.post("/v1/matters", json=assigned)
    assert received.status_code == 201
    matter = received.headers["Location"]

    def do(client: httpx2.Client, action: str, **body: Any) -> list[str]:
        clock.advance(minutes=10)
        answer = client.post(f"{matter}/{action}", json=body)
        assert answer.status_code == 200, (action, answer.text)
        events: list[str] = answer.json()["events"]
        assert events, action
        return events

    do(clerk, "register", nature="question")
    do(clerk, "correct", reason="性质选错", nature="request")
    do(clerk, "notify-acceptance", route="phone")
    lead, other = {"unit": "housing", "person": HANDLER.person}, {"unit": "water", "person": "wu"}
    do(clerk, "dispatch", lead=lead, participants=[other])
    do(clerk, "deliver", unit="housing")
    do(clerk, "deliver", unit="water")
    do(handler, "sign")
    do(api.by(OTHER_HANDLER), "sign")
    do(handler, "report-progress", text="已到现场。")
    do(handler, "report-difficulty", leader=LEADER.person, text="需要占道施工。")
    do(leader, "decide-difficulty", decision="同意占道。")
    do(api.by(OTHER_HANDLER), "report-participation", text="管沟已清理。")
    do(head, "extend", working_days=5, reason="电缆需要定制", told_by="phone")
    expected = "2026-04-20T18:00:00+08:00"
    do(clerk, "reply-interim", text="还需要几天。", expected_by=expected, route="phone")
    outcome = {"finding": "met", "measures": ["action_taken"], "evidence": ["现场照片"]}
    do(handler, "report-outcome", text="已更换电缆。", **outcome)
    do(handler, "inform-leader", text="已办结。")
    do(clerk, "answer", text="路灯已修复。", route="phone")
    do(supervisor, "record-call", reached=True, satisfaction="satisfied", resolved=True)
    do(supervisor, "close", remark="材料齐全")

    shown = clerk.get(matter).json()
    assert shown["state"] == "closed"
    assert {each["status"] for each in shown["obligations"]} <= {"done_in_time", "void"}
    steps = clerk.get(f"{matter}/timeline").json()["steps"]
    assert [each["version"] for each in steps] == list(range(1, shown["version"] + 1))
    assert steps[-1]["type"] == "matter.closed"


def test_an_anonymous_matter_without_any_route_is_exempted_by_two_people(api: Api) -> None:
    received = api.receive(CLERK, anonymous=True, name=None, contact=None)
    path = f"/v1/matters/{received['number']}"
    proposal = {"ground": "no_route", "reason": "没有联系方式"}
    assert api.by(CLERK).post(f"{path}/propose-exemption", json=proposal).status_code == 200
    confirmed = api.by(SUPERVISOR).post(f"{path}/confirm-exemption")
    assert confirmed.json()["events"] == ["matter.answer_exempted"]


def test_a_matter_is_found_by_its_id_and_by_its_number(api: Api) -> None:
    received = api.receive(CLERK)
    clerk = api.by(CLERK)
    for reference in (received["matter"], received["number"], received["matter"].upper()):
        assert clerk.get(f"/v1/matters/{reference}").json()["matter"] == received["matter"]


def test_texts_are_shown_to_those_who_may_read_them_and_names_to_nobody_by_the_way(
    api: Api,
) -> None:
    received = api.receive(CLERK, receiving_unit="housing")
    path = f"/v1/matters/{received['matter']}"
    for actor in (CLERK, SUPERVISOR, AUDITOR, LEADER, HANDLER, HEAD):
        shown = api.by(actor).get(path).json()
        assert shown["subject"] == STREETLIGHT["subject"], actor
        assert shown["body"] == STREETLIGHT["body"], actor
        assert shown["has_name"] and shown["has_contact"], actor
        timeline = api.by(actor).get(f"{path}/timeline").text
        for said in (STREETLIGHT["name"], STREETLIGHT["contact"]):
            assert said not in timeline, actor
            assert said not in str(shown), actor
        assert "sealed" not in timeline


def test_another_units_handler_neither_sees_nor_touches_a_matter(api: Api) -> None:
    received = api.receive(CLERK, receiving_unit="housing")
    stranger = api.by(OTHER_HANDLER)
    for reference in (received["matter"], received["number"], "2026-999999"):
        path = f"/v1/matters/{reference}"
        for each in (path, f"{path}/timeline", f"{path}/why"):
            answer = stranger.get(each)
            assert answer.status_code == 404, each
            assert answer.json()["type"] == "urn:huiyin:problem:not-your-matter"
    write = stranger.post(f"/v1/matters/{received['matter']}/report-progress", json={"text": "?"})
    assert write.status_code == 404
    position = {"Huiyin-Position": str(received["position"])}
    for path in ("/v1/matters", "/v1/obligations", "/v1/worklist"):
        assert stranger.get(path, headers=position).json()["items"] == []
        assert api.by(HANDLER).get(path, headers=position).json()["items"] != []
    assert stranger.get("/v1/status").json()["matters"] == 0


def test_an_auditor_changes_nothing(api: Api) -> None:
    received = api.receive(CLERK)
    answer = api.by(AUDITOR).post(f"/v1/matters/{received['matter']}/close", json={})
    assert answer.status_code == 403
    assert answer.json()["type"] == "urn:huiyin:problem:not-permitted"


def test_a_broken_rule_says_what_to_do_and_where_it_comes_from(api: Api) -> None:
    received = api.receive(CLERK, nature=None)
    path = f"/v1/matters/{received['number']}/dispatch"
    body = {"lead": {"unit": "housing", "person": HANDLER.person}}
    english = api.by(CLERK).post(path, json=body)
    assert english.status_code == 409
    assert english.headers["Content-Type"] == "application/problem+json"
    assert english.json() == {
        "type": "urn:huiyin:problem:not-registered",
        "title": "Does not fit the state of things",
        "status": 409,
        "detail": "The matter is not registered yet. Register it first.",
        "instance": path,
        "rule": "rules.md: register",
    }
    chinese = api.by(CLERK, "zh-CN").post(path, json=body).json()
    assert chinese["detail"] == "事项尚未登记，不能进行这一步。请先登记。"


def test_terms_carry_their_labels_in_the_readers_language(api: Api) -> None:
    received = api.receive(CLERK)
    path = f"/v1/matters/{received['matter']}"
    assert api.by(CLERK, "zh-CN").get(path).json()["state_label"] == "待交办"
    assert api.by(CLERK, "en").get(path).json()["state_label"] == "undispatched"
    for language, label, change in (("zh-CN", "收件", "产生"), ("en", "received", "opened")):
        steps = api.by(CLERK, language).get(f"{path}/timeline").json()["steps"]
        assert (steps[0]["label"], steps[0]["changes"][0]["label"]) == (label, change)
    assert api.by(CLERK, "zh-CN").get(path).headers["Content-Language"] == "zh-CN"


def test_a_matter_that_has_not_changed_is_not_sent_again(api: Api) -> None:
    received = api.receive(CLERK)
    clerk, path = api.by(CLERK), f"/v1/matters/{received['matter']}"
    etag = clerk.get(path).headers["ETag"]
    assert etag == f'"{received["version"]}"'
    for given in (etag, f"W/{etag}", f'"99", {etag}', "*"):
        same = clerk.get(path, headers={"If-None-Match": given})
        assert (same.status_code, same.content) == (304, b"")
        assert same.headers["ETag"] == etag
    body = {"lead": {"unit": "housing", "person": HANDLER.person}}
    clerk.post(f"{path}/dispatch", json=body)
    changed = clerk.get(path, headers={"If-None-Match": etag})
    assert (changed.status_code, changed.headers["ETag"]) == (200, '"3"')


def test_why_counts_the_days_one_by_one(api: Api) -> None:
    received = api.receive(CLERK)
    answer = api.by(CLERK).get(f"/v1/matters/{received['number']}/why", params={"duty": "register"})
    shown = answer.json()
    assert shown["amount"] == 1
    assert shown["unit"] == "working_days"
    assert [each["counted"] for each in shown["steps"]][-1] == 1
    assert shown["obligation"]["status"] == "done_in_time"
    missing = api.by(CLERK).get(f"/v1/matters/{received['number']}/why", params={"duty": "close"})
    assert (missing.status_code, missing.json()["type"]) == (404, "urn:huiyin:problem:no-such-duty")


def test_why_speaks_of_the_moment_asked_about_even_where_the_clock_has_gone_back(
    api: Api, clock: MovingClock
) -> None:
    received = api.receive(CLERK)
    clock.advance(days=60)
    api.receive(CLERK)
    clock.advance(days=-59)
    shown = api.by(CLERK).get(f"/v1/matters/{received['number']}/why").json()["obligation"]
    assert shown["status"] == "overdue"
    assert shown["overdue_working_days"] > 20


def test_why_explains_by_the_rulebook_under_which_the_deadline_was_set(api: Api) -> None:
    received = api.receive(CLERK)
    shorter = load_default().limits["final_answer"].model_copy(update={"amount": 7})
    limits = {**load_default().limits, "final_answer": shorter}
    later = load_default().model_copy(
        update={"version": 2, "starts_on": date(2026, 1, 1), "limits": limits}
    )
    adopt(api.app, later, lacking="sign")
    mine = api.by(CLERK).get(f"/v1/matters/{received['number']}/why").json()
    assert (mine["amount"], mine["obligation"]["rulebook"]) == (15, "efficiency-office/1")
    other = api.receive(CLERK)
    explained = api.by(CLERK).get(f"/v1/matters/{other['number']}/why").json()
    assert (explained["amount"], explained["obligation"]["rulebook"]) == (7, "efficiency-office/2")
    assert explained["steps"][-1]["counted"] == 7
    assert api.by(CLERK).get("/v1/rulebook").json()["content"]["completed"] == ["limits.sign"]


def adopt(app: Application, rulebook: Rulebook, lacking: str) -> None:
    """Put a rulebook on record, the second to be adopted, by a program that knew no such row."""
    content = rulebook.content()
    del content["limits"][lacking]
    fact = RulebookAdopted(rulebook=rulebook.id, content=content)
    now = app.clock.now()
    event = new_event(Draft(STREAM, fact, SUPERVISOR, now, "adopt"), 2, nothing_to_seal, now)
    request = AppendRequest(
        actor=SUPERVISOR.person,
        key="adopt",
        request_hash=b"",
        expected={STREAM: 1},
        latest=now,
        events=[event],
    )
    assert isinstance(app.log.append([request], now)[0], Appended)


def test_a_matter_is_shown_as_it_stood_and_as_it_was_known(api: Api, clock: MovingClock) -> None:
    received = api.receive(CLERK)
    path = f"/v1/matters/{received['matter']}"
    before = clock.now().isoformat()
    clock.advance(hours=2)
    body = {"lead": {"unit": "housing", "person": HANDLER.person}}
    api.by(CLERK).post(f"{path}/dispatch", json=body)
    clerk = api.by(CLERK)
    assert clerk.get(path).json()["state"] == "undelivered"
    assert clerk.get(path, params={"as_of": before}).json()["state"] == "undispatched"
    for known_by in (before, str(received["position"])):
        shown = clerk.get(path, params={"known_by": known_by}).json()
        assert (shown["state"], shown["known_by"]) == ("undispatched", received["position"])
    assert clerk.get(path, params={"known_by": "1"}).status_code == 404
