"""Lists: what is overdue, what is to do, all matters. Always whole, however many pages."""

from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from domain.labels import event_label
from domain.vocabulary import Duty, FeedbackState, ObligationStatus, Urgency
from projections.asking import Page
from projections.feedback_status import MatterStatus, WantedMatters
from projections.obligation_ledger import Wanted
from projections.worklist import Pile, WorklistRow
from service.asking import Asked
from service.cli.language import language, say
from service.cli.options import AsCsv, AsJson, AsOf, AsXlsx, KnownBy, UnitOption, asked
from service.cli.output import Column, Form, form
from service.cli.running import LOCAL, bring_texts_up_to_date, up_to_date
from service.cli.taking import show_list
from service.reading.marks import mark_of

Item = TypeVar("Item")

_NUMBER = Column("number", "编号", "number")
_SOURCE = Column("source_id", "来源编号", "source number")
_STATE = Column("state", "状态", "state")
_URGENCY = Column("urgency", "紧急程度", "urgency")
_RECEIVED = Column("received_at", "收件时间", "received")
_FINAL_DUE = Column("final_due_at", "最终答复期限", "final answer due")

_OVERDUE = (
    _NUMBER,
    Column("matter_id", "ID", "id"),
    _SOURCE,
    Column("unit", "责任单位", "unit"),
    _RECEIVED,
    Column("due_at", "期限", "due"),
    Column("overdue_working_days", "逾期工作日", "working days overdue"),
)
_WORKLIST = (
    _NUMBER,
    _SOURCE,
    _STATE,
    _URGENCY,
    Column("next_duty", "下一步", "next step"),
    Column("next_due_at", "下一步期限", "due"),
    Column("next_unit", "责任单位", "unit"),
    Column("next_person", "责任人", "person"),
    Column("person_away", "责任人不在岗", "person is away"),
    Column("stands_in", "代理人", "stands in"),
    Column("custodian_unit", "现在何处", "in the hands of"),
    Column("in_hands_since", "接手时间", "since"),
    Column("extensions", "延期", "extensions"),
    Column("paused_days", "中止工作日", "days paused"),
    Column("last_urged_at", "最近催办", "last urged"),
    Column("repeats", "重复件", "repeats"),
    _FINAL_DUE,
)
_MATTERS = (
    _NUMBER,
    _SOURCE,
    _STATE,
    _URGENCY,
    _RECEIVED,
    Column("receiving_unit", "收件单位", "received by"),
    Column("lead", "牵头单位", "lead unit"),
    _FINAL_DUE,
    Column("answered_at", "答复时间", "answered"),
    Column("closed_at", "归档时间", "closed"),
)
_FOUND = (
    _NUMBER,
    _SOURCE,
    _STATE,
    _RECEIVED,
    Column("lead", "牵头单位", "lead unit"),
    Column("label", "出处", "found in"),
    Column("snippet", "检索所得", "found"),
)


UrgencyOption = Annotated[
    Urgency | None, typer.Option("--urgency", help="只看这一紧急程度 · of this urgency only")
]


def overdue(
    as_of: AsOf = None,
    known_by: KnownBy = None,
    unit: UnitOption = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    as_xlsx: AsXlsx = None,
) -> None:
    """逾期未答复的事项 · Matters whose final answer is overdue, the longest first."""
    how = list_form(as_json, as_csv, as_xlsx)
    wanted = Wanted(status=ObligationStatus.OVERDUE, duty=Duty.FINAL_ANSWER, owner_unit=_code(unit))
    with up_to_date() as app:
        pages = all_pages(
            asked(as_of, known_by), lambda ask: app.queries.obligations(LOCAL, ask, wanted)
        )
        rows = [
            {
                "matter_id": item.subject,
                "number": item.number,
                "source_id": item.source_number,
                "unit": item.owner_unit,
                "received_at": item.received_at,
                "due_at": item.due_at,
                "overdue_working_days": app.queries.overdue_working_days(
                    item.due_at, page.axes.as_of
                ),
            }
            for page in pages
            for item in page.items
        ]
        title = say(f"逾期未答复 {len(rows)} 件", f"{len(rows)} overdue")
        narrowed = {"unit": _code(unit)}
        show_list(app, "overdue", _OVERDUE, rows, how, title, pages[0].axes, narrowed)


def worklist(
    pile: Annotated[Pile, typer.Option("--pile", help="哪一类 · which pile")] = Pile.ALL,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    unit: UnitOption = None,
    urgency: UrgencyOption = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    as_xlsx: AsXlsx = None,
) -> None:
    """反馈专员的工作清单 · The clerk's morning screen, the most pressing first."""
    how = list_form(as_json, as_csv, as_xlsx)
    with up_to_date() as app:
        pages = all_pages(
            asked(as_of, known_by),
            lambda ask: app.queries.worklist(LOCAL, ask, pile, _code(unit), urgency),
        )
        rows = [_row(item, "subject", "subject_person") for page in pages for item in page.items]
        title = f"{pile.label(language())}: {len(rows)}"
        narrowed = {"pile": pile.value, "unit": _code(unit)}
        show_list(app, "worklist", _WORKLIST, rows, how, title, pages[0].axes, narrowed)


def matters(
    state: Annotated[
        FeedbackState | None, typer.Option("--state", help="只看这一状态 · in this state only")
    ] = None,
    urgency: UrgencyOption = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    as_xlsx: AsXlsx = None,
) -> None:
    """全部事项及其状态 · All matters, each in its one state."""
    how = list_form(as_json, as_csv, as_xlsx)
    with up_to_date() as app:
        wanted = WantedMatters(state=state, urgency=urgency)
        pages = all_pages(
            asked(as_of, known_by), lambda ask: app.queries.matters(LOCAL, ask, wanted)
        )
        rows = [_row(item) for page in pages for item in page.items]
        title = say(f"共 {len(rows)} 件", f"{len(rows)} matters")
        narrowed = {"state": state.value if state is not None else None}
        show_list(app, "matters", _MATTERS, rows, how, title, pages[0].axes, narrowed)


def search(
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS", help="每词至少两个字 · two characters or more each"),
    ],
    as_of: AsOf = None,
    known_by: KnownBy = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    as_xlsx: AsXlsx = None,
) -> None:
    """按内容检索事项 · Matters in whose texts all the words stand."""
    how, text = list_form(as_json, as_csv, as_xlsx), " ".join(words)
    with up_to_date() as app:
        bring_texts_up_to_date(app)
        wanted = asked(as_of, known_by)
        pages = all_pages(wanted, lambda ask: app.searching.search(LOCAL, ask, text))
        rows = [
            {
                **_row(hit.status),
                "position": hit.position,
                "found_in": hit.kind,
                "label": event_label(hit.kind, language()),
                "snippet": hit.snippet,
            }
            for page in pages
            for hit in page.items
        ]
        title = say(f"检索所得 {len(rows)} 件", f"{len(rows)} found")
        narrowed = {"words": mark_of(app.vault, text)}
        show_list(app, "search", _FOUND, rows, how, title, pages[0].axes, narrowed)


def list_form(as_json: bool, as_csv: bool, as_xlsx: Path | None) -> Form | Path:
    """In which form a list is shown, a path for a workbook. Raises BadParameter for several."""
    if as_xlsx is None:
        return form(as_json, as_csv)
    if as_json or as_csv:
        text = say(
            "--json、--csv 和 --xlsx 只能选一个。", "choose one of --json, --csv and --xlsx."
        )
        raise typer.BadParameter(text)
    return as_xlsx


def all_pages(first: Asked, ask: Callable[[Asked], Page[Item]]) -> list[Page[Item]]:
    """Every page of a list; the first one's cursor keeps both axes for the others."""
    pages = [ask(first)]
    while pages[-1].next is not None:
        pages.append(ask(replace(first, after=pages[-1].next)))
    return pages


def _row(item: WorklistRow | MatterStatus, *without: str) -> dict[str, object]:
    """A row's parts under the names that every list uses, sealed texts left out."""
    row: dict[str, object] = asdict(item)
    for name in without:
        del row[name]
    return {"matter_id": row.pop("matter"), "source_id": row.pop("source_number"), **row}


def _code(unit: str | None) -> str | None:
    """A unit's code as given; one that no unit can have finds nothing instead of failing."""
    return unit.encode("utf-8", "replace").decode().replace("\0", "?") if unit else None
