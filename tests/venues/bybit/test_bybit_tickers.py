"""Tickers of derivatives by stream: a snapshot, then deltas (docs/v5/websocket/public/ticker.mdx: "If a response param
is not found in the message, then its value has not changed").

The snapshot is the documented example; the deltas are made of its fields.
"""

from __future__ import annotations

import asyncio
import json
from decimal import Decimal
from typing import Any

import pytest
from venue_runtime.clock import ManualClock
from venue_runtime.model import Instrument, InstrumentKind, Ticker
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSocket, ScriptedSockets
from venues.bybit import Bybit

BTC = Instrument(
    symbol="BTC/USDT:USDT",
    venue_symbol="BTCUSDT",
    kind=InstrumentKind.PERPETUAL,
    partition="linear",
    base="BTC",
    quote="USDT",
    settle="USDT",
    price_increment=Decimal("0.1"),
    quantity_increment=Decimal("0.001"),
)
SNAPSHOT = {
    "symbol": "BTCUSDT",
    "lastPrice": "66666.60",
    "markPrice": "66666.60",
    "indexPrice": "115418.19",
    "nextFundingTime": "1760342400000",
    "fundingRate": "-0.005",
    "bid1Price": "66666.60",
    "bid1Size": "23789.165",
    "ask1Price": "66666.70",
    "ask1Size": "23775.469",
}


def frame(kind: str, ts: int, data: dict[str, str]) -> str:
    return json.dumps({"topic": "tickers.BTCUSDT", "type": kind, "data": data, "cs": 9532239429, "ts": ts})


def answers(sent: Any) -> list[str]:
    asked = json.loads(sent)
    return [json.dumps({"success": True, "ret_msg": "", "op": asked["op"], "req_id": asked.get("req_id", "")})]


def top(ticker: Ticker) -> tuple[str, ...]:
    fields = (ticker.bid, ticker.bid_quantity, ticker.ask, ticker.ask_quantity, ticker.last)
    return tuple("–" if each is None else f"{each:f}" for each in fields)


class Venue:
    """A client that follows the ticker, and the venue's end of its connection."""

    def __init__(self) -> None:
        self.sockets = ScriptedSockets()
        self.sockets.respond = answers
        self.client = Bybit(http=ScriptedHttp(), websocket=self.sockets, clock=ManualClock())

        async def load() -> list[Instrument]:
            return [BTC]

        self.client._load_instruments = load  # type: ignore[method-assign]
        self.seen: list[Ticker] = []

    async def follow(self, seen: list[Ticker]) -> None:
        await self.client.on_ticker(BTC.symbol, seen.append)

    async def says(self, socket: ScriptedSocket, kind: str, ts: int, data: dict[str, str]) -> None:
        socket.push(frame(kind, ts, data))
        for _ in range(50):
            await asyncio.sleep(0)


@pytest.mark.asyncio
async def test_a_delta_changes_what_it_names_and_nothing_else() -> None:
    venue = Venue()
    async with venue.client:
        await venue.follow(venue.seen)
        socket = await venue.sockets.opened(1)
        assert socket.url == "wss://stream.bybit.com/v5/public/linear"
        await venue.says(socket, "snapshot", 1760325052630, SNAPSHOT)
        await venue.says(socket, "delta", 1760325052730, {"symbol": "BTCUSDT", "ask1Price": "66666.80"})
        await venue.says(
            socket, "delta", 1760325052830, {"symbol": "BTCUSDT", "lastPrice": "66666.80", "bid1Size": "7"}
        )
        # Another one follows the same topic: the venue says the whole to nobody again.
        late: list[Ticker] = []
        await venue.follow(late)
        await venue.says(socket, "delta", 1760325052930, {"symbol": "BTCUSDT", "ask1Size": "5"})
    assert [top(each) for each in venue.seen] == [
        ("66666.60", "23789.165", "66666.70", "23775.469", "66666.60"),
        ("66666.60", "23789.165", "66666.80", "23775.469", "66666.60"),
        ("66666.60", "7", "66666.80", "23775.469", "66666.80"),
        ("66666.60", "7", "66666.80", "5", "66666.80"),
    ]
    assert [top(each) for each in late] == [("66666.60", "7", "66666.80", "5", "66666.80")]
    assert venue.seen[-1].ts_event == 1760325052930 * 1_000_000


@pytest.mark.asyncio
async def test_after_an_interruption_nothing_old_is_told() -> None:
    venue = Venue()
    async with venue.client:
        await venue.follow(venue.seen)
        socket = await venue.sockets.opened(1)
        await venue.says(socket, "snapshot", 1760325052630, SNAPSHOT)
        socket.disconnect()
        opening = asyncio.ensure_future(venue.sockets.opened(2))
        clock: Any = venue.client.clock
        for _ in range(40):
            await clock.advance(1)
        again = await opening
        await venue.says(again, "delta", 1760325060000, {"symbol": "BTCUSDT", "lastPrice": "1"})
        assert len(venue.seen) == 1
        await venue.says(again, "snapshot", 1760325060100, {**SNAPSHOT, "lastPrice": "70000"})
    assert top(venue.seen[-1])[-1] == "70000"
