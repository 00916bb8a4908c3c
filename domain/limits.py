"""Time limits: which of them decisions count by, what sets each running, and how long a row gives.

How long each is, is the rulebook's (``domain/rulebook.py``).
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Literal, Self, assert_never

from pydantic import Field, StrictBool, model_validator

from domain.envelope import Value
from domain.vocabulary import Urgency
from domain.working_days import Calendar, Due

STARTS = frozenset(
    {
        "receipt",
        "decision",
        "delivery",
        "objection",
        "joint_order",
        "outcome",
        "answer",
        "contest",
        "difficulty_report",
        "event",
        "previous_report",
        "instruction",
        "rectification_order",
        "rectification_report",
        "lead",
        "case_opening",
        "decision_delivery",
        "application",
        "completion",
        "handover",
        "receipt_missed",
        "supervision_slip",
        "period_end",
        "node",
        "talk",
    }
)
"""What can set a limit running; besides these, ``<limit>_due`` is the due date of another limit."""

USED: Mapping[str, str] = {
    "register": "receipt",
    "back_dating": "event",
    "acceptance_notice": "receipt",
    "dispatch": "decision",
    "delivery": "dispatch_due",
    "sign": "delivery",
    "objection": "delivery",
    "ruling": "objection",
    "settle_responsibility": "joint_order",
    "first_feedback": "delivery",
    "participant_report": "delivery",
    "final_answer": "receipt",
    "final_answer_complex": "receipt",
    "outcome": "final_answer_due",
    "outcome_of_part": "outcome_due",
    "interim_reply": "final_answer_due",
    "feedback_to_leader": "outcome_due",
    "difficulty_decision": "difficulty_report",
    "answer": "outcome",
    "follow_up_call": "answer",
    "contest": "answer",
    "redo": "contest",
    "review_application": "answer",
    "review": "application",
    "re_review_application": "decision_delivery",
    "re_review": "application",
    "close": "completion",
    "slip_report": "supervision_slip",
    "round_report": "period_end",
    "node_feedback": "node",
    "emergency_first_report": "event",
    "emergency_progress": "previous_report",
    "lead_decided": "lead",
    "case_decided": "case_opening",
    "decision_served": "decision",
    "measure_executed": "decision_delivery",
    "lifting": "period_end",
    "consequence_executed": "decision",
    "clearing": "decision",
    "referral_receipt": "handover",
    "referral_result": "handover",
    "cause_routed": "talk",
    "transfer_receipt": "handover",
    "transfer_pressing": "receipt_missed",
    "transfer_decision": "handover",
    "transfer_result": "outcome_due",
    "sent_up": "receipt",
    "supervisory_appeal_application": "decision_delivery",
    "supervisory_appeal": "application",
    "second_supervisory_appeal_application": "decision_delivery",
    "second_supervisory_appeal": "application",
    "conclusion_appeal_application": "decision_delivery",
    "conclusion_appeal": "application",
    "other_appeal_application": "decision_delivery",
    "other_appeal": "application",
    "countersignature": "instruction",
    "clarification": "instruction",
    "instruction_report": "instruction",
    "explanation": "instruction",
    "milestone": "node",
    "watch_check": "decision",
    "stage_report": "period_end",
    "campaign_summary": "period_end",
    "rectification": "rectification_order",
    "verification": "rectification_report",
    "inspection": "decision",
    "inspection_result": "completion",
    "result_published": "completion",
    "monthly_inspection": "period_end",
    "bulletin_amended": "decision",
    "half_year_settlement": "period_end",
    "annual_settlement": "period_end",
    "periodic_report": "period_end",
    "score_entry": "period_end",
    "pledge_published": "decision",
    "pledge_kept": "node",
    "pledge_verified": "completion",
    "report_published": "completion",
    "evaluation_result": "period_end",
    "retention": "completion",
}
"""The limits that decisions count by, and what sets each running: every rulebook must have them so.
How long each is, in which unit, and from where it comes, is the rulebook's."""

GRADED: Mapping[str, tuple[str, Urgency]] = {
    f"{rule}_{grade.value}": (rule, grade)
    for rule in (
        "register",
        "acceptance_notice",
        "dispatch",
        "sign",
        "first_feedback",
        "participant_report",
        "final_answer",
    )
    for grade in Urgency
}
"""The rows that a rulebook may have for grades of urgency, each with the limit that it takes the place
of: ``sign_urgent`` that of ``sign``. A grade without one has the limit of every other matter."""

CAPPED: Mapping[str, str] = {"answer": "final_answer"}
"""The limits in use that may have a ``never_past``, and which one decisions know by then."""

Unit = Literal["working_days", "days", "clock_days", "hours", "minutes", "months"]

Text = Annotated[str, Field(min_length=1)]
Count = Annotated[int, Field(strict=True, ge=1)]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
Source = Annotated[str, Field(pattern=r"^(statute read|secondary page|speech|default)\b")]
"""Where a rule comes from. It begins with how sure we are: a statute whose text was read, a page
about a rule, a leader's speech, or this project's default."""


class Limit(Value):
    """How long something may take: ``amount`` of ``unit`` from ``starts``.

    before      the limit lies ``amount`` working days before the due date of this one
    never_past  it is never due later than this one
    roll        ending on a day that is not worked, it runs to the end of the next one that is
    times       how often it may be used on one matter; None: no bound
    """

    title: Text
    starts: Text
    amount: Annotated[int, Field(strict=True, ge=0)]
    unit: Unit
    roll: StrictBool = False
    before: str | None = None
    never_past: str | None = None
    times: Count | None = None
    source: Source

    @model_validator(mode="after")
    def _is_countable(self) -> Self:
        if self.amount == 0 and self.unit != "hours":
            raise ValueError('amount 0 ("at once") goes with unit "hours" only')
        if self.roll and self.unit not in ("days", "months"):
            raise ValueError('roll goes with the units "days" and "months" only')
        if self.before is not None and self.unit != "working_days":
            raise ValueError('before goes with unit "working_days" only')
        if self.before is not None and self.starts != f"{self.before}_due":
            raise ValueError(f'before "{self.before}" goes with starts "{self.before}_due" only')
        return self

    def due(self, start: datetime, calendar: Calendar) -> Due:
        """When the limit runs out that ``start`` set running.

        ``start`` is the time of what ``starts`` names: an event, or the due date of another limit.
        ``domain.rules.Rules.deadline`` adds what depends on other deadlines. Raises ValueError for
        a time without a zone.
        """
        # A due date is the first instant past its limit: the day before it is the one that ended.
        day = start - timedelta(microseconds=1) if self.starts.endswith("_due") else start
        match self.unit:
            case "working_days" if self.before is not None:
                return calendar.working_days_before(start, self.amount)
            case "working_days":
                return calendar.add_working_days(day, self.amount)
            case "days":
                return calendar.add_days(day, self.amount, roll=self.roll)
            case "months":
                return calendar.add_months(day, self.amount, roll=self.roll)
            case "clock_days":
                return calendar.add_clock_days(start, self.amount)
            case "hours":
                return calendar.add_hours(start, self.amount)
            case "minutes":
                return calendar.add_minutes(start, self.amount)
        assert_never(self.unit)
