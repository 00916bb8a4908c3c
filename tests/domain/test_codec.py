"""What is stored stays readable: each fact has a golden file, and writing seals personal text."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from domain.codec import FACTS, Draft, Stored, UnreadableEvent, decode, encode
from domain.envelope import Fact, Sealed
from domain.matter.intake.events import MatterReceived
from domain.matter.routing.events import OrderSigned
from tests.domain.examples import AT, EXAMPLES, seal
from tests.people import CLERK

GOLDEN = Path(__file__).parent / "golden"
BY_NAME = {f"{fact.TYPE}.v{fact.TYPE_VERSION}": fact for fact in EXAMPLES}
HEAD = {
    "actor": {"person": "clerk-li", "role": "clerk", "unit": "office"},
    "occurred_at": "2026-03-02T09:30:15.123456+08:00",
    "command": "command-1",
}


def draft(fact: Fact) -> Draft:
    return Draft("matter-m1", fact, CLERK, AT, "command-1")


def stored(fact_type: str, version: int, data: str) -> Stored:
    return Stored(7, "matter-m1", 3, fact_type, version, AT, data)


def test_every_fact_has_an_example() -> None:
    assert {fact.TYPE for fact in EXAMPLES} == set(FACTS)
    assert len(EXAMPLES) == len(FACTS)


def test_every_fact_has_a_golden_file_and_no_file_is_without_a_fact() -> None:
    files = {path.name for path in GOLDEN.iterdir()}
    old_shapes = {name for name in files if name.removesuffix(".json") not in BY_NAME}
    assert files >= {f"{name}.json" for name in BY_NAME}
    for name in old_shapes:
        fact_type, version = name.removesuffix(".json").rsplit(".v", 1)
        assert int(version) < FACTS[fact_type].TYPE_VERSION


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_a_fact_is_written_exactly_as_its_golden_file(name: str) -> None:
    golden = (GOLDEN / f"{name}.json").read_text(encoding="utf-8")
    assert json.loads(encode(draft(BY_NAME[name]), seal)) == json.loads(golden)


@pytest.mark.parametrize("path", sorted(GOLDEN.iterdir()), ids=lambda path: path.stem)
def test_a_golden_file_reads_back_as_the_fact_it_was_with_personal_text_sealed(path: Path) -> None:
    fact_type, version = path.stem.rsplit(".v", 1)
    data = path.read_text(encoding="utf-8")
    recorded = decode(stored(fact_type, int(version), data))
    assert recorded.actor == CLERK
    assert recorded.occurred_at == AT
    assert (recorded.position, recorded.version, recorded.command) == (7, 3, "command-1")
    assert not recorded.back_dated
    example = BY_NAME[f"{fact_type}.v{recorded.fact.TYPE_VERSION}"]
    again = json.loads(encode(draft(recorded.fact), seal))
    assert again == json.loads(encode(draft(example), seal))


def test_no_personal_text_stands_in_any_golden_file() -> None:
    texts = (
        "丁某",
        "0000-1",
        "楼道灯坏了",
        "报修两周没人来",
        "换灯",
        "缺经费",
        "灯已换好",
        "等配件",
        "登记错误",
        "东街 7 号 2 门",
        "西街 9 号",
        "档案 7 号",
    )
    for path in GOLDEN.iterdir():
        written = path.read_text(encoding="utf-8")
        assert not [text for text in texts if text in written]


def test_personal_text_cannot_be_written_without_a_seal() -> None:
    received = BY_NAME["matter.received.v1"]
    with pytest.raises(ValueError, match="must be sealed before it is written"):
        received.model_dump_json(exclude_none=True)


def test_why_a_text_could_not_be_sealed_reaches_the_caller() -> None:
    class KeysAreAway(Exception):
        pass

    def refuses(_text: str) -> Sealed:
        raise KeysAreAway

    with pytest.raises(KeysAreAway):
        encode(draft(BY_NAME["matter.received.v1"]), refuses)


def test_sealed_text_is_written_as_it_is_and_sealed_no_second_time() -> None:
    received = BY_NAME["matter.received.v1"]
    assert isinstance(received, MatterReceived)
    resealed = received.model_copy(update={"subject": Sealed(person="p", sealed="c2VhbGVk")})
    written = json.loads(encode(draft(resealed), seal))
    assert written["fact"]["subject"] == {"person": "p", "sealed": "c2VhbGVk"}


def test_absent_fields_are_left_out_and_read_back_as_absent() -> None:
    received = BY_NAME["matter.received.v1"].model_copy(
        update={"name": None, "contact": None, "place": None, "assigned_by": None}
    )
    data = encode(draft(received), seal)
    assert not {"name", "contact", "place", "assigned_by"} & set(json.loads(data)["fact"])
    fact = decode(stored("matter.received", 1, data)).fact
    assert isinstance(fact, MatterReceived)
    assert (fact.name, fact.contact, fact.place, fact.assigned_by) == (None, None, None, None)


def test_a_back_dated_event_says_so_and_reads_back_so() -> None:
    data = encode(replace(draft(BY_NAME["matter.closed.v1"]), back_dated=True), seal)
    assert json.loads(data)["back_dated"] is True
    assert decode(stored("matter.closed", 1, data)).back_dated


def test_an_actor_without_a_unit_is_written_without_one() -> None:
    actor = CLERK.model_copy(update={"unit": None})
    data = encode(replace(draft(BY_NAME["matter.closed.v1"]), actor=actor), seal)
    assert "unit" not in json.loads(data)["actor"]


@pytest.mark.parametrize(
    ("fact_type", "version", "fact"),
    [
        ("matter.vanished", 1, {}),
        ("matter.order_signed", 2, {"unit": "housing", "person": "p", "leads": True}),
        ("matter.order_signed", 0, {"unit": "housing", "person": "p", "leads": True}),
        ("matter.order_signed", 1, {"unit": "housing", "leads": True}),
        ("matter.order_signed", 1, {"unit": "housing", "person": "p", "leads": True, "x": 1}),
    ],
    ids=["unknown type", "newer version", "unknown old version", "field missing", "field unknown"],
)
def test_what_this_program_does_not_know_is_unreadable(
    fact_type: str, version: int, fact: dict[str, object]
) -> None:
    with pytest.raises(UnreadableEvent, match=rf"event 7 \({fact_type} version {version}\)"):
        decode(stored(fact_type, version, json.dumps({**HEAD, "fact": fact})))


@pytest.mark.parametrize("data", ["", "{", "[]", '{"fact": {}}', "NaN"])
def test_json_that_is_no_event_is_unreadable(data: str) -> None:
    with pytest.raises(UnreadableEvent):
        decode(stored(OrderSigned.TYPE, 1, data))


def test_text_that_no_utf8_file_can_hold_is_refused() -> None:
    remark = BY_NAME["matter.registration_corrected.v1"].model_copy(update={"place": "\ud800"})
    with pytest.raises(ValueError, match=r"surrogate|utf-8"):
        encode(draft(remark), seal)
