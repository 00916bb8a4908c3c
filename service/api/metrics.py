"""Figures for a monitoring system (Prometheus text format). Counts and positions, never names."""

from collections.abc import Iterator, Mapping, Sequence

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from projections.matter_tables import MatterTables
from projections.runner import Progress
from projections.text_search import TextIndex
from service.bootstrap import Application
from service.database import DatabaseUnavailable
from service.proof.note import UnfitNote

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
OTHER = "other"
"""The route label of addresses that lead nowhere, and of the documentation's files."""


class RequestMetrics:
    """The metrics of one application, in a registry of its own."""

    def __init__(self, app: Application) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "huiyin_http_requests",
            "Requests answered",
            ("route", "method", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "huiyin_http_request_seconds",
            "Time from the first byte of a request to the end of its answer",
            ("route", "method"),
            buckets=BUCKETS,
            registry=self._registry,
        )
        self._registry.register(LogState(app))

    def count(self, route: str, method: str, status: int, seconds: float) -> None:
        """Note one answered request; ``route`` is the template, never the address."""
        known = method if method in METHODS else "OTHER"
        self._requests.labels(route, known, str(status)).inc()
        self._seconds.labels(route, known).observe(seconds)

    def text(self) -> bytes:
        """Everything in Prometheus' text format; asks the database."""
        return generate_latest(self._registry)


class LogState(Collector):
    """Where log and lists stand, asked when the metrics are."""

    def __init__(self, app: Application) -> None:
        self._app = app

    def describe(self) -> list[Metric]:
        """Nothing, so that registering does not ask the database."""
        return []

    def collect(self) -> Iterator[Metric]:
        try:
            head = self._app.log.head()
            progress = [
                self._app.runner.progress(MatterTables.name),
                self._app.texts.progress(TextIndex.name),
            ]
        except (DatabaseUnavailable, LookupError):
            yield gauge("huiyin_database_up", "Whether the database can be reached", 0)
            return
        yield gauge("huiyin_database_up", "Whether the database can be reached", 1)
        yield gauge("huiyin_log_head_position", "The last position of the log", head)
        yield from self._proof(head)
        yield from _lists(head, progress)

    def _proof(self, head: int) -> Iterator[Metric]:
        """How much of the log is signed, and how old the word of each witness is."""
        try:
            newest, seen = self._app.proof.store.newest(), self._app.proof.seen()
        except (DatabaseUnavailable, UnfitNote):
            return
        size = newest.checkpoint.size if newest else 0
        yield gauge("huiyin_checkpoint_size", "Events in the newest checkpoint", size)
        yield gauge("huiyin_checkpoint_lag_events", "Events recorded since it", head - size)
        events = {each.witness.name: float(each.events) for each in seen}
        ages = {each.witness.name: each.seconds for each in seen if each.seconds is not None}
        yield gauges(
            "huiyin_witness_lag_events", "Recorded since it last signed", events, "witness"
        )
        yield gauges("huiyin_witness_age_seconds", "Since it last signed", ages, "witness")


def _lists(head: int, progress: Sequence[Progress]) -> Iterator[Metric]:
    reached = {each.name: each.position for each in progress}
    behind = {each.name: max(0, head - each.position) for each in progress}
    stopped = {each.name: each.stopped_at is not None for each in progress}
    yield gauges("huiyin_projection_position", "The position reached", reached)
    yield gauges("huiyin_projection_lag_events", "Events not applied yet", behind)
    yield gauges("huiyin_projection_stopped", "1 where an event cannot be applied", stopped)


def gauges(
    name: str, help_text: str, values: Mapping[str, float], label: str = "projection"
) -> Metric:
    """One figure for each of what the label says."""
    family = GaugeMetricFamily(name, help_text, labels=[label])
    for each, value in values.items():
        family.add_metric([each], value)
    return family


def gauge(name: str, help_text: str, value: float) -> Metric:
    """One figure."""
    family = GaugeMetricFamily(name, help_text)
    family.add_metric([], value)
    return family
