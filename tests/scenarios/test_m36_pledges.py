"""M36 公开述职、公开承诺: promised in public by a day, reported on, and verified by somebody outside."""

from datetime import date

import pytest

from domain.assessment.pledges.commands import (
    PublishPledge,
    RegisterPledge,
    ReportPledge,
    VerifyPledge,
)
from domain.assessment.pledges.errors import (
    DueInThePast,
    NothingReported,
    NotPublishedYet,
    OwnPledge,
    PledgeForOthers,
)
from domain.organisation.commands import AssignPortfolio
from domain.proceedings.errors import ProceedingClosed
from domain.vocabulary import Duty, ObligationStatus, PledgeStage, ProceedingKind
from projections.obligation_ledger import Owed, Wanted
from projections.proceeding_register import ProceedingRow, WantedProceedings
from service.access.permissions import NotPermitted
from service.asking import Asked
from tests.people import CLERK, HANDLER, HEAD, LEADER, SUPERVISOR
from tests.scenarios.office import NOW, Office, at

PUBLISH = PublishPledge(where="县政府网站")
REPORT = ReportPledge(text="已全部亮灯", evidence="签字单十二份")
KEPT = VerifyPledge(kept=True, text="抽查属实")
NOT_KEPT = VerifyPledge(kept=False, text="两个小区未亮")


def promise(unit: str = "housing", due_on: date = date(2026, 3, 20)) -> RegisterPledge:
    return RegisterPledge(
        title="消除无灯小区", unit=unit, measure="十二个小区亮灯", due_on=due_on, text="逐月公布"
    )


def pledged(office: Office) -> str:
    return office.app.handler.open(promise(), HEAD).stream


def row(office: Office, asked: Asked = NOW) -> ProceedingRow:
    office.app.runner.catch_up()
    wanted = WantedProceedings(kind=ProceedingKind.PLEDGE)
    return office.app.queries.proceedings(HANDLER, asked, wanted).items[0]


def kept_rounds(office: Office) -> list[Owed]:
    page = office.ledger(Wanted(kind=ProceedingKind.PLEDGE, duty=Duty.PLEDGE_KEPT))
    return sorted(page.items, key=lambda each: each.nth)


def test_m36_a_pledge_is_due_by_its_own_day_and_everybody_can_read_it(office: Office) -> None:
    pledged(office)
    found = row(office)
    assert (found.number, found.stage) == ("2026-CN-000001", PledgeStage.REGISTERED)
    (owed,) = kept_rounds(office)
    assert (owed.due_at, owed.owner_unit, owed.owner_person) == (
        at(3, 21, 0),
        "housing",
        HEAD.person,
    )
    assert (found.next_duty, found.next_unit) == (Duty.PLEDGE_PUBLISHED, "office")


def test_m36_nobody_promises_for_others_or_for_a_day_that_has_passed(office: Office) -> None:
    with pytest.raises(PledgeForOthers):
        office.app.handler.open(promise("water"), HEAD)
    with pytest.raises(DueInThePast):
        office.app.handler.open(promise(due_on=date(2026, 3, 1)), HEAD)
    with pytest.raises(NotPermitted):
        office.app.handler.open(promise(), HANDLER)
    assert office.app.handler.open(promise(), LEADER).number == "2026-CN-000001"


def test_m36_from_promise_to_an_outsiders_finding(office: Office) -> None:
    pledge = pledged(office)
    act = office.app.handler.proceeding
    with pytest.raises(NotPublishedYet):
        act(REPORT, HEAD, pledge)
    with pytest.raises(NotPermitted):
        act(PUBLISH, HEAD, pledge)
    act(PUBLISH, CLERK, pledge)
    with pytest.raises(NothingReported):
        act(KEPT, SUPERVISOR, pledge)
    act(REPORT, HEAD, pledge)
    assert row(office).next_duty == Duty.PLEDGE_VERIFIED
    with pytest.raises(NotPermitted):
        act(KEPT, HEAD, pledge)
    charge = AssignPortfolio(
        post=f"post-of-{LEADER.person}", units=("housing",), since=date(2026, 1, 1)
    )
    office.app.handler.organisation(charge, SUPERVISOR)
    with pytest.raises(OwnPledge):  # the leader in charge answers for housing
        act(KEPT, LEADER, pledge)
    act(KEPT, SUPERVISOR, pledge)
    found = row(office)
    assert (found.stage, found.facets["kept"]) == (PledgeStage.KEPT, True)
    assert found.closed_at is not None and found.next_duty is None
    with pytest.raises(ProceedingClosed):
        act(NOT_KEPT, SUPERVISOR, pledge)


def test_m36_what_was_reported_but_not_kept_is_owed_again(office: Office) -> None:
    pledge = pledged(office)
    act = office.app.handler.proceeding
    act(PUBLISH, CLERK, pledge)
    act(REPORT, HEAD, pledge)
    act(NOT_KEPT, SUPERVISOR, pledge)
    first, second = kept_rounds(office)
    assert first.ended is not None and second.due_at == at(3, 21, 0)
    office.clock.move_to(at(3, 20, 16))
    act(REPORT, HEAD, pledge)
    office.clock.move_to(at(3, 23, 10))
    act(NOT_KEPT, SUPERVISOR, pledge)
    third = kept_rounds(office)[-1]
    assert (third.nth, third.due_at) == (3, at(3, 25, 0))
    assert row(office).facets["reports"] == 2


def test_m36_what_is_overdue_is_listed_and_found(office: Office) -> None:
    pledge = pledged(office)
    office.app.handler.proceeding(PUBLISH, CLERK, pledge)
    office.clock.move_to(at(3, 22))
    office.app.runner.catch_up()
    office.app.watcher.watch()
    (owed,) = kept_rounds(office)
    assert owed.status(office.clock.now()) is ObligationStatus.OVERDUE
    assert owed.verdict_by is not None
    then = office.app.queries.proceedings(
        SUPERVISOR, Asked(as_of=at(3, 2, 8)), WantedProceedings(kind=ProceedingKind.PLEDGE)
    )
    assert then.items == []
