"""The ledger's one mechanism: what opens, moves, changes hands and ends, and what time makes of it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.codec import FACTS
from domain.kinds import effects
from domain.matter.imported.events import AnswerImported, MatterImported
from domain.matter.splitting.events import PartReceived, PartRecounted
from domain.obligations import (
    Deadline,
    Effect,
    Ends,
    HandsOver,
    Key,
    Moves,
    Obligation,
    Opens,
    Owner,
    after,
    apply,
    status_of,
)
from domain.rulebook_files import load_default
from domain.vocabulary import Duty, Ending, ObligationStatus, Party, Urgency
from tests.domain.desk import Desk
from tests.domain.examples import EXAMPLES, RE_REVIEW, due
from tests.domain.examples_of_accountability import APPEALS
from tests.domain.examples_of_assessment import PERIODS
from tests.people import CLERK

START = datetime(2026, 3, 2, tzinfo=UTC)
KEY = Key(Duty.SIGN, "housing")
TOUCH_NO_OBLIGATION = {
    "calendar.notice_recorded",
    "person.erasure_proposed",
    "person.erased",
    "person.hold_placed",
    "person.hold_lifted",
    "reading.identity_revealed",
    "reading.person_searched",
    "reading.list_exported",
    "reading.dossier_taken",
    "obligation.verdict_corrected",
    "proceeding.duty_pressed",
    "case.lead_joined",
    "case.findings_recorded",
    "case.defence_heard",
    "case.influence_ended",
    "case.appeal_lapsed",
    "case.closed",
    "record.entered",
    "bulletin.published",
    "case.told_of",
    "clearing.accusation_found_false",
    "talk.early_held",
    "upward.class_confirmed",
    "record.reversed",
    "record.influence_ended",
    "matter.instructed",
    "key_work.completed",
    "key_work.milestone_slipped",
    "inspection.finding_recorded",
    "obstruction.recorded",
    "lead.aggravated",
    "instruction.relied_on",
    "score.entered",
    "evaluation.roster_recorded",
    "evaluation.slips_issued",
    "evaluation.voting_closed",
    "evaluation.ballots_released",
    "score.reversed",
    "settlement.frozen",
    "matter.exemption_proposed",
    "matter.split",
    "matter.part_finished",
    "matter.part_unfinished",
    "matter.part_called_off",
    "matter.repeat_linked",
    "matter.repeat_unlinked",
    "matter.joined",
    "matter.parted",
    "manifest.recorded",
    "manifest.corrected",
    "matter.answer_rated",
    "matter.released_from_supervision",
    "matter.put_under_supervision",
    "matter.step_proposed",
    "matter.duty_urged",
    "matter.duty_reminded",
    "matter.order_opened",
    "matter.waiting_reported",
    "matter.waiting_ended",
    "matter.refusal_proposed",
    "matter.papers_requested",
    "organisation.absence_recorded",
    "organisation.commitment_published",
    "matter.withdrawal_recorded",
    "organisation.unit_established",
    "organisation.unit_changed",
    "organisation.post_established",
    "organisation.portfolio_assigned",
    "organisation.person_appointed",
    "organisation.term_ended",
    "transfer.taking_back_carried",
    "matter.transfer_arrived",
    "matter.transfer_settled",
    "jurisdiction.lower_registered",
    "jurisdiction.higher_named",
    "jurisdiction.tie_withdrawn",
    "rulebook.adopted",
    "proof.key_rotated",
}

moments = st.integers(0, 200).map(lambda hours: START + timedelta(hours=hours))
owners = st.sampled_from([Owner("housing"), Owner("water", "handler-wu"), Owner(None, "leader")])
keys = st.sampled_from([KEY, Key(Duty.SIGN, "water"), Key(Duty.FINAL_ANSWER)])
deadlines = st.integers(1, 28).map(lambda day: due("sign", day))
opens = st.builds(Opens, keys, owners, st.sampled_from(Party), deadlines)
ends = st.builds(Ends, keys, st.sampled_from(Ending))
anything = opens | ends | st.builds(Moves, keys, deadlines) | st.builds(HandsOver, keys, owners)
obligations = st.builds(
    lambda effect, ended, at: Obligation(
        effect.key,
        effect.owner,
        effect.to,
        effect.deadline,
        1,
        ended,
        at if ended else None,
        2 if ended else None,
    ),
    opens,
    st.none() | st.sampled_from(Ending),
    moments,
)


@given(st.none() | obligations, opens, opens, moments)
def test_opening_what_is_open_already_changes_nothing(
    before: Obligation | None, first: Opens, second: Opens, at: datetime
) -> None:
    once = after(before, first, at, 3)
    assert once is not None and once.is_open
    assert after(once, second, at, 4) is once


@given(st.none() | obligations, ends, ends, moments, moments)
def test_ending_what_has_ended_changes_nothing(
    before: Obligation | None, first: Ends, second: Ends, at: datetime, later: datetime
) -> None:
    once = after(before, first, at, 3)
    assert after(once, second, later, 4) is once


@given(obligations, ends, deadlines, owners, moments)
def test_nothing_moves_and_nothing_changes_hands_after_the_end(
    before: Obligation, end: Ends, deadline: Deadline, owner: Owner, at: datetime
) -> None:
    ended = after(before, end, at, 3)
    assert after(ended, Moves(end.key, deadline), at, 4) is ended
    assert after(ended, HandsOver(end.key, owner), at, 4) is ended


@given(st.sampled_from([Ends(KEY), Moves(KEY, due("sign", 3)), HandsOver(KEY, Owner("x"))]))
def test_what_was_never_opened_can_neither_move_nor_end(effect: Effect) -> None:
    assert after(None, effect, START, 1) is None
    assert apply({}, [effect], START, 1) == {}


@given(obligations, opens, moments)
def test_what_has_ended_opens_as_a_new_round_that_keeps_the_earlier_one(
    before: Obligation, again: Opens, at: datetime
) -> None:
    ended = after(before, Ends(before.key), at, 3)
    reopened = after(ended, again, at, 4)
    assert reopened == Obligation(
        again.key, again.owner, again.to, again.deadline, 4, nth=2, earlier=ended
    )
    assert [each.nth for each in reopened.rounds] == [2, 1]


@given(obligations, st.sampled_from(Ending), opens, moments, moments)
def test_no_ending_and_no_later_round_takes_back_that_a_due_date_was_missed(
    before: Obligation, how: Ending, again: Opens, at: datetime, later: datetime
) -> None:
    missed = before._replace(ended=None, ended_at=None, ended_by=None).breached(at)
    ended = after(before, Ends(before.key, how), at, 3)
    reopened = after(ended, again, at, 4)
    assert ended is not None and reopened is not None
    asked_at = max(at, later)
    if before.is_open:
        assert ended.breached(asked_at) is missed
    assert [each.breached(asked_at) for each in reopened.rounds][1:] == [ended.breached(asked_at)]


@given(obligations, moments)
def test_what_is_overdue_or_late_is_breached_and_what_is_in_time_or_pending_is_not(
    obligation: Obligation, asked_at: datetime
) -> None:
    status = obligation.status(asked_at)
    if status in (ObligationStatus.OVERDUE, ObligationStatus.DONE_LATE):
        assert obligation.breached(asked_at)
    if status in (ObligationStatus.PENDING, ObligationStatus.DONE_IN_TIME):
        assert not obligation.breached(asked_at)


def test_every_obligation_names_the_events_that_opened_and_ended_it() -> None:
    opening = Opens(KEY, Owner("housing"), Party.OFFICE, due("sign", 3))
    owed = apply(apply({}, [opening], START, 7), [Ends(KEY)], START, 9)[KEY]
    assert (owed.opened_by, owed.ended_by) == (7, 9)


@given(st.lists(anything, max_size=12), moments)
def test_each_obligation_depends_on_its_own_effects_only(
    given_effects: list[Effect], at: datetime
) -> None:
    ledger = apply({}, given_effects, at, 1)
    for key in {effect.key for effect in given_effects}:
        own = [effect for effect in given_effects if effect.key == key]
        assert apply({}, own, at, 1).get(key) == ledger.get(key)


@given(moments, st.none() | st.sampled_from(Ending), moments, moments)
def test_every_obligation_has_exactly_one_status_at_any_moment(
    due_at: datetime, ended: Ending | None, ended_at: datetime, asked_at: datetime
) -> None:
    status = status_of(due_at, ended, ended_at if ended else None, asked_at)
    over = ended is not None and ended_at <= asked_at
    holding = {
        ObligationStatus.PENDING: not over and asked_at < due_at,
        ObligationStatus.OVERDUE: not over and asked_at >= due_at,
        ObligationStatus.DONE_IN_TIME: over and ended == "discharged" and ended_at < due_at,
        ObligationStatus.DONE_LATE: over and ended == "discharged" and ended_at >= due_at,
        ObligationStatus.EXEMPT: over and ended == "excused",
        ObligationStatus.VOID: over and ended == "void",
    }
    assert [name for name, holds in holding.items() if holds] == [status]


def test_done_exactly_when_it_falls_due_is_late_and_not_done_then_is_overdue() -> None:
    just_before = START - timedelta(microseconds=1)
    assert status_of(START, Ending.DISCHARGED, START, START) is ObligationStatus.DONE_LATE
    assert status_of(START, Ending.DISCHARGED, just_before, START) is ObligationStatus.DONE_IN_TIME
    assert status_of(START, None, None, START) is ObligationStatus.OVERDUE
    assert status_of(START, None, None, just_before) is ObligationStatus.PENDING


def test_an_end_that_lies_after_the_asked_moment_has_not_come_yet() -> None:
    tomorrow = START + timedelta(days=1)
    for ending in Ending:
        assert status_of(tomorrow, ending, tomorrow, START) is ObligationStatus.PENDING


@pytest.mark.parametrize("fact", EXAMPLES, ids=lambda fact: fact.TYPE)
def test_every_fact_touches_an_obligation_or_is_known_to_touch_none(fact: object) -> None:
    touches = bool(tuple(effects(fact)))  # type: ignore[arg-type]
    assert touches is (fact.TYPE not in TOUCH_NO_OBLIGATION)  # type: ignore[attr-defined]


def test_the_facts_known_to_touch_none_exist() -> None:
    assert set(FACTS) >= TOUCH_NO_OBLIGATION


def test_every_duty_is_opened_by_some_fact_and_has_its_row_in_the_rulebook() -> None:
    opened = {
        e.key.duty
        for f in (*EXAMPLES, RE_REVIEW, *APPEALS, *PERIODS)
        for e in effects(f)
        if isinstance(e, Opens)
    }
    assert opened == set(Duty)
    assert {duty.value for duty in opened} <= set(load_default().limits)


def test_every_deadline_in_a_fact_names_the_rule_of_the_duty_it_is_for() -> None:
    for fact in EXAMPLES:
        for effect in effects(fact):
            if isinstance(effect, Opens | Moves):
                of_part = isinstance(fact, PartReceived | PartRecounted)
                part = of_part and effect.key.duty is Duty.OUTCOME
                rule = "outcome_of_part" if part else effect.key.duty.value
                graded = {f"{rule}_{urgency.value}" for urgency in Urgency}
                assert effect.deadline.rule in {rule, *graded}, fact.TYPE


def test_an_imported_answer_counts_when_its_source_gave_it_and_a_staff_act_when_recorded() -> None:
    desk = Desk()
    imported = next(fact for fact in EXAMPLES if isinstance(fact, MatterImported))
    desk.record(imported, CLERK)
    desk.wait(days=400)
    desk.record(AnswerImported(text="已延长运营"), CLERK)
    answer = desk.history[-1]
    assert answer.counted_at == answer.occurred_at
    assert desk.history[0].counted_at == imported.received_at
