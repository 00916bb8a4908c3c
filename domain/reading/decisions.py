"""Whether there is somebody to reveal."""

from domain.envelope import Fact
from domain.matter.intake.events import MatterReceived
from domain.reading.commands import RevealIdentity
from domain.reading.errors import NothingToReveal
from domain.reading.events import IdentityRevealed

IDENTITY = ("name", "contact")
"""The parts of a receipt that say who the complainant is."""


def decide_reveal(command: RevealIdentity, matter: str, first: Fact | None) -> IdentityRevealed:
    """That somebody is shown who stands behind a matter; ``first`` is the matter's first fact.

    Raises NothingToReveal.
    """
    received = first if isinstance(first, MatterReceived) else None
    shown = tuple(name for name in IDENTITY if getattr(received, name, None) is not None)
    if not shown:
        raise NothingToReveal()
    return IdentityRevealed(matter=matter, shown=shown, reason=command.reason)
