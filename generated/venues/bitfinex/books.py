"""Bitfinex: what the messages of a stream say about an order book."""

from __future__ import annotations

from decimal import Decimal

from venue_runtime.books import OrderBook
from venue_runtime.booksync import BookRule, SnapshotSource
from venue_runtime.checksums import crc32, interleaved, js_number, negated, signed

from . import types as wire


class RestBookRule(BookRule[list[wire.BookRow], wire.BookMessage]):
    """Order book from `books.book`."""

    source = SnapshotSource.REST

    @staticmethod
    def apply_snapshot(snapshot: list[wire.BookRow], book: OrderBook, /) -> None:
        book.load(
            [(row[0], abs(row[2])) for row in snapshot if row[2] > 0],
            [(row[0], abs(row[2])) for row in snapshot if row[2] <= 0],
        )


class Level2BookRule(BookRule[wire.BookMessage, wire.BookMessage]):
    """Order book from `books.book` (docs.bitfinex.com/reference/ws-public-books and docs/ws-websocket-checksum)."""

    source = SnapshotSource.FIRST
    checked = True

    @staticmethod
    def apply_snapshot(snapshot: wire.BookMessage, book: OrderBook, /) -> None:
        book.load(
            [
                (row[0], Decimal(0) if row[1] == 0 else abs(row[2]))
                for row in (snapshot if isinstance(snapshot, list) and snapshot else [])
                if row[2] > 0
            ],
            [
                (row[0], Decimal(0) if row[1] == 0 else abs(row[2]))
                for row in (snapshot if isinstance(snapshot, list) and snapshot else [])
                if row[2] <= 0
            ],
        )

    @staticmethod
    def apply(update: wire.BookMessage, book: OrderBook, /) -> None:
        book.apply_bids(
            [
                (row[0], Decimal(0) if row[1] == 0 else abs(row[2]))
                for row in (update if isinstance(update, list) and update else [])
                if row[2] > 0
            ]
        )
        book.apply_asks(
            [
                (row[0], Decimal(0) if row[1] == 0 else abs(row[2]))
                for row in (update if isinstance(update, list) and update else [])
                if row[2] <= 0
            ]
        )

    @staticmethod
    def checksum(update: wire.BookMessage, /) -> int | None:
        return update if isinstance(update, int) else None

    @staticmethod
    def compute(book: OrderBook, /) -> int:
        return signed(crc32(interleaved(book.bid_texts(25), negated(book.ask_texts(25)), js_number, join=":")))
