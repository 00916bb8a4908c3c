"""No blank spots (不允许有空白点, M10): who has no chief, what has no owner, which number is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from domain.organisation.state import Organisation
from domain.vocabulary import UnitKind
from projections.asking import Question
from projections.manifests import manifests
from projections.sql import Connection


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers missing from a series: from ``first`` to ``last``."""

    series: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Departed:
    """Somebody who owes something, and is not in the post any more for which they owe it.

    unit    the unit for which they owe it; None for a leader
    duties  how many duties
    number  the number of the first of these matters and proceedings
    """

    person: str
    unit: str | None
    duties: int
    number: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is outside anybody's responsibility.

    units_without_chief     units with no chief on the asked day
    matters_without_owner   how many open matters owe something that nobody owes, or nothing at all
                            though there is no answer yet; one that was merged is owed in the other
    examples                numbers of some of them
    gaps                    missing human numbers
    manifest_differences    days of the last year on which a channel says it received something else
                            than was registered, as ``channel day``, the latest first
    days_without_manifest   days of the last year on which a channel says nothing that has before
    owed_by_departed        who owes something and is, as far as it is on record, not of the unit on
                            the asked day; it waits to be handed over
    """

    units_without_chief: tuple[str, ...]
    matters_without_owner: int
    examples: tuple[str, ...]
    gaps: tuple[Gap, ...]
    manifest_differences: tuple[str, ...] = ()
    days_without_manifest: tuple[str, ...] = ()
    owed_by_departed: tuple[Departed, ...] = ()


EXAMPLES = 20
YEAR = timedelta(days=365)
_OWNERLESS = """
WITH ownerless AS (
    SELECT m.number FROM matter_row m
     WHERE {visible} AND {in_view} AND m.closed_at IS NULL
       AND ((m.next_due_at IS NULL AND m.answered_at IS NULL AND m.merged_into IS NULL)
         OR m.matter IN (
           SELECT o.subject FROM obligation o
            WHERE {owed} AND o.ended IS NULL
              AND o.owner_unit IS NULL AND o.owner_person IS NULL)))
SELECT count(*), ARRAY(SELECT number FROM ownerless ORDER BY number LIMIT %(examples)s)
  FROM ownerless"""

_OWING = """
SELECT o.owner_person, o.owner_unit, count(*), min(coalesce(m.number, p.number))
  FROM obligation o
  LEFT JOIN matter_row m ON m.matter = o.subject AND {visible} AND {in_view}
  LEFT JOIN proceeding_row p
    ON p.proceeding = o.subject AND {proceeding_visible} AND {proceeding_in_view}
 WHERE {owed} AND o.ended IS NULL AND o.owner_person IS NOT NULL
   AND (m.matter IS NOT NULL OR p.proceeding IS NOT NULL)
 GROUP BY 1, 2 ORDER BY 1, 2"""

_GAPS = """
WITH numbered AS (
    SELECT regexp_replace(m.number, '-[0-9]+$', '') AS series,
           substring(m.number FROM '[0-9]+$')::integer AS n
      FROM matter_row m WHERE {visible} AND m.number ~ '-[0-9]+$'),
steps AS (
    SELECT series, n, lag(n, 1, 0) OVER (PARTITION BY series ORDER BY n) AS before FROM numbered)
SELECT series, before + 1, n - 1 FROM steps WHERE n > before + 1 ORDER BY series, n"""


def coverage(
    connection: Connection, question: Question, organisation: Organisation, on: date
) -> Coverage:
    """The blank spots on the question's axes; the organisation is the one known on them.

    Missing numbers are looked for among everything recorded by ``known_by``, whenever it was
    received: numbers are given in the order of recording.
    """
    axes = question.axes
    ownerless = _OWNERLESS.format(
        visible=axes.predicate("m"), in_view=question.in_view("m"), owed=axes.predicate("o")
    )
    row = connection.execute(ownerless.encode(), question.parameters(examples=EXAMPLES)).fetchone()
    count, examples = row or (0, [])
    owing = _OWING.format(
        visible=axes.predicate("m"),
        in_view=question.in_view("m"),
        proceeding_visible=axes.predicate("p"),
        proceeding_in_view=question.in_view_of_proceedings("p"),
        owed=axes.predicate("o"),
    )
    people = connection.execute(owing.encode(), question.parameters()).fetchall()
    recorded = (
        "m.from_position <= %(known_by)s AND (m.cut_position IS NULL OR m.cut_position > %(known_by)s)"
        " AND m.until_time IS NULL"
    )
    gaps = connection.execute(_GAPS.format(visible=recorded).encode(), question.parameters())
    days = [
        each for each in reversed(manifests(connection, question, on - YEAR, on)) if each.differs
    ]
    return Coverage(
        units_without_chief=tuple(units_without_chief(organisation, on)),
        matters_without_owner=count,
        examples=tuple(examples),
        gaps=tuple(Gap(*row) for row in gaps.fetchall()),
        manifest_differences=tuple(each.name for each in days if each.said is not None),
        days_without_manifest=tuple(each.name for each in days if each.said is None),
        owed_by_departed=tuple(
            Departed(*row) for row in people if organisation.has_left(row[0], row[1], on)
        ),
    )


def units_without_chief(organisation: Organisation, on: date) -> Iterable[str]:
    """Codes of the units whose chief's post does not exist or is vacant on a day."""
    led = organisation.units_with_chief(on)
    for unit in organisation.units.values():
        if unit.code not in led and unit.kind is not UnitKind.LEADERSHIP:
            yield unit.code
