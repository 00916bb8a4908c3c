"""``huiyin checkpoint``, ``verify`` and ``rotate-key``, as an auditor types them."""

import json
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from service.bootstrap import Application
from service.clock import MovingClock
from service.receipts import Progress
from tests.people import establish_units
from tests.scenarios.office import Office
from tests.service.cli.processes import Huiyin
from tests.service.cli.test_operating import one_sentence
from tests.service.proof.logs import fill, tampering


@pytest.fixture
def outside(huiyin: Huiyin, app: Application, tmp_path: Path) -> Path:
    """A log of thirty events, and its checkpoint in a file."""
    fill(app, 30)
    file = tmp_path / "checkpoint"
    file.write_text(huiyin("checkpoint").out)
    return file


def test_a_log_that_is_fine_is_said_to_be_so(huiyin: Huiyin, outside: Path) -> None:
    ran = huiyin("verify", "--against", outside, "--language", "en")
    assert (ran.status, ran.err) == (0, "")
    assert "Nothing wrong: 30 events, 30 of them sealed, 1 checkpoints, 1 kept elsewhere" in ran.out
    alone = huiyin("verify", "--language", "en")
    assert (alone.status, "Not held against a checkpoint kept elsewhere" in alone.err) == (0, True)


def test_what_was_changed_is_named_and_the_status_says_so(
    huiyin: Huiyin, outside: Path, database_url: str
) -> None:
    with tampering(database_url) as owner:
        owner.execute("UPDATE event SET data = '{}' WHERE position IN (7, 8)")
        owner.execute("DELETE FROM event WHERE position > 28")
    ran = huiyin("verify", "--json", "--against", outside)
    answer = json.loads(ran.out)
    assert (ran.status, answer["fine"], answer["count"]) == (1, False, 4)
    findings = {(each["kind"], each["first"], each["last"]) for each in answer["findings"]}
    assert findings == {("altered", 7, 8), ("missing", 29, 30), ("tail_cut", 29, 30)}
    table = huiyin("verify")
    assert (table.status, "事件被改动" in table.out) == (1, True)


def test_an_auditor_verifies_a_copy_with_no_key_but_the_public_one(
    huiyin: Huiyin, outside: Path, database_url: str, tmp_path: Path
) -> None:
    key = huiyin("checkpoint", "--show-key").out.strip()
    elsewhere = Huiyin(tmp_path / "audit", database_url)
    ran = elsewhere("verify", "--key", key, "--against", outside, "--language", "en")
    assert (ran.status, ran.err) == (0, "")
    assert list((tmp_path / "audit").rglob("*.key")) == []
    assert elsewhere("status").status == 1  # everything else needs the master key


def test_a_key_is_another_ones_or_none(huiyin: Huiyin, outside: Path) -> None:
    key = huiyin("checkpoint", "--show-key").out.strip()
    assert huiyin("verify", "--key", key).status == 0
    assert huiyin("verify", "--key", "nonsense").status == 2
    assert outside.exists()
    said = one_sentence(huiyin("verify", "--against", "no-such-file"))
    assert "no-such-file" in said


@pytest.fixture
def office(app: Application, clock: MovingClock) -> Office:
    """An office with one matter that was answered."""
    establish_units(app)
    office = Office(app, clock)
    office.answered()
    return office


@pytest.mark.usefixtures("office")
def test_the_lists_are_compared_when_asked(
    huiyin: Huiyin, app: Application, database_url: str
) -> None:
    assert huiyin("verify", "--projections").status == 0
    with tampering(database_url) as owner:
        owner.execute("DELETE FROM obligation_g1 WHERE nth = 1")
    ran = huiyin("verify", "--projections", "--json")
    (found,) = json.loads(ran.out)["findings"]
    assert (ran.status, found["kind"]) == (1, "list_differs")
    assert found["detail"].startswith("obligation: ")
    assert app.log.head() > 0


def test_a_key_is_rotated_by_a_supervisor(huiyin: Huiyin, outside: Path) -> None:
    old = huiyin("checkpoint", "--show-key").out
    one_sentence(huiyin("rotate-key"))
    token = huiyin("token", "--role", "supervisor", "--person", "zhao").out.strip()
    new = huiyin("rotate-key", "--token", token)
    assert (new.status, huiyin("checkpoint", "--show-key").out) == (0, new.out)
    assert new.out != old
    assert huiyin("verify", "--against", outside).status == 0
    as_json = huiyin.json("checkpoint")
    assert (as_json["size"], as_json["key"], as_json["witnesses"]) == (31, new.out.strip(), [])


def test_an_empty_log_has_no_checkpoint(huiyin: Huiyin) -> None:
    assert "no checkpoint yet" in one_sentence(huiyin("checkpoint", "--language", "en"))
    assert huiyin("verify").status == 0


@pytest.mark.usefixtures("office")
def test_a_dossier_is_made_in_a_file_and_checks_itself(
    huiyin: Huiyin, app: Application, tmp_path: Path
) -> None:
    number = huiyin.json("matters")[0]["number"]
    file, folder = tmp_path / "dossier.zip", tmp_path / "dossier"
    ran = huiyin("dossier", number, "-o", file, "--language", "en")
    assert (ran.status, ran.out) == (0, "")
    assert ran.err.startswith(f"The dossier of {number} is in {file}")
    with ZipFile(file) as archive:
        archive.extractall(folder)
    key = huiyin("checkpoint", "--show-key").out.strip()
    command = [sys.executable, "verify.py", "--key", key]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, "everything holds" in done.stdout) == (0, True)
    assert app.log.head() > 0
    token = huiyin("token", "--role", "clerk", "--person", "li", "--unit", "office").out.strip()
    one_sentence(huiyin("dossier", number, "-o", file, "--token", token))
    one_sentence(huiyin("dossier", number, "-o", tmp_path / "nowhere" / "x.zip"))
    one_sentence(huiyin("dossier", "2026-999999", "-o", file))
    assert huiyin("dossier", number).status == 2


@pytest.mark.usefixtures("office")
def test_a_receipt_code_from_the_command_line_is_the_one_that_shows_progress(
    huiyin: Huiyin, app: Application
) -> None:
    token = huiyin("token", "--role", "clerk", "--person", "li-na", "--unit", "office").out.strip()
    given = huiyin(
        "do", "receive", "--channel", "letter", "--subject", "路灯不亮", "--body", "已经三天",
        "--nature", "request", "--json", "--token", token,
    )  # fmt: skip
    assert given.status == 0, given.err
    received = json.loads(given.out)
    assert received["receipt"].startswith(f"{received['number']}-")
    found = app.receipts.find(received["receipt"])
    assert found is not None
    assert (found.number, found.progress) == (received["number"], Progress.RECEIVED)
    assert app.receipts.find(received["receipt"][:-1] + "?") is None
