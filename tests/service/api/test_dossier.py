"""A dossier over HTTP: for those who may, of what they may know of, whole."""

from io import BytesIO
from zipfile import ZipFile

from service.dossier.verify import check
from tests.people import AUDITOR, CLERK, HANDLER, LEADER, SUPERVISOR
from tests.service.api.serving import PROBLEM, Api


def test_a_dossier_taken_over_http_holds(api: Api) -> None:
    received = api.receive(CLERK)
    path = f"/v1/matters/{received['number']}/dossier"
    for actor in (AUDITOR, SUPERVISOR, LEADER):
        answer = api.by(actor).get(path)
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/zip")
        assert (
            f'filename="dossier-{received["number"]}.zip"' in answer.headers["Content-Disposition"]
        )
        with ZipFile(BytesIO(answer.content)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        assert check(files, str(api.app.proof.keys()[0])).found == []


def test_a_dossier_is_for_auditors_supervisors_and_leaders_alone(api: Api) -> None:
    number = api.receive(CLERK)["number"]
    path = f"/v1/matters/{number}/dossier"
    assert api.anonymous.get(path).status_code == 401
    for actor in (CLERK, HANDLER):
        refused = api.by(actor).get(path)
        assert (refused.status_code, refused.json()["type"]) == (
            403,
            "urn:huiyin:problem:not-permitted",
        )
    about = api.receive(CLERK, about_persons=[LEADER.person])["number"]
    for unknown in (about, "2026-999999", "nonsense"):
        answer = api.by(LEADER).get(f"/v1/matters/{unknown}/dossier")
        assert (answer.status_code, answer.headers["Content-Type"]) == (404, PROBLEM)
