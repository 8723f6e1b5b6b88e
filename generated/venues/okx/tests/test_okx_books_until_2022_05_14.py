"""The order book of OKX as it was until 2022-05-14: recordings of that time are read so."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
import pytest_asyncio
from venue_runtime.checksums import crc32, interleaved, signed
from venue_runtime.clock import ManualClock
from venue_runtime.errors import SubscriptionRejected
from venue_runtime.testing.book_script import BookMessage, BookScript, BookText, Rows, in_rows
from venue_runtime.testing.generated import load_examples
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSocket, ScriptedSockets
from venue_runtime.wire import ms_from_ns
from venues.okx.books import Books2022BookRule
from venues.okx.simulated import PublicSocket

CLOCK_NS = 1652400000000000000
SYMBOL = "BTC/USDT"
TOPIC = {"channel": "books", "instId": "BTC-USDT"}
OTHER = "BTC/USD:BTC"
OTHER_TOPIC = {"channel": "books", "instId": "BTC-USD-SWAP"}
EXAMPLES = load_examples(str(importlib.import_module("venues.okx").__file__))


def example(name: str) -> Any:
    return EXAMPLES[name].payload


def update(m: BookMessage) -> Any:
    """A documented update with these ids and levels."""
    return in_rows(
        example("stream_books.2022_update"),
        (),
        {
            "ts": str(ms_from_ns(m.ts_event)),
            "bids": Rows(like=["5.14", "427", "0", "4"], price=(0,), quantity=(1,)).of(m.bids, "bids"),
            "asks": Rows(like=["5.14", "427", "0", "4"], price=(0,), quantity=(1,)).of(m.asks, "asks"),
            "checksum": m.checksum,
        },
    )


def snapshot(m: BookMessage) -> Any:
    """A documented snapshot as of this id."""
    return in_rows(
        example("stream_books.2022"),
        (),
        {
            "ts": str(ms_from_ns(m.ts_event)),
            "bids": Rows(like=["8476.97", "256", "0", "12"], price=(0,), quantity=(1,)).of(m.bids, "bids"),
            "asks": Rows(like=["8476.97", "256", "0", "12"], price=(0,), quantity=(1,)).of(m.asks, "asks"),
            "checksum": m.checksum,
        },
    )


def checksum(bids: list[tuple[str, str]], asks: list[tuple[str, str]]) -> int:
    """What the venue would compute over these levels, best first."""
    return signed(crc32(interleaved(bids[:25], asks[:25], join=":")))


TEXT = BookText(
    source="first",
    socket=PublicSocket,
    topics={SYMBOL: TOPIC, OTHER: OTHER_TOPIC},
    venue_symbols={"BTC/USDT": "BTC-USDT", "BTC/USD:BTC": "BTC-USD-SWAP"},
    keys={"BTC/USDT": "books:BTC-USDT", "BTC/USD:BTC": "books:BTC-USD-SWAP"},
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
    async with make_client(clock=ManualClock(CLOCK_NS)) as client:
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
    assert socket.url == "wss://ws.okx.com:8443/ws/v5/public"


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
    assert venue.book.ts_event == CLOCK_NS


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
async def test_a_gap_concerns_its_own_symbol_only(venue: BookScript) -> None:
    """The other book stays live on the same socket, and nobody asks for it again."""
    socket = await live(venue, SYMBOL, OTHER)
    venue.asked.clear()
    venue.seen.clear()
    await venue.push(socket, venue.update(102, bids=[("100.10", "5")], checksum=1))
    assert "stale" in venue.states
    await venue.push(socket, venue.update(102, bids=[("100.20", "4")], symbol=OTHER), symbol=OTHER)
    assert venue.best_of(OTHER) == ("100.20", "4", "101.00", "3")
    await venue.passes(30)
    assert OTHER not in venue.asked
    assert venue.best_of(OTHER) == ("100.20", "4", "101.00", "3")
    assert not socket.closed


def test_the_checksum_is_made_of_the_documented_text() -> None:
    """CRC-32 of 100.00:1:101.00:3:99.00:2:102.00:4"""
    bids, asks = [("100.00", "1"), ("99.00", "2")], [("101.00", "3"), ("102.00", "4")]
    assert checksum(bids, asks) == -1281259546


@pytest.mark.asyncio
async def test_a_bad_checksum_makes_the_book_stale_and_a_new_one(venue: BookScript) -> None:
    socket = await live(venue)
    venue.seen.clear()
    wrong = venue.update(102, bids=[("100.10", "5")], checksum=1)
    venue.stands(110, bids=[("98.00", "1")])
    await venue.push(socket, wrong)
    assert venue.states[0] == "stale"
    assert venue.client.book_feeds[SYMBOL].sync.checksums_bad == 1
    await venue.passes(30)
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
    monkeypatch.setattr(Books2022BookRule, "checked", False)
    socket = await live(venue)
    await venue.push(socket, venue.update(102, bids=[("100.00", "0")]))
    assert venue.best == ("99.00", "2", "101.00", "3")


@pytest.mark.asyncio
async def test_no_checksum_is_no_wrong_one(venue: BookScript) -> None:
    """0 means that the venue sends none."""
    socket = await live(venue)
    await venue.push(socket, venue.update(102, bids=[("100.10", "5")], checksum=0))
    assert venue.best == ("100.10", "5", "101.00", "3")
    assert (venue.asked, "stale" in venue.states) == ([SYMBOL], False)


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
@pytest.mark.parametrize("why", ["announced"])
async def test_a_connection_that_is_to_end_is_replaced_before_it_does(venue: BookScript, why: str) -> None:
    """Make before break: the old socket serves until the new one has every topic, so that no message is lost."""
    socket = await live(venue)
    venue.seen.clear()
    venue.mute = True
    if why == "announced":
        socket.push({"event": "notice"})
    again = await venue.sockets.opened(2)
    await venue.settled(again)
    assert not socket.closed
    await venue.push(socket, venue.update(102, bids=[("100.10", "5")]))
    assert venue.best == ("100.10", "5", "101.00", "3")
    venue.mute = False
    venue.topics.clear()
    again.push(*venue.answers(again.sent[-1]))
    await venue.push(again, venue.update(103, asks=[("100.90", "6")]))
    assert venue.best == ("100.10", "5", "100.90", "6")
    assert socket.closed
    assert venue.topics == [[TOPIC]]
    assert set(venue.states) == {"live"}


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
