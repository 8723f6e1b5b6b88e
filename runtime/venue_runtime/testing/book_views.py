"""A book as one subscription sees it: the start, then what changed, cut to a depth, with the texts of its checksum."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from venue_runtime.model import Side
from venue_runtime.testing.events import BookEvent
from venue_runtime.testing.exchange import SimulatedExchange
from venue_runtime.wire import decimal_text

__all__ = ["BookUpdate", "SubscribedBook", "Level", "Texts", "plain_update"]

Texts = list[tuple[str, str]]


class Level(Struct, frozen=True):
    """A row of an update: `quantity` is absolute, zero for a level that is gone."""

    price: Decimal
    quantity: Decimal


class BookUpdate(Struct, frozen=True, kw_only=True):
    """What one message says, best levels first. `previous_id` is the id of the message before it."""

    symbol: str
    first_id: int
    last_id: int
    previous_id: int
    bids: list[Level]
    asks: list[Level]
    ts_event: int
    view: SubscribedBook | None = None
    count: int = 0
    """Number of this message, where each one counts for one: from the id of the start on."""

    def bid_texts(self, levels: int) -> Texts:
        """Price and quantity of the best bids after this message, as they are sent."""
        return self.view.texts(Side.BUY, levels) if self.view is not None else []

    def ask_texts(self, levels: int) -> Texts:
        """Price and quantity of the best asks after this message, as they are sent."""
        return self.view.texts(Side.SELL, levels) if self.view is not None else []


def plain_update(event: BookEvent) -> BookUpdate:
    """An event as it is, for books that need neither a start nor a depth nor a checksum."""
    return BookUpdate(
        symbol=event.symbol,
        first_id=event.first_id,
        last_id=event.last_id,
        previous_id=event.first_id - 1,
        bids=[Level(each.price, each.quantity) for each in event.changes if each.side is Side.BUY],
        asks=[Level(each.price, each.quantity) for each in event.changes if each.side is Side.SELL],
        ts_event=event.ts_event,
    )


class SubscribedBook:
    """The levels that the subscriber has by now. `depth` None: all of them."""

    def __init__(self, exchange: SimulatedExchange, symbol: str, depth: int | None = None) -> None:
        book = exchange.book(symbol)
        self._symbol = symbol
        self._depth = depth
        self._full = {
            Side.BUY: {each.price: each.quantity for each in book.bids},
            Side.SELL: {each.price: each.quantity for each in book.asks},
        }
        self._shown = {side: self._top(side) for side in self._full}
        self._sent = self._count = book.last_id
        self._ts_event = book.ts_event

    def _top(self, side: Side, levels: int | None = None) -> dict[Decimal, Decimal]:
        prices = sorted(self._full[side], reverse=side is Side.BUY)
        return {price: self._full[side][price] for price in prices[: levels or self._depth]}

    def texts(self, side: Side, levels: int) -> Texts:
        """The best levels as they are sent."""
        return [(decimal_text(price), decimal_text(size)) for price, size in self._top(side, levels).items()]

    def whole(self) -> BookUpdate:
        """Everything that is shown, as of the last message."""
        bids, asks = ([Level(*row) for row in self._shown[side].items()] for side in (Side.BUY, Side.SELL))
        return self._update(self._sent, self._sent, bids, asks)

    def advance(self, event: BookEvent, whole: bool = False) -> BookUpdate | None:
        """What the next message says (`whole`: with every level); None where nothing that is shown has changed."""
        for each in event.changes:
            if each.quantity:
                self._full[each.side][each.price] = each.quantity
            else:
                self._full[each.side].pop(each.price, None)
        self._ts_event = event.ts_event
        changed = {side: self._difference(side) for side in (Side.BUY, Side.SELL)}
        if self._depth is not None and not any(changed.values()):
            return None
        before, self._sent = self._sent, event.last_id
        self._count += 1
        if whole:
            return self.whole()
        return self._update(event.first_id, before, changed[Side.BUY], changed[Side.SELL])

    def _difference(self, side: Side) -> list[Level]:
        """A level that others push out of the depth is not told: the subscriber cuts its book too."""
        old, new = self._shown[side], self._top(side)
        self._shown[side] = new
        rows = [Level(price, size) for price, size in new.items() if old.get(price) != size]
        return rows + [Level(price, Decimal(0)) for price in old if price not in self._full[side]]

    def _update(self, first_id: int, previous_id: int, bids: list[Level], asks: list[Level]) -> BookUpdate:
        return BookUpdate(
            symbol=self._symbol,
            first_id=first_id,
            last_id=self._sent,
            previous_id=previous_id,
            bids=bids,
            asks=asks,
            ts_event=self._ts_event,
            view=self,
            count=self._count,
        )
