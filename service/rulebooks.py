"""Rulebooks by name or text."""

from domain.adopting import NoSuchRulebook, UnfitRulebook
from domain.rulebook import Rulebook, RulebookError, by_name, names, parse


def rulebook_of(name: str | None, text: str | None) -> Rulebook:
    """A rulebook given by the name of one that comes with the program, or by its TOML text.

    Raises NoSuchRulebook, UnfitRulebook (the sentence names the key at fault).
    """
    if (name is None) is (text is None) or (name is not None and name not in names()):
        raise NoSuchRulebook(known=names())
    try:
        return by_name(name) if name is not None else parse(text or "")
    except RulebookError as error:
        raise UnfitRulebook(reason=str(error)) from error
