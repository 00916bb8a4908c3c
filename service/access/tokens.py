"""Signed bearer tokens: who, in which role, for which unit."""

from datetime import datetime, timedelta

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey
from pydantic import ValidationError

from domain.envelope import Actor
from service.clock import Clock

ISSUER = "huiyin"
ALGORITHM = "HS256"


class InvalidToken(Exception):
    """A token is missing, malformed, signed by another key, or past its time."""


class Tokens:
    """Issues and reads tokens signed with one key (HMAC-SHA-256)."""

    def __init__(self, key: bytes, clock: Clock) -> None:
        self._key = OctKey.import_key(key)
        self._clock = clock

    def issue(self, actor: Actor, valid_for: timedelta) -> str:
        """A token for an actor, valid from now."""
        now = self._clock.now()
        claims = {
            "iss": ISSUER,
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
        if claims.get("iss") != ISSUER or expires <= self._clock.now():
            raise InvalidToken
        return actor
