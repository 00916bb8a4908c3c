"""Urging, emergencies and messages as the API shows them."""

from domain.vocabulary import Rung
from service.clock import MovingClock
from tests.people import CLERK, HANDLER, SUPERVISOR
from tests.service.api.serving import Api

ORDER = {"lead": {"unit": "housing", "person": "handler-wang"}}


def ordered(api: Api) -> str:
    """A matter whose order has reached housing; its number."""
    number = str(api.receive(CLERK)["number"])
    for action, body in (("dispatch", ORDER), ("deliver", {"unit": "housing"})):
        answer = api.by(CLERK).post(f"/v1/matters/{number}/{action}", json=body)
        assert answer.status_code == 200, answer.text
    return number


def test_a_matter_shows_its_last_urging_with_its_text_its_nodes_and_its_emergency(
    api: Api, clock: MovingClock
) -> None:
    number = ordered(api)
    clerk, supervisor = api.by(CLERK), api.by(SUPERVISOR)
    clock.advance(hours=1)
    for who, action, body in (
        (clerk, "urge", {"duty": "sign", "text": "请今日签收"}),
        (clerk, "set-milestones", {"milestones": [{"name": "勘查", "on": "2026-03-06"}]}),
        (clerk, "declare-emergency", {"text": "灯杆倾倒"}),
        (supervisor, "put-under-supervision", {"cadence": "ten_days", "reason": "重点"}),
    ):
        answer = who.post(f"/v1/matters/{number}/{action}", json=body)
        assert answer.status_code == 200, answer.text
    shown = clerk.get(
        f"/v1/matters/{number}", headers={"Huiyin-Position": answer.headers["Huiyin-Position"]}
    ).json()
    assert shown["last_urging"] == {
        "at": "2026-03-02T10:00:00+08:00",
        "by": CLERK.person,
        "rung": Rung.URGING.value,
        "rung_label": "urging",
        "duty": "sign",
        "duty_label": "sign",
        "of": "housing",
        "text": "请今日签收",
    }
    assert shown["milestones"] == [{"node": "1", "name": "勘查", "on": "2026-03-06"}]
    assert shown["emergency_since"] == "2026-03-02T10:00:00+08:00"
    assert (shown["cadence"], shown["cadence_label"]) == ("ten_days", "ten days")
    (row,) = clerk.get("/v1/worklist", params={"position": shown["known_by"]}).json()["items"]
    assert row["last_urged_at"] == row["emergency_since"] == "2026-03-02T10:00:00+08:00"


def test_the_outbox_lists_what_has_arrived_and_what_has_not(api: Api) -> None:
    number = ordered(api)
    api.app.outbox.collect()
    clerk = api.by(CLERK)
    waiting = clerk.get("/v1/outbox", params={"state": "waiting"}).json()
    assert [(each["number"], each["duty"], each["state"]) for each in waiting["items"]] == [
        (number, "sign", "waiting")
    ]
    api.app.deliverer.deliver()
    assert clerk.get("/v1/outbox", params={"state": "waiting"}).json()["items"] == []
    (item,) = clerk.get("/v1/outbox", params={"state": "delivered"}).json()["items"]
    assert (item["attempts"], item["failure"]) == (1, None)


def test_the_outbox_is_not_for_units_and_takes_no_made_up_cursor(api: Api) -> None:
    assert api.by(HANDLER).get("/v1/outbox").status_code == 403
    assert api.by(CLERK).get("/v1/outbox", params={"cursor": "x"}).status_code == 422
    assert api.by(CLERK).get("/v1/outbox", params={"state": "lost"}).status_code == 422


def test_who_a_matter_is_about_finds_no_message_of_it(api: Api) -> None:
    number = ordered(api)
    api.app.outbox.collect()
    found = {"reason": "查明", "about_persons": [CLERK.person]}
    answer = api.by(SUPERVISOR).post(f"/v1/matters/{number}/correct", json=found)
    headers = {"Huiyin-Position": answer.headers["Huiyin-Position"]}
    assert api.by(SUPERVISOR).get("/v1/outbox", headers=headers).json()["items"]
    assert api.by(CLERK).get("/v1/outbox", headers=headers).json()["items"] == []
