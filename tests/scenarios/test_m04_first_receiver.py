"""M04 首问责任: whoever receives first stays responsible, and never whom it is about."""

from typing import Any

import pytest

from domain.matter.correcting.commands import CorrectRegistration
from domain.matter.errors import ComplainedAboutCannotHandle
from domain.matter.handling.commands import ReportProgress
from domain.matter.routing.commands import DispatchMatter, SignOrder
from domain.matter.routing.commands import Task as OrderTask
from domain.vocabulary import Channel, Duty, Ending, FeedbackState, Finding, Nature
from service.access.permissions import NotYourMatter
from service.asking import Asked
from tests.people import CLERK, HANDLER, OTHER_HANDLER
from tests.scenarios.office import Office, answer, at, outcome


def test_m04_the_receiver_owes_the_answer_until_another_unit_has_signed(office: Office) -> None:
    matter = office.take_in()
    office.clock.move_to(at(3, 3))
    office.dispatch(matter)
    assert office.owed(matter)[Duty.FINAL_ANSWER].owner_unit == "office"
    office.clock.move_to(at(3, 4))
    office.do(SignOrder(), HANDLER, matter)
    final = office.owed(matter)[Duty.FINAL_ANSWER]
    assert (final.owner_unit, final.owner_person) == ("housing", HANDLER.person)
    for before_signing in (Asked(as_of=at(3, 3, 18)), Asked(known_by=at(3, 3, 18))):
        assert office.owed(matter, before_signing)[Duty.FINAL_ANSWER].owner_unit == "office"


def test_m04_the_unit_complained_about_neither_receives_nor_handles_the_complaint(
    office: Office,
) -> None:
    about_water: dict[str, Any] = {"nature": Nature.CONDUCT, "about_units": ("water",)}
    with pytest.raises(ComplainedAboutCannotHandle):
        office.take_in(receiving_unit="water", **about_water)
    matter = office.take_in(**about_water)
    with pytest.raises(ComplainedAboutCannotHandle):
        office.dispatch(matter, "water")
    with pytest.raises(ComplainedAboutCannotHandle):
        office.dispatch(matter, "housing", "water")


def test_m04_the_person_complained_about_gets_no_order_and_does_nothing(office: Office) -> None:
    matter = office.take_in(nature=Nature.CONDUCT, about_persons=(HANDLER.person,))
    with pytest.raises(ComplainedAboutCannotHandle):
        office.dispatch(matter)
    office.do(DispatchMatter(lead=OrderTask(unit="housing", person="handler-kong")), CLERK, matter)
    with pytest.raises(NotYourMatter):
        office.do(ReportProgress(text="没有问题"), HANDLER, matter)
    with pytest.raises(NotYourMatter):
        office.app.queries.timeline(HANDLER, Asked(), matter)


def test_m04_a_complaint_that_turns_out_to_be_about_its_handlers_goes_back_to_the_receiver(
    office: Office,
) -> None:
    matter = office.in_hand(nature=Nature.CONDUCT)
    office.clock.move_to(at(3, 5))
    office.do(CorrectRegistration(reason="来电补充", about_units=("housing",)), CLERK, matter)
    assert office.state(matter) is FeedbackState.UNDISPATCHED
    owed = office.owed(matter)
    assert owed[Duty.FINAL_ANSWER].owner_unit == owed[Duty.DISPATCH].owner_unit == "office"
    office.dispatch(matter, "water")
    office.do(SignOrder(), OTHER_HANDLER, matter)
    assert office.owed(matter)[Duty.FINAL_ANSWER].owner_unit == "water"
    assert office.owed(matter)[Duty.FINAL_ANSWER].due_at == at(3, 24, 0), "no day was won by it"
    assert office.state(matter, Asked(as_of=at(3, 4))) is FeedbackState.IN_HAND


def test_m04_a_counter_that_took_in_a_complaint_about_itself_hands_it_to_another_receiver(
    office: Office,
) -> None:
    matter = office.take_in(HANDLER, channel=Channel.VISIT, nature=Nature.CONDUCT)
    before = office.owed(matter)
    assert {each.owner_unit for each in before.values() if each.ended is None} == {"housing"}
    office.clock.move_to(at(3, 3))
    about_itself: dict[str, Any] = {"reason": "来访人补充", "about_units": ("housing",)}
    with pytest.raises(ComplainedAboutCannotHandle):
        office.do(CorrectRegistration(**about_itself), CLERK, matter)
    office.do(CorrectRegistration(**about_itself, receiving_unit="office"), CLERK, matter)
    after = office.owed(matter)
    assert {each.owner_unit for each in after.values() if each.ended is None} == {"office"}
    assert {key: each.due_at for key, each in after.items()} == {
        key: each.due_at for key, each in before.items()
    }
    assert office.in_whose_hands(matter) == ("office", None)
    assert office.in_whose_hands(matter, Asked(as_of=at(3, 2, 18))) == ("housing", None)


def test_m04_what_a_unit_found_out_about_itself_does_not_stand(office: Office) -> None:
    matter = office.in_hand(nature=Nature.CONDUCT)
    office.do(outcome(Finding.NOT_SUBSTANTIATED), HANDLER, matter)
    due = office.owed(matter)[Duty.OUTCOME].due_at
    office.clock.move_to(at(3, 5))
    office.do(CorrectRegistration(reason="来电补充", about_units=("housing",)), CLERK, matter)
    owed = office.owed(matter)
    assert office.state(matter) is FeedbackState.UNDISPATCHED
    assert owed[Duty.ANSWER].ended is Ending.VOID
    assert (owed[Duty.OUTCOME].owner_unit, owed[Duty.OUTCOME].due_at) == ("office", due)
    assert office.state(matter, Asked(as_of=at(3, 4))) is FeedbackState.SOLVED_NOT_TOLD
    office.dispatch(matter, "water")
    office.do(SignOrder(), OTHER_HANDLER, matter)
    office.do(outcome(Finding.SUBSTANTIATED), OTHER_HANDLER, matter)
    office.do(answer(), CLERK, matter)
    assert office.state(matter) is FeedbackState.ANSWERED
