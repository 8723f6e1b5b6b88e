"""Coinbase Advanced Trade: what the messages of a stream say about an order book."""

from __future__ import annotations

from venue_runtime.books import OrderBook
from venue_runtime.booksync import BookRule, SnapshotSource
from venue_runtime.exprs import item
from venue_runtime.model import Side
from venue_runtime.wire import ns_from_iso

from . import types as wire
from .mapping import BOOK_SIDE_IN


class Level2BookRule(BookRule[wire.BookEvent, wire.BookEvent]):
    """Quantities are absolute. Updates carry no number; a frame of the connection that is missing starts it over
    (docs.cdp.coinbase.com/coinbase-app/advanced-trade-apis/websocket/websocket-channels, Level2 Channel)."""

    source = SnapshotSource.STREAM
    ordered = False

    @staticmethod
    def ts_event_of_snapshot(snapshot: wire.BookEvent, /) -> int | None:
        return ns_from_iso(_1.event_time) if (_1 := item(snapshot.updates, -1)) is not None else None

    @staticmethod
    def is_snapshot(update: wire.BookEvent, /) -> bool:
        return update.type == "snapshot"

    @staticmethod
    def ts_event(update: wire.BookEvent, /) -> int | None:
        return ns_from_iso(_1.event_time) if (_1 := item(update.updates, -1)) is not None else None

    @staticmethod
    def apply_snapshot(snapshot: wire.BookEvent, book: OrderBook, /) -> None:
        book.load(
            [(row.price, row.size) for row in snapshot.updates if (BOOK_SIDE_IN[row.side]) is Side.BUY],
            [(row.price, row.size) for row in snapshot.updates if (BOOK_SIDE_IN[row.side]) is not Side.BUY],
        )

    @staticmethod
    def apply(update: wire.BookEvent, book: OrderBook, /) -> None:
        book.apply_bids([(row.price, row.size) for row in update.updates if (BOOK_SIDE_IN[row.side]) is Side.BUY])
        book.apply_asks([(row.price, row.size) for row in update.updates if (BOOK_SIDE_IN[row.side]) is not Side.BUY])


class RestBookRule(BookRule[wire.ProductBook, wire.BookEvent]):
    """The book as REST gives it; messages are never read by this rule."""

    source = SnapshotSource.REST

    @staticmethod
    def apply_snapshot(snapshot: wire.ProductBook, book: OrderBook, /) -> None:
        book.load(
            [(row.price, row.size) for row in snapshot.pricebook.bids],
            [(row.price, row.size) for row in snapshot.pricebook.asks],
        )
