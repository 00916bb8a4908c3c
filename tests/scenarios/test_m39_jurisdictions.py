"""M39 县乡联动: jurisdictions in a tree; a higher one sees the roll-up of its lower ones."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import psycopg
import pytest

from domain.cooperation.transfers.commands import TransferMatter
from domain.jurisdictions.commands import NameHigher, WithdrawTie
from domain.jurisdictions.errors import CycleInTree
from domain.vocabulary import (
    JurisdictionStanding,
    ObligationStatus,
    ProceedingKind,
    TransferGround,
    TransferStage,
)
from projections.obligation_ledger import Wanted
from projections.proceeding_register import WantedProceedings
from projections.roll_up import Figures
from service.access.permissions import NotPermitted
from service.asking import Asked
from service.clock import MovingClock
from service.jurisdictions.roll_up import PositionOfOneLog, RollUp
from service.settings import Settings
from tests.people import AUDITOR, CLERK, HANDLER, LEADER, SUPERVISOR
from tests.scenarios.jurisdictions import name_above, office_of, register, tie
from tests.scenarios.office import Office, at


@pytest.fixture
def town(settings: Settings, clock: MovingClock) -> Iterator[Office]:
    """A town in the county's database, tied to nobody yet."""
    with office_of(settings, "town", clock) as found:
        yield found


def rolled(office: Office, **asked: Any) -> RollUp:
    office.app.runner.catch_up()
    return office.app.rolling_up.roll_up(AUDITOR, Asked(**asked))


def figures(office: Office, **asked: Any) -> dict[str, Figures | None]:
    return {e.place.jurisdiction: e.figures for e in rolled(office, **asked).rows}


def own_figures(office: Office, **asked: Any) -> Figures:
    """The same of one jurisdiction, by its own status and its own ledger."""
    office.app.runner.catch_up()
    _, status = office.app.queries.answer_status(AUDITOR, Asked(**asked))
    overdue = office.ledger(
        Wanted(status=ObligationStatus.OVERDUE), Asked(**asked, limit=1_000), AUDITOR
    )
    unreceived = WantedProceedings(kind=ProceedingKind.TRANSFER, stage=TransferStage.SENT)
    sent = office.app.queries.proceedings(AUDITOR, Asked(**asked, limit=1_000), unreceived)
    return Figures(
        **asdict(status),
        overdue_duties=len(overdue.items),
        transfers_unreceived=len(sent.items),
    )


def standings(office: Office) -> dict[str, JurisdictionStanding]:
    return {e.place.jurisdiction: e.place.standing for e in rolled(office).rows}


def test_m39_the_county_sees_each_one_below_with_the_figures_of_its_own_status(
    office: Office, town: Office, settings: Settings
) -> None:
    with office_of(settings, "village", office.clock) as village:
        tie(office.app, town.app)
        tie(town.app, village.app)
        office.answered()
        town.answered()
        town.take_in()
        village.take_in()
        village.in_hand()
        handed_over = TransferMatter(
            matter=village.take_in(),
            to="town",
            title="路灯",
            ground=TransferGround.HIGHER_LEVEL,
            text="属镇里管养",
        )
        village.app.handler.open(handed_over, SUPERVISOR)
        early = office.clock.now()
        office.clock.move_to(at(4, 20))
        for each in (town, village):
            each.app.runner.catch_up()

        found = rolled(office)
        assert [(e.place.jurisdiction, e.place.name, e.place.level) for e in found.rows] == [
            ("main", None, 0),
            ("town", "城关镇", 1),
            ("village", "东街村", 2),
        ]
        offices = {"main": office, "town": town, "village": village}
        for asked in ({}, {"as_of": early}, {"known_by": early, "as_of": early}):
            shown = figures(office, **asked)
            assert shown == {name: own_figures(each, **asked) for name, each in offices.items()}
        assert found.total.matters == 6
        assert found.total.overdue == 4
        assert found.total.transfers_unreceived == 1
        assert found.total.overdue_duties > found.total.overdue
        assert figures(town).keys() == {"town", "village"}


def test_m39_one_that_cannot_be_read_is_named_with_the_reason_and_its_lower_ones_too(
    office: Office, town: Office, database_url: str
) -> None:
    register(office.app, "town")
    assert standings(office)["town"] is JurisdictionStanding.UNCONFIRMED
    assert figures(office)["town"] is None
    name_above(town.app, "main")
    town.take_in()
    behind = rolled(office).rows[1]
    assert behind.place.standing is JurisdictionStanding.BEHIND
    assert behind.reached == 0
    assert behind.behind_since == office.clock.now()
    town.app.runner.catch_up()
    assert standings(office)["town"] is JurisdictionStanding.CURRENT
    register(town.app, "village")
    assert standings(office)["village"] is JurisdictionStanding.MISSING
    with psycopg.connect(database_url, autocommit=True) as owner:
        owner.execute("COMMENT ON SCHEMA huiyin_town IS 'Huiyin of another time'")
    assert standings(office) == {
        "main": JurisdictionStanding.CURRENT,
        "town": JurisdictionStanding.OUTDATED,
        "village": JurisdictionStanding.MISSING,
    }
    found = rolled(office)
    assert found.total == found.rows[0].figures
    assert [e.figures for e in found.rows[1:]] == [None, None]


def test_m39_no_circle_across_logs_and_a_withdrawn_tie_ends_the_view(
    office: Office, town: Office
) -> None:
    tie(office.app, town.app)
    with pytest.raises(CycleInTree):
        name_above(office.app, "town")
    with pytest.raises(CycleInTree):
        register(town.app, "main")
    gone = WithdrawTie(jurisdiction="main", reason="改由市直管")
    town.app.handler.jurisdictions(gone, SUPERVISOR)
    assert standings(office)["town"] is JurisdictionStanding.UNCONFIRMED
    assert figures(office)["town"] is None


def test_m39_who_may_see_the_roll_up_and_who_keeps_the_tree(office: Office) -> None:
    for actor in (SUPERVISOR, LEADER, AUDITOR):
        assert len(office.app.rolling_up.roll_up(actor, Asked()).rows) == 1
    for actor in (CLERK, HANDLER):
        with pytest.raises(NotPermitted):
            office.app.rolling_up.roll_up(actor, Asked())
        assert office.app.rolling_up.places(actor)
    command = NameHigher(jurisdiction="city", name="六安市", desk="office")
    for actor in (CLERK, LEADER, AUDITOR):
        with pytest.raises(NotPermitted):
            office.app.handler.jurisdictions(command, actor)
    with pytest.raises(PositionOfOneLog):
        office.app.rolling_up.roll_up(AUDITOR, Asked(known_by=3))
