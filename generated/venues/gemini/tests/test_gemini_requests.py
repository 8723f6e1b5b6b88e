"""What Gemini is asked, byte for byte: method, address, headers, body, and what each request costs."""

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

PACKAGE = str(importlib.import_module("venues.gemini").__file__)


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
    Case("symbols-required", lambda client: client.raw.symbols(),
     "GET https://api.gemini.com/v1/symbols", {"public": 1}),
    Case("all_details-required", lambda client: client.raw.all_details(),
     "GET https://api.gemini.com/v1/symbols/details/all", {"public": 1}),
    Case("details-required", lambda client: client.raw.details(symbol="btcusd"),
     "GET https://api.gemini.com/v1/symbols/details/btcusd", {"public": 1}),
    Case("ticker-required", lambda client: client.raw.ticker(symbol="btcusd"),
     "GET https://api.gemini.com/v1/pubticker/btcusd", {"public": 1}),
    Case("ticker_v2-required", lambda client: client.raw.ticker_v2(symbol="btcusd"),
     "GET https://api.gemini.com/v2/ticker/btcusd", {"public": 1}),
    Case("book-required", lambda client: client.raw.book(symbol="btcusd"),
     "GET https://api.gemini.com/v1/book/btcusd", {"public": 1}),
    Case("book-all", lambda client: client.raw.book(symbol="btcusd", limit_bids=7, limit_asks=7),
     "GET https://api.gemini.com/v1/book/btcusd?limit_bids=7&limit_asks=7", {"public": 1}),
    Case("trades-required", lambda client: client.raw.trades(symbol="btcusd"),
     "GET https://api.gemini.com/v1/trades/btcusd", {"public": 1}),
    Case("trades-all", lambda client: client.raw.trades(symbol="btcusd", timestamp=1700000000000, since_tid=7,
     limit_trades=1, include_breaks=True),
     ("GET https://api.gemini.com/v1/trades/btcusd?timestamp=1700000000000&since_tid=7&limit_trades=1"
     "&include_breaks=true"), {"public": 1}),
    Case("candles-required", lambda client: client.raw.candles(symbol="btcusd", time_frame="a b/+&=é"),
     "GET https://api.gemini.com/v2/candles/btcusd/a%20b%2F+&=%C3%A9", {"public": 1}),
    Case("perpetual_candles-required", lambda client: client.raw.perpetual_candles(symbol="btcusd",
     time_frame="a b/+&=é"),
     "GET https://api.gemini.com/v2/derivatives/candles/btcusd/a%20b%2F+&=%C3%A9", {"public": 1}),
    Case("funding_amount-required", lambda client: client.raw.funding_amount(symbol="btcusd"),
     "GET https://api.gemini.com/v1/fundingamount/btcusd", {"public": 1}),
    Case("risk_stats-required", lambda client: client.raw.risk_stats(symbol="btcusd"),
     "GET https://api.gemini.com/v1/riskstats/btcusd", {"public": 1}),
    Case("new_order-required", lambda client: client.raw.new_order(symbol="btcusd", quantity=Decimal("0.10"),
     price=Decimal("0.10"), side="buy", kind="exchange limit"),
     "POST https://api.gemini.com/v1/order/new", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL29yZGVyL25ldyIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwLCJhY2NvdW50IjoidGVzdC1hY2NvdW50Iiwic3ltYm9sIjoiYnRjdXNkIiwiYW1vdW50IjoiMC4xMCIsInByaWNlIjoiMC4xMCIsInNpZGUiOiJidXkiLCJ0eXBlIjoiZXhjaGFuZ2UgbGltaXQifQ==",
     "x-gemini-signature": "dd80a5574dac872aff55640dca003735cec5c20e801f7d0a8b91d555edbb6725154a236efbefaae53a3d13e03f3e4e85"}),
    Case("new_order-all", lambda client: client.raw.new_order(client_order_id="a b/+&=é", symbol="btcusd",
     quantity=Decimal("0.10"), price=Decimal("0.10"), side="buy", kind="exchange limit",
     options=["a b/+&=é", "b c"], stop_price=Decimal("0.10"), margin_order=True),
     "POST https://api.gemini.com/v1/order/new", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL29yZGVyL25ldyIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwLCJhY2NvdW50IjoidGVzdC1hY2NvdW50IiwiY2xpZW50X29yZGVyX2lkIjoiYSBiLysmPcOpIiwic3ltYm9sIjoiYnRjdXNkIiwiYW1vdW50IjoiMC4xMCIsInByaWNlIjoiMC4xMCIsInNpZGUiOiJidXkiLCJ0eXBlIjoiZXhjaGFuZ2UgbGltaXQiLCJvcHRpb25zIjpbImEgYi8rJj3DqSIsImIgYyJdLCJzdG9wX3ByaWNlIjoiMC4xMCIsIm1hcmdpbl9vcmRlciI6dHJ1ZX0=",
     "x-gemini-signature": "27dfe8094ede17b9de023b5441ee356b1f2abd8bf5ac6f8476384328e5d13e18e2b1bc97cdb1ded98a2abff64dfed40c"}),
    Case("cancel_order-required", lambda client: client.raw.cancel_order(order_id=7),
     "POST https://api.gemini.com/v1/order/cancel", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL29yZGVyL2NhbmNlbCIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwLCJhY2NvdW50IjoidGVzdC1hY2NvdW50Iiwib3JkZXJfaWQiOjd9",
     "x-gemini-signature": "24959b2dc120b697971822831226a8651c0f914025539781e5fc49a7331ed3b83cdd9b081d4d1ef1b15dfe13d5658c0a"}),
    Case("cancel_all-required", lambda client: client.raw.cancel_all(),
     "POST https://api.gemini.com/v1/order/cancel/all", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL29yZGVyL2NhbmNlbC9hbGwiLCJub25jZSI6MTcwMDAwMDAwMDAwMDAwMCwiYWNjb3VudCI6InRlc3QtYWNjb3VudCJ9",
     "x-gemini-signature": "16fd35fad1d2d4ff031989a56ea9538a5e039e45029fb5ad72989b5e0e982a0b2e3a86e251a55d159f2203e66a11cd7f"}),
    Case("cancel_session-required", lambda client: client.raw.cancel_session(),
     "POST https://api.gemini.com/v1/order/cancel/session", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL29yZGVyL2NhbmNlbC9zZXNzaW9uIiwibm9uY2UiOjE3MDAwMDAwMDAwMDAwMDAsImFjY291bnQiOiJ0ZXN0LWFjY291bnQifQ==",
     "x-gemini-signature": "5b05de94c0513f3935ea5a893e369e3374db76bc96d4defb530d0ec473600cc7dc1c4f66afbca297dd645925b1820191"}),
    Case("order_status-required", lambda client: client.raw.order_status(order_id=7),
     "POST https://api.gemini.com/v1/order/status", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL29yZGVyL3N0YXR1cyIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwLCJhY2NvdW50IjoidGVzdC1hY2NvdW50Iiwib3JkZXJfaWQiOjd9",
     "x-gemini-signature": "2df33cd6ce87b6879342ac5fdc4d5d689e9883913a370ceb5ac4947584b1f93056d1a991155435ab8ebafaa63ca6e978"}),
    Case("order_status-all", lambda client: client.raw.order_status(order_id=7, include_trades=True),
     "POST https://api.gemini.com/v1/order/status", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL29yZGVyL3N0YXR1cyIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwLCJhY2NvdW50IjoidGVzdC1hY2NvdW50Iiwib3JkZXJfaWQiOjcsImluY2x1ZGVfdHJhZGVzIjp0cnVlfQ==",
     "x-gemini-signature": "15fc9162cd0e7dc90cfc7344866de7992629af63f5ed7164f300fdd1708b401ff0a5e5ffb6095191197b8e4e0771764f"}),
    Case("open_orders-required", lambda client: client.raw.open_orders(),
     "POST https://api.gemini.com/v1/orders", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL29yZGVycyIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwLCJhY2NvdW50IjoidGVzdC1hY2NvdW50In0=",
     "x-gemini-signature": "dddd65651638afa109a2492ea5bfbe15cee3dfdc31a4561f84618710bc894b551b21acf5629747784330353b09217dfd"}),
    Case("my_trades-required", lambda client: client.raw.my_trades(),
     "POST https://api.gemini.com/v1/mytrades", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL215dHJhZGVzIiwibm9uY2UiOjE3MDAwMDAwMDAwMDAwMDAsImFjY291bnQiOiJ0ZXN0LWFjY291bnQifQ==",
     "x-gemini-signature": "a1b172b4f00d2238a76c5d98fc3cb6a2008c6e928890e9ed173ffcb8a6fe44cac85519dae9f50948366fbbff2c60ba6a"}),
    Case("my_trades-all", lambda client: client.raw.my_trades(symbol="btcusd", limit_trades=1,
     timestamp=1700000000000),
     "POST https://api.gemini.com/v1/mytrades", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL215dHJhZGVzIiwibm9uY2UiOjE3MDAwMDAwMDAwMDAwMDAsImFjY291bnQiOiJ0ZXN0LWFjY291bnQiLCJzeW1ib2wiOiJidGN1c2QiLCJsaW1pdF90cmFkZXMiOjEsInRpbWVzdGFtcCI6MTcwMDAwMDAwMDAwMH0=",
     "x-gemini-signature": "131bb503dd0cfb43c6524a69fa1bd033e0116eabd608879becb718fa6d17aa5f709e6eb793cc7ddb2776d63c1c8f1a1f"}),
    Case("heartbeat-required", lambda client: client.raw.heartbeat(),
     "POST https://api.gemini.com/v1/heartbeat", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL2hlYXJ0YmVhdCIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwLCJhY2NvdW50IjoidGVzdC1hY2NvdW50In0=",
     "x-gemini-signature": "4c649c3e8fff81c06a6fda1ee3dcc86bc410200d25c11a0fe21b441c8cc7145744995810f799a07304ae13118ab43874"}),
    Case("balances-required", lambda client: client.raw.balances(),
     "POST https://api.gemini.com/v1/balances", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL2JhbGFuY2VzIiwibm9uY2UiOjE3MDAwMDAwMDAwMDAwMDAsImFjY291bnQiOiJ0ZXN0LWFjY291bnQifQ==",
     "x-gemini-signature": "7ef7f45242837bf82e9aab0734d16500c231d5305ebbceaec791c66a3b1f4a326efa086c5d384b80b3287178688571f2"}),
    Case("positions-required", lambda client: client.raw.positions(),
     "POST https://api.gemini.com/v1/positions", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL3Bvc2l0aW9ucyIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwLCJhY2NvdW50IjoidGVzdC1hY2NvdW50In0=",
     "x-gemini-signature": "f20dcb8858144a48cda4086627319bde447affd4e3750b64d14fdf0ea3d0f95edd9479ad4d164e5f96e96fea35502368"}),
]  # fmt: skip

CONTRACT: list[Case] = [
    Case("load_instruments", lambda client: client.load_instruments(),
     "GET https://api.gemini.com/v1/symbols/details/all", {"public": 1}, answer="all_details"),
    Case("fetch_ticker", lambda client: client.fetch_ticker("BTC/USD"),
     "GET https://api.gemini.com/v1/pubticker/btcusd", {"public": 1}, answer="ticker"),
    Case("fetch_order_book", lambda client: client.fetch_order_book("BTC/USD"),
     "GET https://api.gemini.com/v1/book/btcusd", {"public": 1}, answer="book"),
    Case("fetch_order_book-all", lambda client: client.fetch_order_book("BTC/USD", depth=50),
     "GET https://api.gemini.com/v1/book/btcusd?limit_bids=50&limit_asks=50", {"public": 1}, answer="book"),
    Case("fetch_trades", lambda client: client.fetch_trades("BTC/USD"),
     "GET https://api.gemini.com/v1/trades/btcusd", {"public": 1}, answer="trades"),
    Case("fetch_trades-all", lambda client: client.fetch_trades("BTC/USD", since=1699999000123000000, limit=5),
     "GET https://api.gemini.com/v1/trades/btcusd?timestamp=1699999000123&limit_trades=5", {"public": 1},
     answer="trades"),
    Case("fetch_candles", lambda client: client.fetch_candles("BTC/USD", interval="1h"),
     "GET https://api.gemini.com/v2/candles/btcusd/1hr", {"public": 1}, answer="candles"),
    Case("create_order-0-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY, type=OrderType.LIMIT,
     post_only=True, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"),
     client_order_id="abc-1"),
     "POST https://api.gemini.com/v1/order/new", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL29yZGVyL25ldyIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwLCJhY2NvdW50IjoidGVzdC1hY2NvdW50IiwiY2xpZW50X29yZGVyX2lkIjoiYWJjLTEiLCJzeW1ib2wiOiJidGN1c2QiLCJhbW91bnQiOiIwLjUwIiwicHJpY2UiOiIxMDAuMTAiLCJzaWRlIjoiYnV5IiwidHlwZSI6ImV4Y2hhbmdlIGxpbWl0Iiwib3B0aW9ucyI6WyJtYWtlci1vci1jYW5jZWwiXX0=",
     "x-gemini-signature": "83c746ed674b477dfce989f2a895bf873b19b5d26de1c801c2dfdd0ca4fdf0d71bf4c8356684a30bc82459288f1c478d"},
     answer="new_order"),
    Case("create_order-0-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL, type=OrderType.LIMIT,
     post_only=True, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"),
     client_order_id="abc-1"),
     "POST https://api.gemini.com/v1/order/new", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL29yZGVyL25ldyIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwLCJhY2NvdW50IjoidGVzdC1hY2NvdW50IiwiY2xpZW50X29yZGVyX2lkIjoiYWJjLTEiLCJzeW1ib2wiOiJidGN1c2QiLCJhbW91bnQiOiIwLjUwIiwicHJpY2UiOiIxMDAuMTAiLCJzaWRlIjoic2VsbCIsInR5cGUiOiJleGNoYW5nZSBsaW1pdCIsIm9wdGlvbnMiOlsibWFrZXItb3ItY2FuY2VsIl19",
     "x-gemini-signature": "187678ab6d13092bd5a7c73f272906da95f978156832cf424d19305c721dc3a9a18ef227045ce4f758760f9983fc726c"},
     answer="new_order"),
    Case("create_order-1-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY, type=OrderType.LIMIT,
     post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     "POST https://api.gemini.com/v1/order/new", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL29yZGVyL25ldyIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwLCJhY2NvdW50IjoidGVzdC1hY2NvdW50IiwiY2xpZW50X29yZGVyX2lkIjoiYWJjLTEiLCJzeW1ib2wiOiJidGN1c2QiLCJhbW91bnQiOiIwLjUwIiwicHJpY2UiOiIxMDAuMTAiLCJzaWRlIjoiYnV5IiwidHlwZSI6ImV4Y2hhbmdlIGxpbWl0Iiwib3B0aW9ucyI6WyJtYWtlci1vci1jYW5jZWwiXX0=",
     "x-gemini-signature": "83c746ed674b477dfce989f2a895bf873b19b5d26de1c801c2dfdd0ca4fdf0d71bf4c8356684a30bc82459288f1c478d"},
     answer="new_order"),
    Case("create_order-1-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL, type=OrderType.LIMIT,
     post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     "POST https://api.gemini.com/v1/order/new", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL29yZGVyL25ldyIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwLCJhY2NvdW50IjoidGVzdC1hY2NvdW50IiwiY2xpZW50X29yZGVyX2lkIjoiYWJjLTEiLCJzeW1ib2wiOiJidGN1c2QiLCJhbW91bnQiOiIwLjUwIiwicHJpY2UiOiIxMDAuMTAiLCJzaWRlIjoic2VsbCIsInR5cGUiOiJleGNoYW5nZSBsaW1pdCIsIm9wdGlvbnMiOlsibWFrZXItb3ItY2FuY2VsIl19",
     "x-gemini-signature": "187678ab6d13092bd5a7c73f272906da95f978156832cf424d19305c721dc3a9a18ef227045ce4f758760f9983fc726c"},
     answer="new_order"),
    Case("create_order-2-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY, type=OrderType.LIMIT,
     time_in_force=TimeInForce.IOC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     "POST https://api.gemini.com/v1/order/new", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL29yZGVyL25ldyIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwLCJhY2NvdW50IjoidGVzdC1hY2NvdW50IiwiY2xpZW50X29yZGVyX2lkIjoiYWJjLTEiLCJzeW1ib2wiOiJidGN1c2QiLCJhbW91bnQiOiIwLjUwIiwicHJpY2UiOiIxMDAuMTAiLCJzaWRlIjoiYnV5IiwidHlwZSI6ImV4Y2hhbmdlIGxpbWl0Iiwib3B0aW9ucyI6WyJpbW1lZGlhdGUtb3ItY2FuY2VsIl19",
     "x-gemini-signature": "2e519dd20e09b00760e42eff6de4d2da56aed94fce4fde0f307aa02903756b8920745e9e5746bbbb7e7fef1c7a3e3c9a"},
     answer="new_order"),
    Case("create_order-2-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL, type=OrderType.LIMIT,
     time_in_force=TimeInForce.IOC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     "POST https://api.gemini.com/v1/order/new", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL29yZGVyL25ldyIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwLCJhY2NvdW50IjoidGVzdC1hY2NvdW50IiwiY2xpZW50X29yZGVyX2lkIjoiYWJjLTEiLCJzeW1ib2wiOiJidGN1c2QiLCJhbW91bnQiOiIwLjUwIiwicHJpY2UiOiIxMDAuMTAiLCJzaWRlIjoic2VsbCIsInR5cGUiOiJleGNoYW5nZSBsaW1pdCIsIm9wdGlvbnMiOlsiaW1tZWRpYXRlLW9yLWNhbmNlbCJdfQ==",
     "x-gemini-signature": "b2d017dd8592cdb2dee67a4f413189d75098771f1775b2680f6ffb3a21332909717a19b50787f6227d7d58c7b0304333"},
     answer="new_order"),
    Case("create_order-3-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY, type=OrderType.LIMIT,
     time_in_force=TimeInForce.FOK, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     "POST https://api.gemini.com/v1/order/new", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL29yZGVyL25ldyIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwLCJhY2NvdW50IjoidGVzdC1hY2NvdW50IiwiY2xpZW50X29yZGVyX2lkIjoiYWJjLTEiLCJzeW1ib2wiOiJidGN1c2QiLCJhbW91bnQiOiIwLjUwIiwicHJpY2UiOiIxMDAuMTAiLCJzaWRlIjoiYnV5IiwidHlwZSI6ImV4Y2hhbmdlIGxpbWl0Iiwib3B0aW9ucyI6WyJmaWxsLW9yLWtpbGwiXX0=",
     "x-gemini-signature": "4a035c2d96de9ba527e48f43e155ca1bd2ba5e751e18b1b1efc6322cf20460a71d409fb72c4b7883b6edb444109c0f31"},
     answer="new_order"),
    Case("create_order-3-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL, type=OrderType.LIMIT,
     time_in_force=TimeInForce.FOK, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     "POST https://api.gemini.com/v1/order/new", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL29yZGVyL25ldyIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwLCJhY2NvdW50IjoidGVzdC1hY2NvdW50IiwiY2xpZW50X29yZGVyX2lkIjoiYWJjLTEiLCJzeW1ib2wiOiJidGN1c2QiLCJhbW91bnQiOiIwLjUwIiwicHJpY2UiOiIxMDAuMTAiLCJzaWRlIjoic2VsbCIsInR5cGUiOiJleGNoYW5nZSBsaW1pdCIsIm9wdGlvbnMiOlsiZmlsbC1vci1raWxsIl19",
     "x-gemini-signature": "f29cc1529814bd1038fd4249cb620dd0901601425ae6b102e2d718e55fa5214b94067a108c76763294e9f563c65459b0"},
     answer="new_order"),
    Case("create_order-4-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY, type=OrderType.LIMIT,
     time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     "POST https://api.gemini.com/v1/order/new", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL29yZGVyL25ldyIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwLCJhY2NvdW50IjoidGVzdC1hY2NvdW50IiwiY2xpZW50X29yZGVyX2lkIjoiYWJjLTEiLCJzeW1ib2wiOiJidGN1c2QiLCJhbW91bnQiOiIwLjUwIiwicHJpY2UiOiIxMDAuMTAiLCJzaWRlIjoiYnV5IiwidHlwZSI6ImV4Y2hhbmdlIGxpbWl0In0=",
     "x-gemini-signature": "7c67862dca3cad1f4692ca71f841524aea0efe44cb1529d224d9c1cccc37378d335ab7cf33fc059040ee04b16898c6af"},
     answer="new_order"),
    Case("create_order-4-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL, type=OrderType.LIMIT,
     time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     "POST https://api.gemini.com/v1/order/new", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL29yZGVyL25ldyIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwLCJhY2NvdW50IjoidGVzdC1hY2NvdW50IiwiY2xpZW50X29yZGVyX2lkIjoiYWJjLTEiLCJzeW1ib2wiOiJidGN1c2QiLCJhbW91bnQiOiIwLjUwIiwicHJpY2UiOiIxMDAuMTAiLCJzaWRlIjoic2VsbCIsInR5cGUiOiJleGNoYW5nZSBsaW1pdCJ9",
     "x-gemini-signature": "1f16b2b470188f921fb61dac9d3a5453a7f7654de96fcb2ea3ef438d527431920452847f247878888cb8d14adfff2072"},
     answer="new_order"),
    Case("create_order-5-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY, type=OrderType.LIMIT,
     quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     "POST https://api.gemini.com/v1/order/new", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL29yZGVyL25ldyIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwLCJhY2NvdW50IjoidGVzdC1hY2NvdW50IiwiY2xpZW50X29yZGVyX2lkIjoiYWJjLTEiLCJzeW1ib2wiOiJidGN1c2QiLCJhbW91bnQiOiIwLjUwIiwicHJpY2UiOiIxMDAuMTAiLCJzaWRlIjoiYnV5IiwidHlwZSI6ImV4Y2hhbmdlIGxpbWl0In0=",
     "x-gemini-signature": "7c67862dca3cad1f4692ca71f841524aea0efe44cb1529d224d9c1cccc37378d335ab7cf33fc059040ee04b16898c6af"},
     answer="new_order"),
    Case("create_order-5-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL, type=OrderType.LIMIT,
     quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     "POST https://api.gemini.com/v1/order/new", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL29yZGVyL25ldyIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwLCJhY2NvdW50IjoidGVzdC1hY2NvdW50IiwiY2xpZW50X29yZGVyX2lkIjoiYWJjLTEiLCJzeW1ib2wiOiJidGN1c2QiLCJhbW91bnQiOiIwLjUwIiwicHJpY2UiOiIxMDAuMTAiLCJzaWRlIjoic2VsbCIsInR5cGUiOiJleGNoYW5nZSBsaW1pdCJ9",
     "x-gemini-signature": "1f16b2b470188f921fb61dac9d3a5453a7f7654de96fcb2ea3ef438d527431920452847f247878888cb8d14adfff2072"},
     answer="new_order"),
    Case("create_order-6-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY,
     type=OrderType.STOP_LIMIT, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"),
     trigger_price=Decimal("99.9"), client_order_id="abc-1"),
     "POST https://api.gemini.com/v1/order/new", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL29yZGVyL25ldyIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwLCJhY2NvdW50IjoidGVzdC1hY2NvdW50IiwiY2xpZW50X29yZGVyX2lkIjoiYWJjLTEiLCJzeW1ib2wiOiJidGN1c2QiLCJhbW91bnQiOiIwLjUwIiwicHJpY2UiOiIxMDAuMTAiLCJzaWRlIjoiYnV5IiwidHlwZSI6ImV4Y2hhbmdlIHN0b3AgbGltaXQiLCJzdG9wX3ByaWNlIjoiOTkuOSJ9",
     "x-gemini-signature": "50d69012c9678d45fad75d5b55e2ee72f887c973bcae929d779f32faec82ded715ed753b379b8d34339ca1a99d5a122a"},
     answer="new_order"),
    Case("create_order-6-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL,
     type=OrderType.STOP_LIMIT, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"),
     trigger_price=Decimal("99.9"), client_order_id="abc-1"),
     "POST https://api.gemini.com/v1/order/new", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL29yZGVyL25ldyIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwLCJhY2NvdW50IjoidGVzdC1hY2NvdW50IiwiY2xpZW50X29yZGVyX2lkIjoiYWJjLTEiLCJzeW1ib2wiOiJidGN1c2QiLCJhbW91bnQiOiIwLjUwIiwicHJpY2UiOiIxMDAuMTAiLCJzaWRlIjoic2VsbCIsInR5cGUiOiJleGNoYW5nZSBzdG9wIGxpbWl0Iiwic3RvcF9wcmljZSI6Ijk5LjkifQ==",
     "x-gemini-signature": "e303842beaadbcfd11c3559ad1cf48c5a94845815499b3eac6b6469076bb2823101c4b45e29e74a0d8d885a1ae4b2baa"},
     answer="new_order"),
    Case("create_order-7-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY,
     type=OrderType.STOP_LIMIT, quantity=Decimal("0.50"), price=Decimal("100.10"), trigger_price=Decimal("99.9"),
     client_order_id="abc-1"),
     "POST https://api.gemini.com/v1/order/new", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL29yZGVyL25ldyIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwLCJhY2NvdW50IjoidGVzdC1hY2NvdW50IiwiY2xpZW50X29yZGVyX2lkIjoiYWJjLTEiLCJzeW1ib2wiOiJidGN1c2QiLCJhbW91bnQiOiIwLjUwIiwicHJpY2UiOiIxMDAuMTAiLCJzaWRlIjoiYnV5IiwidHlwZSI6ImV4Y2hhbmdlIHN0b3AgbGltaXQiLCJzdG9wX3ByaWNlIjoiOTkuOSJ9",
     "x-gemini-signature": "50d69012c9678d45fad75d5b55e2ee72f887c973bcae929d779f32faec82ded715ed753b379b8d34339ca1a99d5a122a"},
     answer="new_order"),
    Case("create_order-7-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL,
     type=OrderType.STOP_LIMIT, quantity=Decimal("0.50"), price=Decimal("100.10"), trigger_price=Decimal("99.9"),
     client_order_id="abc-1"),
     "POST https://api.gemini.com/v1/order/new", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL29yZGVyL25ldyIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwLCJhY2NvdW50IjoidGVzdC1hY2NvdW50IiwiY2xpZW50X29yZGVyX2lkIjoiYWJjLTEiLCJzeW1ib2wiOiJidGN1c2QiLCJhbW91bnQiOiIwLjUwIiwicHJpY2UiOiIxMDAuMTAiLCJzaWRlIjoic2VsbCIsInR5cGUiOiJleGNoYW5nZSBzdG9wIGxpbWl0Iiwic3RvcF9wcmljZSI6Ijk5LjkifQ==",
     "x-gemini-signature": "e303842beaadbcfd11c3559ad1cf48c5a94845815499b3eac6b6469076bb2823101c4b45e29e74a0d8d885a1ae4b2baa"},
     answer="new_order"),
    Case("cancel_order-venue_order_id", lambda client: client.cancel_order("BTC/USD", venue_order_id="123"),
     "POST https://api.gemini.com/v1/order/cancel", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL29yZGVyL2NhbmNlbCIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwLCJhY2NvdW50IjoidGVzdC1hY2NvdW50Iiwib3JkZXJfaWQiOjEyM30=",
     "x-gemini-signature": "bac52763617a048a04e78611c6f176b637873a08b88bf2e59d5129eba8799da1e3348875c9b94cfd71dad41b31e03f95"},
     answer="cancel_order"),
    Case("cancel_all_orders", lambda client: client.cancel_all_orders(),
     "POST https://api.gemini.com/v1/order/cancel/all", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL29yZGVyL2NhbmNlbC9hbGwiLCJub25jZSI6MTcwMDAwMDAwMDAwMDAwMCwiYWNjb3VudCI6InRlc3QtYWNjb3VudCJ9",
     "x-gemini-signature": "16fd35fad1d2d4ff031989a56ea9538a5e039e45029fb5ad72989b5e0e982a0b2e3a86e251a55d159f2203e66a11cd7f"},
     answer="cancel_all"),
    Case("fetch_order-venue_order_id", lambda client: client.fetch_order("BTC/USD", venue_order_id="123"),
     "POST https://api.gemini.com/v1/order/status", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL29yZGVyL3N0YXR1cyIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwLCJhY2NvdW50IjoidGVzdC1hY2NvdW50Iiwib3JkZXJfaWQiOjEyM30=",
     "x-gemini-signature": "3da1b43b3650d04f676d8c5765b2749800b7df3f7356d9f47c5840515685f2b0e18e870ed5df5fea4f9e83962c0ba2a8"},
     answer="order_status"),
    Case("fetch_order-client_order_id", lambda client: client.fetch_order("BTC/USD", client_order_id="abc-1"),
     "POST https://api.gemini.com/v1/order/status", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL29yZGVyL3N0YXR1cyIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwLCJhY2NvdW50IjoidGVzdC1hY2NvdW50IiwiY2xpZW50X29yZGVyX2lkIjoiYWJjLTEifQ==",
     "x-gemini-signature": "34ff82554d3c6eef7d0df0a11b819cf1c39ffb964797a447999a669f689954cdcf4e5546479d2c1e2f5fabff335b36e9"},
     answer="order_status"),
    Case("fetch_open_orders", lambda client: client.fetch_open_orders("BTC/USD"),
     "POST https://api.gemini.com/v1/orders", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL29yZGVycyIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwLCJhY2NvdW50IjoidGVzdC1hY2NvdW50In0=",
     "x-gemini-signature": "dddd65651638afa109a2492ea5bfbe15cee3dfdc31a4561f84618710bc894b551b21acf5629747784330353b09217dfd"},
     answer="open_orders"),
    Case("fetch_my_trades", lambda client: client.fetch_my_trades("BTC/USD"),
     "POST https://api.gemini.com/v1/mytrades", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL215dHJhZGVzIiwibm9uY2UiOjE3MDAwMDAwMDAwMDAwMDAsImFjY291bnQiOiJ0ZXN0LWFjY291bnQiLCJzeW1ib2wiOiJidGN1c2QifQ==",
     "x-gemini-signature": "81ffc982c17117148db99cfc49490eee8e8e69e48523b2231d60d959316712d6ae47657d1f3aabf5b6db4cdbcd6ec3ff"},
     answer="my_trades"),
    Case("fetch_my_trades-all", lambda client: client.fetch_my_trades("BTC/USD", since=1699999000123000000,
     limit=5),
     "POST https://api.gemini.com/v1/mytrades", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL215dHJhZGVzIiwibm9uY2UiOjE3MDAwMDAwMDAwMDAwMDAsImFjY291bnQiOiJ0ZXN0LWFjY291bnQiLCJzeW1ib2wiOiJidGN1c2QiLCJsaW1pdF90cmFkZXMiOjUsInRpbWVzdGFtcCI6MTY5OTk5OTAwMDEyM30=",
     "x-gemini-signature": "93fe7d36146aabee0a5b177ad42e976fa1b5155b65d68061a1f6205f41154dee44c368487c93a20ba6d19cc221a8c367"},
     answer="my_trades"),
    Case("fetch_balances", lambda client: client.fetch_balances(),
     "POST https://api.gemini.com/v1/balances", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL2JhbGFuY2VzIiwibm9uY2UiOjE3MDAwMDAwMDAwMDAwMDAsImFjY291bnQiOiJ0ZXN0LWFjY291bnQifQ==",
     "x-gemini-signature": "7ef7f45242837bf82e9aab0734d16500c231d5305ebbceaec791c66a3b1f4a326efa086c5d384b80b3287178688571f2"},
     answer="balances"),
    Case("fetch_positions", lambda client: client.fetch_positions(),
     "POST https://api.gemini.com/v1/positions", {"private": 1}, headers={"content-type": "text/plain",
     "cache-control": "no-cache", "x-gemini-apikey": "test-api-key",
     "x-gemini-payload": "eyJyZXF1ZXN0IjoiL3YxL3Bvc2l0aW9ucyIsIm5vbmNlIjoxNzAwMDAwMDAwMDAwMDAwLCJhY2NvdW50IjoidGVzdC1hY2NvdW50In0=",
     "x-gemini-signature": "f20dcb8858144a48cda4086627319bde447affd4e3750b64d14fdf0ea3d0f95edd9479ad4d164e5f96e96fea35502368"},
     answer="positions"),
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
    "fetch_candles-since": lambda client: client.fetch_candles(
        symbol="BTC/USD", interval="1h", since=1699999000123000000
    ),
    "fetch_candles-limit": lambda client: client.fetch_candles(symbol="BTC/USD", interval="1h", limit=5),
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
