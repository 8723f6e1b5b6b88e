"""Rpc: the raw layer. One method per endpoint, wire types in and out, nothing normalized.

Every method raises as `RestExecutor.call` does, and ConfigurationError for bad arguments before anything is sent.
`over` says what a call goes over: REST, or a stream connection that takes the same call and is opened by the first one.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

import msgspec
from venue_runtime.arguments import given
from venue_runtime.rest import Endpoint, Over, RestExecutor
from venue_runtime.wire import bool_text, decimal_text, query_text, quote

from .signing import Signing
from .types import (
    Kind,
    Life,
    ResultCandles,
    ResultFills,
    ResultGranted,
    ResultListMarket,
    ResultListOrder,
    ResultMs,
    ResultOrder,
    ResultPlaced,
    ResultSummaries,
    Side,
)

_Transport = Literal["rest", "calls"]

_AUTH = Endpoint("auth", "GET", "/public/auth", costs=(("credits", 10),))
_REFRESH = Endpoint("refresh", "GET", "/public/auth", costs=(("credits", 10),))
_TIME = Endpoint("time", "GET", "/public/get_time", costs=(("credits", 10),))
_MARKETS = Endpoint("markets", "GET", "/public/get_instruments", costs=(("credits", 10),), lenient=("result",))
_CANDLES = Endpoint("candles", "GET", "/public/get_candles", costs=(("credits", 10),))
_PLACE = Endpoint(
    "place", "GET", "/private/place", is_command=True, costs=(("credits", 10),), over=Over("calls", "private/place")
)
_CANCEL = Endpoint(
    "cancel", "GET", "/private/cancel", is_command=True, costs=(("credits", 10),), over=Over("calls", "private/cancel")
)
_ORDER = Endpoint("order", "GET", "/private/get_order_state", costs=(("credits", 10),))
_OPEN_ORDERS = Endpoint("open_orders", "GET", "/private/get_open_orders", costs=(("credits", 10),))
_FILLS = Endpoint("fills", "GET", "/private/get_user_trades", costs=(("credits", 10),))
_SUMMARIES = Endpoint("summaries", "GET", "/private/get_account_summaries", costs=(("credits", 10),))
_decode_result_granted = msgspec.json.Decoder(ResultGranted).decode
_decode_result_ms = msgspec.json.Decoder(ResultMs).decode
_decode_result_list_market = msgspec.json.Decoder(ResultListMarket).decode
_decode_result_candles = msgspec.json.Decoder(ResultCandles).decode
_decode_result_placed = msgspec.json.Decoder(ResultPlaced).decode
_decode_result_order = msgspec.json.Decoder(ResultOrder).decode
_decode_result_list_order = msgspec.json.Decoder(ResultListOrder).decode
_decode_result_fills = msgspec.json.Decoder(ResultFills).decode
_decode_result_summaries = msgspec.json.Decoder(ResultSummaries).decode


class RpcEndpoints:
    """The endpoints of Rpc, in the order of the spec."""

    def __init__(self, rest: RestExecutor, signing: Signing) -> None:
        self._call = rest.call
        self._call_over = rest.call_over
        self._signing = signing

    async def auth(self) -> ResultGranted:
        """`GET /public/auth`; grant; costs 10 credits."""
        query = "grant_type=client_signature"
        return await self._call(
            _AUTH, lambda: self._signing.grant("GET", "rest", "/public/auth", query=query), _decode_result_granted
        )

    async def refresh(self, *, refresh_token: str) -> ResultGranted:
        """`GET /public/auth`; public; costs 10 credits."""
        query = f"grant_type=refresh_token&refresh_token={quote(refresh_token)}"
        return await self._call(
            _REFRESH, lambda: self._signing.public("GET", "rest", "/public/auth", query=query), _decode_result_granted
        )

    async def time(self) -> ResultMs:
        """`GET /public/get_time`; public; costs 10 credits."""
        return await self._call(
            _TIME, lambda: self._signing.public("GET", "rest", "/public/get_time"), _decode_result_ms
        )

    async def markets(self) -> ResultListMarket:
        """`GET /public/get_instruments`; public; costs 10 credits."""
        return await self._call(
            _MARKETS, lambda: self._signing.public("GET", "rest", "/public/get_instruments"), _decode_result_list_market
        )

    async def candles(self, *, name: str, start: int, end: int, resolution: str) -> ResultCandles:
        """`GET /public/get_candles`; public; costs 10 credits."""
        query = (
            f"instrument_name={quote(name)}&start_timestamp={start}&end_timestamp={end}"
            + f"&resolution={quote(resolution)}"
        )
        return await self._call(
            _CANDLES,
            lambda: self._signing.public("GET", "rest", "/public/get_candles", query=query),
            _decode_result_candles,
        )

    async def place(
        self,
        *,
        name: str,
        side: Side | str,
        size: Decimal,
        kind: Kind | str,
        label: str | None = None,
        price: Decimal | None = None,
        life: Life | str | None = None,
        post_only: bool | None = None,
        over: _Transport = "rest",
    ) -> ResultPlaced:
        """`GET /private/place`; bearer; costs 10 credits."""
        if over != "rest" and _PLACE.goes_over(over):
            fields = given(
                {
                    "instrument_name": name,
                    "direction": side,
                    "amount": decimal_text(size),
                    "type": kind,
                    "label": label,
                    "price": None if price is None else decimal_text(price),
                    "time_in_force": life,
                    "post_only": post_only,
                }
            )
            return await self._call_over(
                _PLACE, lambda: self._signing.session({**fields}), _decode_result_placed, client_order_id=label
            )
        query = f"instrument_name={quote(name)}&direction={quote(side)}&amount={decimal_text(size)}"
        query += f"&type={quote(kind)}"
        if label is not None:
            query += f"&label={quote(label)}"
        if price is not None:
            query += f"&price={decimal_text(price)}"
        if life is not None:
            query += f"&time_in_force={quote(life)}"
        if post_only is not None:
            query += f"&post_only={bool_text(post_only)}"
        return await self._signing.leases.session.using(
            lambda: self._call(
                _PLACE,
                lambda: self._signing.bearer("GET", "rest", "/private/place", query=query),
                _decode_result_placed,
                client_order_id=label,
            )
        )

    async def cancel(self, *, id: str, over: _Transport = "rest") -> ResultOrder:
        """`GET /private/cancel`; bearer; costs 10 credits."""
        if over != "rest" and _CANCEL.goes_over(over):
            fields: dict[str, Any] = {"order_id": id}
            return await self._call_over(_CANCEL, lambda: self._signing.session({**fields}), _decode_result_order)
        query = f"order_id={quote(id)}"
        return await self._signing.leases.session.using(
            lambda: self._call(
                _CANCEL,
                lambda: self._signing.bearer("GET", "rest", "/private/cancel", query=query),
                _decode_result_order,
            )
        )

    async def order(self, *, id: str) -> ResultOrder:
        """`GET /private/get_order_state`; bearer; costs 10 credits."""
        query = f"order_id={quote(id)}"
        return await self._signing.leases.session.using(
            lambda: self._call(
                _ORDER,
                lambda: self._signing.bearer("GET", "rest", "/private/get_order_state", query=query),
                _decode_result_order,
            )
        )

    async def open_orders(self, *, name: str | None = None) -> ResultListOrder:
        """`GET /private/get_open_orders`; bearer; costs 10 credits."""
        query = query_text({"instrument_name": name})
        return await self._signing.leases.session.using(
            lambda: self._call(
                _OPEN_ORDERS,
                lambda: self._signing.bearer("GET", "rest", "/private/get_open_orders", query=query),
                _decode_result_list_order,
            )
        )

    async def fills(
        self, *, name: str | None = None, since: int | None = None, limit: int | None = None
    ) -> ResultFills:
        """`GET /private/get_user_trades`; bearer; costs 10 credits."""
        query = query_text({"instrument_name": name, "start_timestamp": since, "count": limit})
        return await self._signing.leases.session.using(
            lambda: self._call(
                _FILLS,
                lambda: self._signing.bearer("GET", "rest", "/private/get_user_trades", query=query),
                _decode_result_fills,
            )
        )

    async def summaries(self) -> ResultSummaries:
        """`GET /private/get_account_summaries`; bearer; costs 10 credits."""
        return await self._signing.leases.session.using(
            lambda: self._call(
                _SUMMARIES,
                lambda: self._signing.bearer("GET", "rest", "/private/get_account_summaries"),
                _decode_result_summaries,
            )
        )
