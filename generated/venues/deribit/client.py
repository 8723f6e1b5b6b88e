"""Deribit: the client."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from msgspec import Struct
from venue_runtime.arguments import expected, first_of, joined, need, order_options, refuse_arguments
from venue_runtime.bindings import Answer, BookBinding, ChannelBinding, PrivateBinding, PrivateEvent
from venue_runtime.books import OrderBook
from venue_runtime.booksync import snapshot_book
from venue_runtime.candles import ClosingCandles, candle_length, closed_by_time
from venue_runtime.client import VenueClient
from venue_runtime.errors import VenueResponseError
from venue_runtime.exprs import many, only
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
    FundingRate,
    Instrument,
    Order,
    OrderRequest,
    Position,
    Side,
    Ticker,
    Trade,
    TriggerBy,
)
from venue_runtime.rest import Endpoint, RestExecutor
from venue_runtime.streams import Dialect

from . import mapping
from .books import ByRestBookRule, ChainedBookRule
from .leases import Leases, SessionLease
from .mapping import INTERVALS, TRIGGER_OUT, order_style
from .rest import DeribitEndpoints
from .signing import Signing
from .streams import (
    DeribitChannels,
    PrivateDialect,
    PublicDialect,
    decode_book,
    decode_candles,
    decode_changes,
    decode_fills,
    decode_orders,
    decode_portfolio,
    decode_ticker,
    decode_trades,
)
from .venue import BUCKETS, CLIENT_ORDER_IDS, CREDENTIALS, ENVIRONMENTS, OFFERS, RECONCILE, DeribitConfig, error_of

if TYPE_CHECKING:
    from .fix import DeribitFix


class DeribitOrderOptions(Struct, frozen=True, kw_only=True):
    """What only this venue's orders have: `create_order(…, venue=DeribitOrderOptions(…))`."""

    advanced: str | None = None
    """advanced"""
    mmp: bool | None = None
    """mmp"""
    valid_until: int | None = None
    """valid_until"""


class Deribit(VenueClient):
    """Deribit. All methods are those of `VenueClient`; `raw` is the venue's own layer.

    * Quantities of inverse futures and perpetuals are in US dollars, those of options, linear contracts and spot
    in base.
    * A client order id is a label, which may repeat; a cancel needs the venue's own id, as the one by label takes
    all.
    * An order's answer carries its first fills; the stream tells them again, and they count once.
    * Post-only orders are sent with `reject_post_only`; without it the venue would change the price.
    * Cancel on disconnect is of one connection; send orders over it (`order_transport="private"`).
    * The interval `raw` of public streams needs keys, and is not offered to clients without.
    """

    venue = "deribit"
    environments = ENVIRONMENTS
    credential_fields = CREDENTIALS
    offers = OFFERS
    bucket_specs = BUCKETS
    client_order_id_form = CLIENT_ORDER_IDS
    reconcile_plan = RECONCILE
    nonce_unit_ns = 1_000_000
    order_transports = ("rest", "private")
    resolves: ClassVar[Mapping[Capability, Capability]] = {
        Capability.EDIT_ORDER: Capability.FETCH_ORDER,
        Capability.CANCEL_ORDER: Capability.FETCH_ORDER,
    }
    config_type = DeribitConfig

    order_transport: Literal["rest", "private"]

    def _setup(self) -> None:
        self.leases = Leases(
            session=Lease(
                "session",
                self._grant_session,
                terms=LeaseTerms(lost_codes=frozenset({"13009"})),
                clock=self.clock,
                spawn=self._spawn,
                log=self.log,
                renew=self._renew_session,
            )
        )
        self._on_close(self.leases.session.close)
        self.signing = Signing(
            self.credentials, self.config, self.venue_clock, self.nonces, self.random, self.endpoints, self.leases
        )
        self.raw = DeribitRaw(self.rest, self.signing, self._raw_channel)

    def _error_of(self, endpoint: Endpoint, response: Response) -> VenueResponseError | None:
        return error_of(endpoint, response)

    @cached_property
    def fix(self) -> DeribitFix:
        """The venue over FIX: the contract's methods, and typed messages. Opens nothing by itself."""
        from .fix import DeribitFix

        return DeribitFix(self)

    async def _load_instruments(self) -> Iterable[Instrument]:
        """Combos are left out."""
        result = await self.raw.instruments()
        return self._read_instruments(mapping.instrument, result.result)

    async def _fetch_time(self) -> int:
        result = await self.raw.time()
        return result.result * 1_000_000

    async def _fetch_ticker(self, instrument: Instrument) -> Ticker:
        result = await self.raw.ticker(name=instrument.venue_symbol)
        recv = self.clock.time_ns()
        return mapping.ticker(result.result, instrument, recv)

    async def _fetch_funding_rate(self, instrument: Instrument) -> FundingRate:
        result = await self.raw.ticker(name=instrument.venue_symbol)
        return expected("fetch_funding_rate", mapping.funding(result.result, instrument))

    async def _fetch_order_book(self, instrument: Instrument, depth: int | None) -> OrderBook:
        result = await self.raw.order_book(
            name=instrument.venue_symbol,
            depth=(
                1000
                if depth is None
                else 10 if depth <= 10 else 100 if depth <= 100 else 1000 if depth <= 1000 else 10000
            ),
        )
        return snapshot_book(instrument.symbol, ByRestBookRule, result, self.clock.time_ns())

    async def _fetch_trades(self, instrument: Instrument, since: int | None, limit: int | None) -> list[Trade]:
        if since is not None:
            result = await self.raw.trades_since(
                name=instrument.venue_symbol,
                limit=limit,
                sorting="asc",
                start=since // 1_000_000,
                end=self.venue_clock.time_ns() // 1_000_000,
            )
            recv = self.clock.time_ns()
            return [mapping.trade(m, instrument, recv) for m in result.result.trades]
        result = await self.raw.trades(name=instrument.venue_symbol, limit=limit, sorting="desc")
        recv = self.clock.time_ns()
        return [mapping.trade(m, instrument, recv) for m in result.result.trades][::-1]

    async def _fetch_candles(
        self, instrument: Instrument, interval: str, since: int | None, limit: int | None
    ) -> list[Candle]:
        result = await self.raw.candles(
            name=instrument.venue_symbol,
            start=(
                since // 1_000_000
                if since
                else (self.venue_clock.time_ns() - (limit or 100) * candle_length(interval)) // 1_000_000
            ),
            end=(
                (since + (limit or 1000) * candle_length(interval) - 1000000) // 1_000_000
                if since is not None
                else self.venue_clock.time_ns() // 1_000_000
            ),
            resolution=INTERVALS[interval],
        )
        recv = self.clock.time_ns()
        return [
            closed_by_time(mapping.candle(m, instrument), interval, recv)
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

    async def _create_order(self, request: OrderRequest, instrument: Instrument) -> Order | Answer:
        quantity = need("create_order", "quantity", request.quantity)
        style = order_style(request)
        options = order_options(request, DeribitOrderOptions, DeribitOrderOptions())
        ask = self.raw.sell if request.side == Side.SELL else self.raw.buy
        result = await ask(
            name=instrument.venue_symbol,
            amount=quantity,
            kind=style.kind,
            life=style.life,
            post_only=style.post_only,
            reject_post_only=style.reject_post_only,
            label=request.client_order_id,
            price=request.price,
            display_amount=request.display_quantity,
            reduce_only=True if request.reduce_only else None,
            trigger_price=request.trigger_price,
            trigger_offset=request.trailing_offset,
            trigger=(
                TRIGGER_OUT[request.trigger_by or TriggerBy.LAST]
                if request.trigger_price is not None or request.trailing_offset is not None
                else None
            ),
            advanced=options.advanced,
            mmp=options.mmp,
            valid_until=options.valid_until,
            over=self.order_transport,
        )
        recv = self.clock.time_ns()
        return Answer(
            order=mapping.order(result.result.order, instrument, recv),
            fills=tuple(mapping.fill(m, instrument, recv) for m in result.result.trades),
        )

    async def _edit_order(self, request: EditRequest, instrument: Instrument, known: Order | None) -> Order | Answer:
        """The quantity includes what is filled already."""
        venue_order_id = need("edit_order", "venue_order_id", request.venue_order_id)
        quantity = need("edit_order", "quantity", request.quantity)
        result = await self.raw.edit(
            id=venue_order_id,
            amount=quantity,
            price=request.price,
            post_only=True if known is not None and known.post_only else None,
            reject_post_only=True if known is not None and known.post_only else None,
            over=self.order_transport,
        )
        recv = self.clock.time_ns()
        return Answer(
            order=mapping.order(result.result.order, instrument, recv),
            fills=tuple(mapping.fill(m, instrument, recv) for m in result.result.trades),
        )

    async def _cancel_order(
        self, request: CancelRequest, instrument: Instrument, known: Order | None
    ) -> Order | Answer:
        venue_order_id = need("cancel_order", "venue_order_id", request.venue_order_id)
        result = await self.raw.cancel(id=venue_order_id, over=self.order_transport)
        recv = self.clock.time_ns()
        return mapping.order(result.result, instrument, recv)

    async def _cancel_all_orders(self, instrument: Instrument | None) -> list[Order] | None:
        if instrument is not None:
            await self.raw.cancel_all_by_instrument(name=instrument.venue_symbol, over=self.order_transport)
            return None
        await self.raw.cancel_all(over=self.order_transport)
        return None

    async def _cancel_on_disconnect(self) -> None:
        """Of orders that were sent over the private connection."""
        await self.raw.cancel_on_disconnect(over="private")

    async def _fetch_order(
        self, instrument: Instrument, venue_order_id: str | None, client_order_id: str | None
    ) -> Order | Answer:
        if venue_order_id is None:
            answer = await self.raw.orders_by_label(
                currency=instrument.settle or instrument.base, label=client_order_id or "", over=self.order_transport
            )
            recv = self.clock.time_ns()
            return mapping.order(first_of("fetch_order", only(answer.result)), instrument, recv)
        result = await self.raw.order(id=venue_order_id or "", over=self.order_transport)
        recv = self.clock.time_ns()
        return mapping.order(result.result, instrument, recv)

    async def _fetch_open_orders(self, instrument: Instrument | None) -> list[Order]:
        if instrument is not None:
            result = await self.raw.open_orders_by_instrument(name=instrument.venue_symbol)
            recv = self.clock.time_ns()
            return [mapping.order(m, instrument, recv) for m in result.result]
        result = await self.raw.open_orders()
        recv = self.clock.time_ns()
        return [mapping.order(m, self.instruments.at_venue(m.name), recv) for m in result.result]

    async def _fetch_my_trades(self, instrument: Instrument | None, since: int | None, limit: int | None) -> list[Fill]:
        """Of the last 24 hours; older ones are in the raw layer with `historical=True`."""
        if instrument is not None and since is not None:
            result = await self.raw.fills_by_instrument(
                start=since // 1_000_000, limit=limit or 1000, sorting="asc", name=instrument.venue_symbol
            )
            recv = self.clock.time_ns()
            return [mapping.fill(m, self.instruments.at_venue(m.name), recv) for m in result.result.trades]
        if instrument is not None:
            result = await self.raw.fills_by_instrument(
                start=since // 1_000_000 if since is not None else None,
                limit=limit or 1000,
                sorting="desc",
                name=instrument.venue_symbol,
            )
            recv = self.clock.time_ns()
            return [mapping.fill(m, instrument, recv) for m in result.result.trades][::-1]
        every: list[Fill] = []
        for currency in ("BTC", "ETH", "USDC", "USDT", "EURR"):
            result = await self.raw.fills(
                currency=currency,
                start=since // 1_000_000 if since is not None else None,
                limit=limit or 1000,
                sorting="desc" if since is None else "asc",
            )
            recv = self.clock.time_ns()
            every += [mapping.fill(m, self.instruments.at_venue(m.name), recv) for m in result.result.trades]
        return joined(every)

    async def _fetch_balances(self, account: str | None) -> Iterable[Balance]:
        refuse_arguments("fetch_balances", account=account)
        result = await self.raw.summaries()
        return [mapping.balance(m) for m in result.result.summaries]

    async def _fetch_positions(self, instruments: Sequence[Instrument] | None) -> list[Position]:
        result = await self.raw.positions(currency="any")
        recv = self.clock.time_ns()
        return [
            found
            for m in result.result
            if (found := mapping.position(m, self.instruments.at_venue(m.name), recv)) is not None
        ]

    async def _grant_session(self) -> tuple[SessionLease, float | None]:
        result = await self.raw.auth()
        return SessionLease(access_token=result.result.access_token, refresh_token=result.result.refresh_token), float(
            result.result.expires_in
        )

    async def _renew_session(self, held: SessionLease) -> tuple[SessionLease, float | None]:
        result = await self.raw.refresh(refresh_token=held.refresh_token)
        return SessionLease(access_token=result.result.access_token, refresh_token=result.result.refresh_token), float(
            result.result.expires_in
        )

    def _dialect(self, connection: str, partition: str | None) -> Dialect:
        if connection == "public":
            return PublicDialect(self.endpoints)
        return PrivateDialect(self.endpoints, self.signing)

    def _bind_order_book(self, instrument: Instrument, depth: int | None) -> BookBinding:
        return BookBinding(
            connection="public",
            topic=f"book.{instrument.venue_symbol}.{self.config.interval}",
            rule=ChainedBookRule,
            read=lambda payload: (decode_book(payload),),
        )

    def _bind_trades(self) -> ChannelBinding[Trade]:
        return ChannelBinding(
            connection="public",
            topic=lambda instrument: f"trades.{instrument.venue_symbol}.{self.config.interval}",
            read=lambda payload, instrument, recv: [mapping.trade(m, instrument, recv) for m in decode_trades(payload)],
        )

    def _bind_ticker(self) -> ChannelBinding[Ticker]:
        return ChannelBinding(
            connection="public",
            topic=lambda instrument: f"ticker.{instrument.venue_symbol}.{self.config.interval}",
            read=lambda payload, instrument, recv: (mapping.ticker(decode_ticker(payload), instrument, recv),),
        )

    def _bind_candles(self, interval: str) -> ChannelBinding[Candle]:
        word = INTERVALS[interval]
        return ChannelBinding(
            connection="public",
            topic=lambda instrument: f"chart.trades.{instrument.venue_symbol}.{word}",
            read=lambda payload, instrument, recv: (mapping.candle_event(decode_candles(payload), instrument),),
            consumer=ClosingCandles,
        )

    def _bind_private(self) -> Sequence[PrivateBinding]:
        return (
            PrivateBinding(connection="private", read=self._read_orders, topic="user.orders.any.any.raw"),
            PrivateBinding(connection="private", read=self._read_watch_fills, topic="user.trades.any.any.raw"),
            PrivateBinding(connection="private", read=self._read_portfolio, topic="user.portfolio.any"),
            PrivateBinding(connection="private", read=self._read_changes, topic="user.changes.any.any.raw"),
        )

    def _read_orders(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_orders(payload)
        for row in many(m):
            yield mapping.order(row, self.instruments.at_venue(row.name), ts_recv)

    def _read_watch_fills(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_fills(payload)
        for row in m:
            yield mapping.fill(row, self.instruments.at_venue(row.name), ts_recv)

    def _read_portfolio(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_portfolio(payload)
        yield mapping.balance(m)

    def _read_changes(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_changes(payload)
        for row in m.positions:
            if (found := mapping.position(row, self.instruments.at_venue(row.name), ts_recv)) is not None:
                yield found


class DeribitRaw(DeribitEndpoints, DeribitChannels):
    """Endpoints and channels of Deribit, with the types of the wire."""

    def __init__(self, rest: RestExecutor, signing: Signing, subscribe: Callable[..., Feed[Any]]) -> None:
        DeribitEndpoints.__init__(self, rest, signing)
        DeribitChannels.__init__(self, subscribe)
