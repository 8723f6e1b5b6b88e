"""Requests beside ccxt's: for each order type, flag and query the same method, path and business parameters.

Both clients call the same loopback server, which keeps every request byte for byte. Where they differ, the difference
is listed in DIFFERENCES with its reason and the venue's own words, and must still be there: a stale entry fails.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Awaitable, Callable
from decimal import Decimal
from typing import Any

import pytest
import pytest_asyncio

pytest.importorskip("ccxt", reason="ccxt is not installed (extra: judges)")

from ccxt_binance import ccxt_binance
from ccxt_requests import Case, Difference, assert_same
from example_server import ExampleServer, Recorded
from venue_runtime import Credentials, OrderType, SelfTradePrevention, Side, TimeInForce
from venue_runtime.signing import HmacKey
from venues.binance_spot import BinanceSpot, BinanceSpotOrderOptions

KEY = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A"
SECRET = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j"

BUY, SELL = Side.BUY, Side.SELL
LIMIT, MARKET = OrderType.LIMIT, OrderType.MARKET
STOP, STOP_LIMIT = OrderType.STOP, OrderType.STOP_LIMIT
PROFIT, PROFIT_LIMIT = OrderType.TAKE_PROFIT, OrderType.TAKE_PROFIT_LIMIT
SINCE_MS = 1498793709153
SINCE = SINCE_MS * 1_000_000


def D(text: str) -> Decimal:
    return Decimal(text)


def order(side: Side, type: OrderType, /, **ours: Any) -> Callable[[BinanceSpot], Awaitable[Any]]:
    return lambda client: client.create_order("BTC/USDT", side=side, type=type, **ours)


def ccxt_order(type: str, side: str, amount: str | None, price: str | None = None, /, **params: Any) -> Any:
    return lambda exchange: exchange.create_order("BTC/USDT", type, side, amount, price, params)


ORDERS = {
    "market_by_quantity": Case(order(SELL, MARKET, quantity=D("0.5")), ccxt_order("market", "sell", "0.5")),
    "market_by_quote_amount": Case(
        order(BUY, MARKET, quote_quantity=D("20.5")), ccxt_order("market", "buy", "1", None, cost="20.5")
    ),
    "limit": Case(order(BUY, LIMIT, quantity=D("0.5"), price=D("101.25")), ccxt_order("limit", "buy", "0.5", "101.25")),
    "limit_with_trailing_zeros": Case(
        order(BUY, LIMIT, quantity=D("0.500"), price=D("101.2500")), ccxt_order("limit", "buy", "0.500", "101.2500")
    ),
    "limit_with_exponent": Case(
        order(BUY, LIMIT, quantity=D("5E+1"), price=D("1E+1")), ccxt_order("limit", "buy", "50", "10")
    ),
    "limit_gtc": Case(
        order(BUY, LIMIT, quantity=D("0.5"), price=D("101.25"), time_in_force=TimeInForce.GTC),
        ccxt_order("limit", "buy", "0.5", "101.25", timeInForce="GTC"),
    ),
    "limit_ioc": Case(
        order(SELL, LIMIT, quantity=D("0.5"), price=D("101.25"), time_in_force=TimeInForce.IOC),
        ccxt_order("limit", "sell", "0.5", "101.25", timeInForce="IOC"),
    ),
    "limit_fok": Case(
        order(SELL, LIMIT, quantity=D("0.5"), price=D("101.25"), time_in_force=TimeInForce.FOK),
        ccxt_order("limit", "sell", "0.5", "101.25", timeInForce="FOK"),
    ),
    "post_only": Case(
        order(SELL, LIMIT, quantity=D("0.5"), price=D("101.25"), post_only=True),
        ccxt_order("limit", "sell", "0.5", "101.25", postOnly=True),
    ),
    "stop": Case(
        order(SELL, STOP, quantity=D("0.5"), trigger_price=D("99.5")),
        ccxt_order("market", "sell", "0.5", None, stopLossPrice="99.5"),
    ),
    "stop_limit": Case(
        order(SELL, STOP_LIMIT, quantity=D("0.5"), price=D("99"), trigger_price=D("99.5")),
        ccxt_order("limit", "sell", "0.5", "99", stopLossPrice="99.5"),
    ),
    "take_profit": Case(
        order(SELL, PROFIT, quantity=D("0.5"), trigger_price=D("120.75")),
        ccxt_order("market", "sell", "0.5", None, takeProfitPrice="120.75"),
    ),
    "take_profit_limit": Case(
        order(SELL, PROFIT_LIMIT, quantity=D("0.5"), price=D("120"), trigger_price=D("120.75")),
        ccxt_order("limit", "sell", "0.5", "120", takeProfitPrice="120.75"),
    ),
    "take_profit_limit_ioc": Case(
        order(
            SELL,
            PROFIT_LIMIT,
            quantity=D("0.5"),
            price=D("120"),
            trigger_price=D("120.75"),
            time_in_force=TimeInForce.IOC,
        ),
        ccxt_order("limit", "sell", "0.5", "120", takeProfitPrice="120.75", timeInForce="IOC"),
    ),
    "trailing_stop": Case(
        order(
            SELL, STOP, quantity=D("0.5"), trigger_price=D("99.5"), venue=BinanceSpotOrderOptions(trailing_delta=150)
        ),
        ccxt_order(
            "market",
            "sell",
            "0.5",
            None,
            trailingPercent="1.5",
            trailingTriggerPrice="99.5",
            stopLossOrTakeProfit="stopLoss",
        ),
    ),
    "trailing_take_profit_limit": Case(
        order(
            SELL,
            PROFIT_LIMIT,
            quantity=D("0.5"),
            price=D("120"),
            trigger_price=D("120.75"),
            venue=BinanceSpotOrderOptions(trailing_delta=25),
        ),
        ccxt_order(
            "limit",
            "sell",
            "0.5",
            "120",
            trailingPercent="0.25",
            trailingTriggerPrice="120.75",
            stopLossOrTakeProfit="takeProfit",
        ),
    ),
    "iceberg": Case(
        order(BUY, LIMIT, quantity=D("0.5"), price=D("101.25"), display_quantity=D("0.1")),
        ccxt_order("limit", "buy", "0.5", "101.25", icebergAmount="0.1"),
    ),
    "client_order_id": Case(
        order(BUY, LIMIT, quantity=D("0.5"), price=D("101.25"), client_order_id="my-order_1"),
        ccxt_order("limit", "buy", "0.5", "101.25", clientOrderId="my-order_1"),
        given=frozenset({"newClientOrderId"}),
    ),
    **{
        f"self_trade_prevention_{ours.value}": Case(
            order(BUY, LIMIT, quantity=D("0.5"), price=D("101.25"), self_trade_prevention=ours),
            ccxt_order("limit", "buy", "0.5", "101.25", selfTradePrevention=theirs),
        )
        for ours, theirs in {
            SelfTradePrevention.NONE: "NONE",
            SelfTradePrevention.CANCEL_TAKER: "EXPIRE_TAKER",
            SelfTradePrevention.CANCEL_MAKER: "EXPIRE_MAKER",
            SelfTradePrevention.CANCEL_BOTH: "EXPIRE_BOTH",
        }.items()
    },
}

COMMANDS = {
    "cancel_by_venue_order_id": Case(
        lambda c: c.cancel_order("LTC/BTC", venue_order_id="4"), lambda x: x.cancel_order("4", "LTC/BTC")
    ),
    "cancel_by_client_order_id": Case(
        lambda c: c.cancel_order("LTC/BTC", client_order_id="myOrder1"),
        lambda x: x.cancel_order(None, "LTC/BTC", {"clientOrderId": "myOrder1"}),
    ),
    "cancel_all": Case(lambda c: c.cancel_all_orders("BTC/USDT"), lambda x: x.cancel_all_orders("BTC/USDT")),
    # Our edit_order is the venue's amendment (keeps the place in the queue), ccxt's is cancel and replace: the latter
    # is compared with the raw layer.
    "cancel_and_replace": Case(
        lambda c: c.raw.cancel_replace(
            symbol="BTCUSDT",
            side="BUY",
            type="LIMIT",
            cancel_replace_mode="STOP_ON_FAILURE",
            cancel_order_id=9,
            time_in_force="GTC",
            quantity=D("0.04"),
            price=D("250.02"),
        ),
        lambda x: x.edit_order("9", "BTC/USDT", "limit", "buy", "0.04", "250.02"),
    ),
}

QUERIES = {
    "fetch_order_by_venue_order_id": Case(
        lambda c: c.fetch_order("LTC/BTC", venue_order_id="1"), lambda x: x.fetch_order("1", "LTC/BTC")
    ),
    "fetch_order_by_client_order_id": Case(
        lambda c: c.fetch_order("LTC/BTC", client_order_id="myOrder1"),
        lambda x: x.fetch_order(None, "LTC/BTC", {"clientOrderId": "myOrder1"}),
    ),
    "open_orders": Case(lambda c: c.fetch_open_orders(), lambda x: x.fetch_open_orders()),
    "open_orders_of_symbol": Case(lambda c: c.fetch_open_orders("LTC/BTC"), lambda x: x.fetch_open_orders("LTC/BTC")),
    "my_trades": Case(lambda c: c.fetch_my_trades("BNB/BTC"), lambda x: x.fetch_my_trades("BNB/BTC")),
    "my_trades_since": Case(
        lambda c: c.fetch_my_trades("BNB/BTC", since=SINCE), lambda x: x.fetch_my_trades("BNB/BTC", SINCE_MS)
    ),
    "my_trades_since_limit": Case(
        lambda c: c.fetch_my_trades("BNB/BTC", since=SINCE, limit=5),
        lambda x: x.fetch_my_trades("BNB/BTC", SINCE_MS, 5),
    ),
    "balances": Case(lambda c: c.fetch_balances(), lambda x: x.fetch_balance()),
    "order_book": Case(lambda c: c.fetch_order_book("BNB/BTC"), lambda x: x.fetch_order_book("BNB/BTC")),
    "order_book_20": Case(lambda c: c.fetch_order_book("BNB/BTC", 20), lambda x: x.fetch_order_book("BNB/BTC", 20)),
    "trades": Case(lambda c: c.fetch_trades("BNB/BTC"), lambda x: x.fetch_trades("BNB/BTC")),
    "trades_limit": Case(lambda c: c.fetch_trades("BNB/BTC", limit=3), lambda x: x.fetch_trades("BNB/BTC", None, 3)),
    "trades_since_limit": Case(
        lambda c: c.fetch_trades("BNB/BTC", since=SINCE, limit=3), lambda x: x.fetch_trades("BNB/BTC", SINCE_MS, 3)
    ),
    "candles": Case(lambda c: c.fetch_candles("BNB/BTC", "1h"), lambda x: x.fetch_ohlcv("BNB/BTC", "1h")),
    "candles_since_limit": Case(
        lambda c: c.fetch_candles("BNB/BTC", "5m", since=SINCE, limit=3),
        lambda x: x.fetch_ohlcv("BNB/BTC", "5m", SINCE_MS, 3),
    ),
    "candles_of_a_month": Case(
        lambda c: c.fetch_candles("BNB/BTC", "1M", limit=2), lambda x: x.fetch_ohlcv("BNB/BTC", "1M", None, 2)
    ),
    "ticker": Case(lambda c: c.fetch_ticker("BNB/BTC"), lambda x: x.fetch_ticker("BNB/BTC")),
    "time": Case(lambda c: c.fetch_time(), lambda x: x.fetch_time()),
}

CASES = {**ORDERS, **COMMANDS, **QUERIES}

DIFFERENCES = {
    "balances": Difference(
        "assets that are not held are left out of our question, and a balance that is absent is none",
        'rest-api.md, Account information: "omitZeroBalances: When set to true, emits only the non-zero balances of '
        'an account."',
        ours={"omitZeroBalances": "true"},
    ),
    "order_book": Difference(
        "the venue's default said aloud, so that the weight charged is that of the request",
        'rest-api.md, Order book: "limit: Default: 100; Maximum: 5000."',
        ours={"limit": "100"},
    ),
    "candles": Difference(
        "ccxt says the venue's default aloud",
        'rest-api.md, Kline/Candlestick data: "limit: Default: 500; Maximum: 1000."',
        theirs={"limit": "500"},
    ),
    "trades_since_limit": Difference(
        "ccxt asks for one hour at most; with startTime alone the venue gives the oldest trades from then on",
        'rest-api.md, Compressed/Aggregate trades list: "If fromId, startTime, and endTime are not sent, the most '
        'recent aggregate trades will be returned."; startTime and endTime are each optional',
        theirs={"endTime": str(SINCE_MS + 3_600_000)},
    ),
}


PUBLIC = {name for name in CASES if name.startswith(("order_book", "trades", "candles", "ticker", "time"))}

Asked = dict[str, tuple[list[Recorded], list[Recorded]]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def asked() -> Asked:
    """Every case, asked through both clients: the requests of ours and of ccxt's."""
    found: Asked = {}
    async with ExampleServer() as server:
        exchange = ccxt_binance(server.url, key=KEY, secret=SECRET)
        try:
            for name, case in CASES.items():
                # A client of its own for each case: ours remembers the orders it has seen.
                credentials = Credentials(api_key=KEY, api_secret=SECRET)
                async with BinanceSpot(credentials=credentials, endpoints=server.url) as client:
                    await case.ours(client)
                ours = server.take()
                await case.theirs(exchange)
                found[name] = (ours, server.take())
        finally:
            await exchange.close()
    return found


@pytest.mark.parametrize("name", CASES)
def test_same_request(name: str, asked: Asked) -> None:
    (ours,), (theirs,) = asked[name]
    assert_same(ours, theirs, CASES[name].given, DIFFERENCES.get(name))


@pytest.mark.parametrize("name", {**ORDERS, **COMMANDS})
def test_numbers_are_plain_digits(name: str, asked: Asked) -> None:
    """Never an exponent: the venue takes decimals in plain notation only."""
    (ours,), _ = asked[name]
    for parameter in ("quantity", "price", "stopPrice", "icebergQty", "quoteOrderQty"):
        if (text := ours.parameters.get(parameter)) is not None:
            whole, _, fraction = text.partition(".")
            assert whole.isdecimal()
            assert fraction == "" or fraction.isdecimal()


@pytest.mark.parametrize("name", CASES)
def test_each_signature_verifies_over_its_own_bytes(name: str, asked: Asked) -> None:
    for (request,) in asked[name]:
        if name in PUBLIC:
            assert "signature" not in request.parameters
            continue
        payload, signature = request.signed
        assert signature == hmac.new(SECRET.encode(), payload.encode("ascii"), hashlib.sha256).hexdigest()
        assert request.headers["x-mbx-apikey"] == KEY


@pytest.mark.parametrize("name", [name for name in CASES if name not in PUBLIC])
def test_our_signer_signs_their_payload_as_they_do(name: str, asked: Asked) -> None:
    _, (theirs,) = asked[name]
    payload, signature = theirs.signed
    assert HmacKey(SECRET).hex(payload) == signature


def test_every_difference_names_a_case_and_its_source() -> None:
    assert set(DIFFERENCES) <= set(CASES)
    for difference in DIFFERENCES.values():
        assert difference.reason
        assert "rest-api.md" in difference.official
        assert difference.ours or difference.theirs
