"""Example Positional: the client."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from venue_runtime.arguments import first_of, need, refuse_arguments
from venue_runtime.bindings import Answer, BookBinding, ChannelBinding, PrivateBinding, PrivateEvent
from venue_runtime.books import OrderBook
from venue_runtime.booksync import snapshot_book
from venue_runtime.client import VenueClient
from venue_runtime.errors import VenueResponseError
from venue_runtime.exprs import item, split
from venue_runtime.feeds import Feed
from venue_runtime.http import Response
from venue_runtime.leases import Lease, LeaseTerms
from venue_runtime.model import Balance, CancelRequest, Fill, Instrument, Order, OrderRequest, OrderType, Trade
from venue_runtime.rest import Endpoint, RestExecutor
from venue_runtime.streams import Dialect

from . import mapping
from .books import ByRestBookRule, DepthBookRule
from .leases import Leases, StreamLease
from .mapping import SIDE_OUT, order_style
from .rest import ExamplePositionalEndpoints
from .signing import Signing
from .streams import (
    DepthDialect,
    ExamplePositionalChannels,
    PrivateDialect,
    TradesDialect,
    decode_book,
    decode_deals,
    decode_orders,
    decode_trades,
)
from .venue import (
    BUCKETS,
    CLIENT_ORDER_IDS,
    CREDENTIALS,
    ENVIRONMENTS,
    OFFERS,
    RECONCILE,
    ExamplePositionalConfig,
    error_of,
)


class ExamplePositional(VenueClient):
    """Example Positional. All methods are those of `VenueClient`; `raw` is the venue's own layer."""

    venue = "example_positional"
    environments = ENVIRONMENTS
    credential_fields = CREDENTIALS
    offers = OFFERS
    bucket_specs = BUCKETS
    client_order_id_form = CLIENT_ORDER_IDS
    reconcile_plan = RECONCILE
    nonce_unit_ns = 1_000_000
    config_type = ExamplePositionalConfig

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
        self.signing = Signing(self.credentials, self.nonces, self.endpoints, self.leases)
        self.raw = ExamplePositionalRaw(self.rest, self.signing, self._raw_channel, self.config)

    def _error_of(self, endpoint: Endpoint, response: Response) -> VenueResponseError | None:
        return error_of(endpoint, response)

    async def _load_instruments(self) -> Iterable[Instrument]:
        result = await self.raw.markets()
        return self._read_instruments(mapping.market, result)

    async def _fetch_order_book(self, instrument: Instrument, depth: int | None) -> OrderBook:
        result = await self.raw.depth(market=instrument.venue_symbol)
        return snapshot_book(instrument.symbol, ByRestBookRule, result, self.clock.time_ns())

    async def _fetch_balances(self, account: str | None) -> Iterable[Balance]:
        refuse_arguments("fetch_balances", account=account)
        result = await self.raw.balances()
        return [mapping.balance(m) for m in list(result.items())]

    async def _create_order(self, request: OrderRequest, instrument: Instrument) -> Order | Answer:
        style = order_style(request)
        if request.type == OrderType.MARKET:
            refuse_arguments("create_order", price=request.price or None)
            result = await self.raw.new_market(
                market=instrument.venue_symbol,
                side=SIDE_OUT[request.side],
                amount=request.quantity or Decimal(0),
                client_order_id=request.client_order_id,
            )
            recv = self.clock.time_ns()
            return mapping.order(result, instrument, recv)
        result = await self.raw.new_limit(
            market=instrument.venue_symbol,
            side=SIDE_OUT[request.side],
            post_only=style.post_only,
            ioc=style.ioc,
            amount=request.quantity or Decimal(0),
            price=request.price or Decimal(0),
            client_order_id=request.client_order_id,
        )
        recv = self.clock.time_ns()
        return mapping.order(result, instrument, recv)

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

    async def _fetch_order(
        self, instrument: Instrument, venue_order_id: str | None, client_order_id: str | None
    ) -> Order | Answer:
        result = await self.raw.active_order(
            market=instrument.venue_symbol,
            order_id=int(venue_order_id) if venue_order_id is not None else None,
            client_order_id=client_order_id if venue_order_id is None else None,
        )
        if len(result) == 0:
            answer = await self.raw.history(
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
        refuse_arguments("fetch_my_trades", limit=limit)
        result = await self.raw.my_trades(
            market=instrument.venue_symbol, start_date=since // 1_000_000_000 if since is not None else None
        )
        recv = self.clock.time_ns()
        return [mapping.my_trade(m, instrument, recv) for m in result][::-1]

    async def _grant_stream(self) -> tuple[StreamLease, float | None]:
        result = await self.raw.token()
        return StreamLease(token=result.token), None

    def _dialect(self, connection: str, partition: str | None) -> Dialect:
        if connection == "depth":
            return DepthDialect(self.endpoints)
        if connection == "trades":
            return TradesDialect(self.endpoints)
        return PrivateDialect(self.endpoints, self.signing, self.leases)

    def _bind_order_book(self, instrument: Instrument, depth: int | None) -> BookBinding:
        return BookBinding(
            connection="depth",
            topic=instrument.venue_symbol,
            rule=DepthBookRule,
            read=lambda payload: (decode_book(payload),),
            silence=20.0,
        )

    def _bind_trades(self) -> ChannelBinding[Trade]:
        return ChannelBinding(
            connection="trades",
            topic=lambda instrument: instrument.venue_symbol,
            read=lambda payload, instrument, recv: [
                mapping.stream_trade(m, instrument, recv) for m in decode_trades(payload)[1]
            ],
        )

    def _bind_private(self) -> Sequence[PrivateBinding]:
        return (
            PrivateBinding(
                connection="private",
                read=self._read_orders,
                topic={"method": "orders_subscribe", "params": split(self.config.markets, ",")},
                key="orders",
            ),
            PrivateBinding(
                connection="private",
                read=self._read_deals,
                topic={"method": "deals_subscribe", "params": [split(self.config.markets, ",")]},
                key="deals",
            ),
        )

    def _read_orders(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_orders(payload)
        instrument = self.instruments.at_venue(m[1].market)
        yield mapping.order_event(m, instrument, ts_recv)

    def _read_deals(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_deals(payload)
        instrument = self.instruments.at_venue(m[2])
        yield mapping.deal(m, instrument, ts_recv)


class ExamplePositionalRaw(ExamplePositionalEndpoints, ExamplePositionalChannels):
    """Endpoints and channels of Example Positional, with the types of the wire."""

    def __init__(
        self, rest: RestExecutor, signing: Signing, subscribe: Callable[..., Feed[Any]], config: ExamplePositionalConfig
    ) -> None:
        ExamplePositionalEndpoints.__init__(self, rest, signing)
        ExamplePositionalChannels.__init__(self, subscribe, config)
