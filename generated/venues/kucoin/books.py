"""KuCoin: what the messages of a stream say about an order book."""

from __future__ import annotations

from decimal import Decimal

from msgspec import UNSET
from venue_runtime.books import OrderBook
from venue_runtime.booksync import BookRule, SnapshotSource

from . import types as wire


class Level2BookRule(BookRule[wire.EnvelopeDepth, wire.DepthUpdate]):
    """The whole book is a signed request, so a live book needs credentials. A price of 0 only moves the sequence
    (kucoin.com/docs/websocket/spot-trading/public-channels/level2-market-data, Calibration procedure)."""

    source = SnapshotSource.REST

    @staticmethod
    def sequence_of_snapshot(snapshot: wire.EnvelopeDepth, /) -> int:
        return int(snapshot.data.sequence)

    @staticmethod
    def sequence_of(update: wire.DepthUpdate, /) -> int:
        return update.last

    @staticmethod
    def ts_event(update: wire.DepthUpdate, /) -> int | None:
        return update.time * 1_000_000 if update.time is not UNSET else None

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
    def apply_snapshot(snapshot: wire.EnvelopeDepth, book: OrderBook, /) -> None:
        book.load([(row[0], row[1]) for row in snapshot.data.bids], [(row[0], row[1]) for row in snapshot.data.asks])

    @staticmethod
    def apply(update: wire.DepthUpdate, book: OrderBook, /) -> None:
        book.apply_bids(
            [
                (row[0], row[1])
                for row in update.changes.bids
                if not (Decimal(row[0]) == 0 or int(row[2]) <= (book.sequence or 0))
            ]
        )
        book.apply_asks(
            [
                (row[0], row[1])
                for row in update.changes.asks
                if not (Decimal(row[0]) == 0 or int(row[2]) <= (book.sequence or 0))
            ]
        )
