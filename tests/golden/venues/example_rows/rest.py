"""Example Rows: the raw layer. One method per endpoint, wire types in and out, nothing normalized.

Every method raises as `RestExecutor.call` does, and ConfigurationError for bad arguments before anything is sent.
"""

from __future__ import annotations

from typing import Any

import msgspec
from venue_runtime.arguments import given
from venue_runtime.rest import Endpoint, RestExecutor
from venue_runtime.wire import quote, quote_path, s_from_ns

from .signing import Signing
from .types import (
    Event,
    NotificationOrderRow,
    OrderRow,
    Outcome,
    Own,
    ReplyMapDepth,
    ReplyMapFunds,
    ReplyMapPair,
    ReplyMapRaw,
    Stats,
)

_PAIRS = Endpoint("pairs", "GET", "/0/public/AssetPairs")
_TRADES = Endpoint("trades", "GET", "/0/public/Trades")
_BOOK = Endpoint("book", "GET", "/0/public/Depth")
_CANDLES = Endpoint("candles", "GET", "/0/public/OHLC")
_BALANCES = Endpoint("balances", "POST", "/0/private/Balance")
_STATS = Endpoint("stats", "GET", "/0/public/Stats")
_OWN_TRADES = Endpoint("own_trades", "POST", "/v2/trades", host="data")
_OPEN_ORDERS = Endpoint("open_orders", "POST", "/v2/orders")
_OPEN_ORDERS_OF = Endpoint("open_orders_of", "POST", "/v2/orders/{market}")
_CANCEL = Endpoint("cancel", "POST", "/v2/cancel", is_command=True)
_OUTCOMES = Endpoint("outcomes", "GET", "/v2/outcomes")
_EVENTS = Endpoint("events", "GET", "/v2/events")
_decode_reply_map_pair = msgspec.json.Decoder(ReplyMapPair).decode
_decode_reply_map_raw = msgspec.json.Decoder(ReplyMapRaw).decode
_decode_reply_map_depth = msgspec.json.Decoder(ReplyMapDepth).decode
_decode_reply_map_funds = msgspec.json.Decoder(ReplyMapFunds).decode
_decode_stats_list_stats = msgspec.json.Decoder(Stats | list[Stats]).decode
_decode_list_own = msgspec.json.Decoder(list[Own]).decode
_decode_list_order_row = msgspec.json.Decoder(list[OrderRow]).decode
_decode_notification_order_row = msgspec.json.Decoder(NotificationOrderRow).decode
_decode_list_outcome = msgspec.json.Decoder(list[Outcome]).decode
_decode_list_event = msgspec.json.Decoder(list[Event]).decode


class ExampleRowsEndpoints:
    """The endpoints of Example Rows, in the order of the spec."""

    def __init__(self, rest: RestExecutor, signing: Signing) -> None:
        self._call = rest.call
        self._signing = signing

    async def pairs(self) -> ReplyMapPair:
        """`GET /0/public/AssetPairs`; public."""
        return await self._call(
            _PAIRS, lambda: self._signing.public("GET", "rest", "/0/public/AssetPairs"), _decode_reply_map_pair
        )

    async def trades(self, *, pair: str, since: int | None = None) -> ReplyMapRaw:
        """`GET /0/public/Trades`; public."""
        query = f"pair={quote(pair)}" + (f"&since={quote(str(s_from_ns(since)))}" if since is not None else "")
        return await self._call(
            _TRADES, lambda: self._signing.public("GET", "rest", "/0/public/Trades", query=query), _decode_reply_map_raw
        )

    async def book(self, *, pair: str, count: int | None = None) -> ReplyMapDepth:
        """`GET /0/public/Depth`; public."""
        query = f"pair={quote(pair)}" + (f"&count={count}" if count is not None else "")
        return await self._call(
            _BOOK, lambda: self._signing.public("GET", "rest", "/0/public/Depth", query=query), _decode_reply_map_depth
        )

    async def candles(self, *, pair: str, interval: int) -> ReplyMapRaw:
        """`GET /0/public/OHLC`; public."""
        query = f"pair={quote(pair)}&interval={interval}"
        return await self._call(
            _CANDLES, lambda: self._signing.public("GET", "rest", "/0/public/OHLC", query=query), _decode_reply_map_raw
        )

    async def balances(self) -> ReplyMapFunds:
        """`POST /0/private/Balance`; signed."""
        return await self._call(
            _BALANCES, lambda: self._signing.signed("POST", "rest", "/0/private/Balance"), _decode_reply_map_funds
        )

    async def stats(self, *, pair: str) -> Stats | list[Stats]:
        """`GET /0/public/Stats`; public."""
        query = f"pair={quote(pair)}"
        return await self._call(
            _STATS,
            lambda: self._signing.public("GET", "rest", "/0/public/Stats", query=query),
            _decode_stats_list_stats,
        )

    async def own_trades(self, *, hist: str, market: str | None = None) -> list[Own]:
        """`POST /v2/trades`; signed."""
        json = given({"market": market, "hist": hist})
        return await self._call(
            _OWN_TRADES, lambda: self._signing.signed("POST", "data", "/v2/trades", json=json), _decode_list_own
        )

    async def open_orders(self, *, kind: str) -> list[OrderRow]:
        """`POST /v2/orders`; signed."""
        json: dict[str, Any] = {"kind": kind}
        return await self._call(
            _OPEN_ORDERS, lambda: self._signing.signed("POST", "rest", "/v2/orders", json=json), _decode_list_order_row
        )

    async def open_orders_of(self, *, market: str) -> list[OrderRow]:
        """`POST /v2/orders/{market}`; signed."""
        return await self._call(
            _OPEN_ORDERS_OF,
            lambda: self._signing.signed("POST", "rest", f"/v2/orders/{quote_path(market)}"),
            _decode_list_order_row,
        )

    async def cancel(self, *, id: int) -> NotificationOrderRow:
        """`POST /v2/cancel`; signed."""
        json: dict[str, Any] = {"id": id}
        return await self._call(
            _CANCEL,
            lambda: self._signing.signed("POST", "rest", "/v2/cancel", json=json),
            _decode_notification_order_row,
        )

    async def outcomes(self) -> list[Outcome]:
        """`GET /v2/outcomes`; public."""
        return await self._call(
            _OUTCOMES, lambda: self._signing.public("GET", "rest", "/v2/outcomes"), _decode_list_outcome
        )

    async def events(self) -> list[Event]:
        """`GET /v2/events`; public."""
        return await self._call(_EVENTS, lambda: self._signing.public("GET", "rest", "/v2/events"), _decode_list_event)
