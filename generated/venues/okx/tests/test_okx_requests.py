"""What OKX is asked, byte for byte: method, address, headers, body, and what each request costs."""

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
from venues.okx import types as wire
from venues.okx.simulated import PrivateSocket

PACKAGE = str(importlib.import_module("venues.okx").__file__)


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
     "GET https://www.okx.com/api/v5/public/time", {"time": 1}),
    Case("instruments-required", lambda client: client.raw.instruments(kind="SPOT"),
     "GET https://www.okx.com/api/v5/public/instruments?instType=SPOT", {"instruments": 1}),
    Case("instruments-all", lambda client: client.raw.instruments(kind="SPOT", family="a b/+&=é",
     instrument="BTC-USDT"),
     ("GET https://www.okx.com/api/v5/public/instruments?instType=SPOT&instFamily=a%20b%2F%2B%26%3D%C3%A9"
     "&instId=BTC-USDT"), {"instruments": 1}),
    Case("ticker-required", lambda client: client.raw.ticker(instrument="BTC-USDT"),
     "GET https://www.okx.com/api/v5/market/ticker?instId=BTC-USDT", {"ticker": 1}),
    Case("depth-required", lambda client: client.raw.depth(instrument="BTC-USDT", size=7),
     "GET https://www.okx.com/api/v5/market/books?instId=BTC-USDT&sz=7", {"depth": 1}),
    Case("trades-required", lambda client: client.raw.trades(instrument="BTC-USDT"),
     "GET https://www.okx.com/api/v5/market/trades?instId=BTC-USDT", {"trades": 1}),
    Case("trades-all", lambda client: client.raw.trades(instrument="BTC-USDT", limit=1),
     "GET https://www.okx.com/api/v5/market/trades?instId=BTC-USDT&limit=1", {"trades": 1}),
    Case("candles-required", lambda client: client.raw.candles(instrument="BTC-USDT"),
     "GET https://www.okx.com/api/v5/market/candles?instId=BTC-USDT", {"candles": 1}),
    Case("candles-all", lambda client: client.raw.candles(instrument="BTC-USDT", bar="a b/+&=é",
     after=1700000000000, before=1700000000000, limit=1),
     ("GET https://www.okx.com/api/v5/market/candles?instId=BTC-USDT&bar=a%20b%2F%2B%26%3D%C3%A9"
     "&after=1700000000000&before=1700000000000&limit=1"), {"candles": 1}),
    Case("candles_history-required", lambda client: client.raw.candles_history(instrument="BTC-USDT"),
     "GET https://www.okx.com/api/v5/market/history-candles?instId=BTC-USDT", {"old_candles": 1}),
    Case("candles_history-all", lambda client: client.raw.candles_history(instrument="BTC-USDT", bar="a b/+&=é",
     after=1700000000000, before=1700000000000, limit=1),
     ("GET https://www.okx.com/api/v5/market/history-candles?instId=BTC-USDT&bar=a%20b%2F%2B%26%3D%C3%A9"
     "&after=1700000000000&before=1700000000000&limit=1"), {"old_candles": 1}),
    Case("funding_rate-required", lambda client: client.raw.funding_rate(instrument="BTC-USDT"),
     "GET https://www.okx.com/api/v5/public/funding-rate?instId=BTC-USDT", {"funding": 1}),
    Case("place-required", lambda client: client.raw.place(instrument="BTC-USDT", mode="cash", side="buy",
     kind="market", size=Decimal("0.10")),
     "POST https://www.okx.com/api/v5/trade/order", {"place": 1, "sub_account": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "Kq3M1/USHKFUychznT3F4K0DMSjkB0HEVS7DCjDNDhg=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'{"instId":"BTC-USDT","tdMode":"cash","side":"buy","ordType":"market","sz":"0.10"}'),
    Case("place-all", lambda client: client.raw.place(instrument="BTC-USDT", mode="cash", side="buy", kind="market",
     size=Decimal("0.10"), price=Decimal("0.10"), client_id="a b/+&=é", position_side="long", reduce_only=True,
     target="base_ccy", self_trade="cancel_maker", margin_currency="a b/+&=é", tag="a b/+&=é", ban_amend=True),
     "POST https://www.okx.com/api/v5/trade/order", {"place": 1, "sub_account": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "f/bedXak/xxu0wVYVqpIGjMnHC6IvZjoeJmIviSmZuM=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'{"instId":"BTC-USDT","tdMode":"cash","side":"buy","ordType":"market","sz":"0.10","px":"0.10","clOrdId":"a b/+&=\xc3\xa9","posSide":"long","reduceOnly":true,"tgtCcy":"base_ccy","stpMode":"cancel_maker","ccy":"a b/+&=\xc3\xa9","tag":"a b/+&=\xc3\xa9","banAmend":true}'),
    Case("place_many-required",
     lambda client: client.raw.place_many(orders=[wire.NewOrder(instrument="BTC-USDT", mode=wire.TradeMode("cash"), side=wire.Side("buy"), kind=wire.OrderKind("market"), size=Decimal("0.10"))]),
     "POST https://www.okx.com/api/v5/trade/batch-orders", {"place_many": 1, "sub_account": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "an1qQEYoE2AE/KyYVfutborNZKA62H+a8Xbxn8KRB7I=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'[{"instId":"BTC-USDT","tdMode":"cash","side":"buy","ordType":"market","sz":"0.10"}]'),
    Case("place_many-all",
     lambda client: client.raw.place_many(orders=[wire.NewOrder(instrument="BTC-USDT", mode=wire.TradeMode("cash"), side=wire.Side("buy"), kind=wire.OrderKind("market"), size=Decimal("0.10"), price=Decimal("0.10"), client_id="a b/+&=é", position_side=wire.PosSide("long"), reduce_only=True, target=wire.Target("base_ccy"), self_trade=wire.StpMode("cancel_maker"), margin_currency="a b/+&=é", tag="a b/+&=é", ban_amend=True)]),
     "POST https://www.okx.com/api/v5/trade/batch-orders", {"place_many": 1, "sub_account": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "so9ZtIfCaku/YrOK+3C634ZvccDV6FQVQAOc/95vS5k=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'[{"instId":"BTC-USDT","tdMode":"cash","side":"buy","ordType":"market","sz":"0.10","px":"0.10","clOrdId":"a b/+&=\xc3\xa9","posSide":"long","reduceOnly":true,"tgtCcy":"base_ccy","stpMode":"cancel_maker","ccy":"a b/+&=\xc3\xa9","tag":"a b/+&=\xc3\xa9","banAmend":true}]'),
    Case("cancel-required", lambda client: client.raw.cancel(instrument="BTC-USDT", id="a b/+&=é"),
     "POST https://www.okx.com/api/v5/trade/cancel-order", {"cancel": 1}, headers={"ok-access-key": "test-api-key",
     "ok-access-sign": "ijzT5d11Y7TNTIw+iNwADql/jHmz2YyLadebze+Cscs=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'{"instId":"BTC-USDT","ordId":"a b/+&=\xc3\xa9"}'),
    Case("cancel-all", lambda client: client.raw.cancel(instrument="BTC-USDT", id="a b/+&=é", client_id="a b/+&=é"),
     "POST https://www.okx.com/api/v5/trade/cancel-order", {"cancel": 1}, headers={"ok-access-key": "test-api-key",
     "ok-access-sign": "lzV1i7/r+Z7atJeTq64l0bem5jodmaaMXjW9IGD9B6I=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'{"instId":"BTC-USDT","ordId":"a b/+&=\xc3\xa9","clOrdId":"a b/+&=\xc3\xa9"}'),
    Case("cancel_many-required",
     lambda client: client.raw.cancel_many(orders=[wire.CancelOne(instrument="BTC-USDT")]),
     "POST https://www.okx.com/api/v5/trade/cancel-batch-orders", {"cancel_many": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "D7NqlOuZ9MKPK/y32lNMxULu10crhMwcc1SBEyIgCJE=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'[{"instId":"BTC-USDT"}]'),
    Case("cancel_many-all",
     lambda client: client.raw.cancel_many(orders=[wire.CancelOne(instrument="BTC-USDT", id="a b/+&=é", client_id="a b/+&=é")]),
     "POST https://www.okx.com/api/v5/trade/cancel-batch-orders", {"cancel_many": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "j780x8rYjyT6thLXZbyj9/mlTST/eRvXu16xbY0HeZw=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'[{"instId":"BTC-USDT","ordId":"a b/+&=\xc3\xa9","clOrdId":"a b/+&=\xc3\xa9"}]'),
    Case("amend-required", lambda client: client.raw.amend(instrument="BTC-USDT", id="a b/+&=é",
     size=Decimal("0.10")),
     "POST https://www.okx.com/api/v5/trade/amend-order", {"amend": 1, "sub_account": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "L6UTjIU/cJFN2vtmotXAUOe4ZwQ4rlY+iJvxI3LFEQY=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'{"instId":"BTC-USDT","ordId":"a b/+&=\xc3\xa9","newSz":"0.10"}'),
    Case("amend-all", lambda client: client.raw.amend(instrument="BTC-USDT", id="a b/+&=é", client_id="a b/+&=é",
     request_id="a b/+&=é", size=Decimal("0.10"), price=Decimal("0.10"), cancel_on_fail=True),
     "POST https://www.okx.com/api/v5/trade/amend-order", {"amend": 1, "sub_account": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "z2bnCOzv8AbOpJiIwC1Ol2Am5KuEbr1i0UYlCDMXV/I=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'{"instId":"BTC-USDT","ordId":"a b/+&=\xc3\xa9","clOrdId":"a b/+&=\xc3\xa9","reqId":"a b/+&=\xc3\xa9","newSz":"0.10","newPx":"0.10","cxlOnFail":true}'),
    Case("timer-required", lambda client: client.raw.timer(seconds=7),
     "POST https://www.okx.com/api/v5/trade/cancel-all-after", {"timer": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "THEOnlU+qfqGsqSj/FPkgVxQYtMU6FVZdQU2vQC3wKQ=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'{"timeOut":"7"}'),
    Case("timer-all", lambda client: client.raw.timer(seconds=7, tag="a b/+&=é"),
     "POST https://www.okx.com/api/v5/trade/cancel-all-after", {"timer": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "Nz+2a7rbF4rSw9bR2c2GhHYutMqeSa9kCO778+Z8OIw=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'{"timeOut":"7","tag":"a b/+&=\xc3\xa9"}'),
    Case("order-required", lambda client: client.raw.order(instrument="BTC-USDT", id="a b/+&=é"),
     "GET https://www.okx.com/api/v5/trade/order?instId=BTC-USDT&ordId=a%20b%2F%2B%26%3D%C3%A9", {"order": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "pUPaILjwyOfGXMuCZqa3UOE39y97KcOvOyQDygIPPwQ=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"}),
    Case("order-all", lambda client: client.raw.order(instrument="BTC-USDT", id="a b/+&=é", client_id="a b/+&=é"),
     ("GET https://www.okx.com/api/v5/trade/order?instId=BTC-USDT&ordId=a%20b%2F%2B%26%3D%C3%A9"
     "&clOrdId=a%20b%2F%2B%26%3D%C3%A9"), {"order": 1}, headers={"ok-access-key": "test-api-key",
     "ok-access-sign": "/MMIv6qi3vKkAII5OXRTrfXJa3nQaKUog+4/pH+ZF4c=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"}),
    Case("open_orders-required", lambda client: client.raw.open_orders(),
     "GET https://www.okx.com/api/v5/trade/orders-pending", {"open_orders": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "2WQnDohyKV1LIIS+YDMPdHHyGthkbxUqq7NH6lt+jcM=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"}),
    Case("open_orders-all", lambda client: client.raw.open_orders(inst_type="SPOT", instrument="BTC-USDT",
     after="a b/+&=é", limit=1),
     ("GET https://www.okx.com/api/v5/trade/orders-pending?instType=SPOT&instId=BTC-USDT"
     "&after=a%20b%2F%2B%26%3D%C3%A9&limit=1"), {"open_orders": 1}, headers={"ok-access-key": "test-api-key",
     "ok-access-sign": "cEu8SOrVURFC16zARWqSawY9g+qdxURpKydb+hHiyJk=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"}),
    Case("fills-required", lambda client: client.raw.fills(),
     "GET https://www.okx.com/api/v5/trade/fills", {"fills": 1}, headers={"ok-access-key": "test-api-key",
     "ok-access-sign": "JED9/uZGiFErf33H/R+yTKWEf/bYabftte9amKpiFEg=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"}),
    Case("fills-all", lambda client: client.raw.fills(inst_type="SPOT", instrument="BTC-USDT", order_id="a b/+&=é",
     after="a b/+&=é", begin=1700000000000, end=1700000000000, limit=1),
     ("GET https://www.okx.com/api/v5/trade/fills?instType=SPOT&instId=BTC-USDT&ordId=a%20b%2F%2B%26%3D%C3%A9"
     "&after=a%20b%2F%2B%26%3D%C3%A9&begin=1700000000000&end=1700000000000&limit=1"), {"fills": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "P5C3/BCpqltw49PimW8yIXZLL03JoJZvNQeRLqPlxB0=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"}),
    Case("balance-required", lambda client: client.raw.balance(),
     "GET https://www.okx.com/api/v5/account/balance", {"balance": 1}, headers={"ok-access-key": "test-api-key",
     "ok-access-sign": "vstKd02Dz3cT23jaIyWouyiIuU/zRrXDKZeK/le4vY0=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"}),
    Case("balance-all", lambda client: client.raw.balance(currencies=["a b/+&=é", "b c"]),
     "GET https://www.okx.com/api/v5/account/balance?ccy=a%20b%2F%2B%26%3D%C3%A9%2Cb%20c", {"balance": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "yHqByxU75OY5igBF2vDejB5ASVXpbR2rglHao0C5d54=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"}),
    Case("positions-required", lambda client: client.raw.positions(),
     "GET https://www.okx.com/api/v5/account/positions", {"positions": 1}, headers={"ok-access-key": "test-api-key",
     "ok-access-sign": "A1ywis+6KTJywD5TMukAPeCbicn5D6dEjK4egU0LGhI=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"}),
    Case("positions-all", lambda client: client.raw.positions(inst_type="SPOT", instrument="BTC-USDT"),
     "GET https://www.okx.com/api/v5/account/positions?instType=SPOT&instId=BTC-USDT", {"positions": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "wonUVVxoEaK2IcWaZUsWRKE39lPtQSbHrscNxIxzoJ0=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"}),
    Case("set_leverage-required", lambda client: client.raw.set_leverage(instrument="BTC-USDT",
     leverage=Decimal("0.10"), mode="cash"),
     "POST https://www.okx.com/api/v5/account/set-leverage", {"leverage": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "t2p0y4muUiWUXmwwdCQguDu5kEGmHhVggpCMhpxeGQk=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'{"instId":"BTC-USDT","lever":"0.10","mgnMode":"cash"}'),
    Case("set_leverage-all", lambda client: client.raw.set_leverage(instrument="BTC-USDT", leverage=Decimal("0.10"),
     mode="cash", position_side="long"),
     "POST https://www.okx.com/api/v5/account/set-leverage", {"leverage": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "EUxTAW5vX9Vcr9+L4vhAIKIahSe+lpSb56pUDIa6Rjk=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'{"instId":"BTC-USDT","lever":"0.10","mgnMode":"cash","posSide":"long"}'),
    Case("set_position_mode-required", lambda client: client.raw.set_position_mode(mode="long_short_mode"),
     "POST https://www.okx.com/api/v5/account/set-position-mode", {"position_mode": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "eJIc8SCUDs2kG7XW69IdLBD7A8rq+QKBalj+es/LOQE=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'{"posMode":"long_short_mode"}'),
]  # fmt: skip

CONTRACT: list[Case] = [
    Case("load_instruments", lambda client: client.load_instruments(),
     "GET https://www.okx.com/api/v5/public/instruments?instType=SPOT", {"instruments": 1},
     answer="instruments.spot"),
    Case("fetch_time", lambda client: client.fetch_time(),
     "GET https://www.okx.com/api/v5/public/time", {"time": 1}, answer="time"),
    Case("fetch_ticker", lambda client: client.fetch_ticker("BTC/USDT"),
     "GET https://www.okx.com/api/v5/market/ticker?instId=BTC-USDT", {"ticker": 1}, answer="ticker"),
    Case("fetch_order_book", lambda client: client.fetch_order_book("BTC/USDT"),
     "GET https://www.okx.com/api/v5/market/books?instId=BTC-USDT&sz=400", {"depth": 1}, answer="depth"),
    Case("fetch_order_book-all", lambda client: client.fetch_order_book("BTC/USDT", depth=50),
     "GET https://www.okx.com/api/v5/market/books?instId=BTC-USDT&sz=50", {"depth": 1}, answer="depth"),
    Case("fetch_trades", lambda client: client.fetch_trades("BTC/USDT"),
     "GET https://www.okx.com/api/v5/market/trades?instId=BTC-USDT", {"trades": 1}, answer="trades"),
    Case("fetch_trades-all", lambda client: client.fetch_trades("BTC/USDT", limit=5),
     "GET https://www.okx.com/api/v5/market/trades?instId=BTC-USDT&limit=5", {"trades": 1}, answer="trades"),
    Case("fetch_candles", lambda client: client.fetch_candles("BTC/USDT", interval="1h"),
     "GET https://www.okx.com/api/v5/market/candles?instId=BTC-USDT&bar=1H", {"candles": 1}, answer="candles"),
    Case("fetch_candles-all", lambda client: client.fetch_candles("BTC/USDT", interval="1h",
     since=1699999000123000000, limit=5),
     ("GET https://www.okx.com/api/v5/market/candles?instId=BTC-USDT&bar=1H&after=1700017000123"
     "&before=1699999000122&limit=5"), {"candles": 1}, answer="candles"),
    Case("fetch_funding_rate", lambda client: client.fetch_funding_rate("BTC/USDT"),
     "GET https://www.okx.com/api/v5/public/funding-rate?instId=BTC-USDT", {"funding": 1}, answer="funding_rate"),
    Case("create_order-0-buy", lambda client: client.create_order("BTC/USDT", side=Side.BUY, type=OrderType.LIMIT,
     post_only=True, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"),
     client_order_id="abc1"),
     "POST https://www.okx.com/api/v5/trade/order", {"place": 1, "sub_account": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "5X3WW9p4uOmyxUQqg+GntPh+aKhwuoojZek7WjNyBP0=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'{"instId":"BTC-USDT","tdMode":"cash","side":"buy","ordType":"post_only","sz":"0.50","px":"100.10","clOrdId":"abc1"}',
     answer="place"),
    Case("create_order-0-sell", lambda client: client.create_order("BTC/USDT", side=Side.SELL, type=OrderType.LIMIT,
     post_only=True, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"),
     client_order_id="abc1"),
     "POST https://www.okx.com/api/v5/trade/order", {"place": 1, "sub_account": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "QvA12KJifY7AllzZRNBJOUbBkszBpnXbISQ27kXaFzE=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'{"instId":"BTC-USDT","tdMode":"cash","side":"sell","ordType":"post_only","sz":"0.50","px":"100.10","clOrdId":"abc1"}',
     answer="place"),
    Case("create_order-1-buy", lambda client: client.create_order("BTC/USDT", side=Side.BUY, type=OrderType.LIMIT,
     post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"),
     "POST https://www.okx.com/api/v5/trade/order", {"place": 1, "sub_account": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "5X3WW9p4uOmyxUQqg+GntPh+aKhwuoojZek7WjNyBP0=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'{"instId":"BTC-USDT","tdMode":"cash","side":"buy","ordType":"post_only","sz":"0.50","px":"100.10","clOrdId":"abc1"}',
     answer="place"),
    Case("create_order-1-sell", lambda client: client.create_order("BTC/USDT", side=Side.SELL, type=OrderType.LIMIT,
     post_only=True, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"),
     "POST https://www.okx.com/api/v5/trade/order", {"place": 1, "sub_account": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "QvA12KJifY7AllzZRNBJOUbBkszBpnXbISQ27kXaFzE=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'{"instId":"BTC-USDT","tdMode":"cash","side":"sell","ordType":"post_only","sz":"0.50","px":"100.10","clOrdId":"abc1"}',
     answer="place"),
    Case("create_order-2-buy", lambda client: client.create_order("BTC/USDT", side=Side.BUY, type=OrderType.LIMIT,
     time_in_force=TimeInForce.FOK, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"),
     "POST https://www.okx.com/api/v5/trade/order", {"place": 1, "sub_account": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "Eyocb24HlzdTnQCP/oOvnyqM1V4QffNDNqCDjNgn5lA=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'{"instId":"BTC-USDT","tdMode":"cash","side":"buy","ordType":"fok","sz":"0.50","px":"100.10","clOrdId":"abc1"}',
     answer="place"),
    Case("create_order-2-sell", lambda client: client.create_order("BTC/USDT", side=Side.SELL, type=OrderType.LIMIT,
     time_in_force=TimeInForce.FOK, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"),
     "POST https://www.okx.com/api/v5/trade/order", {"place": 1, "sub_account": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "zqDXhTEMus2wjWEiNqUChGvsnJ1kMAeBc/ANO+FqFGA=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'{"instId":"BTC-USDT","tdMode":"cash","side":"sell","ordType":"fok","sz":"0.50","px":"100.10","clOrdId":"abc1"}',
     answer="place"),
    Case("create_order-3-buy", lambda client: client.create_order("BTC/USDT", side=Side.BUY, type=OrderType.LIMIT,
     time_in_force=TimeInForce.IOC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"),
     "POST https://www.okx.com/api/v5/trade/order", {"place": 1, "sub_account": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "kLD2UIAO8kajuYo27gzZA8gr/mzq/PalBhE9gdPgMNw=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'{"instId":"BTC-USDT","tdMode":"cash","side":"buy","ordType":"ioc","sz":"0.50","px":"100.10","clOrdId":"abc1"}',
     answer="place"),
    Case("create_order-3-sell", lambda client: client.create_order("BTC/USDT", side=Side.SELL, type=OrderType.LIMIT,
     time_in_force=TimeInForce.IOC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"),
     "POST https://www.okx.com/api/v5/trade/order", {"place": 1, "sub_account": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "C8BbLsqF11IdEhEVfOWLJBuq6Ce2h2RuwtfRV/DGj5o=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'{"instId":"BTC-USDT","tdMode":"cash","side":"sell","ordType":"ioc","sz":"0.50","px":"100.10","clOrdId":"abc1"}',
     answer="place"),
    Case("create_order-4-buy", lambda client: client.create_order("BTC/USDT", side=Side.BUY, type=OrderType.LIMIT,
     time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"),
     "POST https://www.okx.com/api/v5/trade/order", {"place": 1, "sub_account": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "c+Uyr8Jvh7TG7AOYbduxJUI8GS1kZfctPl7svSaipkc=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'{"instId":"BTC-USDT","tdMode":"cash","side":"buy","ordType":"limit","sz":"0.50","px":"100.10","clOrdId":"abc1"}',
     answer="place"),
    Case("create_order-4-sell", lambda client: client.create_order("BTC/USDT", side=Side.SELL, type=OrderType.LIMIT,
     time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"),
     "POST https://www.okx.com/api/v5/trade/order", {"place": 1, "sub_account": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "jVD9K7gbePULN+19tFoEWlofJ3QS7wVXCRMePql5vKw=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'{"instId":"BTC-USDT","tdMode":"cash","side":"sell","ordType":"limit","sz":"0.50","px":"100.10","clOrdId":"abc1"}',
     answer="place"),
    Case("create_order-5-buy", lambda client: client.create_order("BTC/USDT", side=Side.BUY, type=OrderType.LIMIT,
     quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"),
     "POST https://www.okx.com/api/v5/trade/order", {"place": 1, "sub_account": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "c+Uyr8Jvh7TG7AOYbduxJUI8GS1kZfctPl7svSaipkc=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'{"instId":"BTC-USDT","tdMode":"cash","side":"buy","ordType":"limit","sz":"0.50","px":"100.10","clOrdId":"abc1"}',
     answer="place"),
    Case("create_order-5-sell", lambda client: client.create_order("BTC/USDT", side=Side.SELL, type=OrderType.LIMIT,
     quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"),
     "POST https://www.okx.com/api/v5/trade/order", {"place": 1, "sub_account": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "jVD9K7gbePULN+19tFoEWlofJ3QS7wVXCRMePql5vKw=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'{"instId":"BTC-USDT","tdMode":"cash","side":"sell","ordType":"limit","sz":"0.50","px":"100.10","clOrdId":"abc1"}',
     answer="place"),
    Case("create_order-6-buy", lambda client: client.create_order("BTC/USDT", side=Side.BUY, type=OrderType.MARKET,
     quantity=Decimal("0.50"), client_order_id="abc1"),
     "POST https://www.okx.com/api/v5/trade/order", {"place": 1, "sub_account": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "wRGL1uKd4ieVUlCC57ALR/RFFFQ/4zOBgSJsB8k2iG8=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'{"instId":"BTC-USDT","tdMode":"cash","side":"buy","ordType":"market","sz":"0.50","clOrdId":"abc1","tgtCcy":"base_ccy"}',
     answer="place"),
    Case("create_order-6-sell", lambda client: client.create_order("BTC/USDT", side=Side.SELL,
     type=OrderType.MARKET, quantity=Decimal("0.50"), client_order_id="abc1"),
     "POST https://www.okx.com/api/v5/trade/order", {"place": 1, "sub_account": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "A94mzJqTRJPlfsqebfltw7ZaCVjKZQ0h5UVDo0ZvuZw=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'{"instId":"BTC-USDT","tdMode":"cash","side":"sell","ordType":"market","sz":"0.50","clOrdId":"abc1","tgtCcy":"base_ccy"}',
     answer="place"),
    Case("create_orders",
     lambda client: client.create_orders([OrderRequest(symbol="BTC/USDT", side=Side.BUY, type=OrderType.LIMIT, post_only=True, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc1"), OrderRequest(symbol="BTC/USDT", side=Side.SELL, type=OrderType.LIMIT, post_only=True, time_in_force=TimeInForce.GTC, quantity=Decimal("0.50"), price=Decimal("100.10"), client_order_id="abc4")]),
     "POST https://www.okx.com/api/v5/trade/batch-orders", {"place_many": 2, "sub_account": 2},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "CT0zNr6dzgSSrQUU5Y02FNMJv5taLzsSqcSb5RBgwU8=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'[{"instId":"BTC-USDT","tdMode":"cash","side":"buy","ordType":"post_only","sz":"0.50","px":"100.10","clOrdId":"abc1"},{"instId":"BTC-USDT","tdMode":"cash","side":"sell","ordType":"post_only","sz":"0.50","px":"100.10","clOrdId":"abc4"}]',
     answer="place_many"),
    Case("edit_order-venue_order_id", lambda client: client.edit_order("BTC/USDT", venue_order_id="123",
     quantity=Decimal("0.5"), price=Decimal("50")),
     "POST https://www.okx.com/api/v5/trade/amend-order", {"amend": 1, "sub_account": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "nVDh3ajT0pPRbchJ0OB0c71kjriBmxg8EudjpO0hxH0=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'{"instId":"BTC-USDT","ordId":"123","newSz":"0.5","newPx":"50"}', answer="amend"),
    Case("edit_order-client_order_id", lambda client: client.edit_order("BTC/USDT", client_order_id="abc1",
     quantity=Decimal("0.5"), price=Decimal("50")),
     "POST https://www.okx.com/api/v5/trade/amend-order", {"amend": 1, "sub_account": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "56/qEN3/LYq4meAsnx7FxSBf73LwqOfo7OAANqKiN1U=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'{"instId":"BTC-USDT","clOrdId":"abc1","newSz":"0.5","newPx":"50"}', answer="amend"),
    Case("cancel_order-venue_order_id", lambda client: client.cancel_order("BTC/USDT", venue_order_id="123"),
     "POST https://www.okx.com/api/v5/trade/cancel-order", {"cancel": 1}, headers={"ok-access-key": "test-api-key",
     "ok-access-sign": "Z6hThYZzdMgECvZpyGx0x5qPpklDEARWeVffEXnpTAo=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'{"instId":"BTC-USDT","ordId":"123"}', answer="cancel"),
    Case("cancel_order-client_order_id", lambda client: client.cancel_order("BTC/USDT", client_order_id="abc1"),
     "POST https://www.okx.com/api/v5/trade/cancel-order", {"cancel": 1}, headers={"ok-access-key": "test-api-key",
     "ok-access-sign": "uCpEpkxu4FzfFngfGSLHFVcCzd2eHRAHyfaA0gB1hcA=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'{"instId":"BTC-USDT","clOrdId":"abc1"}', answer="cancel"),
    Case("cancel_orders",
     lambda client: client.cancel_orders([CancelRequest(symbol="BTC/USDT", venue_order_id="123"), CancelRequest(symbol="BTC/USDT", client_order_id="abc1")]),
     "POST https://www.okx.com/api/v5/trade/cancel-batch-orders", {"cancel_many": 2},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "OIAdDUmGr1Zr0MkPCfsqZTmLcc1VAE686jLJp37P5Wc=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'[{"instId":"BTC-USDT","ordId":"123"},{"instId":"BTC-USDT","clOrdId":"abc1"}]', answer="cancel_many"),
    Case("cancel_all_orders_after", lambda client: client.cancel_all_orders_after(seconds=30),
     "POST https://www.okx.com/api/v5/trade/cancel-all-after", {"timer": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "h5Zt1KCiObda3bMuCyRmsanMnNVPdgY9wfbcgHh/GXQ=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'{"timeOut":"30"}', answer="timer"),
    Case("fetch_order-venue_order_id", lambda client: client.fetch_order("BTC/USDT", venue_order_id="123"),
     "GET https://www.okx.com/api/v5/trade/order?instId=BTC-USDT&ordId=123", {"order": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "biDNwvC/VtK7ke5W/DxFNMflEhNsGXFQjany8CzXdLU=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"}, answer="order"),
    Case("fetch_order-client_order_id", lambda client: client.fetch_order("BTC/USDT", client_order_id="abc1"),
     "GET https://www.okx.com/api/v5/trade/order?instId=BTC-USDT&clOrdId=abc1", {"order": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "SbmhYJVWVoUqgk8v9dU0fCi8cZXhGZGiLgik++16QUI=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"}, answer="order"),
    Case("fetch_open_orders", lambda client: client.fetch_open_orders("BTC/USDT"),
     "GET https://www.okx.com/api/v5/trade/orders-pending?instId=BTC-USDT&limit=100", {"open_orders": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "NgitKeHfMrfczUBTFAzP6t8NtWvqf7A+WOWObxcOw2A=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     answer="open_orders"),
    Case("fetch_my_trades", lambda client: client.fetch_my_trades("BTC/USDT"),
     "GET https://www.okx.com/api/v5/trade/fills?instId=BTC-USDT", {"fills": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "iNNUjKVkv4s7BS0dZ4cA8niBtfoVy3vdNTre+kRanZs=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"}, answer="fills"),
    Case("fetch_my_trades-all", lambda client: client.fetch_my_trades("BTC/USDT", since=1699999000123000000,
     limit=5),
     "GET https://www.okx.com/api/v5/trade/fills?instId=BTC-USDT&begin=1699999000123&limit=5", {"fills": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "8fgwhJib9AH2pvGlgJyGDsxhcBksww/dgPQeUk8kOBw=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"}, answer="fills"),
    Case("fetch_balances", lambda client: client.fetch_balances(),
     "GET https://www.okx.com/api/v5/account/balance", {"balance": 1}, headers={"ok-access-key": "test-api-key",
     "ok-access-sign": "vstKd02Dz3cT23jaIyWouyiIuU/zRrXDKZeK/le4vY0=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     answer="balance"),
    Case("fetch_positions", lambda client: client.fetch_positions(),
     "GET https://www.okx.com/api/v5/account/positions", {"positions": 1}, headers={"ok-access-key": "test-api-key",
     "ok-access-sign": "A1ywis+6KTJywD5TMukAPeCbicn5D6dEjK4egU0LGhI=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     answer="positions"),
    Case("set_leverage", lambda client: client.set_leverage("BTC/USDT", leverage=Decimal("3")),
     "POST https://www.okx.com/api/v5/account/set-leverage", {"leverage": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "1mD4FM6XWVK1d+VbzSy54f0JDFkLhAvA1X/erAZWwps=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'{"instId":"BTC-USDT","lever":"3","mgnMode":"cross"}', answer="set_leverage"),
    Case("set_position_mode", lambda client: client.set_position_mode(hedged=True),
     "POST https://www.okx.com/api/v5/account/set-position-mode", {"position_mode": 1},
     headers={"ok-access-key": "test-api-key", "ok-access-sign": "eJIc8SCUDs2kG7XW69IdLBD7A8rq+QKBalj+es/LOQE=",
     "ok-access-timestamp": "2023-11-14T22:13:20.000Z", "ok-access-passphrase": "test-passphrase"},
     body=b'{"posMode":"long_short_mode"}', answer="set_position_mode"),
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
    Call("place-required", lambda client: client.raw.place(instrument="BTC-USDT", mode="cash", side="buy",
     kind="market", size=Decimal("0.10"), over="private"),
     "order", {"instId": "BTC-USDT", "tdMode": "cash", "side": "buy", "ordType": "market", "sz": "0.10"},
     {"place": 1, "sub_account": 1}),
    Call("place-all", lambda client: client.raw.place(instrument="BTC-USDT", mode="cash", side="buy", kind="market",
     size=Decimal("0.10"), price=Decimal("0.10"), client_id="a b/+&=é", position_side="long", reduce_only=True,
     target="base_ccy", self_trade="cancel_maker", margin_currency="a b/+&=é", tag="a b/+&=é", ban_amend=True,
     over="private"),
     "order", {"instId": "BTC-USDT", "tdMode": "cash", "side": "buy", "ordType": "market", "sz": "0.10",
     "px": "0.10", "clOrdId": "a b/+&=é", "posSide": "long", "reduceOnly": True, "tgtCcy": "base_ccy",
     "stpMode": "cancel_maker", "ccy": "a b/+&=é", "tag": "a b/+&=é", "banAmend": True}, {"place": 1,
     "sub_account": 1}),
    Call("cancel-required", lambda client: client.raw.cancel(instrument="BTC-USDT", id="a b/+&=é", over="private"),
     "cancel-order", {"instId": "BTC-USDT", "ordId": "a b/+&=é"}, {"cancel": 1}),
    Call("cancel-all", lambda client: client.raw.cancel(instrument="BTC-USDT", id="a b/+&=é", client_id="a b/+&=é",
     over="private"),
     "cancel-order", {"instId": "BTC-USDT", "ordId": "a b/+&=é", "clOrdId": "a b/+&=é"}, {"cancel": 1}),
    Call("amend-required", lambda client: client.raw.amend(instrument="BTC-USDT", id="a b/+&=é",
     size=Decimal("0.10"), over="private"),
     "amend-order", {"instId": "BTC-USDT", "ordId": "a b/+&=é", "newSz": "0.10"}, {"amend": 1, "sub_account": 1}),
    Call("amend-all", lambda client: client.raw.amend(instrument="BTC-USDT", id="a b/+&=é", client_id="a b/+&=é",
     request_id="a b/+&=é", size=Decimal("0.10"), price=Decimal("0.10"), cancel_on_fail=True, over="private"),
     "amend-order", {"instId": "BTC-USDT", "ordId": "a b/+&=é", "clOrdId": "a b/+&=é", "reqId": "a b/+&=é",
     "newSz": "0.10", "newPx": "0.10", "cxlOnFail": True}, {"amend": 1, "sub_account": 1}),
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
