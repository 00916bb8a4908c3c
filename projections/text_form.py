"""The form in which texts are searched: how a text is folded, and where a word stands in it.

Folding makes alike what people read alike: full and half width, upper and lower case. Blanks, line
ends and characters that cannot be seen are dropped, so that none of them keeps a word from being
found.
"""

import unicodedata
from itertools import pairwise

from domain.errors import UnfitError

SHORTEST_WORD = 2
BEFORE, AFTER = 20, 40
"""Characters of a text that are shown around what was found."""


class WordTooShort(UnfitError):
    code = "search-word-too-short"
    zh = "每个检索词至少 {least} 个字。请补足，或去掉过短的词。"
    en = "Each word to search for needs at least {least} characters. Complete it or leave it out."


class _Folded(dict[int, str]):
    """From a character's code to what stands for it; made when first met."""

    def __missing__(self, code: int) -> str:
        wide = unicodedata.normalize("NFKC", chr(code)).casefold()
        folded = self[code] = "".join(
            each for each in wide if unicodedata.category(each)[0] not in "ZC"
        )
        return folded


_FOLDED = _Folded()


def fold(text: str) -> str:
    """A text in the form that is searched."""
    return unicodedata.normalize("NFC", text).translate(_FOLDED)


def words_of(asked: str) -> tuple[str, ...]:
    """The words of what somebody asks for, parted by blanks, folded, each once.

    Raises WordTooShort for a word of one character, and where there is none at all.
    """
    words = tuple(dict.fromkeys(fold(part) for part in asked.split()))
    if not words or any(len(word) < SHORTEST_WORD for word in words):
        raise WordTooShort(least=SHORTEST_WORD)
    return words


def windows(folded: str) -> set[str]:
    """Every two neighbouring characters of a folded text."""
    return {first + second for first, second in pairwise(folded)}


def contact_form(contact: str) -> str:
    """A telephone number or address in the form in which contacts are compared: folded, letters and
    figures only, without the country's code."""
    said = "".join(each for each in fold(contact) if each.isalnum())
    return said.removeprefix("86") if len(said) > OF_A_TELEPHONE else said


OF_A_TELEPHONE = 11
"""Figures of a mobile telephone number."""


def excerpt(text: str, words: tuple[str, ...]) -> str | None:
    """What stands around the first of the words, on one line; None where one of them is missing."""
    composed = unicodedata.normalize("NFC", text)
    folded = composed.translate(_FOLDED)
    places = [(folded.find(word), word) for word in words]
    first, word = min(places)
    if first < 0:
        return None
    begin = max(0, _unfolded(composed, first) - BEFORE)
    end = _unfolded(composed, first + len(word) - 1) + 1 + AFTER
    shown = " ".join(composed[begin:end].split())
    return f"{'…' if begin > 0 else ''}{shown}{'…' if end < len(composed) else ''}"


def _unfolded(text: str, place: int) -> int:
    """Where in a text the character at a place of its folded form comes from."""
    reached = 0
    for index, character in enumerate(text):
        reached += len(_FOLDED[ord(character)])
        if reached > place:
            return index
    return len(text)
