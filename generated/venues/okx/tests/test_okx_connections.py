"""Connections of OKX that no book is on, over scripted frames: subscribed, left, refused, replaced."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from venue_runtime.errors import SubscriptionRejected
from venue_runtime.testing.scripted import ScriptedSockets
from venue_runtime.testing.subscription_script import SubscriptionScript
from venues.okx.simulated import BusinessSocket

BUSINESS_TOPIC = {"channel": "candle1s", "instId": "BTC-USDT"}


@pytest.fixture
def business(scripted_sockets: ScriptedSockets) -> SubscriptionScript:
    """The venue's end of `business`."""
    return SubscriptionScript(scripted_sockets, BusinessSocket, [BUSINESS_TOPIC])


@pytest.mark.asyncio
async def test_business_is_told_of_topics_that_come_and_go(
    make_client: Callable[..., Any], business: SubscriptionScript
) -> None:
    async with make_client() as client:
        feed = client.raw.watch_candles(symbol="BTC-USDT", bar="1s")
        waiting = asyncio.ensure_future(anext(feed))
        socket = await business.sockets.opened()
        await business.settled(socket)
        assert business.topics == [[BUSINESS_TOPIC]]
        assert not waiting.done()
        closing = asyncio.ensure_future(feed.close())
        await business.settled(socket)
        await client.clock.advance(5)
        await closing
        assert business.left == [[BUSINESS_TOPIC]]
        with pytest.raises(StopAsyncIteration):
            await waiting


@pytest.mark.asyncio
async def test_business_tells_of_a_refused_subscription(
    make_client: Callable[..., Any], business: SubscriptionScript
) -> None:
    business.refused = [BUSINESS_TOPIC]
    async with make_client() as client:
        waiting = asyncio.ensure_future(anext(client.raw.watch_candles(symbol="BTC-USDT", bar="1s")))
        await business.settled(await business.sockets.opened())
        assert waiting.done()
        with pytest.raises(SubscriptionRejected, match="no such stream"):
            await waiting


@pytest.mark.asyncio
async def test_business_is_subscribed_again_after_a_disconnect(
    make_client: Callable[..., Any], business: SubscriptionScript
) -> None:
    async with make_client() as client:
        waiting = asyncio.ensure_future(anext(client.raw.watch_candles(symbol="BTC-USDT", bar="1s")))
        socket = await business.sockets.opened()
        await business.settled(socket)
        socket.disconnect()
        await business.settled(socket)
        await client.clock.advance(20)
        await business.settled(await business.sockets.opened(2))
        assert business.topics == [[BUSINESS_TOPIC], [BUSINESS_TOPIC]]
        assert not waiting.done()
        waiting.cancel()


@pytest.mark.asyncio
async def test_business_is_replaced_when_its_end_is_announced(
    make_client: Callable[..., Any], business: SubscriptionScript
) -> None:
    """Make before break: the old socket stays until the new one has every topic."""
    async with make_client() as client:
        waiting = asyncio.ensure_future(anext(client.raw.watch_candles(symbol="BTC-USDT", bar="1s")))
        socket = await business.sockets.opened()
        await business.settled(socket)
        business.mute = True
        socket.push({"event": "notice"})
        again = await business.sockets.opened(2)
        await business.settled(again)
        assert not socket.closed
        business.mute = False
        again.push(*business.answers(again.sent[-1]))
        await business.settled(again)
        assert socket.closed
        assert not waiting.done()
        waiting.cancel()
