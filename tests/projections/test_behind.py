"""What runs behind the program has run at the end, whatever happens to the program meanwhile."""

import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from projections.behind import behind


class Told(BaseException):
    """A signal says to stop."""


@pytest.fixture
def thread() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as one:
        yield one


def test_it_has_run_at_the_end_and_its_error_is_raised(thread: ThreadPoolExecutor) -> None:
    ran: list[str] = []

    def fails() -> None:
        time.sleep(0.05)
        ran.append("behind")
        raise ValueError("there")

    with pytest.raises(ValueError, match="there"), behind(thread, fails):
        ran.append("here")
    assert ran == ["here", "behind"]


def test_an_error_of_the_program_comes_first(thread: ThreadPoolExecutor) -> None:
    def fails() -> None:
        raise ValueError("there")

    with pytest.raises(LookupError, match="here"), behind(thread, fails):
        raise LookupError("here")


def test_after_a_signal_it_has_run_all_the_same(thread: ThreadPoolExecutor) -> None:
    ran: list[str] = []

    def told(*_: object) -> None:
        raise Told

    def slowly() -> None:
        time.sleep(0.3)
        ran.append("all")

    before = signal.signal(signal.SIGALRM, told)
    try:
        with pytest.raises(Told), behind(thread, slowly):
            signal.setitimer(signal.ITIMER_REAL, 0.05)
            time.sleep(0.2)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert ran == ["all"]
