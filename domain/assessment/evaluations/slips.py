"""What a slip is: a secret that its bearer has, and of which only the hash is ever kept.

The secret is 128 random bits, so that nobody finds it by trying hashes.
"""

import base64
from collections.abc import Mapping
from hashlib import sha256

from domain.vocabulary import Satisfaction

SECRET_BYTES = 16
ANSWERS: tuple[Satisfaction | None, ...] = (None, *Satisfaction)


def text_of(secret: bytes) -> str:
    """A secret as it is printed: base32 in groups of five, ``abcde-fghij-...``."""
    letters = base64.b32encode(secret).decode().rstrip("=").lower()
    return "-".join(letters[place : place + 5] for place in range(0, len(letters), 5))


def hash_of(slip: str) -> str:
    """The hash of a slip as somebody typed it; case, blanks and hyphens do not matter."""
    plain = "".join(each for each in slip.lower() if each.isalnum())
    return sha256(f"huiyin slip {plain}".encode()).hexdigest()


def packed(units: tuple[str, ...], ratings: Mapping[str, Satisfaction]) -> bytes:
    """A ballot as one byte a unit, in the units' order: every ballot is equally long."""
    return bytes(ANSWERS.index(ratings.get(unit)) for unit in units)


def unpacked(units: tuple[str, ...], ballot: bytes) -> dict[str, Satisfaction]:
    """The answers of a ballot. Raises ValueError for what is none."""
    found = {}
    for unit, answer in zip(units, ballot, strict=True):
        rating = ANSWERS[answer] if answer < len(ANSWERS) else None
        if rating is not None:
            found[unit] = rating
    return found
