"""Handing over everything somebody has in hand, through the API (M07)."""

from tests.people import CLERK, HANDLER, HEAD, SUPERVISOR
from tests.service.api.serving import Api
from tests.service.api.test_parts_and_repeats import in_hand

EVERYTHING = {"person": HANDLER.person, "successor": "handler-liu", "reason": "病假"}


def test_a_successor_has_it_all_and_what_could_not_be_handed_over_says_why(api: Api) -> None:
    first, second = (api.receive(CLERK)["number"] for _ in range(2))
    about = api.receive(CLERK, about_persons=["handler-liu"])["number"]
    for number in (first, second, about):
        in_hand(api, number, "housing")
    head = api.by(HEAD)
    done = head.post("/v1/hand-over-all", json=EVERYTHING)
    assert done.status_code == 200, done.text
    body = done.json()
    assert [each["number"] for each in body["handed_over"]] == [first, second]
    (kept,) = body["not_handed_over"]
    assert (kept["number"], kept["type"]) == (
        about,
        "urn:huiyin:problem:complained-about-cannot-handle",
    )
    assert {each["number"] for each in body["still_owed"]} == {about}
    params = {"person": HANDLER.person, "status": "pending", "position": body["position"]}
    left = api.by(SUPERVISOR).get("/v1/obligations", params=params).json()["items"]
    assert len(left) == len(body["still_owed"]) > 0
    again = head.post("/v1/hand-over-all", json=EVERYTHING).json()
    assert (again["handed_over"], again["position"]) == ([], 0)
    assert api.by(CLERK).post("/v1/hand-over-all", json=EVERYTHING).status_code == 403
    nobody = {**EVERYTHING, "successor": HANDLER.person}
    refused = head.post("/v1/hand-over-all", json=nobody)
    assert (refused.status_code, refused.json()["type"]) == (
        422,
        "urn:huiyin:problem:successor-is-same",
    )
