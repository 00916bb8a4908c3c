"""Corrections over HTTP: whom a matter is about, who assigned it, and where exactly it is."""

import psycopg

from service.bootstrap import Application
from tests.people import CLERK, HANDLER, LEADER, OTHER_HANDLER, SUPERVISOR
from tests.service.api.serving import Api

ADDRESS, REASON, EVIDENCE = "东街 7 号 2 门 301", "住户丁某来电补充", "与住户丁某的谈话记录"


def in_hand(api: Api, **given: object) -> str:
    """The path of a matter that housing has signed for."""
    path = f"/v1/matters/{api.receive(CLERK, **given)['matter']}"
    clerk, lead = api.by(CLERK), {"unit": "housing", "person": HANDLER.person}
    assert clerk.post(f"{path}/dispatch", json={"lead": lead}).status_code == 200
    assert clerk.post(f"{path}/deliver", json={"unit": "housing"}).status_code == 200
    assert api.by(HANDLER).post(f"{path}/sign", json={}).status_code == 200
    return path


def found_out(api: Api, path: str) -> None:
    said = {"finding": "met", "measures": ["action_taken"], "text": "已修复。"}
    answer = api.by(HANDLER).post(f"{path}/report-outcome", json={**said, "evidence": [EVIDENCE]})
    assert answer.status_code == 200, answer.text


def owners(api: Api, path: str) -> dict[str, str | None]:
    """Who owes each duty that is open."""
    shown = api.by(SUPERVISOR).get(path).json()
    return {each["duty"]: each["owner_unit"] for each in shown["obligations"] if not each["ended"]}


def test_another_receiver_takes_over_what_the_one_complained_about_owed(api: Api) -> None:
    path = f"/v1/matters/{api.receive(CLERK, receiving_unit='water')['matter']}"
    about = {"reason": REASON, "about_units": ["water"]}
    refused = api.by(CLERK).post(f"{path}/correct", json=about)
    assert refused.json()["type"].endswith("complained-about-cannot-handle")
    mended = api.by(CLERK).post(f"{path}/correct", json={**about, "receiving_unit": "office"})
    assert mended.status_code == 200, mended.text
    assert set(owners(api, path).values()) == {"office"}
    assert api.by(OTHER_HANDLER).get(path).status_code == 404


def test_after_the_outcome_a_matter_about_its_lead_is_dispatched_anew(api: Api) -> None:
    path = in_hand(api)
    found_out(api, path)
    late = api.by(CLERK).post(f"{path}/correct", json={"reason": REASON, "channel": "visit"})
    assert late.json()["type"].endswith("correction-after-outcome")
    about = {"reason": REASON, "about_units": ["housing"]}
    assert api.by(CLERK).post(f"{path}/correct", json=about).status_code == 200
    shown = api.by(SUPERVISOR).get(path).json()
    assert (shown["state"], shown["finding"]) == ("undispatched", None)
    assert owners(api, path)["outcome"] == owners(api, path)["dispatch"] == "office"
    assert "answer" not in owners(api, path)


def test_a_leader_named_only_later_is_owed_feedback(api: Api) -> None:
    path = in_hand(api)
    assigned = {"reason": REASON, "channel": "leader_assignment", "assigned_by": LEADER.person}
    assert api.by(CLERK).post(f"{path}/correct", json=assigned).status_code == 200
    assert api.by(SUPERVISOR).get(path).json()["assigned_by"] == LEADER.person
    assert owners(api, path)["feedback_to_leader"] == "housing"


def test_address_reason_and_evidence_are_read_by_who_may_and_stand_nowhere_in_the_clear(
    api: Api, app: Application, database_url: str
) -> None:
    path = in_hand(api, address=ADDRESS)
    moved = f"{ADDRESS}（院内）"
    correction = {"reason": REASON, "address": moved}
    assert api.by(CLERK).post(f"{path}/correct", json=correction).status_code == 200
    found_out(api, path)
    assert api.by(HANDLER).get(path).json()["address"] == moved
    timeline = api.by(HANDLER).get(f"{path}/timeline").text
    for text in (ADDRESS, moved, REASON, EVIDENCE):
        assert text in timeline
    with psycopg.connect(database_url, autocommit=True) as owner:
        owner.execute(f"SET search_path = {app.settings.schema_name}")
        stored = "".join(row[0] for row in owner.execute("SELECT data::text FROM event"))
        assert not [text for text in (ADDRESS, REASON, EVIDENCE) if text in stored]
        owner.execute(f"DELETE FROM {app.settings.vault_schema}.person_key")
    app.vault._open_keys.clear()  # as after a restart
    assert api.by(HANDLER).get(path).json()["address"] is None
    timeline = api.by(HANDLER).get(f"{path}/timeline").text
    assert not [text for text in (ADDRESS, moved, REASON, EVIDENCE) if text in timeline]
