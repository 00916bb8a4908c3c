"""How times and dates are written: the validator would take ``"20200110"`` for a moment of 1970."""

import re
from collections.abc import Iterator
from typing import Any

from domain.envelope import Command

ISO_TIME = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d([.,]\d{1,9})?)?([Zz]|[+-]\d\d:?\d\d)?", re.ASCII
)
ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
FORMS = {"date-time": (ISO_TIME, "datetime_form"), "date": (ISO_DATE, "date_form")}


def timed_fields(command: type[Command]) -> Iterator[tuple[str, tuple[re.Pattern[str], str]]]:
    """The parts of a command that hold a time or date: their form, and how its breach is called."""
    properties: dict[str, Any] = command.model_json_schema().get("properties", {})
    for name, schema in properties.items():
        for branch in schema.get("anyOf", [schema]):
            if branch.get("format") in FORMS:
                yield name, FORMS[branch["format"]]
