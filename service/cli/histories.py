"""One matter: what happened to it, and why a deadline is what it is."""

from typing import Annotated, Any

import typer

from domain.kinds import kind_of
from domain.labels import change_label, event_label
from domain.proceedings.errors import UnknownProceeding
from domain.vocabulary import Duty
from projections.timeline import Entry
from service.bootstrap import Application
from service.cli.language import language, say
from service.cli.matter_names import matter_named, proceeding_named
from service.cli.options import AsCsv, AsJson, AsOf, KnownBy, MatterArgument, asked
from service.cli.output import Column, Form, console, form, plain, print_json, show_one, show_rows
from service.cli.running import LOCAL, up_to_date
from service.why import Why, why_opened
from service.why import why as explain
from service.why_in_words import due_in_words, length_in_words, opened_in_words

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
        _, entries = app.queries.timeline(LOCAL, wanted, matter_named(app, matter))
    show_rows(_TIMELINE, [_entry(entry) for entry in entries], how, matter)


def why(
    matter: MatterArgument,
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
    as_of: AsOf = None,
    known_by: KnownBy = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """期限为什么是这一天，线索为何登记 · Why a deadline is what it is, day by day; why there is a lead."""
    how, wanted = form(as_json, as_csv), asked(as_of, known_by)
    with up_to_date() as app:
        life = _life(app, matter)
        opened = why_opened(app, LOCAL, life, wanted) if kind_of(life) is not None else None
        reason = explain(app, LOCAL, life, duty, of, wanted)
    row, days = _reason(reason), _days(reason)
    row["sentence"] = due_in_words(reason, language())
    row["opening"] = opened_in_words(opened, language()) if opened is not None else None
    row["events"] = [
        {
            "position": each.recorded.position,
            "type": each.recorded.fact.TYPE,
            "what": each.what,
            "recorded_at": each.recorded.recorded_at,
            "due_at": each.due_at,
        }
        for each in reason.events
    ]
    if how is Form.JSON:
        print_json(plain({**row, "steps": days}))
    elif how is Form.CSV:
        show_rows(_DAYS, days, how, "")
    else:
        show_one(_WHY, row, how, matter)
        show_rows(_DAYS, days, how, say("逐日计算", "day by day"))
        for said in (row["opening"], row["sentence"]):
            if said is not None:
                console().print(said, markup=False, highlight=False)
        if not days:
            console().print(
                say("此时限不按工作日计算。", "This limit does not count working days.")
            )


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
