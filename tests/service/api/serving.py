"""The API on a real server, and people who speak to it."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx2
import uvicorn

from domain.envelope import Actor
from service.api.app import create_app
from service.background import Projecting
from service.bootstrap import Application

STREETLIGHT: dict[str, Any] = {
    "channel": "hotline",
    "subject": "幸福路路灯不亮",
    "body": "幸福路三号楼前的路灯三天不亮。",
    "name": "钱多多",
    "contact": "0991-5550000",
    "nature": "request",
}
PROBLEM = "application/problem+json"


@dataclass
class Api:
    """A running server; ``by`` gives a client that speaks for somebody."""

    app: Application
    url: str
    anonymous: httpx2.Client

    def by(self, actor: Actor, language: str = "en") -> httpx2.Client:
        token = self.app.tokens.issue(actor, timedelta(days=30))
        headers = {"Authorization": f"Bearer {token}", "Accept-Language": language}
        return _client(self.url, headers)

    def receive(self, actor: Actor, **changes: Any) -> dict[str, Any]:
        """A matter taken in; what the write answered."""
        answer = self.by(actor).post("/v1/matters", json={**STREETLIGHT, **changes})
        assert answer.status_code == 201, answer.text
        return dict(answer.json())


def _client(url: str, headers: dict[str, str]) -> httpx2.Client:
    """No HTTPS is spoken here: loading the certificates of the world takes longer than a request."""
    return httpx2.Client(base_url=url, headers=headers, timeout=60, trust_env=False, verify=False)


@contextmanager
def serving(
    app: Application, *, lists: bool = True, projecting: Projecting | None = None
) -> Iterator[Api]:
    """The API of an application on a free port, its lists kept up to date unless told otherwise."""
    listening = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    config = uvicorn.Config(
        create_app(app, projecting or (Projecting(app) if lists else None)),
        log_config=None,
        access_log=False,
        lifespan="on",
        proxy_headers=False,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    try:
        until(lambda: server.started or not thread.is_alive())
        with _client(url, {}) as anonymous:
            yield Api(app, url, anonymous)
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


def until(condition: Any, seconds: float = 60) -> None:
    """Wait until a condition holds; gives up after a time that only a hang takes."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def raw(url: str, request: bytes) -> bytes:
    """Bytes sent as they are, which no proper client would send; the whole answer."""
    host, _, port = url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=60) as connection:
        connection.sendall(request)
        chunks = []
        while chunk := connection.recv(65536):
            chunks.append(chunk)
        return b"".join(chunks)
