"""What Bitvavo is asked, byte for byte: method, address, headers, body, and what each request costs."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NamedTuple

import pytest
from venue_runtime.testing.generated import load_examples
from venue_runtime.testing.scripted import ScriptedHttp

PACKAGE = str(importlib.import_module("venues.bitvavo").__file__)


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
    Case("time-required", lambda client: client.raw.time(),
     "GET https://api.bitvavo.com/v2/time", {"weight": 1}),
    Case("markets-required", lambda client: client.raw.markets(),
     "GET https://api.bitvavo.com/v2/markets", {"weight": 1}),
    Case("order-required", lambda client: client.raw.order(symbol="BTC-EUR"),
     "GET https://api.bitvavo.com/v2/order?market=BTC-EUR", {"weight": 1},
     headers={"bitvavo-access-key": "test-api-key",
     "bitvavo-access-signature": "5977422360bf4e987bd76b7de5fd734e6485832dcb5fe6f55bafd9aeaa544abf",
     "bitvavo-access-timestamp": "1700000000000"}),
    Case("order-all", lambda client: client.raw.order(symbol="BTC-EUR", order_id="a b/+&=é",
     client_order_id="a b/+&=é"),
     ("GET https://api.bitvavo.com/v2/order?market=BTC-EUR&orderId=a%20b%2F%2B%26%3D%C3%A9"
     "&clientOrderId=a%20b%2F%2B%26%3D%C3%A9"), {"weight": 1}, headers={"bitvavo-access-key": "test-api-key",
     "bitvavo-access-signature": "68ef693a93c0243075687bcf20be3c5de23fe39a46f64518ece706494a030ee3",
     "bitvavo-access-timestamp": "1700000000000"}),
    Case("open_orders-required", lambda client: client.raw.open_orders(),
     "GET https://api.bitvavo.com/v2/ordersOpen", {"weight": 25}, headers={"bitvavo-access-key": "test-api-key",
     "bitvavo-access-signature": "33fc5d92ba4f1d7fec5c30302660475a7b3bef2eb18aa54c88a7638e2f20d3bd",
     "bitvavo-access-timestamp": "1700000000000"}),
    Case("open_orders-all", lambda client: client.raw.open_orders(symbol="BTC-EUR"),
     "GET https://api.bitvavo.com/v2/ordersOpen?market=BTC-EUR", {"weight": 1},
     headers={"bitvavo-access-key": "test-api-key",
     "bitvavo-access-signature": "a5fbee6ed5341cc6ecadc8a94c4e9ea150caff935a51ec9787a191aaa0c59fc4",
     "bitvavo-access-timestamp": "1700000000000"}),
]  # fmt: skip

CONTRACT: list[Case] = [
    Case("load_instruments", lambda client: client.load_instruments(),
     "GET https://api.bitvavo.com/v2/markets", {"weight": 1}, answer="markets"),
    Case("fetch_time", lambda client: client.fetch_time(),
     "GET https://api.bitvavo.com/v2/time", {"weight": 1}, answer="time"),
    Case("fetch_order-venue_order_id", lambda client: client.fetch_order("BTC/EUR", venue_order_id="123"),
     "GET https://api.bitvavo.com/v2/order?market=BTC-EUR&orderId=123", {"weight": 1},
     headers={"bitvavo-access-key": "test-api-key",
     "bitvavo-access-signature": "aac7f1a5f77d2200260b58059d29412804b70916e74e74ebabf93c3a4e279d7f",
     "bitvavo-access-timestamp": "1700000000000"}, answer="order"),
    Case("fetch_order-client_order_id", lambda client: client.fetch_order("BTC/EUR",
     client_order_id="12345678-9abc-4def-8123-456789abcdef"),
     "GET https://api.bitvavo.com/v2/order?market=BTC-EUR&clientOrderId=12345678-9abc-4def-8123-456789abcdef",
     {"weight": 1}, headers={"bitvavo-access-key": "test-api-key",
     "bitvavo-access-signature": "99035ad686f78b774896556923e75c4992ad94ebbab983e00c1a54bb4b7735e3",
     "bitvavo-access-timestamp": "1700000000000"}, answer="order"),
    Case("fetch_open_orders", lambda client: client.fetch_open_orders("BTC/EUR"),
     "GET https://api.bitvavo.com/v2/ordersOpen?market=BTC-EUR", {"weight": 1},
     headers={"bitvavo-access-key": "test-api-key",
     "bitvavo-access-signature": "a5fbee6ed5341cc6ecadc8a94c4e9ea150caff935a51ec9787a191aaa0c59fc4",
     "bitvavo-access-timestamp": "1700000000000"}, answer="open_orders"),
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
