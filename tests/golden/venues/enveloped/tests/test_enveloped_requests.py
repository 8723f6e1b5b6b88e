"""What Enveloped is asked, byte for byte: method, address, headers, body, and what each request costs."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Awaitable, Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec
import pytest
from venue_runtime.errors import NotSupported
from venue_runtime.model import CancelRequest, OrderRequest, OrderType, Side, TimeInForce
from venue_runtime.testing.generated import load_examples
from venue_runtime.testing.generated_socket import match_frame
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSockets
from venues.enveloped import types as wire
from venues.enveloped.simulated import PrivateSocket

PACKAGE = str(importlib.import_module("venues.enveloped").__file__)


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
     "GET https://api.example.com/base/v5/public/instruments", {"calls": 1}),
    Case("place_many-required", lambda client: client.raw.place_many(inst="AAA-BBB",
     orders=[wire.NewOrder(side=wire.Side("buy"), kind=wire.Kind("limit"), size=Decimal("0.10"))]),
     "POST https://api.example.com/base/v5/trade/orders", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-sign": "Gm45HhE6gT9xQLKXEYFezMHwLMdkdU6fpa4DDhruk40=", "x-time": "2023-11-14T22:13:20.000Z",
     "x-pass": "test-passphrase"},
     body=b'{"instId":"AAA-BBB","orders":[{"side":"buy","ordType":"limit","sz":"0.10"}]}'),
    Case("place_many-all", lambda client: client.raw.place_many(inst="AAA-BBB",
     orders=[wire.NewOrder(side=wire.Side("buy"), kind=wire.Kind("limit"), size=Decimal("0.10"), price=Decimal("0.10"), client_id="a b/+&=é")]),
     "POST https://api.example.com/base/v5/trade/orders", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-sign": "E6Z4rDVFISa2AahW6GYRhl3pWrQXcxqWlJFvK1qv++k=", "x-time": "2023-11-14T22:13:20.000Z",
     "x-pass": "test-passphrase"},
     body=b'{"instId":"AAA-BBB","orders":[{"side":"buy","ordType":"limit","sz":"0.10","px":"0.10","clOrdId":"a b/+&=\xc3\xa9"}]}'),
    Case("cancel_many-required", lambda client: client.raw.cancel_many(ids=["a b/+&=é"]),
     "POST https://api.example.com/base/v5/trade/cancel-orders", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-sign": "hRRXPJjT9JJpqb/3B2ELXlhrdQ5s/mUj+1VGx/0AJ8g=", "x-time": "2023-11-14T22:13:20.000Z",
     "x-pass": "test-passphrase"}, body=b'{"ids":["a b/+&=\xc3\xa9"]}'),
    Case("cancel_all-required", lambda client: client.raw.cancel_all(),
     "POST https://api.example.com/base/v5/trade/cancel-all", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-sign": "Bu6Qa2Rc8XRfmPXzqKdMEiT+FkGXTFFNOFhfBBc1/Io=", "x-time": "2023-11-14T22:13:20.000Z",
     "x-pass": "test-passphrase"}),
    Case("place-required", lambda client: client.raw.place(inst="AAA-BBB", side="buy", kind="limit",
     size=Decimal("0.10")),
     "POST https://api.example.com/base/v5/trade/order", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-sign": "BYTN1FBSjkppN4iiIWTgykxR3fG6DLQr5zGBiukDIVM=", "x-time": "2023-11-14T22:13:20.000Z",
     "x-pass": "test-passphrase"}, body=b'{"instId":"AAA-BBB","side":"buy","ordType":"limit","sz":"0.10"}'),
    Case("place-all", lambda client: client.raw.place(inst="AAA-BBB", side="buy", kind="limit",
     size=Decimal("0.10"), price=Decimal("0.10"), client_id="a b/+&=é"),
     "POST https://api.example.com/base/v5/trade/order", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-sign": "ykfwesiC8G7B1mN6Nf/jxUSTB2nnUdWiEQ05RYlkaAo=", "x-time": "2023-11-14T22:13:20.000Z",
     "x-pass": "test-passphrase"},
     body=b'{"instId":"AAA-BBB","side":"buy","ordType":"limit","sz":"0.10","px":"0.10","clOrdId":"a b/+&=\xc3\xa9"}'),
    Case("cancel-required", lambda client: client.raw.cancel(inst="AAA-BBB", id="a b/+&=é"),
     "POST https://api.example.com/base/v5/trade/cancel-order", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-sign": "JKtEX9NAArVI6+HhlvabQ/EDQZtncmekgPVXkOh1dgs=", "x-time": "2023-11-14T22:13:20.000Z",
     "x-pass": "test-passphrase"}, body=b'{"instId":"AAA-BBB","ordId":"a b/+&=\xc3\xa9"}'),
    Case("order-required", lambda client: client.raw.order(inst="AAA-BBB", id="a b/+&=é"),
     "GET https://api.example.com/base/v5/trade/order?instId=AAA-BBB&ordId=a%20b%2F%2B%26%3D%C3%A9", {"calls": 1},
     headers={"x-key": "test-api-key", "x-sign": "Z1dggHAWN+9K1bU0vkMw/YxtrpP5zJiBeuvLXxKFDGs=",
     "x-time": "2023-11-14T22:13:20.000Z", "x-pass": "test-passphrase"}),
    Case("open_orders-required", lambda client: client.raw.open_orders(),
     "GET https://api.example.com/base/v5/trade/orders-pending", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-sign": "sDRfi8dFFpYhzCr/d8WbTn0gf3vgb6AYkp4oBGTVTp8=", "x-time": "2023-11-14T22:13:20.000Z",
     "x-pass": "test-passphrase"}),
    Case("open_orders-all", lambda client: client.raw.open_orders(inst="AAA-BBB", after="a b/+&=é"),
     "GET https://api.example.com/base/v5/trade/orders-pending?instId=AAA-BBB&after=a%20b%2F%2B%26%3D%C3%A9",
     {"calls": 1}, headers={"x-key": "test-api-key", "x-sign": "XjhyYlC++uYdu9KzPK5RxRhqLqPry/0gb7f0I5CTMbs=",
     "x-time": "2023-11-14T22:13:20.000Z", "x-pass": "test-passphrase"}),
    Case("fills-required", lambda client: client.raw.fills(),
     "GET https://api.example.com/base/v5/trade/fills", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-sign": "lGLG40ArjieCzstL/yRWVD/tCYCn7jUokf1HOOvsxTw=", "x-time": "2023-11-14T22:13:20.000Z",
     "x-pass": "test-passphrase"}),
    Case("fills-all", lambda client: client.raw.fills(inst="AAA-BBB"),
     "GET https://api.example.com/base/v5/trade/fills?instId=AAA-BBB", {"calls": 1},
     headers={"x-key": "test-api-key", "x-sign": "33vnJ2OzNEvL8nw+UnJmY4imy/P24t5Jr2F2qrUojnI=",
     "x-time": "2023-11-14T22:13:20.000Z", "x-pass": "test-passphrase"}),
    Case("balance-required", lambda client: client.raw.balance(),
     "GET https://api.example.com/base/v5/account/balance", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-sign": "X6fXnzOBCCD/Dt5y/roxJvdPEb4fWvjgiAQ3ZK1Bo9s=", "x-time": "2023-11-14T22:13:20.000Z",
     "x-pass": "test-passphrase"}),
]  # fmt: skip

CONTRACT: list[Case] = [
    Case("create_orders",
     lambda client: client.create_orders([OrderRequest(symbol="AAA/BBB", side=Side.BUY, type=OrderType.LIMIT, post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"), OrderRequest(symbol="AAA/BBB", side=Side.SELL, type=OrderType.LIMIT, post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc4")]),
     "POST https://api.example.com/base/v5/trade/orders", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-sign": "1Kbu41v9ini1Q7CemG1OpTpfrwSTndd/6FqSvx+z3i8=", "x-time": "2023-11-14T22:13:20.000Z",
     "x-pass": "test-passphrase"},
     body=b'{"instId":"AAA-BBB","orders":[{"side":"buy","ordType":"post_only","sz":"0.50","px":"100.10","clOrdId":"abc1"},{"side":"sell","ordType":"post_only","sz":"0.50","px":"100.10","clOrdId":"abc4"}]}',
     answer="ack"),
    Case("cancel_orders",
     lambda client: client.cancel_orders([CancelRequest(symbol="AAA/BBB", venue_order_id="123")]),
     "POST https://api.example.com/base/v5/trade/cancel-orders", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-sign": "o7XY3LtlpqXL65cTFM/0ziDVLZTHc0Vn2umZHgz/n64=", "x-time": "2023-11-14T22:13:20.000Z",
     "x-pass": "test-passphrase"}, body=b'{"ids":["123"]}', answer="done"),
    Case("cancel_all_orders", lambda client: client.cancel_all_orders(),
     "POST https://api.example.com/base/v5/trade/cancel-all", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-sign": "Bu6Qa2Rc8XRfmPXzqKdMEiT+FkGXTFFNOFhfBBc1/Io=", "x-time": "2023-11-14T22:13:20.000Z",
     "x-pass": "test-passphrase"}, answer="done"),
    Case("cancel_all_orders-of-all", lambda client: client.cancel_all_orders(),
     "POST https://api.example.com/base/v5/trade/cancel-all", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-sign": "Bu6Qa2Rc8XRfmPXzqKdMEiT+FkGXTFFNOFhfBBc1/Io=", "x-time": "2023-11-14T22:13:20.000Z",
     "x-pass": "test-passphrase"}, answer="done"),
    Case("load_instruments", lambda client: client.load_instruments(),
     "GET https://api.example.com/base/v5/public/instruments", {"calls": 1}, answer="markets"),
    Case("create_order-0-buy", lambda client: client.create_order("AAA/BBB", side=Side.BUY, type=OrderType.LIMIT,
     post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"),
     "POST https://api.example.com/base/v5/trade/order", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-sign": "KWmQ6LyQkKHgcGlssz3WEwnglWioflJy6goIU6f/4AM=", "x-time": "2023-11-14T22:13:20.000Z",
     "x-pass": "test-passphrase"},
     body=b'{"instId":"AAA-BBB","side":"buy","ordType":"post_only","sz":"0.50","px":"100.10","clOrdId":"abc1"}',
     answer="ack"),
    Case("create_order-0-sell", lambda client: client.create_order("AAA/BBB", side=Side.SELL, type=OrderType.LIMIT,
     post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"),
     "POST https://api.example.com/base/v5/trade/order", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-sign": "ELzvkIdsMCeOpR1UjpeOJ6wq7vTJf9eZDT2ZeaOOFfA=", "x-time": "2023-11-14T22:13:20.000Z",
     "x-pass": "test-passphrase"},
     body=b'{"instId":"AAA-BBB","side":"sell","ordType":"post_only","sz":"0.50","px":"100.10","clOrdId":"abc1"}',
     answer="ack"),
    Case("create_order-1-buy", lambda client: client.create_order("AAA/BBB", side=Side.BUY, type=OrderType.LIMIT,
     time_in_force=TimeInForce.FOK, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"),
     "POST https://api.example.com/base/v5/trade/order", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-sign": "LxWdSXHFTjwOF80zNTLBQSkeamnNLIHg1ZqOiTaTxuA=", "x-time": "2023-11-14T22:13:20.000Z",
     "x-pass": "test-passphrase"},
     body=b'{"instId":"AAA-BBB","side":"buy","ordType":"fok","sz":"0.50","px":"100.10","clOrdId":"abc1"}',
     answer="ack"),
    Case("create_order-1-sell", lambda client: client.create_order("AAA/BBB", side=Side.SELL, type=OrderType.LIMIT,
     time_in_force=TimeInForce.FOK, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"),
     "POST https://api.example.com/base/v5/trade/order", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-sign": "IX9JsM95cWugBUCfjH2vTQhqSP8JsfP6+K/DgClwG+Q=", "x-time": "2023-11-14T22:13:20.000Z",
     "x-pass": "test-passphrase"},
     body=b'{"instId":"AAA-BBB","side":"sell","ordType":"fok","sz":"0.50","px":"100.10","clOrdId":"abc1"}',
     answer="ack"),
    Case("create_order-2-buy", lambda client: client.create_order("AAA/BBB", side=Side.BUY, type=OrderType.LIMIT,
     time_in_force=TimeInForce.IOC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"),
     "POST https://api.example.com/base/v5/trade/order", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-sign": "QaXMy5uiLlHssgc8Ls/L+MZ1hqRHv/JwNqrttbNMIfQ=", "x-time": "2023-11-14T22:13:20.000Z",
     "x-pass": "test-passphrase"},
     body=b'{"instId":"AAA-BBB","side":"buy","ordType":"ioc","sz":"0.50","px":"100.10","clOrdId":"abc1"}',
     answer="ack"),
    Case("create_order-2-sell", lambda client: client.create_order("AAA/BBB", side=Side.SELL, type=OrderType.LIMIT,
     time_in_force=TimeInForce.IOC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"),
     "POST https://api.example.com/base/v5/trade/order", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-sign": "EWuMHX1Q4QCMr8lBLpD2bT8KrTlwhoyPPD8ot+4vJ5s=", "x-time": "2023-11-14T22:13:20.000Z",
     "x-pass": "test-passphrase"},
     body=b'{"instId":"AAA-BBB","side":"sell","ordType":"ioc","sz":"0.50","px":"100.10","clOrdId":"abc1"}',
     answer="ack"),
    Case("create_order-3-buy", lambda client: client.create_order("AAA/BBB", side=Side.BUY, type=OrderType.LIMIT,
     quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"),
     "POST https://api.example.com/base/v5/trade/order", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-sign": "wItk2r5sgXvLxQDKvCF7YNv15BiU4Z9TcbS1MrPTvso=", "x-time": "2023-11-14T22:13:20.000Z",
     "x-pass": "test-passphrase"},
     body=b'{"instId":"AAA-BBB","side":"buy","ordType":"limit","sz":"0.50","px":"100.10","clOrdId":"abc1"}',
     answer="ack"),
    Case("create_order-3-sell", lambda client: client.create_order("AAA/BBB", side=Side.SELL, type=OrderType.LIMIT,
     quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"),
     "POST https://api.example.com/base/v5/trade/order", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-sign": "ULCZCN7hcrpXFbDvahAeL4aW41gSzr3YdFMGvvB2Zso=", "x-time": "2023-11-14T22:13:20.000Z",
     "x-pass": "test-passphrase"},
     body=b'{"instId":"AAA-BBB","side":"sell","ordType":"limit","sz":"0.50","px":"100.10","clOrdId":"abc1"}',
     answer="ack"),
    Case("create_order-4-buy", lambda client: client.create_order("AAA/BBB", side=Side.BUY, type=OrderType.MARKET,
     quantity=Decimal("0.50"), client_order_id="abc1"),
     "POST https://api.example.com/base/v5/trade/order", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-sign": "5lEYAC7Nt4MJRb3PT+2YwKI5ArbaVmK2PFpf7Wrbco4=", "x-time": "2023-11-14T22:13:20.000Z",
     "x-pass": "test-passphrase"},
     body=b'{"instId":"AAA-BBB","side":"buy","ordType":"market","sz":"0.50","clOrdId":"abc1"}', answer="ack"),
    Case("create_order-4-sell", lambda client: client.create_order("AAA/BBB", side=Side.SELL, type=OrderType.MARKET,
     quantity=Decimal("0.50"), client_order_id="abc1"),
     "POST https://api.example.com/base/v5/trade/order", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-sign": "z6siC1rhJ5VwVpipk9jbcQz3BTDCSjCweOUZA7h5VgU=", "x-time": "2023-11-14T22:13:20.000Z",
     "x-pass": "test-passphrase"},
     body=b'{"instId":"AAA-BBB","side":"sell","ordType":"market","sz":"0.50","clOrdId":"abc1"}', answer="ack"),
    Case("cancel_order-venue_order_id", lambda client: client.cancel_order("AAA/BBB", venue_order_id="123"),
     "POST https://api.example.com/base/v5/trade/cancel-order", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-sign": "Q+g7Hs6jioUS3/yrkBWpkna1GoTD7MHe4R9nKveT+dA=", "x-time": "2023-11-14T22:13:20.000Z",
     "x-pass": "test-passphrase"}, body=b'{"instId":"AAA-BBB","ordId":"123"}', answer="ack"),
    Case("cancel_order-client_order_id", lambda client: client.cancel_order("AAA/BBB", client_order_id="abc1"),
     "POST https://api.example.com/base/v5/trade/cancel-order", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-sign": "wjiBbW+uxsJXKCydZJYMgnkVQ/qAu9WCykLpzxHb43M=", "x-time": "2023-11-14T22:13:20.000Z",
     "x-pass": "test-passphrase"}, body=b'{"instId":"AAA-BBB","clOrdId":"abc1"}', answer="ack"),
    Case("fetch_order-venue_order_id", lambda client: client.fetch_order("AAA/BBB", venue_order_id="123"),
     "GET https://api.example.com/base/v5/trade/order?instId=AAA-BBB&ordId=123", {"calls": 1},
     headers={"x-key": "test-api-key", "x-sign": "NO8nVtRz861Mvvw0IBSk9m97YNOhyBSzzMkGxxeiFbk=",
     "x-time": "2023-11-14T22:13:20.000Z", "x-pass": "test-passphrase"}, answer="order"),
    Case("fetch_order-client_order_id", lambda client: client.fetch_order("AAA/BBB", client_order_id="abc1"),
     "GET https://api.example.com/base/v5/trade/order?instId=AAA-BBB&clOrdId=abc1", {"calls": 1},
     headers={"x-key": "test-api-key", "x-sign": "K5qGpznFweko+6dwfNVuJ4KMex2eeO4Rs3ImoSvw36U=",
     "x-time": "2023-11-14T22:13:20.000Z", "x-pass": "test-passphrase"}, answer="order"),
    Case("fetch_open_orders", lambda client: client.fetch_open_orders("AAA/BBB"),
     "GET https://api.example.com/base/v5/trade/orders-pending?instId=AAA-BBB", {"calls": 1},
     headers={"x-key": "test-api-key", "x-sign": "BPvFAIM3cPoWSXaN/rgyZKOYoGTRMqSqFkVnwRcNgB8=",
     "x-time": "2023-11-14T22:13:20.000Z", "x-pass": "test-passphrase"}, answer="order"),
    Case("fetch_my_trades", lambda client: client.fetch_my_trades("AAA/BBB"),
     "GET https://api.example.com/base/v5/trade/fills?instId=AAA-BBB", {"calls": 1},
     headers={"x-key": "test-api-key", "x-sign": "33vnJ2OzNEvL8nw+UnJmY4imy/P24t5Jr2F2qrUojnI=",
     "x-time": "2023-11-14T22:13:20.000Z", "x-pass": "test-passphrase"}, answer="fills"),
    Case("fetch_balances", lambda client: client.fetch_balances(),
     "GET https://api.example.com/base/v5/account/balance", {"calls": 1}, headers={"x-key": "test-api-key",
     "x-sign": "X6fXnzOBCCD/Dt5y/roxJvdPEb4fWvjgiAQ3ZK1Bo9s=", "x-time": "2023-11-14T22:13:20.000Z",
     "x-pass": "test-passphrase"}, answer="balance"),
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
    "fetch_my_trades-since": lambda client: client.fetch_my_trades(symbol="AAA/BBB", since=1699999000123000000),
    "fetch_my_trades-limit": lambda client: client.fetch_my_trades(symbol="AAA/BBB", limit=5),
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
    Call("stream_cancel_all-required", lambda client: client.raw.stream_cancel_all(scope="a b/+&=é"),
     "cancel-all", {"filter": {"scope": "a b/+&=é"}}, {"calls": 1}),
    Call("place-required", lambda client: client.raw.place(inst="AAA-BBB", side="buy", kind="limit",
     size=Decimal("0.10"), over="private"),
     "order", {"instId": "AAA-BBB", "side": "buy", "ordType": "limit", "sz": "0.10"}, {"calls": 1}),
    Call("place-all", lambda client: client.raw.place(inst="AAA-BBB", side="buy", kind="limit",
     size=Decimal("0.10"), price=Decimal("0.10"), client_id="a b/+&=é", over="private"),
     "order", {"instId": "AAA-BBB", "side": "buy", "ordType": "limit", "sz": "0.10", "px": "0.10",
     "clOrdId": "a b/+&=é"}, {"calls": 1}),
    Call("cancel-required", lambda client: client.raw.cancel(inst="AAA-BBB", id="a b/+&=é", over="private"),
     "cancel-order", {"instId": "AAA-BBB", "ordId": "a b/+&=é"}, {"calls": 1}),
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
        login = PrivateSocket.login
        if login is not None and login.frame is not None and match_frame(login.frame, data) is not None:
            return [msgspec.json.encode(login.reply.filled(id=login.id, payload={})).decode()]
        found = match_frame(PrivateSocket.rpc, data)
        assert found is not None
        seen.append(found)
        return [
            msgspec.json.encode(PrivateSocket.reply.filled(id=found["id"], payload={}, method=case.method)).decode()
        ]

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
