"""Who a complainant is, with a reason; and who was shown what."""

from typing import Annotated, Any

import typer

from domain.reading.commands import FindByContact, RevealIdentity
from domain.vocabulary import ReadingGround, ReadingKind
from projections.readings import Reading, WantedReadings
from service.cli.acting import acting
from service.cli.language import language, say
from service.cli.matter_names import matter_named
from service.cli.options import PAGE, AsCsv, AsJson, MatterArgument, read_moment
from service.cli.output import Column, form, show_one, shown
from service.cli.running import LOCAL, bring_texts_up_to_date, up_to_date
from service.cli.taking import show_list, show_part
from service.reading.marks import mark_of

_READINGS = (
    Column("read_at", "查阅时间", "read"),
    Column("person", "查阅人", "person"),
    Column("role", "身份", "role"),
    Column("unit", "单位", "unit"),
    Column("kind", "内容", "what"),
    Column("number", "编号", "number"),
    Column("list_name", "清单", "list"),
    Column("found", "行数", "rows"),
    Column("grounds", "留痕理由", "kept because"),
    Column("position", "日志位置", "log position"),
)
_IDENTITY = (
    Column("number", "编号", "number"),
    Column("name", "姓名", "name"),
    Column("contact", "联系方式", "contact"),
    Column("position", "记录位置", "recorded at"),
)
_FOUND = (
    Column("number", "编号", "number"),
    Column("state", "状态", "state"),
    Column("received_at", "收件时间", "received"),
    Column("lead", "牵头单位", "lead unit"),
)

Token = Annotated[
    str | None, typer.Option("--token", envvar="HUIYIN_TOKEN", help="登录凭证 · who acts")
]
Reason = Annotated[
    str, typer.Option("--reason", help="用途，将留痕 · what it is needed for; it is recorded")
]


def reveal(
    matter: MatterArgument, reason: Reason, token: Token = None, as_json: AsJson = False
) -> None:
    """查看投诉人身份，留痕 · Who the complainant is; that you were shown it is recorded."""
    command = RevealIdentity(reason=reason)
    with up_to_date() as app:
        told = app.revealing.reveal(command, acting(app, token), matter_named(app, matter))
    row = {name: getattr(told, name) for name in ("number", "name", "contact", "position")}
    show_one(_IDENTITY, row, shown(as_json), matter)


def find_by_contact(
    contact: Annotated[str, typer.Argument(help="电话或地址 · a telephone number or address")],
    reason: Reason,
    token: Token = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """按联系方式查找事项，留痕 · Matters whose complainant gave this contact; it is recorded."""
    how, command = form(as_json, as_csv), FindByContact(contact=contact, reason=reason)
    with up_to_date() as app:
        bring_texts_up_to_date(app)
        actor = acting(app, token)
        axes, found, _ = app.revealing.find(command, actor)
        rows = [
            {
                **{c.name: getattr(each, c.name) for c in _FOUND},
                "state": each.state.label(language()),
            }
            for each in found
        ]
        title = say(f"共 {len(rows)} 件", f"{len(rows)} matters")
        narrowed = {"contact": mark_of(app.vault, contact)}
        show_part(app, "find-by-contact", _FOUND, rows, how, title, axes, narrowed, actor)


def readings(
    matter: Annotated[
        str | None, typer.Option("--matter", metavar="NUMBER", help="谁看过该件 · of a matter")
    ] = None,
    person: Annotated[
        str | None, typer.Option("--person", metavar="CODE", help="此人看过什么 · by a person")
    ] = None,
    kind: Annotated[ReadingKind | None, typer.Option("--kind", help="只看这一类")] = None,
    looked_for: Annotated[
        str | None, typer.Option("--looked-for", help="谁查找过它 · searches for just this")
    ] = None,
    before_withdrawal: Annotated[
        bool, typer.Option("--before-withdrawal", help="只看撤回之前 · before it was withdrawn")
    ] = False,
    since: Annotated[str | None, typer.Option("--since", metavar="TIME")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="TIME")] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """查阅记录：谁看过什么 · Who read what, the latest first."""
    if before_withdrawal and matter is None:
        raise typer.BadParameter(
            say("须用 --matter 指明事项。", "name the matter with --matter."),
            param_hint="--before-withdrawal",
        )
    how = form(as_json, as_csv)
    with up_to_date() as app:
        wanted = WantedReadings(
            person=person,
            kind=kind,
            mark=mark_of(app.vault, looked_for) if looked_for else None,
            since=read_moment("--since", since) if since else None,
            until=read_moment("--until", until) if until else None,
        )
        named = matter_named(app, matter) if matter is not None else None
        found: list[Reading] = []
        cursor: str | None = None
        while True:
            if named is None:
                page = app.readers.readings(LOCAL, wanted, PAGE, cursor)
            else:
                page = app.readers.of_matter(
                    LOCAL, named, wanted, PAGE, cursor, before_withdrawal=before_withdrawal
                )
            found += page.items
            if (cursor := page.next) is None:
                break
        numbers = app.log.numbers({each.stream for each in found if each.stream})
        rows = [_row(each, numbers) for each in found]
        title = say(f"共 {len(rows)} 次", f"{len(rows)} readings")
        narrowed = {
            "matter": matter,
            "person": person,
            "kind": kind.value if kind is not None else None,
            "looked_for": wanted.mark,
            "before_withdrawal": before_withdrawal or None,
            "since": since,
            "until": until,
        }
        show_list(app, "readings", _READINGS, rows, how, title, None, narrowed)


def _row(reading: Reading, numbers: dict[str, str]) -> dict[str, Any]:
    words = language()
    return {
        "read_at": reading.read_at,
        "person": reading.person,
        "role": reading.role.label(words),
        "unit": reading.unit,
        "kind": reading.kind.label(words),
        "number": numbers.get(reading.stream or "", reading.stream),
        "list_name": reading.list_name,
        "found": reading.found,
        "grounds": [ReadingGround(each).label(words) for each in reading.grounds],
        "position": reading.position,
    }
