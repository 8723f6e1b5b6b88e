"""The made-up derivatives exchange over scripted HTTP: literal bytes of batches, edits, switches; their outcomes."""

from __future__ import annotations

import hashlib
import hmac
import json
from decimal import Decimal
from typing import Any

import pytest
from venue_runtime import Credentials, OrderStatus, OrderType, Side
from venue_runtime.clock import ManualClock
from venue_runtime.errors import (
    CancelRejected,
    ConfigurationError,
    DecodeError,
    InsufficientFunds,
    InvalidOrder,
    NotSupported,
    OrderNotFound,
    OutcomeUnknown,
    RateLimitExceeded,
)
from venue_runtime.http import Response
from venue_runtime.limits import Usage
from venue_runtime.model import (
    CancelRequest,
    InstrumentKind,
    MarginMode,
    OptionType,
    Order,
    OrderRequest,
    PositionSide,
    QuantityUnit,
)
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSockets
from venues.example_futures import ExampleFutures
from venues.example_futures.venue import usage_of

D = Decimal
PERPETUAL = "BTC/USD:BTC"
MARKET = {
    "id": "BTCUSD",
    "kind": "swap",
    "base": "BTC",
    "quote": "USD",
    "settle": "BTC",
    "tick": "0.5",
    "lot": "1",
    "size": "100",
    "inverse": True,
}
SPOT = MARKET | {"id": "BTCEUR", "kind": "cash", "quote": "EUR", "settle": "", "inverse": False, "size": "1"}
MARKETS = {"code": "0", "data": [MARKET, SPOT]}
DONE = {"code": "0", "data": {"id": "71", "cid": "c1", "code": "0"}}


class Nonces:
    """One number, and for whom it was asked."""

    def __init__(self) -> None:
        self.keys: list[str] = []

    def next(self, key: str, /) -> int:
        self.keys.append(key)
        return 1700000000123


def make(http: ScriptedHttp, **options: Any) -> ExampleFutures:
    return ExampleFutures(
        credentials=Credentials(api_key="key-1", api_secret="hush"),
        clock=options.pop("clock", None) or ManualClock(1_700_000_000_123_000_000),
        http=http,
        websocket=ScriptedSockets(),
        **options,
    )


def limit(client_order_id: str, symbol: str = PERPETUAL, **more: Any) -> OrderRequest:
    fields: dict[str, Any] = {
        "side": Side.BUY,
        "type": OrderType.LIMIT,
        "quantity": D(3),
        "price": D("50000.0"),
        **more,
    }
    return OrderRequest(symbol=symbol, client_order_id=client_order_id, **fields)


def sent(http: ScriptedHttp) -> list[tuple[str, str, bytes]]:
    return [(each.method, each.url.removeprefix("https://api.example.com"), each.body) for each in http.requests[1:]]


# ---------------------------------------------------------------------- batches


@pytest.mark.asyncio
async def test_a_batch_is_a_list_and_each_order_has_its_own_outcome() -> None:
    refused = {"id": "", "cid": "c2", "code": "101", "msg": "not enough"}
    http = ScriptedHttp().answer(MARKETS).answer({"code": "2", "data": [DONE["data"], refused]})
    async with make(http) as client:
        first, second, third = await client.create_orders(
            [
                limit("c1"),
                limit("c2", type=OrderType.MARKET, price=None, reduce_only=True),
                limit("c3", display_quantity=D(1)),
            ]
        )
        assert isinstance(first, Order)
        assert (first.venue_order_id, first.client_order_id, first.status) == ("71", "c1", OrderStatus.NEW)
        assert isinstance(second, InsufficientFunds)
        assert (second.code, second.message, second.venue, second.operation) == (
            "101",
            "not enough",
            "example_futures",
            "place_many",
        )
        assert isinstance(third, NotSupported)
        known = {order.client_order_id: order.status for order in client.orders}
        assert known == {"c1": OrderStatus.NEW, "c2": OrderStatus.REJECTED}
    assert sent(http) == [
        (
            "POST",
            "/v1/orders",
            b'[{"market":"BTCUSD","side":"buy","type":"limit","size":"3","price":"50000.0","cid":"c1"},'
            b'{"market":"BTCUSD","side":"buy","type":"market","size":"3","reduce":true,"cid":"c2"}]',
        )
    ]
    # hmac-sha256 over nonce, method, path and the list as it is sent, by Python's hmac module.
    text = http.requests[1].headers["X-NONCE"].encode() + b"POST/v1/orders" + http.requests[1].body
    assert http.requests[1].headers["X-SIGN"] == hmac.new(b"hush", text, hashlib.sha256).hexdigest()


@pytest.mark.asyncio
async def test_exact_numbers_stay_plain_inside_a_batch() -> None:
    http = ScriptedHttp().answer(MARKETS).answer({"code": "0", "data": [DONE["data"]]})
    async with make(http) as client:
        await client.create_orders([limit("c1", quantity=D("3E+2"), price=D("50000"))])
    assert json.loads(http.requests[1].body)[0]["size"] == "300"


@pytest.mark.asyncio
async def test_a_batch_larger_than_the_venue_takes_goes_in_several() -> None:
    http = ScriptedHttp().answer(MARKETS)
    for count in (3, 1):
        http.answer({"code": "0", "data": [{"id": "7", "cid": "", "code": "100", "msg": "no"}] * count})
    async with make(http) as client:
        outcomes = await client.create_orders([limit(f"c{n}") for n in range(4)])
    assert [type(each) for each in outcomes] == [InvalidOrder] * 4
    assert [len(json.loads(each.body)) for each in http.requests[1:]] == [3, 1]


@pytest.mark.asyncio
async def test_a_refused_batch_and_one_that_nobody_can_read() -> None:
    http = ScriptedHttp().answer(MARKETS).answer({"code": "101", "msg": "no money"})
    http.answer({"code": "0", "data": []}).answer({"code": "102", "msg": "no such order"}, path="/v1/order")
    async with make(http) as client:
        (refused,) = await client.create_orders([limit("c1")])
        assert isinstance(refused, InsufficientFunds)
        (unknown,) = await client.create_orders([limit("c2")])
        assert isinstance(unknown, OutcomeUnknown)
        assert unknown.client_order_id == "c2"
        assert isinstance(unknown.cause, DecodeError)
        assert unknown.cause.message == "a batch answer of another length than its request"
        known = {order.client_order_id: order.status for order in client.orders}
        assert known == {"c1": OrderStatus.REJECTED, "c2": OrderStatus.PENDING_NEW}


@pytest.mark.asyncio
async def test_a_code_that_states_no_outcome_leaves_only_its_own_order_unknown() -> None:
    unsure = {"id": "", "cid": "c2", "code": "103", "msg": "busy"}
    http = ScriptedHttp().answer(MARKETS).answer({"code": "2", "data": [DONE["data"], unsure]})
    http.answer({"code": "102", "msg": "no such order"}, path="/v1/order")
    async with make(http) as client:
        first, second = await client.create_orders([limit("c1"), limit("c2")])
        assert isinstance(first, Order)
        assert isinstance(second, OutcomeUnknown)
        assert second.reconciliation is not None


@pytest.mark.asyncio
async def test_cancels_of_one_market_go_together_as_text_in_the_query() -> None:
    http = ScriptedHttp().answer(MARKETS)
    http.answer({"code": "2", "data": [{"id": "71", "cid": "", "code": "0"}, {"id": "", "cid": "c2", "code": "100"}]})
    http.answer({"code": "0", "data": [{"id": "9", "cid": "", "code": "0"}]})
    async with make(http) as client:
        outcomes = await client.cancel_orders(
            [
                CancelRequest(symbol=PERPETUAL, venue_order_id="71"),
                CancelRequest(symbol="BTC/EUR", venue_order_id="9"),
                CancelRequest(symbol=PERPETUAL, client_order_id="c2"),
            ]
        )
    first, second, third = outcomes
    assert isinstance(first, Order)
    assert isinstance(second, Order)
    assert (first.venue_order_id, first.status) == ("71", OrderStatus.PENDING_CANCEL)
    assert second.symbol == "BTC/EUR"
    assert isinstance(third, CancelRejected)  # the same code means InvalidOrder where orders are made
    assert sent(http) == [
        (
            "DELETE",
            "/v1/orders?orders=%5B%7B%22market%22%3A%22BTCUSD%22%2C%22id%22%3A%2271%22%7D%2C"
            "%7B%22market%22%3A%22BTCUSD%22%2C%22cid%22%3A%22c2%22%7D%5D",
            b"",
        ),
        ("DELETE", "/v1/orders?orders=%5B%7B%22market%22%3A%22BTCEUR%22%2C%22id%22%3A%229%22%7D%5D", b""),
    ]


# ---------------------------------------------------------------------- edits, switches, settings


@pytest.mark.asyncio
async def test_an_edit_is_pending_until_the_venue_says_more() -> None:
    http = ScriptedHttp().answer(MARKETS).answer(DONE).answer(DONE)
    async with make(http) as client:
        await client.create_order(
            PERPETUAL, side=Side.BUY, type=OrderType.LIMIT, quantity=D(3), price=D(50000), client_order_id="c1"
        )
        order = await client.edit_order(PERPETUAL, client_order_id="c1", price=D(49000))
        assert (order.status, order.price) == (OrderStatus.PENDING_REPLACE, D(50000))
    assert sent(http)[1] == ("POST", "/v1/amend", b'{"market":"BTCUSD","cid":"c1","price":"49000"}')


@pytest.mark.asyncio
async def test_a_cancel_that_finds_nothing_asks_what_became_of_the_order() -> None:
    http = ScriptedHttp().answer(MARKETS).answer(DONE).answer({"code": "102", "msg": "gone"}, path="/v1/cancel")
    filled = {
        "id": "71",
        "cid": "c1",
        "market": "BTCUSD",
        "side": "buy",
        "type": "limit",
        "price": "50000",
        "size": "3",
    }
    http.answer(
        {"code": "0", "data": {**filled, "filled": "3", "state": "done", "time": 1700000000200}}, path="/v1/order"
    )
    clock = ManualClock(1_700_000_000_123_000_000)
    async with make(http, clock=clock) as client:
        await client.create_order(
            PERPETUAL, side=Side.BUY, type=OrderType.LIMIT, quantity=D(3), price=D(50000), client_order_id="c1"
        )
        with pytest.raises(OrderNotFound):
            await client.cancel_order(PERPETUAL, client_order_id="c1")
        await clock.advance(1)
        assert [(order.status, order.filled_quantity) for order in client.orders] == [(OrderStatus.FILLED, D(3))]


@pytest.mark.asyncio
async def test_cancel_all_names_what_we_know() -> None:
    http = ScriptedHttp().answer(MARKETS).answer(DONE).answer({"code": "0"})
    async with make(http) as client:
        await client.create_order(
            PERPETUAL, side=Side.BUY, type=OrderType.LIMIT, quantity=D(3), price=D(50000), client_order_id="c1"
        )
        (order,) = await client.cancel_all_orders(PERPETUAL)
        assert (order.client_order_id, order.status) == ("c1", OrderStatus.PENDING_CANCEL)
    assert sent(http)[1] == ("DELETE", "/v1/all?market=BTCUSD", b"")


@pytest.mark.asyncio
async def test_the_timer_is_armed_with_a_nonce_of_its_own_series() -> None:
    nonces = Nonces()
    http = ScriptedHttp().answer({"code": "0"}).answer({"code": "0"}).answer(MARKETS)
    async with make(http, nonces=nonces) as client:
        await client.cancel_all_orders_after(60)
        with pytest.raises(ConfigurationError, match="whole numbers"):
            await client.cancel_all_orders_after(0.5)
        await client.cancel_all_orders_after(0)
        with pytest.raises(NotSupported, match="symbol cannot be given"):  # one switch for all of them
            await client.cancel_all_orders_after(60, "BTC/EUR")
    assert nonces.keys == ["key-1@us", "key-1@us"]
    assert [each.body for each in http.requests[:2]] == [b"timeout=60", b"timeout=0"]


@pytest.mark.asyncio
async def test_nonces_have_the_unit_of_their_series() -> None:
    http = ScriptedHttp().answer({"code": "0"}).answer({"code": "0"}).answer({"code": "0"})
    async with make(http) as client:
        await client.set_position_mode(True)
        await client.set_position_mode(True)
        await client.cancel_all_orders_after(60)
    assert [each.headers["X-NONCE"] for each in http.requests] == ["1700000000123", "1700000000124", "1700000000123000"]


@pytest.mark.asyncio
async def test_settings_of_an_account() -> None:
    http = ScriptedHttp().answer(MARKETS).answer({"code": "0"}).answer({"code": "0"}).answer({"code": "0"})
    async with make(http) as client:
        await client.set_leverage(PERPETUAL, 10)
        await client.set_margin_mode(PERPETUAL, MarginMode.ISOLATED)
        await client.set_position_mode(False)
    assert [(path, body) for _, path, body in sent(http)] == [
        ("/v1/leverage", b'{"market":"BTCUSD","leverage":"10"}'),
        ("/v1/margin", b'{"market":"BTCUSD","mode":"fixed"}'),
        ("/v1/hedge", b'{"hedged":false}'),
    ]


# ---------------------------------------------------------------------- what it tells


@pytest.mark.asyncio
async def test_instruments_of_every_kind_and_one_odd_entry_harms_no_other() -> None:
    dated = {"id": "BTCUSDT_241227", "kind": "dated", "quote": "USDT", "settle": "USDT", "size": "0.001"}
    dated |= {"inverse": False, "expiry": 1735286400000}
    option = {"id": "BTCUSD_241227_50000C", "kind": "choice", "expiry": 1735286400000, "strike": "50000", "right": "C"}
    short = {key: value for key, value in MARKET.items() if key != "tick"} | {"id": "NOTICK"}
    novel = MARKET | {"id": "NOVEL", "kind": "combo"}
    data = [MARKET, short, SPOT, novel, MARKET | dated, MARKET | option]
    http = ScriptedHttp().answer({"code": "0", "data": data})
    async with make(http) as client:
        found = await client.load_instruments()
        assert client.metrics.value("misfits", operation="markets") == 1  # no tick
        assert client.metrics.value("misfits", operation="load_instruments") == 1  # a kind that nobody knows
    assert list(found) == [PERPETUAL, "BTC/EUR", "BTC/USDT:USDT-241227", "BTC/USD:BTC-241227-50000-C"]
    perpetual, spot, future, call = found.values()
    assert (perpetual.kind, perpetual.inverse, perpetual.settle) == (InstrumentKind.PERPETUAL, True, "BTC")
    assert (perpetual.quantity_unit, perpetual.contract_size) == (QuantityUnit.CONTRACTS, D(100))
    assert (spot.kind, spot.settle, spot.quantity_unit) == (InstrumentKind.SPOT, None, QuantityUnit.BASE)
    assert (future.kind, future.expiry, future.contract_size) == (InstrumentKind.FUTURE, 1735286400 * 10**9, D("0.001"))
    assert (call.kind, call.strike, call.option_type) == (InstrumentKind.OPTION, D(50000), OptionType.CALL)
    # 300 dollars' worth at 50,000, and three thousandths of a bitcoin
    assert perpetual.to_base(D(3), D(50000)) == D("0.006")
    assert future.to_base(D(3), D(50000)) == D("0.003")


@pytest.mark.asyncio
async def test_positions_have_a_side_and_no_sign() -> None:
    row = {"market": "BTCUSD", "entry": "50000", "mark": "49000", "pnl": "1", "leverage": "10", "liq": ""}
    data = [{**row, "size": "-3"}, {**row, "market": "BTCEUR", "size": "0"}]
    http = ScriptedHttp().answer(MARKETS).answer({"code": "0", "data": data}).answer({"code": "0", "data": data})
    async with make(http) as client:
        (short,) = await client.fetch_positions()
        assert (short.symbol, short.side, short.quantity) == (PERPETUAL, PositionSide.SHORT, D(3))
        assert (short.leverage, short.liquidation_price) == (D(10), None)
        assert await client.fetch_positions("BTC/EUR") == []


@pytest.mark.asyncio
async def test_a_value_that_cannot_be_read_is_a_decode_error_and_of_a_command_an_unknown_outcome() -> None:
    row = {"market": "BTCUSD", "entry": "50000", "mark": "49000", "pnl": "1", "leverage": "10", "size": "3"}
    http = ScriptedHttp().answer(MARKETS).answer({"code": "0", "data": [{**row, "liq": "none"}]})
    http.answer({"code": "0", "data": {**DONE["data"], "id": "seventy-one"}})
    async with make(http) as client:
        with pytest.raises(DecodeError) as read:
            await client.fetch_positions()
        error = read.value
        assert (error.venue, error.operation, error.path, error.expected, error.got) == (
            "example_futures",
            "fetch_positions",
            "$.liq",
            "a number",
            "'none'",
        )
        with pytest.raises(OutcomeUnknown, match="seventy-one") as unknown:
            await client.create_order(
                PERPETUAL, side=Side.BUY, type=OrderType.LIMIT, quantity=D(3), price=D(50000), client_order_id="c1"
            )
        assert unknown.value.client_order_id == "c1"
        assert isinstance(unknown.value.cause, DecodeError)
        with pytest.raises(ConfigurationError, match="seventy-one"):
            await client.fetch_order(PERPETUAL, venue_order_id="seventy-one")
    assert len(http.requests) == 3


@pytest.mark.asyncio
async def test_funding() -> None:
    answer = {"market": "BTCUSD", "rate": "0.0001", "next": 1700006400000, "mark": "50000.5", "index": "50001"}
    http = ScriptedHttp().answer(MARKETS).answer({"code": "0", "data": answer})
    async with make(http) as client:
        found = await client.fetch_funding_rate(PERPETUAL)
    assert (found.symbol, found.rate, found.ts_funding) == (PERPETUAL, D("0.0001"), 1700006400 * 10**9)


@pytest.mark.parametrize(
    ("headers", "body", "seconds"),
    [
        ({"X-Wait-Ms": "45000"}, {}, 45.0),
        ({}, {"until": 1700000061}, 61.0),
        ({"X-Wait-Ms": "45000"}, {"until": 1700000061}, 45.0),
        ({"X-Wait-Ms": "soon"}, {}, None),
        ({}, {}, None),
        ({}, {"until": 1600000000}, 0.0),
    ],
)
@pytest.mark.asyncio
async def test_how_long_to_wait_stands_where_the_spec_says(
    headers: dict[str, str], body: dict[str, int], seconds: float | None
) -> None:
    http = ScriptedHttp()
    http.answer({"code": "104", "msg": "slow down", **body}, status=429, headers=headers)
    async with make(http) as client:
        with pytest.raises(RateLimitExceeded) as caught:
            await client.set_position_mode(True)
    assert caught.value.retry_after == seconds


@pytest.mark.parametrize(
    ("headers", "body", "uses"),
    [
        ({"x-limit": "100", "x-left": "30"}, b'{"code":"0"}', [Usage(bucket="calls", used=70)]),
        ({"x-limit": "100"}, b'{"code":"0","left":4}', [Usage(bucket="orders", remaining=4)]),
        ({}, b"<html>", []),
    ],
)
def test_uses_are_computed_from_headers_and_the_answer(headers: dict[str, str], body: bytes, uses: list[Usage]) -> None:
    assert list(usage_of(Response(200, headers, body))) == uses
