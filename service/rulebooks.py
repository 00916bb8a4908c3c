"""Rulebooks by name or text."""

from domain.errors import UnfitError
from domain.rulebook import Rulebook
from domain.rulebook_files import RulebookError, by_name, names, parse


class NoSuchRulebook(UnfitError):
    code = "no-such-rulebook"
    zh = "请给出随程序提供的规则名称（{known}）或规则全文，二者选一。"
    en = "Give the name of a rulebook that comes with the program ({known}), or a text; not both."


class UnfitRulebook(UnfitError):
    code = "unfit-rulebook"
    zh = "规则内容有误：{reason} 请修改后重试。"
    en = "The rulebook does not fit: {reason} Mend it and try again."


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
