"""The other process of a long catching up, see ``projections.companion``: how it is started, and what it does.

They talk through its standard input and output, in pickles: nobody else can write there. When this
process ends, however that is, the companion finds its input closed and ends too.
"""

import pickle
import signal
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from queue import SimpleQueue
from typing import BinaryIO, cast

from projections.companion import OTHER, CompanionLeft, nothing
from projections.matter_tables import MatterTables
from projections.sql import Write
from service.database import Database
from service.event_log.feed import LogFeed
from service.event_log.reading import LogReader

READY = "ready"
PROGRAM = ("-P", "-c", "import gc; gc.disable(); from service.companion import main; main()")
"""Nothing is collected, from before the imports on, as in the one that asks: little is in cycles."""


class CompanionProcess:
    """Implements ``projections.companion.Companion``; it connects as ``database`` does.

    Raises CompanionLeft where it cannot be started.
    """

    def __init__(self, database: Database) -> None:
        try:
            self._process = subprocess.Popen(  # noqa: S603 - this very program
                [sys.executable, *PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        except OSError as error:
            raise CompanionLeft(type(error).__name__) from error
        self._answers: SimpleQueue[Future[object]] = SimpleQueue()
        self._reading = ThreadPoolExecutor(1, "companion")
        try:
            self._say((database.conninfo, database.schema, database.role))
        except CompanionLeft:
            self.close()
            raise
        self._started = self._listen()

    def is_ready(self) -> bool:
        return self._started.done() and _of_value(self._started) == READY

    def ask(self, after: int, up_to: int) -> None:
        self._say((after, up_to))
        self._answers.put(self._listen())

    def answer(self) -> Write:
        write = _of_value(self._answers.get())
        if not callable(write):
            raise CompanionLeft(str(write))
        return cast("Write", write)

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        self._reading.shutdown()
        for end in (self._process.stdin, self._process.stdout):
            if end is not None:
                with suppress(OSError):
                    end.close()

    def _say(self, what: object) -> None:
        try:
            _write(cast("BinaryIO", self._process.stdin), what)
        except OSError as error:
            raise CompanionLeft(type(error).__name__) from error

    def _listen(self) -> "Future[object]":
        """Read what it says next, as soon as it says it: it waits for nobody to hear it."""
        return self._reading.submit(pickle.load, cast("BinaryIO", self._process.stdout))


def _of_value(said: "Future[object]") -> object:
    try:
        return said.result()
    except (EOFError, OSError, ValueError, pickle.UnpicklingError) as error:
        raise CompanionLeft(type(error).__name__) from error


def _write(to: BinaryIO, what: object) -> None:
    pickle.dump(what, to, pickle.HIGHEST_PROTOCOL)
    to.flush()


def main() -> None:
    """Answer until the input is closed; the first word is how to connect."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # meant for the one that asks, who ends this
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    conninfo, schema, role = pickle.load(asked)  # noqa: S301 - see above
    database = Database(conninfo, schema, role=role, max_size=2)
    database.open()
    _write(answers, READY)
    try:
        _work(asked, answers, LogFeed(LogReader(database)))
    finally:
        database.close()


def _work(asked: BinaryIO, answers: BinaryIO, feed: LogFeed) -> None:
    projection = MatterTables()
    with suppress(EOFError, BrokenPipeError):
        while True:
            after, up_to = pickle.load(asked)  # noqa: S301 - see above
            try:
                batch = feed.half(OTHER, after, up_to)
                write = projection.prepare(batch, feed) if batch else nothing
            except Exception as error:  # noqa: BLE001 - the one that asks tries it itself, and says why
                _write(answers, type(error).__name__)
                return
            _write(answers, write)
