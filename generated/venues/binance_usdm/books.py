"""Binance USD-M Futures: what the messages of a stream say about an order book."""

from __future__ import annotations

from venue_runtime.books import OrderBook
from venue_runtime.booksync import BookRule, SnapshotSource

from . import types as wire


class UsdmBookRule(BookRule[wire.Depth, wire.DepthUpdate]):
    """Order book from `public.depth_updates`
    (https://developers.binance.com/docs/derivatives/usds-margined-futures/websocket-market-streams, How to manage
    a local order book correctly)."""

    source = SnapshotSource.REST

    @staticmethod
    def sequence_of_snapshot(snapshot: wire.Depth, /) -> int:
        return snapshot.last_update_id

    @staticmethod
    def sequence_of(update: wire.DepthUpdate, /) -> int:
        return update.final_update_id

    @staticmethod
    def ts_event(update: wire.DepthUpdate, /) -> int | None:
        return update.event_time * 1_000_000

    @staticmethod
    def is_old(update: wire.DepthUpdate, sequence: int, /) -> bool:
        return update.final_update_id <= sequence

    @staticmethod
    def follows_snapshot(update: wire.DepthUpdate, sequence: int, /) -> bool:
        return update.first_update_id <= sequence or update.previous_update_id == sequence

    @staticmethod
    def follows(update: wire.DepthUpdate, sequence: int, /) -> bool:
        return update.previous_update_id == sequence

    @staticmethod
    def apply_snapshot(snapshot: wire.Depth, book: OrderBook, /) -> None:
        book.load(snapshot.bids, snapshot.asks)

    @staticmethod
    def apply(update: wire.DepthUpdate, book: OrderBook, /) -> None:
        book.apply_bids(update.bids)
        book.apply_asks(update.asks)
