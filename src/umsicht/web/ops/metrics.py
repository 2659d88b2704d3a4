"""Figures for Prometheus: how long answers take by route, and what health says.

Several processes share one figure when PROMETHEUS_MULTIPROC_DIR names a folder (prometheus-client's own rule).
"""

from __future__ import annotations

import hmac
import os
import time
from collections.abc import Callable, Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from prometheus_client import REGISTRY as OWN
from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from umsicht.web.ops import health

DURATION = Histogram(
    "umsicht_response_seconds",
    "Time from request to response, by route and class of status.",
    ["route", "status"],
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)


class HealthCollector(Collector):
    """umsicht_up{part=…}: 1 when the part is well."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        gauge = GaugeMetricFamily("umsicht_up", "1 when the part of the instance is well.", labels=["part"])
        for part, word in health.run().items():
            gauge.add_metric([part], float(word == health.OK))
        yield gauge


def page() -> bytes:
    registry: CollectorRegistry = OWN
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)
    own = CollectorRegistry()
    own.register(HealthCollector())
    return generate_latest(registry) + generate_latest(own)


def has_token(request: HttpRequest) -> bool:
    """`Authorization: Bearer <METRICS_TOKEN>`; without a token set, nobody has it."""
    given = request.headers.get("Authorization", "")
    wanted = f"Bearer {settings.METRICS_TOKEN}"
    return bool(settings.METRICS_TOKEN) and hmac.compare_digest(given.encode(), wanted.encode())


def is_local(request: HttpRequest) -> bool:
    """A call on this very machine, with no proxy between: a proxy would make everyone look local."""
    behind_proxy = settings.HTTPS or settings.TRUST_PROXY or "X-Forwarded-For" in request.headers
    return request.META.get("REMOTE_ADDR") in {"127.0.0.1", "::1"} and not behind_proxy


class MetricsMiddleware:
    """Measures each answer. The route's name is the label, so that addresses with ids don't multiply it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        route = (match.view_name if match else "") or "other"
        DURATION.labels(route, f"{response.status_code // 100}xx").observe(time.perf_counter() - began)
        return response
