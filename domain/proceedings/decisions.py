"""What a proceeding answers to a command: events, none (already so), or a broken rule."""

from domain.elsewhere import Led
from domain.envelope import Command
from domain.labels import Action
from domain.proceedings.errors import ProceedingClosed, SubjectCannotDecide, UnknownProceeding
from domain.proceedings.handing_over import HandOverDuties, decide_hand_over
from domain.proceedings.kind import Kind
from domain.proceedings.pressing import PRESSING
from domain.proceedings.state import Proceeding
from domain.situation import Situation
from domain.verdicts.commands import ConfirmEarlierAct
from domain.verdicts.decisions import DECISIONS as VERDICTS

COMMANDS: tuple[type[Command], ...] = (HandOverDuties, ConfirmEarlierAct)
"""What people can ask of a proceeding of any kind."""

OF_OBLIGATIONS = frozenset({*VERDICTS, *PRESSING, *COMMANDS})
"""Commands about what a proceeding owes, the same for every kind."""


def decide(kind: Kind, command: Command, proceeding: Proceeding, situation: Situation) -> Led:
    """What a command leads to; what is opened already answers an opening with nothing. Verdicts, and
    what is known better than one, are for a closed proceeding too.

    Raises UnknownProceeding, ProceedingClosed, SubjectCannotDecide, and what the kind's own
    decision raises.
    """
    asked = type(command)
    if asked in kind.opening:
        if proceeding.exists and not kind.goes_on:
            return ()
    elif not proceeding.exists:
        raise UnknownProceeding(what=proceeding.id)
    elif proceeding.closed_at is not None and asked not in {*kind.after_closing, *VERDICTS}:
        raise ProceedingClosed(action=Action(command.ACTION))
    _refuse_the_subject(proceeding, situation)
    if isinstance(command, HandOverDuties):
        return decide_hand_over(kind, command, proceeding, situation)
    does = VERDICTS.get(asked) or PRESSING.get(asked) or kind.decisions[asked]
    return does(command, proceeding, situation)


def _refuse_the_subject(proceeding: Proceeding, situation: Situation) -> None:
    actor = situation.actor
    if actor.person in proceeding.about_persons:
        raise SubjectCannotDecide(who=actor.person)
    body = {actor.unit, *situation.organisation.body_of(actor.unit)} if actor.unit else set()
    if not body.isdisjoint(proceeding.about_units):
        raise SubjectCannotDecide(who=actor.unit)
