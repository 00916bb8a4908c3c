"""M33 曝光、通报, M37: whoever was wrongly accused is cleared where the accusation was known, and what was
published about a decision follows it."""

from typing import Any

import pytest

from domain.accountability.bulletins.commands import CorrectBulletin, WithdrawBulletin
from domain.accountability.cases.following_commands import Appeal, DecideAppeal
from domain.accountability.clearings.commands import ClearName, FindFalseAccusation
from domain.accountability.clearings.errors import NobodyAccused, NotUnfounded
from domain.accountability.clearings.opening import clearing_stream
from domain.accountability.clearings.state import Clearing
from domain.accountability.leads.commands import NotHold
from domain.matter.closing.commands import CloseMatter
from domain.matter.stream import matter_stream
from domain.obligations import Key
from domain.proceedings.state import Proceeding
from domain.supervision.inspections.commands import TellInspectionResult
from domain.supervision.inspections.errors import NotCarriedOut, ResultNotTold
from domain.supervision.inspections.state import Inspection
from domain.vocabulary import (
    AnswerRoute,
    AppealOutcome,
    Duty,
    Ending,
    Finding,
    LawfulGround,
    Measure,
    Nature,
)
from service.access.permissions import NotYourMatter
from tests.people import CLERK, HANDLER, LEADER, OTHER_HANDLER, SUPERVISOR
from tests.scenarios.justice import DECIDER, act, open_lead, served, stands, watch
from tests.scenarios.office import SECOND_CLERK, Office, answer, at, call, outcome
from tests.scenarios.test_m22_inspections import carried_out, plan
from tests.scenarios.test_m33_bulletins import publish

CLEARED = ClearName(route=AnswerRoute.PUBLISHED, where=("单位公示栏", "原帖"), text="经查不实")


def complaint(office: Office, finding: Finding = Finding.NOT_SUBSTANTIATED, **about: Any) -> str:
    """A complaint about conduct, looked into by another unit and answered; its id."""
    about = about or {"about_persons": (HANDLER.person,)}
    matter = office.in_hand("water", nature=Nature.CONDUCT, **about)
    office.do(outcome(finding, Measure.INVESTIGATION), OTHER_HANDLER, matter)
    office.do(answer(), CLERK, matter)
    return matter


def filed(office: Office, matter: str) -> None:
    office.do(call(), SECOND_CLERK, matter)
    office.do(CloseMatter(), SECOND_CLERK, matter)


def owed(proceeding: Proceeding, duty: Duty) -> tuple[str | None, Any, Ending | None]:
    """Who owes it, by when, and how it ended."""
    found = proceeding.obligations[Key(duty)]
    return found.owner.unit, found.deadline.at, found.ended


def test_m33_a_complaint_found_unfounded_owes_a_clearing_when_it_is_filed(office: Office) -> None:
    matter = complaint(office)
    stream = clearing_stream(matter_stream(matter))
    filed(office, matter)
    state = stands(office, stream)
    assert owed(state, Duty.CLEARING) == ("office", at(3, 17, 0), None)
    assert state.number == "2026-CQ-000001" and state.links == (matter_stream(matter),)
    with pytest.raises(NotYourMatter):  # whoever was accused finds no trace of it
        stands(office, stream, HANDLER)
    act(office, CLEARED, SUPERVISOR, stream)
    done = stands(office, stream)
    assert isinstance(done, Clearing) and done.where == ("单位公示栏", "原帖")
    assert owed(done, Duty.CLEARING)[2] is Ending.DISCHARGED and done.closed_at is not None


@pytest.mark.parametrize("finding", [Finding.SUBSTANTIATED, Finding.PARTLY_SUBSTANTIATED])
def test_m33_what_was_substantiated_clears_nobody(office: Office, finding: Finding) -> None:
    matter = complaint(office, finding)
    filed(office, matter)
    with pytest.raises(NotYourMatter):
        stands(office, clearing_stream(matter_stream(matter)))


def test_m33_a_clearing_left_undone_is_a_breach(office: Office) -> None:
    matter = complaint(office)
    filed(office, matter)
    office.clock.move_to(at(3, 18))
    watch(office)
    state = stands(office, clearing_stream(matter_stream(matter)))
    assert state.obligations[Key(Duty.CLEARING)].verdict_by is not None


def test_m33_a_false_accusation_is_found_once_and_owes_a_clearing_at_once(office: Office) -> None:
    matter = complaint(office)
    found = FindFalseAccusation(matter=matter, reason="捏造事实")
    stream = office.app.handler.open(found, SUPERVISOR).stream
    assert stands(office, stream).facets["false"] is True
    filed(office, matter)
    assert office.app.handler.open(found, SUPERVISOR).recorded == ()
    assert stands(office, stream).version == 2, "filing it opens no second one"
    act(office, CLEARED, SUPERVISOR, stream)
    assert owed(stands(office, stream), Duty.CLEARING)[2] is Ending.DISCHARGED


def test_m33_only_what_was_found_unfounded_can_be_false(office: Office) -> None:
    true = complaint(office, Finding.SUBSTANTIATED)
    with pytest.raises(NotUnfounded):
        office.app.handler.open(FindFalseAccusation(matter=true, reason="捏造"), SUPERVISOR)
    vague = complaint(office, about_persons=())
    with pytest.raises(NobodyAccused):
        office.app.handler.open(FindFalseAccusation(matter=vague, reason="捏造"), SUPERVISOR)


def test_m33_a_lead_that_people_opened_without_foundation_owes_a_clearing(office: Office) -> None:
    lead = open_lead(office)
    drop = NotHold(ground=LawfulGround.NOT_SUBSTANTIATED, reason="已核实")
    act(office, drop, DECIDER, lead)
    assert owed(stands(office, clearing_stream(lead)), Duty.CLEARING)[0] == "office"
    other = open_lead(office)
    lawful = NotHold(ground=LawfulGround.NOT_ATTRIBUTABLE, reason="停机")
    act(office, lawful, DECIDER, other)
    with pytest.raises(NotYourMatter):
        stands(office, clearing_stream(other))


@pytest.mark.parametrize("withdrawing", [True, False])
def test_m33_a_bulletin_whose_decision_was_revoked_is_owed_its_withdrawal_or_correction(
    office: Office, withdrawing: bool
) -> None:
    case = served(office)
    bulletin, gone = publish(office, about=case), publish(office, about=case)
    act(office, WithdrawBulletin(reason="有误"), SUPERVISOR, gone)
    act(office, Appeal(text="不服"), SUPERVISOR, case)
    act(office, DecideAppeal(outcome=AppealOutcome.REVOKED, text="撤销"), LEADER, case)
    assert owed(stands(office, bulletin), Duty.BULLETIN_AMENDED) == ("office", at(3, 10, 0), None)
    assert not stands(office, gone).obligations, "one withdrawn before owes nothing"
    change = (
        WithdrawBulletin(reason="原决定撤销")
        if withdrawing
        else CorrectBulletin(text="原决定已撤销", reason="申诉成立")
    )
    act(office, change, SUPERVISOR, bulletin)
    assert owed(stands(office, bulletin), Duty.BULLETIN_AMENDED)[2] is Ending.DISCHARGED


def test_m33_a_bulletin_about_an_inspection_publishes_its_result_and_is_linked(
    office: Office,
) -> None:
    planned = office.app.handler.open(plan(), SUPERVISOR).stream
    with pytest.raises(NotCarriedOut):
        publish(office, about=planned)
    inspection = carried_out(office)
    with pytest.raises(ResultNotTold):
        publish(office, about=inspection)
    act(office, TellInspectionResult(text="无", found_nothing=True), SUPERVISOR, inspection)
    bulletin = publish(office, about=inspection)
    state = stands(office, inspection)
    assert isinstance(state, Inspection) and state.published and bulletin in state.links
    assert owed(state, Duty.RESULT_PUBLISHED)[2] is Ending.DISCHARGED
