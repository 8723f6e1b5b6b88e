"""Rpc: the client."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Literal

from msgspec import UNSET
from venue_runtime.arguments import need, refuse_arguments
from venue_runtime.bindings import Answer, BookBinding, PrivateBinding, PrivateEvent
from venue_runtime.client import VenueClient
from venue_runtime.errors import VenueResponseError
from venue_runtime.feeds import Feed
from venue_runtime.http import Response
from venue_runtime.leases import Lease, LeaseTerms
from venue_runtime.model import Balance, CancelRequest, Candle, Fill, Instrument, Order, OrderRequest
from venue_runtime.rest import Endpoint, RestExecutor
from venue_runtime.streams import Dialect

from . import mapping
from .books import RawBookRule
from .leases import Leases, SessionLease
from .mapping import INTERVALS, SIDE_OUT, order_style
from .rest import RpcEndpoints
from .signing import Signing
from .streams import CallsDialect, PrivateDialect, RpcChannels, StreamDialect, decode_book, decode_fills, decode_orders
from .venue import BUCKETS, CLIENT_ORDER_IDS, CREDENTIALS, ENVIRONMENTS, OFFERS, RECONCILE, error_of


class Rpc(VenueClient):
    """Rpc. All methods are those of `VenueClient`; `raw` is the venue's own layer."""

    venue = "rpc"
    environments = ENVIRONMENTS
    credential_fields = CREDENTIALS
    offers = OFFERS
    bucket_specs = BUCKETS
    client_order_id_form = CLIENT_ORDER_IDS
    reconcile_plan = RECONCILE
    order_transports = ("rest", "calls")

    order_transport: Literal["rest", "calls"]

    def _setup(self) -> None:
        self.leases = Leases(
            session=Lease(
                "session",
                self._grant_session,
                terms=LeaseTerms(lifetime=600.0, lost_codes=frozenset({"13009"})),
                clock=self.clock,
                spawn=self._spawn,
                log=self.log,
                renew=self._renew_session,
            )
        )
        self._on_close(self.leases.session.close)
        self.signing = Signing(self.credentials, self.venue_clock, self.random, self.endpoints, self.leases)
        self.raw = RpcRaw(self.rest, self.signing, self._raw_channel)

    def _error_of(self, endpoint: Endpoint, response: Response) -> VenueResponseError | None:
        return error_of(endpoint, response)

    async def _fetch_time(self) -> int:
        result = await self.raw.time()
        return result.result * 1_000_000

    async def _load_instruments(self) -> Iterable[Instrument]:
        result = await self.raw.markets()
        return self._read_instruments(mapping.market, result.result)

    async def _create_order(self, request: OrderRequest, instrument: Instrument) -> Order | Answer:
        quantity = need("create_order", "quantity", request.quantity)
        style = order_style(request)
        result = await self.raw.place(
            name=instrument.venue_symbol,
            side=SIDE_OUT[request.side],
            size=quantity,
            kind=style.kind,
            post_only=style.post_only,
            life=style.life,
            price=request.price,
            label=request.client_order_id,
            over=self.order_transport,
        )
        recv = self.clock.time_ns()
        rows = (result.result.trades if result.result.trades is not UNSET else None) or ()
        return Answer(
            order=mapping.order(result.result.order, instrument, recv),
            fills=tuple(mapping.fill(m, instrument, recv) for m in rows),
        )

    async def _fetch_candles(
        self, instrument: Instrument, interval: str, since: int | None, limit: int | None
    ) -> list[Candle]:
        refuse_arguments("fetch_candles", limit=limit)
        result = await self.raw.candles(
            name=instrument.venue_symbol,
            start=since // 1_000_000 if since else (self.venue_clock.time_ns() - 6000000000000) // 1_000_000,
            end=self.venue_clock.time_ns() // 1_000_000,
            resolution=INTERVALS[interval],
        )
        return [
            mapping.candle(m, instrument)
            for m in list(
                zip(
                    result.result.ticks,
                    result.result.opening,
                    result.result.high,
                    result.result.low,
                    result.result.close,
                    result.result.volume,
                    strict=True,
                )
            )
        ]

    async def _cancel_order(
        self, request: CancelRequest, instrument: Instrument, known: Order | None
    ) -> Order | Answer:
        venue_order_id = need("cancel_order", "venue_order_id", request.venue_order_id)
        result = await self.raw.cancel(id=venue_order_id, over=self.order_transport)
        recv = self.clock.time_ns()
        return mapping.order(result.result, instrument, recv)

    async def _fetch_order(
        self, instrument: Instrument, venue_order_id: str | None, client_order_id: str | None
    ) -> Order | Answer:
        venue_order_id = need("fetch_order", "venue_order_id", venue_order_id)
        result = await self.raw.order(id=venue_order_id)
        recv = self.clock.time_ns()
        return mapping.order(result.result, instrument, recv)

    async def _fetch_open_orders(self, instrument: Instrument | None) -> list[Order]:
        result = await self.raw.open_orders(name=instrument.venue_symbol if instrument is not None else None)
        recv = self.clock.time_ns()
        return [mapping.order(m, self.instruments.at_venue(m.name), recv) for m in result.result]

    async def _fetch_my_trades(self, instrument: Instrument | None, since: int | None, limit: int | None) -> list[Fill]:
        result = await self.raw.fills(
            name=instrument.venue_symbol if instrument is not None else None,
            since=since // 1_000_000 if since is not None else None,
            limit=limit,
        )
        recv = self.clock.time_ns()
        return [mapping.fill(m, self.instruments.at_venue(m.name), recv) for m in result.result.trades]

    async def _fetch_balances(self, account: str | None) -> Iterable[Balance]:
        refuse_arguments("fetch_balances", account=account)
        result = await self.raw.summaries()
        return [mapping.summary(m) for m in result.result.summaries]

    async def _grant_session(self) -> tuple[SessionLease, float | None]:
        result = await self.raw.auth()
        return SessionLease(token=result.result.access_token, refresh_token=result.result.refresh_token), None

    async def _renew_session(self, held: SessionLease) -> tuple[SessionLease, float | None]:
        result = await self.raw.refresh(refresh_token=held.refresh_token)
        return SessionLease(token=result.result.access_token, refresh_token=result.result.refresh_token), None

    def _dialect(self, connection: str, partition: str | None) -> Dialect:
        if connection == "stream":
            return StreamDialect(self.endpoints)
        if connection == "calls":
            return CallsDialect(self.endpoints, self.signing)
        return PrivateDialect(self.endpoints, self.leases)

    def _bind_order_book(self, instrument: Instrument, depth: int | None) -> BookBinding:
        return BookBinding(
            connection="stream",
            topic=f"book.{instrument.venue_symbol}.raw",
            rule=RawBookRule,
            read=lambda payload: (decode_book(payload),),
        )

    def _bind_private(self) -> Sequence[PrivateBinding]:
        return (
            PrivateBinding(connection="private", read=self._read_orders, topic="user.orders.any.raw"),
            PrivateBinding(connection="private", read=self._read_watch_fills, topic="user.trades.any.raw"),
        )

    def _read_orders(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_orders(payload)
        instrument = self.instruments.at_venue(m.name)
        yield mapping.order(m, instrument, ts_recv)

    def _read_watch_fills(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_fills(payload)
        for row in m:
            yield mapping.fill(row, self.instruments.at_venue(row.name), ts_recv)


class RpcRaw(RpcEndpoints, RpcChannels):
    """Endpoints and channels of Rpc, with the types of the wire."""

    def __init__(self, rest: RestExecutor, signing: Signing, subscribe: Callable[..., Feed[Any]]) -> None:
        RpcEndpoints.__init__(self, rest, signing)
        RpcChannels.__init__(self, subscribe)
