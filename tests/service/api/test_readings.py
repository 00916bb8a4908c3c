"""A name is shown with a reason and on record; so are searches for a person and lists taken away."""

from hashlib import sha256

from domain.codec import decode
from domain.envelope import Actor
from domain.reading.events import IdentityRevealed, PersonSearched
from service.api.app import create_app
from service.bootstrap import Application
from tests.people import AUDITOR, CLERK, HANDLER, SUPERVISOR
from tests.service.api.serving import STREETLIGHT, Api

RECORDED_OTHERWISE = {"/v1/matters/{matter}/dossier"}
"""Files taken by another event than that of a list."""

PUBLIC = {"/v1/checkpoint", "/metrics"}
"""Answers besides JSON that hold nothing personal."""


def revealed(app: Application) -> list[IdentityRevealed]:
    events = (decode(each).fact for each in app.log.after(0, 1_000))
    return [each for each in events if isinstance(each, IdentityRevealed)]


def test_a_name_is_shown_with_a_reason_only_and_is_on_record_first(api: Api) -> None:
    received = api.receive(CLERK)
    path = f"/v1/matters/{received['matter']}"
    clerk = api.by(CLERK)
    for each in (path, f"{path}/timeline"):
        assert STREETLIGHT["contact"] not in clerk.get(each).text
        assert STREETLIGHT["name"] not in clerk.get(each).text
    assert clerk.post(f"{path}/reveal-identity", json={}).status_code == 422
    assert revealed(api.app) == []
    shown = clerk.post(f"{path}/reveal-identity", json={"reason": "回访"})
    assert shown.status_code == 200
    assert shown.json()["name"] == STREETLIGHT["name"]
    assert shown.json()["contact"] == STREETLIGHT["contact"]
    (fact,) = revealed(api.app)
    assert (fact.matter, fact.shown) == (received["matter"], ("name", "contact"))
    stored = api.app.log.after(shown.json()["position"] - 1, 1)[0]
    for text in (STREETLIGHT["name"], STREETLIGHT["contact"], "回访"):
        assert text not in stored.data


def test_who_may_not_know_complainants_is_refused_and_nothing_is_recorded(api: Api) -> None:
    received = api.receive(CLERK, receiving_unit="housing")
    path = f"/v1/matters/{received['matter']}/reveal-identity"
    for actor in (AUDITOR, HANDLER):
        assert api.by(actor).post(path, json={"reason": "好奇"}).status_code == 403
    assert revealed(api.app) == []


def test_nobody_is_shown_who_complained_about_them(api: Api) -> None:
    received = api.receive(
        CLERK, nature="conduct", conduct=["procrastinating"], about_persons=[SUPERVISOR.person]
    )
    path = f"/v1/matters/{received['matter']}/reveal-identity"
    assert api.by(SUPERVISOR).post(path, json={"reason": "了解"}).status_code == 404
    assert revealed(api.app) == []


def test_a_repeated_request_is_answered_again_and_recorded_once(api: Api) -> None:
    received = api.receive(CLERK)
    path = f"/v1/matters/{received['matter']}/reveal-identity"
    key = {"Idempotency-Key": "look-1"}
    first = api.by(CLERK).post(path, json={"reason": "回访"}, headers=key)
    again = api.by(CLERK).post(path, json={"reason": "回访"}, headers=key)
    assert first.json() == again.json()
    assert len(revealed(api.app)) == 1
    other = api.by(CLERK).post(path, json={"reason": "另事"}, headers=key)
    assert other.json()["type"] == "urn:huiyin:problem:idempotency-key-reused"


def test_an_anonymous_matter_has_nobody_to_reveal(api: Api) -> None:
    received = api.receive(CLERK, anonymous=True, name=None, contact=None)
    path = f"/v1/matters/{received['matter']}/reveal-identity"
    answer = api.by(CLERK).post(path, json={"reason": "回访"})
    assert answer.json()["type"] == "urn:huiyin:problem:nothing-to-reveal"
    assert revealed(api.app) == []


def test_finding_by_contact_is_recorded_without_the_contact(api: Api) -> None:
    first = api.receive(CLERK)
    api.receive(CLERK, subject="全然不同", contact="0991-5559999")
    api.app.texts.catch_up()
    body = {"contact": "09915550000", "reason": "来电询问进展"}
    found = api.by(CLERK).post("/v1/find-by-contact", json=body)
    assert [each["matter"] for each in found.json()["items"]] == [first["matter"]]
    stored = api.app.log.after(found.json()["position"] - 1, 1)[0]
    assert isinstance(decode(stored).fact, PersonSearched)
    assert "5550000" not in stored.data
    assert api.by(HANDLER).post("/v1/find-by-contact", json=body).status_code == 403
    asked = {"looked_for": "0991-5550000", "position": found.json()["position"]}
    (reading,) = api.by(AUDITOR).get("/v1/readings", params=asked).json()["items"]
    assert (reading["person"], reading["found"]) == (CLERK.person, 1)
    asked["looked_for"] = "0991-5559999"
    assert api.by(AUDITOR).get("/v1/readings", params=asked).json()["items"] == []


def test_an_exported_list_is_recorded_with_its_filters_rows_and_digest(api: Api) -> None:
    position = api.receive(CLERK)["position"]
    asked = {"position": position, "format": "csv", "state": "undispatched", "q": "路灯"}
    api.app.texts.catch_up()
    file = api.by(CLERK).get("/v1/search", params=asked)
    assert file.status_code == 200
    stored = api.app.log.after(api.app.log.head() - 1, 1)[0]
    fact = decode(stored).fact.model_dump()
    assert (fact["list"], fact["form"], fact["rows"]) == ("search", "csv", 1)
    assert fact["filters"]["state"] == "undispatched"
    assert "路灯" not in stored.data and "q" not in fact["filters"]
    assert fact["digest"] == sha256(file.content).hexdigest()


def test_an_export_that_is_refused_records_nothing(api: Api) -> None:
    head = api.app.log.head()
    asked = {
        "format": "csv",
        "since": "2026-01-01T00:00:00+08:00",
        "until": "2026-07-01T00:00:00+08:00",
    }
    assert api.by(HANDLER).get("/v1/self-inspection", params=asked).status_code == 403
    assert api.app.log.head() == head


def test_the_raw_log_shows_acts_of_reading_to_auditors_alone(api: Api) -> None:
    received = api.receive(CLERK)
    path = f"/v1/matters/{received['matter']}/reveal-identity"
    api.by(CLERK).post(path, json={"reason": "回访"})

    def types(actor: Actor) -> set[str]:
        return {e["type"] for e in api.by(actor).get("/v1/events").json()["items"]}

    assert "reading.identity_revealed" in types(AUDITOR)
    assert "reading.identity_revealed" not in types(SUPERVISOR)
    assert "matter.received" in types(SUPERVISOR)


def test_every_list_that_the_api_lets_be_taken_leaves_its_record(api: Api) -> None:
    """A route that is added is met here by itself."""
    api.receive(CLERK)
    api.app.texts.catch_up()
    described = create_app(api.app).openapi()["paths"]
    taken = {
        path: {each["name"]: each for each in route["get"].get("parameters", ())}
        for path, route in described.items()
        if "text/csv" in str(route.get("get", {}).get("responses"))
    }
    assert len(taken) > 8
    needed = {"since": "2026-01-01T00:00:00+08:00", "until": "2026-07-01T00:00:00+08:00"}
    needed |= {"q": "路灯", "from_as_of": "2026-01-01T00:00:00+08:00"}
    for path, parameters in taken.items():
        head = api.app.log.head()
        asked = {each: needed[each] for each in parameters if each in needed} | {"format": "csv"}
        address = path.replace("{pattern}", "rerouted")
        file = api.by(SUPERVISOR).get(address, params=asked)
        assert file.status_code == 200, (path, file.text)
        fact = decode(api.app.log.after(head, 1)[0]).fact.model_dump()
        assert fact["digest"] == sha256(file.content).hexdigest(), path
    files = {
        path
        for path, route in described.items()
        for answer in route.get("get", {}).get("responses", {}).values()
        if set(answer.get("content", {})) - {"application/json", "application/problem+json"}
    }
    assert files - set(taken) == RECORDED_OTHERWISE | PUBLIC


def test_a_list_that_an_auditor_reads_is_kept_and_one_of_another_is_not(api: Api) -> None:
    asked = {"kind": "list"}
    for reader in (SUPERVISOR, AUDITOR):
        assert api.by(reader).get("/v1/scores").status_code == 200
        assert api.by(reader).get("/v1/manifests").status_code == 200
    api.app.read_log.flush()
    read = api.by(AUDITOR).get("/v1/readings", params=asked).json()["items"]
    assert sorted((each["person"], each["list_name"]) for each in read) == [
        (AUDITOR.person, "manifests"),
        (AUDITOR.person, "scores"),
    ]
