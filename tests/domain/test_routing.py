"""Dispatch, delivery, signature: the receiver owes until the lead has signed (M04, M06, M07)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.errors import UnknownUnit
from domain.matter.disputing.commands import DesignateLead
from domain.matter.errors import (
    AlreadyAnswered,
    ComplainedAboutCannotHandle,
    NotDelivered,
    NotDispatched,
    NotRegistered,
)
from domain.matter.handling.commands import ReportParticipation
from domain.matter.routing.commands import (
    AddParticipant,
    DeliverOrder,
    DispatchMatter,
    SignOrder,
    Task,
)
from domain.matter.routing.errors import AlreadySigned, AlreadyUnderWay, NotOfTheUnit
from domain.matter.routing.events import MatterDispatched, OrderDelivered, OrderSigned
from domain.matter.standing import standing
from domain.obligations import Owner
from domain.organisation.state import Post, Term
from domain.vocabulary import Duty, Ending, FeedbackState, PostRank
from tests.domain.desk import (
    NOTHING,
    Desk,
    answered,
    delivered,
    dispatch,
    dispatched,
    exempted,
    found_out,
    receive,
    registered,
    signed,
)
from tests.people import CLERK, HANDLER, MORNING, OTHER_HANDLER, SUPERVISOR

RECEIVERS = (Duty.OUTCOME, Duty.FINAL_ANSWER, Duty.INTERIM_REPLY)


def owner(desk: Desk, duty: Duty, of: str = "") -> Owner:
    owed = desk.matter.obligation(duty, of)
    assert owed is not None
    return owed.owner


def test_an_order_names_a_person_in_each_unit_and_owes_its_delivery() -> None:
    desk = registered()
    (fact,) = desk.do(dispatch("housing", "water"), CLERK)
    assert isinstance(fact, MatterDispatched)
    assert (fact.lead.person, fact.participants[0].person) == (HANDLER.person, OTHER_HANDLER.person)
    assert {"delivery:housing", "delivery:water"} <= desk.owed()
    assert "dispatch" not in desk.owed()
    assert standing(desk.matter, desk.now) is FeedbackState.UNDELIVERED


def test_the_order_must_arrive_within_the_same_two_days_as_its_dispatch() -> None:
    desk = registered()
    desk.wait(days=1)
    desk.do(dispatch(), CLERK)
    assert desk.due(Duty.DELIVERY, "housing") == MORNING + timedelta(days=2)


def test_dispatching_again_and_again_does_not_renew_the_two_days() -> None:
    desk = dispatched()
    for lead in ("water", "transport", "housing"):
        desk.wait(days=1)
        desk.do(dispatch(lead), CLERK)
    assert desk.due(Duty.DELIVERY, "housing") == MORNING + timedelta(days=2)


def test_the_same_order_once_more_changes_nothing() -> None:
    for desk in (dispatched("water"), signed("water")):
        assert desk.decide(dispatch("housing", "water"), CLERK) == NOTHING


def test_another_task_in_the_same_orders_is_recorded_and_changes_nothing_else() -> None:
    desk = signed("water")
    before = desk.matter
    order = dispatch("housing", "water")
    reworded = order.model_copy(
        update={"lead": order.lead.model_copy(update={"task": "先恢复照明"})}
    )
    (fact,) = desk.do(reworded, CLERK)
    assert isinstance(fact, MatterDispatched)
    assert (fact.keeps, fact.replaces, fact.deliver_by) == (("housing", "water"), (), None)
    assert fact.lead.task == "先恢复照明"
    assert desk.matter.orders == before.orders
    assert desk.matter.obligations == before.obligations


def test_a_matter_is_registered_before_it_is_dispatched() -> None:
    desk = Desk()
    desk.do(receive(nature=None), CLERK)
    with pytest.raises(NotRegistered):
        desk.decide(dispatch(), CLERK)


def test_a_unit_that_is_not_there_gets_no_order() -> None:
    command = DispatchMatter(lead=Task(unit="nowhere", person="p"))
    with pytest.raises(UnknownUnit):
        registered().decide(command, CLERK)


def test_a_unit_appears_in_an_order_once() -> None:
    task = Task(unit="housing", person="p")
    with pytest.raises(ValueError, match="each unit may appear once"):
        DispatchMatter(lead=task, participants=(task,))


@pytest.mark.parametrize("command", [dispatch("housing"), dispatch("water", "housing")])
@pytest.mark.parametrize(
    "about", [{"about_units": ("housing",)}, {"about_persons": (HANDLER.person,)}]
)
def test_whom_it_is_about_gets_no_order_neither_as_lead_nor_as_participant(
    command: DispatchMatter, about: dict[str, tuple[str, ...]]
) -> None:
    with pytest.raises(ComplainedAboutCannotHandle):
        registered(**about).decide(command, CLERK)


def test_once_the_lead_has_signed_the_matter_cannot_be_passed_on() -> None:
    with pytest.raises(AlreadyUnderWay):
        signed().decide(dispatch("water"), CLERK)


def test_with_an_outcome_or_an_answer_there_is_nothing_to_dispatch() -> None:
    for desk in (found_out(), answered()):
        with pytest.raises(AlreadyAnswered):
            desk.decide(dispatch("water"), CLERK)


def test_an_exempted_answer_does_not_stop_the_inquiry_from_being_dispatched() -> None:
    assert exempted().do(dispatch(), CLERK)


def test_a_new_order_withdraws_the_earlier_one_and_never_leaves_the_matter_to_nobody() -> None:
    desk = delivered("water", assigned_by="leader-sun")
    desk.do(dispatch("transport", "office"), CLERK)
    for duty in (Duty.SIGN, Duty.FIRST_FEEDBACK):
        withdrawn = desk.matter.obligation(duty, "housing")
        assert withdrawn is not None and withdrawn.ended is Ending.VOID
    leader = desk.matter.obligation(Duty.FEEDBACK_TO_LEADER)
    assert leader is not None and leader.ended is Ending.VOID
    assert not [each for each in desk.owed() if each.endswith(":water")]
    assert {"delivery:transport", "delivery:office"} <= desk.owed()
    assert all(owner(desk, duty) == Owner("office") for duty in RECEIVERS)
    assert desk.matter.lead == "transport"


def test_a_participant_whose_order_stays_the_same_keeps_its_work_and_its_breaches() -> None:
    desk = delivered("water")
    desk.wait(days=9)
    desk.do(SignOrder(unit="water"), OTHER_HANDLER)
    desk.do(ReportParticipation(text="管道已查"), OTHER_HANDLER)
    before = {key: each for key, each in desk.matter.obligations.items() if key.of == "water"}
    order = desk.matter.orders["water"]
    (fact,) = desk.do(dispatch("transport", "water"), CLERK)
    assert isinstance(fact, MatterDispatched)
    assert (fact.keeps, fact.replaces) == (("water",), ("housing",))
    assert desk.matter.orders["water"] == order and order.reported
    assert {k: each for k, each in desk.matter.obligations.items() if k.of == "water"} == before
    assert desk.owed() >= {"delivery:transport"}
    report = desk.matter.obligation(Duty.PARTICIPANT_REPORT, "water")
    assert report is not None and report.breached(desk.now)


def test_the_leader_is_still_to_be_told_by_the_lead_that_stays() -> None:
    desk = delivered("water", assigned_by="leader-sun")
    told = desk.matter.obligation(Duty.FEEDBACK_TO_LEADER)
    desk.do(dispatch("housing", "transport"), CLERK)
    assert desk.matter.obligation(Duty.FEEDBACK_TO_LEADER) == told
    assert {"sign:housing", "delivery:transport"} <= desk.owed()
    assert not {"sign:water", "delivery:housing"} & desk.owed()


def test_a_participant_that_is_to_lead_gets_a_new_order() -> None:
    desk = delivered("water", assigned_by="leader-sun")
    (fact,) = desk.do(dispatch("water", "housing"), CLERK)
    assert isinstance(fact, MatterDispatched)
    assert (fact.keeps, fact.replaces) == ((), ("housing", "water"))
    assert {"delivery:housing", "delivery:water"} <= desk.owed()
    assert "feedback_to_leader" not in desk.owed()


def test_a_unit_whose_order_names_another_person_owes_signature_and_report_anew() -> None:
    desk = delivered("water")
    desk.do(SignOrder(unit="water", person="handler-kong"), OTHER_HANDLER)
    desk.do(dispatch("transport", "water"), CLERK)
    desk.wait(days=1)
    desk.do(DeliverOrder(unit="water"), CLERK)
    assert {"sign:water", "first_feedback:water", "participant_report:water"} <= desk.owed()
    assert desk.due(Duty.SIGN, "water").date().isoformat() == "2026-03-05"


def test_the_limits_of_a_unit_start_when_the_order_arrives_and_never_when_it_signs() -> None:
    desk = dispatched("water", assigned_by="leader-sun")
    desk.wait(days=1)
    (fact,) = desk.do(DeliverOrder(unit="housing"), CLERK)
    assert isinstance(fact, OrderDelivered)
    due = {duty: desk.due(duty, "housing") for duty in (Duty.SIGN, Duty.FIRST_FEEDBACK)}
    assert [each.date().isoformat() for each in due.values()] == ["2026-03-05", "2026-03-07"]
    assert desk.due(Duty.FEEDBACK_TO_LEADER) == desk.due(Duty.OUTCOME)
    assert "participant_report:housing" not in desk.owed()
    desk.wait(days=5)
    desk.do(SignOrder(), HANDLER)
    assert desk.due(Duty.FIRST_FEEDBACK, "housing") == due[Duty.FIRST_FEEDBACK]


def test_a_participant_owes_its_part_to_the_lead_by_a_limit_of_its_own() -> None:
    desk = delivered("water")
    report = desk.matter.obligation(Duty.PARTICIPANT_REPORT, "water")
    assert report is not None
    assert (report.owner, report.to) == (Owner("water", OTHER_HANDLER.person), "lead_unit")
    assert report.deadline.at < desk.due(Duty.OUTCOME)


def test_what_was_delivered_or_signed_for_once_is_so() -> None:
    desk = signed()
    assert desk.decide(DeliverOrder(unit="housing"), CLERK) == NOTHING
    assert desk.decide(SignOrder(), HANDLER) == NOTHING


def test_a_signature_in_somebody_elses_name_does_not_pass_for_the_one_given() -> None:
    with pytest.raises(AlreadySigned):
        signed().decide(SignOrder(person="handler-kong"), HANDLER)


def test_only_an_order_that_was_given_can_be_delivered_and_only_a_delivered_one_signed() -> None:
    with pytest.raises(NotDispatched):
        dispatched().decide(DeliverOrder(unit="water"), CLERK)
    with pytest.raises(NotDispatched):
        delivered().decide(SignOrder(), OTHER_HANDLER)
    with pytest.raises(NotDelivered):
        dispatched().decide(SignOrder(), HANDLER)


def test_the_receiver_owes_the_answer_until_the_lead_has_signed() -> None:
    desk = delivered()
    assert all(owner(desk, duty) == Owner("office") for duty in RECEIVERS)
    assert (desk.matter.custodian_unit, desk.matter.custodian_person) == ("office", None)
    (fact,) = desk.do(SignOrder(), HANDLER)
    assert fact == OrderSigned(unit="housing", person=HANDLER.person, leads=True)
    lead = Owner("housing", HANDLER.person)
    assert all(owner(desk, duty) == lead for duty in RECEIVERS)
    assert (desk.matter.custodian_unit, desk.matter.custodian_person) == ("housing", HANDLER.person)


def test_a_participants_signature_takes_nothing_over_from_the_receiver() -> None:
    desk = delivered("water")
    desk.do(SignOrder(), OTHER_HANDLER)
    assert all(owner(desk, duty) == Owner("office") for duty in RECEIVERS)
    assert desk.matter.custodian_unit == "office"


def test_whoever_signs_may_name_another_colleague_but_not_whom_the_matter_is_about() -> None:
    desk = delivered(about_persons=("handler-lu",))
    with pytest.raises(ComplainedAboutCannotHandle):
        desk.decide(SignOrder(person="handler-lu"), HANDLER)
    desk.do(SignOrder(person="handler-kong"), HANDLER)
    assert owner(desk, Duty.FINAL_ANSWER) == Owner("housing", "handler-kong")
    assert owner(desk, Duty.FIRST_FEEDBACK, "housing") == Owner("housing", "handler-kong")


def staffed(desk: Desk, until: date | None = None) -> Desk:
    """The desk in an organisation that knows who the people of the housing unit are: its handler,
    up to a last day, and somebody who stays; the water unit's handler holds a post there."""
    wang, liu, wu = HANDLER.person, "handler-liu", OTHER_HANDLER.person
    places = {wang: "housing", liu: "housing", wu: "water"}
    posts = {
        f"p-{who}": Post(f"p-{who}", at, "经办", PostRank.HANDLER) for who, at in places.items()
    }
    since = date(2020, 1, 1)
    terms = tuple(
        Term(who, who, f"p-{who}", since, until if who == wang else None) for who in places
    )
    there = desk.organisation
    return desk.copy(replace(there, posts={**there.posts, **posts}, terms=(*there.terms, *terms)))


def test_an_order_names_somebody_of_the_unit_on_that_day() -> None:
    stranger = Task(unit="housing", person=OTHER_HANDLER.person)
    left = Task(unit="housing", person=HANDLER.person)
    for order in (DispatchMatter(lead=stranger), DesignateLead(lead=stranger)):
        with pytest.raises(NotOfTheUnit):
            staffed(registered()).decide(order, SUPERVISOR)
    with pytest.raises(NotOfTheUnit):
        staffed(registered(), MORNING.date() - timedelta(days=1)).decide(
            DispatchMatter(lead=left), CLERK
        )
    desk = staffed(dispatched(), MORNING.date())
    assert desk.decide(AddParticipant(order=Task(unit="water", person="handler-wu")), CLERK)
    with pytest.raises(NotOfTheUnit):
        desk.decide(AddParticipant(order=Task(unit="water", person=HANDLER.person)), CLERK)


def test_who_signs_for_an_order_is_of_the_unit_on_that_day() -> None:
    desk = staffed(delivered(), MORNING.date())
    with pytest.raises(NotOfTheUnit):
        desk.decide(SignOrder(person=OTHER_HANDLER.person), HANDLER)
    desk.wait(days=1)
    with pytest.raises(NotOfTheUnit):
        desk.decide(SignOrder(), HANDLER)
    desk.do(SignOrder(person="handler-liu"), HANDLER)
    assert desk.matter.custodian_person == "handler-liu"


def test_an_order_that_stays_the_same_stays_with_whoever_left_until_it_is_handed_over() -> None:
    desk = staffed(dispatched(), MORNING.date())
    desk.wait(days=1)
    assert desk.decide(dispatch(), CLERK) == NOTHING
    desk.do(dispatch("housing", "water"), CLERK)
    assert set(desk.matter.orders) == {"housing", "water"}
