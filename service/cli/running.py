"""The application behind a command: opened, up to date, and closed again."""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)

from domain.envelope import Actor
from domain.errors import ConflictError
from domain.vocabulary import Role
from projections.runner import Progress as Reached
from projections.text_search import TextIndex
from service.bootstrap import Application, application
from service.cli.language import say
from service.clock import Clock
from service.settings import Settings

LOCAL = Actor(person="local", role=Role.AUDITOR)
"""Whoever may run commands on this machine has its keys: they read as an auditor does."""


class ListsStopped(ConflictError):
    code = "lists-stopped"
    zh = "查询数据停在第 {position} 个事件：{reason} 请更新程序后重试。"
    en = "The lists stop at event {position}: {reason} Run a newer program."


@contextmanager
def up_to_date() -> Iterator[Application]:
    """The application, its lists brought up to the log. Raises ListsStopped."""
    with opened() as app:
        bring_up_to_date(app)
        yield app


def opened(clock: Clock | None = None) -> AbstractContextManager[Application]:
    """The application, with a bar where its tables have to be renewed first."""
    return application(Settings(), clock, renewing)


def renewing() -> AbstractContextManager[Callable[[int, int | None], None]]:
    """A bar for the renewing of tables."""
    return bar(say("更新数据表", "renewing the tables"))


def bring_up_to_date(app: Application) -> None:
    """Apply everything recorded to the lists, with a bar where that takes long.

    Raises ListsStopped.
    """
    begin, head = app.queries.reached(), app.log.head()
    if begin < head:
        with bar(say("更新查询数据", "bringing lists up to date")) as report:
            app.runner.catch_up(report=lambda at: report(at - begin, head - begin))
    progress = app.runner.progress("matters")
    if progress.position < app.log.head():
        progress = app.runner.catch_up()
    _check(progress)


def bring_texts_up_to_date(app: Application) -> None:
    """Make everything recorded searchable, with a bar where that takes long. Raises ListsStopped."""
    begin, head = app.queries.reached(TextIndex.name), app.log.head()
    with bar(say("建立检索", "indexing texts")) as report:
        _check(app.texts.catch_up(report=lambda at: report(at - begin, head - begin)))


def _check(progress: Reached) -> None:
    if progress.stopped_at is not None:
        # Only the first line: what follows may quote what the event says.
        reason = (progress.reason or "").partition("\n")[0]
        raise ListsStopped(position=progress.stopped_at, reason=reason)


@contextmanager
def bar(title: str) -> Iterator[Callable[[int, int | None], None]]:
    """A progress bar on stderr, none where that is no terminal.

    Yields what is told how far the work is, and how far it goes (None: nobody knows).
    """
    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
        transient=True,
    )
    with progress:
        task = progress.add_task(title, total=None)
        yield lambda place, total: progress.update(task, completed=place, total=total)
