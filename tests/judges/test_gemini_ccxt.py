"""Requests, signatures and results beside ccxt's: the same method, path, parameters, orders, fills, trades, balances.

Both clients call the same loopback server, which answers with the examples of the spec and keeps every request byte for
byte. Parameters of private requests are read out of their signed header. Where the clients differ, the difference is
listed in DIFFERENCES with its reason, and must still be there. Signatures are checked with Python's own hmac, over the
bytes that came in, and over what the venue's documentation and its own SDK publish.
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
from venue_runtime import Credentials, OrderType, Side, TimeInForce
from venue_runtime.errors import VenueResponseError
from venues.gemini import Gemini, GeminiConfig

EXAMPLES = Path(__file__).parents[2] / "venue_specs" / "gemini" / "examples"
KEY, SECRET = "account-key", "a secret of the account"
OID, ORDER = "20190110-4738721", "106817811"
SINCE_MS = 1_547_146_000_000
BUY, SELL, LIMIT, STOP_LIMIT = Side.BUY, Side.SELL, OrderType.LIMIT, OrderType.STOP_LIMIT


def D(text: str) -> Decimal:
    return Decimal(text)


example = partial(venue_example, venue="gemini")


def payload_of(request: Recorded) -> dict[str, Any]:
    """What a private request asks for, out of its header."""
    found: dict[str, Any] = json.loads(base64.b64decode(request.headers["x-gemini-payload"]))
    return found


def signed(payload: str, secret: str = SECRET) -> str:
    return hmac.new(secret.encode(), payload.encode(), hashlib.sha384).hexdigest()


class Server(Loopback):
    """Answers with the documented examples, and acknowledges subscriptions."""

    loading = ("/symbols", "/btcusd", "/ethusd", "/btcethperp", "/details/all")

    def __init__(self) -> None:
        super().__init__()
        spot, perpetual = example("all_details")
        newer, older = example("candles")  # of one time in the documentation
        candles = [newer, [older[0] - 60_000, *older[1:]]]
        self.upgrades: list[dict[str, str]] = []
        self.status = 200
        # ccxt takes whatever has a `contract_price_currency` for a perpetual, so it is told of none in spot.
        plain = {name: value for name, value in spot.items() if name != "contract_price_currency"}
        ether = {"symbol": "ETHUSD", "base_currency": "ETH"}
        self.answers: dict[tuple[str, str], Any] = {
            ("GET", "/v1/symbols"): ["btcusd", "ethusd", "btcethperp"],
            ("GET", "/v1/symbols/details/all"): [spot, {**spot, **ether}, perpetual],
            ("GET", "/v1/symbols/details/btcusd"): plain,
            ("GET", "/v1/symbols/details/ethusd"): {**plain, **ether},
            ("GET", "/v1/symbols/details/btcethperp"): perpetual,
            ("GET", "/v1/book/btcusd"): example("book"),
            ("GET", "/v1/pubticker/btcusd"): example("ticker"),
            ("GET", "/v1/trades/btcusd"): example("trades"),
            ("GET", "/v2/candles/btcusd/1m"): candles,
            ("GET", "/v2/candles/btcusd/1hr"): candles,
            ("GET", "/v2/candles/btcusd/1day"): candles,
            ("POST", "/v1/order/new"): example("new_order"),
            ("POST", "/v1/order/cancel"): example("cancel_order"),
            ("POST", "/v1/order/status"): example("order_status"),
            ("POST", "/v1/orders"): example("open_orders"),
            ("POST", "/v1/mytrades"): example("my_trades"),
            ("POST", "/v1/balances"): example("balances"),
        }

    def take(self) -> list[Recorded]:
        """The requests since the last call, without those that load the instruments."""
        taken = [one for one in self.requests if "/v1/symbols" not in one.path]
        self.requests.clear()
        return taken

    def routes(self, app: web.Application) -> None:
        app.router.add_get("/", self._socket)

    def answer(self, request: Recorded) -> web.Response:
        answer = self.answers[request.method, request.path]
        return web.json_response(answer, status=self.status if request.method == "POST" else 200)

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        self.upgrades.append({name.lower(): value for name, value in request.headers.items()})
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        async for message in socket:
            await socket.send_json({"id": json.loads(message.data)["id"], "status": 200})
        return socket


@pytest_asyncio.fixture
async def both() -> AsyncIterator[tuple[Server, Gemini, Any]]:
    """The server and both clients, instruments loaded."""
    async with Server() as server:
        theirs = library.gemini(
            {
                "apiKey": KEY,
                "secret": SECRET,
                "enableRateLimit": False,
                "has": {"fetchCurrencies": False},
                "options": {"fetchMarketsFromAPI": {"fetchDetailsForAllSymbols": True}},
            }
        )
        theirs.urls["api"] = {"public": server.url, "private": server.url, "web": server.url}
        credentials = Credentials(api_key=KEY, api_secret=SECRET)
        try:
            async with Gemini(endpoints=server.url, credentials=credentials) as ours:
                await ours.load_instruments()
                await theirs.load_markets()
                server.take()
                yield server, ours, theirs
        finally:
            await theirs.close()


def order(side: Side, type: OrderType = LIMIT, /, **ours: Any) -> Any:
    asked = {"quantity": D("0.50"), "price": D("3633.00"), "client_order_id": OID, **ours}
    return lambda client: client.create_order("BTC/USD", side=side, type=type, **asked)


def ccxt_order(side: str, /, **params: Any) -> Any:
    asked = {"clientOrderId": OID, **params}
    return lambda exchange: exchange.create_order("BTC/USD", "limit", side, 0.5, 3633.0, asked)


CASES = {
    "limit": Case(order(BUY), ccxt_order("buy")),
    "limit_sell": Case(order(SELL), ccxt_order("sell")),
    "gtc": Case(order(BUY, time_in_force=TimeInForce.GTC), ccxt_order("buy", timeInForce="GTC")),
    "ioc": Case(order(SELL, time_in_force=TimeInForce.IOC), ccxt_order("sell", timeInForce="IOC")),
    "fok": Case(order(SELL, time_in_force=TimeInForce.FOK), ccxt_order("sell", timeInForce="FOK")),
    "post_only": Case(order(BUY, post_only=True), ccxt_order("buy", postOnly=True)),
    "post_only_gtc": Case(
        order(BUY, post_only=True, time_in_force=TimeInForce.GTC), ccxt_order("buy", timeInForce="PO")
    ),
    "stop_limit_buy": Case(order(BUY, STOP_LIMIT, trigger_price=D("3600")), ccxt_order("buy", triggerPrice=3600)),
    "stop_limit_sell": Case(order(SELL, STOP_LIMIT, trigger_price=D("3700")), ccxt_order("sell", triggerPrice=3700)),
    "cancel": Case(lambda c: c.cancel_order("BTC/USD", venue_order_id=ORDER), lambda x: x.cancel_order(ORDER)),
    "order": Case(lambda c: c.fetch_order("BTC/USD", venue_order_id=ORDER), lambda x: x.fetch_order(ORDER)),
    "open_orders": Case(lambda c: c.fetch_open_orders(), lambda x: x.fetch_open_orders()),
    "my_trades": Case(lambda c: c.fetch_my_trades("BTC/USD", limit=5), lambda x: x.fetch_my_trades("BTC/USD", None, 5)),
    "my_trades_since": Case(
        lambda c: c.fetch_my_trades("BTC/USD", since=SINCE_MS * 1_000_000),
        lambda x: x.fetch_my_trades("BTC/USD", SINCE_MS),
    ),
    "balances": Case(lambda c: c.fetch_balances(), lambda x: x.fetch_balance()),
    "ticker": Case(lambda c: c.fetch_ticker("BTC/USD"), lambda x: x.fetch_ticker("BTC/USD")),
    "order_book": Case(lambda c: c.fetch_order_book("BTC/USD", 10), lambda x: x.fetch_order_book("BTC/USD", 10)),
    "trades": Case(lambda c: c.fetch_trades("BTC/USD", limit=3), lambda x: x.fetch_trades("BTC/USD", None, 3)),
    "trades_since": Case(
        lambda c: c.fetch_trades("BTC/USD", since=SINCE_MS * 1_000_000), lambda x: x.fetch_trades("BTC/USD", SINCE_MS)
    ),
    **{
        f"candles_{interval}": Case(
            lambda c, interval=interval: c.fetch_candles("BTC/USD", interval),  # type: ignore[misc]
            lambda x, interval=interval: x.fetch_ohlcv("BTC/USD", interval),  # type: ignore[misc]
        )
        for interval in ("1m", "1h", "1d")
    },
}

TIMES = "specs/openapi/rest.yaml, TimestampType: seconds or milliseconds since the epoch"
DIFFERENCES: dict[str, Difference] = {
    "my_trades_since": Difference(
        "a time in milliseconds, where ccxt cuts it to seconds",
        TIMES,
        ours={"timestamp": str(SINCE_MS)},
        theirs={"timestamp": str(SINCE_MS // 1000)},
    ),
}


@pytest.mark.asyncio
@pytest.mark.parametrize("name", CASES)
async def test_the_same_request(both: tuple[Server, Gemini, Any], name: str) -> None:
    server, ours, theirs = both
    await CASES[name].ours(ours)
    (mine,) = server.take()
    await CASES[name].theirs(theirs)
    (other,) = server.take()
    if mine.method == "GET":
        found, expected = (business(each.said, excluded=()) for each in (mine, other))
        assert_alike((mine, found), (other, expected), DIFFERENCES.get(name))
        return
    found, expected = (business(payload_of(each), excluded=("nonce",)) for each in (mine, other))
    assert_alike((mine, found), (other, expected), DIFFERENCES.get(name))
    for request in (mine, other):
        sent = request.headers
        assert sent["x-gemini-signature"] == signed(sent["x-gemini-payload"])
        assert sent["x-gemini-apikey"] == KEY
        assert sent["content-type"] == "text/plain"
        assert payload_of(request)["request"] == request.path
        assert len(str(payload_of(request)["nonce"])) == 13
    assert (mine.body, mine.query) == ("", "")


@pytest.mark.asyncio
async def test_canceled_by_client_order_id(both: tuple[Server, Gemini, Any]) -> None:
    """The venue cancels by its own id alone: what a client id means is asked for first, as ccxt's users do by hand."""
    server, ours, theirs = both
    server.answers["POST", "/v1/order/status"] = [{**example("order_status"), "client_order_id": OID}]
    await ours.cancel_order("BTC/USD", client_order_id=OID)
    asked, mine = server.take()
    assert (asked.path, payload_of(asked)["client_order_id"]) == ("/v1/order/status", OID)
    await theirs.cancel_order(example("order_status")["order_id"])
    (other,) = server.take()
    found, expected = (business(payload_of(each), excluded=("nonce",)) for each in (mine, other))
    assert_alike((mine, found), (other, expected), None)


@pytest.mark.asyncio
async def test_by_client_order_id(both: tuple[Server, Gemini, Any]) -> None:
    """Here ccxt sends an `order_id` of nothing beside it."""
    server, ours, _ = both
    await ours.fetch_order("BTC/USD", client_order_id=OID)
    (mine,) = server.take()
    asked = payload_of(mine)
    assert (mine.path, asked.pop("nonce") > 1_700_000_000_000) == ("/v1/order/status", True)
    assert asked == {"request": "/v1/order/status", "client_order_id": OID}


def test_the_signature_that_the_documentation_publishes() -> None:
    """Key, payload and signature of the page on private APIs; the payload is laid out over several lines there."""
    payload = (
        "ewogICAgInJlcXVlc3QiOiAiL3YxL29yZGVyL3N0YXR1cyIsCiAgICAibm9uY2UiOiAxMjM0NTYsCgogICAgIm9yZGVyX2lkIjogMTg4MzQK"
        "fQo="
    )
    said = "337cc8b4ea692cfe65b4a85fcc9f042b2e3f702ac956fd098d600ab15705775017beae402be773ceee10719ff70d710f"
    assert json.loads(base64.b64decode(payload)) == {"request": "/v1/order/status", "nonce": 123456, "order_id": 18834}
    assert signed(payload, "1234abcd") == said


@pytest.mark.asyncio
async def test_the_fields_of_the_official_conformance_cases(both: tuple[Server, Gemini, Any]) -> None:
    """gemini/developer-platform conformance/http/hmac-requests: private-post-with-body, private-post-wide-integer."""
    server, ours, _ = both
    await ours.raw.new_order(symbol="BTCUSD", quantity=D("0.01"), price=D("1000.00"), side="buy", kind="exchange limit")
    await ours.raw.order_status(order_id=9007199254740993)
    first, second = (payload_of(each) for each in server.take())
    del first["nonce"], second["nonce"]
    assert first == {
        "request": "/v1/order/new",
        "symbol": "BTCUSD",
        "amount": "0.01",
        "price": "1000.00",
        "side": "buy",
        "type": "exchange limit",
    }
    assert second == {"request": "/v1/order/status", "order_id": 9007199254740993}


@pytest.mark.asyncio
async def test_the_request_for_a_private_stream_is_signed() -> None:
    """conformance/http/hmac-requests/websocket-upgrade-nonce: these headers; the payload is the nonce, in seconds."""
    credentials = Credentials(api_key=KEY, api_secret=SECRET)
    async with Server() as server, Gemini(endpoints=server.url, credentials=credentials) as ours:
        await ours.start_trading()
        sent = server.upgrades[-1]
    assert sent["x-gemini-apikey"] == KEY
    assert base64.b64decode(sent["x-gemini-payload"]).decode() == sent["x-gemini-nonce"]
    assert len(sent["x-gemini-nonce"]) == 10
    assert sent["x-gemini-signature"] == signed(sent["x-gemini-payload"])


@pytest.mark.asyncio
async def test_nonces_in_seconds_share_the_count_of_connections() -> None:
    credentials = Credentials(api_key=KEY, api_secret=SECRET)
    async with (
        Server() as server,
        Gemini(endpoints=server.url, credentials=credentials, config=GeminiConfig(nonce="seconds")) as ours,
    ):
        await ours.fetch_balances()
        await ours.start_trading()
        nonces = [int(payload_of(each)["nonce"]) for each in server.take() if each.method == "POST"]
        nonces.append(int(server.upgrades[-1]["x-gemini-nonce"]))
    assert len(set(nonces)) == len(nonces)
    assert all(len(str(each)) == 10 for each in nonces)


@pytest.mark.asyncio
async def test_the_same_results(both: tuple[Server, Gemini, Any]) -> None:
    _, ours, theirs = both
    order, other = await ours.fetch_order("BTC/USD", venue_order_id=ORDER), await theirs.fetch_order(ORDER)
    assert (order.venue_order_id, order.side.value, order.type.value) == (other["id"], other["side"], other["type"])
    assert (order.status.value, other["status"]) == ("filled", "closed")
    assert (order.price, order.quantity) == (D(str(other["price"])), D(str(other["amount"])))
    assert (order.filled_quantity, order.average_price) == (D(str(other["filled"])), D(str(other["average"])))
    assert order.ts_event // 1_000_000 == other["timestamp"]

    opens, listed = await ours.fetch_open_orders(), await theirs.fetch_open_orders()
    assert {
        each.venue_order_id: (each.symbol, each.side.value, each.price, each.filled_quantity) for each in opens
    } == {each["id"]: (each["symbol"], each["side"], D(str(each["price"])), D(str(each["filled"]))) for each in listed}
    assert {each["status"] for each in listed} == {"open"}
    assert all(each.is_open for each in opens)

    fills, traded = await ours.fetch_my_trades("BTC/USD"), await theirs.fetch_my_trades("BTC/USD")
    assert [(each.trade_id, each.venue_order_id, each.side.value, each.price, each.quantity) for each in fills] == [
        (each["id"], each["order"], each["side"], D(str(each["price"])), D(str(each["amount"]))) for each in traded
    ]
    assert [(each.fee, each.fee_currency, each.ts_event // 1_000_000) for each in fills] == [
        (D(str(each["fee"]["cost"])), each["fee"]["currency"], each["timestamp"]) for each in traded
    ]

    (trade,), (public,) = await ours.fetch_trades("BTC/USD"), await theirs.fetch_trades("BTC/USD")
    assert (trade.trade_id, trade.side.value, trade.ts_event // 1_000_000) == (
        public["id"],
        public["side"],
        public["timestamp"],
    )
    assert (trade.price, trade.quantity) == (D(str(public["price"])), D(str(public["amount"])))

    ticker, quoted = await ours.fetch_ticker("BTC/USD"), await theirs.fetch_ticker("BTC/USD")
    assert [ticker.bid, ticker.ask, ticker.last] == [D(str(quoted[name])) for name in ("bid", "ask", "last")]
    assert ticker.ts_event // 1_000_000 == quoted["timestamp"]

    book, levels = await ours.fetch_order_book("BTC/USD"), await theirs.fetch_order_book("BTC/USD")
    assert [(each.price, each.quantity) for each in book.bids()] == [
        (D(str(p)), D(str(q))) for p, q, *_ in levels["bids"]
    ]
    assert [(each.price, each.quantity) for each in book.asks()] == [
        (D(str(p)), D(str(q))) for p, q, *_ in levels["asks"]
    ]

    candles, rows = await ours.fetch_candles("BTC/USD", "1m"), await theirs.fetch_ohlcv("BTC/USD", "1m")
    assert len(candles) == 2
    assert [
        (each.ts_open // 1_000_000, each.open, each.high, each.low, each.close, each.volume) for each in candles
    ] == [(row[0], *(D(str(each)) for each in row[1:])) for row in rows]

    balances, totals = await ours.fetch_balances(), await theirs.fetch_balance()
    for currency in ("BTC", "USD", "ETH"):
        held, told = balances[currency], totals[currency]
        assert (held.total, held.free, held.locked) == tuple(D(str(told[name])) for name in ("total", "free", "used"))


@pytest.mark.asyncio
async def test_the_same_instruments(both: tuple[Server, Gemini, Any]) -> None:
    _, ours, theirs = both
    assert set(ours.instruments) == set(theirs.markets) == {"BTC/USD", "ETH/USD", "BTC/ETH:GUSD"}
    for symbol, market in theirs.markets.items():
        instrument = ours.instruments[symbol]
        assert (instrument.venue_symbol, instrument.base, instrument.quote, instrument.settle) == (
            market["id"],
            market["base"],
            market["quote"],
            market["settle"],
        )
        assert {"spot": "spot", "perpetual": "swap"}[instrument.kind.value] == market["type"]
        assert instrument.price_increment == D(str(market["precision"]["price"]))
        assert instrument.quantity_increment == D(str(market["precision"]["amount"]))
        assert instrument.min_quantity == D(str(market["limits"]["amount"]["min"]))
        assert (instrument.status.value == "trading") is market["active"]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("name", "theirs_is"),
    [
        ("funds", library.InsufficientFunds),
        ("nonce", library.InvalidNonce),
        ("rate", library.RateLimitExceeded),
        ("signature", library.AuthenticationError),
        ("not_found", library.OrderNotFound),
        # The venue: "the API key lacks the role". ccxt takes it for a wrong key.
        ("role", library.AuthenticationError),
        # ccxt does not know the reason, which is in the venue's conformance cases alone.
        ("market_closed", library.ExchangeError),
    ],
)
async def test_the_same_refusals(both: tuple[Server, Gemini, Any], name: str, theirs_is: type[Exception]) -> None:
    server, ours, theirs = both
    file = json.loads((EXAMPLES / f"error.{name}.json").read_text(encoding="utf-8"))
    server.answers["POST", "/v1/order/new"], server.status = file["response"], file["status"]
    with pytest.raises(VenueResponseError) as mine:
        await CASES["limit"].ours(ours)
    with pytest.raises(theirs_is):
        await CASES["limit"].theirs(theirs)
    assert (type(mine.value).__name__, mine.value.code) == (file["expect"]["error"], file["expect"]["code"])
