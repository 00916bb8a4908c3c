"""The file that is imported: an ordinary one, or a pipe that can be read only once."""

from pathlib import Path
from typing import Self

from service.importing.problems import FileNotReadable


class Source:
    """A file opened for reading lines of bytes, which counts them.

    Raises FileNotReadable where it cannot be opened, or read on.
    """

    def __init__(self, path: Path) -> None:
        self._name = path.name
        self.bytes_read = 0
        try:
            self._file = path.open("rb")
        except OSError as error:
            raise self._not_readable(error) from error

    def readline(self, limit: int) -> bytes:
        """The next line, or its next ``limit`` bytes; empty at the end."""
        try:
            line = self._file.readline(limit)
        except OSError as error:
            raise self._not_readable(error) from error
        self.bytes_read += len(line)
        return line

    def _not_readable(self, error: OSError) -> FileNotReadable:
        return FileNotReadable(file=self._name, reason=error.strerror or "I/O")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
