"""Grades of urgency: each with a limit of its own from receipt, where the rulebook has one."""

from datetime import timedelta

import pytest

from domain.matter.correcting.errors import DelayByCorrection
from domain.matter.intake.commands import RegisterMatter
from domain.matter.intake.errors import AlreadyRegistered
from domain.matter.routing.commands import DeliverOrder, SignOrder
from domain.matter.splitting.commands import PartOfMatter, SplitMatter
from domain.matter.timing.commands import ReclassifyMatter
from domain.matter.timing.errors import GradedAsUrgent
from domain.organisation.state import Commitment
from domain.rulebook import RulebookError, by_name, parse
from domain.rules import Rules
from domain.vocabulary import Duty, Nature, Urgency
from domain.whatif import ledger
from domain.working_days import load_calendar
from tests.domain.desk import NOTHING, RULES, Desk, correct, dispatch, receive
from tests.people import CLERK, HANDLER, MORNING, SUPERVISOR

BEIJING = by_name("respond-on-complaint")
GRADED = Rules(BEIJING, load_calendar())
LIMITS = {
    Urgency.IMMEDIATE: timedelta(hours=2),
    Urgency.URGENT: timedelta(hours=24),
    Urgency.PROMPT: timedelta(days=8) - timedelta(hours=9),  # 7 days, to the end of the last
    Urgency.ORDINARY: timedelta(days=16) - timedelta(hours=9),
    None: timedelta(days=16) - timedelta(hours=9),
}


def received(rules: Rules = GRADED, **given: object) -> Desk:
    desk = Desk(rules=rules, rulebooks={rules.rulebook.id: rules.rulebook})
    desk.do(receive(**given), CLERK)
    return desk


def dues(desk: Desk) -> dict[Duty, timedelta]:
    """By when each open duty is due, from the receipt."""
    return {e.key.duty: e.deadline.at - MORNING for e in desk.matter.open_obligations()}


@pytest.mark.parametrize("urgency", LIMITS)
def test_a_grade_has_its_limit_from_receipt_and_what_hangs_on_it_follows(
    urgency: Urgency | None,
) -> None:
    owed = dues(received(urgency=urgency))
    final = LIMITS[urgency]
    assert owed[Duty.FINAL_ANSWER] == owed[Duty.INTERIM_REPLY] == final
    assert timedelta(0) < owed[Duty.OUTCOME] <= final
    if urgency in (Urgency.IMMEDIATE, Urgency.URGENT):
        assert owed[Duty.OUTCOME] == final


def test_a_grade_given_on_registering_counts_from_receipt_too() -> None:
    desk = received(nature=None)
    desk.wait(hours=1)
    graded = RegisterMatter(nature=Nature.REQUEST, urgency=Urgency.URGENT)
    desk.do(graded, CLERK)
    assert dues(desk)[Duty.FINAL_ANSWER] == dues(desk)[Duty.OUTCOME] == LIMITS[Urgency.URGENT]
    assert desk.matter.urgency is Urgency.URGENT
    assert desk.decide(graded, CLERK) == NOTHING
    assert desk.decide(RegisterMatter(nature=Nature.REQUEST), CLERK) == NOTHING
    with pytest.raises(AlreadyRegistered):
        desk.decide(RegisterMatter(nature=Nature.REQUEST, urgency=Urgency.PROMPT), CLERK)


def test_a_grade_corrected_upwards_leaves_its_own_limit_from_then_on() -> None:
    desk = received()
    desk.wait(days=2)
    desk.do(correct(urgency=Urgency.IMMEDIATE), CLERK)
    assert dues(desk)[Duty.FINAL_ANSWER] == timedelta(days=2, hours=2)
    assert dues(desk)[Duty.OUTCOME] == timedelta(days=2, hours=2)
    late = received()
    late.wait(days=15, hours=14)
    late.do(correct(urgency=Urgency.URGENT), CLERK)
    assert dues(late)[Duty.FINAL_ANSWER] == LIMITS[None]


def test_only_a_supervisor_puts_an_answer_off_by_grading_it_lower() -> None:
    desk = received(urgency=Urgency.URGENT)
    lower = correct(urgency=Urgency.ORDINARY)
    with pytest.raises(DelayByCorrection):
        desk.decide(lower, CLERK)
    desk.do(lower, SUPERVISOR)
    assert dues(desk)[Duty.FINAL_ANSWER] == LIMITS[Urgency.ORDINARY]


def test_an_earlier_receipt_keeps_the_grade() -> None:
    desk = received(urgency=Urgency.URGENT)
    desk.do(correct(received_at=MORNING - timedelta(hours=3)), CLERK)
    assert dues(desk)[Duty.FINAL_ANSWER] == timedelta(hours=21)


def test_an_urgent_matter_is_not_put_off_as_complex() -> None:
    complex_ = ReclassifyMatter(complex=True, reason="三个部门")
    with pytest.raises(GradedAsUrgent):
        received(urgency=Urgency.PROMPT).decide(complex_, SUPERVISOR)
    assert received(urgency=Urgency.ORDINARY).decide(complex_, SUPERVISOR)


def test_the_sooner_of_grade_and_commitment_holds() -> None:
    promise = Commitment("office", "lamp", "路灯", 2, MORNING.date())
    for urgency, due in (
        (Urgency.PROMPT, timedelta(days=3) - timedelta(hours=9)),
        (Urgency.URGENT, timedelta(hours=24)),
    ):
        final = GRADED.final_answer(MORNING, promise, urgency)
        assert final.at - MORNING == due


def test_a_part_of_an_urgent_matter_is_due_with_it_at_the_latest() -> None:
    desk = received(urgency=Urgency.IMMEDIATE)
    desk.do(dispatch(), CLERK)
    desk.do(DeliverOrder(unit="housing"), CLERK)
    desk.do(SignOrder(), HANDLER)
    desk.do(SplitMatter(parts=(PartOfMatter(subject="灯", body="换灯"),)), CLERK)
    (part,) = desk.matter.splitting.parts
    assert desk.others[part].due(Duty.OUTCOME) == desk.due(Duty.OUTCOME)


def test_where_the_rulebook_has_no_grades_every_matter_has_the_same_limit() -> None:
    assert dues(received(RULES, urgency=Urgency.IMMEDIATE)) == dues(received(RULES))


def test_the_same_history_under_a_rulebook_with_grades_and_back() -> None:
    graded, plain = received(urgency=Urgency.URGENT), received(RULES, urgency=Urgency.URGENT)
    for desk, other, same in ((plain, GRADED, graded), (graded, RULES, plain)):
        under = ledger(desk.history, other)
        for each in same.matter.open_obligations():
            assert under[each.key].deadline.at == each.deadline.at, each.key


@pytest.mark.parametrize("grade", [Urgency.IMMEDIATE, Urgency.ORDINARY])
def test_a_grade_given_later_moves_under_the_other_rulebook_what_it_would_have(
    grade: Urgency,
) -> None:
    both = [received(rules, urgency=Urgency.PROMPT, nature=None) for rules in (GRADED, RULES)]
    for desk in both:
        desk.wait(hours=1)
        desk.do(RegisterMatter(nature=Nature.REQUEST, urgency=Urgency.URGENT), CLERK)
        desk.wait(hours=1)
        desk.do(correct(urgency=grade), SUPERVISOR)
    graded, plain = both
    for desk, other, same in ((plain, GRADED, graded), (graded, RULES, plain)):
        under = ledger(desk.history, other)
        for each in same.matter.open_obligations():
            assert under[each.key].deadline.at == each.deadline.at, each.key


def test_a_row_for_a_grade_starts_at_receipt() -> None:
    text = """
name = "own"
version = 1
title = "自定"
starts_on = 2020-01-01
based_on = "respond-on-complaint"

[limits.final_answer_urgent]
title = "办结答复（紧急）"
starts = "delivery"
amount = 24
unit = "hours"
source = "default"
"""
    with pytest.raises(RulebookError, match="final_answer_urgent"):
        parse(text)
