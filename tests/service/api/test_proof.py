"""Checkpoints and proofs over HTTP: enough to check the log with, and for those alone who may."""

from base64 import b64decode
from pathlib import Path

import pytest

from service.bootstrap import Application, application
from service.proof.checkpoint import read
from service.proof.merkle import consistency_holds, inclusion_holds
from service.proof.note import WITNESS, Signer, read_verifier
from service.settings import Settings
from tests.people import AUDITOR, CLERK, HANDLER, LEADER, SUPERVISOR, establish_units
from tests.service.api.serving import Api
from tests.service.api.test_operations import figures
from tests.service.proof.logs import sealed

WITNESS_KEY = Signer("city-audit", bytes(range(32)), WITNESS)


@pytest.fixture
def app(settings: Settings, home: Path, clock: object) -> Application:  # type: ignore[misc]
    """An application with one witness."""
    (home / "keys").mkdir(mode=0o700)
    (home / "keys" / "witnesses").write_text(f"# the city's auditors\n\n{WITNESS_KEY.verifier}\n")
    with application(settings, clock) as running:  # type: ignore[arg-type]
        establish_units(running)
        yield running


def test_an_auditor_can_check_the_log_with_what_the_api_gives(api: Api) -> None:
    auditor = api.by(AUDITOR)
    assert auditor.get("/v1/checkpoint").json()["type"] == "urn:huiyin:problem:no-checkpoint"
    sealed(api.app)
    early, _ = read(auditor.get("/v1/checkpoint").text)
    api.receive(CLERK)
    sealed(api.app)
    answer = auditor.get("/v1/checkpoint")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    late, note = read(answer.text)
    keys = auditor.get("/v1/proofs/keys").json()
    assert read_verifier(keys["key"]).holds(note)
    asked = {"from": early.size, "to": late.size}
    given = auditor.get("/v1/proofs/consistency", params=asked).json()
    path = [b64decode(each) for each in given["path"]]
    assert {**asked, "path": given["path"]} == given
    assert consistency_holds(early.size, late.size, path, early.root, late.root)
    given = auditor.get("/v1/proofs/inclusion", params={"position": 3}).json()
    leaf, path = b64decode(given["leaf"]), [b64decode(each) for each in given["path"]]
    assert inclusion_holds(leaf, 2, late.size, path, late.root)
    beyond = auditor.get("/v1/proofs/inclusion", params={"position": 3, "size": late.size + 1})
    assert (beyond.status_code, beyond.json()["type"]) == (404, "urn:huiyin:problem:not-in-tree")


@pytest.mark.parametrize(
    "path", ["/v1/checkpoint", "/v1/proofs/keys", "/v1/proofs/inclusion?position=1",
             "/v1/proofs/consistency?from=1"],
)  # fmt: skip
def test_proofs_are_for_auditors_and_supervisors(api: Api, path: str) -> None:
    sealed(api.app)
    for actor in (AUDITOR, SUPERVISOR):
        assert api.by(actor).get(path).status_code == 200
    for actor in (CLERK, HANDLER, LEADER):
        assert api.by(actor).get(path).status_code == 403
    assert api.anonymous.get(path).status_code == 401


def test_a_witness_hands_in_what_it_signed_and_its_age_is_shown(api: Api) -> None:
    checkpoint, note = read(str(sealed(api.app).note))
    auditor = api.by(AUDITOR)
    (before,) = auditor.get("/v1/proofs/keys").json()["witnesses"]
    assert (before["size"], before["seconds"], before["events"]) == (None, None, checkpoint.size)
    at = int(api.app.clock.now().timestamp()) - 90
    signed = note.signed_also([WITNESS_KEY.cosign(checkpoint.text, at)])
    for _ in range(2):
        done = auditor.post("/v1/checkpoint/cosignatures", json={"note": str(signed)})
        assert (done.status_code, done.json()) == (
            200,
            {"witnesses": [str(WITNESS_KEY.verifier)]},
        )
    assert WITNESS_KEY.verifier.at(read(auditor.get("/v1/checkpoint").text)[1]) == at
    api.receive(CLERK)
    (after,) = auditor.get("/v1/proofs/keys").json()["witnesses"]
    since = api.app.log.head() - checkpoint.size
    assert (after["size"], after["seconds"], after["events"]) == (checkpoint.size, 90.0, since)
    found = figures(api)
    assert found["huiyin_checkpoint_size"] == checkpoint.size
    assert found["huiyin_checkpoint_lag_events"] == since
    assert found['huiyin_witness_age_seconds{witness="city-audit"}'] == 90
    assert found['huiyin_witness_lag_events{witness="city-audit"}'] == since


def test_what_no_witness_of_ours_has_signed_is_not_kept(api: Api) -> None:
    checkpoint, note = read(str(sealed(api.app).note))
    stranger = Signer("city-audit", bytes(range(1, 33)), WITNESS)
    post, never = api.by(SUPERVISOR).post, 2**64 - 1
    for text, problem in (
        (str(note), "no-witness-of-ours"),
        (str(note.signed_also([stranger.cosign(checkpoint.text, 1)])), "no-witness-of-ours"),
        (str(note.signed_also([WITNESS_KEY.cosign(checkpoint.text, never)])), "no-witness-of-ours"),
        ("not a note", "not-this-checkpoint"),
        (str(note).replace("huiyin/main\n", "huiyin/other\n"), "not-this-checkpoint"),
        (str(note).replace(f"\n{checkpoint.size}\n", "\n999\n"), "not-this-checkpoint"),
    ):
        answer = post("/v1/checkpoint/cosignatures", json={"note": text})
        assert (answer.status_code, answer.json()["type"]) == (422, f"urn:huiyin:problem:{problem}")
    refused = api.by(CLERK).post("/v1/checkpoint/cosignatures", json={"note": str(note)})
    assert refused.status_code == 403
    assert api.app.database.fetch("SELECT count(*) FROM cosignature") == [(0,)]
