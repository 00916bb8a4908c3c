"""Which matter or proceeding an address means: its id, or its human number."""

import re
from typing import Annotated

from fastapi import Path

from domain.kinds import kind_of
from domain.matter.stream import matter_of_stream
from service.access.permissions import NotYourMatter
from service.api.callers import Caller

ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NUMBER = re.compile(r"[0-9]{4}(-I)?-[0-9]{1,12}")
OF_PROCEEDING = re.compile(r"[0-9]{4}-[A-Z]{2,3}-[0-9]{1,12}")

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

    Raises NotYourMatter for a number never given, and for what can be neither number nor id: a
    matter there is not must look like one that the caller may not know of.
    """
    if ID.fullmatch(reference.lower()):
        return reference.lower()
    if not NUMBER.fullmatch(reference):
        raise NotYourMatter()
    stream = caller.app.log.stream_of_number(reference)
    if stream is None:
        raise NotYourMatter()
    return matter_of_stream(stream)


ProceedingReference = Annotated[
    str,
    Path(
        description="The proceeding's id, or its number such as `2026-XS-000001`.",
        examples=["2026-XS-000001"],
        max_length=200,
    ),
]


def proceeding_id(caller: Caller, reference: str) -> str:
    """The id of the proceeding that is meant. Raises NotYourMatter, as ``matter_id``."""
    if OF_PROCEEDING.fullmatch(reference):
        stream = caller.app.log.stream_of_number(reference)
    else:
        stream = reference if "\0" not in reference else None
    if stream is None or kind_of(stream) is None:
        raise NotYourMatter()
    return stream
