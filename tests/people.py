"""The people and units that tests speak of."""

from datetime import date, datetime

from domain.envelope import Actor
from domain.organisation.commands import AppointPerson, EstablishPost, EstablishUnit
from domain.vocabulary import PostRank, Role, UnitKind
from domain.working_days import SHANGHAI
from service.bootstrap import Application

MORNING = datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)

CLERK = Actor(person="clerk-li", role=Role.CLERK, unit="office")
SUPERVISOR = Actor(person="supervisor-zhao", role=Role.SUPERVISOR, unit="office")
AUDITOR = Actor(person="auditor-qian", role=Role.AUDITOR)
LEADER = Actor(person="leader-sun", role=Role.LEADER)
OTHER_LEADER = Actor(person="leader-qin", role=Role.LEADER)
HANDLER = Actor(person="handler-wang", role=Role.HANDLER, unit="housing")
HEAD = Actor(person="head-zhou", role=Role.UNIT_HEAD, unit="housing")
OTHER_HANDLER = Actor(person="handler-wu", role=Role.HANDLER, unit="water")

UNITS = {
    "county": (UnitKind.LEADERSHIP, None),
    "office": (UnitKind.EFFICIENCY_OFFICE, "county"),
    "housing": (UnitKind.DEPARTMENT, "county"),
    "water": (UnitKind.DEPARTMENT, "county"),
    "transport": (UnitKind.DEPARTMENT, "county"),
}


def establish_units(app: Application) -> None:
    """Put the units of ``UNITS`` on record."""
    for code, (kind, parent) in UNITS.items():
        app.handler.organisation(
            EstablishUnit(unit=code, name=f"unit {code}", kind=kind, parent=parent), SUPERVISOR
        )


def appoint_leaders(app: Application) -> None:
    """Give the county its two leaders, to whom a difficulty can be put."""
    for leader in (LEADER.person, OTHER_LEADER.person):
        post, title = f"post-of-{leader}", "副县长"
        rank, since = PostRank.LEADER_IN_CHARGE, date(2026, 1, 1)
        for command in (
            EstablishPost(post=post, unit="county", title=title, rank=rank),
            AppointPerson(person=leader, name=leader, post=post, since=since),
        ):
            app.handler.organisation(command, SUPERVISOR)
