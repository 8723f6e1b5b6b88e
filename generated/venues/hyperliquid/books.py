"""Hyperliquid: what the messages of a stream say about an order book."""

from __future__ import annotations

from venue_runtime.books import OrderBook
from venue_runtime.booksync import BookRule, SnapshotSource

from . import types as wire


class L2BookRule(BookRule[wire.L2Book, wire.L2Book]):
    """Each message is the whole book (…/api/websocket/subscriptions: WsBook is a snapshot feed; no frame follows
    from another)."""

    source = SnapshotSource.EVERY
    ordered = False

    @staticmethod
    def ts_event_of_snapshot(snapshot: wire.L2Book, /) -> int | None:
        return snapshot.time * 1_000_000

    @staticmethod
    def ts_event(update: wire.L2Book, /) -> int | None:
        return update.time * 1_000_000

    @staticmethod
    def apply_snapshot(snapshot: wire.L2Book, book: OrderBook, /) -> None:
        book.load(
            [(row.price, row.quantity) for row in snapshot.levels[0]],
            [(row.price, row.quantity) for row in snapshot.levels[1]],
        )


class RestBookRule(BookRule[wire.L2Book, wire.L2Book]):
    """Order book from `market.book`."""

    source = SnapshotSource.REST

    @staticmethod
    def apply_snapshot(snapshot: wire.L2Book, book: OrderBook, /) -> None:
        book.load(
            [(row.price, row.quantity) for row in snapshot.levels[0]],
            [(row.price, row.quantity) for row in snapshot.levels[1]],
        )
