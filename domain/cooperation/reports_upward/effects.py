"""What happens to a report that is sent up, and who owes that it goes."""

from collections.abc import Iterable
from typing import Any

from domain.cooperation.reports_upward.events import (
    ClassConfirmed,
    ReportCounted,
    ReportSentUp,
)
from domain.cooperation.reports_upward.state import ReportUpward
from domain.envelope import Recorded
from domain.obligations import Effect, Ends, Key, Opens, Owner
from domain.proceedings.kind import Changes, Effects
from domain.vocabulary import Duty, Party, UpwardStage

SENT = Key(Duty.SENT_UP)


def _counted(fact: ReportCounted) -> Iterable[Effect]:
    yield Opens(SENT, Owner(fact.owed_by), Party.SUPERVISORY_BODY, fact.send_by)


def _sent(_fact: ReportSentUp) -> Iterable[Effect]:
    yield Ends(SENT)


EFFECTS: Effects = {ReportCounted: _counted, ReportSentUp: _sent}


def _taken_in(_report: ReportUpward, fact: ReportCounted, _r: Recorded) -> dict[str, Any]:
    return {
        "title": "上级管理干部检举件",
        "stage": UpwardStage.COUNTED,
        "unit": fact.owed_by,
        "units": frozenset(filter(None, (fact.owed_by,))),
        "channel": fact.channel,
        "higher": fact.higher,
    }


def _confirmed(_report: ReportUpward, _fact: ClassConfirmed, _r: Recorded) -> dict[str, Any]:
    return {"stage": UpwardStage.CONFIRMED, "confirmed": True}


def _gone(_report: ReportUpward, _fact: ReportSentUp, recorded: Recorded) -> dict[str, Any]:
    return {"stage": UpwardStage.SENT, "closed_at": recorded.occurred_at}


CHANGES: Changes = {ReportCounted: _taken_in, ClassConfirmed: _confirmed, ReportSentUp: _gone}
