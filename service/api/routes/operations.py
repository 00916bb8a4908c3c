"""For whoever keeps the service running: alive, ready, figures. No token needed, nothing told."""

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import BaseModel, Field

from projections.matter_tables import MatterTables
from service.api.callers import application
from service.api.metrics import RequestMetrics
from service.api.refusals import ListsNotKeptUp, ListsStopped
from service.background import Projecting
from service.bootstrap import Application

router = APIRouter(tags=["operations"])

PROBES = 4
"""Threads of their own for probes, so that they are answered while requests fill all others."""


class HealthAnswer(BaseModel):
    """The process answers."""

    status: str = Field(examples=["alive"])


class ReadyAnswer(BaseModel):
    """Database and lists are there."""

    status: str = Field(examples=["ready"])
    head: int = Field(description="the last position of the log")
    position: int = Field(description="the position the lists have reached")
    behind: int = Field(description="events not in the lists yet")


@router.get("/healthz", summary="存活 · Is the process alive?")
async def show_health() -> HealthAnswer:
    """Answers as long as the process does, whatever the database does."""
    return HealthAnswer(status="alive")


@router.get("/readyz", summary="就绪 · Can it serve?")
async def show_readiness(request: Request) -> ReadyAnswer:
    """200 where the database can be reached and the lists are kept up; 503 otherwise."""
    projecting: Projecting | None = request.app.state.projecting
    if projecting is not None and not projecting.at_work():
        raise ListsNotKeptUp()
    return await to_thread.run_sync(
        _readiness, application(request), limiter=request.app.state.probes
    )


@router.get(
    "/metrics",
    summary="监控指标 · Metrics",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
async def show_metrics(request: Request) -> Response:
    """Requests, log and lists in the Prometheus text format."""
    metrics: RequestMetrics = request.app.state.metrics
    text = await to_thread.run_sync(metrics.text, limiter=request.app.state.probes)
    return Response(text, media_type=CONTENT_TYPE_LATEST)


def probe_limiter() -> CapacityLimiter:
    """The limiter that ``request.app.state.probes`` is."""
    return CapacityLimiter(PROBES)


def _readiness(app: Application) -> ReadyAnswer:
    progress = app.runner.progress(MatterTables.name)
    if progress.stopped_at is not None:
        raise ListsStopped(position=progress.stopped_at)
    head = app.log.head()
    return ReadyAnswer(
        status="ready",
        head=head,
        position=progress.position,
        behind=max(0, head - progress.position),
    )
