"""What changed between two points, and any version of a matter, through HTTP."""

from tests.people import AUDITOR, CLERK, HANDLER
from tests.service.api.serving import Api


def test_what_was_learnt_since_a_position_is_told_in_figures_and_lists(api: Api) -> None:
    first = api.receive(CLERK)
    position = api.app.log.head()
    second = api.receive(CLERK, channel="letter")
    asked = {"from_known_by": position, "position": api.app.log.head()}
    client = api.by(AUDITOR, "zh-CN")
    answer = client.get("/v1/changes", params=asked)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert (body["from_known_by"], body["known_by"]) == (position, asked["position"])
    assert body["answers"]["pending"] == {"before": 1, "after": 2}
    assert body["matters_changed"] == 1
    moved = [each for each in body["states"] if each["before"] != each["after"]]
    assert [each["state_label"] for each in moved] == ["待交办"]
    (item,) = client.get("/v1/changes/matters", params=asked).json()["items"]
    assert item["number"] == second["number"] != first["number"]
    assert (item["state_before"], item["state_after_label"]) == (None, "待交办")
    page = client.get("/v1/changes/obligations", params={**asked, "limit": 2}).json()
    assert page["total"] == body["obligations_changed"] > 2
    more = {**asked, "limit": 1_000, "cursor": page["next"]}
    rest = client.get("/v1/changes/obligations", params=more).json()
    assert len(page["items"]) + len(rest["items"]) == page["total"]
    file = client.get("/v1/changes/matters", params={**asked, "format": "csv"})
    assert second["number"] in file.content.decode("utf-8-sig")
    assert (
        client.get("/v1/changes", params={"as_of": "2026-01-01T00:00:00+08:00"}).status_code == 422
    )
    assert api.by(HANDLER).get("/v1/changes").status_code == 403


def test_any_version_of_a_matter_is_shown_with_what_its_event_changed(api: Api) -> None:
    received = api.receive(CLERK)
    path = f"/v1/matters/{received['matter']}"
    done = api.by(CLERK).post(f"{path}/correct", json={"channel": "letter", "reason": "误记"})
    client = api.by(AUDITOR, "zh-CN")
    last = done.json()["version"]
    shown = client.get(f"{path}/versions/{last}").json()
    assert (shown["stream_version"], shown["versions"]) == (last, last)
    assert shown["event"]["type"] == "matter.registration_corrected"
    changed = {each["field"]: (each["before"], each["after"]) for each in shown["changed"]}
    assert set(changed) == {"channel", "channel_label"}
    assert changed["channel"] == ("hotline", "letter")
    before = client.get(f"{path}/versions/{last - 1}").json()["state"]
    assert before["channel"] == "hotline" and shown["state"]["channel"] == "letter"
    first = client.get(f"{path}/versions/1").json()
    assert all(each["before"] is None for each in first["changed"])
    for version in (last + 1, 0, 2**31):
        assert client.get(f"{path}/versions/{version}").status_code in (404, 422)
    refused = client.get(f"{path}/versions/{last + 1}").json()
    assert refused["type"] == "urn:huiyin:problem:no-such-version"
    assert api.by(HANDLER).get(f"{path}/versions/1").status_code == 404


def test_any_version_of_a_lead_is_shown(api: Api) -> None:
    body = {"title": "窗口推诿", "ground": "inaction", "unit": "housing", "reason": "多次投诉"}
    opened = api.by(AUDITOR).post("/v1/leads", json=body)
    assert opened.status_code == 201, opened.text
    address = opened.headers["Location"]
    shown = api.by(AUDITOR).get(f"{address}/versions/1").json()
    assert shown["event"]["type"] == "lead.opened"
    assert shown["state"]["title"] == "窗口推诿"
