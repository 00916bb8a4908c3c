"""Random histories with much that is unusual in them: what auditors' lists must find."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from domain.envelope import Fact
from domain.manifests.events import ManifestCorrected, ManifestRecorded
from domain.matter.correcting.events import RegistrationCorrected
from domain.matter.disputing.events import ObjectionRuled
from domain.matter.joining.events import MatterMerged
from domain.matter.refusing.events import MatterRefused
from domain.matter.routing.events import Assignment, MatterDispatched, OrderHandedOver
from domain.matter.timing.events import (
    AnswerExtended,
    AnswerPaused,
    DutyExcused,
    MatterReclassified,
)
from domain.matter.withdrawing.events import MatterWithdrawn, WithdrawalRecorded
from domain.obligations import Deadline, Key
from domain.verdicts.events import VerdictCorrected
from domain.vocabulary import (
    Channel,
    CorrectionReason,
    Duty,
    ExcuseGround,
    PauseGround,
    RefusalGround,
)
from tests.projections.histories import ROUTE, UNITS, Chronicle, Happening

WORDS = (
    "路灯",
    "已修",
    "物业",
    "窗口",
    "核查",
    "部门",
    "道路",
    "积水",
    "回复",
    "尽快",
    "处理",
    "感谢",
)


def odd_histories(chance: random.Random, matters: int, *, disorder: float = 0.2) -> list[Happening]:
    """The happenings of ordinary histories, many odd ones among them, in the order of recording."""
    happenings = Chronicle(chance).histories(matters, disorder=disorder)
    begins: dict[str, datetime] = {}
    for each in happenings:
        begins.setdefault(each.stream, each.recorded_at)
    for stream, begin in begins.items():
        for _ in range(chance.randrange(5)):
            at = begin + timedelta(minutes=30 * chance.randrange(1, 40 * 48))
            fact = chance.choice(ODD)(chance, at)
            earlier = at - timedelta(hours=chance.choice((0, 0, 0, 5, 60)))
            odd = Happening(stream, fact, max(earlier, begin), at, chance.random() < 0.2)
            happenings.append(odd)
    happenings += _manifests(chance, max(begins.values()))
    happenings.sort(key=lambda each: each.recorded_at)
    return [_in_other_words(each, chance) for each in happenings]


def _in_other_words(happening: Happening, chance: random.Random) -> Happening:
    """The same with a text that some other has too, nearly has, or has not."""
    if not any(name in type(happening.fact).model_fields for name in ("text", "body")):
        return happening
    name = "text" if "text" in type(happening.fact).model_fields else "body"
    if getattr(happening.fact, name) is None:
        return happening
    draw = random.Random(chance.randrange(4))
    words = draw.choices(WORDS, k=60)
    for _ in range(chance.choice((0, 0, 1, 2, 8))):
        words[chance.randrange(60)] = chr(0x4E00 + chance.randrange(2000))
    start = "已转有关单位" if chance.random() < 0.2 else ""
    text = start + "".join(words[: chance.choice((10, 60, 60, 60))])
    return replace(happening, fact=happening.fact.model_copy(update={name: text}))


def _due(at: datetime, chance: random.Random) -> Deadline:
    due = at + timedelta(hours=chance.choice((1, 12, 24, 25, 200)))
    return Deadline(at=due, since=at, rule="final_answer", rulebook="test/1", calendar="test")


def _moved(chance: random.Random, at: datetime) -> dict[str, object]:
    approver = chance.choice(("head-zhou", "head-wu"))
    return {"reason": "等待鉴定", "approver": approver, "final_answer_by": _due(at, chance)}


def _extended(chance: random.Random, at: datetime) -> Fact:
    return AnswerExtended.model_validate(
        {"working_days": 5, "told_by": ROUTE, **_moved(chance, at)}
    )


def _paused(chance: random.Random, at: datetime) -> Fact:
    own = {"ground": PauseGround.PAPERS, "working_days": 3, "told_by": ROUTE, "until": at}
    return AnswerPaused.model_validate({**own, **_moved(chance, at)})


def _reclassified(chance: random.Random, at: datetime) -> Fact:
    return MatterReclassified.model_validate({"complex": True, **_moved(chance, at)})


def _excused(_chance: random.Random, _at: datetime) -> Fact:
    return DutyExcused(key=Key(Duty.OUTCOME), ground=ExcuseGround.FORCE_MAJEURE, reason="洪水")


def _corrected(chance: random.Random, at: datetime) -> Fact:
    channel = chance.choice((None, Channel.LETTER, Channel.HOTLINE))
    moved = at - timedelta(days=1) if chance.random() < 0.3 else None
    return RegistrationCorrected(reason="有误", channel=channel, received_at=moved)


def _rerouted(chance: random.Random, at: datetime) -> Fact:
    unit = chance.choice(UNITS)
    lead = Assignment(unit=unit, person=f"{unit}-wang")
    return MatterDispatched(
        by_unit="office", lead=lead, replaces=UNITS, deliver_by=_due(at, chance)
    )


def _returned(chance: random.Random, _at: datetime) -> Fact:
    return ObjectionRuled(
        unit=chance.choice(UNITS), upheld=chance.random() < 0.6, text="不属本单位"
    )


def _handed_over(chance: random.Random, _at: datetime) -> Fact:
    unit = chance.choice(UNITS)
    return OrderHandedOver(
        unit=unit,
        before=f"{unit}-wang",
        person=f"{unit}-li",
        reason="调岗",
        owed=(Key(Duty.OUTCOME), Key(Duty.FINAL_ANSWER)),
    )


def _withdrawal(_chance: random.Random, _at: datetime) -> Fact:
    return WithdrawalRecorded(route=ROUTE, text="不再反映", handled_by=("water-wang",))


def _withdrawn(_chance: random.Random, _at: datetime) -> Fact:
    return MatterWithdrawn(recorded_by="clerk-li", route=ROUTE, ends=(Key(Duty.FINAL_ANSWER),))


def _refused(chance: random.Random, at: datetime) -> Fact:
    return MatterRefused(
        ground=chance.choice((RefusalGround.OTHER_BODY, RefusalGround.UNINTELLIGIBLE)),
        proposed_by="clerk-li",
        text="不属本机关职责",
        told_by=ROUTE,
        close_by=_due(at, chance),
        closing_unit="office",
    )


def _merged(_chance: random.Random, _at: datetime) -> Fact:
    return MatterMerged(
        into="other", reason="同一事项", suspends=(Key(Duty.OUTCOME),), hands_over=()
    )


def _verdict_corrected(chance: random.Random, at: datetime) -> Fact:
    return VerdictCorrected(
        duty=Duty.FINAL_ANSWER, nth=1, reason=CorrectionReason.CALENDAR, deadline=_due(at, chance)
    )


ODD: Sequence[Callable[[random.Random, datetime], Fact]] = (
    _extended,
    _paused,
    _reclassified,
    _excused,
    _corrected,
    _rerouted,
    _rerouted,
    _returned,
    _handed_over,
    _withdrawal,
    _withdrawn,
    _refused,
    _merged,
    _verdict_corrected,
)


def _manifests(chance: random.Random, begin: datetime) -> list[Happening]:
    """One channel's count of a day, made less afterwards."""
    said = {"channel": Channel.HOTLINE, "day": begin.date(), "counted_by": "热线班长"}
    numbers = tuple(f"R{n}" for n in range(chance.randrange(4)))
    first = ManifestRecorded.model_validate({**said, "count": 9, "source_numbers": numbers})
    second = ManifestCorrected.model_validate({**said, "count": 3, "reason": "重复计数"})
    stream = f"manifest-hotline-{begin.date().isoformat()}"
    later = begin + timedelta(days=2)
    return [
        Happening(stream, first, begin + timedelta(days=1), begin + timedelta(days=1)),
        Happening(stream, second, later, later),
    ]
