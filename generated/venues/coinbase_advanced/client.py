"""Coinbase Advanced Trade: the client."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from msgspec import UNSET, Struct
from venue_runtime.arguments import (
    expected,
    first_of,
    joined,
    need,
    order_options,
    paired,
    refuse_arguments,
    tolerating,
)
from venue_runtime.bindings import Answer, BatchEntry, BookBinding, ChannelBinding, PrivateBinding, PrivateEvent
from venue_runtime.books import OrderBook
from venue_runtime.booksync import snapshot_book
from venue_runtime.candles import ClosingCandles, candle_length, closed_by_time
from venue_runtime.client import VenueClient
from venue_runtime.errors import VenueError, VenueResponseError
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
    Instrument,
    Order,
    OrderRequest,
    OrderStatus,
    OrderType,
    Position,
    Side,
    Ticker,
    Trade,
)
from venue_runtime.orders import order_from_cache, order_from_request
from venue_runtime.rest import Endpoint, RestExecutor
from venue_runtime.streams import Dialect
from venue_runtime.wire import ns_from_ms

from . import mapping
from .books import Level2BookRule, RestBookRule
from .mapping import FETCH_CANDLES_INTERVALS, MARGIN_TYPE_OUT, SIDE_OUT, WATCH_CANDLES_INTERVALS, order_style
from .rest import CoinbaseAdvancedEndpoints
from .signing import Signing
from .streams import (
    CoinbaseAdvancedChannels,
    MarketDialect,
    UserDialect,
    decode_candles,
    decode_level2,
    decode_ticker,
    decode_trades,
    decode_user,
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
    CoinbaseAdvancedConfig,
    error_of,
    usage_of,
)


class CoinbaseAdvancedOrderOptions(Struct, frozen=True, kw_only=True):
    """What only this venue's orders have: `create_order(…, venue=CoinbaseAdvancedOrderOptions(…))`."""

    leverage: Decimal | None = None
    """leverage"""
    preview_id: str | None = None
    """preview_id"""
    sor_preference: str | None = None
    """sor_preference"""


class CoinbaseAdvanced(VenueClient):
    """Coinbase Advanced Trade. All methods are those of `VenueClient`; `raw` is the venue's own layer.

    * A repeated client order id creates nothing, and the order that has it is answered as if it were new.
    * Orders are canceled by the venue's ids; of an order of another session it is looked up first.
    * The user stream tells how much of an order is filled, not the fills; they are asked for by REST when it says
    so.
    * The sandbox answers the same whatever is asked; it shows that requests are understood, no more.
    * Perpetuals of Coinbase International left this API on 2026-09-09; the futures are those of Coinbase
    Derivatives, in contracts. Where two contracts share underlying and expiry they share a symbol, and the first
    one has it.
    * Brackets, TWAP and scaled orders, and attached orders, are in the raw layer or not offered.
    * Client order ids have no published form; these are letters, digits, dashes and underscores.
    """

    venue = "coinbase_advanced"
    environments = ENVIRONMENTS
    credential_fields = CREDENTIALS
    offers = OFFERS
    bucket_specs = BUCKETS
    client_order_id_form = CLIENT_ORDER_IDS
    reconcile_plan = RECONCILE
    connects = CONNECTS
    batch_sizes: ClassVar[Mapping[Capability, int]] = {Capability.CANCEL_ORDERS: 100}
    resolves: ClassVar[Mapping[Capability, Capability]] = {
        Capability.EDIT_ORDER: Capability.FETCH_OPEN_ORDERS,
        Capability.CANCEL_ORDER: Capability.FETCH_OPEN_ORDERS,
        Capability.CANCEL_ORDERS: Capability.FETCH_OPEN_ORDERS,
    }
    config_type = CoinbaseAdvancedConfig

    def _setup(self) -> None:
        self.signing = Signing(self.credentials, self.venue_clock, self.random, self.endpoints)
        self.raw = CoinbaseAdvancedRaw(self.rest, self.signing, self._raw_channel, self.config)

    def _error_of(self, endpoint: Endpoint, response: Response) -> VenueResponseError | None:
        return error_of(endpoint, response)

    def _usage_of(self, response: Response) -> Iterable[Usage]:
        return usage_of(response)

    async def _load_instruments(self) -> Iterable[Instrument]:
        every: list[Instrument] = []
        for kind in ("SPOT", "FUTURE"):
            result = await self.raw.products(kind=kind)
            every += self._read_instruments(mapping.instrument, result.products)
        return joined(every)

    async def _fetch_time(self) -> int:
        result = await self.raw.time()
        return ns_from_ms(result.epoch_millis)

    async def _fetch_ticker(self, instrument: Instrument) -> Ticker:
        result = await self.raw.trades(symbol=instrument.venue_symbol, limit=1)
        recv = self.clock.time_ns()
        return mapping.ticker(result, instrument, recv)

    async def _fetch_order_book(self, instrument: Instrument, depth: int | None) -> OrderBook:
        result = await self.raw.book(symbol=instrument.venue_symbol, limit=depth)
        return snapshot_book(instrument.symbol, RestBookRule, result, self.clock.time_ns())

    async def _fetch_trades(self, instrument: Instrument, since: int | None, limit: int | None) -> list[Trade]:
        refuse_arguments("fetch_trades", since=since)
        result = await self.raw.trades(symbol=instrument.venue_symbol, limit=limit or 100)
        recv = self.clock.time_ns()
        return [mapping.trade(m, instrument, recv) for m in result.trades][::-1]

    async def _fetch_candles(
        self, instrument: Instrument, interval: str, since: int | None, limit: int | None
    ) -> list[Candle]:
        result = await self.raw.candles(
            symbol=instrument.venue_symbol,
            granularity=FETCH_CANDLES_INTERVALS[interval],
            start=since or self.venue_clock.time_ns() - (limit or 350) * candle_length(interval),
            end=(since or self.venue_clock.time_ns() - (limit or 350) * candle_length(interval))
            + (limit or 350) * candle_length(interval),
            limit=limit,
        )
        recv = self.clock.time_ns()
        return [closed_by_time(mapping.candle(m, instrument), interval, recv) for m in result.candles][::-1]

    async def _create_order(self, request: OrderRequest, instrument: Instrument) -> Order | Answer:
        style = order_style(request, instrument)
        options = order_options(request, CoinbaseAdvancedOrderOptions, CoinbaseAdvancedOrderOptions())
        result = await self.raw.create(
            client_order_id=request.client_order_id or "",
            symbol=instrument.venue_symbol,
            side=SIDE_OUT[request.side],
            configuration=style.configuration,
            post_only=style.post_only,
            quote_size=request.quote_quantity,
            base_size=request.quantity,
            limit_price=request.price,
            stop_price=request.trigger_price,
            stop_direction=(
                (
                    "STOP_DIRECTION_STOP_UP"
                    if (request.side == Side.BUY) == (request.type == OrderType.STOP_LIMIT)
                    else "STOP_DIRECTION_STOP_DOWN"
                )
                if request.trigger_price is not None
                else None
            ),
            end_time=request.expire_time,
            margin_type=MARGIN_TYPE_OUT[request.margin_mode] if request.margin_mode is not None else None,
            leverage=options.leverage,
            preview_id=options.preview_id,
            sor_preference=options.sor_preference,
        )
        return order_from_request(
            request, venue_order_id=result.success_response.order_id, ts_recv=self.clock.time_ns()
        )

    async def _edit_order(self, request: EditRequest, instrument: Instrument, known: Order | None) -> Order | Answer:
        """Spot limit orders until canceled; the quantity includes what is filled already."""
        venue_order_id = need("edit_order", "venue_order_id", request.venue_order_id)
        quantity = need("edit_order", "quantity", request.quantity)
        price = need("edit_order", "price", request.price)
        await self.raw.edit(order_id=venue_order_id, price=price, size=quantity)
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
        venue_order_id = need("cancel_order", "venue_order_id", request.venue_order_id)
        with tolerating("DUPLICATE_CANCEL_REQUEST"):
            result = await self.raw.cancel(order_ids=[venue_order_id])
            m = first_of("cancel_order", result.results)
            if not m.success:
                raise ERRORS.error(
                    m.failure_reason if m.failure_reason is not UNSET else None,
                    m.failure_reason if m.failure_reason is not UNSET else None,
                    operation="cancel",
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
    ) -> BatchEntry[CancelRequest, str]:
        venue_order_id = need("cancel_order", "venue_order_id", request.venue_order_id)
        return BatchEntry(request=request, instrument=instrument, known=known, item=venue_order_id)

    async def _cancel_orders(
        self, batch: Sequence[BatchEntry[CancelRequest, str]]
    ) -> Sequence[Order | Answer | VenueError]:
        result = await self.raw.cancel(order_ids=[entry.item for entry in batch])
        outcomes: list[Order | Answer | VenueError] = []
        for entry, m in paired("cancel_orders", batch, result.results):
            request = entry.request
            instrument = entry.instrument
            known = entry.known
            if not m.success and (m.failure_reason if m.failure_reason is not UNSET else None) not in (
                "DUPLICATE_CANCEL_REQUEST",
            ):
                outcomes.append(
                    ERRORS.error(
                        m.failure_reason if m.failure_reason is not UNSET else None,
                        m.failure_reason if m.failure_reason is not UNSET else None,
                        operation="cancel",
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

    async def _fetch_order(
        self, instrument: Instrument, venue_order_id: str | None, client_order_id: str | None
    ) -> Order | Answer:
        """By its client order id an order is looked for among those of its product."""
        if venue_order_id is None:
            answer = await self.raw.orders(symbol=instrument.venue_symbol)
            recv = self.clock.time_ns()
            found = expected(
                "fetch_order",
                next((row for row in answer.orders if row.client_order_id == (client_order_id or "")), None),
            )
            return mapping.order(found, instrument, recv)
        result = await self.raw.order(order_id=venue_order_id or "")
        recv = self.clock.time_ns()
        return mapping.order(result.order, instrument, recv)

    async def _fetch_open_orders(self, instrument: Instrument | None) -> list[Order]:
        every: list[Order] = []
        for state in ("OPEN", "PENDING", "QUEUED", "CANCEL_QUEUED", "EDIT_QUEUED"):
            rows = [
                row
                async for row in self.raw.iter_orders(
                    state=state, symbol=instrument.venue_symbol if instrument is not None else None
                )
            ]
            recv = self.clock.time_ns()
            every += [mapping.order(m, self.instruments.at_venue(m.product_id), recv) for m in rows]
        return joined(every[::-1])

    async def _fetch_my_trades(self, instrument: Instrument | None, since: int | None, limit: int | None) -> list[Fill]:
        result = await self.raw.fills(
            symbol=instrument.venue_symbol if instrument is not None else None, start=since, limit=limit
        )
        recv = self.clock.time_ns()
        return [mapping.fill(m, self.instruments.at_venue(m.product_id), recv) for m in result.fills][::-1]

    async def _fetch_balances(self, account: str | None) -> Iterable[Balance]:
        refuse_arguments("fetch_balances", account=account)
        rows = [row async for row in self.raw.iter_accounts(limit=250)]
        return [mapping.balance(m) for m in rows]

    async def _fetch_positions(self, instruments: Sequence[Instrument] | None) -> list[Position]:
        result = await self.raw.positions()
        recv = self.clock.time_ns()
        return [mapping.position(m, self.instruments.at_venue(m.product_id), recv) for m in result.positions]

    def _dialect(self, connection: str, partition: str | None) -> Dialect:
        if connection == "market":
            return MarketDialect(self.endpoints)
        return UserDialect(self.endpoints, self.signing)

    def _bind_order_book(self, instrument: Instrument, depth: int | None) -> BookBinding:
        return BookBinding(
            connection="market",
            topic=f"level2:{instrument.venue_symbol}",
            rule=Level2BookRule,
            read=lambda payload: decode_level2(payload),
            key="l2_data",
        )

    def _bind_trades(self) -> ChannelBinding[Trade]:
        return ChannelBinding(
            connection="market",
            topic=lambda instrument: f"market_trades:{instrument.venue_symbol}",
            read=lambda payload, instrument, recv: [
                mapping.stream_trade(m, instrument, recv)
                for m in [each for one in decode_trades(payload) for each in one.trades]
            ],
            key=lambda instrument: "market_trades",
        )

    def _bind_ticker(self) -> ChannelBinding[Ticker]:
        return ChannelBinding(
            connection="market",
            topic=lambda instrument: f"ticker:{instrument.venue_symbol}",
            read=lambda payload, instrument, recv: [
                mapping.stream_ticker(m, instrument, recv)
                for m in [each for one in decode_ticker(payload) for each in one.tickers]
            ],
            key=lambda instrument: "ticker",
        )

    def _bind_candles(self, interval: str) -> ChannelBinding[Candle]:
        word = WATCH_CANDLES_INTERVALS[interval]
        return ChannelBinding(
            connection="market",
            topic=lambda instrument: f"candles:{instrument.venue_symbol}",
            read=lambda payload, instrument, recv: [
                mapping.stream_candle(m, instrument)
                for m in [each for one in decode_candles(payload) for each in one.candles]
            ],
            key=lambda instrument: "candles",
            consumer=ClosingCandles,
        )

    def _bind_private(self) -> Sequence[PrivateBinding]:
        return (
            PrivateBinding(connection="user", read=self._read_user, topic=f"user:{self.config.products}", key="user"),
        )

    def _read_user(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_user(payload)
        for fill in [each for one in m for each in (one.orders if one.orders is not UNSET else None) or ()]:
            if (found := mapping.user_fill(fill, self.instruments.at_venue(fill.product_id), ts_recv)) is not None:
                yield found
        for order in [each for one in m for each in (one.orders if one.orders is not UNSET else None) or ()]:
            yield mapping.user_order(order, self.instruments.at_venue(order.product_id), ts_recv)


class CoinbaseAdvancedRaw(CoinbaseAdvancedEndpoints, CoinbaseAdvancedChannels):
    """Endpoints and channels of Coinbase Advanced Trade, with the types of the wire."""

    def __init__(
        self, rest: RestExecutor, signing: Signing, subscribe: Callable[..., Feed[Any]], config: CoinbaseAdvancedConfig
    ) -> None:
        CoinbaseAdvancedEndpoints.__init__(self, rest, signing)
        CoinbaseAdvancedChannels.__init__(self, subscribe, config)
