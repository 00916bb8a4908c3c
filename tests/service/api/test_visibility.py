"""Nobody reads a complaint about themselves, and a unit only what it has to do with now."""

from typing import Any

import pytest

from domain.envelope import Actor
from domain.vocabulary import Role
from service.clock import MovingClock
from tests.people import AUDITOR, CLERK, HANDLER, OTHER_HANDLER, SUPERVISOR
from tests.service.api.serving import Api

ACCUSED = Actor(person="clerk-accused", role=Role.CLERK, unit="office")
OF_WATER = Actor(person="supervisor-shui", role=Role.SUPERVISOR, unit="water")
OF_THE_STATION = Actor(person="clerk-zhan", role=Role.CLERK, unit="water-station")
STATION = {"unit": "water-station", "name": "供水站", "kind": "section", "parent": "water"}
LISTS = ("/v1/matters", "/v1/obligations", "/v1/worklist")
NOBODYS = "2026-000999"


def assert_hidden(api: Api, actor: Actor, matter: dict[str, Any], **axes: Any) -> None:
    """For this actor the matter is not there: not by address, list, figure or event."""
    client = api.by(actor)
    asked = {"position": matter["position"], **axes}
    unheard_of = client.get(f"/v1/matters/{NOBODYS}", params=asked)
    assert unheard_of.status_code == 404
    for reference in (matter["matter"], matter["number"]):
        for path in ("", "/timeline", "/why"):
            answer = client.get(f"/v1/matters/{reference}{path}", params=asked)
            assert answer.status_code == 404, (actor, path)
            assert answer.json()["detail"] == unheard_of.json()["detail"]
        answer = client.get("/v1/obligations", params={"matter": reference, **asked})
        assert answer.status_code == 404
        unheard_of_in_list = client.get("/v1/obligations", params={"matter": NOBODYS, **asked})
        assert unheard_of_in_list.json()["detail"] == answer.json()["detail"]
    for path in LISTS:
        items = client.get(path, params=asked).json()["items"]
        assert matter["number"] not in [each["number"] for each in items], (actor, path)


def figures(api: Api, actor: Actor, matter: dict[str, Any], **axes: Any) -> list[int]:
    asked = {"position": matter["position"], **axes}
    paths = ("/v1/status", "/v1/feedback-status")
    return [api.by(actor).get(path, params=asked).json()["matters"] for path in paths]


@pytest.mark.parametrize(
    ("about", "accused", "others"),
    [
        ({"about_persons": [ACCUSED.person]}, (ACCUSED,), (CLERK, OF_WATER)),
        ({"about_persons": [AUDITOR.person]}, (AUDITOR,), (CLERK,)),
        ({"about_units": ["water"]}, (OF_WATER, OF_THE_STATION), (CLERK, AUDITOR)),
    ],
)
def test_whoever_a_complaint_is_about_finds_no_trace_of_it(
    api: Api,
    clock: MovingClock,
    about: dict[str, Any],
    accused: tuple[Actor, ...],
    others: tuple[Actor, ...],
) -> None:
    api.by(SUPERVISOR).post("/v1/organisation/establish-unit", json=STATION)
    start = clock.now()
    clock.advance(hours=1)
    api.receive(CLERK)
    matter = api.receive(CLERK, nature="conduct", conduct=["lazy"], **about)
    clock.advance(hours=1)
    pasts = ({}, {"as_of": clock.now().isoformat()}, {"known_by": matter["position"]})
    api.receive(CLERK)
    for actor in accused:
        for axes in pasts:
            assert_hidden(api, actor, matter, **axes)
        assert figures(api, actor, matter) == [2, 2]
        assert figures(api, actor, matter, known_by=matter["position"]) == [1, 1]
        if actor.role is not Role.AUDITOR:
            told = api.by(actor).post(
                f"/v1/matters/{matter['matter']}/notify-acceptance", json={"route": "phone"}
            )
            assert told.status_code == 404
    for actor in others:
        assert api.by(actor).get(f"/v1/matters/{matter['matter']}").status_code == 200
        assert figures(api, actor, matter) == [3, 3]
    assert figures(api, others[0], matter, as_of=start.isoformat()) == [0, 0]


def test_the_event_feed_leaves_out_what_is_about_its_reader(api: Api) -> None:
    received = api.receive(CLERK, nature="conduct", about_persons=[AUDITOR.person])
    api.receive(CLERK)
    streams: list[str] = []
    after, head = 0, -1
    while after != head:
        page = api.by(AUDITOR).get("/v1/events", params={"after": after, "limit": 2}).json()
        streams += [each["stream"] for each in page["items"]]
        after, head = page["next"], page["head"]
    assert f"matter-{received['matter']}" not in streams
    assert len(streams) == head - 2
    all_of_them = api.by(SUPERVISOR).get("/v1/events", params={"limit": 1000}).json()["items"]
    assert len(all_of_them) == head


def test_a_complaint_found_to_be_about_somebody_is_lost_to_their_sight_past_and_all(
    api: Api, clock: MovingClock
) -> None:
    matter = api.receive(CLERK, nature="conduct")
    assert api.by(ACCUSED).get(f"/v1/matters/{matter['matter']}").status_code == 200
    before = {"as_of": clock.now().isoformat(), "known_by": matter["position"]}
    clock.advance(days=1)
    named = {"reason": "来电补充", "about_persons": [ACCUSED.person]}
    last = api.by(CLERK).post(f"/v1/matters/{matter['matter']}/correct", json=named).json()
    assert_hidden(api, ACCUSED, last, **before)
    assert figures(api, ACCUSED, last, **before) == [0, 0]
    assert figures(api, CLERK, last, **before) == [1, 1]


def test_a_unit_that_lost_its_order_reads_no_past_of_it_and_its_successor_does(
    api: Api, clock: MovingClock
) -> None:
    received = api.receive(CLERK)
    path = f"/v1/matters/{received['matter']}/dispatch"

    def order(actor: Actor) -> dict[str, Any]:
        clock.advance(hours=1)
        lead = {"unit": actor.unit, "person": actor.person}
        return dict(api.by(CLERK).post(path, json={"lead": lead}).json())

    first = order(HANDLER)
    then = {"as_of": clock.now().isoformat(), "known_by": first["position"]}
    assert api.by(HANDLER).get(f"/v1/matters/{first['matter']}").status_code == 200
    last = order(OTHER_HANDLER)
    assert_hidden(api, HANDLER, last)
    assert_hidden(api, HANDLER, last, **then)
    assert figures(api, HANDLER, last, **then) == [0, 0]
    assert figures(api, OTHER_HANDLER, last, **then) == [1, 1]
    shown = api.by(OTHER_HANDLER).get(f"/v1/matters/{first['number']}", params=then).json()
    assert shown["lead"] == "housing"


def test_before_it_came_in_a_matter_is_nowhere(api: Api, clock: MovingClock) -> None:
    start = clock.now().isoformat()
    clock.advance(days=1)
    matter = api.receive(CLERK)
    for path in ("", "/timeline", "/why"):
        address = f"/v1/matters/{matter['matter']}{path}"
        for axes in ({"as_of": start}, {"known_by": matter["position"] - 2}):
            assert api.by(CLERK).get(address, params=axes).status_code == 404, (path, axes)
