"""Gemini: the raw layer. One method per endpoint, wire types in and out, nothing normalized.

Every method raises as `RestExecutor.call` does, and ConfigurationError for bad arguments before anything is sent.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
from venue_runtime.arguments import given, require_one, require_range
from venue_runtime.rest import Endpoint, RestExecutor
from venue_runtime.wire import decimal_text, query_text, quote_path

from .signing import Signing
from .types import (
    Answer,
    Balance,
    Cancelled,
    Candle,
    Details,
    Fill,
    FundingAmount,
    Order,
    OrderBook,
    OrderType,
    Position,
    RiskStats,
    Side,
    Ticker,
    TickerV2,
    Trade,
)

_SYMBOLS = Endpoint("symbols", "GET", "/v1/symbols", costs=(("public", 1),))
_ALL_DETAILS = Endpoint("all_details", "GET", "/v1/symbols/details/all", costs=(("public", 1),), lenient=())
_DETAILS = Endpoint("details", "GET", "/v1/symbols/details/{symbol}", costs=(("public", 1),))
_TICKER = Endpoint("ticker", "GET", "/v1/pubticker/{symbol}", costs=(("public", 1),))
_TICKER_V2 = Endpoint("ticker_v2", "GET", "/v2/ticker/{symbol}", costs=(("public", 1),))
_BOOK = Endpoint("book", "GET", "/v1/book/{symbol}", costs=(("public", 1),))
_TRADES = Endpoint("trades", "GET", "/v1/trades/{symbol}", costs=(("public", 1),))
_CANDLES = Endpoint("candles", "GET", "/v2/candles/{symbol}/{time_frame}", costs=(("public", 1),))
_PERPETUAL_CANDLES = Endpoint(
    "perpetual_candles", "GET", "/v2/derivatives/candles/{symbol}/{time_frame}", costs=(("public", 1),)
)
_FUNDING_AMOUNT = Endpoint("funding_amount", "GET", "/v1/fundingamount/{symbol}", costs=(("public", 1),))
_RISK_STATS = Endpoint("risk_stats", "GET", "/v1/riskstats/{symbol}", costs=(("public", 1),))
_NEW_ORDER = Endpoint("new_order", "POST", "/v1/order/new", is_command=True, costs=(("private", 1),))
_CANCEL_ORDER = Endpoint("cancel_order", "POST", "/v1/order/cancel", is_command=True, costs=(("private", 1),))
_CANCEL_ALL = Endpoint("cancel_all", "POST", "/v1/order/cancel/all", is_command=True, costs=(("private", 1),))
_CANCEL_SESSION = Endpoint(
    "cancel_session", "POST", "/v1/order/cancel/session", is_command=True, costs=(("private", 1),)
)
_ORDER_STATUS = Endpoint("order_status", "POST", "/v1/order/status", costs=(("private", 1),))
_OPEN_ORDERS = Endpoint("open_orders", "POST", "/v1/orders", costs=(("private", 1),))
_MY_TRADES = Endpoint("my_trades", "POST", "/v1/mytrades", costs=(("private", 1),))
_HEARTBEAT = Endpoint("heartbeat", "POST", "/v1/heartbeat", costs=(("private", 1),))
_BALANCES = Endpoint("balances", "POST", "/v1/balances", costs=(("private", 1),))
_POSITIONS = Endpoint("positions", "POST", "/v1/positions", costs=(("private", 1),))
_decode_list_str = msgspec.json.Decoder(list[str]).decode
_decode_list_details = msgspec.json.Decoder(list[Details]).decode
_decode_details = msgspec.json.Decoder(Details).decode
_decode_ticker = msgspec.json.Decoder(Ticker).decode
_decode_ticker_v2 = msgspec.json.Decoder(TickerV2).decode
_decode_order_book = msgspec.json.Decoder(OrderBook).decode
_decode_list_trade = msgspec.json.Decoder(list[Trade]).decode
_decode_list_candle = msgspec.json.Decoder(list[Candle]).decode
_decode_funding_amount = msgspec.json.Decoder(FundingAmount).decode
_decode_risk_stats = msgspec.json.Decoder(RiskStats).decode
_decode_order = msgspec.json.Decoder(Order).decode
_decode_cancelled = msgspec.json.Decoder(Cancelled).decode
_decode_order_list_order = msgspec.json.Decoder(Order | list[Order]).decode
_decode_list_order = msgspec.json.Decoder(list[Order]).decode
_decode_list_fill = msgspec.json.Decoder(list[Fill]).decode
_decode_answer = msgspec.json.Decoder(Answer).decode
_decode_list_balance = msgspec.json.Decoder(list[Balance]).decode
_decode_list_position = msgspec.json.Decoder(list[Position]).decode


class GeminiEndpoints:
    """The endpoints of Gemini, in the order of the spec."""

    def __init__(self, rest: RestExecutor, signing: Signing) -> None:
        self._call = rest.call
        self._signing = signing

    async def symbols(self) -> list[str]:
        """`GET /v1/symbols`; public; costs 1 public."""
        return await self._call(_SYMBOLS, lambda: self._signing.public("GET", "rest", "/v1/symbols"), _decode_list_str)

    async def all_details(self) -> list[Details]:
        """Not in the venue's documentation; several public clients read it.

        `GET /v1/symbols/details/all`; public; costs 1 public."""
        return await self._call(
            _ALL_DETAILS, lambda: self._signing.public("GET", "rest", "/v1/symbols/details/all"), _decode_list_details
        )

    async def details(self, *, symbol: str) -> Details:
        """`GET /v1/symbols/details/{symbol}`; public; costs 1 public."""
        return await self._call(
            _DETAILS,
            lambda: self._signing.public("GET", "rest", f"/v1/symbols/details/{quote_path(symbol)}"),
            _decode_details,
        )

    async def ticker(self, *, symbol: str) -> Ticker:
        """`GET /v1/pubticker/{symbol}`; public; costs 1 public."""
        return await self._call(
            _TICKER, lambda: self._signing.public("GET", "rest", f"/v1/pubticker/{quote_path(symbol)}"), _decode_ticker
        )

    async def ticker_v2(self, *, symbol: str) -> TickerV2:
        """`GET /v2/ticker/{symbol}`; public; costs 1 public."""
        return await self._call(
            _TICKER_V2,
            lambda: self._signing.public("GET", "rest", f"/v2/ticker/{quote_path(symbol)}"),
            _decode_ticker_v2,
        )

    async def book(self, *, symbol: str, limit_bids: int | None = None, limit_asks: int | None = None) -> OrderBook:
        """`GET /v1/book/{symbol}`; public; costs 1 public.

        Args:
            limit_bids: 0 gives all; without it there are 50.
        """
        require_range("book", "limit_bids", limit_bids, 0, None)
        require_range("book", "limit_asks", limit_asks, 0, None)
        query = query_text({"limit_bids": limit_bids, "limit_asks": limit_asks})
        return await self._call(
            _BOOK,
            lambda: self._signing.public("GET", "rest", f"/v1/book/{quote_path(symbol)}", query=query),
            _decode_order_book,
        )

    async def trades(
        self,
        *,
        symbol: str,
        timestamp: int | None = None,
        since_tid: int | None = None,
        limit_trades: int | None = None,
        include_breaks: bool | None = None,
    ) -> list[Trade]:
        """`GET /v1/trades/{symbol}`; public; costs 1 public.

        Args:
            timestamp: Of the last seven days.
        """
        require_range("trades", "limit_trades", limit_trades, 1, 500)
        query = query_text(
            {
                "timestamp": timestamp,
                "since_tid": since_tid,
                "limit_trades": limit_trades,
                "include_breaks": include_breaks,
            }
        )
        return await self._call(
            _TRADES,
            lambda: self._signing.public("GET", "rest", f"/v1/trades/{quote_path(symbol)}", query=query),
            _decode_list_trade,
        )

    async def candles(self, *, symbol: str, time_frame: str) -> list[Candle]:
        """`GET /v2/candles/{symbol}/{time_frame}`; public; costs 1 public."""
        return await self._call(
            _CANDLES,
            lambda: self._signing.public("GET", "rest", f"/v2/candles/{quote_path(symbol)}/{quote_path(time_frame)}"),
            _decode_list_candle,
        )

    async def perpetual_candles(self, *, symbol: str, time_frame: str) -> list[Candle]:
        """`GET /v2/derivatives/candles/{symbol}/{time_frame}`; public; costs 1 public."""
        return await self._call(
            _PERPETUAL_CANDLES,
            lambda: self._signing.public(
                "GET", "rest", f"/v2/derivatives/candles/{quote_path(symbol)}/{quote_path(time_frame)}"
            ),
            _decode_list_candle,
        )

    async def funding_amount(self, *, symbol: str) -> FundingAmount:
        """An amount of money per contract and hour, not a rate.

        `GET /v1/fundingamount/{symbol}`; public; costs 1 public."""
        return await self._call(
            _FUNDING_AMOUNT,
            lambda: self._signing.public("GET", "rest", f"/v1/fundingamount/{quote_path(symbol)}"),
            _decode_funding_amount,
        )

    async def risk_stats(self, *, symbol: str) -> RiskStats:
        """`GET /v1/riskstats/{symbol}`; public; costs 1 public."""
        return await self._call(
            _RISK_STATS,
            lambda: self._signing.public("GET", "rest", f"/v1/riskstats/{quote_path(symbol)}"),
            _decode_risk_stats,
        )

    async def new_order(
        self,
        *,
        symbol: str,
        quantity: Decimal,
        price: Decimal,
        side: Side | str,
        kind: OrderType | str,
        client_order_id: str | None = None,
        options: list[str] | None = None,
        stop_price: Decimal | None = None,
        margin_order: bool | None = None,
    ) -> Order:
        """`POST /v1/order/new`; request; costs 1 private."""
        params = given(
            {
                "client_order_id": client_order_id,
                "symbol": symbol,
                "amount": decimal_text(quantity),
                "price": decimal_text(price),
                "side": side,
                "type": kind,
                "options": options,
                "stop_price": None if stop_price is None else decimal_text(stop_price),
                "margin_order": margin_order,
            }
        )
        return await self._call(
            _NEW_ORDER,
            lambda: self._signing.request("POST", "rest", "/v1/order/new", params=params),
            _decode_order,
            client_order_id=client_order_id,
        )

    async def cancel_order(self, *, order_id: int) -> Order:
        """`POST /v1/order/cancel`; request; costs 1 private."""
        params: dict[str, Any] = {"order_id": order_id}
        return await self._call(
            _CANCEL_ORDER,
            lambda: self._signing.request("POST", "rest", "/v1/order/cancel", params=params),
            _decode_order,
        )

    async def cancel_all(self) -> Cancelled:
        """`POST /v1/order/cancel/all`; request; costs 1 private."""
        return await self._call(
            _CANCEL_ALL, lambda: self._signing.request("POST", "rest", "/v1/order/cancel/all"), _decode_cancelled
        )

    async def cancel_session(self) -> Cancelled:
        """Orders of this key alone.

        `POST /v1/order/cancel/session`; request; costs 1 private."""
        return await self._call(
            _CANCEL_SESSION,
            lambda: self._signing.request("POST", "rest", "/v1/order/cancel/session"),
            _decode_cancelled,
        )

    async def order_status(
        self, *, order_id: int | None = None, client_order_id: str | None = None, include_trades: bool | None = None
    ) -> Order | list[Order]:
        """By client order id there may be several: ids are labels here.

        `POST /v1/order/status`; request; costs 1 private."""
        require_one("order_status", order_id=order_id, client_order_id=client_order_id)
        params = given({"order_id": order_id, "client_order_id": client_order_id, "include_trades": include_trades})
        return await self._call(
            _ORDER_STATUS,
            lambda: self._signing.request("POST", "rest", "/v1/order/status", params=params),
            _decode_order_list_order,
            client_order_id=client_order_id,
        )

    async def open_orders(self) -> list[Order]:
        """`POST /v1/orders`; request; costs 1 private."""
        return await self._call(
            _OPEN_ORDERS, lambda: self._signing.request("POST", "rest", "/v1/orders"), _decode_list_order
        )

    async def my_trades(
        self, *, symbol: str | None = None, limit_trades: int | None = None, timestamp: int | None = None
    ) -> list[Fill]:
        """`POST /v1/mytrades`; request; costs 1 private."""
        require_range("my_trades", "limit_trades", limit_trades, 1, 500)
        params = given({"symbol": symbol, "limit_trades": limit_trades, "timestamp": timestamp})
        return await self._call(
            _MY_TRADES, lambda: self._signing.request("POST", "rest", "/v1/mytrades", params=params), _decode_list_fill
        )

    async def heartbeat(self) -> Answer:
        """A key made with `Requires Heartbeat` loses its orders 30 seconds after its last request.

        `POST /v1/heartbeat`; request; costs 1 private."""
        return await self._call(
            _HEARTBEAT, lambda: self._signing.request("POST", "rest", "/v1/heartbeat"), _decode_answer
        )

    async def balances(self) -> list[Balance]:
        """`POST /v1/balances`; request; costs 1 private."""
        return await self._call(
            _BALANCES, lambda: self._signing.request("POST", "rest", "/v1/balances"), _decode_list_balance
        )

    async def positions(self) -> list[Position]:
        """`POST /v1/positions`; request; costs 1 private."""
        return await self._call(
            _POSITIONS, lambda: self._signing.request("POST", "rest", "/v1/positions"), _decode_list_position
        )
