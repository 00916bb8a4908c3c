"""A PostgreSQL of one's own, for machines where nobody has set one up."""

from service.postgres.embedded import DEFAULT_SETTINGS, EmbeddedPostgres
from service.postgres.errors import EmbeddedPostgresError
from service.postgres.home import default_home

__all__ = ["DEFAULT_SETTINGS", "EmbeddedPostgres", "EmbeddedPostgresError", "default_home"]
