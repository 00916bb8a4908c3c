"""As whom PostgreSQL runs. It refuses to be root, yet Huiyin must work where root starts it."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from service.postgres.errors import FolderOfAnotherUser, HomeOutOfReach
from service.postgres.folder import Folder

NAME = "huiyin"
SPARE = "nobody"


class Identity(TypedDict, total=False):
    """What makes a subprocess run as somebody else; empty for oneself."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    """The account that runs PostgreSQL; ``borrowed`` where it is not this process's own."""

    uid: int
    gid: int
    name: str
    borrowed: bool

    def own(self, path: Path) -> None:
        """Give a file or an empty folder to the account."""
        if self.borrowed:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def passes(self, script: str, *arguments: Path) -> subprocess.CompletedProcess[str]:
        """Run a small shell script as the account, to see what is open to it."""
        return subprocess.run(  # noqa: S603 - our own script, the paths are arguments
            ["/bin/sh", "-c", script, "sh", *map(str, arguments)],
            cwd="/",
            env={"LC_ALL": "C"},
            capture_output=True,
            text=True,
            check=False,
            **self.identity(),
        )

    def identity(self) -> Identity:
        """The arguments that make a subprocess run as the account."""
        if not self.borrowed:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def refuse_strangers(folder: Folder) -> None:
    """Raise FolderOfAnotherUser unless the folder is this user's, or this user is root."""
    owner = folder.root.stat().st_uid
    if os.geteuid() not in (0, owner):
        raise FolderOfAnotherUser(folder.root, _name(owner))


def account_for(folder: Folder) -> Account:
    """The account that runs this folder's PostgreSQL.

    The current user, unless that is root: then the owner of the data where there are any, so that
    root can help out in an ordinary user's folder, and otherwise the system account ``huiyin``,
    made where missing.
    """
    me = os.geteuid()
    if me != 0:
        return Account(me, os.getegid(), _name(me), borrowed=False)
    if folder.data.exists() and (data := folder.data.stat()).st_uid != 0:
        return Account(data.st_uid, data.st_gid, _name(data.st_uid), borrowed=True)
    entry = _entry(NAME) or _created() or pwd.getpwnam(SPARE)
    return Account(entry.pw_uid, entry.pw_gid, entry.pw_name, borrowed=True)


def open_folder(folder: Folder, account: Account) -> None:
    """Let a borrowed account reach the folder, and nobody else see into it.

    Only folders of our own are changed, never one above ``home``. Raises HomeOutOfReach.
    """
    if not account.borrowed:
        return
    if folder.home.stat().st_uid == os.geteuid():
        folder.home.chmod(folder.home.stat().st_mode & 0o7777 | 0o001)
    if folder.root.stat().st_uid == os.geteuid():
        # Root keeps the folder itself: the account cannot swap the files that root trusts.
        os.chown(folder.root, -1, account.gid)
        folder.root.chmod(0o710)
    barrier = closed_to(account, folder.root)
    if barrier is not None:
        raise HomeOutOfReach(folder.home, barrier, account.name)


def closed_to(account: Account, path: Path) -> Path | None:
    """The topmost folder on the way to ``path`` that the account cannot enter, if any."""
    walk = 'for folder do cd -P "$folder" 2>/dev/null || { printf %s "$folder"; exit 1; }; done'
    result = account.passes(walk, *reversed(path.parents), path)
    return None if result.returncode == 0 else Path(result.stdout or path)


def _entry(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"


def _created() -> pwd.struct_passwd | None:
    """The new system account, or None where this machine does not let one be made."""
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd is None:
        return None
    options = ["--system", "--no-create-home", "--shell", "/usr/sbin/nologin"]
    subprocess.run([useradd, *options, NAME], capture_output=True, check=False)  # noqa: S603
    return _entry(NAME)
