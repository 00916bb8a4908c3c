"""M13 两个不允许: not finding problems, and not reporting what cannot be solved."""

from typing import Any

import pytest

from domain.matter.errors import AlreadyAnswered
from domain.matter.handling.commands import DecideDifficulty, ReportDifficulty
from domain.vocabulary import Channel, Duty, FeedbackState, Finding, Nature, ObligationStatus
from projections.self_inspection import SelfInspection
from service.access.permissions import NotPermitted
from service.asking import Asked
from tests.people import AUDITOR, HANDLER, LEADER, OTHER_HANDLER
from tests.scenarios.office import NOW, Office, at, outcome


def found(office: Office, asked: Asked = NOW) -> dict[str, SelfInspection]:
    """What the first half of the year shows, by unit."""
    office.app.runner.catch_up()
    _, units = office.app.queries.self_inspection(AUDITOR, asked, at(1, 1, 0), at(7, 1, 0))
    return {each.unit: each for each in units}


def about(unit: str, channel: Channel, **given: Any) -> dict[str, Any]:
    return {"channel": channel, "nature": Nature.CONDUCT, "about_units": (unit,), **given}


def test_m13_a_unit_that_found_nothing_where_an_inspection_did_is_shown(office: Office) -> None:
    office.take_in(**about("water", Channel.UNDERCOVER_INSPECTION))
    office.take_in(HANDLER, channel=Channel.SELF_INSPECTION)
    office.take_in(**about("housing", Channel.OPEN_INSPECTION))
    units = found(office)
    assert units["water"] == SelfInspection("water", 0, 1, 0)
    assert units["water"].found_nothing
    assert units["housing"] == SelfInspection("housing", 1, 1, 0)
    assert not units["housing"].found_nothing
    assert list(units) == ["water", "housing"]  # who found nothing comes first


def test_m13_a_complaint_counts_once_it_is_substantiated(office: Office) -> None:
    matter = office.in_hand(lead="housing", **about("water", Channel.HOTLINE))
    assert found(office) == {}
    office.clock.move_to(at(3, 3))
    office.do(outcome(Finding.PARTLY_SUBSTANTIATED), HANDLER, matter)
    assert found(office)["water"] == SelfInspection("water", 0, 0, 1)
    assert found(office, Asked(as_of=at(3, 2, 23))) == {}


def test_m13_a_complaint_that_was_not_substantiated_is_held_against_nobody(office: Office) -> None:
    matter = office.in_hand(lead="housing", **about("water", Channel.HOTLINE))
    office.do(outcome(Finding.NOT_SUBSTANTIATED), HANDLER, matter)
    assert found(office) == {}


def test_m13_the_comparison_is_not_for_those_it_is_about(office: Office) -> None:
    with pytest.raises(NotPermitted):
        office.app.queries.self_inspection(OTHER_HANDLER, NOW, at(1, 1), at(7, 1))


def test_m13_a_difficulty_reported_moves_the_burden_to_a_leader_by_a_date(office: Office) -> None:
    matter = office.in_hand()
    office.do(ReportDifficulty(leader=LEADER.person, text="涉及三个部门"), HANDLER, matter)
    assert office.in_whose_hands(matter) == (None, LEADER.person)
    assert office.owed(matter)[Duty.DIFFICULTY_DECISION].owner_person == LEADER.person
    office.clock.move_to(at(3, 5, 0))
    assert office.status(matter, Duty.DIFFICULTY_DECISION) is ObligationStatus.PENDING
    office.clock.move_to(at(3, 6, 0))
    assert office.status(matter, Duty.DIFFICULTY_DECISION) is ObligationStatus.OVERDUE
    office.do(DecideDifficulty(decision="由住建局牵头"), LEADER, matter)
    assert office.in_whose_hands(matter) == ("housing", HANDLER.person)


def test_m13_silence_until_the_outcome_is_due_cannot_be_mended_by_a_late_report(
    office: Office,
) -> None:
    matter = office.in_hand()
    office.clock.move_to(at(3, 19, 0))
    assert office.state(matter) is FeedbackState.STUCK_NOT_REPORTED
    office.do(ReportDifficulty(leader=LEADER.person, text="一直没说"), HANDLER, matter)
    office.do(DecideDifficulty(decision="限三日办结"), LEADER, matter)
    assert office.state(matter) is FeedbackState.STUCK_NOT_REPORTED
    assert office.status(matter, Duty.OUTCOME) is ObligationStatus.OVERDUE


def test_m13_a_difficulty_cannot_be_thought_of_after_the_outcome(office: Office) -> None:
    matter = office.in_hand()
    office.do(outcome(), HANDLER, matter)
    with pytest.raises(AlreadyAnswered):
        office.do(ReportDifficulty(leader=LEADER.person, text="其实办不了"), HANDLER, matter)
