"""Opening sealed personal text for whoever may read it, and for nobody else."""

from contextlib import suppress
from typing import Any

import structlog

from domain.envelope import Actor, Fact, Sealed
from domain.reading.decisions import IDENTITY
from service.access import permissions
from service.vault.vault import DamagedKey, Vault

log = structlog.get_logger()


class OpenTexts:
    """What one actor may read in the clear; everything else is None, as is what was erased and
    what a damaged key no longer opens (which is logged). Who the complainant is never stands among
    it: that is shown by ``reveal-identity`` alone, and is on record then."""

    def __init__(self, vault: Vault, actor: Actor) -> None:
        self._vault = vault
        self._text = permissions.may(actor, "read", "text")

    def prepare(self, persons: list[str]) -> None:
        """Have the keys of these persons at hand, in one go, for a list of texts."""
        if self._text:
            with suppress(DamagedKey):  # told where a text cannot be opened because of it
                self._vault.load(persons)

    def text(self, value: str | Sealed | None) -> str | None:
        """A subject, a body, or what was written in a matter."""
        return self._opened(value) if self._text else None

    def fact(self, fact: Fact) -> dict[str, Any]:
        """A fact as JSON, its sealed texts opened as far as this actor may read them."""
        return self.members(fact.model_dump(mode="json", exclude_none=True))

    def members(self, members: dict[str, Any]) -> dict[str, Any]:
        """The members of a JSON object, the sealed texts in it opened likewise."""
        return {name: self._rendered(name, value) for name, value in members.items()}

    def _rendered(self, name: str, value: Any) -> Any:
        match value:
            case {"person": str(person), "sealed": str(sealed), **more} if not more:
                text = Sealed(person=person, sealed=sealed)
                return None if name in IDENTITY else self.text(text)
            case dict():
                return {key: self._rendered(key, each) for key, each in value.items()}
            case list():
                return [self._rendered(name, each) for each in value]
        return value

    def _opened(self, value: str | Sealed | None) -> str | None:
        if not isinstance(value, Sealed):
            return value
        try:
            return self._vault.open(value)
        except DamagedKey:
            log.error("key_damaged", person=value.person)
            return None
