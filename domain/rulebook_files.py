"""Rulebooks as TOML files and as content of events: read, completed, and refused with a sentence.

Those that come with the program lie in ``rulebooks/``; the default is ``efficiency-office.toml``.
"""

import json
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import ValidationError

from domain.accountability.forms import Accountability, FormRow, LadderRow
from domain.assessment.evaluation_rules import EvaluationRules
from domain.assessment.period_rules import PeriodRule
from domain.assessment.score_rules import Part, RateRow, ScoreRow, ScoreRules
from domain.envelope import Value
from domain.ladder import Step
from domain.limits import USED, Limit
from domain.rulebook import (
    Covering,
    Escalation,
    Extension,
    LeadRule,
    Pause,
    Rulebook,
    Tightening,
    WatchRule,
)
from domain.thresholds import Thresholds

DEFAULT_NAME = "efficiency-office"


class RulebookError(ValueError):
    """A rulebook's text is not what a rulebook must be; the sentence names the key."""


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
