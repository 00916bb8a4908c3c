"""Whatever fits the description, and much that does not, gets an answer that it announces."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.people import CLERK, SUPERVISOR
from tests.service.api.serving import Api

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
EXAMPLES_EACH = 5
HUNTING = 50
PARTS = 4
"""Workers share them."""
TAKING_NOTHING = ("/healthz", "/readyz", "/metrics")


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_no_request_gets_an_answer_that_is_not_described(
    api: Api, mode: GenerationMode, part: int
) -> None:
    number = api.receive(CLERK)["number"]
    schema = schemathesis.openapi.from_url(f"{api.url}/openapi.json")
    headers = dict(api.by(SUPERVISOR).headers)
    token = {name: headers[name] for name in ("authorization", "accept-language")}
    examples = HUNTING if settings.get_current_profile_name() == "hunt" else EXAMPLES_EACH
    tried = 0
    for place, found in enumerate(schema.get_all_operations()):
        operation = found.ok()
        if operation.path in TAKING_NOTHING or place % PARTS != part:
            continue
        cases = operation.as_strategy(generation_mode=mode)
        tried += 1

        @seed(20260302)
        @settings(
            max_examples=examples,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=cases, known=st.booleans())
        def answers_as_described(case: Case, known: bool) -> None:
            if known and "matter" in (case.path_parameters or {}):
                case.path_parameters["matter"] = number
            without_position(case)
            case.call_and_validate(checks=CHECKS, headers=token)

        answers_as_described()
    assert tried > 30


def without_position(case: Case) -> None:
    """Leave out positions: one that nobody was given is waited for, and then answered with 503."""
    places: tuple[Any, ...] = (case.query, case.headers)
    for place in places:
        for name in [each for each in place or {} if each.lower().endswith("position")]:
            del place[name]
