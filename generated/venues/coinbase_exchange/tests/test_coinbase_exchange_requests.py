"""What Coinbase Exchange is asked, byte for byte: method, address, headers, body, and what each request costs."""

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

PACKAGE = str(importlib.import_module("venues.coinbase_exchange").__file__)


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
     "GET https://api.exchange.coinbase.com/time", {"public": 1}),
    Case("products-required", lambda client: client.raw.products(),
     "GET https://api.exchange.coinbase.com/products", {"public": 1}),
    Case("book-required", lambda client: client.raw.book(symbol="BTC-USD"),
     "GET https://api.exchange.coinbase.com/products/BTC-USD/book", {"public": 1}),
    Case("book-all", lambda client: client.raw.book(symbol="BTC-USD", level=1),
     "GET https://api.exchange.coinbase.com/products/BTC-USD/book?level=1", {"public": 1}),
    Case("book-documented", lambda client: client.raw.book(symbol="BTC-USD", level=2),
     "GET https://api.exchange.coinbase.com/products/BTC-USD/book?level=2", {"public": 1}),
    Case("ticker-required", lambda client: client.raw.ticker(symbol="BTC-USD"),
     "GET https://api.exchange.coinbase.com/products/BTC-USD/ticker", {"public": 1}),
    Case("trades-required", lambda client: client.raw.trades(symbol="BTC-USD"),
     "GET https://api.exchange.coinbase.com/products/BTC-USD/trades", {"public": 1}),
    Case("trades-all", lambda client: client.raw.trades(symbol="BTC-USD", limit=1, before=7, after=7),
     "GET https://api.exchange.coinbase.com/products/BTC-USD/trades?limit=1&before=7&after=7", {"public": 1}),
    Case("candles-required", lambda client: client.raw.candles(symbol="BTC-USD", granularity=7),
     "GET https://api.exchange.coinbase.com/products/BTC-USD/candles?granularity=7", {"public": 1}),
    Case("candles-all", lambda client: client.raw.candles(symbol="BTC-USD", granularity=7,
     start=1700000000000000000, end=1700000000000000000),
     ("GET https://api.exchange.coinbase.com/products/BTC-USD/candles?granularity=7"
     "&start=2023-11-14T22%3A13%3A20.000Z&end=2023-11-14T22%3A13%3A20.000Z"), {"public": 1}),
    Case("candles-documented", lambda client: client.raw.candles(symbol="BTC-USD", granularity=60),
     "GET https://api.exchange.coinbase.com/products/BTC-USD/candles?granularity=60", {"public": 1}),
    Case("new_order-required", lambda client: client.raw.new_order(type="limit", side="buy", symbol="BTC-USD"),
     "POST https://api.exchange.coinbase.com/orders", {"private": 1}, headers={"cb-access-key": "test-api-key",
     "cb-access-sign": "HWkwW3nkpnH5qoSE9DhrpqxS+oFrxBUGjHC3mZ7vKS0=", "cb-access-timestamp": "1700000000",
     "cb-access-passphrase": "test-passphrase"}, body=b'{"type":"limit","side":"buy","product_id":"BTC-USD"}'),
    Case("new_order-all", lambda client: client.raw.new_order(profile_id="a b/+&=é", type="limit", side="buy",
     symbol="BTC-USD", stp="cn", stop="loss", stop_price=Decimal("0.10"), price=Decimal("0.10"),
     quantity=Decimal("0.10"), quote_quantity=Decimal("0.10"), time_in_force="GTC", cancel_after="a b/+&=é",
     post_only=True, client_order_id="a b/+&=é", max_floor=Decimal("0.10")),
     "POST https://api.exchange.coinbase.com/orders", {"private": 1}, headers={"cb-access-key": "test-api-key",
     "cb-access-sign": "ymX8tm7KhZU79m/MCQjiKGsyDdgYXZiGwSIeM5oIU2U=", "cb-access-timestamp": "1700000000",
     "cb-access-passphrase": "test-passphrase"},
     body=b'{"profile_id":"a b/+&=\xc3\xa9","type":"limit","side":"buy","product_id":"BTC-USD","stp":"cn","stop":"loss","stop_price":"0.10","price":"0.10","size":"0.10","funds":"0.10","time_in_force":"GTC","cancel_after":"a b/+&=\xc3\xa9","post_only":true,"client_oid":"a b/+&=\xc3\xa9","max_floor":"0.10"}'),
    Case("cancel_order-required", lambda client: client.raw.cancel_order(order_id="a b/+&=é", symbol="BTC-USD"),
     "DELETE https://api.exchange.coinbase.com/orders/a%20b%2F+&=%C3%A9?product_id=BTC-USD", {"private": 1},
     headers={"cb-access-key": "test-api-key", "cb-access-sign": "1cuMHNVYYPvmFT/KCwAPoOxKITMcSFgLsIdw6TgQfbA=",
     "cb-access-timestamp": "1700000000", "cb-access-passphrase": "test-passphrase"}),
    Case("cancel_order_by_client_id-required",
     lambda client: client.raw.cancel_order_by_client_id(client_order_id="a b/+&=é", symbol="BTC-USD"),
     "DELETE https://api.exchange.coinbase.com/orders/client:a%20b%2F+&=%C3%A9?product_id=BTC-USD", {"private": 1},
     headers={"cb-access-key": "test-api-key", "cb-access-sign": "TQQI+Ge6j53ftwqCx8BTeediTK5gNrrzkmSsB0d6LQY=",
     "cb-access-timestamp": "1700000000", "cb-access-passphrase": "test-passphrase"}),
    Case("cancel_orders-required", lambda client: client.raw.cancel_orders(),
     "DELETE https://api.exchange.coinbase.com/orders", {"private": 1}, headers={"cb-access-key": "test-api-key",
     "cb-access-sign": "Y3nEPQdt0us9uM5wolBylenWs9yW5/rd88pUycWvQE0=", "cb-access-timestamp": "1700000000",
     "cb-access-passphrase": "test-passphrase"}),
    Case("cancel_orders-all", lambda client: client.raw.cancel_orders(symbol="BTC-USD", profile_id="a b/+&=é"),
     "DELETE https://api.exchange.coinbase.com/orders?product_id=BTC-USD&profile_id=a%20b%2F%2B%26%3D%C3%A9",
     {"private": 1}, headers={"cb-access-key": "test-api-key",
     "cb-access-sign": "vgwBDAI6NJqLsewyqkGNB2SXhBSuMpY8uR8Xv2GCg1w=", "cb-access-timestamp": "1700000000",
     "cb-access-passphrase": "test-passphrase"}),
    Case("cancel_orders-documented", lambda client: client.raw.cancel_orders(symbol="BTC-USD"),
     "DELETE https://api.exchange.coinbase.com/orders?product_id=BTC-USD", {"private": 1},
     headers={"cb-access-key": "test-api-key", "cb-access-sign": "+teJNwrVO4nzmXoefjA5Fq2SpsFR+dit5+TOJ23tQsE=",
     "cb-access-timestamp": "1700000000", "cb-access-passphrase": "test-passphrase"}),
    Case("orders-required", lambda client: client.raw.orders(),
     "GET https://api.exchange.coinbase.com/orders", {"private": 1}, headers={"cb-access-key": "test-api-key",
     "cb-access-sign": "ejU0ePwRR6SSs4DveOgk/751H9NCNVrmSYTtfkmwAaA=", "cb-access-timestamp": "1700000000",
     "cb-access-passphrase": "test-passphrase"}),
    Case("orders-all", lambda client: client.raw.orders(symbol="BTC-USD", status="a b/+&=é", limit=1,
     before="a b/+&=é", after="a b/+&=é"),
     ("GET https://api.exchange.coinbase.com/orders?product_id=BTC-USD&status=a%20b%2F%2B%26%3D%C3%A9&limit=1"
     "&before=a%20b%2F%2B%26%3D%C3%A9&after=a%20b%2F%2B%26%3D%C3%A9"), {"private": 1},
     headers={"cb-access-key": "test-api-key", "cb-access-sign": "JmPkwqtypq1G+g4wiDcXjKg7WTkdHsK/RvbD8zCDYz8=",
     "cb-access-timestamp": "1700000000", "cb-access-passphrase": "test-passphrase"}),
    Case("orders-documented", lambda client: client.raw.orders(status="open"),
     "GET https://api.exchange.coinbase.com/orders?status=open", {"private": 1},
     headers={"cb-access-key": "test-api-key", "cb-access-sign": "X+g5f9rfjD251XxlbJ6o+D8EovtK1YPmVTJHgw8E6fw=",
     "cb-access-timestamp": "1700000000", "cb-access-passphrase": "test-passphrase"}),
    Case("order-required", lambda client: client.raw.order(order_id="a b/+&=é"),
     "GET https://api.exchange.coinbase.com/orders/a%20b%2F+&=%C3%A9", {"private": 1},
     headers={"cb-access-key": "test-api-key", "cb-access-sign": "KeJ97OnbC1Kkubgv0z/PzF9GPMPbNgpMedSQPfXrnHU=",
     "cb-access-timestamp": "1700000000", "cb-access-passphrase": "test-passphrase"}),
    Case("order-documented-order.open",
     lambda client: client.raw.order(order_id="a9625b04-fc66-4999-a876-543c3684d702"),
     "GET https://api.exchange.coinbase.com/orders/a9625b04-fc66-4999-a876-543c3684d702", {"private": 1},
     headers={"cb-access-key": "test-api-key", "cb-access-sign": "HsFcqsFZOEXiIlzjgLB4htI0epT1cCAWyd5YTiE1Kjk=",
     "cb-access-timestamp": "1700000000", "cb-access-passphrase": "test-passphrase"}),
    Case("order-documented-order.done",
     lambda client: client.raw.order(order_id="ddc06c65-cf94-4f9b-ac7a-1d2e4fdf8164"),
     "GET https://api.exchange.coinbase.com/orders/ddc06c65-cf94-4f9b-ac7a-1d2e4fdf8164", {"private": 1},
     headers={"cb-access-key": "test-api-key", "cb-access-sign": "y+L11fQFse2HzpWmBwDxT68UhN8ODpH/tcWHTfC3V/o=",
     "cb-access-timestamp": "1700000000", "cb-access-passphrase": "test-passphrase"}),
    Case("order-documented-order.market",
     lambda client: client.raw.order(order_id="68e6a28f-ae28-4788-8d4f-5ab4e5e5ae08"),
     "GET https://api.exchange.coinbase.com/orders/68e6a28f-ae28-4788-8d4f-5ab4e5e5ae08", {"private": 1},
     headers={"cb-access-key": "test-api-key", "cb-access-sign": "oJEAn33AMNg79mpXyudNTzWsyadISiyHwga5hyMY4p8=",
     "cb-access-timestamp": "1700000000", "cb-access-passphrase": "test-passphrase"}),
    Case("order_by_client_id-required", lambda client: client.raw.order_by_client_id(client_order_id="a b/+&=é"),
     "GET https://api.exchange.coinbase.com/orders/client:a%20b%2F+&=%C3%A9", {"private": 1},
     headers={"cb-access-key": "test-api-key", "cb-access-sign": "6jzYVRVT8QF6D0Lc5DpRGbfO9UYJUD2uzyjj9xYiSeM=",
     "cb-access-timestamp": "1700000000", "cb-access-passphrase": "test-passphrase"}),
    Case("fills-required", lambda client: client.raw.fills(order_id="a b/+&=é"),
     "GET https://api.exchange.coinbase.com/fills?order_id=a%20b%2F%2B%26%3D%C3%A9", {"fills": 1},
     headers={"cb-access-key": "test-api-key", "cb-access-sign": "xcjKCwfxVT+Gdax+QQ2MtuFsfNI/YX/drtqwRF1ua1A=",
     "cb-access-timestamp": "1700000000", "cb-access-passphrase": "test-passphrase"}),
    Case("fills-all", lambda client: client.raw.fills(order_id="a b/+&=é", limit=1, before=7, after=7),
     "GET https://api.exchange.coinbase.com/fills?order_id=a%20b%2F%2B%26%3D%C3%A9&limit=1&before=7&after=7",
     {"fills": 1}, headers={"cb-access-key": "test-api-key",
     "cb-access-sign": "aeLs2YVYPT5LCAd2djTlocVlEZbRF36zFafQg6w4L30=", "cb-access-timestamp": "1700000000",
     "cb-access-passphrase": "test-passphrase"}),
    Case("fills-documented", lambda client: client.raw.fills(symbol="BTC-USD"),
     "GET https://api.exchange.coinbase.com/fills?product_id=BTC-USD", {"fills": 1},
     headers={"cb-access-key": "test-api-key", "cb-access-sign": "Msb8QPC6kXzC1Mo6uNzX47to1DaJ1CqjGDo3iqyI0Q8=",
     "cb-access-timestamp": "1700000000", "cb-access-passphrase": "test-passphrase"}),
    Case("accounts-required", lambda client: client.raw.accounts(),
     "GET https://api.exchange.coinbase.com/accounts", {"private": 1}, headers={"cb-access-key": "test-api-key",
     "cb-access-sign": "DcC9epbkUbCf6fbmjEJYd2/4SFl9ar678rZOYlgwXSA=", "cb-access-timestamp": "1700000000",
     "cb-access-passphrase": "test-passphrase"}),
]  # fmt: skip

CONTRACT: list[Case] = [
    Case("load_instruments", lambda client: client.load_instruments(),
     "GET https://api.exchange.coinbase.com/products", {"public": 1}, answer="products"),
    Case("fetch_time", lambda client: client.fetch_time(),
     "GET https://api.exchange.coinbase.com/time", {"public": 1}, answer="time"),
    Case("fetch_ticker", lambda client: client.fetch_ticker("BTC/USD"),
     "GET https://api.exchange.coinbase.com/products/BTC-USD/ticker", {"public": 1}, answer="ticker"),
    Case("fetch_order_book", lambda client: client.fetch_order_book("BTC/USD"),
     "GET https://api.exchange.coinbase.com/products/BTC-USD/book?level=2", {"public": 1}, answer="book"),
    Case("fetch_order_book-all", lambda client: client.fetch_order_book("BTC/USD", depth=50),
     "GET https://api.exchange.coinbase.com/products/BTC-USD/book?level=2", {"public": 1}, answer="book"),
    Case("fetch_trades", lambda client: client.fetch_trades("BTC/USD"),
     "GET https://api.exchange.coinbase.com/products/BTC-USD/trades", {"public": 1}, answer="trades"),
    Case("fetch_trades-all", lambda client: client.fetch_trades("BTC/USD", limit=5),
     "GET https://api.exchange.coinbase.com/products/BTC-USD/trades?limit=5", {"public": 1}, answer="trades"),
    Case("fetch_candles", lambda client: client.fetch_candles("BTC/USD", interval="1h"),
     "GET https://api.exchange.coinbase.com/products/BTC-USD/candles?granularity=3600", {"public": 1},
     answer="candles"),
    Case("fetch_candles-all", lambda client: client.fetch_candles("BTC/USD", interval="1h",
     since=1699999000123000000),
     ("GET https://api.exchange.coinbase.com/products/BTC-USD/candles?granularity=3600"
     "&start=2023-11-14T21%3A56%3A40.123Z&end=2023-11-27T09%3A56%3A40.123Z"), {"public": 1}, answer="candles"),
    Case("create_order-0-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY, type=OrderType.LIMIT,
     post_only=True, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"),
     client_order_id="12345678-9abc-4def-8123-456789abcdef"),
     "POST https://api.exchange.coinbase.com/orders", {"private": 1}, headers={"cb-access-key": "test-api-key",
     "cb-access-sign": "4D0y8qHSn/dJDaHp+5BF74QHSaG9hwGDd7sbB19p5Ns=", "cb-access-timestamp": "1700000000",
     "cb-access-passphrase": "test-passphrase"},
     body=b'{"type":"limit","side":"buy","product_id":"BTC-USD","price":"100.10","size":"0.50","time_in_force":"GTC","post_only":true,"client_oid":"12345678-9abc-4def-8123-456789abcdef"}',
     answer="new_order"),
    Case("create_order-0-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL, type=OrderType.LIMIT,
     post_only=True, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"),
     client_order_id="12345678-9abc-4def-8123-456789abcdef"),
     "POST https://api.exchange.coinbase.com/orders", {"private": 1}, headers={"cb-access-key": "test-api-key",
     "cb-access-sign": "H4ObwN6FzHFrOV3JdHJQA3L2r9+VvCn3SdL7NChu8qs=", "cb-access-timestamp": "1700000000",
     "cb-access-passphrase": "test-passphrase"},
     body=b'{"type":"limit","side":"sell","product_id":"BTC-USD","price":"100.10","size":"0.50","time_in_force":"GTC","post_only":true,"client_oid":"12345678-9abc-4def-8123-456789abcdef"}',
     answer="new_order"),
    Case("create_order-1-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY, type=OrderType.LIMIT,
     post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"),
     client_order_id="12345678-9abc-4def-8123-456789abcdef"),
     "POST https://api.exchange.coinbase.com/orders", {"private": 1}, headers={"cb-access-key": "test-api-key",
     "cb-access-sign": "FuISUlOv+07iCQffMS+aLmLgXsJ/vVfZwWLy8tpmJdk=", "cb-access-timestamp": "1700000000",
     "cb-access-passphrase": "test-passphrase"},
     body=b'{"type":"limit","side":"buy","product_id":"BTC-USD","price":"100.10","size":"0.50","post_only":true,"client_oid":"12345678-9abc-4def-8123-456789abcdef"}',
     answer="new_order"),
    Case("create_order-1-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL, type=OrderType.LIMIT,
     post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"),
     client_order_id="12345678-9abc-4def-8123-456789abcdef"),
     "POST https://api.exchange.coinbase.com/orders", {"private": 1}, headers={"cb-access-key": "test-api-key",
     "cb-access-sign": "Suy4KkNBkfY+2Ie8jdVT1RxDxm5dSIiLO6sCXd/sYB0=", "cb-access-timestamp": "1700000000",
     "cb-access-passphrase": "test-passphrase"},
     body=b'{"type":"limit","side":"sell","product_id":"BTC-USD","price":"100.10","size":"0.50","post_only":true,"client_oid":"12345678-9abc-4def-8123-456789abcdef"}',
     answer="new_order"),
    Case("create_order-2-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY, type=OrderType.LIMIT,
     time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"),
     client_order_id="12345678-9abc-4def-8123-456789abcdef"),
     "POST https://api.exchange.coinbase.com/orders", {"private": 1}, headers={"cb-access-key": "test-api-key",
     "cb-access-sign": "pSBJYos2CCssrkr3kjxfGJmyTBYWr5V/pPht+vjiwdQ=", "cb-access-timestamp": "1700000000",
     "cb-access-passphrase": "test-passphrase"},
     body=b'{"type":"limit","side":"buy","product_id":"BTC-USD","price":"100.10","size":"0.50","time_in_force":"GTC","client_oid":"12345678-9abc-4def-8123-456789abcdef"}',
     answer="new_order"),
    Case("create_order-2-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL, type=OrderType.LIMIT,
     time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"),
     client_order_id="12345678-9abc-4def-8123-456789abcdef"),
     "POST https://api.exchange.coinbase.com/orders", {"private": 1}, headers={"cb-access-key": "test-api-key",
     "cb-access-sign": "mhwRNhuEdigrqGIvJZZNMaUAglLPJTy2ew7NoLdLk+s=", "cb-access-timestamp": "1700000000",
     "cb-access-passphrase": "test-passphrase"},
     body=b'{"type":"limit","side":"sell","product_id":"BTC-USD","price":"100.10","size":"0.50","time_in_force":"GTC","client_oid":"12345678-9abc-4def-8123-456789abcdef"}',
     answer="new_order"),
    Case("create_order-3-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY, type=OrderType.LIMIT,
     quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="12345678-9abc-4def-8123-456789abcdef"),
     "POST https://api.exchange.coinbase.com/orders", {"private": 1}, headers={"cb-access-key": "test-api-key",
     "cb-access-sign": "XAO4tjq6aHnj1eVIjN96WOzudqv+5IMHiix0MBeP+3s=", "cb-access-timestamp": "1700000000",
     "cb-access-passphrase": "test-passphrase"},
     body=b'{"type":"limit","side":"buy","product_id":"BTC-USD","price":"100.10","size":"0.50","client_oid":"12345678-9abc-4def-8123-456789abcdef"}',
     answer="new_order"),
    Case("create_order-3-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL, type=OrderType.LIMIT,
     quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="12345678-9abc-4def-8123-456789abcdef"),
     "POST https://api.exchange.coinbase.com/orders", {"private": 1}, headers={"cb-access-key": "test-api-key",
     "cb-access-sign": "1N5fMcLWz8duyG9m3Y+fKtJaTftRQvN66k24QJzcadw=", "cb-access-timestamp": "1700000000",
     "cb-access-passphrase": "test-passphrase"},
     body=b'{"type":"limit","side":"sell","product_id":"BTC-USD","price":"100.10","size":"0.50","client_oid":"12345678-9abc-4def-8123-456789abcdef"}',
     answer="new_order"),
    Case("create_order-4-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY, type=OrderType.MARKET,
     quantity=Decimal("0.50"), client_order_id="12345678-9abc-4def-8123-456789abcdef"),
     "POST https://api.exchange.coinbase.com/orders", {"private": 1}, headers={"cb-access-key": "test-api-key",
     "cb-access-sign": "iHWu/dNapOIvGOW4PXGjDT/lr5Bge9ZD8weZqklD/gY=", "cb-access-timestamp": "1700000000",
     "cb-access-passphrase": "test-passphrase"},
     body=b'{"type":"market","side":"buy","product_id":"BTC-USD","size":"0.50","client_oid":"12345678-9abc-4def-8123-456789abcdef"}',
     answer="new_order"),
    Case("create_order-4-buy-quote", lambda client: client.create_order("BTC/USD", side=Side.BUY,
     type=OrderType.MARKET, quote_quantity=Decimal("50.5"), client_order_id="12345678-9abc-4def-8123-456789abcdef"),
     "POST https://api.exchange.coinbase.com/orders", {"private": 1}, headers={"cb-access-key": "test-api-key",
     "cb-access-sign": "BI7iys1x5yjEoIrNuAIrQ5k4VccyYOtzX5pmgkzv/vQ=", "cb-access-timestamp": "1700000000",
     "cb-access-passphrase": "test-passphrase"},
     body=b'{"type":"market","side":"buy","product_id":"BTC-USD","funds":"50.5","client_oid":"12345678-9abc-4def-8123-456789abcdef"}',
     answer="new_order"),
    Case("create_order-4-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL, type=OrderType.MARKET,
     quantity=Decimal("0.50"), client_order_id="12345678-9abc-4def-8123-456789abcdef"),
     "POST https://api.exchange.coinbase.com/orders", {"private": 1}, headers={"cb-access-key": "test-api-key",
     "cb-access-sign": "gdcZ9T22sjpu2vWfKE+D+Um1n+JaJ4MbQsNV0DqDZe4=", "cb-access-timestamp": "1700000000",
     "cb-access-passphrase": "test-passphrase"},
     body=b'{"type":"market","side":"sell","product_id":"BTC-USD","size":"0.50","client_oid":"12345678-9abc-4def-8123-456789abcdef"}',
     answer="new_order"),
    Case("create_order-4-sell-quote", lambda client: client.create_order("BTC/USD", side=Side.SELL,
     type=OrderType.MARKET, quote_quantity=Decimal("50.5"), client_order_id="12345678-9abc-4def-8123-456789abcdef"),
     "POST https://api.exchange.coinbase.com/orders", {"private": 1}, headers={"cb-access-key": "test-api-key",
     "cb-access-sign": "I0Qu51XZNgGnXNbXqLJASz35SPmT7OAyMIB7xa5CIc0=", "cb-access-timestamp": "1700000000",
     "cb-access-passphrase": "test-passphrase"},
     body=b'{"type":"market","side":"sell","product_id":"BTC-USD","funds":"50.5","client_oid":"12345678-9abc-4def-8123-456789abcdef"}',
     answer="new_order"),
    Case("cancel_order-venue_order_id", lambda client: client.cancel_order("BTC/USD", venue_order_id="123"),
     "DELETE https://api.exchange.coinbase.com/orders/123?product_id=BTC-USD", {"private": 1},
     headers={"cb-access-key": "test-api-key", "cb-access-sign": "80eucacvExASdTbQxiD0sFJPvmxReuRy2q6zBQ3wo8U=",
     "cb-access-timestamp": "1700000000", "cb-access-passphrase": "test-passphrase"}, answer="cancel_order"),
    Case("cancel_order-client_order_id", lambda client: client.cancel_order("BTC/USD",
     client_order_id="12345678-9abc-4def-8123-456789abcdef"),
     "DELETE https://api.exchange.coinbase.com/orders/client:12345678-9abc-4def-8123-456789abcdef?product_id=BTC-USD",
     {"private": 1}, headers={"cb-access-key": "test-api-key",
     "cb-access-sign": "6qkJi64hQs1j5roCI5eDuVXMHaCiMzQAOYJdMR2C3j8=", "cb-access-timestamp": "1700000000",
     "cb-access-passphrase": "test-passphrase"}, answer="cancel_order"),
    Case("cancel_all_orders", lambda client: client.cancel_all_orders("BTC/USD"),
     "DELETE https://api.exchange.coinbase.com/orders?product_id=BTC-USD", {"private": 1},
     headers={"cb-access-key": "test-api-key", "cb-access-sign": "+teJNwrVO4nzmXoefjA5Fq2SpsFR+dit5+TOJ23tQsE=",
     "cb-access-timestamp": "1700000000", "cb-access-passphrase": "test-passphrase"}, answer="cancel_orders"),
    Case("fetch_order-venue_order_id", lambda client: client.fetch_order("BTC/USD", venue_order_id="123"),
     "GET https://api.exchange.coinbase.com/orders/123", {"private": 1}, headers={"cb-access-key": "test-api-key",
     "cb-access-sign": "LSiNMPMVO2+mucidmVvmzjloa0thrzMB9QYMDESeFwk=", "cb-access-timestamp": "1700000000",
     "cb-access-passphrase": "test-passphrase"}, answer="order.open"),
    Case("fetch_order-client_order_id", lambda client: client.fetch_order("BTC/USD",
     client_order_id="12345678-9abc-4def-8123-456789abcdef"),
     "GET https://api.exchange.coinbase.com/orders/client:12345678-9abc-4def-8123-456789abcdef", {"private": 1},
     headers={"cb-access-key": "test-api-key", "cb-access-sign": "Jk6IoTx1u1cvtt9eqQq9U+fEdbEzfeie9DURqNnvswI=",
     "cb-access-timestamp": "1700000000", "cb-access-passphrase": "test-passphrase"}, answer="order.done"),
    Case("fetch_open_orders", lambda client: client.fetch_open_orders("BTC/USD"),
     "GET https://api.exchange.coinbase.com/orders?product_id=BTC-USD&status=open&limit=1000", {"private": 1},
     headers={"cb-access-key": "test-api-key", "cb-access-sign": "LFHGfagkd8Oxs1oGrGZVIAXYdzpMAj9n/7CZFYDzvKg=",
     "cb-access-timestamp": "1700000000", "cb-access-passphrase": "test-passphrase"}, answer="orders"),
    Case("fetch_my_trades", lambda client: client.fetch_my_trades("BTC/USD"),
     "GET https://api.exchange.coinbase.com/fills?product_id=BTC-USD", {"fills": 1},
     headers={"cb-access-key": "test-api-key", "cb-access-sign": "Msb8QPC6kXzC1Mo6uNzX47to1DaJ1CqjGDo3iqyI0Q8=",
     "cb-access-timestamp": "1700000000", "cb-access-passphrase": "test-passphrase"}, answer="fills"),
    Case("fetch_my_trades-all", lambda client: client.fetch_my_trades("BTC/USD", limit=5),
     "GET https://api.exchange.coinbase.com/fills?product_id=BTC-USD&limit=5", {"fills": 1},
     headers={"cb-access-key": "test-api-key", "cb-access-sign": "aVeBoJPy+RpLGyq91tWzOMFoPCLYjcja7QA4OFg3PEw=",
     "cb-access-timestamp": "1700000000", "cb-access-passphrase": "test-passphrase"}, answer="fills"),
    Case("fetch_balances", lambda client: client.fetch_balances(),
     "GET https://api.exchange.coinbase.com/accounts", {"private": 1}, headers={"cb-access-key": "test-api-key",
     "cb-access-sign": "DcC9epbkUbCf6fbmjEJYd2/4SFl9ar678rZOYlgwXSA=", "cb-access-timestamp": "1700000000",
     "cb-access-passphrase": "test-passphrase"}, answer="accounts"),
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
    "fetch_trades-since": lambda client: client.fetch_trades(symbol="BTC/USD", since=1699999000123000000),
    "fetch_candles-limit": lambda client: client.fetch_candles(symbol="BTC/USD", interval="1h", limit=5),
    "fetch_my_trades-since": lambda client: client.fetch_my_trades(symbol="BTC/USD", since=1699999000123000000),
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
