"""What asking for papers does: it is counted, and nothing else."""

from typing import Any

from domain.envelope import Recorded
from domain.matter.papers.events import PapersRequested
from domain.matter.part import Changes, Effects
from domain.matter.state import Matter

EFFECTS: Effects = {}


def _asked(matter: Matter, fact: PapersRequested, recorded: Recorded) -> dict[str, Any]:
    return {
        "paper_requests": fact.nth,
        "handlers": matter.handlers | {recorded.actor.person},
    }


CHANGES: Changes = {PapersRequested: _asked}
