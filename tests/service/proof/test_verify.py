"""Whoever owns the database can change it; each way of doing so is found, and named by position.

The attacker here is a superuser with every trigger off. What a rewritten tree hides from the database
alone is found against a checkpoint kept outside it.
"""

import psycopg
import pytest

from service.bootstrap import Application
from service.proof import blocks
from service.proof.errors import CheckpointsPart, LogBehindTree, UnusableLastSigned
from service.proof.findings import Report
from service.proof.leaf import leaf_of
from service.proof.merkle import completed_by
from service.proof.note import WITNESS, Signer
from service.proof.verify import Verification
from tests.people import SUPERVISOR
from tests.service.proof.logs import fill, sealed, tampering

EVENTS = 45


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks of eight leaves, so that a short log has many."""
    for module in ("service.proof.blocks", "service.proof.verify"):
        monkeypatch.setattr(f"{module}.HEIGHT", 3)
        monkeypatch.setattr(f"{module}.BLOCK", 8)
    assert blocks.BLOCK == 8


def verified(app: Application, *against: str) -> Report:
    key = app.proof.keyring.signer().verifier
    return Verification(app.database, key, app.proof.keyring.origin, against).run()


def verified_here(app: Application) -> Report:
    """As ``huiyin verify`` does on the service's own machine, which has what was signed last."""
    key = app.proof.keyring.signer().verifier
    return Verification(app.database, key, "huiyin/main", (), app.proof.last.text()).run()


def forget_what_was_signed(app: Application) -> None:
    """What somebody can do who has the service's machine, and not the database alone."""
    (app.settings.home / "keys" / "signed-main").unlink()


def found(report: Report) -> list[tuple[str, int | None, int | None]]:
    return [(each.kind.value, each.first, each.last) for each in report.findings]


@pytest.fixture
def outside(app: Application) -> str:
    """A log with checkpoints after 20 and all of its events; the last one as a file holds it."""
    fill(app, 20)
    sealed(app)
    fill(app, EVENTS - 20, begin=20)
    return str(sealed(app).note)


def test_a_log_nobody_touched_is_fine(app: Application, outside: str) -> None:
    report = verified(app, outside)
    assert (report.findings, report.count) == ([], 0)
    assert (report.events, report.sealed, report.checkpoints, report.against) == (45, 45, 2, 1)
    assert report.root == app.proof.newest().checkpoint.root
    fill(app, 9, begin=EVENTS)  # and so is one that goes on, sealed or not
    report = verified(app, outside)
    assert (report.fine, report.events, report.sealed) == (True, 54, 45)


def test_an_empty_log_is_fine(app: Application) -> None:
    assert verified(app).fine


@pytest.mark.parametrize("count", [1, 7, 8, 9, 16, 31, 32, 33, 64])
def test_a_log_of_any_length_is_fine(app: Application, count: int) -> None:
    fill(app, count)
    sealed(app)
    report = verified(app)
    assert (report.findings, report.sealed) == ([], count)


ALTERED = ("altered", 23, 23)
CHANGES = {
    "stream": ("UPDATE event SET stream = 's-99' WHERE position = 23", [ALTERED]),
    "version": ("UPDATE event SET version = 500 WHERE position = 23", [ALTERED]),
    "type": ("UPDATE event SET type = 'test.changed' WHERE position = 23", [ALTERED]),
    "type version": ("UPDATE event SET type_version = 2 WHERE position = 23", [ALTERED]),
    "recorded later": (
        "UPDATE event SET recorded_at = recorded_at + interval '1 microsecond' WHERE position = 23",
        [ALTERED, ("time_backwards", 24, 24)],
    ),
    "recorded earlier": (
        "UPDATE event SET recorded_at = recorded_at - interval '1 microsecond' WHERE position = 23",
        [ALTERED, ("time_backwards", 23, 23)],
    ),
    "recorded never": (
        "UPDATE event SET recorded_at = 'infinity' WHERE position = 23",
        [ALTERED, ("time_backwards", 24, 24)],
    ),
    "data": ("""UPDATE event SET data = '{"n": 0}' WHERE position = 23""", [ALTERED]),
    "a blank in the data": (
        "UPDATE event SET data = replace(data::text, '  ', ' ')::json WHERE position = 23",
        [ALTERED],
    ),
    "the first": ("""UPDATE event SET data = '{}' WHERE position = 1""", [("altered", 1, 1)]),
    "the last": ("""UPDATE event SET data = '{}' WHERE position = 45""", [("altered", 45, 45)]),
    "several": (
        """UPDATE event SET data = '{}' WHERE position IN (2, 3, 30)""",
        [("altered", 2, 3), ("altered", 30, 30)],
    ),
    "deleted": ("DELETE FROM event WHERE position = 23", [("missing", 23, 23)]),
    "deleted at the end": ("DELETE FROM event WHERE position > 40", [("missing", 41, 45)]),
    "deleted in the middle": (
        "DELETE FROM event WHERE position BETWEEN 7 AND 26", [("missing", 7, 26)],
    ),
    "emptied": ("TRUNCATE event", [("missing", 1, 45)]),
    "inserted at a place that is none": (
        "INSERT INTO event SELECT 0, 'x', 1, type, 1, recorded_at, data FROM event"
        " WHERE position = 1",
        [("inserted", 0, 0)],
    ),
    "inserted far behind": (
        "INSERT INTO event SELECT 1000000000, 'x', 1, type, 1, recorded_at, data FROM event"
        " WHERE position = 45",
        [("missing", 46, 999_999_999), ("inserted", 1_000_000_000, 1_000_000_000)],
    ),
    "a leaf": (
        "UPDATE tree_node SET hash = sha256('x') WHERE level = 0 AND nth = 22",
        [("node_differs", 23, 23)],
    ),
    "an inner node": (
        "UPDATE tree_node SET hash = sha256('x') WHERE level = 2 AND nth = 5",
        [("node_differs", 21, 24)],
    ),
    "a node high up": (
        "UPDATE tree_node SET hash = sha256('x') WHERE level = 5 AND nth = 0",
        [("node_differs", 1, 32)],
    ),
    "a node deleted": (
        "DELETE FROM tree_node WHERE level = 1 AND nth = 3", [("node_missing", 7, 8)],
    ),
    "a leaf deleted": (
        "DELETE FROM tree_node WHERE level = 0 AND nth = 44", [("node_missing", 45, 45)],
    ),
    "a node too many": (
        "INSERT INTO tree_node VALUES (0, 1000000000, sha256('x'))", [("node_alien", None, None)],
    ),
    "a checkpoint's root": (
        "UPDATE checkpoint SET note = overlay(note placing 'AAAA' from 20) WHERE size = 20",
        [("checkpoint_forged", None, None)],
    ),
    "a checkpoint moved": (
        "UPDATE checkpoint SET size = 21 WHERE size = 20", [("checkpoint_forged", None, None)],
    ),
    "a checkpoint of nobody's": (
        "INSERT INTO checkpoint SELECT 30, note, signed_at FROM checkpoint WHERE size = 20",
        [("checkpoint_forged", None, None)],
    ),
    "a checkpoint far ahead": (
        "INSERT INTO checkpoint SELECT 99, note, signed_at FROM checkpoint WHERE size = 20",
        [("checkpoint_forged", None, None)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", CHANGES)
@pytest.mark.usefixtures("outside")
def test_each_change_is_found_and_named(app: Application, database_url: str, what: str) -> None:
    statement, expected = CHANGES[what]
    with tampering(database_url) as owner:
        assert owner.execute(statement.encode()).rowcount != 0
    findings = found(verified(app))
    about_versions = [each for each in findings if each[0] == "version_gap"]
    others = [each for each in findings if each not in about_versions]
    assert sorted(map(str, others)) == sorted(map(str, expected))
    assert bool(about_versions) == (
        what in ("stream", "version", "deleted", "deleted in the middle")
    )


@pytest.mark.usefixtures("outside")
def test_two_events_that_changed_places_are_both_named(app: Application, database_url: str) -> None:
    with tampering(database_url) as owner:
        owner.execute("UPDATE event SET position = -1 WHERE position = 12")
        owner.execute("UPDATE event SET position = 12 WHERE position = 31")
        owner.execute("UPDATE event SET position = 31 WHERE position = -1")
    findings = found(verified(app))
    assert {("altered", 12, 12), ("altered", 31, 31)} <= set(findings)
    assert {kind for kind, _, _ in findings} <= {"altered", "version_gap", "time_backwards"}


@pytest.mark.usefixtures("outside")
def test_an_event_inserted_between_others_moves_all_behind_it(
    app: Application, database_url: str
) -> None:
    with tampering(database_url) as owner:
        owner.execute("UPDATE event SET position = -position WHERE position > 30")
        owner.execute("UPDATE event SET position = 1 - position WHERE position < 0")
        owner.execute(
            "INSERT INTO event SELECT 31, 'x', 1, type, 1, recorded_at, data FROM event"
            " WHERE position = 30"
        )
    assert found(verified(app)) == [("altered", 31, 45)]


@pytest.mark.usefixtures("outside")
def test_an_event_taken_out_with_the_others_moved_up_is_found(
    app: Application, database_url: str
) -> None:
    with tampering(database_url) as owner:
        owner.execute("DELETE FROM event WHERE position = 40")
        owner.execute("UPDATE event SET position = -position WHERE position > 40")
        owner.execute("UPDATE event SET position = -position - 1 WHERE position < 0")
    findings = found(verified(app))
    assert ("altered", 40, 44) in findings
    assert ("missing", 45, 45) in findings


@pytest.mark.usefixtures("outside")
def test_two_rows_at_one_position_are_found(app: Application, database_url: str) -> None:
    with tampering(database_url) as owner:
        owner.execute("ALTER TABLE event DROP CONSTRAINT event_pkey")
        owner.execute("INSERT INTO event SELECT 9, 'x', 1, type, 1, recorded_at, data FROM event"
                      " WHERE position = 9")  # fmt: skip
    assert ("inserted", 9, 9) in found(verified(app))


def rewrite_tree(app: Application, owner: psycopg.Connection) -> None:
    """What an attacker who knows the program does afterwards: makes the whole tree anew."""
    leaves = [leaf_of(row) for row in app.proof.store.events(0, 10_000)]
    owner.execute("TRUNCATE tree_node")
    for level, (first, hashes) in completed_by(0, leaves, {}).items():
        for nth, hashed in enumerate(hashes, first):
            owner.execute("INSERT INTO tree_node VALUES (%s, %s, %s)", (level, nth, hashed))


@pytest.mark.usefixtures("outside")
def test_a_tree_that_was_rewritten_parts_from_the_signed_checkpoints(
    app: Application, database_url: str
) -> None:
    with tampering(database_url) as owner:
        owner.execute("UPDATE event SET data = '{}' WHERE position = 23")
        rewrite_tree(app, owner)
    assert found(verified(app)) == [("checkpoint_differs", 21, 45)]


def test_an_attacker_who_rewrites_everything_and_has_the_key_is_found_from_outside(
    app: Application, outside: str, database_url: str
) -> None:
    early = str(app.proof.store.newest(20).note)  # type: ignore[union-attr]
    with tampering(database_url) as owner:
        owner.execute("UPDATE event SET data = '{}' WHERE position = 23")
        rewrite_tree(app, owner)
        owner.execute("TRUNCATE checkpoint")
    forget_what_was_signed(app)
    sealed(app)  # signed by the log's own key
    assert verified(app).fine
    assert found(verified(app, outside)) == [("fork", 1, 45)]
    assert found(verified(app, early, outside)) == [("fork", 21, 45)]


def test_an_old_backup_put_back_is_found_from_outside(
    app: Application, outside: str, database_url: str
) -> None:
    with tampering(database_url) as owner:
        owner.execute("DELETE FROM event WHERE position > 20")
        owner.execute("DELETE FROM tree_node WHERE (nth + 1) << level > 20")
        owner.execute("DELETE FROM checkpoint WHERE size > 20")
    assert verified(app).fine
    assert found(verified(app, outside)) == [("tail_cut", 21, 45)]
    fill(app, 30, streams=10**9, begin=10**6)
    forget_what_was_signed(app)
    sealed(app)
    assert verified(app).fine
    assert found(verified(app, outside)) == [("fork", 1, 45)]


@pytest.mark.usefixtures("outside")
def test_whoever_has_the_database_alone_gets_no_other_history_signed(
    app: Application, database_url: str
) -> None:
    """Every checkpoint taken out, so that nothing stored speaks against it; the service still runs."""
    with tampering(database_url) as owner:
        owner.execute("UPDATE event SET data = '{}' WHERE position = 23")
        for table in ("tree_node", "checkpoint", "cosignature"):
            owner.execute(f"TRUNCATE {table}".encode())
    fill(app, 3, begin=EVENTS)
    with pytest.raises(CheckpointsPart):
        sealed(app)
    assert app.proof.store.newest() is None
    assert found(verified_here(app)) == [("fork", 1, 45)]


@pytest.mark.usefixtures("outside")
def test_whoever_has_the_database_alone_cuts_no_tail_unseen(
    app: Application, database_url: str
) -> None:
    assert verified_here(app).fine
    with tampering(database_url) as owner:
        owner.execute("DELETE FROM event WHERE position > 20")
        owner.execute("DELETE FROM tree_node WHERE (nth + 1) << level > 20")
        owner.execute("DELETE FROM checkpoint WHERE size > 20")
    assert found(verified_here(app)) == [("tail_cut", 21, 45)]
    fill(app, 9, streams=10**9, begin=10**6)
    with pytest.raises(LogBehindTree):
        sealed(app)
    fill(app, 30, streams=10**9, begin=10**7)
    with pytest.raises(CheckpointsPart):
        sealed(app)


@pytest.mark.parametrize("content", ["", "x", "huiyin/main\n"])
def test_nothing_is_signed_where_what_was_signed_last_cannot_be_read(
    app: Application, content: str
) -> None:
    fill(app, 5)
    sealed(app)
    (app.settings.home / "keys" / "signed-main").write_text(content)
    fill(app, 5, begin=5)
    with pytest.raises(UnusableLastSigned):
        sealed(app)


def test_a_checkpoint_of_another_log_or_key_says_nothing(app: Application, outside: str) -> None:
    assert found(verified(app, "x")) == [("checkpoint_forged", None, None)]
    text = app.proof.newest().note.text
    stranger = Signer("huiyin/main", bytes(32))
    forged = f"{text}\n{stranger.sign(text).line}\n"
    assert found(verified(app, forged)) == [("checkpoint_forged", None, None)]
    other = outside.replace("huiyin/main\n", "huiyin/other\n", 1)
    assert found(verified(app, other)) == [("other_log", None, None)]


def test_checkpoints_hold_through_a_change_of_keys(app: Application, outside: str) -> None:
    app.rotating.rotate(SUPERVISOR)
    late = str(sealed(app).note)
    assert verified(app, outside, late).fine
    stranger = Signer("huiyin/main", bytes(32)).verifier
    report = Verification(app.database, stranger, "huiyin/main").run()
    assert found(report) == [("key_differs", 46, 46)]


@pytest.mark.usefixtures("outside")
def test_a_cosignature_that_is_none_is_found(app: Application) -> None:
    witness = Signer("city-audit", bytes(range(32)), WITNESS)
    text = app.proof.newest().note.text
    app.proof.store.cosign(45, str(witness.verifier), 7, witness.cosign(text, 7))
    assert verified(app).fine
    app.proof.store.cosign(45, str(witness.verifier), 9, witness.cosign(text, 7))
    assert found(verified(app)) == [("cosignature_forged", None, None)]


@pytest.mark.usefixtures("outside")
@pytest.mark.parametrize("size", [-3, 0, EVENTS + 1, 10**9])
def test_a_cosignature_of_what_never_was_is_found(app: Application, size: int) -> None:
    witness = Signer("city-audit", bytes(range(32)), WITNESS)
    text = app.proof.newest().note.text
    app.proof.store.cosign(size, str(witness.verifier), 7, witness.cosign(text, 7))
    assert found(verified(app)) == [("cosignature_forged", None, None)]


@pytest.mark.usefixtures("outside")
def test_many_findings_are_counted_and_not_all_listed(app: Application, database_url: str) -> None:
    with tampering(database_url) as owner:
        owner.execute("UPDATE event SET data = '{}'")
    report = verified(app)
    assert (report.count, found(report)) == (45, [("altered", 1, 45)])


def test_it_takes_in_what_is_appended_while_it_runs(app: Application, outside: str) -> None:
    def append(at: int, _end: int) -> None:
        fill(app, 3, streams=10**9, begin=1_000 * at)
        sealed(app)

    key = app.proof.keyring.signer().verifier
    report = Verification(app.database, key, "huiyin/main", [outside]).run(append)
    assert report.findings == []


def test_a_change_of_keys_that_the_old_one_did_not_endorse_is_to_be_asked_about_until_vouched_for(
    app: Application, outside: str
) -> None:
    gone = app.proof.keys()[0]
    (app.settings.home / "keys" / "proof.key").unlink()
    app.rotating.rotate(SUPERVISOR, lost=gone)
    since = str(sealed(app).note)
    unendorsed = [("key_unendorsed", EVENTS + 1, EVENTS + 1)]
    assert found(verified(app)) == unendorsed
    assert (
        found(verified(app, outside)) == unendorsed
    )  # kept before the change: it vouches for nothing
    assert verified(app, since).fine
    app.rotating.rotate(SUPERVISOR)
    sealed(app)
    assert found(verified(app)) == unendorsed  # a change with the old key's word is none
