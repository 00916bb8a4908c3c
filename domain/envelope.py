"""What every event and command has in common: who, when, on whose order, and sealed personal text."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Annotated, ClassVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    SerializationInfo,
    SerializerFunctionWrapHandler,
    StringConstraints,
    WrapSerializer,
)

from domain.vocabulary import Role
from domain.working_days import SHANGHAI

NUMBER_PENDING = "?"
"""Stands for a human number in a fact until the log allocates it."""

EARLIEST_YEAR, LATEST_YEAR = 1900, 2999
UNEVEN_UNTIL, SUMMER_TIME_UNTIL = 1901, 1991
BEIJING_TIME = timedelta(hours=8)


def in_shanghai(moment: datetime) -> datetime:
    """The same instant on the clock of Asia/Shanghai.

    Raises ValueError for years that no file of an office can mean.
    """
    if moment.utcoffset() == BEIJING_TIME and SUMMER_TIME_UNTIL < moment.year <= LATEST_YEAR:
        return moment.replace(tzinfo=SHANGHAI)  # moments of one zone are compared far faster
    # Until 1901 Shanghai was 8:05:43 ahead, which no written time can say.
    zone = SHANGHAI if moment.year > UNEVEN_UNTIL else timezone(BEIJING_TIME)
    try:
        there = moment if moment.utcoffset() == BEIJING_TIME else moment.astimezone(zone)
    except OverflowError:
        there = moment
    # The year there counts: what is written must be readable by this very rule.
    if not EARLIEST_YEAR <= there.year <= LATEST_YEAR:
        raise ValueError(f"the year must lie between {EARLIEST_YEAR} and {LATEST_YEAR}")
    return there


Moment = Annotated[AwareDatetime, AfterValidator(in_shanghai)]
"""An instant with its zone; read in any zone, kept and written in Asia/Shanghai."""

Code = Annotated[
    str, StringConstraints(min_length=1, max_length=64, pattern=r"^[^\s\x00-\x1f\x7f/?#%]+$")
]
"""A short natural key: a unit's, a post's, an official's. May be Chinese, has no blanks."""

Line = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
"""One line of plain words that names no private person: a unit's name, a title."""

Prose = Annotated[str, StringConstraints(min_length=1, max_length=20_000, strip_whitespace=True)]
"""Free text as typed, up to 20,000 characters. It may name people, so events keep it sealed."""

Gist = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
"""What a text is about, in one line. It may name people, so events keep it sealed."""


class Value(BaseModel):
    """An immutable value; unknown fields are refused.

    Its validator is built when it is first needed: of some 450 classes a program needs a few.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Sealed(Value):
    """Personal text encrypted under one person's key; opaque to the domain.

    ``person`` says whose key opens it; ``sealed`` is base64 of nonce and ciphertext (AES-GCM).
    """

    person: str
    sealed: str


def _seal_before_writing(
    value: object, handler: SerializerFunctionWrapHandler, info: SerializationInfo
) -> object:
    """Text in the clear never reaches the log: without a seal in the context, writing fails."""
    if isinstance(value, Sealed):
        return {"person": value.person, "sealed": value.sealed}
    if isinstance(value, str):
        if not info.context or "seal" not in info.context:
            raise ValueError("personal text must be sealed before it is written")
        seal: Callable[[str], Sealed] = info.context["seal"]
        return _seal_before_writing(seal(value), handler, info)
    return handler(value)


Personal = Annotated[str | Sealed, WrapSerializer(_seal_before_writing)]
"""Text that may name people: plain in a fresh event, sealed once written, sealed when read back."""


class Actor(Value):
    """Who acts: the person, in which role, for which unit (None: for no unit)."""

    person: Code
    role: Role
    unit: Code | None = None


class Fact(Value):
    """The body of an event: what happened, in the past tense, with everything computed then.

    ``TYPE`` and ``TYPE_VERSION`` are stored; the class may be renamed or moved, they may not.
    """

    TYPE: ClassVar[str]
    TYPE_VERSION: ClassVar[int] = 1
    imported: ClassVar[bool] = False
    """Whether it was taken over from elsewhere, so that its own time counts."""
    SERIES: ClassVar[str | None] = None
    """For the first fact of what has a human number, in its ``number``: which series of the year that
    is drawn from, as the word behind the year; empty for matters."""


class Command(Value):
    """A wish, in the imperative. ``ACTION`` is its name in the permission table and in the API."""

    ACTION: ClassVar[str]
    OTHER: ClassVar[str] = ""
    """The field that names another matter, by its number or id; empty where there is none."""
    PROCEEDINGS: ClassVar[tuple[str, ...]] = ()
    """The fields that name other proceedings, by their numbers or ids."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A fact with its place in history.

    position    place in the jurisdiction's log: 1, 2, 3 ... without gaps
    stream      whose history it belongs to, e.g. ``matter-0198...``
    version     place in that stream: 1, 2, 3 ...
    recorded_at when the log took it in; never runs backwards along positions
    occurred_at when it happened; never later than recorded_at
    command     the command that caused it
    back_dated  it was recorded later after the fact than the rulebook allows
    """

    position: int
    stream: str
    version: int
    recorded_at: datetime
    occurred_at: datetime
    actor: Actor
    command: str
    back_dated: bool
    fact: Fact

    @property
    def counted_at(self) -> datetime:
        """The time that counts for deadlines: staff acts from their recording (rules.md)."""
        return self.occurred_at if self.fact.imported else self.recorded_at
