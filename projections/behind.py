"""Statements carried out behind the program that prepares the next ones."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager

Later = Callable[[Callable[[], None]], None]


@contextmanager
def behind(thread: Executor) -> Iterator[Later]:
    """What is given to the yielded function runs in ``thread`` (which is one), in the order given.

    Database and program then work side by side. At the end everything has run, also after an
    error here or a signal that says to stop; the first error there is raised.
    """
    given: list[Future[None]] = []
    try:
        yield lambda do: given.append(thread.submit(do))
    finally:
        _finish(thread)
    for each in given:
        each.result()


def _finish(thread: Executor) -> None:
    """Return once everything given to the thread has run: till then the connection is in use."""
    try:
        thread.submit(lambda: None).result()
    except BaseException:
        thread.submit(lambda: None).result()
        raise
