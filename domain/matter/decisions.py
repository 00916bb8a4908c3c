"""What a matter answers to a command: events, none (already so), or a broken rule."""

from domain.elsewhere import Led
from domain.envelope import Command, Fact
from domain.errors import AlreadyThere
from domain.matter.about import refuse_the_complained_about
from domain.matter.answering import decisions as answering
from domain.matter.closing import decisions as closing
from domain.matter.closing.commands import CloseMatter
from domain.matter.contesting import decisions as contesting
from domain.matter.contesting.commands import ApplyForReview, ContestAnswer
from domain.matter.correcting import decisions as correcting
from domain.matter.disputing import decisions as disputing
from domain.matter.errors import AlreadyClosed, UnknownMatter
from domain.matter.following import following
from domain.matter.followup import decisions as followup
from domain.matter.followup.commands import RateAnswer
from domain.matter.handling import decisions as handling
from domain.matter.intake import decisions as intake
from domain.matter.intake.commands import NotifyAcceptance, ReceiveMatter
from domain.matter.joining import decisions as joining
from domain.matter.joining.errors import MergedElsewhere
from domain.matter.nodes import decisions as nodes
from domain.matter.papers import decisions as papers
from domain.matter.part import Decisions
from domain.matter.refusing import decisions as refusing
from domain.matter.rounds import decisions as rounds
from domain.matter.routing import decisions as routing
from domain.matter.splitting import decisions as splitting
from domain.matter.splitting.errors import BelongsToTheWhole
from domain.matter.state import Matter
from domain.matter.timing import decisions as timing
from domain.matter.transferred.errors import BetweenJurisdictions
from domain.matter.urging import decisions as urging
from domain.matter.waiting import decisions as waiting
from domain.matter.withdrawing import decisions as withdrawing
from domain.matter.withdrawing.errors import AlreadyWithdrawn
from domain.situation import Situation
from domain.verdicts.decisions import DECISIONS as VERDICTS

_PARTS = (
    intake,
    correcting,
    splitting,
    joining,
    routing,
    disputing,
    waiting,
    handling,
    answering,
    timing,
    refusing,
    papers,
    followup,
    contesting,
    withdrawing,
    urging,
    rounds,
    nodes,
    closing,
)
_DECISIONS: Decisions = {
    command: decision for part in _PARTS for command, decision in part.DECISIONS.items()
}


_AFTER_CLOSING = {CloseMatter, RateAnswer, ContestAnswer, ApplyForReview}
"""What a complainant may still do when the matter has been filed; and filing it again says nothing."""

_PRESSING = {*urging.DECISIONS, *rounds.DECISIONS, *nodes.DECISIONS}
"""How the office watches over what is left to do, whatever the complainant wishes."""

_TO_THE_COMPLAINANT = {*answering.DECISIONS, *timing.DECISIONS, NotifyAcceptance}


def _is_withdrawn_from(command: type[Command], matter: Matter) -> bool:
    """Whether there is nothing left of a withdrawn matter for a command to do.

    An inquiry into conduct goes on; only what would be told to the complainant has ended (M01).
    """
    if command in withdrawing.DECISIONS or command in _PRESSING or command is CloseMatter:
        return False
    return not matter.about_conduct or command in _TO_THE_COMPLAINANT


_ON_THE_WHOLE = {
    *_TO_THE_COMPLAINANT,
    *correcting.DECISIONS,
    *refusing.DECISIONS,
    *papers.DECISIONS,
    *followup.DECISIONS,
    *contesting.DECISIONS,
    *withdrawing.DECISIONS,
    *joining.DECISIONS,
}
"""What is done for a part on the matter that it is a part of (M03)."""

_WHILE_MERGED = {
    NotifyAcceptance,
    CloseMatter,
    *answering.DECISIONS,
    *followup.DECISIONS,
    *contesting.DECISIONS,
    *withdrawing.DECISIONS,
    *joining.DECISIONS,
    *urging.DECISIONS,
}
"""What is still done on a merged matter: its complainant is answered here (M03)."""


_BETWEEN_JURISDICTIONS = {
    NotifyAcceptance,
    CloseMatter,
    *answering.DECISIONS,
    *timing.DECISIONS,
    *withdrawing.DECISIONS,
    *_PRESSING,
}
"""What is still done while another jurisdiction has a matter, or has handed it over and nobody here has
taken it on: the complainant is owed everything meanwhile (M39)."""


def _refuse_elsewhere(command: Command, matter: Matter, situation: Situation) -> None:
    """Raises BelongsToTheWhole, MergedElsewhere, BetweenJurisdictions for what is done elsewhere, on
    another matter or in another jurisdiction."""
    if matter.between is not None and type(command) not in _BETWEEN_JURISDICTIONS:
        raise BetweenJurisdictions(what=situation.proceeding(matter.between).number)
    whole, into = matter.splitting.whole, matter.joining.into
    if whole is not None and type(command) in _ON_THE_WHOLE:
        raise BelongsToTheWhole(whole=situation.number_of(whole))
    if into is not None and type(command) not in _WHILE_MERGED:
        raise MergedElsewhere(into=situation.number_of(into))


def decide(command: Command, matter: Matter, situation: Situation) -> Led:
    """The events a command leads to, in this matter and in others that hang together with it;
    empty when what it asks is already so.

    Raises a ``HuiyinError`` naming the broken rule.
    """
    new = isinstance(command, ReceiveMatter)
    if new and matter.exists:
        raise AlreadyThere(what=matter.number)
    if not new and not matter.exists:
        raise UnknownMatter(matter=matter.id)
    if type(command) in VERDICTS:
        refuse_the_complained_about(matter, situation)
        return VERDICTS[type(command)](command, matter, situation)
    if matter.closed_at is not None and type(command) not in _AFTER_CLOSING:
        raise AlreadyClosed()
    if matter.withdrawing.confirmed and _is_withdrawn_from(type(command), matter):
        raise AlreadyWithdrawn()
    refuse_the_complained_about(matter, situation)
    _refuse_elsewhere(command, matter, situation)
    led = _DECISIONS[type(command)](command, matter, situation)
    own = [each for each in led if isinstance(each, Fact)]
    return (*led, *following(own, matter, situation))


COMMANDS = (*(command for command in _DECISIONS if command is not ReceiveMatter), *VERDICTS)
"""Every command on an existing matter, in the order of its life; ``ReceiveMatter`` makes one."""
