"""Gate: what the messages of a stream say about an order book."""

from __future__ import annotations

from msgspec import UNSET
from venue_runtime.books import OrderBook
from venue_runtime.booksync import BookRule, SnapshotSource

from . import types as wire


class DepthBookRule(BookRule[wire.DepthUpdate, wire.DepthUpdate]):
    """The venue may send the whole book again at any time, and it replaces ours
    (gate.com/docs/developers/apiv4/ws/en, Order Book V2 API: Maintain local depth)."""

    source = SnapshotSource.STREAM

    @staticmethod
    def sequence_of_snapshot(snapshot: wire.DepthUpdate, /) -> int:
        return snapshot.last

    @staticmethod
    def ts_event_of_snapshot(snapshot: wire.DepthUpdate, /) -> int | None:
        return snapshot.time * 1_000_000

    @staticmethod
    def is_snapshot(update: wire.DepthUpdate, /) -> bool:
        return update.full is not UNSET and update.full or False

    @staticmethod
    def sequence_of(update: wire.DepthUpdate, /) -> int:
        return update.last

    @staticmethod
    def ts_event(update: wire.DepthUpdate, /) -> int | None:
        return update.time * 1_000_000

    @staticmethod
    def follows_snapshot(update: wire.DepthUpdate, sequence: int, /) -> bool:
        return update.first == sequence + 1

    @staticmethod
    def follows(update: wire.DepthUpdate, sequence: int, /) -> bool:
        return update.first == sequence + 1

    @staticmethod
    def apply_snapshot(snapshot: wire.DepthUpdate, book: OrderBook, /) -> None:
        book.load(
            snapshot.bids if snapshot.bids is not UNSET and snapshot.bids else [],
            snapshot.asks if snapshot.asks is not UNSET and snapshot.asks else [],
        )

    @staticmethod
    def apply(update: wire.DepthUpdate, book: OrderBook, /) -> None:
        book.apply_bids(update.bids if update.bids is not UNSET and update.bids else [])
        book.apply_asks(update.asks if update.asks is not UNSET and update.asks else [])


class IncrementsBookRule(BookRule[wire.Depth, wire.BookUpdate]):
    """The REST book, and the rule by which the older stream joins it (gate.com/docs/developers/apiv4/ws/en, How to
    maintain local order book)."""

    source = SnapshotSource.REST

    @staticmethod
    def sequence_of_snapshot(snapshot: wire.Depth, /) -> int:
        return snapshot.id

    @staticmethod
    def sequence_of(update: wire.BookUpdate, /) -> int:
        return update.last

    @staticmethod
    def ts_event(update: wire.BookUpdate, /) -> int | None:
        return update.time * 1_000_000

    @staticmethod
    def is_old(update: wire.BookUpdate, sequence: int, /) -> bool:
        return update.last < sequence + 1

    @staticmethod
    def follows_snapshot(update: wire.BookUpdate, sequence: int, /) -> bool:
        return update.first <= sequence + 1

    @staticmethod
    def follows(update: wire.BookUpdate, sequence: int, /) -> bool:
        return update.first <= sequence + 1

    @staticmethod
    def apply_snapshot(snapshot: wire.Depth, book: OrderBook, /) -> None:
        book.load(snapshot.bids, snapshot.asks)

    @staticmethod
    def apply(update: wire.BookUpdate, book: OrderBook, /) -> None:
        book.apply_bids(update.bids)
        book.apply_asks(update.asks)
