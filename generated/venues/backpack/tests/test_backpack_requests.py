"""What Backpack Exchange is asked, byte for byte: method, address, headers, body, and what each request costs."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Awaitable, Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from venue_runtime.errors import NotSupported
from venue_runtime.model import OrderRequest, OrderType, Side, TimeInForce
from venue_runtime.testing.generated import load_examples
from venue_runtime.testing.scripted import ScriptedHttp
from venues.backpack import types as wire

PACKAGE = str(importlib.import_module("venues.backpack").__file__)


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
     "GET https://api.backpack.exchange/api/v1/time", {"requests": 1}),
    Case("status-required", lambda client: client.raw.status(),
     "GET https://api.backpack.exchange/api/v1/status", {"requests": 1}),
    Case("markets-required", lambda client: client.raw.markets(),
     "GET https://api.backpack.exchange/api/v1/markets", {"requests": 1}),
    Case("markets-all", lambda client: client.raw.markets(market_type="SPOT"),
     "GET https://api.backpack.exchange/api/v1/markets?marketType=SPOT", {"requests": 1}),
    Case("ticker-required", lambda client: client.raw.ticker(symbol="SOL_USDC"),
     "GET https://api.backpack.exchange/api/v1/ticker?symbol=SOL_USDC", {"requests": 1}),
    Case("ticker-all", lambda client: client.raw.ticker(symbol="SOL_USDC", interval="a b/+&=é"),
     "GET https://api.backpack.exchange/api/v1/ticker?symbol=SOL_USDC&interval=a%20b%2F%2B%26%3D%C3%A9",
     {"requests": 1}),
    Case("depth-required", lambda client: client.raw.depth(symbol="SOL_USDC"),
     "GET https://api.backpack.exchange/api/v1/depth?symbol=SOL_USDC", {"requests": 1}),
    Case("depth-all", lambda client: client.raw.depth(symbol="SOL_USDC", limit=7),
     "GET https://api.backpack.exchange/api/v1/depth?symbol=SOL_USDC&limit=7", {"requests": 1}),
    Case("trades-required", lambda client: client.raw.trades(symbol="SOL_USDC"),
     "GET https://api.backpack.exchange/api/v1/trades?symbol=SOL_USDC", {"historical": 1}),
    Case("trades-all", lambda client: client.raw.trades(symbol="SOL_USDC", limit=7),
     "GET https://api.backpack.exchange/api/v1/trades?symbol=SOL_USDC&limit=7", {"historical": 1}),
    Case("klines-required", lambda client: client.raw.klines(symbol="SOL_USDC", interval="a b/+&=é",
     start_time=1700000000),
     ("GET https://api.backpack.exchange/api/v1/klines?symbol=SOL_USDC&interval=a%20b%2F%2B%26%3D%C3%A9"
     "&startTime=1700000000"), {"historical": 1}),
    Case("klines-all", lambda client: client.raw.klines(symbol="SOL_USDC", interval="a b/+&=é",
     start_time=1700000000, end_time=1700000000, price_type="a b/+&=é"),
     ("GET https://api.backpack.exchange/api/v1/klines?symbol=SOL_USDC&interval=a%20b%2F%2B%26%3D%C3%A9"
     "&startTime=1700000000&endTime=1700000000&priceType=a%20b%2F%2B%26%3D%C3%A9"), {"historical": 1}),
    Case("mark_prices-required", lambda client: client.raw.mark_prices(),
     "GET https://api.backpack.exchange/api/v1/markPrices", {"requests": 1}),
    Case("mark_prices-all", lambda client: client.raw.mark_prices(symbol="SOL_USDC", market_type="SPOT"),
     "GET https://api.backpack.exchange/api/v1/markPrices?symbol=SOL_USDC&marketType=SPOT", {"requests": 1}),
    Case("place-required", lambda client: client.raw.place(order_type="Market", side="Bid", symbol="SOL_USDC"),
     "POST https://api.backpack.exchange/api/v1/order", {"requests": 1}, headers={"x-api-key": "test-api-key",
     "x-signature": "f7uSytN7FwAPC0LBlNwmorM0qlYYdx8SHH0mRDAZxm6wifMQmGKM9OpckG+HJgFF5tWgC5SA5MalJm73NmSQBw==",
     "x-timestamp": "1700000000000", "x-window": "5000"},
     body=b'{"orderType":"Market","side":"Bid","symbol":"SOL_USDC"}'),
    Case("place-all", lambda client: client.raw.place(broker=7, auto_lend=True, auto_lend_redeem=True,
     auto_borrow=True, auto_borrow_repay=True, client_id=7, order_type="Market", post_only=True,
     price=Decimal("0.10"), quantity=Decimal("0.10"), quote_quantity=Decimal("0.10"), reduce_only=True,
     self_trade_prevention="RejectTaker", side="Bid", symbol="SOL_USDC", time_in_force="GTC",
     trigger_by="LastPrice", trigger_price=Decimal("0.10"), trigger_quantity=Decimal("0.10")),
     "POST https://api.backpack.exchange/api/v1/order", {"requests": 1}, headers={"x-broker-id": "7",
     "x-api-key": "test-api-key",
     "x-signature": "RC6W0GsqtDuuWgVLVgZr87uIXdTMvBYQK9Wpa9Psn9TqxS9XoBMySryYPrbla1tISWAaE8idF+HnyPEWcL0EBg==",
     "x-timestamp": "1700000000000", "x-window": "5000"},
     body=b'{"autoLend":true,"autoLendRedeem":true,"autoBorrow":true,"autoBorrowRepay":true,"clientId":7,"orderType":"Market","postOnly":true,"price":"0.10","quantity":"0.10","quoteQuantity":"0.10","reduceOnly":true,"selfTradePrevention":"RejectTaker","side":"Bid","symbol":"SOL_USDC","timeInForce":"GTC","triggerBy":"LastPrice","triggerPrice":"0.10","triggerQuantity":"0.10"}'),
    Case("place_many-required",
     lambda client: client.raw.place_many(orders=[wire.NewOrder(order_type=wire.OrderType("Market"), side=wire.Side("Bid"), symbol="SOL_USDC")]),
     "POST https://api.backpack.exchange/api/v1/orders", {"requests": 1},
     body=b'[{"orderType":"Market","side":"Bid","symbol":"SOL_USDC"}]'),
    Case("place_many-all",
     lambda client: client.raw.place_many(orders=[wire.NewOrder(auto_lend=True, auto_lend_redeem=True, auto_borrow=True, auto_borrow_repay=True, client_id=7, order_type=wire.OrderType("Market"), post_only=True, price=Decimal("0.10"), quantity=Decimal("0.10"), quote_quantity=Decimal("0.10"), reduce_only=True, self_trade_prevention=wire.SelfTradePrevention("RejectTaker"), side=wire.Side("Bid"), symbol="SOL_USDC", time_in_force=wire.TimeInForce("GTC"), trigger_by=wire.TriggerBy("LastPrice"), trigger_price=Decimal("0.10"), trigger_quantity=Decimal("0.10"))]),
     "POST https://api.backpack.exchange/api/v1/orders", {"requests": 1},
     body=b'[{"autoLend":true,"autoLendRedeem":true,"autoBorrow":true,"autoBorrowRepay":true,"clientId":7,"orderType":"Market","postOnly":true,"price":"0.10","quantity":"0.10","quoteQuantity":"0.10","reduceOnly":true,"selfTradePrevention":"RejectTaker","side":"Bid","symbol":"SOL_USDC","timeInForce":"GTC","triggerBy":"LastPrice","triggerPrice":"0.10","triggerQuantity":"0.10"}]'),
    Case("cancel-required", lambda client: client.raw.cancel(order_id="a b/+&=é", symbol="SOL_USDC"),
     "DELETE https://api.backpack.exchange/api/v1/order", {"requests": 1}, headers={"x-api-key": "test-api-key",
     "x-signature": "ruodwAqGXWo5PRHES/XvyV+a+0s5t2M5mcibauDalv7xaXW2dTR6+UO9b/azHqmAdsOFDngtkwW75ZmGuq5LCg==",
     "x-timestamp": "1700000000000", "x-window": "5000"},
     body=b'{"orderId":"a b/+&=\xc3\xa9","symbol":"SOL_USDC"}'),
    Case("cancel_all-required", lambda client: client.raw.cancel_all(symbol="SOL_USDC"),
     "DELETE https://api.backpack.exchange/api/v1/orders", {"requests": 1}, headers={"x-api-key": "test-api-key",
     "x-signature": "w9JgXr4Bi2N4V/oIxLaS3JKFyCvjPwgvvnZX5oW+JiPMZb2v2OKuGG8XrDp9X1OxUsjFYFnYZiFekzSSv+9CBg==",
     "x-timestamp": "1700000000000", "x-window": "5000"}, body=b'{"symbol":"SOL_USDC"}'),
    Case("cancel_all-all", lambda client: client.raw.cancel_all(symbol="SOL_USDC", order_type="RestingLimitOrder"),
     "DELETE https://api.backpack.exchange/api/v1/orders", {"requests": 1}, headers={"x-api-key": "test-api-key",
     "x-signature": "rVhLLF2J8l/WHtYrcObdyymianmYswkd6u5do5MxekZBPoaCTn0K5q7Fav+3c20J6L7EY6Mjz2OoA3/INaJ4Bg==",
     "x-timestamp": "1700000000000", "x-window": "5000"},
     body=b'{"symbol":"SOL_USDC","orderType":"RestingLimitOrder"}'),
    Case("order-required", lambda client: client.raw.order(order_id="a b/+&=é", symbol="SOL_USDC"),
     "GET https://api.backpack.exchange/api/v1/order?orderId=a%20b%2F%2B%26%3D%C3%A9&symbol=SOL_USDC",
     {"requests": 1}, headers={"x-api-key": "test-api-key",
     "x-signature": "jtKsd6Fy0dctZ+MbwLxqHvrB3MDKwR2lFC1BfuILF13CVRef1ip+V8oKOEs5tyyyf97navGGx7rY+jMZH1/lBQ==",
     "x-timestamp": "1700000000000", "x-window": "5000"}),
    Case("open_orders-required", lambda client: client.raw.open_orders(),
     "GET https://api.backpack.exchange/api/v1/orders", {"requests": 1}, headers={"x-api-key": "test-api-key",
     "x-signature": "B/qVBMdLBsXKWwhAiP7gNAHTvl7QmeVqOvE/icsbg6H8zHdWhxmQCTTsoDnFpzYtRyykGP/3R8T+/U42sq5mBA==",
     "x-timestamp": "1700000000000", "x-window": "5000"}),
    Case("open_orders-all", lambda client: client.raw.open_orders(market_type="SPOT", symbol="SOL_USDC"),
     "GET https://api.backpack.exchange/api/v1/orders?marketType=SPOT&symbol=SOL_USDC", {"requests": 1},
     headers={"x-api-key": "test-api-key",
     "x-signature": "88Wm58CP3L0eyDuKbLcs6xIxMAT2DyKnvJHeqkzH2oJl5olsciGe6/rCrs6OOkJVCKp2/Vtln5wSBgFyMNLmCg==",
     "x-timestamp": "1700000000000", "x-window": "5000"}),
    Case("order_history-required", lambda client: client.raw.order_history(),
     "GET https://api.backpack.exchange/wapi/v1/history/orders", {"requests": 1},
     headers={"x-api-key": "test-api-key",
     "x-signature": "XvT+Ut2tQdsAgRqMZSNnu9Uy16AckmwVPA8NtHic5Oyhx9utlcWHjarVlIbEW7GlYxOl+0NVgvxYWV3WW9KiBQ==",
     "x-timestamp": "1700000000000", "x-window": "5000"}),
    Case("order_history-all", lambda client: client.raw.order_history(order_id="a b/+&=é", symbol="SOL_USDC",
     limit=7, offset=7, sort_direction="Asc"),
     ("GET https://api.backpack.exchange/wapi/v1/history/orders?orderId=a%20b%2F%2B%26%3D%C3%A9&symbol=SOL_USDC"
     "&limit=7&offset=7&sortDirection=Asc"), {"requests": 1}, headers={"x-api-key": "test-api-key",
     "x-signature": "8WUXu3BvcLBcZYAyy+hmNyjAjaZ3B9Ig1ZlJ1sUckH5Rf22v2lEf6UdDsoU6398gHXiD+ec7+kYJVK+Z2oNdAg==",
     "x-timestamp": "1700000000000", "x-window": "5000"}),
    Case("fills-required", lambda client: client.raw.fills(),
     "GET https://api.backpack.exchange/wapi/v1/history/fills", {"requests": 1},
     headers={"x-api-key": "test-api-key",
     "x-signature": "xz/if220Q+rvO0qXHPW1x7x2shMshMC3jK5ouruUK97vf4AcJik/Z3WTuiL8ROg9LJE296bOdDN3hhJEzDnaCg==",
     "x-timestamp": "1700000000000", "x-window": "5000"}),
    Case("fills-all", lambda client: client.raw.fills(order_id="a b/+&=é", since=1700000000000, until=1700000000000,
     symbol="SOL_USDC", limit=7, offset=7, fill_type="User", sort_direction="Asc"),
     ("GET https://api.backpack.exchange/wapi/v1/history/fills?orderId=a%20b%2F%2B%26%3D%C3%A9&from=1700000000000"
     "&to=1700000000000&symbol=SOL_USDC&limit=7&offset=7&fillType=User&sortDirection=Asc"), {"requests": 1},
     headers={"x-api-key": "test-api-key",
     "x-signature": "vMv32W8q6dXh61jVlvjNbzXk1WHTNx7n7244qXf0K1/g/oxXOUWL7lhD0ilK5CRdBY9jFtK0vtVb3t1BeJBJAg==",
     "x-timestamp": "1700000000000", "x-window": "5000"}),
    Case("balances-required", lambda client: client.raw.balances(),
     "GET https://api.backpack.exchange/api/v1/capital", {"requests": 1}, headers={"x-api-key": "test-api-key",
     "x-signature": "Rt67DG3vyCQPk3anfMVHffb27B3WXA9HTK5YuNQse/DdY7J0qITl1JvFgB3yvwdA76eu/vNGjmUyHKfblNBNAA==",
     "x-timestamp": "1700000000000", "x-window": "5000"}),
    Case("positions-required", lambda client: client.raw.positions(),
     "GET https://api.backpack.exchange/api/v1/position", {"requests": 1}, headers={"x-api-key": "test-api-key",
     "x-signature": "jFyghX8QFmx59tS3kOXbWkfJ1Z8AJsDfthkeNQ5AfKOsWQAnSWbQhnmsVnJyIH2ueesAk8wRSWD7FDnLF8v3DA==",
     "x-timestamp": "1700000000000", "x-window": "5000"}),
    Case("positions-all", lambda client: client.raw.positions(symbol="SOL_USDC", market_type="SPOT"),
     "GET https://api.backpack.exchange/api/v1/position?symbol=SOL_USDC&marketType=SPOT", {"requests": 1},
     headers={"x-api-key": "test-api-key",
     "x-signature": "43YIGddun4GoIgGMZ+hkBUWZszjAt7kR9b72Vnz/267DyO1cdfCLIVLeHMezVAgGeltxiBnwJ3ar85o/wuqiDg==",
     "x-timestamp": "1700000000000", "x-window": "5000"}),
]  # fmt: skip

CONTRACT: list[Case] = [
    Case("load_instruments", lambda client: client.load_instruments(),
     "GET https://api.backpack.exchange/api/v1/markets", {"requests": 1}, answer="markets"),
    Case("fetch_time", lambda client: client.fetch_time(),
     "GET https://api.backpack.exchange/api/v1/time", {"requests": 1}, answer="time"),
    Case("fetch_status", lambda client: client.fetch_status(),
     "GET https://api.backpack.exchange/api/v1/status", {"requests": 1}, answer="status"),
    Case("fetch_ticker", lambda client: client.fetch_ticker("SOL/USDC"),
     "GET https://api.backpack.exchange/api/v1/ticker?symbol=SOL_USDC", {"requests": 1}, answer="ticker"),
    Case("fetch_order_book", lambda client: client.fetch_order_book("SOL/USDC"),
     "GET https://api.backpack.exchange/api/v1/depth?symbol=SOL_USDC&limit=1000", {"requests": 1}, answer="depth"),
    Case("fetch_order_book-all", lambda client: client.fetch_order_book("SOL/USDC", depth=50),
     "GET https://api.backpack.exchange/api/v1/depth?symbol=SOL_USDC&limit=100", {"requests": 1}, answer="depth"),
    Case("fetch_trades", lambda client: client.fetch_trades("SOL/USDC"),
     "GET https://api.backpack.exchange/api/v1/trades?symbol=SOL_USDC", {"historical": 1}, answer="trades"),
    Case("fetch_trades-all", lambda client: client.fetch_trades("SOL/USDC", limit=5),
     "GET https://api.backpack.exchange/api/v1/trades?symbol=SOL_USDC&limit=5", {"historical": 1}, answer="trades"),
    Case("fetch_candles", lambda client: client.fetch_candles("SOL/USDC", interval="1h"),
     "GET https://api.backpack.exchange/api/v1/klines?symbol=SOL_USDC&interval=1h&startTime=1699640000",
     {"historical": 1}, answer="klines"),
    Case("fetch_candles-all", lambda client: client.fetch_candles("SOL/USDC", interval="1h",
     since=1699999000123000000),
     ("GET https://api.backpack.exchange/api/v1/klines?symbol=SOL_USDC&interval=1h&startTime=1699999000"
     "&endTime=1700359000"), {"historical": 1}, answer="klines"),
    Case("fetch_funding_rate", lambda client: client.fetch_funding_rate("SOL/USDC"),
     "GET https://api.backpack.exchange/api/v1/markPrices?symbol=SOL_USDC", {"requests": 1}, answer="mark_prices"),
    Case("create_order-0-buy", lambda client: client.create_order("SOL/USDC", side=Side.BUY, type=OrderType.LIMIT,
     post_only=True, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"),
     client_order_id="123"),
     "POST https://api.backpack.exchange/api/v1/order", {"requests": 1}, headers={"x-api-key": "test-api-key",
     "x-signature": "MciV/SfVc3hA8KW5ypNzckIJJ3qXe2TIk9ieZ5cffpbrAzflmpsiYIniggudaEAVjLAydbLgyC8u2orVv8H5Ag==",
     "x-timestamp": "1700000000000", "x-window": "5000"},
     body=b'{"clientId":123,"orderType":"Limit","postOnly":true,"price":"100.10","quantity":"0.50","side":"Bid","symbol":"SOL_USDC","timeInForce":"GTC"}',
     answer="place"),
    Case("create_order-0-sell", lambda client: client.create_order("SOL/USDC", side=Side.SELL, type=OrderType.LIMIT,
     post_only=True, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"),
     client_order_id="123"),
     "POST https://api.backpack.exchange/api/v1/order", {"requests": 1}, headers={"x-api-key": "test-api-key",
     "x-signature": "H4VlF409ko8dAkgj+V9J2jJJRcEYDJ7tCYcePpQEt8YV/akHwT5tkhHDl3CiP9kmYwb046n14pTOr+6UzYSsAA==",
     "x-timestamp": "1700000000000", "x-window": "5000"},
     body=b'{"clientId":123,"orderType":"Limit","postOnly":true,"price":"100.10","quantity":"0.50","side":"Ask","symbol":"SOL_USDC","timeInForce":"GTC"}',
     answer="place"),
    Case("create_order-1-buy", lambda client: client.create_order("SOL/USDC", side=Side.BUY, type=OrderType.LIMIT,
     post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="123"),
     "POST https://api.backpack.exchange/api/v1/order", {"requests": 1}, headers={"x-api-key": "test-api-key",
     "x-signature": "kZfmlgQGaydJUR+knttmYum1BctdkO0MwAATpUz5gmNWJ7WEjMeo2Jg23coZJ/eDK9cMw4m7H4cKBbZo33fwCA==",
     "x-timestamp": "1700000000000", "x-window": "5000"},
     body=b'{"clientId":123,"orderType":"Limit","postOnly":true,"price":"100.10","quantity":"0.50","side":"Bid","symbol":"SOL_USDC"}',
     answer="place"),
    Case("create_order-1-sell", lambda client: client.create_order("SOL/USDC", side=Side.SELL, type=OrderType.LIMIT,
     post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="123"),
     "POST https://api.backpack.exchange/api/v1/order", {"requests": 1}, headers={"x-api-key": "test-api-key",
     "x-signature": "X08DJQYdTz3Px4YMrW2D5FiKlKJqcD/E3hvImbhME1olrCMNAsUV6297MA+FyeM2nvi2ED45Es0um2mCh2WzAQ==",
     "x-timestamp": "1700000000000", "x-window": "5000"},
     body=b'{"clientId":123,"orderType":"Limit","postOnly":true,"price":"100.10","quantity":"0.50","side":"Ask","symbol":"SOL_USDC"}',
     answer="place"),
    Case("create_order-2-buy", lambda client: client.create_order("SOL/USDC", side=Side.BUY, type=OrderType.LIMIT,
     quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="123"),
     "POST https://api.backpack.exchange/api/v1/order", {"requests": 1}, headers={"x-api-key": "test-api-key",
     "x-signature": "Mgn0CzBzL5vm9HbxR2BCiwHy5B3m0UyP3by78vxOndY942FlK0810c7D/tdtG2Qgl9G38w6xu+jKSOMHKhYcAQ==",
     "x-timestamp": "1700000000000", "x-window": "5000"},
     body=b'{"clientId":123,"orderType":"Limit","price":"100.10","quantity":"0.50","side":"Bid","symbol":"SOL_USDC"}',
     answer="place"),
    Case("create_order-2-sell", lambda client: client.create_order("SOL/USDC", side=Side.SELL, type=OrderType.LIMIT,
     quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="123"),
     "POST https://api.backpack.exchange/api/v1/order", {"requests": 1}, headers={"x-api-key": "test-api-key",
     "x-signature": "Ok9OS1s//X/be/QKiG5dEP8QwUb9QbkbxViNYSaz+Ukb3if5F+DYTxP32OAhJuVffJBfAZRWJD0RL/qNdgNrDA==",
     "x-timestamp": "1700000000000", "x-window": "5000"},
     body=b'{"clientId":123,"orderType":"Limit","price":"100.10","quantity":"0.50","side":"Ask","symbol":"SOL_USDC"}',
     answer="place"),
    Case("create_order-3-buy", lambda client: client.create_order("SOL/USDC", side=Side.BUY, type=OrderType.MARKET,
     quantity=Decimal("0.50"), client_order_id="123"),
     "POST https://api.backpack.exchange/api/v1/order", {"requests": 1}, headers={"x-api-key": "test-api-key",
     "x-signature": "QDDa8irhby95OPNjvkrIpQ7cyw4iPpGpLBu0MJv4n2IaBQRCSzVekbbL7GhqkbPJeSRjwwmjMqaKz8SS7sQJDQ==",
     "x-timestamp": "1700000000000", "x-window": "5000"},
     body=b'{"clientId":123,"orderType":"Market","quantity":"0.50","side":"Bid","symbol":"SOL_USDC"}',
     answer="place"),
    Case("create_order-3-buy-quote", lambda client: client.create_order("SOL/USDC", side=Side.BUY,
     type=OrderType.MARKET, quote_quantity=Decimal("50.5"), client_order_id="123"),
     "POST https://api.backpack.exchange/api/v1/order", {"requests": 1}, headers={"x-api-key": "test-api-key",
     "x-signature": "VkHzYbz+T7QGgqQtS0RvqdhfKxUxeymn7CSOqJp8Oq3SjwLTT69VVr7SLQVE4itDKuEretxHDuD8eoN/zPf2CA==",
     "x-timestamp": "1700000000000", "x-window": "5000"},
     body=b'{"clientId":123,"orderType":"Market","quoteQuantity":"50.5","side":"Bid","symbol":"SOL_USDC"}',
     answer="place"),
    Case("create_order-3-sell", lambda client: client.create_order("SOL/USDC", side=Side.SELL,
     type=OrderType.MARKET, quantity=Decimal("0.50"), client_order_id="123"),
     "POST https://api.backpack.exchange/api/v1/order", {"requests": 1}, headers={"x-api-key": "test-api-key",
     "x-signature": "A0rJ+bCvCtj1LsURBsFktiOU3HDeEigGh2nMgriSYyHZvDRfh0ze6Qsq112f+MalzdpfaasJTvQ2+HrsZi5xAA==",
     "x-timestamp": "1700000000000", "x-window": "5000"},
     body=b'{"clientId":123,"orderType":"Market","quantity":"0.50","side":"Ask","symbol":"SOL_USDC"}',
     answer="place"),
    Case("create_order-3-sell-quote", lambda client: client.create_order("SOL/USDC", side=Side.SELL,
     type=OrderType.MARKET, quote_quantity=Decimal("50.5"), client_order_id="123"),
     "POST https://api.backpack.exchange/api/v1/order", {"requests": 1}, headers={"x-api-key": "test-api-key",
     "x-signature": "+i+aygaHku1Ybjqfhf+C7S+JlMg93MLovSsO+t/hyeKKSOLsd59K2pfqDQxGf6lBT4qFtAIjGyJByr4eg0ndAg==",
     "x-timestamp": "1700000000000", "x-window": "5000"},
     body=b'{"clientId":123,"orderType":"Market","quoteQuantity":"50.5","side":"Ask","symbol":"SOL_USDC"}',
     answer="place"),
    Case("create_orders",
     lambda client: client.create_orders([OrderRequest(symbol="SOL/USDC", side=Side.BUY, type=OrderType.LIMIT, post_only=True, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="123"), OrderRequest(symbol="SOL/USDC", side=Side.SELL, type=OrderType.LIMIT, post_only=True, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="124")]),
     "POST https://api.backpack.exchange/api/v1/orders", {"requests": 1},
     body=b'[{"clientId":123,"orderType":"Limit","postOnly":true,"price":"100.10","quantity":"0.50","side":"Bid","symbol":"SOL_USDC","timeInForce":"GTC"},{"clientId":124,"orderType":"Limit","postOnly":true,"price":"100.10","quantity":"0.50","side":"Ask","symbol":"SOL_USDC","timeInForce":"GTC"}]',
     answer="place_many"),
    Case("cancel_order-venue_order_id", lambda client: client.cancel_order("SOL/USDC", venue_order_id="123"),
     "DELETE https://api.backpack.exchange/api/v1/order", {"requests": 1}, headers={"x-api-key": "test-api-key",
     "x-signature": "OI+cnCHvoxBuVXMq/BfzxAGaznCytcUCeW24N9IgsJENa+KbqQgd1fgXzCAVzCRHCdMx/OsCVgcjrr7+XvAXAA==",
     "x-timestamp": "1700000000000", "x-window": "5000"}, body=b'{"orderId":"123","symbol":"SOL_USDC"}',
     answer="cancel"),
    Case("cancel_order-client_order_id", lambda client: client.cancel_order("SOL/USDC", client_order_id="123"),
     "DELETE https://api.backpack.exchange/api/v1/order", {"requests": 1}, headers={"x-api-key": "test-api-key",
     "x-signature": "mkSWHVXyboFyhcSmcfHn+RrcqQHHnFRy7HJWfX2l+EboTY9dR707f/hCebZsLoWtgbCEqw9p1QvUU9Jh7i9tCA==",
     "x-timestamp": "1700000000000", "x-window": "5000"}, body=b'{"clientId":123,"symbol":"SOL_USDC"}',
     answer="cancel"),
    Case("cancel_all_orders", lambda client: client.cancel_all_orders("SOL/USDC"),
     "DELETE https://api.backpack.exchange/api/v1/orders", {"requests": 1}, headers={"x-api-key": "test-api-key",
     "x-signature": "w9JgXr4Bi2N4V/oIxLaS3JKFyCvjPwgvvnZX5oW+JiPMZb2v2OKuGG8XrDp9X1OxUsjFYFnYZiFekzSSv+9CBg==",
     "x-timestamp": "1700000000000", "x-window": "5000"}, body=b'{"symbol":"SOL_USDC"}', answer="cancel_all"),
    Case("fetch_order-venue_order_id", lambda client: client.fetch_order("SOL/USDC", venue_order_id="123"),
     "GET https://api.backpack.exchange/api/v1/order?orderId=123&symbol=SOL_USDC", {"requests": 1},
     headers={"x-api-key": "test-api-key",
     "x-signature": "PDybQw3KAN2CuvksViJasTd2aDGliUofOfCP0HQjblROlUUlkuoeuX/Z5XlznvvhvJW2hlbpQwVROFRB43A2CQ==",
     "x-timestamp": "1700000000000", "x-window": "5000"}, answer="order"),
    Case("fetch_order-client_order_id", lambda client: client.fetch_order("SOL/USDC", client_order_id="123"),
     "GET https://api.backpack.exchange/api/v1/order?clientId=123&symbol=SOL_USDC", {"requests": 1},
     headers={"x-api-key": "test-api-key",
     "x-signature": "cM9IzH/FejAkYIzPpVucoQLz2cROyacJOEBeXvNAmQeDpnSJymBJHVjkHzOZFyke/Y3YAm02JuRhL21DMDncCQ==",
     "x-timestamp": "1700000000000", "x-window": "5000"}, answer="order"),
    Case("fetch_open_orders", lambda client: client.fetch_open_orders("SOL/USDC"),
     "GET https://api.backpack.exchange/api/v1/orders?symbol=SOL_USDC", {"requests": 1},
     headers={"x-api-key": "test-api-key",
     "x-signature": "+2wBRMmvwngkIDKO/Uhm+dxoy2OQJ4cqQxN7zgiMG7H1kNK0jE1i4HdhRc+OO8ohKY9FAf8ojs6mu8tqxQpeCA==",
     "x-timestamp": "1700000000000", "x-window": "5000"}, answer="open_orders"),
    Case("fetch_my_trades", lambda client: client.fetch_my_trades("SOL/USDC"),
     "GET https://api.backpack.exchange/wapi/v1/history/fills?symbol=SOL_USDC&sortDirection=Asc", {"requests": 1},
     headers={"x-api-key": "test-api-key",
     "x-signature": "b2oEiZqncAAOOg9Hjo/wGMhNHs/ttj/XaXDigHbPVSzN94+6MeFVFm1KCM2FQLi5jgIZ0UR4WgIXivZrFi1uAg==",
     "x-timestamp": "1700000000000", "x-window": "5000"}, answer="fills"),
    Case("fetch_my_trades-all", lambda client: client.fetch_my_trades("SOL/USDC", since=1699999000123000000,
     limit=5),
     ("GET https://api.backpack.exchange/wapi/v1/history/fills?from=1699999000123&symbol=SOL_USDC&limit=5"
     "&sortDirection=Asc"), {"requests": 1}, headers={"x-api-key": "test-api-key",
     "x-signature": "rFNmyFItiejX3qNvf9xu1FwZwDfVLKgVdAzWei1FlSAOFvl03+Ysys2aVzgM/bPYQRhuUFyaucSaLwF69npqAQ==",
     "x-timestamp": "1700000000000", "x-window": "5000"}, answer="fills"),
    Case("fetch_balances", lambda client: client.fetch_balances(),
     "GET https://api.backpack.exchange/api/v1/capital", {"requests": 1}, headers={"x-api-key": "test-api-key",
     "x-signature": "Rt67DG3vyCQPk3anfMVHffb27B3WXA9HTK5YuNQse/DdY7J0qITl1JvFgB3yvwdA76eu/vNGjmUyHKfblNBNAA==",
     "x-timestamp": "1700000000000", "x-window": "5000"}, answer="balances"),
    Case("fetch_positions", lambda client: client.fetch_positions(),
     "GET https://api.backpack.exchange/api/v1/position", {"requests": 1}, headers={"x-api-key": "test-api-key",
     "x-signature": "jFyghX8QFmx59tS3kOXbWkfJ1Z8AJsDfthkeNQ5AfKOsWQAnSWbQhnmsVnJyIH2ueesAk8wRSWD7FDnLF8v3DA==",
     "x-timestamp": "1700000000000", "x-window": "5000"}, answer="positions"),
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
    "fetch_trades-since": lambda client: client.fetch_trades(symbol="SOL/USDC", since=1699999000123000000)
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
