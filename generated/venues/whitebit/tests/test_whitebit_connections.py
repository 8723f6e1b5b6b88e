"""Connections of WhiteBIT that no book is on, over scripted frames: subscribed, left, refused, replaced."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from venue_runtime.errors import SubscriptionRejected
from venue_runtime.testing.scripted import ScriptedSockets
from venue_runtime.testing.subscription_script import SubscriptionScript
from venues.whitebit.simulated import BestSocket, CandlesSocket, TradesSocket

TRADES_TOPIC = "BTC_USDT"


@pytest.fixture
def trades(scripted_sockets: ScriptedSockets) -> SubscriptionScript:
    """The venue's end of `trades`."""
    return SubscriptionScript(scripted_sockets, TradesSocket, [TRADES_TOPIC])


@pytest.mark.asyncio
async def test_trades_is_told_of_topics_that_come_and_go(
    make_client: Callable[..., Any], trades: SubscriptionScript
) -> None:
    async with make_client() as client:
        feed = client.raw.watch_trades(symbol="BTC_USDT")
        waiting = asyncio.ensure_future(anext(feed))
        socket = await trades.sockets.opened()
        await trades.settled(socket)
        assert trades.topics == [[TRADES_TOPIC]]
        assert not waiting.done()
        closing = asyncio.ensure_future(feed.close())
        await trades.settled(socket)
        await client.clock.advance(5)
        await closing
        assert trades.left == [[TRADES_TOPIC]]
        with pytest.raises(StopAsyncIteration):
            await waiting


@pytest.mark.asyncio
async def test_trades_tells_of_a_refused_subscription(
    make_client: Callable[..., Any], trades: SubscriptionScript
) -> None:
    trades.refused = [TRADES_TOPIC]
    async with make_client() as client:
        waiting = asyncio.ensure_future(anext(client.raw.watch_trades(symbol="BTC_USDT")))
        await trades.settled(await trades.sockets.opened())
        assert waiting.done()
        with pytest.raises(SubscriptionRejected, match="no such stream"):
            await waiting


@pytest.mark.asyncio
async def test_trades_is_subscribed_again_after_a_disconnect(
    make_client: Callable[..., Any], trades: SubscriptionScript
) -> None:
    async with make_client() as client:
        waiting = asyncio.ensure_future(anext(client.raw.watch_trades(symbol="BTC_USDT")))
        socket = await trades.sockets.opened()
        await trades.settled(socket)
        socket.disconnect()
        await trades.settled(socket)
        await client.clock.advance(20)
        await trades.settled(await trades.sockets.opened(2))
        assert trades.topics == [[TRADES_TOPIC], [TRADES_TOPIC]]
        assert not waiting.done()
        waiting.cancel()


CANDLES_TOPIC = {"market": "BTC_USDT", "interval": 60}


@pytest.fixture
def candles(scripted_sockets: ScriptedSockets) -> SubscriptionScript:
    """The venue's end of `candles`."""
    return SubscriptionScript(scripted_sockets, CandlesSocket, [CANDLES_TOPIC])


@pytest.mark.asyncio
async def test_candles_is_told_of_topics_that_come_and_go(
    make_client: Callable[..., Any], candles: SubscriptionScript
) -> None:
    async with make_client() as client:
        feed = client.raw.watch_candles(symbol="BTC_USDT", interval=60)
        waiting = asyncio.ensure_future(anext(feed))
        socket = await candles.sockets.opened()
        await candles.settled(socket)
        assert candles.topics == [[CANDLES_TOPIC]]
        assert not waiting.done()
        closing = asyncio.ensure_future(feed.close())
        await candles.settled(socket)
        await client.clock.advance(5)
        await closing
        assert candles.left == [[CANDLES_TOPIC]]
        with pytest.raises(StopAsyncIteration):
            await waiting


@pytest.mark.asyncio
async def test_candles_tells_of_a_refused_subscription(
    make_client: Callable[..., Any], candles: SubscriptionScript
) -> None:
    candles.refused = [CANDLES_TOPIC]
    async with make_client() as client:
        waiting = asyncio.ensure_future(anext(client.raw.watch_candles(symbol="BTC_USDT", interval=60)))
        await candles.settled(await candles.sockets.opened())
        assert waiting.done()
        with pytest.raises(SubscriptionRejected, match="no such stream"):
            await waiting


@pytest.mark.asyncio
async def test_candles_is_subscribed_again_after_a_disconnect(
    make_client: Callable[..., Any], candles: SubscriptionScript
) -> None:
    async with make_client() as client:
        waiting = asyncio.ensure_future(anext(client.raw.watch_candles(symbol="BTC_USDT", interval=60)))
        socket = await candles.sockets.opened()
        await candles.settled(socket)
        socket.disconnect()
        await candles.settled(socket)
        await client.clock.advance(20)
        await candles.settled(await candles.sockets.opened(2))
        assert candles.topics == [[CANDLES_TOPIC], [CANDLES_TOPIC]]
        assert not waiting.done()
        waiting.cancel()


BEST_TOPIC = "BTC_USDT"


@pytest.fixture
def best(scripted_sockets: ScriptedSockets) -> SubscriptionScript:
    """The venue's end of `best`."""
    return SubscriptionScript(scripted_sockets, BestSocket, [BEST_TOPIC])


@pytest.mark.asyncio
async def test_best_is_told_of_topics_that_come_and_go(
    make_client: Callable[..., Any], best: SubscriptionScript
) -> None:
    async with make_client() as client:
        feed = client.raw.tickers(symbol="BTC_USDT")
        waiting = asyncio.ensure_future(anext(feed))
        socket = await best.sockets.opened()
        await best.settled(socket)
        assert best.topics == [[BEST_TOPIC]]
        assert not waiting.done()
        closing = asyncio.ensure_future(feed.close())
        await best.settled(socket)
        await client.clock.advance(5)
        await closing
        assert best.left == [[BEST_TOPIC]]
        with pytest.raises(StopAsyncIteration):
            await waiting


@pytest.mark.asyncio
async def test_best_tells_of_a_refused_subscription(make_client: Callable[..., Any], best: SubscriptionScript) -> None:
    best.refused = [BEST_TOPIC]
    async with make_client() as client:
        waiting = asyncio.ensure_future(anext(client.raw.tickers(symbol="BTC_USDT")))
        await best.settled(await best.sockets.opened())
        assert waiting.done()
        with pytest.raises(SubscriptionRejected, match="no such stream"):
            await waiting


@pytest.mark.asyncio
async def test_best_is_subscribed_again_after_a_disconnect(
    make_client: Callable[..., Any], best: SubscriptionScript
) -> None:
    async with make_client() as client:
        waiting = asyncio.ensure_future(anext(client.raw.tickers(symbol="BTC_USDT")))
        socket = await best.sockets.opened()
        await best.settled(socket)
        socket.disconnect()
        await best.settled(socket)
        await client.clock.advance(20)
        await best.settled(await best.sockets.opened(2))
        assert best.topics == [[BEST_TOPIC], [BEST_TOPIC]]
        assert not waiting.done()
        waiting.cancel()
