"""What is imposed on somebody, and what is one and the same fact (M32: no double punishment)."""

from collections.abc import Iterable
from datetime import date

from domain.envelope import Code, Value
from domain.vocabulary import Form, SubjectKind


class Imposed(Value):
    """One form imposed on one subject.

    who     the unit's or the official's code
    months  the influence or warning period, counted from the day of the decision; 0 for none
    until   its last day
    row     the rulebook's row, ``efficiency-office/1 forms.6``
    """

    form: Form
    subject: SubjectKind
    who: Code
    series: str
    rank: int
    months: int = 0
    until: date | None = None
    row: str

    @property
    def key(self) -> str:
        """What tells it from the others of a case, which has one subject of each kind."""
        return f"{self.form}:{self.subject}"


def overlap(some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether two sets of facts have one in common.

    A fact is a matter, or one round of one duty of it, ``m1:sign:housing:1``: who was held to
    account for the matter as a whole was so for each duty of it.
    """
    rest = tuple(others)
    return any(_same(one, other) for one in some for other in rest)


def _same(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}:") or other.startswith(f"{one}:")
