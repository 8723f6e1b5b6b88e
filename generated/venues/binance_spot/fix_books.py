"""Binance Spot: what the messages of a stream say about an order book."""

from __future__ import annotations

from venue_runtime.books import OrderBook
from venue_runtime.booksync import BookRule, SnapshotSource
from venue_runtime.fix.meaning import FixUpdate


class FixDepthBookRule(BookRule[FixUpdate, FixUpdate]):
    """Order book from `fix.depth` (fix-api.md, Diff. Depth Stream, MarketDataSnapshot and
    MarketDataIncrementalRefresh)."""

    source = SnapshotSource.STREAM

    @staticmethod
    def sequence_of_snapshot(snapshot: FixUpdate, /) -> int:
        return snapshot.last or 0

    @staticmethod
    def is_snapshot(update: FixUpdate, /) -> bool:
        return update.snapshot

    @staticmethod
    def sequence_of(update: FixUpdate, /) -> int:
        return update.last or 0

    @staticmethod
    def is_old(update: FixUpdate, sequence: int, /) -> bool:
        return (update.last or 0) <= sequence

    @staticmethod
    def follows_snapshot(update: FixUpdate, sequence: int, /) -> bool:
        return (update.first or 0) <= sequence + 1

    @staticmethod
    def follows(update: FixUpdate, sequence: int, /) -> bool:
        return update.first == sequence + 1

    @staticmethod
    def apply_snapshot(snapshot: FixUpdate, book: OrderBook, /) -> None:
        book.load(
            [(row.price, row.quantity) for row in snapshot.bids], [(row.price, row.quantity) for row in snapshot.asks]
        )

    @staticmethod
    def apply(update: FixUpdate, book: OrderBook, /) -> None:
        book.apply_bids([(row.price, row.quantity) for row in update.bids])
        book.apply_asks([(row.price, row.quantity) for row in update.asks])
