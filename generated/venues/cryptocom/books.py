"""Crypto.com Exchange: what the messages of a stream say about an order book."""

from __future__ import annotations

from msgspec import UNSET
from venue_runtime.books import OrderBook
from venue_runtime.booksync import BookRule, SnapshotSource

from . import types as wire


class ChainedBookRule(BookRule[wire.BookUpdate, wire.BookUpdate]):
    """Order book from `market.book` (docs/api/websocket/ws-channel-book-instrument-name-depth (`pu`, the sequence
    before this one))."""

    source = SnapshotSource.STREAM

    @staticmethod
    def sequence_of_snapshot(snapshot: wire.BookUpdate, /) -> int:
        return snapshot.sequence

    @staticmethod
    def ts_event_of_snapshot(snapshot: wire.BookUpdate, /) -> int | None:
        return int(snapshot.time) * 1_000_000

    @staticmethod
    def is_snapshot(update: wire.BookUpdate, /) -> bool:
        return update.update is UNSET

    @staticmethod
    def sequence_of(update: wire.BookUpdate, /) -> int:
        return update.sequence

    @staticmethod
    def ts_event(update: wire.BookUpdate, /) -> int | None:
        return int(update.time) * 1_000_000

    @staticmethod
    def follows_snapshot(update: wire.BookUpdate, sequence: int, /) -> bool:
        return update.previous == sequence

    @staticmethod
    def follows(update: wire.BookUpdate, sequence: int, /) -> bool:
        return update.previous == sequence

    @staticmethod
    def apply_snapshot(snapshot: wire.BookUpdate, book: OrderBook, /) -> None:
        book.load(
            [
                (row.price, row.quantity)
                for row in (snapshot.bids if snapshot.bids is not UNSET and snapshot.bids else [])
            ],
            [
                (row.price, row.quantity)
                for row in (snapshot.asks if snapshot.asks is not UNSET and snapshot.asks else [])
            ],
        )

    @staticmethod
    def apply(update: wire.BookUpdate, book: OrderBook, /) -> None:
        book.apply_bids(
            [(row.price, row.quantity) for row in (update.update.bids if update.update is not UNSET else [])]
        )
        book.apply_asks(
            [(row.price, row.quantity) for row in (update.update.asks if update.update is not UNSET else [])]
        )


class RestBookRule(BookRule[wire.ResultBook, wire.BookUpdate]):
    """The book as REST gives it, of 50 levels at most."""

    source = SnapshotSource.REST

    @staticmethod
    def apply_snapshot(snapshot: wire.ResultBook, book: OrderBook, /) -> None:
        book.load(
            [(row.price, row.quantity) for row in snapshot.result.data[0].bids],
            [(row.price, row.quantity) for row in snapshot.result.data[0].asks],
        )
