"""A rulebook: the time limits of an office, as data with a version.

Rulebooks are TOML files (``domain/rulebook_files.py``). An obligation is judged under the rulebook in
force when it was opened, so a rulebook in use is never edited: a change is a new version.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from domain.accountability.forms import Accountability, FormRow, LadderRow
from domain.assessment.evaluation_rules import EvaluationRules
from domain.assessment.period_rules import PeriodRule
from domain.assessment.score_rules import ScoreRules
from domain.envelope import Value
from domain.ladder import Step
from domain.limits import CAPPED, GRADED, STARTS, USED, Count, Limit, Name, Source, Text
from domain.thresholds import Thresholds
from domain.vocabulary import Cadence, Duty, Ground, PauseGround, Urgency, WatchSign, WatchSubject


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
