"""A read table with two axes: its definition, and how a batch is written to it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from projections.sql import Connection
from projections.two_axes import COLUMNS, INDEX, NAMES, Span

Key = tuple[str | int, ...]
Values = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table that keeps every state of each thing, with where on the two axes it holds.

    key      the columns that name a thing; they come first in ``columns``
    columns  SQL of the columns besides those of the axes
    indexes  SQL with ``{t}`` for the table's name
    axes     False where a row, once there, holds for ever, and its own columns say since when
    reading  which reading of the events fills it: one more where the same columns come to hold something
             else, so that tables filled before are filled anew

    Readers use ``name``, a view on the generation in service; writers the table of a generation.
    """

    name: str
    key: tuple[str, ...]
    columns: str
    indexes: tuple[str, ...] = ()
    axes: bool = True
    reading: int = 1

    def generation(self, number: int) -> str:
        """The name of the table of one generation."""
        return f"{self.name}_g{number}"

    @property
    def moments(self) -> tuple[int, ...]:
        """The places of the columns that hold a moment, in a row with its axes."""
        columns = self._all_columns.split(",")
        return tuple(place for place, each in enumerate(columns) if "timestamptz" in each)

    @property
    def _all_columns(self) -> str:
        return f"{self.columns},{COLUMNS}" if self.axes else self.columns

    def create(self, number: int) -> list[str]:
        """The statements that make one generation of the table."""
        table = self.generation(number)
        return [
            f"CREATE TABLE {table} ({self._all_columns})",
            f"CREATE INDEX ON {table} ({self.key[0]})",
            *(index.format(t=table) for index in self.indexes),
            *([INDEX.format(t=table)] if self.axes else []),
        ]


def definition(tables: Iterable[Table]) -> str:
    """What the tables are made by, as a short hash: another one means that they must be rebuilt."""
    made = tuple(tables)
    statements = "\n".join(statement for table in made for statement in table.create(0))
    statements += "".join(f"\n-- {each.name}: {each.reading}" for each in made if each.reading > 1)
    return sha256(statements.encode()).hexdigest()[:16]


def text_array(items: Sequence[str]) -> str:
    """The text of a PostgreSQL array; far cheaper than having each item adapted."""
    if not items:
        return "{}"
    joined = '","'.join(items)
    if "\\" in joined or joined.count('"') != 2 * (len(items) - 1):
        quoted = (item.replace("\\", "\\\\").replace('"', '\\"') for item in items)
        joined = '","'.join(quoted)
    return f'{{"{joined}"}}'


def _as_text(moment: object, texts: dict[int, str]) -> str:
    """The text of a moment, kept in ``texts``; what is no moment is a fault of the table's."""
    if not isinstance(moment, datetime):
        raise TypeError(f"no moment: {type(moment).__name__}")
    texts[id(moment)] = text = moment.isoformat()
    return text


def copy_rows(connection: Connection, table: str, rows: Collection[Sequence[object]]) -> None:
    """Add whole rows to a table, by its name, within the caller's transaction."""
    if rows:
        with connection.cursor().copy(f"COPY {table} FROM STDIN".encode()) as copy:
            for row in rows:
                copy.write_row(row)


class BatchWriter:
    """Collects what a batch does to a table, then writes it to one generation in few statements.

    Rows made and cut again within the batch never cost more than their own insert. Nothing here is
    prepared: a plan kept from when the table was empty looks through all of it for each row.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self._rows: list[list[object]] = []
        self._last: dict[Key, list[object]] = {}
        self._cuts: dict[Key, tuple[int, datetime]] = {}
        self._removed: list[str] = []

    def step(self, key: Key, values: Values | None, position: int, at: datetime) -> None:
        """The thing ``key`` has a new state from (position, at) on; its last state ends there."""
        last = self._last.get(key)
        if last is not None:
            last[-2], last[-1] = position, at
        else:
            self._cuts.setdefault(key, (position, at))
        if values is not None:
            row = [*values, position, at, None, None, None]
            self._rows.append(row)
            self._last[key] = row

    def replace(self, owner: str, spans: Iterable[Span[Values]]) -> None:
        """All rows of the things of ``owner`` (the first key column) are these."""
        self._removed.append(owner)
        for span in spans:
            self._rows.append([*span.state, *(getattr(span, name) for name in NAMES)])

    def write(self, connection: Connection, generation: int) -> None:
        """Write everything collected, within the caller's transaction."""
        table = self._table.generation(generation)
        self._remove(connection, table)
        self._cut(connection, table)
        copy_rows(connection, table, self._written())

    def _written(self) -> Collection[Sequence[object]]:
        """The rows with their moments as text, each of which is made once though many rows hold it."""
        if not self._rows:
            return ()
        columns: list[Sequence[object]] = [*zip(*self._rows, strict=True)]
        texts: dict[int, str] = {}  # by identity: the rows keep the moments alive meanwhile
        for place in self._table.moments:
            columns[place] = [
                None if each is None else texts.get(id(each)) or _as_text(each, texts)
                for each in columns[place]
            ]
        return [*zip(*columns, strict=True)]

    def _remove(self, connection: Connection, table: str) -> None:
        if self._removed:
            connection.execute(
                f"DELETE FROM {table} WHERE {self._table.key[0]} = ANY(%s)".encode(),
                (self._removed,),
                prepare=False,
            )

    def _cut(self, connection: Connection, table: str) -> None:
        if not self._cuts:
            return
        columns = [text_array([*map(str, part)]) for part in zip(*self._cuts, strict=True)]
        kinds = ["bigint" if isinstance(part, int) else "text" for part in next(iter(self._cuts))]
        names = ", ".join(f"k{place}" for place in range(len(self._table.key)))
        arrays = ", ".join(f"%s::{kind}[]" for kind in kinds)
        same = " AND ".join(
            f"t.{column} = cut.k{place}" for place, column in enumerate(self._table.key)
        )
        connection.execute(
            f"UPDATE {table} t SET cut_position = cut.position, cut_time = cut.at"
            f" FROM unnest({arrays}, %s::bigint[], %s::timestamptz[])"
            f" AS cut({names}, position, at)"
            f" WHERE {same} AND t.cut_position IS NULL AND t.until_time IS NULL".encode(),
            [
                *columns,
                text_array([str(position) for position, _ in self._cuts.values()]),
                text_array([at.isoformat() for _, at in self._cuts.values()]),
            ],
            prepare=False,
        )
