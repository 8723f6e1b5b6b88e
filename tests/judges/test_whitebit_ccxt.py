"""Requests, frames and results beside ccxt's: the same method, path, parameters, instruments, orders, fills and books.

Both clients call the same loopback server, which answers with the examples of the spec and keeps every request byte for
byte. Where they differ, the difference is listed in DIFFERENCES with its reason and the venue's own words, and must
still be there: a stale entry fails.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web

pytest.importorskip("ccxt", reason="ccxt is not installed (extra: judges)")

import ccxt.async_support as library
import ccxt.pro as streaming
from ccxt_requests import Case, Difference, assert_alike, business
from example_server import Loopback, Recorded
from example_server import example as venue_example
from venue_runtime import Credentials, OrderType, SelfTradePrevention, Side, TimeInForce
from venue_runtime.clock import ManualClock
from venue_runtime.errors import VenueError
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSockets
from venues.whitebit import Whitebit, WhitebitConfig, WhitebitOrderOptions

KEY, SECRET = "a-key-of-the-judge", "a-secret-of-the-judge"

EXCLUDED = {
    "request": "the path, part of what is signed; verified with the signature",
    "nonce": "of its own request",
    "nonceWindow": "a setting of either client",
    "clientOrderId": "minted where the caller gives none, in ccxt with its broker's tag; compared where given",
}
"""Parameters that say nothing about the business asked for."""

BUY, SELL, LIMIT, MARKET = Side.BUY, Side.SELL, OrderType.LIMIT, OrderType.MARKET
BTC = "BTC/USDT"
SINCE_MS = 1_700_000_000_000
ID = "4180284841"


def D(text: str) -> Decimal:
    return Decimal(text)


example = partial(venue_example, venue="whitebit")


class Server(Loopback):
    """Answers with the documented examples; the documented market is given out under the names that are wanted."""

    loading = ("/public/markets",)

    def __init__(self) -> None:
        super().__init__()
        (market,) = example("markets")
        names = [("BTC", "USDT"), ("ETH", "BTC"), ("SON", "USD")]
        self.answers: dict[str, Any] = {
            "/api/v4/public/markets": [
                {**market, "name": f"{base}_{quote}", "stock": base, "money": quote} for base, quote in names
            ],
            "/api/v4/public/time": "time",
            "/api/v4/public/orderbook/BTC_USDT": "order_book",
            "/api/v4/public/trades/BTC_USDT": "trades",
            "/api/v1/public/ticker": "ticker",
            "/api/v1/public/kline": "candles",
            "/api/v4/order/new": "new_limit",
            "/api/v4/order/market": "new_market",
            "/api/v4/order/stock_market": "new_stock_market",
            "/api/v4/order/stop_limit": "new_stop_limit",
            "/api/v4/order/stop_market": "new_stop_market",
            "/api/v4/order/cancel": "cancel",
            "/api/v4/order/cancel/all": "cancel_all",
            "/api/v4/order/modify": "modify",
            "/api/v4/order/kill-switch": "kill_switch",
            "/api/v4/orders": "open_orders",
            "/api/v4/trade-account/executed-history": "deals",
            "/api/v4/trade-account/balance": "balances",
        }
        self.refusal: tuple[int, dict[str, Any]] | None = None

    def answer(self, request: Recorded) -> web.Response:
        if self.refusal is not None and request.method == "POST":
            status, body = self.refusal
            return web.json_response(body, status=status)
        answer = self.answers[request.path]
        return web.json_response(example(answer) if isinstance(answer, str) else answer)


def order(type: OrderType, side: Side, /, **ours: Any) -> Callable[[Whitebit], Awaitable[Any]]:
    return lambda client: client.create_order(BTC, side=side, type=type, **ours)


def ccxt_order(type: str, side: str, amount: Any, price: Any = None, /, **params: Any) -> Any:
    return lambda exchange: exchange.create_order(BTC, type, side, amount, price, params)


GIVEN = frozenset({"clientOrderId"})
HALF, PRICE = D("0.5"), D("101.20")

ORDERS = {
    "limit": Case(order(LIMIT, BUY, quantity=HALF, price=PRICE), ccxt_order("limit", "buy", "0.500", "101.20")),
    "limit_gtc": Case(
        order(LIMIT, SELL, quantity=HALF, price=PRICE, time_in_force=TimeInForce.GTC),
        ccxt_order("limit", "sell", "0.500", "101.20", timeInForce="GTC"),
    ),
    "limit_ioc": Case(
        order(LIMIT, SELL, quantity=HALF, price=PRICE, time_in_force=TimeInForce.IOC),
        ccxt_order("limit", "sell", "0.500", "101.20", timeInForce="IOC"),
    ),
    "post_only": Case(
        order(LIMIT, BUY, quantity=HALF, price=PRICE, post_only=True),
        ccxt_order("limit", "buy", "0.500", "101.20", postOnly=True),
    ),
    "market_sell": Case(order(MARKET, SELL, quantity=HALF), ccxt_order("market", "sell", "0.500")),
    "market_buy": Case(order(MARKET, BUY, quantity=HALF), ccxt_order("market", "buy", "0.500")),
    "market_buy_cost": Case(
        order(MARKET, BUY, quote_quantity=D("20.5")), ccxt_order("market", "buy", "1", None, cost="20.5")
    ),
    "stop_limit": Case(
        order(OrderType.STOP_LIMIT, BUY, quantity=HALF, price=PRICE, trigger_price=D("100.5")),
        ccxt_order("limit", "buy", "0.500", "101.20", triggerPrice="100.5"),
    ),
    "stop_sell": Case(
        order(OrderType.STOP, SELL, quantity=HALF, trigger_price=D("100.5")),
        ccxt_order("market", "sell", "0.500", None, triggerPrice="100.5"),
    ),
    # What ccxt calls an amount is sent as it is: it is of the quote currency there too.
    "stop_buy": Case(
        order(OrderType.STOP, BUY, quote_quantity=D("20.5"), trigger_price=D("100.5")),
        ccxt_order("market", "buy", "20.5", None, triggerPrice="100.5"),
    ),
    "client_order_id": Case(
        order(LIMIT, BUY, quantity=HALF, price=PRICE, client_order_id="order1987111"),
        ccxt_order("limit", "buy", "0.500", "101.20", clientOrderId="order1987111"),
        given=GIVEN,
    ),
    "rpi": Case(
        order(LIMIT, BUY, quantity=HALF, price=PRICE, venue=WhitebitOrderOptions(rpi=True)),
        ccxt_order("limit", "buy", "0.500", "101.20", rpi=True),
    ),
    **{
        f"self_trade_prevention_{theirs}": Case(
            order(LIMIT, BUY, quantity=HALF, price=PRICE, self_trade_prevention=ours),
            ccxt_order("limit", "buy", "0.500", "101.20", stp=theirs),
        )
        for ours, theirs in (
            (SelfTradePrevention.NONE, "no"),
            (SelfTradePrevention.CANCEL_TAKER, "cn"),
            (SelfTradePrevention.CANCEL_MAKER, "co"),
            (SelfTradePrevention.CANCEL_BOTH, "cb"),
        )
    },
}

COMMANDS = {
    "cancel": Case(lambda c: c.cancel_order(BTC, venue_order_id=ID), lambda x: x.cancel_order(ID, BTC)),
    "cancel_all": Case(lambda c: c.cancel_all_orders(BTC), lambda x: x.cancel_all_orders(BTC)),
    "edit": Case(
        lambda c: c.edit_order(BTC, venue_order_id="12344", quantity=D("2"), price=D("101.5")),
        lambda x: x.edit_order("12344", BTC, "limit", "buy", "2", "101.5"),
    ),
    "edit_by_client_order_id": Case(
        lambda c: c.edit_order(BTC, client_order_id="order1987111", price=D("101.5")),
        lambda x: x.edit_order("", BTC, "limit", "buy", None, "101.5", {"clientOrderId": "order1987111"}),
        given=GIVEN,
    ),
    "countdown": Case(
        lambda c: c.cancel_all_orders_after(60, BTC), lambda x: x.cancel_all_orders_after(60000, {"symbol": BTC})
    ),
}

QUERIES = {
    "open_orders": Case(lambda c: c.fetch_open_orders(), lambda x: x.fetch_open_orders()),
    "open_orders_of_symbol": Case(lambda c: c.fetch_open_orders(BTC), lambda x: x.fetch_open_orders(BTC, None, 100)),
    "my_trades": Case(lambda c: c.fetch_my_trades(BTC), lambda x: x.fetch_my_trades(BTC)),
    "balances": Case(lambda c: c.fetch_balances(), lambda x: x.fetch_balance()),
    "order_book": Case(lambda c: c.fetch_order_book(BTC, 20), lambda x: x.fetch_order_book(BTC, 20)),
    "trades": Case(lambda c: c.fetch_trades(BTC), lambda x: x.fetch_trades(BTC)),
    "candles": Case(lambda c: c.fetch_candles(BTC, "1h", limit=7), lambda x: x.fetch_ohlcv(BTC, "1h", None, 7)),
    "candles_of_weeks": Case(
        lambda c: c.fetch_candles(BTC, "1w", limit=7), lambda x: x.fetch_ohlcv(BTC, "1w", None, 7)
    ),
    "candles_since": Case(
        lambda c: c.fetch_candles(BTC, "4h", since=SINCE_MS * 1_000_000, limit=7),
        lambda x: x.fetch_ohlcv(BTC, "4h", SINCE_MS, 7),
    ),
    "ticker": Case(lambda c: c.fetch_ticker(BTC), lambda x: x.fetch_ticker(BTC)),
    "time": Case(lambda c: c.fetch_time(), lambda x: x.fetch_time()),
}

CASES = {**ORDERS, **COMMANDS, **QUERIES}
PUBLIC = {"order_book", "trades", "candles", "candles_of_weeks", "candles_since", "ticker", "time"}
DOCS = "whitebit-exchange/docs@4a67f22 "

DIFFERENCES: dict[str, Difference] = {
    "open_orders": Difference(
        "the size of a page is said, as it is small otherwise",
        f"{DOCS}openapi/private/http-trade-v4.yaml, Query unexecuted(active) orders: limit (default: 50, max: 100)",
        ours={"limit": "100"},
    ),
    "candles_since": Difference(
        "with a limit the beginning is counted backwards from the end, so the end says how many",
        f"{DOCS}openapi/public/http-v1.yaml, Kline: limit: the server derives start as end - limit x interval",
        ours={"end": "1700100800"},
        theirs={"limit": "7"},
    ),
    "countdown": Difference(
        "orders of the spot market alone; the library leaves that out and means all kinds",
        f"{DOCS}openapi/private/http-trade-v4.yaml, Sync kill-switch timer: types",
        ours={"types": ["spot"]},  # type: ignore[dict-item]
    ),
}

Found = dict[str, tuple[list[Recorded], list[Recorded]]]
CREDENTIALS = Credentials(api_key=KEY, api_secret=SECRET)


def ccxt_whitebit(url: str) -> Any:
    exchange = library.whitebit({"apiKey": KEY, "secret": SECRET, "enableRateLimit": False})
    exchange.has["fetchCurrencies"] = False
    for version, sides in exchange.urls["api"].items():
        if isinstance(sides, dict):
            sides.update(dict.fromkeys(sides, f"{url}/api/{version}"))
            for side in sides:
                if side == "public":
                    sides[side] = f"{url}/api/{version}/public"
    return exchange


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def asked() -> Found:
    """Every case, asked through both clients: the requests of ours and of ccxt's."""
    found: Found = {}
    async with Server() as server:
        exchange = ccxt_whitebit(server.url)
        try:
            for name, case in CASES.items():
                # A client of its own for each case: ours remembers the orders it has seen.
                async with Whitebit(credentials=CREDENTIALS, endpoints=server.url) as client:
                    await case.ours(client)
                ours = server.take()
                await case.theirs(exchange)
                found[name] = (ours, server.take())
        finally:
            await exchange.close()
    return found


@pytest.mark.parametrize("name", CASES)
def test_same_request(name: str, asked: Found) -> None:
    (ours,), (theirs,) = asked[name]
    mine, other = (business(each.said, CASES[name].given, EXCLUDED) for each in (ours, theirs))
    assert_alike((ours, mine), (theirs, other), DIFFERENCES.get(name))


@pytest.mark.parametrize("name", CASES)
def test_each_signature_verifies_over_its_own_bytes(name: str, asked: Found) -> None:
    nonces = []
    for (request,) in asked[name]:
        if name in PUBLIC:
            assert "x-txc-signature" not in request.headers
            continue
        body = json.loads(request.body)
        assert body["request"] == request.path
        nonces.append(int(body["nonce"]))
        payload = request.headers["x-txc-payload"]
        assert base64.b64decode(payload).decode() == request.body, "the bytes that are signed are those that are sent"
        expected = hmac.new(SECRET.encode(), payload.encode(), hashlib.sha512).hexdigest()
        assert request.headers["x-txc-signature"] == expected
        assert request.headers["x-txc-apikey"] == KEY
    assert all(1_500_000_000_000 < nonce < 3_000_000_000_000 for nonce in nonces), "milliseconds"


@pytest.mark.asyncio
async def test_the_same_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    """Subscriptions to the book and the account's streams, and the authorization with the token."""
    clock = ManualClock(1_611_541_000_999_000_000)
    sockets, http = ScriptedSockets(), ScriptedHttp()
    sockets.respond = lambda frame: [
        json.dumps({"id": json.loads(frame)["id"], "result": {"status": "success"}, "error": None})
    ]
    server = Server()
    http.answer(server.answers["/api/v4/public/markets"], path="/api/v4/public/markets", times=None)
    for path, answer in (("profile/websocket_token", {"websocket_token": "a-token"}), ("orders", []),
                         ("trade-account/balance", {})):  # fmt: skip
        http.answer(answer, path=f"/api/v4/{path}", times=None)
    config = WhitebitConfig(markets="BTC_USDT,ETH_BTC")
    async with Whitebit(credentials=CREDENTIALS, clock=clock, http=http, websocket=sockets, config=config) as client:
        await client.on_order_book(BTC, lambda _: None)
        for watch in (client.on_orders, client.on_fills, client.on_balances):
            await watch(lambda _: None)
        ours = {frame["method"]: frame["params"] for socket in sockets.sockets for frame in socket.sent_json()}
    exchange = streaming.whitebit({"apiKey": KEY, "secret": SECRET})
    exchange.set_markets(await _markets(server))
    sent: list[Any] = []
    monkeypatch.setattr(exchange, "watch", lambda url, hash, message, *rest: sent.append(message) or _never())
    monkeypatch.setattr(exchange, "v4PrivatePostProfileWebsocketToken", lambda: _said({"websocket_token": "a-token"}))
    for asking in (exchange.watch_order_book(BTC, 100), exchange.authenticate()):
        task = asyncio.ensure_future(asking)
        for _ in range(20):
            await asyncio.sleep(0)
        task.cancel()
    await exchange.close()
    theirs = {frame["method"]: frame["params"] for frame in sent}
    assert ours["depth_subscribe"] == ["BTC_USDT", 100, "0", True] == theirs["depth_subscribe"]
    assert ours["authorize"] == ["a-token", "public"] == theirs["authorize"]
    assert ours["ordersPending_subscribe"] == ["BTC_USDT", "ETH_BTC"]
    assert ours["deals_subscribe"] == [["BTC_USDT", "ETH_BTC"]]
    assert ours["balanceSpot_subscribe"] == []


async def _markets(server: Server) -> Any:
    exchange = library.whitebit()
    markets = exchange.parse_markets(server.answers["/api/v4/public/markets"])
    await exchange.close()
    return markets


async def _said(answer: Any) -> Any:
    return answer


async def _never() -> None:
    await asyncio.Event().wait()


@pytest.mark.asyncio
async def test_the_same_results() -> None:
    """Instruments, orders, fills, balances, books, candles, trades and tickers from the same payloads."""
    async with Server() as server:
        exchange = ccxt_whitebit(server.url)
        try:
            async with Whitebit(credentials=CREDENTIALS, endpoints=server.url) as client:
                markets, instruments = await exchange.load_markets(), await client.load_instruments()
                assert set(markets) == set(instruments) == {"BTC/USDT", "ETH/BTC", "SON/USD"}
                for symbol, ours in instruments.items():
                    theirs = markets[symbol]
                    assert (ours.venue_symbol, ours.base, ours.quote) == (theirs["id"], theirs["base"], theirs["quote"])
                    assert ours.price_increment == D(str(theirs["precision"]["price"]))
                    assert ours.quantity_increment == D(str(theirs["precision"]["amount"]))
                    assert ours.min_quantity == D(str(theirs["limits"]["amount"]["min"]))
                    assert ours.min_notional == D(str(theirs["limits"]["cost"]["min"]))
                    assert (ours.status.value == "trading") is theirs["active"]
                one, other = await client.cancel_order(BTC, venue_order_id=ID), await exchange.cancel_order(ID, BTC)
                assert (one.venue_order_id, one.client_order_id) == (other["id"], other["clientOrderId"])
                assert (one.side.value, one.type.value, one.symbol) == (other["side"], other["type"], other["symbol"])
                assert (one.price, one.quantity) == (D(str(other["price"])), D(str(other["amount"])))
                assert one.filled_quantity == D(str(other["filled"]))
                assert (one.status.value, other["status"]) == ("filled", "closed"), "as the page prints it"
                assert one.ts_event // 1_000_000 == other["timestamp"]
                stop = await client.create_order(
                    BTC, side=BUY, type=OrderType.STOP_LIMIT, quantity=HALF, price=PRICE, trigger_price=D("100.5")
                )
                theirs = await exchange.create_order(BTC, "limit", "buy", "0.5", "101.20", {"triggerPrice": "100.5"})
                assert stop.trigger_price == D(str(theirs["triggerPrice"]))
                (mine,), (fill,) = await client.fetch_my_trades(BTC), await exchange.fetch_my_trades(BTC)
                assert (mine.trade_id, mine.venue_order_id) == (fill["id"], fill["order"])
                assert (mine.price, mine.quantity) == (D(str(fill["price"])), D(str(fill["amount"])))
                assert mine.ts_event // 1_000_000 == fill["timestamp"]
                assert mine.liquidity is not None
                assert (mine.side.value, mine.liquidity.value) == (fill["side"], fill["takerOrMaker"])
                assert (float(mine.fee or 0), mine.fee_currency) == (fill["fee"]["cost"], fill["fee"]["currency"])
                held, balance = await client.fetch_balances(), await exchange.fetch_balance()
                for currency, amounts in held.items():
                    assert amounts.free == D(str(balance[currency]["free"]))
                    assert amounts.locked == D(str(balance[currency]["used"]))
                    assert amounts.total == D(str(balance[currency]["total"]))
                book, depth = await client.fetch_order_book(BTC, 5), await exchange.fetch_order_book(BTC, 5)
                for mine_side, side in ((book.bids(5), "bids"), (book.asks(5), "asks")):
                    assert [[float(each.price), float(each.quantity)] for each in mine_side] == depth[side]
                candles, rows = await client.fetch_candles(BTC, "1h"), await exchange.fetch_ohlcv(BTC, "1h")
                assert [
                    [each.ts_open // 1_000_000, *map(float, (each.open, each.high, each.low, each.close, each.volume))]
                    for each in candles
                ] == rows
                trades, prints = await client.fetch_trades(BTC), await exchange.fetch_trades(BTC)
                for trade, printed in zip(trades, prints, strict=True):
                    assert (trade.trade_id, trade.side.value) == (printed["id"], printed["side"])
                    assert (float(trade.price), float(trade.quantity)) == (printed["price"], printed["amount"])
                    assert trade.ts_event // 1_000_000 == printed["timestamp"]
                ticker, quoted = await client.fetch_ticker(BTC), await exchange.fetch_ticker(BTC)
                for name in ("bid", "ask", "last"):
                    assert getattr(ticker, name) == D(str(quoted[name]))
        finally:
            await exchange.close()


REFUSALS = {
    "not_found": (400, 2, "orderId", "Unexecuted order was not found.", "OrderNotFound", "OrderNotFound"),
    "funds": (422, 10, "amount", "Not enough balance.", "InsufficientFunds", "InsufficientFunds"),
    "funds_of_a_market_order": (422, 32, "amount", "Not enough balance.", "InsufficientFunds", "InsufficientFunds"),
    "too_small": (
        422,
        32,
        "amount",
        "Given amount is less than min amount 0.001",
        "InvalidOrder",
        "InvalidOrder",
    ),
    "step": (422, 32, "amount", "Min amount step = 0.01", "InvalidOrder", "InvalidOrder"),
    # ccxt has no word for these two.
    "taken_client_order_id": (
        422,
        36,
        "clientOrderId",
        "This client order id is already used by the current account.",
        "DuplicateOrderId",
        "ExchangeError",
    ),
    "two_flags": (422, 37, "ioc", "Either IOC or PostOnly flag in true state is allowed.", "InvalidOrder",
                  "ExchangeError"),
}  # fmt: skip
"""Status, code, field and text of a refusal: our class, and ccxt's."""

PLAIN = {
    "signature": (10, "Unauthorized request.", "AuthenticationError", "AuthenticationError"),
    "key": (0, "This action is unauthorized. Enable your key in API settings", "PermissionDenied", "PermissionDenied"),
    # The guide of the first call prints it for a body with spaces; ccxt calls it a bad request.
    "payload": (9, "Invalid payload.", "AuthenticationError", "BadRequest"),
    "nonce": (0, "Too many requests.", "InvalidNonce", "ExchangeError"),
}
"""Code and message of a refusal without fields: our class, and ccxt's."""


@pytest.mark.asyncio
@pytest.mark.parametrize("name", [*REFUSALS, *PLAIN])
async def test_refusals_are_errors_at_both(name: str) -> None:
    if name in REFUSALS:
        status, code, field, text, ours_is, theirs_is = REFUSALS[name]
        body: dict[str, Any] = {"code": code, "message": "Validation failed", "errors": {field: [text]}}
    else:
        code, text, ours_is, theirs_is = PLAIN[name]
        status, body = 400, {"code": code, "message": text}
    async with Server() as server:
        exchange = ccxt_whitebit(server.url)
        try:
            async with Whitebit(credentials=CREDENTIALS, endpoints=server.url) as client:
                await client.load_instruments()
                await exchange.load_markets()
                server.refusal = (status, body)
                with pytest.raises(VenueError) as ours:
                    await client.cancel_order(BTC, venue_order_id=ID)
                with pytest.raises(library.BaseError) as theirs:
                    await exchange.cancel_order(ID, BTC)
        finally:
            await exchange.close()
    assert text in str(ours.value)
    assert ours.value.definitive
    assert (type(ours.value).__name__, type(theirs.value).__name__) == (ours_is, theirs_is)


def test_every_difference_names_a_case_and_its_source() -> None:
    assert set(DIFFERENCES) <= set(CASES)
    for difference in DIFFERENCES.values():
        assert difference.reason
        assert difference.official.startswith(DOCS)
        assert difference.ours or difference.theirs
