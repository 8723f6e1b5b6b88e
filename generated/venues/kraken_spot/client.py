"""Kraken Spot: the client."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from msgspec import UNSET, Struct
from venue_runtime.arguments import first_of, need, order_options, refuse_arguments, whole
from venue_runtime.bindings import Answer, BookBinding, ChannelBinding, PrivateBinding, PrivateEvent
from venue_runtime.books import OrderBook
from venue_runtime.booksync import snapshot_book
from venue_runtime.candles import ClosingCandles, closed_by_time
from venue_runtime.client import VenueClient
from venue_runtime.errors import VenueResponseError
from venue_runtime.exprs import item, json_as, without
from venue_runtime.feeds import Feed
from venue_runtime.http import Response
from venue_runtime.leases import Lease, LeaseTerms
from venue_runtime.model import (
    Balance,
    CancelRequest,
    Candle,
    EditRequest,
    Fill,
    Instrument,
    Order,
    OrderRequest,
    OrderStatus,
    Ticker,
    Trade,
    VenueStatus,
)
from venue_runtime.orders import order_from_cache, order_from_request
from venue_runtime.rest import Endpoint, RestExecutor
from venue_runtime.streams import Dialect

from . import mapping
from . import types as wire
from .books import ByRestBookRule, Level2BookRule
from .leases import Leases, StreamLease
from .mapping import INTERVALS, PREVENTION_OUT, SIDE_OUT, TRIGGER_OUT, order_style
from .rest import KrakenSpotEndpoints
from .signing import Signing
from .streams import (
    BalancesDialect,
    ExecutionsDialect,
    KrakenSpotChannels,
    PublicDialect,
    decode_balances,
    decode_book,
    decode_candles,
    decode_executions,
    decode_ticker,
    decode_trades,
)
from .venue import BUCKETS, CLIENT_ORDER_IDS, CREDENTIALS, ENVIRONMENTS, OFFERS, RECONCILE, error_of


class KrakenSpotOrderOptions(Struct, frozen=True, kw_only=True):
    """What only this venue's orders have: `create_order(…, venue=KrakenSpotOrderOptions(…))`."""

    leverage: str | None = None
    """leverage"""
    userref: int | None = None
    """userref"""
    close_type: wire.OrderType | str | None = None
    """close[ordertype]"""
    close_price: str | None = None
    """close[price]"""
    close_price2: str | None = None
    """close[price2]"""
    deadline: int | None = None
    """deadline"""


class KrakenSpot(VenueClient):
    """Kraken Spot. All methods are those of `VenueClient`; `raw` is the venue's own layer.

    * Payloads whose source begins with "unverified" were recalled, not copied; compare them with the
    documentation.
    * The budget of the trading counter (125 and 2.34 a second) and that of public calls are unverified.
    """

    venue = "kraken_spot"
    environments = ENVIRONMENTS
    credential_fields = CREDENTIALS
    offers = OFFERS
    bucket_specs = BUCKETS
    client_order_id_form = CLIENT_ORDER_IDS
    reconcile_plan = RECONCILE
    nonce_unit_ns = 1_000_000

    def _setup(self) -> None:
        self.leases = Leases(
            stream=Lease(
                "stream",
                self._grant_stream,
                terms=LeaseTerms(lifetime=600.0),
                clock=self.clock,
                spawn=self._spawn,
                log=self.log,
            )
        )
        self._on_close(self.leases.stream.close)
        self.signing = Signing(self.credentials, self.nonces, self.endpoints)
        self.raw = KrakenSpotRaw(self.rest, self.signing, self._raw_channel)

    def _error_of(self, endpoint: Endpoint, response: Response) -> VenueResponseError | None:
        return error_of(endpoint, response)

    async def _load_instruments(self) -> Iterable[Instrument]:
        result = await self.raw.asset_pairs()
        return self._read_instruments(mapping.instrument, list(result.result.items()))

    async def _fetch_time(self) -> int:
        result = await self.raw.server_time()
        return result.result.now * 1_000_000_000

    async def _fetch_status(self) -> VenueStatus:
        result = await self.raw.system_status()
        return VenueStatus(available=bool(result.result.status == "online"), raw=result)

    async def _fetch_ticker(self, instrument: Instrument) -> Ticker:
        result = await self.raw.ticker(pair=item(instrument.aliases, 0) or instrument.venue_symbol)
        recv = self.clock.time_ns()
        return mapping.ticker(first_of("fetch_ticker", list(result.result.values())), instrument, recv)

    async def _fetch_order_book(self, instrument: Instrument, depth: int | None) -> OrderBook:
        result = await self.raw.depth(pair=item(instrument.aliases, 0) or instrument.venue_symbol, count=depth)
        return snapshot_book(instrument.symbol, ByRestBookRule, result, self.clock.time_ns())

    async def _fetch_trades(self, instrument: Instrument, since: int | None, limit: int | None) -> list[Trade]:
        result = await self.raw.trades(
            pair=item(instrument.aliases, 0) or instrument.venue_symbol, since=since, count=limit
        )
        rows = (
            json_as(_1, list[wire.TradeRow])
            if (_1 := item(list(without(result.result, "last").values()), 0)) is not None
            else None
        ) or ()
        recv = self.clock.time_ns()
        return [mapping.trade(m, instrument, recv) for m in rows]

    async def _fetch_candles(
        self, instrument: Instrument, interval: str, since: int | None, limit: int | None
    ) -> list[Candle]:
        refuse_arguments("fetch_candles", limit=limit)
        result = await self.raw.ohlc(
            pair=item(instrument.aliases, 0) or instrument.venue_symbol,
            interval=int(INTERVALS[interval]),
            since=since // 1_000_000_000 if since is not None else None,
        )
        rows = (
            json_as(_1, list[wire.CandleRow])
            if (_1 := item(list(without(result.result, "last").values()), 0)) is not None
            else None
        ) or ()
        recv = self.clock.time_ns()
        return [closed_by_time(mapping.candle(m, instrument), interval, recv) for m in rows]

    async def _create_order(self, request: OrderRequest, instrument: Instrument) -> Order | Answer:
        style = order_style(request)
        options = order_options(request, KrakenSpotOrderOptions, KrakenSpotOrderOptions())
        result = await self.raw.add_order(
            pair=item(instrument.aliases, 0) or instrument.venue_symbol,
            side=SIDE_OUT[request.side],
            kind=style.kind,
            flags=style.flags,
            time_in_force=style.time_in_force,
            expire_time=style.expire_time,
            quantity=request.quantity or request.quote_quantity or Decimal(0),
            price=request.trigger_price or request.price,
            second_price=request.price if request.trigger_price is not None else None,
            trigger=TRIGGER_OUT[request.trigger_by] if request.trigger_by is not None else None,
            display_quantity=request.display_quantity,
            reduce_only=True if request.reduce_only else None,
            prevention=(
                PREVENTION_OUT[request.self_trade_prevention] if request.self_trade_prevention is not None else None
            ),
            client_order_id=request.client_order_id,
            leverage=options.leverage,
            userref=options.userref,
            close_type=options.close_type,
            close_price=options.close_price,
            close_price2=options.close_price2,
            deadline=options.deadline,
        )
        return order_from_request(request, venue_order_id=item(result.result.txid, 0), ts_recv=self.clock.time_ns())

    async def _edit_order(self, request: EditRequest, instrument: Instrument, known: Order | None) -> Order | Answer:
        """In place; the ids stay, and the place in the queue where that can be."""
        await self.raw.amend_order(
            order_id=request.venue_order_id,
            client_order_id=request.client_order_id if request.venue_order_id is None else None,
            quantity=request.quantity,
            limit_price=request.price,
        )
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
        await self.raw.cancel_order(
            order_id=request.venue_order_id,
            client_order_id=request.client_order_id if request.venue_order_id is None else None,
        )
        return order_from_cache(
            known,
            symbol=instrument.symbol,
            venue_order_id=request.venue_order_id,
            client_order_id=request.client_order_id,
            status=OrderStatus.PENDING_CANCEL,
            ts_recv=self.clock.time_ns(),
        )

    async def _cancel_all_orders(self, instrument: Instrument | None) -> list[Order] | None:
        """All of the account; the venue tells their number alone."""
        refuse_arguments("cancel_all_orders", symbol=instrument)
        await self.raw.cancel_all()
        return None

    async def _cancel_all_orders_after(self, seconds: float, instrument: Instrument | None) -> None:
        refuse_arguments("cancel_all_orders_after", symbol=instrument)
        whole_seconds = whole("cancel_all_orders_after", "seconds", seconds)
        await self.raw.cancel_all_after(timeout=whole_seconds)

    async def _fetch_order(
        self, instrument: Instrument, venue_order_id: str | None, client_order_id: str | None
    ) -> Order | Answer:
        venue_order_id = need("fetch_order", "venue_order_id", venue_order_id)
        result = await self.raw.query_orders(order_ids=venue_order_id)
        recv = self.clock.time_ns()
        return mapping.order(first_of("fetch_order", list(result.result.items())), instrument, recv)

    async def _fetch_open_orders(self, instrument: Instrument | None) -> list[Order]:
        result = await self.raw.open_orders()
        recv = self.clock.time_ns()
        return [
            mapping.order(m, self.instruments.at_venue(m[1].terms.pair), recv) for m in list(result.result.open.items())
        ]

    async def _fetch_my_trades(self, instrument: Instrument | None, since: int | None, limit: int | None) -> list[Fill]:
        refuse_arguments("fetch_my_trades", limit=limit)
        result = await self.raw.trades_history(start=since)
        recv = self.clock.time_ns()
        return [
            mapping.my_trade(m, self.instruments.at_venue(m[1].pair), recv) for m in list(result.result.trades.items())
        ][::-1]

    async def _fetch_balances(self, account: str | None) -> Iterable[Balance]:
        refuse_arguments("fetch_balances", account=account)
        result = await self.raw.balances()
        return [mapping.balance(m) for m in list(result.result.items())]

    async def _grant_stream(self) -> tuple[StreamLease, float | None]:
        result = await self.raw.stream_token()
        return StreamLease(token=result.result.token), None

    def _dialect(self, connection: str, partition: str | None) -> Dialect:
        if connection == "public":
            return PublicDialect(self.endpoints)
        if connection == "executions":
            return ExecutionsDialect(self.endpoints, self.leases)
        return BalancesDialect(self.endpoints, self.leases)

    def _bind_order_book(self, instrument: Instrument, depth: int | None) -> BookBinding:
        return BookBinding(
            connection="public",
            topic={
                "channel": "book",
                "symbol": [instrument.venue_symbol],
                "depth": (
                    10
                    if (depth or 1_000) <= 10
                    else (
                        25
                        if (depth or 1_000) <= 25
                        else 100 if (depth or 1_000) <= 100 else 500 if (depth or 1_000) <= 500 else 1_000
                    )
                ),
            },
            rule=Level2BookRule,
            read=lambda payload: decode_book(payload),
            key=f"book:{instrument.venue_symbol}",
            depth=(
                10
                if (depth or 1000) <= 10
                else (
                    25
                    if (depth or 1000) <= 25
                    else 100 if (depth or 1000) <= 100 else 500 if (depth or 1000) <= 500 else 1000
                )
            ),
        )

    def _bind_trades(self) -> ChannelBinding[Trade]:
        return ChannelBinding(
            connection="public",
            topic=lambda instrument: {"channel": "trade", "symbol": [instrument.venue_symbol], "snapshot": False},
            read=lambda payload, instrument, recv: [
                mapping.trade_event(m, instrument, recv) for m in decode_trades(payload)
            ],
            key=lambda instrument: f"trade:{instrument.venue_symbol}",
        )

    def _bind_ticker(self) -> ChannelBinding[Ticker]:
        return ChannelBinding(
            connection="public",
            topic=lambda instrument: {"channel": "ticker", "symbol": [instrument.venue_symbol], "event_trigger": "bbo"},
            read=lambda payload, instrument, recv: [
                mapping.ticker_event(m, instrument, recv) for m in decode_ticker(payload)
            ],
            key=lambda instrument: f"ticker:{instrument.venue_symbol}",
        )

    def _bind_candles(self, interval: str) -> ChannelBinding[Candle]:
        return ChannelBinding(
            connection="public",
            topic=lambda instrument: {
                "channel": "ohlc",
                "symbol": [instrument.venue_symbol],
                "interval": int(interval),
            },
            read=lambda payload, instrument, recv: [
                mapping.candle_event(m, instrument) for m in decode_candles(payload)
            ],
            key=lambda instrument: f"ohlc:{instrument.venue_symbol}:{int(interval)}",
            consumer=ClosingCandles,
        )

    def _bind_private(self) -> Sequence[PrivateBinding]:
        return (
            PrivateBinding(connection="executions", read=self._read_executions, topic="executions"),
            PrivateBinding(connection="balances", read=self._read_watch_balances, topic="balances"),
        )

    def _read_executions(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_executions(payload)
        for fill in m:
            if (
                found := mapping.execution_fill(
                    fill,
                    self._instrument_known(fill.symbol if fill.symbol is not UNSET else None, fill.order_id),
                    ts_recv,
                )
            ) is not None:
                yield found
        for order in m:
            yield mapping.execution(
                order,
                self._instrument_known(order.symbol if order.symbol is not UNSET else None, order.order_id),
                ts_recv,
            )

    def _read_watch_balances(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_balances(payload)
        for row in m:
            yield mapping.balance_event(row)


class KrakenSpotRaw(KrakenSpotEndpoints, KrakenSpotChannels):
    """Endpoints and channels of Kraken Spot, with the types of the wire."""

    def __init__(self, rest: RestExecutor, signing: Signing, subscribe: Callable[..., Feed[Any]]) -> None:
        KrakenSpotEndpoints.__init__(self, rest, signing)
        KrakenSpotChannels.__init__(self, subscribe)
