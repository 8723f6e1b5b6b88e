"""What Example Rows is asked, byte for byte: method, address, headers, body, and what each request costs."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NamedTuple

import pytest
from venue_runtime.errors import NotSupported
from venue_runtime.testing.generated import load_examples
from venue_runtime.testing.scripted import ScriptedHttp

PACKAGE = str(importlib.import_module("venues.example_rows").__file__)


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
    Case("pairs-required", lambda client: client.raw.pairs(),
     "GET https://api.example.com/0/public/AssetPairs", {}),
    Case("trades-required", lambda client: client.raw.trades(pair="XXBTZUSD"),
     "GET https://api.example.com/0/public/Trades?pair=XXBTZUSD", {}),
    Case("trades-all", lambda client: client.raw.trades(pair="XXBTZUSD", since=1700000000000000000),
     "GET https://api.example.com/0/public/Trades?pair=XXBTZUSD&since=1700000000", {}),
    Case("book-required", lambda client: client.raw.book(pair="XXBTZUSD"),
     "GET https://api.example.com/0/public/Depth?pair=XXBTZUSD", {}),
    Case("book-all", lambda client: client.raw.book(pair="XXBTZUSD", count=7),
     "GET https://api.example.com/0/public/Depth?pair=XXBTZUSD&count=7", {}),
    Case("candles-required", lambda client: client.raw.candles(pair="XXBTZUSD", interval=7),
     "GET https://api.example.com/0/public/OHLC?pair=XXBTZUSD&interval=7", {}),
    Case("balances-required", lambda client: client.raw.balances(),
     "POST https://api.example.com/0/private/Balance", {}, headers={"api-key": "test-api-key",
     "api-sign": "Kw02SuzsvludfSnZhgxz7yjWB3DpQ/I3dMBJxuxg4u9t3puEdNP90MD4eBjywIeZnToGf14MR76rNcTzypgsdw=="},
     body=b'{"nonce":1700000000000000,"window":5000}'),
    Case("stats-required", lambda client: client.raw.stats(pair="XXBTZUSD"),
     "GET https://api.example.com/0/public/Stats?pair=XXBTZUSD", {}),
    Case("own_trades-required", lambda client: client.raw.own_trades(hist="a b/+&=é"),
     "POST https://data.example.com/v2/trades", {}, headers={"api-key": "test-api-key",
     "api-sign": "7xPhOQz8qtRty1W8XMK2J4ZWsGb6iMSfCMNb7ulh0P3aLHfZHm46T/T0+8RRYFKPRBfsgrajOETXC77yoLQXcw=="},
     body=b'{"hist":"a b/+&=\xc3\xa9","nonce":1700000000000000,"window":5000}'),
    Case("own_trades-all", lambda client: client.raw.own_trades(market="XXBTZUSD", hist="a b/+&=é"),
     "POST https://data.example.com/v2/trades", {}, headers={"api-key": "test-api-key",
     "api-sign": "8y2O+KHrwP8Mbw0SP7+5g71G7Tk7Lqc/jbanasynee0MIb/AYZFv0cQgTJE2axp132f7FVBNmpUZ/1c/DqYbyw=="},
     body=b'{"market":"XXBTZUSD","hist":"a b/+&=\xc3\xa9","nonce":1700000000000000,"window":5000}'),
    Case("open_orders-required", lambda client: client.raw.open_orders(kind="a b/+&=é"),
     "POST https://api.example.com/v2/orders", {}, headers={"api-key": "test-api-key",
     "api-sign": "3dlRQY1SUsAlU7J6kLflSzNOf11R5bynNuHJjTLn0QlhDSg06+EY9HI0A6hro6cOmMQVdcOj4vZxmFoN57kDYg=="},
     body=b'{"kind":"a b/+&=\xc3\xa9","nonce":1700000000000000,"window":5000}'),
    Case("open_orders_of-required", lambda client: client.raw.open_orders_of(market="XXBTZUSD"),
     "POST https://api.example.com/v2/orders/XXBTZUSD", {}, headers={"api-key": "test-api-key",
     "api-sign": "91seBDwJAQ/sdemKQpCQZM2ivrrRTHDTWqUwuGtNcUqUlYAI07Iocuya9Pmu2siK0A+Xh5CdtvXw5ukEcpJwng=="},
     body=b'{"nonce":1700000000000000,"window":5000}'),
    Case("cancel-required", lambda client: client.raw.cancel(id=7),
     "POST https://api.example.com/v2/cancel", {}, headers={"api-key": "test-api-key",
     "api-sign": "JzU5NW4s7WmODJ14zxMvKZ9WgHy2H/MRWi7nrN+yGrs7S+qih5sxkJdIyQWgRuClMVRtBS8MPb1neeZ1LwoNjg=="},
     body=b'{"id":7,"nonce":1700000000000000,"window":5000}'),
    Case("outcomes-required", lambda client: client.raw.outcomes(),
     "GET https://api.example.com/v2/outcomes", {}),
    Case("events-required", lambda client: client.raw.events(),
     "GET https://api.example.com/v2/events", {}),
]  # fmt: skip

CONTRACT: list[Case] = [
    Case("load_instruments", lambda client: client.load_instruments(),
     "GET https://api.example.com/0/public/AssetPairs", {}, answer="pairs"),
    Case("fetch_trades", lambda client: client.fetch_trades("XBT/USD"),
     "GET https://api.example.com/0/public/Trades?pair=XXBTZUSD", {}, answer="trades"),
    Case("fetch_trades-all", lambda client: client.fetch_trades("XBT/USD", since=1699999000123000000),
     "GET https://api.example.com/0/public/Trades?pair=XXBTZUSD&since=1699999000", {}, answer="trades"),
    Case("fetch_candles", lambda client: client.fetch_candles("XBT/USD", interval="1h"),
     "GET https://api.example.com/0/public/OHLC?pair=XXBTZUSD&interval=60", {}, answer="candles"),
    Case("fetch_ticker", lambda client: client.fetch_ticker("XBT/USD"),
     "GET https://api.example.com/0/public/Stats?pair=XXBTZUSD", {}, answer="stats"),
    Case("fetch_balances", lambda client: client.fetch_balances(),
     "POST https://api.example.com/0/private/Balance", {}, headers={"api-key": "test-api-key",
     "api-sign": "Kw02SuzsvludfSnZhgxz7yjWB3DpQ/I3dMBJxuxg4u9t3puEdNP90MD4eBjywIeZnToGf14MR76rNcTzypgsdw=="},
     body=b'{"nonce":1700000000000000,"window":5000}', answer="balances"),
    Case("fetch_my_trades", lambda client: client.fetch_my_trades("XBT/USD"),
     "POST https://data.example.com/v2/trades", {}, headers={"api-key": "test-api-key",
     "api-sign": "EfDsLAUf1q7Xay8BuX/WrD5xxRG6xF2d8NGzX0FPaVex6XNGMh9gP9ASznOJpkWrlrIvCwHcKuOJStNeo+iLWg=="},
     body=b'{"market":"XXBTZUSD","hist":"old","nonce":1700000000000000,"window":5000}', answer="own"),
    Case("fetch_open_orders-of-all", lambda client: client.fetch_open_orders(),
     "POST https://api.example.com/v2/orders", {}, headers={"api-key": "test-api-key",
     "api-sign": "J584+AUCRXtwvZ/KdP0hbQd1YELfdZLkw5BV+CMFBXpqraA1WwhslkOr0y1XdvkH8LN8+l/bin7+lhQbyAIGqQ=="},
     body=b'{"kind":"all","nonce":1700000000000000,"window":5000}', answer="orders"),
    Case("cancel_order-venue_order_id", lambda client: client.cancel_order("XBT/USD", venue_order_id="123"),
     "POST https://api.example.com/v2/cancel", {}, headers={"api-key": "test-api-key",
     "api-sign": "ycH0HeEOLb1qLVGQu67nZjvcfIWv1U3aNACFuBb3fLK5iwT5MY9rWWzbufb8gKkjBScPTznuDRnJB+AE7PhGZg=="},
     body=b'{"id":123,"nonce":1700000000000000,"window":5000}', answer="cancel"),
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
    "fetch_trades-limit": lambda client: client.fetch_trades(symbol="XBT/USD", limit=5),
    "fetch_candles-since": lambda client: client.fetch_candles(
        symbol="XBT/USD", interval="1h", since=1699999000123000000
    ),
    "fetch_candles-limit": lambda client: client.fetch_candles(symbol="XBT/USD", interval="1h", limit=5),
    "fetch_my_trades-since": lambda client: client.fetch_my_trades(symbol="XBT/USD", since=1699999000123000000),
    "fetch_my_trades-limit": lambda client: client.fetch_my_trades(symbol="XBT/USD", limit=5),
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
