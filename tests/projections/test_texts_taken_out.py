"""Texts of erased persons taken out: the tables are as if those had never been, whatever they touched."""

from collections.abc import Callable, Sequence
from random import Random

import psycopg
import pytest

from projections import text_families, texts_taken_out
from projections.text_families import BAND, FAMILY, FILING, PLACES, Heads, copy_rows
from projections.text_search import TABLE
from projections.text_sketch import bands
from projections.texts_taken_out import take_out

AT = "2026-03-02T09:00:00+08:00"
Numbers = tuple[int, ...]
Tables = tuple[set[tuple[object, ...]], set[tuple[object, ...]]]


def drifting(random: Random, count: int) -> list[Numbers]:
    """Texts in chains: each is some other one a little changed, seldom one of its own."""
    texts: list[Numbers] = []
    for _ in range(count):
        new = {random.randint(-(2**31), 2**31 - 1) for _ in range(60)}
        if texts and random.random() < 0.9:
            kept = random.choice(texts)
            new = {*random.sample(kept, len(kept) - random.randint(0, 6)), *sorted(new)[:3]}
        texts.append(tuple(sorted(new))[:60])
    return texts


def coarse(numbers: Sequence[int]) -> list[int]:
    """Few bands, which many texts have that are not alike."""
    return sorted({each % 7 for each in numbers[:3]})


def fine(numbers: Sequence[int]) -> list[int]:
    return bands(numbers, 2)


def fill(
    connection: psycopg.Connection,
    texts: Sequence[Numbers | None],
    bands_of: Callable[[Sequence[int]], list[int]],
) -> None:
    """Place the texts one after the other in empty tables; None for one that cannot be read."""
    heads, families, first, whole = Heads(), [], [], []
    for at, numbers in enumerate(texts, start=1):
        if numbers is None:
            continue
        its_bands, filled = bands_of(numbers), f"{{{','.join(map(str, numbers))}}}"
        family, share, new = heads.place(FILING, at, numbers, its_bands)
        first += new
        kept = filled if family == at else None
        common = (f"m{at}", at, AT)
        listed = f"{{{','.join(map(str, its_bands))}}}"
        families.append(
            (*common, FILING, "matter.received", f"p{at}", family, share, 99, "{}", 7, kept, listed)
        )
        whole.append((*common, PLACES[FILING], "matter.received", f"p{at}", "x", filled))
    for table, rows in ((FAMILY, families), (BAND, first), (TABLE, whole)):
        connection.execute(f"TRUNCATE {table.generation(1)}".encode())
        copy_rows(connection, table.generation(1), rows)


def tables(connection: psycopg.Connection) -> Tables:
    families = connection.execute(f"SELECT * FROM {FAMILY.generation(1)}".encode())
    first = connection.execute(f"SELECT * FROM {BAND.generation(1)}".encode())
    return {tuple(map(str, row)) for row in families}, set(first)


@pytest.mark.parametrize(("most", "bands_of"), [(2, coarse), (200, fine)])
def test_texts_are_placed_as_if_the_erased_ones_had_never_been(
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
    most: int,
    bands_of: Callable[[Sequence[int]], list[int]],
) -> None:
    """Also where a band is so full that only its earliest first texts count."""
    for module in (text_families, texts_taken_out):
        monkeypatch.setattr(module, "MOST_HEADS", most)
    monkeypatch.setattr(texts_taken_out, "AT_ONCE", 3)
    moved = 0
    with psycopg.connect(database_url) as connection:
        connection.execute("CREATE SCHEMA placed; SET search_path TO placed")
        for table in (FAMILY, BAND, TABLE):
            for statement in table.create(1):
                connection.execute(statement.encode())
        for seed in range(40):
            random = Random(seed)
            texts: list[Numbers | None] = [*drifting(random, 40)]
            gone = random.sample(range(40), random.randint(1, 3))
            fill(
                connection,
                [None if at in gone else each for at, each in enumerate(texts)],
                bands_of,
            )
            wanted = tables(connection)
            fill(connection, texts, bands_of)
            before = tables(connection)
            persons = [f"p{at + 1}" for at in gone]
            connection.execute(
                f"DELETE FROM {TABLE.generation(1)} WHERE person = ANY(%s)".encode(), (persons,)
            )
            take_out(persons, connection, 1, TABLE.generation(1))
            assert tables(connection) == wanted, seed
            moved += bool(wanted[0] - before[0])
    assert moved > 10, "where nothing moves, nothing is tested"
