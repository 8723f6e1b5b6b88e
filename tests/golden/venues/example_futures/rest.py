"""Example Futures: the raw layer. One method per endpoint, wire types in and out, nothing normalized.

Every method raises as `RestExecutor.call` does, and ConfigurationError for bad arguments before anything is sent.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
from venue_runtime.arguments import given, require_any, require_one
from venue_runtime.exprs import json_text, sent
from venue_runtime.rest import Endpoint, RestExecutor
from venue_runtime.wire import decimal_text, query_text, quote

from .signing import Signing
from .types import (
    Cancel,
    EnvelopeFunding,
    EnvelopeListFill,
    EnvelopeListFunds,
    EnvelopeListMarket,
    EnvelopeListOrder,
    EnvelopeListPosition,
    EnvelopeListSent,
    EnvelopeOrder,
    EnvelopeSent,
    Margin,
    NewOrder,
    OrderKind,
    Side,
)

_MARKETS = Endpoint("markets", "GET", "/v1/markets", costs=(("calls", 1),), lenient=("data",))
_PLACE = Endpoint("place", "POST", "/v1/order", is_command=True, costs=(("calls", 1), ("orders", 1)))
_PLACE_MANY = Endpoint("place_many", "POST", "/v1/orders", is_command=True)
_AMEND = Endpoint("amend", "POST", "/v1/amend", is_command=True, costs=(("calls", 1),))
_CANCEL = Endpoint("cancel", "POST", "/v1/cancel", is_command=True, costs=(("calls", 1),))
_CANCEL_MANY = Endpoint("cancel_many", "DELETE", "/v1/orders", is_command=True, costs=(("calls", 1),))
_CANCEL_ALL = Endpoint("cancel_all", "DELETE", "/v1/all", is_command=True, costs=(("calls", 1),))
_TIMER = Endpoint("timer", "POST", "/v1/timer", is_command=True, costs=(("calls", 1),))
_ON_DISCONNECT = Endpoint("on_disconnect", "POST", "/v1/on_disconnect", is_command=True, costs=(("calls", 1),))
_ORDER = Endpoint("order", "GET", "/v1/order", costs=(("calls", 1),))
_OPEN_ORDERS = Endpoint("open_orders", "GET", "/v1/open", costs=(("calls", 1),))
_FILLS = Endpoint("fills", "GET", "/v1/fills", costs=(("calls", 1),))
_FUNDS = Endpoint("funds", "GET", "/v1/funds", costs=(("calls", 1),))
_POSITIONS = Endpoint("positions", "GET", "/v1/positions", costs=(("calls", 1),))
_FUNDING = Endpoint("funding", "GET", "/v1/funding", costs=(("calls", 1),))
_LEVERAGE = Endpoint("leverage", "POST", "/v1/leverage", is_command=True, costs=(("calls", 1),))
_MARGIN = Endpoint("margin", "POST", "/v1/margin", is_command=True, costs=(("calls", 1),))
_HEDGE = Endpoint("hedge", "POST", "/v1/hedge", is_command=True, costs=(("calls", 1),))
_decode_envelope_list_market = msgspec.json.Decoder(EnvelopeListMarket).decode
_decode_envelope_sent = msgspec.json.Decoder(EnvelopeSent).decode
_decode_envelope_list_sent = msgspec.json.Decoder(EnvelopeListSent).decode
_decode_envelope_order = msgspec.json.Decoder(EnvelopeOrder).decode
_decode_envelope_list_order = msgspec.json.Decoder(EnvelopeListOrder).decode
_decode_envelope_list_fill = msgspec.json.Decoder(EnvelopeListFill).decode
_decode_envelope_list_funds = msgspec.json.Decoder(EnvelopeListFunds).decode
_decode_envelope_list_position = msgspec.json.Decoder(EnvelopeListPosition).decode
_decode_envelope_funding = msgspec.json.Decoder(EnvelopeFunding).decode


def _nothing(body: bytes) -> None:
    """The answer says no more than that it is a success."""


class ExampleFuturesEndpoints:
    """The endpoints of Example Futures, in the order of the spec."""

    def __init__(self, rest: RestExecutor, signing: Signing) -> None:
        self._call = rest.call
        self._signing = signing

    async def markets(self) -> EnvelopeListMarket:
        """`GET /v1/markets`; public; costs 1 calls."""
        return await self._call(
            _MARKETS, lambda: self._signing.public("GET", "rest", "/v1/markets"), _decode_envelope_list_market
        )

    async def place(
        self,
        *,
        market: str,
        side: Side | str,
        kind: OrderKind | str,
        size: Decimal,
        client_id: str,
        price: Decimal | None = None,
        reduce: bool | None = None,
    ) -> EnvelopeSent:
        """`POST /v1/order`; signed; costs 1 calls, 1 orders."""
        json = given(
            {
                "market": market,
                "side": side,
                "type": kind,
                "size": decimal_text(size),
                "price": None if price is None else decimal_text(price),
                "reduce": reduce,
                "cid": client_id,
            }
        )
        return await self._call(
            _PLACE,
            lambda: self._signing.signed("POST", "rest", "/v1/order", json=json),
            _decode_envelope_sent,
            client_order_id=client_id,
        )

    async def place_many(self, *, orders: list[NewOrder]) -> EnvelopeListSent:
        """`POST /v1/orders`; signed; costs 1 calls, orders by parameters."""
        return await self._call(
            _PLACE_MANY,
            lambda: self._signing.signed(
                "POST",
                "rest",
                "/v1/orders",
                json=[sent(x, order=("market", "side", "type", "size", "price", "reduce", "cid")) for x in orders],
            ),
            _decode_envelope_list_sent,
            costs=(("calls", 1), ("orders", len(orders))),
        )

    async def amend(
        self,
        *,
        market: str,
        id: int | None = None,
        client_id: str | None = None,
        size: Decimal | None = None,
        price: Decimal | None = None,
    ) -> EnvelopeSent:
        """`POST /v1/amend`; signed; costs 1 calls."""
        require_one("amend", id=id, client_id=client_id)
        require_any("amend", size=size, price=price)
        json = given(
            {
                "market": market,
                "id": None if id is None else str(id),
                "cid": client_id,
                "size": None if size is None else decimal_text(size),
                "price": None if price is None else decimal_text(price),
            }
        )
        return await self._call(
            _AMEND,
            lambda: self._signing.signed("POST", "rest", "/v1/amend", json=json),
            _decode_envelope_sent,
            client_order_id=client_id,
        )

    async def cancel(self, *, market: str, id: int | None = None, client_id: str | None = None) -> EnvelopeSent:
        """`POST /v1/cancel`; signed; costs 1 calls."""
        require_one("cancel", id=id, client_id=client_id)
        json = given({"market": market, "id": None if id is None else str(id), "cid": client_id})
        return await self._call(
            _CANCEL,
            lambda: self._signing.signed("POST", "rest", "/v1/cancel", json=json),
            _decode_envelope_sent,
            client_order_id=client_id,
        )

    async def cancel_many(self, *, orders: list[Cancel]) -> EnvelopeListSent:
        """`DELETE /v1/orders`; signed; costs 1 calls."""
        query = f"orders={quote(json_text([sent(x) for x in orders]))}"
        return await self._call(
            _CANCEL_MANY,
            lambda: self._signing.signed("DELETE", "rest", "/v1/orders", query=query),
            _decode_envelope_list_sent,
        )

    async def cancel_all(self, *, market: str | None = None) -> None:
        """`DELETE /v1/all`; signed; costs 1 calls."""
        query = query_text({"market": market})
        return await self._call(
            _CANCEL_ALL, lambda: self._signing.signed("DELETE", "rest", "/v1/all", query=query), _nothing
        )

    async def timer(self, *, timeout: int) -> None:
        """`POST /v1/timer`; timed; costs 1 calls."""
        form = f"timeout={timeout}"
        return await self._call(_TIMER, lambda: self._signing.timed("POST", "rest", "/v1/timer", form=form), _nothing)

    async def on_disconnect(self, *, enabled: bool) -> None:
        """`POST /v1/on_disconnect`; signed; costs 1 calls."""
        json: dict[str, Any] = {"enabled": enabled}
        return await self._call(
            _ON_DISCONNECT, lambda: self._signing.signed("POST", "rest", "/v1/on_disconnect", json=json), _nothing
        )

    async def order(self, *, id: int | None = None, client_id: str | None = None) -> EnvelopeOrder:
        """`GET /v1/order`; signed; costs 1 calls."""
        require_one("order", id=id, client_id=client_id)
        query = query_text({"id": None if id is None else str(id), "cid": client_id})
        return await self._call(
            _ORDER,
            lambda: self._signing.signed("GET", "rest", "/v1/order", query=query),
            _decode_envelope_order,
            client_order_id=client_id,
        )

    async def open_orders(self, *, market: str | None = None) -> EnvelopeListOrder:
        """`GET /v1/open`; signed; costs 1 calls."""
        query = query_text({"market": market})
        return await self._call(
            _OPEN_ORDERS,
            lambda: self._signing.signed("GET", "rest", "/v1/open", query=query),
            _decode_envelope_list_order,
        )

    async def fills(
        self, *, market: str | None = None, since: int | None = None, limit: int | None = None
    ) -> EnvelopeListFill:
        """`GET /v1/fills`; signed; costs 1 calls."""
        query = query_text({"market": market, "from": since, "limit": limit})
        return await self._call(
            _FILLS, lambda: self._signing.signed("GET", "rest", "/v1/fills", query=query), _decode_envelope_list_fill
        )

    async def funds(self) -> EnvelopeListFunds:
        """`GET /v1/funds`; signed; costs 1 calls."""
        return await self._call(
            _FUNDS, lambda: self._signing.signed("GET", "rest", "/v1/funds"), _decode_envelope_list_funds
        )

    async def positions(self) -> EnvelopeListPosition:
        """`GET /v1/positions`; signed; costs 1 calls."""
        return await self._call(
            _POSITIONS, lambda: self._signing.signed("GET", "rest", "/v1/positions"), _decode_envelope_list_position
        )

    async def funding(self, *, market: str) -> EnvelopeFunding:
        """`GET /v1/funding`; public; costs 1 calls."""
        query = f"market={quote(market)}"
        return await self._call(
            _FUNDING, lambda: self._signing.public("GET", "rest", "/v1/funding", query=query), _decode_envelope_funding
        )

    async def leverage(self, *, market: str, leverage: Decimal) -> None:
        """`POST /v1/leverage`; signed; costs 1 calls."""
        json: dict[str, Any] = {"market": market, "leverage": decimal_text(leverage)}
        return await self._call(
            _LEVERAGE, lambda: self._signing.signed("POST", "rest", "/v1/leverage", json=json), _nothing
        )

    async def margin(self, *, market: str, mode: Margin | str) -> None:
        """`POST /v1/margin`; signed; costs 1 calls."""
        json: dict[str, Any] = {"market": market, "mode": mode}
        return await self._call(
            _MARGIN, lambda: self._signing.signed("POST", "rest", "/v1/margin", json=json), _nothing
        )

    async def hedge(self, *, hedged: bool) -> None:
        """`POST /v1/hedge`; signed; costs 1 calls."""
        json: dict[str, Any] = {"hedged": hedged}
        return await self._call(_HEDGE, lambda: self._signing.signed("POST", "rest", "/v1/hedge", json=json), _nothing)
