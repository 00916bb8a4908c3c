"""Searching through HTTP: what was just written is found, and nothing tells more than the lists do."""

import pytest
from structlog.testing import capture_logs

from tests.people import CLERK, HANDLER, SUPERVISOR
from tests.service.api.serving import Api, until


def test_what_was_just_written_is_found_with_the_columns_of_the_list(api: Api) -> None:
    received = api.receive(CLERK, subject="北门路灯不亮", body="ＡＢ座")
    api.receive(CLERK, subject="漏水", body="三楼")
    position = api.app.log.head()
    answer = api.by(CLERK, "zh-CN").get("/v1/search", params={"q": "路灯", "position": position})
    assert answer.status_code == 200, answer.text
    (item,) = answer.json()["items"]
    assert item["number"] == received["number"]
    assert (item["state"], item["state_label"]) == ("undispatched", "待交办")
    assert item["snippet"] == "北门路灯不亮"
    assert (item["found_in"], item["found_in_label"]) == ("matter.received", "收件")
    assert item["position"] == received["position"] - 1  # registering it came after
    assert (answer.json()["known_by"], answer.json()["next"]) == (position, None)
    for q, count in (("ab座", 1), ("a", None), ("路灯 漏水", 0), ("路灯 水", None), ("", None)):
        answer = api.by(CLERK).get("/v1/search", params={"q": q})
        assert answer.status_code == (422 if count is None else 200), q
        assert count is None or len(answer.json()["items"]) == count, q
    refused = api.by(CLERK).get("/v1/search", params={"q": "路"}).json()
    assert refused["type"] == "urn:huiyin:problem:search-word-too-short"
    assert "路" not in refused["detail"]


def test_filters_and_pages_are_those_of_the_list_of_matters(api: Api) -> None:
    for number in range(5):
        api.receive(CLERK, subject=f"路灯{number}", place="北区" if number % 2 else "南区")
    asked = {"q": "路灯", "position": api.app.log.head(), "limit": 2}
    client = api.by(CLERK)
    page = client.get("/v1/search", params={**asked, "place": "南区"}).json()
    assert [each["snippet"] for each in page["items"]] == ["路灯0", "路灯2"]
    more = {"q": "路灯", "place": "南区", "limit": 2, "cursor": page["next"]}
    assert [e["snippet"] for e in client.get("/v1/search", params=more).json()["items"]] == [
        "路灯4"
    ]
    for other in ({"q": "灯0"}, {"q": "路灯"}):
        answer = client.get("/v1/search", params={**other, "cursor": page["next"]})
        assert answer.json()["type"] == "urn:huiyin:problem:bad-cursor"


def test_a_unit_finds_its_own_matters_only(api: Api) -> None:
    received = api.receive(CLERK, subject="路灯")
    asked = {"q": "路灯", "position": api.app.log.head()}
    assert api.by(HANDLER).get("/v1/search", params=asked).json()["items"] == []
    lead = {"unit": HANDLER.unit, "person": HANDLER.person}
    path = f"/v1/matters/{received['matter']}/dispatch"
    done = api.by(CLERK).post(path, json={"lead": lead}).json()
    asked["position"] = done["position"]
    (item,) = api.by(HANDLER).get("/v1/search", params=asked).json()["items"]
    assert item["number"] == received["number"]


def test_what_was_searched_for_stands_in_no_log(api: Api) -> None:
    with capture_logs() as logs:
        api.by(SUPERVISOR).get("/v1/search", params={"q": "张小明 路灯"})
        until(lambda: any(each["event"] == "request" for each in logs))
    assert "张小明" not in str(logs)


@pytest.mark.parametrize(
    "q", ["路\u0000灯", "%E8%B7", "路灯" * 100, "'; DROP TABLE event --", "%%"]
)
def test_anything_that_is_typed_gets_an_answer(api: Api, q: str) -> None:
    assert api.by(CLERK).get("/v1/search", params={"q": q}).status_code in (200, 400, 422)


def test_the_index_is_watched_like_the_lists(api: Api) -> None:
    api.receive(CLERK)
    until(lambda: 'lag_events{projection="texts"} 0.0' in api.anonymous.get("/metrics").text)
    assert 'huiyin_projection_stopped{projection="texts"} 0.0' in api.anonymous.get("/metrics").text
