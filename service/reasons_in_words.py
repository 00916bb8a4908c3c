"""Reasons as a sentence, in zh-CN or English."""

from collections.abc import Callable, Mapping
from typing import Any

from domain.accountability.cases.events import CaseOpened
from domain.accountability.leads.events import LeadOpened
from domain.assessment.scores.entries import holder_of
from domain.assessment.scores.events import ScoreEntered, ScoreReversed
from domain.envelope import Fact
from domain.labels import event_label
from domain.obligations import Deadline
from domain.rulebook import WatchRule
from domain.supervision.watchlist.events import WatchPutOn
from service.behind import Behind
from service.reasons import Counted, Reasons
from service.why_in_words import when


def reasons_in_words(found: Reasons, language: str) -> str:
    """Why a lead or a case was opened, somebody is watched, or there are points: by whom or by which
    rule, with its source, the span it counted in, and the events it rests on."""
    zh = language.startswith("zh")
    said = _SAID[type(found.recorded.fact)](found, zh, language)
    return said + _rests_on(found, zh, language) + ("。" if zh else ".")


def counted_in_words(found: Counted, language: str) -> str:
    """What a settlement counted for a unit by one row."""
    zh = language.startswith("zh")
    reasons = found.reasons
    title = reasons.row.title if reasons.row is not None else reasons.rule
    holder = "/".join(each for each in holder_of(found.ledger) if each)
    said = (
        f"{holder}的“{title}”计{found.points}分：{_rule(reasons, zh)}{_span(reasons, zh)}，"
        f"{found.of}项中有{found.found}项，由第{reasons.recorded.position}号事件锁定"
        if zh
        else f"{found.points} points for '{title}' in the ledger of {holder}: {_rule(reasons, zh)}"
        f"{_span(reasons, zh)}, {found.found} of {found.of}, frozen by event"
        f" {reasons.recorded.position}"
    )
    return said + _rests_on(reasons, zh, language) + ("。" if zh else ".")


def _lead(found: Reasons, zh: bool, language: str) -> str:
    fact: Any = found.recorded.fact
    about, ground = _about(fact), fact.ground.label(language)
    if found.rule is None or fact.duty is None:
        return (
            f"{fact.number}由{_who(found)}于{_at(found)}登记，反映{about}“{ground}”；"
            f"处置期限：{_by(fact.decide_by, zh)}"
            if zh
            else f"{fact.number} was opened by {_who(found)} on {_at(found)}, about {about}: {ground};"
            f" to be decided by {_by(fact.decide_by, zh)}"
        )
    due = when(fact.due_at) if fact.due_at else "-"
    duty = fact.duty.label(language)
    return (
        f"{fact.number}由程序于{_at(found)}登记，{_rule(found, zh)}：{about}的“{duty}”应于{due}前完成而逾期，"
        f"属“{ground}”；处置期限：{_by(fact.decide_by, zh)}"
        if zh
        else f"{fact.number} was opened by the program on {_at(found)} {_rule(found, zh)}: '{duty}' of"
        f" {about}, due {due}, was missed, which is {ground}; to be decided by"
        f" {_by(fact.decide_by, zh)}"
    )


def _case(found: Reasons, zh: bool, language: str) -> str:
    fact: Any = found.recorded.fact
    about, ground = _about(fact), fact.ground.label(language)
    by_rule = found.rule is not None
    if zh:
        led = f"所依线索由程序登记，{_rule(found, zh)}" if by_rule else "所依线索由人员登记"
        return (
            f"{fact.number}由{_who(found)}于{_at(found)}立案，对象{about}，属“{ground}”；{led}；"
            f"决定期限：{_by(fact.decide_by, zh)}"
        )
    led = f"its lead was opened {_rule(found, zh)}" if by_rule else "its lead was opened by people"
    return (
        f"{fact.number} was opened by {_who(found)} on {_at(found)}, about {about}: {ground}; {led};"
        f" to be decided by {_by(fact.decide_by, zh)}"
    )


def _watch(found: Reasons, zh: bool, language: str) -> str:
    fact: Any = found.recorded.fact
    who = f"{fact.subject.label(language)} {fact.code}"
    look = _by(fact.review_by, zh)
    if not isinstance(found.row, WatchRule):
        return (
            f"{who}由{_who(found)}于{_at(found)}列入重点监控；复查期限：{look}"
            if zh
            else f"{who} was put on the watchlist by {_who(found)} on {_at(found)}; to be reviewed by"
            f" {look}"
        )
    row = found.row
    counts = row.counts.label(language)
    return (
        f"{who}由程序于{_at(found)}列入重点监控，{_rule(found, zh)}{_span(found, zh)}（{row.within_days}天）内"
        f"“{counts}”满{row.at_least}件，计{fact.count}件；复查期限：{look}"
        if zh
        else f"{who} was put on the watchlist by the program on {_at(found)} {_rule(found, zh)}"
        f"{_span(found, zh)} ({row.within_days} days) there were {fact.count} of '{counts}', of"
        f" {row.at_least} that it asks for; to be reviewed by {look}"
    )


def _entered(found: Reasons, zh: bool, _language: str) -> str:
    fact: Any = found.recorded.fact
    whom = fact.person or fact.unit
    share = ""
    if fact.share_of is not None:
        share = (
            f"（{fact.share_of}所计分数的分担）"
            if zh
            else f" (a share of those of {fact.share_of})"
        )
    said = (
        f"{whom}在{fact.half}计{fact.points}分“{fact.title}”{share}，{_rule(found, zh)}，"
        f"由{_who(found)}于{_at(found)}计入{_span(found, zh)}"
        if zh
        else f"{whom} has {fact.points} points for '{fact.title}'{share} {_rule(found, zh)}, entered"
        f" by {_who(found)} on {_at(found)}; they count in {fact.half}{_span(found, zh)}"
    )
    if found.taken_back is None:
        return said
    return said + (
        f"；已由第{found.taken_back}号事件撤销"
        if zh
        else f"; taken back by event {found.taken_back}"
    )


def _reversed(found: Reasons, zh: bool, _language: str) -> str:
    fact: Any = found.recorded.fact
    whom = "/".join(each for each in holder_of(found.recorded.stream) if each)
    said = (
        f"{whom}在{fact.half}冲回{fact.points}分，撤销第{fact.entry}号事件的计分，{_rule(found, zh)}，"
        f"由{_who(found)}于{_at(found)}计入{_span(found, zh)}"
        if zh
        else f"{whom} has {fact.points} points that take back those of event {fact.entry}"
        f" {_rule(found, zh)}, entered by {_who(found)} on {_at(found)}; they count in {fact.half}"
        f"{_span(found, zh)}"
    )
    first = next((e.recorded.fact for e in found.events if e.recorded.position == fact.entry), None)
    half = getattr(first, "half", None)
    if half in (None, fact.half):
        return said
    return said + (
        f"；原计分在{half}，该半年已截止计分，兑现结果不再变动"
        if zh
        else f", since {half}, in which the first ones count, takes in none any more: what is settled"
        " never changes"
    )


_SAID: Mapping[type[Fact], Callable[[Reasons, bool, str], str]] = {
    LeadOpened: _lead,
    CaseOpened: _case,
    WatchPutOn: _watch,
    ScoreEntered: _entered,
    ScoreReversed: _reversed,
}


def _rests_on(found: Reasons, zh: bool, language: str) -> str:
    """The events by position, and how many more the asker may not know of."""
    steps = [_event(each, zh, language) for each in found.events]
    said = ""
    if steps:
        joined = ("；" if zh else "; ").join(steps)
        said = f"。依据事件：{joined}" if zh else f". It rests on: {joined}"
    if found.kept_back:
        said += (
            f"。另有{found.kept_back}项依据不在您的查阅范围"
            if zh
            else f". {found.kept_back} more that it rests on are not for you to know of"
        )
    return said


def _event(each: Behind, zh: bool, language: str) -> str:
    recorded = each.recorded
    kind = event_label(recorded.fact.TYPE, language)
    of = f" {each.number}" if each.number else ""
    counted = "计于" if zh else "counted on"
    return f"#{recorded.position} {kind}{of} {counted} {when(each.counted_at)}"


def _rule(found: Reasons, zh: bool) -> str:
    rule, source = found.rule, found.source or "-"
    return f"依{rule}（依据：{source}）" if zh else f"under {rule} (source: {source})"


def _span(found: Reasons, zh: bool) -> str:
    if found.since is None or found.until is None:
        return ""
    since, until = when(found.since), when(found.until)
    return f"，自{since}至{until}" if zh else f", from {since} to {until}"


def _by(deadline: Deadline, zh: bool) -> str:
    calendar = f"日历{deadline.calendar}" if zh else f"calendar {deadline.calendar}"
    return f"{deadline.rulebook} {deadline.rule} {when(deadline.at)} ({calendar})"


def _about(fact: Any) -> str:
    return "/".join(each for each in (fact.unit, fact.person) if each) or "-"


def _who(found: Reasons) -> str:
    return found.recorded.actor.person


def _at(found: Reasons) -> str:
    return when(found.recorded.recorded_at)
