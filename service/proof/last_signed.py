"""The last checkpoint signed here, in a file beside the key.

The sealer signs nothing that does not follow from it: whoever has the database alone, and takes the
stored checkpoints out of it, does not get another history signed by a service that still runs.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from service.proof.checkpoint import Checkpoint, read
from service.proof.errors import UnusableLastSigned
from service.proof.note import Note, UnfitNote
from service.settings import Settings


class LastSigned:
    """The file of one jurisdiction's log. Each method raises UnusableLastSigned."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def text(self) -> str | None:
        """The signed note; None where nothing was signed here yet."""
        try:
            return self._file.read_text("utf-8") if self._file.exists() else None
        except (OSError, UnicodeDecodeError) as error:
            raise UnusableLastSigned(what=self._file) from error

    def checkpoint(self) -> Checkpoint | None:
        """What was signed last."""
        text = self.text()
        try:
            return read(text)[0] if text is not None else None
        except UnfitNote as error:
            raise UnusableLastSigned(what=self._file) from error

    def keep(self, note: Note) -> None:
        """Put another checkpoint in its place, safely on disk; of several that sign at once, the
        largest stays."""
        with self._alone():
            before = self.checkpoint()
            if before is not None and before.size > read(str(note))[0].size:
                return
            try:
                draft = self._file.with_name(f".{self._file.name}.new")
                with draft.open("w", encoding="utf-8") as handle:
                    handle.write(str(note))
                    handle.flush()
                    os.fsync(handle.fileno())
                draft.replace(self._file)
            except OSError as error:
                raise UnusableLastSigned(what=self._file) from error

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """As the only one to write the file, of all threads and processes of this machine."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            lock = self._file.with_name(f".{self._file.name}.lock").open("w")
        except OSError as error:
            raise UnusableLastSigned(what=self._file) from error
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def last_signed(settings: Settings) -> LastSigned:
    """That of a jurisdiction, by its settings."""
    return LastSigned(settings.home / "keys" / f"signed-{settings.jurisdiction}")
