"""The first start: a new data folder and its owner's password."""

import secrets
import shutil
import tempfile
from pathlib import Path

from service.postgres.account import Account
from service.postgres.binaries import Binaries
from service.postgres.errors import (
    DataOfAnotherVersion,
    DiskFull,
    FolderNotUsable,
    InitialisationFailed,
    PasswordMissing,
)
from service.postgres.folder import Folder, last_lines, says_disk_full, sync_folder, write_whole

OWNER = "huiyin_owner"
BUILTIN_LOCALES_SINCE = 17


def check_data(folder: Folder, binaries: Binaries) -> None:
    """Raise DataOfAnotherVersion, PasswordMissing or FolderNotUsable if the data cannot be used."""
    version_file = folder.data / "PG_VERSION"
    if not version_file.exists():
        raise FolderNotUsable(folder.data, "it holds no PostgreSQL database")
    version = version_file.read_text(encoding="utf-8").strip()
    if version != str(binaries.major):
        raise DataOfAnotherVersion(folder.data, version, str(binaries.major))
    if not folder.password.exists():
        raise PasswordMissing(folder.password)


def initialise(
    folder: Folder, binaries: Binaries, account: Account, *, durable: bool, lock: int
) -> None:
    """Make the data folder: in a draft that is renamed when done, so it exists whole or not at all.

    ``initdb`` keeps the start lock open: where we are killed and it works on, the next process
    waits for its end before it removes the draft.
    Raises DiskFull or InitialisationFailed.
    """
    for draft in folder.root.glob("data.new-*"):
        shutil.rmtree(draft)
    if not folder.password.exists():
        write_whole(folder.password, secrets.token_urlsafe(32))
    account.own(folder.password)
    draft = Path(tempfile.mkdtemp(prefix="data.new-", dir=folder.root))
    account.own(draft)
    result = binaries.run(
        "initdb",
        f"--pgdata={draft.name}",
        f"--username={OWNER}",
        f"--pwfile={folder.password.name}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        *_locale(binaries),
        "--data-checksums",
        "--no-instructions",
        *(() if durable else ("--no-sync",)),
        account=account,
        folder=folder,
        keep_open=(lock,),
    )
    if result.returncode != 0:
        shutil.rmtree(draft, ignore_errors=True)
        if says_disk_full(result.stderr):
            raise DiskFull(folder.root)
        raise InitialisationFailed(folder.data, last_lines(result.stderr))
    draft.rename(folder.data)
    sync_folder(folder.root)


def _locale(binaries: Binaries) -> tuple[str, ...]:
    """Order and case by code point, the same on every machine.

    The C library's locale stays C.UTF-8 even beside the builtin provider: by plain C, pg_trgm
    would find no letters in Chinese text.
    """
    if binaries.major < BUILTIN_LOCALES_SINCE:
        return ("--locale=C.UTF-8",)
    return ("--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
