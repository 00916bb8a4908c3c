"""M04 首问责任: whoever receives first owes until another unit has signed."""

import pytest

from domain.errors import ComplainedAboutCannotHandle
from domain.vocabulary import Duty
from service.queries import Asked
from tests.scenarios.office import Office


def test_m04_the_receiver_owes_until_another_unit_has_signed(office: Office) -> None:
    matter = office.receives()
    office.dispatches(matter)
    office.delivers(matter)
    assert office.owed(matter)[Duty.FINAL_ANSWER, ""].owner_unit == "office"
    unsigned = office.now()
    office.clock.advance(hours=2)
    office.signs(matter)
    assert office.owed(matter)[Duty.FINAL_ANSWER, ""].owner_unit == "housing"
    back_then = office.owed(matter, Asked(as_of=unsigned))
    assert back_then[Duty.FINAL_ANSWER, ""].owner_unit == "office"


def test_m04_whom_it_is_about_can_never_handle_it(office: Office) -> None:
    matter = office.receives(about_units=("housing",), about_persons=("handler-wu",))
    with pytest.raises(ComplainedAboutCannotHandle):
        office.dispatches(matter, "housing")
    with pytest.raises(ComplainedAboutCannotHandle):
        office.dispatches(matter, "water")
    office.dispatches(matter, "transport")
