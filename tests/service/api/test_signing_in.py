"""Without a token nothing is told; with one, what its role allows."""

from datetime import timedelta

import pytest

from service.clock import MovingClock
from tests.people import CLERK
from tests.service.api.serving import PROBLEM, Api

OPEN = {"/healthz", "/readyz", "/metrics"}
BY_CODE = {
    "/v1/receipts/{code}",
    *(f"/v1/receipts/{{code}}/{act}" for act in ("rate", "contest", "apply-review")),
    "/v1/receipts/verify",
    "/ballots",
}
"""For complainants and voters, who have no token."""


def test_whoever_has_no_token_is_told_to_sign_in_at_every_address(api: Api) -> None:
    api.receive(CLERK)
    described = api.anonymous.get("/openapi.json").json()
    tried = 0
    for path, item in described["paths"].items():
        address = path.replace("{matter}", "2026-000001").replace("{unit}", "housing")
        for method in ("get", "post"):
            if method not in item or path in OPEN | BY_CODE:
                continue
            body = {"json": {}} if method == "post" else {}
            answer = api.anonymous.request(method, address, **body)
            assert answer.status_code == 401, (method, address)
            assert answer.headers["WWW-Authenticate"] == "Bearer"
            assert answer.headers["Content-Type"] == PROBLEM
            assert answer.json()["type"] == "urn:huiyin:problem:not-signed-in"
            tried += 1
    assert tried > 30


def test_what_keeps_the_service_running_needs_no_token(api: Api) -> None:
    for path in (*sorted(OPEN), "/docs", "/openapi.json"):
        assert api.anonymous.get(path).status_code == 200, path


@pytest.mark.parametrize(
    "credentials",
    [
        "Bearer",
        "Bearer x",
        "Bearer ..",
        "Bearer e30.e30.e30",
        "Bearer W10.W10.W10",
        "Bearer bnVsbA.bnVsbA.bnVsbA",
        "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIiwicm9sZSI6ImF1ZGl0b3IifQ.",
        "Bearer " + "a" * 20_000,
        "Basic Y2xlcms6Y2xlcms=",
        "Token abc",
    ],
)
def test_anything_but_a_token_of_ours_is_refused(api: Api, credentials: str) -> None:
    answer = api.anonymous.get("/v1/status", headers={"Authorization": credentials})
    assert answer.status_code == 401


def test_bytes_that_are_no_text_are_no_token_either(api: Api) -> None:
    headers = {"Authorization": b"Bearer \xff\xfe\x80"}
    assert api.anonymous.get("/v1/status", headers=headers).status_code == 401


def test_a_token_that_was_changed_or_has_expired_is_refused(api: Api, clock: MovingClock) -> None:
    token = api.app.tokens.issue(CLERK, timedelta(hours=1))
    head, claims, signature = token.split(".")
    forged = f"{head}.{claims[:-2]}AA.{signature}"
    for each, status in ((token, 200), (forged, 401)):
        headers = {"Authorization": f"Bearer {each}"}
        assert api.anonymous.get("/v1/status", headers=headers).status_code == status
    clock.advance(hours=1)
    headers = {"Authorization": f"Bearer {token}"}
    assert api.anonymous.get("/v1/status", headers=headers).status_code == 401


def test_the_refusal_is_in_chinese_unless_english_is_preferred(api: Api) -> None:
    assert "请用新的凭证" in api.anonymous.get("/v1/status").json()["detail"]
    english = api.anonymous.get("/v1/status", headers={"Accept-Language": "en"})
    assert "Get a new one" in english.json()["detail"]
    assert english.headers["Content-Language"] == "en"
