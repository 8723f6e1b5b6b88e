"""Binance Spot: the raw layer. One method per endpoint, wire types in and out, nothing normalized.

Every method raises as `RestExecutor.call` does, and ConfigurationError for bad arguments before anything is sent.
`over` says what a call goes over: REST, or a stream connection that takes the same call and is opened by the first one.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from decimal import Decimal
from typing import Any, Literal, TypeVar

import msgspec
from venue_runtime.arguments import given, require_any, require_range
from venue_runtime.limits import Costs
from venue_runtime.pages import Pages
from venue_runtime.rest import Endpoint, Over, RestExecutor
from venue_runtime.wire import decimal_text, query_text, quote

from .signing import Signing
from .types import (
    Account,
    AggTrade,
    Allocation,
    Amended,
    Amendment,
    AveragePrice,
    BookTicker,
    Canceled,
    CancelReplaced,
    CancelReplaceMode,
    CancelRestrictions,
    Commission,
    Depth,
    ExceededMode,
    ExchangeInfo,
    ExecutionRules,
    Kline,
    MyTrade,
    Nothing,
    OrderAck,
    OrderDetail,
    OrderFull,
    OrderList,
    OrderType,
    PegOffsetType,
    PegPriceType,
    PreventedMatch,
    PriceTicker,
    RateLimit,
    ReferencePrice,
    ReferencePriceCalculation,
    RelevantFilters,
    ServerTime,
    Side,
    StpMode,
    SymbolStatus,
    TestedOrder,
    TickerStats,
    TickerType,
    TimeInForce,
    Trade,
)

_Transport = Literal["rest", "ws_api"]
_T = TypeVar("_T")

_SERVER_TIME = Endpoint("server_time", "GET", "/api/v3/time", costs=(("weight", 1),), over=Over("ws_api", "time"))
_EXCHANGE_INFO = Endpoint(
    "exchange_info",
    "GET",
    "/api/v3/exchangeInfo",
    costs=(("weight", 20),),
    lenient=("symbols",),
    over=Over("ws_api", "exchangeInfo"),
)
_DEPTH = Endpoint("depth", "GET", "/api/v3/depth", over=Over("ws_api", "depth"))
_AGG_TRADES = Endpoint(
    "agg_trades", "GET", "/api/v3/aggTrades", costs=(("weight", 4),), over=Over("ws_api", "trades.aggregate")
)
_CANCEL_ORDER = Endpoint(
    "cancel_order",
    "DELETE",
    "/api/v3/order",
    is_command=True,
    costs=(("weight", 1),),
    over=Over("ws_api", "order.cancel"),
)
_QUERY_ORDER = Endpoint(
    "query_order", "GET", "/api/v3/order", costs=(("weight", 4),), over=Over("ws_api", "order.status")
)
_OPEN_ORDERS = Endpoint("open_orders", "GET", "/api/v3/openOrders", over=Over("ws_api", "openOrders.status"))
_MY_TRADES = Endpoint("my_trades", "GET", "/api/v3/myTrades", over=Over("ws_api", "myTrades"))
_PING = Endpoint("ping", "GET", "/api/v3/ping", costs=(("weight", 1),), over=Over("ws_api", "ping"))
_EXECUTION_RULES = Endpoint("execution_rules", "GET", "/api/v3/executionRules", over=Over("ws_api", "executionRules"))
_TRADES = Endpoint("trades", "GET", "/api/v3/trades", costs=(("weight", 25),), over=Over("ws_api", "trades.recent"))
_HISTORICAL_TRADES = Endpoint(
    "historical_trades",
    "GET",
    "/api/v3/historicalTrades",
    costs=(("weight", 25),),
    over=Over("ws_api", "trades.historical"),
)
_HISTORICAL_BLOCK_TRADES = Endpoint(
    "historical_block_trades",
    "GET",
    "/api/v3/historicalBlockTrades",
    costs=(("weight", 25),),
    over=Over("ws_api", "blockTrades.historical"),
)
_KLINES = Endpoint("klines", "GET", "/api/v3/klines", costs=(("weight", 2),), over=Over("ws_api", "klines"))
_UI_KLINES = Endpoint("ui_klines", "GET", "/api/v3/uiKlines", costs=(("weight", 2),), over=Over("ws_api", "uiKlines"))
_AVG_PRICE = Endpoint("avg_price", "GET", "/api/v3/avgPrice", costs=(("weight", 2),), over=Over("ws_api", "avgPrice"))
_TICKER_24HR = Endpoint(
    "ticker_24hr", "GET", "/api/v3/ticker/24hr", costs=(("weight", 2),), over=Over("ws_api", "ticker.24hr")
)
_TICKERS_24HR = Endpoint("tickers_24hr", "GET", "/api/v3/ticker/24hr", over=Over("ws_api", "ticker.24hr"))
_TICKER_TRADING_DAY = Endpoint(
    "ticker_trading_day",
    "GET",
    "/api/v3/ticker/tradingDay",
    costs=(("weight", 4),),
    over=Over("ws_api", "ticker.tradingDay"),
)
_TICKERS_TRADING_DAY = Endpoint(
    "tickers_trading_day", "GET", "/api/v3/ticker/tradingDay", over=Over("ws_api", "ticker.tradingDay")
)
_TICKER_WINDOW = Endpoint(
    "ticker_window", "GET", "/api/v3/ticker", costs=(("weight", 4),), over=Over("ws_api", "ticker")
)
_TICKERS_WINDOW = Endpoint("tickers_window", "GET", "/api/v3/ticker", over=Over("ws_api", "ticker"))
_TICKER_PRICE = Endpoint(
    "ticker_price", "GET", "/api/v3/ticker/price", costs=(("weight", 2),), over=Over("ws_api", "ticker.price")
)
_TICKERS_PRICE = Endpoint(
    "tickers_price", "GET", "/api/v3/ticker/price", costs=(("weight", 4),), over=Over("ws_api", "ticker.price")
)
_TICKER_BOOK = Endpoint(
    "ticker_book", "GET", "/api/v3/ticker/bookTicker", costs=(("weight", 2),), over=Over("ws_api", "ticker.book")
)
_TICKERS_BOOK = Endpoint(
    "tickers_book", "GET", "/api/v3/ticker/bookTicker", costs=(("weight", 4),), over=Over("ws_api", "ticker.book")
)
_REFERENCE_PRICE = Endpoint(
    "reference_price", "GET", "/api/v3/referencePrice", costs=(("weight", 2),), over=Over("ws_api", "referencePrice")
)
_REFERENCE_PRICE_CALCULATION = Endpoint(
    "reference_price_calculation",
    "GET",
    "/api/v3/referencePrice/calculation",
    costs=(("weight", 2),),
    over=Over("ws_api", "referencePrice.calculation"),
)
_NEW_ORDER = Endpoint(
    "new_order",
    "POST",
    "/api/v3/order",
    is_command=True,
    costs=(("weight", 1), ("orders_10s", 1), ("orders_1d", 1)),
    over=Over("ws_api", "order.place"),
)
_NEW_ORDER_ACK = Endpoint(
    "new_order_ack",
    "POST",
    "/api/v3/order",
    is_command=True,
    costs=(("weight", 1), ("orders_10s", 1), ("orders_1d", 1)),
    over=Over("ws_api", "order.place"),
)
_ORDER_TEST = Endpoint("order_test", "POST", "/api/v3/order/test", over=Over("ws_api", "order.test"))
_CANCEL_OPEN_ORDERS = Endpoint(
    "cancel_open_orders",
    "DELETE",
    "/api/v3/openOrders",
    is_command=True,
    costs=(("weight", 1),),
    over=Over("ws_api", "openOrders.cancelAll"),
)
_CANCEL_REPLACE = Endpoint(
    "cancel_replace",
    "POST",
    "/api/v3/order/cancelReplace",
    is_command=True,
    costs=(("weight", 1), ("orders_10s", 1), ("orders_1d", 1)),
    over=Over("ws_api", "order.cancelReplace"),
)
_AMEND_KEEP_PRIORITY = Endpoint(
    "amend_keep_priority",
    "PUT",
    "/api/v3/order/amend/keepPriority",
    is_command=True,
    costs=(("weight", 4),),
    over=Over("ws_api", "order.amend.keepPriority"),
)
_SOR_ORDER = Endpoint(
    "sor_order",
    "POST",
    "/api/v3/sor/order",
    is_command=True,
    costs=(("weight", 1), ("orders_10s", 1), ("orders_1d", 1)),
)
_SOR_ORDER_TEST = Endpoint("sor_order_test", "POST", "/api/v3/sor/order/test", over=Over("ws_api", "sor.order.test"))
_OCO_DEPRECATED = Endpoint(
    "oco_deprecated",
    "POST",
    "/api/v3/order/oco",
    is_command=True,
    costs=(("weight", 1), ("orders_10s", 2), ("orders_1d", 2)),
    over=Over("ws_api", "orderList.place"),
)
_OCO = Endpoint(
    "oco",
    "POST",
    "/api/v3/orderList/oco",
    is_command=True,
    costs=(("weight", 1), ("orders_10s", 2), ("orders_1d", 2)),
    over=Over("ws_api", "orderList.place.oco"),
)
_OTO = Endpoint(
    "oto",
    "POST",
    "/api/v3/orderList/oto",
    is_command=True,
    costs=(("weight", 1), ("orders_10s", 2), ("orders_1d", 2)),
    over=Over("ws_api", "orderList.place.oto"),
)
_OTOCO = Endpoint(
    "otoco",
    "POST",
    "/api/v3/orderList/otoco",
    is_command=True,
    costs=(("weight", 1), ("orders_10s", 3), ("orders_1d", 3)),
    over=Over("ws_api", "orderList.place.otoco"),
)
_OPO = Endpoint(
    "opo",
    "POST",
    "/api/v3/orderList/opo",
    is_command=True,
    costs=(("weight", 1), ("orders_10s", 2), ("orders_1d", 2)),
    over=Over("ws_api", "orderList.place.opo"),
)
_OPOCO = Endpoint(
    "opoco",
    "POST",
    "/api/v3/orderList/opoco",
    is_command=True,
    costs=(("weight", 1), ("orders_10s", 3), ("orders_1d", 3)),
    over=Over("ws_api", "orderList.place.opoco"),
)
_CANCEL_ORDER_LIST = Endpoint(
    "cancel_order_list",
    "DELETE",
    "/api/v3/orderList",
    is_command=True,
    costs=(("weight", 1),),
    over=Over("ws_api", "orderList.cancel"),
)
_ACCOUNT = Endpoint("account", "GET", "/api/v3/account", costs=(("weight", 20),), over=Over("ws_api", "account.status"))
_ALL_ORDERS = Endpoint(
    "all_orders", "GET", "/api/v3/allOrders", costs=(("weight", 20),), over=Over("ws_api", "allOrders")
)
_QUERY_ORDER_LIST = Endpoint(
    "query_order_list", "GET", "/api/v3/orderList", costs=(("weight", 4),), over=Over("ws_api", "orderList.status")
)
_OPEN_ORDER_LISTS = Endpoint(
    "open_order_lists",
    "GET",
    "/api/v3/openOrderList",
    costs=(("weight", 6),),
    over=Over("ws_api", "openOrderLists.status"),
)
_ALL_ORDER_LISTS = Endpoint(
    "all_order_lists", "GET", "/api/v3/allOrderList", costs=(("weight", 20),), over=Over("ws_api", "allOrderLists")
)
_ORDER_RATE_LIMITS = Endpoint(
    "order_rate_limits",
    "GET",
    "/api/v3/rateLimit/order",
    costs=(("weight", 40),),
    over=Over("ws_api", "account.rateLimits.orders"),
)
_PREVENTED_MATCHES = Endpoint(
    "prevented_matches", "GET", "/api/v3/myPreventedMatches", over=Over("ws_api", "myPreventedMatches")
)
_ALLOCATIONS = Endpoint(
    "allocations", "GET", "/api/v3/myAllocations", costs=(("weight", 20),), over=Over("ws_api", "myAllocations")
)
_COMMISSION = Endpoint(
    "commission",
    "GET",
    "/api/v3/account/commission",
    costs=(("weight", 20),),
    over=Over("ws_api", "account.commission"),
)
_ORDER_AMENDMENTS = Endpoint(
    "order_amendments",
    "GET",
    "/api/v3/order/amendments",
    costs=(("weight", 4),),
    over=Over("ws_api", "order.amendments"),
)
_MY_FILTERS = Endpoint(
    "my_filters", "GET", "/api/v3/myFilters", costs=(("weight", 40),), over=Over("ws_api", "myFilters")
)
_decode_server_time = msgspec.json.Decoder(ServerTime).decode
_decode_exchange_info = msgspec.json.Decoder(ExchangeInfo).decode
_decode_depth = msgspec.json.Decoder(Depth).decode
_decode_list_agg_trade = msgspec.json.Decoder(list[AggTrade]).decode
_decode_canceled = msgspec.json.Decoder(Canceled).decode
_decode_order_detail = msgspec.json.Decoder(OrderDetail).decode
_decode_list_order_detail = msgspec.json.Decoder(list[OrderDetail]).decode
_decode_list_my_trade = msgspec.json.Decoder(list[MyTrade]).decode
_decode_nothing = msgspec.json.Decoder(Nothing).decode
_decode_execution_rules = msgspec.json.Decoder(ExecutionRules).decode
_decode_list_trade = msgspec.json.Decoder(list[Trade]).decode
_decode_list_kline = msgspec.json.Decoder(list[Kline]).decode
_decode_average_price = msgspec.json.Decoder(AveragePrice).decode
_decode_ticker_stats = msgspec.json.Decoder(TickerStats).decode
_decode_list_ticker_stats = msgspec.json.Decoder(list[TickerStats]).decode
_decode_price_ticker = msgspec.json.Decoder(PriceTicker).decode
_decode_list_price_ticker = msgspec.json.Decoder(list[PriceTicker]).decode
_decode_book_ticker = msgspec.json.Decoder(BookTicker).decode
_decode_list_book_ticker = msgspec.json.Decoder(list[BookTicker]).decode
_decode_reference_price = msgspec.json.Decoder(ReferencePrice).decode
_decode_reference_price_calculation = msgspec.json.Decoder(ReferencePriceCalculation).decode
_decode_order_full = msgspec.json.Decoder(OrderFull).decode
_decode_order_ack = msgspec.json.Decoder(OrderAck).decode
_decode_tested_order = msgspec.json.Decoder(TestedOrder).decode
_decode_list_canceled = msgspec.json.Decoder(list[Canceled]).decode
_decode_cancel_replaced = msgspec.json.Decoder(CancelReplaced).decode
_decode_amended = msgspec.json.Decoder(Amended).decode
_decode_order_list = msgspec.json.Decoder(OrderList).decode
_decode_account = msgspec.json.Decoder(Account).decode
_decode_list_order_list = msgspec.json.Decoder(list[OrderList]).decode
_decode_list_rate_limit = msgspec.json.Decoder(list[RateLimit]).decode
_decode_list_prevented_match = msgspec.json.Decoder(list[PreventedMatch]).decode
_decode_list_allocation = msgspec.json.Decoder(list[Allocation]).decode
_decode_commission = msgspec.json.Decoder(Commission).decode
_decode_list_amendment = msgspec.json.Decoder(list[Amendment]).decode
_decode_relevant_filters = msgspec.json.Decoder(RelevantFilters).decode


class BinanceSpotEndpoints:
    """The endpoints of Binance Spot, in the order of the spec."""

    def __init__(self, rest: RestExecutor, signing: Signing) -> None:
        self._call = rest.call
        self._call_over = rest.call_over
        self._signing = signing

    def _send_public(
        self,
        endpoint: Endpoint,
        fields: Mapping[str, object],
        over: str,
        decode: Callable[[bytes], _T],
        *,
        costs: Costs | None = None,
        client_order_id: str | None = None,
    ) -> Awaitable[_T]:
        """`fields` as the query of a request; or, as they are, as the parameters of a call over ws_api."""
        if endpoint.goes_over(over):
            return self._call_over(
                endpoint, lambda: given(fields), decode, costs=costs, client_order_id=client_order_id
            )
        return self._call(
            endpoint,
            lambda: self._signing.public(endpoint.method, endpoint.host, endpoint.path, query=query_text(fields)),
            decode,
            costs=costs,
            client_order_id=client_order_id,
        )

    def _send_signed(
        self,
        endpoint: Endpoint,
        fields: Mapping[str, object],
        over: str,
        decode: Callable[[bytes], _T],
        *,
        costs: Costs | None = None,
        client_order_id: str | None = None,
    ) -> Awaitable[_T]:
        """`fields` as the query of a request; or, signed by `ws_signed`, as the parameters of a call over ws_api."""
        if endpoint.goes_over(over):
            return self._call_over(
                endpoint,
                lambda: self._signing.ws_signed(given(fields)),
                decode,
                costs=costs,
                client_order_id=client_order_id,
            )
        return self._call(
            endpoint,
            lambda: self._signing.signed(endpoint.method, endpoint.host, endpoint.path, query=query_text(fields)),
            decode,
            costs=costs,
            client_order_id=client_order_id,
        )

    async def server_time(self, *, over: _Transport = "rest") -> ServerTime:
        """`GET /api/v3/time`; public; costs 1 weight."""
        return await self._send_public(_SERVER_TIME, {}, over, _decode_server_time)

    async def exchange_info(
        self,
        *,
        symbol: str | None = None,
        symbols: list[str] | None = None,
        permissions: list[str] | None = None,
        show_permission_sets: bool | None = None,
        symbol_status: SymbolStatus | str | None = None,
        over: _Transport = "rest",
    ) -> ExchangeInfo:
        """`GET /api/v3/exchangeInfo`; public; costs 20 weight."""
        fields = {
            "symbol": symbol,
            "symbols": symbols,
            "permissions": permissions,
            "showPermissionSets": show_permission_sets,
            "symbolStatus": symbol_status,
        }
        return await self._send_public(_EXCHANGE_INFO, fields, over, _decode_exchange_info)

    async def depth(
        self,
        *,
        symbol: str,
        limit: int | None = None,
        symbol_status: SymbolStatus | str | None = None,
        over: _Transport = "rest",
    ) -> Depth:
        """`GET /api/v3/depth`; public; costs weight by parameters.

        Args:
            limit: limit (default: 100)
        """
        limit = 100 if limit is None else limit
        require_range("depth", "limit", limit, 1, 5000)
        fields = {"symbol": symbol, "limit": limit, "symbolStatus": symbol_status}
        return await self._send_public(
            _DEPTH,
            fields,
            over,
            _decode_depth,
            costs=(("weight", 5 if limit <= 100 else 25 if limit <= 500 else 50 if limit <= 1000 else 250),),
        )

    async def agg_trades(
        self,
        *,
        symbol: str,
        from_id: int | None = None,
        start_time: int | None = None,
        end_time: int | None = None,
        limit: int | None = None,
        over: _Transport = "rest",
    ) -> list[AggTrade]:
        """`GET /api/v3/aggTrades`; public; costs 4 weight."""
        require_range("agg_trades", "limit", limit, 1, 1000)
        fields = {"symbol": symbol, "fromId": from_id, "startTime": start_time, "endTime": end_time, "limit": limit}
        return await self._send_public(_AGG_TRADES, fields, over, _decode_list_agg_trade)

    async def iter_agg_trades(
        self,
        *,
        symbol: str,
        from_id: int | None = None,
        start_time: int | None = None,
        end_time: int | None = None,
        limit: int | None = None,
    ) -> AsyncIterator[AggTrade]:
        """All items of `agg_trades`, page after page, from the first page on. `limit` is the size of a page.
        `start_time`, `end_time`: sent with the first page only."""
        size = 1000 if limit is None else limit
        cursor: int | None = from_id
        pages = Pages("agg_trades", cursor)
        while True:
            page = await self.agg_trades(
                symbol=symbol,
                from_id=cursor,
                start_time=None if pages.turned else start_time,
                end_time=None if pages.turned else end_time,
                limit=size,
            )
            for item in page:
                yield item
            if not page:
                return
            last = page[-1]
            if len(page) < size or (end_time is not None and last.time > end_time):
                return
            cursor = pages.turn(last.id + 1)

    async def cancel_order(
        self,
        *,
        symbol: str,
        order_id: int | None = None,
        orig_client_order_id: str | None = None,
        new_client_order_id: str | None = None,
        cancel_restrictions: CancelRestrictions | str | None = None,
        over: _Transport = "rest",
    ) -> Canceled:
        """The client order id of a canceled order becomes `newClientOrderId` (minted by the venue if absent).

        `DELETE /api/v3/order`; signed; costs 1 weight."""
        require_any("cancel_order", order_id=order_id, orig_client_order_id=orig_client_order_id)
        if over != "rest" and _CANCEL_ORDER.goes_over(over):
            fields = given(
                {
                    "symbol": symbol,
                    "orderId": order_id,
                    "origClientOrderId": orig_client_order_id,
                    "newClientOrderId": new_client_order_id,
                    "cancelRestrictions": cancel_restrictions,
                }
            )
            return await self._call_over(
                _CANCEL_ORDER,
                lambda: self._signing.ws_signed({**fields}),
                _decode_canceled,
                client_order_id=orig_client_order_id,
            )
        query = f"symbol={quote(symbol)}"
        if order_id is not None:
            query += f"&orderId={order_id}"
        if orig_client_order_id is not None:
            query += f"&origClientOrderId={quote(orig_client_order_id)}"
        if new_client_order_id is not None:
            query += f"&newClientOrderId={quote(new_client_order_id)}"
        if cancel_restrictions is not None:
            query += f"&cancelRestrictions={quote(cancel_restrictions)}"
        return await self._call(
            _CANCEL_ORDER,
            lambda: self._signing.signed("DELETE", "rest", "/api/v3/order", query=query),
            _decode_canceled,
            client_order_id=orig_client_order_id,
        )

    async def query_order(
        self,
        *,
        symbol: str,
        order_id: int | None = None,
        orig_client_order_id: str | None = None,
        new_client_order_id: str | None = None,
        cancel_restrictions: CancelRestrictions | str | None = None,
        over: _Transport = "rest",
    ) -> OrderDetail:
        """`GET /api/v3/order`; signed; costs 4 weight."""
        require_any("query_order", order_id=order_id, orig_client_order_id=orig_client_order_id)
        fields = {
            "symbol": symbol,
            "orderId": order_id,
            "origClientOrderId": orig_client_order_id,
            "newClientOrderId": new_client_order_id,
            "cancelRestrictions": cancel_restrictions,
        }
        return await self._send_signed(
            _QUERY_ORDER, fields, over, _decode_order_detail, client_order_id=orig_client_order_id
        )

    async def open_orders(self, *, symbol: str | None = None, over: _Transport = "rest") -> list[OrderDetail]:
        """`GET /api/v3/openOrders`; signed; costs weight by parameters."""
        fields = {"symbol": symbol}
        return await self._send_signed(
            _OPEN_ORDERS, fields, over, _decode_list_order_detail, costs=(("weight", 6 if symbol is not None else 80),)
        )

    async def my_trades(
        self,
        *,
        symbol: str,
        from_id: int | None = None,
        start_time: int | None = None,
        end_time: int | None = None,
        limit: int | None = None,
        order_id: int | None = None,
        over: _Transport = "rest",
    ) -> list[MyTrade]:
        """`GET /api/v3/myTrades`; signed; costs weight by parameters."""
        require_range("my_trades", "limit", limit, 1, 1000)
        fields = {
            "symbol": symbol,
            "fromId": from_id,
            "startTime": start_time,
            "endTime": end_time,
            "limit": limit,
            "orderId": order_id,
        }
        return await self._send_signed(
            _MY_TRADES, fields, over, _decode_list_my_trade, costs=(("weight", 20 if order_id is None else 5),)
        )

    async def iter_my_trades(
        self,
        *,
        symbol: str,
        from_id: int | None = None,
        start_time: int | None = None,
        end_time: int | None = None,
        limit: int | None = None,
        order_id: int | None = None,
    ) -> AsyncIterator[MyTrade]:
        """All items of `my_trades`, page after page, from the first page on. `limit` is the size of a page.
        `start_time`, `end_time`: sent with the first page only."""
        size = 1000 if limit is None else limit
        cursor: int | None = from_id
        pages = Pages("my_trades", cursor)
        while True:
            page = await self.my_trades(
                symbol=symbol,
                from_id=cursor,
                start_time=None if pages.turned else start_time,
                end_time=None if pages.turned else end_time,
                limit=size,
                order_id=order_id,
            )
            for item in page:
                yield item
            if not page:
                return
            last = page[-1]
            if len(page) < size or (end_time is not None and last.time > end_time):
                return
            cursor = pages.turn(last.id + 1)

    async def ping(self, *, over: _Transport = "rest") -> Nothing:
        """`GET /api/v3/ping`; public; costs 1 weight."""
        return await self._send_public(_PING, {}, over, _decode_nothing)

    async def execution_rules(
        self,
        *,
        symbol: str | None = None,
        symbols: list[str] | None = None,
        symbol_status: SymbolStatus | str | None = None,
        over: _Transport = "rest",
    ) -> ExecutionRules:
        """`GET /api/v3/executionRules`; public; costs weight by parameters."""
        fields = {"symbol": symbol, "symbols": symbols, "symbolStatus": symbol_status}
        return await self._send_public(
            _EXECUTION_RULES,
            fields,
            over,
            _decode_execution_rules,
            costs=(
                (
                    "weight",
                    2 if symbol is not None else 40 if symbols is None or len(symbols) > 20 else 2 * len(symbols),
                ),
            ),
        )

    async def trades(self, *, symbol: str, limit: int | None = None, over: _Transport = "rest") -> list[Trade]:
        """`GET /api/v3/trades`; public; costs 25 weight."""
        require_range("trades", "limit", limit, 1, 1000)
        fields = {"symbol": symbol, "limit": limit}
        return await self._send_public(_TRADES, fields, over, _decode_list_trade)

    async def historical_trades(
        self, *, symbol: str, limit: int | None = None, from_id: int | None = None, over: _Transport = "rest"
    ) -> list[Trade]:
        """`GET /api/v3/historicalTrades`; public; costs 25 weight."""
        require_range("historical_trades", "limit", limit, 1, 1000)
        fields = {"symbol": symbol, "limit": limit, "fromId": from_id}
        return await self._send_public(_HISTORICAL_TRADES, fields, over, _decode_list_trade)

    async def iter_historical_trades(
        self, *, symbol: str, limit: int | None = None, from_id: int | None = None
    ) -> AsyncIterator[Trade]:
        """All items of `historical_trades`, page after page, from the first page on. `limit` is the size of a page."""
        size = 1000 if limit is None else limit
        cursor: int | None = from_id
        pages = Pages("historical_trades", cursor)
        while True:
            page = await self.historical_trades(symbol=symbol, limit=size, from_id=cursor)
            for item in page:
                yield item
            if not page:
                return
            last = page[-1]
            if len(page) < size:
                return
            cursor = pages.turn(last.id + 1)

    async def historical_block_trades(
        self, *, symbol: str, from_id: int, limit: int | None = None, over: _Transport = "rest"
    ) -> list[Trade]:
        """`GET /api/v3/historicalBlockTrades`; public; costs 25 weight."""
        require_range("historical_block_trades", "limit", limit, 1, 1000)
        fields = {"symbol": symbol, "fromId": from_id, "limit": limit}
        return await self._send_public(_HISTORICAL_BLOCK_TRADES, fields, over, _decode_list_trade)

    async def iter_historical_block_trades(
        self, *, symbol: str, from_id: int, limit: int | None = None
    ) -> AsyncIterator[Trade]:
        """All items of `historical_block_trades`, page after page, from the first page on. `limit` is the size of a
        page."""
        size = 1000 if limit is None else limit
        cursor: int = from_id
        pages = Pages("historical_block_trades", cursor)
        while True:
            page = await self.historical_block_trades(symbol=symbol, from_id=cursor, limit=size)
            for item in page:
                yield item
            if not page:
                return
            last = page[-1]
            if len(page) < size:
                return
            cursor = pages.turn(last.id + 1)

    async def klines(
        self,
        *,
        symbol: str,
        interval: str,
        start_time: int | None = None,
        end_time: int | None = None,
        time_zone: str | None = None,
        limit: int | None = None,
        over: _Transport = "rest",
    ) -> list[Kline]:
        """`GET /api/v3/klines`; public; costs 2 weight."""
        require_range("klines", "limit", limit, 1, 1000)
        fields = {
            "symbol": symbol,
            "interval": interval,
            "startTime": start_time,
            "endTime": end_time,
            "timeZone": time_zone,
            "limit": limit,
        }
        return await self._send_public(_KLINES, fields, over, _decode_list_kline)

    async def iter_klines(
        self,
        *,
        symbol: str,
        interval: str,
        start_time: int | None = None,
        end_time: int | None = None,
        time_zone: str | None = None,
        limit: int | None = None,
    ) -> AsyncIterator[Kline]:
        """All items of `klines`, page after page, from the first page on. `limit` is the size of a page."""
        size = 1000 if limit is None else limit
        cursor: int | None = start_time
        pages = Pages("klines", cursor)
        while True:
            page = await self.klines(
                symbol=symbol, interval=interval, start_time=cursor, end_time=end_time, time_zone=time_zone, limit=size
            )
            for item in page:
                yield item
            if not page:
                return
            last = page[-1]
            if len(page) < size:
                return
            cursor = pages.turn(last[6] + 1)

    async def ui_klines(
        self,
        *,
        symbol: str,
        interval: str,
        start_time: int | None = None,
        end_time: int | None = None,
        time_zone: str | None = None,
        limit: int | None = None,
        over: _Transport = "rest",
    ) -> list[Kline]:
        """`GET /api/v3/uiKlines`; public; costs 2 weight."""
        require_range("ui_klines", "limit", limit, 1, 1000)
        fields = {
            "symbol": symbol,
            "interval": interval,
            "startTime": start_time,
            "endTime": end_time,
            "timeZone": time_zone,
            "limit": limit,
        }
        return await self._send_public(_UI_KLINES, fields, over, _decode_list_kline)

    async def iter_ui_klines(
        self,
        *,
        symbol: str,
        interval: str,
        start_time: int | None = None,
        end_time: int | None = None,
        time_zone: str | None = None,
        limit: int | None = None,
    ) -> AsyncIterator[Kline]:
        """All items of `ui_klines`, page after page, from the first page on. `limit` is the size of a page."""
        size = 1000 if limit is None else limit
        cursor: int | None = start_time
        pages = Pages("ui_klines", cursor)
        while True:
            page = await self.ui_klines(
                symbol=symbol, interval=interval, start_time=cursor, end_time=end_time, time_zone=time_zone, limit=size
            )
            for item in page:
                yield item
            if not page:
                return
            last = page[-1]
            if len(page) < size:
                return
            cursor = pages.turn(last[6] + 1)

    async def avg_price(self, *, symbol: str, over: _Transport = "rest") -> AveragePrice:
        """`GET /api/v3/avgPrice`; public; costs 2 weight."""
        fields = {"symbol": symbol}
        return await self._send_public(_AVG_PRICE, fields, over, _decode_average_price)

    async def ticker_24hr(
        self,
        *,
        symbol: str,
        type: TickerType | str | None = None,
        symbol_status: SymbolStatus | str | None = None,
        over: _Transport = "rest",
    ) -> TickerStats:
        """`GET /api/v3/ticker/24hr`; public; costs 2 weight."""
        fields = {"symbol": symbol, "type": type, "symbolStatus": symbol_status}
        return await self._send_public(_TICKER_24HR, fields, over, _decode_ticker_stats)

    async def tickers_24hr(
        self,
        *,
        symbols: list[str] | None = None,
        type: TickerType | str | None = None,
        symbol_status: SymbolStatus | str | None = None,
        over: _Transport = "rest",
    ) -> list[TickerStats]:
        """`GET /api/v3/ticker/24hr`; public; costs weight by parameters."""
        fields = {"symbols": symbols, "type": type, "symbolStatus": symbol_status}
        return await self._send_public(
            _TICKERS_24HR,
            fields,
            over,
            _decode_list_ticker_stats,
            costs=(
                ("weight", 80 if symbols is None else 2 if len(symbols) <= 20 else 40 if len(symbols) <= 100 else 80),
            ),
        )

    async def ticker_trading_day(
        self,
        *,
        symbol: str,
        time_zone: str | None = None,
        type: TickerType | str | None = None,
        symbol_status: SymbolStatus | str | None = None,
        over: _Transport = "rest",
    ) -> TickerStats:
        """`GET /api/v3/ticker/tradingDay`; public; costs 4 weight."""
        fields = {"symbol": symbol, "timeZone": time_zone, "type": type, "symbolStatus": symbol_status}
        return await self._send_public(_TICKER_TRADING_DAY, fields, over, _decode_ticker_stats)

    async def tickers_trading_day(
        self,
        *,
        symbols: list[str],
        time_zone: str | None = None,
        type: TickerType | str | None = None,
        symbol_status: SymbolStatus | str | None = None,
        over: _Transport = "rest",
    ) -> list[TickerStats]:
        """`GET /api/v3/ticker/tradingDay`; public; costs weight by parameters."""
        fields = {"symbols": symbols, "timeZone": time_zone, "type": type, "symbolStatus": symbol_status}
        return await self._send_public(
            _TICKERS_TRADING_DAY,
            fields,
            over,
            _decode_list_ticker_stats,
            costs=(("weight", 4 * len(symbols) if len(symbols) < 50 else 200),),
        )

    async def ticker_window(
        self,
        *,
        symbol: str,
        window_size: str | None = None,
        type: TickerType | str | None = None,
        symbol_status: SymbolStatus | str | None = None,
        over: _Transport = "rest",
    ) -> TickerStats:
        """`GET /api/v3/ticker`; public; costs 4 weight."""
        fields = {"symbol": symbol, "windowSize": window_size, "type": type, "symbolStatus": symbol_status}
        return await self._send_public(_TICKER_WINDOW, fields, over, _decode_ticker_stats)

    async def tickers_window(
        self,
        *,
        symbols: list[str],
        window_size: str | None = None,
        type: TickerType | str | None = None,
        symbol_status: SymbolStatus | str | None = None,
        over: _Transport = "rest",
    ) -> list[TickerStats]:
        """`GET /api/v3/ticker`; public; costs weight by parameters."""
        fields = {"symbols": symbols, "windowSize": window_size, "type": type, "symbolStatus": symbol_status}
        return await self._send_public(
            _TICKERS_WINDOW,
            fields,
            over,
            _decode_list_ticker_stats,
            costs=(("weight", 4 * len(symbols) if len(symbols) < 50 else 200),),
        )

    async def ticker_price(
        self, *, symbol: str, symbol_status: SymbolStatus | str | None = None, over: _Transport = "rest"
    ) -> PriceTicker:
        """`GET /api/v3/ticker/price`; public; costs 2 weight."""
        fields = {"symbol": symbol, "symbolStatus": symbol_status}
        return await self._send_public(_TICKER_PRICE, fields, over, _decode_price_ticker)

    async def tickers_price(
        self,
        *,
        symbols: list[str] | None = None,
        symbol_status: SymbolStatus | str | None = None,
        over: _Transport = "rest",
    ) -> list[PriceTicker]:
        """`GET /api/v3/ticker/price`; public; costs 4 weight."""
        fields = {"symbols": symbols, "symbolStatus": symbol_status}
        return await self._send_public(_TICKERS_PRICE, fields, over, _decode_list_price_ticker)

    async def ticker_book(
        self, *, symbol: str, symbol_status: SymbolStatus | str | None = None, over: _Transport = "rest"
    ) -> BookTicker:
        """`GET /api/v3/ticker/bookTicker`; public; costs 2 weight."""
        fields = {"symbol": symbol, "symbolStatus": symbol_status}
        return await self._send_public(_TICKER_BOOK, fields, over, _decode_book_ticker)

    async def tickers_book(
        self,
        *,
        symbols: list[str] | None = None,
        symbol_status: SymbolStatus | str | None = None,
        over: _Transport = "rest",
    ) -> list[BookTicker]:
        """`GET /api/v3/ticker/bookTicker`; public; costs 4 weight."""
        fields = {"symbols": symbols, "symbolStatus": symbol_status}
        return await self._send_public(_TICKERS_BOOK, fields, over, _decode_list_book_ticker)

    async def reference_price(self, *, symbol: str, over: _Transport = "rest") -> ReferencePrice:
        """`GET /api/v3/referencePrice`; public; costs 2 weight."""
        fields = {"symbol": symbol}
        return await self._send_public(_REFERENCE_PRICE, fields, over, _decode_reference_price)

    async def reference_price_calculation(
        self, *, symbol: str, symbol_status: SymbolStatus | str | None = None, over: _Transport = "rest"
    ) -> ReferencePriceCalculation:
        """`GET /api/v3/referencePrice/calculation`; public; costs 2 weight."""
        fields = {"symbol": symbol, "symbolStatus": symbol_status}
        return await self._send_public(_REFERENCE_PRICE_CALCULATION, fields, over, _decode_reference_price_calculation)

    async def new_order(
        self,
        *,
        symbol: str,
        side: Side | str,
        type: OrderType | str,
        time_in_force: TimeInForce | str | None = None,
        quantity: Decimal | None = None,
        quote_quantity: Decimal | None = None,
        price: Decimal | None = None,
        client_order_id: str | None = None,
        strategy_id: int | None = None,
        strategy_type: int | None = None,
        stop_price: Decimal | None = None,
        trailing_delta: int | None = None,
        iceberg_quantity: Decimal | None = None,
        self_trade_prevention_mode: StpMode | str | None = None,
        peg_price_type: PegPriceType | str | None = None,
        peg_offset_value: int | None = None,
        peg_offset_type: PegOffsetType | str | None = None,
        over: _Transport = "rest",
    ) -> OrderFull:
        """`POST /api/v3/order`; signed; costs 1 weight, 1 orders_10s, 1 orders_1d."""
        if strategy_type is not None:
            require_range("new_order", "strategy_type", strategy_type, 1000000, None)
        if peg_offset_value is not None:
            require_range("new_order", "peg_offset_value", peg_offset_value, None, 100)
        if over != "rest" and _NEW_ORDER.goes_over(over):
            fields = given(
                {
                    "symbol": symbol,
                    "side": side,
                    "type": type,
                    "timeInForce": time_in_force,
                    "quantity": None if quantity is None else decimal_text(quantity),
                    "quoteOrderQty": None if quote_quantity is None else decimal_text(quote_quantity),
                    "price": None if price is None else decimal_text(price),
                    "newClientOrderId": client_order_id,
                    "strategyId": strategy_id,
                    "strategyType": strategy_type,
                    "stopPrice": None if stop_price is None else decimal_text(stop_price),
                    "trailingDelta": trailing_delta,
                    "icebergQty": None if iceberg_quantity is None else decimal_text(iceberg_quantity),
                    "selfTradePreventionMode": self_trade_prevention_mode,
                    "pegPriceType": peg_price_type,
                    "pegOffsetValue": peg_offset_value,
                    "pegOffsetType": peg_offset_type,
                    "newOrderRespType": "FULL",
                }
            )
            return await self._call_over(
                _NEW_ORDER,
                lambda: self._signing.ws_signed({**fields}),
                _decode_order_full,
                client_order_id=client_order_id,
            )
        query = f"symbol={quote(symbol)}&side={quote(side)}&type={quote(type)}"
        if time_in_force is not None:
            query += f"&timeInForce={quote(time_in_force)}"
        if quantity is not None:
            query += f"&quantity={decimal_text(quantity)}"
        if quote_quantity is not None:
            query += f"&quoteOrderQty={decimal_text(quote_quantity)}"
        if price is not None:
            query += f"&price={decimal_text(price)}"
        if client_order_id is not None:
            query += f"&newClientOrderId={quote(client_order_id)}"
        if strategy_id is not None:
            query += f"&strategyId={strategy_id}"
        if strategy_type is not None:
            query += f"&strategyType={strategy_type}"
        if stop_price is not None:
            query += f"&stopPrice={decimal_text(stop_price)}"
        if trailing_delta is not None:
            query += f"&trailingDelta={trailing_delta}"
        if iceberg_quantity is not None:
            query += f"&icebergQty={decimal_text(iceberg_quantity)}"
        if self_trade_prevention_mode is not None:
            query += f"&selfTradePreventionMode={quote(self_trade_prevention_mode)}"
        if peg_price_type is not None:
            query += f"&pegPriceType={quote(peg_price_type)}"
        if peg_offset_value is not None:
            query += f"&pegOffsetValue={peg_offset_value}"
        if peg_offset_type is not None:
            query += f"&pegOffsetType={quote(peg_offset_type)}"
        query += "&newOrderRespType=FULL"
        return await self._call(
            _NEW_ORDER,
            lambda: self._signing.signed("POST", "rest", "/api/v3/order", query=query),
            _decode_order_full,
            client_order_id=client_order_id,
        )

    async def new_order_ack(
        self,
        *,
        symbol: str,
        side: Side | str,
        type: OrderType | str,
        time_in_force: TimeInForce | str | None = None,
        quantity: Decimal | None = None,
        quote_quantity: Decimal | None = None,
        price: Decimal | None = None,
        client_order_id: str | None = None,
        strategy_id: int | None = None,
        strategy_type: int | None = None,
        stop_price: Decimal | None = None,
        trailing_delta: int | None = None,
        iceberg_quantity: Decimal | None = None,
        self_trade_prevention_mode: StpMode | str | None = None,
        peg_price_type: PegPriceType | str | None = None,
        peg_offset_value: int | None = None,
        peg_offset_type: PegOffsetType | str | None = None,
        over: _Transport = "rest",
    ) -> OrderAck:
        """The quickest answer, with the ids alone; what became of the order comes over the user data stream.

        `POST /api/v3/order`; signed; costs 1 weight, 1 orders_10s, 1 orders_1d."""
        require_range("new_order_ack", "strategy_type", strategy_type, 1000000, None)
        require_range("new_order_ack", "peg_offset_value", peg_offset_value, None, 100)
        fields = {
            "symbol": symbol,
            "side": side,
            "type": type,
            "timeInForce": time_in_force,
            "quantity": None if quantity is None else decimal_text(quantity),
            "quoteOrderQty": None if quote_quantity is None else decimal_text(quote_quantity),
            "price": None if price is None else decimal_text(price),
            "newClientOrderId": client_order_id,
            "strategyId": strategy_id,
            "strategyType": strategy_type,
            "stopPrice": None if stop_price is None else decimal_text(stop_price),
            "trailingDelta": trailing_delta,
            "icebergQty": None if iceberg_quantity is None else decimal_text(iceberg_quantity),
            "selfTradePreventionMode": self_trade_prevention_mode,
            "pegPriceType": peg_price_type,
            "pegOffsetValue": peg_offset_value,
            "pegOffsetType": peg_offset_type,
            "newOrderRespType": "ACK",
        }
        return await self._send_signed(_NEW_ORDER_ACK, fields, over, _decode_order_ack)

    async def order_test(
        self,
        *,
        symbol: str,
        side: Side | str,
        type: OrderType | str,
        time_in_force: TimeInForce | str | None = None,
        quantity: Decimal | None = None,
        quote_quantity: Decimal | None = None,
        price: Decimal | None = None,
        client_order_id: str | None = None,
        strategy_id: int | None = None,
        strategy_type: int | None = None,
        stop_price: Decimal | None = None,
        trailing_delta: int | None = None,
        iceberg_quantity: Decimal | None = None,
        self_trade_prevention_mode: StpMode | str | None = None,
        peg_price_type: PegPriceType | str | None = None,
        peg_offset_value: int | None = None,
        peg_offset_type: PegOffsetType | str | None = None,
        compute_commission_rates: bool | None = None,
        over: _Transport = "rest",
    ) -> TestedOrder:
        """`POST /api/v3/order/test`; signed; costs weight by parameters."""
        require_range("order_test", "strategy_type", strategy_type, 1000000, None)
        require_range("order_test", "peg_offset_value", peg_offset_value, None, 100)
        fields = {
            "symbol": symbol,
            "side": side,
            "type": type,
            "timeInForce": time_in_force,
            "quantity": None if quantity is None else decimal_text(quantity),
            "quoteOrderQty": None if quote_quantity is None else decimal_text(quote_quantity),
            "price": None if price is None else decimal_text(price),
            "newClientOrderId": client_order_id,
            "strategyId": strategy_id,
            "strategyType": strategy_type,
            "stopPrice": None if stop_price is None else decimal_text(stop_price),
            "trailingDelta": trailing_delta,
            "icebergQty": None if iceberg_quantity is None else decimal_text(iceberg_quantity),
            "selfTradePreventionMode": self_trade_prevention_mode,
            "pegPriceType": peg_price_type,
            "pegOffsetValue": peg_offset_value,
            "pegOffsetType": peg_offset_type,
            "computeCommissionRates": compute_commission_rates,
        }
        return await self._send_signed(
            _ORDER_TEST, fields, over, _decode_tested_order, costs=(("weight", 20 if compute_commission_rates else 1),)
        )

    async def cancel_open_orders(self, *, symbol: str, over: _Transport = "rest") -> list[Canceled]:
        """`DELETE /api/v3/openOrders`; signed; costs 1 weight."""
        if over != "rest" and _CANCEL_OPEN_ORDERS.goes_over(over):
            fields: dict[str, Any] = {"symbol": symbol}
            return await self._call_over(
                _CANCEL_OPEN_ORDERS, lambda: self._signing.ws_signed({**fields}), _decode_list_canceled
            )
        query = f"symbol={quote(symbol)}"
        return await self._call(
            _CANCEL_OPEN_ORDERS,
            lambda: self._signing.signed("DELETE", "rest", "/api/v3/openOrders", query=query),
            _decode_list_canceled,
        )

    async def cancel_replace(
        self,
        *,
        symbol: str,
        side: Side | str,
        type: OrderType | str,
        cancel_replace_mode: CancelReplaceMode | str,
        time_in_force: TimeInForce | str | None = None,
        quantity: Decimal | None = None,
        quote_quantity: Decimal | None = None,
        price: Decimal | None = None,
        cancel_new_client_order_id: str | None = None,
        cancel_orig_client_order_id: str | None = None,
        cancel_order_id: int | None = None,
        client_order_id: str | None = None,
        strategy_id: int | None = None,
        strategy_type: int | None = None,
        stop_price: Decimal | None = None,
        trailing_delta: int | None = None,
        iceberg_quantity: Decimal | None = None,
        self_trade_prevention_mode: StpMode | str | None = None,
        cancel_restrictions: CancelRestrictions | str | None = None,
        order_rate_limit_exceeded_mode: ExceededMode | str | None = None,
        peg_price_type: PegPriceType | str | None = None,
        peg_offset_value: int | None = None,
        peg_offset_type: PegOffsetType | str | None = None,
        over: _Transport = "rest",
    ) -> CancelReplaced:
        """Half of it may fail (-2021, HTTP 409); then the outcome is unknown until the halves in the body are read.

        `POST /api/v3/order/cancelReplace`; signed; costs 1 weight, 1 orders_10s, 1 orders_1d."""
        require_range("cancel_replace", "strategy_type", strategy_type, 1000000, None)
        require_range("cancel_replace", "peg_offset_value", peg_offset_value, None, 100)
        require_any(
            "cancel_replace", cancel_order_id=cancel_order_id, cancel_orig_client_order_id=cancel_orig_client_order_id
        )
        fields = {
            "symbol": symbol,
            "side": side,
            "type": type,
            "cancelReplaceMode": cancel_replace_mode,
            "timeInForce": time_in_force,
            "quantity": None if quantity is None else decimal_text(quantity),
            "quoteOrderQty": None if quote_quantity is None else decimal_text(quote_quantity),
            "price": None if price is None else decimal_text(price),
            "cancelNewClientOrderId": cancel_new_client_order_id,
            "cancelOrigClientOrderId": cancel_orig_client_order_id,
            "cancelOrderId": cancel_order_id,
            "newClientOrderId": client_order_id,
            "strategyId": strategy_id,
            "strategyType": strategy_type,
            "stopPrice": None if stop_price is None else decimal_text(stop_price),
            "trailingDelta": trailing_delta,
            "icebergQty": None if iceberg_quantity is None else decimal_text(iceberg_quantity),
            "selfTradePreventionMode": self_trade_prevention_mode,
            "cancelRestrictions": cancel_restrictions,
            "orderRateLimitExceededMode": order_rate_limit_exceeded_mode,
            "pegPriceType": peg_price_type,
            "pegOffsetValue": peg_offset_value,
            "pegOffsetType": peg_offset_type,
            "newOrderRespType": "FULL",
        }
        return await self._send_signed(_CANCEL_REPLACE, fields, over, _decode_cancel_replaced)

    async def amend_keep_priority(
        self,
        *,
        symbol: str,
        new_quantity: Decimal,
        order_id: int | None = None,
        orig_client_order_id: str | None = None,
        new_client_order_id: str | None = None,
        over: _Transport = "rest",
    ) -> Amended:
        """Only a smaller quantity; the order keeps its place in the queue.

        `PUT /api/v3/order/amend/keepPriority`; signed; costs 4 weight."""
        require_any("amend_keep_priority", order_id=order_id, orig_client_order_id=orig_client_order_id)
        if over != "rest" and _AMEND_KEEP_PRIORITY.goes_over(over):
            fields = given(
                {
                    "symbol": symbol,
                    "orderId": order_id,
                    "origClientOrderId": orig_client_order_id,
                    "newClientOrderId": new_client_order_id,
                    "newQty": decimal_text(new_quantity),
                }
            )
            return await self._call_over(
                _AMEND_KEEP_PRIORITY,
                lambda: self._signing.ws_signed({**fields}),
                _decode_amended,
                client_order_id=orig_client_order_id,
            )
        query = f"symbol={quote(symbol)}"
        if order_id is not None:
            query += f"&orderId={order_id}"
        if orig_client_order_id is not None:
            query += f"&origClientOrderId={quote(orig_client_order_id)}"
        if new_client_order_id is not None:
            query += f"&newClientOrderId={quote(new_client_order_id)}"
        query += f"&newQty={decimal_text(new_quantity)}"
        return await self._call(
            _AMEND_KEEP_PRIORITY,
            lambda: self._signing.signed("PUT", "rest", "/api/v3/order/amend/keepPriority", query=query),
            _decode_amended,
            client_order_id=orig_client_order_id,
        )

    async def sor_order(
        self,
        *,
        symbol: str,
        side: Side | str,
        type: OrderType | str,
        quantity: Decimal,
        time_in_force: TimeInForce | str | None = None,
        price: Decimal | None = None,
        client_order_id: str | None = None,
        strategy_id: int | None = None,
        strategy_type: int | None = None,
        iceberg_quantity: Decimal | None = None,
        self_trade_prevention_mode: StpMode | str | None = None,
    ) -> OrderFull:
        """Over WebSocket the same answer stands in a list, so this is offered over REST alone.

        `POST /api/v3/sor/order`; signed; costs 1 weight, 1 orders_10s, 1 orders_1d."""
        require_range("sor_order", "strategy_type", strategy_type, 1000000, None)
        query = (
            f"symbol={quote(symbol)}&side={quote(side)}&type={quote(type)}"
            + (f"&timeInForce={quote(time_in_force)}" if time_in_force is not None else "")
            + f"&quantity={decimal_text(quantity)}"
            + (f"&price={decimal_text(price)}" if price is not None else "")
            + (f"&newClientOrderId={quote(client_order_id)}" if client_order_id is not None else "")
            + (f"&strategyId={strategy_id}" if strategy_id is not None else "")
            + (f"&strategyType={strategy_type}" if strategy_type is not None else "")
            + (f"&icebergQty={decimal_text(iceberg_quantity)}" if iceberg_quantity is not None else "")
            + (
                f"&selfTradePreventionMode={quote(self_trade_prevention_mode)}"
                if self_trade_prevention_mode is not None
                else ""
            )
            + "&newOrderRespType=FULL"
        )
        return await self._call(
            _SOR_ORDER,
            lambda: self._signing.signed("POST", "rest", "/api/v3/sor/order", query=query),
            _decode_order_full,
        )

    async def sor_order_test(
        self,
        *,
        symbol: str,
        side: Side | str,
        type: OrderType | str,
        quantity: Decimal,
        time_in_force: TimeInForce | str | None = None,
        price: Decimal | None = None,
        client_order_id: str | None = None,
        strategy_id: int | None = None,
        strategy_type: int | None = None,
        iceberg_quantity: Decimal | None = None,
        self_trade_prevention_mode: StpMode | str | None = None,
        compute_commission_rates: bool | None = None,
        over: _Transport = "rest",
    ) -> TestedOrder:
        """Over WebSocket the same answer stands in a list, so this is offered over REST alone.

        `POST /api/v3/sor/order/test`; signed; costs weight by parameters."""
        require_range("sor_order_test", "strategy_type", strategy_type, 1000000, None)
        fields = {
            "symbol": symbol,
            "side": side,
            "type": type,
            "timeInForce": time_in_force,
            "quantity": decimal_text(quantity),
            "price": None if price is None else decimal_text(price),
            "newClientOrderId": client_order_id,
            "strategyId": strategy_id,
            "strategyType": strategy_type,
            "icebergQty": None if iceberg_quantity is None else decimal_text(iceberg_quantity),
            "selfTradePreventionMode": self_trade_prevention_mode,
            "computeCommissionRates": compute_commission_rates,
        }
        return await self._send_signed(
            _SOR_ORDER_TEST,
            fields,
            over,
            _decode_tested_order,
            costs=(("weight", 20 if compute_commission_rates else 1),),
        )

    async def oco_deprecated(
        self,
        *,
        symbol: str,
        side: Side | str,
        quantity: Decimal,
        price: Decimal,
        stop_price: Decimal,
        list_client_order_id: str | None = None,
        limit_client_order_id: str | None = None,
        limit_strategy_id: int | None = None,
        limit_strategy_type: int | None = None,
        limit_iceberg_quantity: Decimal | None = None,
        trailing_delta: int | None = None,
        stop_client_order_id: str | None = None,
        stop_strategy_id: int | None = None,
        stop_strategy_type: int | None = None,
        stop_limit_price: Decimal | None = None,
        stop_iceberg_quantity: Decimal | None = None,
        stop_limit_time_in_force: TimeInForce | str | None = None,
        self_trade_prevention_mode: StpMode | str | None = None,
        over: _Transport = "rest",
    ) -> OrderList:
        """`POST /api/v3/order/oco`; signed; costs 1 weight, 2 orders_10s, 2 orders_1d."""
        require_range("oco_deprecated", "limit_strategy_type", limit_strategy_type, 1000000, None)
        require_range("oco_deprecated", "stop_strategy_type", stop_strategy_type, 1000000, None)
        fields = {
            "symbol": symbol,
            "listClientOrderId": list_client_order_id,
            "side": side,
            "quantity": decimal_text(quantity),
            "limitClientOrderId": limit_client_order_id,
            "price": decimal_text(price),
            "limitStrategyId": limit_strategy_id,
            "limitStrategyType": limit_strategy_type,
            "limitIcebergQty": None if limit_iceberg_quantity is None else decimal_text(limit_iceberg_quantity),
            "trailingDelta": trailing_delta,
            "stopClientOrderId": stop_client_order_id,
            "stopPrice": decimal_text(stop_price),
            "stopStrategyId": stop_strategy_id,
            "stopStrategyType": stop_strategy_type,
            "stopLimitPrice": None if stop_limit_price is None else decimal_text(stop_limit_price),
            "stopIcebergQty": None if stop_iceberg_quantity is None else decimal_text(stop_iceberg_quantity),
            "stopLimitTimeInForce": stop_limit_time_in_force,
            "selfTradePreventionMode": self_trade_prevention_mode,
            "newOrderRespType": "RESULT",
        }
        return await self._send_signed(_OCO_DEPRECATED, fields, over, _decode_order_list)

    async def oco(
        self,
        *,
        symbol: str,
        side: Side | str,
        quantity: Decimal,
        above_type: OrderType | str,
        below_type: OrderType | str,
        list_client_order_id: str | None = None,
        above_client_order_id: str | None = None,
        above_iceberg_quantity: Decimal | None = None,
        above_price: Decimal | None = None,
        above_stop_price: Decimal | None = None,
        above_trailing_delta: int | None = None,
        above_time_in_force: TimeInForce | str | None = None,
        above_strategy_id: int | None = None,
        above_strategy_type: int | None = None,
        above_peg_price_type: PegPriceType | str | None = None,
        above_peg_offset_type: PegOffsetType | str | None = None,
        above_peg_offset_value: int | None = None,
        below_client_order_id: str | None = None,
        below_iceberg_quantity: Decimal | None = None,
        below_price: Decimal | None = None,
        below_stop_price: Decimal | None = None,
        below_trailing_delta: int | None = None,
        below_time_in_force: TimeInForce | str | None = None,
        below_strategy_id: int | None = None,
        below_strategy_type: int | None = None,
        below_peg_price_type: PegPriceType | str | None = None,
        below_peg_offset_type: PegOffsetType | str | None = None,
        below_peg_offset_value: int | None = None,
        self_trade_prevention_mode: StpMode | str | None = None,
        over: _Transport = "rest",
    ) -> OrderList:
        """`POST /api/v3/orderList/oco`; signed; costs 1 weight, 2 orders_10s, 2 orders_1d."""
        require_range("oco", "above_strategy_type", above_strategy_type, 1000000, None)
        require_range("oco", "below_strategy_type", below_strategy_type, 1000000, None)
        fields = {
            "symbol": symbol,
            "listClientOrderId": list_client_order_id,
            "side": side,
            "quantity": decimal_text(quantity),
            "aboveType": above_type,
            "aboveClientOrderId": above_client_order_id,
            "aboveIcebergQty": None if above_iceberg_quantity is None else decimal_text(above_iceberg_quantity),
            "abovePrice": None if above_price is None else decimal_text(above_price),
            "aboveStopPrice": None if above_stop_price is None else decimal_text(above_stop_price),
            "aboveTrailingDelta": above_trailing_delta,
            "aboveTimeInForce": above_time_in_force,
            "aboveStrategyId": above_strategy_id,
            "aboveStrategyType": above_strategy_type,
            "abovePegPriceType": above_peg_price_type,
            "abovePegOffsetType": above_peg_offset_type,
            "abovePegOffsetValue": above_peg_offset_value,
            "belowType": below_type,
            "belowClientOrderId": below_client_order_id,
            "belowIcebergQty": None if below_iceberg_quantity is None else decimal_text(below_iceberg_quantity),
            "belowPrice": None if below_price is None else decimal_text(below_price),
            "belowStopPrice": None if below_stop_price is None else decimal_text(below_stop_price),
            "belowTrailingDelta": below_trailing_delta,
            "belowTimeInForce": below_time_in_force,
            "belowStrategyId": below_strategy_id,
            "belowStrategyType": below_strategy_type,
            "belowPegPriceType": below_peg_price_type,
            "belowPegOffsetType": below_peg_offset_type,
            "belowPegOffsetValue": below_peg_offset_value,
            "selfTradePreventionMode": self_trade_prevention_mode,
            "newOrderRespType": "RESULT",
        }
        return await self._send_signed(_OCO, fields, over, _decode_order_list)

    async def oto(
        self,
        *,
        symbol: str,
        working_type: OrderType | str,
        working_side: Side | str,
        working_price: Decimal,
        working_quantity: Decimal,
        pending_type: OrderType | str,
        pending_side: Side | str,
        pending_quantity: Decimal,
        list_client_order_id: str | None = None,
        self_trade_prevention_mode: StpMode | str | None = None,
        working_client_order_id: str | None = None,
        working_iceberg_quantity: Decimal | None = None,
        working_time_in_force: TimeInForce | str | None = None,
        working_strategy_id: int | None = None,
        working_strategy_type: int | None = None,
        working_peg_price_type: PegPriceType | str | None = None,
        working_peg_offset_type: PegOffsetType | str | None = None,
        working_peg_offset_value: int | None = None,
        pending_client_order_id: str | None = None,
        pending_price: Decimal | None = None,
        pending_stop_price: Decimal | None = None,
        pending_trailing_delta: int | None = None,
        pending_iceberg_quantity: Decimal | None = None,
        pending_time_in_force: TimeInForce | str | None = None,
        pending_strategy_id: int | None = None,
        pending_strategy_type: int | None = None,
        pending_peg_price_type: PegPriceType | str | None = None,
        pending_peg_offset_type: PegOffsetType | str | None = None,
        pending_peg_offset_value: int | None = None,
        over: _Transport = "rest",
    ) -> OrderList:
        """`POST /api/v3/orderList/oto`; signed; costs 1 weight, 2 orders_10s, 2 orders_1d."""
        require_range("oto", "working_strategy_type", working_strategy_type, 1000000, None)
        require_range("oto", "pending_strategy_type", pending_strategy_type, 1000000, None)
        fields = {
            "symbol": symbol,
            "listClientOrderId": list_client_order_id,
            "selfTradePreventionMode": self_trade_prevention_mode,
            "newOrderRespType": "RESULT",
            "workingType": working_type,
            "workingSide": working_side,
            "workingClientOrderId": working_client_order_id,
            "workingPrice": decimal_text(working_price),
            "workingQuantity": decimal_text(working_quantity),
            "workingIcebergQty": None if working_iceberg_quantity is None else decimal_text(working_iceberg_quantity),
            "workingTimeInForce": working_time_in_force,
            "workingStrategyId": working_strategy_id,
            "workingStrategyType": working_strategy_type,
            "workingPegPriceType": working_peg_price_type,
            "workingPegOffsetType": working_peg_offset_type,
            "workingPegOffsetValue": working_peg_offset_value,
            "pendingType": pending_type,
            "pendingSide": pending_side,
            "pendingClientOrderId": pending_client_order_id,
            "pendingPrice": None if pending_price is None else decimal_text(pending_price),
            "pendingStopPrice": None if pending_stop_price is None else decimal_text(pending_stop_price),
            "pendingTrailingDelta": pending_trailing_delta,
            "pendingQuantity": decimal_text(pending_quantity),
            "pendingIcebergQty": None if pending_iceberg_quantity is None else decimal_text(pending_iceberg_quantity),
            "pendingTimeInForce": pending_time_in_force,
            "pendingStrategyId": pending_strategy_id,
            "pendingStrategyType": pending_strategy_type,
            "pendingPegPriceType": pending_peg_price_type,
            "pendingPegOffsetType": pending_peg_offset_type,
            "pendingPegOffsetValue": pending_peg_offset_value,
        }
        return await self._send_signed(_OTO, fields, over, _decode_order_list)

    async def otoco(
        self,
        *,
        symbol: str,
        working_type: OrderType | str,
        working_side: Side | str,
        working_price: Decimal,
        working_quantity: Decimal,
        pending_side: Side | str,
        pending_quantity: Decimal,
        pending_above_type: OrderType | str,
        list_client_order_id: str | None = None,
        self_trade_prevention_mode: StpMode | str | None = None,
        working_client_order_id: str | None = None,
        working_iceberg_quantity: Decimal | None = None,
        working_time_in_force: TimeInForce | str | None = None,
        working_strategy_id: int | None = None,
        working_strategy_type: int | None = None,
        working_peg_price_type: PegPriceType | str | None = None,
        working_peg_offset_type: PegOffsetType | str | None = None,
        working_peg_offset_value: int | None = None,
        pending_above_client_order_id: str | None = None,
        pending_above_price: Decimal | None = None,
        pending_above_stop_price: Decimal | None = None,
        pending_above_trailing_delta: int | None = None,
        pending_above_iceberg_quantity: Decimal | None = None,
        pending_above_time_in_force: TimeInForce | str | None = None,
        pending_above_strategy_id: int | None = None,
        pending_above_strategy_type: int | None = None,
        pending_above_peg_price_type: PegPriceType | str | None = None,
        pending_above_peg_offset_type: PegOffsetType | str | None = None,
        pending_above_peg_offset_value: int | None = None,
        pending_below_type: OrderType | str | None = None,
        pending_below_client_order_id: str | None = None,
        pending_below_price: Decimal | None = None,
        pending_below_stop_price: Decimal | None = None,
        pending_below_trailing_delta: int | None = None,
        pending_below_iceberg_quantity: Decimal | None = None,
        pending_below_time_in_force: TimeInForce | str | None = None,
        pending_below_strategy_id: int | None = None,
        pending_below_strategy_type: int | None = None,
        pending_below_peg_price_type: PegPriceType | str | None = None,
        pending_below_peg_offset_type: PegOffsetType | str | None = None,
        pending_below_peg_offset_value: int | None = None,
        over: _Transport = "rest",
    ) -> OrderList:
        """`POST /api/v3/orderList/otoco`; signed; costs 1 weight, 3 orders_10s, 3 orders_1d."""
        require_range("otoco", "working_strategy_type", working_strategy_type, 1000000, None)
        require_range("otoco", "pending_above_strategy_type", pending_above_strategy_type, 1000000, None)
        require_range("otoco", "pending_below_strategy_type", pending_below_strategy_type, 1000000, None)
        fields = {
            "symbol": symbol,
            "listClientOrderId": list_client_order_id,
            "selfTradePreventionMode": self_trade_prevention_mode,
            "newOrderRespType": "RESULT",
            "workingType": working_type,
            "workingSide": working_side,
            "workingClientOrderId": working_client_order_id,
            "workingPrice": decimal_text(working_price),
            "workingQuantity": decimal_text(working_quantity),
            "workingIcebergQty": None if working_iceberg_quantity is None else decimal_text(working_iceberg_quantity),
            "workingTimeInForce": working_time_in_force,
            "workingStrategyId": working_strategy_id,
            "workingStrategyType": working_strategy_type,
            "workingPegPriceType": working_peg_price_type,
            "workingPegOffsetType": working_peg_offset_type,
            "workingPegOffsetValue": working_peg_offset_value,
            "pendingSide": pending_side,
            "pendingQuantity": decimal_text(pending_quantity),
            "pendingAboveType": pending_above_type,
            "pendingAboveClientOrderId": pending_above_client_order_id,
            "pendingAbovePrice": None if pending_above_price is None else decimal_text(pending_above_price),
            "pendingAboveStopPrice": (
                None if pending_above_stop_price is None else decimal_text(pending_above_stop_price)
            ),
            "pendingAboveTrailingDelta": pending_above_trailing_delta,
            "pendingAboveIcebergQty": (
                None if pending_above_iceberg_quantity is None else decimal_text(pending_above_iceberg_quantity)
            ),
            "pendingAboveTimeInForce": pending_above_time_in_force,
            "pendingAboveStrategyId": pending_above_strategy_id,
            "pendingAboveStrategyType": pending_above_strategy_type,
            "pendingAbovePegPriceType": pending_above_peg_price_type,
            "pendingAbovePegOffsetType": pending_above_peg_offset_type,
            "pendingAbovePegOffsetValue": pending_above_peg_offset_value,
            "pendingBelowType": pending_below_type,
            "pendingBelowClientOrderId": pending_below_client_order_id,
            "pendingBelowPrice": None if pending_below_price is None else decimal_text(pending_below_price),
            "pendingBelowStopPrice": (
                None if pending_below_stop_price is None else decimal_text(pending_below_stop_price)
            ),
            "pendingBelowTrailingDelta": pending_below_trailing_delta,
            "pendingBelowIcebergQty": (
                None if pending_below_iceberg_quantity is None else decimal_text(pending_below_iceberg_quantity)
            ),
            "pendingBelowTimeInForce": pending_below_time_in_force,
            "pendingBelowStrategyId": pending_below_strategy_id,
            "pendingBelowStrategyType": pending_below_strategy_type,
            "pendingBelowPegPriceType": pending_below_peg_price_type,
            "pendingBelowPegOffsetType": pending_below_peg_offset_type,
            "pendingBelowPegOffsetValue": pending_below_peg_offset_value,
        }
        return await self._send_signed(_OTOCO, fields, over, _decode_order_list)

    async def opo(
        self,
        *,
        symbol: str,
        working_type: OrderType | str,
        working_side: Side | str,
        working_price: Decimal,
        working_quantity: Decimal,
        pending_type: OrderType | str,
        pending_side: Side | str,
        list_client_order_id: str | None = None,
        self_trade_prevention_mode: StpMode | str | None = None,
        working_client_order_id: str | None = None,
        working_iceberg_quantity: Decimal | None = None,
        working_time_in_force: TimeInForce | str | None = None,
        working_strategy_id: int | None = None,
        working_strategy_type: int | None = None,
        working_peg_price_type: PegPriceType | str | None = None,
        working_peg_offset_type: PegOffsetType | str | None = None,
        working_peg_offset_value: int | None = None,
        pending_client_order_id: str | None = None,
        pending_price: Decimal | None = None,
        pending_stop_price: Decimal | None = None,
        pending_trailing_delta: int | None = None,
        pending_iceberg_quantity: Decimal | None = None,
        pending_time_in_force: TimeInForce | str | None = None,
        pending_strategy_id: int | None = None,
        pending_strategy_type: int | None = None,
        pending_peg_price_type: PegPriceType | str | None = None,
        pending_peg_offset_type: PegOffsetType | str | None = None,
        pending_peg_offset_value: int | None = None,
        over: _Transport = "rest",
    ) -> OrderList:
        """`POST /api/v3/orderList/opo`; signed; costs 1 weight, 2 orders_10s, 2 orders_1d."""
        require_range("opo", "working_strategy_type", working_strategy_type, 1000000, None)
        require_range("opo", "pending_strategy_type", pending_strategy_type, 1000000, None)
        fields = {
            "symbol": symbol,
            "listClientOrderId": list_client_order_id,
            "selfTradePreventionMode": self_trade_prevention_mode,
            "newOrderRespType": "RESULT",
            "workingType": working_type,
            "workingSide": working_side,
            "workingClientOrderId": working_client_order_id,
            "workingPrice": decimal_text(working_price),
            "workingQuantity": decimal_text(working_quantity),
            "workingIcebergQty": None if working_iceberg_quantity is None else decimal_text(working_iceberg_quantity),
            "workingTimeInForce": working_time_in_force,
            "workingStrategyId": working_strategy_id,
            "workingStrategyType": working_strategy_type,
            "workingPegPriceType": working_peg_price_type,
            "workingPegOffsetType": working_peg_offset_type,
            "workingPegOffsetValue": working_peg_offset_value,
            "pendingType": pending_type,
            "pendingSide": pending_side,
            "pendingClientOrderId": pending_client_order_id,
            "pendingPrice": None if pending_price is None else decimal_text(pending_price),
            "pendingStopPrice": None if pending_stop_price is None else decimal_text(pending_stop_price),
            "pendingTrailingDelta": pending_trailing_delta,
            "pendingIcebergQty": None if pending_iceberg_quantity is None else decimal_text(pending_iceberg_quantity),
            "pendingTimeInForce": pending_time_in_force,
            "pendingStrategyId": pending_strategy_id,
            "pendingStrategyType": pending_strategy_type,
            "pendingPegPriceType": pending_peg_price_type,
            "pendingPegOffsetType": pending_peg_offset_type,
            "pendingPegOffsetValue": pending_peg_offset_value,
        }
        return await self._send_signed(_OPO, fields, over, _decode_order_list)

    async def opoco(
        self,
        *,
        symbol: str,
        working_type: OrderType | str,
        working_side: Side | str,
        working_price: Decimal,
        working_quantity: Decimal,
        pending_side: Side | str,
        pending_above_type: OrderType | str,
        list_client_order_id: str | None = None,
        self_trade_prevention_mode: StpMode | str | None = None,
        working_client_order_id: str | None = None,
        working_iceberg_quantity: Decimal | None = None,
        working_time_in_force: TimeInForce | str | None = None,
        working_strategy_id: int | None = None,
        working_strategy_type: int | None = None,
        working_peg_price_type: PegPriceType | str | None = None,
        working_peg_offset_type: PegOffsetType | str | None = None,
        working_peg_offset_value: int | None = None,
        pending_above_client_order_id: str | None = None,
        pending_above_price: Decimal | None = None,
        pending_above_stop_price: Decimal | None = None,
        pending_above_trailing_delta: int | None = None,
        pending_above_iceberg_quantity: Decimal | None = None,
        pending_above_time_in_force: TimeInForce | str | None = None,
        pending_above_strategy_id: int | None = None,
        pending_above_strategy_type: int | None = None,
        pending_above_peg_price_type: PegPriceType | str | None = None,
        pending_above_peg_offset_type: PegOffsetType | str | None = None,
        pending_above_peg_offset_value: int | None = None,
        pending_below_type: OrderType | str | None = None,
        pending_below_client_order_id: str | None = None,
        pending_below_price: Decimal | None = None,
        pending_below_stop_price: Decimal | None = None,
        pending_below_trailing_delta: int | None = None,
        pending_below_iceberg_quantity: Decimal | None = None,
        pending_below_time_in_force: TimeInForce | str | None = None,
        pending_below_strategy_id: int | None = None,
        pending_below_strategy_type: int | None = None,
        pending_below_peg_price_type: PegPriceType | str | None = None,
        pending_below_peg_offset_type: PegOffsetType | str | None = None,
        pending_below_peg_offset_value: int | None = None,
        over: _Transport = "rest",
    ) -> OrderList:
        """`POST /api/v3/orderList/opoco`; signed; costs 1 weight, 3 orders_10s, 3 orders_1d."""
        require_range("opoco", "working_strategy_type", working_strategy_type, 1000000, None)
        require_range("opoco", "pending_above_strategy_type", pending_above_strategy_type, 1000000, None)
        require_range("opoco", "pending_below_strategy_type", pending_below_strategy_type, 1000000, None)
        fields = {
            "symbol": symbol,
            "listClientOrderId": list_client_order_id,
            "selfTradePreventionMode": self_trade_prevention_mode,
            "newOrderRespType": "RESULT",
            "workingType": working_type,
            "workingSide": working_side,
            "workingClientOrderId": working_client_order_id,
            "workingPrice": decimal_text(working_price),
            "workingQuantity": decimal_text(working_quantity),
            "workingIcebergQty": None if working_iceberg_quantity is None else decimal_text(working_iceberg_quantity),
            "workingTimeInForce": working_time_in_force,
            "workingStrategyId": working_strategy_id,
            "workingStrategyType": working_strategy_type,
            "workingPegPriceType": working_peg_price_type,
            "workingPegOffsetType": working_peg_offset_type,
            "workingPegOffsetValue": working_peg_offset_value,
            "pendingSide": pending_side,
            "pendingAboveType": pending_above_type,
            "pendingAboveClientOrderId": pending_above_client_order_id,
            "pendingAbovePrice": None if pending_above_price is None else decimal_text(pending_above_price),
            "pendingAboveStopPrice": (
                None if pending_above_stop_price is None else decimal_text(pending_above_stop_price)
            ),
            "pendingAboveTrailingDelta": pending_above_trailing_delta,
            "pendingAboveIcebergQty": (
                None if pending_above_iceberg_quantity is None else decimal_text(pending_above_iceberg_quantity)
            ),
            "pendingAboveTimeInForce": pending_above_time_in_force,
            "pendingAboveStrategyId": pending_above_strategy_id,
            "pendingAboveStrategyType": pending_above_strategy_type,
            "pendingAbovePegPriceType": pending_above_peg_price_type,
            "pendingAbovePegOffsetType": pending_above_peg_offset_type,
            "pendingAbovePegOffsetValue": pending_above_peg_offset_value,
            "pendingBelowType": pending_below_type,
            "pendingBelowClientOrderId": pending_below_client_order_id,
            "pendingBelowPrice": None if pending_below_price is None else decimal_text(pending_below_price),
            "pendingBelowStopPrice": (
                None if pending_below_stop_price is None else decimal_text(pending_below_stop_price)
            ),
            "pendingBelowTrailingDelta": pending_below_trailing_delta,
            "pendingBelowIcebergQty": (
                None if pending_below_iceberg_quantity is None else decimal_text(pending_below_iceberg_quantity)
            ),
            "pendingBelowTimeInForce": pending_below_time_in_force,
            "pendingBelowStrategyId": pending_below_strategy_id,
            "pendingBelowStrategyType": pending_below_strategy_type,
            "pendingBelowPegPriceType": pending_below_peg_price_type,
            "pendingBelowPegOffsetType": pending_below_peg_offset_type,
            "pendingBelowPegOffsetValue": pending_below_peg_offset_value,
        }
        return await self._send_signed(_OPOCO, fields, over, _decode_order_list)

    async def cancel_order_list(
        self,
        *,
        symbol: str,
        order_list_id: int | None = None,
        list_client_order_id: str | None = None,
        new_client_order_id: str | None = None,
        over: _Transport = "rest",
    ) -> OrderList:
        """`DELETE /api/v3/orderList`; signed; costs 1 weight."""
        require_any("cancel_order_list", order_list_id=order_list_id, list_client_order_id=list_client_order_id)
        fields = {
            "symbol": symbol,
            "orderListId": order_list_id,
            "listClientOrderId": list_client_order_id,
            "newClientOrderId": new_client_order_id,
        }
        return await self._send_signed(_CANCEL_ORDER_LIST, fields, over, _decode_order_list)

    async def account(self, *, omit_zero_balances: bool | None = None, over: _Transport = "rest") -> Account:
        """`GET /api/v3/account`; signed; costs 20 weight."""
        fields = {"omitZeroBalances": omit_zero_balances}
        return await self._send_signed(_ACCOUNT, fields, over, _decode_account)

    async def all_orders(
        self,
        *,
        symbol: str,
        order_id: int | None = None,
        start_time: int | None = None,
        end_time: int | None = None,
        limit: int | None = None,
        over: _Transport = "rest",
    ) -> list[OrderDetail]:
        """`GET /api/v3/allOrders`; signed; costs 20 weight."""
        require_range("all_orders", "limit", limit, 1, 1000)
        fields = {"symbol": symbol, "orderId": order_id, "startTime": start_time, "endTime": end_time, "limit": limit}
        return await self._send_signed(_ALL_ORDERS, fields, over, _decode_list_order_detail)

    async def iter_all_orders(
        self,
        *,
        symbol: str,
        order_id: int | None = None,
        start_time: int | None = None,
        end_time: int | None = None,
        limit: int | None = None,
    ) -> AsyncIterator[OrderDetail]:
        """All items of `all_orders`, page after page, from the first page on. `limit` is the size of a page.
        `start_time`, `end_time`: sent with the first page only."""
        size = 1000 if limit is None else limit
        cursor: int | None = order_id
        pages = Pages("all_orders", cursor)
        while True:
            page = await self.all_orders(
                symbol=symbol,
                order_id=cursor,
                start_time=None if pages.turned else start_time,
                end_time=None if pages.turned else end_time,
                limit=size,
            )
            for item in page:
                yield item
            if not page:
                return
            last = page[-1]
            if len(page) < size or (end_time is not None and last.time > end_time):
                return
            cursor = pages.turn(last.order_id + 1)

    async def query_order_list(
        self, *, order_list_id: int | None = None, orig_client_order_id: str | None = None, over: _Transport = "rest"
    ) -> OrderList:
        """`GET /api/v3/orderList`; signed; costs 4 weight."""
        require_any("query_order_list", order_list_id=order_list_id, orig_client_order_id=orig_client_order_id)
        fields = {"orderListId": order_list_id, "origClientOrderId": orig_client_order_id}
        return await self._send_signed(_QUERY_ORDER_LIST, fields, over, _decode_order_list)

    async def open_order_lists(self, *, over: _Transport = "rest") -> list[OrderList]:
        """`GET /api/v3/openOrderList`; signed; costs 6 weight."""
        return await self._send_signed(_OPEN_ORDER_LISTS, {}, over, _decode_list_order_list)

    async def all_order_lists(
        self,
        *,
        from_id: int | None = None,
        start_time: int | None = None,
        end_time: int | None = None,
        limit: int | None = None,
        over: _Transport = "rest",
    ) -> list[OrderList]:
        """`GET /api/v3/allOrderList`; signed; costs 20 weight."""
        require_range("all_order_lists", "limit", limit, 1, 1000)
        fields = {"fromId": from_id, "startTime": start_time, "endTime": end_time, "limit": limit}
        return await self._send_signed(_ALL_ORDER_LISTS, fields, over, _decode_list_order_list)

    async def iter_all_order_lists(
        self,
        *,
        from_id: int | None = None,
        start_time: int | None = None,
        end_time: int | None = None,
        limit: int | None = None,
    ) -> AsyncIterator[OrderList]:
        """All items of `all_order_lists`, page after page, from the first page on. `limit` is the size of a page.
        `start_time`, `end_time`: sent with the first page only."""
        size = 1000 if limit is None else limit
        cursor: int | None = from_id
        pages = Pages("all_order_lists", cursor)
        while True:
            page = await self.all_order_lists(
                from_id=cursor,
                start_time=None if pages.turned else start_time,
                end_time=None if pages.turned else end_time,
                limit=size,
            )
            for item in page:
                yield item
            if not page:
                return
            last = page[-1]
            if len(page) < size or (end_time is not None and last.transaction_time > end_time):
                return
            cursor = pages.turn(last.order_list_id + 1)

    async def order_rate_limits(self, *, over: _Transport = "rest") -> list[RateLimit]:
        """`GET /api/v3/rateLimit/order`; signed; costs 40 weight."""
        return await self._send_signed(_ORDER_RATE_LIMITS, {}, over, _decode_list_rate_limit)

    async def prevented_matches(
        self,
        *,
        symbol: str,
        prevented_match_id: int | None = None,
        order_id: int | None = None,
        from_prevented_match_id: int | None = None,
        limit: int | None = None,
        over: _Transport = "rest",
    ) -> list[PreventedMatch]:
        """`GET /api/v3/myPreventedMatches`; signed; costs weight by parameters."""
        require_range("prevented_matches", "limit", limit, 1, 1000)
        require_any("prevented_matches", prevented_match_id=prevented_match_id, order_id=order_id)
        fields = {
            "symbol": symbol,
            "preventedMatchId": prevented_match_id,
            "orderId": order_id,
            "fromPreventedMatchId": from_prevented_match_id,
            "limit": limit,
        }
        return await self._send_signed(
            _PREVENTED_MATCHES,
            fields,
            over,
            _decode_list_prevented_match,
            costs=(("weight", 2 if prevented_match_id is not None else 20),),
        )

    async def iter_prevented_matches(
        self,
        *,
        symbol: str,
        prevented_match_id: int | None = None,
        order_id: int | None = None,
        from_prevented_match_id: int | None = None,
        limit: int | None = None,
    ) -> AsyncIterator[PreventedMatch]:
        """All items of `prevented_matches`, page after page, from the first page on. `limit` is the size of a page."""
        size = 1000 if limit is None else limit
        cursor: int | None = from_prevented_match_id
        pages = Pages("prevented_matches", cursor)
        while True:
            page = await self.prevented_matches(
                symbol=symbol,
                prevented_match_id=prevented_match_id,
                order_id=order_id,
                from_prevented_match_id=cursor,
                limit=size,
            )
            for item in page:
                yield item
            if not page:
                return
            last = page[-1]
            if len(page) < size:
                return
            cursor = pages.turn(last.prevented_match_id + 1)

    async def allocations(
        self,
        *,
        symbol: str,
        start_time: int | None = None,
        end_time: int | None = None,
        from_allocation_id: int | None = None,
        limit: int | None = None,
        order_id: int | None = None,
        over: _Transport = "rest",
    ) -> list[Allocation]:
        """`GET /api/v3/myAllocations`; signed; costs 20 weight."""
        require_range("allocations", "limit", limit, 1, 1000)
        fields = {
            "symbol": symbol,
            "startTime": start_time,
            "endTime": end_time,
            "fromAllocationId": from_allocation_id,
            "limit": limit,
            "orderId": order_id,
        }
        return await self._send_signed(_ALLOCATIONS, fields, over, _decode_list_allocation)

    async def iter_allocations(
        self,
        *,
        symbol: str,
        start_time: int | None = None,
        end_time: int | None = None,
        from_allocation_id: int | None = None,
        limit: int | None = None,
        order_id: int | None = None,
    ) -> AsyncIterator[Allocation]:
        """All items of `allocations`, page after page, from the first page on. `limit` is the size of a page.
        `start_time`, `end_time`: sent with the first page only."""
        size = 1000 if limit is None else limit
        cursor: int | None = from_allocation_id
        pages = Pages("allocations", cursor)
        while True:
            page = await self.allocations(
                symbol=symbol,
                start_time=None if pages.turned else start_time,
                end_time=None if pages.turned else end_time,
                from_allocation_id=cursor,
                limit=size,
                order_id=order_id,
            )
            for item in page:
                yield item
            if not page:
                return
            last = page[-1]
            if len(page) < size or (end_time is not None and last.time > end_time):
                return
            cursor = pages.turn(last.allocation_id + 1)

    async def commission(self, *, symbol: str, over: _Transport = "rest") -> Commission:
        """`GET /api/v3/account/commission`; signed; costs 20 weight."""
        fields = {"symbol": symbol}
        return await self._send_signed(_COMMISSION, fields, over, _decode_commission)

    async def order_amendments(
        self,
        *,
        symbol: str,
        order_id: int,
        from_execution_id: int | None = None,
        limit: int | None = None,
        over: _Transport = "rest",
    ) -> list[Amendment]:
        """`GET /api/v3/order/amendments`; signed; costs 4 weight."""
        require_range("order_amendments", "limit", limit, 1, 1000)
        fields = {"symbol": symbol, "orderId": order_id, "fromExecutionId": from_execution_id, "limit": limit}
        return await self._send_signed(_ORDER_AMENDMENTS, fields, over, _decode_list_amendment)

    async def iter_order_amendments(
        self, *, symbol: str, order_id: int, from_execution_id: int | None = None, limit: int | None = None
    ) -> AsyncIterator[Amendment]:
        """All items of `order_amendments`, page after page, from the first page on. `limit` is the size of a page."""
        size = 1000 if limit is None else limit
        cursor: int | None = from_execution_id
        pages = Pages("order_amendments", cursor)
        while True:
            page = await self.order_amendments(symbol=symbol, order_id=order_id, from_execution_id=cursor, limit=size)
            for item in page:
                yield item
            if not page:
                return
            last = page[-1]
            if len(page) < size:
                return
            cursor = pages.turn(last.execution_id + 1)

    async def my_filters(self, *, symbol: str, over: _Transport = "rest") -> RelevantFilters:
        """`GET /api/v3/myFilters`; signed; costs 40 weight."""
        fields = {"symbol": symbol}
        return await self._send_signed(_MY_FILTERS, fields, over, _decode_relevant_filters)
