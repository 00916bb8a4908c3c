"""Who stands where to a unit that is supervised: inside it, answering for it, or outside."""

from datetime import date

from domain.errors import UnknownUnit
from domain.organisation.insiders import is_insider
from domain.organisation.offices import deciding_office
from domain.situation import Situation
from domain.supervision.errors import EndsTooEarly, OwnUnit
from domain.vocabulary import UnitKind
from domain.working_days import shanghai_day


def refuse_own_unit(unit: str, situation: Situation) -> None:
    """The actor is none of the unit's people. Raises UnknownUnit, OwnUnit."""
    if unit not in situation.organisation.units:
        raise UnknownUnit(unit=unit)
    if is_insider(situation.actor.person, unit, situation):
        raise OwnUnit(unit=unit)


def refuse_own_line(unit: str, situation: Situation) -> None:
    """The actor neither sits in the unit nor answers for it now. Raises UnknownUnit, OwnUnit."""
    refuse_own_unit(unit, situation)
    chain = situation.organisation.chain(unit, shanghai_day(situation.now))
    if situation.actor.person in {each.person for each in chain}:
        raise OwnUnit(unit=unit)


def supervising_office(unit: str | None, situation: Situation) -> str | None:
    """The actor's own unit where that is an efficiency office, else the one outside the unit's line."""
    own = situation.organisation.units.get(situation.actor.unit or "")
    if own is not None and own.kind is UnitKind.EFFICIENCY_OFFICE:
        return own.code
    return deciding_office(situation.organisation, unit)


def refuse_past_days(situation: Situation, *days: date | None) -> None:
    """Each day is today or later, and not before the one given before it. Raises EndsTooEarly."""
    earliest = shanghai_day(situation.now)
    for day in days:
        if day is not None and day < earliest:
            raise EndsTooEarly(given=day.isoformat())
        earliest = day or earliest
