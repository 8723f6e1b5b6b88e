"""KuCoin: the client."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from msgspec import UNSET, Struct
from venue_runtime.arguments import need, order_options, paired, refuse_arguments, whole
from venue_runtime.bindings import Answer, BatchEntry, BookBinding, ChannelBinding, PrivateBinding, PrivateEvent
from venue_runtime.books import OrderBook
from venue_runtime.booksync import snapshot_book
from venue_runtime.candles import ClosingCandles, closed_by_time
from venue_runtime.client import VenueClient
from venue_runtime.errors import VenueError, VenueResponseError
from venue_runtime.exprs import item, seconds_until
from venue_runtime.feeds import Feed
from venue_runtime.http import Response
from venue_runtime.leases import Lease, LeaseTerms
from venue_runtime.limits import Usage
from venue_runtime.model import (
    Balance,
    CancelRequest,
    Candle,
    Capability,
    EditRequest,
    Fill,
    Instrument,
    Order,
    OrderRequest,
    OrderStatus,
    Ticker,
    Trade,
)
from venue_runtime.orders import order_from_cache, order_from_request
from venue_runtime.rest import Endpoint, RestExecutor
from venue_runtime.streams import Dialect
from venue_runtime.wire import quote

from . import mapping
from . import types as wire
from .books import Level2BookRule
from .leases import Leases, PrivateLease, PublicLease
from .mapping import INTERVALS, SIDE_OUT, STP_OUT, order_style
from .rest import KucoinEndpoints
from .signing import Signing
from .streams import (
    KucoinChannels,
    PrivateDialect,
    PublicDialect,
    decode_balances,
    decode_candles,
    decode_depth_updates,
    decode_orders,
    decode_ticker,
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
    KucoinConfig,
    error_of,
    retry_after_of,
    usage_of,
)


class KucoinOrderOptions(Struct, frozen=True, kw_only=True):
    """What only this venue's orders have: `create_order(…, venue=KucoinOrderOptions(…))`."""

    hidden: bool | None = None
    """hidden"""
    remark: str | None = None
    """remark"""
    tags: str | None = None
    """tags"""


class Kucoin(VenueClient):
    """KuCoin. All methods are those of `VenueClient`; `raw` is the venue's own layer.

    * The documentation lists no words for refusals of orders; each that is known here names who was answered with
    it.
    * There is no testnet; orders are real.
    * Stop and OCO orders have ids and endpoints of their own and are not offered yet.
    * The venue does not say which candles are closed; all say that they are not.
    * A live book wants credentials, as the whole book is a signed request; the public one has 100 levels at most.
    * Open orders are listed by symbol; after an interruption those of symbols with orders of ours are asked for.
    """

    venue = "kucoin"
    environments = ENVIRONMENTS
    credential_fields = CREDENTIALS
    offers = OFFERS
    bucket_specs = BUCKETS
    client_order_id_form = CLIENT_ORDER_IDS
    reconcile_plan = RECONCILE
    batch_sizes: ClassVar[Mapping[Capability, int]] = {Capability.CREATE_ORDERS: 5}
    lists_by_symbol = True
    config_type = KucoinConfig

    def _setup(self) -> None:
        self.leases = Leases(
            public=Lease(
                "public",
                self._grant_public,
                terms=LeaseTerms(lifetime=86_400.0),
                clock=self.clock,
                spawn=self._spawn,
                log=self.log,
            ),
            private=Lease(
                "private",
                self._grant_private,
                terms=LeaseTerms(lifetime=86_400.0),
                clock=self.clock,
                spawn=self._spawn,
                log=self.log,
            ),
        )
        self._on_close(self.leases.public.close)
        self._on_close(self.leases.private.close)
        self.signing = Signing(self.credentials, self.venue_clock, self.endpoints)
        self.raw = KucoinRaw(self.rest, self.signing, self._raw_channel)

    def _error_of(self, endpoint: Endpoint, response: Response) -> VenueResponseError | None:
        error = error_of(endpoint, response)
        if error is not None and error.retry_after is None:
            error.retry_after = retry_after_of(response, self.venue_clock.time_ns())
        return error

    def _usage_of(self, response: Response) -> Iterable[Usage]:
        return usage_of(response)

    async def _load_instruments(self) -> Iterable[Instrument]:
        result = await self.raw.symbols()
        return self._read_instruments(mapping.instrument, result.data)

    async def _fetch_time(self) -> int:
        result = await self.raw.server_time()
        return result.data * 1_000_000

    async def _fetch_ticker(self, instrument: Instrument) -> Ticker:
        result = await self.raw.level1(symbol=instrument.venue_symbol)
        recv = self.clock.time_ns()
        return mapping.ticker(result.data, instrument, recv)

    async def _fetch_order_book(self, instrument: Instrument, depth: int | None) -> OrderBook:
        """More than 100 levels are a signed request."""
        if depth is not None and depth > 100:
            result = await self.raw.full_order_book(symbol=instrument.venue_symbol)
            return snapshot_book(instrument.symbol, Level2BookRule, result, self.clock.time_ns())
        result = await self.raw.part_order_book(
            symbol=instrument.venue_symbol, size=20 if depth is not None and depth <= 20 else 100
        )
        return snapshot_book(instrument.symbol, Level2BookRule, result, self.clock.time_ns())

    async def _fetch_trades(self, instrument: Instrument, since: int | None, limit: int | None) -> list[Trade]:
        """The last 100 trades."""
        refuse_arguments("fetch_trades", since=since, limit=limit)
        result = await self.raw.trades(symbol=instrument.venue_symbol)
        recv = self.clock.time_ns()
        return [mapping.trade(m, instrument, recv) for m in result.data]

    async def _fetch_candles(
        self, instrument: Instrument, interval: str, since: int | None, limit: int | None
    ) -> list[Candle]:
        refuse_arguments("fetch_candles", limit=limit)
        result = await self.raw.candles(
            symbol=instrument.venue_symbol,
            type=INTERVALS[interval],
            start_at=since // 1_000_000_000 if since is not None else None,
        )
        recv = self.clock.time_ns()
        return [closed_by_time(mapping.candle(m, instrument), interval, recv) for m in result.data][::-1]

    async def _create_order(self, request: OrderRequest, instrument: Instrument) -> Order | Answer:
        style = order_style(request)
        options = order_options(request, KucoinOrderOptions, KucoinOrderOptions())
        result = await self.raw.new_order_sync(
            symbol=instrument.venue_symbol,
            side=SIDE_OUT[request.side],
            type=style.type,
            post_only=style.post_only,
            time_in_force=style.time_in_force,
            quantity=request.quantity,
            quote_quantity=request.quote_quantity,
            price=request.price,
            client_order_id=request.client_order_id,
            stp=STP_OUT[request.self_trade_prevention] if request.self_trade_prevention is not None else None,
            iceberg=True if request.display_quantity is not None else None,
            visible_quantity=request.display_quantity,
            cancel_after=(
                int(seconds_until(request.expire_time, self.venue_clock.time_ns()))
                if request.expire_time is not None
                else None
            ),
            hidden=options.hidden,
            remark=options.remark,
            tags=options.tags,
        )
        return order_from_request(
            request,
            venue_order_id=result.data.order_id if result.data.order_id is not UNSET else None,
            status=(
                OrderStatus.NEW
                if result.data.status != "done" and (not (result.data.filled is not UNSET and result.data.filled))
                else (
                    OrderStatus.PARTIALLY_FILLED
                    if result.data.status != "done"
                    else (
                        OrderStatus.CANCELED
                        if result.data.canceled is not UNSET and result.data.canceled
                        else OrderStatus.FILLED
                    )
                )
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
                symbol=instrument.venue_symbol,
                side=wire.Side(SIDE_OUT[request.side]),
                type=wire.OrderType(style.type),
                post_only=UNSET if style.post_only is None else style.post_only,
                time_in_force=UNSET if style.time_in_force is None else wire.TimeInForce(style.time_in_force),
                quantity=quantity,
                price=price,
                client_order_id=UNSET if request.client_order_id is None else request.client_order_id,
                stp=(
                    UNSET
                    if (
                        stp_ := (
                            STP_OUT[request.self_trade_prevention]
                            if request.self_trade_prevention is not None
                            else None
                        )
                    )
                    is None
                    else wire.Stp(stp_)
                ),
                iceberg=True if request.display_quantity is not None else UNSET,
                visible_quantity=UNSET if request.display_quantity is None else request.display_quantity,
                cancel_after=(
                    (
                        UNSET
                        if (
                            cancel_after_ := (
                                int(seconds_until(request.expire_time, self.venue_clock.time_ns()))
                                if request.expire_time is not None
                                else None
                            )
                        )
                        is None
                        else cancel_after_
                    )
                    if request.expire_time is not None
                    else UNSET
                ),
            ),
            group=instrument.venue_symbol,
        )

    async def _create_orders(
        self, batch: Sequence[BatchEntry[OrderRequest, wire.NewOrder]]
    ) -> Sequence[Order | Answer | VenueError]:
        result = await self.raw.new_orders_sync(orders=[entry.item for entry in batch])
        outcomes: list[Order | Answer | VenueError] = []
        for entry, m in paired("create_orders", batch, result.data):
            request = entry.request
            if not m.success:
                outcomes.append(
                    ERRORS.error(
                        "",
                        m.fail_message if m.fail_message is not UNSET and m.fail_message else "",
                        operation="new_orders_sync",
                    )
                )
                continue
            outcomes.append(
                order_from_request(
                    request,
                    venue_order_id=m.order_id if m.order_id is not UNSET else None,
                    ts_recv=self.clock.time_ns(),
                )
            )
        return outcomes

    async def _edit_order(self, request: EditRequest, instrument: Instrument, known: Order | None) -> Order | Answer:
        """Cancels and places anew, with another venue order id and the same client order id."""
        result = await self.raw.edit_order(
            symbol=instrument.venue_symbol,
            order_id=request.venue_order_id,
            client_order_id=request.client_order_id if request.venue_order_id is None else None,
            new_price=request.price,
            new_quantity=request.quantity,
        )
        return order_from_cache(
            known,
            symbol=instrument.symbol,
            client_order_id=request.client_order_id,
            venue_order_id=result.data.new_order_id,
            replaces=request.venue_order_id or (known.venue_order_id if known is not None else None),
            status=OrderStatus.PENDING_REPLACE,
            ts_recv=self.clock.time_ns(),
        )

    async def _cancel_order(
        self, request: CancelRequest, instrument: Instrument, known: Order | None
    ) -> Order | Answer:
        if request.venue_order_id is None:
            await self.raw.cancel_order_by_client_id_sync(
                symbol=instrument.venue_symbol, client_order_id=request.client_order_id or ""
            )
            return order_from_cache(
                known,
                symbol=instrument.symbol,
                venue_order_id=request.venue_order_id,
                client_order_id=request.client_order_id,
                status=OrderStatus.PENDING_CANCEL,
                ts_recv=self.clock.time_ns(),
            )
        await self.raw.cancel_order_sync(symbol=instrument.venue_symbol, order_id=request.venue_order_id or "")
        return order_from_cache(
            known,
            symbol=instrument.symbol,
            venue_order_id=request.venue_order_id,
            client_order_id=request.client_order_id,
            status=OrderStatus.PENDING_CANCEL,
            ts_recv=self.clock.time_ns(),
        )

    async def _cancel_all_orders(self, instrument: Instrument | None) -> list[Order] | None:
        """Only asked for; the results come by query or stream."""
        if instrument is not None:
            await self.raw.cancel_orders_of_symbol(symbol=instrument.venue_symbol)
            return None
        await self.raw.cancel_all_orders()
        return None

    async def _cancel_all_orders_after(self, seconds: float, instrument: Instrument | None) -> None:
        """At least 5 s, in whole seconds."""
        refuse_arguments("cancel_all_orders_after", symbol=instrument)
        whole_seconds = whole("cancel_all_orders_after", "seconds", seconds)
        await self.raw.set_switch(timeout=whole_seconds if whole_seconds > 0 else -1)

    async def _fetch_order(
        self, instrument: Instrument, venue_order_id: str | None, client_order_id: str | None
    ) -> Order | Answer:
        if venue_order_id is None:
            result = await self.raw.order_by_client_id(
                symbol=instrument.venue_symbol, client_order_id=client_order_id or ""
            )
            recv = self.clock.time_ns()
            return mapping.order(result.data, instrument, recv)
        result = await self.raw.order(symbol=instrument.venue_symbol, order_id=venue_order_id or "")
        recv = self.clock.time_ns()
        return mapping.order(result.data, instrument, recv)

    async def _fetch_open_orders(self, instrument: Instrument | None) -> list[Order]:
        instrument = need("fetch_open_orders", "symbol", instrument)
        result = await self.raw.open_orders(symbol=instrument.venue_symbol)
        recv = self.clock.time_ns()
        return [mapping.order(m, instrument, recv) for m in result.data]

    async def _fetch_my_trades(self, instrument: Instrument | None, since: int | None, limit: int | None) -> list[Fill]:
        instrument = need("fetch_my_trades", "symbol", instrument)
        result = await self.raw.fills(
            symbol=instrument.venue_symbol, start_at=since // 1_000_000 if since is not None else None, limit=limit
        )
        recv = self.clock.time_ns()
        return [mapping.fill(m, instrument, recv) for m in result.data.items][::-1]

    async def _fetch_balances(self, account: str | None) -> Iterable[Balance]:
        result = await self.raw.accounts(type=account or self.config.account)
        return [mapping.balance(m) for m in result.data]

    async def _grant_public(self) -> tuple[PublicLease, float | None]:
        result = await self.raw.bullet_public()
        return (
            PublicLease(
                token=quote(result.data.token),
                endpoint=(
                    _1.endpoint
                    if (_1 := item(result.data.instance_servers, 0)) is not None and _1.endpoint
                    else "wss://ws-api-spot.kucoin.com"
                ),
                ping=Decimal(
                    _1.ping_interval
                    if (_1 := item(result.data.instance_servers, 0)) is not None and _1.ping_interval
                    else 18000
                )
                / 1000,
            ),
            None,
        )

    async def _grant_private(self) -> tuple[PrivateLease, float | None]:
        result = await self.raw.bullet_private()
        return (
            PrivateLease(
                token=quote(result.data.token),
                endpoint=(
                    _1.endpoint
                    if (_1 := item(result.data.instance_servers, 0)) is not None and _1.endpoint
                    else "wss://ws-api-spot.kucoin.com"
                ),
                ping=Decimal(
                    _1.ping_interval
                    if (_1 := item(result.data.instance_servers, 0)) is not None and _1.ping_interval
                    else 18000
                )
                / 1000,
            ),
            None,
        )

    def _dialect(self, connection: str, partition: str | None) -> Dialect:
        if connection == "public":
            return PublicDialect(self.endpoints, self.leases)
        return PrivateDialect(self.endpoints, self.leases)

    def _bind_order_book(self, instrument: Instrument, depth: int | None) -> BookBinding:
        return BookBinding(
            connection="public",
            topic=f"/market/level2:{instrument.venue_symbol}",
            rule=Level2BookRule,
            read=lambda payload: (decode_depth_updates(payload),),
            snapshot=lambda: self.raw.full_order_book(symbol=instrument.venue_symbol),
        )

    def _bind_trades(self) -> ChannelBinding[Trade]:
        return ChannelBinding(
            connection="public",
            topic=lambda instrument: f"/market/match:{instrument.venue_symbol}",
            read=lambda payload, instrument, recv: (mapping.match(decode_trades(payload), instrument, recv),),
        )

    def _bind_ticker(self) -> ChannelBinding[Ticker]:
        return ChannelBinding(
            connection="public",
            topic=lambda instrument: f"/market/ticker:{instrument.venue_symbol}",
            read=lambda payload, instrument, recv: (mapping.ticker_update(decode_ticker(payload), instrument, recv),),
        )

    def _bind_candles(self, interval: str) -> ChannelBinding[Candle]:
        word = INTERVALS[interval]
        return ChannelBinding(
            connection="public",
            topic=lambda instrument: f"/market/candles:{instrument.venue_symbol}_{word}",
            read=lambda payload, instrument, recv: (mapping.candle_update(decode_candles(payload), instrument),),
            consumer=ClosingCandles,
        )

    def _bind_private(self) -> Sequence[PrivateBinding]:
        return (
            PrivateBinding(connection="private", read=self._read_orders, topic="/spotMarket/tradeOrdersV2"),
            PrivateBinding(connection="private", read=self._read_balances, topic="/account/balance"),
        )

    def _read_orders(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_orders(payload)
        instrument = self.instruments.at_venue(m.symbol)
        if (fill := mapping.fill_update(m, instrument, ts_recv)) is not None:
            yield fill
        yield mapping.order_update(m, instrument, ts_recv)

    def _read_balances(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_balances(payload)
        if (balance := mapping.balance_update(m, self.config)) is not None:
            yield balance


class KucoinRaw(KucoinEndpoints, KucoinChannels):
    """Endpoints and channels of KuCoin, with the types of the wire."""

    def __init__(self, rest: RestExecutor, signing: Signing, subscribe: Callable[..., Feed[Any]]) -> None:
        KucoinEndpoints.__init__(self, rest, signing)
        KucoinChannels.__init__(self, subscribe)
