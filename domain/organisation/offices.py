"""Which efficiency office decides about a unit, outside that unit's own line."""

from domain.organisation.state import Organisation
from domain.vocabulary import UnitKind


def deciding_office(organisation: Organisation, unit: str | None) -> str | None:
    """The efficiency office nearest above a unit that is not of its own body; where that is what it
    is about, the unit above that body. None where there is none.

    An office watches over what its parent has below it, so the nearest is found going up from the
    unit; without a unit, it is the first one on record.
    """
    offices = [each for each in organisation.units.values() if _is_office(each.kind)]
    for above in organisation.above(unit) if unit else ():
        for office in offices:
            if office.parent == above and not organisation.same_body(office.code, unit or ""):
                return office.code
    outside = [e.code for e in offices if not (unit and organisation.same_body(e.code, unit))]
    if outside:
        return outside[0]
    higher = organisation.above(unit) if unit else ()
    return next((each for each in higher if not organisation.same_body(each, unit or "")), None)


def _is_office(kind: UnitKind) -> bool:
    return kind is UnitKind.EFFICIENCY_OFFICE
