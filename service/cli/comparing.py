"""What changed between two points of the two axes, on the command line."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from enum import StrEnum
from typing import Annotated, Any

import typer

from service.asking import Asked
from service.changes import ChangePage, Since
from service.cli.language import language, say
from service.cli.lists import list_form
from service.cli.options import AsCsv, AsJson, AsXlsx, asked
from service.cli.output import Column, Row
from service.cli.running import LOCAL, up_to_date
from service.cli.taking import show_list

_FIGURES = (
    Column("figure", "指标", "figure"),
    Column("before", "原为", "before"),
    Column("after", "现为", "afterwards"),
)
_MATTERS = (
    Column("number", "编号", "number"),
    Column("unit", "单位", "unit"),
    Column("state_before", "原状态", "state before"),
    Column("state_after", "现状态", "state afterwards"),
    Column("due_before", "原期限", "due before"),
    Column("due_after", "现期限", "due afterwards"),
)
_OBLIGATIONS = (
    Column("number", "编号", "number"),
    Column("duty", "责任事项", "duty"),
    Column("of", "所属单位", "whose"),
    Column("nth", "轮次", "round"),
    Column("status_before", "原情况", "status before"),
    Column("status_after", "现情况", "status afterwards"),
    Column("due_before", "原期限", "due before"),
    Column("due_after", "现期限", "due afterwards"),
    Column("unit_before", "原责任单位", "unit before"),
    Column("unit_after", "现责任单位", "unit afterwards"),
)


class What(StrEnum):
    """What is compared."""

    FIGURES = "figures"
    MATTERS = "matters"
    OBLIGATIONS = "obligations"


def _moment(name: str, zh: str, en: str) -> Any:
    return typer.Option(name, metavar="TIME", help=f"{zh} · {en}")


def _known(name: str, zh: str, en: str) -> Any:
    return typer.Option(name, metavar="TIME|POSITION", help=f"{zh} · {en}")


def changes(
    from_as_of: Annotated[
        str | None, _moment("--from-as-of", "比较起点截至，不写则同终点", "the moment before")
    ] = None,
    from_known_by: Annotated[
        str | None, _known("--from-known-by", "比较起点所知，不写则同终点", "known by then")
    ] = None,
    to_as_of: Annotated[
        str | None, _moment("--to-as-of", "比较终点截至，不写为现在", "the moment after; now")
    ] = None,
    to_known_by: Annotated[
        str | None, _known("--to-known-by", "比较终点所知，不写为全部", "known by then; everything")
    ] = None,
    what: Annotated[What, typer.Option("--list", help="指标、事项或责任事项 · what to list")] = (
        What.FIGURES
    ),
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    as_xlsx: AsXlsx = None,
) -> None:
    """变化比对 · What changed between two moments, or between two states of knowledge."""
    how, first = list_form(as_json, as_csv, as_xlsx), asked(to_as_of, to_known_by)
    other = asked(from_as_of, from_known_by)
    since = Since(other.as_of, other.known_by)
    with up_to_date() as app:
        if what is What.FIGURES:
            found = app.changes.figures(LOCAL, first, since)
            before, after = found.before, found.after
            rows: list[Row] = [
                _figure(name, value, asdict(after.answers)[name])
                for name, value in asdict(before.answers).items()
            ]
            rows += [
                _figure(state.label(language()), count, after.states[state])
                for state, count in before.states.items()
            ]
            rows += [
                _figure(say("变化的事项", "matters changed"), None, found.matters),
                _figure(say("变化的责任事项", "duties changed"), None, found.obligations),
            ]
            columns, axes = [*_FIGURES], found.axes
        else:
            ask: Callable[[Asked], ChangePage[Any]] = (
                (lambda each: app.changes.matters(LOCAL, each, since))
                if what is What.MATTERS
                else (lambda each: app.changes.obligations(LOCAL, each, since))
            )
            pages = _pages(first, ask)
            rows = [asdict(each) for page in pages for each in page.items]
            columns = [*(_MATTERS if what is What.MATTERS else _OBLIGATIONS)]
            axes = pages[0].axes
        title = say(f"变化比对，共 {len(rows)} 行", f"changes, {len(rows)} lines")
        narrowed = {"list": what.value, "from_as_of": from_as_of, "from_known_by": from_known_by}
        show_list(app, "changes", columns, rows, how, title, axes, narrowed)


def _figure(name: str, before: int | None, after: int) -> Mapping[str, object]:
    return {"figure": name, "before": before, "after": after}


def _pages(first: Asked, ask: Callable[[Asked], ChangePage[Any]]) -> Sequence[ChangePage[Any]]:
    pages = [ask(first)]
    while pages[-1].next is not None:
        pages.append(ask(replace(first, after=pages[-1].next)))
    return pages
