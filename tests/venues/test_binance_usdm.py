"""What only the USD-M futures venue is like: edits that repeat the side, a switch for each symbol, batches."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from venue_runtime import ConfigurationError, Credentials, NotSupported, OrderStatus, OrderType, Side
from venue_runtime.clock import ManualClock
from venue_runtime.errors import InvalidOrder
from venue_runtime.model import OrderRequest
from venue_runtime.testing.scripted import ScriptedHttp
from venues.binance_usdm import BinanceUsdm

EXAMPLES = Path(__file__).parents[2] / "venue_specs" / "binance_usdm" / "examples"
BTC = "BTC/USDT:USDT"


def example(name: str) -> Any:
    return json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))["response"]


def venue(*answers: Any) -> tuple[BinanceUsdm, ScriptedHttp]:
    info = example("exchange_info")
    row = info["symbols"][0]
    info["symbols"] = [{**row, "symbol": "BTCUSDT", "pair": "BTCUSDT", "baseAsset": "BTC"}]
    http = ScriptedHttp().answer(info, path="/fapi/v1/exchangeInfo")
    for answer in answers:
        http.answer(answer)
    credentials = Credentials(api_key="key", api_secret="secret")
    return BinanceUsdm(credentials=credentials, http=http, clock=ManualClock(1_700_000_000_000_000_000)), http


def sent(http: ScriptedHttp) -> list[tuple[str, str, dict[str, str]]]:
    """Method, path and business parameters of each request but that of the instruments."""
    found = []
    for request in http.requests[1:]:
        parts = urlsplit(request.url)
        given = {name: values[0] for name, values in parse_qs(parts.query).items()}
        for name in ("timestamp", "recvWindow", "signature"):
            given.pop(name, None)
        found.append((request.method, parts.path, given))
    return found


@pytest.mark.asyncio
async def test_an_edit_repeats_the_side_of_the_order_that_it_is_of() -> None:
    client, http = venue(example("order_query"), example("order_modify"))
    async with client:
        with pytest.raises(ConfigurationError, match="an order that this client knows"):
            await client.edit_order(BTC, venue_order_id="1917641", quantity="1", price="250")  # type: ignore[arg-type]
        assert sent(http) == []
        await client.fetch_order(BTC, venue_order_id="1917641")
        await client.edit_order(BTC, venue_order_id="1917641", quantity="1", price="250")  # type: ignore[arg-type]
    assert sent(http)[1] == (
        "PUT",
        "/fapi/v1/order",
        {"orderId": "1917641", "symbol": "BTCUSDT", "side": "BUY", "quantity": "1", "price": "250"},
    )


@pytest.mark.asyncio
async def test_the_dead_mans_switch_is_one_of_each_symbol() -> None:
    client, http = venue(example("countdown_cancel_all"), example("countdown_cancel_all"))
    async with client:
        with pytest.raises(ConfigurationError, match="needs symbol"):
            await client.cancel_all_orders_after(100)
        await client.cancel_all_orders_after(100, BTC)
        await client.cancel_all_orders_after(0, BTC)
    assert sent(http) == [
        ("POST", "/fapi/v1/countdownCancelAll", {"symbol": "BTCUSDT", "countdownTime": "100000"}),
        ("POST", "/fapi/v1/countdownCancelAll", {"symbol": "BTCUSDT", "countdownTime": "0"}),
    ]


@pytest.mark.asyncio
async def test_each_order_of_a_batch_has_its_own_outcome() -> None:
    client, http = venue(example("orders_new"))
    async with client:
        first, second = await client.create_orders(
            [
                OrderRequest(symbol=BTC, side=side, type=OrderType.MARKET, quantity=10, client_order_id=name)  # type: ignore[arg-type]
                for side, name in ((Side.BUY, "testOrder"), (Side.SELL, "other"))
            ]
        )
    assert not isinstance(first, Exception)
    assert (first.venue_order_id, first.status) == ("22542179", OrderStatus.NEW)
    assert isinstance(second, InvalidOrder)
    assert (second.code, second.message) == ("-2022", "ReduceOnly Order is rejected.")
    assert len(sent(http)) == 1


@pytest.mark.asyncio
@pytest.mark.parametrize("type", [OrderType.STOP, OrderType.TAKE_PROFIT])
async def test_conditional_orders_are_refused_before_anything_is_sent(type: OrderType) -> None:
    """They have an endpoint, and ids, of their own: the raw layer has it."""
    client, http = venue()
    async with client:
        with pytest.raises(NotSupported):
            await client.create_order(BTC, side=Side.SELL, type=type, quantity=1, trigger_price=2)  # type: ignore[arg-type]
    assert sent(http) == []
