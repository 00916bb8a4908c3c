"""The API's description is whole and right, and its page needs nothing from elsewhere."""

import json
import re
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest

from domain.adopting import AdoptRulebook, AskWhatIf
from domain.announcing import RecordNotice
from domain.erasure.commands import COMMANDS as ERASURE
from domain.jurisdictions.commands import COMMANDS as JURISDICTIONS
from domain.kinds import KIND_OF_COMMAND, KINDS
from domain.manifests.commands import RecordManifest
from domain.matter.decisions import COMMANDS as MATTER
from domain.matter.intake.commands import ReceiveMatter
from domain.matter.routing.commands import HandOverAll
from domain.organisation.commands import COMMANDS as ORGANISATION
from domain.proceedings.decisions import COMMANDS as PROCEEDINGS
from domain.proof_commands import CosignCheckpoint
from domain.reading.commands import COMMANDS as READING
from service.api.app import create_app
from service.api.examples import EXAMPLES
from service.api.problems import STATUSES, TITLES
from service.api.routes.pages import STATIC
from service.bootstrap import Application
from tests.service.api.serving import PROBLEM, Api

Description = dict[str, Any]


@pytest.fixture
def described(app: Application) -> Description:
    return create_app(app).openapi()


def operations(described: Description) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in described["paths"].items():
        for method, operation in item.items():
            yield method, path, operation


def resolved(described: Description, schema: dict[str, Any]) -> dict[str, Any]:
    """A schema that stands alone, with everything it may refer to."""
    return {**schema, "components": described["components"]}


def test_the_page_loads_everything_from_here(api: Api) -> None:
    page = api.anonymous.get("/docs")
    assert page.status_code == 200
    loaded = re.findall(r'(?:src|href)="([^"]*)"', page.text)
    assert len(loaded) == 4
    for each in loaded:
        assert re.match(r"/[^/]", each), each
        assert api.anonymous.get(each).status_code == 200, each
    assert "<style" not in page.text
    assert not re.search(r"<script[^>]*>[^<]", page.text)


def test_the_browser_is_told_to_load_nothing_from_elsewhere(api: Api) -> None:
    policy = api.anonymous.get("/docs").headers["Content-Security-Policy"]
    sources = [part.split() for part in policy.split(";")]
    assert ["default-src", "'none'"] in sources
    allowed = {source for _, *given in sources for source in given}
    assert allowed == {"'none'", "'self'", "data:"}


def test_the_page_asks_no_validator_on_the_internet(api: Api) -> None:
    script = api.anonymous.get("/docs/start.js").text
    assert "validatorUrl: null" in script
    for own in ("docs.html", "docs.js"):
        assert "://" not in (STATIC / own).read_text("utf-8")


def test_the_start_leads_to_the_page(api: Api) -> None:
    answer = api.anonymous.get("/")
    assert (answer.status_code, answer.headers["Location"]) == (307, "/docs")


def test_every_operation_says_what_it_does_and_what_it_may_answer(described: Description) -> None:
    ids = [operation["operationId"] for _, _, operation in operations(described)]
    assert len(set(ids)) == len(ids)
    for method, path, operation in operations(described):
        where = (method, path)
        assert operation["summary"], where
        assert operation["description"], where
        assert operation["tags"], where
        for status, answer in operation["responses"].items():
            assert answer["description"], where
            if int(status) >= 400:
                assert list(answer["content"]) == [PROBLEM], where
        if path.startswith("/v1"):
            expected = {"400", "401", "403", "404", "422", "503"}
            if operation["tags"] == ["receipts"]:
                expected = expected - {"401", "403"} | {"429"}
            assert bool(operation.get("security")) == ("429" not in expected), where
            assert expected <= set(operation["responses"]), where


BESIDES = {
    RecordNotice: "calendar",
    AdoptRulebook: "rulebooks",
    AskWhatIf: "whatif",
    RecordManifest: "manifests",
    CosignCheckpoint: "cosignatures",
    HandOverAll: "hand-over-all",
}
"""What is posted besides the commands of matters and of the organisation, and to which address."""


def test_every_command_has_an_address_and_an_example_that_fits(described: Description) -> None:
    besides = {*BESIDES, *JURISDICTIONS, *READING, *ERASURE, *PROCEEDINGS}
    assert set(EXAMPLES) == {ReceiveMatter, *MATTER, *KIND_OF_COMMAND, *ORGANISATION, *besides}
    addresses = {
        path.rpartition("/")[2] for method, path, _ in operations(described) if method == "post"
    }
    later = (each for kind in KINDS.values() for each in (*kind.opening[1:], *kind.commands))
    others = (*ORGANISATION, *JURISDICTIONS, *READING, *ERASURE, *PROCEEDINGS)
    named = {each.ACTION for each in (*MATTER, *others, *later)}
    opened = {kind.plural for kind in KINDS.values() if kind.opening}
    assert addresses == {"matters", "verify", "ballots", *named, *opened, *BESIDES.values()}
    for command, example in EXAMPLES.items():
        command.model_validate_json(json.dumps(example), strict=True)
        schema = resolved(described, {"$ref": f"#/components/schemas/{command.__name__}"})
        assert jsonschema_rs.is_valid(schema, example), command


def test_every_reading_operation_shows_an_answer_that_fits(described: Description) -> None:
    for method, path, operation in operations(described):
        content = operation["responses"].get("200", {}).get("content", {})
        if method == "get" and "application/json" in content:
            kind = content["application/json"]
            schema = resolved(described, kind["schema"])
            jsonschema_rs.validate(schema, kind["example"])
            assert kind["example"], path


def test_every_reference_leads_somewhere(described: Description) -> None:
    found = set(re.findall(r'"\$ref": "#/components/schemas/([^"]+)"', json.dumps(described)))
    assert found <= set(described["components"]["schemas"])
    assert "Problem" in found
    assert described["openapi"].startswith("3.1")


def test_every_status_of_an_error_has_a_title() -> None:
    assert {status for _, status in STATUSES} <= set(TITLES)
