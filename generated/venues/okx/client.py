"""OKX: the client."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar, Literal

from msgspec import UNSET, Struct
from venue_runtime.arguments import expected, joined, order_options, paired, refuse_arguments, whole
from venue_runtime.bindings import Answer, BatchEntry, BookBinding, ChannelBinding, PrivateBinding, PrivateEvent
from venue_runtime.books import OrderBook
from venue_runtime.booksync import snapshot_book
from venue_runtime.candles import candle_length
from venue_runtime.client import VenueClient
from venue_runtime.clock import before
from venue_runtime.errors import VenueError, VenueResponseError
from venue_runtime.exprs import item
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
    InstrumentKind,
    Order,
    OrderRequest,
    OrderStatus,
    OrderType,
    Position,
    Ticker,
    Trade,
)
from venue_runtime.orders import order_from_cache, order_from_request
from venue_runtime.rest import Endpoint, RestExecutor
from venue_runtime.streams import Dialect
from venue_runtime.wire import ns_from_ms

from . import mapping
from . import types as wire
from .books import Books2022BookRule, BooksBookRule, RestBookRule
from .mapping import (
    FETCH_CANDLES_INTERVALS,
    POS_SIDE_OUT,
    SIDE_OUT,
    STP_MODE_OUT,
    TRADE_MODE_IN,
    TRADE_MODE_OUT,
    WATCH_CANDLES_INTERVALS,
    order_style,
)
from .rest import OkxEndpoints
from .signing import Signing
from .streams import (
    BusinessDialect,
    OkxChannels,
    PrivateDialect,
    PublicDialect,
    decode_account,
    decode_books,
    decode_books_2022,
    decode_candles,
    decode_orders,
    decode_positions,
    decode_tickers,
    decode_trades,
)
from .venue import (
    BUCKETS,
    CLIENT_ORDER_IDS,
    CONNECTS,
    CREDENTIALS,
    ENVIRONMENTS,
    ERRORS,
    OFFERS,
    RECONCILE,
    OkxConfig,
    error_of,
)


class OkxOrderOptions(Struct, frozen=True, kw_only=True):
    """What only this venue's orders have: `create_order(…, venue=OkxOrderOptions(…))`."""

    tag: str | None = None
    """tag"""
    ban_amend: bool | None = None
    """banAmend"""
    margin_currency: str | None = None
    """ccy"""


class Okx(VenueClient):
    """OKX. All methods are those of `VenueClient`; `raw` is the venue's own layer.

    * An answer to a new, amended or canceled order says that the request was taken; the stream says what became
    of it.
    * A post-only order that would take is accepted, then canceled with `cancelSource` 31.
    * Trigger, stop and trailing orders are algo orders, with ids, cancels and a channel of their own, and not
    offered.
    * There is no request that cancels all orders; `cancel_all_orders` lists them and cancels twenty at a time.
    * Checksums of the book are 0 since 2026 and then not checked; sequence ids always are.
    """

    venue = "okx"
    environments = ENVIRONMENTS
    credential_fields = CREDENTIALS
    offers = OFFERS
    bucket_specs = BUCKETS
    client_order_id_form = CLIENT_ORDER_IDS
    reconcile_plan = RECONCILE
    connects = CONNECTS
    order_transports = ("rest", "private")
    batch_sizes: ClassVar[Mapping[Capability, int]] = {Capability.CREATE_ORDERS: 20, Capability.CANCEL_ORDERS: 20}
    config_type = OkxConfig

    order_transport: Literal["rest", "private"]

    def _setup(self) -> None:
        self.signing = Signing(self.credentials, self.venue_clock, self.endpoints, self.deployment)
        self.raw = OkxRaw(self.rest, self.signing, self._raw_channel)

    def _error_of(self, endpoint: Endpoint, response: Response) -> VenueResponseError | None:
        return error_of(endpoint, response)

    async def _load_instruments(self) -> Iterable[Instrument]:
        """Spot, perpetual swaps and dated futures; options are not loaded."""
        every: list[Instrument] = []
        for kind in ("SPOT", "SWAP", "FUTURES"):
            result = await self.raw.instruments(kind=kind)
            every += self._read_instruments(mapping.instrument, result.data)
        return joined(every)

    async def _fetch_time(self) -> int:
        result = await self.raw.time()
        return ns_from_ms(result.data[0].ts)

    async def _fetch_ticker(self, instrument: Instrument) -> Ticker:
        result = await self.raw.ticker(instrument=instrument.venue_symbol)
        recv = self.clock.time_ns()
        found = expected("fetch_ticker", item(result.data, 0))
        return mapping.ticker(found, instrument, recv)

    async def _fetch_order_book(self, instrument: Instrument, depth: int | None) -> OrderBook:
        result = await self.raw.depth(instrument=instrument.venue_symbol, size=depth or 400)
        return snapshot_book(instrument.symbol, RestBookRule, result, self.clock.time_ns())

    async def _fetch_trades(self, instrument: Instrument, since: int | None, limit: int | None) -> list[Trade]:
        refuse_arguments("fetch_trades", since=since)
        result = await self.raw.trades(instrument=instrument.venue_symbol, limit=limit)
        recv = self.clock.time_ns()
        return [mapping.trade(m, instrument, recv) for m in result.data][::-1]

    async def _fetch_candles(
        self, instrument: Instrument, interval: str, since: int | None, limit: int | None
    ) -> list[Candle]:
        """Days open at midnight UTC; the venue's plain words open them at midnight in Hong Kong."""
        result = await self.raw.candles(
            instrument=instrument.venue_symbol,
            bar=FETCH_CANDLES_INTERVALS[interval],
            after=(since + (limit or 100) * candle_length(interval)) // 1_000_000 if since is not None else None,
            before=(since - 1000000) // 1_000_000 if since is not None else None,
            limit=limit,
        )
        return [mapping.candle(m, instrument) for m in result.data][::-1]

    async def _fetch_funding_rate(self, instrument: Instrument) -> FundingRate:
        result = await self.raw.funding_rate(instrument=instrument.venue_symbol)
        found = expected("fetch_funding_rate", item(result.data, 0))
        return mapping.funding(found, instrument)

    async def _create_order(self, request: OrderRequest, instrument: Instrument) -> Order | Answer:
        style = order_style(request, instrument)
        options = order_options(request, OkxOrderOptions, OkxOrderOptions())
        result = await self.raw.place(
            instrument=instrument.venue_symbol,
            mode=TRADE_MODE_OUT[
                request.margin_mode
                or TRADE_MODE_IN[
                    (
                        "cash"
                        if instrument.kind == InstrumentKind.SPOT and self.config.spot_mode == "cash"
                        else (
                            "isolated"
                            if instrument.kind != InstrumentKind.SPOT and self.config.margin_mode == "isolated"
                            else "cross"
                        )
                    )
                ]
            ],
            side=SIDE_OUT[request.side],
            kind=style.kind,
            size=request.quantity or request.quote_quantity or Decimal(0),
            price=request.price,
            client_id=request.client_order_id,
            position_side=POS_SIDE_OUT[request.position_side] if request.position_side is not None else None,
            reduce_only=True if request.reduce_only else None,
            target=(
                ("quote_ccy" if request.quote_quantity is not None else "base_ccy")
                if instrument.kind == InstrumentKind.SPOT and request.type == OrderType.MARKET
                else None
            ),
            self_trade=(
                STP_MODE_OUT[request.self_trade_prevention] if request.self_trade_prevention is not None else None
            ),
            tag=options.tag,
            ban_amend=options.ban_amend,
            margin_currency=options.margin_currency,
            over=self.order_transport,
        )
        return order_from_request(
            request,
            venue_order_id=_1.id if (_1 := item(result.data, 0)) is not None and _1.id else None,
            ts_recv=self.clock.time_ns(),
        )

    def _create_orders_entry(
        self, request: OrderRequest, instrument: Instrument
    ) -> BatchEntry[OrderRequest, wire.NewOrder]:
        refuse_arguments("create_orders", venue=request.venue)
        style = order_style(request, instrument)
        return BatchEntry(
            request=request,
            instrument=instrument,
            item=wire.NewOrder(
                instrument=instrument.venue_symbol,
                mode=wire.TradeMode(
                    TRADE_MODE_OUT[
                        request.margin_mode
                        or TRADE_MODE_IN[
                            (
                                "cash"
                                if instrument.kind == InstrumentKind.SPOT and self.config.spot_mode == "cash"
                                else (
                                    "isolated"
                                    if instrument.kind != InstrumentKind.SPOT and self.config.margin_mode == "isolated"
                                    else "cross"
                                )
                            )
                        ]
                    ]
                ),
                side=wire.Side(SIDE_OUT[request.side]),
                kind=wire.OrderKind(style.kind),
                size=request.quantity or request.quote_quantity or Decimal(0),
                price=UNSET if request.price is None else request.price,
                client_id=UNSET if request.client_order_id is None else request.client_order_id,
                position_side=(
                    UNSET
                    if (
                        position_side_ := (
                            POS_SIDE_OUT[request.position_side] if request.position_side is not None else None
                        )
                    )
                    is None
                    else wire.PosSide(position_side_)
                ),
                reduce_only=True if request.reduce_only else UNSET,
                target=(
                    wire.Target("quote_ccy" if request.quote_quantity is not None else "base_ccy")
                    if instrument.kind == InstrumentKind.SPOT and request.type == OrderType.MARKET
                    else UNSET
                ),
                self_trade=(
                    UNSET
                    if (
                        self_trade_ := (
                            STP_MODE_OUT[request.self_trade_prevention]
                            if request.self_trade_prevention is not None
                            else None
                        )
                    )
                    is None
                    else wire.StpMode(self_trade_)
                ),
            ),
        )

    async def _create_orders(
        self, batch: Sequence[BatchEntry[OrderRequest, wire.NewOrder]]
    ) -> Sequence[Order | Answer | VenueError]:
        result = await self.raw.place_many(orders=[entry.item for entry in batch])
        outcomes: list[Order | Answer | VenueError] = []
        for entry, m in paired("create_orders", batch, result.data):
            request = entry.request
            if m.code != "0":
                outcomes.append(ERRORS.error(m.code, m.text if m.text is not UNSET else None, operation="place_many"))
                continue
            outcomes.append(
                order_from_request(request, venue_order_id=m.id if m.id else None, ts_recv=self.clock.time_ns())
            )
        return outcomes

    async def _edit_order(self, request: EditRequest, instrument: Instrument, known: Order | None) -> Order | Answer:
        """The quantity includes what is filled already."""
        await self.raw.amend(
            instrument=instrument.venue_symbol,
            id=request.venue_order_id,
            client_id=request.client_order_id if request.venue_order_id is None else None,
            size=request.quantity,
            price=request.price,
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
            instrument=instrument.venue_symbol,
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
        result = await self.raw.cancel_many(orders=[entry.item for entry in batch])
        outcomes: list[Order | Answer | VenueError] = []
        for entry, m in paired("cancel_orders", batch, result.data):
            request = entry.request
            instrument = entry.instrument
            known = entry.known
            if m.code != "0":
                outcomes.append(ERRORS.error(m.code, m.text if m.text is not UNSET else None, operation="cancel_many"))
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

    async def cancel_all_orders(self, symbol: str | None = None) -> list[Order]:
        """The venue has no one request for it: the open orders are listed, then canceled 20 in a request. Not
        atomic: what is placed meanwhile stays. Raises the first error after everything was tried."""
        return await self._cancel_listed(symbol, self.cancel_orders)

    async def _cancel_all_orders_after(self, seconds: float, instrument: Instrument | None) -> None:
        """0, or 10 to 120 seconds."""
        refuse_arguments("cancel_all_orders_after", symbol=instrument)
        whole_seconds = whole("cancel_all_orders_after", "seconds", seconds)
        await self.raw.timer(seconds=whole_seconds)

    async def _fetch_order(
        self, instrument: Instrument, venue_order_id: str | None, client_order_id: str | None
    ) -> Order | Answer:
        result = await self.raw.order(
            instrument=instrument.venue_symbol,
            id=venue_order_id,
            client_id=client_order_id if venue_order_id is None else None,
        )
        recv = self.clock.time_ns()
        found = expected("fetch_order", item(result.data, 0))
        return mapping.order(found, instrument, recv)

    async def _fetch_open_orders(self, instrument: Instrument | None) -> list[Order]:
        rows = [
            row
            async for row in self.raw.iter_open_orders(
                instrument=instrument.venue_symbol if instrument is not None else None
            )
        ]
        recv = self.clock.time_ns()
        return [mapping.order(m, self.instruments.at_venue(m.instrument), recv) for m in rows][::-1]

    async def _fetch_my_trades(self, instrument: Instrument | None, since: int | None, limit: int | None) -> list[Fill]:
        """Of the last three days."""
        result = await self.raw.fills(
            instrument=instrument.venue_symbol if instrument is not None else None,
            begin=since // 1_000_000 if since is not None else None,
            limit=limit,
        )
        recv = self.clock.time_ns()
        return [mapping.fill(m, self.instruments.at_venue(m.instrument), recv) for m in result.data][::-1]

    async def _fetch_balances(self, account: str | None) -> Iterable[Balance]:
        refuse_arguments("fetch_balances", account=account)
        result = await self.raw.balance()
        rows = (_1.details if (_1 := item(result.data, 0)) is not None else None) or ()
        return [mapping.balance(m) for m in rows]

    async def _fetch_positions(self, instruments: Sequence[Instrument] | None) -> list[Position]:
        result = await self.raw.positions()
        recv = self.clock.time_ns()
        return [
            found
            for m in result.data
            if (found := mapping.position(m, self.instruments.at_venue(m.instrument), recv)) is not None
        ]

    async def _set_leverage(self, instrument: Instrument, leverage: Decimal) -> None:
        await self.raw.set_leverage(
            instrument=instrument.venue_symbol,
            leverage=leverage,
            mode="isolated" if self.config.margin_mode == "isolated" else "cross",
        )

    async def _set_position_mode(self, hedged: bool) -> None:
        await self.raw.set_position_mode(mode="long_short_mode" if hedged else "net_mode")

    def _dialect(self, connection: str, partition: str | None) -> Dialect:
        if connection == "public":
            return PublicDialect(self.endpoints)
        if connection == "business":
            return BusinessDialect(self.endpoints)
        return PrivateDialect(self.endpoints, self.signing)

    def _bind_order_book(self, instrument: Instrument, depth: int | None) -> BookBinding:
        if before(self.clock, "2022-05-14"):
            return BookBinding(
                connection="public",
                topic={"channel": "books", "instId": instrument.venue_symbol},
                rule=Books2022BookRule,
                read=lambda payload: decode_books_2022(payload),
                key=f"books:{instrument.venue_symbol}",
                silence=90.0,
            )
        return BookBinding(
            connection="public",
            topic={"channel": "books", "instId": instrument.venue_symbol},
            rule=BooksBookRule,
            read=lambda payload: decode_books(payload),
            key=f"books:{instrument.venue_symbol}",
            silence=90.0,
        )

    def _bind_trades(self) -> ChannelBinding[Trade]:
        return ChannelBinding(
            connection="public",
            topic=lambda instrument: {"channel": "trades", "instId": instrument.venue_symbol},
            read=lambda payload, instrument, recv: [mapping.trade(m, instrument, recv) for m in decode_trades(payload)],
            key=lambda instrument: f"trades:{instrument.venue_symbol}",
        )

    def _bind_ticker(self) -> ChannelBinding[Ticker]:
        return ChannelBinding(
            connection="public",
            topic=lambda instrument: {"channel": "tickers", "instId": instrument.venue_symbol},
            read=lambda payload, instrument, recv: [
                mapping.ticker(m, instrument, recv) for m in decode_tickers(payload)
            ],
            key=lambda instrument: f"tickers:{instrument.venue_symbol}",
        )

    def _bind_candles(self, interval: str) -> ChannelBinding[Candle]:
        word = WATCH_CANDLES_INTERVALS[interval]
        return ChannelBinding(
            connection="business",
            topic=lambda instrument: {"channel": f"candle{word}", "instId": instrument.venue_symbol},
            read=lambda payload, instrument, recv: [mapping.candle(m, instrument) for m in decode_candles(payload)],
            key=lambda instrument: f"candle{word}:{instrument.venue_symbol}",
        )

    def _bind_private(self) -> Sequence[PrivateBinding]:
        return (
            PrivateBinding(
                connection="private",
                read=self._read_orders,
                topic={"channel": "orders", "instType": "ANY"},
                key="orders",
            ),
            PrivateBinding(connection="private", read=self._read_account, topic={"channel": "account"}, key="account"),
            PrivateBinding(
                connection="private",
                read=self._read_watch_positions,
                topic={"channel": "positions", "instType": "ANY"},
                key="positions",
            ),
        )

    def _read_orders(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_orders(payload)
        for fill in m:
            if (found := mapping.fill_event(fill, self.instruments.at_venue(fill.instrument), ts_recv)) is not None:
                yield found
        for order in m:
            yield mapping.order_event(order, self.instruments.at_venue(order.instrument), ts_recv)

    def _read_account(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_account(payload)
        for row in (_1.details if (_1 := item(m, 0)) is not None else None) or ():
            yield mapping.balance(row)

    def _read_watch_positions(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_positions(payload)
        for row in m:
            if (found := mapping.position(row, self.instruments.at_venue(row.instrument), ts_recv)) is not None:
                yield found


class OkxRaw(OkxEndpoints, OkxChannels):
    """Endpoints and channels of OKX, with the types of the wire."""

    def __init__(self, rest: RestExecutor, signing: Signing, subscribe: Callable[..., Feed[Any]]) -> None:
        OkxEndpoints.__init__(self, rest, signing)
        OkxChannels.__init__(self, subscribe)
