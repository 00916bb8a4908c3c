"""The private folder of the Unix socket: the only door to the database."""

import os
import stat
import tempfile
from pathlib import Path

from service.postgres.account import Account, closed_to
from service.postgres.errors import FolderNotUsable
from service.postgres.folder import Folder, write_whole

PORT = 5432
"""Only part of the socket's name: nothing listens on the network."""

NAME = f".s.PGSQL.{PORT}"
LONGEST = 107
"""Bytes in the path of a Unix socket, by the kernel's ``sun_path`` less its closing zero."""


def socket_folder(folder: Folder, account: Account) -> Path:
    """The folder of the socket, made where missing: open to the account (and root) alone.

    It is ``run`` in the database's folder, or where that path is too long for a socket a folder
    under the system's temporary one, remembered in the file ``socket_dir``.
    Raises FolderNotUsable: there is no place for a socket.
    """
    if _fits(folder.run):
        folder.run.mkdir(mode=0o700, exist_ok=True)
        account.own(folder.run)
        return folder.run
    if folder.socket_dir.exists():
        remembered = Path(folder.socket_dir.read_text(encoding="utf-8"))
        if _private(remembered, account):
            return remembered
    made = _temporary(folder, account)
    account.own(made)
    write_whole(folder.socket_dir, str(made))
    return made


def _fits(place: Path) -> bool:
    """Whether libpq and PostgreSQL both take this for one folder, short enough for a socket."""
    path = str(place / NAME)
    return len(os.fsencode(path)) <= LONGEST and not set(path) & set(',"\n')


def _private(place: Path, account: Account) -> bool:
    """Whether it is still our folder: others may make folders in a temporary one."""
    try:
        found = place.lstat()
    except FileNotFoundError:
        return False
    closed = stat.S_ISDIR(found.st_mode) and stat.S_IMODE(found.st_mode) == 0o700
    return closed and found.st_uid == account.uid


def _temporary(folder: Folder, account: Account) -> Path:
    for parent in map(Path, (tempfile.gettempdir(), "/tmp", "/var/tmp")):  # noqa: S108 - mkdtemp
        if _fits(parent / "huiyin-12345678") and closed_to(account, parent) is None:
            return Path(tempfile.mkdtemp(prefix="huiyin-", dir=parent))
    raise FolderNotUsable(
        folder.run, "its path is unfit for a Unix socket, and there is no temporary folder either"
    )
