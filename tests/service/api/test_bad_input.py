"""Bad input gets a clear answer, loses nothing, records nothing, and is never repeated."""

import json
from typing import Any

from tests.people import CLERK, SUPERVISOR
from tests.service.api.serving import PROBLEM, STREETLIGHT, Api, raw, until

TOLD = "张三丰13800001111"
"""Stands for what a complainant says: it may come back in no error."""

JSON = {"Content-Type": "application/json"}
GOOD = json.dumps(STREETLIGHT, ensure_ascii=False).encode()


def with_body(text: str) -> bytes:
    """A matter whose text is given as it stands in the JSON, quotation marks included."""
    return f'{{"channel": "hotline", "subject": "s", "body": {text}}}'.encode(
        "utf-8", "surrogatepass"
    )


BROKEN: dict[str, tuple[bytes, str]] = {
    "truncated": (GOOD[:-10], "broken-json"),
    "truncated within a string": (f'{{"subject": "{TOLD}'.encode(), "broken-json"),
    "not JSON": (f"subject={TOLD}".encode(), "broken-json"),
    "two texts": (GOOD + GOOD, "broken-json"),
    "single quotes": (b"{'subject': 's'}", "broken-json"),
    "a comma too many": (b'{"subject": "s",}', "broken-json"),
    "blanks alone": (b"   ", "broken-json"),
    "a control character": (with_body('"a\nb"'), "broken-json"),
    "NaN": (with_body("NaN"), "number-out-of-range"),
    "Infinity": (with_body("Infinity"), "number-out-of-range"),
    "-Infinity": (with_body("-Infinity"), "number-out-of-range"),
    "1e999": (with_body("1e999"), "number-out-of-range"),
    "-1e999": (with_body("[-1e999]"), "number-out-of-range"),
    "an escaped null": (with_body('"a\\u0000b"'), "unfit-character"),
    "a null in a name": (b'{"a\\u0000b": 1}', "unfit-character"),
    "a lone high surrogate": (with_body('"\\ud800"'), "unfit-character"),
    "a lone low surrogate": (with_body('"a\\udfff"'), "unfit-character"),
    "a surrogate in a name": (b'{"\\ud800": 1}', "unfit-character"),
    "a surrogate as bytes": (with_body('"\ud800"'), "body-not-utf-8"),
    "GBK": (with_body('"x"').replace(b"x", "路灯".encode("gbk")), "body-not-utf-8"),
    "UTF-16": (GOOD.decode().encode("utf-16"), "body-not-utf-8"),
    "Latin-1": (with_body('"x"').replace(b"x", b"\xe9"), "body-not-utf-8"),
    "a name twice": (b'{"subject": "a", "subject": "b"}', "repeated-name"),
    "a name twice deeper down": (b'{"lead": {"unit": "a", "unit": "b"}}', "repeated-name"),
    "deep lists": (b"[" * 200_000 + b"]" * 200_000, "too-deep"),
    "deep objects": (b'{"a":' * 40 + b"1" + b"}" * 40, "too-deep"),
}

UNFIT: dict[str, tuple[Any, str]] = {
    "a list": ([], "body"),
    "a text": (TOLD, "body"),
    "null": (None, "body"),
    "a number for a text": ({**STREETLIGHT, "subject": 5}, "body.subject"),
    "an object for a text": ({**STREETLIGHT, "body": {"a": TOLD}}, "body.body"),
    "an empty text": ({**STREETLIGHT, "subject": "  "}, "body.subject"),
    "a gist longer than a line": ({**STREETLIGHT, "subject": "灯" * 201}, "body.subject"),
    "a text too long": ({**STREETLIGHT, "body": TOLD * 2000}, "body.body"),
    "an unknown channel": ({**STREETLIGHT, "channel": TOLD}, "body.channel"),
    "a text for a boolean": ({**STREETLIGHT, "anonymous": "yes"}, "body.anonymous"),
    "a number for a boolean": ({**STREETLIGHT, "anonymous": 1}, "body.anonymous"),
    "a code with a blank": ({**STREETLIGHT, "source_number": TOLD + " 1"}, "body.source_number"),
    "a time without zone": (
        {**STREETLIGHT, "received_at": "2026-03-01T09:00:00"},
        "body.received_at",
    ),
    "a day for a time": ({**STREETLIGHT, "received_at": "2026-03-01"}, "body.received_at"),
    "digits for a time": ({**STREETLIGHT, "received_at": "20260301"}, "body.received_at"),
    "a number for a time": ({**STREETLIGHT, "received_at": 1772413200}, "body.received_at"),
    "an impossible day": (
        {**STREETLIGHT, "received_at": "2026-02-30T09:00:00+08:00"},
        "body.received_at",
    ),
    "the year 1": ({**STREETLIGHT, "received_at": "0001-01-01T00:00:00Z"}, "body.received_at"),
    "text for a time": ({**STREETLIGHT, "received_at": TOLD}, "body.received_at"),
    "1900 that is 1899 here": (
        {**STREETLIGHT, "received_at": "1900-01-01T00:00:00+14:00"},
        "body.received_at",
    ),
    "an unknown item": ({**STREETLIGHT, "priority": TOLD}, "body.priority"),
    "an item named by a text": ({**STREETLIGHT, TOLD: 1}, "body.?"),
    "an item named at length": ({**STREETLIGHT, "a" * 5000: 1}, "body.?"),
    "a needed item missing": ({"channel": "hotline", "subject": TOLD}, "body.body"),
    "a big number": ({**STREETLIGHT, "subject": 10**400}, "body.subject"),
}


def test_a_body_that_is_no_proper_json_is_refused_with_its_reason(api: Api) -> None:
    clerk, head = api.by(CLERK), api.app.log.head()
    for what, (body, code) in BROKEN.items():
        answer = clerk.post("/v1/matters", content=body, headers=JSON)
        assert answer.status_code == 400, (what, answer.text)
        assert answer.headers["Content-Type"] == PROBLEM, what
        assert answer.json()["type"] == f"urn:huiyin:problem:{code}", what
        assert TOLD not in answer.text, what
    assert api.app.log.head() == head


def test_a_body_that_does_not_fit_is_refused_item_by_item(api: Api) -> None:
    head = api.app.log.head()
    for language in ("zh-CN", "en"):
        clerk = api.by(CLERK, language)
        for what, (body, where) in UNFIT.items():
            content = json.dumps(body).encode()
            answer = clerk.post("/v1/matters", content=content, headers=JSON)
            assert answer.status_code == 422, (what, answer.text)
            assert answer.headers["Content-Type"] == PROBLEM, what
            assert where in [each["where"] for each in answer.json()["problems"]], answer.text
            assert all(each["problem"] for each in answer.json()["problems"])
            for part in ("张三丰", "13800001111"):
                assert part not in answer.text, (what, answer.text)
            assert len(answer.text) < 2000, what
    assert api.app.log.head() == head


def test_what_fits_in_itself_and_not_in_fact_is_refused_too(api: Api) -> None:
    clerk = api.by(CLERK)
    future = clerk.post(
        "/v1/matters", json={**STREETLIGHT, "received_at": "2026-03-03T00:00:00+08:00"}
    )
    assert (future.status_code, future.json()["type"]) == (422, "urn:huiyin:problem:time-in-future")
    unknown = clerk.post("/v1/matters", json={**STREETLIGHT, "receiving_unit": "nowhere"})
    assert (unknown.status_code, unknown.json()["type"]) == (422, "urn:huiyin:problem:unknown-unit")
    for reference in ("2026-000777", "00000000-0000-7000-8000-000000000000"):
        answer = clerk.post(f"/v1/matters/{reference}/close", json={})
        assert answer.status_code == 404, reference


def test_an_item_within_an_item_is_named_by_its_path(api: Api) -> None:
    number = api.receive(CLERK)["number"]
    task = {"unit": "housing", "person": "wang"}
    for body, where in (
        ({}, "body.lead"),
        ({"lead": {"unit": "housing"}}, "body.lead.person"),
        ({"lead": task, "participants": [{**task, "unit": 5}]}, "body.participants.0.unit"),
        ({"lead": {**task, TOLD: 1}}, "body.lead.?"),
        ({"lead": task, "participants": "water"}, "body.participants"),
    ):
        answer = api.by(CLERK).post(f"/v1/matters/{number}/dispatch", json=body)
        assert where in [each["where"] for each in answer.json()["problems"]], answer.text
    named = {"milestones": [{"name": "勘查", "on": "soon"}]}
    short = api.by(CLERK).post(f"/v1/matters/{number}/set-milestones", json=named).json()
    assert [each["where"] for each in short["problems"]] == ["body.milestones.0.on"]
    empty = api.by(CLERK).post(f"/v1/matters/{number}/set-milestones", json={"milestones": []})
    assert [each["where"] for each in empty.json()["problems"]] == ["body.milestones"]
    twice = api.by(CLERK, "zh-CN").post(
        f"/v1/matters/{number}/dispatch", json={"lead": task, "participants": [task]}
    )
    assert twice.json()["problems"] == [
        {"where": "body", "problem": "每个单位只能出现一次（牵头或参与）"}
    ]


def test_only_utf_8_json_is_taken(api: Api) -> None:
    clerk = api.by(CLERK)
    for headers in (
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "application/json; charset=gbk"},
        {"Content-Type": "multipart/form-data; boundary=x"},
        {"Content-Type": "application/json", "Content-Encoding": "gzip"},
        {},
    ):
        answer = clerk.post("/v1/matters", content=GOOD, headers=headers)
        assert answer.status_code == 415, headers
        assert answer.json()["type"] == "urn:huiyin:problem:not-json"
    for kind in (
        "application/json",
        "Application/JSON; charset=UTF-8",
        'application/json;charset="utf-8"',
    ):
        answer = clerk.post("/v1/matters", content=GOOD, headers={"Content-Type": kind})
        assert answer.status_code == 201, kind


def test_a_byte_order_mark_and_characters_beyond_the_first_plane_are_fine(api: Api) -> None:
    text = "路灯𠮷🙂\u200f\ufffe"
    body = b"\xef\xbb\xbf" + json.dumps({**STREETLIGHT, "body": text}).encode()
    answer = api.by(CLERK).post("/v1/matters", content=body, headers=JSON)
    assert answer.status_code == 201
    assert api.by(CLERK).get(answer.headers["Location"]).json()["body"] == text


def test_a_huge_body_is_refused_whether_announced_or_not(api: Api) -> None:
    clerk = api.by(CLERK)
    huge = with_body('"' + "灯" * 700_000 + '"')
    announced = clerk.post("/v1/matters", content=huge, headers=JSON)
    chunked = clerk.post(
        "/v1/matters",
        content=(huge[at : at + 5000] for at in range(0, len(huge), 5000)),
        headers=JSON,
    )
    for answer in (announced, chunked):
        assert answer.status_code == 413
        assert answer.json()["type"] == "urn:huiyin:problem:body-too-large"
    small = clerk.post(
        "/v1/matters", content=(part for part in (GOOD[:50], GOOD[50:])), headers=JSON
    )
    assert small.status_code == 201


def test_a_body_announced_and_never_sent_loses_nothing(api: Api) -> None:
    answer = raw(
        api.url,
        b"POST /v1/matters HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        b"Content-Length: 10\r\nConnection: close\r\n\r\n{}\r\n\r\n      ",
    )
    assert answer.startswith(b"HTTP/1.1 4")
    assert api.anonymous.get("/healthz").status_code == 200


def test_addresses_with_strange_bytes_are_refused(api: Api) -> None:
    clerk = api.by(CLERK)
    for address in (
        "/v1/matters?reference=a%00b",
        "/v1/matters?reference=%ff%fe",
        "/v1/matters?reference=%ed%a0%80",
        "/v1/matters?cursor=%C0%80",
        "/v1/matters?a%00=1",
        "/v1/obligations?unit=%00",
        "/v1/matters/%00",
        "/v1/matters/%ff",
        "/v1/organisation/units/%ed%a0%80/chain",
        "/v1/%00",
        "/%80",
    ):
        answer = clerk.get(address)
        assert answer.status_code == 400, (address, answer.status_code)
        assert answer.json()["type"] == "urn:huiyin:problem:unfit-address", address
    for target in (
        b"/v1/matters?reference=\xff",
        b"/v1/\xe6\xb0",
        b"/v1/matters?x=\x00",
        b"*",
        b"//",
    ):
        answer_bytes = raw(
            api.url, b"GET " + target + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        )
        assert answer_bytes.startswith(b"HTTP/1.1 4"), target


def test_what_can_be_no_matter_is_not_repeated(api: Api) -> None:
    for reference in (TOLD, "x", "2026", "-1", "2026-000001x", "a" * 65, "..;", "' OR 1=1 --"):
        for path in ("", "/timeline", "/why"):
            answer = api.by(CLERK).get(f"/v1/matters/{reference}{path}")
            assert answer.status_code in (404, 422), reference
            assert reference.isascii() or reference not in answer.text
    refused = api.by(CLERK).get("/v1/obligations", params={"matter": TOLD})
    assert refused.status_code == 404
    assert TOLD not in refused.text


def test_values_in_the_address_are_not_repeated_either(api: Api) -> None:
    for path, name in (
        ("/v1/matters", "state"),
        ("/v1/matters", "limit"),
        ("/v1/matters", "cursor"),
        ("/v1/status", "as_of"),
        ("/v1/status", "known_by"),
        ("/v1/status", "duty"),
        ("/v1/worklist", "pile"),
        ("/v1/events", "after"),
        ("/v1/status", TOLD),
    ):
        answer = api.by(SUPERVISOR).get(path, params={name: TOLD})
        assert answer.status_code == 422, (path, name)
        assert TOLD not in answer.text, (path, name)


def test_numbers_out_of_range_in_the_address_are_refused(api: Api) -> None:
    for path, name in (
        ("/v1/events", "after"),
        ("/v1/status", "known_by"),
        ("/v1/status", "position"),
    ):
        for value in ("-1", str(2**63), str(10**400), "1.5", "1e3", "٣", "0x10"):
            answer = api.by(SUPERVISOR).get(path, params={name: value})
            assert answer.status_code == 422, (path, name, value)


def test_addresses_and_methods_there_are_not_get_problem_details(api: Api) -> None:
    for method, path, status in (
        ("GET", "/v1/nowhere", 404),
        ("GET", "/v1/matters/", 404),
        ("POST", "/v1/matters/2026-000001/receive", 404),
        ("DELETE", "/v1/matters", 405),
        ("PUT", "/v1/matters/2026-000001", 405),
        ("POST", "/v1/status", 405),
        ("GET", "/v1/matters/2026-000001/close", 405),
    ):
        answer = api.by(CLERK).request(method, path)
        assert answer.status_code == status, (method, path)
        assert answer.headers["Content-Type"] == PROBLEM, (method, path)
        assert answer.json()["status"] == status
    assert api.by(CLERK).delete("/v1/matters").headers["Allow"] == "GET, POST"


def test_extreme_but_possible_values_stop_nothing(api: Api) -> None:
    old = api.receive(CLERK, received_at="1900-01-01T00:00:00Z")
    api.receive(
        CLERK, subject="灯" * 200, body="x" * 20_000, place="城" * 200, source_number="文" * 64
    )
    path = f"/v1/matters/{old['number']}"
    far = {"text": "再等等", "expected_by": "2999-12-31T23:00:00+08:00", "route": "phone"}
    assert api.by(CLERK).post(f"{path}/reply-interim", json=far).status_code == 200
    beyond = {**far, "expected_by": "2999-12-31T23:00:00Z"}
    assert api.by(CLERK).post(f"{path}/reply-interim", json=beyond).status_code == 422
    days = {"unit": "late", "name": "晚", "kind": "section", "since": "9999-12-31"}
    assert api.by(SUPERVISOR).post("/v1/organisation/establish-unit", json=days).status_code == 200
    until(lambda: api.anonymous.get("/readyz").json().get("behind") == 0)
    for each in (path, f"{path}/timeline", f"{path}/why", "/v1/worklist", "/v1/obligations"):
        assert api.by(CLERK).get(each).status_code == 200, each
