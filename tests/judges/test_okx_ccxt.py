"""Requests and results beside ccxt's: the same method, path, parameters, instruments, orders, fills and books.

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
from pathlib import Path
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
from venue_runtime import Credentials, OrderRequest, OrderType, SelfTradePrevention, Side, TimeInForce
from venue_runtime.clock import ManualClock
from venue_runtime.errors import OutcomeUnknown, VenueResponseError
from venue_runtime.model import CancelRequest, MarginMode, PositionSide
from venue_runtime.signing import HmacKey
from venues.okx import Okx

EXAMPLES = Path(__file__).parents[2] / "venue_specs" / "okx" / "examples"
KEY, SECRET, PASSPHRASE = "985d5b66-57ce-40fb-b714-afc0b9787083", "22582BD0CFF14C41EDBF1AB98506286D", "123456"

EXCLUDED = {
    "clOrdId": "minted where the caller gives none, in ccxt with its broker's tag; compared where given",
    "tag": "ccxt's broker",
}
"""Parameters that say nothing about the business asked for."""

BUY, SELL, LIMIT, MARKET = Side.BUY, Side.SELL, OrderType.LIMIT, OrderType.MARKET
SPOT, SWAP, FUTURE = "BTC/USDT", "BTC/USD:BTC", "BTC/USD:BTC-220527"
SINCE_MS = 1_900_000_000_000


def D(text: str) -> Decimal:
    return Decimal(text)


example = partial(venue_example, venue="okx")


class Server(Loopback):
    """Answers with the documented examples."""

    loading = ("/public/instruments",)

    def __init__(self) -> None:
        super().__init__()
        self.answers: dict[tuple[str, str], Any] = {
            ("GET", "/api/v5/public/time"): "time",
            ("GET", "/api/v5/market/ticker"): "ticker",
            ("GET", "/api/v5/market/books"): "depth",
            ("GET", "/api/v5/market/trades"): "trades",
            ("GET", "/api/v5/market/candles"): "candles",
            ("GET", "/api/v5/public/funding-rate"): "funding_rate",
            ("POST", "/api/v5/trade/order"): "place",
            ("POST", "/api/v5/trade/batch-orders"): "place_many",
            ("POST", "/api/v5/trade/cancel-order"): "cancel",
            ("POST", "/api/v5/trade/cancel-batch-orders"): "cancel_many",
            ("POST", "/api/v5/trade/amend-order"): "amend",
            ("POST", "/api/v5/trade/cancel-all-after"): "timer",
            ("GET", "/api/v5/trade/order"): "order",
            ("GET", "/api/v5/trade/orders-pending"): "open_orders",
            ("GET", "/api/v5/trade/fills"): "fills",
            ("GET", "/api/v5/trade/fills-history"): "fills",
            ("GET", "/api/v5/account/balance"): "balance",
            ("GET", "/api/v5/account/positions"): "positions",
            ("POST", "/api/v5/account/set-leverage"): "set_leverage",
            ("POST", "/api/v5/account/set-position-mode"): "set_position_mode",
        }

    def answer(self, request: Recorded) -> web.Response:
        if request.path == "/api/v5/public/instruments":
            return web.json_response(example(f"instruments.{request.parameters['instType'].lower()}"))
        answer = self.answers[request.method, request.path]
        return web.json_response(example(answer) if isinstance(answer, str) else answer)


def order(symbol: str, side: Side, type: OrderType, /, **ours: Any) -> Callable[[Okx], Awaitable[Any]]:
    return lambda client: client.create_order(symbol, side=side, type=type, **ours)


def ccxt_order(symbol: str, type: str, side: str, amount: Any, price: Any = None, /, **params: Any) -> Any:
    return lambda exchange: exchange.create_order(symbol, type, side, amount, price, params)


ORDERS = {
    "spot_market_by_quantity": Case(
        order(SPOT, SELL, MARKET, quantity=D("0.5")), ccxt_order(SPOT, "market", "sell", "0.5")
    ),
    "spot_market_by_quote_amount": Case(
        order(SPOT, BUY, MARKET, quote_quantity=D("20.5")),
        ccxt_order(SPOT, "market", "buy", "1", None, cost="20.5", tgtCcy="quote_ccy"),
    ),
    "spot_limit": Case(
        order(SPOT, BUY, LIMIT, quantity=D("0.500"), price=D("101.20")),
        ccxt_order(SPOT, "limit", "buy", "0.500", "101.20"),
    ),
    "limit": Case(
        order(SWAP, BUY, LIMIT, quantity=D("5E+1"), price=D("101.2")), ccxt_order(SWAP, "limit", "buy", "50", "101.2")
    ),
    "limit_ioc": Case(
        order(SWAP, SELL, LIMIT, quantity=D("5"), price=D("101.2"), time_in_force=TimeInForce.IOC),
        ccxt_order(SWAP, "limit", "sell", "5", "101.2", timeInForce="IOC"),
    ),
    "limit_fok": Case(
        order(SWAP, SELL, LIMIT, quantity=D("5"), price=D("101.2"), time_in_force=TimeInForce.FOK),
        ccxt_order(SWAP, "limit", "sell", "5", "101.2", timeInForce="FOK"),
    ),
    "post_only": Case(
        order(SWAP, SELL, LIMIT, quantity=D("5"), price=D("101.2"), post_only=True),
        ccxt_order(SWAP, "limit", "sell", "5", "101.2", postOnly=True),
    ),
    "market": Case(order(FUTURE, BUY, MARKET, quantity=D("5")), ccxt_order(FUTURE, "market", "buy", "5")),
    "isolated": Case(
        order(FUTURE, BUY, LIMIT, quantity=D("5"), price=D("101.2"), margin_mode=MarginMode.ISOLATED),
        ccxt_order(FUTURE, "limit", "buy", "5", "101.2", marginMode="isolated"),
    ),
    "reduce_only": Case(
        order(SWAP, SELL, LIMIT, quantity=D("5"), price=D("101.2"), reduce_only=True),
        ccxt_order(SWAP, "limit", "sell", "5", "101.2", reduceOnly=True),
    ),
    "position_side": Case(
        order(SWAP, SELL, LIMIT, quantity=D("5"), price=D("101.2"), position_side=PositionSide.SHORT),
        ccxt_order(SWAP, "limit", "sell", "5", "101.2", positionSide="short"),
    ),
    "client_order_id": Case(
        order(SWAP, BUY, LIMIT, quantity=D("5"), price=D("101.2"), client_order_id="b15"),
        ccxt_order(SWAP, "limit", "buy", "5", "101.2", clientOrderId="b15"),
        given=frozenset({"clOrdId"}),
    ),
    **{
        f"self_trade_prevention_{each.value}": Case(
            order(SWAP, BUY, LIMIT, quantity=D("5"), price=D("101.2"), self_trade_prevention=each),
            ccxt_order(SWAP, "limit", "buy", "5", "101.2", stpMode=each.value),
        )
        for each in (
            SelfTradePrevention.CANCEL_MAKER,
            SelfTradePrevention.CANCEL_TAKER,
            SelfTradePrevention.CANCEL_BOTH,
        )
    },
}

ONE = OrderRequest(symbol=SWAP, side=BUY, type=LIMIT, quantity=D("5"), price=D("101.2"), client_order_id="b15")
TWO = OrderRequest(symbol=SPOT, side=SELL, type=MARKET, quantity=D("0.5"), client_order_id="b16")

COMMANDS = {
    "batch": Case(
        lambda c: c.create_orders([ONE, TWO]),
        lambda x: x.create_orders(
            [
                {
                    "symbol": SWAP,
                    "type": "limit",
                    "side": "buy",
                    "amount": 5,
                    "price": 101.2,
                    "params": {"clientOrderId": "b15"},
                },
                {"symbol": SPOT, "type": "market", "side": "sell", "amount": 0.5, "params": {"clientOrderId": "b16"}},
            ]
        ),
        given=frozenset({"clOrdId"}),
    ),
    "cancel_by_venue_order_id": Case(
        lambda c: c.cancel_order(SWAP, venue_order_id="12345689"), lambda x: x.cancel_order("12345689", SWAP)
    ),
    "cancel_by_client_order_id": Case(
        lambda c: c.cancel_order(SWAP, client_order_id="b15"),
        lambda x: x.cancel_order(None, SWAP, {"clientOrderId": "b15"}),
        given=frozenset({"clOrdId"}),
    ),
    "cancel_many": Case(
        lambda c: c.cancel_orders(
            [CancelRequest(symbol=SWAP, venue_order_id="12345689"), CancelRequest(symbol=SWAP, venue_order_id="12344")]
        ),
        lambda x: x.cancel_orders(["12345689", "12344"], SWAP),
    ),
    "edit": Case(
        lambda c: c.edit_order(SWAP, venue_order_id="12344", quantity=D("2"), price=D("101.5")),
        lambda x: x.edit_order("12344", SWAP, "limit", "buy", "2", "101.5"),
    ),
    "cancel_all_after": Case(lambda c: c.cancel_all_orders_after(60), lambda x: x.cancel_all_orders_after(60_000)),
    "leverage": Case(
        lambda c: c.set_leverage(SWAP, D("5")), lambda x: x.set_leverage(5, SWAP, {"marginMode": "cross"})
    ),
    "hedged": Case(lambda c: c.set_position_mode(True), lambda x: x.set_position_mode(True)),
    "net": Case(lambda c: c.set_position_mode(False), lambda x: x.set_position_mode(False)),
}

QUERIES = {
    "fetch_order_by_venue_order_id": Case(
        lambda c: c.fetch_order(SPOT, venue_order_id="680800019749904384"),
        lambda x: x.fetch_order("680800019749904384", SPOT),
    ),
    "fetch_order_by_client_order_id": Case(
        lambda c: c.fetch_order(SPOT, client_order_id="b15"),
        lambda x: x.fetch_order(None, SPOT, {"clientOrderId": "b15"}),
        given=frozenset({"clOrdId"}),
    ),
    "open_orders": Case(lambda c: c.fetch_open_orders(), lambda x: x.fetch_open_orders()),
    "open_orders_of_symbol": Case(lambda c: c.fetch_open_orders(SPOT), lambda x: x.fetch_open_orders(SPOT)),
    "my_trades": Case(
        lambda c: c.fetch_my_trades(SPOT),
        lambda x: x.fetch_my_trades(SPOT),
    ),
    "my_trades_since_limit": Case(
        lambda c: c.fetch_my_trades(SPOT, since=SINCE_MS * 1_000_000, limit=5),
        lambda x: x.fetch_my_trades(SPOT, SINCE_MS, 5),
    ),
    "balances": Case(lambda c: c.fetch_balances(), lambda x: x.fetch_balance()),
    "positions": Case(lambda c: c.fetch_positions(), lambda x: x.fetch_positions()),
    "order_book": Case(lambda c: c.fetch_order_book(SWAP, 20), lambda x: x.fetch_order_book(SWAP, 20)),
    "trades": Case(lambda c: c.fetch_trades(SPOT, limit=3), lambda x: x.fetch_trades(SPOT, None, 3)),
    "candles": Case(lambda c: c.fetch_candles(SPOT, "1h", limit=7), lambda x: x.fetch_ohlcv(SPOT, "1h", None, 7)),
    "candles_of_days": Case(
        lambda c: c.fetch_candles(SPOT, "1d", limit=7), lambda x: x.fetch_ohlcv(SPOT, "1d", None, 7)
    ),
    "candles_since": Case(
        lambda c: c.fetch_candles(SPOT, "4h", since=SINCE_MS * 1_000_000, limit=7),
        lambda x: x.fetch_ohlcv(SPOT, "4h", SINCE_MS, 7),
    ),
    "ticker": Case(lambda c: c.fetch_ticker(SPOT), lambda x: x.fetch_ticker(SPOT)),
    "funding_rate": Case(lambda c: c.fetch_funding_rate(SWAP), lambda x: x.fetch_funding_rate(SWAP)),
    "time": Case(lambda c: c.fetch_time(), lambda x: x.fetch_time()),
}

CASES = {**ORDERS, **COMMANDS, **QUERIES}
PUBLIC = {"order_book", "trades", "candles", "candles_of_days", "candles_since", "ticker", "funding_rate", "time"}

DIFFERENCES: dict[str, Difference] = {
    "spot_limit": Difference(
        "ccxt says the unit of the quantity for limit orders too",
        'docs-v5, POST / Place order: tgtCcy is "Only applicable to SPOT Market Orders"',
        theirs={"tgtCcy": "base_ccy"},
    ),
    "open_orders": Difference(
        "the size of a page said aloud, so that its end is known",
        'docs-v5, GET / Order List: limit "The maximum is 100; The default is 100"',
        ours={"limit": "100"},
    ),
    "open_orders_of_symbol": Difference(
        "the size of a page said aloud, so that its end is known",
        'docs-v5, GET / Order List: limit "The maximum is 100; The default is 100"',
        ours={"limit": "100"},
    ),
    "my_trades": Difference(
        "the fills of the last three days, which come at once; ccxt asks the archive",
        "docs-v5, GET / Transaction details (last 3 days), 60 requests per 2 seconds; (last 1 year), 10",
        theirs={"instType": "SPOT"},
        paths=("/api/v5/trade/fills", "/api/v5/trade/fills-history"),
    ),
    "my_trades_since_limit": Difference(
        "the fills of the last three days, which come at once; ccxt asks the archive, and never for less than a page",
        "docs-v5, GET / Transaction details (last 3 days), 60 requests per 2 seconds; (last 1 year), 10",
        ours={"limit": "5"},
        theirs={"instType": "SPOT"},
        paths=("/api/v5/trade/fills", "/api/v5/trade/fills-history"),
    ),
}

Found = dict[str, tuple[list[Recorded], list[Recorded]]]


def ccxt_okx(url: str) -> Any:
    exchange = library.okx(
        {
            "apiKey": KEY,
            "secret": SECRET,
            "password": PASSPHRASE,
            "enableRateLimit": False,
            "options": {
                "fetchMarkets": {"types": ["spot", "swap", "future"]},
                "fetchCurrencies": False,
                "createOrder": "privatePostTradeOrder",
            },
        }
    )
    exchange.has["fetchCurrencies"] = False
    exchange.urls["api"]["rest"] = url
    return exchange


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def asked() -> Found:
    """Every case, asked through both clients: the requests of ours and of ccxt's."""
    found: Found = {}
    async with Server() as server:
        exchange = ccxt_okx(server.url)
        try:
            for name, case in CASES.items():
                # A client of its own for each case: ours remembers the orders it has seen.
                async with Okx(credentials=CREDENTIALS, endpoints=server.url) as client:
                    await case.ours(client)
                ours = server.take()
                await case.theirs(exchange)
                found[name] = (ours, server.take())
        finally:
            await exchange.close()
    return found


CREDENTIALS = Credentials(api_key=KEY, api_secret=SECRET, passphrase=PASSPHRASE)


@pytest.mark.parametrize("name", CASES)
def test_same_request(name: str, asked: Found) -> None:
    (ours,), (theirs,) = asked[name]
    mine, other = (business(each.said, CASES[name].given, EXCLUDED) for each in (ours, theirs))
    assert_alike((ours, mine), (theirs, other), DIFFERENCES.get(name))


@pytest.mark.parametrize("name", CASES)
def test_each_signature_verifies_over_its_own_bytes(name: str, asked: Found) -> None:
    for (request,) in asked[name]:
        if name in PUBLIC:
            assert "ok-access-sign" not in request.headers
            continue
        time = request.headers["ok-access-timestamp"]
        text = f"{time}{request.method}{request.target}{request.body}"
        signature = base64.b64encode(hmac.new(SECRET.encode(), text.encode(), hashlib.sha256).digest()).decode()
        assert request.headers["ok-access-sign"] == signature
        assert (request.headers["ok-access-key"], request.headers["ok-access-passphrase"]) == (KEY, PASSPHRASE)
        assert len(time) == len("2020-12-08T09:08:57.715Z")


@pytest.mark.parametrize("name", [name for name in CASES if name not in PUBLIC])
def test_our_signer_signs_their_payload_as_they_do(name: str, asked: Found) -> None:
    _, (theirs,) = asked[name]
    text = f"{theirs.headers['ok-access-timestamp']}{theirs.method}{theirs.target}{theirs.body}"
    assert HmacKey(SECRET).base64(text) == theirs.headers["ok-access-sign"]


@pytest.mark.asyncio
async def test_the_same_login_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = ManualClock(1_538_054_050_999_000_000)
    async with Okx(credentials=CREDENTIALS, clock=clock) as client:
        ours = json.loads(client.signing.login())
    exchange = streaming.okx({"apiKey": KEY, "secret": SECRET, "password": PASSPHRASE})
    sent: list[Any] = []
    monkeypatch.setattr(exchange, "seconds", lambda: 1_538_054_050)
    monkeypatch.setattr(exchange, "watch", lambda url, hash, message, *rest: sent.append(message))
    asking = asyncio.ensure_future(exchange.authenticate())
    for _ in range(5):
        await asyncio.sleep(0)
    asking.cancel()
    await exchange.close()
    assert ours == sent[0]
    assert ours["args"][0]["timestamp"] == "1538054050"


@pytest.mark.asyncio
async def test_the_same_results() -> None:
    """Instruments, orders, fills, books, candles and tickers from the same payloads."""
    async with Server() as server:
        exchange = ccxt_okx(server.url)
        try:
            async with Okx(credentials=CREDENTIALS, endpoints=server.url) as client:
                markets, instruments = await exchange.load_markets(), await client.load_instruments()
                assert set(markets) == set(instruments)
                for symbol, ours in instruments.items():
                    theirs = markets[symbol]
                    assert ours.venue_symbol == theirs["id"]
                    assert (ours.base, ours.quote, ours.settle) == (theirs["base"], theirs["quote"], theirs["settle"])
                    assert ours.kind.value == ("perpetual" if theirs["type"] == "swap" else theirs["type"])
                    assert ours.price_increment == D(str(theirs["precision"]["price"]))
                    assert ours.quantity_increment == D(f"{theirs['precision']['amount']:.8f}")
                    assert ours.min_quantity == D(str(theirs["limits"]["amount"]["min"]))
                    assert ours.inverse is bool(theirs["inverse"])
                    assert ours.contract_size == D(str(theirs["contractSize"] or 1))
                    assert (ours.expiry or 0) == (theirs["expiry"] or 0) * 1_000_000
                one, other = await client.fetch_order(SPOT, venue_order_id="1"), await exchange.fetch_order("1", SPOT)
                assert (one.venue_order_id, one.side.value, one.type.value) == (
                    other["id"],
                    other["side"],
                    other["type"],
                )
                assert one.filled_quantity == D(str(other["filled"]))
                assert one.average_price == D(str(other["average"]))
                assert (one.status.value, other["status"]) == ("filled", "closed")
                (mine,), (fill,) = await client.fetch_my_trades(SPOT), await exchange.fetch_my_trades(SPOT)
                assert (mine.trade_id, mine.venue_order_id) == (fill["id"], fill["order"])
                assert (mine.price, mine.quantity) == (D(str(fill["price"])), D(str(fill["amount"])))
                assert (mine.fee, mine.fee_currency) == (D(f"{fill['fee']['cost']:.14f}"), fill["fee"]["currency"])
                assert mine.liquidity is not None
                assert mine.liquidity.value == fill["takerOrMaker"]
                (held,), cash = (await client.fetch_open_orders(SPOT)), (await exchange.fetch_open_orders(SPOT))
                assert (held.price, held.post_only) == (D(str(cash[0]["price"])), cash[0]["postOnly"])
                book, depth = await client.fetch_order_book(SPOT, 5), await exchange.fetch_order_book(SPOT, 5)
                assert [[float(each.price), float(each.quantity)] for each in book.bids(5)] == [
                    row[:2] for row in depth["bids"]
                ]
                assert [[float(each.price), float(each.quantity)] for each in book.asks(5)] == [
                    row[:2] for row in depth["asks"]
                ]
        finally:
            await exchange.close()


@pytest.mark.asyncio
async def test_free_and_locked_are_ccxts_and_the_total_is_cash() -> None:
    """docs-v5, Get balance: `cashBal` is the cash balance, `eq` the equity with unrealized profit; ccxt takes `eq`."""
    async with Server() as server:
        exchange = ccxt_okx(server.url)
        try:
            async with Okx(credentials=CREDENTIALS, endpoints=server.url) as client:
                ours, theirs = (await client.fetch_balances())["USDT"], (await exchange.fetch_balance())["USDT"]
        finally:
            await exchange.close()
    assert ours.free == D("4834.317093622894")
    assert ours.locked == D("158.573")
    assert ours.total == D("4850.435693622894")
    assert theirs["total"] == 4992.890093622894
    assert round(theirs["free"], 9) == round(float(ours.free), 9)


@pytest.mark.asyncio
async def test_refusals_are_errors_at_both() -> None:
    files = sorted(EXAMPLES.glob("error.*.json"))
    assert len(files) >= 16
    async with Server() as server:
        exchange = ccxt_okx(server.url)
        try:
            async with Okx(credentials=CREDENTIALS, endpoints=server.url) as client:
                for answer in (json.loads(each.read_text(encoding="utf-8")) for each in files):
                    server.answers["POST", "/api/v5/account/set-leverage"] = answer["response"]
                    with pytest.raises((VenueResponseError, OutcomeUnknown)) as refused:
                        await client.raw.set_leverage(instrument="BTC-USDT", leverage=D("5"), mode="cross")
                    with pytest.raises(library.BaseError) as theirs:
                        await exchange.set_leverage(5, SWAP, {"marginMode": "cross"})
                    expect = answer["expect"]
                    assert isinstance(refused.value, OutcomeUnknown) is not expect["definitive"]
                    if expect["definitive"]:
                        assert str(refused.value.code) == expect["code"]
                        assert type(refused.value).__name__ == expect["error"]
                    assert expect["code"] in str(theirs.value)
        finally:
            await exchange.close()


def test_every_difference_names_a_case_and_its_source() -> None:
    assert set(DIFFERENCES) <= set(CASES)
    for difference in DIFFERENCES.values():
        assert difference.reason
        assert "docs-v5" in difference.official
        assert difference.ours or difference.theirs
