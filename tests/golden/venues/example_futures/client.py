"""Example Futures: the client."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from msgspec import UNSET
from venue_runtime.arguments import need, paired, refuse_arguments, whole
from venue_runtime.bindings import Answer, BatchEntry, PrivateBinding, PrivateEvent
from venue_runtime.client import VenueClient
from venue_runtime.errors import VenueError, VenueResponseError
from venue_runtime.feeds import Feed
from venue_runtime.http import Response
from venue_runtime.limits import Usage
from venue_runtime.model import (
    Balance,
    CancelRequest,
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
)
from venue_runtime.orders import order_from_cache, order_from_request
from venue_runtime.rest import Endpoint, RestExecutor
from venue_runtime.streams import Dialect

from . import mapping
from . import types as wire
from .mapping import MARGIN_OUT, SIDE_OUT, order_style
from .rest import ExampleFuturesEndpoints
from .signing import Signing
from .streams import ExampleFuturesChannels, PrivateDialect, decode_fills, decode_orders, decode_positions
from .venue import (
    BUCKETS,
    CLIENT_ORDER_IDS,
    CREDENTIALS,
    ENVIRONMENTS,
    ERRORS,
    OFFERS,
    RECONCILE,
    error_of,
    retry_after_of,
    usage_of,
)


class ExampleFutures(VenueClient):
    """Example Futures. All methods are those of `VenueClient`; `raw` is the venue's own layer."""

    venue = "example_futures"
    environments = ENVIRONMENTS
    credential_fields = CREDENTIALS
    offers = OFFERS
    bucket_specs = BUCKETS
    client_order_id_form = CLIENT_ORDER_IDS
    reconcile_plan = RECONCILE
    batch_sizes: ClassVar[Mapping[Capability, int]] = {Capability.CREATE_ORDERS: 3}

    def _setup(self) -> None:
        self.signing = Signing(self.credentials, self.venue_clock, self.nonces, self.endpoints)
        self.raw = ExampleFuturesRaw(self.rest, self.signing, self._raw_channel)

    def _error_of(self, endpoint: Endpoint, response: Response) -> VenueResponseError | None:
        error = error_of(endpoint, response)
        if error is not None and error.retry_after is None:
            error.retry_after = retry_after_of(response, self.venue_clock.time_ns())
        return error

    def _usage_of(self, response: Response) -> Iterable[Usage]:
        return usage_of(response)

    async def _load_instruments(self) -> Iterable[Instrument]:
        result = await self.raw.markets()
        return self._read_instruments(mapping.market, result.data)

    async def _fetch_funding_rate(self, instrument: Instrument) -> FundingRate:
        result = await self.raw.funding(market=instrument.venue_symbol)
        return mapping.funding(result.data, instrument)

    async def _create_order(self, request: OrderRequest, instrument: Instrument) -> Order | Answer:
        quantity = need("create_order", "quantity", request.quantity)
        client_order_id = need("create_order", "client_order_id", request.client_order_id)
        style = order_style(request)
        result = await self.raw.place(
            market=instrument.venue_symbol,
            side=SIDE_OUT[request.side],
            kind=style.kind,
            size=quantity,
            price=request.price,
            reduce=True if request.reduce_only else None,
            client_id=client_order_id,
        )
        return order_from_request(
            request, venue_order_id=str(int(result.data.id)) if result.data.id else None, ts_recv=self.clock.time_ns()
        )

    def _create_orders_entry(
        self, request: OrderRequest, instrument: Instrument
    ) -> BatchEntry[OrderRequest, wire.NewOrder]:
        quantity = need("create_order", "quantity", request.quantity)
        client_order_id = need("create_order", "client_order_id", request.client_order_id)
        refuse_arguments("create_orders", venue=request.venue)
        style = order_style(request)
        return BatchEntry(
            request=request,
            instrument=instrument,
            item=wire.NewOrder(
                market=instrument.venue_symbol,
                side=wire.Side(SIDE_OUT[request.side]),
                kind=wire.OrderKind(style.kind),
                size=quantity,
                price=UNSET if request.price is None else request.price,
                reduce=request.reduce_only if request.reduce_only else UNSET,
                client_id=client_order_id,
            ),
        )

    async def _create_orders(
        self, batch: Sequence[BatchEntry[OrderRequest, wire.NewOrder]]
    ) -> Sequence[Order | Answer | VenueError]:
        result = await self.raw.place_many(orders=[entry.item for entry in batch])
        outcomes: list[Order | Answer | VenueError] = []
        for entry, m in paired("create_orders", batch, result.data):
            request = entry.request
            if m.code != "0":
                outcomes.append(ERRORS.error(m.code, m.msg if m.msg is not UNSET else None, operation="place_many"))
                continue
            outcomes.append(
                order_from_request(
                    request,
                    venue_order_id=str(int(m.id)) if m.id else None,
                    status=OrderStatus.NEW,
                    ts_recv=self.clock.time_ns(),
                )
            )
        return outcomes

    async def _edit_order(self, request: EditRequest, instrument: Instrument, known: Order | None) -> Order | Answer:
        result = await self.raw.amend(
            market=instrument.venue_symbol,
            id=int(request.venue_order_id) if request.venue_order_id is not None else None,
            client_id=request.client_order_id if request.venue_order_id is None else None,
            size=request.quantity,
            price=request.price,
        )
        return order_from_cache(
            known,
            symbol=instrument.symbol,
            client_order_id=request.client_order_id,
            venue_order_id=str(int(result.data.id)) if result.data.id else None,
            status=OrderStatus.PENDING_REPLACE,
            ts_recv=self.clock.time_ns(),
        )

    async def _cancel_order(
        self, request: CancelRequest, instrument: Instrument, known: Order | None
    ) -> Order | Answer:
        await self.raw.cancel(
            market=instrument.venue_symbol,
            id=int(request.venue_order_id) if request.venue_order_id is not None else None,
            client_id=request.client_order_id if request.venue_order_id is None else None,
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
    ) -> BatchEntry[CancelRequest, wire.Cancel]:
        return BatchEntry(
            request=request,
            instrument=instrument,
            known=known,
            item=wire.Cancel(
                market=instrument.venue_symbol,
                id=(
                    UNSET
                    if (id_ := int(request.venue_order_id) if request.venue_order_id is not None else None) is None
                    else str(id_)
                ),
                client_id=(
                    (UNSET if request.client_order_id is None else request.client_order_id)
                    if request.venue_order_id is None
                    else UNSET
                ),
            ),
            group=instrument.venue_symbol,
        )

    async def _cancel_orders(
        self, batch: Sequence[BatchEntry[CancelRequest, wire.Cancel]]
    ) -> Sequence[Order | Answer | VenueError]:
        result = await self.raw.cancel_many(orders=[entry.item for entry in batch])
        outcomes: list[Order | Answer | VenueError] = []
        for entry, m in paired("cancel_orders", batch, result.data):
            request = entry.request
            instrument = entry.instrument
            known = entry.known
            if m.code != "0":
                outcomes.append(ERRORS.error(m.code, m.msg if m.msg is not UNSET else None, operation="cancel_many"))
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
        await self.raw.cancel_all(market=instrument.venue_symbol if instrument is not None else None)
        return None

    async def _cancel_all_orders_after(self, seconds: float, instrument: Instrument | None) -> None:
        refuse_arguments("cancel_all_orders_after", symbol=instrument)
        whole_seconds = whole("cancel_all_orders_after", "seconds", seconds)
        await self.raw.timer(timeout=whole_seconds)

    async def _cancel_on_disconnect(self) -> None:
        await self.raw.on_disconnect(enabled=True)

    async def _fetch_order(
        self, instrument: Instrument, venue_order_id: str | None, client_order_id: str | None
    ) -> Order | Answer:
        result = await self.raw.order(
            id=int(venue_order_id) if venue_order_id is not None else None,
            client_id=client_order_id if venue_order_id is None else None,
        )
        recv = self.clock.time_ns()
        return mapping.order(result.data, instrument, recv)

    async def _fetch_open_orders(self, instrument: Instrument | None) -> list[Order]:
        result = await self.raw.open_orders(market=instrument.venue_symbol if instrument is not None else None)
        recv = self.clock.time_ns()
        return [mapping.order(m, self.instruments.at_venue(m.market), recv) for m in result.data]

    async def _fetch_my_trades(self, instrument: Instrument | None, since: int | None, limit: int | None) -> list[Fill]:
        result = await self.raw.fills(
            market=instrument.venue_symbol if instrument is not None else None,
            since=since // 1_000_000 if since is not None else None,
            limit=limit,
        )
        recv = self.clock.time_ns()
        return [mapping.fill(m, self.instruments.at_venue(m.market), recv) for m in result.data]

    async def _fetch_balances(self, account: str | None) -> Iterable[Balance]:
        refuse_arguments("fetch_balances", account=account)
        result = await self.raw.funds()
        return [mapping.funds(m) for m in result.data]

    async def _fetch_positions(self, instruments: Sequence[Instrument] | None) -> list[Position]:
        result = await self.raw.positions()
        recv = self.clock.time_ns()
        return [mapping.position(m, self.instruments.at_venue(m.market), recv) for m in result.data]

    async def _set_leverage(self, instrument: Instrument, leverage: Decimal) -> None:
        await self.raw.leverage(market=instrument.venue_symbol, leverage=leverage)

    async def _set_margin_mode(self, instrument: Instrument, mode: MarginMode) -> None:
        await self.raw.margin(market=instrument.venue_symbol, mode=MARGIN_OUT[mode])

    async def _set_position_mode(self, hedged: bool) -> None:
        await self.raw.hedge(hedged=hedged)

    def _dialect(self, connection: str, partition: str | None) -> Dialect:
        return PrivateDialect(self.endpoints, self.signing)

    def _bind_private(self) -> Sequence[PrivateBinding]:
        return (
            PrivateBinding(connection="private", read=self._read_orders, key="orders"),
            PrivateBinding(connection="private", read=self._read_watch_fills, key="fills"),
            PrivateBinding(connection="private", read=self._read_watch_positions, key="positions"),
        )

    def _read_orders(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_orders(payload)
        instrument = self.instruments.at_venue(m.market)
        yield mapping.order(m, instrument, ts_recv)

    def _read_watch_fills(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_fills(payload)
        instrument = self.instruments.at_venue(m.market)
        yield mapping.fill(m, instrument, ts_recv)

    def _read_watch_positions(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_positions(payload)
        instrument = self.instruments.at_venue(m.market)
        yield mapping.position(m, instrument, ts_recv)


class ExampleFuturesRaw(ExampleFuturesEndpoints, ExampleFuturesChannels):
    """Endpoints and channels of Example Futures, with the types of the wire."""

    def __init__(self, rest: RestExecutor, signing: Signing, subscribe: Callable[..., Feed[Any]]) -> None:
        ExampleFuturesEndpoints.__init__(self, rest, signing)
        ExampleFuturesChannels.__init__(self, subscribe)
