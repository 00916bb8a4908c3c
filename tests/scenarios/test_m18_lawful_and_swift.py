"""M18 好与快相统一: no step is skipped unseen, and what only moves paper is no outcome."""

import pytest

from domain.matter.closing.commands import CloseMatter
from domain.matter.closing.errors import StillOwed
from domain.matter.handling.commands import ReportParticipation
from domain.matter.handling.errors import NoOutcome
from domain.matter.intake.commands import NotifyAcceptance
from domain.vocabulary import AnswerRoute, Channel, Duty, FeedbackState, Finding, Measure
from tests.people import CLERK, HANDLER, LEADER, OTHER_HANDLER
from tests.scenarios.office import SECOND_CLERK, Office, answer, outcome


@pytest.mark.parametrize(
    "measures",
    [
        (Measure.DOCUMENT_ISSUED,),
        (Measure.MEETING_HELD,),
        (Measure.REFERRED,),
        (Measure.DOCUMENT_ISSUED, Measure.MEETING_HELD),
    ],
)
def test_m18_a_document_a_meeting_or_a_referral_alone_is_no_outcome(
    office: Office, measures: tuple[Measure, ...]
) -> None:
    matter = office.in_hand()
    with pytest.raises(NoOutcome):
        office.do(outcome(Finding.MET, *measures), HANDLER, matter)
    assert office.state(matter) is FeedbackState.IN_HAND
    office.do(outcome(Finding.MET, *measures, Measure.SITE_VISIT), HANDLER, matter)
    assert office.state(matter) is FeedbackState.SOLVED_NOT_TOLD


def test_m18_what_a_participant_still_owes_is_named_when_somebody_would_close(
    office: Office,
) -> None:
    matter = office.in_hand("housing", "water", anonymous=True)
    office.do(outcome(), HANDLER, matter)
    office.do(answer(), CLERK, matter)
    with pytest.raises(StillOwed) as refused:
        office.do(CloseMatter(), SECOND_CLERK, matter)
    assert set(refused.value.facts["duties"]) == {
        Duty.FIRST_FEEDBACK,
        Duty.PARTICIPANT_REPORT,
    }
    assert "参与单位报告" in refused.value.sentence("zh-CN")
    office.do(ReportParticipation(text="管沟已清"), OTHER_HANDLER, matter)
    office.do(CloseMatter(), SECOND_CLERK, matter)
    assert office.state(matter) is FeedbackState.CLOSED


def test_m18_a_leader_who_was_not_told_keeps_a_matter_from_being_closed(office: Office) -> None:
    given = {"channel": Channel.LEADER_ASSIGNMENT, "assigned_by": LEADER.person}
    matter = office.in_hand(anonymous=True, **given)
    office.do(outcome(), HANDLER, matter)
    office.do(answer(), CLERK, matter)
    with pytest.raises(StillOwed, match="feedback to leader"):
        office.do(CloseMatter(), SECOND_CLERK, matter)


def test_m18_speed_does_not_spare_the_notice_but_a_whole_answer_contains_it(
    office: Office,
) -> None:
    matter = office.in_hand(anonymous=True)
    assert Duty.ACCEPTANCE_NOTICE in office.owed(matter)
    office.do(outcome(), HANDLER, matter)
    office.do(answer(), CLERK, matter)
    office.do(CloseMatter(), SECOND_CLERK, matter)
    assert office.state(matter) is FeedbackState.CLOSED
    told = office.in_hand(anonymous=True)
    office.do(NotifyAcceptance(route=AnswerRoute.PHONE), CLERK, told)
    assert office.owed(told)[Duty.ACCEPTANCE_NOTICE].ended is not None
