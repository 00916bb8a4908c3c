"""Asking for papers: by a unit that has signed, each time counted. No deadline moves by it."""

from domain.envelope import Fact
from domain.matter.errors import AlreadyAnswered
from domain.matter.handling.decisions import signed_order
from domain.matter.papers.commands import RequestPapers
from domain.matter.papers.events import PapersRequested
from domain.matter.part import Decisions
from domain.matter.state import Matter
from domain.situation import Situation


def decide_request(
    command: RequestPapers, matter: Matter, situation: Situation
) -> tuple[Fact, ...]:
    """Ask the complainant for papers. Raises AlreadyAnswered, NotDispatched, NotSigned."""
    if matter.answered_at is not None:
        raise AlreadyAnswered()
    order = signed_order(matter, command.unit, situation)
    return (
        PapersRequested(
            unit=order.unit,
            papers=command.papers,
            told_by=command.told_by,
            nth=matter.paper_requests + 1,
        ),
    )


DECISIONS: Decisions = {RequestPapers: decide_request}
