"""Binance Spot: the raw layer. One method per endpoint, wire types in and out, nothing normalized.

Every method raises as `RestExecutor.call` does, and ConfigurationError for bad arguments before anything is sent.
`over` says what a call goes over: REST, or a stream connection that takes the same call and is opened by the first one.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any, Literal

import msgspec
from venue_runtime.arguments import require_any, require_range
from venue_runtime.exprs import json_text
from venue_runtime.pages import Pages
from venue_runtime.rest import Endpoint, Over, RestExecutor
from venue_runtime.wire import bool_text, decimal_text, quote

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

_PING = Endpoint(id="ping", method="GET", path="/api/v3/ping", costs=(("weight", 1),), over=Over("ws_api", "ping"))
_SERVER_TIME = Endpoint(
    id="server_time", method="GET", path="/api/v3/time", costs=(("weight", 1),), over=Over("ws_api", "time")
)
_EXCHANGE_INFO = Endpoint(
    id="exchange_info",
    method="GET",
    path="/api/v3/exchangeInfo",
    costs=(("weight", 20),),
    over=Over("ws_api", "exchangeInfo"),
)
_EXECUTION_RULES = Endpoint(
    id="execution_rules", method="GET", path="/api/v3/executionRules", over=Over("ws_api", "executionRules")
)
_DEPTH = Endpoint(id="depth", method="GET", path="/api/v3/depth", over=Over("ws_api", "depth"))
_TRADES = Endpoint(
    id="trades", method="GET", path="/api/v3/trades", costs=(("weight", 25),), over=Over("ws_api", "trades.recent")
)
_HISTORICAL_TRADES = Endpoint(
    id="historical_trades",
    method="GET",
    path="/api/v3/historicalTrades",
    costs=(("weight", 25),),
    over=Over("ws_api", "trades.historical"),
)
_HISTORICAL_BLOCK_TRADES = Endpoint(
    id="historical_block_trades",
    method="GET",
    path="/api/v3/historicalBlockTrades",
    costs=(("weight", 25),),
    over=Over("ws_api", "blockTrades.historical"),
)
_AGG_TRADES = Endpoint(
    id="agg_trades",
    method="GET",
    path="/api/v3/aggTrades",
    costs=(("weight", 4),),
    over=Over("ws_api", "trades.aggregate"),
)
_KLINES = Endpoint(
    id="klines", method="GET", path="/api/v3/klines", costs=(("weight", 2),), over=Over("ws_api", "klines")
)
_UI_KLINES = Endpoint(
    id="ui_klines", method="GET", path="/api/v3/uiKlines", costs=(("weight", 2),), over=Over("ws_api", "uiKlines")
)
_AVG_PRICE = Endpoint(
    id="avg_price", method="GET", path="/api/v3/avgPrice", costs=(("weight", 2),), over=Over("ws_api", "avgPrice")
)
_TICKER_24HR = Endpoint(
    id="ticker_24hr",
    method="GET",
    path="/api/v3/ticker/24hr",
    costs=(("weight", 2),),
    over=Over("ws_api", "ticker.24hr"),
)
_TICKERS_24HR = Endpoint(
    id="tickers_24hr", method="GET", path="/api/v3/ticker/24hr", over=Over("ws_api", "ticker.24hr")
)
_TICKER_TRADING_DAY = Endpoint(
    id="ticker_trading_day",
    method="GET",
    path="/api/v3/ticker/tradingDay",
    costs=(("weight", 4),),
    over=Over("ws_api", "ticker.tradingDay"),
)
_TICKERS_TRADING_DAY = Endpoint(
    id="tickers_trading_day", method="GET", path="/api/v3/ticker/tradingDay", over=Over("ws_api", "ticker.tradingDay")
)
_TICKER_WINDOW = Endpoint(
    id="ticker_window", method="GET", path="/api/v3/ticker", costs=(("weight", 4),), over=Over("ws_api", "ticker")
)
_TICKERS_WINDOW = Endpoint(id="tickers_window", method="GET", path="/api/v3/ticker", over=Over("ws_api", "ticker"))
_TICKER_PRICE = Endpoint(
    id="ticker_price",
    method="GET",
    path="/api/v3/ticker/price",
    costs=(("weight", 2),),
    over=Over("ws_api", "ticker.price"),
)
_TICKERS_PRICE = Endpoint(
    id="tickers_price",
    method="GET",
    path="/api/v3/ticker/price",
    costs=(("weight", 4),),
    over=Over("ws_api", "ticker.price"),
)
_TICKER_BOOK = Endpoint(
    id="ticker_book",
    method="GET",
    path="/api/v3/ticker/bookTicker",
    costs=(("weight", 2),),
    over=Over("ws_api", "ticker.book"),
)
_TICKERS_BOOK = Endpoint(
    id="tickers_book",
    method="GET",
    path="/api/v3/ticker/bookTicker",
    costs=(("weight", 4),),
    over=Over("ws_api", "ticker.book"),
)
_REFERENCE_PRICE = Endpoint(
    id="reference_price",
    method="GET",
    path="/api/v3/referencePrice",
    costs=(("weight", 2),),
    over=Over("ws_api", "referencePrice"),
)
_REFERENCE_PRICE_CALCULATION = Endpoint(
    id="reference_price_calculation",
    method="GET",
    path="/api/v3/referencePrice/calculation",
    costs=(("weight", 2),),
    over=Over("ws_api", "referencePrice.calculation"),
)
_NEW_ORDER = Endpoint(
    id="new_order",
    method="POST",
    path="/api/v3/order",
    is_command=True,
    costs=(("weight", 1), ("orders_10s", 1), ("orders_1d", 1)),
    over=Over("ws_api", "order.place"),
)
_NEW_ORDER_ACK = Endpoint(
    id="new_order_ack",
    method="POST",
    path="/api/v3/order",
    is_command=True,
    costs=(("weight", 1), ("orders_10s", 1), ("orders_1d", 1)),
    over=Over("ws_api", "order.place"),
)
_ORDER_TEST = Endpoint(id="order_test", method="POST", path="/api/v3/order/test", over=Over("ws_api", "order.test"))
_CANCEL_ORDER = Endpoint(
    id="cancel_order",
    method="DELETE",
    path="/api/v3/order",
    is_command=True,
    costs=(("weight", 1),),
    over=Over("ws_api", "order.cancel"),
)
_CANCEL_OPEN_ORDERS = Endpoint(
    id="cancel_open_orders",
    method="DELETE",
    path="/api/v3/openOrders",
    is_command=True,
    costs=(("weight", 1),),
    over=Over("ws_api", "openOrders.cancelAll"),
)
_CANCEL_REPLACE = Endpoint(
    id="cancel_replace",
    method="POST",
    path="/api/v3/order/cancelReplace",
    is_command=True,
    costs=(("weight", 1), ("orders_10s", 1), ("orders_1d", 1)),
    over=Over("ws_api", "order.cancelReplace"),
)
_AMEND_KEEP_PRIORITY = Endpoint(
    id="amend_keep_priority",
    method="PUT",
    path="/api/v3/order/amend/keepPriority",
    is_command=True,
    costs=(("weight", 4),),
    over=Over("ws_api", "order.amend.keepPriority"),
)
_SOR_ORDER = Endpoint(
    id="sor_order",
    method="POST",
    path="/api/v3/sor/order",
    is_command=True,
    costs=(("weight", 1), ("orders_10s", 1), ("orders_1d", 1)),
)
_SOR_ORDER_TEST = Endpoint(
    id="sor_order_test", method="POST", path="/api/v3/sor/order/test", over=Over("ws_api", "sor.order.test")
)
_OCO_DEPRECATED = Endpoint(
    id="oco_deprecated",
    method="POST",
    path="/api/v3/order/oco",
    is_command=True,
    costs=(("weight", 1), ("orders_10s", 2), ("orders_1d", 2)),
    over=Over("ws_api", "orderList.place"),
)
_OCO = Endpoint(
    id="oco",
    method="POST",
    path="/api/v3/orderList/oco",
    is_command=True,
    costs=(("weight", 1), ("orders_10s", 2), ("orders_1d", 2)),
    over=Over("ws_api", "orderList.place.oco"),
)
_OTO = Endpoint(
    id="oto",
    method="POST",
    path="/api/v3/orderList/oto",
    is_command=True,
    costs=(("weight", 1), ("orders_10s", 2), ("orders_1d", 2)),
    over=Over("ws_api", "orderList.place.oto"),
)
_OTOCO = Endpoint(
    id="otoco",
    method="POST",
    path="/api/v3/orderList/otoco",
    is_command=True,
    costs=(("weight", 1), ("orders_10s", 3), ("orders_1d", 3)),
    over=Over("ws_api", "orderList.place.otoco"),
)
_OPO = Endpoint(
    id="opo",
    method="POST",
    path="/api/v3/orderList/opo",
    is_command=True,
    costs=(("weight", 1), ("orders_10s", 2), ("orders_1d", 2)),
    over=Over("ws_api", "orderList.place.opo"),
)
_OPOCO = Endpoint(
    id="opoco",
    method="POST",
    path="/api/v3/orderList/opoco",
    is_command=True,
    costs=(("weight", 1), ("orders_10s", 3), ("orders_1d", 3)),
    over=Over("ws_api", "orderList.place.opoco"),
)
_CANCEL_ORDER_LIST = Endpoint(
    id="cancel_order_list",
    method="DELETE",
    path="/api/v3/orderList",
    is_command=True,
    costs=(("weight", 1),),
    over=Over("ws_api", "orderList.cancel"),
)
_ACCOUNT = Endpoint(
    id="account", method="GET", path="/api/v3/account", costs=(("weight", 20),), over=Over("ws_api", "account.status")
)
_QUERY_ORDER = Endpoint(
    id="query_order", method="GET", path="/api/v3/order", costs=(("weight", 4),), over=Over("ws_api", "order.status")
)
_OPEN_ORDERS = Endpoint(
    id="open_orders", method="GET", path="/api/v3/openOrders", over=Over("ws_api", "openOrders.status")
)
_ALL_ORDERS = Endpoint(
    id="all_orders", method="GET", path="/api/v3/allOrders", costs=(("weight", 20),), over=Over("ws_api", "allOrders")
)
_QUERY_ORDER_LIST = Endpoint(
    id="query_order_list",
    method="GET",
    path="/api/v3/orderList",
    costs=(("weight", 4),),
    over=Over("ws_api", "orderList.status"),
)
_OPEN_ORDER_LISTS = Endpoint(
    id="open_order_lists",
    method="GET",
    path="/api/v3/openOrderList",
    costs=(("weight", 6),),
    over=Over("ws_api", "openOrderLists.status"),
)
_ALL_ORDER_LISTS = Endpoint(
    id="all_order_lists",
    method="GET",
    path="/api/v3/allOrderList",
    costs=(("weight", 20),),
    over=Over("ws_api", "allOrderLists"),
)
_MY_TRADES = Endpoint(id="my_trades", method="GET", path="/api/v3/myTrades", over=Over("ws_api", "myTrades"))
_ORDER_RATE_LIMITS = Endpoint(
    id="order_rate_limits",
    method="GET",
    path="/api/v3/rateLimit/order",
    costs=(("weight", 40),),
    over=Over("ws_api", "account.rateLimits.orders"),
)
_PREVENTED_MATCHES = Endpoint(
    id="prevented_matches", method="GET", path="/api/v3/myPreventedMatches", over=Over("ws_api", "myPreventedMatches")
)
_ALLOCATIONS = Endpoint(
    id="allocations",
    method="GET",
    path="/api/v3/myAllocations",
    costs=(("weight", 20),),
    over=Over("ws_api", "myAllocations"),
)
_COMMISSION = Endpoint(
    id="commission",
    method="GET",
    path="/api/v3/account/commission",
    costs=(("weight", 20),),
    over=Over("ws_api", "account.commission"),
)
_ORDER_AMENDMENTS = Endpoint(
    id="order_amendments",
    method="GET",
    path="/api/v3/order/amendments",
    costs=(("weight", 4),),
    over=Over("ws_api", "order.amendments"),
)
_MY_FILTERS = Endpoint(
    id="my_filters", method="GET", path="/api/v3/myFilters", costs=(("weight", 40),), over=Over("ws_api", "myFilters")
)
_decode_nothing = msgspec.json.Decoder(Nothing).decode
_decode_server_time = msgspec.json.Decoder(ServerTime).decode
_decode_exchange_info = msgspec.json.Decoder(ExchangeInfo).decode
_decode_execution_rules = msgspec.json.Decoder(ExecutionRules).decode
_decode_depth = msgspec.json.Decoder(Depth).decode
_decode_list_trade = msgspec.json.Decoder(list[Trade]).decode
_decode_list_agg_trade = msgspec.json.Decoder(list[AggTrade]).decode
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
_decode_canceled = msgspec.json.Decoder(Canceled).decode
_decode_list_canceled = msgspec.json.Decoder(list[Canceled]).decode
_decode_cancel_replaced = msgspec.json.Decoder(CancelReplaced).decode
_decode_amended = msgspec.json.Decoder(Amended).decode
_decode_order_list = msgspec.json.Decoder(OrderList).decode
_decode_account = msgspec.json.Decoder(Account).decode
_decode_order_detail = msgspec.json.Decoder(OrderDetail).decode
_decode_list_order_detail = msgspec.json.Decoder(list[OrderDetail]).decode
_decode_list_order_list = msgspec.json.Decoder(list[OrderList]).decode
_decode_list_my_trade = msgspec.json.Decoder(list[MyTrade]).decode
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

    async def ping(self, *, over: Literal["rest", "ws_api"] = "rest") -> Nothing:
        """`GET /api/v3/ping`; public; costs 1 weight."""
        if _PING.goes_over(over):
            return await self._call_over(_PING, lambda: {}, _decode_nothing)
        return await self._call(_PING, lambda: self._signing.public("GET", "rest", "/api/v3/ping"), _decode_nothing)

    async def server_time(self, *, over: Literal["rest", "ws_api"] = "rest") -> ServerTime:
        """`GET /api/v3/time`; public; costs 1 weight."""
        if _SERVER_TIME.goes_over(over):
            return await self._call_over(_SERVER_TIME, lambda: {}, _decode_server_time)
        return await self._call(
            _SERVER_TIME, lambda: self._signing.public("GET", "rest", "/api/v3/time"), _decode_server_time
        )

    async def exchange_info(
        self,
        *,
        symbol: str | None = None,
        symbols: list[str] | None = None,
        permissions: list[str] | None = None,
        show_permission_sets: bool | None = None,
        symbol_status: SymbolStatus | str | None = None,
        over: Literal["rest", "ws_api"] = "rest",
    ) -> ExchangeInfo:
        """`GET /api/v3/exchangeInfo`; public; costs 20 weight."""
        if _EXCHANGE_INFO.goes_over(over):
            params: dict[str, Any] = {}
            if symbol is not None:
                params["symbol"] = symbol
            if symbols is not None:
                params["symbols"] = symbols
            if permissions is not None:
                params["permissions"] = permissions
            if show_permission_sets is not None:
                params["showPermissionSets"] = show_permission_sets
            if symbol_status is not None:
                params["symbolStatus"] = symbol_status
            return await self._call_over(_EXCHANGE_INFO, lambda: params, _decode_exchange_info)
        query = ""
        if symbol is not None:
            query += f"&symbol={quote(symbol)}"
        if symbols is not None:
            query += f"&symbols={quote(json_text(symbols))}"
        if permissions is not None:
            query += f"&permissions={quote(json_text(permissions))}"
        if show_permission_sets is not None:
            query += f"&showPermissionSets={bool_text(show_permission_sets)}"
        if symbol_status is not None:
            query += f"&symbolStatus={quote(symbol_status)}"
        return await self._call(
            _EXCHANGE_INFO,
            lambda: self._signing.public("GET", "rest", "/api/v3/exchangeInfo", query=query[1:]),
            _decode_exchange_info,
        )

    async def execution_rules(
        self,
        *,
        symbol: str | None = None,
        symbols: list[str] | None = None,
        symbol_status: SymbolStatus | str | None = None,
        over: Literal["rest", "ws_api"] = "rest",
    ) -> ExecutionRules:
        """`GET /api/v3/executionRules`; public; costs weight by parameters."""
        if _EXECUTION_RULES.goes_over(over):
            params: dict[str, Any] = {}
            if symbol is not None:
                params["symbol"] = symbol
            if symbols is not None:
                params["symbols"] = symbols
            if symbol_status is not None:
                params["symbolStatus"] = symbol_status
            return await self._call_over(
                _EXECUTION_RULES,
                lambda: params,
                _decode_execution_rules,
                costs=(
                    (
                        "weight",
                        2 if symbol is not None else 40 if symbols is None or len(symbols) > 20 else 2 * len(symbols),
                    ),
                ),
            )
        query = ""
        if symbol is not None:
            query += f"&symbol={quote(symbol)}"
        if symbols is not None:
            query += f"&symbols={quote(json_text(symbols))}"
        if symbol_status is not None:
            query += f"&symbolStatus={quote(symbol_status)}"
        return await self._call(
            _EXECUTION_RULES,
            lambda: self._signing.public("GET", "rest", "/api/v3/executionRules", query=query[1:]),
            _decode_execution_rules,
            costs=(
                (
                    "weight",
                    2 if symbol is not None else 40 if symbols is None or len(symbols) > 20 else 2 * len(symbols),
                ),
            ),
        )

    async def depth(
        self,
        *,
        symbol: str,
        limit: int | None = None,
        symbol_status: SymbolStatus | str | None = None,
        over: Literal["rest", "ws_api"] = "rest",
    ) -> Depth:
        """`GET /api/v3/depth`; public; costs weight by parameters.

        Args:
            limit: limit (default: 100)
        """
        limit = 100 if limit is None else limit
        require_range("depth", "limit", limit, 1, 5000)
        if _DEPTH.goes_over(over):
            params: dict[str, Any] = {"symbol": symbol, "limit": limit}
            if symbol_status is not None:
                params["symbolStatus"] = symbol_status
            return await self._call_over(
                _DEPTH,
                lambda: params,
                _decode_depth,
                costs=(("weight", 5 if limit <= 100 else 25 if limit <= 500 else 50 if limit <= 1000 else 250),),
            )
        query = f"symbol={quote(symbol)}&limit={limit}"
        if symbol_status is not None:
            query += f"&symbolStatus={quote(symbol_status)}"
        return await self._call(
            _DEPTH,
            lambda: self._signing.public("GET", "rest", "/api/v3/depth", query=query),
            _decode_depth,
            costs=(("weight", 5 if limit <= 100 else 25 if limit <= 500 else 50 if limit <= 1000 else 250),),
        )

    async def trades(
        self, *, symbol: str, limit: int | None = None, over: Literal["rest", "ws_api"] = "rest"
    ) -> list[Trade]:
        """`GET /api/v3/trades`; public; costs 25 weight."""
        if _TRADES.goes_over(over):
            params: dict[str, Any] = {"symbol": symbol}
            if limit is not None:
                require_range("trades", "limit", limit, 1, 1000)
                params["limit"] = limit
            return await self._call_over(_TRADES, lambda: params, _decode_list_trade)
        query = f"symbol={quote(symbol)}"
        if limit is not None:
            require_range("trades", "limit", limit, 1, 1000)
            query += f"&limit={limit}"
        return await self._call(
            _TRADES, lambda: self._signing.public("GET", "rest", "/api/v3/trades", query=query), _decode_list_trade
        )

    async def historical_trades(
        self,
        *,
        symbol: str,
        limit: int | None = None,
        from_id: int | None = None,
        over: Literal["rest", "ws_api"] = "rest",
    ) -> list[Trade]:
        """`GET /api/v3/historicalTrades`; public; costs 25 weight."""
        if _HISTORICAL_TRADES.goes_over(over):
            params: dict[str, Any] = {"symbol": symbol}
            if limit is not None:
                require_range("historical_trades", "limit", limit, 1, 1000)
                params["limit"] = limit
            if from_id is not None:
                params["fromId"] = from_id
            return await self._call_over(_HISTORICAL_TRADES, lambda: params, _decode_list_trade)
        query = f"symbol={quote(symbol)}"
        if limit is not None:
            require_range("historical_trades", "limit", limit, 1, 1000)
            query += f"&limit={limit}"
        if from_id is not None:
            query += f"&fromId={from_id}"
        return await self._call(
            _HISTORICAL_TRADES,
            lambda: self._signing.public("GET", "rest", "/api/v3/historicalTrades", query=query),
            _decode_list_trade,
        )

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
        self, *, symbol: str, from_id: int, limit: int | None = None, over: Literal["rest", "ws_api"] = "rest"
    ) -> list[Trade]:
        """`GET /api/v3/historicalBlockTrades`; public; costs 25 weight."""
        if _HISTORICAL_BLOCK_TRADES.goes_over(over):
            params: dict[str, Any] = {"symbol": symbol, "fromId": from_id}
            if limit is not None:
                require_range("historical_block_trades", "limit", limit, 1, 1000)
                params["limit"] = limit
            return await self._call_over(_HISTORICAL_BLOCK_TRADES, lambda: params, _decode_list_trade)
        query = f"symbol={quote(symbol)}&fromId={from_id}"
        if limit is not None:
            require_range("historical_block_trades", "limit", limit, 1, 1000)
            query += f"&limit={limit}"
        return await self._call(
            _HISTORICAL_BLOCK_TRADES,
            lambda: self._signing.public("GET", "rest", "/api/v3/historicalBlockTrades", query=query),
            _decode_list_trade,
        )

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

    async def agg_trades(
        self,
        *,
        symbol: str,
        from_id: int | None = None,
        start_time: int | None = None,
        end_time: int | None = None,
        limit: int | None = None,
        over: Literal["rest", "ws_api"] = "rest",
    ) -> list[AggTrade]:
        """`GET /api/v3/aggTrades`; public; costs 4 weight."""
        if _AGG_TRADES.goes_over(over):
            params: dict[str, Any] = {"symbol": symbol}
            if from_id is not None:
                params["fromId"] = from_id
            if start_time is not None:
                params["startTime"] = start_time
            if end_time is not None:
                params["endTime"] = end_time
            if limit is not None:
                require_range("agg_trades", "limit", limit, 1, 1000)
                params["limit"] = limit
            return await self._call_over(_AGG_TRADES, lambda: params, _decode_list_agg_trade)
        query = f"symbol={quote(symbol)}"
        if from_id is not None:
            query += f"&fromId={from_id}"
        if start_time is not None:
            query += f"&startTime={start_time}"
        if end_time is not None:
            query += f"&endTime={end_time}"
        if limit is not None:
            require_range("agg_trades", "limit", limit, 1, 1000)
            query += f"&limit={limit}"
        return await self._call(
            _AGG_TRADES,
            lambda: self._signing.public("GET", "rest", "/api/v3/aggTrades", query=query),
            _decode_list_agg_trade,
        )

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

    async def klines(
        self,
        *,
        symbol: str,
        interval: str,
        start_time: int | None = None,
        end_time: int | None = None,
        time_zone: str | None = None,
        limit: int | None = None,
        over: Literal["rest", "ws_api"] = "rest",
    ) -> list[Kline]:
        """`GET /api/v3/klines`; public; costs 2 weight."""
        if _KLINES.goes_over(over):
            params: dict[str, Any] = {"symbol": symbol, "interval": interval}
            if start_time is not None:
                params["startTime"] = start_time
            if end_time is not None:
                params["endTime"] = end_time
            if time_zone is not None:
                params["timeZone"] = time_zone
            if limit is not None:
                require_range("klines", "limit", limit, 1, 1000)
                params["limit"] = limit
            return await self._call_over(_KLINES, lambda: params, _decode_list_kline)
        query = f"symbol={quote(symbol)}&interval={quote(interval)}"
        if start_time is not None:
            query += f"&startTime={start_time}"
        if end_time is not None:
            query += f"&endTime={end_time}"
        if time_zone is not None:
            query += f"&timeZone={quote(time_zone)}"
        if limit is not None:
            require_range("klines", "limit", limit, 1, 1000)
            query += f"&limit={limit}"
        return await self._call(
            _KLINES, lambda: self._signing.public("GET", "rest", "/api/v3/klines", query=query), _decode_list_kline
        )

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
        over: Literal["rest", "ws_api"] = "rest",
    ) -> list[Kline]:
        """`GET /api/v3/uiKlines`; public; costs 2 weight."""
        if _UI_KLINES.goes_over(over):
            params: dict[str, Any] = {"symbol": symbol, "interval": interval}
            if start_time is not None:
                params["startTime"] = start_time
            if end_time is not None:
                params["endTime"] = end_time
            if time_zone is not None:
                params["timeZone"] = time_zone
            if limit is not None:
                require_range("ui_klines", "limit", limit, 1, 1000)
                params["limit"] = limit
            return await self._call_over(_UI_KLINES, lambda: params, _decode_list_kline)
        query = f"symbol={quote(symbol)}&interval={quote(interval)}"
        if start_time is not None:
            query += f"&startTime={start_time}"
        if end_time is not None:
            query += f"&endTime={end_time}"
        if time_zone is not None:
            query += f"&timeZone={quote(time_zone)}"
        if limit is not None:
            require_range("ui_klines", "limit", limit, 1, 1000)
            query += f"&limit={limit}"
        return await self._call(
            _UI_KLINES, lambda: self._signing.public("GET", "rest", "/api/v3/uiKlines", query=query), _decode_list_kline
        )

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

    async def avg_price(self, *, symbol: str, over: Literal["rest", "ws_api"] = "rest") -> AveragePrice:
        """`GET /api/v3/avgPrice`; public; costs 2 weight."""
        if _AVG_PRICE.goes_over(over):
            params: dict[str, Any] = {"symbol": symbol}
            return await self._call_over(_AVG_PRICE, lambda: params, _decode_average_price)
        query = f"symbol={quote(symbol)}"
        return await self._call(
            _AVG_PRICE,
            lambda: self._signing.public("GET", "rest", "/api/v3/avgPrice", query=query),
            _decode_average_price,
        )

    async def ticker_24hr(
        self,
        *,
        symbol: str,
        type: TickerType | str | None = None,
        symbol_status: SymbolStatus | str | None = None,
        over: Literal["rest", "ws_api"] = "rest",
    ) -> TickerStats:
        """`GET /api/v3/ticker/24hr`; public; costs 2 weight."""
        if _TICKER_24HR.goes_over(over):
            params: dict[str, Any] = {"symbol": symbol}
            if type is not None:
                params["type"] = type
            if symbol_status is not None:
                params["symbolStatus"] = symbol_status
            return await self._call_over(_TICKER_24HR, lambda: params, _decode_ticker_stats)
        query = f"symbol={quote(symbol)}"
        if type is not None:
            query += f"&type={quote(type)}"
        if symbol_status is not None:
            query += f"&symbolStatus={quote(symbol_status)}"
        return await self._call(
            _TICKER_24HR,
            lambda: self._signing.public("GET", "rest", "/api/v3/ticker/24hr", query=query),
            _decode_ticker_stats,
        )

    async def tickers_24hr(
        self,
        *,
        symbols: list[str] | None = None,
        type: TickerType | str | None = None,
        symbol_status: SymbolStatus | str | None = None,
        over: Literal["rest", "ws_api"] = "rest",
    ) -> list[TickerStats]:
        """`GET /api/v3/ticker/24hr`; public; costs weight by parameters."""
        if _TICKERS_24HR.goes_over(over):
            params: dict[str, Any] = {}
            if symbols is not None:
                params["symbols"] = symbols
            if type is not None:
                params["type"] = type
            if symbol_status is not None:
                params["symbolStatus"] = symbol_status
            return await self._call_over(
                _TICKERS_24HR,
                lambda: params,
                _decode_list_ticker_stats,
                costs=(
                    (
                        "weight",
                        80 if symbols is None else 2 if len(symbols) <= 20 else 40 if len(symbols) <= 100 else 80,
                    ),
                ),
            )
        query = ""
        if symbols is not None:
            query += f"&symbols={quote(json_text(symbols))}"
        if type is not None:
            query += f"&type={quote(type)}"
        if symbol_status is not None:
            query += f"&symbolStatus={quote(symbol_status)}"
        return await self._call(
            _TICKERS_24HR,
            lambda: self._signing.public("GET", "rest", "/api/v3/ticker/24hr", query=query[1:]),
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
        over: Literal["rest", "ws_api"] = "rest",
    ) -> TickerStats:
        """`GET /api/v3/ticker/tradingDay`; public; costs 4 weight."""
        if _TICKER_TRADING_DAY.goes_over(over):
            params: dict[str, Any] = {"symbol": symbol}
            if time_zone is not None:
                params["timeZone"] = time_zone
            if type is not None:
                params["type"] = type
            if symbol_status is not None:
                params["symbolStatus"] = symbol_status
            return await self._call_over(_TICKER_TRADING_DAY, lambda: params, _decode_ticker_stats)
        query = f"symbol={quote(symbol)}"
        if time_zone is not None:
            query += f"&timeZone={quote(time_zone)}"
        if type is not None:
            query += f"&type={quote(type)}"
        if symbol_status is not None:
            query += f"&symbolStatus={quote(symbol_status)}"
        return await self._call(
            _TICKER_TRADING_DAY,
            lambda: self._signing.public("GET", "rest", "/api/v3/ticker/tradingDay", query=query),
            _decode_ticker_stats,
        )

    async def tickers_trading_day(
        self,
        *,
        symbols: list[str],
        time_zone: str | None = None,
        type: TickerType | str | None = None,
        symbol_status: SymbolStatus | str | None = None,
        over: Literal["rest", "ws_api"] = "rest",
    ) -> list[TickerStats]:
        """`GET /api/v3/ticker/tradingDay`; public; costs weight by parameters."""
        if _TICKERS_TRADING_DAY.goes_over(over):
            params: dict[str, Any] = {"symbols": symbols}
            if time_zone is not None:
                params["timeZone"] = time_zone
            if type is not None:
                params["type"] = type
            if symbol_status is not None:
                params["symbolStatus"] = symbol_status
            return await self._call_over(
                _TICKERS_TRADING_DAY,
                lambda: params,
                _decode_list_ticker_stats,
                costs=(("weight", 4 * len(symbols) if len(symbols) < 50 else 200),),
            )
        query = f"symbols={quote(json_text(symbols))}"
        if time_zone is not None:
            query += f"&timeZone={quote(time_zone)}"
        if type is not None:
            query += f"&type={quote(type)}"
        if symbol_status is not None:
            query += f"&symbolStatus={quote(symbol_status)}"
        return await self._call(
            _TICKERS_TRADING_DAY,
            lambda: self._signing.public("GET", "rest", "/api/v3/ticker/tradingDay", query=query),
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
        over: Literal["rest", "ws_api"] = "rest",
    ) -> TickerStats:
        """`GET /api/v3/ticker`; public; costs 4 weight."""
        if _TICKER_WINDOW.goes_over(over):
            params: dict[str, Any] = {"symbol": symbol}
            if window_size is not None:
                params["windowSize"] = window_size
            if type is not None:
                params["type"] = type
            if symbol_status is not None:
                params["symbolStatus"] = symbol_status
            return await self._call_over(_TICKER_WINDOW, lambda: params, _decode_ticker_stats)
        query = f"symbol={quote(symbol)}"
        if window_size is not None:
            query += f"&windowSize={quote(window_size)}"
        if type is not None:
            query += f"&type={quote(type)}"
        if symbol_status is not None:
            query += f"&symbolStatus={quote(symbol_status)}"
        return await self._call(
            _TICKER_WINDOW,
            lambda: self._signing.public("GET", "rest", "/api/v3/ticker", query=query),
            _decode_ticker_stats,
        )

    async def tickers_window(
        self,
        *,
        symbols: list[str],
        window_size: str | None = None,
        type: TickerType | str | None = None,
        symbol_status: SymbolStatus | str | None = None,
        over: Literal["rest", "ws_api"] = "rest",
    ) -> list[TickerStats]:
        """`GET /api/v3/ticker`; public; costs weight by parameters."""
        if _TICKERS_WINDOW.goes_over(over):
            params: dict[str, Any] = {"symbols": symbols}
            if window_size is not None:
                params["windowSize"] = window_size
            if type is not None:
                params["type"] = type
            if symbol_status is not None:
                params["symbolStatus"] = symbol_status
            return await self._call_over(
                _TICKERS_WINDOW,
                lambda: params,
                _decode_list_ticker_stats,
                costs=(("weight", 4 * len(symbols) if len(symbols) < 50 else 200),),
            )
        query = f"symbols={quote(json_text(symbols))}"
        if window_size is not None:
            query += f"&windowSize={quote(window_size)}"
        if type is not None:
            query += f"&type={quote(type)}"
        if symbol_status is not None:
            query += f"&symbolStatus={quote(symbol_status)}"
        return await self._call(
            _TICKERS_WINDOW,
            lambda: self._signing.public("GET", "rest", "/api/v3/ticker", query=query),
            _decode_list_ticker_stats,
            costs=(("weight", 4 * len(symbols) if len(symbols) < 50 else 200),),
        )

    async def ticker_price(
        self, *, symbol: str, symbol_status: SymbolStatus | str | None = None, over: Literal["rest", "ws_api"] = "rest"
    ) -> PriceTicker:
        """`GET /api/v3/ticker/price`; public; costs 2 weight."""
        if _TICKER_PRICE.goes_over(over):
            params: dict[str, Any] = {"symbol": symbol}
            if symbol_status is not None:
                params["symbolStatus"] = symbol_status
            return await self._call_over(_TICKER_PRICE, lambda: params, _decode_price_ticker)
        query = f"symbol={quote(symbol)}"
        if symbol_status is not None:
            query += f"&symbolStatus={quote(symbol_status)}"
        return await self._call(
            _TICKER_PRICE,
            lambda: self._signing.public("GET", "rest", "/api/v3/ticker/price", query=query),
            _decode_price_ticker,
        )

    async def tickers_price(
        self,
        *,
        symbols: list[str] | None = None,
        symbol_status: SymbolStatus | str | None = None,
        over: Literal["rest", "ws_api"] = "rest",
    ) -> list[PriceTicker]:
        """`GET /api/v3/ticker/price`; public; costs 4 weight."""
        if _TICKERS_PRICE.goes_over(over):
            params: dict[str, Any] = {}
            if symbols is not None:
                params["symbols"] = symbols
            if symbol_status is not None:
                params["symbolStatus"] = symbol_status
            return await self._call_over(_TICKERS_PRICE, lambda: params, _decode_list_price_ticker)
        query = ""
        if symbols is not None:
            query += f"&symbols={quote(json_text(symbols))}"
        if symbol_status is not None:
            query += f"&symbolStatus={quote(symbol_status)}"
        return await self._call(
            _TICKERS_PRICE,
            lambda: self._signing.public("GET", "rest", "/api/v3/ticker/price", query=query[1:]),
            _decode_list_price_ticker,
        )

    async def ticker_book(
        self, *, symbol: str, symbol_status: SymbolStatus | str | None = None, over: Literal["rest", "ws_api"] = "rest"
    ) -> BookTicker:
        """`GET /api/v3/ticker/bookTicker`; public; costs 2 weight."""
        if _TICKER_BOOK.goes_over(over):
            params: dict[str, Any] = {"symbol": symbol}
            if symbol_status is not None:
                params["symbolStatus"] = symbol_status
            return await self._call_over(_TICKER_BOOK, lambda: params, _decode_book_ticker)
        query = f"symbol={quote(symbol)}"
        if symbol_status is not None:
            query += f"&symbolStatus={quote(symbol_status)}"
        return await self._call(
            _TICKER_BOOK,
            lambda: self._signing.public("GET", "rest", "/api/v3/ticker/bookTicker", query=query),
            _decode_book_ticker,
        )

    async def tickers_book(
        self,
        *,
        symbols: list[str] | None = None,
        symbol_status: SymbolStatus | str | None = None,
        over: Literal["rest", "ws_api"] = "rest",
    ) -> list[BookTicker]:
        """`GET /api/v3/ticker/bookTicker`; public; costs 4 weight."""
        if _TICKERS_BOOK.goes_over(over):
            params: dict[str, Any] = {}
            if symbols is not None:
                params["symbols"] = symbols
            if symbol_status is not None:
                params["symbolStatus"] = symbol_status
            return await self._call_over(_TICKERS_BOOK, lambda: params, _decode_list_book_ticker)
        query = ""
        if symbols is not None:
            query += f"&symbols={quote(json_text(symbols))}"
        if symbol_status is not None:
            query += f"&symbolStatus={quote(symbol_status)}"
        return await self._call(
            _TICKERS_BOOK,
            lambda: self._signing.public("GET", "rest", "/api/v3/ticker/bookTicker", query=query[1:]),
            _decode_list_book_ticker,
        )

    async def reference_price(self, *, symbol: str, over: Literal["rest", "ws_api"] = "rest") -> ReferencePrice:
        """`GET /api/v3/referencePrice`; public; costs 2 weight."""
        if _REFERENCE_PRICE.goes_over(over):
            params: dict[str, Any] = {"symbol": symbol}
            return await self._call_over(_REFERENCE_PRICE, lambda: params, _decode_reference_price)
        query = f"symbol={quote(symbol)}"
        return await self._call(
            _REFERENCE_PRICE,
            lambda: self._signing.public("GET", "rest", "/api/v3/referencePrice", query=query),
            _decode_reference_price,
        )

    async def reference_price_calculation(
        self, *, symbol: str, symbol_status: SymbolStatus | str | None = None, over: Literal["rest", "ws_api"] = "rest"
    ) -> ReferencePriceCalculation:
        """`GET /api/v3/referencePrice/calculation`; public; costs 2 weight."""
        if _REFERENCE_PRICE_CALCULATION.goes_over(over):
            params: dict[str, Any] = {"symbol": symbol}
            if symbol_status is not None:
                params["symbolStatus"] = symbol_status
            return await self._call_over(
                _REFERENCE_PRICE_CALCULATION, lambda: params, _decode_reference_price_calculation
            )
        query = f"symbol={quote(symbol)}"
        if symbol_status is not None:
            query += f"&symbolStatus={quote(symbol_status)}"
        return await self._call(
            _REFERENCE_PRICE_CALCULATION,
            lambda: self._signing.public("GET", "rest", "/api/v3/referencePrice/calculation", query=query),
            _decode_reference_price_calculation,
        )

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
        over: Literal["rest", "ws_api"] = "rest",
    ) -> OrderFull:
        """`POST /api/v3/order`; signed; costs 1 weight, 1 orders_10s, 1 orders_1d."""
        if _NEW_ORDER.goes_over(over):
            params: dict[str, Any] = {"symbol": symbol, "side": side, "type": type}
            if time_in_force is not None:
                params["timeInForce"] = time_in_force
            if quantity is not None:
                params["quantity"] = decimal_text(quantity)
            if quote_quantity is not None:
                params["quoteOrderQty"] = decimal_text(quote_quantity)
            if price is not None:
                params["price"] = decimal_text(price)
            if client_order_id is not None:
                params["newClientOrderId"] = client_order_id
            if strategy_id is not None:
                params["strategyId"] = strategy_id
            if strategy_type is not None:
                require_range("new_order", "strategy_type", strategy_type, 1000000, None)
                params["strategyType"] = strategy_type
            if stop_price is not None:
                params["stopPrice"] = decimal_text(stop_price)
            if trailing_delta is not None:
                params["trailingDelta"] = trailing_delta
            if iceberg_quantity is not None:
                params["icebergQty"] = decimal_text(iceberg_quantity)
            if self_trade_prevention_mode is not None:
                params["selfTradePreventionMode"] = self_trade_prevention_mode
            if peg_price_type is not None:
                params["pegPriceType"] = peg_price_type
            if peg_offset_value is not None:
                require_range("new_order", "peg_offset_value", peg_offset_value, None, 100)
                params["pegOffsetValue"] = peg_offset_value
            if peg_offset_type is not None:
                params["pegOffsetType"] = peg_offset_type
            params["newOrderRespType"] = "FULL"
            return await self._call_over(
                _NEW_ORDER,
                lambda: self._signing.ws_signed({**params}),
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
            require_range("new_order", "strategy_type", strategy_type, 1000000, None)
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
            require_range("new_order", "peg_offset_value", peg_offset_value, None, 100)
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
        over: Literal["rest", "ws_api"] = "rest",
    ) -> OrderAck:
        """The quickest answer, with the ids alone; what became of the order comes over the user data stream.

        `POST /api/v3/order`; signed; costs 1 weight, 1 orders_10s, 1 orders_1d."""
        if _NEW_ORDER_ACK.goes_over(over):
            params: dict[str, Any] = {"symbol": symbol, "side": side, "type": type}
            if time_in_force is not None:
                params["timeInForce"] = time_in_force
            if quantity is not None:
                params["quantity"] = decimal_text(quantity)
            if quote_quantity is not None:
                params["quoteOrderQty"] = decimal_text(quote_quantity)
            if price is not None:
                params["price"] = decimal_text(price)
            if client_order_id is not None:
                params["newClientOrderId"] = client_order_id
            if strategy_id is not None:
                params["strategyId"] = strategy_id
            if strategy_type is not None:
                require_range("new_order_ack", "strategy_type", strategy_type, 1000000, None)
                params["strategyType"] = strategy_type
            if stop_price is not None:
                params["stopPrice"] = decimal_text(stop_price)
            if trailing_delta is not None:
                params["trailingDelta"] = trailing_delta
            if iceberg_quantity is not None:
                params["icebergQty"] = decimal_text(iceberg_quantity)
            if self_trade_prevention_mode is not None:
                params["selfTradePreventionMode"] = self_trade_prevention_mode
            if peg_price_type is not None:
                params["pegPriceType"] = peg_price_type
            if peg_offset_value is not None:
                require_range("new_order_ack", "peg_offset_value", peg_offset_value, None, 100)
                params["pegOffsetValue"] = peg_offset_value
            if peg_offset_type is not None:
                params["pegOffsetType"] = peg_offset_type
            params["newOrderRespType"] = "ACK"
            return await self._call_over(_NEW_ORDER_ACK, lambda: self._signing.ws_signed({**params}), _decode_order_ack)
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
            require_range("new_order_ack", "strategy_type", strategy_type, 1000000, None)
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
            require_range("new_order_ack", "peg_offset_value", peg_offset_value, None, 100)
            query += f"&pegOffsetValue={peg_offset_value}"
        if peg_offset_type is not None:
            query += f"&pegOffsetType={quote(peg_offset_type)}"
        query += "&newOrderRespType=ACK"
        return await self._call(
            _NEW_ORDER_ACK,
            lambda: self._signing.signed("POST", "rest", "/api/v3/order", query=query),
            _decode_order_ack,
        )

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
        over: Literal["rest", "ws_api"] = "rest",
    ) -> TestedOrder:
        """`POST /api/v3/order/test`; signed; costs weight by parameters."""
        if _ORDER_TEST.goes_over(over):
            params: dict[str, Any] = {"symbol": symbol, "side": side, "type": type}
            if time_in_force is not None:
                params["timeInForce"] = time_in_force
            if quantity is not None:
                params["quantity"] = decimal_text(quantity)
            if quote_quantity is not None:
                params["quoteOrderQty"] = decimal_text(quote_quantity)
            if price is not None:
                params["price"] = decimal_text(price)
            if client_order_id is not None:
                params["newClientOrderId"] = client_order_id
            if strategy_id is not None:
                params["strategyId"] = strategy_id
            if strategy_type is not None:
                require_range("order_test", "strategy_type", strategy_type, 1000000, None)
                params["strategyType"] = strategy_type
            if stop_price is not None:
                params["stopPrice"] = decimal_text(stop_price)
            if trailing_delta is not None:
                params["trailingDelta"] = trailing_delta
            if iceberg_quantity is not None:
                params["icebergQty"] = decimal_text(iceberg_quantity)
            if self_trade_prevention_mode is not None:
                params["selfTradePreventionMode"] = self_trade_prevention_mode
            if peg_price_type is not None:
                params["pegPriceType"] = peg_price_type
            if peg_offset_value is not None:
                require_range("order_test", "peg_offset_value", peg_offset_value, None, 100)
                params["pegOffsetValue"] = peg_offset_value
            if peg_offset_type is not None:
                params["pegOffsetType"] = peg_offset_type
            if compute_commission_rates is not None:
                params["computeCommissionRates"] = compute_commission_rates
            return await self._call_over(
                _ORDER_TEST,
                lambda: self._signing.ws_signed({**params}),
                _decode_tested_order,
                costs=(("weight", 20 if compute_commission_rates else 1),),
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
            require_range("order_test", "strategy_type", strategy_type, 1000000, None)
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
            require_range("order_test", "peg_offset_value", peg_offset_value, None, 100)
            query += f"&pegOffsetValue={peg_offset_value}"
        if peg_offset_type is not None:
            query += f"&pegOffsetType={quote(peg_offset_type)}"
        if compute_commission_rates is not None:
            query += f"&computeCommissionRates={bool_text(compute_commission_rates)}"
        return await self._call(
            _ORDER_TEST,
            lambda: self._signing.signed("POST", "rest", "/api/v3/order/test", query=query),
            _decode_tested_order,
            costs=(("weight", 20 if compute_commission_rates else 1),),
        )

    async def cancel_order(
        self,
        *,
        symbol: str,
        order_id: int | None = None,
        orig_client_order_id: str | None = None,
        new_client_order_id: str | None = None,
        cancel_restrictions: CancelRestrictions | str | None = None,
        over: Literal["rest", "ws_api"] = "rest",
    ) -> Canceled:
        """The client order id of a canceled order becomes `newClientOrderId` (minted by the venue if absent).

        `DELETE /api/v3/order`; signed; costs 1 weight."""
        require_any("cancel_order", order_id=order_id, orig_client_order_id=orig_client_order_id)
        if _CANCEL_ORDER.goes_over(over):
            params: dict[str, Any] = {"symbol": symbol}
            if order_id is not None:
                params["orderId"] = order_id
            if orig_client_order_id is not None:
                params["origClientOrderId"] = orig_client_order_id
            if new_client_order_id is not None:
                params["newClientOrderId"] = new_client_order_id
            if cancel_restrictions is not None:
                params["cancelRestrictions"] = cancel_restrictions
            return await self._call_over(
                _CANCEL_ORDER,
                lambda: self._signing.ws_signed({**params}),
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

    async def cancel_open_orders(self, *, symbol: str, over: Literal["rest", "ws_api"] = "rest") -> list[Canceled]:
        """`DELETE /api/v3/openOrders`; signed; costs 1 weight."""
        if _CANCEL_OPEN_ORDERS.goes_over(over):
            params: dict[str, Any] = {"symbol": symbol}
            return await self._call_over(
                _CANCEL_OPEN_ORDERS, lambda: self._signing.ws_signed({**params}), _decode_list_canceled
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
        over: Literal["rest", "ws_api"] = "rest",
    ) -> CancelReplaced:
        """Half of it may fail (-2021, HTTP 409); then the outcome is unknown until the halves in the body are read.

        `POST /api/v3/order/cancelReplace`; signed; costs 1 weight, 1 orders_10s, 1 orders_1d."""
        require_any(
            "cancel_replace", cancel_order_id=cancel_order_id, cancel_orig_client_order_id=cancel_orig_client_order_id
        )
        if _CANCEL_REPLACE.goes_over(over):
            params: dict[str, Any] = {
                "symbol": symbol,
                "side": side,
                "type": type,
                "cancelReplaceMode": cancel_replace_mode,
            }
            if time_in_force is not None:
                params["timeInForce"] = time_in_force
            if quantity is not None:
                params["quantity"] = decimal_text(quantity)
            if quote_quantity is not None:
                params["quoteOrderQty"] = decimal_text(quote_quantity)
            if price is not None:
                params["price"] = decimal_text(price)
            if cancel_new_client_order_id is not None:
                params["cancelNewClientOrderId"] = cancel_new_client_order_id
            if cancel_orig_client_order_id is not None:
                params["cancelOrigClientOrderId"] = cancel_orig_client_order_id
            if cancel_order_id is not None:
                params["cancelOrderId"] = cancel_order_id
            if client_order_id is not None:
                params["newClientOrderId"] = client_order_id
            if strategy_id is not None:
                params["strategyId"] = strategy_id
            if strategy_type is not None:
                require_range("cancel_replace", "strategy_type", strategy_type, 1000000, None)
                params["strategyType"] = strategy_type
            if stop_price is not None:
                params["stopPrice"] = decimal_text(stop_price)
            if trailing_delta is not None:
                params["trailingDelta"] = trailing_delta
            if iceberg_quantity is not None:
                params["icebergQty"] = decimal_text(iceberg_quantity)
            if self_trade_prevention_mode is not None:
                params["selfTradePreventionMode"] = self_trade_prevention_mode
            if cancel_restrictions is not None:
                params["cancelRestrictions"] = cancel_restrictions
            if order_rate_limit_exceeded_mode is not None:
                params["orderRateLimitExceededMode"] = order_rate_limit_exceeded_mode
            if peg_price_type is not None:
                params["pegPriceType"] = peg_price_type
            if peg_offset_value is not None:
                require_range("cancel_replace", "peg_offset_value", peg_offset_value, None, 100)
                params["pegOffsetValue"] = peg_offset_value
            if peg_offset_type is not None:
                params["pegOffsetType"] = peg_offset_type
            params["newOrderRespType"] = "FULL"
            return await self._call_over(
                _CANCEL_REPLACE, lambda: self._signing.ws_signed({**params}), _decode_cancel_replaced
            )
        query = (
            f"symbol={quote(symbol)}&side={quote(side)}&type={quote(type)}"
            f"&cancelReplaceMode={quote(cancel_replace_mode)}"
        )
        if time_in_force is not None:
            query += f"&timeInForce={quote(time_in_force)}"
        if quantity is not None:
            query += f"&quantity={decimal_text(quantity)}"
        if quote_quantity is not None:
            query += f"&quoteOrderQty={decimal_text(quote_quantity)}"
        if price is not None:
            query += f"&price={decimal_text(price)}"
        if cancel_new_client_order_id is not None:
            query += f"&cancelNewClientOrderId={quote(cancel_new_client_order_id)}"
        if cancel_orig_client_order_id is not None:
            query += f"&cancelOrigClientOrderId={quote(cancel_orig_client_order_id)}"
        if cancel_order_id is not None:
            query += f"&cancelOrderId={cancel_order_id}"
        if client_order_id is not None:
            query += f"&newClientOrderId={quote(client_order_id)}"
        if strategy_id is not None:
            query += f"&strategyId={strategy_id}"
        if strategy_type is not None:
            require_range("cancel_replace", "strategy_type", strategy_type, 1000000, None)
            query += f"&strategyType={strategy_type}"
        if stop_price is not None:
            query += f"&stopPrice={decimal_text(stop_price)}"
        if trailing_delta is not None:
            query += f"&trailingDelta={trailing_delta}"
        if iceberg_quantity is not None:
            query += f"&icebergQty={decimal_text(iceberg_quantity)}"
        if self_trade_prevention_mode is not None:
            query += f"&selfTradePreventionMode={quote(self_trade_prevention_mode)}"
        if cancel_restrictions is not None:
            query += f"&cancelRestrictions={quote(cancel_restrictions)}"
        if order_rate_limit_exceeded_mode is not None:
            query += f"&orderRateLimitExceededMode={quote(order_rate_limit_exceeded_mode)}"
        if peg_price_type is not None:
            query += f"&pegPriceType={quote(peg_price_type)}"
        if peg_offset_value is not None:
            require_range("cancel_replace", "peg_offset_value", peg_offset_value, None, 100)
            query += f"&pegOffsetValue={peg_offset_value}"
        if peg_offset_type is not None:
            query += f"&pegOffsetType={quote(peg_offset_type)}"
        query += "&newOrderRespType=FULL"
        return await self._call(
            _CANCEL_REPLACE,
            lambda: self._signing.signed("POST", "rest", "/api/v3/order/cancelReplace", query=query),
            _decode_cancel_replaced,
        )

    async def amend_keep_priority(
        self,
        *,
        symbol: str,
        new_quantity: Decimal,
        order_id: int | None = None,
        orig_client_order_id: str | None = None,
        new_client_order_id: str | None = None,
        over: Literal["rest", "ws_api"] = "rest",
    ) -> Amended:
        """Only a smaller quantity; the order keeps its place in the queue.

        `PUT /api/v3/order/amend/keepPriority`; signed; costs 4 weight."""
        require_any("amend_keep_priority", order_id=order_id, orig_client_order_id=orig_client_order_id)
        if _AMEND_KEEP_PRIORITY.goes_over(over):
            params: dict[str, Any] = {"symbol": symbol}
            if order_id is not None:
                params["orderId"] = order_id
            if orig_client_order_id is not None:
                params["origClientOrderId"] = orig_client_order_id
            if new_client_order_id is not None:
                params["newClientOrderId"] = new_client_order_id
            params["newQty"] = decimal_text(new_quantity)
            return await self._call_over(
                _AMEND_KEEP_PRIORITY,
                lambda: self._signing.ws_signed({**params}),
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
        query = f"symbol={quote(symbol)}&side={quote(side)}&type={quote(type)}"
        if time_in_force is not None:
            query += f"&timeInForce={quote(time_in_force)}"
        query += f"&quantity={decimal_text(quantity)}"
        if price is not None:
            query += f"&price={decimal_text(price)}"
        if client_order_id is not None:
            query += f"&newClientOrderId={quote(client_order_id)}"
        if strategy_id is not None:
            query += f"&strategyId={strategy_id}"
        if strategy_type is not None:
            require_range("sor_order", "strategy_type", strategy_type, 1000000, None)
            query += f"&strategyType={strategy_type}"
        if iceberg_quantity is not None:
            query += f"&icebergQty={decimal_text(iceberg_quantity)}"
        if self_trade_prevention_mode is not None:
            query += f"&selfTradePreventionMode={quote(self_trade_prevention_mode)}"
        query += "&newOrderRespType=FULL"
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
        over: Literal["rest", "ws_api"] = "rest",
    ) -> TestedOrder:
        """Over WebSocket the same answer stands in a list, so this is offered over REST alone.

        `POST /api/v3/sor/order/test`; signed; costs weight by parameters."""
        if _SOR_ORDER_TEST.goes_over(over):
            params: dict[str, Any] = {"symbol": symbol, "side": side, "type": type}
            if time_in_force is not None:
                params["timeInForce"] = time_in_force
            params["quantity"] = decimal_text(quantity)
            if price is not None:
                params["price"] = decimal_text(price)
            if client_order_id is not None:
                params["newClientOrderId"] = client_order_id
            if strategy_id is not None:
                params["strategyId"] = strategy_id
            if strategy_type is not None:
                require_range("sor_order_test", "strategy_type", strategy_type, 1000000, None)
                params["strategyType"] = strategy_type
            if iceberg_quantity is not None:
                params["icebergQty"] = decimal_text(iceberg_quantity)
            if self_trade_prevention_mode is not None:
                params["selfTradePreventionMode"] = self_trade_prevention_mode
            if compute_commission_rates is not None:
                params["computeCommissionRates"] = compute_commission_rates
            return await self._call_over(
                _SOR_ORDER_TEST,
                lambda: self._signing.ws_signed({**params}),
                _decode_tested_order,
                costs=(("weight", 20 if compute_commission_rates else 1),),
            )
        query = f"symbol={quote(symbol)}&side={quote(side)}&type={quote(type)}"
        if time_in_force is not None:
            query += f"&timeInForce={quote(time_in_force)}"
        query += f"&quantity={decimal_text(quantity)}"
        if price is not None:
            query += f"&price={decimal_text(price)}"
        if client_order_id is not None:
            query += f"&newClientOrderId={quote(client_order_id)}"
        if strategy_id is not None:
            query += f"&strategyId={strategy_id}"
        if strategy_type is not None:
            require_range("sor_order_test", "strategy_type", strategy_type, 1000000, None)
            query += f"&strategyType={strategy_type}"
        if iceberg_quantity is not None:
            query += f"&icebergQty={decimal_text(iceberg_quantity)}"
        if self_trade_prevention_mode is not None:
            query += f"&selfTradePreventionMode={quote(self_trade_prevention_mode)}"
        if compute_commission_rates is not None:
            query += f"&computeCommissionRates={bool_text(compute_commission_rates)}"
        return await self._call(
            _SOR_ORDER_TEST,
            lambda: self._signing.signed("POST", "rest", "/api/v3/sor/order/test", query=query),
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
        over: Literal["rest", "ws_api"] = "rest",
    ) -> OrderList:
        """`POST /api/v3/order/oco`; signed; costs 1 weight, 2 orders_10s, 2 orders_1d."""
        if _OCO_DEPRECATED.goes_over(over):
            params: dict[str, Any] = {"symbol": symbol}
            if list_client_order_id is not None:
                params["listClientOrderId"] = list_client_order_id
            params["side"] = side
            params["quantity"] = decimal_text(quantity)
            if limit_client_order_id is not None:
                params["limitClientOrderId"] = limit_client_order_id
            params["price"] = decimal_text(price)
            if limit_strategy_id is not None:
                params["limitStrategyId"] = limit_strategy_id
            if limit_strategy_type is not None:
                require_range("oco_deprecated", "limit_strategy_type", limit_strategy_type, 1000000, None)
                params["limitStrategyType"] = limit_strategy_type
            if limit_iceberg_quantity is not None:
                params["limitIcebergQty"] = decimal_text(limit_iceberg_quantity)
            if trailing_delta is not None:
                params["trailingDelta"] = trailing_delta
            if stop_client_order_id is not None:
                params["stopClientOrderId"] = stop_client_order_id
            params["stopPrice"] = decimal_text(stop_price)
            if stop_strategy_id is not None:
                params["stopStrategyId"] = stop_strategy_id
            if stop_strategy_type is not None:
                require_range("oco_deprecated", "stop_strategy_type", stop_strategy_type, 1000000, None)
                params["stopStrategyType"] = stop_strategy_type
            if stop_limit_price is not None:
                params["stopLimitPrice"] = decimal_text(stop_limit_price)
            if stop_iceberg_quantity is not None:
                params["stopIcebergQty"] = decimal_text(stop_iceberg_quantity)
            if stop_limit_time_in_force is not None:
                params["stopLimitTimeInForce"] = stop_limit_time_in_force
            if self_trade_prevention_mode is not None:
                params["selfTradePreventionMode"] = self_trade_prevention_mode
            params["newOrderRespType"] = "RESULT"
            return await self._call_over(
                _OCO_DEPRECATED, lambda: self._signing.ws_signed({**params}), _decode_order_list
            )
        query = f"symbol={quote(symbol)}"
        if list_client_order_id is not None:
            query += f"&listClientOrderId={quote(list_client_order_id)}"
        query += f"&side={quote(side)}&quantity={decimal_text(quantity)}"
        if limit_client_order_id is not None:
            query += f"&limitClientOrderId={quote(limit_client_order_id)}"
        query += f"&price={decimal_text(price)}"
        if limit_strategy_id is not None:
            query += f"&limitStrategyId={limit_strategy_id}"
        if limit_strategy_type is not None:
            require_range("oco_deprecated", "limit_strategy_type", limit_strategy_type, 1000000, None)
            query += f"&limitStrategyType={limit_strategy_type}"
        if limit_iceberg_quantity is not None:
            query += f"&limitIcebergQty={decimal_text(limit_iceberg_quantity)}"
        if trailing_delta is not None:
            query += f"&trailingDelta={trailing_delta}"
        if stop_client_order_id is not None:
            query += f"&stopClientOrderId={quote(stop_client_order_id)}"
        query += f"&stopPrice={decimal_text(stop_price)}"
        if stop_strategy_id is not None:
            query += f"&stopStrategyId={stop_strategy_id}"
        if stop_strategy_type is not None:
            require_range("oco_deprecated", "stop_strategy_type", stop_strategy_type, 1000000, None)
            query += f"&stopStrategyType={stop_strategy_type}"
        if stop_limit_price is not None:
            query += f"&stopLimitPrice={decimal_text(stop_limit_price)}"
        if stop_iceberg_quantity is not None:
            query += f"&stopIcebergQty={decimal_text(stop_iceberg_quantity)}"
        if stop_limit_time_in_force is not None:
            query += f"&stopLimitTimeInForce={quote(stop_limit_time_in_force)}"
        if self_trade_prevention_mode is not None:
            query += f"&selfTradePreventionMode={quote(self_trade_prevention_mode)}"
        query += "&newOrderRespType=RESULT"
        return await self._call(
            _OCO_DEPRECATED,
            lambda: self._signing.signed("POST", "rest", "/api/v3/order/oco", query=query),
            _decode_order_list,
        )

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
        over: Literal["rest", "ws_api"] = "rest",
    ) -> OrderList:
        """`POST /api/v3/orderList/oco`; signed; costs 1 weight, 2 orders_10s, 2 orders_1d."""
        if _OCO.goes_over(over):
            params: dict[str, Any] = {"symbol": symbol}
            if list_client_order_id is not None:
                params["listClientOrderId"] = list_client_order_id
            params["side"] = side
            params["quantity"] = decimal_text(quantity)
            params["aboveType"] = above_type
            if above_client_order_id is not None:
                params["aboveClientOrderId"] = above_client_order_id
            if above_iceberg_quantity is not None:
                params["aboveIcebergQty"] = decimal_text(above_iceberg_quantity)
            if above_price is not None:
                params["abovePrice"] = decimal_text(above_price)
            if above_stop_price is not None:
                params["aboveStopPrice"] = decimal_text(above_stop_price)
            if above_trailing_delta is not None:
                params["aboveTrailingDelta"] = above_trailing_delta
            if above_time_in_force is not None:
                params["aboveTimeInForce"] = above_time_in_force
            if above_strategy_id is not None:
                params["aboveStrategyId"] = above_strategy_id
            if above_strategy_type is not None:
                require_range("oco", "above_strategy_type", above_strategy_type, 1000000, None)
                params["aboveStrategyType"] = above_strategy_type
            if above_peg_price_type is not None:
                params["abovePegPriceType"] = above_peg_price_type
            if above_peg_offset_type is not None:
                params["abovePegOffsetType"] = above_peg_offset_type
            if above_peg_offset_value is not None:
                params["abovePegOffsetValue"] = above_peg_offset_value
            params["belowType"] = below_type
            if below_client_order_id is not None:
                params["belowClientOrderId"] = below_client_order_id
            if below_iceberg_quantity is not None:
                params["belowIcebergQty"] = decimal_text(below_iceberg_quantity)
            if below_price is not None:
                params["belowPrice"] = decimal_text(below_price)
            if below_stop_price is not None:
                params["belowStopPrice"] = decimal_text(below_stop_price)
            if below_trailing_delta is not None:
                params["belowTrailingDelta"] = below_trailing_delta
            if below_time_in_force is not None:
                params["belowTimeInForce"] = below_time_in_force
            if below_strategy_id is not None:
                params["belowStrategyId"] = below_strategy_id
            if below_strategy_type is not None:
                require_range("oco", "below_strategy_type", below_strategy_type, 1000000, None)
                params["belowStrategyType"] = below_strategy_type
            if below_peg_price_type is not None:
                params["belowPegPriceType"] = below_peg_price_type
            if below_peg_offset_type is not None:
                params["belowPegOffsetType"] = below_peg_offset_type
            if below_peg_offset_value is not None:
                params["belowPegOffsetValue"] = below_peg_offset_value
            if self_trade_prevention_mode is not None:
                params["selfTradePreventionMode"] = self_trade_prevention_mode
            params["newOrderRespType"] = "RESULT"
            return await self._call_over(_OCO, lambda: self._signing.ws_signed({**params}), _decode_order_list)
        query = f"symbol={quote(symbol)}"
        if list_client_order_id is not None:
            query += f"&listClientOrderId={quote(list_client_order_id)}"
        query += f"&side={quote(side)}&quantity={decimal_text(quantity)}&aboveType={quote(above_type)}"
        if above_client_order_id is not None:
            query += f"&aboveClientOrderId={quote(above_client_order_id)}"
        if above_iceberg_quantity is not None:
            query += f"&aboveIcebergQty={decimal_text(above_iceberg_quantity)}"
        if above_price is not None:
            query += f"&abovePrice={decimal_text(above_price)}"
        if above_stop_price is not None:
            query += f"&aboveStopPrice={decimal_text(above_stop_price)}"
        if above_trailing_delta is not None:
            query += f"&aboveTrailingDelta={above_trailing_delta}"
        if above_time_in_force is not None:
            query += f"&aboveTimeInForce={quote(above_time_in_force)}"
        if above_strategy_id is not None:
            query += f"&aboveStrategyId={above_strategy_id}"
        if above_strategy_type is not None:
            require_range("oco", "above_strategy_type", above_strategy_type, 1000000, None)
            query += f"&aboveStrategyType={above_strategy_type}"
        if above_peg_price_type is not None:
            query += f"&abovePegPriceType={quote(above_peg_price_type)}"
        if above_peg_offset_type is not None:
            query += f"&abovePegOffsetType={quote(above_peg_offset_type)}"
        if above_peg_offset_value is not None:
            query += f"&abovePegOffsetValue={above_peg_offset_value}"
        query += f"&belowType={quote(below_type)}"
        if below_client_order_id is not None:
            query += f"&belowClientOrderId={quote(below_client_order_id)}"
        if below_iceberg_quantity is not None:
            query += f"&belowIcebergQty={decimal_text(below_iceberg_quantity)}"
        if below_price is not None:
            query += f"&belowPrice={decimal_text(below_price)}"
        if below_stop_price is not None:
            query += f"&belowStopPrice={decimal_text(below_stop_price)}"
        if below_trailing_delta is not None:
            query += f"&belowTrailingDelta={below_trailing_delta}"
        if below_time_in_force is not None:
            query += f"&belowTimeInForce={quote(below_time_in_force)}"
        if below_strategy_id is not None:
            query += f"&belowStrategyId={below_strategy_id}"
        if below_strategy_type is not None:
            require_range("oco", "below_strategy_type", below_strategy_type, 1000000, None)
            query += f"&belowStrategyType={below_strategy_type}"
        if below_peg_price_type is not None:
            query += f"&belowPegPriceType={quote(below_peg_price_type)}"
        if below_peg_offset_type is not None:
            query += f"&belowPegOffsetType={quote(below_peg_offset_type)}"
        if below_peg_offset_value is not None:
            query += f"&belowPegOffsetValue={below_peg_offset_value}"
        if self_trade_prevention_mode is not None:
            query += f"&selfTradePreventionMode={quote(self_trade_prevention_mode)}"
        query += "&newOrderRespType=RESULT"
        return await self._call(
            _OCO, lambda: self._signing.signed("POST", "rest", "/api/v3/orderList/oco", query=query), _decode_order_list
        )

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
        over: Literal["rest", "ws_api"] = "rest",
    ) -> OrderList:
        """`POST /api/v3/orderList/oto`; signed; costs 1 weight, 2 orders_10s, 2 orders_1d."""
        if _OTO.goes_over(over):
            params: dict[str, Any] = {"symbol": symbol}
            if list_client_order_id is not None:
                params["listClientOrderId"] = list_client_order_id
            if self_trade_prevention_mode is not None:
                params["selfTradePreventionMode"] = self_trade_prevention_mode
            params["newOrderRespType"] = "RESULT"
            params["workingType"] = working_type
            params["workingSide"] = working_side
            if working_client_order_id is not None:
                params["workingClientOrderId"] = working_client_order_id
            params["workingPrice"] = decimal_text(working_price)
            params["workingQuantity"] = decimal_text(working_quantity)
            if working_iceberg_quantity is not None:
                params["workingIcebergQty"] = decimal_text(working_iceberg_quantity)
            if working_time_in_force is not None:
                params["workingTimeInForce"] = working_time_in_force
            if working_strategy_id is not None:
                params["workingStrategyId"] = working_strategy_id
            if working_strategy_type is not None:
                require_range("oto", "working_strategy_type", working_strategy_type, 1000000, None)
                params["workingStrategyType"] = working_strategy_type
            if working_peg_price_type is not None:
                params["workingPegPriceType"] = working_peg_price_type
            if working_peg_offset_type is not None:
                params["workingPegOffsetType"] = working_peg_offset_type
            if working_peg_offset_value is not None:
                params["workingPegOffsetValue"] = working_peg_offset_value
            params["pendingType"] = pending_type
            params["pendingSide"] = pending_side
            if pending_client_order_id is not None:
                params["pendingClientOrderId"] = pending_client_order_id
            if pending_price is not None:
                params["pendingPrice"] = decimal_text(pending_price)
            if pending_stop_price is not None:
                params["pendingStopPrice"] = decimal_text(pending_stop_price)
            if pending_trailing_delta is not None:
                params["pendingTrailingDelta"] = pending_trailing_delta
            params["pendingQuantity"] = decimal_text(pending_quantity)
            if pending_iceberg_quantity is not None:
                params["pendingIcebergQty"] = decimal_text(pending_iceberg_quantity)
            if pending_time_in_force is not None:
                params["pendingTimeInForce"] = pending_time_in_force
            if pending_strategy_id is not None:
                params["pendingStrategyId"] = pending_strategy_id
            if pending_strategy_type is not None:
                require_range("oto", "pending_strategy_type", pending_strategy_type, 1000000, None)
                params["pendingStrategyType"] = pending_strategy_type
            if pending_peg_price_type is not None:
                params["pendingPegPriceType"] = pending_peg_price_type
            if pending_peg_offset_type is not None:
                params["pendingPegOffsetType"] = pending_peg_offset_type
            if pending_peg_offset_value is not None:
                params["pendingPegOffsetValue"] = pending_peg_offset_value
            return await self._call_over(_OTO, lambda: self._signing.ws_signed({**params}), _decode_order_list)
        query = f"symbol={quote(symbol)}"
        if list_client_order_id is not None:
            query += f"&listClientOrderId={quote(list_client_order_id)}"
        if self_trade_prevention_mode is not None:
            query += f"&selfTradePreventionMode={quote(self_trade_prevention_mode)}"
        query += f"&newOrderRespType=RESULT&workingType={quote(working_type)}&workingSide={quote(working_side)}"
        if working_client_order_id is not None:
            query += f"&workingClientOrderId={quote(working_client_order_id)}"
        query += f"&workingPrice={decimal_text(working_price)}&workingQuantity={decimal_text(working_quantity)}"
        if working_iceberg_quantity is not None:
            query += f"&workingIcebergQty={decimal_text(working_iceberg_quantity)}"
        if working_time_in_force is not None:
            query += f"&workingTimeInForce={quote(working_time_in_force)}"
        if working_strategy_id is not None:
            query += f"&workingStrategyId={working_strategy_id}"
        if working_strategy_type is not None:
            require_range("oto", "working_strategy_type", working_strategy_type, 1000000, None)
            query += f"&workingStrategyType={working_strategy_type}"
        if working_peg_price_type is not None:
            query += f"&workingPegPriceType={quote(working_peg_price_type)}"
        if working_peg_offset_type is not None:
            query += f"&workingPegOffsetType={quote(working_peg_offset_type)}"
        if working_peg_offset_value is not None:
            query += f"&workingPegOffsetValue={working_peg_offset_value}"
        query += f"&pendingType={quote(pending_type)}&pendingSide={quote(pending_side)}"
        if pending_client_order_id is not None:
            query += f"&pendingClientOrderId={quote(pending_client_order_id)}"
        if pending_price is not None:
            query += f"&pendingPrice={decimal_text(pending_price)}"
        if pending_stop_price is not None:
            query += f"&pendingStopPrice={decimal_text(pending_stop_price)}"
        if pending_trailing_delta is not None:
            query += f"&pendingTrailingDelta={pending_trailing_delta}"
        query += f"&pendingQuantity={decimal_text(pending_quantity)}"
        if pending_iceberg_quantity is not None:
            query += f"&pendingIcebergQty={decimal_text(pending_iceberg_quantity)}"
        if pending_time_in_force is not None:
            query += f"&pendingTimeInForce={quote(pending_time_in_force)}"
        if pending_strategy_id is not None:
            query += f"&pendingStrategyId={pending_strategy_id}"
        if pending_strategy_type is not None:
            require_range("oto", "pending_strategy_type", pending_strategy_type, 1000000, None)
            query += f"&pendingStrategyType={pending_strategy_type}"
        if pending_peg_price_type is not None:
            query += f"&pendingPegPriceType={quote(pending_peg_price_type)}"
        if pending_peg_offset_type is not None:
            query += f"&pendingPegOffsetType={quote(pending_peg_offset_type)}"
        if pending_peg_offset_value is not None:
            query += f"&pendingPegOffsetValue={pending_peg_offset_value}"
        return await self._call(
            _OTO, lambda: self._signing.signed("POST", "rest", "/api/v3/orderList/oto", query=query), _decode_order_list
        )

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
        over: Literal["rest", "ws_api"] = "rest",
    ) -> OrderList:
        """`POST /api/v3/orderList/otoco`; signed; costs 1 weight, 3 orders_10s, 3 orders_1d."""
        if _OTOCO.goes_over(over):
            params: dict[str, Any] = {"symbol": symbol}
            if list_client_order_id is not None:
                params["listClientOrderId"] = list_client_order_id
            if self_trade_prevention_mode is not None:
                params["selfTradePreventionMode"] = self_trade_prevention_mode
            params["newOrderRespType"] = "RESULT"
            params["workingType"] = working_type
            params["workingSide"] = working_side
            if working_client_order_id is not None:
                params["workingClientOrderId"] = working_client_order_id
            params["workingPrice"] = decimal_text(working_price)
            params["workingQuantity"] = decimal_text(working_quantity)
            if working_iceberg_quantity is not None:
                params["workingIcebergQty"] = decimal_text(working_iceberg_quantity)
            if working_time_in_force is not None:
                params["workingTimeInForce"] = working_time_in_force
            if working_strategy_id is not None:
                params["workingStrategyId"] = working_strategy_id
            if working_strategy_type is not None:
                require_range("otoco", "working_strategy_type", working_strategy_type, 1000000, None)
                params["workingStrategyType"] = working_strategy_type
            if working_peg_price_type is not None:
                params["workingPegPriceType"] = working_peg_price_type
            if working_peg_offset_type is not None:
                params["workingPegOffsetType"] = working_peg_offset_type
            if working_peg_offset_value is not None:
                params["workingPegOffsetValue"] = working_peg_offset_value
            params["pendingSide"] = pending_side
            params["pendingQuantity"] = decimal_text(pending_quantity)
            params["pendingAboveType"] = pending_above_type
            if pending_above_client_order_id is not None:
                params["pendingAboveClientOrderId"] = pending_above_client_order_id
            if pending_above_price is not None:
                params["pendingAbovePrice"] = decimal_text(pending_above_price)
            if pending_above_stop_price is not None:
                params["pendingAboveStopPrice"] = decimal_text(pending_above_stop_price)
            if pending_above_trailing_delta is not None:
                params["pendingAboveTrailingDelta"] = pending_above_trailing_delta
            if pending_above_iceberg_quantity is not None:
                params["pendingAboveIcebergQty"] = decimal_text(pending_above_iceberg_quantity)
            if pending_above_time_in_force is not None:
                params["pendingAboveTimeInForce"] = pending_above_time_in_force
            if pending_above_strategy_id is not None:
                params["pendingAboveStrategyId"] = pending_above_strategy_id
            if pending_above_strategy_type is not None:
                require_range("otoco", "pending_above_strategy_type", pending_above_strategy_type, 1000000, None)
                params["pendingAboveStrategyType"] = pending_above_strategy_type
            if pending_above_peg_price_type is not None:
                params["pendingAbovePegPriceType"] = pending_above_peg_price_type
            if pending_above_peg_offset_type is not None:
                params["pendingAbovePegOffsetType"] = pending_above_peg_offset_type
            if pending_above_peg_offset_value is not None:
                params["pendingAbovePegOffsetValue"] = pending_above_peg_offset_value
            if pending_below_type is not None:
                params["pendingBelowType"] = pending_below_type
            if pending_below_client_order_id is not None:
                params["pendingBelowClientOrderId"] = pending_below_client_order_id
            if pending_below_price is not None:
                params["pendingBelowPrice"] = decimal_text(pending_below_price)
            if pending_below_stop_price is not None:
                params["pendingBelowStopPrice"] = decimal_text(pending_below_stop_price)
            if pending_below_trailing_delta is not None:
                params["pendingBelowTrailingDelta"] = pending_below_trailing_delta
            if pending_below_iceberg_quantity is not None:
                params["pendingBelowIcebergQty"] = decimal_text(pending_below_iceberg_quantity)
            if pending_below_time_in_force is not None:
                params["pendingBelowTimeInForce"] = pending_below_time_in_force
            if pending_below_strategy_id is not None:
                params["pendingBelowStrategyId"] = pending_below_strategy_id
            if pending_below_strategy_type is not None:
                require_range("otoco", "pending_below_strategy_type", pending_below_strategy_type, 1000000, None)
                params["pendingBelowStrategyType"] = pending_below_strategy_type
            if pending_below_peg_price_type is not None:
                params["pendingBelowPegPriceType"] = pending_below_peg_price_type
            if pending_below_peg_offset_type is not None:
                params["pendingBelowPegOffsetType"] = pending_below_peg_offset_type
            if pending_below_peg_offset_value is not None:
                params["pendingBelowPegOffsetValue"] = pending_below_peg_offset_value
            return await self._call_over(_OTOCO, lambda: self._signing.ws_signed({**params}), _decode_order_list)
        query = f"symbol={quote(symbol)}"
        if list_client_order_id is not None:
            query += f"&listClientOrderId={quote(list_client_order_id)}"
        if self_trade_prevention_mode is not None:
            query += f"&selfTradePreventionMode={quote(self_trade_prevention_mode)}"
        query += f"&newOrderRespType=RESULT&workingType={quote(working_type)}&workingSide={quote(working_side)}"
        if working_client_order_id is not None:
            query += f"&workingClientOrderId={quote(working_client_order_id)}"
        query += f"&workingPrice={decimal_text(working_price)}&workingQuantity={decimal_text(working_quantity)}"
        if working_iceberg_quantity is not None:
            query += f"&workingIcebergQty={decimal_text(working_iceberg_quantity)}"
        if working_time_in_force is not None:
            query += f"&workingTimeInForce={quote(working_time_in_force)}"
        if working_strategy_id is not None:
            query += f"&workingStrategyId={working_strategy_id}"
        if working_strategy_type is not None:
            require_range("otoco", "working_strategy_type", working_strategy_type, 1000000, None)
            query += f"&workingStrategyType={working_strategy_type}"
        if working_peg_price_type is not None:
            query += f"&workingPegPriceType={quote(working_peg_price_type)}"
        if working_peg_offset_type is not None:
            query += f"&workingPegOffsetType={quote(working_peg_offset_type)}"
        if working_peg_offset_value is not None:
            query += f"&workingPegOffsetValue={working_peg_offset_value}"
        query += (
            f"&pendingSide={quote(pending_side)}&pendingQuantity={decimal_text(pending_quantity)}"
            f"&pendingAboveType={quote(pending_above_type)}"
        )
        if pending_above_client_order_id is not None:
            query += f"&pendingAboveClientOrderId={quote(pending_above_client_order_id)}"
        if pending_above_price is not None:
            query += f"&pendingAbovePrice={decimal_text(pending_above_price)}"
        if pending_above_stop_price is not None:
            query += f"&pendingAboveStopPrice={decimal_text(pending_above_stop_price)}"
        if pending_above_trailing_delta is not None:
            query += f"&pendingAboveTrailingDelta={pending_above_trailing_delta}"
        if pending_above_iceberg_quantity is not None:
            query += f"&pendingAboveIcebergQty={decimal_text(pending_above_iceberg_quantity)}"
        if pending_above_time_in_force is not None:
            query += f"&pendingAboveTimeInForce={quote(pending_above_time_in_force)}"
        if pending_above_strategy_id is not None:
            query += f"&pendingAboveStrategyId={pending_above_strategy_id}"
        if pending_above_strategy_type is not None:
            require_range("otoco", "pending_above_strategy_type", pending_above_strategy_type, 1000000, None)
            query += f"&pendingAboveStrategyType={pending_above_strategy_type}"
        if pending_above_peg_price_type is not None:
            query += f"&pendingAbovePegPriceType={quote(pending_above_peg_price_type)}"
        if pending_above_peg_offset_type is not None:
            query += f"&pendingAbovePegOffsetType={quote(pending_above_peg_offset_type)}"
        if pending_above_peg_offset_value is not None:
            query += f"&pendingAbovePegOffsetValue={pending_above_peg_offset_value}"
        if pending_below_type is not None:
            query += f"&pendingBelowType={quote(pending_below_type)}"
        if pending_below_client_order_id is not None:
            query += f"&pendingBelowClientOrderId={quote(pending_below_client_order_id)}"
        if pending_below_price is not None:
            query += f"&pendingBelowPrice={decimal_text(pending_below_price)}"
        if pending_below_stop_price is not None:
            query += f"&pendingBelowStopPrice={decimal_text(pending_below_stop_price)}"
        if pending_below_trailing_delta is not None:
            query += f"&pendingBelowTrailingDelta={pending_below_trailing_delta}"
        if pending_below_iceberg_quantity is not None:
            query += f"&pendingBelowIcebergQty={decimal_text(pending_below_iceberg_quantity)}"
        if pending_below_time_in_force is not None:
            query += f"&pendingBelowTimeInForce={quote(pending_below_time_in_force)}"
        if pending_below_strategy_id is not None:
            query += f"&pendingBelowStrategyId={pending_below_strategy_id}"
        if pending_below_strategy_type is not None:
            require_range("otoco", "pending_below_strategy_type", pending_below_strategy_type, 1000000, None)
            query += f"&pendingBelowStrategyType={pending_below_strategy_type}"
        if pending_below_peg_price_type is not None:
            query += f"&pendingBelowPegPriceType={quote(pending_below_peg_price_type)}"
        if pending_below_peg_offset_type is not None:
            query += f"&pendingBelowPegOffsetType={quote(pending_below_peg_offset_type)}"
        if pending_below_peg_offset_value is not None:
            query += f"&pendingBelowPegOffsetValue={pending_below_peg_offset_value}"
        return await self._call(
            _OTOCO,
            lambda: self._signing.signed("POST", "rest", "/api/v3/orderList/otoco", query=query),
            _decode_order_list,
        )

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
        over: Literal["rest", "ws_api"] = "rest",
    ) -> OrderList:
        """`POST /api/v3/orderList/opo`; signed; costs 1 weight, 2 orders_10s, 2 orders_1d."""
        if _OPO.goes_over(over):
            params: dict[str, Any] = {"symbol": symbol}
            if list_client_order_id is not None:
                params["listClientOrderId"] = list_client_order_id
            if self_trade_prevention_mode is not None:
                params["selfTradePreventionMode"] = self_trade_prevention_mode
            params["newOrderRespType"] = "RESULT"
            params["workingType"] = working_type
            params["workingSide"] = working_side
            if working_client_order_id is not None:
                params["workingClientOrderId"] = working_client_order_id
            params["workingPrice"] = decimal_text(working_price)
            params["workingQuantity"] = decimal_text(working_quantity)
            if working_iceberg_quantity is not None:
                params["workingIcebergQty"] = decimal_text(working_iceberg_quantity)
            if working_time_in_force is not None:
                params["workingTimeInForce"] = working_time_in_force
            if working_strategy_id is not None:
                params["workingStrategyId"] = working_strategy_id
            if working_strategy_type is not None:
                require_range("opo", "working_strategy_type", working_strategy_type, 1000000, None)
                params["workingStrategyType"] = working_strategy_type
            if working_peg_price_type is not None:
                params["workingPegPriceType"] = working_peg_price_type
            if working_peg_offset_type is not None:
                params["workingPegOffsetType"] = working_peg_offset_type
            if working_peg_offset_value is not None:
                params["workingPegOffsetValue"] = working_peg_offset_value
            params["pendingType"] = pending_type
            params["pendingSide"] = pending_side
            if pending_client_order_id is not None:
                params["pendingClientOrderId"] = pending_client_order_id
            if pending_price is not None:
                params["pendingPrice"] = decimal_text(pending_price)
            if pending_stop_price is not None:
                params["pendingStopPrice"] = decimal_text(pending_stop_price)
            if pending_trailing_delta is not None:
                params["pendingTrailingDelta"] = pending_trailing_delta
            if pending_iceberg_quantity is not None:
                params["pendingIcebergQty"] = decimal_text(pending_iceberg_quantity)
            if pending_time_in_force is not None:
                params["pendingTimeInForce"] = pending_time_in_force
            if pending_strategy_id is not None:
                params["pendingStrategyId"] = pending_strategy_id
            if pending_strategy_type is not None:
                require_range("opo", "pending_strategy_type", pending_strategy_type, 1000000, None)
                params["pendingStrategyType"] = pending_strategy_type
            if pending_peg_price_type is not None:
                params["pendingPegPriceType"] = pending_peg_price_type
            if pending_peg_offset_type is not None:
                params["pendingPegOffsetType"] = pending_peg_offset_type
            if pending_peg_offset_value is not None:
                params["pendingPegOffsetValue"] = pending_peg_offset_value
            return await self._call_over(_OPO, lambda: self._signing.ws_signed({**params}), _decode_order_list)
        query = f"symbol={quote(symbol)}"
        if list_client_order_id is not None:
            query += f"&listClientOrderId={quote(list_client_order_id)}"
        if self_trade_prevention_mode is not None:
            query += f"&selfTradePreventionMode={quote(self_trade_prevention_mode)}"
        query += f"&newOrderRespType=RESULT&workingType={quote(working_type)}&workingSide={quote(working_side)}"
        if working_client_order_id is not None:
            query += f"&workingClientOrderId={quote(working_client_order_id)}"
        query += f"&workingPrice={decimal_text(working_price)}&workingQuantity={decimal_text(working_quantity)}"
        if working_iceberg_quantity is not None:
            query += f"&workingIcebergQty={decimal_text(working_iceberg_quantity)}"
        if working_time_in_force is not None:
            query += f"&workingTimeInForce={quote(working_time_in_force)}"
        if working_strategy_id is not None:
            query += f"&workingStrategyId={working_strategy_id}"
        if working_strategy_type is not None:
            require_range("opo", "working_strategy_type", working_strategy_type, 1000000, None)
            query += f"&workingStrategyType={working_strategy_type}"
        if working_peg_price_type is not None:
            query += f"&workingPegPriceType={quote(working_peg_price_type)}"
        if working_peg_offset_type is not None:
            query += f"&workingPegOffsetType={quote(working_peg_offset_type)}"
        if working_peg_offset_value is not None:
            query += f"&workingPegOffsetValue={working_peg_offset_value}"
        query += f"&pendingType={quote(pending_type)}&pendingSide={quote(pending_side)}"
        if pending_client_order_id is not None:
            query += f"&pendingClientOrderId={quote(pending_client_order_id)}"
        if pending_price is not None:
            query += f"&pendingPrice={decimal_text(pending_price)}"
        if pending_stop_price is not None:
            query += f"&pendingStopPrice={decimal_text(pending_stop_price)}"
        if pending_trailing_delta is not None:
            query += f"&pendingTrailingDelta={pending_trailing_delta}"
        if pending_iceberg_quantity is not None:
            query += f"&pendingIcebergQty={decimal_text(pending_iceberg_quantity)}"
        if pending_time_in_force is not None:
            query += f"&pendingTimeInForce={quote(pending_time_in_force)}"
        if pending_strategy_id is not None:
            query += f"&pendingStrategyId={pending_strategy_id}"
        if pending_strategy_type is not None:
            require_range("opo", "pending_strategy_type", pending_strategy_type, 1000000, None)
            query += f"&pendingStrategyType={pending_strategy_type}"
        if pending_peg_price_type is not None:
            query += f"&pendingPegPriceType={quote(pending_peg_price_type)}"
        if pending_peg_offset_type is not None:
            query += f"&pendingPegOffsetType={quote(pending_peg_offset_type)}"
        if pending_peg_offset_value is not None:
            query += f"&pendingPegOffsetValue={pending_peg_offset_value}"
        return await self._call(
            _OPO, lambda: self._signing.signed("POST", "rest", "/api/v3/orderList/opo", query=query), _decode_order_list
        )

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
        over: Literal["rest", "ws_api"] = "rest",
    ) -> OrderList:
        """`POST /api/v3/orderList/opoco`; signed; costs 1 weight, 3 orders_10s, 3 orders_1d."""
        if _OPOCO.goes_over(over):
            params: dict[str, Any] = {"symbol": symbol}
            if list_client_order_id is not None:
                params["listClientOrderId"] = list_client_order_id
            if self_trade_prevention_mode is not None:
                params["selfTradePreventionMode"] = self_trade_prevention_mode
            params["newOrderRespType"] = "RESULT"
            params["workingType"] = working_type
            params["workingSide"] = working_side
            if working_client_order_id is not None:
                params["workingClientOrderId"] = working_client_order_id
            params["workingPrice"] = decimal_text(working_price)
            params["workingQuantity"] = decimal_text(working_quantity)
            if working_iceberg_quantity is not None:
                params["workingIcebergQty"] = decimal_text(working_iceberg_quantity)
            if working_time_in_force is not None:
                params["workingTimeInForce"] = working_time_in_force
            if working_strategy_id is not None:
                params["workingStrategyId"] = working_strategy_id
            if working_strategy_type is not None:
                require_range("opoco", "working_strategy_type", working_strategy_type, 1000000, None)
                params["workingStrategyType"] = working_strategy_type
            if working_peg_price_type is not None:
                params["workingPegPriceType"] = working_peg_price_type
            if working_peg_offset_type is not None:
                params["workingPegOffsetType"] = working_peg_offset_type
            if working_peg_offset_value is not None:
                params["workingPegOffsetValue"] = working_peg_offset_value
            params["pendingSide"] = pending_side
            params["pendingAboveType"] = pending_above_type
            if pending_above_client_order_id is not None:
                params["pendingAboveClientOrderId"] = pending_above_client_order_id
            if pending_above_price is not None:
                params["pendingAbovePrice"] = decimal_text(pending_above_price)
            if pending_above_stop_price is not None:
                params["pendingAboveStopPrice"] = decimal_text(pending_above_stop_price)
            if pending_above_trailing_delta is not None:
                params["pendingAboveTrailingDelta"] = pending_above_trailing_delta
            if pending_above_iceberg_quantity is not None:
                params["pendingAboveIcebergQty"] = decimal_text(pending_above_iceberg_quantity)
            if pending_above_time_in_force is not None:
                params["pendingAboveTimeInForce"] = pending_above_time_in_force
            if pending_above_strategy_id is not None:
                params["pendingAboveStrategyId"] = pending_above_strategy_id
            if pending_above_strategy_type is not None:
                require_range("opoco", "pending_above_strategy_type", pending_above_strategy_type, 1000000, None)
                params["pendingAboveStrategyType"] = pending_above_strategy_type
            if pending_above_peg_price_type is not None:
                params["pendingAbovePegPriceType"] = pending_above_peg_price_type
            if pending_above_peg_offset_type is not None:
                params["pendingAbovePegOffsetType"] = pending_above_peg_offset_type
            if pending_above_peg_offset_value is not None:
                params["pendingAbovePegOffsetValue"] = pending_above_peg_offset_value
            if pending_below_type is not None:
                params["pendingBelowType"] = pending_below_type
            if pending_below_client_order_id is not None:
                params["pendingBelowClientOrderId"] = pending_below_client_order_id
            if pending_below_price is not None:
                params["pendingBelowPrice"] = decimal_text(pending_below_price)
            if pending_below_stop_price is not None:
                params["pendingBelowStopPrice"] = decimal_text(pending_below_stop_price)
            if pending_below_trailing_delta is not None:
                params["pendingBelowTrailingDelta"] = pending_below_trailing_delta
            if pending_below_iceberg_quantity is not None:
                params["pendingBelowIcebergQty"] = decimal_text(pending_below_iceberg_quantity)
            if pending_below_time_in_force is not None:
                params["pendingBelowTimeInForce"] = pending_below_time_in_force
            if pending_below_strategy_id is not None:
                params["pendingBelowStrategyId"] = pending_below_strategy_id
            if pending_below_strategy_type is not None:
                require_range("opoco", "pending_below_strategy_type", pending_below_strategy_type, 1000000, None)
                params["pendingBelowStrategyType"] = pending_below_strategy_type
            if pending_below_peg_price_type is not None:
                params["pendingBelowPegPriceType"] = pending_below_peg_price_type
            if pending_below_peg_offset_type is not None:
                params["pendingBelowPegOffsetType"] = pending_below_peg_offset_type
            if pending_below_peg_offset_value is not None:
                params["pendingBelowPegOffsetValue"] = pending_below_peg_offset_value
            return await self._call_over(_OPOCO, lambda: self._signing.ws_signed({**params}), _decode_order_list)
        query = f"symbol={quote(symbol)}"
        if list_client_order_id is not None:
            query += f"&listClientOrderId={quote(list_client_order_id)}"
        if self_trade_prevention_mode is not None:
            query += f"&selfTradePreventionMode={quote(self_trade_prevention_mode)}"
        query += f"&newOrderRespType=RESULT&workingType={quote(working_type)}&workingSide={quote(working_side)}"
        if working_client_order_id is not None:
            query += f"&workingClientOrderId={quote(working_client_order_id)}"
        query += f"&workingPrice={decimal_text(working_price)}&workingQuantity={decimal_text(working_quantity)}"
        if working_iceberg_quantity is not None:
            query += f"&workingIcebergQty={decimal_text(working_iceberg_quantity)}"
        if working_time_in_force is not None:
            query += f"&workingTimeInForce={quote(working_time_in_force)}"
        if working_strategy_id is not None:
            query += f"&workingStrategyId={working_strategy_id}"
        if working_strategy_type is not None:
            require_range("opoco", "working_strategy_type", working_strategy_type, 1000000, None)
            query += f"&workingStrategyType={working_strategy_type}"
        if working_peg_price_type is not None:
            query += f"&workingPegPriceType={quote(working_peg_price_type)}"
        if working_peg_offset_type is not None:
            query += f"&workingPegOffsetType={quote(working_peg_offset_type)}"
        if working_peg_offset_value is not None:
            query += f"&workingPegOffsetValue={working_peg_offset_value}"
        query += f"&pendingSide={quote(pending_side)}&pendingAboveType={quote(pending_above_type)}"
        if pending_above_client_order_id is not None:
            query += f"&pendingAboveClientOrderId={quote(pending_above_client_order_id)}"
        if pending_above_price is not None:
            query += f"&pendingAbovePrice={decimal_text(pending_above_price)}"
        if pending_above_stop_price is not None:
            query += f"&pendingAboveStopPrice={decimal_text(pending_above_stop_price)}"
        if pending_above_trailing_delta is not None:
            query += f"&pendingAboveTrailingDelta={pending_above_trailing_delta}"
        if pending_above_iceberg_quantity is not None:
            query += f"&pendingAboveIcebergQty={decimal_text(pending_above_iceberg_quantity)}"
        if pending_above_time_in_force is not None:
            query += f"&pendingAboveTimeInForce={quote(pending_above_time_in_force)}"
        if pending_above_strategy_id is not None:
            query += f"&pendingAboveStrategyId={pending_above_strategy_id}"
        if pending_above_strategy_type is not None:
            require_range("opoco", "pending_above_strategy_type", pending_above_strategy_type, 1000000, None)
            query += f"&pendingAboveStrategyType={pending_above_strategy_type}"
        if pending_above_peg_price_type is not None:
            query += f"&pendingAbovePegPriceType={quote(pending_above_peg_price_type)}"
        if pending_above_peg_offset_type is not None:
            query += f"&pendingAbovePegOffsetType={quote(pending_above_peg_offset_type)}"
        if pending_above_peg_offset_value is not None:
            query += f"&pendingAbovePegOffsetValue={pending_above_peg_offset_value}"
        if pending_below_type is not None:
            query += f"&pendingBelowType={quote(pending_below_type)}"
        if pending_below_client_order_id is not None:
            query += f"&pendingBelowClientOrderId={quote(pending_below_client_order_id)}"
        if pending_below_price is not None:
            query += f"&pendingBelowPrice={decimal_text(pending_below_price)}"
        if pending_below_stop_price is not None:
            query += f"&pendingBelowStopPrice={decimal_text(pending_below_stop_price)}"
        if pending_below_trailing_delta is not None:
            query += f"&pendingBelowTrailingDelta={pending_below_trailing_delta}"
        if pending_below_iceberg_quantity is not None:
            query += f"&pendingBelowIcebergQty={decimal_text(pending_below_iceberg_quantity)}"
        if pending_below_time_in_force is not None:
            query += f"&pendingBelowTimeInForce={quote(pending_below_time_in_force)}"
        if pending_below_strategy_id is not None:
            query += f"&pendingBelowStrategyId={pending_below_strategy_id}"
        if pending_below_strategy_type is not None:
            require_range("opoco", "pending_below_strategy_type", pending_below_strategy_type, 1000000, None)
            query += f"&pendingBelowStrategyType={pending_below_strategy_type}"
        if pending_below_peg_price_type is not None:
            query += f"&pendingBelowPegPriceType={quote(pending_below_peg_price_type)}"
        if pending_below_peg_offset_type is not None:
            query += f"&pendingBelowPegOffsetType={quote(pending_below_peg_offset_type)}"
        if pending_below_peg_offset_value is not None:
            query += f"&pendingBelowPegOffsetValue={pending_below_peg_offset_value}"
        return await self._call(
            _OPOCO,
            lambda: self._signing.signed("POST", "rest", "/api/v3/orderList/opoco", query=query),
            _decode_order_list,
        )

    async def cancel_order_list(
        self,
        *,
        symbol: str,
        order_list_id: int | None = None,
        list_client_order_id: str | None = None,
        new_client_order_id: str | None = None,
        over: Literal["rest", "ws_api"] = "rest",
    ) -> OrderList:
        """`DELETE /api/v3/orderList`; signed; costs 1 weight."""
        require_any("cancel_order_list", order_list_id=order_list_id, list_client_order_id=list_client_order_id)
        if _CANCEL_ORDER_LIST.goes_over(over):
            params: dict[str, Any] = {"symbol": symbol}
            if order_list_id is not None:
                params["orderListId"] = order_list_id
            if list_client_order_id is not None:
                params["listClientOrderId"] = list_client_order_id
            if new_client_order_id is not None:
                params["newClientOrderId"] = new_client_order_id
            return await self._call_over(
                _CANCEL_ORDER_LIST, lambda: self._signing.ws_signed({**params}), _decode_order_list
            )
        query = f"symbol={quote(symbol)}"
        if order_list_id is not None:
            query += f"&orderListId={order_list_id}"
        if list_client_order_id is not None:
            query += f"&listClientOrderId={quote(list_client_order_id)}"
        if new_client_order_id is not None:
            query += f"&newClientOrderId={quote(new_client_order_id)}"
        return await self._call(
            _CANCEL_ORDER_LIST,
            lambda: self._signing.signed("DELETE", "rest", "/api/v3/orderList", query=query),
            _decode_order_list,
        )

    async def account(
        self, *, omit_zero_balances: bool | None = None, over: Literal["rest", "ws_api"] = "rest"
    ) -> Account:
        """`GET /api/v3/account`; signed; costs 20 weight."""
        if _ACCOUNT.goes_over(over):
            params: dict[str, Any] = {}
            if omit_zero_balances is not None:
                params["omitZeroBalances"] = omit_zero_balances
            return await self._call_over(_ACCOUNT, lambda: self._signing.ws_signed({**params}), _decode_account)
        query = ""
        if omit_zero_balances is not None:
            query += f"&omitZeroBalances={bool_text(omit_zero_balances)}"
        return await self._call(
            _ACCOUNT, lambda: self._signing.signed("GET", "rest", "/api/v3/account", query=query[1:]), _decode_account
        )

    async def query_order(
        self,
        *,
        symbol: str,
        order_id: int | None = None,
        orig_client_order_id: str | None = None,
        over: Literal["rest", "ws_api"] = "rest",
    ) -> OrderDetail:
        """`GET /api/v3/order`; signed; costs 4 weight."""
        require_any("query_order", order_id=order_id, orig_client_order_id=orig_client_order_id)
        if _QUERY_ORDER.goes_over(over):
            params: dict[str, Any] = {"symbol": symbol}
            if order_id is not None:
                params["orderId"] = order_id
            if orig_client_order_id is not None:
                params["origClientOrderId"] = orig_client_order_id
            return await self._call_over(
                _QUERY_ORDER,
                lambda: self._signing.ws_signed({**params}),
                _decode_order_detail,
                client_order_id=orig_client_order_id,
            )
        query = f"symbol={quote(symbol)}"
        if order_id is not None:
            query += f"&orderId={order_id}"
        if orig_client_order_id is not None:
            query += f"&origClientOrderId={quote(orig_client_order_id)}"
        return await self._call(
            _QUERY_ORDER,
            lambda: self._signing.signed("GET", "rest", "/api/v3/order", query=query),
            _decode_order_detail,
            client_order_id=orig_client_order_id,
        )

    async def open_orders(
        self, *, symbol: str | None = None, over: Literal["rest", "ws_api"] = "rest"
    ) -> list[OrderDetail]:
        """`GET /api/v3/openOrders`; signed; costs weight by parameters."""
        if _OPEN_ORDERS.goes_over(over):
            params: dict[str, Any] = {}
            if symbol is not None:
                params["symbol"] = symbol
            return await self._call_over(
                _OPEN_ORDERS,
                lambda: self._signing.ws_signed({**params}),
                _decode_list_order_detail,
                costs=(("weight", 6 if symbol is not None else 80),),
            )
        query = ""
        if symbol is not None:
            query += f"&symbol={quote(symbol)}"
        return await self._call(
            _OPEN_ORDERS,
            lambda: self._signing.signed("GET", "rest", "/api/v3/openOrders", query=query[1:]),
            _decode_list_order_detail,
            costs=(("weight", 6 if symbol is not None else 80),),
        )

    async def all_orders(
        self,
        *,
        symbol: str,
        order_id: int | None = None,
        start_time: int | None = None,
        end_time: int | None = None,
        limit: int | None = None,
        over: Literal["rest", "ws_api"] = "rest",
    ) -> list[OrderDetail]:
        """`GET /api/v3/allOrders`; signed; costs 20 weight."""
        if _ALL_ORDERS.goes_over(over):
            params: dict[str, Any] = {"symbol": symbol}
            if order_id is not None:
                params["orderId"] = order_id
            if start_time is not None:
                params["startTime"] = start_time
            if end_time is not None:
                params["endTime"] = end_time
            if limit is not None:
                require_range("all_orders", "limit", limit, 1, 1000)
                params["limit"] = limit
            return await self._call_over(
                _ALL_ORDERS, lambda: self._signing.ws_signed({**params}), _decode_list_order_detail
            )
        query = f"symbol={quote(symbol)}"
        if order_id is not None:
            query += f"&orderId={order_id}"
        if start_time is not None:
            query += f"&startTime={start_time}"
        if end_time is not None:
            query += f"&endTime={end_time}"
        if limit is not None:
            require_range("all_orders", "limit", limit, 1, 1000)
            query += f"&limit={limit}"
        return await self._call(
            _ALL_ORDERS,
            lambda: self._signing.signed("GET", "rest", "/api/v3/allOrders", query=query),
            _decode_list_order_detail,
        )

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
        self,
        *,
        order_list_id: int | None = None,
        orig_client_order_id: str | None = None,
        over: Literal["rest", "ws_api"] = "rest",
    ) -> OrderList:
        """`GET /api/v3/orderList`; signed; costs 4 weight."""
        require_any("query_order_list", order_list_id=order_list_id, orig_client_order_id=orig_client_order_id)
        if _QUERY_ORDER_LIST.goes_over(over):
            params: dict[str, Any] = {}
            if order_list_id is not None:
                params["orderListId"] = order_list_id
            if orig_client_order_id is not None:
                params["origClientOrderId"] = orig_client_order_id
            return await self._call_over(
                _QUERY_ORDER_LIST, lambda: self._signing.ws_signed({**params}), _decode_order_list
            )
        query = ""
        if order_list_id is not None:
            query += f"&orderListId={order_list_id}"
        if orig_client_order_id is not None:
            query += f"&origClientOrderId={quote(orig_client_order_id)}"
        return await self._call(
            _QUERY_ORDER_LIST,
            lambda: self._signing.signed("GET", "rest", "/api/v3/orderList", query=query[1:]),
            _decode_order_list,
        )

    async def open_order_lists(self, *, over: Literal["rest", "ws_api"] = "rest") -> list[OrderList]:
        """`GET /api/v3/openOrderList`; signed; costs 6 weight."""
        if _OPEN_ORDER_LISTS.goes_over(over):
            return await self._call_over(
                _OPEN_ORDER_LISTS, lambda: self._signing.ws_signed({}), _decode_list_order_list
            )
        return await self._call(
            _OPEN_ORDER_LISTS,
            lambda: self._signing.signed("GET", "rest", "/api/v3/openOrderList"),
            _decode_list_order_list,
        )

    async def all_order_lists(
        self,
        *,
        from_id: int | None = None,
        start_time: int | None = None,
        end_time: int | None = None,
        limit: int | None = None,
        over: Literal["rest", "ws_api"] = "rest",
    ) -> list[OrderList]:
        """`GET /api/v3/allOrderList`; signed; costs 20 weight."""
        if _ALL_ORDER_LISTS.goes_over(over):
            params: dict[str, Any] = {}
            if from_id is not None:
                params["fromId"] = from_id
            if start_time is not None:
                params["startTime"] = start_time
            if end_time is not None:
                params["endTime"] = end_time
            if limit is not None:
                require_range("all_order_lists", "limit", limit, 1, 1000)
                params["limit"] = limit
            return await self._call_over(
                _ALL_ORDER_LISTS, lambda: self._signing.ws_signed({**params}), _decode_list_order_list
            )
        query = ""
        if from_id is not None:
            query += f"&fromId={from_id}"
        if start_time is not None:
            query += f"&startTime={start_time}"
        if end_time is not None:
            query += f"&endTime={end_time}"
        if limit is not None:
            require_range("all_order_lists", "limit", limit, 1, 1000)
            query += f"&limit={limit}"
        return await self._call(
            _ALL_ORDER_LISTS,
            lambda: self._signing.signed("GET", "rest", "/api/v3/allOrderList", query=query[1:]),
            _decode_list_order_list,
        )

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

    async def my_trades(
        self,
        *,
        symbol: str,
        order_id: int | None = None,
        start_time: int | None = None,
        end_time: int | None = None,
        from_id: int | None = None,
        limit: int | None = None,
        over: Literal["rest", "ws_api"] = "rest",
    ) -> list[MyTrade]:
        """`GET /api/v3/myTrades`; signed; costs weight by parameters."""
        if _MY_TRADES.goes_over(over):
            params: dict[str, Any] = {"symbol": symbol}
            if order_id is not None:
                params["orderId"] = order_id
            if start_time is not None:
                params["startTime"] = start_time
            if end_time is not None:
                params["endTime"] = end_time
            if from_id is not None:
                params["fromId"] = from_id
            if limit is not None:
                require_range("my_trades", "limit", limit, 1, 1000)
                params["limit"] = limit
            return await self._call_over(
                _MY_TRADES,
                lambda: self._signing.ws_signed({**params}),
                _decode_list_my_trade,
                costs=(("weight", 20 if order_id is None else 5),),
            )
        query = f"symbol={quote(symbol)}"
        if order_id is not None:
            query += f"&orderId={order_id}"
        if start_time is not None:
            query += f"&startTime={start_time}"
        if end_time is not None:
            query += f"&endTime={end_time}"
        if from_id is not None:
            query += f"&fromId={from_id}"
        if limit is not None:
            require_range("my_trades", "limit", limit, 1, 1000)
            query += f"&limit={limit}"
        return await self._call(
            _MY_TRADES,
            lambda: self._signing.signed("GET", "rest", "/api/v3/myTrades", query=query),
            _decode_list_my_trade,
            costs=(("weight", 20 if order_id is None else 5),),
        )

    async def iter_my_trades(
        self,
        *,
        symbol: str,
        order_id: int | None = None,
        start_time: int | None = None,
        end_time: int | None = None,
        from_id: int | None = None,
        limit: int | None = None,
    ) -> AsyncIterator[MyTrade]:
        """All items of `my_trades`, page after page, from the first page on. `limit` is the size of a page.
        `start_time`, `end_time`: sent with the first page only."""
        size = 1000 if limit is None else limit
        cursor: int | None = from_id
        pages = Pages("my_trades", cursor)
        while True:
            page = await self.my_trades(
                symbol=symbol,
                order_id=order_id,
                start_time=None if pages.turned else start_time,
                end_time=None if pages.turned else end_time,
                from_id=cursor,
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

    async def order_rate_limits(self, *, over: Literal["rest", "ws_api"] = "rest") -> list[RateLimit]:
        """`GET /api/v3/rateLimit/order`; signed; costs 40 weight."""
        if _ORDER_RATE_LIMITS.goes_over(over):
            return await self._call_over(
                _ORDER_RATE_LIMITS, lambda: self._signing.ws_signed({}), _decode_list_rate_limit
            )
        return await self._call(
            _ORDER_RATE_LIMITS,
            lambda: self._signing.signed("GET", "rest", "/api/v3/rateLimit/order"),
            _decode_list_rate_limit,
        )

    async def prevented_matches(
        self,
        *,
        symbol: str,
        prevented_match_id: int | None = None,
        order_id: int | None = None,
        from_prevented_match_id: int | None = None,
        limit: int | None = None,
        over: Literal["rest", "ws_api"] = "rest",
    ) -> list[PreventedMatch]:
        """`GET /api/v3/myPreventedMatches`; signed; costs weight by parameters."""
        require_any("prevented_matches", prevented_match_id=prevented_match_id, order_id=order_id)
        if _PREVENTED_MATCHES.goes_over(over):
            params: dict[str, Any] = {"symbol": symbol}
            if prevented_match_id is not None:
                params["preventedMatchId"] = prevented_match_id
            if order_id is not None:
                params["orderId"] = order_id
            if from_prevented_match_id is not None:
                params["fromPreventedMatchId"] = from_prevented_match_id
            if limit is not None:
                require_range("prevented_matches", "limit", limit, 1, 1000)
                params["limit"] = limit
            return await self._call_over(
                _PREVENTED_MATCHES,
                lambda: self._signing.ws_signed({**params}),
                _decode_list_prevented_match,
                costs=(("weight", 2 if prevented_match_id is not None else 20),),
            )
        query = f"symbol={quote(symbol)}"
        if prevented_match_id is not None:
            query += f"&preventedMatchId={prevented_match_id}"
        if order_id is not None:
            query += f"&orderId={order_id}"
        if from_prevented_match_id is not None:
            query += f"&fromPreventedMatchId={from_prevented_match_id}"
        if limit is not None:
            require_range("prevented_matches", "limit", limit, 1, 1000)
            query += f"&limit={limit}"
        return await self._call(
            _PREVENTED_MATCHES,
            lambda: self._signing.signed("GET", "rest", "/api/v3/myPreventedMatches", query=query),
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
        over: Literal["rest", "ws_api"] = "rest",
    ) -> list[Allocation]:
        """`GET /api/v3/myAllocations`; signed; costs 20 weight."""
        if _ALLOCATIONS.goes_over(over):
            params: dict[str, Any] = {"symbol": symbol}
            if start_time is not None:
                params["startTime"] = start_time
            if end_time is not None:
                params["endTime"] = end_time
            if from_allocation_id is not None:
                params["fromAllocationId"] = from_allocation_id
            if limit is not None:
                require_range("allocations", "limit", limit, 1, 1000)
                params["limit"] = limit
            if order_id is not None:
                params["orderId"] = order_id
            return await self._call_over(
                _ALLOCATIONS, lambda: self._signing.ws_signed({**params}), _decode_list_allocation
            )
        query = f"symbol={quote(symbol)}"
        if start_time is not None:
            query += f"&startTime={start_time}"
        if end_time is not None:
            query += f"&endTime={end_time}"
        if from_allocation_id is not None:
            query += f"&fromAllocationId={from_allocation_id}"
        if limit is not None:
            require_range("allocations", "limit", limit, 1, 1000)
            query += f"&limit={limit}"
        if order_id is not None:
            query += f"&orderId={order_id}"
        return await self._call(
            _ALLOCATIONS,
            lambda: self._signing.signed("GET", "rest", "/api/v3/myAllocations", query=query),
            _decode_list_allocation,
        )

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

    async def commission(self, *, symbol: str, over: Literal["rest", "ws_api"] = "rest") -> Commission:
        """`GET /api/v3/account/commission`; signed; costs 20 weight."""
        if _COMMISSION.goes_over(over):
            params: dict[str, Any] = {"symbol": symbol}
            return await self._call_over(_COMMISSION, lambda: self._signing.ws_signed({**params}), _decode_commission)
        query = f"symbol={quote(symbol)}"
        return await self._call(
            _COMMISSION,
            lambda: self._signing.signed("GET", "rest", "/api/v3/account/commission", query=query),
            _decode_commission,
        )

    async def order_amendments(
        self,
        *,
        symbol: str,
        order_id: int,
        from_execution_id: int | None = None,
        limit: int | None = None,
        over: Literal["rest", "ws_api"] = "rest",
    ) -> list[Amendment]:
        """`GET /api/v3/order/amendments`; signed; costs 4 weight."""
        if _ORDER_AMENDMENTS.goes_over(over):
            params: dict[str, Any] = {"symbol": symbol, "orderId": order_id}
            if from_execution_id is not None:
                params["fromExecutionId"] = from_execution_id
            if limit is not None:
                require_range("order_amendments", "limit", limit, 1, 1000)
                params["limit"] = limit
            return await self._call_over(
                _ORDER_AMENDMENTS, lambda: self._signing.ws_signed({**params}), _decode_list_amendment
            )
        query = f"symbol={quote(symbol)}&orderId={order_id}"
        if from_execution_id is not None:
            query += f"&fromExecutionId={from_execution_id}"
        if limit is not None:
            require_range("order_amendments", "limit", limit, 1, 1000)
            query += f"&limit={limit}"
        return await self._call(
            _ORDER_AMENDMENTS,
            lambda: self._signing.signed("GET", "rest", "/api/v3/order/amendments", query=query),
            _decode_list_amendment,
        )

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

    async def my_filters(self, *, symbol: str, over: Literal["rest", "ws_api"] = "rest") -> RelevantFilters:
        """`GET /api/v3/myFilters`; signed; costs 40 weight."""
        if _MY_FILTERS.goes_over(over):
            params: dict[str, Any] = {"symbol": symbol}
            return await self._call_over(
                _MY_FILTERS, lambda: self._signing.ws_signed({**params}), _decode_relevant_filters
            )
        query = f"symbol={quote(symbol)}"
        return await self._call(
            _MY_FILTERS,
            lambda: self._signing.signed("GET", "rest", "/api/v3/myFilters", query=query),
            _decode_relevant_filters,
        )
