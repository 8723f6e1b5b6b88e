"""OKX: what the messages of a stream say about an order book."""

from __future__ import annotations

from msgspec import UNSET
from venue_runtime.books import OrderBook
from venue_runtime.booksync import BookRule, SnapshotSource
from venue_runtime.checksums import absent_if, crc32, interleaved, signed
from venue_runtime.wire import ns_from_ms

from . import types as wire


class BooksBookRule(BookRule[wire.BookUpdate, wire.BookUpdate]):
    """Order book from `public.books` (docs-v5, WS / Order book channel: Sequence ID, with both exceptions, and
    Checksum)."""

    source = SnapshotSource.STREAM
    checked = True

    @staticmethod
    def sequence_of_snapshot(snapshot: wire.BookUpdate, /) -> int:
        return snapshot.sequence

    @staticmethod
    def ts_event_of_snapshot(snapshot: wire.BookUpdate, /) -> int | None:
        return ns_from_ms(snapshot.time)

    @staticmethod
    def is_snapshot(update: wire.BookUpdate, /) -> bool:
        return update.previous == -1

    @staticmethod
    def sequence_of(update: wire.BookUpdate, /) -> int:
        return update.sequence

    @staticmethod
    def ts_event(update: wire.BookUpdate, /) -> int | None:
        return ns_from_ms(update.time)

    @staticmethod
    def follows_snapshot(update: wire.BookUpdate, sequence: int, /) -> bool:
        return update.previous == sequence

    @staticmethod
    def follows(update: wire.BookUpdate, sequence: int, /) -> bool:
        return update.previous == sequence

    @staticmethod
    def apply_snapshot(snapshot: wire.BookUpdate, book: OrderBook, /) -> None:
        book.load(
            [(row.price, row.quantity) for row in snapshot.bids], [(row.price, row.quantity) for row in snapshot.asks]
        )

    @staticmethod
    def apply(update: wire.BookUpdate, book: OrderBook, /) -> None:
        book.apply_bids([(row.price, row.quantity) for row in update.bids])
        book.apply_asks([(row.price, row.quantity) for row in update.asks])

    @staticmethod
    def checksum(update: wire.BookUpdate, /) -> int | None:
        return absent_if(update.checksum if update.checksum is not UNSET else None, 0)

    @staticmethod
    def compute(book: OrderBook, /) -> int:
        return signed(crc32(interleaved(book.bid_texts(25), book.ask_texts(25), join=":")))


class Books2022BookRule(BookRule[wire.BookUpdate2022, wire.BookUpdate2022]):
    """Order book from `public.books_2022` (the example of docs-v5 as quoted on 2021-11-29, and recorded traffic of
    2022-05-13)."""

    source = SnapshotSource.FIRST
    checked = True

    @staticmethod
    def ts_event_of_snapshot(snapshot: wire.BookUpdate2022, /) -> int | None:
        return ns_from_ms(snapshot.time)

    @staticmethod
    def ts_event(update: wire.BookUpdate2022, /) -> int | None:
        return ns_from_ms(update.time)

    @staticmethod
    def apply_snapshot(snapshot: wire.BookUpdate2022, book: OrderBook, /) -> None:
        book.load(
            [(row.price, row.quantity) for row in snapshot.bids], [(row.price, row.quantity) for row in snapshot.asks]
        )

    @staticmethod
    def apply(update: wire.BookUpdate2022, book: OrderBook, /) -> None:
        book.apply_bids([(row.price, row.quantity) for row in update.bids])
        book.apply_asks([(row.price, row.quantity) for row in update.asks])

    @staticmethod
    def checksum(update: wire.BookUpdate2022, /) -> int | None:
        return absent_if(update.checksum if update.checksum is not UNSET else None, 0)

    @staticmethod
    def compute(book: OrderBook, /) -> int:
        return signed(crc32(interleaved(book.bid_texts(25), book.ask_texts(25), join=":")))


class RestBookRule(BookRule[wire.OneDepth, wire.BookUpdate]):
    """The book as REST gives it, which carries no sequence."""

    source = SnapshotSource.REST

    @staticmethod
    def apply_snapshot(snapshot: wire.OneDepth, book: OrderBook, /) -> None:
        book.load(
            [(row.price, row.quantity) for row in snapshot.data[0].bids],
            [(row.price, row.quantity) for row in snapshot.data[0].asks],
        )
