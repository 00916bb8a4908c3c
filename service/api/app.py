"""The web application around the parts of one jurisdiction."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from domain.errors import HuiyinError
from service.api.metrics import RequestMetrics
from service.api.observing import Observing
from service.api.openapi import describing
from service.api.problems import answer_problem, language_of
from service.api.refusals import (
    ApiRefusal,
    DatabaseAway,
    InvalidInput,
    NoSuchAddress,
    OutcomeUnknown,
    OutcomeUnknownWithoutKey,
    RequestRefused,
    WrongMethod,
)
from service.api.reviving import Reviver
from service.api.routes import (
    absences,
    accountability,
    ballots,
    campaigns,
    changes,
    commands,
    custody,
    desks,
    dossier,
    events,
    exceptions,
    hand_overs,
    jurisdictions,
    manifests,
    matters,
    obligations,
    operations,
    organisation,
    outbox,
    pages,
    patterns,
    persons,
    proceedings,
    proof,
    readings,
    receipts,
    repeats,
    rulebook,
    scores,
    search,
    statistics,
    status,
    versions,
    why,
    words,
    worklist,
)
from service.api.strict_input import StrictInput
from service.api.troubles import troubles
from service.api.waiting import Waiting
from service.background import Projecting
from service.bootstrap import Application
from service.database import DatabaseUnavailable
from service.tending import Tending

MODULES = (
    matters,
    search,
    repeats,
    why,
    custody,
    commands,
    hand_overs,
    readings,
    persons,
    scores,
    campaigns,
    proceedings,
    accountability,
    obligations,
    worklist,
    desks,
    status,
    statistics,
    manifests,
    exceptions,
    patterns,
    changes,
    versions,
    organisation,
    absences,
    jurisdictions,
    rulebook,
    events,
    proof,
    dossier,
    receipts,
    outbox,
    words,
    ballots,
    operations,
    pages,
)

API_VERSION = "1"
"""That of the addresses under ``/v1``, not the program's."""

NO_TELEMETRY: Any = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}
"""The framework's own telemetry would pass on what did not validate, which may be personal."""


def create_app(
    app: Application, projecting: Projecting | None = None, tending: Tending | None = None
) -> FastAPI:
    """The HTTP API of an application.

    ``projecting`` and ``tending``, where given, run as long as the web application does.
    """

    @asynccontextmanager
    async def lifespan(_api: FastAPI) -> AsyncIterator[None]:
        if projecting is not None:
            projecting.start()
        if tending is not None:
            tending.start()
        yield
        if tending is not None:
            await asyncio.to_thread(tending.stop)
        if projecting is not None:
            await asyncio.to_thread(projecting.stop)

    api = FastAPI(
        title="回音 Huiyin",
        version=API_VERSION,
        lifespan=lifespan,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=_operation_id,
        telemetry=NO_TELEMETRY,
    )
    metrics = RequestMetrics(app)
    api.state.application = app
    api.state.metrics = metrics
    api.state.pace = ballots.pace(app.settings.ballots_per_minute)
    api.state.probes = operations.probe_limiter()
    api.state.receipts = receipts.Limiter()
    api.state.reviver = Reviver(app)
    api.state.waiting = Waiting(app.queries)
    api.state.projecting = projecting
    _add_routes(api)
    _add_error_handlers(api)
    api.add_middleware(StrictInput)
    api.add_middleware(Observing, metrics=metrics)
    if app.settings.proxies:
        api.add_middleware(ProxyHeadersMiddleware, trusted_hosts=app.settings.proxies)
    api.openapi = describing(api)  # type: ignore[method-assign]
    return api


def _operation_id(route: APIRoute) -> str:
    return route.name


def _add_routes(api: FastAPI) -> None:
    allowed: dict[str, set[str]] = {}
    for module in MODULES:
        api.include_router(module.router)
        for route in module.router.routes:
            if isinstance(route, APIRoute):
                allowed.setdefault(route.path, set()).update(route.methods or ())
    api.router.routes.append(pages.assets)
    api.state.allowed = allowed


def _add_error_handlers(api: FastAPI) -> None:
    api.add_exception_handler(HuiyinError, _answer_error)
    api.add_exception_handler(RequestValidationError, _answer_invalid)
    api.add_exception_handler(HTTPException, _answer_refused)
    api.add_exception_handler(DatabaseUnavailable, _answer_unavailable)


async def _answer_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HuiyinError)  # noqa: S101 - registered for these alone
    return answer_problem(error, request.scope)


async def _answer_invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for these alone
    found = troubles(error.errors(), language_of(request.scope))
    return answer_problem(InvalidInput(found), request.scope)


async def _answer_refused(request: Request, error: Exception) -> JSONResponse:
    """What the framework itself refuses: addresses and methods there are not."""
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for these alone
    if error.status_code == 404:
        return answer_problem(NoSuchAddress(), request.scope)
    if error.status_code == 405:
        template = getattr(request.scope.get("route"), "path", "")
        methods = request.app.state.allowed.get(template, {"GET"})
        allowed = ", ".join(sorted(methods))
        return answer_problem(WrongMethod(allowed=allowed), request.scope, {"Allow": allowed})
    return answer_problem(RequestRefused(), request.scope)


async def _answer_unavailable(request: Request, error: Exception) -> JSONResponse:
    """The database is away; says whether a write may have been recorded."""
    assert isinstance(error, DatabaseUnavailable)  # noqa: S101 - registered for these alone
    request.app.state.reviver.request()
    refusal: ApiRefusal = DatabaseAway()
    if error.unknown_outcome and request.method == "POST":
        with_key = "idempotency-key" in request.headers
        refusal = OutcomeUnknown() if with_key else OutcomeUnknownWithoutKey()
    return answer_problem(refusal, request.scope)
