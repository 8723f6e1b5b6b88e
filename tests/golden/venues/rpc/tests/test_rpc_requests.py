"""What Rpc is asked, byte for byte: method, address, headers, body, and what each request costs."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Awaitable, Callable
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from venue_runtime.testing.generated import load_examples
from venue_runtime.testing.generated_socket import match_frame
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSockets
from venues.rpc.simulated import StreamSocket

PACKAGE = str(importlib.import_module("venues.rpc").__file__)

#: id, call, method, URL, headers, body, costs
Case = tuple[str, Callable[[Any], Awaitable[Any]], str, str, dict[str, str], bytes, dict[str, int]]

RAW: list[Case] = [
    (
        "time-required",
        lambda client: client.raw.time(),
        "GET",
        "https://rpc.example.com/api/v2/public/get_time",
        {},
        b"",
        {"credits": 10},
    ),
    (
        "markets-required",
        lambda client: client.raw.markets(),
        "GET",
        "https://rpc.example.com/api/v2/public/get_instruments",
        {},
        b"",
        {"credits": 10},
    ),
]

CONTRACT: list[tuple[Case, str]] = [
    (
        (
            "fetch_time",
            lambda client: client.fetch_time(),
            "GET",
            "https://rpc.example.com/api/v2/public/get_time",
            {},
            b"",
            {"credits": 10},
        ),
        "time",
    )
]


async def check(client: Any, http: ScriptedHttp, case: Case) -> None:
    """Make the call; what goes out must be the case's, and the limiter must have been asked for its costs."""
    _, call, method, url, headers, body, costs = case
    spent: list[dict[str, int]] = []
    acquire = client.rest.limiter.acquire

    async def counted(asked: Any, *arguments: Any, **options: Any) -> Any:
        spent.append({name: units for name, units, *_ in asked})
        return await acquire(asked, *arguments, **options)

    client.rest.limiter.acquire = counted
    calling = asyncio.ensure_future(call(client))
    for _ in range(200):
        await asyncio.sleep(0)
    # What becomes of the answer is not what this is about.
    calling.cancel()
    await asyncio.gather(calling, return_exceptions=True)
    request = http.requests[0]
    assert (request.method, request.url) == (method, url)
    sent = {name.lower(): value for name, value in request.headers.items()}
    assert {name: sent.get(name) for name in headers} == headers
    assert (request.body or b"") == body
    assert spent[0] == costs


@pytest.mark.asyncio
@pytest.mark.parametrize("case", RAW, ids=[case[0] for case in RAW])
async def test_raw_request(make_client: Callable[..., Any], scripted_http: ScriptedHttp, case: Case) -> None:
    async with make_client() as client:
        scripted_http.answer({}, times=None)
        await check(client, scripted_http, case)


@pytest.mark.asyncio
@pytest.mark.parametrize(("case", "example"), CONTRACT, ids=[case[0] for case, _ in CONTRACT])
async def test_contract_request(
    make_client: Callable[..., Any], scripted_http: ScriptedHttp, case: Case, example: str
) -> None:
    async with make_client() as client:
        if case[0] == "load_instruments":
            del client._load_instruments
        answer = load_examples(PACKAGE)[example].response
        scripted_http.answer(answer, times=None)
        await check(client, scripted_http, case)


#: id, call, method, parameters in order, costs
OVER: list[tuple[str, Callable[[Any], Awaitable[Any]], str, dict[str, Any], dict[str, int]]] = [
    (
        "place-required",
        lambda client: client.raw.place(name="AAA_BBB", side="buy", size=Decimal("0.10"), kind="limit", over="stream"),
        "private/place",
        {"instrument_name": "AAA_BBB", "direction": "buy", "amount": "0.10", "type": "limit"},
        {"credits": 10},
    ),
    (
        "place-all",
        lambda client: client.raw.place(
            name="AAA_BBB",
            side="buy",
            size=Decimal("0.10"),
            kind="limit",
            label="a b/+&=é",
            price=Decimal("0.10"),
            life="good_til_cancelled",
            post_only=True,
            over="stream",
        ),
        "private/place",
        {
            "instrument_name": "AAA_BBB",
            "direction": "buy",
            "amount": "0.10",
            "type": "limit",
            "label": "a b/+&=é",
            "price": "0.10",
            "time_in_force": "good_til_cancelled",
            "post_only": True,
        },
        {"credits": 10},
    ),
    (
        "cancel-required",
        lambda client: client.raw.cancel(id="a b/+&=é", over="stream"),
        "private/cancel",
        {"order_id": "a b/+&=é"},
        {"credits": 10},
    ),
]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("id", "call", "method", "params", "costs"), OVER, ids=[f"{n}-{c[0]}" for n, c in enumerate(OVER)]
)
async def test_call_over_a_connection(
    make_client: Callable[..., Any],
    scripted_sockets: ScriptedSockets,
    id: str,
    call: Callable[[Any], Awaitable[Any]],
    method: str,
    params: dict[str, Any],
    costs: dict[str, int],
) -> None:
    """The same operations as calls over a stream connection: one frame, its parameters in order, the same budgets."""
    seen: list[dict[str, Any]] = []
    spent: list[dict[str, int]] = []

    def respond(frame: Any) -> list[str]:
        data = msgspec.json.decode(frame)
        login = StreamSocket.login
        if login is not None and login.frame is not None and match_frame(login.frame, data) is not None:
            return [msgspec.json.encode(login.reply.filled()).decode()]
        found = match_frame(StreamSocket.rpc, data)
        assert found is not None
        seen.append(found)
        return [msgspec.json.encode(StreamSocket.reply.filled(id=found["id"], payload={}, method=method)).decode()]

    scripted_sockets.respond = respond
    async with make_client() as client:
        acquire = client.rest.limiter.acquire

        async def counted(asked: Any, *arguments: Any, **options: Any) -> Any:
            spent.append({name: units for name, units, *_ in asked})
            return await acquire(asked, *arguments, **options)

        client.rest.limiter.acquire = counted
        calling = asyncio.ensure_future(call(client))
        for _ in range(300):
            await asyncio.sleep(0)
        calling.cancel()
        await asyncio.gather(calling, return_exceptions=True)
    found = next(each for each in seen if each["method"] == method)
    assert list(found["params"].items()) == list(params.items())
    assert costs in spent
