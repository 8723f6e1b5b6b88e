"""Requests, signatures and results beside ccxt's: the same method, path, parameters, orders, fills, trades, balances.

Both clients call the same loopback server, which answers with the examples of the spec and keeps every request byte for
byte. Where they differ, the difference is listed in DIFFERENCES with its reason, and must still be there. Signatures
are checked with Python's own hmac over the bytes that came in.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
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
from ccxt_requests import Case, Difference, assert_alike, business
from example_server import Loopback, Recorded
from example_server import example as venue_example
from venue_runtime import Credentials, OrderType, SelfTradePrevention, Side, TimeInForce
from venue_runtime.errors import VenueResponseError
from venues.coinbase_exchange import CoinbaseExchange, CoinbaseExchangeConfig

EXAMPLES = Path(__file__).parents[2] / "venue_specs" / "coinbase_exchange" / "examples"
KEY, SECRET, PASSPHRASE = "key", base64.b64encode(b"a secret of thirty-two bytes, ok").decode(), "phrase"
OID = "12345678-9abc-4def-8123-456789abcdef"
ORDER = "d0c5340b-6d6c-49d9-b567-48c4bfca13d2"
SINCE_MS = 1_699_999_200_000
BUY, SELL, LIMIT, MARKET = Side.BUY, Side.SELL, OrderType.LIMIT, OrderType.MARKET


def D(text: str) -> Decimal:
    return Decimal(text)


example = partial(venue_example, venue="coinbase_exchange")


class Server(Loopback):
    """Answers with the documented examples, and acknowledges subscriptions."""

    def __init__(self) -> None:
        super().__init__()
        self.frames: list[dict[str, Any]] = []
        self.status = 200
        self.answers: dict[tuple[str, str], Any] = {
            ("GET", "/time"): example("time"),
            ("GET", "/products"): example("products"),
            ("GET", "/products/BTC-USD/book"): example("book"),
            ("GET", "/products/BTC-USD/ticker"): example("ticker"),
            ("GET", "/products/BTC-USD/trades"): example("trades"),
            ("GET", "/products/BTC-USD/candles"): example("candles"),
            ("POST", "/orders"): example("new_order"),
            ("DELETE", f"/orders/{ORDER}"): example("cancel_order"),
            ("DELETE", f"/orders/client:{OID}"): example("cancel_order"),
            ("DELETE", "/orders"): example("cancel_orders"),
            ("GET", "/orders"): example("orders"),
            ("GET", f"/orders/{ORDER}"): example("order.market"),
            ("GET", f"/orders/client:{OID}"): example("order.market"),
            ("GET", "/fills"): example("fills"),
            ("GET", "/accounts"): example("accounts"),
        }

    def routes(self, app: web.Application) -> None:
        app.router.add_get("/", self._socket)

    def answer(self, request: Recorded) -> web.Response:
        answer = self.answers[request.method, request.path]
        return web.json_response(answer, status=self.status if request.method == "POST" else 200)

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        async for message in socket:
            frame = json.loads(message.data)
            self.frames.append(frame)
            channels = [{"name": name, "product_ids": frame["product_ids"]} for name in frame["channels"]]
            await socket.send_json({"type": "subscriptions", "channels": channels})
        return socket


@pytest_asyncio.fixture
async def both() -> AsyncIterator[tuple[Server, CoinbaseExchange, Any]]:
    """The server and both clients, instruments loaded."""
    async with Server() as server:
        theirs = library.coinbaseexchange(
            {
                "apiKey": KEY,
                "secret": SECRET,
                "password": PASSPHRASE,
                "enableRateLimit": False,
                "has": {"fetchCurrencies": False},
            }
        )
        theirs.urls["api"] = {"public": server.url, "private": server.url}
        credentials = Credentials(api_key=KEY, api_secret=SECRET, passphrase=PASSPHRASE)
        try:
            async with CoinbaseExchange(endpoints=server.url, credentials=credentials) as ours:
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


CASES = {
    "limit": Case(order(BUY, LIMIT, quantity=D("0.50"), price=D("101.20")), ccxt_order("limit", "buy", "0.5", "101.2")),
    **{
        word: Case(
            order(SELL, LIMIT, quantity=D("0.5"), price=D("101.2"), time_in_force=TimeInForce(word.lower())),
            ccxt_order("limit", "sell", "0.5", "101.2", timeInForce=word),
        )
        for word in ("GTC", "IOC", "FOK")
    },
    "post_only": Case(
        order(SELL, LIMIT, quantity=D("0.5"), price=D("101.2"), post_only=True),
        ccxt_order("limit", "sell", "0.5", "101.2", postOnly=True),
    ),
    "market": Case(order(SELL, MARKET, quantity=D("0.5")), ccxt_order("market", "sell", "0.5")),
    "market_by_quote_amount": Case(
        order(BUY, MARKET, quote_quantity=D("20.5")), ccxt_order("market", "buy", "1", cost="20.5")
    ),
    **{
        f"self_trade_prevention_{word}": Case(
            order(BUY, LIMIT, quantity=D("0.5"), price=D("101.2"), self_trade_prevention=each),
            ccxt_order("limit", "buy", "0.5", "101.2", stp=word),
        )
        for word, each in (
            ("dc", SelfTradePrevention.DECREMENT),
            ("co", SelfTradePrevention.CANCEL_MAKER),
            ("cn", SelfTradePrevention.CANCEL_TAKER),
            ("cb", SelfTradePrevention.CANCEL_BOTH),
        )
    },
    "cancel": Case(lambda c: c.cancel_order("BTC/USD", venue_order_id=ORDER), lambda x: x.cancel_order(ORDER)),
    "cancel_by_client_order_id": Case(
        lambda c: c.cancel_order("BTC/USD", client_order_id=OID),
        lambda x: x.cancel_order(None, None, {"clientOrderId": OID}),
    ),
    "cancel_all": Case(lambda c: c.cancel_all_orders(), lambda x: x.cancel_all_orders()),
    "order": Case(lambda c: c.fetch_order("BTC/USD", venue_order_id=ORDER), lambda x: x.fetch_order(ORDER)),
    "order_by_client_order_id": Case(
        lambda c: c.fetch_order("BTC/USD", client_order_id=OID),
        lambda x: x.fetch_order(None, None, {"clientOrderId": OID}),
    ),
    "open_orders": Case(
        lambda c: c.fetch_open_orders("BTC/USD"),
        lambda x: x.fetch_open_orders("BTC/USD", None, 1000, {"status": "open"}),
    ),
    "my_trades": Case(lambda c: c.fetch_my_trades("BTC/USD", limit=5), lambda x: x.fetch_my_trades("BTC/USD", None, 5)),
    "balances": Case(lambda c: c.fetch_balances(), lambda x: x.fetch_balance()),
    "order_book": Case(lambda c: c.fetch_order_book("BTC/USD"), lambda x: x.fetch_order_book("BTC/USD")),
    "trades": Case(lambda c: c.fetch_trades("BTC/USD", limit=3), lambda x: x.fetch_trades("BTC/USD", None, 3)),
    "candles": Case(lambda c: c.fetch_candles("BTC/USD", "1h"), lambda x: x.fetch_ohlcv("BTC/USD", "1h")),
    "candles_since": Case(
        lambda c: c.fetch_candles("BTC/USD", "5m", since=SINCE_MS * 1_000_000),
        lambda x: x.fetch_ohlcv("BTC/USD", "5m", SINCE_MS),
    ),
    "time": Case(lambda c: c.fetch_time(), lambda x: x.fetch_time()),
}
PUBLIC = {"order_book", "trades", "candles", "candles_since", "time"}

PRODUCT = "the page Cancel an order highly recommends the product"
DIFFERENCES: dict[str, Difference] = {
    "cancel": Difference("a product beside the id, against a race", PRODUCT, ours={"product_id": "BTC-USD"}),
    "cancel_by_client_order_id": Difference(
        "a product beside the id, against a race", PRODUCT, ours={"product_id": "BTC-USD"}
    ),
    "candles_since": Difference(
        "the same three hundred candles; where both ends are whole candles ccxt leaves the last one out",
        "the page Get product candles names no rule for the end of a range",
        ours={"end": "2023-11-15T23:00:00.000Z"},
        theirs={"end": "2023-11-15T22:55:00.000Z"},
    ),
}


@pytest.mark.asyncio
@pytest.mark.parametrize("name", CASES)
async def test_the_same_request(both: tuple[Server, CoinbaseExchange, Any], name: str) -> None:
    server, ours, theirs = both
    await CASES[name].ours(ours)
    mine = server.take()
    await CASES[name].theirs(theirs)
    (other,) = server.take()
    assert len(mine) == (3 if name == "open_orders" else 1)  # one for each status
    found, expected = (business(each.said, excluded=()) for each in (mine[0], other))
    assert_alike((mine[0], found), (other, expected), DIFFERENCES.get(name))
    if name in PUBLIC:
        return
    for request in (*mine, other):
        sent = request.headers
        data = sent["cb-access-timestamp"] + request.method + request.target + request.body
        digest = hmac.new(b"a secret of thirty-two bytes, ok", data.encode(), hashlib.sha256).digest()
        assert sent["cb-access-sign"] == base64.b64encode(digest).decode()
        assert (sent["cb-access-key"], sent["cb-access-passphrase"]) == (KEY, PASSPHRASE)
        assert len(sent["cb-access-timestamp"]) == 10


@pytest.mark.asyncio
async def test_the_signed_subscription() -> None:
    credentials = Credentials(api_key=KEY, api_secret=SECRET, passphrase=PASSPHRASE)
    async with Server() as server:
        config = CoinbaseExchangeConfig(products="BTC-USD,SKL-BTC")
        async with CoinbaseExchange(endpoints=server.url, credentials=credentials, config=config) as ours:
            await ours.start_trading()
        frame = server.frames[0]
        theirs = library.coinbaseexchange({"apiKey": KEY, "secret": SECRET, "password": PASSPHRASE})
        data = frame["timestamp"] + "GET/users/self/verify"
        signed = theirs.hmac(data.encode(), theirs.base64_to_binary(SECRET), hashlib.sha256, "base64")
        await theirs.close()
    assert frame == {
        "type": "subscribe",
        "product_ids": ["BTC-USD", "SKL-BTC"],
        "channels": ["user"],
        "signature": signed,
        "key": KEY,
        "passphrase": PASSPHRASE,
        "timestamp": frame["timestamp"],
    }
    assert len(frame["timestamp"]) == 10


@pytest.mark.asyncio
async def test_the_same_results(both: tuple[Server, CoinbaseExchange, Any]) -> None:
    _, ours, theirs = both
    order, other = await ours.fetch_order("BTC/USD", venue_order_id=ORDER), await theirs.fetch_order(ORDER)
    assert (order.venue_order_id, order.side.value, order.type.value) == (other["id"], other["side"], other["type"])
    assert (order.status.value, other["status"]) == ("filled", "closed")
    assert order.filled_quantity == D(str(other["filled"]))
    assert order.average_price == D(str(other["average"]))

    (fill,), (traded,) = await ours.fetch_my_trades("BTC/USD"), await theirs.fetch_my_trades("BTC/USD")
    assert (fill.trade_id, fill.venue_order_id, fill.side.value) == (traded["id"], traded["order"], traded["side"])
    assert (fill.price, fill.quantity) == (D(str(traded["price"])), D(str(traded["amount"])))
    assert (fill.fee, fill.fee_currency) == (D(str(traded["fee"]["cost"])), traded["fee"]["currency"])
    assert (fill.liquidity.value, fill.ts_event // 1_000_000) == (traded["takerOrMaker"], traded["timestamp"])

    trades, public = await ours.fetch_trades("BTC/USD"), await theirs.fetch_trades("BTC/USD")
    assert [(each.trade_id, each.side and each.side.value, each.price, each.quantity) for each in trades] == [
        (each["id"], each["side"], D(str(each["price"])), D(str(each["amount"]))) for each in public
    ]

    (candle,), (ohlcv,) = await ours.fetch_candles("BTC/USD", "1m"), await theirs.fetch_ohlcv("BTC/USD", "1m")
    said = [candle.open, candle.high, candle.low, candle.close, candle.volume]
    assert [candle.ts_open // 1_000_000, *said] == [ohlcv[0], *(D(str(each)) for each in ohlcv[1:])]

    balance, total = (await ours.fetch_balances())["BTC"], (await theirs.fetch_balance())["BTC"]
    assert (balance.total, balance.free, balance.locked) == (total["total"], total["free"], total["used"])

    for symbol in ("BTC/USD", "SKL/BTC", "BAND/GBP"):
        instrument, market = ours.instruments[symbol], theirs.market(symbol)
        assert (instrument.venue_symbol, instrument.base, instrument.quote) == (
            market["id"],
            market["base"],
            market["quote"],
        )
        assert instrument.price_increment == D(str(market["precision"]["price"]))
        assert instrument.quantity_increment == D(str(market["precision"]["amount"]))
        assert instrument.min_notional == D(str(market["limits"]["cost"]["min"]))


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("name", "status", "theirs_is"),
    [
        ("insufficient_funds", 400, library.InsufficientFunds),
        ("invalid_signature", 400, library.AuthenticationError),
        ("invalid_price", 400, library.ExchangeError),
    ],
)
async def test_the_same_refusals(
    both: tuple[Server, CoinbaseExchange, Any], name: str, status: int, theirs_is: type[Exception]
) -> None:
    server, ours, theirs = both
    server.answers["POST", "/orders"], server.status = example(f"error.{name}"), status
    with pytest.raises(VenueResponseError) as mine:
        await CASES["limit"].ours(ours)
    with pytest.raises(theirs_is):
        await CASES["limit"].theirs(theirs)
    expected = json.loads((EXAMPLES / f"error.{name}.json").read_text(encoding="utf-8"))["expect"]["error"]
    assert (type(mine.value).__name__, mine.value.definitive) == (expected, True)
