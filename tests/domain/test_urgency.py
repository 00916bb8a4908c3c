"""Grades of urgency: each with a limit of its own from receipt, where the rulebook has one."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.envelope import Recorded
from domain.matter.correcting.errors import DelayByCorrection
from domain.matter.intake.commands import RegisterMatter
from domain.matter.intake.errors import AlreadyRegistered
from domain.matter.routing.commands import DeliverOrder, SignOrder
from domain.matter.splitting.commands import PartOfMatter, SplitMatter
from domain.matter.timing.commands import ExtendAnswer, ReclassifyMatter
from domain.matter.timing.errors import GradedAsUrgent
from domain.obligations import Key
from domain.organisation.state import Commitment
from domain.rulebook_files import RulebookError, by_name, parse
from domain.rules import Rules
from domain.vocabulary import AnswerRoute, Duty, Nature, Urgency
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


STEPS = {
    Urgency.IMMEDIATE: {
        Duty.REGISTER: timedelta(minutes=10),
        Duty.ACCEPTANCE_NOTICE: timedelta(minutes=40),
        Duty.DISPATCH: timedelta(minutes=15),
        Duty.SIGN: timedelta(minutes=10),
        Duty.FIRST_FEEDBACK: timedelta(minutes=30),
        Duty.PARTICIPANT_REPORT: timedelta(minutes=40),
    },
    Urgency.URGENT: {
        Duty.REGISTER: timedelta(hours=1),
        Duty.ACCEPTANCE_NOTICE: timedelta(hours=8),
        Duty.DISPATCH: timedelta(hours=3),
        Duty.SIGN: timedelta(hours=1),
        Duty.FIRST_FEEDBACK: timedelta(hours=4),
        Duty.PARTICIPANT_REPORT: timedelta(hours=8),
    },
    Urgency.PROMPT: {
        Duty.REGISTER: timedelta(hours=11),
        Duty.ACCEPTANCE_NOTICE: timedelta(days=3) - timedelta(hours=9),  # 2 working days
        Duty.DISPATCH: timedelta(hours=22),
        Duty.SIGN: timedelta(hours=11),
        Duty.FIRST_FEEDBACK: timedelta(days=2) - timedelta(hours=9),
        Duty.PARTICIPANT_REPORT: timedelta(days=3) - timedelta(hours=9),
    },
}


def on_its_way(desk: Desk) -> Desk:
    """Registered, dispatched and delivered to a lead and a participant, all at once."""
    if not desk.matter.registered:
        desk.do(RegisterMatter(nature=Nature.REQUEST), CLERK)
    desk.do(dispatch("housing", "water"), CLERK)
    desk.do(DeliverOrder(unit="housing"), CLERK)
    return desk


@pytest.mark.parametrize("urgency", STEPS)
def test_the_steps_on_the_way_to_the_answer_are_graded_with_it(urgency: Urgency) -> None:
    desk = received(urgency=urgency, nature=None)
    assert dues(desk)[Duty.REGISTER] == STEPS[urgency][Duty.REGISTER]
    assert dues(desk)[Duty.ACCEPTANCE_NOTICE] == STEPS[urgency][Duty.ACCEPTANCE_NOTICE]
    desk.do(RegisterMatter(nature=Nature.REQUEST), CLERK)
    assert dues(desk)[Duty.DISPATCH] == STEPS[urgency][Duty.DISPATCH]
    desk.do(dispatch("housing", "water"), CLERK)
    assert dues(desk)[Duty.DELIVERY] == STEPS[urgency][Duty.DISPATCH]
    desk.do(DeliverOrder(unit="water"), CLERK)
    owed = dues(desk)
    for duty in (Duty.SIGN, Duty.FIRST_FEEDBACK, Duty.PARTICIPANT_REPORT):
        assert owed[duty] == STEPS[urgency][duty], duty
    assert max(owed.values()) == owed[Duty.FINAL_ANSWER]


def test_a_grade_given_later_moves_the_steps_too_and_makes_nobody_late_by_the_act() -> None:
    desk = on_its_way(received())
    desk.wait(hours=5)
    desk.do(correct(urgency=Urgency.URGENT), CLERK)
    owed = {str(each.key): each.deadline.at for each in desk.matter.open_obligations()}
    assert owed["sign:housing"] == desk.now + timedelta(hours=1)
    assert owed["first_feedback:housing"] == desk.now + timedelta(hours=4)
    assert owed["delivery:water"] == desk.now + timedelta(hours=3)
    assert owed["acceptance_notice"] == desk.now + timedelta(hours=8)
    lower = correct(urgency=Urgency.PROMPT)
    with pytest.raises(DelayByCorrection):
        desk.decide(lower, CLERK)
    desk.do(lower, SUPERVISOR)
    assert desk.due(Duty.SIGN, "housing") == desk.now + timedelta(hours=11)


def test_only_a_supervisor_registers_it_lower_than_it_came_in() -> None:
    desk = received(urgency=Urgency.IMMEDIATE, nature=None)
    lower = RegisterMatter(nature=Nature.REQUEST, urgency=Urgency.ORDINARY)
    with pytest.raises(DelayByCorrection):
        desk.decide(lower, CLERK)
    desk.do(lower, SUPERVISOR)
    assert dues(desk)[Duty.FINAL_ANSWER] == LIMITS[Urgency.ORDINARY]
    assert desk.due(Duty.ACCEPTANCE_NOTICE) == received().due(Duty.ACCEPTANCE_NOTICE)


def test_a_part_has_the_grade_of_the_whole() -> None:
    desk = received(urgency=Urgency.URGENT)
    desk.do(SplitMatter(parts=(PartOfMatter(subject="灯", body="换灯"),)), CLERK)
    (part,) = desk.matter.splitting.parts
    assert desk.others[part].due(Duty.DISPATCH) == desk.now + timedelta(hours=3)


def with_part(rules: Rules = GRADED, **given: object) -> tuple[Desk, Desk]:
    """A whole, and its part that was delivered to a unit."""
    desk = received(rules, **given)
    desk.do(SplitMatter(parts=(PartOfMatter(subject="灯", body="换灯"),)), CLERK)
    part = desk.others[next(iter(desk.matter.splitting.parts))]
    part.do(dispatch(), CLERK)
    part.do(DeliverOrder(unit="housing"), CLERK)
    return desk, part


ON_THE_WAY = ((Duty.SIGN, "housing"), (Duty.FIRST_FEEDBACK, "housing"))


def test_a_sooner_grade_of_the_whole_moves_what_its_part_owes_on_the_way() -> None:
    desk, part = with_part()
    desk.wait(minutes=5)
    desk.do(correct(urgency=Urgency.URGENT), CLERK)
    part = desk.others[part.matter.id]
    assert part.matter.urgency is Urgency.URGENT
    assert [part.due(*key) - desk.now for key in ON_THE_WAY] == [
        timedelta(hours=1),
        timedelta(hours=4),
    ]
    part.do(SignOrder(), HANDLER)
    desk.do(correct(urgency=Urgency.IMMEDIATE), CLERK)
    assert part.due(*ON_THE_WAY[1]) - desk.now == timedelta(minutes=30)


def test_a_later_grade_of_the_whole_puts_off_nothing_on_the_way_of_its_part() -> None:
    desk, part = with_part(urgency=Urgency.URGENT)
    before = [part.due(*key) for key in ON_THE_WAY]
    desk.do(correct(urgency=Urgency.ORDINARY), SUPERVISOR)
    part = desk.others[part.matter.id]
    assert part.matter.urgency is Urgency.ORDINARY
    assert [part.due(*key) for key in ON_THE_WAY] == before


@pytest.mark.parametrize("grade", [Urgency.IMMEDIATE, Urgency.ORDINARY])
def test_a_part_regraded_with_its_whole_is_due_under_the_other_rulebook_as_it_would_be(
    grade: Urgency,
) -> None:
    graded, plain = (with_part(rules, urgency=Urgency.PROMPT) for rules in (GRADED, RULES))
    for whole, _ in (graded, plain):
        whole.wait(hours=1)
        whole.do(correct(urgency=grade), SUPERVISOR)
    for (whole, part), other, (_, same) in ((plain, GRADED, graded), (graded, RULES, plain)):
        theirs, ours = on_one_log(whole, whole.others[part.matter.id])
        under = ledger(ours, other, theirs)
        for key in ON_THE_WAY:
            assert under[Key(*key)].deadline.at == same.due(*key), key


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
        on_its_way(desk)
        desk.wait(hours=1)
        desk.do(correct(urgency=grade), SUPERVISOR)
    graded, plain = both
    for desk, other, same in ((plain, GRADED, graded), (graded, RULES, plain)):
        under = ledger(desk.history, other)
        for each in same.matter.open_obligations():
            assert under[each.key].deadline.at == each.deadline.at, each.key


def on_one_log(whole: Desk, part: Desk) -> tuple[list[Recorded], list[Recorded]]:
    """Both histories with their places in one log: what happened to the whole comes first."""
    both = sorted(whole.history + part.history, key=lambda each: each.recorded_at)
    placed = [replace(each, position=n) for n, each in enumerate(both, start=1)]
    return tuple([e for e in placed if e.stream == f"matter-{d.matter.id}"] for d in (whole, part))


def test_a_part_is_due_under_the_other_rulebook_by_what_its_whole_is_due_there() -> None:
    letters = Rules(by_name("letters-and-visits"), load_calendar())
    both = []
    for rules in (RULES, letters):
        desk = received(rules)
        desk.do(SplitMatter(parts=(PartOfMatter(subject="灯", body="换灯"),)), CLERK)
        desk.wait(days=1)
        extension = ExtendAnswer(working_days=5, reason="等料", told_by=AnswerRoute.PHONE)
        desk.do(extension, SUPERVISOR)
        (part,) = desk.matter.splitting.parts
        both.append((desk, desk.others[part]))
    for (whole, part), other, (_, same) in (
        (both[0], letters, both[1]),
        (both[1], RULES, both[0]),
    ):
        theirs, ours = on_one_log(whole, part)
        owed = ledger(ours, other, theirs)
        assert owed[Key(Duty.OUTCOME)].deadline.at == same.due(Duty.OUTCOME)
        assert ledger(ours)[Key(Duty.OUTCOME)].deadline.at == part.due(Duty.OUTCOME)
        assert part.due(Duty.OUTCOME) != same.due(Duty.OUTCOME)


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
