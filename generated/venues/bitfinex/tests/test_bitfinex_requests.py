"""What Bitfinex is asked, byte for byte: method, address, headers, body, and what each request costs."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Awaitable, Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from venue_runtime.model import CancelRequest, Order, OrderStatus, OrderType, Side, TimeInForce
from venue_runtime.testing.generated import load_examples
from venue_runtime.testing.scripted import ScriptedHttp

PACKAGE = str(importlib.import_module("venues.bitfinex").__file__)


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
    symbol="BTC/USD",
    venue_order_id="123",
    client_order_id="123",
    side=Side.BUY,
    type=OrderType.LIMIT,
    status=OrderStatus.NEW,
    price=Decimal("100"),
    quantity=Decimal("1"),
    filled_quantity=Decimal("0"),
    leaves_quantity=Decimal("1"),
)

RAW: list[Case] = [
    Case("status-required", lambda client: client.raw.status(),
     "GET https://api-pub.bitfinex.com/v2/platform/status", {"status": 1}),
    Case("pairs-required", lambda client: client.raw.pairs(which="a b/+&=é"),
     "GET https://api-pub.bitfinex.com/v2/conf/a%20b%2F+&=%C3%A9", {"public": 1}),
    Case("ticker-required", lambda client: client.raw.ticker(symbol="tBTCUSD"),
     "GET https://api-pub.bitfinex.com/v2/ticker/tBTCUSD", {"public": 1}),
    Case("book-required", lambda client: client.raw.book(symbol="tBTCUSD", precision="a b/+&=é"),
     "GET https://api-pub.bitfinex.com/v2/book/tBTCUSD/a%20b%2F+&=%C3%A9", {"book": 1}),
    Case("book-all", lambda client: client.raw.book(symbol="tBTCUSD", precision="a b/+&=é", levels=7),
     "GET https://api-pub.bitfinex.com/v2/book/tBTCUSD/a%20b%2F+&=%C3%A9?len=7", {"book": 1}),
    Case("trades-required", lambda client: client.raw.trades(symbol="tBTCUSD"),
     "GET https://api-pub.bitfinex.com/v2/trades/tBTCUSD/hist", {"trades": 1}),
    Case("trades-all", lambda client: client.raw.trades(symbol="tBTCUSD", limit=7, start=1700000000000,
     end=1700000000000, sort=7),
     ("GET https://api-pub.bitfinex.com/v2/trades/tBTCUSD/hist?limit=7&start=1700000000000&end=1700000000000"
     "&sort=7"), {"trades": 1}),
    Case("candles-required", lambda client: client.raw.candles(interval="a b/+&=é", symbol="tBTCUSD"),
     "GET https://api-pub.bitfinex.com/v2/candles/trade:a%20b%2F+&=%C3%A9:tBTCUSD/hist", {"candles": 1}),
    Case("candles-all", lambda client: client.raw.candles(interval="a b/+&=é", symbol="tBTCUSD", limit=7,
     start=1700000000000, end=1700000000000, sort=7),
     ("GET https://api-pub.bitfinex.com/v2/candles/trade:a%20b%2F+&=%C3%A9:tBTCUSD/hist?limit=7"
     "&start=1700000000000&end=1700000000000&sort=7"), {"candles": 1}),
    Case("derivative_status-required", lambda client: client.raw.derivative_status(symbols="a b/+&=é"),
     "GET https://api-pub.bitfinex.com/v2/status/deriv?keys=a%20b%2F%2B%26%3D%C3%A9", {"public": 1}),
    Case("submit_order-required", lambda client: client.raw.submit_order(kind="EXCHANGE LIMIT", symbol="tBTCUSD",
     amount=Decimal("0.10")),
     "POST https://api.bitfinex.com/v2/auth/w/order/submit", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "9a163bc06429feb277e4b8838f62076033a7999d72da0cc1a5ab0d5316c35de4a54144457dacb661d2d49d9062a08c3c"},
     body=b'{"type":"EXCHANGE LIMIT","symbol":"tBTCUSD","amount":"0.10"}'),
    Case("update_order-required", lambda client: client.raw.update_order(),
     "POST https://api.bitfinex.com/v2/auth/w/order/update", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "9617fe4f3ad6c0f319d14f9fcb82cd123e14691f8166e3036e60dff477d4b3b467a4cad479a0f6772e48e7de9e082579"},
     body=b'{}'),
    Case("update_order-all", lambda client: client.raw.update_order(id=7, client_id=7,
     client_id_day=1700000000000000000, amount=Decimal("0.10"), price=Decimal("0.10"),
     price_trailing=Decimal("0.10"), price_aux_limit=Decimal("0.10"), delta=Decimal("0.10"), flags=64, leverage=7,
     expires="a b/+&=é"),
     "POST https://api.bitfinex.com/v2/auth/w/order/update", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "9dc921756c6a601dcc885fbba91fb308bfb9967fb8ddb8236ff945d843b13953d02fa59241b9d77207bd817352fb3a58"},
     body=b'{"id":7,"cid":7,"cid_date":"2023-11-14","amount":"0.10","price":"0.10","price_trailing":"0.10","price_aux_limit":"0.10","delta":"0.10","flags":64,"lev":7,"tif":"a b/+&=\xc3\xa9"}'),
    Case("cancel_order-required", lambda client: client.raw.cancel_order(id=7),
     "POST https://api.bitfinex.com/v2/auth/w/order/cancel", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "387f3da87dbdc63645d262c7ead56204ab461d8cbbc0d1f7b7d8ed2f39e32bb86b705f556a923cb600c7caabee357510"},
     body=b'{"id":7}'),
    Case("cancel_order-all", lambda client: client.raw.cancel_order(id=7, client_id_day=1700000000000000000),
     "POST https://api.bitfinex.com/v2/auth/w/order/cancel", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "44b79ae8050c09eee0f817e2e704b3f81a4208a18b21fe066210a0b822f414d7477a9741a66216a120ab10334cdfab08"},
     body=b'{"id":7,"cid_date":"2023-11-14"}'),
    Case("cancel_orders-required", lambda client: client.raw.cancel_orders(ids=[7, 8]),
     "POST https://api.bitfinex.com/v2/auth/w/order/cancel/multi", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "d0e01e24822d1c27ef86c172da5f120118c6cbe791eda6eb8aa1b96405e177c5eeec5fea820a078b6b18b7c8276eb3f3"},
     body=b'{"id":[7,8]}'),
    Case("cancel_all-required", lambda client: client.raw.cancel_all(),
     "POST https://api.bitfinex.com/v2/auth/w/order/cancel/multi", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "37ee4e821e0cc1a64dc148c84e62628e3cd6c79d693848856e4f9b976149e3d01a775b7b9cd3b68d37ac4012287a86f8"},
     body=b'{"all":1}'),
    Case("orders-required", lambda client: client.raw.orders(ids=[7, 8]),
     "POST https://api.bitfinex.com/v2/auth/r/orders", {"account": 1}, headers={"bfx-nonce": "1700000000000000",
     "bfx-apikey": "test-api-key",
     "bfx-signature": "e6c0621fc3bf8804b676830ae543e12a0587fcc8e3809b5c8cf3ae30e26de3a20e1f266a012a881c2e6a8e9238bdd0c7"},
     body=b'{"id":[7,8]}'),
    Case("open_orders-required", lambda client: client.raw.open_orders(),
     "POST https://api.bitfinex.com/v2/auth/r/orders", {"account": 1}, headers={"bfx-nonce": "1700000000000000",
     "bfx-apikey": "test-api-key",
     "bfx-signature": "49a5cb50947a0639cfd6bac6db6c6e04e8b308e81f982074df16fed5605a318cfb9a3e60f8f62e692151e40dc6628b40"}),
    Case("open_orders_of-required", lambda client: client.raw.open_orders_of(symbol="tBTCUSD"),
     "POST https://api.bitfinex.com/v2/auth/r/orders/tBTCUSD", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "fc28691908679b82d77efc6ddcdf9a0ddbe56398766b715ad14be98995807adc9b53004f1a71d5a63567e85ad3ce4b79"}),
    Case("order_history-required", lambda client: client.raw.order_history(),
     "POST https://api.bitfinex.com/v2/auth/r/orders/hist", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "fb559195cdcc29b05bb158b813fa268375e4cda77210742b055799a5d836d9b826413721cce72a0d96c4bceef26d4ef8"},
     body=b'{}'),
    Case("order_history-all", lambda client: client.raw.order_history(ids=[7, 8], start=1700000000000,
     end=1700000000000, limit=7),
     "POST https://api.bitfinex.com/v2/auth/r/orders/hist", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "b159413d64d08c42201a93579f39255dd81e182117ecbd4d6b9e5af6e5815bf473442d70f8c30267b2f289d48a5b527d"},
     body=b'{"id":[7,8],"start":1700000000000,"end":1700000000000,"limit":7}'),
    Case("own_trades-required", lambda client: client.raw.own_trades(),
     "POST https://api.bitfinex.com/v2/auth/r/trades/hist", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "0f9eaaf839f9dbf52ec999baa0c6e5bf12d03a469910d14c0c348f1b638fbd2d4454b9748ab9a87e9a8cd6e91f725a4e"},
     body=b'{}'),
    Case("own_trades-all", lambda client: client.raw.own_trades(start=1700000000000, end=1700000000000, limit=7,
     sort=7),
     "POST https://api.bitfinex.com/v2/auth/r/trades/hist", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "f1be78d29a7fec418a32875313b594ae1a569adef5da38b13725f5a271c468e563476ed2c92b7ba14284170bf8ca2035"},
     body=b'{"start":1700000000000,"end":1700000000000,"limit":7,"sort":7}'),
    Case("own_trades_of-required", lambda client: client.raw.own_trades_of(symbol="tBTCUSD"),
     "POST https://api.bitfinex.com/v2/auth/r/trades/tBTCUSD/hist", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "fd0aa94cb76ad88e222fa16ca689fd12f2d8ce717976124c15b8f2139dbb13daaeb0e51292c8c509abc39cbe4149029a"},
     body=b'{}'),
    Case("own_trades_of-all", lambda client: client.raw.own_trades_of(start=1700000000000, end=1700000000000,
     limit=7, sort=7, symbol="tBTCUSD"),
     "POST https://api.bitfinex.com/v2/auth/r/trades/tBTCUSD/hist", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "a8168a3498e1c15797a5182b973a86e550fd6859572cd4afc1b4227b19530c65c78781aaafd724c946e1b6be3db84b6a"},
     body=b'{"start":1700000000000,"end":1700000000000,"limit":7,"sort":7}'),
    Case("wallets-required", lambda client: client.raw.wallets(),
     "POST https://api.bitfinex.com/v2/auth/r/wallets", {"account": 1}, headers={"bfx-nonce": "1700000000000000",
     "bfx-apikey": "test-api-key",
     "bfx-signature": "3520b03310809b758a4c4dd127ed8b4a2ee1c8ad15f66668149d1c9757df96dd41af2b303acb219c246864d4cf53de28"}),
    Case("positions-required", lambda client: client.raw.positions(),
     "POST https://api.bitfinex.com/v2/auth/r/positions", {"account": 1}, headers={"bfx-nonce": "1700000000000000",
     "bfx-apikey": "test-api-key",
     "bfx-signature": "e4702d4991d6cce29ec2be7eb60004d5313f0b129ddc296a80d3fe88955fc65c641aaf65b2c846941052787dad37fe0e"}),
]  # fmt: skip

CONTRACT: list[Case] = [
    Case("load_instruments", lambda client: client.load_instruments(),
     "GET https://api-pub.bitfinex.com/v2/conf/pub:info:pair", {"public": 1}, answer="pairs"),
    Case("fetch_status", lambda client: client.fetch_status(),
     "GET https://api-pub.bitfinex.com/v2/platform/status", {"status": 1}, answer="status"),
    Case("fetch_ticker", lambda client: client.fetch_ticker("BTC/USD"),
     "GET https://api-pub.bitfinex.com/v2/ticker/tBTCUSD", {"public": 1}, answer="ticker"),
    Case("fetch_order_book", lambda client: client.fetch_order_book("BTC/USD"),
     "GET https://api-pub.bitfinex.com/v2/book/tBTCUSD/P0?len=25", {"book": 1}, answer="book"),
    Case("fetch_order_book-all", lambda client: client.fetch_order_book("BTC/USD", depth=50),
     "GET https://api-pub.bitfinex.com/v2/book/tBTCUSD/P0?len=100", {"book": 1}, answer="book"),
    Case("fetch_trades", lambda client: client.fetch_trades("BTC/USD"),
     "GET https://api-pub.bitfinex.com/v2/trades/tBTCUSD/hist?sort=-1", {"trades": 1}, answer="trades"),
    Case("fetch_trades-all", lambda client: client.fetch_trades("BTC/USD", since=1699999000123000000, limit=5),
     "GET https://api-pub.bitfinex.com/v2/trades/tBTCUSD/hist?limit=5&start=1699999000123&sort=-1", {"trades": 1},
     answer="trades"),
    Case("fetch_candles", lambda client: client.fetch_candles("BTC/USD", interval="1h"),
     "GET https://api-pub.bitfinex.com/v2/candles/trade:1h:tBTCUSD/hist?sort=-1", {"candles": 1}, answer="candles"),
    Case("fetch_candles-all", lambda client: client.fetch_candles("BTC/USD", interval="1h",
     since=1699999000123000000, limit=5),
     ("GET https://api-pub.bitfinex.com/v2/candles/trade:1h:tBTCUSD/hist?limit=5&start=1699999000123"
     "&end=1700017000123&sort=-1"), {"candles": 1}, answer="candles"),
    Case("fetch_funding_rate", lambda client: client.fetch_funding_rate("BTC/USD"),
     "GET https://api-pub.bitfinex.com/v2/status/deriv?keys=tBTCUSD", {"public": 1}, answer="derivative_status"),
    Case("create_order-0-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY, type=OrderType.LIMIT,
     time_in_force=TimeInForce.IOC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="123"),
     "POST https://api.bitfinex.com/v2/auth/w/order/submit", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "7d176c634deb41e087a51d848ed3a78ecc3eaaee6aa5a959652ff57effde7f1e6339067a28f0850330f111c8253ac422"},
     body=b'{"type":"EXCHANGE IOC","symbol":"tBTCUSD","amount":"0.50","price":"100.10","cid":123}',
     answer="submit_order"),
    Case("create_order-0-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL, type=OrderType.LIMIT,
     time_in_force=TimeInForce.IOC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="123"),
     "POST https://api.bitfinex.com/v2/auth/w/order/submit", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "0e6ab0182cbde62ba3f11782bb5ab846ba098a5fb8a2201aba8eff990ef68d11a9bb272c2bd083149e7bb3ca389bac63"},
     body=b'{"type":"EXCHANGE IOC","symbol":"tBTCUSD","amount":"-0.50","price":"100.10","cid":123}',
     answer="submit_order"),
    Case("create_order-1-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY, type=OrderType.LIMIT,
     time_in_force=TimeInForce.FOK, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="123"),
     "POST https://api.bitfinex.com/v2/auth/w/order/submit", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "e9087e44e8005e9b48ef9823e58cb507a4b5ba5e84bdd454097465b9b0350de9e57f6dfc68c88d8730606d50893c6074"},
     body=b'{"type":"EXCHANGE FOK","symbol":"tBTCUSD","amount":"0.50","price":"100.10","cid":123}',
     answer="submit_order"),
    Case("create_order-1-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL, type=OrderType.LIMIT,
     time_in_force=TimeInForce.FOK, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="123"),
     "POST https://api.bitfinex.com/v2/auth/w/order/submit", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "c5ddfaedcc95caf67735b79ad6fb967c3c65dec69b422758920627930a454d58ec8bc577f6f9b982ff8e05ae44f1d38c"},
     body=b'{"type":"EXCHANGE FOK","symbol":"tBTCUSD","amount":"-0.50","price":"100.10","cid":123}',
     answer="submit_order"),
    Case("create_order-2-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY, type=OrderType.LIMIT,
     time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="123"),
     "POST https://api.bitfinex.com/v2/auth/w/order/submit", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "7aff596dfec71459eadc95ce7d5a49fb127521d9412fd58a18ca20f0473ad6d6050ec9327bbda757195962fbeb1e4823"},
     body=b'{"type":"EXCHANGE LIMIT","symbol":"tBTCUSD","amount":"0.50","price":"100.10","cid":123}',
     answer="submit_order"),
    Case("create_order-2-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL, type=OrderType.LIMIT,
     time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="123"),
     "POST https://api.bitfinex.com/v2/auth/w/order/submit", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "9c1bcc7397be0ae0bd00b5f4d2bedd27a0aa3242c0234cf5f23e57f9df3c2c3c6a273d9c98a998be83a9585cfc7019b5"},
     body=b'{"type":"EXCHANGE LIMIT","symbol":"tBTCUSD","amount":"-0.50","price":"100.10","cid":123}',
     answer="submit_order"),
    Case("create_order-3-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY, type=OrderType.LIMIT,
     quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="123"),
     "POST https://api.bitfinex.com/v2/auth/w/order/submit", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "7aff596dfec71459eadc95ce7d5a49fb127521d9412fd58a18ca20f0473ad6d6050ec9327bbda757195962fbeb1e4823"},
     body=b'{"type":"EXCHANGE LIMIT","symbol":"tBTCUSD","amount":"0.50","price":"100.10","cid":123}',
     answer="submit_order"),
    Case("create_order-3-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL, type=OrderType.LIMIT,
     quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="123"),
     "POST https://api.bitfinex.com/v2/auth/w/order/submit", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "9c1bcc7397be0ae0bd00b5f4d2bedd27a0aa3242c0234cf5f23e57f9df3c2c3c6a273d9c98a998be83a9585cfc7019b5"},
     body=b'{"type":"EXCHANGE LIMIT","symbol":"tBTCUSD","amount":"-0.50","price":"100.10","cid":123}',
     answer="submit_order"),
    Case("create_order-4-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY, type=OrderType.MARKET,
     quantity=Decimal("0.50"), client_order_id="123"),
     "POST https://api.bitfinex.com/v2/auth/w/order/submit", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "a69f96387e6fe670207d35e3ef091fa7387fbabcb225e0e562083a30102ad99f0c6f95e0f185efd95c4c2a64d5e9d0a4"},
     body=b'{"type":"EXCHANGE MARKET","symbol":"tBTCUSD","amount":"0.50","cid":123}', answer="submit_order"),
    Case("create_order-4-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL, type=OrderType.MARKET,
     quantity=Decimal("0.50"), client_order_id="123"),
     "POST https://api.bitfinex.com/v2/auth/w/order/submit", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "2ad07c3330df697f49eef7fed275a4ee604854ad1af765025d78a66c680ba88897700dbf6018eb59acbb98aa7b840498"},
     body=b'{"type":"EXCHANGE MARKET","symbol":"tBTCUSD","amount":"-0.50","cid":123}', answer="submit_order"),
    Case("create_order-5-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY, type=OrderType.STOP,
     quantity=Decimal("0.50"), trigger_price=Decimal("99.9"), client_order_id="123"),
     "POST https://api.bitfinex.com/v2/auth/w/order/submit", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "501ec1ae1646c01adcb253bb06ff4a07d144388d40570dacb3c1139a2a22cc47880e9411c41dccc8fab7ab7daedd7df3"},
     body=b'{"type":"EXCHANGE STOP","symbol":"tBTCUSD","amount":"0.50","price":"99.9","cid":123}',
     answer="submit_order"),
    Case("create_order-5-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL, type=OrderType.STOP,
     quantity=Decimal("0.50"), trigger_price=Decimal("99.9"), client_order_id="123"),
     "POST https://api.bitfinex.com/v2/auth/w/order/submit", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "ba739ad7d9b40b4a2ebfbd89c39bb68b78fb6ebb314423b6008d3b870f634c761c4853522dd1d4a81e6c0b61d743bb2e"},
     body=b'{"type":"EXCHANGE STOP","symbol":"tBTCUSD","amount":"-0.50","price":"99.9","cid":123}',
     answer="submit_order"),
    Case("create_order-6-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY,
     type=OrderType.STOP_LIMIT, quantity=Decimal("0.50"), price=Decimal("100.10"), trigger_price=Decimal("99.9"),
     client_order_id="123"),
     "POST https://api.bitfinex.com/v2/auth/w/order/submit", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "2b56e8723f9ec3d40a7e6ee3baab86a9cd5c4eceed0804395d3d7f97a902008195fd5ca0140c1f8019ad520144f2ad8a"},
     body=b'{"type":"EXCHANGE STOP LIMIT","symbol":"tBTCUSD","amount":"0.50","price":"99.9","price_aux_limit":"100.10","cid":123}',
     answer="submit_order"),
    Case("create_order-6-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL,
     type=OrderType.STOP_LIMIT, quantity=Decimal("0.50"), price=Decimal("100.10"), trigger_price=Decimal("99.9"),
     client_order_id="123"),
     "POST https://api.bitfinex.com/v2/auth/w/order/submit", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "715266b3a0f27dfd96d4f16cb654fd0ac440c23a61535a1484ad53b36e948fb508e047aab43c785c209299c95914e1cb"},
     body=b'{"type":"EXCHANGE STOP LIMIT","symbol":"tBTCUSD","amount":"-0.50","price":"99.9","price_aux_limit":"100.10","cid":123}',
     answer="submit_order"),
    Case("create_order-7-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY,
     type=OrderType.TRAILING_STOP, quantity=Decimal("0.50"), trailing_offset=Decimal("2.5"), client_order_id="123"),
     "POST https://api.bitfinex.com/v2/auth/w/order/submit", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "c1a75b67860ffcba8585899b58b436e73ae620665e006b98a3744f0b384ed9c2c24417fbf2049a3c47e6297cb8e6c4d7"},
     body=b'{"type":"EXCHANGE TRAILING STOP","symbol":"tBTCUSD","amount":"0.50","price_trailing":"2.5","cid":123}',
     answer="submit_order"),
    Case("create_order-7-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL,
     type=OrderType.TRAILING_STOP, quantity=Decimal("0.50"), trailing_offset=Decimal("2.5"), client_order_id="123"),
     "POST https://api.bitfinex.com/v2/auth/w/order/submit", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "cb49efb172acf8eadc4fc8b3fc8436226e7d8626fdcd90d6620bf962c4a0cc6e37d07ef74b12b1169dfdcc9c7e31e5ca"},
     body=b'{"type":"EXCHANGE TRAILING STOP","symbol":"tBTCUSD","amount":"-0.50","price_trailing":"2.5","cid":123}',
     answer="submit_order"),
    Case("edit_order-venue_order_id", lambda client: client.edit_order("BTC/USD", venue_order_id="123",
     quantity=Decimal("0.5"), price=Decimal("50")),
     "POST https://api.bitfinex.com/v2/auth/w/order/update", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "1ff4a13c289a403c13bf5aeed7645bf2292605ec328af8f51925202a89223fb5e76e7828c22ccadfbf3f6402fd78d79c"},
     body=b'{"id":123,"amount":"0.5","price":"50"}', answer="update_order", knows=KNOWN),
    Case("edit_order-client_order_id", lambda client: client.edit_order("BTC/USD", client_order_id="123",
     quantity=Decimal("0.5"), price=Decimal("50")),
     "POST https://api.bitfinex.com/v2/auth/w/order/update", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "9377169313fd681c231bc4ff77b9c2b79dfa8f57d8e8fd53c4650f937c1bf4166f9533df5abda54007bd76c62bacede1"},
     body=b'{"cid":123,"cid_date":"2023-11-14","amount":"0.5","price":"50"}', answer="update_order", knows=KNOWN),
    Case("cancel_order-venue_order_id", lambda client: client.cancel_order("BTC/USD", venue_order_id="123"),
     "POST https://api.bitfinex.com/v2/auth/w/order/cancel", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "d79e25924816677bc6e0c9841969076c4da14d9c8bc6c944c595efa27d9e9b03c298d62d2f7147eb2e52c20de721f937"},
     body=b'{"id":123}', answer="cancel_order"),
    Case("cancel_order-client_order_id", lambda client: client.cancel_order("BTC/USD", client_order_id="123"),
     "POST https://api.bitfinex.com/v2/auth/w/order/cancel", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "fe4e0e908a6ebcded26e7f331bededd7184c3a8060a8acdf6ca291f2fe0989d2f30d22522a2f10abde8088b79c344e2c"},
     body=b'{"cid":123,"cid_date":"2023-11-14"}', answer="cancel_order"),
    Case("cancel_orders",
     lambda client: client.cancel_orders([CancelRequest(symbol="BTC/USD", venue_order_id="123")]),
     "POST https://api.bitfinex.com/v2/auth/w/order/cancel/multi", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "73eefd244fce5ebd3279fdee613a1ca7d28b8ce50c3846e343b50adae93c402740e2a127145036be0c341237dd5d7d90"},
     body=b'{"id":[123]}', answer="cancel_orders"),
    Case("cancel_all_orders", lambda client: client.cancel_all_orders(),
     "POST https://api.bitfinex.com/v2/auth/w/order/cancel/multi", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "37ee4e821e0cc1a64dc148c84e62628e3cd6c79d693848856e4f9b976149e3d01a775b7b9cd3b68d37ac4012287a86f8"},
     body=b'{"all":1}', answer="cancel_all"),
    Case("fetch_order-venue_order_id", lambda client: client.fetch_order("BTC/USD", venue_order_id="123"),
     "POST https://api.bitfinex.com/v2/auth/r/orders", {"account": 1}, headers={"bfx-nonce": "1700000000000000",
     "bfx-apikey": "test-api-key",
     "bfx-signature": "1c453dda7d5f99d893f0cda7d92815513410a80ad0d616b816b0d9b3fdd18313e64056cfd56fdae8002ee3c9672f5c66"},
     body=b'{"id":[123]}', answer="orders"),
    Case("fetch_open_orders", lambda client: client.fetch_open_orders("BTC/USD"),
     "POST https://api.bitfinex.com/v2/auth/r/orders/tBTCUSD", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "fc28691908679b82d77efc6ddcdf9a0ddbe56398766b715ad14be98995807adc9b53004f1a71d5a63567e85ad3ce4b79"},
     answer="orders"),
    Case("fetch_open_orders-of-all", lambda client: client.fetch_open_orders(),
     "POST https://api.bitfinex.com/v2/auth/r/orders", {"account": 1}, headers={"bfx-nonce": "1700000000000000",
     "bfx-apikey": "test-api-key",
     "bfx-signature": "49a5cb50947a0639cfd6bac6db6c6e04e8b308e81f982074df16fed5605a318cfb9a3e60f8f62e692151e40dc6628b40"},
     answer="orders"),
    Case("fetch_my_trades", lambda client: client.fetch_my_trades("BTC/USD"),
     "POST https://api.bitfinex.com/v2/auth/r/trades/tBTCUSD/hist", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "b0287e92791317cc41c77da7281d416f923cda438574cf760c9e112ae1bccea9e06d18bce912067433c2f8b943df6127"},
     body=b'{"sort":-1}', answer="own_trades"),
    Case("fetch_my_trades-all", lambda client: client.fetch_my_trades("BTC/USD", since=1699999000123000000,
     limit=5),
     "POST https://api.bitfinex.com/v2/auth/r/trades/tBTCUSD/hist", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "1620e6bd213f6ef25df06993d096c2eef5a40dfcf812646354e424d2ccc1021b5be258f7f1c36912dab4af10834b1765"},
     body=b'{"start":1699999000123,"limit":5,"sort":-1}', answer="own_trades"),
    Case("fetch_my_trades-of-all", lambda client: client.fetch_my_trades(since=1699999000123000000, limit=5),
     "POST https://api.bitfinex.com/v2/auth/r/trades/hist", {"account": 1},
     headers={"bfx-nonce": "1700000000000000", "bfx-apikey": "test-api-key",
     "bfx-signature": "046ed3ecc4e89eece29ef1143b59f62abe2e81683666dd4ebd02441805dc73a5d6da1807132a388babf4a51320859e03"},
     body=b'{"start":1699999000123,"limit":5,"sort":-1}', answer="own_trades"),
    Case("fetch_balances", lambda client: client.fetch_balances(),
     "POST https://api.bitfinex.com/v2/auth/r/wallets", {"account": 1}, headers={"bfx-nonce": "1700000000000000",
     "bfx-apikey": "test-api-key",
     "bfx-signature": "3520b03310809b758a4c4dd127ed8b4a2ee1c8ad15f66668149d1c9757df96dd41af2b303acb219c246864d4cf53de28"},
     answer="wallets"),
    Case("fetch_positions", lambda client: client.fetch_positions(),
     "POST https://api.bitfinex.com/v2/auth/r/positions", {"account": 1}, headers={"bfx-nonce": "1700000000000000",
     "bfx-apikey": "test-api-key",
     "bfx-signature": "e4702d4991d6cce29ec2be7eb60004d5313f0b129ddc296a80d3fe88955fc65c641aaf65b2c846941052787dad37fe0e"},
     answer="positions"),
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
