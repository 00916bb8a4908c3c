"""What can have happened in a score ledger."""

from typing import ClassVar

from domain.assessment.periods import Half
from domain.assessment.score_rules import Points, Row
from domain.envelope import Code, Fact, Line, Personal


class ScoreEntered(Fact):
    """Points were given or taken.

    unit, person  whose ledger; one of the two
    title         what the row is called
    rule          the rulebook's row, ``efficiency-office/1 scores.rows.demerit``
    half          in which half-year they count
    event         log position of the event they stand on; None where that is a whole proceeding
    source        the stream of the event, or the proceeding
    carried_by    the unit whose ledger carries a share of an official's points
    share_of      of a unit's entry that is such a share: of whose points
    """

    TYPE: ClassVar[str] = "score.entered"

    unit: Code | None = None
    person: Code | None = None
    row: Row
    title: Line
    rule: str
    points: Points
    half: Half
    event: int | None = None
    source: str
    carried_by: Code | None = None
    share_of: Code | None = None
    reason: Personal | None = None


class ScoreReversed(Fact):
    """An entry was taken back by one that cancels it; the first one stays on record.

    entry   log position of the entry that is taken back
    points  with the opposite sign
    half    in which half-year that counts: a later one, where the first is settled
    source  the appeal it stands on
    """

    TYPE: ClassVar[str] = "score.reversed"

    entry: int
    row: Row
    rule: str
    points: Points
    half: Half
    source: str | None = None
    reason: Personal | None = None


FACTS: tuple[type[Fact], ...] = (ScoreEntered, ScoreReversed)
