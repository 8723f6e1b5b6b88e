"""Binance Spot: what the frames of its connections mean, and the channels of the raw layer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from msgspec import UNSET, Struct, field
from venue_runtime.endpoints import Endpoints
from venue_runtime.errors import SubscriptionRejected, TransportError
from venue_runtime.exprs import raw_at, seconds_until
from venue_runtime.feeds import Feed
from venue_runtime.limits import Usage
from venue_runtime.streams import ConnectionSettings, Link, Outgoing, StreamEndpoint, StreamSubscription, batches

from . import types as wire
from .signing import Signing
from .venue import ERRORS


class _Tagged(Struct):
    """The field that tells payloads apart."""

    tag: str = field(name="e", default="")


def encode(frame: Any) -> str:
    """A frame as the text that is sent."""
    return msgspec.json.encode(frame).decode()


decode_agg_trades = msgspec.json.Decoder(wire.AggTradeEvent).decode
decode_klines = msgspec.json.Decoder(wire.KlineEvent).decode
decode_ticker = msgspec.json.Decoder(wire.TickerEvent).decode
decode_trades = msgspec.json.Decoder(wire.TradeEvent).decode
decode_block_trades = msgspec.json.Decoder(wire.BlockTradeEvent).decode
decode_klines_utc8 = msgspec.json.Decoder(wire.KlineEvent).decode
decode_mini_ticker = msgspec.json.Decoder(wire.MiniTickerEvent).decode
decode_mini_tickers = msgspec.json.Decoder(list[wire.MiniTickerEvent]).decode
decode_window_ticker = msgspec.json.Decoder(wire.WindowTickerEvent).decode
decode_window_tickers = msgspec.json.Decoder(list[wire.WindowTickerEvent]).decode
decode_book_ticker = msgspec.json.Decoder(wire.BookTickerEvent).decode
decode_avg_price = msgspec.json.Decoder(wire.AveragePriceEvent).decode
decode_reference_price = msgspec.json.Decoder(wire.ReferencePriceEvent).decode
decode_partial_depth = msgspec.json.Decoder(wire.Depth).decode
decode_depth_updates = msgspec.json.Decoder(wire.DepthUpdate).decode
decode_depth_updates_1s = msgspec.json.Decoder(wire.DepthUpdate).decode
decode_execution_reports = msgspec.json.Decoder(wire.ExecutionReport).decode
decode_account_positions = msgspec.json.Decoder(wire.AccountPosition).decode
decode_balance_updates = msgspec.json.Decoder(wire.BalanceUpdate).decode
decode_external_lock_updates = msgspec.json.Decoder(wire.ExternalLockUpdate).decode
decode_list_statuses = msgspec.json.Decoder(wire.ListStatus).decode


class MarketDialect:
    """An unknown stream name is acknowledged all the same; a subscription that stays silent is the only sign of it."""

    name = "market"
    settings = ConnectionSettings(silence=60.0, lifetime=86_400.0, messages=(5, 1.0), topics=1024)

    def __init__(self, urls: Endpoints) -> None:
        self._urls = urls
        self._decode = msgspec.json.Decoder(wire.MarketFrame).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["stream"] + "/stream")

    async def on_open(self, link: Link) -> None:
        """Nothing is said before the first subscription."""

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 200):
            request_id = link.next_id()
            frame = encode({"method": "SUBSCRIBE", "params": [one.topic for one in batch], "id": request_id})
            yield Outgoing(frame, batch, request_id)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 200):
            request_id = link.next_id()
            frame = encode({"method": "UNSUBSCRIBE", "params": [one.topic for one in batch], "id": request_id})
            yield Outgoing(frame, batch, request_id)

    def receive(self, frame: str | bytes, link: Link) -> None:
        f = self._decode(frame)
        if f.stream == "!serverShutdown":
            link.drain()
        elif f.stream is not UNSET and f.data is not UNSET:
            link.push(f.stream, f.data)
        elif f.id is not UNSET:
            if f.code is not UNSET or f.error is not UNSET:
                link.acknowledge(
                    f.id,
                    SubscriptionRejected(
                        (f.msg if f.msg is not UNSET else f.error.msg if f.error is not UNSET else None) or "refused",
                        code=(
                            str(_1)
                            if (
                                _1 := (
                                    f.code if f.code is not UNSET else f.error.code if f.error is not UNSET else None
                                )
                            )
                            is not None
                            else None
                        ),
                    ),
                )
            else:
                link.acknowledge(f.id)


class WsApiDialect:
    """Calls, and the user data stream of any kind of key; an error without id says that the key was revoked."""

    name = "ws_api"
    settings = ConnectionSettings(silence=60.0, lifetime=86_400.0)

    def __init__(self, urls: Endpoints, signing: Signing) -> None:
        self._urls = urls
        self._signing = signing
        self._decode = msgspec.json.Decoder(wire.WsApiFrame).decode
        self._tag = msgspec.json.Decoder(_Tagged).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["ws_api"])

    async def on_open(self, link: Link) -> None:
        request_id, frame = self.call(link, "userDataStream.subscribe.signature", self._signing.ws_signed({}))
        await link.request(request_id, frame)

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        return ()

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        return ()

    def receive(self, frame: str | bytes, link: Link) -> None:
        f = self._decode(frame)
        if (raw_at(f.event, "e") if f.event is not UNSET else None) == "eventStreamTerminated":
            link.fail(TransportError("the venue ended this session"))
        elif (raw_at(f.event, "e") if f.event is not UNSET else None) == "serverShutdown":
            link.drain()
        elif f.event is not UNSET:
            link.push(self._tag(f.event).tag, f.event)
        elif f.id is not UNSET and f.id is not None:
            if (
                used := (
                    _1.count
                    if f.rate_limits is not UNSET
                    and (
                        _1 := next(
                            (
                                row
                                for row in f.rate_limits
                                if row.rate_limit_type == "REQUEST_WEIGHT" and row.interval == "MINUTE"
                            ),
                            None,
                        )
                    )
                    is not None
                    and (_1.count is not UNSET)
                    else None
                )
            ) is not None:
                link.observe(f.id, (Usage(bucket="weight", used=used),))
            if (
                used := (
                    _1.count
                    if f.rate_limits is not UNSET
                    and (
                        _1 := next(
                            (
                                row
                                for row in f.rate_limits
                                if row.rate_limit_type == "ORDERS" and row.interval == "SECOND"
                            ),
                            None,
                        )
                    )
                    is not None
                    and (_1.count is not UNSET)
                    else None
                )
            ) is not None:
                link.observe(f.id, (Usage(bucket="orders_10s", used=used),))
            if (
                used := (
                    _1.count
                    if f.rate_limits is not UNSET
                    and (
                        _1 := next(
                            (row for row in f.rate_limits if row.rate_limit_type == "ORDERS" and row.interval == "DAY"),
                            None,
                        )
                    )
                    is not None
                    and (_1.count is not UNSET)
                    else None
                )
            ) is not None:
                link.observe(f.id, (Usage(bucket="orders_1d", used=used),))
            if f.error is not UNSET:
                error = ERRORS.error(f.error.code, f.error.msg, status=f.status if f.status is not UNSET else None)
                now = link.time_ns()
                if (
                    wait := (
                        seconds_until(f.error.data.retry_after * 1000000, now)
                        if f.error.data is not UNSET and f.error.data.retry_after is not UNSET
                        else None
                    )
                ) is not None:
                    error.retry_after = float(wait)
                link.reply(f.id, error=error)
            else:
                link.reply(f.id, f.result)
        elif f.error is not UNSET:
            link.fail(TransportError("the venue ended this session"))

    def call(self, link: Link, method: str, params: dict[str, Any]) -> tuple[str, str]:
        """A request over this connection: its id and its frame. `params` are signed already."""
        request_id = str(link.next_id())
        return request_id, encode({"id": request_id, "method": method, "params": params})


class BinanceSpotChannels:
    """The channels of Binance Spot: iterators of wire messages, nothing normalized. Symbols are the venue's own."""

    def __init__(self, subscribe: Callable[..., Feed[Any]]) -> None:
        self._subscribe = subscribe

    def watch_agg_trades(self, *, symbol: str) -> Feed[wire.AggTradeEvent]:
        """Messages of `{i.venue_symbol:lower}@aggTrade`, as they come."""
        return self._subscribe("market", f"{symbol.lower()}@aggTrade", decode_agg_trades)

    def watch_klines(self, *, symbol: str, interval: str) -> Feed[wire.KlineEvent]:
        """Messages of `{i.venue_symbol:lower}@kline_{interval}`, as they come."""
        return self._subscribe("market", f"{symbol.lower()}@kline_{interval}", decode_klines)

    def ticker(self, *, symbol: str) -> Feed[wire.TickerEvent]:
        """Messages of `{i.venue_symbol:lower}@ticker`, as they come."""
        return self._subscribe("market", f"{symbol.lower()}@ticker", decode_ticker)

    def watch_trades(self, *, symbol: str) -> Feed[wire.TradeEvent]:
        """Messages of `{i.venue_symbol:lower}@trade`, as they come."""
        return self._subscribe("market", f"{symbol.lower()}@trade", decode_trades)

    def block_trades(self, *, symbol: str) -> Feed[wire.BlockTradeEvent]:
        """Messages of `{i.venue_symbol:lower}@blockTrade`, as they come."""
        return self._subscribe("market", f"{symbol.lower()}@blockTrade", decode_block_trades)

    def klines_utc8(self, *, symbol: str, interval: str) -> Feed[wire.KlineEvent]:
        """Messages of `{i.venue_symbol:lower}@kline_{interval}@+08:00`, as they come."""
        return self._subscribe("market", f"{symbol.lower()}@kline_{interval}@+08:00", decode_klines_utc8)

    def mini_ticker(self, *, symbol: str) -> Feed[wire.MiniTickerEvent]:
        """Messages of `{i.venue_symbol:lower}@miniTicker`, as they come."""
        return self._subscribe("market", f"{symbol.lower()}@miniTicker", decode_mini_ticker)

    def mini_tickers(self) -> Feed[list[wire.MiniTickerEvent]]:
        """Messages of `!miniTicker@arr`, as they come."""
        return self._subscribe("market", "!miniTicker@arr", decode_mini_tickers)

    def window_ticker(self, *, symbol: str, window: str) -> Feed[wire.WindowTickerEvent]:
        """Messages of `{i.venue_symbol:lower}@ticker_{window}`, as they come."""
        return self._subscribe("market", f"{symbol.lower()}@ticker_{window}", decode_window_ticker)

    def window_tickers(self, *, window: str) -> Feed[list[wire.WindowTickerEvent]]:
        """Messages of `!ticker_{window}@arr`, as they come."""
        return self._subscribe("market", f"!ticker_{window}@arr", decode_window_tickers)

    def book_ticker(self, *, symbol: str) -> Feed[wire.BookTickerEvent]:
        """Messages of `{i.venue_symbol:lower}@bookTicker`, as they come."""
        return self._subscribe("market", f"{symbol.lower()}@bookTicker", decode_book_ticker)

    def watch_avg_price(self, *, symbol: str) -> Feed[wire.AveragePriceEvent]:
        """Messages of `{i.venue_symbol:lower}@avgPrice`, as they come."""
        return self._subscribe("market", f"{symbol.lower()}@avgPrice", decode_avg_price)

    def watch_reference_price(self, *, symbol: str) -> Feed[wire.ReferencePriceEvent]:
        """Messages of `{i.venue_symbol:lower}@referencePrice`, as they come."""
        return self._subscribe("market", f"{symbol.lower()}@referencePrice", decode_reference_price)

    def partial_depth(self, *, symbol: str, levels: int) -> Feed[wire.Depth]:
        """Messages of `{i.venue_symbol:lower}@depth{levels}@100ms`, as they come."""
        return self._subscribe("market", f"{symbol.lower()}@depth{levels}@100ms", decode_partial_depth)

    def depth_updates(self, *, symbol: str) -> Feed[wire.DepthUpdate]:
        """Messages of `{i.venue_symbol:lower}@depth@100ms`, as they come."""
        return self._subscribe("market", f"{symbol.lower()}@depth@100ms", decode_depth_updates)

    def depth_updates_1s(self, *, symbol: str) -> Feed[wire.DepthUpdate]:
        """Messages of `{i.venue_symbol:lower}@depth`, as they come."""
        return self._subscribe("market", f"{symbol.lower()}@depth", decode_depth_updates_1s)

    def execution_reports(self) -> Feed[wire.ExecutionReport]:
        """Messages of the private stream, as they come."""
        return self._subscribe("ws_api", None, decode_execution_reports, key="executionReport")

    def account_positions(self) -> Feed[wire.AccountPosition]:
        """Messages of the private stream, as they come."""
        return self._subscribe("ws_api", None, decode_account_positions, key="outboundAccountPosition")

    def balance_updates(self) -> Feed[wire.BalanceUpdate]:
        """Messages of the private stream, as they come."""
        return self._subscribe("ws_api", None, decode_balance_updates, key="balanceUpdate")

    def external_lock_updates(self) -> Feed[wire.ExternalLockUpdate]:
        """Messages of the private stream, as they come."""
        return self._subscribe("ws_api", None, decode_external_lock_updates, key="externalLockUpdate")

    def list_statuses(self) -> Feed[wire.ListStatus]:
        """Messages of the private stream, as they come."""
        return self._subscribe("ws_api", None, decode_list_statuses, key="listStatus")
