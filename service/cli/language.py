"""In which language the command line speaks: zh-CN unless it is told, or runs in, another."""

import os
from collections.abc import Mapping, Sequence
from contextvars import ContextVar

from service.api.language import Language

CHINESE, ENGLISH = "zh-CN", "en"
OPTION = "--language"
_UNSPOKEN = ("C", "POSIX")

_chosen = ContextVar("language", default=CHINESE)


def language() -> str:
    """``zh-CN`` or ``en``."""
    return _chosen.get()


def api_language() -> Language:
    """The same, as sentences about wrong input are asked for."""
    return "zh-CN" if language() == CHINESE else "en"


def say(zh: str, en: str) -> str:
    """The one of two texts that is in the chosen language."""
    return zh if language() == CHINESE else en


def choose(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> list[str]:
    """Choose by ``--language``, which may stand anywhere, else by LC_ALL, LC_MESSAGES or LANG.

    Returns the arguments without the option.
    """
    rest, given = _taken(arguments)
    if given is None:
        names = ("HUIYIN_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
        given = next((value for name in names if (value := environment.get(name))), "")
        if given.partition(".")[0] in _UNSPOKEN:
            given = ""
    _chosen.set(CHINESE if not given or given.lower().startswith("zh") else ENGLISH)
    return rest


def _taken(arguments: Sequence[str]) -> tuple[list[str], str | None]:
    rest: list[str] = []
    given: str | None = None
    remaining = iter(arguments)
    for argument in remaining:
        name, equals, value = argument.partition("=")
        if name != OPTION:
            rest.append(argument)
        elif equals:
            given = value
        else:
            given = next(remaining, given)
    return rest, given
