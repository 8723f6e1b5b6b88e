"""Requests and results beside ccxt's: the same method, path, parameters, instruments, orders, fills and books.

Both clients call the same loopback server, which answers with the examples of the spec and keeps every request byte for
byte. Where they differ, the difference is listed in DIFFERENCES with its reason and the venue's own words, and must
still be there: a stale entry fails.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Awaitable, Callable
from decimal import Decimal
from functools import partial
from typing import Any
from urllib.parse import parse_qsl

import pytest
import pytest_asyncio
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

pytest.importorskip("ccxt", reason="ccxt is not installed (extra: judges)")

import ccxt
import ccxt.async_support as library
import ccxt.pro as streaming
from ccxt_requests import Case, Difference, assert_alike, business
from example_server import Loopback, Recorded
from example_server import example as venue_example
from venue_runtime import Credentials, OrderRequest, OrderType, SelfTradePrevention, Side, TimeInForce
from venue_runtime.clock import ManualClock
from venue_runtime.errors import InvalidOrder, VenueResponseError
from venues.backpack import Backpack

SEED = bytes(range(32))
SECRET = base64.b64encode(SEED).decode()
PUBLIC_KEY = Ed25519PrivateKey.from_private_bytes(SEED).public_key().public_bytes_raw()
KEY = base64.b64encode(PUBLIC_KEY).decode()
CREDENTIALS = Credentials(api_key=KEY, private_key=SECRET)

EXCLUDED = {"clientId": "minted where the caller gives none, and not sent by ccxt then; compared where given"}
"""Parameters that say nothing about the business asked for."""

INSTRUCTIONS = {
    ("GET", "/api/v1/capital"): "balanceQuery",
    ("GET", "/api/v1/position"): "positionQuery",
    ("POST", "/api/v1/order"): "orderExecute",
    ("POST", "/api/v1/orders"): "orderExecute",
    ("DELETE", "/api/v1/order"): "orderCancel",
    ("DELETE", "/api/v1/orders"): "orderCancelAll",
    ("GET", "/api/v1/order"): "orderQuery",
    ("GET", "/api/v1/orders"): "orderQueryAll",
    ("GET", "/wapi/v1/history/fills"): "fillHistoryQueryAll",
    ("GET", "/wapi/v1/history/orders"): "orderHistoryQueryAll",
}
"""As each operation of the official document has it (`**Instruction:**`)."""

BUY, SELL, LIMIT, MARKET = Side.BUY, Side.SELL, OrderType.LIMIT, OrderType.MARKET
SPOT, PERP = "SOL/USDC", "SOL/USDC:USDC"
SINCE_MS = 1_700_000_000_000


def D(text: str) -> Decimal:
    return Decimal(text)


example = partial(venue_example, venue="backpack")


class Server(Loopback):
    """Answers with the examples of the spec."""

    loading = ("/markets", "/assets", "/securities", "/time")

    def __init__(self) -> None:
        super().__init__()
        self.refusal: dict[str, str] | None = None
        self.answers: dict[tuple[str, str], Any] = {
            ("GET", "/api/v1/markets"): "markets",
            ("GET", "/api/v1/securities"): [],
            ("GET", "/api/v1/time"): "time",
            ("GET", "/api/v1/ticker"): "ticker",
            ("GET", "/api/v1/depth"): "depth",
            ("GET", "/api/v1/trades"): "trades",
            ("GET", "/api/v1/klines"): "klines",
            ("GET", "/api/v1/markPrices"): "mark_prices",
            ("POST", "/api/v1/order"): "place",
            ("POST", "/api/v1/orders"): "place_many",
            ("DELETE", "/api/v1/order"): "cancel",
            ("DELETE", "/api/v1/orders"): "cancel_all",
            ("GET", "/api/v1/order"): "order",
            ("GET", "/api/v1/orders"): "open_orders",
            ("GET", "/wapi/v1/history/fills"): "fills",
            ("GET", "/wapi/v1/history/orders"): "order_history",
            ("GET", "/api/v1/capital"): "balances",
            ("GET", "/api/v1/position"): "positions",
        }

    def answer(self, request: Recorded) -> web.Response:
        if self.refusal is not None and not request.path.endswith(self.loading):
            return web.json_response(self.refusal, status=400)
        if request.path == "/api/v1/markets":
            return web.json_response(markets())
        answer = self.answers[request.method, request.path]
        return web.json_response(example(answer) if isinstance(answer, str) else answer)


def markets() -> list[dict[str, Any]]:
    """The examples' instruments, and those of the examples' orders with the filters of these."""
    spot, perp, _ = given = example("markets")
    more = [(spot, "USDT", "USDT_USDC"), (spot, "ETH", "ETH_USDC"), (perp, "ETH", "ETH_USDC_PERP")]
    return [*given, *({**like, "baseSymbol": base, "symbol": name} for like, base, name in more)]


def order(symbol: str, side: Side, type: OrderType, /, **ours: Any) -> Callable[[Backpack], Awaitable[Any]]:
    return lambda client: client.create_order(symbol, side=side, type=type, **ours)


def ccxt_order(symbol: str, type: str, side: str, amount: Any, price: Any = None, /, **params: Any) -> Any:
    return lambda exchange: exchange.create_order(symbol, type, side, amount, price, params)


LIMITS: dict[str, Any] = {"quantity": D("5"), "price": D("101.2")}

ORDERS = {
    "market_by_quantity": Case(order(SPOT, SELL, MARKET, quantity=D("0.5")), ccxt_order(SPOT, "market", "sell", "0.5")),
    "market_by_quote_amount": Case(
        order(SPOT, BUY, MARKET, quote_quantity=D("20.5")), ccxt_order(SPOT, "market", "buy", "1", None, cost="20.5")
    ),
    "market_of_a_perpetual": Case(order(PERP, BUY, MARKET, quantity=D("5")), ccxt_order(PERP, "market", "buy", "5")),
    "limit": Case(order(SPOT, BUY, LIMIT, **LIMITS), ccxt_order(SPOT, "limit", "buy", "5", "101.2")),
    "limit_of_a_perpetual": Case(
        order(PERP, BUY, LIMIT, quantity=D("5E+1"), price=D("101.20")), ccxt_order(PERP, "limit", "buy", "50", "101.20")
    ),
    **{
        f"limit_{each.value}": Case(
            order(SPOT, SELL, LIMIT, time_in_force=each, **LIMITS),
            ccxt_order(SPOT, "limit", "sell", "5", "101.2", timeInForce=each.value.upper()),
        )
        for each in (TimeInForce.GTC, TimeInForce.IOC, TimeInForce.FOK)
    },
    "post_only": Case(
        order(SPOT, SELL, LIMIT, post_only=True, **LIMITS),
        ccxt_order(SPOT, "limit", "sell", "5", "101.2", postOnly=True),
    ),
    "reduce_only": Case(
        order(PERP, SELL, LIMIT, reduce_only=True, **LIMITS),
        ccxt_order(PERP, "limit", "sell", "5", "101.2", reduceOnly=True),
    ),
    "client_order_id": Case(
        order(SPOT, BUY, LIMIT, client_order_id="4711", **LIMITS),
        ccxt_order(SPOT, "limit", "buy", "5", "101.2", clientOrderId="4711"),
        given=frozenset({"clientId"}),
    ),
    **{
        f"self_trade_prevention_{each.value}": Case(
            order(SPOT, BUY, LIMIT, self_trade_prevention=each, **LIMITS),
            ccxt_order(SPOT, "limit", "buy", "5", "101.2", selfTradePrevention=theirs),
        )
        for each, theirs in (
            (SelfTradePrevention.CANCEL_MAKER, "EXPIRE_MAKER"),
            (SelfTradePrevention.CANCEL_TAKER, "EXPIRE_TAKER"),
            (SelfTradePrevention.CANCEL_BOTH, "EXPIRE_BOTH"),
        )
    },
}

ONE = OrderRequest(symbol=SPOT, side=BUY, type=LIMIT, client_order_id="1", post_only=True, **LIMITS)
TWO = OrderRequest(symbol=PERP, side=SELL, type=MARKET, quantity=D("0.5"), client_order_id="2")

COMMANDS = {
    "batch": Case(
        lambda c: c.create_orders([ONE, TWO]),
        lambda x: x.create_orders(
            [
                {
                    "symbol": SPOT,
                    "type": "limit",
                    "side": "buy",
                    "amount": 5,
                    "price": 101.2,
                    "params": {"clientOrderId": "1", "postOnly": True},
                },
                {"symbol": PERP, "type": "market", "side": "sell", "amount": 0.5, "params": {"clientOrderId": "2"}},
            ]
        ),
        given=frozenset({"clientId"}),
    ),
    "cancel_by_venue_order_id": Case(
        lambda c: c.cancel_order("USDT/USDC", venue_order_id="59669287267"),
        lambda x: x.cancel_order("59669287267", "USDT/USDC"),
    ),
    "cancel_all": Case(lambda c: c.cancel_all_orders("USDT/USDC"), lambda x: x.cancel_all_orders("USDT/USDC")),
}

QUERIES = {
    "fetch_order": Case(
        lambda c: c.fetch_order("USDT/USDC", venue_order_id="59669287267"),
        lambda x: x.fetch_open_order("59669287267", "USDT/USDC"),
    ),
    "open_orders": Case(lambda c: c.fetch_open_orders(), lambda x: x.fetch_open_orders()),
    "open_orders_of_symbol": Case(lambda c: c.fetch_open_orders(SPOT), lambda x: x.fetch_open_orders(SPOT)),
    "my_trades": Case(lambda c: c.fetch_my_trades(SPOT), lambda x: x.fetch_my_trades(SPOT)),
    "my_trades_since_limit": Case(
        lambda c: c.fetch_my_trades(SPOT, since=SINCE_MS * 1_000_000, limit=5),
        lambda x: x.fetch_my_trades(SPOT, SINCE_MS, 5),
    ),
    "balances": Case(lambda c: c.fetch_balances(), lambda x: x.fetch_balance()),
    "positions": Case(lambda c: c.fetch_positions(), lambda x: x.fetch_positions()),
    "order_book": Case(lambda c: c.fetch_order_book(SPOT, 20), lambda x: x.fetch_order_book(SPOT, 20)),
    "trades": Case(lambda c: c.fetch_trades(SPOT, limit=3), lambda x: x.fetch_trades(SPOT, None, 3)),
    "candles_since": Case(
        lambda c: c.fetch_candles(SPOT, "4h", since=SINCE_MS * 1_000_000, limit=7),
        lambda x: x.fetch_ohlcv(SPOT, "4h", SINCE_MS, 7),
    ),
    "ticker": Case(lambda c: c.fetch_ticker(SPOT), lambda x: x.fetch_ticker(SPOT)),
    "funding_rate": Case(lambda c: c.fetch_funding_rate(PERP), lambda x: x.fetch_funding_rate(PERP)),
}

CASES = {**ORDERS, **COMMANDS, **QUERIES}
PUBLIC = {"order_book", "trades", "candles_since", "ticker", "funding_rate"}

FILLS = (
    "every fill of the account, in the order in which they came; ccxt leaves out those of orders that the venue made, "
    "such as liquidations, and sorts by itself",
    "Changelog 2025-04-22: /fills returns system orders' fills too; with fillType `User` only those of client orders",
)
DIFFERENCES: dict[str, Difference] = {
    "my_trades": Difference(*FILLS, ours={"sortDirection": "Asc"}, theirs={"fillType": "User"}),
    "my_trades_since_limit": Difference(*FILLS, ours={"sortDirection": "Asc"}, theirs={"fillType": "User"}),
}

Found = dict[str, tuple[list[Recorded], list[Recorded]]]


def ccxt_backpack(url: str) -> Any:
    exchange = library.backpack(
        {
            "apiKey": KEY,
            "secret": SECRET,
            "enableRateLimit": False,
            "options": {"adjustForTimeDifference": False, "timeDifference": 0, "fetchCurrencies": False},
        }
    )
    exchange.has["fetchCurrencies"] = False
    exchange.urls["api"] = {"public": url, "private": url}
    return exchange


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def asked() -> Found:
    """Every case, asked through both clients: the requests of ours and of ccxt's."""
    found: Found = {}
    async with Server() as server:
        exchange = ccxt_backpack(server.url)
        try:
            for name, case in CASES.items():
                # A client of its own for each case: ours remembers the orders it has seen.
                async with Backpack(credentials=CREDENTIALS, endpoints=server.url) as client:
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


def signed_text(request: Recorded) -> str:
    """What the documentation says is signed, of the bytes that came: no code of ours or of ccxt's."""
    instruction = f"instruction={INSTRUCTIONS[request.method, request.path]}"

    def listed(fields: dict[str, Any]) -> str:
        words = {True: "true", False: "false"}
        said = {key: words[value] if isinstance(value, bool) else str(value) for key, value in fields.items()}
        return "&".join([instruction, *(f"{key}={said[key]}" for key in sorted(said))])

    said = json.loads(request.body) if request.body else dict(parse_qsl(request.query))
    orders = said if isinstance(said, list) else [said]
    moment = f"timestamp={request.headers['x-timestamp']}&window={request.headers['x-window']}"
    return "&".join([*map(listed, orders), moment])


@pytest.mark.parametrize("name", CASES)
def test_each_signature_verifies_over_its_own_bytes(name: str, asked: Found) -> None:
    for (request,) in asked[name]:
        if name in PUBLIC:
            assert "x-signature" not in request.headers
            continue
        signature = base64.b64decode(request.headers["x-signature"])
        Ed25519PublicKey.from_public_bytes(PUBLIC_KEY).verify(signature, signed_text(request).encode())
        assert request.headers["x-api-key"] == KEY


@pytest.mark.parametrize("name", [name for name in CASES if name not in PUBLIC])
def test_our_signer_signs_their_payload_as_they_do(name: str, asked: Found) -> None:
    _, (theirs,) = asked[name]
    clock = ManualClock(int(theirs.headers["x-timestamp"]) * 1_000_000)
    client = Backpack(credentials=CREDENTIALS, clock=clock)
    body = json.loads(theirs.body) if theirs.body else None
    scheme = client.signing.signed_batch if isinstance(body, list) else client.signing.signed
    ours = scheme(theirs.method, "rest", theirs.path, theirs.query, body)
    assert dict(ours.headers or {})["X-Signature"] == theirs.headers["x-signature"]


@pytest.mark.asyncio
async def test_the_same_private_subscription(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = ManualClock(1_614_550_000_000_000_000)
    ours = Backpack(credentials=CREDENTIALS, clock=clock).signing.stream(
        {"method": "SUBSCRIBE", "params": ["account.orderUpdate"]}
    )
    exchange = streaming.backpack({"apiKey": KEY, "secret": SECRET, "options": {"timeDifference": 0}})
    sent: list[Any] = []

    async def watch(url: str, hashes: Any, message: Any, *rest: Any) -> Any:
        sent.append(message)

    monkeypatch.setattr(exchange, "nonce", lambda: 1_614_550_000_000)
    monkeypatch.setattr(exchange, "watch_multiple", watch)
    await exchange.watch_private(["account.orderUpdate"], ["orders"])
    await exchange.close()
    assert ours == sent[0]
    signature = base64.b64decode(ours["signature"][1])
    text = b"instruction=subscribe&timestamp=1614550000000&window=5000"
    Ed25519PublicKey.from_public_bytes(PUBLIC_KEY).verify(signature, text)


@pytest.mark.asyncio
async def test_the_same_results() -> None:
    """Instruments, orders, fills, books, candles and balances from the same payloads."""
    async with Server() as server:
        exchange = ccxt_backpack(server.url)
        try:
            async with Backpack(credentials=CREDENTIALS, endpoints=server.url) as client:
                theirs, ours = await exchange.load_markets(), await client.load_instruments()
                assert set(theirs) == set(ours)
                for symbol, instrument in ours.items():
                    market = theirs[symbol]
                    assert instrument.venue_symbol == market["id"]
                    assert (instrument.base, instrument.quote) == (market["base"], market["quote"])
                    assert instrument.settle == market["settle"]
                    assert instrument.kind.value == ("perpetual" if market["swap"] else "spot")
                    assert instrument.price_increment == D(str(market["precision"]["price"]))
                    assert instrument.quantity_increment == D(str(market["precision"]["amount"]))
                    assert instrument.min_quantity == D(str(market["limits"]["amount"]["min"]))
                    assert (instrument.status.value == "trading") is market["active"]
                opened, listed = await client.fetch_open_orders(), await exchange.fetch_open_orders()
                compared = {one["id"]: one for one in listed}
                assert len(opened) == len(compared) == 2
                for one in opened:
                    other = compared[one.venue_order_id]
                    assert (one.symbol, one.side.value, one.type.value) == (
                        other["symbol"],
                        other["side"],
                        other["type"],
                    )
                    assert (one.price, one.quantity) == (D(str(other["price"])), D(str(other["amount"])))
                    assert (one.post_only, one.time_in_force.value) == (other["postOnly"], "gtc")
                    assert one.client_order_id == other["clientOrderId"]
                    assert (one.status.value, other["status"]) == ("new", "open")
                (fill,), (trade,) = await client.fetch_my_trades(), await exchange.fetch_my_trades()
                assert (fill.trade_id, fill.venue_order_id) == (trade["id"], trade["order"])
                assert (fill.price, fill.quantity) == (D(str(trade["price"])), D(str(trade["amount"])))
                assert (fill.fee, fill.fee_currency) == (D(str(trade["fee"]["cost"])), trade["fee"]["currency"])
                assert (fill.side.value, fill.liquidity.value) == (trade["side"], trade["takerOrMaker"])
                assert fill.ts_event == trade["timestamp"] * 1_000_000
                public, others = await client.fetch_trades(SPOT), await exchange.fetch_trades(SPOT)
                assert {(one.trade_id, one.side.value, one.ts_event) for one in public} == {
                    (one["id"], one["side"], one["timestamp"] * 1_000_000) for one in others
                }
                book, rows = await client.fetch_order_book(SPOT), await exchange.fetch_order_book(SPOT)
                for side, mine in (("bids", book.bids(10)), ("asks", book.asks(10))):
                    assert [(level.price, level.quantity) for level in mine] == [
                        (D(str(price)), D(str(size))) for price, size in rows[side]
                    ]
                assert book.sequence == rows["nonce"]
                candles, table = await client.fetch_candles(SPOT, "1m"), await exchange.fetch_ohlcv(SPOT, "1m")
                assert [
                    [one.ts_open // 1_000_000, *map(float, (one.open, one.high, one.low, one.close, one.volume))]
                    for one in candles
                ] == table
                balances, held = await client.fetch_balances(), await exchange.fetch_balance()
                assert {name: float(one.total) for name, one in balances.items()} == held["total"]
                assert {name: float(one.free) for name, one in balances.items()} == held["free"]
                (position,), (same,) = await client.fetch_positions(), await exchange.fetch_positions()
                assert (position.symbol, position.side.value) == (same["symbol"], same["side"])
                assert float(position.entry_price or 0) == float(same["entryPrice"])
                assert position.quantity == abs(D(str(same["info"]["netQuantity"])))
                funding, rate = await client.fetch_funding_rate(PERP), await exchange.fetch_funding_rate(PERP)
                assert (float(funding.rate), float(funding.mark_price or 0)) == (
                    rate["fundingRate"],
                    rate["markPrice"],
                )
        finally:
            await exchange.close()


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("name", "ours", "theirs"),
    [
        ("error.INVALID_ORDER", InvalidOrder, ccxt.InvalidOrder),
        ("error.INVALID_PRICE", InvalidOrder, ccxt.InvalidOrder),
        ("error.INVALID_CLIENT_REQUEST", VenueResponseError, ccxt.BadRequest),
    ],
)
async def test_the_same_refusals(name: str, ours: type[Exception], theirs: type[Exception]) -> None:
    async with Server() as server:
        server.refusal = example(name)
        exchange = ccxt_backpack(server.url)
        try:
            async with Backpack(credentials=CREDENTIALS, endpoints=server.url) as client:
                with pytest.raises(ours) as mine:
                    await client.create_order(SPOT, side=BUY, type=LIMIT, **LIMITS)
            assert type(mine.value) is ours
            with pytest.raises(theirs):
                await exchange.create_order(SPOT, "limit", "buy", "5", "101.2")
        finally:
            await exchange.close()


def test_ccxt_sends_nothing_that_was_not_looked_at(asked: Found) -> None:
    """Each request of the cases is one of those whose instruction is known here."""
    for name, pair in asked.items():
        for request in (each for one in pair for each in one):
            assert name in PUBLIC or (request.method, request.path) in INSTRUCTIONS
