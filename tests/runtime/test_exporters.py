"""What other people's libraries print of our metrics: their own readers are the judges."""

from __future__ import annotations

import pytest
from venue_runtime.metrics import Metrics


def some_metrics() -> Metrics:
    metrics = Metrics()
    metrics.counter("http_requests", operation="new_order").add(3)
    metrics.counter("http_requests", operation="depth").add(1)
    metrics.counter("callback_errors").add(2)
    for nanoseconds in (900, 1_500_000, 2_000_000_000, 100_000_000_000):
        metrics.histogram("http_latency", operation="new_order").record(nanoseconds)
    return metrics


def test_prometheus_prints_counters_and_cumulative_buckets_in_seconds() -> None:
    pytest.importorskip("prometheus_client")
    from prometheus_client import CollectorRegistry, generate_latest
    from venue_runtime.exporters.prometheus import MetricsCollector

    registry = CollectorRegistry()
    registry.register(MetricsCollector(some_metrics(), venue="example"))
    lines = generate_latest(registry).decode().splitlines()

    assert 'venue_http_requests_total{operation="new_order",venue="example"} 3.0' in lines
    assert 'venue_http_requests_total{operation="depth",venue="example"} 1.0' in lines
    assert 'venue_callback_errors_total{venue="example"} 2.0' in lines
    buckets = [line for line in lines if line.startswith("venue_http_latency_seconds_bucket")]
    assert buckets[0] == ('venue_http_latency_seconds_bucket{le="1.024e-06",operation="new_order",venue="example"} 1.0')
    # 1.5 ms is below 2^21 ns, 2 s below 2^31 ns; 100 s is beyond the last bound.
    assert 'venue_http_latency_seconds_bucket{le="0.002097152",operation="new_order",venue="example"} 2.0' in buckets
    assert 'venue_http_latency_seconds_bucket{le="2.147483648",operation="new_order",venue="example"} 3.0' in buckets
    assert 'venue_http_latency_seconds_bucket{le="+Inf",operation="new_order",venue="example"} 4.0' in buckets
    assert 'venue_http_latency_seconds_count{operation="new_order",venue="example"} 4.0' in lines
    assert 'venue_http_latency_seconds_sum{operation="new_order",venue="example"} 102.0015009' in lines


def test_prometheus_reads_what_is_counted_after_it_was_registered() -> None:
    pytest.importorskip("prometheus_client")
    from prometheus_client import CollectorRegistry
    from venue_runtime.exporters.prometheus import MetricsCollector

    metrics = Metrics()
    registry = CollectorRegistry()
    registry.register(MetricsCollector(metrics, prefix="desk"))
    metrics.counter("http_requests", operation="depth").add()
    assert registry.get_sample_value("desk_http_requests_total", {"operation": "depth"}) == 1.0
    metrics.counter("http_requests", operation="depth").add()
    assert registry.get_sample_value("desk_http_requests_total", {"operation": "depth"}) == 2.0


def test_opentelemetry_reads_counters_and_quantiles() -> None:
    pytest.importorskip("opentelemetry.sdk")
    from opentelemetry.sdk.metrics import MeterProvider
    from opentelemetry.sdk.metrics.export import InMemoryMetricReader
    from venue_runtime.exporters.opentelemetry import observe

    reader = InMemoryMetricReader()
    observe(some_metrics(), MeterProvider([reader]).get_meter("test"), venue="example")
    data = reader.get_metrics_data()
    assert data is not None
    points = {
        (metric.name, point.attributes.get("operation") if point.attributes else None): point.value  # type: ignore[union-attr]
        for metric in data.resource_metrics[0].scope_metrics[0].metrics
        for point in metric.data.data_points
    }
    assert points[("venue.http_requests", "new_order")] == 3
    assert points[("venue.http_requests", "depth")] == 1
    assert points[("venue.callback_errors", None)] == 2
    assert points[("venue.http_latency.count", "new_order")] == 4
    assert points[("venue.http_latency.sum", "new_order")] == pytest.approx(102.0015009)
    assert points[("venue.http_latency.max", "new_order")] == 100.0
    # An upper bound of 1.5 ms, at most an eighth above it.
    assert 0.0015 <= points[("venue.http_latency.p50", "new_order")] <= 0.0015 * 1.125
