"""M07: what somebody has and owes goes to a successor when they are absent or have changed post."""

from datetime import date

import pytest

from domain.accountability.cases.errors import InvestigatorUnfit
from domain.assessment.pledges.commands import RegisterPledge
from domain.assessment.pledges.errors import PledgeForOthers
from domain.envelope import Actor
from domain.instruction.commands import GiveInstruction
from domain.matter.closing.commands import CloseMatter
from domain.matter.errors import ComplainedAboutCannotHandle
from domain.matter.handling.commands import ReportDifficulty
from domain.matter.handling.errors import UnknownLeader
from domain.matter.routing.commands import DispatchMatter, HandOver, HandOverAll, Task
from domain.matter.routing.errors import NotOfTheUnit, OwnHandOver, SuccessorIsAway
from domain.organisation.commands import AppointPerson, EstablishPost, RecordAbsence
from domain.organisation.errors import StandInIsAway
from domain.proceedings.handing_over import BoundToThePerson, HandOverDuties
from domain.supervision.key_works.commands import TendKeyWork
from domain.verdicts.events import BreachFound
from domain.vocabulary import AbsenceReason, Duty, Finding, InstructionForm, PostRank, Role
from projections.obligation_ledger import Wanted
from projections.worklist import Pile
from service.access.permissions import NotPermitted, NotYourPeople, NotYourUnit
from service.adoption import SYSTEM
from service.asking import Asked
from service.handing_over import Handing, SuccessorIsSame
from tests.people import CLERK, HANDLER, HEAD, LEADER, OTHER_HANDLER, OTHER_LEADER, SUPERVISOR
from tests.scenarios.justice import INVESTIGATOR, findings, open_case
from tests.scenarios.office import NOW, SECOND_CLERK, Office, at, call
from tests.scenarios.supervising import act, opened, owed, watch
from tests.scenarios.test_m20_key_works import set_up


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
    assert [each.subject for each in done.handed_over] == [led, part, on_its_way]
    assert [each.unit for each in done.handed_over] == ["housing"] * 3
    assert done.handed_over[0].duties > 0 and done.handed_over[2].duties == 0
    (kept,) = done.not_handed_over
    assert (kept.subject, type(kept.refusal)) == (about_the_successor, ComplainedAboutCannotHandle)
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
    assert [each.subject for each in again.not_handed_over] == [about_the_successor]


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


def test_m07_a_difficulty_goes_to_a_leader_who_can_decide_it_and_stays_with_its_leader_else(
    office: Office,
) -> None:
    matter = office.in_hand()
    office.do(ReportDifficulty(text="没有预算", leader=LEADER.person), HANDLER, matter)
    due = office.owed(matter)["difficulty_decision"].due_at
    office.app.runner.catch_up()
    stranger = HandOverAll(person=LEADER.person, successor="nobody", reason="离任")
    done = office.app.handing_over.hand_over_all(stranger, SUPERVISOR)
    (kept,), (owed,) = done.not_handed_over, done.still_owed
    assert type(kept.refusal) is type(owed.refusal) is UnknownLeader
    assert (owed.duty, owed.unit) == (Duty.DIFFICULTY_DECISION, None)
    successor = stranger.model_copy(update={"successor": OTHER_LEADER.person})
    done = office.app.handing_over.hand_over_all(successor, SUPERVISOR)
    assert [(each.subject, each.unit, each.duties) for each in done.handed_over] == [
        (matter, None, 1)
    ]
    assert done.still_owed == []
    decision = office.owed(matter)["difficulty_decision"]
    assert (decision.owner_person, decision.due_at) == (OTHER_LEADER.person, due)


def test_m07_what_a_person_owes_in_proceedings_follows_where_another_may_take_their_place(
    office: Office,
) -> None:
    liu = "handler-liu"
    for person in (HANDLER.person, liu):
        appoint(office, person, "housing")
    work = opened(office, set_up((3, 13), (5, 29)))
    act(office, TendKeyWork(), SYSTEM, work)
    done = hand_over_all(office, HEAD, liu)
    assert [(e.subject, e.unit, e.duties) for e in done.handed_over] == [(work, "housing", 3)]
    assert done.still_owed == []
    assert {each.owner_person for each in owed(office, work).values()} == {liu}
    office.clock.move_to(at(4, 1))
    watch(office)
    rounds = [e for e in owed(office, work).values() if e.duty is Duty.ROUND_REPORT]
    assert len(rounds) > 1 and {each.owner_person for each in rounds} == {liu}


def test_m07_a_case_goes_to_an_investigator_as_independent_and_what_was_found_stands(
    office: Office,
) -> None:
    case = open_case(office)
    act(office, findings(), INVESTIGATOR, case)
    office.app.runner.catch_up()
    wish = HandOverAll(person=INVESTIGATOR.person, successor=HANDLER.person, reason="调离")
    hand = office.app.handing_over.hand_over_all
    (kept,) = hand(wish, SUPERVISOR).not_handed_over
    assert type(kept.refusal) is InvestigatorUnfit
    with pytest.raises(OwnHandOver):
        hand(wish, INVESTIGATOR)
    (done,) = hand(wish.model_copy(update={"successor": "inspector-he"}), SUPERVISOR).handed_over
    assert done.subject == case
    state = office.app.queries.proceeding(SUPERVISOR, NOW, case)[1]
    assert (state.investigator, state.finding) == ("inspector-he", Finding.SUBSTANTIATED)
    assert office.owed(case)["case_decided"].owner_person == "inspector-he"


def test_m07_what_was_promised_for_a_unit_is_kept_by_whoever_leads_it_next(office: Office) -> None:
    promise = RegisterPledge(
        title="亮灯",
        unit="housing",
        measure="十二个小区",
        due_on=date(2026, 3, 20),
        text="逐月公布",
    )
    pledge = office.app.handler.open(promise, HEAD).stream
    wish = HandOverDuties(person=HEAD.person, successor="handler-liu", reason="调离")
    with pytest.raises(PledgeForOthers):
        act(office, wish, SUPERVISOR, pledge)
    with pytest.raises(OwnHandOver):
        act(office, wish, HEAD, pledge)
    for command in (
        EstablishPost(post="chief", unit="housing", title="局长", rank=PostRank.CHIEF),
        AppointPerson(person="head-new", name="新", post="chief", since=date(2026, 1, 1)),
    ):
        office.app.handler.organisation(command, SUPERVISOR)
    act(office, wish.model_copy(update={"successor": "head-new"}), SUPERVISOR, pledge)
    kept = office.owed(pledge)["pledge_kept"]
    assert (kept.owner_unit, kept.owner_person) == ("housing", "head-new")


def test_m07_a_countersignature_stays_with_its_leader_and_says_by_what_it_is_done(
    office: Office,
) -> None:
    given = GiveInstruction(
        title="先抢修",
        form=InstructionForm.PHONE,
        leader=LEADER.person,
        authorised="上午电话",
        lead="housing",
        text="先修后报",
        by=date(2026, 3, 20),
        deliverable="亮灯",
    )
    office.app.handler.open(given, CLERK)
    office.app.runner.catch_up()
    wish = HandOverAll(person=LEADER.person, successor=OTHER_LEADER.person, reason="离任")
    done = office.app.handing_over.hand_over_all(wish, SUPERVISOR)
    assert (done.handed_over, done.not_handed_over) == ([], [])
    (owed,) = done.still_owed
    assert type(owed.refusal) is BoundToThePerson
    assert "补签" in owed.refusal.sentence("zh-CN")
    assert "countersign" in owed.refusal.sentence("en")


def test_m07_nobody_hands_over_their_own_and_what_was_missed_stays_with_who_missed_it(
    office: Office,
) -> None:
    matter = office.in_hand()
    own = SUPERVISOR.model_copy(update={"person": HANDLER.person, "role": Role.UNIT_HEAD})
    own = own.model_copy(update={"unit": "housing"})
    with pytest.raises(OwnHandOver):
        office.do(HandOver(person="handler-liu", reason="忙"), own, matter)
    with pytest.raises(OwnHandOver):
        hand_over_all(office, own, "handler-liu")
    office.clock.move_to(at(3, 20))
    hand_over_all(office, HEAD, "handler-liu")
    assert office.owed(matter)["outcome"].owner_person == "handler-liu"
    watch(office)
    steps = office.app.queries.timeline(SUPERVISOR, NOW, matter)[1]
    facts = [each.recorded.fact for each in steps]
    breaches = [each for each in facts if isinstance(each, BreachFound)]
    missed = [each for each in breaches if each.duty is Duty.OUTCOME]
    assert [each.person for each in missed] == [HANDLER.person]


def away(office: Office, actor: Actor = HEAD, **given: object) -> None:
    usual = {
        "person": HANDLER.person,
        "since": date(2026, 3, 2),
        "until": date(2026, 3, 13),
        "reason": AbsenceReason.LEAVE,
        "stands_in": "handler-liu",
    }
    office.app.handler.organisation(RecordAbsence(**{**usual, **given}), actor)


def test_m07_who_is_away_is_seen_beside_what_they_owe_and_no_date_moves(office: Office) -> None:
    matter = office.in_hand()
    before = {name: each.due_at for name, each in office.owed(matter).items()}
    away(office)
    assert {name: each.due_at for name, each in office.owed(matter).items()} == before
    (row,) = office.app.queries.worklist(CLERK, NOW, Pile.ALL).items
    assert (row.next_person, row.person_away, row.stands_in) == (
        HANDLER.person,
        True,
        "handler-liu",
    )
    (found,) = office.app.queries.absences(CLERK, NOW)[1]
    assert found.absence.person == HANDLER.person
    assert {each.number for each in found.owed} == {row.number}
    still = Wanted(owner_person=HANDLER.person, open=True)
    assert len(found.owed) == len(office.ledger(still).items)
    hand_over_all(office, HEAD, "handler-liu")
    office.app.runner.catch_up()
    assert [each.owed for each in office.app.queries.absences(CLERK, NOW)[1]] == [()]
    (row,) = office.app.queries.worklist(CLERK, NOW, Pile.ALL).items
    assert not row.person_away


def test_m07_an_absence_ends_with_its_last_day_and_an_earlier_state_knew_nothing_of_it(
    office: Office,
) -> None:
    matter = office.in_hand()
    office.app.runner.catch_up()
    known = office.app.log.head()
    away(office)
    away(office, until=date(2026, 3, 4))
    office.app.runner.catch_up()

    def seen(asked: Asked) -> list[bool]:
        rows = office.app.queries.worklist(CLERK, asked, Pile.ALL).items
        return [each.person_away for each in rows if each.matter == matter]

    office.clock.move_to(at(3, 10))
    assert seen(Asked(as_of=at(3, 4, 23))) == [True]
    assert seen(Asked(as_of=at(3, 5, 1))) == [False]
    assert seen(Asked(as_of=at(3, 4, 23), known_by=known)) == [False]


def test_m07_a_head_records_who_is_away_in_the_own_unit_and_nobody_away_stands_in(
    office: Office,
) -> None:
    appoint(office, OTHER_HANDLER.person, "water")
    with pytest.raises(NotYourPeople):
        away(office, person=OTHER_HANDLER.person)
    with pytest.raises(NotPermitted):
        away(office, HANDLER)
    away(office, SUPERVISOR, person=OTHER_HANDLER.person, stands_in=None, until=None)
    for stand_in in (OTHER_HANDLER.person, HANDLER.person):
        with pytest.raises(StandInIsAway):
            away(office, stands_in=stand_in)


def test_m07_nothing_is_handed_over_to_somebody_who_is_away(office: Office) -> None:
    matter, work = office.in_hand(), opened(office, set_up((3, 13)))
    away(office, person="handler-liu", stands_in=None)
    kept = hand_over_all(office, HEAD, "handler-liu").not_handed_over
    assert {each.subject for each in kept} == {matter, work}
    assert {type(each.refusal) for each in kept} == {SuccessorIsAway}
    office.clock.move_to(at(3, 14))
    handed = hand_over_all(office, HEAD, "handler-liu").handed_over
    assert {each.subject for each in handed} == {matter, work}
