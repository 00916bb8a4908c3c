"""More time for the final answer: who may grant it, until when, and what moves with it."""

from datetime import timedelta

import pytest

from domain.matter.answering.commands import GiveInterimReply
from domain.matter.errors import AlreadyAnswered, NotForOneself, NotRegistered, NotTheLead
from domain.matter.intake.commands import RegisterMatter
from domain.matter.routing.commands import DispatchMatter, SignOrder, Task
from domain.matter.timing.commands import ExtendAnswer
from domain.matter.timing.errors import (
    AlreadyExtended,
    ExtensionAfterOutcome,
    ExtensionTooLong,
    TooLateToExtend,
)
from domain.matter.timing.events import AnswerExtended
from domain.obligations import Owner
from domain.rules import Rules
from domain.vocabulary import (
    AnswerRoute,
    Duty,
    Nature,
    ObligationStatus,
)
from tests.domain.desk import (
    RULES,
    WATER_HEAD,
    Desk,
    answered,
    delivered,
    exempted,
    found_out,
    imported,
    receive,
    registered,
    signed,
)
from tests.people import CLERK, HANDLER, HEAD, LEADER, SUPERVISOR


def extend(days: int = 10) -> ExtendAnswer:
    return ExtendAnswer(working_days=days, reason="等配件", told_by=AnswerRoute.PHONE)


def interim(desk: Desk, **later: float) -> GiveInterimReply:
    expected_by = desk.now + timedelta(**later)
    return GiveInterimReply(text="等配件", expected_by=expected_by, route=AnswerRoute.PHONE)


def status(desk: Desk, duty: Duty) -> ObligationStatus:
    owed = desk.matter.obligation(duty)
    assert owed is not None
    return owed.status(desk.now)


def test_an_extension_moves_the_final_answer_and_all_that_hangs_on_it() -> None:
    desk = signed(assigned_by=LEADER.person)
    (fact,) = desk.do(extend(10), HEAD)
    assert isinstance(fact, AnswerExtended)
    assert fact.approver == HEAD.person
    assert desk.due(Duty.FINAL_ANSWER).date().isoformat() == "2026-04-08"
    assert desk.due(Duty.OUTCOME).date().isoformat() == "2026-04-02"
    assert desk.due(Duty.INTERIM_REPLY) == desk.due(Duty.FINAL_ANSWER)
    assert desk.due(Duty.FEEDBACK_TO_LEADER) == desk.due(Duty.OUTCOME)
    assert (desk.matter.extensions, desk.matter.extension_days) == (1, 10)


def test_once_there_is_an_outcome_there_is_nothing_left_to_extend() -> None:
    with pytest.raises(ExtensionAfterOutcome):
        found_out().decide(extend(), HEAD)


def test_an_extension_makes_no_breach_undone() -> None:
    desk = signed(assigned_by=LEADER.person)
    desk.now = due = desk.due(Duty.OUTCOME)
    desk.do(extend(), HEAD)
    assert desk.due(Duty.FINAL_ANSWER).date().isoformat() == "2026-04-08"
    for duty in (Duty.OUTCOME, Duty.FEEDBACK_TO_LEADER):
        assert desk.due(duty) == due
        assert status(desk, duty) is ObligationStatus.OVERDUE


def test_an_interim_reply_given_before_the_extension_is_owed_again_by_its_new_date() -> None:
    desk = signed()
    desk.do(interim(desk, days=9), HANDLER)
    desk.do(extend(), HEAD)
    again = desk.matter.obligation(Duty.INTERIM_REPLY)
    assert again is not None and again.is_open and again.earlier is not None
    assert again.owner == Owner("housing", HANDLER.person)
    assert again.deadline.at == desk.due(Duty.FINAL_ANSWER)
    assert again.earlier.status(desk.now) is ObligationStatus.DONE_IN_TIME


def test_an_imported_message_taken_up_here_owes_no_interim_reply_by_an_extension() -> None:
    desk = imported()
    desk.now = desk.due(Duty.FINAL_ANSWER) - timedelta(days=1)
    desk.do(RegisterMatter(nature=Nature.REQUEST), CLERK)
    desk.do(extend(), SUPERVISOR)
    assert "interim_reply" not in desk.owed()


def test_an_extension_is_granted_under_the_rulebook_the_answer_is_owed_under() -> None:
    desk, old = signed(), RULES.rulebook
    fewer = old.extension.model_copy(update={"max_working_days": 5})
    new = old.model_copy(update={"version": 2, "extension": fewer})
    desk.rules, desk.rulebooks = Rules(new, RULES.calendar), {old.id: old, new.id: new}
    (fact,) = desk.decide(extend(10), HEAD)
    assert isinstance(fact, AnswerExtended)
    assert fact.final_answer_by.rulebook == old.id


def test_at_the_very_instant_the_answer_falls_due_it_is_too_late_to_extend() -> None:
    desk = signed()
    desk.now = desk.due(Duty.FINAL_ANSWER)
    with pytest.raises(TooLateToExtend):
        desk.decide(extend(), HEAD)
    desk.now -= timedelta(microseconds=1)
    assert desk.decide(extend(), HEAD)


def test_an_extension_is_thirty_working_days_at_most() -> None:
    with pytest.raises(ExtensionTooLong):
        signed().decide(extend(31), HEAD)
    assert signed().decide(extend(30), HEAD)


def test_the_units_head_extends_once_and_the_efficiency_office_again() -> None:
    desk = signed()
    desk.do(extend(), HEAD)
    with pytest.raises(AlreadyExtended):
        desk.decide(extend(), HEAD)
    desk.do(extend(5), SUPERVISOR)
    assert (desk.matter.extensions, desk.matter.extension_days) == (2, 15)


def test_nobody_extends_a_matter_of_their_own() -> None:
    desk = delivered()
    desk.do(SignOrder(), HEAD)
    with pytest.raises(NotForOneself):
        desk.decide(extend(), HEAD)
    desk.do(extend(), SUPERVISOR)
    own = SUPERVISOR.model_copy(update={"unit": "housing"})
    with pytest.raises(NotForOneself):
        desk.decide(extend(), own)


def test_the_head_named_in_an_order_does_not_extend_it_even_before_signing() -> None:
    desk = registered()
    desk.do(DispatchMatter(lead=Task(unit="housing", person=HEAD.person)), CLERK)
    with pytest.raises(NotForOneself):
        desk.decide(extend(), HEAD)


def test_the_head_of_a_participating_unit_does_not_extend_for_the_lead() -> None:
    with pytest.raises(NotTheLead):
        signed("water").decide(extend(), WATER_HEAD)


def test_an_unregistered_or_answered_or_exempted_matter_has_nothing_to_extend() -> None:
    desk = Desk()
    desk.do(receive(nature=None), CLERK)
    with pytest.raises(NotRegistered):
        desk.decide(extend(), SUPERVISOR)
    for over in (answered(), exempted()):
        with pytest.raises(AlreadyAnswered):
            over.decide(extend(), SUPERVISOR)
