"""Coinbase Exchange: what the messages of a stream say about an order book."""

from __future__ import annotations

from msgspec import UNSET
from venue_runtime.books import OrderBook
from venue_runtime.booksync import BookRule, SnapshotSource
from venue_runtime.model import Side
from venue_runtime.wire import ns_from_iso

from . import types as wire
from .mapping import SIDE_IN


class Level2BookRule(BookRule[wire.Level2, wire.Level2]):
    """Updates carry no number, so a lost one is seen only when the book crosses
    (docs.cdp.coinbase.com/exchange/websocket-feed/channels.md, Level2 Batch Channel)."""

    source = SnapshotSource.STREAM
    ordered = False

    @staticmethod
    def ts_event_of_snapshot(snapshot: wire.Level2, /) -> int | None:
        return ns_from_iso(snapshot.time) if snapshot.time is not UNSET else None

    @staticmethod
    def is_snapshot(update: wire.Level2, /) -> bool:
        return update.type == "snapshot"

    @staticmethod
    def ts_event(update: wire.Level2, /) -> int | None:
        return ns_from_iso(update.time) if update.time is not UNSET else None

    @staticmethod
    def apply_snapshot(snapshot: wire.Level2, book: OrderBook, /) -> None:
        book.load(
            [(row[0], row[1]) for row in (snapshot.bids if snapshot.bids is not UNSET and snapshot.bids else [])],
            [(row[0], row[1]) for row in (snapshot.asks if snapshot.asks is not UNSET and snapshot.asks else [])],
        )

    @staticmethod
    def apply(update: wire.Level2, book: OrderBook, /) -> None:
        book.apply_bids(
            [
                (row[1], row[2])
                for row in (update.changes if update.changes is not UNSET and update.changes else [])
                if (SIDE_IN[row[0]]) is Side.BUY
            ]
        )
        book.apply_asks(
            [
                (row[1], row[2])
                for row in (update.changes if update.changes is not UNSET and update.changes else [])
                if (SIDE_IN[row[0]]) is not Side.BUY
            ]
        )


class RestBookRule(BookRule[wire.OrderBook, wire.Level2]):
    """The book as REST gives it."""

    source = SnapshotSource.REST

    @staticmethod
    def sequence_of_snapshot(snapshot: wire.OrderBook, /) -> int:
        return snapshot.sequence

    @staticmethod
    def apply_snapshot(snapshot: wire.OrderBook, book: OrderBook, /) -> None:
        book.load([(row[0], row[1]) for row in snapshot.bids], [(row[0], row[1]) for row in snapshot.asks])
