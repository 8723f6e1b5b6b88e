"""Kraken Spot: the raw layer. One method per endpoint, wire types in and out, nothing normalized.

Every method raises as `RestExecutor.call` does, and ConfigurationError for bad arguments before anything is sent.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any

import msgspec
from venue_runtime.arguments import given, require_one, require_range
from venue_runtime.exprs import json_number, sent
from venue_runtime.pages import Pages
from venue_runtime.rest import Endpoint, Over, RestExecutor
from venue_runtime.wire import bool_text, decimal_text, iso_from_ns, query_text, quote, s_from_ns

from .signing import Signing
from .types import (
    BatchOrder,
    OrderType,
    Prevention,
    ReplyAmended,
    ReplyBatch,
    ReplyCancelled,
    ReplyMapDepth,
    ReplyMapExtendedBalance,
    ReplyMapOrderInfo,
    ReplyMapPair,
    ReplyMapRaw,
    ReplyMapTickerInfo,
    ReplyOpenOrders,
    ReplyPlaced,
    ReplyServerTime,
    ReplyStreamToken,
    ReplySystemStatus,
    ReplyTimer,
    ReplyTradesHistory,
    Side,
    StreamPrevention,
    StreamReplyAmended,
    StreamReplyCancelled,
    StreamReplyStreamPlaced,
    StreamReplyTimer,
    StreamTimeInForce,
    TimeInForce,
    TradeInfo,
    Trigger,
)

_SERVER_TIME = Endpoint("server_time", "GET", "/0/public/Time", costs=(("public", 1),))
_SYSTEM_STATUS = Endpoint("system_status", "GET", "/0/public/SystemStatus", costs=(("public", 1),))
_ASSET_PAIRS = Endpoint("asset_pairs", "GET", "/0/public/AssetPairs", costs=(("public", 1),))
_TICKER = Endpoint("ticker", "GET", "/0/public/Ticker", costs=(("public", 1),))
_OHLC = Endpoint("ohlc", "GET", "/0/public/OHLC", costs=(("public", 1),))
_DEPTH = Endpoint("depth", "GET", "/0/public/Depth", costs=(("public", 1),))
_TRADES = Endpoint("trades", "GET", "/0/public/Trades", costs=(("public", 1),))
_STREAM_TOKEN = Endpoint("stream_token", "POST", "/0/private/GetWebSocketsToken", costs=(("calls", 1),))
_BALANCES = Endpoint("balances", "POST", "/0/private/BalanceEx", costs=(("calls", 1),))
_OPEN_ORDERS = Endpoint("open_orders", "POST", "/0/private/OpenOrders", costs=(("calls", 1),))
_QUERY_ORDERS = Endpoint("query_orders", "POST", "/0/private/QueryOrders", costs=(("calls", 1),))
_TRADES_HISTORY = Endpoint("trades_history", "POST", "/0/private/TradesHistory", costs=(("calls", 2),))
_ADD_ORDER = Endpoint("add_order", "POST", "/0/private/AddOrder", is_command=True, costs=(("trading", 1),))
_ADD_ORDER_BATCH = Endpoint("add_order_batch", "POST", "/0/private/AddOrderBatch", is_command=True)
_AMEND_ORDER = Endpoint("amend_order", "POST", "/0/private/AmendOrder", is_command=True, costs=(("trading", 4),))
_CANCEL_ORDER = Endpoint("cancel_order", "POST", "/0/private/CancelOrder", is_command=True, costs=(("trading", 8),))
_CANCEL_ORDER_BATCH = Endpoint("cancel_order_batch", "POST", "/0/private/CancelOrderBatch", is_command=True)
_CANCEL_ALL = Endpoint("cancel_all", "POST", "/0/private/CancelAll", is_command=True, costs=(("calls", 1),))
_CANCEL_ALL_AFTER = Endpoint(
    "cancel_all_after", "POST", "/0/private/CancelAllOrdersAfter", is_command=True, costs=(("calls", 1),)
)
_STREAM_ADD_ORDER = Endpoint(
    "stream_add_order", "", "", is_command=True, costs=(("trading", 1),), over=Over("private", "add_order")
)
_STREAM_AMEND_ORDER = Endpoint(
    "stream_amend_order", "", "", is_command=True, costs=(("trading", 4),), over=Over("private", "amend_order")
)
_STREAM_CANCEL_ORDER = Endpoint(
    "stream_cancel_order", "", "", is_command=True, costs=(("trading", 8),), over=Over("private", "cancel_order")
)
_STREAM_CANCEL_ALL = Endpoint(
    "stream_cancel_all", "", "", is_command=True, costs=(("calls", 1),), over=Over("private", "cancel_all")
)
_STREAM_CANCEL_ALL_AFTER = Endpoint(
    "stream_cancel_all_after",
    "",
    "",
    is_command=True,
    costs=(("calls", 1),),
    over=Over("private", "cancel_all_orders_after"),
)
_decode_reply_server_time = msgspec.json.Decoder(ReplyServerTime).decode
_decode_reply_system_status = msgspec.json.Decoder(ReplySystemStatus).decode
_decode_reply_map_pair = msgspec.json.Decoder(ReplyMapPair).decode
_decode_reply_map_ticker_info = msgspec.json.Decoder(ReplyMapTickerInfo).decode
_decode_reply_map_raw = msgspec.json.Decoder(ReplyMapRaw).decode
_decode_reply_map_depth = msgspec.json.Decoder(ReplyMapDepth).decode
_decode_reply_stream_token = msgspec.json.Decoder(ReplyStreamToken).decode
_decode_reply_map_extended_balance = msgspec.json.Decoder(ReplyMapExtendedBalance).decode
_decode_reply_open_orders = msgspec.json.Decoder(ReplyOpenOrders).decode
_decode_reply_map_order_info = msgspec.json.Decoder(ReplyMapOrderInfo).decode
_decode_reply_trades_history = msgspec.json.Decoder(ReplyTradesHistory).decode
_decode_reply_placed = msgspec.json.Decoder(ReplyPlaced).decode
_decode_reply_batch = msgspec.json.Decoder(ReplyBatch).decode
_decode_reply_amended = msgspec.json.Decoder(ReplyAmended).decode
_decode_reply_cancelled = msgspec.json.Decoder(ReplyCancelled).decode
_decode_reply_timer = msgspec.json.Decoder(ReplyTimer).decode
_decode_stream_reply_stream_placed = msgspec.json.Decoder(StreamReplyStreamPlaced).decode
_decode_stream_reply_amended = msgspec.json.Decoder(StreamReplyAmended).decode
_decode_stream_reply_cancelled = msgspec.json.Decoder(StreamReplyCancelled).decode
_decode_stream_reply_timer = msgspec.json.Decoder(StreamReplyTimer).decode


class KrakenSpotEndpoints:
    """The endpoints of Kraken Spot, in the order of the spec."""

    def __init__(self, rest: RestExecutor, signing: Signing) -> None:
        self._call = rest.call
        self._call_over = rest.call_over
        self._signing = signing

    async def server_time(self) -> ReplyServerTime:
        """`GET /0/public/Time`; public; costs 1 public."""
        return await self._call(
            _SERVER_TIME, lambda: self._signing.public("GET", "rest", "/0/public/Time"), _decode_reply_server_time
        )

    async def system_status(self) -> ReplySystemStatus:
        """`GET /0/public/SystemStatus`; public; costs 1 public."""
        return await self._call(
            _SYSTEM_STATUS,
            lambda: self._signing.public("GET", "rest", "/0/public/SystemStatus"),
            _decode_reply_system_status,
        )

    async def asset_pairs(self, *, pair: list[str] | None = None, country_code: str | None = None) -> ReplyMapPair:
        """`GET /0/public/AssetPairs`; public; costs 1 public."""
        query = query_text({"pair": None if pair is None else ",".join(pair), "country_code": country_code})
        return await self._call(
            _ASSET_PAIRS,
            lambda: self._signing.public("GET", "rest", "/0/public/AssetPairs", query=query),
            _decode_reply_map_pair,
        )

    async def ticker(self, *, pair: str) -> ReplyMapTickerInfo:
        """`GET /0/public/Ticker`; public; costs 1 public."""
        query = f"pair={quote(pair)}"
        return await self._call(
            _TICKER,
            lambda: self._signing.public("GET", "rest", "/0/public/Ticker", query=query),
            _decode_reply_map_ticker_info,
        )

    async def ohlc(self, *, pair: str, interval: int | None = None, since: int | None = None) -> ReplyMapRaw:
        """`GET /0/public/OHLC`; public; costs 1 public.

        Args:
            interval: interval (default: 1)
        """
        interval = 1 if interval is None else interval
        query = f"pair={quote(pair)}&interval={interval}" + (f"&since={since}" if since is not None else "")
        return await self._call(
            _OHLC, lambda: self._signing.public("GET", "rest", "/0/public/OHLC", query=query), _decode_reply_map_raw
        )

    async def depth(self, *, pair: str, count: int | None = None) -> ReplyMapDepth:
        """`GET /0/public/Depth`; public; costs 1 public."""
        require_range("depth", "count", count, 1, 500)
        query = f"pair={quote(pair)}" + (f"&count={count}" if count is not None else "")
        return await self._call(
            _DEPTH, lambda: self._signing.public("GET", "rest", "/0/public/Depth", query=query), _decode_reply_map_depth
        )

    async def trades(self, *, pair: str, since: int | None = None, count: int | None = None) -> ReplyMapRaw:
        """`GET /0/public/Trades`; public; costs 1 public."""
        require_range("trades", "count", count, 1, 1000)
        query = (
            f"pair={quote(pair)}"
            + (f"&since={quote(str(s_from_ns(since)))}" if since is not None else "")
            + (f"&count={count}" if count is not None else "")
        )
        return await self._call(
            _TRADES, lambda: self._signing.public("GET", "rest", "/0/public/Trades", query=query), _decode_reply_map_raw
        )

    async def stream_token(self) -> ReplyStreamToken:
        """`POST /0/private/GetWebSocketsToken`; signed; costs 1 calls."""
        return await self._call(
            _STREAM_TOKEN,
            lambda: self._signing.signed("POST", "rest", "/0/private/GetWebSocketsToken"),
            _decode_reply_stream_token,
        )

    async def balances(self) -> ReplyMapExtendedBalance:
        """`POST /0/private/BalanceEx`; signed; costs 1 calls."""
        return await self._call(
            _BALANCES,
            lambda: self._signing.signed("POST", "rest", "/0/private/BalanceEx"),
            _decode_reply_map_extended_balance,
        )

    async def open_orders(
        self, *, trades: bool | None = None, userref: int | None = None, client_order_id: str | None = None
    ) -> ReplyOpenOrders:
        """`POST /0/private/OpenOrders`; signed; costs 1 calls."""
        form = query_text(
            {"trades": None if trades is None else bool_text(trades), "userref": userref, "cl_ord_id": client_order_id}
        )
        return await self._call(
            _OPEN_ORDERS,
            lambda: self._signing.signed("POST", "rest", "/0/private/OpenOrders", form=form),
            _decode_reply_open_orders,
        )

    async def query_orders(self, *, order_ids: str, trades: bool | None = None) -> ReplyMapOrderInfo:
        """`POST /0/private/QueryOrders`; signed; costs 1 calls."""
        form = f"txid={quote(order_ids)}" + (f"&trades={bool_text(trades)}" if trades is not None else "")
        return await self._call(
            _QUERY_ORDERS,
            lambda: self._signing.signed("POST", "rest", "/0/private/QueryOrders", form=form),
            _decode_reply_map_order_info,
        )

    async def trades_history(
        self, *, type: str | None = None, start: int | None = None, end: int | None = None, offset: int | None = None
    ) -> ReplyTradesHistory:
        """`POST /0/private/TradesHistory`; signed; costs 2 calls."""
        form = query_text(
            {
                "type": type,
                "start": None if start is None else str(s_from_ns(start)),
                "end": None if end is None else str(s_from_ns(end)),
                "ofs": offset,
            }
        )
        return await self._call(
            _TRADES_HISTORY,
            lambda: self._signing.signed("POST", "rest", "/0/private/TradesHistory", form=form),
            _decode_reply_trades_history,
        )

    async def iter_trades_history(
        self, *, type: str | None = None, start: int | None = None, end: int | None = None, offset: int | None = None
    ) -> AsyncIterator[tuple[str, TradeInfo]]:
        """All items of `trades_history`, page after page, the newest pages first."""
        cursor: int | None = offset
        pages = Pages("trades_history", cursor)
        while True:
            r = await self.trades_history(type=type, start=start, end=end, offset=cursor)
            sent = cursor
            page = list(r.result.trades.items())
            for item in page:
                yield item
            if len(page) < 50:
                return
            cursor = pages.turn((sent or 0) + len(page), page)

    async def add_order(
        self,
        *,
        kind: OrderType | str,
        side: Side | str,
        quantity: Decimal,
        pair: str,
        price: Decimal | None = None,
        second_price: Decimal | None = None,
        trigger: Trigger | str | None = None,
        leverage: str | None = None,
        display_quantity: Decimal | None = None,
        reduce_only: bool | None = None,
        prevention: Prevention | str | None = None,
        flags: str | None = None,
        time_in_force: TimeInForce | str | None = None,
        expire_time: int | None = None,
        client_order_id: str | None = None,
        userref: int | None = None,
        close_type: OrderType | str | None = None,
        close_price: str | None = None,
        close_price2: str | None = None,
        deadline: int | None = None,
        validate: bool | None = None,
    ) -> ReplyPlaced:
        """`POST /0/private/AddOrder`; signed; costs 1 trading."""
        form = f"ordertype={quote(kind)}&type={quote(side)}&volume={decimal_text(quantity)}&pair={quote(pair)}"
        if price is not None:
            form += f"&price={decimal_text(price)}"
        if second_price is not None:
            form += f"&price2={decimal_text(second_price)}"
        if trigger is not None:
            form += f"&trigger={quote(trigger)}"
        if leverage is not None:
            form += f"&leverage={quote(leverage)}"
        if display_quantity is not None:
            form += f"&displayvol={decimal_text(display_quantity)}"
        if reduce_only is not None:
            form += f"&reduce_only={bool_text(reduce_only)}"
        if prevention is not None:
            form += f"&stptype={quote(prevention)}"
        if flags is not None:
            form += f"&oflags={quote(flags)}"
        if time_in_force is not None:
            form += f"&timeinforce={quote(time_in_force)}"
        if expire_time is not None:
            form += f"&expiretm={quote(str(s_from_ns(expire_time)))}"
        if client_order_id is not None:
            form += f"&cl_ord_id={quote(client_order_id)}"
        if userref is not None:
            form += f"&userref={userref}"
        if close_type is not None:
            form += f"&close[ordertype]={quote(close_type)}"
        if close_price is not None:
            form += f"&close[price]={quote(close_price)}"
        if close_price2 is not None:
            form += f"&close[price2]={quote(close_price2)}"
        if deadline is not None:
            form += f"&deadline={quote(iso_from_ns(deadline))}"
        if validate is not None:
            form += f"&validate={bool_text(validate)}"
        return await self._call(
            _ADD_ORDER,
            lambda: self._signing.signed("POST", "rest", "/0/private/AddOrder", form=form),
            _decode_reply_placed,
            client_order_id=client_order_id,
        )

    async def add_order_batch(
        self, *, pair: str, orders: list[BatchOrder], deadline: int | None = None, validate: bool | None = None
    ) -> ReplyBatch:
        """`POST /0/private/AddOrderBatch`; signed_json; costs trading by parameters."""
        json = given(
            {
                "pair": pair,
                "orders": [sent(x) for x in orders],
                "deadline": None if deadline is None else iso_from_ns(deadline),
                "validate": validate,
            }
        )
        return await self._call(
            _ADD_ORDER_BATCH,
            lambda: self._signing.signed_json("POST", "rest", "/0/private/AddOrderBatch", json=json),
            _decode_reply_batch,
            costs=(("trading", max(int(Decimal(len(orders)) / 2), 1)),),
        )

    async def amend_order(
        self,
        *,
        order_id: str | None = None,
        client_order_id: str | None = None,
        quantity: Decimal | None = None,
        display_quantity: Decimal | None = None,
        limit_price: Decimal | None = None,
        trigger_price: Decimal | None = None,
        post_only: bool | None = None,
        deadline: int | None = None,
    ) -> ReplyAmended:
        """`POST /0/private/AmendOrder`; signed; costs 4 trading."""
        require_one("amend_order", order_id=order_id, client_order_id=client_order_id)
        form = query_text(
            {
                "txid": order_id,
                "cl_ord_id": client_order_id,
                "order_qty": None if quantity is None else decimal_text(quantity),
                "display_qty": None if display_quantity is None else decimal_text(display_quantity),
                "limit_price": None if limit_price is None else decimal_text(limit_price),
                "trigger_price": None if trigger_price is None else decimal_text(trigger_price),
                "post_only": post_only,
                "deadline": None if deadline is None else iso_from_ns(deadline),
            }
        )
        return await self._call(
            _AMEND_ORDER,
            lambda: self._signing.signed("POST", "rest", "/0/private/AmendOrder", form=form),
            _decode_reply_amended,
            client_order_id=client_order_id,
        )

    async def cancel_order(self, *, order_id: str | None = None, client_order_id: str | None = None) -> ReplyCancelled:
        """`POST /0/private/CancelOrder`; signed; costs 8 trading."""
        require_one("cancel_order", order_id=order_id, client_order_id=client_order_id)
        form = query_text({"txid": order_id, "cl_ord_id": client_order_id})
        return await self._call(
            _CANCEL_ORDER,
            lambda: self._signing.signed("POST", "rest", "/0/private/CancelOrder", form=form),
            _decode_reply_cancelled,
            client_order_id=client_order_id,
        )

    async def cancel_order_batch(self, *, order_ids: list[str]) -> ReplyCancelled:
        """`POST /0/private/CancelOrderBatch`; signed_json; costs trading by parameters."""
        json: dict[str, Any] = {"orders": order_ids}
        return await self._call(
            _CANCEL_ORDER_BATCH,
            lambda: self._signing.signed_json("POST", "rest", "/0/private/CancelOrderBatch", json=json),
            _decode_reply_cancelled,
            costs=(("trading", len(order_ids) * 8),),
        )

    async def cancel_all(self) -> ReplyCancelled:
        """`POST /0/private/CancelAll`; signed; costs 1 calls."""
        return await self._call(
            _CANCEL_ALL, lambda: self._signing.signed("POST", "rest", "/0/private/CancelAll"), _decode_reply_cancelled
        )

    async def cancel_all_after(self, *, timeout: int) -> ReplyTimer:
        """`POST /0/private/CancelAllOrdersAfter`; signed; costs 1 calls."""
        require_range("cancel_all_after", "timeout", timeout, 0, 86400)
        form = f"timeout={timeout}"
        return await self._call(
            _CANCEL_ALL_AFTER,
            lambda: self._signing.signed("POST", "rest", "/0/private/CancelAllOrdersAfter", form=form),
            _decode_reply_timer,
        )

    async def stream_add_order(
        self,
        *,
        kind: OrderType | str,
        side: Side | str,
        symbol: str,
        quantity: Decimal | None = None,
        limit_price: Decimal | None = None,
        trigger: Trigger | str | None = None,
        trigger_price: Decimal | None = None,
        life: StreamTimeInForce | str | None = None,
        post_only: bool | None = None,
        reduce_only: bool | None = None,
        expires: int | None = None,
        deadline: int | None = None,
        client_order_id: str | None = None,
        userref: int | None = None,
        display_quantity: Decimal | None = None,
        stream_prevention: StreamPrevention | str | None = None,
        quote_quantity: Decimal | None = None,
        validate: bool | None = None,
    ) -> StreamReplyStreamPlaced:
        """`add_order` over private; signed; costs 1 trading."""
        fields = given(
            {
                "order_type": kind,
                "side": side,
                "order_qty": None if quantity is None else json_number(quantity),
                "symbol": symbol,
                "limit_price": None if limit_price is None else json_number(limit_price),
                "triggers": given(
                    {"reference": trigger, "price": None if trigger_price is None else json_number(trigger_price)}
                )
                or None,
                "time_in_force": life,
                "post_only": post_only,
                "reduce_only": reduce_only,
                "expire_time": None if expires is None else iso_from_ns(expires),
                "deadline": None if deadline is None else iso_from_ns(deadline),
                "cl_ord_id": client_order_id,
                "order_userref": userref,
                "display_qty": None if display_quantity is None else json_number(display_quantity),
                "stp_type": stream_prevention,
                "cash_order_qty": None if quote_quantity is None else json_number(quote_quantity),
                "validate": validate,
            }
        )
        return await self._signing.leases.stream.using(
            lambda: self._call_over(
                _STREAM_ADD_ORDER,
                lambda: self._signing.token({**fields}),
                _decode_stream_reply_stream_placed,
                client_order_id=client_order_id,
            )
        )

    async def stream_amend_order(
        self,
        *,
        order_id: str | None = None,
        client_order_id: str | None = None,
        quantity: Decimal | None = None,
        display_quantity: Decimal | None = None,
        limit_price: Decimal | None = None,
        trigger_price: Decimal | None = None,
        post_only: bool | None = None,
        deadline: int | None = None,
    ) -> StreamReplyAmended:
        """`amend_order` over private; signed; costs 4 trading."""
        require_one("stream_amend_order", order_id=order_id, client_order_id=client_order_id)
        fields = given(
            {
                "order_id": order_id,
                "cl_ord_id": client_order_id,
                "order_qty": None if quantity is None else json_number(quantity),
                "display_qty": None if display_quantity is None else json_number(display_quantity),
                "limit_price": None if limit_price is None else json_number(limit_price),
                "trigger_price": None if trigger_price is None else json_number(trigger_price),
                "post_only": post_only,
                "deadline": None if deadline is None else iso_from_ns(deadline),
            }
        )
        return await self._signing.leases.stream.using(
            lambda: self._call_over(
                _STREAM_AMEND_ORDER,
                lambda: self._signing.token({**fields}),
                _decode_stream_reply_amended,
                client_order_id=client_order_id,
            )
        )

    async def stream_cancel_order(
        self, *, order_ids: list[str] | None = None, client_order_ids: list[str] | None = None
    ) -> StreamReplyStreamPlaced:
        """Of several orders each is answered by itself, and only the first answer is taken.

        `cancel_order` over private; signed; costs 8 trading."""
        require_one("stream_cancel_order", order_ids=order_ids, client_order_ids=client_order_ids)
        fields = given({"order_id": order_ids, "cl_ord_id": client_order_ids})
        return await self._signing.leases.stream.using(
            lambda: self._call_over(
                _STREAM_CANCEL_ORDER, lambda: self._signing.token({**fields}), _decode_stream_reply_stream_placed
            )
        )

    async def stream_cancel_all(self) -> StreamReplyCancelled:
        """`cancel_all` over private; signed; costs 1 calls."""
        return await self._signing.leases.stream.using(
            lambda: self._call_over(_STREAM_CANCEL_ALL, lambda: self._signing.token({}), _decode_stream_reply_cancelled)
        )

    async def stream_cancel_all_after(self, *, timeout: int) -> StreamReplyTimer:
        """`cancel_all_orders_after` over private; signed; costs 1 calls."""
        require_range("stream_cancel_all_after", "timeout", timeout, 0, 86400)
        fields: dict[str, Any] = {"timeout": timeout}
        return await self._signing.leases.stream.using(
            lambda: self._call_over(
                _STREAM_CANCEL_ALL_AFTER, lambda: self._signing.token({**fields}), _decode_stream_reply_timer
            )
        )
