"""What Binance Spot is asked, byte for byte: method, address, headers, body, and what each request costs."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Awaitable, Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec
import pytest
from venue_runtime.model import OrderType, Side, TimeInForce
from venue_runtime.testing.generated import load_examples
from venue_runtime.testing.generated_socket import match_frame
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSockets
from venues.binance_spot.simulated import WsApiSocket

PACKAGE = str(importlib.import_module("venues.binance_spot").__file__)


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
    Case("server_time-required", lambda client: client.raw.server_time(),
     "GET https://api.binance.com/api/v3/time", {"weight": 1}),
    Case("exchange_info-required", lambda client: client.raw.exchange_info(),
     "GET https://api.binance.com/api/v3/exchangeInfo", {"weight": 20}),
    Case("exchange_info-all", lambda client: client.raw.exchange_info(symbol="BTCUSDT",
     symbols=["BTCUSDT", "LTCBTC"], permissions=["a b/+&=é", "b c"], show_permission_sets=True,
     symbol_status="TRADING"),
     ("GET https://api.binance.com/api/v3/exchangeInfo?symbol=BTCUSDT&symbols=%5B%22BTCUSDT%22%2C%22LTCBTC%22%5D"
     "&permissions=%5B%22a%20b%2F%2B%26%3D%C3%A9%22%2C%22b%20c%22%5D&showPermissionSets=true"
     "&symbolStatus=TRADING"), {"weight": 20}),
    Case("exchange_info-documented-exchange_info.filters",
     lambda client: client.raw.exchange_info(symbols=["BNBBTC"]),
     "GET https://api.binance.com/api/v3/exchangeInfo?symbols=%5B%22BNBBTC%22%5D", {"weight": 20}),
    Case("depth-required", lambda client: client.raw.depth(symbol="BTCUSDT"),
     "GET https://api.binance.com/api/v3/depth?symbol=BTCUSDT&limit=100", {"weight": 5}),
    Case("depth-all", lambda client: client.raw.depth(symbol="BTCUSDT", limit=1, symbol_status="TRADING"),
     "GET https://api.binance.com/api/v3/depth?symbol=BTCUSDT&limit=1&symbolStatus=TRADING", {"weight": 5}),
    Case("depth-limit-100", lambda client: client.raw.depth(symbol="BTCUSDT", limit=100),
     "GET https://api.binance.com/api/v3/depth?symbol=BTCUSDT&limit=100", {"weight": 5}),
    Case("depth-limit-101", lambda client: client.raw.depth(symbol="BTCUSDT", limit=101),
     "GET https://api.binance.com/api/v3/depth?symbol=BTCUSDT&limit=101", {"weight": 25}),
    Case("depth-limit-500", lambda client: client.raw.depth(symbol="BTCUSDT", limit=500),
     "GET https://api.binance.com/api/v3/depth?symbol=BTCUSDT&limit=500", {"weight": 25}),
    Case("depth-limit-501", lambda client: client.raw.depth(symbol="BTCUSDT", limit=501),
     "GET https://api.binance.com/api/v3/depth?symbol=BTCUSDT&limit=501", {"weight": 50}),
    Case("depth-limit-1000", lambda client: client.raw.depth(symbol="BTCUSDT", limit=1000),
     "GET https://api.binance.com/api/v3/depth?symbol=BTCUSDT&limit=1000", {"weight": 50}),
    Case("depth-limit-1001", lambda client: client.raw.depth(symbol="BTCUSDT", limit=1001),
     "GET https://api.binance.com/api/v3/depth?symbol=BTCUSDT&limit=1001", {"weight": 250}),
    Case("agg_trades-required", lambda client: client.raw.agg_trades(symbol="BTCUSDT"),
     "GET https://api.binance.com/api/v3/aggTrades?symbol=BTCUSDT", {"weight": 4}),
    Case("agg_trades-all", lambda client: client.raw.agg_trades(symbol="BTCUSDT", from_id=7,
     start_time=1700000000000, end_time=1700000000000, limit=1),
     ("GET https://api.binance.com/api/v3/aggTrades?symbol=BTCUSDT&fromId=7&startTime=1700000000000"
     "&endTime=1700000000000&limit=1"), {"weight": 4}),
    Case("cancel_order-required", lambda client: client.raw.cancel_order(symbol="BTCUSDT", order_id=7),
     ("DELETE https://api.binance.com/api/v3/order?symbol=BTCUSDT&orderId=7&recvWindow=5000"
     "&timestamp=1700000000000&signature=d11368a5cfd13027fe4fb21b56ad4670188605fdbddad22dab1b33372a20624c"),
     {"weight": 1}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("cancel_order-all", lambda client: client.raw.cancel_order(symbol="BTCUSDT", order_id=7,
     orig_client_order_id="a b/+&=é", new_client_order_id="a b/+&=é", cancel_restrictions="ONLY_NEW"),
     ("DELETE https://api.binance.com/api/v3/order?symbol=BTCUSDT&orderId=7"
     "&origClientOrderId=a%20b%2F%2B%26%3D%C3%A9&newClientOrderId=a%20b%2F%2B%26%3D%C3%A9"
     "&cancelRestrictions=ONLY_NEW&recvWindow=5000&timestamp=1700000000000"
     "&signature=a83ba4116c716df88ea86502f12ffc85c38cf76397eafc2aae9afb54b962f6a5"), {"weight": 1},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("query_order-required", lambda client: client.raw.query_order(symbol="BTCUSDT", order_id=7),
     ("GET https://api.binance.com/api/v3/order?symbol=BTCUSDT&orderId=7&recvWindow=5000&timestamp=1700000000000"
     "&signature=d11368a5cfd13027fe4fb21b56ad4670188605fdbddad22dab1b33372a20624c"), {"weight": 4},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("query_order-all", lambda client: client.raw.query_order(symbol="BTCUSDT", order_id=7,
     orig_client_order_id="a b/+&=é", new_client_order_id="a b/+&=é", cancel_restrictions="ONLY_NEW"),
     ("GET https://api.binance.com/api/v3/order?symbol=BTCUSDT&orderId=7"
     "&origClientOrderId=a%20b%2F%2B%26%3D%C3%A9&newClientOrderId=a%20b%2F%2B%26%3D%C3%A9"
     "&cancelRestrictions=ONLY_NEW&recvWindow=5000&timestamp=1700000000000"
     "&signature=a83ba4116c716df88ea86502f12ffc85c38cf76397eafc2aae9afb54b962f6a5"), {"weight": 4},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("open_orders-required", lambda client: client.raw.open_orders(),
     ("GET https://api.binance.com/api/v3/openOrders?recvWindow=5000&timestamp=1700000000000"
     "&signature=dfadd6354e0f62b763c008cd60bcace2c8d5c702ee62186d56647c097a9fd768"), {"weight": 80},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("open_orders-all", lambda client: client.raw.open_orders(symbol="BTCUSDT"),
     ("GET https://api.binance.com/api/v3/openOrders?symbol=BTCUSDT&recvWindow=5000&timestamp=1700000000000"
     "&signature=f59d304190793aaaf51657111db0fd397bb143700f29ac05c3fbf0bd14d5c2ca"), {"weight": 6},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("my_trades-required", lambda client: client.raw.my_trades(symbol="BTCUSDT"),
     ("GET https://api.binance.com/api/v3/myTrades?symbol=BTCUSDT&recvWindow=5000&timestamp=1700000000000"
     "&signature=f59d304190793aaaf51657111db0fd397bb143700f29ac05c3fbf0bd14d5c2ca"), {"weight": 20},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("my_trades-all", lambda client: client.raw.my_trades(symbol="BTCUSDT", from_id=7, start_time=1700000000000,
     end_time=1700000000000, limit=1, order_id=7),
     ("GET https://api.binance.com/api/v3/myTrades?symbol=BTCUSDT&fromId=7&startTime=1700000000000"
     "&endTime=1700000000000&limit=1&orderId=7&recvWindow=5000&timestamp=1700000000000"
     "&signature=617d9c1b574ac9dc3d4ac2d854ec8575878e13863d3ac48469cf29fe172287cc"), {"weight": 5},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("ping-required", lambda client: client.raw.ping(),
     "GET https://api.binance.com/api/v3/ping", {"weight": 1}),
    Case("execution_rules-required", lambda client: client.raw.execution_rules(),
     "GET https://api.binance.com/api/v3/executionRules", {"weight": 40}),
    Case("execution_rules-all", lambda client: client.raw.execution_rules(symbol="BTCUSDT",
     symbols=["BTCUSDT", "LTCBTC"], symbol_status="TRADING"),
     ("GET https://api.binance.com/api/v3/executionRules?symbol=BTCUSDT"
     "&symbols=%5B%22BTCUSDT%22%2C%22LTCBTC%22%5D&symbolStatus=TRADING"), {"weight": 2}),
    Case("execution_rules-symbols-20", lambda client: client.raw.execution_rules(symbols=["BTCUSDT"] * 20),
     "GET https://api.binance.com/api/v3/executionRules?symbols=%5B%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%5D",
     {"weight": 40}),
    Case("execution_rules-symbols-21", lambda client: client.raw.execution_rules(symbols=["BTCUSDT"] * 21),
     "GET https://api.binance.com/api/v3/executionRules?symbols=%5B%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%5D",
     {"weight": 40}),
    Case("trades-required", lambda client: client.raw.trades(symbol="BTCUSDT"),
     "GET https://api.binance.com/api/v3/trades?symbol=BTCUSDT", {"weight": 25}),
    Case("trades-all", lambda client: client.raw.trades(symbol="BTCUSDT", limit=1),
     "GET https://api.binance.com/api/v3/trades?symbol=BTCUSDT&limit=1", {"weight": 25}),
    Case("historical_trades-required", lambda client: client.raw.historical_trades(symbol="BTCUSDT"),
     "GET https://api.binance.com/api/v3/historicalTrades?symbol=BTCUSDT", {"weight": 25}),
    Case("historical_trades-all", lambda client: client.raw.historical_trades(symbol="BTCUSDT", limit=1, from_id=7),
     "GET https://api.binance.com/api/v3/historicalTrades?symbol=BTCUSDT&limit=1&fromId=7", {"weight": 25}),
    Case("historical_block_trades-required", lambda client: client.raw.historical_block_trades(symbol="BTCUSDT",
     from_id=7),
     "GET https://api.binance.com/api/v3/historicalBlockTrades?symbol=BTCUSDT&fromId=7", {"weight": 25}),
    Case("historical_block_trades-all", lambda client: client.raw.historical_block_trades(symbol="BTCUSDT",
     from_id=7, limit=1),
     "GET https://api.binance.com/api/v3/historicalBlockTrades?symbol=BTCUSDT&fromId=7&limit=1", {"weight": 25}),
    Case("klines-required", lambda client: client.raw.klines(symbol="BTCUSDT", interval="a b/+&=é"),
     "GET https://api.binance.com/api/v3/klines?symbol=BTCUSDT&interval=a%20b%2F%2B%26%3D%C3%A9", {"weight": 2}),
    Case("klines-all", lambda client: client.raw.klines(symbol="BTCUSDT", interval="a b/+&=é",
     start_time=1700000000000, end_time=1700000000000, time_zone="a b/+&=é", limit=1),
     ("GET https://api.binance.com/api/v3/klines?symbol=BTCUSDT&interval=a%20b%2F%2B%26%3D%C3%A9"
     "&startTime=1700000000000&endTime=1700000000000&timeZone=a%20b%2F%2B%26%3D%C3%A9&limit=1"), {"weight": 2}),
    Case("ui_klines-required", lambda client: client.raw.ui_klines(symbol="BTCUSDT", interval="a b/+&=é"),
     "GET https://api.binance.com/api/v3/uiKlines?symbol=BTCUSDT&interval=a%20b%2F%2B%26%3D%C3%A9", {"weight": 2}),
    Case("ui_klines-all", lambda client: client.raw.ui_klines(symbol="BTCUSDT", interval="a b/+&=é",
     start_time=1700000000000, end_time=1700000000000, time_zone="a b/+&=é", limit=1),
     ("GET https://api.binance.com/api/v3/uiKlines?symbol=BTCUSDT&interval=a%20b%2F%2B%26%3D%C3%A9"
     "&startTime=1700000000000&endTime=1700000000000&timeZone=a%20b%2F%2B%26%3D%C3%A9&limit=1"), {"weight": 2}),
    Case("avg_price-required", lambda client: client.raw.avg_price(symbol="BTCUSDT"),
     "GET https://api.binance.com/api/v3/avgPrice?symbol=BTCUSDT", {"weight": 2}),
    Case("ticker_24hr-required", lambda client: client.raw.ticker_24hr(symbol="BTCUSDT"),
     "GET https://api.binance.com/api/v3/ticker/24hr?symbol=BTCUSDT", {"weight": 2}),
    Case("ticker_24hr-all", lambda client: client.raw.ticker_24hr(symbol="BTCUSDT", type="FULL",
     symbol_status="TRADING"),
     "GET https://api.binance.com/api/v3/ticker/24hr?symbol=BTCUSDT&type=FULL&symbolStatus=TRADING", {"weight": 2}),
    Case("tickers_24hr-required", lambda client: client.raw.tickers_24hr(),
     "GET https://api.binance.com/api/v3/ticker/24hr", {"weight": 80}),
    Case("tickers_24hr-all", lambda client: client.raw.tickers_24hr(symbols=["BTCUSDT", "LTCBTC"], type="FULL",
     symbol_status="TRADING"),
     ("GET https://api.binance.com/api/v3/ticker/24hr?symbols=%5B%22BTCUSDT%22%2C%22LTCBTC%22%5D&type=FULL"
     "&symbolStatus=TRADING"), {"weight": 2}),
    Case("tickers_24hr-symbols-20", lambda client: client.raw.tickers_24hr(symbols=["BTCUSDT"] * 20),
     "GET https://api.binance.com/api/v3/ticker/24hr?symbols=%5B%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%5D",
     {"weight": 2}),
    Case("tickers_24hr-symbols-21", lambda client: client.raw.tickers_24hr(symbols=["BTCUSDT"] * 21),
     "GET https://api.binance.com/api/v3/ticker/24hr?symbols=%5B%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%5D",
     {"weight": 40}),
    Case("tickers_24hr-symbols-100", lambda client: client.raw.tickers_24hr(symbols=["BTCUSDT"] * 100),
     "GET https://api.binance.com/api/v3/ticker/24hr?symbols=%5B%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%5D",
     {"weight": 40}),
    Case("tickers_24hr-symbols-101", lambda client: client.raw.tickers_24hr(symbols=["BTCUSDT"] * 101),
     "GET https://api.binance.com/api/v3/ticker/24hr?symbols=%5B%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%5D",
     {"weight": 80}),
    Case("ticker_trading_day-required", lambda client: client.raw.ticker_trading_day(symbol="BTCUSDT"),
     "GET https://api.binance.com/api/v3/ticker/tradingDay?symbol=BTCUSDT", {"weight": 4}),
    Case("ticker_trading_day-all", lambda client: client.raw.ticker_trading_day(symbol="BTCUSDT",
     time_zone="a b/+&=é", type="FULL", symbol_status="TRADING"),
     ("GET https://api.binance.com/api/v3/ticker/tradingDay?symbol=BTCUSDT&timeZone=a%20b%2F%2B%26%3D%C3%A9"
     "&type=FULL&symbolStatus=TRADING"), {"weight": 4}),
    Case("tickers_trading_day-required",
     lambda client: client.raw.tickers_trading_day(symbols=["BTCUSDT", "LTCBTC"]),
     "GET https://api.binance.com/api/v3/ticker/tradingDay?symbols=%5B%22BTCUSDT%22%2C%22LTCBTC%22%5D",
     {"weight": 8}),
    Case("tickers_trading_day-all", lambda client: client.raw.tickers_trading_day(symbols=["BTCUSDT", "LTCBTC"],
     time_zone="a b/+&=é", type="FULL", symbol_status="TRADING"),
     ("GET https://api.binance.com/api/v3/ticker/tradingDay?symbols=%5B%22BTCUSDT%22%2C%22LTCBTC%22%5D"
     "&timeZone=a%20b%2F%2B%26%3D%C3%A9&type=FULL&symbolStatus=TRADING"), {"weight": 8}),
    Case("tickers_trading_day-symbols-50", lambda client: client.raw.tickers_trading_day(symbols=["BTCUSDT"] * 50),
     "GET https://api.binance.com/api/v3/ticker/tradingDay?symbols=%5B%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%5D",
     {"weight": 200}),
    Case("tickers_trading_day-symbols-51", lambda client: client.raw.tickers_trading_day(symbols=["BTCUSDT"] * 51),
     "GET https://api.binance.com/api/v3/ticker/tradingDay?symbols=%5B%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%5D",
     {"weight": 200}),
    Case("ticker_window-required", lambda client: client.raw.ticker_window(symbol="BTCUSDT"),
     "GET https://api.binance.com/api/v3/ticker?symbol=BTCUSDT", {"weight": 4}),
    Case("ticker_window-all", lambda client: client.raw.ticker_window(symbol="BTCUSDT", window_size="a b/+&=é",
     type="FULL", symbol_status="TRADING"),
     ("GET https://api.binance.com/api/v3/ticker?symbol=BTCUSDT&windowSize=a%20b%2F%2B%26%3D%C3%A9&type=FULL"
     "&symbolStatus=TRADING"), {"weight": 4}),
    Case("tickers_window-required", lambda client: client.raw.tickers_window(symbols=["BTCUSDT", "LTCBTC"]),
     "GET https://api.binance.com/api/v3/ticker?symbols=%5B%22BTCUSDT%22%2C%22LTCBTC%22%5D", {"weight": 8}),
    Case("tickers_window-all", lambda client: client.raw.tickers_window(symbols=["BTCUSDT", "LTCBTC"],
     window_size="a b/+&=é", type="FULL", symbol_status="TRADING"),
     ("GET https://api.binance.com/api/v3/ticker?symbols=%5B%22BTCUSDT%22%2C%22LTCBTC%22%5D"
     "&windowSize=a%20b%2F%2B%26%3D%C3%A9&type=FULL&symbolStatus=TRADING"), {"weight": 8}),
    Case("tickers_window-symbols-50", lambda client: client.raw.tickers_window(symbols=["BTCUSDT"] * 50),
     "GET https://api.binance.com/api/v3/ticker?symbols=%5B%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%5D",
     {"weight": 200}),
    Case("tickers_window-symbols-51", lambda client: client.raw.tickers_window(symbols=["BTCUSDT"] * 51),
     "GET https://api.binance.com/api/v3/ticker?symbols=%5B%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%2C%22BTCUSDT%22%5D",
     {"weight": 200}),
    Case("ticker_price-required", lambda client: client.raw.ticker_price(symbol="BTCUSDT"),
     "GET https://api.binance.com/api/v3/ticker/price?symbol=BTCUSDT", {"weight": 2}),
    Case("ticker_price-all", lambda client: client.raw.ticker_price(symbol="BTCUSDT", symbol_status="TRADING"),
     "GET https://api.binance.com/api/v3/ticker/price?symbol=BTCUSDT&symbolStatus=TRADING", {"weight": 2}),
    Case("tickers_price-required", lambda client: client.raw.tickers_price(),
     "GET https://api.binance.com/api/v3/ticker/price", {"weight": 4}),
    Case("tickers_price-all", lambda client: client.raw.tickers_price(symbols=["BTCUSDT", "LTCBTC"],
     symbol_status="TRADING"),
     ("GET https://api.binance.com/api/v3/ticker/price?symbols=%5B%22BTCUSDT%22%2C%22LTCBTC%22%5D"
     "&symbolStatus=TRADING"), {"weight": 4}),
    Case("ticker_book-required", lambda client: client.raw.ticker_book(symbol="BTCUSDT"),
     "GET https://api.binance.com/api/v3/ticker/bookTicker?symbol=BTCUSDT", {"weight": 2}),
    Case("ticker_book-all", lambda client: client.raw.ticker_book(symbol="BTCUSDT", symbol_status="TRADING"),
     "GET https://api.binance.com/api/v3/ticker/bookTicker?symbol=BTCUSDT&symbolStatus=TRADING", {"weight": 2}),
    Case("tickers_book-required", lambda client: client.raw.tickers_book(),
     "GET https://api.binance.com/api/v3/ticker/bookTicker", {"weight": 4}),
    Case("tickers_book-all", lambda client: client.raw.tickers_book(symbols=["BTCUSDT", "LTCBTC"],
     symbol_status="TRADING"),
     ("GET https://api.binance.com/api/v3/ticker/bookTicker?symbols=%5B%22BTCUSDT%22%2C%22LTCBTC%22%5D"
     "&symbolStatus=TRADING"), {"weight": 4}),
    Case("reference_price-required", lambda client: client.raw.reference_price(symbol="BTCUSDT"),
     "GET https://api.binance.com/api/v3/referencePrice?symbol=BTCUSDT", {"weight": 2}),
    Case("reference_price_calculation-required",
     lambda client: client.raw.reference_price_calculation(symbol="BTCUSDT"),
     "GET https://api.binance.com/api/v3/referencePrice/calculation?symbol=BTCUSDT", {"weight": 2}),
    Case("reference_price_calculation-all", lambda client: client.raw.reference_price_calculation(symbol="BTCUSDT",
     symbol_status="TRADING"),
     "GET https://api.binance.com/api/v3/referencePrice/calculation?symbol=BTCUSDT&symbolStatus=TRADING",
     {"weight": 2}),
    Case("new_order-required", lambda client: client.raw.new_order(symbol="BTCUSDT", side="BUY", type="LIMIT"),
     ("POST https://api.binance.com/api/v3/order?symbol=BTCUSDT&side=BUY&type=LIMIT&newOrderRespType=FULL"
     "&recvWindow=5000&timestamp=1700000000000"
     "&signature=4c5da58811e720d84ca28b3f55daf62f0098fd3ad73e49a81b7c6b7d7ea97958"), {"weight": 1, "orders_10s": 1,
     "orders_1d": 1}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("new_order-all", lambda client: client.raw.new_order(symbol="BTCUSDT", side="BUY", type="LIMIT",
     time_in_force="GTC", quantity=Decimal("0.10"), quote_quantity=Decimal("0.10"), price=Decimal("0.10"),
     client_order_id="a b/+&=é", strategy_id=7, strategy_type=1000000, stop_price=Decimal("0.10"), trailing_delta=7,
     iceberg_quantity=Decimal("0.10"), self_trade_prevention_mode="NONE", peg_price_type="PRIMARY_PEG",
     peg_offset_value=7, peg_offset_type="PRICE_LEVEL"),
     ("POST https://api.binance.com/api/v3/order?symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.10"
     "&quoteOrderQty=0.10&price=0.10&newClientOrderId=a%20b%2F%2B%26%3D%C3%A9&strategyId=7&strategyType=1000000"
     "&stopPrice=0.10&trailingDelta=7&icebergQty=0.10&selfTradePreventionMode=NONE&pegPriceType=PRIMARY_PEG"
     "&pegOffsetValue=7&pegOffsetType=PRICE_LEVEL&newOrderRespType=FULL&recvWindow=5000&timestamp=1700000000000"
     "&signature=99fc2e0238b87970041efacf64ddf3a5f627bbb30f01b4a2eaf2f59012b23cb4"), {"weight": 1, "orders_10s": 1,
     "orders_1d": 1}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("new_order_ack-required", lambda client: client.raw.new_order_ack(symbol="BTCUSDT", side="BUY",
     type="LIMIT"),
     ("POST https://api.binance.com/api/v3/order?symbol=BTCUSDT&side=BUY&type=LIMIT&newOrderRespType=ACK"
     "&recvWindow=5000&timestamp=1700000000000"
     "&signature=d5c7d69f06f0a434ffb668888ee6c7233c5b11ba8f16aed31972e2f3eeed71e5"), {"weight": 1, "orders_10s": 1,
     "orders_1d": 1}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("new_order_ack-all", lambda client: client.raw.new_order_ack(symbol="BTCUSDT", side="BUY", type="LIMIT",
     time_in_force="GTC", quantity=Decimal("0.10"), quote_quantity=Decimal("0.10"), price=Decimal("0.10"),
     client_order_id="a b/+&=é", strategy_id=7, strategy_type=1000000, stop_price=Decimal("0.10"), trailing_delta=7,
     iceberg_quantity=Decimal("0.10"), self_trade_prevention_mode="NONE", peg_price_type="PRIMARY_PEG",
     peg_offset_value=7, peg_offset_type="PRICE_LEVEL"),
     ("POST https://api.binance.com/api/v3/order?symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.10"
     "&quoteOrderQty=0.10&price=0.10&newClientOrderId=a%20b%2F%2B%26%3D%C3%A9&strategyId=7&strategyType=1000000"
     "&stopPrice=0.10&trailingDelta=7&icebergQty=0.10&selfTradePreventionMode=NONE&pegPriceType=PRIMARY_PEG"
     "&pegOffsetValue=7&pegOffsetType=PRICE_LEVEL&newOrderRespType=ACK&recvWindow=5000&timestamp=1700000000000"
     "&signature=ba1a13944866a82117371f1637a2ac4b9c105666b13a21f2f1b7769369e0e63f"), {"weight": 1, "orders_10s": 1,
     "orders_1d": 1}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("order_test-required", lambda client: client.raw.order_test(symbol="BTCUSDT", side="BUY", type="LIMIT"),
     ("POST https://api.binance.com/api/v3/order/test?symbol=BTCUSDT&side=BUY&type=LIMIT&recvWindow=5000"
     "&timestamp=1700000000000&signature=b48688bdca1e37ade9faf365e4700c56ce6a61caa2b1fb437f2a9ad55f092edd"),
     {"weight": 1}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("order_test-all", lambda client: client.raw.order_test(symbol="BTCUSDT", side="BUY", type="LIMIT",
     time_in_force="GTC", quantity=Decimal("0.10"), quote_quantity=Decimal("0.10"), price=Decimal("0.10"),
     client_order_id="a b/+&=é", strategy_id=7, strategy_type=1000000, stop_price=Decimal("0.10"), trailing_delta=7,
     iceberg_quantity=Decimal("0.10"), self_trade_prevention_mode="NONE", peg_price_type="PRIMARY_PEG",
     peg_offset_value=7, peg_offset_type="PRICE_LEVEL", compute_commission_rates=True),
     ("POST https://api.binance.com/api/v3/order/test?symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC"
     "&quantity=0.10&quoteOrderQty=0.10&price=0.10&newClientOrderId=a%20b%2F%2B%26%3D%C3%A9&strategyId=7"
     "&strategyType=1000000&stopPrice=0.10&trailingDelta=7&icebergQty=0.10&selfTradePreventionMode=NONE"
     "&pegPriceType=PRIMARY_PEG&pegOffsetValue=7&pegOffsetType=PRICE_LEVEL&computeCommissionRates=true"
     "&recvWindow=5000&timestamp=1700000000000"
     "&signature=6d000fe37b575b50b252d3a61440d5895c7ffc7fa4b56c039e8d27fecad29a86"), {"weight": 20},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("cancel_open_orders-required", lambda client: client.raw.cancel_open_orders(symbol="BTCUSDT"),
     ("DELETE https://api.binance.com/api/v3/openOrders?symbol=BTCUSDT&recvWindow=5000&timestamp=1700000000000"
     "&signature=f59d304190793aaaf51657111db0fd397bb143700f29ac05c3fbf0bd14d5c2ca"), {"weight": 1},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("cancel_replace-required", lambda client: client.raw.cancel_replace(symbol="BTCUSDT", side="BUY",
     type="LIMIT", cancel_replace_mode="STOP_ON_FAILURE", cancel_order_id=7),
     ("POST https://api.binance.com/api/v3/order/cancelReplace?symbol=BTCUSDT&side=BUY&type=LIMIT"
     "&cancelReplaceMode=STOP_ON_FAILURE&cancelOrderId=7&newOrderRespType=FULL&recvWindow=5000"
     "&timestamp=1700000000000&signature=52773427741c5fe21a2c70cf694e5f15747bc8d986f38d2cb5202a48d51be267"),
     {"weight": 1, "orders_10s": 1, "orders_1d": 1}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("cancel_replace-all", lambda client: client.raw.cancel_replace(symbol="BTCUSDT", side="BUY", type="LIMIT",
     cancel_replace_mode="STOP_ON_FAILURE", time_in_force="GTC", quantity=Decimal("0.10"),
     quote_quantity=Decimal("0.10"), price=Decimal("0.10"), cancel_new_client_order_id="a b/+&=é",
     cancel_orig_client_order_id="a b/+&=é", cancel_order_id=7, client_order_id="a b/+&=é", strategy_id=7,
     strategy_type=1000000, stop_price=Decimal("0.10"), trailing_delta=7, iceberg_quantity=Decimal("0.10"),
     self_trade_prevention_mode="NONE", cancel_restrictions="ONLY_NEW", order_rate_limit_exceeded_mode="DO_NOTHING",
     peg_price_type="PRIMARY_PEG", peg_offset_value=7, peg_offset_type="PRICE_LEVEL"),
     ("POST https://api.binance.com/api/v3/order/cancelReplace?symbol=BTCUSDT&side=BUY&type=LIMIT"
     "&cancelReplaceMode=STOP_ON_FAILURE&timeInForce=GTC&quantity=0.10&quoteOrderQty=0.10&price=0.10"
     "&cancelNewClientOrderId=a%20b%2F%2B%26%3D%C3%A9&cancelOrigClientOrderId=a%20b%2F%2B%26%3D%C3%A9"
     "&cancelOrderId=7&newClientOrderId=a%20b%2F%2B%26%3D%C3%A9&strategyId=7&strategyType=1000000&stopPrice=0.10"
     "&trailingDelta=7&icebergQty=0.10&selfTradePreventionMode=NONE&cancelRestrictions=ONLY_NEW"
     "&orderRateLimitExceededMode=DO_NOTHING&pegPriceType=PRIMARY_PEG&pegOffsetValue=7&pegOffsetType=PRICE_LEVEL"
     "&newOrderRespType=FULL&recvWindow=5000&timestamp=1700000000000"
     "&signature=555f15171118c72bbfc723b7f8f74637690dae3baa9a4708c5b8cac0ea4a4de1"), {"weight": 1, "orders_10s": 1,
     "orders_1d": 1}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("amend_keep_priority-required", lambda client: client.raw.amend_keep_priority(symbol="BTCUSDT", order_id=7,
     new_quantity=Decimal("0.10")),
     ("PUT https://api.binance.com/api/v3/order/amend/keepPriority?symbol=BTCUSDT&orderId=7&newQty=0.10"
     "&recvWindow=5000&timestamp=1700000000000"
     "&signature=83b4500556b6fecfc31d41f0638defa03efc845177ce5b2f2f1179d1d03795cd"), {"weight": 4},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("amend_keep_priority-all", lambda client: client.raw.amend_keep_priority(symbol="BTCUSDT", order_id=7,
     orig_client_order_id="a b/+&=é", new_client_order_id="a b/+&=é", new_quantity=Decimal("0.10")),
     ("PUT https://api.binance.com/api/v3/order/amend/keepPriority?symbol=BTCUSDT&orderId=7"
     "&origClientOrderId=a%20b%2F%2B%26%3D%C3%A9&newClientOrderId=a%20b%2F%2B%26%3D%C3%A9&newQty=0.10"
     "&recvWindow=5000&timestamp=1700000000000"
     "&signature=86126a73a2babbae990ce7ac303a3c3a1932349c25e074d077241cca27249c95"), {"weight": 4},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("sor_order-required", lambda client: client.raw.sor_order(symbol="BTCUSDT", side="BUY", type="LIMIT",
     quantity=Decimal("0.10")),
     ("POST https://api.binance.com/api/v3/sor/order?symbol=BTCUSDT&side=BUY&type=LIMIT&quantity=0.10"
     "&newOrderRespType=FULL&recvWindow=5000&timestamp=1700000000000"
     "&signature=a7e15c80419dbc7f69e0756036cb3de935e9b2df2bee43cd4e3541886bc72528"), {"weight": 1, "orders_10s": 1,
     "orders_1d": 1}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("sor_order-all", lambda client: client.raw.sor_order(symbol="BTCUSDT", side="BUY", type="LIMIT",
     time_in_force="GTC", quantity=Decimal("0.10"), price=Decimal("0.10"), client_order_id="a b/+&=é",
     strategy_id=7, strategy_type=1000000, iceberg_quantity=Decimal("0.10"), self_trade_prevention_mode="NONE"),
     ("POST https://api.binance.com/api/v3/sor/order?symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC"
     "&quantity=0.10&price=0.10&newClientOrderId=a%20b%2F%2B%26%3D%C3%A9&strategyId=7&strategyType=1000000"
     "&icebergQty=0.10&selfTradePreventionMode=NONE&newOrderRespType=FULL&recvWindow=5000"
     "&timestamp=1700000000000&signature=b6d2ed40248e32e7b866652bf1b8f4e024eb5787aaeade5209dc840097f4eda1"),
     {"weight": 1, "orders_10s": 1, "orders_1d": 1}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("sor_order_test-required", lambda client: client.raw.sor_order_test(symbol="BTCUSDT", side="BUY",
     type="LIMIT", quantity=Decimal("0.10")),
     ("POST https://api.binance.com/api/v3/sor/order/test?symbol=BTCUSDT&side=BUY&type=LIMIT&quantity=0.10"
     "&recvWindow=5000&timestamp=1700000000000"
     "&signature=f1a69219b20af27d3ac65a214baa67d802b26aa01b29ddca5c09acceaf8d306c"), {"weight": 1},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("sor_order_test-all", lambda client: client.raw.sor_order_test(symbol="BTCUSDT", side="BUY", type="LIMIT",
     time_in_force="GTC", quantity=Decimal("0.10"), price=Decimal("0.10"), client_order_id="a b/+&=é",
     strategy_id=7, strategy_type=1000000, iceberg_quantity=Decimal("0.10"), self_trade_prevention_mode="NONE",
     compute_commission_rates=True),
     ("POST https://api.binance.com/api/v3/sor/order/test?symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC"
     "&quantity=0.10&price=0.10&newClientOrderId=a%20b%2F%2B%26%3D%C3%A9&strategyId=7&strategyType=1000000"
     "&icebergQty=0.10&selfTradePreventionMode=NONE&computeCommissionRates=true&recvWindow=5000"
     "&timestamp=1700000000000&signature=107e25b17b4e31dc257ae7aca8a614ff129c0f96869bbd55015426891f898f71"),
     {"weight": 20}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("oco_deprecated-required", lambda client: client.raw.oco_deprecated(symbol="BTCUSDT", side="BUY",
     quantity=Decimal("0.10"), price=Decimal("0.10"), stop_price=Decimal("0.10")),
     ("POST https://api.binance.com/api/v3/order/oco?symbol=BTCUSDT&side=BUY&quantity=0.10&price=0.10"
     "&stopPrice=0.10&newOrderRespType=RESULT&recvWindow=5000&timestamp=1700000000000"
     "&signature=4ff6d8f92d8bd5a0c2d2acf2f36b4a48c10c180ebed4dafd6111521807b36bea"), {"weight": 1, "orders_10s": 2,
     "orders_1d": 2}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("oco_deprecated-all", lambda client: client.raw.oco_deprecated(symbol="BTCUSDT",
     list_client_order_id="a b/+&=é", side="BUY", quantity=Decimal("0.10"), limit_client_order_id="a b/+&=é",
     price=Decimal("0.10"), limit_strategy_id=7, limit_strategy_type=1000000,
     limit_iceberg_quantity=Decimal("0.10"), trailing_delta=7, stop_client_order_id="a b/+&=é",
     stop_price=Decimal("0.10"), stop_strategy_id=7, stop_strategy_type=1000000, stop_limit_price=Decimal("0.10"),
     stop_iceberg_quantity=Decimal("0.10"), stop_limit_time_in_force="GTC", self_trade_prevention_mode="NONE"),
     ("POST https://api.binance.com/api/v3/order/oco?symbol=BTCUSDT&listClientOrderId=a%20b%2F%2B%26%3D%C3%A9"
     "&side=BUY&quantity=0.10&limitClientOrderId=a%20b%2F%2B%26%3D%C3%A9&price=0.10&limitStrategyId=7"
     "&limitStrategyType=1000000&limitIcebergQty=0.10&trailingDelta=7&stopClientOrderId=a%20b%2F%2B%26%3D%C3%A9"
     "&stopPrice=0.10&stopStrategyId=7&stopStrategyType=1000000&stopLimitPrice=0.10&stopIcebergQty=0.10"
     "&stopLimitTimeInForce=GTC&selfTradePreventionMode=NONE&newOrderRespType=RESULT&recvWindow=5000"
     "&timestamp=1700000000000&signature=a7caacb5354d2ce6d40bc8f2309ab2fa904d531ffd88678e32def2c2b3dad46b"),
     {"weight": 1, "orders_10s": 2, "orders_1d": 2}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("oco-required", lambda client: client.raw.oco(symbol="BTCUSDT", side="BUY", quantity=Decimal("0.10"),
     above_type="LIMIT", below_type="LIMIT"),
     ("POST https://api.binance.com/api/v3/orderList/oco?symbol=BTCUSDT&side=BUY&quantity=0.10&aboveType=LIMIT"
     "&belowType=LIMIT&newOrderRespType=RESULT&recvWindow=5000&timestamp=1700000000000"
     "&signature=39b1eaaf82c2fc694bb69c00db424c03255507842129d4d94b2e66dc296cc850"), {"weight": 1, "orders_10s": 2,
     "orders_1d": 2}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("oco-all", lambda client: client.raw.oco(symbol="BTCUSDT", list_client_order_id="a b/+&=é", side="BUY",
     quantity=Decimal("0.10"), above_type="LIMIT", above_client_order_id="a b/+&=é",
     above_iceberg_quantity=Decimal("0.10"), above_price=Decimal("0.10"), above_stop_price=Decimal("0.10"),
     above_trailing_delta=7, above_time_in_force="GTC", above_strategy_id=7, above_strategy_type=1000000,
     above_peg_price_type="PRIMARY_PEG", above_peg_offset_type="PRICE_LEVEL", above_peg_offset_value=7,
     below_type="LIMIT", below_client_order_id="a b/+&=é", below_iceberg_quantity=Decimal("0.10"),
     below_price=Decimal("0.10"), below_stop_price=Decimal("0.10"), below_trailing_delta=7,
     below_time_in_force="GTC", below_strategy_id=7, below_strategy_type=1000000,
     below_peg_price_type="PRIMARY_PEG", below_peg_offset_type="PRICE_LEVEL", below_peg_offset_value=7,
     self_trade_prevention_mode="NONE"),
     ("POST https://api.binance.com/api/v3/orderList/oco?symbol=BTCUSDT&listClientOrderId=a%20b%2F%2B%26%3D%C3%A9"
     "&side=BUY&quantity=0.10&aboveType=LIMIT&aboveClientOrderId=a%20b%2F%2B%26%3D%C3%A9&aboveIcebergQty=0.10"
     "&abovePrice=0.10&aboveStopPrice=0.10&aboveTrailingDelta=7&aboveTimeInForce=GTC&aboveStrategyId=7"
     "&aboveStrategyType=1000000&abovePegPriceType=PRIMARY_PEG&abovePegOffsetType=PRICE_LEVEL"
     "&abovePegOffsetValue=7&belowType=LIMIT&belowClientOrderId=a%20b%2F%2B%26%3D%C3%A9&belowIcebergQty=0.10"
     "&belowPrice=0.10&belowStopPrice=0.10&belowTrailingDelta=7&belowTimeInForce=GTC&belowStrategyId=7"
     "&belowStrategyType=1000000&belowPegPriceType=PRIMARY_PEG&belowPegOffsetType=PRICE_LEVEL"
     "&belowPegOffsetValue=7&selfTradePreventionMode=NONE&newOrderRespType=RESULT&recvWindow=5000"
     "&timestamp=1700000000000&signature=8151bf3a6ca4d04457034b3de41a85296dc063b56f4608201b78fe3165d2603b"),
     {"weight": 1, "orders_10s": 2, "orders_1d": 2}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("oto-required", lambda client: client.raw.oto(symbol="BTCUSDT", working_type="LIMIT", working_side="BUY",
     working_price=Decimal("0.10"), working_quantity=Decimal("0.10"), pending_type="LIMIT", pending_side="BUY",
     pending_quantity=Decimal("0.10")),
     ("POST https://api.binance.com/api/v3/orderList/oto?symbol=BTCUSDT&newOrderRespType=RESULT&workingType=LIMIT"
     "&workingSide=BUY&workingPrice=0.10&workingQuantity=0.10&pendingType=LIMIT&pendingSide=BUY"
     "&pendingQuantity=0.10&recvWindow=5000&timestamp=1700000000000"
     "&signature=620c9138586fb92587da96d1a406d195ee8ae240904a6a4c5bc3ff4be2c708dd"), {"weight": 1, "orders_10s": 2,
     "orders_1d": 2}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("oto-all", lambda client: client.raw.oto(symbol="BTCUSDT", list_client_order_id="a b/+&=é",
     self_trade_prevention_mode="NONE", working_type="LIMIT", working_side="BUY",
     working_client_order_id="a b/+&=é", working_price=Decimal("0.10"), working_quantity=Decimal("0.10"),
     working_iceberg_quantity=Decimal("0.10"), working_time_in_force="GTC", working_strategy_id=7,
     working_strategy_type=1000000, working_peg_price_type="PRIMARY_PEG", working_peg_offset_type="PRICE_LEVEL",
     working_peg_offset_value=7, pending_type="LIMIT", pending_side="BUY", pending_client_order_id="a b/+&=é",
     pending_price=Decimal("0.10"), pending_stop_price=Decimal("0.10"), pending_trailing_delta=7,
     pending_quantity=Decimal("0.10"), pending_iceberg_quantity=Decimal("0.10"), pending_time_in_force="GTC",
     pending_strategy_id=7, pending_strategy_type=1000000, pending_peg_price_type="PRIMARY_PEG",
     pending_peg_offset_type="PRICE_LEVEL", pending_peg_offset_value=7),
     ("POST https://api.binance.com/api/v3/orderList/oto?symbol=BTCUSDT&listClientOrderId=a%20b%2F%2B%26%3D%C3%A9"
     "&selfTradePreventionMode=NONE&newOrderRespType=RESULT&workingType=LIMIT&workingSide=BUY"
     "&workingClientOrderId=a%20b%2F%2B%26%3D%C3%A9&workingPrice=0.10&workingQuantity=0.10"
     "&workingIcebergQty=0.10&workingTimeInForce=GTC&workingStrategyId=7&workingStrategyType=1000000"
     "&workingPegPriceType=PRIMARY_PEG&workingPegOffsetType=PRICE_LEVEL&workingPegOffsetValue=7"
     "&pendingType=LIMIT&pendingSide=BUY&pendingClientOrderId=a%20b%2F%2B%26%3D%C3%A9&pendingPrice=0.10"
     "&pendingStopPrice=0.10&pendingTrailingDelta=7&pendingQuantity=0.10&pendingIcebergQty=0.10"
     "&pendingTimeInForce=GTC&pendingStrategyId=7&pendingStrategyType=1000000&pendingPegPriceType=PRIMARY_PEG"
     "&pendingPegOffsetType=PRICE_LEVEL&pendingPegOffsetValue=7&recvWindow=5000&timestamp=1700000000000"
     "&signature=2e308bb3a3eec6c4deb0b155e9672f2bab9aeb0568264de66dfdf94a71787643"), {"weight": 1, "orders_10s": 2,
     "orders_1d": 2}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("otoco-required", lambda client: client.raw.otoco(symbol="BTCUSDT", working_type="LIMIT",
     working_side="BUY", working_price=Decimal("0.10"), working_quantity=Decimal("0.10"), pending_side="BUY",
     pending_quantity=Decimal("0.10"), pending_above_type="LIMIT"),
     ("POST https://api.binance.com/api/v3/orderList/otoco?symbol=BTCUSDT&newOrderRespType=RESULT"
     "&workingType=LIMIT&workingSide=BUY&workingPrice=0.10&workingQuantity=0.10&pendingSide=BUY"
     "&pendingQuantity=0.10&pendingAboveType=LIMIT&recvWindow=5000&timestamp=1700000000000"
     "&signature=ee2f53f3a9d179a42de5e0189949aff85ac202bb05eb299adcddb412474d86ca"), {"weight": 1, "orders_10s": 3,
     "orders_1d": 3}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("otoco-all", lambda client: client.raw.otoco(symbol="BTCUSDT", list_client_order_id="a b/+&=é",
     self_trade_prevention_mode="NONE", working_type="LIMIT", working_side="BUY",
     working_client_order_id="a b/+&=é", working_price=Decimal("0.10"), working_quantity=Decimal("0.10"),
     working_iceberg_quantity=Decimal("0.10"), working_time_in_force="GTC", working_strategy_id=7,
     working_strategy_type=1000000, working_peg_price_type="PRIMARY_PEG", working_peg_offset_type="PRICE_LEVEL",
     working_peg_offset_value=7, pending_side="BUY", pending_quantity=Decimal("0.10"), pending_above_type="LIMIT",
     pending_above_client_order_id="a b/+&=é", pending_above_price=Decimal("0.10"),
     pending_above_stop_price=Decimal("0.10"), pending_above_trailing_delta=7,
     pending_above_iceberg_quantity=Decimal("0.10"), pending_above_time_in_force="GTC", pending_above_strategy_id=7,
     pending_above_strategy_type=1000000, pending_above_peg_price_type="PRIMARY_PEG",
     pending_above_peg_offset_type="PRICE_LEVEL", pending_above_peg_offset_value=7, pending_below_type="LIMIT",
     pending_below_client_order_id="a b/+&=é", pending_below_price=Decimal("0.10"),
     pending_below_stop_price=Decimal("0.10"), pending_below_trailing_delta=7,
     pending_below_iceberg_quantity=Decimal("0.10"), pending_below_time_in_force="GTC", pending_below_strategy_id=7,
     pending_below_strategy_type=1000000, pending_below_peg_price_type="PRIMARY_PEG",
     pending_below_peg_offset_type="PRICE_LEVEL", pending_below_peg_offset_value=7),
     ("POST https://api.binance.com/api/v3/orderList/otoco?symbol=BTCUSDT"
     "&listClientOrderId=a%20b%2F%2B%26%3D%C3%A9&selfTradePreventionMode=NONE&newOrderRespType=RESULT"
     "&workingType=LIMIT&workingSide=BUY&workingClientOrderId=a%20b%2F%2B%26%3D%C3%A9&workingPrice=0.10"
     "&workingQuantity=0.10&workingIcebergQty=0.10&workingTimeInForce=GTC&workingStrategyId=7"
     "&workingStrategyType=1000000&workingPegPriceType=PRIMARY_PEG&workingPegOffsetType=PRICE_LEVEL"
     "&workingPegOffsetValue=7&pendingSide=BUY&pendingQuantity=0.10&pendingAboveType=LIMIT"
     "&pendingAboveClientOrderId=a%20b%2F%2B%26%3D%C3%A9&pendingAbovePrice=0.10&pendingAboveStopPrice=0.10"
     "&pendingAboveTrailingDelta=7&pendingAboveIcebergQty=0.10&pendingAboveTimeInForce=GTC"
     "&pendingAboveStrategyId=7&pendingAboveStrategyType=1000000&pendingAbovePegPriceType=PRIMARY_PEG"
     "&pendingAbovePegOffsetType=PRICE_LEVEL&pendingAbovePegOffsetValue=7&pendingBelowType=LIMIT"
     "&pendingBelowClientOrderId=a%20b%2F%2B%26%3D%C3%A9&pendingBelowPrice=0.10&pendingBelowStopPrice=0.10"
     "&pendingBelowTrailingDelta=7&pendingBelowIcebergQty=0.10&pendingBelowTimeInForce=GTC"
     "&pendingBelowStrategyId=7&pendingBelowStrategyType=1000000&pendingBelowPegPriceType=PRIMARY_PEG"
     "&pendingBelowPegOffsetType=PRICE_LEVEL&pendingBelowPegOffsetValue=7&recvWindow=5000"
     "&timestamp=1700000000000&signature=ab52c0e08ee094fcc7ec33e7b37fbab1e53065bc5b654781d2b329eeec8f4fc0"),
     {"weight": 1, "orders_10s": 3, "orders_1d": 3}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("opo-required", lambda client: client.raw.opo(symbol="BTCUSDT", working_type="LIMIT", working_side="BUY",
     working_price=Decimal("0.10"), working_quantity=Decimal("0.10"), pending_type="LIMIT", pending_side="BUY"),
     ("POST https://api.binance.com/api/v3/orderList/opo?symbol=BTCUSDT&newOrderRespType=RESULT&workingType=LIMIT"
     "&workingSide=BUY&workingPrice=0.10&workingQuantity=0.10&pendingType=LIMIT&pendingSide=BUY&recvWindow=5000"
     "&timestamp=1700000000000&signature=e61abe048fa8d26e7b08c6b5bcc6b60b7a2ce90485dbbb1c4cb4fc3fe3dbab10"),
     {"weight": 1, "orders_10s": 2, "orders_1d": 2}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("opo-all", lambda client: client.raw.opo(symbol="BTCUSDT", list_client_order_id="a b/+&=é",
     self_trade_prevention_mode="NONE", working_type="LIMIT", working_side="BUY",
     working_client_order_id="a b/+&=é", working_price=Decimal("0.10"), working_quantity=Decimal("0.10"),
     working_iceberg_quantity=Decimal("0.10"), working_time_in_force="GTC", working_strategy_id=7,
     working_strategy_type=1000000, working_peg_price_type="PRIMARY_PEG", working_peg_offset_type="PRICE_LEVEL",
     working_peg_offset_value=7, pending_type="LIMIT", pending_side="BUY", pending_client_order_id="a b/+&=é",
     pending_price=Decimal("0.10"), pending_stop_price=Decimal("0.10"), pending_trailing_delta=7,
     pending_iceberg_quantity=Decimal("0.10"), pending_time_in_force="GTC", pending_strategy_id=7,
     pending_strategy_type=1000000, pending_peg_price_type="PRIMARY_PEG", pending_peg_offset_type="PRICE_LEVEL",
     pending_peg_offset_value=7),
     ("POST https://api.binance.com/api/v3/orderList/opo?symbol=BTCUSDT&listClientOrderId=a%20b%2F%2B%26%3D%C3%A9"
     "&selfTradePreventionMode=NONE&newOrderRespType=RESULT&workingType=LIMIT&workingSide=BUY"
     "&workingClientOrderId=a%20b%2F%2B%26%3D%C3%A9&workingPrice=0.10&workingQuantity=0.10"
     "&workingIcebergQty=0.10&workingTimeInForce=GTC&workingStrategyId=7&workingStrategyType=1000000"
     "&workingPegPriceType=PRIMARY_PEG&workingPegOffsetType=PRICE_LEVEL&workingPegOffsetValue=7"
     "&pendingType=LIMIT&pendingSide=BUY&pendingClientOrderId=a%20b%2F%2B%26%3D%C3%A9&pendingPrice=0.10"
     "&pendingStopPrice=0.10&pendingTrailingDelta=7&pendingIcebergQty=0.10&pendingTimeInForce=GTC"
     "&pendingStrategyId=7&pendingStrategyType=1000000&pendingPegPriceType=PRIMARY_PEG"
     "&pendingPegOffsetType=PRICE_LEVEL&pendingPegOffsetValue=7&recvWindow=5000&timestamp=1700000000000"
     "&signature=10ba15b4b59ac517b8dc2650f8b41bde8a39e71b728dfa079c24d79e141ca109"), {"weight": 1, "orders_10s": 2,
     "orders_1d": 2}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("opoco-required", lambda client: client.raw.opoco(symbol="BTCUSDT", working_type="LIMIT",
     working_side="BUY", working_price=Decimal("0.10"), working_quantity=Decimal("0.10"), pending_side="BUY",
     pending_above_type="LIMIT"),
     ("POST https://api.binance.com/api/v3/orderList/opoco?symbol=BTCUSDT&newOrderRespType=RESULT"
     "&workingType=LIMIT&workingSide=BUY&workingPrice=0.10&workingQuantity=0.10&pendingSide=BUY"
     "&pendingAboveType=LIMIT&recvWindow=5000&timestamp=1700000000000"
     "&signature=ea3a634c946f1b8c4fdd99fc3b3cdce9b0eb438ce126350a106adef068baf3b2"), {"weight": 1, "orders_10s": 3,
     "orders_1d": 3}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("opoco-all", lambda client: client.raw.opoco(symbol="BTCUSDT", list_client_order_id="a b/+&=é",
     self_trade_prevention_mode="NONE", working_type="LIMIT", working_side="BUY",
     working_client_order_id="a b/+&=é", working_price=Decimal("0.10"), working_quantity=Decimal("0.10"),
     working_iceberg_quantity=Decimal("0.10"), working_time_in_force="GTC", working_strategy_id=7,
     working_strategy_type=1000000, working_peg_price_type="PRIMARY_PEG", working_peg_offset_type="PRICE_LEVEL",
     working_peg_offset_value=7, pending_side="BUY", pending_above_type="LIMIT",
     pending_above_client_order_id="a b/+&=é", pending_above_price=Decimal("0.10"),
     pending_above_stop_price=Decimal("0.10"), pending_above_trailing_delta=7,
     pending_above_iceberg_quantity=Decimal("0.10"), pending_above_time_in_force="GTC", pending_above_strategy_id=7,
     pending_above_strategy_type=1000000, pending_above_peg_price_type="PRIMARY_PEG",
     pending_above_peg_offset_type="PRICE_LEVEL", pending_above_peg_offset_value=7, pending_below_type="LIMIT",
     pending_below_client_order_id="a b/+&=é", pending_below_price=Decimal("0.10"),
     pending_below_stop_price=Decimal("0.10"), pending_below_trailing_delta=7,
     pending_below_iceberg_quantity=Decimal("0.10"), pending_below_time_in_force="GTC", pending_below_strategy_id=7,
     pending_below_strategy_type=1000000, pending_below_peg_price_type="PRIMARY_PEG",
     pending_below_peg_offset_type="PRICE_LEVEL", pending_below_peg_offset_value=7),
     ("POST https://api.binance.com/api/v3/orderList/opoco?symbol=BTCUSDT"
     "&listClientOrderId=a%20b%2F%2B%26%3D%C3%A9&selfTradePreventionMode=NONE&newOrderRespType=RESULT"
     "&workingType=LIMIT&workingSide=BUY&workingClientOrderId=a%20b%2F%2B%26%3D%C3%A9&workingPrice=0.10"
     "&workingQuantity=0.10&workingIcebergQty=0.10&workingTimeInForce=GTC&workingStrategyId=7"
     "&workingStrategyType=1000000&workingPegPriceType=PRIMARY_PEG&workingPegOffsetType=PRICE_LEVEL"
     "&workingPegOffsetValue=7&pendingSide=BUY&pendingAboveType=LIMIT"
     "&pendingAboveClientOrderId=a%20b%2F%2B%26%3D%C3%A9&pendingAbovePrice=0.10&pendingAboveStopPrice=0.10"
     "&pendingAboveTrailingDelta=7&pendingAboveIcebergQty=0.10&pendingAboveTimeInForce=GTC"
     "&pendingAboveStrategyId=7&pendingAboveStrategyType=1000000&pendingAbovePegPriceType=PRIMARY_PEG"
     "&pendingAbovePegOffsetType=PRICE_LEVEL&pendingAbovePegOffsetValue=7&pendingBelowType=LIMIT"
     "&pendingBelowClientOrderId=a%20b%2F%2B%26%3D%C3%A9&pendingBelowPrice=0.10&pendingBelowStopPrice=0.10"
     "&pendingBelowTrailingDelta=7&pendingBelowIcebergQty=0.10&pendingBelowTimeInForce=GTC"
     "&pendingBelowStrategyId=7&pendingBelowStrategyType=1000000&pendingBelowPegPriceType=PRIMARY_PEG"
     "&pendingBelowPegOffsetType=PRICE_LEVEL&pendingBelowPegOffsetValue=7&recvWindow=5000"
     "&timestamp=1700000000000&signature=fc4d7388390a0dead3821c5921ffafb5dc0e0c8530369b311f0983c329acc0e4"),
     {"weight": 1, "orders_10s": 3, "orders_1d": 3}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("cancel_order_list-required", lambda client: client.raw.cancel_order_list(symbol="BTCUSDT",
     order_list_id=7),
     ("DELETE https://api.binance.com/api/v3/orderList?symbol=BTCUSDT&orderListId=7&recvWindow=5000"
     "&timestamp=1700000000000&signature=8b3915f8bc72060cce2bf9a5f285224ca67f28ba835c08ee3e4f904736db08b9"),
     {"weight": 1}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("cancel_order_list-all", lambda client: client.raw.cancel_order_list(symbol="BTCUSDT", order_list_id=7,
     list_client_order_id="a b/+&=é", new_client_order_id="a b/+&=é"),
     ("DELETE https://api.binance.com/api/v3/orderList?symbol=BTCUSDT&orderListId=7"
     "&listClientOrderId=a%20b%2F%2B%26%3D%C3%A9&newClientOrderId=a%20b%2F%2B%26%3D%C3%A9&recvWindow=5000"
     "&timestamp=1700000000000&signature=c4adcd40e6c85b5732c5b719650edc468d316e015b722ec33e5359334cc0e8e6"),
     {"weight": 1}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("account-required", lambda client: client.raw.account(),
     ("GET https://api.binance.com/api/v3/account?recvWindow=5000&timestamp=1700000000000"
     "&signature=dfadd6354e0f62b763c008cd60bcace2c8d5c702ee62186d56647c097a9fd768"), {"weight": 20},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("account-all", lambda client: client.raw.account(omit_zero_balances=True),
     ("GET https://api.binance.com/api/v3/account?omitZeroBalances=true&recvWindow=5000&timestamp=1700000000000"
     "&signature=773153aa0651721dda2edabd655e7bedf76b6f51b3dec8dd38f5fe419a8d110a"), {"weight": 20},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("all_orders-required", lambda client: client.raw.all_orders(symbol="BTCUSDT"),
     ("GET https://api.binance.com/api/v3/allOrders?symbol=BTCUSDT&recvWindow=5000&timestamp=1700000000000"
     "&signature=f59d304190793aaaf51657111db0fd397bb143700f29ac05c3fbf0bd14d5c2ca"), {"weight": 20},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("all_orders-all", lambda client: client.raw.all_orders(symbol="BTCUSDT", order_id=7,
     start_time=1700000000000, end_time=1700000000000, limit=1),
     ("GET https://api.binance.com/api/v3/allOrders?symbol=BTCUSDT&orderId=7&startTime=1700000000000"
     "&endTime=1700000000000&limit=1&recvWindow=5000&timestamp=1700000000000"
     "&signature=ccdea6bf692eb5ccbf65c7956995464ad26c4e8342dc54445f53b1a7a978475d"), {"weight": 20},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("query_order_list-required", lambda client: client.raw.query_order_list(order_list_id=7),
     ("GET https://api.binance.com/api/v3/orderList?orderListId=7&recvWindow=5000&timestamp=1700000000000"
     "&signature=1d165cf41f5e3e9584d66d38550388fd68e11da04c6c068a92450f618b3ed6ce"), {"weight": 4},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("query_order_list-all", lambda client: client.raw.query_order_list(order_list_id=7,
     orig_client_order_id="a b/+&=é"),
     ("GET https://api.binance.com/api/v3/orderList?orderListId=7&origClientOrderId=a%20b%2F%2B%26%3D%C3%A9"
     "&recvWindow=5000&timestamp=1700000000000"
     "&signature=4507c6aabf7cbb773e0ba4633add953b4068fc7e6fa8ae40cddae137a4a2269b"), {"weight": 4},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("open_order_lists-required", lambda client: client.raw.open_order_lists(),
     ("GET https://api.binance.com/api/v3/openOrderList?recvWindow=5000&timestamp=1700000000000"
     "&signature=dfadd6354e0f62b763c008cd60bcace2c8d5c702ee62186d56647c097a9fd768"), {"weight": 6},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("all_order_lists-required", lambda client: client.raw.all_order_lists(),
     ("GET https://api.binance.com/api/v3/allOrderList?recvWindow=5000&timestamp=1700000000000"
     "&signature=dfadd6354e0f62b763c008cd60bcace2c8d5c702ee62186d56647c097a9fd768"), {"weight": 20},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("all_order_lists-all", lambda client: client.raw.all_order_lists(from_id=7, start_time=1700000000000,
     end_time=1700000000000, limit=1),
     ("GET https://api.binance.com/api/v3/allOrderList?fromId=7&startTime=1700000000000&endTime=1700000000000"
     "&limit=1&recvWindow=5000&timestamp=1700000000000"
     "&signature=e6d7d234520b030c022c8bfc4c658baec3c418c734ed06a3cd33686d5c13d638"), {"weight": 20},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("order_rate_limits-required", lambda client: client.raw.order_rate_limits(),
     ("GET https://api.binance.com/api/v3/rateLimit/order?recvWindow=5000&timestamp=1700000000000"
     "&signature=dfadd6354e0f62b763c008cd60bcace2c8d5c702ee62186d56647c097a9fd768"), {"weight": 40},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("prevented_matches-required", lambda client: client.raw.prevented_matches(symbol="BTCUSDT",
     prevented_match_id=7),
     ("GET https://api.binance.com/api/v3/myPreventedMatches?symbol=BTCUSDT&preventedMatchId=7&recvWindow=5000"
     "&timestamp=1700000000000&signature=57c576cbdfba25fe27fb4a631382eda64d01852af00dd433bce75ff61143f575"),
     {"weight": 2}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("prevented_matches-all", lambda client: client.raw.prevented_matches(symbol="BTCUSDT",
     prevented_match_id=7, order_id=7, from_prevented_match_id=7, limit=1),
     ("GET https://api.binance.com/api/v3/myPreventedMatches?symbol=BTCUSDT&preventedMatchId=7&orderId=7"
     "&fromPreventedMatchId=7&limit=1&recvWindow=5000&timestamp=1700000000000"
     "&signature=21bd1ab1af48440194569ee3318006607f7cc19e8f251fb602556892586e550d"), {"weight": 2},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("allocations-required", lambda client: client.raw.allocations(symbol="BTCUSDT"),
     ("GET https://api.binance.com/api/v3/myAllocations?symbol=BTCUSDT&recvWindow=5000&timestamp=1700000000000"
     "&signature=f59d304190793aaaf51657111db0fd397bb143700f29ac05c3fbf0bd14d5c2ca"), {"weight": 20},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("allocations-all", lambda client: client.raw.allocations(symbol="BTCUSDT", start_time=1700000000000,
     end_time=1700000000000, from_allocation_id=7, limit=1, order_id=7),
     ("GET https://api.binance.com/api/v3/myAllocations?symbol=BTCUSDT&startTime=1700000000000"
     "&endTime=1700000000000&fromAllocationId=7&limit=1&orderId=7&recvWindow=5000&timestamp=1700000000000"
     "&signature=3e22b941ca85fd55ddc55a500c21fe340218ef76f888526f513fa5fd48e3d4d5"), {"weight": 20},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("commission-required", lambda client: client.raw.commission(symbol="BTCUSDT"),
     ("GET https://api.binance.com/api/v3/account/commission?symbol=BTCUSDT&recvWindow=5000"
     "&timestamp=1700000000000&signature=f59d304190793aaaf51657111db0fd397bb143700f29ac05c3fbf0bd14d5c2ca"),
     {"weight": 20}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("order_amendments-required", lambda client: client.raw.order_amendments(symbol="BTCUSDT", order_id=7),
     ("GET https://api.binance.com/api/v3/order/amendments?symbol=BTCUSDT&orderId=7&recvWindow=5000"
     "&timestamp=1700000000000&signature=d11368a5cfd13027fe4fb21b56ad4670188605fdbddad22dab1b33372a20624c"),
     {"weight": 4}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("order_amendments-all", lambda client: client.raw.order_amendments(symbol="BTCUSDT", order_id=7,
     from_execution_id=7, limit=1),
     ("GET https://api.binance.com/api/v3/order/amendments?symbol=BTCUSDT&orderId=7&fromExecutionId=7&limit=1"
     "&recvWindow=5000&timestamp=1700000000000"
     "&signature=a6f5aae0b43933abaf75ab129ac852c2ccda87bdfa810915ebe5fabb1f025d2d"), {"weight": 4},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("my_filters-required", lambda client: client.raw.my_filters(symbol="BTCUSDT"),
     ("GET https://api.binance.com/api/v3/myFilters?symbol=BTCUSDT&recvWindow=5000&timestamp=1700000000000"
     "&signature=f59d304190793aaaf51657111db0fd397bb143700f29ac05c3fbf0bd14d5c2ca"), {"weight": 40},
     headers={"x-mbx-apikey": "test-api-key"}),
]  # fmt: skip

CONTRACT: list[Case] = [
    Case("load_instruments", lambda client: client.load_instruments(),
     "GET https://api.binance.com/api/v3/exchangeInfo", {"weight": 20}, answer="exchange_info.filters"),
    Case("fetch_time", lambda client: client.fetch_time(),
     "GET https://api.binance.com/api/v3/time", {"weight": 1}, answer="time"),
    Case("fetch_ticker", lambda client: client.fetch_ticker("BTC/USDT"),
     "GET https://api.binance.com/api/v3/ticker/24hr?symbol=BTCUSDT", {"weight": 2}, answer="ticker_24hr.full"),
    Case("fetch_trades", lambda client: client.fetch_trades("BTC/USDT"),
     "GET https://api.binance.com/api/v3/aggTrades?symbol=BTCUSDT", {"weight": 4}, answer="agg_trades"),
    Case("fetch_trades-all", lambda client: client.fetch_trades("BTC/USDT", since=1699999000123000000, limit=5),
     "GET https://api.binance.com/api/v3/aggTrades?symbol=BTCUSDT&startTime=1699999000123&limit=5", {"weight": 4},
     answer="agg_trades"),
    Case("fetch_candles", lambda client: client.fetch_candles("BTC/USDT", interval="1h"),
     "GET https://api.binance.com/api/v3/klines?symbol=BTCUSDT&interval=1h", {"weight": 2}, answer="klines"),
    Case("fetch_candles-all", lambda client: client.fetch_candles("BTC/USDT", interval="1h",
     since=1699999000123000000, limit=5),
     "GET https://api.binance.com/api/v3/klines?symbol=BTCUSDT&interval=1h&startTime=1699999000123&limit=5",
     {"weight": 2}, answer="klines"),
    Case("cancel_order-venue_order_id", lambda client: client.cancel_order("BTC/USDT", venue_order_id="123"),
     ("DELETE https://api.binance.com/api/v3/order?symbol=BTCUSDT&orderId=123&recvWindow=5000"
     "&timestamp=1700000000000&signature=fbae30d3c12ebdd3c52eb300c778020ea6eed3a6a7de8a0ed8871ebc7c7b63b4"),
     {"weight": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="order_cancel"),
    Case("cancel_order-client_order_id", lambda client: client.cancel_order("BTC/USDT", client_order_id="abc-1"),
     ("DELETE https://api.binance.com/api/v3/order?symbol=BTCUSDT&origClientOrderId=abc-1&recvWindow=5000"
     "&timestamp=1700000000000&signature=c1bcb0f78a5ebd389e7fb843163b0d7dfe40c52392b8ad3ba9f6be1032b78dc0"),
     {"weight": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="order_cancel"),
    Case("fetch_order-venue_order_id", lambda client: client.fetch_order("BTC/USDT", venue_order_id="123"),
     ("GET https://api.binance.com/api/v3/order?symbol=BTCUSDT&orderId=123&recvWindow=5000"
     "&timestamp=1700000000000&signature=fbae30d3c12ebdd3c52eb300c778020ea6eed3a6a7de8a0ed8871ebc7c7b63b4"),
     {"weight": 4}, headers={"x-mbx-apikey": "test-api-key"}, answer="order_query"),
    Case("fetch_order-client_order_id", lambda client: client.fetch_order("BTC/USDT", client_order_id="abc-1"),
     ("GET https://api.binance.com/api/v3/order?symbol=BTCUSDT&origClientOrderId=abc-1&recvWindow=5000"
     "&timestamp=1700000000000&signature=c1bcb0f78a5ebd389e7fb843163b0d7dfe40c52392b8ad3ba9f6be1032b78dc0"),
     {"weight": 4}, headers={"x-mbx-apikey": "test-api-key"}, answer="order_query"),
    Case("fetch_open_orders", lambda client: client.fetch_open_orders("BTC/USDT"),
     ("GET https://api.binance.com/api/v3/openOrders?symbol=BTCUSDT&recvWindow=5000&timestamp=1700000000000"
     "&signature=f59d304190793aaaf51657111db0fd397bb143700f29ac05c3fbf0bd14d5c2ca"), {"weight": 6},
     headers={"x-mbx-apikey": "test-api-key"}, answer="open_orders"),
    Case("fetch_my_trades", lambda client: client.fetch_my_trades("BTC/USDT"),
     ("GET https://api.binance.com/api/v3/myTrades?symbol=BTCUSDT&recvWindow=5000&timestamp=1700000000000"
     "&signature=f59d304190793aaaf51657111db0fd397bb143700f29ac05c3fbf0bd14d5c2ca"), {"weight": 20},
     headers={"x-mbx-apikey": "test-api-key"}, answer="my_trades"),
    Case("fetch_my_trades-all", lambda client: client.fetch_my_trades("BTC/USDT", since=1699999000123000000,
     limit=5),
     ("GET https://api.binance.com/api/v3/myTrades?symbol=BTCUSDT&startTime=1699999000123&limit=5&recvWindow=5000"
     "&timestamp=1700000000000&signature=47d90233fdae20796976ddad71446b5f6352d38ebc3b769979efefc4e0b2a5eb"),
     {"weight": 20}, headers={"x-mbx-apikey": "test-api-key"}, answer="my_trades"),
    Case("fetch_order_book", lambda client: client.fetch_order_book("BTC/USDT"),
     "GET https://api.binance.com/api/v3/depth?symbol=BTCUSDT&limit=100", {"weight": 5}, answer="depth"),
    Case("fetch_order_book-all", lambda client: client.fetch_order_book("BTC/USDT", depth=50),
     "GET https://api.binance.com/api/v3/depth?symbol=BTCUSDT&limit=50", {"weight": 5}, answer="depth"),
    Case("create_order-0-buy", lambda client: client.create_order("BTC/USDT", side=Side.BUY, type=OrderType.LIMIT,
     post_only=True, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"),
     client_order_id="abc-1"),
     ("POST https://api.binance.com/api/v3/order?symbol=BTCUSDT&side=BUY&type=LIMIT_MAKER&quantity=0.50"
     "&price=100.10&newClientOrderId=abc-1&newOrderRespType=FULL&recvWindow=5000&timestamp=1700000000000"
     "&signature=c8b6571c8d1bc7ab0fdf85b196bb3297ca859757f31b1c38ff3568cab5308512"), {"weight": 1, "orders_10s": 1,
     "orders_1d": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="order_place.result"),
    Case("create_order-0-sell", lambda client: client.create_order("BTC/USDT", side=Side.SELL, type=OrderType.LIMIT,
     post_only=True, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"),
     client_order_id="abc-1"),
     ("POST https://api.binance.com/api/v3/order?symbol=BTCUSDT&side=SELL&type=LIMIT_MAKER&quantity=0.50"
     "&price=100.10&newClientOrderId=abc-1&newOrderRespType=FULL&recvWindow=5000&timestamp=1700000000000"
     "&signature=a6c8b3dc9f66d9b1af78ee78e5842786b9704a620b3ef5387d597310d97a41de"), {"weight": 1, "orders_10s": 1,
     "orders_1d": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="order_place.result"),
    Case("create_order-1-buy", lambda client: client.create_order("BTC/USDT", side=Side.BUY, type=OrderType.LIMIT,
     post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     ("POST https://api.binance.com/api/v3/order?symbol=BTCUSDT&side=BUY&type=LIMIT_MAKER&quantity=0.50"
     "&price=100.10&newClientOrderId=abc-1&newOrderRespType=FULL&recvWindow=5000&timestamp=1700000000000"
     "&signature=c8b6571c8d1bc7ab0fdf85b196bb3297ca859757f31b1c38ff3568cab5308512"), {"weight": 1, "orders_10s": 1,
     "orders_1d": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="order_place.result"),
    Case("create_order-1-sell", lambda client: client.create_order("BTC/USDT", side=Side.SELL, type=OrderType.LIMIT,
     post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     ("POST https://api.binance.com/api/v3/order?symbol=BTCUSDT&side=SELL&type=LIMIT_MAKER&quantity=0.50"
     "&price=100.10&newClientOrderId=abc-1&newOrderRespType=FULL&recvWindow=5000&timestamp=1700000000000"
     "&signature=a6c8b3dc9f66d9b1af78ee78e5842786b9704a620b3ef5387d597310d97a41de"), {"weight": 1, "orders_10s": 1,
     "orders_1d": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="order_place.result"),
    Case("create_order-2-buy", lambda client: client.create_order("BTC/USDT", side=Side.BUY, type=OrderType.LIMIT,
     time_in_force=TimeInForce.IOC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     ("POST https://api.binance.com/api/v3/order?symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=IOC&quantity=0.50"
     "&price=100.10&newClientOrderId=abc-1&newOrderRespType=FULL&recvWindow=5000&timestamp=1700000000000"
     "&signature=108ad6e016eb51d38ee52dcc060a742a9a76b31d82daacf71f71ef6e0b4949f6"), {"weight": 1, "orders_10s": 1,
     "orders_1d": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="order_place.result"),
    Case("create_order-2-sell", lambda client: client.create_order("BTC/USDT", side=Side.SELL, type=OrderType.LIMIT,
     time_in_force=TimeInForce.IOC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     ("POST https://api.binance.com/api/v3/order?symbol=BTCUSDT&side=SELL&type=LIMIT&timeInForce=IOC"
     "&quantity=0.50&price=100.10&newClientOrderId=abc-1&newOrderRespType=FULL&recvWindow=5000"
     "&timestamp=1700000000000&signature=631bc42487e5d472665f61596488e91a6ae68ea470cbb9c049f77cf648a1ef88"),
     {"weight": 1, "orders_10s": 1, "orders_1d": 1}, headers={"x-mbx-apikey": "test-api-key"},
     answer="order_place.result"),
    Case("create_order-3-buy", lambda client: client.create_order("BTC/USDT", side=Side.BUY, type=OrderType.LIMIT,
     quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     ("POST https://api.binance.com/api/v3/order?symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.50"
     "&price=100.10&newClientOrderId=abc-1&newOrderRespType=FULL&recvWindow=5000&timestamp=1700000000000"
     "&signature=e490cfe930847af369a661656f4857efcd3f71d6ccc7c299d7eca4c8ec72ccd9"), {"weight": 1, "orders_10s": 1,
     "orders_1d": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="order_place.result"),
    Case("create_order-3-sell", lambda client: client.create_order("BTC/USDT", side=Side.SELL, type=OrderType.LIMIT,
     quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     ("POST https://api.binance.com/api/v3/order?symbol=BTCUSDT&side=SELL&type=LIMIT&timeInForce=GTC"
     "&quantity=0.50&price=100.10&newClientOrderId=abc-1&newOrderRespType=FULL&recvWindow=5000"
     "&timestamp=1700000000000&signature=2b336ae63e8a0136e67bd3bf487d1d3e4878a8d7fb4d626e6ad7c3cde32f17b1"),
     {"weight": 1, "orders_10s": 1, "orders_1d": 1}, headers={"x-mbx-apikey": "test-api-key"},
     answer="order_place.result"),
    Case("create_order-4-buy", lambda client: client.create_order("BTC/USDT", side=Side.BUY, type=OrderType.MARKET,
     quantity=Decimal("0.50"), client_order_id="abc-1"),
     ("POST https://api.binance.com/api/v3/order?symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.50"
     "&newClientOrderId=abc-1&newOrderRespType=FULL&recvWindow=5000&timestamp=1700000000000"
     "&signature=ede8be26ae309f622a4651e7cd57bd0e8281b2313c53d821366ac3525946b1d8"), {"weight": 1, "orders_10s": 1,
     "orders_1d": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="order_place.result"),
    Case("create_order-4-buy-quote", lambda client: client.create_order("BTC/USDT", side=Side.BUY,
     type=OrderType.MARKET, quote_quantity=Decimal("50.5"), client_order_id="abc-1"),
     ("POST https://api.binance.com/api/v3/order?symbol=BTCUSDT&side=BUY&type=MARKET&quoteOrderQty=50.5"
     "&newClientOrderId=abc-1&newOrderRespType=FULL&recvWindow=5000&timestamp=1700000000000"
     "&signature=dfa9d506268ff6ff960ee247fa4345a98d098a15ec862ba95337a95f5202af8e"), {"weight": 1, "orders_10s": 1,
     "orders_1d": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="order_place.result"),
    Case("create_order-4-sell", lambda client: client.create_order("BTC/USDT", side=Side.SELL,
     type=OrderType.MARKET, quantity=Decimal("0.50"), client_order_id="abc-1"),
     ("POST https://api.binance.com/api/v3/order?symbol=BTCUSDT&side=SELL&type=MARKET&quantity=0.50"
     "&newClientOrderId=abc-1&newOrderRespType=FULL&recvWindow=5000&timestamp=1700000000000"
     "&signature=491f466920f3940c5fcbd37cfd78cccfc531f60d27c5ef95b9c1be73fd391594"), {"weight": 1, "orders_10s": 1,
     "orders_1d": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="order_place.result"),
    Case("create_order-4-sell-quote", lambda client: client.create_order("BTC/USDT", side=Side.SELL,
     type=OrderType.MARKET, quote_quantity=Decimal("50.5"), client_order_id="abc-1"),
     ("POST https://api.binance.com/api/v3/order?symbol=BTCUSDT&side=SELL&type=MARKET&quoteOrderQty=50.5"
     "&newClientOrderId=abc-1&newOrderRespType=FULL&recvWindow=5000&timestamp=1700000000000"
     "&signature=a425cfc306529ea59cc0eef91a0928b4e33d60ee8022dbab933ea01d128a41a9"), {"weight": 1, "orders_10s": 1,
     "orders_1d": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="order_place.result"),
    Case("create_order-5-buy", lambda client: client.create_order("BTC/USDT", side=Side.BUY, type=OrderType.STOP,
     quantity=Decimal("0.50"), trigger_price=Decimal("99.9"), client_order_id="abc-1"),
     ("POST https://api.binance.com/api/v3/order?symbol=BTCUSDT&side=BUY&type=STOP_LOSS&quantity=0.50"
     "&newClientOrderId=abc-1&stopPrice=99.9&newOrderRespType=FULL&recvWindow=5000&timestamp=1700000000000"
     "&signature=993b301ad3ca9217b07347ad7006db6ac87ba6dd9a0cab7ba68f23fef937eb95"), {"weight": 1, "orders_10s": 1,
     "orders_1d": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="order_place.result"),
    Case("create_order-5-sell", lambda client: client.create_order("BTC/USDT", side=Side.SELL, type=OrderType.STOP,
     quantity=Decimal("0.50"), trigger_price=Decimal("99.9"), client_order_id="abc-1"),
     ("POST https://api.binance.com/api/v3/order?symbol=BTCUSDT&side=SELL&type=STOP_LOSS&quantity=0.50"
     "&newClientOrderId=abc-1&stopPrice=99.9&newOrderRespType=FULL&recvWindow=5000&timestamp=1700000000000"
     "&signature=aa1516bb2835dcbfbc9a5882a4ac8f31f006fd615fb9bed4e811edcb38002ea4"), {"weight": 1, "orders_10s": 1,
     "orders_1d": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="order_place.result"),
    Case("create_order-6-buy", lambda client: client.create_order("BTC/USDT", side=Side.BUY,
     type=OrderType.STOP_LIMIT, time_in_force=TimeInForce.IOC, quantity=Decimal("0.50"), price=Decimal("100.10"),
     trigger_price=Decimal("99.9"), client_order_id="abc-1"),
     ("POST https://api.binance.com/api/v3/order?symbol=BTCUSDT&side=BUY&type=STOP_LOSS_LIMIT&timeInForce=IOC"
     "&quantity=0.50&price=100.10&newClientOrderId=abc-1&stopPrice=99.9&newOrderRespType=FULL&recvWindow=5000"
     "&timestamp=1700000000000&signature=cff50ba7f9d024052d1e184061f10ae7b655a630cc8bba29add07988bdb2d23b"),
     {"weight": 1, "orders_10s": 1, "orders_1d": 1}, headers={"x-mbx-apikey": "test-api-key"},
     answer="order_place.result"),
    Case("create_order-6-sell", lambda client: client.create_order("BTC/USDT", side=Side.SELL,
     type=OrderType.STOP_LIMIT, time_in_force=TimeInForce.IOC, quantity=Decimal("0.50"), price=Decimal("100.10"),
     trigger_price=Decimal("99.9"), client_order_id="abc-1"),
     ("POST https://api.binance.com/api/v3/order?symbol=BTCUSDT&side=SELL&type=STOP_LOSS_LIMIT&timeInForce=IOC"
     "&quantity=0.50&price=100.10&newClientOrderId=abc-1&stopPrice=99.9&newOrderRespType=FULL&recvWindow=5000"
     "&timestamp=1700000000000&signature=8f2ca056a20127d91f30a8b26cc804bd9bd3cc276e13f1b4c2a28cbd4d597731"),
     {"weight": 1, "orders_10s": 1, "orders_1d": 1}, headers={"x-mbx-apikey": "test-api-key"},
     answer="order_place.result"),
    Case("create_order-7-buy", lambda client: client.create_order("BTC/USDT", side=Side.BUY,
     type=OrderType.STOP_LIMIT, quantity=Decimal("0.50"), price=Decimal("100.10"), trigger_price=Decimal("99.9"),
     client_order_id="abc-1"),
     ("POST https://api.binance.com/api/v3/order?symbol=BTCUSDT&side=BUY&type=STOP_LOSS_LIMIT&timeInForce=GTC"
     "&quantity=0.50&price=100.10&newClientOrderId=abc-1&stopPrice=99.9&newOrderRespType=FULL&recvWindow=5000"
     "&timestamp=1700000000000&signature=c1b4c7ef7402cf2385b247d6ff8e4d08db49e6a51dbb43bb8173ee7876f51bd2"),
     {"weight": 1, "orders_10s": 1, "orders_1d": 1}, headers={"x-mbx-apikey": "test-api-key"},
     answer="order_place.result"),
    Case("create_order-7-sell", lambda client: client.create_order("BTC/USDT", side=Side.SELL,
     type=OrderType.STOP_LIMIT, quantity=Decimal("0.50"), price=Decimal("100.10"), trigger_price=Decimal("99.9"),
     client_order_id="abc-1"),
     ("POST https://api.binance.com/api/v3/order?symbol=BTCUSDT&side=SELL&type=STOP_LOSS_LIMIT&timeInForce=GTC"
     "&quantity=0.50&price=100.10&newClientOrderId=abc-1&stopPrice=99.9&newOrderRespType=FULL&recvWindow=5000"
     "&timestamp=1700000000000&signature=0623eceb9f11f6b3a7635d0a1d969d9062888a7639527164c2eaa43ee1a63117"),
     {"weight": 1, "orders_10s": 1, "orders_1d": 1}, headers={"x-mbx-apikey": "test-api-key"},
     answer="order_place.result"),
    Case("create_order-8-buy", lambda client: client.create_order("BTC/USDT", side=Side.BUY,
     type=OrderType.TAKE_PROFIT, quantity=Decimal("0.50"), trigger_price=Decimal("99.9"), client_order_id="abc-1"),
     ("POST https://api.binance.com/api/v3/order?symbol=BTCUSDT&side=BUY&type=TAKE_PROFIT&quantity=0.50"
     "&newClientOrderId=abc-1&stopPrice=99.9&newOrderRespType=FULL&recvWindow=5000&timestamp=1700000000000"
     "&signature=6e51c13e65d66d01094e95c3e546799714a2bba85047b722298450baf019a088"), {"weight": 1, "orders_10s": 1,
     "orders_1d": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="order_place.result"),
    Case("create_order-8-sell", lambda client: client.create_order("BTC/USDT", side=Side.SELL,
     type=OrderType.TAKE_PROFIT, quantity=Decimal("0.50"), trigger_price=Decimal("99.9"), client_order_id="abc-1"),
     ("POST https://api.binance.com/api/v3/order?symbol=BTCUSDT&side=SELL&type=TAKE_PROFIT&quantity=0.50"
     "&newClientOrderId=abc-1&stopPrice=99.9&newOrderRespType=FULL&recvWindow=5000&timestamp=1700000000000"
     "&signature=864bbf81948fb1a915d3aa6eedd83c0bd134d59ffbe6122ccc8823bdc2847f5e"), {"weight": 1, "orders_10s": 1,
     "orders_1d": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="order_place.result"),
    Case("create_order-9-buy", lambda client: client.create_order("BTC/USDT", side=Side.BUY,
     type=OrderType.TAKE_PROFIT_LIMIT, time_in_force=TimeInForce.IOC, quantity=Decimal("0.50"),
     price=Decimal("100.10"), trigger_price=Decimal("99.9"), client_order_id="abc-1"),
     ("POST https://api.binance.com/api/v3/order?symbol=BTCUSDT&side=BUY&type=TAKE_PROFIT_LIMIT&timeInForce=IOC"
     "&quantity=0.50&price=100.10&newClientOrderId=abc-1&stopPrice=99.9&newOrderRespType=FULL&recvWindow=5000"
     "&timestamp=1700000000000&signature=3446f7b9d024c8528a345322a43639ae18cbd458d59d1760ba6b45a1e3d411e4"),
     {"weight": 1, "orders_10s": 1, "orders_1d": 1}, headers={"x-mbx-apikey": "test-api-key"},
     answer="order_place.result"),
    Case("create_order-9-sell", lambda client: client.create_order("BTC/USDT", side=Side.SELL,
     type=OrderType.TAKE_PROFIT_LIMIT, time_in_force=TimeInForce.IOC, quantity=Decimal("0.50"),
     price=Decimal("100.10"), trigger_price=Decimal("99.9"), client_order_id="abc-1"),
     ("POST https://api.binance.com/api/v3/order?symbol=BTCUSDT&side=SELL&type=TAKE_PROFIT_LIMIT&timeInForce=IOC"
     "&quantity=0.50&price=100.10&newClientOrderId=abc-1&stopPrice=99.9&newOrderRespType=FULL&recvWindow=5000"
     "&timestamp=1700000000000&signature=0d7b12b13d1bbdff9267c3b2da211586262c97f98cd1553564c5455d7224d897"),
     {"weight": 1, "orders_10s": 1, "orders_1d": 1}, headers={"x-mbx-apikey": "test-api-key"},
     answer="order_place.result"),
    Case("create_order-10-buy", lambda client: client.create_order("BTC/USDT", side=Side.BUY,
     type=OrderType.TAKE_PROFIT_LIMIT, quantity=Decimal("0.50"), price=Decimal("100.10"),
     trigger_price=Decimal("99.9"), client_order_id="abc-1"),
     ("POST https://api.binance.com/api/v3/order?symbol=BTCUSDT&side=BUY&type=TAKE_PROFIT_LIMIT&timeInForce=GTC"
     "&quantity=0.50&price=100.10&newClientOrderId=abc-1&stopPrice=99.9&newOrderRespType=FULL&recvWindow=5000"
     "&timestamp=1700000000000&signature=244cc15ebb930cbe092fe3ad6f0c2d6604bcbbfd75177988293cb49693e93691"),
     {"weight": 1, "orders_10s": 1, "orders_1d": 1}, headers={"x-mbx-apikey": "test-api-key"},
     answer="order_place.result"),
    Case("create_order-10-sell", lambda client: client.create_order("BTC/USDT", side=Side.SELL,
     type=OrderType.TAKE_PROFIT_LIMIT, quantity=Decimal("0.50"), price=Decimal("100.10"),
     trigger_price=Decimal("99.9"), client_order_id="abc-1"),
     ("POST https://api.binance.com/api/v3/order?symbol=BTCUSDT&side=SELL&type=TAKE_PROFIT_LIMIT&timeInForce=GTC"
     "&quantity=0.50&price=100.10&newClientOrderId=abc-1&stopPrice=99.9&newOrderRespType=FULL&recvWindow=5000"
     "&timestamp=1700000000000&signature=d11a65ea78c5d2f702d62bfb42a7fb6b3fbd87c63c9694ada0823b05c654d169"),
     {"weight": 1, "orders_10s": 1, "orders_1d": 1}, headers={"x-mbx-apikey": "test-api-key"},
     answer="order_place.result"),
    Case("edit_order-venue_order_id", lambda client: client.edit_order("BTC/USDT", venue_order_id="123",
     quantity=Decimal("0.5")),
     ("PUT https://api.binance.com/api/v3/order/amend/keepPriority?symbol=BTCUSDT&orderId=123&newQty=0.5"
     "&recvWindow=5000&timestamp=1700000000000"
     "&signature=c7480adf89963ca053ae78cfb371a2b13e82a8fb36474a486fda70992c30a0a0"), {"weight": 4},
     headers={"x-mbx-apikey": "test-api-key"}, answer="order_amend"),
    Case("edit_order-client_order_id", lambda client: client.edit_order("BTC/USDT", client_order_id="abc-1",
     quantity=Decimal("0.5")),
     ("PUT https://api.binance.com/api/v3/order/amend/keepPriority?symbol=BTCUSDT&origClientOrderId=abc-1"
     "&newClientOrderId=abc-1&newQty=0.5&recvWindow=5000&timestamp=1700000000000"
     "&signature=ef37ae61b24828c67ccbe3782136a6e2c4d518e438cbfb865c322c52d2696721"), {"weight": 4},
     headers={"x-mbx-apikey": "test-api-key"}, answer="order_amend"),
    Case("cancel_all_orders", lambda client: client.cancel_all_orders("BTC/USDT"),
     ("DELETE https://api.binance.com/api/v3/openOrders?symbol=BTCUSDT&recvWindow=5000&timestamp=1700000000000"
     "&signature=f59d304190793aaaf51657111db0fd397bb143700f29ac05c3fbf0bd14d5c2ca"), {"weight": 1},
     headers={"x-mbx-apikey": "test-api-key"}, answer="open_orders_cancel"),
    Case("fetch_balances", lambda client: client.fetch_balances(),
     ("GET https://api.binance.com/api/v3/account?omitZeroBalances=true&recvWindow=5000&timestamp=1700000000000"
     "&signature=773153aa0651721dda2edabd655e7bedf76b6f51b3dec8dd38f5fe419a8d110a"), {"weight": 20},
     headers={"x-mbx-apikey": "test-api-key"}, answer="account"),
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
    Call("server_time-required", lambda client: client.raw.server_time(over="ws_api"),
     "time", {}, {"weight": 1}),
    Call("exchange_info-required", lambda client: client.raw.exchange_info(over="ws_api"),
     "exchangeInfo", {}, {"weight": 20}),
    Call("exchange_info-all", lambda client: client.raw.exchange_info(symbol="BTCUSDT",
     symbols=["BTCUSDT", "LTCBTC"], permissions=["a b/+&=é", "b c"], show_permission_sets=True,
     symbol_status="TRADING", over="ws_api"),
     "exchangeInfo", {"symbol": "BTCUSDT", "symbols": ["BTCUSDT", "LTCBTC"], "permissions": ["a b/+&=é", "b c"],
     "showPermissionSets": True, "symbolStatus": "TRADING"}, {"weight": 20}),
    Call("depth-required", lambda client: client.raw.depth(symbol="BTCUSDT", over="ws_api"),
     "depth", {"symbol": "BTCUSDT", "limit": 100}, {"weight": 5}),
    Call("depth-all", lambda client: client.raw.depth(symbol="BTCUSDT", limit=1, symbol_status="TRADING",
     over="ws_api"),
     "depth", {"symbol": "BTCUSDT", "limit": 1, "symbolStatus": "TRADING"}, {"weight": 5}),
    Call("depth-edge", lambda client: client.raw.depth(symbol="BTCUSDT", limit=100, over="ws_api"),
     "depth", {"symbol": "BTCUSDT", "limit": 100}, {"weight": 5}),
    Call("depth-edge", lambda client: client.raw.depth(symbol="BTCUSDT", limit=101, over="ws_api"),
     "depth", {"symbol": "BTCUSDT", "limit": 101}, {"weight": 25}),
    Call("depth-edge", lambda client: client.raw.depth(symbol="BTCUSDT", limit=500, over="ws_api"),
     "depth", {"symbol": "BTCUSDT", "limit": 500}, {"weight": 25}),
    Call("depth-edge", lambda client: client.raw.depth(symbol="BTCUSDT", limit=501, over="ws_api"),
     "depth", {"symbol": "BTCUSDT", "limit": 501}, {"weight": 50}),
    Call("depth-edge", lambda client: client.raw.depth(symbol="BTCUSDT", limit=1000, over="ws_api"),
     "depth", {"symbol": "BTCUSDT", "limit": 1000}, {"weight": 50}),
    Call("depth-edge", lambda client: client.raw.depth(symbol="BTCUSDT", limit=1001, over="ws_api"),
     "depth", {"symbol": "BTCUSDT", "limit": 1001}, {"weight": 250}),
    Call("agg_trades-required", lambda client: client.raw.agg_trades(symbol="BTCUSDT", over="ws_api"),
     "trades.aggregate", {"symbol": "BTCUSDT"}, {"weight": 4}),
    Call("agg_trades-all", lambda client: client.raw.agg_trades(symbol="BTCUSDT", from_id=7,
     start_time=1700000000000, end_time=1700000000000, limit=1, over="ws_api"),
     "trades.aggregate", {"symbol": "BTCUSDT", "fromId": 7, "startTime": 1700000000000, "endTime": 1700000000000,
     "limit": 1}, {"weight": 4}),
    Call("cancel_order-required", lambda client: client.raw.cancel_order(symbol="BTCUSDT", order_id=7,
     over="ws_api"),
     "order.cancel", {"symbol": "BTCUSDT", "orderId": 7, "apiKey": "test-api-key", "recvWindow": 5000,
     "timestamp": 1700000000000, "signature": "f4dfe7ae10c4095709c1785be1c64fa08bc0f3992dfe073cd2adda73b9af564f"},
     {"weight": 1}),
    Call("cancel_order-all", lambda client: client.raw.cancel_order(symbol="BTCUSDT", order_id=7,
     orig_client_order_id="a b/+&=é", new_client_order_id="a b/+&=é", cancel_restrictions="ONLY_NEW",
     over="ws_api"),
     "order.cancel", {"symbol": "BTCUSDT", "orderId": 7, "origClientOrderId": "a b/+&=é",
     "newClientOrderId": "a b/+&=é", "cancelRestrictions": "ONLY_NEW", "apiKey": "test-api-key", "recvWindow": 5000,
     "timestamp": 1700000000000, "signature": "e6d969d892ecf55e8db8b00d5bf9362f431fd1ba5ada46818d4b9c3772286812"},
     {"weight": 1}),
    Call("query_order-required", lambda client: client.raw.query_order(symbol="BTCUSDT", order_id=7, over="ws_api"),
     "order.status", {"symbol": "BTCUSDT", "orderId": 7, "apiKey": "test-api-key", "recvWindow": 5000,
     "timestamp": 1700000000000, "signature": "f4dfe7ae10c4095709c1785be1c64fa08bc0f3992dfe073cd2adda73b9af564f"},
     {"weight": 4}),
    Call("query_order-all", lambda client: client.raw.query_order(symbol="BTCUSDT", order_id=7,
     orig_client_order_id="a b/+&=é", new_client_order_id="a b/+&=é", cancel_restrictions="ONLY_NEW",
     over="ws_api"),
     "order.status", {"symbol": "BTCUSDT", "orderId": 7, "origClientOrderId": "a b/+&=é",
     "newClientOrderId": "a b/+&=é", "cancelRestrictions": "ONLY_NEW", "apiKey": "test-api-key", "recvWindow": 5000,
     "timestamp": 1700000000000, "signature": "e6d969d892ecf55e8db8b00d5bf9362f431fd1ba5ada46818d4b9c3772286812"},
     {"weight": 4}),
    Call("open_orders-required", lambda client: client.raw.open_orders(over="ws_api"),
     "openOrders.status", {"apiKey": "test-api-key", "recvWindow": 5000, "timestamp": 1700000000000,
     "signature": "8a405a051bd3653280084766171574d8839903caa30e59847814cb9639d4abe3"}, {"weight": 80}),
    Call("open_orders-all", lambda client: client.raw.open_orders(symbol="BTCUSDT", over="ws_api"),
     "openOrders.status", {"symbol": "BTCUSDT", "apiKey": "test-api-key", "recvWindow": 5000,
     "timestamp": 1700000000000, "signature": "984979769b7ff7ee6caba139a67018d37ccf922539694893481a647af7c8ee09"},
     {"weight": 6}),
    Call("my_trades-required", lambda client: client.raw.my_trades(symbol="BTCUSDT", over="ws_api"),
     "myTrades", {"symbol": "BTCUSDT", "apiKey": "test-api-key", "recvWindow": 5000, "timestamp": 1700000000000,
     "signature": "984979769b7ff7ee6caba139a67018d37ccf922539694893481a647af7c8ee09"}, {"weight": 20}),
    Call("my_trades-all", lambda client: client.raw.my_trades(symbol="BTCUSDT", from_id=7, start_time=1700000000000,
     end_time=1700000000000, limit=1, order_id=7, over="ws_api"),
     "myTrades", {"symbol": "BTCUSDT", "fromId": 7, "startTime": 1700000000000, "endTime": 1700000000000,
     "limit": 1, "orderId": 7, "apiKey": "test-api-key", "recvWindow": 5000, "timestamp": 1700000000000,
     "signature": "2e40b349b3f4daa939531f58ac3e0a621fbb6af3da9555ff844f21c2718d1a80"}, {"weight": 5}),
    Call("ping-required", lambda client: client.raw.ping(over="ws_api"),
     "ping", {}, {"weight": 1}),
    Call("execution_rules-required", lambda client: client.raw.execution_rules(over="ws_api"),
     "executionRules", {}, {"weight": 40}),
    Call("execution_rules-all", lambda client: client.raw.execution_rules(symbol="BTCUSDT",
     symbols=["BTCUSDT", "LTCBTC"], symbol_status="TRADING", over="ws_api"),
     "executionRules", {"symbol": "BTCUSDT", "symbols": ["BTCUSDT", "LTCBTC"], "symbolStatus": "TRADING"},
     {"weight": 2}),
    Call("execution_rules-edge", lambda client: client.raw.execution_rules(symbols=["BTCUSDT"] * 20, over="ws_api"),
     "executionRules", {"symbols": ["BTCUSDT"] * 20}, {"weight": 40}),
    Call("execution_rules-edge", lambda client: client.raw.execution_rules(symbols=["BTCUSDT"] * 21, over="ws_api"),
     "executionRules", {"symbols": ["BTCUSDT"] * 21}, {"weight": 40}),
    Call("trades-required", lambda client: client.raw.trades(symbol="BTCUSDT", over="ws_api"),
     "trades.recent", {"symbol": "BTCUSDT"}, {"weight": 25}),
    Call("trades-all", lambda client: client.raw.trades(symbol="BTCUSDT", limit=1, over="ws_api"),
     "trades.recent", {"symbol": "BTCUSDT", "limit": 1}, {"weight": 25}),
    Call("historical_trades-required", lambda client: client.raw.historical_trades(symbol="BTCUSDT", over="ws_api"),
     "trades.historical", {"symbol": "BTCUSDT"}, {"weight": 25}),
    Call("historical_trades-all", lambda client: client.raw.historical_trades(symbol="BTCUSDT", limit=1, from_id=7,
     over="ws_api"),
     "trades.historical", {"symbol": "BTCUSDT", "limit": 1, "fromId": 7}, {"weight": 25}),
    Call("historical_block_trades-required", lambda client: client.raw.historical_block_trades(symbol="BTCUSDT",
     from_id=7, over="ws_api"),
     "blockTrades.historical", {"symbol": "BTCUSDT", "fromId": 7}, {"weight": 25}),
    Call("historical_block_trades-all", lambda client: client.raw.historical_block_trades(symbol="BTCUSDT",
     from_id=7, limit=1, over="ws_api"),
     "blockTrades.historical", {"symbol": "BTCUSDT", "fromId": 7, "limit": 1}, {"weight": 25}),
    Call("klines-required", lambda client: client.raw.klines(symbol="BTCUSDT", interval="a b/+&=é", over="ws_api"),
     "klines", {"symbol": "BTCUSDT", "interval": "a b/+&=é"}, {"weight": 2}),
    Call("klines-all", lambda client: client.raw.klines(symbol="BTCUSDT", interval="a b/+&=é",
     start_time=1700000000000, end_time=1700000000000, time_zone="a b/+&=é", limit=1, over="ws_api"),
     "klines", {"symbol": "BTCUSDT", "interval": "a b/+&=é", "startTime": 1700000000000, "endTime": 1700000000000,
     "timeZone": "a b/+&=é", "limit": 1}, {"weight": 2}),
    Call("ui_klines-required", lambda client: client.raw.ui_klines(symbol="BTCUSDT", interval="a b/+&=é",
     over="ws_api"),
     "uiKlines", {"symbol": "BTCUSDT", "interval": "a b/+&=é"}, {"weight": 2}),
    Call("ui_klines-all", lambda client: client.raw.ui_klines(symbol="BTCUSDT", interval="a b/+&=é",
     start_time=1700000000000, end_time=1700000000000, time_zone="a b/+&=é", limit=1, over="ws_api"),
     "uiKlines", {"symbol": "BTCUSDT", "interval": "a b/+&=é", "startTime": 1700000000000, "endTime": 1700000000000,
     "timeZone": "a b/+&=é", "limit": 1}, {"weight": 2}),
    Call("avg_price-required", lambda client: client.raw.avg_price(symbol="BTCUSDT", over="ws_api"),
     "avgPrice", {"symbol": "BTCUSDT"}, {"weight": 2}),
    Call("ticker_24hr-required", lambda client: client.raw.ticker_24hr(symbol="BTCUSDT", over="ws_api"),
     "ticker.24hr", {"symbol": "BTCUSDT"}, {"weight": 2}),
    Call("ticker_24hr-all", lambda client: client.raw.ticker_24hr(symbol="BTCUSDT", type="FULL",
     symbol_status="TRADING", over="ws_api"),
     "ticker.24hr", {"symbol": "BTCUSDT", "type": "FULL", "symbolStatus": "TRADING"}, {"weight": 2}),
    Call("tickers_24hr-required", lambda client: client.raw.tickers_24hr(over="ws_api"),
     "ticker.24hr", {}, {"weight": 80}),
    Call("tickers_24hr-all", lambda client: client.raw.tickers_24hr(symbols=["BTCUSDT", "LTCBTC"], type="FULL",
     symbol_status="TRADING", over="ws_api"),
     "ticker.24hr", {"symbols": ["BTCUSDT", "LTCBTC"], "type": "FULL", "symbolStatus": "TRADING"}, {"weight": 2}),
    Call("tickers_24hr-edge", lambda client: client.raw.tickers_24hr(symbols=["BTCUSDT"] * 20, over="ws_api"),
     "ticker.24hr", {"symbols": ["BTCUSDT"] * 20}, {"weight": 2}),
    Call("tickers_24hr-edge", lambda client: client.raw.tickers_24hr(symbols=["BTCUSDT"] * 21, over="ws_api"),
     "ticker.24hr", {"symbols": ["BTCUSDT"] * 21}, {"weight": 40}),
    Call("tickers_24hr-edge", lambda client: client.raw.tickers_24hr(symbols=["BTCUSDT"] * 100, over="ws_api"),
     "ticker.24hr", {"symbols": ["BTCUSDT"] * 100}, {"weight": 40}),
    Call("tickers_24hr-edge", lambda client: client.raw.tickers_24hr(symbols=["BTCUSDT"] * 101, over="ws_api"),
     "ticker.24hr", {"symbols": ["BTCUSDT"] * 101}, {"weight": 80}),
    Call("ticker_trading_day-required", lambda client: client.raw.ticker_trading_day(symbol="BTCUSDT",
     over="ws_api"),
     "ticker.tradingDay", {"symbol": "BTCUSDT"}, {"weight": 4}),
    Call("ticker_trading_day-all", lambda client: client.raw.ticker_trading_day(symbol="BTCUSDT",
     time_zone="a b/+&=é", type="FULL", symbol_status="TRADING", over="ws_api"),
     "ticker.tradingDay", {"symbol": "BTCUSDT", "timeZone": "a b/+&=é", "type": "FULL", "symbolStatus": "TRADING"},
     {"weight": 4}),
    Call("tickers_trading_day-required",
     lambda client: client.raw.tickers_trading_day(symbols=["BTCUSDT", "LTCBTC"], over="ws_api"),
     "ticker.tradingDay", {"symbols": ["BTCUSDT", "LTCBTC"]}, {"weight": 8}),
    Call("tickers_trading_day-all", lambda client: client.raw.tickers_trading_day(symbols=["BTCUSDT", "LTCBTC"],
     time_zone="a b/+&=é", type="FULL", symbol_status="TRADING", over="ws_api"),
     "ticker.tradingDay", {"symbols": ["BTCUSDT", "LTCBTC"], "timeZone": "a b/+&=é", "type": "FULL",
     "symbolStatus": "TRADING"}, {"weight": 8}),
    Call("tickers_trading_day-edge", lambda client: client.raw.tickers_trading_day(symbols=["BTCUSDT"] * 50,
     over="ws_api"),
     "ticker.tradingDay", {"symbols": ["BTCUSDT"] * 50}, {"weight": 200}),
    Call("tickers_trading_day-edge", lambda client: client.raw.tickers_trading_day(symbols=["BTCUSDT"] * 51,
     over="ws_api"),
     "ticker.tradingDay", {"symbols": ["BTCUSDT"] * 51}, {"weight": 200}),
    Call("ticker_window-required", lambda client: client.raw.ticker_window(symbol="BTCUSDT", over="ws_api"),
     "ticker", {"symbol": "BTCUSDT"}, {"weight": 4}),
    Call("ticker_window-all", lambda client: client.raw.ticker_window(symbol="BTCUSDT", window_size="a b/+&=é",
     type="FULL", symbol_status="TRADING", over="ws_api"),
     "ticker", {"symbol": "BTCUSDT", "windowSize": "a b/+&=é", "type": "FULL", "symbolStatus": "TRADING"},
     {"weight": 4}),
    Call("tickers_window-required", lambda client: client.raw.tickers_window(symbols=["BTCUSDT", "LTCBTC"],
     over="ws_api"),
     "ticker", {"symbols": ["BTCUSDT", "LTCBTC"]}, {"weight": 8}),
    Call("tickers_window-all", lambda client: client.raw.tickers_window(symbols=["BTCUSDT", "LTCBTC"],
     window_size="a b/+&=é", type="FULL", symbol_status="TRADING", over="ws_api"),
     "ticker", {"symbols": ["BTCUSDT", "LTCBTC"], "windowSize": "a b/+&=é", "type": "FULL",
     "symbolStatus": "TRADING"}, {"weight": 8}),
    Call("tickers_window-edge", lambda client: client.raw.tickers_window(symbols=["BTCUSDT"] * 50, over="ws_api"),
     "ticker", {"symbols": ["BTCUSDT"] * 50}, {"weight": 200}),
    Call("tickers_window-edge", lambda client: client.raw.tickers_window(symbols=["BTCUSDT"] * 51, over="ws_api"),
     "ticker", {"symbols": ["BTCUSDT"] * 51}, {"weight": 200}),
    Call("ticker_price-required", lambda client: client.raw.ticker_price(symbol="BTCUSDT", over="ws_api"),
     "ticker.price", {"symbol": "BTCUSDT"}, {"weight": 2}),
    Call("ticker_price-all", lambda client: client.raw.ticker_price(symbol="BTCUSDT", symbol_status="TRADING",
     over="ws_api"),
     "ticker.price", {"symbol": "BTCUSDT", "symbolStatus": "TRADING"}, {"weight": 2}),
    Call("tickers_price-required", lambda client: client.raw.tickers_price(over="ws_api"),
     "ticker.price", {}, {"weight": 4}),
    Call("tickers_price-all", lambda client: client.raw.tickers_price(symbols=["BTCUSDT", "LTCBTC"],
     symbol_status="TRADING", over="ws_api"),
     "ticker.price", {"symbols": ["BTCUSDT", "LTCBTC"], "symbolStatus": "TRADING"}, {"weight": 4}),
    Call("ticker_book-required", lambda client: client.raw.ticker_book(symbol="BTCUSDT", over="ws_api"),
     "ticker.book", {"symbol": "BTCUSDT"}, {"weight": 2}),
    Call("ticker_book-all", lambda client: client.raw.ticker_book(symbol="BTCUSDT", symbol_status="TRADING",
     over="ws_api"),
     "ticker.book", {"symbol": "BTCUSDT", "symbolStatus": "TRADING"}, {"weight": 2}),
    Call("tickers_book-required", lambda client: client.raw.tickers_book(over="ws_api"),
     "ticker.book", {}, {"weight": 4}),
    Call("tickers_book-all", lambda client: client.raw.tickers_book(symbols=["BTCUSDT", "LTCBTC"],
     symbol_status="TRADING", over="ws_api"),
     "ticker.book", {"symbols": ["BTCUSDT", "LTCBTC"], "symbolStatus": "TRADING"}, {"weight": 4}),
    Call("reference_price-required", lambda client: client.raw.reference_price(symbol="BTCUSDT", over="ws_api"),
     "referencePrice", {"symbol": "BTCUSDT"}, {"weight": 2}),
    Call("reference_price_calculation-required",
     lambda client: client.raw.reference_price_calculation(symbol="BTCUSDT", over="ws_api"),
     "referencePrice.calculation", {"symbol": "BTCUSDT"}, {"weight": 2}),
    Call("reference_price_calculation-all", lambda client: client.raw.reference_price_calculation(symbol="BTCUSDT",
     symbol_status="TRADING", over="ws_api"),
     "referencePrice.calculation", {"symbol": "BTCUSDT", "symbolStatus": "TRADING"}, {"weight": 2}),
    Call("new_order-required", lambda client: client.raw.new_order(symbol="BTCUSDT", side="BUY", type="LIMIT",
     over="ws_api"),
     "order.place", {"symbol": "BTCUSDT", "side": "BUY", "type": "LIMIT", "newOrderRespType": "FULL",
     "apiKey": "test-api-key", "recvWindow": 5000, "timestamp": 1700000000000,
     "signature": "be270e06fd9da9edac844a6abcbc8fb432b7502d84e2279e94c7acab2dcdcae5"}, {"weight": 1,
     "orders_10s": 1, "orders_1d": 1}),
    Call("new_order-all", lambda client: client.raw.new_order(symbol="BTCUSDT", side="BUY", type="LIMIT",
     time_in_force="GTC", quantity=Decimal("0.10"), quote_quantity=Decimal("0.10"), price=Decimal("0.10"),
     client_order_id="a b/+&=é", strategy_id=7, strategy_type=1000000, stop_price=Decimal("0.10"), trailing_delta=7,
     iceberg_quantity=Decimal("0.10"), self_trade_prevention_mode="NONE", peg_price_type="PRIMARY_PEG",
     peg_offset_value=7, peg_offset_type="PRICE_LEVEL", over="ws_api"),
     "order.place", {"symbol": "BTCUSDT", "side": "BUY", "type": "LIMIT", "timeInForce": "GTC", "quantity": "0.10",
     "quoteOrderQty": "0.10", "price": "0.10", "newClientOrderId": "a b/+&=é", "strategyId": 7,
     "strategyType": 1000000, "stopPrice": "0.10", "trailingDelta": 7, "icebergQty": "0.10",
     "selfTradePreventionMode": "NONE", "pegPriceType": "PRIMARY_PEG", "pegOffsetValue": 7,
     "pegOffsetType": "PRICE_LEVEL", "newOrderRespType": "FULL", "apiKey": "test-api-key", "recvWindow": 5000,
     "timestamp": 1700000000000, "signature": "3f1c8ee7fa06a7a60f5c4419ee1789f38943a0b5caa1ff8f16852960b4a3a9c0"},
     {"weight": 1, "orders_10s": 1, "orders_1d": 1}),
    Call("new_order_ack-required", lambda client: client.raw.new_order_ack(symbol="BTCUSDT", side="BUY",
     type="LIMIT", over="ws_api"),
     "order.place", {"symbol": "BTCUSDT", "side": "BUY", "type": "LIMIT", "newOrderRespType": "ACK",
     "apiKey": "test-api-key", "recvWindow": 5000, "timestamp": 1700000000000,
     "signature": "14d2579e1a900aa255ae7ef40207b445442ca271bbf716493f3b820ba61b0aa7"}, {"weight": 1,
     "orders_10s": 1, "orders_1d": 1}),
    Call("new_order_ack-all", lambda client: client.raw.new_order_ack(symbol="BTCUSDT", side="BUY", type="LIMIT",
     time_in_force="GTC", quantity=Decimal("0.10"), quote_quantity=Decimal("0.10"), price=Decimal("0.10"),
     client_order_id="a b/+&=é", strategy_id=7, strategy_type=1000000, stop_price=Decimal("0.10"), trailing_delta=7,
     iceberg_quantity=Decimal("0.10"), self_trade_prevention_mode="NONE", peg_price_type="PRIMARY_PEG",
     peg_offset_value=7, peg_offset_type="PRICE_LEVEL", over="ws_api"),
     "order.place", {"symbol": "BTCUSDT", "side": "BUY", "type": "LIMIT", "timeInForce": "GTC", "quantity": "0.10",
     "quoteOrderQty": "0.10", "price": "0.10", "newClientOrderId": "a b/+&=é", "strategyId": 7,
     "strategyType": 1000000, "stopPrice": "0.10", "trailingDelta": 7, "icebergQty": "0.10",
     "selfTradePreventionMode": "NONE", "pegPriceType": "PRIMARY_PEG", "pegOffsetValue": 7,
     "pegOffsetType": "PRICE_LEVEL", "newOrderRespType": "ACK", "apiKey": "test-api-key", "recvWindow": 5000,
     "timestamp": 1700000000000, "signature": "6e684c6d94b61883acd4b7e83ff1a84246e286246a626999d5295aad95445558"},
     {"weight": 1, "orders_10s": 1, "orders_1d": 1}),
    Call("order_test-required", lambda client: client.raw.order_test(symbol="BTCUSDT", side="BUY", type="LIMIT",
     over="ws_api"),
     "order.test", {"symbol": "BTCUSDT", "side": "BUY", "type": "LIMIT", "apiKey": "test-api-key",
     "recvWindow": 5000, "timestamp": 1700000000000,
     "signature": "44738bf745ff5c8b1b3d6944178762e94651ba756d6c3caf4e56535f250a7a65"}, {"weight": 1}),
    Call("order_test-all", lambda client: client.raw.order_test(symbol="BTCUSDT", side="BUY", type="LIMIT",
     time_in_force="GTC", quantity=Decimal("0.10"), quote_quantity=Decimal("0.10"), price=Decimal("0.10"),
     client_order_id="a b/+&=é", strategy_id=7, strategy_type=1000000, stop_price=Decimal("0.10"), trailing_delta=7,
     iceberg_quantity=Decimal("0.10"), self_trade_prevention_mode="NONE", peg_price_type="PRIMARY_PEG",
     peg_offset_value=7, peg_offset_type="PRICE_LEVEL", compute_commission_rates=True, over="ws_api"),
     "order.test", {"symbol": "BTCUSDT", "side": "BUY", "type": "LIMIT", "timeInForce": "GTC", "quantity": "0.10",
     "quoteOrderQty": "0.10", "price": "0.10", "newClientOrderId": "a b/+&=é", "strategyId": 7,
     "strategyType": 1000000, "stopPrice": "0.10", "trailingDelta": 7, "icebergQty": "0.10",
     "selfTradePreventionMode": "NONE", "pegPriceType": "PRIMARY_PEG", "pegOffsetValue": 7,
     "pegOffsetType": "PRICE_LEVEL", "computeCommissionRates": True, "apiKey": "test-api-key", "recvWindow": 5000,
     "timestamp": 1700000000000, "signature": "15a4ea9cfa3a90af62eadab79c8d414f832ff5d1d13eaf8aee380b87eee0b646"},
     {"weight": 20}),
    Call("cancel_open_orders-required", lambda client: client.raw.cancel_open_orders(symbol="BTCUSDT",
     over="ws_api"),
     "openOrders.cancelAll", {"symbol": "BTCUSDT", "apiKey": "test-api-key", "recvWindow": 5000,
     "timestamp": 1700000000000, "signature": "984979769b7ff7ee6caba139a67018d37ccf922539694893481a647af7c8ee09"},
     {"weight": 1}),
    Call("cancel_replace-required", lambda client: client.raw.cancel_replace(symbol="BTCUSDT", side="BUY",
     type="LIMIT", cancel_replace_mode="STOP_ON_FAILURE", cancel_order_id=7, over="ws_api"),
     "order.cancelReplace", {"symbol": "BTCUSDT", "side": "BUY", "type": "LIMIT",
     "cancelReplaceMode": "STOP_ON_FAILURE", "cancelOrderId": 7, "newOrderRespType": "FULL",
     "apiKey": "test-api-key", "recvWindow": 5000, "timestamp": 1700000000000,
     "signature": "287b0d044ae201e024bcaddbd9c2c724f3b2a17e59f35539e98d0a4d0e889c58"}, {"weight": 1,
     "orders_10s": 1, "orders_1d": 1}),
    Call("cancel_replace-all", lambda client: client.raw.cancel_replace(symbol="BTCUSDT", side="BUY", type="LIMIT",
     cancel_replace_mode="STOP_ON_FAILURE", time_in_force="GTC", quantity=Decimal("0.10"),
     quote_quantity=Decimal("0.10"), price=Decimal("0.10"), cancel_new_client_order_id="a b/+&=é",
     cancel_orig_client_order_id="a b/+&=é", cancel_order_id=7, client_order_id="a b/+&=é", strategy_id=7,
     strategy_type=1000000, stop_price=Decimal("0.10"), trailing_delta=7, iceberg_quantity=Decimal("0.10"),
     self_trade_prevention_mode="NONE", cancel_restrictions="ONLY_NEW", order_rate_limit_exceeded_mode="DO_NOTHING",
     peg_price_type="PRIMARY_PEG", peg_offset_value=7, peg_offset_type="PRICE_LEVEL", over="ws_api"),
     "order.cancelReplace", {"symbol": "BTCUSDT", "side": "BUY", "type": "LIMIT",
     "cancelReplaceMode": "STOP_ON_FAILURE", "timeInForce": "GTC", "quantity": "0.10", "quoteOrderQty": "0.10",
     "price": "0.10", "cancelNewClientOrderId": "a b/+&=é", "cancelOrigClientOrderId": "a b/+&=é",
     "cancelOrderId": 7, "newClientOrderId": "a b/+&=é", "strategyId": 7, "strategyType": 1000000,
     "stopPrice": "0.10", "trailingDelta": 7, "icebergQty": "0.10", "selfTradePreventionMode": "NONE",
     "cancelRestrictions": "ONLY_NEW", "orderRateLimitExceededMode": "DO_NOTHING", "pegPriceType": "PRIMARY_PEG",
     "pegOffsetValue": 7, "pegOffsetType": "PRICE_LEVEL", "newOrderRespType": "FULL", "apiKey": "test-api-key",
     "recvWindow": 5000, "timestamp": 1700000000000,
     "signature": "605d76bfa7e477efe75c6a155ff62fdbb2fa0ccb77a21ac300a7d526fb1b13ef"}, {"weight": 1,
     "orders_10s": 1, "orders_1d": 1}),
    Call("amend_keep_priority-required", lambda client: client.raw.amend_keep_priority(symbol="BTCUSDT", order_id=7,
     new_quantity=Decimal("0.10"), over="ws_api"),
     "order.amend.keepPriority", {"symbol": "BTCUSDT", "orderId": 7, "newQty": "0.10", "apiKey": "test-api-key",
     "recvWindow": 5000, "timestamp": 1700000000000,
     "signature": "3ae1673578099b5b3a1b3e31dda4d20ab464967ab7a35fde90805c3844cdc839"}, {"weight": 4}),
    Call("amend_keep_priority-all", lambda client: client.raw.amend_keep_priority(symbol="BTCUSDT", order_id=7,
     orig_client_order_id="a b/+&=é", new_client_order_id="a b/+&=é", new_quantity=Decimal("0.10"), over="ws_api"),
     "order.amend.keepPriority", {"symbol": "BTCUSDT", "orderId": 7, "origClientOrderId": "a b/+&=é",
     "newClientOrderId": "a b/+&=é", "newQty": "0.10", "apiKey": "test-api-key", "recvWindow": 5000,
     "timestamp": 1700000000000, "signature": "c77ca0ddd51fc88f97067121667564139688c9302c5830bc01ecd2475a3dcd0a"},
     {"weight": 4}),
    Call("sor_order_test-required", lambda client: client.raw.sor_order_test(symbol="BTCUSDT", side="BUY",
     type="LIMIT", quantity=Decimal("0.10"), over="ws_api"),
     "sor.order.test", {"symbol": "BTCUSDT", "side": "BUY", "type": "LIMIT", "quantity": "0.10",
     "apiKey": "test-api-key", "recvWindow": 5000, "timestamp": 1700000000000,
     "signature": "2d7ee3a632967fa4298d5c691815dd0396f3de5b84385ff5675dd42f796302fd"}, {"weight": 1}),
    Call("sor_order_test-all", lambda client: client.raw.sor_order_test(symbol="BTCUSDT", side="BUY", type="LIMIT",
     time_in_force="GTC", quantity=Decimal("0.10"), price=Decimal("0.10"), client_order_id="a b/+&=é",
     strategy_id=7, strategy_type=1000000, iceberg_quantity=Decimal("0.10"), self_trade_prevention_mode="NONE",
     compute_commission_rates=True, over="ws_api"),
     "sor.order.test", {"symbol": "BTCUSDT", "side": "BUY", "type": "LIMIT", "timeInForce": "GTC",
     "quantity": "0.10", "price": "0.10", "newClientOrderId": "a b/+&=é", "strategyId": 7, "strategyType": 1000000,
     "icebergQty": "0.10", "selfTradePreventionMode": "NONE", "computeCommissionRates": True,
     "apiKey": "test-api-key", "recvWindow": 5000, "timestamp": 1700000000000,
     "signature": "8cb51dbe66f6befe5d4b4f6d3078d3a127e1102ab18abca7cfb1de5c77617af7"}, {"weight": 20}),
    Call("oco_deprecated-required", lambda client: client.raw.oco_deprecated(symbol="BTCUSDT", side="BUY",
     quantity=Decimal("0.10"), price=Decimal("0.10"), stop_price=Decimal("0.10"), over="ws_api"),
     "orderList.place", {"symbol": "BTCUSDT", "side": "BUY", "quantity": "0.10", "price": "0.10",
     "stopPrice": "0.10", "newOrderRespType": "RESULT", "apiKey": "test-api-key", "recvWindow": 5000,
     "timestamp": 1700000000000, "signature": "8231929ab157dfdc20ab2f66ddaebcacfbc6f7c458c962d4dbe3041521867e32"},
     {"weight": 1, "orders_10s": 2, "orders_1d": 2}),
    Call("oco_deprecated-all", lambda client: client.raw.oco_deprecated(symbol="BTCUSDT",
     list_client_order_id="a b/+&=é", side="BUY", quantity=Decimal("0.10"), limit_client_order_id="a b/+&=é",
     price=Decimal("0.10"), limit_strategy_id=7, limit_strategy_type=1000000,
     limit_iceberg_quantity=Decimal("0.10"), trailing_delta=7, stop_client_order_id="a b/+&=é",
     stop_price=Decimal("0.10"), stop_strategy_id=7, stop_strategy_type=1000000, stop_limit_price=Decimal("0.10"),
     stop_iceberg_quantity=Decimal("0.10"), stop_limit_time_in_force="GTC", self_trade_prevention_mode="NONE",
     over="ws_api"),
     "orderList.place", {"symbol": "BTCUSDT", "listClientOrderId": "a b/+&=é", "side": "BUY", "quantity": "0.10",
     "limitClientOrderId": "a b/+&=é", "price": "0.10", "limitStrategyId": 7, "limitStrategyType": 1000000,
     "limitIcebergQty": "0.10", "trailingDelta": 7, "stopClientOrderId": "a b/+&=é", "stopPrice": "0.10",
     "stopStrategyId": 7, "stopStrategyType": 1000000, "stopLimitPrice": "0.10", "stopIcebergQty": "0.10",
     "stopLimitTimeInForce": "GTC", "selfTradePreventionMode": "NONE", "newOrderRespType": "RESULT",
     "apiKey": "test-api-key", "recvWindow": 5000, "timestamp": 1700000000000,
     "signature": "3b4067c41b3021d8973f2235f1394053ad62dffd6906061de16bff6e246036a0"}, {"weight": 1,
     "orders_10s": 2, "orders_1d": 2}),
    Call("oco-required", lambda client: client.raw.oco(symbol="BTCUSDT", side="BUY", quantity=Decimal("0.10"),
     above_type="LIMIT", below_type="LIMIT", over="ws_api"),
     "orderList.place.oco", {"symbol": "BTCUSDT", "side": "BUY", "quantity": "0.10", "aboveType": "LIMIT",
     "belowType": "LIMIT", "newOrderRespType": "RESULT", "apiKey": "test-api-key", "recvWindow": 5000,
     "timestamp": 1700000000000, "signature": "d2b14cefcc1e64c0f7619fc6fd2e103f70fa24968963b3776b38cf48845baf12"},
     {"weight": 1, "orders_10s": 2, "orders_1d": 2}),
    Call("oco-all", lambda client: client.raw.oco(symbol="BTCUSDT", list_client_order_id="a b/+&=é", side="BUY",
     quantity=Decimal("0.10"), above_type="LIMIT", above_client_order_id="a b/+&=é",
     above_iceberg_quantity=Decimal("0.10"), above_price=Decimal("0.10"), above_stop_price=Decimal("0.10"),
     above_trailing_delta=7, above_time_in_force="GTC", above_strategy_id=7, above_strategy_type=1000000,
     above_peg_price_type="PRIMARY_PEG", above_peg_offset_type="PRICE_LEVEL", above_peg_offset_value=7,
     below_type="LIMIT", below_client_order_id="a b/+&=é", below_iceberg_quantity=Decimal("0.10"),
     below_price=Decimal("0.10"), below_stop_price=Decimal("0.10"), below_trailing_delta=7,
     below_time_in_force="GTC", below_strategy_id=7, below_strategy_type=1000000,
     below_peg_price_type="PRIMARY_PEG", below_peg_offset_type="PRICE_LEVEL", below_peg_offset_value=7,
     self_trade_prevention_mode="NONE", over="ws_api"),
     "orderList.place.oco", {"symbol": "BTCUSDT", "listClientOrderId": "a b/+&=é", "side": "BUY",
     "quantity": "0.10", "aboveType": "LIMIT", "aboveClientOrderId": "a b/+&=é", "aboveIcebergQty": "0.10",
     "abovePrice": "0.10", "aboveStopPrice": "0.10", "aboveTrailingDelta": 7, "aboveTimeInForce": "GTC",
     "aboveStrategyId": 7, "aboveStrategyType": 1000000, "abovePegPriceType": "PRIMARY_PEG",
     "abovePegOffsetType": "PRICE_LEVEL", "abovePegOffsetValue": 7, "belowType": "LIMIT",
     "belowClientOrderId": "a b/+&=é", "belowIcebergQty": "0.10", "belowPrice": "0.10", "belowStopPrice": "0.10",
     "belowTrailingDelta": 7, "belowTimeInForce": "GTC", "belowStrategyId": 7, "belowStrategyType": 1000000,
     "belowPegPriceType": "PRIMARY_PEG", "belowPegOffsetType": "PRICE_LEVEL", "belowPegOffsetValue": 7,
     "selfTradePreventionMode": "NONE", "newOrderRespType": "RESULT", "apiKey": "test-api-key", "recvWindow": 5000,
     "timestamp": 1700000000000, "signature": "9c1cbbaff9779bbfc6cb1b3524b76e079575f306ffca17a37cee0a8c606a4139"},
     {"weight": 1, "orders_10s": 2, "orders_1d": 2}),
    Call("oto-required", lambda client: client.raw.oto(symbol="BTCUSDT", working_type="LIMIT", working_side="BUY",
     working_price=Decimal("0.10"), working_quantity=Decimal("0.10"), pending_type="LIMIT", pending_side="BUY",
     pending_quantity=Decimal("0.10"), over="ws_api"),
     "orderList.place.oto", {"symbol": "BTCUSDT", "newOrderRespType": "RESULT", "workingType": "LIMIT",
     "workingSide": "BUY", "workingPrice": "0.10", "workingQuantity": "0.10", "pendingType": "LIMIT",
     "pendingSide": "BUY", "pendingQuantity": "0.10", "apiKey": "test-api-key", "recvWindow": 5000,
     "timestamp": 1700000000000, "signature": "46608f975b85b4f508f10c89be87788abfcc567f27e9979174baa9bb35bd2d5b"},
     {"weight": 1, "orders_10s": 2, "orders_1d": 2}),
    Call("oto-all", lambda client: client.raw.oto(symbol="BTCUSDT", list_client_order_id="a b/+&=é",
     self_trade_prevention_mode="NONE", working_type="LIMIT", working_side="BUY",
     working_client_order_id="a b/+&=é", working_price=Decimal("0.10"), working_quantity=Decimal("0.10"),
     working_iceberg_quantity=Decimal("0.10"), working_time_in_force="GTC", working_strategy_id=7,
     working_strategy_type=1000000, working_peg_price_type="PRIMARY_PEG", working_peg_offset_type="PRICE_LEVEL",
     working_peg_offset_value=7, pending_type="LIMIT", pending_side="BUY", pending_client_order_id="a b/+&=é",
     pending_price=Decimal("0.10"), pending_stop_price=Decimal("0.10"), pending_trailing_delta=7,
     pending_quantity=Decimal("0.10"), pending_iceberg_quantity=Decimal("0.10"), pending_time_in_force="GTC",
     pending_strategy_id=7, pending_strategy_type=1000000, pending_peg_price_type="PRIMARY_PEG",
     pending_peg_offset_type="PRICE_LEVEL", pending_peg_offset_value=7, over="ws_api"),
     "orderList.place.oto", {"symbol": "BTCUSDT", "listClientOrderId": "a b/+&=é",
     "selfTradePreventionMode": "NONE", "newOrderRespType": "RESULT", "workingType": "LIMIT", "workingSide": "BUY",
     "workingClientOrderId": "a b/+&=é", "workingPrice": "0.10", "workingQuantity": "0.10",
     "workingIcebergQty": "0.10", "workingTimeInForce": "GTC", "workingStrategyId": 7,
     "workingStrategyType": 1000000, "workingPegPriceType": "PRIMARY_PEG", "workingPegOffsetType": "PRICE_LEVEL",
     "workingPegOffsetValue": 7, "pendingType": "LIMIT", "pendingSide": "BUY", "pendingClientOrderId": "a b/+&=é",
     "pendingPrice": "0.10", "pendingStopPrice": "0.10", "pendingTrailingDelta": 7, "pendingQuantity": "0.10",
     "pendingIcebergQty": "0.10", "pendingTimeInForce": "GTC", "pendingStrategyId": 7,
     "pendingStrategyType": 1000000, "pendingPegPriceType": "PRIMARY_PEG", "pendingPegOffsetType": "PRICE_LEVEL",
     "pendingPegOffsetValue": 7, "apiKey": "test-api-key", "recvWindow": 5000, "timestamp": 1700000000000,
     "signature": "f1830b508e9b4e6db7552125e5c783659a0a4be7eb9224d195fdfac94f34cbf7"}, {"weight": 1,
     "orders_10s": 2, "orders_1d": 2}),
    Call("otoco-required", lambda client: client.raw.otoco(symbol="BTCUSDT", working_type="LIMIT",
     working_side="BUY", working_price=Decimal("0.10"), working_quantity=Decimal("0.10"), pending_side="BUY",
     pending_quantity=Decimal("0.10"), pending_above_type="LIMIT", over="ws_api"),
     "orderList.place.otoco", {"symbol": "BTCUSDT", "newOrderRespType": "RESULT", "workingType": "LIMIT",
     "workingSide": "BUY", "workingPrice": "0.10", "workingQuantity": "0.10", "pendingSide": "BUY",
     "pendingQuantity": "0.10", "pendingAboveType": "LIMIT", "apiKey": "test-api-key", "recvWindow": 5000,
     "timestamp": 1700000000000, "signature": "91825bbc736b599b43f0a3ef42462c95e5295280db97105e04f9b436cd825dad"},
     {"weight": 1, "orders_10s": 3, "orders_1d": 3}),
    Call("otoco-all", lambda client: client.raw.otoco(symbol="BTCUSDT", list_client_order_id="a b/+&=é",
     self_trade_prevention_mode="NONE", working_type="LIMIT", working_side="BUY",
     working_client_order_id="a b/+&=é", working_price=Decimal("0.10"), working_quantity=Decimal("0.10"),
     working_iceberg_quantity=Decimal("0.10"), working_time_in_force="GTC", working_strategy_id=7,
     working_strategy_type=1000000, working_peg_price_type="PRIMARY_PEG", working_peg_offset_type="PRICE_LEVEL",
     working_peg_offset_value=7, pending_side="BUY", pending_quantity=Decimal("0.10"), pending_above_type="LIMIT",
     pending_above_client_order_id="a b/+&=é", pending_above_price=Decimal("0.10"),
     pending_above_stop_price=Decimal("0.10"), pending_above_trailing_delta=7,
     pending_above_iceberg_quantity=Decimal("0.10"), pending_above_time_in_force="GTC", pending_above_strategy_id=7,
     pending_above_strategy_type=1000000, pending_above_peg_price_type="PRIMARY_PEG",
     pending_above_peg_offset_type="PRICE_LEVEL", pending_above_peg_offset_value=7, pending_below_type="LIMIT",
     pending_below_client_order_id="a b/+&=é", pending_below_price=Decimal("0.10"),
     pending_below_stop_price=Decimal("0.10"), pending_below_trailing_delta=7,
     pending_below_iceberg_quantity=Decimal("0.10"), pending_below_time_in_force="GTC", pending_below_strategy_id=7,
     pending_below_strategy_type=1000000, pending_below_peg_price_type="PRIMARY_PEG",
     pending_below_peg_offset_type="PRICE_LEVEL", pending_below_peg_offset_value=7, over="ws_api"),
     "orderList.place.otoco", {"symbol": "BTCUSDT", "listClientOrderId": "a b/+&=é",
     "selfTradePreventionMode": "NONE", "newOrderRespType": "RESULT", "workingType": "LIMIT", "workingSide": "BUY",
     "workingClientOrderId": "a b/+&=é", "workingPrice": "0.10", "workingQuantity": "0.10",
     "workingIcebergQty": "0.10", "workingTimeInForce": "GTC", "workingStrategyId": 7,
     "workingStrategyType": 1000000, "workingPegPriceType": "PRIMARY_PEG", "workingPegOffsetType": "PRICE_LEVEL",
     "workingPegOffsetValue": 7, "pendingSide": "BUY", "pendingQuantity": "0.10", "pendingAboveType": "LIMIT",
     "pendingAboveClientOrderId": "a b/+&=é", "pendingAbovePrice": "0.10", "pendingAboveStopPrice": "0.10",
     "pendingAboveTrailingDelta": 7, "pendingAboveIcebergQty": "0.10", "pendingAboveTimeInForce": "GTC",
     "pendingAboveStrategyId": 7, "pendingAboveStrategyType": 1000000, "pendingAbovePegPriceType": "PRIMARY_PEG",
     "pendingAbovePegOffsetType": "PRICE_LEVEL", "pendingAbovePegOffsetValue": 7, "pendingBelowType": "LIMIT",
     "pendingBelowClientOrderId": "a b/+&=é", "pendingBelowPrice": "0.10", "pendingBelowStopPrice": "0.10",
     "pendingBelowTrailingDelta": 7, "pendingBelowIcebergQty": "0.10", "pendingBelowTimeInForce": "GTC",
     "pendingBelowStrategyId": 7, "pendingBelowStrategyType": 1000000, "pendingBelowPegPriceType": "PRIMARY_PEG",
     "pendingBelowPegOffsetType": "PRICE_LEVEL", "pendingBelowPegOffsetValue": 7, "apiKey": "test-api-key",
     "recvWindow": 5000, "timestamp": 1700000000000,
     "signature": "4d1b2eab0ea78ae0cea820ac67ddf60f7f3f501f16a96477f1f97772942ce7b7"}, {"weight": 1,
     "orders_10s": 3, "orders_1d": 3}),
    Call("opo-required", lambda client: client.raw.opo(symbol="BTCUSDT", working_type="LIMIT", working_side="BUY",
     working_price=Decimal("0.10"), working_quantity=Decimal("0.10"), pending_type="LIMIT", pending_side="BUY",
     over="ws_api"),
     "orderList.place.opo", {"symbol": "BTCUSDT", "newOrderRespType": "RESULT", "workingType": "LIMIT",
     "workingSide": "BUY", "workingPrice": "0.10", "workingQuantity": "0.10", "pendingType": "LIMIT",
     "pendingSide": "BUY", "apiKey": "test-api-key", "recvWindow": 5000, "timestamp": 1700000000000,
     "signature": "e568077099e9edd80f3a5313bd15387d1c9113868b17dd0ea7ec36895fc3f66a"}, {"weight": 1,
     "orders_10s": 2, "orders_1d": 2}),
    Call("opo-all", lambda client: client.raw.opo(symbol="BTCUSDT", list_client_order_id="a b/+&=é",
     self_trade_prevention_mode="NONE", working_type="LIMIT", working_side="BUY",
     working_client_order_id="a b/+&=é", working_price=Decimal("0.10"), working_quantity=Decimal("0.10"),
     working_iceberg_quantity=Decimal("0.10"), working_time_in_force="GTC", working_strategy_id=7,
     working_strategy_type=1000000, working_peg_price_type="PRIMARY_PEG", working_peg_offset_type="PRICE_LEVEL",
     working_peg_offset_value=7, pending_type="LIMIT", pending_side="BUY", pending_client_order_id="a b/+&=é",
     pending_price=Decimal("0.10"), pending_stop_price=Decimal("0.10"), pending_trailing_delta=7,
     pending_iceberg_quantity=Decimal("0.10"), pending_time_in_force="GTC", pending_strategy_id=7,
     pending_strategy_type=1000000, pending_peg_price_type="PRIMARY_PEG", pending_peg_offset_type="PRICE_LEVEL",
     pending_peg_offset_value=7, over="ws_api"),
     "orderList.place.opo", {"symbol": "BTCUSDT", "listClientOrderId": "a b/+&=é",
     "selfTradePreventionMode": "NONE", "newOrderRespType": "RESULT", "workingType": "LIMIT", "workingSide": "BUY",
     "workingClientOrderId": "a b/+&=é", "workingPrice": "0.10", "workingQuantity": "0.10",
     "workingIcebergQty": "0.10", "workingTimeInForce": "GTC", "workingStrategyId": 7,
     "workingStrategyType": 1000000, "workingPegPriceType": "PRIMARY_PEG", "workingPegOffsetType": "PRICE_LEVEL",
     "workingPegOffsetValue": 7, "pendingType": "LIMIT", "pendingSide": "BUY", "pendingClientOrderId": "a b/+&=é",
     "pendingPrice": "0.10", "pendingStopPrice": "0.10", "pendingTrailingDelta": 7, "pendingIcebergQty": "0.10",
     "pendingTimeInForce": "GTC", "pendingStrategyId": 7, "pendingStrategyType": 1000000,
     "pendingPegPriceType": "PRIMARY_PEG", "pendingPegOffsetType": "PRICE_LEVEL", "pendingPegOffsetValue": 7,
     "apiKey": "test-api-key", "recvWindow": 5000, "timestamp": 1700000000000,
     "signature": "597303f89cacd5e400d19f39c079df4254eca2a76d10cbaa8806a832945238d1"}, {"weight": 1,
     "orders_10s": 2, "orders_1d": 2}),
    Call("opoco-required", lambda client: client.raw.opoco(symbol="BTCUSDT", working_type="LIMIT",
     working_side="BUY", working_price=Decimal("0.10"), working_quantity=Decimal("0.10"), pending_side="BUY",
     pending_above_type="LIMIT", over="ws_api"),
     "orderList.place.opoco", {"symbol": "BTCUSDT", "newOrderRespType": "RESULT", "workingType": "LIMIT",
     "workingSide": "BUY", "workingPrice": "0.10", "workingQuantity": "0.10", "pendingSide": "BUY",
     "pendingAboveType": "LIMIT", "apiKey": "test-api-key", "recvWindow": 5000, "timestamp": 1700000000000,
     "signature": "40f934b1c36e8d9959c1bea90886c447fb8291cc9c164a282aa7a5fcf9806129"}, {"weight": 1,
     "orders_10s": 3, "orders_1d": 3}),
    Call("opoco-all", lambda client: client.raw.opoco(symbol="BTCUSDT", list_client_order_id="a b/+&=é",
     self_trade_prevention_mode="NONE", working_type="LIMIT", working_side="BUY",
     working_client_order_id="a b/+&=é", working_price=Decimal("0.10"), working_quantity=Decimal("0.10"),
     working_iceberg_quantity=Decimal("0.10"), working_time_in_force="GTC", working_strategy_id=7,
     working_strategy_type=1000000, working_peg_price_type="PRIMARY_PEG", working_peg_offset_type="PRICE_LEVEL",
     working_peg_offset_value=7, pending_side="BUY", pending_above_type="LIMIT",
     pending_above_client_order_id="a b/+&=é", pending_above_price=Decimal("0.10"),
     pending_above_stop_price=Decimal("0.10"), pending_above_trailing_delta=7,
     pending_above_iceberg_quantity=Decimal("0.10"), pending_above_time_in_force="GTC", pending_above_strategy_id=7,
     pending_above_strategy_type=1000000, pending_above_peg_price_type="PRIMARY_PEG",
     pending_above_peg_offset_type="PRICE_LEVEL", pending_above_peg_offset_value=7, pending_below_type="LIMIT",
     pending_below_client_order_id="a b/+&=é", pending_below_price=Decimal("0.10"),
     pending_below_stop_price=Decimal("0.10"), pending_below_trailing_delta=7,
     pending_below_iceberg_quantity=Decimal("0.10"), pending_below_time_in_force="GTC", pending_below_strategy_id=7,
     pending_below_strategy_type=1000000, pending_below_peg_price_type="PRIMARY_PEG",
     pending_below_peg_offset_type="PRICE_LEVEL", pending_below_peg_offset_value=7, over="ws_api"),
     "orderList.place.opoco", {"symbol": "BTCUSDT", "listClientOrderId": "a b/+&=é",
     "selfTradePreventionMode": "NONE", "newOrderRespType": "RESULT", "workingType": "LIMIT", "workingSide": "BUY",
     "workingClientOrderId": "a b/+&=é", "workingPrice": "0.10", "workingQuantity": "0.10",
     "workingIcebergQty": "0.10", "workingTimeInForce": "GTC", "workingStrategyId": 7,
     "workingStrategyType": 1000000, "workingPegPriceType": "PRIMARY_PEG", "workingPegOffsetType": "PRICE_LEVEL",
     "workingPegOffsetValue": 7, "pendingSide": "BUY", "pendingAboveType": "LIMIT",
     "pendingAboveClientOrderId": "a b/+&=é", "pendingAbovePrice": "0.10", "pendingAboveStopPrice": "0.10",
     "pendingAboveTrailingDelta": 7, "pendingAboveIcebergQty": "0.10", "pendingAboveTimeInForce": "GTC",
     "pendingAboveStrategyId": 7, "pendingAboveStrategyType": 1000000, "pendingAbovePegPriceType": "PRIMARY_PEG",
     "pendingAbovePegOffsetType": "PRICE_LEVEL", "pendingAbovePegOffsetValue": 7, "pendingBelowType": "LIMIT",
     "pendingBelowClientOrderId": "a b/+&=é", "pendingBelowPrice": "0.10", "pendingBelowStopPrice": "0.10",
     "pendingBelowTrailingDelta": 7, "pendingBelowIcebergQty": "0.10", "pendingBelowTimeInForce": "GTC",
     "pendingBelowStrategyId": 7, "pendingBelowStrategyType": 1000000, "pendingBelowPegPriceType": "PRIMARY_PEG",
     "pendingBelowPegOffsetType": "PRICE_LEVEL", "pendingBelowPegOffsetValue": 7, "apiKey": "test-api-key",
     "recvWindow": 5000, "timestamp": 1700000000000,
     "signature": "a262718fd9ac967e485dc19f100083c5ae80566cb25c93751e81b061d336b81c"}, {"weight": 1,
     "orders_10s": 3, "orders_1d": 3}),
    Call("cancel_order_list-required", lambda client: client.raw.cancel_order_list(symbol="BTCUSDT",
     order_list_id=7, over="ws_api"),
     "orderList.cancel", {"symbol": "BTCUSDT", "orderListId": 7, "apiKey": "test-api-key", "recvWindow": 5000,
     "timestamp": 1700000000000, "signature": "04a12c43f3f4117e7265ff1fd9639264b45078e5837ecbc772177f14c5fa4c81"},
     {"weight": 1}),
    Call("cancel_order_list-all", lambda client: client.raw.cancel_order_list(symbol="BTCUSDT", order_list_id=7,
     list_client_order_id="a b/+&=é", new_client_order_id="a b/+&=é", over="ws_api"),
     "orderList.cancel", {"symbol": "BTCUSDT", "orderListId": 7, "listClientOrderId": "a b/+&=é",
     "newClientOrderId": "a b/+&=é", "apiKey": "test-api-key", "recvWindow": 5000, "timestamp": 1700000000000,
     "signature": "f6a104426fd38ee1bc4dc63796568755398993a7e4bf1a3dccb3a8bd5fecdf43"}, {"weight": 1}),
    Call("account-required", lambda client: client.raw.account(over="ws_api"),
     "account.status", {"apiKey": "test-api-key", "recvWindow": 5000, "timestamp": 1700000000000,
     "signature": "8a405a051bd3653280084766171574d8839903caa30e59847814cb9639d4abe3"}, {"weight": 20}),
    Call("account-all", lambda client: client.raw.account(omit_zero_balances=True, over="ws_api"),
     "account.status", {"omitZeroBalances": True, "apiKey": "test-api-key", "recvWindow": 5000,
     "timestamp": 1700000000000, "signature": "ce0236186c7a7f366f56da1c4b581998f2de45a8dce7c110de6104f5d33eec59"},
     {"weight": 20}),
    Call("all_orders-required", lambda client: client.raw.all_orders(symbol="BTCUSDT", over="ws_api"),
     "allOrders", {"symbol": "BTCUSDT", "apiKey": "test-api-key", "recvWindow": 5000, "timestamp": 1700000000000,
     "signature": "984979769b7ff7ee6caba139a67018d37ccf922539694893481a647af7c8ee09"}, {"weight": 20}),
    Call("all_orders-all", lambda client: client.raw.all_orders(symbol="BTCUSDT", order_id=7,
     start_time=1700000000000, end_time=1700000000000, limit=1, over="ws_api"),
     "allOrders", {"symbol": "BTCUSDT", "orderId": 7, "startTime": 1700000000000, "endTime": 1700000000000,
     "limit": 1, "apiKey": "test-api-key", "recvWindow": 5000, "timestamp": 1700000000000,
     "signature": "d8ec02b8fda28da8c8cb70332ac1094d9ca85efc6828d75b8cfd814339f5c352"}, {"weight": 20}),
    Call("query_order_list-required", lambda client: client.raw.query_order_list(order_list_id=7, over="ws_api"),
     "orderList.status", {"orderListId": 7, "apiKey": "test-api-key", "recvWindow": 5000,
     "timestamp": 1700000000000, "signature": "f4efbd2ee1dd7a1e6930104244bef98e52d543144ab791f485d5b8aab45202b4"},
     {"weight": 4}),
    Call("query_order_list-all", lambda client: client.raw.query_order_list(order_list_id=7,
     orig_client_order_id="a b/+&=é", over="ws_api"),
     "orderList.status", {"orderListId": 7, "origClientOrderId": "a b/+&=é", "apiKey": "test-api-key",
     "recvWindow": 5000, "timestamp": 1700000000000,
     "signature": "e654c1b90cf60edab83bf7e9b4aa9673acdef06c585ad86dd741e36640fa31e4"}, {"weight": 4}),
    Call("open_order_lists-required", lambda client: client.raw.open_order_lists(over="ws_api"),
     "openOrderLists.status", {"apiKey": "test-api-key", "recvWindow": 5000, "timestamp": 1700000000000,
     "signature": "8a405a051bd3653280084766171574d8839903caa30e59847814cb9639d4abe3"}, {"weight": 6}),
    Call("all_order_lists-required", lambda client: client.raw.all_order_lists(over="ws_api"),
     "allOrderLists", {"apiKey": "test-api-key", "recvWindow": 5000, "timestamp": 1700000000000,
     "signature": "8a405a051bd3653280084766171574d8839903caa30e59847814cb9639d4abe3"}, {"weight": 20}),
    Call("all_order_lists-all", lambda client: client.raw.all_order_lists(from_id=7, start_time=1700000000000,
     end_time=1700000000000, limit=1, over="ws_api"),
     "allOrderLists", {"fromId": 7, "startTime": 1700000000000, "endTime": 1700000000000, "limit": 1,
     "apiKey": "test-api-key", "recvWindow": 5000, "timestamp": 1700000000000,
     "signature": "0365fdb27c3bcb2b139b3f2589607f719f110639c6c5107e7aa482428899d1ff"}, {"weight": 20}),
    Call("order_rate_limits-required", lambda client: client.raw.order_rate_limits(over="ws_api"),
     "account.rateLimits.orders", {"apiKey": "test-api-key", "recvWindow": 5000, "timestamp": 1700000000000,
     "signature": "8a405a051bd3653280084766171574d8839903caa30e59847814cb9639d4abe3"}, {"weight": 40}),
    Call("prevented_matches-required", lambda client: client.raw.prevented_matches(symbol="BTCUSDT",
     prevented_match_id=7, over="ws_api"),
     "myPreventedMatches", {"symbol": "BTCUSDT", "preventedMatchId": 7, "apiKey": "test-api-key",
     "recvWindow": 5000, "timestamp": 1700000000000,
     "signature": "be4ebca98e09fbe1a5b2b240383972e6ac3bee756834f261d8b5c79760bb7923"}, {"weight": 2}),
    Call("prevented_matches-all", lambda client: client.raw.prevented_matches(symbol="BTCUSDT",
     prevented_match_id=7, order_id=7, from_prevented_match_id=7, limit=1, over="ws_api"),
     "myPreventedMatches", {"symbol": "BTCUSDT", "preventedMatchId": 7, "orderId": 7, "fromPreventedMatchId": 7,
     "limit": 1, "apiKey": "test-api-key", "recvWindow": 5000, "timestamp": 1700000000000,
     "signature": "49bf9afa9e772c3841839284fe27e63ccbbc06e028765aa02cac835d42798383"}, {"weight": 2}),
    Call("allocations-required", lambda client: client.raw.allocations(symbol="BTCUSDT", over="ws_api"),
     "myAllocations", {"symbol": "BTCUSDT", "apiKey": "test-api-key", "recvWindow": 5000,
     "timestamp": 1700000000000, "signature": "984979769b7ff7ee6caba139a67018d37ccf922539694893481a647af7c8ee09"},
     {"weight": 20}),
    Call("allocations-all", lambda client: client.raw.allocations(symbol="BTCUSDT", start_time=1700000000000,
     end_time=1700000000000, from_allocation_id=7, limit=1, order_id=7, over="ws_api"),
     "myAllocations", {"symbol": "BTCUSDT", "startTime": 1700000000000, "endTime": 1700000000000,
     "fromAllocationId": 7, "limit": 1, "orderId": 7, "apiKey": "test-api-key", "recvWindow": 5000,
     "timestamp": 1700000000000, "signature": "682f6ab6e92eec4843aaf9f01eab105a9a271313f8686ba1de8375826a1fe416"},
     {"weight": 20}),
    Call("commission-required", lambda client: client.raw.commission(symbol="BTCUSDT", over="ws_api"),
     "account.commission", {"symbol": "BTCUSDT", "apiKey": "test-api-key", "recvWindow": 5000,
     "timestamp": 1700000000000, "signature": "984979769b7ff7ee6caba139a67018d37ccf922539694893481a647af7c8ee09"},
     {"weight": 20}),
    Call("order_amendments-required", lambda client: client.raw.order_amendments(symbol="BTCUSDT", order_id=7,
     over="ws_api"),
     "order.amendments", {"symbol": "BTCUSDT", "orderId": 7, "apiKey": "test-api-key", "recvWindow": 5000,
     "timestamp": 1700000000000, "signature": "f4dfe7ae10c4095709c1785be1c64fa08bc0f3992dfe073cd2adda73b9af564f"},
     {"weight": 4}),
    Call("order_amendments-all", lambda client: client.raw.order_amendments(symbol="BTCUSDT", order_id=7,
     from_execution_id=7, limit=1, over="ws_api"),
     "order.amendments", {"symbol": "BTCUSDT", "orderId": 7, "fromExecutionId": 7, "limit": 1,
     "apiKey": "test-api-key", "recvWindow": 5000, "timestamp": 1700000000000,
     "signature": "662618808e2729b230514e83ad676f476f5b9e9f4ce13c43f8c2583fc9908ccf"}, {"weight": 4}),
    Call("my_filters-required", lambda client: client.raw.my_filters(symbol="BTCUSDT", over="ws_api"),
     "myFilters", {"symbol": "BTCUSDT", "apiKey": "test-api-key", "recvWindow": 5000, "timestamp": 1700000000000,
     "signature": "984979769b7ff7ee6caba139a67018d37ccf922539694893481a647af7c8ee09"}, {"weight": 40}),
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
        login = WsApiSocket.login
        if login is not None and login.frame is not None and match_frame(login.frame, data) is not None:
            return [msgspec.json.encode(login.reply.filled(id=login.id, payload={})).decode()]
        found = match_frame(WsApiSocket.rpc, data)
        assert found is not None
        seen.append(found)
        return [msgspec.json.encode(WsApiSocket.reply.filled(id=found["id"], payload={}, method=case.method)).decode()]

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
