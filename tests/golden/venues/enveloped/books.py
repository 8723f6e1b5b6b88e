"""Enveloped: what the messages of a stream say about an order book."""

from __future__ import annotations

from msgspec import UNSET
from venue_runtime.books import OrderBook
from venue_runtime.booksync import BookRule, SnapshotSource
from venue_runtime.checksums import absent_if, crc32, interleaved, signed
from venue_runtime.wire import ns_from_ms

from . import types as wire


class DeepBookRule(BookRule[wire.Book, wire.Book]):
    """Order book from `public.book` (made up)."""

    source = SnapshotSource.STREAM
    checked = True

    @staticmethod
    def sequence_of_snapshot(snapshot: wire.Book, /) -> int:
        return snapshot.seq

    @staticmethod
    def ts_event_of_snapshot(snapshot: wire.Book, /) -> int | None:
        return ns_from_ms(snapshot.ts)

    @staticmethod
    def is_snapshot(update: wire.Book, /) -> bool:
        return update.prev == -1

    @staticmethod
    def sequence_of(update: wire.Book, /) -> int:
        return update.seq

    @staticmethod
    def ts_event(update: wire.Book, /) -> int | None:
        return ns_from_ms(update.ts)

    @staticmethod
    def follows_snapshot(update: wire.Book, sequence: int, /) -> bool:
        return update.prev == sequence

    @staticmethod
    def follows(update: wire.Book, sequence: int, /) -> bool:
        return update.prev == sequence

    @staticmethod
    def apply_snapshot(snapshot: wire.Book, book: OrderBook, /) -> None:
        book.load(snapshot.bids, snapshot.asks)

    @staticmethod
    def apply(update: wire.Book, book: OrderBook, /) -> None:
        book.apply_bids(update.bids)
        book.apply_asks(update.asks)

    @staticmethod
    def checksum(update: wire.Book, /) -> int | None:
        return absent_if(update.checksum if update.checksum is not UNSET else None, 0)

    @staticmethod
    def compute(book: OrderBook, /) -> int:
        return signed(crc32(interleaved(book.bid_texts(25), book.ask_texts(25), join=":")))
