"""M29 有错是过、无为也是过: a breach is a fact for ever, and opens a lead that somebody must decide."""

import json
from datetime import date, timedelta

import pytest

from domain.accountability.leads.commands import NotHold, OpenLead
from domain.accountability.leads.errors import WithinTheLine
from domain.envelope import Actor, Command
from domain.matter.closing.commands import CloseMatter
from domain.matter.stream import matter_stream
from domain.obligations import Deadline
from domain.organisation.commands import AssignPortfolio
from domain.proceedings.errors import ProceedingClosed, UnknownProceeding
from domain.supervision.rectifications.commands import (
    OrderRectification,
    ReportRectification,
    VerifyRectification,
)
from domain.verdicts.commands import ConfirmEarlierAct, FindBreach
from domain.verdicts.errors import NotEarlier, NothingDone, OwnLine
from domain.verdicts.events import BreachFound, VerdictCorrected
from domain.vocabulary import Duty, Ground, LawfulGround, LeadStage, ProceedingKind
from projections.obligation_ledger import Wanted
from projections.proceeding_register import ProceedingRow, WantedProceedings
from service.access.permissions import NotPermitted, NotYourMatter
from service.api.routes.proceedings import COMMON
from service.executing import Done
from tests.people import AUDITOR, CLERK, HANDLER, HEAD, LEADER, OTHER_HANDLER, SUPERVISOR
from tests.scenarios.office import NOW, SECOND_CLERK, Office, answer, at, call, outcome


def watch(office: Office) -> None:
    """What the program does each minute."""
    office.app.runner.catch_up()
    office.app.watcher.watch()
    office.app.runner.catch_up()


def verdicts(office: Office, matter: str) -> list[BreachFound]:
    _, entries = office.app.queries.timeline(SUPERVISOR, NOW, matter)
    facts = (each.recorded.fact for each in entries)
    return [fact for fact in facts if isinstance(fact, BreachFound)]


def leads(office: Office, matter: str) -> dict[str, ProceedingRow]:
    """The leads that a matter has led to, by the duty that was missed."""
    wanted = WantedProceedings(kind=ProceedingKind.LEAD, link=matter_stream(matter))
    page = office.app.queries.proceedings(LEADER, NOW, wanted)
    return {row.title: row for row in page.items}


def late(office: Office) -> str:
    """A matter that housing signed for and then left lying, until its outcome was overdue."""
    matter = office.in_hand()
    office.clock.move_to(at(3, 20))
    watch(office)
    return matter


def test_m29_a_missed_duty_is_found_once_with_the_rule_and_calendar_it_was_judged_by(
    office: Office,
) -> None:
    matter = late(office)
    found = {verdict.duty: verdict for verdict in verdicts(office, matter)}
    assert set(found) == {Duty.FIRST_FEEDBACK, Duty.OUTCOME, Duty.ACCEPTANCE_NOTICE}
    of_outcome = found[Duty.OUTCOME]
    assert isinstance(of_outcome.deadline, Deadline)
    assert of_outcome.deadline.at == at(3, 19, 0)
    assert (of_outcome.deadline.rulebook, of_outcome.deadline.rule) == (
        "efficiency-office/1",
        "outcome",
    )
    assert (of_outcome.unit, of_outcome.person) == ("housing", HANDLER.person)
    watch(office)
    assert len(verdicts(office, matter)) == 3
    row = office.ledger(Wanted(subject=matter, duty=Duty.OUTCOME)).items[0]
    assert row.verdict_by is not None and row.breached(office.clock.now())


def test_m29_what_was_done_late_while_nobody_watched_is_found_all_the_same(office: Office) -> None:
    matter = office.in_hand()
    office.clock.move_to(at(3, 20))
    office.do(outcome(), HANDLER, matter)
    watch(office)
    found = {verdict.duty: verdict for verdict in verdicts(office, matter)}
    assert found[Duty.OUTCOME].done_at == at(3, 20)


def test_m29_what_was_done_in_time_is_no_breach(office: Office) -> None:
    matter = office.in_hand()
    office.do(outcome(), HANDLER, matter)
    office.clock.move_to(at(3, 20))
    watch(office)
    assert Duty.OUTCOME not in {verdict.duty for verdict in verdicts(office, matter)}
    assert Duty.SIGN not in {verdict.duty for verdict in verdicts(office, matter)}


def test_m29_a_breach_opens_a_lead_that_an_office_outside_the_line_owes_a_decision(
    office: Office,
) -> None:
    matter = late(office)
    lead = leads(office, matter)["逾期：办结"]
    assert (lead.unit, lead.person, lead.stage) == ("housing", HANDLER.person, LeadStage.OPEN)
    assert lead.facets == {"ground": "inaction", "by_rule": True}
    assert (lead.next_duty, lead.next_unit) == (Duty.LEAD_DECIDED, "office")
    office.clock.advance(days=30)
    watch(office)
    _, entries = office.app.queries.timeline(SUPERVISOR, NOW, lead.proceeding)
    assert [each.recorded.fact.TYPE for each in entries] == [
        "lead.opened",
        "obligation.breached",
        "proceeding.duty_pressed",
    ]


def test_m29_it_ends_only_by_a_reasoned_decision_of_somebody_outside_the_line(
    office: Office,
) -> None:
    charge = AssignPortfolio(
        post=f"post-of-{LEADER.person}", units=("housing",), since=date(2026, 1, 1)
    )
    office.app.handler.organisation(charge, SUPERVISOR)
    matter = late(office)
    lead = leads(office, matter)["逾期：办结"].proceeding
    drop = NotHold(ground=LawfulGround.NOT_ATTRIBUTABLE, reason="系统停机")
    for actor, refused in ((HANDLER, NotPermitted), (HEAD, NotPermitted), (CLERK, NotPermitted)):
        with pytest.raises(refused):
            office.app.handler.proceeding(drop, actor, lead)
    with pytest.raises(WithinTheLine):  # the leader in charge answers for housing
        office.app.handler.proceeding(drop, LEADER, lead)
    office.app.handler.proceeding(drop, SUPERVISOR, lead)
    office.app.runner.catch_up()
    assert leads(office, matter)["逾期：办结"].stage == LeadStage.NOT_HELD
    with pytest.raises(ProceedingClosed):
        office.app.handler.proceeding(drop, SUPERVISOR, lead)


def test_m29_whom_a_lead_is_about_finds_no_trace_of_it(office: Office) -> None:
    matter = late(office)
    lead = leads(office, matter)["逾期：办结"].proceeding
    with pytest.raises(NotYourMatter):
        office.app.queries.proceeding(HANDLER, NOW, lead)
    assert office.app.queries.proceedings(HANDLER, NOW, WantedProceedings()).items == []
    assert office.ledger(Wanted(kind=ProceedingKind.LEAD), actor=OTHER_HANDLER).items == []
    assert office.ledger(Wanted(kind=ProceedingKind.LEAD), actor=AUDITOR).items


def test_m29_a_confirmed_earlier_act_corrects_the_verdict_and_the_lead_is_looked_at_again(
    office: Office,
) -> None:
    matter = office.in_hand()
    office.clock.move_to(at(3, 20))
    watch(office)
    office.do(outcome(), HANDLER, matter)
    lead = leads(office, matter)["逾期：办结"].proceeding
    drop = NotHold(ground=LawfulGround.NOT_SUBSTANTIATED, reason="已核实")
    office.app.handler.proceeding(drop, SUPERVISOR, lead)
    earlier = ConfirmEarlierAct(duty=Duty.OUTCOME, done_at=at(3, 18, 16), evidence="签收登记")
    with pytest.raises(NotPermitted):
        office.do(earlier, HANDLER, matter)
    with pytest.raises(NotEarlier):
        office.do(earlier.model_copy(update={"done_at": at(3, 20, 10)}), SUPERVISOR, matter)
    office.do(earlier, SUPERVISOR, matter)
    watch(office)
    _, entries = office.app.queries.timeline(SUPERVISOR, NOW, matter)
    assert isinstance(entries[-1].recorded.fact, VerdictCorrected)
    row = office.ledger(Wanted(subject=matter, duty=Duty.OUTCOME)).items[0]
    assert not row.breached(office.clock.now()) and row.verdict_by is not None
    assert leads(office, matter)["逾期：办结"].stage == LeadStage.UNDER_REVIEW
    assert office.ledger(Wanted(kind=ProceedingKind.LEAD, open=True)).items


def test_m29_an_earlier_act_in_a_proceeding_is_confirmed_also_once_it_is_over(
    office: Office,
) -> None:
    order = OrderRectification(title="窗口无人", unit="housing", text="午间无人在岗")
    ordered = office.app.handler.open(order, SUPERVISOR).stream
    office.clock.move_to(at(3, 25))
    watch(office)

    def proceed(command: Command, actor: Actor) -> Done:
        return office.app.handler.proceeding(command, actor, ordered)

    earlier = ConfirmEarlierAct(duty=Duty.RECTIFICATION, done_at=at(3, 20), evidence="收文登记")
    with pytest.raises(NothingDone):
        proceed(earlier, SUPERVISOR)
    proceed(ReportRectification(text="已排班", evidence=("排班表",)), HANDLER)
    proceed(VerifyRectification(passed=True, text="属实"), SUPERVISOR)
    for actor, refused in ((CLERK, NotPermitted), (HANDLER, NotPermitted), (AUDITOR, NotPermitted)):
        with pytest.raises(refused):
            proceed(earlier, actor)
    with pytest.raises(UnknownProceeding):
        office.app.handler.proceeding(earlier, SUPERVISOR, "rectification-of-nothing")
    done = proceed(earlier, SUPERVISOR)
    assert [each.fact.TYPE for each in done.recorded] == [
        "obligation.earlier_act_confirmed",
        "obligation.verdict_corrected",
    ]
    assert [each.fact.TYPE for each in done.elsewhere] == ["lead.put_up_for_review"]
    assert not proceed(earlier, SUPERVISOR).recorded
    row = office.ledger(Wanted(subject=ordered, duty=Duty.RECTIFICATION)).items[0]
    assert row.ended_at == at(3, 20) and not row.breached(office.clock.now())


def test_m29_nobody_confirms_an_earlier_act_of_their_own_unit(office: Office) -> None:
    matter = office.take_in()
    office.clock.move_to(at(3, 9))
    office.dispatch(matter)
    watch(office)
    moment = at(3, 3)
    with pytest.raises(OwnLine):
        office.do(
            ConfirmEarlierAct(duty=Duty.DISPATCH, done_at=moment, evidence="登记簿"),
            CLERK,
            matter,
        )


def test_m29_a_verdict_is_found_after_closing_too(office: Office) -> None:
    matter = office.in_hand()
    office.clock.move_to(at(3, 20))
    office.do(outcome(), HANDLER, matter)
    office.do(answer(), CLERK, matter)
    office.do(call(), SECOND_CLERK, matter)
    office.do(CloseMatter(), SUPERVISOR, matter)
    watch(office)
    assert Duty.OUTCOME in {verdict.duty for verdict in verdicts(office, matter)}


def test_m29_people_open_leads_too_and_a_verdict_is_the_programs_alone(office: Office) -> None:
    opened = OpenLead(title="窗口无人", ground=Ground.WEAK_EXECUTION, unit="water", reason="暗访")
    done = office.app.handler.open(opened, SUPERVISOR)
    assert done.number == "2026-XS-000001"
    office.clock.advance(hours=1)
    _, state = office.app.queries.proceeding(LEADER, NOW, done.stream)
    assert state.about_units == ("water",) and "ground" not in COMMON
    matter = office.in_hand()
    office.clock.move_to(at(3, 20) + timedelta(hours=1))
    with pytest.raises(NotPermitted):
        office.do(FindBreach(duty=Duty.OUTCOME, nth=1), SUPERVISOR, matter)


def test_m29_the_office_that_owes_the_decision_is_told_of_the_lead(office: Office) -> None:
    late(office)
    office.app.outbox.collect()
    posted, _ = office.app.queries.outbox(LEADER, None, 100)
    told = [each.message for each in posted if each.message.kind == "lead.opened"]
    assert [(each.unit, each.duty) for each in told] == [("office", Duty.LEAD_DECIDED)]
    body = json.loads(told[0].body())
    assert (body["matter"], body["proceeding"][:5]) == (None, "lead-")
    to_housing, _ = office.app.queries.outbox(AUDITOR, None, 100)
    assert {each.message.kind for each in to_housing} >= {"lead.opened", "matter.duty_urged"}
