"""Bitvavo: the types of the wire, exactly as the venue sends them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from msgspec import UNSET, Struct, UnsetType, field
from venue_runtime.wire_enum import OpenEnum

#


class Side(OpenEnum):
    BUY = "buy"
    SELL = "sell"


class OrderType(OpenEnum):
    LIMIT = "limit"
    MARKET = "market"
    STOP_LOSS = "stopLoss"
    STOP_LOSS_LIMIT = "stopLossLimit"
    TAKE_PROFIT = "takeProfit"
    TAKE_PROFIT_LIMIT = "takeProfitLimit"


class TimeInForce(OpenEnum):
    GTC = "GTC"
    IOC = "IOC"
    FOK = "FOK"


class OrderState(OpenEnum):
    NEW = "new"
    AWAITING_TRIGGER = "awaitingTrigger"
    PARTIALLY_FILLED = "partiallyFilled"
    FILLED = "filled"
    CANCELED = "canceled"
    EXPIRED = "expired"


class Failure(Struct, frozen=True, gc=False, kw_only=True):
    error_code: int = field(name="errorCode")
    error: str


class Time(Struct, frozen=True, gc=False, kw_only=True):
    time: int


class Market(Struct, frozen=True, gc=False, kw_only=True):
    market: str
    status: str
    base: str
    quote: str
    min_base: Decimal = field(name="minOrderInBaseAsset")
    min_quote: Decimal = field(name="minOrderInQuoteAsset")
    max_base: Decimal = field(name="maxOrderInBaseAsset")
    quantity_decimals: Any = field(name="quantityDecimals")
    tick_size: Decimal = field(name="tickSize")


class Order(Struct, frozen=True, gc=False, kw_only=True):
    order_id: str = field(name="orderId")
    market: str
    created: int
    updated: int
    status: OrderState
    side: Side
    order_type: OrderType = field(name="orderType")
    filled: Decimal = field(name="filledAmount")
    filled_quote: Decimal = field(name="filledAmountQuote")
    client_order_id: str | UnsetType = field(name="clientOrderId", default=UNSET)
    amount: Decimal | UnsetType = UNSET
    remaining: Decimal | UnsetType = field(name="amountRemaining", default=UNSET)
    price: Decimal | UnsetType = UNSET
    amount_quote: Decimal | UnsetType = field(name="amountQuote", default=UNSET)
    trigger_price: Decimal | UnsetType = field(name="triggerPrice", default=UNSET)
    time_in_force: TimeInForce | UnsetType = field(name="timeInForce", default=UNSET)
    post_only: bool | UnsetType = field(name="postOnly", default=UNSET)
