"""The embedded PostgreSQL stays private, whoever starts it."""

import os
import pwd
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from service.postgres import binaries, errors, processes
from tests.service.postgres.using import (
    a_database,
    another_user,
    ask,
    data_of,
    leaves,
    nobody,
    nobodys_python,
    only_root,
    says,
)


def test_a_wrong_password_or_none_is_refused(home: Path) -> None:
    with a_database(home) as database:
        for password in ("wrong", ""):
            with pytest.raises(psycopg.OperationalError, match=r"password|supplied"):
                psycopg.connect(database.dsn(password=password))
        (home / "postgres" / "password").write_text("wrong")
        with pytest.raises(errors.PasswordRefused, match="backup"):
            a_database(home).start()
        assert processes.living(data_of(home))
    assert not processes.living(data_of(home))


@only_root
def test_root_is_told_where_to_go_if_the_account_cannot_reach_the_home(home: Path) -> None:
    home.parent.chmod(0o700)
    with pytest.raises(errors.HomeOutOfReach) as refusal:
        a_database(home).start()
    for words in (str(home), "/var/lib/huiyin", "ordinary user", "DATABASE_URL"):
        assert words in str(refusal.value)
    assert home.parent.stat().st_mode & 0o777 == 0o700


@only_root
def test_programs_out_of_the_accounts_reach_are_copied(home: Path) -> None:
    package = binaries.find_binaries().bin_dir.parents[1]
    closed = home.parent / "closed"
    closed.mkdir(mode=0o700)
    for part in (package, package.with_name(f"{package.name}.libs")):
        shutil.copytree(part, closed / part.name, ignore=binaries.NEEDLESS)
    (home / "postgres" / "dist-1.0").mkdir(parents=True)
    with a_database(home, bin_dir=closed / package.name / "pginstall" / "bin") as database:
        assert ask(database, "select 1") == ["1"]
        assert [each.name for each in home.glob("postgres/dist-*")] == ["dist-18.6"]
    assert not processes.living(data_of(home))


@only_root
def test_another_user_of_the_machine_cannot_even_reach_the_socket(home: Path) -> None:
    python = nobodys_python("socket")
    knock = "import socket, sys; socket.socket(socket.AF_UNIX).connect(sys.argv[1])"
    with a_database(home):
        socket = str(home / "postgres" / "run" / ".s.PGSQL.5432")
        subprocess.run([sys.executable, "-c", knock, socket], check=True)
        command = [python, "-c", knock, socket]
        refused = subprocess.run(command, check=False, capture_output=True, text=True, **nobody())  # type: ignore[call-overload]
        assert "PermissionError" in refused.stderr


@only_root
def test_an_ordinary_user_has_a_database_of_his_own_and_root_can_help_out(home: Path) -> None:
    python = nobodys_python("psycopg")
    home.mkdir()
    os.chown(home, pwd.getpwnam("nobody").pw_uid, -1)
    user = another_user(home, python, **nobody())
    assert says(user) == "ready"
    with a_database(home) as database:
        leaves(user)
        assert ask(database, "select 1") == ["1"]
    with a_database(home) as database:
        assert ask(database, "select 1") == ["1"]
        assert data_of(home).owner() == "nobody"
    user = another_user(home, python, **nobody())
    assert says(user) == "ready"
    leaves(user)
    assert not processes.living(data_of(home))


@only_root
def test_an_ordinary_user_is_kept_out_of_the_folder_of_root(home: Path) -> None:
    python = nobodys_python("psycopg")
    with a_database(home):
        user = another_user(home, python, **nobody())
        assert says(user).startswith("FolderOfAnotherUser The database's folder")
        leaves(user)
