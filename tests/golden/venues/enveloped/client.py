"""Enveloped: the client."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, Literal

from msgspec import UNSET
from venue_runtime.arguments import counted, expected, need, paired, refuse_arguments
from venue_runtime.bindings import Answer, BatchEntry, BookBinding, ChannelBinding, PrivateBinding, PrivateEvent
from venue_runtime.client import VenueClient
from venue_runtime.errors import VenueError, VenueResponseError
from venue_runtime.exprs import item
from venue_runtime.feeds import Feed
from venue_runtime.http import Response
from venue_runtime.model import (
    Balance,
    CancelRequest,
    Capability,
    Fill,
    Instrument,
    Order,
    OrderRequest,
    OrderStatus,
    Trade,
)
from venue_runtime.orders import order_from_cache, order_from_request
from venue_runtime.rest import Endpoint, RestExecutor
from venue_runtime.streams import Dialect

from . import mapping
from . import types as wire
from .books import DeepBookRule
from .mapping import SIDE_OUT, order_style
from .rest import EnvelopedEndpoints
from .signing import Signing
from .streams import (
    EnvelopedChannels,
    PrivateDialect,
    PublicDialect,
    decode_account,
    decode_book,
    decode_orders,
    decode_trades,
)
from .venue import BUCKETS, CLIENT_ORDER_IDS, CREDENTIALS, ENVIRONMENTS, OFFERS, RECONCILE, error_of


class Enveloped(VenueClient):
    """Enveloped. All methods are those of `VenueClient`; `raw` is the venue's own layer."""

    venue = "enveloped"
    environments = ENVIRONMENTS
    credential_fields = CREDENTIALS
    offers = OFFERS
    bucket_specs = BUCKETS
    client_order_id_form = CLIENT_ORDER_IDS
    reconcile_plan = RECONCILE
    order_transports = ("rest", "private")
    batch_sizes: ClassVar[Mapping[Capability, int]] = {Capability.CREATE_ORDERS: 3, Capability.CANCEL_ORDERS: 3}
    batch_least: ClassVar[Mapping[Capability, int]] = {Capability.CREATE_ORDERS: 2}

    order_transport: Literal["rest", "private"]

    def _setup(self) -> None:
        self.signing = Signing(self.credentials, self.venue_clock, self.endpoints, self.deployment)
        self.raw = EnvelopedRaw(self.rest, self.signing, self._raw_channel)

    def _error_of(self, endpoint: Endpoint, response: Response) -> VenueResponseError | None:
        return error_of(endpoint, response)

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
                side=wire.Side(SIDE_OUT[request.side]),
                kind=wire.Kind(style.kind),
                size=quantity,
                price=UNSET if request.price is None else request.price,
                client_id=UNSET if request.client_order_id is None else request.client_order_id,
            ),
            group=instrument.venue_symbol,
        )

    async def _create_orders(
        self, batch: Sequence[BatchEntry[OrderRequest, wire.NewOrder]]
    ) -> Sequence[Order | Answer | VenueError]:
        group = batch[0].group or ""
        result = await self.raw.place_many(orders=[entry.item for entry in batch], inst=group)
        outcomes: list[Order | Answer | VenueError] = []
        for entry, m in paired("create_orders", batch, result.data):
            request = entry.request
            outcomes.append(order_from_request(request, venue_order_id=m.id, ts_recv=self.clock.time_ns()))
        return outcomes

    def _cancel_orders_entry(
        self, request: CancelRequest, instrument: Instrument, known: Order | None
    ) -> BatchEntry[CancelRequest, str]:
        venue_order_id = need("cancel_order", "venue_order_id", request.venue_order_id)
        return BatchEntry(request=request, instrument=instrument, known=known, item=venue_order_id)

    async def _cancel_orders(
        self, batch: Sequence[BatchEntry[CancelRequest, str]]
    ) -> Sequence[Order | Answer | VenueError]:
        result = await self.raw.cancel_many(ids=[entry.item for entry in batch])
        outcomes: list[Order | Answer | VenueError] = []
        for entry in counted("cancel_orders", batch, result.done):
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
        refuse_arguments("cancel_all_orders", symbol=instrument)
        if self.order_transport == "private":
            await self.raw.stream_cancel_all(scope="orders")
            return None
        await self.raw.cancel_all()
        return None

    async def _load_instruments(self) -> Iterable[Instrument]:
        result = await self.raw.markets()
        return self._read_instruments(mapping.market, result.data)

    async def _create_order(self, request: OrderRequest, instrument: Instrument) -> Order | Answer:
        quantity = need("create_order", "quantity", request.quantity)
        style = order_style(request)
        result = await self.raw.place(
            inst=instrument.venue_symbol,
            side=SIDE_OUT[request.side],
            kind=style.kind,
            size=quantity,
            price=request.price,
            client_id=request.client_order_id,
            over=self.order_transport,
        )
        return order_from_request(
            request,
            venue_order_id=_1.id if (_1 := item(result.data, 0)) is not None else None,
            ts_recv=self.clock.time_ns(),
        )

    async def _cancel_order(
        self, request: CancelRequest, instrument: Instrument, known: Order | None
    ) -> Order | Answer:
        await self.raw.cancel(
            inst=instrument.venue_symbol,
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

    async def _fetch_order(
        self, instrument: Instrument, venue_order_id: str | None, client_order_id: str | None
    ) -> Order | Answer:
        result = await self.raw.order(
            inst=instrument.venue_symbol,
            id=venue_order_id,
            client_id=client_order_id if venue_order_id is None else None,
        )
        recv = self.clock.time_ns()
        found = expected("fetch_order", item(result.data, 0))
        return mapping.order(found, instrument, recv)

    async def _fetch_open_orders(self, instrument: Instrument | None) -> list[Order]:
        rows = [
            row
            async for row in self.raw.iter_open_orders(inst=instrument.venue_symbol if instrument is not None else None)
        ]
        recv = self.clock.time_ns()
        return [mapping.order(m, self.instruments.at_venue(m.inst), recv) for m in rows]

    async def _fetch_my_trades(self, instrument: Instrument | None, since: int | None, limit: int | None) -> list[Fill]:
        refuse_arguments("fetch_my_trades", since=since, limit=limit)
        result = await self.raw.fills(inst=instrument.venue_symbol if instrument is not None else None)
        recv = self.clock.time_ns()
        return [
            found
            for m in result.data
            if (found := mapping.fill(m, self.instruments.at_venue(m.inst), recv)) is not None
        ]

    async def _fetch_balances(self, account: str | None) -> Iterable[Balance]:
        refuse_arguments("fetch_balances", account=account)
        result = await self.raw.balance()
        rows = (_1.details if (_1 := item(result.data, 0)) is not None else None) or ()
        return [mapping.detail(m) for m in rows]

    def _dialect(self, connection: str, partition: str | None) -> Dialect:
        if connection == "public":
            return PublicDialect(self.endpoints)
        return PrivateDialect(self.endpoints, self.signing)

    def _bind_order_book(self, instrument: Instrument, depth: int | None) -> BookBinding:
        return BookBinding(
            connection="public",
            topic={"channel": "books", "instId": instrument.venue_symbol},
            rule=DeepBookRule,
            read=lambda payload: decode_book(payload),
            key=f"books:{instrument.venue_symbol}",
        )

    def _bind_trades(self) -> ChannelBinding[Trade]:
        return ChannelBinding(
            connection="public",
            topic=lambda instrument: {"channel": "trades", "instId": instrument.venue_symbol},
            read=lambda payload, instrument, recv: [mapping.trade(m, instrument, recv) for m in decode_trades(payload)],
            key=lambda instrument: f"trades:{instrument.venue_symbol}",
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
        )

    def _read_orders(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_orders(payload)
        for fill in m:
            if (found := mapping.fill(fill, self.instruments.at_venue(fill.inst), ts_recv)) is not None:
                yield found
        for order in m:
            yield mapping.order(order, self.instruments.at_venue(order.inst), ts_recv)

    def _read_account(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_account(payload)
        for row in (_1.details if (_1 := item(m, 0)) is not None else None) or ():
            yield mapping.detail(row)


class EnvelopedRaw(EnvelopedEndpoints, EnvelopedChannels):
    """Endpoints and channels of Enveloped, with the types of the wire."""

    def __init__(self, rest: RestExecutor, signing: Signing, subscribe: Callable[..., Feed[Any]]) -> None:
        EnvelopedEndpoints.__init__(self, rest, signing)
        EnvelopedChannels.__init__(self, subscribe)
