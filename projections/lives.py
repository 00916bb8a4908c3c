"""From events to the steps of matters and proceedings: what each was before and after, and when.

Folds are kept in memory between batches for those touched last; others are read again from their
streams. What is kept is only ever a shortcut: ``forget`` drops it and nothing changes.
"""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from domain.envelope import Recorded
from domain.kinds import Life, blank, evolve, is_life, life_id
from projections.feed import Feed

MOST_KEPT = 20_000


class Step(NamedTuple):
    """One event of a matter or a proceeding, and that before and after it."""

    recorded: Recorded
    before: Life
    after: Life


@dataclass(frozen=True, slots=True)
class Lives:
    """What a batch did: those whose events came in the order they happened, and the others.

    in_order  steps to add to the rows there are
    anew      whole histories, by id, of those in which something happened before what was recorded first
    """

    in_order: Sequence[Step]
    anew: Sequence[tuple[str, Sequence[Recorded]]]

    @property
    def ids(self) -> set[str]:
        """The ids of all that were touched."""
        return {each.after.id for each in self.in_order} | {life for life, _ in self.anew}


class LivesReader:
    """Turns batches into steps."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Life] = OrderedDict()

    def forget(self) -> None:
        """Drop the folds kept in memory (another process has moved on, or a batch failed)."""
        self._kept.clear()

    def read(self, batch: Sequence[Recorded], feed: Feed) -> Lives:
        """The steps of a batch, which follows directly on what was read before."""
        ours = [each for each in batch if is_life(each.stream)]
        if not ours:
            return Lives((), ())
        self._load(ours, feed, up_to=batch[0].position - 1)
        steps: list[Step] = []
        disordered: set[str] = set()
        for recorded in ours:
            before = self._kept[recorded.stream]
            if before.exists and recorded.occurred_at < before.last_occurred_at:
                disordered.add(recorded.stream)
            after = evolve(before, recorded)
            self._kept[recorded.stream] = after
            steps.append(Step(recorded, before, after))
        anew: list[tuple[str, Sequence[Recorded]]] = []
        if disordered:
            histories = feed.streams(disordered, batch[-1].position)
            anew = [(life_id(stream), histories[stream]) for stream in sorted(disordered)]
            steps = [step for step in steps if step.recorded.stream not in disordered]
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return Lives(steps, anew)

    def _load(self, batch: Iterable[Recorded], feed: Feed, up_to: int) -> None:
        """Have the folds of these events' streams at hand, as of the position before the batch."""
        unknown: set[str] = set()
        for recorded in batch:
            stream = recorded.stream
            if stream in self._kept:
                self._kept.move_to_end(stream)
            elif recorded.version == 1:
                self._kept[stream] = blank(stream)
            else:
                unknown.add(stream)
        for stream, history in feed.streams(unknown, up_to).items() if unknown else ():
            life = blank(stream)
            for recorded in history:
                life = evolve(life, recorded)
            self._kept[stream] = life
