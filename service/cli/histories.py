"""One matter: what happened to it; why a deadline, a lead, a case or a point is what it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import typer

from domain.kinds import kind_of
from domain.labels import change_label, event_label
from domain.proceedings.errors import UnknownProceeding
from domain.vocabulary import Duty
from projections.timeline import Entry
from service.asking import Asked
from service.bootstrap import Application
from service.cli.language import language, say
from service.cli.matter_names import matter_named, proceeding_named
from service.cli.options import AsCsv, AsJson, AsOf, KnownBy, MatterArgument, asked
from service.cli.output import (
    Column,
    Form,
    Shown,
    console,
    form,
    plain,
    print_json,
    show_one,
    show_rows,
)
from service.cli.running import LOCAL, up_to_date
from service.cli.taking import show_part, take
from service.reasons import Counted, Reasons, why_counted, why_opened, why_points
from service.reasons_in_words import counted_in_words, reasons_in_words
from service.why import NoSuchDuty, Why
from service.why import why as explain
from service.why_in_words import due_in_words, length_in_words

_TIMELINE = (
    Column("position", "位置", "position"),
    Column("occurred_at", "发生时间", "happened"),
    Column("recorded_at", "记录时间", "recorded"),
    Column("label", "事件", "event"),
    Column("person", "经手人", "person"),
    Column("role", "身份", "role"),
    Column("unit", "单位", "unit"),
    Column("in_words", "责任事项变化", "what it did to the ledger"),
)
_WHY = (
    Column("number", "编号", "number"),
    Column("duty", "责任事项", "duty"),
    Column("status", "情况", "status"),
    Column("since", "起算", "runs from"),
    Column("due_at", "期限（到此即逾期）", "due (late from then on)"),
    Column("rule", "规则", "rule"),
    Column("limit", "时限", "limit"),
    Column("source", "依据", "source"),
    Column("rulebook", "规则版本", "rulebook"),
    Column("calendar", "工作日历", "calendar"),
    Column("provisional", "暂定", "provisional"),
    Column("extended_by", "已延期（工作日）", "extended by (working days)"),
    Column("counted_back_from", "倒算自", "counted back from"),
)
_DAYS = (
    Column("day", "日期", "day"),
    Column("counted", "第几个工作日", "working day"),
    Column("kind", "类别", "kind"),
    Column("notice", "依据", "by notice"),
)


_BEHIND = (
    Column("position", "位置", "position"),
    Column("label", "事件", "event"),
    Column("number", "编号", "number"),
    Column("counted_at", "计于", "counted on"),
)


def timeline(
    matter: MatterArgument,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """事项的全过程 · Everything that happened to a matter, step by step."""
    how, wanted = form(as_json, as_csv), asked(as_of, known_by)
    with up_to_date() as app:
        axes, entries = app.queries.timeline(LOCAL, wanted, matter_named(app, matter))
        rows = [_entry(entry) for entry in entries]
        show_part(app, "timeline", _TIMELINE, rows, how, matter, axes, {"matter": matter})


def why(
    matter: Annotated[
        str,
        typer.Argument(
            metavar="NUMBER",
            help="事项、线索、案件、重点监控、考核兑现的编号；计分写 POSITION 并加 --points ·"
            " a matter, lead, case, entry of the watchlist, settlement; with --points an entry",
        ),
    ],
    duty: Annotated[
        Duty | None,
        typer.Option(
            "--duty",
            help="哪一项责任，默认为最终答复 · which duty; of a matter the final answer if left out",
        ),
    ] = None,
    of: Annotated[
        str, typer.Option("--of", metavar="UNIT", help="哪个单位的 · whose, where several owe it")
    ] = "",
    points: Annotated[
        bool, typer.Option("--points", help="说明计分 · explain an entry of `scores --entries`")
    ] = False,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """期限、认定、立项、监控、计分的缘由 · Why a due date, verdict, lead, case, watch or point is there."""
    how, wanted = form(as_json, as_csv), asked(as_of, known_by)
    with up_to_date() as app:
        if points:
            found = why_points(app, LOCAL, _position(matter), wanted)
            told = _Told([reasons_in_words(found, language())], reasons_data(found), None)
        else:
            told = _told(app, _life(app, matter), duty, of, wanted)
        if how is Form.CSV:
            narrowed = {"named": matter, "duty": duty.value if duty else None, "of": of or None}
            take(app, "why", *told.table(), app.queries.axes(wanted), narrowed)
            return
    _show_told(told, how, matter)


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told: sentences, the data beside them, and the due date where there is one."""

    said: list[str]
    data: dict[str, Any]
    due: Why | None

    def table(self) -> tuple[tuple[Column, ...], list[dict[str, Any]]]:
        """The days that were counted; where no due date is explained, the events it rests on."""
        if self.due is not None:
            return _DAYS, _days(self.due)
        return _BEHIND, self.data.get("events", [])


def _told(app: Application, life: str, duty: Duty | None, of: str, wanted: Asked) -> _Told:
    opened = why_opened(app, LOCAL, life, wanted) if kind_of(life) is not None else None
    counted = why_counted(app, LOCAL, life, of, wanted) if kind_of(life) and of else ()
    try:
        reason = explain(app, LOCAL, life, duty, of, wanted)
    except NoSuchDuty:
        if duty is not None or not (opened or counted):
            raise
        reason = None
    said = [reasons_in_words(opened, language())] if opened else []
    said += [counted_in_words(each, language()) for each in counted]
    data: dict[str, Any] = {
        "opening": {"sentence": said[0], **reasons_data(opened)} if opened else None,
        "counted": [_counted(each) for each in counted],
    }
    return _Told(said, data, reason)


def _show_told(told: _Told, how: Shown, named: str) -> None:
    columns, rows = told.table()
    if how is Form.JSON:
        first = due_data(told.due) if told.due else {"sentence": "\n".join(told.said)}
        print_json(plain({**first, **told.data}))
        return
    if told.due is None:
        show_rows(columns, rows, how, say("依据事件", "it rests on"))
        _say_all(told.said)
        return
    show_one(_WHY, _reason(told.due), how, named)
    show_rows(columns, rows, how, say("逐日计算", "day by day"))
    _say_all([*told.said, due_in_words(told.due, language())])
    if not rows:
        _say_all([say("此时限不按工作日计算。", "This limit does not count working days.")])


def _say_all(sentences: Sequence[str]) -> None:
    for each in sentences:
        console().print(each, markup=False, highlight=False)


def reasons_data(found: Reasons) -> dict[str, Any]:
    """Why something stands on record, as data."""
    return {
        "recorded_by": found.recorded.position,
        "rule": found.rule,
        "source": found.source,
        "since": found.since,
        "until": found.until,
        "events": [
            {
                "position": each.recorded.position,
                "type": each.recorded.fact.TYPE,
                "label": event_label(each.recorded.fact.TYPE, language()),
                "number": each.number,
                "counted_at": each.counted_at,
            }
            for each in found.events
        ],
        "missed": [due_data(each) for each in found.missed],
        "taken_back": found.taken_back,
    }


def _counted(found: Counted) -> dict[str, Any]:
    return {
        "sentence": counted_in_words(found, language()),
        "points": found.points,
        "of": found.of,
        "found": found.found,
        **reasons_data(found.reasons),
    }


def due_data(reason: Why) -> dict[str, Any]:
    """One due date with its sentence, its events and its days, as data."""
    return {
        **_reason(reason),
        "sentence": due_in_words(reason, language()),
        "events": [
            {
                "position": each.recorded.position,
                "type": each.recorded.fact.TYPE,
                "what": each.what,
                "recorded_at": each.recorded.recorded_at,
                "due_at": each.due_at,
            }
            for each in reason.events
        ],
        "steps": _days(reason),
    }


def _position(named: str) -> int:
    """The log position that is meant; 0, which is none, for what is no number."""
    return int(named) if named.isdecimal() and len(named) < 19 else 0


def _life(app: Application, named: str) -> str:
    """The id of the proceeding or the matter that is meant. Raises as ``matter_named`` does."""
    try:
        return proceeding_named(app, named)
    except UnknownProceeding:
        return matter_named(app, named)


def _entry(entry: Entry) -> dict[str, Any]:
    recorded = entry.recorded
    changes = [
        {"what": each.what, "duty": each.key.duty, "of": each.key.of, "due_at": each.due_at}
        for each in entry.changes
    ]
    return {
        "position": recorded.position,
        "version": recorded.version,
        "occurred_at": recorded.occurred_at,
        "recorded_at": recorded.recorded_at,
        "back_dated": recorded.back_dated,
        "type": recorded.fact.TYPE,
        "label": event_label(recorded.fact.TYPE, language()),
        "person": recorded.actor.person,
        "role": recorded.actor.role,
        "unit": recorded.actor.unit,
        "changes": changes,
        "in_words": [
            change_label(each.what, language()) + say("：", ": ") + each.key.duty.label(language())
            for each in entry.changes
        ],
    }


def _reason(reason: Why) -> dict[str, Any]:
    deadline = reason.obligation.deadline
    return {
        "matter_id": reason.matter,
        "number": reason.number,
        "duty": reason.obligation.key.duty,
        "of": reason.obligation.key.of,
        "unit": reason.obligation.owner.unit,
        "person": reason.obligation.owner.person,
        "status": reason.status,
        "since": deadline.since,
        "due_at": deadline.at,
        "rule": deadline.rule,
        "limit": length_in_words(reason.limit, language()) if reason.limit else None,
        "source": reason.limit.source if reason.limit else None,
        "rulebook": deadline.rulebook,
        "calendar": deadline.calendar,
        "provisional": deadline.provisional,
        "extended_by": reason.extended_by,
        "counted_back_from": reason.counts_to,
    }


def _days(reason: Why) -> list[dict[str, Any]]:
    return [
        {
            "day": step.day,
            "counted": step.counted,
            "kind": step.reason.kind,
            "notice": step.reason.notice,
            "provisional": step.reason.provisional,
        }
        for step in reason.steps
    ]
