"""Whether something was said before: the hint at entry, and for a matter that is there (M03)."""

from datetime import datetime

from domain.envelope import Actor, Sealed
from domain.matter.imported.events import MatterImported
from domain.matter.intake.commands import ReceiveMatter
from domain.matter.intake.events import MatterReceived
from domain.working_days import SHANGHAI
from projections.repeats import Repeat
from projections.text_search import contact_numbers, gist_numbers
from projections.two_axes import Axes
from service.access import permissions
from service.asking import Asked
from service.database import DatabaseUnavailable
from service.queries import Queries
from service.vault.vault import Vault

NOW = Asked()
NOWHERE = datetime(2000, 1, 1, tzinfo=SHANGHAI)
"""Far from every receipt: nothing is looked for that is merely alike."""


class Repeating:
    """Finds what may say the same, for whoever may know of it and read texts."""

    def __init__(self, queries: Queries, vault: Vault) -> None:
        self._queries = queries
        self._vault = vault

    def said_before(
        self, actor: Actor, command: ReceiveMatter, matter: str, now: datetime
    ) -> list[Repeat]:
        """What may say the same as a matter just received, as far as it is indexed by now.

        Nothing for those who may not read texts, and nothing where the database has gone away
        since: what is recorded is no less recorded.
        """
        if not permissions.may(actor, "read", "text"):
            return []
        received_at = command.received_at or now
        try:
            return self._like(actor, NOW, matter, received_at, command.subject, command.contact)[1]
        except DatabaseUnavailable:
            return []

    def like(self, actor: Actor, asked: Asked, matter: str) -> tuple[Axes, list[Repeat]]:
        """What may say the same as a matter, the likeliest first.

        Raises NotYourMatter, NotPermitted for those who may not read texts.
        """
        axes, entries = self._queries.timeline(actor, asked, matter)
        first = entries[0].recorded.fact
        if not isinstance(first, MatterReceived | MatterImported):
            return axes, []
        contact = first.contact if isinstance(first, MatterReceived) else None
        subject, said = self._open(first.subject), self._open(contact)
        return self._like(actor, asked, matter, first.received_at, subject or "", said)

    def of_contact(self, actor: Actor, contact: str) -> tuple[Axes, list[Repeat]]:
        """Matters whose complainant gave this contact, the latest first, at most as many as hints.

        Raises NotPermitted for those who may not read texts; others who may not know complainants
        are told of none.
        """
        return self._like(actor, NOW, "", NOWHERE, "", contact)

    def _like(
        self,
        actor: Actor,
        asked: Asked,
        matter: str,
        received_at: datetime,
        gist: str,
        contact: str | None,
    ) -> tuple[Axes, list[Repeat]]:
        number = self._vault.pair_number
        gist_of, contact_of = gist_numbers(number, gist), contact_numbers(number, contact)
        return self._queries.repeats(actor, asked, matter, received_at, gist_of, contact_of)

    def _open(self, text: str | Sealed | None) -> str | None:
        return self._vault.open(text) if isinstance(text, Sealed) else text
