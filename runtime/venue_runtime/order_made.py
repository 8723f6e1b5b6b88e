"""Orders out of what answers leave unsaid: from the request itself, or from the order as the client knows it."""

from __future__ import annotations

from decimal import Decimal

from .model import Order, OrderRequest, OrderStatus

__all__ = ["ORDER_FIELDS", "order_from_cache", "order_from_request"]

_ZERO = Decimal(0)
# What a report may tell anew. Ids, symbol, status and quantities filled have rules of their own.
ORDER_FIELDS = (
    "side",
    "type",
    "time_in_force",
    "price",
    "trigger_price",
    "quantity",
    "quote_quantity",
    "post_only",
    "reduce_only",
    "position_side",
    "expire_time",
    "replaces",
    "reason",
)


def order_from_request(
    request: OrderRequest,
    *,
    status: OrderStatus = OrderStatus.PENDING_NEW,
    venue_order_id: str | None = None,
    client_order_id: str | None = None,
    filled_quantity: Decimal | None = None,
    average_price: Decimal | None = None,
    ts_event: int | None = None,
    ts_recv: int | None = None,
    reason: str | None = None,
) -> Order:
    """The order that `request` asks for, for answers that carry only ids, and what of it was filled at once."""
    filled = filled_quantity or _ZERO
    left = None if request.quantity is None else request.quantity - filled
    return Order(
        symbol=request.symbol,
        venue_order_id=venue_order_id,
        client_order_id=client_order_id or request.client_order_id,
        side=request.side,
        type=request.type,
        time_in_force=request.time_in_force,
        status=status,
        price=request.price,
        trigger_price=request.trigger_price,
        quantity=request.quantity,
        quote_quantity=request.quote_quantity,
        post_only=request.post_only,
        reduce_only=request.reduce_only,
        position_side=request.position_side,
        expire_time=request.expire_time,
        filled_quantity=filled,
        leaves_quantity=_ZERO if status.is_final else left,
        average_price=average_price,
        reason=reason,
        ts_event=ts_event,
        ts_recv=ts_recv,
    )


def order_from_cache(
    known: Order | None,
    *,
    symbol: str,
    status: OrderStatus,
    venue_order_id: str | None = None,
    client_order_id: str | None = None,
    price: Decimal | None = None,
    quantity: Decimal | None = None,
    replaces: str | None = None,
    ts_event: int | None = None,
    ts_recv: int | None = None,
) -> Order:
    """What an answer to a cancel or an edit tells, as an order; `known` is the order as the client knows it, None
    after a restart.

    The tracker adds everything else that it knows when the answer reaches it, so only what never changes is copied: a
    price copied here might be older than one that the stream told meanwhile. An order that `replaces` another starts as
    its copy.
    """
    told = {
        "symbol": symbol,
        "status": status,
        "venue_order_id": venue_order_id,
        "client_order_id": client_order_id,
        "price": price,
        "quantity": quantity,
        "replaces": replaces,
        "ts_event": ts_event,
        "ts_recv": ts_recv,
    }
    if known is not None:
        names = ORDER_FIELDS if replaces is not None else ("side", "type")
        kept = {name: getattr(known, name) for name in names}
        if replaces is None:
            kept |= {"venue_order_id": known.venue_order_id, "client_order_id": known.client_order_id}
        told = kept | {name: value for name, value in told.items() if value is not None}
    return Order(**told)  # type: ignore[arg-type]
