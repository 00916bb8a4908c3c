"""M28 三方约谈: owner, contractor and helper are talked with; the cause goes to who pursues it."""

from typing import Any

import pytest

from domain.cooperation.referrals.commands import Refer
from domain.cooperation.talks.commands import HoldThreePartyTalk, RouteTalk
from domain.cooperation.talks.errors import NotPursuedThere, PartyHoldsTalk, PursuerUnfit
from domain.envelope import Actor
from domain.vocabulary import Cause, Duty, ObligationStatus, PursuingBody, Role, TalkStage
from projections.obligation_ledger import Wanted
from service.access.permissions import NotYourMatter
from tests.people import LEADER, OTHER_HANDLER, SUPERVISOR
from tests.scenarios.justice import act, open_lead, stands, watch
from tests.scenarios.office import Office, at


def talk(office: Office, actor: Actor = SUPERVISOR, **given: Any) -> str:
    """A talk about works of water, in which the contractor is at fault; its id."""
    usual: dict[str, Any] = {
        "title": "河堤停工约谈",
        "owner": "water",
        "contractor": "某建设公司",
        "helper": "housing",
        "cause": Cause.CONTRACTOR,
        "pursuer": "transport",
        "text": "擅自停工",
    }
    return office.app.handler.open(HoldThreePartyTalk(**{**usual, **given}), actor).stream


def refer(office: Office, about: str, receiver: str = "transport") -> str:
    made = Refer(
        title="停工", body=PursuingBody.COMPETENT, receiver=receiver, about=about, text="请追究"
    )
    return office.app.handler.open(made, SUPERVISOR).stream


def test_m28_the_cause_is_owed_to_the_body_that_pursues_that_party(office: Office) -> None:
    held = talk(office)
    owed = office.owed(held)[Duty.CAUSE_ROUTED]
    assert (owed.owner_unit, owed.due_at) == ("office", at(3, 10, 0))
    elsewhere = refer(office, held, "county")
    for route in (RouteTalk(), RouteTalk(referral=elsewhere), RouteTalk(lead=open_lead(office))):
        with pytest.raises(NotPursuedThere):
            act(office, route, SUPERVISOR, held)
    act(office, RouteTalk(referral=refer(office, held)), SUPERVISOR, held)
    assert stands(office, held).stage is TalkStage.OVER
    assert office.status(held, Duty.CAUSE_ROUTED) is ObligationStatus.DONE_IN_TIME


def test_m28_a_unit_at_fault_is_pursued_by_a_lead_about_that_unit(office: Office) -> None:
    held = talk(office, cause=Cause.HELPER, pursuer="county")
    with pytest.raises(NotPursuedThere):
        act(
            office,
            RouteTalk(lead=open_lead(office, unit="water", person=OTHER_HANDLER.person)),
            SUPERVISOR,
            held,
        )
    act(office, RouteTalk(lead=open_lead(office)), SUPERVISOR, held)
    assert stands(office, held).closed_at is not None


def test_m28_a_cause_that_nobody_routes_is_overdue(office: Office) -> None:
    held = talk(office)
    office.clock.move_to(at(3, 11))
    watch(office)
    owed = office.ledger(Wanted(subject=held)).items[0]
    assert owed.status(office.clock.now()) is ObligationStatus.OVERDUE
    assert owed.verdict_by is not None


def test_m28_no_party_holds_the_talk_or_pursues_itself(office: Office) -> None:
    helper = Actor(person="supervisor-ge", role=Role.SUPERVISOR, unit="housing")
    with pytest.raises(PartyHoldsTalk):
        talk(office, helper)
    for given in ({"pursuer": "water"}, {"pursuer": None}, {"cause": Cause.OUTSIDE}):
        with pytest.raises(PursuerUnfit):
            talk(office, **given)
    outside = talk(office, cause=Cause.OUTSIDE, pursuer=None)
    assert stands(office, outside).stage is TalkStage.OVER


def test_m28_the_party_at_fault_finds_no_trace_of_where_its_cause_went(office: Office) -> None:
    held = talk(office, cause=Cause.OWNER, pursuer="county")
    with pytest.raises(NotYourMatter):
        stands(office, held, OTHER_HANDLER)
    assert stands(office, held, LEADER).exists
