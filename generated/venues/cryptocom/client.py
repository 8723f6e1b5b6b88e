"""Crypto.com Exchange: the client."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar, Literal

from msgspec import UNSET, Struct
from venue_runtime.arguments import expected, order_options, paired, refuse_arguments
from venue_runtime.bindings import Answer, BatchEntry, BookBinding, ChannelBinding, PrivateBinding, PrivateEvent
from venue_runtime.books import OrderBook
from venue_runtime.booksync import snapshot_book
from venue_runtime.candles import ClosingCandles, candle_length, closed_by_time
from venue_runtime.client import VenueClient
from venue_runtime.errors import VenueError, VenueResponseError
from venue_runtime.exprs import item, word_of
from venue_runtime.feeds import Feed
from venue_runtime.http import Response
from venue_runtime.model import (
    Balance,
    CancelRequest,
    Candle,
    Capability,
    EditRequest,
    Fill,
    FundingRate,
    Instrument,
    Order,
    OrderRequest,
    OrderStatus,
    Position,
    Ticker,
    Trade,
)
from venue_runtime.orders import order_from_cache, order_from_request
from venue_runtime.rest import Endpoint, RestExecutor
from venue_runtime.streams import Dialect

from . import mapping
from . import types as wire
from .books import ChainedBookRule, RestBookRule
from .mapping import INTERVALS, SIDE_OUT, STP_INST_OUT, order_style
from .rest import CryptocomEndpoints
from .signing import Signing
from .streams import (
    CryptocomChannels,
    MarketDialect,
    UserDialect,
    decode_balances,
    decode_book,
    decode_candlestick,
    decode_fills,
    decode_orders,
    decode_positions,
    decode_ticker,
    decode_trade,
)
from .venue import (
    BUCKETS,
    CLIENT_ORDER_IDS,
    CREDENTIALS,
    ENVIRONMENTS,
    ERRORS,
    OFFERS,
    RECONCILE,
    CryptocomConfig,
    error_of,
)


class CryptocomOrderOptions(Struct, frozen=True, kw_only=True):
    """What only this venue's orders have: `create_order(…, venue=CryptocomOrderOptions(…))`."""

    spot_margin: wire.SpotMargin | str | None = None
    """spot_margin"""
    fee_currency: str | None = None
    """fee_instrument_name"""
    stp_id: str | None = None
    """stp_id"""
    isolation_id: str | None = None
    """isolation_id"""
    isolated_margin_amount: Decimal | None = None
    """isolated_margin_amount"""
    leverage: Decimal | None = None
    """leverage"""


class Cryptocom(VenueClient):
    """Crypto.com Exchange. All methods are those of `VenueClient`; `raw` is the venue's own layer.

    * An answer to a new, amended or canceled order says that the request was taken; the stream says what became
    of it.
    * Trigger orders are advanced orders, with calls and a channel of their own, and not offered.
    * An amended order loses its place in the queue, unless only its quantity gets less.
    * Leverage is of the account, not of an instrument, and not offered.
    * The venue publishes no request for its time; its clock is not compared.
    * Self-trade prevention is of the master account and its sub-accounts together (`stp_scope` M).
    * Cancel on disconnect is of one connection; send orders over it (`order_transport="user"`).
    """

    venue = "cryptocom"
    environments = ENVIRONMENTS
    credential_fields = CREDENTIALS
    offers = OFFERS
    bucket_specs = BUCKETS
    client_order_id_form = CLIENT_ORDER_IDS
    reconcile_plan = RECONCILE
    order_transports = ("rest", "user")
    batch_sizes: ClassVar[Mapping[Capability, int]] = {Capability.CREATE_ORDERS: 10, Capability.CANCEL_ORDERS: 10}
    config_type = CryptocomConfig

    order_transport: Literal["rest", "user"]

    def _setup(self) -> None:
        self.signing = Signing(self.credentials, self.venue_clock, self.endpoints)
        self.raw = CryptocomRaw(self.rest, self.signing, self._raw_channel)

    def _error_of(self, endpoint: Endpoint, response: Response) -> VenueResponseError | None:
        return error_of(endpoint, response)

    async def _load_instruments(self) -> Iterable[Instrument]:
        result = await self.raw.instruments()
        return self._read_instruments(mapping.instrument, result.result.data)

    async def _fetch_ticker(self, instrument: Instrument) -> Ticker:
        result = await self.raw.tickers(instrument=instrument.venue_symbol)
        recv = self.clock.time_ns()
        found = expected("fetch_ticker", item(result.result.data, 0))
        return mapping.ticker(found, instrument, recv)

    async def _fetch_order_book(self, instrument: Instrument, depth: int | None) -> OrderBook:
        result = await self.raw.book(instrument=instrument.venue_symbol, depth=min(depth or 50, 50))
        return snapshot_book(instrument.symbol, RestBookRule, result, self.clock.time_ns())

    async def _fetch_trades(self, instrument: Instrument, since: int | None, limit: int | None) -> list[Trade]:
        result = await self.raw.trades(instrument=instrument.venue_symbol, count=limit, start_ts=since)
        recv = self.clock.time_ns()
        return [mapping.trade(m, instrument, recv) for m in result.result.data][::-1]

    async def _fetch_candles(
        self, instrument: Instrument, interval: str, since: int | None, limit: int | None
    ) -> list[Candle]:
        result = await self.raw.candles(
            instrument=instrument.venue_symbol,
            timeframe=INTERVALS[interval],
            count=limit,
            start_ts=(since - 1000000) // 1_000_000 if since is not None else None,
            end_ts=(
                (since + (limit or 25) * candle_length(interval) - 1000000) // 1_000_000 if since is not None else None
            ),
        )
        recv = self.clock.time_ns()
        return [closed_by_time(mapping.candle(m, instrument), interval, recv) for m in result.result.data]

    async def _fetch_funding_rate(self, instrument: Instrument) -> FundingRate:
        result = await self.raw.valuations(instrument=instrument.venue_symbol, kind="funding_rate", count=1)
        found = expected("fetch_funding_rate", item(result.result.data, 0))
        return mapping.funding(found, instrument)

    async def _create_order(self, request: OrderRequest, instrument: Instrument) -> Order | Answer:
        style = order_style(request)
        options = order_options(request, CryptocomOrderOptions, CryptocomOrderOptions())
        result = await self.raw.place(
            instrument=instrument.venue_symbol,
            side=SIDE_OUT[request.side],
            type=style.type,
            time_in_force=style.time_in_force,
            price=request.price,
            quantity=request.quantity,
            notional=request.quote_quantity,
            client_id=request.client_order_id,
            exec_inst=(
                (
                    ["POST_ONLY", "REDUCE_ONLY"]
                    if request.post_only and request.reduce_only
                    else ["POST_ONLY"] if request.post_only else ["REDUCE_ONLY"]
                )
                if request.post_only or request.reduce_only
                else None
            ),
            stp_scope="M" if request.self_trade_prevention is not None else None,
            stp_inst=STP_INST_OUT[request.self_trade_prevention] if request.self_trade_prevention is not None else None,
            spot_margin=options.spot_margin,
            fee_currency=options.fee_currency,
            stp_id=options.stp_id,
            isolation_id=options.isolation_id,
            isolated_margin_amount=options.isolated_margin_amount,
            leverage=options.leverage,
            over=self.order_transport,
        )
        return order_from_request(request, venue_order_id=result.result.id, ts_recv=self.clock.time_ns())

    def _create_orders_entry(
        self, request: OrderRequest, instrument: Instrument
    ) -> BatchEntry[OrderRequest, wire.NewOrder]:
        refuse_arguments("create_orders", venue=request.venue)
        style = order_style(request)
        return BatchEntry(
            request=request,
            instrument=instrument,
            item=wire.NewOrder(
                instrument=instrument.venue_symbol,
                side=wire.Side(SIDE_OUT[request.side]),
                type=wire.OrderType(style.type),
                time_in_force=UNSET if style.time_in_force is None else wire.TimeInForce(style.time_in_force),
                price=UNSET if request.price is None else request.price,
                quantity=UNSET if request.quantity is None else request.quantity,
                notional=UNSET if request.quote_quantity is None else request.quote_quantity,
                client_id=UNSET if request.client_order_id is None else request.client_order_id,
                exec_inst=(
                    (
                        ["POST_ONLY", "REDUCE_ONLY"]
                        if request.post_only and request.reduce_only
                        else ["POST_ONLY"] if request.post_only else ["REDUCE_ONLY"]
                    )
                    if request.post_only or request.reduce_only
                    else UNSET
                ),
                stp_scope=wire.StpScope("M") if request.self_trade_prevention is not None else UNSET,
                stp_inst=(
                    UNSET
                    if (
                        stp_inst_ := (
                            STP_INST_OUT[request.self_trade_prevention]
                            if request.self_trade_prevention is not None
                            else None
                        )
                    )
                    is None
                    else wire.StpInst(stp_inst_)
                ),
            ),
        )

    async def _create_orders(
        self, batch: Sequence[BatchEntry[OrderRequest, wire.NewOrder]]
    ) -> Sequence[Order | Answer | VenueError]:
        result = await self.raw.place_many(orders=[entry.item for entry in batch], over=self.order_transport)
        outcomes: list[Order | Answer | VenueError] = []
        for entry, m in paired("create_orders", batch, result.result):
            request = entry.request
            if word_of(m.code) != "0":
                outcomes.append(
                    ERRORS.error(
                        word_of(m.code),
                        m.message if m.message is not UNSET and m.message else "",
                        operation="place_many",
                    )
                )
                continue
            outcomes.append(
                order_from_request(
                    request, venue_order_id=m.id if m.id is not UNSET else None, ts_recv=self.clock.time_ns()
                )
            )
        return outcomes

    async def _edit_order(self, request: EditRequest, instrument: Instrument, known: Order | None) -> Order | Answer:
        """Price and quantity are both sent; what is not given is as it was. The quantity includes what is filled
        already."""
        await self.raw.amend(
            id=request.venue_order_id,
            client_id=request.client_order_id if request.venue_order_id is None else None,
            price=request.price or (known.price if known is not None and known.price else Decimal(0)),
            quantity=request.quantity or (known.quantity if known is not None and known.quantity else Decimal(0)),
            over=self.order_transport,
        )
        return order_from_cache(
            known,
            symbol=instrument.symbol,
            venue_order_id=request.venue_order_id,
            client_order_id=request.client_order_id,
            status=OrderStatus.PENDING_REPLACE,
            ts_recv=self.clock.time_ns(),
        )

    async def _cancel_order(
        self, request: CancelRequest, instrument: Instrument, known: Order | None
    ) -> Order | Answer:
        await self.raw.cancel(
            id=request.venue_order_id,
            client_id=request.client_order_id if request.venue_order_id is None else None,
            over=self.order_transport,
        )
        return order_from_cache(
            known,
            symbol=instrument.symbol,
            venue_order_id=request.venue_order_id,
            client_order_id=request.client_order_id,
            status=OrderStatus.PENDING_CANCEL,
            ts_recv=self.clock.time_ns(),
        )

    def _cancel_orders_entry(
        self, request: CancelRequest, instrument: Instrument, known: Order | None
    ) -> BatchEntry[CancelRequest, wire.CancelOne]:
        return BatchEntry(
            request=request,
            instrument=instrument,
            known=known,
            item=wire.CancelOne(
                instrument=instrument.venue_symbol,
                id=UNSET if request.venue_order_id is None else request.venue_order_id,
                client_id=(
                    (UNSET if request.client_order_id is None else request.client_order_id)
                    if request.venue_order_id is None
                    else UNSET
                ),
            ),
        )

    async def _cancel_orders(
        self, batch: Sequence[BatchEntry[CancelRequest, wire.CancelOne]]
    ) -> Sequence[Order | Answer | VenueError]:
        result = await self.raw.cancel_many(orders=[entry.item for entry in batch], over=self.order_transport)
        outcomes: list[Order | Answer | VenueError] = []
        for entry, m in paired("cancel_orders", batch, result.result):
            request = entry.request
            instrument = entry.instrument
            known = entry.known
            if word_of(m.code) != "0":
                outcomes.append(
                    ERRORS.error(
                        word_of(m.code),
                        m.message if m.message is not UNSET and m.message else "",
                        operation="cancel_many",
                    )
                )
                continue
            outcomes.append(
                order_from_cache(
                    known,
                    symbol=instrument.symbol,
                    venue_order_id=request.venue_order_id,
                    client_order_id=request.client_order_id,
                    status=OrderStatus.PENDING_CANCEL,
                    ts_recv=self.clock.time_ns(),
                )
            )
        return outcomes

    async def _cancel_all_orders(self, instrument: Instrument | None) -> list[Order] | None:
        await self.raw.cancel_all(
            instrument=instrument.venue_symbol if instrument is not None else None, over=self.order_transport
        )
        return None

    async def _cancel_on_disconnect(self) -> None:
        """Of orders that were sent over the private connection."""
        await self.raw.cancel_on_disconnect()

    async def _fetch_order(
        self, instrument: Instrument, venue_order_id: str | None, client_order_id: str | None
    ) -> Order | Answer:
        result = await self.raw.order(id=venue_order_id, client_id=client_order_id if venue_order_id is None else None)
        recv = self.clock.time_ns()
        return mapping.order(result.result, instrument, recv)

    async def _fetch_open_orders(self, instrument: Instrument | None) -> list[Order]:
        result = await self.raw.open_orders(instrument=instrument.venue_symbol if instrument is not None else None)
        recv = self.clock.time_ns()
        return [mapping.order(m, self.instruments.at_venue(m.instrument), recv) for m in result.result.data]

    async def _fetch_my_trades(self, instrument: Instrument | None, since: int | None, limit: int | None) -> list[Fill]:
        """Of the last day, where no start is given."""
        result = await self.raw.fills(
            instrument=instrument.venue_symbol if instrument is not None else None, start=since, limit=limit
        )
        recv = self.clock.time_ns()
        return [mapping.fill(m, self.instruments.at_venue(m.instrument), recv) for m in result.result.data][::-1]

    async def _fetch_balances(self, account: str | None) -> Iterable[Balance]:
        refuse_arguments("fetch_balances", account=account)
        result = await self.raw.balance()
        return [mapping.balance(m) for m in [each for one in result.result.data for each in one.balances]]

    async def _fetch_positions(self, instruments: Sequence[Instrument] | None) -> list[Position]:
        result = await self.raw.positions()
        recv = self.clock.time_ns()
        return [mapping.position(m, self.instruments.at_venue(m.instrument), recv) for m in result.result.data]

    def _dialect(self, connection: str, partition: str | None) -> Dialect:
        if connection == "market":
            return MarketDialect(self.endpoints, self.config, self.venue_clock)
        return UserDialect(self.endpoints, self.signing, self.venue_clock)

    def _bind_order_book(self, instrument: Instrument, depth: int | None) -> BookBinding:
        return BookBinding(
            connection="market",
            topic=f"book.{instrument.venue_symbol}.{10 if depth is not None and depth <= 10 else 50}",
            rule=ChainedBookRule,
            read=lambda payload: decode_book(payload).data,
            depth=10 if depth is not None and depth <= 10 else 50,
        )

    def _bind_trades(self) -> ChannelBinding[Trade]:
        return ChannelBinding(
            connection="market",
            topic=lambda instrument: f"trade.{instrument.venue_symbol}",
            read=lambda payload, instrument, recv: [
                mapping.trade(m, instrument, recv) for m in decode_trade(payload).data
            ],
        )

    def _bind_ticker(self) -> ChannelBinding[Ticker]:
        return ChannelBinding(
            connection="market",
            topic=lambda instrument: f"ticker.{instrument.venue_symbol}",
            read=lambda payload, instrument, recv: [
                mapping.ticker(m, instrument, recv) for m in decode_ticker(payload).data
            ],
        )

    def _bind_candles(self, interval: str) -> ChannelBinding[Candle]:
        word = INTERVALS[interval]
        return ChannelBinding(
            connection="market",
            topic=lambda instrument: f"candlestick.{word}.{instrument.venue_symbol}",
            read=lambda payload, instrument, recv: [
                mapping.candle(m, instrument) for m in decode_candlestick(payload).data
            ],
            consumer=ClosingCandles,
        )

    def _bind_private(self) -> Sequence[PrivateBinding]:
        return (
            PrivateBinding(connection="user", read=self._read_orders, topic="user.order"),
            PrivateBinding(connection="user", read=self._read_watch_fills, topic="user.trade"),
            PrivateBinding(connection="user", read=self._read_balances, topic="user.balance"),
            PrivateBinding(connection="user", read=self._read_watch_positions, topic="user.positions"),
        )

    def _read_orders(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_orders(payload)
        for row in m.data:
            yield mapping.order(row, self.instruments.at_venue(row.instrument), ts_recv)

    def _read_watch_fills(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_fills(payload)
        for row in m.data:
            yield mapping.fill(row, self.instruments.at_venue(row.instrument), ts_recv)

    def _read_balances(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_balances(payload)
        for row in [each for one in m.data for each in one.balances]:
            yield mapping.balance(row)

    def _read_watch_positions(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_positions(payload)
        for row in m.data:
            yield mapping.position(row, self.instruments.at_venue(row.instrument), ts_recv)


class CryptocomRaw(CryptocomEndpoints, CryptocomChannels):
    """Endpoints and channels of Crypto.com Exchange, with the types of the wire."""

    def __init__(self, rest: RestExecutor, signing: Signing, subscribe: Callable[..., Feed[Any]]) -> None:
        CryptocomEndpoints.__init__(self, rest, signing)
        CryptocomChannels.__init__(self, subscribe)
