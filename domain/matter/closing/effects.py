"""What filing does: the matter is in nobody's hands any more."""

from collections.abc import Iterable
from typing import Any

from domain.envelope import Recorded
from domain.matter.closing.events import MatterClosed, StepCovered
from domain.matter.part import Changes, Effects
from domain.matter.state import Matter, in_hands
from domain.obligations import Effect, Ends, Key
from domain.vocabulary import Duty, Ending


def _closed(_fact: MatterClosed) -> Iterable[Effect]:
    yield Ends(Key(Duty.CLOSE))


def _covered(fact: StepCovered) -> Iterable[Effect]:
    yield Ends(Key(fact.duty, fact.of), Ending.EXCUSED)


EFFECTS: Effects = {MatterClosed: _closed, StepCovered: _covered}


def _filed(_matter: Matter, _fact: MatterClosed, recorded: Recorded) -> dict[str, Any]:
    return {"closed_at": recorded.occurred_at, **in_hands(None, None, recorded.occurred_at)}


CHANGES: Changes = {MatterClosed: _filed}
