"""Bitfinex: the raw layer. One method per endpoint, wire types in and out, nothing normalized.

Every method raises as `RestExecutor.call` does, and ConfigurationError for bad arguments before anything is sent.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
from venue_runtime.arguments import given, require_one, require_range
from venue_runtime.rest import Endpoint, RestExecutor
from venue_runtime.wire import day_from_ns, decimal_text, query_text, quote, quote_path

from .signing import Signing
from .types import (
    BookRow,
    Candle,
    DerivativeStatus,
    NoticeListOrder,
    NoticeOrder,
    Order,
    OrderKind,
    OwnTrade,
    Pairs,
    Platform,
    Position,
    Ticker,
    Trade,
    Wallet,
)

_STATUS = Endpoint("status", "GET", "/v2/platform/status", host="public", costs=(("status", 1),))
_PAIRS = Endpoint("pairs", "GET", "/v2/conf/{list}", host="public", costs=(("public", 1),), lenient=("0",))
_TICKER = Endpoint("ticker", "GET", "/v2/ticker/{symbol}", host="public", costs=(("public", 1),))
_BOOK = Endpoint("book", "GET", "/v2/book/{symbol}/{precision}", host="public", costs=(("book", 1),))
_TRADES = Endpoint("trades", "GET", "/v2/trades/{symbol}/hist", host="public", costs=(("trades", 1),))
_CANDLES = Endpoint(
    "candles", "GET", "/v2/candles/trade:{timeframe}:{symbol}/hist", host="public", costs=(("candles", 1),)
)
_DERIVATIVE_STATUS = Endpoint("derivative_status", "GET", "/v2/status/deriv", host="public", costs=(("public", 1),))
_SUBMIT_ORDER = Endpoint("submit_order", "POST", "/v2/auth/w/order/submit", is_command=True, costs=(("account", 1),))
_UPDATE_ORDER = Endpoint("update_order", "POST", "/v2/auth/w/order/update", is_command=True, costs=(("account", 1),))
_CANCEL_ORDER = Endpoint("cancel_order", "POST", "/v2/auth/w/order/cancel", is_command=True, costs=(("account", 1),))
_CANCEL_ORDERS = Endpoint(
    "cancel_orders", "POST", "/v2/auth/w/order/cancel/multi", is_command=True, costs=(("account", 1),)
)
_CANCEL_ALL = Endpoint("cancel_all", "POST", "/v2/auth/w/order/cancel/multi", is_command=True, costs=(("account", 1),))
_ORDERS = Endpoint("orders", "POST", "/v2/auth/r/orders", costs=(("account", 1),))
_OPEN_ORDERS = Endpoint("open_orders", "POST", "/v2/auth/r/orders", costs=(("account", 1),))
_OPEN_ORDERS_OF = Endpoint("open_orders_of", "POST", "/v2/auth/r/orders/{symbol}", costs=(("account", 1),))
_ORDER_HISTORY = Endpoint("order_history", "POST", "/v2/auth/r/orders/hist", costs=(("account", 1),))
_OWN_TRADES = Endpoint("own_trades", "POST", "/v2/auth/r/trades/hist", costs=(("account", 1),))
_OWN_TRADES_OF = Endpoint("own_trades_of", "POST", "/v2/auth/r/trades/{symbol}/hist", costs=(("account", 1),))
_WALLETS = Endpoint("wallets", "POST", "/v2/auth/r/wallets", costs=(("account", 1),))
_POSITIONS = Endpoint("positions", "POST", "/v2/auth/r/positions", costs=(("account", 1),))
_decode_platform = msgspec.json.Decoder(Platform).decode
_decode_pairs = msgspec.json.Decoder(Pairs).decode
_decode_ticker = msgspec.json.Decoder(Ticker).decode
_decode_list_book_row = msgspec.json.Decoder(list[BookRow]).decode
_decode_list_trade = msgspec.json.Decoder(list[Trade]).decode
_decode_list_candle = msgspec.json.Decoder(list[Candle]).decode
_decode_list_derivative_status = msgspec.json.Decoder(list[DerivativeStatus]).decode
_decode_notice_list_order = msgspec.json.Decoder(NoticeListOrder).decode
_decode_notice_order = msgspec.json.Decoder(NoticeOrder).decode
_decode_list_order = msgspec.json.Decoder(list[Order]).decode
_decode_list_own_trade = msgspec.json.Decoder(list[OwnTrade]).decode
_decode_list_wallet = msgspec.json.Decoder(list[Wallet]).decode
_decode_list_position = msgspec.json.Decoder(list[Position]).decode


class BitfinexEndpoints:
    """The endpoints of Bitfinex, in the order of the spec."""

    def __init__(self, rest: RestExecutor, signing: Signing) -> None:
        self._call = rest.call
        self._signing = signing

    async def status(self) -> Platform:
        """`GET /v2/platform/status`; public; costs 1 status."""
        return await self._call(
            _STATUS, lambda: self._signing.public("GET", "public", "/v2/platform/status"), _decode_platform
        )

    async def pairs(self, *, which: str) -> Pairs:
        """`pub:info:pair` or `pub:info:pair:futures`.

        `GET /v2/conf/{list}`; public; costs 1 public."""
        return await self._call(
            _PAIRS, lambda: self._signing.public("GET", "public", f"/v2/conf/{quote_path(which)}"), _decode_pairs
        )

    async def ticker(self, *, symbol: str) -> Ticker:
        """`GET /v2/ticker/{symbol}`; public; costs 1 public."""
        return await self._call(
            _TICKER, lambda: self._signing.public("GET", "public", f"/v2/ticker/{quote_path(symbol)}"), _decode_ticker
        )

    async def book(self, *, symbol: str, precision: str, levels: int | None = None) -> list[BookRow]:
        """P0 is the finest; R0, order by order, has rows of another meaning. 1, 25, 100 or 250 levels.

        `GET /v2/book/{symbol}/{precision}`; public; costs 1 book."""
        query = query_text({"len": levels})
        return await self._call(
            _BOOK,
            lambda: self._signing.public(
                "GET", "public", f"/v2/book/{quote_path(symbol)}/{quote_path(precision)}", query=query
            ),
            _decode_list_book_row,
        )

    async def trades(
        self,
        *,
        symbol: str,
        limit: int | None = None,
        start: int | None = None,
        end: int | None = None,
        sort: int | None = None,
    ) -> list[Trade]:
        """`GET /v2/trades/{symbol}/hist`; public; costs 1 trades."""
        require_range("trades", "limit", limit, None, 10000)
        query = query_text({"limit": limit, "start": start, "end": end, "sort": sort})
        return await self._call(
            _TRADES,
            lambda: self._signing.public("GET", "public", f"/v2/trades/{quote_path(symbol)}/hist", query=query),
            _decode_list_trade,
        )

    async def candles(
        self,
        *,
        interval: str,
        symbol: str,
        limit: int | None = None,
        start: int | None = None,
        end: int | None = None,
        sort: int | None = None,
    ) -> list[Candle]:
        """`GET /v2/candles/trade:{timeframe}:{symbol}/hist`; public; costs 1 candles."""
        require_range("candles", "limit", limit, None, 10000)
        query = query_text({"limit": limit, "start": start, "end": end, "sort": sort})
        return await self._call(
            _CANDLES,
            lambda: self._signing.public(
                "GET", "public", f"/v2/candles/trade:{quote_path(interval)}:{quote_path(symbol)}/hist", query=query
            ),
            _decode_list_candle,
        )

    async def derivative_status(self, *, symbols: str) -> list[DerivativeStatus]:
        """`GET /v2/status/deriv`; public; costs 1 public."""
        query = f"keys={quote(symbols)}"
        return await self._call(
            _DERIVATIVE_STATUS,
            lambda: self._signing.public("GET", "public", "/v2/status/deriv", query=query),
            _decode_list_derivative_status,
        )

    async def submit_order(
        self,
        *,
        kind: OrderKind | str,
        symbol: str,
        amount: Decimal,
        price: Decimal | None = None,
        price_trailing: Decimal | None = None,
        price_aux_limit: Decimal | None = None,
        price_oco_stop: Decimal | None = None,
        flags: int | None = None,
        client_id: int | None = None,
        group: int | None = None,
        leverage: int | None = None,
        expires: str | None = None,
        meta: Any | None = None,
    ) -> NoticeListOrder:
        """`POST /v2/auth/w/order/submit`; signed; costs 1 account."""
        json = given(
            {
                "type": kind,
                "symbol": symbol,
                "amount": decimal_text(amount),
                "price": None if price is None else decimal_text(price),
                "price_trailing": None if price_trailing is None else decimal_text(price_trailing),
                "price_aux_limit": None if price_aux_limit is None else decimal_text(price_aux_limit),
                "price_oco_stop": None if price_oco_stop is None else decimal_text(price_oco_stop),
                "flags": flags,
                "cid": client_id,
                "gid": group,
                "lev": leverage,
                "tif": expires,
                "meta": meta,
            }
        )
        return await self._call(
            _SUBMIT_ORDER,
            lambda: self._signing.signed("POST", "rest", "/v2/auth/w/order/submit", json=json),
            _decode_notice_list_order,
        )

    async def update_order(
        self,
        *,
        id: int | None = None,
        client_id: int | None = None,
        client_id_day: int | None = None,
        amount: Decimal | None = None,
        price: Decimal | None = None,
        price_trailing: Decimal | None = None,
        price_aux_limit: Decimal | None = None,
        delta: Decimal | None = None,
        flags: int | None = None,
        leverage: int | None = None,
        expires: str | None = None,
    ) -> NoticeOrder:
        """`POST /v2/auth/w/order/update`; signed; costs 1 account."""
        json = given(
            {
                "id": id,
                "cid": client_id,
                "cid_date": None if client_id_day is None else day_from_ns(client_id_day),
                "amount": None if amount is None else decimal_text(amount),
                "price": None if price is None else decimal_text(price),
                "price_trailing": None if price_trailing is None else decimal_text(price_trailing),
                "price_aux_limit": None if price_aux_limit is None else decimal_text(price_aux_limit),
                "delta": None if delta is None else decimal_text(delta),
                "flags": flags,
                "lev": leverage,
                "tif": expires,
            }
        )
        return await self._call(
            _UPDATE_ORDER,
            lambda: self._signing.signed("POST", "rest", "/v2/auth/w/order/update", json=json),
            _decode_notice_order,
        )

    async def cancel_order(
        self, *, id: int | None = None, client_id: int | None = None, client_id_day: int | None = None
    ) -> NoticeOrder:
        """`POST /v2/auth/w/order/cancel`; signed; costs 1 account."""
        require_one("cancel_order", id=id, client_id=client_id)
        json = given(
            {"id": id, "cid": client_id, "cid_date": None if client_id_day is None else day_from_ns(client_id_day)}
        )
        return await self._call(
            _CANCEL_ORDER,
            lambda: self._signing.signed("POST", "rest", "/v2/auth/w/order/cancel", json=json),
            _decode_notice_order,
        )

    async def cancel_orders(self, *, ids: list[int]) -> NoticeListOrder:
        """`POST /v2/auth/w/order/cancel/multi`; signed; costs 1 account."""
        json: dict[str, Any] = {"id": ids}
        return await self._call(
            _CANCEL_ORDERS,
            lambda: self._signing.signed("POST", "rest", "/v2/auth/w/order/cancel/multi", json=json),
            _decode_notice_list_order,
        )

    async def cancel_all(self) -> NoticeListOrder:
        """`POST /v2/auth/w/order/cancel/multi`; signed; costs 1 account."""
        json: dict[str, Any] = {"all": 1}
        return await self._call(
            _CANCEL_ALL,
            lambda: self._signing.signed("POST", "rest", "/v2/auth/w/order/cancel/multi", json=json),
            _decode_notice_list_order,
        )

    async def orders(self, *, ids: list[int]) -> list[Order]:
        """Open ones.

        `POST /v2/auth/r/orders`; signed; costs 1 account."""
        json: dict[str, Any] = {"id": ids}
        return await self._call(
            _ORDERS, lambda: self._signing.signed("POST", "rest", "/v2/auth/r/orders", json=json), _decode_list_order
        )

    async def open_orders(self) -> list[Order]:
        """Open ones.

        `POST /v2/auth/r/orders`; signed; costs 1 account."""
        return await self._call(
            _OPEN_ORDERS, lambda: self._signing.signed("POST", "rest", "/v2/auth/r/orders"), _decode_list_order
        )

    async def open_orders_of(self, *, symbol: str) -> list[Order]:
        """Open ones.

        `POST /v2/auth/r/orders/{symbol}`; signed; costs 1 account."""
        return await self._call(
            _OPEN_ORDERS_OF,
            lambda: self._signing.signed("POST", "rest", f"/v2/auth/r/orders/{quote_path(symbol)}"),
            _decode_list_order,
        )

    async def order_history(
        self,
        *,
        ids: list[int] | None = None,
        start: int | None = None,
        end: int | None = None,
        limit: int | None = None,
    ) -> list[Order]:
        """`POST /v2/auth/r/orders/hist`; signed; costs 1 account."""
        require_range("order_history", "limit", limit, None, 2500)
        json = given({"id": ids, "start": start, "end": end, "limit": limit})
        return await self._call(
            _ORDER_HISTORY,
            lambda: self._signing.signed("POST", "rest", "/v2/auth/r/orders/hist", json=json),
            _decode_list_order,
        )

    async def own_trades(
        self, *, start: int | None = None, end: int | None = None, limit: int | None = None, sort: int | None = None
    ) -> list[OwnTrade]:
        """`POST /v2/auth/r/trades/hist`; signed; costs 1 account."""
        require_range("own_trades", "limit", limit, None, 2500)
        json = given({"start": start, "end": end, "limit": limit, "sort": sort})
        return await self._call(
            _OWN_TRADES,
            lambda: self._signing.signed("POST", "rest", "/v2/auth/r/trades/hist", json=json),
            _decode_list_own_trade,
        )

    async def own_trades_of(
        self,
        *,
        symbol: str,
        start: int | None = None,
        end: int | None = None,
        limit: int | None = None,
        sort: int | None = None,
    ) -> list[OwnTrade]:
        """`POST /v2/auth/r/trades/{symbol}/hist`; signed; costs 1 account."""
        require_range("own_trades_of", "limit", limit, None, 2500)
        json = given({"start": start, "end": end, "limit": limit, "sort": sort})
        return await self._call(
            _OWN_TRADES_OF,
            lambda: self._signing.signed("POST", "rest", f"/v2/auth/r/trades/{quote_path(symbol)}/hist", json=json),
            _decode_list_own_trade,
        )

    async def wallets(self) -> list[Wallet]:
        """`POST /v2/auth/r/wallets`; signed; costs 1 account."""
        return await self._call(
            _WALLETS, lambda: self._signing.signed("POST", "rest", "/v2/auth/r/wallets"), _decode_list_wallet
        )

    async def positions(self) -> list[Position]:
        """`POST /v2/auth/r/positions`; signed; costs 1 account."""
        return await self._call(
            _POSITIONS, lambda: self._signing.signed("POST", "rest", "/v2/auth/r/positions"), _decode_list_position
        )
