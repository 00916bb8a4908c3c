"""Any list as a file through HTTP: whole, in the caller's language, within the caller's view."""

import csv
import io
from typing import Any

import psycopg
import pytest

from service.api import exports
from service.api.accepting import format_of
from service.api.app import create_app
from service.api.asking import ExportQuery, Format
from service.bootstrap import Application
from service.clock import MovingClock
from service.exporting.headings import HEADINGS, LISTS
from tests.people import CLERK, HANDLER
from tests.service.api.serving import PROBLEM, Api
from tests.service.exporting.reading import links, sheets

LISTED: dict[str, dict[str, str]] = {
    "/v1/matters": {},
    "/v1/obligations": {},
    "/v1/worklist": {},
    "/v1/search": {"q": "路灯"},
    "/v1/self-inspection": {
        "since": "2026-01-01T00:00:00+08:00",
        "until": "2027-01-01T00:00:00+08:00",
    },
}


def read(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize("path", LISTED)
def test_a_file_has_the_items_of_the_list_whole(
    api: Api, clock: MovingClock, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(exports, "MOST_ITEMS", 2)
    for _ in range(5):
        clock.advance(minutes=1)
        last = api.receive(CLERK)["position"]
    asked = {**LISTED[path], "position": last}
    client = api.by(CLERK, "zh-CN")
    paged = path != "/v1/self-inspection"
    whole = client.get(path, params={**asked, **({"limit": "1000"} if paged else {})}).json()
    one = {"limit": "1"} if paged else {}
    answer = client.get(path, params={**asked, **one, "format": "csv"})
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Huiyin-Known-By"] == str(whole["known_by"])
    assert answer.headers["Huiyin-As-Of"] == whole["as_of"]
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="')
    header, *rows = read(answer.text)
    assert len(rows) == len(whole["items"])
    csv_wanted = {"Accept": "text/csv"}
    by_header = client.get(path, params={**asked, **one}, headers=csv_wanted)
    assert (by_header.headers["Content-Type"], by_header.text) == (
        "text/csv; charset=utf-8",
        answer.text,
    )
    explicit = client.get(path, params={**asked, "format": "json"}, headers=csv_wanted)
    assert explicit.headers["Content-Type"] == "application/json"
    book = client.get(path, params={**asked, "format": "xlsx"})
    assert book.status_code == 200, book.text
    (name, cells), (about, notes) = sheets(book.content).items()
    assert (name in {zh for zh, _ in LISTS.values()}, about) == (True, "说明")
    assert [text for _, text in cells[0]] == header
    assert len(cells) == len(rows) + 1
    assert ("inlineStr", CLERK.person) in notes[-1]
    assert links(book.content) == []


def test_headings_and_terms_are_in_the_callers_language(api: Api) -> None:
    position = api.receive(CLERK)["position"]
    asked = {"position": position, "format": "csv"}
    chinese = read(api.by(CLERK, "zh-CN").get("/v1/matters", params=asked).text)
    english = read(api.by(CLERK, "en").get("/v1/matters", params=asked).text)
    assert "状态" in chinese[0]
    assert chinese[1][chinese[0].index("状态")] == "待交办"
    assert "state" in english[0]
    assert chinese[1][chinese[0].index("收件时间")] == "2026-03-02 09:00:00"
    assert len(set(chinese[0])) == len(chinese[0])


def test_what_somebody_wrote_is_not_run_by_a_spreadsheet(api: Api) -> None:
    attack = '=HYPERLINK("http://example.org","a")'
    position = api.receive(CLERK, subject=attack, place="+1")["position"]
    asked = {"position": position, "format": "csv"}
    (header, row) = read(api.by(CLERK, "zh-CN").get("/v1/worklist", params=asked).text)
    assert row[header.index("主题")] == "'" + attack
    assert row[header.index("区域")] == "'+1"
    book = api.by(CLERK, "zh-CN").get("/v1/worklist", params={**asked, "format": "xlsx"}).content
    assert ("inlineStr", attack) in sheets(book)["待办清单"][1]
    assert links(book) == []


def test_a_file_shows_nobody_more_than_the_list_does(api: Api) -> None:
    position = api.receive(CLERK, name="张小明", contact="13800001111")["position"]
    for path, more in LISTED.items():
        for form in ("csv", "xlsx"):
            asked = {**more, "position": position, "format": form}
            seen = api.by(CLERK).get(path, params=asked)
            assert "张小明".encode() not in seen.content
            if path == "/v1/self-inspection":
                continue
            hidden = api.by(HANDLER).get(path, params=asked)
            assert hidden.status_code == 200
            rows: list[Any] = (
                read(hidden.text) if form == "csv" else next(iter(sheets(hidden.content).values()))
            )
            assert len(rows) == 1, path
    refused = api.by(HANDLER).get(
        "/v1/self-inspection", params={**LISTED["/v1/self-inspection"], "format": "csv"}
    )
    assert refused.status_code == 403


def test_too_long_a_list_is_refused_before_anything_is_sent(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(4):
        position = api.receive(CLERK)["position"]
    monkeypatch.setattr(exports, "MOST_ROWS", 3)
    monkeypatch.setattr(exports, "MOST_ITEMS", 2)
    for form in ("csv", "xlsx"):
        asked = {"position": position, "format": form}
        answer = api.by(CLERK).get("/v1/matters", params=asked)
        assert (answer.status_code, answer.headers["Content-Type"]) == (422, PROBLEM)
        assert answer.json()["type"] == "urn:huiyin:problem:too-many-rows"
        asked["reference"] = "2026-000001"
        assert api.by(CLERK).get("/v1/matters", params=asked).status_code == 200


def test_a_file_that_fails_half_way_is_an_error_and_never_a_shorter_file(
    api: Api, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(4):
        position = api.receive(CLERK)["position"]
    api.by(CLERK).get("/v1/matters", params={"position": position})
    monkeypatch.setattr(exports, "MOST_ITEMS", 2)
    queries = api.app.queries
    asked_for = queries.matters
    times = 0

    def failing(*given: Any) -> Any:
        nonlocal times
        times += 1
        if times == 2:
            with psycopg.connect(database_url, autocommit=True) as owner:
                owner.execute("DROP VIEW huiyin_main.matter_row CASCADE")
        return asked_for(*given)

    monkeypatch.setattr(queries, "matters", failing)
    answer = api.by(CLERK).get("/v1/matters", params={"format": "csv"})
    assert (times, answer.status_code) == (2, 500)


def test_another_format_is_refused(api: Api) -> None:
    answer = api.by(CLERK).get("/v1/matters", params={"format": "pdf"})
    assert answer.status_code == 422
    assert answer.json()["problems"][0]["where"] == "query.format"
    assert api.by(CLERK).get("/v1/status", params={"format": "csv"}).status_code == 422


def test_every_column_of_every_exported_list_has_its_heading(app: Application) -> None:
    described = create_app(app).openapi()
    schemas = described["components"]["schemas"]
    exported = []
    for path, item in described["paths"].items():
        content = item.get("get", {}).get("responses", {}).get("200", {}).get("content", {})
        if "text/csv" not in content:
            continue
        exported.append(path)
        answer = content["application/json"]["schema"]["$ref"].rpartition("/")[2]
        items = schemas[answer]["properties"]["items"]["items"]["$ref"].rpartition("/")[2]
        names = {name.removesuffix("_label") for name in schemas[items]["properties"]}
        assert names <= set(HEADINGS), (path, names - set(HEADINGS))
    assert set(LISTED) <= set(exported)


@pytest.mark.parametrize(
    ("accept", "format"),
    [
        ("", Format.JSON),
        ("*/*", Format.JSON),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", Format.JSON),
        ("text/html", Format.JSON),
        ("text/csv", Format.CSV),
        ("TEXT/CSV; charset=utf-8", Format.CSV),
        ("text/*", Format.CSV),
        ("text/csv, */*;q=0.1", Format.CSV),
        ("application/json;q=0.5, text/csv;q=0.9", Format.CSV),
        ("application/json, text/csv", Format.JSON),
        ("text/csv;q=0", Format.JSON),
        ("*/*, application/json;q=0", Format.CSV),
        ("text/csv;q=x, ;;, q", Format.JSON),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Format.XLSX),
    ],
)
def test_a_list_comes_in_the_format_that_is_liked_best(accept: str, format: Format) -> None:
    assert format_of(ExportQuery(), accept) is format
    assert format_of(ExportQuery(format=Format.JSON), accept) is Format.JSON
    assert format_of(ExportQuery(format=Format.XLSX), accept) is Format.XLSX
