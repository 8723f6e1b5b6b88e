"""The order book of WhiteBIT over scripted frames: where it joins, what it drops, what it calls a gap."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import AsyncIterator, Callable
from decimal import Decimal
from typing import Any

import pytest
import pytest_asyncio
from venue_runtime.errors import SubscriptionRejected
from venue_runtime.exprs import json_number
from venue_runtime.testing.book_script import BookMessage, BookScript, BookText, Rows
from venue_runtime.testing.filling import filled
from venue_runtime.testing.generated import load_examples
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSocket, ScriptedSockets
from venues.whitebit.simulated import DepthSocket

CLOCK_NS = 1700000000000000000
SYMBOL = "BTC/USDT"
TOPIC = "BTC_USDT"
OTHER = "ETH/BTC"
OTHER_TOPIC = "ETH_BTC"
EXAMPLES = load_examples(str(importlib.import_module("venues.whitebit").__file__))


def example(name: str) -> Any:
    return EXAMPLES[name].payload


def update(m: BookMessage) -> Any:
    """A documented update with these ids and levels."""
    return filled(
        example("stream_depth.update"),
        {
            "2": m.venue_symbol,
            ("1", "past_update_id"): m.first - 1,
            ("1", "update_id"): m.last,
            ("1", "event_time"): json_number(Decimal(m.ts_event).scaleb(-9)),
            ("1", "bids"): Rows(like=["0.020844", "5.949"], price=(0,), quantity=(1,)).of(m.bids, "bids"),
            ("1", "asks"): Rows(like=["0.020844", "5.949"], price=(0,), quantity=(1,)).of(m.asks, "asks"),
        },
    )


def snapshot(m: BookMessage) -> Any:
    """A documented snapshot as of this id."""
    return filled(
        example("stream_depth.snapshot"),
        {
            "2": m.venue_symbol,
            ("1", "past_update_id"): m.first - 1,
            ("1", "update_id"): m.last,
            ("1", "event_time"): json_number(Decimal(m.ts_event).scaleb(-9)),
            ("1", "bids"): Rows(like=["0.02083", "9.598"], price=(0,), quantity=(1,)).of(m.bids, "bids"),
            ("1", "asks"): Rows(like=["0.02083", "9.598"], price=(0,), quantity=(1,)).of(m.asks, "asks"),
        },
    )


TEXT = BookText(
    source="stream",
    socket=DepthSocket,
    topics={SYMBOL: TOPIC, OTHER: OTHER_TOPIC},
    venue_symbols={"BTC/USDT": "BTC_USDT", "ETH/BTC": "ETH_BTC"},
    update=update,
    snapshot=snapshot,
    clock_ns=CLOCK_NS,
)


@pytest_asyncio.fixture
async def venue(
    make_client: Callable[..., Any], scripted_http: ScriptedHttp, scripted_sockets: ScriptedSockets
) -> AsyncIterator[BookScript]:
    """The venue's end. Its book: bids 100.00 (1), 99.00 (2); asks 101.00 (3), 102.00 (4); as of id 100."""
    async with make_client() as client:
        yield BookScript(client, scripted_http, scripted_sockets, TEXT)


async def live(venue: BookScript, *symbols: str) -> ScriptedSocket:
    """A live book as of id 101."""
    socket = await venue.open(*symbols)
    for symbol in symbols or (SYMBOL,):
        await venue.push(socket, venue.update(101, symbol=symbol), symbol=symbol)
    assert venue.best == ("100.00", "1", "101.00", "3")
    return socket


@pytest.mark.asyncio
async def test_subscribes_to_the_documented_topic(venue: BookScript) -> None:
    socket = await live(venue)
    assert venue.topics == [[TOPIC]]
    assert venue.asked == [SYMBOL]
    assert socket.url == "wss://api.whitebit.com/ws"


@pytest.mark.asyncio
async def test_nothing_is_shown_before_the_snapshot(venue: BookScript) -> None:
    venue.mute = True
    opening = asyncio.ensure_future(venue.open())
    socket = await venue.sockets.opened()
    await venue.settled(socket)
    assert venue.states == []
    venue.mute = False
    socket.push(*venue.answers(socket.sent[-1]))
    await opening
    assert venue.states == ["live"]
    assert venue.best == ("100.00", "1", "101.00", "3")
    assert venue.book.sequence == 100
    assert venue.book.ts_event == CLOCK_NS


@pytest.mark.asyncio
async def test_a_snapshot_replaces_the_whole_book(venue: BookScript) -> None:
    """Whatever is not in it is gone; it may come at any time."""
    socket = await live(venue)
    venue.stands(200, bids=[("98.00", "6")], asks=[("103.00", "7")])
    await venue.push(socket, venue.snapshot())
    assert venue.best == ("98.00", "6", "103.00", "7")
    assert [f"{each.price:f}" for each in venue.book.bids(5)] == ["98.00"]
    assert [f"{each.price:f}" for each in venue.book.asks(5)] == ["103.00"]


@pytest.mark.asyncio
async def test_updates_follow_one_another(venue: BookScript) -> None:
    socket = await live(venue)
    first = venue.update(102, 110, bids=[("100.10", "5")])
    await venue.push(socket, first, venue.update(111, asks=[("100.90", "6")]))
    assert venue.best == ("100.10", "5", "100.90", "6")
    assert venue.asked == [SYMBOL]
    assert venue.book.sequence == 111
    assert venue.book.ts_event == CLOCK_NS


@pytest.mark.asyncio
async def test_a_level_of_zero_is_deleted(venue: BookScript) -> None:
    socket = await live(venue)
    await venue.push(socket, venue.update(102, bids=[("100.00", "0")], asks=[("101.00", "0.00")]))
    assert venue.best == ("99.00", "2", "102.00", "4")
    assert [f"{each.price:f}" for each in venue.book.bids(5)] == ["99.00"]
    assert [f"{each.price:f}" for each in venue.book.asks(5)] == ["102.00"]


@pytest.mark.asyncio
async def test_a_size_replaces_the_one_before(venue: BookScript) -> None:
    socket = await live(venue)
    await venue.push(socket, venue.update(102, bids=[("100.00", "2.5")], asks=[("101.00", "0.5")]))
    assert venue.best == ("100.00", "2.5", "101.00", "0.5")


@pytest.mark.asyncio
@pytest.mark.parametrize("first", [103, 1000])
async def test_a_gap_is_never_ignored(venue: BookScript, first: int) -> None:
    """The book goes stale at once, applies nothing of it, shows nothing, and starts again from a new snapshot."""
    socket = await live(venue)
    venue.seen.clear()
    late = venue.update(first, bids=[("100.50", "7")])
    venue.stands(first + 5, bids=[("98.00", "1")])
    await venue.push(socket, late)
    assert venue.seen[0] == ("stale", None, "100.00")
    await venue.passes(10.0)
    await venue.push(venue.sockets.sockets[-1], venue.update(first + 6))
    assert venue.seen[-1] == ("live", ("98.00", "1", "101.00", "3"), "98.00")
    assert venue.asked[-1] == SYMBOL
    assert len(venue.asked) > 1


@pytest.mark.asyncio
async def test_a_gap_concerns_its_own_symbol_only(venue: BookScript) -> None:
    """The other book stays live on the same socket, and nobody asks for it again."""
    socket = await live(venue, SYMBOL, OTHER)
    venue.asked.clear()
    venue.seen.clear()
    await venue.push(socket, venue.update(105, bids=[("100.50", "7")]))
    assert "stale" in venue.states
    await venue.push(socket, venue.update(102, bids=[("100.20", "4")], symbol=OTHER), symbol=OTHER)
    assert venue.best_of(OTHER) == ("100.20", "4", "101.00", "3")
    await venue.passes(10.0)
    assert OTHER not in venue.asked
    assert venue.best_of(OTHER) == ("100.20", "4", "101.00", "3")
    assert not socket.closed


@pytest.mark.asyncio
async def test_a_crossed_book_is_not_shown(venue: BookScript) -> None:
    socket = await live(venue)
    venue.seen.clear()
    await venue.push(socket, venue.update(102, bids=[("101.50", "1")]))
    assert venue.states[0] == "stale"
    venue.stands(110, bids=[("98.00", "1")])
    await venue.passes(10.0)
    await venue.push(venue.sockets.sockets[-1], venue.update(111))
    assert venue.best == ("98.00", "1", "101.00", "3")


@pytest.mark.asyncio
async def test_an_unknown_frame_is_passed_over(venue: BookScript) -> None:
    socket = await live(venue)
    socket.push({"what": "is this"})
    await venue.settled(socket)
    assert venue.best == ("100.00", "1", "101.00", "3")
    assert not socket.closed


@pytest.mark.asyncio
async def test_a_silent_venue_has_no_live_book(venue: BookScript) -> None:
    """The socket is open and says nothing: what was live is stale, until a new connection says otherwise."""
    socket = await live(venue)
    venue.seen.clear()
    venue.dead = True
    await venue.passes(120)
    assert venue.states[0] == "stale"
    assert venue.best is None
    assert f"{venue.book.last_known(1).bids[0].price:f}" == "100.00"
    assert socket.closed


@pytest.mark.asyncio
async def test_after_a_disconnect_the_same_topics_are_subscribed_again(venue: BookScript) -> None:
    socket = await live(venue)
    venue.stands(200, bids=[("97.00", "1")])
    venue.seen.clear()
    socket.disconnect()
    await venue.settled(socket)
    assert venue.states[0] == "stale"
    assert venue.best is None
    await venue.passes(20)
    again = await venue.sockets.opened(2)
    await venue.push(again, venue.update(201))
    assert venue.topics == [[TOPIC], [TOPIC]]
    assert venue.best == ("97.00", "1", "101.00", "3")


@pytest.mark.asyncio
async def test_unsubscribing_names_the_topic(venue: BookScript) -> None:
    subscription = await venue.client.on_order_book(SYMBOL, lambda book: None)
    socket = await venue.sockets.opened()
    await venue.settled(socket)
    closing = asyncio.ensure_future(subscription.close())
    await venue.settled(socket)
    await venue.passes(5)
    await closing
    assert venue.left == [[TOPIC]]


@pytest.mark.asyncio
async def test_a_refused_subscription_is_told(venue: BookScript) -> None:
    venue.refused = [TOPIC]
    with pytest.raises(SubscriptionRejected, match="no such stream"):
        await venue.client.on_order_book(SYMBOL, lambda book: None)
