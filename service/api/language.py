"""In which language a caller is answered: zh-CN, or English, by ``Accept-Language`` (RFC 9110)."""

from typing import Literal

Language = Literal["zh-CN", "en"]
MOST_READ = 1_000
"""Characters of the header that are read; what follows says nothing that matters."""


def preferred(header: str | None) -> Language:
    """Chinese where the header prefers any Chinese, or says nothing; English otherwise.

    A header in which nothing can be understood counts as saying nothing.
    """
    wishes = [_wish(part) for part in (header or "")[:MOST_READ].split(",")]
    wanted = [(tag, quality) for tag, quality in wishes if tag and quality > 0]
    if not wanted:
        return "zh-CN"
    chinese = max((q for tag, q in wanted if tag == "*" or _is(tag, "zh")), default=0.0)
    others = max((q for tag, q in wanted if not _is(tag, "zh") and tag != "*"), default=0.0)
    if chinese == others:
        first = next(tag for tag, quality in wanted if quality == chinese)
        return "zh-CN" if first == "*" or _is(first, "zh") else "en"
    return "zh-CN" if chinese > others else "en"


def _is(tag: str, language: str) -> bool:
    return tag == language or tag.startswith(f"{language}-")


def _wish(part: str) -> tuple[str, float]:
    tag, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                quality = float(value)
            except ValueError:
                quality = 0.0
    understood = tag.replace("-", "").isalnum() or tag == "*"
    return (tag if understood else "", quality if 0 <= quality <= 1 else 0.0)
