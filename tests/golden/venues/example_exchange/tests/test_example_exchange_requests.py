"""What Example Exchange is asked, byte for byte: method, address, headers, body, and what each request costs."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Awaitable, Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from venue_runtime.errors import NotSupported
from venue_runtime.model import OrderType, Side
from venue_runtime.testing.generated import load_examples
from venue_runtime.testing.scripted import ScriptedHttp

PACKAGE = str(importlib.import_module("venues.example_exchange").__file__)


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
    Case("markets-required", lambda client: client.raw.markets(),
     "GET https://api.example.com/v1/markets", {"calls": 1}, headers={"x-client": "python"}),
    Case("place-required", lambda client: client.raw.place(market="AAA-BBB", side="buy", kind="limit",
     account="a b/+&=é"),
     "POST https://api.example.com/v1/orders", {"calls": 1, "orders": 1}, headers={"x-client": "python",
     "x-key": "test-api-key", "x-sign": "f6IrHPMqtEJMFY9hg2fSfI+ksUzN9RFzzH9KrGHUbBg=", "x-time": "1700000000000",
     "x-pass": "fqkeR28GaLc+yzydx1yFfD3Jc46eSFoOwfG2YgL/Qos="},
     body=b'{"market":"AAA-BBB","side":"buy","kind":"limit","options":{"account":"a b/+&=\xc3\xa9"}}'),
    Case("place-all", lambda client: client.raw.place(market="AAA-BBB", side="buy", kind="limit",
     size=Decimal("0.10"), price=Decimal("0.10"), post_only=True, account="a b/+&=é", client_id="a b/+&=é"),
     "POST https://api.example.com/v1/orders", {"calls": 1, "orders": 1}, headers={"x-client": "python",
     "x-key": "test-api-key", "x-sign": "PdQ85KCpoCSm0jDG86aGsDoifr/I76mT8nvWoDsgsFQ=", "x-time": "1700000000000",
     "x-pass": "fqkeR28GaLc+yzydx1yFfD3Jc46eSFoOwfG2YgL/Qos="},
     body=b'{"market":"AAA-BBB","side":"buy","kind":"limit","size":"0.10","price":"0.10","post_only":"true","options":{"account":"a b/+&=\xc3\xa9","client_id":"a b/+&=\xc3\xa9"}}'),
    Case("place-documented", lambda client: client.raw.place(market="AAABBB", side="buy", kind="limit",
     size=Decimal("1.50"), price=Decimal("20"), post_only=True, account="main", client_id="x-1"),
     "POST https://api.example.com/v1/orders", {"calls": 1, "orders": 1}, headers={"x-client": "python",
     "x-key": "test-api-key", "x-sign": "rnfNY7YjGrcq13b0xkwhZ3CrWG8FfjAn6m+Dhya/H5w=", "x-time": "1700000000000",
     "x-pass": "fqkeR28GaLc+yzydx1yFfD3Jc46eSFoOwfG2YgL/Qos="},
     body=b'{"market":"AAABBB","side":"buy","kind":"limit","size":"1.50","price":"20","post_only":"true","options":{"account":"main","client_id":"x-1"}}'),
    Case("cancel-required", lambda client: client.raw.cancel(id=7),
     "DELETE https://api.example.com/v1/orders/7", {"calls": 1}, headers={"x-client": "python",
     "x-key": "test-api-key", "x-sign": "LfjofA/jzdKEcCNtNt2TK7mwTuOm21NX7OM3CGKAmnI=", "x-time": "1700000000000",
     "x-pass": "fqkeR28GaLc+yzydx1yFfD3Jc46eSFoOwfG2YgL/Qos="}),
    Case("order-required", lambda client: client.raw.order(id=7),
     "GET https://api.example.com/v1/orders?id=7", {"calls": 1}, headers={"x-client": "python",
     "x-key": "test-api-key", "x-sign": "N4Ma2qTUuoaTi1A2PAzmPyf7EGF5RPY+pYSAzDrUODY=", "x-time": "1700000000000",
     "x-pass": "fqkeR28GaLc+yzydx1yFfD3Jc46eSFoOwfG2YgL/Qos="}),
    Case("fills-required", lambda client: client.raw.fills(),
     "GET https://api.example.com/v1/fills?limit=100", {"calls": 1}, headers={"x-client": "python",
     "authorization": "Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJuYW1lIjoiSm9obiBEb2UiLCJpYXQiOjE3MDAwMDAwMDB9.mHsa-mXWhFxGY6HkEuk8XL3GBawrbiLlK4VhdsNdCX8"}),
    Case("fills-all", lambda client: client.raw.fills(market="AAA-BBB", cursor="a b/+&=é", limit=1),
     "GET https://api.example.com/v1/fills?market=AAA-BBB&cursor=a%20b%2F%2B%26%3D%C3%A9&limit=1", {"calls": 1},
     headers={"x-client": "python",
     "authorization": "Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJuYW1lIjoiSm9obiBEb2UiLCJpYXQiOjE3MDAwMDAwMDB9.mHsa-mXWhFxGY6HkEuk8XL3GBawrbiLlK4VhdsNdCX8"}),
    Case("funds-required", lambda client: client.raw.funds(account="a b/+&=é"),
     "GET https://api.example.com/v1/funds?account=a%20b%2F%2B%26%3D%C3%A9", {"calls": 1},
     headers={"x-client": "python", "x-key": "test-api-key",
     "x-sign": "f1NEXvNBYZhyaAQNdruGAjVK/KlNdpJoVCx/MF4GM8w=", "x-time": "1700000000000",
     "x-pass": "fqkeR28GaLc+yzydx1yFfD3Jc46eSFoOwfG2YgL/Qos="}),
    Case("stream_token-required", lambda client: client.raw.stream_token(),
     "POST https://api.example.com/v1/private/stream_token", {"calls": 1}, headers={"x-client": "python",
     "x-key": "test-api-key",
     "x-sign": "9/6Aqod14UJlFFgQXtovKwQViI9LKVa4mV3WqQfVVPYa0SgydQ2O5PVBy07fS2ZAvHYZ432EBZ8/VvWrzmFDrg=="},
     body=b'nonce=1700000000000000'),
    Case("keep_stream_token-required", lambda client: client.raw.keep_stream_token(),
     "POST https://api.example.com/v1/private/keep_stream_token", {"calls": 1}, headers={"x-client": "python",
     "x-key": "test-api-key",
     "x-sign": "kFwS71OV8noKBBdBY0mLKc3DJ8xG1in/jV+O02hR9piXqFN97od0PRNKpJLQqfAXbM0+orwOAW3ZoCO7lpXAWQ=="},
     body=b'nonce=1700000000000000'),
]  # fmt: skip

CONTRACT: list[Case] = [
    Case("load_instruments", lambda client: client.load_instruments(),
     "GET https://api.example.com/v1/markets", {"calls": 1}, headers={"x-client": "python"}, answer="markets"),
    Case("create_order-0-buy", lambda client: client.create_order("AAA/BBB", side=Side.BUY, type=OrderType.LIMIT,
     post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="x-abc1"),
     "POST https://api.example.com/v1/orders", {"calls": 1, "orders": 1}, headers={"x-client": "python",
     "x-key": "test-api-key", "x-sign": "espemhJ4CmPGJDOp3+1ac1A2QGfpRSA/6Jke/okFM68=", "x-time": "1700000000000",
     "x-pass": "fqkeR28GaLc+yzydx1yFfD3Jc46eSFoOwfG2YgL/Qos="},
     body=b'{"market":"AAA-BBB","side":"buy","kind":"limit","size":"0.50","price":"100.10","post_only":"true","options":{"account":"main","client_id":"x-abc1"}}',
     answer="place"),
    Case("create_order-0-sell", lambda client: client.create_order("AAA/BBB", side=Side.SELL, type=OrderType.LIMIT,
     post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="x-abc1"),
     "POST https://api.example.com/v1/orders", {"calls": 1, "orders": 1}, headers={"x-client": "python",
     "x-key": "test-api-key", "x-sign": "8SbcGlc0Tz+cRevI/KCdvGpwzgFswN4IvhGhKmHActI=", "x-time": "1700000000000",
     "x-pass": "fqkeR28GaLc+yzydx1yFfD3Jc46eSFoOwfG2YgL/Qos="},
     body=b'{"market":"AAA-BBB","side":"sell","kind":"limit","size":"0.50","price":"100.10","post_only":"true","options":{"account":"main","client_id":"x-abc1"}}',
     answer="place"),
    Case("create_order-1-buy", lambda client: client.create_order("AAA/BBB", side=Side.BUY, type=OrderType.LIMIT,
     quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="x-abc1"),
     "POST https://api.example.com/v1/orders", {"calls": 1, "orders": 1}, headers={"x-client": "python",
     "x-key": "test-api-key", "x-sign": "jeRqVDLnYUeyyBLlR9exjh2o72Pq0fqfz72MutssjUA=", "x-time": "1700000000000",
     "x-pass": "fqkeR28GaLc+yzydx1yFfD3Jc46eSFoOwfG2YgL/Qos="},
     body=b'{"market":"AAA-BBB","side":"buy","kind":"limit","size":"0.50","price":"100.10","options":{"account":"main","client_id":"x-abc1"}}',
     answer="place"),
    Case("create_order-1-sell", lambda client: client.create_order("AAA/BBB", side=Side.SELL, type=OrderType.LIMIT,
     quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="x-abc1"),
     "POST https://api.example.com/v1/orders", {"calls": 1, "orders": 1}, headers={"x-client": "python",
     "x-key": "test-api-key", "x-sign": "VMYFOtT3HQMeP0sWXzteMOUbFKnleKEZlsnQhJgpp6A=", "x-time": "1700000000000",
     "x-pass": "fqkeR28GaLc+yzydx1yFfD3Jc46eSFoOwfG2YgL/Qos="},
     body=b'{"market":"AAA-BBB","side":"sell","kind":"limit","size":"0.50","price":"100.10","options":{"account":"main","client_id":"x-abc1"}}',
     answer="place"),
    Case("create_order-2-buy", lambda client: client.create_order("AAA/BBB", side=Side.BUY, type=OrderType.MARKET,
     quantity=Decimal("0.50"), client_order_id="x-abc1"),
     "POST https://api.example.com/v1/orders", {"calls": 1, "orders": 1}, headers={"x-client": "python",
     "x-key": "test-api-key", "x-sign": "j4J2PY0HceFz8USR7uDZnfPrvBDhXbCsJpOKnO1+tV8=", "x-time": "1700000000000",
     "x-pass": "fqkeR28GaLc+yzydx1yFfD3Jc46eSFoOwfG2YgL/Qos="},
     body=b'{"market":"AAA-BBB","side":"buy","kind":"market","size":"0.50","options":{"account":"main","client_id":"x-abc1"}}',
     answer="place"),
    Case("create_order-2-sell", lambda client: client.create_order("AAA/BBB", side=Side.SELL, type=OrderType.MARKET,
     quantity=Decimal("0.50"), client_order_id="x-abc1"),
     "POST https://api.example.com/v1/orders", {"calls": 1, "orders": 1}, headers={"x-client": "python",
     "x-key": "test-api-key", "x-sign": "DUpUqldARYjz2s0UDpzu0EgNss5qbmd8kaZMommNDDc=", "x-time": "1700000000000",
     "x-pass": "fqkeR28GaLc+yzydx1yFfD3Jc46eSFoOwfG2YgL/Qos="},
     body=b'{"market":"AAA-BBB","side":"sell","kind":"market","size":"0.50","options":{"account":"main","client_id":"x-abc1"}}',
     answer="place"),
    Case("cancel_order-venue_order_id", lambda client: client.cancel_order("AAA/BBB", venue_order_id="123"),
     "DELETE https://api.example.com/v1/orders/123", {"calls": 1}, headers={"x-client": "python",
     "x-key": "test-api-key", "x-sign": "dKoMQqP7XSnhFYc8nmp2fnnpzT68tO9YxHMbWZZ4AdM=", "x-time": "1700000000000",
     "x-pass": "fqkeR28GaLc+yzydx1yFfD3Jc46eSFoOwfG2YgL/Qos="}, answer="cancel"),
    Case("fetch_order-venue_order_id", lambda client: client.fetch_order("AAA/BBB", venue_order_id="123"),
     "GET https://api.example.com/v1/orders?id=123", {"calls": 1}, headers={"x-client": "python",
     "x-key": "test-api-key", "x-sign": "mm8vNxcxyjw26m2dmud17FOoC70Mi1eSUo0Sjd8qHB8=", "x-time": "1700000000000",
     "x-pass": "fqkeR28GaLc+yzydx1yFfD3Jc46eSFoOwfG2YgL/Qos="}, answer="order"),
    Case("fetch_order-client_order_id", lambda client: client.fetch_order("AAA/BBB", client_order_id="x-abc1"),
     "GET https://api.example.com/v1/orders?client_id=x-abc1", {"calls": 1}, headers={"x-client": "python",
     "x-key": "test-api-key", "x-sign": "NeDxFx4Ca+3EPm6oe54FIVSXl4QCZK8pVrDbWlyfqz4=", "x-time": "1700000000000",
     "x-pass": "fqkeR28GaLc+yzydx1yFfD3Jc46eSFoOwfG2YgL/Qos="}, answer="order"),
    Case("fetch_my_trades", lambda client: client.fetch_my_trades("AAA/BBB"),
     "GET https://api.example.com/v1/fills?market=AAA-BBB&limit=100", {"calls": 1}, headers={"x-client": "python",
     "authorization": "Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJuYW1lIjoiSm9obiBEb2UiLCJpYXQiOjE3MDAwMDAwMDB9.mHsa-mXWhFxGY6HkEuk8XL3GBawrbiLlK4VhdsNdCX8"},
     answer="fills"),
    Case("fetch_my_trades-all", lambda client: client.fetch_my_trades("AAA/BBB", limit=5),
     "GET https://api.example.com/v1/fills?market=AAA-BBB&limit=5", {"calls": 1}, headers={"x-client": "python",
     "authorization": "Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJuYW1lIjoiSm9obiBEb2UiLCJpYXQiOjE3MDAwMDAwMDB9.mHsa-mXWhFxGY6HkEuk8XL3GBawrbiLlK4VhdsNdCX8"},
     answer="fills"),
    Case("fetch_balances", lambda client: client.fetch_balances(),
     "GET https://api.example.com/v1/funds?account=main", {"calls": 1}, headers={"x-client": "python",
     "x-key": "test-api-key", "x-sign": "9eOwCOPsaanbjqtUYNw5sYE7k35fF3k7Mw7/MgfV80c=", "x-time": "1700000000000",
     "x-pass": "fqkeR28GaLc+yzydx1yFfD3Jc46eSFoOwfG2YgL/Qos="}, answer="funds"),
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
    "fetch_my_trades-since": lambda client: client.fetch_my_trades(symbol="AAA/BBB", since=1699999000123000000)
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
