"""Backpack Exchange: the client."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from typing import Any

from msgspec import UNSET, Struct
from venue_runtime.arguments import expected, need, order_options, paired, present, refuse_arguments, tolerating
from venue_runtime.bindings import Answer, BatchEntry, BookBinding, ChannelBinding, PrivateBinding, PrivateEvent
from venue_runtime.books import OrderBook
from venue_runtime.booksync import snapshot_book
from venue_runtime.candles import candle_length, closed_by_time
from venue_runtime.client import VenueClient
from venue_runtime.errors import VenueError, VenueResponseError
from venue_runtime.exprs import item
from venue_runtime.feeds import Feed
from venue_runtime.http import Response
from venue_runtime.model import (
    Balance,
    CancelRequest,
    Candle,
    Fill,
    FundingRate,
    Instrument,
    Order,
    OrderRequest,
    OrderStatus,
    Position,
    Ticker,
    Trade,
    VenueStatus,
)
from venue_runtime.orders import order_from_request
from venue_runtime.rest import Endpoint, RestExecutor
from venue_runtime.streams import Dialect

from . import mapping
from . import types as wire
from .books import Level2BookRule
from .mapping import INTERVALS, ORDER_STATUS_IN, SELF_TRADE_PREVENTION_OUT, SIDE_OUT, order_style
from .rest import BackpackEndpoints
from .signing import Signing
from .streams import (
    BackpackChannels,
    PrivateDialect,
    PublicDialect,
    decode_balances,
    decode_book_ticker,
    decode_depth,
    decode_klines,
    decode_orders,
    decode_positions,
    decode_trades,
)
from .venue import (
    BUCKETS,
    CLIENT_ORDER_IDS,
    CREDENTIALS,
    ENVIRONMENTS,
    ERRORS,
    OFFERS,
    RECONCILE,
    BackpackConfig,
    error_of,
)


class BackpackOrderOptions(Struct, frozen=True, kw_only=True):
    """What only this venue's orders have: `create_order(…, venue=BackpackOrderOptions(…))`."""

    broker: int | None = None
    """X-BROKER-ID"""
    auto_lend: bool | None = None
    """autoLend"""
    auto_lend_redeem: bool | None = None
    """autoLendRedeem"""
    auto_borrow: bool | None = None
    """autoBorrow"""
    auto_borrow_repay: bool | None = None
    """autoBorrowRepay"""


class Backpack(VenueClient):
    """Backpack Exchange. All methods are those of `VenueClient`; `raw` is the venue's own layer.

    * Client order ids are whole numbers below 2^32; the client takes up to nine digits.
    * An order that rests no longer is not found by GET /order; fetch_order looks into the open orders, then the
    history.
    * A cancel that is only taken answers HTTP 202 without a body; its outcome is then asked for.
    * Without auto_borrow a spot order needs the funds; without auto_lend_redeem what is lent cannot be sold.
    * Orders of conditions (triggerPrice), strategies and quotes (RFQ) are in the raw layer or not offered.
    * Funds that are lent are in no balance of GET /capital.
    """

    venue = "backpack"
    environments = ENVIRONMENTS
    credential_fields = CREDENTIALS
    offers = OFFERS
    bucket_specs = BUCKETS
    client_order_id_form = CLIENT_ORDER_IDS
    reconcile_plan = RECONCILE
    config_type = BackpackConfig

    def _setup(self) -> None:
        self.signing = Signing(self.credentials, self.config, self.venue_clock, self.endpoints)
        self.raw = BackpackRaw(self.rest, self.signing, self._raw_channel)

    def _error_of(self, endpoint: Endpoint, response: Response) -> VenueResponseError | None:
        return error_of(endpoint, response)

    async def _load_instruments(self) -> Iterable[Instrument]:
        """Spot and perpetual markets; predictions, dated and quote markets are not loaded."""
        result = await self.raw.markets()
        return self._read_instruments(mapping.instrument, result)

    async def _fetch_time(self) -> int:
        result = await self.raw.time()
        return result * 1_000_000

    async def _fetch_status(self) -> VenueStatus:
        result = await self.raw.status()
        return VenueStatus(available=bool(result.status == "Ok"), raw=result)

    async def _fetch_ticker(self, instrument: Instrument) -> Ticker:
        """Bid and ask are in the stream alone."""
        result = await self.raw.ticker(symbol=instrument.venue_symbol)
        recv = self.clock.time_ns()
        return mapping.ticker(result, instrument, recv)

    async def _fetch_order_book(self, instrument: Instrument, depth: int | None) -> OrderBook:
        result = await self.raw.depth(
            symbol=instrument.venue_symbol,
            limit=20 if (depth or 1000) <= 20 else 100 if (depth or 1000) <= 100 else 1000,
        )
        return snapshot_book(instrument.symbol, Level2BookRule, result, self.clock.time_ns())

    async def _fetch_trades(self, instrument: Instrument, since: int | None, limit: int | None) -> list[Trade]:
        refuse_arguments("fetch_trades", since=since)
        result = await self.raw.trades(symbol=instrument.venue_symbol, limit=limit)
        recv = self.clock.time_ns()
        return [mapping.trade(m, instrument, recv) for m in result][::-1]

    async def _fetch_candles(
        self, instrument: Instrument, interval: str, since: int | None, limit: int | None
    ) -> list[Candle]:
        """The venue wants a beginning and takes no limit; without `since` it is counted back from now."""
        result = await self.raw.klines(
            symbol=instrument.venue_symbol,
            interval=INTERVALS[interval],
            start_time=(
                since // 1_000_000_000
                if since is not None
                else (self.venue_clock.time_ns() - (limit or 100) * candle_length(interval)) // 1_000_000_000
            ),
            end_time=(since + (limit or 100) * candle_length(interval)) // 1_000_000_000 if since is not None else None,
        )
        recv = self.clock.time_ns()
        return [
            closed_by_time(found, interval, recv)
            for m in result
            if (found := mapping.candle(m, instrument)) is not None
        ]

    async def _fetch_funding_rate(self, instrument: Instrument) -> FundingRate:
        result = await self.raw.mark_prices(symbol=instrument.venue_symbol)
        found = expected("fetch_funding_rate", item(result, 0))
        return mapping.funding(found, instrument)

    async def _create_order(self, request: OrderRequest, instrument: Instrument) -> Order | Answer:
        style = order_style(request)
        options = order_options(request, BackpackOrderOptions, BackpackOrderOptions())
        result = await self.raw.place(
            symbol=instrument.venue_symbol,
            side=SIDE_OUT[request.side],
            order_type=style.order_type,
            post_only=style.post_only,
            time_in_force=style.time_in_force,
            price=request.price,
            quantity=request.quantity,
            quote_quantity=request.quote_quantity,
            client_id=int(request.client_order_id) if request.client_order_id is not None else None,
            reduce_only=True if request.reduce_only else None,
            self_trade_prevention=(
                SELF_TRADE_PREVENTION_OUT[request.self_trade_prevention]
                if request.self_trade_prevention is not None
                else None
            ),
            broker=options.broker,
            auto_lend=options.auto_lend,
            auto_lend_redeem=options.auto_lend_redeem,
            auto_borrow=options.auto_borrow,
            auto_borrow_repay=options.auto_borrow_repay,
        )
        recv = self.clock.time_ns()
        return mapping.order(result, instrument, recv)

    def _create_orders_entry(
        self, request: OrderRequest, instrument: Instrument
    ) -> BatchEntry[OrderRequest, wire.NewOrder]:
        refuse_arguments("create_orders", venue=request.venue)
        style = order_style(request)
        return BatchEntry(
            request=request,
            instrument=instrument,
            item=wire.NewOrder(
                symbol=instrument.venue_symbol,
                side=wire.Side(SIDE_OUT[request.side]),
                order_type=wire.OrderType(style.order_type),
                post_only=UNSET if style.post_only is None else style.post_only,
                time_in_force=UNSET if style.time_in_force is None else wire.TimeInForce(style.time_in_force),
                price=UNSET if request.price is None else request.price,
                quantity=UNSET if request.quantity is None else request.quantity,
                quote_quantity=UNSET if request.quote_quantity is None else request.quote_quantity,
                client_id=(
                    UNSET
                    if (client_id_ := int(request.client_order_id) if request.client_order_id is not None else None)
                    is None
                    else client_id_
                ),
                reduce_only=True if request.reduce_only else UNSET,
                self_trade_prevention=(
                    UNSET
                    if (
                        self_trade_prevention_ := (
                            SELF_TRADE_PREVENTION_OUT[request.self_trade_prevention]
                            if request.self_trade_prevention is not None
                            else None
                        )
                    )
                    is None
                    else wire.SelfTradePrevention(self_trade_prevention_)
                ),
            ),
        )

    async def _create_orders(
        self, batch: Sequence[BatchEntry[OrderRequest, wire.NewOrder]]
    ) -> Sequence[Order | Answer | VenueError]:
        result = await self.raw.place_many(orders=[entry.item for entry in batch])
        outcomes: list[Order | Answer | VenueError] = []
        for entry, m in paired("create_orders", batch, result):
            request = entry.request
            if m.operation == "Err":
                outcomes.append(
                    ERRORS.error(
                        m.code if m.code is not UNSET and m.code else "",
                        m.message if m.message is not UNSET and m.message else "",
                        operation="place_many",
                    )
                )
                continue
            outcomes.append(
                order_from_request(
                    request,
                    venue_order_id=m.id if m.id is not UNSET else None,
                    status=(
                        _1
                        if m.status is not UNSET and (_1 := ORDER_STATUS_IN.get(m.status)) is not None
                        else OrderStatus.NEW
                    ),
                    filled_quantity=m.executed_quantity if m.executed_quantity is not UNSET else None,
                    ts_recv=self.clock.time_ns(),
                )
            )
        return outcomes

    async def _cancel_order(
        self, request: CancelRequest, instrument: Instrument, known: Order | None
    ) -> Order | Answer:
        result = await self.raw.cancel(
            symbol=instrument.venue_symbol,
            order_id=request.venue_order_id,
            client_id=(
                (int(request.client_order_id) if request.client_order_id is not None else None)
                if request.venue_order_id is None
                else None
            ),
        )
        recv = self.clock.time_ns()
        return mapping.order(result, instrument, recv)

    async def _cancel_all_orders(self, instrument: Instrument | None) -> list[Order] | None:
        instrument = need("cancel_all_orders", "symbol", instrument)
        result = await self.raw.cancel_all(symbol=instrument.venue_symbol)
        recv = self.clock.time_ns()
        return [mapping.order(m, instrument, recv) for m in result]

    async def _fetch_order(
        self, instrument: Instrument, venue_order_id: str | None, client_order_id: str | None
    ) -> Order | Answer:
        """Of the book, else of the history; the history cannot be asked for the client's id, and its newest page is
        read."""
        with tolerating("RESOURCE_NOT_FOUND"):
            result = await self.raw.order(
                symbol=instrument.venue_symbol,
                order_id=venue_order_id,
                client_id=(
                    (int(client_order_id) if client_order_id is not None else None) if venue_order_id is None else None
                ),
            )
            recv = self.clock.time_ns()
            return mapping.order(result, instrument, recv)
        answer = await self.raw.order_history(symbol=instrument.venue_symbol, order_id=venue_order_id)
        recv = self.clock.time_ns()
        found = expected(
            "fetch_order",
            next((row for row in answer if row.id == (venue_order_id or "")), None)
            or next(
                (
                    row
                    for row in answer
                    if row.client_id
                    == (int(client_order_id) if client_order_id is not None and int(client_order_id) else 0)
                ),
                None,
            ),
        )
        return mapping.order(found, instrument, recv)

    async def _fetch_open_orders(self, instrument: Instrument | None) -> list[Order]:
        result = await self.raw.open_orders(symbol=instrument.venue_symbol if instrument is not None else None)
        recv = self.clock.time_ns()
        return [mapping.order(m, self.instruments.at_venue(m.symbol), recv) for m in result]

    async def _fetch_my_trades(self, instrument: Instrument | None, since: int | None, limit: int | None) -> list[Fill]:
        result = await self.raw.fills(
            symbol=instrument.venue_symbol if instrument is not None else None,
            since=since // 1_000_000 if since is not None else None,
            limit=limit,
            sort_direction="Asc",
        )
        recv = self.clock.time_ns()
        return [mapping.fill(m, self.instruments.at_venue(m.symbol), recv) for m in result]

    async def _iter_my_trades(self, instrument: Instrument | None, since: int | None) -> AsyncIterator[Fill]:
        async for m in self.raw.iter_fills(
            symbol=instrument.venue_symbol if instrument is not None else None,
            since=since // 1_000_000 if since is not None else None,
            sort_direction="Asc",
        ):
            yield mapping.fill(m, self.instruments.at_venue(m.symbol), self.clock.time_ns())

    async def _fetch_balances(self, account: str | None) -> Iterable[Balance]:
        refuse_arguments("fetch_balances", account=account)
        result = await self.raw.balances()
        return [mapping.balance(m) for m in list(result.items())]

    async def _fetch_positions(self, instruments: Sequence[Instrument] | None) -> list[Position]:
        result = await self.raw.positions()
        recv = self.clock.time_ns()
        return [mapping.position(m, self.instruments.at_venue(m.symbol), recv) for m in result]

    def _dialect(self, connection: str, partition: str | None) -> Dialect:
        if connection == "public":
            return PublicDialect(self.endpoints)
        return PrivateDialect(self.endpoints, self.signing)

    def _bind_order_book(self, instrument: Instrument, depth: int | None) -> BookBinding:
        return BookBinding(
            connection="public",
            topic=f"depth.{instrument.venue_symbol}",
            rule=Level2BookRule,
            read=lambda payload: (decode_depth(payload),),
            snapshot=lambda: self.raw.depth(symbol=instrument.venue_symbol, limit=1000),
        )

    def _bind_trades(self) -> ChannelBinding[Trade]:
        return ChannelBinding(
            connection="public",
            topic=lambda instrument: f"trade.{instrument.venue_symbol}",
            read=lambda payload, instrument, recv: (mapping.trade_event(decode_trades(payload), instrument, recv),),
        )

    def _bind_ticker(self) -> ChannelBinding[Ticker]:
        """Bid and ask; the last price is in another stream."""
        return ChannelBinding(
            connection="public",
            topic=lambda instrument: f"bookTicker.{instrument.venue_symbol}",
            read=lambda payload, instrument, recv: (
                mapping.book_ticker(decode_book_ticker(payload), instrument, recv),
            ),
        )

    def _bind_candles(self, interval: str) -> ChannelBinding[Candle]:
        word = INTERVALS[interval]
        return ChannelBinding(
            connection="public",
            topic=lambda instrument: f"kline.{word}.{instrument.venue_symbol}",
            read=lambda payload, instrument, recv: present(mapping.candle_event(decode_klines(payload), instrument)),
        )

    def _bind_private(self) -> Sequence[PrivateBinding]:
        return (
            PrivateBinding(connection="private", read=self._read_orders, topic="account.orderUpdate"),
            PrivateBinding(connection="private", read=self._read_watch_balances, topic="account.balanceUpdate"),
            PrivateBinding(connection="private", read=self._read_watch_positions, topic="account.positionUpdate"),
        )

    def _read_orders(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_orders(payload)
        instrument = self.instruments.at_venue(m.symbol)
        if (fill := mapping.fill_event(m, instrument, ts_recv)) is not None:
            yield fill
        yield mapping.order_event(m, instrument, ts_recv)

    def _read_watch_balances(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_balances(payload)
        yield mapping.balance_event(m)

    def _read_watch_positions(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_positions(payload)
        instrument = self.instruments.at_venue(m.symbol)
        yield mapping.position_event(m, instrument, ts_recv)


class BackpackRaw(BackpackEndpoints, BackpackChannels):
    """Endpoints and channels of Backpack Exchange, with the types of the wire."""

    def __init__(self, rest: RestExecutor, signing: Signing, subscribe: Callable[..., Feed[Any]]) -> None:
        BackpackEndpoints.__init__(self, rest, signing)
        BackpackChannels.__init__(self, subscribe)
