"""What Example Chain is asked, byte for byte: method, address, headers, body, and what each request costs."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from venue_runtime.testing.generated import load_examples
from venue_runtime.testing.scripted import ScriptedHttp

PACKAGE = str(importlib.import_module("venues.example_chain").__file__)

#: id, call, method, URL, headers, body, costs
Case = tuple[str, Callable[[Any], Awaitable[Any]], str, str, dict[str, str], bytes, dict[str, int]]

RAW: list[Case] = [
    (
        "markets-required",
        lambda client: client.raw.markets(),
        "POST",
        "https://api.example.com/info",
        {},
        b'{"type":"meta"}',
        {},
    ),
    (
        "balances-required",
        lambda client: client.raw.balances(user="a b/+&=é"),
        "POST",
        "https://api.example.com/info",
        {},
        b'{"type":"balances","user":"a b/+&=\xc3\xa9"}',
        {},
    ),
]

CONTRACT: list[tuple[Case, str]] = [
    (
        (
            "load_instruments",
            lambda client: client.load_instruments(),
            "POST",
            "https://api.example.com/info",
            {},
            b'{"type":"meta"}',
            {},
        ),
        "markets",
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
