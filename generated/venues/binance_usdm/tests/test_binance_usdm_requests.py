"""What Binance USD-M Futures is asked, byte for byte: method, address, headers, body, and what each request costs."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Awaitable, Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec
import pytest
from venue_runtime.model import CancelRequest, Order, OrderRequest, OrderStatus, OrderType, Side, TimeInForce
from venue_runtime.testing.generated import load_examples
from venue_runtime.testing.generated_socket import match_frame
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSockets
from venues.binance_usdm import types as wire
from venues.binance_usdm.simulated import WsApiSocket

PACKAGE = str(importlib.import_module("venues.binance_usdm").__file__)


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
    knows: Order | None = None
    """What the client knows of the order beforehand."""


KNOWN = Order(
    symbol="BTC/USDT:USDT",
    venue_order_id="123",
    client_order_id="abc-1",
    side=Side.BUY,
    type=OrderType.LIMIT,
    status=OrderStatus.NEW,
    price=Decimal("100"),
    quantity=Decimal("1"),
    filled_quantity=Decimal("0"),
    leaves_quantity=Decimal("1"),
)

RAW: list[Case] = [
    Case("server_time-required", lambda client: client.raw.server_time(),
     "GET https://fapi.binance.com/fapi/v1/time", {"weight": 1}),
    Case("exchange_info-required", lambda client: client.raw.exchange_info(),
     "GET https://fapi.binance.com/fapi/v1/exchangeInfo", {"weight": 1}),
    Case("depth-required", lambda client: client.raw.depth(symbol="BTCUSDT"),
     "GET https://fapi.binance.com/fapi/v1/depth?symbol=BTCUSDT&limit=500", {"weight": 10}),
    Case("depth-all", lambda client: client.raw.depth(symbol="BTCUSDT", limit=5),
     "GET https://fapi.binance.com/fapi/v1/depth?symbol=BTCUSDT&limit=5", {"weight": 2}),
    Case("depth-limit-50", lambda client: client.raw.depth(symbol="BTCUSDT", limit=50),
     "GET https://fapi.binance.com/fapi/v1/depth?symbol=BTCUSDT&limit=50", {"weight": 2}),
    Case("depth-limit-51", lambda client: client.raw.depth(symbol="BTCUSDT", limit=51),
     "GET https://fapi.binance.com/fapi/v1/depth?symbol=BTCUSDT&limit=51", {"weight": 5}),
    Case("depth-limit-100", lambda client: client.raw.depth(symbol="BTCUSDT", limit=100),
     "GET https://fapi.binance.com/fapi/v1/depth?symbol=BTCUSDT&limit=100", {"weight": 5}),
    Case("depth-limit-101", lambda client: client.raw.depth(symbol="BTCUSDT", limit=101),
     "GET https://fapi.binance.com/fapi/v1/depth?symbol=BTCUSDT&limit=101", {"weight": 10}),
    Case("depth-limit-500", lambda client: client.raw.depth(symbol="BTCUSDT", limit=500),
     "GET https://fapi.binance.com/fapi/v1/depth?symbol=BTCUSDT&limit=500", {"weight": 10}),
    Case("depth-limit-501", lambda client: client.raw.depth(symbol="BTCUSDT", limit=501),
     "GET https://fapi.binance.com/fapi/v1/depth?symbol=BTCUSDT&limit=501", {"weight": 20}),
    Case("agg_trades-required", lambda client: client.raw.agg_trades(symbol="BTCUSDT"),
     "GET https://fapi.binance.com/fapi/v1/aggTrades?symbol=BTCUSDT", {"weight": 20}),
    Case("agg_trades-all", lambda client: client.raw.agg_trades(symbol="BTCUSDT", from_id=7,
     start_time=1700000000000, end_time=1700000000000, limit=1),
     ("GET https://fapi.binance.com/fapi/v1/aggTrades?symbol=BTCUSDT&fromId=7&startTime=1700000000000"
     "&endTime=1700000000000&limit=1"), {"weight": 20}),
    Case("cancel_order-required", lambda client: client.raw.cancel_order(symbol="BTCUSDT", order_id=7),
     ("DELETE https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&orderId=7&recvWindow=5000"
     "&timestamp=1700000000000&signature=d11368a5cfd13027fe4fb21b56ad4670188605fdbddad22dab1b33372a20624c"),
     {"weight": 1}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("cancel_order-all", lambda client: client.raw.cancel_order(symbol="BTCUSDT", order_id=7,
     orig_client_order_id="a b/+&=é"),
     ("DELETE https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&orderId=7"
     "&origClientOrderId=a%20b%2F%2B%26%3D%C3%A9&recvWindow=5000&timestamp=1700000000000"
     "&signature=1825ba84b55950e68849901cef93e4bc74f77fd1ccd03f164d3e182a03be0094"), {"weight": 1},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("query_order-required", lambda client: client.raw.query_order(symbol="BTCUSDT", order_id=7),
     ("GET https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&orderId=7&recvWindow=5000"
     "&timestamp=1700000000000&signature=d11368a5cfd13027fe4fb21b56ad4670188605fdbddad22dab1b33372a20624c"),
     {"weight": 1}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("query_order-all", lambda client: client.raw.query_order(symbol="BTCUSDT", order_id=7,
     orig_client_order_id="a b/+&=é"),
     ("GET https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&orderId=7"
     "&origClientOrderId=a%20b%2F%2B%26%3D%C3%A9&recvWindow=5000&timestamp=1700000000000"
     "&signature=1825ba84b55950e68849901cef93e4bc74f77fd1ccd03f164d3e182a03be0094"), {"weight": 1},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("open_orders-required", lambda client: client.raw.open_orders(),
     ("GET https://fapi.binance.com/fapi/v1/openOrders?recvWindow=5000&timestamp=1700000000000"
     "&signature=dfadd6354e0f62b763c008cd60bcace2c8d5c702ee62186d56647c097a9fd768"), {"weight": 40},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("open_orders-all", lambda client: client.raw.open_orders(symbol="BTCUSDT"),
     ("GET https://fapi.binance.com/fapi/v1/openOrders?symbol=BTCUSDT&recvWindow=5000&timestamp=1700000000000"
     "&signature=f59d304190793aaaf51657111db0fd397bb143700f29ac05c3fbf0bd14d5c2ca"), {"weight": 1},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("my_trades-required", lambda client: client.raw.my_trades(symbol="BTCUSDT"),
     ("GET https://fapi.binance.com/fapi/v1/userTrades?symbol=BTCUSDT&recvWindow=5000&timestamp=1700000000000"
     "&signature=f59d304190793aaaf51657111db0fd397bb143700f29ac05c3fbf0bd14d5c2ca"), {"weight": 5},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("my_trades-all", lambda client: client.raw.my_trades(symbol="BTCUSDT", from_id=7, start_time=1700000000000,
     end_time=1700000000000, limit=1, order_id=7),
     ("GET https://fapi.binance.com/fapi/v1/userTrades?symbol=BTCUSDT&fromId=7&startTime=1700000000000"
     "&endTime=1700000000000&limit=1&orderId=7&recvWindow=5000&timestamp=1700000000000"
     "&signature=617d9c1b574ac9dc3d4ac2d854ec8575878e13863d3ac48469cf29fe172287cc"), {"weight": 5},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("klines-required", lambda client: client.raw.klines(symbol="BTCUSDT", interval="a b/+&=é"),
     "GET https://fapi.binance.com/fapi/v1/klines?symbol=BTCUSDT&interval=a%20b%2F%2B%26%3D%C3%A9&limit=500",
     {"weight": 5}),
    Case("klines-all", lambda client: client.raw.klines(symbol="BTCUSDT", interval="a b/+&=é",
     start_time=1700000000000, end_time=1700000000000, limit=1),
     ("GET https://fapi.binance.com/fapi/v1/klines?symbol=BTCUSDT&interval=a%20b%2F%2B%26%3D%C3%A9"
     "&startTime=1700000000000&endTime=1700000000000&limit=1"), {"weight": 1}),
    Case("klines-limit-100", lambda client: client.raw.klines(symbol="BTCUSDT", interval="a b/+&=é", limit=100),
     "GET https://fapi.binance.com/fapi/v1/klines?symbol=BTCUSDT&interval=a%20b%2F%2B%26%3D%C3%A9&limit=100",
     {"weight": 2}),
    Case("klines-limit-101", lambda client: client.raw.klines(symbol="BTCUSDT", interval="a b/+&=é", limit=101),
     "GET https://fapi.binance.com/fapi/v1/klines?symbol=BTCUSDT&interval=a%20b%2F%2B%26%3D%C3%A9&limit=101",
     {"weight": 2}),
    Case("klines-limit-500", lambda client: client.raw.klines(symbol="BTCUSDT", interval="a b/+&=é", limit=500),
     "GET https://fapi.binance.com/fapi/v1/klines?symbol=BTCUSDT&interval=a%20b%2F%2B%26%3D%C3%A9&limit=500",
     {"weight": 5}),
    Case("klines-limit-501", lambda client: client.raw.klines(symbol="BTCUSDT", interval="a b/+&=é", limit=501),
     "GET https://fapi.binance.com/fapi/v1/klines?symbol=BTCUSDT&interval=a%20b%2F%2B%26%3D%C3%A9&limit=501",
     {"weight": 5}),
    Case("klines-limit-1000", lambda client: client.raw.klines(symbol="BTCUSDT", interval="a b/+&=é", limit=1000),
     "GET https://fapi.binance.com/fapi/v1/klines?symbol=BTCUSDT&interval=a%20b%2F%2B%26%3D%C3%A9&limit=1000",
     {"weight": 5}),
    Case("klines-limit-1001", lambda client: client.raw.klines(symbol="BTCUSDT", interval="a b/+&=é", limit=1001),
     "GET https://fapi.binance.com/fapi/v1/klines?symbol=BTCUSDT&interval=a%20b%2F%2B%26%3D%C3%A9&limit=1001",
     {"weight": 10}),
    Case("ticker_24hr-required", lambda client: client.raw.ticker_24hr(symbol="BTCUSDT"),
     "GET https://fapi.binance.com/fapi/v1/ticker/24hr?symbol=BTCUSDT", {"weight": 1}),
    Case("ticker_book-required", lambda client: client.raw.ticker_book(symbol="BTCUSDT"),
     "GET https://fapi.binance.com/fapi/v1/ticker/bookTicker?symbol=BTCUSDT", {"weight": 2}),
    Case("premium_index-required", lambda client: client.raw.premium_index(symbol="BTCUSDT"),
     "GET https://fapi.binance.com/fapi/v1/premiumIndex?symbol=BTCUSDT", {"weight": 1}),
    Case("new_order-required", lambda client: client.raw.new_order(symbol="BTCUSDT", side="BUY", type="LIMIT"),
     ("POST https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&side=BUY&type=LIMIT&newOrderRespType=RESULT"
     "&recvWindow=5000&timestamp=1700000000000"
     "&signature=b88c60cb04917deaedc2bcb448378caa4784dd5a2c73215fad1694f01e65e86b"), {"weight": 0, "orders_10s": 1,
     "orders_1m": 1}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("new_order-all", lambda client: client.raw.new_order(symbol="BTCUSDT", side="BUY", position_side="BOTH",
     type="LIMIT", time_in_force="GTC", quantity=Decimal("0.10"), reduce_only=True, price=Decimal("0.10"),
     client_order_id="a b/+&=é", price_match="NONE", self_trade_prevention_mode="NONE",
     good_till_date=1700000000000),
     ("POST https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&side=BUY&positionSide=BOTH&type=LIMIT"
     "&timeInForce=GTC&quantity=0.10&reduceOnly=true&price=0.10&newClientOrderId=a%20b%2F%2B%26%3D%C3%A9"
     "&newOrderRespType=RESULT&priceMatch=NONE&selfTradePreventionMode=NONE&goodTillDate=1700000000000"
     "&recvWindow=5000&timestamp=1700000000000"
     "&signature=7dfb72e0be52f346c6f743d1620878579537fe89fd33520da2fca0bee6a22136"), {"weight": 0, "orders_10s": 1,
     "orders_1m": 1}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("modify_order-required", lambda client: client.raw.modify_order(symbol="BTCUSDT", order_id=7, side="BUY",
     quantity=Decimal("0.10")),
     ("PUT https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&orderId=7&side=BUY&quantity=0.10&recvWindow=5000"
     "&timestamp=1700000000000&signature=453e63611bcd45194aa286474b57eeb77d384fbb21012cd52af8e5b6ed2a06ba"),
     {"weight": 1, "orders_10s": 1, "orders_1m": 1}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("modify_order-all", lambda client: client.raw.modify_order(symbol="BTCUSDT", order_id=7,
     orig_client_order_id="a b/+&=é", side="BUY", quantity=Decimal("0.10"), price=Decimal("0.10"),
     price_match="NONE"),
     ("PUT https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&orderId=7"
     "&origClientOrderId=a%20b%2F%2B%26%3D%C3%A9&side=BUY&quantity=0.10&price=0.10&priceMatch=NONE"
     "&recvWindow=5000&timestamp=1700000000000"
     "&signature=e59bf3632c9d878947dc9f6aca0f14dc724ec31badd79930d7bcb4097d0770ba"), {"weight": 1, "orders_10s": 1,
     "orders_1m": 1}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("new_orders-required",
     lambda client: client.raw.new_orders(orders=[wire.NewOrder(symbol="BTCUSDT", side=wire.Side("BUY"), type=wire.OrderType("LIMIT"), quantity=Decimal("0.10"))]),
     ("POST https://fapi.binance.com/fapi/v1/batchOrders?batchOrders=%5B%7B%22symbol%22%3A%22BTCUSDT%22%2C%22side%22%3A%22BUY%22%2C%22type%22%3A%22LIMIT%22%2C%22quantity%22%3A%220.10%22%7D%5D"
     "&recvWindow=5000&timestamp=1700000000000"
     "&signature=668a7960c789695a924f0049634e43c335faf0de193c633faf0e3f1a361f602c"), {"weight": 5, "orders_10s": 5,
     "orders_1m": 1}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("new_orders-all",
     lambda client: client.raw.new_orders(orders=[wire.NewOrder(symbol="BTCUSDT", side=wire.Side("BUY"), position_side=wire.PositionSide("BOTH"), type=wire.OrderType("LIMIT"), time_in_force=wire.TimeInForce("GTC"), quantity=Decimal("0.10"), reduce_only="true", price=Decimal("0.10"), client_order_id="a b/+&=é", new_order_resp_type="a b/+&=é", price_match=wire.PriceMatch("NONE"), self_trade_prevention_mode=wire.StpMode("NONE"), good_till_date=1700000000000)]),
     ("POST https://fapi.binance.com/fapi/v1/batchOrders?batchOrders=%5B%7B%22symbol%22%3A%22BTCUSDT%22%2C%22side%22%3A%22BUY%22%2C%22positionSide%22%3A%22BOTH%22%2C%22type%22%3A%22LIMIT%22%2C%22timeInForce%22%3A%22GTC%22%2C%22quantity%22%3A%220.10%22%2C%22reduceOnly%22%3A%22true%22%2C%22price%22%3A%220.10%22%2C%22newClientOrderId%22%3A%22a%20b%2F%2B%26%3D%C3%A9%22%2C%22newOrderRespType%22%3A%22a%20b%2F%2B%26%3D%C3%A9%22%2C%22priceMatch%22%3A%22NONE%22%2C%22selfTradePreventionMode%22%3A%22NONE%22%2C%22goodTillDate%22%3A1700000000000%7D%5D"
     "&recvWindow=5000&timestamp=1700000000000"
     "&signature=8ede731cc252feeabaf72ec268abb6a3bcbb449f1e90fabd89a8bba53fe2a32a"), {"weight": 5, "orders_10s": 5,
     "orders_1m": 1}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("cancel_batch-required", lambda client: client.raw.cancel_batch(symbol="BTCUSDT", order_id_list=[7, 8]),
     ("DELETE https://fapi.binance.com/fapi/v1/batchOrders?symbol=BTCUSDT&orderIdList=%5B7%2C8%5D&recvWindow=5000"
     "&timestamp=1700000000000&signature=1e3a5bf15a0b8eb9f4226be94b4566ad16ab04981dc22aea14af6c7fa4f01c03"),
     {"weight": 1}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("cancel_open_orders-required", lambda client: client.raw.cancel_open_orders(symbol="BTCUSDT"),
     ("DELETE https://fapi.binance.com/fapi/v1/allOpenOrders?symbol=BTCUSDT&recvWindow=5000"
     "&timestamp=1700000000000&signature=f59d304190793aaaf51657111db0fd397bb143700f29ac05c3fbf0bd14d5c2ca"),
     {"weight": 1}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("countdown_cancel_all-required", lambda client: client.raw.countdown_cancel_all(symbol="BTCUSDT",
     countdown_time=7),
     ("POST https://fapi.binance.com/fapi/v1/countdownCancelAll?symbol=BTCUSDT&countdownTime=7&recvWindow=5000"
     "&timestamp=1700000000000&signature=8856d298cb7d49ee0d243c9c9ce4628a41cf8e0aa175757385bcb7dcf83c9fa8"),
     {"weight": 10}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("new_algo_order-required", lambda client: client.raw.new_algo_order(symbol="BTCUSDT", side="BUY",
     type="LIMIT"),
     ("POST https://fapi.binance.com/fapi/v1/algoOrder?symbol=BTCUSDT&side=BUY&type=LIMIT&algoType=CONDITIONAL"
     "&recvWindow=5000&timestamp=1700000000000"
     "&signature=1e48c31e04638c538ddbea0800b13264e3ba0fd2f11d461307d5616c669eefbd"), {"weight": 0, "orders_10s": 1,
     "orders_1m": 1}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("new_algo_order-all", lambda client: client.raw.new_algo_order(symbol="BTCUSDT", side="BUY",
     position_side="BOTH", type="LIMIT", time_in_force="GTC", quantity=Decimal("0.10"), reduce_only=True,
     price=Decimal("0.10"), price_match="NONE", self_trade_prevention_mode="NONE", good_till_date=1700000000000,
     trigger_price=Decimal("0.10"), working_type="CONTRACT_PRICE", close_position=True, price_protect=True,
     activate_price=Decimal("0.10"), callback_rate=Decimal("0.10"), client_algo_id="a b/+&=é"),
     ("POST https://fapi.binance.com/fapi/v1/algoOrder?symbol=BTCUSDT&side=BUY&positionSide=BOTH&type=LIMIT"
     "&timeInForce=GTC&quantity=0.10&reduceOnly=true&price=0.10&priceMatch=NONE&selfTradePreventionMode=NONE"
     "&goodTillDate=1700000000000&algoType=CONDITIONAL&triggerPrice=0.10&workingType=CONTRACT_PRICE"
     "&closePosition=true&priceProtect=true&activatePrice=0.10&callbackRate=0.10"
     "&clientAlgoId=a%20b%2F%2B%26%3D%C3%A9&recvWindow=5000&timestamp=1700000000000"
     "&signature=6bd254f3403994631ee2d77961823103df657917284564c9983d8e0e02f946e0"), {"weight": 0, "orders_10s": 1,
     "orders_1m": 1}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("cancel_algo_order-required", lambda client: client.raw.cancel_algo_order(algo_id=7),
     ("DELETE https://fapi.binance.com/fapi/v1/algoOrder?algoId=7&recvWindow=5000&timestamp=1700000000000"
     "&signature=015c92164d2162b573f77f52a73f1ddd84e556565d6792f934f517ad0e7dd6b5"), {"weight": 1},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("cancel_algo_order-all", lambda client: client.raw.cancel_algo_order(algo_id=7, client_algo_id="a b/+&=é"),
     ("DELETE https://fapi.binance.com/fapi/v1/algoOrder?algoId=7&clientAlgoId=a%20b%2F%2B%26%3D%C3%A9"
     "&recvWindow=5000&timestamp=1700000000000"
     "&signature=8aef780a8226968d6c64fdee31dd447712139bc1cf60f00f63b293a8b24a7d3a"), {"weight": 1},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("query_algo_order-required", lambda client: client.raw.query_algo_order(algo_id=7),
     ("GET https://fapi.binance.com/fapi/v1/algoOrder?algoId=7&recvWindow=5000&timestamp=1700000000000"
     "&signature=015c92164d2162b573f77f52a73f1ddd84e556565d6792f934f517ad0e7dd6b5"), {"weight": 1},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("query_algo_order-all", lambda client: client.raw.query_algo_order(algo_id=7, client_algo_id="a b/+&=é"),
     ("GET https://fapi.binance.com/fapi/v1/algoOrder?algoId=7&clientAlgoId=a%20b%2F%2B%26%3D%C3%A9"
     "&recvWindow=5000&timestamp=1700000000000"
     "&signature=8aef780a8226968d6c64fdee31dd447712139bc1cf60f00f63b293a8b24a7d3a"), {"weight": 1},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("open_algo_orders-required", lambda client: client.raw.open_algo_orders(),
     ("GET https://fapi.binance.com/fapi/v1/openAlgoOrders?recvWindow=5000&timestamp=1700000000000"
     "&signature=dfadd6354e0f62b763c008cd60bcace2c8d5c702ee62186d56647c097a9fd768"), {"weight": 1},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("open_algo_orders-all", lambda client: client.raw.open_algo_orders(algo_type="a b/+&=é", symbol="BTCUSDT",
     algo_id=7),
     ("GET https://fapi.binance.com/fapi/v1/openAlgoOrders?algoType=a%20b%2F%2B%26%3D%C3%A9&symbol=BTCUSDT"
     "&algoId=7&recvWindow=5000&timestamp=1700000000000"
     "&signature=058e8aa956605181857ea4d6bf794d916533999ed99b08e4f0553e3f63cb23dd"), {"weight": 1},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("balances-required", lambda client: client.raw.balances(),
     ("GET https://fapi.binance.com/fapi/v3/balance?recvWindow=5000&timestamp=1700000000000"
     "&signature=dfadd6354e0f62b763c008cd60bcace2c8d5c702ee62186d56647c097a9fd768"), {"weight": 5},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("positions-required", lambda client: client.raw.positions(),
     ("GET https://fapi.binance.com/fapi/v3/positionRisk?recvWindow=5000&timestamp=1700000000000"
     "&signature=dfadd6354e0f62b763c008cd60bcace2c8d5c702ee62186d56647c097a9fd768"), {"weight": 5},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("positions-all", lambda client: client.raw.positions(symbol="BTCUSDT"),
     ("GET https://fapi.binance.com/fapi/v3/positionRisk?symbol=BTCUSDT&recvWindow=5000&timestamp=1700000000000"
     "&signature=f59d304190793aaaf51657111db0fd397bb143700f29ac05c3fbf0bd14d5c2ca"), {"weight": 5},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("leverage-required", lambda client: client.raw.leverage(symbol="BTCUSDT", leverage=1),
     ("POST https://fapi.binance.com/fapi/v1/leverage?symbol=BTCUSDT&leverage=1&recvWindow=5000"
     "&timestamp=1700000000000&signature=74bd5ad7c2eb401c486cd30929dfe40eba56a7483360cdbe6c6aecb910e697ab"),
     {"weight": 1}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("margin_type-required", lambda client: client.raw.margin_type(symbol="BTCUSDT", margin_type="ISOLATED"),
     ("POST https://fapi.binance.com/fapi/v1/marginType?symbol=BTCUSDT&marginType=ISOLATED&recvWindow=5000"
     "&timestamp=1700000000000&signature=3f3b611e8d4b5b324f13d266794758a2ee247d1973130b38cd61cbc966a05bdb"),
     {"weight": 1}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("position_mode-required", lambda client: client.raw.position_mode(dual_side_position=True),
     ("POST https://fapi.binance.com/fapi/v1/positionSide/dual?dualSidePosition=true&recvWindow=5000"
     "&timestamp=1700000000000&signature=ec20add5df84a9b2ee6d5844cb9a34e381635ad18a85ebf51569c160976245ca"),
     {"weight": 1}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("query_position_mode-required", lambda client: client.raw.query_position_mode(),
     ("GET https://fapi.binance.com/fapi/v1/positionSide/dual?recvWindow=5000&timestamp=1700000000000"
     "&signature=dfadd6354e0f62b763c008cd60bcace2c8d5c702ee62186d56647c097a9fd768"), {"weight": 30},
     headers={"x-mbx-apikey": "test-api-key"}),
    Case("start_user_stream-required", lambda client: client.raw.start_user_stream(),
     "POST https://fapi.binance.com/fapi/v1/listenKey", {"weight": 1}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("keep_user_stream-required", lambda client: client.raw.keep_user_stream(),
     "PUT https://fapi.binance.com/fapi/v1/listenKey", {"weight": 1}, headers={"x-mbx-apikey": "test-api-key"}),
    Case("close_user_stream-required", lambda client: client.raw.close_user_stream(),
     "DELETE https://fapi.binance.com/fapi/v1/listenKey", {"weight": 1}, headers={"x-mbx-apikey": "test-api-key"}),
]  # fmt: skip

CONTRACT: list[Case] = [
    Case("load_instruments", lambda client: client.load_instruments(),
     "GET https://fapi.binance.com/fapi/v1/exchangeInfo", {"weight": 1}, answer="exchange_info.dated"),
    Case("fetch_time", lambda client: client.fetch_time(),
     "GET https://fapi.binance.com/fapi/v1/time", {"weight": 1}, answer="time"),
    Case("fetch_ticker", lambda client: client.fetch_ticker("BTC/USDT:USDT"),
     "GET https://fapi.binance.com/fapi/v1/ticker/24hr?symbol=BTCUSDT", {"weight": 1}, answer="ticker_24hr"),
    Case("fetch_trades", lambda client: client.fetch_trades("BTC/USDT:USDT"),
     "GET https://fapi.binance.com/fapi/v1/aggTrades?symbol=BTCUSDT", {"weight": 20}, answer="agg_trades"),
    Case("fetch_trades-all", lambda client: client.fetch_trades("BTC/USDT:USDT", since=1699999000123000000,
     limit=5),
     "GET https://fapi.binance.com/fapi/v1/aggTrades?symbol=BTCUSDT&startTime=1699999000123&limit=5",
     {"weight": 20}, answer="agg_trades"),
    Case("fetch_candles", lambda client: client.fetch_candles("BTC/USDT:USDT", interval="1h"),
     "GET https://fapi.binance.com/fapi/v1/klines?symbol=BTCUSDT&interval=1h&limit=500", {"weight": 5},
     answer="klines"),
    Case("fetch_candles-all", lambda client: client.fetch_candles("BTC/USDT:USDT", interval="1h",
     since=1699999000123000000, limit=5),
     "GET https://fapi.binance.com/fapi/v1/klines?symbol=BTCUSDT&interval=1h&startTime=1699999000123&limit=5",
     {"weight": 1}, answer="klines"),
    Case("cancel_order-venue_order_id", lambda client: client.cancel_order("BTC/USDT:USDT", venue_order_id="123"),
     ("DELETE https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&orderId=123&recvWindow=5000"
     "&timestamp=1700000000000&signature=fbae30d3c12ebdd3c52eb300c778020ea6eed3a6a7de8a0ed8871ebc7c7b63b4"),
     {"weight": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="order_cancel"),
    Case("cancel_order-client_order_id", lambda client: client.cancel_order("BTC/USDT:USDT",
     client_order_id="abc-1"),
     ("DELETE https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&origClientOrderId=abc-1&recvWindow=5000"
     "&timestamp=1700000000000&signature=c1bcb0f78a5ebd389e7fb843163b0d7dfe40c52392b8ad3ba9f6be1032b78dc0"),
     {"weight": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="order_cancel"),
    Case("fetch_order-venue_order_id", lambda client: client.fetch_order("BTC/USDT:USDT", venue_order_id="123"),
     ("GET https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&orderId=123&recvWindow=5000"
     "&timestamp=1700000000000&signature=fbae30d3c12ebdd3c52eb300c778020ea6eed3a6a7de8a0ed8871ebc7c7b63b4"),
     {"weight": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="order_query"),
    Case("fetch_order-client_order_id", lambda client: client.fetch_order("BTC/USDT:USDT", client_order_id="abc-1"),
     ("GET https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&origClientOrderId=abc-1&recvWindow=5000"
     "&timestamp=1700000000000&signature=c1bcb0f78a5ebd389e7fb843163b0d7dfe40c52392b8ad3ba9f6be1032b78dc0"),
     {"weight": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="order_query"),
    Case("fetch_open_orders", lambda client: client.fetch_open_orders("BTC/USDT:USDT"),
     ("GET https://fapi.binance.com/fapi/v1/openOrders?symbol=BTCUSDT&recvWindow=5000&timestamp=1700000000000"
     "&signature=f59d304190793aaaf51657111db0fd397bb143700f29ac05c3fbf0bd14d5c2ca"), {"weight": 1},
     headers={"x-mbx-apikey": "test-api-key"}, answer="open_orders"),
    Case("fetch_my_trades", lambda client: client.fetch_my_trades("BTC/USDT:USDT"),
     ("GET https://fapi.binance.com/fapi/v1/userTrades?symbol=BTCUSDT&recvWindow=5000&timestamp=1700000000000"
     "&signature=f59d304190793aaaf51657111db0fd397bb143700f29ac05c3fbf0bd14d5c2ca"), {"weight": 5},
     headers={"x-mbx-apikey": "test-api-key"}, answer="my_trades"),
    Case("fetch_my_trades-all", lambda client: client.fetch_my_trades("BTC/USDT:USDT", since=1699999000123000000,
     limit=5),
     ("GET https://fapi.binance.com/fapi/v1/userTrades?symbol=BTCUSDT&startTime=1699999000123&limit=5"
     "&recvWindow=5000&timestamp=1700000000000"
     "&signature=47d90233fdae20796976ddad71446b5f6352d38ebc3b769979efefc4e0b2a5eb"), {"weight": 5},
     headers={"x-mbx-apikey": "test-api-key"}, answer="my_trades"),
    Case("fetch_order_book", lambda client: client.fetch_order_book("BTC/USDT:USDT"),
     "GET https://fapi.binance.com/fapi/v1/depth?symbol=BTCUSDT&limit=500", {"weight": 10}, answer="depth"),
    Case("fetch_order_book-all", lambda client: client.fetch_order_book("BTC/USDT:USDT", depth=50),
     "GET https://fapi.binance.com/fapi/v1/depth?symbol=BTCUSDT&limit=50", {"weight": 2}, answer="depth"),
    Case("fetch_funding_rate", lambda client: client.fetch_funding_rate("BTC/USDT:USDT"),
     "GET https://fapi.binance.com/fapi/v1/premiumIndex?symbol=BTCUSDT", {"weight": 1}, answer="premium_index"),
    Case("create_order-0-buy", lambda client: client.create_order("BTC/USDT:USDT", side=Side.BUY,
     type=OrderType.LIMIT, post_only=True, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"),
     price=Decimal("100.10"), client_order_id="abc-1"),
     ("POST https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTX"
     "&quantity=0.50&price=100.10&newClientOrderId=abc-1&newOrderRespType=RESULT&recvWindow=5000"
     "&timestamp=1700000000000&signature=e2af3ac4633ef84323ffce84b697b1af160b391ab4de2faa6a307db86c657510"),
     {"weight": 0, "orders_10s": 1, "orders_1m": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="order_new"),
    Case("create_order-0-sell", lambda client: client.create_order("BTC/USDT:USDT", side=Side.SELL,
     type=OrderType.LIMIT, post_only=True, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"),
     price=Decimal("100.10"), client_order_id="abc-1"),
     ("POST https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&side=SELL&type=LIMIT&timeInForce=GTX"
     "&quantity=0.50&price=100.10&newClientOrderId=abc-1&newOrderRespType=RESULT&recvWindow=5000"
     "&timestamp=1700000000000&signature=f1d9a4638b18f6fbd0b9c9e7c29895f6f15bede12f920fc0e498c6a88bbe313c"),
     {"weight": 0, "orders_10s": 1, "orders_1m": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="order_new"),
    Case("create_order-1-buy", lambda client: client.create_order("BTC/USDT:USDT", side=Side.BUY,
     type=OrderType.LIMIT, post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"),
     client_order_id="abc-1"),
     ("POST https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTX"
     "&quantity=0.50&price=100.10&newClientOrderId=abc-1&newOrderRespType=RESULT&recvWindow=5000"
     "&timestamp=1700000000000&signature=e2af3ac4633ef84323ffce84b697b1af160b391ab4de2faa6a307db86c657510"),
     {"weight": 0, "orders_10s": 1, "orders_1m": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="order_new"),
    Case("create_order-1-sell", lambda client: client.create_order("BTC/USDT:USDT", side=Side.SELL,
     type=OrderType.LIMIT, post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"),
     client_order_id="abc-1"),
     ("POST https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&side=SELL&type=LIMIT&timeInForce=GTX"
     "&quantity=0.50&price=100.10&newClientOrderId=abc-1&newOrderRespType=RESULT&recvWindow=5000"
     "&timestamp=1700000000000&signature=f1d9a4638b18f6fbd0b9c9e7c29895f6f15bede12f920fc0e498c6a88bbe313c"),
     {"weight": 0, "orders_10s": 1, "orders_1m": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="order_new"),
    Case("create_order-2-buy", lambda client: client.create_order("BTC/USDT:USDT", side=Side.BUY,
     type=OrderType.LIMIT, time_in_force=TimeInForce.IOC, quantity=Decimal("0.50"), price=Decimal("100.10"),
     client_order_id="abc-1"),
     ("POST https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=IOC"
     "&quantity=0.50&price=100.10&newClientOrderId=abc-1&newOrderRespType=RESULT&recvWindow=5000"
     "&timestamp=1700000000000&signature=84fb3ac2f7b223f3d86843609147f3b8430d36d4d2a405f0f9c50a13d27f2351"),
     {"weight": 0, "orders_10s": 1, "orders_1m": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="order_new"),
    Case("create_order-2-sell", lambda client: client.create_order("BTC/USDT:USDT", side=Side.SELL,
     type=OrderType.LIMIT, time_in_force=TimeInForce.IOC, quantity=Decimal("0.50"), price=Decimal("100.10"),
     client_order_id="abc-1"),
     ("POST https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&side=SELL&type=LIMIT&timeInForce=IOC"
     "&quantity=0.50&price=100.10&newClientOrderId=abc-1&newOrderRespType=RESULT&recvWindow=5000"
     "&timestamp=1700000000000&signature=c50e1d1528af081017ecf910041f1274ac8eda142b6a33dd1c4ed819ec24cfea"),
     {"weight": 0, "orders_10s": 1, "orders_1m": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="order_new"),
    Case("create_order-3-buy", lambda client: client.create_order("BTC/USDT:USDT", side=Side.BUY,
     type=OrderType.LIMIT, time_in_force=TimeInForce.GTD, quantity=Decimal("0.50"), price=Decimal("100.10"),
     expire_time=1700003600000000000, client_order_id="abc-1"),
     ("POST https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTD"
     "&quantity=0.50&price=100.10&newClientOrderId=abc-1&newOrderRespType=RESULT&goodTillDate=1700003600000"
     "&recvWindow=5000&timestamp=1700000000000"
     "&signature=084630d14ff3e52e6fa68c3f92d8449b980a5efc87782965d8e53711e95ae89b"), {"weight": 0, "orders_10s": 1,
     "orders_1m": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="order_new"),
    Case("create_order-3-sell", lambda client: client.create_order("BTC/USDT:USDT", side=Side.SELL,
     type=OrderType.LIMIT, time_in_force=TimeInForce.GTD, quantity=Decimal("0.50"), price=Decimal("100.10"),
     expire_time=1700003600000000000, client_order_id="abc-1"),
     ("POST https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&side=SELL&type=LIMIT&timeInForce=GTD"
     "&quantity=0.50&price=100.10&newClientOrderId=abc-1&newOrderRespType=RESULT&goodTillDate=1700003600000"
     "&recvWindow=5000&timestamp=1700000000000"
     "&signature=cf2b282301a02f2c83a9ed422e9fee44731e33e39f93424b5ab217a37f8589db"), {"weight": 0, "orders_10s": 1,
     "orders_1m": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="order_new"),
    Case("create_order-4-buy", lambda client: client.create_order("BTC/USDT:USDT", side=Side.BUY,
     type=OrderType.LIMIT, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     ("POST https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC"
     "&quantity=0.50&price=100.10&newClientOrderId=abc-1&newOrderRespType=RESULT&recvWindow=5000"
     "&timestamp=1700000000000&signature=4c2d388eb92c72bbd7268cb18c82bc6bb852045f041c9c359154b205c45b575e"),
     {"weight": 0, "orders_10s": 1, "orders_1m": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="order_new"),
    Case("create_order-4-sell", lambda client: client.create_order("BTC/USDT:USDT", side=Side.SELL,
     type=OrderType.LIMIT, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     ("POST https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&side=SELL&type=LIMIT&timeInForce=GTC"
     "&quantity=0.50&price=100.10&newClientOrderId=abc-1&newOrderRespType=RESULT&recvWindow=5000"
     "&timestamp=1700000000000&signature=b9ed525b24737fa745ab2ce2b81a3d0bbe98cab5c752fc282438c0d21b96df52"),
     {"weight": 0, "orders_10s": 1, "orders_1m": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="order_new"),
    Case("create_order-5-buy", lambda client: client.create_order("BTC/USDT:USDT", side=Side.BUY,
     type=OrderType.MARKET, quantity=Decimal("0.50"), client_order_id="abc-1"),
     ("POST https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.50"
     "&newClientOrderId=abc-1&newOrderRespType=RESULT&recvWindow=5000&timestamp=1700000000000"
     "&signature=30caff126b4d0062ded3c84843f645055dbc9eabfd3fec44679240268b415feb"), {"weight": 0, "orders_10s": 1,
     "orders_1m": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="order_new"),
    Case("create_order-5-sell", lambda client: client.create_order("BTC/USDT:USDT", side=Side.SELL,
     type=OrderType.MARKET, quantity=Decimal("0.50"), client_order_id="abc-1"),
     ("POST https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&side=SELL&type=MARKET&quantity=0.50"
     "&newClientOrderId=abc-1&newOrderRespType=RESULT&recvWindow=5000&timestamp=1700000000000"
     "&signature=e4ca9995cfb5c007aa541594cc2c6275a3476af1f8b1a7905f4137453f6da110"), {"weight": 0, "orders_10s": 1,
     "orders_1m": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="order_new"),
    Case("create_orders",
     lambda client: client.create_orders([OrderRequest(symbol="BTC/USDT:USDT", side=Side.BUY, type=OrderType.LIMIT, post_only=True, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"), OrderRequest(symbol="BTC/USDT:USDT", side=Side.SELL, type=OrderType.LIMIT, post_only=True, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-4")]),
     ("POST https://fapi.binance.com/fapi/v1/batchOrders?batchOrders=%5B%7B%22symbol%22%3A%22BTCUSDT%22%2C%22side%22%3A%22BUY%22%2C%22type%22%3A%22LIMIT%22%2C%22timeInForce%22%3A%22GTX%22%2C%22quantity%22%3A%220.50%22%2C%22price%22%3A%22100.10%22%2C%22newClientOrderId%22%3A%22abc-1%22%2C%22newOrderRespType%22%3A%22RESULT%22%7D%2C%7B%22symbol%22%3A%22BTCUSDT%22%2C%22side%22%3A%22SELL%22%2C%22type%22%3A%22LIMIT%22%2C%22timeInForce%22%3A%22GTX%22%2C%22quantity%22%3A%220.50%22%2C%22price%22%3A%22100.10%22%2C%22newClientOrderId%22%3A%22abc-4%22%2C%22newOrderRespType%22%3A%22RESULT%22%7D%5D"
     "&recvWindow=5000&timestamp=1700000000000"
     "&signature=0ad84cf0e428097f05c2f691aa9ff8468247c04d534912fd88c05a56ab12b446"), {"weight": 5, "orders_10s": 5,
     "orders_1m": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="orders_new"),
    Case("edit_order-venue_order_id", lambda client: client.edit_order("BTC/USDT:USDT", venue_order_id="123",
     quantity=Decimal("0.5"), price=Decimal("50")),
     ("PUT https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&orderId=123&side=BUY&quantity=0.5&price=50"
     "&recvWindow=5000&timestamp=1700000000000"
     "&signature=c51784a02fe070efcf456d2f054a7f911302fe488412c0b055030645c73ae115"), {"weight": 1, "orders_10s": 1,
     "orders_1m": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="order_modify", knows=KNOWN),
    Case("edit_order-client_order_id", lambda client: client.edit_order("BTC/USDT:USDT", client_order_id="abc-1",
     quantity=Decimal("0.5"), price=Decimal("50")),
     ("PUT https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&origClientOrderId=abc-1&side=BUY&quantity=0.5"
     "&price=50&recvWindow=5000&timestamp=1700000000000"
     "&signature=79d536de34aee911bfb89d3b57477518aa94963315b49aaf9d7e93f5981856af"), {"weight": 1, "orders_10s": 1,
     "orders_1m": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="order_modify", knows=KNOWN),
    Case("cancel_orders",
     lambda client: client.cancel_orders([CancelRequest(symbol="BTC/USDT:USDT", venue_order_id="123")]),
     ("DELETE https://fapi.binance.com/fapi/v1/batchOrders?symbol=BTCUSDT&orderIdList=%5B123%5D&recvWindow=5000"
     "&timestamp=1700000000000&signature=32b1ce096f17dd9c774efa731675aeb2b134378a7e2818d0cd50894e8bd3d5ca"),
     {"weight": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="orders_cancel"),
    Case("cancel_all_orders", lambda client: client.cancel_all_orders("BTC/USDT:USDT"),
     ("DELETE https://fapi.binance.com/fapi/v1/allOpenOrders?symbol=BTCUSDT&recvWindow=5000"
     "&timestamp=1700000000000&signature=f59d304190793aaaf51657111db0fd397bb143700f29ac05c3fbf0bd14d5c2ca"),
     {"weight": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="open_orders_cancel"),
    Case("cancel_all_orders_after", lambda client: client.cancel_all_orders_after(symbol="BTC/USDT:USDT",
     seconds=30),
     ("POST https://fapi.binance.com/fapi/v1/countdownCancelAll?symbol=BTCUSDT&countdownTime=30000"
     "&recvWindow=5000&timestamp=1700000000000"
     "&signature=76ceb1621a7ebddb4e2a71b38fcd77e97d3736ba9d7b816d53dd712fb63ca7a4"), {"weight": 10},
     headers={"x-mbx-apikey": "test-api-key"}, answer="countdown_cancel_all"),
    Case("fetch_balances", lambda client: client.fetch_balances(),
     ("GET https://fapi.binance.com/fapi/v3/balance?recvWindow=5000&timestamp=1700000000000"
     "&signature=dfadd6354e0f62b763c008cd60bcace2c8d5c702ee62186d56647c097a9fd768"), {"weight": 5},
     headers={"x-mbx-apikey": "test-api-key"}, answer="balances"),
    Case("fetch_positions", lambda client: client.fetch_positions(),
     ("GET https://fapi.binance.com/fapi/v3/positionRisk?recvWindow=5000&timestamp=1700000000000"
     "&signature=dfadd6354e0f62b763c008cd60bcace2c8d5c702ee62186d56647c097a9fd768"), {"weight": 5},
     headers={"x-mbx-apikey": "test-api-key"}, answer="positions"),
    Case("set_leverage", lambda client: client.set_leverage("BTC/USDT:USDT", leverage=Decimal("3")),
     ("POST https://fapi.binance.com/fapi/v1/leverage?symbol=BTCUSDT&leverage=3&recvWindow=5000"
     "&timestamp=1700000000000&signature=7572238670a98105ace83efef0a1b2953329c38d701b5ba85ada56a8704f1659"),
     {"weight": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="leverage"),
    Case("set_margin_mode", lambda client: client.set_margin_mode("BTC/USDT:USDT", mode="isolated"),
     ("POST https://fapi.binance.com/fapi/v1/marginType?symbol=BTCUSDT&marginType=ISOLATED&recvWindow=5000"
     "&timestamp=1700000000000&signature=3f3b611e8d4b5b324f13d266794758a2ee247d1973130b38cd61cbc966a05bdb"),
     {"weight": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="margin_type"),
    Case("set_position_mode", lambda client: client.set_position_mode(hedged=True),
     ("POST https://fapi.binance.com/fapi/v1/positionSide/dual?dualSidePosition=true&recvWindow=5000"
     "&timestamp=1700000000000&signature=ec20add5df84a9b2ee6d5844cb9a34e381635ad18a85ebf51569c160976245ca"),
     {"weight": 1}, headers={"x-mbx-apikey": "test-api-key"}, answer="position_mode"),
]  # fmt: skip


async def check(client: Any, http: ScriptedHttp, case: Case) -> None:
    """Make the call; what goes out must be the case's, and the limiter must have been asked for its costs."""
    if case.knows is not None:
        client.orders.apply(case.knows)
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
    Call("cancel_order-required", lambda client: client.raw.cancel_order(symbol="BTCUSDT", order_id=7,
     over="ws_api"),
     "order.cancel", {"symbol": "BTCUSDT", "orderId": 7, "apiKey": "test-api-key", "recvWindow": 5000,
     "timestamp": 1700000000000, "signature": "f4dfe7ae10c4095709c1785be1c64fa08bc0f3992dfe073cd2adda73b9af564f"},
     {"weight": 1}),
    Call("cancel_order-all", lambda client: client.raw.cancel_order(symbol="BTCUSDT", order_id=7,
     orig_client_order_id="a b/+&=é", over="ws_api"),
     "order.cancel", {"symbol": "BTCUSDT", "orderId": 7, "origClientOrderId": "a b/+&=é", "apiKey": "test-api-key",
     "recvWindow": 5000, "timestamp": 1700000000000,
     "signature": "290d64d0cdeccfbc786e4d68e73e5d33ceb1a2c1ccd42e1733cffc49bdd47116"}, {"weight": 1}),
    Call("query_order-required", lambda client: client.raw.query_order(symbol="BTCUSDT", order_id=7, over="ws_api"),
     "order.status", {"symbol": "BTCUSDT", "orderId": 7, "apiKey": "test-api-key", "recvWindow": 5000,
     "timestamp": 1700000000000, "signature": "f4dfe7ae10c4095709c1785be1c64fa08bc0f3992dfe073cd2adda73b9af564f"},
     {"weight": 1}),
    Call("query_order-all", lambda client: client.raw.query_order(symbol="BTCUSDT", order_id=7,
     orig_client_order_id="a b/+&=é", over="ws_api"),
     "order.status", {"symbol": "BTCUSDT", "orderId": 7, "origClientOrderId": "a b/+&=é", "apiKey": "test-api-key",
     "recvWindow": 5000, "timestamp": 1700000000000,
     "signature": "290d64d0cdeccfbc786e4d68e73e5d33ceb1a2c1ccd42e1733cffc49bdd47116"}, {"weight": 1}),
    Call("new_order-required", lambda client: client.raw.new_order(symbol="BTCUSDT", side="BUY", type="LIMIT",
     over="ws_api"),
     "order.place", {"symbol": "BTCUSDT", "side": "BUY", "type": "LIMIT", "newOrderRespType": "RESULT",
     "apiKey": "test-api-key", "recvWindow": 5000, "timestamp": 1700000000000,
     "signature": "3aa65a7cfa00aeaf1e0dfe68b19cc15090e4ceba4433e9e3385a578295f8a3a1"}, {"weight": 0,
     "orders_10s": 1, "orders_1m": 1}),
    Call("new_order-all", lambda client: client.raw.new_order(symbol="BTCUSDT", side="BUY", position_side="BOTH",
     type="LIMIT", time_in_force="GTC", quantity=Decimal("0.10"), reduce_only=True, price=Decimal("0.10"),
     client_order_id="a b/+&=é", price_match="NONE", self_trade_prevention_mode="NONE",
     good_till_date=1700000000000, over="ws_api"),
     "order.place", {"symbol": "BTCUSDT", "side": "BUY", "positionSide": "BOTH", "type": "LIMIT",
     "timeInForce": "GTC", "quantity": "0.10", "reduceOnly": True, "price": "0.10", "newClientOrderId": "a b/+&=é",
     "newOrderRespType": "RESULT", "priceMatch": "NONE", "selfTradePreventionMode": "NONE",
     "goodTillDate": 1700000000000, "apiKey": "test-api-key", "recvWindow": 5000, "timestamp": 1700000000000,
     "signature": "46704c91d9232255119d1abaf5263642eb4d68c4c63392e55730fb3b81af6a05"}, {"weight": 0,
     "orders_10s": 1, "orders_1m": 1}),
    Call("modify_order-required", lambda client: client.raw.modify_order(symbol="BTCUSDT", order_id=7, side="BUY",
     quantity=Decimal("0.10"), over="ws_api"),
     "order.modify", {"symbol": "BTCUSDT", "orderId": 7, "side": "BUY", "quantity": "0.10",
     "apiKey": "test-api-key", "recvWindow": 5000, "timestamp": 1700000000000,
     "signature": "bb3e0aca3115f2bb03d218df6da1cbdb3766d177ac7bfed6d34959b1b80d06a8"}, {"weight": 1,
     "orders_10s": 1, "orders_1m": 1}),
    Call("modify_order-all", lambda client: client.raw.modify_order(symbol="BTCUSDT", order_id=7,
     orig_client_order_id="a b/+&=é", side="BUY", quantity=Decimal("0.10"), price=Decimal("0.10"),
     price_match="NONE", over="ws_api"),
     "order.modify", {"symbol": "BTCUSDT", "orderId": 7, "origClientOrderId": "a b/+&=é", "side": "BUY",
     "quantity": "0.10", "price": "0.10", "priceMatch": "NONE", "apiKey": "test-api-key", "recvWindow": 5000,
     "timestamp": 1700000000000, "signature": "8569588f93f90fca4fdb31db8a6ae0ccc5e49528a105d2524583734733c22aae"},
     {"weight": 1, "orders_10s": 1, "orders_1m": 1}),
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
