"""What an instruction does to the matter it is about: nothing is owed by it here."""

from typing import Any

from domain.envelope import Recorded
from domain.matter.instructed.events import MatterInstructed
from domain.matter.part import Changes, Effects
from domain.matter.state import Matter

EFFECTS: Effects = {}


def _instructed(matter: Matter, fact: MatterInstructed, _recorded: Recorded) -> dict[str, Any]:
    return {"instructions": (*matter.instructions, fact.instruction)}


CHANGES: Changes = {MatterInstructed: _instructed}
