"""What a server counts, in the form of Prometheus. Labels are routes, methods, codes and answers, never a path.

Every application counts for itself, in a registry of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from litestar import Response
from prometheus_client import CollectorRegistry, Counter, Histogram, PlatformCollector, ProcessCollector
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.registry import Collector

from econsent.exchange import Answer, DepositReply
from econsent.library import Library
from econsent.server.access import AnyRequest, asker_of, beside, library_of
from econsent.server.operations import operation, text

UNROUTED = "none"
"""The route of what no route takes."""
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
"""Seconds."""
_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
_EXAMPLE = "# TYPE econsent_log_statements gauge\neconsent_log_statements 1.0\n"


class Metrics:
    """The counters of one application over one library."""

    def __init__(self, library: Library) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "econsent_requests", "Requests answered", ("route", "method", "status"), registry=self.registry
        )
        self._seconds = Histogram(
            "econsent_request_seconds", "Time to answer", ("route",), buckets=_BUCKETS, registry=self.registry
        )
        self._decisions = Counter(
            "econsent_decisions", "Questions whether a person may be filmed", ("answer", "reason"),
            registry=self.registry,
        )  # fmt: skip
        self._deposits = Counter(
            "econsent_deposited_statements", "Statements delivered, and refused with which code", ("outcome",),
            registry=self.registry,
        )  # fmt: skip
        self._known: dict[tuple[str, str, int], Counter] = {}
        self._timed: dict[str, Histogram] = {}
        self._answered: dict[tuple[str, str], Counter] = {}
        self.registry.register(_OfLibrary(library))
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)

    def request(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request and how long its answer took."""
        key = (route, method if method in _METHODS else "other", status)
        counter = self._known.get(key)
        if counter is None:
            counter = self._known[key] = self._requests.labels(*map(str, key))
            self._timed[route] = self._seconds.labels(route)
        counter.inc()
        self._timed[route].observe(seconds)

    def decided(self, answer: Answer) -> None:
        """Count an answer to a camera's question."""
        key = (answer.decision, answer.reason)
        counter = self._answered.get(key)
        if counter is None:
            counter = self._answered[key] = self._decisions.labels(*key)
        counter.inc()

    def deposited(self, reply: DepositReply) -> None:
        """Count what became of the statements of a deposit."""
        delivered = sum(item is not None for item in reply.delivered)
        if delivered:
            self._deposits.labels("delivered").inc(delivered)
        for item in reply.refused:
            self._deposits.labels(item.code).inc()

    def render(self) -> bytes:
        """Return everything that is counted, in the text form of Prometheus 0.0.4."""
        return generate_latest(self.registry)


class _OfLibrary(Collector):
    """Looks at the library when somebody asks for the metrics."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def describe(self) -> Iterable[Metric]:
        """Say nothing before somebody asks: a library is not looked at in order to register."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """Read the library's own figures."""
        figures = self._library.upkeep.figures()
        yield GaugeMetricFamily("econsent_log_statements", "Statements in the log", figures.statements)
        yield GaugeMetricFamily("econsent_audit_waiting", "Audit entries not written yet", figures.audit_waiting)
        silent = GaugeMetricFamily(
            "econsent_station_contact_age_seconds", "Since a station was last heard of", labels=["device"]
        )
        waiting = GaugeMetricFamily(
            "econsent_station_waiting_statements", "What it said that waits there", labels=["device"]
        )
        for one in figures.stations:
            if one.silent is not None:
                silent.add_metric([one.device_id], one.silent)
            if one.waiting is not None:
                waiting.add_metric([one.device_id], one.waiting)
        behind = GaugeMetricFamily("econsent_webhook_behind", "Changes not yet told", labels=["subscriber"])
        dead = GaugeMetricFamily("econsent_webhook_dead_letters", "Changes given up", labels=["subscriber"])
        for subscriber in figures.subscribers:
            behind.add_metric([subscriber.subscriber_id], subscriber.behind)
            dead.add_metric([subscriber.subscriber_id], subscriber.dead)
        yield from (silent, waiting, behind, dead)


@operation("GET", "/metrics", gives=text(_EXAMPLE, CONTENT_TYPE_PLAIN_0_0_4.partition(";")[0]), scope="metrics.read")
async def metrics(request: AnyRequest) -> Response[bytes]:
    """Give the metrics in the text form of Prometheus."""
    content = await beside(_read, request)
    return Response(content, media_type=CONTENT_TYPE_PLAIN_0_0_4)


def _read(request: AnyRequest) -> bytes:
    asker = asker_of(request)
    with library_of(request).audit.asked(asker, "metrics.read"):
        asker.require("metrics.read")
        return metrics_of(request).render()


def metrics_of(request: AnyRequest) -> Metrics:
    """Return what counts for this application."""
    found: Metrics = request.app.state["metrics"]
    return found


ROUTES = (metrics,)
