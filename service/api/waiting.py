"""Waiting until the lists have reached a position, without holding up anybody else.

The wait itself takes no worker thread; each look at the lists takes one of a few kept for that.
"""

import asyncio
import time

from anyio import CapacityLimiter, to_thread

from domain.errors import ConflictError
from projections.matter_tables import MatterTables
from service.queries import Queries

WAIT_SECONDS = 5.0
SHORTEST_PAUSE, LONGEST_PAUSE = 0.002, 0.1
LOOKING = 4
"""Threads that may look at once whether the lists have got there."""


class NotCaughtUp(ConflictError):
    code = "not-caught-up"
    zh = "查询数据尚未更新到位置 {wanted}（现在 {reached}）。请稍后重试。"
    en = "The lists have not reached position {wanted} yet (now {reached}). Try again shortly."


class Waiting:
    """Keeps requests that carry a position until the lists show what was recorded there."""

    def __init__(self, queries: Queries) -> None:
        self._queries = queries
        self._limiter = CapacityLimiter(LOOKING)

    async def until(
        self, position: int, projection: str = MatterTables.name, within: float = WAIT_SECONDS
    ) -> None:
        """Return once the lists, or another projection, have reached a position.

        Raises NotCaughtUp after so many seconds, NoSuchPosition at once for one beyond the log's
        end, DatabaseUnavailable.
        """
        end, pause = time.monotonic() + within, SHORTEST_PAUSE
        while (reached := await self._reached(position, projection)) < position:
            if time.monotonic() > end:
                raise NotCaughtUp(wanted=position, reached=reached)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _reached(self, position: int, projection: str) -> int:
        look = self._queries.reached_towards
        return await to_thread.run_sync(look, position, projection, limiter=self._limiter)
