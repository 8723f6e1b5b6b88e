"""What Hyperliquid is asked, byte for byte: method, address, headers, body, and what each request costs."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Awaitable, Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec
import pytest
from venue_runtime.errors import NotSupported
from venue_runtime.model import CancelRequest, Order, OrderRequest, OrderStatus, OrderType, Side, TimeInForce
from venue_runtime.testing.generated import load_examples
from venue_runtime.testing.scripted import ScriptedHttp
from venues.hyperliquid import types as wire

PACKAGE = str(importlib.import_module("venues.hyperliquid").__file__)


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
    added: tuple[str, ...] = ()
    """Fields of the body that the venue's own functions compute: vectors test those."""


KNOWN = Order(
    symbol="BTC/USDC:USDC",
    venue_order_id="123",
    client_order_id="0x11111111111111111111111111111111",
    side=Side.BUY,
    type=OrderType.LIMIT,
    status=OrderStatus.NEW,
    price=Decimal("100"),
    quantity=Decimal("1"),
    filled_quantity=Decimal("0"),
    leaves_quantity=Decimal("1"),
)

RAW: list[Case] = [
    Case("meta-required", lambda client: client.raw.meta(),
     "POST https://api.hyperliquid.xyz/info", {"weight": 20}, body=b'{"type":"meta"}'),
    Case("spot_meta-required", lambda client: client.raw.spot_meta(),
     "POST https://api.hyperliquid.xyz/info", {"weight": 20}, body=b'{"type":"spotMeta"}'),
    Case("contexts-required", lambda client: client.raw.contexts(),
     "POST https://api.hyperliquid.xyz/info", {"weight": 20}, body=b'{"type":"metaAndAssetCtxs"}'),
    Case("book-required", lambda client: client.raw.book(coin="BTC"),
     "POST https://api.hyperliquid.xyz/info", {"weight": 2}, body=b'{"type":"l2Book","coin":"BTC"}'),
    Case("book-all", lambda client: client.raw.book(coin="BTC", figures=7, mantissa=7),
     "POST https://api.hyperliquid.xyz/info", {"weight": 2},
     body=b'{"type":"l2Book","coin":"BTC","nSigFigs":7,"mantissa":7}'),
    Case("book-documented-book.cassette", lambda client: client.raw.book(coin="DYDX"),
     "POST https://api.hyperliquid.xyz/info", {"weight": 2}, body=b'{"type":"l2Book","coin":"DYDX"}'),
    Case("recent_trades-required", lambda client: client.raw.recent_trades(coin="BTC"),
     "POST https://api.hyperliquid.xyz/info", {"weight": 20}, body=b'{"type":"recentTrades","coin":"BTC"}'),
    Case("candles-required", lambda client: client.raw.candles(coin="BTC", interval="a b/+&=é", start=1700000000000,
     end=1700000000000),
     "POST https://api.hyperliquid.xyz/info", {"weight": 20},
     body=b'{"type":"candleSnapshot","req":{"coin":"BTC","interval":"a b/+&=\xc3\xa9","startTime":1700000000000,"endTime":1700000000000}}'),
    Case("order-required", lambda client: client.raw.order(user="a b/+&=é", id=7),
     "POST https://api.hyperliquid.xyz/info", {"weight": 2},
     body=b'{"type":"orderStatus","user":"a b/+&=\xc3\xa9","oid":7}'),
    Case("order_by_client_id-required", lambda client: client.raw.order_by_client_id(user="a b/+&=é",
     client_id="a b/+&=é"),
     "POST https://api.hyperliquid.xyz/info", {"weight": 2},
     body=b'{"type":"orderStatus","user":"a b/+&=\xc3\xa9","oid":"a b/+&=\xc3\xa9"}'),
    Case("open_orders-required", lambda client: client.raw.open_orders(user="a b/+&=é"),
     "POST https://api.hyperliquid.xyz/info", {"weight": 20},
     body=b'{"type":"frontendOpenOrders","user":"a b/+&=\xc3\xa9"}'),
    Case("open_orders-all", lambda client: client.raw.open_orders(user="a b/+&=é", dex="a b/+&=é"),
     "POST https://api.hyperliquid.xyz/info", {"weight": 20},
     body=b'{"type":"frontendOpenOrders","user":"a b/+&=\xc3\xa9","dex":"a b/+&=\xc3\xa9"}'),
    Case("open_orders-documented-open_orders.cassette",
     lambda client: client.raw.open_orders(user="0xCB331197E84f135AB9Ed6FB51Cd9757c0bd29d0D"),
     "POST https://api.hyperliquid.xyz/info", {"weight": 20},
     body=b'{"type":"frontendOpenOrders","user":"0xCB331197E84f135AB9Ed6FB51Cd9757c0bd29d0D"}'),
    Case("fills-required", lambda client: client.raw.fills(user="a b/+&=é"),
     "POST https://api.hyperliquid.xyz/info", {"weight": 20},
     body=b'{"type":"userFills","user":"a b/+&=\xc3\xa9"}'),
    Case("fills-all", lambda client: client.raw.fills(user="a b/+&=é", aggregate_by_time=True),
     "POST https://api.hyperliquid.xyz/info", {"weight": 20},
     body=b'{"type":"userFills","user":"a b/+&=\xc3\xa9","aggregateByTime":true}'),
    Case("fills_since-required", lambda client: client.raw.fills_since(user="a b/+&=é", start=1700000000000),
     "POST https://api.hyperliquid.xyz/info", {"weight": 20},
     body=b'{"type":"userFillsByTime","user":"a b/+&=\xc3\xa9","startTime":1700000000000}'),
    Case("fills_since-all", lambda client: client.raw.fills_since(user="a b/+&=é", aggregate_by_time=True,
     start=1700000000000, end=1700000000000),
     "POST https://api.hyperliquid.xyz/info", {"weight": 20},
     body=b'{"type":"userFillsByTime","user":"a b/+&=\xc3\xa9","aggregateByTime":true,"startTime":1700000000000,"endTime":1700000000000}'),
    Case("spot_state-required", lambda client: client.raw.spot_state(user="a b/+&=é"),
     "POST https://api.hyperliquid.xyz/info", {"weight": 2},
     body=b'{"type":"spotClearinghouseState","user":"a b/+&=\xc3\xa9"}'),
    Case("perp_state-required", lambda client: client.raw.perp_state(user="a b/+&=é"),
     "POST https://api.hyperliquid.xyz/info", {"weight": 2},
     body=b'{"type":"clearinghouseState","user":"a b/+&=\xc3\xa9"}'),
    Case("perp_state-all", lambda client: client.raw.perp_state(user="a b/+&=é", dex="a b/+&=é"),
     "POST https://api.hyperliquid.xyz/info", {"weight": 2},
     body=b'{"type":"clearinghouseState","user":"a b/+&=\xc3\xa9","dex":"a b/+&=\xc3\xa9"}'),
    Case("allowance-required", lambda client: client.raw.allowance(user="a b/+&=é"),
     "POST https://api.hyperliquid.xyz/info", {"weight": 20},
     body=b'{"type":"userRateLimit","user":"a b/+&=\xc3\xa9"}'),
    Case("allowance-documented",
     lambda client: client.raw.allowance(user="0x31ca8395cf837de08b24da3f660e77761dfb974b"),
     "POST https://api.hyperliquid.xyz/info", {"weight": 20},
     body=b'{"type":"userRateLimit","user":"0x31ca8395cf837de08b24da3f660e77761dfb974b"}'),
    Case("place-required", lambda client: client.raw.place(asset=7, is_buy=True, price=Decimal("0.10"),
     size=Decimal("0.10"), reduce_only=True),
     "POST https://api.hyperliquid.xyz/exchange", {"weight": 1},
     body=b'{"action":{"type":"order","orders":[{"a":7,"b":true,"p":"0.1","s":"0.1","r":true}],"grouping":"na"}}',
     added=("nonce", "signature", "vaultAddress", "expiresAfter")),
    Case("place-all", lambda client: client.raw.place(asset=7, is_buy=True, price=Decimal("0.10"),
     size=Decimal("0.10"), reduce_only=True, tif="Gtc", is_market=True, trigger_price=Decimal("0.10"), tpsl="tp",
     client_id="a b/+&=é", grouping="na"),
     "POST https://api.hyperliquid.xyz/exchange", {"weight": 1},
     body=b'{"action":{"type":"order","orders":[{"a":7,"b":true,"p":"0.1","s":"0.1","r":true,"t":{"limit":{"tif":"Gtc"},"trigger":{"isMarket":true,"triggerPx":"0.1","tpsl":"tp"}},"c":"a b/+&=\xc3\xa9"}],"grouping":"na"}}',
     added=("nonce", "signature", "vaultAddress", "expiresAfter")),
    Case("place_many-required",
     lambda client: client.raw.place_many(orders=[wire.NewOrder(asset=7, is_buy=True, price=Decimal("0.10"), size=Decimal("0.10"), reduce_only=True, kind=wire.NewKind())]),
     "POST https://api.hyperliquid.xyz/exchange", {"weight": 1},
     body=b'{"action":{"type":"order","orders":[{"a":7,"b":true,"p":"0.1","s":"0.1","r":true,"t":{}}],"grouping":"na"}}',
     added=("nonce", "signature", "vaultAddress", "expiresAfter")),
    Case("place_many-all",
     lambda client: client.raw.place_many(orders=[wire.NewOrder(asset=7, is_buy=True, price=Decimal("0.10"), size=Decimal("0.10"), reduce_only=True, kind=wire.NewKind(limit=wire.NewLimit(tif=wire.Tif("Gtc")), trigger=wire.NewTrigger(is_market=True, trigger_price=Decimal("0.10"), tpsl=wire.Tpsl("tp"))), client_id="a b/+&=é")],
     grouping="na"),
     "POST https://api.hyperliquid.xyz/exchange", {"weight": 1},
     body=b'{"action":{"type":"order","orders":[{"a":7,"b":true,"p":"0.1","s":"0.1","r":true,"t":{"limit":{"tif":"Gtc"},"trigger":{"isMarket":true,"triggerPx":"0.1","tpsl":"tp"}},"c":"a b/+&=\xc3\xa9"}],"grouping":"na"}}',
     added=("nonce", "signature", "vaultAddress", "expiresAfter")),
    Case("amend-required", lambda client: client.raw.amend(id=7, asset=7, is_buy=True, price=Decimal("0.10"),
     size=Decimal("0.10"), reduce_only=True, tif="Gtc"),
     "POST https://api.hyperliquid.xyz/exchange", {"weight": 1},
     body=b'{"action":{"type":"batchModify","modifies":[{"oid":7,"order":{"a":7,"b":true,"p":"0.1","s":"0.1","r":true,"t":{"limit":{"tif":"Gtc"}}}}]}}',
     added=("nonce", "signature", "vaultAddress", "expiresAfter")),
    Case("amend-all", lambda client: client.raw.amend(id=7, asset=7, is_buy=True, price=Decimal("0.10"),
     size=Decimal("0.10"), reduce_only=True, tif="Gtc", client_id="a b/+&=é"),
     "POST https://api.hyperliquid.xyz/exchange", {"weight": 1},
     body=b'{"action":{"type":"batchModify","modifies":[{"oid":7,"order":{"a":7,"b":true,"p":"0.1","s":"0.1","r":true,"t":{"limit":{"tif":"Gtc"}},"c":"a b/+&=\xc3\xa9"}}]}}',
     added=("nonce", "signature", "vaultAddress", "expiresAfter")),
    Case("cancel-required", lambda client: client.raw.cancel(asset=7, id=7),
     "POST https://api.hyperliquid.xyz/exchange", {"weight": 1},
     body=b'{"action":{"type":"cancel","cancels":[{"a":7,"o":7}]}}', added=("nonce", "signature", "vaultAddress",
     "expiresAfter")),
    Case("cancel_by_client_id-required", lambda client: client.raw.cancel_by_client_id(asset=7,
     client_id="a b/+&=é"),
     "POST https://api.hyperliquid.xyz/exchange", {"weight": 1},
     body=b'{"action":{"type":"cancelByCloid","cancels":[{"asset":7,"cloid":"a b/+&=\xc3\xa9"}]}}', added=("nonce",
     "signature", "vaultAddress", "expiresAfter")),
    Case("cancel_many-required", lambda client: client.raw.cancel_many(orders=[wire.Cancel(asset=7, id=7)]),
     "POST https://api.hyperliquid.xyz/exchange", {"weight": 1},
     body=b'{"action":{"type":"cancel","cancels":[{"a":7,"o":7}]}}', added=("nonce", "signature", "vaultAddress",
     "expiresAfter")),
    Case("schedule_cancel-required", lambda client: client.raw.schedule_cancel(),
     "POST https://api.hyperliquid.xyz/exchange", {"weight": 1}, body=b'{"action":{"type":"scheduleCancel"}}',
     added=("nonce", "signature", "vaultAddress", "expiresAfter")),
    Case("schedule_cancel-all", lambda client: client.raw.schedule_cancel(time=1700000000000),
     "POST https://api.hyperliquid.xyz/exchange", {"weight": 1},
     body=b'{"action":{"type":"scheduleCancel","time":1700000000000}}', added=("nonce", "signature", "vaultAddress",
     "expiresAfter")),
    Case("set_leverage-required", lambda client: client.raw.set_leverage(asset=7, is_cross=True, leverage=7),
     "POST https://api.hyperliquid.xyz/exchange", {"weight": 1},
     body=b'{"action":{"type":"updateLeverage","asset":7,"isCross":true,"leverage":7}}', added=("nonce",
     "signature", "vaultAddress", "expiresAfter")),
    Case("set_isolated_margin-required", lambda client: client.raw.set_isolated_margin(asset=7, millionths=7),
     "POST https://api.hyperliquid.xyz/exchange", {"weight": 1},
     body=b'{"action":{"type":"updateIsolatedMargin","asset":7,"isBuy":true,"ntli":7}}', added=("nonce",
     "signature", "vaultAddress", "expiresAfter")),
    Case("set_isolated_margin-all", lambda client: client.raw.set_isolated_margin(asset=7, is_buy=True,
     millionths=7),
     "POST https://api.hyperliquid.xyz/exchange", {"weight": 1},
     body=b'{"action":{"type":"updateIsolatedMargin","asset":7,"isBuy":true,"ntli":7}}', added=("nonce",
     "signature", "vaultAddress", "expiresAfter")),
    Case("use_nonce-required", lambda client: client.raw.use_nonce(),
     "POST https://api.hyperliquid.xyz/exchange", {"weight": 1}, body=b'{"action":{"type":"noop"}}', added=("nonce",
     "signature", "vaultAddress", "expiresAfter")),
]  # fmt: skip

CONTRACT: list[Case] = [
    Case("load_instruments", lambda client: client.load_instruments(),
     "POST https://api.hyperliquid.xyz/info", {"weight": 20}, body=b'{"type":"meta"}', answer="meta"),
    Case("fetch_ticker", lambda client: client.fetch_ticker("BTC/USDC:USDC"),
     "POST https://api.hyperliquid.xyz/info", {"weight": 2}, body=b'{"type":"l2Book","coin":"BTC"}', answer="book"),
    Case("fetch_order_book", lambda client: client.fetch_order_book("BTC/USDC:USDC"),
     "POST https://api.hyperliquid.xyz/info", {"weight": 2}, body=b'{"type":"l2Book","coin":"BTC"}', answer="book"),
    Case("fetch_order_book-all", lambda client: client.fetch_order_book("BTC/USDC:USDC", depth=50),
     "POST https://api.hyperliquid.xyz/info", {"weight": 2}, body=b'{"type":"l2Book","coin":"BTC"}', answer="book"),
    Case("fetch_trades", lambda client: client.fetch_trades("BTC/USDC:USDC"),
     "POST https://api.hyperliquid.xyz/info", {"weight": 20}, body=b'{"type":"recentTrades","coin":"BTC"}',
     answer="recent_trades"),
    Case("fetch_candles", lambda client: client.fetch_candles("BTC/USDC:USDC", interval="1h"),
     "POST https://api.hyperliquid.xyz/info", {"weight": 20},
     body=b'{"type":"candleSnapshot","req":{"coin":"BTC","interval":"1h","startTime":1699640000000,"endTime":1700000000000}}',
     answer="candles"),
    Case("fetch_candles-all", lambda client: client.fetch_candles("BTC/USDC:USDC", interval="1h",
     since=1699999000123000000),
     "POST https://api.hyperliquid.xyz/info", {"weight": 20},
     body=b'{"type":"candleSnapshot","req":{"coin":"BTC","interval":"1h","startTime":1699999000123,"endTime":1700000000000}}',
     answer="candles"),
    Case("fetch_funding_rate", lambda client: client.fetch_funding_rate("BTC/USDC:USDC"),
     "POST https://api.hyperliquid.xyz/info", {"weight": 20}, body=b'{"type":"metaAndAssetCtxs"}',
     answer="contexts"),
    Case("create_order-0-buy", lambda client: client.create_order("BTC/USDC:USDC", side=Side.BUY,
     type=OrderType.LIMIT, post_only=True, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"),
     price=Decimal("100.10"), client_order_id="0x11111111111111111111111111111111"),
     "POST https://api.hyperliquid.xyz/exchange", {"weight": 1},
     body=b'{"action":{"type":"order","orders":[{"a":0,"b":true,"p":"100.1","s":"0.5","r":false,"t":{"limit":{"tif":"Alo"}},"c":"0x11111111111111111111111111111111"}],"grouping":"na"}}',
     answer="place.resting", added=("nonce", "signature", "vaultAddress", "expiresAfter")),
    Case("create_order-0-sell", lambda client: client.create_order("BTC/USDC:USDC", side=Side.SELL,
     type=OrderType.LIMIT, post_only=True, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"),
     price=Decimal("100.10"), client_order_id="0x11111111111111111111111111111111"),
     "POST https://api.hyperliquid.xyz/exchange", {"weight": 1},
     body=b'{"action":{"type":"order","orders":[{"a":0,"b":false,"p":"100.1","s":"0.5","r":false,"t":{"limit":{"tif":"Alo"}},"c":"0x11111111111111111111111111111111"}],"grouping":"na"}}',
     answer="place.resting", added=("nonce", "signature", "vaultAddress", "expiresAfter")),
    Case("create_order-1-buy", lambda client: client.create_order("BTC/USDC:USDC", side=Side.BUY,
     type=OrderType.LIMIT, post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"),
     client_order_id="0x11111111111111111111111111111111"),
     "POST https://api.hyperliquid.xyz/exchange", {"weight": 1},
     body=b'{"action":{"type":"order","orders":[{"a":0,"b":true,"p":"100.1","s":"0.5","r":false,"t":{"limit":{"tif":"Alo"}},"c":"0x11111111111111111111111111111111"}],"grouping":"na"}}',
     answer="place.resting", added=("nonce", "signature", "vaultAddress", "expiresAfter")),
    Case("create_order-1-sell", lambda client: client.create_order("BTC/USDC:USDC", side=Side.SELL,
     type=OrderType.LIMIT, post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"),
     client_order_id="0x11111111111111111111111111111111"),
     "POST https://api.hyperliquid.xyz/exchange", {"weight": 1},
     body=b'{"action":{"type":"order","orders":[{"a":0,"b":false,"p":"100.1","s":"0.5","r":false,"t":{"limit":{"tif":"Alo"}},"c":"0x11111111111111111111111111111111"}],"grouping":"na"}}',
     answer="place.resting", added=("nonce", "signature", "vaultAddress", "expiresAfter")),
    Case("create_order-2-buy", lambda client: client.create_order("BTC/USDC:USDC", side=Side.BUY,
     type=OrderType.LIMIT, time_in_force=TimeInForce.IOC, quantity=Decimal("0.50"), price=Decimal("100.10"),
     client_order_id="0x11111111111111111111111111111111"),
     "POST https://api.hyperliquid.xyz/exchange", {"weight": 1},
     body=b'{"action":{"type":"order","orders":[{"a":0,"b":true,"p":"100.1","s":"0.5","r":false,"t":{"limit":{"tif":"Ioc"}},"c":"0x11111111111111111111111111111111"}],"grouping":"na"}}',
     answer="place.resting", added=("nonce", "signature", "vaultAddress", "expiresAfter")),
    Case("create_order-2-sell", lambda client: client.create_order("BTC/USDC:USDC", side=Side.SELL,
     type=OrderType.LIMIT, time_in_force=TimeInForce.IOC, quantity=Decimal("0.50"), price=Decimal("100.10"),
     client_order_id="0x11111111111111111111111111111111"),
     "POST https://api.hyperliquid.xyz/exchange", {"weight": 1},
     body=b'{"action":{"type":"order","orders":[{"a":0,"b":false,"p":"100.1","s":"0.5","r":false,"t":{"limit":{"tif":"Ioc"}},"c":"0x11111111111111111111111111111111"}],"grouping":"na"}}',
     answer="place.resting", added=("nonce", "signature", "vaultAddress", "expiresAfter")),
    Case("create_order-3-buy", lambda client: client.create_order("BTC/USDC:USDC", side=Side.BUY,
     type=OrderType.LIMIT, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"),
     client_order_id="0x11111111111111111111111111111111"),
     "POST https://api.hyperliquid.xyz/exchange", {"weight": 1},
     body=b'{"action":{"type":"order","orders":[{"a":0,"b":true,"p":"100.1","s":"0.5","r":false,"t":{"limit":{"tif":"Gtc"}},"c":"0x11111111111111111111111111111111"}],"grouping":"na"}}',
     answer="place.resting", added=("nonce", "signature", "vaultAddress", "expiresAfter")),
    Case("create_order-3-sell", lambda client: client.create_order("BTC/USDC:USDC", side=Side.SELL,
     type=OrderType.LIMIT, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"),
     client_order_id="0x11111111111111111111111111111111"),
     "POST https://api.hyperliquid.xyz/exchange", {"weight": 1},
     body=b'{"action":{"type":"order","orders":[{"a":0,"b":false,"p":"100.1","s":"0.5","r":false,"t":{"limit":{"tif":"Gtc"}},"c":"0x11111111111111111111111111111111"}],"grouping":"na"}}',
     answer="place.resting", added=("nonce", "signature", "vaultAddress", "expiresAfter")),
    Case("create_order-4-buy", lambda client: client.create_order("BTC/USDC:USDC", side=Side.BUY,
     type=OrderType.LIMIT, quantity=Decimal("0.50"), price=Decimal("100.10"),
     client_order_id="0x11111111111111111111111111111111"),
     "POST https://api.hyperliquid.xyz/exchange", {"weight": 1},
     body=b'{"action":{"type":"order","orders":[{"a":0,"b":true,"p":"100.1","s":"0.5","r":false,"t":{"limit":{"tif":"Gtc"}},"c":"0x11111111111111111111111111111111"}],"grouping":"na"}}',
     answer="place.resting", added=("nonce", "signature", "vaultAddress", "expiresAfter")),
    Case("create_order-4-sell", lambda client: client.create_order("BTC/USDC:USDC", side=Side.SELL,
     type=OrderType.LIMIT, quantity=Decimal("0.50"), price=Decimal("100.10"),
     client_order_id="0x11111111111111111111111111111111"),
     "POST https://api.hyperliquid.xyz/exchange", {"weight": 1},
     body=b'{"action":{"type":"order","orders":[{"a":0,"b":false,"p":"100.1","s":"0.5","r":false,"t":{"limit":{"tif":"Gtc"}},"c":"0x11111111111111111111111111111111"}],"grouping":"na"}}',
     answer="place.resting", added=("nonce", "signature", "vaultAddress", "expiresAfter")),
    Case("create_order-5-buy", lambda client: client.create_order("BTC/USDC:USDC", side=Side.BUY,
     type=OrderType.STOP_LIMIT, quantity=Decimal("0.50"), price=Decimal("100.10"), trigger_price=Decimal("99.9"),
     client_order_id="0x11111111111111111111111111111111"),
     "POST https://api.hyperliquid.xyz/exchange", {"weight": 1},
     body=b'{"action":{"type":"order","orders":[{"a":0,"b":true,"p":"100.1","s":"0.5","r":false,"t":{"trigger":{"isMarket":false,"triggerPx":"99.9","tpsl":"sl"}},"c":"0x11111111111111111111111111111111"}],"grouping":"na"}}',
     answer="place.resting", added=("nonce", "signature", "vaultAddress", "expiresAfter")),
    Case("create_order-5-sell", lambda client: client.create_order("BTC/USDC:USDC", side=Side.SELL,
     type=OrderType.STOP_LIMIT, quantity=Decimal("0.50"), price=Decimal("100.10"), trigger_price=Decimal("99.9"),
     client_order_id="0x11111111111111111111111111111111"),
     "POST https://api.hyperliquid.xyz/exchange", {"weight": 1},
     body=b'{"action":{"type":"order","orders":[{"a":0,"b":false,"p":"100.1","s":"0.5","r":false,"t":{"trigger":{"isMarket":false,"triggerPx":"99.9","tpsl":"sl"}},"c":"0x11111111111111111111111111111111"}],"grouping":"na"}}',
     answer="place.resting", added=("nonce", "signature", "vaultAddress", "expiresAfter")),
    Case("create_order-6-buy", lambda client: client.create_order("BTC/USDC:USDC", side=Side.BUY,
     type=OrderType.TAKE_PROFIT_LIMIT, quantity=Decimal("0.50"), price=Decimal("100.10"),
     trigger_price=Decimal("99.9"), client_order_id="0x11111111111111111111111111111111"),
     "POST https://api.hyperliquid.xyz/exchange", {"weight": 1},
     body=b'{"action":{"type":"order","orders":[{"a":0,"b":true,"p":"100.1","s":"0.5","r":false,"t":{"trigger":{"isMarket":false,"triggerPx":"99.9","tpsl":"tp"}},"c":"0x11111111111111111111111111111111"}],"grouping":"na"}}',
     answer="place.resting", added=("nonce", "signature", "vaultAddress", "expiresAfter")),
    Case("create_order-6-sell", lambda client: client.create_order("BTC/USDC:USDC", side=Side.SELL,
     type=OrderType.TAKE_PROFIT_LIMIT, quantity=Decimal("0.50"), price=Decimal("100.10"),
     trigger_price=Decimal("99.9"), client_order_id="0x11111111111111111111111111111111"),
     "POST https://api.hyperliquid.xyz/exchange", {"weight": 1},
     body=b'{"action":{"type":"order","orders":[{"a":0,"b":false,"p":"100.1","s":"0.5","r":false,"t":{"trigger":{"isMarket":false,"triggerPx":"99.9","tpsl":"tp"}},"c":"0x11111111111111111111111111111111"}],"grouping":"na"}}',
     answer="place.resting", added=("nonce", "signature", "vaultAddress", "expiresAfter")),
    Case("create_orders",
     lambda client: client.create_orders([OrderRequest(symbol="BTC/USDC:USDC", side=Side.BUY, type=OrderType.LIMIT, post_only=True, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="0x11111111111111111111111111111111"), OrderRequest(symbol="BTC/USDC:USDC", side=Side.SELL, type=OrderType.LIMIT, post_only=True, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="0x11111111111111111111111111111114")]),
     "POST https://api.hyperliquid.xyz/exchange", {"weight": 1},
     body=b'{"action":{"type":"order","orders":[{"a":0,"b":true,"p":"100.1","s":"0.5","r":false,"t":{"limit":{"tif":"Alo"}},"c":"0x11111111111111111111111111111111"},{"a":0,"b":false,"p":"100.1","s":"0.5","r":false,"t":{"limit":{"tif":"Alo"}},"c":"0x11111111111111111111111111111114"}],"grouping":"na"}}',
     answer="place_many", added=("nonce", "signature", "vaultAddress", "expiresAfter")),
    Case("edit_order-venue_order_id", lambda client: client.edit_order("BTC/USDC:USDC", venue_order_id="123",
     quantity=Decimal("0.5"), price=Decimal("50")),
     "POST https://api.hyperliquid.xyz/exchange", {"weight": 1},
     body=b'{"action":{"type":"batchModify","modifies":[{"oid":123,"order":{"a":0,"b":true,"p":"50","s":"0.5","r":false,"t":{"limit":{"tif":"Gtc"}},"c":"0x11111111111111111111111111111111"}}]}}',
     answer="amend", added=("nonce", "signature", "vaultAddress", "expiresAfter"), knows=KNOWN),
    Case("cancel_order-venue_order_id", lambda client: client.cancel_order("BTC/USDC:USDC", venue_order_id="123"),
     "POST https://api.hyperliquid.xyz/exchange", {"weight": 1},
     body=b'{"action":{"type":"cancel","cancels":[{"a":0,"o":123}]}}', answer="cancel", added=("nonce", "signature",
     "vaultAddress", "expiresAfter")),
    Case("cancel_order-client_order_id", lambda client: client.cancel_order("BTC/USDC:USDC",
     client_order_id="0x11111111111111111111111111111111"),
     "POST https://api.hyperliquid.xyz/exchange", {"weight": 1},
     body=b'{"action":{"type":"cancelByCloid","cancels":[{"asset":0,"cloid":"0x11111111111111111111111111111111"}]}}',
     answer="cancel", added=("nonce", "signature", "vaultAddress", "expiresAfter")),
    Case("cancel_orders",
     lambda client: client.cancel_orders([CancelRequest(symbol="BTC/USDC:USDC", venue_order_id="123")]),
     "POST https://api.hyperliquid.xyz/exchange", {"weight": 1},
     body=b'{"action":{"type":"cancel","cancels":[{"a":0,"o":123}]}}', answer="cancel_many", added=("nonce",
     "signature", "vaultAddress", "expiresAfter")),
    Case("cancel_all_orders_after", lambda client: client.cancel_all_orders_after(seconds=30),
     "POST https://api.hyperliquid.xyz/exchange", {"weight": 1},
     body=b'{"action":{"type":"scheduleCancel","time":1700000030000}}', answer="default", added=("nonce",
     "signature", "vaultAddress", "expiresAfter")),
    Case("fetch_order-venue_order_id", lambda client: client.fetch_order("BTC/USDC:USDC", venue_order_id="123"),
     "POST https://api.hyperliquid.xyz/info", {"weight": 2},
     body=b'{"type":"orderStatus","user":"746573742d7661756c74","oid":123}', answer="order"),
    Case("fetch_order-client_order_id", lambda client: client.fetch_order("BTC/USDC:USDC",
     client_order_id="0x11111111111111111111111111111111"),
     "POST https://api.hyperliquid.xyz/info", {"weight": 2},
     body=b'{"type":"orderStatus","user":"746573742d7661756c74","oid":"0x11111111111111111111111111111111"}',
     answer="order"),
    Case("fetch_open_orders", lambda client: client.fetch_open_orders("BTC/USDC:USDC"),
     "POST https://api.hyperliquid.xyz/info", {"weight": 20},
     body=b'{"type":"frontendOpenOrders","user":"746573742d7661756c74"}', answer="open_orders"),
    Case("fetch_my_trades", lambda client: client.fetch_my_trades("BTC/USDC:USDC"),
     "POST https://api.hyperliquid.xyz/info", {"weight": 20},
     body=b'{"type":"userFills","user":"746573742d7661756c74"}', answer="fills"),
    Case("fetch_my_trades-of-all", lambda client: client.fetch_my_trades(),
     "POST https://api.hyperliquid.xyz/info", {"weight": 20},
     body=b'{"type":"userFills","user":"746573742d7661756c74"}', answer="fills"),
    Case("fetch_balances", lambda client: client.fetch_balances(),
     "POST https://api.hyperliquid.xyz/info", {"weight": 2},
     body=b'{"type":"spotClearinghouseState","user":"746573742d7661756c74"}', answer="spot_state"),
    Case("fetch_positions", lambda client: client.fetch_positions(),
     "POST https://api.hyperliquid.xyz/info", {"weight": 2},
     body=b'{"type":"clearinghouseState","user":"746573742d7661756c74"}', answer="perp_state"),
    Case("set_leverage", lambda client: client.set_leverage("BTC/USDC:USDC", leverage=Decimal("3")),
     "POST https://api.hyperliquid.xyz/exchange", {"weight": 1},
     body=b'{"action":{"type":"updateLeverage","asset":0,"isCross":true,"leverage":3}}', answer="default",
     added=("nonce", "signature", "vaultAddress", "expiresAfter")),
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
    body = request.body or b""
    if case.added:
        fields = msgspec.json.decode(body)
        assert set(fields) & set(case.added)
        body = msgspec.json.encode({name: value for name, value in fields.items() if name not in case.added})
    assert body == case.body
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
    "fetch_trades-since": lambda client: client.fetch_trades(symbol="BTC/USDC:USDC", since=1699999000123000000),
    "fetch_trades-limit": lambda client: client.fetch_trades(symbol="BTC/USDC:USDC", limit=5),
    "fetch_my_trades-limit": lambda client: client.fetch_my_trades(symbol="BTC/USDC:USDC", limit=5),
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
