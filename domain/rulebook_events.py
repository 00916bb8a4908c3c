"""What is on record about rulebooks: which was adopted, whole."""

from typing import Any, ClassVar

from domain.envelope import Fact

STREAM = "rulebook"


class RulebookAdopted(Fact):
    """A rulebook is in force from its start date on; its whole content stands in the event."""

    TYPE: ClassVar[str] = "rulebook.adopted"

    rulebook: str
    content: dict[str, Any]


FACTS: tuple[type[Fact], ...] = (RulebookAdopted,)
