"""Erasing a complainant's data over HTTP: two people, and refusals that say by what and until when."""

from tests.people import AUDITOR, CLERK, HANDLER, SUPERVISOR
from tests.service.api.serving import Api, until

REASON = {"reason": "本人申请"}


def test_it_says_how_a_persons_data_stands_and_why_it_is_not_erased(api: Api) -> None:
    received = api.receive(CLERK)
    path = f"/v1/persons/{received['number']}"
    until(lambda: api.app.queries.reached() == api.app.log.head())
    shown = api.by(AUDITOR).get(path).json()
    assert shown["matters"] == [received["number"]]
    assert [each["what"] for each in shown["obstacles"]] == ["open"]
    refused = api.by(SUPERVISOR, "zh-CN").post(f"{path}/propose-erasure", json=REASON)
    assert refused.status_code == 409
    assert refused.json()["type"] == "urn:huiyin:problem:erasure-refused"
    assert "尚未办结" in refused.json()["detail"] and received["number"] in refused.json()["detail"]
    by_key = api.by(AUDITOR).get(f"/v1/persons/{shown['person']}").json()
    assert by_key["matters"] == shown["matters"]


def test_who_may_not_is_refused(api: Api) -> None:
    number = api.receive(CLERK, receiving_unit="housing")["number"]
    path = f"/v1/persons/{number}"
    assert api.by(HANDLER).get(path).status_code == 403
    assert api.by(HANDLER).post(f"{path}/propose-erasure", json=REASON).status_code == 403
    assert api.by(CLERK).post(f"{path}/confirm-erasure").status_code == 403
    assert api.by(CLERK).post(f"{path}/place-hold", json=REASON).status_code == 403
    assert api.by(AUDITOR).post(f"{path}/place-hold", json={}).status_code == 422


def test_a_hold_is_placed_and_shown(api: Api) -> None:
    number = api.receive(CLERK)["number"]
    path = f"/v1/persons/{number}"
    until(lambda: api.app.queries.reached() == api.app.log.head())
    held = api.by(AUDITOR).post(f"{path}/place-hold", json=REASON)
    assert held.json()["events"] == ["person.hold_placed"]
    until(lambda: api.app.queries.reached() == api.app.log.head())
    assert api.by(AUDITOR).get(path).json()["held_by"] == AUDITOR.person
    obstacles = api.by(AUDITOR).get(path).json()["obstacles"]
    assert {each["what"] for each in obstacles} == {"held", "open"}
