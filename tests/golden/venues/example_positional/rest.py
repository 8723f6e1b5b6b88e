"""Example Positional: the raw layer. One method per endpoint, wire types in and out, nothing normalized.

Every method raises as `RestExecutor.call` does, and ConfigurationError for bad arguments before anything is sent.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from decimal import Decimal

import msgspec
from venue_runtime.arguments import given, require_one, require_range
from venue_runtime.pages import Pages
from venue_runtime.rest import Endpoint, RestExecutor
from venue_runtime.wire import decimal_text, quote_path

from .signing import Signing
from .types import Amounts, Depth, FoundOrder, Market, MyDeal, Order, Side, Token

_MARKETS = Endpoint("markets", "GET", "/markets", costs=(("requests", 1),), lenient=())
_DEPTH = Endpoint("depth", "GET", "/depth/{market}", costs=(("requests", 1),))
_TOKEN = Endpoint("token", "POST", "/token", costs=(("requests", 1),))
_BALANCES = Endpoint("balances", "POST", "/balances", costs=(("requests", 1),))
_NEW_LIMIT = Endpoint("new_limit", "POST", "/order/limit", is_command=True, costs=(("requests", 1),))
_NEW_MARKET = Endpoint("new_market", "POST", "/order/market", is_command=True, costs=(("requests", 1),))
_CANCEL = Endpoint("cancel", "POST", "/order/cancel", is_command=True, costs=(("requests", 1),))
_ACTIVE_ORDER = Endpoint("active_order", "POST", "/orders", costs=(("requests", 1),))
_OPEN_ORDERS = Endpoint("open_orders", "POST", "/orders", costs=(("requests", 1),))
_HISTORY = Endpoint("history", "POST", "/history", costs=(("requests", 1),))
_MY_TRADES = Endpoint("my_trades", "POST", "/deals", costs=(("requests", 1),))
_decode_list_market = msgspec.json.Decoder(list[Market]).decode
_decode_depth = msgspec.json.Decoder(Depth).decode
_decode_token = msgspec.json.Decoder(Token).decode
_decode_dict_str_amounts = msgspec.json.Decoder(dict[str, Amounts]).decode
_decode_order = msgspec.json.Decoder(Order).decode
_decode_list_found_order = msgspec.json.Decoder(list[FoundOrder]).decode
_decode_list_order = msgspec.json.Decoder(list[Order]).decode
_decode_dict_str_list_found_order = msgspec.json.Decoder(dict[str, list[FoundOrder]]).decode
_decode_list_my_deal = msgspec.json.Decoder(list[MyDeal]).decode


class ExamplePositionalEndpoints:
    """The endpoints of Example Positional, in the order of the spec."""

    def __init__(self, rest: RestExecutor, signing: Signing) -> None:
        self._call = rest.call
        self._signing = signing

    async def markets(self) -> list[Market]:
        """`GET /markets`; public; costs 1 requests."""
        return await self._call(_MARKETS, lambda: self._signing.public("GET", "rest", "/markets"), _decode_list_market)

    async def depth(self, *, market: str) -> Depth:
        """`GET /depth/{market}`; public; costs 1 requests."""
        return await self._call(
            _DEPTH, lambda: self._signing.public("GET", "rest", f"/depth/{quote_path(market)}"), _decode_depth
        )

    async def token(self) -> Token:
        """`POST /token`; signed; costs 1 requests."""
        return await self._call(_TOKEN, lambda: self._signing.signed("POST", "rest", "/token"), _decode_token)

    async def balances(self) -> dict[str, Amounts]:
        """`POST /balances`; signed; costs 1 requests."""
        return await self._call(
            _BALANCES, lambda: self._signing.signed("POST", "rest", "/balances"), _decode_dict_str_amounts
        )

    async def new_limit(
        self,
        *,
        market: str,
        side: Side | str,
        amount: Decimal,
        price: Decimal,
        client_order_id: str | None = None,
        ioc: bool | None = None,
        post_only: bool | None = None,
    ) -> Order:
        """`POST /order/limit`; signed; costs 1 requests."""
        json = given(
            {
                "market": market,
                "side": side,
                "amount": decimal_text(amount),
                "price": decimal_text(price),
                "clientOrderId": client_order_id,
                "ioc": ioc,
                "postOnly": post_only,
            }
        )
        return await self._call(
            _NEW_LIMIT,
            lambda: self._signing.signed("POST", "rest", "/order/limit", json=json),
            _decode_order,
            client_order_id=client_order_id,
        )

    async def new_market(
        self, *, market: str, side: Side | str, amount: Decimal, client_order_id: str | None = None
    ) -> Order:
        """`POST /order/market`; signed; costs 1 requests."""
        json = given({"market": market, "side": side, "amount": decimal_text(amount), "clientOrderId": client_order_id})
        return await self._call(
            _NEW_MARKET,
            lambda: self._signing.signed("POST", "rest", "/order/market", json=json),
            _decode_order,
            client_order_id=client_order_id,
        )

    async def cancel(self, *, market: str, order_id: int | None = None, client_order_id: str | None = None) -> Order:
        """`POST /order/cancel`; signed; costs 1 requests."""
        require_one("cancel", order_id=order_id, client_order_id=client_order_id)
        json = given({"market": market, "orderId": order_id, "clientOrderId": client_order_id})
        return await self._call(
            _CANCEL,
            lambda: self._signing.signed("POST", "rest", "/order/cancel", json=json),
            _decode_order,
            client_order_id=client_order_id,
        )

    async def active_order(
        self, *, market: str, order_id: int | None = None, client_order_id: str | None = None
    ) -> list[FoundOrder]:
        """`POST /orders`; signed; costs 1 requests."""
        require_one("active_order", order_id=order_id, client_order_id=client_order_id)
        json = given({"market": market, "orderId": order_id, "clientOrderId": client_order_id})
        return await self._call(
            _ACTIVE_ORDER,
            lambda: self._signing.signed("POST", "rest", "/orders", json=json),
            _decode_list_found_order,
            client_order_id=client_order_id,
        )

    async def open_orders(
        self, *, market: str | None = None, offset: int | None = None, limit: int | None = None
    ) -> list[Order]:
        """`POST /orders`; signed; costs 1 requests."""
        require_range("open_orders", "limit", limit, 1, 100)
        json = given({"market": market, "offset": offset, "limit": limit})
        return await self._call(
            _OPEN_ORDERS, lambda: self._signing.signed("POST", "rest", "/orders", json=json), _decode_list_order
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

    async def history(
        self, *, market: str, order_id: int | None = None, client_order_id: str | None = None
    ) -> dict[str, list[FoundOrder]]:
        """`POST /history`; signed; costs 1 requests."""
        json = given({"market": market, "orderId": order_id, "clientOrderId": client_order_id})
        return await self._call(
            _HISTORY,
            lambda: self._signing.signed("POST", "rest", "/history", json=json),
            _decode_dict_str_list_found_order,
            client_order_id=client_order_id,
        )

    async def my_trades(self, *, market: str, start_date: int | None = None) -> list[MyDeal]:
        """`POST /deals`; signed; costs 1 requests."""
        json = given({"market": market, "startDate": start_date})
        return await self._call(
            _MY_TRADES, lambda: self._signing.signed("POST", "rest", "/deals", json=json), _decode_list_my_deal
        )
