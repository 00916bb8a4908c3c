"""Pauses, annulments, classes and excuses: each its own event, none of them for oneself."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.envelope import Actor, Command
from domain.matter.errors import AlreadyAnswered, NotRegistered
from domain.matter.timing.commands import (
    AnnulExtension,
    ExcuseDuty,
    ExtendAnswer,
    PauseAnswer,
    ReclassifyMatter,
    ResumeAnswer,
)
from domain.matter.timing.errors import (
    AlreadyPaused,
    ExtensionAfterOutcome,
    NoPauseHere,
    NotExcusable,
    NotForTheOwnLine,
    NothingOwed,
    NothingToAnnul,
    NotPaused,
    OutcomeAlreadyDue,
    PauseTooLong,
    ReclassifiedOnce,
    TooLateToExtend,
)
from domain.rules import Rules
from domain.vocabulary import (
    AnswerRoute,
    Duty,
    ExcuseGround,
    ObligationStatus,
    PauseGround,
    Role,
)
from domain.working_days import SHANGHAI
from tests.domain.desk import RULES, Desk, answered, found_out, imported, signed
from tests.people import CLERK, HEAD, MORNING, SUPERVISOR

ANNUL, RESUME = AnnulExtension(reason="不成立"), ResumeAnswer(reason="已出")
OF_THE_LEAD = Actor(person="supervisor-of-housing", role=Role.SUPERVISOR, unit="housing")


def pause(days: int = 10, ground: PauseGround = PauseGround.APPRAISAL) -> PauseAnswer:
    told_by = AnswerRoute.PHONE
    return PauseAnswer(ground=ground, working_days=days, reason="鉴定", told_by=told_by)


def extend(days: int = 10) -> ExtendAnswer:
    return ExtendAnswer(working_days=days, reason="等配件", told_by=AnswerRoute.PHONE)


def reclassify(complex_: bool = True) -> ReclassifyMatter:
    return ReclassifyMatter(complex=complex_, reason="三个部门")


def excuse(duty: Duty = Duty.PARTICIPANT_REPORT, of: str = "water") -> ExcuseDuty:
    return ExcuseDuty(duty=duty, of=of, ground=ExcuseGround.LAPSED, reason="已清理")


def at(month: int, day: int) -> datetime:
    return datetime(2026, month, day, tzinfo=SHANGHAI)


def dues(desk: Desk) -> dict[str, datetime]:
    return {str(each.key): each.deadline.at for each in desk.matter.open_obligations()}


EVERYTHING: list[Command] = [pause(), RESUME, ANNUL, reclassify(), extend()]


@pytest.mark.parametrize("command", EVERYTHING, ids=lambda each: each.ACTION)
def test_nothing_is_put_off_once_it_is_due_or_told_or_before_it_is_taken_up(
    command: Command,
) -> None:
    with pytest.raises(NotRegistered):
        imported().decide(command, SUPERVISOR)
    with pytest.raises(ExtensionAfterOutcome):
        found_out().decide(command, SUPERVISOR)
    with pytest.raises(AlreadyAnswered):
        answered().decide(command, SUPERVISOR)
    late = signed()
    late.now = late.due(Duty.FINAL_ANSWER)
    with pytest.raises(TooLateToExtend):
        late.decide(command, SUPERVISOR)


@pytest.mark.parametrize(
    "command", [pause(), RESUME, ANNUL, reclassify(), excuse()], ids=lambda each: each.ACTION
)
def test_what_moves_a_deadline_is_not_decided_in_the_own_line(command: Command) -> None:
    desk = signed("water")
    desk.do(extend(), HEAD)
    with pytest.raises(NotForTheOwnLine):
        desk.decide(command, OF_THE_LEAD)


# Pauses


def test_a_pause_moves_everything_by_its_working_days_and_ends_by_itself() -> None:
    desk = signed()
    before = dues(desk)
    desk.do(pause(10), SUPERVISOR)
    after = dues(desk)
    final = desk.matter.obligation(Duty.FINAL_ANSWER)
    assert final is not None
    assert after["final_answer"] == RULES.calendar.working_days_after(before["final_answer"], 10).at
    assert after["outcome"] == RULES.calendar.working_days_before(final.deadline.at, 3).at
    assert {key for key in before if before[key] != after[key]} == {
        "final_answer",
        "interim_reply",
        "outcome",
    }
    assert desk.matter.timing.paused_until == at(3, 17)
    desk.now = at(3, 17)
    assert desk.decide(pause(1), SUPERVISOR)  # it stands still no longer
    assert dues(desk) == after


def test_it_stands_still_once_at_a_time() -> None:
    desk = signed()
    desk.do(pause(5), SUPERVISOR)
    with pytest.raises(AlreadyPaused):
        desk.decide(pause(1), SUPERVISOR)


def test_each_ground_and_all_pauses_together_have_a_maximum() -> None:
    desk = signed()
    assert RULES.rulebook.pause is not None
    most = RULES.rulebook.pause.grounds[PauseGround.APPRAISAL]
    with pytest.raises(PauseTooLong):
        desk.decide(pause(most + 1), SUPERVISOR)
    desk.do(pause(most), SUPERVISOR)
    desk.now = desk.matter.timing.paused_until or desk.now
    left = RULES.rulebook.pause.most_in_all - most
    with pytest.raises(PauseTooLong):
        desk.decide(pause(left + 1, PauseGround.FORCE_MAJEURE), SUPERVISOR)
    assert desk.decide(pause(left, PauseGround.FORCE_MAJEURE), SUPERVISOR)


def test_rules_that_know_no_pause_have_none() -> None:
    desk = signed()
    rulebook = RULES.rulebook.model_copy(update={"pause": None})
    desk.rules, desk.rulebooks = Rules(rulebook, RULES.calendar), {rulebook.id: rulebook}
    with pytest.raises(NoPauseHere):
        desk.decide(pause(), SUPERVISOR)


@pytest.mark.parametrize("hours", [1, 24, 80])
def test_going_on_early_gives_the_unused_days_back(hours: int) -> None:
    desk = signed()
    before = dues(desk)
    desk.do(pause(10), SUPERVISOR)
    desk.wait(hours=hours)
    left = RULES.calendar.working_days_elapsed(desk.now, at(3, 17))
    desk.do(RESUME, SUPERVISOR)
    used = 10 - left
    final = before["final_answer"]
    expected = RULES.calendar.working_days_after(final, used).at if used else final
    assert dues(desk)["final_answer"] == expected
    assert desk.matter.timing.paused_days == used
    with pytest.raises(NotPaused):
        desk.decide(RESUME, SUPERVISOR)


@given(st.integers(1, 60), st.integers(0, 500))
def test_moved_back_by_as_many_days_a_deadline_is_where_it_was(days: int, hours: int) -> None:
    start = RULES.deadline(
        "final_answer", MORNING.replace(year=2025) + (at(3, 2) - at(3, 1)) * hours
    )
    there = RULES.extended(start, days)
    assert RULES.shortened(there, days, MORNING.replace(year=2024)).at == start.at


# Extensions annulled


def test_an_extension_annulled_gives_its_days_back_and_stays_used() -> None:
    desk = signed()
    before = dues(desk)
    desk.do(extend(10), HEAD)
    desk.do(ANNUL, SUPERVISOR)
    assert dues(desk) == before
    assert (desk.matter.extensions, desk.matter.extension_days) == (1, 0)
    with pytest.raises(NothingToAnnul):
        desk.decide(ANNUL, SUPERVISOR)


def test_nobody_is_late_by_the_act_of_annulling() -> None:
    desk = signed()
    first = desk.due(Duty.FINAL_ANSWER)
    desk.do(extend(10), HEAD)
    desk.now = first
    desk.do(ANNUL, SUPERVISOR)
    final = desk.matter.obligation(Duty.FINAL_ANSWER)
    assert final is not None and final.status(desk.now) is ObligationStatus.PENDING
    assert final.deadline.at == RULES.calendar.add_working_days(desk.now, 1).at


# Classes


def test_a_complex_matter_has_thirty_working_days_from_its_receipt() -> None:
    desk = signed()
    ordinary = dues(desk)
    desk.do(reclassify(), SUPERVISOR)
    assert dues(desk)["final_answer"] == RULES.deadline("final_answer_complex", MORNING).at
    desk.do(reclassify(False), SUPERVISOR)
    assert dues(desk) == ordinary
    with pytest.raises(ReclassifiedOnce):
        desk.decide(reclassify(), SUPERVISOR)


def test_extensions_and_pauses_stay_with_another_class() -> None:
    desk = signed()
    desk.do(extend(5), HEAD)
    desk.do(pause(3), SUPERVISOR)
    desk.do(reclassify(), SUPERVISOR)
    complex_ = RULES.deadline("final_answer_complex", MORNING)
    assert desk.due(Duty.FINAL_ANSWER) == RULES.extended(complex_, 8).at


def test_a_matter_gets_no_other_class_once_its_outcome_is_due() -> None:
    desk = signed()
    desk.now = desk.due(Duty.OUTCOME)
    with pytest.raises(OutcomeAlreadyDue):
        desk.decide(reclassify(), SUPERVISOR)


# Excuses


def test_one_duty_between_offices_is_excused_and_that_it_was_late_stays() -> None:
    desk = signed("water")
    desk.now = desk.due(Duty.PARTICIPANT_REPORT, "water")
    desk.do(excuse(), SUPERVISOR)
    owed = desk.matter.obligation(Duty.PARTICIPANT_REPORT, "water")
    assert owed is not None
    assert owed.status(desk.now) is ObligationStatus.EXEMPT
    assert owed.breached(desk.now)


@pytest.mark.parametrize("duty", [Duty.FINAL_ANSWER, Duty.OUTCOME, Duty.CLOSE, Duty.SIGN])
def test_what_a_complainant_is_owed_or_the_work_needs_is_not_excused(duty: Duty) -> None:
    with pytest.raises(NotExcusable):
        signed().decide(excuse(duty, ""), SUPERVISOR)


def test_only_what_is_owed_is_excused() -> None:
    with pytest.raises(NothingOwed):
        signed().decide(excuse(), SUPERVISOR)
    with pytest.raises(NothingOwed):
        signed("water").decide(excuse(of="transport"), CLERK)
