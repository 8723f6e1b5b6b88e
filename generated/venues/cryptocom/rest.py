"""Crypto.com Exchange: the raw layer. One method per endpoint, wire types in and out, nothing normalized.

Every method raises as `RestExecutor.call` does, and ConfigurationError for bad arguments before anything is sent.
`over` says what a call goes over: REST, or a stream connection that takes the same call and is opened by the first one.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

import msgspec
from venue_runtime.arguments import given, require_any, require_range
from venue_runtime.exprs import sent
from venue_runtime.rest import Endpoint, Over, RestExecutor
from venue_runtime.wire import decimal_text, query_text, quote

from .signing import Signing
from .types import (
    CancelOne,
    CancelType,
    Done,
    NewOrder,
    OrderType,
    ResultAck,
    ResultBook,
    ResultCandlestick,
    ResultListPlaced,
    ResultOrder,
    ResultRowsAccount,
    ResultRowsFill,
    ResultRowsInstrument,
    ResultRowsOrder,
    ResultRowsPosition,
    ResultRowsTicker,
    ResultRowsTrade,
    ResultValuations,
    Side,
    SpotMargin,
    StpInst,
    StpScope,
    TimeInForce,
)

_Transport = Literal["rest", "user"]

_INSTRUMENTS = Endpoint(
    "instruments", "GET", "/public/get-instruments", costs=(("instruments", 1),), lenient=("result", "data")
)
_BOOK = Endpoint("book", "GET", "/public/get-book", costs=(("book", 1),))
_TRADES = Endpoint("trades", "GET", "/public/get-trades", costs=(("trades", 1),))
_TICKERS = Endpoint("tickers", "GET", "/public/get-tickers", costs=(("tickers", 1),))
_CANDLES = Endpoint("candles", "GET", "/public/get-candlestick", costs=(("candles", 1),))
_VALUATIONS = Endpoint("valuations", "GET", "/public/get-valuations", costs=(("valuations", 1),))
_PLACE = Endpoint(
    "place",
    "POST",
    "/private/create-order",
    is_command=True,
    costs=(("place", 1),),
    over=Over("user", "private/create-order"),
)
_PLACE_MANY = Endpoint(
    "place_many",
    "POST",
    "/private/create-order-list",
    is_command=True,
    costs=(("place_many", 1),),
    over=Over("user", "private/create-order-list"),
)
_AMEND = Endpoint(
    "amend",
    "POST",
    "/private/amend-order",
    is_command=True,
    costs=(("amend", 1),),
    over=Over("user", "private/amend-order"),
)
_CANCEL = Endpoint(
    "cancel",
    "POST",
    "/private/cancel-order",
    is_command=True,
    costs=(("cancel", 1),),
    over=Over("user", "private/cancel-order"),
)
_CANCEL_MANY = Endpoint(
    "cancel_many",
    "POST",
    "/private/cancel-order-list",
    is_command=True,
    costs=(("cancel_many", 1),),
    over=Over("user", "private/cancel-order-list"),
)
_CANCEL_ALL = Endpoint(
    "cancel_all",
    "POST",
    "/private/cancel-all-orders",
    is_command=True,
    costs=(("cancel_all", 1),),
    over=Over("user", "private/cancel-all-orders"),
)
_CANCEL_ON_DISCONNECT = Endpoint(
    "cancel_on_disconnect", "", "", is_command=True, over=Over("user", "private/set-cancel-on-disconnect")
)
_ORDER = Endpoint("order", "POST", "/private/get-order-detail", costs=(("order", 1),))
_OPEN_ORDERS = Endpoint("open_orders", "POST", "/private/get-open-orders", costs=(("open_orders", 1),))
_ORDER_HISTORY = Endpoint("order_history", "POST", "/private/get-order-history", costs=(("history", 1),))
_FILLS = Endpoint("fills", "POST", "/private/get-trades", costs=(("fills", 1),))
_BALANCE = Endpoint("balance", "POST", "/private/user-balance", costs=(("balance", 1),))
_POSITIONS = Endpoint("positions", "POST", "/private/get-positions", costs=(("positions", 1),))
_decode_result_rows_instrument = msgspec.json.Decoder(ResultRowsInstrument).decode
_decode_result_book = msgspec.json.Decoder(ResultBook).decode
_decode_result_rows_trade = msgspec.json.Decoder(ResultRowsTrade).decode
_decode_result_rows_ticker = msgspec.json.Decoder(ResultRowsTicker).decode
_decode_result_candlestick = msgspec.json.Decoder(ResultCandlestick).decode
_decode_result_valuations = msgspec.json.Decoder(ResultValuations).decode
_decode_result_ack = msgspec.json.Decoder(ResultAck).decode
_decode_result_list_placed = msgspec.json.Decoder(ResultListPlaced).decode
_decode_done = msgspec.json.Decoder(Done).decode
_decode_result_order = msgspec.json.Decoder(ResultOrder).decode
_decode_result_rows_order = msgspec.json.Decoder(ResultRowsOrder).decode
_decode_result_rows_fill = msgspec.json.Decoder(ResultRowsFill).decode
_decode_result_rows_account = msgspec.json.Decoder(ResultRowsAccount).decode
_decode_result_rows_position = msgspec.json.Decoder(ResultRowsPosition).decode


def _nothing(body: bytes) -> None:
    """The answer says no more than that it is a success."""


class CryptocomEndpoints:
    """The endpoints of Crypto.com Exchange, in the order of the spec."""

    def __init__(self, rest: RestExecutor, signing: Signing) -> None:
        self._call = rest.call
        self._call_over = rest.call_over
        self._signing = signing

    async def instruments(self) -> ResultRowsInstrument:
        """`GET /public/get-instruments`; public; costs 1 instruments."""
        return await self._call(
            _INSTRUMENTS,
            lambda: self._signing.public("GET", "rest", "/public/get-instruments"),
            _decode_result_rows_instrument,
        )

    async def book(self, *, instrument: str, depth: int) -> ResultBook:
        """`GET /public/get-book`; public; costs 1 book."""
        require_range("book", "depth", depth, 1, 50)
        query = f"instrument_name={quote(instrument)}&depth={depth}"
        return await self._call(
            _BOOK, lambda: self._signing.public("GET", "rest", "/public/get-book", query=query), _decode_result_book
        )

    async def trades(
        self, *, instrument: str, count: int | None = None, start_ts: int | None = None, end_ts: int | None = None
    ) -> ResultRowsTrade:
        """Of seven days at most.

        `GET /public/get-trades`; public; costs 1 trades."""
        require_range("trades", "count", count, 1, 150)
        query = (
            f"instrument_name={quote(instrument)}"
            + (f"&count={count}" if count is not None else "")
            + (f"&start_ts={start_ts}" if start_ts is not None else "")
            + (f"&end_ts={end_ts}" if end_ts is not None else "")
        )
        return await self._call(
            _TRADES,
            lambda: self._signing.public("GET", "rest", "/public/get-trades", query=query),
            _decode_result_rows_trade,
        )

    async def tickers(self, *, instrument: str | None = None) -> ResultRowsTicker:
        """`GET /public/get-tickers`; public; costs 1 tickers."""
        query = query_text({"instrument_name": instrument})
        return await self._call(
            _TICKERS,
            lambda: self._signing.public("GET", "rest", "/public/get-tickers", query=query),
            _decode_result_rows_ticker,
        )

    async def candles(
        self,
        *,
        instrument: str,
        timeframe: str | None = None,
        count: int | None = None,
        start_ts: int | None = None,
        end_ts: int | None = None,
    ) -> ResultCandlestick:
        """`GET /public/get-candlestick`; public; costs 1 candles."""
        query = (
            f"instrument_name={quote(instrument)}"
            + (f"&timeframe={quote(timeframe)}" if timeframe is not None else "")
            + (f"&count={count}" if count is not None else "")
            + (f"&start_ts={start_ts}" if start_ts is not None else "")
            + (f"&end_ts={end_ts}" if end_ts is not None else "")
        )
        return await self._call(
            _CANDLES,
            lambda: self._signing.public("GET", "rest", "/public/get-candlestick", query=query),
            _decode_result_candlestick,
        )

    async def valuations(
        self,
        *,
        instrument: str,
        kind: str,
        count: int | None = None,
        start_ts: int | None = None,
        end_ts: int | None = None,
    ) -> ResultValuations:
        """`GET /public/get-valuations`; public; costs 1 valuations."""
        query = (
            f"instrument_name={quote(instrument)}&valuation_type={quote(kind)}"
            + (f"&count={count}" if count is not None else "")
            + (f"&start_ts={start_ts}" if start_ts is not None else "")
            + (f"&end_ts={end_ts}" if end_ts is not None else "")
        )
        return await self._call(
            _VALUATIONS,
            lambda: self._signing.public("GET", "rest", "/public/get-valuations", query=query),
            _decode_result_valuations,
        )

    async def place(
        self,
        *,
        instrument: str,
        side: Side | str,
        type: OrderType | str,
        price: Decimal | None = None,
        quantity: Decimal | None = None,
        notional: Decimal | None = None,
        client_id: str | None = None,
        exec_inst: list[str] | None = None,
        time_in_force: TimeInForce | str | None = None,
        spot_margin: SpotMargin | str | None = None,
        fee_currency: str | None = None,
        stp_scope: StpScope | str | None = None,
        stp_inst: StpInst | str | None = None,
        stp_id: str | None = None,
        isolation_id: str | None = None,
        isolated_margin_amount: Decimal | None = None,
        leverage: Decimal | None = None,
        over: _Transport = "rest",
    ) -> ResultAck:
        """`POST /private/create-order`; signed; costs 1 place."""
        if over != "rest" and _PLACE.goes_over(over):
            fields = given(
                {
                    "instrument_name": instrument,
                    "side": side,
                    "type": type,
                    "price": None if price is None else decimal_text(price),
                    "quantity": None if quantity is None else decimal_text(quantity),
                    "notional": None if notional is None else decimal_text(notional),
                    "client_oid": client_id,
                    "exec_inst": exec_inst,
                    "time_in_force": time_in_force,
                    "spot_margin": spot_margin,
                    "fee_instrument_name": fee_currency,
                    "stp_scope": stp_scope,
                    "stp_inst": stp_inst,
                    "stp_id": stp_id,
                    "isolation_id": isolation_id,
                    "isolated_margin_amount": (
                        None if isolated_margin_amount is None else decimal_text(isolated_margin_amount)
                    ),
                    "leverage": None if leverage is None else decimal_text(leverage),
                }
            )
            return await self._call_over(
                _PLACE, lambda: self._signing.session({**fields}), _decode_result_ack, client_order_id=client_id
            )
        params = given(
            {
                "instrument_name": instrument,
                "side": side,
                "type": type,
                "price": None if price is None else decimal_text(price),
                "quantity": None if quantity is None else decimal_text(quantity),
                "notional": None if notional is None else decimal_text(notional),
                "client_oid": client_id,
                "exec_inst": exec_inst,
                "time_in_force": time_in_force,
                "spot_margin": spot_margin,
                "fee_instrument_name": fee_currency,
                "stp_scope": stp_scope,
                "stp_inst": stp_inst,
                "stp_id": stp_id,
                "isolation_id": isolation_id,
                "isolated_margin_amount": (
                    None if isolated_margin_amount is None else decimal_text(isolated_margin_amount)
                ),
                "leverage": None if leverage is None else decimal_text(leverage),
            }
        )
        return await self._call(
            _PLACE,
            lambda: self._signing.signed("POST", "rest", "/private/create-order", params=params),
            _decode_result_ack,
            client_order_id=client_id,
        )

    async def place_many(self, *, orders: list[NewOrder], over: _Transport = "rest") -> ResultListPlaced:
        """One to ten orders.

        `POST /private/create-order-list`; signed; costs 1 place_many."""
        if over != "rest" and _PLACE_MANY.goes_over(over):
            fields: dict[str, Any] = {"contingency_type": "LIST", "order_list": [sent(x) for x in orders]}
            return await self._call_over(
                _PLACE_MANY, lambda: self._signing.session({**fields}), _decode_result_list_placed
            )
        params: dict[str, Any] = {"contingency_type": "LIST", "order_list": [sent(x) for x in orders]}
        return await self._call(
            _PLACE_MANY,
            lambda: self._signing.signed("POST", "rest", "/private/create-order-list", params=params),
            _decode_result_list_placed,
        )

    async def amend(
        self,
        *,
        price: Decimal,
        quantity: Decimal,
        id: str | None = None,
        client_id: str | None = None,
        over: _Transport = "rest",
    ) -> ResultAck:
        """`POST /private/amend-order`; signed; costs 1 amend."""
        require_any("amend", id=id, client_id=client_id)
        if over != "rest" and _AMEND.goes_over(over):
            fields = given(
                {
                    "order_id": id,
                    "orig_client_oid": client_id,
                    "new_price": decimal_text(price),
                    "new_quantity": decimal_text(quantity),
                }
            )
            return await self._call_over(
                _AMEND, lambda: self._signing.session({**fields}), _decode_result_ack, client_order_id=client_id
            )
        params = given(
            {
                "order_id": id,
                "orig_client_oid": client_id,
                "new_price": decimal_text(price),
                "new_quantity": decimal_text(quantity),
            }
        )
        return await self._call(
            _AMEND,
            lambda: self._signing.signed("POST", "rest", "/private/amend-order", params=params),
            _decode_result_ack,
            client_order_id=client_id,
        )

    async def cancel(
        self, *, id: str | None = None, client_id: str | None = None, over: _Transport = "rest"
    ) -> ResultAck:
        """`POST /private/cancel-order`; signed; costs 1 cancel."""
        require_any("cancel", id=id, client_id=client_id)
        if over != "rest" and _CANCEL.goes_over(over):
            fields = given({"order_id": id, "client_oid": client_id})
            return await self._call_over(
                _CANCEL, lambda: self._signing.session({**fields}), _decode_result_ack, client_order_id=client_id
            )
        params = given({"order_id": id, "client_oid": client_id})
        return await self._call(
            _CANCEL,
            lambda: self._signing.signed("POST", "rest", "/private/cancel-order", params=params),
            _decode_result_ack,
            client_order_id=client_id,
        )

    async def cancel_many(self, *, orders: list[CancelOne], over: _Transport = "rest") -> ResultListPlaced:
        """`POST /private/cancel-order-list`; signed; costs 1 cancel_many."""
        if over != "rest" and _CANCEL_MANY.goes_over(over):
            fields: dict[str, Any] = {"contingency_type": "LIST", "order_list": [sent(x) for x in orders]}
            return await self._call_over(
                _CANCEL_MANY, lambda: self._signing.session({**fields}), _decode_result_list_placed
            )
        params: dict[str, Any] = {"contingency_type": "LIST", "order_list": [sent(x) for x in orders]}
        return await self._call(
            _CANCEL_MANY,
            lambda: self._signing.signed("POST", "rest", "/private/cancel-order-list", params=params),
            _decode_result_list_placed,
        )

    async def cancel_all(
        self, *, instrument: str | None = None, type: CancelType | str | None = None, over: _Transport = "rest"
    ) -> Done:
        """`POST /private/cancel-all-orders`; signed; costs 1 cancel_all."""
        if over != "rest" and _CANCEL_ALL.goes_over(over):
            fields = given({"instrument_name": instrument, "type": type})
            return await self._call_over(_CANCEL_ALL, lambda: self._signing.session({**fields}), _decode_done)
        params = given({"instrument_name": instrument, "type": type})
        return await self._call(
            _CANCEL_ALL,
            lambda: self._signing.signed("POST", "rest", "/private/cancel-all-orders", params=params),
            _decode_done,
        )

    async def cancel_on_disconnect(self) -> None:
        """`private/set-cancel-on-disconnect` over user; public."""
        fields: dict[str, Any] = {"scope": "CONNECTION"}
        return await self._call_over(_CANCEL_ON_DISCONNECT, lambda: fields, _nothing)

    async def order(self, *, id: str | None = None, client_id: str | None = None) -> ResultOrder:
        """`POST /private/get-order-detail`; signed; costs 1 order."""
        require_any("order", id=id, client_id=client_id)
        params = given({"order_id": id, "client_oid": client_id})
        return await self._call(
            _ORDER,
            lambda: self._signing.signed("POST", "rest", "/private/get-order-detail", params=params),
            _decode_result_order,
            client_order_id=client_id,
        )

    async def open_orders(self, *, instrument: str | None = None) -> ResultRowsOrder:
        """`POST /private/get-open-orders`; signed; costs 1 open_orders."""
        params = given({"instrument_name": instrument})
        return await self._call(
            _OPEN_ORDERS,
            lambda: self._signing.signed("POST", "rest", "/private/get-open-orders", params=params),
            _decode_result_rows_order,
        )

    async def order_history(
        self,
        *,
        instrument: str | None = None,
        start: int | None = None,
        end: int | None = None,
        limit: int | None = None,
        isolation_id: str | None = None,
    ) -> ResultRowsOrder:
        """`POST /private/get-order-history`; signed; costs 1 history."""
        require_range("order_history", "limit", limit, 1, 100)
        params = given(
            {
                "instrument_name": instrument,
                "start_time": None if start is None else str(start),
                "end_time": None if end is None else str(end),
                "limit": limit,
                "isolation_id": isolation_id,
            }
        )
        return await self._call(
            _ORDER_HISTORY,
            lambda: self._signing.signed("POST", "rest", "/private/get-order-history", params=params),
            _decode_result_rows_order,
        )

    async def fills(
        self,
        *,
        instrument: str | None = None,
        start: int | None = None,
        end: int | None = None,
        limit: int | None = None,
        isolation_id: str | None = None,
    ) -> ResultRowsFill:
        """`POST /private/get-trades`; signed; costs 1 fills."""
        require_range("fills", "limit", limit, 1, 100)
        params = given(
            {
                "instrument_name": instrument,
                "start_time": None if start is None else str(start),
                "end_time": None if end is None else str(end),
                "limit": limit,
                "isolation_id": isolation_id,
            }
        )
        return await self._call(
            _FILLS,
            lambda: self._signing.signed("POST", "rest", "/private/get-trades", params=params),
            _decode_result_rows_fill,
        )

    async def balance(self) -> ResultRowsAccount:
        """`POST /private/user-balance`; signed; costs 1 balance."""
        return await self._call(
            _BALANCE, lambda: self._signing.signed("POST", "rest", "/private/user-balance"), _decode_result_rows_account
        )

    async def positions(self, *, instrument: str | None = None) -> ResultRowsPosition:
        """`POST /private/get-positions`; signed; costs 1 positions."""
        params = given({"instrument_name": instrument})
        return await self._call(
            _POSITIONS,
            lambda: self._signing.signed("POST", "rest", "/private/get-positions", params=params),
            _decode_result_rows_position,
        )
