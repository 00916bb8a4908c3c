"""A rulebook: the time limits of an office, as data with a version.

Rulebooks are TOML files; the default one is ``rulebooks/efficiency-office.toml``. An obligation is
judged under the rulebook in force when it was opened, so a rulebook in use is never edited: a
change is a new version.
"""

import json
import tomllib
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Literal, Self, assert_never

from pydantic import Field, StrictBool, ValidationError, model_validator

from domain.accountability.forms import Accountability, FormRow, LadderRow
from domain.assessment.evaluation_rules import EvaluationRules
from domain.assessment.period_rules import PeriodRule
from domain.assessment.score_rules import Part, RateRow, ScoreRow, ScoreRules
from domain.envelope import Value
from domain.ladder import Step
from domain.thresholds import Thresholds
from domain.vocabulary import Cadence, Duty, Ground, PauseGround, Urgency, WatchSign, WatchSubject
from domain.working_days import Calendar, Due

DEFAULT_NAME = "efficiency-office"

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


class RulebookError(ValueError):
    """A rulebook's text is not what a rulebook must be; the sentence names the key."""


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


class Extension(Value):
    """How far a unit's head may move the final answer: so many times, so many working days each."""

    max_working_days: Count
    times: Count
    source: Source


class Pause(Value):
    """For how long the clock may stand still, in working days: by lawful ground, and in all."""

    grounds: Mapping[PauseGround, Count]
    most_in_all: Count
    source: Source


class LeadRule(Value):
    """Which breaches open a lead by rule, and on what ground (M29)."""

    duties: Annotated[tuple[Duty, ...], Field(min_length=1)]
    ground: Ground
    source: Source


class Covering(Value):
    """Which steps of a matter an instruction may let be left out (M18)."""

    duties: tuple[Duty, ...]
    source: Source


class Escalation(Value):
    """From which failed verification of a rectification on each opens a lead (M24)."""

    rectification_failures: Count
    source: Source


class Tightening(Value):
    """How often is reported on instead, once a milestone of a key work slipped (M20)."""

    steps: Mapping[Cadence, Cadence]
    source: Source


class WatchRule(Value):
    """From how many signs within how many days somebody is put on the watchlist (M23)."""

    subject: WatchSubject
    counts: WatchSign
    at_least: Count
    within_days: Count
    source: Source


class Rulebook(Value):
    """One version of a rulebook, in force from the beginning of ``starts_on`` (Asia/Shanghai)."""

    name: Name
    version: Count
    title: Text
    starts_on: date
    limits: dict[str, Limit]
    extension: Extension
    pause: Pause | None = None
    """None: these rules know no pause."""
    ladder: tuple[Step, ...] = ()
    leads: tuple[LeadRule, ...] = ()
    accountability: Accountability = Accountability()
    forms: tuple[FormRow, ...] = ()
    ladders: tuple[LadderRow, ...] = ()
    covering: Covering | None = None
    """None: no instruction covers a step left out."""
    escalation: Escalation | None = None
    """None: a failed verification opens no lead by itself."""
    tightening: Tightening | None = None
    """None: a slip changes no cadence."""
    watch: tuple[WatchRule, ...] = ()
    period_duties: tuple[PeriodRule, ...] = ()
    scores: ScoreRules | None = None
    """None: these rules give no points."""
    evaluation: EvaluationRules | None = None
    """None: these rules know no evaluation."""
    thresholds: Thresholds | None = None
    """None where a rulebook says nothing of them: then those of the default count."""
    completed: tuple[Text, ...] = ()
    """The rows this program needs and the text adopted lacked, ``limits.cause_routed``, taken from the
    rulebook of that name that comes with the program, or the default. Worked out when it is read
    (``as_adopted``), never stored."""

    @property
    def id(self) -> str:
        """Name and version, ``efficiency-office/1``: what obligations record."""
        return f"{self.name}/{self.version}"

    def content(self) -> dict[str, Any]:
        """What an event stores of it, as JSON."""
        return self.model_dump(mode="json", exclude={"completed"})

    def graded(self, rule: str, urgency: Urgency | None) -> str:
        """The row that holds for a limit and a grade of urgency; None: not graded."""
        graded = rule if urgency is None else f"{rule}_{urgency.value}"
        return graded if graded in GRADED and graded in self.limits else rule

    def row(self, name: str) -> Any:
        """The row that events name, ``leads.2`` (counted from 1) or ``scores.rows.demerit``; None
        where this version has none of that name."""
        found: Any = self
        for part in name.split("."):
            if isinstance(found, tuple):
                place = int(part) if part.isdecimal() else 0
                found = found[place - 1] if 0 < place <= len(found) else None
            elif isinstance(found, Mapping):
                found = found.get(part)
            else:
                found = getattr(found, part, None) if part in _fields(found) else None
        return found

    @model_validator(mode="after")
    def _refers_to_itself(self) -> Self:
        dues = {f"{key}_due" for key in self.limits}
        for key, limit in self.limits.items():
            if limit.starts not in STARTS | dues:
                allowed = (*sorted(STARTS), "<limit>_due")
                raise ValueError(_refusal(f"limits.{key}.starts", limit.starts, allowed))
            if limit.never_past is not None and limit.never_past not in self.limits:
                known = sorted(self.limits)
                raise ValueError(_refusal(f"limits.{key}.never_past", limit.never_past, known))
        return self

    @model_validator(mode="after")
    def _has_what_is_used(self) -> Self:
        for key, starts in USED.items():
            limit = self.limits.get(key)
            if limit is None:
                raise ValueError(f"limits.{key} is missing; every rulebook must give it")
            if limit.starts != starts:
                raise ValueError(_refusal(f"limits.{key}.starts", limit.starts, (starts,)))
            if limit.never_past not in (None, CAPPED.get(key)):
                allowed = [CAPPED[key]] if key in CAPPED else ["no such key"]
                raise ValueError(_refusal(f"limits.{key}.never_past", limit.never_past, allowed))
        for key, (rule, _) in GRADED.items():
            limit = self.limits.get(key)
            if limit is not None and limit.starts != USED[rule]:
                raise ValueError(_refusal(f"limits.{key}.starts", limit.starts, (USED[rule],)))
        return self


def _fields(value: object) -> Collection[str]:
    return type(value).model_fields if isinstance(value, Value) else ()


def _refusal(key: str, value: str, allowed: Collection[str]) -> str:
    return f"{key} is {value!r}; allowed are {', '.join(allowed)}"


def parse(text: str) -> Rulebook:
    """Read a rulebook from TOML.

    Raises RulebookError with one sentence: which key is wrong, and what is allowed.
    """
    try:
        return Rulebook.model_validate(_whole(tomllib.loads(text)))
    except tomllib.TOMLDecodeError as error:
        raise RulebookError(f"The rulebook is not valid TOML: {error}.") from error
    except ValidationError as error:
        raise RulebookError(_sentence(error)) from error


def _whole(given: dict[str, Any]) -> dict[str, Any]:
    """A rulebook with what it takes from the one it is ``based_on``: rows and sections not given.

    ``pause = false`` says that it knows none, whatever the other says. Raises RulebookError.
    """
    if "completed" in given:
        raise RulebookError("completed is not a key of a rulebook; the program works it out.")
    base = given.pop("based_on", None)
    if base is not None:
        if base not in names():
            raise RulebookError(f"based_on is {base!r}; allowed are {', '.join(names())}.")
        other = by_name(base).content()
        limits = {**other["limits"], **given.get("limits", {})}
        given = {**other, **given, "limits": limits}
    if given.get("pause") is False:
        given["pause"] = None
    return given


def as_adopted(content: Mapping[str, Any]) -> Rulebook:
    """A rulebook from the content of the event that adopted it.

    One adopted before the program needed a row is completed from the rulebook of its name that
    comes with the program, or else the default, and says so in ``completed``; the event stays as it
    is. Raises ValidationError for what no completing mends.
    """
    name = content.get("name")
    other = by_name(name if name in names() else DEFAULT_NAME).content()
    whole, completed = dict(content), []
    lacking = [key for key in USED if key not in content["limits"]]
    if lacking:
        whole["limits"] = {**content["limits"], **{key: other["limits"][key] for key in lacking}}
        completed = [f"limits.{key}" for key in lacking]
    try:
        return Rulebook.model_validate({**whole, "completed": completed})
    except ValidationError as error:
        missing = [each["loc"] for each in error.errors() if each["type"] == "missing"]
        if not missing or len(missing) < error.error_count():
            raise
    whole = json.loads(json.dumps(whole))
    for where in missing:
        _at(whole, where[:-1])[where[-1]] = _at(other, where)
    completed += [".".join(map(str, where)) for where in missing]
    return Rulebook.model_validate({**whole, "completed": completed})


def _at(content: Any, where: tuple[int | str, ...]) -> Any:
    for part in where:
        content = content[part]
    return content


def names() -> tuple[str, ...]:
    """The rulebooks that come with the program."""
    there = (each.name for each in (files("domain") / "rulebooks").iterdir())
    return tuple(sorted(each.removesuffix(".toml") for each in there if each.endswith(".toml")))


@cache
def by_name(name: str) -> Rulebook:
    """A rulebook that comes with the program, read once; ``name`` is one of ``names()``."""
    path = files("domain") / "rulebooks" / f"{name}.toml"
    return parse(path.read_text(encoding="utf-8"))


def load_default() -> Rulebook:
    """The rulebook that holds until another is adopted."""
    return by_name(DEFAULT_NAME)


def thresholds_of(rulebook: Rulebook | None) -> Thresholds:
    """Where the unusual begins under a rulebook; where it says nothing, or there is none, by default.

    Raises LookupError where the default has none either.
    """
    found = (rulebook.thresholds if rulebook else None) or load_default().thresholds
    if found is None:
        raise LookupError("the default rulebook has no thresholds")
    return found


def _sentence(error: ValidationError) -> str:
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"]) or "The rulebook"
    if first["type"] == "extra_forbidden":
        keys = ", ".join(_keys(first["loc"]))
        return f"{key} is not a key of a rulebook; allowed here are {keys}."
    if first["type"] == "missing":
        return f"{key} is missing; every rulebook must give it."
    if first["type"] == "value_error":
        reason = str(first["ctx"]["error"])
        return f"{reason}." if key == "The rulebook" else f"{key} does not fit together: {reason}."
    return f"{key} is {first['input']!r}; {first['msg'][0].lower()}{first['msg'][1:]}."


def _keys(where: tuple[int | str, ...]) -> list[str]:
    """The keys allowed in the table that holds the key at ``where``."""
    tables: dict[str, type[Value]] = {
        "limits": Limit,
        "extension": Extension,
        "pause": Pause,
        "ladder": Step,
        "leads": LeadRule,
        "accountability": Accountability,
        "forms": FormRow,
        "ladders": LadderRow,
        "covering": Covering,
        "escalation": Escalation,
        "tightening": Tightening,
        "watch": WatchRule,
        "period_duties": PeriodRule,
        "evaluation": EvaluationRules,
        "thresholds": Thresholds,
    }
    of_scores: dict[str, type[Value]] = {"rows": ScoreRow, "rates": RateRow, "parts": Part}
    if where[0] == "scores" and len(where) > 1:
        return list(of_scores.get(str(where[1]), ScoreRules).model_fields)
    table = tables.get(str(where[0]), Rulebook) if len(where) > 1 else Rulebook
    return list(table.model_fields)
