"""Arguments of order commands, checked before anything else happens: what no venue could make sense of."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

import msgspec

from .errors import ConfigurationError
from .model import (
    CancelRequest,
    EditRequest,
    MarginMode,
    Order,
    OrderRequest,
    OrderType,
    PositionSide,
    SelfTradePrevention,
    Side,
    TimeInForce,
    TriggerBy,
)
from .wire import exact

__all__ = ["checked_cancel", "checked_edit", "checked_order", "edited_order"]

E = TypeVar("E", bound=StrEnum)

_PRICED = frozenset({OrderType.LIMIT, OrderType.STOP_LIMIT, OrderType.TAKE_PROFIT_LIMIT})
_TRIGGERED = frozenset({OrderType.STOP, OrderType.STOP_LIMIT, OrderType.TAKE_PROFIT, OrderType.TAKE_PROFIT_LIMIT})
_ENUMS: dict[str, type[StrEnum]] = {
    "side": Side,
    "type": OrderType,
    "time_in_force": TimeInForce,
    "trigger_by": TriggerBy,
    "margin_mode": MarginMode,
    "position_side": PositionSide,
    "self_trade_prevention": SelfTradePrevention,
}
_NUMBERS = ("quantity", "quote_quantity", "price", "trigger_price", "trailing_offset", "display_quantity")


def checked_order(request: OrderRequest) -> OrderRequest:
    """`request` with enums and numbers as their types ("buy", 1 and "0.5" are accepted; floats are not).

    Raises ConfigurationError for what contradicts itself.
    """
    changes: dict[str, object] = {}
    for name, kind in _ENUMS.items():
        value = getattr(request, name)
        if value is not None and type(value) is not kind:
            changes[name] = _member(kind, name, value)
    for name in _NUMBERS:
        value = getattr(request, name)
        if value is not None and type(value) is not Decimal:
            changes[name] = exact(value, name)
    if changes:
        request = msgspec.structs.replace(request, **changes)
    problem = _contradiction(request)
    if problem is not None:
        raise ConfigurationError(f"{request.symbol}: {problem}")
    return request


def _contradiction(o: OrderRequest) -> str | None:
    """The first thing in an order that contradicts another. Plain conditions: every order passes here."""
    kind, priced, triggered = o.type, o.type in _PRICED, o.type in _TRIGGERED
    if o.quantity is None and o.quote_quantity is None:
        return "give quantity or quote_quantity"
    if o.quote_quantity is not None:
        if o.quantity is not None:
            return "give quantity or quote_quantity, not both"
        if priced:  # what a stop at the market spends, some venues want to be told so
            return "quote_quantity is for orders at the market"
    # An option of the venue's own may stand for a price (the best bid, say): the venue's styles decide.
    if priced != (o.price is not None) and not (priced and o.venue is not None):
        return "this order type needs a price" if priced else "this order type takes no price"
    if triggered and o.trigger_price is None:
        return "this order type needs a trigger_price"
    if o.trigger_price is not None and not triggered and kind is not OrderType.TRAILING_STOP:
        return "this order type takes no trigger_price"
    if (kind is OrderType.TRAILING_STOP) != (o.trailing_offset is not None):
        return "a trailing_offset belongs to a trailing stop, and the other way round"
    if (o.time_in_force is TimeInForce.GTD) != (o.expire_time is not None):
        return "an expire_time belongs to time_in_force gtd, and the other way round"
    if o.post_only:
        if not priced:
            return "post_only is for orders with a price"
        if o.time_in_force in (TimeInForce.IOC, TimeInForce.FOK):
            return "post_only contradicts immediate-or-cancel"
    if o.display_quantity is not None and o.quantity is not None and o.display_quantity > o.quantity:
        return "display_quantity is above quantity"
    return None


def checked_edit(request: EditRequest) -> EditRequest:
    """As `checked_order`, for an edit."""
    _named(request.symbol, request.venue_order_id, request.client_order_id)
    if request.quantity is None and request.price is None:
        raise ConfigurationError(f"{request.symbol}: an edit changes quantity or price or both")
    return msgspec.structs.replace(
        request,
        quantity=None if request.quantity is None else exact(request.quantity, "quantity"),
        price=None if request.price is None else exact(request.price, "price"),
    )


def checked_cancel(request: CancelRequest) -> CancelRequest:
    """As `checked_order`, for a cancel."""
    _named(request.symbol, request.venue_order_id, request.client_order_id)
    return request


def edited_order(request: EditRequest, known: Order | None) -> OrderRequest:
    """The order that an edit would make, to check it by the rules for new ones; the venue judges what is unknown."""
    return OrderRequest(
        symbol=request.symbol,
        side=Side.BUY if known is None or known.side is None else known.side,
        type=OrderType.LIMIT,
        quantity=request.quantity if request.quantity is not None or known is None else known.quantity,
        price=request.price if request.price is not None or known is None else known.price,
        client_order_id=request.client_order_id,
    )


def _named(symbol: str, venue_order_id: str | None, client_order_id: str | None) -> None:
    if not venue_order_id and not client_order_id:
        raise ConfigurationError(f"{symbol}: name the order by venue_order_id or client_order_id")


def _member(kind: type[E], name: str, value: object) -> E:
    try:
        return kind(str(value))
    except ValueError:
        raise ConfigurationError(f"{name} is {value!r}; it is one of {', '.join(kind)}") from None
