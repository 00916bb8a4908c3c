"""M16 服务承诺、限时办结、一次性告知: what a unit promised counts, and papers are asked for once."""

from datetime import date

import pytest

from domain.matter.intake.errors import UnknownServiceItem
from domain.matter.papers.commands import RequestPapers
from domain.organisation.commands import PublishCommitment
from domain.vocabulary import AnswerRoute, Duty
from service.access.permissions import NotPermitted
from service.why import why
from tests.people import CLERK, HANDLER, SUPERVISOR
from tests.scenarios.office import NOW, Office, at

PAPERS = RequestPapers(papers=("身份证明", "产权证明"), told_by=AnswerRoute.PHONE)


def promise(office: Office, working_days: int, since: date = date(2026, 1, 1)) -> None:
    office.app.handler.organisation(
        PublishCommitment(
            unit="housing",
            item="streetlight",
            title="路灯报修",
            working_days=working_days,
            since=since,
        ),
        SUPERVISOR,
    )


def test_m16_a_published_promise_makes_the_answer_due_sooner(office: Office) -> None:
    promise(office, 5)
    matter = office.take_in(service_item="streetlight")
    assert office.owed(matter)[Duty.FINAL_ANSWER].due_at == at(3, 10, 0)
    assert office.owed(matter)[Duty.OUTCOME].due_at == at(3, 5, 0)
    reason = why(office.app, SUPERVISOR, matter)
    assert reason.obligation.deadline.commitment == "housing/streetlight/5"
    assert [step.counted for step in reason.steps if step.counted] == [1, 2, 3, 4, 5]


def test_m16_a_promise_never_makes_it_later(office: Office) -> None:
    promise(office, 60)
    matter = office.take_in(service_item="streetlight")
    assert office.owed(matter)[Duty.FINAL_ANSWER].due_at == at(3, 24, 0)
    assert why(office.app, SUPERVISOR, matter).obligation.deadline.commitment is None


def test_m16_the_promise_of_the_day_of_receipt_counts(office: Office) -> None:
    promise(office, 5)
    before = office.take_in(service_item="streetlight")
    promise(office, 3, since=date(2026, 3, 3))
    assert office.owed(before)[Duty.FINAL_ANSWER].due_at == at(3, 10, 0)
    office.clock.move_to(at(3, 3))
    after = office.take_in(service_item="streetlight")
    assert office.owed(after)[Duty.FINAL_ANSWER].due_at == at(3, 7, 0)


def test_m16_nobody_counts_by_a_promise_that_was_never_made(office: Office) -> None:
    with pytest.raises(UnknownServiceItem):
        office.take_in(service_item="streetlight")
    promise(office, 5, since=date(2026, 3, 3))
    with pytest.raises(UnknownServiceItem):
        office.take_in(service_item="streetlight")


def test_m16_each_time_papers_are_asked_for_is_counted(office: Office) -> None:
    matter = office.in_hand()
    due = office.owed(matter)[Duty.FINAL_ANSWER].due_at
    for nth in (1, 2, 3):
        done = office.do(PAPERS, HANDLER, matter)
        assert [getattr(each.fact, "nth", None) for each in done.recorded] == [nth]
    assert office.owed(matter)[Duty.FINAL_ANSWER].due_at == due
    _, state = office.app.queries.matter(SUPERVISOR, NOW, matter)
    assert state.paper_requests == 3
    with pytest.raises(NotPermitted):
        office.do(PAPERS, CLERK, matter)
