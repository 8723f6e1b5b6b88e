"""The order book of Binance Spot over scripted frames: where it joins, what it drops, what it calls a gap."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import AsyncIterator, Callable
from typing import Any

import msgspec
import pytest
import pytest_asyncio
from venue_runtime.errors import SubscriptionRejected
from venue_runtime.testing.filling import filled, put
from venue_runtime.testing.generated import load_examples
from venue_runtime.testing.generated_socket import match_frame
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSockets
from venues.binance_spot.simulated import MarketSocket

CLOCK_NS = 1700000000000000000
SYMBOL = "BTC/USDT"
TOPIC = "btcusdt@depth@100ms"
EXAMPLES = load_examples(str(importlib.import_module("venues.binance_spot").__file__))
BIDS, ASKS = [["100.00", "1"], ["99.00", "2"]], [["101.00", "3"], ["102.00", "4"]]


def example(name: str) -> Any:
    found = EXAMPLES[name]
    return found.response if found.response is not None else found.message


def update(first: int, last: int, bids: Any = (), asks: Any = ()) -> Any:
    """A documented update with these ids and levels."""
    return filled(
        example("stream_depth"),
        {"s": "BTCUSDT", "U": (first - 1) + 1, "u": last, "E": CLOCK_NS // 1_000_000, "b": bids, "a": asks},
    )


def snapshot(last: int, bids: Any = BIDS, asks: Any = ASKS) -> Any:
    """A documented snapshot as of this id."""
    return filled(example("depth"), {"lastUpdateId": last, "bids": bids, "asks": asks})


class Venue:
    """The venue's end of a script: acknowledges subscriptions, pushes updates, answers snapshots."""

    def __init__(self, client: Any, http: ScriptedHttp, sockets: ScriptedSockets) -> None:
        self.client, self.http, self.sockets = client, http, sockets
        self.states: list[str] = []
        self.topics: list[list[str]] = []
        self.refuse = ""
        sockets.respond = self._respond
        self.book: Any = None

    def _respond(self, frame: Any) -> list[str]:
        found = GeneratedSocketProbe.read(frame)
        self.topics.append(found["topics"])
        answer = (
            GeneratedSocketProbe.refused(found["id"])
            if self.refuse in found["topics"]
            else (GeneratedSocketProbe.acknowledged(found["id"]))
        )
        return [msgspec.json.encode(answer).decode()]

    async def open(self) -> Any:
        """Subscribe; returns the socket."""

        def see(book: Any) -> None:
            self.book = book
            self.states.append(book.state.value)

        await self.client.on_order_book(SYMBOL, see)
        return await self.sockets.opened()

    async def push(self, socket: Any, *updates: Any) -> None:
        """Let updates arrive and be worked on."""
        for each in updates:
            socket.push(GeneratedSocketProbe.pushed(TOPIC, each))
        await self.settled(socket)

    async def settled(self, socket: Any) -> None:
        """Let everything that is under way be done."""
        await socket.drained()
        for _ in range(50):
            await asyncio.sleep(0)

    @property
    def best(self) -> Any:
        """Best bid and ask as literal texts; None while the book is not live."""
        bid, ask = self.book.best_bid, self.book.best_ask
        return (
            None
            if bid is None or ask is None
            else (f"{bid.price:f}", f"{bid.quantity:f}", f"{ask.price:f}", f"{ask.quantity:f}")
        )


class GeneratedSocketProbe:
    """Frames of the connection, from the simulated venue's own description of it."""

    socket = MarketSocket

    @classmethod
    def read(cls, frame: Any) -> dict[str, Any]:
        data = msgspec.json.decode(frame)
        for template in (cls.socket.subscribe, cls.socket.unsubscribe):
            found = match_frame(template, data)
            if found is not None:
                return found
        raise AssertionError(f"neither subscribe nor unsubscribe: {data}")

    @classmethod
    def acknowledged(cls, id: Any) -> Any:
        return cls.socket.ack.filled(id=id)

    @classmethod
    def refused(cls, id: Any) -> Any:
        assert cls.socket.refused is not None
        assert cls.socket.ack.id is not None
        return put(cls.socket.refused.filled("2", "no such stream"), cls.socket.ack.id, id)

    @classmethod
    def pushed(cls, topic: str, payload: Any) -> Any:
        return cls.socket.push.filled(key=topic, payload=payload)


@pytest_asyncio.fixture
async def venue(
    make_client: Callable[..., Any], scripted_http: ScriptedHttp, scripted_sockets: ScriptedSockets
) -> AsyncIterator[Venue]:
    async with make_client() as client:
        yield Venue(client, scripted_http, scripted_sockets)


async def live(venue: Venue, last: int = 100) -> Any:
    """A live book as of an id."""
    venue.http.answer(snapshot(last), times=1)
    socket = await venue.open()
    await venue.settled(socket)
    await venue.push(socket, update(last + 1, last + 1))
    return socket


@pytest.mark.asyncio
async def test_subscribes_to_the_documented_topic(venue: Venue) -> None:
    await live(venue)
    assert venue.topics == [[TOPIC]]
    assert str(venue.sockets.sockets[0].url) == "wss://stream.binance.com:9443/stream"


@pytest.mark.asyncio
async def test_the_first_update_joins_the_snapshot_at_its_very_edge(venue: Venue) -> None:
    """An update that begins right after the snapshot joins it; it need not begin earlier."""
    venue.http.answer(snapshot(100))
    socket = await venue.open()
    await venue.push(socket, update(101, 105, bids=[["100.50", "7"]]))
    assert venue.best == ("100.50", "7", "101.00", "3")
    assert venue.book.sequence == 105
    assert len(venue.http.requests) == 1


@pytest.mark.asyncio
async def test_the_first_update_may_begin_before_the_snapshot(venue: Venue) -> None:
    venue.http.answer(snapshot(100))
    socket = await venue.open()
    await venue.push(socket, update(95, 101, asks=[["100.75", "9"]]))
    assert venue.best == ("100.00", "1", "100.75", "9")
    assert venue.book.sequence == 101


@pytest.mark.asyncio
async def test_an_update_that_begins_one_too_late_does_not_join(venue: Venue) -> None:
    """One id is missing between snapshot and update: a newer snapshot is asked for, and nothing is shown until then."""
    venue.http.answer(snapshot(100))
    venue.http.answer(snapshot(103))
    socket = await venue.open()
    await venue.push(socket, update(102, 103, bids=[["100.50", "7"]]))
    await venue.client.clock.advance(30)
    await venue.push(socket, update(104, 104, bids=[["100.25", "5"]]))
    assert len(venue.http.requests) == 2
    assert venue.best == ("100.25", "5", "101.00", "3")


@pytest.mark.asyncio
async def test_a_stale_update_is_dropped(venue: Venue) -> None:
    """An update that ends at the snapshot is part of it: it changes nothing and is no gap."""
    venue.http.answer(snapshot(100))
    socket = await venue.open()
    await venue.push(socket, update(99, 100, bids=[["100.90", "8"]]), update(101, 101))
    assert venue.best == ("100.00", "1", "101.00", "3")
    await venue.push(socket, update(90, 99, bids=[["100.90", "8"]]))
    assert venue.best == ("100.00", "1", "101.00", "3")
    assert len(venue.http.requests) == 1


@pytest.mark.asyncio
async def test_updates_follow_one_another(venue: Venue) -> None:
    socket = await live(venue)
    await venue.push(socket, update(102, 110, bids=[["100.10", "5"]]), update(111, 111, asks=[["100.90", "6"]]))
    assert venue.best == ("100.10", "5", "100.90", "6")
    assert venue.book.sequence == 111
    assert venue.book.ts_event == CLOCK_NS // 1_000_000 * 1_000_000


@pytest.mark.asyncio
async def test_a_level_of_zero_is_deleted(venue: Venue) -> None:
    socket = await live(venue)
    await venue.push(socket, update(102, 102, bids=[["100.00", "0"]], asks=[["101.00", "0.00"]]))
    assert venue.best == ("99.00", "2", "102.00", "4")
    assert [f"{each.price:f}" for each in venue.book.bids(5)] == ["99.00"]


@pytest.mark.asyncio
async def test_a_size_replaces_the_one_before(venue: Venue) -> None:
    socket = await live(venue)
    await venue.push(socket, update(102, 102, bids=[["100.00", "2.5"]]))
    assert venue.best == ("100.00", "2.5", "101.00", "3")


@pytest.mark.asyncio
@pytest.mark.parametrize("first", [104, 1000])
async def test_a_gap_is_never_ignored(venue: Venue, first: int) -> None:
    """The book goes stale at once, shows nothing, and starts again from a new snapshot."""
    socket = await live(venue)
    venue.http.answer(snapshot(first + 5, bids=[["98.00", "1"]]), times=None)
    await venue.push(socket, update(102, 102))
    venue.states.clear()
    await venue.push(socket, update(first, first + 1, bids=[["100.50", "7"]]))
    assert venue.states[0] != "live"
    await venue.client.clock.advance(30)
    await venue.push(socket, update(first + 6, first + 6))
    assert venue.book.state.value == "live"
    assert venue.best == ("98.00", "1", "101.00", "3")
    assert venue.topics == [[TOPIC]]


@pytest.mark.asyncio
async def test_a_crossed_book_is_not_shown(venue: Venue) -> None:
    socket = await live(venue)
    venue.http.answer(snapshot(110), times=None)
    venue.states.clear()
    await venue.push(socket, update(102, 102, bids=[["101.50", "1"]]))
    assert venue.states[0] != "live"


@pytest.mark.asyncio
async def test_an_unknown_frame_is_passed_over(venue: Venue) -> None:
    socket = await live(venue)
    socket.push({"what": "is this"}, GeneratedSocketProbe.pushed("nobody@subscribed", {"x": 1}))
    await venue.push(socket, update(102, 102, bids=[["100.10", "5"]]))
    assert venue.best == ("100.10", "5", "101.00", "3")


@pytest.mark.asyncio
async def test_after_a_disconnect_the_same_topics_are_subscribed_again(venue: Venue) -> None:
    socket = await live(venue)
    venue.http.answer(snapshot(200, bids=[["97.00", "1"]]), times=None)
    venue.states.clear()
    socket.disconnect()
    await venue.settled(socket)
    assert venue.states[0] != "live"
    assert venue.best is None
    await venue.client.clock.advance(20)
    again = await venue.sockets.opened(2)
    await venue.push(again, update(201, 201))
    assert venue.topics == [[TOPIC], [TOPIC]]
    assert venue.best == ("97.00", "1", "101.00", "3")


@pytest.mark.asyncio
async def test_unsubscribing_names_the_topic(venue: Venue) -> None:
    venue.http.answer(snapshot(100))
    subscription = await venue.client.on_order_book(SYMBOL, lambda book: None)
    socket = await venue.sockets.opened()
    await venue.settled(socket)
    closing = asyncio.ensure_future(subscription.close())
    await venue.settled(socket)
    await venue.client.clock.advance(5)
    await closing
    frames = [msgspec.json.decode(frame) for frame in socket.sent]
    leaving = [match_frame(GeneratedSocketProbe.socket.unsubscribe, frame) for frame in frames]
    assert [found["topics"] for found in leaving if found] == [[TOPIC]]


@pytest.mark.asyncio
async def test_a_refused_subscription_is_told(venue: Venue) -> None:
    venue.refuse = TOPIC
    venue.http.answer(snapshot(100), times=None)
    with pytest.raises(SubscriptionRejected, match="no such stream"):
        await venue.client.on_order_book(SYMBOL, lambda book: None)
