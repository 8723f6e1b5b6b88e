"""What the public streams of the simulated venue must tell the client: the exchange's own book and trades."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...spec.model import Operation
    from ..context import VenueContext


@dataclass(frozen=True, slots=True)
class StreamCasesView:
    """Which public streams there are, and what their messages tell."""

    book_channel: str
    """Channel of the book; empty where there is none."""
    book_checked: bool
    """A lost update shows."""
    trades: bool
    unsubscribed: str
    """Channel of the trades, where one can leave it; empty elsewhere."""
    told_end: bool
    """The venue says when it will close the connection of the trades."""
    ticker: frozenset[str]
    """Fields that the ticker has; empty where there is none."""
    candles: str
    """The shortest interval of the candles; empty where there are none."""


def build(context: VenueContext) -> StreamCasesView | None:
    """None for a venue without public streams."""
    operations = context.spec.operations
    book, ticker, candles = (operations.get(f"watch_{name}") for name in ("order_book", "ticker", "candles"))
    channel, checked = "", False
    if book is not None and book.book is not None:
        rule = context.spec.books[book.book]
        channel = (book.channel or rule.channel).partition(".")[2]
        connection = context.spec.ws[(book.channel or rule.channel).partition(".")[0]]
        checked = rule.next_if is not None or rule.checksum is not None or connection.sequence is not None
    fields = context.spec.maps[ticker.map].fields if ticker is not None and ticker.map is not None else {}
    trades = operations.get("watch_trades")
    name, _, trade_channel = (trades.channel or "" if trades is not None else "").partition(".")
    feed = context.spec.ws.get(name)
    found = StreamCasesView(
        book_channel=channel,
        book_checked=checked,
        trades=trades is not None,
        unsubscribed=trade_channel if feed is not None and feed.unsubscribe is not None else "",
        told_end=feed is not None and any(rule.drain is not None for rule in feed.receive),
        ticker=frozenset(fields),
        candles=_shortest(candles),
    )
    return found if channel or found.trades or found.ticker or found.candles else None


def _shortest(candles: Operation | None) -> str:
    if candles is None:
        return ""
    return "1m" if "1m" in candles.intervals else next(iter(candles.intervals), "")
