"""Order books: exact levels, sorted by a float that never leaves the book.

A side keeps what the venue sent: a dict from the price's text to the quantity's text. Beside it two parallel lists
hold, in order, the same prices as text and as float sort keys. Changes and removals are one `dict.update`; only a new
price is parsed and sorted in. `Decimal` objects are made only for levels that somebody reads. Two different decimals
that share a float are kept apart, and one decimal written two ways ("1.5", "1.50") is one level: both are settled by
comparing Decimals, off the fast path.

Rules (see `booksync`) write into a book with `load`, `apply_bids`, `apply_asks` and `set_level`; users read it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from decimal import Decimal
from enum import StrEnum
from heapq import nsmallest
from itertools import islice
from typing import Any

from msgspec import Struct

from .model import BookLevel, Side

__all__ = ["BookFault", "BookState", "LastKnown", "OrderBook", "OrderLevels", "OrderRow", "Row"]

Row = Sequence[str | Decimal]
"""Price, quantity and anything after them: text as the venue wrote it, or Decimal where it sends JSON numbers."""


_ZERO = "0." + 60 * "0"
"""Longer than any zero. Plain digits are told from zero by comparing text, at a third of the time that parsing takes:
by how they begin, or, after "0.", by being more than this. What is written otherwise ("0E-8", "00") is parsed."""


class BookFault(Exception):
    """An update that cannot be true of the book it is applied to, such as the removal of an unknown level."""


class BookState(StrEnum):
    """How far a book may be trusted: only LIVE shows prices."""

    EMPTY = "empty"  # nothing was ever received
    SYNCING = "syncing"  # the first snapshot is under way
    LIVE = "live"
    STALE = "stale"  # was live; an update is missing or the stream is down


class LastKnown(Struct, frozen=True):
    """The levels a book last had, whatever its state: for display, never for quoting. Best first."""

    bids: list[BookLevel]
    asks: list[BookLevel]
    sequence: int | None
    ts_event: int | None
    ts_recv: int | None
    state: BookState

    @property
    def best_bid(self) -> BookLevel | None:
        return self.bids[0] if self.bids else None

    @property
    def best_ask(self) -> BookLevel | None:
        return self.asks[0] if self.asks else None


def _text(value: str | Decimal) -> str:
    """Plain digits, never an exponent: checksums and comparisons are over what a person would write."""
    return value if type(value) is str else format(Decimal(value), "f")


def _pairs(rows: Sequence[Row]) -> list[tuple[str, str]]:
    return [(_text(row[0]), _text(row[1])) for row in rows]


class _Levels:
    """One side. `keys` ascend and the best level is last: the top, where most changes are, moves little memory.

    `quantities`, `keys` and `prices` always hold the same levels. Levels of quantity zero are removed ones: they stay
    until they come to the top or outnumber the others, so that a removal costs as little as a change.
    """

    __slots__ = ("_level", "_level_price", "_level_quantity", "_limit", "eager", "keys", "prices", "quantities", "sign")

    def __init__(self, sign: float) -> None:
        self.sign = sign  # 1.0 for bids; -1.0 for asks, so that the lowest ask sorts last
        self.eager = False  # remove at once: for books cut to a depth, which have to count their levels
        self.quantities: dict[str, str] = {}
        self.keys: list[float] = []
        self.prices: list[str] = []
        self._limit = 1024
        self._level: BookLevel | None = None
        self._level_price: str | None = None
        self._level_quantity: str | None = None

    def apply(self, rows: Sequence[Row]) -> None:
        """Absolute quantities; zero removes, also what is not there. Raises ValueError on a price that is no number."""
        if not rows:
            return
        first = rows[0]
        if len(first) != 2 or type(first[0]) is not str or type(first[1]) is not str:
            rows = _pairs(rows)
        pairs: Sequence[tuple[str, str]] = rows  # type: ignore[assignment]
        quantities = self.quantities
        quantities.update(pairs)
        added = len(quantities) - len(self.keys)
        if added:
            self._insert(list(islice(reversed(quantities), added)))  # a dict keeps order: the new ones are its last
        if self.eager:
            for price, _ in pairs:  # by what they are now: one message may change a price twice
                if price in quantities and not float(quantities[price]):
                    self.remove(price)

    def load(self, rows: Sequence[Row]) -> None:
        """Replace everything, in any order of rows."""
        self.clear()
        if not rows:
            return
        pairs = _pairs(rows)
        sign = self.sign
        ordered = sorted([(sign * float(price), price, quantity) for price, quantity in pairs if float(quantity)])
        keys = [row[0] for row in ordered]
        if len(set(keys)) == len(keys) and not any(key - key for key in keys):
            self.keys = keys
            self.prices = [row[1] for row in ordered]
            self.quantities = {row[1]: row[2] for row in ordered}
            self._limit = 2 * len(keys) + 1024
        else:  # repeated prices, or decimals that share a float: one by one
            self.apply(pairs)

    def clear(self) -> None:
        self.quantities, self.keys, self.prices = {}, [], []

    def remove(self, price: str) -> bool:
        """Whether there was such a level."""
        at = self._find(price)
        if at is None:
            return False
        was = bool(float(self.quantities.pop(self.prices[at])))
        del self.keys[at], self.prices[at]
        return was

    def compact(self) -> None:
        """Forget the removed levels."""
        quantities = self.quantities
        kept = [(key, price) for key, price in zip(self.keys, self.prices, strict=True) if float(quantities[price])]
        self.keys = [row[0] for row in kept]
        self.prices = [row[1] for row in kept]
        self.quantities = {price: quantities[price] for price in self.prices}
        self._limit = 2 * len(kept) + 1024

    def truncate(self, depth: int) -> None:
        if not self.eager:
            self.eager = True
            self.compact()
        excess = len(self.keys) - depth
        if excess > 0:
            for price in self.prices[:excess]:
                del self.quantities[price]
            del self.keys[:excess], self.prices[:excess]

    def trim(self) -> None:
        """Forget removed levels at the top, so that the last level is the best."""
        quantities, prices = self.quantities, self.prices
        while prices and not float(quantities[prices[-1]]):
            del quantities[prices.pop()]
            self.keys.pop()

    def copy(self) -> _Levels:
        twin = _Levels(self.sign)
        twin.quantities, twin.keys, twin.prices = self.quantities.copy(), self.keys.copy(), self.prices.copy()
        twin.eager, twin._limit = self.eager, self._limit
        return twin

    def best(self) -> BookLevel | None:
        prices, quantities = self.prices, self.quantities
        while prices:
            price = prices[-1]
            quantity = quantities[price]
            if quantity is self._level_quantity and price is self._level_price:
                return self._level
            if "1" <= quantity < ":" or _ZERO < quantity < "0/" or float(quantity):
                level = self._level
                exact = Decimal(price) if level is None or price is not self._level_price else level.price
                self._level = level = BookLevel(exact, Decimal(quantity))
                self._level_price = price
                self._level_quantity = quantity
                return level
            del quantities[prices.pop()]
            self.keys.pop()
        return None

    def top(self, depth: int | None) -> list[BookLevel]:
        return [BookLevel(Decimal(price), Decimal(quantity)) for price, quantity in self.texts(depth)]

    def texts(self, depth: int | None) -> list[tuple[str, str]]:
        quantities = self.quantities
        present = (
            (price, amount)
            for price in reversed(self.prices)
            if "1" <= (amount := quantities[price]) < ":" or _ZERO < amount < "0/" or float(amount)
        )
        return list(present if depth is None else islice(present, max(depth, 0)))

    def _insert(self, added: list[str]) -> None:
        """Prices that are in `quantities` only, newest first."""
        keys, prices, quantities, sign = self.keys, self.prices, self.quantities, self.sign
        added.reverse()
        price = ""
        try:
            for price in added:
                key = sign * float(price)
                at = bisect_left(keys, key)
                if at < len(keys) and keys[at] == key:
                    self._insert_beside(at, key, price)
                elif key - key:
                    raise ValueError(f"price {price!r} is not a number")
                elif "1" <= (amount := quantities[price]) < ":" or _ZERO < amount < "0/" or float(amount):
                    keys.insert(at, key)
                    prices.insert(at, price)
                else:
                    del quantities[price]
        except ValueError:
            for refused in added[added.index(price) :]:
                del quantities[refused]
            raise
        if len(keys) > self._limit:
            self.compact()

    def _insert_beside(self, at: int, key: float, price: str) -> None:
        """A price whose text is new but whose float is not: the same decimal written otherwise, or another decimal."""
        keys, prices, quantities = self.keys, self.prices, self.quantities
        exact = Decimal(price)
        while at < len(keys) and keys[at] == key:
            there = Decimal(prices[at])
            if there == exact:
                del quantities[prices[at]]
                prices[at] = price
                return
            if (there > exact) == (self.sign > 0):
                break
            at += 1
        keys.insert(at, key)
        prices.insert(at, price)

    def _find(self, price: str) -> int | None:
        """Where this decimal is, however it is written."""
        key = self.sign * float(price)
        at = bisect_left(self.keys, key)
        while at < len(self.keys) and self.keys[at] == key:
            if self.prices[at] == price or Decimal(self.prices[at]) == Decimal(price):
                return at
            at += 1
        return None


class OrderBook:
    """A level-2 book. What callbacks and iterators hand out is live: `copy()` freezes it.

    `best_bid`, `best_ask`, `bids`, `asks`, `mid` and `spread` show nothing unless `state` is LIVE, so that nobody
    quotes on a stale book by accident; `last_known()` has the last levels in any state. Quantities are in the
    instrument's `quantity_unit`. `sequence` is the venue's number of the last update applied (None where it has none),
    `ts_event` and `ts_recv` are nanoseconds UTC.
    """

    __slots__ = ("_asks", "_bids", "_live", "_state", "sequence", "symbol", "ts_event", "ts_recv")

    def __init__(self, symbol: str) -> None:
        self.symbol = symbol
        self.sequence: int | None = None
        self.ts_event: int | None = None
        self.ts_recv: int | None = None
        self._bids = _Levels(1.0)
        self._asks = _Levels(-1.0)
        self._state = BookState.EMPTY
        self._live = False

    def __repr__(self) -> str:
        return f"OrderBook({self.symbol!r}, {self._state.value}, best_bid={self.best_bid}, best_ask={self.best_ask})"

    # ------------------------------------------------------------------ reading

    @property
    def state(self) -> BookState:
        return self._state

    @property
    def best_bid(self) -> BookLevel | None:
        return self._bids.best() if self._live else None

    @property
    def best_ask(self) -> BookLevel | None:
        return self._asks.best() if self._live else None

    def bids(self, depth: int | None = None) -> list[BookLevel]:
        """Best first, at most `depth` (None: all); empty while the book is not live."""
        return self._bids.top(depth) if self._live else []

    def asks(self, depth: int | None = None) -> list[BookLevel]:
        """Best first, at most `depth` (None: all); empty while the book is not live."""
        return self._asks.top(depth) if self._live else []

    @property
    def mid(self) -> Decimal | None:
        """Halfway between the best prices; None while a side is empty or the book is not live."""
        bid, ask = self.best_bid, self.best_ask
        return None if bid is None or ask is None else (bid.price + ask.price) / 2

    @property
    def spread(self) -> Decimal | None:
        """Best ask minus best bid; None while a side is empty or the book is not live."""
        bid, ask = self.best_bid, self.best_ask
        return None if bid is None or ask is None else ask.price - bid.price

    def last_known(self, depth: int | None = None) -> LastKnown:
        """The last levels received, whatever the state."""
        return LastKnown(
            bids=self._bids.top(depth),
            asks=self._asks.top(depth),
            sequence=self.sequence,
            ts_event=self.ts_event,
            ts_recv=self.ts_recv,
            state=self._state,
        )

    def top(self, depth: int) -> OrderBook:
        """The same live book, showing at most `depth` levels of each side."""
        return _Shallow(self, depth)

    def copy(self) -> OrderBook:
        """A book of its own that nothing updates, in the same state."""
        twin = OrderBook(self.symbol)
        twin._bids, twin._asks = self._bids.copy(), self._asks.copy()
        twin.sequence, twin.ts_event, twin.ts_recv = self.sequence, self.ts_event, self.ts_recv
        twin.set_state(self._state)
        return twin

    # ------------------------------------------------------------------ writing: rules and engines only

    def set_state(self, state: BookState) -> None:
        self._state = state
        self._live = state is BookState.LIVE

    def load(self, bids: Sequence[Row], asks: Sequence[Row]) -> None:
        """Replace both sides by a snapshot, rows in any order. Raises ValueError when a row is no pair of numbers."""
        self._bids.load(bids)
        self._asks.load(asks)

    def apply_bids(self, rows: Sequence[Row]) -> None:
        """Set each price to its quantity; zero removes. Columns after the second are ignored.

        Raises ValueError on a new price that is no number. Quantities are parsed when they are read, so bad digits may
        raise only there.
        """
        self._bids.apply(rows)

    def apply_asks(self, rows: Sequence[Row]) -> None:
        """As `apply_bids`."""
        self._asks.apply(rows)

    def set_level(self, side: Side, price: str | Decimal, quantity: str | Decimal) -> None:
        """One level, for venues that send both sides in one list or single changes. Zero removes."""
        (self._bids if side is Side.BUY else self._asks).apply([(_text(price), _text(quantity))])

    def remove_level(self, side: Side, price: str | Decimal) -> bool:
        """Whether there was one: a rule whose venue never removes what is not there raises BookFault on False."""
        return (self._bids if side is Side.BUY else self._asks).remove(_text(price))

    def truncate(self, depth: int) -> None:
        """Forget what is deeper than `depth` on either side: some venues stop updating those levels without a word."""
        self._bids.truncate(depth)
        self._asks.truncate(depth)

    def clear(self) -> None:
        self._bids.clear()
        self._asks.clear()
        self.sequence = self.ts_event = self.ts_recv = None

    @property
    def crossed(self) -> bool:
        """Whether the best bid is at or above the best ask, whatever the state."""
        return self.is_crossed()

    def is_crossed(self) -> bool:
        """`crossed`, for engines: a call is cheaper than a property, and this one is for every message."""
        bids, asks = self._bids.keys, self._asks.keys
        if not bids or not asks or bids[-1] < -asks[-1]:  # removed levels at the top only make it look crossed
            return False
        self._bids.trim()
        self._asks.trim()
        if not bids or not asks or bids[-1] < -asks[-1]:
            return False
        return bids[-1] > -asks[-1] or Decimal(self._bids.prices[-1]) >= Decimal(self._asks.prices[-1])

    def bid_texts(self, depth: int) -> list[tuple[str, str]]:
        """Best bids as (price, quantity) in the venue's own digits, whatever the state: what checksums are made of."""
        return self._bids.texts(depth)

    def ask_texts(self, depth: int) -> list[tuple[str, str]]:
        """Best asks as (price, quantity) in the venue's own digits, whatever the state: what checksums are made of."""
        return self._asks.texts(depth)


class _Shallow(OrderBook):
    """The best levels of another book, live: what it does not say itself, that one says."""

    __slots__ = ("_depth", "_whole")

    def __init__(self, whole: OrderBook, depth: int) -> None:
        # Every other slot stays empty, so that reading it comes to `__getattr__`.
        self._whole = whole
        self._depth = depth

    def __getattr__(self, name: str) -> Any:
        return getattr(self._whole, name)

    def bids(self, depth: int | None = None) -> list[BookLevel]:
        return self._whole.bids(self._cut(depth))

    def asks(self, depth: int | None = None) -> list[BookLevel]:
        return self._whole.asks(self._cut(depth))

    def last_known(self, depth: int | None = None) -> LastKnown:
        return self._whole.last_known(self._cut(depth))

    def copy(self) -> OrderBook:
        twin = self._whole.copy()
        twin.truncate(self._depth)
        return twin

    def _cut(self, depth: int | None) -> int:
        return self._depth if depth is None else min(depth, self._depth)


class OrderRow(Struct, frozen=True, gc=False):
    """One resting order of a book by order id, in the venue's own digits."""

    order_id: str
    price: str
    quantity: str


class OrderLevels:
    """Single orders under a book, for venues that publish order by order: keeps each order and the sum per price.

    The rule owns one beside its book and calls `set` and `remove`; the book shows the sums.
    """

    __slots__ = ("_book", "_orders", "_totals")

    def __init__(self, book: OrderBook) -> None:
        self._book = book
        self._orders: dict[str, tuple[Side, Decimal, str, str]] = {}
        self._totals: dict[tuple[Side, Decimal], Decimal] = {}

    def clear(self) -> None:
        self._orders.clear()
        self._totals.clear()
        self._book.load([], [])

    def set(self, order_id: str, side: Side, price: str | Decimal, quantity: str | Decimal) -> None:
        """A new order, or a known one at a new price or quantity. Zero quantity removes."""
        self.remove(order_id)
        price_text, quantity_text = _text(price), _text(quantity)
        amount = Decimal(quantity_text)
        if amount:
            self._orders[order_id] = (side, Decimal(price_text), price_text, quantity_text)
            self._add(side, Decimal(price_text), amount)

    def remove(self, order_id: str) -> bool:
        """Whether the order was there."""
        order = self._orders.pop(order_id, None)
        if order is None:
            return False
        self._add(order[0], order[1], -Decimal(order[3]))
        return True

    def orders(self, side: Side, depth: int, tie: Callable[[str], int | str] = str) -> list[OrderRow]:
        """The first `depth` orders of a side, best price first, equal prices by `tie` of the order id."""
        sign = -1 if side is Side.BUY else 1
        rows = [
            (sign * price, tie(order_id), order_id, text, quantity)
            for order_id, (where, price, text, quantity) in self._orders.items()
            if where is side
        ]
        return [OrderRow(order_id, text, quantity) for _, _, order_id, text, quantity in nsmallest(depth, rows)]

    def _add(self, side: Side, price: Decimal, amount: Decimal) -> None:
        total = self._totals.get((side, price), Decimal()) + amount
        if total:
            self._totals[side, price] = total
        else:
            self._totals.pop((side, price), None)
        self._book.set_level(side, price, total)
