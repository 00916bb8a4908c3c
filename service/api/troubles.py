"""What is wrong with an input, item by item, in the caller's language.

Made from the validator's errors by their kind alone. Its own messages and the values it was given
never get through: both may hold personal data. So may the name of an item that nobody knows, which
is said only where it is a plain identifier.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from domain.vocabulary import Term
from service.api.language import Language
from service.api.refusals import Trouble

PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,39}")
MOST_TROUBLES = 50

KINDS: Mapping[str, tuple[str, str]] = {
    "missing": ("不能缺少", "is needed"),
    "extra_forbidden": (
        "没有这一项，请删去或核对名称",
        "is not known here; remove it or check its name",
    ),
    "string_type": ("应为文字", "must be text"),
    "string_too_short": ("不能为空", "must not be empty"),
    "string_too_long": ("最多 {max_length} 个字", "may have at most {max_length} characters"),
    "string_pattern_mismatch": (
        "应为不含空格和 / ? # % 的代码，或规定的写法",
        "must be a code without blanks or / ? # %, or of the form prescribed",
    ),
    "int_type": ("应为整数", "must be a whole number"),
    "int_parsing": ("应为整数", "must be a whole number"),
    "int_parsing_size": ("数字过大", "is too large a number"),
    "int_from_float": ("应为整数", "must be a whole number"),
    "greater_than_equal": ("不能小于 {ge}", "must be at least {ge}"),
    "less_than_equal": ("不能大于 {le}", "must be at most {le}"),
    "bool_type": ("应为 true 或 false", "must be true or false"),
    "bool_parsing": ("应为 true 或 false", "must be true or false"),
    "timezone_aware": (
        "须写明时区，例如 2026-03-02T09:00:00+08:00",
        "needs its time zone, as in 2026-03-02T09:00:00+08:00",
    ),
    "too_short": ("至少 {min_length} 项", "needs at least {min_length} item(s)"),
    "too_long": ("最多 {max_length} 项", "may have at most {max_length} item(s)"),
    "list_type": ("应为列表", "must be a list"),
    "tuple_type": ("应为列表", "must be a list"),
    "model_type": ("应为对象（{{...}}）", "must be an object ({{...}})"),
    "model_attributes_type": ("应为对象（{{...}}）", "must be an object ({{...}})"),
    "dict_type": ("应为对象（{{...}}）", "must be an object ({{...}})"),
    "enum": ("应为以下之一：{expected}", "must be one of {expected}"),
    "literal_error": ("应为以下之一：{expected}", "must be one of {expected}"),
    "moment_or_position": (
        "应为带时区的时间，或日志位置（整数）",
        "must be a time with its zone, or a position of the log (a whole number)",
    ),
}
"""What each kind of the validator's errors means; the figures come from our own models."""

TIMES = (
    "应为时间，例如 2026-03-02T09:00:00+08:00",
    "must be a time such as 2026-03-02T09:00:00+08:00",
)
DATES = ("应为日期，例如 2026-03-02", "must be a date such as 2026-03-02")
ANYTHING_ELSE = ("不合要求", "does not fit")

RULES: Mapping[str, str] = {
    "each unit may appear once, as lead or as participant": "每个单位只能出现一次（牵头或参与）",
    "body goes with the ground other_body, which needs it": (
        "理由为“属于其他机关职责”时须写明机关，其他理由不写"
    ),
    "satisfaction and resolved go with a complainant who was reached": (
        "接通的须填满意度和是否解决，未接通的都不填"
    ),
    "joint handling takes a lead and at least one participant": (
        "联合办理须有牵头单位和至少一个参与单位"
    ),
    "source_numbers must be as many as count": "来件号的个数须与来件数一致，或都不填",
    "source_numbers must not repeat": "来件号不能重复",
    "until must not lie before since": "结束日期不能早于开始日期",
    "the year must lie between 1900 and 2999": "年份应在 1900 至 2999 之间",
}
"""The sentences of our own models' validators, which hold nothing that was sent, in Chinese."""


def troubles(errors: Iterable[Mapping[str, Any]], language: Language) -> Sequence[Trouble]:
    """The validator's errors, said anew; at most ``MOST_TROUBLES`` of them.

    A list is called too short by items of it that do not fit, too: then those alone are said.
    """
    every = list(errors)
    inside = {tuple(each["loc"][:end]) for each in every for end in range(len(each["loc"]))}
    told = (e for e in every if e["type"] != "too_short" or tuple(e["loc"]) not in inside)
    found = [Trouble(_where(each["loc"], each["type"]), _what(each, language)) for each in told]
    return list(dict.fromkeys(found))[:MOST_TROUBLES]


def _where(location: Sequence[int | str], kind: str) -> str:
    """``body.participants.0.unit``; a name that nobody knows stands as ``?`` unless plain."""
    names = [str(part) for part in location if part not in _BRANCHES]
    if kind == "extra_forbidden" and not PLAIN_NAME.fullmatch(names[-1]):
        names[-1] = "?"
    return ".".join(names)


_BRANCHES = frozenset({"datetime", "constrained-int", "int"})
"""How the validator calls the branches of a choice; no item's name."""


_MEMBER = re.compile(r"<[^:<>]*: '([^'<>]*)'>|'")
"""``<Duty.SIGN: 'sign'>``, of which only the value concerns anybody; and quotation marks."""


def _what(error: Mapping[str, Any], language: Language) -> str:
    kind, context = error["type"], error.get("ctx") or {}
    chinese = language == "zh-CN"
    if kind == "value_error":
        sentence = str(context.get("error", ""))
        if sentence in RULES:
            return RULES[sentence] if chinese else sentence
    zh, en = _sentences(kind)
    figures = {
        name: context[name] for name in ("max_length", "min_length", "ge", "le") if name in context
    }
    if kind in ("enum", "literal_error"):
        figures["expected"] = _MEMBER.sub(r"\1", str(context.get("expected", "")))
    return (zh if chinese else en).format(**figures)


def _sentences(kind: str) -> tuple[str, str]:
    if kind in KINDS:
        return KINDS[kind]
    if kind.startswith("datetime"):
        return TIMES
    return DATES if kind.startswith("date") else ANYTHING_ELSE


def labelled(term: Term | None, language: Language) -> str | None:
    """A term's label in the caller's language; None for none."""
    return None if term is None else term.label(language)
