"""Checkpoints (C2SP ``tlog-checkpoint``): what the log was at a size, in three lines that are signed."""

import re
from base64 import b64encode
from dataclasses import dataclass

from service.proof.merkle import HASH_BYTES
from service.proof.note import KEY_NAME, Note, UnfitNote, from_base64, parse

SIZE = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Which log, of how many events, under which root."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The lines that are signed."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


def read(text: str) -> tuple[Checkpoint, Note]:
    """A checkpoint and the note it stands in; no signature is checked here. Raises UnfitNote."""
    note = parse(text)
    return of(note), note


def of(note: Note) -> Checkpoint:
    """The checkpoint that a note is. Raises UnfitNote."""
    lines = note.text.split("\n")
    if len(lines) < 4 or not KEY_NAME.fullmatch(lines[0]) or not SIZE.fullmatch(lines[1]):
        raise UnfitNote("no checkpoint: origin, size and root, a line each")
    root = from_base64(lines[2])
    if len(root) != HASH_BYTES:
        raise UnfitNote("a root of another length")
    return Checkpoint(lines[0], int(lines[1]), root)
