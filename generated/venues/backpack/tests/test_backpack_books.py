"""The order book of Backpack Exchange over scripted frames: where it joins, what it drops, what it calls a gap."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
import pytest_asyncio
from venue_runtime.testing.book_script import BookMessage, BookScript, BookText, Rows
from venue_runtime.testing.filling import filled
from venue_runtime.testing.generated import load_examples
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSocket, ScriptedSockets
from venues.backpack.simulated import PublicSocket

CLOCK_NS = 1700000000000000000
SYMBOL = "SOL/USDC"
TOPIC = "depth.SOL_USDC"
OTHER = "SOL/USDC:USDC"
OTHER_TOPIC = "depth.SOL_USDC_PERP"
EXAMPLES = load_examples(str(importlib.import_module("venues.backpack").__file__))


def example(name: str) -> Any:
    return EXAMPLES[name].payload


def update(m: BookMessage) -> Any:
    """A documented update with these ids and levels."""
    return filled(
        example("stream_depth.documented"),
        {
            "s": m.venue_symbol,
            "U": m.first,
            "u": m.last,
            "T": m.ts_event // 1_000,
            "b": Rows(like=["18.67", "0.832"], price=(0,), quantity=(1,)).of(m.bids, "bids"),
            "a": Rows(like=["18.67", "0.832"], price=(0,), quantity=(1,)).of(m.asks, "asks"),
        },
    )


def snapshot(m: BookMessage) -> Any:
    """A documented snapshot as of this id."""
    return filled(
        example("depth"),
        {
            "bids": Rows(like=["100.62", "168.89"], price=(0,), quantity=(1,)).of(m.bids, "bids"),
            "asks": Rows(like=["100.62", "168.89"], price=(0,), quantity=(1,)).of(m.asks, "asks"),
            "lastUpdateId": str(m.last),
        },
    )


TEXT = BookText(
    source="rest",
    socket=PublicSocket,
    topics={SYMBOL: TOPIC, OTHER: OTHER_TOPIC},
    venue_symbols={"SOL/USDC": "SOL_USDC", "SOL/USDC:USDC": "SOL_USDC_PERP"},
    update=update,
    snapshot=snapshot,
    clock_ns=CLOCK_NS,
    path="/api/v1/depth",
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
    assert socket.url == "wss://ws.backpack.exchange"


@pytest.mark.asyncio
async def test_the_first_update_joins_the_snapshot_at_its_very_edge(venue: BookScript) -> None:
    """An update that begins right after the snapshot joins it; it need not begin earlier."""
    socket = await venue.open()
    await venue.push(socket, venue.update(101, 105, bids=[("100.50", "7")]))
    assert venue.best == ("100.50", "7", "101.00", "3")
    assert venue.book.sequence == 105
    assert venue.asked == [SYMBOL]


@pytest.mark.asyncio
async def test_the_first_update_may_begin_before_the_snapshot(venue: BookScript) -> None:
    socket = await venue.open()
    await venue.push(socket, venue.update(95, 101, asks=[("100.75", "9")]))
    assert venue.best == ("100.00", "1", "100.75", "9")


@pytest.mark.asyncio
async def test_an_update_that_begins_one_too_late_does_not_join(venue: BookScript) -> None:
    """One id is missing between snapshot and update: a newer snapshot is asked for, and nothing is shown until then."""
    socket = await venue.open()
    venue.seen.clear()
    late = venue.update(102, 103, bids=[("100.50", "7")])
    venue.stands(100)
    await venue.push(socket, late)
    assert venue.states == ["stale"]
    venue.stands(103)
    await venue.passes(30)
    await venue.push(socket, venue.update(104, bids=[("100.25", "5")]))
    assert venue.best == ("100.25", "5", "101.00", "3")


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
async def test_an_old_update_is_dropped(venue: BookScript) -> None:
    """What the book already contains changes nothing, and is no gap."""
    socket = await live(venue)
    old = [venue.update(99, 100, bids=[("100.90", "8")]), venue.update(101, bids=[("100.90", "8")])]
    await venue.push(socket, *old)
    assert venue.best == ("100.00", "1", "101.00", "3")
    assert (venue.asked, venue.states[-1]) == ([SYMBOL], "live")


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
    await venue.passes(30)
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
    await venue.passes(30)
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
    await venue.passes(30)
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
    await venue.passes(260)
    assert venue.states[0] == "stale"
    assert venue.states[-1] == "live"  # a subscription is not answered: the new connection has its snapshot by REST
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
