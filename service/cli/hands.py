"""In whose hands a matter was, and who waits for whom."""

from typing import Any

from domain.matter.custody import Signature, Stay
from service.cli.language import say
from service.cli.matter_names import matter_named
from service.cli.options import AsCsv, AsJson, AsOf, KnownBy, MatterArgument, asked
from service.cli.output import Column, Form, form, plain, print_json, show_rows
from service.cli.running import LOCAL, up_to_date
from service.custody import Custody
from service.custody import custody as find

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
    if how is Form.JSON:
        print_json(plain({"stays": stays, "signatures": signatures}))
        return
    show_rows(_STAYS, stays, how, say("在谁手里", "in whose hands"))
    if how is Form.TABLE:
        show_rows(_SIGNATURES, signatures, how, say("签字、决定", "signatures and decisions"))


def _row(found: Custody, each: Stay | Signature) -> dict[str, Any]:
    return {
        "unit": each.unit,
        "person": each.person,
        "since": each.since,
        "until": each.until,
        "working_days": found.working_days(each),
    }


def waits(
    as_of: AsOf = None, known_by: KnownBy = None, as_json: AsJson = False, as_csv: AsCsv = False
) -> None:
    """互设前置条件 · Which units wait for which, and where that goes in a circle."""
    how, wanted = form(as_json, as_csv), asked(as_of, known_by)
    with up_to_date() as app:
        _, found = app.queries.waits(LOCAL, wanted)
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
    show_rows(_WAITS, rows, how, say("互相等待", "waits"))
