"""What units do with a matter: progress, parts, outcome, word to the leader."""

import pytest

from domain.matter.errors import (
    AlreadyAnswered,
    NotDispatched,
    NotSigned,
    NotTheLead,
    OutcomeMissing,
)
from domain.matter.handling.commands import (
    InformLeader,
    ReportDifficulty,
    ReportParticipation,
    ReportProgress,
)
from domain.matter.handling.errors import (
    FindingDoesNotFit,
    NoAssigningLeader,
    NoOutcome,
    NotAParticipant,
)
from domain.matter.handling.events import OutcomeReported
from domain.matter.routing.commands import SignOrder
from domain.matter.standing import standing
from domain.obligations import Owner
from domain.vocabulary import (
    FINDINGS_FOR,
    Conduct,
    Duty,
    FeedbackState,
    Finding,
    Measure,
    Nature,
    ObligationStatus,
)
from tests.domain.desk import (
    NOTHING,
    Desk,
    answered,
    delivered,
    exempted,
    found_out,
    outcome,
    registered,
    signed,
)
from tests.domain.test_routing import owner
from tests.people import (
    CLERK,
    HANDLER,
    LEADER,
    OTHER_HANDLER,
)

STUCK = ReportDifficulty(leader=LEADER.person, text="缺经费")
PROGRESS = ReportProgress(text="已派人查看")
PART = ReportParticipation(text="管道已查")
INFORM = InformLeader(text="已办结")


def with_participant() -> Desk:
    desk = signed("water")
    desk.do(SignOrder(), OTHER_HANDLER)
    return desk


# Progress


def test_the_first_word_on_progress_is_the_first_feedback_owed() -> None:
    desk = signed()
    desk.do(PROGRESS, HANDLER)
    assert "first_feedback:housing" not in desk.owed()
    assert desk.do(PROGRESS, HANDLER), "further progress is further news"


def test_only_a_unit_that_has_signed_its_order_can_report() -> None:
    with pytest.raises(NotDispatched):
        registered().decide(PROGRESS, HANDLER)
    with pytest.raises(NotDispatched):
        signed().decide(PROGRESS, CLERK.model_copy(update={"unit": None}))
    for command in (PROGRESS, STUCK, outcome()):
        with pytest.raises(NotSigned):
            delivered().decide(command, HANDLER)


def test_after_the_answer_there_is_no_progress_left() -> None:
    with pytest.raises(AlreadyAnswered):
        answered().decide(PROGRESS, HANDLER)


# Participants


def test_a_late_participant_is_late_alone_and_the_lead_is_not() -> None:
    desk = with_participant()
    desk.do(PROGRESS, HANDLER)
    desk.wait(days=8)
    overdue = {
        str(each.key): each.owner.unit
        for each in desk.matter.open_obligations()
        if each.status(desk.now) is ObligationStatus.OVERDUE
    }
    assert "participant_report:water" in overdue
    assert overdue["participant_report:water"] == "water"
    assert not [key for key, unit in overdue.items() if unit == "housing"]
    assert desk.do(outcome(), HANDLER), "the lead can finish without waiting"


def test_a_participant_delivers_its_part_once() -> None:
    desk = with_participant()
    desk.do(PART, OTHER_HANDLER)
    assert not {"participant_report:water", "first_feedback:water"} & desk.owed()
    assert desk.decide(PART, OTHER_HANDLER) == NOTHING


def test_the_lead_is_no_participant() -> None:
    with pytest.raises(NotAParticipant):
        signed().decide(PART, HANDLER)


# Outcome


@pytest.mark.parametrize("nature", list(Nature))
@pytest.mark.parametrize("finding", list(Finding))
def test_a_matter_ends_only_with_a_finding_that_fits_its_nature(
    nature: Nature, finding: Finding
) -> None:
    conduct = (Conduct.SLOW,) if nature is Nature.CONDUCT else ()
    desk = signed(nature=nature, conduct=conduct)
    if finding in FINDINGS_FOR[nature]:
        assert desk.decide(outcome(finding), HANDLER)
    else:
        with pytest.raises(FindingDoesNotFit):
            desk.decide(outcome(finding), HANDLER)


@pytest.mark.parametrize(
    "measures",
    [
        (Measure.DOCUMENT_ISSUED,),
        (Measure.MEETING_HELD,),
        (Measure.REFERRED,),
        (Measure.MEETING_HELD, Measure.DOCUMENT_ISSUED),
        (Measure.DOCUMENT_ISSUED, Measure.REFERRED),
    ],
)
def test_a_document_a_meeting_or_a_referral_alone_is_no_outcome(
    measures: tuple[Measure, ...],
) -> None:
    desk = signed()
    with pytest.raises(NoOutcome):
        desk.decide(outcome(Finding.MET, *measures), HANDLER)
    assert desk.decide(outcome(Finding.MET, *measures, Measure.SITE_VISIT), HANDLER)


def test_an_outcome_needs_a_measure_and_evidence() -> None:
    for missing in ("measures", "evidence"):
        with pytest.raises(ValueError, match=missing):
            type(outcome()).model_validate({**outcome().model_dump(), missing: ()})


def test_the_outcome_is_the_leads_to_report() -> None:
    with pytest.raises(NotTheLead):
        with_participant().decide(outcome(), OTHER_HANDLER)
    with pytest.raises(AlreadyAnswered):
        answered().decide(outcome(), HANDLER)


def test_after_the_outcome_the_answer_is_owed_in_three_working_days_from_the_lead() -> None:
    desk = found_out()
    assert owner(desk, Duty.ANSWER) == Owner("housing", HANDLER.person)
    assert desk.due(Duty.ANSWER).date().isoformat() == "2026-03-06"
    assert "outcome" not in desk.owed()


def test_the_answer_after_a_late_outcome_is_never_due_past_the_final_answer() -> None:
    desk = signed()
    desk.wait(days=20)
    desk.do(outcome(), HANDLER)
    assert desk.due(Duty.ANSWER) == desk.due(Duty.FINAL_ANSWER)


def test_a_second_report_replaces_the_finding_and_does_not_renew_the_answers_limit() -> None:
    desk = found_out()
    due = desk.due(Duty.ANSWER)
    desk.wait(days=1)
    (fact,) = desk.do(outcome(Finding.PARTLY_MET), HANDLER)
    assert isinstance(fact, OutcomeReported)
    assert fact.answer_by is not None and fact.answer_by.at == due == desk.due(Duty.ANSWER)
    assert desk.matter.finding is Finding.PARTLY_MET


# The leader


def test_the_leader_who_assigned_it_is_told_what_came_of_it() -> None:
    desk = found_out(assigned_by=LEADER.person)
    assert "feedback_to_leader" in desk.owed()
    desk.do(INFORM, HANDLER)
    assert "feedback_to_leader" not in desk.owed()
    assert desk.decide(INFORM, HANDLER) == NOTHING


def test_a_leader_who_was_told_another_finding_is_owed_word_of_the_new_one() -> None:
    desk = found_out(assigned_by=LEADER.person)
    first = desk.due(Duty.FEEDBACK_TO_LEADER)
    desk.do(outcome(Finding.PARTLY_MET), HANDLER)
    assert desk.due(Duty.FEEDBACK_TO_LEADER) == first, "not told yet, so nothing to take back"
    desk.do(INFORM, HANDLER)
    desk.do(outcome(Finding.PARTLY_MET), HANDLER)
    assert "feedback_to_leader" not in desk.owed(), "the leader was told this finding"
    desk.wait(days=1)
    desk.do(outcome(Finding.MET), HANDLER)
    again = desk.matter.obligation(Duty.FEEDBACK_TO_LEADER)
    assert again is not None and again.is_open
    assert again.owner == Owner("housing", HANDLER.person)
    assert again.deadline.at.date().isoformat() == "2026-03-07"
    desk.do(INFORM, HANDLER)
    assert "feedback_to_leader" not in desk.owed()


def test_word_that_work_goes_on_is_no_feedback_to_the_leader() -> None:
    with pytest.raises(OutcomeMissing):
        signed(assigned_by=LEADER.person).decide(INFORM, HANDLER)


def test_where_no_leader_assigned_it_there_is_nobody_to_tell() -> None:
    with pytest.raises(NoAssigningLeader):
        found_out().decide(INFORM, HANDLER)


def test_the_inquiry_goes_on_after_an_exemption_and_ends_with_filing_owed() -> None:
    desk = exempted()
    assert desk.owed() >= {"dispatch", "outcome"}
    assert not {"final_answer", "interim_reply", "acceptance_notice"} & desk.owed()
    assert standing(desk.matter, desk.now) is FeedbackState.UNDISPATCHED
