"""Repeats merged into an earlier matter: every complainant answered, and nothing hidden by it (M03)."""

import pytest

from domain.envelope import Actor
from domain.matter.closing.commands import CloseMatter
from domain.matter.closing.errors import HandlerCannotClose
from domain.matter.followup.errors import HandlerCannotCall
from domain.matter.joining.commands import LinkRepeat, MergeMatter, UnlinkRepeat, UnmergeMatter
from domain.matter.joining.errors import (
    CannotBeMerged,
    MatterItself,
    MergedElsewhere,
    OthersMergedHere,
)
from domain.matter.withdrawing.commands import ConfirmWithdrawal, RecordWithdrawal
from domain.vocabulary import AnswerRoute, Conduct, Finding, Nature
from tests.domain.desk import CALLER, NOTHING, Desk, answer, call, correct, outcome, receive, signed
from tests.people import CLERK, HANDLER, SUPERVISOR

HOUSING_CLERK = Actor(person="clerk-ho", role=CLERK.role, unit="housing")


def again(first: Desk, **given: object) -> Desk:
    """The same said once more, some hours later."""
    first.wait(hours=30)
    desk = first.beside("m2")
    desk.do(receive(**given), CLERK)
    return desk


def merge(into: Desk) -> MergeMatter:
    return MergeMatter(into=into.matter.id, reason="同一处")


def merged(**given: object) -> tuple[Desk, Desk]:
    first = signed(**given)
    second = again(first, **given)
    second.do(merge(first), CLERK)
    return first, second


def withdraw(desk: Desk) -> None:
    desk.do(RecordWithdrawal(route=AnswerRoute.PHONE, text="不追究了"), CLERK)
    desk.do(ConfirmWithdrawal(route=AnswerRoute.PHONE), SUPERVISOR)


def test_a_merged_matter_owes_its_complainant_alone_and_is_answered_with_what_was_found() -> None:
    first, second = merged()
    assert second.owed() == {"final_answer", "interim_reply", "acceptance_notice"}
    first.do(outcome(), HANDLER)
    assert second.owed() >= {"answer", "final_answer"}
    assert second.do(answer(), CLERK) != NOTHING
    assert first.matter.answered_at is None


def test_whoever_handled_the_one_neither_calls_about_the_other_nor_closes_it() -> None:
    first, second = merged()
    first.do(outcome(), HANDLER)
    second.do(answer(), CLERK)
    with pytest.raises(HandlerCannotCall):
        second.do(call(), HOUSING_CLERK)
    second.do(call(), CALLER)
    with pytest.raises(HandlerCannotClose):
        second.do(CloseMatter(), HOUSING_CLERK)
    assert second.do(CloseMatter(), SUPERVISOR) != NOTHING


def test_an_inquiry_is_not_hidden_in_a_request_and_goes_on_after_a_withdrawal() -> None:
    first = signed()
    second = again(first, nature=Nature.CONDUCT, conduct=(Conduct.SLOW,))
    with pytest.raises(CannotBeMerged):
        second.do(merge(first), CLERK)
    first, second = merged(nature=Nature.CONDUCT)
    withdraw(second)
    assert second.owed() == set()
    withdraw(first)
    assert "outcome" in first.owed()
    first.do(outcome(Finding.SUBSTANTIATED), HANDLER)
    assert second.owed() == {"close"}
    assert second.matter.finding is Finding.SUBSTANTIATED


def test_nobody_is_left_behind_in_a_matter_that_ends_or_turns_out_to_be_about_others() -> None:
    first, second = merged()
    first.do(RecordWithdrawal(route=AnswerRoute.PHONE, text="不追究了"), CLERK)
    with pytest.raises(OthersMergedHere):
        first.do(ConfirmWithdrawal(route=AnswerRoute.PHONE), SUPERVISOR)
    first.do(outcome(), HANDLER)
    assert second.matter.finding is Finding.MET
    about_the_lead = correct(about_units=("housing",))
    with pytest.raises(OthersMergedHere):
        first.do(about_the_lead, SUPERVISOR)
    second.do(UnmergeMatter(reason="原件反映承办单位"), CLERK)
    assert second.matter.finding is None
    first.do(about_the_lead, SUPERVISOR)
    assert second.owed() >= {"dispatch", "outcome", "final_answer"}


def test_a_merger_is_neither_with_itself_nor_in_a_circle_nor_unlinked() -> None:
    first, second = merged()
    with pytest.raises(MatterItself):
        first.do(LinkRepeat(other=first.matter.id), CLERK)
    with pytest.raises(MatterItself):
        first.do(merge(first), CLERK)
    with pytest.raises(CannotBeMerged):
        first.do(merge(second), CLERK)
    with pytest.raises(MergedElsewhere):
        second.do(UnlinkRepeat(other=first.matter.id), CLERK)
    assert second.do(merge(first), CLERK) == NOTHING
