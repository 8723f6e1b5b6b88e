"""Kraken Spot: the client."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from msgspec import UNSET, Struct
from venue_runtime.arguments import counted, first_of, need, order_options, paired, refuse_arguments, whole
from venue_runtime.bindings import Answer, BatchEntry, BookBinding, ChannelBinding, PrivateBinding, PrivateEvent
from venue_runtime.books import OrderBook
from venue_runtime.booksync import snapshot_book
from venue_runtime.candles import ClosingCandles, closed_by_time
from venue_runtime.client import VenueClient
from venue_runtime.errors import VenueError, VenueResponseError
from venue_runtime.exprs import item, json_as, without
from venue_runtime.feeds import Feed
from venue_runtime.http import Response
from venue_runtime.leases import Lease, LeaseTerms
from venue_runtime.model import (
    Balance,
    CancelRequest,
    Candle,
    Capability,
    EditRequest,
    Fill,
    Instrument,
    Order,
    OrderRequest,
    OrderStatus,
    Ticker,
    Trade,
    VenueStatus,
)
from venue_runtime.orders import order_from_cache, order_from_request
from venue_runtime.rest import Endpoint, RestExecutor
from venue_runtime.streams import Dialect
from venue_runtime.wire import s_from_ns

from . import mapping
from . import types as wire
from .books import ByRestBookRule, Level2BookRule
from .leases import Leases, StreamLease
from .mapping import (
    INTERVALS,
    PREVENTION_OUT,
    SIDE_OUT,
    STREAM_PREVENTION_OUT,
    STREAM_TIME_IN_FORCE_OUT,
    TRIGGER_OUT,
    order_style,
)
from .rest import KrakenSpotEndpoints
from .signing import Signing
from .streams import (
    BalancesDialect,
    KrakenSpotChannels,
    PrivateDialect,
    PublicDialect,
    decode_balances,
    decode_book,
    decode_candles,
    decode_executions,
    decode_ticker,
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
    KrakenSpotConfig,
    error_of,
)

if TYPE_CHECKING:
    from .fix import KrakenSpotFix


class KrakenSpotOrderOptions(Struct, frozen=True, kw_only=True):
    """What only this venue's orders have: `create_order(…, venue=KrakenSpotOrderOptions(…))`."""

    leverage: str | None = None
    """leverage"""
    userref: int | None = None
    """userref"""
    close_type: wire.OrderType | str | None = None
    """close[ordertype]"""
    close_price: str | None = None
    """close[price]"""
    close_price2: str | None = None
    """close[price2]"""
    deadline: int | None = None
    """deadline"""


class KrakenSpot(VenueClient):
    """Kraken Spot. All methods are those of `VenueClient`; `raw` is the venue's own layer.

    * The counters of calls and of trading are those of the tier Intermediate; Starter has less, Pro more.
    * A batch of one order goes by AddOrder, since a batch has two at least; all orders of one are of one pair.
    * Orders go over the authenticated connection with `order_transport="private"`; leverage and the order that
    closes another one are offered by REST alone.
    """

    venue = "kraken_spot"
    environments = ENVIRONMENTS
    credential_fields = CREDENTIALS
    offers = OFFERS
    bucket_specs = BUCKETS
    client_order_id_form = CLIENT_ORDER_IDS
    reconcile_plan = RECONCILE
    nonce_unit_ns = 1_000_000
    order_transports = ("rest", "private")
    batch_sizes: ClassVar[Mapping[Capability, int]] = {Capability.CREATE_ORDERS: 15, Capability.CANCEL_ORDERS: 15}
    batch_least: ClassVar[Mapping[Capability, int]] = {Capability.CREATE_ORDERS: 2}
    config_type = KrakenSpotConfig

    order_transport: Literal["rest", "private"]

    def _setup(self) -> None:
        self.leases = Leases(
            stream=Lease(
                "stream",
                self._grant_stream,
                terms=LeaseTerms(lifetime=600.0),
                clock=self.clock,
                spawn=self._spawn,
                log=self.log,
            )
        )
        self._on_close(self.leases.stream.close)
        self.signing = Signing(self.credentials, self.nonces, self.endpoints, self.leases)
        self.raw = KrakenSpotRaw(self.rest, self.signing, self._raw_channel)

    def _error_of(self, endpoint: Endpoint, response: Response) -> VenueResponseError | None:
        return error_of(endpoint, response)

    @cached_property
    def fix(self) -> KrakenSpotFix:
        """The venue over FIX: the contract's methods, and typed messages. Opens nothing by itself."""
        from .fix import KrakenSpotFix

        return KrakenSpotFix(self)

    async def _load_instruments(self) -> Iterable[Instrument]:
        result = await self.raw.asset_pairs()
        return self._read_instruments(mapping.instrument, list(result.result.items()))

    async def _fetch_time(self) -> int:
        result = await self.raw.server_time()
        return result.result.now * 1_000_000_000

    async def _fetch_status(self) -> VenueStatus:
        result = await self.raw.system_status()
        return VenueStatus(available=bool(result.result.status == "online"), raw=result)

    async def _fetch_ticker(self, instrument: Instrument) -> Ticker:
        result = await self.raw.ticker(pair=item(instrument.aliases, 0) or instrument.venue_symbol)
        recv = self.clock.time_ns()
        return mapping.ticker(first_of("fetch_ticker", list(result.result.values())), instrument, recv)

    async def _fetch_order_book(self, instrument: Instrument, depth: int | None) -> OrderBook:
        result = await self.raw.depth(pair=item(instrument.aliases, 0) or instrument.venue_symbol, count=depth)
        return snapshot_book(instrument.symbol, ByRestBookRule, result, self.clock.time_ns())

    async def _fetch_trades(self, instrument: Instrument, since: int | None, limit: int | None) -> list[Trade]:
        result = await self.raw.trades(
            pair=item(instrument.aliases, 0) or instrument.venue_symbol, since=since, count=limit
        )
        rows = (
            json_as(_1, list[wire.TradeRow])
            if (_1 := item(list(without(result.result, "last").values()), 0)) is not None
            else None
        ) or ()
        recv = self.clock.time_ns()
        return [mapping.trade(m, instrument, recv) for m in rows]

    async def _fetch_candles(
        self, instrument: Instrument, interval: str, since: int | None, limit: int | None
    ) -> list[Candle]:
        refuse_arguments("fetch_candles", limit=limit)
        result = await self.raw.ohlc(
            pair=item(instrument.aliases, 0) or instrument.venue_symbol,
            interval=int(INTERVALS[interval]),
            since=since // 1_000_000_000 if since is not None else None,
        )
        rows = (
            json_as(_1, list[wire.CandleRow])
            if (_1 := item(list(without(result.result, "last").values()), 0)) is not None
            else None
        ) or ()
        recv = self.clock.time_ns()
        return [closed_by_time(mapping.candle(m, instrument), interval, recv) for m in rows]

    async def _create_order(self, request: OrderRequest, instrument: Instrument) -> Order | Answer:
        style = order_style(request)
        options = order_options(request, KrakenSpotOrderOptions, KrakenSpotOrderOptions())
        if self.order_transport == "private":
            refuse_arguments(
                "create_order",
                leverage=options.leverage,
                close_type=options.close_type,
                close_price=options.close_price,
                close_price2=options.close_price2,
            )
            answer = await self.raw.stream_add_order(
                side=SIDE_OUT[request.side],
                kind=style.kind,
                quantity=request.quantity,
                trigger=TRIGGER_OUT[request.trigger_by] if request.trigger_by is not None else None,
                display_quantity=request.display_quantity,
                reduce_only=True if request.reduce_only else None,
                client_order_id=request.client_order_id,
                symbol=instrument.venue_symbol,
                quote_quantity=request.quote_quantity,
                limit_price=request.price,
                trigger_price=request.trigger_price,
                life=STREAM_TIME_IN_FORCE_OUT[request.time_in_force] if request.time_in_force is not None else None,
                post_only=True if request.post_only else None,
                expires=request.expire_time,
                stream_prevention=(
                    STREAM_PREVENTION_OUT[request.self_trade_prevention]
                    if request.self_trade_prevention is not None
                    else None
                ),
                userref=options.userref,
                deadline=options.deadline,
            )
            return order_from_request(
                request,
                venue_order_id=answer.result.order_id if answer.result.order_id is not UNSET else None,
                ts_recv=self.clock.time_ns(),
            )
        result = await self.raw.add_order(
            pair=item(instrument.aliases, 0) or instrument.venue_symbol,
            side=SIDE_OUT[request.side],
            kind=style.kind,
            flags=style.flags,
            time_in_force=style.time_in_force,
            expire_time=style.expire_time,
            quantity=request.quantity or request.quote_quantity or Decimal(0),
            price=request.trigger_price or request.price,
            second_price=request.price if request.trigger_price is not None else None,
            trigger=TRIGGER_OUT[request.trigger_by] if request.trigger_by is not None else None,
            display_quantity=request.display_quantity,
            reduce_only=True if request.reduce_only else None,
            prevention=(
                PREVENTION_OUT[request.self_trade_prevention] if request.self_trade_prevention is not None else None
            ),
            client_order_id=request.client_order_id,
            leverage=options.leverage,
            userref=options.userref,
            close_type=options.close_type,
            close_price=options.close_price,
            close_price2=options.close_price2,
            deadline=options.deadline,
        )
        return order_from_request(request, venue_order_id=item(result.result.txid, 0), ts_recv=self.clock.time_ns())

    async def _edit_order(self, request: EditRequest, instrument: Instrument, known: Order | None) -> Order | Answer:
        """In place; the ids stay, and the place in the queue where that can be."""
        if self.order_transport == "private":
            await self.raw.stream_amend_order(
                order_id=request.venue_order_id,
                client_order_id=request.client_order_id if request.venue_order_id is None else None,
                quantity=request.quantity,
                limit_price=request.price,
            )
            return order_from_cache(
                known,
                symbol=instrument.symbol,
                venue_order_id=request.venue_order_id,
                client_order_id=request.client_order_id,
                status=OrderStatus.PENDING_REPLACE,
                ts_recv=self.clock.time_ns(),
            )
        await self.raw.amend_order(
            order_id=request.venue_order_id,
            client_order_id=request.client_order_id if request.venue_order_id is None else None,
            quantity=request.quantity,
            limit_price=request.price,
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
        if self.order_transport == "private":
            await self.raw.stream_cancel_order(
                order_ids=[request.venue_order_id] if request.venue_order_id is not None else None,
                client_order_ids=(
                    [request.client_order_id]
                    if request.client_order_id is not None and request.venue_order_id is None
                    else None
                ),
            )
            return order_from_cache(
                known,
                symbol=instrument.symbol,
                venue_order_id=request.venue_order_id,
                client_order_id=request.client_order_id,
                status=OrderStatus.PENDING_CANCEL,
                ts_recv=self.clock.time_ns(),
            )
        await self.raw.cancel_order(
            order_id=request.venue_order_id,
            client_order_id=request.client_order_id if request.venue_order_id is None else None,
        )
        return order_from_cache(
            known,
            symbol=instrument.symbol,
            venue_order_id=request.venue_order_id,
            client_order_id=request.client_order_id,
            status=OrderStatus.PENDING_CANCEL,
            ts_recv=self.clock.time_ns(),
        )

    def _create_orders_entry(
        self, request: OrderRequest, instrument: Instrument
    ) -> BatchEntry[OrderRequest, wire.BatchOrder]:
        refuse_arguments("create_orders", venue=request.venue)
        style = order_style(request)
        return BatchEntry(
            request=request,
            instrument=instrument,
            item=wire.BatchOrder(
                side=wire.Side(SIDE_OUT[request.side]),
                kind=wire.OrderType(style.kind),
                flags=UNSET if style.flags is None else style.flags,
                time_in_force=UNSET if style.time_in_force is None else wire.TimeInForce(style.time_in_force),
                expire_time=UNSET if style.expire_time is None else str(s_from_ns(style.expire_time)),
                quantity=request.quantity or request.quote_quantity or Decimal(0),
                price=UNSET if (price_ := request.trigger_price or request.price) is None else price_,
                second_price=(
                    (UNSET if request.price is None else request.price) if request.trigger_price is not None else UNSET
                ),
                trigger=(
                    UNSET
                    if (trigger_ := TRIGGER_OUT[request.trigger_by] if request.trigger_by is not None else None) is None
                    else wire.Trigger(trigger_)
                ),
                display_quantity=UNSET if request.display_quantity is None else request.display_quantity,
                reduce_only=True if request.reduce_only else UNSET,
                prevention=(
                    UNSET
                    if (
                        prevention_ := (
                            PREVENTION_OUT[request.self_trade_prevention]
                            if request.self_trade_prevention is not None
                            else None
                        )
                    )
                    is None
                    else wire.Prevention(prevention_)
                ),
                client_order_id=UNSET if request.client_order_id is None else request.client_order_id,
            ),
            group=item(instrument.aliases, 0) or instrument.venue_symbol,
        )

    async def _create_orders(
        self, batch: Sequence[BatchEntry[OrderRequest, wire.BatchOrder]]
    ) -> Sequence[Order | Answer | VenueError]:
        group = batch[0].group or ""
        result = await self.raw.add_order_batch(orders=[entry.item for entry in batch], pair=group)
        outcomes: list[Order | Answer | VenueError] = []
        for entry, m in paired("create_orders", batch, result.result.orders):
            request = entry.request
            if m.error is not UNSET:
                outcomes.append(ERRORS.error(m.error, m.error, operation="add_order_batch"))
                continue
            outcomes.append(
                order_from_request(
                    request, venue_order_id=m.txid if m.txid is not UNSET else None, ts_recv=self.clock.time_ns()
                )
            )
        return outcomes

    def _cancel_orders_entry(
        self, request: CancelRequest, instrument: Instrument, known: Order | None
    ) -> BatchEntry[CancelRequest, str]:
        venue_order_id = need("cancel_order", "venue_order_id", request.venue_order_id)
        return BatchEntry(request=request, instrument=instrument, known=known, item=venue_order_id)

    async def _cancel_orders(
        self, batch: Sequence[BatchEntry[CancelRequest, str]]
    ) -> Sequence[Order | Answer | VenueError]:
        """The venue takes 50 in one request; more than fifteen fresh ones would exceed the trading counter at once."""
        result = await self.raw.cancel_order_batch(order_ids=[entry.item for entry in batch])
        outcomes: list[Order | Answer | VenueError] = []
        for entry in counted("cancel_orders", batch, result.result.count):
            request = entry.request
            instrument = entry.instrument
            known = entry.known
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
        """All of the account; the venue tells their number alone."""
        refuse_arguments("cancel_all_orders", symbol=instrument)
        if self.order_transport == "private":
            await self.raw.stream_cancel_all()
            return None
        await self.raw.cancel_all()
        return None

    async def _cancel_all_orders_after(self, seconds: float, instrument: Instrument | None) -> None:
        refuse_arguments("cancel_all_orders_after", symbol=instrument)
        whole_seconds = whole("cancel_all_orders_after", "seconds", seconds)
        if self.order_transport == "private":
            await self.raw.stream_cancel_all_after(timeout=whole_seconds)
            return
        await self.raw.cancel_all_after(timeout=whole_seconds)

    async def _fetch_order(
        self, instrument: Instrument, venue_order_id: str | None, client_order_id: str | None
    ) -> Order | Answer:
        venue_order_id = need("fetch_order", "venue_order_id", venue_order_id)
        result = await self.raw.query_orders(order_ids=venue_order_id)
        recv = self.clock.time_ns()
        return mapping.order(first_of("fetch_order", list(result.result.items())), instrument, recv)

    async def _fetch_open_orders(self, instrument: Instrument | None) -> list[Order]:
        result = await self.raw.open_orders()
        recv = self.clock.time_ns()
        return [
            mapping.order(m, self.instruments.at_venue(m[1].terms.pair), recv) for m in list(result.result.open.items())
        ]

    async def _fetch_my_trades(self, instrument: Instrument | None, since: int | None, limit: int | None) -> list[Fill]:
        refuse_arguments("fetch_my_trades", limit=limit)
        result = await self.raw.trades_history(start=since)
        recv = self.clock.time_ns()
        return [
            mapping.my_trade(m, self.instruments.at_venue(m[1].pair), recv) for m in list(result.result.trades.items())
        ][::-1]

    async def _fetch_balances(self, account: str | None) -> Iterable[Balance]:
        refuse_arguments("fetch_balances", account=account)
        result = await self.raw.balances()
        return [mapping.balance(m) for m in list(result.result.items())]

    async def _grant_stream(self) -> tuple[StreamLease, float | None]:
        result = await self.raw.stream_token()
        return StreamLease(token=result.result.token), None

    def _dialect(self, connection: str, partition: str | None) -> Dialect:
        if connection == "public":
            return PublicDialect(self.endpoints)
        if connection == "private":
            return PrivateDialect(self.endpoints, self.leases)
        return BalancesDialect(self.endpoints, self.leases)

    def _bind_order_book(self, instrument: Instrument, depth: int | None) -> BookBinding:
        return BookBinding(
            connection="public",
            topic={
                "channel": "book",
                "symbol": [instrument.venue_symbol],
                "depth": (
                    10
                    if (depth or 1_000) <= 10
                    else (
                        25
                        if (depth or 1_000) <= 25
                        else 100 if (depth or 1_000) <= 100 else 500 if (depth or 1_000) <= 500 else 1_000
                    )
                ),
            },
            rule=Level2BookRule,
            read=lambda payload: decode_book(payload),
            key=f"book:{instrument.venue_symbol}",
            depth=(
                10
                if (depth or 1000) <= 10
                else (
                    25
                    if (depth or 1000) <= 25
                    else 100 if (depth or 1000) <= 100 else 500 if (depth or 1000) <= 500 else 1000
                )
            ),
        )

    def _bind_trades(self) -> ChannelBinding[Trade]:
        return ChannelBinding(
            connection="public",
            topic=lambda instrument: {"channel": "trade", "symbol": [instrument.venue_symbol], "snapshot": False},
            read=lambda payload, instrument, recv: [
                mapping.trade_event(m, instrument, recv) for m in decode_trades(payload)
            ],
            key=lambda instrument: f"trade:{instrument.venue_symbol}",
        )

    def _bind_ticker(self) -> ChannelBinding[Ticker]:
        return ChannelBinding(
            connection="public",
            topic=lambda instrument: {"channel": "ticker", "symbol": [instrument.venue_symbol], "event_trigger": "bbo"},
            read=lambda payload, instrument, recv: [
                mapping.ticker_event(m, instrument, recv) for m in decode_ticker(payload)
            ],
            key=lambda instrument: f"ticker:{instrument.venue_symbol}",
        )

    def _bind_candles(self, interval: str) -> ChannelBinding[Candle]:
        word = INTERVALS[interval]
        return ChannelBinding(
            connection="public",
            topic=lambda instrument: {"channel": "ohlc", "symbol": [instrument.venue_symbol], "interval": int(word)},
            read=lambda payload, instrument, recv: [
                mapping.candle_event(m, instrument) for m in decode_candles(payload)
            ],
            key=lambda instrument: f"ohlc:{instrument.venue_symbol}:{int(word)}",
            consumer=ClosingCandles,
        )

    def _bind_private(self) -> Sequence[PrivateBinding]:
        return (
            PrivateBinding(connection="private", read=self._read_executions, topic="executions"),
            PrivateBinding(connection="balances", read=self._read_watch_balances, topic="balances"),
        )

    def _read_executions(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_executions(payload)
        for fill in m:
            if (
                found := mapping.execution_fill(
                    fill,
                    self._instrument_known(fill.symbol if fill.symbol is not UNSET else None, fill.order_id),
                    ts_recv,
                )
            ) is not None:
                yield found
        for order in m:
            yield mapping.execution(
                order,
                self._instrument_known(order.symbol if order.symbol is not UNSET else None, order.order_id),
                ts_recv,
            )

    def _read_watch_balances(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_balances(payload)
        for row in m:
            yield mapping.balance_event(row)


class KrakenSpotRaw(KrakenSpotEndpoints, KrakenSpotChannels):
    """Endpoints and channels of Kraken Spot, with the types of the wire."""

    def __init__(self, rest: RestExecutor, signing: Signing, subscribe: Callable[..., Feed[Any]]) -> None:
        KrakenSpotEndpoints.__init__(self, rest, signing)
        KrakenSpotChannels.__init__(self, subscribe)
