"""What can be asked: linking a matter to one that it repeats, merging it, parting it again."""

from typing import ClassVar

from pydantic import Field

from domain.envelope import Code, Command, Prose


class LinkRepeat(Command):
    """Note that a matter repeats another; each goes on by itself (标记重复)."""

    ACTION: ClassVar[str] = "link-repeat"
    OTHER: ClassVar[str] = "other"

    other: Code = Field(description="the other matter's number or id")


class UnlinkRepeat(Command):
    """Take back that a matter repeats another (取消重复标记)."""

    ACTION: ClassVar[str] = "unlink-repeat"
    OTHER: ClassVar[str] = "other"

    other: Code = Field(description="the other matter's number or id")


class MergeMatter(Command):
    """Have a matter handled together with an earlier one; its complainant is answered all the same
    (并案)."""

    ACTION: ClassVar[str] = "merge"
    OTHER: ClassVar[str] = "into"

    into: Code = Field(description="the number or id of the earlier matter")
    reason: Prose


class UnmergeMatter(Command):
    """Part a merged matter again: everything owed is as it was before (撤销并案)."""

    ACTION: ClassVar[str] = "unmerge"

    reason: Prose
