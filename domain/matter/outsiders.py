"""Who stands outside the handling of a matter: nobody judges what they or their unit did."""

from domain.matter.state import Matter
from domain.situation import Situation
from domain.vocabulary import UnitKind


def is_outsider(matter: Matter, situation: Situation) -> bool:
    """Whether the actor has handled nothing of it, in person or as a unit (rules.md, "Who may").

    The people of an efficiency office watch over matters, so it counts by the person there, also
    where the office has an order itself.
    """
    if situation.actor.person in matter.named_or_handled:
        return False
    organisation = situation.organisation
    unit = organisation.units.get(situation.actor.unit or "")
    if unit is None or unit.kind is UnitKind.EFFICIENCY_OFFICE:
        return True
    return not any(organisation.same_body(unit.code, ordered) for ordered in matter.orders)
