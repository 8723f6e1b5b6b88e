"""Hyperliquid: the client."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from msgspec import UNSET
from venue_runtime.arguments import expected, joined, need, paired, refuse_arguments, whole
from venue_runtime.bindings import Answer, BatchEntry, BookBinding, ChannelBinding, PrivateBinding, PrivateEvent
from venue_runtime.books import OrderBook
from venue_runtime.booksync import snapshot_book
from venue_runtime.candles import ClosingCandles, candle_length, closed_by_time
from venue_runtime.client import VenueClient
from venue_runtime.credentials import Credentials
from venue_runtime.errors import VenueError, VenueResponseError
from venue_runtime.exprs import item
from venue_runtime.feeds import Feed
from venue_runtime.http import Response
from venue_runtime.model import (
    Balance,
    CancelRequest,
    Candle,
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
)
from venue_runtime.orders import order_from_cache, order_from_request
from venue_runtime.rest import Endpoint, RestExecutor
from venue_runtime.streams import Dialect

from . import mapping
from . import types as wire
from .books import L2BookRule, RestBookRule
from .mapping import INTERVALS, order_style
from .rest import HyperliquidEndpoints
from .signing import Signing
from .streams import (
    HyperliquidChannels,
    MarketDialect,
    PrivateDialect,
    decode_best,
    decode_book,
    decode_candles,
    decode_fills,
    decode_holdings,
    decode_orders,
    decode_positions,
    decode_trades,
)
from .venue import (
    BUCKETS,
    CLIENT_ORDER_IDS,
    CREDENTIALS,
    ENVIRONMENTS,
    ERRORS,
    OFFERS,
    RECONCILE,
    HyperliquidConfig,
    error_of,
    ref_of,
)


class Hyperliquid(VenueClient):
    """Hyperliquid. All methods are those of `VenueClient`; `raw` is the venue's own layer.

    * No API keys: a key signs actions, and whoever knows an address can ask about it. An agent's key needs
    `account`.
    * A market order is not on the wire; a limit order with `ioc` and a price that is bad enough is one.
    * Each address may act 10,000 times and once more for each USDC it has traded (`raw.allowance`), then once in
    10 s.
    * Margin of perpetuals is in `raw.perp_state`; balances are tokens of the spot account.
    """

    venue = "hyperliquid"
    environments = ENVIRONMENTS
    credential_fields = CREDENTIALS
    offers = OFFERS
    bucket_specs = BUCKETS
    client_order_id_form = CLIENT_ORDER_IDS
    reconcile_plan = RECONCILE
    nonce_unit_ns = 1_000_000
    config_type = HyperliquidConfig

    def _setup(self) -> None:
        self.signing = Signing(self.credentials, self.config, self.nonces, self.endpoints, self.deployment)
        self.raw = HyperliquidRaw(self.rest, self.signing, self._raw_channel, self.credentials)

    def _error_of(self, endpoint: Endpoint, response: Response) -> VenueResponseError | None:
        return error_of(endpoint, response)

    async def _load_instruments(self) -> Iterable[Instrument]:
        """Perpetuals of the first dex, and spot. Those that others have deployed are not loaded."""
        result = await self.raw.meta()
        more = await self.raw.spot_meta()
        return joined([*mapping.perpetual(result), *mapping.pair(more)])

    async def _fetch_ticker(self, instrument: Instrument) -> Ticker:
        result = await self.raw.book(coin=instrument.venue_symbol)
        recv = self.clock.time_ns()
        return mapping.ticker(result, instrument, recv)

    async def _fetch_order_book(self, instrument: Instrument, depth: int | None) -> OrderBook:
        """20 levels a side at most."""
        result = await self.raw.book(coin=instrument.venue_symbol)
        return snapshot_book(instrument.symbol, RestBookRule, result, self.clock.time_ns())

    async def _fetch_trades(self, instrument: Instrument, since: int | None, limit: int | None) -> list[Trade]:
        refuse_arguments("fetch_trades", since=since, limit=limit)
        result = await self.raw.recent_trades(coin=instrument.venue_symbol)
        recv = self.clock.time_ns()
        return [mapping.trade(m, instrument, recv) for m in result][::-1]

    async def _fetch_candles(
        self, instrument: Instrument, interval: str, since: int | None, limit: int | None
    ) -> list[Candle]:
        """The last 5,000 at most; sixty of them weigh 1 more."""
        result = await self.raw.candles(
            coin=instrument.venue_symbol,
            interval=INTERVALS[interval],
            start=(
                since // 1_000_000
                if since
                else (self.venue_clock.time_ns() - (limit or 100) * candle_length(interval)) // 1_000_000
            ),
            end=self.venue_clock.time_ns() // 1_000_000,
        )
        recv = self.clock.time_ns()
        return [closed_by_time(mapping.candle(m, instrument), interval, recv) for m in result]

    async def _fetch_funding_rate(self, instrument: Instrument) -> FundingRate:
        """Of the hour that is under way."""
        result = await self.raw.contexts()
        return expected("fetch_funding_rate", mapping.funding(result, instrument))

    async def _create_order(self, request: OrderRequest, instrument: Instrument) -> Order | Answer:
        """A price is always sent. Triggers of market orders (`isMarket`) want one too, so they are in `raw.place`."""
        quantity = need("create_order", "quantity", request.quantity)
        price = need("create_order", "price", request.price)
        style = order_style(request)
        result = await self.raw.place(
            asset=ref_of(instrument).asset,
            is_buy=request.side == Side.BUY,
            price=price,
            size=quantity,
            reduce_only=request.reduce_only,
            tif=style.tif,
            is_market=style.is_market,
            trigger_price=style.trigger_price,
            tpsl=style.tpsl,
            client_id=request.client_order_id,
        )
        return order_from_request(
            request,
            venue_order_id=(
                str(_2)
                if (
                    _2 := (
                        _1.resting.id
                        if result.response.data is not UNSET
                        and result.response.data.statuses is not UNSET
                        and ((_1 := item(result.response.data.statuses, 0)) is not None)
                        and isinstance(_1, wire.Placed)
                        and (_1.resting is not UNSET)
                        and _1.resting.id
                        else (
                            _1.filled.id
                            if result.response.data is not UNSET
                            and result.response.data.statuses is not UNSET
                            and ((_1 := item(result.response.data.statuses, 0)) is not None)
                            and isinstance(_1, wire.Placed)
                            and (_1.filled is not UNSET)
                            else None
                        )
                    )
                )
                is not None
                else None
            ),
            status=(
                OrderStatus.NEW
                if result.response.data is UNSET
                or result.response.data.statuses is UNSET
                or (_1 := item(result.response.data.statuses, 0)) is None
                or (not isinstance(_1, wire.Placed))
                or (_1.filled is UNSET)
                else OrderStatus.FILLED if _1.filled.total == request.quantity else OrderStatus.PARTIALLY_FILLED
            ),
            filled_quantity=(
                _1.filled.total
                if result.response.data is not UNSET
                and result.response.data.statuses is not UNSET
                and ((_1 := item(result.response.data.statuses, 0)) is not None)
                and isinstance(_1, wire.Placed)
                and (_1.filled is not UNSET)
                else None
            ),
            average_price=(
                _1.filled.average
                if result.response.data is not UNSET
                and result.response.data.statuses is not UNSET
                and ((_1 := item(result.response.data.statuses, 0)) is not None)
                and isinstance(_1, wire.Placed)
                and (_1.filled is not UNSET)
                else None
            ),
            ts_recv=self.clock.time_ns(),
        )

    def _create_orders_entry(
        self, request: OrderRequest, instrument: Instrument
    ) -> BatchEntry[OrderRequest, wire.NewOrder]:
        quantity = need("create_order", "quantity", request.quantity)
        price = need("create_order", "price", request.price)
        refuse_arguments("create_orders", venue=request.venue)
        style = order_style(request)
        return BatchEntry(
            request=request,
            instrument=instrument,
            item=wire.NewOrder(
                asset=ref_of(instrument).asset,
                is_buy=request.side == Side.BUY,
                price=price,
                size=quantity,
                reduce_only=request.reduce_only,
                kind=wire.NewKind(
                    limit=UNSET if style.tif is None else wire.NewLimit(tif=wire.Tif(style.tif)),
                    trigger=(
                        UNSET
                        if style.is_market is None or style.trigger_price is None or style.tpsl is None
                        else wire.NewTrigger(
                            is_market=style.is_market, trigger_price=style.trigger_price, tpsl=wire.Tpsl(style.tpsl)
                        )
                    ),
                ),
                client_id=UNSET if request.client_order_id is None else request.client_order_id,
            ),
        )

    async def _create_orders(
        self, batch: Sequence[BatchEntry[OrderRequest, wire.NewOrder]]
    ) -> Sequence[Order | Answer | VenueError]:
        result = await self.raw.place_many(orders=[entry.item for entry in batch])
        outcomes: list[Order | Answer | VenueError] = []
        for entry, m in paired(
            "create_orders",
            batch,
            (
                result.response.data.statuses
                if result.response.data is not UNSET and result.response.data.statuses is not UNSET
                else None
            )
            or (),
        ):
            request = entry.request
            if isinstance(m, wire.Placed) and m.error is not UNSET:
                outcomes.append(ERRORS.error("err", m.error, operation="place_many"))
                continue
            outcomes.append(
                order_from_request(
                    request,
                    venue_order_id=(
                        str(_1)
                        if (
                            _1 := (
                                m.resting.id
                                if isinstance(m, wire.Placed) and m.resting is not UNSET and m.resting.id
                                else m.filled.id if isinstance(m, wire.Placed) and m.filled is not UNSET else None
                            )
                        )
                        is not None
                        else None
                    ),
                    status=(
                        OrderStatus.NEW
                        if not isinstance(m, wire.Placed) or m.filled is UNSET
                        else OrderStatus.FILLED if m.filled.total == request.quantity else OrderStatus.PARTIALLY_FILLED
                    ),
                    filled_quantity=m.filled.total if isinstance(m, wire.Placed) and m.filled is not UNSET else None,
                    average_price=m.filled.average if isinstance(m, wire.Placed) and m.filled is not UNSET else None,
                    ts_recv=self.clock.time_ns(),
                )
            )
        return outcomes

    async def _edit_order(self, request: EditRequest, instrument: Instrument, known: Order | None) -> Order | Answer:
        """A new order takes the place of the old one, with the quantity that is given or what was left."""
        known = need("edit_order", "an order that this client knows (fetch_order tells of it)", known)
        known_side = need("edit_order", "an order that this client knows (fetch_order tells of it)", known.side)
        known_price = need("edit_order", "an order that this client knows (fetch_order tells of it)", known.price)
        known_leaves_quantity = need(
            "edit_order", "an order that this client knows (fetch_order tells of it)", known.leaves_quantity
        )
        venue_order_id = need("edit_order", "venue_order_id", request.venue_order_id)
        await self.raw.amend(
            id=int(venue_order_id),
            asset=ref_of(instrument).asset,
            is_buy=known_side == Side.BUY,
            price=request.price or known_price,
            size=request.quantity or known_leaves_quantity,
            reduce_only=known.reduce_only or False,
            tif="Alo" if known.post_only else "Gtc",
            client_id=known.client_order_id,
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
        if request.venue_order_id is not None:
            await self.raw.cancel(asset=ref_of(instrument).asset, id=int(request.venue_order_id))
            return order_from_cache(
                known,
                symbol=instrument.symbol,
                venue_order_id=request.venue_order_id,
                client_order_id=request.client_order_id,
                status=OrderStatus.PENDING_CANCEL,
                ts_recv=self.clock.time_ns(),
            )
        await self.raw.cancel_by_client_id(asset=ref_of(instrument).asset, client_id=request.client_order_id or "")
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
        venue_order_id = need("cancel_order", "venue_order_id", request.venue_order_id)
        return BatchEntry(
            request=request,
            instrument=instrument,
            known=known,
            item=wire.Cancel(
                asset=ref_of(instrument).asset,
                id=int(venue_order_id or (known.venue_order_id if known is not None and known.venue_order_id else "")),
            ),
        )

    async def _cancel_orders(
        self, batch: Sequence[BatchEntry[CancelRequest, wire.Cancel]]
    ) -> Sequence[Order | Answer | VenueError]:
        result = await self.raw.cancel_many(orders=[entry.item for entry in batch])
        outcomes: list[Order | Answer | VenueError] = []
        for entry, m in paired(
            "cancel_orders",
            batch,
            (
                result.response.data.statuses
                if result.response.data is not UNSET and result.response.data.statuses is not UNSET
                else None
            )
            or (),
        ):
            request = entry.request
            instrument = entry.instrument
            known = entry.known
            if isinstance(m, wire.Placed) and m.error is not UNSET:
                outcomes.append(ERRORS.error("err", m.error, operation="cancel_many"))
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

    async def _cancel_all_orders_after(self, seconds: float, instrument: Instrument | None) -> None:
        """0, or 5 seconds at least. It goes off ten times a day at most."""
        refuse_arguments("cancel_all_orders_after", symbol=instrument)
        whole_seconds = whole("cancel_all_orders_after", "seconds", seconds)
        await self.raw.schedule_cancel(
            time=(self.venue_clock.time_ns() + whole_seconds * 1000000000) // 1_000_000 if whole_seconds > 0 else None
        )

    async def _fetch_order(
        self, instrument: Instrument, venue_order_id: str | None, client_order_id: str | None
    ) -> Order | Answer:
        if venue_order_id is not None:
            result = await self.raw.order(user=self.credentials.reveal("account"), id=int(venue_order_id))
            recv = self.clock.time_ns()
            found = expected("fetch_order", result.order if result.order is not UNSET else None)
            return mapping.order(found, instrument, recv)
        result = await self.raw.order_by_client_id(
            user=self.credentials.reveal("account"), client_id=client_order_id or ""
        )
        recv = self.clock.time_ns()
        found = expected("fetch_order", result.order if result.order is not UNSET else None)
        return mapping.order(found, instrument, recv)

    async def _fetch_open_orders(self, instrument: Instrument | None) -> list[Order]:
        result = await self.raw.open_orders(user=self.credentials.reveal("account"))
        recv = self.clock.time_ns()
        return [mapping.open_order(m, self.instruments.at_venue(m.coin), recv) for m in result][::-1]

    async def _fetch_my_trades(self, instrument: Instrument | None, since: int | None, limit: int | None) -> list[Fill]:
        refuse_arguments("fetch_my_trades", limit=limit)
        if since is not None:
            result = await self.raw.fills_since(user=self.credentials.reveal("account"), start=since // 1_000_000)
            recv = self.clock.time_ns()
            return [mapping.fill(m, self.instruments.at_venue(m.coin), recv) for m in result][::-1]
        result = await self.raw.fills(user=self.credentials.reveal("account"))
        recv = self.clock.time_ns()
        return [mapping.fill(m, self.instruments.at_venue(m.coin), recv) for m in result][::-1]

    async def _fetch_balances(self, account: str | None) -> Iterable[Balance]:
        result = await self.raw.spot_state(user=self.credentials.reveal("account"))
        return [mapping.balance(m) for m in result.balances]

    async def _fetch_positions(self, instruments: Sequence[Instrument] | None) -> list[Position]:
        result = await self.raw.perp_state(user=self.credentials.reveal("account"))
        recv = self.clock.time_ns()
        return [mapping.position(m, self.instruments.at_venue(m.position.coin), recv) for m in result.positions]

    async def _set_leverage(self, instrument: Instrument, leverage: Decimal) -> None:
        await self.raw.set_leverage(asset=ref_of(instrument).asset, is_cross=True, leverage=int(leverage))

    def _dialect(self, connection: str, partition: str | None) -> Dialect:
        if connection == "market":
            return MarketDialect(self.endpoints)
        return PrivateDialect(self.endpoints)

    def _bind_order_book(self, instrument: Instrument, depth: int | None) -> BookBinding:
        return BookBinding(
            connection="market",
            topic={"type": "l2Book", "coin": instrument.venue_symbol},
            rule=L2BookRule,
            read=lambda payload: (decode_book(payload),),
            key=f"l2Book:{instrument.venue_symbol}",
        )

    def _bind_trades(self) -> ChannelBinding[Trade]:
        return ChannelBinding(
            connection="market",
            topic=lambda instrument: {"type": "trades", "coin": instrument.venue_symbol},
            read=lambda payload, instrument, recv: [mapping.trade(m, instrument, recv) for m in decode_trades(payload)],
            key=lambda instrument: f"trades:{instrument.venue_symbol}",
        )

    def _bind_ticker(self) -> ChannelBinding[Ticker]:
        return ChannelBinding(
            connection="market",
            topic=lambda instrument: {"type": "bbo", "coin": instrument.venue_symbol},
            read=lambda payload, instrument, recv: (mapping.best(decode_best(payload), instrument, recv),),
            key=lambda instrument: f"bbo:{instrument.venue_symbol}",
        )

    def _bind_candles(self, interval: str) -> ChannelBinding[Candle]:
        word = INTERVALS[interval]
        return ChannelBinding(
            connection="market",
            topic=lambda instrument: {"type": "candle", "coin": instrument.venue_symbol, "interval": word},
            read=lambda payload, instrument, recv: (mapping.candle(decode_candles(payload), instrument),),
            key=lambda instrument: f"candle:{instrument.venue_symbol}:{word}",
            consumer=ClosingCandles,
        )

    def _bind_private(self) -> Sequence[PrivateBinding]:
        return (
            PrivateBinding(
                connection="private",
                read=self._read_orders,
                topic={"type": "orderUpdates", "user": self.credentials.reveal("account")},
                key="orderUpdates",
            ),
            PrivateBinding(
                connection="private",
                read=self._read_watch_fills,
                topic={"type": "userFills", "user": self.credentials.reveal("account")},
                key="userFills",
            ),
            PrivateBinding(
                connection="private",
                read=self._read_holdings,
                topic={"type": "spotState", "user": self.credentials.reveal("account")},
                key="spotState",
            ),
            PrivateBinding(
                connection="private",
                read=self._read_positions,
                topic={"type": "clearinghouseState", "user": self.credentials.reveal("account")},
                key="clearinghouseState",
            ),
        )

    def _read_orders(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_orders(payload)
        for row in m:
            yield mapping.order(row, self.instruments.at_venue(row.order.coin), ts_recv)

    def _read_watch_fills(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_fills(payload)
        for row in m.fills:
            yield mapping.fill(row, self.instruments.at_venue(row.coin), ts_recv)

    def _read_holdings(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_holdings(payload)
        for row in m.state.balances:
            yield mapping.balance(row)

    def _read_positions(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_positions(payload)
        for row in m.state.positions:
            yield mapping.position(row, self.instruments.at_venue(row.position.coin), ts_recv)


class HyperliquidRaw(HyperliquidEndpoints, HyperliquidChannels):
    """Endpoints and channels of Hyperliquid, with the types of the wire."""

    def __init__(
        self, rest: RestExecutor, signing: Signing, subscribe: Callable[..., Feed[Any]], credentials: Credentials
    ) -> None:
        HyperliquidEndpoints.__init__(self, rest, signing)
        HyperliquidChannels.__init__(self, subscribe, credentials)
