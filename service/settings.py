"""Settings, from the environment (``HUIYIN_...``; ``DATABASE_URL`` as everywhere)."""

from ipaddress import ip_network
from pathlib import Path
from typing import Self

from pydantic import AliasChoices, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.errors import UnfitError
from domain.jurisdictions.commands import JURISDICTION
from service.postgres import default_home

KEYS = "_keys"
"""What the name of the schema with a jurisdiction's keys ends in."""


class NameOfKeys(UnfitError):
    code = "jurisdiction-named-keys"
    zh = "辖区名 {name} 不能以 {suffix} 结尾：这样的名字留给密钥。请在 HUIYIN_JURISDICTION 中另取一个。"
    en = (
        "The jurisdiction {name} may not end in {suffix}: such names are for keys. Choose another"
        " in HUIYIN_JURISDICTION."
    )


class NoProxyAddress(UnfitError):
    code = "no-proxy-address"
    zh = "{given} 不是 IP 地址或网段。请在 HUIYIN_TRUSTED_PROXIES 中写反向代理的地址，以逗号分隔。"
    en = (
        "{given} is no IP address and no network. Give the addresses of reverse proxies in"
        " HUIYIN_TRUSTED_PROXIES, with commas between them."
    )


class Settings(BaseSettings):
    """What a deployment may choose. An empty variable is one that is not set.

    home           folder of the embedded database and of the keys; ``~`` is the user's own
    database_url   a PostgreSQL to use instead of the embedded one
    migrate_url    the same database as its owner, for ``migrate`` and ``rebuild``, where the
                   service itself signs in with fewer rights
    jurisdiction   short name of the jurisdiction; its schema is ``huiyin_<name>``
    master_key     base64 of the 32 bytes that wrap all persons' keys, instead of the key file
    token_key      base64 of the key that signs tokens, instead of the key file
    outbox         folder for messages to those who owe something; ``outbox`` in ``home`` if not set
    webhook_url    where such messages are posted instead, signed
    webhook_key    base64 of the key that signs them, instead of the key file
    proof_key      base64 of the key that signs checkpoints, instead of the key file
    next_proof_key  the one to follow it, for ``rotate-key``; its file if not set
    origin         the name of the log in its checkpoints, ``huiyin/<jurisdiction>`` if not set; one
                   that nobody else uses, such as ``xiaoneng.example.gov.cn/main``
    ballots_per_minute  how many ballots are taken from one address in a minute
    witnesses      file with the keys of those who witness the log, a line each
    trusted_proxies  addresses or networks of reverse proxies, with commas between them, whose
                   ``X-Forwarded-For`` says who asks; of nobody else's is it believed
    """

    model_config = SettingsConfigDict(
        env_prefix="HUIYIN_", populate_by_name=True, env_ignore_empty=True
    )

    home: Path = Field(default_factory=default_home)
    database_url: SecretStr | None = Field(
        None, validation_alias=AliasChoices("DATABASE_URL", "database_url")
    )
    migrate_url: SecretStr | None = None
    jurisdiction: str = Field("main", pattern=JURISDICTION)
    master_key: SecretStr | None = None
    token_key: SecretStr | None = None
    outbox: Path | None = None
    webhook_url: str | None = Field(None, pattern=r"^https?://[^\s/]+")
    webhook_key: SecretStr | None = None
    proof_key: SecretStr | None = None
    next_proof_key: SecretStr | None = None
    origin: str | None = Field(None, pattern=r"^[^\s+\x00-\x1f\x7f]{1,100}$")
    ballots_per_minute: int = Field(60, ge=1, le=100_000)
    witnesses: Path | None = None
    trusted_proxies: str = ""
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=0, le=65535)

    @field_validator("home", "outbox", "witnesses")
    @classmethod
    def _made_absolute(cls, home: Path | None) -> Path | None:
        try:
            return home.expanduser().absolute() if home is not None else None
        except RuntimeError as error:
            raise ValueError("there is no such user") from error

    @field_validator("jurisdiction")
    @classmethod
    def _leaves_keys_alone(cls, jurisdiction: str) -> str:
        if jurisdiction.endswith(KEYS):
            raise NameOfKeys(name=jurisdiction, suffix=KEYS)
        return jurisdiction

    @field_validator("trusted_proxies")
    @classmethod
    def _are_addresses(cls, proxies: str) -> str:
        for each in _parts(proxies):
            try:
                ip_network(each)
            except ValueError as error:
                raise NoProxyAddress(given=each) from error
        return proxies

    @property
    def proxies(self) -> list[str]:
        """The trusted proxies, one by one."""
        return _parts(self.trusted_proxies)

    @property
    def schema_name(self) -> str:
        return f"huiyin_{self.jurisdiction}"

    @property
    def vault_schema(self) -> str:
        return f"huiyin_{self.jurisdiction}{KEYS}"

    def of(self, jurisdiction: str) -> Self:
        """The same for another jurisdiction in the same database, with the same keys."""
        return self.model_copy(update={"jurisdiction": jurisdiction, "origin": None})


def _parts(listed: str) -> list[str]:
    return [each.strip() for each in listed.split(",") if each.strip()]
