"""Requests and results beside ccxt's: for each order kind, flag and query the same method, path and parameters.

Both clients call the same loopback server, which keeps every request byte for byte. ccxt signs each request
(`deri-hmac-sha256`), ours fetches a token by signature and shows it; each is verified with Python's hmac.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web

pytest.importorskip("ccxt", reason="ccxt is not installed (extra: judges)")

from ccxt_requests import Case, Difference, assert_alike, business
from example_server import Loopback, Recorded
from example_server import example as venue_example
from venue_runtime import Credentials, OrderType, Side, TimeInForce, TriggerBy
from venue_runtime.clock import ManualClock
from venue_runtime.errors import VenueResponseError
from venues.deribit import Deribit, DeribitOrderOptions

ID, SECRET = "test_id", "test_secret"
ORDER = "146062"
ETH, DATED, PUT = "ETH/USD:ETH", "BTC/USD:BTC-200626", "BTC/USD:BTC-190215-3250-P"
CALL = "BTC/USD:BTC-260424-72000-C"
PERPETUAL, OPTION = "BTC/USD:BTC", "BTC/USD:BTC-230113-16000-P"
SINCE_MS = 1589923000000
CANDLES_MS = 1554373800000
SINCE = SINCE_MS * 1_000_000
NOW_MS = 1590500000000
TOKEN = "the-token"

EXCLUDED = {"label": "minted where the caller gives none; compared where given"}

example = partial(venue_example, venue="deribit")


def instruments() -> Any:
    """The official examples, and copies of them under the names that other official examples have."""
    dated, perpetual = example("instruments")["result"]
    (option,) = example("instruments.option")["result"]
    copies = [
        {**perpetual, "instrument_name": "ETH-PERPETUAL", "base_currency": "ETH", "settlement_currency": "ETH"},
        {**dated, "instrument_name": "BTC-26JUN20", "expiration_timestamp": at(2020, 6, 26)},
    ]
    for name, strike, word, expiry in (
        ("BTC-27MAY20-8750-C", 8750, "call", at(2020, 5, 27)),
        ("BTC-15FEB19-3250-P", 3250, "put", at(2019, 2, 15)),
        ("BTC-24APR26-72000-C", 72000, "call", at(2026, 4, 24)),
    ):
        said = {"instrument_name": name, "strike": strike, "option_type": word, "expiration_timestamp": expiry}
        copies.append({**option, **said})
    return {"jsonrpc": "2.0", "result": [dated, perpetual, option, *copies]}


def at(year: int, month: int, day: int) -> int:
    return int(datetime(year, month, day, 8, tzinfo=UTC).timestamp() * 1000)


def granted() -> Any:
    answer = example("auth")
    answer["result"]["access_token"] = TOKEN
    return answer


def open_order(**fields: Any) -> Any:
    """The official example of a placed order, as an open one of the perpetual."""
    answer = example("buy")
    answer["result"]["order"] |= {"instrument_name": "BTC-PERPETUAL", **fields}
    return answer


ANSWERS: dict[str, Any] = {
    "public/auth": granted,
    "public/get_instruments": instruments,
    "public/get_currencies": dict,  # ccxt alone asks, and needs none of them
    "public/get_time": "time",
    "public/ticker": "ticker",
    "public/get_order_book": "order_book",
    "public/get_last_trades_by_instrument": "trades",
    "public/get_last_trades_by_instrument_and_time": "trades",
    "public/get_tradingview_chart_data": "candles",
    "private/buy": open_order,
    "private/sell": partial(open_order, direction="sell"),
    "private/edit": "edit",
    "private/cancel": "cancel",
    "private/cancel_all": "cancel_all",
    "private/cancel_all_by_instrument": "cancel_all",
    "private/get_order_state": "order",
    "private/get_open_orders": "open_orders",
    "private/get_open_orders_by_currency": "open_orders",
    "private/get_open_orders_by_instrument": "open_orders",
    "private/get_user_trades_by_instrument": "fills",
    "private/get_user_trades_by_instrument_and_time": "fills",
    "private/get_account_summaries": "summaries",
    "private/get_positions": "positions",
}


class Server(Loopback):
    """Answers with the documented examples, or with the refusal that is set."""

    loading = ("/public/get_instruments", "/public/auth")
    refusal: Any = None

    def answer(self, request: Recorded) -> web.Response:
        name = request.path.removeprefix("/api/v2/")
        if self.refusal is not None and name.startswith("private/"):
            return web.json_response(self.refusal, status=400)
        answer = ANSWERS[name]
        said = answer() if callable(answer) else example(answer)
        if "trades" in name:  # the example has those of two instruments
            rows = said["result"]["trades"]
            wanted = request.parameters["instrument_name"]
            said["result"]["trades"] = [each for each in rows if each["instrument_name"] == wanted]
        return web.json_response(said)


def D(text: str) -> Decimal:
    return Decimal(text)


def order(side: Side, type: OrderType, /, symbol: str = PERPETUAL, **ours: Any) -> Callable[[Deribit], Awaitable[Any]]:
    return lambda client: client.create_order(symbol, side=side, type=type, **ours)


def ccxt_order(
    type: str, side: str, amount: str, price: str | None = None, /, symbol: str = PERPETUAL, **params: Any
) -> Any:
    return lambda x: x.create_order(symbol, type, side, amount, price, params)


LIMIT: dict[str, Any] = {"quantity": D("40"), "price": D("10000.5")}
MARKET: dict[str, Any] = {"quantity": D("40")}
TRIGGER: dict[str, Any] = {"trigger_price": D("9000.5"), "trigger_by": TriggerBy.MARK}
CASES: dict[str, Case] = {
    "market_buy": Case(order(Side.BUY, OrderType.MARKET, **MARKET), ccxt_order("market", "buy", "40")),
    "market_sell": Case(order(Side.SELL, OrderType.MARKET, **MARKET), ccxt_order("market", "sell", "40")),
    "limit_buy": Case(order(Side.BUY, OrderType.LIMIT, **LIMIT), ccxt_order("limit", "buy", "40", "10000.5")),
    "limit_sell": Case(order(Side.SELL, OrderType.LIMIT, **LIMIT), ccxt_order("limit", "sell", "40", "10000.5")),
    "limit_of_an_option": Case(
        order(Side.BUY, OrderType.LIMIT, symbol=OPTION, quantity=D("0.3"), price=D("0.0105")),
        ccxt_order("limit", "buy", "0.3", "0.0105", symbol=OPTION),
    ),
    **{
        f"limit_{word.lower()}": Case(
            order(Side.BUY, OrderType.LIMIT, time_in_force=ours, **LIMIT),
            ccxt_order("limit", "buy", "40", "10000.5", timeInForce=word),
        )
        for ours, word in ((TimeInForce.GTC, "GTC"), (TimeInForce.IOC, "IOC"), (TimeInForce.FOK, "FOK"))
    },
    "post_only": Case(
        order(Side.SELL, OrderType.LIMIT, post_only=True, **LIMIT),
        ccxt_order("limit", "sell", "40", "10000.5", postOnly=True),
    ),
    "reduce_only": Case(
        order(Side.SELL, OrderType.MARKET, reduce_only=True, **MARKET),
        ccxt_order("market", "sell", "40", None, reduceOnly=True),
    ),
    "label": Case(
        order(Side.BUY, OrderType.LIMIT, client_order_id="market0000234", **LIMIT),
        ccxt_order("limit", "buy", "40", "10000.5", label="market0000234"),
        frozenset({"label"}),
    ),
    "display_quantity": Case(
        order(Side.BUY, OrderType.LIMIT, display_quantity=D("20"), **LIMIT),
        ccxt_order("limit", "buy", "40", "10000.5", display_amount=20),
    ),
    "stop": Case(
        order(Side.SELL, OrderType.STOP, **MARKET, **TRIGGER),
        ccxt_order("market", "sell", "40", None, stopLossPrice="9000.5", trigger="mark_price"),
    ),
    "stop_limit": Case(
        order(Side.SELL, OrderType.STOP_LIMIT, **LIMIT, **TRIGGER),
        ccxt_order("limit", "sell", "40", "10000.5", stopLossPrice="9000.5", trigger="mark_price"),
    ),
    "take_profit": Case(
        order(Side.BUY, OrderType.TAKE_PROFIT, **MARKET, **TRIGGER),
        ccxt_order("market", "buy", "40", None, takeProfitPrice="9000.5", trigger="mark_price"),
    ),
    "take_profit_limit": Case(
        order(Side.BUY, OrderType.TAKE_PROFIT_LIMIT, **LIMIT, **TRIGGER),
        ccxt_order("limit", "buy", "40", "10000.5", takeProfitPrice="9000.5", trigger="mark_price"),
    ),
    "triggered_by_the_last_price": Case(
        order(Side.SELL, OrderType.STOP, trigger_price=D("9000.5"), **MARKET),
        ccxt_order("market", "sell", "40", None, stopLossPrice="9000.5"),
    ),
    "trailing_stop": Case(
        order(Side.SELL, OrderType.TRAILING_STOP, trailing_offset=D("50"), **MARKET),
        ccxt_order("market", "sell", "40", None, trailingAmount="50"),
    ),
    "market_maker_protection": Case(
        order(Side.BUY, OrderType.LIMIT, venue=DeribitOrderOptions(mmp=True), **LIMIT),
        ccxt_order("limit", "buy", "40", "10000.5", mmp="true"),
    ),
    "edit": Case(
        lambda c: c.edit_order(PERPETUAL, venue_order_id=ORDER, quantity=D("20"), price=D("10001")),
        lambda x: x.edit_order(ORDER, PERPETUAL, "limit", "buy", "20", "10001"),
    ),
    "cancel": Case(lambda c: c.cancel_order(ETH, venue_order_id=ORDER), lambda x: x.cancel_order(ORDER, ETH)),
    "cancel_all": Case(lambda c: c.cancel_all_orders(), lambda x: x.cancel_all_orders()),
    "cancel_all_of_symbol": Case(lambda c: c.cancel_all_orders(PERPETUAL), lambda x: x.cancel_all_orders(PERPETUAL)),
    "order": Case(lambda c: c.fetch_order(ETH, venue_order_id=ORDER), lambda x: x.fetch_order(ORDER, ETH)),
    "open_orders": Case(lambda c: c.fetch_open_orders(PUT), lambda x: x.fetch_open_orders(PUT)),
    "all_open_orders": Case(lambda c: c.fetch_open_orders(), lambda x: x.fetch_open_orders()),
    "my_trades": Case(lambda c: c.fetch_my_trades(DATED, limit=5), lambda x: x.fetch_my_trades(DATED, None, 5)),
    "my_trades_since": Case(
        lambda c: c.fetch_my_trades(DATED, since=SINCE, limit=5),
        lambda x: x.fetch_my_trades(DATED, SINCE_MS, 5),
    ),
    "balances": Case(lambda c: c.fetch_balances(), lambda x: x.fetch_balance()),
    "positions": Case(lambda c: c.fetch_positions(), lambda x: x.fetch_positions()),
    "ticker": Case(lambda c: c.fetch_ticker(PERPETUAL), lambda x: x.fetch_ticker(PERPETUAL)),
    "order_book": Case(lambda c: c.fetch_order_book(PERPETUAL, 10), lambda x: x.fetch_order_book(PERPETUAL, 10)),
    "trades": Case(lambda c: c.fetch_trades(CALL, limit=3), lambda x: x.fetch_trades(CALL, None, 3)),
    "trades_since": Case(
        lambda c: c.fetch_trades(CALL, since=SINCE, limit=3), lambda x: x.fetch_trades(CALL, SINCE_MS, 3)
    ),
    "candles": Case(
        lambda c: c.fetch_candles(PERPETUAL, "30m", since=CANDLES_MS * 1_000_000, limit=2),
        lambda x: x.fetch_ohlcv(PERPETUAL, "30m", CANDLES_MS, 2),
    ),
    "time": Case(lambda c: c.fetch_time(), lambda x: x.fetch_time()),
}
_BUY = "/private/buy: post_only is true by default, time_in_force is good_til_cancelled"
_SAID = "what the venue's default would be is said: an order is post-only only where that is asked for"
_GTC, _TAKES = {"time_in_force": "good_til_cancelled"}, {"post_only": "false"}
_OLD = "ccxt's include_old is no parameter (any more); an order of rows is asked for, so that a limit keeps the newest"
_FILLS = "/private/get_user_trades_by_instrument: start_timestamp, sorting, historical; no include_old"
DIFFERENCES: dict[str, Difference] = {
    **{
        name: Difference(_SAID, _BUY, ours={**_GTC, **_TAKES})
        for name in (
            "limit_buy",
            "limit_sell",
            "limit_of_an_option",
            "label",
            "display_quantity",
            "market_maker_protection",
            "stop_limit",
            "take_profit_limit",
        )
    },
    **{f"limit_{word}": Difference(_SAID, _BUY, ours=_TAKES) for word in ("gtc", "ioc", "fok")},
    "post_only": Difference(_SAID, _BUY, ours=_GTC),
    "all_open_orders": Difference(
        "every currency at once; ccxt asks for one, bitcoin where none is given",
        "/private/get_open_orders: Retrieves all open orders across all currencies and instruments",
        theirs={"currency": "BTC"},
        paths=("/api/v2/private/get_open_orders", "/api/v2/private/get_open_orders_by_currency"),
    ),
    "my_trades": Difference(_OLD, _FILLS, ours={"sorting": "desc"}, theirs={"include_old": "true"}),
    "my_trades_since": Difference(
        "the endpoint takes the time itself; " + _OLD,
        _FILLS,
        ours={"sorting": "asc"},
        theirs={"include_old": "true"},
        paths=(
            "/api/v2/private/get_user_trades_by_instrument",
            "/api/v2/private/get_user_trades_by_instrument_and_time",
        ),
    ),
    "positions": Difference(
        "of every currency, said", "/private/get_positions: currency may be any", ours={"currency": "any"}
    ),
    "trades": Difference(
        _OLD, "/public/get_last_trades_by_instrument", ours={"sorting": "desc"}, theirs={"include_old": "true"}
    ),
    "trades_since": Difference(
        "until now, as the endpoint requires an end; " + _OLD,
        "/public/get_last_trades_by_instrument_and_time: end_timestamp is required",
        ours={"end_timestamp": str(NOW_MS), "sorting": "asc"},
        theirs={"include_old": "true"},
    ),
    "candles": Difference(
        "ccxt begins a millisecond earlier and leaves the candle before out itself",
        "/public/get_tradingview_chart_data: the earliest timestamp to return result from",
        ours={"start_timestamp": str(CANDLES_MS)},
        theirs={"start_timestamp": str(CANDLES_MS - 1)},
    ),
}

Asked = dict[str, tuple[Recorded, Recorded]]
RESULTS: dict[str, tuple[Any, Any]] = {}
"""Case → what ours and ccxt made of the same answer; filled by the fixture."""
GRANTS: list[Recorded] = []
"""Our requests for a token."""


def ours_at(server: Server) -> Deribit:
    return Deribit(
        credentials=Credentials(client_id=ID, client_secret=SECRET),
        endpoints={"rest": f"{server.url}/api/v2"},
        clock=ManualClock(NOW_MS * 1_000_000),
    )


def ccxt_at(server: Server) -> Any:
    import ccxt.async_support as library

    exchange = library.deribit({"apiKey": ID, "secret": SECRET, "enableRateLimit": False})
    exchange.urls["api"] = {"rest": server.url}
    exchange.number = str
    return exchange


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def asked() -> Any:
    found: Asked = {}
    async with Server() as server:
        exchange = ccxt_at(server)
        try:
            await exchange.load_markets()
            server.take()
            for name, case in CASES.items():
                async with ours_at(server) as client:
                    result = await case.ours(client)
                GRANTS.extend(each for each in server.requests if each.path.endswith("/public/auth"))
                mine = server.take()
                RESULTS[name] = (result, await case.theirs(exchange))
                other = server.take()
                assert (len(mine), len(other)) == (1, 1), (name, mine, other)
                found[name] = (mine[0], other[0])
        finally:
            await exchange.close()
    return found


@pytest.mark.parametrize("name", CASES)
def test_same_request(name: str, asked: Asked) -> None:
    mine, other = asked[name]
    given = CASES[name].given
    said, told = (business(each.said, given, EXCLUDED) for each in (mine, other))
    assert_alike((mine, said), (other, told), DIFFERENCES.get(name))


@pytest.mark.parametrize("name", CASES)
def test_each_request_is_signed_as_documented(name: str, asked: Asked) -> None:
    """ccxt signs the request; ours shows the token that a signature was granted."""
    mine, other = asked[name]
    if "/private/" not in mine.path:
        assert "authorization" not in mine.headers
        return
    assert mine.headers["authorization"] == f"Bearer {TOKEN}"
    match = re.fullmatch(r"deri-hmac-sha256 id=(\w+),ts=(\d+),sig=(\w+),nonce=(\d+)", other.headers["authorization"])
    assert match is not None
    key, ts, signature, nonce = match.groups()
    assert key == ID
    assert signature == hmac_of(f"{ts}\n{nonce}\n{other.method}\n{other.target}\n{other.body}\n")


def hmac_of(text: str) -> str:
    return hmac.new(SECRET.encode(), text.encode(), hashlib.sha256).hexdigest()


def test_the_token_is_granted_for_a_signature_of_time_and_nonce(asked: Asked) -> None:
    """`client_signature`: HMAC-SHA256 over time, nonce and (empty) data, each on a line of its own."""
    assert len(GRANTS) == sum("/private/" in mine.path for mine, _ in asked.values())
    for grant in GRANTS:
        said = grant.parameters
        assert (said["grant_type"], said["client_id"], said["timestamp"]) == ("client_signature", ID, str(NOW_MS))
        assert said["signature"] == hmac_of(f"{said['timestamp']}\n{said['nonce']}\n{said.get('data', '')}")


@pytest.mark.parametrize("name", ["limit_buy", "limit_sell", "edit", "cancel", "order", "open_orders"])
def test_same_order(name: str, asked: Asked) -> None:
    ours, theirs = RESULTS[name]
    ours, theirs = (ours[0], theirs[0]) if isinstance(ours, list) else (ours, theirs)
    assert (ours.symbol, ours.venue_order_id) == (theirs["symbol"], theirs["id"])
    type = {"stop": "market"}.get(ours.type.value, ours.type.value)  # ccxt has no type for what waits for a trigger
    assert (ours.side.value, type) == (theirs["side"], theirs["type"])
    words = {"new": "open", "partially_filled": "open", "filled": "closed", "canceled": "canceled"}
    assert words[ours.status.value] == theirs["status"]
    assert {"gtc": "GTC"}[ours.time_in_force.value] == theirs["timeInForce"]
    assert ours.post_only == theirs["postOnly"]
    for field, word in (("price", "price"), ("quantity", "amount"), ("filled_quantity", "filled")):
        if theirs[word] is not None:
            assert getattr(ours, field) == Decimal(theirs[word]), field
    assert (ours.average_price or 0) == Decimal(theirs["average"] or 0)
    assert ours.leaves_quantity == Decimal(theirs["remaining"] or ours.quantity)


@pytest.mark.parametrize("name", ["my_trades", "my_trades_since"])
def test_same_fills(name: str, asked: Asked) -> None:
    ours, theirs = RESULTS[name]
    assert len(ours) == len(theirs) == 1
    for mine, other in zip(sorted(ours, key=by_id), sorted(theirs, key=lambda each: each["id"]), strict=True):
        assert (mine.trade_id, mine.venue_order_id, mine.symbol) == (other["id"], other["order"], other["symbol"])
        assert (mine.side.value, mine.liquidity.value) == (other["side"], other["takerOrMaker"])
        assert (mine.price, mine.quantity) == (Decimal(other["price"]), Decimal(other["amount"]))
        assert (mine.fee, mine.fee_currency) == (Decimal(other["fee"]["cost"]), other["fee"]["currency"])
        assert mine.ts_event == other["timestamp"] * 1_000_000


def by_id(row: Any) -> str:
    return str(row.trade_id)


def test_same_trades(asked: Asked) -> None:
    for name in ("trades", "trades_since"):
        ours, theirs = RESULTS[name]
        assert [(each.trade_id, each.side.value, each.price, each.quantity) for each in sorted(ours, key=by_id)] == [
            (each["id"], each["side"], Decimal(each["price"]), Decimal(each["amount"]))
            for each in sorted(theirs, key=lambda each: each["id"])
        ]


def test_same_candles(asked: Asked) -> None:
    ours, theirs = RESULTS["candles"]
    assert [(each.ts_open // 1_000_000, each.open, each.high, each.low, each.close, each.volume) for each in ours] == [
        (row[0], *(Decimal(str(each)) for each in row[1:])) for row in theirs
    ]


def test_same_book(asked: Asked) -> None:
    ours, theirs = RESULTS["order_book"]
    for side in ("bids", "asks"):
        assert [(each.price, each.quantity) for each in getattr(ours, side)()] == [
            (Decimal(str(price)), Decimal(str(amount))) for price, amount in theirs[side]
        ]
    assert ours.sequence == theirs["nonce"]


def test_same_ticker(asked: Asked) -> None:
    ours, theirs = RESULTS["ticker"]
    assert (ours.symbol, ours.ts_event) == (theirs["symbol"], theirs["timestamp"] * 1_000_000)
    for field, word in (("bid", "bid"), ("bid_quantity", "bidVolume"), ("ask", "ask"), ("ask_quantity", "askVolume")):
        assert getattr(ours, field) == Decimal(theirs[word]), field
    assert ours.last == Decimal(theirs["last"])


def test_same_balances(asked: Asked) -> None:
    """What is bound differs: ccxt's `used` is the maintenance margin, ours what is not free of the total."""
    ours, theirs = RESULTS["balances"]
    found = {each.currency: each for each in ours.values()} if isinstance(ours, dict) else {e.currency: e for e in ours}
    assert set(found) == set(theirs["total"])
    for currency, mine in found.items():
        assert mine.total == Decimal(theirs[currency]["total"])
        assert mine.free == Decimal(theirs[currency]["free"])


def test_same_position(asked: Asked) -> None:
    (ours,), (theirs,) = RESULTS["positions"]
    assert (ours.symbol, ours.entry_price) == (theirs["symbol"], Decimal(theirs["entryPrice"]))
    assert abs(ours.quantity) == abs(Decimal(theirs["contracts"]))
    assert ours.unrealized_pnl == Decimal(theirs["unrealizedPnl"])
    assert ours.mark_price == Decimal(theirs["markPrice"])


@pytest.mark.asyncio
async def test_same_instruments() -> None:
    async with Server() as server:
        exchange = ccxt_at(server)
        try:
            theirs = await exchange.load_markets()
            async with ours_at(server) as client:
                ours = await client.load_instruments()
        finally:
            await exchange.close()
    assert set(ours) == set(theirs)
    for symbol, mine in ours.items():
        other = theirs[symbol]
        assert (mine.venue_symbol, mine.base, mine.quote, mine.settle) == tuple(
            other[each] for each in ("id", "base", "quote", "settle")
        )
        assert {"perpetual": "swap"}.get(mine.kind.value, mine.kind.value) == other["type"]
        assert (mine.inverse, mine.status.value == "trading") == (other["inverse"], other["active"])
        assert mine.quantity_increment == Decimal(str(other["precision"]["amount"]))
        assert mine.price_increment == Decimal(str(other["precision"]["price"]))
        assert mine.contract_size == Decimal(str(other["contractSize"]))
        if mine.kind.value == "option":
            assert (mine.strike, str(mine.option_type)) == (Decimal(str(other["strike"])), other["optionType"])
        if mine.kind.value in ("option", "future"):
            assert mine.expiry == other["expiry"] * 1_000_000


ERRORS = {
    10004: ("OrderNotFound", "OrderNotFound"),
    10009: ("InsufficientFunds", "InsufficientFunds"),
    10028: ("RateLimitExceeded", "DDoSProtection"),
    11044: ("CancelRejected", "InvalidOrder"),
    11054: ("PostOnlyRejected", "InvalidOrder"),
    13004: ("AuthenticationError", "AuthenticationError"),
}
"""Code → our error and ccxt's; what ccxt says of the others is in the table of codes."""


@pytest.mark.asyncio
@pytest.mark.parametrize("code", ERRORS)
async def test_same_refusal(code: int) -> None:
    async with Server() as server:
        exchange = ccxt_at(server)
        server.refusal = example(f"error.{code}")
        try:
            await exchange.load_markets()
            with pytest.raises(Exception) as theirs:  # noqa: PT011
                await exchange.cancel_order(ORDER, PERPETUAL)
            async with ours_at(server) as client:
                with pytest.raises(VenueResponseError) as ours:
                    await client.cancel_order(PERPETUAL, venue_order_id=ORDER)
        finally:
            await exchange.close()
    assert (type(ours.value).__name__, type(theirs.value).__name__) == ERRORS[code]
    assert ours.value.code == str(code)
