"""Bybit: what the messages of a stream say about an order book."""

from __future__ import annotations

from msgspec import UNSET
from venue_runtime.books import OrderBook
from venue_runtime.booksync import BookRule, SnapshotSource

from . import types as wire


class Level2BookRule(BookRule[wire.BookMessage, wire.BookMessage]):
    """The first level comes as snapshots alone, repeated after 3 seconds without a change
    (docs/v5/websocket/public/orderbook.mdx: a new snapshot resets the book, and so does u=1;
    docs/v5/market/orderbook.mdx: u is always in sequence)."""

    source = SnapshotSource.STREAM

    @staticmethod
    def sequence_of_snapshot(snapshot: wire.BookMessage, /) -> int:
        return snapshot.data.update_id

    @staticmethod
    def ts_event_of_snapshot(snapshot: wire.BookMessage, /) -> int | None:
        return snapshot.matched * 1_000_000 if snapshot.matched is not UNSET else None

    @staticmethod
    def is_snapshot(update: wire.BookMessage, /) -> bool:
        return update.kind == "snapshot" or update.data.update_id == 1

    @staticmethod
    def sequence_of(update: wire.BookMessage, /) -> int:
        return update.data.update_id

    @staticmethod
    def ts_event(update: wire.BookMessage, /) -> int | None:
        return update.matched * 1_000_000 if update.matched is not UNSET else None

    @staticmethod
    def follows_snapshot(update: wire.BookMessage, sequence: int, /) -> bool:
        return update.data.update_id == sequence + 1

    @staticmethod
    def follows(update: wire.BookMessage, sequence: int, /) -> bool:
        return update.data.update_id == sequence + 1

    @staticmethod
    def apply_snapshot(snapshot: wire.BookMessage, book: OrderBook, /) -> None:
        book.load(snapshot.data.bids, snapshot.data.asks)

    @staticmethod
    def apply(update: wire.BookMessage, book: OrderBook, /) -> None:
        book.apply_bids(update.data.bids)
        book.apply_asks(update.data.asks)


class ByRestBookRule(BookRule[wire.Depth, wire.BookMessage]):
    """Of one request alone. Its u counts the stream of 1,000 levels, not the one that is read; so it has no sequence
    (docs/v5/market/orderbook.mdx)."""

    source = SnapshotSource.REST

    @staticmethod
    def apply_snapshot(snapshot: wire.Depth, book: OrderBook, /) -> None:
        book.load(snapshot.data.bids, snapshot.data.asks)
