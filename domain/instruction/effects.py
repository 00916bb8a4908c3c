"""What happens to an instruction, and what leaders, leads and recorders owe about it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from domain.envelope import Recorded
from domain.instruction.events import (
    DoneUnder,
    InstructionClarified,
    InstructionCountersigned,
    InstructionDisowned,
    InstructionGiven,
    InstructionReliedOn,
    InstructionReported,
    RecordingExplained,
)
from domain.instruction.state import Instruction
from domain.matter.stream import matter_stream
from domain.obligations import Effect, Ends, Key, Opens, Owner
from domain.proceedings.kind import Changes, Effects
from domain.vocabulary import Duty, Ending, Party

COUNTERSIGNATURE = Key(Duty.COUNTERSIGNATURE)
CLARIFICATION = Key(Duty.CLARIFICATION)
REPORT = Key(Duty.INSTRUCTION_REPORT)
EXPLANATION = Key(Duty.EXPLANATION)


def _given(fact: InstructionGiven) -> Iterable[Effect]:
    leader = Owner(None, fact.leader)
    if fact.countersign_by is not None:
        yield Opens(COUNTERSIGNATURE, leader, Party.OFFICE, fact.countersign_by)
    if fact.clarify_by is not None:
        yield Opens(CLARIFICATION, leader, Party.LEAD_UNIT, fact.clarify_by)
    if fact.report_by is not None:
        yield Opens(REPORT, Owner(fact.lead), Party.LEADER, fact.report_by)


def _countersigned(_fact: InstructionCountersigned) -> Iterable[Effect]:
    yield Ends(COUNTERSIGNATURE)


def _disowned(fact: InstructionDisowned) -> Iterable[Effect]:
    yield Ends(COUNTERSIGNATURE)
    yield Ends(CLARIFICATION, Ending.VOID)
    yield Ends(REPORT, Ending.VOID)
    owner = Owner(fact.recorder_unit, fact.recorder)
    yield Opens(EXPLANATION, owner, Party.LEADER, fact.explain_by)


def _explained(_fact: RecordingExplained) -> Iterable[Effect]:
    yield Ends(EXPLANATION)


def _clarified(fact: InstructionClarified) -> Iterable[Effect]:
    yield Ends(CLARIFICATION)
    yield Opens(REPORT, Owner(fact.lead), Party.LEADER, fact.report_by)


def _reported(fact: InstructionReported) -> Iterable[Effect]:
    if fact.done:
        yield Ends(REPORT)


EFFECTS: Effects = {
    InstructionGiven: _given,
    InstructionCountersigned: _countersigned,
    InstructionDisowned: _disowned,
    RecordingExplained: _explained,
    InstructionClarified: _clarified,
    InstructionReported: _reported,
}


def _changed(before: Instruction, recorded: Recorded, **changes: Any) -> dict[str, Any]:
    """The changes, and the stage that follows from them."""
    after = replace(before, **changes)
    closed_at = recorded.occurred_at if after.over else None
    return {**changes, "stage": after.standing, "closed_at": closed_at}


def _taken_in(before: Instruction, fact: InstructionGiven, recorded: Recorded) -> dict[str, Any]:
    return _changed(
        before,
        recorded,
        title=fact.title,
        unit=fact.lead,
        person=fact.leader,
        units=frozenset(filter(None, (fact.lead, fact.recorder_unit))),
        persons=frozenset((fact.leader, fact.recorder)),
        links=(matter_stream(fact.matter),) if fact.matter is not None else (),
        form=fact.form,
        recorder=fact.recorder,
        recorder_unit=fact.recorder_unit,
        by=fact.by,
        deliverable=fact.deliverable,
        matter=fact.matter,
        covers=frozenset(fact.covers),
        provisional=fact.provisional,
    )


def _signed(
    before: Instruction, _f: InstructionCountersigned, recorded: Recorded
) -> dict[str, Any]:
    return _changed(before, recorded, provisional=False)


def _taken_back(before: Instruction, _f: InstructionDisowned, recorded: Recorded) -> dict[str, Any]:
    return _changed(before, recorded, disowned=True)


def _accounted(before: Instruction, _f: RecordingExplained, recorded: Recorded) -> dict[str, Any]:
    return _changed(before, recorded, explained=True)


def _made_clear(
    before: Instruction, fact: InstructionClarified, recorded: Recorded
) -> dict[str, Any]:
    return _changed(
        before,
        recorded,
        unit=fact.lead,
        units=before.units | {fact.lead},
        by=fact.by,
        deliverable=fact.deliverable,
    )


def _told(before: Instruction, fact: InstructionReported, recorded: Recorded) -> dict[str, Any]:
    return _changed(before, recorded, done=before.done or fact.done)


def _leaned_on(
    before: Instruction, fact: InstructionReliedOn, _recorded: Recorded
) -> dict[str, Any]:
    done = DoneUnder(matter=fact.matter, duty=fact.duty, of=fact.of)
    return {"done_under": (*before.done_under, done)}


CHANGES: Changes = {
    InstructionGiven: _taken_in,
    InstructionCountersigned: _signed,
    InstructionDisowned: _taken_back,
    RecordingExplained: _accounted,
    InstructionClarified: _made_clear,
    InstructionReported: _told,
    InstructionReliedOn: _leaned_on,
}
