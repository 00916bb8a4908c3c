"""The vault of a jurisdiction, from its settings."""

from service.database import Database
from service.keys import load_key
from service.settings import Settings
from service.vault.vault import Vault


def open_vault(database: Database, settings: Settings) -> Vault:
    """The vault, with the master key that the settings give or name. Raises UnusableKey."""
    file = settings.home / "keys" / "master.key"
    key = load_key(settings.master_key, file, "master key")
    return Vault(database, settings.vault_schema, key)
