"""Example Exchange: the client."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from typing import Any

from venue_runtime.arguments import need, refuse_arguments
from venue_runtime.bindings import Answer, BookBinding, PrivateBinding, PrivateEvent
from venue_runtime.client import VenueClient
from venue_runtime.errors import VenueResponseError
from venue_runtime.feeds import Feed
from venue_runtime.http import Response
from venue_runtime.leases import Lease, LeaseTerms
from venue_runtime.limits import Usage
from venue_runtime.model import Balance, CancelRequest, Fill, Instrument, Order, OrderRequest, OrderStatus
from venue_runtime.orders import order_from_cache, order_from_request
from venue_runtime.rest import Endpoint, RestExecutor
from venue_runtime.streams import Dialect

from . import mapping
from .books import Level2BookRule
from .leases import Leases, StreamLease
from .mapping import SIDE_OUT, order_style
from .rest import ExampleExchangeEndpoints
from .signing import Signing
from .streams import ExampleExchangeChannels, PrivateDialect, PublicDialect, decode_book, decode_fills, decode_orders
from .venue import (
    BUCKETS,
    CLIENT_ORDER_IDS,
    CREDENTIALS,
    ENVIRONMENTS,
    OFFERS,
    RECONCILE,
    ExampleExchangeConfig,
    error_of,
    usage_of,
)


class ExampleExchange(VenueClient):
    """Example Exchange. All methods are those of `VenueClient`; `raw` is the venue's own layer."""

    venue = "example_exchange"
    environments = ENVIRONMENTS
    credential_fields = CREDENTIALS
    offers = OFFERS
    bucket_specs = BUCKETS
    client_order_id_form = CLIENT_ORDER_IDS
    reconcile_plan = RECONCILE
    config_type = ExampleExchangeConfig

    def _setup(self) -> None:
        self.leases = Leases(
            stream=Lease(
                "stream",
                self._grant_stream,
                terms=LeaseTerms(lifetime=1_800.0, keep_every=900.0, lost_codes=frozenset({"4010"})),
                clock=self.clock,
                spawn=self._spawn,
                log=self.log,
                keep=lambda held: self.raw.keep_stream_token(),
            )
        )
        self._on_close(self.leases.stream.close)
        self.signing = Signing(self.credentials, self.venue_clock, self.nonces, self.endpoints, self.deployment)
        self.raw = ExampleExchangeRaw(self.rest, self.signing, self._raw_channel)

    def _error_of(self, endpoint: Endpoint, response: Response) -> VenueResponseError | None:
        return error_of(endpoint, response)

    def _usage_of(self, response: Response) -> Iterable[Usage]:
        return usage_of(response)

    async def _load_instruments(self) -> Iterable[Instrument]:
        result = await self.raw.markets()
        return self._read_instruments(mapping.market, result.data)

    async def _create_order(self, request: OrderRequest, instrument: Instrument) -> Order | Answer:
        quantity = need("create_order", "quantity", request.quantity)
        style = order_style(request)
        result = await self.raw.place(
            market=instrument.venue_symbol,
            side=SIDE_OUT[request.side],
            kind=style.kind,
            post_only=style.post_only,
            size=quantity,
            price=request.price,
            account=self.config.sub_account,
            client_id=request.client_order_id,
        )
        return order_from_request(request, venue_order_id=str(int(result.data.id)), ts_recv=self.clock.time_ns())

    async def _cancel_order(
        self, request: CancelRequest, instrument: Instrument, known: Order | None
    ) -> Order | Answer:
        venue_order_id = need("cancel_order", "venue_order_id", request.venue_order_id)
        await self.raw.cancel(id=int(venue_order_id))
        return order_from_cache(
            known,
            symbol=instrument.symbol,
            venue_order_id=request.venue_order_id,
            client_order_id=request.client_order_id,
            status=OrderStatus.PENDING_CANCEL,
            ts_recv=self.clock.time_ns(),
        )

    async def _fetch_order(
        self, instrument: Instrument, venue_order_id: str | None, client_order_id: str | None
    ) -> Order | Answer:
        result = await self.raw.order(
            id=int(venue_order_id) if venue_order_id is not None else None,
            client_id=client_order_id if venue_order_id is None else None,
        )
        recv = self.clock.time_ns()
        return mapping.order(result.data, instrument, recv)

    async def _fetch_my_trades(self, instrument: Instrument | None, since: int | None, limit: int | None) -> list[Fill]:
        refuse_arguments("fetch_my_trades", since=since)
        result = await self.raw.fills(market=instrument.venue_symbol if instrument is not None else None, limit=limit)
        recv = self.clock.time_ns()
        return [mapping.fill(m, self.instruments.at_venue(m.market), recv) for m in result.data.items]

    async def _iter_my_trades(self, instrument: Instrument | None, since: int | None) -> AsyncIterator[Fill]:
        async for m in self.raw.iter_fills(market=instrument.venue_symbol if instrument is not None else None):
            yield mapping.fill(m, self.instruments.at_venue(m.market), self.clock.time_ns())

    async def _fetch_balances(self, account: str | None) -> Iterable[Balance]:
        result = await self.raw.funds(account=account or self.config.sub_account)
        return [mapping.funds(m) for m in result.data]

    async def _grant_stream(self) -> tuple[StreamLease, float | None]:
        result = await self.raw.stream_token()
        return StreamLease(token=result.data.token), None

    def _dialect(self, connection: str, partition: str | None) -> Dialect:
        if connection == "public":
            return PublicDialect(self.endpoints)
        return PrivateDialect(self.endpoints, self.signing, self.leases)

    def _bind_order_book(self, instrument: Instrument, depth: int | None) -> BookBinding:
        return BookBinding(
            connection="public",
            topic=f"book.{instrument.venue_symbol}",
            rule=Level2BookRule,
            read=lambda payload: (decode_book(payload),),
        )

    def _bind_private(self) -> Sequence[PrivateBinding]:
        return (
            PrivateBinding(connection="private", read=self._read_orders, key="orders"),
            PrivateBinding(connection="private", read=self._read_watch_fills, key="fills"),
        )

    def _read_orders(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_orders(payload)
        instrument = self.instruments.at_venue(m.market)
        yield mapping.order(m, instrument, ts_recv)

    def _read_watch_fills(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_fills(payload)
        instrument = self.instruments.at_venue(m.market)
        yield mapping.fill(m, instrument, ts_recv)


class ExampleExchangeRaw(ExampleExchangeEndpoints, ExampleExchangeChannels):
    """Endpoints and channels of Example Exchange, with the types of the wire."""

    def __init__(self, rest: RestExecutor, signing: Signing, subscribe: Callable[..., Feed[Any]]) -> None:
        ExampleExchangeEndpoints.__init__(self, rest, signing)
        ExampleExchangeChannels.__init__(self, subscribe)
