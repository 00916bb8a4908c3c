"""Opening the duty of a month, and discharging it by an inspection carried out in it (M22)."""

from datetime import date

from domain.elsewhere import Elsewhere, Led
from domain.envelope import Fact
from domain.errors import UnknownUnit
from domain.matter.rounds.periods import period_of
from domain.proceedings.kind import Decisions
from domain.situation import Situation
from domain.supervision.inspection_duties.commands import OpenInspectionDuty
from domain.supervision.inspection_duties.events import InspectionDutyDone, InspectionDutyOpened
from domain.supervision.inspection_duties.state import InspectionDuty
from domain.vocabulary import Cadence, ProceedingKind, UnitKind
from domain.working_days import shanghai_day

PREFIX = f"{ProceedingKind.INSPECTION_DUTY.value}-"


def natural_key(office: str, month: str) -> str:
    """By which an office's duty of a month is known: there is one."""
    return f"{office}-{month}"


def decide_open(command: OpenInspectionDuty, _duty: InspectionDuty, situation: Situation) -> Led:
    """Open it, also after the month has passed: then it was missed. Raises UnknownUnit."""
    unit = situation.organisation.units.get(command.office)
    if unit is None or unit.kind is not UnitKind.EFFICIENCY_OFFICE:
        raise UnknownUnit(unit=command.office)
    return (_opened(command.office, date.fromisoformat(f"{command.month}-01"), situation),)


def _opened(office: str, day: date, situation: Situation) -> InspectionDutyOpened:
    """The duty of the month of a day. Where little of it is left, it is due at the end of the next
    working day; where nothing is, it was due at its end."""
    month = period_of(Cadence.MONTHLY, day)
    by = situation.rules.on_date("monthly_inspection", month.last, situation.now)
    if shanghai_day(situation.now) <= month.last:
        by = situation.rules.not_at_once(by, situation.now)
    return InspectionDutyOpened(
        title=f"{month.name} 暗访",
        office=office,
        month=month.name,
        last=month.last,
        inspect_by=by,
    )


def discharged(
    office: str, day: date, inspection: str, situation: Situation
) -> tuple[Elsewhere, ...]:
    """That an undercover inspection of a day does the office's duty of that month, once."""
    unit = situation.organisation.units.get(office)
    if unit is None or unit.kind is not UnitKind.EFFICIENCY_OFFICE:
        return ()
    month = period_of(Cadence.MONTHLY, day).name
    duty = situation.proceeding(f"{PREFIX}{natural_key(office, month)}")
    if duty.closed_at is not None:
        return ()
    facts: list[Fact] = [] if duty.exists else [_opened(office, day, situation)]
    facts.append(InspectionDutyDone(inspection=inspection))
    return tuple(Elsewhere(duty.id, fact) for fact in facts)


DECISIONS: Decisions = {OpenInspectionDuty: decide_open}
