"""M07 牵头单位、参与单位、分解到个人: each with its own limit; the late one is blamed."""

import pytest

from domain.errors import NotAParticipant, NotTheLead, StillOwed
from domain.matter import commands
from domain.vocabulary import Duty, Finding, Measure, ObligationStatus
from service.queries import Asked
from tests.people import AUDITOR, HANDLER, OTHER_HANDLER
from tests.scenarios.office import Office


def test_m07_the_late_participant_is_blamed_and_not_the_lead(office: Office) -> None:
    matter = office.receives()
    office.dispatches(matter, "housing", participants=("water",))
    for unit, handler in (("housing", HANDLER), ("water", OTHER_HANDLER)):
        office.delivers(matter, unit)
        office.signs(matter, handler)
    office.clock.advance(days=9)
    office.reports_outcome(matter)
    office.answers(matter)
    report = office.owed(matter)[Duty.PARTICIPANT_REPORT, "water"]
    assert (report.owner_unit, report.owner_person) == ("water", OTHER_HANDLER.person)
    assert report.status(office.now()) is ObligationStatus.OVERDUE
    assert office.standing(matter, Duty.OUTCOME) is ObligationStatus.DONE_IN_TIME
    with pytest.raises(StillOwed):
        office.closes(matter)
    office.does(matter, commands.ReportParticipation(text="管线已查"), OTHER_HANDLER)
    assert office.standing(matter, Duty.PARTICIPANT_REPORT, "water") is ObligationStatus.DONE_LATE
    office.closes(matter)


def test_m07_each_does_its_own_part(office: Office) -> None:
    matter = office.receives()
    office.dispatches(matter, "housing", participants=("water",))
    for unit, handler in (("housing", HANDLER), ("water", OTHER_HANDLER)):
        office.delivers(matter, unit)
        office.signs(matter, handler)
    outcome = commands.ReportOutcome(
        finding=Finding.MET, measures=(Measure.SITE_VISIT,), text="已修", evidence=("照片",)
    )
    with pytest.raises(NotTheLead):
        office.does(matter, outcome, OTHER_HANDLER)
    with pytest.raises(NotAParticipant):
        office.does(matter, commands.ReportParticipation(text="已修"), HANDLER)


def test_m07_it_is_known_in_whose_hands_a_matter_is_and_was(office: Office) -> None:
    matter = office.receives()
    office.dispatches(matter)
    office.delivers(matter)
    received = office.now()
    office.clock.advance(days=1)
    office.signs(matter)
    _, now = office.app.queries.matter(AUDITOR, Asked(), matter)
    assert (now.custodian_unit, now.custodian_person) == ("housing", HANDLER.person)
    assert now.in_hands_since == office.now()
    _, then = office.app.queries.matter(AUDITOR, Asked(as_of=received), matter)
    assert then.custodian_unit == "office"
