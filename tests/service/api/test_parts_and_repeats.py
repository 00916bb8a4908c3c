"""A filing split, repeats hinted at, linked and merged through HTTP, as a clerk and a lazy unit would."""

from typing import Any

import pytest

from domain.envelope import Actor
from domain.vocabulary import Role
from service.bootstrap import Application
from tests.people import CLERK, HANDLER, HEAD, OTHER_HANDLER, SUPERVISOR, establish_units
from tests.service.api.serving import Api, serving

SECOND = Actor(person="clerk-ma", role=Role.CLERK, unit="office")
HOUSING_CLERK = Actor(person="clerk-ho", role=Role.CLERK, unit="housing")
LEADS = {"housing": HANDLER, "water": OTHER_HANDLER}
OUTCOME = {
    "finding": "met",
    "measures": ["action_taken"],
    "text": "已修复",
    "evidence": ["验收单 3 号"],
}
ANSWER = {"text": "已修复，请查看", "route": "phone"}
PARTS = [
    {"subject": "路面塌陷", "body": "修复路面"},
    {"subject": "水管渗漏", "body": "修复水管"},
]


def do(api: Api, actor: Actor, matter: str, action: str, **given: Any) -> dict[str, Any]:
    """A step that succeeds."""
    answer = api.by(actor).post(f"/v1/matters/{matter}/{action}", json=given)
    assert answer.status_code == 200, (action, answer.text)
    return dict(answer.json())


def refused(api: Api, actor: Actor, matter: str, action: str, **given: Any) -> str:
    """The rule by which a step is refused."""
    answer = api.by(actor).post(f"/v1/matters/{matter}/{action}", json=given)
    assert answer.status_code in (403, 404, 409, 422), (action, answer.text)
    problem = answer.json()
    assert problem["detail"]
    return str(problem["type"]).rpartition(":")[2]


def shown(api: Api, matter: str, actor: Actor = SUPERVISOR, **asked: Any) -> dict[str, Any]:
    asked = {"position": api.app.log.head(), **asked}
    answer = api.by(actor).get(f"/v1/matters/{matter}", params=asked)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def owed(matter: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What is open, by duty."""
    return {each["duty"]: each for each in matter["obligations"] if each["ended"] is None}


def in_hand(api: Api, matter: str, unit: str) -> None:
    person = LEADS[unit].person
    do(api, CLERK, matter, "dispatch", lead={"unit": unit, "person": person})
    do(api, CLERK, matter, "deliver", unit=unit)
    do(api, LEADS[unit], matter, "sign")


def split(api: Api, matter: str) -> list[str]:
    """The numbers of the parts."""
    done = do(api, CLERK, matter, "split", parts=PARTS)
    assert [each["events"] for each in done["elsewhere"]] == [["matter.part_received"]] * 2
    return [each["number"] for each in done["elsewhere"]]


def test_a_filing_is_split_worked_on_by_two_units_and_answered_once(api: Api) -> None:
    whole = api.receive(CLERK)["number"]
    in_hand(api, whole, "housing")
    road, pipes = split(api, whole)
    for part, unit in ((road, "housing"), (pipes, "water")):
        in_hand(api, part, unit)
        outcome_due = owed(shown(api, part))["outcome"]["due_at"]
        assert outcome_due < owed(shown(api, whole))["outcome"]["due_at"]
    do(api, HANDLER, road, "report-outcome", **OUTCOME)
    assert {each["number"] for each in shown(api, whole)["parts"]} == {road, pipes}
    assert shown(api, road)["whole"]["number"] == whole
    assert refused(api, HANDLER, whole, "report-outcome", **OUTCOME) == "parts-unfinished"
    do(api, OTHER_HANDLER, pipes, "report-outcome", **OUTCOME)
    do(api, HANDLER, whole, "report-outcome", **OUTCOME)
    do(api, CLERK, whole, "answer", **ANSWER)
    client = api.by(CLERK)
    params = {"whole": whole, "position": api.app.log.head()}
    items = client.get("/v1/matters", params=params).json()["items"]
    assert {each["number"]: each["state"] for each in items} == {
        road: "part_finished",
        pipes: "part_finished",
    }
    status = client.get("/v1/feedback-status", params={"position": api.app.log.head()}).json()
    assert {each["state"]: each["matters"] for each in status["states"] if each["matters"]} == {
        "answered": 1
    }


def test_what_a_lazy_unit_tries_with_parts_is_refused(api: Api) -> None:
    whole = api.receive(CLERK)["number"]
    in_hand(api, whole, "housing")
    road, pipes = split(api, whole)
    in_hand(api, pipes, "water")
    told = {"working_days": 10, "reason": "人手不足", "told_by": "phone"}
    assert refused(api, SUPERVISOR, pipes, "extend", **told) == "belongs-to-the-whole"
    assert refused(api, OTHER_HANDLER, pipes, "answer", **ANSWER) == "belongs-to-the-whole"
    assert refused(api, CLERK, pipes, "split", parts=PARTS) == "belongs-to-the-whole"
    assert refused(api, SUPERVISOR, pipes, "close") == "outcome-missing"
    off = {"part": pipes, "reason": "嫌麻烦"}
    assert refused(api, OTHER_HANDLER, whole, "call-off-part", **off) == "not-permitted"
    assert refused(api, HEAD, whole, "call-off-part", **off) == "not-permitted"
    assert refused(api, HOUSING_CLERK, whole, "call-off-part", **off) == "called-off-by-handler"
    no = {"part": api.receive(CLERK)["number"], "reason": "嫌麻烦"}
    assert refused(api, SUPERVISOR, whole, "call-off-part", **no) == "no-such-part"
    assert refused(api, CLERK, road, "merge", into=pipes, reason="并") == "belongs-to-the-whole"
    assert refused(api, CLERK, whole, "link-repeat", other=road) == "belongs-to-the-whole"


def test_a_part_of_a_complaint_never_goes_to_whom_it_is_about(api: Api) -> None:
    whole = api.receive(CLERK, about_units=["water"], nature="conduct")["number"]
    _, pipes = split(api, whole)
    lead = {"unit": "water", "person": OTHER_HANDLER.person}
    assert refused(api, CLERK, pipes, "dispatch", lead=lead) == "complained-about-cannot-handle"
    assert api.by(OTHER_HANDLER).get(f"/v1/matters/{pipes}").status_code == 404
    in_hand(api, pipes, "housing")
    assert shown(api, pipes)["nature"] == "conduct"


def test_the_clerk_is_told_on_receipt_what_was_said_before(api: Api) -> None:
    first = api.receive(CLERK, subject="东街幸福路路灯不亮", contact="0991-5550001")
    api.receive(CLERK, subject="饭店油烟扰民", contact="0991-5550002")
    alike = api.receive(CLERK, subject="东街幸福路路灯又不亮", contact="0991-5550003")
    assert [each["number"] for each in alike["may_repeat"]] == [first["number"]]
    assert not alike["may_repeat"][0]["same_contact"] and alike["may_repeat_is_whole"]
    same = api.receive(CLERK, subject="完全另一件事", contact="0991-5550001")
    assert [(e["number"], e["same_contact"]) for e in same["may_repeat"]] == [
        (first["number"], True)
    ]
    hint = api.by(CLERK).get(f"/v1/matters/{alike['number']}/repeats").json()
    assert [each["number"] for each in hint["items"]] == [first["number"]]
    told = api.by(CLERK).get(f"/v1/matters/{first['number']}/repeats")
    assert "0991" not in told.text


def test_where_what_came_before_cannot_be_searched_in_time_the_receipt_says_so(
    app: Application,
) -> None:
    establish_units(app)
    with serving(app, lists=False) as there:
        there.receive(CLERK)
        app.runner.catch_up()
        behind = there.receive(CLERK)
        assert (behind["may_repeat"], behind["may_repeat_is_whole"]) == ([], False)


def test_repeats_are_linked_merged_and_each_complainant_is_answered(api: Api) -> None:
    first = api.receive(CLERK)["number"]
    again = api.receive(CLERK, name="孙某", contact="0991-5550009")["number"]
    do(api, CLERK, again, "link-repeat", other=first)
    assert len(shown(api, first)["repeats"]) == 1
    do(api, CLERK, again, "unlink-repeat", other=first)
    assert shown(api, first)["repeats"] == []
    in_hand(api, first, "housing")
    before = owed(shown(api, again))
    merged = do(api, CLERK, again, "merge", into=first, reason="同一处路灯")
    assert [each["events"] for each in merged["elsewhere"]] == [["matter.joined"]]
    there = shown(api, again)
    assert there["state"] == "merged"
    assert owed(there).keys() == {"final_answer", "interim_reply", "acceptance_notice"}
    assert owed(there)["final_answer"]["due_at"] == before["final_answer"]["due_at"]
    do(api, HANDLER, first, "report-outcome", **OUTCOME)
    do(api, CLERK, first, "answer", **ANSWER)
    assert shown(api, again)["state"] == "solved_not_told"
    assert refused(api, SUPERVISOR, again, "close") == "not-answered"
    do(api, CLERK, again, "answer", **ANSWER)
    call = {"reached": True, "satisfaction": "satisfied", "resolved": True}
    assert refused(api, HOUSING_CLERK, again, "record-call", **call) == "handler-cannot-call"
    do(api, SECOND, again, "record-call", **call)
    do(api, SUPERVISOR, again, "close")


def test_parting_restores_exactly_what_was_owed_and_by_whom(api: Api) -> None:
    first, again = api.receive(CLERK)["number"], api.receive(CLERK)["number"]
    in_hand(api, first, "housing")
    in_hand(api, again, "water")
    before = shown(api, again)
    do(api, SUPERVISOR, again, "merge", into=first, reason="同一处")
    do(api, SUPERVISOR, again, "unmerge", reason="并非同一处")
    after = shown(api, again)
    for part in ("obligations", "custodian_unit", "custodian_person", "in_hands_since", "orders"):
        assert after[part] == before[part], part
    assert refused(api, SUPERVISOR, again, "unmerge", reason="再来") == "not-merged"


@pytest.mark.parametrize(
    ("theirs", "obstacle"),
    [
        ({"nature": "conduct"}, "性质"),
        ({"about_persons": ["wang-mou"]}, "反映的单位或人员不同"),
        ({"channel": "leader_assignment", "assigned_by": "leader-sun"}, "另一位领导"),
    ],
)
def test_no_complaint_is_hidden_by_merging_it(
    api: Api, theirs: dict[str, Any], obstacle: str
) -> None:
    first, again = api.receive(CLERK)["number"], api.receive(CLERK, **theirs)["number"]
    asked = {"into": first, "reason": "省事"}
    answer = api.by(CLERK, "zh-CN").post(f"/v1/matters/{again}/merge", json=asked)
    assert answer.status_code == 409
    assert obstacle in answer.json()["detail"]
    assert refused(api, CLERK, again, "merge", into=again, reason="省事") == "matter-itself"
    assert refused(api, HANDLER, again, "merge", into=first, reason="省事") == "not-permitted"
    assert refused(api, CLERK, again, "merge", into="2026-000099", reason="省事") in (
        "unknown-matter",
        "not-your-matter",
    )


def test_an_urgent_matter_is_not_merged_and_no_answered_one_is_merged_into(api: Api) -> None:
    first, again = api.receive(CLERK)["number"], api.receive(CLERK)["number"]
    do(api, CLERK, again, "declare-emergency", text="漏电")
    assert refused(api, CLERK, again, "merge", into=first, reason="省事") == "cannot-be-merged"
    in_hand(api, first, "housing")
    do(api, HANDLER, first, "report-outcome", **OUTCOME)
    later = api.receive(CLERK)["number"]
    assert refused(api, CLERK, later, "merge", into=first, reason="省事") == "cannot-be-merged"
