"""What each part of a matter's life (a folder here) consists of, and what it hands to the whole.

``commands.py``   what can be asked
``events.py``     what can have happened: ``FACTS``
``errors.py``     why something is refused
``decisions.py``  from a command to facts or a refusal: ``DECISIONS``
``effects.py``    what a fact does to what is owed (``EFFECTS``) and to the matter (``CHANGES``)
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from domain.elsewhere import Led
from domain.envelope import Command, Fact, Recorded
from domain.matter.state import Matter
from domain.obligations import Effect
from domain.situation import Situation

Decisions = Mapping[type[Command], Callable[[Any, Matter, Situation], Led]]
"""By command: the facts it leads to, none where it is already so; raises a broken rule."""

Effects = Mapping[type[Fact], Callable[[Any], Iterable[Effect]]]
"""By fact: what one opens, moves, hands over or ends in the obligation ledger.

Everything a row needs stands in the fact itself, so this needs no state.
"""

Changes = Mapping[type[Fact], Callable[[Matter, Any, Recorded], Mapping[str, Any]]]
"""By fact: the fields of the matter before it that one changes, with their new values."""
