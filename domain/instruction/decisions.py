"""Recording instructions, owning them, and making them clear (M17)."""

from datetime import date

from domain.accountability.leads.opening import PREFIX as LEAD
from domain.accountability.leads.opening import lead_about
from domain.elsewhere import Led, in_matter
from domain.errors import TimeInFuture, UnknownUnit
from domain.instruction.commands import (
    ClarifyInstruction,
    Countersign,
    DisownInstruction,
    ExplainRecording,
    GiveInstruction,
    ReportOnInstruction,
)
from domain.instruction.errors import (
    AwaitsClarification,
    CannotBeCovered,
    DayHasPassed,
    Disowned,
    HowAuthorisedMissing,
    LeadsAnotherUnit,
    NotALeader,
    NothingToExplain,
    NotItsLead,
    NotItsRecorder,
    NotProvisional,
    NotTheLeadersOwn,
    SignedByAnother,
    StillUnclear,
)
from domain.instruction.events import (
    InstructionClarified,
    InstructionCountersigned,
    InstructionDisowned,
    InstructionGiven,
    InstructionReported,
    RecordingExplained,
)
from domain.instruction.state import Instruction
from domain.matter.about import refuse_person, refuse_unit
from domain.matter.errors import AlreadyClosed
from domain.matter.instructed.events import MatterInstructed
from domain.matter.state import Matter
from domain.obligations import Deadline
from domain.proceedings.kind import Decisions
from domain.situation import Situation
from domain.vocabulary import Ground, InstructionForm, InstructionPart
from domain.working_days import shanghai_day


def decide_give(command: GiveInstruction, instruction: Instruction, situation: Situation) -> Led:
    """Put an instruction on record; what its leader did not record themselves is provisional.

    Raises SignedByAnother, HowAuthorisedMissing, TimeInFuture, DayHasPassed, UnknownUnit,
    NotALeader, LeadsAnotherUnit, CannotBeCovered, AlreadyClosed, and ComplainedAboutCannotHandle where the matter is
    about the leader or the lead.
    """
    now, actor = situation.now, situation.actor
    provisional = actor.person != command.leader
    if provisional and command.form is InstructionForm.SIGNED:
        raise SignedByAnother(who=command.leader)
    if provisional and command.authorised is None:
        raise HowAuthorisedMissing()
    said_at = command.authorised_at or now
    if said_at > now:
        raise TimeInFuture(given=said_at.isoformat(), now=now.isoformat())
    _refuse_past(command.by, situation)
    _refuse_no_leader(command.leader, command.lead, situation)
    matter = situation.other(command.matter) if command.matter is not None else None
    _check_matter(command, matter, situation)
    rules, clear = situation.rules, None not in (command.lead, command.by, command.deliverable)
    given = InstructionGiven(
        title=command.title,
        form=command.form,
        leader=command.leader,
        recorder=actor.person,
        recorder_unit=actor.unit,
        text=command.text,
        authorised=command.authorised,
        authorised_at=said_at,
        lead=command.lead,
        by=command.by,
        deliverable=command.deliverable,
        matter=matter.id if matter is not None else None,
        covers=tuple(dict.fromkeys(command.covers)),
        provisional=provisional,
        countersign_by=rules.deadline("countersignature", now) if provisional else None,
        clarify_by=None if clear else rules.deadline("clarification", now),
        report_by=_report_by(command.by, situation) if clear else None,
    )
    if matter is None:
        return (given,)
    told = MatterInstructed(instruction=instruction.id, leader=command.leader, covers=given.covers)
    return (given, in_matter(matter.id, told))


def _check_matter(command: GiveInstruction, matter: Matter | None, situation: Situation) -> None:
    covering = situation.rules.rulebook.covering
    allowed = covering.duties if covering is not None else ()
    beyond = tuple(each for each in command.covers if matter is None or each not in allowed)
    if beyond:
        raise CannotBeCovered(duties=beyond, allowed=allowed or "-")
    if matter is None:
        return
    if matter.closed_at is not None:
        raise AlreadyClosed()
    refuse_person(command.leader, matter)
    if command.lead is not None:
        refuse_unit(command.lead, matter, situation)
    if command.covers:
        _refuse_no_leader(command.leader, matter.lead or matter.receiving_unit, situation)


def _refuse_past(day: date | None, situation: Situation) -> None:
    if day is not None and day < shanghai_day(situation.now):
        raise DayHasPassed(given=day.isoformat())


def _refuse_no_leader(leader: str, unit: str | None, situation: Situation) -> None:
    """Whoever instructs holds a leading post now, and leads the unit, where one is named."""
    organisation, today = situation.organisation, shanghai_day(situation.now)
    if unit is not None and unit not in organisation.units:
        raise UnknownUnit(unit=unit)
    if unit is not None and organisation.answers_for(leader, unit, today):
        return
    if not organisation.is_leading(leader, today):
        raise NotALeader(person=leader)
    if unit is not None:
        raise LeadsAnotherUnit(person=leader, unit=unit)


def _report_by(day: date | None, situation: Situation) -> Deadline:
    return situation.rules.as_ordered("instruction_report", day, situation.now)


def decide_countersign(command: Countersign, instruction: Instruction, situation: Situation) -> Led:
    """Own what was said. Raises NotTheLeadersOwn, Disowned."""
    _refuse_others(instruction, situation)
    if instruction.disowned:
        raise Disowned()
    if not instruction.provisional:
        return ()
    return (InstructionCountersigned(remark=command.remark),)


def decide_disown(
    command: DisownInstruction, instruction: Instruction, situation: Situation
) -> Led:
    """Disown it: what was done under it is listed, whoever recorded it explains, and a lead about
    that is decided by others. Raises NotTheLeadersOwn, NotProvisional."""
    _refuse_others(instruction, situation)
    if instruction.disowned:
        return ()
    if not instruction.provisional:
        raise NotProvisional()
    lead = f"{LEAD}{instruction.id}:disowned"
    unit = instruction.recorder_unit
    disowned = InstructionDisowned(
        reason=command.reason,
        done_under=instruction.done_under,
        recorder=instruction.recorder,
        recorder_unit=unit,
        explain_by=situation.rules.deadline("explanation", situation.now),
        lead=lead,
    )
    opened = lead_about(
        lead,
        "登记的批示被领导否认",
        Ground.FAULT,
        situation,
        unit=unit,
        person=instruction.recorder,
        source=instruction.id,
    )
    return (disowned, opened)


def decide_explain(
    command: ExplainRecording, instruction: Instruction, situation: Situation
) -> Led:
    """Explain a disowned recording. Raises NothingToExplain, NotItsRecorder."""
    if not instruction.disowned:
        raise NothingToExplain()
    if situation.actor.person != instruction.recorder:
        raise NotItsRecorder(person=instruction.recorder)
    return (RecordingExplained(text=command.text),)


def decide_clarify(
    command: ClarifyInstruction, instruction: Instruction, situation: Situation
) -> Led:
    """Say what was left open; what was said already stays as it is.

    Raises NotTheLeadersOwn, Disowned, StillUnclear, DayHasPassed, UnknownUnit, NotALeader, LeadsAnotherUnit.
    """
    _refuse_others(instruction, situation)
    if instruction.disowned:
        raise Disowned()
    if not instruction.unclear:
        return ()
    lead = instruction.unit or command.lead
    by = instruction.by or command.by
    deliverable = instruction.deliverable or command.deliverable
    if lead is None or by is None or deliverable is None:
        named = zip(InstructionPart, (lead, by, deliverable), strict=True)
        raise StillUnclear(what=tuple(part for part, value in named if value is None))
    _refuse_past(by if instruction.by is None else None, situation)
    _refuse_no_leader(instruction.leader, lead, situation)
    if instruction.matter is not None:
        refuse_unit(lead, situation.other(instruction.matter), situation)
    report_by = situation.rules.not_at_once(_report_by(by, situation), situation.now)
    return (InstructionClarified(lead=lead, by=by, deliverable=deliverable, report_by=report_by),)


def decide_report(
    command: ReportOnInstruction, instruction: Instruction, situation: Situation
) -> Led:
    """Report to the leader, as the lead. Raises Disowned, AwaitsClarification, NotItsLead."""
    if instruction.disowned:
        raise Disowned()
    if instruction.unit is None or instruction.unclear:
        raise AwaitsClarification(leader=instruction.leader)
    if situation.actor.unit != instruction.unit:
        raise NotItsLead(unit=instruction.unit)
    if instruction.done:
        return ()
    return (InstructionReported(unit=instruction.unit, text=command.text, done=command.done),)


def _refuse_others(instruction: Instruction, situation: Situation) -> None:
    if situation.actor.person != instruction.leader:
        raise NotTheLeadersOwn(leader=instruction.leader)


DECISIONS: Decisions = {
    GiveInstruction: decide_give,
    Countersign: decide_countersign,
    DisownInstruction: decide_disown,
    ExplainRecording: decide_explain,
    ClarifyInstruction: decide_clarify,
    ReportOnInstruction: decide_report,
}
