"""Example Sections: the raw layer. One method per endpoint, wire types in and out, nothing normalized.

Every method raises as `RestExecutor.call` does, and ConfigurationError for bad arguments before anything is sent.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any
from urllib.parse import unquote

import msgspec
from msgspec import UNSET
from venue_runtime.arguments import given
from venue_runtime.pages import Pages
from venue_runtime.rest import Endpoint, RestExecutor
from venue_runtime.wire import decimal_text, quote

from .signing import Signing
from .types import Order, ReplyListMarket, ReplyOrder, ReplyPage, ReplyPlaced, Side

_MARKETS = Endpoint("markets", "GET", "/v1/markets", lenient=("data",))
_PLACE = Endpoint("place", "POST", "/v1/order", is_command=True)
_ORDER = Endpoint("order", "POST", "/v1/order/status")
_OPEN_ORDERS = Endpoint("open_orders", "POST", "/v1/orders")
_decode_reply_list_market = msgspec.json.Decoder(ReplyListMarket).decode
_decode_reply_placed = msgspec.json.Decoder(ReplyPlaced).decode
_decode_reply_order = msgspec.json.Decoder(ReplyOrder).decode
_decode_reply_page = msgspec.json.Decoder(ReplyPage).decode


class ExampleSectionsEndpoints:
    """The endpoints of Example Sections, in the order of the spec."""

    def __init__(self, rest: RestExecutor, signing: Signing) -> None:
        self._call = rest.call
        self._signing = signing

    async def markets(self, *, section: str) -> ReplyListMarket:
        """`GET /v1/markets`; public."""
        query = f"section={quote(section)}"
        return await self._call(
            _MARKETS, lambda: self._signing.public("GET", "rest", "/v1/markets", query=query), _decode_reply_list_market
        )

    async def place(
        self,
        *,
        section: str,
        market: str,
        side: Side | str,
        size: Decimal,
        price: Decimal,
        client_id: str | None = None,
    ) -> ReplyPlaced:
        """`POST /v1/order`; signed."""
        json = given(
            {
                "section": section,
                "market": market,
                "side": side,
                "size": decimal_text(size),
                "price": decimal_text(price),
                "cid": client_id,
            }
        )
        return await self._call(
            _PLACE, lambda: self._signing.signed("POST", "rest", "/v1/order", json=json), _decode_reply_placed
        )

    async def order(self, *, section: str, id: int) -> ReplyOrder:
        """`POST /v1/order/status`; signed."""
        json: dict[str, Any] = {"section": section, "id": id}
        return await self._call(
            _ORDER, lambda: self._signing.signed("POST", "rest", "/v1/order/status", json=json), _decode_reply_order
        )

    async def open_orders(self, *, section: str, cursor: str | None = None) -> ReplyPage:
        """`POST /v1/orders`; signed."""
        json = given({"section": section, "cursor": cursor})
        return await self._call(
            _OPEN_ORDERS, lambda: self._signing.signed("POST", "rest", "/v1/orders", json=json), _decode_reply_page
        )

    async def iter_open_orders(self, *, section: str, cursor: str | None = None) -> AsyncIterator[Order]:
        """All items of `open_orders`, page after page, from the first page on."""
        pages = Pages("open_orders", cursor)
        while True:
            r = await self.open_orders(section=section, cursor=cursor)
            page = r.data.rows
            for item in page:
                yield item
            if (r.data.cursor if r.data.cursor is not UNSET and r.data.cursor else "") == "":
                return
            cursor = pages.turn(unquote(r.data.cursor if r.data.cursor is not UNSET and r.data.cursor else ""))
