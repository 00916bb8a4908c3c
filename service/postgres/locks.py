"""Who is using the database and who may start or stop it, told by file locks.

The kernel frees a lock when its holder ends, however it ends; so no lock is ever stale.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from service.postgres.errors import StartLockHeld

PAUSE = 0.05


def open_lock(path: Path) -> int:
    """Open a lock file, made where missing and owned by the owner of its folder."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    if os.geteuid() == 0:
        # Root may be the first to come to a folder of an ordinary user, who must come in later.
        folder = path.parent.stat()
        os.fchown(descriptor, folder.st_uid, folder.st_gid)
    return descriptor


def try_exclusive(descriptor: int) -> bool:
    """Take the lock alone, or say at once that somebody else holds it."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def exclusive(path: Path, patience: float) -> Iterator[int]:
    """Hold the lock alone; gives its descriptor. Waits up to ``patience`` seconds.

    Raises StartLockHeld.
    """
    deadline = time.monotonic() + patience
    descriptor = open_lock(path)
    try:
        while not try_exclusive(descriptor):
            if time.monotonic() > deadline:
                raise StartLockHeld(path, patience)
            time.sleep(PAUSE)
        yield descriptor
    finally:
        os.close(descriptor)


class UserMark:
    """This process's sign that it uses the database: a shared lock while it does."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    @property
    def set(self) -> bool:
        return self._descriptor is not None

    def put(self) -> None:
        """Become a user. The caller holds the start lock, so nobody is taking this one alone."""
        if self._descriptor is None:
            descriptor = open_lock(self._path)
            fcntl.flock(descriptor, fcntl.LOCK_SH)
            self._descriptor = descriptor

    def lift(self) -> bool:
        """Stop being a user; says whether nobody is left. The caller holds the start lock."""
        if self._descriptor is None:
            return False
        try:
            return try_exclusive(self._descriptor)
        finally:
            os.close(self._descriptor)
            self._descriptor = None
