"""The exception feed through HTTP: what was unusual, since when, and who may know."""

from tests.people import AUDITOR, CLERK, HANDLER
from tests.service.api.serving import PROBLEM, Api


def corrected(api: Api) -> dict[str, str]:
    """A matter whose registration was mended, moving it to another channel."""
    received = api.receive(CLERK)
    path = f"/v1/matters/{received['matter']}/correct"
    done = api.by(CLERK).post(path, json={"channel": "letter", "reason": "误记为热线"})
    assert done.status_code == 200, done.text
    return received


def test_an_auditor_finds_what_was_unusual_since_the_position_last_verified(api: Api) -> None:
    received = corrected(api)
    asked = {"position": api.app.log.head()}
    answer = api.by(AUDITOR, "zh-CN").get("/v1/exceptions", params=asked)
    assert answer.status_code == 200, answer.text
    items = answer.json()["items"]
    assert [each["kind"] for each in items] == ["channel_changed", "corrected"]
    first = items[0]
    assert first["kind_label"] == "变更渠道"
    assert (first["number"], first["person"]) == (received["number"], CLERK.person)
    assert (first["approver"], first["unit"]) == (CLERK.person, CLERK.unit)
    assert first["duty"] == "final_answer" and first["days_to_due"] > 14
    assert "误记" not in answer.text
    since = {"after": answer.json()["known_by"]}
    assert api.by(AUDITOR).get("/v1/exceptions", params=since).json()["items"] == []


def test_a_feed_after_what_the_log_no_longer_has_is_refused_and_says_what_that_means(
    api: Api,
) -> None:
    head = api.app.log.head()
    assert api.by(AUDITOR).get("/v1/exceptions", params={"after": head}).json()["items"] == []
    refused = api.by(AUDITOR, "en").get("/v1/exceptions", params={"after": head + 1})
    assert (refused.status_code, refused.headers["Content-Type"]) == (422, PROBLEM)
    assert "an old backup" in refused.json()["detail"]


def test_the_feed_is_narrowed_paged_and_exported_as_other_lists_are(api: Api) -> None:
    received = corrected(api)
    client = api.by(AUDITOR, "en")
    asked = {"position": api.app.log.head(), "matter": received["number"]}
    page = client.get("/v1/exceptions", params={**asked, "limit": 1}).json()
    more = client.get("/v1/exceptions", params={**asked, "cursor": page["next"]}).json()
    assert [e["kind"] for e in (*page["items"], *more["items"])] == [
        "channel_changed",
        "corrected",
    ]
    only = client.get("/v1/exceptions", params={**asked, "kind": "corrected"}).json()["items"]
    assert [each["kind"] for each in only] == ["corrected"]
    assert client.get("/v1/exceptions", params={"kind": "odd"}).status_code == 422
    file = client.get("/v1/exceptions", params={**asked, "format": "csv"})
    assert "channel changed" in file.content.decode("utf-8-sig")


def test_who_does_the_work_reads_no_exceptions(api: Api) -> None:
    for actor in (CLERK, HANDLER):
        assert api.by(actor).get("/v1/exceptions").status_code == 403
