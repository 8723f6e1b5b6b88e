"""What Rpc is asked, byte for byte: method, address, headers, body, and what each request costs."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Awaitable, Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec
import pytest
from venue_runtime.errors import NotSupported
from venue_runtime.model import OrderType, Side, TimeInForce
from venue_runtime.testing.generated import load_examples
from venue_runtime.testing.generated_socket import match_frame
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSockets
from venues.rpc.leases import SessionLease
from venues.rpc.simulated import CallsSocket

PACKAGE = str(importlib.import_module("venues.rpc").__file__)


class Case(NamedTuple):
    """A call, and what must go out for it: method and address, what it costs, headers among others, body."""

    id: str
    call: Callable[[Any], Awaitable[Any]]
    request: str
    costs: dict[str, int]
    headers: Mapping[str, str] = {}
    body: bytes = b""
    answer: str = ""
    """Id of the example that answers it."""


RAW: list[Case] = [
    Case("auth-required", lambda client: client.raw.auth(),
     ("GET https://rpc.example.com/api/v2/public/auth?grant_type=client_signature&client_id=test-client-id"
     "&timestamp=1700000000000&nonce=cd072cd8be6f9f62ac4c09c28206e7e3"
     "&signature=1392bc4c9050b6a9ab17bf8d2adf0a4e7a10b93d3ee83dbdcea26d85ac356143"), {"credits": 10}),
    Case("refresh-required", lambda client: client.raw.refresh(refresh_token="a b/+&=é"),
     ("GET https://rpc.example.com/api/v2/public/auth?grant_type=refresh_token"
     "&refresh_token=a%20b%2F%2B%26%3D%C3%A9"), {"credits": 10}),
    Case("time-required", lambda client: client.raw.time(),
     "GET https://rpc.example.com/api/v2/public/get_time", {"credits": 10}),
    Case("markets-required", lambda client: client.raw.markets(),
     "GET https://rpc.example.com/api/v2/public/get_instruments", {"credits": 10}),
    Case("candles-required", lambda client: client.raw.candles(name="AAA_BBB", start=1700000000000,
     end=1700000000000, resolution="a b/+&=é"),
     ("GET https://rpc.example.com/api/v2/public/get_candles?instrument_name=AAA_BBB"
     "&start_timestamp=1700000000000&end_timestamp=1700000000000&resolution=a%20b%2F%2B%26%3D%C3%A9"),
     {"credits": 10}),
    Case("place-required", lambda client: client.raw.place(name="AAA_BBB", side="buy", size=Decimal("0.10"),
     kind="limit"),
     ("GET https://rpc.example.com/api/v2/private/place?instrument_name=AAA_BBB&direction=buy&amount=0.10"
     "&type=limit"), {"credits": 10}, headers={"authorization": "Bearer held-token"}),
    Case("place-all", lambda client: client.raw.place(name="AAA_BBB", side="buy", size=Decimal("0.10"),
     kind="limit", label="a b/+&=é", price=Decimal("0.10"), life="good_til_cancelled", post_only=True),
     ("GET https://rpc.example.com/api/v2/private/place?instrument_name=AAA_BBB&direction=buy&amount=0.10"
     "&type=limit&label=a%20b%2F%2B%26%3D%C3%A9&price=0.10&time_in_force=good_til_cancelled&post_only=true"),
     {"credits": 10}, headers={"authorization": "Bearer held-token"}),
    Case("cancel-required", lambda client: client.raw.cancel(id="a b/+&=é"),
     "GET https://rpc.example.com/api/v2/private/cancel?order_id=a%20b%2F%2B%26%3D%C3%A9", {"credits": 10},
     headers={"authorization": "Bearer held-token"}),
    Case("order-required", lambda client: client.raw.order(id="a b/+&=é"),
     "GET https://rpc.example.com/api/v2/private/get_order_state?order_id=a%20b%2F%2B%26%3D%C3%A9", {"credits": 10},
     headers={"authorization": "Bearer held-token"}),
    Case("open_orders-required", lambda client: client.raw.open_orders(),
     "GET https://rpc.example.com/api/v2/private/get_open_orders", {"credits": 10},
     headers={"authorization": "Bearer held-token"}),
    Case("open_orders-all", lambda client: client.raw.open_orders(name="AAA_BBB"),
     "GET https://rpc.example.com/api/v2/private/get_open_orders?instrument_name=AAA_BBB", {"credits": 10},
     headers={"authorization": "Bearer held-token"}),
    Case("fills-required", lambda client: client.raw.fills(),
     "GET https://rpc.example.com/api/v2/private/get_user_trades", {"credits": 10},
     headers={"authorization": "Bearer held-token"}),
    Case("fills-all", lambda client: client.raw.fills(name="AAA_BBB", since=1700000000000, limit=7),
     ("GET https://rpc.example.com/api/v2/private/get_user_trades?instrument_name=AAA_BBB"
     "&start_timestamp=1700000000000&count=7"), {"credits": 10}, headers={"authorization": "Bearer held-token"}),
    Case("summaries-required", lambda client: client.raw.summaries(),
     "GET https://rpc.example.com/api/v2/private/get_account_summaries", {"credits": 10},
     headers={"authorization": "Bearer held-token"}),
]  # fmt: skip

CONTRACT: list[Case] = [
    Case("fetch_time", lambda client: client.fetch_time(),
     "GET https://rpc.example.com/api/v2/public/get_time", {"credits": 10}, answer="time"),
    Case("load_instruments", lambda client: client.load_instruments(),
     "GET https://rpc.example.com/api/v2/public/get_instruments", {"credits": 10}, answer="markets"),
    Case("create_order-0-buy", lambda client: client.create_order("AAA/BBB", side=Side.BUY, type=OrderType.LIMIT,
     post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"),
     ("GET https://rpc.example.com/api/v2/private/place?instrument_name=AAA_BBB&direction=buy&amount=0.50"
     "&type=limit&label=abc1&price=100.10&time_in_force=good_til_cancelled&post_only=true"), {"credits": 10},
     headers={"authorization": "Bearer held-token"}, answer="placed"),
    Case("create_order-0-sell", lambda client: client.create_order("AAA/BBB", side=Side.SELL, type=OrderType.LIMIT,
     post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"),
     ("GET https://rpc.example.com/api/v2/private/place?instrument_name=AAA_BBB&direction=sell&amount=0.50"
     "&type=limit&label=abc1&price=100.10&time_in_force=good_til_cancelled&post_only=true"), {"credits": 10},
     headers={"authorization": "Bearer held-token"}, answer="placed"),
    Case("create_order-1-buy", lambda client: client.create_order("AAA/BBB", side=Side.BUY, type=OrderType.LIMIT,
     time_in_force=TimeInForce.IOC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"),
     ("GET https://rpc.example.com/api/v2/private/place?instrument_name=AAA_BBB&direction=buy&amount=0.50"
     "&type=limit&label=abc1&price=100.10&time_in_force=immediate_or_cancel"), {"credits": 10},
     headers={"authorization": "Bearer held-token"}, answer="placed"),
    Case("create_order-1-sell", lambda client: client.create_order("AAA/BBB", side=Side.SELL, type=OrderType.LIMIT,
     time_in_force=TimeInForce.IOC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"),
     ("GET https://rpc.example.com/api/v2/private/place?instrument_name=AAA_BBB&direction=sell&amount=0.50"
     "&type=limit&label=abc1&price=100.10&time_in_force=immediate_or_cancel"), {"credits": 10},
     headers={"authorization": "Bearer held-token"}, answer="placed"),
    Case("create_order-2-buy", lambda client: client.create_order("AAA/BBB", side=Side.BUY, type=OrderType.LIMIT,
     time_in_force=TimeInForce.FOK, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"),
     ("GET https://rpc.example.com/api/v2/private/place?instrument_name=AAA_BBB&direction=buy&amount=0.50"
     "&type=limit&label=abc1&price=100.10&time_in_force=fill_or_kill"), {"credits": 10},
     headers={"authorization": "Bearer held-token"}, answer="placed"),
    Case("create_order-2-sell", lambda client: client.create_order("AAA/BBB", side=Side.SELL, type=OrderType.LIMIT,
     time_in_force=TimeInForce.FOK, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"),
     ("GET https://rpc.example.com/api/v2/private/place?instrument_name=AAA_BBB&direction=sell&amount=0.50"
     "&type=limit&label=abc1&price=100.10&time_in_force=fill_or_kill"), {"credits": 10},
     headers={"authorization": "Bearer held-token"}, answer="placed"),
    Case("create_order-3-buy", lambda client: client.create_order("AAA/BBB", side=Side.BUY, type=OrderType.LIMIT,
     quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"),
     ("GET https://rpc.example.com/api/v2/private/place?instrument_name=AAA_BBB&direction=buy&amount=0.50"
     "&type=limit&label=abc1&price=100.10&time_in_force=good_til_cancelled"), {"credits": 10},
     headers={"authorization": "Bearer held-token"}, answer="placed"),
    Case("create_order-3-sell", lambda client: client.create_order("AAA/BBB", side=Side.SELL, type=OrderType.LIMIT,
     quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"),
     ("GET https://rpc.example.com/api/v2/private/place?instrument_name=AAA_BBB&direction=sell&amount=0.50"
     "&type=limit&label=abc1&price=100.10&time_in_force=good_til_cancelled"), {"credits": 10},
     headers={"authorization": "Bearer held-token"}, answer="placed"),
    Case("create_order-4-buy", lambda client: client.create_order("AAA/BBB", side=Side.BUY, type=OrderType.MARKET,
     quantity=Decimal("0.50"), client_order_id="abc1"),
     ("GET https://rpc.example.com/api/v2/private/place?instrument_name=AAA_BBB&direction=buy&amount=0.50"
     "&type=market&label=abc1"), {"credits": 10}, headers={"authorization": "Bearer held-token"}, answer="placed"),
    Case("create_order-4-sell", lambda client: client.create_order("AAA/BBB", side=Side.SELL, type=OrderType.MARKET,
     quantity=Decimal("0.50"), client_order_id="abc1"),
     ("GET https://rpc.example.com/api/v2/private/place?instrument_name=AAA_BBB&direction=sell&amount=0.50"
     "&type=market&label=abc1"), {"credits": 10}, headers={"authorization": "Bearer held-token"}, answer="placed"),
    Case("fetch_candles", lambda client: client.fetch_candles("AAA/BBB", interval="1h"),
     ("GET https://rpc.example.com/api/v2/public/get_candles?instrument_name=AAA_BBB"
     "&start_timestamp=1699994000000&end_timestamp=1700000000000&resolution=60"), {"credits": 10},
     answer="candles"),
    Case("fetch_candles-all", lambda client: client.fetch_candles("AAA/BBB", interval="1h",
     since=1699999000123000000),
     ("GET https://rpc.example.com/api/v2/public/get_candles?instrument_name=AAA_BBB"
     "&start_timestamp=1699999000123&end_timestamp=1700000000000&resolution=60"), {"credits": 10},
     answer="candles"),
    Case("cancel_order-venue_order_id", lambda client: client.cancel_order("AAA/BBB", venue_order_id="123"),
     "GET https://rpc.example.com/api/v2/private/cancel?order_id=123", {"credits": 10},
     headers={"authorization": "Bearer held-token"}, answer="order"),
    Case("fetch_order-venue_order_id", lambda client: client.fetch_order("AAA/BBB", venue_order_id="123"),
     "GET https://rpc.example.com/api/v2/private/get_order_state?order_id=123", {"credits": 10},
     headers={"authorization": "Bearer held-token"}, answer="order"),
    Case("fetch_open_orders", lambda client: client.fetch_open_orders("AAA/BBB"),
     "GET https://rpc.example.com/api/v2/private/get_open_orders?instrument_name=AAA_BBB", {"credits": 10},
     headers={"authorization": "Bearer held-token"}, answer="orders"),
    Case("fetch_my_trades", lambda client: client.fetch_my_trades("AAA/BBB"),
     "GET https://rpc.example.com/api/v2/private/get_user_trades?instrument_name=AAA_BBB", {"credits": 10},
     headers={"authorization": "Bearer held-token"}, answer="fills"),
    Case("fetch_my_trades-all", lambda client: client.fetch_my_trades("AAA/BBB", since=1699999000123000000,
     limit=5),
     ("GET https://rpc.example.com/api/v2/private/get_user_trades?instrument_name=AAA_BBB"
     "&start_timestamp=1699999000123&count=5"), {"credits": 10}, headers={"authorization": "Bearer held-token"},
     answer="fills"),
    Case("fetch_balances", lambda client: client.fetch_balances(),
     "GET https://rpc.example.com/api/v2/private/get_account_summaries", {"credits": 10},
     headers={"authorization": "Bearer held-token"}, answer="summaries"),
]  # fmt: skip


async def check(client: Any, http: ScriptedHttp, case: Case) -> None:
    """Make the call; what goes out must be the case's, and the limiter must have been asked for its costs."""
    spent: list[dict[str, int]] = []
    acquire = client.rest.limiter.acquire

    async def counted(asked: Any, *arguments: Any, **options: Any) -> Any:
        spent.append({name: units for name, units, *_ in asked})
        return await acquire(asked, *arguments, **options)

    client.rest.limiter.acquire = counted
    calling = asyncio.ensure_future(case.call(client))
    for _ in range(200):
        await asyncio.sleep(0)
    # What becomes of the answer is not what this is about.
    calling.cancel()
    await asyncio.gather(calling, return_exceptions=True)
    request = http.requests[0]
    assert f"{request.method} {request.url}" == case.request
    sent = {name.lower(): value for name, value in request.headers.items()}
    assert {name: sent.get(name) for name in case.headers} == case.headers
    assert (request.body or b"") == case.body
    assert spent[0] == case.costs


@pytest.mark.asyncio
@pytest.mark.parametrize("case", RAW, ids=[case.id for case in RAW])
async def test_raw_request(make_client: Callable[..., Any], scripted_http: ScriptedHttp, case: Case) -> None:
    async with make_client() as client:
        client.leases.session.hold(SessionLease(token="held-token", refresh_token="held-refresh_token"))
        scripted_http.answer({}, times=None)
        await check(client, scripted_http, case)


@pytest.mark.asyncio
@pytest.mark.parametrize("case", CONTRACT, ids=[case.id for case in CONTRACT])
async def test_contract_request(make_client: Callable[..., Any], scripted_http: ScriptedHttp, case: Case) -> None:
    async with make_client() as client:
        client.leases.session.hold(SessionLease(token="held-token", refresh_token="held-refresh_token"))
        if case.id == "load_instruments":
            del client._load_instruments
        answer = load_examples(PACKAGE)[case.answer].response
        scripted_http.answer(answer, times=None)
        await check(client, scripted_http, case)


REFUSED: dict[str, Callable[[Any], Awaitable[Any]]] = {
    "fetch_candles-limit": lambda client: client.fetch_candles(symbol="AAA/BBB", interval="1h", limit=5)
}


@pytest.mark.asyncio
@pytest.mark.parametrize("call", REFUSED.values(), ids=REFUSED)
async def test_an_argument_that_the_venue_cannot_take_is_refused(
    make_client: Callable[..., Any], scripted_http: ScriptedHttp, call: Callable[[Any], Awaitable[Any]]
) -> None:
    """Before anything is sent: an answer that passes over it would be taken for what was asked."""
    async with make_client() as client:
        with pytest.raises(NotSupported):
            await call(client)
    assert scripted_http.requests == []


class Call(NamedTuple):
    """A call over a stream connection: the venue's name of the method, parameters in order, what it costs."""

    id: str
    call: Callable[[Any], Awaitable[Any]]
    method: str
    params: dict[str, Any]
    costs: dict[str, int]


EXACT = msgspec.json.Decoder(float_hook=Decimal)
"""Numbers keep their digits."""

OVER: list[Call] = [
    Call("place-required", lambda client: client.raw.place(name="AAA_BBB", side="buy", size=Decimal("0.10"),
     kind="limit", over="calls"),
     "private/place", {"instrument_name": "AAA_BBB", "direction": "buy", "amount": "0.10", "type": "limit"},
     {"credits": 10}),
    Call("place-all", lambda client: client.raw.place(name="AAA_BBB", side="buy", size=Decimal("0.10"),
     kind="limit", label="a b/+&=é", price=Decimal("0.10"), life="good_til_cancelled", post_only=True,
     over="calls"),
     "private/place", {"instrument_name": "AAA_BBB", "direction": "buy", "amount": "0.10", "type": "limit",
     "label": "a b/+&=é", "price": "0.10", "time_in_force": "good_til_cancelled", "post_only": True},
     {"credits": 10}),
    Call("cancel-required", lambda client: client.raw.cancel(id="a b/+&=é", over="calls"),
     "private/cancel", {"order_id": "a b/+&=é"}, {"credits": 10}),
]  # fmt: skip


@pytest.mark.asyncio
@pytest.mark.parametrize("case", OVER, ids=[f"{at}-{case.id}" for at, case in enumerate(OVER)])
async def test_call_over_a_connection(
    make_client: Callable[..., Any], scripted_sockets: ScriptedSockets, case: Call
) -> None:
    """The same operations as calls over a stream connection: one frame, its parameters in order, the same budgets."""
    seen: list[dict[str, Any]] = []
    spent: list[dict[str, int]] = []

    def respond(frame: Any) -> list[str]:
        data = EXACT.decode(frame)
        login = CallsSocket.login
        if login is not None and login.frame is not None and match_frame(login.frame, data) is not None:
            return [msgspec.json.encode(login.reply.filled(id=login.id, payload={})).decode()]
        found = match_frame(CallsSocket.rpc, data)
        assert found is not None
        seen.append(found)
        return [msgspec.json.encode(CallsSocket.reply.filled(id=found["id"], payload={}, method=case.method)).decode()]

    scripted_sockets.respond = respond
    async with make_client() as client:
        acquire = client.rest.limiter.acquire

        async def counted(asked: Any, *arguments: Any, **options: Any) -> Any:
            spent.append({name: units for name, units, *_ in asked})
            return await acquire(asked, *arguments, **options)

        client.rest.limiter.acquire = counted
        calling = asyncio.ensure_future(case.call(client))
        for _ in range(300):
            await asyncio.sleep(0)
        calling.cancel()
        await asyncio.gather(calling, return_exceptions=True)
    found = next(each for each in seen if each["method"] == case.method)
    assert list(found["params"].items()) == list(case.params.items())
    assert case.costs in spent
