"""Adopting a rulebook, never for what has been; and asking what another would make of it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import ClassVar

from pydantic import Field

from domain.envelope import Command, Moment
from domain.errors import ConflictError, UnfitError
from domain.rulebook import Rulebook
from domain.rulebook_events import RulebookAdopted
from domain.working_days import shanghai_day


class AdoptRulebook(Command):
    """Adopt a rulebook: one that comes with the program by its name, or another as its text."""

    ACTION: ClassVar[str] = "adopt"

    name: str | None = Field(None, max_length=100, description="`letters-and-visits`, for example")
    text: str | None = Field(None, max_length=200_000, description="a rulebook as TOML")
    starts_on: date | None = Field(
        None, description="its first day here; if left out, today by name, the text's own by text"
    )


class AskWhatIf(Command):
    """What if another rulebook had held: by its name, or its text; on which axes."""

    ACTION: ClassVar[str] = "whatif"

    name: str | None = Field(None, max_length=100, description="one that comes with the program")
    text: str | None = Field(None, max_length=200_000, description="another, as TOML")
    as_of: Moment | None = None
    known_by: int | None = Field(None, ge=0, description="a log position; everything if left out")


class RulebookInThePast(UnfitError):
    code = "rulebook-in-the-past"
    zh = "规则从 {on} 起施行，早于今天。规则不溯及既往，请改为今天或以后的日期。"
    en = "The rulebook starts on {on}, before today. Rules bind nobody for the past: give a later day."
    source = "rules.md: judged under the rulebook in force when the obligation was opened"


class VersionInUse(ConflictError):
    code = "rulebook-version-in-use"
    zh = "规则 {what} 已通过，内容不同。请提高版本号（{version} 以上）。"
    en = "Rulebook {what} was adopted with other content. Give a version above {version}."
    source = "rules.md: a rulebook is adopted by an event, with a version"


def decide_adopt(
    command: AdoptRulebook, given: Rulebook, adopted: Sequence[Rulebook], now: datetime
) -> tuple[RulebookAdopted, ...]:
    """The adoption of the rulebook that was given by name or text; none where it is the last one
    adopted already.

    Raises RulebookInThePast, VersionInUse (the version of a name has to rise).
    """
    starts_on = command.starts_on or (shanghai_day(now) if command.name else given.starts_on)
    rulebook = given.model_copy(update={"starts_on": starts_on})
    by_name_alone = command.name is not None and command.starts_on is None
    if adopted and _same(adopted[-1], rulebook, whenever=by_name_alone):
        return ()
    versions = [each.version for each in adopted if each.name == rulebook.name]
    if versions and rulebook.version <= max(versions):
        raise VersionInUse(what=rulebook.id, version=max(versions))
    if rulebook.starts_on < shanghai_day(now):
        raise RulebookInThePast(on=rulebook.starts_on)
    content = rulebook.content()
    return (RulebookAdopted(rulebook=rulebook.id, content=content),)


def _same(held: Rulebook, given: Rulebook, *, whenever: bool) -> bool:
    """Whether one says what another does; ``whenever``: from whichever day on."""
    leaving_out = {"completed", *(("starts_on",) if whenever else ())}
    return held.model_dump(exclude=leaving_out) == given.model_dump(exclude=leaving_out)
