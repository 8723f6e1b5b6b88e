"""Bitvavo: from the wire to the contract, and back for orders."""

from __future__ import annotations

from decimal import Decimal

from msgspec import UNSET
from venue_runtime.exprs import divided, word_of
from venue_runtime.instruments import format_symbol
from venue_runtime.model import (
    Instrument,
    InstrumentKind,
    InstrumentStatus,
    Order,
    OrderStatus,
    OrderType,
    Side,
    TimeInForce,
)
from venue_runtime.wire_enum import OpenWordsIn, WordsIn, WordsOut

from . import types as wire

SIDE_IN = WordsIn[str, Side]({"buy": Side.BUY, "sell": Side.SELL})

SIDE_OUT = WordsOut[Side, str]({Side.BUY: "buy", Side.SELL: "sell"})

ORDER_TYPE_IN = WordsIn[str, OrderType](
    {
        "limit": OrderType.LIMIT,
        "market": OrderType.MARKET,
        "stopLoss": OrderType.STOP,
        "stopLossLimit": OrderType.STOP_LIMIT,
        "takeProfit": OrderType.TAKE_PROFIT,
        "takeProfitLimit": OrderType.TAKE_PROFIT_LIMIT,
    }
)

ORDER_TYPE_OUT = WordsOut[OrderType, str](
    {
        OrderType.LIMIT: "limit",
        OrderType.MARKET: "market",
        OrderType.STOP: "stopLoss",
        OrderType.STOP_LIMIT: "stopLossLimit",
        OrderType.TAKE_PROFIT: "takeProfit",
        OrderType.TAKE_PROFIT_LIMIT: "takeProfitLimit",
    }
)

TIME_IN_FORCE_IN = WordsIn[str, TimeInForce]({"GTC": TimeInForce.GTC, "IOC": TimeInForce.IOC, "FOK": TimeInForce.FOK})

TIME_IN_FORCE_OUT = WordsOut[TimeInForce, str]({TimeInForce.GTC: "GTC", TimeInForce.IOC: "IOC", TimeInForce.FOK: "FOK"})

ORDER_STATE_IN = OpenWordsIn[str, OrderStatus](
    {
        "new": OrderStatus.NEW,
        "awaitingTrigger": OrderStatus.NEW,
        "partiallyFilled": OrderStatus.PARTIALLY_FILLED,
        "filled": OrderStatus.FILLED,
        "canceled": OrderStatus.CANCELED,
        "expired": OrderStatus.EXPIRED,
    },
    OrderStatus.PENDING_NEW,
)

ORDER_STATE_OUT = WordsOut[OrderStatus, str](
    {
        OrderStatus.NEW: "new",
        OrderStatus.PARTIALLY_FILLED: "partiallyFilled",
        OrderStatus.FILLED: "filled",
        OrderStatus.CANCELED: "canceled",
        OrderStatus.EXPIRED: "expired",
    }
)


def instrument(m: wire.Market) -> Instrument:
    """`Market` as Instrument."""
    return Instrument(
        symbol=format_symbol(m.base, m.quote),
        venue_symbol=m.market,
        kind=InstrumentKind.SPOT,
        base=m.base,
        quote=m.quote,
        status=InstrumentStatus.TRADING if m.status == "trading" else InstrumentStatus.HALTED,
        price_increment=m.tick_size,
        quantity_increment=Decimal("1e-" + word_of(m.quantity_decimals)),
        min_quantity=m.min_base,
        max_quantity=m.max_base,
        min_notional=m.min_quote,
        raw=m,
    )


def order(m: wire.Order, instrument: Instrument, recv: int) -> Order:
    """`Order` as Order."""
    return Order(
        symbol=instrument.symbol,
        venue_order_id=m.order_id,
        client_order_id=m.client_order_id if m.client_order_id is not UNSET else None,
        side=SIDE_IN.get(m.side),
        type=ORDER_TYPE_IN.get(m.order_type),
        time_in_force=TIME_IN_FORCE_IN.get(m.time_in_force) if m.time_in_force is not UNSET else None,
        status=ORDER_STATE_IN[m.status],
        price=m.price if m.price is not UNSET else None,
        trigger_price=m.trigger_price if m.trigger_price is not UNSET else None,
        quantity=m.amount if m.amount is not UNSET else None,
        quote_quantity=m.amount_quote if m.amount_quote is not UNSET else None,
        filled_quantity=m.filled,
        leaves_quantity=m.remaining if m.remaining is not UNSET else None,
        average_price=divided(m.filled_quote, m.filled) if m.filled > 0 else None,
        post_only=m.post_only is not UNSET and m.post_only or False,
        reduce_only=False,
        ts_event=m.updated * 1_000_000,
        ts_recv=recv,
        raw=m,
    )
