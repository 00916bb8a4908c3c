"""Writes that come twice, at once, or too late."""

from concurrent.futures import ThreadPoolExecutor

from tests.people import CLERK, HANDLER, SUPERVISOR
from tests.service.api.serving import STREETLIGHT, Api

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


def test_a_position_not_reached_yet_is_answered_with_try_again(api: Api) -> None:
    answer = api.by(CLERK).get("/v1/status", headers={"Huiyin-Position": "999999"})
    assert answer.status_code == 503
    assert answer.json()["type"] == "urn:huiyin:problem:not-caught-up"
    assert int(answer.headers["Retry-After"]) > 0
