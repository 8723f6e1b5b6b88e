"""What Example Sections is asked, byte for byte: method, address, headers, body, and what each request costs."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Awaitable, Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from venue_runtime.testing.generated import load_examples
from venue_runtime.testing.scripted import ScriptedHttp

PACKAGE = str(importlib.import_module("venues.example_sections").__file__)


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
    Case("markets-required", lambda client: client.raw.markets(section="a b/+&=é"),
     "GET https://api.example.com/v1/markets?section=a%20b%2F%2B%26%3D%C3%A9", {}),
    Case("place-required", lambda client: client.raw.place(section="a b/+&=é", market="AAABBB", side="buy",
     size=Decimal("0.10"), price=Decimal("0.10")),
     "POST https://api.example.com/v1/order", {}, headers={"x-key": "test-api-key",
     "x-sign": "675bbe98058efcc784539a3091af9d98e8b3b0b7a02834172293b64b223e1775"},
     body=b'{"nonce":1700000000000000,"section":"a b/+&=\xc3\xa9","market":"AAABBB","side":"buy","size":"0.10","price":"0.10"}'),
    Case("place-all", lambda client: client.raw.place(section="a b/+&=é", market="AAABBB", side="buy",
     size=Decimal("0.10"), price=Decimal("0.10"), client_id="a b/+&=é"),
     "POST https://api.example.com/v1/order", {}, headers={"x-key": "test-api-key",
     "x-sign": "fd86f5ce2bfe72aa0412870ef4baf4f73418017bb4f45a7c3b4bc47d8b42fd05"},
     body=b'{"nonce":1700000000000000,"section":"a b/+&=\xc3\xa9","market":"AAABBB","side":"buy","size":"0.10","price":"0.10","cid":"a b/+&=\xc3\xa9"}'),
    Case("place-documented", lambda client: client.raw.place(section="cash", market="AAABBB", side="buy",
     size=Decimal("1"), price=Decimal("2.5")),
     "POST https://api.example.com/v1/order", {}, headers={"x-key": "test-api-key",
     "x-sign": "d27fa5a4c0ffcd7ca59eb6b13a60dedf2a2ae4e2f113fb55a1feb9f6a1782a01"},
     body=b'{"nonce":1700000000000000,"section":"cash","market":"AAABBB","side":"buy","size":"1","price":"2.5"}'),
    Case("order-required", lambda client: client.raw.order(section="a b/+&=é", id=7),
     "POST https://api.example.com/v1/order/status", {}, headers={"x-key": "test-api-key",
     "x-sign": "be5ef5a10ebfa885d862dd018b818da2bb1cbe7cccdb71cb811faa9e7c1e9b93"},
     body=b'{"nonce":1700000000000000,"section":"a b/+&=\xc3\xa9","id":7}'),
    Case("open_orders-required", lambda client: client.raw.open_orders(section="a b/+&=é"),
     "POST https://api.example.com/v1/orders", {}, headers={"x-key": "test-api-key",
     "x-sign": "e78d3b460e19e65efa09fb38e67590f419c6f82f0762674c4a39d2148238f939"},
     body=b'{"nonce":1700000000000000,"section":"a b/+&=\xc3\xa9"}'),
    Case("open_orders-all", lambda client: client.raw.open_orders(section="a b/+&=é", cursor="a b/+&=é"),
     "POST https://api.example.com/v1/orders", {}, headers={"x-key": "test-api-key",
     "x-sign": "2ba37267d5002ef4d0009a487ea8b4c3e99c684780f27a2ba879fa5ef6671ec9"},
     body=b'{"nonce":1700000000000000,"section":"a b/+&=\xc3\xa9","cursor":"a b/+&=\xc3\xa9"}'),
]  # fmt: skip

CONTRACT: list[Case] = [
    Case("load_instruments", lambda client: client.load_instruments(),
     "GET https://api.example.com/v1/markets?section=cash", {}, answer="markets"),
    Case("fetch_order-venue_order_id", lambda client: client.fetch_order("AAA/BBB", venue_order_id="123"),
     "POST https://api.example.com/v1/order/status", {}, headers={"x-key": "test-api-key",
     "x-sign": "201de779abfb142d2d771f9a2fad48603578e4bdb417ec497c19c83a2aa9b199"},
     body=b'{"nonce":1700000000000000,"section":"cash","id":123}', answer="order"),
    Case("fetch_open_orders", lambda client: client.fetch_open_orders("AAA/BBB"),
     "POST https://api.example.com/v1/orders", {}, headers={"x-key": "test-api-key",
     "x-sign": "f0fb08283c4861771ad2e428af60288daa519034823aa9391f9f3445f93db126"},
     body=b'{"nonce":1700000000000000,"section":"cash"}', answer="orders"),
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
