"""Requests and results beside ccxt's: the same method, path, parameters, orders, fills, trades, balances.

Both clients call the same loopback server, which answers with the examples of the spec and keeps every request. Where
they differ, the difference is listed in DIFFERENCES with its reason, and must still be there. Tokens are judged in
test_coinbase_advanced_tokens.py.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web

pytest.importorskip("ccxt", reason="ccxt is not installed (extra: judges)")

import ccxt.async_support as library
from ccxt_requests import Case, Difference, as_number, assert_alike
from example_server import Loopback, Recorded
from example_server import example as venue_example
from venue_runtime import Credentials, OrderType, Side, TimeInForce
from venue_runtime.errors import VenueResponseError
from venue_runtime.testing.keys import dummy_key
from venues.coinbase_advanced import CoinbaseAdvanced, CoinbaseAdvancedOrderOptions

EXAMPLES = Path(__file__).parents[2] / "venue_specs" / "coinbase_advanced" / "examples"
API = "/api/v3/brokerage"
OID = "12345678-9abc-4def-8123-456789abcdef"
ORDER = "0000-000000-000000"
SINCE_MS = 1_712_188_800_000
UNTIL_NS = 1_900_000_000_000_000_000
BUY, SELL, LIMIT, MARKET, STOP = Side.BUY, Side.SELL, OrderType.LIMIT, OrderType.MARKET, OrderType.STOP_LIMIT


def D(text: str) -> Decimal:
    return Decimal(text)


example = partial(venue_example, venue="coinbase_advanced")


class Server(Loopback):
    """Answers with the documented examples; what only ccxt asks for is empty."""

    def __init__(self) -> None:
        super().__init__()
        self.refusal: str | None = None

    def answer(self, request: Recorded) -> web.Response:
        path = request.path.removeprefix(API)
        if self.refusal is not None and request.method == "POST":
            told = json.loads((EXAMPLES / f"{self.refusal}.json").read_text(encoding="utf-8"))
            return web.json_response(told["response"], status=told.get("status", 200))
        if path.endswith("/products"):
            kind = request.parameters.get("product_type")
            listed = example("products.future" if kind == "FUTURE" else "products.spot")
            if kind == "SPOT":  # what the example of fills is about
                ether = {"product_id": "ETH-USD", "base_currency_id": "ETH", "display_name": "ETH-USD"}
                listed["products"].append(listed["products"][0] | ether)
            return web.json_response(listed)
        if path.startswith("/orders/historical/") and path.count("/") == 3 and path.endswith(ORDER):
            return web.json_response(example("order"))
        known = {
            "/time": "time",
            "/market/product_book": "book",
            "/product_book": "book",
            "/products/BTC-USD/ticker": "trades",
            "/market/products/BTC-USD/ticker": "trades",
            "/products/BTC-USD/candles": "candles",
            "/market/products/BTC-USD/candles": "candles",
            "/orders": "create",
            "/orders/preview": "preview",
            "/orders/edit": "edit",
            "/orders/batch_cancel": "cancel",
            "/orders/historical/batch": "orders",
            "/orders/historical/fills": "fills",
            "/accounts": "accounts",
            "/cfm/positions": "positions",
        }
        told = example(known[path]) if path in known else {"data": [], "pagination": {}}
        last = {"has_next": False, "cursor": ""} if "has_next" in told else {}
        return web.json_response({**told, **last})


@pytest_asyncio.fixture
async def both() -> AsyncIterator[tuple[Server, CoinbaseAdvanced, Any]]:
    """The server and both clients, instruments loaded."""
    async with Server() as server:
        secret = dummy_key(["pem_ec_p256"])
        theirs = library.coinbase({"apiKey": "organizations/o/apiKeys/k", "secret": secret, "enableRateLimit": False})
        theirs.urls["api"] = {"rest": server.url}
        credentials = Credentials(api_key="organizations/o/apiKeys/k", private_key=secret)
        try:
            async with CoinbaseAdvanced(endpoints=server.url, credentials=credentials) as ours:
                await ours.load_instruments()
                await theirs.load_markets()
                server.take()
                yield server, ours, theirs
        finally:
            await theirs.close()


def order(side: Side, type: OrderType, /, **ours: Any) -> Any:
    return lambda client: client.create_order("BTC/USD", side=side, type=type, **{"client_order_id": OID, **ours})


def ccxt_order(type: str, side: str, amount: str, price: str | None = None, /, **params: Any) -> Any:
    asked = {"clientOrderId": OID, **params}
    return lambda exchange: exchange.create_order("BTC/USD", type, side, float(amount), price, asked)


LIMITED = {"quantity": D("0.5"), "price": D("101.2")}
STOPPED = {**LIMITED, "trigger_price": D("100.5"), "type": STOP}
CASES = {
    "limit": Case(order(BUY, LIMIT, **LIMITED), ccxt_order("limit", "buy", "0.5", "101.2", timeInForce="GTC")),
    "ioc": Case(
        order(SELL, LIMIT, **LIMITED, time_in_force=TimeInForce.IOC),
        ccxt_order("limit", "sell", "0.5", "101.2", timeInForce="IOC"),
    ),
    "fok": Case(
        order(SELL, LIMIT, **LIMITED, time_in_force=TimeInForce.FOK),
        ccxt_order("limit", "sell", "0.5", "101.2", timeInForce="FOK"),
    ),
    "gtd": Case(
        order(SELL, LIMIT, **LIMITED, time_in_force=TimeInForce.GTD, expire_time=UNTIL_NS),
        ccxt_order("limit", "sell", "0.5", "101.2", timeInForce="GTD", end_time="2030-03-17T17:46:40.000Z"),
    ),
    "post_only": Case(
        order(SELL, LIMIT, **LIMITED, post_only=True), ccxt_order("limit", "sell", "0.5", "101.2", postOnly=True)
    ),
    "market": Case(order(SELL, MARKET, quantity=D("0.5")), ccxt_order("market", "sell", "0.5")),
    "market_by_quote_amount": Case(
        order(BUY, MARKET, quote_quantity=D("20.5")), ccxt_order("market", "buy", "1", cost="20.5")
    ),
    "stop_sell": Case(
        lambda c: c.create_order("BTC/USD", side=SELL, client_order_id=OID, **STOPPED),
        ccxt_order("limit", "sell", "0.5", "101.2", stopLossPrice="100.5"),
    ),
    "stop_buy": Case(
        lambda c: c.create_order("BTC/USD", side=BUY, client_order_id=OID, **STOPPED),
        ccxt_order("limit", "buy", "0.5", "101.2", stopLossPrice="100.5"),
    ),
    "take_profit_sell": Case(
        lambda c: c.create_order(
            "BTC/USD", side=SELL, client_order_id=OID, **{**STOPPED, "type": OrderType.TAKE_PROFIT_LIMIT}
        ),
        ccxt_order("limit", "sell", "0.5", "101.2", takeProfitPrice="100.5"),
    ),
    "take_profit_buy": Case(
        lambda c: c.create_order(
            "BTC/USD", side=BUY, client_order_id=OID, **{**STOPPED, "type": OrderType.TAKE_PROFIT_LIMIT}
        ),
        ccxt_order("limit", "buy", "0.5", "101.2", takeProfitPrice="100.5"),
    ),
    "leverage": Case(
        order(BUY, LIMIT, **LIMITED, venue=CoinbaseAdvancedOrderOptions(leverage=D("2.0"))),
        ccxt_order("limit", "buy", "0.5", "101.2", leverage="2.0"),
    ),
    "cancel": Case(lambda c: c.cancel_order("BTC/USD", venue_order_id=ORDER), lambda x: x.cancel_order(ORDER)),
    "edit": Case(
        lambda c: c.edit_order("BTC/USD", venue_order_id=ORDER, quantity=D("0.5"), price=D("101.2")),
        lambda x: x.edit_order(ORDER, "BTC/USD", "limit", "buy", 0.5, 101.2),
    ),
    "order": Case(lambda c: c.fetch_order("BTC/USD", venue_order_id=ORDER), lambda x: x.fetch_order(ORDER)),
    "open_orders": Case(lambda c: c.fetch_open_orders("BTC/USD"), lambda x: x.fetch_open_orders("BTC/USD")),
    "my_trades": Case(
        lambda c: c.fetch_my_trades("BTC/USD", since=SINCE_MS * 1_000_000, limit=5),
        lambda x: x.fetch_my_trades("BTC/USD", SINCE_MS, 5),
    ),
    "balances": Case(lambda c: c.fetch_balances(), lambda x: x.fetch_balance({"v3": True})),
    "order_book": Case(lambda c: c.fetch_order_book("BTC/USD", depth=5), lambda x: x.fetch_order_book("BTC/USD", 5)),
    "ticker": Case(lambda c: c.fetch_ticker("BTC/USD"), lambda x: x.fetch_ticker("BTC/USD")),
    "trades": Case(lambda c: c.fetch_trades("BTC/USD", limit=3), lambda x: x.fetch_trades("BTC/USD", None, 3)),
    "candles_since": Case(
        lambda c: c.fetch_candles("BTC/USD", "1h", since=SINCE_MS * 1_000_000, limit=2),
        lambda x: x.fetch_ohlcv("BTC/USD", "1h", SINCE_MS, 2),
    ),
    "time": Case(lambda c: c.fetch_time(), lambda x: x.fetch_time({"method": "v3PublicGetBrokerageTime"})),
}
DIFFERENCES: dict[str, Difference] = {
    "open_orders": Difference(
        "product_ids is the name of the filter, and without a limit there is no page",
        "api-reference/advanced-trade-api/rest-api/orders/list-orders, Query Parameters",
        ours={"product_ids": "BTC-USD"},
        theirs={"product_id": "BTC-USD", "limit": "100"},
    ),
    "my_trades": Difference(
        "product_ids is the name of the filter",
        "api-reference/advanced-trade-api/rest-api/orders/list-fills, Query Parameters",
        ours={"product_ids": "BTC-USD"},
        theirs={"product_id": "BTC-USD"},
    ),
    "candles_since": Difference(
        "as many candles as were asked for lie between start and end; the limit says it again",
        "api-reference/advanced-trade-api/rest-api/public/get-public-product-candles, Query Parameters",
        ours={"limit": "2"},
    ),
}
MINTED = "client_order_id"
"""ccxt mints its own, with its broker's tag, whatever it is given."""


def business(request: Recorded) -> dict[str, Any]:
    """Parameters by their whole names, numbers as numbers."""
    found: dict[str, Any] = {}

    def take(prefix: str, said: Any) -> None:
        for name, value in said.items():
            if isinstance(value, dict):
                take(f"{prefix}{name}.", value)
            else:
                found[prefix + name] = as_number(value)

    take("", request.said)
    minted = found.pop(MINTED, None)
    assert minted in (None, OID) or str(minted).startswith("ccxt-")
    return found


@pytest.mark.asyncio
@pytest.mark.parametrize("name", CASES)
async def test_the_same_request(both: tuple[Server, CoinbaseAdvanced, Any], name: str) -> None:
    server, ours, theirs = both
    await CASES[name].ours(ours)
    mine = server.take()
    await CASES[name].theirs(theirs)
    (other,) = server.take()
    assert len(mine) == (5 if name == "open_orders" else 1)  # one for each status
    assert_alike((mine[0], business(mine[0])), (other, business(other)), DIFFERENCES.get(name))


@pytest.mark.asyncio
async def test_the_same_results(both: tuple[Server, CoinbaseAdvanced, Any]) -> None:
    _, ours, theirs = both
    order, other = await ours.fetch_order("BTC/USD", venue_order_id=ORDER), await theirs.fetch_order(ORDER)
    assert (order.venue_order_id, order.client_order_id) == (other["id"], other["clientOrderId"])
    assert (order.side.value, order.type.value, order.post_only) == (other["side"], other["type"], other["postOnly"])
    assert (order.status.value, other["status"]) == ("partially_filled", "open")
    assert (order.price, order.quantity) == (D(str(other["price"])), D(str(other["amount"])))
    assert (order.filled_quantity, order.average_price) == (D(str(other["filled"])), D(str(other["average"])))

    fills, traded = await ours.fetch_my_trades("BTC/USD"), await theirs.fetch_my_trades("BTC/USD")
    fill, trade = fills[-1], traded[-1]
    assert (fill.trade_id, fill.venue_order_id, fill.side.value) == (trade["id"], trade["order"], trade["side"])
    assert (fill.price, fill.quantity) == (D(str(trade["price"])), D(str(trade["amount"])))
    assert (fill.fee, fill.fee_currency) == (D(str(trade["fee"]["cost"])), trade["fee"]["currency"])
    assert (fill.liquidity.value, fill.ts_event // 1_000_000) == (trade["takerOrMaker"], trade["timestamp"])

    trades, public = await ours.fetch_trades("BTC/USD"), await theirs.fetch_trades("BTC/USD")
    assert [(each.trade_id, each.price, each.quantity) for each in trades] == [
        (each["id"], D(str(each["price"])), D(str(each["amount"]))) for each in public
    ]
    # The page Market Trades Channel: the side is the maker's. ccxt gives it as it comes.
    assert [each.side and each.side.value for each in trades] == [
        {"buy": "sell", "sell": "buy"}[each["side"]] for each in public
    ]

    candle, ohlcv = (await ours.fetch_candles("BTC/USD", "1h"))[-1], (await theirs.fetch_ohlcv("BTC/USD", "1h"))[-1]
    said = [candle.open, candle.high, candle.low, candle.close, candle.volume]
    assert [candle.ts_open // 1_000_000, *said] == [ohlcv[0], *(D(str(each)) for each in ohlcv[1:])]

    balance, total = (await ours.fetch_balances())["BTC"], (await theirs.fetch_balance({"v3": True}))["BTC"]
    assert (balance.total, balance.free, balance.locked) == tuple(
        D(str(total[key])) for key in ("total", "free", "used")
    )

    book, depth = await ours.fetch_order_book("BTC/USD"), await theirs.fetch_order_book("BTC/USD")
    assert [[each.price, each.quantity] for each in book.bids(5)] == [
        [D(str(number)) for number in row[:2]] for row in depth["bids"]
    ]

    for symbol in ("BTC/USD", "BTC/USDC", "BTC/USD:USD-301220", "BTC/USD:USD-260424"):
        instrument = ours.instruments[symbol]
        # ccxt calls the contract that ends in 2030 a perpetual one; the venue gives it an expiry, and says EXPIRING.
        market = theirs.markets_by_id[instrument.venue_symbol][0]
        assert symbol == (market["symbol"] if market["id"] != "BIP-20DEC30-CDE" else f"{market['symbol']}-301220")
        assert (instrument.venue_symbol, instrument.base, instrument.quote, instrument.settle) == (
            market["id"],
            market["base"],
            market["quote"],
            market["settle"],
        )
        assert instrument.price_increment == D(str(market["precision"]["price"]))
        if market["contract"]:
            assert instrument.contract_size == D(str(market["contractSize"]))
            assert market["expiry"] in (None, instrument.expiry // 1_000_000)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("refusal", "theirs_is"),
    [
        ("error.INSUFFICIENT_FUND", library.InsufficientFunds),
        ("error.UNKNOWN_FAILURE_REASON", library.ExchangeError),
        ("error.order_not_found", library.ExchangeError),  # which order, ccxt does not read
    ],
)
async def test_the_same_refusals(
    both: tuple[Server, CoinbaseAdvanced, Any], refusal: str, theirs_is: type[Exception]
) -> None:
    server, ours, theirs = both
    server.refusal = refusal
    with pytest.raises(VenueResponseError) as mine:
        await CASES["limit"].ours(ours)
    with pytest.raises(theirs_is):
        await CASES["limit"].theirs(theirs)
    expected = json.loads((EXAMPLES / f"{refusal}.json").read_text(encoding="utf-8"))["expect"]
    assert (type(mine.value).__name__, mine.value.code) == (expected["error"], expected["code"])
