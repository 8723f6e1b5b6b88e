"""Requests beside ccxt's: for each order kind, flag and query the same method, path and business parameters.

Both clients call the same loopback server, which keeps every request byte for byte. Each side's signature is verified
over its own bytes with Python's hmac, and ours signs ccxt's text as ccxt does.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Awaitable, Callable
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import pytest_asyncio
from aiohttp import web

pytest.importorskip("ccxt", reason="ccxt is not installed (extra: judges)")

from ccxt_requests import assert_alike, business
from example_server import Loopback, Recorded
from example_server import example as venue_example
from venue_runtime import Credentials, OrderType, SelfTradePrevention, Side, TimeInForce
from venue_runtime.signing import HmacKey
from venues.kucoin import Kucoin, KucoinOrderOptions

EXAMPLES = Path(__file__).parents[2] / "venue_specs" / "kucoin" / "examples"
KEY, SECRET, PASSPHRASE = "test_api_key", "test_api_secret", "test_passphrase"
ID, OID = "6717422bd51c29000775ea03", "5c52e11203aa677f33e493fb"
SINCE_MS = 1728663338000
SINCE = SINCE_MS * 1_000_000

EXCLUDED = {
    "clientOid": "minted where the caller gives none; compared where given",
    "status": "ccxt's word to itself, active: Get Open Orders has one parameter, symbol",
    "tradeType": "ccxt's word to itself, TRADE for spot: no parameter of these endpoints",
}


example = partial(venue_example, venue="kucoin")

ANSWERS = {
    ("GET", "/api/v2/symbols"): "symbols",
    ("GET", "/api/v1/timestamp"): "time",
    ("GET", "/api/v1/market/orderbook/level1"): "level1",
    ("GET", "/api/v1/market/orderbook/level2_20"): "part_order_book",
    ("GET", "/api/v1/market/orderbook/level2_100"): "part_order_book",
    ("GET", "/api/v1/market/histories"): "trades",
    ("GET", "/api/v1/market/candles"): "candles",
    ("POST", "/api/v1/hf/orders/sync"): "new_order_sync",
    ("POST", "/api/v1/hf/orders/alter"): "edit_order",
    ("DELETE", f"/api/v1/hf/orders/sync/{ID}"): "cancel_order_sync",
    ("DELETE", f"/api/v1/hf/orders/sync/client-order/{OID}"): "cancel_order_by_client_id_sync",
    ("DELETE", "/api/v1/hf/orders"): "cancel_orders_of_symbol",
    ("DELETE", "/api/v1/hf/orders/cancelAll"): "cancel_all_orders",
    ("GET", f"/api/v1/hf/orders/{ID}"): "order",
    ("GET", f"/api/v1/hf/orders/client-order/{OID}"): "order_by_client_id",
    ("GET", "/api/v1/hf/orders/active"): "open_orders",
    ("GET", "/api/v1/hf/fills"): "fills",
    ("GET", "/api/v1/accounts"): "accounts",
}


class Server(Loopback):
    """Answers with the documented examples."""

    loading = ("/api/v2/symbols",)

    def answer(self, request: Recorded) -> web.Response:
        return web.json_response(example(ANSWERS[request.method, request.path]))


def signed(request: Recorded) -> str:
    """What the venue says is signed: the URL as it is before percent-encoding."""
    return request.headers["kc-api-timestamp"] + request.method + unquote(request.target) + request.body


def D(text: str) -> Decimal:
    return Decimal(text)


def order(side: Side, type: OrderType, /, **ours: Any) -> Callable[[Kucoin], Awaitable[Any]]:
    return lambda client: client.create_order("BTC/USDT", side=side, type=type, **ours)


def ccxt_order(type: str, side: str, amount: str, price: str | None = None, /, **params: Any) -> Any:
    return lambda x: x.create_order("BTC/USDT", type, side, amount, price, {"hf": True, "sync": True, **params})


HF = {"hf": True}
SYNC = {"hf": True, "sync": True}
LIMIT: dict[str, Any] = {"quantity": D("0.5"), "price": D("101.5")}
CASES: dict[str, tuple[Any, Any]] = {
    "market": (order(Side.SELL, OrderType.MARKET, quantity=D("0.5")), ccxt_order("market", "sell", "0.5")),
    "market_by_quote_amount": (
        order(Side.BUY, OrderType.MARKET, quote_quantity=D("20.5")),
        ccxt_order("market", "buy", "1", None, cost="20.5"),
    ),
    "limit": (order(Side.BUY, OrderType.LIMIT, **LIMIT), ccxt_order("limit", "buy", "0.5", "101.5")),
    **{
        f"limit_{word.lower()}": (
            order(Side.BUY, OrderType.LIMIT, time_in_force=ours, **LIMIT),
            ccxt_order("limit", "buy", "0.5", "101.5", timeInForce=word),
        )
        for ours, word in ((TimeInForce.GTC, "GTC"), (TimeInForce.IOC, "IOC"), (TimeInForce.FOK, "FOK"))
    },
    "post_only": (
        order(Side.SELL, OrderType.LIMIT, post_only=True, **LIMIT),
        ccxt_order("limit", "sell", "0.5", "101.5", postOnly=True),
    ),
    "iceberg": (
        order(Side.BUY, OrderType.LIMIT, display_quantity=D("0.1"), **LIMIT),
        ccxt_order("limit", "buy", "0.5", "101.5", iceberg=True, visibleSize="0.1"),
    ),
    "hidden": (
        order(Side.BUY, OrderType.LIMIT, venue=KucoinOrderOptions(hidden=True), **LIMIT),
        ccxt_order("limit", "buy", "0.5", "101.5", hidden=True),
    ),
    "self_trade_prevention": (
        order(Side.BUY, OrderType.LIMIT, self_trade_prevention=SelfTradePrevention.CANCEL_BOTH, **LIMIT),
        ccxt_order("limit", "buy", "0.5", "101.5", stp="CB"),
    ),
    "client_order_id": (
        order(Side.BUY, OrderType.LIMIT, client_order_id="my-order_1", **LIMIT),
        ccxt_order("limit", "buy", "0.5", "101.5", clientOrderId="my-order_1"),
    ),
    "cancel_by_venue_order_id": (
        lambda c: c.cancel_order("BTC/USDT", venue_order_id=ID),
        lambda x: x.cancel_order(ID, "BTC/USDT", SYNC),
    ),
    "cancel_by_client_order_id": (
        lambda c: c.cancel_order("BTC/USDT", client_order_id=OID),
        lambda x: x.cancel_order(None, "BTC/USDT", {**SYNC, "clientOrderId": OID}),
    ),
    "cancel_all_of_symbol": (
        lambda c: c.cancel_all_orders("BTC/USDT"),
        lambda x: x.cancel_all_orders("BTC/USDT", HF),
    ),
    "cancel_all": (lambda c: c.cancel_all_orders(), lambda x: x.cancel_all_orders(None, HF)),
    "edit": (
        lambda c: c.edit_order("BTC/USDT", venue_order_id=ID, quantity=D("0.25"), price=D("102.5")),
        lambda x: x.edit_order(ID, "BTC/USDT", "limit", "buy", "0.25", "102.5"),
    ),
    "order_by_venue_order_id": (
        lambda c: c.fetch_order("BTC/USDT", venue_order_id=ID),
        lambda x: x.fetch_order(ID, "BTC/USDT", HF),
    ),
    "order_by_client_order_id": (
        lambda c: c.fetch_order("BTC/USDT", client_order_id=OID),
        lambda x: x.fetch_order(None, "BTC/USDT", {**HF, "clientOrderId": OID}),
    ),
    "open_orders": (lambda c: c.fetch_open_orders("BTC/USDT"), lambda x: x.fetch_open_orders("BTC/USDT", params=HF)),
    "my_trades": (
        lambda c: c.fetch_my_trades("BTC/USDT", since=SINCE, limit=5),
        lambda x: x.fetch_my_trades("BTC/USDT", SINCE_MS, 5, HF),
    ),
    "order_book_20": (lambda c: c.fetch_order_book("BTC/USDT", 20), lambda x: x.fetch_order_book("BTC/USDT", 20)),
    "order_book_100": (lambda c: c.fetch_order_book("BTC/USDT", 100), lambda x: x.fetch_order_book("BTC/USDT", 100)),
    "trades": (lambda c: c.fetch_trades("BTC/USDT"), lambda x: x.fetch_trades("BTC/USDT")),
    "time": (lambda c: c.fetch_time(), lambda x: x.fetch_time()),
}
"""Not here: the ticker, candles and balances, for which ccxt asks other endpoints or adds parameters of its own."""

PUBLIC = {"order_book_20", "order_book_100", "trades", "time"}
Asked = dict[str, tuple[Recorded, Recorded]]
RESULTS: dict[str, tuple[Any, Any]] = {}
"""Case → what ours and ccxt made of the same answer; filled by the fixture."""


def ccxt_kucoin(url: str) -> Any:
    import ccxt.async_support as library

    exchange = library.kucoin({"apiKey": KEY, "secret": SECRET, "password": PASSPHRASE, "enableRateLimit": False})
    exchange.options |= {"fetchMarkets": {"types": ["spot"], "fetchTickersFees": False}, "uta": False}
    exchange.urls["api"] |= {"public": url, "private": url}
    row = example("symbols")["data"][0]
    market = {"id": row["symbol"], "symbol": "BTC/USDT", "base": "BTC", "quote": "USDT", "baseId": "BTC",
              "quoteId": "USDT", "spot": True, "margin": False, "swap": False, "future": False, "option": False,
              "contract": False, "type": "spot", "active": True, "limits": {},
              "precision": {"amount": 1e-8, "price": 0.1}, "info": row}  # fmt: skip
    exchange.set_markets([market])
    return exchange


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def asked() -> Any:
    found: Asked = {}
    async with Server() as server:
        exchange = ccxt_kucoin(server.url)
        exchange.number = str
        try:
            for name, (ours, theirs) in CASES.items():
                credentials = Credentials(api_key=KEY, api_secret=SECRET, passphrase=PASSPHRASE)
                async with Kucoin(credentials=credentials, endpoints=server.url) as client:
                    result = await ours(client)
                (mine,) = server.take()
                RESULTS[name] = (result, await theirs(exchange))
                (other,) = server.requests
                server.requests.clear()
                found[name] = (mine, other)
        finally:
            await exchange.close()
    return found


@pytest.mark.parametrize("name", CASES)
def test_same_request(name: str, asked: Asked) -> None:
    mine, other = asked[name]
    given = frozenset({"clientOid"} if name == "client_order_id" else ())
    said, told = (business(each.said, given, EXCLUDED) for each in (mine, other))
    assert_alike((mine, said), (other, told), None)


@pytest.mark.parametrize("name", CASES)
def test_each_signature_verifies_over_its_own_bytes(name: str, asked: Asked) -> None:
    for request in asked[name]:
        if name in PUBLIC:
            assert "kc-api-sign" not in request.headers
            continue
        signature = base64.b64encode(hmac.new(SECRET.encode(), signed(request).encode(), hashlib.sha256).digest())
        phrase = base64.b64encode(hmac.new(SECRET.encode(), PASSPHRASE.encode(), hashlib.sha256).digest())
        assert request.headers["kc-api-sign"] == signature.decode()
        assert request.headers["kc-api-passphrase"] == phrase.decode()
        assert request.headers["kc-api-key"] == KEY
        assert HmacKey(SECRET).base64(signed(request)) == signature.decode()


@pytest.mark.parametrize("name", ["order_by_venue_order_id", "order_by_client_order_id", "open_orders"])
def test_same_order(name: str, asked: Asked) -> None:
    ours, theirs = RESULTS[name]
    ours, theirs = (ours[0], theirs[0]) if isinstance(ours, list) else (ours, theirs)
    assert (ours.symbol, ours.venue_order_id, ours.client_order_id) == (
        "BTC/USDT",
        theirs["id"],
        theirs["clientOrderId"],
    )
    assert (ours.side.value, ours.type.value) == (theirs["side"], theirs["type"])
    assert {"filled": "closed", "new": "open"}[ours.status.value] == theirs["status"]
    for field, word in (("price", "price"), ("quantity", "amount"), ("filled_quantity", "filled")):
        assert getattr(ours, field) == Decimal(theirs[word])
    assert ours.leaves_quantity == Decimal(theirs["remaining"])


def test_same_fill(asked: Asked) -> None:
    (ours,), (theirs,) = RESULTS["my_trades"]
    assert (ours.trade_id, ours.venue_order_id, ours.side.value) == (theirs["id"], theirs["order"], theirs["side"])
    assert (ours.price, ours.quantity) == (Decimal(theirs["price"]), Decimal(theirs["amount"]))
    assert (ours.fee, ours.fee_currency) == (Decimal(theirs["fee"]["cost"]), theirs["fee"]["currency"])
    assert (ours.liquidity.value, ours.ts_event) == (theirs["takerOrMaker"], theirs["timestamp"] * 1_000_000)


def test_same_book(asked: Asked) -> None:
    ours, theirs = RESULTS["order_book_20"]
    assert [(each.price, each.quantity) for each in ours.bids()] == [
        tuple(Decimal(str(each)) for each in row) for row in theirs["bids"]
    ]
    assert [(each.price, each.quantity) for each in ours.asks()] == [
        tuple(Decimal(str(each)) for each in row) for row in theirs["asks"]
    ]
    assert ours.sequence == theirs["nonce"]
