"""What Coinbase Advanced Trade is asked, byte for byte: method, address, headers, body, and what each request costs."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Awaitable, Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from venue_runtime.errors import NotSupported
from venue_runtime.model import CancelRequest, OrderType, Side, TimeInForce
from venue_runtime.testing.generated import load_examples
from venue_runtime.testing.scripted import ScriptedHttp

PACKAGE = str(importlib.import_module("venues.coinbase_advanced").__file__)


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
     "GET https://api.coinbase.com/api/v3/brokerage/time", {"public": 1}),
    Case("products-required", lambda client: client.raw.products(),
     "GET https://api.coinbase.com/api/v3/brokerage/market/products", {"public": 1}),
    Case("products-all", lambda client: client.raw.products(kind="SPOT", limit=7, offset=7),
     "GET https://api.coinbase.com/api/v3/brokerage/market/products?product_type=SPOT&limit=7&offset=7",
     {"public": 1}),
    Case("products-documented-products.spot", lambda client: client.raw.products(kind="SPOT"),
     "GET https://api.coinbase.com/api/v3/brokerage/market/products?product_type=SPOT", {"public": 1}),
    Case("products-documented-products.future", lambda client: client.raw.products(kind="FUTURE"),
     "GET https://api.coinbase.com/api/v3/brokerage/market/products?product_type=FUTURE", {"public": 1}),
    Case("product-required", lambda client: client.raw.product(symbol="BTC-USD"),
     "GET https://api.coinbase.com/api/v3/brokerage/market/products/BTC-USD", {"public": 1}),
    Case("book-required", lambda client: client.raw.book(symbol="BTC-USD"),
     "GET https://api.coinbase.com/api/v3/brokerage/market/product_book?product_id=BTC-USD", {"public": 1}),
    Case("book-all", lambda client: client.raw.book(symbol="BTC-USD", limit=7,
     aggregation_price_increment=Decimal("0.10")),
     ("GET https://api.coinbase.com/api/v3/brokerage/market/product_book?product_id=BTC-USD&limit=7"
     "&aggregation_price_increment=0.10"), {"public": 1}),
    Case("book-documented", lambda client: client.raw.book(symbol="BTC-USD", limit=5),
     "GET https://api.coinbase.com/api/v3/brokerage/market/product_book?product_id=BTC-USD&limit=5", {"public": 1}),
    Case("trades-required", lambda client: client.raw.trades(symbol="BTC-USD", limit=7),
     "GET https://api.coinbase.com/api/v3/brokerage/market/products/BTC-USD/ticker?limit=7", {"public": 1}),
    Case("trades-all", lambda client: client.raw.trades(symbol="BTC-USD", limit=7, start=1700000000000000000,
     end=1700000000000000000),
     ("GET https://api.coinbase.com/api/v3/brokerage/market/products/BTC-USD/ticker?limit=7&start=1700000000"
     "&end=1700000000"), {"public": 1}),
    Case("candles-required", lambda client: client.raw.candles(symbol="BTC-USD", start=1700000000000000000,
     end=1700000000000000000, granularity="a b/+&=é"),
     ("GET https://api.coinbase.com/api/v3/brokerage/market/products/BTC-USD/candles?start=1700000000"
     "&end=1700000000&granularity=a%20b%2F%2B%26%3D%C3%A9"), {"public": 1}),
    Case("candles-all", lambda client: client.raw.candles(symbol="BTC-USD", start=1700000000000000000,
     end=1700000000000000000, granularity="a b/+&=é", limit=7),
     ("GET https://api.coinbase.com/api/v3/brokerage/market/products/BTC-USD/candles?start=1700000000"
     "&end=1700000000&granularity=a%20b%2F%2B%26%3D%C3%A9&limit=7"), {"public": 1}),
    Case("create-required", lambda client: client.raw.create(client_order_id="a b/+&=é", symbol="BTC-USD",
     side="BUY", configuration="a b/+&=é"),
     "POST https://api.coinbase.com/api/v3/brokerage/orders", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiUE9TVCBhcGkuY29pbmJhc2UuY29tL2FwaS92My9icm9rZXJhZ2Uvb3JkZXJzIn0.6MVL5d444XB_QBuuzVP40xFR2u5-4Xk1HUMMX6nnHhmiWaUFwLmw001Be1NyF83hgR8vds4ZyeoyVV6gi8_OWA"},
     body=b'{"client_order_id":"a b/+&=\xc3\xa9","product_id":"BTC-USD","side":"BUY"}'),
    Case("create-all", lambda client: client.raw.create(client_order_id="a b/+&=é", symbol="BTC-USD", side="BUY",
     leverage=Decimal("0.10"), margin_type="CROSS", preview_id="a b/+&=é", sor_preference="a b/+&=é",
     configuration="a b/+&=é", quote_size=Decimal("0.10"), base_size=Decimal("0.10"), limit_price=Decimal("0.10"),
     stop_price=Decimal("0.10"), stop_trigger_price=Decimal("0.10"), stop_direction="STOP_DIRECTION_STOP_UP",
     end_time=1700000000000000000, post_only=True),
     "POST https://api.coinbase.com/api/v3/brokerage/orders", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiUE9TVCBhcGkuY29pbmJhc2UuY29tL2FwaS92My9icm9rZXJhZ2Uvb3JkZXJzIn0.6MVL5d444XB_QBuuzVP40xFR2u5-4Xk1HUMMX6nnHhmiWaUFwLmw001Be1NyF83hgR8vds4ZyeoyVV6gi8_OWA"},
     body=b'{"client_order_id":"a b/+&=\xc3\xa9","product_id":"BTC-USD","side":"BUY","leverage":"0.10","margin_type":"CROSS","preview_id":"a b/+&=\xc3\xa9","sor_preference":"a b/+&=\xc3\xa9","order_configuration":{"a b/+&=\xc3\xa9":{"quote_size":"0.10","base_size":"0.10","limit_price":"0.10","stop_price":"0.10","stop_trigger_price":"0.10","stop_direction":"STOP_DIRECTION_STOP_UP","end_time":"2023-11-14T22:13:20.000Z","post_only":true}}}'),
    Case("preview-required", lambda client: client.raw.preview(symbol="BTC-USD", side="BUY",
     configuration="a b/+&=é"),
     "POST https://api.coinbase.com/api/v3/brokerage/orders/preview", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiUE9TVCBhcGkuY29pbmJhc2UuY29tL2FwaS92My9icm9rZXJhZ2Uvb3JkZXJzL3ByZXZpZXcifQ.3mZteXktYquV5GCdl8rgPuoP-keReZtOKyzKcTKzmj3N83em30ShwZRKR9asIcAf-SYhyOPo_F9I4_y4UM4CVg"},
     body=b'{"product_id":"BTC-USD","side":"BUY"}'),
    Case("preview-all", lambda client: client.raw.preview(symbol="BTC-USD", side="BUY", leverage=Decimal("0.10"),
     margin_type="CROSS", configuration="a b/+&=é", quote_size=Decimal("0.10"), base_size=Decimal("0.10"),
     limit_price=Decimal("0.10"), stop_price=Decimal("0.10"), stop_trigger_price=Decimal("0.10"),
     stop_direction="STOP_DIRECTION_STOP_UP", end_time=1700000000000000000, post_only=True),
     "POST https://api.coinbase.com/api/v3/brokerage/orders/preview", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiUE9TVCBhcGkuY29pbmJhc2UuY29tL2FwaS92My9icm9rZXJhZ2Uvb3JkZXJzL3ByZXZpZXcifQ.3mZteXktYquV5GCdl8rgPuoP-keReZtOKyzKcTKzmj3N83em30ShwZRKR9asIcAf-SYhyOPo_F9I4_y4UM4CVg"},
     body=b'{"product_id":"BTC-USD","side":"BUY","leverage":"0.10","margin_type":"CROSS","order_configuration":{"a b/+&=\xc3\xa9":{"quote_size":"0.10","base_size":"0.10","limit_price":"0.10","stop_price":"0.10","stop_trigger_price":"0.10","stop_direction":"STOP_DIRECTION_STOP_UP","end_time":"2023-11-14T22:13:20.000Z","post_only":true}}}'),
    Case("edit-required", lambda client: client.raw.edit(order_id="a b/+&=é", price=Decimal("0.10"),
     size=Decimal("0.10")),
     "POST https://api.coinbase.com/api/v3/brokerage/orders/edit", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiUE9TVCBhcGkuY29pbmJhc2UuY29tL2FwaS92My9icm9rZXJhZ2Uvb3JkZXJzL2VkaXQifQ.GDnoozdHpn6M40ffIqABqEccVY9jr4Si_qPhE3MLsZBSoUcOGkCiISXwALWGjU_EwJpIOcf4ZstUVuPCgQBWCg"},
     body=b'{"order_id":"a b/+&=\xc3\xa9","price":"0.10","size":"0.10"}'),
    Case("edit-all", lambda client: client.raw.edit(order_id="a b/+&=é", price=Decimal("0.10"),
     size=Decimal("0.10"), stop_price=Decimal("0.10"), cancel_attached_order=True),
     "POST https://api.coinbase.com/api/v3/brokerage/orders/edit", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiUE9TVCBhcGkuY29pbmJhc2UuY29tL2FwaS92My9icm9rZXJhZ2Uvb3JkZXJzL2VkaXQifQ.GDnoozdHpn6M40ffIqABqEccVY9jr4Si_qPhE3MLsZBSoUcOGkCiISXwALWGjU_EwJpIOcf4ZstUVuPCgQBWCg"},
     body=b'{"order_id":"a b/+&=\xc3\xa9","price":"0.10","size":"0.10","stop_price":"0.10","cancel_attached_order":true}'),
    Case("preview_edit-required", lambda client: client.raw.preview_edit(order_id="a b/+&=é", price=Decimal("0.10"),
     size=Decimal("0.10")),
     "POST https://api.coinbase.com/api/v3/brokerage/orders/edit_preview", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiUE9TVCBhcGkuY29pbmJhc2UuY29tL2FwaS92My9icm9rZXJhZ2Uvb3JkZXJzL2VkaXRfcHJldmlldyJ9.YGVur6uylKNeY1CRzAQmQyhD77QcFew8UVGWWbOqccg1zMfgQGTf-z8oIRZy3fv9HXxWvxgAp7pe3yhZ5D7zDA"},
     body=b'{"order_id":"a b/+&=\xc3\xa9","price":"0.10","size":"0.10"}'),
    Case("preview_edit-all", lambda client: client.raw.preview_edit(order_id="a b/+&=é", price=Decimal("0.10"),
     size=Decimal("0.10"), stop_price=Decimal("0.10")),
     "POST https://api.coinbase.com/api/v3/brokerage/orders/edit_preview", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiUE9TVCBhcGkuY29pbmJhc2UuY29tL2FwaS92My9icm9rZXJhZ2Uvb3JkZXJzL2VkaXRfcHJldmlldyJ9.YGVur6uylKNeY1CRzAQmQyhD77QcFew8UVGWWbOqccg1zMfgQGTf-z8oIRZy3fv9HXxWvxgAp7pe3yhZ5D7zDA"},
     body=b'{"order_id":"a b/+&=\xc3\xa9","price":"0.10","size":"0.10","stop_price":"0.10"}'),
    Case("cancel-required", lambda client: client.raw.cancel(order_ids=["a b/+&=é", "b c"]),
     "POST https://api.coinbase.com/api/v3/brokerage/orders/batch_cancel", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiUE9TVCBhcGkuY29pbmJhc2UuY29tL2FwaS92My9icm9rZXJhZ2Uvb3JkZXJzL2JhdGNoX2NhbmNlbCJ9.1Oivesh1-uEuGBMgidEcjpRCsOgUjyNtlJLHxQO8RG7sPvXZX_OK0QVBKT9__XSkxklvoFi3ER0ElC1Lwt7PoA"},
     body=b'{"order_ids":["a b/+&=\xc3\xa9","b c"]}'),
    Case("order-required", lambda client: client.raw.order(order_id="a b/+&=é"),
     "GET https://api.coinbase.com/api/v3/brokerage/orders/historical/a%20b%2F+&=%C3%A9", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiR0VUIGFwaS5jb2luYmFzZS5jb20vYXBpL3YzL2Jyb2tlcmFnZS9vcmRlcnMvaGlzdG9yaWNhbC9hJTIwYiUyRismPSVDMyVBOSJ9.8xyb9tY3dItKJy7Tf16VxFgyhuICvtBLsJUMuI8lZKROeyDBcDBAER8X9DWJkV_YbLEYVoWac_WJqQN5jERS3w"}),
    Case("orders-required", lambda client: client.raw.orders(),
     "GET https://api.coinbase.com/api/v3/brokerage/orders/historical/batch", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiR0VUIGFwaS5jb2luYmFzZS5jb20vYXBpL3YzL2Jyb2tlcmFnZS9vcmRlcnMvaGlzdG9yaWNhbC9iYXRjaCJ9.T06jH4Yr6VFcUzi7KQp54NtyQhnToeBhC58CJ9hyB1HutlSSjluJZRTvwvZGhZ-586gilvpLFgF4fVFczDAQlQ"}),
    Case("orders-all", lambda client: client.raw.orders(order_ids="a b/+&=é", symbol="BTC-USD", kind="SPOT",
     state="PENDING", side="BUY", start=1700000000000000000, end=1700000000000000000, limit=7, cursor="a b/+&=é"),
     ("GET https://api.coinbase.com/api/v3/brokerage/orders/historical/batch?order_ids=a%20b%2F%2B%26%3D%C3%A9"
     "&product_ids=BTC-USD&product_type=SPOT&order_status=PENDING&order_side=BUY"
     "&start_date=2023-11-14T22%3A13%3A20.000Z&end_date=2023-11-14T22%3A13%3A20.000Z&limit=7"
     "&cursor=a%20b%2F%2B%26%3D%C3%A9"), {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiR0VUIGFwaS5jb2luYmFzZS5jb20vYXBpL3YzL2Jyb2tlcmFnZS9vcmRlcnMvaGlzdG9yaWNhbC9iYXRjaCJ9.T06jH4Yr6VFcUzi7KQp54NtyQhnToeBhC58CJ9hyB1HutlSSjluJZRTvwvZGhZ-586gilvpLFgF4fVFczDAQlQ"}),
    Case("fills-required", lambda client: client.raw.fills(),
     "GET https://api.coinbase.com/api/v3/brokerage/orders/historical/fills", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiR0VUIGFwaS5jb2luYmFzZS5jb20vYXBpL3YzL2Jyb2tlcmFnZS9vcmRlcnMvaGlzdG9yaWNhbC9maWxscyJ9.HMbi5I_3KK38D9Ar1y_6E0V3NWY4tLjeTjgIB6soTbkETrSty3k2sc43w_NXx5g0AHyClAYjtLWTVyEbF0S0Jw"}),
    Case("fills-all", lambda client: client.raw.fills(order_ids="a b/+&=é", trade_ids="a b/+&=é", symbol="BTC-USD",
     start=1700000000000000000, end=1700000000000000000, limit=7, cursor="a b/+&=é"),
     ("GET https://api.coinbase.com/api/v3/brokerage/orders/historical/fills?order_ids=a%20b%2F%2B%26%3D%C3%A9"
     "&trade_ids=a%20b%2F%2B%26%3D%C3%A9&product_ids=BTC-USD"
     "&start_sequence_timestamp=2023-11-14T22%3A13%3A20.000Z&end_sequence_timestamp=2023-11-14T22%3A13%3A20.000Z"
     "&limit=7&cursor=a%20b%2F%2B%26%3D%C3%A9"), {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiR0VUIGFwaS5jb2luYmFzZS5jb20vYXBpL3YzL2Jyb2tlcmFnZS9vcmRlcnMvaGlzdG9yaWNhbC9maWxscyJ9.HMbi5I_3KK38D9Ar1y_6E0V3NWY4tLjeTjgIB6soTbkETrSty3k2sc43w_NXx5g0AHyClAYjtLWTVyEbF0S0Jw"}),
    Case("accounts-required", lambda client: client.raw.accounts(),
     "GET https://api.coinbase.com/api/v3/brokerage/accounts", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiR0VUIGFwaS5jb2luYmFzZS5jb20vYXBpL3YzL2Jyb2tlcmFnZS9hY2NvdW50cyJ9.3YCU-kv3oKYH9mKgiWLrZVBdN34LfEVQDnkc36JNJYwUkQeifJM8nUCQq6QDezjtwNXzD0AMujsZV5QFcMeomA"}),
    Case("accounts-all", lambda client: client.raw.accounts(limit=7, cursor="a b/+&=é"),
     "GET https://api.coinbase.com/api/v3/brokerage/accounts?limit=7&cursor=a%20b%2F%2B%26%3D%C3%A9",
     {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiR0VUIGFwaS5jb2luYmFzZS5jb20vYXBpL3YzL2Jyb2tlcmFnZS9hY2NvdW50cyJ9.3YCU-kv3oKYH9mKgiWLrZVBdN34LfEVQDnkc36JNJYwUkQeifJM8nUCQq6QDezjtwNXzD0AMujsZV5QFcMeomA"}),
    Case("positions-required", lambda client: client.raw.positions(),
     "GET https://api.coinbase.com/api/v3/brokerage/cfm/positions", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiR0VUIGFwaS5jb2luYmFzZS5jb20vYXBpL3YzL2Jyb2tlcmFnZS9jZm0vcG9zaXRpb25zIn0.oeqXBrj9lXZXpvIYCx3hLtzuZ9etaT4wH0X8LL2TwxgtUvXc8Z0Z8WUXpYU307CNcKHQfD0LrqgtU6ma1ZJ5Xg"}),
    Case("position-required", lambda client: client.raw.position(symbol="BTC-USD"),
     "GET https://api.coinbase.com/api/v3/brokerage/cfm/positions/BTC-USD", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiR0VUIGFwaS5jb2luYmFzZS5jb20vYXBpL3YzL2Jyb2tlcmFnZS9jZm0vcG9zaXRpb25zL0JUQy1VU0QifQ.Xl6R1NDiQHRc4nlcIhh1AtfvMcK72adbY7QsTn1yF7UdVhrttEV9O8M4ycuA-oTu28qwawtjszmFfF8s1-Ld-g"}),
]  # fmt: skip

CONTRACT: list[Case] = [
    Case("load_instruments", lambda client: client.load_instruments(),
     "GET https://api.coinbase.com/api/v3/brokerage/market/products?product_type=SPOT", {"public": 1},
     answer="products.spot"),
    Case("fetch_time", lambda client: client.fetch_time(),
     "GET https://api.coinbase.com/api/v3/brokerage/time", {"public": 1}, answer="time"),
    Case("fetch_ticker", lambda client: client.fetch_ticker("BTC/USD"),
     "GET https://api.coinbase.com/api/v3/brokerage/market/products/BTC-USD/ticker?limit=1", {"public": 1},
     answer="trades"),
    Case("fetch_order_book", lambda client: client.fetch_order_book("BTC/USD"),
     "GET https://api.coinbase.com/api/v3/brokerage/market/product_book?product_id=BTC-USD", {"public": 1},
     answer="book"),
    Case("fetch_order_book-all", lambda client: client.fetch_order_book("BTC/USD", depth=50),
     "GET https://api.coinbase.com/api/v3/brokerage/market/product_book?product_id=BTC-USD&limit=50", {"public": 1},
     answer="book"),
    Case("fetch_trades", lambda client: client.fetch_trades("BTC/USD"),
     "GET https://api.coinbase.com/api/v3/brokerage/market/products/BTC-USD/ticker?limit=100", {"public": 1},
     answer="trades"),
    Case("fetch_trades-all", lambda client: client.fetch_trades("BTC/USD", limit=5),
     "GET https://api.coinbase.com/api/v3/brokerage/market/products/BTC-USD/ticker?limit=5", {"public": 1},
     answer="trades"),
    Case("fetch_candles", lambda client: client.fetch_candles("BTC/USD", interval="1h"),
     ("GET https://api.coinbase.com/api/v3/brokerage/market/products/BTC-USD/candles?start=1698740000"
     "&end=1700000000&granularity=ONE_HOUR"), {"public": 1}, answer="candles"),
    Case("fetch_candles-all", lambda client: client.fetch_candles("BTC/USD", interval="1h",
     since=1699999000123000000, limit=5),
     ("GET https://api.coinbase.com/api/v3/brokerage/market/products/BTC-USD/candles?start=1699999000"
     "&end=1700017000&granularity=ONE_HOUR&limit=5"), {"public": 1}, answer="candles"),
    Case("create_order-0-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY, type=OrderType.LIMIT,
     post_only=True, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"),
     client_order_id="abc-1"),
     "POST https://api.coinbase.com/api/v3/brokerage/orders", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiUE9TVCBhcGkuY29pbmJhc2UuY29tL2FwaS92My9icm9rZXJhZ2Uvb3JkZXJzIn0.6MVL5d444XB_QBuuzVP40xFR2u5-4Xk1HUMMX6nnHhmiWaUFwLmw001Be1NyF83hgR8vds4ZyeoyVV6gi8_OWA"},
     body=b'{"client_order_id":"abc-1","product_id":"BTC-USD","side":"BUY","order_configuration":{"limit_limit_gtc":{"base_size":"0.50","limit_price":"100.10","post_only":true}}}',
     answer="create"),
    Case("create_order-0-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL, type=OrderType.LIMIT,
     post_only=True, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"),
     client_order_id="abc-1"),
     "POST https://api.coinbase.com/api/v3/brokerage/orders", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiUE9TVCBhcGkuY29pbmJhc2UuY29tL2FwaS92My9icm9rZXJhZ2Uvb3JkZXJzIn0.6MVL5d444XB_QBuuzVP40xFR2u5-4Xk1HUMMX6nnHhmiWaUFwLmw001Be1NyF83hgR8vds4ZyeoyVV6gi8_OWA"},
     body=b'{"client_order_id":"abc-1","product_id":"BTC-USD","side":"SELL","order_configuration":{"limit_limit_gtc":{"base_size":"0.50","limit_price":"100.10","post_only":true}}}',
     answer="create"),
    Case("create_order-1-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY, type=OrderType.LIMIT,
     post_only=True, time_in_force=TimeInForce.GTD, quantity=Decimal("0.50"), price=Decimal("100.10"),
     expire_time=1700003600000000000, client_order_id="abc-1"),
     "POST https://api.coinbase.com/api/v3/brokerage/orders", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiUE9TVCBhcGkuY29pbmJhc2UuY29tL2FwaS92My9icm9rZXJhZ2Uvb3JkZXJzIn0.6MVL5d444XB_QBuuzVP40xFR2u5-4Xk1HUMMX6nnHhmiWaUFwLmw001Be1NyF83hgR8vds4ZyeoyVV6gi8_OWA"},
     body=b'{"client_order_id":"abc-1","product_id":"BTC-USD","side":"BUY","order_configuration":{"limit_limit_gtd":{"base_size":"0.50","limit_price":"100.10","end_time":"2023-11-14T23:13:20.000Z","post_only":true}}}',
     answer="create"),
    Case("create_order-1-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL, type=OrderType.LIMIT,
     post_only=True, time_in_force=TimeInForce.GTD, quantity=Decimal("0.50"), price=Decimal("100.10"),
     expire_time=1700003600000000000, client_order_id="abc-1"),
     "POST https://api.coinbase.com/api/v3/brokerage/orders", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiUE9TVCBhcGkuY29pbmJhc2UuY29tL2FwaS92My9icm9rZXJhZ2Uvb3JkZXJzIn0.6MVL5d444XB_QBuuzVP40xFR2u5-4Xk1HUMMX6nnHhmiWaUFwLmw001Be1NyF83hgR8vds4ZyeoyVV6gi8_OWA"},
     body=b'{"client_order_id":"abc-1","product_id":"BTC-USD","side":"SELL","order_configuration":{"limit_limit_gtd":{"base_size":"0.50","limit_price":"100.10","end_time":"2023-11-14T23:13:20.000Z","post_only":true}}}',
     answer="create"),
    Case("create_order-2-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY, type=OrderType.LIMIT,
     post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     "POST https://api.coinbase.com/api/v3/brokerage/orders", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiUE9TVCBhcGkuY29pbmJhc2UuY29tL2FwaS92My9icm9rZXJhZ2Uvb3JkZXJzIn0.6MVL5d444XB_QBuuzVP40xFR2u5-4Xk1HUMMX6nnHhmiWaUFwLmw001Be1NyF83hgR8vds4ZyeoyVV6gi8_OWA"},
     body=b'{"client_order_id":"abc-1","product_id":"BTC-USD","side":"BUY","order_configuration":{"limit_limit_gtc":{"base_size":"0.50","limit_price":"100.10","post_only":true}}}',
     answer="create"),
    Case("create_order-2-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL, type=OrderType.LIMIT,
     post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     "POST https://api.coinbase.com/api/v3/brokerage/orders", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiUE9TVCBhcGkuY29pbmJhc2UuY29tL2FwaS92My9icm9rZXJhZ2Uvb3JkZXJzIn0.6MVL5d444XB_QBuuzVP40xFR2u5-4Xk1HUMMX6nnHhmiWaUFwLmw001Be1NyF83hgR8vds4ZyeoyVV6gi8_OWA"},
     body=b'{"client_order_id":"abc-1","product_id":"BTC-USD","side":"SELL","order_configuration":{"limit_limit_gtc":{"base_size":"0.50","limit_price":"100.10","post_only":true}}}',
     answer="create"),
    Case("create_order-3-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY, type=OrderType.LIMIT,
     time_in_force=TimeInForce.IOC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     "POST https://api.coinbase.com/api/v3/brokerage/orders", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiUE9TVCBhcGkuY29pbmJhc2UuY29tL2FwaS92My9icm9rZXJhZ2Uvb3JkZXJzIn0.6MVL5d444XB_QBuuzVP40xFR2u5-4Xk1HUMMX6nnHhmiWaUFwLmw001Be1NyF83hgR8vds4ZyeoyVV6gi8_OWA"},
     body=b'{"client_order_id":"abc-1","product_id":"BTC-USD","side":"BUY","order_configuration":{"sor_limit_ioc":{"base_size":"0.50","limit_price":"100.10"}}}',
     answer="create"),
    Case("create_order-3-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL, type=OrderType.LIMIT,
     time_in_force=TimeInForce.IOC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     "POST https://api.coinbase.com/api/v3/brokerage/orders", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiUE9TVCBhcGkuY29pbmJhc2UuY29tL2FwaS92My9icm9rZXJhZ2Uvb3JkZXJzIn0.6MVL5d444XB_QBuuzVP40xFR2u5-4Xk1HUMMX6nnHhmiWaUFwLmw001Be1NyF83hgR8vds4ZyeoyVV6gi8_OWA"},
     body=b'{"client_order_id":"abc-1","product_id":"BTC-USD","side":"SELL","order_configuration":{"sor_limit_ioc":{"base_size":"0.50","limit_price":"100.10"}}}',
     answer="create"),
    Case("create_order-4-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY, type=OrderType.LIMIT,
     time_in_force=TimeInForce.FOK, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     "POST https://api.coinbase.com/api/v3/brokerage/orders", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiUE9TVCBhcGkuY29pbmJhc2UuY29tL2FwaS92My9icm9rZXJhZ2Uvb3JkZXJzIn0.6MVL5d444XB_QBuuzVP40xFR2u5-4Xk1HUMMX6nnHhmiWaUFwLmw001Be1NyF83hgR8vds4ZyeoyVV6gi8_OWA"},
     body=b'{"client_order_id":"abc-1","product_id":"BTC-USD","side":"BUY","order_configuration":{"limit_limit_fok":{"base_size":"0.50","limit_price":"100.10"}}}',
     answer="create"),
    Case("create_order-4-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL, type=OrderType.LIMIT,
     time_in_force=TimeInForce.FOK, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     "POST https://api.coinbase.com/api/v3/brokerage/orders", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiUE9TVCBhcGkuY29pbmJhc2UuY29tL2FwaS92My9icm9rZXJhZ2Uvb3JkZXJzIn0.6MVL5d444XB_QBuuzVP40xFR2u5-4Xk1HUMMX6nnHhmiWaUFwLmw001Be1NyF83hgR8vds4ZyeoyVV6gi8_OWA"},
     body=b'{"client_order_id":"abc-1","product_id":"BTC-USD","side":"SELL","order_configuration":{"limit_limit_fok":{"base_size":"0.50","limit_price":"100.10"}}}',
     answer="create"),
    Case("create_order-5-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY, type=OrderType.LIMIT,
     time_in_force=TimeInForce.GTD, quantity=Decimal("0.50"), price=Decimal("100.10"),
     expire_time=1700003600000000000, client_order_id="abc-1"),
     "POST https://api.coinbase.com/api/v3/brokerage/orders", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiUE9TVCBhcGkuY29pbmJhc2UuY29tL2FwaS92My9icm9rZXJhZ2Uvb3JkZXJzIn0.6MVL5d444XB_QBuuzVP40xFR2u5-4Xk1HUMMX6nnHhmiWaUFwLmw001Be1NyF83hgR8vds4ZyeoyVV6gi8_OWA"},
     body=b'{"client_order_id":"abc-1","product_id":"BTC-USD","side":"BUY","order_configuration":{"limit_limit_gtd":{"base_size":"0.50","limit_price":"100.10","end_time":"2023-11-14T23:13:20.000Z","post_only":false}}}',
     answer="create"),
    Case("create_order-5-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL, type=OrderType.LIMIT,
     time_in_force=TimeInForce.GTD, quantity=Decimal("0.50"), price=Decimal("100.10"),
     expire_time=1700003600000000000, client_order_id="abc-1"),
     "POST https://api.coinbase.com/api/v3/brokerage/orders", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiUE9TVCBhcGkuY29pbmJhc2UuY29tL2FwaS92My9icm9rZXJhZ2Uvb3JkZXJzIn0.6MVL5d444XB_QBuuzVP40xFR2u5-4Xk1HUMMX6nnHhmiWaUFwLmw001Be1NyF83hgR8vds4ZyeoyVV6gi8_OWA"},
     body=b'{"client_order_id":"abc-1","product_id":"BTC-USD","side":"SELL","order_configuration":{"limit_limit_gtd":{"base_size":"0.50","limit_price":"100.10","end_time":"2023-11-14T23:13:20.000Z","post_only":false}}}',
     answer="create"),
    Case("create_order-6-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY, type=OrderType.LIMIT,
     time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     "POST https://api.coinbase.com/api/v3/brokerage/orders", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiUE9TVCBhcGkuY29pbmJhc2UuY29tL2FwaS92My9icm9rZXJhZ2Uvb3JkZXJzIn0.6MVL5d444XB_QBuuzVP40xFR2u5-4Xk1HUMMX6nnHhmiWaUFwLmw001Be1NyF83hgR8vds4ZyeoyVV6gi8_OWA"},
     body=b'{"client_order_id":"abc-1","product_id":"BTC-USD","side":"BUY","order_configuration":{"limit_limit_gtc":{"base_size":"0.50","limit_price":"100.10","post_only":false}}}',
     answer="create"),
    Case("create_order-6-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL, type=OrderType.LIMIT,
     time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     "POST https://api.coinbase.com/api/v3/brokerage/orders", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiUE9TVCBhcGkuY29pbmJhc2UuY29tL2FwaS92My9icm9rZXJhZ2Uvb3JkZXJzIn0.6MVL5d444XB_QBuuzVP40xFR2u5-4Xk1HUMMX6nnHhmiWaUFwLmw001Be1NyF83hgR8vds4ZyeoyVV6gi8_OWA"},
     body=b'{"client_order_id":"abc-1","product_id":"BTC-USD","side":"SELL","order_configuration":{"limit_limit_gtc":{"base_size":"0.50","limit_price":"100.10","post_only":false}}}',
     answer="create"),
    Case("create_order-7-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY, type=OrderType.LIMIT,
     quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     "POST https://api.coinbase.com/api/v3/brokerage/orders", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiUE9TVCBhcGkuY29pbmJhc2UuY29tL2FwaS92My9icm9rZXJhZ2Uvb3JkZXJzIn0.6MVL5d444XB_QBuuzVP40xFR2u5-4Xk1HUMMX6nnHhmiWaUFwLmw001Be1NyF83hgR8vds4ZyeoyVV6gi8_OWA"},
     body=b'{"client_order_id":"abc-1","product_id":"BTC-USD","side":"BUY","order_configuration":{"limit_limit_gtc":{"base_size":"0.50","limit_price":"100.10","post_only":false}}}',
     answer="create"),
    Case("create_order-7-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL, type=OrderType.LIMIT,
     quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     "POST https://api.coinbase.com/api/v3/brokerage/orders", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiUE9TVCBhcGkuY29pbmJhc2UuY29tL2FwaS92My9icm9rZXJhZ2Uvb3JkZXJzIn0.6MVL5d444XB_QBuuzVP40xFR2u5-4Xk1HUMMX6nnHhmiWaUFwLmw001Be1NyF83hgR8vds4ZyeoyVV6gi8_OWA"},
     body=b'{"client_order_id":"abc-1","product_id":"BTC-USD","side":"SELL","order_configuration":{"limit_limit_gtc":{"base_size":"0.50","limit_price":"100.10","post_only":false}}}',
     answer="create"),
    Case("create_order-8-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY, type=OrderType.MARKET,
     quantity=Decimal("0.50"), client_order_id="abc-1"),
     "POST https://api.coinbase.com/api/v3/brokerage/orders", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiUE9TVCBhcGkuY29pbmJhc2UuY29tL2FwaS92My9icm9rZXJhZ2Uvb3JkZXJzIn0.6MVL5d444XB_QBuuzVP40xFR2u5-4Xk1HUMMX6nnHhmiWaUFwLmw001Be1NyF83hgR8vds4ZyeoyVV6gi8_OWA"},
     body=b'{"client_order_id":"abc-1","product_id":"BTC-USD","side":"BUY","order_configuration":{"market_market_ioc":{"base_size":"0.50"}}}',
     answer="create"),
    Case("create_order-8-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL, type=OrderType.MARKET,
     quantity=Decimal("0.50"), client_order_id="abc-1"),
     "POST https://api.coinbase.com/api/v3/brokerage/orders", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiUE9TVCBhcGkuY29pbmJhc2UuY29tL2FwaS92My9icm9rZXJhZ2Uvb3JkZXJzIn0.6MVL5d444XB_QBuuzVP40xFR2u5-4Xk1HUMMX6nnHhmiWaUFwLmw001Be1NyF83hgR8vds4ZyeoyVV6gi8_OWA"},
     body=b'{"client_order_id":"abc-1","product_id":"BTC-USD","side":"SELL","order_configuration":{"market_market_ioc":{"base_size":"0.50"}}}',
     answer="create"),
    Case("create_order-10-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY,
     type=OrderType.STOP_LIMIT, time_in_force=TimeInForce.GTD, quantity=Decimal("0.50"), price=Decimal("100.10"),
     trigger_price=Decimal("99.9"), expire_time=1700003600000000000, client_order_id="abc-1"),
     "POST https://api.coinbase.com/api/v3/brokerage/orders", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiUE9TVCBhcGkuY29pbmJhc2UuY29tL2FwaS92My9icm9rZXJhZ2Uvb3JkZXJzIn0.6MVL5d444XB_QBuuzVP40xFR2u5-4Xk1HUMMX6nnHhmiWaUFwLmw001Be1NyF83hgR8vds4ZyeoyVV6gi8_OWA"},
     body=b'{"client_order_id":"abc-1","product_id":"BTC-USD","side":"BUY","order_configuration":{"stop_limit_stop_limit_gtd":{"base_size":"0.50","limit_price":"100.10","stop_price":"99.9","stop_direction":"STOP_DIRECTION_STOP_UP","end_time":"2023-11-14T23:13:20.000Z"}}}',
     answer="create"),
    Case("create_order-10-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL,
     type=OrderType.STOP_LIMIT, time_in_force=TimeInForce.GTD, quantity=Decimal("0.50"), price=Decimal("100.10"),
     trigger_price=Decimal("99.9"), expire_time=1700003600000000000, client_order_id="abc-1"),
     "POST https://api.coinbase.com/api/v3/brokerage/orders", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiUE9TVCBhcGkuY29pbmJhc2UuY29tL2FwaS92My9icm9rZXJhZ2Uvb3JkZXJzIn0.6MVL5d444XB_QBuuzVP40xFR2u5-4Xk1HUMMX6nnHhmiWaUFwLmw001Be1NyF83hgR8vds4ZyeoyVV6gi8_OWA"},
     body=b'{"client_order_id":"abc-1","product_id":"BTC-USD","side":"SELL","order_configuration":{"stop_limit_stop_limit_gtd":{"base_size":"0.50","limit_price":"100.10","stop_price":"99.9","stop_direction":"STOP_DIRECTION_STOP_DOWN","end_time":"2023-11-14T23:13:20.000Z"}}}',
     answer="create"),
    Case("create_order-11-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY,
     type=OrderType.STOP_LIMIT, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"),
     trigger_price=Decimal("99.9"), client_order_id="abc-1"),
     "POST https://api.coinbase.com/api/v3/brokerage/orders", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiUE9TVCBhcGkuY29pbmJhc2UuY29tL2FwaS92My9icm9rZXJhZ2Uvb3JkZXJzIn0.6MVL5d444XB_QBuuzVP40xFR2u5-4Xk1HUMMX6nnHhmiWaUFwLmw001Be1NyF83hgR8vds4ZyeoyVV6gi8_OWA"},
     body=b'{"client_order_id":"abc-1","product_id":"BTC-USD","side":"BUY","order_configuration":{"stop_limit_stop_limit_gtc":{"base_size":"0.50","limit_price":"100.10","stop_price":"99.9","stop_direction":"STOP_DIRECTION_STOP_UP"}}}',
     answer="create"),
    Case("create_order-11-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL,
     type=OrderType.STOP_LIMIT, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"),
     trigger_price=Decimal("99.9"), client_order_id="abc-1"),
     "POST https://api.coinbase.com/api/v3/brokerage/orders", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiUE9TVCBhcGkuY29pbmJhc2UuY29tL2FwaS92My9icm9rZXJhZ2Uvb3JkZXJzIn0.6MVL5d444XB_QBuuzVP40xFR2u5-4Xk1HUMMX6nnHhmiWaUFwLmw001Be1NyF83hgR8vds4ZyeoyVV6gi8_OWA"},
     body=b'{"client_order_id":"abc-1","product_id":"BTC-USD","side":"SELL","order_configuration":{"stop_limit_stop_limit_gtc":{"base_size":"0.50","limit_price":"100.10","stop_price":"99.9","stop_direction":"STOP_DIRECTION_STOP_DOWN"}}}',
     answer="create"),
    Case("create_order-12-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY,
     type=OrderType.STOP_LIMIT, quantity=Decimal("0.50"), price=Decimal("100.10"), trigger_price=Decimal("99.9"),
     client_order_id="abc-1"),
     "POST https://api.coinbase.com/api/v3/brokerage/orders", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiUE9TVCBhcGkuY29pbmJhc2UuY29tL2FwaS92My9icm9rZXJhZ2Uvb3JkZXJzIn0.6MVL5d444XB_QBuuzVP40xFR2u5-4Xk1HUMMX6nnHhmiWaUFwLmw001Be1NyF83hgR8vds4ZyeoyVV6gi8_OWA"},
     body=b'{"client_order_id":"abc-1","product_id":"BTC-USD","side":"BUY","order_configuration":{"stop_limit_stop_limit_gtc":{"base_size":"0.50","limit_price":"100.10","stop_price":"99.9","stop_direction":"STOP_DIRECTION_STOP_UP"}}}',
     answer="create"),
    Case("create_order-12-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL,
     type=OrderType.STOP_LIMIT, quantity=Decimal("0.50"), price=Decimal("100.10"), trigger_price=Decimal("99.9"),
     client_order_id="abc-1"),
     "POST https://api.coinbase.com/api/v3/brokerage/orders", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiUE9TVCBhcGkuY29pbmJhc2UuY29tL2FwaS92My9icm9rZXJhZ2Uvb3JkZXJzIn0.6MVL5d444XB_QBuuzVP40xFR2u5-4Xk1HUMMX6nnHhmiWaUFwLmw001Be1NyF83hgR8vds4ZyeoyVV6gi8_OWA"},
     body=b'{"client_order_id":"abc-1","product_id":"BTC-USD","side":"SELL","order_configuration":{"stop_limit_stop_limit_gtc":{"base_size":"0.50","limit_price":"100.10","stop_price":"99.9","stop_direction":"STOP_DIRECTION_STOP_DOWN"}}}',
     answer="create"),
    Case("edit_order-venue_order_id", lambda client: client.edit_order("BTC/USD", venue_order_id="123",
     quantity=Decimal("0.5"), price=Decimal("50")),
     "POST https://api.coinbase.com/api/v3/brokerage/orders/edit", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiUE9TVCBhcGkuY29pbmJhc2UuY29tL2FwaS92My9icm9rZXJhZ2Uvb3JkZXJzL2VkaXQifQ.GDnoozdHpn6M40ffIqABqEccVY9jr4Si_qPhE3MLsZBSoUcOGkCiISXwALWGjU_EwJpIOcf4ZstUVuPCgQBWCg"},
     body=b'{"order_id":"123","price":"50","size":"0.5"}', answer="edit"),
    Case("cancel_order-venue_order_id", lambda client: client.cancel_order("BTC/USD", venue_order_id="123"),
     "POST https://api.coinbase.com/api/v3/brokerage/orders/batch_cancel", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiUE9TVCBhcGkuY29pbmJhc2UuY29tL2FwaS92My9icm9rZXJhZ2Uvb3JkZXJzL2JhdGNoX2NhbmNlbCJ9.1Oivesh1-uEuGBMgidEcjpRCsOgUjyNtlJLHxQO8RG7sPvXZX_OK0QVBKT9__XSkxklvoFi3ER0ElC1Lwt7PoA"},
     body=b'{"order_ids":["123"]}', answer="cancel"),
    Case("cancel_orders",
     lambda client: client.cancel_orders([CancelRequest(symbol="BTC/USD", venue_order_id="123")]),
     "POST https://api.coinbase.com/api/v3/brokerage/orders/batch_cancel", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiUE9TVCBhcGkuY29pbmJhc2UuY29tL2FwaS92My9icm9rZXJhZ2Uvb3JkZXJzL2JhdGNoX2NhbmNlbCJ9.1Oivesh1-uEuGBMgidEcjpRCsOgUjyNtlJLHxQO8RG7sPvXZX_OK0QVBKT9__XSkxklvoFi3ER0ElC1Lwt7PoA"},
     body=b'{"order_ids":["123"]}', answer="cancel"),
    Case("fetch_order-venue_order_id", lambda client: client.fetch_order("BTC/USD", venue_order_id="123"),
     "GET https://api.coinbase.com/api/v3/brokerage/orders/historical/123", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiR0VUIGFwaS5jb2luYmFzZS5jb20vYXBpL3YzL2Jyb2tlcmFnZS9vcmRlcnMvaGlzdG9yaWNhbC8xMjMifQ.7OLlGsILFVYh0-YMlHfYyYJqaRHNCIiTAc0h9MdYXRuhTN8BTfufkvRBM9Qd5OL5YdXs__emCe_s5PGXulhm4w"},
     answer="order"),
    Case("fetch_order-client_order_id", lambda client: client.fetch_order("BTC/USD", client_order_id="abc-1"),
     "GET https://api.coinbase.com/api/v3/brokerage/orders/historical/batch?product_ids=BTC-USD", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiR0VUIGFwaS5jb2luYmFzZS5jb20vYXBpL3YzL2Jyb2tlcmFnZS9vcmRlcnMvaGlzdG9yaWNhbC9iYXRjaCJ9.T06jH4Yr6VFcUzi7KQp54NtyQhnToeBhC58CJ9hyB1HutlSSjluJZRTvwvZGhZ-586gilvpLFgF4fVFczDAQlQ"},
     answer="orders"),
    Case("fetch_open_orders", lambda client: client.fetch_open_orders("BTC/USD"),
     ("GET https://api.coinbase.com/api/v3/brokerage/orders/historical/batch?product_ids=BTC-USD"
     "&order_status=OPEN"), {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiR0VUIGFwaS5jb2luYmFzZS5jb20vYXBpL3YzL2Jyb2tlcmFnZS9vcmRlcnMvaGlzdG9yaWNhbC9iYXRjaCJ9.T06jH4Yr6VFcUzi7KQp54NtyQhnToeBhC58CJ9hyB1HutlSSjluJZRTvwvZGhZ-586gilvpLFgF4fVFczDAQlQ"},
     answer="orders"),
    Case("fetch_my_trades", lambda client: client.fetch_my_trades("BTC/USD"),
     "GET https://api.coinbase.com/api/v3/brokerage/orders/historical/fills?product_ids=BTC-USD", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiR0VUIGFwaS5jb2luYmFzZS5jb20vYXBpL3YzL2Jyb2tlcmFnZS9vcmRlcnMvaGlzdG9yaWNhbC9maWxscyJ9.HMbi5I_3KK38D9Ar1y_6E0V3NWY4tLjeTjgIB6soTbkETrSty3k2sc43w_NXx5g0AHyClAYjtLWTVyEbF0S0Jw"},
     answer="fills"),
    Case("fetch_my_trades-all", lambda client: client.fetch_my_trades("BTC/USD", since=1699999000123000000,
     limit=5),
     ("GET https://api.coinbase.com/api/v3/brokerage/orders/historical/fills?product_ids=BTC-USD"
     "&start_sequence_timestamp=2023-11-14T21%3A56%3A40.123Z&limit=5"), {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiR0VUIGFwaS5jb2luYmFzZS5jb20vYXBpL3YzL2Jyb2tlcmFnZS9vcmRlcnMvaGlzdG9yaWNhbC9maWxscyJ9.HMbi5I_3KK38D9Ar1y_6E0V3NWY4tLjeTjgIB6soTbkETrSty3k2sc43w_NXx5g0AHyClAYjtLWTVyEbF0S0Jw"},
     answer="fills"),
    Case("fetch_balances", lambda client: client.fetch_balances(),
     "GET https://api.coinbase.com/api/v3/brokerage/accounts?limit=250", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiR0VUIGFwaS5jb2luYmFzZS5jb20vYXBpL3YzL2Jyb2tlcmFnZS9hY2NvdW50cyJ9.3YCU-kv3oKYH9mKgiWLrZVBdN34LfEVQDnkc36JNJYwUkQeifJM8nUCQq6QDezjtwNXzD0AMujsZV5QFcMeomA"},
     answer="accounts"),
    Case("fetch_positions", lambda client: client.fetch_positions(),
     "GET https://api.coinbase.com/api/v3/brokerage/cfm/positions", {"private": 1},
     headers={"authorization": "Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6InRlc3QtYXBpLWtleSIsIm5vbmNlIjoiY2QwNzJjZDhiZTZmOWY2MmFjNGMwOWMyODIwNmU3ZTMiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ0ZXN0LWFwaS1rZXkiLCJpc3MiOiJjZHAiLCJuYmYiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDEyMCwidXJpIjoiR0VUIGFwaS5jb2luYmFzZS5jb20vYXBpL3YzL2Jyb2tlcmFnZS9jZm0vcG9zaXRpb25zIn0.oeqXBrj9lXZXpvIYCx3hLtzuZ9etaT4wH0X8LL2TwxgtUvXc8Z0Z8WUXpYU307CNcKHQfD0LrqgtU6ma1ZJ5Xg"},
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
    "fetch_trades-since": lambda client: client.fetch_trades(symbol="BTC/USD", since=1699999000123000000)
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
