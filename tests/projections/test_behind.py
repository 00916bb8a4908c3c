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


def test_it_runs_in_the_order_given_and_its_first_error_is_raised(
    thread: ThreadPoolExecutor,
) -> None:
    ran: list[int] = []

    def fails() -> None:
        raise ValueError("first")

    with pytest.raises(ValueError, match="first"), behind(thread) as later:
        for number in range(3):
            later(lambda number=number: ran.append(number))  # type: ignore[misc]
        later(fails)
        later(lambda: ran.append(3))
    assert ran == [0, 1, 2, 3]


def test_after_a_signal_it_has_run_all_the_same(thread: ThreadPoolExecutor) -> None:
    ran: list[str] = []

    def told(*_: object) -> None:
        raise Told

    def slowly() -> None:
        time.sleep(0.3)
        ran.append("all")

    before = signal.signal(signal.SIGALRM, told)
    try:
        with pytest.raises(Told), behind(thread) as later:
            later(slowly)
            signal.setitimer(signal.ITIMER_REAL, 0.05)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert ran == ["all"]
