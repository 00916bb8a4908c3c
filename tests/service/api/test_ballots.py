"""Voting over HTTP: without a token, with one answer for every slip that does not count, unlogged."""

from datetime import date
from typing import Any

import httpx2
import structlog

from domain.assessment.evaluations.commands import (
    IssueSlips,
    OpenEvaluation,
    RecordRoster,
    Stratum,
)
from domain.assessment.evaluations.slips import hash_of
from domain.vocabulary import DrawMethod
from service.ballots.pace import Pace
from tests.people import SUPERVISOR
from tests.service.api.serving import Api

SLIPS = ["aaaaa-bbbbb", "ccccc-ddddd"]


def evaluation(api: Api) -> str:
    """An evaluation of housing with two slips; its number."""
    handler = api.app.handler
    done = handler.open(
        OpenEvaluation(
            title="窗口评议",
            units=("housing",),
            first_day=date(2026, 3, 2),
            last_day=date(2026, 3, 6),
        ),
        SUPERVISOR,
    )
    everybody = (Stratum(name="办事群众", frame=2, drawn=2),)
    roster = RecordRoster(supplied_by="county", method=DrawMethod.EVERYBODY, strata=everybody)
    handler.proceeding(roster, SUPERVISOR, done.stream)
    handler.proceeding(IssueSlips(hashes=tuple(map(hash_of, SLIPS))), SUPERVISOR, done.stream)
    assert done.number is not None
    return done.number


def vote(api: Api, number: str, slip: str, **changes: Any) -> httpx2.Response:
    body = {"evaluation": number, "slip": slip, "ratings": {"housing": "satisfied"}, **changes}
    return api.anonymous.post("/ballots", json=body)


def test_a_ballot_is_taken_without_a_token_and_every_other_slip_answered_alike(api: Api) -> None:
    number = evaluation(api)
    taken = vote(api, number, SLIPS[0])
    assert (taken.status_code, taken.json()) == (200, {"taken": True})
    used, unknown = vote(api, number, SLIPS[0]), vote(api, number, "zzzzz-zzzzz")
    elsewhere = vote(api, "2026-PY-000009", SLIPS[1])
    assert used.status_code == 409
    assert used.content == unknown.content == elsewhere.content
    same = {"content-length", "content-type", "content-language", "cache-control"}
    for name in same:
        assert used.headers[name] == unknown.headers[name]
    assert vote(api, number, SLIPS[1], ratings={"water": "satisfied"}).status_code == 422
    assert vote(api, number, SLIPS[1], ratings={"housing": "splendid"}).status_code == 422
    assert vote(api, number, SLIPS[1]).status_code == 200


def test_no_line_of_the_log_says_that_somebody_voted(api: Api) -> None:
    number = evaluation(api)
    with structlog.testing.capture_logs() as lines:
        vote(api, number, SLIPS[0])
        vote(api, number, "zzzzz-zzzzz")
        api.anonymous.get("/healthz")
    assert [each.get("route") for each in lines if each["event"] == "request"] == ["/healthz"]
    assert SLIPS[0] not in str(lines)


def test_an_address_has_so_many_tries_a_minute() -> None:
    time = [0.0]
    pace = Pace(lambda: time[0], per_minute=3)
    assert [pace.allows("station") for _ in range(4)].count(True) == 3
    assert pace.allows("another")
    time[0] = 60.0
    assert pace.allows("station")
