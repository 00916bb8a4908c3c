"""What the program sees to by itself beside serving: carrying between jurisdictions, watching,
delivering, and sealing the log."""

import contextlib
import threading
import time
from collections.abc import Callable

import structlog

from domain.errors import ConflictError, HuiyinError
from projections.matter_tables import MatterTables
from service.bootstrap import Application
from service.jurisdictions.courier import Courier
from service.lease import SECONDS, Held, Lease

log = structlog.get_logger()

WATCH_SECONDS = 60.0
PAUSE_SECONDS = 2.0
SEAL_SECONDS = 60.0
LOOK_SECONDS = 0.5


class TendedElsewhere(ConflictError):
    code = "tended-elsewhere"
    zh = "进程 {process} 正在运行并负责此项工作，本次未作办理。"
    en = "Process {process} is running and sees to it; nothing was done here."


class Tending:
    """Carries, watches and seals each minute and delivers every few seconds, while this process has the lease.

    Sealing that is refused, as where the log was tampered with, is reported and stops nothing else.
    """

    def __init__(self, app: Application) -> None:
        self._app = app
        self._courier = Courier(app)
        self._lease = Lease(app.database, "tending")
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="tending", daemon=True)
        self._watched_at: float | None = None
        self._sealed_at: float | None = None
        self._renewed_at = 0.0
        self._began_at: int | None = None

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Stop after the step under way."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def once(self, waiting: Callable[[], None] = lambda: None) -> tuple[int, int]:
        """Carry, watch, deliver and seal once; how many steps were recorded, how many messages arrived.

        Where another process has the lease, ``waiting`` is called and it is looked whether that one
        lives, which takes a few seconds; one that was killed is waited for until its lease runs out.
        Raises TendedElsewhere, DatabaseUnavailable, and what ``Sealer.seal`` raises.
        """
        before: Held | None = None
        while not self._mine():
            held = self._lease.held()
            if held is not None and held.renewed(before):
                raise TendedElsewhere(process=held.process)
            if before is None:
                waiting()
            before = held
            time.sleep(LOOK_SECONDS)
        try:
            self._app.runner.catch_up()
            recorded = self._carry()
            recorded += self._watch_to_the_end()
            recorded += self._app.ballots.release()
            arrived = self._app.deliverer.deliver(self._going_on)
            self._app.proof.sealer.seal(self._going_on)
            return recorded, arrived
        finally:
            self._lease.leave()

    def _watch_to_the_end(self) -> int:
        """Watch until no step is due: what one has recorded can make another due, as a verdict its
        points."""
        recorded = 0
        while True:
            self._app.runner.catch_up()
            taken = self._app.watcher.watch(self._going_on)
            if not taken:
                return recorded
            recorded += taken

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._round()
            except Exception as error:  # noqa: BLE001 - nothing may end this thread unseen
                log.warning("tending_waits", reason=type(error).__name__)
            self._stopping.wait(PAUSE_SECONDS)
        with contextlib.suppress(Exception):
            self._lease.leave()

    def _round(self) -> None:
        if not self._mine():
            return
        now = time.monotonic()
        if self._time_to_watch(now):
            self._carry()
            self._app.watcher.watch(self._going_on)
            self._app.ballots.release()
            self._watched_at = now
        self._app.deliverer.deliver(self._going_on)
        if self._sealed_at is None or now - self._sealed_at >= SEAL_SECONDS:
            self._seal()
            self._sealed_at = now

    def _time_to_watch(self, now: float) -> bool:
        """Each minute; for the first time once the lists have reached where the log stood when this
        began, or are stopped: before, what an outage left undone would wait for another minute."""
        if self._watched_at is not None:
            return now - self._watched_at >= WATCH_SECONDS
        if self._began_at is None:
            self._began_at = self._app.log.head()
        progress = self._app.runner.progress(MatterTables.name)
        return progress.position >= self._began_at or progress.stopped_at is not None

    def _carry(self) -> int:
        """What came of hand-overs comes first: it may be what the watcher would find missing."""
        carried = self._courier.carry(self._going_on)
        for each in carried.undelivered:
            log.warning("transfer_waits", number=each.number, to=each.to, why=each.obstacle.value)
        return carried.recorded

    def _seal(self) -> None:
        try:
            self._app.proof.sealer.seal(self._going_on)
        except HuiyinError as refused:
            log.error("log_not_sealed", reason=refused.code)

    def _going_on(self) -> bool:
        """Whether to take the next step: nobody said stop, and the lease is still ours."""
        if self._stopping.is_set():
            return False
        renew = time.monotonic() - self._renewed_at > SECONDS / 3
        return self._mine() if renew else True

    def _mine(self) -> bool:
        self._renewed_at = time.monotonic()
        return self._lease.take()
