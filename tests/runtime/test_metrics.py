from __future__ import annotations

import json
import logging

import pytest
from venue_runtime.log import EventLogger, JsonFormatter
from venue_runtime.metrics import Histogram, Metrics
from venue_runtime.redaction import Redactor


def test_counters_by_name_and_labels() -> None:
    metrics = Metrics()
    counter = metrics.counter("frames", stream="book", symbol="A/B")
    counter.add()
    counter.add(4)
    metrics.counter("frames", symbol="C/D", stream="book").value += 1
    assert metrics.counter("frames", symbol="A/B", stream="book") is counter
    assert metrics.value("frames", symbol="A/B") == 5
    assert metrics.value("frames", stream="book") == 6
    assert metrics.value("nothing") == 0
    before = metrics.snapshot()
    counter.add()
    assert before.counters == {
        ("frames", (("stream", "book"), ("symbol", "A/B"))): 5,
        ("frames", (("stream", "book"), ("symbol", "C/D"))): 1,
    }


def test_histogram_quantiles_are_upper_bounds_within_an_eighth() -> None:
    histogram = Histogram()
    for value in range(1, 100_001):
        histogram.record(value)
    snapshot = histogram.snapshot()
    assert (snapshot.count, snapshot.min, snapshot.max, snapshot.mean) == (100_000, 1, 100_000, 50_000.5)
    for found, true in ((snapshot.p50, 50_000), (snapshot.p90, 90_000), (snapshot.p99, 99_000)):
        assert true <= found <= true * 1.125
    assert snapshot.p999 == 100_000
    assert sum(count for _, count in histogram.buckets()) == 100_000


@pytest.mark.parametrize("value", [0, 1, 7, 8, 15, 16, 17, 1_000, 2**40 - 1, 2**40, 2**63])
def test_a_single_value_is_its_own_quantile(value: int) -> None:
    histogram = Histogram()
    histogram.record(value)
    assert (histogram.quantile(0.0), histogram.quantile(1.0), histogram.min, histogram.max) == (value,) * 4
    ((bound, _),) = histogram.buckets()
    assert value <= bound <= value * 1.125


def test_empty_and_negative() -> None:
    histogram = Histogram()
    assert (histogram.snapshot().p50, histogram.snapshot().mean) == (0, 0.0)
    histogram.record(-5)
    assert (histogram.count, histogram.max) == (1, 0)


# ---------------------------------------------------------------- redaction and log
SECRET = "s3cret/va+lue="


def test_redactor_knows_secrets_in_every_dress() -> None:
    redactor = Redactor([SECRET, "abc"], fields=["X-Custom"])
    assert redactor.text(f"a {SECRET} b s3cret%2Fva%2Blue%3D c s3cret\\/va+lue=") == "a *** b *** c ***"
    assert redactor.text("abc is too short to mask by value") == "abc is too short to mask by value"
    redactor.add("listen-key-1")
    assert redactor.url("wss://x/ws/listen-key-1") == "wss://x/ws/***"
    assert redactor.url("/o?apiKey=abc&symbol=A&Signature=00ff&x=1") == "/o?apiKey=***&symbol=A&Signature=***&x=1"
    assert redactor.text('{"token": "a\\"b", "symbol": "A"}') == '{"token": "***", "symbol": "A"}'
    headers = {"Authorization": "Bearer x", "EX-ACCESS-SIGN": "x", "x-custom": "x", "Accept": "x", "X-Used": "5"}
    assert redactor.headers(headers) == {
        "Authorization": "***",
        "EX-ACCESS-SIGN": "***",
        "x-custom": "***",
        "Accept": "x",
        "X-Used": "5",
    }
    assert redactor.body(b"\xff listen-key-1") == b"\xff ***"


def test_a_pem_is_masked_line_by_line() -> None:
    line = "MC4CAQAwBQYDK2VwBCIEIIJEYWtGBrhACmb9Dvy"
    redactor = Redactor([f"-----BEGIN PRIVATE KEY-----\n{line}\n-----END PRIVATE KEY-----"])
    assert redactor.text(f"bad line {line}!") == "bad line ***!"


def test_logger_writes_events_with_fields_and_no_secrets(caplog: pytest.LogCaptureFixture) -> None:
    log = EventLogger("example", Redactor([SECRET]))
    caplog.set_level(logging.INFO, "venue_runtime.example")
    log.debug("unseen", x=1)
    log.warning("retry", operation="ticker", delay_s=0.5, error=ValueError(SECRET), listen_key="zzzz")
    (record,) = caplog.records
    assert record.getMessage() == "retry operation=ticker delay_s=0.5 error=*** listen_key=***"
    assert record.fields == {"operation": "ticker", "delay_s": 0.5, "error": "***", "listen_key": "***"}  # type: ignore[attr-defined]
    line = json.loads(JsonFormatter().format(record))
    assert (line["event"], line["venue"], line["level"], line["delay_s"]) == ("retry", "example", "warning", 0.5)
    assert record.funcName == "test_logger_writes_events_with_fields_and_no_secrets"


def test_nothing_is_formatted_when_the_level_is_off() -> None:
    class Costly:
        def __str__(self) -> str:
            raise AssertionError("formatted")

    logger = logging.getLogger("venue_runtime.quiet")
    logger.setLevel(logging.ERROR)
    EventLogger("quiet").info("event", value=Costly())
