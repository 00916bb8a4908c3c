"""What happens to a periodic report, and who owes its publication."""

from collections.abc import Iterable
from typing import Any

from domain.assessment.reports.events import ReportDrawn, ReportPublished
from domain.assessment.reports.state import PeriodicReport
from domain.envelope import Recorded
from domain.obligations import Effect, Ends, Key, Opens, Owner
from domain.proceedings.kind import Changes, Effects
from domain.vocabulary import Duty, Party, ReportStage

PUBLISHED = Key(Duty.REPORT_PUBLISHED)


def _drawn(fact: ReportDrawn) -> Iterable[Effect]:
    yield Opens(PUBLISHED, Owner(fact.unit), Party.PUBLIC, fact.publish_by)


def _published(_fact: ReportPublished) -> Iterable[Effect]:
    yield Ends(PUBLISHED)


EFFECTS: Effects = {ReportDrawn: _drawn, ReportPublished: _published}


def _frozen(_report: PeriodicReport, fact: ReportDrawn, _recorded: Recorded) -> dict[str, Any]:
    return {
        "title": fact.title,
        "stage": ReportStage.DRAWN,
        "unit": fact.unit,
        "units": frozenset(filter(None, (fact.unit,))),
        "period": fact.period,
        "as_of": fact.as_of,
        "known_by": fact.known_by,
        "document": fact.document,
        "sha256": fact.sha256,
    }


def _public(report: PeriodicReport, fact: ReportPublished, recorded: Recorded) -> dict[str, Any]:
    return {
        "stage": ReportStage.PUBLISHED,
        "units": report.units | report.told_of,
        "where": fact.where,
        "closed_at": recorded.occurred_at,
    }


CHANGES: Changes = {ReportDrawn: _frozen, ReportPublished: _public}
