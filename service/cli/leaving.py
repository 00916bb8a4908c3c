"""Leaving on a signal by way of every ``with``: what is open is closed, a database of our own
stopped."""

import signal
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Told:
    """Whether a signal has told the program to leave: ``status`` is then its exit status.

    The signal raises SystemExit wherever the program is. That may be inside a library which makes
    an error of its own out of any exception (pydantic does while it serialises), so whoever meets
    an error asks ``status`` first.
    """

    def __init__(self) -> None:
        self.status: int | None = None

    def listen(self) -> None:
        """Leave on SIGINT, SIGTERM and SIGHUP, as far as they are not ignored (``nohup``)."""
        for number in SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._leave)

    def _leave(self, number: int, _frame: FrameType | None) -> None:
        """Only an impatient second Ctrl-C disturbs the leaving."""
        if self.status is None or number == signal.SIGINT:
            self.status = 128 + number
            raise SystemExit(self.status)
