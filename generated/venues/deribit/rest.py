"""Deribit: the raw layer. One method per endpoint, wire types in and out, nothing normalized.

Every method raises as `RestExecutor.call` does, and ConfigurationError for bad arguments before anything is sent.
`over` says what a call goes over: REST, or a stream connection that takes the same call and is opened by the first one.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from decimal import Decimal
from typing import Any, Literal, TypeVar

import msgspec
from venue_runtime.arguments import given, require_range
from venue_runtime.exprs import json_number
from venue_runtime.limits import Costs
from venue_runtime.rest import Endpoint, Over, RestExecutor
from venue_runtime.wire import bool_text, decimal_text, query_text, quote

from .signing import Signing
from .types import (
    Kind,
    Life,
    OrderType,
    ResultChart,
    ResultFills,
    ResultGrant,
    ResultInstrument,
    ResultInt,
    ResultListInstrument,
    ResultListOrder,
    ResultListPosition,
    ResultMs,
    ResultOrder,
    ResultOrderBook,
    ResultPlaced,
    ResultStatus,
    ResultStr,
    ResultSummaries,
    ResultTicker,
    ResultTrades,
    ResultVersion,
    Sorting,
    Trigger,
)

_Transport = Literal["rest", "private"]
_T = TypeVar("_T")

_AUTH = Endpoint("auth", "GET", "/public/auth", costs=(("credits", 500),))
_AUTH_BY_SECRET = Endpoint("auth_by_secret", "GET", "/public/auth", costs=(("credits", 500),))
_REFRESH = Endpoint("refresh", "GET", "/public/auth", costs=(("credits", 500),))
_TIME = Endpoint("time", "GET", "/public/get_time", costs=(("credits", 500),))
_STATUS = Endpoint("status", "GET", "/public/status", costs=(("credits", 500),))
_TEST = Endpoint("test", "GET", "/public/test", costs=(("credits", 500),))
_INSTRUMENTS = Endpoint(
    "instruments", "GET", "/public/get_instruments", costs=(("credits", 500), ("instruments", 1)), lenient=("result",)
)
_INSTRUMENT = Endpoint("instrument", "GET", "/public/get_instrument", costs=(("credits", 500),))
_TICKER = Endpoint("ticker", "GET", "/public/ticker", costs=(("credits", 500),))
_ORDER_BOOK = Endpoint("order_book", "GET", "/public/get_order_book", costs=(("credits", 500),))
_TRADES = Endpoint("trades", "GET", "/public/get_last_trades_by_instrument", costs=(("credits", 500),))
_TRADES_SINCE = Endpoint(
    "trades_since", "GET", "/public/get_last_trades_by_instrument_and_time", costs=(("credits", 500),)
)
_CANDLES = Endpoint("candles", "GET", "/public/get_tradingview_chart_data", costs=(("credits", 500),))
_BUY = Endpoint(
    "buy", "GET", "/private/buy", is_command=True, costs=(("matching", 1),), over=Over("private", "private/buy")
)
_SELL = Endpoint(
    "sell", "GET", "/private/sell", is_command=True, costs=(("matching", 1),), over=Over("private", "private/sell")
)
_EDIT = Endpoint(
    "edit", "GET", "/private/edit", is_command=True, costs=(("matching", 1),), over=Over("private", "private/edit")
)
_CANCEL = Endpoint(
    "cancel",
    "GET",
    "/private/cancel",
    is_command=True,
    costs=(("matching", 1),),
    over=Over("private", "private/cancel"),
)
_CANCEL_BY_LABEL = Endpoint(
    "cancel_by_label",
    "GET",
    "/private/cancel_by_label",
    is_command=True,
    costs=(("matching", 1),),
    over=Over("private", "private/cancel_by_label"),
)
_CANCEL_ALL = Endpoint(
    "cancel_all",
    "GET",
    "/private/cancel_all",
    is_command=True,
    costs=(("matching", 1),),
    over=Over("private", "private/cancel_all"),
)
_CANCEL_ALL_BY_INSTRUMENT = Endpoint(
    "cancel_all_by_instrument",
    "GET",
    "/private/cancel_all_by_instrument",
    is_command=True,
    costs=(("matching", 1),),
    over=Over("private", "private/cancel_all_by_instrument"),
)
_CANCEL_ON_DISCONNECT = Endpoint(
    "cancel_on_disconnect",
    "GET",
    "/private/enable_cancel_on_disconnect",
    is_command=True,
    costs=(("credits", 500),),
    over=Over("private", "private/enable_cancel_on_disconnect"),
)
_ORDER = Endpoint(
    "order",
    "GET",
    "/private/get_order_state",
    costs=(("credits", 500),),
    over=Over("private", "private/get_order_state"),
)
_ORDERS_BY_LABEL = Endpoint(
    "orders_by_label",
    "GET",
    "/private/get_order_state_by_label",
    costs=(("credits", 500),),
    over=Over("private", "private/get_order_state_by_label"),
)
_OPEN_ORDERS = Endpoint("open_orders", "GET", "/private/get_open_orders", costs=(("credits", 500),))
_OPEN_ORDERS_BY_INSTRUMENT = Endpoint(
    "open_orders_by_instrument", "GET", "/private/get_open_orders_by_instrument", costs=(("credits", 500),)
)
_FILLS = Endpoint("fills", "GET", "/private/get_user_trades_by_currency", costs=(("credits", 500),))
_FILLS_BY_INSTRUMENT = Endpoint(
    "fills_by_instrument", "GET", "/private/get_user_trades_by_instrument", costs=(("credits", 500),)
)
_SUMMARIES = Endpoint("summaries", "GET", "/private/get_account_summaries", costs=(("credits", 500),))
_POSITIONS = Endpoint("positions", "GET", "/private/get_positions", costs=(("credits", 500),))
_decode_result_grant = msgspec.json.Decoder(ResultGrant).decode
_decode_result_ms = msgspec.json.Decoder(ResultMs).decode
_decode_result_status = msgspec.json.Decoder(ResultStatus).decode
_decode_result_version = msgspec.json.Decoder(ResultVersion).decode
_decode_result_list_instrument = msgspec.json.Decoder(ResultListInstrument).decode
_decode_result_instrument = msgspec.json.Decoder(ResultInstrument).decode
_decode_result_ticker = msgspec.json.Decoder(ResultTicker).decode
_decode_result_order_book = msgspec.json.Decoder(ResultOrderBook).decode
_decode_result_trades = msgspec.json.Decoder(ResultTrades).decode
_decode_result_chart = msgspec.json.Decoder(ResultChart).decode
_decode_result_placed = msgspec.json.Decoder(ResultPlaced).decode
_decode_result_order = msgspec.json.Decoder(ResultOrder).decode
_decode_result_int = msgspec.json.Decoder(ResultInt).decode
_decode_result_str = msgspec.json.Decoder(ResultStr).decode
_decode_result_list_order = msgspec.json.Decoder(ResultListOrder).decode
_decode_result_fills = msgspec.json.Decoder(ResultFills).decode
_decode_result_summaries = msgspec.json.Decoder(ResultSummaries).decode
_decode_result_list_position = msgspec.json.Decoder(ResultListPosition).decode


class DeribitEndpoints:
    """The endpoints of Deribit, in the order of the spec."""

    def __init__(self, rest: RestExecutor, signing: Signing) -> None:
        self._call = rest.call
        self._call_over = rest.call_over
        self._signing = signing

    def _send_bearer(
        self,
        endpoint: Endpoint,
        fields: Mapping[str, object],
        over: str,
        decode: Callable[[bytes], _T],
        *,
        costs: Costs | None = None,
        client_order_id: str | None = None,
    ) -> Awaitable[_T]:
        """`fields` as the query of a request; or, signed by `session`, as the parameters of a call over private."""
        if endpoint.goes_over(over):
            return self._call_over(
                endpoint,
                lambda: self._signing.session(given(fields)),
                decode,
                costs=costs,
                client_order_id=client_order_id,
            )
        return self._signing.leases.session.using(
            lambda: self._call(
                endpoint,
                lambda: self._signing.bearer(endpoint.method, endpoint.host, endpoint.path, query=query_text(fields)),
                decode,
                costs=costs,
                client_order_id=client_order_id,
            )
        )

    async def auth(self, *, scope: str | None = None) -> ResultGrant:
        """`GET /public/auth`; granted; costs 500 credits."""
        query = "grant_type=client_signature" + (f"&scope={quote(scope)}" if scope is not None else "")
        return await self._call(
            _AUTH, lambda: self._signing.granted("GET", "rest", "/public/auth", query=query), _decode_result_grant
        )

    async def auth_by_secret(self, *, scope: str | None = None) -> ResultGrant:
        """The secret itself travels; `auth` signs instead.

        `GET /public/auth`; secret; costs 500 credits."""
        query = "grant_type=client_credentials" + (f"&scope={quote(scope)}" if scope is not None else "")
        return await self._call(
            _AUTH_BY_SECRET,
            lambda: self._signing.secret("GET", "rest", "/public/auth", query=query),
            _decode_result_grant,
        )

    async def refresh(self, *, refresh_token: str) -> ResultGrant:
        """`GET /public/auth`; public; costs 500 credits."""
        query = f"grant_type=refresh_token&refresh_token={quote(refresh_token)}"
        return await self._call(
            _REFRESH, lambda: self._signing.public("GET", "rest", "/public/auth", query=query), _decode_result_grant
        )

    async def time(self) -> ResultMs:
        """`GET /public/get_time`; public; costs 500 credits."""
        return await self._call(
            _TIME, lambda: self._signing.public("GET", "rest", "/public/get_time"), _decode_result_ms
        )

    async def status(self) -> ResultStatus:
        """`GET /public/status`; public; costs 500 credits."""
        return await self._call(
            _STATUS, lambda: self._signing.public("GET", "rest", "/public/status"), _decode_result_status
        )

    async def test(self) -> ResultVersion:
        """`GET /public/test`; public; costs 500 credits."""
        return await self._call(
            _TEST, lambda: self._signing.public("GET", "rest", "/public/test"), _decode_result_version
        )

    async def instruments(
        self, *, currency: str | None = None, kind: Kind | str | None = None, expired: bool | None = None
    ) -> ResultListInstrument:
        """`GET /public/get_instruments`; public; costs 500 credits, 1 instruments.

        Args:
            currency: currency (default: any)
        """
        currency = "any" if currency is None else currency
        query = (
            f"currency={quote(currency)}"
            + (f"&kind={quote(kind)}" if kind is not None else "")
            + (f"&expired={bool_text(expired)}" if expired is not None else "")
        )
        return await self._call(
            _INSTRUMENTS,
            lambda: self._signing.public("GET", "rest", "/public/get_instruments", query=query),
            _decode_result_list_instrument,
        )

    async def instrument(self, *, name: str) -> ResultInstrument:
        """`GET /public/get_instrument`; public; costs 500 credits."""
        query = f"instrument_name={quote(name)}"
        return await self._call(
            _INSTRUMENT,
            lambda: self._signing.public("GET", "rest", "/public/get_instrument", query=query),
            _decode_result_instrument,
        )

    async def ticker(self, *, name: str) -> ResultTicker:
        """`GET /public/ticker`; public; costs 500 credits."""
        query = f"instrument_name={quote(name)}"
        return await self._call(
            _TICKER, lambda: self._signing.public("GET", "rest", "/public/ticker", query=query), _decode_result_ticker
        )

    async def order_book(self, *, name: str, depth: int | None = None) -> ResultOrderBook:
        """`GET /public/get_order_book`; public; costs 500 credits."""
        require_range("order_book", "depth", depth, None, 10000)
        query = f"instrument_name={quote(name)}" + (f"&depth={depth}" if depth is not None else "")
        return await self._call(
            _ORDER_BOOK,
            lambda: self._signing.public("GET", "rest", "/public/get_order_book", query=query),
            _decode_result_order_book,
        )

    async def trades(
        self, *, name: str, limit: int | None = None, sorting: Sorting | str | None = None
    ) -> ResultTrades:
        """`GET /public/get_last_trades_by_instrument`; public; costs 500 credits."""
        query = (
            f"instrument_name={quote(name)}"
            + (f"&count={limit}" if limit is not None else "")
            + (f"&sorting={quote(sorting)}" if sorting is not None else "")
        )
        return await self._call(
            _TRADES,
            lambda: self._signing.public("GET", "rest", "/public/get_last_trades_by_instrument", query=query),
            _decode_result_trades,
        )

    async def trades_since(
        self, *, name: str, start: int, end: int, limit: int | None = None, sorting: Sorting | str | None = None
    ) -> ResultTrades:
        """`GET /public/get_last_trades_by_instrument_and_time`; public; costs 500 credits."""
        query = (
            f"instrument_name={quote(name)}&start_timestamp={start}&end_timestamp={end}"
            + (f"&count={limit}" if limit is not None else "")
            + (f"&sorting={quote(sorting)}" if sorting is not None else "")
        )
        return await self._call(
            _TRADES_SINCE,
            lambda: self._signing.public("GET", "rest", "/public/get_last_trades_by_instrument_and_time", query=query),
            _decode_result_trades,
        )

    async def candles(self, *, name: str, start: int, end: int, resolution: str) -> ResultChart:
        """`GET /public/get_tradingview_chart_data`; public; costs 500 credits."""
        query = (
            f"instrument_name={quote(name)}&start_timestamp={start}&end_timestamp={end}"
            + f"&resolution={quote(resolution)}"
        )
        return await self._call(
            _CANDLES,
            lambda: self._signing.public("GET", "rest", "/public/get_tradingview_chart_data", query=query),
            _decode_result_chart,
        )

    async def buy(
        self,
        *,
        name: str,
        amount: Decimal,
        kind: OrderType | str,
        label: str | None = None,
        price: Decimal | None = None,
        life: Life | str | None = None,
        display_amount: Decimal | None = None,
        post_only: bool | None = None,
        reject_post_only: bool | None = None,
        reduce_only: bool | None = None,
        trigger_price: Decimal | None = None,
        trigger_offset: Decimal | None = None,
        trigger: Trigger | str | None = None,
        advanced: str | None = None,
        mmp: bool | None = None,
        valid_until: int | None = None,
        over: _Transport = "rest",
    ) -> ResultPlaced:
        """`GET /private/buy`; bearer; costs 1 matching."""
        if over != "rest" and _BUY.goes_over(over):
            fields = given(
                {
                    "instrument_name": name,
                    "amount": json_number(amount),
                    "type": kind,
                    "label": label,
                    "price": None if price is None else json_number(price),
                    "time_in_force": life,
                    "display_amount": None if display_amount is None else json_number(display_amount),
                    "post_only": post_only,
                    "reject_post_only": reject_post_only,
                    "reduce_only": reduce_only,
                    "trigger_price": None if trigger_price is None else json_number(trigger_price),
                    "trigger_offset": None if trigger_offset is None else json_number(trigger_offset),
                    "trigger": trigger,
                    "advanced": advanced,
                    "mmp": mmp,
                    "valid_until": valid_until,
                }
            )
            return await self._call_over(
                _BUY, lambda: self._signing.session({**fields}), _decode_result_placed, client_order_id=label
            )
        query = f"instrument_name={quote(name)}&amount={decimal_text(amount)}&type={quote(kind)}"
        if label is not None:
            query += f"&label={quote(label)}"
        if price is not None:
            query += f"&price={decimal_text(price)}"
        if life is not None:
            query += f"&time_in_force={quote(life)}"
        if display_amount is not None:
            query += f"&display_amount={decimal_text(display_amount)}"
        if post_only is not None:
            query += f"&post_only={bool_text(post_only)}"
        if reject_post_only is not None:
            query += f"&reject_post_only={bool_text(reject_post_only)}"
        if reduce_only is not None:
            query += f"&reduce_only={bool_text(reduce_only)}"
        if trigger_price is not None:
            query += f"&trigger_price={decimal_text(trigger_price)}"
        if trigger_offset is not None:
            query += f"&trigger_offset={decimal_text(trigger_offset)}"
        if trigger is not None:
            query += f"&trigger={quote(trigger)}"
        if advanced is not None:
            query += f"&advanced={quote(advanced)}"
        if mmp is not None:
            query += f"&mmp={bool_text(mmp)}"
        if valid_until is not None:
            query += f"&valid_until={valid_until}"
        return await self._signing.leases.session.using(
            lambda: self._call(
                _BUY,
                lambda: self._signing.bearer("GET", "rest", "/private/buy", query=query),
                _decode_result_placed,
                client_order_id=label,
            )
        )

    async def sell(
        self,
        *,
        name: str,
        amount: Decimal,
        kind: OrderType | str,
        label: str | None = None,
        price: Decimal | None = None,
        life: Life | str | None = None,
        display_amount: Decimal | None = None,
        post_only: bool | None = None,
        reject_post_only: bool | None = None,
        reduce_only: bool | None = None,
        trigger_price: Decimal | None = None,
        trigger_offset: Decimal | None = None,
        trigger: Trigger | str | None = None,
        advanced: str | None = None,
        mmp: bool | None = None,
        valid_until: int | None = None,
        over: _Transport = "rest",
    ) -> ResultPlaced:
        """`GET /private/sell`; bearer; costs 1 matching."""
        if over != "rest" and _SELL.goes_over(over):
            fields = given(
                {
                    "instrument_name": name,
                    "amount": json_number(amount),
                    "type": kind,
                    "label": label,
                    "price": None if price is None else json_number(price),
                    "time_in_force": life,
                    "display_amount": None if display_amount is None else json_number(display_amount),
                    "post_only": post_only,
                    "reject_post_only": reject_post_only,
                    "reduce_only": reduce_only,
                    "trigger_price": None if trigger_price is None else json_number(trigger_price),
                    "trigger_offset": None if trigger_offset is None else json_number(trigger_offset),
                    "trigger": trigger,
                    "advanced": advanced,
                    "mmp": mmp,
                    "valid_until": valid_until,
                }
            )
            return await self._call_over(
                _SELL, lambda: self._signing.session({**fields}), _decode_result_placed, client_order_id=label
            )
        query = f"instrument_name={quote(name)}&amount={decimal_text(amount)}&type={quote(kind)}"
        if label is not None:
            query += f"&label={quote(label)}"
        if price is not None:
            query += f"&price={decimal_text(price)}"
        if life is not None:
            query += f"&time_in_force={quote(life)}"
        if display_amount is not None:
            query += f"&display_amount={decimal_text(display_amount)}"
        if post_only is not None:
            query += f"&post_only={bool_text(post_only)}"
        if reject_post_only is not None:
            query += f"&reject_post_only={bool_text(reject_post_only)}"
        if reduce_only is not None:
            query += f"&reduce_only={bool_text(reduce_only)}"
        if trigger_price is not None:
            query += f"&trigger_price={decimal_text(trigger_price)}"
        if trigger_offset is not None:
            query += f"&trigger_offset={decimal_text(trigger_offset)}"
        if trigger is not None:
            query += f"&trigger={quote(trigger)}"
        if advanced is not None:
            query += f"&advanced={quote(advanced)}"
        if mmp is not None:
            query += f"&mmp={bool_text(mmp)}"
        if valid_until is not None:
            query += f"&valid_until={valid_until}"
        return await self._signing.leases.session.using(
            lambda: self._call(
                _SELL,
                lambda: self._signing.bearer("GET", "rest", "/private/sell", query=query),
                _decode_result_placed,
                client_order_id=label,
            )
        )

    async def edit(
        self,
        *,
        id: str,
        amount: Decimal,
        price: Decimal | None = None,
        post_only: bool | None = None,
        reject_post_only: bool | None = None,
        trigger_price: Decimal | None = None,
        trigger_offset: Decimal | None = None,
        advanced: str | None = None,
        valid_until: int | None = None,
        over: _Transport = "rest",
    ) -> ResultPlaced:
        """`GET /private/edit`; bearer; costs 1 matching."""
        if over != "rest" and _EDIT.goes_over(over):
            fields = given(
                {
                    "order_id": id,
                    "amount": json_number(amount),
                    "price": None if price is None else json_number(price),
                    "post_only": post_only,
                    "reject_post_only": reject_post_only,
                    "trigger_price": None if trigger_price is None else json_number(trigger_price),
                    "trigger_offset": None if trigger_offset is None else json_number(trigger_offset),
                    "advanced": advanced,
                    "valid_until": valid_until,
                }
            )
            return await self._call_over(_EDIT, lambda: self._signing.session({**fields}), _decode_result_placed)
        query = f"order_id={quote(id)}&amount={decimal_text(amount)}"
        if price is not None:
            query += f"&price={decimal_text(price)}"
        if post_only is not None:
            query += f"&post_only={bool_text(post_only)}"
        if reject_post_only is not None:
            query += f"&reject_post_only={bool_text(reject_post_only)}"
        if trigger_price is not None:
            query += f"&trigger_price={decimal_text(trigger_price)}"
        if trigger_offset is not None:
            query += f"&trigger_offset={decimal_text(trigger_offset)}"
        if advanced is not None:
            query += f"&advanced={quote(advanced)}"
        if valid_until is not None:
            query += f"&valid_until={valid_until}"
        return await self._signing.leases.session.using(
            lambda: self._call(
                _EDIT, lambda: self._signing.bearer("GET", "rest", "/private/edit", query=query), _decode_result_placed
            )
        )

    async def cancel(self, *, id: str, over: _Transport = "rest") -> ResultOrder:
        """`GET /private/cancel`; bearer; costs 1 matching."""
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

    async def cancel_by_label(self, *, label: str, currency: str | None = None, over: _Transport = "rest") -> ResultInt:
        """Every order that has the label.

        `GET /private/cancel_by_label`; bearer; costs 1 matching."""
        fields = {"label": label, "currency": currency}
        return await self._send_bearer(_CANCEL_BY_LABEL, fields, over, _decode_result_int)

    async def cancel_all(self, *, over: _Transport = "rest") -> ResultInt:
        """`GET /private/cancel_all`; bearer; costs 1 matching."""
        if over != "rest" and _CANCEL_ALL.goes_over(over):
            return await self._call_over(_CANCEL_ALL, lambda: self._signing.session({}), _decode_result_int)
        return await self._signing.leases.session.using(
            lambda: self._call(
                _CANCEL_ALL, lambda: self._signing.bearer("GET", "rest", "/private/cancel_all"), _decode_result_int
            )
        )

    async def cancel_all_by_instrument(self, *, name: str, over: _Transport = "rest") -> ResultInt:
        """`GET /private/cancel_all_by_instrument`; bearer; costs 1 matching."""
        if over != "rest" and _CANCEL_ALL_BY_INSTRUMENT.goes_over(over):
            fields: dict[str, Any] = {"instrument_name": name}
            return await self._call_over(
                _CANCEL_ALL_BY_INSTRUMENT, lambda: self._signing.session({**fields}), _decode_result_int
            )
        query = f"instrument_name={quote(name)}"
        return await self._signing.leases.session.using(
            lambda: self._call(
                _CANCEL_ALL_BY_INSTRUMENT,
                lambda: self._signing.bearer("GET", "rest", "/private/cancel_all_by_instrument", query=query),
                _decode_result_int,
            )
        )

    async def cancel_on_disconnect(self, *, over: _Transport = "rest") -> ResultStr:
        """Over the connection alone.

        `GET /private/enable_cancel_on_disconnect`; bearer; costs 500 credits."""
        if over != "rest" and _CANCEL_ON_DISCONNECT.goes_over(over):
            fields: dict[str, Any] = {"scope": "connection"}
            return await self._call_over(
                _CANCEL_ON_DISCONNECT, lambda: self._signing.session({**fields}), _decode_result_str
            )
        query = "scope=connection"
        return await self._signing.leases.session.using(
            lambda: self._call(
                _CANCEL_ON_DISCONNECT,
                lambda: self._signing.bearer("GET", "rest", "/private/enable_cancel_on_disconnect", query=query),
                _decode_result_str,
            )
        )

    async def order(self, *, id: str, over: _Transport = "rest") -> ResultOrder:
        """`GET /private/get_order_state`; bearer; costs 500 credits."""
        fields = {"order_id": id}
        return await self._send_bearer(_ORDER, fields, over, _decode_result_order)

    async def orders_by_label(self, *, currency: str, label: str, over: _Transport = "rest") -> ResultListOrder:
        """`GET /private/get_order_state_by_label`; bearer; costs 500 credits."""
        fields = {"currency": currency, "label": label}
        return await self._send_bearer(_ORDERS_BY_LABEL, fields, over, _decode_result_list_order)

    async def open_orders(self) -> ResultListOrder:
        """`GET /private/get_open_orders`; bearer; costs 500 credits."""
        return await self._signing.leases.session.using(
            lambda: self._call(
                _OPEN_ORDERS,
                lambda: self._signing.bearer("GET", "rest", "/private/get_open_orders"),
                _decode_result_list_order,
            )
        )

    async def open_orders_by_instrument(self, *, name: str) -> ResultListOrder:
        """`GET /private/get_open_orders_by_instrument`; bearer; costs 500 credits."""
        query = f"instrument_name={quote(name)}"
        return await self._signing.leases.session.using(
            lambda: self._call(
                _OPEN_ORDERS_BY_INSTRUMENT,
                lambda: self._signing.bearer("GET", "rest", "/private/get_open_orders_by_instrument", query=query),
                _decode_result_list_order,
            )
        )

    async def fills(
        self,
        *,
        currency: str,
        limit: int | None = None,
        start: int | None = None,
        sorting: Sorting | str | None = None,
        historical: bool | None = None,
    ) -> ResultFills:
        """`GET /private/get_user_trades_by_currency`; bearer; costs 500 credits."""
        query = (
            f"currency={quote(currency)}"
            + (f"&count={limit}" if limit is not None else "")
            + (f"&start_timestamp={start}" if start is not None else "")
            + (f"&sorting={quote(sorting)}" if sorting is not None else "")
            + (f"&historical={bool_text(historical)}" if historical is not None else "")
        )
        return await self._signing.leases.session.using(
            lambda: self._call(
                _FILLS,
                lambda: self._signing.bearer("GET", "rest", "/private/get_user_trades_by_currency", query=query),
                _decode_result_fills,
            )
        )

    async def fills_by_instrument(
        self,
        *,
        name: str,
        limit: int | None = None,
        start: int | None = None,
        sorting: Sorting | str | None = None,
        historical: bool | None = None,
    ) -> ResultFills:
        """`GET /private/get_user_trades_by_instrument`; bearer; costs 500 credits."""
        query = (
            f"instrument_name={quote(name)}"
            + (f"&count={limit}" if limit is not None else "")
            + (f"&start_timestamp={start}" if start is not None else "")
            + (f"&sorting={quote(sorting)}" if sorting is not None else "")
            + (f"&historical={bool_text(historical)}" if historical is not None else "")
        )
        return await self._signing.leases.session.using(
            lambda: self._call(
                _FILLS_BY_INSTRUMENT,
                lambda: self._signing.bearer("GET", "rest", "/private/get_user_trades_by_instrument", query=query),
                _decode_result_fills,
            )
        )

    async def summaries(self) -> ResultSummaries:
        """`GET /private/get_account_summaries`; bearer; costs 500 credits."""
        return await self._signing.leases.session.using(
            lambda: self._call(
                _SUMMARIES,
                lambda: self._signing.bearer("GET", "rest", "/private/get_account_summaries"),
                _decode_result_summaries,
            )
        )

    async def positions(self, *, currency: str | None = None, kind: Kind | str | None = None) -> ResultListPosition:
        """`GET /private/get_positions`; bearer; costs 500 credits."""
        query = query_text({"currency": currency, "kind": kind})
        return await self._signing.leases.session.using(
            lambda: self._call(
                _POSITIONS,
                lambda: self._signing.bearer("GET", "rest", "/private/get_positions", query=query),
                _decode_result_list_position,
            )
        )
