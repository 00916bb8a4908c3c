"""What was decided in cases of the same ground and gravity (M31): beside every decision."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from domain.accountability.cases.state import Case
from projections.accountability_register import CASES, HeldCase, held_case
from projections.asking import Question
from projections.sql import Connection

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Comparables:
    """Other cases of the same ground and gravity that were decided.

    cases     those in which somebody is held, the latest first, at most 50
    forms     how often each form was imposed in them, as ``form:subject``
    held, not_held  how many ended each way
    """

    cases: tuple[HeldCase, ...]
    forms: Mapping[str, int]
    held: int
    not_held: int


def comparables(connection: Connection, question: Question, case: Case) -> Comparables:
    """The comparables of a case, as it stood on the axes; none before it says how grave it is."""
    if case.gravity is None or not case.grounds:
        return Comparables((), {}, 0, 0)
    wanted = "p.facets @> %(alike)s::jsonb AND p.proceeding <> %(own)s"
    query = CASES.format(
        visible=question.axes.predicate("p"),
        in_view=question.in_view_of_proceedings("p"),
        wanted=wanted,
    ).encode()
    alike = {"ground": case.grounds[0], "gravity": case.gravity}

    def found(held: str) -> list[HeldCase]:
        asked = question.parameters(alike=json.dumps({**alike, "held": held}), own=case.id)
        return [held_case(*row) for row in connection.execute(query, asked).fetchall()]

    held, not_held = found("yes"), found("no")
    forms = Counter(form for each in held for form in each.measures)
    shown = tuple(reversed(held))[:MOST_SHOWN]
    return Comparables(shown, dict(forms.most_common()), len(held), len(not_held))
