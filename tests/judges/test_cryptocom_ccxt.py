"""Requests and results beside ccxt's: the same method, path, parameters, instruments, orders, fills and books.

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
from venue_runtime import Credentials, OrderRequest, OrderType, Side, TimeInForce
from venue_runtime.clock import ManualClock
from venue_runtime.errors import OutcomeUnknown, VenueResponseError
from venue_runtime.model import CancelRequest, InstrumentKind
from venues.cryptocom import Cryptocom, CryptocomOrderOptions
from venues.cryptocom.types import SpotMargin

EXAMPLES = Path(__file__).parents[2] / "venue_specs" / "cryptocom" / "examples"
KEY, SECRET = "985d5b66-57ce-40fb-b714", "22582BD0CFF14C41EDBF1AB98506286D"
DOCUMENT = "crypto-com-exchange-openapi.yml"

EXCLUDED = {
    "client_oid": "minted where the caller gives none; compared where given",
    "broker_id": "ccxt's broker",
}
"""Parameters that say nothing about the business asked for."""

BUY, SELL, LIMIT, MARKET = Side.BUY, Side.SELL, OrderType.LIMIT, OrderType.MARKET
SPOT, PERPETUAL = "BTC/USDT", "RUNE/USD:USD"
SINCE_MS = 1_900_000_000_000 // 3_600_000 * 3_600_000


def D(text: str) -> Decimal:
    return Decimal(text)


example = partial(venue_example, venue="cryptocom")


def instruments() -> Any:
    """Those of both payloads."""
    found, more = example("instruments"), example("instruments.kinds")
    found["result"]["data"] += more["result"]["data"]
    return found


class Server(Loopback):
    """Answers with the documented examples."""

    loading = ("/public/get-instruments",)

    def __init__(self) -> None:
        super().__init__()
        self.answers: dict[tuple[str, str], Any] = {
            ("GET", "public/get-instruments"): instruments(),
            ("GET", "public/get-book"): "book",
            ("GET", "public/get-trades"): "trades",
            ("GET", "public/get-tickers"): "tickers",
            ("GET", "public/get-candlestick"): "candles",
            ("GET", "public/get-valuations"): "valuations.funding",
            ("POST", "private/create-order"): "place",
            ("POST", "private/create-order-list"): "place_many",
            ("POST", "private/amend-order"): "amend",
            ("POST", "private/cancel-order"): "cancel",
            ("POST", "private/cancel-order-list"): "cancel_many",
            ("POST", "private/cancel-all-orders"): "cancel_all",
            ("POST", "private/get-order-detail"): "order",
            ("POST", "private/get-open-orders"): "open_orders",
            ("POST", "private/get-trades"): "fills",
            ("POST", "private/user-balance"): "balance",
            ("POST", "private/get-positions"): "positions",
        }

    def answer(self, request: Recorded) -> web.Response:
        answer = self.answers[request.method, request.path.removeprefix("/exchange/v1/")]
        return web.json_response(example(answer) if isinstance(answer, str) else answer)


def parameters(request: Recorded) -> Any:
    """Those of the query, or of the call in the body."""
    return json.loads(request.body)["params"] if request.method == "POST" else request.parameters


def order(symbol: str, side: Side, type: OrderType, /, **ours: Any) -> Callable[[Cryptocom], Awaitable[Any]]:
    return lambda client: client.create_order(symbol, side=side, type=type, **ours)


def ccxt_order(symbol: str, type: str, side: str, amount: Any, price: Any = None, /, **params: Any) -> Any:
    return lambda exchange: exchange.create_order(symbol, type, side, amount, price, params)


ORDERS = {
    "spot_market": Case(
        order(SPOT, SELL, MARKET, quantity=D("0.5"), venue=CryptocomOrderOptions(spot_margin=SpotMargin.SPOT)),
        ccxt_order(SPOT, "market", "sell", "0.5"),
    ),
    "spot_market_by_quote_amount": Case(
        order(SPOT, BUY, MARKET, quote_quantity=D("20.5")),
        ccxt_order(SPOT, "market", "buy", "1", None, notional="20.5"),
    ),
    "spot_limit": Case(
        order(SPOT, BUY, LIMIT, quantity=D("0.500"), price=D("101.20")),
        ccxt_order(SPOT, "limit", "buy", "0.500", "101.20", timeInForce="GTC"),
    ),
    "spot_limit_on_margin": Case(
        order(
            SPOT,
            BUY,
            LIMIT,
            quantity=D("0.5"),
            price=D("101.2"),
            venue=CryptocomOrderOptions(spot_margin=SpotMargin.MARGIN),
        ),
        ccxt_order(SPOT, "limit", "buy", "0.5", "101.2", marginMode="cross", timeInForce="GTC"),
    ),
    "limit": Case(
        order(PERPETUAL, BUY, LIMIT, quantity=D("5E+1"), price=D("1.012")),
        ccxt_order(PERPETUAL, "limit", "buy", "50", "1.012", timeInForce="GTC"),
    ),
    "limit_gtc": Case(
        order(PERPETUAL, BUY, LIMIT, quantity=D("5"), price=D("1.012"), time_in_force=TimeInForce.GTC),
        ccxt_order(PERPETUAL, "limit", "buy", "5", "1.012", timeInForce="GTC"),
    ),
    "limit_ioc": Case(
        order(PERPETUAL, SELL, LIMIT, quantity=D("5"), price=D("1.012"), time_in_force=TimeInForce.IOC),
        ccxt_order(PERPETUAL, "limit", "sell", "5", "1.012", timeInForce="IOC"),
    ),
    "limit_fok": Case(
        order(PERPETUAL, SELL, LIMIT, quantity=D("5"), price=D("1.012"), time_in_force=TimeInForce.FOK),
        ccxt_order(PERPETUAL, "limit", "sell", "5", "1.012", timeInForce="FOK"),
    ),
    "post_only": Case(
        order(PERPETUAL, SELL, LIMIT, quantity=D("5"), price=D("1.012"), post_only=True),
        ccxt_order(PERPETUAL, "limit", "sell", "5", "1.012", postOnly=True),
    ),
    "market": Case(order(PERPETUAL, BUY, MARKET, quantity=D("5")), ccxt_order(PERPETUAL, "market", "buy", "5")),
    "reduce_only": Case(
        order(PERPETUAL, SELL, LIMIT, quantity=D("5"), price=D("1.012"), reduce_only=True),
        ccxt_order(PERPETUAL, "limit", "sell", "5", "1.012", exec_inst=["REDUCE_ONLY"], timeInForce="GTC"),
    ),
    "client_order_id": Case(
        order(PERPETUAL, BUY, LIMIT, quantity=D("5"), price=D("1.012"), client_order_id="b15"),
        ccxt_order(PERPETUAL, "limit", "buy", "5", "1.012", client_oid="b15", timeInForce="GTC"),
        given=frozenset({"client_oid"}),
    ),
}

ONE = OrderRequest(symbol=PERPETUAL, side=BUY, type=LIMIT, quantity=D("5"), price=D("1.012"), client_order_id="b15")
TWO = OrderRequest(symbol=SPOT, side=SELL, type=MARKET, quantity=D("0.5"), client_order_id="b16")

COMMANDS = {
    "batch": Case(
        lambda c: c.create_orders([ONE, TWO]),
        lambda x: x.create_orders(
            [
                {
                    "symbol": PERPETUAL,
                    "type": "limit",
                    "side": "buy",
                    "amount": 5,
                    "price": 1.012,
                    "params": {"client_oid": "b15", "time_in_force": "GOOD_TILL_CANCEL"},
                },
                {"symbol": SPOT, "type": "market", "side": "sell", "amount": 0.5, "params": {"client_oid": "b16"}},
            ]
        ),
        given=frozenset({"client_oid"}),
    ),
    "cancel_by_venue_order_id": Case(
        lambda c: c.cancel_order(SPOT, venue_order_id="18342311"), lambda x: x.cancel_order("18342311", SPOT)
    ),
    "cancel_by_client_order_id": Case(
        lambda c: c.cancel_order(SPOT, client_order_id="b15"),
        lambda x: x.v1PrivatePostPrivateCancelOrder({"client_oid": "b15"}),
        given=frozenset({"client_oid"}),
    ),
    "cancel_many": Case(
        lambda c: c.cancel_orders(
            [CancelRequest(symbol=SPOT, venue_order_id="18342311"), CancelRequest(symbol=SPOT, venue_order_id="12")]
        ),
        lambda x: x.cancel_orders(["18342311", "12"], SPOT),
    ),
    "cancel_all": Case(lambda c: c.cancel_all_orders(), lambda x: x.cancel_all_orders()),
    "cancel_all_of_symbol": Case(lambda c: c.cancel_all_orders(SPOT), lambda x: x.cancel_all_orders(SPOT)),
    "edit": Case(
        lambda c: c.edit_order(SPOT, venue_order_id="12344", quantity=D("2"), price=D("101.5")),
        lambda x: x.edit_order("12344", SPOT, "limit", "buy", "2", "101.5"),
    ),
}

QUERIES = {
    "fetch_order_by_venue_order_id": Case(
        lambda c: c.fetch_order(SPOT, venue_order_id="19848525"), lambda x: x.fetch_order("19848525", SPOT)
    ),
    "fetch_order_by_client_order_id": Case(
        lambda c: c.fetch_order(SPOT, client_order_id="b15"),
        lambda x: x.v1PrivatePostPrivateGetOrderDetail({"client_oid": "b15"}),
        given=frozenset({"client_oid"}),
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
    "order_book": Case(lambda c: c.fetch_order_book(PERPETUAL, 20), lambda x: x.fetch_order_book(PERPETUAL, 20)),
    "trades": Case(lambda c: c.fetch_trades(SPOT, limit=3), lambda x: x.fetch_trades(SPOT, None, 3)),
    "trades_since": Case(
        lambda c: c.fetch_trades(SPOT, since=SINCE_MS * 1_000_000), lambda x: x.fetch_trades(SPOT, SINCE_MS)
    ),
    "candles": Case(lambda c: c.fetch_candles(SPOT, "1h", limit=7), lambda x: x.fetch_ohlcv(SPOT, "1h", None, 7)),
    "candles_of_days": Case(
        lambda c: c.fetch_candles(SPOT, "1d", limit=7), lambda x: x.fetch_ohlcv(SPOT, "1d", None, 7)
    ),
    "candles_since": Case(
        lambda c: c.fetch_candles(SPOT, "1h", since=SINCE_MS * 1_000_000, limit=7),
        lambda x: x.fetch_ohlcv(SPOT, "1h", SINCE_MS, 7),
    ),
    "ticker": Case(lambda c: c.fetch_ticker(SPOT), lambda x: x.fetch_ticker(SPOT)),
    "funding_rate": Case(lambda c: c.fetch_funding_rate(PERPETUAL), lambda x: x.fetch_funding_rate(PERPETUAL)),
}

CASES = {**ORDERS, **COMMANDS, **QUERIES}
PUBLIC = {
    "order_book", "trades", "trades_since", "candles", "candles_of_days", "candles_since", "ticker", "funding_rate"
}  # fmt: skip

DIFFERENCES: dict[str, Difference] = {
    "spot_market_by_quote_amount": Difference(
        "an amount to spend takes the place of the quantity, which ccxt sends beside it; and no word on margin",
        f"{DOCUMENT}, CreateOrderParamsBase: For MARKET BUY can use notional instead",
        theirs={"quantity": "1", "spot_margin": "SPOT"},
    ),
    "spot_limit": Difference(
        "spot or margin is said where the caller says it",
        f"{DOCUMENT}, CreateOrderParams: spot_margin is not among what is required",
        theirs={"spot_margin": "SPOT"},
    ),
    "my_trades_since_limit": Difference(
        "the start in nanoseconds",
        f"{DOCUMENT}, private/get-trades: Unix time format, ms or ns, nanosecond recommended for accurate pagination",
        ours={"start_time": f"{SINCE_MS}000000"},
        theirs={"start_time": str(SINCE_MS)},
    ),
    "trades_since": Difference(
        "the start in nanoseconds",
        f"{DOCUMENT}, public/get-trades: Nanosecond recommended for accurate pagination",
        ours={"start_ts": f"{SINCE_MS}000000"},
        theirs={"start_ts": str(SINCE_MS)},
    ),
    "candles": Difference(
        "no end where there is no start",
        f"{DOCUMENT}, public/get-candlestick: end_ts, default current time",
        theirs={"end_ts": "now"},
    ),
    "candles_of_days": Difference(
        "no end where there is no start",
        f"{DOCUMENT}, public/get-candlestick: end_ts, default current time",
        theirs={"end_ts": "now"},
    ),
    "candles_since": Difference(
        "bounds between two candles; ccxt asks from the candle before",
        f"{DOCUMENT}, public/get-candlestick: Start time, End time; whether these belong to it is not said",
        ours={"start_ts": str(SINCE_MS - 1), "end_ts": str(SINCE_MS + 7 * 3_600_000 - 1)},
        theirs={"start_ts": str(SINCE_MS - 3_600_000), "end_ts": str(SINCE_MS + 7 * 3_600_000)},
    ),
    "funding_rate": Difference(
        "the rate of the hour under way, not the estimate for the next interval",
        f"{DOCUMENT}, public/get-valuations: funding_rate, estimated_funding_rate",
        ours={"valuation_type": "funding_rate"},
        theirs={"valuation_type": "estimated_funding_rate"},
    ),
}

Found = dict[str, tuple[list[Recorded], list[Recorded]]]
CREDENTIALS = Credentials(api_key=KEY, api_secret=SECRET)


def ccxt_cryptocom(url: str) -> Any:
    exchange = library.cryptocom({"apiKey": KEY, "secret": SECRET, "enableRateLimit": False})
    exchange.has["fetchCurrencies"] = False
    exchange.urls["api"]["v1"] = f"{url}/exchange/v1"
    return exchange


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def asked() -> Found:
    """Every case, asked through both clients: the requests of ours and of ccxt's."""
    found: Found = {}
    async with Server() as server:
        exchange = ccxt_cryptocom(server.url)
        try:
            for name, case in CASES.items():
                # A client of its own for each case: ours remembers the orders it has seen.
                async with Cryptocom(credentials=CREDENTIALS, endpoints=server.url) as client:
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
    mine, other = (parameters(each) for each in (ours, theirs))
    if name in ("candles", "candles_of_days"):
        other = {**other, "end_ts": "now"}
    if "order_list" in mine:
        mine, other = ({**each, "order_list": business(each["order_list"], CASES[name].given, EXCLUDED)}
                       for each in (mine, other))  # fmt: skip
    mine, other = (business(each, CASES[name].given, EXCLUDED) for each in (mine, other))
    assert_alike((ours, mine), (theirs, other), DIFFERENCES.get(name))


def signature(body: dict[str, Any]) -> str:
    """As the documentation's own program walks through the parameters."""

    def spelt(value: Any) -> str:
        if isinstance(value, dict):
            return "".join(f"{key}{spelt(value[key])}" for key in sorted(value))
        return "".join(map(spelt, value)) if isinstance(value, list) else str(value)

    text = f"{body['method']}{body['id']}{body['api_key']}{spelt(body['params'])}{body['nonce']}"
    return hmac.new(SECRET.encode(), text.encode(), hashlib.sha256).hexdigest()


@pytest.mark.parametrize("name", CASES)
def test_each_signature_verifies_over_its_own_bytes(name: str, asked: Found) -> None:
    for (request,) in asked[name]:
        if name in PUBLIC:
            assert (request.method, request.body) == ("GET", "")
            continue
        body = json.loads(request.body)
        assert set(body) == {"id", "method", "api_key", "params", "nonce", "sig"}
        assert request.path == f"/exchange/v1/{body['method']}"
        assert body["api_key"] == KEY
        assert body["sig"] == signature(body)
        assert body["id"] == body["nonce"]
        assert len(body["nonce"]) == 13


@pytest.mark.parametrize("name", [name for name in CASES if name not in PUBLIC])
@pytest.mark.asyncio
async def test_our_signer_signs_their_payload_as_they_do(name: str, asked: Found) -> None:
    _, (theirs,) = asked[name]
    body = json.loads(theirs.body)
    clock = ManualClock(int(body["nonce"]) * 1_000_000)
    async with Cryptocom(credentials=CREDENTIALS, clock=clock) as client:
        ours = client.signing.signed("POST", "rest", f"/{body['method']}", params=body["params"])
    assert json.loads(ours.body) == body


@pytest.mark.asyncio
async def test_the_same_login_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    """Their number of the call is the time, ours is 0, and it is signed: each signature over its own number."""
    clock = ManualClock(1_538_054_050_999_000_000)
    async with Cryptocom(credentials=CREDENTIALS, clock=clock) as client:
        ours = json.loads(client.signing.login())
    exchange = streaming.cryptocom({"apiKey": KEY, "secret": SECRET})
    sent: list[Any] = []
    monkeypatch.setattr(exchange, "nonce", lambda: 1_538_054_050_999)
    monkeypatch.setattr(exchange, "watch", lambda url, hash, message, *rest: sent.append(message))
    asking = asyncio.ensure_future(exchange.authenticate())
    for _ in range(5):
        await asyncio.sleep(0)
    asking.cancel()
    await exchange.close()
    theirs = json.loads(json.dumps(sent[0]))
    assert (theirs["method"], ours["method"]) == ("public/auth", "public/auth")
    assert (theirs["nonce"], ours["nonce"]) == ("1538054050999", "1538054050999")
    assert (theirs["api_key"], ours["api_key"]) == (KEY, KEY)
    assert (theirs["id"], ours["id"]) == ("1538054050999", 0)
    for each in (ours, theirs):
        assert each["sig"] == signature({**each, "params": {}})


@pytest.mark.asyncio
async def test_the_same_results() -> None:
    """Instruments, orders, fills, books, candles, tickers, balances and positions from the same payloads."""
    async with Server() as server:
        exchange = ccxt_cryptocom(server.url)
        try:
            async with Cryptocom(credentials=CREDENTIALS, endpoints=server.url) as client:
                markets, instruments = await exchange.load_markets(), await client.load_instruments()
                assert {symbol for symbol, each in markets.items() if each["type"] != "option"} == set(instruments)
                for symbol, ours in instruments.items():
                    theirs = markets[symbol]
                    assert ours.venue_symbol == theirs["id"]
                    assert (ours.base, ours.quote, ours.settle) == (theirs["base"], theirs["quote"], theirs["settle"])
                    assert ours.kind.value == ("perpetual" if theirs["type"] == "swap" else theirs["type"])
                    assert ours.price_increment == D(str(theirs["precision"]["price"]))
                    assert ours.quantity_increment == D(f"{theirs['precision']['amount']:.8f}")
                    assert ours.contract_size == D(str(theirs["contractSize"] or 1))
                    if ours.kind is InstrumentKind.FUTURE:  # of a perpetual the documentation prints one too
                        assert ours.expiry == theirs["expiry"] * 1_000_000
        finally:
            await exchange.close()


@pytest.mark.asyncio
async def test_the_same_answers() -> None:
    """With the instrument that the payloads of the documentation are about."""
    async with Server() as server:
        exchange = ccxt_cryptocom(server.url)
        symbol = "BTC/USD:USD"
        try:
            async with Cryptocom(credentials=CREDENTIALS, endpoints=server.url) as client:
                await client.load_instruments()
                await exchange.load_markets()
                one, other = (
                    await client.fetch_order(symbol, venue_order_id="1"),
                    await exchange.fetch_order("1", symbol),
                )
                assert (one.venue_order_id, one.client_order_id) == (other["id"], other["clientOrderId"])
                assert (one.side.value, one.type.value, one.status.value) == (other["side"], other["type"], "new")
                assert (other["status"], other["timeInForce"]) == ("open", "GTC")
                assert one.time_in_force is TimeInForce.GTC
                assert (one.price, one.quantity) == (D(str(other["price"])), D(str(other["amount"])))
                assert one.filled_quantity == D(str(other["filled"]))
                (mine,), (fill,) = await client.fetch_my_trades(symbol), await exchange.fetch_my_trades(symbol)
                assert (mine.trade_id, mine.venue_order_id) == (fill["id"], fill["order"])
                assert (mine.price, mine.quantity) == (D(str(fill["price"])), D(str(fill["amount"])))
                assert (mine.fee, mine.fee_currency) == (D(str(fill["fee"]["cost"])), fill["fee"]["currency"])
                assert mine.liquidity is not None
                assert mine.liquidity.value == fill["takerOrMaker"]
                assert mine.ts_event == fill["timestamp"] * 1_000_000
                trades, theirs = await client.fetch_trades(symbol), await exchange.fetch_trades(symbol)
                assert [(each.trade_id, each.side.value) for each in trades if each.side] == [
                    (each["id"], each["side"]) for each in theirs
                ]
                ticker, said = await client.fetch_ticker(symbol), await exchange.fetch_ticker(symbol)
                assert (ticker.bid, ticker.ask, ticker.last) == tuple(
                    D(str(said[each])) for each in ("bid", "ask", "last")
                )
                (candle,), (bar,) = await client.fetch_candles(symbol, "5m"), await exchange.fetch_ohlcv(symbol, "5m")
                assert [candle.ts_open // 1_000_000, float(candle.open), float(candle.close)] == [
                    bar[0], bar[1], bar[4]
                ]  # fmt: skip
                book, depth = await client.fetch_order_book(symbol, 5), await exchange.fetch_order_book(symbol, 5)
                assert [[float(each.price), float(each.quantity)] for each in book.bids(5)] == [
                    row[:2] for row in depth["bids"][:5]
                ]
                assert [[float(each.price), float(each.quantity)] for each in book.asks(5)] == [
                    row[:2] for row in depth["asks"][:5]
                ]
                balances, cash = await client.fetch_balances(), await exchange.fetch_balance()
                for currency, held in balances.items():
                    assert held.total == D(str(cash[currency]["total"]))
                    assert held.locked == D(str(cash[currency]["used"]))
                positions, others = await client.fetch_positions(), await exchange.fetch_positions()
                assert [each.symbol for each in positions] == [each["symbol"] for each in others]
                assert [each.quantity for each in positions] == [D(str(each["contracts"])) for each in others]
                assert [each.side.value for each in positions] == [each["side"] for each in others]
                assert [each.unrealized_pnl for each in positions] == [D(str(each["unrealizedPnl"])) for each in others]
        finally:
            await exchange.close()


@pytest.mark.asyncio
async def test_refusals_are_errors_at_both() -> None:
    files = sorted(EXAMPLES.glob("error.*.json"))
    assert len(files) >= 5
    async with Server() as server:
        exchange = ccxt_cryptocom(server.url)
        try:
            async with Cryptocom(credentials=CREDENTIALS, endpoints=server.url) as client:
                for answer in (json.loads(each.read_text(encoding="utf-8")) for each in files):
                    server.answers["POST", "private/cancel-order"] = answer["response"]
                    with pytest.raises((VenueResponseError, OutcomeUnknown)) as refused:
                        await client.raw.cancel(id="1")
                    with pytest.raises(library.BaseError) as theirs:
                        await exchange.cancel_order("1", SPOT)
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
        assert DOCUMENT in difference.official
        assert difference.ours or difference.theirs
