"""Example Positional: what the frames of its connections mean, and the channels of the raw layer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from msgspec import UNSET
from venue_runtime.endpoints import Endpoints
from venue_runtime.errors import SubscriptionRejected
from venue_runtime.exprs import json_as, kind, split
from venue_runtime.feeds import Feed
from venue_runtime.streams import ConnectionSettings, Link, Outgoing, Ping, StreamEndpoint, StreamSubscription, batches

from . import types as wire
from .leases import Leases
from .signing import Signing
from .venue import ERRORS, ExamplePositionalConfig


def encode(frame: Any) -> str:
    """A frame as the text that is sent."""
    return msgspec.json.encode(frame).decode()


decode_book = msgspec.json.Decoder(wire.DepthUpdate).decode
decode_trades = msgspec.json.Decoder(wire.Trades).decode
decode_orders = msgspec.json.Decoder(wire.OrderEvent).decode
decode_deals = msgspec.json.Decoder(wire.Deal).decode


class DepthDialect:
    """The connection `depth`."""

    name = "depth"
    settings = ConnectionSettings(
        silence=60.0,
        ping=Ping(
            every=50.0, frame=lambda link: encode({"id": link.next_id(), "method": "ping", "params": []}), timeout=10.0
        ),
    )

    def __init__(self, urls: Endpoints) -> None:
        self._urls = urls
        self._decode = msgspec.json.Decoder(wire.Frame).decode
        self._decode_head = msgspec.json.Decoder(wire.DepthHead).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["ws"])

    async def on_open(self, link: Link) -> None:
        """Nothing is said before the first subscription."""

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            request_id = link.next_id()
            frame = encode({"id": request_id, "method": "depth_subscribe", "params": [batch[0].topic, 100, True]})
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
    """A subscription replaces the one before it."""

    name = "trades"
    settings = ConnectionSettings(
        silence=60.0,
        ping=Ping(
            every=50.0, frame=lambda link: encode({"id": link.next_id(), "method": "ping", "params": []}), timeout=10.0
        ),
        topics=1,
    )

    def __init__(self, urls: Endpoints) -> None:
        self._urls = urls
        self._decode = msgspec.json.Decoder(wire.Frame).decode
        self._decode_head = msgspec.json.Decoder(wire.TradesHead).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["ws"])

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
            link.push(head[0], f.params)
        elif f.id is not UNSET and f.id is not None:
            if f.error is not UNSET and f.error is not None:
                link.acknowledge(f.id, SubscriptionRejected(f.error.message or "refused", code=str(f.error.code)))
            else:
                link.acknowledge(f.id)


class PrivateDialect:
    """The connection `private`."""

    name = "private"
    settings = ConnectionSettings(
        silence=60.0,
        ping=Ping(
            every=50.0, frame=lambda link: encode({"id": link.next_id(), "method": "ping", "params": []}), timeout=10.0
        ),
    )

    def __init__(self, urls: Endpoints, signing: Signing, leases: Leases) -> None:
        self._urls = urls
        self._signing = signing
        self._leases = leases
        self._decode = msgspec.json.Decoder(wire.Frame).decode

    async def endpoint(self) -> StreamEndpoint:
        await self._leases.stream.get()
        return StreamEndpoint(url=self._urls["ws"], leases=(self._leases.stream,))

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
        if f.method == "orders_update" and f.params is not UNSET:
            link.push("orders", f.params)
        elif f.method == "deals_update" and f.params is not UNSET:
            link.push("deals", f.params)
        elif f.id is not UNSET and f.id is not None:
            if f.error is not UNSET and f.error is not None:
                error = ERRORS.error(str(f.error.code), f.error.message)
                link.reply("login", error=error)
                link.acknowledge(f.id, error)
            else:
                link.reply("login")
                link.acknowledge(f.id)


class ExamplePositionalChannels:
    """The channels of Example Positional: iterators of wire messages, nothing normalized. Symbols are the venue's
    own."""

    def __init__(self, subscribe: Callable[..., Feed[Any]], config: ExamplePositionalConfig) -> None:
        self._subscribe = subscribe
        self.config = config

    def book(self, *, symbol: str) -> Feed[wire.DepthUpdate]:
        """Messages of `{i.venue_symbol}`, as they come."""
        return self._subscribe("depth", symbol, decode_book)

    def trades(self, *, symbol: str) -> Feed[wire.Trades]:
        """Messages of `{i.venue_symbol}`, as they come."""
        return self._subscribe("trades", symbol, decode_trades)

    def orders(self) -> Feed[wire.OrderEvent]:
        """Messages of `{'method': 'orders_subscribe', 'params': "=split(cfg.markets, ',')"}`, as they come."""
        return self._subscribe(
            "private",
            {"method": "orders_subscribe", "params": split(self.config.markets, ",")},
            decode_orders,
            key="orders",
        )

    def deals(self) -> Feed[wire.Deal]:
        """Messages of `{'method': 'deals_subscribe', 'params': ["=split(cfg.markets, ',')"]}`, as they come."""
        return self._subscribe(
            "private",
            {"method": "deals_subscribe", "params": [split(self.config.markets, ",")]},
            decode_deals,
            key="deals",
        )
