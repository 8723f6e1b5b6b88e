"""Example Exchange: what the messages of a stream say about an order book."""

from __future__ import annotations

from venue_runtime.books import OrderBook
from venue_runtime.booksync import BookRule, SnapshotSource
from venue_runtime.checksums import absent_if, crc32, interleaved

from . import types as wire


class Level2BookRule(BookRule[wire.BookUpdate, wire.BookUpdate]):
    """Order book from `public.book` (made up)."""

    source = SnapshotSource.STREAM
    checked = True

    @staticmethod
    def sequence_of_snapshot(snapshot: wire.BookUpdate, /) -> int:
        return snapshot.seq

    @staticmethod
    def ts_event_of_snapshot(snapshot: wire.BookUpdate, /) -> int | None:
        return snapshot.time * 1_000_000

    @staticmethod
    def is_snapshot(update: wire.BookUpdate, /) -> bool:
        return update.kind == "snapshot"

    @staticmethod
    def sequence_of(update: wire.BookUpdate, /) -> int:
        return update.seq

    @staticmethod
    def ts_event(update: wire.BookUpdate, /) -> int | None:
        return update.time * 1_000_000

    @staticmethod
    def is_old(update: wire.BookUpdate, sequence: int, /) -> bool:
        return update.seq <= sequence

    @staticmethod
    def follows_snapshot(update: wire.BookUpdate, sequence: int, /) -> bool:
        return update.prev == sequence

    @staticmethod
    def follows(update: wire.BookUpdate, sequence: int, /) -> bool:
        return update.prev == sequence

    @staticmethod
    def apply_snapshot(snapshot: wire.BookUpdate, book: OrderBook, /) -> None:
        book.load([(row.price, row.size) for row in snapshot.bids], [(row.price, row.size) for row in snapshot.asks])

    @staticmethod
    def apply(update: wire.BookUpdate, book: OrderBook, /) -> None:
        book.apply_bids([(row.price, row.size) for row in update.bids])
        book.apply_asks([(row.price, row.size) for row in update.asks])

    @staticmethod
    def checksum(update: wire.BookUpdate, /) -> int | None:
        return absent_if(update.crc, 0)

    @staticmethod
    def compute(book: OrderBook, /) -> int:
        return crc32(interleaved(book.bid_texts(2), book.ask_texts(2), join=":"))
