"""Writes that come twice, at once, or too late."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest

from service.bootstrap import Application
from tests.people import AUDITOR, CLERK, HANDLER, OTHER_HANDLER, SUPERVISOR, establish_units
from tests.service.api.serving import STREETLIGHT, Api, serving

ORDER = {"lead": {"unit": "housing", "person": HANDLER.person}}


def test_a_write_says_where_its_result_is_and_at_which_version(api: Api) -> None:
    answer = api.by(CLERK).post("/v1/matters", json=STREETLIGHT)
    written = answer.json()
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"/v1/matters/{written['matter']}"
    assert answer.headers["ETag"] == '"2"'
    assert answer.headers["Huiyin-Position"] == str(written["position"])
    assert written["events"] == ["matter.received", "matter.registered"]
    assert written["number"] == "2026-000001"


def test_a_repeat_with_the_same_key_makes_nothing_new(api: Api) -> None:
    clerk, headers = api.by(CLERK), {"Idempotency-Key": "intake-17"}
    first = clerk.post("/v1/matters", json=STREETLIGHT, headers=headers)
    second = clerk.post("/v1/matters", json=STREETLIGHT, headers=headers)
    assert first.json() == second.json()
    assert second.status_code == 201
    matters = clerk.get("/v1/matters", params={"position": first.json()["position"]})
    assert len(matters.json()["items"]) == 1
    path = f"/v1/matters/{first.json()['matter']}/dispatch"
    again = {"Idempotency-Key": "dispatch-17", "If-Match": '"2"'}
    done = clerk.post(path, json=ORDER, headers=again)
    assert (done.status_code, done.json()["version"]) == (200, 3)
    assert clerk.post(path, json=ORDER, headers=again).json() == done.json()


def test_a_key_serves_one_request_only_and_one_person(api: Api) -> None:
    headers = {"Idempotency-Key": "k"}
    api.by(CLERK).post("/v1/matters", json=STREETLIGHT, headers=headers)
    other = {**STREETLIGHT, "subject": "另一件事"}
    reused = api.by(CLERK).post("/v1/matters", json=other, headers=headers)
    assert reused.status_code == 422
    assert reused.json()["type"] == "urn:huiyin:problem:idempotency-key-reused"
    assert api.by(SUPERVISOR).post("/v1/matters", json=other, headers=headers).status_code == 201


def test_the_same_key_sent_many_times_at_once_is_carried_out_once(api: Api) -> None:
    def post(_: int) -> str:
        headers = {"Idempotency-Key": "at-once"}
        return str(api.by(CLERK).post("/v1/matters", json=STREETLIGHT, headers=headers).text)

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(post, range(16)))) == 1
    listed = api.by(CLERK).get("/v1/matters", params={"position": api.app.log.head()})
    assert len(listed.json()["items"]) == 1


def test_of_two_who_change_the_same_version_one_is_told_to_look_again(api: Api) -> None:
    matter = api.receive(CLERK)["matter"]

    def correct(place: int) -> int:
        body = {"reason": "地点", "place": f"第{place}街道"}
        headers = {"If-Match": '"2"'}
        path = f"/v1/matters/{matter}/correct"
        return int(api.by(CLERK).post(path, json=body, headers=headers).status_code)

    with ThreadPoolExecutor(8) as pool:
        statuses = sorted(pool.map(correct, range(8)))
    assert statuses == [200] + [412] * 7
    assert api.by(CLERK).get(f"/v1/matters/{matter}").json()["version"] == 3


def test_a_stale_version_is_refused_with_both_versions_named(api: Api) -> None:
    matter = api.receive(CLERK)["matter"]
    path = f"/v1/matters/{matter}/dispatch"
    stale = api.by(CLERK).post(path, json=ORDER, headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    assert stale.json()["type"] == "urn:huiyin:problem:version-changed"
    assert "version 2, yours was 1" in stale.json()["detail"]
    assert api.by(CLERK).post(path, json=ORDER, headers={"If-Match": "*"}).status_code == 200


def test_what_is_so_already_is_answered_without_anything_new(api: Api) -> None:
    matter = api.receive(CLERK)["matter"]
    path = f"/v1/matters/{matter}/dispatch"
    first = api.by(CLERK).post(path, json=ORDER).json()
    second = api.by(CLERK).post(path, json=ORDER).json()
    assert second == {**first, "events": []}


def test_malformed_headers_are_named(api: Api) -> None:
    matter = api.receive(CLERK)["matter"]
    path = f"/v1/matters/{matter}/dispatch"
    for header, value in (
        ("If-Match", "3"),
        ("If-Match", 'W/"3"'),
        ("If-Match", '"x"'),
        ("If-Match", '"1", "2"'),
        ("If-Match", '"' + "9" * 30 + '"'),
        ("Idempotency-Key", ""),
        ("Idempotency-Key", "a b"),
        ("Idempotency-Key", "x" * 201),
        ("Idempotency-Key", b"\xe9\x97\xae"),
    ):
        answer = api.by(CLERK).post(path, json=ORDER, headers={header: value})
        assert answer.status_code == 400, (header, value)
        assert answer.json()["type"] == "urn:huiyin:problem:unfit-header"
        assert header in answer.json()["detail"]
    assert api.by(CLERK).get("/v1/status", headers={"Huiyin-Position": "x"}).status_code == 400


def test_a_read_that_carries_the_position_sees_the_write(api: Api) -> None:
    clerk = api.by(CLERK)
    for count in range(1, 21):
        position = clerk.post("/v1/matters", json=STREETLIGHT).headers["Huiyin-Position"]
        by_header = clerk.get("/v1/status", headers={"Huiyin-Position": position})
        by_query = clerk.get("/v1/feedback-status", params={"position": position})
        assert by_header.json()["matters"] == by_query.json()["matters"] == count


@pytest.fixture
def standing(app: Application) -> Iterator[Api]:
    """A server whose lists nobody keeps up, with units on record that they do not show."""
    establish_units(app)
    with serving(app, lists=False) as running:
        yield running


def carrying(api: Api, position: int) -> httpx2.Response:
    return api.by(CLERK).get("/v1/status", headers={"Huiyin-Position": str(position)})


def test_a_position_not_reached_yet_is_answered_with_try_again(standing: Api) -> None:
    answer = carrying(standing, standing.app.log.head())
    assert answer.status_code == 503
    assert answer.json()["type"] == "urn:huiyin:problem:not-caught-up"
    assert int(answer.headers["Retry-After"]) > 0


def test_a_position_that_no_write_ever_had_is_refused_at_once(standing: Api) -> None:
    begun = time.monotonic()
    head = standing.app.log.head()
    for position in (head + 1, 2**53 - 2):
        answer = carrying(standing, position)
        assert answer.status_code == 422
        assert answer.json()["type"] == "urn:huiyin:problem:no-such-position"
        by_query = standing.by(CLERK).get("/v1/matters", params={"position": position})
        assert by_query.status_code == 422
    assert time.monotonic() - begun < 3


def test_waiting_for_a_position_holds_up_nobody_else(standing: Api) -> None:
    head = standing.app.log.head()
    with ThreadPoolExecutor(60) as pool:
        waiting = [pool.submit(carrying, standing, head) for _ in range(60)]
        time.sleep(1.5)
        assert not any(each.done() for each in waiting)
        begun = time.monotonic()
        assert standing.by(CLERK).get("/v1/organisation").status_code == 200
        assert time.monotonic() - begun < 1.5
        assert {each.result().status_code for each in waiting} == {503}


def test_the_same_change_sent_many_times_at_once_has_one_answer(api: Api) -> None:
    matter = api.receive(CLERK)["matter"]
    for version in range(2, 12):
        headers = {"Idempotency-Key": f"change-{version}", "If-Match": f'"{version}"'}
        body = {"reason": "地点有误", "place": f"{version} 号楼"}

        def send(_: int, headers: dict[str, str] = headers, body: Any = body) -> httpx2.Response:
            return api.by(CLERK).post(f"/v1/matters/{matter}/correct", json=body, headers=headers)

        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(send, range(8)))
        assert {each.status_code for each in answers} == {200}
        assert {each.json()["version"] for each in answers} == {version + 1}
        assert {len(each.json()["events"]) for each in answers} == {1}


def test_who_may_not_is_told_so_whatever_version_was_looked_at(api: Api) -> None:
    received = api.receive(CLERK, receiving_unit="housing")
    for version in ('"2"', '"7"'):
        headers = {"If-Match": version}
        path = f"/v1/matters/{received['matter']}"
        assert api.by(AUDITOR).post(f"{path}/close", headers=headers).status_code == 403
        told = {"text": "已到现场"}
        stranger = api.by(OTHER_HANDLER).post(f"{path}/report-progress", json=told, headers=headers)
        assert stranger.status_code == 404
    nothing = "/v1/matters/00000000-0000-7000-8000-000000000000/close"
    assert api.by(CLERK).post(nothing, headers={"If-Match": '"2"'}).status_code == 404


def test_every_write_on_a_matter_says_its_number(api: Api) -> None:
    received = api.receive(CLERK)
    path, key = f"/v1/matters/{received['matter']}/dispatch", {"Idempotency-Key": "order"}
    first, again = (api.by(CLERK).post(path, json=ORDER, headers=key).json() for _ in range(2))
    so_already = api.by(CLERK).post(path, json=ORDER).json()
    assert so_already["events"] == []
    for written in (received, first, again, so_already):
        assert written["number"] == "2026-000001"
