"""Gate: the raw layer. One method per endpoint, wire types in and out, nothing normalized.

Every method raises as `RestExecutor.call` does, and ConfigurationError for bad arguments before anything is sent.
`over` says what a call goes over: REST, or a stream connection that takes the same call and is opened by the first one.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Literal

import msgspec
from venue_runtime.arguments import given, require_any, require_range
from venue_runtime.exprs import sent
from venue_runtime.pages import Pages
from venue_runtime.rest import Endpoint, Over, RestExecutor
from venue_runtime.wire import bool_text, decimal_text, query_text, quote, quote_path

from .signing import Signing
from .types import (
    Account,
    BatchedOrder,
    Canceled,
    CancelOne,
    Candle,
    Countdown,
    Depth,
    Fill,
    NewOrder,
    Order,
    OrderType,
    Pair,
    PairOrders,
    ServerTime,
    Side,
    StpAct,
    Ticker,
    TimeInForce,
    Trade,
)

_Transport = Literal["rest", "calls"]

_TIME = Endpoint("time", "GET", "/api/v4/spot/time", costs=(("time", 1),))
_PAIRS = Endpoint("pairs", "GET", "/api/v4/spot/currency_pairs", costs=(("pairs", 1),), lenient=())
_TICKERS = Endpoint("tickers", "GET", "/api/v4/spot/tickers", costs=(("tickers", 1),))
_ORDER_BOOK = Endpoint("order_book", "GET", "/api/v4/spot/order_book", costs=(("order_book", 1),))
_TRADES = Endpoint("trades", "GET", "/api/v4/spot/trades", costs=(("trades", 1),))
_CANDLES = Endpoint("candles", "GET", "/api/v4/spot/candlesticks", costs=(("candles", 1),))
_PLACE = Endpoint(
    "place",
    "POST",
    "/api/v4/spot/orders",
    is_command=True,
    costs=(("place", 1),),
    over=Over("calls", "spot.order_place"),
)
_PLACE_MANY = Endpoint("place_many", "POST", "/api/v4/spot/batch_orders", is_command=True, costs=(("place", 1),))
_CANCEL = Endpoint(
    "cancel",
    "DELETE",
    "/api/v4/spot/orders/{order_id}",
    is_command=True,
    costs=(("cancel", 1),),
    over=Over("calls", "spot.order_cancel"),
)
_CANCEL_MANY = Endpoint(
    "cancel_many", "POST", "/api/v4/spot/cancel_batch_orders", is_command=True, costs=(("cancel", 1),)
)
_CANCEL_OPEN = Endpoint("cancel_open", "DELETE", "/api/v4/spot/orders", is_command=True, costs=(("cancel", 1),))
_AMEND = Endpoint(
    "amend",
    "PATCH",
    "/api/v4/spot/orders/{order_id}",
    is_command=True,
    costs=(("place", 1),),
    over=Over("calls", "spot.order_amend"),
)
_ORDER = Endpoint(
    "order", "GET", "/api/v4/spot/orders/{order_id}", costs=(("order", 1),), over=Over("calls", "spot.order_status")
)
_ORDERS = Endpoint("orders", "GET", "/api/v4/spot/orders", costs=(("orders", 1),))
_OPEN_ORDERS = Endpoint("open_orders", "GET", "/api/v4/spot/open_orders", costs=(("open_orders", 1),))
_FILLS = Endpoint("fills", "GET", "/api/v4/spot/my_trades", costs=(("fills", 1),))
_COUNTDOWN = Endpoint(
    "countdown", "POST", "/api/v4/spot/countdown_cancel_all", is_command=True, costs=(("countdown", 1),)
)
_ACCOUNTS = Endpoint("accounts", "GET", "/api/v4/spot/accounts", costs=(("accounts", 1),))
_decode_server_time = msgspec.json.Decoder(ServerTime).decode
_decode_list_pair = msgspec.json.Decoder(list[Pair]).decode
_decode_list_ticker = msgspec.json.Decoder(list[Ticker]).decode
_decode_depth = msgspec.json.Decoder(Depth).decode
_decode_list_trade = msgspec.json.Decoder(list[Trade]).decode
_decode_list_candle = msgspec.json.Decoder(list[Candle]).decode
_decode_order = msgspec.json.Decoder(Order).decode
_decode_list_batched_order = msgspec.json.Decoder(list[BatchedOrder]).decode
_decode_list_canceled = msgspec.json.Decoder(list[Canceled]).decode
_decode_list_order = msgspec.json.Decoder(list[Order]).decode
_decode_list_pair_orders = msgspec.json.Decoder(list[PairOrders]).decode
_decode_list_fill = msgspec.json.Decoder(list[Fill]).decode
_decode_countdown = msgspec.json.Decoder(Countdown).decode
_decode_list_account = msgspec.json.Decoder(list[Account]).decode


class GateEndpoints:
    """The endpoints of Gate, in the order of the spec."""

    def __init__(self, rest: RestExecutor, signing: Signing) -> None:
        self._call = rest.call
        self._call_over = rest.call_over
        self._signing = signing

    async def time(self) -> ServerTime:
        """`GET /api/v4/spot/time`; public; costs 1 time."""
        return await self._call(
            _TIME, lambda: self._signing.public("GET", "rest", "/api/v4/spot/time"), _decode_server_time
        )

    async def pairs(self) -> list[Pair]:
        """`GET /api/v4/spot/currency_pairs`; public; costs 1 pairs."""
        return await self._call(
            _PAIRS, lambda: self._signing.public("GET", "rest", "/api/v4/spot/currency_pairs"), _decode_list_pair
        )

    async def tickers(self, *, currency_pair: str | None = None, timezone: str | None = None) -> list[Ticker]:
        """`GET /api/v4/spot/tickers`; public; costs 1 tickers."""
        query = query_text({"currency_pair": currency_pair, "timezone": timezone})
        return await self._call(
            _TICKERS,
            lambda: self._signing.public("GET", "rest", "/api/v4/spot/tickers", query=query),
            _decode_list_ticker,
        )

    async def order_book(
        self, *, currency_pair: str, interval: Decimal | None = None, limit: int | None = None
    ) -> Depth:
        """`GET /api/v4/spot/order_book`; public; costs 1 order_book."""
        query = (
            f"currency_pair={quote(currency_pair)}"
            + (f"&interval={decimal_text(interval)}" if interval is not None else "")
            + (f"&limit={limit}" if limit is not None else "")
            + "&with_id=true"
        )
        return await self._call(
            _ORDER_BOOK,
            lambda: self._signing.public("GET", "rest", "/api/v4/spot/order_book", query=query),
            _decode_depth,
        )

    async def trades(
        self,
        *,
        currency_pair: str,
        limit: int | None = None,
        last_id: str | None = None,
        reverse: bool | None = None,
        start: int | None = None,
        end: int | None = None,
        page_number: int | None = None,
    ) -> list[Trade]:
        """`GET /api/v4/spot/trades`; public; costs 1 trades."""
        require_range("trades", "limit", limit, 1, 1000)
        query = (
            f"currency_pair={quote(currency_pair)}"
            + (f"&limit={limit}" if limit is not None else "")
            + (f"&last_id={quote(last_id)}" if last_id is not None else "")
            + (f"&reverse={bool_text(reverse)}" if reverse is not None else "")
            + (f"&from={start}" if start is not None else "")
            + (f"&to={end}" if end is not None else "")
            + (f"&page={page_number}" if page_number is not None else "")
        )
        return await self._call(
            _TRADES, lambda: self._signing.public("GET", "rest", "/api/v4/spot/trades", query=query), _decode_list_trade
        )

    async def candles(
        self,
        *,
        currency_pair: str,
        limit: int | None = None,
        start: int | None = None,
        end: int | None = None,
        interval: str | None = None,
    ) -> list[Candle]:
        """`GET /api/v4/spot/candlesticks`; public; costs 1 candles."""
        require_range("candles", "limit", limit, None, 1000)
        query = (
            f"currency_pair={quote(currency_pair)}"
            + (f"&limit={limit}" if limit is not None else "")
            + (f"&from={start}" if start is not None else "")
            + (f"&to={end}" if end is not None else "")
            + (f"&interval={quote(interval)}" if interval is not None else "")
        )
        return await self._call(
            _CANDLES,
            lambda: self._signing.public("GET", "rest", "/api/v4/spot/candlesticks", query=query),
            _decode_list_candle,
        )

    async def place(
        self,
        *,
        currency_pair: str,
        type: OrderType | str,
        account: str,
        side: Side | str,
        amount: Decimal,
        client_order_id: str | None = None,
        price: Decimal | None = None,
        time_in_force: TimeInForce | str | None = None,
        iceberg: Decimal | None = None,
        auto_borrow: bool | None = None,
        auto_repay: bool | None = None,
        stp_act: StpAct | str | None = None,
        action_mode: str | None = None,
        slippage: Decimal | None = None,
        take_profit_trigger: Decimal | None = None,
        take_profit_price: Decimal | None = None,
        stop_loss_trigger: Decimal | None = None,
        stop_loss_price: Decimal | None = None,
        over: _Transport = "rest",
    ) -> Order:
        """`POST /api/v4/spot/orders`; signed; costs 1 place.

        Args:
            slippage: Of market orders, from the latest price: 0.03 means 3%.
        """
        if over != "rest" and _PLACE.goes_over(over):
            fields = given(
                {
                    "text": client_order_id,
                    "currency_pair": currency_pair,
                    "type": type,
                    "account": account,
                    "side": side,
                    "amount": decimal_text(amount),
                    "price": None if price is None else decimal_text(price),
                    "time_in_force": time_in_force,
                    "iceberg": None if iceberg is None else decimal_text(iceberg),
                    "auto_borrow": auto_borrow,
                    "auto_repay": auto_repay,
                    "stp_act": stp_act,
                    "action_mode": action_mode,
                    "slippage": None if slippage is None else decimal_text(slippage),
                    "stop_profit": given(
                        {
                            "trigger_price": None if take_profit_trigger is None else decimal_text(take_profit_trigger),
                            "order_price": None if take_profit_price is None else decimal_text(take_profit_price),
                        }
                    )
                    or None,
                    "stop_loss": given(
                        {
                            "trigger_price": None if stop_loss_trigger is None else decimal_text(stop_loss_trigger),
                            "order_price": None if stop_loss_price is None else decimal_text(stop_loss_price),
                        }
                    )
                    or None,
                }
            )
            return await self._call_over(
                _PLACE, lambda: self._signing.session({**fields}), _decode_order, client_order_id=client_order_id
            )
        json = given(
            {
                "text": client_order_id,
                "currency_pair": currency_pair,
                "type": type,
                "account": account,
                "side": side,
                "amount": decimal_text(amount),
                "price": None if price is None else decimal_text(price),
                "time_in_force": time_in_force,
                "iceberg": None if iceberg is None else decimal_text(iceberg),
                "auto_borrow": auto_borrow,
                "auto_repay": auto_repay,
                "stp_act": stp_act,
                "action_mode": action_mode,
                "slippage": None if slippage is None else decimal_text(slippage),
                "stop_profit": given(
                    {
                        "trigger_price": None if take_profit_trigger is None else decimal_text(take_profit_trigger),
                        "order_price": None if take_profit_price is None else decimal_text(take_profit_price),
                    }
                )
                or None,
                "stop_loss": given(
                    {
                        "trigger_price": None if stop_loss_trigger is None else decimal_text(stop_loss_trigger),
                        "order_price": None if stop_loss_price is None else decimal_text(stop_loss_price),
                    }
                )
                or None,
            }
        )
        return await self._call(
            _PLACE,
            lambda: self._signing.signed("POST", "rest", "/api/v4/spot/orders", json=json),
            _decode_order,
            client_order_id=client_order_id,
        )

    async def place_many(self, *, orders: list[NewOrder]) -> list[BatchedOrder]:
        """At most ten orders of each of four pairs, of one account; `text` must be given.

        `POST /api/v4/spot/batch_orders`; signed; costs 1 place."""
        return await self._call(
            _PLACE_MANY,
            lambda: self._signing.signed(
                "POST",
                "rest",
                "/api/v4/spot/batch_orders",
                json=[
                    sent(
                        x,
                        order=(
                            "text",
                            "currency_pair",
                            "type",
                            "account",
                            "side",
                            "amount",
                            "price",
                            "time_in_force",
                            "iceberg",
                            "auto_borrow",
                            "auto_repay",
                            "stp_act",
                            "action_mode",
                        ),
                    )
                    for x in orders
                ],
            ),
            _decode_list_batched_order,
        )

    async def cancel(
        self,
        *,
        order_id: str,
        currency_pair: str,
        account: str | None = None,
        action_mode: str | None = None,
        over: _Transport = "rest",
    ) -> Order:
        """`DELETE /api/v4/spot/orders/{order_id}`; signed; costs 1 cancel."""
        if over != "rest" and _CANCEL.goes_over(over):
            fields = given(
                {"order_id": order_id, "currency_pair": currency_pair, "account": account, "action_mode": action_mode}
            )
            return await self._call_over(_CANCEL, lambda: self._signing.session({**fields}), _decode_order)
        query = f"currency_pair={quote(currency_pair)}"
        if account is not None:
            query += f"&account={quote(account)}"
        if action_mode is not None:
            query += f"&action_mode={quote(action_mode)}"
        return await self._call(
            _CANCEL,
            lambda: self._signing.signed("DELETE", "rest", f"/api/v4/spot/orders/{quote_path(order_id)}", query=query),
            _decode_order,
        )

    async def cancel_many(self, *, orders: list[CancelOne]) -> list[Canceled]:
        """`POST /api/v4/spot/cancel_batch_orders`; signed; costs 1 cancel."""
        return await self._call(
            _CANCEL_MANY,
            lambda: self._signing.signed(
                "POST", "rest", "/api/v4/spot/cancel_batch_orders", json=[sent(x) for x in orders]
            ),
            _decode_list_canceled,
        )

    async def cancel_open(
        self,
        *,
        currency_pair: str | None = None,
        side: Side | str | None = None,
        account: str | None = None,
        action_mode: str | None = None,
    ) -> list[Order]:
        """`DELETE /api/v4/spot/orders`; signed; costs 1 cancel."""
        query = query_text(
            {"currency_pair": currency_pair, "side": side, "account": account, "action_mode": action_mode}
        )
        return await self._call(
            _CANCEL_OPEN,
            lambda: self._signing.signed("DELETE", "rest", "/api/v4/spot/orders", query=query),
            _decode_list_order,
        )

    async def amend(
        self,
        *,
        order_id: str,
        currency_pair: str,
        account: str | None = None,
        amount: Decimal | None = None,
        price: Decimal | None = None,
        amend_text: str | None = None,
        action_mode: str | None = None,
        over: _Transport = "rest",
    ) -> Order:
        """An amount below what is filled cancels the order.

        `PATCH /api/v4/spot/orders/{order_id}`; signed; costs 1 place."""
        require_any("amend", amount=amount, price=price)
        if over != "rest" and _AMEND.goes_over(over):
            fields = given(
                {
                    "order_id": order_id,
                    "currency_pair": currency_pair,
                    "account": account,
                    "amount": None if amount is None else decimal_text(amount),
                    "price": None if price is None else decimal_text(price),
                    "amend_text": amend_text,
                    "action_mode": action_mode,
                }
            )
            return await self._call_over(_AMEND, lambda: self._signing.session({**fields}), _decode_order)
        json = given(
            {
                "currency_pair": currency_pair,
                "account": account,
                "amount": None if amount is None else decimal_text(amount),
                "price": None if price is None else decimal_text(price),
                "amend_text": amend_text,
                "action_mode": action_mode,
            }
        )
        return await self._call(
            _AMEND,
            lambda: self._signing.signed("PATCH", "rest", f"/api/v4/spot/orders/{quote_path(order_id)}", json=json),
            _decode_order,
        )

    async def order(
        self, *, order_id: str, currency_pair: str, account: str | None = None, over: _Transport = "rest"
    ) -> Order:
        """By a client id (`text`) only while the order is open.

        `GET /api/v4/spot/orders/{order_id}`; signed; costs 1 order."""
        if over != "rest" and _ORDER.goes_over(over):
            fields = given({"order_id": order_id, "currency_pair": currency_pair, "account": account})
            return await self._call_over(_ORDER, lambda: self._signing.session({**fields}), _decode_order)
        query = f"currency_pair={quote(currency_pair)}" + (f"&account={quote(account)}" if account is not None else "")
        return await self._call(
            _ORDER,
            lambda: self._signing.signed("GET", "rest", f"/api/v4/spot/orders/{quote_path(order_id)}", query=query),
            _decode_order,
        )

    async def orders(
        self,
        *,
        currency_pair: str,
        status: str,
        page_number: int | None = None,
        limit: int | None = None,
        account: str | None = None,
        start: int | None = None,
        end: int | None = None,
        side: Side | str | None = None,
    ) -> list[Order]:
        """`GET /api/v4/spot/orders`; signed; costs 1 orders.

        Args:
            status: open or finished
        """
        require_range("orders", "limit", limit, 1, 100)
        query = (
            f"currency_pair={quote(currency_pair)}&status={quote(status)}"
            + (f"&page={page_number}" if page_number is not None else "")
            + (f"&limit={limit}" if limit is not None else "")
            + (f"&account={quote(account)}" if account is not None else "")
            + (f"&from={start}" if start is not None else "")
            + (f"&to={end}" if end is not None else "")
            + (f"&side={quote(side)}" if side is not None else "")
        )
        return await self._call(
            _ORDERS, lambda: self._signing.signed("GET", "rest", "/api/v4/spot/orders", query=query), _decode_list_order
        )

    async def iter_orders(
        self,
        *,
        currency_pair: str,
        status: str,
        page_number: int | None = None,
        limit: int | None = None,
        account: str | None = None,
        start: int | None = None,
        end: int | None = None,
        side: Side | str | None = None,
    ) -> AsyncIterator[Order]:
        """All items of `orders`, page after page, from the first page on. `limit` is the size of a page."""
        size = 100 if limit is None else limit
        cursor: int | None = page_number
        pages = Pages("orders", cursor)
        while True:
            page = await self.orders(
                currency_pair=currency_pair,
                status=status,
                page_number=cursor,
                limit=size,
                account=account,
                start=start,
                end=end,
                side=side,
            )
            sent = cursor
            for item in page:
                yield item
            if len(page) < size:
                return
            cursor = pages.turn((sent or 1) + 1, page)

    async def open_orders(
        self, *, page_number: int | None = None, limit: int | None = None, account: str | None = None
    ) -> list[PairOrders]:
        """Of every pair that has some; pages are counted in each pair.

        `GET /api/v4/spot/open_orders`; signed; costs 1 open_orders."""
        require_range("open_orders", "limit", limit, 1, 100)
        query = query_text({"page": page_number, "limit": limit, "account": account})
        return await self._call(
            _OPEN_ORDERS,
            lambda: self._signing.signed("GET", "rest", "/api/v4/spot/open_orders", query=query),
            _decode_list_pair_orders,
        )

    async def iter_open_orders(
        self, *, page_number: int | None = None, limit: int | None = None, account: str | None = None
    ) -> AsyncIterator[Order]:
        """All items of `open_orders`, page after page, from the first page on. `limit` is the size of a page."""
        size = 100 if limit is None else limit
        cursor: int | None = page_number
        pages = Pages("open_orders", cursor)
        while True:
            r = await self.open_orders(page_number=cursor, limit=size, account=account)
            sent = cursor
            page = [each for one in r for each in one.orders]
            for item in page:
                yield item
            if len(page) < size:
                return
            cursor = pages.turn((sent or 1) + 1, page)

    async def fills(
        self,
        *,
        currency_pair: str | None = None,
        limit: int | None = None,
        page_number: int | None = None,
        order_id: str | None = None,
        account: str | None = None,
        start: int | None = None,
        end: int | None = None,
    ) -> list[Fill]:
        """Seven days from `from`, or up to now.

        `GET /api/v4/spot/my_trades`; signed; costs 1 fills."""
        require_range("fills", "limit", limit, 1, 1000)
        query = query_text(
            {
                "currency_pair": currency_pair,
                "limit": limit,
                "page": page_number,
                "order_id": order_id,
                "account": account,
                "from": start,
                "to": end,
            }
        )
        return await self._call(
            _FILLS,
            lambda: self._signing.signed("GET", "rest", "/api/v4/spot/my_trades", query=query),
            _decode_list_fill,
        )

    async def iter_fills(
        self,
        *,
        currency_pair: str | None = None,
        limit: int | None = None,
        page_number: int | None = None,
        order_id: str | None = None,
        account: str | None = None,
        start: int | None = None,
        end: int | None = None,
    ) -> AsyncIterator[Fill]:
        """All items of `fills`, page after page, the newest pages first. `limit` is the size of a page."""
        size = 1000 if limit is None else limit
        cursor: int | None = page_number
        pages = Pages("fills", cursor)
        while True:
            page = await self.fills(
                currency_pair=currency_pair,
                limit=size,
                page_number=cursor,
                order_id=order_id,
                account=account,
                start=start,
                end=end,
            )
            sent = cursor
            for item in page:
                yield item
            if len(page) < size:
                return
            cursor = pages.turn((sent or 1) + 1, page)

    async def countdown(self, *, timeout: int, currency_pair: str | None = None) -> Countdown:
        """`POST /api/v4/spot/countdown_cancel_all`; signed; costs 1 countdown.

        Args:
            timeout: Seconds, at least 5; 0 disarms.
        """
        require_range("countdown", "timeout", timeout, 0, None)
        json = given({"timeout": timeout, "currency_pair": currency_pair})
        return await self._call(
            _COUNTDOWN,
            lambda: self._signing.signed("POST", "rest", "/api/v4/spot/countdown_cancel_all", json=json),
            _decode_countdown,
        )

    async def accounts(self, *, currency: str | None = None) -> list[Account]:
        """`GET /api/v4/spot/accounts`; signed; costs 1 accounts."""
        query = query_text({"currency": currency})
        return await self._call(
            _ACCOUNTS,
            lambda: self._signing.signed("GET", "rest", "/api/v4/spot/accounts", query=query),
            _decode_list_account,
        )
