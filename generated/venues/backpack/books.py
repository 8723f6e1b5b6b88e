"""Backpack Exchange: what the messages of a stream say about an order book."""

from __future__ import annotations

from venue_runtime.books import OrderBook
from venue_runtime.booksync import BookRule, SnapshotSource

from . import types as wire


class Level2BookRule(BookRule[wire.Depth, wire.DepthEvent]):
    """Order book from `public.depth` (docs.backpack.exchange, Streams, Depth: U is always u + 1 of the message
    before, else query REST again)."""

    source = SnapshotSource.REST

    @staticmethod
    def sequence_of_snapshot(snapshot: wire.Depth, /) -> int:
        return int(snapshot.last_update_id)

    @staticmethod
    def sequence_of(update: wire.DepthEvent, /) -> int:
        return update.last_update_id

    @staticmethod
    def ts_event(update: wire.DepthEvent, /) -> int | None:
        return update.engine_time * 1_000

    @staticmethod
    def is_old(update: wire.DepthEvent, sequence: int, /) -> bool:
        return update.last_update_id <= sequence

    @staticmethod
    def follows_snapshot(update: wire.DepthEvent, sequence: int, /) -> bool:
        return update.first_update_id <= sequence + 1

    @staticmethod
    def follows(update: wire.DepthEvent, sequence: int, /) -> bool:
        return update.first_update_id == sequence + 1

    @staticmethod
    def apply_snapshot(snapshot: wire.Depth, book: OrderBook, /) -> None:
        book.load(snapshot.bids, snapshot.asks)

    @staticmethod
    def apply(update: wire.DepthEvent, book: OrderBook, /) -> None:
        book.apply_bids(update.bids)
        book.apply_asks(update.asks)
