"""Binance USD-M Futures: the raw layer. One method per endpoint, wire types in and out, nothing normalized.

Every method raises as `RestExecutor.call` does, and ConfigurationError for bad arguments before anything is sent.
`over` says what a call goes over: REST, or a stream connection that takes the same call and is opened by the first one.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from decimal import Decimal
from typing import Any, Literal, TypeVar

import msgspec
from venue_runtime.arguments import given, require_any, require_range
from venue_runtime.exprs import json_text, sent
from venue_runtime.limits import Costs
from venue_runtime.pages import Pages
from venue_runtime.rest import Endpoint, Over, RestExecutor
from venue_runtime.wire import bool_text, decimal_text, query_text, quote

from .signing import Signing
from .types import (
    AggTrade,
    AssetBalance,
    BatchedOrder,
    BookTicker,
    Countdown,
    Depth,
    Done,
    ExchangeInfo,
    Kline,
    Leverage,
    ListenKey,
    MarginType,
    MyTrade,
    NewOrder,
    Nothing,
    Order,
    OrderType,
    PositionMode,
    PositionRisk,
    PositionSide,
    PremiumIndex,
    PriceMatch,
    ServerTime,
    Side,
    StpMode,
    TickerStats,
    TimeInForce,
    WorkingType,
)

_Transport = Literal["rest", "ws_api"]
_T = TypeVar("_T")

_SERVER_TIME = Endpoint("server_time", "GET", "/fapi/v1/time", costs=(("weight", 1),))
_EXCHANGE_INFO = Endpoint("exchange_info", "GET", "/fapi/v1/exchangeInfo", costs=(("weight", 1),), lenient=("symbols",))
_DEPTH = Endpoint("depth", "GET", "/fapi/v1/depth")
_AGG_TRADES = Endpoint("agg_trades", "GET", "/fapi/v1/aggTrades", costs=(("weight", 20),))
_CANCEL_ORDER = Endpoint(
    "cancel_order",
    "DELETE",
    "/fapi/v1/order",
    is_command=True,
    costs=(("weight", 1),),
    over=Over("ws_api", "order.cancel"),
)
_QUERY_ORDER = Endpoint(
    "query_order", "GET", "/fapi/v1/order", costs=(("weight", 1),), over=Over("ws_api", "order.status")
)
_OPEN_ORDERS = Endpoint("open_orders", "GET", "/fapi/v1/openOrders")
_MY_TRADES = Endpoint("my_trades", "GET", "/fapi/v1/userTrades", costs=(("weight", 5),))
_KLINES = Endpoint("klines", "GET", "/fapi/v1/klines")
_TICKER_24HR = Endpoint("ticker_24hr", "GET", "/fapi/v1/ticker/24hr", costs=(("weight", 1),))
_TICKER_BOOK = Endpoint("ticker_book", "GET", "/fapi/v1/ticker/bookTicker", costs=(("weight", 2),))
_PREMIUM_INDEX = Endpoint("premium_index", "GET", "/fapi/v1/premiumIndex", costs=(("weight", 1),))
_NEW_ORDER = Endpoint(
    "new_order",
    "POST",
    "/fapi/v1/order",
    is_command=True,
    costs=(("weight", 0), ("orders_10s", 1), ("orders_1m", 1)),
    over=Over("ws_api", "order.place"),
)
_MODIFY_ORDER = Endpoint(
    "modify_order",
    "PUT",
    "/fapi/v1/order",
    is_command=True,
    costs=(("weight", 1), ("orders_10s", 1), ("orders_1m", 1)),
    over=Over("ws_api", "order.modify"),
)
_NEW_ORDERS = Endpoint(
    "new_orders",
    "POST",
    "/fapi/v1/batchOrders",
    is_command=True,
    costs=(("weight", 5), ("orders_10s", 5), ("orders_1m", 1)),
)
_CANCEL_BATCH = Endpoint("cancel_batch", "DELETE", "/fapi/v1/batchOrders", is_command=True, costs=(("weight", 1),))
_CANCEL_OPEN_ORDERS = Endpoint(
    "cancel_open_orders", "DELETE", "/fapi/v1/allOpenOrders", is_command=True, costs=(("weight", 1),)
)
_COUNTDOWN_CANCEL_ALL = Endpoint(
    "countdown_cancel_all", "POST", "/fapi/v1/countdownCancelAll", is_command=True, costs=(("weight", 10),)
)
_NEW_ALGO_ORDER = Endpoint(
    "new_algo_order",
    "POST",
    "/fapi/v1/algoOrder",
    is_command=True,
    costs=(("weight", 0), ("orders_10s", 1), ("orders_1m", 1)),
)
_CANCEL_ALGO_ORDER = Endpoint(
    "cancel_algo_order", "DELETE", "/fapi/v1/algoOrder", is_command=True, costs=(("weight", 1),)
)
_QUERY_ALGO_ORDER = Endpoint("query_algo_order", "GET", "/fapi/v1/algoOrder", costs=(("weight", 1),))
_OPEN_ALGO_ORDERS = Endpoint("open_algo_orders", "GET", "/fapi/v1/openAlgoOrders", costs=(("weight", 1),))
_BALANCES = Endpoint("balances", "GET", "/fapi/v3/balance", costs=(("weight", 5),))
_POSITIONS = Endpoint("positions", "GET", "/fapi/v3/positionRisk", costs=(("weight", 5),))
_LEVERAGE = Endpoint("leverage", "POST", "/fapi/v1/leverage", is_command=True, costs=(("weight", 1),))
_MARGIN_TYPE = Endpoint("margin_type", "POST", "/fapi/v1/marginType", is_command=True, costs=(("weight", 1),))
_POSITION_MODE = Endpoint(
    "position_mode", "POST", "/fapi/v1/positionSide/dual", is_command=True, costs=(("weight", 1),)
)
_QUERY_POSITION_MODE = Endpoint("query_position_mode", "GET", "/fapi/v1/positionSide/dual", costs=(("weight", 30),))
_START_USER_STREAM = Endpoint("start_user_stream", "POST", "/fapi/v1/listenKey", costs=(("weight", 1),))
_KEEP_USER_STREAM = Endpoint("keep_user_stream", "PUT", "/fapi/v1/listenKey", costs=(("weight", 1),))
_CLOSE_USER_STREAM = Endpoint(
    "close_user_stream", "DELETE", "/fapi/v1/listenKey", is_command=True, costs=(("weight", 1),)
)
_decode_server_time = msgspec.json.Decoder(ServerTime).decode
_decode_exchange_info = msgspec.json.Decoder(ExchangeInfo).decode
_decode_depth = msgspec.json.Decoder(Depth).decode
_decode_list_agg_trade = msgspec.json.Decoder(list[AggTrade]).decode
_decode_order = msgspec.json.Decoder(Order).decode
_decode_list_order = msgspec.json.Decoder(list[Order]).decode
_decode_list_my_trade = msgspec.json.Decoder(list[MyTrade]).decode
_decode_list_kline = msgspec.json.Decoder(list[Kline]).decode
_decode_ticker_stats = msgspec.json.Decoder(TickerStats).decode
_decode_book_ticker = msgspec.json.Decoder(BookTicker).decode
_decode_premium_index = msgspec.json.Decoder(PremiumIndex).decode
_decode_list_batched_order = msgspec.json.Decoder(list[BatchedOrder]).decode
_decode_done = msgspec.json.Decoder(Done).decode
_decode_countdown = msgspec.json.Decoder(Countdown).decode
_decode_any = msgspec.json.Decoder(Any).decode
_decode_list_asset_balance = msgspec.json.Decoder(list[AssetBalance]).decode
_decode_list_position_risk = msgspec.json.Decoder(list[PositionRisk]).decode
_decode_leverage = msgspec.json.Decoder(Leverage).decode
_decode_position_mode = msgspec.json.Decoder(PositionMode).decode
_decode_listen_key = msgspec.json.Decoder(ListenKey).decode
_decode_nothing = msgspec.json.Decoder(Nothing).decode


class BinanceUsdmEndpoints:
    """The endpoints of Binance USD-M Futures, in the order of the spec."""

    def __init__(self, rest: RestExecutor, signing: Signing) -> None:
        self._call = rest.call
        self._call_over = rest.call_over
        self._signing = signing

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

    async def server_time(self) -> ServerTime:
        """`GET /fapi/v1/time`; public; costs 1 weight."""
        return await self._call(
            _SERVER_TIME, lambda: self._signing.public("GET", "rest", "/fapi/v1/time"), _decode_server_time
        )

    async def exchange_info(self) -> ExchangeInfo:
        """`GET /fapi/v1/exchangeInfo`; public; costs 1 weight."""
        return await self._call(
            _EXCHANGE_INFO, lambda: self._signing.public("GET", "rest", "/fapi/v1/exchangeInfo"), _decode_exchange_info
        )

    async def depth(self, *, symbol: str, limit: int | None = None) -> Depth:
        """Only these limits: 5, 10, 20, 50, 100, 500, 1000.

        `GET /fapi/v1/depth`; public; costs weight by parameters.

        Args:
            limit: limit (default: 500)
        """
        limit = 500 if limit is None else limit
        require_range("depth", "limit", limit, 5, 1000)
        query = f"symbol={quote(symbol)}&limit={limit}"
        return await self._call(
            _DEPTH,
            lambda: self._signing.public("GET", "rest", "/fapi/v1/depth", query=query),
            _decode_depth,
            costs=(("weight", 2 if limit <= 50 else 5 if limit <= 100 else 10 if limit <= 500 else 20),),
        )

    async def agg_trades(
        self,
        *,
        symbol: str,
        from_id: int | None = None,
        start_time: int | None = None,
        end_time: int | None = None,
        limit: int | None = None,
    ) -> list[AggTrade]:
        """`GET /fapi/v1/aggTrades`; public; costs 20 weight."""
        require_range("agg_trades", "limit", limit, 1, 1000)
        query = (
            f"symbol={quote(symbol)}"
            + (f"&fromId={from_id}" if from_id is not None else "")
            + (f"&startTime={start_time}" if start_time is not None else "")
            + (f"&endTime={end_time}" if end_time is not None else "")
            + (f"&limit={limit}" if limit is not None else "")
        )
        return await self._call(
            _AGG_TRADES,
            lambda: self._signing.public("GET", "rest", "/fapi/v1/aggTrades", query=query),
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

    async def cancel_order(
        self,
        *,
        symbol: str,
        order_id: int | None = None,
        orig_client_order_id: str | None = None,
        over: _Transport = "rest",
    ) -> Order:
        """`DELETE /fapi/v1/order`; signed; costs 1 weight."""
        require_any("cancel_order", order_id=order_id, orig_client_order_id=orig_client_order_id)
        if over != "rest" and _CANCEL_ORDER.goes_over(over):
            fields = given({"symbol": symbol, "orderId": order_id, "origClientOrderId": orig_client_order_id})
            return await self._call_over(
                _CANCEL_ORDER,
                lambda: self._signing.ws_signed({**fields}),
                _decode_order,
                client_order_id=orig_client_order_id,
            )
        query = f"symbol={quote(symbol)}"
        if order_id is not None:
            query += f"&orderId={order_id}"
        if orig_client_order_id is not None:
            query += f"&origClientOrderId={quote(orig_client_order_id)}"
        return await self._call(
            _CANCEL_ORDER,
            lambda: self._signing.signed("DELETE", "rest", "/fapi/v1/order", query=query),
            _decode_order,
            client_order_id=orig_client_order_id,
        )

    async def query_order(
        self,
        *,
        symbol: str,
        order_id: int | None = None,
        orig_client_order_id: str | None = None,
        over: _Transport = "rest",
    ) -> Order:
        """`GET /fapi/v1/order`; signed; costs 1 weight."""
        require_any("query_order", order_id=order_id, orig_client_order_id=orig_client_order_id)
        fields = {"symbol": symbol, "orderId": order_id, "origClientOrderId": orig_client_order_id}
        return await self._send_signed(_QUERY_ORDER, fields, over, _decode_order, client_order_id=orig_client_order_id)

    async def open_orders(self, *, symbol: str | None = None) -> list[Order]:
        """`GET /fapi/v1/openOrders`; signed; costs weight by parameters."""
        query = query_text({"symbol": symbol})
        return await self._call(
            _OPEN_ORDERS,
            lambda: self._signing.signed("GET", "rest", "/fapi/v1/openOrders", query=query),
            _decode_list_order,
            costs=(("weight", 1 if symbol is not None else 40),),
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
    ) -> list[MyTrade]:
        """`GET /fapi/v1/userTrades`; signed; costs 5 weight."""
        require_range("my_trades", "limit", limit, 1, 1000)
        query = (
            f"symbol={quote(symbol)}"
            + (f"&fromId={from_id}" if from_id is not None else "")
            + (f"&startTime={start_time}" if start_time is not None else "")
            + (f"&endTime={end_time}" if end_time is not None else "")
            + (f"&limit={limit}" if limit is not None else "")
            + (f"&orderId={order_id}" if order_id is not None else "")
        )
        return await self._call(
            _MY_TRADES,
            lambda: self._signing.signed("GET", "rest", "/fapi/v1/userTrades", query=query),
            _decode_list_my_trade,
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

    async def klines(
        self,
        *,
        symbol: str,
        interval: str,
        start_time: int | None = None,
        end_time: int | None = None,
        limit: int | None = None,
    ) -> list[Kline]:
        """`GET /fapi/v1/klines`; public; costs weight by parameters.

        Args:
            limit: limit (default: 500)
        """
        limit = 500 if limit is None else limit
        require_range("klines", "limit", limit, 1, 1500)
        query = (
            f"symbol={quote(symbol)}&interval={quote(interval)}"
            + (f"&startTime={start_time}" if start_time is not None else "")
            + (f"&endTime={end_time}" if end_time is not None else "")
            + f"&limit={limit}"
        )
        return await self._call(
            _KLINES,
            lambda: self._signing.public("GET", "rest", "/fapi/v1/klines", query=query),
            _decode_list_kline,
            costs=(("weight", 1 if limit < 100 else 2 if limit < 500 else 5 if limit <= 1000 else 10),),
        )

    async def iter_klines(
        self,
        *,
        symbol: str,
        interval: str,
        start_time: int | None = None,
        end_time: int | None = None,
        limit: int | None = None,
    ) -> AsyncIterator[Kline]:
        """All items of `klines`, page after page, from the first page on. `limit` is the size of a page."""
        size = 1500 if limit is None else limit
        cursor: int | None = start_time
        pages = Pages("klines", cursor)
        while True:
            page = await self.klines(symbol=symbol, interval=interval, start_time=cursor, end_time=end_time, limit=size)
            for item in page:
                yield item
            if not page:
                return
            last = page[-1]
            if len(page) < size:
                return
            cursor = pages.turn(last[6] + 1)

    async def ticker_24hr(self, *, symbol: str) -> TickerStats:
        """`GET /fapi/v1/ticker/24hr`; public; costs 1 weight."""
        query = f"symbol={quote(symbol)}"
        return await self._call(
            _TICKER_24HR,
            lambda: self._signing.public("GET", "rest", "/fapi/v1/ticker/24hr", query=query),
            _decode_ticker_stats,
        )

    async def ticker_book(self, *, symbol: str) -> BookTicker:
        """`GET /fapi/v1/ticker/bookTicker`; public; costs 2 weight."""
        query = f"symbol={quote(symbol)}"
        return await self._call(
            _TICKER_BOOK,
            lambda: self._signing.public("GET", "rest", "/fapi/v1/ticker/bookTicker", query=query),
            _decode_book_ticker,
        )

    async def premium_index(self, *, symbol: str) -> PremiumIndex:
        """`GET /fapi/v1/premiumIndex`; public; costs 1 weight."""
        query = f"symbol={quote(symbol)}"
        return await self._call(
            _PREMIUM_INDEX,
            lambda: self._signing.public("GET", "rest", "/fapi/v1/premiumIndex", query=query),
            _decode_premium_index,
        )

    async def new_order(
        self,
        *,
        symbol: str,
        side: Side | str,
        type: OrderType | str,
        position_side: PositionSide | str | None = None,
        time_in_force: TimeInForce | str | None = None,
        quantity: Decimal | None = None,
        reduce_only: bool | None = None,
        price: Decimal | None = None,
        client_order_id: str | None = None,
        price_match: PriceMatch | str | None = None,
        self_trade_prevention_mode: StpMode | str | None = None,
        good_till_date: int | None = None,
        over: _Transport = "rest",
    ) -> Order:
        """`POST /fapi/v1/order`; signed; costs 0 weight, 1 orders_10s, 1 orders_1m."""
        if over != "rest" and _NEW_ORDER.goes_over(over):
            fields = given(
                {
                    "symbol": symbol,
                    "side": side,
                    "positionSide": position_side,
                    "type": type,
                    "timeInForce": time_in_force,
                    "quantity": None if quantity is None else decimal_text(quantity),
                    "reduceOnly": reduce_only,
                    "price": None if price is None else decimal_text(price),
                    "newClientOrderId": client_order_id,
                    "newOrderRespType": "RESULT",
                    "priceMatch": price_match,
                    "selfTradePreventionMode": self_trade_prevention_mode,
                    "goodTillDate": good_till_date,
                }
            )
            return await self._call_over(
                _NEW_ORDER, lambda: self._signing.ws_signed({**fields}), _decode_order, client_order_id=client_order_id
            )
        query = f"symbol={quote(symbol)}&side={quote(side)}"
        if position_side is not None:
            query += f"&positionSide={quote(position_side)}"
        query += f"&type={quote(type)}"
        if time_in_force is not None:
            query += f"&timeInForce={quote(time_in_force)}"
        if quantity is not None:
            query += f"&quantity={decimal_text(quantity)}"
        if reduce_only is not None:
            query += f"&reduceOnly={bool_text(reduce_only)}"
        if price is not None:
            query += f"&price={decimal_text(price)}"
        if client_order_id is not None:
            query += f"&newClientOrderId={quote(client_order_id)}"
        query += "&newOrderRespType=RESULT"
        if price_match is not None:
            query += f"&priceMatch={quote(price_match)}"
        if self_trade_prevention_mode is not None:
            query += f"&selfTradePreventionMode={quote(self_trade_prevention_mode)}"
        if good_till_date is not None:
            query += f"&goodTillDate={good_till_date}"
        return await self._call(
            _NEW_ORDER,
            lambda: self._signing.signed("POST", "rest", "/fapi/v1/order", query=query),
            _decode_order,
            client_order_id=client_order_id,
        )

    async def modify_order(
        self,
        *,
        symbol: str,
        side: Side | str,
        quantity: Decimal,
        order_id: int | None = None,
        orig_client_order_id: str | None = None,
        price: Decimal | None = None,
        price_match: PriceMatch | str | None = None,
        over: _Transport = "rest",
    ) -> Order:
        """`PUT /fapi/v1/order`; signed; costs 1 weight, 1 orders_10s, 1 orders_1m."""
        require_any("modify_order", order_id=order_id, orig_client_order_id=orig_client_order_id)
        if over != "rest" and _MODIFY_ORDER.goes_over(over):
            fields = given(
                {
                    "symbol": symbol,
                    "orderId": order_id,
                    "origClientOrderId": orig_client_order_id,
                    "side": side,
                    "quantity": decimal_text(quantity),
                    "price": None if price is None else decimal_text(price),
                    "priceMatch": price_match,
                }
            )
            return await self._call_over(
                _MODIFY_ORDER,
                lambda: self._signing.ws_signed({**fields}),
                _decode_order,
                client_order_id=orig_client_order_id,
            )
        query = f"symbol={quote(symbol)}"
        if order_id is not None:
            query += f"&orderId={order_id}"
        if orig_client_order_id is not None:
            query += f"&origClientOrderId={quote(orig_client_order_id)}"
        query += f"&side={quote(side)}&quantity={decimal_text(quantity)}"
        if price is not None:
            query += f"&price={decimal_text(price)}"
        if price_match is not None:
            query += f"&priceMatch={quote(price_match)}"
        return await self._call(
            _MODIFY_ORDER,
            lambda: self._signing.signed("PUT", "rest", "/fapi/v1/order", query=query),
            _decode_order,
            client_order_id=orig_client_order_id,
        )

    async def new_orders(self, *, orders: list[NewOrder]) -> list[BatchedOrder]:
        """`POST /fapi/v1/batchOrders`; signed; costs 5 weight, 5 orders_10s, 1 orders_1m."""
        query = ""
        query += f"batchOrders={quote(json_text([sent(x, order=('symbol', 'side', 'positionSide', 'type', 'timeInForce', 'quantity', 'reduceOnly', 'price', 'newClientOrderId', 'newOrderRespType', 'priceMatch', 'selfTradePreventionMode', 'goodTillDate')) for x in orders]))}"
        return await self._call(
            _NEW_ORDERS,
            lambda: self._signing.signed("POST", "rest", "/fapi/v1/batchOrders", query=query),
            _decode_list_batched_order,
        )

    async def cancel_batch(self, *, symbol: str, order_id_list: list[int]) -> list[BatchedOrder]:
        """`DELETE /fapi/v1/batchOrders`; signed; costs 1 weight."""
        query = f"symbol={quote(symbol)}&orderIdList={quote(json_text(order_id_list))}"
        return await self._call(
            _CANCEL_BATCH,
            lambda: self._signing.signed("DELETE", "rest", "/fapi/v1/batchOrders", query=query),
            _decode_list_batched_order,
        )

    async def cancel_open_orders(self, *, symbol: str) -> Done:
        """`DELETE /fapi/v1/allOpenOrders`; signed; costs 1 weight."""
        query = f"symbol={quote(symbol)}"
        return await self._call(
            _CANCEL_OPEN_ORDERS,
            lambda: self._signing.signed("DELETE", "rest", "/fapi/v1/allOpenOrders", query=query),
            _decode_done,
        )

    async def countdown_cancel_all(self, *, symbol: str, countdown_time: int) -> Countdown:
        """`POST /fapi/v1/countdownCancelAll`; signed; costs 10 weight."""
        query = f"symbol={quote(symbol)}&countdownTime={countdown_time}"
        return await self._call(
            _COUNTDOWN_CANCEL_ALL,
            lambda: self._signing.signed("POST", "rest", "/fapi/v1/countdownCancelAll", query=query),
            _decode_countdown,
        )

    async def new_algo_order(
        self,
        *,
        symbol: str,
        side: Side | str,
        type: OrderType | str,
        position_side: PositionSide | str | None = None,
        time_in_force: TimeInForce | str | None = None,
        quantity: Decimal | None = None,
        reduce_only: bool | None = None,
        price: Decimal | None = None,
        price_match: PriceMatch | str | None = None,
        self_trade_prevention_mode: StpMode | str | None = None,
        good_till_date: int | None = None,
        trigger_price: Decimal | None = None,
        working_type: WorkingType | str | None = None,
        close_position: bool | None = None,
        price_protect: bool | None = None,
        activate_price: Decimal | None = None,
        callback_rate: Decimal | None = None,
        client_algo_id: str | None = None,
    ) -> Any:
        """Conditional orders: parameters as in the official collection; no answer of it was at hand, so it is
        untyped.

        `POST /fapi/v1/algoOrder`; signed; costs 0 weight, 1 orders_10s, 1 orders_1m."""
        query = (
            f"symbol={quote(symbol)}&side={quote(side)}"
            + (f"&positionSide={quote(position_side)}" if position_side is not None else "")
            + f"&type={quote(type)}"
            + (f"&timeInForce={quote(time_in_force)}" if time_in_force is not None else "")
            + (f"&quantity={decimal_text(quantity)}" if quantity is not None else "")
            + (f"&reduceOnly={bool_text(reduce_only)}" if reduce_only is not None else "")
            + (f"&price={decimal_text(price)}" if price is not None else "")
            + (f"&priceMatch={quote(price_match)}" if price_match is not None else "")
            + (
                f"&selfTradePreventionMode={quote(self_trade_prevention_mode)}"
                if self_trade_prevention_mode is not None
                else ""
            )
            + (f"&goodTillDate={good_till_date}" if good_till_date is not None else "")
            + "&algoType=CONDITIONAL"
            + (f"&triggerPrice={decimal_text(trigger_price)}" if trigger_price is not None else "")
            + (f"&workingType={quote(working_type)}" if working_type is not None else "")
            + (f"&closePosition={bool_text(close_position)}" if close_position is not None else "")
            + (f"&priceProtect={bool_text(price_protect)}" if price_protect is not None else "")
            + (f"&activatePrice={decimal_text(activate_price)}" if activate_price is not None else "")
            + (f"&callbackRate={decimal_text(callback_rate)}" if callback_rate is not None else "")
            + (f"&clientAlgoId={quote(client_algo_id)}" if client_algo_id is not None else "")
        )
        return await self._call(
            _NEW_ALGO_ORDER,
            lambda: self._signing.signed("POST", "rest", "/fapi/v1/algoOrder", query=query),
            _decode_any,
        )

    async def cancel_algo_order(self, *, algo_id: int | None = None, client_algo_id: str | None = None) -> Any:
        """`DELETE /fapi/v1/algoOrder`; signed; costs 1 weight."""
        require_any("cancel_algo_order", algo_id=algo_id, client_algo_id=client_algo_id)
        query = query_text({"algoId": algo_id, "clientAlgoId": client_algo_id})
        return await self._call(
            _CANCEL_ALGO_ORDER,
            lambda: self._signing.signed("DELETE", "rest", "/fapi/v1/algoOrder", query=query),
            _decode_any,
        )

    async def query_algo_order(self, *, algo_id: int | None = None, client_algo_id: str | None = None) -> Any:
        """`GET /fapi/v1/algoOrder`; signed; costs 1 weight."""
        require_any("query_algo_order", algo_id=algo_id, client_algo_id=client_algo_id)
        query = query_text({"algoId": algo_id, "clientAlgoId": client_algo_id})
        return await self._call(
            _QUERY_ALGO_ORDER,
            lambda: self._signing.signed("GET", "rest", "/fapi/v1/algoOrder", query=query),
            _decode_any,
        )

    async def open_algo_orders(
        self, *, algo_type: str | None = None, symbol: str | None = None, algo_id: int | None = None
    ) -> Any:
        """`GET /fapi/v1/openAlgoOrders`; signed; costs 1 weight."""
        query = query_text({"algoType": algo_type, "symbol": symbol, "algoId": algo_id})
        return await self._call(
            _OPEN_ALGO_ORDERS,
            lambda: self._signing.signed("GET", "rest", "/fapi/v1/openAlgoOrders", query=query),
            _decode_any,
        )

    async def balances(self) -> list[AssetBalance]:
        """`GET /fapi/v3/balance`; signed; costs 5 weight."""
        return await self._call(
            _BALANCES, lambda: self._signing.signed("GET", "rest", "/fapi/v3/balance"), _decode_list_asset_balance
        )

    async def positions(self, *, symbol: str | None = None) -> list[PositionRisk]:
        """`GET /fapi/v3/positionRisk`; signed; costs 5 weight."""
        query = query_text({"symbol": symbol})
        return await self._call(
            _POSITIONS,
            lambda: self._signing.signed("GET", "rest", "/fapi/v3/positionRisk", query=query),
            _decode_list_position_risk,
        )

    async def leverage(self, *, symbol: str, leverage: int) -> Leverage:
        """`POST /fapi/v1/leverage`; signed; costs 1 weight."""
        require_range("leverage", "leverage", leverage, 1, 125)
        query = f"symbol={quote(symbol)}&leverage={leverage}"
        return await self._call(
            _LEVERAGE, lambda: self._signing.signed("POST", "rest", "/fapi/v1/leverage", query=query), _decode_leverage
        )

    async def margin_type(self, *, symbol: str, margin_type: MarginType | str) -> Done:
        """`POST /fapi/v1/marginType`; signed; costs 1 weight."""
        query = f"symbol={quote(symbol)}&marginType={quote(margin_type)}"
        return await self._call(
            _MARGIN_TYPE, lambda: self._signing.signed("POST", "rest", "/fapi/v1/marginType", query=query), _decode_done
        )

    async def position_mode(self, *, dual_side_position: bool) -> Done:
        """`POST /fapi/v1/positionSide/dual`; signed; costs 1 weight."""
        query = f"dualSidePosition={bool_text(dual_side_position)}"
        return await self._call(
            _POSITION_MODE,
            lambda: self._signing.signed("POST", "rest", "/fapi/v1/positionSide/dual", query=query),
            _decode_done,
        )

    async def query_position_mode(self) -> PositionMode:
        """`GET /fapi/v1/positionSide/dual`; signed; costs 30 weight."""
        return await self._call(
            _QUERY_POSITION_MODE,
            lambda: self._signing.signed("GET", "rest", "/fapi/v1/positionSide/dual"),
            _decode_position_mode,
        )

    async def start_user_stream(self) -> ListenKey:
        """`POST /fapi/v1/listenKey`; key_only; costs 1 weight."""
        return await self._call(
            _START_USER_STREAM, lambda: self._signing.key_only("POST", "rest", "/fapi/v1/listenKey"), _decode_listen_key
        )

    async def keep_user_stream(self) -> ListenKey:
        """`PUT /fapi/v1/listenKey`; key_only; costs 1 weight."""
        return await self._call(
            _KEEP_USER_STREAM, lambda: self._signing.key_only("PUT", "rest", "/fapi/v1/listenKey"), _decode_listen_key
        )

    async def close_user_stream(self) -> Nothing:
        """`DELETE /fapi/v1/listenKey`; key_only; costs 1 weight."""
        return await self._call(
            _CLOSE_USER_STREAM, lambda: self._signing.key_only("DELETE", "rest", "/fapi/v1/listenKey"), _decode_nothing
        )
