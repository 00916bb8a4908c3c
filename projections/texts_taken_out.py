"""Texts of persons who are erased go, and the others are placed as if those had never been.

A replay cannot read an erased text any more, so tables kept all along must come out as it would leave
them. Where a text goes depends on the first texts before it that share a band with it, and on nothing
else: so only what shares one with a first text that goes or comes is placed anew, in the order of the log.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush, nsmallest
from typing import Any

from psycopg import Cursor

from projections.sql import Connection
from projections.table import copy_rows
from projections.text_families import (
    BAND,
    FAMILY,
    MOST_HEADS,
    PLACES,
    Heads,
    read_heads,
)

AT_ONCE = 1_000
"""So many texts are read at a time."""

_FIRST = """
SELECT class, position, bands FROM {family}
 WHERE person = ANY(%s) AND grams IS NOT NULL ORDER BY class, position"""
_FOLLOWERS = """
SELECT position, matter FROM {family} WHERE class = %s AND family = %s AND position > %s"""
_SHARING = """
SELECT position, matter FROM {family} WHERE class = %s AND bands && %s::int4[] AND position > %s"""
_FULL = """
SELECT band FROM {band} WHERE band = ANY(%s) GROUP BY band HAVING count(*) > %s"""
_TEXTS = """
SELECT f.position, f.matter, f.family, f.bands, t.grams
  FROM {family} f JOIN {texts} t ON t.matter = f.matter AND t.position = f.position
 WHERE f.matter = ANY(%s) AND f.position = ANY(%s) AND t.nth = %s"""
_PLACED = """
UPDATE {family} SET family = %s, alike = %s, grams = %s WHERE matter = %s AND position = %s"""

Place = tuple[int, str]
"""Where a text stands: its log position, and its matter."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A text as it is placed so far."""

    position: int
    matter: str
    family: int | None
    bands: Sequence[int]
    numbers: Sequence[int]


def take_out(persons: Sequence[str], connection: Connection, generation: int, texts: str) -> None:
    """Drop every number of these persons' texts, within the caller's transaction.

    texts  the table of all texts with their numbers; theirs are gone from it already
    """
    family = FAMILY.generation(generation)
    first = connection.execute(_FIRST.format(family=family).encode(), (list(persons),)).fetchall()
    classes = {kind: _Anew(kind, connection, generation, texts) for kind, _, _ in first}
    for kind, position, bands in first:
        classes[kind].without(position, bands)
    gone = connection.execute(
        f"DELETE FROM {family} WHERE person = ANY(%s) RETURNING position, matter".encode(),
        (list(persons),),
    ).fetchall()
    for anew in classes.values():
        anew.place(gone)


class _Anew:
    """Places texts of one class once more, and whatever their new places touch."""

    def __init__(self, kind: str, connection: Connection, generation: int, texts: str) -> None:
        self._kind = kind
        self._connection = connection
        self._generation = generation
        self._tables = {
            "family": FAMILY.generation(generation),
            "band": BAND.generation(generation),
            "texts": texts,
        }
        self._heads = Heads()
        self._known: set[int] = set()
        self._touched: set[Place] = set()
        self._waiting: list[Place] = []
        self._read: dict[Place, _Text] = {}

    def without(self, head: int, bands: Sequence[int]) -> None:
        """A text is no first text any more: its family is touched, and whatever shares a band in
        which so many stand that another now counts."""
        self._touch(_FOLLOWERS, head, head)
        if full := [band for (band,) in self._ask(_FULL, list(bands), MOST_HEADS)]:
            self._touch(_SHARING, full, head)
        self._do("DELETE FROM {band} WHERE band = ANY(%s) AND head = %s", list(bands), head)
        self._known.difference_update(bands)

    def place(self, gone: Iterable[Place]) -> None:
        """Place everything that was touched, but for what has gone."""
        self._touched.difference_update(gone)
        self._waiting = sorted(self._touched)
        placed: list[tuple[object, ...]] = []
        while self._waiting:
            text = self._next()
            self._know(text.bands)
            own = frozenset(text.numbers)
            itself = (text.position, 1.0) if text.bands else (None, 1.0)
            found = self._heads.nearest(self._kind, text.position, own, text.bands)
            head, share = found or itself
            if head == text.family:
                continue
            if text.family == text.position:
                self.without(text.position, text.bands)
            first = head == text.position
            if first:
                self._heads.add(text.position, self._kind, own, text.bands)
                new = [(band, text.position) for band in text.bands]
                copy_rows(self._connection, self._tables["band"], new)
                self._touch(_SHARING, list(text.bands), text.position)
            numbers = text.numbers if first else None
            placed.append((head, share, numbers, text.matter, text.position))
        with self._connection.cursor() as writing:
            writing.executemany(_PLACED.format(**self._tables).encode(), placed)

    def _touch(self, query: str, *given: object) -> None:
        """Each text is touched once: what touches it stands before it, and has its place."""
        for place in self._ask(query, self._kind, *given):
            if place not in self._touched:
                self._touched.add(place)
                heappush(self._waiting, place)

    def _next(self) -> _Text:
        place = heappop(self._waiting)
        if place not in self._read:
            some = [place, *nsmallest(AT_ONCE, self._waiting)]
            positions, matters = zip(*some, strict=True)
            found = self._ask(_TEXTS, list(matters), list(positions), PLACES[self._kind])
            self._read = {(row[0], row[1]): _Text(*row) for row in found}
            self._know({band for each in self._read.values() for band in each.bands})
        return self._read.pop(place)

    def _know(self, bands: Iterable[int]) -> None:
        """Have the first texts of these bands at hand, as the tables have them now."""
        if unknown := sorted({*bands} - self._known):
            found = read_heads(self._connection, self._generation, unknown)
            for band in unknown:
                self._heads.by_band[band] = found.by_band.get(band, [])
            self._heads.numbers.update(found.numbers)
            self._heads.kinds.update(found.kinds)
            self._known.update(unknown)

    def _ask(self, query: str, *given: object) -> list[Any]:
        return self._do(query, *given).fetchall()

    def _do(self, statement: str, *given: object) -> Cursor[Any]:
        return self._connection.execute(statement.format(**self._tables).encode(), given)
