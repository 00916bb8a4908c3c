"""M39 县乡联动: hand-over between jurisdictions, with duties on both sides."""

from collections.abc import Iterator

import psycopg
import pytest

from domain.cooperation.takeovers.commands import (
    AcceptTakeover,
    ReportTakeoverResult,
    ReturnTakeover,
)
from domain.cooperation.takeovers.errors import (
    GroundOfTheProgram,
    NothingFoundOut,
    NotTakenOn,
    TakeoverDecided,
)
from domain.cooperation.transfers.commands import (
    NoteReceived,
    PressTransfer,
    TakeBackTransfer,
    TransferMatter,
)
from domain.cooperation.transfers.errors import (
    GroundOfOtherDirection,
    MatterUnfitForTransfer,
    NamesWhomItIsAbout,
    NotANeighbour,
    ReceiptNotMissing,
    TakenOnThere,
)
from domain.cooperation.transfers.state import Transfer
from domain.matter.answering.commands import GiveInterimReply
from domain.matter.closing.commands import CloseMatter
from domain.matter.contesting.commands import ContestAnswer
from domain.matter.errors import OutcomeMissing
from domain.matter.intake.commands import RegisterMatter
from domain.matter.intake.events import MatterReceived
from domain.matter.routing.commands import DispatchMatter, SignOrder, Task
from domain.matter.transferred.errors import BetweenJurisdictions
from domain.matter.withdrawing.commands import ConfirmWithdrawal, RecordWithdrawal
from domain.vocabulary import (
    AnswerRoute,
    CarryObstacle,
    Channel,
    Duty,
    FeedbackState,
    Finding,
    Nature,
    ObligationStatus,
    ProceedingKind,
    ReturnGround,
    TakeoverStage,
    TransferGround,
    TransferStage,
)
from projections.proceeding_register import WantedProceedings
from service.access.permissions import NotPermitted
from service.asking import Asked
from service.clock import MovingClock
from service.event_log.reading import LogReader
from service.jurisdictions.courier import Courier
from service.settings import Settings
from tests.people import AUDITOR, CLERK, HANDLER, LEADER, SUPERVISOR
from tests.scenarios.jurisdictions import office_of, register, tie
from tests.scenarios.office import SECOND_CLERK, Office, answer, at, call, outcome
from tests.scenarios.supervising import act, of_kind, shown, watch

NAME, STREET = "丁某某", "东街三号楼二单元"


@pytest.fixture
def town(office: Office, settings: Settings, clock: MovingClock) -> Iterator[Office]:
    """A town under the county."""
    with office_of(settings, "town", clock) as found:
        tie(office.app, found.app)
        yield found


def transfer(
    office: Office,
    matter: str,
    to: str = "town",
    ground: TransferGround = TransferGround.LOWER_LEVEL,
) -> str:
    """A matter is handed over; the stream of the hand-over."""
    command = TransferMatter(
        matter=matter,
        to=to,
        title="东街路灯不亮",
        ground=ground,
        text="由镇里管养",
    )
    return office.app.handler.open(command, SUPERVISOR).stream


def named(office: Office) -> str:
    """A matter of a complainant with a name and an address; its id."""
    return office.take_in(name=NAME, contact="0991-5550000", address=STREET, place="东街")


def carry(office: Office) -> int:
    """One round of the courier; how many things it recorded."""
    office.app.runner.catch_up()
    return Courier(office.app).carry().recorded


def arrived(town: Office) -> tuple[str, str]:
    """The stream of the only thing taken over, and the id of its matter."""
    (row,) = of_kind(town, ProceedingKind.TAKEOVER)
    return row.proceeding, row.links[0].removeprefix("matter-")


def handled(town: Office, matter: str) -> None:
    """Housing there finds something out about a matter that was taken on."""
    town.dispatch(matter)
    town.do(SignOrder(), HANDLER, matter)
    town.do(outcome(), HANDLER, matter)


def test_m39_handed_over_taken_on_and_answered_by_whom_the_complainant_turned_to(
    office: Office, town: Office
) -> None:
    matter = named(office)
    handing = transfer(office, matter)
    assert office.state(matter) is FeedbackState.TRANSFERRED
    assert office.owed(handing)[Duty.TRANSFER_RECEIPT].owner_unit == "jurisdiction:town"
    assert office.status(matter, Duty.DISPATCH) is ObligationStatus.DONE_IN_TIME
    with pytest.raises(BetweenJurisdictions):
        office.do(DispatchMatter(lead=Task(unit="housing", person="x")), CLERK, matter)
    with pytest.raises(OutcomeMissing):
        office.do(answer(), CLERK, matter)

    office.clock.advance(hours=2)
    assert carry(office) == 2
    assert carry(office) == 0
    takeover, theirs = arrived(town)
    owed = town.owed(theirs)
    assert owed[Duty.FINAL_ANSWER].due_at == at(3, 24, 0)
    assert owed[Duty.FINAL_ANSWER].since == town.clock.now()
    assert town.owed(takeover)[Duty.TRANSFER_DECISION].due_at == at(3, 10, 0)
    assert shown(town, takeover).facets["first_received_at"] == at(3, 2).isoformat()
    with pytest.raises(BetweenJurisdictions):
        town.do(RegisterMatter(nature=Nature.REQUEST), CLERK, theirs)
    with pytest.raises(NotTakenOn):
        act(town, ReportTakeoverResult(text="已办", evidence="1 号"), CLERK, takeover)

    act(town, AcceptTakeover(), CLERK, takeover)
    assert act(town, AcceptTakeover(), CLERK, takeover).recorded == ()
    assert town.state(theirs) is FeedbackState.UNDISPATCHED
    with pytest.raises(TakeoverDecided):
        returned = ReturnTakeover(ground=ReturnGround.NOT_OURS, text="不归我们")
        act(town, returned, SUPERVISOR, takeover)
    with pytest.raises(NothingFoundOut):
        act(town, ReportTakeoverResult(text="已办", evidence="1 号"), CLERK, takeover)
    office.clock.move_to(at(3, 9))
    assert carry(office) == 1
    result = office.owed(handing)[Duty.TRANSFER_RESULT]
    assert result.due_at == office.owed(matter)[Duty.OUTCOME].due_at
    with pytest.raises(TakenOnThere):
        act(office, TakeBackTransfer(reason="太慢"), SUPERVISOR, handing)

    handled(town, theirs)
    act(town, ReportTakeoverResult(text="已换灯", evidence="城办 1 号"), CLERK, takeover)
    assert carry(office) == 1
    assert office.state(matter) is FeedbackState.SOLVED_NOT_TOLD
    assert office.status(matter, Duty.FINAL_ANSWER) is ObligationStatus.PENDING
    assert office.owed(matter)[Duty.ANSWER].owner_unit == "office"
    assert shown(office, handing).stage is TransferStage.RESULT_IN
    office.do(answer(), CLERK, matter)
    town.do(answer(), CLERK, theirs)
    for each, one in ((office, matter), (town, theirs)):
        assert each.status(one, Duty.FINAL_ANSWER) is ObligationStatus.DONE_IN_TIME
    assert shown(town, takeover).stage is TakeoverStage.RESULT_REPORTED
    assert carry(office) == 0


def test_m39_what_names_a_person_crosses_sealed_anew_and_stands_in_no_log_in_the_clear(
    office: Office, town: Office, database_url: str
) -> None:
    transfer(office, named(office))
    carry(office)
    _, theirs = arrived(town)
    received = next(
        each.fact
        for each in town.app.queries.history(SUPERVISOR, theirs)
        if isinstance(each.fact, MatterReceived)
    )
    assert received.channel is Channel.TRANSFER
    assert received.source_number == "2026-000001"
    assert town.app.vault.open(received.name) == NAME  # type: ignore[arg-type]
    assert town.app.vault.open(received.address) == STREET  # type: ignore[arg-type]
    assert office.app.vault.open(received.name) is None  # type: ignore[arg-type]
    with psycopg.connect(database_url) as owner:
        for schema in ("huiyin_main", "huiyin_town"):
            texts = "\n".join(
                text for (text,) in owner.execute(f"SELECT data::text FROM {schema}.event")
            )
            assert "由镇里管养" not in texts
            for told in (NAME, STREET, "0991-5550000", "楼道灯坏了"):
                assert told not in texts


def test_m39_killed_between_the_two_logs_each_thing_is_there_once(
    office: Office, town: Office
) -> None:
    handing = transfer(office, office.take_in())
    office.app.runner.catch_up()
    courier = Courier(office.app)
    under_way = shown(office, handing)
    assert isinstance(under_way, Transfer)
    courier.deliver(under_way, town.app)
    head = town.app.log.head()
    courier.deliver(under_way, town.app)
    assert shown(office, handing).stage is TransferStage.SENT
    office.clock.move_to(at(3, 9))
    assert carry(office) == 1
    assert town.app.log.head() == head
    assert shown(office, handing).stage is TransferStage.RECEIVED
    receipt = office.owed(handing)[Duty.TRANSFER_RECEIPT]
    assert receipt.ended_at == at(3, 2)
    assert receipt.status(office.clock.now()) is ObligationStatus.DONE_IN_TIME
    assert len(of_kind(town, ProceedingKind.TAKEOVER)) == 1
    assert len(LogReader(town.app.database).stream(arrived(town)[0])) == 1


def test_m39_given_back_it_is_routed_here_again_and_nothing_is_owed_there(
    office: Office, town: Office
) -> None:
    matter = office.take_in()
    handing = transfer(office, matter)
    carry(office)
    takeover, theirs = arrived(town)
    with pytest.raises(GroundOfTheProgram):
        lost = ReturnTakeover(ground=ReturnGround.TEXTS_LOST, text="没有了")
        act(town, lost, SUPERVISOR, takeover)
    returned = ReturnTakeover(ground=ReturnGround.NOT_OURS, text="属省道")
    act(town, returned, SUPERVISOR, takeover)
    assert town.state(theirs) is FeedbackState.CLOSED
    assert {each.status(town.clock.now()) for each in town.owed(theirs).values()} == {
        ObligationStatus.VOID
    }
    assert carry(office) == 1
    back = shown(office, handing)
    assert (back.stage, back.facets["to"]) == (TransferStage.RETURNED, "town")
    assert office.state(matter) is FeedbackState.UNDISPATCHED
    again = office.owed(matter)[Duty.DISPATCH]
    assert (again.nth, again.owner_unit, again.due_at) == (2, "office", at(3, 4, 9))
    office.dispatch(matter)
    assert carry(office) == 0


def test_m39_never_received_is_a_breach_and_the_sender_presses_or_takes_it_back(
    office: Office,
) -> None:
    register(office.app, "village")
    matter = office.take_in()
    handing = transfer(office, matter, "village")
    office.app.runner.catch_up()
    round_ = Courier(office.app).carry()
    assert [(e.to, e.obstacle) for e in round_.undelivered] == [("village", CarryObstacle.MISSING)]
    with pytest.raises(ReceiptNotMissing):
        act(office, PressTransfer(text="请签收"), SUPERVISOR, handing)
    rows = office.app.rolling_up.roll_up(AUDITOR, Asked()).rows
    assert rows[0].figures is not None and rows[0].figures.transfers_unreceived == 1
    office.clock.move_to(at(3, 5, 9))
    assert watch(office)
    owed = office.owed(handing)
    assert owed[Duty.TRANSFER_RECEIPT].verdict_by is not None
    assert owed[Duty.TRANSFER_PRESSING].owner_unit == "office"
    act(office, PressTransfer(text="请签收"), SUPERVISOR, handing)
    office.clock.move_to(at(3, 10, 9))
    watch(office)
    second = office.owed(handing)[Duty.TRANSFER_PRESSING]
    assert (second.nth, second.ended) == (2, None)
    act(office, TakeBackTransfer(reason="改由县里办理"), SUPERVISOR, handing)
    assert act(office, TakeBackTransfer(reason="改由县里办理"), SUPERVISOR, handing).recorded == ()
    assert office.state(matter) is FeedbackState.UNDISPATCHED
    assert not [e for e in office.owed(handing).values() if e.ended is None]


@pytest.mark.parametrize("taken_on", [False, True], ids=["not taken on", "taken on meanwhile"])
def test_m39_taken_back_the_other_side_is_told_and_what_it_took_on_meanwhile_goes_on(
    office: Office, town: Office, taken_on: bool
) -> None:
    handing = transfer(office, office.take_in())
    carry(office)
    takeover, theirs = arrived(town)
    if taken_on:
        act(town, AcceptTakeover(), CLERK, takeover)
    act(office, TakeBackTransfer(reason="改由县里办理"), SUPERVISOR, handing)
    assert carry(office) == 2
    assert carry(office) == 0
    assert shown(town, takeover).stage is TakeoverStage.CALLED_BACK
    expected = FeedbackState.UNDISPATCHED if taken_on else FeedbackState.CLOSED
    assert town.state(theirs) is expected
    assert not [e for e in town.owed(takeover).values() if e.ended is None]
    assert shown(office, handing).closed_at is not None


def test_m39_texts_that_cannot_be_opened_any_more_put_the_matter_back(
    office: Office, town: Office, database_url: str
) -> None:
    matter = office.take_in()
    handing = transfer(office, matter)
    with psycopg.connect(database_url, autocommit=True) as owner:
        owner.execute("DELETE FROM huiyin_main_keys.person_key")
    office.app.vault._open_keys.clear()
    assert carry(office) == 1
    assert not of_kind(town, ProceedingKind.TAKEOVER)
    assert shown(office, handing).stage is TransferStage.RETURNED
    assert office.state(matter) is FeedbackState.UNDISPATCHED


@pytest.mark.usefixtures("town")
def test_m39_keys_that_are_not_here_leave_it_undelivered(office: Office, database_url: str) -> None:
    transfer(office, office.take_in())
    with psycopg.connect(database_url, autocommit=True) as owner:
        owner.execute("UPDATE huiyin_town_keys.master SET fingerprint = '\\x00'")
    office.app.runner.catch_up()
    round_ = Courier(office.app).carry()
    assert [each.obstacle for each in round_.undelivered] == [CarryObstacle.OTHER_KEYS]
    assert round_.recorded == 0


@pytest.mark.usefixtures("town")
def test_m39_what_cannot_be_handed_over_and_by_whom(office: Office) -> None:
    with pytest.raises(NotANeighbour):
        transfer(office, office.take_in(), "elsewhere")
    about = office.take_in(about_units=("housing",))
    with pytest.raises(NamesWhomItIsAbout):
        transfer(office, about)
    unregistered = office.take_in(nature=None)
    for matter in (unregistered, office.in_hand(), office.answered()):
        with pytest.raises(MatterUnfitForTransfer):
            transfer(office, matter)
    twice = office.take_in()
    handing = transfer(office, twice)
    with pytest.raises(MatterUnfitForTransfer):
        transfer(office, twice)
    told = GiveInterimReply(text="已移交镇里", expected_by=at(3, 20), route=AnswerRoute.PHONE)
    assert office.do(told, CLERK, twice).recorded
    command = TransferMatter(
        matter=office.take_in(),
        to="town",
        title="路灯",
        ground=TransferGround.PLACE,
        text="在镇里",
    )
    for actor in (CLERK, HANDLER, AUDITOR):
        with pytest.raises(NotPermitted):
            office.app.handler.open(command, actor)
    for actor in (SUPERVISOR, LEADER):
        with pytest.raises(NotPermitted):
            act(office, NoteReceived(received_at=at(3, 2)), actor, handing)
    wanted = WantedProceedings(kind=ProceedingKind.TRANSFER)
    assert office.app.queries.proceedings(HANDLER, Asked(), wanted).items == []


def test_m39_the_ground_fits_the_direction(office: Office, town: Office) -> None:
    with pytest.raises(GroundOfOtherDirection):
        transfer(office, office.take_in(), ground=TransferGround.HIGHER_LEVEL)
    with pytest.raises(GroundOfOtherDirection):
        transfer(town, town.take_in(), "main", TransferGround.LOWER_LEVEL)


def test_m39_disputed_after_all_it_is_done_again_here_and_then_filed(
    office: Office, town: Office
) -> None:
    matter = named(office)
    transfer(office, matter)
    carry(office)
    takeover, theirs = arrived(town)
    act(town, AcceptTakeover(), CLERK, takeover)
    handled(town, theirs)
    act(town, ReportTakeoverResult(text="已换灯", evidence="1 号"), CLERK, takeover)
    carry(office)
    office.do(answer(), CLERK, matter)
    office.do(ContestAnswer(text="还是不亮"), CLERK, matter)
    assert office.state(matter) is FeedbackState.REDO
    office.dispatch(matter)
    office.do(SignOrder(), HANDLER, matter)
    office.do(outcome(), HANDLER, matter)
    office.do(answer(), CLERK, matter)
    office.do(call(), SECOND_CLERK, matter)
    office.do(CloseMatter(), SECOND_CLERK, matter)
    assert office.state(matter) is FeedbackState.CLOSED


def test_m39_withdrawn_meanwhile_it_ends_here_and_word_from_there_changes_nothing(
    office: Office, town: Office
) -> None:
    matter = named(office)
    handing = transfer(office, matter)
    carry(office)
    takeover, theirs = arrived(town)
    act(town, AcceptTakeover(), CLERK, takeover)
    office.do(RecordWithdrawal(route=AnswerRoute.PHONE, text="不用了"), CLERK, matter)
    office.do(ConfirmWithdrawal(route=AnswerRoute.PHONE), SECOND_CLERK, matter)
    assert office.state(matter) is FeedbackState.WITHDRAWN
    handled(town, theirs)
    act(town, ReportTakeoverResult(text="已换灯", evidence="1 号"), CLERK, takeover)
    carry(office)
    assert office.state(matter) is FeedbackState.WITHDRAWN
    assert shown(office, handing).stage is TransferStage.RESULT_IN


def test_m39_word_brought_late_counts_from_when_it_was_done_there(
    office: Office, town: Office
) -> None:
    matter = office.take_in()
    handing = transfer(office, matter)
    carry(office)
    takeover, theirs = arrived(town)
    act(town, AcceptTakeover(), CLERK, takeover)
    handled(town, theirs)
    act(town, ReportTakeoverResult(text="已换灯", evidence="1 号"), CLERK, takeover)
    office.clock.move_to(at(4, 20))
    assert carry(office) == 2
    shown_ = shown(office, handing)
    assert shown_.stage is TransferStage.RESULT_IN
    assert office.app.queries.matter(SUPERVISOR, Asked(), matter)[1].finding is Finding.MET
    done = [e.status(office.clock.now()) for e in office.owed(handing).values()]
    assert set(done) == {ObligationStatus.DONE_IN_TIME}
