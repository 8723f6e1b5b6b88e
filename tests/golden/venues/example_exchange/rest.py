"""Example Exchange: the raw layer. One method per endpoint, wire types in and out, nothing normalized.

Every method raises as `RestExecutor.call` does, and ConfigurationError for bad arguments before anything is sent.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from decimal import Decimal

import msgspec
from venue_runtime.arguments import given, require_one, require_range
from venue_runtime.pages import Pages
from venue_runtime.rest import Endpoint, RestExecutor
from venue_runtime.wire import bool_text, decimal_text, query_text, quote

from .signing import Signing
from .types import (
    EnvelopeListFunds,
    EnvelopeListMarket,
    EnvelopeOrder,
    EnvelopeOrderId,
    EnvelopePageFill,
    EnvelopeToken,
    Fill,
    Kind,
    Side,
)

_MARKETS = Endpoint("markets", "GET", "/v1/markets", costs=(("calls", 1),), lenient=("data",))
_PLACE = Endpoint("place", "POST", "/v1/orders", is_command=True, costs=(("calls", 1), ("orders", 1)))
_CANCEL = Endpoint("cancel", "DELETE", "/v1/orders/{id}", is_command=True, costs=(("calls", 1),))
_ORDER = Endpoint("order", "GET", "/v1/orders", costs=(("calls", 1),))
_FILLS = Endpoint("fills", "GET", "/v1/fills", costs=(("calls", 1),))
_FUNDS = Endpoint("funds", "GET", "/v1/funds", costs=(("calls", 1),))
_STREAM_TOKEN = Endpoint("stream_token", "POST", "/v1/private/stream_token", costs=(("calls", 1),))
_KEEP_STREAM_TOKEN = Endpoint("keep_stream_token", "POST", "/v1/private/keep_stream_token", costs=(("calls", 1),))
_decode_envelope_list_market = msgspec.json.Decoder(EnvelopeListMarket).decode
_decode_envelope_order_id = msgspec.json.Decoder(EnvelopeOrderId).decode
_decode_envelope_order = msgspec.json.Decoder(EnvelopeOrder).decode
_decode_envelope_page_fill = msgspec.json.Decoder(EnvelopePageFill).decode
_decode_envelope_list_funds = msgspec.json.Decoder(EnvelopeListFunds).decode
_decode_envelope_token = msgspec.json.Decoder(EnvelopeToken).decode


class ExampleExchangeEndpoints:
    """The endpoints of Example Exchange, in the order of the spec."""

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
        kind: Kind | str,
        account: str,
        size: Decimal | None = None,
        price: Decimal | None = None,
        post_only: bool | None = None,
        client_id: str | None = None,
    ) -> EnvelopeOrderId:
        """`POST /v1/orders`; signed; costs 1 calls, 1 orders."""
        json = given(
            {
                "market": market,
                "side": side,
                "kind": kind,
                "size": None if size is None else decimal_text(size),
                "price": None if price is None else decimal_text(price),
                "post_only": None if post_only is None else bool_text(post_only),
                "options": given({"account": account, "client_id": client_id}),
            }
        )
        return await self._call(
            _PLACE,
            lambda: self._signing.signed("POST", "rest", "/v1/orders", json=json),
            _decode_envelope_order_id,
            client_order_id=client_id,
        )

    async def cancel(self, *, id: int) -> EnvelopeOrderId:
        """`DELETE /v1/orders/{id}`; signed; costs 1 calls."""
        return await self._call(
            _CANCEL, lambda: self._signing.signed("DELETE", "rest", f"/v1/orders/{id}"), _decode_envelope_order_id
        )

    async def order(self, *, id: int | None = None, client_id: str | None = None) -> EnvelopeOrder:
        """`GET /v1/orders`; signed; costs 1 calls."""
        require_one("order", id=id, client_id=client_id)
        query = query_text({"id": None if id is None else str(id), "client_id": client_id})
        return await self._call(
            _ORDER,
            lambda: self._signing.signed("GET", "rest", "/v1/orders", query=query),
            _decode_envelope_order,
            client_order_id=client_id,
        )

    async def fills(
        self, *, market: str | None = None, cursor: str | None = None, limit: int | None = None
    ) -> EnvelopePageFill:
        """`GET /v1/fills`; bearer; costs 1 calls.

        Args:
            limit: limit (default: 100)
        """
        limit = 100 if limit is None else limit
        require_range("fills", "limit", limit, 1, 500)
        query = query_text({"market": market, "cursor": cursor, "limit": limit})
        return await self._call(
            _FILLS, lambda: self._signing.bearer("GET", "rest", "/v1/fills", query=query), _decode_envelope_page_fill
        )

    async def iter_fills(
        self, *, market: str | None = None, cursor: str | None = None, limit: int | None = None
    ) -> AsyncIterator[Fill]:
        """All items of `fills`, page after page, from the first page on. `limit` is the size of a page."""
        size = 100 if limit is None else limit
        pages = Pages("fills", cursor)
        while True:
            r = await self.fills(market=market, cursor=cursor, limit=size)
            page = r.data.items
            for item in page:
                yield item
            if r.data.cursor in ("", "-"):
                return
            following = r.data.cursor if r.data.cursor not in ("", "-") else None
            if following is None:
                return
            cursor = pages.turn(following)

    async def funds(self, *, account: str) -> EnvelopeListFunds:
        """`GET /v1/funds`; signed; costs 1 calls."""
        query = f"account={quote(account)}"
        return await self._call(
            _FUNDS, lambda: self._signing.signed("GET", "rest", "/v1/funds", query=query), _decode_envelope_list_funds
        )

    async def stream_token(self) -> EnvelopeToken:
        """`POST /v1/private/stream_token`; nonce_form; costs 1 calls."""
        return await self._call(
            _STREAM_TOKEN,
            lambda: self._signing.nonce_form("POST", "rest", "/v1/private/stream_token"),
            _decode_envelope_token,
        )

    async def keep_stream_token(self) -> EnvelopeToken:
        """`POST /v1/private/keep_stream_token`; nonce_form; costs 1 calls."""
        return await self._call(
            _KEEP_STREAM_TOKEN,
            lambda: self._signing.nonce_form("POST", "rest", "/v1/private/keep_stream_token"),
            _decode_envelope_token,
        )
