"""Texts that say nearly the same: families, each around the first such text there was.

Answers are compared with answers, withdrawals with withdrawals, filings with filings. A text joins the
family whose first text is most like it, of those of which at least ``text_sketch.FLOOR`` is the same;
else it begins one of its own. That depends on the order of the log alone, so a rebuild comes out the same.
Tables hold keyed numbers, never words.
"""

from bisect import insort
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from domain.envelope import Recorded
from domain.rulebook import Rulebook
from domain.rulebook_events import STREAM as RULEBOOK
from domain.rulebook_events import RulebookAdopted
from domain.rulebook_files import as_adopted, thresholds_of
from domain.rules import in_force
from projections.copying import text_array
from projections.feed import Feed
from projections.sql import Connection, Write
from projections.table import Table, copy_rows
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
    grams       integer[],
    bands       integer[]   NOT NULL""",
    indexes=(
        "CREATE INDEX ON {t} (position) WHERE grams IS NOT NULL",
        "CREATE INDEX ON {t} (class, family)",
        "CREATE INDEX ON {t} (class, position) WHERE said <> ARRAY[]::text[]",
        "CREATE INDEX ON {t} USING gin (bands)",
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

PLACES = dict(CLASSES.values())
"""The place of each class's text among those of its event."""

_KINDS = {name: place for place, name in enumerate((ANSWER, WITHDRAWAL, FILING))}
SHORTEST = 20
"""Characters of a folded text; shorter ones are alike by chance and belong to no family."""

MOST_HEADS = 200
"""At most so many texts, the earliest, are looked at for one band: what is in every letter is no sign."""


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
class Heads:
    """First texts of families, by the bands they have; those of each band in the order of the log."""

    numbers: dict[int, frozenset[int]] = field(default_factory=dict)
    kinds: dict[int, str] = field(default_factory=dict)
    by_band: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, head: int, kind: str, numbers: frozenset[int], its_bands: Sequence[int]) -> None:
        self.numbers[head], self.kinds[head] = numbers, kind
        for band in its_bands:
            insort(self.by_band[band], head)

    def place(
        self, kind: str, position: int, numbers: Sequence[int], its_bands: Sequence[int]
    ) -> tuple[int | None, float, list[tuple[int, int]]]:
        """The family of a text and how alike it is; where it begins one, its bands to be kept."""
        own = frozenset(numbers)
        found = self.nearest(kind, position, own, its_bands)
        if found is not None:
            return (*found, [])
        if not its_bands:
            return None, 1.0, []
        self.add(position, kind, own, its_bands)
        return position, 1.0, [(band, position) for band in its_bands]

    def nearest(
        self, kind: str, position: int, numbers: frozenset[int], its_bands: Sequence[int]
    ) -> tuple[int, float] | None:
        """The head before a text that is most like it, the earliest of equals; None where none is
        near."""
        near = dict.fromkeys(
            head
            for band in its_bands
            for head in self.by_band.get(band, ())[:MOST_HEADS]
            if head < position and self.kinds.get(head) == kind
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
            heads = read_heads(connection, generation, wanted) if wanted else Heads()
            rows, new_bands = [], []
            for each, own in zip(texts, its_bands, strict=True):
                position = each.recorded.position
                family, share, added = heads.place(each.kind, position, each.numbers, own)
                new_bands += added
                said = [phrase for phrase in phrases[position] if phrase in each.folded]
                first = family == position
                rows.append(_values(each, family, share, said, own, first=first))
            copy_rows(connection, FAMILY.generation(generation), rows)
            copy_rows(connection, BAND.generation(generation), new_bands)

        return write

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


def _bands(kind: str, characters: int, numbers: Sequence[int]) -> list[int]:
    """The bands of a text; none for one that is too short to be compared."""
    return bands(numbers, _KINDS[kind]) if characters >= SHORTEST else []


def _folded(phrases: Sequence[str]) -> list[str]:
    return [fold(each) for each in phrases]


def _adopted(recorded: Recorded) -> list[Rulebook]:
    fact = recorded.fact
    return [as_adopted(fact.content)] if isinstance(fact, RulebookAdopted) else []


def _values(
    each: Written,
    family: int | None,
    share: float,
    said: Sequence[str],
    its_bands: Sequence[int],
    *,
    first: bool,
) -> tuple[object, ...]:
    """The row of a text; that of a family's first text keeps its numbers."""
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
        _array(each.numbers) if first else None,
        _array(its_bands),
    )


def _array(numbers: Sequence[int]) -> str:
    return f"{{{','.join(map(str, numbers))}}}"


def read_heads(connection: Connection, generation: int, wanted: Sequence[int]) -> Heads:
    """The first texts that have any of these bands, the earliest of each band."""
    heads = Heads()
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
