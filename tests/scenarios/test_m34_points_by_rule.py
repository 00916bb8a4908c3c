"""M34 加分扣分: what was decided, published or missed gives its points by itself, and takes them back when
it no longer stands."""

import json
from collections.abc import Callable
from decimal import Decimal

import pytest

from domain.accountability.bulletins.commands import WithdrawBulletin
from domain.accountability.cases.commands import EndWithoutHolding, Imposing
from domain.accountability.cases.following_commands import Appeal, DecideAppeal, ServeDecision
from domain.accountability.leads.commands import NotHold
from domain.assessment.scores.commands import EnterScore, ReverseScore
from domain.assessment.scores.entries import ledger_of_person, ledger_of_unit
from domain.assessment.scores.errors import GroundFell, GroundUndecided
from domain.assessment.settlements.commands import SettlePeriod
from domain.assessment.settlements.errors import PointsStillDue
from domain.matter.handling.commands import ReportDifficulty
from domain.verdicts.commands import ConfirmEarlierAct
from domain.vocabulary import (
    AppealOutcome,
    BulletinScope,
    BulletinTone,
    Duty,
    Finding,
    Form,
    LawfulGround,
    SubjectKind,
)
from projections.score_entries import EntryRow
from service import documents, scoring
from service.executing import Done
from tests.people import HANDLER, LEADER, SUPERVISOR
from tests.scenarios.justice import (
    DECIDER,
    INVESTIGATOR,
    act,
    decided,
    findings,
    open_case,
    open_lead,
    served,
    steps,
    watch,
)
from tests.scenarios.office import NOW, Office, at, outcome
from tests.scenarios.test_m33_bulletins import publish

DEMERIT = Imposing(form=Form.WRITTEN_WARNING, subject=SubjectKind.OFFICIAL, months=3)

REVIEWER = LEADER


def entries(office: Office, **whose: str) -> list[EntryRow]:
    """What is entered for housing, or for somebody else, after the program has looked."""
    watch(office)
    whose = whose or {"unit": "housing"}
    _, found = scoring.entries(office.app.queries, SUPERVISOR, NOW, "2026-H1", **whose)
    return found


def points(found: list[EntryRow]) -> list[tuple[str, Decimal]]:
    return [(each.row, each.points) for each in found]


def event_of(office: Office, stream: str, type_: str) -> int:
    """The log position of the last event of a type."""
    return [e.recorded.position for e in steps(office, stream) if type_ == e.recorded.fact.TYPE][-1]


def test_m34_a_served_decision_enters_its_points_once_on_its_event(office: Office) -> None:
    case = decided(office)
    assert entries(office, person=HANDLER.person) == []
    act(office, ServeDecision(evidence="送达回证"), SUPERVISOR, case)
    (entry,) = entries(office, person=HANDLER.person)
    assert (entry.row, entry.points, entry.source) == ("efficiency_warning", -3, case)
    assert entry.event == event_of(office, case, "case.decision_served")
    assert entry.rule == "efficiency-office/1 scores.rows.efficiency_warning"
    assert points(entries(office)) == [("efficiency_warning", Decimal("-0.30"))]
    assert len(entries(office, person=HANDLER.person)) == 1


def test_m34_units_and_officials_held_in_one_case_each_have_their_own(office: Office) -> None:
    circular = Imposing(form=Form.CIRCULAR, subject=SubjectKind.UNIT)
    served(office, circular, DEMERIT)
    assert points(entries(office, person=HANDLER.person)) == [("efficiency_warning", Decimal(-3))]
    assert sorted(points(entries(office))) == [
        ("circular_of_county", Decimal(-20)),
        ("efficiency_warning", Decimal("-0.30")),
    ]


def test_m34_a_decision_revoked_on_appeal_gives_the_points_back(office: Office) -> None:
    case = served(office)
    assert len(entries(office, person=HANDLER.person)) == 1
    act(office, Appeal(text="不服"), SUPERVISOR, case)
    assert len(entries(office, person=HANDLER.person)) == 1, "an appeal suspends nothing"
    act(office, DecideAppeal(outcome=AppealOutcome.REVOKED, text="撤销"), REVIEWER, case)
    back = entries(office, person=HANDLER.person)
    assert sum(each.points for each in back) == 0 and back[1].reverses == back[0].position
    assert sum(each.points for each in entries(office)) == 0
    assert len(entries(office, person=HANDLER.person)) == 2


def test_m34_a_lighter_decision_gives_its_own_points_once_it_is_served(office: Office) -> None:
    case = served(office)
    watch(office)
    act(office, Appeal(text="不服"), SUPERVISOR, case)
    lighter = DecideAppeal(
        outcome=AppealOutcome.CHANGED,
        text="减轻",
        measures=(Imposing(form=Form.REMINDER_TALK, subject=SubjectKind.OFFICIAL),),
    )
    act(office, lighter, REVIEWER, case)
    assert sum(each.points for each in entries(office, person=HANDLER.person)) == 0
    act(office, ServeDecision(evidence="送达回证"), SUPERVISOR, case)
    assert points(entries(office, person=HANDLER.person)) == [
        ("efficiency_warning", Decimal(-3)),
        ("efficiency_warning", Decimal(3)),
        ("reminder_talk", Decimal(0)),
    ]


def test_m34_what_people_took_back_is_not_entered_again(office: Office) -> None:
    served(office)
    (entry,) = entries(office, person=HANDLER.person)
    back = ReverseScore(entry=entry.position, reason="复核")
    act(office, back, DECIDER, ledger_of_person(HANDLER.person))
    assert len(entries(office, person=HANDLER.person)) == 2
    assert len(entries(office, person=HANDLER.person)) == 2


def test_m34_praise_in_public_counts_until_withdrawn_and_blame_costs_nothing_unheard(
    office: Office,
) -> None:
    praise = publish(office, tone=BulletinTone.PRAISE)
    for scope in BulletinScope:
        publish(office, tone=BulletinTone.CRITICISM, scope=scope)
    publish(office)
    (entry,) = entries(office)
    assert (entry.row, entry.points, entry.source) == ("circular_of_praise", 5, praise)
    act(office, WithdrawBulletin(reason="有误"), SUPERVISOR, praise)
    assert [each.points for each in entries(office)] == [5, -5]


def test_m34_a_bulletin_about_a_case_costs_nothing_beside_the_case(office: Office) -> None:
    case = served(office, Imposing(form=Form.CIRCULAR, subject=SubjectKind.UNIT))
    publish(office, about=case, tone=BulletinTone.CRITICISM)
    assert points(entries(office)) == [("circular_of_county", Decimal(-20))]


def test_m34_an_unreported_difficulty_costs_points_until_its_verdict_is_corrected(
    office: Office,
) -> None:
    silent, told = office.in_hand(), office.in_hand()
    office.do(ReportDifficulty(leader=LEADER.person, text="须协调"), HANDLER, told)
    office.clock.move_to(at(3, 20))
    office.do(outcome(), HANDLER, silent)
    watch(office)
    (entry,) = entries(office)
    assert (entry.row, entry.points) == ("unreported_difficulty", -2)
    assert entry.source == f"matter-{silent}"
    earlier = ConfirmEarlierAct(duty=Duty.OUTCOME, done_at=at(3, 18, 16), evidence="签收登记")
    office.do(earlier, SUPERVISOR, silent)
    assert [each.points for each in entries(office)] == [-2, 2]


def test_m34_points_after_a_week_without_the_program_count_where_the_event_belongs(
    office: Office,
) -> None:
    office.clock.move_to(at(6, 29))
    publish(office, tone=BulletinTone.PRAISE)
    office.clock.move_to(at(7, 6))
    assert points(entries(office)) == [("circular_of_praise", Decimal(5))]
    assert entries(office)[0].ledger == ledger_of_unit("housing")


def test_m34_a_half_year_is_settled_only_with_what_its_rules_give_however_late_entered(
    office: Office,
) -> None:
    office.clock.move_to(at(6, 29))
    publish(office, tone=BulletinTone.PRAISE)
    served(office)
    office.clock.move_to(at(7, 20))
    publish(office, tone=BulletinTone.PRAISE)
    office.app.runner.catch_up()
    with pytest.raises(PointsStillDue) as refused:
        office.app.handler.open(SettlePeriod(period="2026-H1"), SUPERVISOR)
    assert refused.value.facts["numbers"] == 2
    assert {each.split()[0] for each in refused.value.facts["what"]} == {"housing", HANDLER.person}  # type: ignore[attr-defined]
    given = [("circular_of_praise", Decimal(5)), ("efficiency_warning", Decimal("-0.30"))]
    assert sorted(points(entries(office))) == given
    settled = office.app.handler.open(SettlePeriod(period="2026-H1"), SUPERVISOR)
    frozen = json.loads(documents.document(office.app, SUPERVISOR, settled.stream))
    totals = {each["ledger"]: each["total"] for each in frozen["ledgers"]}
    assert (totals["unit:housing"], totals[f"person:{HANDLER.person}"]) == ("104.70", "97.00")


# What people entered, where its ground falls


def by_hand(office: Office, **ground: object) -> Done:
    command = EnterScore.model_validate(
        {"row": "self_examination", "unit": "housing", "reason": "依据", **ground}
    )
    return office.app.handler.open(command, SUPERVISOR)


def dropped_lead(office: Office, lead: str) -> None:
    act(office, NotHold(ground=LawfulGround.NOT_ATTRIBUTABLE, reason="系统停机"), DECIDER, lead)


def dropped_case_of_lead(office: Office, lead: str) -> None:
    case = open_case(office, lead)
    act(office, findings(Finding.NOT_SUBSTANTIATED, gravity=None), INVESTIGATOR, case)
    drop = EndWithoutHolding(ground=LawfulGround.NOT_SUBSTANTIATED, reason="不属实")
    act(office, drop, DECIDER, case)


@pytest.mark.parametrize("drop", [dropped_lead, dropped_case_of_lead])
def test_m34_nothing_is_entered_on_a_lead_that_was_dropped_and_what_was_is_given_back(
    office: Office, drop: Callable[[Office, str], None]
) -> None:
    lead, other = open_lead(office), open_lead(office)
    praise = "circular_of_praise"
    by_hand(office, proceeding=lead, row=praise)
    by_hand(office, proceeding=other, row=praise)
    with pytest.raises(GroundUndecided):
        by_hand(office, proceeding=other)
    drop(office, lead)
    for ground in ({"proceeding": lead}, {"event": event_of(office, lead, "lead.opened")}):
        with pytest.raises(GroundFell):
            by_hand(office, row="circular_of_county", **ground)
    assert [each.points for each in entries(office)] == [5, 5, -5]
    back = entries(office)[2]
    assert (back.source, back.entered_by) == (lead, "system")
    assert len(entries(office)) == 3, "given back once"


def test_m34_what_people_entered_on_a_decision_falls_with_it_and_not_by_what_it_gives(
    office: Office,
) -> None:
    case = decided(office)
    with pytest.raises(GroundUndecided):
        by_hand(office, proceeding=case)
    act(office, ServeDecision(evidence="送达回证"), SUPERVISOR, case)
    by_hand(office, proceeding=case)
    by_hand(office, event=event_of(office, case, "case.decided"), row="circular_of_county")
    hand = [("self_examination", -5), ("circular_of_county", -20)]
    assert [each for each in points(entries(office)) if each in hand] == hand
    act(office, Appeal(text="不服"), SUPERVISOR, case)
    act(office, DecideAppeal(outcome=AppealOutcome.REVOKED, text="撤销"), REVIEWER, case)
    assert sum(each.points for each in entries(office)) == 0


def test_m34_a_withdrawn_bulletin_and_a_corrected_verdict_are_no_ground(office: Office) -> None:
    notice = publish(office, tone=BulletinTone.NOTICE)
    by_hand(office, proceeding=notice, row="circular_of_praise")
    act(office, WithdrawBulletin(reason="有误"), SUPERVISOR, notice)
    silent = office.in_hand()
    office.clock.move_to(at(3, 20))
    office.do(outcome(), HANDLER, silent)
    watch(office)
    verdict = event_of(office, silent, "obligation.breached")
    by_hand(office, event=verdict)
    by_rule = ("unreported_difficulty", Decimal(-2))
    assert by_rule in points(entries(office)), "another row keeps nothing away"
    earlier = ConfirmEarlierAct(duty=Duty.OUTCOME, done_at=at(3, 18, 16), evidence="签收登记")
    office.do(earlier, SUPERVISOR, silent)
    for ground in ({"proceeding": notice}, {"event": verdict}):
        with pytest.raises(GroundFell):
            by_hand(office, row="circular_of_county", **ground)
    found = entries(office)
    assert sum(each.points for each in found) == 0 and len(found) == 6
