"""Gate: the client."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar, Literal

from msgspec import UNSET, Struct
from venue_runtime.arguments import expected, need, order_options, paired, refuse_arguments, whole
from venue_runtime.bindings import Answer, BatchEntry, BookBinding, ChannelBinding, PrivateBinding, PrivateEvent
from venue_runtime.books import OrderBook
from venue_runtime.booksync import snapshot_book
from venue_runtime.candles import candle_length
from venue_runtime.client import VenueClient
from venue_runtime.errors import VenueError, VenueResponseError
from venue_runtime.exprs import item
from venue_runtime.feeds import Feed
from venue_runtime.http import Response
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

from . import mapping
from . import types as wire
from .books import DepthBookRule, IncrementsBookRule
from .mapping import FETCH_CANDLES_INTERVALS, SIDE_OUT, STP_ACT_OUT, WATCH_CANDLES_INTERVALS, order_style
from .rest import GateEndpoints
from .signing import Signing
from .streams import (
    CallsDialect,
    GateChannels,
    PrivateDialect,
    PublicDialect,
    decode_balances,
    decode_candles,
    decode_depth,
    decode_fills,
    decode_orders,
    decode_tickers,
    decode_trades,
)
from .venue import (
    BUCKETS,
    CLIENT_ORDER_IDS,
    CONNECTS,
    CREDENTIALS,
    ENVIRONMENTS,
    ERRORS,
    OFFERS,
    RECONCILE,
    GateConfig,
    error_of,
    retry_after_of,
    usage_of,
)


class GateOrderOptions(Struct, frozen=True, kw_only=True):
    """What only this venue's orders have: `create_order(…, venue=GateOrderOptions(…))`."""

    auto_borrow: bool | None = None
    """auto_borrow"""
    auto_repay: bool | None = None
    """auto_repay"""
    slippage: Decimal | None = None
    """Of market orders, from the latest price: 0.03 means 3%."""
    take_profit_trigger: Decimal | None = None
    """stop_profit.trigger_price"""
    take_profit_price: Decimal | None = None
    """stop_profit.order_price"""
    stop_loss_trigger: Decimal | None = None
    """stop_loss.trigger_price"""
    stop_loss_price: Decimal | None = None
    """stop_loss.order_price"""


class Gate(VenueClient):
    """Gate. All methods are those of `VenueClient`; `raw` is the venue's own layer.

    * Spot only. Perpetual futures have other addresses, signed sizes and integer ids, so they are an API of their
    own.
    * A market order to buy says the amount in the quote currency.
    * By its client id an order is found only while it is open, so a lost answer is looked for in the lists.
    * Post-only orders that would take are refused, or end with `finish_as` `poc`.
    * Take-profit and stop-loss prices are options of a limit order. Trigger orders are not offered.
    """

    venue = "gate"
    environments = ENVIRONMENTS
    credential_fields = CREDENTIALS
    offers = OFFERS
    bucket_specs = BUCKETS
    client_order_id_form = CLIENT_ORDER_IDS
    reconcile_plan = RECONCILE
    connects = CONNECTS
    order_transports = ("rest", "calls")
    batch_sizes: ClassVar[Mapping[Capability, int]] = {Capability.CREATE_ORDERS: 10, Capability.CANCEL_ORDERS: 20}
    config_type = GateConfig

    order_transport: Literal["rest", "calls"]

    def _setup(self) -> None:
        self.signing = Signing(self.credentials, self.venue_clock, self.endpoints)
        self.raw = GateRaw(self.rest, self.signing, self._raw_channel)

    def _error_of(self, endpoint: Endpoint, response: Response) -> VenueResponseError | None:
        error = error_of(endpoint, response)
        if error is not None and error.retry_after is None:
            error.retry_after = retry_after_of(response, self.venue_clock.time_ns())
        return error

    def _usage_of(self, response: Response) -> Iterable[Usage]:
        return usage_of(response)

    async def _load_instruments(self) -> Iterable[Instrument]:
        result = await self.raw.pairs()
        return self._read_instruments(mapping.instrument, result)

    async def _fetch_time(self) -> int:
        result = await self.raw.time()
        return result.server_time * 1_000_000

    async def _fetch_ticker(self, instrument: Instrument) -> Ticker:
        result = await self.raw.tickers(currency_pair=instrument.venue_symbol)
        recv = self.clock.time_ns()
        found = expected("fetch_ticker", item(result, 0))
        return mapping.ticker(found, instrument, recv)

    async def _fetch_order_book(self, instrument: Instrument, depth: int | None) -> OrderBook:
        result = await self.raw.order_book(currency_pair=instrument.venue_symbol, limit=depth or 100)
        return snapshot_book(instrument.symbol, IncrementsBookRule, result, self.clock.time_ns())

    async def _fetch_trades(self, instrument: Instrument, since: int | None, limit: int | None) -> list[Trade]:
        refuse_arguments("fetch_trades", since=since)
        result = await self.raw.trades(currency_pair=instrument.venue_symbol, limit=limit)
        recv = self.clock.time_ns()
        return [mapping.trade(m, instrument, recv) for m in result][::-1]

    async def _fetch_candles(
        self, instrument: Instrument, interval: str, since: int | None, limit: int | None
    ) -> list[Candle]:
        result = await self.raw.candles(
            currency_pair=instrument.venue_symbol,
            interval=FETCH_CANDLES_INTERVALS[interval],
            start=since // 1_000_000_000 if since is not None else None,
            end=(
                (since + ((limit or 100) - 1) * candle_length(interval)) // 1_000_000_000 if since is not None else None
            ),
            limit=limit if since is None else None,
        )
        return [mapping.candle(m, instrument) for m in result]

    async def _create_order(self, request: OrderRequest, instrument: Instrument) -> Order | Answer:
        style = order_style(request)
        options = order_options(request, GateOrderOptions, GateOrderOptions())
        result = await self.raw.place(
            currency_pair=instrument.venue_symbol,
            account=self.config.account,
            side=SIDE_OUT[request.side],
            type=style.type,
            time_in_force=style.time_in_force,
            amount=request.quantity or request.quote_quantity or Decimal(0),
            price=request.price,
            client_order_id=request.client_order_id,
            iceberg=request.display_quantity,
            stp_act=STP_ACT_OUT[request.self_trade_prevention] if request.self_trade_prevention is not None else None,
            auto_borrow=options.auto_borrow,
            auto_repay=options.auto_repay,
            slippage=options.slippage,
            take_profit_trigger=options.take_profit_trigger,
            take_profit_price=options.take_profit_price,
            stop_loss_trigger=options.stop_loss_trigger,
            stop_loss_price=options.stop_loss_price,
            over=self.order_transport,
        )
        recv = self.clock.time_ns()
        return mapping.order(result, instrument, recv)

    def _create_orders_entry(
        self, request: OrderRequest, instrument: Instrument
    ) -> BatchEntry[OrderRequest, wire.NewOrder]:
        refuse_arguments("create_orders", venue=request.venue)
        style = order_style(request)
        return BatchEntry(
            request=request,
            instrument=instrument,
            item=wire.NewOrder(
                currency_pair=instrument.venue_symbol,
                account=self.config.account,
                side=wire.Side(SIDE_OUT[request.side]),
                type=wire.OrderType(style.type),
                time_in_force=UNSET if style.time_in_force is None else wire.TimeInForce(style.time_in_force),
                amount=request.quantity or request.quote_quantity or Decimal(0),
                price=UNSET if request.price is None else request.price,
                client_order_id=UNSET if request.client_order_id is None else request.client_order_id,
                iceberg=UNSET if request.display_quantity is None else request.display_quantity,
                stp_act=(
                    UNSET
                    if (
                        stp_act_ := (
                            STP_ACT_OUT[request.self_trade_prevention]
                            if request.self_trade_prevention is not None
                            else None
                        )
                    )
                    is None
                    else wire.StpAct(stp_act_)
                ),
            ),
            group=instrument.venue_symbol,
        )

    async def _create_orders(
        self, batch: Sequence[BatchEntry[OrderRequest, wire.NewOrder]]
    ) -> Sequence[Order | Answer | VenueError]:
        result = await self.raw.place_many(orders=[entry.item for entry in batch])
        outcomes: list[Order | Answer | VenueError] = []
        for entry, m in paired("create_orders", batch, result):
            request = entry.request
            if not m.succeeded:
                outcomes.append(
                    ERRORS.error(
                        m.label if m.label is not UNSET and m.label else "",
                        m.message if m.message is not UNSET and m.message else "",
                        operation="place_many",
                    )
                )
                continue
            outcomes.append(
                order_from_request(
                    request, venue_order_id=m.id if m.id is not UNSET else None, ts_recv=self.clock.time_ns()
                )
            )
        return outcomes

    async def _edit_order(self, request: EditRequest, instrument: Instrument, known: Order | None) -> Order | Answer:
        """Only a smaller quantity keeps the order's place in the queue."""
        result = await self.raw.amend(
            order_id=request.venue_order_id or request.client_order_id or "",
            currency_pair=instrument.venue_symbol,
            account=self.config.account,
            amount=request.quantity,
            price=request.price,
            over=self.order_transport,
        )
        recv = self.clock.time_ns()
        return mapping.order(result, instrument, recv)

    async def _cancel_order(
        self, request: CancelRequest, instrument: Instrument, known: Order | None
    ) -> Order | Answer:
        result = await self.raw.cancel(
            order_id=request.venue_order_id or request.client_order_id or "",
            currency_pair=instrument.venue_symbol,
            account=self.config.account,
            over=self.order_transport,
        )
        recv = self.clock.time_ns()
        return mapping.order(result, instrument, recv)

    def _cancel_orders_entry(
        self, request: CancelRequest, instrument: Instrument, known: Order | None
    ) -> BatchEntry[CancelRequest, wire.CancelOne]:
        return BatchEntry(
            request=request,
            instrument=instrument,
            known=known,
            item=wire.CancelOne(
                currency_pair=instrument.venue_symbol, id=request.venue_order_id or request.client_order_id or ""
            ),
        )

    async def _cancel_orders(
        self, batch: Sequence[BatchEntry[CancelRequest, wire.CancelOne]]
    ) -> Sequence[Order | Answer | VenueError]:
        result = await self.raw.cancel_many(orders=[entry.item for entry in batch])
        outcomes: list[Order | Answer | VenueError] = []
        for entry, m in paired("cancel_orders", batch, result):
            request = entry.request
            instrument = entry.instrument
            known = entry.known
            if not m.succeeded:
                outcomes.append(
                    ERRORS.error(
                        m.label if m.label is not UNSET and m.label else "",
                        m.message if m.message is not UNSET and m.message else "",
                        operation="cancel_many",
                    )
                )
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
        result = await self.raw.cancel_open(
            currency_pair=instrument.venue_symbol if instrument is not None else None, account=self.config.account
        )
        recv = self.clock.time_ns()
        return [mapping.order(m, self.instruments.at_venue(m.currency_pair), recv) for m in result]

    async def _cancel_all_orders_after(self, seconds: float, instrument: Instrument | None) -> None:
        """0, or at least 5 seconds."""
        refuse_arguments("cancel_all_orders_after", symbol=instrument)
        whole_seconds = whole("cancel_all_orders_after", "seconds", seconds)
        await self.raw.countdown(timeout=whole_seconds)

    async def _fetch_order(
        self, instrument: Instrument, venue_order_id: str | None, client_order_id: str | None
    ) -> Order | Answer:
        result = await self.raw.order(
            order_id=venue_order_id or client_order_id or "",
            currency_pair=instrument.venue_symbol,
            account=self.config.account,
            over=self.order_transport,
        )
        recv = self.clock.time_ns()
        return mapping.order(result, instrument, recv)

    async def _fetch_open_orders(self, instrument: Instrument | None) -> list[Order]:
        if instrument is not None:
            rows = [
                row
                async for row in self.raw.iter_orders(
                    account=self.config.account, currency_pair=instrument.venue_symbol, status="open"
                )
            ]
            recv = self.clock.time_ns()
            return [mapping.order(m, instrument, recv) for m in rows]
        rows = [row async for row in self.raw.iter_open_orders(account=self.config.account)]
        recv = self.clock.time_ns()
        return [mapping.order(m, self.instruments.at_venue(m.currency_pair), recv) for m in rows]

    async def _fetch_my_trades(self, instrument: Instrument | None, since: int | None, limit: int | None) -> list[Fill]:
        """Of the last seven days, or of seven from `since`."""
        instrument = need("fetch_my_trades", "symbol", instrument)
        result = await self.raw.fills(
            currency_pair=instrument.venue_symbol,
            account=self.config.account,
            start=since // 1_000_000_000 if since is not None else None,
            limit=limit,
        )
        recv = self.clock.time_ns()
        return [mapping.fill(m, instrument, recv) for m in result][::-1]

    async def _fetch_balances(self, account: str | None) -> Iterable[Balance]:
        """Of the spot account."""
        refuse_arguments("fetch_balances", account=account)
        result = await self.raw.accounts()
        return [mapping.balance(m) for m in result]

    def _dialect(self, connection: str, partition: str | None) -> Dialect:
        if connection == "public":
            return PublicDialect(self.endpoints, self.venue_clock)
        if connection == "private":
            return PrivateDialect(self.endpoints, self.signing, self.venue_clock)
        return CallsDialect(self.endpoints, self.signing, self.venue_clock)

    def _bind_order_book(self, instrument: Instrument, depth: int | None) -> BookBinding:
        return BookBinding(
            connection="public",
            topic={
                "channel": "spot.obu",
                "payload": [f"ob.{instrument.venue_symbol}.{50 if (depth or 400) <= 50 else 400}"],
            },
            rule=DepthBookRule,
            read=lambda payload: (decode_depth(payload),),
            key=f"spot.obu:ob.{instrument.venue_symbol}.{50 if (depth or 400) <= 50 else 400}",
            depth=50 if (depth or 400) <= 50 else 400,
        )

    def _bind_trades(self) -> ChannelBinding[Trade]:
        return ChannelBinding(
            connection="public",
            topic=lambda instrument: {"channel": "spot.trades", "payload": [instrument.venue_symbol]},
            read=lambda payload, instrument, recv: (mapping.trade_update(decode_trades(payload), instrument, recv),),
            key=lambda instrument: f"spot.trades:{instrument.venue_symbol}",
        )

    def _bind_ticker(self) -> ChannelBinding[Ticker]:
        return ChannelBinding(
            connection="public",
            topic=lambda instrument: {"channel": "spot.tickers", "payload": [instrument.venue_symbol]},
            read=lambda payload, instrument, recv: (mapping.ticker_update(decode_tickers(payload), instrument, recv),),
            key=lambda instrument: f"spot.tickers:{instrument.venue_symbol}",
        )

    def _bind_candles(self, interval: str) -> ChannelBinding[Candle]:
        word = WATCH_CANDLES_INTERVALS[interval]
        return ChannelBinding(
            connection="public",
            topic=lambda instrument: {"channel": "spot.candlesticks", "payload": [word, instrument.venue_symbol]},
            read=lambda payload, instrument, recv: (mapping.candle_update(decode_candles(payload), instrument),),
            key=lambda instrument: f"spot.candlesticks:{word}_{instrument.venue_symbol}",
        )

    def _bind_private(self) -> Sequence[PrivateBinding]:
        return (
            PrivateBinding(
                connection="private",
                read=self._read_watch_orders,
                topic={"channel": "spot.orders_v2", "payload": ["!all"]},
                key="spot.orders_v2",
            ),
            PrivateBinding(
                connection="private",
                read=self._read_watch_fills,
                topic={"channel": "spot.usertrades", "payload": ["!all"]},
                key="spot.usertrades",
            ),
            PrivateBinding(
                connection="private",
                read=self._read_balances,
                topic={"channel": "spot.balances", "payload": []},
                key="spot.balances",
            ),
        )

    def _read_watch_orders(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_orders(payload)
        for row in m:
            yield mapping.order_update(row, self.instruments.at_venue(row.currency_pair), ts_recv)

    def _read_watch_fills(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_fills(payload)
        for row in m:
            yield mapping.fill_update(row, self.instruments.at_venue(row.currency_pair), ts_recv)

    def _read_balances(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_balances(payload)
        for row in m:
            yield mapping.balance_update(row)


class GateRaw(GateEndpoints, GateChannels):
    """Endpoints and channels of Gate, with the types of the wire."""

    def __init__(self, rest: RestExecutor, signing: Signing, subscribe: Callable[..., Feed[Any]]) -> None:
        GateEndpoints.__init__(self, rest, signing)
        GateChannels.__init__(self, subscribe)
