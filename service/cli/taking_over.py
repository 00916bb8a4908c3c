"""Taking over messages from a file."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from service.cli.failures import FAILED
from service.cli.language import language, say
from service.cli.options import AsCsv, AsJson
from service.cli.output import Column, Form, form, show_one, tell
from service.cli.running import bar, bring_up_to_date, opened
from service.cli.taking import take
from service.importing.importer import Summary, import_file
from service.importing.mapping import Mapping, read_mapping, source_name

_SUMMARY = (
    Column("rows", "行数", "rows"),
    Column("imported", "新导入", "imported"),
    Column("answers_added", "补入答复", "answers added"),
    Column("unchanged", "无变化", "unchanged"),
    Column("bad", "有误未导入", "bad, left out"),
)


def import_messages(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="CSV")],
    mapping: Annotated[
        Path | None,
        typer.Option(
            "--mapping",
            metavar="FILE.toml",
            help="列名、来源、编码等对应 · names of columns, source, encoding and so on",
        ),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--source", metavar="NAME", help="来源名称 · whose message numbers these are"),
    ] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """导入留言及答复 · Take over messages and their answers; again adds only what is new."""
    how = form(as_json, as_csv)
    described = read_mapping(mapping) if mapping else Mapping()
    if source is not None:
        described = replace(described, source=source_name(source))
    size = file.stat().st_size if file.is_file() else None
    with opened() as app:
        with bar(say("导入", "importing")) as report:
            summary = import_file(app, file, described, lambda read: report(read, size))
        _tell_bad_rows(summary)
        if how is Form.CSV:
            take(app, "import", _SUMMARY, [_row(summary)], None)
        else:
            show_one(_SUMMARY, _row(summary), how, file.name)
        bring_up_to_date(app)
    if summary.bad:
        raise typer.Exit(FAILED)


def _tell_bad_rows(summary: Summary) -> None:
    for row in summary.bad_rows:
        tell(row.sentence(language()))
    if summary.bad > len(summary.bad_rows):
        more = summary.bad - len(summary.bad_rows)
        tell(say(f"另有 {more} 行有误。", f"{more} more bad rows."))
    if summary.looks_like_gbk:
        tell(
            say(
                '文件似乎不是 UTF-8。若为 GBK，请在 --mapping 文件的 [source] 下写 encoding = "gb18030"。',
                "The file seems not to be UTF-8. If it is GBK, say in the --mapping file, under"
                ' [source]: encoding = "gb18030".',
            )
        )


def _row(summary: Summary) -> dict[str, object]:
    bad_rows = [
        {
            "line": row.line,
            "reason": row.fault.code,
            "column": row.column,
            "sentence": row.sentence(language()),
        }
        for row in summary.bad_rows
    ]
    counts = {column.name: getattr(summary, column.name) for column in _SUMMARY}
    return {**counts, "bad_rows": bad_rows}
