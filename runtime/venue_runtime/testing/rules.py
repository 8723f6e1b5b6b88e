"""What the simulated exchange checks before it accepts an order: form, increments, sizes, triggers."""

from __future__ import annotations

from decimal import Context, Decimal

from venue_runtime.errors import InvalidOrder, MarketClosed, OrderError
from venue_runtime.model import (
    Instrument,
    InstrumentKind,
    InstrumentStatus,
    OrderRequest,
    OrderType,
    SelfTradePrevention,
    Side,
    TimeInForce,
)
from venue_runtime.testing.reasons import Reason
from venue_runtime.testing.working import PRICED_TYPES, TRIGGERED_TYPES

EXACT = Context(prec=60)
"""Wide enough that no product of a price and a quantity is ever rounded."""


def refuse(reason: Reason, message: str, kind: type[OrderError] = InvalidOrder) -> OrderError:
    """An error of the contract that carries the reason as its code, for a dialect to translate."""
    return kind(message, code=reason.value)


def check_form(request: OrderRequest, instrument: Instrument, now_ns: int) -> None:
    """Which fields the order's type needs and excludes.

    Raises:
        MarketClosed: the instrument is not trading.
        InvalidOrder: `code` is the `Reason`'s value.
    """
    if instrument.status is not InstrumentStatus.TRADING:
        raise refuse(Reason.MARKET_CLOSED, f"{request.symbol} is {instrument.status.value}", MarketClosed)
    priced = request.type in PRICED_TYPES
    if priced and request.price is None:
        raise refuse(Reason.MISSING_FIELD, f"{request.type.value} needs price")
    if not priced and request.price is not None:
        raise refuse(Reason.UNEXPECTED_FIELD, f"{request.type.value} takes no price")
    if request.type in TRIGGERED_TYPES and request.trigger_price is None and request.trailing_offset is None:
        raise refuse(Reason.MISSING_FIELD, f"{request.type.value} needs trigger_price")
    if request.type is OrderType.TRAILING_STOP and request.trailing_offset is None:
        raise refuse(Reason.MISSING_FIELD, "trailing_stop needs trailing_offset")
    if request.type not in TRIGGERED_TYPES and request.trigger_price is not None:
        raise refuse(Reason.UNEXPECTED_FIELD, f"{request.type.value} takes no trigger_price")
    by_quote = request.quote_quantity is not None
    if by_quote and (request.quantity is not None or request.type is not OrderType.MARKET):
        raise refuse(Reason.UNEXPECTED_FIELD, "quote_quantity is for market orders, in place of quantity")
    if not by_quote and request.quantity is None:
        raise refuse(Reason.MISSING_FIELD, "quantity is missing")
    if request.post_only and (not priced or request.time_in_force in (TimeInForce.IOC, TimeInForce.FOK)):
        raise refuse(Reason.UNEXPECTED_FIELD, "post_only needs an order that may rest")
    if request.time_in_force is TimeInForce.GTD and (request.expire_time is None or request.expire_time <= now_ns):
        raise refuse(Reason.EXPIRE_TIME, "gtd needs an expire_time in the future")
    if request.self_trade_prevention is SelfTradePrevention.TRANSFER:
        raise refuse(Reason.UNSUPPORTED, "the simulator knows no sub-accounts to transfer between")
    if request.reduce_only and instrument.kind is InstrumentKind.SPOT:
        raise refuse(Reason.REDUCE_ONLY, "a spot order cannot be reduce_only")
    display = request.display_quantity
    if display is not None and (not priced or display <= 0 or display > (request.quantity or display)):
        raise refuse(Reason.DISPLAY_QUANTITY, f"display_quantity {display:f} does not fit the order")


def check_price(instrument: Instrument, price: Decimal, name: str = "price") -> None:
    """Positive and on the grid that holds at this price.

    Raises:
        InvalidOrder: `not_positive` or `price_increment`.
    """
    if not price.is_finite() or price <= 0:
        raise refuse(Reason.NOT_POSITIVE, f"{name} {price} is not positive")
    increment = instrument.increment_at(price)
    if increment and EXACT.remainder(price, increment):
        raise refuse(Reason.PRICE_INCREMENT, f"{name} {price:f} is not a multiple of {increment:f}")
    low, high = instrument.min_price, instrument.max_price
    if (low is not None and price < low) or (high is not None and price > high):
        raise refuse(Reason.PRICE_RANGE, f"{name} {price:f} is outside the permitted range")


def check_quantity(instrument: Instrument, quantity: Decimal, name: str = "quantity") -> None:
    """Positive, on the grid, within the smallest and largest size.

    Raises:
        InvalidOrder: `not_positive`, `quantity_increment`, `min_quantity` or `max_quantity`.
    """
    if not quantity.is_finite() or quantity <= 0:
        raise refuse(Reason.NOT_POSITIVE, f"{name} {quantity} is not positive")
    if instrument.min_quantity is not None and quantity < instrument.min_quantity:
        raise refuse(Reason.MIN_QUANTITY, f"{name} {quantity:f} is below {instrument.min_quantity:f}")
    if instrument.max_quantity is not None and quantity > instrument.max_quantity:
        raise refuse(Reason.MAX_QUANTITY, f"{name} {quantity:f} is above {instrument.max_quantity:f}")
    if instrument.quantity_increment and EXACT.remainder(quantity, instrument.quantity_increment):
        raise refuse(
            Reason.QUANTITY_INCREMENT, f"{name} {quantity:f} is no multiple of {instrument.quantity_increment:f}"
        )


def check_notional(instrument: Instrument, notional: Decimal) -> None:
    """Worth enough and not too much.

    Raises:
        InvalidOrder: `min_notional` or `max_notional`.
    """
    if not notional.is_finite() or notional <= 0:
        raise refuse(Reason.NOT_POSITIVE, f"amount {notional} is not positive")
    if instrument.min_notional is not None and notional < instrument.min_notional:
        raise refuse(Reason.MIN_NOTIONAL, f"{notional:f} {instrument.quote} is below {instrument.min_notional:f}")
    if instrument.max_notional is not None and notional > instrument.max_notional:
        raise refuse(Reason.MAX_NOTIONAL, f"{notional:f} {instrument.quote} is above {instrument.max_notional:f}")


def check_sizes(request: OrderRequest, instrument: Instrument, reference: Decimal | None) -> None:
    """Increments and limits; `reference` prices a market order for its notional (None: not checked)."""
    if request.price is not None:
        check_price(instrument, request.price)
    if request.trigger_price is not None:
        check_price(instrument, request.trigger_price, "trigger_price")
    if request.trailing_offset is not None and not request.trailing_offset > 0:
        raise refuse(Reason.NOT_POSITIVE, f"trailing_offset {request.trailing_offset} is not positive")
    if request.quote_quantity is not None:
        check_notional(instrument, request.quote_quantity)
    if request.quantity is not None:
        check_quantity(instrument, request.quantity)
        price = request.price or request.trigger_price or reference
        if price is not None:
            check_notional(instrument, instrument.notional(request.quantity, price))


def is_stop(kind: OrderType) -> bool:
    """Stops fire when the price moves against the position; take-profits when it moves in its favour."""
    return kind in (OrderType.STOP, OrderType.STOP_LIMIT, OrderType.TRAILING_STOP)


def fires(kind: OrderType, side: Side, trigger: Decimal, last: Decimal) -> bool:
    """Whether a last price of `last` triggers the order."""
    rising = is_stop(kind) == (side is Side.BUY)
    return last >= trigger if rising else last <= trigger
