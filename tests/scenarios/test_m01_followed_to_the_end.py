"""M01 一律追查到底: a matter ends only with a finding fit for its nature and an answer."""

import pytest

from domain.errors import FindingDoesNotFit, HandlerCannotClose, NotAnswered, OutcomeMissing
from domain.vocabulary import FeedbackState, Finding, Nature
from service.queries import Asked
from tests.people import CLERK
from tests.scenarios.office import Office


def test_m01_a_matter_ends_with_a_finding_an_answer_and_somebody_elses_eyes(office: Office) -> None:
    matter = office.receives()
    office.routes(matter)
    with pytest.raises(OutcomeMissing):
        office.answers(matter)
    with pytest.raises(NotAnswered):
        office.closes(matter)
    office.reports_outcome(matter)
    with pytest.raises(NotAnswered):
        office.closes(matter)
    handling_clerk = CLERK
    office.answers(matter, by=handling_clerk)
    with pytest.raises(HandlerCannotClose):
        office.closes(matter, by=handling_clerk)
    before = office.now()
    office.clock.advance(hours=1)
    office.closes(matter)
    assert office.state(matter) is FeedbackState.CLOSED
    assert office.state(matter, Asked(as_of=before)) is FeedbackState.ANSWERED


def test_m01_a_conduct_complaint_cannot_end_as_a_request_met(office: Office) -> None:
    matter = office.receives(nature=Nature.CONDUCT, subject="窗口人员态度蛮横")
    office.routes(matter)
    with pytest.raises(FindingDoesNotFit):
        office.reports_outcome(matter, Finding.MET)
    office.reports_outcome(matter, Finding.PARTLY_SUBSTANTIATED)
    assert office.state(matter) is FeedbackState.SOLVED_NOT_TOLD
