"""M30 三转: from fault to inaction, from persons to units, from afterwards to in the process."""

import pytest

from domain.accountability.cases.commands import Imposing
from domain.cooperation.talks.commands import HoldEarlyTalk
from domain.cooperation.talks.errors import NotEarly, NothingOwedThere, PartyHoldsTalk
from domain.envelope import Actor
from domain.vocabulary import Duty, Form, Ground, Nature, ProceedingKind, Role, SubjectKind
from projections.accountability_register import Register, share
from projections.proceeding_register import WantedProceedings
from service.accountability import comparables_of, register_of
from service.asking import Asked
from tests.people import HANDLER, LEADER, SUPERVISOR
from tests.scenarios.justice import decided, heard, open_case, open_lead, stands, watch
from tests.scenarios.office import NOW, Office, at

UNIT = Imposing(form=Form.WRITTEN_INSPECTION, subject=SubjectKind.UNIT)


def early(office: Office, matter: str, actor: Actor = SUPERVISOR, **given: object) -> str:
    """A reminder talk about the outcome that a matter owes; its id."""
    usual: dict[str, object] = {"matter": matter, "duty": Duty.OUTCOME, "text": "请抓紧"}
    talk = HoldEarlyTalk(**{**usual, **given})  # type: ignore[arg-type]
    return office.app.handler.open(talk, actor).stream


def register(office: Office, asked: Asked = NOW) -> Register:
    office.app.runner.catch_up()
    _, found = register_of(office.app.queries, LEADER, asked, at(1, 1), at(7, 1))
    return found


def test_m30_an_early_talk_reminds_whoever_owes_it_before_it_is_missed(office: Office) -> None:
    matter = office.in_hand()
    office.clock.move_to(at(3, 17))
    talk = early(office, matter)
    state = stands(office, talk, HANDLER)
    assert (state.unit, state.person) == ("housing", HANDLER.person)
    assert register(office).early_talks == 1
    assert office.status(matter, Duty.OUTCOME).value == "pending"


def test_m30_after_the_breach_it_is_no_early_talk_and_nobody_reminds_themselves(
    office: Office,
) -> None:
    matter = office.in_hand()
    with pytest.raises(NothingOwedThere):
        early(office, matter, duty=Duty.REDO)
    own = Actor(person="supervisor-ge", role=Role.SUPERVISOR, unit="housing")
    with pytest.raises(PartyHoldsTalk):
        early(office, matter, own)
    office.clock.move_to(at(3, 20))
    watch(office)
    with pytest.raises(NotEarly):
        early(office, matter)
    assert register(office).early_talks == 0


def test_m30_the_register_shows_the_three_shares(office: Office) -> None:
    under_way = office.in_hand("water", nature=Nature.CONDUCT, about_units=("housing",))
    decided(office, open_case(office, open_lead(office, matter=under_way)))
    about_a_unit = open_lead(office, person=None, ground=Ground.FAULT)
    decided(office, open_case(office, about_a_unit), UNIT)
    early(office, office.in_hand())
    found = register(office)
    assert (found.inaction, found.fault) == (1, 1)
    assert (found.officials, found.units) == (1, 1)
    assert (found.in_process, found.afterwards) == (2, 1)
    assert share(found.in_process, found.afterwards) == 66.7
    assert share(0, 0) is None


def test_m30_the_register_answers_for_a_past_moment_as_it_was_known(office: Office) -> None:
    before = office.clock.now()
    office.clock.advance(days=1)
    decided(office)
    assert len(register(office).cases) == 1
    assert register(office, Asked(as_of=before)).cases == ()
    assert register(office, Asked(known_by=1)).cases == ()


def test_m30_an_undecided_case_is_not_in_the_register(office: Office) -> None:
    heard(office)
    assert register(office).cases == ()


def test_m30_comparables_are_cases_of_the_same_ground_and_gravity(office: Office) -> None:
    alike = decided(office)
    decided(office, open_case(office, open_lead(office, ground=Ground.FAULT)), UNIT)
    case = heard(office)
    office.app.runner.catch_up()
    _, found = comparables_of(office.app.queries, SUPERVISOR, NOW, case)
    assert [each.case for each in found.cases] == [alike]
    assert (found.forms, found.held, found.not_held) == ({"written_warning:official": 1}, 1, 0)
    _, early_on = comparables_of(office.app.queries, SUPERVISOR, NOW, open_case(office))
    assert early_on.cases == ()
    cases = WantedProceedings(kind=ProceedingKind.CASE, facets={"ground": "fault"})
    assert len(office.app.queries.proceedings(LEADER, NOW, cases).items) == 1
