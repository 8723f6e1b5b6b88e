"""Binance USD-M Futures: the client."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar, Literal

from msgspec import UNSET, Struct
from venue_runtime.arguments import need, order_options, paired, refuse_arguments, whole
from venue_runtime.bindings import Answer, BatchEntry, BookBinding, ChannelBinding, PrivateBinding, PrivateEvent
from venue_runtime.books import OrderBook
from venue_runtime.booksync import snapshot_book
from venue_runtime.client import VenueClient
from venue_runtime.errors import VenueError, VenueResponseError
from venue_runtime.feeds import Feed
from venue_runtime.http import Response
from venue_runtime.leases import Lease, LeaseTerms
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
    MarginMode,
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
from venue_runtime.wire import bool_text

from . import mapping
from . import types as wire
from .books import UsdmBookRule
from .leases import Leases, ListenKeyLease
from .mapping import INTERVALS, MARGIN_TYPE_OUT, ORDER_STATUS_IN, POSITION_SIDE_OUT, SIDE_OUT, STP_MODE_OUT, order_style
from .rest import BinanceUsdmEndpoints
from .signing import Signing
from .streams import (
    BinanceUsdmChannels,
    MarketDialect,
    PrivateDialect,
    PublicDialect,
    WsApiDialect,
    decode_account_updates,
    decode_agg_trades,
    decode_depth_updates,
    decode_klines,
    decode_order_updates,
    decode_ticker,
)
from .venue import (
    BUCKETS,
    CLIENT_ORDER_IDS,
    CREDENTIALS,
    ENVIRONMENTS,
    ERRORS,
    OFFERS,
    RECONCILE,
    BinanceUsdmConfig,
    error_of,
    usage_of,
)


class BinanceUsdmOrderOptions(Struct, frozen=True, kw_only=True):
    """What only this venue's orders have: `create_order(…, venue=BinanceUsdmOrderOptions(…))`."""

    price_match: wire.PriceMatch | str | None = None
    """priceMatch"""


class BinanceUsdm(VenueClient):
    """Binance USD-M Futures. All methods are those of `VenueClient`; `raw` is the venue's own layer.

    * Conditional orders (stop, take profit, trailing) have `/fapi/v1/algoOrder` and ids of their own; see the raw
    layer.
    * Unverified, as no official text at hand says it: the testnet's stream paths by class, a private stream that
    names no `events` (as ccxt 4.5.90 connects), and what the venue answers about algo orders (untyped here).
    * Trades are aggregated over 100 ms, price and taking side; those of the insurance fund and of ADL are not
    among them.
    * The 24-hour ticker carries no best prices here; `raw.ticker_book` and the raw channel `book_ticker` do.
    """

    venue = "binance_usdm"
    environments = ENVIRONMENTS
    credential_fields = CREDENTIALS
    offers = OFFERS
    bucket_specs = BUCKETS
    client_order_id_form = CLIENT_ORDER_IDS
    reconcile_plan = RECONCILE
    order_transports = ("rest", "ws_api")
    batch_sizes: ClassVar[Mapping[Capability, int]] = {Capability.CREATE_ORDERS: 5, Capability.CANCEL_ORDERS: 10}
    config_type = BinanceUsdmConfig

    order_transport: Literal["rest", "ws_api"]

    def _setup(self) -> None:
        self.leases = Leases(
            listen_key=Lease(
                "listen_key",
                self._grant_listen_key,
                terms=LeaseTerms(lifetime=3_600.0, keep_every=1_800.0, lost_codes=frozenset({"-1125"})),
                clock=self.clock,
                spawn=self._spawn,
                log=self.log,
                keep=lambda held: self.raw.keep_user_stream(),
                release=lambda held: self.raw.close_user_stream(),
            )
        )
        self._on_close(self.leases.listen_key.close)
        self.signing = Signing(self.credentials, self.config, self.venue_clock, self.endpoints)
        self.raw = BinanceUsdmRaw(self.rest, self.signing, self._raw_channel)

    def _error_of(self, endpoint: Endpoint, response: Response) -> VenueResponseError | None:
        return error_of(endpoint, response)

    def _usage_of(self, response: Response) -> Iterable[Usage]:
        return usage_of(response)

    async def _load_instruments(self) -> Iterable[Instrument]:
        result = await self.raw.exchange_info()
        return self._read_instruments(mapping.instrument, result.symbols)

    async def _fetch_time(self) -> int:
        result = await self.raw.server_time()
        return result.server_time * 1_000_000

    async def _fetch_ticker(self, instrument: Instrument) -> Ticker:
        result = await self.raw.ticker_24hr(symbol=instrument.venue_symbol)
        recv = self.clock.time_ns()
        return mapping.ticker(result, instrument, recv)

    async def _fetch_trades(self, instrument: Instrument, since: int | None, limit: int | None) -> list[Trade]:
        """Aggregated by taker order and price (only they can be asked for by time); the ids are those of the
        aggregates."""
        result = await self.raw.agg_trades(
            symbol=instrument.venue_symbol, start_time=since // 1_000_000 if since is not None else None, limit=limit
        )
        recv = self.clock.time_ns()
        return [mapping.agg_trade(m, instrument, recv) for m in result]

    async def _iter_trades(self, instrument: Instrument, since: int | None) -> AsyncIterator[Trade]:
        """Aggregated by taker order and price (only they can be asked for by time); the ids are those of the
        aggregates."""
        async for m in self.raw.iter_agg_trades(
            symbol=instrument.venue_symbol, start_time=since // 1_000_000 if since is not None else None
        ):
            yield mapping.agg_trade(m, instrument, self.clock.time_ns())

    async def _fetch_candles(
        self, instrument: Instrument, interval: str, since: int | None, limit: int | None
    ) -> list[Candle]:
        result = await self.raw.klines(
            symbol=instrument.venue_symbol,
            interval=INTERVALS[interval],
            start_time=since // 1_000_000 if since is not None else None,
            limit=limit,
        )
        recv = self.clock.time_ns()
        return [mapping.candle(m, instrument, recv) for m in result]

    async def _iter_candles(self, instrument: Instrument, interval: str, since: int | None) -> AsyncIterator[Candle]:
        async for m in self.raw.iter_klines(
            symbol=instrument.venue_symbol,
            interval=INTERVALS[interval],
            start_time=since // 1_000_000 if since is not None else None,
        ):
            yield mapping.candle(m, instrument, self.clock.time_ns())

    async def _cancel_order(
        self, request: CancelRequest, instrument: Instrument, known: Order | None
    ) -> Order | Answer:
        result = await self.raw.cancel_order(
            symbol=instrument.venue_symbol,
            order_id=int(request.venue_order_id) if request.venue_order_id is not None else None,
            orig_client_order_id=request.client_order_id if request.venue_order_id is None else None,
            over=self.order_transport,
        )
        recv = self.clock.time_ns()
        return mapping.order_canceled(result, instrument, recv)

    async def _fetch_order(
        self, instrument: Instrument, venue_order_id: str | None, client_order_id: str | None
    ) -> Order | Answer:
        result = await self.raw.query_order(
            symbol=instrument.venue_symbol,
            order_id=int(venue_order_id) if venue_order_id is not None else None,
            orig_client_order_id=client_order_id if venue_order_id is None else None,
            over=self.order_transport,
        )
        recv = self.clock.time_ns()
        return mapping.order_detail(result, instrument, recv)

    async def _fetch_open_orders(self, instrument: Instrument | None) -> list[Order]:
        result = await self.raw.open_orders(symbol=instrument.venue_symbol if instrument is not None else None)
        recv = self.clock.time_ns()
        return [mapping.order_detail(m, self.instruments.at_venue(m.symbol), recv) for m in result]

    async def _fetch_my_trades(self, instrument: Instrument | None, since: int | None, limit: int | None) -> list[Fill]:
        instrument = need("fetch_my_trades", "symbol", instrument)
        result = await self.raw.my_trades(
            symbol=instrument.venue_symbol, start_time=since // 1_000_000 if since is not None else None, limit=limit
        )
        recv = self.clock.time_ns()
        return [mapping.my_trade(m, instrument, recv) for m in result]

    async def _iter_my_trades(self, instrument: Instrument | None, since: int | None) -> AsyncIterator[Fill]:
        instrument = need("fetch_my_trades", "symbol", instrument)
        async for m in self.raw.iter_my_trades(
            symbol=instrument.venue_symbol, start_time=since // 1_000_000 if since is not None else None
        ):
            yield mapping.my_trade(m, instrument, self.clock.time_ns())

    async def _fetch_order_book(self, instrument: Instrument, depth: int | None) -> OrderBook:
        result = await self.raw.depth(symbol=instrument.venue_symbol, limit=depth)
        return snapshot_book(instrument.symbol, UsdmBookRule, result, self.clock.time_ns())

    async def _fetch_funding_rate(self, instrument: Instrument) -> FundingRate:
        result = await self.raw.premium_index(symbol=instrument.venue_symbol)
        return mapping.funding(result, instrument)

    async def _create_order(self, request: OrderRequest, instrument: Instrument) -> Order | Answer:
        quantity = need("create_order", "quantity", request.quantity)
        style = order_style(request)
        options = order_options(request, BinanceUsdmOrderOptions, BinanceUsdmOrderOptions())
        result = await self.raw.new_order(
            symbol=instrument.venue_symbol,
            side=SIDE_OUT[request.side],
            position_side=POSITION_SIDE_OUT[request.position_side] if request.position_side is not None else None,
            type=style.type,
            time_in_force=style.time_in_force,
            reduce_only=True if request.reduce_only else None,
            quantity=quantity,
            price=request.price,
            client_order_id=request.client_order_id,
            self_trade_prevention_mode=(
                STP_MODE_OUT[request.self_trade_prevention] if request.self_trade_prevention is not None else None
            ),
            good_till_date=request.expire_time // 1_000_000 if request.expire_time is not None else None,
            price_match=options.price_match,
            over=self.order_transport,
        )
        recv = self.clock.time_ns()
        return mapping.order(result, instrument, recv)

    def _create_orders_entry(
        self, request: OrderRequest, instrument: Instrument
    ) -> BatchEntry[OrderRequest, wire.NewOrder]:
        quantity = need("create_order", "quantity", request.quantity)
        refuse_arguments("create_orders", venue=request.venue)
        style = order_style(request)
        return BatchEntry(
            request=request,
            instrument=instrument,
            item=wire.NewOrder(
                symbol=instrument.venue_symbol,
                side=wire.Side(SIDE_OUT[request.side]),
                position_side=(
                    UNSET
                    if (
                        position_side_ := (
                            POSITION_SIDE_OUT[request.position_side] if request.position_side is not None else None
                        )
                    )
                    is None
                    else wire.PositionSide(position_side_)
                ),
                type=wire.OrderType(style.type),
                time_in_force=UNSET if style.time_in_force is None else wire.TimeInForce(style.time_in_force),
                reduce_only=bool_text(True) if request.reduce_only else UNSET,
                quantity=quantity,
                price=UNSET if request.price is None else request.price,
                client_order_id=UNSET if request.client_order_id is None else request.client_order_id,
                self_trade_prevention_mode=(
                    UNSET
                    if (
                        self_trade_prevention_mode_ := (
                            STP_MODE_OUT[request.self_trade_prevention]
                            if request.self_trade_prevention is not None
                            else None
                        )
                    )
                    is None
                    else wire.StpMode(self_trade_prevention_mode_)
                ),
                good_till_date=(
                    UNSET
                    if (
                        good_till_date_ := request.expire_time // 1_000_000 if request.expire_time is not None else None
                    )
                    is None
                    else good_till_date_
                ),
                new_order_resp_type="RESULT",
            ),
        )

    async def _create_orders(
        self, batch: Sequence[BatchEntry[OrderRequest, wire.NewOrder]]
    ) -> Sequence[Order | Answer | VenueError]:
        result = await self.raw.new_orders(orders=[entry.item for entry in batch])
        outcomes: list[Order | Answer | VenueError] = []
        for entry, m in paired("create_orders", batch, result):
            request = entry.request
            if m.code is not UNSET:
                outcomes.append(
                    ERRORS.error(str(m.code), m.msg if m.msg is not UNSET else None, operation="new_orders")
                )
                continue
            outcomes.append(
                order_from_request(
                    request,
                    venue_order_id=str(m.order_id) if m.order_id is not UNSET else None,
                    status=(
                        _1
                        if m.status is not UNSET and (_1 := ORDER_STATUS_IN.get(m.status)) is not None
                        else OrderStatus.PENDING_NEW
                    ),
                    ts_recv=self.clock.time_ns(),
                )
            )
        return outcomes

    async def _edit_order(self, request: EditRequest, instrument: Instrument, known: Order | None) -> Order | Answer:
        """Limit orders; the order loses its place in the queue, and self-trade prevention."""
        known = need("edit_order", "an order that this client knows (fetch_order tells of it)", known)
        known_side = need("edit_order", "an order that this client knows (fetch_order tells of it)", known.side)
        quantity = need("edit_order", "quantity", request.quantity)
        price = need("edit_order", "price", request.price)
        result = await self.raw.modify_order(
            symbol=instrument.venue_symbol,
            order_id=int(request.venue_order_id) if request.venue_order_id is not None else None,
            orig_client_order_id=request.client_order_id if request.venue_order_id is None else None,
            side=SIDE_OUT[known_side],
            quantity=quantity,
            price=price,
            over=self.order_transport,
        )
        recv = self.clock.time_ns()
        return mapping.order(result, instrument, recv)

    def _cancel_orders_entry(
        self, request: CancelRequest, instrument: Instrument, known: Order | None
    ) -> BatchEntry[CancelRequest, int]:
        venue_order_id = need("cancel_order", "venue_order_id", request.venue_order_id)
        return BatchEntry(
            request=request, instrument=instrument, known=known, item=int(venue_order_id), group=instrument.venue_symbol
        )

    async def _cancel_orders(
        self, batch: Sequence[BatchEntry[CancelRequest, int]]
    ) -> Sequence[Order | Answer | VenueError]:
        group = batch[0].group or ""
        result = await self.raw.cancel_batch(order_id_list=[entry.item for entry in batch], symbol=group)
        outcomes: list[Order | Answer | VenueError] = []
        for entry, m in paired("cancel_orders", batch, result):
            request = entry.request
            instrument = entry.instrument
            known = entry.known
            if m.code is not UNSET:
                outcomes.append(
                    ERRORS.error(str(m.code), m.msg if m.msg is not UNSET else None, operation="cancel_batch")
                )
                continue
            outcomes.append(
                order_from_cache(
                    known,
                    symbol=instrument.symbol,
                    venue_order_id=request.venue_order_id,
                    client_order_id=request.client_order_id,
                    status=(
                        _1
                        if m.status is not UNSET and (_1 := ORDER_STATUS_IN.get(m.status)) is not None
                        else OrderStatus.CANCELED
                    ),
                    ts_recv=self.clock.time_ns(),
                )
            )
        return outcomes

    async def _cancel_all_orders(self, instrument: Instrument | None) -> list[Order] | None:
        instrument = need("cancel_all_orders", "symbol", instrument)
        await self.raw.cancel_open_orders(symbol=instrument.venue_symbol)
        return None

    async def _cancel_all_orders_after(self, seconds: float, instrument: Instrument | None) -> None:
        """The switch of one symbol."""
        instrument = need("cancel_all_orders_after", "symbol", instrument)
        whole_seconds = whole("cancel_all_orders_after", "seconds", seconds)
        await self.raw.countdown_cancel_all(symbol=instrument.venue_symbol, countdown_time=whole_seconds * 1000)

    async def _fetch_balances(self, account: str | None) -> Iterable[Balance]:
        refuse_arguments("fetch_balances", account=account)
        result = await self.raw.balances()
        return [mapping.balance(m) for m in result]

    async def _fetch_positions(self, instruments: Sequence[Instrument] | None) -> list[Position]:
        result = await self.raw.positions()
        recv = self.clock.time_ns()
        return [mapping.position(m, self.instruments.at_venue(m.symbol), recv) for m in result]

    async def _set_leverage(self, instrument: Instrument, leverage: Decimal) -> None:
        await self.raw.leverage(symbol=instrument.venue_symbol, leverage=int(leverage))

    async def _set_margin_mode(self, instrument: Instrument, mode: MarginMode) -> None:
        await self.raw.margin_type(symbol=instrument.venue_symbol, margin_type=MARGIN_TYPE_OUT[mode])

    async def _set_position_mode(self, hedged: bool) -> None:
        await self.raw.position_mode(dual_side_position=hedged)

    async def _grant_listen_key(self) -> tuple[ListenKeyLease, float | None]:
        result = await self.raw.start_user_stream()
        return ListenKeyLease(key=result.listen_key), None

    def _dialect(self, connection: str, partition: str | None) -> Dialect:
        if connection == "market":
            return MarketDialect(self.endpoints)
        if connection == "ws_api":
            return WsApiDialect(self.endpoints)
        if connection == "public":
            return PublicDialect(self.endpoints)
        return PrivateDialect(self.endpoints, self.leases)

    def _bind_ticker(self) -> ChannelBinding[Ticker]:
        return ChannelBinding(
            connection="market",
            topic=lambda instrument: f"{instrument.venue_symbol.lower()}@ticker",
            read=lambda payload, instrument, recv: (mapping.ticker_event(decode_ticker(payload), instrument, recv),),
        )

    def _bind_candles(self, interval: str) -> ChannelBinding[Candle]:
        word = INTERVALS[interval]
        return ChannelBinding(
            connection="market",
            topic=lambda instrument: f"{instrument.venue_symbol.lower()}@kline_{word}",
            read=lambda payload, instrument, recv: (mapping.candle_event(decode_klines(payload), instrument),),
        )

    def _bind_order_book(self, instrument: Instrument, depth: int | None) -> BookBinding:
        return BookBinding(
            connection="public",
            topic=f"{instrument.venue_symbol.lower()}@depth@100ms",
            rule=UsdmBookRule,
            read=lambda payload: (decode_depth_updates(payload),),
            snapshot=lambda: self.raw.depth(symbol=instrument.venue_symbol, limit=1000),
        )

    def _bind_trades(self) -> ChannelBinding[Trade]:
        return ChannelBinding(
            connection="market",
            topic=lambda instrument: f"{instrument.venue_symbol.lower()}@aggTrade",
            read=lambda payload, instrument, recv: (mapping.trade_event(decode_agg_trades(payload), instrument, recv),),
        )

    def _bind_private(self) -> Sequence[PrivateBinding]:
        return (
            PrivateBinding(connection="private", read=self._read_order_updates, key="ORDER_TRADE_UPDATE"),
            PrivateBinding(connection="private", read=self._read_account_updates, key="ACCOUNT_UPDATE"),
        )

    def _read_order_updates(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_order_updates(payload)
        instrument = self.instruments.at_venue(m.order.symbol)
        if (fill := mapping.fill_event(m, instrument, ts_recv)) is not None:
            yield fill
        yield mapping.order_event(m, instrument, ts_recv)

    def _read_account_updates(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_account_updates(payload)
        for balance in m.data.balances:
            yield mapping.balance_event(balance)
        for position in m.data.positions:
            yield mapping.position_event(position, self.instruments.at_venue(position.symbol), ts_recv)


class BinanceUsdmRaw(BinanceUsdmEndpoints, BinanceUsdmChannels):
    """Endpoints and channels of Binance USD-M Futures, with the types of the wire."""

    def __init__(self, rest: RestExecutor, signing: Signing, subscribe: Callable[..., Feed[Any]]) -> None:
        BinanceUsdmEndpoints.__init__(self, rest, signing)
        BinanceUsdmChannels.__init__(self, subscribe)
