"""Bitvavo: the raw layer. One method per endpoint, wire types in and out, nothing normalized.

Every method raises as `RestExecutor.call` does, and ConfigurationError for bad arguments before anything is sent.
"""

from __future__ import annotations

import msgspec
from venue_runtime.rest import Endpoint, RestExecutor
from venue_runtime.wire import query_text, quote

from .signing import Signing
from .types import Market, Order, Time

_TIME = Endpoint("time", "GET", "/time", costs=(("weight", 1),))
_MARKETS = Endpoint("markets", "GET", "/markets", costs=(("weight", 1),), lenient=())
_ORDER = Endpoint("order", "GET", "/order", costs=(("weight", 1),))
_OPEN_ORDERS = Endpoint("open_orders", "GET", "/ordersOpen")
_decode_time = msgspec.json.Decoder(Time).decode
_decode_list_market = msgspec.json.Decoder(list[Market]).decode
_decode_order = msgspec.json.Decoder(Order).decode
_decode_list_order = msgspec.json.Decoder(list[Order]).decode


class BitvavoEndpoints:
    """The endpoints of Bitvavo, in the order of the spec."""

    def __init__(self, rest: RestExecutor, signing: Signing) -> None:
        self._call = rest.call
        self._signing = signing

    async def time(self) -> Time:
        """`GET /time`; public; costs 1 weight."""
        return await self._call(_TIME, lambda: self._signing.public("GET", "rest", "/time"), _decode_time)

    async def markets(self) -> list[Market]:
        """`GET /markets`; public; costs 1 weight."""
        return await self._call(_MARKETS, lambda: self._signing.public("GET", "rest", "/markets"), _decode_list_market)

    async def order(self, *, symbol: str, order_id: str | None = None, client_order_id: str | None = None) -> Order:
        """`GET /order`; signed; costs 1 weight."""
        query = (
            f"market={quote(symbol)}"
            + (f"&orderId={quote(order_id)}" if order_id is not None else "")
            + (f"&clientOrderId={quote(client_order_id)}" if client_order_id is not None else "")
        )
        return await self._call(
            _ORDER,
            lambda: self._signing.signed("GET", "rest", "/order", query=query),
            _decode_order,
            client_order_id=client_order_id,
        )

    async def open_orders(self, *, symbol: str | None = None) -> list[Order]:
        """`GET /ordersOpen`; signed; costs weight by parameters."""
        query = query_text({"market": symbol})
        return await self._call(
            _OPEN_ORDERS,
            lambda: self._signing.signed("GET", "rest", "/ordersOpen", query=query),
            _decode_list_order,
            costs=(("weight", 1 if symbol is not None else 25),),
        )
