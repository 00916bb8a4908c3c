"""A campaign's self-inspection beside what others found."""

from service.campaigns import compared
from service.cli.language import say
from service.cli.matter_names import proceeding_named
from service.cli.options import AsCsv, AsJson, AsOf, KnownBy, ProceedingArgument, asked
from service.cli.output import Column, Row, form
from service.cli.running import LOCAL, up_to_date
from service.cli.taking import show_list

_UNITS = (
    Column("unit", "单位", "unit"),
    Column("reported", "已报告", "reported"),
    Column("found", "自报发现", "says it found"),
    Column("put_right", "自报整改", "says it put right"),
    Column("not_entered", "未立件", "not entered"),
    Column("by_itself", "自查立件", "entered itself"),
    Column("by_inspection", "明查暗访、评议发现", "found by inspections"),
    Column("by_complaint", "投诉查实", "substantiated complaints"),
    Column("found_nothing", "自查未发现", "found nothing itself"),
)


def campaign(
    named: ProceedingArgument,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """自查自纠对照 · What a campaign's units say they found, beside what others found about them."""
    how, wanted = form(as_json, as_csv), asked(as_of, known_by)
    with up_to_date() as app:
        axes, found = compared(app.queries, LOCAL, wanted, proceeding_named(app, named))
        rows: list[Row] = [
            {
                "unit": each.unit,
                "reported": each.reported,
                "found": each.found,
                "put_right": each.put_right,
                "not_entered": each.not_entered,
                "by_itself": each.seen.by_itself,
                "by_inspection": each.seen.by_inspection,
                "by_complaint": each.seen.by_complaint,
                "found_nothing": each.found_nothing,
            }
            for each in found
        ]
        title = say(f"共 {len(rows)} 个单位", f"{len(rows)} units")
        show_list(app, "campaign", _UNITS, rows, how, title, axes, {"campaign": named})
