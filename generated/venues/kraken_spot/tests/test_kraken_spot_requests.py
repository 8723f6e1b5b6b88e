"""What Kraken Spot is asked, byte for byte: method, address, headers, body, and what each request costs."""

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
from venues.kraken_spot import types as wire
from venues.kraken_spot.leases import StreamLease
from venues.kraken_spot.simulated import PrivateSocket

PACKAGE = str(importlib.import_module("venues.kraken_spot").__file__)


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
     "GET https://api.kraken.com/0/public/Time", {"public": 1}),
    Case("system_status-required", lambda client: client.raw.system_status(),
     "GET https://api.kraken.com/0/public/SystemStatus", {"public": 1}),
    Case("asset_pairs-required", lambda client: client.raw.asset_pairs(),
     "GET https://api.kraken.com/0/public/AssetPairs", {"public": 1}),
    Case("asset_pairs-all", lambda client: client.raw.asset_pairs(pair=["a b/+&=é", "b c"],
     country_code="a b/+&=é"),
     ("GET https://api.kraken.com/0/public/AssetPairs?pair=a%20b%2F%2B%26%3D%C3%A9%2Cb%20c"
     "&country_code=a%20b%2F%2B%26%3D%C3%A9"), {"public": 1}),
    Case("ticker-required", lambda client: client.raw.ticker(pair="BTC/USD"),
     "GET https://api.kraken.com/0/public/Ticker?pair=BTC%2FUSD", {"public": 1}),
    Case("ohlc-required", lambda client: client.raw.ohlc(pair="BTC/USD"),
     "GET https://api.kraken.com/0/public/OHLC?pair=BTC%2FUSD&interval=1", {"public": 1}),
    Case("ohlc-all", lambda client: client.raw.ohlc(pair="BTC/USD", interval=7, since=1700000000),
     "GET https://api.kraken.com/0/public/OHLC?pair=BTC%2FUSD&interval=7&since=1700000000", {"public": 1}),
    Case("depth-required", lambda client: client.raw.depth(pair="BTC/USD"),
     "GET https://api.kraken.com/0/public/Depth?pair=BTC%2FUSD", {"public": 1}),
    Case("depth-all", lambda client: client.raw.depth(pair="BTC/USD", count=1),
     "GET https://api.kraken.com/0/public/Depth?pair=BTC%2FUSD&count=1", {"public": 1}),
    Case("trades-required", lambda client: client.raw.trades(pair="BTC/USD"),
     "GET https://api.kraken.com/0/public/Trades?pair=BTC%2FUSD", {"public": 1}),
    Case("trades-all", lambda client: client.raw.trades(pair="BTC/USD", since=1700000000000000000, count=1),
     "GET https://api.kraken.com/0/public/Trades?pair=BTC%2FUSD&since=1700000000&count=1", {"public": 1}),
    Case("stream_token-required", lambda client: client.raw.stream_token(),
     "POST https://api.kraken.com/0/private/GetWebSocketsToken", {"calls": 1}, headers={"api-key": "test-api-key",
     "api-sign": "lKeJQXzByckAX91/0mJCmgyEdgoQpoMDHeWeyQcKGkTwF9hLf+oR1zmQ53go593SmFZq7mwD9luE99X18rRmzw=="},
     body=b'nonce=1700000000000000'),
    Case("balances-required", lambda client: client.raw.balances(),
     "POST https://api.kraken.com/0/private/BalanceEx", {"calls": 1}, headers={"api-key": "test-api-key",
     "api-sign": "f2mPw1Wmi0o01wP7D7fyAEazy2OaybVWOmAJOV4dpSDVZD1jx/2aft3DAwsYCVPMh1Tmx0tpXZj1iL2+mQzn7g=="},
     body=b'nonce=1700000000000000'),
    Case("open_orders-required", lambda client: client.raw.open_orders(),
     "POST https://api.kraken.com/0/private/OpenOrders", {"calls": 1}, headers={"api-key": "test-api-key",
     "api-sign": "tLpw5muVdwAmeZr9y1lpLa2JivGnfbSyOv9gcPT32YTzg9o8O2xsydo7MpWuWuQeZfy0ZBhaD5pW6i8Q882P+g=="},
     body=b'nonce=1700000000000000'),
    Case("open_orders-all", lambda client: client.raw.open_orders(trades=True, userref=7,
     client_order_id="a b/+&=é"),
     "POST https://api.kraken.com/0/private/OpenOrders", {"calls": 1}, headers={"api-key": "test-api-key",
     "api-sign": "l0uBTiVeh/JLqB6XEfJv6lHq8WHf53S8o0JostTnBnOH68hX3fXDW3Oms/LHJNpGNnXIlLnIKYTg0zc17Fc5Vg=="},
     body=b'nonce=1700000000000000&trades=true&userref=7&cl_ord_id=a%20b%2F%2B%26%3D%C3%A9'),
    Case("query_orders-required", lambda client: client.raw.query_orders(order_ids="a b/+&=é"),
     "POST https://api.kraken.com/0/private/QueryOrders", {"calls": 1}, headers={"api-key": "test-api-key",
     "api-sign": "k1qfXDDxrMG5GiRzAIKsT4rA63k5FTLV/i2B3oB+dJgUe3UmjVdRxrutrQQqWQLbUJXvwCzXash+uqzBBA+fIw=="},
     body=b'nonce=1700000000000000&txid=a%20b%2F%2B%26%3D%C3%A9'),
    Case("query_orders-all", lambda client: client.raw.query_orders(order_ids="a b/+&=é", trades=True),
     "POST https://api.kraken.com/0/private/QueryOrders", {"calls": 1}, headers={"api-key": "test-api-key",
     "api-sign": "FQ63LJXkDgnefcUnxHqXd9eUwEOjXK5DZsnJ5XLr1g8F21J2t2aabrafVe+yZCg4tqm1iGongFI7t2ppAvxUYA=="},
     body=b'nonce=1700000000000000&txid=a%20b%2F%2B%26%3D%C3%A9&trades=true'),
    Case("trades_history-required", lambda client: client.raw.trades_history(),
     "POST https://api.kraken.com/0/private/TradesHistory", {"calls": 2}, headers={"api-key": "test-api-key",
     "api-sign": "QumvC6Cgkz3ezRgcad5H0pAMPGRoTO+Z/LOGDrKxxHJTLSn4rgX5n7RoMC//VXqYNz6wduN4vcEQ/pFfwwEldg=="},
     body=b'nonce=1700000000000000'),
    Case("trades_history-all", lambda client: client.raw.trades_history(type="a b/+&=é", start=1700000000000000000,
     end=1700000000000000000, offset=7),
     "POST https://api.kraken.com/0/private/TradesHistory", {"calls": 2}, headers={"api-key": "test-api-key",
     "api-sign": "YHJgmlp8hPGlN30i2Ohy2zkPBRvJtB/C1NEeihuq1ggqgkOyTFizU94dcf0xRVRmAgjkHp7a6Cwn6kpddESuPA=="},
     body=b'nonce=1700000000000000&type=a%20b%2F%2B%26%3D%C3%A9&start=1700000000&end=1700000000&ofs=7'),
    Case("add_order-required", lambda client: client.raw.add_order(kind="limit", side="buy",
     quantity=Decimal("0.10"), pair="BTC/USD"),
     "POST https://api.kraken.com/0/private/AddOrder", {"trading": 1}, headers={"api-key": "test-api-key",
     "api-sign": "TuBXy7FKOmed/IG9ajNHRJx+vn6S6spjMuf602C2ULbVPuZAjEtuTfVNOjIomQ5apmLX36YfYqSVPy9hrWz78g=="},
     body=b'nonce=1700000000000000&ordertype=limit&type=buy&volume=0.10&pair=BTC%2FUSD'),
    Case("add_order-all", lambda client: client.raw.add_order(kind="limit", side="buy", quantity=Decimal("0.10"),
     pair="BTC/USD", price=Decimal("0.10"), second_price=Decimal("0.10"), trigger="last", leverage="a b/+&=é",
     display_quantity=Decimal("0.10"), reduce_only=True, prevention="cancel-newest", flags="a b/+&=é",
     time_in_force="GTC", expire_time=1700000000000000000, client_order_id="a b/+&=é", userref=7,
     close_type="limit", close_price="a b/+&=é", close_price2="a b/+&=é", deadline=1700000000000000000,
     validate=True),
     "POST https://api.kraken.com/0/private/AddOrder", {"trading": 1}, headers={"api-key": "test-api-key",
     "api-sign": "BWUZJqQnLm6Bt/0uBiQcHsmgaEWVWi8/Q4NatbGc5xgDu7LgAttOqWZBMWWqVdRYV5eQ5BwNizN46hzEx5MK5w=="},
     body=b'nonce=1700000000000000&ordertype=limit&type=buy&volume=0.10&pair=BTC%2FUSD&price=0.10&price2=0.10&trigger=last&leverage=a%20b%2F%2B%26%3D%C3%A9&displayvol=0.10&reduce_only=true&stptype=cancel-newest&oflags=a%20b%2F%2B%26%3D%C3%A9&timeinforce=GTC&expiretm=1700000000&cl_ord_id=a%20b%2F%2B%26%3D%C3%A9&userref=7&close[ordertype]=limit&close[price]=a%20b%2F%2B%26%3D%C3%A9&close[price2]=a%20b%2F%2B%26%3D%C3%A9&deadline=2023-11-14T22%3A13%3A20.000Z&validate=true'),
    Case("add_order_batch-required", lambda client: client.raw.add_order_batch(pair="BTC/USD",
     orders=[wire.BatchOrder(kind=wire.OrderType("limit"), side=wire.Side("buy"))]),
     "POST https://api.kraken.com/0/private/AddOrderBatch", {"trading": 1}, headers={"api-key": "test-api-key",
     "api-sign": "fIUrNtaRr1SA2X673TRFGzmpGyfwwTQDGcxwtlm555gvIIhnlck/ZZq+gP3BALlpngTZNRQCB7WRRkKxy+N78w=="},
     body=b'{"nonce":"1700000000000000","pair":"BTC/USD","orders":[{"ordertype":"limit","type":"buy"}]}'),
    Case("add_order_batch-all", lambda client: client.raw.add_order_batch(pair="BTC/USD",
     orders=[wire.BatchOrder(kind=wire.OrderType("limit"), side=wire.Side("buy"), quantity=Decimal("0.10"), price=Decimal("0.10"), second_price=Decimal("0.10"), trigger=wire.Trigger("last"), display_quantity=Decimal("0.10"), reduce_only=True, prevention=wire.Prevention("cancel-newest"), flags="a b/+&=é", time_in_force=wire.TimeInForce("GTC"), expire_time="1700000000", client_order_id="a b/+&=é")],
     deadline=1700000000000000000, validate=True),
     "POST https://api.kraken.com/0/private/AddOrderBatch", {"trading": 1}, headers={"api-key": "test-api-key",
     "api-sign": "a51MWjI2sx/mVLq0b6mfSLtJMOifbzEd/DwLRhfcIyFnsp9/0r4M+Kuk1MbpbhrOi7Pg32BOfp62cNVGtih/3A=="},
     body=b'{"nonce":"1700000000000000","pair":"BTC/USD","orders":[{"ordertype":"limit","type":"buy","volume":"0.10","price":"0.10","price2":"0.10","trigger":"last","displayvol":"0.10","reduce_only":true,"stptype":"cancel-newest","oflags":"a b/+&=\xc3\xa9","timeinforce":"GTC","expiretm":"1700000000","cl_ord_id":"a b/+&=\xc3\xa9"}],"deadline":"2023-11-14T22:13:20.000Z","validate":true}'),
    Case("amend_order-required", lambda client: client.raw.amend_order(order_id="a b/+&=é"),
     "POST https://api.kraken.com/0/private/AmendOrder", {"trading": 4}, headers={"api-key": "test-api-key",
     "api-sign": "NpDl1cnY5UGSg7AKgP8rLiOTK5P74hxkIB1aOCfXKGBsWP9p5+cNP/fGeHYWKGc65NQ1E68CWJGfeg5GSt60Vg=="},
     body=b'nonce=1700000000000000&txid=a%20b%2F%2B%26%3D%C3%A9'),
    Case("amend_order-all", lambda client: client.raw.amend_order(order_id="a b/+&=é", quantity=Decimal("0.10"),
     display_quantity=Decimal("0.10"), limit_price=Decimal("0.10"), trigger_price=Decimal("0.10"), post_only=True,
     deadline=1700000000000000000),
     "POST https://api.kraken.com/0/private/AmendOrder", {"trading": 4}, headers={"api-key": "test-api-key",
     "api-sign": "gyIYCUICXRIwWIUfy7SI4Roel3oqkgv9Fi+j1mLfXByF2271fGdfqMCNGh9hMi6EFAOtS28FV/lwGG7OosqLbg=="},
     body=b'nonce=1700000000000000&txid=a%20b%2F%2B%26%3D%C3%A9&order_qty=0.10&display_qty=0.10&limit_price=0.10&trigger_price=0.10&post_only=true&deadline=2023-11-14T22%3A13%3A20.000Z'),
    Case("cancel_order-required", lambda client: client.raw.cancel_order(order_id="a b/+&=é"),
     "POST https://api.kraken.com/0/private/CancelOrder", {"trading": 8}, headers={"api-key": "test-api-key",
     "api-sign": "+KZnZG6sbEzRK9pGWr63jCCHTNLSu38L4y+A0cparsvxrUdlidQi9HF4+r0a0se8GFGq80gRqBm6msrgupLGXg=="},
     body=b'nonce=1700000000000000&txid=a%20b%2F%2B%26%3D%C3%A9'),
    Case("cancel_order_batch-required", lambda client: client.raw.cancel_order_batch(order_ids=["a b/+&=é", "b c"]),
     "POST https://api.kraken.com/0/private/CancelOrderBatch", {"trading": 16}, headers={"api-key": "test-api-key",
     "api-sign": "CUyW85eW6uKX0A+Q4xPcaEEosZ5E8KiprFPD1lvH7/eYN9t2kMUR/XfoKvRU2fkSkjdqLUHc5wBceVLhbHl/1g=="},
     body=b'{"nonce":"1700000000000000","orders":["a b/+&=\xc3\xa9","b c"]}'),
    Case("cancel_order_batch-documented",
     lambda client: client.raw.cancel_order_batch(order_ids=["OP5V2Y-RYKVL-ET3V3B", "OP5V2Y-7YKVL-ET3V3B"]),
     "POST https://api.kraken.com/0/private/CancelOrderBatch", {"trading": 16}, headers={"api-key": "test-api-key",
     "api-sign": "CqBc9R64fv178NaZrKDd5c4JIN9OBV8bp+7nt1rqeSmVZhrviZKfJmndS+lNVKMlDQPiX+MPUTlD7lqXqIHDsg=="},
     body=b'{"nonce":"1700000000000000","orders":["OP5V2Y-RYKVL-ET3V3B","OP5V2Y-7YKVL-ET3V3B"]}'),
    Case("cancel_all-required", lambda client: client.raw.cancel_all(),
     "POST https://api.kraken.com/0/private/CancelAll", {"calls": 1}, headers={"api-key": "test-api-key",
     "api-sign": "aSnQcW6HFCh+NTbxQGeMPAztL6K3CrYrQ7u+aVRLYsGdqjST/76lrFuqIH2jtnJzLlFjvJkVbuoDEFmr7FYKDA=="},
     body=b'nonce=1700000000000000'),
    Case("cancel_all_after-required", lambda client: client.raw.cancel_all_after(timeout=7),
     "POST https://api.kraken.com/0/private/CancelAllOrdersAfter", {"calls": 1}, headers={"api-key": "test-api-key",
     "api-sign": "VtUQ6fNTkZXkAMjPNrmCQZARL79lrX4AJjzXTfSWJjPAuiHC3k5/JZ5cJvX+qmBMNMTT/4OP5Mqh+uC/+vmQJQ=="},
     body=b'nonce=1700000000000000&timeout=7'),
]  # fmt: skip

CONTRACT: list[Case] = [
    Case("load_instruments", lambda client: client.load_instruments(),
     "GET https://api.kraken.com/0/public/AssetPairs", {"public": 1}, answer="asset_pairs"),
    Case("fetch_time", lambda client: client.fetch_time(),
     "GET https://api.kraken.com/0/public/Time", {"public": 1}, answer="time"),
    Case("fetch_status", lambda client: client.fetch_status(),
     "GET https://api.kraken.com/0/public/SystemStatus", {"public": 1}, answer="system_status"),
    Case("fetch_ticker", lambda client: client.fetch_ticker("BTC/USD"),
     "GET https://api.kraken.com/0/public/Ticker?pair=XXBTZUSD", {"public": 1}, answer="ticker"),
    Case("fetch_order_book", lambda client: client.fetch_order_book("BTC/USD"),
     "GET https://api.kraken.com/0/public/Depth?pair=XXBTZUSD", {"public": 1}, answer="depth"),
    Case("fetch_order_book-all", lambda client: client.fetch_order_book("BTC/USD", depth=50),
     "GET https://api.kraken.com/0/public/Depth?pair=XXBTZUSD&count=50", {"public": 1}, answer="depth"),
    Case("fetch_trades", lambda client: client.fetch_trades("BTC/USD"),
     "GET https://api.kraken.com/0/public/Trades?pair=XXBTZUSD", {"public": 1}, answer="trades"),
    Case("fetch_trades-all", lambda client: client.fetch_trades("BTC/USD", since=1699999000123000000, limit=5),
     "GET https://api.kraken.com/0/public/Trades?pair=XXBTZUSD&since=1699999000&count=5", {"public": 1},
     answer="trades"),
    Case("fetch_candles", lambda client: client.fetch_candles("BTC/USD", interval="1h"),
     "GET https://api.kraken.com/0/public/OHLC?pair=XXBTZUSD&interval=60", {"public": 1}, answer="ohlc"),
    Case("fetch_candles-all", lambda client: client.fetch_candles("BTC/USD", interval="1h",
     since=1699999000123000000),
     "GET https://api.kraken.com/0/public/OHLC?pair=XXBTZUSD&interval=60&since=1699999000", {"public": 1},
     answer="ohlc"),
    Case("create_order-0-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY, type=OrderType.LIMIT,
     post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     "POST https://api.kraken.com/0/private/AddOrder", {"trading": 1}, headers={"api-key": "test-api-key",
     "api-sign": "4jxxGFUeZljfz5EXyKKLaw8QR9hIUSvwfSge5Yw0o6zdUbwK4QBVb+MqvUMJRfbVl/ZjfT6bG35rcldWetWwSw=="},
     body=b'nonce=1700000000000000&ordertype=limit&type=buy&volume=0.50&pair=XXBTZUSD&price=100.10&oflags=post&cl_ord_id=abc-1',
     answer="add_order"),
    Case("create_order-0-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL, type=OrderType.LIMIT,
     post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     "POST https://api.kraken.com/0/private/AddOrder", {"trading": 1}, headers={"api-key": "test-api-key",
     "api-sign": "4ft2YkQ4xyuy+dyLFY4cmXC9gpF1lUmVV0MVNQoJf5xJHS4T3lwK15zbXiVGCVSIzSiS+Z31x71BCoxKAiVxHw=="},
     body=b'nonce=1700000000000000&ordertype=limit&type=sell&volume=0.50&pair=XXBTZUSD&price=100.10&oflags=post&cl_ord_id=abc-1',
     answer="add_order"),
    Case("create_order-1-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY, type=OrderType.LIMIT,
     quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     "POST https://api.kraken.com/0/private/AddOrder", {"trading": 1}, headers={"api-key": "test-api-key",
     "api-sign": "UMI+NKeLmPk7Zk3zjmYBnp1oLRyLaBy/KYc1FSsk8LoXUB9OCgfrzQZEepu9gLLUBCbVvghC5rHE3x5aaAeMpg=="},
     body=b'nonce=1700000000000000&ordertype=limit&type=buy&volume=0.50&pair=XXBTZUSD&price=100.10&cl_ord_id=abc-1',
     answer="add_order"),
    Case("create_order-1-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL, type=OrderType.LIMIT,
     quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"),
     "POST https://api.kraken.com/0/private/AddOrder", {"trading": 1}, headers={"api-key": "test-api-key",
     "api-sign": "sjDqC4G8EAnfWJHikz9yQCYIWMFo1ubcq7GZH5aVYgCQCY+TcooHR8K4tQCGiAe9sYvbr5hLaurebbx2Na+T5w=="},
     body=b'nonce=1700000000000000&ordertype=limit&type=sell&volume=0.50&pair=XXBTZUSD&price=100.10&cl_ord_id=abc-1',
     answer="add_order"),
    Case("create_order-2-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY, type=OrderType.MARKET,
     quantity=Decimal("0.50"), client_order_id="abc-1"),
     "POST https://api.kraken.com/0/private/AddOrder", {"trading": 1}, headers={"api-key": "test-api-key",
     "api-sign": "PFXW2mpUQm8dvLxS8Nj+vSRNlpVhUThkt2MJNsFng0fdvEVJqBPLclgpub7SFn8NU1OGPCJSZiENX8dwevVrkg=="},
     body=b'nonce=1700000000000000&ordertype=market&type=buy&volume=0.50&pair=XXBTZUSD&cl_ord_id=abc-1',
     answer="add_order"),
    Case("create_order-2-buy-quote", lambda client: client.create_order("BTC/USD", side=Side.BUY,
     type=OrderType.MARKET, quote_quantity=Decimal("50.5"), client_order_id="abc-1"),
     "POST https://api.kraken.com/0/private/AddOrder", {"trading": 1}, headers={"api-key": "test-api-key",
     "api-sign": "77YNMGdGegxM/k4WpYWbB2VP5nfl1SJB0+9vHS/JVUcvCuC58KL2Eni1FlPMuKmu0oZca+5K2iGRal3Y02Wlcg=="},
     body=b'nonce=1700000000000000&ordertype=market&type=buy&volume=50.5&pair=XXBTZUSD&oflags=viqc&cl_ord_id=abc-1',
     answer="add_order"),
    Case("create_order-3-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL, type=OrderType.MARKET,
     quantity=Decimal("0.50"), client_order_id="abc-1"),
     "POST https://api.kraken.com/0/private/AddOrder", {"trading": 1}, headers={"api-key": "test-api-key",
     "api-sign": "5AHtvgL9KOpSChkPbUHZ6DGx+hXAmB17kU8uFofUpD4ISRDLsQYxFNQUGwFglE72f9XOTayEpQ6Cwsm5LlkQvg=="},
     body=b'nonce=1700000000000000&ordertype=market&type=sell&volume=0.50&pair=XXBTZUSD&cl_ord_id=abc-1',
     answer="add_order"),
    Case("create_order-4-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY, type=OrderType.STOP,
     quantity=Decimal("0.50"), trigger_price=Decimal("99.9"), client_order_id="abc-1"),
     "POST https://api.kraken.com/0/private/AddOrder", {"trading": 1}, headers={"api-key": "test-api-key",
     "api-sign": "zNkcZOUE5xsrXR81g1ZQdw8kAD8bJSzqWxGCSTSo8asbuWyfTupcYwA6sN4uEI3MiEiBwFXbaf/gTvsLZFhkMw=="},
     body=b'nonce=1700000000000000&ordertype=stop-loss&type=buy&volume=0.50&pair=XXBTZUSD&price=99.9&cl_ord_id=abc-1',
     answer="add_order"),
    Case("create_order-4-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL, type=OrderType.STOP,
     quantity=Decimal("0.50"), trigger_price=Decimal("99.9"), client_order_id="abc-1"),
     "POST https://api.kraken.com/0/private/AddOrder", {"trading": 1}, headers={"api-key": "test-api-key",
     "api-sign": "KgR525WPLBP8bCsXg6hTkL3hJN8dYE0kHOpJfI9ZG74YVyJ6ubMZAizWKU6763JgW+gUtLjvyqAVL5ix92L/Vw=="},
     body=b'nonce=1700000000000000&ordertype=stop-loss&type=sell&volume=0.50&pair=XXBTZUSD&price=99.9&cl_ord_id=abc-1',
     answer="add_order"),
    Case("create_order-5-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY,
     type=OrderType.TAKE_PROFIT, quantity=Decimal("0.50"), trigger_price=Decimal("99.9"), client_order_id="abc-1"),
     "POST https://api.kraken.com/0/private/AddOrder", {"trading": 1}, headers={"api-key": "test-api-key",
     "api-sign": "VD48KIRjUd/R7kdyKXbKy5A7x1kkyS6XJ5wWQ6Xz59zWj29GE9cSdYNruNgoT+kPQDqq9+0juY9E2w7t/D03mw=="},
     body=b'nonce=1700000000000000&ordertype=take-profit&type=buy&volume=0.50&pair=XXBTZUSD&price=99.9&cl_ord_id=abc-1',
     answer="add_order"),
    Case("create_order-5-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL,
     type=OrderType.TAKE_PROFIT, quantity=Decimal("0.50"), trigger_price=Decimal("99.9"), client_order_id="abc-1"),
     "POST https://api.kraken.com/0/private/AddOrder", {"trading": 1}, headers={"api-key": "test-api-key",
     "api-sign": "Q6jRKCRxOfiYok5pZN+JcEShb/V72CeGirHuJSZMadKM9AnrFVDHhUegs8UBf0UkEKfFKPY7DYLeHz+L4tDmtA=="},
     body=b'nonce=1700000000000000&ordertype=take-profit&type=sell&volume=0.50&pair=XXBTZUSD&price=99.9&cl_ord_id=abc-1',
     answer="add_order"),
    Case("create_order-6-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY,
     type=OrderType.STOP_LIMIT, quantity=Decimal("0.50"), price=Decimal("100.10"), trigger_price=Decimal("99.9"),
     client_order_id="abc-1"),
     "POST https://api.kraken.com/0/private/AddOrder", {"trading": 1}, headers={"api-key": "test-api-key",
     "api-sign": "VHZ0yV+MH7W/PFl+yP7VUCgJryvUkeo9S7/E/GLpg6yeXeuYvig0nDN7jrrwWIK4AMoIibbRpuXXIq5FhlWcVQ=="},
     body=b'nonce=1700000000000000&ordertype=stop-loss-limit&type=buy&volume=0.50&pair=XXBTZUSD&price=99.9&price2=100.10&cl_ord_id=abc-1',
     answer="add_order"),
    Case("create_order-6-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL,
     type=OrderType.STOP_LIMIT, quantity=Decimal("0.50"), price=Decimal("100.10"), trigger_price=Decimal("99.9"),
     client_order_id="abc-1"),
     "POST https://api.kraken.com/0/private/AddOrder", {"trading": 1}, headers={"api-key": "test-api-key",
     "api-sign": "W1lxjjYz8HvZLoe/yb06YVc+mBc2u8mKbmKGsINKWPTUhKYl0gcEOugW66y2mNTUG22Pc2qVC8IT38Ia5WxHTQ=="},
     body=b'nonce=1700000000000000&ordertype=stop-loss-limit&type=sell&volume=0.50&pair=XXBTZUSD&price=99.9&price2=100.10&cl_ord_id=abc-1',
     answer="add_order"),
    Case("create_order-7-buy", lambda client: client.create_order("BTC/USD", side=Side.BUY,
     type=OrderType.TAKE_PROFIT_LIMIT, quantity=Decimal("0.50"), price=Decimal("100.10"),
     trigger_price=Decimal("99.9"), client_order_id="abc-1"),
     "POST https://api.kraken.com/0/private/AddOrder", {"trading": 1}, headers={"api-key": "test-api-key",
     "api-sign": "3O7TU+/4klLCzxfGCwEPYt9Hgt5TU4Cp2PqEO067eImmqbZneZTBKTJaLXHNeGJ59hehUs/Tv9s9Kh0IG+Vt9g=="},
     body=b'nonce=1700000000000000&ordertype=take-profit-limit&type=buy&volume=0.50&pair=XXBTZUSD&price=99.9&price2=100.10&cl_ord_id=abc-1',
     answer="add_order"),
    Case("create_order-7-sell", lambda client: client.create_order("BTC/USD", side=Side.SELL,
     type=OrderType.TAKE_PROFIT_LIMIT, quantity=Decimal("0.50"), price=Decimal("100.10"),
     trigger_price=Decimal("99.9"), client_order_id="abc-1"),
     "POST https://api.kraken.com/0/private/AddOrder", {"trading": 1}, headers={"api-key": "test-api-key",
     "api-sign": "5l8wJsAZaqMCFF0z3eqK1HQpB/pjzabPYEEmaZ9SnXoidNPCArIXopyzhGsugCQZVfMR1TwMRaTNBeyNFlw4EA=="},
     body=b'nonce=1700000000000000&ordertype=take-profit-limit&type=sell&volume=0.50&pair=XXBTZUSD&price=99.9&price2=100.10&cl_ord_id=abc-1',
     answer="add_order"),
    Case("edit_order-venue_order_id", lambda client: client.edit_order("BTC/USD", venue_order_id="123",
     quantity=Decimal("0.5"), price=Decimal("50")),
     "POST https://api.kraken.com/0/private/AmendOrder", {"trading": 4}, headers={"api-key": "test-api-key",
     "api-sign": "LSXHSLXdQ6+Y9rjscm3ac17lgLHlQrM+ea/hxwOlRTMJjmfQ8lfBeIdY49BhJSh8ltGApv/3XstwTpFkV4KKEw=="},
     body=b'nonce=1700000000000000&txid=123&order_qty=0.5&limit_price=50', answer="amend_order"),
    Case("edit_order-client_order_id", lambda client: client.edit_order("BTC/USD", client_order_id="abc-1",
     quantity=Decimal("0.5"), price=Decimal("50")),
     "POST https://api.kraken.com/0/private/AmendOrder", {"trading": 4}, headers={"api-key": "test-api-key",
     "api-sign": "MjtnxNYalaZYlsKfEabvU0kjts8vJDNPns5QfeybRAU4bV414yXdzO47+6BrVU8WmAYyh/JVOSu8WAsfsZM9pA=="},
     body=b'nonce=1700000000000000&cl_ord_id=abc-1&order_qty=0.5&limit_price=50', answer="amend_order"),
    Case("cancel_order-venue_order_id", lambda client: client.cancel_order("BTC/USD", venue_order_id="123"),
     "POST https://api.kraken.com/0/private/CancelOrder", {"trading": 8}, headers={"api-key": "test-api-key",
     "api-sign": "8jdI878WWv+gkQYlBN+bPNqRFgB+NSfvQMDCwcaaE7vc57QhM/NC9BsfrExtC0Claz4GqLdkMV/r0S1Z+H6wIQ=="},
     body=b'nonce=1700000000000000&txid=123', answer="cancel_order"),
    Case("cancel_order-client_order_id", lambda client: client.cancel_order("BTC/USD", client_order_id="abc-1"),
     "POST https://api.kraken.com/0/private/CancelOrder", {"trading": 8}, headers={"api-key": "test-api-key",
     "api-sign": "6zHTvgfDFh7YQOaIPWdMU3diDczLZEBtLOTFWb5eb8CaOYVQ5bMO+bcbN7Nmc6bqD/HhfC4giwkreXu62K0j7A=="},
     body=b'nonce=1700000000000000&cl_ord_id=abc-1', answer="cancel_order"),
    Case("create_orders",
     lambda client: client.create_orders([OrderRequest(symbol="BTC/USD", side=Side.BUY, type=OrderType.LIMIT, post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-1"), OrderRequest(symbol="BTC/USD", side=Side.SELL, type=OrderType.LIMIT, post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc-4")]),
     "POST https://api.kraken.com/0/private/AddOrderBatch", {"trading": 1}, headers={"api-key": "test-api-key",
     "api-sign": "tElE1aJNOj4HXeCGSvRs6DnPGvVPuUY2/yakdl0itMintC4mqwYRsTQ3bLM6UGYhWATia1sp7p5LmRGxgmcs1A=="},
     body=b'{"nonce":"1700000000000000","pair":"XXBTZUSD","orders":[{"ordertype":"limit","type":"buy","volume":"0.50","price":"100.10","oflags":"post","cl_ord_id":"abc-1"},{"ordertype":"limit","type":"sell","volume":"0.50","price":"100.10","oflags":"post","cl_ord_id":"abc-4"}]}',
     answer="add_order_batch"),
    Case("cancel_orders",
     lambda client: client.cancel_orders([CancelRequest(symbol="BTC/USD", venue_order_id="123")]),
     "POST https://api.kraken.com/0/private/CancelOrderBatch", {"trading": 8}, headers={"api-key": "test-api-key",
     "api-sign": "Hu364h0A93cettIRWB5fMZqm0XqQm71erBg6eodvNunwVQtLWi7B2SJrGlHZ8awjScIc8svMriCJrKrTSBniqQ=="},
     body=b'{"nonce":"1700000000000000","orders":["123"]}', answer="cancel_order_batch"),
    Case("cancel_all_orders", lambda client: client.cancel_all_orders(),
     "POST https://api.kraken.com/0/private/CancelAll", {"calls": 1}, headers={"api-key": "test-api-key",
     "api-sign": "aSnQcW6HFCh+NTbxQGeMPAztL6K3CrYrQ7u+aVRLYsGdqjST/76lrFuqIH2jtnJzLlFjvJkVbuoDEFmr7FYKDA=="},
     body=b'nonce=1700000000000000', answer="cancel_all"),
    Case("cancel_all_orders-of-all", lambda client: client.cancel_all_orders(),
     "POST https://api.kraken.com/0/private/CancelAll", {"calls": 1}, headers={"api-key": "test-api-key",
     "api-sign": "aSnQcW6HFCh+NTbxQGeMPAztL6K3CrYrQ7u+aVRLYsGdqjST/76lrFuqIH2jtnJzLlFjvJkVbuoDEFmr7FYKDA=="},
     body=b'nonce=1700000000000000', answer="cancel_all"),
    Case("cancel_all_orders_after", lambda client: client.cancel_all_orders_after(seconds=30),
     "POST https://api.kraken.com/0/private/CancelAllOrdersAfter", {"calls": 1}, headers={"api-key": "test-api-key",
     "api-sign": "9uiFon0/CIIoOizqTE9muC6yQ85e89u0bkuUsGfaVPj0t8JE/WRv69M2woOUZZZU2WvGz6S1wtTUaNaPlOpDYQ=="},
     body=b'nonce=1700000000000000&timeout=30', answer="cancel_all_after"),
    Case("cancel_all_orders_after-of-all", lambda client: client.cancel_all_orders_after(seconds=30),
     "POST https://api.kraken.com/0/private/CancelAllOrdersAfter", {"calls": 1}, headers={"api-key": "test-api-key",
     "api-sign": "9uiFon0/CIIoOizqTE9muC6yQ85e89u0bkuUsGfaVPj0t8JE/WRv69M2woOUZZZU2WvGz6S1wtTUaNaPlOpDYQ=="},
     body=b'nonce=1700000000000000&timeout=30', answer="cancel_all_after"),
    Case("fetch_order-venue_order_id", lambda client: client.fetch_order("BTC/USD", venue_order_id="123"),
     "POST https://api.kraken.com/0/private/QueryOrders", {"calls": 1}, headers={"api-key": "test-api-key",
     "api-sign": "yjMz66JPe3nqVuuKJwQEuP5pOWDqZMuVzBIgJa3Ac+twIaJ8Q/gpuaSenwgBfxrPNF34sr8YKqIyWRJmcDzlYw=="},
     body=b'nonce=1700000000000000&txid=123', answer="query_orders"),
    Case("fetch_open_orders", lambda client: client.fetch_open_orders("BTC/USD"),
     "POST https://api.kraken.com/0/private/OpenOrders", {"calls": 1}, headers={"api-key": "test-api-key",
     "api-sign": "tLpw5muVdwAmeZr9y1lpLa2JivGnfbSyOv9gcPT32YTzg9o8O2xsydo7MpWuWuQeZfy0ZBhaD5pW6i8Q882P+g=="},
     body=b'nonce=1700000000000000', answer="open_orders"),
    Case("fetch_my_trades", lambda client: client.fetch_my_trades("BTC/USD"),
     "POST https://api.kraken.com/0/private/TradesHistory", {"calls": 2}, headers={"api-key": "test-api-key",
     "api-sign": "QumvC6Cgkz3ezRgcad5H0pAMPGRoTO+Z/LOGDrKxxHJTLSn4rgX5n7RoMC//VXqYNz6wduN4vcEQ/pFfwwEldg=="},
     body=b'nonce=1700000000000000', answer="trades_history"),
    Case("fetch_my_trades-all", lambda client: client.fetch_my_trades("BTC/USD", since=1699999000123000000),
     "POST https://api.kraken.com/0/private/TradesHistory", {"calls": 2}, headers={"api-key": "test-api-key",
     "api-sign": "1fajazivkhf5kajOGrUzHsxFbpAqW8x4HoVKwL+3T+mkTJIi7zwlUgu15sD6ghEmECAWspTOodbIKWkSDUFn6g=="},
     body=b'nonce=1700000000000000&start=1699999000', answer="trades_history"),
    Case("fetch_balances", lambda client: client.fetch_balances(),
     "POST https://api.kraken.com/0/private/BalanceEx", {"calls": 1}, headers={"api-key": "test-api-key",
     "api-sign": "f2mPw1Wmi0o01wP7D7fyAEazy2OaybVWOmAJOV4dpSDVZD1jx/2aft3DAwsYCVPMh1Tmx0tpXZj1iL2+mQzn7g=="},
     body=b'nonce=1700000000000000', answer="balances"),
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
        client.leases.stream.hold(StreamLease(token="held-token"))
        scripted_http.answer({}, times=None)
        await check(client, scripted_http, case)


@pytest.mark.asyncio
@pytest.mark.parametrize("case", CONTRACT, ids=[case.id for case in CONTRACT])
async def test_contract_request(make_client: Callable[..., Any], scripted_http: ScriptedHttp, case: Case) -> None:
    async with make_client() as client:
        client.leases.stream.hold(StreamLease(token="held-token"))
        if case.id == "load_instruments":
            del client._load_instruments
        answer = load_examples(PACKAGE)[case.answer].response
        scripted_http.answer(answer, times=None)
        await check(client, scripted_http, case)


REFUSED: dict[str, Callable[[Any], Awaitable[Any]]] = {
    "fetch_candles-limit": lambda client: client.fetch_candles(symbol="BTC/USD", interval="1h", limit=5),
    "fetch_my_trades-limit": lambda client: client.fetch_my_trades(symbol="BTC/USD", limit=5),
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
    Call("stream_add_order-required", lambda client: client.raw.stream_add_order(kind="limit", side="buy",
     symbol="BTC/USD"),
     "add_order", {"order_type": "limit", "side": "buy", "symbol": "BTC/USD",
     "token": "1Dwc4lzSwNWOAwkMdqhssNNFhs1ed606d1WcF3XfEMw"}, {"trading": 1}),
    Call("stream_add_order-all", lambda client: client.raw.stream_add_order(kind="limit", side="buy",
     quantity=Decimal("0.10"), symbol="BTC/USD", limit_price=Decimal("0.10"), trigger="last",
     trigger_price=Decimal("0.10"), life="gtc", post_only=True, reduce_only=True, expires=1700000000000000000,
     deadline=1700000000000000000, client_order_id="a b/+&=é", userref=7, display_quantity=Decimal("0.10"),
     stream_prevention="cancel_newest", quote_quantity=Decimal("0.10"), validate=True),
     "add_order", {"order_type": "limit", "side": "buy", "order_qty": Decimal("0.10"), "symbol": "BTC/USD",
     "limit_price": Decimal("0.10"), "triggers": {"reference": "last", "price": Decimal("0.10")},
     "time_in_force": "gtc", "post_only": True, "reduce_only": True, "expire_time": "2023-11-14T22:13:20.000Z",
     "deadline": "2023-11-14T22:13:20.000Z", "cl_ord_id": "a b/+&=é", "order_userref": 7,
     "display_qty": Decimal("0.10"), "stp_type": "cancel_newest", "cash_order_qty": Decimal("0.10"),
     "validate": True, "token": "1Dwc4lzSwNWOAwkMdqhssNNFhs1ed606d1WcF3XfEMw"}, {"trading": 1}),
    Call("stream_amend_order-required", lambda client: client.raw.stream_amend_order(order_id="a b/+&=é"),
     "amend_order", {"order_id": "a b/+&=é", "token": "1Dwc4lzSwNWOAwkMdqhssNNFhs1ed606d1WcF3XfEMw"},
     {"trading": 4}),
    Call("stream_amend_order-all", lambda client: client.raw.stream_amend_order(order_id="a b/+&=é",
     quantity=Decimal("0.10"), display_quantity=Decimal("0.10"), limit_price=Decimal("0.10"),
     trigger_price=Decimal("0.10"), post_only=True, deadline=1700000000000000000),
     "amend_order", {"order_id": "a b/+&=é", "order_qty": Decimal("0.10"), "display_qty": Decimal("0.10"),
     "limit_price": Decimal("0.10"), "trigger_price": Decimal("0.10"), "post_only": True,
     "deadline": "2023-11-14T22:13:20.000Z", "token": "1Dwc4lzSwNWOAwkMdqhssNNFhs1ed606d1WcF3XfEMw"},
     {"trading": 4}),
    Call("stream_cancel_order-required",
     lambda client: client.raw.stream_cancel_order(order_ids=["a b/+&=é", "b c"]),
     "cancel_order", {"order_id": ["a b/+&=é", "b c"], "token": "1Dwc4lzSwNWOAwkMdqhssNNFhs1ed606d1WcF3XfEMw"},
     {"trading": 8}),
    Call("stream_cancel_all-required", lambda client: client.raw.stream_cancel_all(),
     "cancel_all", {"token": "1Dwc4lzSwNWOAwkMdqhssNNFhs1ed606d1WcF3XfEMw"}, {"calls": 1}),
    Call("stream_cancel_all_after-required", lambda client: client.raw.stream_cancel_all_after(timeout=7),
     "cancel_all_orders_after", {"timeout": 7, "token": "1Dwc4lzSwNWOAwkMdqhssNNFhs1ed606d1WcF3XfEMw"},
     {"calls": 1}),
]  # fmt: skip


@pytest.mark.asyncio
@pytest.mark.parametrize("case", OVER, ids=[f"{at}-{case.id}" for at, case in enumerate(OVER)])
async def test_call_over_a_connection(
    make_client: Callable[..., Any], scripted_http: ScriptedHttp, scripted_sockets: ScriptedSockets, case: Call
) -> None:
    """The same operations as calls over a stream connection: one frame, its parameters in order, the same budgets."""
    seen: list[dict[str, Any]] = []
    spent: list[dict[str, int]] = []

    def respond(frame: Any) -> list[str]:
        data = EXACT.decode(frame)
        login = PrivateSocket.login
        if login is not None and login.frame is not None and match_frame(login.frame, data) is not None:
            return [msgspec.json.encode(login.reply.filled(id=login.id, payload={})).decode()]
        found = match_frame(PrivateSocket.rpc, data)
        assert found is not None
        seen.append(found)
        return [
            msgspec.json.encode(PrivateSocket.reply.filled(id=found["id"], payload={}, method=case.method)).decode()
        ]

    scripted_sockets.respond = respond
    scripted_http.answer(
        load_examples(PACKAGE)["stream_token"].response, path="/0/private/GetWebSocketsToken", times=None
    )
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
