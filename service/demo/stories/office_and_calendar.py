"""Changes in the organisation, and the notice of a year's holidays, which moves what was a guess (M09)."""

from collections.abc import Iterator
from datetime import date

from domain.announcing import RecordNotice
from domain.organisation.commands import (
    AppointPerson,
    ChangeUnit,
    EndTerm,
    EstablishPost,
    RecordAbsence,
)
from domain.vocabulary import AbsenceReason, PostRank
from domain.working_days import load_calendar
from service.demo.days import Days
from service.demo.people import HANDLERS, HEADS, ROOT, SUPERVISOR
from service.demo.steps import Step, Story

DEPUTY_OF_ROADS, DESK = "jiaotong-fuju", "renshe-chuangkou"
MOVED = "fang-min"
"""Went to another unit, and nobody took over what they had in hand."""


def stories(days: Days) -> Iterator[Story]:
    begin, end = days.in_month(6, 1), days.in_month(3, 4)
    post = EstablishPost(
        post=DEPUTY_OF_ROADS, unit="jiaotong", title="副局长", rank=PostRank.LEADER_IN_CHARGE
    )
    yield Story(
        "offices",
        (
            Step(begin, 8, SUPERVISOR, post),
            Step(
                begin,
                8,
                SUPERVISOR,
                AppointPerson(
                    person="fan-lu", name="范路", post=DEPUTY_OF_ROADS, since=days.on(begin)
                ),
            ),
            Step(
                end,
                8,
                SUPERVISOR,
                EndTerm(person="fan-lu", post=DEPUTY_OF_ROADS, until=days.on(end)),
            ),
            Step(end, 8, SUPERVISOR, ChangeUnit(unit="xizhen", name="西镇人民政府", parent=ROOT)),
        ),
    )
    desk = EstablishPost(post=DESK, unit="renshe", title="窗口组长", rank=PostRank.SECTION_HEAD)
    moved = AppointPerson(person=MOVED, name="方敏", post=DESK, since=days.on(3))
    yield Story("moved", (Step(3, 8, SUPERVISOR, desk), Step(3, 8, SUPERVISOR, moved)))
    trip = RecordAbsence(
        person=HANDLERS["jiaotong"].person,
        since=days.on(1),
        until=days.ahead(9),
        reason=AbsenceReason.BUSINESS_TRIP,
        stands_in="lu-yi",
    )
    yield Story("away", (Step(1, 8, HEADS["jiaotong"], trip),))
    yield Story("holidays", (Step(7, 8, SUPERVISOR, _notice()),))


def _notice() -> RecordNotice:
    """As this demo imagines it, for the first year of which none is known: the days of rest that are
    fixed in the calendar, and no weekend worked for them."""
    year = load_calendar().notices[-1].year + 1
    off = (date(year, 1, 1), date(year, 5, 1), *(date(year, 10, day) for day in (1, 2, 3)))
    return RecordNotice(year=year, title=f"{year}年部分节假日安排（示范）", off=off)
