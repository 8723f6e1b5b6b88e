"""Binance Spot: the client."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct
from venue_runtime.arguments import answer_about, need, order_options, present, refuse_arguments
from venue_runtime.bindings import Answer, BookBinding, ChannelBinding, PrivateBinding, PrivateEvent
from venue_runtime.books import OrderBook
from venue_runtime.booksync import snapshot_book
from venue_runtime.client import VenueClient
from venue_runtime.errors import VenueResponseError
from venue_runtime.feeds import Feed
from venue_runtime.http import Response
from venue_runtime.limits import Usage
from venue_runtime.model import (
    Balance,
    CancelRequest,
    Candle,
    EditRequest,
    Fill,
    Instrument,
    Order,
    OrderRequest,
    Ticker,
    Trade,
)
from venue_runtime.rest import Endpoint, RestExecutor
from venue_runtime.streams import Dialect

from . import mapping
from . import types as wire
from .books import SpotBookRule
from .mapping import INTERVALS, SIDE_OUT, STP_MODE_OUT, order_style
from .rest import BinanceSpotEndpoints
from .signing import Signing
from .streams import (
    BinanceSpotChannels,
    MarketDialect,
    WsApiDialect,
    decode_account_positions,
    decode_depth_updates,
    decode_execution_reports,
    decode_klines,
    decode_ticker,
    decode_trades,
)
from .venue import (
    BUCKETS,
    CLIENT_ORDER_IDS,
    CONNECTS,
    CREDENTIALS,
    ENVIRONMENTS,
    OFFERS,
    RECONCILE,
    BinanceSpotConfig,
    error_of,
    usage_of,
)

if TYPE_CHECKING:
    from .fix import BinanceSpotFix


class BinanceSpotOrderOptions(Struct, frozen=True, kw_only=True):
    """What only this venue's orders have: `create_order(…, venue=BinanceSpotOrderOptions(…))`."""

    trailing_delta: int | None = None
    """trailingDelta"""
    strategy_id: int | None = None
    """strategyId"""
    strategy_type: int | None = None
    """strategyType"""
    peg_price_type: wire.PegPriceType | str | None = None
    """pegPriceType"""
    peg_offset_value: int | None = None
    """pegOffsetValue"""
    peg_offset_type: wire.PegOffsetType | str | None = None
    """pegOffsetType"""


class BinanceSpot(VenueClient):
    """Binance Spot. All methods are those of `VenueClient`; `raw` is the venue's own layer.

    * A cancel replaces the order's client order id; look a canceled order up by its venue order id.
    * Order lists (OCO, OTO, OTOCO, OPO, OPOCO), SOR and cancel-replace are offered by the raw layer.
    * The unfilled order count falls by itself when orders fill, so the venue's own count corrects ours.
    """

    venue = "binance_spot"
    environments = ENVIRONMENTS
    credential_fields = CREDENTIALS
    offers = OFFERS
    bucket_specs = BUCKETS
    client_order_id_form = CLIENT_ORDER_IDS
    reconcile_plan = RECONCILE
    connects = CONNECTS
    order_transports = ("rest", "ws_api")
    config_type = BinanceSpotConfig

    order_transport: Literal["rest", "ws_api"]

    def _setup(self) -> None:
        self.signing = Signing(self.credentials, self.config, self.venue_clock, self.endpoints)
        self.raw = BinanceSpotRaw(self.rest, self.signing, self._raw_channel)

    def _error_of(self, endpoint: Endpoint, response: Response) -> VenueResponseError | None:
        return error_of(endpoint, response)

    def _usage_of(self, response: Response) -> Iterable[Usage]:
        return usage_of(response)

    @cached_property
    def fix(self) -> BinanceSpotFix:
        """The venue over FIX: the contract's methods, and typed messages. Opens nothing by itself."""
        from .fix import BinanceSpotFix

        return BinanceSpotFix(self)

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
        """The venue gives a canceled order a new client order id; it is found again by its venue order id."""
        result = await self.raw.cancel_order(
            symbol=instrument.venue_symbol,
            order_id=int(request.venue_order_id) if request.venue_order_id is not None else None,
            orig_client_order_id=request.client_order_id if request.venue_order_id is None else None,
            over=self.order_transport,
        )
        recv = self.clock.time_ns()
        return answer_about(
            "cancel_order",
            (
                *present(mapping.order_canceled(result, instrument, recv)),
                *mapping.listed_orders_canceled(result, instrument, recv),
            ),
            request.venue_order_id,
            request.client_order_id,
        )

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
        return snapshot_book(instrument.symbol, SpotBookRule, result, self.clock.time_ns())

    async def _create_order(self, request: OrderRequest, instrument: Instrument) -> Order | Answer:
        """A trailing order is a stop or take-profit order with `trailing_delta` (hundredths of a percent)."""
        style = order_style(request)
        options = order_options(request, BinanceSpotOrderOptions, BinanceSpotOrderOptions())
        result = await self.raw.new_order(
            symbol=instrument.venue_symbol,
            side=SIDE_OUT[request.side],
            type=style.type,
            time_in_force=style.time_in_force,
            quantity=request.quantity,
            quote_quantity=request.quote_quantity,
            price=request.price,
            client_order_id=request.client_order_id,
            stop_price=request.trigger_price,
            iceberg_quantity=request.display_quantity,
            self_trade_prevention_mode=(
                STP_MODE_OUT[request.self_trade_prevention] if request.self_trade_prevention is not None else None
            ),
            trailing_delta=options.trailing_delta,
            strategy_id=options.strategy_id,
            strategy_type=options.strategy_type,
            peg_price_type=options.peg_price_type,
            peg_offset_value=options.peg_offset_value,
            peg_offset_type=options.peg_offset_type,
            over=self.order_transport,
        )
        recv = self.clock.time_ns()
        return Answer(
            order=mapping.order_full(result, instrument, recv),
            fills=tuple(mapping.order_fills(result, instrument, recv)),
        )

    async def _edit_order(self, request: EditRequest, instrument: Instrument, known: Order | None) -> Order | Answer:
        """Reduces the quantity and keeps the client order id; the venue cannot change a price without losing the
        order."""
        refuse_arguments("edit_order", price=request.price)
        quantity = need("edit_order", "quantity", request.quantity)
        result = await self.raw.amend_keep_priority(
            symbol=instrument.venue_symbol,
            order_id=int(request.venue_order_id) if request.venue_order_id is not None else None,
            orig_client_order_id=request.client_order_id if request.venue_order_id is None else None,
            new_client_order_id=request.client_order_id or (known.client_order_id if known is not None else None),
            new_quantity=quantity,
            over=self.order_transport,
        )
        recv = self.clock.time_ns()
        return mapping.order_amended(result, instrument, recv)

    async def _cancel_all_orders(self, instrument: Instrument | None) -> list[Order] | None:
        """Order lists are canceled too, and their orders are in the list returned."""
        instrument = need("cancel_all_orders", "symbol", instrument)
        result = await self.raw.cancel_open_orders(symbol=instrument.venue_symbol, over=self.order_transport)
        recv = self.clock.time_ns()
        return [
            found
            for m in result
            for found in (
                *present(mapping.order_canceled(m, instrument, recv)),
                *mapping.listed_orders_canceled(m, instrument, recv),
            )
        ]

    async def _fetch_balances(self, account: str | None) -> Iterable[Balance]:
        refuse_arguments("fetch_balances", account=account)
        result = await self.raw.account(omit_zero_balances=True)
        return [mapping.balance(m) for m in result.balances]

    def _dialect(self, connection: str, partition: str | None) -> Dialect:
        if connection == "market":
            return MarketDialect(self.endpoints)
        return WsApiDialect(self.endpoints, self.signing)

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
            connection="market",
            topic=f"{instrument.venue_symbol.lower()}@depth@100ms",
            rule=SpotBookRule,
            read=lambda payload: (decode_depth_updates(payload),),
            snapshot=lambda: self.raw.depth(symbol=instrument.venue_symbol, limit=5000),
        )

    def _bind_trades(self) -> ChannelBinding[Trade]:
        return ChannelBinding(
            connection="market",
            topic=lambda instrument: f"{instrument.venue_symbol.lower()}@trade",
            read=lambda payload, instrument, recv: (mapping.trade_event(decode_trades(payload), instrument, recv),),
        )

    def _bind_private(self) -> Sequence[PrivateBinding]:
        return (
            PrivateBinding(connection="ws_api", read=self._read_execution_reports, key="executionReport"),
            PrivateBinding(connection="ws_api", read=self._read_account_positions, key="outboundAccountPosition"),
        )

    def _read_execution_reports(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_execution_reports(payload)
        instrument = self.instruments.at_venue(m.symbol)
        if (fill := mapping.fill_event(m, instrument, ts_recv)) is not None:
            yield fill
        yield mapping.order_event(m, instrument, ts_recv)

    def _read_account_positions(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_account_positions(payload)
        for row in m.balances:
            yield mapping.balance_event(row)


class BinanceSpotRaw(BinanceSpotEndpoints, BinanceSpotChannels):
    """Endpoints and channels of Binance Spot, with the types of the wire."""

    def __init__(self, rest: RestExecutor, signing: Signing, subscribe: Callable[..., Feed[Any]]) -> None:
        BinanceSpotEndpoints.__init__(self, rest, signing)
        BinanceSpotChannels.__init__(self, subscribe)
