"""WhiteBIT: the client."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from msgspec import UNSET, Struct
from venue_runtime.arguments import first_of, need, order_options, paired, refuse_arguments, whole
from venue_runtime.bindings import Answer, BatchEntry, BookBinding, ChannelBinding, PrivateBinding, PrivateEvent
from venue_runtime.books import OrderBook
from venue_runtime.booksync import snapshot_book
from venue_runtime.candles import ClosingCandles, candle_length, closed_by_time
from venue_runtime.client import VenueClient
from venue_runtime.errors import VenueError, VenueResponseError
from venue_runtime.exprs import item, split
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
    OrderType,
    Ticker,
    Trade,
)
from venue_runtime.orders import order_from_cache, order_from_request
from venue_runtime.rest import Endpoint, RestExecutor
from venue_runtime.streams import Dialect

from . import mapping
from . import types as wire
from .books import ByRestBookRule, DepthBookRule
from .leases import Leases, StreamLease
from .mapping import FETCH_CANDLES_INTERVALS, SIDE_OUT, STP_OUT, WATCH_CANDLES_INTERVALS, order_style
from .rest import WhitebitEndpoints
from .signing import Signing
from .streams import (
    BestDialect,
    CandlesDialect,
    DepthDialect,
    PrivateDialect,
    TradesDialect,
    WhitebitChannels,
    decode_balances,
    decode_books,
    decode_candles,
    decode_deals,
    decode_orders,
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
    WhitebitConfig,
    error_of,
)


class WhitebitOrderOptions(Struct, frozen=True, kw_only=True):
    """What only this venue's orders have: `create_order(…, venue=WhitebitOrderOptions(…))`."""

    rpi: bool | None = None
    """rpi"""
    retail: bool | None = None
    """retail"""
    bbo_role: int | None = None
    """bboRole"""


class Whitebit(VenueClient):
    """WhiteBIT. All methods are those of `VenueClient`; `raw` is the venue's own layer.

    * Spot only. Margin and futures have endpoints and streams of their own.
    * A market order that buys says what it costs, or through another address how much it buys.
    * A new connection of the private stream asks for a new token.
    * How long tokens of the stream live, and by which code a post-only order is refused, the documents do not
    say.
    """

    venue = "whitebit"
    environments = ENVIRONMENTS
    credential_fields = CREDENTIALS
    offers = OFFERS
    bucket_specs = BUCKETS
    client_order_id_form = CLIENT_ORDER_IDS
    reconcile_plan = RECONCILE
    nonce_unit_ns = 1_000_000
    connects = CONNECTS
    batch_sizes: ClassVar[Mapping[Capability, int]] = {Capability.CREATE_ORDERS: 20, Capability.CANCEL_ORDERS: 100}
    config_type = WhitebitConfig

    def _setup(self) -> None:
        self.leases = Leases(
            stream=Lease(
                "stream",
                self._grant_stream,
                terms=LeaseTerms(lifetime=60.0),
                clock=self.clock,
                spawn=self._spawn,
                log=self.log,
            )
        )
        self._on_close(self.leases.stream.close)
        self.signing = Signing(self.credentials, self.config, self.nonces, self.endpoints, self.leases)
        self.raw = WhitebitRaw(self.rest, self.signing, self._raw_channel, self.config)

    def _error_of(self, endpoint: Endpoint, response: Response) -> VenueResponseError | None:
        return error_of(endpoint, response)

    async def _load_instruments(self) -> Iterable[Instrument]:
        result = await self.raw.markets()
        return self._read_instruments(mapping.instrument, result)

    async def _fetch_time(self) -> int:
        result = await self.raw.time()
        return result.time * 1_000_000_000

    async def _fetch_ticker(self, instrument: Instrument) -> Ticker:
        result = await self.raw.ticker(market=instrument.venue_symbol)
        recv = self.clock.time_ns()
        return mapping.ticker(result.result, instrument, recv)

    async def _fetch_order_book(self, instrument: Instrument, depth: int | None) -> OrderBook:
        result = await self.raw.order_book(market=instrument.venue_symbol, limit=depth)
        return snapshot_book(instrument.symbol, ByRestBookRule, result, self.clock.time_ns())

    async def _fetch_trades(self, instrument: Instrument, since: int | None, limit: int | None) -> list[Trade]:
        """The last hundred; `limit` is not asked for."""
        refuse_arguments("fetch_trades", since=since, limit=limit)
        result = await self.raw.trades(market=instrument.venue_symbol)
        recv = self.clock.time_ns()
        return [mapping.trade(m, instrument, recv) for m in result][::-1]

    async def _fetch_candles(
        self, instrument: Instrument, interval: str, since: int | None, limit: int | None
    ) -> list[Candle]:
        result = await self.raw.candles(
            market=instrument.venue_symbol,
            interval=FETCH_CANDLES_INTERVALS[interval],
            start=since // 1_000_000_000 if since is not None else None,
            end=(
                min(since + (limit or 1440) * candle_length(interval), self.venue_clock.time_ns()) // 1_000_000_000
                if since is not None
                else None
            ),
            limit=limit if since is None else None,
        )
        recv = self.clock.time_ns()
        return [closed_by_time(mapping.candle(m, instrument), interval, recv) for m in result.result]

    async def _create_order(self, request: OrderRequest, instrument: Instrument) -> Order | Answer:
        style = order_style(request)
        options = order_options(request, WhitebitOrderOptions, WhitebitOrderOptions())
        if request.type == OrderType.MARKET and request.quote_quantity is not None:
            refuse_arguments(
                "create_order",
                price=request.price or None,
                rpi=options.rpi,
                retail=options.retail,
                bbo_role=options.bbo_role,
            )
            result = await self.raw.new_market(
                market=instrument.venue_symbol,
                side=SIDE_OUT[request.side],
                amount=request.quantity or request.quote_quantity or Decimal(0),
                client_order_id=request.client_order_id,
                stp=STP_OUT[request.self_trade_prevention] if request.self_trade_prevention is not None else None,
            )
            recv = self.clock.time_ns()
            return mapping.order(result, instrument, recv)
        if request.type == OrderType.MARKET:
            refuse_arguments(
                "create_order",
                price=request.price or None,
                rpi=options.rpi,
                retail=options.retail,
                bbo_role=options.bbo_role,
            )
            result = await self.raw.new_stock_market(
                market=instrument.venue_symbol,
                side=SIDE_OUT[request.side],
                amount=request.quantity or request.quote_quantity or Decimal(0),
                client_order_id=request.client_order_id,
                stp=STP_OUT[request.self_trade_prevention] if request.self_trade_prevention is not None else None,
            )
            recv = self.clock.time_ns()
            return mapping.order(result, instrument, recv)
        if request.type == OrderType.STOP_LIMIT:
            refuse_arguments("create_order", rpi=options.rpi, retail=options.retail)
            result = await self.raw.new_stop_limit(
                market=instrument.venue_symbol,
                side=SIDE_OUT[request.side],
                amount=request.quantity or request.quote_quantity or Decimal(0),
                price=request.price or Decimal(0),
                client_order_id=request.client_order_id,
                stp=STP_OUT[request.self_trade_prevention] if request.self_trade_prevention is not None else None,
                activation_price=request.trigger_price or Decimal(0),
                bbo_role=options.bbo_role,
            )
            recv = self.clock.time_ns()
            return mapping.order(result, instrument, recv)
        if request.type == OrderType.STOP:
            refuse_arguments(
                "create_order",
                price=request.price or None,
                rpi=options.rpi,
                retail=options.retail,
                bbo_role=options.bbo_role,
            )
            result = await self.raw.new_stop_market(
                market=instrument.venue_symbol,
                side=SIDE_OUT[request.side],
                amount=request.quantity or request.quote_quantity or Decimal(0),
                client_order_id=request.client_order_id,
                stp=STP_OUT[request.self_trade_prevention] if request.self_trade_prevention is not None else None,
                activation_price=request.trigger_price or Decimal(0),
            )
            recv = self.clock.time_ns()
            return mapping.order(result, instrument, recv)
        result = await self.raw.new_limit(
            market=instrument.venue_symbol,
            side=SIDE_OUT[request.side],
            post_only=style.post_only,
            ioc=style.ioc,
            amount=request.quantity or request.quote_quantity or Decimal(0),
            price=request.price or Decimal(0),
            client_order_id=request.client_order_id,
            stp=STP_OUT[request.self_trade_prevention] if request.self_trade_prevention is not None else None,
            rpi=options.rpi,
            retail=options.retail,
            bbo_role=options.bbo_role,
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
                market=instrument.venue_symbol,
                side=wire.Side(SIDE_OUT[request.side]),
                post_only=UNSET if style.post_only is None else style.post_only,
                ioc=UNSET if style.ioc is None else style.ioc,
                amount=request.quantity or Decimal(0),
                price=request.price or Decimal(0),
                client_order_id=UNSET if request.client_order_id is None else request.client_order_id,
                stp=(
                    UNSET
                    if (
                        stp_ := (
                            STP_OUT[request.self_trade_prevention]
                            if request.self_trade_prevention is not None
                            else None
                        )
                    )
                    is None
                    else wire.Stp(stp_)
                ),
            ),
        )

    async def _create_orders(
        self, batch: Sequence[BatchEntry[OrderRequest, wire.NewOrder]]
    ) -> Sequence[Order | Answer | VenueError]:
        """Limit orders alone."""
        result = await self.raw.new_many(orders=[entry.item for entry in batch])
        outcomes: list[Order | Answer | VenueError] = []
        for entry, m in paired("create_orders", batch, result):
            request = entry.request
            if m.error is not None:
                outcomes.append(ERRORS.error(str(m.error.code) or "", m.error.message or "", operation="new_many"))
                continue
            outcomes.append(
                order_from_request(
                    request,
                    venue_order_id=str(m.result.order_id) if m.result is not None else None,
                    ts_recv=self.clock.time_ns(),
                )
            )
        return outcomes

    async def _edit_order(self, request: EditRequest, instrument: Instrument, known: Order | None) -> Order | Answer:
        """Cancels and places anew, with another venue order id and the same client order id."""
        result = await self.raw.modify(
            market=instrument.venue_symbol,
            order_id=int(request.venue_order_id) if request.venue_order_id is not None else None,
            client_order_id=request.client_order_id if request.venue_order_id is None else None,
            amount=request.quantity,
            price=request.price,
        )
        return order_from_cache(
            known,
            symbol=instrument.symbol,
            client_order_id=request.client_order_id,
            venue_order_id=str(result.order_id),
            replaces=request.venue_order_id or (known.venue_order_id if known is not None else None),
            status=OrderStatus.PENDING_REPLACE,
            ts_recv=self.clock.time_ns(),
        )

    async def _cancel_order(
        self, request: CancelRequest, instrument: Instrument, known: Order | None
    ) -> Order | Answer:
        result = await self.raw.cancel(
            market=instrument.venue_symbol,
            order_id=int(request.venue_order_id) if request.venue_order_id is not None else None,
            client_order_id=request.client_order_id if request.venue_order_id is None else None,
        )
        recv = self.clock.time_ns()
        return mapping.order(result, instrument, recv)

    def _cancel_orders_entry(
        self, request: CancelRequest, instrument: Instrument, known: Order | None
    ) -> BatchEntry[CancelRequest, wire.OrderRef]:
        return BatchEntry(
            request=request,
            instrument=instrument,
            known=known,
            item=wire.OrderRef(
                market=instrument.venue_symbol,
                order_id=(
                    UNSET
                    if (order_id_ := int(request.venue_order_id) if request.venue_order_id is not None else None)
                    is None
                    else order_id_
                ),
                client_order_id=(
                    (UNSET if request.client_order_id is None else request.client_order_id)
                    if request.venue_order_id is None
                    else UNSET
                ),
            ),
        )

    async def _cancel_orders(
        self, batch: Sequence[BatchEntry[CancelRequest, wire.OrderRef]]
    ) -> Sequence[Order | Answer | VenueError]:
        result = await self.raw.cancel_many(orders=[entry.item for entry in batch])
        outcomes: list[Order | Answer | VenueError] = []
        for entry, m in paired("cancel_orders", batch, result):
            request = entry.request
            instrument = entry.instrument
            known = entry.known
            if m.error is not UNSET and m.error is not None:
                outcomes.append(ERRORS.error(str(m.error.code) or "", m.error.message or "", operation="cancel_many"))
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
        await self.raw.cancel_all(market=instrument.venue_symbol if instrument is not None else None, type=["spot"])
        return None

    async def _cancel_all_orders_after(self, seconds: float, instrument: Instrument | None) -> None:
        """5 to 600 seconds."""
        instrument = need("cancel_all_orders_after", "symbol", instrument)
        whole_seconds = whole("cancel_all_orders_after", "seconds", seconds)
        await self.raw.kill_switch(
            market=instrument.venue_symbol, timeout=str(whole_seconds) if whole_seconds > 0 else None, types=["spot"]
        )

    async def _fetch_order(
        self, instrument: Instrument, venue_order_id: str | None, client_order_id: str | None
    ) -> Order | Answer:
        """Orders that ended are remembered for six months."""
        result = await self.raw.active_order(
            market=instrument.venue_symbol,
            order_id=int(venue_order_id) if venue_order_id is not None else None,
            client_order_id=client_order_id if venue_order_id is None else None,
        )
        if len(result) == 0:
            answer = await self.raw.order_history(
                market=instrument.venue_symbol,
                order_id=int(venue_order_id) if venue_order_id is not None else None,
                client_order_id=client_order_id if venue_order_id is None else None,
            )
            recv = self.clock.time_ns()
            return mapping.found_order(first_of("fetch_order", item(list(answer.values()), 0) or []), instrument, recv)
        recv = self.clock.time_ns()
        return mapping.found_order(first_of("fetch_order", result), instrument, recv)

    async def _fetch_open_orders(self, instrument: Instrument | None) -> list[Order]:
        rows = [
            row
            async for row in self.raw.iter_open_orders(
                market=instrument.venue_symbol if instrument is not None else None, limit=100
            )
        ]
        recv = self.clock.time_ns()
        return [mapping.order(m, self.instruments.at_venue(m.market), recv) for m in rows]

    async def _fetch_my_trades(self, instrument: Instrument | None, since: int | None, limit: int | None) -> list[Fill]:
        instrument = need("fetch_my_trades", "symbol", instrument)
        result = await self.raw.deals(
            market=instrument.venue_symbol,
            start_date=since // 1_000_000_000 if since is not None else None,
            limit=limit,
        )
        recv = self.clock.time_ns()
        return [mapping.fill(m, instrument, recv) for m in result][::-1]

    async def _fetch_balances(self, account: str | None) -> Iterable[Balance]:
        """Of the account for trading."""
        refuse_arguments("fetch_balances", account=account)
        result = await self.raw.balances()
        return [mapping.balance(m) for m in list(result.items())]

    async def _grant_stream(self) -> tuple[StreamLease, float | None]:
        result = await self.raw.websocket_token()
        return StreamLease(token=result.websocket_token), None

    def _dialect(self, connection: str, partition: str | None) -> Dialect:
        if connection == "depth":
            return DepthDialect(self.endpoints)
        if connection == "trades":
            return TradesDialect(self.endpoints)
        if connection == "candles":
            return CandlesDialect(self.endpoints)
        if connection == "best":
            return BestDialect(self.endpoints)
        return PrivateDialect(self.endpoints, self.signing, self.leases)

    def _bind_order_book(self, instrument: Instrument, depth: int | None) -> BookBinding:
        return BookBinding(
            connection="depth",
            topic=instrument.venue_symbol,
            rule=DepthBookRule,
            read=lambda payload: (decode_books(payload),),
            silence=20.0,
        )

    def _bind_trades(self) -> ChannelBinding[Trade]:
        return ChannelBinding(
            connection="trades",
            topic=lambda instrument: instrument.venue_symbol,
            read=lambda payload, instrument, recv: [
                mapping.trade_update(m, instrument, recv) for m in decode_trades(payload)[1]
            ],
        )

    def _bind_ticker(self) -> ChannelBinding[Ticker]:
        return ChannelBinding(
            connection="best",
            topic=lambda instrument: instrument.venue_symbol,
            read=lambda payload, instrument, recv: [mapping.best(m, instrument, recv) for m in decode_tickers(payload)],
        )

    def _bind_candles(self, interval: str) -> ChannelBinding[Candle]:
        word = WATCH_CANDLES_INTERVALS[interval]
        return ChannelBinding(
            connection="candles",
            topic=lambda instrument: {"market": instrument.venue_symbol, "interval": int(word)},
            read=lambda payload, instrument, recv: [
                mapping.candle_update(m, instrument) for m in decode_candles(payload)
            ],
            key=lambda instrument: "candles",
            consumer=ClosingCandles,
        )

    def _bind_private(self) -> Sequence[PrivateBinding]:
        return (
            PrivateBinding(
                connection="private",
                read=self._read_orders,
                topic={"method": "ordersPending_subscribe", "params": split(self.config.markets, ",")},
                key="orders",
            ),
            PrivateBinding(
                connection="private",
                read=self._read_watch_deals,
                topic={"method": "deals_subscribe", "params": [split(self.config.markets, ",")]},
                key="deals",
            ),
            PrivateBinding(
                connection="private",
                read=self._read_watch_balances,
                topic={"method": "balanceSpot_subscribe", "params": []},
                key="balances",
            ),
        )

    def _read_orders(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_orders(payload)
        instrument = self.instruments.at_venue(m[1].market)
        yield mapping.order_update(m, instrument, ts_recv)

    def _read_watch_deals(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_deals(payload)
        instrument = self.instruments.at_venue(m[2])
        yield mapping.deal(m, instrument, ts_recv)

    def _read_watch_balances(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_balances(payload)
        for row in list(_1.items()) if (_1 := item(m, 0)) is not None and list(_1.items()) else []:
            yield mapping.balance(row)


class WhitebitRaw(WhitebitEndpoints, WhitebitChannels):
    """Endpoints and channels of WhiteBIT, with the types of the wire."""

    def __init__(
        self, rest: RestExecutor, signing: Signing, subscribe: Callable[..., Feed[Any]], config: WhitebitConfig
    ) -> None:
        WhitebitEndpoints.__init__(self, rest, signing)
        WhitebitChannels.__init__(self, subscribe, config)
