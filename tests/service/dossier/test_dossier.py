"""What a dossier holds, for whom, and under which checkpoint."""

import json
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from typing import Any, get_args, get_type_hints

import pytest
from pydantic import BaseModel
from pypdf import PdfReader

from domain.accountability.leads.commands import OpenLead
from domain.codec import FACTS, decode
from domain.envelope import Actor, Sealed
from domain.kinds import fold
from domain.labels import TEXTS
from domain.matter.joining.commands import LinkRepeat, MergeMatter
from domain.reading.events import DossierTaken
from domain.vocabulary import Ground, Role
from service.access.permissions import NotPermitted, NotYourMatter
from service.dossier.paper import Paper
from service.dossier.related import BASIS, Relation
from service.dossier.report import Life, Report, render
from service.dossier.verify import check
from service.texts import OpenTexts
from tests.people import AUDITOR, CLERK, HANDLER, HEAD, LEADER, SUPERVISOR
from tests.scenarios.office import Office
from tests.scenarios.test_m03_split_and_merged import split
from tests.service.dossier.conftest import WITNESS_KEY, lists, unpacked
from tests.service.proof.logs import sealed

Files = dict[str, bytes]


def manifest(files: Files) -> dict[str, Any]:
    return dict(json.loads(files["manifest.json"]))


def words(pdf: bytes) -> str:
    """What a PDF shows, without its line breaks."""
    pages = PdfReader(BytesIO(pdf)).pages
    return "".join(page.extract_text() for page in pages).replace("\n", "")


def test_it_holds_the_stored_bytes_of_the_matter_and_of_what_its_dates_rest_on(
    files: Files, office: Office, matter: str
) -> None:
    events = [json.loads(line) for line in files["events.jsonl"].splitlines()]
    stored = office.app.proof.store.events(0, 10_000)
    by_position = {row.position: row for row in stored}
    for event in events:
        row = by_position[event["position"]]
        assert (event["stream"], event["version"], event["type"]) == row[1:4]
        assert (event["data"], event["type_version"]) == (row.data, row.type_version)
    streams = {event["stream"] for event in events}
    named = [each for each in streams if each.startswith("lead-")]
    assert named
    assert streams == {f"matter-{matter}", *named, "organisation", "rulebook"} <= streams | {*BASIS}
    for stream in streams:
        assert [e["position"] for e in events if e["stream"] == stream] == [
            row.position for row in stored if row.stream == stream
        ]
    said = manifest(files)
    assert said["rulebooks"] == ["efficiency-office/1"]
    assert said["calendars"] == [office.app.reference.calendar().version]
    assert b"efficiency-office" in files["events.jsonl"]
    assert office.app.reference.calendar().version.encode() in files["calendar.toml"]


def test_personal_text_stays_sealed_and_who_complained_is_in_no_file(files: Files) -> None:
    for name, raw in files.items():
        for secret in ("钱多多", "0991-5550000", "楼道灯坏了"):
            assert secret.encode() not in raw, name
    assert b'\\"sealed\\"' in files["events.jsonl"]
    shown = words(files["dossier.pdf"])
    assert "钱多多" not in shown and "5550000" not in shown


def test_the_pdf_tells_the_story_in_chinese_with_its_font_inside(files: Files) -> None:
    shown = words(files["dossier.pdf"])
    for each in (
        "证据卷宗 2026-000001", "楼道灯坏了", "报修两周没人来", "灯已换好", "经过", "收件", "认定逾期",
        "责任事项", "最终答复（件件有回音）", "2026-03-24 00:00", "逾期完成", "未到期",
        "办结第 1 轮，期限 2026-03-19 00:00，责任方 housing", "efficiency-office/1 outcome", "cn-2026.1",
        "发督办单", "本事项 2026-000001", "相关事务 2026-XS-000001", "尚无：时间只是制作单位的说法",
    ):  # fmt: skip
        assert each in shown, each
    fonts = PdfReader(BytesIO(files["dossier.pdf"])).pages[0]["/Resources"]["/Font"]
    described = [
        font.get_object()["/FontDescriptor"]
        for font in fonts.values()
        if "WenQuanYi" in font.get_object()["/BaseFont"]
    ]
    assert described and all("/FontFile2" in each for each in described)


def test_texts_are_for_those_alone_who_may_read_them(office: Office, matter: str) -> None:
    """Whoever may take a dossier may read texts today; were that to change, the PDF follows."""
    stream = f"matter-{matter}"
    history = [decode(each) for each in office.app.log.stream(stream)]

    def shown(actor: Actor) -> str:
        report = Report(
            number="2026-000001",
            actor=actor,
            as_of=office.clock.now(),
            signed=sealed(office.app),
            lives=[Life(stream, Relation.ITSELF, fold(stream, history), history)],
            rulebooks=(),
            calendars=(),
            texts=OpenTexts(office.app.vault, actor),
        )
        return words(render(report))

    assert "报修两周没人来" in shown(AUDITOR)
    without = shown(Actor(person="system", role=Role.SYSTEM))
    assert "报修两周没人来" not in without and "楼道灯坏了" not in without
    assert "收件" in without


def personal(kind: Any, name: str = "") -> Iterator[str]:
    """The fields of personal text in a type, wherever they are."""
    if kind is Sealed:
        yield name
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        for field, each in get_type_hints(kind).items():
            yield from personal(each, field)
    for each in get_args(kind):
        yield from personal(each, name)


def test_every_field_of_personal_text_has_its_chinese() -> None:
    assert {name for fact in FACTS.values() for name in personal(fact)} == set(TEXTS)


def test_parts_repeats_and_proceedings_come_with_it(office: Office) -> None:
    whole = office.take_in()
    parts = split(office, whole)
    repeat = office.take_in(subject="楼道灯又坏了")
    office.do(LinkRepeat(other=whole), CLERK, repeat)
    lead = OpenLead(
        title="无人修", ground=Ground.INACTION, unit="water", matter=whole, reason="多次"
    )
    opened = office.app.handler.open(lead, SUPERVISOR).stream
    lists(office)
    files = unpacked(office.app.dossiers.make(AUDITOR, whole))
    assert manifest(files)["relations"] == {
        f"matter-{whole}": "itself",
        **{f"matter-{part}": "whole_or_part" for part in parts},
        f"matter-{repeat}": "repeat",
        opened: "proceeding",
    }
    assert check(files).found == []
    of_part = manifest(unpacked(office.app.dossiers.make(AUDITOR, parts[0])))["relations"]
    assert of_part[f"matter-{whole}"] == "whole_or_part"
    assert f"matter-{repeat}" not in of_part


def test_matters_handled_together_come_with_it_from_either_side(office: Office) -> None:
    first, second = office.in_hand(), office.take_in()
    office.do(LinkRepeat(other=first), CLERK, second)
    office.do(MergeMatter(into=first, reason="同一处"), CLERK, second)
    lists(office)
    for one, other in ((first, second), (second, first)):
        relations = manifest(unpacked(office.app.dossiers.make(AUDITOR, one)))["relations"]
        assert relations == {f"matter-{one}": "itself", f"matter-{other}": "handled_together"}


def test_what_the_asker_may_not_know_of_is_not_in_it(office: Office) -> None:
    matter = office.take_in()
    lead = OpenLead(
        title="拖延", ground=Ground.INACTION, person=LEADER.person, matter=matter, reason="多次"
    )
    stream = office.app.handler.open(lead, SUPERVISOR).stream
    lists(office)
    seen = unpacked(office.app.dossiers.make(AUDITOR, matter))
    kept = unpacked(office.app.dossiers.make(LEADER, matter))
    assert stream.encode() in seen["events.jsonl"]
    assert all(stream.encode() not in raw for raw in kept.values())


def test_it_is_for_auditors_supervisors_and_leaders_and_never_about_themselves(
    office: Office,
) -> None:
    matter = office.in_hand()
    about = office.take_in(about_persons=(LEADER.person,))
    lists(office)
    for actor in (AUDITOR, SUPERVISOR, LEADER):
        assert office.app.dossiers.make(actor, matter).number == "2026-000001"
    for actor in (CLERK, HANDLER, HEAD):
        with pytest.raises(NotPermitted):
            office.app.dossiers.make(actor, matter)
    with pytest.raises(NotYourMatter):
        office.app.dossiers.make(LEADER, about)


def test_what_is_not_sealed_yet_is_sealed_first_and_what_a_witness_signed_is_preferred(
    office: Office,
) -> None:
    matter = office.in_hand()
    lists(office)
    assert office.app.proof.store.newest() is None
    before = office.app.log.head()
    first = office.app.dossiers.make(AUDITOR, matter)
    assert first.size == before
    office.take_in()
    later = sealed(office.app)
    at = int(office.clock.now().timestamp())
    store = office.app.proof.store
    store.cosign(
        later.checkpoint.size,
        str(WITNESS_KEY.verifier),
        at,
        WITNESS_KEY.cosign(later.checkpoint.text, at),
    )
    office.take_in()
    sealed(office.app)
    second = office.app.dossiers.make(AUDITOR, matter)
    assert second.size == later.checkpoint.size
    files = unpacked(second)
    result = check(files)
    assert result.found == []
    assert any("city-audit 于 2026-03-02T09:00:00+08:00 见证" in line for line in result.said)
    assert "city-audit" in words(files["dossier.pdf"])
    note = files["checkpoint.txt"]
    other = b"B" if note[-10:-9] == b"A" else b"A"  # still base64
    broken = note[:-10] + other + note[-9:]
    wrong = [
        en
        for name, _, en in check({**files, "checkpoint.txt": broken}).found
        if name == "checkpoint.txt"
    ]
    assert "city-audit's cosignature does not hold" in wrong


def test_the_same_question_gets_the_same_bytes(office: Office, matter: str) -> None:
    one, other = (office.app.dossiers.make(AUDITOR, matter) for _ in range(2))
    assert one == other


def test_that_it_was_taken_is_on_record_with_the_digest_of_what_was_handed_out(
    office: Office, matter: str
) -> None:
    made = office.app.dossiers.make(AUDITOR, matter)
    fact = decode(office.app.log.after(office.app.log.head() - 1, 1)[0]).fact
    assert isinstance(fact, DossierTaken)
    assert (fact.matter, fact.size) == (matter, made.size)
    assert fact.digest == sha256(made.archive).hexdigest()


def test_paper_takes_any_text_and_any_length() -> None:
    paper = Paper("题")
    paper.text("<b>&\x00\x1b" + "长" * 20_000 + "\n\n末")
    paper.table(("甲",), (1,), [("<i>",)] * 300)
    paper.table(("空",), (1,), [])
    shown = words(paper.pdf("脚"))
    assert "<b>&" in shown and "末" in shown
    assert shown.count("<i>") == 300
