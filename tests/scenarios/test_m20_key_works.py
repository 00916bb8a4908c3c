"""M20 路线图、时间表、责任人: milestones with their persons; a slip has the work reported more often."""

from datetime import date
from typing import Any

import pytest

from domain.organisation.commands import AppointPerson, AssignPortfolio, EstablishPost
from domain.supervision.errors import EndsTooEarly, OwnUnit
from domain.supervision.key_works.commands import (
    CompleteKeyWork,
    MoveMilestone,
    PlannedMilestone,
    ReachMilestone,
    ReportKeyWork,
    SetUpKeyWork,
    TendKeyWork,
)
from domain.supervision.key_works.errors import (
    KeyWorkUnfinished,
    MilestoneReachedAlready,
    NoReportOwed,
    NoSuchMilestone,
)
from domain.supervision.key_works.events import KeyWorkRoundOpened, MilestoneSlipped
from domain.verdicts.events import BreachFound
from domain.vocabulary import (
    Cadence,
    Duty,
    KeyWorkStage,
    ObligationStatus,
    PostRank,
    ProceedingKind,
)
from service.access.permissions import NotPermitted, NotYourMatter
from tests.people import CLERK, HANDLER, LEADER, OTHER_HANDLER, SUPERVISOR
from tests.scenarios.office import NOW, Office, at
from tests.scenarios.supervising import act, leads_from, of_kind, opened, owed, shown, watch


def set_up(*days: tuple[int, int], **given: Any) -> SetUpKeyWork:
    """A key work of housing with a milestone on each of the days."""
    steps = [
        PlannedMilestone(name=f"第{place}步", on=date(2026, *day), person=HANDLER.person)
        for place, day in enumerate(days, 1)
    ]
    usual = {"title": "老旧小区改造", "unit": "housing", "text": "先勘查后施工"}
    return SetUpKeyWork(**{**usual, "milestones": tuple(steps), **given})


def reach(milestone: str) -> ReachMilestone:
    return ReachMilestone(milestone=milestone, text="已完成", evidence=("验收单",))


def facts(office: Office, work: str, kind: type[Any]) -> list[Any]:
    office.app.runner.catch_up()
    _, entries = office.app.queries.timeline(SUPERVISOR, NOW, work)
    return [each.recorded.fact for each in entries if isinstance(each.recorded.fact, kind)]


def rounds(office: Office, work: str) -> list[str]:
    return [each.period for each in facts(office, work, KeyWorkRoundOpened)]


def test_m20_each_milestone_is_owed_by_its_person_on_its_day(office: Office) -> None:
    work = opened(office, set_up((3, 13), (5, 29)))
    first = owed(office, work)["milestone:1"]
    assert (first.owner_unit, first.owner_person) == ("housing", HANDLER.person)
    assert first.due_at == at(3, 14, 0)
    with pytest.raises(NotYourMatter):
        act(office, reach("1"), OTHER_HANDLER, work)
    with pytest.raises(NoSuchMilestone):
        act(office, reach("3"), HANDLER, work)
    act(office, reach("1"), HANDLER, work)
    act(office, reach("1"), HANDLER, work)
    state = shown(office, work)
    assert state.facets["reached"] == 1 and state.number == "2026-ZD-000001"


def test_m20_a_milestone_of_somebody_who_is_elsewhere_now_is_listed_as_a_blank_spot(
    office: Office,
) -> None:
    opened(office, set_up((3, 13), (5, 29)))
    for command in (
        EstablishPost(post="water-9", unit="water", title="经办", rank=PostRank.HANDLER),
        AppointPerson(person=HANDLER.person, name="某", post="water-9", since=date(2026, 1, 1)),
    ):
        office.app.handler.organisation(command, SUPERVISOR)
    office.app.runner.catch_up()
    (left,) = office.app.queries.coverage(SUPERVISOR, NOW)[1].owed_by_departed
    assert (left.person, left.unit, left.duties) == (HANDLER.person, "housing", 2)
    assert left.number == "2026-ZD-000001"


def test_m20_rounds_open_by_themselves_at_its_cadence_once(office: Office) -> None:
    work = opened(office, set_up((5, 29)))
    watch(office)
    watch(office)
    assert rounds(office, work) == ["2026-03"]
    assert owed(office, work)["round_report:2026-03"].due_at == at(4, 1, 0)
    act(office, ReportKeyWork(text="按计划"), HANDLER, work)
    with pytest.raises(NoReportOwed):
        act(office, ReportKeyWork(text="按计划"), HANDLER, work)
    office.clock.move_to(at(4, 1, 0))
    watch(office)
    assert rounds(office, work) == ["2026-03", "2026-04"]
    assert owed(office, work)["round_report:2026-03"].ended is not None


def test_m20_a_slipped_milestone_tightens_the_cadence_step_by_step(office: Office) -> None:
    work = opened(office, set_up((3, 13), (3, 25), (5, 29)))
    watch(office)
    office.clock.move_to(at(3, 14, 0))
    watch(office)
    state = shown(office, work)
    assert state.facets["cadence"] == Cadence.TEN_DAYS
    assert state.stage is KeyWorkStage.SLIPPING
    assert rounds(office, work) == ["2026-03", "2026-03-X2"]
    office.clock.move_to(at(3, 26, 0))
    watch(office)
    assert shown(office, work).facets["cadence"] == Cadence.WEEKLY
    slipped = facts(office, work, MilestoneSlipped)
    assert [(each.milestone, each.before, each.cadence) for each in slipped] == [
        ("1", Cadence.MONTHLY, Cadence.TEN_DAYS),
        ("2", Cadence.TEN_DAYS, Cadence.WEEKLY),
    ]
    assert [each.fell_due_at for each in slipped] == [at(3, 14, 0), at(3, 26, 0)]
    missed = owed(office, work)["milestone:1"]
    assert missed.status(office.clock.now()) is ObligationStatus.OVERDUE
    assert {lead.unit for lead in leads_from(office, work)} == {"housing"}


def test_m20_a_milestone_reached_late_while_nobody_watched_slipped_all_the_same(
    office: Office,
) -> None:
    work = opened(office, set_up((3, 13), (5, 29)))
    office.clock.move_to(at(3, 16))
    act(office, reach("1"), HANDLER, work)
    assert shown(office, work).facets["cadence"] == Cadence.TEN_DAYS
    watch(office)
    assert len(facts(office, work, MilestoneSlipped)) == 1
    assert shown(office, work).stage is KeyWorkStage.ON_COURSE


def move(milestone: str, month: int, day: int) -> MoveMilestone:
    return MoveMilestone(milestone=milestone, on=date(2026, month, day), reason="连续降雨停工")


def test_m20_a_milestone_put_off_slipped_and_its_new_day_can_slip_again(office: Office) -> None:
    work = opened(office, set_up((3, 13), (5, 29)))
    act(office, move("1", 3, 20), SUPERVISOR, work)
    state = shown(office, work)
    assert (state.facets["cadence"], state.facets["slipped"]) == (Cadence.TEN_DAYS, 1)
    assert owed(office, work)["milestone:1"].due_at == at(3, 21, 0)
    office.clock.move_to(at(3, 21, 0))
    watch(office)
    state = shown(office, work)
    assert (state.facets["cadence"], state.facets["slipped"]) == (Cadence.WEEKLY, 2)
    act(office, move("2", 5, 20), SUPERVISOR, work)
    assert shown(office, work).facets["slipped"] == 2, "an earlier day is no slip"


def test_m20_moving_a_missed_milestone_takes_back_neither_slip_nor_verdict(office: Office) -> None:
    work = opened(office, set_up((3, 13), (5, 29)))
    office.clock.move_to(at(3, 16))
    act(office, move("1", 3, 20), SUPERVISOR, work)
    watch(office)
    assert [each.fell_due_at for each in facts(office, work, MilestoneSlipped)] == [at(3, 14, 0)]
    assert [(e.duty, e.nth) for e in facts(office, work, BreachFound)] == [(Duty.MILESTONE, 1)]
    again = owed(office, work)["milestone:1"]
    assert (again.nth, again.due_at, again.ended) == (2, at(3, 21, 0), None)
    act(office, reach("1"), HANDLER, work)
    with pytest.raises(MilestoneReachedAlready):
        act(office, move("1", 3, 27), SUPERVISOR, work)


def test_m20_nobody_moves_a_milestone_of_their_own_line(office: Office) -> None:
    work = opened(office, set_up((3, 13)))
    with pytest.raises(NotPermitted):
        act(office, move("1", 3, 20), HANDLER, work)
    answers = AssignPortfolio(
        post=f"post-of-{LEADER.person}", units=("housing",), since=date(2026, 1, 1)
    )
    office.app.handler.organisation(answers, SUPERVISOR)
    with pytest.raises(OwnUnit):
        act(office, move("1", 3, 20), LEADER, work)
    with pytest.raises(NoSuchMilestone):
        act(office, move("7", 3, 20), SUPERVISOR, work)


def test_m20_after_an_outage_what_passed_is_named_and_only_the_present_round_is_owed(
    office: Office,
) -> None:
    work = opened(office, set_up((5, 29), cadence=Cadence.WEEKLY))
    watch(office)
    office.clock.move_to(at(3, 25))
    watch(office)
    watch(office)
    opened_rounds = facts(office, work, KeyWorkRoundOpened)
    assert [(each.period, each.missed) for each in opened_rounds] == [
        ("2026-W10", ()),
        ("2026-W13", ("2026-W11", "2026-W12")),
    ]


def test_m20_it_is_complete_only_from_outside_and_when_everything_is_reached(
    office: Office,
) -> None:
    work = opened(office, set_up((3, 13)))
    with pytest.raises(KeyWorkUnfinished):
        act(office, CompleteKeyWork(text="完成"), SUPERVISOR, work)
    act(office, reach("1"), HANDLER, work)
    with pytest.raises(NotPermitted):
        act(office, CompleteKeyWork(text="完成"), HANDLER, work)
    act(office, CompleteKeyWork(text="核实"), SUPERVISOR, work)
    office.clock.move_to(at(4, 1, 0))
    watch(office)
    assert rounds(office, work) == []
    (row,) = of_kind(office, ProceedingKind.KEY_WORK)
    assert row.stage == KeyWorkStage.COMPLETED


def test_m20_the_days_come_in_order_and_the_program_alone_opens_rounds(office: Office) -> None:
    with pytest.raises(EndsTooEarly):
        opened(office, set_up((5, 29), (3, 13)))
    with pytest.raises(OwnUnit):
        opened(office, set_up((5, 29), unit="office"))
    work = opened(office, set_up((5, 29)))
    for actor in (SUPERVISOR, CLERK):
        with pytest.raises(NotPermitted):
            act(office, TendKeyWork(), actor, work)
