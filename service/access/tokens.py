"""Signed bearer tokens: who, in which role, for which unit, in which jurisdiction."""

from datetime import datetime, timedelta

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey
from pydantic import ValidationError

from domain.envelope import Actor
from service.clock import Clock
from service.keys import load_key
from service.settings import Settings

ISSUER = "huiyin"
ALGORITHM = "HS256"


class InvalidToken(Exception):
    """A token is missing, malformed, signed by another key, another jurisdiction's, or past its time."""


class Tokens:
    """Issues and reads tokens of one jurisdiction, signed with one key (HMAC-SHA-256).

    Jurisdictions of one installation may share the key: a token serves in its own one only.
    """

    def __init__(self, key: bytes, jurisdiction: str, clock: Clock) -> None:
        self._key = OctKey.import_key(key)
        self._jurisdiction = jurisdiction
        self._clock = clock

    def issue(self, actor: Actor, valid_for: timedelta) -> str:
        """A token for an actor, valid from now."""
        now = self._clock.now()
        claims = {
            "iss": ISSUER,
            "aud": self._jurisdiction,
            "sub": actor.person,
            "role": actor.role.value,
            "unit": actor.unit,
            "iat": int(now.timestamp()),
            "exp": int((now + valid_for).timestamp()),
        }
        return jwt.encode({"alg": ALGORITHM}, claims, self._key)

    def read(self, token: str) -> Actor:
        """The actor of a token. Raises InvalidToken."""
        try:
            claims = jwt.decode(token, self._key, algorithms=[ALGORITHM]).claims
            actor = Actor(person=claims["sub"], role=claims["role"], unit=claims.get("unit"))
            expires = datetime.fromtimestamp(claims["exp"], tz=self._clock.now().tzinfo)
        except (
            JoseError,
            ValidationError,
            KeyError,
            ValueError,
            TypeError,
            OverflowError,
        ) as error:
            raise InvalidToken from error
        meant = (claims.get("iss"), claims.get("aud")) == (ISSUER, self._jurisdiction)
        if not meant or expires <= self._clock.now():
            raise InvalidToken
        return actor


def open_tokens(settings: Settings, clock: Clock) -> Tokens:
    """The tokens of a jurisdiction, with the key that its settings give or name. Raises UnusableKey."""
    file = settings.home / "keys" / "token.key"
    key = load_key(settings.token_key, file, "token key")
    return Tokens(key, settings.jurisdiction, clock)
