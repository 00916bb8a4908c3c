"""Who a complainant is: shown with a reason, to those who may know, and on record before it is shown."""

from dataclasses import dataclass

from domain.envelope import Actor, Sealed
from domain.matter.history import fold
from domain.matter.intake.events import MatterReceived
from domain.reading.commands import FindByContact, RevealIdentity
from domain.reading.decisions import decide_reveal
from domain.reading.events import PersonSearched
from projections.repeats import Repeat
from projections.two_axes import Axes
from service.access import permissions
from service.queries import Queries
from service.reading.acts import ReadingActs
from service.reading.marks import mark_of
from service.repeating import Repeating
from service.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Revealed:
    """Who stands behind a matter; None for what was not given, or was erased."""

    matter: str
    number: str | None
    name: str | None
    contact: str | None
    position: int


class Revealing:
    """Shows who complainants are, and finds what else they filed."""

    def __init__(
        self, queries: Queries, repeating: Repeating, acts: ReadingActs, vault: Vault
    ) -> None:
        self._queries = queries
        self._repeating = repeating
        self._acts = acts
        self._vault = vault

    def reveal(
        self, command: RevealIdentity, actor: Actor, matter: str, key: str | None = None
    ) -> Revealed:
        """The name and contact of a matter, by its id.

        Raises NotPermitted, NotYourMatter, NothingToReveal, and what ``ReadingActs.record`` raises.
        """
        permissions.scope(actor, "read", "identity")
        history = self._queries.history(actor, matter)
        state = fold(matter, history)
        first = history[0].fact
        fact = decide_reveal(command, matter, first)
        received = first if isinstance(first, MatterReceived) else None
        asked = f"{matter}\0{command.model_dump_json()}"
        position = self._acts.record(fact, actor, asked, key, state.complainant)
        return Revealed(
            matter=matter,
            number=state.number,
            name=self._open(received.name) if received else None,
            contact=self._open(received.contact) if received else None,
            position=position,
        )

    def find(
        self, command: FindByContact, actor: Actor, key: str | None = None
    ) -> tuple[Axes, list[Repeat], int]:
        """Matters whose complainant gave this contact, as far as they are indexed, and the position
        of the record.

        Raises NotPermitted, and what ``ReadingActs.record`` raises.
        """
        permissions.scope(actor, "read", "identity")
        axes, found = self._repeating.of_contact(actor, command.contact)
        mark = mark_of(self._vault, command.contact)
        fact = PersonSearched(by="contact", mark=mark, found=len(found), reason=command.reason)
        position = self._acts.record(fact, actor, command.model_dump_json(), key)
        return axes, found, position

    def _open(self, text: str | Sealed | None) -> str | None:
        return self._vault.open_all([text])[0] if isinstance(text, Sealed) else text
