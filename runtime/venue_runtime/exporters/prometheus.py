"""A client's metrics for a Prometheus scrape, through `prometheus_client` (extra `prometheus`).

    from prometheus_client import REGISTRY, start_http_server
    REGISTRY.register(MetricsCollector(client.metrics, venue="example"))
    start_http_server(9100)

Nothing is copied between scrapes: the collector reads the live counters when it is asked. Durations leave in seconds,
as Prometheus has them; the bounds are powers of two of nanoseconds, so that every series of a name has the same ones.
"""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from ..metrics import Histogram, Labels, Metrics

__all__ = ["MetricsCollector"]

# 1 µs to 69 s: what lies outside is in the first bucket, or in +Inf alone.
_BOUNDS_NS = tuple(1 << power for power in range(10, 37))


class MetricsCollector(Collector):
    """Yields every counter and histogram of `metrics`, named `<prefix>_<name>`, with `labels` on each of them."""

    def __init__(self, metrics: Metrics, *, prefix: str = "venue", **labels: str) -> None:
        self._metrics = metrics
        self._prefix = prefix
        self._labels = labels

    def collect(self) -> Iterator[Metric]:
        """One family for each name. A label that one series of a name lacks is empty there, as Prometheus asks."""
        counters = list(self._metrics.counters())
        for name in dict.fromkeys(name for name, _, _ in counters):
            named = [(labels, counter) for other, labels, counter in counters if other == name]
            keys = self._keys(labels for labels, _ in named)
            counts = CounterMetricFamily(f"{self._prefix}_{name}", name.replace("_", " "), labels=keys)
            for labels, counter in named:
                counts.add_metric(self._values(keys, labels), counter.value)
            yield counts
        histograms = list(self._metrics.histograms())
        for name in dict.fromkeys(name for name, _, _ in histograms):
            recorded = [(labels, histogram) for other, labels, histogram in histograms if other == name]
            keys = self._keys(labels for labels, _ in recorded)
            times = HistogramMetricFamily(f"{self._prefix}_{name}_seconds", name.replace("_", " "), labels=keys)
            for labels, histogram in recorded:
                times.add_metric(self._values(keys, labels), _buckets(histogram), sum_value=histogram.total / 1e9)
            yield times

    def _keys(self, all_labels: Iterator[Labels]) -> list[str]:
        return sorted(self._labels.keys() | {key for labels in all_labels for key, _ in labels})

    def _values(self, keys: list[str], labels: Labels) -> list[str]:
        values = self._labels | dict(labels)
        return [values.get(key, "") for key in keys]


def _buckets(histogram: Histogram) -> list[tuple[str, float]]:
    """Cumulative counts below each bound. A bucket of ours counts at the first bound that holds all of it."""
    found: list[tuple[str, float]] = []
    ours = list(histogram.buckets())
    at = total = 0
    for bound in _BOUNDS_NS:
        while at < len(ours) and ours[at][0] <= bound:
            total += ours[at][1]
            at += 1
        found.append((repr(bound / 1e9), total))
    found.append(("+Inf", histogram.count))
    return found
