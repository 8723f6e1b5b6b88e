"""Bybit: the raw layer. One method per endpoint, wire types in and out, nothing normalized.

Every method raises as `RestExecutor.call` does, and ConfigurationError for bad arguments before anything is sent.
`over` says what a call goes over: REST, or a stream connection that takes the same call and is opened by the first one.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from decimal import Decimal
from typing import Any, Literal, TypeVar
from urllib.parse import unquote

import msgspec
from msgspec import UNSET
from venue_runtime.arguments import given, require_any, require_range
from venue_runtime.exprs import sent
from venue_runtime.limits import Costs
from venue_runtime.pages import Pages
from venue_runtime.rest import Endpoint, Over, RestExecutor
from venue_runtime.wire import decimal_text, quote

from .signing import Signing
from .types import (
    Answer,
    BatchPlaced,
    CancelItem,
    Depth,
    EnvelopeCanceledIds,
    EnvelopeCandles,
    EnvelopePageExecution,
    EnvelopePageInstrumentInfo,
    EnvelopePageOrder,
    EnvelopePagePosition,
    EnvelopePagePublicTrade,
    EnvelopePageTickerRow,
    EnvelopeServerTime,
    EnvelopeWallets,
    Execution,
    InstrumentInfo,
    NewOrder,
    Order,
    OrderType,
    Placed,
    Position,
    Side,
    SmpType,
    TimeInForce,
    TriggerBy,
)

_Transport = Literal["rest", "trade"]
_T = TypeVar("_T")

_SERVER_TIME = Endpoint("server_time", "GET", "/v5/market/time", costs=(("ip", 1),))
_INSTRUMENTS = Endpoint(
    "instruments", "GET", "/v5/market/instruments-info", costs=(("ip", 1),), lenient=("result", "list")
)
_ORDER_BOOK = Endpoint("order_book", "GET", "/v5/market/orderbook", costs=(("ip", 1),))
_TRADES = Endpoint("trades", "GET", "/v5/market/recent-trade", costs=(("ip", 1),))
_TICKERS = Endpoint("tickers", "GET", "/v5/market/tickers", costs=(("ip", 1),))
_CANDLES = Endpoint("candles", "GET", "/v5/market/kline", costs=(("ip", 1),))
_CREATE_ORDER = Endpoint(
    "create_order",
    "POST",
    "/v5/order/create",
    is_command=True,
    costs=(("ip", 1), ("create", 1)),
    over=Over("trade", "order.create"),
)
_AMEND_ORDER = Endpoint(
    "amend_order",
    "POST",
    "/v5/order/amend",
    is_command=True,
    costs=(("ip", 1), ("amend", 1)),
    over=Over("trade", "order.amend"),
)
_CANCEL_ORDER = Endpoint(
    "cancel_order",
    "POST",
    "/v5/order/cancel",
    is_command=True,
    costs=(("ip", 1), ("cancel", 1)),
    over=Over("trade", "order.cancel"),
)
_CANCEL_ALL = Endpoint(
    "cancel_all", "POST", "/v5/order/cancel-all", is_command=True, costs=(("ip", 1), ("cancel_all", 1))
)
_CREATE_BATCH = Endpoint("create_batch", "POST", "/v5/order/create-batch", is_command=True)
_CANCEL_BATCH = Endpoint("cancel_batch", "POST", "/v5/order/cancel-batch", is_command=True)
_DISCONNECT_CANCEL_ALL = Endpoint(
    "disconnect_cancel_all", "POST", "/v5/order/disconnected-cancel-all", is_command=True, costs=(("ip", 1),)
)
_OPEN_ORDERS = Endpoint("open_orders", "GET", "/v5/order/realtime", costs=(("ip", 1), ("query_orders", 1)))
_ORDER = Endpoint("order", "GET", "/v5/order/realtime", costs=(("ip", 1), ("query_orders", 1)))
_ORDER_HISTORY = Endpoint("order_history", "GET", "/v5/order/history", costs=(("ip", 1), ("order_history", 1)))
_EXECUTIONS = Endpoint("executions", "GET", "/v5/execution/list", costs=(("ip", 1), ("executions", 1)))
_WALLET_BALANCE = Endpoint("wallet_balance", "GET", "/v5/account/wallet-balance", costs=(("ip", 1), ("wallet", 1)))
_POSITIONS = Endpoint("positions", "GET", "/v5/position/list", costs=(("ip", 1), ("positions", 1)))
_SET_LEVERAGE = Endpoint("set_leverage", "POST", "/v5/position/set-leverage", is_command=True, costs=(("ip", 1),))
_decode_envelope_server_time = msgspec.json.Decoder(EnvelopeServerTime).decode
_decode_envelope_page_instrument_info = msgspec.json.Decoder(EnvelopePageInstrumentInfo).decode
_decode_depth = msgspec.json.Decoder(Depth).decode
_decode_envelope_page_public_trade = msgspec.json.Decoder(EnvelopePagePublicTrade).decode
_decode_envelope_page_ticker_row = msgspec.json.Decoder(EnvelopePageTickerRow).decode
_decode_envelope_candles = msgspec.json.Decoder(EnvelopeCandles).decode
_decode_placed = msgspec.json.Decoder(Placed).decode
_decode_envelope_canceled_ids = msgspec.json.Decoder(EnvelopeCanceledIds).decode
_decode_batch_placed = msgspec.json.Decoder(BatchPlaced).decode
_decode_answer = msgspec.json.Decoder(Answer).decode
_decode_envelope_page_order = msgspec.json.Decoder(EnvelopePageOrder).decode
_decode_envelope_page_execution = msgspec.json.Decoder(EnvelopePageExecution).decode
_decode_envelope_wallets = msgspec.json.Decoder(EnvelopeWallets).decode
_decode_envelope_page_position = msgspec.json.Decoder(EnvelopePagePosition).decode


class BybitEndpoints:
    """The endpoints of Bybit, in the order of the spec."""

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
        """`fields` as the json of a request; or, signed by `session`, as the parameters of a call over trade."""
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

    async def server_time(self) -> EnvelopeServerTime:
        """`GET /v5/market/time`; public; costs 1 ip."""
        return await self._call(
            _SERVER_TIME, lambda: self._signing.public("GET", "rest", "/v5/market/time"), _decode_envelope_server_time
        )

    async def instruments(
        self,
        *,
        category: str,
        symbol: str | None = None,
        status: str | None = None,
        base_coin: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> EnvelopePageInstrumentInfo:
        """`GET /v5/market/instruments-info`; public; costs 1 ip."""
        require_range("instruments", "limit", limit, None, 1000)
        query = (
            f"category={quote(category)}"
            + (f"&symbol={quote(symbol)}" if symbol is not None else "")
            + (f"&status={quote(status)}" if status is not None else "")
            + (f"&baseCoin={quote(base_coin)}" if base_coin is not None else "")
            + (f"&limit={limit}" if limit is not None else "")
            + (f"&cursor={quote(cursor)}" if cursor is not None else "")
        )
        return await self._call(
            _INSTRUMENTS,
            lambda: self._signing.public("GET", "rest", "/v5/market/instruments-info", query=query),
            _decode_envelope_page_instrument_info,
        )

    async def iter_instruments(
        self,
        *,
        category: str,
        symbol: str | None = None,
        status: str | None = None,
        base_coin: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> AsyncIterator[InstrumentInfo]:
        """All items of `instruments`, page after page, from the first page on. `limit` is the size of a page."""
        size = 1000 if limit is None else limit
        pages = Pages("instruments", cursor)
        while True:
            r = await self.instruments(
                category=category, symbol=symbol, status=status, base_coin=base_coin, limit=size, cursor=cursor
            )
            page = r.result.rows
            for item in page:
                yield item
            if (r.result.cursor if r.result.cursor is not UNSET and r.result.cursor else "") == "":
                return
            cursor = pages.turn(unquote(r.result.cursor if r.result.cursor is not UNSET and r.result.cursor else ""))

    async def order_book(self, *, category: str, symbol: str, limit: int | None = None) -> Depth:
        """`GET /v5/market/orderbook`; public; costs 1 ip."""
        require_range("order_book", "limit", limit, None, 1000)
        query = f"category={quote(category)}&symbol={quote(symbol)}" + (f"&limit={limit}" if limit is not None else "")
        return await self._call(
            _ORDER_BOOK, lambda: self._signing.public("GET", "rest", "/v5/market/orderbook", query=query), _decode_depth
        )

    async def trades(self, *, category: str, symbol: str, limit: int | None = None) -> EnvelopePagePublicTrade:
        """Spot gives 60 at most.

        `GET /v5/market/recent-trade`; public; costs 1 ip."""
        require_range("trades", "limit", limit, None, 1000)
        query = f"category={quote(category)}&symbol={quote(symbol)}" + (f"&limit={limit}" if limit is not None else "")
        return await self._call(
            _TRADES,
            lambda: self._signing.public("GET", "rest", "/v5/market/recent-trade", query=query),
            _decode_envelope_page_public_trade,
        )

    async def tickers(self, *, category: str, symbol: str) -> EnvelopePageTickerRow:
        """`GET /v5/market/tickers`; public; costs 1 ip."""
        query = f"category={quote(category)}&symbol={quote(symbol)}"
        return await self._call(
            _TICKERS,
            lambda: self._signing.public("GET", "rest", "/v5/market/tickers", query=query),
            _decode_envelope_page_ticker_row,
        )

    async def candles(
        self,
        *,
        category: str,
        symbol: str,
        interval: str,
        start: int | None = None,
        end: int | None = None,
        limit: int | None = None,
    ) -> EnvelopeCandles:
        """`GET /v5/market/kline`; public; costs 1 ip."""
        require_range("candles", "limit", limit, None, 1000)
        query = (
            f"category={quote(category)}&symbol={quote(symbol)}&interval={quote(interval)}"
            + (f"&start={start}" if start is not None else "")
            + (f"&end={end}" if end is not None else "")
            + (f"&limit={limit}" if limit is not None else "")
        )
        return await self._call(
            _CANDLES,
            lambda: self._signing.public("GET", "rest", "/v5/market/kline", query=query),
            _decode_envelope_candles,
        )

    async def create_order(
        self,
        *,
        category: str,
        symbol: str,
        side: Side | str,
        kind: OrderType | str,
        quantity: Decimal,
        is_leverage: int | None = None,
        market_unit: str | None = None,
        slippage_tolerance_type: str | None = None,
        slippage_tolerance: Decimal | None = None,
        price: Decimal | None = None,
        trigger_direction: int | None = None,
        order_filter: str | None = None,
        trigger_price: Decimal | None = None,
        trigger_by: TriggerBy | str | None = None,
        life: TimeInForce | str | None = None,
        position_index: int | None = None,
        client_id: str | None = None,
        take_profit: Decimal | None = None,
        stop_loss: Decimal | None = None,
        reduce_only: bool | None = None,
        close_on_trigger: bool | None = None,
        smp_type: SmpType | str | None = None,
        over: _Transport = "rest",
    ) -> Placed:
        """`POST /v5/order/create`; signed; costs 1 ip, 1 create."""
        fields = {
            "category": category,
            "symbol": symbol,
            "isLeverage": is_leverage,
            "side": side,
            "orderType": kind,
            "qty": decimal_text(quantity),
            "marketUnit": market_unit,
            "slippageToleranceType": slippage_tolerance_type,
            "slippageTolerance": None if slippage_tolerance is None else decimal_text(slippage_tolerance),
            "price": None if price is None else decimal_text(price),
            "triggerDirection": trigger_direction,
            "orderFilter": order_filter,
            "triggerPrice": None if trigger_price is None else decimal_text(trigger_price),
            "triggerBy": trigger_by,
            "timeInForce": life,
            "positionIdx": position_index,
            "orderLinkId": client_id,
            "takeProfit": None if take_profit is None else decimal_text(take_profit),
            "stopLoss": None if stop_loss is None else decimal_text(stop_loss),
            "reduceOnly": reduce_only,
            "closeOnTrigger": close_on_trigger,
            "smpType": smp_type,
        }
        return await self._send_signed_json(_CREATE_ORDER, fields, over, _decode_placed, client_order_id=client_id)

    async def amend_order(
        self,
        *,
        category: str,
        symbol: str,
        id: str | None = None,
        client_id: str | None = None,
        trigger_price: Decimal | None = None,
        quantity: Decimal | None = None,
        price: Decimal | None = None,
        over: _Transport = "rest",
    ) -> Placed:
        """`POST /v5/order/amend`; signed; costs 1 ip, 1 amend."""
        require_any("amend_order", id=id, client_id=client_id)
        require_any("amend_order", quantity=quantity, price=price, trigger_price=trigger_price)
        fields = {
            "category": category,
            "symbol": symbol,
            "orderId": id,
            "orderLinkId": client_id,
            "triggerPrice": None if trigger_price is None else decimal_text(trigger_price),
            "qty": None if quantity is None else decimal_text(quantity),
            "price": None if price is None else decimal_text(price),
        }
        return await self._send_signed_json(_AMEND_ORDER, fields, over, _decode_placed, client_order_id=client_id)

    async def cancel_order(
        self,
        *,
        category: str,
        symbol: str,
        id: str | None = None,
        client_id: str | None = None,
        order_filter: str | None = None,
        over: _Transport = "rest",
    ) -> Placed:
        """`POST /v5/order/cancel`; signed; costs 1 ip, 1 cancel."""
        require_any("cancel_order", id=id, client_id=client_id)
        fields = {
            "category": category,
            "symbol": symbol,
            "orderId": id,
            "orderLinkId": client_id,
            "orderFilter": order_filter,
        }
        return await self._send_signed_json(_CANCEL_ORDER, fields, over, _decode_placed, client_order_id=client_id)

    async def cancel_all(
        self,
        *,
        category: str,
        symbol: str | None = None,
        base_coin: str | None = None,
        settle_coin: str | None = None,
        order_filter: str | None = None,
    ) -> EnvelopeCanceledIds:
        """`POST /v5/order/cancel-all`; signed; costs 1 ip, 1 cancel_all."""
        json = given(
            {
                "category": category,
                "symbol": symbol,
                "baseCoin": base_coin,
                "settleCoin": settle_coin,
                "orderFilter": order_filter,
            }
        )
        return await self._call(
            _CANCEL_ALL,
            lambda: self._signing.signed("POST", "rest", "/v5/order/cancel-all", json=json),
            _decode_envelope_canceled_ids,
        )

    async def create_batch(self, *, category: str, orders: list[NewOrder]) -> BatchPlaced:
        """Ten spot orders, twenty of the others.

        `POST /v5/order/create-batch`; signed; costs 1 ip, create_batch by parameters."""
        json: dict[str, Any] = {
            "category": category,
            "request": [
                sent(
                    x,
                    order=(
                        "symbol",
                        "isLeverage",
                        "side",
                        "orderType",
                        "qty",
                        "marketUnit",
                        "slippageToleranceType",
                        "slippageTolerance",
                        "price",
                        "triggerDirection",
                        "orderFilter",
                        "triggerPrice",
                        "triggerBy",
                        "timeInForce",
                        "positionIdx",
                        "orderLinkId",
                        "takeProfit",
                        "stopLoss",
                        "reduceOnly",
                        "closeOnTrigger",
                        "smpType",
                    ),
                )
                for x in orders
            ],
        }
        return await self._call(
            _CREATE_BATCH,
            lambda: self._signing.signed("POST", "rest", "/v5/order/create-batch", json=json),
            _decode_batch_placed,
            costs=(("ip", 1), ("create_batch", len(orders))),
        )

    async def cancel_batch(self, *, category: str, orders: list[CancelItem]) -> BatchPlaced:
        """`POST /v5/order/cancel-batch`; signed; costs 1 ip, cancel_batch by parameters."""
        json: dict[str, Any] = {"category": category, "request": [sent(x) for x in orders]}
        return await self._call(
            _CANCEL_BATCH,
            lambda: self._signing.signed("POST", "rest", "/v5/order/cancel-batch", json=json),
            _decode_batch_placed,
            costs=(("ip", 1), ("cancel_batch", len(orders))),
        )

    async def disconnect_cancel_all(self, *, time_window: int, product: str | None = None) -> Answer:
        """For institutional clients; the private stream must subscribe the dcp topic of the product too.

        `POST /v5/order/disconnected-cancel-all`; signed; costs 1 ip."""
        require_range("disconnect_cancel_all", "time_window", time_window, 3, 300)
        json = given({"product": product, "timeWindow": time_window})
        return await self._call(
            _DISCONNECT_CANCEL_ALL,
            lambda: self._signing.signed("POST", "rest", "/v5/order/disconnected-cancel-all", json=json),
            _decode_answer,
        )

    async def open_orders(
        self,
        *,
        category: str,
        symbol: str | None = None,
        settle_coin: str | None = None,
        open_only: int | None = None,
        order_filter: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> EnvelopePageOrder:
        """`GET /v5/order/realtime`; signed; costs 1 ip, 1 query_orders."""
        require_range("open_orders", "limit", limit, None, 50)
        query = (
            f"category={quote(category)}"
            + (f"&symbol={quote(symbol)}" if symbol is not None else "")
            + (f"&settleCoin={quote(settle_coin)}" if settle_coin is not None else "")
            + (f"&openOnly={open_only}" if open_only is not None else "")
            + (f"&orderFilter={quote(order_filter)}" if order_filter is not None else "")
            + (f"&limit={limit}" if limit is not None else "")
            + (f"&cursor={quote(cursor)}" if cursor is not None else "")
        )
        return await self._call(
            _OPEN_ORDERS,
            lambda: self._signing.signed("GET", "rest", "/v5/order/realtime", query=query),
            _decode_envelope_page_order,
        )

    async def iter_open_orders(
        self,
        *,
        category: str,
        symbol: str | None = None,
        settle_coin: str | None = None,
        open_only: int | None = None,
        order_filter: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> AsyncIterator[Order]:
        """All items of `open_orders`, page after page, the newest pages first. `limit` is the size of a page."""
        size = 50 if limit is None else limit
        pages = Pages("open_orders", cursor)
        while True:
            r = await self.open_orders(
                category=category,
                symbol=symbol,
                settle_coin=settle_coin,
                open_only=open_only,
                order_filter=order_filter,
                limit=size,
                cursor=cursor,
            )
            page = r.result.rows
            for item in page:
                yield item
            if (r.result.cursor if r.result.cursor is not UNSET and r.result.cursor else "") == "":
                return
            cursor = pages.turn(unquote(r.result.cursor if r.result.cursor is not UNSET and r.result.cursor else ""))

    async def order(
        self, *, category: str, symbol: str, id: str | None = None, client_id: str | None = None
    ) -> EnvelopePageOrder:
        """Asked by an id it knows the last 500 closed orders of each category too.

        `GET /v5/order/realtime`; signed; costs 1 ip, 1 query_orders."""
        require_any("order", id=id, client_id=client_id)
        query = (
            f"category={quote(category)}&symbol={quote(symbol)}"
            + (f"&orderId={quote(id)}" if id is not None else "")
            + (f"&orderLinkId={quote(client_id)}" if client_id is not None else "")
        )
        return await self._call(
            _ORDER,
            lambda: self._signing.signed("GET", "rest", "/v5/order/realtime", query=query),
            _decode_envelope_page_order,
            client_order_id=client_id,
        )

    async def order_history(
        self,
        *,
        category: str,
        symbol: str | None = None,
        id: str | None = None,
        client_id: str | None = None,
        start_time: int | None = None,
        end_time: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> EnvelopePageOrder:
        """`GET /v5/order/history`; signed; costs 1 ip, 1 order_history."""
        require_range("order_history", "limit", limit, None, 50)
        query = (
            f"category={quote(category)}"
            + (f"&symbol={quote(symbol)}" if symbol is not None else "")
            + (f"&orderId={quote(id)}" if id is not None else "")
            + (f"&orderLinkId={quote(client_id)}" if client_id is not None else "")
            + (f"&startTime={start_time}" if start_time is not None else "")
            + (f"&endTime={end_time}" if end_time is not None else "")
            + (f"&limit={limit}" if limit is not None else "")
            + (f"&cursor={quote(cursor)}" if cursor is not None else "")
        )
        return await self._call(
            _ORDER_HISTORY,
            lambda: self._signing.signed("GET", "rest", "/v5/order/history", query=query),
            _decode_envelope_page_order,
        )

    async def iter_order_history(
        self,
        *,
        category: str,
        symbol: str | None = None,
        id: str | None = None,
        client_id: str | None = None,
        start_time: int | None = None,
        end_time: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> AsyncIterator[Order]:
        """All items of `order_history`, page after page, the newest pages first. `limit` is the size of a page."""
        size = 50 if limit is None else limit
        pages = Pages("order_history", cursor)
        while True:
            r = await self.order_history(
                category=category,
                symbol=symbol,
                id=id,
                client_id=client_id,
                start_time=start_time,
                end_time=end_time,
                limit=size,
                cursor=cursor,
            )
            page = r.result.rows
            for item in page:
                yield item
            if (r.result.cursor if r.result.cursor is not UNSET and r.result.cursor else "") == "":
                return
            cursor = pages.turn(unquote(r.result.cursor if r.result.cursor is not UNSET and r.result.cursor else ""))

    async def executions(
        self,
        *,
        category: str,
        symbol: str | None = None,
        order_id: str | None = None,
        start_time: int | None = None,
        end_time: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> EnvelopePageExecution:
        """Seven days from `startTime` at most.

        `GET /v5/execution/list`; signed; costs 1 ip, 1 executions."""
        require_range("executions", "limit", limit, None, 100)
        query = (
            f"category={quote(category)}"
            + (f"&symbol={quote(symbol)}" if symbol is not None else "")
            + (f"&orderId={quote(order_id)}" if order_id is not None else "")
            + (f"&startTime={start_time}" if start_time is not None else "")
            + (f"&endTime={end_time}" if end_time is not None else "")
            + (f"&limit={limit}" if limit is not None else "")
            + (f"&cursor={quote(cursor)}" if cursor is not None else "")
        )
        return await self._call(
            _EXECUTIONS,
            lambda: self._signing.signed("GET", "rest", "/v5/execution/list", query=query),
            _decode_envelope_page_execution,
        )

    async def iter_executions(
        self,
        *,
        category: str,
        symbol: str | None = None,
        order_id: str | None = None,
        start_time: int | None = None,
        end_time: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> AsyncIterator[Execution]:
        """All items of `executions`, page after page, the newest pages first. `limit` is the size of a page."""
        size = 100 if limit is None else limit
        pages = Pages("executions", cursor)
        while True:
            r = await self.executions(
                category=category,
                symbol=symbol,
                order_id=order_id,
                start_time=start_time,
                end_time=end_time,
                limit=size,
                cursor=cursor,
            )
            page = r.result.rows
            for item in page:
                yield item
            if (r.result.cursor if r.result.cursor is not UNSET and r.result.cursor else "") == "":
                return
            cursor = pages.turn(unquote(r.result.cursor if r.result.cursor is not UNSET and r.result.cursor else ""))

    async def wallet_balance(self, *, account_type: str | None = None, coin: str | None = None) -> EnvelopeWallets:
        """`GET /v5/account/wallet-balance`; signed; costs 1 ip, 1 wallet.

        Args:
            account_type: accountType (default: UNIFIED)
        """
        account_type = "UNIFIED" if account_type is None else account_type
        query = f"accountType={quote(account_type)}" + (f"&coin={quote(coin)}" if coin is not None else "")
        return await self._call(
            _WALLET_BALANCE,
            lambda: self._signing.signed("GET", "rest", "/v5/account/wallet-balance", query=query),
            _decode_envelope_wallets,
        )

    async def positions(
        self,
        *,
        category: str,
        symbol: str | None = None,
        settle_coin: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> EnvelopePagePosition:
        """`GET /v5/position/list`; signed; costs 1 ip, 1 positions."""
        require_range("positions", "limit", limit, None, 200)
        query = (
            f"category={quote(category)}"
            + (f"&symbol={quote(symbol)}" if symbol is not None else "")
            + (f"&settleCoin={quote(settle_coin)}" if settle_coin is not None else "")
            + (f"&limit={limit}" if limit is not None else "")
            + (f"&cursor={quote(cursor)}" if cursor is not None else "")
        )
        return await self._call(
            _POSITIONS,
            lambda: self._signing.signed("GET", "rest", "/v5/position/list", query=query),
            _decode_envelope_page_position,
        )

    async def iter_positions(
        self,
        *,
        category: str,
        symbol: str | None = None,
        settle_coin: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> AsyncIterator[Position]:
        """All items of `positions`, page after page, from the first page on. `limit` is the size of a page."""
        size = 200 if limit is None else limit
        pages = Pages("positions", cursor)
        while True:
            r = await self.positions(
                category=category, symbol=symbol, settle_coin=settle_coin, limit=size, cursor=cursor
            )
            page = r.result.rows
            for item in page:
                yield item
            if (r.result.cursor if r.result.cursor is not UNSET and r.result.cursor else "") == "":
                return
            cursor = pages.turn(unquote(r.result.cursor if r.result.cursor is not UNSET and r.result.cursor else ""))

    async def set_leverage(
        self, *, category: str, symbol: str, buy_leverage: Decimal, sell_leverage: Decimal
    ) -> Answer:
        """`POST /v5/position/set-leverage`; signed; costs 1 ip."""
        json: dict[str, Any] = {
            "category": category,
            "symbol": symbol,
            "buyLeverage": decimal_text(buy_leverage),
            "sellLeverage": decimal_text(sell_leverage),
        }
        return await self._call(
            _SET_LEVERAGE,
            lambda: self._signing.signed("POST", "rest", "/v5/position/set-leverage", json=json),
            _decode_answer,
        )
