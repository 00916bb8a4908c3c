"""What the duty of a period opens, and what ends it."""

from collections.abc import Iterable
from typing import Any

from domain.assessment.period_duties.events import PeriodDutyDone, PeriodDutyOpened
from domain.assessment.period_duties.state import PeriodDuty
from domain.envelope import Recorded
from domain.obligations import Effect, Ends, Key, Opens, Owner
from domain.proceedings.kind import Changes, Effects
from domain.vocabulary import Duty, Party, PeriodDutyStage

PERIODICAL = (Duty.HALF_YEAR_SETTLEMENT, Duty.ANNUAL_SETTLEMENT, Duty.PERIODIC_REPORT)


def _opened(fact: PeriodDutyOpened) -> Iterable[Effect]:
    yield Opens(Key(fact.duty), Owner(fact.office), Party.SUPERVISORY_BODY, fact.due_by)


def _done(_fact: PeriodDutyDone) -> Iterable[Effect]:
    yield from (Ends(Key(duty)) for duty in PERIODICAL)


EFFECTS: Effects = {PeriodDutyOpened: _opened, PeriodDutyDone: _done}


def _taken_in(_before: PeriodDuty, fact: PeriodDutyOpened, _r: Recorded) -> dict[str, Any]:
    return {
        "title": fact.title,
        "stage": PeriodDutyStage.OWED,
        "unit": fact.office,
        "units": frozenset(filter(None, (fact.office,))),
        "duty": fact.duty,
        "period": fact.period,
    }


def _over(before: PeriodDuty, fact: PeriodDutyDone, recorded: Recorded) -> dict[str, Any]:
    return {
        "stage": PeriodDutyStage.DONE,
        "done_by": fact.by,
        "links": (*before.links, fact.by),
        "closed_at": recorded.occurred_at,
    }


CHANGES: Changes = {PeriodDutyOpened: _taken_in, PeriodDutyDone: _over}
