"""Commands typed by a clerk: the words of the API, the person of a token."""

from typing import Any

import pytest

from tests.service.cli.processes import Huiyin

RECEIVE = (
    "receive", "--channel", "hotline", "--subject", "路灯不亮", "--body", "三号楼前", "--nature",
    "request", "--name", "来电人", "--contact", "来电号码",
)  # fmt: skip


def token(huiyin: Huiyin, role: str, person: str, unit: str) -> str:
    signed = huiyin.json("token", "--role", role, "--person", person, "--unit", unit)["token"]
    return str(signed)


@pytest.fixture
def office(huiyin: Huiyin) -> Huiyin:
    """Two units; the clerk's token is in the environment."""
    supervisor = token(huiyin, "supervisor", "sup-he", "office")
    for unit, name, kind in (
        ("office", "效能办", "efficiency_office"),
        ("road", "城管局", "department"),
    ):
        done = huiyin(
            "do", "establish-unit", "--unit", unit, "--name", name, "--kind", kind,
            "--since", "2020-01-01", "--token", supervisor,
        )  # fmt: skip
        assert done.status == 0, done.err
    huiyin.environment["HUIYIN_TOKEN"] = token(huiyin, "clerk", "clerk-li", "office")
    return huiyin


def received(office: Huiyin) -> dict[str, Any]:
    done = office.json("do", *RECEIVE)
    assert isinstance(done, dict)
    return done


def test_a_matter_goes_from_receipt_to_answer_by_its_number(office: Huiyin) -> None:
    made = received(office)
    assert made["events"] == ["matter.received", "matter.registered"]
    number = made["number"]
    handler = token(office, "handler", "wang", "road")
    assert office("do", "dispatch", number, "--lead", "road,wang,现场查看").status == 0
    assert office("do", "deliver", number, "--unit", "road").status == 0
    assert office("do", "sign", number, "--token", handler).status == 0
    reported = office(
        "do", "report-outcome", number, "--finding", "met", "--measures", "site_visit",
        "--measures", "action_taken", "--text", "已修", "--evidence", "照片 17", "--token", handler,
    )  # fmt: skip
    assert reported.status == 0, reported.err
    head = token(office, "unit_head", "chen", "road")
    handing = ("hand-over", "wang", "zhao", "--reason", "病假", "--token", head)
    handed = office.json(*handing)
    assert [each["number"] for each in handed["handed_over"]] == [number]
    assert office.json(*handing)["handed_over"] == []
    answered = office.json("do", "answer", number, "--text", "已修好", "--route", "phone")
    assert answered["events"] == ["matter.complainant_answered"]
    steps = office.json("timeline", number)
    assert [each["person"] for each in steps][-1] == "clerk-li"


def test_a_key_makes_a_repeat_safe(office: Huiyin) -> None:
    first = office.json("do", *RECEIVE, "--key", "letter-17")
    again = office.json("do", *RECEIVE, "--key", "letter-17")
    assert again == first


def test_a_version_that_has_passed_records_nothing(office: Huiyin) -> None:
    number = received(office)["number"]
    refused = office("do", "deliver", number, "--unit", "road", "--if-match", "1")
    assert refused.status == 1
    assert "第 2 版" in refused.err


@pytest.mark.parametrize("signed", [None, "", "a.b.c"])
def test_nobody_acts_without_a_token(office: Huiyin, signed: str | None) -> None:
    office.environment.pop("HUIYIN_TOKEN")
    given = () if signed is None else ("--token", signed)
    refused = office("do", *RECEIVE, *given)
    assert refused.status == 1
    assert "huiyin token" in refused.err
    assert office.json("matters") == []


def test_a_role_that_may_not_is_told_who_may(office: Huiyin) -> None:
    number = received(office)["number"]
    handler = token(office, "handler", "wang", "road")
    refused = office("do", "close", number, "--token", handler)
    assert refused.status == 1
    assert "反馈专员" in refused.err


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--channel", "电话"), "--channel"),
        (("--received-at", "20200110"), "2026-03-02T09:00:00+08:00"),
        (("--received-at", "2020-01-10T00:00:00"), "时区"),
        (("--subject", ""), "--subject"),
    ],
)
def test_what_does_not_fit_is_wrong_usage_and_records_nothing(
    office: Huiyin, given: tuple[str, ...], said: str
) -> None:
    refused = office("do", *RECEIVE, *given)
    assert refused.status == 2
    assert said in refused.err.replace("\n", "")
    assert office.json("matters") == []


def test_what_is_missing_is_named(office: Huiyin) -> None:
    refused = office("do", "receive", "--channel", "hotline")
    assert refused.status == 2
    assert "--subject" in refused.err and "--body" in refused.err


def test_a_part_may_be_given_as_json(office: Huiyin) -> None:
    number = received(office)["number"]
    lead = '{"unit": "road", "person": "wang", "task": "看, 修"}'
    assert office("do", "dispatch", number, "--lead", lead).status == 0
    broken = office("do", "dispatch", number, "--lead", '{"unit": ')
    assert broken.status == 2


def test_each_role_opens_its_own_desk_in_the_morning(office: Huiyin) -> None:
    number = received(office)["number"]
    handler, leader = (
        token(office, role, person, "road")
        for role, person in (("handler", "wang"), ("leader", "leader-sun"))
    )
    assert office("do", "dispatch", number, "--lead", "road,wang").status == 0
    assert office("do", "deliver", number, "--unit", "road").status == 0
    desk = office.json("morning", "--token", handler)
    assert [each["number"] for each in desk["unsigned"]["items"]] == [number]
    assert (desk["mine"]["total"], desk["redo"]["total"]) == (desk["unit"]["total"], 0)
    screen = office.json("morning", "--token", leader, "--period", "year")
    assert [(each["unit"], each["received"]) for each in screen["units"]] == [("road", 1)]
    assert [(each["duty"], each["person"]) for each in screen["jams"]] == [("sign", "wang")]
    assert number in office("morning", "--token", handler, "--language", "en").out
    assert "卡在谁手里" in office("morning", "--token", leader, "--language", "zh-CN").out
    assert office("morning", "--token", leader, "--period", "none").status == 2
    assert office("morning", "--token", "x").status == 1


def test_a_manifest_is_entered_and_its_differences_are_listed(office: Huiyin) -> None:
    entered = (
        "do", "record-manifest", "--channel", "hotline", "--day", "2026-01-05", "--count", "2",
        "--source-numbers", "R-1", "--source-numbers", "R-2", "--counted-by", "热线平台日报",
    )  # fmt: skip
    assert office.json(*entered)["events"] == ["manifest.recorded"]
    (row,) = office.json("manifests", "--from", "2026-01-05", "--to", "2026-01-05", "--differences")
    assert (row["said"], row["registered"], row["missing"]) == (2, 0, ["R-1", "R-2"])
    wrong = office("manifests", "--from", "5 January", "--language", "en")
    assert (wrong.status, "2026-03-02" in wrong.err) == (2, True)


def test_a_clerk_is_told_what_was_said_before_and_merges_it(office: Huiyin) -> None:
    first, again = received(office), received(office)
    assert first["may_repeat"] == []
    assert again["may_repeat"] == [first["number"]]
    merged = office.json(
        "do", "merge", again["number"], "--into", first["number"], "--reason", "同一处"
    )
    assert merged["events"] == ["matter.merged"]
    (item,) = office.json("matters", "--state", "merged")
    assert item["number"] == again["number"]
    refused = office("do", "merge", first["number"], "--into", again["number"], "--reason", "省事")
    assert refused.status == 1
    assert f"不能并入 {again['number']}" in refused.err
    parted = office.json("do", "unmerge", again["number"], "--reason", "并非同一处")
    assert parted["events"] == ["matter.unmerged"]


def test_a_filing_is_split_by_its_number_and_a_part_called_off_by_its_own(office: Huiyin) -> None:
    whole = received(office)["number"]
    parts = ("--parts", "路面塌陷,修复路面", "--parts", "水管渗漏,修复水管")
    road, pipes = office.json("do", "split", whole, *parts)["elsewhere"]
    done = office.json("do", "call-off-part", whole, "--part", pipes, "--reason", "已另行修复")
    assert done["events"] == ["matter.part_called_off"]
    refused = office("do", "answer", road, "--text", "已修", "--route", "phone")
    assert refused.status == 1
    assert whole in refused.err
