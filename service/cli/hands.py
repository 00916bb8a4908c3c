"""In whose hands a matter was, and who waits for whom."""

from dataclasses import asdict, fields
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from domain.matter.custody import Signature, Stay
from domain.matter.routing.commands import HandOverAll
from service.api.troubles import troubles
from service.cli.acting import acting
from service.cli.language import api_language, language, say
from service.cli.matter_names import matter_named
from service.cli.options import AsCsv, AsJson, AsOf, KnownBy, MatterArgument, UnitOption, asked
from service.cli.output import Column, Form, form, plain, print_json, show_rows
from service.cli.reading import Token
from service.cli.running import LOCAL, bar, up_to_date
from service.cli.taking import show_list, take
from service.custody import Custody
from service.custody import custody as find
from service.handing_over import NotHandedOver, StillOwed

_STAYS = (
    Column("unit", "单位", "unit"),
    Column("person", "人员", "person"),
    Column("since", "起", "since"),
    Column("until", "止", "until"),
    Column("working_days", "工作日", "working days"),
)
_SIGNATURES = (Column("duty", "签字、决定", "signature or decision"), *_STAYS)
_WAITS = (
    Column("number", "编号", "number"),
    Column("unit", "单位", "unit"),
    Column("waits_for", "等待", "waits for"),
    Column("circle", "互相等待", "in a circle"),
)

_HANDED = (
    Column("number", "编号", "number"),
    Column("unit", "单位", "unit"),
    Column("duties", "随同移交的责任事项", "duties that went along"),
)
_KEPT = (
    Column("number", "编号", "number"),
    Column("unit", "单位", "unit"),
    Column("reason", "未能移交的原因", "why it was not handed over"),
)
_OWED = (
    Column("number", "编号", "number"),
    Column("duty", "责任事项", "duty"),
    Column("unit", "单位", "unit"),
    Column("due_at", "期限", "due"),
    Column("reason", "原因与办法", "why, and what to do"),
)

_ABSENCES = (
    Column("person", "人员", "person"),
    Column("reason", "原因", "reason"),
    Column("since", "起", "since"),
    Column("until", "止", "until"),
    Column("stands_in", "代理人", "stands in"),
    Column("duties", "待履行", "owes"),
    Column("overdue", "其中逾期", "of them overdue"),
    Column("next_due_at", "最近期限", "next due"),
    Column("numbers", "涉及编号", "matters and proceedings"),
)


def hand_over(
    person: Annotated[
        str, typer.Argument(metavar="PERSON", help="离岗人员 · who is absent, or has changed post")
    ],
    successor: Annotated[
        str, typer.Argument(metavar="SUCCESSOR", help="接手人员 · who takes everything over")
    ],
    reason: Annotated[str, typer.Option("--reason", help="原因 · why")],
    unit: UnitOption = None,
    token: Token = None,
    as_json: AsJson = False,
) -> None:
    """全部移交 · Hand over everything somebody has and owes, one by one; again, what is left."""
    try:
        command = HandOverAll(person=person, successor=successor, unit=unit, reason=reason)
    except ValidationError as error:
        found = troubles(error.errors(include_url=False, include_input=False), api_language())
        raise typer.BadParameter("; ".join(f"{e.where}: {e.problem}" for e in found)) from error
    with up_to_date() as app:
        actor = acting(app, token)
        with bar(say("移交", "handing over")) as report:
            done = app.handing_over.hand_over_all(command, actor, report)
    kept = [_said(each) for each in done.not_handed_over]
    handed = [asdict(each) for each in done.handed_over]
    owed = [_said(each) for each in done.still_owed]
    if as_json:
        print_json(plain({"handed_over": handed, "not_handed_over": kept, "still_owed": owed}))
        return
    show_rows(_HANDED, handed, Form.TABLE, say("已移交", "handed over") + f": {len(handed)}")
    show_rows(_KEPT, kept, Form.TABLE, say("未能移交", "not handed over") + f": {len(kept)}")
    show_rows(_OWED, owed, Form.TABLE, say("本人仍欠", "still owed by them") + f": {len(owed)}")


def _said(each: NotHandedOver | StillOwed) -> dict[str, Any]:
    """Its fields, the refusal as its sentence."""
    told = {one.name: getattr(each, one.name) for one in fields(each) if one.name != "refusal"}
    return {**told, "reason": each.refusal.sentence(language())}


def custody(
    matter: MatterArgument,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """在谁手里、多久 · In whose hands a matter was, how long, and each signature's time."""
    how, wanted = form(as_json, as_csv), asked(as_of, known_by)
    with up_to_date() as app:
        found = find(app, LOCAL, wanted, matter_named(app, matter))
        stays = [_row(found, each) for each in found.stays]
        signatures = [
            {**_row(found, each), "duty": each.duty, "of": each.of} for each in found.signatures
        ]
        if how is Form.CSV:
            take(app, "custody", _STAYS, stays, found.axes, {"matter": matter})
        elif how is Form.JSON:
            print_json(plain({"stays": stays, "signatures": signatures}))
        else:
            show_rows(_STAYS, stays, how, say("在谁手里", "in whose hands"))
            show_rows(_SIGNATURES, signatures, how, say("签字、决定", "signatures and decisions"))


def _row(found: Custody, each: Stay | Signature) -> dict[str, Any]:
    return {
        "unit": each.unit,
        "person": each.person,
        "since": each.since,
        "until": each.until,
        "working_days": found.working_days(each),
    }


def absences(
    as_of: AsOf = None, known_by: KnownBy = None, as_json: AsJson = False, as_csv: AsCsv = False
) -> None:
    """不在岗人员及其所欠 · Who is away, who stands in, and what they owe meanwhile."""
    how, wanted = form(as_json, as_csv), asked(as_of, known_by)
    with up_to_date() as app:
        axes, found = app.queries.absences(LOCAL, wanted)
        rows = [
            {
                **asdict(each.absence),
                "duties": len(each.owed),
                "overdue": sum(one.due_at <= axes.as_of for one in each.owed),
                "next_due_at": each.owed[0].due_at if each.owed else None,
                "numbers": list(dict.fromkeys(one.number for one in each.owed)),
            }
            for each in found
        ]
        title = say("不在岗", "away") + f": {len(rows)}"
        show_list(app, "absences", _ABSENCES, rows, how, title, axes)


def waits(
    as_of: AsOf = None, known_by: KnownBy = None, as_json: AsJson = False, as_csv: AsCsv = False
) -> None:
    """互设前置条件 · Which units wait for which, and where that goes in a circle."""
    how, wanted = form(as_json, as_csv), asked(as_of, known_by)
    with up_to_date() as app:
        axes, found = app.queries.waits(LOCAL, wanted)
        rows = [
            {
                "matter": each.matter,
                "number": each.number,
                "unit": each.unit,
                "waits_for": each.waits_for,
                "circle": list(each.circle),
            }
            for each in found
        ]
        show_list(app, "waits", _WAITS, rows, how, say("互相等待", "waits"), axes)
