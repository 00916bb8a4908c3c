"""Texts of random histories, opened and numbered without keys."""

from base64 import b64decode
from collections.abc import Sequence
from zlib import crc32

from domain.envelope import Sealed
from projections.runner import Runner
from projections.text_search import TextIndex
from service.bootstrap import Application


def opened(sealed: Sealed) -> str:
    """What ``tests.projections.histories.seal`` made, in the clear."""
    return b64decode(sealed.sealed).decode()


def number_of(pair: str) -> int:
    """Stands for a keyed hash."""
    number = crc32(pair.encode())
    return number - (1 << 32) if number >= 1 << 31 else number


def text_runner(app: Application, batch: int) -> Runner:
    """Keeps the texts of random histories indexed."""

    def open_all(texts: Sequence[Sealed]) -> Sequence[str]:
        return [opened(each) for each in texts]

    index = TextIndex(open_all, number_of)
    return Runner(index, app.feed, app.database.transaction, batch)
