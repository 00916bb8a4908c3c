"""Whose the matter is: objections with the clock running, joint handling, settlement (M08)."""

from dataclasses import replace
from datetime import date

import pytest

from domain.envelope import Actor
from domain.errors import UnknownUnit
from domain.matter.disputing.commands import (
    DesignateLead,
    ObjectToOrder,
    OrderJointHandling,
    RuleObjection,
    SettleResponsibility,
)
from domain.matter.disputing.errors import (
    DesignationIsFinal,
    DesignationNeeded,
    JointAlready,
    NoObjectionPending,
    NothingToSettle,
    ObjectionNamesItself,
    ObjectionPending,
    ObjectionRejected,
    ObjectionTooLate,
    RulingInOwnCase,
)
from domain.matter.errors import AlreadyAnswered, NotDelivered, NotDispatched, NotSigned
from domain.matter.routing.commands import (
    AddParticipant,
    DeliverOrder,
    HandOver,
    OpenOrder,
    SignOrder,
    Task,
    WithdrawParticipant,
)
from domain.matter.routing.errors import AlreadyOrdered, LeadStays, NotOfTheUnit
from domain.matter.standing import standing
from domain.matter.waiting.commands import EndWaiting, ReportWaiting
from domain.matter.waiting.errors import NotWaiting, WaitsForItself
from domain.organisation.state import Post, Term
from domain.vocabulary import Duty, FeedbackState, PostRank, Role
from tests.domain.desk import (
    NOTHING,
    SECTION,
    Desk,
    answered,
    delivered,
    dispatch,
    dispatched,
    found_out,
    outcome,
    signed,
)
from tests.people import CLERK, HANDLER, HEAD, LEADER, OTHER_HANDLER, SUPERVISOR

OBJECT = ObjectToOrder(instead="transport", text="属交通部门")


def rule(upheld: bool, unit: str = "housing") -> RuleObjection:
    return RuleObjection(unit=unit, upheld=upheld, text="经查")


def returned(desk: Desk) -> Desk:
    desk.do(OBJECT, HANDLER)
    desk.do(rule(True), SUPERVISOR)
    return desk


def again(desk: Desk) -> Desk:
    desk.do(dispatch(), CLERK)
    desk.do(DeliverOrder(unit="housing"), CLERK)
    return desk


@pytest.mark.parametrize("make", [delivered, signed])
def test_an_objection_leaves_every_limit_running_and_is_ruled_on_in_two_days(make: object) -> None:
    desk: Desk = make()  # type: ignore[operator]
    before = {each.key: each.deadline for each in desk.matter.open_obligations()}
    desk.do(OBJECT, HANDLER)
    after = {each.key: each.deadline for each in desk.matter.open_obligations()}
    assert before.items() <= after.items()
    owed = desk.matter.obligation(Duty.RULING, "housing")
    assert owed is not None and owed.owner.unit == "office"
    assert desk.due(Duty.RULING, "housing") == desk.rules.deadline("ruling", desk.now).at
    assert standing(desk.matter, desk.now) is FeedbackState.OBJECTED


def test_an_objection_has_its_time_and_its_grounds() -> None:
    with pytest.raises(NotDispatched):
        delivered().decide(OBJECT, OTHER_HANDLER)
    with pytest.raises(NotDelivered):
        dispatched().decide(OBJECT, HANDLER)
    for desk in (found_out(), answered()):
        with pytest.raises(AlreadyAnswered):
            desk.decide(OBJECT, HANDLER)
    with pytest.raises(UnknownUnit):
        delivered().decide(ObjectToOrder(instead="nowhere", text="x"), HANDLER)
    for itself in ("housing", SECTION):
        with pytest.raises(ObjectionNamesItself):
            delivered().decide(ObjectToOrder(instead=itself, text="x"), HANDLER)
    late = delivered()
    late.now = late.rules.deadline("objection", late.now).at
    with pytest.raises(ObjectionTooLate):
        late.decide(OBJECT, HANDLER)


def test_an_upheld_objection_gives_the_matter_back_to_its_first_receiver() -> None:
    desk = returned(signed("water"))
    assert set(desk.matter.orders) == {"water"}
    assert desk.matter.custodian_unit == "office"
    for duty in (Duty.OUTCOME, Duty.FINAL_ANSWER, Duty.DISPATCH):
        owed = desk.matter.obligation(duty)
        assert owed is not None and owed.is_open and owed.owner.unit == "office"
    assert standing(desk.matter, desk.now) is FeedbackState.UNDISPATCHED


def test_a_rejected_objection_cannot_be_raised_again_and_the_order_stands() -> None:
    desk = delivered()
    desk.do(OBJECT, HANDLER)
    desk.do(rule(False), SUPERVISOR)
    assert standing(desk.matter, desk.now) is FeedbackState.UNSIGNED
    with pytest.raises(ObjectionRejected):
        desk.decide(OBJECT, HANDLER)


@pytest.mark.parametrize(
    "who",
    [HANDLER, Actor(person="x", role=Role.CLERK, unit="housing"),
     Actor(person="x", role=Role.CLERK, unit=SECTION)],
)  # fmt: skip
def test_nobody_rules_in_the_own_case(who: Actor) -> None:
    desk = delivered()
    desk.do(OBJECT, HANDLER)
    with pytest.raises(RulingInOwnCase):
        desk.decide(rule(True), who)
    with pytest.raises(NoObjectionPending):
        desk.decide(rule(True, "water"), SUPERVISOR)


def test_an_order_is_not_given_to_another_before_the_objection_is_ruled_on() -> None:
    desk = delivered()
    desk.do(OBJECT, HANDLER)
    for command in (dispatch("water"), DesignateLead(lead=dispatch("water").lead)):
        with pytest.raises(ObjectionPending):
            desk.decide(command, SUPERVISOR)


def test_who_reports_an_outcome_has_taken_the_matter_for_its_own() -> None:
    desk = signed()
    desk.do(OBJECT, HANDLER)
    desk.do(outcome(), HANDLER)
    assert desk.matter.obligation(Duty.RULING, "housing").is_open is False  # type: ignore[union-attr]
    with pytest.raises(NoObjectionPending):
        desk.decide(rule(True), SUPERVISOR)


def test_after_two_returns_the_lead_is_designated_finally() -> None:
    desk = returned(delivered())
    returned(again(desk))
    with pytest.raises(DesignationNeeded):
        desk.decide(dispatch(), CLERK)
    with pytest.raises(RulingInOwnCase):
        of_the_lead = Actor(person=HANDLER.person, role=Role.SUPERVISOR, unit="office")
        signed().decide(DesignateLead(lead=dispatch("water").lead), of_the_lead)
    desk.do(DesignateLead(lead=dispatch().lead), SUPERVISOR)
    desk.do(DeliverOrder(unit="housing"), CLERK)
    with pytest.raises(DesignationIsFinal):
        desk.decide(OBJECT, HANDLER)


# Joint handling


def jointly() -> Desk:
    desk = returned(delivered())
    order = dispatch("housing", "water")
    desk.do(OrderJointHandling(lead=order.lead, participants=order.participants), SUPERVISOR)
    for unit in ("housing", "water"):
        desk.do(DeliverOrder(unit=unit), CLERK)
    return desk


def test_handled_jointly_first_it_is_settled_afterwards_whose_it_is() -> None:
    desk = jointly()
    assert desk.due(Duty.SETTLE_RESPONSIBILITY) == (
        desk.rules.deadline("settle_responsibility", desk.now).at
    )
    settle = SettleResponsibility(unit="water", text="由水务负责")
    with pytest.raises(NotSigned):
        desk.decide(settle, SUPERVISOR)
    desk.do(SignOrder(), HANDLER)
    desk.do(SignOrder(), OTHER_HANDLER)
    desk.do(settle, SUPERVISOR)
    assert desk.matter.lead == "water"
    for duty in (Duty.OUTCOME, Duty.FINAL_ANSWER):
        owed = desk.matter.obligation(duty)
        assert owed is not None
        assert (owed.owner.unit, owed.owner.person) == ("water", "handler-wu")
    assert desk.matter.custodian_person == "handler-wu"
    assert "participant_report:water" not in desk.owed()
    with pytest.raises(NothingToSettle):
        desk.decide(settle, SUPERVISOR)


def test_it_is_ordered_jointly_once_at_a_time_and_the_answer_does_not_wait() -> None:
    desk = jointly()
    order = dispatch("housing", "transport")
    with pytest.raises(JointAlready):
        desk.decide(
            OrderJointHandling(lead=order.lead, participants=order.participants), SUPERVISOR
        )
    desk.do(SignOrder(), HANDLER)
    assert desk.decide(outcome(), HANDLER)


@pytest.mark.parametrize("unit", ["transport", "housing"])
def test_neither_who_objects_nor_who_is_named_instead_rules_on_it(unit: str) -> None:
    desk = delivered()
    desk.do(OBJECT, HANDLER)
    concerned = Actor(person="clerk-of-it", role=Role.CLERK, unit=unit)
    with pytest.raises(RulingInOwnCase):
        desk.decide(rule(upheld=False), concerned)
    assert desk.decide(rule(upheld=False), SUPERVISOR)


def test_where_the_office_itself_is_named_instead_a_leader_rules() -> None:
    desk = delivered()
    desk.do(ObjectToOrder(instead="office", text="属效能办"), HANDLER)
    with pytest.raises(RulingInOwnCase):
        desk.decide(rule(upheld=False), SUPERVISOR)
    assert desk.decide(rule(upheld=True), LEADER)


# Orders


def test_an_order_is_opened_once_and_starts_nothing() -> None:
    desk = delivered()
    owed = desk.owed()
    desk.do(OpenOrder(), HANDLER)
    order = desk.matter.orders["housing"]
    assert (order.opened_at, order.opened_by) == (desk.now, HANDLER.person)
    assert desk.owed() == owed
    assert desk.decide(OpenOrder(), HEAD) == NOTHING


def test_what_was_owed_goes_along_when_a_part_is_handed_over() -> None:
    desk = signed()
    desk.do(HandOver(person="handler-liu", reason="病假"), HEAD)
    owners = {each.owner.person for each in desk.matter.open_obligations() if each.owner.person}
    assert owners == {"handler-liu"}
    assert desk.matter.custodian_person == "handler-liu"
    assert desk.decide(HandOver(person="handler-liu", reason="x"), HEAD) == NOTHING


def test_a_part_is_handed_over_to_the_units_own_people_as_far_as_it_is_on_record_who_they_are() -> (
    None
):
    desk = signed()

    def staffed(*terms: tuple[str, str, PostRank]) -> Desk:
        posts = {
            f"p{n}": Post(f"p{n}", unit, "职", rank) for n, (_, unit, rank) in enumerate(terms)
        }
        held = [
            Term(person, person, f"p{n}", date(2020, 1, 1))
            for n, (person, _, _) in enumerate(terms)
        ]
        organisation = replace(desk.organisation, posts=posts, terms=tuple(held))
        return desk.copy(organisation)

    def may(there: Desk, person: str) -> bool:
        try:
            return bool(there.decide(HandOver(person=person, reason="病假"), HEAD))
        except NotOfTheUnit:
            return False

    nobody = staffed()
    assert may(nobody, "handler-liu")
    only_its_chief = staffed(("head-zhou", "housing", PostRank.CHIEF))
    assert may(only_its_chief, "head-zhou") and may(only_its_chief, "handler-liu")
    elsewhere = staffed(("handler-liu", "water", PostRank.HANDLER))
    assert not may(elsewhere, "handler-liu")
    its_people = staffed(("handler-liu", SECTION, PostRank.HANDLER))
    assert may(its_people, "handler-liu") and not may(its_people, "handler-gao")
    gone = replace(its_people.organisation.terms[0], until=date(2026, 3, 1))
    left = desk.copy(replace(its_people.organisation, terms=(gone,)))
    back = replace(gone, post="p1", since=date(2026, 3, 2), until=None)
    post = Post("p1", "water", "职", PostRank.HANDLER)
    moved = replace(its_people.organisation, posts={**its_people.organisation.posts, "p1": post})
    assert may(left, "handler-liu")
    assert not may(desk.copy(replace(moved, terms=(gone, back))), "handler-liu")


def test_a_participant_can_be_added_and_withdrawn_while_the_work_is_under_way() -> None:
    desk = signed()
    order = Task(unit="water", person="handler-wu")
    desk.do(AddParticipant(order=order), CLERK)
    assert "delivery:water" in desk.owed()
    with pytest.raises(AlreadyOrdered):
        desk.decide(AddParticipant(order=order), CLERK)
    with pytest.raises(LeadStays):
        desk.decide(WithdrawParticipant(unit="housing", reason="x"), CLERK)
    desk.do(WithdrawParticipant(unit="water", reason="无需"), CLERK)
    assert "delivery:water" not in desk.owed()


# Waiting


def test_waiting_is_said_openly_and_moves_nothing() -> None:
    desk = signed()
    owed = {each.key: each.deadline for each in desk.matter.open_obligations()}
    desk.do(ReportWaiting(waits_for="water", text="等回填"), HANDLER)
    assert desk.matter.waits_now == {("housing", "water")}
    assert {each.key: each.deadline for each in desk.matter.open_obligations()} == owed
    assert desk.decide(ReportWaiting(waits_for="water", text="等"), HANDLER) == NOTHING
    with pytest.raises(NotWaiting):
        desk.decide(EndWaiting(waits_for="transport"), HANDLER)
    desk.do(EndWaiting(waits_for="water"), HANDLER)
    assert desk.matter.waits_now == frozenset()


def test_nobody_waits_for_itself_or_for_nobody() -> None:
    for unit in ("housing", SECTION):
        with pytest.raises(WaitsForItself):
            signed().decide(ReportWaiting(waits_for=unit, text="x"), HANDLER)
    with pytest.raises(UnknownUnit):
        signed().decide(ReportWaiting(waits_for="nowhere", text="x"), HANDLER)


def test_who_has_lost_the_order_waits_no_longer() -> None:
    desk = signed()
    desk.do(ReportWaiting(waits_for="water", text="等回填"), HANDLER)
    returned(desk)
    assert desk.matter.waits_now == frozenset()
