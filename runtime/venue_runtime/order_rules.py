"""Arguments of order commands, checked before anything else happens: what no venue could make sense of."""

from __future__ import annotations

from collections.abc import Callable
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
    for holds, problem in _RULES:
        if holds(request):
            raise ConfigurationError(f"{request.symbol}: {problem}")
    return request


_RULES: tuple[tuple[Callable[[OrderRequest], bool], str], ...] = (
    (lambda o: o.quantity is None and o.quote_quantity is None, "give quantity or quote_quantity"),
    (lambda o: o.quantity is not None and o.quote_quantity is not None, "give quantity or quote_quantity, not both"),
    (lambda o: o.quote_quantity is not None and o.type is not OrderType.MARKET, "quote_quantity is for market orders"),
    (lambda o: o.type in _PRICED and o.price is None, "this order type needs a price"),
    (lambda o: o.type not in _PRICED and o.price is not None, "this order type takes no price"),
    (lambda o: o.type in _TRIGGERED and o.trigger_price is None, "this order type needs a trigger_price"),
    (
        lambda o: o.trigger_price is not None and o.type not in _TRIGGERED and o.type is not OrderType.TRAILING_STOP,
        "this order type takes no trigger_price",
    ),
    (
        lambda o: (o.type is OrderType.TRAILING_STOP) != (o.trailing_offset is not None),
        "a trailing_offset belongs to a trailing stop, and the other way round",
    ),
    (
        lambda o: (o.time_in_force is TimeInForce.GTD) != (o.expire_time is not None),
        "an expire_time belongs to time_in_force gtd, and the other way round",
    ),
    (lambda o: o.post_only and o.type not in _PRICED, "post_only is for orders with a price"),
    (
        lambda o: o.post_only and o.time_in_force in (TimeInForce.IOC, TimeInForce.FOK),
        "post_only contradicts immediate-or-cancel",
    ),
    (
        lambda o: o.display_quantity is not None and o.quantity is not None and o.display_quantity > o.quantity,
        "display_quantity is above quantity",
    ),
)


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
