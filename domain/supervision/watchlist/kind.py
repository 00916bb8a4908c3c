"""The watchlist, as the program runs it."""

from domain.envelope import Command
from domain.proceedings.kind import Kind
from domain.supervision.watchlist.commands import (
    PutOnWatch,
    ReviewWatch,
    WatchAgain,
    WatchAgainByRule,
    WatchByRule,
)
from domain.supervision.watchlist.decisions import DECISIONS, natural_key
from domain.supervision.watchlist.effects import CHANGES, EFFECTS
from domain.supervision.watchlist.events import FACTS
from domain.supervision.watchlist.state import Watch
from domain.vocabulary import Duty, ProceedingKind, WatchStage

AFTER_TAKING_OFF: tuple[type[Command], ...] = (WatchAgain, WatchAgainByRule)


def _key(command: PutOnWatch | WatchByRule) -> str:
    return natural_key(command.subject, command.code)


WATCH = Kind(
    name=ProceedingKind.WATCH,
    plural="watchlist",
    blank=Watch,
    stages=WatchStage,
    opening=(PutOnWatch, WatchByRule),
    decisions=DECISIONS,
    facts=FACTS,
    effects=EFFECTS,
    changes=CHANGES,
    after_closing=frozenset(AFTER_TAKING_OFF),
    next_actions={Duty.WATCH_CHECK: ReviewWatch},
    natural_key=_key,
    goes_on=True,
)
