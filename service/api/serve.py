"""Serving the API until a signal says to stop."""

import signal
import socket
import sys
from types import FrameType

import structlog
import uvicorn

from service.api.app import create_app
from service.background import Projecting
from service.bootstrap import application
from service.settings import Settings
from service.tending import Tending

GRACE_SECONDS = 15
"""How long requests under way may take once the service has been told to stop."""

STOPPING = (signal.SIGTERM, signal.SIGINT)
"""The server takes these over while it runs; a SIGHUP is passed on as a SIGTERM."""


def serve(settings: Settings) -> None:
    """Serve on ``settings.host`` and ``settings.port`` until told to stop, then leave properly.

    SIGTERM, SIGINT and, unless it is ignored (``nohup``), SIGHUP say so.

    The port is taken before the database is started, so that a mistake shows at once. Raises
    SystemExit with a sentence where the port cannot be had; errors of the database pass through.
    """
    for number in STOPPING:
        signal.signal(number, _leave)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, lambda *_: signal.raise_signal(signal.SIGTERM))
    listening = listen(settings.host, settings.port)
    log_as_json()
    with listening, application(settings) as app:
        config = uvicorn.Config(
            create_app(app, Projecting(app), Tending(app)),
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,  # ``create_app`` does that, for the proxies of the settings alone
            ws="none",
            lifespan="on",
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
        uvicorn.Server(config).run(sockets=[listening])


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises SystemExit with a sentence where it cannot be had."""
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family, backlog=512)
    except OSError as error:
        raise SystemExit(
            f"端口 {port}（{host}）无法使用：{error.strerror}。请停止占用它的程序，或换一个端口。\n"
            f"Port {port} on {host} cannot be used: {error.strerror}. Stop what is using it, or"
            " choose another port (--port, HUIYIN_PORT)."
        ) from error


def log_as_json() -> None:
    """Log lines as JSON on standard error, each with its time."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )


def _leave(_signal: int, _frame: FrameType | None) -> None:
    """End the process by way of every ``with``: the embedded database is stopped, not abandoned.

    The server raises the signal again once it has shut down; by default that would kill us here.
    """
    raise SystemExit(0)
