"""Who has a matter in charge, and the duties that go along when it changes hands."""

from domain.matter.errors import NotYoursToReport
from domain.matter.state import Matter
from domain.obligations import Key, Owner
from domain.situation import Situation
from domain.vocabulary import Duty

CARRIED = frozenset(
    {
        Duty.ROUND_REPORT,
        Duty.NODE_FEEDBACK,
        Duty.EMERGENCY_FIRST_REPORT,
        Duty.EMERGENCY_PROGRESS,
    }
)
"""Duties about the matter as a whole, owed by whoever has it in charge."""


def in_charge(matter: Matter) -> Owner:
    """The lead that has signed, with its person; until then the receiving unit (首问责任, M04)."""
    lead = matter.orders.get(matter.lead or "")
    if lead is None or lead.signed_at is None:
        return Owner(matter.receiving_unit)
    return Owner(lead.unit, lead.person)


def carried(matter: Matter) -> tuple[Key, ...]:
    """What is still owed of that kind, for a fact by which the matter changes hands."""
    return tuple(each.key for each in matter.open_obligations() if each.key.duty in CARRIED)


def reporting_unit(owner: Owner, named: str | None, situation: Situation) -> str:
    """The actor's unit, once it is sure that it owes the report. Raises NotYoursToReport."""
    unit = situation.actor.unit
    if unit is None or unit != owner.unit or named not in (None, unit):
        raise NotYoursToReport(unit=owner.unit or "-")
    return unit
