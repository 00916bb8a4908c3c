"""M11 事事有反馈、件件有回音: two duties, two totals; an interim reply discharges nothing."""

from datetime import timedelta

from domain.matter import commands
from domain.vocabulary import AnswerRoute, Channel, Duty, ObligationStatus
from service.queries import Asked
from tests.people import HANDLER, HEAD, LEADER
from tests.scenarios.office import Office


def test_m11_the_leader_and_the_complainant_are_owed_each_their_own(office: Office) -> None:
    matter = office.receives(channel=Channel.LEADER_ASSIGNMENT, assigned_by=LEADER.person)
    office.receives()
    office.routes(matter)
    office.reports_outcome(matter)
    office.answers(matter)
    answers, words = office.totals(), office.totals(Duty.FEEDBACK_TO_LEADER)
    assert (answers.matters, answers.answered_in_time, answers.pending) == (2, 1, 1)
    assert (words.matters, words.pending) == (1, 1)
    office.does(matter, commands.InformLeader(text="已办结并答复"), HANDLER)
    assert office.totals(Duty.FEEDBACK_TO_LEADER).answered_in_time == 1


def test_m11_an_interim_reply_is_recorded_and_the_answer_stays_owed(office: Office) -> None:
    matter = office.receives()
    office.routes(matter)
    due = office.owed(matter)[Duty.FINAL_ANSWER, ""].due_at
    office.clock.move_to(due - timedelta(hours=1))
    reply = commands.GiveInterimReply(
        text="配件在途", expected_by=due + timedelta(days=5), route=AnswerRoute.PHONE
    )
    office.does(matter, reply, HANDLER)
    assert office.standing(matter, Duty.INTERIM_REPLY) is ObligationStatus.DONE_IN_TIME
    office.clock.move_to(due)
    assert office.standing(matter, Duty.FINAL_ANSWER) is ObligationStatus.OVERDUE
    assert office.totals().overdue == 1
    assert office.totals(asked=Asked(as_of=due - timedelta(seconds=1))).overdue == 0


def test_m11_an_extension_moves_the_answer_for_a_reason_that_was_told(office: Office) -> None:
    matter = office.receives()
    office.routes(matter)
    before = office.owed(matter)
    position = office.app.log.head()
    extend = commands.ExtendAnswer(
        working_days=10, reason="需要停电施工", told_by=AnswerRoute.PHONE
    )
    office.does(matter, extend, HEAD)
    after = office.owed(matter)
    for duty in (Duty.FINAL_ANSWER, Duty.OUTCOME, Duty.INTERIM_REPLY):
        assert after[duty, ""].due_at > before[duty, ""].due_at
    known_before = office.owed(matter, Asked(known_by=position))
    assert known_before[Duty.FINAL_ANSWER, ""].due_at == before[Duty.FINAL_ANSWER, ""].due_at


def test_m11_the_five_figures_add_up_to_the_matters(office: Office) -> None:
    answered = office.receives()
    office.routes(answered)
    office.reports_outcome(answered)
    office.answers(answered)
    office.receives()
    office.clock.advance(days=40)
    late = office.receives(received_at=office.now() - timedelta(days=35))
    office.routes(late)
    office.reports_outcome(late)
    office.answers(late)
    office.receives()
    figures = office.totals()
    assert (
        figures.matters,
        figures.answered_in_time,
        figures.answered_late,
        figures.pending,
        figures.overdue,
        figures.exempt,
    ) == (4, 1, 1, 1, 1, 0)
