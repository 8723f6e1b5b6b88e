"""Gemini: books whose updates overlap, messages without a tag, the life of an order as its stream tells it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any

import pytest
import pytest_asyncio
from venue_runtime import Credentials, Side
from venue_runtime.books import BookState
from venue_runtime.clock import ManualClock
from venue_runtime.model import Fill, Order, Trade
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSocket, ScriptedSockets
from venues.gemini import Gemini

NOW = 1_759_291_847_000_000_000
KEYS = Credentials(api_key="account-key", api_secret="secret")
BTC = {
    "symbol": "BTCUSD",
    "base_currency": "BTC",
    "quote_currency": "USD",
    "tick_size": 1e-8,
    "quote_increment": 0.01,
    "min_order_size": "0.00001",
    "status": "open",
    "product_type": "spot",
    "contract_price_currency": "USD",
}
PERPETUAL = {
    **BTC,
    "symbol": "BTCGUSDPERP",
    "quote_currency": "GUSD",
    "tick_size": 0.0001,
    "quote_increment": 0.5,
    "product_type": "swap",
    "contract_price_currency": "GUSD",
}
TOPIC = "btcusd@depth@100ms"
#: The ids are sparse, and an update begins with the id that the one before ended with.
SNAPSHOT = {
    "e": "depthUpdate",
    "E": 1751508260659505382,
    "s": "btcusd",
    "U": 9007199254740994,
    "u": 9007199254740994,
    "b": [["45000.50", "1.25000000"], ["45000.25", "0.50000000"]],
    "a": [["45001.00", "0.75000000"], ["45001.25", "2.00000000"]],
}
NEXT = {
    "e": "depthUpdate",
    "E": 1751508260759505382,
    "s": "btcusd",
    "U": 9007199254740994,
    "u": 9007199254741020,
    "b": [["45000.25", "0.00000000"]],
    "a": [["45001.00", "0.10000000"]],
}


class Venue:
    """The venue's end of the streams; `early` pushes what a subscription begins with ahead of its acknowledgement."""

    def __init__(self) -> None:
        self.sockets = ScriptedSockets(self.answers)
        self.http = ScriptedHttp().answer([BTC, PERPETUAL], path="/v1/symbols/details/all", times=None)
        self.http.answer([], path="/v1/balances", times=None).answer([], path="/v1/orders", times=None)
        self.asked: list[tuple[str, list[str]]] = []
        self.first: dict[str, dict[str, Any]] = {TOPIC: SNAPSHOT}
        self.early = False

    def answers(self, frame: str | bytes) -> list[str]:
        data = json.loads(frame)
        self.asked.append((data["method"], data["params"]))
        ack = json.dumps({"id": data["id"], "status": 200})
        if data["method"] != "subscribe":
            return [ack]
        first = [json.dumps(self.first[topic]) for topic in data["params"] if topic in self.first]
        return [*first, ack] if self.early else [ack, *first]

    async def says(self, socket: ScriptedSocket, *messages: dict[str, Any]) -> None:
        socket.push(*messages)
        await socket.drained()
        for _ in range(50):
            await asyncio.sleep(0)


@pytest.fixture
def venue() -> Venue:
    return Venue()


@pytest_asyncio.fixture
async def client(venue: Venue) -> AsyncIterator[Gemini]:
    async with Gemini(credentials=KEYS, clock=ManualClock(NOW), http=venue.http, websocket=venue.sockets) as client:
        yield client


async def watched(client: Gemini, venue: Venue) -> tuple[Any, ScriptedSocket, list[str]]:
    """The book of BTC/USD, its socket, and the states that were told."""
    books: list[Any] = []
    states: list[str] = []

    def see(book: Any) -> None:
        books.append(book)
        states.append(book.state.value)

    await client.on_order_book("BTC/USD", see)
    socket = venue.sockets.sockets[-1]
    await venue.says(socket)
    return books[-1], socket, states


@pytest.mark.asyncio
@pytest.mark.parametrize("early", [False, True])
async def test_the_first_message_is_the_book_whether_it_comes_before_its_acknowledgement_or_after(
    client: Gemini, venue: Venue, early: bool
) -> None:
    venue.early = early
    book, socket, _ = await watched(client, venue)
    assert socket.url == "wss://ws.gemini.com?snapshot=-1"
    assert book.state is BookState.LIVE
    assert (book.best_bid.price, book.best_ask.quantity) == (Decimal("45000.50"), Decimal("0.75"))
    assert book.sequence == 9007199254740994


@pytest.mark.asyncio
async def test_updates_that_overlap_are_no_gap(client: Gemini, venue: Venue) -> None:
    book, socket, states = await watched(client, venue)
    await venue.says(socket, NEXT)
    assert [(each.price, each.quantity) for each in book.bids()] == [(Decimal("45000.50"), Decimal("1.25"))]
    assert (book.best_ask.quantity, book.sequence) == (Decimal("0.1"), 9007199254741020)
    # The very next id is none either; what is known already changes nothing.
    after = {**NEXT, "U": 9007199254741021, "u": 9007199254741021, "b": [["45000.75", "3"]], "a": []}
    await venue.says(socket, after, NEXT)
    assert (book.best_bid.price, book.best_ask.quantity) == (Decimal("45000.75"), Decimal("0.1"))
    assert "stale" not in states
    assert venue.asked == [("subscribe", [TOPIC])]


@pytest.mark.asyncio
async def test_an_update_that_begins_later_is_a_gap_and_the_book_is_asked_for_again(
    client: Gemini, venue: Venue
) -> None:
    """Discard the book and resubscribe, says the venue; both replies come ahead of the new snapshot."""
    book, socket, states = await watched(client, venue)
    venue.first[TOPIC] = {**SNAPSHOT, "U": 9007199254741100, "u": 9007199254741100, "b": [["44000", "1"]]}
    await venue.says(socket, {**NEXT, "U": 9007199254740996})
    assert "stale" in states
    assert venue.asked == [("subscribe", [TOPIC]), ("unsubscribe", [TOPIC]), ("subscribe", [TOPIC])]
    assert (book.state, book.best_bid.price) == (BookState.LIVE, Decimal("44000"))
    assert not socket.closed


@pytest.mark.asyncio
async def test_messages_are_told_apart_by_their_keys_and_in_either_case(client: Gemini, venue: Venue) -> None:
    trades: list[Trade] = []
    tickers: list[Any] = []
    await client.on_trades("BTC/USD", trades.append)
    await client.on_ticker("BTC/USD", tickers.append)
    socket = venue.sockets.sockets[-1]
    best = {"u": 1751505576085, "E": 1751508438600117161, "s": "btcusd"}
    await venue.says(
        socket,
        {"E": 1751508438600117161, "s": "BTCUSD", "t": 7, "p": "1000.00", "q": "0.25", "m": True},
        {"e": "trade", "E": 1751508438600117162, "s": "btcusd", "t": 8, "p": "1000.00", "q": "0.25", "m": False},
        {**best, "b": "45000.50", "B": "1.25000000", "a": "45001.00", "A": "0.75000000"},
        {**best, "b": "", "B": "", "a": "45001.00", "A": "0.75000000", "c": "45000.75", "C": "0.1"},
        {"e": "contractStatus", "E": 1, "s": "btcusd", "k": "x", "c": "y", "i": "z", "o": "o", "n": "n"},
    )
    assert [(each.trade_id, each.side) for each in trades] == [("7", Side.SELL), ("8", Side.BUY)]
    assert [(each.bid, each.bid_quantity, each.last) for each in tickers] == [
        (Decimal("45000.50"), Decimal("1.25"), None),
        (None, None, Decimal("45000.75")),
    ]
    assert not socket.closed


@pytest.mark.asyncio
async def test_the_life_of_an_order(client: Gemini, venue: Venue) -> None:
    """`Z` of a fill is that fill, of other events all of them; zeros are left out, of a cancellation nearly all."""
    orders: list[Order] = []
    fills: list[Fill] = []
    await client.start_trading()
    client.on_orders(orders.append)
    client.on_fills(fills.append)
    socket = venue.sockets.sockets[-1]
    assert sorted(topic for _, topics in venue.asked for topic in topics) == ["balances@account", "orders@account"]
    known = {"e": "orderUpdate", "E": NOW, "s": "BTCGUSDPERP", "i": 73797746498585286, "c": "fm000100000001", "T": NOW}
    told = {**known, "S": "BUY", "o": "LIMIT", "p": "83000.50", "q": "0.0010"}
    part = {"X": "PARTIALLY_FILLED", "z": "0.0006", "Z": "0.0004", "L": "83000.50", "a": "1", "t": 11, "m": True}
    await venue.says(socket, {**told, "X": "NEW", "z": "0.0010"}, {**told, **part}, {**known, "X": "CANCELED"})
    assert [(each.status.value, each.filled_quantity, each.leaves_quantity) for each in orders] == [
        ("new", Decimal("0"), Decimal("0.0010")),
        ("partially_filled", Decimal("0.0004"), Decimal("0.0006")),
        ("canceled", Decimal("0.0004"), Decimal("0")),
    ]
    assert {(each.symbol, each.venue_order_id, each.side) for each in orders} == {
        ("BTC/GUSD:GUSD", "73797746498585286", Side.BUY)
    }
    (fill,) = fills
    assert (fill.trade_id, fill.price, fill.quantity, fill.fee) == ("11", Decimal("83000.50"), Decimal("0.0004"), None)
    assert fill.liquidity is not None
    assert fill.liquidity.value == "maker"


@pytest.mark.asyncio
async def test_why_an_order_was_refused_or_ended(client: Gemini, venue: Venue) -> None:
    """A post-only order that would take is no error: the stream tells that it is canceled, and why."""
    orders: list[Order] = []
    await client.start_trading()
    client.on_orders(orders.append)
    told = {"e": "orderUpdate", "E": NOW, "s": "BTCUSD", "S": "SELL", "o": "LIMIT", "p": "1.00", "q": "2", "T": NOW}
    await venue.says(
        venue.sockets.sockets[-1],
        {**told, "i": 1, "X": "CANCELED", "r": "MakerOrCancelWouldTake"},
        {**told, "i": 2, "X": "REJECTED", "r": "InsufficientFunds"},
        {**told, "i": 3, "X": "CANCELED", "r": "ImmediateOrCancelWouldPost", "Z": "0.5"},
    )
    assert [(each.status.value, each.reason, each.filled_quantity) for each in orders] == [
        ("canceled", "MakerOrCancelWouldTake", Decimal("0")),
        ("rejected", "InsufficientFunds", Decimal("0")),
        ("canceled", "ImmediateOrCancelWouldPost", Decimal("0.5")),
    ]
