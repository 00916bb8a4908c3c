"""PostgreSQL for a machine that has none: the wheel's programs on a folder of the user's."""

import os
import threading
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Self

from psycopg.pq import Ping

from service.postgres.account import account_for, open_folder, refuse_strangers
from service.postgres.binaries import find_binaries
from service.postgres.errors import NotStarted
from service.postgres.folder import Folder, explained
from service.postgres.initialise import OWNER
from service.postgres.locks import UserMark, exclusive
from service.postgres.server import Server, ping
from service.postgres.sockets import socket_folder

PATIENCE = 600.0
"""Seconds: a redo after a crash under load has been seen to take half a minute on a slow disk."""

DEFAULT_SETTINGS: Mapping[str, str] = MappingProxyType(
    {
        "shared_buffers": "256MB",
        "max_connections": "200",
        "jit": "off",
        "timezone": "Asia/Shanghai",
        "log_timezone": "Asia/Shanghai",
        "min_wal_size": "256MB",
        "max_wal_size": "2GB",
        "wal_compression": "on",
        "log_checkpoints": "off",
    }
)


class EmbeddedPostgres:
    """A PostgreSQL server in ``<home>/postgres``, shared by all processes that use this home.

    The first to start it starts the server, the last to stop it stops the server. A process that
    is killed counts as gone; a server that is left over is taken over by the next process.
    ``settings`` go over DEFAULT_SETTINGS and hold for a server that this object starts.
    ``bin_dir`` is the folder of another PostgreSQL's programs, for tests and special machines.
    Safe to use from several threads; Linux only.
    """

    def __init__(
        self,
        home: Path,
        bin_dir: Path | None = None,
        settings: Mapping[str, str] = DEFAULT_SETTINGS,
        *,
        patience: float = PATIENCE,
    ) -> None:
        self._folder = Folder(home.absolute())
        self._bin_dir = bin_dir
        self._settings = {**DEFAULT_SETTINGS, **settings}
        self._patience = patience
        self._mark = UserMark(self._folder.users_lock)
        self._mutex = threading.RLock()
        self._server: Server | None = None
        self._process = os.getpid()

    def start(self) -> None:
        """Make sure that the server runs and count this process among its users.

        Waits for a recovery up to ``patience`` seconds. Calling it again does no harm, and brings
        back a server that has died. Raises one of the errors in ``service.postgres.errors``.
        """
        folder = self._folder
        with self._mutex, explained(folder):
            folder.make()
            refuse_strangers(folder)
            with exclusive(folder.start_lock, self._patience) as lock:
                newcomer = not self._mark.set
                self._mark.put()
                server = None
                try:
                    server = self._prepare()
                    server.bring_up(lock)
                except BaseException as error:
                    alone = newcomer and self._mark.lift()
                    if alone and server is not None and not isinstance(error, Exception):
                        # Told to leave: a server just launched would outlive all its users.
                        server.bring_down()
                    raise
                self._server = server

    def ensure_running(self) -> None:
        """Bring the server back if it has died. Cheap while it lives; raises what start raises."""
        server = self._server
        if server is None or ping(server.sockets) is not Ping.OK:
            self.start()

    def stop(self) -> None:
        """Cease to use the server; the last user stops it and waits for its end.

        Calling it again, or in a forked child that did not start it, does nothing.
        Raises StopFailed.
        """
        with self._mutex, explained(self._folder):
            if self._server is None or os.getpid() != self._process:
                return
            with exclusive(self._folder.start_lock, self._patience):
                server, self._server = self._server, None
                if self._mark.lift():
                    server.bring_down()

    def dsn(
        self,
        dbname: str = "postgres",
        user: str = OWNER,
        password: str | None = None,
        **options: str | int,
    ) -> str:
        """A psycopg connection string over the private socket.

        The owner's password is filled in; any other user needs one. ``options`` are libpq's, such
        as ``application_name``. Raises NotStarted.
        """
        server = self._server
        if server is None:
            raise NotStarted
        if password is None and user == OWNER:
            password = server.owner_password
        return server.dsn(dbname, user, password, **options)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _prepare(self) -> Server:
        folder = self._folder
        binaries = find_binaries(self._bin_dir)
        account = account_for(folder)
        open_folder(folder, account)
        return Server(
            folder=folder,
            binaries=binaries,
            account=account,
            sockets=socket_folder(folder, account),
            settings=self._settings,
            patience=self._patience,
        )
