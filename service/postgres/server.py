"""Bringing the server up and down. Whoever calls this holds the start lock."""

import os
import shlex
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.pq import PGconn, Ping

from service.postgres import processes
from service.postgres.account import Account
from service.postgres.binaries import Binaries, remove_other_copies, within_reach
from service.postgres.errors import (
    DiskFull,
    PasswordRefused,
    StartFailed,
    StartTooSlow,
    StopFailed,
)
from service.postgres.folder import Folder, says_disk_full
from service.postgres.initialise import OWNER, check_data, initialise
from service.postgres.sockets import NAME, PORT

PAUSE = 0.1
CONNECT_TIMEOUT = 10


def ping(sockets: Path) -> Ping:
    """Ask the server how it is: OK, REJECT (starting or stopping) or NO_RESPONSE."""
    conninfo = make_conninfo(host=str(sockets), port=PORT, connect_timeout=CONNECT_TIMEOUT)
    return Ping(PGconn.ping(conninfo.encode()))


@dataclass(frozen=True)
class Server:
    """One folder's PostgreSQL server. ``patience`` is in seconds."""

    folder: Folder
    binaries: Binaries
    account: Account
    sockets: Path
    settings: Mapping[str, str]
    patience: float

    def bring_up(self, lock: int) -> None:
        """Have the server run and let its owner in: adopt it, wait for it or start it.

        Raises StartFailed, StartTooSlow, PasswordRefused, and what ``initialise`` raises.
        """
        deadline = time.monotonic() + self.patience
        started = False
        while not (ping(self.sockets) is Ping.OK and self._lets_owner_in()):
            if time.monotonic() > deadline:
                raise StartTooSlow(self.patience, self.folder.log, self.folder.log_tail())
            if not processes.living(self.folder.data):
                if started:
                    raise StartFailed(self.folder.log, self.folder.log_tail())
                self._launch(lock)
                started = True
            elif self._lost_its_socket():
                self.bring_down()
            else:
                time.sleep(PAUSE)

    def bring_down(self) -> None:
        """Stop the server, if it runs: end all connections, write everything out. Waits.

        Raises StopFailed.
        """
        if processes.postmaster(self.folder.data) is None:
            return
        within_reach(self.binaries, self.account, self.folder).run(
            "pg_ctl",
            "stop",
            f"--pgdata={self.folder.data.name}",
            "--mode=fast",
            "--wait",
            f"--timeout={self.patience:.0f}",
            account=self.account,
            folder=self.folder,
        )
        if processes.postmaster(self.folder.data) is not None:
            raise StopFailed(self.folder.log, self.folder.log_tail())

    def _launch(self, lock: int) -> None:
        folder, account = self.folder, self.account
        remove_other_copies(self.binaries, folder)
        binaries = within_reach(self.binaries, account, folder)
        if not folder.data.exists():
            durable = self.settings.get("fsync") != "off"
            initialise(folder, binaries, account, durable=durable, lock=lock)
        check_data(folder, binaries)
        processes.retire(folder.data / processes.LOCK_FILE)
        processes.retire(self.sockets / f"{NAME}.lock")
        before = folder.log_size()
        os.close(os.open(folder.log, os.O_CREAT | os.O_WRONLY | os.O_NOFOLLOW, 0o600))
        account.own(folder.log)
        result = binaries.run(
            "pg_ctl",
            "start",
            f"--pgdata={folder.data.name}",
            f"--log={folder.log.name}",
            "--wait",
            f"--timeout={self.patience:.0f}",
            f"--options={self._options()}",
            account=account,
            folder=folder,
        )
        if result.returncode == 0:
            return
        said = folder.log_tail(before) or result.stderr
        if processes.living(folder.data):
            raise StartTooSlow(self.patience, folder.log, said)
        if says_disk_full(said):
            raise DiskFull(folder.root)
        raise StartFailed(folder.log, said)

    def _options(self) -> str:
        """The command line's settings; the last ones are what keeps strangers out."""
        fixed = {
            "cluster_name": processes.mark_of(self.folder.data),
            "listen_addresses": "",
            "port": str(PORT),
            "unix_socket_directories": str(self.sockets),
            "unix_socket_permissions": "0700",
        }
        settings = {**self.settings, **fixed}
        return " ".join(f"-c {shlex.quote(f'{name}={settings[name]}')}" for name in settings)

    def _lets_owner_in(self) -> bool:
        """Whether the owner can connect just now. Raises PasswordRefused."""
        try:
            with psycopg.connect(self.dsn("postgres", OWNER, self.owner_password)):
                return True
        except psycopg.OperationalError as failure:
            if "password authentication failed" in str(failure):
                raise PasswordRefused(self.folder.password) from None
            return False

    def _lost_its_socket(self) -> bool:
        """Whether our server runs but cannot be reached: its temporary folder was cleaned away."""
        gone = not (self.sockets / NAME).exists()
        ours = processes.postmaster(self.folder.data) is not None
        return gone and ours and processes.is_up(self.folder.data)

    @property
    def owner_password(self) -> str:
        return self.folder.password.read_text(encoding="utf-8").strip()

    def dsn(self, dbname: str, user: str, password: str | None, **options: str | int) -> str:
        """A psycopg connection string over the private socket."""
        parameters: dict[str, Any] = {
            "host": str(self.sockets),
            "port": PORT,
            "dbname": dbname,
            "user": user,
            "password": password,
            "connect_timeout": CONNECT_TIMEOUT,
        }
        return make_conninfo(**{**parameters, **options})
