"""From a fact to the event that the log is asked to append."""

from collections.abc import Callable
from datetime import datetime

from domain.codec import Draft, encode
from domain.envelope import Fact, Sealed
from domain.matter.imported.events import MatterImported
from domain.matter.intake.events import MatterReceived
from domain.rules import Rules
from domain.working_days import SHANGHAI
from service.event_log.requests import NewEvent


def occurred_at(fact: Fact, now: datetime) -> datetime:
    """When a fact happened: a receipt when it came in, everything else when it is done."""
    return fact.received_at if isinstance(fact, MatterReceived | MatterImported) else now


def back_dated(fact: Fact, now: datetime, rules: Rules) -> bool:
    """Whether a receipt is recorded later after it came in than the rulebook allows."""
    if not isinstance(fact, MatterReceived):
        return False
    return rules.deadline("back_dating", fact.received_at).at <= now


def new_event(draft: Draft, version: int, seal: Callable[[str], Sealed], now: datetime) -> NewEvent:
    """A draft, encoded and sealed; a first fact may draw a human number from the year's series."""
    return NewEvent(
        stream=draft.stream,
        version=version,
        type=draft.fact.TYPE,
        type_version=draft.fact.TYPE_VERSION,
        data=encode(draft, seal),
        series=number_series(draft.fact, now),
    )


def number_series(fact: Fact, now: datetime) -> str | None:
    """The series of the year of recording that a fact draws its number from; None for no number."""
    if fact.SERIES is None:
        return None
    year = str(now.astimezone(SHANGHAI).year)
    return f"{year}-{fact.SERIES}" if fact.SERIES else year


def nothing_to_seal(_text: str) -> Sealed:
    raise ValueError("this stream holds no personal text")
