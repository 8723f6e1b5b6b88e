"""Binance USD-M Futures: what the frames of its connections mean, and the channels of the raw layer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from msgspec import UNSET, Struct, field
from venue_runtime.endpoints import Endpoints
from venue_runtime.errors import SubscriptionRejected, TransportError
from venue_runtime.exprs import seconds_until
from venue_runtime.feeds import Feed
from venue_runtime.limits import Usage
from venue_runtime.streams import ConnectionSettings, Link, Outgoing, StreamEndpoint, StreamSubscription, batches

from . import types as wire
from .leases import Leases
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
decode_mark_price = msgspec.json.Decoder(wire.MarkPriceEvent).decode
decode_depth_updates = msgspec.json.Decoder(wire.DepthUpdate).decode
decode_book_ticker = msgspec.json.Decoder(wire.BookTickerEvent).decode
decode_order_updates = msgspec.json.Decoder(wire.OrderTradeUpdate).decode
decode_account_updates = msgspec.json.Decoder(wire.AccountUpdate).decode


class MarketDialect:
    """Trades, candles, tickers, mark prices. A ping comes every three minutes, and must be answered within ten."""

    name = "market"
    settings = ConnectionSettings(silence=600.0, lifetime=86_400.0, messages=(10, 1.0), topics=200)

    def __init__(self, urls: Endpoints) -> None:
        self._urls = urls
        self._decode = msgspec.json.Decoder(wire.MarketFrame).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["stream"] + "/market/stream")

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
    """Orders over WebSocket; each call is signed, nothing is logged in."""

    name = "ws_api"
    settings = ConnectionSettings(silence=600.0, lifetime=86_400.0)

    def __init__(self, urls: Endpoints) -> None:
        self._urls = urls
        self._decode = msgspec.json.Decoder(wire.WsApiFrame).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["ws_api"])

    async def on_open(self, link: Link) -> None:
        """Nothing is said before the first subscription."""

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        return ()

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        return ()

    def receive(self, frame: str | bytes, link: Link) -> None:
        f = self._decode(frame)
        if f.id is not UNSET and f.id is not None:
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
                            (
                                row
                                for row in f.rate_limits
                                if row.rate_limit_type == "ORDERS" and row.interval == "MINUTE"
                            ),
                            None,
                        )
                    )
                    is not None
                    and (_1.count is not UNSET)
                    else None
                )
            ) is not None:
                link.observe(f.id, (Usage(bucket="orders_1m", used=used),))
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

    def call(self, link: Link, method: str, params: dict[str, Any]) -> tuple[str, str]:
        """A request over this connection: its id and its frame. `params` are signed already."""
        request_id = str(link.next_id())
        return request_id, encode({"id": request_id, "method": method, "params": params})


class PublicDialect:
    """Books and best prices; streams of the other class are acknowledged here and stay silent."""

    name = "public"
    settings = ConnectionSettings(silence=600.0, lifetime=86_400.0, messages=(10, 1.0), topics=200)

    def __init__(self, urls: Endpoints) -> None:
        self._urls = urls
        self._decode = msgspec.json.Decoder(wire.MarketFrame).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["stream"] + "/public/stream")

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


class PrivateDialect:
    """Without `events` every event is pushed (so do other clients; the venue's own examples name the events)."""

    name = "private"
    settings = ConnectionSettings(silence=600.0, lifetime=86_400.0)

    def __init__(self, urls: Endpoints, leases: Leases) -> None:
        self._urls = urls
        self._leases = leases
        self._decode = msgspec.json.Decoder(wire.UserFrame).decode
        self._tag = msgspec.json.Decoder(_Tagged).decode

    async def endpoint(self) -> StreamEndpoint:
        await self._leases.listen_key.get()
        return StreamEndpoint(
            url=self._urls["stream"] + "/private/ws?listenKey=" + self._leases.listen_key.held.key,
            leases=(self._leases.listen_key,),
        )

    async def on_open(self, link: Link) -> None:
        """Nothing is said before the first subscription."""

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        return ()

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        return ()

    def receive(self, frame: str | bytes, link: Link) -> None:
        f = self._decode(frame)
        if f.e == "listenKeyExpired":
            self._leases.listen_key.lose()
            link.fail(TransportError("the venue ended this session"))
        elif f.e is not UNSET:
            link.push(self._tag(frame).tag, frame)


class BinanceUsdmChannels:
    """The channels of Binance USD-M Futures: iterators of wire messages, nothing normalized. Symbols are the venue's
    own."""

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

    def mark_price(self, *, symbol: str) -> Feed[wire.MarkPriceEvent]:
        """Messages of `{i.venue_symbol:lower}@markPrice@1s`, as they come."""
        return self._subscribe("market", f"{symbol.lower()}@markPrice@1s", decode_mark_price)

    def depth_updates(self, *, symbol: str) -> Feed[wire.DepthUpdate]:
        """Messages of `{i.venue_symbol:lower}@depth@100ms`, as they come."""
        return self._subscribe("public", f"{symbol.lower()}@depth@100ms", decode_depth_updates)

    def book_ticker(self, *, symbol: str) -> Feed[wire.BookTickerEvent]:
        """Messages of `{i.venue_symbol:lower}@bookTicker`, as they come."""
        return self._subscribe("public", f"{symbol.lower()}@bookTicker", decode_book_ticker)

    def order_updates(self) -> Feed[wire.OrderTradeUpdate]:
        """Messages of the private stream, as they come."""
        return self._subscribe("private", None, decode_order_updates, key="ORDER_TRADE_UPDATE")

    def account_updates(self) -> Feed[wire.AccountUpdate]:
        """Messages of the private stream, as they come."""
        return self._subscribe("private", None, decode_account_updates, key="ACCOUNT_UPDATE")
