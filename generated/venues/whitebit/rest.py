"""WhiteBIT: the raw layer. One method per endpoint, wire types in and out, nothing normalized.

Every method raises as `RestExecutor.call` does, and ConfigurationError for bad arguments before anything is sent.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any

import msgspec
from venue_runtime.arguments import given, require_one, require_range
from venue_runtime.exprs import sent
from venue_runtime.pages import Pages
from venue_runtime.rest import Endpoint, RestExecutor
from venue_runtime.wire import decimal_text, query_text, quote, quote_path

from .signing import Signing
from .types import (
    Amounts,
    Canceled,
    Deal,
    FoundOrder,
    Market,
    NewOrder,
    Order,
    OrderBook,
    OrderRef,
    Placed,
    ServerTime,
    Side,
    Stp,
    StreamToken,
    Trade,
    V1ListCandle,
    V1Ticker,
)

_MARKETS = Endpoint("markets", "GET", "/api/v4/public/markets", costs=(("market_data", 1),), lenient=())
_TIME = Endpoint("time", "GET", "/api/v4/public/time", costs=(("market_data", 1),))
_TICKER = Endpoint("ticker", "GET", "/api/v1/public/ticker", costs=(("candles", 1),))
_ORDER_BOOK = Endpoint("order_book", "GET", "/api/v4/public/orderbook/{market}", costs=(("order_book", 1),))
_TRADES = Endpoint("trades", "GET", "/api/v4/public/trades/{market}", costs=(("market_data", 1),))
_CANDLES = Endpoint("candles", "GET", "/api/v1/public/kline", costs=(("candles", 1),))
_WEBSOCKET_TOKEN = Endpoint("websocket_token", "POST", "/api/v4/profile/websocket_token", costs=(("token", 1),))
_BALANCES = Endpoint("balances", "POST", "/api/v4/trade-account/balance", costs=(("account", 1),))
_NEW_LIMIT = Endpoint("new_limit", "POST", "/api/v4/order/new", is_command=True, costs=(("trading", 1),))
_NEW_MARKET = Endpoint("new_market", "POST", "/api/v4/order/market", is_command=True, costs=(("trading", 1),))
_NEW_STOCK_MARKET = Endpoint(
    "new_stock_market", "POST", "/api/v4/order/stock_market", is_command=True, costs=(("trading", 1),)
)
_NEW_STOP_LIMIT = Endpoint(
    "new_stop_limit", "POST", "/api/v4/order/stop_limit", is_command=True, costs=(("trading", 1),)
)
_NEW_STOP_MARKET = Endpoint(
    "new_stop_market", "POST", "/api/v4/order/stop_market", is_command=True, costs=(("trading", 1),)
)
_NEW_MANY = Endpoint("new_many", "POST", "/api/v4/order/bulk", is_command=True, costs=(("trading", 1),))
_CANCEL = Endpoint("cancel", "POST", "/api/v4/order/cancel", is_command=True, costs=(("trading", 1),))
_CANCEL_MANY = Endpoint("cancel_many", "POST", "/api/v4/order/cancel/bulk", is_command=True, costs=(("trading", 1),))
_CANCEL_ALL = Endpoint("cancel_all", "POST", "/api/v4/order/cancel/all", is_command=True, costs=(("trading", 1),))
_KILL_SWITCH = Endpoint("kill_switch", "POST", "/api/v4/order/kill-switch", is_command=True, costs=(("trading", 1),))
_MODIFY = Endpoint("modify", "POST", "/api/v4/order/modify", is_command=True, costs=(("trading", 1),))
_ACTIVE_ORDER = Endpoint("active_order", "POST", "/api/v4/orders", costs=(("account", 1),))
_OPEN_ORDERS = Endpoint("open_orders", "POST", "/api/v4/orders", costs=(("account", 1),))
_ORDER_HISTORY = Endpoint("order_history", "POST", "/api/v4/trade-account/order/history", costs=(("account", 1),))
_DEALS = Endpoint("deals", "POST", "/api/v4/trade-account/executed-history", costs=(("account", 1),))
_decode_list_market = msgspec.json.Decoder(list[Market]).decode
_decode_server_time = msgspec.json.Decoder(ServerTime).decode
_decode_v1_ticker = msgspec.json.Decoder(V1Ticker).decode
_decode_order_book = msgspec.json.Decoder(OrderBook).decode
_decode_list_trade = msgspec.json.Decoder(list[Trade]).decode
_decode_v1_list_candle = msgspec.json.Decoder(V1ListCandle).decode
_decode_stream_token = msgspec.json.Decoder(StreamToken).decode
_decode_dict_str_amounts = msgspec.json.Decoder(dict[str, Amounts]).decode
_decode_order = msgspec.json.Decoder(Order).decode
_decode_list_placed = msgspec.json.Decoder(list[Placed]).decode
_decode_list_canceled = msgspec.json.Decoder(list[Canceled]).decode
_decode_list_any = msgspec.json.Decoder(list[Any]).decode
_decode_any = msgspec.json.Decoder(Any).decode
_decode_list_found_order = msgspec.json.Decoder(list[FoundOrder]).decode
_decode_list_order = msgspec.json.Decoder(list[Order]).decode
_decode_dict_str_list_found_order = msgspec.json.Decoder(dict[str, list[FoundOrder]]).decode
_decode_list_deal = msgspec.json.Decoder(list[Deal]).decode


class WhitebitEndpoints:
    """The endpoints of WhiteBIT, in the order of the spec."""

    def __init__(self, rest: RestExecutor, signing: Signing) -> None:
        self._call = rest.call
        self._signing = signing

    async def markets(self) -> list[Market]:
        """`GET /api/v4/public/markets`; public; costs 1 market_data."""
        return await self._call(
            _MARKETS, lambda: self._signing.public("GET", "rest", "/api/v4/public/markets"), _decode_list_market
        )

    async def time(self) -> ServerTime:
        """`GET /api/v4/public/time`; public; costs 1 market_data."""
        return await self._call(
            _TIME, lambda: self._signing.public("GET", "rest", "/api/v4/public/time"), _decode_server_time
        )

    async def ticker(self, *, market: str) -> V1Ticker:
        """The fourth version has no best prices.

        `GET /api/v1/public/ticker`; public; costs 1 candles."""
        query = f"market={quote(market)}"
        return await self._call(
            _TICKER,
            lambda: self._signing.public("GET", "rest", "/api/v1/public/ticker", query=query),
            _decode_v1_ticker,
        )

    async def order_book(self, *, market: str, limit: int | None = None, level: int | None = None) -> OrderBook:
        """`GET /api/v4/public/orderbook/{market}`; public; costs 1 order_book."""
        require_range("order_book", "limit", limit, 0, 100)
        require_range("order_book", "level", level, 0, 10)
        query = query_text({"limit": limit, "level": level})
        return await self._call(
            _ORDER_BOOK,
            lambda: self._signing.public("GET", "rest", f"/api/v4/public/orderbook/{quote_path(market)}", query=query),
            _decode_order_book,
        )

    async def trades(self, *, market: str, side: Side | str | None = None) -> list[Trade]:
        """`GET /api/v4/public/trades/{market}`; public; costs 1 market_data."""
        query = query_text({"type": side})
        return await self._call(
            _TRADES,
            lambda: self._signing.public("GET", "rest", f"/api/v4/public/trades/{quote_path(market)}", query=query),
            _decode_list_trade,
        )

    async def candles(
        self,
        *,
        market: str,
        start: int | None = None,
        end: int | None = None,
        interval: str | None = None,
        limit: int | None = None,
    ) -> V1ListCandle:
        """`GET /api/v1/public/kline`; public; costs 1 candles."""
        require_range("candles", "limit", limit, 1, 1440)
        query = (
            f"market={quote(market)}"
            + (f"&start={start}" if start is not None else "")
            + (f"&end={end}" if end is not None else "")
            + (f"&interval={quote(interval)}" if interval is not None else "")
            + (f"&limit={limit}" if limit is not None else "")
        )
        return await self._call(
            _CANDLES,
            lambda: self._signing.public("GET", "rest", "/api/v1/public/kline", query=query),
            _decode_v1_list_candle,
        )

    async def websocket_token(self) -> StreamToken:
        """`POST /api/v4/profile/websocket_token`; signed; costs 1 token."""
        return await self._call(
            _WEBSOCKET_TOKEN,
            lambda: self._signing.signed("POST", "rest", "/api/v4/profile/websocket_token"),
            _decode_stream_token,
        )

    async def balances(self, *, ticker: str | None = None) -> dict[str, Amounts]:
        """`POST /api/v4/trade-account/balance`; signed; costs 1 account."""
        json = given({"ticker": ticker})
        return await self._call(
            _BALANCES,
            lambda: self._signing.signed("POST", "rest", "/api/v4/trade-account/balance", json=json),
            _decode_dict_str_amounts,
        )

    async def new_limit(
        self,
        *,
        market: str,
        side: Side | str,
        amount: Decimal,
        price: Decimal,
        client_order_id: str | None = None,
        post_only: bool | None = None,
        ioc: bool | None = None,
        bbo_role: int | None = None,
        stp: Stp | str | None = None,
        rpi: bool | None = None,
        retail: bool | None = None,
    ) -> Order:
        """`POST /api/v4/order/new`; signed; costs 1 trading."""
        json = given(
            {
                "market": market,
                "side": side,
                "amount": decimal_text(amount),
                "price": decimal_text(price),
                "clientOrderId": client_order_id,
                "postOnly": post_only,
                "ioc": ioc,
                "bboRole": bbo_role,
                "stp": stp,
                "rpi": rpi,
                "retail": retail,
            }
        )
        return await self._call(
            _NEW_LIMIT,
            lambda: self._signing.signed("POST", "rest", "/api/v4/order/new", json=json),
            _decode_order,
            client_order_id=client_order_id,
        )

    async def new_market(
        self,
        *,
        market: str,
        side: Side | str,
        amount: Decimal,
        client_order_id: str | None = None,
        stp: Stp | str | None = None,
    ) -> Order:
        """The amount is of the quote currency when it buys.

        `POST /api/v4/order/market`; signed; costs 1 trading."""
        json = given(
            {
                "market": market,
                "side": side,
                "amount": decimal_text(amount),
                "clientOrderId": client_order_id,
                "stp": stp,
            }
        )
        return await self._call(
            _NEW_MARKET,
            lambda: self._signing.signed("POST", "rest", "/api/v4/order/market", json=json),
            _decode_order,
            client_order_id=client_order_id,
        )

    async def new_stock_market(
        self,
        *,
        market: str,
        side: Side | str,
        amount: Decimal,
        client_order_id: str | None = None,
        stp: Stp | str | None = None,
    ) -> Order:
        """The amount is of the base currency.

        `POST /api/v4/order/stock_market`; signed; costs 1 trading."""
        json = given(
            {
                "market": market,
                "side": side,
                "amount": decimal_text(amount),
                "clientOrderId": client_order_id,
                "stp": stp,
            }
        )
        return await self._call(
            _NEW_STOCK_MARKET,
            lambda: self._signing.signed("POST", "rest", "/api/v4/order/stock_market", json=json),
            _decode_order,
            client_order_id=client_order_id,
        )

    async def new_stop_limit(
        self,
        *,
        market: str,
        side: Side | str,
        amount: Decimal,
        price: Decimal,
        activation_price: Decimal,
        client_order_id: str | None = None,
        bbo_role: int | None = None,
        stp: Stp | str | None = None,
    ) -> Order:
        """`POST /api/v4/order/stop_limit`; signed; costs 1 trading."""
        json = given(
            {
                "market": market,
                "side": side,
                "amount": decimal_text(amount),
                "price": decimal_text(price),
                "activation_price": decimal_text(activation_price),
                "clientOrderId": client_order_id,
                "bboRole": bbo_role,
                "stp": stp,
            }
        )
        return await self._call(
            _NEW_STOP_LIMIT,
            lambda: self._signing.signed("POST", "rest", "/api/v4/order/stop_limit", json=json),
            _decode_order,
            client_order_id=client_order_id,
        )

    async def new_stop_market(
        self,
        *,
        market: str,
        side: Side | str,
        amount: Decimal,
        activation_price: Decimal,
        client_order_id: str | None = None,
        stp: Stp | str | None = None,
    ) -> Order:
        """The amount is of the quote currency when it buys.

        `POST /api/v4/order/stop_market`; signed; costs 1 trading."""
        json = given(
            {
                "market": market,
                "side": side,
                "amount": decimal_text(amount),
                "activation_price": decimal_text(activation_price),
                "clientOrderId": client_order_id,
                "stp": stp,
            }
        )
        return await self._call(
            _NEW_STOP_MARKET,
            lambda: self._signing.signed("POST", "rest", "/api/v4/order/stop_market", json=json),
            _decode_order,
            client_order_id=client_order_id,
        )

    async def new_many(self, *, orders: list[NewOrder], stop_on_fail: bool | None = None) -> list[Placed]:
        """`POST /api/v4/order/bulk`; signed; costs 1 trading."""
        json = given({"orders": [sent(x) for x in orders], "stopOnFail": stop_on_fail})
        return await self._call(
            _NEW_MANY,
            lambda: self._signing.signed("POST", "rest", "/api/v4/order/bulk", json=json),
            _decode_list_placed,
        )

    async def cancel(self, *, market: str, order_id: int | None = None, client_order_id: str | None = None) -> Order:
        """`POST /api/v4/order/cancel`; signed; costs 1 trading."""
        require_one("cancel", order_id=order_id, client_order_id=client_order_id)
        json = given({"market": market, "orderId": order_id, "clientOrderId": client_order_id})
        return await self._call(
            _CANCEL,
            lambda: self._signing.signed("POST", "rest", "/api/v4/order/cancel", json=json),
            _decode_order,
            client_order_id=client_order_id,
        )

    async def cancel_many(self, *, orders: list[OrderRef]) -> list[Canceled]:
        """`POST /api/v4/order/cancel/bulk`; signed; costs 1 trading."""
        json: dict[str, Any] = {"orders": [sent(x) for x in orders]}
        return await self._call(
            _CANCEL_MANY,
            lambda: self._signing.signed("POST", "rest", "/api/v4/order/cancel/bulk", json=json),
            _decode_list_canceled,
        )

    async def cancel_all(self, *, market: str | None = None, type: list[str] | None = None) -> list[Any]:
        """`POST /api/v4/order/cancel/all`; signed; costs 1 trading."""
        json = given({"market": market, "type": type})
        return await self._call(
            _CANCEL_ALL,
            lambda: self._signing.signed("POST", "rest", "/api/v4/order/cancel/all", json=json),
            _decode_list_any,
        )

    async def kill_switch(self, *, market: str, timeout: str | None, types: list[str] | None = None) -> Any:
        """`POST /api/v4/order/kill-switch`; signed; costs 1 trading."""
        json = given({"market": market, "timeout": timeout, "types": types})
        return await self._call(
            _KILL_SWITCH,
            lambda: self._signing.signed("POST", "rest", "/api/v4/order/kill-switch", json=json),
            _decode_any,
        )

    async def modify(
        self,
        *,
        market: str,
        order_id: int | None = None,
        client_order_id: str | None = None,
        amount: Decimal | None = None,
        total: Decimal | None = None,
        price: Decimal | None = None,
        activation_price: Decimal | None = None,
        stp: Stp | str | None = None,
    ) -> Order:
        """`POST /api/v4/order/modify`; signed; costs 1 trading."""
        require_one("modify", order_id=order_id, client_order_id=client_order_id)
        json = given(
            {
                "orderId": order_id,
                "clientOrderId": client_order_id,
                "market": market,
                "amount": None if amount is None else decimal_text(amount),
                "total": None if total is None else decimal_text(total),
                "price": None if price is None else decimal_text(price),
                "activationPrice": None if activation_price is None else decimal_text(activation_price),
                "stp": stp,
            }
        )
        return await self._call(
            _MODIFY,
            lambda: self._signing.signed("POST", "rest", "/api/v4/order/modify", json=json),
            _decode_order,
            client_order_id=client_order_id,
        )

    async def active_order(
        self, *, market: str, order_id: int | None = None, client_order_id: str | None = None
    ) -> list[FoundOrder]:
        """`POST /api/v4/orders`; signed; costs 1 account."""
        require_one("active_order", order_id=order_id, client_order_id=client_order_id)
        json = given({"market": market, "orderId": order_id, "clientOrderId": client_order_id})
        return await self._call(
            _ACTIVE_ORDER,
            lambda: self._signing.signed("POST", "rest", "/api/v4/orders", json=json),
            _decode_list_found_order,
            client_order_id=client_order_id,
        )

    async def open_orders(
        self, *, market: str | None = None, offset: int | None = None, limit: int | None = None
    ) -> list[Order]:
        """`POST /api/v4/orders`; signed; costs 1 account."""
        require_range("open_orders", "offset", offset, 0, None)
        require_range("open_orders", "limit", limit, 1, 100)
        json = given({"market": market, "offset": offset, "limit": limit})
        return await self._call(
            _OPEN_ORDERS, lambda: self._signing.signed("POST", "rest", "/api/v4/orders", json=json), _decode_list_order
        )

    async def iter_open_orders(
        self, *, market: str | None = None, offset: int | None = None, limit: int | None = None
    ) -> AsyncIterator[Order]:
        """All items of `open_orders`, page after page, from the first page on. `limit` is the size of a page."""
        size = 100 if limit is None else limit
        cursor: int | None = offset
        pages = Pages("open_orders", cursor)
        while True:
            page = await self.open_orders(market=market, offset=cursor, limit=size)
            sent = cursor
            for item in page:
                yield item
            if len(page) < size:
                return
            cursor = pages.turn((sent or 0) + len(page), page)

    async def order_history(
        self,
        *,
        market: str | None = None,
        order_id: int | None = None,
        client_order_id: str | None = None,
        status: str | None = None,
        start_date: int | None = None,
        end_date: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
    ) -> dict[str, list[FoundOrder]]:
        """`POST /api/v4/trade-account/order/history`; signed; costs 1 account."""
        require_range("order_history", "limit", limit, 1, 500)
        json = given(
            {
                "market": market,
                "orderId": order_id,
                "clientOrderId": client_order_id,
                "status": status,
                "startDate": start_date,
                "endDate": end_date,
                "offset": offset,
                "limit": limit,
            }
        )
        return await self._call(
            _ORDER_HISTORY,
            lambda: self._signing.signed("POST", "rest", "/api/v4/trade-account/order/history", json=json),
            _decode_dict_str_list_found_order,
            client_order_id=client_order_id,
        )

    async def deals(
        self,
        *,
        market: str,
        client_order_id: str | None = None,
        start_date: int | None = None,
        end_date: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
    ) -> list[Deal]:
        """Without a market the answer is another one: an object by market.

        `POST /api/v4/trade-account/executed-history`; signed; costs 1 account."""
        require_range("deals", "limit", limit, 1, 500)
        json = given(
            {
                "market": market,
                "clientOrderId": client_order_id,
                "startDate": start_date,
                "endDate": end_date,
                "offset": offset,
                "limit": limit,
            }
        )
        return await self._call(
            _DEALS,
            lambda: self._signing.signed("POST", "rest", "/api/v4/trade-account/executed-history", json=json),
            _decode_list_deal,
        )

    async def iter_deals(
        self,
        *,
        market: str,
        client_order_id: str | None = None,
        start_date: int | None = None,
        end_date: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
    ) -> AsyncIterator[Deal]:
        """All items of `deals`, page after page, from the first page on. `limit` is the size of a page."""
        size = 500 if limit is None else limit
        cursor: int | None = offset
        pages = Pages("deals", cursor)
        while True:
            page = await self.deals(
                market=market,
                client_order_id=client_order_id,
                start_date=start_date,
                end_date=end_date,
                offset=cursor,
                limit=size,
            )
            sent = cursor
            for item in page:
                yield item
            if len(page) < size:
                return
            cursor = pages.turn((sent or 0) + len(page), page)
