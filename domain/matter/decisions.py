"""What a matter answers to a command: events, none (already so), or a broken rule."""

from domain.envelope import Command, Fact
from domain.errors import AlreadyThere
from domain.matter.about import refuse_the_complained_about
from domain.matter.answering import decisions as answering
from domain.matter.closing import decisions as closing
from domain.matter.closing.commands import CloseMatter
from domain.matter.correcting import decisions as correcting
from domain.matter.errors import AlreadyClosed, UnknownMatter
from domain.matter.handling import decisions as handling
from domain.matter.intake import decisions as intake
from domain.matter.intake.commands import ReceiveMatter
from domain.matter.part import Decisions
from domain.matter.routing import decisions as routing
from domain.matter.state import Matter
from domain.matter.timing import decisions as timing
from domain.situation import Situation

_PARTS = (intake, correcting, routing, handling, answering, timing, closing)
_DECISIONS: Decisions = {
    command: decision for part in _PARTS for command, decision in part.DECISIONS.items()
}


def decide(command: Command, matter: Matter, situation: Situation) -> tuple[Fact, ...]:
    """The events a command leads to; empty when what it asks is already so.

    Raises a ``HuiyinError`` naming the broken rule.
    """
    new = isinstance(command, ReceiveMatter)
    if new and matter.exists:
        raise AlreadyThere(what=matter.number)
    if not new and not matter.exists:
        raise UnknownMatter(matter=matter.id)
    if matter.closed_at is not None and not isinstance(command, CloseMatter):
        raise AlreadyClosed()
    refuse_the_complained_about(matter, situation)
    return _DECISIONS[type(command)](command, matter, situation)


COMMANDS = tuple(command for command in _DECISIONS if command is not ReceiveMatter)
"""Every command on an existing matter, in the order of its life; ``ReceiveMatter`` makes one."""
