"""Connections of Bitfinex that no book is on, over scripted frames: subscribed, left, refused, replaced."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from venue_runtime.errors import SubscriptionRejected
from venue_runtime.testing.scripted import ScriptedSockets
from venue_runtime.testing.subscription_script import SubscriptionScript
from venues.bitfinex.simulated import MarketSocket, TradesSocket

TRADES_TOPIC = {"channel": "trades", "symbol": "tBTCUSD"}


@pytest.fixture
def trades(scripted_sockets: ScriptedSockets) -> SubscriptionScript:
    """The venue's end of `trades`."""
    return SubscriptionScript(scripted_sockets, TradesSocket, [TRADES_TOPIC])


@pytest.mark.asyncio
async def test_trades_is_told_of_topics_that_come_and_go(
    make_client: Callable[..., Any], trades: SubscriptionScript
) -> None:
    async with make_client() as client:
        feed = client.raw.watch_trades(symbol="tBTCUSD")
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
        waiting = asyncio.ensure_future(anext(client.raw.watch_trades(symbol="tBTCUSD")))
        await trades.settled(await trades.sockets.opened())
        assert waiting.done()
        with pytest.raises(SubscriptionRejected, match="no such stream"):
            await waiting


@pytest.mark.asyncio
async def test_trades_is_subscribed_again_after_a_disconnect(
    make_client: Callable[..., Any], trades: SubscriptionScript
) -> None:
    async with make_client() as client:
        waiting = asyncio.ensure_future(anext(client.raw.watch_trades(symbol="tBTCUSD")))
        socket = await trades.sockets.opened()
        await trades.settled(socket)
        socket.disconnect()
        await trades.settled(socket)
        await client.clock.advance(20)
        await trades.settled(await trades.sockets.opened(2))
        assert trades.topics == [[TRADES_TOPIC], [TRADES_TOPIC]]
        assert not waiting.done()
        waiting.cancel()


MARKET_TOPIC = {"channel": "ticker", "symbol": "tBTCUSD"}


@pytest.fixture
def market(scripted_sockets: ScriptedSockets) -> SubscriptionScript:
    """The venue's end of `market`."""
    return SubscriptionScript(scripted_sockets, MarketSocket, [MARKET_TOPIC])


@pytest.mark.asyncio
async def test_market_is_told_of_topics_that_come_and_go(
    make_client: Callable[..., Any], market: SubscriptionScript
) -> None:
    async with make_client() as client:
        feed = client.raw.watch_ticker(symbol="tBTCUSD")
        waiting = asyncio.ensure_future(anext(feed))
        socket = await market.sockets.opened()
        await market.settled(socket)
        assert market.topics == [[MARKET_TOPIC]]
        assert not waiting.done()
        closing = asyncio.ensure_future(feed.close())
        await market.settled(socket)
        await client.clock.advance(5)
        await closing
        assert market.left == [[MARKET_TOPIC]]
        with pytest.raises(StopAsyncIteration):
            await waiting


@pytest.mark.asyncio
async def test_market_tells_of_a_refused_subscription(
    make_client: Callable[..., Any], market: SubscriptionScript
) -> None:
    market.refused = [MARKET_TOPIC]
    async with make_client() as client:
        waiting = asyncio.ensure_future(anext(client.raw.watch_ticker(symbol="tBTCUSD")))
        await market.settled(await market.sockets.opened())
        assert waiting.done()
        with pytest.raises(SubscriptionRejected, match="no such stream"):
            await waiting


@pytest.mark.asyncio
async def test_market_is_subscribed_again_after_a_disconnect(
    make_client: Callable[..., Any], market: SubscriptionScript
) -> None:
    async with make_client() as client:
        waiting = asyncio.ensure_future(anext(client.raw.watch_ticker(symbol="tBTCUSD")))
        socket = await market.sockets.opened()
        await market.settled(socket)
        socket.disconnect()
        await market.settled(socket)
        await client.clock.advance(20)
        await market.settled(await market.sockets.opened(2))
        assert market.topics == [[MARKET_TOPIC], [MARKET_TOPIC]]
        assert not waiting.done()
        waiting.cancel()
