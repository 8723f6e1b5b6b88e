"""What Gate is asked, byte for byte: method, address, headers, body, and what each request costs."""

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
from venues.gate import types as wire
from venues.gate.simulated import CallsSocket

PACKAGE = str(importlib.import_module("venues.gate").__file__)


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
     "GET https://api.gateio.ws/api/v4/spot/time", {"time": 1}),
    Case("pairs-required", lambda client: client.raw.pairs(),
     "GET https://api.gateio.ws/api/v4/spot/currency_pairs", {"pairs": 1}),
    Case("tickers-required", lambda client: client.raw.tickers(),
     "GET https://api.gateio.ws/api/v4/spot/tickers", {"tickers": 1}),
    Case("tickers-all", lambda client: client.raw.tickers(currency_pair="BTC_USDT", timezone="a b/+&=é"),
     "GET https://api.gateio.ws/api/v4/spot/tickers?currency_pair=BTC_USDT&timezone=a%20b%2F%2B%26%3D%C3%A9",
     {"tickers": 1}),
    Case("order_book-required", lambda client: client.raw.order_book(currency_pair="BTC_USDT"),
     "GET https://api.gateio.ws/api/v4/spot/order_book?currency_pair=BTC_USDT&with_id=true", {"order_book": 1}),
    Case("order_book-all", lambda client: client.raw.order_book(currency_pair="BTC_USDT", interval=Decimal("0.10"),
     limit=7),
     "GET https://api.gateio.ws/api/v4/spot/order_book?currency_pair=BTC_USDT&interval=0.10&limit=7&with_id=true",
     {"order_book": 1}),
    Case("trades-required", lambda client: client.raw.trades(currency_pair="BTC_USDT"),
     "GET https://api.gateio.ws/api/v4/spot/trades?currency_pair=BTC_USDT", {"trades": 1}),
    Case("trades-all", lambda client: client.raw.trades(currency_pair="BTC_USDT", limit=1, last_id="a b/+&=é",
     reverse=True, start=1700000000, end=1700000000, page_number=7),
     ("GET https://api.gateio.ws/api/v4/spot/trades?currency_pair=BTC_USDT&limit=1"
     "&last_id=a%20b%2F%2B%26%3D%C3%A9&reverse=true&from=1700000000&to=1700000000&page=7"), {"trades": 1}),
    Case("candles-required", lambda client: client.raw.candles(currency_pair="BTC_USDT"),
     "GET https://api.gateio.ws/api/v4/spot/candlesticks?currency_pair=BTC_USDT", {"candles": 1}),
    Case("candles-all", lambda client: client.raw.candles(currency_pair="BTC_USDT", limit=7, start=1700000000,
     end=1700000000, interval="a b/+&=é"),
     ("GET https://api.gateio.ws/api/v4/spot/candlesticks?currency_pair=BTC_USDT&limit=7&from=1700000000"
     "&to=1700000000&interval=a%20b%2F%2B%26%3D%C3%A9"), {"candles": 1}),
    Case("place-required", lambda client: client.raw.place(currency_pair="BTC_USDT", type="limit",
     account="a b/+&=é", side="buy", amount=Decimal("0.10")),
     "POST https://api.gateio.ws/api/v4/spot/orders", {"place": 1}, headers={"key": "test-api-key",
     "timestamp": "1700000000",
     "sign": "6d447ca116be763cc0081c01d2197200f5161ca19f9422f96565b0004e624768f8c9abb1e87a45581cff49ea89d9c4ddc84b4ef4cad716dd5cb203cdfa6e6bff"},
     body=b'{"currency_pair":"BTC_USDT","type":"limit","account":"a b/+&=\xc3\xa9","side":"buy","amount":"0.10"}'),
    Case("place-all", lambda client: client.raw.place(client_order_id="a b/+&=é", currency_pair="BTC_USDT",
     type="limit", account="a b/+&=é", side="buy", amount=Decimal("0.10"), price=Decimal("0.10"),
     time_in_force="gtc", iceberg=Decimal("0.10"), auto_borrow=True, auto_repay=True, stp_act="cn",
     action_mode="a b/+&=é", slippage=Decimal("0.10"), take_profit_trigger=Decimal("0.10"),
     take_profit_price=Decimal("0.10"), stop_loss_trigger=Decimal("0.10"), stop_loss_price=Decimal("0.10")),
     "POST https://api.gateio.ws/api/v4/spot/orders", {"place": 1}, headers={"key": "test-api-key",
     "timestamp": "1700000000",
     "sign": "9649271184dc845f969c94f3c021e8d125d01ea72b6cc976268c009be46d13d08395cdc699062eec659b328c1c6883a5e0d3138980f9ec5540cc0e4469d63e0f"},
     body=b'{"text":"a b/+&=\xc3\xa9","currency_pair":"BTC_USDT","type":"limit","account":"a b/+&=\xc3\xa9","side":"buy","amount":"0.10","price":"0.10","time_in_force":"gtc","iceberg":"0.10","auto_borrow":true,"auto_repay":true,"stp_act":"cn","action_mode":"a b/+&=\xc3\xa9","slippage":"0.10","stop_profit":{"trigger_price":"0.10","order_price":"0.10"},"stop_loss":{"trigger_price":"0.10","order_price":"0.10"}}'),
    Case("place-documented", lambda client: client.raw.place(client_order_id="t-abc123", currency_pair="BTC_USDT",
     type="limit", account="unified", side="buy", amount=Decimal("0.001"), price=Decimal("65000"),
     time_in_force="gtc", iceberg=Decimal("0"), slippage=Decimal("0.05"), take_profit_trigger=Decimal("67000"),
     take_profit_price=Decimal("67000"), stop_loss_trigger=Decimal("63000"), stop_loss_price=Decimal("63000")),
     "POST https://api.gateio.ws/api/v4/spot/orders", {"place": 1}, headers={"key": "test-api-key",
     "timestamp": "1700000000",
     "sign": "29b050a88fa8718491922cf4a4a4a1b58c4aa7a1b1945aac37f39e2518ee28188524b5aebf6b3519ba099eb6b03f8e720c59e35de0b481abd04991f7b7ea4616"},
     body=b'{"text":"t-abc123","currency_pair":"BTC_USDT","type":"limit","account":"unified","side":"buy","amount":"0.001","price":"65000","time_in_force":"gtc","iceberg":"0","slippage":"0.05","stop_profit":{"trigger_price":"67000","order_price":"67000"},"stop_loss":{"trigger_price":"63000","order_price":"63000"}}'),
    Case("place_many-required",
     lambda client: client.raw.place_many(orders=[wire.NewOrder(currency_pair="BTC_USDT", type=wire.OrderType("limit"), account="a b/+&=é", side=wire.Side("buy"), amount=Decimal("0.10"))]),
     "POST https://api.gateio.ws/api/v4/spot/batch_orders", {"place": 1}, headers={"key": "test-api-key",
     "timestamp": "1700000000",
     "sign": "a3b88e968ad38dd09c8dbce75421190a875c2fc900b8e05b8bc7b51764abc61cadd7ab2bf7113980f540be2db8758d8ff83196c8a6c660bc3cfb5fcaa0e11e01"},
     body=b'[{"currency_pair":"BTC_USDT","type":"limit","account":"a b/+&=\xc3\xa9","side":"buy","amount":"0.10"}]'),
    Case("place_many-all",
     lambda client: client.raw.place_many(orders=[wire.NewOrder(client_order_id="a b/+&=é", currency_pair="BTC_USDT", type=wire.OrderType("limit"), account="a b/+&=é", side=wire.Side("buy"), amount=Decimal("0.10"), price=Decimal("0.10"), time_in_force=wire.TimeInForce("gtc"), iceberg=Decimal("0.10"), auto_borrow=True, auto_repay=True, stp_act=wire.StpAct("cn"), action_mode="a b/+&=é")]),
     "POST https://api.gateio.ws/api/v4/spot/batch_orders", {"place": 1}, headers={"key": "test-api-key",
     "timestamp": "1700000000",
     "sign": "43149ddd77305093acd688102bf9d56b7999b233b18968df4ad1a31a2811d6210bcd44e702b90d53e66f368c638205bfcab837df2cd0119f39a125c4f4a53436"},
     body=b'[{"text":"a b/+&=\xc3\xa9","currency_pair":"BTC_USDT","type":"limit","account":"a b/+&=\xc3\xa9","side":"buy","amount":"0.10","price":"0.10","time_in_force":"gtc","iceberg":"0.10","auto_borrow":true,"auto_repay":true,"stp_act":"cn","action_mode":"a b/+&=\xc3\xa9"}]'),
    Case("cancel-required", lambda client: client.raw.cancel(order_id="a b/+&=é", currency_pair="BTC_USDT"),
     "DELETE https://api.gateio.ws/api/v4/spot/orders/a%20b%2F+&=%C3%A9?currency_pair=BTC_USDT", {"cancel": 1},
     headers={"key": "test-api-key", "timestamp": "1700000000",
     "sign": "a3d4f3bc384c2580651410c3fbf7dafb087d14ab7b1cb1ac17dee9b90791f324de6cb330a0b6c983e8823dafcc1c9454812374dde2ba3a804bf4017ae097cf2d"}),
    Case("cancel-all", lambda client: client.raw.cancel(order_id="a b/+&=é", currency_pair="BTC_USDT",
     account="a b/+&=é", action_mode="a b/+&=é"),
     ("DELETE https://api.gateio.ws/api/v4/spot/orders/a%20b%2F+&=%C3%A9?currency_pair=BTC_USDT"
     "&account=a%20b%2F%2B%26%3D%C3%A9&action_mode=a%20b%2F%2B%26%3D%C3%A9"), {"cancel": 1},
     headers={"key": "test-api-key", "timestamp": "1700000000",
     "sign": "9cbe3b06e635415006a60457ae80ec38f7b58ac78473c377476651fae5d5312bfcc8ef1f121e8f60f0cb3c27eb3e5cdba441672aa93f136a5d26430f76f016ea"}),
    Case("cancel_many-required",
     lambda client: client.raw.cancel_many(orders=[wire.CancelOne(currency_pair="BTC_USDT", id="a b/+&=é")]),
     "POST https://api.gateio.ws/api/v4/spot/cancel_batch_orders", {"cancel": 1}, headers={"key": "test-api-key",
     "timestamp": "1700000000",
     "sign": "208ba28d1e492bed3b90a48ad5eeabf3a7170203e37aabadfa69c81c33dbb070a15075f8438d83b16d907d070195de4f303ec5c68a814a457e0fc6fffe7308e4"},
     body=b'[{"currency_pair":"BTC_USDT","id":"a b/+&=\xc3\xa9"}]'),
    Case("cancel_many-all",
     lambda client: client.raw.cancel_many(orders=[wire.CancelOne(currency_pair="BTC_USDT", id="a b/+&=é", account="a b/+&=é")]),
     "POST https://api.gateio.ws/api/v4/spot/cancel_batch_orders", {"cancel": 1}, headers={"key": "test-api-key",
     "timestamp": "1700000000",
     "sign": "5b97919a1b6e01a3764a7d0c7f97c6a7781a1608ee07b3a97186573678bad178b86525aca523ac0347a80016105f068d902b9379b28a1bd348fddd58ea71b346"},
     body=b'[{"currency_pair":"BTC_USDT","id":"a b/+&=\xc3\xa9","account":"a b/+&=\xc3\xa9"}]'),
    Case("cancel_many-documented",
     lambda client: client.raw.cancel_many(orders=[wire.CancelOne(currency_pair="BTC_USDT", id="123456")]),
     "POST https://api.gateio.ws/api/v4/spot/cancel_batch_orders", {"cancel": 1}, headers={"key": "test-api-key",
     "timestamp": "1700000000",
     "sign": "3444002c97306f5039a0e63d14be03389c3e65f6730173e805d5914f6d3a5ba68b46bce5517e799825c1dfb332b4bbd82f08c3198e7e71decbbf64af554cc39b"},
     body=b'[{"currency_pair":"BTC_USDT","id":"123456"}]'),
    Case("cancel_open-required", lambda client: client.raw.cancel_open(),
     "DELETE https://api.gateio.ws/api/v4/spot/orders", {"cancel": 1}, headers={"key": "test-api-key",
     "timestamp": "1700000000",
     "sign": "296bbf8d0f945fa2acfab5d6fad69fb214bb138ff00bcd5be8d28e0deb7a235d5535c4f2c99308622f951a4cfef8621535a868fd0d8d1cdb53d064738efbd52c"}),
    Case("cancel_open-all", lambda client: client.raw.cancel_open(currency_pair="BTC_USDT", side="buy",
     account="a b/+&=é", action_mode="a b/+&=é"),
     ("DELETE https://api.gateio.ws/api/v4/spot/orders?currency_pair=BTC_USDT&side=buy"
     "&account=a%20b%2F%2B%26%3D%C3%A9&action_mode=a%20b%2F%2B%26%3D%C3%A9"), {"cancel": 1},
     headers={"key": "test-api-key", "timestamp": "1700000000",
     "sign": "49279db0233a7fbe13f4160d1d9e12cccc6cd59db06393712097e59dde4ee1a1a9fda78916326f4959eee43c2fe807479438843c95f380d334fc24f62bf79ce1"}),
    Case("amend-required", lambda client: client.raw.amend(order_id="a b/+&=é", currency_pair="BTC_USDT",
     amount=Decimal("0.10")),
     "PATCH https://api.gateio.ws/api/v4/spot/orders/a%20b%2F+&=%C3%A9", {"place": 1},
     headers={"key": "test-api-key", "timestamp": "1700000000",
     "sign": "e8135ad07205c9846375fbbad1cf57d92a46fc5b2eb506726510923e92f733f9578c42510f59cd60de19b67799cecedf7fe96e47d65f0021823478afce6308e4"},
     body=b'{"currency_pair":"BTC_USDT","amount":"0.10"}'),
    Case("amend-all", lambda client: client.raw.amend(order_id="a b/+&=é", currency_pair="BTC_USDT",
     account="a b/+&=é", amount=Decimal("0.10"), price=Decimal("0.10"), amend_text="a b/+&=é",
     action_mode="a b/+&=é"),
     "PATCH https://api.gateio.ws/api/v4/spot/orders/a%20b%2F+&=%C3%A9", {"place": 1},
     headers={"key": "test-api-key", "timestamp": "1700000000",
     "sign": "9363633d230d09bddb36c781212786a43ded7e5ba058853f5c0e6bc2edea7131bd13524d558ca7aa0f1a5f491022603dc9346912aa9ac51bb6ae049cfb2d1983"},
     body=b'{"currency_pair":"BTC_USDT","account":"a b/+&=\xc3\xa9","amount":"0.10","price":"0.10","amend_text":"a b/+&=\xc3\xa9","action_mode":"a b/+&=\xc3\xa9"}'),
    Case("order-required", lambda client: client.raw.order(order_id="a b/+&=é", currency_pair="BTC_USDT"),
     "GET https://api.gateio.ws/api/v4/spot/orders/a%20b%2F+&=%C3%A9?currency_pair=BTC_USDT", {"order": 1},
     headers={"key": "test-api-key", "timestamp": "1700000000",
     "sign": "189d3d4d39e2435a9019bc8dd69b546853aac135d1efc25d25f64fbef90d81d8e2d6c7df4dc96176409c29f32699b36473c122e9b91993ebf6b3589cfe5f4060"}),
    Case("order-all", lambda client: client.raw.order(order_id="a b/+&=é", currency_pair="BTC_USDT",
     account="a b/+&=é"),
     ("GET https://api.gateio.ws/api/v4/spot/orders/a%20b%2F+&=%C3%A9?currency_pair=BTC_USDT"
     "&account=a%20b%2F%2B%26%3D%C3%A9"), {"order": 1}, headers={"key": "test-api-key", "timestamp": "1700000000",
     "sign": "50027c410585102ee8dc443be140317f7b722cb2c44eed5c087dafa50f1f46079c497b87c2811249e246e400a209b3da8bb40c989974c502938377a09fbb645d"}),
    Case("orders-required", lambda client: client.raw.orders(currency_pair="BTC_USDT", status="a b/+&=é"),
     "GET https://api.gateio.ws/api/v4/spot/orders?currency_pair=BTC_USDT&status=a%20b%2F%2B%26%3D%C3%A9",
     {"orders": 1}, headers={"key": "test-api-key", "timestamp": "1700000000",
     "sign": "44d751c44fe28ad248814e6c0298aea322e62241575922f2ea90f623538ea34931566e5a011511691334568b96e7a36d2e606da2b0af892a10759deee7b60090"}),
    Case("orders-all", lambda client: client.raw.orders(currency_pair="BTC_USDT", status="a b/+&=é", page_number=7,
     limit=1, account="a b/+&=é", start=1700000000, end=1700000000, side="buy"),
     ("GET https://api.gateio.ws/api/v4/spot/orders?currency_pair=BTC_USDT&status=a%20b%2F%2B%26%3D%C3%A9&page=7"
     "&limit=1&account=a%20b%2F%2B%26%3D%C3%A9&from=1700000000&to=1700000000&side=buy"), {"orders": 1},
     headers={"key": "test-api-key", "timestamp": "1700000000",
     "sign": "a09b64708e4cf4c068210240d68dbc08e8d6cd6d53241af01dbd5f43c66d01306d4d0fd3572a1696c11a176a7ff9c1a78f1495b596ccc562904cb4dbb9a31115"}),
    Case("open_orders-required", lambda client: client.raw.open_orders(),
     "GET https://api.gateio.ws/api/v4/spot/open_orders", {"open_orders": 1}, headers={"key": "test-api-key",
     "timestamp": "1700000000",
     "sign": "177a92c06ae8b951e882c5c117ad8732086c5179f7349b9130aa0b7739007ac0f0880cab4361fd66be8a3c340f91d6e65d9486d3ae8a91eee942613a066d4c91"}),
    Case("open_orders-all", lambda client: client.raw.open_orders(page_number=7, limit=1, account="a b/+&=é"),
     "GET https://api.gateio.ws/api/v4/spot/open_orders?page=7&limit=1&account=a%20b%2F%2B%26%3D%C3%A9",
     {"open_orders": 1}, headers={"key": "test-api-key", "timestamp": "1700000000",
     "sign": "697696dabca56b8873651cd78f37bd8094cba0c22c305c478b4e5482d903a81cc31a9012db1cd596c1dd4d107ca4231bd01ece853be5d1aa982e473254fd2687"}),
    Case("fills-required", lambda client: client.raw.fills(),
     "GET https://api.gateio.ws/api/v4/spot/my_trades", {"fills": 1}, headers={"key": "test-api-key",
     "timestamp": "1700000000",
     "sign": "52c02d09fa7f4f245997c59556d63681b6e2dd95e23f61c316d01a1c27f64c9aaa6f0a95452200550d7d6c9a928d75b2ba42d4aa8ff238e1892c4b94954c4513"}),
    Case("fills-all", lambda client: client.raw.fills(currency_pair="BTC_USDT", limit=1, page_number=7,
     order_id="a b/+&=é", account="a b/+&=é", start=1700000000, end=1700000000),
     ("GET https://api.gateio.ws/api/v4/spot/my_trades?currency_pair=BTC_USDT&limit=1&page=7"
     "&order_id=a%20b%2F%2B%26%3D%C3%A9&account=a%20b%2F%2B%26%3D%C3%A9&from=1700000000&to=1700000000"),
     {"fills": 1}, headers={"key": "test-api-key", "timestamp": "1700000000",
     "sign": "d4aea26498e2dbcccc65abe0b7c146870abfc185bb4b3c6885c3b96beb13edc15cbd188abe366117ef53ca5f179beb0ad862ef2d2a174a9f15a84dec15213267"}),
    Case("countdown-required", lambda client: client.raw.countdown(timeout=7),
     "POST https://api.gateio.ws/api/v4/spot/countdown_cancel_all", {"countdown": 1},
     headers={"key": "test-api-key", "timestamp": "1700000000",
     "sign": "8917dc463858ab11304c2bc8a59f705e70c07eb2511544230a9ea67af5bf968a58746310d7ec7f94bf2d584da2daed020c94461786a35a51442db44e1dd693b1"},
     body=b'{"timeout":7}'),
    Case("countdown-all", lambda client: client.raw.countdown(timeout=7, currency_pair="BTC_USDT"),
     "POST https://api.gateio.ws/api/v4/spot/countdown_cancel_all", {"countdown": 1},
     headers={"key": "test-api-key", "timestamp": "1700000000",
     "sign": "f6fb09255b0a229d3b3404ece14a0af4f2f2aee610d1403ec0fc00a9897a26c524115dd22050df5bdc599a97f5ff7625049cf5f627bcc5e3e082c5e444c749f3"},
     body=b'{"timeout":7,"currency_pair":"BTC_USDT"}'),
    Case("countdown-documented", lambda client: client.raw.countdown(timeout=30, currency_pair="BTC_USDT"),
     "POST https://api.gateio.ws/api/v4/spot/countdown_cancel_all", {"countdown": 1},
     headers={"key": "test-api-key", "timestamp": "1700000000",
     "sign": "5a99c14bbf57680c53bf823f5eb36b61d3cab52f73eecbf24cd8fab1f156de1e9be4cada00ba09a957d2173971664b489ef7b7238117c113dd35f6c5126b0466"},
     body=b'{"timeout":30,"currency_pair":"BTC_USDT"}'),
    Case("accounts-required", lambda client: client.raw.accounts(),
     "GET https://api.gateio.ws/api/v4/spot/accounts", {"accounts": 1}, headers={"key": "test-api-key",
     "timestamp": "1700000000",
     "sign": "180fa50bb118b65d510717d8d1f6b180e5d62b8889e67987e5260abc38027d543b79bcdc85419fba0f464a7967d53fd59a3ba8336e3214cff5d36f9bfbe0cb56"}),
    Case("accounts-all", lambda client: client.raw.accounts(currency="a b/+&=é"),
     "GET https://api.gateio.ws/api/v4/spot/accounts?currency=a%20b%2F%2B%26%3D%C3%A9", {"accounts": 1},
     headers={"key": "test-api-key", "timestamp": "1700000000",
     "sign": "3443bad17c03af0159077474f1a9495ed1c7346be4d6430b7ad699ca5bef3d4d19f46aa8586a5b3dadc99e1d44bf1dd77bfe8294f1759149450b2503bddb6025"}),
]  # fmt: skip

CONTRACT: list[Case] = [
    Case("load_instruments", lambda client: client.load_instruments(),
     "GET https://api.gateio.ws/api/v4/spot/currency_pairs", {"pairs": 1}, answer="pairs"),
    Case("fetch_time", lambda client: client.fetch_time(),
     "GET https://api.gateio.ws/api/v4/spot/time", {"time": 1}, answer="time"),
    Case("fetch_ticker", lambda client: client.fetch_ticker("BTC/USDT"),
     "GET https://api.gateio.ws/api/v4/spot/tickers?currency_pair=BTC_USDT", {"tickers": 1}, answer="tickers"),
    Case("fetch_order_book", lambda client: client.fetch_order_book("BTC/USDT"),
     "GET https://api.gateio.ws/api/v4/spot/order_book?currency_pair=BTC_USDT&limit=100&with_id=true",
     {"order_book": 1}, answer="order_book"),
    Case("fetch_order_book-all", lambda client: client.fetch_order_book("BTC/USDT", depth=50),
     "GET https://api.gateio.ws/api/v4/spot/order_book?currency_pair=BTC_USDT&limit=50&with_id=true",
     {"order_book": 1}, answer="order_book"),
    Case("fetch_trades", lambda client: client.fetch_trades("BTC/USDT"),
     "GET https://api.gateio.ws/api/v4/spot/trades?currency_pair=BTC_USDT", {"trades": 1}, answer="trades"),
    Case("fetch_trades-all", lambda client: client.fetch_trades("BTC/USDT", limit=5),
     "GET https://api.gateio.ws/api/v4/spot/trades?currency_pair=BTC_USDT&limit=5", {"trades": 1}, answer="trades"),
    Case("fetch_candles", lambda client: client.fetch_candles("BTC/USDT", interval="1h"),
     "GET https://api.gateio.ws/api/v4/spot/candlesticks?currency_pair=BTC_USDT&interval=1h", {"candles": 1},
     answer="candles"),
    Case("fetch_candles-all", lambda client: client.fetch_candles("BTC/USDT", interval="1h",
     since=1699999000123000000, limit=5),
     ("GET https://api.gateio.ws/api/v4/spot/candlesticks?currency_pair=BTC_USDT&from=1699999000&to=1700013400"
     "&interval=1h"), {"candles": 1}, answer="candles"),
    Case("create_order-0-buy", lambda client: client.create_order("BTC/USDT", side=Side.BUY, type=OrderType.LIMIT,
     post_only=True, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"),
     client_order_id="t-abc-1"),
     "POST https://api.gateio.ws/api/v4/spot/orders", {"place": 1}, headers={"key": "test-api-key",
     "timestamp": "1700000000",
     "sign": "4dcf99d7cf1c34d4031afa15ff9afbe5e7f98d2337de2df5b27875d03d675438959fe5e9aa0e8b5e52503dc7da787c3d40eec76c5fd231586a531ae8f43369ac"},
     body=b'{"text":"t-abc-1","currency_pair":"BTC_USDT","type":"limit","account":"spot","side":"buy","amount":"0.50","price":"100.10","time_in_force":"poc"}',
     answer="place"),
    Case("create_order-0-sell", lambda client: client.create_order("BTC/USDT", side=Side.SELL, type=OrderType.LIMIT,
     post_only=True, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"),
     client_order_id="t-abc-1"),
     "POST https://api.gateio.ws/api/v4/spot/orders", {"place": 1}, headers={"key": "test-api-key",
     "timestamp": "1700000000",
     "sign": "6322eb6c7dc88677ceed555a8f5019a8be33777f8e22d337134c059f5d5ec63bff8a3dbb97200db47ac33bb9de5a2b25716bd255f2fd571b66cf6e5ebfb7c510"},
     body=b'{"text":"t-abc-1","currency_pair":"BTC_USDT","type":"limit","account":"spot","side":"sell","amount":"0.50","price":"100.10","time_in_force":"poc"}',
     answer="place"),
    Case("create_order-1-buy", lambda client: client.create_order("BTC/USDT", side=Side.BUY, type=OrderType.LIMIT,
     post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="t-abc-1"),
     "POST https://api.gateio.ws/api/v4/spot/orders", {"place": 1}, headers={"key": "test-api-key",
     "timestamp": "1700000000",
     "sign": "4dcf99d7cf1c34d4031afa15ff9afbe5e7f98d2337de2df5b27875d03d675438959fe5e9aa0e8b5e52503dc7da787c3d40eec76c5fd231586a531ae8f43369ac"},
     body=b'{"text":"t-abc-1","currency_pair":"BTC_USDT","type":"limit","account":"spot","side":"buy","amount":"0.50","price":"100.10","time_in_force":"poc"}',
     answer="place"),
    Case("create_order-1-sell", lambda client: client.create_order("BTC/USDT", side=Side.SELL, type=OrderType.LIMIT,
     post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="t-abc-1"),
     "POST https://api.gateio.ws/api/v4/spot/orders", {"place": 1}, headers={"key": "test-api-key",
     "timestamp": "1700000000",
     "sign": "6322eb6c7dc88677ceed555a8f5019a8be33777f8e22d337134c059f5d5ec63bff8a3dbb97200db47ac33bb9de5a2b25716bd255f2fd571b66cf6e5ebfb7c510"},
     body=b'{"text":"t-abc-1","currency_pair":"BTC_USDT","type":"limit","account":"spot","side":"sell","amount":"0.50","price":"100.10","time_in_force":"poc"}',
     answer="place"),
    Case("create_order-2-buy", lambda client: client.create_order("BTC/USDT", side=Side.BUY, type=OrderType.LIMIT,
     time_in_force=TimeInForce.IOC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="t-abc-1"),
     "POST https://api.gateio.ws/api/v4/spot/orders", {"place": 1}, headers={"key": "test-api-key",
     "timestamp": "1700000000",
     "sign": "a5d628eaaa3a96855b8f38c8bac79b94b6028ed46787b4c834dfb1776c3d316680d35be355eed873fae9287fdb5df4163d6938d28c883aafd617a928a5e391a7"},
     body=b'{"text":"t-abc-1","currency_pair":"BTC_USDT","type":"limit","account":"spot","side":"buy","amount":"0.50","price":"100.10","time_in_force":"ioc"}',
     answer="place"),
    Case("create_order-2-sell", lambda client: client.create_order("BTC/USDT", side=Side.SELL, type=OrderType.LIMIT,
     time_in_force=TimeInForce.IOC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="t-abc-1"),
     "POST https://api.gateio.ws/api/v4/spot/orders", {"place": 1}, headers={"key": "test-api-key",
     "timestamp": "1700000000",
     "sign": "83ea4adf2de83d1ca8c20472c8319d1860d9000e61a2c2af4a90db92a04a800735d3bb09f202f9ad02b9fef17ceaaebe16535276c2f2c253e8eb4e51275e157b"},
     body=b'{"text":"t-abc-1","currency_pair":"BTC_USDT","type":"limit","account":"spot","side":"sell","amount":"0.50","price":"100.10","time_in_force":"ioc"}',
     answer="place"),
    Case("create_order-3-buy", lambda client: client.create_order("BTC/USDT", side=Side.BUY, type=OrderType.LIMIT,
     time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="t-abc-1"),
     "POST https://api.gateio.ws/api/v4/spot/orders", {"place": 1}, headers={"key": "test-api-key",
     "timestamp": "1700000000",
     "sign": "083168364ae4945c18a93742c4c75d96bdb83b9980ac07c6abe90e10f74c1887dc80fa2f5d8fe8ff01993f1ae42a3001e0e6bce3b16d9074098d8e2174919365"},
     body=b'{"text":"t-abc-1","currency_pair":"BTC_USDT","type":"limit","account":"spot","side":"buy","amount":"0.50","price":"100.10","time_in_force":"gtc"}',
     answer="place"),
    Case("create_order-3-sell", lambda client: client.create_order("BTC/USDT", side=Side.SELL, type=OrderType.LIMIT,
     time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="t-abc-1"),
     "POST https://api.gateio.ws/api/v4/spot/orders", {"place": 1}, headers={"key": "test-api-key",
     "timestamp": "1700000000",
     "sign": "4e3aa2d98f974c01578fc8f069e5c6e34464e79960ad5990c8c91492d0e55a34afee7c81880054df51a1f16c7cc13c8c31292ddc9066bca883f4fb3d231d83b1"},
     body=b'{"text":"t-abc-1","currency_pair":"BTC_USDT","type":"limit","account":"spot","side":"sell","amount":"0.50","price":"100.10","time_in_force":"gtc"}',
     answer="place"),
    Case("create_order-4-buy", lambda client: client.create_order("BTC/USDT", side=Side.BUY, type=OrderType.LIMIT,
     quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="t-abc-1"),
     "POST https://api.gateio.ws/api/v4/spot/orders", {"place": 1}, headers={"key": "test-api-key",
     "timestamp": "1700000000",
     "sign": "1c6c7b377e4839184e98be07a11ba55d4b3d8348804511ae782ceafe8d64f1f877cba81bf0512256661e75143abc84881174a5252e5041ca9a31ea949dc254eb"},
     body=b'{"text":"t-abc-1","currency_pair":"BTC_USDT","type":"limit","account":"spot","side":"buy","amount":"0.50","price":"100.10"}',
     answer="place"),
    Case("create_order-4-sell", lambda client: client.create_order("BTC/USDT", side=Side.SELL, type=OrderType.LIMIT,
     quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="t-abc-1"),
     "POST https://api.gateio.ws/api/v4/spot/orders", {"place": 1}, headers={"key": "test-api-key",
     "timestamp": "1700000000",
     "sign": "95654ae555b12cd8228e54e6e16d08d8425ada9e29aca4a9fe9c8e7901b562fdd08d4d32e93c5c038712d7d0e69346cbb1098950b8a0d4763d078f47aeea8f1f"},
     body=b'{"text":"t-abc-1","currency_pair":"BTC_USDT","type":"limit","account":"spot","side":"sell","amount":"0.50","price":"100.10"}',
     answer="place"),
    Case("create_order-5-buy", lambda client: client.create_order("BTC/USDT", side=Side.BUY, type=OrderType.MARKET,
     time_in_force=TimeInForce.IOC, quote_quantity=Decimal("50.5"), client_order_id="t-abc-1"),
     "POST https://api.gateio.ws/api/v4/spot/orders", {"place": 1}, headers={"key": "test-api-key",
     "timestamp": "1700000000",
     "sign": "bf40216913a658f64516b94681eb384cb370d67b6ecc269163aedb7e8d70ebf4b75a8f213f45e822caef3ef6f7fd96101d32693e7bbef65e28cf32aa60bd7eca"},
     body=b'{"text":"t-abc-1","currency_pair":"BTC_USDT","type":"market","account":"spot","side":"buy","amount":"50.5","time_in_force":"ioc"}',
     answer="place"),
    Case("create_order-6-sell", lambda client: client.create_order("BTC/USDT", side=Side.SELL,
     type=OrderType.MARKET, time_in_force=TimeInForce.IOC, quantity=Decimal("0.50"), client_order_id="t-abc-1"),
     "POST https://api.gateio.ws/api/v4/spot/orders", {"place": 1}, headers={"key": "test-api-key",
     "timestamp": "1700000000",
     "sign": "259d40ad7714cbfc434c5875962192b49b929e7c6af20e7f614a5ab081b3e64f0062b43bf503fe9fff08b05f41fd64367d07a309e5f31c1271b719b4ac36048e"},
     body=b'{"text":"t-abc-1","currency_pair":"BTC_USDT","type":"market","account":"spot","side":"sell","amount":"0.50","time_in_force":"ioc"}',
     answer="place"),
    Case("create_order-7-buy", lambda client: client.create_order("BTC/USDT", side=Side.BUY, type=OrderType.MARKET,
     quote_quantity=Decimal("50.5"), client_order_id="t-abc-1"),
     "POST https://api.gateio.ws/api/v4/spot/orders", {"place": 1}, headers={"key": "test-api-key",
     "timestamp": "1700000000",
     "sign": "bf40216913a658f64516b94681eb384cb370d67b6ecc269163aedb7e8d70ebf4b75a8f213f45e822caef3ef6f7fd96101d32693e7bbef65e28cf32aa60bd7eca"},
     body=b'{"text":"t-abc-1","currency_pair":"BTC_USDT","type":"market","account":"spot","side":"buy","amount":"50.5","time_in_force":"ioc"}',
     answer="place"),
    Case("create_order-8-sell", lambda client: client.create_order("BTC/USDT", side=Side.SELL,
     type=OrderType.MARKET, quantity=Decimal("0.50"), client_order_id="t-abc-1"),
     "POST https://api.gateio.ws/api/v4/spot/orders", {"place": 1}, headers={"key": "test-api-key",
     "timestamp": "1700000000",
     "sign": "259d40ad7714cbfc434c5875962192b49b929e7c6af20e7f614a5ab081b3e64f0062b43bf503fe9fff08b05f41fd64367d07a309e5f31c1271b719b4ac36048e"},
     body=b'{"text":"t-abc-1","currency_pair":"BTC_USDT","type":"market","account":"spot","side":"sell","amount":"0.50","time_in_force":"ioc"}',
     answer="place"),
    Case("create_orders",
     lambda client: client.create_orders([OrderRequest(symbol="BTC/USDT", side=Side.BUY, type=OrderType.LIMIT, post_only=True, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="t-abc-1"), OrderRequest(symbol="BTC/USDT", side=Side.SELL, type=OrderType.LIMIT, post_only=True, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="t-abc-4")]),
     "POST https://api.gateio.ws/api/v4/spot/batch_orders", {"place": 1}, headers={"key": "test-api-key",
     "timestamp": "1700000000",
     "sign": "ebbad41ebecb542f59309c2b5c97c7f2130b11f94e41d7b58fcd138dd5454c789ead02a866d7fbcea7d7523e203e28585c394360afb0d6bffcc835dadf112666"},
     body=b'[{"text":"t-abc-1","currency_pair":"BTC_USDT","type":"limit","account":"spot","side":"buy","amount":"0.50","price":"100.10","time_in_force":"poc"},{"text":"t-abc-4","currency_pair":"BTC_USDT","type":"limit","account":"spot","side":"sell","amount":"0.50","price":"100.10","time_in_force":"poc"}]',
     answer="place_many"),
    Case("edit_order-venue_order_id", lambda client: client.edit_order("BTC/USDT", venue_order_id="123",
     quantity=Decimal("0.5"), price=Decimal("50")),
     "PATCH https://api.gateio.ws/api/v4/spot/orders/123", {"place": 1}, headers={"key": "test-api-key",
     "timestamp": "1700000000",
     "sign": "1249139758ab064cd144fcac094d9862ca40110638b469ce6d42f2f4d03c95f6b6467f44b631602e08aca9022aa893ba553f7517bcfc664ffa1f8d38bf03f621"},
     body=b'{"currency_pair":"BTC_USDT","account":"spot","amount":"0.5","price":"50"}', answer="amend"),
    Case("edit_order-client_order_id", lambda client: client.edit_order("BTC/USDT", client_order_id="t-abc-1",
     quantity=Decimal("0.5"), price=Decimal("50")),
     "PATCH https://api.gateio.ws/api/v4/spot/orders/t-abc-1", {"place": 1}, headers={"key": "test-api-key",
     "timestamp": "1700000000",
     "sign": "bc0ac788bc6350510add9fedacedcc9969e34efdf38aaf2a1581dc1e26024760b07a248b2e4768856962ec32e5d2b7aef6c3e960d1268becc0392fac803cde21"},
     body=b'{"currency_pair":"BTC_USDT","account":"spot","amount":"0.5","price":"50"}', answer="amend"),
    Case("cancel_order-venue_order_id", lambda client: client.cancel_order("BTC/USDT", venue_order_id="123"),
     "DELETE https://api.gateio.ws/api/v4/spot/orders/123?currency_pair=BTC_USDT&account=spot", {"cancel": 1},
     headers={"key": "test-api-key", "timestamp": "1700000000",
     "sign": "784a5125846f576ab9a3ccffa47043b58a5d66949778365907c4fca7d5a2f15cb30d1fc1d833f065a851bf057a3e123d6655b69850fab52189b75a3a04c9c257"},
     answer="cancel"),
    Case("cancel_order-client_order_id", lambda client: client.cancel_order("BTC/USDT", client_order_id="t-abc-1"),
     "DELETE https://api.gateio.ws/api/v4/spot/orders/t-abc-1?currency_pair=BTC_USDT&account=spot", {"cancel": 1},
     headers={"key": "test-api-key", "timestamp": "1700000000",
     "sign": "41dc96c85dc14ecee4e706df46d40e1f0c55d2b309618f60710fad30f5d8c328194e61aac9662ae8d05e5271a18b381a3ebd3022e1454eca7e6f1f13c52d48ab"},
     answer="cancel"),
    Case("cancel_orders",
     lambda client: client.cancel_orders([CancelRequest(symbol="BTC/USDT", venue_order_id="123"), CancelRequest(symbol="BTC/USDT", client_order_id="t-abc-1")]),
     "POST https://api.gateio.ws/api/v4/spot/cancel_batch_orders", {"cancel": 1}, headers={"key": "test-api-key",
     "timestamp": "1700000000",
     "sign": "0f80c2ad6e2ee92bff739bcc57045a7a3a962609b5acaa097642643518e6cd83659234abda81614b2de8116d50b598b6a3ec1b1ae97e072cba43a224818b31ce"},
     body=b'[{"currency_pair":"BTC_USDT","id":"123"},{"currency_pair":"BTC_USDT","id":"t-abc-1"}]',
     answer="cancel_many"),
    Case("cancel_all_orders", lambda client: client.cancel_all_orders("BTC/USDT"),
     "DELETE https://api.gateio.ws/api/v4/spot/orders?currency_pair=BTC_USDT&account=spot", {"cancel": 1},
     headers={"key": "test-api-key", "timestamp": "1700000000",
     "sign": "45c133018bef4f8c15c13b3e690f8d5bd9f61dc67b9bdcfb03eef0159f9be522d6d7bc548e9907f1272764bfc7f0dcb82e1205f40a65d9eb560e553949632310"},
     answer="cancel_open"),
    Case("cancel_all_orders_after", lambda client: client.cancel_all_orders_after(seconds=30),
     "POST https://api.gateio.ws/api/v4/spot/countdown_cancel_all", {"countdown": 1},
     headers={"key": "test-api-key", "timestamp": "1700000000",
     "sign": "a26ef1e5862b56290badce87c6f4d332c31196fe25acd86df78746f3d5db861071dfcb69bb90fc358066211042fa5cac29b173525d4bcacd4d6ed0c151415488"},
     body=b'{"timeout":30}', answer="countdown"),
    Case("fetch_order-venue_order_id", lambda client: client.fetch_order("BTC/USDT", venue_order_id="123"),
     "GET https://api.gateio.ws/api/v4/spot/orders/123?currency_pair=BTC_USDT&account=spot", {"order": 1},
     headers={"key": "test-api-key", "timestamp": "1700000000",
     "sign": "b4d5005ada3dface2ed1a2fdc84579353794ca014ee281f046cdacde99d1fe39a2b4fc2db1682fc3e802678a9efcc1d6977d248f5a49729b26775f54977a8860"},
     answer="order"),
    Case("fetch_order-client_order_id", lambda client: client.fetch_order("BTC/USDT", client_order_id="t-abc-1"),
     "GET https://api.gateio.ws/api/v4/spot/orders/t-abc-1?currency_pair=BTC_USDT&account=spot", {"order": 1},
     headers={"key": "test-api-key", "timestamp": "1700000000",
     "sign": "4712cd94815e6ccac69c078af79a9e90a755bd9d6e858368806ecd80cf7842fcac7f57a347c81eff115e729343450bf723a7ed8273aa74eca8c83c796acd0cca"},
     answer="order"),
    Case("fetch_open_orders", lambda client: client.fetch_open_orders("BTC/USDT"),
     "GET https://api.gateio.ws/api/v4/spot/orders?currency_pair=BTC_USDT&status=open&limit=100&account=spot",
     {"orders": 1}, headers={"key": "test-api-key", "timestamp": "1700000000",
     "sign": "c6bac293d33e19921ae05f10495a1ff2da0c3b90068e0de12eef38c2012b764d6ae9b8bdc3f104b90d446ad44cfd1859eafaea77154e5941864c49848cfb929e"},
     answer="orders"),
    Case("fetch_open_orders-of-all", lambda client: client.fetch_open_orders(),
     "GET https://api.gateio.ws/api/v4/spot/open_orders?limit=100&account=spot", {"open_orders": 1},
     headers={"key": "test-api-key", "timestamp": "1700000000",
     "sign": "c40bf63990fa20df3e67343f1cd175e91e9b94d3e1fe2ac745c9765d9bbc705374ca1ad04d1e148b7fff2a22dd5fe91af78b256ac9dc87a98ee1773a0a6a0a05"},
     answer="open_orders"),
    Case("fetch_my_trades", lambda client: client.fetch_my_trades("BTC/USDT"),
     "GET https://api.gateio.ws/api/v4/spot/my_trades?currency_pair=BTC_USDT&account=spot", {"fills": 1},
     headers={"key": "test-api-key", "timestamp": "1700000000",
     "sign": "78abfe867b63957e11403afa832a97f8bdf4b92ad0c1feeffdb0ae961a908cf02a2d89ce58774b9b40c99a6f001c6fbbfad351f8916075264adb7236f597bd6b"},
     answer="fills"),
    Case("fetch_my_trades-all", lambda client: client.fetch_my_trades("BTC/USDT", since=1699999000123000000,
     limit=5),
     ("GET https://api.gateio.ws/api/v4/spot/my_trades?currency_pair=BTC_USDT&limit=5&account=spot"
     "&from=1699999000"), {"fills": 1}, headers={"key": "test-api-key", "timestamp": "1700000000",
     "sign": "21452273270d8e8716feb4ced67183a41ebdbbbab51e13195e6b3e8662c1253be56d0a43768158701c252d8ae96efb70eb886e25197894fc4f34a7b324b0a0e3"},
     answer="fills"),
    Case("fetch_balances", lambda client: client.fetch_balances(),
     "GET https://api.gateio.ws/api/v4/spot/accounts", {"accounts": 1}, headers={"key": "test-api-key",
     "timestamp": "1700000000",
     "sign": "180fa50bb118b65d510717d8d1f6b180e5d62b8889e67987e5260abc38027d543b79bcdc85419fba0f464a7967d53fd59a3ba8336e3214cff5d36f9bfbe0cb56"},
     answer="accounts"),
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
    Call("place-required", lambda client: client.raw.place(currency_pair="BTC_USDT", type="limit",
     account="a b/+&=é", side="buy", amount=Decimal("0.10"), over="calls"),
     "spot.order_place", {"currency_pair": "BTC_USDT", "type": "limit", "account": "a b/+&=é", "side": "buy",
     "amount": "0.10"}, {"place": 1}),
    Call("place-all", lambda client: client.raw.place(client_order_id="a b/+&=é", currency_pair="BTC_USDT",
     type="limit", account="a b/+&=é", side="buy", amount=Decimal("0.10"), price=Decimal("0.10"),
     time_in_force="gtc", iceberg=Decimal("0.10"), auto_borrow=True, auto_repay=True, stp_act="cn",
     action_mode="a b/+&=é", slippage=Decimal("0.10"), take_profit_trigger=Decimal("0.10"),
     take_profit_price=Decimal("0.10"), stop_loss_trigger=Decimal("0.10"), stop_loss_price=Decimal("0.10"),
     over="calls"),
     "spot.order_place", {"text": "a b/+&=é", "currency_pair": "BTC_USDT", "type": "limit", "account": "a b/+&=é",
     "side": "buy", "amount": "0.10", "price": "0.10", "time_in_force": "gtc", "iceberg": "0.10",
     "auto_borrow": True, "auto_repay": True, "stp_act": "cn", "action_mode": "a b/+&=é", "slippage": "0.10",
     "stop_profit": {"trigger_price": "0.10", "order_price": "0.10"}, "stop_loss": {"trigger_price": "0.10",
     "order_price": "0.10"}}, {"place": 1}),
    Call("cancel-required", lambda client: client.raw.cancel(order_id="a b/+&=é", currency_pair="BTC_USDT",
     over="calls"),
     "spot.order_cancel", {"order_id": "a b/+&=é", "currency_pair": "BTC_USDT"}, {"cancel": 1}),
    Call("cancel-all", lambda client: client.raw.cancel(order_id="a b/+&=é", currency_pair="BTC_USDT",
     account="a b/+&=é", action_mode="a b/+&=é", over="calls"),
     "spot.order_cancel", {"order_id": "a b/+&=é", "currency_pair": "BTC_USDT", "account": "a b/+&=é",
     "action_mode": "a b/+&=é"}, {"cancel": 1}),
    Call("amend-required", lambda client: client.raw.amend(order_id="a b/+&=é", currency_pair="BTC_USDT",
     amount=Decimal("0.10"), over="calls"),
     "spot.order_amend", {"order_id": "a b/+&=é", "currency_pair": "BTC_USDT", "amount": "0.10"}, {"place": 1}),
    Call("amend-all", lambda client: client.raw.amend(order_id="a b/+&=é", currency_pair="BTC_USDT",
     account="a b/+&=é", amount=Decimal("0.10"), price=Decimal("0.10"), amend_text="a b/+&=é",
     action_mode="a b/+&=é", over="calls"),
     "spot.order_amend", {"order_id": "a b/+&=é", "currency_pair": "BTC_USDT", "account": "a b/+&=é",
     "amount": "0.10", "price": "0.10", "amend_text": "a b/+&=é", "action_mode": "a b/+&=é"}, {"place": 1}),
    Call("order-required", lambda client: client.raw.order(order_id="a b/+&=é", currency_pair="BTC_USDT",
     over="calls"),
     "spot.order_status", {"order_id": "a b/+&=é", "currency_pair": "BTC_USDT"}, {"order": 1}),
    Call("order-all", lambda client: client.raw.order(order_id="a b/+&=é", currency_pair="BTC_USDT",
     account="a b/+&=é", over="calls"),
     "spot.order_status", {"order_id": "a b/+&=é", "currency_pair": "BTC_USDT", "account": "a b/+&=é"},
     {"order": 1}),
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
        login = CallsSocket.login
        if login is not None and login.frame is not None and match_frame(login.frame, data) is not None:
            return [msgspec.json.encode(login.reply.filled(id=login.id, payload={})).decode()]
        found = match_frame(CallsSocket.rpc, data)
        assert found is not None
        seen.append(found)
        return [msgspec.json.encode(CallsSocket.reply.filled(id=found["id"], payload={}, method=case.method)).decode()]

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
