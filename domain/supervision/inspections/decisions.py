"""Planning and carrying out inspections, and what their findings become (M22)."""

from collections.abc import Iterable
from dataclasses import replace

from domain.accountability.leads.opening import PREFIX as LEAD
from domain.accountability.leads.opening import lead_about
from domain.elsewhere import Elsewhere, Led, in_matter
from domain.envelope import Fact
from domain.errors import TimeInFuture, UnknownUnit
from domain.matter.decisions import decide as decide_matter
from domain.matter.intake.commands import ReceiveMatter
from domain.matter.state import Matter
from domain.matter.stream import matter_stream
from domain.organisation.insiders import is_insider
from domain.proceedings.kind import Decisions
from domain.situation import Situation
from domain.supervision.inspection_duties.decisions import discharged
from domain.supervision.inspections.commands import (
    CallOffInspection,
    CarryOutInspection,
    PlanInspection,
    PublishInspectionResult,
    RecordFinding,
    TellInspectionResult,
)
from domain.supervision.inspections.errors import (
    BeforeItWasPlanned,
    CarriedOutAlready,
    FindingsThereAre,
    InspectorFromTheUnit,
    NoFindingRecorded,
    NotCarriedOut,
    ResultIsTold,
    ResultNotTold,
)
from domain.supervision.inspections.events import (
    FindingRecorded,
    InspectionCalledOff,
    InspectionCarriedOut,
    InspectionPlanned,
    InspectionResultPublished,
    InspectionResultTold,
)
from domain.supervision.inspections.state import Inspection
from domain.supervision.rectifications.decisions import ordered
from domain.supervision.standing import refuse_own_unit, refuse_past_days, supervising_office
from domain.vocabulary import Channel, FindingBecomes, InspectionForm, Nature, ProceedingKind
from domain.working_days import shanghai_day

CHANNELS = {
    InspectionForm.OPEN: Channel.OPEN_INSPECTION,
    InspectionForm.UNDERCOVER: Channel.UNDERCOVER_INSPECTION,
}
RECTIFICATION = f"{ProceedingKind.RECTIFICATION.value}-"


def decide_plan(command: PlanInspection, _inspection: Inspection, situation: Situation) -> Led:
    """Plan an inspection of another unit.

    Raises UnknownUnit (also where no office is there to carry it out), OwnUnit, EndsTooEarly,
    InspectorFromTheUnit.
    """
    refuse_own_unit(command.unit, situation)
    refuse_past_days(situation, command.on)
    _refuse_insiders(command.inspectors, command.unit, situation)
    office = supervising_office(command.unit, situation)
    if office is None:
        raise UnknownUnit(unit="-")
    return (
        InspectionPlanned(
            **command.model_dump(),
            office=office,
            carry_out_by=situation.rules.as_ordered("inspection", command.on, situation.now),
        ),
    )


def _refuse_insiders(inspectors: Iterable[str], unit: str, situation: Situation) -> None:
    for person in inspectors:
        if is_insider(person, unit, situation):
            raise InspectorFromTheUnit(person=person)


def decide_carry_out(
    command: CarryOutInspection, inspection: Inspection, situation: Situation
) -> Led:
    """Record that it was carried out; one undercover is the office's duty of that month.

    Raises CarriedOutAlready, TimeInFuture, BeforeItWasPlanned, InspectorFromTheUnit.
    """
    if inspection.carried_out_at is not None:
        raise CarriedOutAlready()
    at = command.at or situation.now
    if at > situation.now:
        raise TimeInFuture(given=at.isoformat(), now=situation.now.isoformat())
    if inspection.opened_at and shanghai_day(at) < shanghai_day(inspection.opened_at):
        raise BeforeItWasPlanned(given=at.isoformat())
    inspectors = command.inspectors or tuple(sorted(inspection.persons))
    _refuse_insiders(inspectors, inspection.unit or "", situation)
    done = InspectionCarriedOut(
        at=at,
        office=inspection.office,
        inspectors=inspectors,
        text=command.text,
        result_by=situation.rules.deadline("inspection_result", situation.now),
        publish_by=situation.rules.deadline("result_published", situation.now),
    )
    if inspection.form is not InspectionForm.UNDERCOVER:
        return (done,)
    month = shanghai_day(at)
    return (done, *discharged(inspection.office, month, inspection.id, situation))


def decide_finding(command: RecordFinding, inspection: Inspection, situation: Situation) -> Led:
    """Record a finding together with what it becomes. Raises NotCarriedOut, ResultIsTold, and what
    taking in a matter or ordering a rectification raises."""
    if inspection.carried_out_at is None:
        raise NotCarriedOut()
    if inspection.told:
        raise ResultIsTold()
    match command.becomes:
        case FindingBecomes.MATTER:
            stream, led = _matter(command, inspection, situation)
        case FindingBecomes.RECTIFICATION:
            stream, led = _rectification(command, inspection, situation)
        case FindingBecomes.LEAD:
            stream, led = _lead(command, inspection, situation)
    return (FindingRecorded(becomes=command.becomes, stream=stream), *led)


def _matter(
    command: RecordFinding, inspection: Inspection, situation: Situation
) -> tuple[str, Led]:
    """A new matter, its text under a key of its own; whoever is inspected cannot handle a complaint
    about their conduct."""
    new, form = situation.new_matter(), inspection.form or InspectionForm.OPEN
    conduct = command.nature is Nature.CONDUCT or bool(command.conduct)
    receive = ReceiveMatter(
        channel=CHANNELS[form],
        subject=command.subject,
        body=command.text,
        receiving_unit=inspection.office,
        about_units=(inspection.unit,) if conduct and inspection.unit is not None else (),
        about_persons=command.about_persons,
        source_number=inspection.number,
        nature=command.nature,
        conduct=command.conduct,
    )
    led = decide_matter(receive, Matter(id=new), replace(situation, complainant=new))
    facts = (in_matter(new, each, new) if isinstance(each, Fact) else each for each in led)
    return matter_stream(new), tuple(facts)


def _rectification(
    command: RecordFinding, inspection: Inspection, situation: Situation
) -> tuple[str, Led]:
    stream = f"{RECTIFICATION}{inspection.id}:{len(inspection.findings) + 1}"
    order = ordered(
        command.subject,
        inspection.unit or "",
        command.text,
        command.by,
        inspection.id,
        situation,
    )
    return stream, (Elsewhere(stream, order, stream),)


def _lead(command: RecordFinding, inspection: Inspection, situation: Situation) -> tuple[str, Led]:
    stream = f"{LEAD}{inspection.id}:{len(inspection.findings) + 1}"
    opened = lead_about(
        stream,
        command.subject,
        command.ground,
        situation,
        unit=inspection.unit,
        person=command.person,
        source=inspection.id,
        reason=command.text,
    )
    return stream, (replace(opened, person=stream),)


def decide_tell(
    command: TellInspectionResult, inspection: Inspection, _situation: Situation
) -> Led:
    """Tell the result. Raises NotCarriedOut, NoFindingRecorded, FindingsThereAre."""
    if inspection.carried_out_at is None:
        raise NotCarriedOut()
    if inspection.told:
        return ()
    found = len(inspection.findings)
    if command.found_nothing and found:
        raise FindingsThereAre(times=found)
    if not command.found_nothing and not found:
        raise NoFindingRecorded()
    return (InspectionResultTold(text=command.text, findings=found),)


def decide_publish(
    command: PublishInspectionResult, inspection: Inspection, _situation: Situation
) -> Led:
    """Record the publication. Raises NotCarriedOut, ResultNotTold."""
    refuse_untold(inspection)
    if inspection.published:
        return ()
    return (InspectionResultPublished(where=command.where),)


def refuse_untold(inspection: Inspection) -> None:
    """Nothing is made public of what the inspected unit was not told. Raises NotCarriedOut,
    ResultNotTold."""
    if inspection.carried_out_at is None:
        raise NotCarriedOut()
    if not inspection.told:
        raise ResultNotTold()


def decide_call_off(
    command: CallOffInspection, inspection: Inspection, _situation: Situation
) -> Led:
    """Call it off. Raises CarriedOutAlready."""
    if inspection.carried_out_at is not None:
        raise CarriedOutAlready()
    return (InspectionCalledOff(reason=command.reason),)


DECISIONS: Decisions = {
    PlanInspection: decide_plan,
    CarryOutInspection: decide_carry_out,
    RecordFinding: decide_finding,
    TellInspectionResult: decide_tell,
    PublishInspectionResult: decide_publish,
    CallOffInspection: decide_call_off,
}
