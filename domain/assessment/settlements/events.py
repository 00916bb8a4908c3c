"""What can have happened: a period was settled. Nothing happens to a settlement afterwards."""

from typing import ClassVar

from domain.assessment.periods import Settled
from domain.assessment.settlements.commands import Grade
from domain.envelope import NUMBER_PENDING, Fact, Line, Moment


class ScoresSettled(Fact):
    """The scores of a period, frozen.

    as_of, known_by  the moment, and the log position, that everything was counted at
    rulebook         under which it was settled: the one in force at the period's end
    grades           what was handed in for parts that are not counted here
    document         canonical JSON: every ledger with its entries and its total
    sha256           of the document's bytes
    """

    TYPE: ClassVar[str] = "settlement.frozen"
    SERIES: ClassVar[str | None] = "JS"

    number: str = NUMBER_PENDING
    title: Line
    period: Settled
    as_of: Moment
    known_by: int
    rulebook: str
    grades: tuple[Grade, ...] = ()
    document: str
    sha256: str


FACTS: tuple[type[Fact], ...] = (ScoresSettled,)
