"""OKX: the raw layer. One method per endpoint, wire types in and out, nothing normalized.

Every method raises as `RestExecutor.call` does, and ConfigurationError for bad arguments before anything is sent.
`over` says what a call goes over: REST, or a stream connection that takes the same call and is opened by the first one.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from decimal import Decimal
from typing import Any, Literal, TypeVar

import msgspec
from venue_runtime.arguments import given, require_any, require_range
from venue_runtime.exprs import sent
from venue_runtime.limits import Costs
from venue_runtime.pages import Pages
from venue_runtime.rest import Endpoint, Over, RestExecutor
from venue_runtime.wire import decimal_text, ns_from_ms, query_text, quote

from .signing import Signing
from .types import (
    CancelOne,
    Candle,
    Fill,
    InstType,
    ManyAccount,
    ManyAck,
    ManyCandle,
    ManyFill,
    ManyFunding,
    ManyInstrument,
    ManyLeverage,
    ManyMode,
    ManyOrder,
    ManyPosition,
    ManyTicker,
    ManyTimer,
    ManyTrade,
    NewOrder,
    OneDepth,
    OneNow,
    Order,
    OrderKind,
    PosMode,
    PosSide,
    Side,
    StpMode,
    Target,
    TradeMode,
)

_Transport = Literal["rest", "private"]
_T = TypeVar("_T")

_TIME = Endpoint("time", "GET", "/api/v5/public/time", costs=(("time", 1),))
_INSTRUMENTS = Endpoint(
    "instruments", "GET", "/api/v5/public/instruments", costs=(("instruments", 1),), lenient=("data",)
)
_TICKER = Endpoint("ticker", "GET", "/api/v5/market/ticker", costs=(("ticker", 1),))
_DEPTH = Endpoint("depth", "GET", "/api/v5/market/books", costs=(("depth", 1),))
_TRADES = Endpoint("trades", "GET", "/api/v5/market/trades", costs=(("trades", 1),))
_CANDLES = Endpoint("candles", "GET", "/api/v5/market/candles", costs=(("candles", 1),))
_CANDLES_HISTORY = Endpoint("candles_history", "GET", "/api/v5/market/history-candles", costs=(("old_candles", 1),))
_FUNDING_RATE = Endpoint("funding_rate", "GET", "/api/v5/public/funding-rate", costs=(("funding", 1),))
_PLACE = Endpoint(
    "place",
    "POST",
    "/api/v5/trade/order",
    is_command=True,
    costs=(("place", 1), ("sub_account", 1)),
    over=Over("private", "order"),
)
_PLACE_MANY = Endpoint("place_many", "POST", "/api/v5/trade/batch-orders", is_command=True)
_CANCEL = Endpoint(
    "cancel",
    "POST",
    "/api/v5/trade/cancel-order",
    is_command=True,
    costs=(("cancel", 1),),
    over=Over("private", "cancel-order"),
)
_CANCEL_MANY = Endpoint("cancel_many", "POST", "/api/v5/trade/cancel-batch-orders", is_command=True)
_AMEND = Endpoint(
    "amend",
    "POST",
    "/api/v5/trade/amend-order",
    is_command=True,
    costs=(("amend", 1), ("sub_account", 1)),
    over=Over("private", "amend-order"),
)
_TIMER = Endpoint("timer", "POST", "/api/v5/trade/cancel-all-after", is_command=True, costs=(("timer", 1),))
_ORDER = Endpoint("order", "GET", "/api/v5/trade/order", costs=(("order", 1),))
_OPEN_ORDERS = Endpoint("open_orders", "GET", "/api/v5/trade/orders-pending", costs=(("open_orders", 1),))
_FILLS = Endpoint("fills", "GET", "/api/v5/trade/fills", costs=(("fills", 1),))
_BALANCE = Endpoint("balance", "GET", "/api/v5/account/balance", costs=(("balance", 1),))
_POSITIONS = Endpoint("positions", "GET", "/api/v5/account/positions", costs=(("positions", 1),))
_SET_LEVERAGE = Endpoint(
    "set_leverage", "POST", "/api/v5/account/set-leverage", is_command=True, costs=(("leverage", 1),)
)
_SET_POSITION_MODE = Endpoint(
    "set_position_mode", "POST", "/api/v5/account/set-position-mode", is_command=True, costs=(("position_mode", 1),)
)
_decode_one_now = msgspec.json.Decoder(OneNow).decode
_decode_many_instrument = msgspec.json.Decoder(ManyInstrument).decode
_decode_many_ticker = msgspec.json.Decoder(ManyTicker).decode
_decode_one_depth = msgspec.json.Decoder(OneDepth).decode
_decode_many_trade = msgspec.json.Decoder(ManyTrade).decode
_decode_many_candle = msgspec.json.Decoder(ManyCandle).decode
_decode_many_funding = msgspec.json.Decoder(ManyFunding).decode
_decode_many_ack = msgspec.json.Decoder(ManyAck).decode
_decode_many_timer = msgspec.json.Decoder(ManyTimer).decode
_decode_many_order = msgspec.json.Decoder(ManyOrder).decode
_decode_many_fill = msgspec.json.Decoder(ManyFill).decode
_decode_many_account = msgspec.json.Decoder(ManyAccount).decode
_decode_many_position = msgspec.json.Decoder(ManyPosition).decode
_decode_many_leverage = msgspec.json.Decoder(ManyLeverage).decode
_decode_many_mode = msgspec.json.Decoder(ManyMode).decode


class OkxEndpoints:
    """The endpoints of OKX, in the order of the spec."""

    def __init__(self, rest: RestExecutor, signing: Signing) -> None:
        self._call = rest.call
        self._call_over = rest.call_over
        self._signing = signing

    def _send_signed_json(
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
            lambda: self._signing.signed(endpoint.method, endpoint.host, endpoint.path, json=given(fields)),
            decode,
            costs=costs,
            client_order_id=client_order_id,
        )

    async def time(self) -> OneNow:
        """`GET /api/v5/public/time`; public; costs 1 time."""
        return await self._call(
            _TIME, lambda: self._signing.public("GET", "rest", "/api/v5/public/time"), _decode_one_now
        )

    async def instruments(
        self, *, kind: InstType | str, family: str | None = None, instrument: str | None = None
    ) -> ManyInstrument:
        """`GET /api/v5/public/instruments`; public; costs 1 instruments."""
        query = (
            f"instType={quote(kind)}"
            + (f"&instFamily={quote(family)}" if family is not None else "")
            + (f"&instId={quote(instrument)}" if instrument is not None else "")
        )
        return await self._call(
            _INSTRUMENTS,
            lambda: self._signing.public("GET", "rest", "/api/v5/public/instruments", query=query),
            _decode_many_instrument,
        )

    async def ticker(self, *, instrument: str) -> ManyTicker:
        """`GET /api/v5/market/ticker`; public; costs 1 ticker."""
        query = f"instId={quote(instrument)}"
        return await self._call(
            _TICKER,
            lambda: self._signing.public("GET", "rest", "/api/v5/market/ticker", query=query),
            _decode_many_ticker,
        )

    async def depth(self, *, instrument: str, size: int) -> OneDepth:
        """`GET /api/v5/market/books`; public; costs 1 depth."""
        require_range("depth", "size", size, None, 400)
        query = f"instId={quote(instrument)}&sz={size}"
        return await self._call(
            _DEPTH, lambda: self._signing.public("GET", "rest", "/api/v5/market/books", query=query), _decode_one_depth
        )

    async def trades(self, *, instrument: str, limit: int | None = None) -> ManyTrade:
        """`GET /api/v5/market/trades`; public; costs 1 trades."""
        require_range("trades", "limit", limit, 1, 500)
        query = f"instId={quote(instrument)}" + (f"&limit={limit}" if limit is not None else "")
        return await self._call(
            _TRADES,
            lambda: self._signing.public("GET", "rest", "/api/v5/market/trades", query=query),
            _decode_many_trade,
        )

    async def candles(
        self,
        *,
        instrument: str,
        bar: str | None = None,
        after: int | None = None,
        before: int | None = None,
        limit: int | None = None,
    ) -> ManyCandle:
        """`GET /api/v5/market/candles`; public; costs 1 candles."""
        require_range("candles", "limit", limit, 1, 300)
        query = (
            f"instId={quote(instrument)}"
            + (f"&bar={quote(bar)}" if bar is not None else "")
            + (f"&after={after}" if after is not None else "")
            + (f"&before={before}" if before is not None else "")
            + (f"&limit={limit}" if limit is not None else "")
        )
        return await self._call(
            _CANDLES,
            lambda: self._signing.public("GET", "rest", "/api/v5/market/candles", query=query),
            _decode_many_candle,
        )

    async def iter_candles(
        self,
        *,
        instrument: str,
        bar: str | None = None,
        after: int | None = None,
        before: int | None = None,
        limit: int | None = None,
    ) -> AsyncIterator[Candle]:
        """All items of `candles`, page after page, the newest pages first. `limit` is the size of a page."""
        size = 300 if limit is None else limit
        cursor: int | None = after
        pages = Pages("candles", cursor)
        while True:
            r = await self.candles(instrument=instrument, bar=bar, after=cursor, before=before, limit=size)
            page = r.data
            for item in page:
                yield item
            if not page:
                return
            last = page[-1]
            if len(page) < size:
                return
            cursor = pages.turn(ns_from_ms(last[0]) // 1_000_000)

    async def candles_history(
        self,
        *,
        instrument: str,
        bar: str | None = None,
        after: int | None = None,
        before: int | None = None,
        limit: int | None = None,
    ) -> ManyCandle:
        """`GET /api/v5/market/history-candles`; public; costs 1 old_candles."""
        require_range("candles_history", "limit", limit, 1, 300)
        query = (
            f"instId={quote(instrument)}"
            + (f"&bar={quote(bar)}" if bar is not None else "")
            + (f"&after={after}" if after is not None else "")
            + (f"&before={before}" if before is not None else "")
            + (f"&limit={limit}" if limit is not None else "")
        )
        return await self._call(
            _CANDLES_HISTORY,
            lambda: self._signing.public("GET", "rest", "/api/v5/market/history-candles", query=query),
            _decode_many_candle,
        )

    async def iter_candles_history(
        self,
        *,
        instrument: str,
        bar: str | None = None,
        after: int | None = None,
        before: int | None = None,
        limit: int | None = None,
    ) -> AsyncIterator[Candle]:
        """All items of `candles_history`, page after page, the newest pages first. `limit` is the size of a page."""
        size = 300 if limit is None else limit
        cursor: int | None = after
        pages = Pages("candles_history", cursor)
        while True:
            r = await self.candles_history(instrument=instrument, bar=bar, after=cursor, before=before, limit=size)
            page = r.data
            for item in page:
                yield item
            if not page:
                return
            last = page[-1]
            if len(page) < size:
                return
            cursor = pages.turn(ns_from_ms(last[0]) // 1_000_000)

    async def funding_rate(self, *, instrument: str) -> ManyFunding:
        """`GET /api/v5/public/funding-rate`; public; costs 1 funding."""
        query = f"instId={quote(instrument)}"
        return await self._call(
            _FUNDING_RATE,
            lambda: self._signing.public("GET", "rest", "/api/v5/public/funding-rate", query=query),
            _decode_many_funding,
        )

    async def place(
        self,
        *,
        instrument: str,
        mode: TradeMode | str,
        side: Side | str,
        kind: OrderKind | str,
        size: Decimal,
        price: Decimal | None = None,
        client_id: str | None = None,
        position_side: PosSide | str | None = None,
        reduce_only: bool | None = None,
        target: Target | str | None = None,
        self_trade: StpMode | str | None = None,
        margin_currency: str | None = None,
        tag: str | None = None,
        ban_amend: bool | None = None,
        over: _Transport = "rest",
    ) -> ManyAck:
        """`POST /api/v5/trade/order`; signed; costs 1 place, 1 sub_account."""
        fields = {
            "instId": instrument,
            "tdMode": mode,
            "side": side,
            "ordType": kind,
            "sz": decimal_text(size),
            "px": None if price is None else decimal_text(price),
            "clOrdId": client_id,
            "posSide": position_side,
            "reduceOnly": reduce_only,
            "tgtCcy": target,
            "stpMode": self_trade,
            "ccy": margin_currency,
            "tag": tag,
            "banAmend": ban_amend,
        }
        return await self._send_signed_json(_PLACE, fields, over, _decode_many_ack, client_order_id=client_id)

    async def place_many(self, *, orders: list[NewOrder]) -> ManyAck:
        """`POST /api/v5/trade/batch-orders`; signed; costs place_many by parameters, sub_account by parameters."""
        return await self._call(
            _PLACE_MANY,
            lambda: self._signing.signed("POST", "rest", "/api/v5/trade/batch-orders", json=[sent(x) for x in orders]),
            _decode_many_ack,
            costs=(("place_many", len(orders)), ("sub_account", len(orders))),
        )

    async def cancel(
        self, *, instrument: str, id: str | None = None, client_id: str | None = None, over: _Transport = "rest"
    ) -> ManyAck:
        """`POST /api/v5/trade/cancel-order`; signed; costs 1 cancel."""
        require_any("cancel", id=id, client_id=client_id)
        fields = {"instId": instrument, "ordId": id, "clOrdId": client_id}
        return await self._send_signed_json(_CANCEL, fields, over, _decode_many_ack, client_order_id=client_id)

    async def cancel_many(self, *, orders: list[CancelOne]) -> ManyAck:
        """`POST /api/v5/trade/cancel-batch-orders`; signed; costs cancel_many by parameters."""
        return await self._call(
            _CANCEL_MANY,
            lambda: self._signing.signed(
                "POST", "rest", "/api/v5/trade/cancel-batch-orders", json=[sent(x) for x in orders]
            ),
            _decode_many_ack,
            costs=(("cancel_many", len(orders)),),
        )

    async def amend(
        self,
        *,
        instrument: str,
        id: str | None = None,
        client_id: str | None = None,
        request_id: str | None = None,
        size: Decimal | None = None,
        price: Decimal | None = None,
        cancel_on_fail: bool | None = None,
        over: _Transport = "rest",
    ) -> ManyAck:
        """`POST /api/v5/trade/amend-order`; signed; costs 1 amend, 1 sub_account."""
        require_any("amend", id=id, client_id=client_id)
        require_any("amend", size=size, price=price)
        fields = {
            "instId": instrument,
            "ordId": id,
            "clOrdId": client_id,
            "reqId": request_id,
            "newSz": None if size is None else decimal_text(size),
            "newPx": None if price is None else decimal_text(price),
            "cxlOnFail": cancel_on_fail,
        }
        return await self._send_signed_json(_AMEND, fields, over, _decode_many_ack, client_order_id=client_id)

    async def timer(self, *, seconds: int, tag: str | None = None) -> ManyTimer:
        """`POST /api/v5/trade/cancel-all-after`; signed; costs 1 timer."""
        json = given({"timeOut": str(seconds), "tag": tag})
        return await self._call(
            _TIMER,
            lambda: self._signing.signed("POST", "rest", "/api/v5/trade/cancel-all-after", json=json),
            _decode_many_timer,
        )

    async def order(self, *, instrument: str, id: str | None = None, client_id: str | None = None) -> ManyOrder:
        """`GET /api/v5/trade/order`; signed; costs 1 order."""
        require_any("order", id=id, client_id=client_id)
        query = (
            f"instId={quote(instrument)}"
            + (f"&ordId={quote(id)}" if id is not None else "")
            + (f"&clOrdId={quote(client_id)}" if client_id is not None else "")
        )
        return await self._call(
            _ORDER,
            lambda: self._signing.signed("GET", "rest", "/api/v5/trade/order", query=query),
            _decode_many_order,
            client_order_id=client_id,
        )

    async def open_orders(
        self,
        *,
        inst_type: InstType | str | None = None,
        instrument: str | None = None,
        after: str | None = None,
        limit: int | None = None,
    ) -> ManyOrder:
        """`GET /api/v5/trade/orders-pending`; signed; costs 1 open_orders."""
        require_range("open_orders", "limit", limit, 1, 100)
        query = query_text({"instType": inst_type, "instId": instrument, "after": after, "limit": limit})
        return await self._call(
            _OPEN_ORDERS,
            lambda: self._signing.signed("GET", "rest", "/api/v5/trade/orders-pending", query=query),
            _decode_many_order,
        )

    async def iter_open_orders(
        self,
        *,
        inst_type: InstType | str | None = None,
        instrument: str | None = None,
        after: str | None = None,
        limit: int | None = None,
    ) -> AsyncIterator[Order]:
        """All items of `open_orders`, page after page, the newest pages first. `limit` is the size of a page."""
        size = 100 if limit is None else limit
        cursor: str | None = after
        pages = Pages("open_orders", cursor)
        while True:
            r = await self.open_orders(inst_type=inst_type, instrument=instrument, after=cursor, limit=size)
            page = r.data
            for item in page:
                yield item
            if not page:
                return
            last = page[-1]
            if len(page) < size:
                return
            cursor = pages.turn(last.id)

    async def fills(
        self,
        *,
        inst_type: InstType | str | None = None,
        instrument: str | None = None,
        order_id: str | None = None,
        after: str | None = None,
        begin: int | None = None,
        end: int | None = None,
        limit: int | None = None,
    ) -> ManyFill:
        """`GET /api/v5/trade/fills`; signed; costs 1 fills."""
        require_range("fills", "limit", limit, 1, 100)
        query = query_text(
            {
                "instType": inst_type,
                "instId": instrument,
                "ordId": order_id,
                "after": after,
                "begin": begin,
                "end": end,
                "limit": limit,
            }
        )
        return await self._call(
            _FILLS, lambda: self._signing.signed("GET", "rest", "/api/v5/trade/fills", query=query), _decode_many_fill
        )

    async def iter_fills(
        self,
        *,
        inst_type: InstType | str | None = None,
        instrument: str | None = None,
        order_id: str | None = None,
        after: str | None = None,
        begin: int | None = None,
        end: int | None = None,
        limit: int | None = None,
    ) -> AsyncIterator[Fill]:
        """All items of `fills`, page after page, the newest pages first. `limit` is the size of a page."""
        size = 100 if limit is None else limit
        cursor: str | None = after
        pages = Pages("fills", cursor)
        while True:
            r = await self.fills(
                inst_type=inst_type,
                instrument=instrument,
                order_id=order_id,
                after=cursor,
                begin=begin,
                end=end,
                limit=size,
            )
            page = r.data
            for item in page:
                yield item
            if not page:
                return
            last = page[-1]
            if len(page) < size:
                return
            cursor = pages.turn(last.bill_id)

    async def balance(self, *, currencies: list[str] | None = None) -> ManyAccount:
        """`GET /api/v5/account/balance`; signed; costs 1 balance."""
        query = query_text({"ccy": None if currencies is None else ",".join(currencies)})
        return await self._call(
            _BALANCE,
            lambda: self._signing.signed("GET", "rest", "/api/v5/account/balance", query=query),
            _decode_many_account,
        )

    async def positions(
        self, *, inst_type: InstType | str | None = None, instrument: str | None = None
    ) -> ManyPosition:
        """`GET /api/v5/account/positions`; signed; costs 1 positions."""
        query = query_text({"instType": inst_type, "instId": instrument})
        return await self._call(
            _POSITIONS,
            lambda: self._signing.signed("GET", "rest", "/api/v5/account/positions", query=query),
            _decode_many_position,
        )

    async def set_leverage(
        self, *, instrument: str, leverage: Decimal, mode: TradeMode | str, position_side: PosSide | str | None = None
    ) -> ManyLeverage:
        """`POST /api/v5/account/set-leverage`; signed; costs 1 leverage."""
        json = given({"instId": instrument, "lever": decimal_text(leverage), "mgnMode": mode, "posSide": position_side})
        return await self._call(
            _SET_LEVERAGE,
            lambda: self._signing.signed("POST", "rest", "/api/v5/account/set-leverage", json=json),
            _decode_many_leverage,
        )

    async def set_position_mode(self, *, mode: PosMode | str) -> ManyMode:
        """`POST /api/v5/account/set-position-mode`; signed; costs 1 position_mode."""
        json: dict[str, Any] = {"posMode": mode}
        return await self._call(
            _SET_POSITION_MODE,
            lambda: self._signing.signed("POST", "rest", "/api/v5/account/set-position-mode", json=json),
            _decode_many_mode,
        )
