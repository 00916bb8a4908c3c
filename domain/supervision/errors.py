"""Broken rules that every kind of supervision knows."""

from domain.errors import ForbiddenError, UnfitError


class OwnUnit(ForbiddenError):
    code = "own-unit"
    zh = "不能对本单位（{unit}）进行督查或核查，也不能由其责任链上的人员办理。请由外单位人员办理。"
    en = (
        "Nobody supervises or verifies their own unit ({unit}), nor one they answer for. Ask"
        " somebody outside it."
    )
    source = "rules.md: Who may (nobody for themselves or their own line)"


class EndsTooEarly(UnfitError):
    code = "ends-too-early"
    zh = "日期 {given} 已过或先后不合。请填写今天或以后的日期，并按先后排列。"
    en = "The day {given} has passed, or comes out of order. Give days from today on, in order."
