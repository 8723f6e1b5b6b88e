"""Backpack Exchange: the raw layer. One method per endpoint, wire types in and out, nothing normalized.

Every method raises as `RestExecutor.call` does, and ConfigurationError for bad arguments before anything is sent.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from decimal import Decimal

import msgspec
from venue_runtime.arguments import given, require_one, require_range
from venue_runtime.exprs import sent
from venue_runtime.pages import Pages
from venue_runtime.rest import Endpoint, RestExecutor
from venue_runtime.wire import decimal_text, query_text, quote

from .signing import Signing
from .types import (
    Balance,
    CancelOrderType,
    Depth,
    Fill,
    FillType,
    Kline,
    Market,
    MarketType,
    MarkPrice,
    NewOrder,
    Order,
    OrderType,
    Placed,
    Position,
    SelfTradePrevention,
    Side,
    SortDirection,
    StatusAndMessage,
    Ticker,
    TimeInForce,
    Trade,
    TriggerBy,
)

_TIME = Endpoint("time", "GET", "/api/v1/time", costs=(("requests", 1),))
_STATUS = Endpoint("status", "GET", "/api/v1/status", costs=(("requests", 1),))
_MARKETS = Endpoint("markets", "GET", "/api/v1/markets", costs=(("requests", 1),), lenient=())
_TICKER = Endpoint("ticker", "GET", "/api/v1/ticker", costs=(("requests", 1),))
_DEPTH = Endpoint("depth", "GET", "/api/v1/depth", costs=(("requests", 1),))
_TRADES = Endpoint("trades", "GET", "/api/v1/trades", costs=(("historical", 1),))
_KLINES = Endpoint("klines", "GET", "/api/v1/klines", costs=(("historical", 1),))
_MARK_PRICES = Endpoint("mark_prices", "GET", "/api/v1/markPrices", costs=(("requests", 1),))
_PLACE = Endpoint("place", "POST", "/api/v1/order", is_command=True, costs=(("requests", 1),))
_PLACE_MANY = Endpoint("place_many", "POST", "/api/v1/orders", is_command=True, costs=(("requests", 1),))
_CANCEL = Endpoint("cancel", "DELETE", "/api/v1/order", is_command=True, costs=(("requests", 1),))
_CANCEL_ALL = Endpoint("cancel_all", "DELETE", "/api/v1/orders", is_command=True, costs=(("requests", 1),))
_ORDER = Endpoint("order", "GET", "/api/v1/order", costs=(("requests", 1),))
_OPEN_ORDERS = Endpoint("open_orders", "GET", "/api/v1/orders", costs=(("requests", 1),))
_ORDER_HISTORY = Endpoint("order_history", "GET", "/wapi/v1/history/orders", costs=(("requests", 1),))
_FILLS = Endpoint("fills", "GET", "/wapi/v1/history/fills", costs=(("requests", 1),))
_BALANCES = Endpoint("balances", "GET", "/api/v1/capital", costs=(("requests", 1),))
_POSITIONS = Endpoint("positions", "GET", "/api/v1/position", costs=(("requests", 1),))
_decode_int = msgspec.json.Decoder(int).decode
_decode_status_and_message = msgspec.json.Decoder(StatusAndMessage).decode
_decode_list_market = msgspec.json.Decoder(list[Market]).decode
_decode_ticker = msgspec.json.Decoder(Ticker).decode
_decode_depth = msgspec.json.Decoder(Depth).decode
_decode_list_trade = msgspec.json.Decoder(list[Trade]).decode
_decode_list_kline = msgspec.json.Decoder(list[Kline]).decode
_decode_list_mark_price = msgspec.json.Decoder(list[MarkPrice]).decode
_decode_order = msgspec.json.Decoder(Order).decode
_decode_list_placed = msgspec.json.Decoder(list[Placed]).decode
_decode_list_order = msgspec.json.Decoder(list[Order]).decode
_decode_list_fill = msgspec.json.Decoder(list[Fill]).decode
_decode_dict_str_balance = msgspec.json.Decoder(dict[str, Balance]).decode
_decode_list_position = msgspec.json.Decoder(list[Position]).decode


class BackpackEndpoints:
    """The endpoints of Backpack Exchange, in the order of the spec."""

    def __init__(self, rest: RestExecutor, signing: Signing) -> None:
        self._call = rest.call
        self._signing = signing

    async def time(self) -> int:
        """Plain text: the number alone.

        `GET /api/v1/time`; public; costs 1 requests."""
        return await self._call(_TIME, lambda: self._signing.public("GET", "rest", "/api/v1/time"), _decode_int)

    async def status(self) -> StatusAndMessage:
        """`GET /api/v1/status`; public; costs 1 requests."""
        return await self._call(
            _STATUS, lambda: self._signing.public("GET", "rest", "/api/v1/status"), _decode_status_and_message
        )

    async def markets(self, *, market_type: MarketType | str | None = None) -> list[Market]:
        """`GET /api/v1/markets`; public; costs 1 requests."""
        query = query_text({"marketType": market_type})
        return await self._call(
            _MARKETS, lambda: self._signing.public("GET", "rest", "/api/v1/markets", query=query), _decode_list_market
        )

    async def ticker(self, *, symbol: str, interval: str | None = None) -> Ticker:
        """`GET /api/v1/ticker`; public; costs 1 requests."""
        query = f"symbol={quote(symbol)}" + (f"&interval={quote(interval)}" if interval is not None else "")
        return await self._call(
            _TICKER, lambda: self._signing.public("GET", "rest", "/api/v1/ticker", query=query), _decode_ticker
        )

    async def depth(self, *, symbol: str, limit: int | None = None) -> Depth:
        """The limit is 5, 10, 20, 50, 100, 500 or 1000 levels of each side; without one 1000.

        `GET /api/v1/depth`; public; costs 1 requests."""
        query = f"symbol={quote(symbol)}" + (f"&limit={limit}" if limit is not None else "")
        return await self._call(
            _DEPTH, lambda: self._signing.public("GET", "rest", "/api/v1/depth", query=query), _decode_depth
        )

    async def trades(self, *, symbol: str, limit: int | None = None) -> list[Trade]:
        """`GET /api/v1/trades`; public; costs 1 historical."""
        require_range("trades", "limit", limit, None, 1000)
        query = f"symbol={quote(symbol)}" + (f"&limit={limit}" if limit is not None else "")
        return await self._call(
            _TRADES, lambda: self._signing.public("GET", "rest", "/api/v1/trades", query=query), _decode_list_trade
        )

    async def klines(
        self, *, symbol: str, interval: str, start_time: int, end_time: int | None = None, price_type: str | None = None
    ) -> list[Kline]:
        """`GET /api/v1/klines`; public; costs 1 historical."""
        query = (
            f"symbol={quote(symbol)}&interval={quote(interval)}&startTime={start_time}"
            + (f"&endTime={end_time}" if end_time is not None else "")
            + (f"&priceType={quote(price_type)}" if price_type is not None else "")
        )
        return await self._call(
            _KLINES, lambda: self._signing.public("GET", "rest", "/api/v1/klines", query=query), _decode_list_kline
        )

    async def mark_prices(
        self, *, symbol: str | None = None, market_type: MarketType | str | None = None
    ) -> list[MarkPrice]:
        """`GET /api/v1/markPrices`; public; costs 1 requests."""
        query = query_text({"symbol": symbol, "marketType": market_type})
        return await self._call(
            _MARK_PRICES,
            lambda: self._signing.public("GET", "rest", "/api/v1/markPrices", query=query),
            _decode_list_mark_price,
        )

    async def place(
        self,
        *,
        order_type: OrderType | str,
        side: Side | str,
        symbol: str,
        broker: int | None = None,
        auto_lend: bool | None = None,
        auto_lend_redeem: bool | None = None,
        auto_borrow: bool | None = None,
        auto_borrow_repay: bool | None = None,
        client_id: int | None = None,
        post_only: bool | None = None,
        price: Decimal | None = None,
        quantity: Decimal | None = None,
        quote_quantity: Decimal | None = None,
        reduce_only: bool | None = None,
        self_trade_prevention: SelfTradePrevention | str | None = None,
        time_in_force: TimeInForce | str | None = None,
        trigger_by: TriggerBy | str | None = None,
        trigger_price: Decimal | None = None,
        trigger_quantity: Decimal | None = None,
    ) -> Order:
        """`POST /api/v1/order`; signed; costs 1 requests."""
        json = given(
            {
                "autoLend": auto_lend,
                "autoLendRedeem": auto_lend_redeem,
                "autoBorrow": auto_borrow,
                "autoBorrowRepay": auto_borrow_repay,
                "clientId": client_id,
                "orderType": order_type,
                "postOnly": post_only,
                "price": None if price is None else decimal_text(price),
                "quantity": None if quantity is None else decimal_text(quantity),
                "quoteQuantity": None if quote_quantity is None else decimal_text(quote_quantity),
                "reduceOnly": reduce_only,
                "selfTradePrevention": self_trade_prevention,
                "side": side,
                "symbol": symbol,
                "timeInForce": time_in_force,
                "triggerBy": trigger_by,
                "triggerPrice": None if trigger_price is None else decimal_text(trigger_price),
                "triggerQuantity": None if trigger_quantity is None else decimal_text(trigger_quantity),
            }
        )
        headers = {}
        if broker is not None:
            headers["X-BROKER-ID"] = str(broker)
        return await self._call(
            _PLACE,
            lambda: self._signing.signed("POST", "rest", "/api/v1/order", json=json, headers=headers),
            _decode_order,
        )

    async def place_many(self, *, orders: list[NewOrder]) -> list[Placed]:
        """`POST /api/v1/orders`; signed_batch; costs 1 requests."""
        return await self._call(
            _PLACE_MANY,
            lambda: self._signing.signed_batch(
                "POST",
                "rest",
                "/api/v1/orders",
                json=[
                    sent(
                        x,
                        order=(
                            "autoLend",
                            "autoLendRedeem",
                            "autoBorrow",
                            "autoBorrowRepay",
                            "clientId",
                            "orderType",
                            "postOnly",
                            "price",
                            "quantity",
                            "quoteQuantity",
                            "reduceOnly",
                            "selfTradePrevention",
                            "side",
                            "symbol",
                            "timeInForce",
                            "triggerBy",
                            "triggerPrice",
                            "triggerQuantity",
                        ),
                    )
                    for x in orders
                ],
            ),
            _decode_list_placed,
        )

    async def cancel(self, *, symbol: str, client_id: int | None = None, order_id: str | None = None) -> Order:
        """HTTP 202 (taken, not yet done) has no body, so its outcome is asked for.

        `DELETE /api/v1/order`; signed; costs 1 requests."""
        require_one("cancel", order_id=order_id, client_id=client_id)
        json = given({"clientId": client_id, "orderId": order_id, "symbol": symbol})
        return await self._call(
            _CANCEL, lambda: self._signing.signed("DELETE", "rest", "/api/v1/order", json=json), _decode_order
        )

    async def cancel_all(self, *, symbol: str, order_type: CancelOrderType | str | None = None) -> list[Order]:
        """`DELETE /api/v1/orders`; signed; costs 1 requests."""
        json = given({"symbol": symbol, "orderType": order_type})
        return await self._call(
            _CANCEL_ALL, lambda: self._signing.signed("DELETE", "rest", "/api/v1/orders", json=json), _decode_list_order
        )

    async def order(self, *, symbol: str, client_id: int | None = None, order_id: str | None = None) -> Order:
        """Only while it rests on the book.

        `GET /api/v1/order`; signed; costs 1 requests."""
        require_one("order", order_id=order_id, client_id=client_id)
        query = query_text({"clientId": client_id, "orderId": order_id, "symbol": symbol})
        return await self._call(
            _ORDER, lambda: self._signing.signed("GET", "rest", "/api/v1/order", query=query), _decode_order
        )

    async def open_orders(
        self, *, market_type: MarketType | str | None = None, symbol: str | None = None
    ) -> list[Order]:
        """`GET /api/v1/orders`; signed; costs 1 requests."""
        query = query_text({"marketType": market_type, "symbol": symbol})
        return await self._call(
            _OPEN_ORDERS, lambda: self._signing.signed("GET", "rest", "/api/v1/orders", query=query), _decode_list_order
        )

    async def order_history(
        self,
        *,
        order_id: str | None = None,
        symbol: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        sort_direction: SortDirection | str | None = None,
    ) -> list[Order]:
        """`GET /wapi/v1/history/orders`; signed; costs 1 requests."""
        require_range("order_history", "limit", limit, None, 1000)
        query = query_text(
            {"orderId": order_id, "symbol": symbol, "limit": limit, "offset": offset, "sortDirection": sort_direction}
        )
        return await self._call(
            _ORDER_HISTORY,
            lambda: self._signing.signed("GET", "rest", "/wapi/v1/history/orders", query=query),
            _decode_list_order,
        )

    async def iter_order_history(
        self,
        *,
        order_id: str | None = None,
        symbol: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        sort_direction: SortDirection | str | None = None,
    ) -> AsyncIterator[Order]:
        """All items of `order_history`, page after page, the newest pages first. `limit` is the size of a page."""
        size = 1000 if limit is None else limit
        cursor: int | None = offset
        pages = Pages("order_history", cursor)
        while True:
            page = await self.order_history(
                order_id=order_id, symbol=symbol, limit=size, offset=cursor, sort_direction=sort_direction
            )
            sent = cursor
            for item in page:
                yield item
            if len(page) < size:
                return
            cursor = pages.turn((sent or 0) + len(page), page)

    async def fills(
        self,
        *,
        order_id: str | None = None,
        since: int | None = None,
        until: int | None = None,
        symbol: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        fill_type: FillType | str | None = None,
        sort_direction: SortDirection | str | None = None,
    ) -> list[Fill]:
        """`GET /wapi/v1/history/fills`; signed; costs 1 requests."""
        require_range("fills", "limit", limit, None, 1000)
        query = query_text(
            {
                "orderId": order_id,
                "from": since,
                "to": until,
                "symbol": symbol,
                "limit": limit,
                "offset": offset,
                "fillType": fill_type,
                "sortDirection": sort_direction,
            }
        )
        return await self._call(
            _FILLS,
            lambda: self._signing.signed("GET", "rest", "/wapi/v1/history/fills", query=query),
            _decode_list_fill,
        )

    async def iter_fills(
        self,
        *,
        order_id: str | None = None,
        since: int | None = None,
        until: int | None = None,
        symbol: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        fill_type: FillType | str | None = None,
        sort_direction: SortDirection | str | None = None,
    ) -> AsyncIterator[Fill]:
        """All items of `fills`, page after page, from the first page on. `limit` is the size of a page."""
        size = 1000 if limit is None else limit
        cursor: int | None = offset
        pages = Pages("fills", cursor)
        while True:
            page = await self.fills(
                order_id=order_id,
                since=since,
                until=until,
                symbol=symbol,
                limit=size,
                offset=cursor,
                fill_type=fill_type,
                sort_direction=sort_direction,
            )
            sent = cursor
            for item in page:
                yield item
            if len(page) < size:
                return
            cursor = pages.turn((sent or 0) + len(page), page)

    async def balances(self) -> dict[str, Balance]:
        """`GET /api/v1/capital`; signed; costs 1 requests."""
        return await self._call(
            _BALANCES, lambda: self._signing.signed("GET", "rest", "/api/v1/capital"), _decode_dict_str_balance
        )

    async def positions(
        self, *, symbol: str | None = None, market_type: MarketType | str | None = None
    ) -> list[Position]:
        """`GET /api/v1/position`; signed; costs 1 requests."""
        query = query_text({"symbol": symbol, "marketType": market_type})
        return await self._call(
            _POSITIONS,
            lambda: self._signing.signed("GET", "rest", "/api/v1/position", query=query),
            _decode_list_position,
        )
