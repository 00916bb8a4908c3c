"""Group commit: what concurrent callers bring goes to the log in one call.

Appends are serialised by the log's head row anyway; grouping lets many callers share one round
trip and one flush to disk. Whoever finds no call under way becomes the leader, takes everything
that waits, appends it, hands out the results and passes the lead on. No thread of its own.

Two refinements, each worth a fifth to a third of the rate (``make bench``):

- A leader that has just seen several callers at work gives the others a moment to come back before
  it goes; without that, four callers fall into groups of one and three, and flush twice as often.
  Somebody alone never waits.
- From nine callers on there are two lanes, so that one group is prepared here while the database
  is busy with the other.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import psycopg

from service.database import Connection, Database, DatabaseUnavailable
from service.event_log.log import append_on
from service.event_log.requests import AppendRequest, AppendResult

MOST_REQUESTS = 256
LANES = 2
LOCKED = psycopg.errors.LockNotAvailable
"""Somebody else kept the log locked for too long: nothing was recorded, and nothing is broken."""
ONE_LANE_UP_TO = 8
GATHER_SECONDS = 0.0004


def _locked() -> threading.Lock:
    lock = threading.Lock()
    lock.acquire()
    return lock


@dataclass(slots=True)
class _Waiting:
    """One caller: its request, then its result or error; ``woken`` is released to wake it.

    Woken with a ``lane`` instead of a result, it leads on that lane.
    """

    request: AppendRequest
    result: AppendResult | None = None
    error: Exception | None = None
    lane: "_Lane | None" = None
    woken: threading.Lock = field(default_factory=_locked)

    @property
    def settled(self) -> bool:
        return self.result is not None or self.error is not None


@dataclass(slots=True)
class _Lane:
    """A connection that one leader at a time uses, and how many requests it has under way."""

    connection: Connection | None = None
    under_way: int = 0


class GroupingAppender:
    """Appends requests from many threads over two connections.

    wall_clock  gives the time to record where a moving clock is used, None for the database's own
    """

    def __init__(
        self, database: Database, wall_clock: Callable[[], datetime | None] = lambda: None
    ) -> None:
        self._database = database
        self._wall_clock = wall_clock
        self._mutex = threading.Lock()
        self._waiting: list[_Waiting] = []
        self._lanes = [_Lane() for _ in range(LANES)]
        self._idle = list(self._lanes)
        self._at_work = 1
        self._gathering: threading.Lock | None = None

    def append(self, request: AppendRequest) -> AppendResult:
        """Append one request and wait for its result.

        Raises DatabaseUnavailable; with ``unknown_outcome`` the request may have been recorded,
        and repeating it with the same key is safe.
        """
        mine = _Waiting(request)
        with self._mutex:
            mine.lane = self._lane_for_newcomer()
            if mine.lane is None:
                self._wait_in_line(mine)
        if mine.lane is None:
            mine.woken.acquire()
        if mine.lane is not None:
            self._lead(mine, mine.lane)
        if mine.error is not None:
            raise mine.error
        assert mine.result is not None  # noqa: S101 - settled without error
        return mine.result

    def append_all(self, requests: Sequence[AppendRequest]) -> list[AppendResult]:
        """Append several requests of one caller in one call, each wholly or not at all; one result
        each, in order. Raises like ``append``."""
        try:
            with self._database.transaction() as connection:
                return append_on(connection, requests, self._wall_clock())
        except (psycopg.Error, ValueError, TypeError, OverflowError):
            # One request that the database refuses must not take the others with it.
            return [self.append(each) for each in requests]

    # Who leads, and when; all of this under the mutex

    @property
    def _enough(self) -> bool:
        """Whether a leader has a group: with everybody at work in it, or half of many."""
        wanted = self._at_work
        if wanted > ONE_LANE_UP_TO:
            wanted = (wanted + 1) // 2
        return len(self._waiting) + 1 >= wanted

    def _lane_for_newcomer(self) -> _Lane | None:
        """A lane to lead on: the first of an idle log, the second once a full group waits."""
        if len(self._idle) == LANES:
            return self._idle.pop()
        if (
            self._idle
            and self._gathering is None
            and self._enough
            and self._at_work > ONE_LANE_UP_TO
        ):
            return self._idle.pop()
        return None

    def _wait_in_line(self, mine: _Waiting) -> None:
        self._waiting.append(mine)
        if self._gathering is not None and self._enough:
            self._gathering.release()
            self._gathering = None

    def _pass_on(self, lane: _Lane) -> _Waiting | None:
        """Give the lane to the first in line, who is returned to be woken, or back."""
        self._at_work = min(
            sum(each.under_way for each in self._lanes) + len(self._waiting), MOST_REQUESTS
        )
        lane.under_way = 0
        if self._waiting and (self._enough or len(self._idle) == LANES - 1):
            leader = self._waiting.pop(0)
            leader.lane = lane
            return leader
        self._idle.append(lane)
        return None

    def _take(self, mine: _Waiting, lane: _Lane) -> list[_Waiting]:
        group = [mine, *self._waiting[: MOST_REQUESTS - 1]]
        del self._waiting[: MOST_REQUESTS - 1]
        lane.under_way = len(group)
        return group

    # Leading

    def _lead(self, mine: _Waiting, lane: _Lane) -> None:
        """Append this caller's request and what waits in line, then pass the lead on."""
        self._gather()
        with self._mutex:
            group = self._take(mine, lane)
        try:
            self._settle(group, lane)
        finally:
            with self._mutex:
                next_leader = self._pass_on(lane)
            for each in group:
                if not each.settled:
                    each.error = DatabaseUnavailable("interrupted", unknown_outcome=True)
                if each is not mine:
                    each.woken.release()
            if next_leader is not None:
                next_leader.woken.release()

    def _gather(self) -> None:
        """Wait, for less than half a millisecond, until a group's worth of callers is there."""
        with self._mutex:
            if self._enough or self._gathering is not None:
                return
            gathering = self._gathering = _locked()
        gathering.acquire(timeout=GATHER_SECONDS)
        with self._mutex:
            if self._gathering is gathering:
                self._gathering = None

    def _settle(self, group: Sequence[_Waiting], lane: _Lane) -> None:
        try:
            results = self._call([each.request for each in group], lane)
            for each, result in zip(group, results, strict=True):
                each.result = result
        except DatabaseUnavailable as error:
            for each in group:
                each.error = error
        except (psycopg.Error, ValueError, TypeError, OverflowError) as error:
            # One request that the database refuses must not take the others with it.
            if len(group) == 1:
                group[0].error = error
            else:
                for each in group:
                    self._settle([each], lane)

    def _call(self, requests: Sequence[AppendRequest], lane: _Lane) -> list[AppendResult]:
        """Call the log; a connection found broken is replaced once.

        The second attempt cannot record anything twice: the command's key went in with the events,
        and the head row makes it wait for whatever the first is still doing.
        """
        try:
            return self._attempt(requests, lane)
        except LOCKED as error:
            raise DatabaseUnavailable(type(error).__name__) from error
        except (psycopg.OperationalError, psycopg.InterfaceError):
            self._hang_up(lane)
        try:
            return self._attempt(requests, lane)
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            self._hang_up(lane)
            raise DatabaseUnavailable(type(error).__name__, unknown_outcome=True) from error

    def _attempt(self, requests: Sequence[AppendRequest], lane: _Lane) -> list[AppendResult]:
        if lane.connection is None or lane.connection.closed:
            lane.connection = self._database.connect()
        return append_on(lane.connection, requests, self._wall_clock())

    def _hang_up(self, lane: _Lane) -> None:
        if lane.connection is not None:
            lane.connection.close()
            lane.connection = None

    def close(self) -> None:
        """Give the connections back; the next append makes others."""
        for lane in self._lanes:
            self._hang_up(lane)
