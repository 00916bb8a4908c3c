"""Sending what the outbox holds, at least once each, and noting what has arrived."""

from collections.abc import Callable

from service.clock import Clock
from service.outbox.box import Outbox
from service.outbox.sending import NotSent, Send

AT_ONCE = 50


class Deliverer:
    """Fills the outbox from the log and empties it.

    A message is sent first and marked afterwards: killed in between, it is sent once more, under
    the same id.
    """

    def __init__(self, outbox: Outbox, send: Send, clock: Clock) -> None:
        self._outbox = outbox
        self._send = send
        self._clock = clock

    def deliver(self, going_on: Callable[[], bool] = lambda: True) -> int:
        """Send everything that is due; how many messages arrived.

        ``going_on`` is asked before each one. What did not arrive waits; where nobody is there to
        take any, the others wait for the next time. Raises DatabaseUnavailable.
        """
        self._outbox.collect()
        arrived = 0
        while batch := self._outbox.due(self._clock.now(), AT_ONCE):
            for message in batch:
                if not going_on():
                    return arrived
                try:
                    self._send(message)
                except NotSent as trouble:
                    self._outbox.failed(message, self._clock.now(), trouble.kind)
                    if trouble.nobody:
                        return arrived
                else:
                    self._outbox.delivered(message, self._clock.now())
                    arrived += 1
        return arrived
