"""Gemini: the client."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from msgspec import Struct
from venue_runtime.arguments import first_of, need, order_options, refuse_arguments
from venue_runtime.bindings import Answer, BookBinding, ChannelBinding, PrivateBinding, PrivateEvent
from venue_runtime.books import OrderBook
from venue_runtime.booksync import snapshot_book
from venue_runtime.candles import closed_by_time
from venue_runtime.client import VenueClient
from venue_runtime.errors import VenueResponseError
from venue_runtime.exprs import many
from venue_runtime.feeds import Feed
from venue_runtime.http import Response
from venue_runtime.model import (
    Balance,
    CancelRequest,
    Candle,
    Capability,
    Fill,
    Instrument,
    InstrumentKind,
    Order,
    OrderRequest,
    Position,
    Ticker,
    Trade,
)
from venue_runtime.rest import Endpoint, RestExecutor
from venue_runtime.streams import Dialect

from . import mapping
from .books import ByRestBookRule, DepthBookRule
from .mapping import INTERVALS, SIDE_OUT, order_style
from .rest import GeminiEndpoints
from .signing import Signing
from .streams import (
    GeminiChannels,
    PrivateDialect,
    PublicDialect,
    decode_balances,
    decode_book_ticker,
    decode_depth,
    decode_orders,
    decode_trades,
)
from .venue import BUCKETS, CLIENT_ORDER_IDS, CREDENTIALS, ENVIRONMENTS, OFFERS, RECONCILE, GeminiConfig, error_of


class GeminiOrderOptions(Struct, frozen=True, kw_only=True):
    """What only this venue's orders have: `create_order(…, venue=GeminiOrderOptions(…))`."""

    margin_order: bool | None = None
    """margin_order"""


class Gemini(VenueClient):
    """Gemini. All methods are those of `VenueClient`; `raw` is the venue's own layer.

    * Unverified: one answer with the details of all symbols (`/v1/symbols/details/all`) is read by public clients
    and is not in the documentation, which has one request for each of some three hundred symbols.
    * Unverified: the order events are quoted from a public client's test; their fields are the documented ones,
    whose only example gives them other meanings.
    * Nonces are said to be seconds within 30 of the venue's clock, typed as milliseconds too, and signed as
    milliseconds by the venue's own SDK; they have to grow. Keys that want seconds get one request a second.
    * Candles have the words of the documentation's text (`1hr`, `6hr`, `1day`); its schema has `1h`, `6h`, `1d`.
    * There are no market orders by REST; an aggressive limit with immediate-or-cancel is what the venue suggests.
    Its streams take market orders, with answers that no text describes, so orders go by REST.
    * A key made with `Requires Heartbeat` loses its orders after 30 silent seconds; `raw.heartbeat()` keeps them.
    * Positions and funding are of derivatives accounts; others are refused with AccountNotOfTypeRequired. Funding
    is told as an amount of money, not as a rate, so only the raw layer has it.
    * How the limit of a minute is counted within it is not documented; the budgets here are the careful reading.
    * Cancelling all cancels all of the account. Fills of the stream do not say in which currency their fee is.
    * Prediction markets are left out. An account that trades them by the same key gets their orders in its
    stream.
    """

    venue = "gemini"
    environments = ENVIRONMENTS
    credential_fields = CREDENTIALS
    offers = OFFERS
    bucket_specs = BUCKETS
    client_order_id_form = CLIENT_ORDER_IDS
    reconcile_plan = RECONCILE
    resolves: ClassVar[Mapping[Capability, Capability]] = {Capability.CANCEL_ORDER: Capability.FETCH_ORDER}
    config_type = GeminiConfig

    def _setup(self) -> None:
        self.signing = Signing(self.credentials, self.config, self.nonces, self.endpoints)
        self.raw = GeminiRaw(self.rest, self.signing, self._raw_channel)

    def _error_of(self, endpoint: Endpoint, response: Response) -> VenueResponseError | None:
        return error_of(endpoint, response)

    async def _load_instruments(self) -> Iterable[Instrument]:
        result = await self.raw.all_details()
        return self._read_instruments(mapping.instrument, result)

    async def _fetch_ticker(self, instrument: Instrument) -> Ticker:
        result = await self.raw.ticker(symbol=instrument.venue_symbol)
        recv = self.clock.time_ns()
        return mapping.ticker(result, instrument, recv)

    async def _fetch_order_book(self, instrument: Instrument, depth: int | None) -> OrderBook:
        result = await self.raw.book(symbol=instrument.venue_symbol, limit_bids=depth, limit_asks=depth)
        return snapshot_book(instrument.symbol, ByRestBookRule, result, self.clock.time_ns())

    async def _fetch_trades(self, instrument: Instrument, since: int | None, limit: int | None) -> list[Trade]:
        result = await self.raw.trades(
            symbol=instrument.venue_symbol,
            timestamp=since // 1_000_000 if since is not None else None,
            limit_trades=limit,
        )
        recv = self.clock.time_ns()
        return [mapping.trade(m, instrument, recv) for m in result][::-1]

    async def _fetch_candles(
        self, instrument: Instrument, interval: str, since: int | None, limit: int | None
    ) -> list[Candle]:
        """Of perpetuals there are candles of one minute alone; the venue takes neither a start nor a number."""
        refuse_arguments("fetch_candles", since=since, limit=limit)
        if instrument.kind == InstrumentKind.PERPETUAL:
            result = await self.raw.perpetual_candles(symbol=instrument.venue_symbol, time_frame=INTERVALS[interval])
            recv = self.clock.time_ns()
            return [closed_by_time(mapping.candle(m, instrument), interval, recv) for m in result][::-1]
        result = await self.raw.candles(symbol=instrument.venue_symbol, time_frame=INTERVALS[interval])
        recv = self.clock.time_ns()
        return [closed_by_time(mapping.candle(m, instrument), interval, recv) for m in result][::-1]

    async def _create_order(self, request: OrderRequest, instrument: Instrument) -> Order | Answer:
        style = order_style(request)
        options = order_options(request, GeminiOrderOptions, GeminiOrderOptions())
        result = await self.raw.new_order(
            symbol=instrument.venue_symbol,
            quantity=request.quantity or Decimal(0),
            price=request.price or Decimal(0),
            side=SIDE_OUT[request.side],
            kind=style.kind,
            options=style.options,
            stop_price=request.trigger_price,
            client_order_id=request.client_order_id,
            margin_order=options.margin_order,
        )
        recv = self.clock.time_ns()
        return mapping.order(result, instrument, recv)

    async def _cancel_order(
        self, request: CancelRequest, instrument: Instrument, known: Order | None
    ) -> Order | Answer:
        venue_order_id = need("cancel_order", "venue_order_id", request.venue_order_id)
        result = await self.raw.cancel_order(order_id=int(venue_order_id))
        recv = self.clock.time_ns()
        return mapping.order(result, instrument, recv)

    async def _cancel_all_orders(self, instrument: Instrument | None) -> list[Order] | None:
        """All of the account; the venue takes no symbol."""
        refuse_arguments("cancel_all_orders", symbol=instrument)
        await self.raw.cancel_all()
        return None

    async def _fetch_order(
        self, instrument: Instrument, venue_order_id: str | None, client_order_id: str | None
    ) -> Order | Answer:
        result = await self.raw.order_status(
            order_id=int(venue_order_id) if venue_order_id is not None else None,
            client_order_id=client_order_id if venue_order_id is None else None,
        )
        recv = self.clock.time_ns()
        return mapping.order(first_of("fetch_order", many(result)), instrument, recv)

    async def _fetch_open_orders(self, instrument: Instrument | None) -> list[Order]:
        result = await self.raw.open_orders()
        recv = self.clock.time_ns()
        return [mapping.order(m, self.instruments.at_venue(m.symbol), recv) for m in result]

    async def _fetch_my_trades(self, instrument: Instrument | None, since: int | None, limit: int | None) -> list[Fill]:
        instrument = need("fetch_my_trades", "symbol", instrument)
        result = await self.raw.my_trades(
            symbol=instrument.venue_symbol,
            timestamp=since // 1_000_000 if since is not None else None,
            limit_trades=limit,
        )
        recv = self.clock.time_ns()
        return [mapping.fill(m, instrument, recv) for m in result][::-1]

    async def _fetch_balances(self, account: str | None) -> Iterable[Balance]:
        refuse_arguments("fetch_balances", account=account)
        result = await self.raw.balances()
        return [mapping.balance(m) for m in result]

    async def _fetch_positions(self, instruments: Sequence[Instrument] | None) -> list[Position]:
        result = await self.raw.positions()
        recv = self.clock.time_ns()
        return [mapping.position(m, self.instruments.at_venue(m.symbol), recv) for m in result]

    def _dialect(self, connection: str, partition: str | None) -> Dialect:
        if connection == "public":
            return PublicDialect(self.endpoints)
        return PrivateDialect(self.endpoints, self.signing)

    def _bind_order_book(self, instrument: Instrument, depth: int | None) -> BookBinding:
        return BookBinding(
            connection="public",
            topic=f"{instrument.venue_symbol}@depth@100ms",
            rule=DepthBookRule,
            read=lambda payload: (decode_depth(payload),),
        )

    def _bind_trades(self) -> ChannelBinding[Trade]:
        return ChannelBinding(
            connection="public",
            topic=lambda instrument: f"{instrument.venue_symbol}@trade",
            read=lambda payload, instrument, recv: (mapping.trade_event(decode_trades(payload), instrument, recv),),
        )

    def _bind_ticker(self) -> ChannelBinding[Ticker]:
        return ChannelBinding(
            connection="public",
            topic=lambda instrument: f"{instrument.venue_symbol}@bookTicker",
            read=lambda payload, instrument, recv: (
                mapping.book_ticker(decode_book_ticker(payload), instrument, recv),
            ),
        )

    def _bind_private(self) -> Sequence[PrivateBinding]:
        return (
            PrivateBinding(connection="private", read=self._read_orders, topic="orders@account"),
            PrivateBinding(connection="private", read=self._read_watch_balances, topic="balances@account"),
        )

    def _read_orders(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_orders(payload)
        instrument = self._instrument_known(m.symbol, str(m.order_id))
        if (fill := mapping.fill_event(m, instrument, ts_recv)) is not None:
            yield fill
        yield mapping.order_event(m, instrument, ts_recv)

    def _read_watch_balances(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_balances(payload)
        for row in m.balances:
            yield mapping.balance_event(row)


class GeminiRaw(GeminiEndpoints, GeminiChannels):
    """Endpoints and channels of Gemini, with the types of the wire."""

    def __init__(self, rest: RestExecutor, signing: Signing, subscribe: Callable[..., Feed[Any]]) -> None:
        GeminiEndpoints.__init__(self, rest, signing)
        GeminiChannels.__init__(self, subscribe)
