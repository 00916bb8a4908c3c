"""Each guard that keeps a step of the program from being recorded twice, by itself: the step is on record,
and nothing but that one guard stands before the second.

The guards, from the outside in: the lists name no more what is done; the watcher leaves out what its key
has done; the handler answers a key with what it has done; the decision finds it so already.
"""

from collections import Counter
from datetime import date

import pytest

from domain.accountability.bulletins.commands import PublishBulletin
from domain.accountability.leads.commands import NotHold, OpenLead
from domain.accountability.leads.events import LeadOpened
from domain.assessment.period_duties.commands import OpenPeriodDuty
from domain.assessment.scores.commands import EnterByRule, EnterScore, ReverseByRule
from domain.codec import decode
from domain.envelope import Command
from domain.matter.rounds.commands import OpenRound, PutUnderSupervision
from domain.matter.urging.commands import ClimbRung
from domain.proceedings.pressing import PressDuty
from domain.supervision.inspection_duties.commands import OpenInspectionDuty
from domain.supervision.key_works.commands import PlannedMilestone, SetUpKeyWork, TendKeyWork
from domain.supervision.rectifications.commands import OrderRectification
from domain.supervision.watchlist.commands import WatchByRule
from domain.verdicts.events import BreachFound
from domain.vocabulary import (
    BulletinScope,
    BulletinTone,
    Cadence,
    Ground,
    LawfulGround,
    Nature,
    Rung,
)
from service.bootstrap import Application
from service.clock import MovingClock
from service.due import Due
from service.watching import Watcher
from tests.people import HANDLER, SUPERVISOR, establish_units
from tests.scenarios.office import Office, at

EVERY = {
    "FindBreach",
    *(f"ClimbRung {each}" for each in (Rung.REMINDER, Rung.URGING, Rung.SUPERVISION_SLIP)),
    f"PressDuty {Rung.URGING}",
    *(
        each.__name__
        for each in (
            OpenRound,
            TendKeyWork,
            OpenInspectionDuty,
            OpenPeriodDuty,
            WatchByRule,
            EnterByRule,
            ReverseByRule,
        )
    ),
}
BY_KEY_ALONE = {each for each in EVERY if each.startswith("PressDuty")}
"""Steps of which a proceeding's state keeps nothing: the key says that they were taken."""

NAMED_AGAIN = {each for each in EVERY if each.startswith(("ClimbRung", "PressDuty"))} | {
    OpenRound.__name__,
    OpenPeriodDuty.__name__,
}
"""Steps that no list leaves out once they are taken: what calls for them goes on."""


def named(command: Command) -> str:
    rung = f" {command.rung}" if isinstance(command, ClimbRung | PressDuty) else ""
    return f"{type(command).__name__}{rung}"


@pytest.fixture
def office(app: Application, clock: MovingClock) -> Office:
    """Steps of every sort are due: something of all that the program sees to was let lie."""
    establish_units(app)
    office = Office(app, clock)
    for _ in range(5):
        office.take_in(nature=Nature.CONDUCT, about_units=("water",))
    office.do(
        PutUnderSupervision(cadence=Cadence.WEEKLY, reason="反映强烈"),
        SUPERVISOR,
        office.in_hand(),
    )
    carry_out = app.handler.open
    carry_out(OrderRectification(title="窗口", unit="housing", text="无人在岗"), SUPERVISOR)
    step = PlannedMilestone(name="勘查", on=date(2026, 3, 20), person=HANDLER.person)
    carry_out(
        SetUpKeyWork(title="改造", unit="housing", text="先勘查", milestones=(step,)), SUPERVISOR
    )
    carry_out(
        PublishBulletin(
            title="通报",
            scope=BulletinScope.COUNTY,
            tone=BulletinTone.PRAISE,
            units=("transport",),
            text="办理及时",
        ),
        SUPERVISOR,
    )
    lead = carry_out(
        OpenLead(title="窗口", ground=Ground.INACTION, unit="housing", reason="暗访"), SUPERVISOR
    ).stream
    praise = EnterScore(row="circular_of_praise", unit="housing", proceeding=lead, reason="依据")
    carry_out(praise, SUPERVISOR)
    drop = NotHold(ground=LawfulGround.NOT_ATTRIBUTABLE, reason="停机")
    app.handler.proceeding(drop, SUPERVISOR, lead)
    clock.move_to(at(4, 9))
    return office


def another(app: Application) -> Watcher:
    """A watcher of another process: it remembers nothing."""
    return Watcher(app.database, app.log, app.handler, app.reference, app.clock)


def due(office: Office) -> list[Due]:
    """Every step that the lists name."""
    return office.app.watcher._due(office.clock.now())


def taken(office: Office) -> list[Due]:
    """Takes every step, those too that come from what others recorded, each once; what was recorded."""
    done: dict[str, Due] = {}
    asked: set[str] = set()
    while True:
        office.app.runner.catch_up()
        new = [each for each in due(office) if each.key not in asked]
        if not new:
            return list(done.values())
        for each in new:
            asked.add(each.key)
            if office.app.watcher._take(each).recorded:
                done[each.key] = each


def adding(office: Office, steps: list[Due]) -> set[str]:
    """The sorts of steps by which something more gets on record."""
    found = set()
    for each in steps:
        before = office.app.log.head()
        office.app.watcher._take(each)
        if office.app.log.head() != before:
            found.add(named(each.command))
    return found


def test_what_is_on_record_is_not_recorded_again_by_any_one_guard(office: Office) -> None:
    steps = taken(office)
    assert {named(each.command) for each in steps} == EVERY
    before = office.app.log.head()
    not_known = [each for each in steps if not office.app.watcher._take(each).recorded]
    assert not not_known, "the key answers with what it did"
    assert office.app.log.head() == before
    anew = [each._replace(key=f"{each.key}:anew") for each in steps]
    of_decisions = [each for each in anew if named(each.command) not in BY_KEY_ALONE]
    assert adding(office, of_decisions) == set(), "the decision finds it so already"
    office.app.runner.catch_up()
    assert {named(each.command) for each in due(office)} == NAMED_AGAIN, "the lists name the rest"


def test_lists_that_lag_name_what_is_on_record_and_the_watcher_leaves_it_out(
    office: Office,
) -> None:
    office.app.runner.catch_up()
    assert office.app.watcher.watch() > 20
    before = office.app.log.head()
    assert {named(each.command) for each in due(office)} >= EVERY
    assert another(office.app).watch() == 0
    assert office.app.log.head() == before


def test_a_lead_is_recorded_in_one_with_the_verdict_that_opens_it(office: Office) -> None:
    office.app.runner.catch_up()
    office.app.watcher.watch()
    office.app.runner.catch_up()
    another(office.app).watch()
    every = [decode(each) for each in office.app.log.after(0, 100_000)]
    opened = {each.stream: each for each in every if isinstance(each.fact, LeadOpened)}
    by_rule = {each.fact.lead: each for each in every if isinstance(each.fact, BreachFound)}
    by_rule.pop(None, None)
    assert len(by_rule) > 5
    for stream, verdict in by_rule.items():
        assert opened[str(stream)].command == verdict.command
    times = Counter(each.stream for each in every if isinstance(each.fact, LeadOpened))
    assert set(times.values()) == {1}
