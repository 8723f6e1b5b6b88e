"""The order book of Bitfinex over scripted frames: where it joins, what it drops, what it calls a gap."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
import pytest_asyncio
from venue_runtime.checksums import crc32, interleaved, js_number, negated, signed
from venue_runtime.errors import SubscriptionRejected
from venue_runtime.testing.book_script import BookMessage, BookScript, BookText, Rows
from venue_runtime.testing.generated import load_examples
from venue_runtime.testing.generated_socket import Checked
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSocket, ScriptedSockets
from venues.bitfinex.books import Level2BookRule
from venues.bitfinex.simulated import BooksSocket

CLOCK_NS = 1700000000000000000
SYMBOL = "BTC/USD"
TOPIC = {"channel": "book", "symbol": "tBTCUSD", "prec": "P0", "freq": "F0", "len": "25"}
OTHER = "ETH/USD"
OTHER_TOPIC = {"channel": "book", "symbol": "tETHUSD", "prec": "P0", "freq": "F0", "len": "25"}
EXAMPLES = load_examples(str(importlib.import_module("venues.bitfinex").__file__))


def example(name: str) -> Any:
    return EXAMPLES[name].payload


def update(m: BookMessage) -> Any:
    """A documented update with these ids and levels."""
    return Checked(
        Rows(like=[7254.5, 1, 2.5], price=(0,), quantity=(2,), numbers=True, removed={(1,): 0}, signed=True).both(m),
        m.checksum,
    )


def snapshot(m: BookMessage) -> Any:
    """A documented snapshot as of this id."""
    return Checked(
        Rows(like=[7254.7, 3, 3.3], price=(0,), quantity=(2,), numbers=True, removed={(1,): 0}, signed=True).both(m),
        m.checksum,
    )


def checksum(bids: list[tuple[str, str]], asks: list[tuple[str, str]]) -> int:
    """What the venue would compute over these levels, best first."""
    return signed(crc32(interleaved(bids[:25], negated(asks[:25]), js_number, join=":")))


TEXT = BookText(
    source="first",
    socket=BooksSocket,
    topics={SYMBOL: TOPIC, OTHER: OTHER_TOPIC},
    venue_symbols={"BTC/USD": "tBTCUSD", "ETH/USD": "tETHUSD"},
    keys={"BTC/USD": "book:tBTCUSD", "ETH/USD": "book:tETHUSD"},
    update=update,
    snapshot=snapshot,
    clock_ns=CLOCK_NS,
    checksum=checksum,
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
    assert socket.url == "wss://api-pub.bitfinex.com/ws/2"


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
    assert venue.states == ["live", "live"]  # the snapshot, then its checksum
    assert venue.best == ("100.00", "1", "101.00", "3")


@pytest.mark.asyncio
async def test_a_snapshot_replaces_the_whole_book(venue: BookScript) -> None:
    """Whatever is not in it is gone; it may come at any time."""
    socket = await live(venue)
    venue.stands(200, bids=[("98.00", "6")], asks=[("103.00", "7")])
    await venue.client.book_feeds[SYMBOL].subscription.renew()
    await venue.settled(socket)
    assert venue.best == ("98.00", "6", "103.00", "7")
    assert [f"{each.price:f}" for each in venue.book.bids(5)] == ["98.00"]
    assert [f"{each.price:f}" for each in venue.book.asks(5)] == ["103.00"]


@pytest.mark.asyncio
async def test_updates_follow_one_another(venue: BookScript) -> None:
    socket = await live(venue)
    first = venue.update(102, 102, bids=[("100.10", "5")])
    await venue.push(socket, first, venue.update(103, asks=[("100.90", "6")]))
    assert venue.best == ("100.10", "5", "100.90", "6")
    assert venue.asked == [SYMBOL]


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
async def test_a_gap_concerns_its_own_symbol_only(venue: BookScript) -> None:
    """The other book stays live on the same socket, and nobody asks for it again."""
    socket = await live(venue, SYMBOL, OTHER)
    venue.asked.clear()
    venue.seen.clear()
    await venue.push(socket, venue.update(102, bids=[("100.10", "5")], checksum=1))
    assert "stale" in venue.states
    await venue.push(socket, venue.update(102, bids=[("100.20", "4")], symbol=OTHER), symbol=OTHER)
    assert venue.best_of(OTHER) == ("100.20", "4", "101.00", "3")
    await venue.passes(20.0)
    assert OTHER not in venue.asked
    assert venue.best_of(OTHER) == ("100.20", "4", "101.00", "3")
    assert not socket.closed


def test_the_checksum_is_made_of_the_documented_text() -> None:
    """CRC-32 of 100:1:101:-3:99:2:102:-4"""
    bids, asks = [("100.00", "1"), ("99.00", "2")], [("101.00", "3"), ("102.00", "4")]
    assert checksum(bids, asks) == -1879123628


@pytest.mark.asyncio
async def test_a_bad_checksum_makes_the_book_stale_and_a_new_one(venue: BookScript) -> None:
    socket = await live(venue)
    venue.seen.clear()
    wrong = venue.update(102, bids=[("100.10", "5")], checksum=1)
    venue.stands(110, bids=[("98.00", "1")])
    await venue.push(socket, wrong)
    assert venue.states[:2] == ["live", "stale"]  # the update, then the checksum
    assert venue.client.book_feeds[SYMBOL].sync.checksums_bad == 1
    await venue.passes(20.0)
    assert venue.best == ("98.00", "1", "101.00", "3")
    await venue.push(venue.sockets.sockets[-1], venue.update(111, bids=[("98.50", "2")]))
    assert venue.best == ("98.50", "2", "101.00", "3")


@pytest.mark.asyncio
async def test_every_checksum_is_compared(venue: BookScript) -> None:
    socket = await live(venue)
    await venue.push(socket, venue.update(102, asks=[("100.90", "6")]), venue.update(103, bids=[("100.00", "0")]))
    assert venue.best == ("99.00", "2", "100.90", "6")
    sync = venue.client.book_feeds[SYMBOL].sync
    assert (sync.checksums_good, sync.checksums_bad) == (4, 0)


@pytest.mark.asyncio
async def test_a_level_of_nothing_is_gone_before_anything_is_computed(
    venue: BookScript, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Level2BookRule, "checked", False)
    socket = await live(venue)
    await venue.push(socket, venue.update(102, bids=[("100.00", "0")]))
    assert venue.best == ("99.00", "2", "101.00", "3")


@pytest.mark.asyncio
async def test_a_crossed_book_is_not_shown(venue: BookScript) -> None:
    socket = await live(venue)
    venue.seen.clear()
    await venue.push(socket, venue.update(102, bids=[("101.50", "1")]))
    assert venue.states[0] == "stale"
    venue.stands(110, bids=[("98.00", "1")])
    await venue.passes(20.0)
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
    await venue.passes(80)
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
