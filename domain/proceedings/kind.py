"""A kind of proceeding: everything that the program needs to know in order to run one.

A kind is a folder of ``domain`` with ``commands``, ``events``, ``errors``, ``state``, ``decisions``
and ``effects``; its ``kind.py`` puts them together here. Log, ledger, lists, API and command line
take it from there (``domain/kinds.py`` names every kind).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.elsewhere import Led
from domain.envelope import Command, Fact, Recorded
from domain.obligations import Effect, Obligation
from domain.proceedings.state import Proceeding
from domain.situation import Situation
from domain.vocabulary import Duty, ProceedingKind, Term

Decisions = Mapping[type[Command], Callable[[Any, Any, Situation], Led]]
"""By command: what it leads to, given the proceeding; none where it is already so."""

Effects = Mapping[type[Fact], Callable[[Any], Iterable[Effect]]]
"""By fact: what it does in the obligation ledger."""

Changes = Mapping[type[Fact], Callable[[Any, Any, Recorded], dict[str, Any]]]
"""By fact: what it changes in the proceeding, as fields of its state."""

Successor = Callable[[str, Any, Obligation, Situation], None]
"""Refuses somebody who cannot take over an obligation of a proceeding."""


@dataclass(frozen=True)
class Kind:
    """One kind of proceeding.

    name       its term; the word before the hyphen in its streams, and its area of permissions
    plural     what its collection is called in the API
    blank      the class of its state
    stages     the term of its stages
    opening    the commands that open one
    decisions  every command, the opening ones among them
    facts      its events, the opening ones among them
    effects, changes   what they do
    after_closing      the commands that still go once it is closed
    passes_on          the duties of persons that can be handed over to another (M07), and who is
                       refused as their successor; the others stay with who owes them
    next_actions       by which command what one owes is usually done
    wake               the program's own command, due when ``wakes_at`` has come
    goes_on            what is opened and there already is carried on by it, as a ledger is by an entry
    natural_key        for kinds of which there is one for each of something: the key, given the
                       opening command; None: each opening makes another one
    """

    name: ProceedingKind
    plural: str
    blank: type[Proceeding]
    stages: type[Term]
    opening: tuple[type[Command], ...]
    decisions: Decisions
    facts: tuple[type[Fact], ...]
    effects: Effects
    changes: Changes
    after_closing: frozenset[type[Command]] = frozenset()
    passes_on: Mapping[Duty, Successor] = field(default_factory=dict)
    next_actions: Mapping[Duty, type[Command]] = field(default_factory=dict)
    wake: type[Command] | None = None
    natural_key: Callable[[Any], str] | None = None
    goes_on: bool = False

    @property
    def prefix(self) -> str:
        """What the names of its streams begin with."""
        return f"{self.name.value}-"

    @property
    def commands(self) -> tuple[type[Command], ...]:
        """What can be done once there is one."""
        return tuple(each for each in self.decisions if each not in self.opening)
