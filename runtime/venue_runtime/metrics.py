"""Counters and latency histograms, cheap enough for every message, readable at any time. No dependency."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

__all__ = ["Counter", "Histogram", "HistogramSnapshot", "Metrics", "MetricsSnapshot"]

Labels = tuple[tuple[str, str], ...]

# Eight steps per power of two: a quantile is off by 12.5 % at most, over the whole range of 64 bits.
_STEP_BITS = 3
_STEPS = 1 << _STEP_BITS


class Counter:
    """A number that only grows. `value` may be added to directly where a call is too much."""

    __slots__ = ("value",)

    def __init__(self) -> None:
        self.value = 0

    def add(self, n: int = 1) -> None:
        self.value += n


class HistogramSnapshot(Struct, frozen=True, kw_only=True):
    """Of durations in ns. Quantiles are upper bounds, at most 12.5 % above the true value; 0 when there is nothing."""

    count: int
    total: int
    min: int
    max: int
    p50: int
    p90: int
    p99: int
    p999: int

    @property
    def mean(self) -> float:
        return self.total / self.count if self.count else 0.0


class Histogram:
    """Counts of whole numbers (durations in ns) in buckets that grow by an eighth of a power of two."""

    __slots__ = ("_counts", "count", "max", "min", "total")

    def __init__(self) -> None:
        self._counts: dict[int, int] = {}
        self.count = 0
        self.total = 0
        self.min = 0
        self.max = 0

    def record(self, value: int) -> None:
        """Negative values (a clock stepped back) count as 0."""
        if value < 0:
            value = 0
        shift = value.bit_length() - _STEP_BITS - 1
        index = value if shift <= 0 else (shift << _STEP_BITS) + (value >> shift)
        counts = self._counts
        counts[index] = counts.get(index, 0) + 1
        if not self.count or value < self.min:
            self.min = value
        if value > self.max:
            self.max = value
        self.count += 1
        self.total += value

    def quantile(self, q: float) -> int:
        """The value that a share `q` (0 to 1) of the records does not exceed, as an upper bound; 0 when empty."""
        rank, seen = max(q * self.count, 1), 0
        for index in sorted(self._counts):
            seen += self._counts[index]
            if seen >= rank:
                return min(_upper(index), self.max)
        return self.max

    def buckets(self) -> Iterator[tuple[int, int]]:
        """(inclusive upper bound, count) of every bucket in use, ascending: what exporters need."""
        for index in sorted(self._counts):
            yield _upper(index), self._counts[index]

    def snapshot(self) -> HistogramSnapshot:
        return HistogramSnapshot(
            count=self.count,
            total=self.total,
            min=self.min,
            max=self.max,
            p50=self.quantile(0.5),
            p90=self.quantile(0.9),
            p99=self.quantile(0.99),
            p999=self.quantile(0.999),
        )


def _upper(index: int) -> int:
    """The greatest value that falls into bucket `index`."""
    if index < 2 * _STEPS:
        return index
    shift = (index >> _STEP_BITS) - 1
    return ((index - (shift << _STEP_BITS) + 1) << shift) - 1


class MetricsSnapshot(Struct, frozen=True, kw_only=True):
    """A copy at one moment, keyed by name and labels: `("http_requests", (("operation", "new_order"),))`."""

    counters: dict[tuple[str, Labels], int]
    histograms: dict[tuple[str, Labels], HistogramSnapshot]


class Metrics:
    """The registry of one client. Ask once for a counter or histogram and keep it: the look-up costs more."""

    def __init__(self) -> None:
        self._counters: dict[tuple[str, Labels], Counter] = {}
        self._histograms: dict[tuple[str, Labels], Histogram] = {}

    def counter(self, name: str, **labels: str) -> Counter:
        """The counter of this name and these labels, made on first use."""
        return self._counters.setdefault((name, tuple(sorted(labels.items()))), Counter())

    def histogram(self, name: str, **labels: str) -> Histogram:
        """The histogram of this name and these labels, made on first use. Durations are in ns."""
        return self._histograms.setdefault((name, tuple(sorted(labels.items()))), Histogram())

    def value(self, name: str, **labels: str) -> int:
        """The sum of every counter of this name whose labels include the given ones; 0 when there is none."""
        wanted = set(labels.items())
        return sum(
            counter.value
            for (counter_name, counter_labels), counter in self._counters.items()
            if counter_name == name and wanted <= set(counter_labels)
        )

    def counters(self) -> Iterator[tuple[str, Labels, Counter]]:
        """Every counter, live, with its name and labels: for exporters, which read at their own times."""
        for (name, labels), counter in list(self._counters.items()):
            yield name, labels, counter

    def histograms(self) -> Iterator[tuple[str, Labels, Histogram]]:
        """Every histogram, live, with its name and labels: for exporters."""
        for (name, labels), histogram in list(self._histograms.items()):
            yield name, labels, histogram

    def snapshot(self) -> MetricsSnapshot:
        """A copy of everything, for reading."""
        return MetricsSnapshot(
            counters={key: counter.value for key, counter in self._counters.items()},
            histograms={key: histogram.snapshot() for key, histogram in self._histograms.items()},
        )
