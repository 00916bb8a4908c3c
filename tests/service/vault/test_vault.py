"""Personal text: sealed before it is stored, opened for display only, gone with its key."""

import os
from base64 import b64decode, b64encode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from pydantic import SecretStr

from domain.codec import Draft, encode
from domain.envelope import Sealed
from domain.matter.handling.events import ProgressReported
from domain.matter.intake.commands import ReceiveMatter
from domain.vocabulary import Channel, Nature
from service.bootstrap import Application, application
from service.keys import UnusableKey, load_key
from service.settings import Settings
from service.vault.vault import DamagedKey, Vault, WrongMasterKey
from tests.people import CLERK, MORNING, establish_units

SECRETS = ("张小明", "13800001111", "楼道堆满杂物", "已经半年没有人管")


def receive(app: Application) -> None:
    establish_units(app)
    name, contact, subject, body = SECRETS
    command = ReceiveMatter(
        channel=Channel.LETTER,
        name=name,
        contact=contact,
        subject=subject,
        body=body,
        nature=Nature.REQUEST,
    )
    app.handler.receive(command, CLERK, key="letter-1")
    for each in app.runners:
        each.catch_up()


def test_what_a_complainant_wrote_stands_nowhere_in_the_database(
    app: Application, database_url: str
) -> None:
    receive(app)
    with psycopg.connect(database_url) as owner:
        tables = owner.execute(
            "SELECT table_schema, table_name FROM information_schema.tables"
            " WHERE table_schema LIKE 'huiyin%'"
        ).fetchall()
        everything = ""
        for schema, table in tables:
            rows = owner.execute(f'SELECT t::text FROM "{schema}"."{table}" t').fetchall()
            everything += "\n".join(row[0] for row in rows)
    assert "matter.received" in everything
    for secret in SECRETS:
        assert secret not in everything
        assert secret.encode().hex() not in everything
        assert b64encode(secret.encode()).decode()[:-4] not in everything


def test_text_opens_under_its_own_persons_key_only(app: Application) -> None:
    sealed = app.vault.sealer("a")("楼道堆满杂物")
    app.vault.prepare(["b"])
    assert app.vault.open(sealed) == "楼道堆满杂物"
    assert app.vault.open(sealed.model_copy(update={"person": "b"})) is None
    assert app.vault.open(sealed.model_copy(update={"person": "nobody"})) is None


@pytest.mark.parametrize(
    "tampered",
    [
        lambda blob: blob[:-1] + bytes([blob[-1] ^ 1]),
        lambda blob: bytes([blob[0] ^ 1]) + blob[1:],
        lambda blob: blob[:-1],
        lambda blob: blob[:12],
        lambda blob: blob[:5],
        lambda _: b"",
    ],
)
def test_text_that_was_tampered_with_does_not_open(
    app: Application, tampered: Callable[[bytes], bytes]
) -> None:
    sealed = app.vault.sealer("a")("楼道堆满杂物")
    blob = tampered(b64decode(sealed.sealed))
    assert app.vault.open(Sealed(person="a", sealed=b64encode(blob).decode())) is None


@pytest.mark.parametrize("text", ["%%%", "密文", "abc", "AAAA\nAAAA"])
def test_what_is_no_base64_does_not_open_either(app: Application, text: str) -> None:
    app.vault.prepare(["a"])
    assert app.vault.open(Sealed(person="a", sealed=text)) is None


def test_the_same_text_is_never_sealed_alike(app: Application) -> None:
    seal = app.vault.sealer("a")
    assert len({seal("楼道堆满杂物").sealed for _ in range(20)}) == 20


def test_a_damaged_key_is_reported_and_not_replaced_by_a_new_one(
    app: Application, database_url: str
) -> None:
    app.vault.prepare(["a", "b"])
    table = f"{app.settings.vault_schema}.person_key"
    with psycopg.connect(database_url, autocommit=True) as owner:
        owner.execute(
            f"UPDATE {table} SET wrapped = (SELECT wrapped FROM {table} WHERE person = 'b')"
            " WHERE person = 'a'"
        )
    fresh = Vault(app.database, app.settings.vault_schema, master_key(app))
    with pytest.raises(DamagedKey, match="person a"):
        fresh.sealer("a")
    assert fresh.open(fresh.sealer("b")("text")) == "text"


def test_keys_dropped_from_memory_are_loaded_again(
    app: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.vault.vault.MOST_CACHED", 3)
    sealed = [app.vault.sealer(f"p{n}")(str(n)) for n in range(10)]
    assert len(app.vault.prepare([f"p{n}" for n in range(10)])) == 10
    assert [app.vault.open(each) for each in sealed] == [str(n) for n in range(10)]


def test_without_the_persons_key_the_text_is_gone(app: Application, database_url: str) -> None:
    sealed = app.vault.sealer("a")("楼道堆满杂物")
    with psycopg.connect(database_url, autocommit=True) as owner:
        owner.execute(f"DELETE FROM {app.settings.vault_schema}.person_key")
    fresh = Vault(app.database, app.settings.vault_schema, master_key(app))
    assert fresh.open(sealed) is None


def master_key(app: Application) -> bytes:
    return load_key(None, app.settings.home / "keys" / "master.key", "master key")


def test_another_master_key_is_refused_before_anything_is_done(settings: Settings) -> None:
    with application(settings):
        pass
    other = settings.model_copy(
        update={"master_key": SecretStr(b64encode(os.urandom(32)).decode())}
    )
    with pytest.raises(WrongMasterKey, match="HUIYIN_HOME"), application(other):
        pass


def test_two_processes_that_meet_a_person_at_once_agree_on_the_key(app: Application) -> None:
    def seal(n: int) -> Sealed:
        return Vault(app.database, app.settings.vault_schema, master_key(app)).sealer("new")(str(n))

    with ThreadPoolExecutor(8) as pool:
        sealed = list(pool.map(seal, range(8)))
    assert [app.vault.open(each) for each in sealed] == [str(n) for n in range(8)]


def test_an_imported_persons_id_is_stable_and_says_nothing(app: Application) -> None:
    one = app.vault.person_of("board", "U0001")
    assert one == app.vault.person_of("board", "U0001")
    assert one != app.vault.person_of("board", "U0002")
    assert one != app.vault.person_of("boar", "dU0001")
    other = Vault(app.database, app.settings.vault_schema, os.urandom(32))
    assert one != other.person_of("board", "U0001")


def test_a_key_file_is_made_once_and_for_its_owner_alone(home: Path) -> None:
    file = home / "keys" / "some.key"
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: load_key(None, file, "some key"), range(8)))
    assert len(keys) == 1
    assert file.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in file.parent.iterdir()] == ["some.key"]


@pytest.mark.parametrize("text", ["", "short", b64encode(b"x" * 31).decode(), "密钥"])
def test_a_key_that_is_none_is_refused_by_name(home: Path, text: str) -> None:
    file = home / "bad.key"
    file.write_text(text, "utf-8")
    with pytest.raises(UnusableKey, match="master key"):
        load_key(None, file, "master key")


def test_a_key_file_that_cannot_be_read_or_made_is_named(home: Path) -> None:
    (home / "folder.key").mkdir()
    (home / "file").touch()
    for file in (home / "folder.key", home / "file" / "some.key"):
        with pytest.raises(UnusableKey, match=f"{file} with the master key.*HUIYIN_HOME"):
            load_key(None, file, "master key")


def test_text_in_the_clear_cannot_be_written() -> None:
    def forgetful(text: str) -> Sealed:
        raise AssertionError(text)

    fact = ProgressReported(unit="housing", text="已派人查看")
    draft = Draft("matter-x", fact, CLERK, MORNING, "command")
    with pytest.raises(Exception, match="已派人查看"):
        encode(draft, forgetful)
    with pytest.raises(ValueError, match="must be sealed"):
        fact.model_dump_json()
