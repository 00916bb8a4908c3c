"""Who does a job that one process at a time should do: a row, taken over once it has run out."""

import os
import socket
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple
from uuid import uuid4

from service.database import Database, DatabaseUnavailable

SECONDS = 15
"""How long a job stays with a process that says nothing more, as after a kill."""


class Held(NamedTuple):
    """Who has a job, and until when where nothing more is heard: the process, by host and number."""

    holder: str
    valid_until: datetime

    def renewed(self, before: "Held | None") -> bool:
        """Whether the holder of before has been heard of since: it lives, and goes on."""
        return before is not None and self.holder == before.holder and self > before

    @property
    def process(self) -> str:
        """``host:number``."""
        return self.holder.rpartition(":")[0]


class Lease:
    """A claim to one job. It saves double work; whatever the job does must bear being done twice."""

    def __init__(self, database: Database, name: str) -> None:
        self._database = database
        self._name = name
        self._holder = f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:8]}"

    def take(self) -> bool:
        """Take or renew it, by the database's clock; False while another has it.

        Raises DatabaseUnavailable.
        """
        rows = self._database.fetch(
            "INSERT INTO lease (name, holder, valid_until)"
            " VALUES (%(name)s, %(holder)s, clock_timestamp() + %(seconds)s * interval '1 second')"
            " ON CONFLICT (name) DO UPDATE"
            "   SET holder = excluded.holder, valid_until = excluded.valid_until"
            "   WHERE lease.holder = excluded.holder OR lease.valid_until < clock_timestamp()"
            " RETURNING 1",
            {"name": self._name, "holder": self._holder, "seconds": SECONDS},
        )
        return bool(rows)

    def held(self) -> Held | None:
        """Who has it at present; None where nobody does. Raises DatabaseUnavailable."""
        rows = self._database.fetch(
            "SELECT holder, valid_until FROM lease"
            " WHERE name = %s AND valid_until >= clock_timestamp()",
            (self._name,),
        )
        return Held(*rows[0]) if rows else None

    def leave(self) -> None:
        """Let another have it at once."""
        with suppress(DatabaseUnavailable):
            self._database.fetch(
                "UPDATE lease SET valid_until = clock_timestamp()"
                " WHERE name = %s AND holder = %s RETURNING 1",
                (self._name, self._holder),
            )
