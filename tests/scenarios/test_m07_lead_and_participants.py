"""M07 牵头单位、参与单位、分解到个人: a lead, participants, a named person each, in whose hands."""

import pytest

from domain.matter.answering.commands import AnswerComplainant
from domain.matter.errors import NotTheLead
from domain.matter.handling.commands import (
    DecideDifficulty,
    ReportDifficulty,
    ReportParticipation,
    ReportProgress,
)
from domain.matter.routing.commands import (
    DeliverOrder,
    DispatchMatter,
    SignOrder,
    Task,
)
from domain.vocabulary import AnswerRoute, Duty, ObligationStatus
from projections.obligation_ledger import Wanted
from projections.worklist import Pile
from service.access.permissions import NotYourMatter, NotYourUnit
from service.asking import Asked
from service.clock import MovingClock
from tests.people import CLERK, HANDLER, LEADER, OTHER_HANDLER, SUPERVISOR
from tests.scenarios.office import (
    PERSON,
    Office,
    answer,
    at,
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
