"""What can be asked: filing a matter in which everything owed has been done."""

from typing import ClassVar

from domain.envelope import Command, Prose


class CloseMatter(Command):
    """File a matter in which everything owed has been done (归档)."""

    ACTION: ClassVar[str] = "close"

    remark: Prose | None = None
