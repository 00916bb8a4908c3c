"""The first screens of a unit's people and of leaders, each answered at one moment."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from domain.envelope import Actor
from domain.vocabulary import ProceedingKind
from domain.working_days import SHANGHAI
from projections.asking import Question
from projections.desks import Heap, Instruction, Jam, Section, heap, instructions, jams, unit_desk
from projections.obligation_ledger import Wanted
from projections.proceeding_register import ProceedingRow, WantedProceedings, proceedings
from projections.sql import Connection
from projections.statistics import Grouping, Period, Rates, first_day, statistics
from projections.two_axes import Axes
from service.access import permissions
from service.asking import Asked, day_of
from service.queries import Queries


@dataclass(frozen=True, slots=True)
class Compared:
    """A unit's filings received in this period so far, and in the whole one before."""

    unit: str | None
    now: Rates | None
    before: Rates | None


@dataclass(frozen=True, slots=True)
class LeaderScreen:
    """What a leader opens in the morning (mission.md)."""

    axes: Axes
    own: Heap
    instructions: list[Instruction]
    units: list[Compared]
    jams: list[Jam]
    given: list[ProceedingRow]
    """Instructions of theirs that are not done with: to sign, to make clear, to be reported on."""


def my_work(queries: Queries, actor: Actor, asked: Asked) -> tuple[Axes, tuple[Heap, ...]]:
    """What the actor owes, and the actor's own unit. Raises NotPermitted."""
    permissions.scope(actor, "read", "my-work")
    return queries.ask(
        actor,
        asked,
        lambda connection, question: (
            question.axes,
            unit_desk(connection, question, actor.person, actor.unit or ""),
        ),
    )


def leader_screen(
    queries: Queries, actor: Actor, asked: Asked, period: Period = Period.MONTH
) -> LeaderScreen:
    """What the leader owes, what they assigned without feedback, how units stand against the period
    before, and where signatures wait. Raises NotPermitted."""
    permissions.scope(actor, "read", "leader-screen")

    def ask(connection: Connection, question: Question) -> LeaderScreen:
        mine = Wanted(open=True, owner_person=actor.person)
        given = WantedProceedings(kind=ProceedingKind.INSTRUCTION, person=actor.person, open=True)
        return LeaderScreen(
            question.axes,
            heap(connection, question, Section.MINE, mine),
            instructions(connection, question, actor.person),
            _compared(connection, question, period),
            jams(connection, question),
            list(proceedings(connection, question, given).items),
        )

    return queries.ask(actor, asked, ask)


def _compared(connection: Connection, question: Question, period: Period) -> list[Compared]:
    begin = first_day(period, day_of(question.axes))
    earlier = first_day(period, begin - timedelta(days=1))
    this, last = (datetime.combine(day, time.min, SHANGHAI) for day in (begin, earlier))
    now, before = (
        {
            each.group: each
            for each in statistics(connection, question, Grouping.UNIT, Period.NONE, *span)
        }
        for span in ((this, None), (last, this))
    )
    units = sorted({*now, *before}, key=lambda unit: unit or "")
    return [Compared(unit, now.get(unit), before.get(unit)) for unit in units]
