"""A witness signs what follows from the last checkpoint it saw, and nothing else, ever."""

import json
from base64 import b64encode
from datetime import timedelta
from pathlib import Path

import pytest

from service.bootstrap import Application, application
from service.proof.checkpoint import Checkpoint
from service.proof.merkle import consistency_proof, leaf_hash, root
from service.proof.note import WITNESS, Note, Signer
from service.proof.witness import (
    LogForked,
    LogWentBack,
    NotSignedByLog,
    UnfitProof,
    UnreadableState,
    WitnessState,
    read_proof,
    witness,
)
from tests.people import AUDITOR
from tests.service.api.serving import serving
from tests.service.cli.processes import Huiyin
from tests.service.proof.logs import fill, sealed, tampering
from tests.service.proof.test_merkle import Tree

LOG_KEY = Signer("office.example/log", bytes(range(32)))
OURS = Signer("city-audit", bytes(range(1, 33)), WITNESS)


def tree(count: int, *, forked_at: int | None = None) -> Tree:
    return Tree(leaf_hash(b"fork" if n == forked_at else b"%d" % n) for n in range(count))


def checkpoint(of: Tree, signer: Signer = LOG_KEY) -> str:
    made = Checkpoint("office.example/log", of.size, root(of.size, of.load))
    return str(Note(made.text, (signer.sign(made.text),)))


class Witness:
    """A witness with its state in a file."""

    def __init__(self, folder: Path) -> None:
        self.state = WitnessState(folder / "state" / "witness.json")
        self.asked: list[tuple[int, int]] = []

    def sees(self, of: Tree, text: str | None = None) -> Note:
        def ask(old: int, new: int) -> list[bytes]:
            self.asked.append((old, new))
            return consistency_proof(old, new, of.load)

        given = text or checkpoint(of)
        return witness(given, LOG_KEY.verifier, OURS, self.state, ask, 1_772_413_200)


def test_the_first_checkpoint_is_taken_as_it_is_and_later_ones_must_follow(tmp_path: Path) -> None:
    office = Witness(tmp_path)
    for count in (3, 3, 9, 40):
        signed = office.sees(tree(count))
        assert OURS.verifier.at(signed) == 1_772_413_200
        assert LOG_KEY.verifier.holds(signed)
    assert office.asked == [(3, 9), (9, 40)]


def test_what_does_not_follow_is_not_signed_and_not_remembered(tmp_path: Path) -> None:
    office = Witness(tmp_path)
    office.sees(tree(9))
    with pytest.raises(LogWentBack, match="has 8 events, and one of 9"):
        office.sees(tree(8))
    for forked in (tree(9, forked_at=4), tree(12, forked_at=4), tree(12, forked_at=8)):
        with pytest.raises(LogForked):
            office.sees(forked)
    office.sees(tree(12, forked_at=9))  # what comes after was never witnessed


def test_only_what_the_log_signed_is_looked_at(tmp_path: Path) -> None:
    office = Witness(tmp_path)
    stranger = Signer("office.example/log", bytes(32))
    other = Signer("other.example/log", bytes(range(32)))
    for text in (checkpoint(tree(3), stranger), checkpoint(tree(3), other), "nothing", ""):
        with pytest.raises(NotSignedByLog):
            office.sees(tree(3), text or " ")
    assert office.state.known("office.example/log").size == 0


@pytest.mark.parametrize("content", ["{", "[]", '{"office.example/log": 3}', '{"office.example/log": {"size": 1}}'])  # fmt: skip
def test_a_state_that_cannot_be_read_stops_the_witness(tmp_path: Path, content: str) -> None:
    office = Witness(tmp_path)
    office.sees(tree(3))
    (tmp_path / "state" / "witness.json").write_text(content)
    with pytest.raises(UnreadableState):
        office.sees(tree(9))


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"from": 3, "to": 8, "path": []}', '{"from": 3, "to": 9, "path": ["?"]}',
             '{"from": 3, "to": 9, "path": 7}'],
)  # fmt: skip
def test_a_proof_of_something_else_is_none(text: str) -> None:
    with pytest.raises(UnfitProof):
        read_proof(text, 3, 9)


def test_on_the_command_line_with_files_alone(
    app: Application, home: Path, database_url: str, tmp_path: Path
) -> None:
    huiyin = Huiyin(home, database_url)
    ours = (
        "--name",
        "city-audit",
        "--key-file",
        tmp_path / "w.key",
        "--state",
        tmp_path / "w.json",
    )
    own_key = huiyin("witness", *ours)
    (home / "keys" / "witnesses").write_text(own_key.out)
    fill(app, 5)
    log_key = huiyin("checkpoint", "--show-key").out.strip()
    first = huiyin("checkpoint", "--language", "en")
    assert (first.status, "city-audit: has not signed yet." in first.err) == (0, True)
    (tmp_path / "first").write_text(first.out)
    signed = huiyin("witness", tmp_path / "first", *ours, "--log-key", log_key)
    assert signed.status == 0, signed.err
    assert signed.out.startswith(first.out)
    (tmp_path / "signed").write_text(signed.out)
    added = huiyin("checkpoint", "--add", tmp_path / "signed", "--language", "en")
    assert (added.status, added.out) == (0, signed.out)
    assert "city-audit: signed 0.0 hours ago, 0 events since." in added.err
    fill(app, 5, begin=5)
    second = huiyin("checkpoint").out
    (tmp_path / "second").write_text(second)
    without = huiyin("witness", tmp_path / "second", *ours, "--log-key", log_key, "--language=en")
    assert (without.status, "from=5&to=10" in without.err) == (1, True)
    path = app.proof.consistency(5, 10).path
    proof = {"from": 5, "to": 10, "path": [b64encode(each).decode() for each in path]}
    (tmp_path / "proof").write_text(json.dumps(proof))
    with_proof = ("--consistency", tmp_path / "proof", "--log-key", log_key)
    assert huiyin("witness", tmp_path / "second", *ours, *with_proof).status == 0
    back = huiyin("witness", tmp_path / "first", *ours, *with_proof, "--language=en")
    assert (back.status, back.out) == (1, "")
    assert "5 events, and one of 10" in back.err


def test_a_witness_speaks_to_the_service_of_the_log(
    app: Application, home: Path, database_url: str, tmp_path: Path
) -> None:
    ours = (
        "--name",
        "city-audit",
        "--key-file",
        tmp_path / "w.key",
        "--state",
        tmp_path / "w.json",
    )
    huiyin = Huiyin(home, database_url)
    fill(app, 5)
    sealed(app)
    (home / "keys" / "witnesses").write_text(huiyin("witness", *ours).out)
    with application(app.settings, app.clock) as witnessed, serving(witnessed, lists=False) as api:
        token = witnessed.tokens.issue(AUDITOR, timedelta(days=1))
        asked = (api.url, *ours, "--log-key", str(witnessed.proof.keys()[0]))
        for _ in range(2):
            ran = huiyin("witness", *asked, HUIYIN_TOKEN=token)
            assert ran.status == 0, ran.err
            fill(app, 5, begin=app.log.head())
            sealed(app)
        (seen,) = witnessed.proof.seen()
        assert (seen.size, seen.events) == (10, 5)
        with tampering(database_url) as owner:  # a row that makes the witness younger than it is
            owner.execute("INSERT INTO cosignature SELECT 15, witness, at + 99, line FROM cosignature"
                          " WHERE size = 10")  # fmt: skip
            owner.execute("INSERT INTO cosignature SELECT size, witness, at + 99, line"
                          " FROM cosignature WHERE size = 10")  # fmt: skip
        assert witnessed.proof.seen() == [seen]
        refused = huiyin("witness", *asked, "--language", "en")
        assert (refused.status, "HTTP 401" in refused.err) == (1, True)
        with tampering(database_url) as owner:
            owner.execute("UPDATE event SET data = '{}' WHERE position = 7")
            owner.execute("TRUNCATE tree_node")
            owner.execute("TRUNCATE checkpoint")
        (home / "keys" / "signed-main").unlink()
        sealed(witnessed)
        forked = huiyin("witness", *asked, "--language", "en", HUIYIN_TOKEN=token)
        assert (forked.status, forked.out) == (1, "")
        assert "history was rewritten" in forked.err
