"""Gemini: what the messages of a stream say about an order book."""

from __future__ import annotations

from venue_runtime.books import OrderBook
from venue_runtime.booksync import BookRule, SnapshotSource

from . import types as wire


class DepthBookRule(BookRule[wire.DepthUpdate, wire.DepthUpdate]):
    """Order book from `public.depth` (gemini/developer-platform@5f686d3b specs/asyncapi/websocket.yaml,
    DepthUpdate)."""

    source = SnapshotSource.FIRST

    @staticmethod
    def sequence_of_snapshot(snapshot: wire.DepthUpdate, /) -> int:
        return snapshot.last

    @staticmethod
    def ts_event_of_snapshot(snapshot: wire.DepthUpdate, /) -> int | None:
        return snapshot.time

    @staticmethod
    def sequence_of(update: wire.DepthUpdate, /) -> int:
        return update.last

    @staticmethod
    def ts_event(update: wire.DepthUpdate, /) -> int | None:
        return update.time

    @staticmethod
    def is_old(update: wire.DepthUpdate, sequence: int, /) -> bool:
        return update.last <= sequence

    @staticmethod
    def follows_snapshot(update: wire.DepthUpdate, sequence: int, /) -> bool:
        return update.first <= sequence + 1

    @staticmethod
    def follows(update: wire.DepthUpdate, sequence: int, /) -> bool:
        return update.first <= sequence + 1

    @staticmethod
    def apply_snapshot(snapshot: wire.DepthUpdate, book: OrderBook, /) -> None:
        book.load(snapshot.bids, snapshot.asks)

    @staticmethod
    def apply(update: wire.DepthUpdate, book: OrderBook, /) -> None:
        book.apply_bids(update.bids)
        book.apply_asks(update.asks)


class ByRestBookRule(BookRule[wire.OrderBook, wire.DepthUpdate]):
    """The book of one request, without a number that joins it to the stream (gemini/developer-platform@5dc98d20
    specs/openapi/rest.yaml, Get Current Order Book)."""

    source = SnapshotSource.REST

    @staticmethod
    def apply_snapshot(snapshot: wire.OrderBook, book: OrderBook, /) -> None:
        book.load(
            [(row.price, row.quantity) for row in snapshot.bids], [(row.price, row.quantity) for row in snapshot.asks]
        )
