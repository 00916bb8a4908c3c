"""How fast ballots are taken from one address: enough for a station's queue, too few for guessing."""

import threading
from collections import OrderedDict
from collections.abc import Callable

MINUTE = 60.0
MOST_ADDRESSES = 10_000


class Pace:
    """Counts tries by address, for a minute, in memory alone; nothing of it is written anywhere."""

    def __init__(self, now: Callable[[], float], per_minute: int) -> None:
        self._now = now
        self._per_minute = per_minute
        self._mutex = threading.Lock()
        self._tries: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def allows(self, address: str) -> bool:
        """Whether one more try from an address is taken; it counts as one."""
        now = self._now()
        with self._mutex:
            began, tries = self._tries.pop(address, (now, 0))
            if now - began >= MINUTE:
                began, tries = now, 0
            self._tries[address] = (began, tries + 1)
            while len(self._tries) > MOST_ADDRESSES:
                self._tries.popitem(last=False)
        return tries < self._per_minute
