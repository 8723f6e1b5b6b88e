"""Enveloped: the raw layer. One method per endpoint, wire types in and out, nothing normalized.

Every method raises as `RestExecutor.call` does, and ConfigurationError for bad arguments before anything is sent.
`over` says what a call goes over: REST, or a stream connection that takes the same call and is opened by the first one.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from decimal import Decimal
from typing import Any, Literal, TypeVar

import msgspec
from venue_runtime.arguments import given, require_one
from venue_runtime.exprs import sent
from venue_runtime.limits import Costs
from venue_runtime.pages import Pages
from venue_runtime.rest import Endpoint, Over, RestExecutor
from venue_runtime.wire import decimal_text, query_text, quote

from .signing import Signing
from .types import Done, Kind, ManyAccount, ManyAck, ManyMarket, ManyOrder, NewOrder, Order, Side

_Transport = Literal["rest", "private"]
_T = TypeVar("_T")

_MARKETS = Endpoint("markets", "GET", "/v5/public/instruments", costs=(("calls", 1),), lenient=("data",))
_PLACE_MANY = Endpoint("place_many", "POST", "/v5/trade/orders", is_command=True, costs=(("calls", 1),))
_CANCEL_MANY = Endpoint("cancel_many", "POST", "/v5/trade/cancel-orders", is_command=True, costs=(("calls", 1),))
_CANCEL_ALL = Endpoint("cancel_all", "POST", "/v5/trade/cancel-all", is_command=True, costs=(("calls", 1),))
_STREAM_CANCEL_ALL = Endpoint(
    "stream_cancel_all", "", "", is_command=True, costs=(("calls", 1),), over=Over("private", "cancel-all")
)
_PLACE = Endpoint(
    "place", "POST", "/v5/trade/order", is_command=True, costs=(("calls", 1),), over=Over("private", "order")
)
_CANCEL = Endpoint(
    "cancel",
    "POST",
    "/v5/trade/cancel-order",
    is_command=True,
    costs=(("calls", 1),),
    over=Over("private", "cancel-order"),
)
_ORDER = Endpoint("order", "GET", "/v5/trade/order", costs=(("calls", 1),))
_OPEN_ORDERS = Endpoint("open_orders", "GET", "/v5/trade/orders-pending", costs=(("calls", 1),))
_FILLS = Endpoint("fills", "GET", "/v5/trade/fills", costs=(("calls", 1),))
_BALANCE = Endpoint("balance", "GET", "/v5/account/balance", costs=(("calls", 1),))
_decode_many_market = msgspec.json.Decoder(ManyMarket).decode
_decode_many_ack = msgspec.json.Decoder(ManyAck).decode
_decode_done = msgspec.json.Decoder(Done).decode
_decode_many_order = msgspec.json.Decoder(ManyOrder).decode
_decode_many_account = msgspec.json.Decoder(ManyAccount).decode


class EnvelopedEndpoints:
    """The endpoints of Enveloped, in the order of the spec."""

    def __init__(self, rest: RestExecutor, signing: Signing) -> None:
        self._call = rest.call
        self._call_over = rest.call_over
        self._signing = signing

    def _send_headers_json(
        self,
        endpoint: Endpoint,
        fields: Mapping[str, object],
        over: str,
        decode: Callable[[bytes], _T],
        *,
        costs: Costs | None = None,
        client_order_id: str | None = None,
    ) -> Awaitable[_T]:
        """`fields` as the json of a request; or, signed by `session`, as the parameters of a call over private."""
        if endpoint.goes_over(over):
            return self._call_over(
                endpoint,
                lambda: self._signing.session(given(fields)),
                decode,
                costs=costs,
                client_order_id=client_order_id,
            )
        return self._call(
            endpoint,
            lambda: self._signing.headers(endpoint.method, endpoint.host, endpoint.path, json=given(fields)),
            decode,
            costs=costs,
            client_order_id=client_order_id,
        )

    async def markets(self) -> ManyMarket:
        """`GET /v5/public/instruments`; public; costs 1 calls."""
        return await self._call(
            _MARKETS, lambda: self._signing.public("GET", "rest", "/v5/public/instruments"), _decode_many_market
        )

    async def place_many(self, *, inst: str, orders: list[NewOrder]) -> ManyAck:
        """`POST /v5/trade/orders`; headers; costs 1 calls."""
        json: dict[str, Any] = {"instId": inst, "orders": [sent(x) for x in orders]}
        return await self._call(
            _PLACE_MANY, lambda: self._signing.headers("POST", "rest", "/v5/trade/orders", json=json), _decode_many_ack
        )

    async def cancel_many(self, *, ids: list[str]) -> Done:
        """`POST /v5/trade/cancel-orders`; headers; costs 1 calls."""
        json: dict[str, Any] = {"ids": ids}
        return await self._call(
            _CANCEL_MANY,
            lambda: self._signing.headers("POST", "rest", "/v5/trade/cancel-orders", json=json),
            _decode_done,
        )

    async def cancel_all(self) -> Done:
        """`POST /v5/trade/cancel-all`; headers; costs 1 calls."""
        return await self._call(
            _CANCEL_ALL, lambda: self._signing.headers("POST", "rest", "/v5/trade/cancel-all"), _decode_done
        )

    async def stream_cancel_all(self, *, scope: str) -> Done:
        """`cancel-all` over private; headers; costs 1 calls."""
        fields: dict[str, Any] = {"filter": {"scope": scope}}
        return await self._call_over(_STREAM_CANCEL_ALL, lambda: self._signing.session({**fields}), _decode_done)

    async def place(
        self,
        *,
        inst: str,
        side: Side | str,
        kind: Kind | str,
        size: Decimal,
        price: Decimal | None = None,
        client_id: str | None = None,
        over: _Transport = "rest",
    ) -> ManyAck:
        """`POST /v5/trade/order`; headers; costs 1 calls."""
        fields = {
            "instId": inst,
            "side": side,
            "ordType": kind,
            "sz": decimal_text(size),
            "px": None if price is None else decimal_text(price),
            "clOrdId": client_id,
        }
        return await self._send_headers_json(_PLACE, fields, over, _decode_many_ack, client_order_id=client_id)

    async def cancel(
        self, *, inst: str, id: str | None = None, client_id: str | None = None, over: _Transport = "rest"
    ) -> ManyAck:
        """`POST /v5/trade/cancel-order`; headers; costs 1 calls."""
        require_one("cancel", id=id, client_id=client_id)
        fields = {"instId": inst, "ordId": id, "clOrdId": client_id}
        return await self._send_headers_json(_CANCEL, fields, over, _decode_many_ack, client_order_id=client_id)

    async def order(self, *, inst: str, id: str | None = None, client_id: str | None = None) -> ManyOrder:
        """`GET /v5/trade/order`; headers; costs 1 calls."""
        require_one("order", id=id, client_id=client_id)
        query = (
            f"instId={quote(inst)}"
            + (f"&ordId={quote(id)}" if id is not None else "")
            + (f"&clOrdId={quote(client_id)}" if client_id is not None else "")
        )
        return await self._call(
            _ORDER,
            lambda: self._signing.headers("GET", "rest", "/v5/trade/order", query=query),
            _decode_many_order,
            client_order_id=client_id,
        )

    async def open_orders(
        self, *, inst: str | None = None, after: str | None = None, headers: dict[str, str] | None = None
    ) -> ManyOrder:
        """`GET /v5/trade/orders-pending`; headers; costs 1 calls.

        Args:
            headers: Filled with the headers of the answer, which tell the next page.
        """
        query = query_text({"instId": inst, "after": after})
        return await self._call(
            _OPEN_ORDERS,
            lambda: self._signing.headers("GET", "rest", "/v5/trade/orders-pending", query=query),
            _decode_many_order,
            headers=headers,
        )

    async def iter_open_orders(self, *, inst: str | None = None, after: str | None = None) -> AsyncIterator[Order]:
        """All items of `open_orders`, page after page, the newest pages first."""
        cursor: str | None = after
        pages = Pages("open_orders", cursor)
        headers: dict[str, str] = {}
        while True:
            r = await self.open_orders(inst=inst, after=cursor, headers=headers)
            page = r.data
            for item in page:
                yield item
            if not page:
                return
            following = headers.get("x-next")
            if following is None:
                return
            cursor = pages.turn(following)

    async def fills(self, *, inst: str | None = None) -> ManyOrder:
        """`GET /v5/trade/fills`; headers; costs 1 calls."""
        query = query_text({"instId": inst})
        return await self._call(
            _FILLS, lambda: self._signing.headers("GET", "rest", "/v5/trade/fills", query=query), _decode_many_order
        )

    async def balance(self) -> ManyAccount:
        """`GET /v5/account/balance`; headers; costs 1 calls."""
        return await self._call(
            _BALANCE, lambda: self._signing.headers("GET", "rest", "/v5/account/balance"), _decode_many_account
        )
