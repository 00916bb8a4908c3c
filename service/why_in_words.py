"""An explanation as a sentence, in zh-CN or English."""

from datetime import datetime

from domain.labels import change_label, event_label
from domain.limits import Limit
from domain.vocabulary import Duty
from domain.working_days import SHANGHAI
from service.why import Why

UNITS = {
    "working_days": ("个工作日", "working days"),
    "days": ("天", "days"),
    "clock_days": ("个整天", "days by the clock"),
    "hours": ("小时", "hours"),
    "minutes": ("分钟", "minutes"),
    "months": ("个月", "months"),
}


def due_in_words(found: Why, language: str) -> str:
    """Why it is due then: rule, source, start, count, events, and what was found."""
    zh = language.startswith("zh")
    owed, deadline = found.obligation, found.obligation.deadline
    duty = owed.key.duty.label(language)
    owner = "/".join(each for each in owed.owner if each) or ("无人" if zh else "nobody")
    length = length_in_words(found.limit, language) if found.limit else deadline.rule
    source = found.limit.source if found.limit else "-"
    days = sum(1 for each in found.steps if each.counted is not None)
    if zh:
        said = (
            f"{found.number or found.matter}的“{duty}”由{owner}承担，期限至{when(deadline.at)}（到此即逾期）："
            f"依{deadline.rulebook}的{deadline.rule}，时限{length}（依据：{source}），"
            f"自{when(deadline.since)}起算"
        )
        said += f"，其间计{days}个工作日（日历{deadline.calendar}）" if days else ""
        said += f"，服务承诺{deadline.commitment}使其提前" if deadline.commitment else ""
        said += "，涉及尚未公布安排的年度，暂定" if deadline.provisional else ""
    else:
        said = (
            f"'{duty}' of {found.number or found.matter} is owed by {owner} and due {when(deadline.at)}"
            f" (late from then on): by {deadline.rule} of {deadline.rulebook}, {length} (source:"
            f" {source}), running from {when(deadline.since)}"
        )
        said += f", {days} working days by calendar {deadline.calendar}" if days else ""
        said += f", sooner by commitment {deadline.commitment}" if deadline.commitment else ""
        said += ", provisional: a year is not announced yet" if deadline.provisional else ""
    return said + _events(found, language) + _verdict(found, language) + ("。" if zh else ".")


def _events(found: Why, language: str) -> str:
    zh = language.startswith("zh")
    steps = [
        f"{change_label(each.what, language)}: #{each.recorded.position}"
        f" {event_label(each.recorded.fact.TYPE, language)} {when(each.recorded.recorded_at)}"
        for each in found.events
    ]
    if not steps:
        return ""
    joined = ("；" if zh else "; ").join(steps)
    return f"。经过：{joined}" if zh else f". What happened: {joined}"


def _verdict(found: Why, language: str) -> str:
    zh = language.startswith("zh")
    if found.verdict is None:
        return ""
    answerable = "、".join(found.verdict.answerable) or "-"
    at = found.obligation.verdict_by
    said = f"。第{at}号事件认定逾期，当日责任人：{answerable}" if zh else (
        f". Found missed by event {at}; answerable that day: {answerable}"
    )  # fmt: skip
    if found.verdict.retrospective:
        said += "（追溯认定，不追究）" if zh else " (in retrospect, nobody is held to account)"
    if found.corrected is not None:
        reason = found.corrected.reason.label(language)
        said += f"；后经更正：{reason}" if zh else f"; corrected since: {reason}"
    return said


def length_in_words(limit: Limit, language: str) -> str:
    """How long a limit is: ``15 working days``; of one that has no length, that the time is set."""
    zh = language.startswith("zh")
    if limit.amount == 0:
        return "不另计，以所定时间为准" if zh else "no length of its own but the time set"
    if limit.before is not None:
        before = Duty(limit.before).label(language)
        return (
            f"“{before}”到期前 {limit.amount} 个工作日"
            if zh
            else f"{limit.amount} working days before the {before} is due"
        )
    return f"{limit.amount} {UNITS[limit.unit][0 if zh else 1]}"


def when(moment: datetime) -> str:
    """A moment as a sentence says it: to the minute, Asia/Shanghai."""
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
