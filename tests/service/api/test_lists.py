"""Lists page by page, narrowed, and on both time axes."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta
from typing import Any

import psycopg

from service.clock import MovingClock
from tests.people import CLERK, HANDLER
from tests.service.api.serving import Api

PAGED = ("/v1/matters", "/v1/obligations", "/v1/worklist")


def test_pages_put_together_are_the_whole_list(api: Api, clock: MovingClock) -> None:
    for _ in range(7):
        clock.advance(minutes=1)
        last = api.receive(CLERK)["position"]
    clerk = api.by(CLERK)
    for path in PAGED:
        whole = clerk.get(path, params={"position": last, "limit": 1000}).json()
        assert whole["next"] is None
        found: list[Any] = []
        page = clerk.get(path, params={"limit": 3}).json()
        api.receive(CLERK)
        while True:
            assert (page["as_of"], page["known_by"]) == (whole["as_of"], whole["known_by"]), path
            found += page["items"]
            if page["next"] is None:
                break
            page = clerk.get(path, params={"limit": 3, "cursor": page["next"]}).json()
        assert found == whole["items"], path
        last = api.receive(CLERK)["position"]


def test_a_list_with_a_damaged_key_in_it_is_shown_without_that_text(
    api: Api, database_url: str
) -> None:
    api.receive(CLERK)
    last = api.receive(CLERK)["position"]
    keys = f"{api.app.settings.vault_schema}.person_key"
    with psycopg.connect(database_url, autocommit=True) as owner:
        owner.execute(
            f"UPDATE {keys} SET wrapped = wrapped || 'x'::bytea"
            f" WHERE person = (SELECT min(person) FROM {keys})"
        )
    api.app.vault._open_keys.clear()
    page = api.by(CLERK).get("/v1/worklist", params={"position": last})
    assert page.status_code == 200, page.text
    subjects = [each["subject"] for each in page.json()["items"]]
    assert len(subjects) == 2
    assert subjects.count(None) == 1


def test_a_cursor_that_was_not_ours_is_refused(api: Api) -> None:
    def made(text: str) -> str:
        return urlsafe_b64encode(text.encode()).decode().rstrip("=")

    key = '"2026-03-02T09:00:00+08:00"'
    for cursor in (
        "x",
        "%%%",
        "文",
        made("[]"),
        made("[" * 300),
        made(f"[{key}, 1, [{key}]]"),
        made(f'[{key}, 1, [{key}, "\\ud800"]]'),
        made(f'[{key}, 1, [{key}, "\\u0000"]]'),
        made(f'[{key}, 1e99, [{key}, "a"]]'),
        made(f'[{key}, {10**30}, [{key}, "a"]]'),
        made(f'["2026-03-02T09:00:00", 1, [{key}, "a"]]'),
        made(f'["0001-01-01T00:00:00+14:00", 1, [{key}, "a"]]'),
        made(f'["2999-12-31T23:59:59-12:00", 1, [{key}, "a"]]'),
        made(f'["9999-12-31T23:59:59-12:00", 1, [{key}, "a"]]'),
    ):
        for path in PAGED:
            answer = api.by(CLERK).get(path, params={"cursor": cursor})
            assert answer.status_code == 422, (path, cursor)
            assert answer.json()["type"] == "urn:huiyin:problem:bad-cursor", (path, cursor)


def test_an_extreme_moment_within_a_cursor_breaks_nothing(api: Api) -> None:
    position = [api.receive(CLERK)["position"] for _ in range(2)][-1]
    for path in ("/v1/matters", "/v1/worklist"):
        asked = {"limit": 1, "position": position}
        cursor = api.by(CLERK).get(path, params=asked).json()["next"]
        mark = json.loads(urlsafe_b64decode(cursor + "=="))[0]
        text = f'["{mark}", "2999-12-31T23:59:59+08:00", 1, ["0001-01-01T00:00:00+14:00", "a"]]'
        cursor = urlsafe_b64encode(text.encode()).decode().rstrip("=")
        assert api.by(CLERK).get(path, params={"cursor": cursor}).status_code == 200


def test_a_cursor_leads_on_in_its_own_list_with_its_own_filters_only(api: Api) -> None:
    position = [api.receive(CLERK)["position"] for _ in range(3)][-1]
    asked = {"position": position, "limit": 1}
    for path, narrowed in (
        ("/v1/matters", {"state": "undispatched"}),
        ("/v1/worklist", {"unit": "office"}),
        ("/v1/obligations", {"duty": "dispatch"}),
    ):
        cursor = api.by(CLERK).get(path, params={**asked, **narrowed}).json()["next"]
        for other, params, status in (
            (path, narrowed, 200),
            (path, {}, 422),
            ("/v1/worklist", {}, 422),
            ("/v1/matters", {}, 422),
        ):
            answer = api.by(CLERK).get(other, params={"cursor": cursor, **params})
            assert answer.status_code == status, (path, other, params)


def test_lists_are_narrowed_by_what_is_asked(api: Api) -> None:
    mine = api.receive(CLERK, source_number="热线-0042")
    other = api.receive(CLERK, nature=None, receiving_unit="housing")
    clerk, at = api.by(CLERK), other["position"]

    def found(path: str, **params: Any) -> list[str]:
        answer = clerk.get(path, params={"position": at, **params})
        assert answer.status_code == 200, answer.text
        return sorted({each["number"] for each in answer.json()["items"]})

    assert found("/v1/matters", state="undispatched") == [mine["number"]]
    assert found("/v1/matters", reference="热线-0042") == [mine["number"]]
    assert found("/v1/matters", reference=other["number"]) == [other["number"]]
    assert found("/v1/matters", nature="request") == [mine["number"]]
    assert found("/v1/matters", finding="met") == []
    assert found("/v1/matters", channel="letter") == []
    assert found("/v1/matters", channel="hotline", unit="housing") == [other["number"]]
    assert found("/v1/matters", place="nowhere") == []
    assert found("/v1/worklist", pile="unregistered") == [other["number"]]
    assert found("/v1/worklist", unit="office") == [mine["number"]]
    assert found("/v1/obligations", unit="housing") == [other["number"]]
    assert found("/v1/obligations", duty="register", status="pending") == [other["number"]]
    assert found("/v1/obligations", matter=mine["number"]) == [mine["number"]]
    assert found("/v1/obligations", matter=mine["matter"], duty="dispatch") == [mine["number"]]
    assert found("/v1/obligations", person="nobody") == []


def test_what_is_overdue_says_by_how_many_working_days(api: Api, clock: MovingClock) -> None:
    api.receive(CLERK)
    at = api.app.log.head()
    clock.advance(days=30)
    params = {"position": at, "status": "overdue", "duty": "final_answer"}
    (owed,) = api.by(CLERK).get("/v1/obligations", params=params).json()["items"]
    assert owed["due_at"] == "2026-03-24T00:00:00+08:00"
    assert owed["overdue_working_days"] == 6
    assert (owed["breached"], owed["nth"], owed["ended_by"]) == (True, 1, None)
    assert owed["opened_by"] <= at
    for breached in (True, False):
        listed = api.by(CLERK).get("/v1/obligations", params={"breached": breached}).json()["items"]
        assert listed and all(each["breached"] is breached for each in listed)
    (item,) = api.by(CLERK).get("/v1/worklist", params={"pile": "overdue"}).json()["items"]
    assert item["overdue"] is True
    assert item["subject"] == "幸福路路灯不亮"


def test_figures_are_those_of_the_moment_and_of_what_was_known(
    api: Api, clock: MovingClock
) -> None:
    start = clock.now()
    first = api.receive(CLERK)
    clock.advance(days=30)
    second = api.receive(CLERK, received_at=start.isoformat())
    clerk, at = api.by(CLERK), {"position": second["position"]}

    def status(**params: Any) -> dict[str, Any]:
        return dict(clerk.get("/v1/status", params={**at, **params}).json())

    assert (status()["matters"], status()["overdue"]) == (2, 2)
    past = status(as_of=(start + timedelta(hours=1)).isoformat())
    assert (past["matters"], past["pending"], past["overdue"]) == (2, 2, 0)
    known = status(known_by=first["position"])
    assert (known["matters"], known["known_by"]) == (1, first["position"])
    assert status(known_by=(start - timedelta(days=1)).isoformat())["matters"] == 0
    assert status(known_by=0)["matters"] == 0
    assert set(status()) == {
        "as_of", "known_by", "matters", "answered_in_time", "answered_late", "pending", "overdue",
        "exempt",
    }  # fmt: skip
    leaders = status(duty="feedback_to_leader")
    assert leaders["matters"] == 0
    states = clerk.get("/v1/feedback-status", params=at).json()
    assert states["matters"] == sum(each["matters"] for each in states["states"]) == 2
    assert sum(each["silent_failure"] for each in states["states"]) == 3


def test_a_plus_sign_lost_on_the_way_is_put_back(api: Api) -> None:
    answer = api.by(CLERK).get("/v1/status?as_of=2020-01-10T00:00:00+08:00")
    assert answer.json()["as_of"] == "2020-01-10T00:00:00+08:00"


def test_times_are_exact_and_with_their_zone(api: Api) -> None:
    for value in (
        "2026-03-02T09:00:00",
        "2026-03-02",
        "20260302",
        "1772413200",
        "now",
        "",
        "24:00",
    ):
        for name in ("as_of", "known_by"):
            if name == "known_by" and value.isdecimal():
                continue
            answer = api.by(CLERK).get("/v1/status", params={name: value})
            assert answer.status_code == 422, (name, value)
            assert answer.json()["problems"][0]["where"] == f"query.{name}"
    for value in (
        "1899-12-31T00:00:00Z",
        "3000-01-01T00:00:00Z",
        "2999-12-31T23:59:59Z",
        "2026-02-30T00:00:00Z",
    ):
        assert api.by(CLERK).get("/v1/status", params={"as_of": value}).status_code == 422
    for value in ("1900-01-01T00:00:00Z", "2999-12-31T23:59:59+08:00"):
        for path in (*PAGED, "/v1/status", "/v1/coverage", "/v1/rulebook", "/v1/organisation"):
            answer = api.by(CLERK).get(path, params={"as_of": value, "known_by": value})
            assert answer.status_code in (200, 404), (path, value, answer.text)


def test_a_mistyped_parameter_is_not_overlooked(api: Api) -> None:
    for path in ("/v1/status", "/v1/matters", "/v1/events", "/v1/vocabulary", "/v1/rulebook"):
        answer = api.by(CLERK).get(path, params={"as-of": "2020-01-10T00:00:00Z"})
        assert answer.status_code == 422, path
        assert answer.json()["problems"][0]["where"] == "query.as-of"
    answer = api.by(CLERK).post("/v1/matters", params={"dry_run": "yes"}, json={})
    assert answer.status_code == 422
    assert api.by(HANDLER).get("/v1/worklist", params={"limit": 1001}).status_code == 422
    assert api.by(HANDLER).get("/v1/worklist", params={"limit": 0}).status_code == 422
