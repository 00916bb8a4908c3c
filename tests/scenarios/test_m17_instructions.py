"""M17 先批示后入程序、电话授权、事后补签、指令不清: leaders sign afterwards, or answer for not having."""

from datetime import date
from typing import Any

import pytest

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
    Disowned,
    HowAuthorisedMissing,
    LeadsAnotherUnit,
    NotALeader,
    NotItsLead,
    NotItsRecorder,
    NotProvisional,
    NotTheLeadersOwn,
    SignedByAnother,
    StillUnclear,
)
from domain.instruction.state import Instruction
from domain.matter.closing.commands import CloseMatter
from domain.matter.closing.errors import OwnRecording, StillOwed
from domain.matter.errors import ComplainedAboutCannotHandle
from domain.organisation.commands import AppointPerson, EstablishPost
from domain.vocabulary import (
    Duty,
    Ending,
    FeedbackState,
    Ground,
    InstructionForm,
    InstructionStage,
    ObligationStatus,
    PostRank,
    ProceedingKind,
)
from projections.obligation_ledger import Owed, Wanted
from projections.proceeding_register import WantedProceedings
from service.access.permissions import NotNamedForIt, NotPermitted, NotYourMatter
from tests.people import CLERK, HANDLER, HEAD, LEADER, OTHER_HANDLER, OTHER_LEADER, SUPERVISOR
from tests.scenarios.office import NOW, SECOND_CLERK, Office, answer, at, outcome


def phoned(**given: Any) -> GiveInstruction:
    """A clear instruction by phone from the leader, unless told otherwise."""
    usual: dict[str, Any] = {
        "title": "抢修主干道路灯",
        "form": InstructionForm.PHONE,
        "leader": LEADER.person,
        "text": "先修后补手续",
        "authorised": "8 时 50 分来电",
        "lead": "housing",
        "by": date(2026, 3, 10),
        "deliverable": "路灯全部点亮",
    }
    return GiveInstruction(**{**usual, **given})


def record(office: Office, actor: Any = CLERK, **given: Any) -> str:
    return office.app.handler.open(phoned(**given), actor).stream


def act(office: Office, command: Any, actor: Any, instruction: str) -> None:
    office.app.handler.proceeding(command, actor, instruction)


def shown(office: Office, instruction: str) -> Instruction:
    office.app.runner.catch_up()
    _, state = office.app.queries.proceeding(SUPERVISOR, NOW, instruction)
    assert isinstance(state, Instruction)
    return state


def owed(office: Office, instruction: str) -> dict[str, Owed]:
    return {each.duty: each for each in office.ledger(Wanted(subject=instruction)).items}


def watch(office: Office) -> None:
    office.app.runner.catch_up()
    office.app.watcher.watch()
    office.app.runner.catch_up()


def test_m17_a_phone_call_is_provisional_until_the_leader_signs_within_three_working_days(
    office: Office,
) -> None:
    instruction = record(office)
    assert shown(office, instruction).stage is InstructionStage.PROVISIONAL
    signature = owed(office, instruction)[Duty.COUNTERSIGNATURE]
    assert (signature.owner_person, signature.due_at) == (LEADER.person, at(3, 6, 0))
    for actor in (CLERK, HEAD):
        with pytest.raises((NotPermitted, NotNamedForIt)):
            act(office, Countersign(), actor, instruction)
    with pytest.raises(NotNamedForIt):  # another leader is not named in it
        act(office, Countersign(), OTHER_LEADER, instruction)
    act(office, Countersign(remark="属实"), LEADER, instruction)
    act(office, Countersign(remark="属实"), LEADER, instruction)
    assert shown(office, instruction).stage is InstructionStage.IN_FORCE
    signed = owed(office, instruction)[Duty.COUNTERSIGNATURE]
    assert signed.ended is Ending.DISCHARGED
    assert shown(office, instruction).number == "2026-PS-000001"


def test_m17_a_leader_who_does_not_sign_stands_in_the_overdue_list_like_everyone(
    office: Office,
) -> None:
    instruction = record(office)
    office.clock.move_to(at(3, 6, 0))
    watch(office)
    overdue = office.ledger(Wanted(status=ObligationStatus.OVERDUE, owner_person=LEADER.person))
    assert [(each.subject, each.duty) for each in overdue.items] == [
        (instruction, Duty.COUNTERSIGNATURE)
    ]
    wanted = WantedProceedings(kind=ProceedingKind.LEAD, link=instruction)
    (lead,) = office.app.queries.proceedings(SUPERVISOR, NOW, wanted).items
    assert (lead.person, lead.facets["ground"]) == (LEADER.person, Ground.INACTION)


def test_m17_a_signature_is_the_leaders_own_and_a_call_says_how_it_was_authorised(
    office: Office,
) -> None:
    with pytest.raises(SignedByAnother):
        record(office, form=InstructionForm.SIGNED)
    with pytest.raises(HowAuthorisedMissing):
        record(office, authorised=None)
    with pytest.raises(NotALeader):
        record(office, leader=HANDLER.person)
    head = HEAD.person
    for command in (
        EstablishPost(post="housing-1", unit="housing", title="局长", rank=PostRank.CHIEF),
        AppointPerson(person=head, name=head, post="housing-1", since=date(2026, 1, 1)),
    ):
        office.app.handler.organisation(command, SUPERVISOR)
    with pytest.raises(LeadsAnotherUnit):
        record(office, leader=head, lead="water")
    signed = record(office, LEADER, form=InstructionForm.SIGNED, authorised=None)
    assert shown(office, signed).stage is InstructionStage.IN_FORCE
    assert Duty.COUNTERSIGNATURE not in owed(office, signed)
    with pytest.raises(NotProvisional):
        act(office, DisownInstruction(reason="改主意"), LEADER, signed)


def test_m17_an_unclear_instruction_is_the_leaders_to_clarify_and_nobody_elses(
    office: Office,
) -> None:
    instruction = record(
        office, HANDLER, form=InstructionForm.SKIP_LEVEL, by=None, deliverable=None
    )
    clarification = owed(office, instruction)[Duty.CLARIFICATION]
    assert (clarification.owner_person, clarification.due_at) == (LEADER.person, at(3, 6, 0))
    assert Duty.INSTRUCTION_REPORT not in owed(office, instruction)
    with pytest.raises(AwaitsClarification):
        act(office, ReportOnInstruction(text="已办", done=True), HANDLER, instruction)
    with pytest.raises(NotPermitted):
        act(office, ClarifyInstruction(deliverable="-"), HANDLER, instruction)
    with pytest.raises(StillUnclear) as refused:
        act(office, ClarifyInstruction(by=date(2026, 3, 10)), LEADER, instruction)
    assert "交付成果" in refused.value.sentence("zh-CN")
    clear = ClarifyInstruction(by=date(2026, 3, 10), deliverable="路灯点亮")
    act(office, clear, LEADER, instruction)
    report = owed(office, instruction)[Duty.INSTRUCTION_REPORT]
    assert (report.owner_unit, report.due_at) == ("housing", at(3, 11, 0))
    assert owed(office, instruction)[Duty.CLARIFICATION].ended is Ending.DISCHARGED


def test_m17_word_that_it_goes_on_is_no_report_and_only_the_lead_reports(office: Office) -> None:
    instruction = record(office)
    act(office, Countersign(), LEADER, instruction)
    with pytest.raises(NotYourMatter):
        act(office, ReportOnInstruction(text="已办", done=True), OTHER_HANDLER, instruction)
    with pytest.raises(NotItsLead):  # the office recorded it, and is not its lead
        act(office, ReportOnInstruction(text="已办", done=True), CLERK, instruction)
    act(office, ReportOnInstruction(text="正在办", done=False), HANDLER, instruction)
    assert owed(office, instruction)[Duty.INSTRUCTION_REPORT].ended is None
    act(office, ReportOnInstruction(text="已点亮", done=True), HANDLER, instruction)
    state = shown(office, instruction)
    assert state.stage is InstructionStage.REPORTED and state.closed_at is not None


def covering(office: Office, actor: Any = SECOND_CLERK) -> tuple[str, str]:
    """A matter answered while a participant has not reported, and an instruction that covers it."""
    matter = office.in_hand("housing", "water", anonymous=True)
    steps = (Duty.PARTICIPANT_REPORT, Duty.FIRST_FEEDBACK)
    instruction = record(office, actor, matter=matter, covers=steps)
    office.do(outcome(), HANDLER, matter)
    office.do(answer(), CLERK, matter)
    return matter, instruction


def test_m17_what_an_instruction_covers_may_be_left_out_at_closing_which_says_so(
    office: Office,
) -> None:
    matter, instruction = covering(office)
    with pytest.raises(OwnRecording):  # who recorded it cannot lean on it unsigned
        office.do(CloseMatter(), SECOND_CLERK, matter)
    office.do(CloseMatter(), SUPERVISOR, matter)
    assert office.state(matter) is FeedbackState.CLOSED
    left_out = office.owed(matter)["participant_report:water"]
    assert left_out.ended is Ending.EXCUSED
    _, entries = office.app.queries.timeline(SUPERVISOR, NOW, matter)
    facts = [each.recorded.fact for each in entries]
    covered = [fact for fact in facts if fact.TYPE == "matter.step_covered"]
    assert {getattr(fact, "instruction", None) for fact in covered} == {instruction}


def test_m17_without_an_instruction_or_with_a_disowned_one_no_step_is_left_out(
    office: Office,
) -> None:
    matter, instruction = covering(office)
    act(office, DisownInstruction(reason="未作此指示"), LEADER, instruction)
    with pytest.raises(StillOwed, match="participant report"):
        office.do(CloseMatter(), SUPERVISOR, matter)


def test_m17_a_disowned_instruction_lists_what_was_done_under_it_and_its_recorder_explains(
    office: Office,
) -> None:
    matter, instruction = covering(office)
    office.do(CloseMatter(), SUPERVISOR, matter)
    act(office, DisownInstruction(reason="未作此指示"), LEADER, instruction)
    state = shown(office, instruction)
    assert state.stage is InstructionStage.DISOWNED
    assert {(each.matter, each.duty) for each in state.done_under} == {
        (matter, Duty.PARTICIPANT_REPORT),
        (matter, Duty.FIRST_FEEDBACK),
    }
    ledger = owed(office, instruction)
    assert ledger[Duty.INSTRUCTION_REPORT].ended is Ending.VOID
    explanation = ledger[Duty.EXPLANATION]
    assert (explanation.owner_person, explanation.ended) == (SECOND_CLERK.person, None)
    wanted = WantedProceedings(kind=ProceedingKind.LEAD, link=instruction)
    (lead,) = office.app.queries.proceedings(LEADER, NOW, wanted).items
    assert lead.person == SECOND_CLERK.person
    with pytest.raises((NotItsRecorder, NotNamedForIt)):
        act(office, ExplainRecording(text="不知情"), CLERK, instruction)
    with pytest.raises(Disowned):
        act(office, Countersign(), LEADER, instruction)
    act(office, ExplainRecording(text="误听"), SECOND_CLERK, instruction)
    assert shown(office, instruction).closed_at is not None


def test_m17_no_instruction_waives_the_answer_or_comes_from_whom_the_matter_is_about(
    office: Office,
) -> None:
    matter = office.in_hand()
    for duty in (Duty.FINAL_ANSWER, Duty.OUTCOME, Duty.FOLLOW_UP_CALL):
        with pytest.raises(CannotBeCovered):
            record(office, matter=matter, covers=(duty,))
    with pytest.raises(CannotBeCovered):  # a step of which matter?
        record(office, covers=(Duty.PARTICIPANT_REPORT,))
    about = office.take_in(about_persons=(LEADER.person,))
    with pytest.raises(ComplainedAboutCannotHandle):
        record(office, matter=about)


def test_m17_past_instructions_are_read_as_they_stood(office: Office) -> None:
    instruction = record(office)
    before = office.clock.now()
    office.clock.advance(hours=2)
    act(office, Countersign(), LEADER, instruction)
    office.app.runner.catch_up()
    wanted = WantedProceedings(kind=ProceedingKind.INSTRUCTION, stage=InstructionStage.PROVISIONAL)
    then = type(NOW)(as_of=before)
    assert [e.proceeding for e in office.app.queries.proceedings(CLERK, then, wanted).items] == [
        instruction
    ]
    assert office.app.queries.proceedings(CLERK, NOW, wanted).items == []
    with pytest.raises(NotTheLeadersOwn):
        act(office, ClarifyInstruction(), recorder_as_leader(), instruction)


def recorder_as_leader() -> Any:
    """The clerk who recorded it, signed in with a leader's role."""
    return CLERK.model_copy(update={"role": LEADER.role})
