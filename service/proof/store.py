"""The tables of the proof: complete subtrees, checkpoints, cosignatures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import psycopg

from domain.errors import ConflictError
from service.database import Database
from service.proof.checkpoint import Checkpoint, of
from service.proof.leaf import COLUMNS, Row
from service.proof.merkle import Node, Nodes
from service.proof.note import Note, Signature, UnfitNote, Verifier, parse

MOST_LOOKED_AT = 50
"""So many of a witness's signatures are looked at for the last that holds."""


class TreeDamaged(ConflictError):
    code = "tree-damaged"
    zh = "证明树缺少节点（第 {level} 层第 {nth} 个），不能出具证明。请运行 huiyin verify 查明。"
    en = (
        "The tree of the proof lacks the node {nth} of level {level}, so nothing can be proved."
        " Run huiyin verify to find out why."
    )


@dataclass(frozen=True, slots=True)
class Signed:
    """A checkpoint with the note it stands in, and when it was signed."""

    checkpoint: Checkpoint
    note: Note
    at: datetime


class ProofStore:
    """What is stored of the proof. Each method raises DatabaseUnavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def events(self, after: int, limit: int) -> list[Row]:
        """Events after a position, exactly as stored."""
        rows = self._database.fetch(
            f"SELECT {COLUMNS} FROM event WHERE position > %s ORDER BY position LIMIT %s",
            (after, limit),
        )
        return [Row(*row) for row in rows]

    def events_of(self, streams: Iterable[str], up_to: int) -> list[Row]:
        """The events of some streams up to a position, exactly as stored, in log order."""
        rows = self._database.fetch(
            f"SELECT {COLUMNS} FROM event WHERE stream = ANY(%s) AND position <= %s"
            " ORDER BY position",
            (list(streams), up_to),
        )
        return [Row(*row) for row in rows]

    # The tree

    def size(self) -> int:
        """How many events have been sealed."""
        query = "SELECT coalesce(max(nth) + 1, 0) FROM tree_node WHERE level = 0"
        return int(self._database.fetch(query)[0][0])

    def load(self, wanted: Iterable[Node]) -> Nodes:
        """The hashes of complete subtrees, in one go. Raises TreeDamaged."""
        nodes = list(dict.fromkeys(wanted))
        rows = self._database.fetch(
            "SELECT t.level, t.nth, t.hash"
            "  FROM unnest(%s::smallint[], %s::bigint[]) AS wanted (level, nth)"
            "  JOIN tree_node t USING (level, nth)",
            ([level for level, _ in nodes], [nth for _, nth in nodes]),
        )
        found = {(int(level), int(nth)): bytes(hashed) for level, nth, hashed in rows}
        for level, nth in nodes:
            if (level, nth) not in found:
                raise TreeDamaged(level=level, nth=nth)
        return found

    def add(self, made: Mapping[int, tuple[int, Sequence[bytes]]]) -> bool:
        """Put new nodes in, level by level; False where another process has been first."""
        try:
            with self._database.transaction() as connection, connection.cursor() as cursor:
                into = "COPY tree_node (level, nth, hash) FROM STDIN (FORMAT BINARY)"
                with cursor.copy(into) as copy:
                    copy.set_types(["int2", "int8", "bytea"])
                    for level, (first, hashes) in made.items():
                        for nth, hashed in enumerate(hashes, first):
                            copy.write_row((level, nth, hashed))
        except psycopg.errors.UniqueViolation:
            return False
        return True

    # Checkpoints

    def record(self, checkpoint: Checkpoint, note: Note, at: datetime) -> None:
        """Keep a signed checkpoint, unless there is one of that size."""
        self._database.fetch(
            "INSERT INTO checkpoint VALUES (%s, %s, %s) ON CONFLICT DO NOTHING RETURNING 1",
            (checkpoint.size, str(note), at),
        )

    def newest(self, up_to: int | None = None) -> Signed | None:
        """The checkpoint of the most events, of at most ``up_to`` if given, and its cosignatures.

        Raises UnfitNote where what is stored is none.
        """
        rows = self._database.fetch(
            "SELECT size, note, signed_at FROM checkpoint WHERE size <= %s"
            " ORDER BY size DESC LIMIT 1",
            (up_to if up_to is not None else 2**62,),
        )
        return self._signed(*rows[0]) if rows else None

    def covering(self, position: int) -> Signed | None:
        """The first checkpoint that an event is in and that a witness has signed; where there is
        none yet, the first that it is in. Raises UnfitNote."""
        rows = self._database.fetch(
            "SELECT size, note, signed_at FROM checkpoint WHERE size = coalesce("
            "  (SELECT c.size FROM cosignature JOIN checkpoint c USING (size)"
            "    WHERE c.size >= %(position)s ORDER BY c.size LIMIT 1),"
            "  (SELECT min(size) FROM checkpoint WHERE size >= %(position)s))",
            {"position": position},
        )
        return self._signed(*rows[0]) if rows else None

    def checkpoints(self, after: int, up_to: int) -> list[tuple[int, str]]:
        """The sizes and notes of the checkpoints after a size and up to another, in order."""
        rows = self._database.fetch(
            "SELECT size, note FROM checkpoint WHERE size > %s AND size <= %s ORDER BY size",
            (after, up_to),
        )
        return [(int(size), str(note)) for size, note in rows]

    def _signed(self, size: int, text: str, at: datetime) -> Signed:
        note = parse(text)
        rows = self._database.fetch(
            "SELECT line FROM cosignature WHERE size = %s ORDER BY witness, at", (size,)
        )
        below = [parse(f"-\n\n{line}\n").signatures[0] for (line,) in rows]
        return Signed(of(note), note.signed_also(below), at)

    # Cosignatures

    def cosign(self, size: int, witness: str, at: int, signature: Signature) -> None:
        """Keep what a witness (its whole key) has signed of a checkpoint, and when."""
        self._database.fetch(
            "INSERT INTO cosignature VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING RETURNING 1",
            (size, witness, at, signature.line),
        )

    def witnesses_of(self, size: int) -> list[str]:
        """The whole keys of the witnesses that have signed the checkpoint of a size."""
        rows = self._database.fetch(
            "SELECT DISTINCT witness FROM cosignature WHERE size = %s ORDER BY witness", (size,)
        )
        return [str(witness) for (witness,) in rows]

    def last_seen(self, witness: Verifier) -> tuple[int, int] | None:
        """The largest checkpoint that a witness has signed, and when it did so last: by what it signed,
        not by what the table says of it."""
        rows = self._database.fetch(
            "SELECT s.size, s.line, c.note FROM cosignature s JOIN checkpoint c USING (size)"
            " WHERE s.witness = %s ORDER BY s.size DESC, s.at DESC LIMIT %s",
            (str(witness), MOST_LOOKED_AT),
        )
        for size, line, text in rows:
            note = with_cosignature(text, line)
            at = witness.at(note) if note is not None else None
            if note is not None and at is not None and of(note).size == size:
                return int(size), at
        return None


def with_cosignature(text: str, line: str) -> Note | None:
    """A stored note with a stored cosignature below it; None where either is none."""
    try:
        note = parse(text)
        of(note)
        return note.signed_also(parse(f"-\n\n{line}\n").signatures)
    except UnfitNote:
        return None
