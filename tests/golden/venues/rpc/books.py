"""Rpc: what the messages of a stream say about an order book."""

from __future__ import annotations

from decimal import Decimal

from venue_runtime.books import OrderBook
from venue_runtime.booksync import BookRule, SnapshotSource

from . import types as wire


class RawBookRule(BookRule[wire.Book, wire.Book]):
    """Order book from `stream.book` (made up)."""

    source = SnapshotSource.STREAM

    @staticmethod
    def sequence_of_snapshot(snapshot: wire.Book, /) -> int:
        return snapshot.seq

    @staticmethod
    def ts_event_of_snapshot(snapshot: wire.Book, /) -> int | None:
        return snapshot.ts * 1_000_000

    @staticmethod
    def is_snapshot(update: wire.Book, /) -> bool:
        return update.kind == "snapshot"

    @staticmethod
    def sequence_of(update: wire.Book, /) -> int:
        return update.seq

    @staticmethod
    def ts_event(update: wire.Book, /) -> int | None:
        return update.ts * 1_000_000

    @staticmethod
    def follows_snapshot(update: wire.Book, sequence: int, /) -> bool:
        return update.prev == sequence

    @staticmethod
    def follows(update: wire.Book, sequence: int, /) -> bool:
        return update.prev == sequence

    @staticmethod
    def apply_snapshot(snapshot: wire.Book, book: OrderBook, /) -> None:
        book.load(
            [(row[1], Decimal(0) if row[0] == "delete" else row[2]) for row in snapshot.bids],
            [(row[1], Decimal(0) if row[0] == "delete" else row[2]) for row in snapshot.asks],
        )

    @staticmethod
    def apply(update: wire.Book, book: OrderBook, /) -> None:
        book.apply_bids([(row[1], Decimal(0) if row[0] == "delete" else row[2]) for row in update.bids])
        book.apply_asks([(row[1], Decimal(0) if row[0] == "delete" else row[2]) for row in update.asks])
