"""Coinbase Exchange: the client."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from venue_runtime.arguments import joined, need, order_options, refuse_arguments
from venue_runtime.bindings import Answer, BookBinding, ChannelBinding, PrivateBinding, PrivateEvent
from venue_runtime.books import OrderBook
from venue_runtime.booksync import snapshot_book
from venue_runtime.candles import candle_length, closed_by_time
from venue_runtime.client import VenueClient
from venue_runtime.errors import VenueResponseError
from venue_runtime.feeds import Feed
from venue_runtime.http import Response
from venue_runtime.model import (
    Balance,
    CancelRequest,
    Candle,
    Fill,
    Instrument,
    Order,
    OrderRequest,
    OrderStatus,
    Ticker,
    Trade,
)
from venue_runtime.orders import order_from_cache
from venue_runtime.rest import Endpoint, RestExecutor
from venue_runtime.streams import Dialect
from venue_runtime.wire import ns_from_iso

from . import mapping
from .books import Level2BookRule, RestBookRule
from .mapping import INTERVALS, SIDE_OUT, STP_OUT, order_style
from .rest import CoinbaseExchangeEndpoints
from .signing import Signing
from .streams import (
    CoinbaseExchangeChannels,
    PrivateDialect,
    PublicDialect,
    decode_level2,
    decode_matches,
    decode_ticker,
    decode_user,
)
from .venue import (
    BUCKETS,
    CLIENT_ORDER_IDS,
    CONNECTS,
    CREDENTIALS,
    ENVIRONMENTS,
    OFFERS,
    RECONCILE,
    CoinbaseExchangeConfig,
    error_of,
)

if TYPE_CHECKING:
    from .fix import CoinbaseExchangeFix


class CoinbaseExchangeOrderOptions(Struct, frozen=True, kw_only=True):
    """What only this venue's orders have: `create_order(…, venue=CoinbaseExchangeOrderOptions(…))`."""

    max_floor: Decimal | None = None
    """max_floor"""
    profile_id: str | None = None
    """profile_id"""


class CoinbaseExchange(VenueClient):
    """Coinbase Exchange. All methods are those of `VenueClient`; `raw` is the venue's own layer.

    * A post-only order that would take has an id, and is answered as rejected; here that is PostOnlyRejected.
    * Messages of the private stream are those that public clients quote, not traffic of today.
    * A pending order has fewer fields than an open one.
    * The private stream is subscribed by product: the setting `products` says which; without it the venue
    refuses.
    * The record of a canceled order without fills may be purged; asking for it is then answered with 404.
    * Stop orders, and orders that end after an hour or a day, are in the raw layer alone.
    * Market data of USDC pairs and balances have no stream of their own here.
    """

    venue = "coinbase_exchange"
    environments = ENVIRONMENTS
    credential_fields = CREDENTIALS
    offers = OFFERS
    bucket_specs = BUCKETS
    client_order_id_form = CLIENT_ORDER_IDS
    reconcile_plan = RECONCILE
    connects = CONNECTS
    config_type = CoinbaseExchangeConfig

    def _setup(self) -> None:
        self.signing = Signing(self.credentials, self.venue_clock, self.endpoints)
        self.raw = CoinbaseExchangeRaw(self.rest, self.signing, self._raw_channel)

    def _error_of(self, endpoint: Endpoint, response: Response) -> VenueResponseError | None:
        return error_of(endpoint, response)

    @cached_property
    def fix(self) -> CoinbaseExchangeFix:
        """The venue over FIX: the contract's methods, and typed messages. Opens nothing by itself."""
        from .fix import CoinbaseExchangeFix

        return CoinbaseExchangeFix(self)

    async def _load_instruments(self) -> Iterable[Instrument]:
        result = await self.raw.products()
        return self._read_instruments(mapping.instrument, result)

    async def _fetch_time(self) -> int:
        result = await self.raw.time()
        return ns_from_iso(result.iso)

    async def _fetch_ticker(self, instrument: Instrument) -> Ticker:
        result = await self.raw.ticker(symbol=instrument.venue_symbol)
        recv = self.clock.time_ns()
        return mapping.ticker(result, instrument, recv)

    async def _fetch_order_book(self, instrument: Instrument, depth: int | None) -> OrderBook:
        result = await self.raw.book(symbol=instrument.venue_symbol, level=2)
        return snapshot_book(instrument.symbol, RestBookRule, result, self.clock.time_ns())

    async def _fetch_trades(self, instrument: Instrument, since: int | None, limit: int | None) -> list[Trade]:
        refuse_arguments("fetch_trades", since=since)
        result = await self.raw.trades(symbol=instrument.venue_symbol, limit=limit)
        recv = self.clock.time_ns()
        return [mapping.trade(m, instrument, recv) for m in result][::-1]

    async def _fetch_candles(
        self, instrument: Instrument, interval: str, since: int | None, limit: int | None
    ) -> list[Candle]:
        refuse_arguments("fetch_candles", limit=limit)
        result = await self.raw.candles(
            symbol=instrument.venue_symbol,
            granularity=int(INTERVALS[interval]),
            start=since,
            end=since + 300 * candle_length(interval) if since is not None else None,
        )
        recv = self.clock.time_ns()
        return [closed_by_time(mapping.candle(m, instrument), interval, recv) for m in result][::-1]

    async def _create_order(self, request: OrderRequest, instrument: Instrument) -> Order | Answer:
        style = order_style(request)
        options = order_options(request, CoinbaseExchangeOrderOptions, CoinbaseExchangeOrderOptions())
        result = await self.raw.new_order(
            symbol=instrument.venue_symbol,
            side=SIDE_OUT[request.side],
            type=style.type,
            post_only=style.post_only,
            time_in_force=style.time_in_force,
            quantity=request.quantity,
            quote_quantity=request.quote_quantity,
            price=request.price,
            client_order_id=request.client_order_id,
            stp=STP_OUT[request.self_trade_prevention] if request.self_trade_prevention is not None else None,
            max_floor=options.max_floor,
            profile_id=options.profile_id,
        )
        recv = self.clock.time_ns()
        return mapping.order(result, instrument, recv)

    async def _cancel_order(
        self, request: CancelRequest, instrument: Instrument, known: Order | None
    ) -> Order | Answer:
        if request.venue_order_id is None:
            await self.raw.cancel_order_by_client_id(
                symbol=instrument.venue_symbol, client_order_id=request.client_order_id or ""
            )
            return order_from_cache(
                known,
                symbol=instrument.symbol,
                venue_order_id=request.venue_order_id,
                client_order_id=request.client_order_id,
                status=OrderStatus.PENDING_CANCEL,
                ts_recv=self.clock.time_ns(),
            )
        await self.raw.cancel_order(symbol=instrument.venue_symbol, order_id=request.venue_order_id or "")
        return order_from_cache(
            known,
            symbol=instrument.symbol,
            venue_order_id=request.venue_order_id,
            client_order_id=request.client_order_id,
            status=OrderStatus.PENDING_CANCEL,
            ts_recv=self.clock.time_ns(),
        )

    async def _cancel_all_orders(self, instrument: Instrument | None) -> list[Order] | None:
        await self.raw.cancel_orders(symbol=instrument.venue_symbol if instrument is not None else None)
        return None

    async def _fetch_order(
        self, instrument: Instrument, venue_order_id: str | None, client_order_id: str | None
    ) -> Order | Answer:
        if venue_order_id is None:
            result = await self.raw.order_by_client_id(client_order_id=client_order_id or "")
            recv = self.clock.time_ns()
            return mapping.order(result, instrument, recv)
        result = await self.raw.order(order_id=venue_order_id or "")
        recv = self.clock.time_ns()
        return mapping.order(result, instrument, recv)

    async def _fetch_open_orders(self, instrument: Instrument | None) -> list[Order]:
        every: list[Order] = []
        for state in ("open", "pending", "active"):
            rows = [
                row
                async for row in self.raw.iter_orders(
                    symbol=instrument.venue_symbol if instrument is not None else None, status=state
                )
            ]
            recv = self.clock.time_ns()
            every += [mapping.order(m, self.instruments.at_venue(m.product_id), recv) for m in rows]
        return joined(every)

    async def _fetch_my_trades(self, instrument: Instrument | None, since: int | None, limit: int | None) -> list[Fill]:
        instrument = need("fetch_my_trades", "symbol", instrument)
        refuse_arguments("fetch_my_trades", since=since)
        result = await self.raw.fills(symbol=instrument.venue_symbol, limit=limit)
        recv = self.clock.time_ns()
        return [mapping.fill(m, instrument, recv) for m in result][::-1]

    async def _fetch_balances(self, account: str | None) -> Iterable[Balance]:
        refuse_arguments("fetch_balances", account=account)
        result = await self.raw.accounts()
        return [mapping.balance(m) for m in result]

    def _dialect(self, connection: str, partition: str | None) -> Dialect:
        if connection == "public":
            return PublicDialect(self.endpoints)
        return PrivateDialect(self.endpoints, self.config, self.signing)

    def _bind_order_book(self, instrument: Instrument, depth: int | None) -> BookBinding:
        return BookBinding(
            connection="public",
            topic=f"level2_batch:{instrument.venue_symbol}",
            rule=Level2BookRule,
            read=lambda payload: (decode_level2(payload),),
        )

    def _bind_trades(self) -> ChannelBinding[Trade]:
        return ChannelBinding(
            connection="public",
            topic=lambda instrument: f"matches:{instrument.venue_symbol}",
            read=lambda payload, instrument, recv: (mapping.match(decode_matches(payload), instrument, recv),),
        )

    def _bind_ticker(self) -> ChannelBinding[Ticker]:
        return ChannelBinding(
            connection="public",
            topic=lambda instrument: f"ticker:{instrument.venue_symbol}",
            read=lambda payload, instrument, recv: (mapping.ticker_update(decode_ticker(payload), instrument, recv),),
        )

    def _bind_private(self) -> Sequence[PrivateBinding]:
        return (PrivateBinding(connection="private", read=self._read_user, topic="user"),)

    def _read_user(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_user(payload)
        instrument = self.instruments.at_venue(m.product_id)
        if (fill := mapping.user_fill(m, instrument, ts_recv)) is not None:
            yield fill
        if (order := mapping.user_order(m, instrument, ts_recv)) is not None:
            yield order


class CoinbaseExchangeRaw(CoinbaseExchangeEndpoints, CoinbaseExchangeChannels):
    """Endpoints and channels of Coinbase Exchange, with the types of the wire."""

    def __init__(self, rest: RestExecutor, signing: Signing, subscribe: Callable[..., Feed[Any]]) -> None:
        CoinbaseExchangeEndpoints.__init__(self, rest, signing)
        CoinbaseExchangeChannels.__init__(self, subscribe)
