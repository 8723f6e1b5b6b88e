"""Whether a book says what the venue says: its best prices over time, beside snapshots that are asked for."""

from __future__ import annotations

from collections import deque
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from venuegen.live.meter import BookMeter

if TYPE_CHECKING:
    from venue_runtime.books import OrderBook
    from venue_runtime.client import VenueClient

__all__ = ["BookWatch", "divergence"]

Top: TypeAlias = "tuple[Decimal, Decimal]"
_KEPT = 10_000
"""Best prices that are kept: a book may be watched for a day."""
_ROUNDS = 5
_PAUSE = 0.3
"""Seconds after a snapshot: the stream may be behind the answer."""
_WINDOW_NS = 2_000_000_000
"""How far back the stream may have shown what a snapshot says: venues answer from caches."""


class BookWatch:
    """Keeps the best prices that a book showed, by sequence and over the last seconds, to compare with snapshots."""

    def __init__(self, client: VenueClient) -> None:
        self.meter = BookMeter(client.clock)
        self.tops: dict[int, Top] = {}
        self.crossed = 0
        self._clock = client.clock
        self._shown: deque[tuple[int, Top]] = deque(maxlen=_KEPT)

    def __call__(self, book: OrderBook) -> None:
        self.meter(book)
        bid, ask = book.best_bid, book.best_ask
        if bid is not None and ask is not None:
            self.crossed += bid.price >= ask.price
            top = (bid.price, ask.price)
            self._shown.append((self._clock.time_ns(), top))
            if book.sequence is not None:
                self.tops[book.sequence] = top
                if len(self.tops) > _KEPT:
                    del self.tops[next(iter(self.tops))]

    def shown_since(self, ts_ns: int) -> list[Top]:
        """Every pair of best prices that stood at `ts_ns` or later, oldest first."""
        before = [top for ts, top in self._shown if ts < ts_ns][-1:]
        return before + [top for ts, top in self._shown if ts >= ts_ns]


async def divergence(client: VenueClient, symbol: str, watch: BookWatch, feed: Any) -> tuple[str, str]:
    """What contradicts the book (empty: nothing), and what it was compared with."""
    from venue_runtime.errors import VenueError
    from venue_runtime.model import Capability

    if watch.crossed:
        return f"crossed {watch.crossed} times", ""
    if feed is not None and feed.sync.checksums_bad:
        return f"{feed.sync.checksums_bad} bad checksums", ""
    if Capability.FETCH_ORDER_BOOK not in client.capabilities or not watch.shown_since(0):
        return "", "compared with nothing"
    stood: set[Top] = set()
    theirs: Top | None = None
    differ, agreed = 0, False
    for _ in range(_ROUNDS):
        before = client.clock.time_ns()
        try:
            asked = await client.fetch_order_book(symbol)
        except VenueError:
            break
        await client.clock.sleep(_PAUSE)
        if asked.best_bid is None or asked.best_ask is None:
            continue
        theirs = (asked.best_bid.price, asked.best_ask.price)
        ours = None if asked.sequence is None else watch.tops.get(asked.sequence)
        shown = watch.shown_since(before - _WINDOW_NS)
        if ours == theirs:
            return "", f"equal to a snapshot at update {asked.sequence}"
        if ours is not None and theirs not in shown:  # else the two may count their updates in ways of their own
            return f"at update {asked.sequence}: ours {_told(ours)}, theirs {_told(theirs)}", ""
        agreed = agreed or theirs in shown
        if agreed and not watch.tops:
            break
        stood.update(shown)
        differ += theirs not in shown
    if theirs is not None and len(stood) == 1 and differ == _ROUNDS:
        # In a busy market ours would have moved, in a quiet one they would agree: nothing of it reaches us.
        return f"ours stands still at {_told(stood.pop())}, theirs is at {_told(theirs)}", ""
    return "", "best prices equal to a snapshot's" if agreed else "no snapshot that the stream showed"


def _told(top: Top) -> str:
    return f"{top[0]:f}/{top[1]:f}"
