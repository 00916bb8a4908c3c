"""What a dossier says to people: the timeline, what was owed, verdicts, decisions, in Chinese.

It is for reading; the proof is the events beside it. Names and contacts of complainants are never in
it, whoever asks: a dossier is made to be handed on.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from domain import kinds
from domain.envelope import Actor, Fact, Recorded
from domain.labels import TEXTS, change_label, event_label
from domain.matter.state import Matter
from domain.obligations import Obligation
from domain.reading.decisions import IDENTITY
from domain.verdicts.events import BreachFound, EarlierActConfirmed, VerdictCorrected
from domain.working_days import SHANGHAI
from projections.timeline import Entry, timeline
from projections.two_axes import Axes
from service.dossier.related import Relation
from service.proof.store import Signed
from service.texts import OpenTexts

if TYPE_CHECKING:
    from service.dossier.paper import Paper

ZH = "zh-CN"
DECIDING = (
    "matter.objection_ruled", "matter.responsibility_settled", "matter.difficulty_decided",
    "matter.answer_extended", "matter.extension_annulled", "matter.answer_paused",
    "matter.reclassified", "matter.duty_excused", "matter.refused", "matter.answer_exempted",
    "matter.review_decided", "matter.withdrawn", "matter.supervision_slip_issued", "matter.closed",
)  # fmt: skip
"""Events of a matter by which somebody decided something; each of a proceeding counts as one."""

Verdict = BreachFound | VerdictCorrected | EarlierActConfirmed


@dataclass(frozen=True, slots=True)
class Life:
    """A matter or a proceeding in a dossier: its stream, why it is in, how it stands, its history."""

    stream: str
    relation: Relation
    state: kinds.Life
    history: Sequence[Recorded]

    @property
    def name(self) -> str:
        return f"{self.relation.zh} {self.state.number or self.state.id}"


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the PDF says; ``as_of`` is the moment at which what is owed is judged."""

    number: str
    actor: Actor
    as_of: datetime
    signed: Signed
    lives: Sequence[Life]
    rulebooks: Sequence[str]
    calendars: Sequence[str]
    texts: OpenTexts


def render(report: Report) -> bytes:
    """The PDF."""
    # Laying out paper takes as long to load as most of the program, and few commands need it.
    from service.dossier.paper import Paper  # noqa: PLC0415

    paper = Paper(f"证据卷宗 {report.number}")
    _front(paper, report)
    for life in report.lives:
        _life(paper, report, life)
    return paper.pdf(
        f"回音证据卷宗 {report.number} · 检查点 {report.signed.checkpoint.size} 个事件"
    )


def _front(paper: "Paper", report: Report) -> None:
    checkpoint, asker = report.signed.checkpoint, report.actor
    witnesses = [each.name for each in report.signed.note.signatures[1:]]
    paper.text("本摘要供阅读；证据是同一压缩包内的事件和证明，请用 verify.py 核验。")
    rows = [
        ("制作人", f"{asker.person}（{asker.role.zh}）"),
        ("截至", _time(report.as_of)),
        ("记录", checkpoint.origin),
        ("检查点", f"{checkpoint.size} 个事件，根 {checkpoint.root.hex()}"),
        ("签署时间", _time(report.signed.at)),
        ("见证", "、".join(dict.fromkeys(witnesses)) or "尚无：时间只是制作单位的说法"),
        ("规则版本", "、".join(report.rulebooks)),
        ("日历版本", "、".join(report.calendars)),
        ("包含", "、".join(life.name for life in report.lives)),
    ]
    paper.table(("项目", "内容"), (1, 5), rows)
    paper.text("投诉人姓名和联系方式不列入；其他密封文字只列制作人有权查看的。")


def _life(paper: "Paper", report: Report, life: Life) -> None:
    state = life.state
    subject = report.texts.text(state.subject) if isinstance(state, Matter) else state.title
    paper.heading(f"{life.name}　{subject or ''}".rstrip("　"))
    axes = Axes(report.as_of, life.history[-1].position, latest=True)
    entries = timeline(life.history, axes)
    paper.heading("经过")
    columns = ("位置", "发生时间", "记录时间", "事件", "经手人", "责任事项变化")
    paper.table(columns, (9, 19, 19, 18, 24, 40), [_step(each) for each in entries])
    paper.heading("责任事项")
    owed = ("事项", "责任单位", "责任人", "起算", "期限", "情况", "依据")
    rows = [
        _owed(each, report.as_of)
        for latest in state.obligations.values()
        for each in reversed([*latest.rounds])
    ]
    paper.table(owed, (22, 14, 16, 19, 19, 13, 34), rows)
    _marked(paper, "逾期认定", [_verdict(each) for each in life.history], "没有逾期认定。")
    decided = [_decision(report, life, each) for each in life.history]
    _marked(paper, "决定", decided, "没有决定。")
    written = [line for each in life.history for line in _written(report, each)]
    _marked(paper, "文字", written, "没有可列的文字。")


def _marked(paper: "Paper", title: str, lines: Sequence[str | None], none: str) -> None:
    paper.heading(title)
    for line in [each for each in lines if each] or [none]:
        paper.text(line)


def _step(entry: Entry) -> tuple[object, ...]:
    recorded = entry.recorded
    changes = (
        f"{change_label(each.what, ZH)}：{each.key.duty.zh}"
        + (f"（{_time(each.due_at)}）" if each.due_at else "")
        for each in entry.changes
    )
    return (
        recorded.position,
        _time(recorded.occurred_at) + ("（补录）" if recorded.back_dated else ""),
        _time(recorded.recorded_at),
        event_label(recorded.fact.TYPE, ZH),
        _actor(recorded.actor),
        "\n".join(changes),
    )


def _owed(owed: Obligation, as_of: datetime) -> tuple[object, ...]:
    deadline = owed.deadline
    provisional = "（暂定）" if deadline.provisional else ""
    return (
        owed.key.duty.zh + (f"（{owed.key.of}）" if owed.key.of else ""),
        owed.owner.unit or "",
        owed.owner.person or "",
        _time(deadline.since),
        _time(deadline.at) + provisional,
        owed.status(as_of).zh,
        f"{deadline.rulebook} {deadline.rule}，日历 {deadline.calendar}",
    )


def _verdict(recorded: Recorded) -> str | None:
    fact = recorded.fact
    if not isinstance(fact, Verdict):
        return None
    said = f"{_head(recorded)}：{fact.duty.zh}第 {fact.nth} 轮"
    match fact:
        case BreachFound(deadline=deadline):
            owed = "、".join(filter(None, (fact.unit, fact.person))) or "无人"
            said += f"，期限 {_time(deadline.at)}，责任方 {owed}"
            said += f"，领导责任 {'、'.join(fact.answerable)}" if fact.answerable else ""
            said += f"，依据 {deadline.rulebook} {deadline.rule}，日历 {deadline.calendar}"
            said += "（追溯认定，不作追究）" if fact.retrospective else ""
        case VerdictCorrected():
            said += f"，不再成立：{fact.reason.zh}，期限 {_time(fact.deadline.at)}"
        case EarlierActConfirmed():
            said += f"，实际完成于 {_time(fact.done_at)}"
    return said


def _decision(report: Report, life: Life, recorded: Recorded) -> str | None:
    of_proceeding = life.relation is Relation.PROCEEDING
    if not (of_proceeding or recorded.fact.TYPE in DECIDING):
        return None
    reasons = [text for name, text in _texts(report, recorded.fact) if name != "subject"]
    return "：".join([f"{_head(recorded)}，{_actor(recorded.actor)}", *reasons[:1]])


def _written(report: Report, recorded: Recorded) -> Iterator[str]:
    for name, text in _texts(report, recorded.fact):
        yield f"{_head(recorded)}，{TEXTS[name]}：{text}"


def _texts(report: Report, fact: Fact) -> Iterator[tuple[str, str]]:
    """The sealed texts of a fact that the asker may read, by the names of their fields."""
    sealed = fact.model_dump(mode="json", exclude_none=True)
    yield from _opened(report.texts.members(sealed), sealed, "")


def _opened(shown: Any, sealed: Any, name: str) -> Iterator[tuple[str, str]]:
    match sealed:
        case {"person": str(), "sealed": str(), **more} if not more:
            if shown is not None and name not in IDENTITY:
                yield name, str(shown)
        case Mapping():
            for member, value in sealed.items():
                yield from _opened(shown[member], value, member)
        case list():
            for place, value in enumerate(sealed):
                yield from _opened(shown[place], value, name)


def _head(recorded: Recorded) -> str:
    return f"[{recorded.position}] {event_label(recorded.fact.TYPE, ZH)}"


def _actor(actor: Actor) -> str:
    return " ".join(filter(None, (actor.person, actor.role.zh, actor.unit)))


def _time(moment: datetime) -> str:
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
