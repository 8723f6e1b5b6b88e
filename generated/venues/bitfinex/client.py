"""Bitfinex: the client."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from msgspec import Struct
from venue_runtime.arguments import counted, expected, joined, need, order_options, refuse_arguments
from venue_runtime.bindings import Answer, BatchEntry, BookBinding, ChannelBinding, PrivateBinding, PrivateEvent
from venue_runtime.books import OrderBook
from venue_runtime.booksync import snapshot_book
from venue_runtime.candles import ClosingCandles, closed_by_time
from venue_runtime.client import VenueClient
from venue_runtime.errors import VenueError, VenueResponseError
from venue_runtime.exprs import item
from venue_runtime.feeds import Feed
from venue_runtime.http import Response
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
    OrderStatus,
    Position,
    Side,
    Ticker,
    Trade,
    VenueStatus,
)
from venue_runtime.orders import order_from_cache
from venue_runtime.rest import Endpoint, RestExecutor
from venue_runtime.streams import Dialect

from . import mapping
from . import types as wire
from .books import Level2BookRule, RestBookRule
from .mapping import INTERVALS, order_style
from .rest import BitfinexEndpoints
from .signing import Signing
from .streams import (
    AccountDialect,
    BitfinexChannels,
    BooksDialect,
    MarketDialect,
    TradesDialect,
    decode_book,
    decode_candles,
    decode_fills,
    decode_orders,
    decode_positions,
    decode_ticker,
    decode_trades,
    decode_wallets,
)
from .venue import (
    BUCKETS,
    CLIENT_ORDER_IDS,
    CONNECTS,
    CREDENTIALS,
    ENVIRONMENTS,
    OFFERS,
    RECONCILE,
    BitfinexConfig,
    error_of,
)


class BitfinexOrderOptions(Struct, frozen=True, kw_only=True):
    """What only this venue's orders have: `create_order(…, venue=BitfinexOrderOptions(…))`."""

    price_oco_stop: Decimal | None = None
    """price_oco_stop"""
    group: int | None = None
    """gid"""
    leverage: int | None = None
    """lev"""
    expires: str | None = None
    """tif"""
    meta: Any | None = None
    """meta"""


class Bitfinex(VenueClient):
    """Bitfinex. All methods are those of `VenueClient`; `raw` is the venue's own layer.

    * Prices are cut by the venue to five significant digits: round them before.
    * Rate limits, and the texts by which orders are refused, are second-hand.
    * Orders go by REST; the socket of the account tells what became of them.
    * The frames of the account's socket can be counted too, but no text says how; they are not.
    """

    venue = "bitfinex"
    environments = ENVIRONMENTS
    credential_fields = CREDENTIALS
    offers = OFFERS
    bucket_specs = BUCKETS
    client_order_id_form = CLIENT_ORDER_IDS
    reconcile_plan = RECONCILE
    connects = CONNECTS
    batch_sizes: ClassVar[Mapping[Capability, int]] = {Capability.CANCEL_ORDERS: 75}
    config_type = BitfinexConfig

    def _setup(self) -> None:
        self.signing = Signing(self.credentials, self.nonces, self.endpoints)
        self.raw = BitfinexRaw(self.rest, self.signing, self._raw_channel)

    def _error_of(self, endpoint: Endpoint, response: Response) -> VenueResponseError | None:
        return error_of(endpoint, response)

    async def _load_instruments(self) -> Iterable[Instrument]:
        every: list[Instrument] = []
        for which in ("pub:info:pair", "pub:info:pair:futures"):
            result = await self.raw.pairs(which=which)
            every += self._read_instruments(mapping.pair, result[0])
        return joined(every)

    async def _fetch_status(self) -> VenueStatus:
        result = await self.raw.status()
        return VenueStatus(available=bool(result[0] == 1), raw=result)

    async def _fetch_ticker(self, instrument: Instrument) -> Ticker:
        result = await self.raw.ticker(symbol=instrument.venue_symbol)
        recv = self.clock.time_ns()
        return mapping.ticker(result, instrument, recv)

    async def _fetch_order_book(self, instrument: Instrument, depth: int | None) -> OrderBook:
        result = await self.raw.book(
            symbol=instrument.venue_symbol,
            precision="P0",
            levels=25 if (depth or 25) <= 25 else 100 if (depth or 25) <= 100 else 250,
        )
        return snapshot_book(instrument.symbol, RestBookRule, result, self.clock.time_ns())

    async def _fetch_trades(self, instrument: Instrument, since: int | None, limit: int | None) -> list[Trade]:
        """The newest since then, where they are more than asked for."""
        result = await self.raw.trades(
            symbol=instrument.venue_symbol,
            limit=limit,
            start=since // 1_000_000 if since is not None else None,
            sort=-1,
        )
        recv = self.clock.time_ns()
        return [mapping.trade(m, instrument, recv) for m in result][::-1]

    async def _fetch_candles(
        self, instrument: Instrument, interval: str, since: int | None, limit: int | None
    ) -> list[Candle]:
        result = await self.raw.candles(
            symbol=instrument.venue_symbol,
            interval=INTERVALS[interval],
            limit=limit,
            start=since // 1_000_000 if since is not None else None,
            end=(
                (
                    since
                    + (limit or 100)
                    * (
                        {
                            "1m": 60,
                            "5m": 300,
                            "15m": 900,
                            "30m": 1800,
                            "1h": 3600,
                            "3h": 10800,
                            "6h": 21600,
                            "12h": 43200,
                            "1D": 86400,
                            "1W": 604800,
                            "14D": 1209600,
                            "1M": 2678400,
                        }.get(INTERVALS[interval])
                        or 60
                    )
                    * 1000000000
                )
                // 1_000_000
                if since is not None
                else None
            ),
            sort=-1,
        )
        recv = self.clock.time_ns()
        return [closed_by_time(mapping.candle(m, instrument), interval, recv) for m in result][::-1]

    async def _fetch_funding_rate(self, instrument: Instrument) -> FundingRate:
        result = await self.raw.derivative_status(symbols=instrument.venue_symbol)
        found = expected("fetch_funding_rate", item(result, 0))
        return mapping.funding(found, instrument)

    async def _create_order(self, request: OrderRequest, instrument: Instrument) -> Order | Answer:
        style = order_style(request, instrument)
        options = order_options(request, BitfinexOrderOptions, BitfinexOrderOptions())
        result = await self.raw.submit_order(
            kind=style.kind,
            symbol=instrument.venue_symbol,
            amount=request.quantity or Decimal(0) if request.side == Side.BUY else -(request.quantity or Decimal(0)),
            price=request.trigger_price or request.price,
            price_aux_limit=request.price if request.trigger_price is not None else None,
            price_trailing=request.trailing_offset,
            flags=(
                (wire.OrderFlags.POST_ONLY if request.post_only else 0)
                | (wire.OrderFlags.REDUCE_ONLY if request.reduce_only else 0)
                if request.post_only or request.reduce_only
                else None
            ),
            client_id=int(request.client_order_id) if request.client_order_id is not None else None,
            price_oco_stop=options.price_oco_stop,
            group=options.group,
            leverage=options.leverage,
            expires=options.expires,
            meta=options.meta,
        )
        recv = self.clock.time_ns()
        found = expected("create_order", item(result.data, 0))
        return mapping.order(found, instrument, recv)

    async def _edit_order(self, request: EditRequest, instrument: Instrument, known: Order | None) -> Order | Answer:
        """The quantity is what is to be left."""
        known = need("edit_order", "an order that this client knows (fetch_order tells of it)", known)
        known_side = need("edit_order", "an order that this client knows (fetch_order tells of it)", known.side)
        result = await self.raw.update_order(
            id=int(request.venue_order_id) if request.venue_order_id is not None else None,
            client_id=(
                (int(request.client_order_id) if request.client_order_id is not None else None)
                if request.venue_order_id is None
                else None
            ),
            client_id_day=self.venue_clock.time_ns() if request.venue_order_id is None else None,
            amount=(
                (request.quantity if known_side == Side.BUY else -request.quantity)
                if request.quantity is not None
                else None
            ),
            price=request.price,
        )
        recv = self.clock.time_ns()
        return mapping.order(result.data, instrument, recv)

    async def _cancel_order(
        self, request: CancelRequest, instrument: Instrument, known: Order | None
    ) -> Order | Answer:
        """By client order id, orders of today (UTC)."""
        await self.raw.cancel_order(
            id=int(request.venue_order_id) if request.venue_order_id is not None else None,
            client_id=(
                (int(request.client_order_id) if request.client_order_id is not None else None)
                if request.venue_order_id is None
                else None
            ),
            client_id_day=self.venue_clock.time_ns() if request.venue_order_id is None else None,
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
    ) -> BatchEntry[CancelRequest, int]:
        venue_order_id = need("cancel_order", "venue_order_id", request.venue_order_id)
        return BatchEntry(request=request, instrument=instrument, known=known, item=int(venue_order_id))

    async def _cancel_orders(
        self, batch: Sequence[BatchEntry[CancelRequest, int]]
    ) -> Sequence[Order | Answer | VenueError]:
        result = await self.raw.cancel_orders(ids=[entry.item for entry in batch])
        outcomes: list[Order | Answer | VenueError] = []
        for entry in counted("cancel_orders", batch, len(result.data)):
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
        """Of the account, in every instrument."""
        refuse_arguments("cancel_all_orders", symbol=instrument)
        result = await self.raw.cancel_all()
        recv = self.clock.time_ns()
        return [mapping.order(m, self.instruments.at_venue(m.symbol), recv) for m in result.data]

    async def _fetch_order(
        self, instrument: Instrument, venue_order_id: str | None, client_order_id: str | None
    ) -> Order | Answer:
        """Among the open ones first, then among those that were closed in the last two weeks."""
        venue_order_id = need("fetch_order", "venue_order_id", venue_order_id)
        result = await self.raw.orders(ids=[int(venue_order_id)])
        if len(result) == 0:
            result = await self.raw.order_history(ids=[int(venue_order_id)])
        recv = self.clock.time_ns()
        found = expected("fetch_order", item(result, 0))
        return mapping.order(found, instrument, recv)

    async def _fetch_open_orders(self, instrument: Instrument | None) -> list[Order]:
        if instrument is not None:
            result = await self.raw.open_orders_of(symbol=instrument.venue_symbol)
            recv = self.clock.time_ns()
            return [mapping.order(m, instrument, recv) for m in result][::-1]
        result = await self.raw.open_orders()
        recv = self.clock.time_ns()
        return [mapping.order(m, self.instruments.at_venue(m.symbol), recv) for m in result][::-1]

    async def _fetch_my_trades(self, instrument: Instrument | None, since: int | None, limit: int | None) -> list[Fill]:
        if instrument is not None:
            result = await self.raw.own_trades_of(
                start=since // 1_000_000 if since is not None else None,
                limit=limit,
                sort=-1,
                symbol=instrument.venue_symbol,
            )
            recv = self.clock.time_ns()
            return [mapping.own_trade(m, instrument, recv) for m in result][::-1]
        result = await self.raw.own_trades(
            start=since // 1_000_000 if since is not None else None, limit=limit, sort=-1
        )
        recv = self.clock.time_ns()
        return [mapping.own_trade(m, self.instruments.at_venue(m.symbol), recv) for m in result][::-1]

    async def _fetch_balances(self, account: str | None) -> Iterable[Balance]:
        refuse_arguments("fetch_balances", account=account)
        result = await self.raw.wallets()
        return [found for m in result if (found := mapping.wallet(m, self.config)) is not None]

    async def _fetch_positions(self, instruments: Sequence[Instrument] | None) -> list[Position]:
        result = await self.raw.positions()
        recv = self.clock.time_ns()
        return [mapping.position(m, self.instruments.at_venue(m.symbol), recv) for m in result]

    def _dialect(self, connection: str, partition: str | None) -> Dialect:
        if connection == "books":
            return BooksDialect(self.endpoints)
        if connection == "trades":
            return TradesDialect(self.endpoints)
        if connection == "market":
            return MarketDialect(self.endpoints)
        return AccountDialect(self.endpoints, self.signing)

    def _bind_order_book(self, instrument: Instrument, depth: int | None) -> BookBinding:
        return BookBinding(
            connection="books",
            topic={
                "channel": "book",
                "symbol": instrument.venue_symbol,
                "prec": "P0",
                "freq": "F0",
                "len": "25" if (depth or 25) <= 25 else "100" if (depth or 25) <= 100 else "250",
            },
            rule=Level2BookRule,
            read=lambda payload: (decode_book(payload),),
            key=f"book:{instrument.venue_symbol}",
        )

    def _bind_trades(self) -> ChannelBinding[Trade]:
        return ChannelBinding(
            connection="trades",
            topic=lambda instrument: {"channel": "trades", "symbol": instrument.venue_symbol},
            read=lambda payload, instrument, recv: (mapping.trade(decode_trades(payload), instrument, recv),),
            key=lambda instrument: f"trades:{instrument.venue_symbol}",
        )

    def _bind_ticker(self) -> ChannelBinding[Ticker]:
        return ChannelBinding(
            connection="market",
            topic=lambda instrument: {"channel": "ticker", "symbol": instrument.venue_symbol},
            read=lambda payload, instrument, recv: [
                mapping.ticker(m, instrument, recv) for m in decode_ticker(payload)
            ],
            key=lambda instrument: f"ticker:{instrument.venue_symbol}",
        )

    def _bind_candles(self, interval: str) -> ChannelBinding[Candle]:
        word = INTERVALS[interval]
        return ChannelBinding(
            connection="market",
            topic=lambda instrument: {"channel": "candles", "key": f"trade:{word}:{instrument.venue_symbol}"},
            read=lambda payload, instrument, recv: [mapping.candle(m, instrument) for m in decode_candles(payload)],
            key=lambda instrument: f"candles:{word}:{instrument.venue_symbol}",
            consumer=ClosingCandles,
        )

    def _bind_private(self) -> Sequence[PrivateBinding]:
        return (
            PrivateBinding(connection="account", read=self._read_watch_orders, key="orders"),
            PrivateBinding(connection="account", read=self._read_fills, key="fills"),
            PrivateBinding(connection="account", read=self._read_watch_wallets, key="wallets"),
            PrivateBinding(connection="account", read=self._read_watch_positions, key="positions"),
        )

    def _read_watch_orders(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_orders(payload)
        for row in m:
            yield mapping.order(row, self.instruments.at_venue(row.symbol), ts_recv)

    def _read_fills(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_fills(payload)
        for row in m:
            yield mapping.own_trade(row, self.instruments.at_venue(row.symbol), ts_recv)

    def _read_watch_wallets(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_wallets(payload)
        for row in m:
            if (found := mapping.wallet(row, self.config)) is not None:
                yield found

    def _read_watch_positions(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_positions(payload)
        for row in m:
            yield mapping.position(row, self.instruments.at_venue(row.symbol), ts_recv)


class BitfinexRaw(BitfinexEndpoints, BitfinexChannels):
    """Endpoints and channels of Bitfinex, with the types of the wire."""

    def __init__(self, rest: RestExecutor, signing: Signing, subscribe: Callable[..., Feed[Any]]) -> None:
        BitfinexEndpoints.__init__(self, rest, signing)
        BitfinexChannels.__init__(self, subscribe)
