"""A read table with two axes: its definition, and what a batch does to it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from projections.copying import MomentTexts, as_copied, text_array
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
    def types(self) -> tuple[str, ...]:
        """The SQL type of each column, in a row with its axes."""
        return tuple(column.split()[1] for column in self._all_columns.split(","))

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


def copy_rows(connection: Connection, table: str, rows: Collection[Sequence[object]]) -> None:
    """Add whole rows to a table, by its name, within the caller's transaction."""
    if rows:
        with connection.cursor().copy(f"COPY {table} FROM STDIN".encode()) as copy:
            for row in rows:
                copy.write_row(row)


OTHER_WAYS = ("enable_hashjoin", "enable_mergejoin", "enable_seqscan")
BY_KEY = "; ".join(f"SET LOCAL {way} TO off" for way in OTHER_WAYS).encode()
ANY_WAY = "; ".join(f"RESET {way}" for way in OTHER_WAYS).encode()
"""Around the search for last states. PostgreSQL takes a table that it has not counted yet for one of
hardly any last states, and would look through all of them for each batch. So it looks up each key
by itself (``LATERAL``, ``OFFSET 0``), not among the last states (``coalesce`` hides their indexes)."""


@dataclass(frozen=True, slots=True)
class TableChange:
    """What a batch does to one table, as plain data: another process may have worked it out.

    added    whole rows, as COPY reads them, see ``projections.copying``
    cut      keys of things whose last state ends, each with the position and moment where
    removed  first key columns of things all of whose rows go
    """

    table: Table
    added: bytes = b""
    cut: Sequence[tuple[Key, int, datetime]] = ()
    removed: Sequence[str] = ()

    def write(self, connection: Connection, generation: int) -> None:
        """Carry it out on one generation of the table, within the caller's transaction.

        Nothing here is prepared: a plan kept from when the table was empty looks through all of it
        for each row.
        """
        table = self.table.generation(generation)
        self._remove(connection, table)
        self._cut(connection, table)
        if self.added:
            with connection.cursor().copy(f"COPY {table} FROM STDIN".encode()) as copy:
                copy.write(self.added)

    def _remove(self, connection: Connection, table: str) -> None:
        if self.removed:
            connection.execute(
                f"DELETE FROM {table} WHERE {self.table.key[0]} = ANY(%s)".encode(),
                ([*self.removed],),
                prepare=False,
            )

    def _cut(self, connection: Connection, table: str) -> None:
        if not self.cut:
            return
        keys, positions, moments = zip(*self.cut, strict=True)
        columns = [text_array([*map(str, part)]) for part in zip(*keys, strict=True)]
        kinds = ["bigint" if isinstance(part, int) else "text" for part in keys[0]]
        names = ", ".join(f"k{place}" for place in range(len(self.table.key)))
        arrays = ", ".join(f"%s::{kind}[]" for kind in kinds)
        same = " AND ".join(
            f"t.{column} = cut.k{place}" for place, column in enumerate(self.table.key)
        )
        connection.execute(BY_KEY, prepare=False)
        connection.execute(
            f"UPDATE {table} t SET cut_position = last.position, cut_time = last.at"
            f" FROM (SELECT its.ctid, cut.position, cut.at"
            f" FROM unnest({arrays}, %s::bigint[], %s::timestamptz[])"
            f" AS cut({names}, position, at)"
            f" CROSS JOIN LATERAL (SELECT t.ctid FROM {table} t WHERE {same}"
            f" AND coalesce(t.cut_position, 0) = 0 AND t.until_time IS NULL OFFSET 0) its) last"
            f" WHERE t.ctid = last.ctid".encode(),
            [
                *columns,
                text_array([*map(str, positions)]),
                text_array([moment.isoformat() for moment in moments]),
            ],
            prepare=False,
        )
        connection.execute(ANY_WAY, prepare=False)


def only_added(table: Table, rows: Collection[Sequence[object]]) -> TableChange:
    """The change that adds rows to a table."""
    return TableChange(table, as_copied(rows, table.types))


class BatchWriter:
    """Collects what a batch does to a table.

    Rows made and cut again within the batch never cost more than their own insert.
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

    def change(self, moments: MomentTexts) -> TableChange:
        """Everything collected; ``moments`` is one for all writers of a batch."""
        return TableChange(
            self._table,
            as_copied(self._rows, self._table.types, moments),
            [(key, position, at) for key, (position, at) in self._cuts.items()],
            self._removed,
        )
