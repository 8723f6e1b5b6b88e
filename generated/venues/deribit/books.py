"""Deribit: what the messages of a stream say about an order book."""

from __future__ import annotations

from decimal import Decimal

from venue_runtime.books import OrderBook
from venue_runtime.booksync import BookRule, SnapshotSource

from . import types as wire


class ChainedBookRule(BookRule[wire.BookUpdate, wire.BookUpdate]):
    """Order book from `public.book` (docs.deribit.com/subscriptions/orderbook/bookinstrument_nameinterval
    (change_id, prev_change_id))."""

    source = SnapshotSource.STREAM

    @staticmethod
    def sequence_of_snapshot(snapshot: wire.BookUpdate, /) -> int:
        return snapshot.sequence

    @staticmethod
    def ts_event_of_snapshot(snapshot: wire.BookUpdate, /) -> int | None:
        return snapshot.timestamp * 1_000_000

    @staticmethod
    def is_snapshot(update: wire.BookUpdate, /) -> bool:
        return update.kind == "snapshot"

    @staticmethod
    def sequence_of(update: wire.BookUpdate, /) -> int:
        return update.sequence

    @staticmethod
    def ts_event(update: wire.BookUpdate, /) -> int | None:
        return update.timestamp * 1_000_000

    @staticmethod
    def follows_snapshot(update: wire.BookUpdate, sequence: int, /) -> bool:
        return update.previous == sequence

    @staticmethod
    def follows(update: wire.BookUpdate, sequence: int, /) -> bool:
        return update.previous == sequence

    @staticmethod
    def apply_snapshot(snapshot: wire.BookUpdate, book: OrderBook, /) -> None:
        book.load(
            [(row[1], Decimal(0) if row[0] == "delete" else row[2]) for row in snapshot.bids],
            [(row[1], Decimal(0) if row[0] == "delete" else row[2]) for row in snapshot.asks],
        )

    @staticmethod
    def apply(update: wire.BookUpdate, book: OrderBook, /) -> None:
        book.apply_bids([(row[1], Decimal(0) if row[0] == "delete" else row[2]) for row in update.bids])
        book.apply_asks([(row[1], Decimal(0) if row[0] == "delete" else row[2]) for row in update.asks])


class ByRestBookRule(BookRule[wire.ResultOrderBook, wire.BookUpdate]):
    """Of one request alone."""

    source = SnapshotSource.REST

    @staticmethod
    def sequence_of_snapshot(snapshot: wire.ResultOrderBook, /) -> int:
        return snapshot.result.sequence

    @staticmethod
    def sequence_of(update: wire.BookUpdate, /) -> int:
        return update.sequence

    @staticmethod
    def follows_snapshot(update: wire.BookUpdate, sequence: int, /) -> bool:
        return update.previous == sequence

    @staticmethod
    def follows(update: wire.BookUpdate, sequence: int, /) -> bool:
        return update.previous == sequence

    @staticmethod
    def apply_snapshot(snapshot: wire.ResultOrderBook, book: OrderBook, /) -> None:
        book.load(
            [(row[0], row[1]) for row in snapshot.result.bids], [(row[0], row[1]) for row in snapshot.result.asks]
        )

    @staticmethod
    def apply(update: wire.BookUpdate, book: OrderBook, /) -> None:
        book.apply_bids([(row[1], row[2]) for row in update.bids])
        book.apply_asks([(row[1], row[2]) for row in update.asks])
