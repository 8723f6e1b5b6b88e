"""Disconnect protection: asked for by product, and in force while a private stream listens to the `dcp` topics
(docs/v5/order/dcp.mdx: "Your private websocket connection must subscribe "dcp" topic in order to trigger DCP")."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from venue_runtime.clock import ManualClock
from venue_runtime.credentials import Credentials
from venue_runtime.model import Instrument, InstrumentKind
from venue_runtime.testing.exchange import SimulatedExchange
from venue_runtime.testing.server import SimulatedVenue
from venues.bybit import Bybit
from venues.bybit.simulated import SimulatedBybit

KEYS = Credentials(api_key="test-api-key", api_secret="test-api-secret")
BTC = Instrument(
    symbol="BTC/USDT:USDT",
    venue_symbol="BTCUSDT",
    kind=InstrumentKind.PERPETUAL,
    partition="linear",
    settle="USDT",
    base="BTC",
    quote="USDT",
    price_increment=Decimal("0.1"),
    quantity_increment=Decimal("0.000001"),
)


def topics(venue: SimulatedVenue) -> list[str]:
    sent: list[dict[str, Any]] = [json.loads(each.frame) for each in venue.frames if each.direction == "in"]
    return sorted(topic for frame in sent if frame.get("op") == "subscribe" for topic in frame["args"])


@pytest.mark.asyncio
@pytest.mark.parametrize("protected", [True, False])
async def test_the_protection_is_asked_for_and_listened_to(protected: bool) -> None:
    exchange = SimulatedExchange(ManualClock(), [BTC])
    exchange.add_account("trader", {"USDT": Decimal(1000)})
    async with (
        SimulatedVenue(SimulatedBybit(), exchange, accounts={"trader": KEYS}, clock=exchange.clock) as venue,
        Bybit(endpoints=venue.url, credentials=KEYS, clock=exchange.clock, cancel_on_disconnect=protected) as client,
    ):
        await client.start_trading()
        asked = [
            json.loads(each.request.body or b"")
            for each in venue.requests
            if each.endpoint_id == "disconnect_cancel_all"
        ]
        listened = topics(venue)
    expected = [{"product": "SPOT", "timeWindow": 10}, {"product": "DERIVATIVES", "timeWindow": 10}]
    assert asked == (expected if protected else [])
    more = ["dcp.future", "dcp.spot"] if protected else []
    assert listened == [*more, "execution", "order", "position", "wallet"]
