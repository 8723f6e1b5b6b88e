"""Bybit: the client."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar, Literal

from msgspec import UNSET, Struct
from venue_runtime.arguments import expected, joined, need, order_options, paired, present, refuse_arguments
from venue_runtime.bindings import Answer, BatchEntry, BookBinding, ChannelBinding, PrivateBinding, PrivateEvent, unread
from venue_runtime.books import OrderBook
from venue_runtime.booksync import snapshot_book
from venue_runtime.candles import closed_by_time
from venue_runtime.client import VenueClient
from venue_runtime.deltas import Deltas
from venue_runtime.errors import VenueError, VenueResponseError
from venue_runtime.exprs import item
from venue_runtime.feeds import Feed
from venue_runtime.http import Response
from venue_runtime.limits import Usage
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
    PositionSide,
    Side,
    Ticker,
    Trade,
)
from venue_runtime.orders import order_from_cache, order_from_request
from venue_runtime.rest import Endpoint, RestExecutor
from venue_runtime.streams import Dialect

from . import mapping
from . import types as wire
from .books import ByRestBookRule, Level2BookRule
from .mapping import INTERVALS, SIDE_OUT, SMP_TYPE_OUT, TRIGGER_BY_OUT, order_style
from .rest import BybitEndpoints
from .signing import Signing
from .streams import (
    BybitChannels,
    PrivateDialect,
    PublicDialect,
    TradeDialect,
    decode_book,
    decode_candles,
    decode_executions,
    decode_orders,
    decode_positions,
    decode_tickers,
    decode_trades,
    decode_wallet,
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
    BybitConfig,
    error_of,
    retry_after_of,
    usage_of,
)


class BybitOrderOptions(Struct, frozen=True, kw_only=True):
    """What only this venue's orders have: `create_order(…, venue=BybitOrderOptions(…))`."""

    is_leverage: int | None = None
    """isLeverage"""
    slippage_tolerance_type: str | None = None
    """slippageToleranceType"""
    slippage_tolerance: Decimal | None = None
    """slippageTolerance"""
    take_profit: Decimal | None = None
    """takeProfit"""
    stop_loss: Decimal | None = None
    """stopLoss"""
    close_on_trigger: bool | None = None
    """closeOnTrigger"""


class Bybit(VenueClient):
    """Bybit. All methods are those of `VenueClient`; `raw` is the venue's own layer.

    * A spot pair and a contract may have one name (BTCUSDT); the category, `Instrument.partition`, tells them
    apart.
    * Public streams are one connection for each category.
    * Quantities of inverse contracts are in US dollars.
    * The disconnect protection (dcp), `cancel_on_disconnect`, is for institutional clients.
    """

    venue = "bybit"
    environments = ENVIRONMENTS
    credential_fields = CREDENTIALS
    offers = OFFERS
    bucket_specs = BUCKETS
    client_order_id_form = CLIENT_ORDER_IDS
    reconcile_plan = RECONCILE
    connects = CONNECTS
    order_transports = ("rest", "trade")
    batch_sizes: ClassVar[Mapping[Capability, int]] = {Capability.CREATE_ORDERS: 10, Capability.CANCEL_ORDERS: 10}
    config_type = BybitConfig

    order_transport: Literal["rest", "trade"]

    def _setup(self) -> None:
        self.signing = Signing(self.credentials, self.config, self.venue_clock, self.endpoints)
        self._tickers_deltas = Deltas(decode_tickers, when=lambda m: m.kind == "delta", part="data")
        self.raw = BybitRaw(self.rest, self.signing, self._raw_channel)

    def _error_of(self, endpoint: Endpoint, response: Response) -> VenueResponseError | None:
        error = error_of(endpoint, response)
        if error is not None and error.retry_after is None:
            error.retry_after = retry_after_of(response, self.venue_clock.time_ns())
        return error

    def _usage_of(self, response: Response) -> Iterable[Usage]:
        return usage_of(response)

    async def _load_instruments(self) -> Iterable[Instrument]:
        every: list[Instrument] = []
        for category in ("spot", "linear", "inverse"):
            rows = [row async for row in self.raw.iter_instruments(category=category, limit=1000)]
            every += self._read_instruments(mapping.instrument, rows)
        return joined(every)

    async def _fetch_time(self) -> int:
        result = await self.raw.server_time()
        return int(result.result.time_nano)

    async def _fetch_ticker(self, instrument: Instrument) -> Ticker:
        result = await self.raw.tickers(category=instrument.partition, symbol=instrument.venue_symbol)
        recv = self.clock.time_ns()
        found = expected("fetch_ticker", item(result.result.rows, 0))
        return mapping.ticker(found, instrument, recv)

    async def _fetch_funding_rate(self, instrument: Instrument) -> FundingRate:
        result = await self.raw.tickers(category=instrument.partition, symbol=instrument.venue_symbol)
        found = expected("fetch_funding_rate", item(result.result.rows, 0))
        return expected("fetch_funding_rate", mapping.funding(found, instrument))

    async def _fetch_order_book(self, instrument: Instrument, depth: int | None) -> OrderBook:
        result = await self.raw.order_book(
            category=instrument.partition, symbol=instrument.venue_symbol, limit=depth or 1000
        )
        return snapshot_book(instrument.symbol, ByRestBookRule, result, self.clock.time_ns())

    async def _fetch_trades(self, instrument: Instrument, since: int | None, limit: int | None) -> list[Trade]:
        refuse_arguments("fetch_trades", since=since)
        result = await self.raw.trades(category=instrument.partition, symbol=instrument.venue_symbol, limit=limit)
        recv = self.clock.time_ns()
        return [mapping.trade(m, instrument, recv) for m in result.result.rows][::-1]

    async def _fetch_candles(
        self, instrument: Instrument, interval: str, since: int | None, limit: int | None
    ) -> list[Candle]:
        result = await self.raw.candles(
            category=instrument.partition,
            symbol=instrument.venue_symbol,
            interval=INTERVALS[interval],
            start=since // 1_000_000 if since is not None else None,
            limit=limit,
        )
        recv = self.clock.time_ns()
        return [closed_by_time(mapping.candle(m, instrument), interval, recv) for m in result.result.rows][::-1]

    async def _create_order(self, request: OrderRequest, instrument: Instrument) -> Order | Answer:
        """The answer says that the order was taken, no more: what became of it comes over the private stream."""
        style = order_style(request, instrument)
        options = order_options(request, BybitOrderOptions, BybitOrderOptions())
        result = await self.raw.create_order(
            category=instrument.partition,
            symbol=instrument.venue_symbol,
            side=SIDE_OUT[request.side],
            kind=style.kind,
            life=style.life,
            quantity=request.quote_quantity or request.quantity or Decimal(0),
            market_unit=(
                ("quoteCoin" if request.quote_quantity is not None else "baseCoin")
                if instrument.kind == InstrumentKind.SPOT and request.type == OrderType.MARKET
                else None
            ),
            price=request.price,
            trigger_direction=(
                (1 if (request.type in (OrderType.STOP, OrderType.STOP_LIMIT)) == (request.side == Side.BUY) else 2)
                if request.trigger_price is not None and instrument.kind != InstrumentKind.SPOT
                else None
            ),
            order_filter=(
                "StopOrder" if request.trigger_price is not None and instrument.kind == InstrumentKind.SPOT else None
            ),
            trigger_price=request.trigger_price,
            trigger_by=TRIGGER_BY_OUT[request.trigger_by] if request.trigger_by is not None else None,
            position_index=(
                (1 if request.position_side == PositionSide.LONG else 2) if request.position_side is not None else None
            ),
            client_id=request.client_order_id,
            reduce_only=True if request.reduce_only else None,
            smp_type=SMP_TYPE_OUT[request.self_trade_prevention] if request.self_trade_prevention is not None else None,
            is_leverage=options.is_leverage,
            slippage_tolerance_type=options.slippage_tolerance_type,
            slippage_tolerance=options.slippage_tolerance,
            take_profit=options.take_profit,
            stop_loss=options.stop_loss,
            close_on_trigger=options.close_on_trigger,
            over=self.order_transport,
        )
        return order_from_request(
            request,
            venue_order_id=(
                result.result.id
                if result.result is not UNSET and result.result.id
                else result.data.id if result.data is not UNSET else None
            ),
            ts_recv=self.clock.time_ns(),
        )

    async def _edit_order(self, request: EditRequest, instrument: Instrument, known: Order | None) -> Order | Answer:
        result = await self.raw.amend_order(
            category=instrument.partition,
            symbol=instrument.venue_symbol,
            id=request.venue_order_id,
            client_id=request.client_order_id if request.venue_order_id is None else None,
            quantity=request.quantity,
            price=request.price,
            over=self.order_transport,
        )
        return order_from_cache(
            known,
            symbol=instrument.symbol,
            client_order_id=request.client_order_id,
            venue_order_id=(
                result.result.id
                if result.result is not UNSET and result.result.id
                else result.data.id if result.data is not UNSET else None
            ),
            status=OrderStatus.PENDING_REPLACE,
            ts_recv=self.clock.time_ns(),
        )

    async def _cancel_order(
        self, request: CancelRequest, instrument: Instrument, known: Order | None
    ) -> Order | Answer:
        result = await self.raw.cancel_order(
            category=instrument.partition,
            symbol=instrument.venue_symbol,
            id=request.venue_order_id,
            client_id=request.client_order_id if request.venue_order_id is None else None,
            order_filter=(
                "StopOrder"
                if instrument.kind == InstrumentKind.SPOT and known is not None and (known.trigger_price is not None)
                else None
            ),
            over=self.order_transport,
        )
        return order_from_cache(
            known,
            symbol=instrument.symbol,
            client_order_id=request.client_order_id,
            venue_order_id=(
                result.result.id
                if result.result is not UNSET and result.result.id
                else result.data.id if result.data is not UNSET else None
            ),
            status=OrderStatus.PENDING_CANCEL,
            ts_recv=self.clock.time_ns(),
        )

    async def _cancel_all_orders(self, instrument: Instrument | None) -> list[Order] | None:
        instrument = need("cancel_all_orders", "symbol", instrument)
        await self.raw.cancel_all(category=instrument.partition, symbol=instrument.venue_symbol)
        return None

    async def _cancel_on_disconnect(self) -> None:
        """Ten seconds after the last private stream ended, unless one is back; for institutional clients."""
        for product in ("SPOT", "DERIVATIVES"):
            await self.raw.disconnect_cancel_all(product=product, time_window=10)

    def _create_orders_entry(
        self, request: OrderRequest, instrument: Instrument
    ) -> BatchEntry[OrderRequest, wire.NewOrder]:
        refuse_arguments("create_orders", venue=request.venue)
        style = order_style(request, instrument)
        return BatchEntry(
            request=request,
            instrument=instrument,
            item=wire.NewOrder(
                symbol=instrument.venue_symbol,
                side=wire.Side(SIDE_OUT[request.side]),
                kind=wire.OrderType(style.kind),
                life=UNSET if style.life is None else wire.TimeInForce(style.life),
                quantity=request.quote_quantity or request.quantity or Decimal(0),
                market_unit=(
                    ("quoteCoin" if request.quote_quantity is not None else "baseCoin")
                    if instrument.kind == InstrumentKind.SPOT and request.type == OrderType.MARKET
                    else UNSET
                ),
                price=UNSET if request.price is None else request.price,
                trigger_direction=(
                    (1 if (request.type in (OrderType.STOP, OrderType.STOP_LIMIT)) == (request.side == Side.BUY) else 2)
                    if request.trigger_price is not None and instrument.kind != InstrumentKind.SPOT
                    else UNSET
                ),
                order_filter=(
                    "StopOrder"
                    if request.trigger_price is not None and instrument.kind == InstrumentKind.SPOT
                    else UNSET
                ),
                trigger_price=UNSET if request.trigger_price is None else request.trigger_price,
                trigger_by=(
                    UNSET
                    if (trigger_by_ := TRIGGER_BY_OUT[request.trigger_by] if request.trigger_by is not None else None)
                    is None
                    else wire.TriggerBy(trigger_by_)
                ),
                position_index=(
                    (1 if request.position_side == PositionSide.LONG else 2)
                    if request.position_side is not None
                    else UNSET
                ),
                client_id=UNSET if request.client_order_id is None else request.client_order_id,
                reduce_only=True if request.reduce_only else UNSET,
                smp_type=(
                    UNSET
                    if (
                        smp_type_ := (
                            SMP_TYPE_OUT[request.self_trade_prevention]
                            if request.self_trade_prevention is not None
                            else None
                        )
                    )
                    is None
                    else wire.SmpType(smp_type_)
                ),
            ),
            group=instrument.partition,
        )

    async def _create_orders(
        self, batch: Sequence[BatchEntry[OrderRequest, wire.NewOrder]]
    ) -> Sequence[Order | Answer | VenueError]:
        group = batch[0].group or ""
        result = await self.raw.create_batch(orders=[entry.item for entry in batch], category=group)
        outcomes: list[Order | Answer | VenueError] = []
        for entry, m in paired("create_orders", batch, list(zip(result.result.rows, result.results.rows, strict=True))):
            request = entry.request
            if m[1].code != 0:
                outcomes.append(ERRORS.error(str(m[1].code), m[1].msg, operation="create_batch"))
                continue
            outcomes.append(order_from_request(request, venue_order_id=m[0].id, ts_recv=self.clock.time_ns()))
        return outcomes

    def _cancel_orders_entry(
        self, request: CancelRequest, instrument: Instrument, known: Order | None
    ) -> BatchEntry[CancelRequest, wire.CancelItem]:
        return BatchEntry(
            request=request,
            instrument=instrument,
            known=known,
            item=wire.CancelItem(
                symbol=instrument.venue_symbol,
                id=UNSET if request.venue_order_id is None else request.venue_order_id,
                client_id=(
                    (UNSET if request.client_order_id is None else request.client_order_id)
                    if request.venue_order_id is None
                    else UNSET
                ),
            ),
            group=instrument.partition,
        )

    async def _cancel_orders(
        self, batch: Sequence[BatchEntry[CancelRequest, wire.CancelItem]]
    ) -> Sequence[Order | Answer | VenueError]:
        group = batch[0].group or ""
        result = await self.raw.cancel_batch(orders=[entry.item for entry in batch], category=group)
        outcomes: list[Order | Answer | VenueError] = []
        for entry, m in paired("cancel_orders", batch, list(zip(result.result.rows, result.results.rows, strict=True))):
            request = entry.request
            instrument = entry.instrument
            known = entry.known
            if m[1].code != 0:
                outcomes.append(ERRORS.error(str(m[1].code), m[1].msg, operation="cancel_batch"))
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

    async def _fetch_order(
        self, instrument: Instrument, venue_order_id: str | None, client_order_id: str | None
    ) -> Order | Answer:
        result = await self.raw.order(
            category=instrument.partition,
            symbol=instrument.venue_symbol,
            id=venue_order_id,
            client_id=client_order_id if venue_order_id is None else None,
        )
        recv = self.clock.time_ns()
        found = expected("fetch_order", item(result.result.rows, 0))
        return mapping.order(found, instrument, recv)

    async def _fetch_open_orders(self, instrument: Instrument | None) -> list[Order]:
        if instrument is not None:
            rows = [
                row
                async for row in self.raw.iter_open_orders(
                    category=instrument.partition, limit=50, symbol=instrument.venue_symbol
                )
            ]
            recv = self.clock.time_ns()
            return [mapping.order(m, instrument, recv) for m in rows][::-1]
        every: list[Order] = []
        for scope in ("spot", "USDT", "USDC", "inverse"):
            rows = [
                row
                async for row in self.raw.iter_open_orders(
                    category="linear" if scope.startswith("USD") else scope,
                    settle_coin=scope if scope.startswith("USD") else None,
                    limit=50,
                )
            ]
            recv = self.clock.time_ns()
            every += [
                mapping.order(
                    m, self.instruments.at_venue(m.symbol, "linear" if scope.startswith("USD") else scope), recv
                )
                for m in rows
            ]
        return joined(every[::-1])

    async def _fetch_my_trades(self, instrument: Instrument | None, since: int | None, limit: int | None) -> list[Fill]:
        if instrument is not None:
            result = await self.raw.executions(
                category=instrument.partition,
                start_time=since // 1_000_000 if since is not None else None,
                limit=limit,
                symbol=instrument.venue_symbol,
            )
            recv = self.clock.time_ns()
            return [found for m in result.result.rows if (found := mapping.fill(m, instrument, recv)) is not None][::-1]
        every: list[Fill] = []
        for category in ("spot", "linear", "inverse"):
            result = await self.raw.executions(
                category=category, start_time=since // 1_000_000 if since is not None else None, limit=limit
            )
            recv = self.clock.time_ns()
            every += present(
                *(
                    mapping.fill(
                        m,
                        self.instruments.at_venue(
                            m.symbol,
                            (
                                result.result.category
                                if result.result.category is not UNSET and result.result.category
                                else ""
                            ),
                        ),
                        recv,
                    )
                    for m in result.result.rows
                )
            )
        return joined(every[::-1])

    async def _fetch_balances(self, account: str | None) -> Iterable[Balance]:
        refuse_arguments("fetch_balances", account=account)
        result = await self.raw.wallet_balance()
        rows = (_1.coins if (_1 := item(result.result.rows, 0)) is not None else None) or ()
        return [mapping.balance(m) for m in rows]

    async def _fetch_positions(self, instruments: Sequence[Instrument] | None) -> list[Position]:
        every: list[Position] = []
        for scope in ("USDT", "USDC", "inverse"):
            rows = [
                row
                async for row in self.raw.iter_positions(
                    category="linear" if scope.startswith("USD") else scope,
                    settle_coin=scope if scope.startswith("USD") else None,
                    limit=200,
                )
            ]
            recv = self.clock.time_ns()
            every += [
                mapping.position(
                    m, self.instruments.at_venue(m.symbol, "linear" if scope.startswith("USD") else scope), recv
                )
                for m in rows
            ]
        return joined(every)

    async def _set_leverage(self, instrument: Instrument, leverage: Decimal) -> None:
        await self.raw.set_leverage(
            category=instrument.partition, symbol=instrument.venue_symbol, buy_leverage=leverage, sell_leverage=leverage
        )

    def _dialect(self, connection: str, partition: str | None) -> Dialect:
        if connection == "public":
            return PublicDialect(partition or "", self.endpoints)
        if connection == "private":
            return PrivateDialect(self.endpoints, self.signing)
        return TradeDialect(self.endpoints, self.config, self.signing, self.venue_clock)

    def _bind_order_book(self, instrument: Instrument, depth: int | None) -> BookBinding:
        return BookBinding(
            connection="public",
            topic=f"orderbook.{1 if depth == 1 else 50 if depth is None or depth <= 50 else 200 if depth <= 200 else 1_000}.{instrument.venue_symbol}",
            rule=Level2BookRule,
            read=lambda payload: (decode_book(payload),),
            partition=instrument.partition,
        )

    def _bind_ticker(self) -> ChannelBinding[Ticker]:
        return ChannelBinding(
            connection="public",
            topic=lambda instrument: f"tickers.{instrument.venue_symbol}",
            read=lambda message, instrument, recv: (mapping.ticker_event(message, instrument, recv),),
            deltas=self._tickers_deltas,
            partition=lambda instrument: instrument.partition,
        )

    def _bind_trades(self) -> ChannelBinding[Trade]:
        return ChannelBinding(
            connection="public",
            topic=lambda instrument: f"publicTrade.{instrument.venue_symbol}",
            read=lambda payload, instrument, recv: [
                mapping.trade_event(m, instrument, recv) for m in decode_trades(payload).data
            ],
            partition=lambda instrument: instrument.partition,
        )

    def _bind_candles(self, interval: str) -> ChannelBinding[Candle]:
        word = INTERVALS[interval]
        return ChannelBinding(
            connection="public",
            topic=lambda instrument: f"kline.{word}.{instrument.venue_symbol}",
            read=lambda payload, instrument, recv: [
                mapping.candle_event(m, instrument) for m in decode_candles(payload).data
            ],
            partition=lambda instrument: instrument.partition,
        )

    def _bind_private(self) -> Sequence[PrivateBinding]:
        bindings = (
            PrivateBinding(connection="private", read=self._read_orders, topic="order"),
            PrivateBinding(connection="private", read=self._read_watch_executions, topic="execution"),
            PrivateBinding(connection="private", read=self._read_wallet, topic="wallet"),
            PrivateBinding(connection="private", read=self._read_watch_positions, topic="position"),
        )
        if self.cancel_on_disconnect:
            return (
                *bindings,
                PrivateBinding(connection="private", read=unread, topic="dcp.spot"),
                PrivateBinding(connection="private", read=unread, topic="dcp.future"),
            )
        return bindings

    def _read_orders(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_orders(payload)
        for row in m.data:
            yield mapping.order(
                row,
                self.instruments.at_venue(
                    row.symbol, row.category if row.category is not UNSET and row.category else ""
                ),
                ts_recv,
            )

    def _read_watch_executions(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_executions(payload)
        for row in m.data:
            if (
                found := mapping.fill(
                    row,
                    self.instruments.at_venue(
                        row.symbol, row.category if row.category is not UNSET and row.category else ""
                    ),
                    ts_recv,
                )
            ) is not None:
                yield found

    def _read_wallet(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_wallet(payload)
        for row in (_1.coins if (_1 := item(m.data, 0)) is not None else None) or ():
            yield mapping.balance(row)

    def _read_watch_positions(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_positions(payload)
        for row in m.data:
            yield mapping.position(
                row,
                self.instruments.at_venue(
                    row.symbol, row.category if row.category is not UNSET and row.category else ""
                ),
                ts_recv,
            )


class BybitRaw(BybitEndpoints, BybitChannels):
    """Endpoints and channels of Bybit, with the types of the wire."""

    def __init__(self, rest: RestExecutor, signing: Signing, subscribe: Callable[..., Feed[Any]]) -> None:
        BybitEndpoints.__init__(self, rest, signing)
        BybitChannels.__init__(self, subscribe)
