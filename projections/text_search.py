"""What was written in matters, found by its words, two characters being enough.

PostgreSQL's own search for parts of words needs three. So every two neighbouring characters of a
text are kept as one number, a keyed hash: the table shows no text, and whoever reads the database
alone cannot look a word up. A text that has all the pairs of a word may still lack the word itself;
whoever asks opens it and makes sure.

Like everything here this knows no keys: opening and hashing are given.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from domain.envelope import Fact, Recorded, Sealed
from domain.erasure.events import person_of_stream
from domain.matter.stream import PREFIX, matter_of_stream
from projections.asking import Page, Question
from projections.erased import erased_in
from projections.feed import Feed
from projections.feedback_status import MatterStatus, WantedMatters, matters
from projections.sql import Connection, Write
from projections.table import Table, copy_rows
from projections.text_families import CLASSES, Families, Written
from projections.text_form import contact_form, fold, windows
from projections.texts_taken_out import take_out

TABLE = Table(
    name="text_row",
    key=("matter",),
    columns="""
    matter      text        NOT NULL,
    position    bigint      NOT NULL,
    occurred_at timestamptz NOT NULL,
    nth         smallint    NOT NULL,
    kind        text        NOT NULL,
    person      text        NOT NULL,
    sealed      text        NOT NULL,
    grams       integer[]   NOT NULL""",
    indexes=("CREATE INDEX ON {t} USING gin (grams)",),
    axes=False,
)

SEARCHED = ("subject", "body", "text")
"""The sealed fields of an event that are searched, in the order in which they are shown. Names,
contacts and addresses of people are not among them."""

CONTACT = "contact"
"""The kind of a row by which a complainant's contact is recognised, whole; it is never searched."""

CONTACT_PLACE = 9
"""Its place among the rows of a receipt, after all texts."""

MOST_KEPT = 500_000

OpenTexts = Callable[[Sequence[Sealed]], Sequence[str | None]]
"""The texts in the clear, None for one whose key is gone."""

HashPair = Callable[[str], int]
"""The keyed hash of two characters, a signed number of 32 bits."""


@dataclass(frozen=True, slots=True)
class Text:
    """A sealed text, where it was written: log position, type of the event."""

    position: int
    kind: str
    sealed: Sealed


@dataclass(frozen=True, slots=True)
class Candidate:
    """A matter, and its texts that have every pair of characters that was asked for."""

    status: MatterStatus
    texts: Sequence[Text]


class PairNumbers(dict[str, int]):
    """The numbers of pairs of characters; a text's pairs are mostly ones met before."""

    def __init__(self, hash_pair: HashPair) -> None:
        super().__init__()
        self._hash_pair = hash_pair

    def __missing__(self, pair: str) -> int:
        if len(self) >= MOST_KEPT:
            self.clear()
        number = self[pair] = self._hash_pair(pair)
        return number


def gist_numbers(number: HashPair, gist: str) -> list[int]:
    """The numbers of all pairs of characters in a text, each once."""
    return sorted({number(pair) for pair in windows(fold(gist))})


def contact_numbers(number: HashPair, contact: str | None) -> list[int]:
    """The number of a contact; none where nothing is left of it to recognise."""
    said = contact_form(contact or "")
    return [number(f"{CONTACT} {said}")] if said else []


class TextIndex:
    """Writes the table of texts, and the families of those that say nearly the same.

    A text that cannot be opened, because its person's key was destroyed, gets no row. The rows of
    somebody who is erased later are taken out.
    """

    name = "texts"
    tables = (TABLE, *Families.tables)

    def __init__(self, open_texts: OpenTexts, hash_pair: HashPair) -> None:
        self._open_texts = open_texts
        self._numbers = PairNumbers(hash_pair)
        self._families = Families()

    def forget(self) -> None:
        """Numbers that are kept are right for ever; the rulebooks adopted may have become more."""
        self._families.forget()

    def prepare(self, batch: Sequence[Recorded], feed: Feed) -> Write:
        """What the texts of a batch add to the tables, and which texts go."""
        written = [(each, *text) for each in batch for text in enumerate(texts_of(each))]
        written += [(each, CONTACT_PLACE, sealed) for each in batch for sealed in contact_of(each)]
        opened = self._open_texts([sealed for _, _, sealed in written])
        rows: list[tuple[object, ...]] = []
        compared: list[Written] = []
        contacts: dict[int, int] = {}
        for (recorded, nth, sealed), text in zip(written, opened, strict=True):
            if text is None:
                continue
            folded = fold(text) if nth != CONTACT_PLACE else ""
            numbers = self._of(text, folded, contact=nth == CONTACT_PLACE)
            rows.append(self._row(recorded, nth, sealed, numbers))
            if nth == CONTACT_PLACE:
                contacts.update((recorded.position, each) for each in numbers)
            elif CLASSES.get(recorded.fact.TYPE, ("", -1))[1] == nth:
                matter = matter_of_stream(recorded.stream)
                compared.append(Written(recorded, matter, sealed.person, folded, numbers))
        with_contacts = [
            replace(each, contact=contacts.get(each.recorded.position)) for each in compared
        ]
        with_contacts.sort(key=lambda each: each.recorded.position)
        place = self._families.prepare(batch, with_contacts, feed)
        erased = [person_of_stream(each.stream) for each in erased_in(batch)]

        def write(connection: Connection, generation: int) -> None:
            texts = TABLE.generation(generation)
            copy_rows(connection, texts, rows)
            place(connection, generation)
            if erased:
                out = f"DELETE FROM {texts} WHERE person = ANY(%s)".encode()
                connection.execute(out, (erased,))
                take_out(erased, connection, generation, texts)

        return write

    def _of(self, text: str, folded: str, *, contact: bool) -> list[int]:
        number = self._numbers.__getitem__
        if contact:
            return contact_numbers(number, text)
        return sorted({number(pair) for pair in windows(folded)})

    def _row(
        self, recorded: Recorded, nth: int, sealed: Sealed, numbers: Sequence[int]
    ) -> tuple[object, ...]:
        is_contact = nth == CONTACT_PLACE
        return (
            matter_of_stream(recorded.stream),
            recorded.position,
            recorded.occurred_at.isoformat(),
            nth,
            CONTACT if is_contact else recorded.fact.TYPE,
            sealed.person,
            sealed.sealed,
            f"{{{','.join(map(str, numbers))}}}",
        )


@cache
def _searched(fact: type[Fact]) -> tuple[str, ...]:
    return tuple(name for name in SEARCHED if name in fact.model_fields)


def texts_of(recorded: Recorded) -> Iterator[Sealed]:
    """The sealed texts of an event of a matter that are searched."""
    if recorded.stream.startswith(PREFIX):
        for name in _searched(type(recorded.fact)):
            value = getattr(recorded.fact, name)
            if isinstance(value, Sealed):
                yield value


def contact_of(recorded: Recorded) -> Iterator[Sealed]:
    """The complainant's sealed contact, where an event brings one."""
    contact = getattr(recorded.fact, "contact", None)
    if recorded.stream.startswith(PREFIX) and isinstance(contact, Sealed):
        yield contact


_WITH_ALL_PAIRS = """
 t.kind <> 'contact' AND t.grams @> %(grams)s::int4[] AND t.position <= %(known_by)s AND t.occurred_at <= %(as_of)s"""
_AMONG = f"m.matter IN (SELECT t.matter FROM text_row t WHERE {_WITH_ALL_PAIRS})"
_TEXTS = f"""
SELECT t.matter, t.position, t.kind, t.person, t.sealed
  FROM text_row t WHERE t.matter = ANY(%(matters)s) AND {_WITH_ALL_PAIRS}
 ORDER BY t.matter, t.position, t.nth"""


def candidates(
    connection: Connection, question: Question, wanted: WantedMatters, grams: Sequence[int]
) -> Page[Candidate]:
    """Matters with a text that has all these pairs, by receipt, as ``feedback_status.matters``.

    A text counts from when it was written and recorded on, so that both axes hold here too.
    """
    found = matters(connection, question, wanted, _AMONG, grams=list(grams))
    asked = {
        **question.axes.parameters,
        "grams": list(grams),
        "matters": [each.matter for each in found.items],
    }
    texts: defaultdict[str, list[Text]] = defaultdict(list)
    for matter, position, kind, person, sealed in connection.execute(_TEXTS.encode(), asked):
        texts[matter].append(Text(position, kind, Sealed(person=person, sealed=sealed)))
    items = [Candidate(each, texts[each.matter]) for each in found.items]
    return Page(items, found.axes, found.next)
