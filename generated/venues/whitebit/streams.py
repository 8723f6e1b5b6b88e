"""WhiteBIT: what the frames of its connections mean, and the channels of the raw layer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from msgspec import UNSET
from venue_runtime.endpoints import Endpoints
from venue_runtime.errors import SubscriptionRejected
from venue_runtime.exprs import item, json_as, json_at, kind, split
from venue_runtime.feeds import Feed
from venue_runtime.streams import ConnectionSettings, Link, Outgoing, Ping, StreamEndpoint, StreamSubscription, batches

from . import types as wire
from .leases import Leases
from .signing import Signing
from .venue import ERRORS, WhitebitConfig


def encode(frame: Any) -> str:
    """A frame as the text that is sent."""
    return msgspec.json.encode(frame).decode()


decode_books = msgspec.json.Decoder(wire.DepthUpdate).decode
decode_trades = msgspec.json.Decoder(wire.TradesUpdate).decode
decode_candles = msgspec.json.Decoder(list[wire.CandleUpdate]).decode
decode_tickers = msgspec.json.Decoder(list[wire.BestUpdate]).decode
decode_orders = msgspec.json.Decoder(wire.OrderUpdate).decode
decode_deals = msgspec.json.Decoder(wire.DealUpdate).decode
decode_balances = msgspec.json.Decoder(list[dict[str, wire.Amounts]]).decode


class DepthDialect:
    """The last parameter adds a market to those that are subscribed; other streams replace them."""

    name = "depth"
    settings = ConnectionSettings(
        silence=60.0,
        ping=Ping(
            every=50.0, frame=lambda link: encode({"id": link.next_id(), "method": "ping", "params": []}), timeout=10.0
        ),
        messages=(200, 60.0),
    )

    def __init__(self, urls: Endpoints) -> None:
        self._urls = urls
        self._decode = msgspec.json.Decoder(wire.Frame).decode
        self._decode_head = msgspec.json.Decoder(wire.DepthHead).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["stream"])

    async def on_open(self, link: Link) -> None:
        """Nothing is said before the first subscription."""

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            request_id = link.next_id()
            frame = encode({"id": request_id, "method": "depth_subscribe", "params": [batch[0].topic, 100, "0", True]})
            yield Outgoing(frame, batch, request_id)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            request_id = link.next_id()
            frame = encode({"id": request_id, "method": "depth_unsubscribe", "params": [batch[0].topic]})
            yield Outgoing(frame, batch, request_id)

    def receive(self, frame: str | bytes, link: Link) -> None:
        f = self._decode(frame)
        if f.method == "depth_update" and f.params is not UNSET:
            head = self._decode_head(f.params)
            link.push(head[2], f.params)
        elif f.result is not UNSET and kind(f.result) == "text" and (json_as(f.result, str) == "pong"):
            link.pong()
        elif f.id is not UNSET and f.id is not None:
            if f.error is not UNSET and f.error is not None:
                link.acknowledge(f.id, SubscriptionRejected(f.error.message or "refused", code=str(f.error.code)))
            else:
                link.acknowledge(f.id)


class TradesDialect:
    """A subscription replaces the one before it, so each market has a connection."""

    name = "trades"
    settings = ConnectionSettings(
        silence=60.0,
        ping=Ping(
            every=50.0, frame=lambda link: encode({"id": link.next_id(), "method": "ping", "params": []}), timeout=10.0
        ),
        messages=(200, 60.0),
        topics=1,
    )

    def __init__(self, urls: Endpoints) -> None:
        self._urls = urls
        self._decode = msgspec.json.Decoder(wire.Frame).decode
        self._decode_head = msgspec.json.Decoder(wire.TradesHead).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["stream"])

    async def on_open(self, link: Link) -> None:
        """Nothing is said before the first subscription."""

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            request_id = link.next_id()
            frame = encode({"id": request_id, "method": "trades_subscribe", "params": [batch[0].topic]})
            yield Outgoing(frame, batch, request_id)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            request_id = link.next_id()
            frame = encode({"id": request_id, "method": "trades_unsubscribe", "params": []})
            yield Outgoing(frame, batch, request_id)

    def receive(self, frame: str | bytes, link: Link) -> None:
        f = self._decode(frame)
        if f.method == "trades_update" and f.params is not UNSET:
            head = self._decode_head(f.params)
            link.push(head.market, f.params)
        elif f.result is not UNSET and kind(f.result) == "text" and (json_as(f.result, str) == "pong"):
            link.pong()
        elif f.id is not UNSET and f.id is not None:
            if f.error is not UNSET and f.error is not None:
                link.acknowledge(f.id, SubscriptionRejected(f.error.message or "refused", code=str(f.error.code)))
            else:
                link.acknowledge(f.id)


class CandlesDialect:
    """As trades; which interval a candle has is not told, so each has a connection too."""

    name = "candles"
    settings = ConnectionSettings(
        silence=60.0,
        ping=Ping(
            every=50.0, frame=lambda link: encode({"id": link.next_id(), "method": "ping", "params": []}), timeout=10.0
        ),
        messages=(200, 60.0),
        topics=1,
    )

    def __init__(self, urls: Endpoints) -> None:
        self._urls = urls
        self._decode = msgspec.json.Decoder(wire.Frame).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["stream"])

    async def on_open(self, link: Link) -> None:
        """Nothing is said before the first subscription."""

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            request_id = link.next_id()
            frame = encode(
                {
                    "id": request_id,
                    "method": "candles_subscribe",
                    "params": [json_at(batch[0].topic, "market"), json_at(batch[0].topic, "interval")],
                }
            )
            yield Outgoing(frame, batch, request_id)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            request_id = link.next_id()
            frame = encode({"id": request_id, "method": "candles_unsubscribe", "params": []})
            yield Outgoing(frame, batch, request_id)

    def receive(self, frame: str | bytes, link: Link) -> None:
        f = self._decode(frame)
        if f.method == "candles_update" and f.params is not UNSET:
            link.push("candles", f.params)
        elif f.result is not UNSET and kind(f.result) == "text" and (json_as(f.result, str) == "pong"):
            link.pong()
        elif f.id is not UNSET and f.id is not None:
            if f.error is not UNSET and f.error is not None:
                link.acknowledge(f.id, SubscriptionRejected(f.error.message or "refused", code=str(f.error.code)))
            else:
                link.acknowledge(f.id)


class BestDialect:
    """A subscription replaces the one before it, so each market has a connection."""

    name = "best"
    settings = ConnectionSettings(
        silence=60.0,
        ping=Ping(
            every=50.0, frame=lambda link: encode({"id": link.next_id(), "method": "ping", "params": []}), timeout=10.0
        ),
        messages=(200, 60.0),
        topics=1,
    )

    def __init__(self, urls: Endpoints) -> None:
        self._urls = urls
        self._decode = msgspec.json.Decoder(wire.Frame).decode
        self._decode_head = msgspec.json.Decoder(list[wire.BestHead]).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["stream"])

    async def on_open(self, link: Link) -> None:
        """Nothing is said before the first subscription."""

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            request_id = link.next_id()
            frame = encode({"id": request_id, "method": "bookTicker_subscribe", "params": [batch[0].topic]})
            yield Outgoing(frame, batch, request_id)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            request_id = link.next_id()
            frame = encode({"id": request_id, "method": "bookTicker_unsubscribe", "params": [batch[0].topic]})
            yield Outgoing(frame, batch, request_id)

    def receive(self, frame: str | bytes, link: Link) -> None:
        f = self._decode(frame)
        if f.method == "bookTicker_update" and f.params is not UNSET:
            head = self._decode_head(f.params)
            link.push(_1.market if (_1 := item(head, 0)) is not None and _1.market else "", f.params)
        elif f.result is not UNSET and kind(f.result) == "text" and (json_as(f.result, str) == "pong"):
            link.pong()
        elif f.id is not UNSET and f.id is not None:
            if f.error is not UNSET and f.error is not None:
                link.acknowledge(f.id, SubscriptionRejected(f.error.message or "refused", code=str(f.error.code)))
            else:
                link.acknowledge(f.id)


class PrivateDialect:
    """Opened with a token that a signed request grants; `markets` says whose orders and fills are told."""

    name = "private"
    settings = ConnectionSettings(
        silence=60.0,
        ping=Ping(
            every=50.0, frame=lambda link: encode({"id": link.next_id(), "method": "ping", "params": []}), timeout=10.0
        ),
        messages=(200, 60.0),
    )

    def __init__(self, urls: Endpoints, signing: Signing, leases: Leases) -> None:
        self._urls = urls
        self._signing = signing
        self._leases = leases
        self._decode = msgspec.json.Decoder(wire.Frame).decode

    async def endpoint(self) -> StreamEndpoint:
        await self._leases.stream.get()
        return StreamEndpoint(url=self._urls["stream"], leases=(self._leases.stream,))

    async def on_open(self, link: Link) -> None:
        await link.request("login", self._signing.login())

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            request_id = link.next_id()
            frame = encode({"id": request_id, **batch[0].topic})
            yield Outgoing(frame, batch, request_id)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        return ()

    def receive(self, frame: str | bytes, link: Link) -> None:
        f = self._decode(frame)
        if f.method == "ordersPending_update" and f.params is not UNSET:
            link.push("orders", f.params)
        elif f.method == "deals_update" and f.params is not UNSET:
            link.push("deals", f.params)
        elif f.method == "balanceSpot_update" and f.params is not UNSET:
            link.push("balances", f.params)
        elif f.result is not UNSET and kind(f.result) == "text" and (json_as(f.result, str) == "pong"):
            link.pong()
        elif f.id is not UNSET and f.id is not None:
            if f.error is not UNSET and f.error is not None:
                error = ERRORS.error(str(f.error.code), f.error.message)
                link.reply("login", error=error)
                link.acknowledge(f.id, error)
            else:
                link.reply("login")
                link.acknowledge(f.id)


class WhitebitChannels:
    """The channels of WhiteBIT: iterators of wire messages, nothing normalized. Symbols are the venue's own."""

    def __init__(self, subscribe: Callable[..., Feed[Any]], config: WhitebitConfig) -> None:
        self._subscribe = subscribe
        self.config = config

    def books(self, *, symbol: str) -> Feed[wire.DepthUpdate]:
        """Messages of `{i.venue_symbol}`, as they come."""
        return self._subscribe("depth", symbol, decode_books)

    def watch_trades(self, *, symbol: str) -> Feed[wire.TradesUpdate]:
        """Messages of `{i.venue_symbol}`, as they come."""
        return self._subscribe("trades", symbol, decode_trades)

    def watch_candles(self, *, symbol: str, interval: int) -> Feed[list[wire.CandleUpdate]]:
        """Messages of `{'market': '{i.venue_symbol}', 'interval': '=interval'}`, as they come."""
        return self._subscribe("candles", {"market": symbol, "interval": interval}, decode_candles, key="candles")

    def tickers(self, *, symbol: str) -> Feed[list[wire.BestUpdate]]:
        """Messages of `{i.venue_symbol}`, as they come."""
        return self._subscribe("best", symbol, decode_tickers)

    def orders(self) -> Feed[wire.OrderUpdate]:
        """Messages of `{'method': 'ordersPending_subscribe', 'params': "=split(cfg.markets, ',')"}`, as they come."""
        return self._subscribe(
            "private",
            {"method": "ordersPending_subscribe", "params": split(self.config.markets, ",")},
            decode_orders,
            key="orders",
        )

    def watch_deals(self) -> Feed[wire.DealUpdate]:
        """Messages of `{'method': 'deals_subscribe', 'params': ["=split(cfg.markets, ',')"]}`, as they come."""
        return self._subscribe(
            "private",
            {"method": "deals_subscribe", "params": [split(self.config.markets, ",")]},
            decode_deals,
            key="deals",
        )

    def watch_balances(self) -> Feed[list[dict[str, wire.Amounts]]]:
        """Messages of `{'method': 'balanceSpot_subscribe', 'params': []}`, as they come."""
        return self._subscribe(
            "private", {"method": "balanceSpot_subscribe", "params": []}, decode_balances, key="balances"
        )
