"""What answers about orders carry beside the order: fills, and the other orders of a list; payloads of rest-api.md and
web-socket-api.md.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from venue_runtime import OrderStatus
from venue_runtime.arguments import answer_about
from venue_runtime.bindings import Answer
from venue_runtime.errors import DecodeError
from venue_runtime.model import Instrument, InstrumentKind
from venue_runtime.orders import OrderTracker
from venues.binance_spot import mapping
from venues.binance_spot import types as wire

EXAMPLES = Path(__file__).parents[2] / "venue_specs" / "binance_spot" / "examples"
BTC = Instrument(symbol="BTC/USDT", venue_symbol="BTCUSDT", kind=InstrumentKind.SPOT, base="BTC", quote="USDT")


def example(name: str, kind: Any) -> Any:
    data = json.loads((EXAMPLES / f"{name}.json").read_text())
    return msgspec.json.decode(msgspec.json.encode(data["response"]), type=kind)


def answer_to_cancel(**ids: str | None) -> Answer:
    message = example("ws_order_cancel.list", wire.Canceled)
    assert mapping.order_canceled(message, BTC, 1) is None
    orders = mapping.listed_orders_canceled(message, BTC, 1)
    return answer_about("cancel_order", orders, ids.get("venue_order_id"), ids.get("client_order_id"))


def test_a_fill_of_the_answer_and_of_the_stream_counts_once() -> None:
    message = example("order_place.full", wire.OrderFull)
    fills = mapping.order_fills(message, BTC, 1)
    assert [(each.trade_id, each.price, each.quantity, each.fee) for each in fills[:2]] == [
        ("56", Decimal("4000.00000000"), Decimal("1.00000000"), Decimal("4.00000000")),
        ("57", Decimal("3999.00000000"), Decimal("5.00000000"), Decimal("19.99500000")),
    ]
    orders = OrderTracker()
    order = orders.apply(mapping.order_full(message, BTC, 1))
    assert (order.status, order.filled_quantity) == (OrderStatus.FILLED, Decimal(10))
    assert [orders.apply_fill(each) for each in fills] == [True] * 5
    streamed = [msgspec.structs.replace(each, ts_recv=2, raw=None) for each in fills]
    assert [orders.apply_fill(each) for each in streamed] == [False] * 5
    known = orders.get("BTC/USDT", venue_order_id="28")
    assert known is not None
    assert known.filled_quantity == Decimal(10)


@pytest.mark.parametrize(
    "ids", [{"venue_order_id": "12569099454"}, {"client_order_id": "Tnu2IP0J5Y4mxw3IATBfmW"}], ids=["venue", "client"]
)
def test_canceling_one_order_of_a_list_tells_of_all(ids: dict[str, str]) -> None:
    answer = answer_to_cancel(**ids)
    assert answer.order.client_order_id == "Tnu2IP0J5Y4mxw3IATBfmW"
    assert (answer.order.venue_order_id, answer.order.status) == ("12569099454", OrderStatus.CANCELED)
    assert [(each.venue_order_id, each.status) for each in answer.others] == [("12569099453", OrderStatus.CANCELED)]


def test_an_answer_about_other_orders_is_none() -> None:
    with pytest.raises(DecodeError, match="not about what was asked for"):
        answer_to_cancel(venue_order_id="1")
