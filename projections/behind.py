"""Statements carried out behind the program that prepares the next ones."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, wait
from contextlib import contextmanager

Later = Callable[[Callable[[], None]], None]


@contextmanager
def behind(thread: Executor) -> Iterator[Later]:
    """What is given to the yielded function runs in ``thread`` (which is one), in the order given.

    Database and program then work side by side. At the end everything has run, also after an
    error here; the first error there is raised.
    """
    given: list[Future[None]] = []
    try:
        yield lambda do: given.append(thread.submit(do))
    finally:
        wait(given)
    for each in given:
        each.result()
