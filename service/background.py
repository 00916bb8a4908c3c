"""The projections' threads in a running service: woken by the log, stopped by nobody's absence.

Each projection has a thread of its own, so that indexing long texts holds up no list.
"""

import contextlib
import threading

import structlog

from projections.runner import Progress, Runner
from service.bootstrap import Application
from service.event_log.follower import Follower

log = structlog.get_logger()


class Projecting:
    """Keeps all read tables up to the log until it is stopped."""

    def __init__(self, app: Application) -> None:
        self._keepers = [_Keeper(app, each) for each in app.runners]

    def start(self) -> None:
        for each in self._keepers:
            each.start()

    def stop(self) -> None:
        """Stop after the batches under way."""
        for each in self._keepers:
            each.ask_to_stop()
        for each in self._keepers:
            each.wait_for_end()

    def at_work(self) -> bool:
        """Whether everything is being kept up: begun, and neither stopped nor dead."""
        return all(each.at_work() for each in self._keepers)

    def progress(self) -> Progress | None:
        """How far the lists were when last looked at; None before the first time."""
        return self._keepers[0].progress()


class _Keeper:
    """Keeps what one runner writes up to the log.

    A database that goes away is waited for, as is whatever else goes wrong; an event that cannot
    be applied stops the lists where they are, is reported, and is tried again every second.
    """

    def __init__(self, app: Application, runner: Runner) -> None:
        self._app = app
        self._runner = runner
        self._follower = Follower(app.database)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="projections", daemon=True)
        self._progress: Progress | None = None

    def start(self) -> None:
        self._thread.start()

    def ask_to_stop(self) -> None:
        self._stopping.set()
        self._follower.wake()

    def wait_for_end(self) -> None:
        if self._thread.is_alive():
            self._thread.join()
        self._follower.close()

    def at_work(self) -> bool:
        return self._thread.is_alive() and not self._stopping.is_set()

    def progress(self) -> Progress | None:
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

    def _round(self) -> None:
        """Catch up, then wait for more."""
        self._note(self._runner.catch_up(stop=self._stopping.is_set))
        if self._progress is not None and self._progress.stopped_at is not None:
            self._stopping.wait(1.0)
        else:
            self._follower.wait()

    def _note(self, progress: Progress) -> None:
        stopped = progress.stopped_at
        if stopped is not None and (self._progress is None or self._progress.stopped_at != stopped):
            log.error("projection_stopped", position=stopped, reason=progress.reason)
        self._progress = progress
