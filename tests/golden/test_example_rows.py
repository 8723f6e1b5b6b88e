"""The made-up exchange of rows and maps, over scripted HTTP: what is asked, and what its answers mean."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from venue_runtime import Credentials
from venue_runtime.clock import ManualClock
from venue_runtime.errors import DecodeError
from venue_runtime.model import OrderStatus, Side
from venue_runtime.testing.plugin import CountedNonces
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSockets
from venues.example_rows import ExampleRows, ExampleRowsConfig
from venues.example_rows import types as wire

PAIRS = {
    "error": [],
    "result": {
        "XXBTZUSD": {"altname": "XBTUSD", "base": "XBT", "quote": "USD", "pair_decimals": 1, "status": "online"},
        "XETHZUSD": {"altname": "ETHUSD", "base": "ETH", "quote": "USD", "pair_decimals": 2, "status": "online"},
    },
}
ORDER = [1, None, 7, "XXBTZUSD", 1700000000000, "-0.5", "-1.5", "EXCHANGE LIMIT", 4096, "ACTIVE", "30000", "2"]


def client(http: ScriptedHttp, **config: Any) -> ExampleRows:
    http.answer(PAIRS, path="/0/public/AssetPairs", times=None)
    return ExampleRows(
        credentials=Credentials(api_key="key", api_secret="c2VjcmV0"),
        config=ExampleRowsConfig(**config),
        nonces=CountedNonces(1_700_000_000_000),
        clock=ManualClock(1_700_000_000_000_000_000),
        http=http,
        websocket=ScriptedSockets(),
    )


@pytest.mark.asyncio
async def test_keys_of_an_answer_are_symbols(scripted_http: ScriptedHttp) -> None:
    async with client(scripted_http) as venue:
        instruments = await venue.load_instruments()
    assert {each.venue_symbol: symbol for symbol, each in instruments.items()} == {
        "XXBTZUSD": "XBT/USD",
        "XETHZUSD": "ETH/USD",
    }


@pytest.mark.asyncio
async def test_rows_stand_beside_a_cursor(scripted_http: ScriptedHttp) -> None:
    rows = [["30243.4", "0.34507674", 1688669597.8277369, "b", "m", "", 61044952]]
    scripted_http.answer({"error": [], "result": {"last": "9", "XXBTZUSD": rows}}, path="/0/public/Trades")
    async with client(scripted_http) as venue:
        (trade,) = await venue.fetch_trades("XBT/USD")
    assert (trade.trade_id, trade.side, trade.price) == ("61044952", Side.BUY, Decimal("30243.4"))
    # Seven digits of a second, none of them lost on the way through a float.
    assert trade.ts_event == 1_688_669_597_827_736_900


@pytest.mark.asyncio
async def test_the_clock_tells_which_candles_are_closed(scripted_http: ScriptedHttp) -> None:
    """The venue does not: the last of an answer may still be building. It is 22:13:20."""
    rows = [[1699999920, "1", "2", "1", "2", "1.5", "9", 3], [1699999980, "2", "2", "2", "2", "2", "1", 1]]
    scripted_http.answer({"error": [], "result": {"last": 9, "XXBTZUSD": rows}}, path="/0/public/OHLC")
    async with client(scripted_http) as venue:
        candles = await venue.fetch_candles("XBT/USD", "1m")
    assert [(each.ts_open, each.closed) for each in candles] == [
        (1_699_999_920_000_000_000, True),
        (1_699_999_980_000_000_000, False),
    ]


@pytest.mark.asyncio
async def test_one_or_many(scripted_http: ScriptedHttp) -> None:
    one = {"symbol": "XXBTZUSD", "last": "100.1", "range": {"low": "99", "high": "101"}}
    async with client(scripted_http) as venue:
        for answer in (one, [one]):
            scripted_http.answer(answer, path="/0/public/Stats")
            ticker = await venue.fetch_ticker("XBT/USD")
            assert (ticker.last, ticker.bid, ticker.ask) == (Decimal("100.1"), Decimal(99), Decimal(101))


@pytest.mark.asyncio
async def test_an_endpoint_is_chosen_by_the_symbol(scripted_http: ScriptedHttp) -> None:
    scripted_http.answer([ORDER], path="/v2/orders/XXBTZUSD", method="POST")
    scripted_http.answer([ORDER, [*ORDER, 5]], path="/v2/orders", method="POST")
    async with client(scripted_http, window=timedelta(seconds=2)) as venue:
        (order,) = await venue.fetch_open_orders("XBT/USD")
        assert len(await venue.fetch_open_orders()) == 2
    assert (order.side, order.quantity, order.leaves_quantity) == (Side.SELL, Decimal("1.5"), Decimal("0.5"))
    assert (order.status, order.post_only, order.client_order_id) == (OrderStatus.PARTIALLY_FILLED, True, "7")
    assert [json.loads(each.body or b"") for each in scripted_http.requests[1:]] == [
        {"nonce": 1_700_000_000_000, "window": 2000},
        {"kind": "all", "nonce": 1_700_000_000_001, "window": 2000},
    ]


@pytest.mark.asyncio
async def test_several_calls_are_one_answer(scripted_http: ScriptedHttp) -> None:
    def row(id: int, at: int) -> list[Any]:
        return [id, 12, "XXBTZUSD", at, "-0.5", "30000", "-0.1", "USD", "more"]

    scripted_http.answer([row(402, 1700000000002), row(401, 1700000000001)], path="/v2/trades", method="POST")
    scripted_http.answer([row(402, 1700000000002), row(403, 1700000000003)], path="/v2/trades", method="POST")
    async with client(scripted_http) as venue:
        fills = await venue.fetch_my_trades("XBT/USD")
    assert [each.trade_id for each in fills] == ["401", "402", "403"]
    assert [json.loads(each.body or b"")["hist"] for each in scripted_http.requests[1:]] == ["old", "recent"]


@pytest.mark.asyncio
async def test_a_division_by_zero_is_an_answer_that_cannot_be_read(scripted_http: ScriptedHttp) -> None:
    scripted_http.answer([[*ORDER[:-1], "0"]], path="/v2/orders", method="POST")
    async with client(scripted_http) as venue:
        with pytest.raises(DecodeError, match="30000 is divided by zero"):
            await venue.fetch_open_orders()


@pytest.mark.asyncio
async def test_unions_by_shape_and_by_keys(scripted_http: ScriptedHttp) -> None:
    scripted_http.answer(["success", {"resting": {"kind_of_event": "r", "oid": 7}}], path="/v2/outcomes")
    scripted_http.answer([{"kind_of_event": "f", "oid": 1, "filled": 2.50}, {"kind_of_event": "r", "oid": 2}],
                         path="/v2/events")  # fmt: skip
    async with client(scripted_http) as venue:
        text, placed = await venue.raw.outcomes()
        filled, resting = await venue.raw.events()
    assert text == "success"
    assert placed == wire.Placed(resting=wire.Resting(kind_of_event="r", oid=7))
    assert filled.filled == Decimal("2.5")
    assert resting == wire.Event(kind_of_event="r", oid=2)
