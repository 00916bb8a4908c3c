"""A case walked through HTTP by numbers alone: from its lead to its place in the register."""

from typing import Any

import pytest

from domain.envelope import Actor
from domain.vocabulary import Role
from tests.people import AUDITOR, CLERK, HANDLER, SUPERVISOR, establish_units
from tests.service.api.serving import PROBLEM, Api

INVESTIGATOR = Actor(person="inspector-gao", role=Role.SUPERVISOR, unit="office")
DECIDER = Actor(person="supervisor-lin", role=Role.SUPERVISOR, unit="office")
PERIOD = {"since": "2026-01-01T00:00:00+08:00", "until": "2026-07-01T00:00:00+08:00"}
DECISION = {
    "measures": [{"form": "written_warning", "subject": "official", "months": 3}],
    "authority": "efficiency_office",
    "basis": "other",
    "reason": "事实清楚",
}


def post(api: Api, actor: Actor, path: str, body: dict[str, Any], status: int = 200) -> Any:
    answer = api.by(actor).post(f"/v1/{path}", json=body)
    assert answer.status_code == status, answer.text
    return answer


def heard(api: Api) -> str:
    """A case in which something was found and the subject was heard; its number."""
    lead = {
        "title": "窗口推诿",
        "ground": "inaction",
        "unit": "housing",
        "person": HANDLER.person,
        "reason": "反映",
    }
    number = post(api, SUPERVISOR, "leads", lead, 201).json()["number"]
    opened = {"lead": number, "title": "推诿案", "investigator": INVESTIGATOR.person}
    case: str = post(api, SUPERVISOR, "cases", opened, 201).json()["number"]
    found = {
        "finding": "substantiated",
        "gravity": "ordinary",
        "text": "已查实",
        "evidence": ["笔录"],
    }
    post(api, INVESTIGATOR, f"cases/{case}/record-findings", found)
    said = {"form": "oral", "witness": "inspector-he", "text": "人手不足", "response": "不成立"}
    post(api, INVESTIGATOR, f"cases/{case}/record-defence", said)
    return case


@pytest.fixture
def case(api: Api) -> str:
    establish_units(api.app)
    return heard(api)


def test_a_case_is_decided_and_stands_in_the_register(api: Api, case: str) -> None:
    done = post(api, DECIDER, f"cases/{case}/decide-case", DECISION)
    seen = {"Huiyin-Position": done.headers["Huiyin-Position"]}
    answer = api.by(AUDITOR).get("/v1/accountability-register", params=PERIOD, headers=seen)
    register = answer.json()
    assert (register["held"], register["inaction_share"]) == (1, 100.0)
    assert [each["number"] for each in register["items"]] == [case]
    shown = api.by(AUDITOR).get(f"/v1/proceedings/{case}", headers=seen).json()
    assert shown["stage"] == "decided"
    assert [each["form"] for each in shown["details"]["measures"]] == ["written_warning"]
    of_official = api.by(AUDITOR).get("/v1/proceedings", params={"kind": "record"}, headers=seen)
    assert [each["person"] for each in of_official.json()["items"]] == [HANDLER.person]


def test_comparables_stand_beside_the_next_decision(api: Api, case: str) -> None:
    post(api, DECIDER, f"cases/{case}/decide-case", DECISION)
    second = heard(api)
    head = {"Huiyin-Position": str(api.app.log.head())}
    beside = api.by(DECIDER).get(f"/v1/cases/{second}/comparables", headers=head).json()
    assert beside["forms"] == {"written_warning:official": 1}
    assert [each["number"] for each in beside["items"]] == [case]


def test_a_refusal_names_its_rule_and_what_to_do(api: Api, case: str) -> None:
    twice = {**DECISION, "measures": [{"form": "demerit", "subject": "official", "months": 12}]}
    refused = post(api, DECIDER, f"cases/{case}/decide-case", twice, 403)
    assert refused.headers["Content-Type"] == PROBLEM
    assert refused.json()["type"].endswith("not-competent")


def test_whom_it_is_about_and_who_may_not_know_of_cases_see_none(api: Api, case: str) -> None:
    for actor in (HANDLER, CLERK):
        assert api.by(actor).get(f"/v1/proceedings/{case}").status_code == 404
        assert api.by(actor).get(f"/v1/cases/{case}/comparables").status_code == 404
        assert api.by(actor).get("/v1/accountability-register", params=PERIOD).json()["held"] == 0
