"""Who stands outside the handling of a matter: nobody judges what they or their unit did."""

from collections.abc import Iterator

from domain.matter.state import Matter
from domain.situation import Situation
from domain.vocabulary import UnitKind


def together(matter: Matter, situation: Situation) -> Iterator[Matter]:
    """The matter, its parts, and the one it was merged into with that one's parts: who did the work
    of one of them did it for all (M03)."""
    yield matter
    yield from map(situation.other, matter.splitting.parts)
    if matter.joining.into is not None:
        yield from together(situation.other(matter.joining.into), situation)


def has_handled(person: str, matter: Matter, situation: Situation) -> bool:
    """Whether somebody worked on it or is named in an order, be it for a part of it."""
    return any(person in each.named_or_handled for each in together(matter, situation))


def of_a_handling_unit(unit: str, matter: Matter, situation: Situation) -> bool:
    """Whether a unit, or the whole it is part of, has an order, be it for a part of the matter."""
    ordered = (unit for each in together(matter, situation) for unit in each.orders)
    return any(situation.organisation.same_body(unit, each) for each in ordered)


def is_outsider(matter: Matter, situation: Situation) -> bool:
    """Whether the actor has handled nothing of it, in person or as a unit (rules.md, "Who may").

    The people of an efficiency office watch over matters, so it counts by the person there, also
    where the office has an order itself.
    """
    if has_handled(situation.actor.person, matter, situation):
        return False
    unit = situation.organisation.units.get(situation.actor.unit or "")
    if unit is None or unit.kind is UnitKind.EFFICIENCY_OFFICE:
        return True
    return not of_a_handling_unit(unit.code, matter, situation)
