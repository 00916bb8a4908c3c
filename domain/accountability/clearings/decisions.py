"""Finding an accusation false, and clearing those it was about (M33, M37)."""

from domain.accountability.clearings.commands import ClearName, FindFalseAccusation
from domain.accountability.clearings.errors import NobodyAccused, NotUnfounded
from domain.accountability.clearings.events import AccusationFoundFalse, AccusedCleared
from domain.accountability.clearings.opening import owed_to
from domain.accountability.clearings.state import Clearing
from domain.elsewhere import Led
from domain.matter.stream import matter_stream
from domain.proceedings.kind import Decisions
from domain.situation import Situation
from domain.vocabulary import Finding


def decide_false(command: FindFalseAccusation, clearing: Clearing, situation: Situation) -> Led:
    """Find it false; clearing those accused is owed from now on, if it was not already.

    Raises NotUnfounded, NobodyAccused.
    """
    matter = situation.other(command.matter)
    if not matter.about_conduct or matter.finding is not Finding.NOT_SUBSTANTIATED:
        raise NotUnfounded()
    if not (matter.about_persons or matter.about_units):
        raise NobodyAccused()
    if clearing.false:
        return ()
    found = AccusationFoundFalse(reason=command.reason)
    if clearing.exists:
        return (found,)
    source = matter_stream(matter.id)
    return (owed_to(matter.about_persons, matter.about_units, source, situation), found)


def decide_clear(command: ClearName, _clearing: Clearing, _situation: Situation) -> Led:
    """Clear their names, once."""
    return (AccusedCleared(route=command.route, where=command.where, text=command.text),)


DECISIONS: Decisions = {FindFalseAccusation: decide_false, ClearName: decide_clear}
