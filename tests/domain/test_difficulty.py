"""A lead that is stuck says so to a leader, who owes a decision from then on (M12, M13)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.envelope import Actor
from domain.matter.correcting.commands import CorrectRegistration
from domain.matter.errors import AlreadyAnswered, ComplainedAboutCannotHandle, NotTheLead
from domain.matter.handling.commands import DecideDifficulty, ReportDifficulty
from domain.matter.handling.errors import (
    DifficultyGoesUpward,
    DifficultyPending,
    NothingToDecide,
    NotTheNamedLeader,
    UnknownLeader,
)
from domain.matter.handling.events import DifficultyReported
from domain.matter.routing.commands import SignOrder
from domain.matter.standing import standing
from domain.obligations import Owner
from domain.organisation.state import Term
from domain.vocabulary import (
    Duty,
    FeedbackState,
)
from tests.domain.desk import (
    DEPUTIES,
    NOTHING,
    ORGANISATION,
    Desk,
    answer,
    found_out,
    outcome,
    signed,
)
from tests.domain.test_routing import owner
from tests.domain.ways_out import brought_to_an_end
from tests.people import (
    CLERK,
    HANDLER,
    HEAD,
    LEADER,
    OTHER_HANDLER,
    OTHER_LEADER,
    SUPERVISOR,
)

STUCK = ReportDifficulty(leader=LEADER.person, text="缺经费")
DECIDE = DecideDifficulty(decision="由预备费解决")
TO_ANOTHER = ReportDifficulty(leader=OTHER_LEADER.person, text="缺经费")


def with_participant() -> Desk:
    desk = signed("water")
    desk.do(SignOrder(), OTHER_HANDLER)
    return desk


def test_a_difficulty_moves_the_burden_up_to_a_leader_who_owes_a_decision() -> None:
    desk = signed()
    (fact,) = desk.do(STUCK, HANDLER)
    assert isinstance(fact, DifficultyReported)
    assert owner(desk, Duty.DIFFICULTY_DECISION) == Owner(None, LEADER.person)
    assert standing(desk.matter, desk.now) is FeedbackState.DIFFICULTY_REPORTED
    assert (desk.matter.custodian_unit, desk.matter.custodian_person) == (None, LEADER.person)
    assert desk.decide(STUCK, HANDLER) == NOTHING
    desk.do(DECIDE, LEADER)
    assert "difficulty_decision" not in desk.owed()
    assert standing(desk.matter, desk.now) is FeedbackState.IN_HAND
    assert desk.matter.custodian_person == HANDLER.person


def test_a_second_difficulty_in_the_same_matter_owes_a_second_decision() -> None:
    desk = signed()
    desk.do(STUCK, HANDLER)
    desk.do(DECIDE, LEADER)
    desk.wait(days=2)
    desk.do(ReportDifficulty(leader=OTHER_LEADER.person, text="缺人手"), HANDLER)
    assert owner(desk, Duty.DIFFICULTY_DECISION) == Owner(None, OTHER_LEADER.person)
    assert desk.due(Duty.DIFFICULTY_DECISION).date().isoformat() == "2026-03-10"


def test_while_one_leaders_decision_is_awaited_the_lead_can_ask_no_other_leader() -> None:
    desk = signed()
    desk.do(STUCK, HANDLER)
    with pytest.raises(DifficultyPending):
        desk.decide(TO_ANOTHER, HANDLER)


@pytest.mark.parametrize("leader", ["leader-sum", OTHER_HANDLER.person, "leader-retired"])
def test_a_difficulty_is_put_to_nobody_who_does_not_lead_the_unit_today(leader: str) -> None:
    desk = signed()
    retired = Term("leader-retired", "l", DEPUTIES[0].code, date(2025, 1, 1), date(2025, 12, 31))
    terms = (*ORGANISATION.terms, retired)
    desk.organisation = replace(ORGANISATION, terms=terms)
    with pytest.raises(UnknownLeader):
        desk.decide(ReportDifficulty(leader=leader, text="缺经费"), HANDLER)


def out_of_office(desk: Desk) -> None:
    """The leader to whom it was put has left; yesterday was the last day."""
    sun, *others = ORGANISATION.terms
    left = replace(sun, until=(desk.now - timedelta(days=1)).date())
    desk.organisation = replace(ORGANISATION, terms=(left, *others))


def test_a_leader_who_left_office_hands_the_decision_to_another_and_wins_no_time() -> None:
    desk = signed()
    desk.do(STUCK, HANDLER)
    due = desk.due(Duty.DIFFICULTY_DECISION)
    desk.wait(days=1)
    out_of_office(desk)
    with pytest.raises(UnknownLeader):
        desk.decide(STUCK, HANDLER)
    (fact,) = desk.do(TO_ANOTHER, HANDLER)
    assert isinstance(fact, DifficultyReported)
    assert fact.decision_by.at == due == desk.due(Duty.DIFFICULTY_DECISION)
    assert owner(desk, Duty.DIFFICULTY_DECISION) == Owner(None, OTHER_LEADER.person)
    assert desk.decide(TO_ANOTHER, HANDLER) == NOTHING


@pytest.mark.parametrize("gone", [True, False], ids=["out of office", "complained about"])
def test_a_leader_who_can_decide_no_longer_keeps_no_matter_open(gone: bool) -> None:
    desk = signed()
    desk.do(STUCK, HANDLER)
    if gone:
        out_of_office(desk)
    else:
        desk.do(CorrectRegistration(reason="查明", about_persons=(LEADER.person,)), CLERK)
    desk.do(outcome(), HANDLER)
    desk.do(answer(), CLERK)
    assert brought_to_an_end(desk).matter.closed_at is not None


@pytest.mark.parametrize("actor", [CLERK, SUPERVISOR], ids=lambda actor: str(actor.role))
def test_the_office_puts_a_pending_difficulty_to_another_leader_and_handles_nothing_by_it(
    actor: Actor,
) -> None:
    desk = signed()
    with pytest.raises(NothingToDecide):
        desk.decide(STUCK, actor)
    desk.do(STUCK, HANDLER)
    handlers = desk.matter.handlers
    desk.do(TO_ANOTHER, actor)
    assert owner(desk, Duty.DIFFICULTY_DECISION) == Owner(None, OTHER_LEADER.person)
    assert desk.matter.custodian_person == OTHER_LEADER.person
    assert desk.matter.handlers == handlers


def test_a_pending_difficulty_can_go_to_another_leader_after_the_outcome_and_the_answer() -> None:
    for last in (outcome(), answer()):
        desk = signed()
        desk.do(STUCK, HANDLER)
        desk.do(outcome(), HANDLER)
        if last == answer():
            desk.do(answer(), CLERK)
        hands = desk.matter.custodian_person
        desk.wait(days=1)
        out_of_office(desk)
        desk.do(TO_ANOTHER, HANDLER)
        assert last == outcome() or desk.matter.custodian_person == hands
        desk.do(DECIDE, OTHER_LEADER)
        assert "difficulty_decision" not in desk.owed()


def test_a_leader_who_turns_out_to_be_complained_about_hands_the_decision_to_another() -> None:
    desk = signed()
    desk.do(STUCK, HANDLER)
    desk.do(CorrectRegistration(reason="查明", about_persons=(LEADER.person,)), CLERK)
    with pytest.raises(ComplainedAboutCannotHandle):
        desk.decide(DECIDE, LEADER)
    due = desk.due(Duty.DIFFICULTY_DECISION)
    desk.wait(days=1)
    (fact,) = desk.do(TO_ANOTHER, HANDLER)
    assert isinstance(fact, DifficultyReported) and fact.decision_by.at == due
    assert owner(desk, Duty.DIFFICULTY_DECISION) == Owner(None, OTHER_LEADER.person)
    assert desk.due(Duty.DIFFICULTY_DECISION) == due
    assert desk.do(DECIDE, OTHER_LEADER)


def test_a_difficulty_is_not_put_to_whom_the_matter_is_about_nor_to_who_handles_it() -> None:
    desk = signed(about_persons=(LEADER.person,))
    with pytest.raises(ComplainedAboutCannotHandle):
        desk.decide(STUCK, HANDLER)
    for actor in (HANDLER, HEAD):
        with pytest.raises(DifficultyGoesUpward):
            desk.decide(ReportDifficulty(leader=actor.person, text="缺经费"), actor)


def test_a_difficulty_is_decided_by_the_leader_it_was_put_to_and_once() -> None:
    desk = signed()
    with pytest.raises(NothingToDecide):
        desk.decide(DECIDE, LEADER)
    desk.do(STUCK, HANDLER)
    with pytest.raises(NotTheNamedLeader):
        desk.decide(DECIDE, OTHER_LEADER)
    desk.do(DECIDE, LEADER)
    with pytest.raises(NothingToDecide):
        desk.decide(DECIDE, LEADER)


def test_with_an_outcome_there_is_no_difficulty_left_and_a_participant_has_none_to_report() -> None:
    with pytest.raises(AlreadyAnswered):
        found_out().decide(STUCK, HANDLER)
    with pytest.raises(NotTheLead):
        with_participant().decide(STUCK, OTHER_HANDLER)


def test_a_decision_after_the_answer_leaves_the_matter_where_it_is() -> None:
    desk = signed()
    for command, actor in ((STUCK, HANDLER), (outcome(), HANDLER), (answer(), CLERK)):
        desk.do(command, actor)
    desk.do(DECIDE, LEADER)
    assert desk.matter.custodian_unit == "office"
