"""Which matter an address means: its id, or its human number."""

import json
import re
from typing import Annotated

from fastapi import Path

from domain.errors import UnknownMatter
from service.access import permissions
from service.api.callers import Caller
from service.handler import matter_stream

ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NUMBER = re.compile(r"[0-9]{4}(-I)?-[0-9]{1,12}")
STREAM_PREFIX = matter_stream("")

MatterReference = Annotated[
    str,
    Path(
        description="The matter's id, or its number such as `2026-000001`.",
        examples=["2026-000001"],
        max_length=64,
    ),
]


def matter_id(caller: Caller, reference: str) -> str:
    """The id of the matter that is meant. Whether it exists is left to who loads it.

    Raises UnknownMatter for a number never given; NotYourMatter for the same where the caller sees
    some matters only, and for what can be neither number nor id, which is not repeated.
    """
    if ID.fullmatch(reference.lower()):
        return reference.lower()
    if not NUMBER.fullmatch(reference):
        raise permissions.NotYourMatter()
    stream = caller.app.log.stream_of_number(reference)
    if stream is not None:
        return stream.removeprefix(STREAM_PREFIX)
    if permissions.visible_unit(caller.actor) is not None:
        raise permissions.NotYourMatter()
    raise UnknownMatter(matter=reference)


def number_of(caller: Caller, matter: str) -> str | None:
    """The human number of a matter, from its first event; None where it has none yet."""
    first = caller.app.log.select_events(matter_stream(matter), lte=1)
    number = json.loads(first[0].state)["fact"].get("number") if first else None
    return str(number) if number is not None else None
