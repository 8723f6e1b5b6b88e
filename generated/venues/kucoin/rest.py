"""KuCoin: the raw layer. One method per endpoint, wire types in and out, nothing normalized.

Every method raises as `RestExecutor.call` does, and ConfigurationError for bad arguments before anything is sent.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any

import msgspec
from venue_runtime.arguments import given, require_any, require_one, require_range
from venue_runtime.exprs import sent
from venue_runtime.pages import Pages
from venue_runtime.rest import Endpoint, RestExecutor
from venue_runtime.wire import decimal_text, query_text, quote, quote_path

from .signing import Signing
from .types import (
    EnvelopeActiveSymbols,
    EnvelopeApiKey,
    EnvelopeCanceledAll,
    EnvelopeCanceledPart,
    EnvelopeClosedOrders,
    EnvelopeDepth,
    EnvelopeEdited,
    EnvelopeFills,
    EnvelopeLevel1,
    EnvelopeListAccount,
    EnvelopeListBatchedOrder,
    EnvelopeListCandle,
    EnvelopeListOrder,
    EnvelopeListSymbol,
    EnvelopeListTrade,
    EnvelopeMs,
    EnvelopeOrder,
    EnvelopeOrderIds,
    EnvelopeServiceStatus,
    EnvelopeStr,
    EnvelopeSwitch,
    EnvelopeSyncedOrder,
    EnvelopeToken,
    Fill,
    NewOrder,
    Order,
    OrderType,
    Side,
    Stp,
    TimeInForce,
)

_SERVER_TIME = Endpoint("server_time", "GET", "/api/v1/timestamp", costs=(("public", 3),))
_SERVICE_STATUS = Endpoint("service_status", "GET", "/api/v1/status", costs=(("public", 3),))
_SYMBOLS = Endpoint("symbols", "GET", "/api/v2/symbols", costs=(("public", 4),), lenient=("data",))
_LEVEL1 = Endpoint("level1", "GET", "/api/v1/market/orderbook/level1", costs=(("public", 2),))
_TRADES = Endpoint("trades", "GET", "/api/v1/market/histories", costs=(("public", 3),))
_CANDLES = Endpoint("candles", "GET", "/api/v1/market/candles", costs=(("public", 3),))
_PART_ORDER_BOOK = Endpoint("part_order_book", "GET", "/api/v1/market/orderbook/level2_{size}", costs=(("public", 2),))
_FULL_ORDER_BOOK = Endpoint("full_order_book", "GET", "/api/v3/market/orderbook/level2", costs=(("spot", 3),))
_BULLET_PUBLIC = Endpoint("bullet_public", "POST", "/api/v1/bullet-public", costs=(("public", 10),))
_BULLET_PRIVATE = Endpoint("bullet_private", "POST", "/api/v1/bullet-private", costs=(("spot", 10),))
_NEW_ORDER = Endpoint("new_order", "POST", "/api/v1/hf/orders", is_command=True, costs=(("spot", 1),))
_NEW_ORDER_SYNC = Endpoint("new_order_sync", "POST", "/api/v1/hf/orders/sync", is_command=True, costs=(("spot", 1),))
_NEW_ORDER_TEST = Endpoint("new_order_test", "POST", "/api/v1/hf/orders/test", is_command=True, costs=(("spot", 1),))
_NEW_ORDERS_SYNC = Endpoint(
    "new_orders_sync", "POST", "/api/v1/hf/orders/multi/sync", is_command=True, costs=(("spot", 1),)
)
_EDIT_ORDER = Endpoint("edit_order", "POST", "/api/v1/hf/orders/alter", is_command=True, costs=(("spot", 1),))
_CANCEL_ORDER_SYNC = Endpoint(
    "cancel_order_sync", "DELETE", "/api/v1/hf/orders/sync/{orderId}", is_command=True, costs=(("spot", 1),)
)
_CANCEL_ORDER_BY_CLIENT_ID_SYNC = Endpoint(
    "cancel_order_by_client_id_sync",
    "DELETE",
    "/api/v1/hf/orders/sync/client-order/{clientOid}",
    is_command=True,
    costs=(("spot", 1),),
)
_CANCEL_ORDER = Endpoint("cancel_order", "DELETE", "/api/v1/hf/orders/{orderId}", is_command=True, costs=(("spot", 1),))
_CANCEL_PART = Endpoint(
    "cancel_part", "DELETE", "/api/v1/hf/orders/cancel/{orderId}", is_command=True, costs=(("spot", 2),)
)
_CANCEL_ORDERS_OF_SYMBOL = Endpoint(
    "cancel_orders_of_symbol", "DELETE", "/api/v1/hf/orders", is_command=True, costs=(("spot", 2),)
)
_CANCEL_ALL_ORDERS = Endpoint(
    "cancel_all_orders", "DELETE", "/api/v1/hf/orders/cancelAll", is_command=True, costs=(("spot", 30),)
)
_ORDER = Endpoint("order", "GET", "/api/v1/hf/orders/{orderId}", costs=(("spot", 2),))
_ORDER_BY_CLIENT_ID = Endpoint(
    "order_by_client_id", "GET", "/api/v1/hf/orders/client-order/{clientOid}", costs=(("spot", 2),)
)
_OPEN_ORDERS = Endpoint("open_orders", "GET", "/api/v1/hf/orders/active", costs=(("spot", 2),))
_SYMBOLS_WITH_OPEN_ORDERS = Endpoint(
    "symbols_with_open_orders", "GET", "/api/v1/hf/orders/active/symbols", costs=(("spot", 2),)
)
_CLOSED_ORDERS = Endpoint("closed_orders", "GET", "/api/v1/hf/orders/done", costs=(("spot", 2),))
_FILLS = Endpoint("fills", "GET", "/api/v1/hf/fills", costs=(("spot", 2),))
_SWITCH = Endpoint("switch", "GET", "/api/v1/hf/orders/dead-cancel-all/query", costs=(("spot", 2),))
_SET_SWITCH = Endpoint("set_switch", "POST", "/api/v1/hf/orders/dead-cancel-all", is_command=True, costs=(("spot", 2),))
_ACCOUNTS = Endpoint("accounts", "GET", "/api/v1/accounts", costs=(("management", 5),))
_API_KEY = Endpoint("api_key", "GET", "/api/v1/user/api-key", costs=(("management", 20),))
_decode_envelope_ms = msgspec.json.Decoder(EnvelopeMs).decode
_decode_envelope_service_status = msgspec.json.Decoder(EnvelopeServiceStatus).decode
_decode_envelope_list_symbol = msgspec.json.Decoder(EnvelopeListSymbol).decode
_decode_envelope_level1 = msgspec.json.Decoder(EnvelopeLevel1).decode
_decode_envelope_list_trade = msgspec.json.Decoder(EnvelopeListTrade).decode
_decode_envelope_list_candle = msgspec.json.Decoder(EnvelopeListCandle).decode
_decode_envelope_depth = msgspec.json.Decoder(EnvelopeDepth).decode
_decode_envelope_token = msgspec.json.Decoder(EnvelopeToken).decode
_decode_envelope_order_ids = msgspec.json.Decoder(EnvelopeOrderIds).decode
_decode_envelope_synced_order = msgspec.json.Decoder(EnvelopeSyncedOrder).decode
_decode_envelope_list_batched_order = msgspec.json.Decoder(EnvelopeListBatchedOrder).decode
_decode_envelope_edited = msgspec.json.Decoder(EnvelopeEdited).decode
_decode_envelope_canceled_part = msgspec.json.Decoder(EnvelopeCanceledPart).decode
_decode_envelope_str = msgspec.json.Decoder(EnvelopeStr).decode
_decode_envelope_canceled_all = msgspec.json.Decoder(EnvelopeCanceledAll).decode
_decode_envelope_order = msgspec.json.Decoder(EnvelopeOrder).decode
_decode_envelope_list_order = msgspec.json.Decoder(EnvelopeListOrder).decode
_decode_envelope_active_symbols = msgspec.json.Decoder(EnvelopeActiveSymbols).decode
_decode_envelope_closed_orders = msgspec.json.Decoder(EnvelopeClosedOrders).decode
_decode_envelope_fills = msgspec.json.Decoder(EnvelopeFills).decode
_decode_envelope_switch = msgspec.json.Decoder(EnvelopeSwitch).decode
_decode_envelope_list_account = msgspec.json.Decoder(EnvelopeListAccount).decode
_decode_envelope_api_key = msgspec.json.Decoder(EnvelopeApiKey).decode


class KucoinEndpoints:
    """The endpoints of KuCoin, in the order of the spec."""

    def __init__(self, rest: RestExecutor, signing: Signing) -> None:
        self._call = rest.call
        self._signing = signing

    async def server_time(self) -> EnvelopeMs:
        """`GET /api/v1/timestamp`; public; costs 3 public."""
        return await self._call(
            _SERVER_TIME, lambda: self._signing.public("GET", "rest", "/api/v1/timestamp"), _decode_envelope_ms
        )

    async def service_status(self) -> EnvelopeServiceStatus:
        """`GET /api/v1/status`; public; costs 3 public."""
        return await self._call(
            _SERVICE_STATUS,
            lambda: self._signing.public("GET", "rest", "/api/v1/status"),
            _decode_envelope_service_status,
        )

    async def symbols(self, *, market: str | None = None) -> EnvelopeListSymbol:
        """`GET /api/v2/symbols`; public; costs 4 public."""
        query = query_text({"market": market})
        return await self._call(
            _SYMBOLS,
            lambda: self._signing.public("GET", "rest", "/api/v2/symbols", query=query),
            _decode_envelope_list_symbol,
        )

    async def level1(self, *, symbol: str) -> EnvelopeLevel1:
        """`GET /api/v1/market/orderbook/level1`; public; costs 2 public."""
        query = f"symbol={quote(symbol)}"
        return await self._call(
            _LEVEL1,
            lambda: self._signing.public("GET", "rest", "/api/v1/market/orderbook/level1", query=query),
            _decode_envelope_level1,
        )

    async def trades(self, *, symbol: str) -> EnvelopeListTrade:
        """`GET /api/v1/market/histories`; public; costs 3 public."""
        query = f"symbol={quote(symbol)}"
        return await self._call(
            _TRADES,
            lambda: self._signing.public("GET", "rest", "/api/v1/market/histories", query=query),
            _decode_envelope_list_trade,
        )

    async def candles(
        self, *, symbol: str, type: str, start_at: int | None = None, end_at: int | None = None
    ) -> EnvelopeListCandle:
        """`GET /api/v1/market/candles`; public; costs 3 public."""
        query = (
            f"symbol={quote(symbol)}&type={quote(type)}"
            + (f"&startAt={start_at}" if start_at is not None else "")
            + (f"&endAt={end_at}" if end_at is not None else "")
        )
        return await self._call(
            _CANDLES,
            lambda: self._signing.public("GET", "rest", "/api/v1/market/candles", query=query),
            _decode_envelope_list_candle,
        )

    async def part_order_book(self, *, symbol: str, size: int) -> EnvelopeDepth:
        """`GET /api/v1/market/orderbook/level2_{size}`; public; costs 2 public.

        Args:
            size: 20 or 100 levels.
        """
        query = f"symbol={quote(symbol)}"
        return await self._call(
            _PART_ORDER_BOOK,
            lambda: self._signing.public("GET", "rest", f"/api/v1/market/orderbook/level2_{size}", query=query),
            _decode_envelope_depth,
        )

    async def full_order_book(self, *, symbol: str) -> EnvelopeDepth:
        """`GET /api/v3/market/orderbook/level2`; signed; costs 3 spot."""
        query = f"symbol={quote(symbol)}"
        return await self._call(
            _FULL_ORDER_BOOK,
            lambda: self._signing.signed("GET", "rest", "/api/v3/market/orderbook/level2", query=query),
            _decode_envelope_depth,
        )

    async def bullet_public(self) -> EnvelopeToken:
        """`POST /api/v1/bullet-public`; public; costs 10 public."""
        return await self._call(
            _BULLET_PUBLIC,
            lambda: self._signing.public("POST", "rest", "/api/v1/bullet-public"),
            _decode_envelope_token,
        )

    async def bullet_private(self) -> EnvelopeToken:
        """`POST /api/v1/bullet-private`; signed; costs 10 spot."""
        return await self._call(
            _BULLET_PRIVATE,
            lambda: self._signing.signed("POST", "rest", "/api/v1/bullet-private"),
            _decode_envelope_token,
        )

    async def new_order(
        self,
        *,
        symbol: str,
        type: OrderType | str,
        side: Side | str,
        client_order_id: str | None = None,
        price: Decimal | None = None,
        quantity: Decimal | None = None,
        quote_quantity: Decimal | None = None,
        time_in_force: TimeInForce | str | None = None,
        post_only: bool | None = None,
        stp: Stp | str | None = None,
        hidden: bool | None = None,
        iceberg: bool | None = None,
        visible_quantity: Decimal | None = None,
        cancel_after: int | None = None,
        remark: str | None = None,
        tags: str | None = None,
        allow_max_time_window: int | None = None,
        client_timestamp: int | None = None,
    ) -> EnvelopeOrderIds:
        """Accepted, not yet matched; `new_order_sync` answers when it was.

        `POST /api/v1/hf/orders`; signed; costs 1 spot."""
        json = given(
            {
                "clientOid": client_order_id,
                "symbol": symbol,
                "type": type,
                "side": side,
                "price": None if price is None else decimal_text(price),
                "size": None if quantity is None else decimal_text(quantity),
                "funds": None if quote_quantity is None else decimal_text(quote_quantity),
                "timeInForce": time_in_force,
                "postOnly": post_only,
                "stp": stp,
                "hidden": hidden,
                "iceberg": iceberg,
                "visibleSize": None if visible_quantity is None else decimal_text(visible_quantity),
                "cancelAfter": cancel_after,
                "remark": remark,
                "tags": tags,
                "allowMaxTimeWindow": allow_max_time_window,
                "clientTimestamp": client_timestamp,
            }
        )
        return await self._call(
            _NEW_ORDER,
            lambda: self._signing.signed("POST", "rest", "/api/v1/hf/orders", json=json),
            _decode_envelope_order_ids,
        )

    async def new_order_sync(
        self,
        *,
        symbol: str,
        type: OrderType | str,
        side: Side | str,
        client_order_id: str | None = None,
        price: Decimal | None = None,
        quantity: Decimal | None = None,
        quote_quantity: Decimal | None = None,
        time_in_force: TimeInForce | str | None = None,
        post_only: bool | None = None,
        stp: Stp | str | None = None,
        hidden: bool | None = None,
        iceberg: bool | None = None,
        visible_quantity: Decimal | None = None,
        cancel_after: int | None = None,
        remark: str | None = None,
        tags: str | None = None,
        allow_max_time_window: int | None = None,
        client_timestamp: int | None = None,
    ) -> EnvelopeSyncedOrder:
        """Answered when it was matched.

        `POST /api/v1/hf/orders/sync`; signed; costs 1 spot."""
        json = given(
            {
                "clientOid": client_order_id,
                "symbol": symbol,
                "type": type,
                "side": side,
                "price": None if price is None else decimal_text(price),
                "size": None if quantity is None else decimal_text(quantity),
                "funds": None if quote_quantity is None else decimal_text(quote_quantity),
                "timeInForce": time_in_force,
                "postOnly": post_only,
                "stp": stp,
                "hidden": hidden,
                "iceberg": iceberg,
                "visibleSize": None if visible_quantity is None else decimal_text(visible_quantity),
                "cancelAfter": cancel_after,
                "remark": remark,
                "tags": tags,
                "allowMaxTimeWindow": allow_max_time_window,
                "clientTimestamp": client_timestamp,
            }
        )
        return await self._call(
            _NEW_ORDER_SYNC,
            lambda: self._signing.signed("POST", "rest", "/api/v1/hf/orders/sync", json=json),
            _decode_envelope_synced_order,
            client_order_id=client_order_id,
        )

    async def new_order_test(
        self,
        *,
        symbol: str,
        type: OrderType | str,
        side: Side | str,
        client_order_id: str | None = None,
        price: Decimal | None = None,
        quantity: Decimal | None = None,
        quote_quantity: Decimal | None = None,
        time_in_force: TimeInForce | str | None = None,
        post_only: bool | None = None,
        stp: Stp | str | None = None,
        hidden: bool | None = None,
        iceberg: bool | None = None,
        visible_quantity: Decimal | None = None,
        cancel_after: int | None = None,
        remark: str | None = None,
        tags: str | None = None,
        allow_max_time_window: int | None = None,
        client_timestamp: int | None = None,
    ) -> EnvelopeOrderIds:
        """Checked and not placed.

        `POST /api/v1/hf/orders/test`; signed; costs 1 spot."""
        json = given(
            {
                "clientOid": client_order_id,
                "symbol": symbol,
                "type": type,
                "side": side,
                "price": None if price is None else decimal_text(price),
                "size": None if quantity is None else decimal_text(quantity),
                "funds": None if quote_quantity is None else decimal_text(quote_quantity),
                "timeInForce": time_in_force,
                "postOnly": post_only,
                "stp": stp,
                "hidden": hidden,
                "iceberg": iceberg,
                "visibleSize": None if visible_quantity is None else decimal_text(visible_quantity),
                "cancelAfter": cancel_after,
                "remark": remark,
                "tags": tags,
                "allowMaxTimeWindow": allow_max_time_window,
                "clientTimestamp": client_timestamp,
            }
        )
        return await self._call(
            _NEW_ORDER_TEST,
            lambda: self._signing.signed("POST", "rest", "/api/v1/hf/orders/test", json=json),
            _decode_envelope_order_ids,
        )

    async def new_orders_sync(self, *, orders: list[NewOrder]) -> EnvelopeListBatchedOrder:
        """Five limit orders of one pair.

        `POST /api/v1/hf/orders/multi/sync`; signed; costs 1 spot."""
        json: dict[str, Any] = {
            "orderList": [
                sent(
                    x,
                    order=(
                        "clientOid",
                        "symbol",
                        "type",
                        "side",
                        "price",
                        "size",
                        "timeInForce",
                        "postOnly",
                        "stp",
                        "hidden",
                        "iceberg",
                        "visibleSize",
                        "cancelAfter",
                        "remark",
                        "tags",
                    ),
                )
                for x in orders
            ]
        }
        return await self._call(
            _NEW_ORDERS_SYNC,
            lambda: self._signing.signed("POST", "rest", "/api/v1/hf/orders/multi/sync", json=json),
            _decode_envelope_list_batched_order,
        )

    async def edit_order(
        self,
        *,
        symbol: str,
        order_id: str | None = None,
        client_order_id: str | None = None,
        new_price: Decimal | None = None,
        new_quantity: Decimal | None = None,
    ) -> EnvelopeEdited:
        """`POST /api/v1/hf/orders/alter`; signed; costs 1 spot."""
        require_one("edit_order", order_id=order_id, client_order_id=client_order_id)
        require_any("edit_order", new_price=new_price, new_quantity=new_quantity)
        json = given(
            {
                "symbol": symbol,
                "orderId": order_id,
                "clientOid": client_order_id,
                "newPrice": None if new_price is None else decimal_text(new_price),
                "newSize": None if new_quantity is None else decimal_text(new_quantity),
            }
        )
        return await self._call(
            _EDIT_ORDER,
            lambda: self._signing.signed("POST", "rest", "/api/v1/hf/orders/alter", json=json),
            _decode_envelope_edited,
            client_order_id=client_order_id,
        )

    async def cancel_order_sync(self, *, symbol: str, order_id: str) -> EnvelopeSyncedOrder:
        """`DELETE /api/v1/hf/orders/sync/{orderId}`; signed; costs 1 spot."""
        query = f"symbol={quote(symbol)}"
        return await self._call(
            _CANCEL_ORDER_SYNC,
            lambda: self._signing.signed(
                "DELETE", "rest", f"/api/v1/hf/orders/sync/{quote_path(order_id)}", query=query
            ),
            _decode_envelope_synced_order,
        )

    async def cancel_order_by_client_id_sync(self, *, symbol: str, client_order_id: str) -> EnvelopeSyncedOrder:
        """`DELETE /api/v1/hf/orders/sync/client-order/{clientOid}`; signed; costs 1 spot."""
        query = f"symbol={quote(symbol)}"
        return await self._call(
            _CANCEL_ORDER_BY_CLIENT_ID_SYNC,
            lambda: self._signing.signed(
                "DELETE", "rest", f"/api/v1/hf/orders/sync/client-order/{quote_path(client_order_id)}", query=query
            ),
            _decode_envelope_synced_order,
        )

    async def cancel_order(self, *, symbol: str, order_id: str) -> EnvelopeOrderIds:
        """Only asked for; the result comes by query or stream.

        `DELETE /api/v1/hf/orders/{orderId}`; signed; costs 1 spot."""
        query = f"symbol={quote(symbol)}"
        return await self._call(
            _CANCEL_ORDER,
            lambda: self._signing.signed("DELETE", "rest", f"/api/v1/hf/orders/{quote_path(order_id)}", query=query),
            _decode_envelope_order_ids,
        )

    async def cancel_part(self, *, symbol: str, quantity: Decimal, order_id: str) -> EnvelopeCanceledPart:
        """`DELETE /api/v1/hf/orders/cancel/{orderId}`; signed; costs 2 spot."""
        query = f"symbol={quote(symbol)}&cancelSize={decimal_text(quantity)}"
        return await self._call(
            _CANCEL_PART,
            lambda: self._signing.signed(
                "DELETE", "rest", f"/api/v1/hf/orders/cancel/{quote_path(order_id)}", query=query
            ),
            _decode_envelope_canceled_part,
        )

    async def cancel_orders_of_symbol(self, *, symbol: str) -> EnvelopeStr:
        """`DELETE /api/v1/hf/orders`; signed; costs 2 spot."""
        query = f"symbol={quote(symbol)}"
        return await self._call(
            _CANCEL_ORDERS_OF_SYMBOL,
            lambda: self._signing.signed("DELETE", "rest", "/api/v1/hf/orders", query=query),
            _decode_envelope_str,
        )

    async def cancel_all_orders(self) -> EnvelopeCanceledAll:
        """`DELETE /api/v1/hf/orders/cancelAll`; signed; costs 30 spot."""
        return await self._call(
            _CANCEL_ALL_ORDERS,
            lambda: self._signing.signed("DELETE", "rest", "/api/v1/hf/orders/cancelAll"),
            _decode_envelope_canceled_all,
        )

    async def order(self, *, symbol: str, order_id: str) -> EnvelopeOrder:
        """`GET /api/v1/hf/orders/{orderId}`; signed; costs 2 spot."""
        query = f"symbol={quote(symbol)}"
        return await self._call(
            _ORDER,
            lambda: self._signing.signed("GET", "rest", f"/api/v1/hf/orders/{quote_path(order_id)}", query=query),
            _decode_envelope_order,
        )

    async def order_by_client_id(self, *, symbol: str, client_order_id: str) -> EnvelopeOrder:
        """`GET /api/v1/hf/orders/client-order/{clientOid}`; signed; costs 2 spot."""
        query = f"symbol={quote(symbol)}"
        return await self._call(
            _ORDER_BY_CLIENT_ID,
            lambda: self._signing.signed(
                "GET", "rest", f"/api/v1/hf/orders/client-order/{quote_path(client_order_id)}", query=query
            ),
            _decode_envelope_order,
        )

    async def open_orders(self, *, symbol: str) -> EnvelopeListOrder:
        """`GET /api/v1/hf/orders/active`; signed; costs 2 spot."""
        query = f"symbol={quote(symbol)}"
        return await self._call(
            _OPEN_ORDERS,
            lambda: self._signing.signed("GET", "rest", "/api/v1/hf/orders/active", query=query),
            _decode_envelope_list_order,
        )

    async def symbols_with_open_orders(self) -> EnvelopeActiveSymbols:
        """`GET /api/v1/hf/orders/active/symbols`; signed; costs 2 spot."""
        return await self._call(
            _SYMBOLS_WITH_OPEN_ORDERS,
            lambda: self._signing.signed("GET", "rest", "/api/v1/hf/orders/active/symbols"),
            _decode_envelope_active_symbols,
        )

    async def closed_orders(
        self,
        *,
        symbol: str,
        side: Side | str | None = None,
        type: OrderType | str | None = None,
        last_id: int | None = None,
        limit: int | None = None,
        start_at: int | None = None,
        end_at: int | None = None,
    ) -> EnvelopeClosedOrders:
        """`GET /api/v1/hf/orders/done`; signed; costs 2 spot."""
        require_range("closed_orders", "limit", limit, 1, 100)
        query = (
            f"symbol={quote(symbol)}"
            + (f"&side={quote(side)}" if side is not None else "")
            + (f"&type={quote(type)}" if type is not None else "")
            + (f"&lastId={last_id}" if last_id is not None else "")
            + (f"&limit={limit}" if limit is not None else "")
            + (f"&startAt={start_at}" if start_at is not None else "")
            + (f"&endAt={end_at}" if end_at is not None else "")
        )
        return await self._call(
            _CLOSED_ORDERS,
            lambda: self._signing.signed("GET", "rest", "/api/v1/hf/orders/done", query=query),
            _decode_envelope_closed_orders,
        )

    async def iter_closed_orders(
        self,
        *,
        symbol: str,
        side: Side | str | None = None,
        type: OrderType | str | None = None,
        last_id: int | None = None,
        limit: int | None = None,
        start_at: int | None = None,
        end_at: int | None = None,
    ) -> AsyncIterator[Order]:
        """All items of `closed_orders`, page after page, the newest pages first. `limit` is the size of a page."""
        size = 100 if limit is None else limit
        cursor: int | None = last_id
        pages = Pages("closed_orders", cursor)
        while True:
            r = await self.closed_orders(
                symbol=symbol, side=side, type=type, last_id=cursor, limit=size, start_at=start_at, end_at=end_at
            )
            page = r.data.items
            for item in page:
                yield item
            if len(page) < size:
                return
            cursor = pages.turn(r.data.last_id)

    async def fills(
        self,
        *,
        symbol: str,
        order_id: str | None = None,
        side: Side | str | None = None,
        type: OrderType | str | None = None,
        last_id: int | None = None,
        limit: int | None = None,
        start_at: int | None = None,
        end_at: int | None = None,
    ) -> EnvelopeFills:
        """`GET /api/v1/hf/fills`; signed; costs 2 spot."""
        require_range("fills", "limit", limit, 1, 100)
        query = (
            f"symbol={quote(symbol)}"
            + (f"&orderId={quote(order_id)}" if order_id is not None else "")
            + (f"&side={quote(side)}" if side is not None else "")
            + (f"&type={quote(type)}" if type is not None else "")
            + (f"&lastId={last_id}" if last_id is not None else "")
            + (f"&limit={limit}" if limit is not None else "")
            + (f"&startAt={start_at}" if start_at is not None else "")
            + (f"&endAt={end_at}" if end_at is not None else "")
        )
        return await self._call(
            _FILLS, lambda: self._signing.signed("GET", "rest", "/api/v1/hf/fills", query=query), _decode_envelope_fills
        )

    async def iter_fills(
        self,
        *,
        symbol: str,
        order_id: str | None = None,
        side: Side | str | None = None,
        type: OrderType | str | None = None,
        last_id: int | None = None,
        limit: int | None = None,
        start_at: int | None = None,
        end_at: int | None = None,
    ) -> AsyncIterator[Fill]:
        """All items of `fills`, page after page, the newest pages first. `limit` is the size of a page."""
        size = 100 if limit is None else limit
        cursor: int | None = last_id
        pages = Pages("fills", cursor)
        while True:
            r = await self.fills(
                symbol=symbol,
                order_id=order_id,
                side=side,
                type=type,
                last_id=cursor,
                limit=size,
                start_at=start_at,
                end_at=end_at,
            )
            page = r.data.items
            for item in page:
                yield item
            if len(page) < size:
                return
            cursor = pages.turn(r.data.last_id)

    async def switch(self) -> EnvelopeSwitch:
        """`GET /api/v1/hf/orders/dead-cancel-all/query`; signed; costs 2 spot."""
        return await self._call(
            _SWITCH,
            lambda: self._signing.signed("GET", "rest", "/api/v1/hf/orders/dead-cancel-all/query"),
            _decode_envelope_switch,
        )

    async def set_switch(self, *, timeout: int, symbols: str | None = None) -> EnvelopeSwitch:
        """`POST /api/v1/hf/orders/dead-cancel-all`; signed; costs 2 spot.

        Args:
            timeout: Seconds; -1 disarms.
        """
        require_range("set_switch", "timeout", timeout, -1, 86400)
        json = given({"timeout": timeout, "symbols": symbols})
        return await self._call(
            _SET_SWITCH,
            lambda: self._signing.signed("POST", "rest", "/api/v1/hf/orders/dead-cancel-all", json=json),
            _decode_envelope_switch,
        )

    async def accounts(self, *, currency: str | None = None, type: str | None = None) -> EnvelopeListAccount:
        """`GET /api/v1/accounts`; signed; costs 5 management."""
        query = query_text({"currency": currency, "type": type})
        return await self._call(
            _ACCOUNTS,
            lambda: self._signing.signed("GET", "rest", "/api/v1/accounts", query=query),
            _decode_envelope_list_account,
        )

    async def api_key(self) -> EnvelopeApiKey:
        """`GET /api/v1/user/api-key`; signed; costs 20 management."""
        return await self._call(
            _API_KEY, lambda: self._signing.signed("GET", "rest", "/api/v1/user/api-key"), _decode_envelope_api_key
        )
