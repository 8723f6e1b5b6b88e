"""Requests and results beside ccxt's `binanceusdm`: same method, path and business parameters, same parsed answers.

Both clients call the same loopback server, which answers with the official payloads. Where they differ, the difference
is listed with its reason and the venue's own words, and must still be there: a stale entry fails.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable
from decimal import Decimal
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web

pytest.importorskip("ccxt", reason="ccxt is not installed (extra: judges)")

from ccxt import BaseError
from ccxt_binance import ccxt_binanceusdm
from ccxt_requests import Case, Difference, assert_same
from example_server import ExampleServer, Recorded, example, usdm_answers
from venue_runtime import Credentials, MarginMode, OrderType, PositionSide, SelfTradePrevention, Side, TimeInForce
from venue_runtime.errors import VenueError
from venue_runtime.model import CancelRequest, OrderRequest
from venue_runtime.signing import HmacKey
from venues.binance_usdm import BinanceUsdm, BinanceUsdmOrderOptions

KEY = "dbefbc809e3e83c283a984c3a1459732ea7db1360ca80c5c2c8867408d28cc83"
SECRET = "2b5eb11e18796d12d88f13dc27dbbd02c2cc51ff7059765ed9821957d82bb4d9"
BTC = "BTC/USDT:USDT"
DATED = "BTC/USDT:USDT-210924"
BUY, SELL, LIMIT, MARKET = Side.BUY, Side.SELL, OrderType.LIMIT, OrderType.MARKET
SINCE_MS = 1498793709153
SINCE = SINCE_MS * 1_000_000
EXPIRES_MS = 1893456000000


def D(text: str) -> Decimal:
    return Decimal(text)


def order(side: Side, type: OrderType, /, **ours: Any) -> Callable[[BinanceUsdm], Awaitable[Any]]:
    return lambda client: client.create_order(BTC, side=side, type=type, **ours)


def limit(side: Side = BUY, /, **ours: Any) -> Callable[[BinanceUsdm], Awaitable[Any]]:
    return order(side, LIMIT, quantity=D("0.5"), price=D("101.25"), **ours)


def ccxt_order(type: str, side: str, amount: str | None, price: str | None = None, /, **params: Any) -> Any:
    return lambda exchange: exchange.create_order(BTC, type, side, amount, price, params)


def ccxt_limit(side: str = "buy", /, **params: Any) -> Any:
    return ccxt_order("limit", side, "0.5", "101.25", **params)


def algo(type: str, /, **ours: Any) -> Callable[[BinanceUsdm], Awaitable[Any]]:
    return lambda client: client.raw.new_algo_order(symbol="BTCUSDT", side="SELL", type=type, quantity=D("0.5"), **ours)


async def edited(client: BinanceUsdm) -> Any:
    await client.fetch_order(BTC, venue_order_id="1917641")  # the venue wants the side of the order too
    return await client.edit_order(BTC, venue_order_id="1917641", quantity=D("1"), price=D("30005"))


ORDERS = {
    "market": Case(order(SELL, MARKET, quantity=D("0.5")), ccxt_order("market", "sell", "0.5")),
    "market_reduce_only": Case(
        order(SELL, MARKET, quantity=D("0.5"), reduce_only=True), ccxt_order("market", "sell", "0.5", reduceOnly=True)
    ),
    "limit": Case(limit(), ccxt_limit()),
    "limit_with_exponent": Case(
        order(BUY, LIMIT, quantity=D("5E+1"), price=D("1E+1")), ccxt_order("limit", "buy", "50", "10")
    ),
    "limit_gtc": Case(limit(time_in_force=TimeInForce.GTC), ccxt_limit(timeInForce="GTC")),
    "limit_ioc": Case(limit(SELL, time_in_force=TimeInForce.IOC), ccxt_limit("sell", timeInForce="IOC")),
    "limit_fok": Case(limit(SELL, time_in_force=TimeInForce.FOK), ccxt_limit("sell", timeInForce="FOK")),
    "limit_gtd": Case(
        limit(time_in_force=TimeInForce.GTD, expire_time=EXPIRES_MS * 1_000_000),
        ccxt_limit(timeInForce="GTD", goodTillDate=EXPIRES_MS),
    ),
    "post_only": Case(limit(SELL, post_only=True), ccxt_limit("sell", postOnly=True)),
    "post_only_gtc": Case(
        limit(SELL, post_only=True, time_in_force=TimeInForce.GTC), ccxt_limit("sell", timeInForce="GTX")
    ),
    "reduce_only": Case(limit(SELL, reduce_only=True), ccxt_limit("sell", reduceOnly=True)),
    "hedged": Case(limit(position_side=PositionSide.LONG), ccxt_limit(positionSide="LONG")),
    "price_match": Case(
        order(BUY, LIMIT, quantity=D("0.5"), venue=BinanceUsdmOrderOptions(price_match="QUEUE_5")),
        ccxt_order("limit", "buy", "0.5", None, priceMatch="QUEUE_5"),
    ),
    "client_order_id": Case(
        limit(client_order_id="my-order_1"),
        ccxt_limit(clientOrderId="my-order_1"),
        given=frozenset({"newClientOrderId"}),
    ),
    **{
        f"self_trade_prevention_{ours.value}": Case(
            limit(self_trade_prevention=ours), ccxt_limit(selfTradePrevention=theirs)
        )
        for ours, theirs in {
            SelfTradePrevention.CANCEL_TAKER: "EXPIRE_TAKER",
            SelfTradePrevention.CANCEL_MAKER: "EXPIRE_MAKER",
            SelfTradePrevention.CANCEL_BOTH: "EXPIRE_BOTH",
        }.items()
    },
    # Conditional orders are offered by our raw layer alone.
    "algo_stop": Case(
        algo("STOP_MARKET", trigger_price=D("99.5")), ccxt_order("market", "sell", "0.5", None, stopLossPrice="99.5")
    ),
    "algo_stop_limit": Case(
        algo("STOP", trigger_price=D("99.5"), price=D("99")),
        ccxt_order("limit", "sell", "0.5", "99", stopLossPrice="99.5"),
    ),
    "algo_take_profit": Case(
        algo("TAKE_PROFIT_MARKET", trigger_price=D("120.75")),
        ccxt_order("market", "sell", "0.5", None, takeProfitPrice="120.75"),
    ),
    "algo_trailing": Case(
        algo("TRAILING_STOP_MARKET", callback_rate=D("1.5")),
        ccxt_order("market", "sell", "0.5", None, trailingPercent="1.5"),
    ),
}

BATCH = [
    OrderRequest(symbol=BTC, side=BUY, type=LIMIT, quantity=D("0.5"), price=D("101.25"), client_order_id="a1"),
    OrderRequest(symbol=BTC, side=SELL, type=MARKET, quantity=D("0.25"), reduce_only=True, client_order_id="a2"),
]
CCXT_BATCH = [
    {
        "symbol": BTC,
        "type": "limit",
        "side": "buy",
        "amount": "0.5",
        "price": "101.25",
        "params": {"clientOrderId": "a1"},
    },
    {
        "symbol": BTC,
        "type": "market",
        "side": "sell",
        "amount": "0.25",
        "params": {"clientOrderId": "a2", "reduceOnly": True},
    },
]

COMMANDS = {
    "cancel_by_venue_order_id": Case(
        lambda c: c.cancel_order(BTC, venue_order_id="4"), lambda x: x.cancel_order("4", BTC)
    ),
    "cancel_by_client_order_id": Case(
        lambda c: c.cancel_order(BTC, client_order_id="myOrder1"),
        lambda x: x.cancel_order(None, BTC, {"clientOrderId": "myOrder1"}),
    ),
    "cancel_all": Case(lambda c: c.cancel_all_orders(BTC), lambda x: x.cancel_all_orders(BTC)),
    "cancel_orders": Case(
        lambda c: c.cancel_orders([CancelRequest(symbol=BTC, venue_order_id=each) for each in ("283194212", "7")]),
        lambda x: x.cancel_orders(["283194212", "7"], BTC),
    ),
    "edit": Case(edited, lambda x: x.edit_order("1917641", BTC, "limit", "buy", "1", "30005")),
    "leverage": Case(lambda c: c.set_leverage(BTC, D("21")), lambda x: x.set_leverage(21, BTC)),
    "isolated": Case(
        lambda c: c.set_margin_mode(BTC, MarginMode.ISOLATED), lambda x: x.set_margin_mode("isolated", BTC)
    ),
    "cross": Case(lambda c: c.set_margin_mode(BTC, MarginMode.CROSS), lambda x: x.set_margin_mode("cross", BTC)),
    "hedge_mode": Case(lambda c: c.set_position_mode(True), lambda x: x.set_position_mode(True, BTC)),
    "one_way_mode": Case(lambda c: c.set_position_mode(False), lambda x: x.set_position_mode(False, BTC)),
    "create_orders": Case(lambda c: c.create_orders(BATCH), lambda x: x.create_orders(CCXT_BATCH)),
}

QUERIES = {
    "fetch_order_by_venue_order_id": Case(
        lambda c: c.fetch_order(BTC, venue_order_id="1"), lambda x: x.fetch_order("1", BTC)
    ),
    "fetch_order_by_client_order_id": Case(
        lambda c: c.fetch_order(BTC, client_order_id="abc"),
        lambda x: x.fetch_order(None, BTC, {"clientOrderId": "abc"}),
    ),
    "open_orders": Case(lambda c: c.fetch_open_orders(), lambda x: x.fetch_open_orders()),
    "open_orders_of_symbol": Case(lambda c: c.fetch_open_orders(BTC), lambda x: x.fetch_open_orders(BTC)),
    "my_trades": Case(lambda c: c.fetch_my_trades(BTC), lambda x: x.fetch_my_trades(BTC)),
    "my_trades_since_limit": Case(
        lambda c: c.fetch_my_trades(BTC, since=SINCE, limit=5), lambda x: x.fetch_my_trades(BTC, SINCE_MS, 5)
    ),
    "balances": Case(lambda c: c.fetch_balances(), lambda x: x.fetch_balance()),
    "positions": Case(lambda c: c.fetch_positions(), lambda x: x.fetch_positions(None, {"method": "positionRisk"})),
    "order_book_20": Case(lambda c: c.fetch_order_book(BTC, 20), lambda x: x.fetch_order_book(BTC, 20)),
    "trades": Case(lambda c: c.fetch_trades(BTC, limit=3), lambda x: x.fetch_trades(BTC, None, 3)),
    "trades_since": Case(
        lambda c: c.fetch_trades(BTC, since=SINCE, limit=3), lambda x: x.fetch_trades(BTC, SINCE_MS, 3)
    ),
    "candles_since_limit": Case(
        lambda c: c.fetch_candles(BTC, "5m", since=SINCE, limit=3), lambda x: x.fetch_ohlcv(BTC, "5m", SINCE_MS, 3)
    ),
    "ticker": Case(lambda c: c.fetch_ticker(BTC), lambda x: x.fetch_ticker(BTC)),
    "funding_rate": Case(lambda c: c.fetch_funding_rate(BTC), lambda x: x.fetch_funding_rate(BTC)),
    "time": Case(lambda c: c.fetch_time(), lambda x: x.fetch_time()),
}
CASES = {**ORDERS, **COMMANDS, **QUERIES}
PUBLIC = {"order_book_20", "trades", "trades_since", "candles_since_limit", "ticker", "funding_rate", "time"}
DIFFERENCES = {
    "balances": Difference(
        "the page of balances, which weighs as much and says no more than is asked; ccxt reads them off the account",
        "Futures-Account-Balance-V3: GET /fapi/v3/balance; Account-Information-V3: GET /fapi/v3/account",
        paths=("/fapi/v3/balance", "/fapi/v3/account"),
    ),
    "cancel_orders": Difference(
        "ccxt writes the name in lower case",
        'Cancel-Multiple-Orders: "orderIdList| LIST<LONG>"',
        ours={"orderIdList": "[283194212,7]"},
        theirs={"orderidlist": "[283194212,7]"},
    ),
    "my_trades_since_limit": Difference(
        "ccxt says the end of the seven days aloud",
        'Account-Trade-List: "The time between startTime and endTime cannot be longer than 7 days." (each optional)',
        theirs={"endTime": str(SINCE_MS + 7 * 86_400_000)},
    ),
    "trades_since": Difference(
        "ccxt asks for one hour at most; with startTime alone the venue gives the oldest trades from then on",
        'Compressed-Aggregate-Trades-List: "If both startTime and endTime are sent, time between startTime and endTime '
        'must be less than 1 hour."; each is optional',
        theirs={"endTime": str(SINCE_MS + 3_600_000)},
    ),
}

Asked = dict[str, tuple[list[Recorded], list[Recorded], Any, Any]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def asked() -> Asked:
    """Every case, asked through both clients: the requests of ours and of ccxt's, and what either answered."""
    found: Asked = {}
    async with ExampleServer(usdm_answers()) as server:
        exchange = ccxt_binanceusdm(server.url, key=KEY, secret=SECRET)
        exchange.number = str
        try:
            for name, case in CASES.items():
                credentials = Credentials(api_key=KEY, api_secret=SECRET)
                async with BinanceUsdm(credentials=credentials, endpoints=server.url) as client:
                    mine = await case.ours(client)
                ours = server.take()[-1:]
                other = await case.theirs(exchange)
                # ccxt asks for the leverage brackets once, before positions.
                found[name] = (ours, server.take()[-1:], mine, other)
        finally:
            await exchange.close()
    return found


@pytest.mark.parametrize("name", [name for name in CASES if name != "create_orders"])
def test_same_request(name: str, asked: Asked) -> None:
    (ours,), (theirs,), _, _ = asked[name]
    assert_same(ours, theirs, CASES[name].given, DIFFERENCES.get(name))


def test_same_batch(asked: Asked) -> None:
    """The orders stand in one parameter, as JSON. ccxt sends `reduceOnly` as a boolean, the page says a text."""
    (ours,), (theirs,), _, _ = asked["create_orders"]
    assert (ours.method, ours.path) == (theirs.method, theirs.path) == ("POST", "/fapi/v1/batchOrders")
    mine, other = (json.loads(each.parameters["batchOrders"]) for each in (ours, theirs))
    assert mine[1].pop("reduceOnly") == "true"
    assert other[1].pop("reduceOnly") is True
    assert mine == other
    assert len(mine) == 2


def test_every_difference_names_a_case_and_its_source() -> None:
    assert set(DIFFERENCES) <= set(CASES)
    assert all(each.reason and each.official for each in DIFFERENCES.values())


@pytest.mark.parametrize("name", CASES)
def test_each_signature_verifies_over_its_own_bytes(name: str, asked: Asked) -> None:
    for (request,) in asked[name][:2]:
        if name in PUBLIC:
            assert "signature" not in request.parameters
            continue
        payload, signature = request.signed
        assert signature == hmac.new(SECRET.encode(), payload.encode("ascii"), hashlib.sha256).hexdigest()
        assert request.headers["x-mbx-apikey"] == KEY


@pytest.mark.parametrize("name", [name for name in CASES if name not in PUBLIC])
def test_our_signer_signs_their_payload_as_they_do(name: str, asked: Asked) -> None:
    payload, signature = asked[name][1][0].signed
    assert HmacKey(SECRET).hex(payload) == signature


# ---------------------------------------------------------------------------------------------------- results

STATUSES = {"new": "open", "canceled": "canceled"}
TYPES = {"limit": "limit", "trailing_stop": "market"}
"""ccxt folds conditional orders into market and limit; their trigger price tells them apart."""


@pytest.mark.parametrize(
    "name", ["client_order_id", "cancel_by_venue_order_id", "fetch_order_by_venue_order_id", "open_orders_of_symbol"]
)
def test_same_order(name: str, asked: Asked) -> None:
    mine, other = asked[name][2:]
    mine, other = (mine[0], other[0]) if isinstance(mine, list) else (mine, other)
    assert mine.symbol == other["symbol"] == BTC
    assert (mine.venue_order_id, mine.client_order_id) == (other["id"], other["clientOrderId"])
    assert (mine.side, TYPES[mine.type], STATUSES[mine.status]) == (other["side"], other["type"], other["status"])
    assert mine.time_in_force.upper() == other["timeInForce"]
    for field, theirs in (
        ("price", "price"),
        ("trigger_price", "triggerPrice"),
        ("quantity", "amount"),
        ("filled_quantity", "filled"),
        ("average_price", "average"),
    ):
        assert getattr(mine, field) == (None if other[theirs] is None else D(other[theirs])), field
    assert (mine.reduce_only, mine.post_only) == (other["reduceOnly"], other["postOnly"])
    assert mine.ts_event == other["lastUpdateTimestamp"] * 1_000_000
    # FIX LeavesQty is 0 once an order is over; ccxt subtracts what was filled from the quantity, also of canceled ones.
    assert mine.leaves_quantity == (0 if mine.status == "canceled" else D(other["remaining"]))


def test_same_fills(asked: Asked) -> None:
    (mine,), (other,) = asked["my_trades"][2:]
    assert (mine.trade_id, mine.venue_order_id, mine.symbol) == (other["id"], other["order"], other["symbol"])
    assert (mine.side, mine.liquidity) == (other["side"], other["takerOrMaker"])
    assert (mine.price, mine.quantity) == (D(other["price"]), D(other["amount"]))
    assert (mine.fee, mine.fee_currency) == (D(other["fee"]["cost"]), other["fee"]["currency"])
    assert mine.ts_event == other["timestamp"] * 1_000_000


def test_same_positions(asked: Asked) -> None:
    mine, other = asked["positions"][2:]
    assert len(mine) == len(other) == 2
    for ours, theirs in zip(mine, other, strict=True):
        assert (ours.symbol, ours.side, ours.quantity) == (theirs["symbol"], theirs["side"], D(theirs["contracts"]))
        assert ours.entry_price == D(theirs["entryPrice"])
        assert ours.mark_price == D(theirs["markPrice"])
        assert ours.unrealized_pnl == D(theirs["unrealizedPnl"])
        assert ours.liquidation_price == (None if theirs["liquidationPrice"] is None else D(theirs["liquidationPrice"]))
        assert ours.ts_event == theirs["timestamp"] * 1_000_000


def test_same_market_data(asked: Asked) -> None:
    (trade,), (other,) = asked["trades"][2:]
    assert (trade.trade_id, trade.side) == (other["id"], other["side"])
    assert (trade.price, trade.quantity) == (D(other["price"]), D(other["amount"]))
    assert trade.ts_event == other["timestamp"] * 1_000_000
    (candle,), (row,) = asked["candles_since_limit"][2:]
    numbers = [candle.open, candle.high, candle.low, candle.close, candle.volume]
    assert [candle.ts_open // 1_000_000, *numbers] == [row[0], *map(D, row[1:])]
    ticker, other = asked["ticker"][2:]
    assert (ticker.last, ticker.bid, ticker.ask) == (D(other["last"]), other["bid"], other["ask"])
    rate, other = asked["funding_rate"][2:]
    assert (rate.rate, rate.ts_funding) == (D(other["fundingRate"]), other["fundingTimestamp"] * 1_000_000)
    assert (rate.mark_price, rate.index_price) == (D(other["markPrice"]), D(other["indexPrice"]))
    book, other = asked["order_book_20"][2:]
    assert book.sequence == other["nonce"]
    assert [float(book.best_bid.price), float(book.best_bid.quantity)] == other["bids"][0]
    assert [float(book.best_ask.price), float(book.best_ask.quantity)] == other["asks"][0]
    assert asked["time"][2] == asked["time"][3] * 1_000_000


@pytest.mark.asyncio
async def test_same_instruments() -> None:
    async with ExampleServer(usdm_answers()) as server:
        exchange = ccxt_binanceusdm(server.url, key=KEY, secret=SECRET)
        exchange.number = str
        try:
            markets = await exchange.load_markets()
            async with BinanceUsdm(endpoints=server.url) as client:
                instruments = await client.load_instruments()
        finally:
            await exchange.close()
    assert set(instruments) == set(markets) == {BTC, "ADA/USDT:USDT", "COMP/USDT:USDT", "BLZ/USDT:USDT", DATED}
    for symbol, ours in instruments.items():
        theirs = markets[symbol]
        assert ours.venue_symbol == theirs["id"]
        assert (ours.base, ours.quote, ours.settle) == (theirs["base"], theirs["quote"], theirs["settle"])
        assert ours.kind == {"swap": "perpetual", "future": "future"}[theirs["type"]]
        assert (ours.expiry // 1_000_000 if ours.expiry is not None else None) == theirs["expiry"]
        assert ours.price_increment == D(theirs["precision"]["price"])
        assert ours.quantity_increment == D(theirs["precision"]["amount"])
        limits = theirs["limits"]
        assert (ours.min_quantity, ours.max_quantity) == (D(limits["amount"]["min"]), D(limits["amount"]["max"]))
        assert ours.min_notional == D(limits["cost"]["min"])
        assert ours.contract_size == D(theirs["contractSize"])


#: Code → our error, and ccxt's: the same meaning in two words.
ERRORS = {
    -1121: ("VenueResponseError", "BadSymbol"),
    -1021: ("ClockSkew", "InvalidNonce"),
    -1022: ("AuthenticationError", "AuthenticationError"),
    -2013: ("OrderNotFound", "OrderNotFound"),
    -2015: ("AuthenticationError", "AuthenticationError"),
    -2019: ("InsufficientFunds", "InsufficientFunds"),
    -5022: ("PostOnlyRejected", "OrderNotFillable"),  # ccxt has no word of its own for post-only
    -4164: ("InvalidOrder", "InvalidOrder"),
}


@pytest.mark.asyncio
@pytest.mark.parametrize("code", ERRORS)
async def test_same_errors(code: int) -> None:
    body = example(f"error.{-code}", "binance_usdm")
    async with ExampleServer(usdm_answers()) as server:
        server.answers["GET", "/fapi/v1/order"] = lambda parameters: web.json_response(body, status=400)
        async with BinanceUsdm(credentials=Credentials(api_key=KEY, api_secret=SECRET), endpoints=server.url) as client:
            with pytest.raises(VenueError) as ours:
                await client.fetch_order(BTC, venue_order_id="1")
    # ccxt's table goes by the venue's address, which loopback is not: asked directly.
    exchange, url = ccxt_binanceusdm("", key=KEY, secret=SECRET), "https://fapi.binance.com/fapi/v1/order"
    with pytest.raises(BaseError) as theirs:
        exchange.handle_errors(400, "Bad Request", url, "GET", {}, json.dumps(body), body, {}, "")
    await exchange.close()
    assert (type(ours.value).__name__, type(theirs.value).__name__) == ERRORS[code]
    assert ours.value.code == str(code)
