"""M07 牵头单位、参与单位、分解到个人: a lead, participants, a named person each, in whose hands."""

from datetime import date

import pytest

from domain.envelope import Actor
from domain.matter.answering.commands import AnswerComplainant
from domain.matter.closing.commands import CloseMatter
from domain.matter.errors import ComplainedAboutCannotHandle, NotTheLead
from domain.matter.handling.commands import (
    DecideDifficulty,
    ReportDifficulty,
    ReportParticipation,
    ReportProgress,
)
from domain.matter.routing.commands import (
    DeliverOrder,
    DispatchMatter,
    HandOverAll,
    SignOrder,
    Task,
)
from domain.matter.routing.errors import NotOfTheUnit
from domain.organisation.commands import AppointPerson, EstablishPost
from domain.vocabulary import AnswerRoute, Duty, ObligationStatus, PostRank
from projections.obligation_ledger import Wanted
from projections.worklist import Pile
from service.access.permissions import NotPermitted, NotYourMatter, NotYourUnit
from service.clock import MovingClock
from service.handing_over import Handing, SuccessorIsSame
from service.queries import Asked
from tests.people import CLERK, HANDLER, HEAD, LEADER, OTHER_HANDLER, SUPERVISOR
from tests.scenarios.office import (
    NOW,
    PERSON,
    SECOND_CLERK,
    Office,
    answer,
    at,
    call,
    outcome,
)

OVERDUE = Wanted(status=ObligationStatus.OVERDUE)


def test_m07_each_unit_has_its_own_limits_and_its_named_person(office: Office) -> None:
    matter = office.take_in()
    office.dispatch(matter, "housing", "water")
    owed = office.owed(matter)
    for unit, handler in (("housing", HANDLER), ("water", OTHER_HANDLER)):
        for duty in ("sign", "first_feedback"):
            row = owed[f"{duty}:{unit}"]
            assert (row.owner_unit, row.owner_person) == (unit, handler.person)
    assert owed["sign:water"].due_at == at(3, 4, 0)
    assert owed["participant_report:water"].due_at == at(3, 10, 0)
    assert owed["participant_report:water"].due_at < owed[Duty.OUTCOME].due_at


def test_m07_the_late_participant_is_blamed_and_the_lead_is_not(office: Office) -> None:
    matter = office.in_hand("housing", "water")
    for handler in (HANDLER, OTHER_HANDLER):
        office.do(ReportProgress(text="已派人查看"), handler, matter)
    office.clock.move_to(at(3, 10, 0))
    late = {
        each.owner_unit for each in office.ledger(OVERDUE).items if each.duty != "acceptance_notice"
    }
    assert late == {"water"}
    office.do(outcome(), HANDLER, matter)
    assert office.status(matter, Duty.OUTCOME) is ObligationStatus.DONE_IN_TIME
    office.clock.move_to(at(3, 11))
    office.do(ReportParticipation(text="管道已查"), OTHER_HANDLER, matter)
    report = office.owed(matter)["participant_report:water"]
    assert report.status(office.clock.now()) is ObligationStatus.DONE_LATE
    still_late = Asked(as_of=at(3, 10, 12), known_by=at(3, 10, 12))
    assert office.owed(matter, still_late)["participant_report:water"].ended is None


def test_m07_only_the_lead_reports_the_outcome_and_speaks_to_the_complainant(
    office: Office,
) -> None:
    matter = office.in_hand("housing", "water")
    with pytest.raises(NotTheLead):
        office.do(outcome(), OTHER_HANDLER, matter)
    with pytest.raises(NotYourUnit):
        office.do(outcome().model_copy(update={"unit": "housing"}), OTHER_HANDLER, matter)
    office.do(outcome(), HANDLER, matter)
    with pytest.raises(NotTheLead):
        office.do(AnswerComplainant(text="好了", route=AnswerRoute.PHONE), OTHER_HANDLER, matter)
    office.do(answer(), HANDLER, matter)


def test_m07_a_unit_sees_its_own_matters_only(office: Office) -> None:
    matter = office.in_hand()
    assert office.ledger(Wanted(subject=matter), actor=HANDLER).items
    assert not office.ledger(Wanted(), actor=OTHER_HANDLER).items
    with pytest.raises(NotYourMatter):
        office.ledger(Wanted(subject=matter), actor=OTHER_HANDLER)
    with pytest.raises(NotYourMatter):
        office.do(ReportProgress(text="已派人查看"), OTHER_HANDLER, matter)


def test_m07_in_whose_hands_a_matter_was_and_since_when(office: Office) -> None:
    matter = office.take_in()
    office.clock.move_to(at(3, 3))
    office.dispatch(matter)
    office.clock.move_to(at(3, 4))
    office.do(SignOrder(person="handler-kong"), HANDLER, matter)
    office.clock.move_to(at(3, 5))
    office.do(ReportDifficulty(leader=LEADER.person, text="缺经费"), HANDLER, matter)
    office.clock.move_to(at(3, 9))
    office.do(DecideDifficulty(decision="由预备费解决"), LEADER, matter)
    hands = {
        at(3, 3, 18): ("office", None),
        at(3, 4, 18): ("housing", "handler-kong"),
        at(3, 6): (None, LEADER.person),
        at(3, 9, 18): ("housing", "handler-kong"),
    }
    assert {day: office.in_whose_hands(matter, Asked(as_of=day)) for day in hands} == hands
    assert office.in_whose_hands(matter, Asked(known_by=at(3, 6))) == (None, LEADER.person)


def test_a_signature_that_was_missed_stays_on_record_when_the_order_is_given_again(
    office: Office, clock: MovingClock
) -> None:
    matter = office.take_in()
    office.dispatch(matter, "housing")
    clock.advance(days=5)
    office.dispatch(matter, "water")
    office.dispatch(matter, "housing")
    signatures = office.ledger(Wanted(subject=matter, duty=Duty.SIGN)).items
    now = clock.now()
    assert sorted(
        (each.of, each.nth, each.status(now), each.breached(now)) for each in signatures
    ) == [
        ("housing", 1, ObligationStatus.VOID, True),
        ("housing", 2, ObligationStatus.PENDING, False),
        ("water", 1, ObligationStatus.VOID, False),
    ]
    missed = office.ledger(Wanted(subject=matter, duty=Duty.SIGN, breached=True)).items
    assert [(each.of, each.nth) for each in missed] == [("housing", 1)]
    opening, ending = (
        entry.recorded.fact
        for entry in office.app.queries.timeline(SUPERVISOR, Asked(), matter)[1]
        if entry.recorded.position in (missed[0].opened_by, missed[0].ended_by)
    )
    assert (opening.TYPE, ending.TYPE) == ("matter.order_delivered", "matter.dispatched")


def test_a_participants_order_that_is_on_its_way_or_not_signed_for_is_on_its_pile(
    office: Office,
) -> None:
    matter = office.take_in()
    tasks = {unit: Task(unit=unit, person=PERSON[unit].person) for unit in ("housing", "water")}
    order = DispatchMatter(lead=tasks["housing"], participants=(tasks["water"],))
    office.do(order, CLERK, matter)
    office.do(DeliverOrder(unit="housing"), CLERK, matter)
    office.do(SignOrder(), HANDLER, matter)
    assert office.pile(Pile.UNROUTED) == [matter]
    assert office.pile(Pile.UNSIGNED) == []
    office.do(DeliverOrder(unit="water"), CLERK, matter)
    assert office.pile(Pile.UNROUTED) == []
    assert office.pile(Pile.UNSIGNED) == [matter]
    office.do(SignOrder(), OTHER_HANDLER, matter)
    assert office.pile(Pile.UNSIGNED) == []


def appoint(office: Office, person: str, unit: str, since: date = date(2026, 1, 1)) -> None:
    """Give somebody a handler's post of their own in a unit."""
    post = f"{unit}-{person}"
    for command in (
        EstablishPost(post=post, unit=unit, title="经办", rank=PostRank.HANDLER),
        AppointPerson(person=person, name="某", post=post, since=since),
    ):
        office.app.handler.organisation(command, SUPERVISOR)


def hand_over_all(office: Office, actor: Actor, successor: str, **given: str) -> Handing:
    """Everything that the housing unit's handler has in hand goes to a successor."""
    office.app.runner.catch_up()
    command = HandOverAll(person=HANDLER.person, successor=successor, reason="调离", **given)
    return office.app.handing_over.hand_over_all(command, actor)


def test_m07_everything_that_somebody_has_in_hand_is_handed_over_at_once_and_the_rest_is_named(
    office: Office,
) -> None:
    wang, liu = HANDLER.person, "handler-liu"
    for person in (wang, liu):
        appoint(office, person, "housing")
    led, part = office.in_hand(), office.in_hand("water", "housing")
    on_its_way = office.take_in()
    office.do(DispatchMatter(lead=Task(unit="housing", person=wang)), CLERK, on_its_way)
    about_the_successor = office.in_hand(about_persons=(liu,))
    filed = office.answered()
    office.do(call(), SECOND_CLERK, filed)
    office.do(CloseMatter(), SUPERVISOR, filed)

    done = hand_over_all(office, SUPERVISOR, liu)
    assert [each.matter for each in done.handed_over] == [led, part, on_its_way]
    assert [each.unit for each in done.handed_over] == ["housing"] * 3
    assert done.handed_over[0].duties > 0 and done.handed_over[2].duties == 0
    (kept,) = done.not_handed_over
    assert (kept.matter, type(kept.refusal)) == (about_the_successor, ComplainedAboutCannotHandle)
    still = {each.subject for each in done.still_owed}
    assert still == {about_the_successor}
    assert len(done.still_owed) == len(office.ledger(Wanted(owner_person=wang, open=True)).items)
    for matter in (led, part, on_its_way):
        assert not office.ledger(Wanted(owner_person=wang, subject=matter, open=True)).items
        steps = office.app.queries.timeline(SUPERVISOR, NOW, matter)[1]
        (step,) = [e for e in steps if e.recorded.fact.TYPE == "matter.order_handed_over"]
        assert step.recorded.actor == SUPERVISOR
    assert office.in_whose_hands(led) == ("housing", liu)

    again = hand_over_all(office, SUPERVISOR, liu)
    assert (again.handed_over, again.position) == ([], 0)
    assert [each.matter for each in again.not_handed_over] == [about_the_successor]


def test_m07_a_unit_head_hands_over_within_the_own_unit_and_a_stranger_gets_nothing(
    office: Office,
) -> None:
    appoint(office, OTHER_HANDLER.person, "water")
    office.in_hand()
    done = hand_over_all(office, HEAD, OTHER_HANDLER.person)
    assert [type(each.refusal) for each in done.not_handed_over] == [NotOfTheUnit]
    assert done.still_owed and not done.handed_over
    for actor, given, refusal in (
        (HEAD, {"unit": "water"}, NotYourUnit),
        (CLERK, {}, NotPermitted),
        (HANDLER, {}, NotPermitted),
    ):
        with pytest.raises(refusal):
            hand_over_all(office, actor, "handler-liu", **given)
    with pytest.raises(SuccessorIsSame):
        hand_over_all(office, HEAD, HANDLER.person)
    assert not hand_over_all(office, SUPERVISOR, "handler-liu", unit="water").handed_over
    assert hand_over_all(office, HEAD, "handler-liu").handed_over


def test_m07_what_no_order_carries_is_listed_as_still_owed(office: Office) -> None:
    matter = office.in_hand()
    office.do(ReportDifficulty(text="没有预算", leader=LEADER.person), HANDLER, matter)
    office.app.runner.catch_up()
    command = HandOverAll(person=LEADER.person, successor="leader-qin", reason="离任")
    done = office.app.handing_over.hand_over_all(command, SUPERVISOR)
    assert (done.handed_over, done.not_handed_over) == ([], [])
    (owed,) = done.still_owed
    assert (owed.duty, owed.unit) == (Duty.DIFFICULTY_DECISION, None)
