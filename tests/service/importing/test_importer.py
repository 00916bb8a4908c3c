"""What a file's rows become, and what is said of rows that cannot be taken in."""

from pathlib import Path
from typing import Any

import pytest

from domain.codec import decode
from domain.envelope import Recorded, Sealed
from domain.errors import HuiyinError
from domain.matter.imported.events import AnswerImported, MatterImported
from domain.matter.intake.commands import RegisterMatter
from domain.vocabulary import Finding, Nature, UnitKind
from service.bootstrap import Application
from service.importing.importer import Summary, import_file
from service.importing.mapping import Mapping, parse_mapping
from service.importing.problems import FileNotReadable, MissingColumns, NoHeader
from service.importing.recording import matter_of
from tests.people import CLERK, establish_units
from tests.service.importing.made_up import COLUMNS, Row, answered, row, text, write

HEADER = ",".join(COLUMNS)


@pytest.fixture
def take_over(app: Application, tmp_path: Path) -> Any:
    """Imports rows, or the bytes of a file."""

    def import_(content: list[Row] | bytes, mapping: str = "") -> Summary:
        path = tmp_path / "messages.csv"
        path.write_bytes(content if isinstance(content, bytes) else text(content).encode())
        return import_file(app, path, parse_mapping(mapping))

    return import_


def counts(summary: Summary) -> tuple[int, int, int, int]:
    assert summary.rows == (
        summary.imported + summary.answers_added + summary.unchanged + summary.bad
    )
    return summary.imported, summary.answers_added, summary.unchanged, summary.bad


def history(app: Application, number: str, source: str = "messages") -> list[Recorded]:
    stream = f"matter-{matter_of(source, number)}"
    return [decode(each) for each in app.log.stream(stream)]


def opened(app: Application, sealed: object) -> str | None:
    assert isinstance(sealed, Sealed)
    return app.vault.open(sealed)


def test_a_row_becomes_a_matter_with_its_source_times_and_a_place_of_its_own(
    app: Application, take_over: Any
) -> None:
    assert counts(take_over([row("7")])) == (1, 0, 0, 0)
    (recorded,) = history(app, "7")
    fact = recorded.fact
    assert isinstance(fact, MatterImported)
    assert recorded.occurred_at.isoformat() == "2019-03-04T10:00:00+08:00"
    assert recorded.counted_at == recorded.occurred_at
    assert fact.number == "2026-I-000001"
    assert fact.source_number == "7"
    assert fact.provenance == "imported, source time unproven, finding unknown"
    assert opened(app, fact.body) == "门前路灯坏了三天。"
    assert fact.final_answer_by.at.isoformat() == "2019-03-26T00:00:00+08:00"
    app.reference.refresh()
    assert app.reference.organisation().units["东街"].kind is UnitKind.PLACE


def test_a_reply_becomes_an_answer_at_its_own_time_with_no_finding_recorded(
    app: Application, take_over: Any
) -> None:
    assert counts(take_over([answered("7")])) == (1, 0, 0, 0)
    _, recorded = history(app, "7")
    assert isinstance(recorded.fact, AnswerImported)
    assert recorded.occurred_at.isoformat() == "2019-03-06T10:00:00+08:00"
    assert recorded.fact.finding is Finding.NOT_RECORDED
    assert opened(app, recorded.fact.text) == "已修好。"


def test_a_message_without_a_place_is_nobodys(app: Application, take_over: Any) -> None:
    take_over([row("7", place="")])
    assert getattr(history(app, "7")[0].fact, "unit", "?") is None


def test_a_place_that_is_a_known_unit_is_handled_by_it(app: Application, take_over: Any) -> None:
    establish_units(app)
    before = app.log.head()
    take_over([row("7", place="housing")])
    assert app.log.head() == before + 1


def test_a_place_with_a_blank_still_makes_a_unit(app: Application, take_over: Any) -> None:
    take_over([row("7", place="东街 北巷")])
    fact = history(app, "7")[0].fact
    assert isinstance(fact, MatterImported)
    assert (fact.unit, fact.place) == ("东街_北巷", "东街 北巷")


def test_one_citizens_messages_are_sealed_under_one_key_and_anothers_under_another(
    app: Application, take_over: Any
) -> None:
    rows = [row("1", user_code="U"), row("2", user_code="U"), row("3", user_code="V")]
    take_over([*rows, row("4", user_code=""), row("5", user_code="")])
    people = [getattr(history(app, number)[0].fact, "complainant") for number in "12345"]  # noqa: B009
    assert people[0] == people[1]
    assert len(set(people)) == 4


def test_nothing_that_a_citizen_wrote_stands_in_the_log_in_the_clear(
    app: Application, take_over: Any
) -> None:
    take_over([answered("7", subject="主题甲", body="正文乙", reply="答复丙", user_code="代码丁")])
    stored = "".join(each.data for each in app.log.after(0, 100))
    assert not any(word in stored for word in ("主题甲", "正文乙", "答复丙", "代码丁"))


def test_the_same_file_again_changes_nothing(app: Application, take_over: Any) -> None:
    rows = [row("1"), answered("2"), row("3", place="")]
    take_over(rows)
    before = app.log.head()
    assert counts(take_over(rows)) == (0, 0, 3, 0)
    assert app.log.head() == before


def test_a_later_file_adds_just_the_answer(app: Application, take_over: Any) -> None:
    take_over([row("1"), row("2")])
    before = app.log.head()
    assert counts(take_over([answered("1"), row("2")])) == (0, 1, 1, 0)
    assert app.log.head() == before + 1


def test_the_same_message_twice_in_one_file_is_one_matter(app: Application, take_over: Any) -> None:
    rows = [row("1"), row("1"), answered("1"), answered("1")]
    assert counts(take_over(rows)) == (1, 1, 2, 0)
    assert len(history(app, "1")) == 2


def test_the_same_number_of_another_source_is_another_matter(
    app: Application, take_over: Any
) -> None:
    take_over([row("1")])
    assert counts(take_over([row("1")], '[source]\nname = "other"')) == (1, 0, 0, 0)
    assert len(history(app, "1", "other")) == 1


def test_a_reply_is_added_to_a_matter_that_was_taken_up_here_in_between(
    app: Application, take_over: Any
) -> None:
    establish_units(app)
    take_over([row("1")])
    app.handler.matter(RegisterMatter(nature=Nature.REQUEST), CLERK, matter_of("messages", "1"))
    assert counts(take_over([answered("1")])) == (0, 1, 0, 0)


def test_a_later_reply_that_lies_before_the_known_submission_is_bad(take_over: Any) -> None:
    take_over([row("1", submitted_at="2019-03-05T10:00:00+08:00")])
    summary = take_over(
        [
            answered(
                "1",
                submitted_at="2019-03-04T08:00:00+08:00",
                replied_at="2019-03-04T09:00:00+08:00",
            )
        ]
    )
    assert counts(summary) == (0, 0, 0, 1)


BAD_ROWS: list[tuple[str, bytes, str]] = [
    ("no id", b",U,P,s,2019-03-04T10:00:00+08:00,b,,", "no_id"),
    ("an id with a blank", b"1 2,U,P,s,2019-03-04T10:00:00+08:00,b,,", "unusable_id"),
    ("a long id", b"x" * 65 + b",U,P,s,2019-03-04T10:00:00+08:00,b,,", "unusable_id"),
    ("no time", b"1,U,P,s,,b,,", "no_time"),
    ("a day that never was", b"1,U,P,s,2019-02-30T10:00:00+08:00,b,,", "impossible_time"),
    ("no time at all", b"1,U,P,s,yesterday,b,,", "impossible_time"),
    ("a year no file means", b"1,U,P,s,0001-01-01T00:00:00+14:00,b,,", "impossible_time"),
    ("a time without zone", b"1,U,P,s,2019-03-04T10:00:00,b,,", "time_without_zone"),
    ("a day without time", b"1,U,P,s,2019-03-04,b,,", "time_without_zone"),
    ("a time in the future", b"1,U,P,s,2027-03-04T10:00:00+08:00,b,,", "time_in_future"),
    (
        "a reply in the future",
        b"1,U,P,s,2019-03-04T10:00:00+08:00,b,r,2027-03-04T10:00:00+08:00",
        "time_in_future",
    ),
    (
        "a reply before the submission",
        b"1,U,P,s,2019-03-04T10:00:00+08:00,b,r,2019-03-04T09:59:59+08:00",
        "reply_before_submission",
    ),
    (
        "a reply without its time",
        b"1,U,P,s,2019-03-04T10:00:00+08:00,b,r,",
        "reply_without_time",
    ),
    (
        "a reply time without reply",
        b"1,U,P,s,2019-03-04T10:00:00+08:00,b,,2019-03-05T10:00:00+08:00",
        "time_without_reply",
    ),
    (
        "a reply time without zone",
        b"1,U,P,s,2019-03-04T10:00:00+08:00,b,r,2019-03-05T10:00:00",
        "time_without_zone",
    ),
    ("broken UTF-8", b"1,U,P,s,2019-03-04T10:00:00+08:00,\xff\xfe,,", "broken_encoding"),
    ("a surrogate", b"1,U,P,s,2019-03-04T10:00:00+08:00,\xed\xa0\x80,,", "broken_encoding"),
    ("a NUL", b"1,U,P,s,2019-03-04T10:00:00+08:00,\0,,", "nul"),
    ("a column too few", b"1,U,P,s,2019-03-04T10:00:00+08:00,b,", "wrong_column_count"),
    ("a column too many", b"1,U,P,s,2019-03-04T10:00:00+08:00,b,,,", "wrong_column_count"),
    (
        "a long body",
        b"1,U,P,s,2019-03-04T10:00:00+08:00," + b"x" * 20_001 + b",,",
        "field_too_long",
    ),
    ("a long place", b"1,U," + b"x" * 65 + b",s,2019-03-04T10:00:00+08:00,b,,", "field_too_long"),
    ("a stray quote", b'1,U,P,"s,2019-03-04T10:00:00+08:00,b,,', "stray_quote"),
]


@pytest.mark.parametrize(
    ("line", "reason"), [each[1:] for each in BAD_ROWS], ids=[each[0] for each in BAD_ROWS]
)
def test_a_bad_row_is_told_with_its_line_and_the_good_ones_go_in(
    app: Application, take_over: Any, line: bytes, reason: str
) -> None:
    before, after = text([row("90", body="两\n行")]), text([row("91"), answered("92")])
    content = before.encode() + line + b"\n" + after.partition("\n")[2].encode()
    summary = take_over(content)
    assert counts(summary) == (3, 0, 0, 1)
    assert [(each.line, each.fault.code) for each in summary.bad_rows] == [(4, reason)]
    assert all(history(app, number) for number in ("90", "91", "92"))


def test_times_without_zone_go_in_where_the_mapping_says_whose_they_are(
    app: Application, take_over: Any
) -> None:
    rows = [row("1", submitted_at="2019-03-04 10:00:00")]
    assert counts(take_over(rows)) == (0, 0, 0, 1)
    assert counts(take_over(rows, '[source]\ntimezone = "Asia/Shanghai"')) == (1, 0, 0, 0)
    assert history(app, "1")[0].occurred_at.isoformat() == "2019-03-04T10:00:00+08:00"


def test_a_file_of_another_make_goes_in_by_its_mapping(app: Application, take_over: Any) -> None:
    content = "编号;标题;时间;内容\n甲-1;主题;2019-03-04T10:00:00+08:00;内容，有逗号\n"
    mapping = """
        [columns]
        message_id = "编号"
        subject = "标题"
        submitted_at = "时间"
        body = "内容"
        user_code = ""
        place = ""
        reply = ""
        replied_at = ""
        [source]
        name = "信箱"
        encoding = "gb18030"
        delimiter = ";"
    """
    assert counts(take_over(content.encode("gb18030"), mapping)) == (1, 0, 0, 0)
    fact = history(app, "甲-1", "信箱")[0].fact
    assert isinstance(fact, MatterImported)
    assert opened(app, fact.body) == "内容，有逗号"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="an empty file"),
        pytest.param(b"\n\n", id="empty lines"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", id="a picture"),
        pytest.param(text([row()]).encode("utf-16"), id="UTF-16"),
        pytest.param("编号,内容\n".encode("gb18030"), id="a header in another encoding"),
    ],
)
def test_what_is_no_csv_is_refused_as_a_whole(
    app: Application, take_over: Any, content: bytes
) -> None:
    before = app.log.head()
    with pytest.raises(NoHeader):
        take_over(content)
    assert app.log.head() == before


def test_a_header_without_our_columns_is_refused_naming_them(take_over: Any) -> None:
    with pytest.raises(MissingColumns) as refused:
        take_over(HEADER.replace("submitted_at", "when").encode() + b"\n")
    assert "submitted_at" in refused.value.sentence("en")
    assert "when" not in refused.value.sentence("en")


@pytest.mark.parametrize("path", ["missing.csv", "."])
def test_a_file_that_cannot_be_opened_is_named(app: Application, tmp_path: Path, path: str) -> None:
    with pytest.raises(FileNotReadable):
        import_file(app, tmp_path / path, Mapping())


def test_every_refusal_of_a_file_has_a_sentence_in_both_languages(
    app: Application, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.csv", [])
    path.write_text("subject,subject\n")
    for name in ("missing.csv", "a.csv"):
        with pytest.raises(HuiyinError) as refused:
            import_file(app, tmp_path / name, Mapping())
        assert refused.value.sentence("zh-CN").endswith("。")
        assert refused.value.sentence("en").endswith(".")
