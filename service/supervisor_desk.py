"""The supervisor's first screen, answered at one moment: what waits, what the month still needs."""

from dataclasses import dataclass

from domain.envelope import Actor
from domain.vocabulary import Duty, ObligationStatus, ProceedingKind
from projections.asking import Question
from projections.desks import Heap, Section, heap
from projections.obligation_ledger import Wanted
from projections.proceeding_register import ProceedingRow, WantedProceedings, proceedings
from projections.sql import Connection
from projections.two_axes import Axes
from service.access import permissions
from service.asking import Asked, day_of
from service.queries import Queries

HEAPS = {
    Section.BREACHES: Wanted(status=ObligationStatus.OVERDUE),
    Section.LEADS: Wanted(open=True, duty=Duty.LEAD_DECIDED),
    Section.ROUNDS: Wanted(open=True, duty=Duty.ROUND_REPORT),
    Section.VERIFICATIONS: Wanted(open=True, duty=Duty.VERIFICATION),
    Section.MONTHLY_INSPECTIONS: Wanted(open=True, duty=Duty.MONTHLY_INSPECTION),
    Section.WATCH_CHECKS: Wanted(open=True, duty=Duty.WATCH_CHECK),
}
"""What is owed, in the order in which it is looked at."""


@dataclass(frozen=True, slots=True)
class SupervisorScreen:
    """What a supervisor opens in the morning (mission.md).

    heaps        breaches and leads waiting, rounds due, rectifications to verify, and so on
    inspections  those of the month of the asked moment: planned for it or carried out in it
    watchlist    who is watched, since when
    """

    axes: Axes
    heaps: tuple[Heap, ...]
    month: str
    inspections: list[ProceedingRow]
    watchlist: list[ProceedingRow]


def supervisor_screen(queries: Queries, actor: Actor, asked: Asked) -> SupervisorScreen:
    """The screen; ``limit`` of the question says how much of each is shown. Raises NotPermitted."""
    permissions.scope(actor, "read", "supervisor-screen")

    def ask(connection: Connection, question: Question) -> SupervisorScreen:
        month = f"{day_of(question.axes):%Y-%m}"
        of_month = WantedProceedings(kind=ProceedingKind.INSPECTION, facets={"month": month})
        watched = WantedProceedings(kind=ProceedingKind.WATCH, open=True)
        return SupervisorScreen(
            question.axes,
            tuple(heap(connection, question, each, wants) for each, wants in HEAPS.items()),
            month,
            list(proceedings(connection, question, of_month).items),
            list(proceedings(connection, question, watched).items),
        )

    return queries.ask(actor, asked, ask)
