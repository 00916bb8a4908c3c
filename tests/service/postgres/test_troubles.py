"""What keeps the embedded PostgreSQL from running is said, with what to do."""

import os
from pathlib import Path

import pytest

from service.postgres import default_home, errors
from service.postgres.locks import exclusive
from tests.service.postgres.using import a_database, ask, data_of, end


def test_data_of_another_version_are_left_alone(home: Path) -> None:
    a_database(home).start()
    end(data_of(home))
    (data_of(home) / "PG_VERSION").write_text("12\n")
    with pytest.raises(errors.DataOfAnotherVersion, match=r"PostgreSQL 12.*version 18"):
        a_database(home).start()
    (data_of(home) / "PG_VERSION").write_text("18\n")
    (home / "postgres" / "password").unlink()
    with pytest.raises(errors.PasswordMissing):
        a_database(home).start()
    (data_of(home) / "PG_VERSION").unlink()
    with pytest.raises(errors.FolderNotUsable, match="holds no PostgreSQL database"):
        a_database(home).start()


def test_a_server_that_gives_up_is_quoted(home: Path) -> None:
    with pytest.raises(errors.StartFailed, match=r'invalid value.*"shared_buffers": "a lot"'):
        a_database(home, settings={"shared_buffers": "a lot", "fsync": "off"}).start()
    with a_database(home) as database:
        assert ask(database, "select 1") == ["1"]


@pytest.mark.parametrize(
    ("complaint", "error"),
    [("No space left on device", errors.DiskFull), ("bad", errors.InitialisationFailed)],
)
def test_an_initdb_that_fails_is_quoted(home: Path, complaint: str, error: type[Exception]) -> None:
    programs = home.parent / "bin"
    programs.mkdir()
    fails = f'[ "$1" = --version ] || {{ echo {complaint} >&2; exit 1; }}'
    for name, script in (("postgres", "echo 18.6"), ("initdb", fails)):
        (programs / name).write_text(f"#!/bin/sh\n{script}\n")
        (programs / name).chmod(0o755)
    with pytest.raises(error, match="full" if "space" in complaint else complaint):
        a_database(home, bin_dir=programs).start()
    assert not list(home.glob("postgres/data*"))


def test_a_home_that_is_a_file_and_missing_programs_are_explained(home: Path) -> None:
    home.touch()
    with pytest.raises(errors.FolderNotUsable, match="HUIYIN_HOME"):
        a_database(home).start()
    home.unlink()
    with pytest.raises(errors.BinariesMissing):
        a_database(home, bin_dir=Path("/nonexistent")).start()


def test_one_who_waits_too_long_for_another_to_start_is_told_so(home: Path) -> None:
    lock = home / "postgres" / "start.lock"
    lock.parent.mkdir(parents=True)
    with exclusive(lock, 1), pytest.raises(errors.StartLockHeld, match=r"start\.lock"):
        a_database(home, patience=0.2).start()


def test_the_home_is_the_users_or_the_machines(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HOME", "/home/li")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert default_home() == Path("/var/lib/huiyin")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setenv("XDG_DATA_HOME", "/srv/li")
    assert default_home() == Path("/srv/li/huiyin")
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    assert default_home() == Path("/home/li/.local/share/huiyin")
