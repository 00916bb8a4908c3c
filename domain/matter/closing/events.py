"""What can have happened: filing a matter in which everything owed has been done."""

from typing import ClassVar

from domain.envelope import Fact, Personal


class MatterClosed(Fact):
    """Somebody other than the handler found everything done and filed it (归档)."""

    TYPE: ClassVar[str] = "matter.closed"

    remark: Personal | None = None


FACTS: tuple[type[Fact], ...] = (MatterClosed,)
