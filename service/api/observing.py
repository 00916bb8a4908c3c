"""Around every request: one line of log, the metrics, the safety headers, and no error let out."""

import time
from secrets import token_hex
from traceback import extract_tb

import structlog
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from domain.envelope import Actor
from service.api.metrics import OTHER, RequestMetrics
from service.api.problems import answer_problem
from service.api.refusals import OurMistake

log = structlog.get_logger()

ACTOR = "huiyin.actor"
"""Under this name a request's scope keeps who is asking, once that is known."""

UNLOGGED = frozenset({"/ballots"})
"""Routes of which no line says that, or when, somebody was there (docs/evaluation.md)."""

MOST_FRAMES = 12
API_POLICY = "default-src 'none'; frame-ancestors 'none'"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": API_POLICY,
    "Cache-Control": "no-store",
    "Vary": "Accept, Accept-Language, Authorization",
}


class Observing:
    """The outermost middleware. Bodies and query texts never reach the log."""

    def __init__(self, app: ASGIApp, metrics: RequestMetrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        status = 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Exception as error:  # noqa: BLE001 - whatever it is, the caller gets an answer
            reference = _report(error, scope)
            if not status:
                problem = answer_problem(OurMistake(reference=reference), scope)
                await problem(scope, receive, sending)
        finally:
            self._note(scope, status, time.perf_counter() - started)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", OTHER)
        actor: Actor | None = scope.get(ACTOR)
        self._metrics.count(route, scope["method"], status, seconds)
        if route in UNLOGGED:
            return
        log.info(
            "request",
            method=scope["method"][:16],
            route=route,
            status=status,
            milliseconds=round(seconds * 1000, 1),
            person=actor.person if actor else None,
            role=actor.role.value if actor else None,
        )


def _report(error: Exception, scope: Scope) -> str:
    """Log where an unforeseen error came up, under a reference; that reference.

    Its message stays out: a database's or a validator's message may quote what was sent.
    """
    reference = token_hex(6)
    frames = extract_tb(error.__traceback__)[-MOST_FRAMES:]
    log.error(
        "internal_error",
        reference=reference,
        route=getattr(scope.get("route"), "path", OTHER),
        error=type(error).__name__,
        cause=type(error.__cause__).__name__ if error.__cause__ else None,
        where=[
            f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames
        ],
    )
    return reference
