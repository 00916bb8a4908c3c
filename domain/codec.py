"""Events as they are stored: stable names, versions, readable JSON. The only place that upcasts.

A stored event is a name (``matter.registered``), a version of its shape, and JSON with who, when,
by which command, and the fact. Classes may move and be renamed; names and old shapes may not:
``tests/domain/golden`` holds one stored example of each, and each must be readable for ever.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError

from domain import calendar_events, kinds, proof_events, rulebook_events
from domain.envelope import Actor, Fact, Moment, Recorded, Sealed, Value
from domain.erasure import events as erasure_events
from domain.jurisdictions import events as jurisdiction_events
from domain.manifests import events as manifest_events
from domain.matter.facts import FACTS as MATTER_FACTS
from domain.organisation import events as organisation_events
from domain.proceedings import handing_over, pressing
from domain.reading import events as reading_events
from domain.verdicts import events as verdict_events

FACTS: Mapping[str, type[Fact]] = {
    fact.TYPE: fact
    for fact in (
        *MATTER_FACTS,
        *organisation_events.FACTS,
        *jurisdiction_events.FACTS,
        *rulebook_events.FACTS,
        *manifest_events.FACTS,
        *kinds.FACTS,
        *calendar_events.FACTS,
        *pressing.FACTS,
        *handing_over.FACTS,
        *verdict_events.FACTS,
        *proof_events.FACTS,
        *reading_events.FACTS,
        *erasure_events.FACTS,
    )
}

FactT = TypeVar("FactT", bound=Fact)
Upcast = Callable[[dict[str, Any]], dict[str, Any]]
UPCASTS: Mapping[tuple[str, int], Upcast] = {}
"""From a name and an old version to the function that makes the next version of it."""


class UnreadableEvent(Exception):
    """A stored event has a name, version or shape that this program does not know."""


class _Body(Value, Generic[FactT]):
    """The JSON of a stored event around its fact."""

    actor: Actor
    occurred_at: Moment
    command: str
    back_dated: bool = False
    fact: FactT


@cache
def _body_of(fact_class: type[Fact]) -> type[_Body[Any]]:
    return _Body[fact_class]  # type: ignore[valid-type]


@dataclass(frozen=True, slots=True)
class Draft:
    """An event about to be recorded; the log adds position, version and ``recorded_at``."""

    stream: str
    fact: Fact
    actor: Actor
    occurred_at: datetime
    command: str
    back_dated: bool = False


@dataclass(frozen=True, slots=True)
class Stored:
    """An event as the log keeps it; ``data`` is the JSON text exactly as stored."""

    position: int
    stream: str
    version: int
    type: str
    type_version: int
    recorded_at: datetime
    data: str


def encode(draft: Draft, seal: Callable[[str], Sealed]) -> str:
    """The JSON text of an event, personal text sealed by ``seal``, absent fields left out.

    Raises what ``seal`` raises, and ValueError for text that no UTF-8 file can hold (lone
    surrogates).
    """
    refused: list[Exception] = []

    def sealing(text: str) -> Sealed:
        try:
            return seal(text)
        except Exception as error:
            refused.append(error)  # the serializer below wraps it in a ValueError without a cause
            raise

    try:
        fact = draft.fact.model_dump_json(exclude_none=True, context={"seal": sealing})
    except PydanticSerializationError:
        if refused:
            raise refused[0] from None
        raise
    head: dict[str, Any] = {
        "actor": draft.actor.model_dump(mode="json", exclude_none=True),
        "occurred_at": draft.occurred_at.isoformat(),
        "command": draft.command,
    }
    if draft.back_dated:
        head["back_dated"] = True
    return f'{json.dumps(head, ensure_ascii=False)[:-1]}, "fact": {fact}}}'


def decode(stored: Stored) -> Recorded:
    """The event in today's shape. Raises UnreadableEvent naming position, type and version."""
    try:
        fact_class = FACTS[stored.type]
        data = _upcast(stored, fact_class.TYPE_VERSION)
        body = _body_of(fact_class).model_validate_json(data)
        return Recorded(
            position=stored.position,
            stream=stored.stream,
            version=stored.version,
            recorded_at=stored.recorded_at,
            occurred_at=body.occurred_at,
            actor=body.actor,
            command=body.command,
            back_dated=body.back_dated,
            fact=body.fact,
        )
    except (KeyError, ValidationError) as error:
        raise UnreadableEvent(
            f"event {stored.position} ({stored.type} version {stored.type_version}) cannot be read:"
            f" {type(error).__name__}. Use a program at least as new as the one that wrote it."
        ) from error


def _upcast(stored: Stored, wanted: int) -> str:
    """The JSON of an event with its fact in the shape of version ``wanted``.

    Raises KeyError where no upcast leads there, as from a version newer than this program.
    """
    if stored.type_version == wanted:
        return stored.data
    body = json.loads(stored.data)
    for version in range(stored.type_version, max(wanted, stored.type_version + 1)):
        body["fact"] = UPCASTS[stored.type, version](body["fact"])
    return json.dumps(body)
