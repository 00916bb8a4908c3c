"""A database behind a network that drops every packet, and one that somebody keeps locked."""

import ctypes
import socket
import struct
import sys
import threading
import time
from collections.abc import Iterator

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from service.bootstrap import Application
from service.database import Database, DatabaseUnavailable
from service.handler import Handler
from tests.people import CLERK, establish_units
from tests.service.test_handler import LAMP

SO_ATTACH_FILTER = 26
DROP_ALL = struct.pack("HBBI", 0x06, 0, 0, 0)
"""A packet filter of one instruction: keep nothing. Not even an acknowledgement is sent then."""


class Proxy:
    """A way to the database that can fall silent: no answer, no refusal, no end."""

    def __init__(self, target: str) -> None:
        self._target = conninfo_to_dict(target)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._accepted: list[socket.socket] = []
        self._program = ctypes.create_string_buffer(DROP_ALL)
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def conninfo(self) -> str:
        port = self._listening.getsockname()[1]
        given = {**self._target, "host": "127.0.0.1", "port": port, "sslmode": "disable"}
        return make_conninfo("", **given)

    def fall_silent(self) -> None:
        """From now on every packet that arrives here is lost."""
        program = struct.pack("HL", 1, ctypes.addressof(self._program))
        for each in (self._listening, *self._accepted):
            each.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, program)

    def close(self) -> None:
        self._listening.close()
        for each in self._accepted:
            each.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            self._accepted.append(client)
            server = self._connect()
            for ends in ((client, server), (server, client)):
                threading.Thread(target=self._forward, args=ends, daemon=True).start()

    def _connect(self) -> socket.socket:
        host, port = str(self._target["host"]), int(self._target.get("port") or 5432)
        if not host.startswith("/"):
            return socket.create_connection((host, port))
        server = socket.socket(socket.AF_UNIX)
        server.connect(f"{host}/.s.PGSQL.{port}")
        return server

    @staticmethod
    def _forward(source: socket.socket, sink: socket.socket) -> None:
        try:
            while data := source.recv(65536):
                sink.sendall(data)
        except OSError:
            return


@pytest.fixture
def proxy(database_url: str) -> Iterator[Proxy]:
    running = Proxy(database_url)
    yield running
    running.close()


def test_by_default_silence_is_noticed_within_half_a_minute(database_url: str) -> None:
    given = conninfo_to_dict(Database(database_url, "huiyin_main").conninfo)
    idle, interval, count = (
        int(str(given[f"keepalives_{name}"])) for name in ("idle", "interval", "count")
    )
    assert idle + interval * count <= 30
    assert int(str(given["tcp_user_timeout"])) <= 30_000


@pytest.mark.skipif(sys.platform != "linux", reason="drops packets as Linux can")
def test_a_database_that_falls_silent_is_given_up(app: Application, proxy: Proxy) -> None:
    quick = make_conninfo(proxy.conninfo, tcp_user_timeout=1500)
    database = Database(quick, app.settings.schema_name, max_size=1)
    database.open()
    try:
        assert database.fetch("SELECT 1") == [(1,)]
        with pytest.raises(DatabaseUnavailable), database.connection() as connection:
            proxy.fall_silent()
            begun = time.monotonic()
            connection.execute("SELECT 2")
        assert time.monotonic() - begun < 15
    finally:
        database.close()


def test_a_log_that_somebody_keeps_locked_is_not_waited_for_without_end(
    app: Application, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.database.LOCK_SECONDS", 1)
    app.appender.close()  # its next connections are made with the shorter patience
    establish_units(app)
    handler: Handler = app.handler
    with psycopg.connect(database_url) as other:
        other.execute("SELECT * FROM huiyin_main.head FOR UPDATE")
        with pytest.raises(DatabaseUnavailable) as refused:
            handler.receive(LAMP, CLERK)
        assert not refused.value.unknown_outcome
    assert handler.receive(LAMP, CLERK).number == "2026-000001"
