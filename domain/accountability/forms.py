"""Forms of accountability as rows of the rulebook, and what repeats propose (M31, M32)."""

from collections.abc import Iterable
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from domain.envelope import Value
from domain.vocabulary import Authority, Form, Gravity, Ground, SubjectKind

Months = Annotated[int, Field(strict=True, ge=0)]
Source = Annotated[str, Field(pattern=r"^(statute read|secondary page|speech|default)\b")]

COMPLAINT = "complaint"
"""What a ladder counts where it is no form: substantiated complaints."""


class Accountability(Value):
    """What holds for every case.

    never_minor  grounds on which nothing is minor, retaliation against a complainant among them
    most_months  the longest that influence periods of one series may be together
    """

    never_minor: tuple[Ground, ...] = ()
    most_months: Months = 48
    source: Source = "default"


class FormRow(Value):
    """One form: for whom it is allowed, when, and by whose authority.

    series  of one series a subject gets one form for the same facts, the heaviest
    rank    from light to heavy, across series
    months  the shortest and the longest influence or warning period; 0 and 0 for none
    """

    form: Form
    subjects: Annotated[tuple[SubjectKind, ...], Field(min_length=1)]
    gravities: Annotated[tuple[Gravity, ...], Field(min_length=1)]
    authorities: Annotated[tuple[Authority, ...], Field(min_length=1)]
    series: Annotated[str, Field(min_length=1)]
    rank: Annotated[int, Field(strict=True, ge=1)]
    months: tuple[Months, Months] = (0, 0)
    source: Source

    @model_validator(mode="after")
    def _goes_up(self) -> Self:
        if self.months[0] > self.months[1]:
            raise ValueError("months gives the shortest period first")
        return self

    def fits(self, months: int) -> bool:
        """Whether a period may be so long."""
        return self.months[0] <= months <= self.months[1]


class LadderRow(Value):
    """What so many repeats within so many months propose; people decide."""

    of: Form | Literal["complaint"]
    times: Annotated[int, Field(strict=True, ge=1)]
    within_months: Annotated[int, Field(strict=True, ge=1)]
    proposes: Annotated[tuple[Form, ...], Field(min_length=1)]
    source: Source


def row_of(forms: Iterable[FormRow], form: Form) -> FormRow | None:
    """The row of a form; None where the rulebook does not know it."""
    return next((row for row in forms if row.form is form), None)
