"""Fills of the venue's own printed example of smart order routing: six of them, none with a trade id of its own."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import msgspec
from venue_runtime.model import Instrument, InstrumentKind
from venue_runtime.orders import OrderTracker
from venues.binance_spot import mapping
from venues.binance_spot import types as wire

EXAMPLES = Path(__file__).parents[2] / "venue_specs" / "binance_spot" / "examples"


def test_fills_by_smart_order_routing_are_all_counted() -> None:
    printed = json.loads((EXAMPLES / "sor_order_place.market_expired.json").read_text())["response"]
    answer = msgspec.json.decode(msgspec.json.encode(printed), type=wire.OrderFull)
    instrument = Instrument(
        symbol="BTC/USDT", venue_symbol="BTCUSDT", kind=InstrumentKind.SPOT, base="BTC", quote="USDT"
    )
    fills = mapping.order_fills(answer, instrument, 1)
    assert [fill.trade_id for fill in fills][:3] == ["allocation-0", "allocation-1", "allocation-2"]
    tracker = OrderTracker(strict=True)
    tracker.apply(mapping.order_full(answer, instrument, 1))
    assert all(tracker.apply_fill(fill) for fill in fills)
    assert not any(tracker.apply_fill(fill) for fill in fills)
    order = tracker.get("BTC/USDT", venue_order_id="2")
    assert order is not None
    assert order.filled_quantity == sum((fill.quantity for fill in fills), Decimal(0)) == Decimal("10.00000000")
