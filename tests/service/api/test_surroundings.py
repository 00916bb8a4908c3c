"""Organisation, rulebook, vocabulary, blank spots, and the log itself."""

import json
from datetime import datetime, timedelta

from service.clock import MovingClock
from tests.people import AUDITOR, CLERK, HANDLER, SUPERVISOR
from tests.service.api.serving import STREETLIGHT, Api


def test_the_responsibility_chain_is_that_of_the_day(api: Api) -> None:
    supervisor = api.by(SUPERVISOR)
    commands = (
        ("establish-unit", {"unit": "站所", "name": "房管站", "kind": "section", "parent": "housing"}),
        ("change-unit", {"unit": "站所", "name": "房产管理站", "parent": "housing"}),
        ("establish-post", {"post": "局长", "unit": "housing", "title": "局长", "rank": "chief"}),
        ("establish-post", {
            "post": "deputy", "unit": "county", "title": "副县长", "rank": "leader_in_charge",
        }),
        ("appoint", {"person": "zhou", "name": "周敏", "post": "局长", "since": "2026-01-01"}),
        ("appoint", {"person": "wang", "name": "王芳", "post": "deputy", "since": "2026-01-01"}),
        ("assign-portfolio", {"post": "deputy", "units": ["housing"], "since": "2026-01-01"}),
        ("end-term", {"person": "zhou", "post": "局长", "until": "2026-06-30"}),
    )  # fmt: skip
    for action, body in commands:
        answer = supervisor.post(f"/v1/organisation/{action}", json=body)
        assert answer.status_code == 200, (action, answer.text)
        assert answer.headers["ETag"] == f'"{answer.json()["version"]}"'
        assert len(answer.json()["events"]) == 1
    reader = api.by(HANDLER)
    chain = reader.get("/v1/organisation/units/站所/chain", params={"on": "2026-03-02"}).json()
    assert [each["person"] for each in chain["chain"]] == ["wang", "zhou"]
    later = reader.get("/v1/organisation/units/housing/chain", params={"on": "2026-07-01"}).json()
    assert [each["person"] for each in later["chain"]] == ["wang", None]
    shown = reader.get("/v1/organisation").json()
    assert {each["unit"] for each in shown["units"]} >= {"county", "站所"}
    (post,) = [each for each in shown["posts"] if each["post"] == "局长"]
    assert post["held_by"] == "zhou"
    assert post["terms"][0]["until"] == "2026-06-30"
    coverage = reader.get("/v1/coverage")
    assert coverage.status_code == 403
    gaps = api.by(AUDITOR).get("/v1/coverage").json()
    assert "housing" not in gaps["units_without_chief"]
    assert "water" in gaps["units_without_chief"]


def test_only_a_supervisor_changes_the_organisation(api: Api) -> None:
    body = {"unit": "new", "name": "新单位", "kind": "department"}
    assert api.by(CLERK).post("/v1/organisation/establish-unit", json=body).status_code == 403
    stale = {"If-Match": '"1"'}
    answer = api.by(SUPERVISOR).post("/v1/organisation/establish-unit", json=body, headers=stale)
    assert answer.status_code == 412


def test_a_unit_nobody_knows_has_no_chain(api: Api) -> None:
    answer = api.by(CLERK).get("/v1/organisation/units/nowhere/chain")
    assert (answer.status_code, answer.json()["type"]) == (404, "urn:huiyin:problem:no-such-unit")


def test_the_past_is_shown_by_the_dates_of_what_was_typed_in_later(api: Api) -> None:
    supervisor = api.by(SUPERVISOR)
    commands = (
        ("establish-post", {"post": "chief", "unit": "housing", "title": "局长", "rank": "chief"}),
        ("appoint", {"person": "zhou", "name": "周敏", "post": "chief", "since": "2019-01-01"}),
    )
    for action, body in commands:
        last = supervisor.post(f"/v1/organisation/{action}", json=body).json()["position"]
    then = {"as_of": "2020-05-01T00:00:00+08:00", "position": last}
    reader = api.by(AUDITOR)
    chain = reader.get("/v1/organisation/units/housing/chain", params=then).json()
    assert [each["person"] for each in chain["chain"]] == ["zhou"]
    without = reader.get("/v1/coverage", params=then).json()["units_without_chief"]
    assert "water" in without
    assert "housing" not in without
    shown = reader.get("/v1/organisation", params=then).json()
    assert {each["unit"] for each in shown["units"]} >= {"housing", "water"}
    before = {**then, "known_by": 0}
    assert reader.get("/v1/organisation", params=before).json()["units"] == []
    assert reader.get("/v1/coverage", params=before).json()["units_without_chief"] == []
    earlier = {"as_of": "2026-02-01T00:00:00+08:00"}  # before anything was recorded
    assert reader.get("/v1/rulebook", params=earlier).json()["rulebook"] == "efficiency-office/1"


def test_the_rulebook_in_force_is_shown_whole(api: Api) -> None:
    shown = api.by(HANDLER).get("/v1/rulebook").json()
    assert shown["rulebook"] == "efficiency-office/1"
    assert shown["content"]["limits"]["final_answer"]["amount"] == 15
    early = api.by(HANDLER).get("/v1/rulebook", params={"known_by": 0}).json()
    assert (early["rulebook"], early["adopted"]) == ("efficiency-office/1", [])  # holds until then
    before = {"as_of": "2003-12-31T00:00:00+08:00"}
    none = api.by(HANDLER).get("/v1/rulebook", params=before)
    assert (none.status_code, none.json()["type"]) == (404, "urn:huiyin:problem:no-rulebook")


def test_a_rulebook_is_adopted_and_asked_about_through_the_api(api: Api) -> None:
    supervisor = api.by(SUPERVISOR)
    shipped = supervisor.get("/v1/rulebooks").json()["shipped"]
    assert shipped == ["efficiency-office", "letters-and-visits", "respond-on-complaint"]
    past = supervisor.post("/v1/rulebooks", json={"name": shipped[1], "starts_on": "2022-05-01"})
    assert past.json()["type"] == "urn:huiyin:problem:rulebook-in-the-past"
    broken = supervisor.post("/v1/rulebooks", json={"text": "name = 1"})
    assert (broken.status_code, broken.json()["type"]) == (422, "urn:huiyin:problem:unfit-rulebook")
    assert api.by(CLERK).post("/v1/rulebooks", json={"name": shipped[0]}).status_code == 403
    at = api.receive(CLERK)["position"]
    assert supervisor.get("/v1/status", params={"position": at}).status_code == 200
    asked = supervisor.post("/v1/whatif", json={"name": "letters-and-visits"}).json()
    assert asked["rulebook"] == "letters-and-visits/1"
    assert asked["today"]["matters"] == asked["whatif"]["matters"] >= 1
    assert asked["changed_in_all"] > 0
    assert api.by(HANDLER).post("/v1/whatif", json={"name": shipped[0]}).status_code == 403


def test_every_term_has_a_label_in_both_languages(api: Api) -> None:
    shown = api.by(HANDLER, "zh-CN").get("/v1/vocabulary").json()["vocabularies"]
    assert {"channel", "feedback_state", "duty", "pile", "day_kind", "role"} <= set(shown)
    hotline = shown["channel"][0]
    assert hotline == {"term": "hotline", "zh": "热线电话", "en": "hotline", "label": "热线电话"}
    assert all(word["zh"] and word["en"] for words in shown.values() for word in words)


def test_the_feed_gives_every_event_once_and_in_order(api: Api) -> None:
    api.receive(CLERK)
    supervisor = api.by(SUPERVISOR)
    positions, after = [], 0
    while True:
        page = supervisor.get("/v1/events", params={"after": after, "limit": 3}).json()
        if not page["items"]:
            break
        positions += [each["position"] for each in page["items"]]
        after = page["next"]
    assert positions == list(range(1, page["head"] + 1))
    beyond = supervisor.get("/v1/events", params={"after": 2**53 - 1}).json()
    assert (beyond["items"], beyond["next"]) == ([], 2**53 - 1)


def test_personal_text_stays_sealed_in_the_feed(api: Api) -> None:
    api.receive(CLERK)
    feed = api.by(AUDITOR).get("/v1/events", params={"limit": 1000})
    (received,) = [each for each in feed.json()["items"] if each["type"] == "matter.received"]
    assert set(received["data"]["fact"]["subject"]) == {"person", "sealed"}
    for text in (STREETLIGHT["subject"], STREETLIGHT["body"], STREETLIGHT["contact"]):
        assert text not in json.dumps(feed.json(), ensure_ascii=False)
    assert api.by(CLERK).get("/v1/events").status_code == 403


def test_what_units_found_stands_beside_what_others_found(api: Api) -> None:
    given = {"channel": "open_inspection", "nature": "conduct", "about_units": ["water"]}
    at = api.receive(SUPERVISOR, **given)["position"]
    period = {"since": "2026-01-01T00:00:00+08:00", "until": "2026-07-01T00:00:00+08:00"}
    answer = api.by(AUDITOR).get("/v1/self-inspection", params={**period, "position": at}).json()
    (item,) = answer["items"]
    assert item == {
        "unit": "water",
        "by_itself": 0,
        "by_inspection": 1,
        "by_complaint": 0,
        "found_nothing": True,
    }
    assert api.by(AUDITOR).get("/v1/self-inspection").status_code == 422


def test_a_rulebook_that_comes_with_the_program_holds_from_the_day_of_its_adoption(
    api: Api, clock: MovingClock
) -> None:
    supervisor = api.by(SUPERVISOR)
    for recorded in (["rulebook.adopted"], []):
        done = supervisor.post("/v1/rulebooks", json={"name": "respond-on-complaint"})
        assert (done.status_code, done.json()["events"]) == (200, recorded)
        clock.advance(days=1)
    urgent = api.receive(CLERK, urgency="immediate")
    asked = {"position": api.app.log.head()}
    shown = api.by(CLERK, "zh-CN").get(f"/v1/matters/{urgent['number']}", params=asked).json()
    assert (shown["urgency"], shown["urgency_label"]) == ("immediate", "特急")
    owed = {each["duty"]: each for each in shown["obligations"]}
    assert owed["final_answer"]["rulebook"] == "respond-on-complaint/2"
    assert owed["final_answer"]["rule"] == "final_answer_immediate"
    received = datetime.fromisoformat(shown["received_at"])
    due = datetime.fromisoformat(owed["final_answer"]["due_at"])
    assert due - received == timedelta(hours=2)
    plain = api.receive(CLERK)
    for path in ("/v1/worklist", "/v1/matters"):
        only = {"urgency": "immediate", "position": plain["position"]}
        (item,) = api.by(CLERK).get(path, params=only).json()["items"]
        assert (item["number"], item["urgency"]) == (urgent["number"], "immediate"), path
        every = api.by(CLERK).get(path, params={"position": plain["position"]}).json()["items"]
        assert [each["urgency"] for each in every] == ["immediate", None], path
    slower = {"urgency": "ordinary", "reason": "不急"}
    path = f"/v1/matters/{urgent['number']}/correct"
    refused = api.by(CLERK).post(path, json=slower)
    assert refused.json()["type"] == "urn:huiyin:problem:delay-by-correction"
    why = api.by(CLERK).get(f"/v1/matters/{urgent['number']}/why", params=asked)
    assert (why.status_code, "特急" in why.text or "immediate" in why.text) == (200, True)
