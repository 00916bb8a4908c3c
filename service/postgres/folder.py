"""What lies where in ``<home>/postgres``."""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from service.postgres.errors import DiskFull, FolderNotUsable

FULL = (errno.ENOSPC, errno.EDQUOT)
FULL_WORDS = tuple(os.strerror(number) for number in FULL)
TAIL_LINES = 20
TAIL_BYTES = 8_192
LOG_LIMIT = 16 * 1024 * 1024


@dataclass(frozen=True)
class Folder:
    """The paths of one embedded database. ``home`` is absolute."""

    home: Path

    @property
    def root(self) -> Path:
        return self.home / "postgres"

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def password(self) -> Path:
        return self.root / "password"

    @property
    def log(self) -> Path:
        return self.root / "log"

    @property
    def run(self) -> Path:
        return self.root / "run"

    @property
    def socket_dir(self) -> Path:
        """The file that names the socket folder where ``run`` has too long a path for one."""
        return self.root / "socket_dir"

    @property
    def start_lock(self) -> Path:
        return self.root / "start.lock"

    @property
    def users_lock(self) -> Path:
        return self.root / "users.lock"

    def make(self) -> None:
        """Make the folder, closed to everybody else; what exists keeps its permissions."""
        self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.root.mkdir(mode=0o700, exist_ok=True)

    def log_size(self) -> int:
        """The length of PostgreSQL's log in bytes, after putting aside a log grown too long."""
        if not self.log.exists():
            return 0
        size = self.log.stat().st_size
        if size <= LOG_LIMIT:
            return size
        self.log.replace(self.log.with_name("log.1"))
        return 0

    def log_tail(self, since: int = 0) -> str:
        """The last lines of PostgreSQL's log, none from before byte ``since``."""
        try:
            with self.log.open("rb") as log:
                end = log.seek(0, os.SEEK_END)
                log.seek(max(since, end - TAIL_BYTES))
                text = log.read().decode("utf-8", "replace")
        except OSError as failure:
            return f"(the log cannot be read: {failure.strerror})"
        return last_lines(text)


def last_lines(text: str) -> str:
    """The last twenty lines."""
    return "\n".join(text.strip().splitlines()[-TAIL_LINES:])


def says_disk_full(text: str) -> bool:
    """Whether a program's complaint is about a full disk or a used-up quota."""
    return any(words in text for words in FULL_WORDS)


def write_whole(path: Path, text: str) -> None:
    """Write a file that only its owner reads: after a crash it is there in full or not at all."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename within the folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def explained(folder: Folder) -> Iterator[None]:
    """Turn the system's complaints about the folder into sentences.

    Raises DiskFull or FolderNotUsable.
    """
    try:
        yield
    except OSError as failure:
        if failure.errno in FULL or says_disk_full(str(failure)):
            raise DiskFull(folder.root) from failure
        where = Path(os.fsdecode(failure.filename)) if failure.filename else folder.root
        raise FolderNotUsable(where, failure.strerror or str(failure)[:500]) from failure
