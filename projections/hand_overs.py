"""What waits to be handed over: everything in which somebody is named, or which they owe (M07)."""

from dataclasses import dataclass

from projections.asking import Question
from projections.sql import Connection


@dataclass(frozen=True, slots=True)
class Named:
    """A matter or a proceeding in which somebody is named or owes something; ``number`` its number."""

    subject: str
    number: str


_NAMED = """
SELECT m.matter, m.number FROM matter_row m
 WHERE {matter_visible} AND {in_view}
   AND ((m.closed_at IS NULL AND m.persons @> ARRAY[%(person)s])
     OR m.matter IN (SELECT o.subject FROM obligation o WHERE {owing}))
UNION ALL
SELECT p.proceeding, p.number FROM proceeding_row p
 WHERE {proceeding_visible} AND {proceeding_in_view}
   AND p.proceeding IN (SELECT o.subject FROM obligation o WHERE {owing})
 ORDER BY 2"""


def named(connection: Connection, question: Question, person: str) -> list[Named]:
    """Where an official has an order in an open matter, or owes anything, by number."""
    axes = question.axes
    query = _NAMED.format(
        matter_visible=axes.predicate("m"),
        in_view=question.in_view("m"),
        proceeding_visible=axes.predicate("p"),
        proceeding_in_view=question.in_view_of_proceedings("p"),
        owing=f"{axes.predicate('o')} AND o.ended IS NULL AND o.owner_person = %(person)s",
    )
    rows = connection.execute(query.encode(), question.parameters(person=person)).fetchall()
    return [Named(*row) for row in rows]
