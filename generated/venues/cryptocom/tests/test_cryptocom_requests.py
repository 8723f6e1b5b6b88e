"""What Crypto.com Exchange is asked, byte for byte: method, address, headers, body, and what each request costs."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Awaitable, Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec
import pytest
from venue_runtime.model import CancelRequest, OrderRequest, OrderType, Side, TimeInForce
from venue_runtime.testing.generated import load_examples
from venue_runtime.testing.generated_socket import match_frame
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSockets
from venues.cryptocom import types as wire
from venues.cryptocom.simulated import UserSocket

PACKAGE = str(importlib.import_module("venues.cryptocom").__file__)


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
    Case("instruments-required", lambda client: client.raw.instruments(),
     "GET https://api.crypto.com/exchange/v1/public/get-instruments", {"instruments": 1}),
    Case("book-required", lambda client: client.raw.book(instrument="BTCUSD-PERP", depth=1),
     "GET https://api.crypto.com/exchange/v1/public/get-book?instrument_name=BTCUSD-PERP&depth=1", {"book": 1}),
    Case("trades-required", lambda client: client.raw.trades(instrument="BTCUSD-PERP"),
     "GET https://api.crypto.com/exchange/v1/public/get-trades?instrument_name=BTCUSD-PERP", {"trades": 1}),
    Case("trades-all", lambda client: client.raw.trades(instrument="BTCUSD-PERP", count=1,
     start_ts=1700000000000000000, end_ts=1700000000000000000),
     ("GET https://api.crypto.com/exchange/v1/public/get-trades?instrument_name=BTCUSD-PERP&count=1"
     "&start_ts=1700000000000000000&end_ts=1700000000000000000"), {"trades": 1}),
    Case("tickers-required", lambda client: client.raw.tickers(),
     "GET https://api.crypto.com/exchange/v1/public/get-tickers", {"tickers": 1}),
    Case("tickers-all", lambda client: client.raw.tickers(instrument="BTCUSD-PERP"),
     "GET https://api.crypto.com/exchange/v1/public/get-tickers?instrument_name=BTCUSD-PERP", {"tickers": 1}),
    Case("candles-required", lambda client: client.raw.candles(instrument="BTCUSD-PERP"),
     "GET https://api.crypto.com/exchange/v1/public/get-candlestick?instrument_name=BTCUSD-PERP", {"candles": 1}),
    Case("candles-all", lambda client: client.raw.candles(instrument="BTCUSD-PERP", timeframe="a b/+&=é", count=7,
     start_ts=1700000000000, end_ts=1700000000000),
     ("GET https://api.crypto.com/exchange/v1/public/get-candlestick?instrument_name=BTCUSD-PERP"
     "&timeframe=a%20b%2F%2B%26%3D%C3%A9&count=7&start_ts=1700000000000&end_ts=1700000000000"), {"candles": 1}),
    Case("valuations-required", lambda client: client.raw.valuations(instrument="BTCUSD-PERP", kind="a b/+&=é"),
     ("GET https://api.crypto.com/exchange/v1/public/get-valuations?instrument_name=BTCUSD-PERP"
     "&valuation_type=a%20b%2F%2B%26%3D%C3%A9"), {"valuations": 1}),
    Case("valuations-all", lambda client: client.raw.valuations(instrument="BTCUSD-PERP", kind="a b/+&=é", count=7,
     start_ts=1700000000000, end_ts=1700000000000),
     ("GET https://api.crypto.com/exchange/v1/public/get-valuations?instrument_name=BTCUSD-PERP"
     "&valuation_type=a%20b%2F%2B%26%3D%C3%A9&count=7&start_ts=1700000000000&end_ts=1700000000000"),
     {"valuations": 1}),
    Case("place-required", lambda client: client.raw.place(instrument="BTCUSD-PERP", side="BUY", type="LIMIT"),
     "POST https://api.crypto.com/exchange/v1/private/create-order", {"place": 1},
     body=b'{"id":"1700000000000","method":"private/create-order","api_key":"test-api-key","params":{"instrument_name":"BTCUSD-PERP","side":"BUY","type":"LIMIT"},"nonce":"1700000000000","sig":"7466b4fce465cadeff7e8ee607c2f6bb1cf8b7b82e355a7fd3465f4e8247f9fc"}'),
    Case("place-all", lambda client: client.raw.place(instrument="BTCUSD-PERP", side="BUY", type="LIMIT",
     price=Decimal("0.10"), quantity=Decimal("0.10"), notional=Decimal("0.10"), client_id="a b/+&=é",
     exec_inst=["a b/+&=é", "b c"], time_in_force="GOOD_TILL_CANCEL", spot_margin="SPOT", fee_currency="a b/+&=é",
     stp_scope="M", stp_inst="M", stp_id="a b/+&=é", isolation_id="a b/+&=é",
     isolated_margin_amount=Decimal("0.10"), leverage=Decimal("0.10")),
     "POST https://api.crypto.com/exchange/v1/private/create-order", {"place": 1},
     body=b'{"id":"1700000000000","method":"private/create-order","api_key":"test-api-key","params":{"instrument_name":"BTCUSD-PERP","side":"BUY","type":"LIMIT","price":"0.10","quantity":"0.10","notional":"0.10","client_oid":"a b/+&=\xc3\xa9","exec_inst":["a b/+&=\xc3\xa9","b c"],"time_in_force":"GOOD_TILL_CANCEL","spot_margin":"SPOT","fee_instrument_name":"a b/+&=\xc3\xa9","stp_scope":"M","stp_inst":"M","stp_id":"a b/+&=\xc3\xa9","isolation_id":"a b/+&=\xc3\xa9","isolated_margin_amount":"0.10","leverage":"0.10"},"nonce":"1700000000000","sig":"f95336f6658780aba42230fc49765faefba563c61e43e7b85041b7fcc4aceeae"}'),
    Case("place-documented", lambda client: client.raw.place(instrument="BTCUSD-PERP", side="SELL", type="LIMIT",
     price=Decimal("50000.5"), quantity=Decimal("1"), client_id="c5f682ed-7108-4f1c-b755-972fcdca0f02",
     exec_inst=["POST_ONLY"], time_in_force="FILL_OR_KILL"),
     "POST https://api.crypto.com/exchange/v1/private/create-order", {"place": 1},
     body=b'{"id":"1700000000000","method":"private/create-order","api_key":"test-api-key","params":{"instrument_name":"BTCUSD-PERP","side":"SELL","type":"LIMIT","price":"50000.5","quantity":"1","client_oid":"c5f682ed-7108-4f1c-b755-972fcdca0f02","exec_inst":["POST_ONLY"],"time_in_force":"FILL_OR_KILL"},"nonce":"1700000000000","sig":"0394203335329d7f41a32b8920706572d7c173c7be6122ffe61f011bc5f70077"}'),
    Case("place_many-required",
     lambda client: client.raw.place_many(orders=[wire.NewOrder(instrument="BTCUSD-PERP", side=wire.Side("BUY"), type=wire.OrderType("LIMIT"))]),
     "POST https://api.crypto.com/exchange/v1/private/create-order-list", {"place_many": 1},
     body=b'{"id":"1700000000000","method":"private/create-order-list","api_key":"test-api-key","params":{"contingency_type":"LIST","order_list":[{"instrument_name":"BTCUSD-PERP","side":"BUY","type":"LIMIT"}]},"nonce":"1700000000000","sig":"46a509fecedc59a476b6c02df8c942a9e2ea5dbeec4aca8f7cc0d1b10aa185cd"}'),
    Case("place_many-all",
     lambda client: client.raw.place_many(orders=[wire.NewOrder(instrument="BTCUSD-PERP", side=wire.Side("BUY"), type=wire.OrderType("LIMIT"), price=Decimal("0.10"), quantity=Decimal("0.10"), notional=Decimal("0.10"), client_id="a b/+&=é", exec_inst=["a b/+&=é"], time_in_force=wire.TimeInForce("GOOD_TILL_CANCEL"), spot_margin=wire.SpotMargin("SPOT"), fee_currency="a b/+&=é", stp_scope=wire.StpScope("M"), stp_inst=wire.StpInst("M"), stp_id="a b/+&=é", isolation_id="a b/+&=é", isolated_margin_amount=Decimal("0.10"), leverage=Decimal("0.10"))]),
     "POST https://api.crypto.com/exchange/v1/private/create-order-list", {"place_many": 1},
     body=b'{"id":"1700000000000","method":"private/create-order-list","api_key":"test-api-key","params":{"contingency_type":"LIST","order_list":[{"instrument_name":"BTCUSD-PERP","side":"BUY","type":"LIMIT","price":"0.10","quantity":"0.10","notional":"0.10","client_oid":"a b/+&=\xc3\xa9","exec_inst":["a b/+&=\xc3\xa9"],"time_in_force":"GOOD_TILL_CANCEL","spot_margin":"SPOT","fee_instrument_name":"a b/+&=\xc3\xa9","stp_scope":"M","stp_inst":"M","stp_id":"a b/+&=\xc3\xa9","isolation_id":"a b/+&=\xc3\xa9","isolated_margin_amount":"0.10","leverage":"0.10"}]},"nonce":"1700000000000","sig":"9c8d7a731cb093cef3878b4e63f3734c2b750126aea058131997600b10b71eb3"}'),
    Case("place_many-documented",
     lambda client: client.raw.place_many(orders=[wire.NewOrder(instrument="CRO_USD", side=wire.Side("SELL"), type=wire.OrderType("LIMIT"), price=Decimal("0.12"), quantity=Decimal("10"), client_id="api_leg1"), wire.NewOrder(instrument="CRO_USD", side=wire.Side("SELL"), type=wire.OrderType("LIMIT"), price=Decimal("0.122"), quantity=Decimal("20"), client_id="api_leg2")]),
     "POST https://api.crypto.com/exchange/v1/private/create-order-list", {"place_many": 1},
     body=b'{"id":"1700000000000","method":"private/create-order-list","api_key":"test-api-key","params":{"contingency_type":"LIST","order_list":[{"instrument_name":"CRO_USD","side":"SELL","type":"LIMIT","price":"0.12","quantity":"10","client_oid":"api_leg1"},{"instrument_name":"CRO_USD","side":"SELL","type":"LIMIT","price":"0.122","quantity":"20","client_oid":"api_leg2"}]},"nonce":"1700000000000","sig":"0826b041491e83bdf81aa2fbb0f9350323657d2cb3f052a2db5a0dc02a21a92a"}'),
    Case("amend-required", lambda client: client.raw.amend(id="a b/+&=é", price=Decimal("0.10"),
     quantity=Decimal("0.10")),
     "POST https://api.crypto.com/exchange/v1/private/amend-order", {"amend": 1},
     body=b'{"id":"1700000000000","method":"private/amend-order","api_key":"test-api-key","params":{"order_id":"a b/+&=\xc3\xa9","new_price":"0.10","new_quantity":"0.10"},"nonce":"1700000000000","sig":"2a415e369535c9c47661c0767a8cf57a1e3411f4393d84b58d1b7fa2eb265793"}'),
    Case("amend-all", lambda client: client.raw.amend(id="a b/+&=é", client_id="a b/+&=é", price=Decimal("0.10"),
     quantity=Decimal("0.10")),
     "POST https://api.crypto.com/exchange/v1/private/amend-order", {"amend": 1},
     body=b'{"id":"1700000000000","method":"private/amend-order","api_key":"test-api-key","params":{"order_id":"a b/+&=\xc3\xa9","orig_client_oid":"a b/+&=\xc3\xa9","new_price":"0.10","new_quantity":"0.10"},"nonce":"1700000000000","sig":"85efff89d59b42f4cb78f963268930386a592545c1f9ee123598abcd283944be"}'),
    Case("amend-documented", lambda client: client.raw.amend(id="6530219466236720401", price=Decimal("82000"),
     quantity=Decimal("0.0002")),
     "POST https://api.crypto.com/exchange/v1/private/amend-order", {"amend": 1},
     body=b'{"id":"1700000000000","method":"private/amend-order","api_key":"test-api-key","params":{"order_id":"6530219466236720401","new_price":"82000","new_quantity":"0.0002"},"nonce":"1700000000000","sig":"b54c6221a9b9deaf67c1d7adc6b45a3b8f49a95f8a7c6fb3cfcb444f7c43c6a8"}'),
    Case("cancel-required", lambda client: client.raw.cancel(id="a b/+&=é"),
     "POST https://api.crypto.com/exchange/v1/private/cancel-order", {"cancel": 1},
     body=b'{"id":"1700000000000","method":"private/cancel-order","api_key":"test-api-key","params":{"order_id":"a b/+&=\xc3\xa9"},"nonce":"1700000000000","sig":"d392968f39cf1bd8f52cf0e6c26103e1d1c6059d72ff2ced7287ce549934ad0c"}'),
    Case("cancel-all", lambda client: client.raw.cancel(id="a b/+&=é", client_id="a b/+&=é"),
     "POST https://api.crypto.com/exchange/v1/private/cancel-order", {"cancel": 1},
     body=b'{"id":"1700000000000","method":"private/cancel-order","api_key":"test-api-key","params":{"order_id":"a b/+&=\xc3\xa9","client_oid":"a b/+&=\xc3\xa9"},"nonce":"1700000000000","sig":"9b754f234dbf72fdeaf1ea91c0fdd97d5ecbc643cf128bdce2c4494f53815b52"}'),
    Case("cancel-documented", lambda client: client.raw.cancel(id="18342311"),
     "POST https://api.crypto.com/exchange/v1/private/cancel-order", {"cancel": 1},
     body=b'{"id":"1700000000000","method":"private/cancel-order","api_key":"test-api-key","params":{"order_id":"18342311"},"nonce":"1700000000000","sig":"c3c124367fb73a799b968ffdadd7ac52ba8f3372252202e073392428b17e65e4"}'),
    Case("cancel_many-required",
     lambda client: client.raw.cancel_many(orders=[wire.CancelOne(instrument="BTCUSD-PERP")]),
     "POST https://api.crypto.com/exchange/v1/private/cancel-order-list", {"cancel_many": 1},
     body=b'{"id":"1700000000000","method":"private/cancel-order-list","api_key":"test-api-key","params":{"contingency_type":"LIST","order_list":[{"instrument_name":"BTCUSD-PERP"}]},"nonce":"1700000000000","sig":"d9e40a7cd79c4348a6684b3d40718958d494736bbdd1640d7206e1d435fc0b57"}'),
    Case("cancel_many-all",
     lambda client: client.raw.cancel_many(orders=[wire.CancelOne(instrument="BTCUSD-PERP", id="a b/+&=é", client_id="a b/+&=é")]),
     "POST https://api.crypto.com/exchange/v1/private/cancel-order-list", {"cancel_many": 1},
     body=b'{"id":"1700000000000","method":"private/cancel-order-list","api_key":"test-api-key","params":{"contingency_type":"LIST","order_list":[{"instrument_name":"BTCUSD-PERP","order_id":"a b/+&=\xc3\xa9","client_oid":"a b/+&=\xc3\xa9"}]},"nonce":"1700000000000","sig":"24c6db2e8501ba6bf566f2a6c8066502e92831a81dd1a8a5c43a2b5f105fdef0"}'),
    Case("cancel_many-documented",
     lambda client: client.raw.cancel_many(orders=[wire.CancelOne(instrument="CRO_USD", client_id="api_leg1"), wire.CancelOne(instrument="CRO_USD", client_id="api_leg2")]),
     "POST https://api.crypto.com/exchange/v1/private/cancel-order-list", {"cancel_many": 1},
     body=b'{"id":"1700000000000","method":"private/cancel-order-list","api_key":"test-api-key","params":{"contingency_type":"LIST","order_list":[{"instrument_name":"CRO_USD","client_oid":"api_leg1"},{"instrument_name":"CRO_USD","client_oid":"api_leg2"}]},"nonce":"1700000000000","sig":"83a5d8758458fedf4006f2df21b63dbe2ef7396f617a776b2589f7ad8f7f99c6"}'),
    Case("cancel_all-required", lambda client: client.raw.cancel_all(),
     "POST https://api.crypto.com/exchange/v1/private/cancel-all-orders", {"cancel_all": 1},
     body=b'{"id":"1700000000000","method":"private/cancel-all-orders","api_key":"test-api-key","params":{},"nonce":"1700000000000","sig":"29b40462444234a33a66e411328a9d4f17184db845e09b608656840a3317534e"}'),
    Case("cancel_all-all", lambda client: client.raw.cancel_all(instrument="BTCUSD-PERP", type="LIMIT"),
     "POST https://api.crypto.com/exchange/v1/private/cancel-all-orders", {"cancel_all": 1},
     body=b'{"id":"1700000000000","method":"private/cancel-all-orders","api_key":"test-api-key","params":{"instrument_name":"BTCUSD-PERP","type":"LIMIT"},"nonce":"1700000000000","sig":"23a4d2b6644d4027978ce93de7eb05da7849efc7963d7db71c49eee6a2b34b97"}'),
    Case("cancel_all-documented", lambda client: client.raw.cancel_all(instrument="BTCUSD-PERP"),
     "POST https://api.crypto.com/exchange/v1/private/cancel-all-orders", {"cancel_all": 1},
     body=b'{"id":"1700000000000","method":"private/cancel-all-orders","api_key":"test-api-key","params":{"instrument_name":"BTCUSD-PERP"},"nonce":"1700000000000","sig":"fca7b55b9f30af79780b1c4ec7286a04a95271bab7bc1056211b1b3343454574"}'),
    Case("order-required", lambda client: client.raw.order(id="a b/+&=é"),
     "POST https://api.crypto.com/exchange/v1/private/get-order-detail", {"order": 1},
     body=b'{"id":"1700000000000","method":"private/get-order-detail","api_key":"test-api-key","params":{"order_id":"a b/+&=\xc3\xa9"},"nonce":"1700000000000","sig":"c4cca0f6b7e2d50de303e8d2f3201d4a23db82948d0bc24a8cbd623ad84f9d23"}'),
    Case("order-all", lambda client: client.raw.order(id="a b/+&=é", client_id="a b/+&=é"),
     "POST https://api.crypto.com/exchange/v1/private/get-order-detail", {"order": 1},
     body=b'{"id":"1700000000000","method":"private/get-order-detail","api_key":"test-api-key","params":{"order_id":"a b/+&=\xc3\xa9","client_oid":"a b/+&=\xc3\xa9"},"nonce":"1700000000000","sig":"dd69f097c7857cd0e958dcf81dcbcde975a67d8c5a9144d49e4ff5b3ff005700"}'),
    Case("order-documented", lambda client: client.raw.order(id="19848525"),
     "POST https://api.crypto.com/exchange/v1/private/get-order-detail", {"order": 1},
     body=b'{"id":"1700000000000","method":"private/get-order-detail","api_key":"test-api-key","params":{"order_id":"19848525"},"nonce":"1700000000000","sig":"37e365d96a26eaf229b7d3355f93b9813b70bafe2a241c930bdab064da2d834b"}'),
    Case("open_orders-required", lambda client: client.raw.open_orders(),
     "POST https://api.crypto.com/exchange/v1/private/get-open-orders", {"open_orders": 1},
     body=b'{"id":"1700000000000","method":"private/get-open-orders","api_key":"test-api-key","params":{},"nonce":"1700000000000","sig":"f3ea50f35e09ec185187ceb86e343cb256da0c3a7bfe924770e03171d67af346"}'),
    Case("open_orders-all", lambda client: client.raw.open_orders(instrument="BTCUSD-PERP"),
     "POST https://api.crypto.com/exchange/v1/private/get-open-orders", {"open_orders": 1},
     body=b'{"id":"1700000000000","method":"private/get-open-orders","api_key":"test-api-key","params":{"instrument_name":"BTCUSD-PERP"},"nonce":"1700000000000","sig":"be7710d2c5399eb74c79ac9cff331bd235cfdab23c2a738656c79fc7d92cc9b2"}'),
    Case("order_history-required", lambda client: client.raw.order_history(),
     "POST https://api.crypto.com/exchange/v1/private/get-order-history", {"history": 1},
     body=b'{"id":"1700000000000","method":"private/get-order-history","api_key":"test-api-key","params":{},"nonce":"1700000000000","sig":"4f753b6520868025ae2831d4b28554b2d52257fa2db482499611e0e3f1444ac4"}'),
    Case("order_history-all", lambda client: client.raw.order_history(instrument="BTCUSD-PERP",
     start=1700000000000000000, end=1700000000000000000, limit=1, isolation_id="a b/+&=é"),
     "POST https://api.crypto.com/exchange/v1/private/get-order-history", {"history": 1},
     body=b'{"id":"1700000000000","method":"private/get-order-history","api_key":"test-api-key","params":{"instrument_name":"BTCUSD-PERP","start_time":"1700000000000000000","end_time":"1700000000000000000","limit":1,"isolation_id":"a b/+&=\xc3\xa9"},"nonce":"1700000000000","sig":"38ab0a8ad3fe5ca67fe4fab47e7cb243428f7adfb551ecd4edfa2739d4ee163e"}'),
    Case("order_history-documented", lambda client: client.raw.order_history(instrument="BTCUSD-PERP",
     start=1610905028000081486, end=1613570791058211357, limit=20),
     "POST https://api.crypto.com/exchange/v1/private/get-order-history", {"history": 1},
     body=b'{"id":"1700000000000","method":"private/get-order-history","api_key":"test-api-key","params":{"instrument_name":"BTCUSD-PERP","start_time":"1610905028000081486","end_time":"1613570791058211357","limit":20},"nonce":"1700000000000","sig":"86c4446272a864ad5c72b64190ae31491a470775da7aee40a0e909371b7255e8"}'),
    Case("fills-required", lambda client: client.raw.fills(),
     "POST https://api.crypto.com/exchange/v1/private/get-trades", {"fills": 1},
     body=b'{"id":"1700000000000","method":"private/get-trades","api_key":"test-api-key","params":{},"nonce":"1700000000000","sig":"81d766a5649d33f1d45770d606617b07b714d972689982a14ae4b2ca60e4c3eb"}'),
    Case("fills-all", lambda client: client.raw.fills(instrument="BTCUSD-PERP", start=1700000000000000000,
     end=1700000000000000000, limit=1, isolation_id="a b/+&=é"),
     "POST https://api.crypto.com/exchange/v1/private/get-trades", {"fills": 1},
     body=b'{"id":"1700000000000","method":"private/get-trades","api_key":"test-api-key","params":{"instrument_name":"BTCUSD-PERP","start_time":"1700000000000000000","end_time":"1700000000000000000","limit":1,"isolation_id":"a b/+&=\xc3\xa9"},"nonce":"1700000000000","sig":"a81528bfb4e2d660e30d2a3940add99e3af41faf2886671d94c282ddbd3eb7d9"}'),
    Case("fills-documented", lambda client: client.raw.fills(instrument="BTCUSD-PERP", start=1619089031996081486,
     end=1619200052124211357, limit=20),
     "POST https://api.crypto.com/exchange/v1/private/get-trades", {"fills": 1},
     body=b'{"id":"1700000000000","method":"private/get-trades","api_key":"test-api-key","params":{"instrument_name":"BTCUSD-PERP","start_time":"1619089031996081486","end_time":"1619200052124211357","limit":20},"nonce":"1700000000000","sig":"159158d4b06db8979b71c08bcc02e2ad9cee927e3018bd5a254e596b73567ca8"}'),
    Case("balance-required", lambda client: client.raw.balance(),
     "POST https://api.crypto.com/exchange/v1/private/user-balance", {"balance": 1},
     body=b'{"id":"1700000000000","method":"private/user-balance","api_key":"test-api-key","params":{},"nonce":"1700000000000","sig":"63b0d8699c847d77fd6f099a4dc0196b2e8a3d74f259f1b604149dbb753c849f"}'),
    Case("positions-required", lambda client: client.raw.positions(),
     "POST https://api.crypto.com/exchange/v1/private/get-positions", {"positions": 1},
     body=b'{"id":"1700000000000","method":"private/get-positions","api_key":"test-api-key","params":{},"nonce":"1700000000000","sig":"12c68cf5fa33ed57b7863a060fed5686727d108a1e969513952991a3cd47ce59"}'),
    Case("positions-all", lambda client: client.raw.positions(instrument="BTCUSD-PERP"),
     "POST https://api.crypto.com/exchange/v1/private/get-positions", {"positions": 1},
     body=b'{"id":"1700000000000","method":"private/get-positions","api_key":"test-api-key","params":{"instrument_name":"BTCUSD-PERP"},"nonce":"1700000000000","sig":"179ebeb69cc627c3c0a61fa107742e490238974a7058df2ea877d50980ee5b88"}'),
]  # fmt: skip

CONTRACT: list[Case] = [
    Case("load_instruments", lambda client: client.load_instruments(),
     "GET https://api.crypto.com/exchange/v1/public/get-instruments", {"instruments": 1}, answer="instruments"),
    Case("fetch_ticker", lambda client: client.fetch_ticker("BTC/USD:USD"),
     "GET https://api.crypto.com/exchange/v1/public/get-tickers?instrument_name=BTCUSD-PERP", {"tickers": 1},
     answer="tickers"),
    Case("fetch_order_book", lambda client: client.fetch_order_book("BTC/USD:USD"),
     "GET https://api.crypto.com/exchange/v1/public/get-book?instrument_name=BTCUSD-PERP&depth=50", {"book": 1},
     answer="book"),
    Case("fetch_order_book-all", lambda client: client.fetch_order_book("BTC/USD:USD", depth=50),
     "GET https://api.crypto.com/exchange/v1/public/get-book?instrument_name=BTCUSD-PERP&depth=50", {"book": 1},
     answer="book"),
    Case("fetch_trades", lambda client: client.fetch_trades("BTC/USD:USD"),
     "GET https://api.crypto.com/exchange/v1/public/get-trades?instrument_name=BTCUSD-PERP", {"trades": 1},
     answer="trades"),
    Case("fetch_trades-all", lambda client: client.fetch_trades("BTC/USD:USD", since=1699999000123000000, limit=5),
     ("GET https://api.crypto.com/exchange/v1/public/get-trades?instrument_name=BTCUSD-PERP&count=5"
     "&start_ts=1699999000123000000"), {"trades": 1}, answer="trades"),
    Case("fetch_candles", lambda client: client.fetch_candles("BTC/USD:USD", interval="1h"),
     "GET https://api.crypto.com/exchange/v1/public/get-candlestick?instrument_name=BTCUSD-PERP&timeframe=1h",
     {"candles": 1}, answer="candles"),
    Case("fetch_candles-all", lambda client: client.fetch_candles("BTC/USD:USD", interval="1h",
     since=1699999000123000000, limit=5),
     ("GET https://api.crypto.com/exchange/v1/public/get-candlestick?instrument_name=BTCUSD-PERP&timeframe=1h"
     "&count=5&start_ts=1699999000122&end_ts=1700017000122"), {"candles": 1}, answer="candles"),
    Case("fetch_funding_rate", lambda client: client.fetch_funding_rate("BTC/USD:USD"),
     ("GET https://api.crypto.com/exchange/v1/public/get-valuations?instrument_name=BTCUSD-PERP"
     "&valuation_type=funding_rate&count=1"), {"valuations": 1}, answer="valuations.funding"),
    Case("create_order-0-buy", lambda client: client.create_order("BTC/USD:USD", side=Side.BUY,
     type=OrderType.LIMIT, post_only=True, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"),
     price=Decimal("100.10"), client_order_id="abc-1"),
     "POST https://api.crypto.com/exchange/v1/private/create-order", {"place": 1},
     body=b'{"id":"1700000000000","method":"private/create-order","api_key":"test-api-key","params":{"instrument_name":"BTCUSD-PERP","side":"BUY","type":"LIMIT","price":"100.10","quantity":"0.50","client_oid":"abc-1","exec_inst":["POST_ONLY"],"time_in_force":"GOOD_TILL_CANCEL"},"nonce":"1700000000000","sig":"d290f904e0d0995a4f6ca162a950a8e93fead39588beb56119256be676a02c18"}',
     answer="place"),
    Case("create_order-0-sell", lambda client: client.create_order("BTC/USD:USD", side=Side.SELL,
     type=OrderType.LIMIT, post_only=True, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"),
     price=Decimal("100.10"), client_order_id="abc-1"),
     "POST https://api.crypto.com/exchange/v1/private/create-order", {"place": 1},
     body=b'{"id":"1700000000000","method":"private/create-order","api_key":"test-api-key","params":{"instrument_name":"BTCUSD-PERP","side":"SELL","type":"LIMIT","price":"100.10","quantity":"0.50","client_oid":"abc-1","exec_inst":["POST_ONLY"],"time_in_force":"GOOD_TILL_CANCEL"},"nonce":"1700000000000","sig":"9d93ab54da5d52c5c69a23882e7e29ff5a742df0780b71f7a6f1cdc697b0a92a"}',
     answer="place"),
    Case("create_order-1-buy", lambda client: client.create_order("BTC/USD:USD", side=Side.BUY,
     type=OrderType.LIMIT, post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"),
     client_order_id="abc-1"),
     "POST https://api.crypto.com/exchange/v1/private/create-order", {"place": 1},
     body=b'{"id":"1700000000000","method":"private/create-order","api_key":"test-api-key","params":{"instrument_name":"BTCUSD-PERP","side":"BUY","type":"LIMIT","price":"100.10","quantity":"0.50","client_oid":"abc-1","exec_inst":["POST_ONLY"],"time_in_force":"GOOD_TILL_CANCEL"},"nonce":"1700000000000","sig":"d290f904e0d0995a4f6ca162a950a8e93fead39588beb56119256be676a02c18"}',
     answer="place"),
    Case("create_order-1-sell", lambda client: client.create_order("BTC/USD:USD", side=Side.SELL,
     type=OrderType.LIMIT, post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"),
     client_order_id="abc-1"),
     "POST https://api.crypto.com/exchange/v1/private/create-order", {"place": 1},
     body=b'{"id":"1700000000000","method":"private/create-order","api_key":"test-api-key","params":{"instrument_name":"BTCUSD-PERP","side":"SELL","type":"LIMIT","price":"100.10","quantity":"0.50","client_oid":"abc-1","exec_inst":["POST_ONLY"],"time_in_force":"GOOD_TILL_CANCEL"},"nonce":"1700000000000","sig":"9d93ab54da5d52c5c69a23882e7e29ff5a742df0780b71f7a6f1cdc697b0a92a"}',
     answer="place"),
    Case("create_order-2-buy", lambda client: client.create_order("BTC/USD:USD", side=Side.BUY,
     type=OrderType.LIMIT, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     "POST https://api.crypto.com/exchange/v1/private/create-order", {"place": 1},
     body=b'{"id":"1700000000000","method":"private/create-order","api_key":"test-api-key","params":{"instrument_name":"BTCUSD-PERP","side":"BUY","type":"LIMIT","price":"100.10","quantity":"0.50","client_oid":"abc-1","time_in_force":"GOOD_TILL_CANCEL"},"nonce":"1700000000000","sig":"42ef437dbda9b6073933bbd07f9c2144e4e758d91cd811539943b47f8e17b02d"}',
     answer="place"),
    Case("create_order-2-sell", lambda client: client.create_order("BTC/USD:USD", side=Side.SELL,
     type=OrderType.LIMIT, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     "POST https://api.crypto.com/exchange/v1/private/create-order", {"place": 1},
     body=b'{"id":"1700000000000","method":"private/create-order","api_key":"test-api-key","params":{"instrument_name":"BTCUSD-PERP","side":"SELL","type":"LIMIT","price":"100.10","quantity":"0.50","client_oid":"abc-1","time_in_force":"GOOD_TILL_CANCEL"},"nonce":"1700000000000","sig":"c91088c88d435e7d1db5a88b2839066b724d756313e2a6831416d2269abfa144"}',
     answer="place"),
    Case("create_order-3-buy", lambda client: client.create_order("BTC/USD:USD", side=Side.BUY,
     type=OrderType.MARKET, quantity=Decimal("0.50"), client_order_id="abc-1"),
     "POST https://api.crypto.com/exchange/v1/private/create-order", {"place": 1},
     body=b'{"id":"1700000000000","method":"private/create-order","api_key":"test-api-key","params":{"instrument_name":"BTCUSD-PERP","side":"BUY","type":"MARKET","quantity":"0.50","client_oid":"abc-1"},"nonce":"1700000000000","sig":"dd5598b363848e20be3a2aaea4253be2c4daa28c2f2b7dd470b3b67b18624cab"}',
     answer="place"),
    Case("create_order-3-buy-quote", lambda client: client.create_order("BTC/USD:USD", side=Side.BUY,
     type=OrderType.MARKET, quote_quantity=Decimal("50.5"), client_order_id="abc-1"),
     "POST https://api.crypto.com/exchange/v1/private/create-order", {"place": 1},
     body=b'{"id":"1700000000000","method":"private/create-order","api_key":"test-api-key","params":{"instrument_name":"BTCUSD-PERP","side":"BUY","type":"MARKET","notional":"50.5","client_oid":"abc-1"},"nonce":"1700000000000","sig":"a431ceb20c2fbe24e83c9c3072aa8e2686a472e3e6ea5f9cc08ad7fe422c1e3a"}',
     answer="place"),
    Case("create_order-4-sell", lambda client: client.create_order("BTC/USD:USD", side=Side.SELL,
     type=OrderType.MARKET, quantity=Decimal("0.50"), client_order_id="abc-1"),
     "POST https://api.crypto.com/exchange/v1/private/create-order", {"place": 1},
     body=b'{"id":"1700000000000","method":"private/create-order","api_key":"test-api-key","params":{"instrument_name":"BTCUSD-PERP","side":"SELL","type":"MARKET","quantity":"0.50","client_oid":"abc-1"},"nonce":"1700000000000","sig":"0cfe6ab95db0de1227e956c974cfaebdfb86c631092375d3fd950ed65ce00c01"}',
     answer="place"),
    Case("create_orders",
     lambda client: client.create_orders([OrderRequest(symbol="BTC/USD:USD", side=Side.BUY, type=OrderType.LIMIT, post_only=True, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"), OrderRequest(symbol="BTC/USD:USD", side=Side.SELL, type=OrderType.LIMIT, post_only=True, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-4")]),
     "POST https://api.crypto.com/exchange/v1/private/create-order-list", {"place_many": 1},
     body=b'{"id":"1700000000000","method":"private/create-order-list","api_key":"test-api-key","params":{"contingency_type":"LIST","order_list":[{"instrument_name":"BTCUSD-PERP","side":"BUY","type":"LIMIT","price":"100.10","quantity":"0.50","client_oid":"abc-1","exec_inst":["POST_ONLY"],"time_in_force":"GOOD_TILL_CANCEL"},{"instrument_name":"BTCUSD-PERP","side":"SELL","type":"LIMIT","price":"100.10","quantity":"0.50","client_oid":"abc-4","exec_inst":["POST_ONLY"],"time_in_force":"GOOD_TILL_CANCEL"}]},"nonce":"1700000000000","sig":"506f9a6c13b85584f62f41bbbc760831d716dbaa183d0108aeab1ef8a3255ee5"}',
     answer="place_many"),
    Case("edit_order-venue_order_id", lambda client: client.edit_order("BTC/USD:USD", venue_order_id="123",
     quantity=Decimal("0.5"), price=Decimal("50")),
     "POST https://api.crypto.com/exchange/v1/private/amend-order", {"amend": 1},
     body=b'{"id":"1700000000000","method":"private/amend-order","api_key":"test-api-key","params":{"order_id":"123","new_price":"50","new_quantity":"0.5"},"nonce":"1700000000000","sig":"2a170113a8afdace626d0cc67a6d3d2eec40c2e6e9eafeb03e8f4aeaa55af652"}',
     answer="amend"),
    Case("edit_order-client_order_id", lambda client: client.edit_order("BTC/USD:USD", client_order_id="abc-1",
     quantity=Decimal("0.5"), price=Decimal("50")),
     "POST https://api.crypto.com/exchange/v1/private/amend-order", {"amend": 1},
     body=b'{"id":"1700000000000","method":"private/amend-order","api_key":"test-api-key","params":{"orig_client_oid":"abc-1","new_price":"50","new_quantity":"0.5"},"nonce":"1700000000000","sig":"2dd63fbf8af9a43e33500937c95b82bf49cb226392733ad4b40f2a6ef771f415"}',
     answer="amend"),
    Case("cancel_order-venue_order_id", lambda client: client.cancel_order("BTC/USD:USD", venue_order_id="123"),
     "POST https://api.crypto.com/exchange/v1/private/cancel-order", {"cancel": 1},
     body=b'{"id":"1700000000000","method":"private/cancel-order","api_key":"test-api-key","params":{"order_id":"123"},"nonce":"1700000000000","sig":"f4fda1fb14fd426b7bd593c111436b4bf7999bd85f7f01b4b72caef39687c354"}',
     answer="cancel"),
    Case("cancel_order-client_order_id", lambda client: client.cancel_order("BTC/USD:USD", client_order_id="abc-1"),
     "POST https://api.crypto.com/exchange/v1/private/cancel-order", {"cancel": 1},
     body=b'{"id":"1700000000000","method":"private/cancel-order","api_key":"test-api-key","params":{"client_oid":"abc-1"},"nonce":"1700000000000","sig":"a996cda234342858f191de87a6f58ac89d60c510129780647e58e21dd1aa89ab"}',
     answer="cancel"),
    Case("cancel_orders",
     lambda client: client.cancel_orders([CancelRequest(symbol="BTC/USD:USD", venue_order_id="123"), CancelRequest(symbol="BTC/USD:USD", client_order_id="abc-1")]),
     "POST https://api.crypto.com/exchange/v1/private/cancel-order-list", {"cancel_many": 1},
     body=b'{"id":"1700000000000","method":"private/cancel-order-list","api_key":"test-api-key","params":{"contingency_type":"LIST","order_list":[{"instrument_name":"BTCUSD-PERP","order_id":"123"},{"instrument_name":"BTCUSD-PERP","client_oid":"abc-1"}]},"nonce":"1700000000000","sig":"477899847771792bd3ed8aa060721bafffb53f4843258b8c2adad6f6dda746b2"}',
     answer="cancel_many"),
    Case("cancel_all_orders", lambda client: client.cancel_all_orders("BTC/USD:USD"),
     "POST https://api.crypto.com/exchange/v1/private/cancel-all-orders", {"cancel_all": 1},
     body=b'{"id":"1700000000000","method":"private/cancel-all-orders","api_key":"test-api-key","params":{"instrument_name":"BTCUSD-PERP"},"nonce":"1700000000000","sig":"fca7b55b9f30af79780b1c4ec7286a04a95271bab7bc1056211b1b3343454574"}',
     answer="cancel_all"),
    Case("fetch_order-venue_order_id", lambda client: client.fetch_order("BTC/USD:USD", venue_order_id="123"),
     "POST https://api.crypto.com/exchange/v1/private/get-order-detail", {"order": 1},
     body=b'{"id":"1700000000000","method":"private/get-order-detail","api_key":"test-api-key","params":{"order_id":"123"},"nonce":"1700000000000","sig":"2ff9039c8806682e3df51e1cabf1e799425103ecf569c1839f355389625fd276"}',
     answer="order"),
    Case("fetch_order-client_order_id", lambda client: client.fetch_order("BTC/USD:USD", client_order_id="abc-1"),
     "POST https://api.crypto.com/exchange/v1/private/get-order-detail", {"order": 1},
     body=b'{"id":"1700000000000","method":"private/get-order-detail","api_key":"test-api-key","params":{"client_oid":"abc-1"},"nonce":"1700000000000","sig":"fd39e3949732c159d9512ffd411354f49fb78ce286d0a44f892cfc163b2bd801"}',
     answer="order"),
    Case("fetch_open_orders", lambda client: client.fetch_open_orders("BTC/USD:USD"),
     "POST https://api.crypto.com/exchange/v1/private/get-open-orders", {"open_orders": 1},
     body=b'{"id":"1700000000000","method":"private/get-open-orders","api_key":"test-api-key","params":{"instrument_name":"BTCUSD-PERP"},"nonce":"1700000000000","sig":"be7710d2c5399eb74c79ac9cff331bd235cfdab23c2a738656c79fc7d92cc9b2"}',
     answer="open_orders"),
    Case("fetch_my_trades", lambda client: client.fetch_my_trades("BTC/USD:USD"),
     "POST https://api.crypto.com/exchange/v1/private/get-trades", {"fills": 1},
     body=b'{"id":"1700000000000","method":"private/get-trades","api_key":"test-api-key","params":{"instrument_name":"BTCUSD-PERP"},"nonce":"1700000000000","sig":"43fb5d30a26d8b7053c2d633274ee958027e9c1259768b01d4f5d3b40372376e"}',
     answer="fills"),
    Case("fetch_my_trades-all", lambda client: client.fetch_my_trades("BTC/USD:USD", since=1699999000123000000,
     limit=5),
     "POST https://api.crypto.com/exchange/v1/private/get-trades", {"fills": 1},
     body=b'{"id":"1700000000000","method":"private/get-trades","api_key":"test-api-key","params":{"instrument_name":"BTCUSD-PERP","start_time":"1699999000123000000","limit":5},"nonce":"1700000000000","sig":"d36057a3e038c223d18263acaee226b8e9fbbbe1237ed2490a4e63a84bc21946"}',
     answer="fills"),
    Case("fetch_balances", lambda client: client.fetch_balances(),
     "POST https://api.crypto.com/exchange/v1/private/user-balance", {"balance": 1},
     body=b'{"id":"1700000000000","method":"private/user-balance","api_key":"test-api-key","params":{},"nonce":"1700000000000","sig":"63b0d8699c847d77fd6f099a4dc0196b2e8a3d74f259f1b604149dbb753c849f"}',
     answer="balance"),
    Case("fetch_positions", lambda client: client.fetch_positions(),
     "POST https://api.crypto.com/exchange/v1/private/get-positions", {"positions": 1},
     body=b'{"id":"1700000000000","method":"private/get-positions","api_key":"test-api-key","params":{},"nonce":"1700000000000","sig":"12c68cf5fa33ed57b7863a060fed5686727d108a1e969513952991a3cd47ce59"}',
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
    Call("place-required", lambda client: client.raw.place(instrument="BTCUSD-PERP", side="BUY", type="LIMIT",
     over="user"),
     "private/create-order", {"instrument_name": "BTCUSD-PERP", "side": "BUY", "type": "LIMIT"}, {"place": 1}),
    Call("place-all", lambda client: client.raw.place(instrument="BTCUSD-PERP", side="BUY", type="LIMIT",
     price=Decimal("0.10"), quantity=Decimal("0.10"), notional=Decimal("0.10"), client_id="a b/+&=é",
     exec_inst=["a b/+&=é", "b c"], time_in_force="GOOD_TILL_CANCEL", spot_margin="SPOT", fee_currency="a b/+&=é",
     stp_scope="M", stp_inst="M", stp_id="a b/+&=é", isolation_id="a b/+&=é",
     isolated_margin_amount=Decimal("0.10"), leverage=Decimal("0.10"), over="user"),
     "private/create-order", {"instrument_name": "BTCUSD-PERP", "side": "BUY", "type": "LIMIT", "price": "0.10",
     "quantity": "0.10", "notional": "0.10", "client_oid": "a b/+&=é", "exec_inst": ["a b/+&=é", "b c"],
     "time_in_force": "GOOD_TILL_CANCEL", "spot_margin": "SPOT", "fee_instrument_name": "a b/+&=é",
     "stp_scope": "M", "stp_inst": "M", "stp_id": "a b/+&=é", "isolation_id": "a b/+&=é",
     "isolated_margin_amount": "0.10", "leverage": "0.10"}, {"place": 1}),
    Call("place_many-required",
     lambda client: client.raw.place_many(orders=[wire.NewOrder(instrument="BTCUSD-PERP", side=wire.Side("BUY"), type=wire.OrderType("LIMIT"))],
     over="user"),
     "private/create-order-list", {"contingency_type": "LIST",
     "order_list": [{"instrument_name": "BTCUSD-PERP", "side": "BUY", "type": "LIMIT"}]}, {"place_many": 1}),
    Call("place_many-all",
     lambda client: client.raw.place_many(orders=[wire.NewOrder(instrument="BTCUSD-PERP", side=wire.Side("BUY"), type=wire.OrderType("LIMIT"), price=Decimal("0.10"), quantity=Decimal("0.10"), notional=Decimal("0.10"), client_id="a b/+&=é", exec_inst=["a b/+&=é"], time_in_force=wire.TimeInForce("GOOD_TILL_CANCEL"), spot_margin=wire.SpotMargin("SPOT"), fee_currency="a b/+&=é", stp_scope=wire.StpScope("M"), stp_inst=wire.StpInst("M"), stp_id="a b/+&=é", isolation_id="a b/+&=é", isolated_margin_amount=Decimal("0.10"), leverage=Decimal("0.10"))],
     over="user"),
     "private/create-order-list", {"contingency_type": "LIST",
     "order_list": [{"instrument_name": "BTCUSD-PERP", "side": "BUY", "type": "LIMIT", "price": "0.10", "quantity": "0.10", "notional": "0.10", "client_oid": "a b/+&=é", "exec_inst": ["a b/+&=é"], "time_in_force": "GOOD_TILL_CANCEL", "spot_margin": "SPOT", "fee_instrument_name": "a b/+&=é", "stp_scope": "M", "stp_inst": "M", "stp_id": "a b/+&=é", "isolation_id": "a b/+&=é", "isolated_margin_amount": "0.10", "leverage": "0.10"}]},
     {"place_many": 1}),
    Call("amend-required", lambda client: client.raw.amend(id="a b/+&=é", price=Decimal("0.10"),
     quantity=Decimal("0.10"), over="user"),
     "private/amend-order", {"order_id": "a b/+&=é", "new_price": "0.10", "new_quantity": "0.10"}, {"amend": 1}),
    Call("amend-all", lambda client: client.raw.amend(id="a b/+&=é", client_id="a b/+&=é", price=Decimal("0.10"),
     quantity=Decimal("0.10"), over="user"),
     "private/amend-order", {"order_id": "a b/+&=é", "orig_client_oid": "a b/+&=é", "new_price": "0.10",
     "new_quantity": "0.10"}, {"amend": 1}),
    Call("cancel-required", lambda client: client.raw.cancel(id="a b/+&=é", over="user"),
     "private/cancel-order", {"order_id": "a b/+&=é"}, {"cancel": 1}),
    Call("cancel-all", lambda client: client.raw.cancel(id="a b/+&=é", client_id="a b/+&=é", over="user"),
     "private/cancel-order", {"order_id": "a b/+&=é", "client_oid": "a b/+&=é"}, {"cancel": 1}),
    Call("cancel_many-required",
     lambda client: client.raw.cancel_many(orders=[wire.CancelOne(instrument="BTCUSD-PERP")], over="user"),
     "private/cancel-order-list", {"contingency_type": "LIST", "order_list": [{"instrument_name": "BTCUSD-PERP"}]},
     {"cancel_many": 1}),
    Call("cancel_many-all",
     lambda client: client.raw.cancel_many(orders=[wire.CancelOne(instrument="BTCUSD-PERP", id="a b/+&=é", client_id="a b/+&=é")],
     over="user"),
     "private/cancel-order-list", {"contingency_type": "LIST",
     "order_list": [{"instrument_name": "BTCUSD-PERP", "order_id": "a b/+&=é", "client_oid": "a b/+&=é"}]},
     {"cancel_many": 1}),
    Call("cancel_all-required", lambda client: client.raw.cancel_all(over="user"),
     "private/cancel-all-orders", {}, {"cancel_all": 1}),
    Call("cancel_all-all", lambda client: client.raw.cancel_all(instrument="BTCUSD-PERP", type="LIMIT",
     over="user"),
     "private/cancel-all-orders", {"instrument_name": "BTCUSD-PERP", "type": "LIMIT"}, {"cancel_all": 1}),
    Call("cancel_on_disconnect-required", lambda client: client.raw.cancel_on_disconnect(),
     "private/set-cancel-on-disconnect", {"scope": "CONNECTION"}, {}),
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
        login = UserSocket.login
        if login is not None and login.frame is not None and match_frame(login.frame, data) is not None:
            return [msgspec.json.encode(login.reply.filled(id=login.id, payload={})).decode()]
        found = match_frame(UserSocket.rpc, data)
        assert found is not None
        seen.append(found)
        return [msgspec.json.encode(UserSocket.reply.filled(id=found["id"], payload={}, method=case.method)).decode()]

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
