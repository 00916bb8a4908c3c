"""Sealing the log of a real database: batch by batch, by one of several, and never against itself."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from pydantic import SecretStr

from domain.proof_events import ProofKeyRotated
from service.access.permissions import NotPermitted
from service.bootstrap import Application, application
from service.proof import sealer
from service.proof.checkpoint import Checkpoint, read
from service.proof.errors import (
    CheckpointsPart,
    GapInLog,
    KeyNotInForce,
    LogBehindTree,
    NoCheckpoint,
    NotInTree,
)
from service.proof.keyring import endorsement
from service.proof.last_signed import LastSigned
from service.proof.leaf import leaf_of
from service.proof.merkle import consistency_holds, inclusion_holds
from service.proof.note import Note, Signer
from service.proof.store import TreeDamaged
from service.settings import Settings
from service.tending import Tending
from tests.people import AUDITOR, SUPERVISOR
from tests.service.proof.logs import fill, sealed, tampering
from tests.service.proof.test_merkle import Tree


def nodes(app: Application) -> dict[tuple[int, int], bytes]:
    rows = app.database.fetch("SELECT level, nth, hash FROM tree_node")
    return {(level, nth): bytes(hashed) for level, nth, hashed in rows}


def test_an_empty_log_has_no_checkpoint(app: Application) -> None:
    assert app.proof.sealer.seal() is None
    with pytest.raises(NoCheckpoint):
        app.proof.newest()


def test_the_tree_is_that_of_the_events_however_they_came_in(
    app: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealer, "BATCH", 7)
    for count in (1, 1, 3, 20, 8, 16):
        fill(app, count, begin=app.log.head())
        newest = sealed(app).checkpoint
        plain = Tree(leaf_of(row) for row in app.proof.store.events(0, 10_000))
        assert (newest.size, nodes(app)) == (app.log.head(), plain.nodes)
    assert sealed(app) == app.proof.newest()
    assert len(app.proof.store.checkpoints(0, 10_000)) == 6


def test_a_checkpoint_says_which_log_and_is_signed_by_its_key(app: Application) -> None:
    fill(app, 5)
    checkpoint, note = read(str(sealed(app).note))
    assert (checkpoint.origin, checkpoint.size) == ("huiyin/main", 5)
    assert app.proof.keys()[0].holds(note)
    assert (app.settings.home / "keys" / "proof.key").stat().st_mode & 0o777 == 0o600


def test_of_several_that_seal_at_once_all_end_with_the_same(
    app: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealer, "BATCH", 50)
    fill(app, 2_000)
    with ThreadPoolExecutor(4) as pool:
        signed = [*pool.map(lambda _: sealed(app), range(4))]
    assert {each.checkpoint.size for each in signed} == {2_000}
    assert nodes(app) == Tree(leaf_of(row) for row in app.proof.store.events(0, 2_000)).nodes


def test_of_several_that_sign_at_once_the_largest_checkpoint_is_kept(tmp_path: Path) -> None:
    signer, kept = Signer("huiyin/main", bytes(32)), tmp_path / "keys" / "signed-main"

    def keep(size: int) -> None:
        text = Checkpoint("huiyin/main", size, bytes(32)).text
        LastSigned(kept).keep(Note(text, (signer.sign(text),)))

    with ThreadPoolExecutor(8) as pool:
        assert len([*pool.map(keep, [*range(1, 100), *range(100, 0, -1)])]) == 199
    found = LastSigned(kept).checkpoint()
    assert found is not None
    assert found.size == 100


def test_every_proof_that_is_given_holds(app: Application) -> None:
    fill(app, 40)
    early = sealed(app).checkpoint
    fill(app, 60, begin=40)
    late = sealed(app).checkpoint
    for checkpoint in (early, late):
        for position in (1, 2, 17, 40):
            given = app.proof.inclusion(position, checkpoint.size)
            place = (given.leaf, position - 1, checkpoint.size, given.path, checkpoint.root)
            assert inclusion_holds(*place)
    path = app.proof.consistency(early.size).path
    assert consistency_holds(early.size, late.size, path, early.root, late.root)
    for asked in ((0, None), (101, None), (5, 4), (5, 101)):
        with pytest.raises(NotInTree):
            app.proof.inclusion(*asked)
    with pytest.raises(NotInTree):
        app.proof.consistency(101)


@pytest.mark.parametrize("table", ["tree_node", "checkpoint", "cosignature"])
def test_the_proof_is_only_added_to(app: Application, database_url: str, table: str) -> None:
    fill(app, 3)
    sealed(app)
    statements = (f"UPDATE {table} SET size = 1", f"DELETE FROM {table}", f"TRUNCATE {table}")
    if table == "tree_node":
        statements = ("UPDATE tree_node SET nth = 1", *statements[1:])
    with psycopg.connect(database_url, autocommit=True) as owner:
        owner.execute("SET search_path TO huiyin_main")
        for each in statements:
            with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
                owner.execute(each.encode())
    with app.database.connect() as service:
        for each in statements:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                service.execute(each.encode())


def test_nothing_is_signed_of_a_log_that_was_cut(app: Application, database_url: str) -> None:
    fill(app, 9)
    sealed(app)
    with tampering(database_url) as owner:
        owner.execute("DELETE FROM event WHERE position > 7")
    with pytest.raises(LogBehindTree, match="event 7, and 9"):
        app.proof.sealer.seal()


def test_nothing_is_sealed_past_a_gap(app: Application, database_url: str) -> None:
    fill(app, 9)
    with tampering(database_url) as owner:
        owner.execute("DELETE FROM event WHERE position = 4")
    with pytest.raises(GapInLog, match="Event 4"):
        app.proof.sealer.seal()


def test_nothing_is_signed_that_parts_from_an_earlier_checkpoint(
    app: Application, database_url: str
) -> None:
    fill(app, 8)
    sealed(app)
    fill(app, 3, begin=8)
    with tampering(database_url) as owner:
        owner.execute("UPDATE tree_node SET hash = sha256('x') WHERE level = 3")
    with pytest.raises(CheckpointsPart, match="checkpoint of 8 events"):
        app.proof.sealer.seal()
    with tampering(database_url) as owner:
        owner.execute("DELETE FROM tree_node WHERE level = 3")
    with pytest.raises(TreeDamaged, match="node 0 of level 3"):
        app.proof.sealer.seal()
    assert app.proof.newest().checkpoint.size == 8


def test_nothing_is_signed_by_another_key_than_the_one_before(app: Application) -> None:
    fill(app, 2)
    sealed(app)
    (app.settings.home / "keys" / "proof.key").unlink()
    fill(app, 2, begin=2)
    with pytest.raises(KeyNotInForce, match="rotate-key --lost"):
        app.proof.sealer.seal()


def test_a_new_key_signs_from_the_event_on_that_says_so(app: Application) -> None:
    fill(app, 3)
    first = sealed(app)
    old = app.proof.keys()[0]
    new = app.rotating.rotate(SUPERVISOR)
    assert app.rotating.rotate(SUPERVISOR) != new  # each time another one
    newest = sealed(app)
    keys, changes = app.proof.keys()
    assert old.holds(first.note)
    assert keys.holds(newest.note)
    assert not old.holds(newest.note)
    assert [change.endorsed for change in changes] == [True, True]
    assert [change.previous for change in changes] == [old, new]
    assert len([*(app.settings.home / "keys").glob("proof.key.*")]) == 2
    with application(app.settings, app.clock) as again:
        assert sealed(again) == newest


def test_a_rotation_that_was_interrupted_goes_on(
    app: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(app, 3)
    sealed(app)
    with monkeypatch.context() as broken:
        broken.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError("full")))
        with pytest.raises(OSError, match="full"):
            app.rotating.rotate(SUPERVISOR)
    with pytest.raises(KeyNotInForce):
        app.proof.sealer.seal()
    new = app.rotating.rotate(SUPERVISOR)
    assert new.holds(sealed(app).note)
    assert len(app.proof.keys()[1]) == 1


def test_a_lost_key_is_replaced_and_the_log_says_that_it_endorsed_nothing(
    app: Application,
) -> None:
    fill(app, 3)
    sealed(app)
    gone = app.proof.keys()[0]
    (app.settings.home / "keys" / "proof.key").unlink()
    other = app.proof.keyring.signer().verifier
    with pytest.raises(KeyNotInForce):
        app.rotating.rotate(SUPERVISOR, lost=other)
    app.rotating.rotate(SUPERVISOR, lost=gone)
    newest = sealed(app)
    key, (change,) = app.proof.keys()
    assert key.holds(newest.note)
    assert (change.previous, change.endorsed) == (gone, False)


def test_an_endorsement_that_is_none_is_said_to_be_none(
    app: Application, database_url: str
) -> None:
    fill(app, 1)
    sealed(app)
    app.rotating.rotate(SUPERVISOR)
    (stored,) = app.log.stream("proof")
    assert stored.type == ProofKeyRotated.TYPE
    forged = stored.data.replace('"endorsement":"', '"endorsement":"AA')
    assert forged != stored.data
    with tampering(database_url) as owner:
        owner.execute("UPDATE event SET data = %s::json WHERE stream = 'proof'", (forged,))
    assert [change.endorsed for change in app.proof.keys()[1]] == [False]


def test_a_key_that_was_changed_endorses_no_other(app: Application, database_url: str) -> None:
    """It may have been changed because it got out."""
    fill(app, 1)
    old = app.proof.keyring.signer()
    app.rotating.rotate(SUPERVISOR)
    stranger = Signer("huiyin/main", bytes(32)).verifier
    (stored,) = app.log.stream("proof")
    content = json.loads(stored.data)
    content["fact"] |= {"key": str(stranger), "endorsement": endorsement(old, stranger)}
    with tampering(database_url) as owner:
        owner.execute(
            "INSERT INTO event SELECT position + 1, stream, 2, type, 1, recorded_at, %s::json"
            " FROM event WHERE stream = 'proof'",
            (json.dumps(content),),
        )
    assert [change.endorsed for change in app.proof.keys()[1]] == [True, False]


def test_only_a_supervisor_changes_the_key(app: Application) -> None:
    with pytest.raises(NotPermitted):
        app.rotating.rotate(AUDITOR)


def test_the_key_may_come_from_the_environment(settings: Settings, app: Application) -> None:
    key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    given = settings.model_copy(
        update={"proof_key": SecretStr(key), "origin": "office.example/log"}
    )
    with application(given, app.clock) as other:
        fill(other, 1)
        assert sealed(other).checkpoint.origin == "office.example/log"
    assert not (settings.home / "keys" / "proof.key").exists()


def test_a_program_that_tends_the_log_seals_it(app: Application) -> None:
    fill(app, 4)
    Tending(app).once()
    assert app.proof.newest().checkpoint.size == app.log.head() == 4


def test_a_log_that_cannot_be_sealed_stops_nothing_else(
    app: Application, database_url: str
) -> None:
    fill(app, 4)
    sealed(app)
    app.runner.catch_up()
    with tampering(database_url) as owner:
        owner.execute("DELETE FROM event WHERE position = 4")
    tending = Tending(app)
    tending._round()
    assert tending._watched_at is not None
    assert tending._sealed_at is not None
