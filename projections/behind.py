"""One thing carried out behind the program that prepares the next."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager


@contextmanager
def behind(thread: Executor, do: Callable[[], None]) -> Iterator[None]:
    """What is given runs in ``thread`` (which is one) while the program goes on.

    At the end it has run, also after an error here or a signal that says to stop; an error there
    is raised, unless there was one here.
    """
    given = thread.submit(do)
    try:
        yield
    finally:
        _finish(thread)
    given.result()


def _finish(thread: Executor) -> None:
    """Return once everything given to the thread has run: till then what it uses is in use."""
    try:
        thread.submit(lambda: None).result()
    except BaseException:
        thread.submit(lambda: None).result()
        raise
