"""The rulebook's ``[evaluation]``: from how many ballots on something is said, and what it gives."""

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import Field, model_validator

from domain.assessment.score_rules import Row, Source
from domain.envelope import Value
from domain.vocabulary import Satisfaction

LEAST_SAMPLE = 5
"""With fewer ballots behind a figure, somebody who knows the others' can tell the last one's."""


class EvaluationRules(Value):
    """How ballots become a ranking.

    minimum_sample  of a unit with fewer ballots only their number is ever released
    grades          what each answer is worth, 0 to 100
    first, last     the rows of ``scores.rows`` for those ranked first and last
    least_ranked    with fewer units ranked nobody is first or last
    """

    minimum_sample: Annotated[int, Field(strict=True, ge=LEAST_SAMPLE)]
    grades: Mapping[Satisfaction, Annotated[int, Field(strict=True, ge=0, le=100)]]
    first: Row | None = None
    last: Row | None = None
    least_ranked: Annotated[int, Field(strict=True, ge=2)] = 3
    source: Source

    @model_validator(mode="after")
    def _grades_every_answer(self) -> Self:
        if set(self.grades) != set(Satisfaction):
            raise ValueError(f"evaluation.grades are of {', '.join(Satisfaction)}")
        return self
