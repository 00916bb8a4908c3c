"""Texts that say nearly the same: families, each around the first such text there was.

Answers are compared with answers, withdrawals with withdrawals, filings with filings. A text joins the
family whose first text is most like it, of those of which at least ``text_sketch.FLOOR`` is the same;
else it begins one of its own. That depends on the order of the log alone, so a rebuild comes out the same.
Tables hold keyed numbers, never words.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from domain.envelope import Recorded
from domain.rulebook import Rulebook, thresholds_of
from domain.rulebook_events import STREAM as RULEBOOK
from domain.rulebook_events import RulebookAdopted
from domain.rules import in_force
from projections.feed import Feed
from projections.runner import Write
from projections.sql import Connection
from projections.table import Table, copy_rows, text_array
from projections.text_form import fold
from projections.text_sketch import FLOOR, alike, bands

FAMILY = Table(
    name="text_family",
    key=("matter",),
    columns="""
    matter      text        NOT NULL,
    position    bigint      NOT NULL,
    occurred_at timestamptz NOT NULL,
    class       text        NOT NULL,
    event       text        NOT NULL,
    person      text        NOT NULL,
    family      bigint,
    alike       real        NOT NULL,
    characters  integer     NOT NULL,
    said        text[]      NOT NULL,
    contact     integer,
    grams       integer[]""",
    indexes=(
        "CREATE INDEX ON {t} (position) WHERE grams IS NOT NULL",
        "CREATE INDEX ON {t} (class, family)",
        "CREATE INDEX ON {t} (class, position) WHERE said <> ARRAY[]::text[]",
    ),
    axes=False,
)
BAND = Table(
    name="text_band",
    key=("band",),
    columns="""
    band integer NOT NULL,
    head bigint  NOT NULL""",
    axes=False,
)

ANSWER, WITHDRAWAL, FILING = "answer", "withdrawal", "filing"
CLASSES: Mapping[str, tuple[str, int]] = {
    "matter.complainant_answered": (ANSWER, 0),
    "matter.answer_imported": (ANSWER, 0),
    "matter.refused": (ANSWER, 0),
    "matter.withdrawal_recorded": (WITHDRAWAL, 0),
    "matter.received": (FILING, 1),
    "matter.imported": (FILING, 1),
}
"""Which text of which event is compared, and with which others; its place as in ``text_search``."""

_PLACES = dict(CLASSES.values())
"""The place of each class's text among those of its event."""

_KINDS = {name: place for place, name in enumerate((ANSWER, WITHDRAWAL, FILING))}
SHORTEST = 20
"""Characters of a folded text; shorter ones are alike by chance and belong to no family."""

MOST_HEADS = 200
"""At most so many texts, the earliest, are looked at for one band: what is in every letter is no sign."""


AT_ONCE = 1_000
"""So many texts are placed anew at a time."""

_TOUCHED = """
SELECT class, min(position) FROM (
    SELECT o.class, o.position FROM {family} h
      JOIN {family} o ON o.class = h.class AND o.family = h.position AND o.person <> ALL(%(persons)s)
     WHERE h.person = ANY(%(persons)s) AND h.grams IS NOT NULL
    UNION ALL
    SELECT h.class, h.position FROM {family} h JOIN {band} b ON b.head = h.position
     WHERE h.person = ANY(%(persons)s) AND h.grams IS NOT NULL
       AND (SELECT count(*) FROM {band} c WHERE c.band = b.band) > %(most)s) AS touched
 GROUP BY class ORDER BY class"""
"""From where on which class is placed anew, once the texts of some persons go."""

_LATER = """
SELECT f.matter, f.position, f.characters, t.grams
  FROM {family} f JOIN {texts} t
    ON t.matter = f.matter AND t.position = f.position AND t.nth = %(nth)s
 WHERE f.class = %(class)s AND f.position >= %(from)s ORDER BY f.position"""

_PLACED = """
UPDATE {family} SET family = %s, alike = %s, grams = %s WHERE matter = %s AND position = %s"""


@dataclass(frozen=True, slots=True)
class Written:
    """A text to be placed: its event, its words folded, its numbers, the complainant's contact."""

    recorded: Recorded
    matter: str
    person: str
    folded: str
    numbers: Sequence[int]
    contact: int | None = None

    @property
    def kind(self) -> str:
        return CLASSES[self.recorded.fact.TYPE][0]


@dataclass(slots=True)
class _Heads:
    """First texts of families, by the bands they have."""

    numbers: dict[int, frozenset[int]] = field(default_factory=dict)
    kinds: dict[int, str] = field(default_factory=dict)
    by_band: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, head: int, kind: str, numbers: frozenset[int], its_bands: Sequence[int]) -> None:
        self.numbers[head], self.kinds[head] = numbers, kind
        for band in its_bands:
            self.by_band[band].append(head)

    def place(
        self, kind: str, position: int, numbers: Sequence[int], its_bands: Sequence[int]
    ) -> tuple[int | None, float, list[tuple[int, int]]]:
        """The family of a text and how alike it is; where it begins one, its bands to be kept."""
        own = frozenset(numbers)
        found = self.nearest(kind, own, its_bands)
        if found is not None:
            return (*found, [])
        if not its_bands:
            return None, 1.0, []
        self.add(position, kind, own, its_bands)
        return position, 1.0, [(band, position) for band in its_bands]

    def nearest(
        self, kind: str, numbers: frozenset[int], its_bands: Sequence[int]
    ) -> tuple[int, float] | None:
        """The head most like a text, the earliest of equals; None where none is near."""
        near = dict.fromkeys(
            head
            for band in its_bands
            for head in self.by_band.get(band, ())[:MOST_HEADS]
            if self.kinds.get(head) == kind
        )
        found = [(alike(self.numbers[head], numbers), -head) for head in near]
        best = max(found, default=(0.0, 0))
        return (-best[1], best[0]) if best[0] >= FLOOR else None


class Families:
    """Places texts in families, and notes the phrases by which they say they were passed on."""

    tables = (FAMILY, BAND)

    def __init__(self) -> None:
        self._adopted: list[Rulebook] | None = None

    def forget(self) -> None:
        self._adopted = None

    def prepare(self, batch: Sequence[Recorded], texts: Sequence[Written], feed: Feed) -> Write:
        """What the texts of a batch, given in the order of the log, add to the tables."""
        phrases = self._phrases(batch, feed)
        its_bands = [_bands(each.kind, len(each.folded), each.numbers) for each in texts]
        wanted = sorted({band for each in its_bands for band in each})

        def write(connection: Connection, generation: int) -> None:
            heads = _read_heads(connection, generation, wanted) if wanted else _Heads()
            rows, new_bands = [], []
            for each, own in zip(texts, its_bands, strict=True):
                position = each.recorded.position
                family, share, added = heads.place(each.kind, position, each.numbers, own)
                new_bands += added
                said = [phrase for phrase in phrases[position] if phrase in each.folded]
                first = family == position
                rows.append(_values(each, family, share, said, first=first))
            copy_rows(connection, FAMILY.generation(generation), rows)
            copy_rows(connection, BAND.generation(generation), new_bands)

        return write

    def take_out(
        self, persons: Sequence[str], connection: Connection, generation: int, texts: str
    ) -> None:
        """Drop every number of these persons' texts: they were erased. ``texts`` is the table of all
        texts with their numbers.

        A replay cannot read those texts any more, so the others are placed as if they had never been:
        where one of them was the first of a family with others, or stood among the first of a full
        band, every later text of its class is placed anew.
        """
        family, band = FAMILY.generation(generation), BAND.generation(generation)
        given = {"persons": list(persons), "most": MOST_HEADS}
        anew = connection.execute(_TOUCHED.format(family=family, band=band).encode(), given)
        touched = anew.fetchall()
        connection.execute(
            f"DELETE FROM {band} WHERE head IN"
            f" (SELECT position FROM {family} WHERE person = ANY(%(persons)s)"
            " AND grams IS NOT NULL)".encode(),
            given,
        )
        connection.execute(f"DELETE FROM {family} WHERE person = ANY(%(persons)s)".encode(), given)
        for kind, position in touched:
            _place_anew(kind, position, connection, generation, texts)

    def _phrases(self, batch: Sequence[Recorded], feed: Feed) -> Mapping[int, Sequence[str]]:
        """By the position of each event of the batch, the folded phrases of the rulebook then in
        force."""
        if self._adopted is None:
            earlier = feed.streams((RULEBOOK,), batch[0].position - 1).get(RULEBOOK, [])
            self._adopted = [each for event in earlier for each in _adopted(event)]
        phrases: dict[int, Sequence[str]] = {}
        folded: dict[int, Sequence[str]] = {}
        for recorded in batch:
            self._adopted += _adopted(recorded)
            if recorded.fact.TYPE in CLASSES:
                rulebook = in_force(self._adopted, recorded.recorded_at)
                known = id(rulebook)  # of those kept in ``_adopted``, so none is another's
                if known not in folded:
                    folded[known] = _folded(thresholds_of(rulebook).forwarded)
                phrases[recorded.position] = folded[known]
        return phrases


def _place_anew(
    kind: str, position: int, connection: Connection, generation: int, texts: str
) -> None:
    """Place every text of a class from a position on once more, by the numbers that are kept."""
    family, band = FAMILY.generation(generation), BAND.generation(generation)
    given = {"class": kind, "from": position, "nth": _PLACES[kind]}
    connection.execute(
        f"DELETE FROM {band} WHERE head IN (SELECT position FROM {family}"
        " WHERE class = %(class)s AND position >= %(from)s AND grams IS NOT NULL)".encode(),
        given,
    )
    with connection.cursor("placed_anew") as later:
        later.execute(_LATER.format(family=family, texts=texts).encode(), given)
        while rows := later.fetchmany(AT_ONCE):
            own = [_bands(kind, characters, numbers) for _, _, characters, numbers in rows]
            wanted = sorted({each for of_one in own for each in of_one})
            heads = _read_heads(connection, generation, wanted) if wanted else _Heads()
            placed, new_bands = [], []
            for (matter, at, _, numbers), its_bands in zip(rows, own, strict=True):
                of, share, added = heads.place(kind, at, numbers, its_bands)
                placed.append((of, share, numbers if of == at else None, matter, at))
                new_bands += added
            with connection.cursor() as writing:
                writing.executemany(_PLACED.format(family=family).encode(), placed)
            copy_rows(connection, band, new_bands)


def _bands(kind: str, characters: int, numbers: Sequence[int]) -> list[int]:
    """The bands of a text; none for one that is too short to be compared."""
    return bands(numbers, _KINDS[kind]) if characters >= SHORTEST else []


def _folded(phrases: Sequence[str]) -> list[str]:
    return [fold(each) for each in phrases]


def _adopted(recorded: Recorded) -> list[Rulebook]:
    fact = recorded.fact
    return [Rulebook.model_validate(fact.content)] if isinstance(fact, RulebookAdopted) else []


def _values(
    each: Written, family: int | None, share: float, said: Sequence[str], *, first: bool
) -> tuple[object, ...]:
    """The row of a text; that of a family's first text keeps its numbers."""
    numbers = f"{{{','.join(map(str, each.numbers))}}}" if first else None
    return (
        each.matter,
        each.recorded.position,
        each.recorded.occurred_at.isoformat(),
        each.kind,
        each.recorded.fact.TYPE,
        each.person,
        family,
        share,
        len(each.folded),
        text_array(said),
        each.contact,
        numbers,
    )


def _read_heads(connection: Connection, generation: int, wanted: Sequence[int]) -> _Heads:
    """The first texts that have any of these bands, the earliest of each band."""
    heads = _Heads()
    found = connection.execute(
        f"SELECT w.band, h.head FROM unnest(%s::int4[]) AS w(band) CROSS JOIN LATERAL"
        f" (SELECT head FROM {BAND.generation(generation)} b WHERE b.band = w.band"
        f" ORDER BY head LIMIT {MOST_HEADS}) h ORDER BY w.band, h.head".encode(),
        (list(wanted),),
    ).fetchall()
    for band, head in found:
        heads.by_band[band].append(head)
    if not found:
        return heads
    rows = connection.execute(
        f"SELECT position, class, grams FROM {FAMILY.generation(generation)}"
        " WHERE grams IS NOT NULL AND position = ANY(%s)".encode(),
        (sorted({head for _, head in found}),),
    )
    for position, kind, numbers in rows:
        heads.numbers[position], heads.kinds[position] = frozenset(numbers), kind
    return heads
