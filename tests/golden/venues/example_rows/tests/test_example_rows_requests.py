"""What Example Rows is asked, byte for byte: method, address, headers, body, and what each request costs."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from venue_runtime.testing.generated import load_examples
from venue_runtime.testing.scripted import ScriptedHttp

PACKAGE = str(importlib.import_module("venues.example_rows").__file__)

#: id, call, method, URL, headers, body, costs
Case = tuple[str, Callable[[Any], Awaitable[Any]], str, str, dict[str, str], bytes, dict[str, int]]

RAW: list[Case] = [
    (
        "pairs-required",
        lambda client: client.raw.pairs(),
        "GET",
        "https://api.example.com/0/public/AssetPairs",
        {},
        b"",
        {},
    ),
    (
        "trades-required",
        lambda client: client.raw.trades(pair="XXBTZUSD"),
        "GET",
        "https://api.example.com/0/public/Trades?pair=XXBTZUSD",
        {},
        b"",
        {},
    ),
    (
        "trades-all",
        lambda client: client.raw.trades(pair="XXBTZUSD", since=1700000000000000000),
        "GET",
        "https://api.example.com/0/public/Trades?pair=XXBTZUSD&since=1700000000",
        {},
        b"",
        {},
    ),
    (
        "book-required",
        lambda client: client.raw.book(pair="XXBTZUSD"),
        "GET",
        "https://api.example.com/0/public/Depth?pair=XXBTZUSD",
        {},
        b"",
        {},
    ),
    (
        "book-all",
        lambda client: client.raw.book(pair="XXBTZUSD", count=7),
        "GET",
        "https://api.example.com/0/public/Depth?pair=XXBTZUSD&count=7",
        {},
        b"",
        {},
    ),
    (
        "candles-required",
        lambda client: client.raw.candles(pair="XXBTZUSD", interval=7),
        "GET",
        "https://api.example.com/0/public/OHLC?pair=XXBTZUSD&interval=7",
        {},
        b"",
        {},
    ),
    (
        "balances-required",
        lambda client: client.raw.balances(),
        "POST",
        "https://api.example.com/0/private/Balance",
        {
            "api-key": "test-api-key",
            "api-sign": "Kw02SuzsvludfSnZhgxz7yjWB3DpQ/I3dMBJxuxg4u9t3puEdNP90MD4eBjywIeZnToGf14MR76rNcTzypgsdw==",
        },
        b'{"nonce":1700000000000000,"window":5000}',
        {},
    ),
    (
        "stats-required",
        lambda client: client.raw.stats(pair="XXBTZUSD"),
        "GET",
        "https://api.example.com/0/public/Stats?pair=XXBTZUSD",
        {},
        b"",
        {},
    ),
    (
        "own_trades-required",
        lambda client: client.raw.own_trades(hist="a b/+&=é"),
        "POST",
        "https://data.example.com/v2/trades",
        {
            "api-key": "test-api-key",
            "api-sign": "7xPhOQz8qtRty1W8XMK2J4ZWsGb6iMSfCMNb7ulh0P3aLHfZHm46T/T0+8RRYFKPRBfsgrajOETXC77yoLQXcw==",
        },
        b'{"hist":"a b/+&=\xc3\xa9","nonce":1700000000000000,"window":5000}',
        {},
    ),
    (
        "own_trades-all",
        lambda client: client.raw.own_trades(market="XXBTZUSD", hist="a b/+&=é"),
        "POST",
        "https://data.example.com/v2/trades",
        {
            "api-key": "test-api-key",
            "api-sign": "8y2O+KHrwP8Mbw0SP7+5g71G7Tk7Lqc/jbanasynee0MIb/AYZFv0cQgTJE2axp132f7FVBNmpUZ/1c/DqYbyw==",
        },
        b'{"market":"XXBTZUSD","hist":"a b/+&=\xc3\xa9","nonce":1700000000000000,"window":5000}',
        {},
    ),
    (
        "open_orders-required",
        lambda client: client.raw.open_orders(kind="a b/+&=é"),
        "POST",
        "https://api.example.com/v2/orders",
        {
            "api-key": "test-api-key",
            "api-sign": "3dlRQY1SUsAlU7J6kLflSzNOf11R5bynNuHJjTLn0QlhDSg06+EY9HI0A6hro6cOmMQVdcOj4vZxmFoN57kDYg==",
        },
        b'{"kind":"a b/+&=\xc3\xa9","nonce":1700000000000000,"window":5000}',
        {},
    ),
    (
        "open_orders_of-required",
        lambda client: client.raw.open_orders_of(market="XXBTZUSD"),
        "POST",
        "https://api.example.com/v2/orders/XXBTZUSD",
        {
            "api-key": "test-api-key",
            "api-sign": "91seBDwJAQ/sdemKQpCQZM2ivrrRTHDTWqUwuGtNcUqUlYAI07Iocuya9Pmu2siK0A+Xh5CdtvXw5ukEcpJwng==",
        },
        b'{"nonce":1700000000000000,"window":5000}',
        {},
    ),
    (
        "cancel-required",
        lambda client: client.raw.cancel(id=7),
        "POST",
        "https://api.example.com/v2/cancel",
        {
            "api-key": "test-api-key",
            "api-sign": "JzU5NW4s7WmODJ14zxMvKZ9WgHy2H/MRWi7nrN+yGrs7S+qih5sxkJdIyQWgRuClMVRtBS8MPb1neeZ1LwoNjg==",
        },
        b'{"id":7,"nonce":1700000000000000,"window":5000}',
        {},
    ),
    (
        "outcomes-required",
        lambda client: client.raw.outcomes(),
        "GET",
        "https://api.example.com/v2/outcomes",
        {},
        b"",
        {},
    ),
    ("events-required", lambda client: client.raw.events(), "GET", "https://api.example.com/v2/events", {}, b"", {}),
]

CONTRACT: list[tuple[Case, str]] = [
    (
        (
            "load_instruments",
            lambda client: client.load_instruments(),
            "GET",
            "https://api.example.com/0/public/AssetPairs",
            {},
            b"",
            {},
        ),
        "pairs",
    ),
    (
        (
            "fetch_trades",
            lambda client: client.fetch_trades("XBT/USD"),
            "GET",
            "https://api.example.com/0/public/Trades?pair=XXBTZUSD",
            {},
            b"",
            {},
        ),
        "trades",
    ),
    (
        (
            "fetch_trades-all",
            lambda client: client.fetch_trades("XBT/USD", since=1699999000123000000),
            "GET",
            "https://api.example.com/0/public/Trades?pair=XXBTZUSD&since=1699999000",
            {},
            b"",
            {},
        ),
        "trades",
    ),
    (
        (
            "fetch_candles",
            lambda client: client.fetch_candles("XBT/USD", interval="1h"),
            "GET",
            "https://api.example.com/0/public/OHLC?pair=XXBTZUSD&interval=60",
            {},
            b"",
            {},
        ),
        "candles",
    ),
    (
        (
            "fetch_ticker",
            lambda client: client.fetch_ticker("XBT/USD"),
            "GET",
            "https://api.example.com/0/public/Stats?pair=XXBTZUSD",
            {},
            b"",
            {},
        ),
        "stats",
    ),
    (
        (
            "fetch_balances",
            lambda client: client.fetch_balances(),
            "POST",
            "https://api.example.com/0/private/Balance",
            {
                "api-key": "test-api-key",
                "api-sign": "Kw02SuzsvludfSnZhgxz7yjWB3DpQ/I3dMBJxuxg4u9t3puEdNP90MD4eBjywIeZnToGf14MR76rNcTzypgsdw==",
            },
            b'{"nonce":1700000000000000,"window":5000}',
            {},
        ),
        "balances",
    ),
    (
        (
            "fetch_my_trades",
            lambda client: client.fetch_my_trades("XBT/USD"),
            "POST",
            "https://data.example.com/v2/trades",
            {
                "api-key": "test-api-key",
                "api-sign": "EfDsLAUf1q7Xay8BuX/WrD5xxRG6xF2d8NGzX0FPaVex6XNGMh9gP9ASznOJpkWrlrIvCwHcKuOJStNeo+iLWg==",
            },
            b'{"market":"XXBTZUSD","hist":"old","nonce":1700000000000000,"window":5000}',
            {},
        ),
        "own",
    ),
    (
        (
            "fetch_open_orders-of-all",
            lambda client: client.fetch_open_orders(),
            "POST",
            "https://api.example.com/v2/orders",
            {
                "api-key": "test-api-key",
                "api-sign": "J584+AUCRXtwvZ/KdP0hbQd1YELfdZLkw5BV+CMFBXpqraA1WwhslkOr0y1XdvkH8LN8+l/bin7+lhQbyAIGqQ==",
            },
            b'{"kind":"all","nonce":1700000000000000,"window":5000}',
            {},
        ),
        "orders",
    ),
    (
        (
            "cancel_order-venue_order_id",
            lambda client: client.cancel_order("XBT/USD", venue_order_id="123"),
            "POST",
            "https://api.example.com/v2/cancel",
            {
                "api-key": "test-api-key",
                "api-sign": "ycH0HeEOLb1qLVGQu67nZjvcfIWv1U3aNACFuBb3fLK5iwT5MY9rWWzbufb8gKkjBScPTznuDRnJB+AE7PhGZg==",
            },
            b'{"id":123,"nonce":1700000000000000,"window":5000}',
            {},
        ),
        "cancel",
    ),
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
