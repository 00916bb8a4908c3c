"""Settings, from the environment (``HUIYIN_...``; ``DATABASE_URL`` as everywhere)."""

from functools import cached_property
from pathlib import Path

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from service.postgres import default_home


class Settings(BaseSettings):
    """What a deployment may choose.

    home           folder of the embedded database and of the keys
    database_url   a PostgreSQL to use instead of the embedded one
    migrate_url    the same database as its owner, for ``migrate`` and ``rebuild``, where the
                   service itself signs in with fewer rights
    jurisdiction   short name of the jurisdiction; its schema is ``huiyin_<name>``
    master_key     base64 of the 32 bytes that wrap all persons' keys, instead of the key file
    token_key      base64 of the key that signs tokens, instead of the key file
    """

    model_config = SettingsConfigDict(env_prefix="HUIYIN_", populate_by_name=True)

    home: Path = Field(default_factory=default_home)
    database_url: SecretStr | None = Field(
        None, validation_alias=AliasChoices("DATABASE_URL", "database_url")
    )
    migrate_url: SecretStr | None = None
    jurisdiction: str = Field("main", pattern=r"^[a-z][a-z0-9_]{0,30}$")
    master_key: SecretStr | None = None
    token_key: SecretStr | None = None
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=0, le=65535)

    @cached_property
    def schema_name(self) -> str:
        return f"huiyin_{self.jurisdiction}"

    @cached_property
    def vault_schema(self) -> str:
        return f"huiyin_{self.jurisdiction}_keys"
