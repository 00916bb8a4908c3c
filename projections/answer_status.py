"""Has every matter been answered (件件有回音), and every assigning leader told (事事有反馈)?

Two duties, two totals (M11). Each counts one obligation of every matter received by the asked
moment, in its last round; the five figures add up to the matters that have it.
"""

from dataclasses import dataclass

from domain.vocabulary import Duty, ObligationStatus
from projections.asking import Question
from projections.obligation_ledger import status_is
from projections.sql import Connection

_COUNTED = (
    ObligationStatus.DONE_IN_TIME,
    ObligationStatus.DONE_LATE,
    ObligationStatus.PENDING,
    ObligationStatus.OVERDUE,
    ObligationStatus.EXEMPT,
)

NAMES = ("answered_in_time", "answered_late", "pending", "overdue", "exempt")

_COUNT = """
SELECT {counts}
  FROM {schema}obligation o
 WHERE {visible} AND o.duty = %(duty)s AND {in_view}
   AND NOT EXISTS (
       SELECT FROM {schema}obligation later
        WHERE later.duty = %(duty)s AND later.nth > 1 AND later.nth > o.nth
          AND later.subject = o.subject AND later.of = o.of AND {later_visible})"""


@dataclass(frozen=True, slots=True)
class AnswerStatus:
    """How many matters owe the duty, and how it stands with each.

    A duty that was withdrawn with its order (void) is not owed, so it is not counted.
    """

    matters: int
    answered_in_time: int
    answered_late: int
    pending: int
    overdue: int
    exempt: int


def answer_status(
    connection: Connection, question: Question, duty: Duty = Duty.FINAL_ANSWER
) -> AnswerStatus:
    """The figures for one of the two duties: final answers, or feedback to leaders."""
    query, parameters = counting(question), question.parameters(duty=duty.value)
    row = connection.execute(query.encode(), parameters).fetchone()
    figures = row or (0,) * len(_COUNTED)
    return AnswerStatus(sum(figures), *figures)


def counting(question: Question, schema: str = "") -> str:
    """SQL for one row of the figures but the first, in the order of ``AnswerStatus``; ``duty`` is a
    parameter. ``schema``: whose tables, ``huiyin_main.``; those of the search path if left out."""
    axes = question.axes
    counts = (
        f"count(*) FILTER (WHERE {status_is(each, axes)}) AS {name}"
        for each, name in zip(_COUNTED, NAMES, strict=True)
    )
    return _COUNT.format(
        counts=", ".join(counts),
        schema=schema,
        visible=axes.predicate("o"),
        in_view=question.of_matters_in_view("o"),
        later_visible=axes.predicate("later"),
    )
