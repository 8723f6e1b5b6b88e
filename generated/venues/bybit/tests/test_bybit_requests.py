"""What Bybit is asked, byte for byte: method, address, headers, body, and what each request costs."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Awaitable, Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec
import pytest
from venue_runtime.errors import NotSupported
from venue_runtime.model import CancelRequest, OrderRequest, OrderType, Side
from venue_runtime.testing.generated import load_examples
from venue_runtime.testing.generated_socket import match_frame
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSockets
from venues.bybit import types as wire
from venues.bybit.simulated import TradeSocket

PACKAGE = str(importlib.import_module("venues.bybit").__file__)


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
     "GET https://api.bybit.com/v5/market/time", {"ip": 1}),
    Case("instruments-required", lambda client: client.raw.instruments(category="a b/+&=é"),
     "GET https://api.bybit.com/v5/market/instruments-info?category=a%20b%2F%2B%26%3D%C3%A9", {"ip": 1}),
    Case("instruments-all", lambda client: client.raw.instruments(category="a b/+&=é", symbol="BTCUSDT",
     status="a b/+&=é", base_coin="a b/+&=é", limit=7, cursor="a b/+&=é"),
     ("GET https://api.bybit.com/v5/market/instruments-info?category=a%20b%2F%2B%26%3D%C3%A9&symbol=BTCUSDT"
     "&status=a%20b%2F%2B%26%3D%C3%A9&baseCoin=a%20b%2F%2B%26%3D%C3%A9&limit=7&cursor=a%20b%2F%2B%26%3D%C3%A9"),
     {"ip": 1}),
    Case("order_book-required", lambda client: client.raw.order_book(category="a b/+&=é", symbol="BTCUSDT"),
     "GET https://api.bybit.com/v5/market/orderbook?category=a%20b%2F%2B%26%3D%C3%A9&symbol=BTCUSDT", {"ip": 1}),
    Case("order_book-all", lambda client: client.raw.order_book(category="a b/+&=é", symbol="BTCUSDT", limit=7),
     "GET https://api.bybit.com/v5/market/orderbook?category=a%20b%2F%2B%26%3D%C3%A9&symbol=BTCUSDT&limit=7",
     {"ip": 1}),
    Case("trades-required", lambda client: client.raw.trades(category="a b/+&=é", symbol="BTCUSDT"),
     "GET https://api.bybit.com/v5/market/recent-trade?category=a%20b%2F%2B%26%3D%C3%A9&symbol=BTCUSDT", {"ip": 1}),
    Case("trades-all", lambda client: client.raw.trades(category="a b/+&=é", symbol="BTCUSDT", limit=7),
     "GET https://api.bybit.com/v5/market/recent-trade?category=a%20b%2F%2B%26%3D%C3%A9&symbol=BTCUSDT&limit=7",
     {"ip": 1}),
    Case("tickers-required", lambda client: client.raw.tickers(category="a b/+&=é", symbol="BTCUSDT"),
     "GET https://api.bybit.com/v5/market/tickers?category=a%20b%2F%2B%26%3D%C3%A9&symbol=BTCUSDT", {"ip": 1}),
    Case("candles-required", lambda client: client.raw.candles(category="a b/+&=é", symbol="BTCUSDT",
     interval="a b/+&=é"),
     ("GET https://api.bybit.com/v5/market/kline?category=a%20b%2F%2B%26%3D%C3%A9&symbol=BTCUSDT"
     "&interval=a%20b%2F%2B%26%3D%C3%A9"), {"ip": 1}),
    Case("candles-all", lambda client: client.raw.candles(category="a b/+&=é", symbol="BTCUSDT",
     interval="a b/+&=é", start=1700000000000, end=1700000000000, limit=7),
     ("GET https://api.bybit.com/v5/market/kline?category=a%20b%2F%2B%26%3D%C3%A9&symbol=BTCUSDT"
     "&interval=a%20b%2F%2B%26%3D%C3%A9&start=1700000000000&end=1700000000000&limit=7"), {"ip": 1}),
    Case("create_order-required", lambda client: client.raw.create_order(category="a b/+&=é", symbol="BTCUSDT",
     side="Buy", kind="Limit", quantity=Decimal("0.10")),
     "POST https://api.bybit.com/v5/order/create", {"ip": 1, "create": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "5960711e9717eb655f5474ac4d5ab1d5e38baefc0a9ffa6c8fe3114021e9d15c"},
     body=b'{"category":"a b/+&=\xc3\xa9","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.10"}'),
    Case("create_order-all", lambda client: client.raw.create_order(category="a b/+&=é", symbol="BTCUSDT",
     is_leverage=7, side="Buy", kind="Limit", quantity=Decimal("0.10"), market_unit="a b/+&=é",
     slippage_tolerance_type="a b/+&=é", slippage_tolerance=Decimal("0.10"), price=Decimal("0.10"),
     trigger_direction=7, order_filter="a b/+&=é", trigger_price=Decimal("0.10"), trigger_by="LastPrice",
     life="GTC", position_index=7, client_id="a b/+&=é", take_profit=Decimal("0.10"), stop_loss=Decimal("0.10"),
     reduce_only=True, close_on_trigger=True, smp_type="None"),
     "POST https://api.bybit.com/v5/order/create", {"ip": 1, "create": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "af2f1c81e4c8c29ad0c6a55dd1ef5c4cd85993720b4366f232fd929dfadd7d37"},
     body=b'{"category":"a b/+&=\xc3\xa9","symbol":"BTCUSDT","isLeverage":7,"side":"Buy","orderType":"Limit","qty":"0.10","marketUnit":"a b/+&=\xc3\xa9","slippageToleranceType":"a b/+&=\xc3\xa9","slippageTolerance":"0.10","price":"0.10","triggerDirection":7,"orderFilter":"a b/+&=\xc3\xa9","triggerPrice":"0.10","triggerBy":"LastPrice","timeInForce":"GTC","positionIdx":7,"orderLinkId":"a b/+&=\xc3\xa9","takeProfit":"0.10","stopLoss":"0.10","reduceOnly":true,"closeOnTrigger":true,"smpType":"None"}'),
    Case("amend_order-required", lambda client: client.raw.amend_order(category="a b/+&=é", symbol="BTCUSDT",
     id="a b/+&=é", quantity=Decimal("0.10")),
     "POST https://api.bybit.com/v5/order/amend", {"ip": 1, "amend": 1}, headers={"x-bapi-api-key": "test-api-key",
     "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "7f1ea4cd5d12110f36b3ad58bb9e71700d0826033470400817325b7f95ca064d"},
     body=b'{"category":"a b/+&=\xc3\xa9","symbol":"BTCUSDT","orderId":"a b/+&=\xc3\xa9","qty":"0.10"}'),
    Case("amend_order-all", lambda client: client.raw.amend_order(category="a b/+&=é", symbol="BTCUSDT",
     id="a b/+&=é", client_id="a b/+&=é", trigger_price=Decimal("0.10"), quantity=Decimal("0.10"),
     price=Decimal("0.10")),
     "POST https://api.bybit.com/v5/order/amend", {"ip": 1, "amend": 1}, headers={"x-bapi-api-key": "test-api-key",
     "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "ee581dc74be1abc4af6673ad69b40b9e5e93f058c73b4ef2edfa5c779890a984"},
     body=b'{"category":"a b/+&=\xc3\xa9","symbol":"BTCUSDT","orderId":"a b/+&=\xc3\xa9","orderLinkId":"a b/+&=\xc3\xa9","triggerPrice":"0.10","qty":"0.10","price":"0.10"}'),
    Case("cancel_order-required", lambda client: client.raw.cancel_order(category="a b/+&=é", symbol="BTCUSDT",
     id="a b/+&=é"),
     "POST https://api.bybit.com/v5/order/cancel", {"ip": 1, "cancel": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "b13eda6ef63d63f5a881b3569aa29c29461b1be87ede988cf27d1c71ff4cea68"},
     body=b'{"category":"a b/+&=\xc3\xa9","symbol":"BTCUSDT","orderId":"a b/+&=\xc3\xa9"}'),
    Case("cancel_order-all", lambda client: client.raw.cancel_order(category="a b/+&=é", symbol="BTCUSDT",
     id="a b/+&=é", client_id="a b/+&=é", order_filter="a b/+&=é"),
     "POST https://api.bybit.com/v5/order/cancel", {"ip": 1, "cancel": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "c8c16edcbed0709538b5fd6b291efdf47cb727237445db6c9baf1ff559bf9bb5"},
     body=b'{"category":"a b/+&=\xc3\xa9","symbol":"BTCUSDT","orderId":"a b/+&=\xc3\xa9","orderLinkId":"a b/+&=\xc3\xa9","orderFilter":"a b/+&=\xc3\xa9"}'),
    Case("cancel_all-required", lambda client: client.raw.cancel_all(category="a b/+&=é"),
     "POST https://api.bybit.com/v5/order/cancel-all", {"ip": 1, "cancel_all": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "7fe25a3e9a2975254d13ac48004bde9c7739c5941d5e36feba29fe8d295c3704"},
     body=b'{"category":"a b/+&=\xc3\xa9"}'),
    Case("cancel_all-all", lambda client: client.raw.cancel_all(category="a b/+&=é", symbol="BTCUSDT",
     base_coin="a b/+&=é", settle_coin="a b/+&=é", order_filter="a b/+&=é"),
     "POST https://api.bybit.com/v5/order/cancel-all", {"ip": 1, "cancel_all": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "d2189ba125a8395728b033132367c67abd9499ef2f9da9d4ce9f98039d42d39c"},
     body=b'{"category":"a b/+&=\xc3\xa9","symbol":"BTCUSDT","baseCoin":"a b/+&=\xc3\xa9","settleCoin":"a b/+&=\xc3\xa9","orderFilter":"a b/+&=\xc3\xa9"}'),
    Case("create_batch-required", lambda client: client.raw.create_batch(category="a b/+&=é",
     orders=[wire.NewOrder(symbol="BTCUSDT", side=wire.Side("Buy"), kind=wire.OrderType("Limit"), quantity=Decimal("0.10"))]),
     "POST https://api.bybit.com/v5/order/create-batch", {"ip": 1, "create_batch": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "3751944e7ec2712f2ddfc651d41b93046a8a726c630a9df9725d33e3bc54ed15"},
     body=b'{"category":"a b/+&=\xc3\xa9","request":[{"symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.10"}]}'),
    Case("create_batch-all", lambda client: client.raw.create_batch(category="a b/+&=é",
     orders=[wire.NewOrder(symbol="BTCUSDT", is_leverage=7, side=wire.Side("Buy"), kind=wire.OrderType("Limit"), quantity=Decimal("0.10"), market_unit="a b/+&=é", slippage_tolerance_type="a b/+&=é", slippage_tolerance=Decimal("0.10"), price=Decimal("0.10"), trigger_direction=7, order_filter="a b/+&=é", trigger_price=Decimal("0.10"), trigger_by=wire.TriggerBy("LastPrice"), life=wire.TimeInForce("GTC"), position_index=7, client_id="a b/+&=é", take_profit=Decimal("0.10"), stop_loss=Decimal("0.10"), reduce_only=True, close_on_trigger=True, smp_type=wire.SmpType("None"))]),
     "POST https://api.bybit.com/v5/order/create-batch", {"ip": 1, "create_batch": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "5b2f812944c362c6cbb3a521ee186b8c3092df830f3213d602198686fd6ef76e"},
     body=b'{"category":"a b/+&=\xc3\xa9","request":[{"symbol":"BTCUSDT","isLeverage":7,"side":"Buy","orderType":"Limit","qty":"0.10","marketUnit":"a b/+&=\xc3\xa9","slippageToleranceType":"a b/+&=\xc3\xa9","slippageTolerance":"0.10","price":"0.10","triggerDirection":7,"orderFilter":"a b/+&=\xc3\xa9","triggerPrice":"0.10","triggerBy":"LastPrice","timeInForce":"GTC","positionIdx":7,"orderLinkId":"a b/+&=\xc3\xa9","takeProfit":"0.10","stopLoss":"0.10","reduceOnly":true,"closeOnTrigger":true,"smpType":"None"}]}'),
    Case("cancel_batch-required", lambda client: client.raw.cancel_batch(category="a b/+&=é",
     orders=[wire.CancelItem(symbol="BTCUSDT")]),
     "POST https://api.bybit.com/v5/order/cancel-batch", {"ip": 1, "cancel_batch": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "77284ea452a314e5b701a0ae6a2083c750e7cc366a1447bd17603ad5a89a0258"},
     body=b'{"category":"a b/+&=\xc3\xa9","request":[{"symbol":"BTCUSDT"}]}'),
    Case("cancel_batch-all", lambda client: client.raw.cancel_batch(category="a b/+&=é",
     orders=[wire.CancelItem(symbol="BTCUSDT", id="a b/+&=é", client_id="a b/+&=é")]),
     "POST https://api.bybit.com/v5/order/cancel-batch", {"ip": 1, "cancel_batch": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "95929eb95fcf439c1ebd7721dc19bf5ec5cdf87aa645894a5db386b4e19c8b62"},
     body=b'{"category":"a b/+&=\xc3\xa9","request":[{"symbol":"BTCUSDT","orderId":"a b/+&=\xc3\xa9","orderLinkId":"a b/+&=\xc3\xa9"}]}'),
    Case("disconnect_cancel_all-required", lambda client: client.raw.disconnect_cancel_all(time_window=3),
     "POST https://api.bybit.com/v5/order/disconnected-cancel-all", {"ip": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "ad0a2cb93a696c64443eca5181c5201426cd3af8e464d9ba890702e9042b4dd4"}, body=b'{"timeWindow":3}'),
    Case("disconnect_cancel_all-all", lambda client: client.raw.disconnect_cancel_all(product="a b/+&=é",
     time_window=3),
     "POST https://api.bybit.com/v5/order/disconnected-cancel-all", {"ip": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "13565fe020eec8ee2f5e001895b5dad9b097b1f49928777276b05fecf838ff87"},
     body=b'{"product":"a b/+&=\xc3\xa9","timeWindow":3}'),
    Case("open_orders-required", lambda client: client.raw.open_orders(category="a b/+&=é"),
     "GET https://api.bybit.com/v5/order/realtime?category=a%20b%2F%2B%26%3D%C3%A9", {"ip": 1, "query_orders": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "d753a6a90df9b490a4b2af2aeeb18269fb0a99fe164db4fb7e0ef92e470c9cb1"}),
    Case("open_orders-all", lambda client: client.raw.open_orders(category="a b/+&=é", symbol="BTCUSDT",
     settle_coin="a b/+&=é", open_only=7, order_filter="a b/+&=é", limit=7, cursor="a b/+&=é"),
     ("GET https://api.bybit.com/v5/order/realtime?category=a%20b%2F%2B%26%3D%C3%A9&symbol=BTCUSDT"
     "&settleCoin=a%20b%2F%2B%26%3D%C3%A9&openOnly=7&orderFilter=a%20b%2F%2B%26%3D%C3%A9&limit=7"
     "&cursor=a%20b%2F%2B%26%3D%C3%A9"), {"ip": 1, "query_orders": 1}, headers={"x-bapi-api-key": "test-api-key",
     "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "a13ea85485da240a986cec30c00371c71fbcf13e7124f7f5ff687dab56176bff"}),
    Case("order-required", lambda client: client.raw.order(category="a b/+&=é", symbol="BTCUSDT", id="a b/+&=é"),
     ("GET https://api.bybit.com/v5/order/realtime?category=a%20b%2F%2B%26%3D%C3%A9&symbol=BTCUSDT"
     "&orderId=a%20b%2F%2B%26%3D%C3%A9"), {"ip": 1, "query_orders": 1}, headers={"x-bapi-api-key": "test-api-key",
     "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "ad77caa64d5cc107ca4ba932d5a73825b0064c4d414a2054fd6c61391e7d0936"}),
    Case("order-all", lambda client: client.raw.order(category="a b/+&=é", symbol="BTCUSDT", id="a b/+&=é",
     client_id="a b/+&=é"),
     ("GET https://api.bybit.com/v5/order/realtime?category=a%20b%2F%2B%26%3D%C3%A9&symbol=BTCUSDT"
     "&orderId=a%20b%2F%2B%26%3D%C3%A9&orderLinkId=a%20b%2F%2B%26%3D%C3%A9"), {"ip": 1, "query_orders": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "45b6b8034b5a182d3b548b1424e276ce5c4d56335298d41129d36579aca2bcb2"}),
    Case("order_history-required", lambda client: client.raw.order_history(category="a b/+&=é"),
     "GET https://api.bybit.com/v5/order/history?category=a%20b%2F%2B%26%3D%C3%A9", {"ip": 1, "order_history": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "d753a6a90df9b490a4b2af2aeeb18269fb0a99fe164db4fb7e0ef92e470c9cb1"}),
    Case("order_history-all", lambda client: client.raw.order_history(category="a b/+&=é", symbol="BTCUSDT",
     id="a b/+&=é", client_id="a b/+&=é", start_time=1700000000000, end_time=1700000000000, limit=7,
     cursor="a b/+&=é"),
     ("GET https://api.bybit.com/v5/order/history?category=a%20b%2F%2B%26%3D%C3%A9&symbol=BTCUSDT"
     "&orderId=a%20b%2F%2B%26%3D%C3%A9&orderLinkId=a%20b%2F%2B%26%3D%C3%A9&startTime=1700000000000"
     "&endTime=1700000000000&limit=7&cursor=a%20b%2F%2B%26%3D%C3%A9"), {"ip": 1, "order_history": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "2175474c942f79c83c481773018f3e67078e2b7ce2655b0d9acf0938837c8e2e"}),
    Case("executions-required", lambda client: client.raw.executions(category="a b/+&=é"),
     "GET https://api.bybit.com/v5/execution/list?category=a%20b%2F%2B%26%3D%C3%A9", {"ip": 1, "executions": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "d753a6a90df9b490a4b2af2aeeb18269fb0a99fe164db4fb7e0ef92e470c9cb1"}),
    Case("executions-all", lambda client: client.raw.executions(category="a b/+&=é", symbol="BTCUSDT",
     order_id="a b/+&=é", start_time=1700000000000, end_time=1700000000000, limit=7, cursor="a b/+&=é"),
     ("GET https://api.bybit.com/v5/execution/list?category=a%20b%2F%2B%26%3D%C3%A9&symbol=BTCUSDT"
     "&orderId=a%20b%2F%2B%26%3D%C3%A9&startTime=1700000000000&endTime=1700000000000&limit=7"
     "&cursor=a%20b%2F%2B%26%3D%C3%A9"), {"ip": 1, "executions": 1}, headers={"x-bapi-api-key": "test-api-key",
     "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "af1c81ea52c02bba5ce9dfa7fa0e52be2ce3491b6ae900b8d7e5cb23a1d5e686"}),
    Case("wallet_balance-required", lambda client: client.raw.wallet_balance(),
     "GET https://api.bybit.com/v5/account/wallet-balance?accountType=UNIFIED", {"ip": 1, "wallet": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "fc84a15262df25de8fc8b0e5c78856642cbd6f957ecc4acb169ba66b293d75e5"}),
    Case("wallet_balance-all", lambda client: client.raw.wallet_balance(account_type="a b/+&=é", coin="a b/+&=é"),
     ("GET https://api.bybit.com/v5/account/wallet-balance?accountType=a%20b%2F%2B%26%3D%C3%A9"
     "&coin=a%20b%2F%2B%26%3D%C3%A9"), {"ip": 1, "wallet": 1}, headers={"x-bapi-api-key": "test-api-key",
     "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "287243e2a05550e02861a83545e76b95707a4c6cc1790ec99ce6177bacf80802"}),
    Case("positions-required", lambda client: client.raw.positions(category="a b/+&=é"),
     "GET https://api.bybit.com/v5/position/list?category=a%20b%2F%2B%26%3D%C3%A9", {"ip": 1, "positions": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "d753a6a90df9b490a4b2af2aeeb18269fb0a99fe164db4fb7e0ef92e470c9cb1"}),
    Case("positions-all", lambda client: client.raw.positions(category="a b/+&=é", symbol="BTCUSDT",
     settle_coin="a b/+&=é", limit=7, cursor="a b/+&=é"),
     ("GET https://api.bybit.com/v5/position/list?category=a%20b%2F%2B%26%3D%C3%A9&symbol=BTCUSDT"
     "&settleCoin=a%20b%2F%2B%26%3D%C3%A9&limit=7&cursor=a%20b%2F%2B%26%3D%C3%A9"), {"ip": 1, "positions": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "f215275624297ec2cd21a3cbec686554f6bc5a399c8b40144dbcb9691e56eaca"}),
    Case("set_leverage-required", lambda client: client.raw.set_leverage(category="a b/+&=é", symbol="BTCUSDT",
     buy_leverage=Decimal("0.10"), sell_leverage=Decimal("0.10")),
     "POST https://api.bybit.com/v5/position/set-leverage", {"ip": 1}, headers={"x-bapi-api-key": "test-api-key",
     "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "f150d58c43577f53aa6b36a96499608391a24b3a8575ccbd2d43da389402d00e"},
     body=b'{"category":"a b/+&=\xc3\xa9","symbol":"BTCUSDT","buyLeverage":"0.10","sellLeverage":"0.10"}'),
]  # fmt: skip

CONTRACT: list[Case] = [
    Case("load_instruments", lambda client: client.load_instruments(),
     "GET https://api.bybit.com/v5/market/instruments-info?category=spot&limit=1000", {"ip": 1},
     answer="instruments.linear"),
    Case("fetch_time", lambda client: client.fetch_time(),
     "GET https://api.bybit.com/v5/market/time", {"ip": 1}, answer="time"),
    Case("fetch_ticker", lambda client: client.fetch_ticker("BTC/USDT"),
     "GET https://api.bybit.com/v5/market/tickers?category=spot&symbol=BTCUSDT", {"ip": 1},
     answer="tickers.inverse"),
    Case("fetch_funding_rate", lambda client: client.fetch_funding_rate("BTC/USDT"),
     "GET https://api.bybit.com/v5/market/tickers?category=spot&symbol=BTCUSDT", {"ip": 1},
     answer="tickers.inverse"),
    Case("fetch_order_book", lambda client: client.fetch_order_book("BTC/USDT"),
     "GET https://api.bybit.com/v5/market/orderbook?category=spot&symbol=BTCUSDT&limit=1000", {"ip": 1},
     answer="orderbook"),
    Case("fetch_order_book-all", lambda client: client.fetch_order_book("BTC/USDT", depth=50),
     "GET https://api.bybit.com/v5/market/orderbook?category=spot&symbol=BTCUSDT&limit=50", {"ip": 1},
     answer="orderbook"),
    Case("fetch_trades", lambda client: client.fetch_trades("BTC/USDT"),
     "GET https://api.bybit.com/v5/market/recent-trade?category=spot&symbol=BTCUSDT", {"ip": 1},
     answer="recent_trade"),
    Case("fetch_trades-all", lambda client: client.fetch_trades("BTC/USDT", limit=5),
     "GET https://api.bybit.com/v5/market/recent-trade?category=spot&symbol=BTCUSDT&limit=5", {"ip": 1},
     answer="recent_trade"),
    Case("fetch_candles", lambda client: client.fetch_candles("BTC/USDT", interval="1h"),
     "GET https://api.bybit.com/v5/market/kline?category=spot&symbol=BTCUSDT&interval=60", {"ip": 1},
     answer="kline"),
    Case("fetch_candles-all", lambda client: client.fetch_candles("BTC/USDT", interval="1h",
     since=1699999000123000000, limit=5),
     ("GET https://api.bybit.com/v5/market/kline?category=spot&symbol=BTCUSDT&interval=60&start=1699999000123"
     "&limit=5"), {"ip": 1}, answer="kline"),
    Case("create_order-0-buy", lambda client: client.create_order("BTC/USDT", side=Side.BUY, type=OrderType.LIMIT,
     post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     "POST https://api.bybit.com/v5/order/create", {"ip": 1, "create": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "5565e706880ad15524f94da8f24e37a73d950d4ed42018817363e97e0ebbd14c"},
     body=b'{"category":"spot","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.50","price":"100.10","timeInForce":"PostOnly","orderLinkId":"abc-1"}',
     answer="order_create"),
    Case("create_order-0-sell", lambda client: client.create_order("BTC/USDT", side=Side.SELL, type=OrderType.LIMIT,
     post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     "POST https://api.bybit.com/v5/order/create", {"ip": 1, "create": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "9daf61919a3e8788d1577a2a10f176bf2871b76ed246b1014e512d1f49223a0c"},
     body=b'{"category":"spot","symbol":"BTCUSDT","side":"Sell","orderType":"Limit","qty":"0.50","price":"100.10","timeInForce":"PostOnly","orderLinkId":"abc-1"}',
     answer="order_create"),
    Case("create_order-1-buy", lambda client: client.create_order("BTC/USDT", side=Side.BUY, type=OrderType.LIMIT,
     quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     "POST https://api.bybit.com/v5/order/create", {"ip": 1, "create": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "61218ae53883fb42cbfb8c38c7350b91fa84f40a9ac48c8fd8d918067fdfc7d7"},
     body=b'{"category":"spot","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.50","price":"100.10","timeInForce":"GTC","orderLinkId":"abc-1"}',
     answer="order_create"),
    Case("create_order-1-sell", lambda client: client.create_order("BTC/USDT", side=Side.SELL, type=OrderType.LIMIT,
     quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     "POST https://api.bybit.com/v5/order/create", {"ip": 1, "create": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "f8f3f077b8132bee1656ee653eff116e46bc7a4eccb25f98fa07db0ee686ff7c"},
     body=b'{"category":"spot","symbol":"BTCUSDT","side":"Sell","orderType":"Limit","qty":"0.50","price":"100.10","timeInForce":"GTC","orderLinkId":"abc-1"}',
     answer="order_create"),
    Case("create_order-2-buy", lambda client: client.create_order("BTC/USDT", side=Side.BUY, type=OrderType.MARKET,
     quantity=Decimal("0.50"), client_order_id="abc-1"),
     "POST https://api.bybit.com/v5/order/create", {"ip": 1, "create": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "fd78bc0737a57d122c93f02bbce318a3e1be2660051b11cfb0a7e7e605551ffd"},
     body=b'{"category":"spot","symbol":"BTCUSDT","side":"Buy","orderType":"Market","qty":"0.50","marketUnit":"baseCoin","orderLinkId":"abc-1"}',
     answer="order_create"),
    Case("create_order-2-sell", lambda client: client.create_order("BTC/USDT", side=Side.SELL,
     type=OrderType.MARKET, quantity=Decimal("0.50"), client_order_id="abc-1"),
     "POST https://api.bybit.com/v5/order/create", {"ip": 1, "create": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "052973a44e42fe7ccd86608a719fb81ac6597e16573c46649f85b4f464807bad"},
     body=b'{"category":"spot","symbol":"BTCUSDT","side":"Sell","orderType":"Market","qty":"0.50","marketUnit":"baseCoin","orderLinkId":"abc-1"}',
     answer="order_create"),
    Case("create_order-4-buy", lambda client: client.create_order("BTC/USDT", side=Side.BUY, type=OrderType.STOP,
     quantity=Decimal("0.50"), trigger_price=Decimal("99.9"), client_order_id="abc-1"),
     "POST https://api.bybit.com/v5/order/create", {"ip": 1, "create": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "bf01268d1ff70a67624697216c27205a2864b4e431c513451f9484f8800e112a"},
     body=b'{"category":"spot","symbol":"BTCUSDT","side":"Buy","orderType":"Market","qty":"0.50","orderFilter":"StopOrder","triggerPrice":"99.9","orderLinkId":"abc-1"}',
     answer="order_create"),
    Case("create_order-4-sell", lambda client: client.create_order("BTC/USDT", side=Side.SELL, type=OrderType.STOP,
     quantity=Decimal("0.50"), trigger_price=Decimal("99.9"), client_order_id="abc-1"),
     "POST https://api.bybit.com/v5/order/create", {"ip": 1, "create": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "5e230d9de46d03e3d22e7e3a59a326382da4e63c73cb2b44d203ef43c5da2011"},
     body=b'{"category":"spot","symbol":"BTCUSDT","side":"Sell","orderType":"Market","qty":"0.50","orderFilter":"StopOrder","triggerPrice":"99.9","orderLinkId":"abc-1"}',
     answer="order_create"),
    Case("create_order-5-buy", lambda client: client.create_order("BTC/USDT", side=Side.BUY,
     type=OrderType.STOP_LIMIT, post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"),
     trigger_price=Decimal("99.9"), client_order_id="abc-1"),
     "POST https://api.bybit.com/v5/order/create", {"ip": 1, "create": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "9075c1d0cf4596227a498de56047a07c2f9d87deee18ea30b615481bd80d06ba"},
     body=b'{"category":"spot","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.50","price":"100.10","orderFilter":"StopOrder","triggerPrice":"99.9","timeInForce":"PostOnly","orderLinkId":"abc-1"}',
     answer="order_create"),
    Case("create_order-5-sell", lambda client: client.create_order("BTC/USDT", side=Side.SELL,
     type=OrderType.STOP_LIMIT, post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"),
     trigger_price=Decimal("99.9"), client_order_id="abc-1"),
     "POST https://api.bybit.com/v5/order/create", {"ip": 1, "create": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "493491bb643c5f06bbf88c65614f9526bfc15876817692ca1c7ab62e8676c2ff"},
     body=b'{"category":"spot","symbol":"BTCUSDT","side":"Sell","orderType":"Limit","qty":"0.50","price":"100.10","orderFilter":"StopOrder","triggerPrice":"99.9","timeInForce":"PostOnly","orderLinkId":"abc-1"}',
     answer="order_create"),
    Case("create_order-6-buy", lambda client: client.create_order("BTC/USDT", side=Side.BUY,
     type=OrderType.STOP_LIMIT, quantity=Decimal("0.50"), price=Decimal("100.10"), trigger_price=Decimal("99.9"),
     client_order_id="abc-1"),
     "POST https://api.bybit.com/v5/order/create", {"ip": 1, "create": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "b1b54348dd21728362415edc1a4baaa988d593ce72b5ddcc38feb3bbe6f3e54f"},
     body=b'{"category":"spot","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.50","price":"100.10","orderFilter":"StopOrder","triggerPrice":"99.9","timeInForce":"GTC","orderLinkId":"abc-1"}',
     answer="order_create"),
    Case("create_order-6-sell", lambda client: client.create_order("BTC/USDT", side=Side.SELL,
     type=OrderType.STOP_LIMIT, quantity=Decimal("0.50"), price=Decimal("100.10"), trigger_price=Decimal("99.9"),
     client_order_id="abc-1"),
     "POST https://api.bybit.com/v5/order/create", {"ip": 1, "create": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "483373d207783b9c2dec5bd9f0d45b0e94de8f79adf49c9de1896f5a7a6e925f"},
     body=b'{"category":"spot","symbol":"BTCUSDT","side":"Sell","orderType":"Limit","qty":"0.50","price":"100.10","orderFilter":"StopOrder","triggerPrice":"99.9","timeInForce":"GTC","orderLinkId":"abc-1"}',
     answer="order_create"),
    Case("edit_order-venue_order_id", lambda client: client.edit_order("BTC/USDT", venue_order_id="123",
     quantity=Decimal("0.5"), price=Decimal("50")),
     "POST https://api.bybit.com/v5/order/amend", {"ip": 1, "amend": 1}, headers={"x-bapi-api-key": "test-api-key",
     "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "ed7fb5801d73419ad0cab0fbdba74caaedce9b56eaa40d157fdfdc3132601311"},
     body=b'{"category":"spot","symbol":"BTCUSDT","orderId":"123","qty":"0.5","price":"50"}', answer="order_amend"),
    Case("edit_order-client_order_id", lambda client: client.edit_order("BTC/USDT", client_order_id="abc-1",
     quantity=Decimal("0.5"), price=Decimal("50")),
     "POST https://api.bybit.com/v5/order/amend", {"ip": 1, "amend": 1}, headers={"x-bapi-api-key": "test-api-key",
     "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "784a8304289d997bacef35f1237e7c8ebc5d71fb636999eabbff9171738ed321"},
     body=b'{"category":"spot","symbol":"BTCUSDT","orderLinkId":"abc-1","qty":"0.5","price":"50"}',
     answer="order_amend"),
    Case("cancel_order-venue_order_id", lambda client: client.cancel_order("BTC/USDT", venue_order_id="123"),
     "POST https://api.bybit.com/v5/order/cancel", {"ip": 1, "cancel": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "3b5f52c99db7b5607fd1ea2ba1729f375a382aab5e7f57264ee373e888bd8b0f"},
     body=b'{"category":"spot","symbol":"BTCUSDT","orderId":"123"}', answer="order_cancel"),
    Case("cancel_order-client_order_id", lambda client: client.cancel_order("BTC/USDT", client_order_id="abc-1"),
     "POST https://api.bybit.com/v5/order/cancel", {"ip": 1, "cancel": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "7374d35373639a6f56f16021dd28d64c2205c4804dc2b8e9d3d075d107bdaf69"},
     body=b'{"category":"spot","symbol":"BTCUSDT","orderLinkId":"abc-1"}', answer="order_cancel"),
    Case("cancel_all_orders", lambda client: client.cancel_all_orders("BTC/USDT"),
     "POST https://api.bybit.com/v5/order/cancel-all", {"ip": 1, "cancel_all": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "bd8ba3695a54337a919a281d6ee897f156f224714dc5a608bbf1bf9b471956bc"},
     body=b'{"category":"spot","symbol":"BTCUSDT"}', answer="order_cancel_all"),
    Case("cancel_on_disconnect", lambda client: client._cancel_on_disconnect(),
     "POST https://api.bybit.com/v5/order/disconnected-cancel-all", {"ip": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "c277c98fd94190b5c1613d0b5b0f1566264cf6b7aaa2a7b467f1e56f9a3ae2bb"},
     body=b'{"product":"SPOT","timeWindow":10}', answer="order_dcp"),
    Case("create_orders",
     lambda client: client.create_orders([OrderRequest(symbol="BTC/USDT", side=Side.BUY, type=OrderType.LIMIT, post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"), OrderRequest(symbol="BTC/USDT", side=Side.SELL, type=OrderType.LIMIT, post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-4")]),
     "POST https://api.bybit.com/v5/order/create-batch", {"ip": 1, "create_batch": 2},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "cdad8b6401a73d771317aafbebeafd326cc1b448a9304feff0d5e1302c15e4fb"},
     body=b'{"category":"spot","request":[{"symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.50","price":"100.10","timeInForce":"PostOnly","orderLinkId":"abc-1"},{"symbol":"BTCUSDT","side":"Sell","orderType":"Limit","qty":"0.50","price":"100.10","timeInForce":"PostOnly","orderLinkId":"abc-4"}]}',
     answer="order_create_batch"),
    Case("cancel_orders",
     lambda client: client.cancel_orders([CancelRequest(symbol="BTC/USDT", venue_order_id="123"), CancelRequest(symbol="BTC/USDT", client_order_id="abc-1")]),
     "POST https://api.bybit.com/v5/order/cancel-batch", {"ip": 1, "cancel_batch": 2},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "5071886bab734a063dcbd88598c76fb9d9bb9c30392a071d9884400ef041bf9c"},
     body=b'{"category":"spot","request":[{"symbol":"BTCUSDT","orderId":"123"},{"symbol":"BTCUSDT","orderLinkId":"abc-1"}]}',
     answer="order_cancel_batch"),
    Case("fetch_order-venue_order_id", lambda client: client.fetch_order("BTC/USDT", venue_order_id="123"),
     "GET https://api.bybit.com/v5/order/realtime?category=spot&symbol=BTCUSDT&orderId=123", {"ip": 1,
     "query_orders": 1}, headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000",
     "x-bapi-recv-window": "5000",
     "x-bapi-sign": "6dcbc766a1ad0a7d3679297b7de3b2851cfbce712c818e935f17988fe4de6774"},
     answer="order_realtime.one"),
    Case("fetch_order-client_order_id", lambda client: client.fetch_order("BTC/USDT", client_order_id="abc-1"),
     "GET https://api.bybit.com/v5/order/realtime?category=spot&symbol=BTCUSDT&orderLinkId=abc-1", {"ip": 1,
     "query_orders": 1}, headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000",
     "x-bapi-recv-window": "5000",
     "x-bapi-sign": "547a986f4505f951eff2594a76a8bd33fbfeb9b43192198fdbcfc3741f1fe04f"},
     answer="order_realtime.one"),
    Case("fetch_open_orders", lambda client: client.fetch_open_orders("BTC/USDT"),
     "GET https://api.bybit.com/v5/order/realtime?category=spot&symbol=BTCUSDT&limit=50", {"ip": 1,
     "query_orders": 1}, headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000",
     "x-bapi-recv-window": "5000",
     "x-bapi-sign": "6d52e026b8eb91785315201fe9e2147f544702d1fc7eab7fbe45e33132c759dd"}, answer="order_realtime"),
    Case("fetch_open_orders-of-all", lambda client: client.fetch_open_orders(),
     "GET https://api.bybit.com/v5/order/realtime?category=spot&limit=50", {"ip": 1, "query_orders": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "0e0c1981cb59076644020022f49d1615c15d2e1e2c7fc378982372dacb25e0d6"}, answer="order_realtime"),
    Case("fetch_my_trades", lambda client: client.fetch_my_trades("BTC/USDT"),
     "GET https://api.bybit.com/v5/execution/list?category=spot&symbol=BTCUSDT", {"ip": 1, "executions": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "d3bbbe93d2af69425817085e59d5a3c593c049a03528981cdc326095a4789ee8"}, answer="execution_list"),
    Case("fetch_my_trades-all", lambda client: client.fetch_my_trades("BTC/USDT", since=1699999000123000000,
     limit=5),
     "GET https://api.bybit.com/v5/execution/list?category=spot&symbol=BTCUSDT&startTime=1699999000123&limit=5",
     {"ip": 1, "executions": 1}, headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000",
     "x-bapi-recv-window": "5000",
     "x-bapi-sign": "8f4158048a541232f68d7506b5d9aa5277b6bd3d3e0329add97a7f76bbc18a54"}, answer="execution_list"),
    Case("fetch_my_trades-of-all", lambda client: client.fetch_my_trades(since=1699999000123000000, limit=5),
     "GET https://api.bybit.com/v5/execution/list?category=spot&startTime=1699999000123&limit=5", {"ip": 1,
     "executions": 1}, headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000",
     "x-bapi-recv-window": "5000",
     "x-bapi-sign": "69669129df0985afd7a98a91a65ea014eb748693cc991d47c17ed27c7f031c29"}, answer="execution_list"),
    Case("fetch_balances", lambda client: client.fetch_balances(),
     "GET https://api.bybit.com/v5/account/wallet-balance?accountType=UNIFIED", {"ip": 1, "wallet": 1},
     headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "fc84a15262df25de8fc8b0e5c78856642cbd6f957ecc4acb169ba66b293d75e5"}, answer="wallet_balance"),
    Case("fetch_positions", lambda client: client.fetch_positions(),
     "GET https://api.bybit.com/v5/position/list?category=linear&settleCoin=USDT&limit=200", {"ip": 1,
     "positions": 1}, headers={"x-bapi-api-key": "test-api-key", "x-bapi-timestamp": "1700000000000",
     "x-bapi-recv-window": "5000",
     "x-bapi-sign": "ddf0bf7bace5a448884154d8a42a628e2b1445a5bd7066e02550e511e91b0f44"}, answer="position_list"),
    Case("set_leverage", lambda client: client.set_leverage("BTC/USDT", leverage=Decimal("3")),
     "POST https://api.bybit.com/v5/position/set-leverage", {"ip": 1}, headers={"x-bapi-api-key": "test-api-key",
     "x-bapi-timestamp": "1700000000000", "x-bapi-recv-window": "5000",
     "x-bapi-sign": "a3c570307727b7e76c4f8f498b362e52271d88e9f31925edeba7c0814676fbd8"},
     body=b'{"category":"spot","symbol":"BTCUSDT","buyLeverage":"3","sellLeverage":"3"}', answer="set_leverage"),
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
    "fetch_trades-since": lambda client: client.fetch_trades(symbol="BTC/USDT", since=1699999000123000000)
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
    Call("create_order-required", lambda client: client.raw.create_order(category="a b/+&=é", symbol="BTCUSDT",
     side="Buy", kind="Limit", quantity=Decimal("0.10"), over="trade"),
     "order.create", {"category": "a b/+&=é", "symbol": "BTCUSDT", "side": "Buy", "orderType": "Limit",
     "qty": "0.10"}, {"ip": 1, "create": 1}),
    Call("create_order-all", lambda client: client.raw.create_order(category="a b/+&=é", symbol="BTCUSDT",
     is_leverage=7, side="Buy", kind="Limit", quantity=Decimal("0.10"), market_unit="a b/+&=é",
     slippage_tolerance_type="a b/+&=é", slippage_tolerance=Decimal("0.10"), price=Decimal("0.10"),
     trigger_direction=7, order_filter="a b/+&=é", trigger_price=Decimal("0.10"), trigger_by="LastPrice",
     life="GTC", position_index=7, client_id="a b/+&=é", take_profit=Decimal("0.10"), stop_loss=Decimal("0.10"),
     reduce_only=True, close_on_trigger=True, smp_type="None", over="trade"),
     "order.create", {"category": "a b/+&=é", "symbol": "BTCUSDT", "isLeverage": 7, "side": "Buy",
     "orderType": "Limit", "qty": "0.10", "marketUnit": "a b/+&=é", "slippageToleranceType": "a b/+&=é",
     "slippageTolerance": "0.10", "price": "0.10", "triggerDirection": 7, "orderFilter": "a b/+&=é",
     "triggerPrice": "0.10", "triggerBy": "LastPrice", "timeInForce": "GTC", "positionIdx": 7,
     "orderLinkId": "a b/+&=é", "takeProfit": "0.10", "stopLoss": "0.10", "reduceOnly": True,
     "closeOnTrigger": True, "smpType": "None"}, {"ip": 1, "create": 1}),
    Call("amend_order-required", lambda client: client.raw.amend_order(category="a b/+&=é", symbol="BTCUSDT",
     id="a b/+&=é", quantity=Decimal("0.10"), over="trade"),
     "order.amend", {"category": "a b/+&=é", "symbol": "BTCUSDT", "orderId": "a b/+&=é", "qty": "0.10"}, {"ip": 1,
     "amend": 1}),
    Call("amend_order-all", lambda client: client.raw.amend_order(category="a b/+&=é", symbol="BTCUSDT",
     id="a b/+&=é", client_id="a b/+&=é", trigger_price=Decimal("0.10"), quantity=Decimal("0.10"),
     price=Decimal("0.10"), over="trade"),
     "order.amend", {"category": "a b/+&=é", "symbol": "BTCUSDT", "orderId": "a b/+&=é", "orderLinkId": "a b/+&=é",
     "triggerPrice": "0.10", "qty": "0.10", "price": "0.10"}, {"ip": 1, "amend": 1}),
    Call("cancel_order-required", lambda client: client.raw.cancel_order(category="a b/+&=é", symbol="BTCUSDT",
     id="a b/+&=é", over="trade"),
     "order.cancel", {"category": "a b/+&=é", "symbol": "BTCUSDT", "orderId": "a b/+&=é"}, {"ip": 1, "cancel": 1}),
    Call("cancel_order-all", lambda client: client.raw.cancel_order(category="a b/+&=é", symbol="BTCUSDT",
     id="a b/+&=é", client_id="a b/+&=é", order_filter="a b/+&=é", over="trade"),
     "order.cancel", {"category": "a b/+&=é", "symbol": "BTCUSDT", "orderId": "a b/+&=é", "orderLinkId": "a b/+&=é",
     "orderFilter": "a b/+&=é"}, {"ip": 1, "cancel": 1}),
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
        login = TradeSocket.login
        if login is not None and login.frame is not None and match_frame(login.frame, data) is not None:
            return [msgspec.json.encode(login.reply.filled(id=login.id, payload={})).decode()]
        found = match_frame(TradeSocket.rpc, data)
        assert found is not None
        seen.append(found)
        return [msgspec.json.encode(TradeSocket.reply.filled(id=found["id"], payload={}, method=case.method)).decode()]

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
