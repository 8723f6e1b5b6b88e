"""Requests, frames and results beside ccxt's: the same method, path, parameters, instruments, orders, fills and books.

Both clients call the same loopback server, which answers with the examples of the spec and keeps every request byte for
byte. Where they differ, the difference is listed in DIFFERENCES with its reason and the venue's own words, and must
still be there: a stale entry fails.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable
from decimal import Decimal
from functools import partial
from typing import Any
from urllib.parse import unquote

import pytest
import pytest_asyncio
from aiohttp import web

pytest.importorskip("ccxt", reason="ccxt is not installed (extra: judges)")

import ccxt.async_support as library
import ccxt.pro as streaming
from ccxt_requests import Case, Difference, assert_alike, business
from example_server import Loopback, Recorded
from example_server import example as venue_example
from venue_runtime import Credentials, OrderRequest, OrderType, SelfTradePrevention, Side, TimeInForce
from venue_runtime.clock import ManualClock
from venue_runtime.errors import VenueError
from venue_runtime.model import CancelRequest
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSockets
from venues.gate import Gate, GateOrderOptions

KEY, SECRET = "ea83fad2604399da16bf97e6eea772a6", "a4b1c8e0c5b7d9f2"

EXCLUDED = {"text": "minted where the caller gives none, by ccxt for batches alone; compared where given"}
"""Parameters that say nothing about the business asked for."""

BUY, SELL, LIMIT, MARKET = Side.BUY, Side.SELL, OrderType.LIMIT, OrderType.MARKET
BTC = "BTC/USDT"
SINCE_MS = 1_700_000_000_000


def D(text: str) -> Decimal:
    return Decimal(text)


example = partial(venue_example, venue="gate")


class Server(Loopback):
    """Answers with the documented examples; one documented pair is given out under the names that are wanted."""

    loading = ("/spot/currency_pairs", "/margin/currency_pairs")

    def __init__(self) -> None:
        super().__init__()
        (pair,) = example("pairs")
        names = [("BTC", "USDT"), ("ETH", "USDT"), ("ETH", "BTC"), ("ETC", "BTC")]
        self.answers: dict[tuple[str, str], Any] = {
            ("GET", "/spot/currency_pairs"): [
                {**pair, "id": f"{base}_{quote}", "base": base, "quote": quote} for base, quote in names
            ],
            ("GET", "/margin/currency_pairs"): [],
            ("GET", "/spot/time"): "time",
            ("GET", "/spot/tickers"): "tickers",
            ("GET", "/spot/order_book"): "order_book",
            ("GET", "/spot/trades"): "trades",
            ("GET", "/spot/candlesticks"): "candles",
            ("POST", "/spot/orders"): "place",
            ("POST", "/spot/batch_orders"): "place_many",
            ("POST", "/spot/cancel_batch_orders"): "cancel_many",
            ("DELETE", "/spot/orders"): "cancel_open",
            ("GET", "/spot/orders"): "orders",
            ("GET", "/spot/open_orders"): "open_orders",
            ("GET", "/spot/my_trades"): "fills",
            ("GET", "/spot/accounts"): "accounts",
            ("POST", "/spot/countdown_cancel_all"): "countdown",
        }
        self.by_id = {"GET": "order", "DELETE": "cancel", "PATCH": "amend"}
        self.refusal: dict[str, str] | None = None

    def answer(self, request: Recorded) -> web.Response:
        if self.refusal is not None and request.method == "POST":
            return web.json_response(self.refusal, status=400)
        path = request.path.removeprefix("/api/v4")
        answer = self.answers.get((request.method, path))
        if answer is None and path.startswith("/spot/orders/"):
            answer = self.by_id[request.method]
        return web.json_response(example(answer) if isinstance(answer, str) else answer)


def order(type: OrderType, side: Side, /, **ours: Any) -> Callable[[Gate], Awaitable[Any]]:
    return lambda client: client.create_order(BTC, side=side, type=type, **ours)


def ccxt_order(type: str, side: str, amount: Any, price: Any = None, /, **params: Any) -> Any:
    return lambda exchange: exchange.create_order(BTC, type, side, amount, price, params)


TEXT = frozenset({"text"})
HALF, PRICE = D("0.500"), D("101.20")

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
    "limit_fok": Case(
        order(LIMIT, BUY, quantity=HALF, price=PRICE, time_in_force=TimeInForce.FOK),
        ccxt_order("limit", "buy", "0.500", "101.20", timeInForce="FOK"),
    ),
    "post_only": Case(
        order(LIMIT, BUY, quantity=HALF, price=PRICE, post_only=True),
        ccxt_order("limit", "buy", "0.500", "101.20", postOnly=True),
    ),
    "iceberg": Case(
        order(LIMIT, BUY, quantity=HALF, price=PRICE, display_quantity=D("0.1")),
        ccxt_order("limit", "buy", "0.500", "101.20", iceberg="0.1"),
    ),
    "market_sell": Case(order(MARKET, SELL, quantity=HALF), ccxt_order("market", "sell", "0.500")),
    "market_sell_fok": Case(
        order(MARKET, SELL, quantity=HALF, time_in_force=TimeInForce.FOK),
        ccxt_order("market", "sell", "0.500", timeInForce="FOK"),
    ),
    "market_buy": Case(
        order(MARKET, BUY, quote_quantity=D("20.5")), ccxt_order("market", "buy", "1", None, cost="20.5")
    ),
    "client_order_id": Case(
        order(LIMIT, BUY, quantity=HALF, price=PRICE, client_order_id="t-b15"),
        ccxt_order("limit", "buy", "0.500", "101.20", clientOrderId="t-b15"),
        given=TEXT,
    ),
    "take_profit_and_stop_loss": Case(
        order(
            LIMIT,
            BUY,
            quantity=HALF,
            price=PRICE,
            venue=GateOrderOptions(
                take_profit_trigger=D("120"),
                take_profit_price=D("119"),
                stop_loss_trigger=D("90"),
                stop_loss_price=D("89"),
            ),
        ),
        ccxt_order(
            "limit",
            "buy",
            "0.500",
            "101.20",
            stop_profit={"trigger_price": "120", "order_price": "119"},
            stop_loss={"trigger_price": "90", "order_price": "89"},
        ),
    ),
    **{
        f"self_trade_prevention_{theirs}": Case(
            order(LIMIT, BUY, quantity=HALF, price=PRICE, self_trade_prevention=ours),
            ccxt_order("limit", "buy", "0.500", "101.20", stp_act=theirs),
        )
        for ours, theirs in (
            (SelfTradePrevention.CANCEL_TAKER, "cn"),
            (SelfTradePrevention.CANCEL_MAKER, "co"),
            (SelfTradePrevention.CANCEL_BOTH, "cb"),
        )
    },
}

ONE = OrderRequest(symbol=BTC, side=BUY, type=LIMIT, quantity=HALF, price=PRICE, client_order_id="t-b15")
TWO = OrderRequest(symbol=BTC, side=SELL, type=MARKET, quantity=HALF, client_order_id="t-b16")

COMMANDS = {
    "batch": Case(
        lambda c: c.create_orders([ONE, TWO]),
        lambda x: x.create_orders(
            [
                {
                    "symbol": BTC,
                    "type": "limit",
                    "side": "buy",
                    "amount": "0.500",
                    "price": "101.20",
                    "params": {"clientOrderId": "t-b15"},
                },
                {
                    "symbol": BTC,
                    "type": "market",
                    "side": "sell",
                    "amount": "0.500",
                    "params": {"clientOrderId": "t-b16"},
                },
            ]
        ),
        given=TEXT,
    ),
    "cancel_by_venue_order_id": Case(
        lambda c: c.cancel_order(BTC, venue_order_id="12345689"), lambda x: x.cancel_order("12345689", BTC)
    ),
    "cancel_by_client_order_id": Case(
        lambda c: c.cancel_order(BTC, client_order_id="t-b15"),
        lambda x: x.cancel_order("t-b15", BTC),
    ),
    "cancel_many": Case(
        lambda c: c.cancel_orders(
            [CancelRequest(symbol=BTC, venue_order_id="12345689"), CancelRequest(symbol=BTC, venue_order_id="12344")]
        ),
        lambda x: x.cancel_orders(["12345689", "12344"], BTC),
    ),
    "cancel_all": Case(lambda c: c.cancel_all_orders(BTC), lambda x: x.cancel_all_orders(BTC)),
    "edit": Case(
        lambda c: c.edit_order(BTC, venue_order_id="12344", quantity=D("2"), price=D("101.5")),
        lambda x: x.edit_order("12344", BTC, "limit", "buy", "2", "101.5"),
    ),
    "edit_price": Case(
        lambda c: c.edit_order(BTC, venue_order_id="12344", price=D("101.5")),
        lambda x: x.edit_order("12344", BTC, "limit", "buy", None, "101.5"),
    ),
    "countdown": Case(
        lambda c: c.cancel_all_orders_after(60), lambda x: x.privateSpotPostCountdownCancelAll({"timeout": 60})
    ),
}

QUERIES = {
    "fetch_order_by_venue_order_id": Case(
        lambda c: c.fetch_order(BTC, venue_order_id="1852454420"), lambda x: x.fetch_order("1852454420", BTC)
    ),
    "fetch_order_by_client_order_id": Case(
        lambda c: c.fetch_order(BTC, client_order_id="t-b15"),
        lambda x: x.fetch_order("x", BTC, {"clientOrderId": "t-b15"}),
    ),
    "open_orders": Case(lambda c: c.fetch_open_orders(), lambda x: x.fetch_open_orders()),
    "open_orders_of_symbol": Case(lambda c: c.fetch_open_orders(BTC), lambda x: x.fetch_open_orders(BTC)),
    "my_trades": Case(lambda c: c.fetch_my_trades(BTC), lambda x: x.fetch_my_trades(BTC)),
    "my_trades_since_limit": Case(
        lambda c: c.fetch_my_trades(BTC, since=SINCE_MS * 1_000_000, limit=5),
        lambda x: x.fetch_my_trades(BTC, SINCE_MS, 5),
    ),
    "balances": Case(lambda c: c.fetch_balances(), lambda x: x.fetch_balance()),
    "order_book": Case(lambda c: c.fetch_order_book(BTC, 20), lambda x: x.fetch_order_book(BTC, 20)),
    "trades": Case(lambda c: c.fetch_trades(BTC, limit=3), lambda x: x.fetch_trades(BTC, None, 3)),
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
PAGES = "gate.com/docs/developers/apiv4/en/spot"

DIFFERENCES: dict[str, Difference] = {
    "open_orders": Difference(
        "the size of a page is said, as it is small otherwise; there is no status to choose",
        f"{PAGES}, List all open orders: page, limit (Maximum number of records returned in one page in each currency "
        "pair) and account",
        ours={"limit": "100"},
        theirs={"status": "open"},
    ),
    "open_orders_of_symbol": Difference(
        "the orders of one pair have an endpoint, where ccxt asks for all of every pair; its parameter for the pair is "
        "not one of that endpoint",
        f"{PAGES}, List orders: currency_pair, status open, limit; List all open orders: page, limit and account",
        ours={"limit": "100"},
        paths=("/api/v4/spot/orders", "/api/v4/spot/open_orders"),
    ),
}

Found = dict[str, tuple[list[Recorded], list[Recorded]]]


def ccxt_gate(url: str) -> Any:
    exchange = library.gate(
        {
            "apiKey": KEY,
            "secret": SECRET,
            "enableRateLimit": False,
            "options": {"fetchMarkets": {"types": ["spot"]}, "fetchCurrencies": False, "unifiedAccount": False},
        }
    )
    exchange.has["fetchCurrencies"] = False
    for sides in exchange.urls["api"].values():
        if isinstance(sides, dict):
            sides.update(dict.fromkeys(sides, f"{url}/api/v4"))
    return exchange


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def asked() -> Found:
    """Every case, asked through both clients: the requests of ours and of ccxt's."""
    found: Found = {}
    async with Server() as server:
        exchange = ccxt_gate(server.url)
        try:
            for name, case in CASES.items():
                # A client of its own for each case: ours remembers the orders it has seen.
                async with Gate(credentials=CREDENTIALS, endpoints=server.url) as client:
                    await case.ours(client)
                ours = server.take()
                await case.theirs(exchange)
                found[name] = (ours, server.take())
        finally:
            await exchange.close()
    return found


CREDENTIALS = Credentials(api_key=KEY, api_secret=SECRET)


@pytest.mark.parametrize("name", CASES)
def test_same_request(name: str, asked: Found) -> None:
    (ours,), (theirs,) = asked[name]
    mine, other = (business(each.said, CASES[name].given, EXCLUDED) for each in (ours, theirs))
    assert_alike((ours, mine), (theirs, other), DIFFERENCES.get(name))


@pytest.mark.parametrize("name", CASES)
def test_each_signature_verifies_over_its_own_bytes(name: str, asked: Found) -> None:
    for (request,) in asked[name]:
        if name in PUBLIC:
            assert "sign" not in request.headers
            continue
        digest = hashlib.sha512(request.body.encode()).hexdigest()
        time = request.headers["timestamp"]
        text = "\n".join([request.method, request.path, unquote(request.query), digest, time])
        assert request.headers["sign"] == hmac.new(SECRET.encode(), text.encode(), hashlib.sha512).hexdigest()
        assert request.headers["key"] == KEY
        assert len(time) == len("1541993715")


@pytest.mark.parametrize("name", ["batch", "cancel_many"])
def test_batches_are_lists(name: str, asked: Found) -> None:
    for (request,) in asked[name]:
        assert [type(each) for each in json.loads(request.body)] == [dict, dict]


@pytest.mark.asyncio
async def test_the_same_frames_of_private_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    """Channel, event, payload and the signature of the subscription, at one time."""
    clock = ManualClock(1_611_541_000_999_000_000)
    sockets, http = ScriptedSockets(), ScriptedHttp()
    sockets.respond = lambda frame: [json.dumps({**json.loads(frame), "error": None, "result": {"status": "success"}})]
    for path, answer in (("currency_pairs", Server().answers["GET", "/spot/currency_pairs"]), ("accounts", [])):
        http.answer(answer, path=f"/api/v4/spot/{path}", times=None)
    http.answer([], path="/api/v4/spot/open_orders", times=None)
    async with Gate(credentials=CREDENTIALS, clock=clock, http=http, websocket=sockets) as client:
        for watch in (client.on_orders, client.on_fills, client.on_balances):
            await watch(lambda _: None)
        ours = {frame["channel"]: frame for frame in sockets.sockets[0].sent_json()}
    exchange = streaming.gate({"apiKey": KEY, "secret": SECRET, "options": {"unifiedAccount": False}})
    sent: list[Any] = []
    monkeypatch.setattr(exchange, "seconds", lambda: 1_611_541_000)
    monkeypatch.setattr(exchange, "watch", lambda url, hash, message, *rest: sent.append(message) or _never())
    for channel, payload in (("spot.orders_v2", ["!all"]), ("spot.usertrades", ["!all"]), ("spot.balances", [])):
        asking = asyncio.ensure_future(exchange.subscribe_private("wss://x", "x", payload, channel, {}))
        for _ in range(5):
            await asyncio.sleep(0)
        asking.cancel()
    await exchange.close()
    assert len(sent) == 3
    for theirs in sent:
        mine = ours[theirs["channel"]]
        assert {**mine, "id": theirs["id"], "payload": mine["payload"] or None} == {
            **theirs,
            "payload": theirs.get("payload") or None,
        }
        text = f"channel={mine['channel']}&event=subscribe&time=1611541000"
        assert mine["auth"]["SIGN"] == hmac.new(SECRET.encode(), text.encode(), hashlib.sha512).hexdigest()


async def _never() -> None:
    await asyncio.Event().wait()


@pytest.mark.asyncio
async def test_the_same_login_of_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = ManualClock(1_681_984_544_999_000_000)
    async with Gate(credentials=CREDENTIALS, clock=clock) as client:
        ours = json.loads(client.signing.login())
    exchange = streaming.gate({"apiKey": KEY, "secret": SECRET, "options": {"unifiedAccount": False}})
    sent: list[Any] = []
    monkeypatch.setattr(exchange, "seconds", lambda: 1_681_984_544)
    monkeypatch.setattr(exchange, "watch", lambda url, hash, message, *rest: sent.append(message) or _never())
    asking = asyncio.ensure_future(exchange.authenticate("wss://x", "spot"))
    for _ in range(5):
        await asyncio.sleep(0)
    asking.cancel()
    await exchange.close()
    mine, theirs = ours["payload"], sent[0]["payload"]
    assert (ours["channel"], ours["event"], ours["time"]) == tuple(sent[0][key] for key in ("channel", "event", "time"))
    assert (mine["api_key"], mine["timestamp"]) == (theirs["api_key"], theirs["timestamp"])
    # "req_param in login channel always empty string" (gate.com/docs/developers/apiv4/ws/en, Login); ccxt sends an
    # empty object, and signs it.
    for payload, said in ((mine, ""), (theirs, "{}")):
        text = f"api\nspot.login\n{said}\n1681984544"
        assert payload["signature"] == hmac.new(SECRET.encode(), text.encode(), hashlib.sha512).hexdigest()
    assert "req_param" not in mine
    assert theirs["req_param"] == {}


@pytest.mark.asyncio
async def test_the_same_results() -> None:
    """Instruments, orders, fills, balances, books, candles, trades and tickers from the same payloads."""
    async with Server() as server:
        exchange = ccxt_gate(server.url)
        try:
            async with Gate(credentials=CREDENTIALS, endpoints=server.url) as client:
                markets, instruments = await exchange.load_markets(), await client.load_instruments()
                assert set(markets) == set(instruments)
                for symbol, ours in instruments.items():
                    theirs = markets[symbol]
                    assert (ours.venue_symbol, ours.base, ours.quote) == (theirs["id"], theirs["base"], theirs["quote"])
                    assert ours.price_increment == D(f"{theirs['precision']['price']:.6f}")
                    assert ours.quantity_increment == D(str(theirs["precision"]["amount"]))
                    assert ours.min_quantity == D(str(theirs["limits"]["amount"]["min"]))
                    assert ours.min_notional == D(str(theirs["limits"]["cost"]["min"]))
                    assert (ours.status.value == "trading") is theirs["active"]
                one, other = await client.fetch_order(BTC, venue_order_id="1"), await exchange.fetch_order("1", BTC)
                assert (one.venue_order_id, one.client_order_id) == (other["id"], other["clientOrderId"])
                assert (one.side.value, one.type.value, one.symbol) == (other["side"], other["type"], other["symbol"])
                assert (one.price, one.quantity) == (D(str(other["price"])), D(str(other["amount"])))
                assert one.filled_quantity == D(str(other["filled"]))
                assert one.average_price == D(str(other["average"]))
                assert (one.status.value, other["status"]) == ("filled", "closed")
                assert one.ts_event == other["lastTradeTimestamp"] * 1_000_000
                (held,), (resting,) = await client.fetch_open_orders(), await exchange.fetch_open_orders()
                assert (held.symbol, held.venue_order_id) == (resting["symbol"], resting["id"])
                assert (held.filled_quantity, held.status.value) == (D(str(resting["filled"])), "partially_filled")
                assert resting["status"] == "open"
                (mine,), (fill,) = await client.fetch_my_trades(BTC), await exchange.fetch_my_trades(BTC)
                assert (mine.trade_id, mine.venue_order_id) == (fill["id"], fill["order"])
                assert (mine.price, mine.quantity) == (D(str(fill["price"])), D(str(fill["amount"])))
                assert mine.ts_event // 1_000_000 == fill["timestamp"]
                assert mine.liquidity is not None
                assert mine.liquidity.value == fill["takerOrMaker"]
                assert {"cost": float(mine.fee or 0), "currency": mine.fee_currency} in [
                    {"cost": each["cost"], "currency": each["currency"]} for each in fill["fees"]
                ]
                held_by, balance = await client.fetch_balances(), await exchange.fetch_balance()
                for currency, amounts in held_by.items():
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
        finally:
            await exchange.close()


LABELS = {
    "INVALID_KEY": ("AuthenticationError", "AuthenticationError"),
    "INVALID_SIGNATURE": ("AuthenticationError", "AuthenticationError"),
    "FORBIDDEN": ("PermissionDenied", "PermissionDenied"),
    "TOO_MANY_REQUESTS": ("RateLimitExceeded", "RateLimitExceeded"),
    "BALANCE_NOT_ENOUGH": ("InsufficientFunds", "InsufficientFunds"),
    "ORDER_NOT_FOUND": ("OrderNotFound", "OrderNotFound"),
    "POC_FILL_IMMEDIATELY": ("PostOnlyRejected", "OrderImmediatelyFillable"),
    "INVALID_PRECISION": ("InvalidOrder", "InvalidOrder"),
    # The timestamp is too far from the venue's time.
    "REQUEST_EXPIRED": ("ClockSkew", "AuthenticationError"),
}
"""Labels of refusals: our class, and ccxt's."""


@pytest.mark.asyncio
@pytest.mark.parametrize("label", LABELS)
async def test_refusals_are_errors_at_both(label: str) -> None:
    async with Server() as server:
        exchange = ccxt_gate(server.url)
        try:
            async with Gate(credentials=CREDENTIALS, endpoints=server.url) as client:
                server.refusal = {"label": label, "message": "said by the venue"}
                with pytest.raises(VenueError) as ours:
                    await client.raw.countdown(timeout=60)
                with pytest.raises(library.BaseError) as theirs:
                    await exchange.privateSpotPostCountdownCancelAll({"timeout": 60})
        finally:
            await exchange.close()
    assert label in str(ours.value)
    assert label in str(theirs.value)
    assert (type(ours.value).__name__, type(theirs.value).__name__) == LABELS[label]


def test_every_difference_names_a_case_and_its_source() -> None:
    assert set(DIFFERENCES) <= set(CASES)
    for difference in DIFFERENCES.values():
        assert difference.reason
        assert difference.official.startswith(PAGES)
        assert difference.ours or difference.theirs
