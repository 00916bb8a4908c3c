"""The projections' thread in a running service: woken by the log, stopped by nobody's absence."""

import contextlib
import threading

import structlog

from projections.runner import Progress
from service.bootstrap import Application
from service.event_log.follower import Follower

log = structlog.get_logger()


class Projecting:
    """Keeps the read tables up to the log until it is stopped.

    A database that goes away is waited for, as is whatever else goes wrong; an event that cannot
    be applied stops the lists where they are, is reported, and is tried again every second.
    """

    def __init__(self, app: Application) -> None:
        self._app = app
        self._follower = Follower(app.database)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="projections", daemon=True)
        self._progress: Progress | None = None

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Stop after the batch under way."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def at_work(self) -> bool:
        """Whether the lists are being kept up: begun, and neither stopped nor dead."""
        return self._thread.is_alive() and not self._stopping.is_set()

    def progress(self) -> Progress | None:
        """How far the lists were when last looked at; None before the first time."""
        return self._progress

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._round()
            except Exception as error:  # noqa: BLE001 - nothing may end this thread unseen
                log.warning("projections_waiting", reason=type(error).__name__)
                self._stopping.wait(1.0)
                with contextlib.suppress(Exception):
                    self._app.revive()
        self._follower.close()

    def _round(self) -> None:
        """Catch up, then wait for more."""
        self._note(self._app.runner.catch_up())
        if self._progress is not None and self._progress.stopped_at is not None:
            self._stopping.wait(1.0)
        else:
            self._follower.wait()

    def _note(self, progress: Progress) -> None:
        stopped = progress.stopped_at
        if stopped is not None and (self._progress is None or self._progress.stopped_at != stopped):
            log.error("projection_stopped", position=stopped, reason=progress.reason)
        self._progress = progress
