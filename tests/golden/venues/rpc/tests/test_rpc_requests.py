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
from venue_runtime.testing.generated import load_examples
from venue_runtime.testing.generated_socket import match_frame
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSockets
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
]  # fmt: skip

CONTRACT: list[Case] = [
    Case("fetch_time", lambda client: client.fetch_time(),
     "GET https://rpc.example.com/api/v2/public/get_time", {"credits": 10}, answer="time"),
    Case("load_instruments", lambda client: client.load_instruments(),
     "GET https://rpc.example.com/api/v2/public/get_instruments", {"credits": 10}, answer="markets"),
    Case("fetch_candles", lambda client: client.fetch_candles("AAA/BBB", interval="1h"),
     ("GET https://rpc.example.com/api/v2/public/get_candles?instrument_name=AAA_BBB"
     "&start_timestamp=1699994000000&end_timestamp=1700000000000&resolution=60"), {"credits": 10},
     answer="candles"),
    Case("fetch_candles-all", lambda client: client.fetch_candles("AAA/BBB", interval="1h",
     since=1699999000123000000),
     ("GET https://rpc.example.com/api/v2/public/get_candles?instrument_name=AAA_BBB"
     "&start_timestamp=1699999000123&end_timestamp=1700000000000&resolution=60"), {"credits": 10},
     answer="candles"),
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
        scripted_http.answer({}, times=None)
        await check(client, scripted_http, case)


@pytest.mark.asyncio
@pytest.mark.parametrize("case", CONTRACT, ids=[case.id for case in CONTRACT])
async def test_contract_request(make_client: Callable[..., Any], scripted_http: ScriptedHttp, case: Case) -> None:
    async with make_client() as client:
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
        data = msgspec.json.decode(frame)
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
