"""What whoever keeps the service running gets to see, and what nobody does."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import psycopg
import pytest
from structlog.testing import capture_logs

from projections.runner import Progress, Runner
from service.background import Projecting
from service.bootstrap import Application
from tests.people import CLERK, HANDLER, establish_units
from tests.service.api.serving import STREETLIGHT, Api, serving, until

UNHEARD_OF = """
INSERT INTO huiyin_main.event
SELECT max(position) + 1, 'matter-x', 1, 'matter.unheard_of', 1, max(recorded_at), '{}'
  FROM huiyin_main.event"""


def figures(api: Api) -> dict[str, float]:
    lines = api.anonymous.get("/metrics").text.splitlines()
    pairs = (line.rpartition(" ") for line in lines if not line.startswith("#"))
    return {name: float(value) for name, _, value in pairs}


def test_requests_are_counted_by_route_and_never_by_address(api: Api) -> None:
    received = api.receive(CLERK)
    for _ in range(3):
        api.by(CLERK).get(f"/v1/matters/{received['number']}")
    api.by(CLERK).get("/v1/matters", params={"reference": "某人的姓名"})
    api.by(CLERK).get("/v1/某人的姓名")
    api.by(CLERK).request("某".encode().hex(), "/v1/matters")
    found = figures(api)
    route = 'method="GET",route="/v1/matters/{matter}"'
    assert found[f'huiyin_http_requests_total{{{route},status="200"}}'] == 3
    assert found[f"huiyin_http_request_seconds_count{{{route}}}"] == 3
    assert found['huiyin_http_requests_total{method="GET",route="other",status="404"}'] == 1
    assert found['huiyin_http_requests_total{method="OTHER",route="/v1/matters",status="405"}'] == 1
    text = api.anonymous.get("/metrics").text
    assert received["number"] not in text
    assert "某" not in text


def test_readiness_tells_how_far_the_lists_are(api: Api) -> None:
    received = api.receive(CLERK)
    until(lambda: api.anonymous.get("/readyz").json()["behind"] == 0)
    ready = api.anonymous.get("/readyz").json()
    assert ready == {
        "status": "ready",
        "head": received["position"],
        "position": received["position"],
        "behind": 0,
    }
    found = figures(api)
    assert found["huiyin_database_up"] == 1
    assert found["huiyin_log_head_position"] == received["position"]
    assert found['huiyin_projection_position{projection="matters"}'] == received["position"]
    assert found['huiyin_projection_lag_events{projection="matters"}'] == 0
    assert found['huiyin_projection_stopped{projection="matters"}'] == 0


def test_lists_stopped_by_an_event_make_it_unready_and_stop_no_writing(
    api: Api, database_url: str
) -> None:
    with psycopg.connect(database_url, autocommit=True) as owner:
        owner.execute(UNHEARD_OF)
    head = api.app.log.head()
    until(lambda: api.anonymous.get("/readyz").status_code == 503)
    answer = api.anonymous.get("/readyz").json()
    assert answer["type"] == "urn:huiyin:problem:lists-stopped"
    assert str(head) in answer["detail"]
    assert figures(api)['huiyin_projection_stopped{projection="matters"}'] == 1
    assert api.anonymous.get("/healthz").status_code == 200
    received = api.receive(CLERK)
    assert figures(api)['huiyin_projection_lag_events{projection="matters"}'] == 3
    assert api.by(CLERK).get(f"/v1/matters/{received['matter']}").status_code == 200


class Stumbling:
    """The runner of an application, behind faults that nobody foresaw."""

    def __init__(self, runner: Runner, faults: int) -> None:
        self._runner = runner
        self._faults = faults

    def catch_up(self, *, stop: Callable[[], bool]) -> Progress:
        if self._faults > 0:
            self._faults -= 1
            raise RuntimeError("某人的姓名")
        return self._runner.catch_up(stop=stop)

    def progress(self, name: str) -> Progress:
        return self._runner.progress(name)


def test_a_fault_nobody_foresaw_does_not_end_the_keeping_of_lists(app: Application) -> None:
    establish_units(app)
    stumbling: Any = Stumbling(app.runner, faults=2)
    with capture_logs() as logs, serving(replace(app, runner=stumbling)) as api:
        until(lambda: api.anonymous.get("/readyz").json().get("behind") == 0)
    waited = [each for each in logs if each["event"] == "projections_waiting"]
    assert [each["reason"] for each in waited] == ["RuntimeError", "RuntimeError"]
    assert "某" not in str(logs)


def test_lists_that_nobody_keeps_up_any_more_make_it_unready(app: Application) -> None:
    projecting = Projecting(app)
    with serving(app, projecting=projecting) as api:
        until(lambda: api.anonymous.get("/readyz").status_code == 200)
        projecting.stop()
        answer = api.anonymous.get("/readyz")
        assert answer.status_code == 503
        assert answer.json()["type"] == "urn:huiyin:problem:lists-not-kept-up"


def test_an_unforeseen_error_gets_a_reference_and_tells_nothing_else(
    api: Api, database_url: str
) -> None:
    with psycopg.connect(database_url, autocommit=True) as owner:
        owner.execute("DROP VIEW huiyin_main.matter_row CASCADE")
    with capture_logs() as logs:
        answer = api.by(CLERK).get("/v1/matters", params={"reference": "mr-wang"})
        until(lambda: any(each["event"] == "request" for each in logs))
    assert answer.status_code == 500
    problem = answer.json()
    assert problem["type"] == "urn:huiyin:problem:internal-error"
    assert problem["reference"] in problem["detail"]
    assert "matter_row" not in answer.text
    (logged,) = [each for each in logs if each["event"] == "internal_error"]
    assert logged["reference"] == problem["reference"]
    assert logged["error"] == "UndefinedTable"
    assert "mr-wang" not in str(logs)


def test_the_log_names_who_and_what_kind_and_never_what_was_said(api: Api) -> None:
    path = "/v1/matters"
    with capture_logs() as logs:
        received = api.receive(CLERK)
        api.by(CLERK).post(path, json={**STREETLIGHT, "subject": 5})
        api.by(CLERK).get(path, params={"reference": STREETLIGHT["contact"]})
        api.by(HANDLER).get(f"{path}/{received['matter']}")
        until(lambda: sum(each["event"] == "request" for each in logs) == 4)
    lines = [each for each in logs if each["event"] == "request"]
    assert [(each["method"], each["route"], each["status"]) for each in lines] == [
        ("POST", path, 201),
        ("POST", path, 422),
        ("GET", path, 200),
        ("GET", f"{path}/{{matter}}", 404),
    ]
    assert (lines[0]["person"], lines[0]["role"]) == (CLERK.person, "clerk")
    assert lines[0]["milliseconds"] > 0
    for key in ("subject", "body", "name", "contact"):
        assert STREETLIGHT[key] not in str(logs)


@pytest.mark.parametrize("path", ["/v1/status", "/healthz", "/v1/nowhere", "/docs"])
def test_every_answer_carries_the_safety_headers(api: Api, path: str) -> None:
    headers = api.by(CLERK).get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
