"""M27 五位一体、各司其职: what another body pursues is handed over, signed for, and answered back."""

import pytest

from domain.cooperation.referrals.commands import (
    Refer,
    RefuseReferral,
    ReportOnReferral,
    ReturnResult,
    SignReferral,
)
from domain.cooperation.referrals.errors import (
    NotBeyondAuthority,
    NothingToRefer,
    NotSignedYet,
    NotTheReceiver,
    ReceiverUnfit,
    SignedAlready,
)
from domain.cooperation.reports_upward.commands import ConfirmClass, CountReport, SendUp
from domain.cooperation.reports_upward.errors import ClassUnconfirmed, SamePersonClassifies
from domain.envelope import Actor
from domain.matter.handling.errors import FindingDoesNotFit
from domain.proceedings.errors import ProceedingClosed
from domain.vocabulary import (
    Channel,
    Duty,
    FeedbackState,
    Finding,
    Measure,
    Nature,
    ObligationStatus,
    PursuingBody,
    ReferralStage,
    Role,
)
from service.access.permissions import NotYourMatter
from tests.people import CLERK, HANDLER, OTHER_HANDLER, SUPERVISOR
from tests.scenarios.justice import act, open_case, stands, watch
from tests.scenarios.office import Office, answer, at, outcome

INSPECTOR = Actor(person="inspector-tang", role=Role.UNIT_HEAD, unit="transport")


def refer(office: Office, matter: str | None = None, **given: object) -> str:
    """A referral to transport, which stands for the body; its id."""
    usual: dict[str, object] = {
        "title": "违规收费",
        "body": PursuingBody.DISCIPLINE,
        "receiver": "transport",
        "matter": matter,
        "text": "移送处理",
    }
    return office.app.handler.open(Refer(**{**usual, **given}), SUPERVISOR).stream  # type: ignore[arg-type]


def test_m27_the_receiver_owes_a_receipt_then_a_result_every_quarter_until_there_is_one(
    office: Office,
) -> None:
    referral = refer(office, office.take_in())
    receipt = office.owed(referral)[Duty.REFERRAL_RECEIPT]
    assert (receipt.owner_unit, receipt.due_at) == ("transport", at(3, 10, 0))
    with pytest.raises(NotSignedYet):
        act(office, ReturnResult(text="已办", evidence="5 号"), INSPECTOR, referral)
    act(office, SignReferral(receipt="3 号"), INSPECTOR, referral)
    assert act(office, SignReferral(receipt="3 号"), INSPECTOR, referral).recorded == ()
    assert office.owed(referral)[Duty.REFERRAL_RESULT].due_at == at(6, 3, 0)
    with pytest.raises(SignedAlready):
        act(office, RefuseReferral(reason="不办了"), INSPECTOR, referral)
    office.clock.move_to(at(6, 1))
    act(office, ReportOnReferral(text="正在核实"), INSPECTOR, referral)
    second = office.owed(referral)[Duty.REFERRAL_RESULT]
    assert (second.nth, second.due_at) == (2, at(9, 2, 0))
    office.clock.move_to(at(9, 3))
    watch(office)
    assert office.status(referral, Duty.REFERRAL_RESULT) is ObligationStatus.OVERDUE
    act(office, ReturnResult(text="已立案", evidence="5 号"), INSPECTOR, referral)
    assert stands(office, referral).stage is ReferralStage.RESULT_IN
    with pytest.raises(ProceedingClosed):
        act(office, ReportOnReferral(text="正在核实"), INSPECTOR, referral)


def test_m27_only_the_receiver_signs_and_never_whom_it_is_about(office: Office) -> None:
    matter = office.take_in(nature=Nature.CONDUCT, about_units=("housing",))
    with pytest.raises(ReceiverUnfit):
        refer(office, matter, receiver="housing")
    with pytest.raises(ReceiverUnfit):
        refer(office, matter, receiver="office")  # to itself
    with pytest.raises(NothingToRefer):
        refer(office)
    referral = refer(office, matter)
    with pytest.raises(NotYourMatter):
        act(office, SignReferral(receipt="代签"), OTHER_HANDLER, referral)
    with pytest.raises((NotTheReceiver, NotYourMatter)):
        act(office, SignReferral(receipt="代签"), SUPERVISOR, referral)


def test_m27_a_case_can_be_referred_too(office: Office) -> None:
    case = open_case(office)
    referral = refer(office, about=case)
    assert stands(office, referral).links == (case,)


def test_m27_what_is_refused_stays_with_the_sender(office: Office) -> None:
    matter = office.in_hand()
    referral = refer(office, matter, beyond_authority=True)
    act(office, RefuseReferral(reason="不属管辖"), INSPECTOR, referral)
    assert stands(office, referral).stage is ReferralStage.REFUSED
    assert office.state(matter) is FeedbackState.IN_HAND
    assert office.status(matter, Duty.OUTCOME) is ObligationStatus.PENDING


def test_m27_beyond_authority_is_effective_only_when_the_receiver_has_signed(
    office: Office,
) -> None:
    matter = office.in_hand()
    with pytest.raises(FindingDoesNotFit):  # nobody finds so alone
        office.do(outcome(Finding.BEYOND_AUTHORITY, Measure.REFERRED), HANDLER, matter)
    referral = refer(office, matter, beyond_authority=True)
    assert office.state(matter) is FeedbackState.IN_HAND
    act(office, SignReferral(receipt="3 号"), INSPECTOR, referral)
    assert office.status(matter, Duty.OUTCOME) is ObligationStatus.DONE_IN_TIME
    assert office.state(matter) is FeedbackState.SOLVED_NOT_TOLD
    office.do(answer(), CLERK, matter)
    assert office.state(matter) is FeedbackState.ANSWERED


def test_m27_what_was_found_out_about_meanwhile_is_not_beyond_authority(office: Office) -> None:
    matter = office.take_in()
    with pytest.raises(NotBeyondAuthority):  # nobody has it in hand
        refer(office, matter, beyond_authority=True)
    matter = office.in_hand()
    referral = refer(office, matter, beyond_authority=True)
    office.do(outcome(), HANDLER, matter)
    with pytest.raises(NotBeyondAuthority):
        act(office, SignReferral(receipt="3 号"), INSPECTOR, referral)


def test_m27_a_report_about_somebody_managed_above_is_a_numbered_stub_and_goes_up_in_time(
    office: Office,
) -> None:
    counted = CountReport(channel=Channel.LETTER, higher="市纪委监委")
    stub = office.app.handler.open(counted, CLERK).stream
    state = stands(office, stub)
    assert (state.number, state.title) == ("2026-SJ-000001", "上级管理干部检举件")
    assert set(CountReport.model_fields) == {"channel", "higher"}  # nowhere to enter what it says
    assert office.owed(stub)[Duty.SENT_UP].due_at == at(3, 10, 0)
    with pytest.raises(ClassUnconfirmed):
        act(office, SendUp(receipt="3 号"), CLERK, stub)
    with pytest.raises(SamePersonClassifies):
        act(office, ConfirmClass(), CLERK, stub)
    act(office, ConfirmClass(), SUPERVISOR, stub)
    act(office, SendUp(receipt="3 号"), CLERK, stub)
    assert office.status(stub, Duty.SENT_UP) is ObligationStatus.DONE_IN_TIME
    second = office.app.handler.open(counted, CLERK).stream
    office.clock.move_to(at(3, 11))
    watch(office)
    assert office.status(second, Duty.SENT_UP) is ObligationStatus.OVERDUE
