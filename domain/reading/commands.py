"""What can be asked to be shown, with a reason that stays on record."""

from typing import ClassVar

from pydantic import Field

from domain.envelope import Command, Gist, Line, Prose


class RevealIdentity(Command):
    """See a complainant's name and contact (查看投诉人身份); who saw them, and why, is recorded."""

    ACTION: ClassVar[str] = "reveal-identity"

    reason: Prose = Field(description="what it is needed for")


class FindByContact(Command):
    """Find the matters of whoever gave this contact (按联系方式查找); the search is recorded."""

    ACTION: ClassVar[str] = "find-by-contact"

    contact: Gist = Field(description="the number or address as the complainant gave it")
    reason: Line = Field(description="what it is needed for, in one line without private names")


COMMANDS: tuple[type[Command], ...] = (RevealIdentity, FindByContact)
