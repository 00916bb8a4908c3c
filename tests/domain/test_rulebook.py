"""The default rulebook holds the rules as agreed, and a faulty one is refused with a sentence."""

import json
from datetime import date, datetime, timedelta
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.limits import USED, Limit
from domain.rulebook_files import RulebookError, as_adopted, by_name, load_default, names, parse
from domain.rules import Rules
from domain.vocabulary import Duty
from domain.working_days import SHANGHAI, load_calendar

CALENDAR = load_calendar()
DEFAULT = load_default()
TEXT = (files("domain") / "rulebooks" / "efficiency-office.toml").read_text(encoding="utf-8")

AGREED = {
    "register": ("receipt", 1, "working_days"),
    "back_dating": ("event", 1, "working_days"),
    "acceptance_notice": ("receipt", 5, "working_days"),
    "dispatch": ("decision", 2, "clock_days"),
    "delivery": ("dispatch_due", 0, "hours"),
    "sign": ("delivery", 1, "working_days"),
    "objection": ("delivery", 5, "working_days"),
    "ruling": ("objection", 2, "working_days"),
    "settle_responsibility": ("joint_order", 10, "working_days"),
    "first_feedback": ("delivery", 3, "working_days"),
    "participant_report": ("delivery", 5, "working_days"),
    "final_answer": ("receipt", 15, "working_days"),
    "final_answer_complex": ("receipt", 30, "working_days"),
    "outcome": ("final_answer_due", 3, "working_days"),
    "outcome_of_part": ("outcome_due", 2, "working_days"),
    "feedback_to_leader": ("outcome_due", 0, "hours"),
    "answer": ("outcome", 3, "working_days"),
    "difficulty_report": ("outcome_due", 0, "hours"),
    "difficulty_decision": ("difficulty_report", 3, "working_days"),
    "interim_reply": ("final_answer_due", 0, "hours"),
    "emergency_first_report": ("event", 2, "hours"),
    "emergency_progress": ("previous_report", 24, "hours"),
    "countersignature": ("instruction", 3, "working_days"),
    "clarification": ("instruction", 3, "working_days"),
    "rectification": ("rectification_order", 15, "working_days"),
    "verification": ("rectification_report", 5, "working_days"),
    "follow_up_call": ("answer", 10, "working_days"),
    "contest": ("answer", 30, "days"),
    "redo": ("contest", 10, "working_days"),
    "review_application": ("answer", 30, "days"),
    "review": ("application", 30, "days"),
    "re_review_application": ("decision_delivery", 30, "days"),
    "re_review": ("application", 30, "days"),
    "close": ("completion", 5, "working_days"),
    "instruction_report": ("instruction", 15, "working_days"),
    "inspection": ("decision", 15, "working_days"),
    "inspection_result": ("completion", 5, "working_days"),
    "result_published": ("completion", 10, "working_days"),
    "monthly_inspection": ("period_end", 0, "hours"),
    "bulletin_amended": ("decision", 5, "working_days"),
    "half_year_settlement": ("period_end", 20, "working_days"),
    "annual_settlement": ("period_end", 30, "working_days"),
    "periodic_report": ("period_end", 10, "working_days"),
    "milestone": ("node", 0, "hours"),
    "watch_check": ("decision", 20, "working_days"),
    "stage_report": ("period_end", 0, "hours"),
    "campaign_summary": ("period_end", 10, "working_days"),
    "explanation": ("instruction", 3, "working_days"),
    "retention": ("completion", 36, "months"),
    "lead_decided": ("lead", 10, "working_days"),
    "score_entry": ("period_end", 10, "working_days"),
    "pledge_published": ("decision", 5, "working_days"),
    "pledge_kept": ("node", 0, "hours"),
    "pledge_verified": ("completion", 10, "working_days"),
    "report_published": ("completion", 5, "working_days"),
    "evaluation_result": ("period_end", 10, "working_days"),
    "case_decided": ("case_opening", 30, "working_days"),
    "decision_served": ("decision", 5, "working_days"),
    "measure_executed": ("decision_delivery", 10, "working_days"),
    "lifting": ("period_end", 5, "working_days"),
    "consequence_executed": ("decision", 20, "working_days"),
    "clearing": ("decision", 10, "working_days"),
    "supervisory_appeal_application": ("decision_delivery", 1, "months"),
    "supervisory_appeal": ("application", 1, "months"),
    "second_supervisory_appeal_application": ("decision_delivery", 1, "months"),
    "second_supervisory_appeal": ("application", 2, "months"),
    "conclusion_appeal_application": ("decision_delivery", 30, "days"),
    "conclusion_appeal": ("application", 30, "days"),
    "other_appeal_application": ("decision_delivery", 30, "days"),
    "other_appeal": ("application", 30, "days"),
    "referral_receipt": ("handover", 5, "working_days"),
    "referral_result": ("handover", 3, "months"),
    "sent_up": ("receipt", 5, "working_days"),
    "cause_routed": ("talk", 5, "working_days"),
    "transfer_receipt": ("handover", 2, "working_days"),
    "transfer_pressing": ("receipt_missed", 1, "working_days"),
    "transfer_decision": ("handover", 5, "working_days"),
    "transfer_result": ("outcome_due", 0, "hours"),
    "node_feedback": ("node", 0, "hours"),
    "slip_report": ("supervision_slip", 3, "working_days"),
    "round_report": ("period_end", 0, "hours"),
}


def at(text: str) -> datetime:
    """A time in Asia/Shanghai; 00:00 for a day alone."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def due(limit: str, start: str) -> datetime:
    return DEFAULT.limits[limit].due(at(start), CALENDAR).at


def test_the_default_rulebook_has_exactly_the_agreed_limits() -> None:
    held = {key: (row.starts, row.amount, row.unit) for key, row in DEFAULT.limits.items()}
    assert held == AGREED


def test_the_default_rulebook_is_the_efficiency_offices_first() -> None:
    assert DEFAULT.id == "efficiency-office/1"
    assert DEFAULT.starts_on == date(2004, 1, 1)
    assert not CALENDAR.is_provisional(DEFAULT.starts_on)
    assert CALENDAR.is_provisional(DEFAULT.starts_on - timedelta(days=1))


def test_every_duty_of_the_ledger_has_a_row() -> None:
    assert {duty.value for duty in Duty} <= DEFAULT.limits.keys()


def test_only_limits_of_the_public_roll_on_to_a_working_day() -> None:
    rolling = {key for key, row in DEFAULT.limits.items() if row.roll}
    assert rolling == {
        key for key in AGREED if "appeal" in key or "review" in key or key == "contest"
    }


def test_limits_bound_to_another_name_it() -> None:
    assert {k: row.before for k, row in DEFAULT.limits.items() if row.before} == {
        "outcome": "final_answer",
        "outcome_of_part": "outcome",
    }
    assert {k: row.never_past for k, row in DEFAULT.limits.items() if row.never_past} == {
        "answer": "final_answer"
    }
    assert {k: row.times for k, row in DEFAULT.limits.items() if row.times} == {
        "redo": 1,
        "objection": 2,
        "follow_up_call": 3,
    }


def test_one_extension_of_at_most_thirty_working_days() -> None:
    assert (DEFAULT.extension.times, DEFAULT.extension.max_working_days) == (1, 30)


@pytest.mark.parametrize(
    ("limit", "start", "ends"),
    [
        ("register", "2024-03-08T17:30", "2024-03-12"),
        ("dispatch", "2024-09-30T16:20", "2024-10-02T16:20"),
        ("final_answer", "2020-01-20T09:00", "2020-02-19"),
        ("final_answer_complex", "2024-03-04T09:00", "2024-04-17"),
        ("outcome", "2020-02-19", "2020-02-14"),
        ("interim_reply", "2020-02-19", "2020-02-19"),
        ("emergency_first_report", "2024-10-01T23:00", "2024-10-02T01:00"),
        ("conclusion_appeal", "2024-09-03T10:00", "2024-10-09"),
        ("second_supervisory_appeal", "2024-12-31T10:00", "2025-03-01"),
    ],
)
def test_a_limit_runs_out_as_its_unit_says(limit: str, start: str, ends: str) -> None:
    assert due(limit, start) == at(ends)


@given(st.integers(0, 8000), st.integers(1, 12))
def test_the_answer_is_never_due_past_the_final_answer(day: int, later: int) -> None:
    received = at("2004-01-02T10:00") + timedelta(days=day)
    final = DEFAULT.limits["final_answer"].due(received, CALENDAR)
    outcome = DEFAULT.limits["outcome"].due(final.at, CALENDAR)
    assert received < outcome.at < final.at
    assert CALENDAR.working_days_elapsed(outcome.at, final.at) == 3
    reported = outcome.at - timedelta(days=6) + timedelta(days=later)
    rules = Rules(DEFAULT, CALENDAR)
    answer = rules.deadline("answer", reported, rules.deadline("final_answer", received))
    assert answer.at == min(DEFAULT.limits["answer"].due(reported, CALENDAR).at, final.at)


def test_a_due_date_in_a_year_not_yet_announced_is_provisional() -> None:
    final = DEFAULT.limits["final_answer"].due(at("2026-12-20T10:00"), CALENDAR)
    assert final.provisional
    rules = Rules(DEFAULT, CALENDAR)
    answer_by = rules.deadline("final_answer", at("2026-12-20T10:00"))
    assert rules.deadline("outcome", answer_by).provisional
    assert rules.deadline("interim_reply", answer_by).provisional
    assert rules.deadline("answer", at("2026-12-01T10:00"), answer_by).provisional
    assert not rules.deadline("answer", at("2026-12-01T10:00")).provisional
    assert not DEFAULT.limits["register"].due(at("2026-12-20T10:00"), CALENDAR).provisional
    assert not DEFAULT.limits["dispatch"].due(at("2026-12-31T10:00"), CALENDAR).provisional


def test_a_rulebook_written_into_an_event_reads_back_the_same() -> None:
    assert as_adopted(DEFAULT.content()) == DEFAULT
    assert parse(TEXT) == DEFAULT


@pytest.mark.parametrize("name", [*names(), "our-own"])
def test_one_adopted_before_a_row_was_needed_is_completed_and_says_by_what(name: str) -> None:
    shipped = by_name(name) if name in names() else DEFAULT
    stored = {**json.loads(json.dumps(shipped.content())), "name": name}
    del stored["limits"]["transfer_result"], stored["limits"]["sign"]
    del stored["thresholds"]["near_due_hours"], stored["extension"]["times"]
    before = json.dumps(stored)
    read = as_adopted(stored)
    assert read.completed == (
        "limits.sign",
        "limits.transfer_result",
        "extension.times",
        "thresholds.near_due_hours",
    )
    assert read.model_copy(update={"completed": ()}) == shipped.model_copy(update={"name": name})
    assert json.dumps(stored) == before
    assert "completed" not in read.content()


def test_what_no_completing_mends_is_refused_as_before() -> None:
    stored = {**DEFAULT.content(), "author": "somebody"}
    del stored["limits"]["sign"]
    with pytest.raises(ValidationError, match="author"):
        as_adopted(stored)
    with pytest.raises(RulebookError, match="completed is not a key"):
        parse('completed = ["limits.sign"]')


def test_a_rulebook_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        DEFAULT.limits["sign"].amount = 2  # type: ignore[misc]


def test_every_row_says_where_it_comes_from() -> None:
    with pytest.raises(ValidationError):
        Limit(title="签收", starts="delivery", amount=1, unit="hours", source="somebody said so")


@pytest.mark.parametrize(
    ("right", "wrong", "sentence"),
    [
        ('unit = "clock_days"', 'unit = "weeks"', r"limits\.dispatch\.unit is 'weeks'.*'months'\."),
        ("amount = 2\n", 'amount = "2"\n', r"limits\.dispatch\.amount is '2'; .*integer\."),
        ("amount = 2\n", "amount = -2\n", r"limits\.dispatch\.amount is -2; .*greater than"),
        ("times = 1", "time = 1", r"limits\.redo\.time is not a key .* title, starts, amount"),
        ("version = 1\n", "", r"version is missing; every rulebook must give it\."),
        ("version = 1", "version = = 1", r"is not valid TOML: .*line 13"),
        ("version = 1\n", "version = 1\nauthor = 1\n", r"author is not a key .* name, version"),
        ('"receipt"', '"recept"', r"limits\.register\.starts is 'recept'; allowed are .*receipt"),
        ('"final_answer"\n', '"last_answer"\n', r"limits\.outcome does not fit .*last_answer_due"),
        (
            'never_past = "f',
            'never_past = "b',
            r"limits\.answer\.never_past is 'binal_answer'; all",
        ),
        ("[limits.close]", "[limits.clothe]", r"^limits\.close is missing; every rulebook must"),
        (
            '"outcome_due"\namount = 0',
            '"receipt"\namount = 0',
            r"limits\.feedback_to_leader\.starts is 'receipt'; allowed",
        ),
        ('never_past = "final_answer"', 'never_past = "sign"', r"limits\.answer\.never_past is 's"),
        (
            'title = "签收"',
            'never_past = "close"\ntitle = "签收"',
            r"sign\.never_past .* no such key",
        ),
        ("amount = 15\n", "amount = 0\n", r"limits\.final_answer does not fit together: amount 0"),
        ('"clock_days"', '"clock_days"\nroll = true', r"limits\.dispatch does not fit .*roll goes"),
        ('"efficiency-office"', '"Efficiency/Office"', r"name is 'Efficiency/Office'; string"),
    ],
)
def test_a_faulty_rulebook_is_refused_with_a_sentence_naming_the_key(
    right: str, wrong: str, sentence: str
) -> None:
    assert right in TEXT
    with pytest.raises(RulebookError, match=sentence):
        parse(TEXT.replace(right, wrong, 1))


@pytest.mark.parametrize(
    ("row", "given", "rule", "ends"),
    [
        ("interim_reply", {"amount": 24}, "interim_reply", "2026-03-25T00:00"),
        ("feedback_to_leader", {"amount": 6}, "feedback_to_leader", "2026-03-24T06:00"),
        ("delivery", {"amount": 1, "unit": "days"}, "delivery", "2026-03-25T00:00"),
        ("outcome", {"before": None, "amount": 2, "unit": "days"}, "outcome", "2026-03-26T00:00"),
        ("outcome", {"amount": 1}, "outcome", "2026-03-21T00:00"),
    ],
)
def test_what_is_bound_to_another_due_date_is_counted_as_its_row_says(
    row: str, given: dict[str, object], rule: str, ends: str
) -> None:
    limit = Limit.model_validate({**DEFAULT.limits[row].model_dump(), **given})
    changed = DEFAULT.model_copy(update={"limits": {**DEFAULT.limits, row: limit}})
    other = Rules(DEFAULT, CALENDAR).deadline("final_answer", at("2026-03-02T09:00"))
    assert other.at == at("2026-03-24")
    bound = Rules(changed, CALENDAR).deadline(rule, other)
    assert (bound.at, bound.since, bound.rule) == (at(ends), other.since, rule)


def test_without_never_past_a_limit_may_run_past_the_other() -> None:
    free = DEFAULT.limits["answer"].model_copy(update={"never_past": None})
    changed = DEFAULT.model_copy(update={"limits": {**DEFAULT.limits, "answer": free}})
    final = Rules(DEFAULT, CALENDAR).deadline("final_answer", at("2026-03-02T09:00"))
    reported = at("2026-03-23T10:00")
    assert Rules(DEFAULT, CALENDAR).deadline("answer", reported, final).at == final.at
    assert Rules(changed, CALENDAR).deadline("answer", reported, final).at == at("2026-03-27")


def test_every_limit_that_the_program_counts_by_is_one_that_a_rulebook_must_have() -> None:
    times_of_others = {
        "outcome_of_part",
        "objection",
        "final_answer_complex",
        "back_dating",
        "contest",
        "review_application",
        "re_review_application",
        "supervisory_appeal_application",
        "second_supervisory_appeal_application",
        "conclusion_appeal_application",
        "other_appeal_application",
        "score_entry",
        "retention",
    }
    assert {duty.value for duty in Duty} | times_of_others == set(USED)
