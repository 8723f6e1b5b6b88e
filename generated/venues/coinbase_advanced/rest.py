"""Coinbase Advanced Trade: the raw layer. One method per endpoint, wire types in and out, nothing normalized.

Every method raises as `RestExecutor.call` does, and ConfigurationError for bad arguments before anything is sent.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any

import msgspec
from msgspec import UNSET
from venue_runtime.arguments import given, require_range
from venue_runtime.pages import Pages
from venue_runtime.rest import Endpoint, RestExecutor
from venue_runtime.wire import decimal_text, iso_from_ns, query_text, quote, quote_path, s_from_ns

from .signing import Signing
from .types import (
    Account,
    Accounts,
    CanceledList,
    Candles,
    Created,
    Edited,
    EditPreview,
    Fill,
    Fills,
    MarginType,
    Order,
    OrderAnswer,
    Orders,
    OrderStatus,
    PositionAnswer,
    Positions,
    Preview,
    Product,
    ProductBook,
    Products,
    ProductType,
    Side,
    StopDirection,
    Time,
    Trades,
)

_TIME = Endpoint("time", "GET", "/api/v3/brokerage/time", costs=(("public", 1),))
_PRODUCTS = Endpoint(
    "products", "GET", "/api/v3/brokerage/market/products", costs=(("public", 1),), lenient=("products",)
)
_PRODUCT = Endpoint("product", "GET", "/api/v3/brokerage/market/products/{product_id}", costs=(("public", 1),))
_BOOK = Endpoint("book", "GET", "/api/v3/brokerage/market/product_book", costs=(("public", 1),))
_TRADES = Endpoint("trades", "GET", "/api/v3/brokerage/market/products/{product_id}/ticker", costs=(("public", 1),))
_CANDLES = Endpoint("candles", "GET", "/api/v3/brokerage/market/products/{product_id}/candles", costs=(("public", 1),))
_CREATE = Endpoint("create", "POST", "/api/v3/brokerage/orders", is_command=True, costs=(("private", 1),))
_PREVIEW = Endpoint("preview", "POST", "/api/v3/brokerage/orders/preview", costs=(("private", 1),))
_EDIT = Endpoint("edit", "POST", "/api/v3/brokerage/orders/edit", is_command=True, costs=(("private", 1),))
_PREVIEW_EDIT = Endpoint("preview_edit", "POST", "/api/v3/brokerage/orders/edit_preview", costs=(("private", 1),))
_CANCEL = Endpoint("cancel", "POST", "/api/v3/brokerage/orders/batch_cancel", is_command=True, costs=(("private", 1),))
_ORDER = Endpoint("order", "GET", "/api/v3/brokerage/orders/historical/{order_id}", costs=(("private", 1),))
_ORDERS = Endpoint("orders", "GET", "/api/v3/brokerage/orders/historical/batch", costs=(("private", 1),))
_FILLS = Endpoint("fills", "GET", "/api/v3/brokerage/orders/historical/fills", costs=(("private", 1),))
_ACCOUNTS = Endpoint("accounts", "GET", "/api/v3/brokerage/accounts", costs=(("private", 1),))
_POSITIONS = Endpoint("positions", "GET", "/api/v3/brokerage/cfm/positions", costs=(("private", 1),))
_POSITION = Endpoint("position", "GET", "/api/v3/brokerage/cfm/positions/{product_id}", costs=(("private", 1),))
_decode_time = msgspec.json.Decoder(Time).decode
_decode_products = msgspec.json.Decoder(Products).decode
_decode_product = msgspec.json.Decoder(Product).decode
_decode_product_book = msgspec.json.Decoder(ProductBook).decode
_decode_trades = msgspec.json.Decoder(Trades).decode
_decode_candles = msgspec.json.Decoder(Candles).decode
_decode_created = msgspec.json.Decoder(Created).decode
_decode_preview = msgspec.json.Decoder(Preview).decode
_decode_edited = msgspec.json.Decoder(Edited).decode
_decode_edit_preview = msgspec.json.Decoder(EditPreview).decode
_decode_canceled_list = msgspec.json.Decoder(CanceledList).decode
_decode_order_answer = msgspec.json.Decoder(OrderAnswer).decode
_decode_orders = msgspec.json.Decoder(Orders).decode
_decode_fills = msgspec.json.Decoder(Fills).decode
_decode_accounts = msgspec.json.Decoder(Accounts).decode
_decode_positions = msgspec.json.Decoder(Positions).decode
_decode_position_answer = msgspec.json.Decoder(PositionAnswer).decode


class CoinbaseAdvancedEndpoints:
    """The endpoints of Coinbase Advanced Trade, in the order of the spec."""

    def __init__(self, rest: RestExecutor, signing: Signing) -> None:
        self._call = rest.call
        self._signing = signing

    async def time(self) -> Time:
        """`GET /api/v3/brokerage/time`; public; costs 1 public."""
        return await self._call(
            _TIME, lambda: self._signing.public("GET", "rest", "/api/v3/brokerage/time"), _decode_time
        )

    async def products(
        self, *, kind: ProductType | str | None = None, limit: int | None = None, offset: int | None = None
    ) -> Products:
        """`GET /api/v3/brokerage/market/products`; public; costs 1 public."""
        query = query_text({"product_type": kind, "limit": limit, "offset": offset})
        return await self._call(
            _PRODUCTS,
            lambda: self._signing.public("GET", "rest", "/api/v3/brokerage/market/products", query=query),
            _decode_products,
        )

    async def product(self, *, symbol: str) -> Product:
        """`GET /api/v3/brokerage/market/products/{product_id}`; public; costs 1 public."""
        return await self._call(
            _PRODUCT,
            lambda: self._signing.public("GET", "rest", f"/api/v3/brokerage/market/products/{quote_path(symbol)}"),
            _decode_product,
        )

    async def book(
        self, *, symbol: str, limit: int | None = None, aggregation_price_increment: Decimal | None = None
    ) -> ProductBook:
        """`GET /api/v3/brokerage/market/product_book`; public; costs 1 public."""
        query = (
            f"product_id={quote(symbol)}"
            + (f"&limit={limit}" if limit is not None else "")
            + (
                f"&aggregation_price_increment={decimal_text(aggregation_price_increment)}"
                if aggregation_price_increment is not None
                else ""
            )
        )
        return await self._call(
            _BOOK,
            lambda: self._signing.public("GET", "rest", "/api/v3/brokerage/market/product_book", query=query),
            _decode_product_book,
        )

    async def trades(self, *, symbol: str, limit: int, start: int | None = None, end: int | None = None) -> Trades:
        """Newest trades first, and the best bid and ask.

        `GET /api/v3/brokerage/market/products/{product_id}/ticker`; public; costs 1 public."""
        query = (
            f"limit={limit}"
            + (f"&start={quote(str(s_from_ns(start)))}" if start is not None else "")
            + (f"&end={quote(str(s_from_ns(end)))}" if end is not None else "")
        )
        return await self._call(
            _TRADES,
            lambda: self._signing.public(
                "GET", "rest", f"/api/v3/brokerage/market/products/{quote_path(symbol)}/ticker", query=query
            ),
            _decode_trades,
        )

    async def candles(
        self, *, symbol: str, start: int, end: int, granularity: str, limit: int | None = None
    ) -> Candles:
        """`GET /api/v3/brokerage/market/products/{product_id}/candles`; public; costs 1 public."""
        require_range("candles", "limit", limit, None, 350)
        query = (
            f"start={quote(str(s_from_ns(start)))}&end={quote(str(s_from_ns(end)))}"
            + f"&granularity={quote(granularity)}"
            + (f"&limit={limit}" if limit is not None else "")
        )
        return await self._call(
            _CANDLES,
            lambda: self._signing.public(
                "GET", "rest", f"/api/v3/brokerage/market/products/{quote_path(symbol)}/candles", query=query
            ),
            _decode_candles,
        )

    async def create(
        self,
        *,
        client_order_id: str,
        symbol: str,
        side: Side | str,
        configuration: str,
        leverage: Decimal | None = None,
        margin_type: MarginType | str | None = None,
        preview_id: str | None = None,
        sor_preference: str | None = None,
        quote_size: Decimal | None = None,
        base_size: Decimal | None = None,
        limit_price: Decimal | None = None,
        stop_price: Decimal | None = None,
        stop_trigger_price: Decimal | None = None,
        stop_direction: StopDirection | str | None = None,
        end_time: int | None = None,
        post_only: bool | None = None,
    ) -> Created:
        """Repeating a client order id creates nothing, and is answered with the order that has it.

        `POST /api/v3/brokerage/orders`; signed; costs 1 private.

        Args:
            configuration: Which form the order has: limit_limit_gtc, market_market_ioc, …
        """
        json = given(
            {
                "client_order_id": client_order_id,
                "product_id": symbol,
                "side": side,
                "leverage": None if leverage is None else decimal_text(leverage),
                "margin_type": margin_type,
                "preview_id": preview_id,
                "sor_preference": sor_preference,
                "order_configuration": given(
                    {
                        configuration: given(
                            {
                                "quote_size": None if quote_size is None else decimal_text(quote_size),
                                "base_size": None if base_size is None else decimal_text(base_size),
                                "limit_price": None if limit_price is None else decimal_text(limit_price),
                                "stop_price": None if stop_price is None else decimal_text(stop_price),
                                "stop_trigger_price": (
                                    None if stop_trigger_price is None else decimal_text(stop_trigger_price)
                                ),
                                "stop_direction": stop_direction,
                                "end_time": None if end_time is None else iso_from_ns(end_time),
                                "post_only": post_only,
                            }
                        )
                        or None
                    }
                )
                or None,
            }
        )
        return await self._call(
            _CREATE,
            lambda: self._signing.signed("POST", "rest", "/api/v3/brokerage/orders", json=json),
            _decode_created,
        )

    async def preview(
        self,
        *,
        symbol: str,
        side: Side | str,
        configuration: str,
        leverage: Decimal | None = None,
        margin_type: MarginType | str | None = None,
        quote_size: Decimal | None = None,
        base_size: Decimal | None = None,
        limit_price: Decimal | None = None,
        stop_price: Decimal | None = None,
        stop_trigger_price: Decimal | None = None,
        stop_direction: StopDirection | str | None = None,
        end_time: int | None = None,
        post_only: bool | None = None,
    ) -> Preview:
        """What an order would cost, and in `errs` why it would be refused; nothing is placed.

        `POST /api/v3/brokerage/orders/preview`; signed; costs 1 private.

        Args:
            configuration: Which form the order has: limit_limit_gtc, market_market_ioc, …
        """
        json = given(
            {
                "product_id": symbol,
                "side": side,
                "leverage": None if leverage is None else decimal_text(leverage),
                "margin_type": margin_type,
                "order_configuration": given(
                    {
                        configuration: given(
                            {
                                "quote_size": None if quote_size is None else decimal_text(quote_size),
                                "base_size": None if base_size is None else decimal_text(base_size),
                                "limit_price": None if limit_price is None else decimal_text(limit_price),
                                "stop_price": None if stop_price is None else decimal_text(stop_price),
                                "stop_trigger_price": (
                                    None if stop_trigger_price is None else decimal_text(stop_trigger_price)
                                ),
                                "stop_direction": stop_direction,
                                "end_time": None if end_time is None else iso_from_ns(end_time),
                                "post_only": post_only,
                            }
                        )
                        or None
                    }
                )
                or None,
            }
        )
        return await self._call(
            _PREVIEW,
            lambda: self._signing.signed("POST", "rest", "/api/v3/brokerage/orders/preview", json=json),
            _decode_preview,
        )

    async def edit(
        self,
        *,
        order_id: str,
        price: Decimal,
        size: Decimal,
        stop_price: Decimal | None = None,
        cancel_attached_order: bool | None = None,
    ) -> Edited:
        """`POST /api/v3/brokerage/orders/edit`; signed; costs 1 private."""
        json = given(
            {
                "order_id": order_id,
                "price": decimal_text(price),
                "size": decimal_text(size),
                "stop_price": None if stop_price is None else decimal_text(stop_price),
                "cancel_attached_order": cancel_attached_order,
            }
        )
        return await self._call(
            _EDIT,
            lambda: self._signing.signed("POST", "rest", "/api/v3/brokerage/orders/edit", json=json),
            _decode_edited,
        )

    async def preview_edit(
        self, *, order_id: str, price: Decimal, size: Decimal, stop_price: Decimal | None = None
    ) -> EditPreview:
        """`POST /api/v3/brokerage/orders/edit_preview`; signed; costs 1 private."""
        json = given(
            {
                "order_id": order_id,
                "price": decimal_text(price),
                "size": decimal_text(size),
                "stop_price": None if stop_price is None else decimal_text(stop_price),
            }
        )
        return await self._call(
            _PREVIEW_EDIT,
            lambda: self._signing.signed("POST", "rest", "/api/v3/brokerage/orders/edit_preview", json=json),
            _decode_edit_preview,
        )

    async def cancel(self, *, order_ids: list[str]) -> CanceledList:
        """`POST /api/v3/brokerage/orders/batch_cancel`; signed; costs 1 private."""
        json: dict[str, Any] = {"order_ids": order_ids}
        return await self._call(
            _CANCEL,
            lambda: self._signing.signed("POST", "rest", "/api/v3/brokerage/orders/batch_cancel", json=json),
            _decode_canceled_list,
        )

    async def order(self, *, order_id: str) -> OrderAnswer:
        """`GET /api/v3/brokerage/orders/historical/{order_id}`; signed; costs 1 private."""
        return await self._call(
            _ORDER,
            lambda: self._signing.signed("GET", "rest", f"/api/v3/brokerage/orders/historical/{quote_path(order_id)}"),
            _decode_order_answer,
        )

    async def orders(
        self,
        *,
        order_ids: str | None = None,
        symbol: str | None = None,
        kind: ProductType | str | None = None,
        state: OrderStatus | str | None = None,
        side: Side | str | None = None,
        start: int | None = None,
        end: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Orders:
        """`GET /api/v3/brokerage/orders/historical/batch`; signed; costs 1 private."""
        query = query_text(
            {
                "order_ids": order_ids,
                "product_ids": symbol,
                "product_type": kind,
                "order_status": state,
                "order_side": side,
                "start_date": None if start is None else iso_from_ns(start),
                "end_date": None if end is None else iso_from_ns(end),
                "limit": limit,
                "cursor": cursor,
            }
        )
        return await self._call(
            _ORDERS,
            lambda: self._signing.signed("GET", "rest", "/api/v3/brokerage/orders/historical/batch", query=query),
            _decode_orders,
        )

    async def iter_orders(
        self,
        *,
        order_ids: str | None = None,
        symbol: str | None = None,
        kind: ProductType | str | None = None,
        state: OrderStatus | str | None = None,
        side: Side | str | None = None,
        start: int | None = None,
        end: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> AsyncIterator[Order]:
        """All items of `orders`, page after page, the newest pages first."""
        pages = Pages("orders", cursor)
        while True:
            r = await self.orders(
                order_ids=order_ids,
                symbol=symbol,
                kind=kind,
                state=state,
                side=side,
                start=start,
                end=end,
                limit=limit,
                cursor=cursor,
            )
            page = r.orders
            for item in page:
                yield item
            if not r.has_next:
                return
            following = r.cursor if r.cursor is not UNSET else None
            if following is None:
                return
            cursor = pages.turn(following)

    async def fills(
        self,
        *,
        order_ids: str | None = None,
        trade_ids: str | None = None,
        symbol: str | None = None,
        start: int | None = None,
        end: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Fills:
        """`GET /api/v3/brokerage/orders/historical/fills`; signed; costs 1 private."""
        query = query_text(
            {
                "order_ids": order_ids,
                "trade_ids": trade_ids,
                "product_ids": symbol,
                "start_sequence_timestamp": None if start is None else iso_from_ns(start),
                "end_sequence_timestamp": None if end is None else iso_from_ns(end),
                "limit": limit,
                "cursor": cursor,
            }
        )
        return await self._call(
            _FILLS,
            lambda: self._signing.signed("GET", "rest", "/api/v3/brokerage/orders/historical/fills", query=query),
            _decode_fills,
        )

    async def iter_fills(
        self,
        *,
        order_ids: str | None = None,
        trade_ids: str | None = None,
        symbol: str | None = None,
        start: int | None = None,
        end: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> AsyncIterator[Fill]:
        """All items of `fills`, page after page, the newest pages first."""
        pages = Pages("fills", cursor)
        while True:
            r = await self.fills(
                order_ids=order_ids,
                trade_ids=trade_ids,
                symbol=symbol,
                start=start,
                end=end,
                limit=limit,
                cursor=cursor,
            )
            page = r.fills
            for item in page:
                yield item
            if r.cursor == "":
                return
            cursor = pages.turn(r.cursor)

    async def accounts(self, *, limit: int | None = None, cursor: str | None = None) -> Accounts:
        """`GET /api/v3/brokerage/accounts`; signed; costs 1 private."""
        require_range("accounts", "limit", limit, None, 250)
        query = query_text({"limit": limit, "cursor": cursor})
        return await self._call(
            _ACCOUNTS,
            lambda: self._signing.signed("GET", "rest", "/api/v3/brokerage/accounts", query=query),
            _decode_accounts,
        )

    async def iter_accounts(self, *, limit: int | None = None, cursor: str | None = None) -> AsyncIterator[Account]:
        """All items of `accounts`, page after page, from the first page on."""
        pages = Pages("accounts", cursor)
        while True:
            r = await self.accounts(limit=limit, cursor=cursor)
            page = r.accounts
            for item in page:
                yield item
            if not r.has_next:
                return
            cursor = pages.turn(r.cursor)

    async def positions(self) -> Positions:
        """`GET /api/v3/brokerage/cfm/positions`; signed; costs 1 private."""
        return await self._call(
            _POSITIONS,
            lambda: self._signing.signed("GET", "rest", "/api/v3/brokerage/cfm/positions"),
            _decode_positions,
        )

    async def position(self, *, symbol: str) -> PositionAnswer:
        """`GET /api/v3/brokerage/cfm/positions/{product_id}`; signed; costs 1 private."""
        return await self._call(
            _POSITION,
            lambda: self._signing.signed("GET", "rest", f"/api/v3/brokerage/cfm/positions/{quote_path(symbol)}"),
            _decode_position_answer,
        )
