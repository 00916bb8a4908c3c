"""What can be asked about an evaluation. Voting is no command: it has no actor (docs/evaluation.md)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from domain.envelope import Code, Command, Line, Value
from domain.vocabulary import DrawMethod

SlipHash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256 of a slip's secret, hexadecimal (``domain.assessment.evaluations.slips``)."""

Many = Annotated[int, Field(strict=True, ge=1, le=10_000_000)]


class Stratum(Value):
    """A part of those who could be drawn: how many they are, and how many of them were."""

    name: Line
    frame: Many
    drawn: Many


class Tally(Value):
    """What the ballots say of one unit; without answers where they are too few to be released."""

    unit: Code
    ballots: Annotated[int, Field(strict=True, ge=0)]
    satisfied: Annotated[int, Field(strict=True, ge=0)] | None = None
    basically_satisfied: Annotated[int, Field(strict=True, ge=0)] | None = None
    dissatisfied: Annotated[int, Field(strict=True, ge=0)] | None = None


class OpenEvaluation(Command):
    """Open a campaign in which people rate units, windows, stations or sections (开展评议)."""

    ACTION: ClassVar[str] = "evaluate"

    title: Line
    units: Annotated[tuple[Code, ...], Field(min_length=1, max_length=500)]
    first_day: date
    last_day: date
    minimum_sample: int | None = Field(
        None, ge=1, description="more than the rulebook asks for, if so"
    )


class RecordRoster(Command):
    """Record who supplied the voters' roster and how it was drawn; no names (登记评议名册)."""

    ACTION: ClassVar[str] = "record-roster"

    supplied_by: Code = Field(description="the unit that supplied it; none that is evaluated")
    method: DrawMethod
    seed: Line | None = Field(None, description="with which anybody can draw again")
    strata: Annotated[tuple[Stratum, ...], Field(min_length=1, max_length=100)]


class IssueSlips(Command):
    """Put slips on record, by their hashes, before they are handed out (登记选票)."""

    ACTION: ClassVar[str] = "issue-slips"

    hashes: Annotated[tuple[SlipHash, ...], Field(min_length=1, max_length=10_000)]


class CloseVoting(Command):
    """End the voting when its last day is over; the program's own."""

    ACTION: ClassVar[str] = "close-voting"


class ReleaseBallots(Command):
    """Release what all ballots say together, once voting is over; the program's own.

    ``used`` is how many slips were used; ``ballots`` how many ballots there were.
    """

    ACTION: ClassVar[str] = "release-ballots"

    used: Annotated[int, Field(strict=True, ge=0)]
    ballots: Annotated[int, Field(strict=True, ge=0)]
    tallies: tuple[Tally, ...]


class DeclareResult(Command):
    """Declare the result: who was rated how, the ranking, and the points for it (公布评议结果)."""

    ACTION: ClassVar[str] = "declare-result"
