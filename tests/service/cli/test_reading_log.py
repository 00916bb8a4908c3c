"""On the command line: who a complainant is, on record, and who was shown it."""

from hashlib import sha256
from pathlib import Path

import psycopg

from tests.service.cli.processes import Huiyin
from tests.service.cli.test_doing import office, received, token

__all__ = ["office"]


def test_a_clerk_is_shown_a_name_and_an_auditor_is_told_so(office: Huiyin) -> None:
    number = received(office)["number"]
    shown = office.json("reveal", number, "--reason", "回访")
    assert (shown["name"], shown["contact"]) == ("来电人", "来电号码")
    assert office("reveal", number).status == 2
    assert "来电号码" not in office("timeline", number, "--json").out
    found = office.json("find-by-contact", "来电号码", "--reason", "来电查询")
    assert [each["number"] for each in found] == [number]
    read = office.json("readings")
    assert {each["kind"] for each in read} >= {"投诉人身份", "按人查找", "事项"}
    (revealed,) = office.json("readings", "--matter", number, "--kind", "identity")
    assert revealed["person"] == "clerk-li"
    (looked,) = office.json("readings", "--looked-for", "来电号码")
    assert looked["found"] == 1
    assert office("readings", "--matter", number, "--before-withdrawal").status == 1
    assert office("readings", "--before-withdrawal").status == 2


def test_erasing_is_refused_while_the_matter_is_open_and_says_so(office: Huiyin) -> None:
    number = received(office)["number"]
    refused = office("erase", number, "--reason", "本人申请", LANG="zh_CN.UTF-8")
    assert refused.status == 1
    auditor = token(office, "auditor", "audit-qian", "office")
    held = office.json("hold", number, "--reason", "专项审计", "--token", auditor)
    assert held["events"] == ["person.hold_placed"]
    again = office("erase", number, "--reason", "本人申请")
    assert again.status == 1
    assert number in again.err + again.out
    lifted = office.json("lift-hold", number, "--reason", "结束", "--token", auditor)
    assert lifted["events"] == ["person.hold_lifted"]
    assert office("erase", "nobody", "--reason", "本人申请").status == 1


def test_lists_taken_are_on_record_by_whom_and_with_the_sum_of_the_file(
    office: Huiyin, tmp_path: Path
) -> None:
    received(office)
    taken = office("matters", "--csv")
    assert taken.status == 0, taken.err
    file = tmp_path / "worklist.xlsx"
    alone = office("worklist", "--pile", "all", "--xlsx", str(file), HUIYIN_TOKEN="")
    assert alone.status == 0, alone.err
    refused = office("overdue", "--csv", HUIYIN_TOKEN="odd")  # noqa: S106 - no token is meant
    assert (refused.status, refused.out) == (1, "")
    exports = office.json("readings", "--kind", "export")
    assert {(each["person"], each["list_name"], each["found"]) for each in exports} == {
        ("clerk-li", "matters", 1),
        ("local", "worklist", 1),
    }
    with psycopg.connect(office.environment["DATABASE_URL"]) as connection:
        digests = connection.execute(
            "SELECT data->'fact'->>'digest' FROM huiyin_main.event"
            " WHERE type = 'reading.list_exported' ORDER BY position"
        ).fetchall()
    assert [each for (each,) in digests] == [
        sha256(taken.out.encode()).hexdigest(),
        sha256(file.read_bytes()).hexdigest(),
    ]
    assert office("changes", HUIYIN_TOKEN="").status == 0
    (seen,) = office.json("readings", "--kind", "list")
    assert (seen["person"], seen["list_name"]) == ("local", "changes")
