"""What can have happened to an evaluation. No event says anything of one voter, or of one ballot."""

from datetime import date
from typing import ClassVar

from domain.assessment.evaluations.commands import SlipHash, Stratum, Tally
from domain.assessment.score_rules import Points
from domain.envelope import NUMBER_PENDING, Code, Fact, Line, Moment, Value
from domain.obligations import Deadline
from domain.vocabulary import DrawMethod


class EvaluationOpened(Fact):
    """People can rate these units from the first day to the last.

    voting_from, voting_until  the same as moments; ``until`` is the first one that is too late
    rulebook   under which it is counted and ranked
    unit       the office that owes the result
    """

    TYPE: ClassVar[str] = "evaluation.opened"
    SERIES: ClassVar[str | None] = "PY"

    number: str = NUMBER_PENDING
    title: Line
    units: tuple[Code, ...]
    first_day: date
    last_day: date
    voting_from: Moment
    voting_until: Moment
    closes_at: Moment
    minimum_sample: int
    rulebook: str
    unit: Code | None = None
    result_by: Deadline


class RosterRecorded(Fact):
    """Who supplied the roster, how it was drawn, and how many are on it."""

    TYPE: ClassVar[str] = "evaluation.roster_recorded"

    supplied_by: Code
    method: DrawMethod
    seed: Line | None = None
    strata: tuple[Stratum, ...]
    frame: int
    drawn: int


class SlipsIssued(Fact):
    """Slips that count, by their hashes in alphabetical order: nothing of who gets which."""

    TYPE: ClassVar[str] = "evaluation.slips_issued"

    hashes: tuple[SlipHash, ...]


class VotingClosed(Fact):
    """The last day is over; no vote can be on its way any more."""

    TYPE: ClassVar[str] = "evaluation.voting_closed"


class BallotsReleased(Fact):
    """What all ballots say together; of units with too few only how many there were.

    used     slips that were used
    ballots  ballots there were; one for each used slip
    """

    TYPE: ClassVar[str] = "evaluation.ballots_released"

    used: int
    ballots: int
    tallies: tuple[Tally, ...]


class Place(Value):
    """One unit's result; neither points nor rank where the sample was too small."""

    unit: Code
    ballots: int
    points: Points | None = None
    rank: int | None = None


class ResultDeclared(Fact):
    """The ranking, with how many of those drawn took part.

    response     ballots in percent of those drawn, to the tenth, as text
    first, last  who gets the rulebook's points for it
    """

    TYPE: ClassVar[str] = "evaluation.result_declared"

    places: tuple[Place, ...]
    drawn: int
    issued: int
    ballots: int
    response: str
    first: tuple[Code, ...] = ()
    last: tuple[Code, ...] = ()


FACTS: tuple[type[Fact], ...] = (
    EvaluationOpened,
    RosterRecorded,
    SlipsIssued,
    VotingClosed,
    BallotsReleased,
    ResultDeclared,
)
