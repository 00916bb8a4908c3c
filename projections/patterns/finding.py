"""Every pattern by its name, asked in one way."""

from collections.abc import Mapping
from datetime import timedelta

from domain.thresholds import Thresholds
from domain.vocabulary import Pattern
from domain.working_days import shanghai_day
from projections.asking import Question
from projections.manifests import manifests
from projections.patterns import absence, near_due, texts
from projections.patterns.row import SHOWN, Asking, PatternRow, Query, run
from projections.sql import Connection

QUERIES: Mapping[Pattern, Query] = {
    Pattern.NEVER_ANSWERED: absence.never_answered,
    Pattern.REROUTED: absence.rerouted,
    Pattern.ENDED_NEAR_DUE: near_due.ended_near_due,
    Pattern.CHANGED_NEAR_DUE: near_due.changed_near_due,
    Pattern.WITHDRAWN_AFTER_CONTACT: absence.withdrawn_after_contact,
    Pattern.READ_BEFORE_WITHDRAWN: absence.read_before_withdrawn,
    Pattern.NEAR_COPIES: texts.near_copies,
    Pattern.COPIED_WITHDRAWALS: texts.copied_withdrawals,
    Pattern.ALREADY_FORWARDED: texts.already_forwarded,
    Pattern.BACK_AGAIN: texts.back_again,
    Pattern.BEYOND_AUTHORITY: absence.beyond_authority,
    Pattern.EXTENSIONS_BY_APPROVER: near_due.extensions_by_approver,
}
"""All but ``NEVER_ENTERED``, which the manifests answer."""

YEAR = timedelta(days=365)


def pattern_rows(
    connection: Connection,
    question: Question,
    thresholds: Thresholds,
    pattern: Pattern,
    start: int,
    limit: int,
) -> tuple[list[PatternRow], int]:
    """Lines of a pattern from the ``start``-th on, the heaviest first, and how many there are."""
    if pattern is Pattern.NEVER_ENTERED:
        found = never_entered(connection, question)
        return found[start : start + limit], len(found)
    asking = Asking(question, thresholds)
    return run(connection, asking, QUERIES[pattern], start, limit)


def never_entered(connection: Connection, question: Question) -> list[PatternRow]:
    """Days of the year before on which a channel says it received more than was registered."""
    last = shanghai_day(question.axes.as_of)
    rows = []
    for day in manifests(connection, question, last - YEAR, last):
        if day.said is None:
            continue
        lacking = max(len(day.missing), day.said - (day.registered or 0))
        if lacking > 0:
            rows.append(
                PatternRow(
                    key=day.name,
                    what=day.name,
                    numbers=day.missing[:SHOWN],
                    count=lacking,
                    of=day.said,
                    person=day.recorded_by,
                )
            )
    return sorted(rows, key=lambda each: (-each.count, each.key))
