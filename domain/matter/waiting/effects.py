"""What waiting does: it shows, and moves nothing."""

from typing import Any

from domain.envelope import Recorded
from domain.matter.part import Changes, Effects
from domain.matter.state import Matter
from domain.matter.waiting.events import WaitingEnded, WaitingReported

EFFECTS: Effects = {}


def _waits(matter: Matter, fact: WaitingReported, recorded: Recorded) -> dict[str, Any]:
    return {
        "waits": matter.waits | {(fact.unit, fact.waits_for)},
        "handlers": matter.handlers | {recorded.actor.person},
    }


def _waits_no_longer(matter: Matter, fact: WaitingEnded, recorded: Recorded) -> dict[str, Any]:
    return {
        "waits": matter.waits - {(fact.unit, fact.waits_for)},
        "handlers": matter.handlers | {recorded.actor.person},
    }


CHANGES: Changes = {WaitingReported: _waits, WaitingEnded: _waits_no_longer}
