"""Coinbase Exchange: the raw layer. One method per endpoint, wire types in and out, nothing normalized.

Every method raises as `RestExecutor.call` does, and ConfigurationError for bad arguments before anything is sent.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from decimal import Decimal

import msgspec
from venue_runtime.arguments import given, require_one, require_range
from venue_runtime.pages import Pages
from venue_runtime.rest import Endpoint, RestExecutor
from venue_runtime.wire import decimal_text, iso_from_ns, query_text, quote, quote_path

from .signing import Signing
from .types import (
    Account,
    Candle,
    Fill,
    Order,
    OrderBook,
    OrderType,
    Product,
    Side,
    Stop,
    Stp,
    Ticker,
    Time,
    TimeInForce,
    Trade,
)

_TIME = Endpoint("time", "GET", "/time", costs=(("public", 1),))
_PRODUCTS = Endpoint("products", "GET", "/products", costs=(("public", 1),), lenient=())
_BOOK = Endpoint("book", "GET", "/products/{product_id}/book", costs=(("public", 1),))
_TICKER = Endpoint("ticker", "GET", "/products/{product_id}/ticker", costs=(("public", 1),))
_TRADES = Endpoint("trades", "GET", "/products/{product_id}/trades", costs=(("public", 1),))
_CANDLES = Endpoint("candles", "GET", "/products/{product_id}/candles", costs=(("public", 1),))
_NEW_ORDER = Endpoint("new_order", "POST", "/orders", is_command=True, costs=(("private", 1),))
_CANCEL_ORDER = Endpoint("cancel_order", "DELETE", "/orders/{order_id}", is_command=True, costs=(("private", 1),))
_CANCEL_ORDER_BY_CLIENT_ID = Endpoint(
    "cancel_order_by_client_id", "DELETE", "/orders/client:{client_oid}", is_command=True, costs=(("private", 1),)
)
_CANCEL_ORDERS = Endpoint("cancel_orders", "DELETE", "/orders", is_command=True, costs=(("private", 1),))
_ORDERS = Endpoint("orders", "GET", "/orders", costs=(("private", 1),))
_ORDER = Endpoint("order", "GET", "/orders/{order_id}", costs=(("private", 1),))
_ORDER_BY_CLIENT_ID = Endpoint("order_by_client_id", "GET", "/orders/client:{client_oid}", costs=(("private", 1),))
_FILLS = Endpoint("fills", "GET", "/fills", costs=(("fills", 1),))
_ACCOUNTS = Endpoint("accounts", "GET", "/accounts", costs=(("private", 1),))
_decode_time = msgspec.json.Decoder(Time).decode
_decode_list_product = msgspec.json.Decoder(list[Product]).decode
_decode_order_book = msgspec.json.Decoder(OrderBook).decode
_decode_ticker = msgspec.json.Decoder(Ticker).decode
_decode_list_trade = msgspec.json.Decoder(list[Trade]).decode
_decode_list_candle = msgspec.json.Decoder(list[Candle]).decode
_decode_order = msgspec.json.Decoder(Order).decode
_decode_str = msgspec.json.Decoder(str).decode
_decode_list_str = msgspec.json.Decoder(list[str]).decode
_decode_list_order = msgspec.json.Decoder(list[Order]).decode
_decode_list_fill = msgspec.json.Decoder(list[Fill]).decode
_decode_list_account = msgspec.json.Decoder(list[Account]).decode


class CoinbaseExchangeEndpoints:
    """The endpoints of Coinbase Exchange, in the order of the spec."""

    def __init__(self, rest: RestExecutor, signing: Signing) -> None:
        self._call = rest.call
        self._signing = signing

    async def time(self) -> Time:
        """`GET /time`; public; costs 1 public."""
        return await self._call(_TIME, lambda: self._signing.public("GET", "rest", "/time"), _decode_time)

    async def products(self) -> list[Product]:
        """`GET /products`; public; costs 1 public."""
        return await self._call(
            _PRODUCTS, lambda: self._signing.public("GET", "rest", "/products"), _decode_list_product
        )

    async def book(self, *, symbol: str, level: int | None = None) -> OrderBook:
        """Level 1 is the best bid and ask, level 2 the whole aggregated book.

        `GET /products/{product_id}/book`; public; costs 1 public."""
        require_range("book", "level", level, 1, 2)
        query = query_text({"level": level})
        return await self._call(
            _BOOK,
            lambda: self._signing.public("GET", "rest", f"/products/{quote_path(symbol)}/book", query=query),
            _decode_order_book,
        )

    async def ticker(self, *, symbol: str) -> Ticker:
        """`GET /products/{product_id}/ticker`; public; costs 1 public."""
        return await self._call(
            _TICKER,
            lambda: self._signing.public("GET", "rest", f"/products/{quote_path(symbol)}/ticker"),
            _decode_ticker,
        )

    async def trades(
        self,
        *,
        symbol: str,
        limit: int | None = None,
        before: int | None = None,
        after: int | None = None,
        headers: dict[str, str] | None = None,
    ) -> list[Trade]:
        """`GET /products/{product_id}/trades`; public; costs 1 public.

        Args:
            headers: Filled with the headers of the answer, which tell the next page.
        """
        require_range("trades", "limit", limit, 1, 1000)
        query = query_text({"limit": limit, "before": before, "after": after})
        return await self._call(
            _TRADES,
            lambda: self._signing.public("GET", "rest", f"/products/{quote_path(symbol)}/trades", query=query),
            _decode_list_trade,
            headers=headers,
        )

    async def iter_trades(
        self, *, symbol: str, limit: int | None = None, before: int | None = None, after: int | None = None
    ) -> AsyncIterator[Trade]:
        """All items of `trades`, page after page, the newest pages first. `limit` is the size of a page."""
        size = 1000 if limit is None else limit
        cursor: int | None = after
        pages = Pages("trades", cursor)
        headers: dict[str, str] = {}
        while True:
            page = await self.trades(symbol=symbol, limit=size, before=before, after=cursor, headers=headers)
            for item in page:
                yield item
            if not page:
                return
            following = int(_1) if (_1 := headers.get("cb-after")) is not None else None
            if following is None:
                return
            cursor = pages.turn(following)

    async def candles(
        self, *, symbol: str, granularity: int, start: int | None = None, end: int | None = None
    ) -> list[Candle]:
        """At most 300 candles; a start without an end is ignored.

        `GET /products/{product_id}/candles`; public; costs 1 public.

        Args:
            granularity: Seconds.
        """
        query = (
            f"granularity={granularity}"
            + (f"&start={quote(iso_from_ns(start))}" if start is not None else "")
            + (f"&end={quote(iso_from_ns(end))}" if end is not None else "")
        )
        return await self._call(
            _CANDLES,
            lambda: self._signing.public("GET", "rest", f"/products/{quote_path(symbol)}/candles", query=query),
            _decode_list_candle,
        )

    async def new_order(
        self,
        *,
        type: OrderType | str,
        side: Side | str,
        symbol: str,
        profile_id: str | None = None,
        stp: Stp | str | None = None,
        stop: Stop | str | None = None,
        stop_price: Decimal | None = None,
        price: Decimal | None = None,
        quantity: Decimal | None = None,
        quote_quantity: Decimal | None = None,
        time_in_force: TimeInForce | str | None = None,
        cancel_after: str | None = None,
        post_only: bool | None = None,
        client_order_id: str | None = None,
        max_floor: Decimal | None = None,
    ) -> Order:
        """`POST /orders`; signed; costs 1 private."""
        json = given(
            {
                "profile_id": profile_id,
                "type": type,
                "side": side,
                "product_id": symbol,
                "stp": stp,
                "stop": stop,
                "stop_price": None if stop_price is None else decimal_text(stop_price),
                "price": None if price is None else decimal_text(price),
                "size": None if quantity is None else decimal_text(quantity),
                "funds": None if quote_quantity is None else decimal_text(quote_quantity),
                "time_in_force": time_in_force,
                "cancel_after": cancel_after,
                "post_only": post_only,
                "client_oid": client_order_id,
                "max_floor": None if max_floor is None else decimal_text(max_floor),
            }
        )
        return await self._call(
            _NEW_ORDER,
            lambda: self._signing.signed("POST", "rest", "/orders", json=json),
            _decode_order,
            client_order_id=client_order_id,
        )

    async def cancel_order(self, *, order_id: str, symbol: str) -> str:
        """`DELETE /orders/{order_id}`; signed; costs 1 private."""
        query = f"product_id={quote(symbol)}"
        return await self._call(
            _CANCEL_ORDER,
            lambda: self._signing.signed("DELETE", "rest", f"/orders/{quote_path(order_id)}", query=query),
            _decode_str,
        )

    async def cancel_order_by_client_id(self, *, client_order_id: str, symbol: str) -> str:
        """`DELETE /orders/client:{client_oid}`; signed; costs 1 private."""
        query = f"product_id={quote(symbol)}"
        return await self._call(
            _CANCEL_ORDER_BY_CLIENT_ID,
            lambda: self._signing.signed(
                "DELETE", "rest", f"/orders/client:{quote_path(client_order_id)}", query=query
            ),
            _decode_str,
        )

    async def cancel_orders(self, *, symbol: str | None = None, profile_id: str | None = None) -> list[str]:
        """`DELETE /orders`; signed; costs 1 private."""
        query = query_text({"product_id": symbol, "profile_id": profile_id})
        return await self._call(
            _CANCEL_ORDERS, lambda: self._signing.signed("DELETE", "rest", "/orders", query=query), _decode_list_str
        )

    async def orders(
        self,
        *,
        symbol: str | None = None,
        status: str | None = None,
        limit: int | None = None,
        before: str | None = None,
        after: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> list[Order]:
        """`GET /orders`; signed; costs 1 private.

        Args:
            headers: Filled with the headers of the answer, which tell the next page.
        """
        require_range("orders", "limit", limit, 1, 1000)
        query = query_text({"product_id": symbol, "status": status, "limit": limit, "before": before, "after": after})
        return await self._call(
            _ORDERS,
            lambda: self._signing.signed("GET", "rest", "/orders", query=query),
            _decode_list_order,
            headers=headers,
        )

    async def iter_orders(
        self,
        *,
        symbol: str | None = None,
        status: str | None = None,
        limit: int | None = None,
        before: str | None = None,
        after: str | None = None,
    ) -> AsyncIterator[Order]:
        """All items of `orders`, page after page, the newest pages first. `limit` is the size of a page."""
        size = 1000 if limit is None else limit
        cursor: str | None = after
        pages = Pages("orders", cursor)
        headers: dict[str, str] = {}
        while True:
            page = await self.orders(
                symbol=symbol, status=status, limit=size, before=before, after=cursor, headers=headers
            )
            for item in page:
                yield item
            if not page:
                return
            following = headers.get("cb-after")
            if following is None:
                return
            cursor = pages.turn(following)

    async def order(self, *, order_id: str) -> Order:
        """`GET /orders/{order_id}`; signed; costs 1 private."""
        return await self._call(
            _ORDER, lambda: self._signing.signed("GET", "rest", f"/orders/{quote_path(order_id)}"), _decode_order
        )

    async def order_by_client_id(self, *, client_order_id: str) -> Order:
        """`GET /orders/client:{client_oid}`; signed; costs 1 private."""
        return await self._call(
            _ORDER_BY_CLIENT_ID,
            lambda: self._signing.signed("GET", "rest", f"/orders/client:{quote_path(client_order_id)}"),
            _decode_order,
        )

    async def fills(
        self,
        *,
        order_id: str | None = None,
        symbol: str | None = None,
        limit: int | None = None,
        before: int | None = None,
        after: int | None = None,
        headers: dict[str, str] | None = None,
    ) -> list[Fill]:
        """`GET /fills`; signed; costs 1 fills.

        Args:
            headers: Filled with the headers of the answer, which tell the next page.
        """
        require_range("fills", "limit", limit, 1, 1000)
        require_one("fills", order_id=order_id, symbol=symbol)
        query = query_text(
            {"order_id": order_id, "product_id": symbol, "limit": limit, "before": before, "after": after}
        )
        return await self._call(
            _FILLS,
            lambda: self._signing.signed("GET", "rest", "/fills", query=query),
            _decode_list_fill,
            headers=headers,
        )

    async def iter_fills(
        self,
        *,
        order_id: str | None = None,
        symbol: str | None = None,
        limit: int | None = None,
        before: int | None = None,
        after: int | None = None,
    ) -> AsyncIterator[Fill]:
        """All items of `fills`, page after page, the newest pages first. `limit` is the size of a page."""
        size = 1000 if limit is None else limit
        cursor: int | None = after
        pages = Pages("fills", cursor)
        headers: dict[str, str] = {}
        while True:
            page = await self.fills(
                order_id=order_id, symbol=symbol, limit=size, before=before, after=cursor, headers=headers
            )
            for item in page:
                yield item
            if not page:
                return
            following = int(_1) if (_1 := headers.get("cb-after")) is not None else None
            if following is None:
                return
            cursor = pages.turn(following)

    async def accounts(self) -> list[Account]:
        """`GET /accounts`; signed; costs 1 private."""
        return await self._call(
            _ACCOUNTS, lambda: self._signing.signed("GET", "rest", "/accounts"), _decode_list_account
        )
