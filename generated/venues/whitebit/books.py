"""WhiteBIT: what the messages of a stream say about an order book."""

from __future__ import annotations

from msgspec import UNSET
from venue_runtime.books import OrderBook
from venue_runtime.booksync import BookRule, SnapshotSource
from venue_runtime.wire import ns_from_s

from . import types as wire


class DepthBookRule(BookRule[wire.DepthUpdate, wire.DepthUpdate]):
    """After ten seconds without a change the whole book comes again, and replaces ours
    (whitebit-exchange/docs@4a67f22 asyncapi/public/depth.yaml, websocket/market-streams/depth.mdx)."""

    source = SnapshotSource.STREAM
    depth = 100

    @staticmethod
    def sequence_of_snapshot(snapshot: wire.DepthUpdate, /) -> int:
        return snapshot[1].update_id

    @staticmethod
    def ts_event_of_snapshot(snapshot: wire.DepthUpdate, /) -> int | None:
        return ns_from_s(snapshot[1].event_time)

    @staticmethod
    def is_snapshot(update: wire.DepthUpdate, /) -> bool:
        return update[0]

    @staticmethod
    def sequence_of(update: wire.DepthUpdate, /) -> int:
        return update[1].update_id

    @staticmethod
    def ts_event(update: wire.DepthUpdate, /) -> int | None:
        return ns_from_s(update[1].event_time)

    @staticmethod
    def follows_snapshot(update: wire.DepthUpdate, sequence: int, /) -> bool:
        return (_1 if (_1 := update[1].past_update_id) is not UNSET else None) == sequence

    @staticmethod
    def follows(update: wire.DepthUpdate, sequence: int, /) -> bool:
        return (_1 if (_1 := update[1].past_update_id) is not UNSET else None) == sequence

    @staticmethod
    def apply_snapshot(snapshot: wire.DepthUpdate, book: OrderBook, /) -> None:
        book.load(snapshot[1].bids, snapshot[1].asks)

    @staticmethod
    def apply(update: wire.DepthUpdate, book: OrderBook, /) -> None:
        book.apply_bids(update[1].bids)
        book.apply_asks(update[1].asks)


class ByRestBookRule(BookRule[wire.OrderBook, wire.DepthUpdate]):
    """Order book from `depth.books`."""

    source = SnapshotSource.REST

    @staticmethod
    def apply_snapshot(snapshot: wire.OrderBook, book: OrderBook, /) -> None:
        book.load(snapshot.bids, snapshot.asks)
