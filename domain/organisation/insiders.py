"""Who is one of a unit's people, whatever of it is on record: nobody inspects or investigates the own unit."""

from domain.situation import Situation
from domain.working_days import shanghai_day


def is_insider(person: str, unit: str, situation: Situation) -> bool:
    """Whether somebody is of a unit, or of the body that it is a part of (rules.md, "Who may").

    The posts held today say so; where none is on record, the unit for which they last acted, by their
    token. The actor is also of the unit for which they act now.
    """
    organisation, actor = situation.organisation, situation.actor
    units = organisation.units_of(person, shanghai_day(situation.now))
    of: set[str | None] = {*units} if units else {situation.acted_for(person)}
    if person == actor.person:
        of.add(actor.unit)
    return any(each is not None and organisation.same_body(each, unit) for each in of)
