"""Whose data was erased, and that the read tables hold nothing of them any more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from domain.envelope import Recorded
from domain.erasure.events import PersonErased, person_of_stream
from projections.sql import Connection
from projections.table import Table, only_added

TABLE = Table(
    name="erased_row",
    key=("person",),
    columns="""
    person    text        NOT NULL,
    position  bigint      NOT NULL,
    erased_at timestamptz NOT NULL""",
    axes=False,
)


def erased_in(batch: Iterable[Recorded]) -> list[Recorded]:
    """The events of a batch by which somebody was erased."""
    return [each for each in batch if isinstance(each.fact, PersonErased)]


@dataclass(frozen=True, slots=True)
class Clearing:
    """What a batch leaves of those who are erased: the rows of this table, and which to clear.

    persons  erased in the batch, each with the log position and the moment
    touched  ids of the matters that the batch wrote rows of
    """

    persons: Sequence[tuple[str, int, datetime]]
    touched: Sequence[str]

    @classmethod
    def of(cls, batch: Iterable[Recorded], touched: Iterable[str]) -> Self:
        persons = [
            (person_of_stream(each.stream), each.position, each.recorded_at)
            for each in erased_in(batch)
        ]
        return cls(persons, [*touched])

    def write(self, register: str, connection: Connection, generation: int) -> None:
        """Clear the gists of everybody erased from the register of matters, within the caller's
        transaction: of those erased in this batch from all rows, of the others from what the batch
        wrote.

        register  the table of that generation
        """
        table = TABLE.generation(generation)
        empty = f"UPDATE {register} SET subject = NULL, subject_person = NULL WHERE subject_person"
        known = connection.execute(f"SELECT EXISTS (SELECT FROM {table})".encode()).fetchone()
        if self.touched and known is not None and known[0]:
            connection.execute(
                f"{empty} IN (SELECT person FROM {table}) AND matter = ANY(%s)".encode(),
                ([*self.touched],),
                prepare=False,
            )
        if self.persons:
            only_added(TABLE, self.persons).write(connection, generation)
            gone = [person for person, _, _ in self.persons]
            connection.execute(f"{empty} = ANY(%s)".encode(), (gone,), prepare=False)


_MATTERS = """
SELECT DISTINCT matter FROM matter_row WHERE subject_person = %s
 ORDER BY matter"""
_PENDING = """
SELECT DISTINCT link FROM proceeding_row, unnest(links) AS link
 WHERE cut_position IS NULL AND until_time IS NULL AND closed_at IS NULL AND links && %s"""


def matters_of(connection: Connection, person: str) -> list[str]:
    """The ids of the matters that hold somebody's text, as far as the lists have got."""
    return [row[0] for row in connection.execute(_MATTERS, (person,))]


def under_way(connection: Connection, links: Sequence[str]) -> set[str]:
    """Those of the streams that a proceeding still under way hangs together with."""
    return {row[0] for row in connection.execute(_PENDING, ([*links],))}
