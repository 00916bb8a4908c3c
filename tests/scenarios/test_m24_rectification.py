"""M24 责令限期改正: put right in time, verified by an outsider; the second failure escalates."""

from datetime import date
from typing import Any

import pytest

from domain.organisation.commands import AssignPortfolio
from domain.supervision.errors import EndsTooEarly, OwnUnit
from domain.supervision.rectifications.commands import (
    OrderRectification,
    ReportRectification,
    VerifyRectification,
    WithdrawRectification,
)
from domain.supervision.rectifications.errors import AwaitsVerification, NothingToVerify
from domain.vocabulary import Duty, Ground, ObligationStatus, ProceedingKind, RectificationStage
from service.access.permissions import NotPermitted, NotYourMatter
from tests.people import CLERK, HANDLER, HEAD, LEADER, OTHER_HANDLER, SUPERVISOR
from tests.scenarios.office import Office, at
from tests.scenarios.supervising import act, leads_from, of_kind, opened, owed, shown, watch


def order(**given: Any) -> OrderRectification:
    usual: dict[str, Any] = {"title": "窗口无人值守", "unit": "housing", "text": "午间无人在岗"}
    return OrderRectification(**{**usual, **given})


REPORT = ReportRectification(text="已排班", evidence=("排班表",))


def failed(office: Office, rectification: str) -> None:
    act(office, REPORT, HANDLER, rectification)
    act(office, VerifyRectification(passed=False, text="仍无人在岗"), SUPERVISOR, rectification)


def test_m24_it_is_owed_within_fifteen_working_days_or_as_ordered(office: Office) -> None:
    rectification = opened(office, order())
    assert owed(office, rectification)[Duty.RECTIFICATION].due_at == at(3, 24, 0)
    sooner = opened(office, order(by=date(2026, 3, 10)))
    assert owed(office, sooner)[Duty.RECTIFICATION].due_at == at(3, 11, 0)
    at_once = opened(office, order(by=date(2026, 3, 2)))  # nobody is late by the very order
    assert owed(office, at_once)[Duty.RECTIFICATION].due_at == at(3, 4, 0)
    with pytest.raises(EndsTooEarly):
        opened(office, order(by=date(2026, 3, 1)))
    assert shown(office, rectification).number == "2026-ZG-000001"


def test_m24_the_report_is_verified_within_five_working_days_by_an_outsider(
    office: Office,
) -> None:
    rectification = opened(office, order())
    with pytest.raises(NothingToVerify):
        act(office, VerifyRectification(passed=True, text="-"), SUPERVISOR, rectification)
    with pytest.raises(NotYourMatter):  # another unit neither sees nor reports it
        act(office, REPORT, OTHER_HANDLER, rectification)
    act(office, REPORT, HEAD, rectification)
    verification = owed(office, rectification)[Duty.VERIFICATION]
    assert (verification.owner_unit, verification.due_at) == ("office", at(3, 10, 0))
    for actor in (HANDLER, HEAD, CLERK):
        with pytest.raises(NotPermitted):
            act(office, VerifyRectification(passed=True, text="-"), actor, rectification)
    insider = SUPERVISOR.model_copy(update={"unit": "housing"})
    with pytest.raises(OwnUnit):
        act(office, VerifyRectification(passed=True, text="-"), insider, rectification)
    with pytest.raises(OwnUnit):  # the county's leader answers for housing
        act(office, VerifyRectification(passed=True, text="-"), in_charge(office), rectification)
    act(office, VerifyRectification(passed=True, text="属实"), SUPERVISOR, rectification)
    state = shown(office, rectification)
    assert state.stage is RectificationStage.VERIFIED and state.closed_at is not None


def in_charge(office: Office) -> Any:
    """The leader, once housing is in the leader's portfolio."""
    post, since = f"post-of-{LEADER.person}", date(2026, 1, 1)
    charge = AssignPortfolio(post=post, units=("housing",), since=since)
    office.app.handler.organisation(charge, SUPERVISOR)
    return LEADER


def test_m24_a_second_failure_opens_a_lead_and_it_is_owed_all_the_same(office: Office) -> None:
    rectification = opened(office, order())
    failed(office, rectification)
    assert leads_from(office, rectification) == []
    again = owed(office, rectification)[Duty.RECTIFICATION]
    assert (again.nth, again.ended) == (2, None)
    failed(office, rectification)
    (lead,) = leads_from(office, rectification)
    assert (lead.unit, lead.facets["ground"]) == ("housing", Ground.WEAK_EXECUTION)
    assert owed(office, rectification)[Duty.RECTIFICATION].nth == 3
    assert shown(office, rectification).facets["failures"] == 2


def test_m24_what_is_not_put_right_in_time_is_a_breach_that_opens_a_lead(office: Office) -> None:
    rectification = opened(office, order())
    office.clock.move_to(at(3, 24, 0))
    watch(office)
    ledger = owed(office, rectification)
    assert ledger[Duty.RECTIFICATION].status(office.clock.now()) is ObligationStatus.OVERDUE
    assert [lead.unit for lead in leads_from(office, rectification)] == ["housing"]


def test_m24_nobody_orders_their_own_unit_and_a_reported_one_is_not_taken_back(
    office: Office,
) -> None:
    with pytest.raises(OwnUnit):
        opened(office, order(unit="office"))
    with pytest.raises(NotPermitted):
        opened(office, order(unit="water"), HEAD)
    rectification = opened(office, order())
    act(office, REPORT, HANDLER, rectification)
    with pytest.raises(AwaitsVerification):
        act(office, WithdrawRectification(reason="算了"), SUPERVISOR, rectification)
    mistaken = opened(office, order(unit="water"))
    act(office, WithdrawRectification(reason="对象有误"), SUPERVISOR, mistaken)
    kept = of_kind(office, ProceedingKind.RECTIFICATION)
    assert {row.stage for row in kept} == {
        RectificationStage.REPORTED,
        RectificationStage.WITHDRAWN,
    }
