"""What the duty of a month opens, and what ends it."""

from collections.abc import Iterable
from typing import Any

from domain.envelope import Recorded
from domain.obligations import Effect, Ends, Key, Opens, Owner
from domain.proceedings.kind import Changes, Effects
from domain.supervision.inspection_duties.events import InspectionDutyDone, InspectionDutyOpened
from domain.supervision.inspection_duties.state import InspectionDuty
from domain.vocabulary import Duty, InspectionDutyStage, Party

MONTHLY = Key(Duty.MONTHLY_INSPECTION)


def _opened(fact: InspectionDutyOpened) -> Iterable[Effect]:
    yield Opens(MONTHLY, Owner(fact.office), Party.SUPERVISORY_BODY, fact.inspect_by)


def _done(_fact: InspectionDutyDone) -> Iterable[Effect]:
    yield Ends(MONTHLY)


EFFECTS: Effects = {InspectionDutyOpened: _opened, InspectionDutyDone: _done}


def _taken_in(_before: InspectionDuty, fact: InspectionDutyOpened, _r: Recorded) -> dict[str, Any]:
    return {
        "title": fact.title,
        "stage": InspectionDutyStage.OWED,
        "unit": fact.office,
        "units": frozenset((fact.office,)),
        "month": fact.month,
    }


def _over(before: InspectionDuty, fact: InspectionDutyDone, recorded: Recorded) -> dict[str, Any]:
    return {
        "stage": InspectionDutyStage.DONE,
        "done_by": fact.inspection,
        "links": (*before.links, fact.inspection),
        "closed_at": recorded.occurred_at,
    }


CHANGES: Changes = {InspectionDutyOpened: _taken_in, InspectionDutyDone: _over}
