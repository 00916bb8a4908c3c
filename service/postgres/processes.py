"""Which processes serve a data folder, read from the process table.

PostgreSQL trusts the process number in ``postmaster.pid``. After a crash that number may belong to
somebody else, as it soon does in containers, or to a dead process that nobody has buried.
"""

import os
import re
from pathlib import Path

LOCK_FILE = "postmaster.pid"
STATUS_LINE = 7
NOBODY = 2**31 - 1
"""A process number that no process can have: the kernel's own limit is 2**22."""

MARK = re.compile("huiyin-[0-9a-f]+-[0-9a-f]+")


def mark_of(data: Path) -> str:
    """The name that a server of this data folder bears in all its processes' titles."""
    found = data.stat()
    return f"huiyin-{found.st_dev:x}-{found.st_ino:x}"


def living(data: Path) -> list[int]:
    """The processes of this data folder's server, its orphans included."""
    if not data.exists():
        return []
    mark = mark_of(data)
    numbers = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdecimal())
    return [number for number in numbers if mark in (title := _title(number)) and _serves(title)]


def postmaster(data: Path) -> int | None:
    """The number of the running postmaster that we started, if there is one."""
    number = _named_in(data / LOCK_FILE)
    return number if number is not None and number in living(data) else None


def is_up(data: Path) -> bool:
    """Whether the lock file says that the server has finished starting."""
    try:
        lines = (data / LOCK_FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return False
    return len(lines) > STATUS_LINE and lines[STATUS_LINE].strip() == "ready"


def retire(lock_file: Path) -> None:
    """Make a lock file that names a stranger or a zombie name nobody.

    PostgreSQL would refuse to start because of it. The file stays, so that PostgreSQL still makes
    its own check for orphans that use the shared memory. A living PostgreSQL that somebody else
    started, and may have started on this data folder, is left alone. The caller knows that none
    of our own servers is ``living`` here, so one that bears a mark serves another folder.
    """
    number = _named_in(lock_file)
    if number is None or not _exists(number):
        return
    title = _title(number)
    if _serves(title) and not MARK.search(title):
        return
    descriptor = os.open(lock_file, os.O_RDWR | os.O_NOFOLLOW)
    with os.fdopen(descriptor, "r+", encoding="utf-8", errors="surrogateescape") as file:
        rest = file.read().splitlines(keepends=True)[1:]
        file.seek(0)
        file.truncate()
        file.writelines([f"{NOBODY}\n", *rest])


def _named_in(lock_file: Path) -> int | None:
    try:
        first = lock_file.read_text(encoding="utf-8", errors="replace").split("\n", 1)[0]
        return abs(int(first))
    except (FileNotFoundError, ValueError):
        return None


def _exists(number: int) -> bool:
    return Path(f"/proc/{number}").exists()


def _title(number: int) -> str:
    """The command line of a process; empty for a zombie and for one that has gone."""
    try:
        return Path(f"/proc/{number}/cmdline").read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""


def _serves(title: str) -> bool:
    """Whether a command line is PostgreSQL's: the postmaster's or one of its children's."""
    program = title.split("\0", 1)[0]
    return Path(program).name == "postgres" or program.startswith("postgres:")
