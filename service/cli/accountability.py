"""The register of accountability, and what was decided in cases like one."""

from typing import Annotated, Any

import typer

from projections.accountability_register import HeldCase, share
from service.accountability import comparables_of, register_of
from service.cli.language import language, say
from service.cli.matter_names import proceeding_named
from service.cli.options import (
    AsCsv,
    AsJson,
    AsOf,
    KnownBy,
    ProceedingArgument,
    asked,
    read_moment,
)
from service.cli.output import Column, form
from service.cli.running import LOCAL, up_to_date
from service.cli.taking import show_list

_CASES = (
    Column("number", "编号", "number"),
    Column("ground", "问责情形", "ground"),
    Column("gravity", "情节", "gravity"),
    Column("unit", "单位", "unit"),
    Column("person", "人员", "person"),
    Column("measures", "问责方式", "measures"),
    Column("in_process", "事中", "in process"),
    Column("decided_at", "决定时间", "decided"),
)


def accountability_register(
    since: Annotated[str, typer.Option("--from", metavar="TIME", help="决定起 · decided from")],
    until: Annotated[str, typer.Option("--to", metavar="TIME", help="决定止 · decided before")],
    as_of: AsOf = None,
    known_by: KnownBy = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """问责台账与三转 · Who was held to account, and the shares of inaction, units, in-process."""
    how, wanted = form(as_json, as_csv), asked(as_of, known_by)
    first, end = read_moment("--from", since), read_moment("--to", until)
    with up_to_date() as app:
        axes, found = register_of(app.queries, LOCAL, wanted, first, end)
        inaction = share(found.inaction, found.fault)
        units = share(found.units, found.officials)
        in_process = share(found.in_process, found.afterwards)
        talks = found.early_talks
        title = say(
            f"不作为 {inaction}%，单位 {units}%，事中 {in_process}%（提醒谈话 {talks} 次）",
            f"inaction {inaction}%, units {units}%, in process {in_process}% ({talks} early talks)",
        )
        rows = [_row(each) for each in found.cases]
        narrowed = {"from": since, "to": until}
        show_list(app, "accountability-register", _CASES, rows, how, title, axes, narrowed)


def comparables(
    case: ProceedingArgument,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """类案参照 · What was decided in cases of the same ground and gravity."""
    how, wanted = form(as_json, as_csv), asked(as_of, known_by)
    with up_to_date() as app:
        named = proceeding_named(app, case)
        axes, found = comparables_of(app.queries, LOCAL, wanted, named)
        title = say(
            f"追究 {found.held} 件，不予追究 {found.not_held} 件",
            f"{found.held} held, {found.not_held} not held",
        )
        rows = [_row(each) for each in found.cases]
        show_list(app, "comparables", _CASES, rows, how, title, axes, {"case": case})


def _row(held: HeldCase) -> dict[str, Any]:
    return {
        "number": held.number,
        "ground": held.ground.label(language()),
        "gravity": held.gravity.label(language()),
        "unit": held.unit,
        "person": held.person,
        "measures": list(held.measures),
        "in_process": held.in_process,
        "decided_at": held.decided_at,
    }
