"""What is counted while a book is watched: messages, rates, latencies, states."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from venue_runtime.bookfeed import BookFeed
    from venue_runtime.books import OrderBook
    from venue_runtime.clock import Clock

__all__ = ["BookMeter"]

_SECOND = 1_000_000_000


class BookMeter:
    """Callback of one book. `handled` is from reading a frame to the callback, `behind` from the venue's own time of
    the event to reading it (clock offset included). Times in ns."""

    def __init__(self, clock: Clock, *, span: float = 5.0) -> None:
        from venue_runtime.metrics import Histogram

        self.handled = Histogram()
        self.behind = Histogram()
        self.updates = 0
        self.book: OrderBook | None = None
        self.states: list[tuple[int, str]] = []
        """(time, state) of every change of state."""
        self._clock = clock
        self._span = round(span * _SECOND)
        self._recent: deque[int] = deque()

    def __call__(self, book: OrderBook) -> None:
        now = self._clock.time_ns()
        self.book = book
        self.updates += 1
        state = book.state.value
        if not self.states or self.states[-1][1] != state:
            self.states.append((now, state))
        self._recent.append(now)
        if book.ts_recv is not None:
            self.handled.record(now - book.ts_recv)
            if book.ts_event is not None:
                self.behind.record(book.ts_recv - book.ts_event)

    @property
    def rate(self) -> float:
        """Updates per second over the last seconds."""
        now = self._clock.time_ns()
        while self._recent and self._recent[0] < now - self._span:
            self._recent.popleft()
        if len(self._recent) < 2:
            return 0.0
        return (len(self._recent) - 1) * _SECOND / max(self._recent[-1] - self._recent[0], 1)


def counters(feed: BookFeed[Any, Any] | None) -> dict[str, int]:
    """What happened to a book, in words of a person."""
    if feed is None:
        return {}
    sync = feed.sync
    return {
        "messages": feed.messages,
        "applied": sync.applied,
        "dropped as old": sync.dropped,
        "gaps": sync.gaps,
        "resyncs": sync.resyncs,
        "snapshots": sync.snapshots,
        "checksums bad": sync.checksums_bad,
        "crossed": sync.crossed,
    }
