"""What was shown to whom, as far as it is in the log: names revealed, persons searched, lists exported.

Ordinary reading is kept in a table apart (``service.reading``); auditors ask both at once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.envelope import Recorded
from domain.matter.stream import matter_stream
from domain.reading.events import DossierTaken, IdentityRevealed, ListExported, PersonSearched
from domain.vocabulary import ReadingKind, Role
from projections.sql import Connection
from projections.table import Table

TABLE = Table(
    name="reading_row",
    key=("position",),
    columns="""
    position bigint      NOT NULL,
    read_at  timestamptz NOT NULL,
    kind     text        NOT NULL,
    person   text        NOT NULL,
    role     text        NOT NULL,
    unit     text,
    stream   text,
    list     text,
    mark     text,
    found    integer""",
    indexes=(
        "CREATE INDEX ON {t} (read_at)",
        "CREATE INDEX ON {t} (person, read_at)",
        "CREATE INDEX ON {t} (stream, read_at) WHERE stream IS NOT NULL",
        "CREATE INDEX ON {t} (mark) WHERE mark IS NOT NULL",
    ),
    axes=False,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that somebody was shown.

    id        of its row; of what is an event its log position
    stream    the matter or proceeding; None for a list
    list_name the list; None for one thing
    found     how many rows it had
    grounds   why an ordinary read was kept: terms of ``ReadingGround``
    position  where it is in the log; None for what is in the read log only
    """

    id: str
    read_at: datetime
    kind: ReadingKind
    person: str
    role: Role
    unit: str | None
    stream: str | None
    list_name: str | None
    found: int | None
    grounds: Sequence[str] = ()
    as_of: datetime | None = None
    known_by: int | None = None
    position: int | None = None


@dataclass(frozen=True, slots=True)
class WantedReadings:
    """Which readings.

    stream      of one matter or proceeding
    person      by one person
    mark        searches for the same: the keyed hash
    since, until  from this moment on, and before this one
    """

    stream: str | None = None
    person: str | None = None
    kind: ReadingKind | None = None
    mark: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def conditions(self) -> tuple[str, dict[str, Any]]:
        """SQL over a table of readings, and its parameters."""
        every: dict[str, tuple[str, Any]] = {
            "stream": ("stream = %(stream)s", self.stream),
            "person": ("person = %(person)s", self.person),
            "kind": ("kind = %(kind)s", self.kind.value if self.kind else None),
            "mark": ("mark = %(mark)s", self.mark),
            "since": ("read_at >= %(since)s", self.since),
            "until": ("read_at < %(until)s", self.until),
        }
        given = {name: each for name, each in every.items() if each[1] is not None}
        conditions = " AND ".join(["TRUE", *(sql for sql, _ in given.values())])
        return conditions, {name: value for name, (_, value) in given.items()}


def rows_of(batch: Iterable[Recorded]) -> list[tuple[object, ...]]:
    """The rows of a batch, in the order of the table's columns."""
    return [row for each in batch if (row := _row(each)) is not None]


def _row(recorded: Recorded) -> tuple[object, ...] | None:
    kind: ReadingKind
    stream = name = mark = found = None
    match recorded.fact:
        case IdentityRevealed(matter=matter):
            kind, stream = ReadingKind.IDENTITY, matter_stream(matter)
        case PersonSearched() as fact:
            kind, mark, found = ReadingKind.PERSON_SEARCH, fact.mark, fact.found
        case ListExported() as fact:
            kind, name, found = ReadingKind.EXPORT, fact.list, fact.rows
        case DossierTaken(matter=matter) as fact:
            kind, stream, found = ReadingKind.DOSSIER, matter_stream(matter), fact.events
        case _:
            return None
    actor = recorded.actor
    return (
        recorded.position,
        recorded.recorded_at,
        kind.value,
        actor.person,
        actor.role.value,
        actor.unit,
        stream,
        name,
        mark,
        found,
    )


def readings(
    connection: Connection, wanted: WantedReadings, limit: int, after: tuple[datetime, str] | None
) -> list[Reading]:
    """The latest first, at most ``limit``; ``after``: only what comes after that time and id."""
    condition, given = wanted.conditions()
    if after is not None:
        condition += ' AND (read_at, position::text COLLATE "C") < (%(after_at)s, %(after_id)s)'
        given |= {"after_at": after[0], "after_id": after[1]}
    rows = connection.execute(
        (
            "SELECT position::text, read_at, kind, person, role, unit, stream, list, found, position"
            f" FROM reading_row WHERE {condition}"
            ' ORDER BY read_at DESC, position::text COLLATE "C" DESC LIMIT %(limit)s'
        ).encode(),
        {**given, "limit": limit},
    )
    return [
        Reading(
            id=row[0],
            read_at=row[1],
            kind=ReadingKind(row[2]),
            person=row[3],
            role=Role(row[4]),
            unit=row[5],
            stream=row[6],
            list_name=row[7],
            found=row[8],
            position=row[9],
        )
        for row in rows
    ]
