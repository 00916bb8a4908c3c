"""Which steps of a matter an instruction lets be left out (M18: 好与快相统一, 合法高效)."""

from collections.abc import Iterable
from typing import NamedTuple

from domain.instruction.state import Instruction
from domain.matter.state import Matter
from domain.obligations import Obligation
from domain.situation import Situation


class Covered(NamedTuple):
    """A step left out, and the instruction by which it may be."""

    step: Obligation
    by: Instruction


def covered(matter: Matter, steps: Iterable[Obligation], situation: Situation) -> list[Covered]:
    """Those of the steps that an instruction in force covers, with the first that does.

    One that was disowned covers nothing any more.
    """
    found = (situation.proceeding(each) for each in matter.instructions)
    known = [each for each in found if isinstance(each, Instruction) and not each.disowned]
    pairs = (
        (step, next((each for each in known if step.key.duty in each.covers), None))
        for step in steps
    )
    return [Covered(step, by) for step, by in pairs if by is not None]
