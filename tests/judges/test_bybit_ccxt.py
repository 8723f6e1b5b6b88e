"""Requests and results beside ccxt's: the same method, path and parameters, signatures over both sides' own bytes.

Both clients call the same loopback server, which answers with the examples of the spec and keeps every request byte for
byte. Where they differ, the difference is listed in DIFFERENCES with its reason and the venue's own words, and must
still be there: a stale entry fails.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web

pytest.importorskip("ccxt", reason="ccxt is not installed (extra: judges)")

import ccxt.async_support as library
import ccxt.pro as streaming
from ccxt_requests import Difference
from example_server import Loopback, Recorded
from example_server import example as venue_example
from venue_runtime import Credentials, OrderType, Side, TimeInForce
from venue_runtime.clock import ManualClock
from venues.bybit import Bybit

EXAMPLES = Path(__file__).parents[2] / "venue_specs" / "bybit" / "examples"
KEY, SECRET = "XXXXXXXXXX", "YYYYYYYYYY"
SPOT, SWAP = "BTC/USDT", "BTC/USDT:USDT"
BUY, SELL, LIMIT, MARKET = Side.BUY, Side.SELL, OrderType.LIMIT, OrderType.MARKET
D = Decimal

EXCLUDED = {"orderLinkId": "minted where the caller gives none; compared where given"}
"""Parameters that say nothing about the business asked for."""

PATHS = {
    "/v5/market/orderbook": "orderbook",
    "/v5/market/recent-trade": "recent_trade",
    "/v5/market/kline": "kline",
    "/v5/order/create": "order_create",
    "/v5/order/amend": "order_amend",
    "/v5/order/cancel": "order_cancel",
    "/v5/order/cancel-all": "order_cancel_all",
    "/v5/order/realtime": "order_realtime",
    "/v5/execution/list": "execution_list",
    "/v5/account/wallet-balance": "wallet_balance",
    "/v5/position/set-leverage": "set_leverage",
    "/v5/market/tickers": "tickers.spot",
}


example = partial(venue_example, venue="bybit")


def business(request: Recorded) -> dict[str, str]:
    """Parameters by name, as texts."""
    return {name: str(value) for name, value in request.said.items() if name not in EXCLUDED}


def assert_signed(request: Recorded) -> None:
    """The signature is over the bytes that were sent. Written from docs/v5/guide.mdx, not from our signer."""
    headers = request.headers
    text = headers["x-bapi-timestamp"] + KEY + headers["x-bapi-recv-window"] + request.query + request.body
    assert headers["x-bapi-api-key"] == KEY
    assert headers["x-bapi-sign"] == hmac.new(SECRET.encode(), text.encode(), hashlib.sha256).hexdigest()


class Server(Loopback):
    """Answers with the documented examples."""

    def answer(self, request: Recorded) -> web.Response:
        if request.path == "/v5/market/instruments-info":
            category = request.parameters["category"]
            if category in ("spot", "linear"):
                return web.json_response(example(f"instruments.{category}"))
            empty = {"category": category, "list": [], "nextPageCursor": ""}
            return web.json_response({"retCode": 0, "retMsg": "OK", "result": empty, "retExtInfo": {}, "time": 1})
        return web.json_response(example(PATHS[request.path]))


@pytest_asyncio.fixture
async def server() -> Any:
    async with Server() as served:
        yield served


@pytest_asyncio.fixture
async def both(server: Any) -> Any:
    options = {
        "fetchCurrencies": False,
        "adjustForTimeDifference": False,
        "recvWindow": 5000,
        "enableUnifiedMargin": True,
        "enableUnifiedAccount": True,
        "unifiedMarginStatus": 6,
        "fetchMarkets": {"types": ["spot", "linear", "inverse"], "options": {"BTC": []}},
    }
    theirs = library.bybit({"apiKey": KEY, "secret": SECRET, "enableRateLimit": False, "options": options})
    theirs.has["fetchCurrencies"] = False
    theirs.urls["api"] = dict.fromkeys(theirs.urls["api"], server.url)
    async with Bybit(endpoints=server.url, credentials=Credentials(api_key=KEY, api_secret=SECRET)) as ours:
        await ours.load_instruments()
        await theirs.load_markets()
        yield ours, theirs
    await theirs.close()


Call = Callable[[Any], Awaitable[Any]]


def order(symbol: str, side: Side, type: OrderType, **given: Any) -> Call:
    return lambda client: client.create_order(symbol, side=side, type=type, **given)


def ccxt_order(symbol: str, type: str, side: str, amount: str, price: str | None = None, **params: Any) -> Call:
    return lambda exchange: exchange.create_order(symbol, type, side, amount, price, params)


LIMITED = {"quantity": D("0.5"), "price": D("101.2")}
CASES: dict[str, tuple[Call, Call]] = {
    **{
        f"{kind}_{name}": (
            order(symbol, BUY, LIMIT, **LIMITED, **ours),
            ccxt_order(symbol, "limit", "buy", "0.5", "101.2", **theirs),
        )
        for kind, symbol in (("spot", SPOT), ("swap", SWAP))
        for name, ours, theirs in (
            ("limit_gtc", {"time_in_force": TimeInForce.GTC}, {"timeInForce": "GTC"}),
            ("limit_ioc", {"time_in_force": TimeInForce.IOC}, {"timeInForce": "IOC"}),
            ("limit_fok", {"time_in_force": TimeInForce.FOK}, {"timeInForce": "FOK"}),
            ("post_only", {"post_only": True}, {"postOnly": True}),
        )
    },
    "swap_market": (order(SWAP, SELL, MARKET, quantity=D("0.5")), ccxt_order(SWAP, "market", "sell", "0.5")),
    "swap_reduce_only": (
        order(SWAP, SELL, MARKET, quantity=D("0.5"), reduce_only=True),
        ccxt_order(SWAP, "market", "sell", "0.5", reduceOnly=True),
    ),
    "spot_market_by_amount": (
        order(SPOT, BUY, MARKET, quote_quantity=D("20")),
        ccxt_order(SPOT, "market", "buy", "1", cost="20"),
    ),
    "spot_market_sell": (order(SPOT, SELL, MARKET, quantity=D("0.5")), ccxt_order(SPOT, "market", "sell", "0.5")),
    "swap_stop": (
        order(SWAP, SELL, OrderType.STOP, quantity=D("0.5"), trigger_price=D("99.5")),
        ccxt_order(SWAP, "market", "sell", "0.5", triggerPrice="99.5", triggerDirection="descending"),
    ),
    "swap_stop_limit": (
        order(SWAP, BUY, OrderType.STOP_LIMIT, quantity=D("0.5"), price=D("121"), trigger_price=D("120.5")),
        ccxt_order(SWAP, "limit", "buy", "0.5", "121", triggerPrice="120.5", triggerDirection="ascending"),
    ),
    "cancel": (lambda c: c.cancel_order(SWAP, venue_order_id="7"), lambda x: x.cancel_order("7", SWAP)),
    "cancel_spot": (lambda c: c.cancel_order(SPOT, venue_order_id="7"), lambda x: x.cancel_order("7", SPOT)),
    "cancel_all": (lambda c: c.cancel_all_orders(SWAP), lambda x: x.cancel_all_orders(SWAP)),
    "amend": (
        lambda c: c.edit_order(SWAP, venue_order_id="7", quantity=D("0.4"), price=D("100.1")),
        lambda x: x.edit_order("7", SWAP, "limit", "buy", "0.4", "100.1"),
    ),
    "set_leverage": (lambda c: c.set_leverage(SWAP, D("5")), lambda x: x.set_leverage(5, SWAP)),
    "order_book": (lambda c: c.fetch_order_book(SPOT, 50), lambda x: x.fetch_order_book(SPOT, 50)),
    "trades": (lambda c: c.fetch_trades(SWAP, limit=5), lambda x: x.fetch_trades(SWAP, None, 5)),
    "candles": (lambda c: c.fetch_candles(SWAP, "1h", limit=3), lambda x: x.fetch_ohlcv(SWAP, "1h", None, 3)),
    "ticker": (lambda c: c.fetch_ticker(SPOT), lambda x: x.fetch_ticker(SPOT)),
    "balances": (lambda c: c.fetch_balances(), lambda x: x.fetch_balance()),
    "open_orders": (lambda c: c.fetch_open_orders(SWAP), lambda x: x.fetch_open_orders(SWAP, None, 50)),
    "my_trades": (lambda c: c.fetch_my_trades(SWAP), lambda x: x.fetch_my_trades(SWAP)),
}

DIFFERENCES: dict[str, Difference] = {
    "spot_market_by_amount": Difference(
        "the unit is said, not left to the default of a market buy",
        "docs/v5/order/create-order.mdx: marketUnit, quoteCoin",
        ours={"marketUnit": "quoteCoin"},
    ),
    "swap_stop_limit": Difference(
        "the time in force is said, with the venue's default",
        "docs/v5/order/create-order.mdx: GTC is used by default",
        ours={"timeInForce": "GTC"},
    ),
    "cancel_spot": Difference(
        "what the venue takes by default is left out",
        "docs/v5/order/cancel-order.mdx: orderFilter, Order by default",
        theirs={"orderFilter": "Order"},
    ),
    "my_trades": Difference(
        "liquidations and deleveraging are fills too; what is no trade is left out when read",
        "docs/v5/enum.mdx: execType Trade, AdlTrade, BustTrade",
        theirs={"execType": "Trade"},
    ),
}


async def last_request(server: Any, asking: Awaitable[Any]) -> Recorded:
    server.requests.clear()
    # What a documented example of another symbol becomes is not the question here: that it was asked is.
    with contextlib.suppress(Exception):
        await asking
    first: Recorded = server.requests[0]
    return first


@pytest.mark.asyncio
@pytest.mark.parametrize("name", CASES)
async def test_the_same_request(name: str, both: Any, server: Any) -> None:
    ours, theirs = both
    mine, other = await last_request(server, CASES[name][0](ours)), await last_request(server, CASES[name][1](theirs))
    found, expected = business(mine), business(other)
    difference = DIFFERENCES.get(name)
    if difference is not None:
        for listed, sent in ((difference.ours, found), (difference.theirs, expected)):
            for parameter, value in listed.items():
                assert sent.pop(parameter) == value, f"{parameter}: the listed difference is gone"
    assert (mine.method, mine.path, found) == (other.method, other.path, expected)
    for one in (mine, other):
        if "x-bapi-sign" in one.headers:
            assert_signed(one)
    assert ("x-bapi-sign" in mine.headers) == ("x-bapi-sign" in other.headers)


@pytest.mark.asyncio
async def test_the_same_instruments(both: Any) -> None:
    ours, theirs = both
    instruments = await ours.load_instruments()
    assert set(instruments) == set(theirs.markets) == {SPOT, SWAP}
    for symbol, one in instruments.items():
        market = theirs.market(symbol)
        assert (one.venue_symbol, one.base, one.quote, one.settle) == (
            market["id"],
            market["base"],
            market["quote"],
            market["settle"],
        )
        assert one.kind.value == {"spot": "spot", "swap": "perpetual"}[market["type"]]
        assert one.price_increment == D(str(market["precision"]["price"]))
        assert one.quantity_increment == D(str(market["precision"]["amount"]))


@pytest.mark.asyncio
async def test_the_same_order_and_fill_and_balance(both: Any) -> None:
    """The documented rows, read by both (as of the linear contract that the test knows)."""
    ours, theirs = both
    row = {**example("order_realtime")["result"]["list"][0], "symbol": "BTCUSDT"}
    parsed = theirs.parse_order(row, theirs.market(SWAP))
    from msgspec import json as codec
    from venues.bybit import mapping
    from venues.bybit import types as wire

    instrument = ours.instruments[SWAP]
    order = mapping.order(codec.decode(codec.encode(row), type=wire.Order), instrument, 0)
    assert (order.venue_order_id, order.client_order_id) == (parsed["id"], parsed["clientOrderId"])
    assert (order.side.value, order.type.value, order.symbol) == (parsed["side"], parsed["type"], parsed["symbol"])
    assert (order.price, order.quantity, order.filled_quantity) == tuple(
        D(str(parsed[each])) for each in ("price", "amount", "filled")
    )
    assert parsed["status"] == "open"
    row = {**example("execution_list")["result"]["list"][0], "symbol": "BTCUSDT"}
    trade = theirs.parse_trade(row, theirs.market(SWAP))
    fill = mapping.fill(codec.decode(codec.encode(row), type=wire.Execution), instrument, 0)
    assert fill is not None
    assert (fill.trade_id, fill.venue_order_id, fill.side.value) == (trade["id"], trade["order"], trade["side"])
    assert (fill.price, fill.quantity) == (D(str(trade["price"])), D(str(trade["amount"])))
    assert fill.fee == D(str(trade["fee"]["cost"]))
    balances, told = await ours.fetch_balances(), await theirs.fetch_balance()
    assert {name: each.total for name, each in balances.items()} == {"BTC": D(str(told["BTC"]["total"]))}


@pytest.mark.asyncio
async def test_the_same_login_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    credentials = Credentials(api_key=KEY, api_secret=SECRET)
    async with Bybit(credentials=credentials, clock=ManualClock(1_711_010_121_452_000_000)) as client:
        ours = json.loads(client.signing.login())
    exchange = streaming.bybit({"apiKey": KEY, "secret": SECRET})
    sent: list[Any] = []
    monkeypatch.setattr(exchange, "milliseconds", lambda: 1_711_010_121_452)
    monkeypatch.setattr(exchange, "watch", lambda url, hash, message, *rest: sent.append(message))
    asking = asyncio.ensure_future(exchange.authenticate("wss://example.invalid"))
    for _ in range(5):
        await asyncio.sleep(0)
    asking.cancel()
    await exchange.close()
    ours["args"], theirs = [str(each) for each in ours["args"]], [str(each) for each in sent[0]["args"]]
    assert ours["args"] == theirs
    assert ours["args"][1] == "1711010131452"
    text = b"GET/realtime1711010131452"
    assert ours["args"][2] == hmac.new(SECRET.encode(), text, hashlib.sha256).hexdigest()
