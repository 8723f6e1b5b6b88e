"""Kraken Spot: what the messages of a stream say about an order book."""

from __future__ import annotations

from msgspec import UNSET
from venue_runtime.books import OrderBook
from venue_runtime.booksync import BookRule, SnapshotSource
from venue_runtime.checksums import concatenated, crc32, digits
from venue_runtime.exprs import item
from venue_runtime.wire import ns_from_iso

from . import types as wire


class ByRestBookRule(BookRule[wire.ReplyMapDepth, wire.BookUpdate]):
    """The book of one request: nothing joins it to the stream (docs.kraken.com/api/docs/rest-api/get-order-book)."""

    source = SnapshotSource.REST

    @staticmethod
    def apply_snapshot(snapshot: wire.ReplyMapDepth, book: OrderBook, /) -> None:
        bids = _1.bids if (_1 := item(list(snapshot.result.values()), 0)) is not None and _1.bids else []
        asks = _1.asks if (_1 := item(list(snapshot.result.values()), 0)) is not None and _1.asks else []
        book.load([(row[0], row[1]) for row in bids], [(row[0], row[1]) for row in asks])


class Level2BookRule(BookRule[wire.BookUpdate, wire.BookUpdate]):
    """There is no sequence; the checksum is the proof, of the snapshot too
    (docs.kraken.com/exchange/guides/websockets/book-checksum-v2.md)."""

    source = SnapshotSource.FIRST
    checked = True

    @staticmethod
    def ts_event_of_snapshot(snapshot: wire.BookUpdate, /) -> int | None:
        return ns_from_iso(snapshot.time) if snapshot.time is not UNSET else None

    @staticmethod
    def ts_event(update: wire.BookUpdate, /) -> int | None:
        return ns_from_iso(update.time) if update.time is not UNSET else None

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
        return update.checksum

    @staticmethod
    def compute(book: OrderBook, /) -> int:
        return crc32(
            concatenated(book.ask_texts(10), digits, join="") + concatenated(book.bid_texts(10), digits, join="")
        )
