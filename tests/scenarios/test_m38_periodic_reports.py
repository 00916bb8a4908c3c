"""M38 热点跟踪、定期通报: the figures of a period are frozen with their sum, and count again the same."""

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

import pytest

from domain.accountability.leads.commands import OpenLead
from domain.assessment.reports.commands import DrawReport, PublishReport
from domain.assessment.reports.errors import PeriodNotOver
from domain.matter.intake.commands import ReceiveMatter
from domain.vocabulary import Channel, Conduct, Duty, Ground, Nature, ProceedingKind, ReportStage
from projections.proceeding_register import WantedProceedings
from service import documents
from service.access.permissions import NotPermitted, NotYourMatter
from service.documents import NoDocument
from tests.people import CLERK, HANDLER, HEAD, LEADER, OTHER_HANDLER, SUPERVISOR
from tests.scenarios.office import NOW, Office, at, receipt


def drawn(office: Office, period: str = "2026-03") -> str:
    office.app.runner.catch_up()
    return office.app.handler.open(DrawReport(period=period), SUPERVISOR).stream


def content(office: Office, report: str) -> dict[str, Any]:
    return dict(json.loads(documents.document(office.app, SUPERVISOR, report)))


def busy_months(office: Office) -> None:
    """Two filings from the east street in March and one in April; a complaint of conduct in each."""
    complaint = {
        "nature": Nature.CONDUCT,
        "conduct": (Conduct.SLOW, Conduct.LAZY),
        "channel": Channel.LETTER,
        "place": "西街",
    }
    office.answered(place="东街")
    office.take_in(place="东街")
    office.take_in(**complaint)
    office.clock.move_to(at(4, 10))
    office.take_in(place="东街")
    office.take_in(**{**complaint, "conduct": (Conduct.SLOW,)})
    office.clock.move_to(at(5, 6))


def test_m38_a_report_freezes_rates_and_hot_spots_with_their_change(office: Office) -> None:
    busy_months(office)
    march, april = content(office, drawn(office)), content(office, drawn(office, "2026-04"))
    (total,) = march["rates"]["total"]
    assert (total["received"], total["answered_in_time"], total["overdue"]) == (3, 1, 2)
    assert total["response_rate"] is not None and total["solution_rate"] == "100.0"
    assert march["hot_spots"]["place"] == [
        {"name": "东街", "matters": 2, "before": 0, "change": None},
        {"name": "西街", "matters": 1, "before": 0, "change": None},
    ]
    assert april["hot_spots"]["place"] == [
        {"name": "东街", "matters": 1, "before": 2, "change": "-50.0"},
        {"name": "西街", "matters": 1, "before": 1, "change": "0.0"},
    ]
    assert [each["name"] for each in april["hot_spots"]["conduct"]] == ["slow"]
    assert {each["name"] for each in march["hot_spots"]["conduct"]} == {"slow", "lazy"}
    channels = {each["name"]: each["matters"] for each in march["hot_spots"]["channel"]}
    assert channels == {"hotline": 2, "letter": 1}


def test_m38_a_quarter_is_held_against_the_quarter_before(office: Office) -> None:
    busy_months(office)
    office.clock.move_to(datetime.fromisoformat("2026-07-02T09:00:00+08:00"))
    found = content(office, drawn(office, "2026-Q2"))
    assert found["hot_spots"]["place"][0] == {
        "name": "东街",
        "matters": 1,
        "before": 2,
        "change": "-50.0",
    }


def test_m38_a_period_is_reported_once_when_it_is_over(office: Office) -> None:
    with pytest.raises(PeriodNotOver):
        drawn(office)
    office.take_in()
    office.clock.move_to(at(4, 1, 0))
    office.app.runner.catch_up()
    for actor in (CLERK, LEADER, HANDLER):
        with pytest.raises(NotPermitted):
            office.app.handler.open(DrawReport(period="2026-03"), actor)
    drawn(office)
    assert office.app.handler.open(DrawReport(period="2026-03"), SUPERVISOR).recorded == ()


def test_m38_later_recordings_never_change_it_and_it_counts_again_the_same(
    office: Office,
) -> None:
    busy_months(office)
    report = drawn(office)
    frozen = documents.document(office.app, SUPERVISOR, report)
    late: ReceiveMatter = receipt(received_at=at(3, 15), place="东街")
    office.app.handler.receive(late, CLERK)
    for _ in range(3):
        office.in_hand(place="东街")
    office.clock.advance(days=40)
    office.app.runner.catch_up()
    office.app.watcher.watch()
    office.app.runner.catch_up()
    assert documents.document(office.app, SUPERVISOR, report) == frozen
    verified = documents.verify(office.app, SUPERVISOR, report)
    assert verified.same and verified.sha256 == sha256(frozen).hexdigest()
    anew = office.app.counter.reported("2026-03", office.clock.now())
    assert anew.figures["rates"]["total"][0]["received"] == 4


def test_m38_it_is_published_under_its_sum_within_the_limit(office: Office) -> None:
    busy_months(office)
    report = drawn(office)
    wanted = WantedProceedings(kind=ProceedingKind.PERIODIC_REPORT)
    office.app.runner.catch_up()
    row = office.app.queries.proceedings(SUPERVISOR, NOW, wanted).items[0]
    assert (row.stage, row.next_duty, row.next_unit) == (
        ReportStage.DRAWN,
        Duty.REPORT_PUBLISHED,
        "office",
    )
    with pytest.raises(NotYourMatter):
        documents.document(office.app, HANDLER, report)
    publish = PublishReport(where="第 3 期")
    done = office.app.handler.proceeding(publish, CLERK, report)
    assert done.recorded[0].fact.sha256 == row.facets["sha256"]  # type: ignore[attr-defined]
    _, state = office.app.queries.proceeding(SUPERVISOR, NOW, report)
    assert state.closed_at is not None and not state.open_obligations()


def test_m38_once_published_it_is_read_by_those_whose_figures_it_has(office: Office) -> None:
    busy_months(office)
    report = drawn(office)
    frozen = documents.document(office.app, SUPERVISOR, report)
    office.app.handler.proceeding(PublishReport(where="第 3 期"), CLERK, report)
    assert documents.document(office.app, HANDLER, report) == frozen
    assert documents.verify(office.app, HEAD, report).same
    wanted = WantedProceedings(kind=ProceedingKind.PERIODIC_REPORT)
    office.app.runner.catch_up()
    assert [e.proceeding for e in office.app.queries.proceedings(HANDLER, NOW, wanted).items] == [
        report
    ]
    assert not office.app.queries.proceedings(OTHER_HANDLER, NOW, wanted).items
    with pytest.raises(NotYourMatter):
        documents.document(office.app, OTHER_HANDLER, report)


def test_m38_what_has_no_document_says_so(office: Office) -> None:
    lead = OpenLead(title="窗口无人", ground=Ground.INACTION, unit="water", reason="暗访")
    stream = office.app.handler.open(lead, SUPERVISOR).stream
    with pytest.raises(NoDocument):
        documents.document(office.app, SUPERVISOR, stream)
