"""What the tree answers to a command: events, none (already so), or a broken rule."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain.envelope import Command, Fact
from domain.errors import UnknownUnit
from domain.jurisdictions.commands import NameHigher, RegisterLower, WithdrawTie
from domain.jurisdictions.errors import CycleInTree, NoSuchTie, TwoParents
from domain.jurisdictions.events import HigherNamed, LowerRegistered, TieWithdrawn
from domain.jurisdictions.state import Tie, Ties
from domain.organisation.state import Organisation


@dataclass(frozen=True, slots=True)
class Around:
    """What the logs of the other jurisdictions say.

    own    the short name of this one
    above  whom a jurisdiction names above it, whom that one names, and so on up; none where its log
           is not there
    """

    own: str
    above: Callable[[str], Sequence[str]]


def decide(
    command: Command, ties: Ties, around: Around, organisation: Organisation
) -> tuple[Fact, ...]:
    """The events a command leads to; empty when what it asks is already so.

    Raises CycleInTree, TwoParents, NoSuchTie, UnknownUnit.
    """
    match command:
        case RegisterLower():
            return _register(command, ties, around, organisation)
        case NameHigher():
            return _name(command, ties, around, organisation)
        case WithdrawTie(jurisdiction=other, reason=reason):
            if ties.to(other) is None:
                raise NoSuchTie(other=other)
            return (TieWithdrawn(jurisdiction=other, reason=reason),)
    raise TypeError(f"no decision for {type(command).__name__}")


def _register(
    command: RegisterLower, ties: Ties, around: Around, organisation: Organisation
) -> tuple[Fact, ...]:
    tie = _tie(command, organisation)
    if tie.jurisdiction in {around.own, *around.above(around.own)}:
        raise CycleInTree(other=tie.jurisdiction, own=around.own)
    theirs = around.above(tie.jurisdiction)
    if theirs and theirs[0] != around.own:
        raise TwoParents(who=tie.jurisdiction, other=theirs[0])
    if ties.lower.get(tie.jurisdiction) == tie:
        return ()
    return (LowerRegistered(**command.model_dump()),)


def _name(
    command: NameHigher, ties: Ties, around: Around, organisation: Organisation
) -> tuple[Fact, ...]:
    tie = _tie(command, organisation)
    over_it = around.above(tie.jurisdiction)
    if tie.jurisdiction in {around.own, *ties.lower} or around.own in over_it:
        raise CycleInTree(other=tie.jurisdiction, own=around.own)
    if ties.higher is not None and ties.higher.jurisdiction != tie.jurisdiction:
        raise TwoParents(who=around.own, other=ties.higher.jurisdiction)
    if ties.higher == tie:
        return ()
    return (HigherNamed(**command.model_dump()),)


def _tie(command: RegisterLower | NameHigher, organisation: Organisation) -> Tie:
    if command.desk not in organisation.units:
        raise UnknownUnit(unit=command.desk)
    return Tie(command.jurisdiction, command.name, command.desk)
