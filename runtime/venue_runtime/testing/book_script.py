"""Scripts about an order book: the venue's end of a subscription, in memory, one message at a time.

A generated test states what a message looks like (`BookText`: the documented example, with ids and levels put in); the
script answers subscriptions and requests for snapshots, pushes updates, and keeps what the client showed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal, TypeAlias
from urllib.parse import unquote

import msgspec
from msgspec import Struct

from venue_runtime.http import Request, Response
from venue_runtime.testing.filling import Path, filled, get, put
from venue_runtime.testing.generated_socket import GeneratedSocket
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSocket, ScriptedSockets, until
from venue_runtime.testing.subscription_script import SubscriptionScript

__all__ = ["BookMessage", "BookScript", "BookText", "Rows", "in_rows"]

Level: TypeAlias = "Sequence[str]"
Side: TypeAlias = Literal["bids", "asks"]

BIDS: Sequence[Level] = (("100.00", "1"), ("99.00", "2"))
ASKS: Sequence[Level] = (("101.00", "3"), ("102.00", "4"))


class BookMessage(Struct, kw_only=True):
    """What an update or a snapshot says; levels are (price, quantity) as text, a quantity of zero deletes."""

    venue_symbol: str
    first: int
    last: int
    bids: Sequence[Level]
    asks: Sequence[Level]
    ts_event: int
    checksum: int = 0


class Rows(Struct, frozen=True, kw_only=True):
    """How levels are written: a documented row, and where price and quantity stand in it."""

    like: Any
    price: Path
    quantity: Path
    numbers: bool = False
    """They are JSON numbers, not texts."""
    signed: bool = False
    """The quantity of an ask is negative."""
    side: Path | None = None
    sides: tuple[Any, Any] = ("", "")
    """What stands there for bids and asks."""
    removed: Mapping[Path, Any] = {}
    """What a deleted level says, where it is not the quantity of zero."""

    def of(self, levels: Iterable[Level], side: Side) -> list[Any]:
        """The rows of one side."""
        return [self._row(price, quantity, side) for price, quantity in levels]

    def both(self, message: BookMessage) -> list[Any]:
        """The rows of both sides in one list."""
        return [*self.of(message.bids, "bids"), *self.of(message.asks, "asks")]

    def _row(self, price: str, quantity: str, side: Side) -> Any:
        gone = not Decimal(quantity)
        if gone and self.removed and self.signed:
            quantity = "1"  # a side that the sign tells needs something to have a sign
        if self.signed and side == "asks":
            quantity = f"-{quantity}"
        values: dict[Path, Any] = {self.price: self._number(price), self.quantity: self._number(quantity)}
        if self.side is not None:
            values[self.side] = self.sides[side == "asks"]
        return filled(self.like, {**values, **(self.removed if gone else {})})

    def _number(self, text: str) -> Any:
        # JSON numbers keep their digits: a checksum is made of them.
        return msgspec.Raw(text.encode()) if self.numbers else text


def in_rows(message: Any, path: Path, values: Mapping[Path, Any]) -> Any:
    """A message whose updates are rows of a list: the first one filled, and no other."""
    return put(filled(message, {}), path, [filled(get(message, path)[0], values)])


class BookText(Struct, frozen=True, kw_only=True):
    """What a generated test says about a book. `topics`: unified symbol → topic; `keys` where pushes carry another.

    `path` is that of the request for a snapshot; `checksum` takes both sides best first, as (price, quantity).
    """

    source: Literal["rest", "stream", "first", "every"]
    socket: type[GeneratedSocket]
    topics: Mapping[str, Any]
    venue_symbols: Mapping[str, str]
    update: Callable[[BookMessage], Any]
    snapshot: Callable[[BookMessage], Any]
    clock_ns: int
    keys: Mapping[str, Any] = {}
    path: str = ""
    leases: Mapping[str, Any] = {}
    """Path of a call that grants what the address needs → its documented answer."""
    checksum: Callable[[list[tuple[str, str]], list[tuple[str, str]]], int] | None = None


class _Venue(Struct):
    """What the venue's own book of a symbol is."""

    last: int
    bids: dict[str, str]
    asks: dict[str, str]

    def tops(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        def key(level: tuple[str, str]) -> Decimal:
            return Decimal(level[0])

        return sorted(self.bids.items(), key=key, reverse=True), sorted(self.asks.items(), key=key)


class BookScript(SubscriptionScript):
    """The venue's end: it also gives snapshots, and pushes updates.

    `seen` keeps what the first symbol's callback saw, `books` the books; `asked` the symbols whose snapshot was asked
    for, or came with a subscription.
    """

    def __init__(self, client: Any, http: ScriptedHttp, sockets: ScriptedSockets, text: BookText) -> None:
        super().__init__(sockets, text.socket, list(text.topics.values()), http, text.leases)
        self.client, self.text = client, text
        self.symbol = next(iter(text.topics))
        self.seen: list[tuple[str, tuple[str, str, str, str] | None, str]] = []
        """State, best bid and ask shown, and the best bid last known: at each call of the first symbol's callback."""
        self.books: dict[str, Any] = {}
        self.asked: list[str] = []
        self._venue: dict[str, _Venue] = {}
        if text.path:
            http.on(self._rest, path=text.path, times=None)
        for symbol in text.topics:
            self.stands(100, symbol=symbol)

    # ------------------------------------------------------------ the venue's side

    def stands(
        self, last: int, bids: Sequence[Level] = BIDS, asks: Sequence[Level] = ASKS, *, symbol: str = ""
    ) -> None:
        """What the venue's book is, and its id: what a snapshot says from now on."""
        self._venue[symbol or self.symbol] = _Venue(last, _ladder(bids), _ladder(asks))

    def snapshot(self, symbol: str = "") -> Any:
        """The venue's book as a message."""
        symbol = symbol or self.symbol
        venue = self._venue[symbol]
        bids, asks = venue.tops()
        return self.text.snapshot(self._message(symbol, venue.last, venue.last, bids, asks))

    def update(
        self,
        first: int,
        last: int | None = None,
        bids: Sequence[Level] = (),
        asks: Sequence[Level] = (),
        *,
        symbol: str = "",
        checksum: int | None = None,
    ) -> Any:
        """A message that says what happened from id `first` to `last`; `checksum` is the right one unless given."""
        symbol = symbol or self.symbol
        venue = self._venue[symbol]
        venue.last = first if last is None else last
        for ladder, changes in ((venue.bids, bids), (venue.asks, asks)):
            for price, quantity in changes:
                ladder[price] = quantity
                if not Decimal(quantity):
                    del ladder[price]
        if self.text.source == "every":
            bids, asks = venue.tops()  # each message is the whole book
        return self.text.update(self._message(symbol, first, venue.last, bids, asks, checksum))

    def _message(
        self,
        symbol: str,
        first: int,
        last: int,
        bids: Sequence[Level],
        asks: Sequence[Level],
        checksum: int | None = None,
    ) -> BookMessage:
        if checksum is None:
            checksum = self.text.checksum(*self._venue[symbol].tops()) if self.text.checksum is not None else 0
        return BookMessage(
            venue_symbol=self.text.venue_symbols[symbol],
            first=first,
            last=last,
            bids=bids,
            asks=asks,
            ts_event=self.text.clock_ns,
            checksum=checksum,
        )

    def frames(self, payload: Any, symbol: str = "") -> list[Any]:
        """A payload in the frame of its topic, and its checksum in another one where it has that."""
        symbol = symbol or self.symbol
        key = self.text.keys.get(symbol, self.text.topics[symbol])
        if self.text.socket.ack.learned is not None:
            key = 1000 + list(self.text.topics).index(symbol)
        return self.text.socket.pushed(key, payload, self._numbers)

    def first_messages(self, topics: list[Any]) -> list[Any]:
        """See `SubscriptionScript`: snapshots, where they come in the stream."""
        found: list[Any] = []
        for symbol, topic in self.text.topics.items():
            if topic in topics and self.text.source != "rest":
                self.asked.append(symbol)
                found += self.frames(self.snapshot(symbol), symbol)
        return found

    def _rest(self, request: Request) -> Response:
        url, body = unquote(request.url), request.body.decode("utf-8", "replace")
        symbol = next((each for each, name in self.text.venue_symbols.items() if name in url + body), self.symbol)
        self.asked.append(symbol)
        return Response(200, {"content-type": "application/json"}, msgspec.json.encode(self.snapshot(symbol)))

    # ------------------------------------------------------------ the client's

    async def open(self, *symbols: str) -> ScriptedSocket:
        """Watch books; returns the socket that they came to be on."""

        def see(book: Any) -> None:
            self.books[book.symbol] = book
            if book.symbol == self.symbol:
                known = [f"{each.price:f}" for each in book.last_known(1).bids]
                self.seen.append((book.state.value, self.best, "".join(known)))

        for symbol in symbols or (self.symbol,):
            opening = asyncio.ensure_future(self.client.on_order_book(symbol, see))
            try:
                await until(opening.done, f"the book of {symbol}")
            finally:
                opening.cancel()
            await opening
        socket = self.sockets.sockets[-1]
        await self.settled(socket)
        return socket

    async def push(self, socket: ScriptedSocket, *payloads: Any, symbol: str = "") -> None:
        """Let messages arrive and be worked on."""
        socket.push(*(frame for payload in payloads for frame in self.frames(payload, symbol)))
        await self.settled(socket)

    async def passes(self, seconds: float, socket: ScriptedSocket | None = None) -> None:
        """Let time pass; on `socket` there is a sign of life now and then."""
        clock = self.client.clock
        step = seconds if socket is None else 45.0
        while seconds > 0:
            await clock.advance(min(step, seconds), turns=20 if socket is None else 8)
            seconds -= step
            if socket is not None:
                socket.control()

    @property
    def states(self) -> list[str]:
        """The states that were told, in order."""
        return [state for state, _, _ in self.seen]

    @property
    def book(self) -> Any:
        """The book of the first symbol."""
        return self.books[self.symbol]

    @property
    def best(self) -> tuple[str, str, str, str] | None:
        """Best bid and ask of the first symbol, price and quantity as text; None when neither is shown."""
        return self.best_of(self.symbol)

    def best_of(self, symbol: str) -> tuple[str, str, str, str] | None:
        """The same for any symbol."""
        bid, ask = self.books[symbol].best_bid, self.books[symbol].best_ask
        if bid is None and ask is None:
            return None
        (bid_price, bid_size), (ask_price, ask_size) = (
            ("", "") if each is None else (f"{each.price:f}", f"{each.quantity:f}") for each in (bid, ask)
        )
        return bid_price, bid_size, ask_price, ask_size


def _ladder(levels: Iterable[Level]) -> dict[str, str]:
    return {price: quantity for price, quantity in levels}  # noqa: C416 (rows are sequences of two, not pairs)
