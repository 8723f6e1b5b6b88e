"""What Example Positional is asked, byte for byte: method, address, headers, body, and what each request costs."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Awaitable, Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from venue_runtime.errors import NotSupported
from venue_runtime.model import OrderType, Side, TimeInForce
from venue_runtime.testing.generated import load_examples
from venue_runtime.testing.scripted import ScriptedHttp
from venues.example_positional.leases import StreamLease

PACKAGE = str(importlib.import_module("venues.example_positional").__file__)


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
     "GET https://api.example.com/markets", {"requests": 1}),
    Case("depth-required", lambda client: client.raw.depth(market="AAA_BBB"),
     "GET https://api.example.com/depth/AAA_BBB", {"requests": 1}),
    Case("token-required", lambda client: client.raw.token(),
     "POST https://api.example.com/token", {"requests": 1}, headers={"x-key": "test-api-key",
     "x-payload": "eyJyZXF1ZXN0IjoiL3Rva2VuIiwibm9uY2UiOjE3MDAwMDAwMDAwMDAwMDB9",
     "x-sign": "bcac2361bed2ee721ca6ca283825501b9921feaf64b30f36fe70b9aefd53db5f8afa6f57a8381bf1f9a25c3cc369b84bf7435d54127801a5e99e31ea0d07841d"},
     body=b'{"request":"/token","nonce":1700000000000000}'),
    Case("balances-required", lambda client: client.raw.balances(),
     "POST https://api.example.com/balances", {"requests": 1}, headers={"x-key": "test-api-key",
     "x-payload": "eyJyZXF1ZXN0IjoiL2JhbGFuY2VzIiwibm9uY2UiOjE3MDAwMDAwMDAwMDAwMDB9",
     "x-sign": "5dede16b6e7b409618a6aaaac295df306c1e9efde3afa39d6797b5b6169788518bc678730554cfb8a68797cff03f23b61c8fbddb1d3eac3804164599dcea0b61"},
     body=b'{"request":"/balances","nonce":1700000000000000}'),
    Case("new_limit-required", lambda client: client.raw.new_limit(market="AAA_BBB", side="buy",
     amount=Decimal("0.10"), price=Decimal("0.10")),
     "POST https://api.example.com/order/limit", {"requests": 1}, headers={"x-key": "test-api-key",
     "x-payload": "eyJtYXJrZXQiOiJBQUFfQkJCIiwic2lkZSI6ImJ1eSIsImFtb3VudCI6IjAuMTAiLCJwcmljZSI6IjAuMTAiLCJyZXF1ZXN0IjoiL29yZGVyL2xpbWl0Iiwibm9uY2UiOjE3MDAwMDAwMDAwMDAwMDB9",
     "x-sign": "2241c59b5ccf7b2541f624c85843a2bacad9a1878f8d69eea1ebd1e85e43be01c00e70e19e47291d5c04d929192b45f649469aa22932bb0710671aa663854415"},
     body=b'{"market":"AAA_BBB","side":"buy","amount":"0.10","price":"0.10","request":"/order/limit","nonce":1700000000000000}'),
    Case("new_limit-all", lambda client: client.raw.new_limit(market="AAA_BBB", side="buy", amount=Decimal("0.10"),
     price=Decimal("0.10"), client_order_id="a b/+&=é", ioc=True, post_only=True),
     "POST https://api.example.com/order/limit", {"requests": 1}, headers={"x-key": "test-api-key",
     "x-payload": "eyJtYXJrZXQiOiJBQUFfQkJCIiwic2lkZSI6ImJ1eSIsImFtb3VudCI6IjAuMTAiLCJwcmljZSI6IjAuMTAiLCJjbGllbnRPcmRlcklkIjoiYSBiLysmPcOpIiwiaW9jIjp0cnVlLCJwb3N0T25seSI6dHJ1ZSwicmVxdWVzdCI6Ii9vcmRlci9saW1pdCIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwfQ==",
     "x-sign": "324d26510ffbff0cfd8a2ca996014eb6abe293f438aacf067d90ed918719c3d9337af1a53c2954e02d861b8e9a5a3342325c92a882630ced5842fbd062d41d86"},
     body=b'{"market":"AAA_BBB","side":"buy","amount":"0.10","price":"0.10","clientOrderId":"a b/+&=\xc3\xa9","ioc":true,"postOnly":true,"request":"/order/limit","nonce":1700000000000000}'),
    Case("new_market-required", lambda client: client.raw.new_market(market="AAA_BBB", side="buy",
     amount=Decimal("0.10")),
     "POST https://api.example.com/order/market", {"requests": 1}, headers={"x-key": "test-api-key",
     "x-payload": "eyJtYXJrZXQiOiJBQUFfQkJCIiwic2lkZSI6ImJ1eSIsImFtb3VudCI6IjAuMTAiLCJyZXF1ZXN0IjoiL29yZGVyL21hcmtldCIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwfQ==",
     "x-sign": "5cc57d1fd27cc55d656ddf976be6b171668aa09dc623586aa5c40b421ca41112107c9e44e7de1af9e3635ecfae22dd2a30084e879df42e6d98b84b1fee077efa"},
     body=b'{"market":"AAA_BBB","side":"buy","amount":"0.10","request":"/order/market","nonce":1700000000000000}'),
    Case("new_market-all", lambda client: client.raw.new_market(market="AAA_BBB", side="buy",
     amount=Decimal("0.10"), client_order_id="a b/+&=é"),
     "POST https://api.example.com/order/market", {"requests": 1}, headers={"x-key": "test-api-key",
     "x-payload": "eyJtYXJrZXQiOiJBQUFfQkJCIiwic2lkZSI6ImJ1eSIsImFtb3VudCI6IjAuMTAiLCJjbGllbnRPcmRlcklkIjoiYSBiLysmPcOpIiwicmVxdWVzdCI6Ii9vcmRlci9tYXJrZXQiLCJub25jZSI6MTcwMDAwMDAwMDAwMDAwMH0=",
     "x-sign": "6f88698a9f8d6340cc2b8c7b3e24e5f4971463a5899281ad7a122659be8a3d8c254dcb77c2e56e512936ce59093beebb4960933ee86342745bd371252fe69e34"},
     body=b'{"market":"AAA_BBB","side":"buy","amount":"0.10","clientOrderId":"a b/+&=\xc3\xa9","request":"/order/market","nonce":1700000000000000}'),
    Case("cancel-required", lambda client: client.raw.cancel(market="AAA_BBB", order_id=7),
     "POST https://api.example.com/order/cancel", {"requests": 1}, headers={"x-key": "test-api-key",
     "x-payload": "eyJtYXJrZXQiOiJBQUFfQkJCIiwib3JkZXJJZCI6NywicmVxdWVzdCI6Ii9vcmRlci9jYW5jZWwiLCJub25jZSI6MTcwMDAwMDAwMDAwMDAwMH0=",
     "x-sign": "22692462b14ec4cd0ba26a62f2965b922694aa7c2b79c309acdf968bd25b82231cc064444fab07e23fc8ae4dea2a97a80538641e50a9db96c528dd21acedb8c0"},
     body=b'{"market":"AAA_BBB","orderId":7,"request":"/order/cancel","nonce":1700000000000000}'),
    Case("active_order-required", lambda client: client.raw.active_order(market="AAA_BBB", order_id=7),
     "POST https://api.example.com/orders", {"requests": 1}, headers={"x-key": "test-api-key",
     "x-payload": "eyJtYXJrZXQiOiJBQUFfQkJCIiwib3JkZXJJZCI6NywicmVxdWVzdCI6Ii9vcmRlcnMiLCJub25jZSI6MTcwMDAwMDAwMDAwMDAwMH0=",
     "x-sign": "29aac6f907e7a5281402a28ef4a217a3d41c89072735158f96e204c3238f3e71dddad5f66af7c2cc1d5664e768cf47abb47e63ae79bb405f3e5e3c53b306b666"},
     body=b'{"market":"AAA_BBB","orderId":7,"request":"/orders","nonce":1700000000000000}'),
    Case("open_orders-required", lambda client: client.raw.open_orders(),
     "POST https://api.example.com/orders", {"requests": 1}, headers={"x-key": "test-api-key",
     "x-payload": "eyJyZXF1ZXN0IjoiL29yZGVycyIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwfQ==",
     "x-sign": "c996eeecbc082b7f17558a48a9b728fb3891a1b2d096f603472914a17491bf949106b8d27eb2a2640c366bbf7881beec6c94424a408790bb7578ed028e218520"},
     body=b'{"request":"/orders","nonce":1700000000000000}'),
    Case("open_orders-all", lambda client: client.raw.open_orders(market="AAA_BBB", offset=7, limit=1),
     "POST https://api.example.com/orders", {"requests": 1}, headers={"x-key": "test-api-key",
     "x-payload": "eyJtYXJrZXQiOiJBQUFfQkJCIiwib2Zmc2V0Ijo3LCJsaW1pdCI6MSwicmVxdWVzdCI6Ii9vcmRlcnMiLCJub25jZSI6MTcwMDAwMDAwMDAwMDAwMH0=",
     "x-sign": "8fb1b72d97c3901960482a7e941876dbe58328a9faeb5f13016f32972ce07b27a7affafc5b2fc152cd9f0653f03690d16321ea64293c1d68423777863e2e6f26"},
     body=b'{"market":"AAA_BBB","offset":7,"limit":1,"request":"/orders","nonce":1700000000000000}'),
    Case("history-required", lambda client: client.raw.history(market="AAA_BBB"),
     "POST https://api.example.com/history", {"requests": 1}, headers={"x-key": "test-api-key",
     "x-payload": "eyJtYXJrZXQiOiJBQUFfQkJCIiwicmVxdWVzdCI6Ii9oaXN0b3J5Iiwibm9uY2UiOjE3MDAwMDAwMDAwMDAwMDB9",
     "x-sign": "89222c407d411a27486768f007079d51ecc39ebcd80eb95b4c3e887f727fd2c91c74e6199b6d0fd36dc9407824dbafba87eaef8034ae99bcf5d866d5b1503fe0"},
     body=b'{"market":"AAA_BBB","request":"/history","nonce":1700000000000000}'),
    Case("history-all", lambda client: client.raw.history(market="AAA_BBB", order_id=7, client_order_id="a b/+&=é"),
     "POST https://api.example.com/history", {"requests": 1}, headers={"x-key": "test-api-key",
     "x-payload": "eyJtYXJrZXQiOiJBQUFfQkJCIiwib3JkZXJJZCI6NywiY2xpZW50T3JkZXJJZCI6ImEgYi8rJj3DqSIsInJlcXVlc3QiOiIvaGlzdG9yeSIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwfQ==",
     "x-sign": "6c5662d401195662ac48dc9c254ae52ad6621989cb2c9ebceb13f405b1d9177a72da347737f62b6f04ec93ab2bcfcea7d5aa444a987f43b80a0e46f251c6ae03"},
     body=b'{"market":"AAA_BBB","orderId":7,"clientOrderId":"a b/+&=\xc3\xa9","request":"/history","nonce":1700000000000000}'),
    Case("my_trades-required", lambda client: client.raw.my_trades(market="AAA_BBB"),
     "POST https://api.example.com/deals", {"requests": 1}, headers={"x-key": "test-api-key",
     "x-payload": "eyJtYXJrZXQiOiJBQUFfQkJCIiwicmVxdWVzdCI6Ii9kZWFscyIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwfQ==",
     "x-sign": "b1f5044aced55de437b09d3f43df67f3d7fe66956e8844320e95c9aaf9dec270405486963468272d8b41997694ed7d5791502d0da7a083f67af1a4601c60fb0a"},
     body=b'{"market":"AAA_BBB","request":"/deals","nonce":1700000000000000}'),
    Case("my_trades-all", lambda client: client.raw.my_trades(market="AAA_BBB", start_date=1700000000),
     "POST https://api.example.com/deals", {"requests": 1}, headers={"x-key": "test-api-key",
     "x-payload": "eyJtYXJrZXQiOiJBQUFfQkJCIiwic3RhcnREYXRlIjoxNzAwMDAwMDAwLCJyZXF1ZXN0IjoiL2RlYWxzIiwibm9uY2UiOjE3MDAwMDAwMDAwMDAwMDB9",
     "x-sign": "b1b30ce432ea1077189adc6f549f0cfaa592d895eb19c3e585c8bcb4ba2269c8fd857ea1c49e36a38cd8f6196b8298315681b4c1d9de7930cda1168961df363d"},
     body=b'{"market":"AAA_BBB","startDate":1700000000,"request":"/deals","nonce":1700000000000000}'),
]  # fmt: skip

CONTRACT: list[Case] = [
    Case("load_instruments", lambda client: client.load_instruments(),
     "GET https://api.example.com/markets", {"requests": 1}, answer="markets"),
    Case("fetch_order_book", lambda client: client.fetch_order_book("AAA/BBB"),
     "GET https://api.example.com/depth/AAA_BBB", {"requests": 1}, answer="depth"),
    Case("fetch_order_book-all", lambda client: client.fetch_order_book("AAA/BBB", depth=50),
     "GET https://api.example.com/depth/AAA_BBB", {"requests": 1}, answer="depth"),
    Case("fetch_balances", lambda client: client.fetch_balances(),
     "POST https://api.example.com/balances", {"requests": 1}, headers={"x-key": "test-api-key",
     "x-payload": "eyJyZXF1ZXN0IjoiL2JhbGFuY2VzIiwibm9uY2UiOjE3MDAwMDAwMDAwMDAwMDB9",
     "x-sign": "5dede16b6e7b409618a6aaaac295df306c1e9efde3afa39d6797b5b6169788518bc678730554cfb8a68797cff03f23b61c8fbddb1d3eac3804164599dcea0b61"},
     body=b'{"request":"/balances","nonce":1700000000000000}', answer="balances"),
    Case("create_order-0-buy", lambda client: client.create_order("AAA/BBB", side=Side.BUY, type=OrderType.LIMIT,
     post_only=True, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"),
     client_order_id="abc1"),
     "POST https://api.example.com/order/limit", {"requests": 1}, headers={"x-key": "test-api-key",
     "x-payload": "eyJtYXJrZXQiOiJBQUFfQkJCIiwic2lkZSI6ImJ1eSIsImFtb3VudCI6IjAuNTAiLCJwcmljZSI6IjEwMC4xMCIsImNsaWVudE9yZGVySWQiOiJhYmMxIiwicG9zdE9ubHkiOnRydWUsInJlcXVlc3QiOiIvb3JkZXIvbGltaXQiLCJub25jZSI6MTcwMDAwMDAwMDAwMDAwMH0=",
     "x-sign": "ecec10df97217f86213df6df17678b13a059abef0caf226612d4c6d718e8fa1f3f55b63744c88c47d664b8299ed44ab568ebb8b833532df256c26eeadb984471"},
     body=b'{"market":"AAA_BBB","side":"buy","amount":"0.50","price":"100.10","clientOrderId":"abc1","postOnly":true,"request":"/order/limit","nonce":1700000000000000}',
     answer="new_limit"),
    Case("create_order-0-sell", lambda client: client.create_order("AAA/BBB", side=Side.SELL, type=OrderType.LIMIT,
     post_only=True, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"),
     client_order_id="abc1"),
     "POST https://api.example.com/order/limit", {"requests": 1}, headers={"x-key": "test-api-key",
     "x-payload": "eyJtYXJrZXQiOiJBQUFfQkJCIiwic2lkZSI6InNlbGwiLCJhbW91bnQiOiIwLjUwIiwicHJpY2UiOiIxMDAuMTAiLCJjbGllbnRPcmRlcklkIjoiYWJjMSIsInBvc3RPbmx5Ijp0cnVlLCJyZXF1ZXN0IjoiL29yZGVyL2xpbWl0Iiwibm9uY2UiOjE3MDAwMDAwMDAwMDAwMDB9",
     "x-sign": "e63a7c287a01d054d62e885f3a1a73f9d92f0bc20bccbca9f430f5a7d81f2c3538d123d2631708bc187d4e512b337e3905a37ac3834927c913541839b0e52a8f"},
     body=b'{"market":"AAA_BBB","side":"sell","amount":"0.50","price":"100.10","clientOrderId":"abc1","postOnly":true,"request":"/order/limit","nonce":1700000000000000}',
     answer="new_limit"),
    Case("create_order-1-buy", lambda client: client.create_order("AAA/BBB", side=Side.BUY, type=OrderType.LIMIT,
     post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"),
     "POST https://api.example.com/order/limit", {"requests": 1}, headers={"x-key": "test-api-key",
     "x-payload": "eyJtYXJrZXQiOiJBQUFfQkJCIiwic2lkZSI6ImJ1eSIsImFtb3VudCI6IjAuNTAiLCJwcmljZSI6IjEwMC4xMCIsImNsaWVudE9yZGVySWQiOiJhYmMxIiwicG9zdE9ubHkiOnRydWUsInJlcXVlc3QiOiIvb3JkZXIvbGltaXQiLCJub25jZSI6MTcwMDAwMDAwMDAwMDAwMH0=",
     "x-sign": "ecec10df97217f86213df6df17678b13a059abef0caf226612d4c6d718e8fa1f3f55b63744c88c47d664b8299ed44ab568ebb8b833532df256c26eeadb984471"},
     body=b'{"market":"AAA_BBB","side":"buy","amount":"0.50","price":"100.10","clientOrderId":"abc1","postOnly":true,"request":"/order/limit","nonce":1700000000000000}',
     answer="new_limit"),
    Case("create_order-1-sell", lambda client: client.create_order("AAA/BBB", side=Side.SELL, type=OrderType.LIMIT,
     post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"),
     "POST https://api.example.com/order/limit", {"requests": 1}, headers={"x-key": "test-api-key",
     "x-payload": "eyJtYXJrZXQiOiJBQUFfQkJCIiwic2lkZSI6InNlbGwiLCJhbW91bnQiOiIwLjUwIiwicHJpY2UiOiIxMDAuMTAiLCJjbGllbnRPcmRlcklkIjoiYWJjMSIsInBvc3RPbmx5Ijp0cnVlLCJyZXF1ZXN0IjoiL29yZGVyL2xpbWl0Iiwibm9uY2UiOjE3MDAwMDAwMDAwMDAwMDB9",
     "x-sign": "e63a7c287a01d054d62e885f3a1a73f9d92f0bc20bccbca9f430f5a7d81f2c3538d123d2631708bc187d4e512b337e3905a37ac3834927c913541839b0e52a8f"},
     body=b'{"market":"AAA_BBB","side":"sell","amount":"0.50","price":"100.10","clientOrderId":"abc1","postOnly":true,"request":"/order/limit","nonce":1700000000000000}',
     answer="new_limit"),
    Case("create_order-2-buy", lambda client: client.create_order("AAA/BBB", side=Side.BUY, type=OrderType.LIMIT,
     time_in_force=TimeInForce.IOC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"),
     "POST https://api.example.com/order/limit", {"requests": 1}, headers={"x-key": "test-api-key",
     "x-payload": "eyJtYXJrZXQiOiJBQUFfQkJCIiwic2lkZSI6ImJ1eSIsImFtb3VudCI6IjAuNTAiLCJwcmljZSI6IjEwMC4xMCIsImNsaWVudE9yZGVySWQiOiJhYmMxIiwiaW9jIjp0cnVlLCJyZXF1ZXN0IjoiL29yZGVyL2xpbWl0Iiwibm9uY2UiOjE3MDAwMDAwMDAwMDAwMDB9",
     "x-sign": "75bad532e9c183bcfb52125bf8abf5e92a0d557b7714d0c91bcd191737ebed178724b02f6e6a07d48145cc7c4b76cda5130fed7c223e1ec1ca5c3de25c2ded1a"},
     body=b'{"market":"AAA_BBB","side":"buy","amount":"0.50","price":"100.10","clientOrderId":"abc1","ioc":true,"request":"/order/limit","nonce":1700000000000000}',
     answer="new_limit"),
    Case("create_order-2-sell", lambda client: client.create_order("AAA/BBB", side=Side.SELL, type=OrderType.LIMIT,
     time_in_force=TimeInForce.IOC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"),
     "POST https://api.example.com/order/limit", {"requests": 1}, headers={"x-key": "test-api-key",
     "x-payload": "eyJtYXJrZXQiOiJBQUFfQkJCIiwic2lkZSI6InNlbGwiLCJhbW91bnQiOiIwLjUwIiwicHJpY2UiOiIxMDAuMTAiLCJjbGllbnRPcmRlcklkIjoiYWJjMSIsImlvYyI6dHJ1ZSwicmVxdWVzdCI6Ii9vcmRlci9saW1pdCIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwfQ==",
     "x-sign": "63a5c2a31c45c8d8d8d0e7ee00e9cc40721ead64aa515fabf903633097900a7ecdb9bcd9b4a7ad2b31480e5709db3c6d4cf1ebef7c69b9e45c38ebee8a2ab00e"},
     body=b'{"market":"AAA_BBB","side":"sell","amount":"0.50","price":"100.10","clientOrderId":"abc1","ioc":true,"request":"/order/limit","nonce":1700000000000000}',
     answer="new_limit"),
    Case("create_order-3-buy", lambda client: client.create_order("AAA/BBB", side=Side.BUY, type=OrderType.LIMIT,
     time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"),
     "POST https://api.example.com/order/limit", {"requests": 1}, headers={"x-key": "test-api-key",
     "x-payload": "eyJtYXJrZXQiOiJBQUFfQkJCIiwic2lkZSI6ImJ1eSIsImFtb3VudCI6IjAuNTAiLCJwcmljZSI6IjEwMC4xMCIsImNsaWVudE9yZGVySWQiOiJhYmMxIiwicmVxdWVzdCI6Ii9vcmRlci9saW1pdCIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwfQ==",
     "x-sign": "6863d84f6866a0150306ff6dde24bb7db791ff14374ebc0078df47472036a771da3fe4facac2909c110b5f0b160496f4f04aa3b83aab6c1051247c9198882acd"},
     body=b'{"market":"AAA_BBB","side":"buy","amount":"0.50","price":"100.10","clientOrderId":"abc1","request":"/order/limit","nonce":1700000000000000}',
     answer="new_limit"),
    Case("create_order-3-sell", lambda client: client.create_order("AAA/BBB", side=Side.SELL, type=OrderType.LIMIT,
     time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"),
     "POST https://api.example.com/order/limit", {"requests": 1}, headers={"x-key": "test-api-key",
     "x-payload": "eyJtYXJrZXQiOiJBQUFfQkJCIiwic2lkZSI6InNlbGwiLCJhbW91bnQiOiIwLjUwIiwicHJpY2UiOiIxMDAuMTAiLCJjbGllbnRPcmRlcklkIjoiYWJjMSIsInJlcXVlc3QiOiIvb3JkZXIvbGltaXQiLCJub25jZSI6MTcwMDAwMDAwMDAwMDAwMH0=",
     "x-sign": "1e7c1dd4dc9ca08717c7fbcdd1d67a3294a80a051fc6a07b4ffd254597f68c1b1cfaa64271a08ad187b4adc202a395f93d76d84a77448b1fe9e6dba00dcd3507"},
     body=b'{"market":"AAA_BBB","side":"sell","amount":"0.50","price":"100.10","clientOrderId":"abc1","request":"/order/limit","nonce":1700000000000000}',
     answer="new_limit"),
    Case("create_order-4-buy", lambda client: client.create_order("AAA/BBB", side=Side.BUY, type=OrderType.LIMIT,
     quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"),
     "POST https://api.example.com/order/limit", {"requests": 1}, headers={"x-key": "test-api-key",
     "x-payload": "eyJtYXJrZXQiOiJBQUFfQkJCIiwic2lkZSI6ImJ1eSIsImFtb3VudCI6IjAuNTAiLCJwcmljZSI6IjEwMC4xMCIsImNsaWVudE9yZGVySWQiOiJhYmMxIiwicmVxdWVzdCI6Ii9vcmRlci9saW1pdCIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwfQ==",
     "x-sign": "6863d84f6866a0150306ff6dde24bb7db791ff14374ebc0078df47472036a771da3fe4facac2909c110b5f0b160496f4f04aa3b83aab6c1051247c9198882acd"},
     body=b'{"market":"AAA_BBB","side":"buy","amount":"0.50","price":"100.10","clientOrderId":"abc1","request":"/order/limit","nonce":1700000000000000}',
     answer="new_limit"),
    Case("create_order-4-sell", lambda client: client.create_order("AAA/BBB", side=Side.SELL, type=OrderType.LIMIT,
     quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"),
     "POST https://api.example.com/order/limit", {"requests": 1}, headers={"x-key": "test-api-key",
     "x-payload": "eyJtYXJrZXQiOiJBQUFfQkJCIiwic2lkZSI6InNlbGwiLCJhbW91bnQiOiIwLjUwIiwicHJpY2UiOiIxMDAuMTAiLCJjbGllbnRPcmRlcklkIjoiYWJjMSIsInJlcXVlc3QiOiIvb3JkZXIvbGltaXQiLCJub25jZSI6MTcwMDAwMDAwMDAwMDAwMH0=",
     "x-sign": "1e7c1dd4dc9ca08717c7fbcdd1d67a3294a80a051fc6a07b4ffd254597f68c1b1cfaa64271a08ad187b4adc202a395f93d76d84a77448b1fe9e6dba00dcd3507"},
     body=b'{"market":"AAA_BBB","side":"sell","amount":"0.50","price":"100.10","clientOrderId":"abc1","request":"/order/limit","nonce":1700000000000000}',
     answer="new_limit"),
    Case("create_order-5-buy", lambda client: client.create_order("AAA/BBB", side=Side.BUY, type=OrderType.MARKET,
     quantity=Decimal("0.50"), client_order_id="abc1"),
     "POST https://api.example.com/order/market", {"requests": 1}, headers={"x-key": "test-api-key",
     "x-payload": "eyJtYXJrZXQiOiJBQUFfQkJCIiwic2lkZSI6ImJ1eSIsImFtb3VudCI6IjAuNTAiLCJjbGllbnRPcmRlcklkIjoiYWJjMSIsInJlcXVlc3QiOiIvb3JkZXIvbWFya2V0Iiwibm9uY2UiOjE3MDAwMDAwMDAwMDAwMDB9",
     "x-sign": "06dfe8ca8ecbf0b1990244c8d3f2993ef4b3e4de3425677dafba387db2f7ab8f2016371124c1bfd2a0b52153bcb4473de5bb4c71916a2eba60ab266c524d28bd"},
     body=b'{"market":"AAA_BBB","side":"buy","amount":"0.50","clientOrderId":"abc1","request":"/order/market","nonce":1700000000000000}',
     answer="new_market"),
    Case("create_order-5-sell", lambda client: client.create_order("AAA/BBB", side=Side.SELL, type=OrderType.MARKET,
     quantity=Decimal("0.50"), client_order_id="abc1"),
     "POST https://api.example.com/order/market", {"requests": 1}, headers={"x-key": "test-api-key",
     "x-payload": "eyJtYXJrZXQiOiJBQUFfQkJCIiwic2lkZSI6InNlbGwiLCJhbW91bnQiOiIwLjUwIiwiY2xpZW50T3JkZXJJZCI6ImFiYzEiLCJyZXF1ZXN0IjoiL29yZGVyL21hcmtldCIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwfQ==",
     "x-sign": "5ffba9873a13aaab5890d45a0af828f50f2683189589a99701071cfde90f79d5b79f29decf1f2b8ddac02d667c432534dee72e40d3c3bbf2454c5d7941635c92"},
     body=b'{"market":"AAA_BBB","side":"sell","amount":"0.50","clientOrderId":"abc1","request":"/order/market","nonce":1700000000000000}',
     answer="new_market"),
    Case("cancel_order-venue_order_id", lambda client: client.cancel_order("AAA/BBB", venue_order_id="123"),
     "POST https://api.example.com/order/cancel", {"requests": 1}, headers={"x-key": "test-api-key",
     "x-payload": "eyJtYXJrZXQiOiJBQUFfQkJCIiwib3JkZXJJZCI6MTIzLCJyZXF1ZXN0IjoiL29yZGVyL2NhbmNlbCIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwfQ==",
     "x-sign": "abeabe234fa3c84b0bcd304e492b749347a227d084a3d94510969433426867f237915bf5b66e124b7a3a3cdbaa7092f2c22ee4dfb148d475d8ea547ae6aee57f"},
     body=b'{"market":"AAA_BBB","orderId":123,"request":"/order/cancel","nonce":1700000000000000}',
     answer="cancel"),
    Case("cancel_order-client_order_id", lambda client: client.cancel_order("AAA/BBB", client_order_id="abc1"),
     "POST https://api.example.com/order/cancel", {"requests": 1}, headers={"x-key": "test-api-key",
     "x-payload": "eyJtYXJrZXQiOiJBQUFfQkJCIiwiY2xpZW50T3JkZXJJZCI6ImFiYzEiLCJyZXF1ZXN0IjoiL29yZGVyL2NhbmNlbCIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwfQ==",
     "x-sign": "133b6ba5d4a52a8f4ad8b3ee3d174af3a9332b9f599a7708ca2dd925c8b48f39a935918e3648f97d8ae497c51429203eeef7fd24ea8ce832f7f2295e74b204de"},
     body=b'{"market":"AAA_BBB","clientOrderId":"abc1","request":"/order/cancel","nonce":1700000000000000}',
     answer="cancel"),
    Case("fetch_order-venue_order_id", lambda client: client.fetch_order("AAA/BBB", venue_order_id="123"),
     "POST https://api.example.com/orders", {"requests": 1}, headers={"x-key": "test-api-key",
     "x-payload": "eyJtYXJrZXQiOiJBQUFfQkJCIiwib3JkZXJJZCI6MTIzLCJyZXF1ZXN0IjoiL29yZGVycyIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwfQ==",
     "x-sign": "73be93f2a33a0e449e6b60d158c71f0c490ead92149bf1fa3f936a4a26f2cd3260cc3cd2fd9e67fd3c2dc76dc6812d66604a7c1e01b1cbffb4c92b5f0e1d9f08"},
     body=b'{"market":"AAA_BBB","orderId":123,"request":"/orders","nonce":1700000000000000}',
     answer="active_order"),
    Case("fetch_order-client_order_id", lambda client: client.fetch_order("AAA/BBB", client_order_id="abc1"),
     "POST https://api.example.com/orders", {"requests": 1}, headers={"x-key": "test-api-key",
     "x-payload": "eyJtYXJrZXQiOiJBQUFfQkJCIiwiY2xpZW50T3JkZXJJZCI6ImFiYzEiLCJyZXF1ZXN0IjoiL29yZGVycyIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwfQ==",
     "x-sign": "f13cdf30ae78a10ac2c7128a3024ededc7eb762bdc832aa03c8112ee7a8efb163a4135a907ac9d9188cbc35def2644d0d720ad79d456a9a3586c0fd99a5b2bf1"},
     body=b'{"market":"AAA_BBB","clientOrderId":"abc1","request":"/orders","nonce":1700000000000000}',
     answer="active_order"),
    Case("fetch_open_orders", lambda client: client.fetch_open_orders("AAA/BBB"),
     "POST https://api.example.com/orders", {"requests": 1}, headers={"x-key": "test-api-key",
     "x-payload": "eyJtYXJrZXQiOiJBQUFfQkJCIiwibGltaXQiOjEwMCwicmVxdWVzdCI6Ii9vcmRlcnMiLCJub25jZSI6MTcwMDAwMDAwMDAwMDAwMH0=",
     "x-sign": "97721723eade8219495970121a342bcc7048f77a603c59b555f75f50537fa2b04b9a08bbbb310080df6186d463bfc1df1a4374df2f958d7f98a96d398dd13561"},
     body=b'{"market":"AAA_BBB","limit":100,"request":"/orders","nonce":1700000000000000}', answer="open_orders"),
    Case("fetch_my_trades", lambda client: client.fetch_my_trades("AAA/BBB"),
     "POST https://api.example.com/deals", {"requests": 1}, headers={"x-key": "test-api-key",
     "x-payload": "eyJtYXJrZXQiOiJBQUFfQkJCIiwicmVxdWVzdCI6Ii9kZWFscyIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwfQ==",
     "x-sign": "b1f5044aced55de437b09d3f43df67f3d7fe66956e8844320e95c9aaf9dec270405486963468272d8b41997694ed7d5791502d0da7a083f67af1a4601c60fb0a"},
     body=b'{"market":"AAA_BBB","request":"/deals","nonce":1700000000000000}', answer="my_trades"),
    Case("fetch_my_trades-all", lambda client: client.fetch_my_trades("AAA/BBB", since=1699999000123000000),
     "POST https://api.example.com/deals", {"requests": 1}, headers={"x-key": "test-api-key",
     "x-payload": "eyJtYXJrZXQiOiJBQUFfQkJCIiwic3RhcnREYXRlIjoxNjk5OTk5MDAwLCJyZXF1ZXN0IjoiL2RlYWxzIiwibm9uY2UiOjE3MDAwMDAwMDAwMDAwMDB9",
     "x-sign": "10818f590c392d0362fee889b9b5bed62b50f74e904a7c49fdb74a07d5125d454c5d0644304b6d50da252f63e1bbfe45ea7ae8e54438ec65e060af04fee12798"},
     body=b'{"market":"AAA_BBB","startDate":1699999000,"request":"/deals","nonce":1700000000000000}',
     answer="my_trades"),
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
        client.leases.stream.hold(StreamLease(token="held-token"))
        scripted_http.answer({}, times=None)
        await check(client, scripted_http, case)


@pytest.mark.asyncio
@pytest.mark.parametrize("case", CONTRACT, ids=[case.id for case in CONTRACT])
async def test_contract_request(make_client: Callable[..., Any], scripted_http: ScriptedHttp, case: Case) -> None:
    async with make_client() as client:
        client.leases.stream.hold(StreamLease(token="held-token"))
        if case.id == "load_instruments":
            del client._load_instruments
        answer = load_examples(PACKAGE)[case.answer].response
        scripted_http.answer(answer, times=None)
        await check(client, scripted_http, case)


REFUSED: dict[str, Callable[[Any], Awaitable[Any]]] = {
    "fetch_my_trades-limit": lambda client: client.fetch_my_trades(symbol="AAA/BBB", limit=5)
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
