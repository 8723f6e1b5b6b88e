"""A client's metrics for OpenTelemetry, through `opentelemetry-api` (extra `opentelemetry`).

    from opentelemetry import metrics
    observe(client.metrics, metrics.get_meter("my_strategy"), venue="example")

OpenTelemetry has no histogram that is read rather than fed, and feeding it would put its cost on every message; a
duration therefore leaves as `<name>.count`, `<name>.sum` (seconds) and `<name>.p50`, `.p99` and `.max` since the start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from opentelemetry.metrics import CallbackOptions, Meter, Observation

from ..metrics import Histogram, Labels, Metrics

__all__ = ["COUNTERS", "HISTOGRAMS", "observe"]

COUNTERS = ("http_requests", "http_failures", "ws_requests", "ws_failures", "reconciliations", "callback_errors")
HISTOGRAMS = ("http_latency", "ws_latency")

_READINGS: tuple[tuple[str, str, bool, Callable[[Histogram], float]], ...] = (
    ("count", "1", True, lambda histogram: histogram.count),
    ("sum", "s", True, lambda histogram: histogram.total / 1e9),
    ("p50", "s", False, lambda histogram: histogram.quantile(0.5) / 1e9),
    ("p99", "s", False, lambda histogram: histogram.quantile(0.99) / 1e9),
    ("max", "s", False, lambda histogram: histogram.max / 1e9),
)


def observe(
    metrics: Metrics,
    meter: Meter,
    *,
    prefix: str = "venue",
    counters: Iterable[str] = COUNTERS,
    histograms: Iterable[str] = HISTOGRAMS,
    **labels: str,
) -> None:
    """Registers an observable instrument for each name, read whenever the meter's reader collects.

    OpenTelemetry wants its instruments named beforehand: pass your own names where you count more than the client does.
    """

    def count(name: str) -> Callable[[CallbackOptions], Iterable[Observation]]:
        def read(_: CallbackOptions) -> Iterable[Observation]:
            return [
                Observation(counter.value, _attributes(labels, own))
                for other, own, counter in metrics.counters()
                if other == name
            ]

        return read

    def time(name: str, value: Callable[[Histogram], float]) -> Callable[[CallbackOptions], Iterable[Observation]]:
        def read(_: CallbackOptions) -> Iterable[Observation]:
            return [
                Observation(value(histogram), _attributes(labels, own))
                for other, own, histogram in metrics.histograms()
                if other == name
            ]

        return read

    for name in counters:
        meter.create_observable_counter(f"{prefix}.{name}", callbacks=[count(name)])
    for name in histograms:
        for suffix, unit, grows, value in _READINGS:
            create = meter.create_observable_counter if grows else meter.create_observable_gauge
            create(f"{prefix}.{name}.{suffix}", callbacks=[time(name, value)], unit=unit)


def _attributes(shared: dict[str, str], own: Labels) -> dict[str, str]:
    return shared | dict(own)
