"""Coinbase Exchange: what the frames of its connections mean, and the channels of the raw layer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from msgspec import UNSET
from venue_runtime.endpoints import Endpoints
from venue_runtime.errors import SubscriptionRejected
from venue_runtime.exprs import part, split
from venue_runtime.feeds import Feed
from venue_runtime.streams import ConnectionSettings, Link, Outgoing, Ping, StreamEndpoint, StreamSubscription, batches

from . import types as wire
from .signing import Signing
from .venue import CoinbaseExchangeConfig


def encode(frame: Any) -> str:
    """A frame as the text that is sent."""
    return msgspec.json.encode(frame).decode()


decode_level2 = msgspec.json.Decoder(wire.Level2).decode
decode_matches = msgspec.json.Decoder(wire.Match).decode
decode_ticker = msgspec.json.Decoder(wire.TickerUpdate).decode
decode_heartbeat = msgspec.json.Decoder(wire.Heartbeat).decode
decode_user = msgspec.json.Decoder(wire.UserEvent).decode


class PublicDialect:
    """An error names no subscription and an answer lists all of them, so one is under way at a time."""

    name = "public"
    settings = ConnectionSettings(
        silence=60.0, ping=Ping(every=20.0, timeout=10.0, idle=True), messages=(100, 1.0), in_flight=1
    )

    def __init__(self, urls: Endpoints) -> None:
        self._urls = urls
        self._decode = msgspec.json.Decoder(wire.Frame).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["feed"])

    async def on_open(self, link: Link) -> None:
        """Nothing is said before the first subscription."""

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            frame = encode(
                {
                    "type": "subscribe",
                    "product_ids": [part(batch[0].topic, ":", 1)],
                    "channels": [part(batch[0].topic, ":", 0)],
                }
            )
            yield Outgoing(frame, batch)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            frame = encode(
                {
                    "type": "unsubscribe",
                    "product_ids": [part(batch[0].topic, ":", 1)],
                    "channels": [part(batch[0].topic, ":", 0)],
                }
            )
            yield Outgoing(frame, batch)

    def receive(self, frame: str | bytes, link: Link) -> None:
        f = self._decode(frame)
        if f.type == "last_match":
            return
        elif f.type in ("snapshot", "l2update") and f.product_id is not UNSET:
            link.push("level2_batch:" + f.product_id, frame)
        elif f.type == "match" and f.product_id is not UNSET:
            link.push("matches:" + f.product_id, frame)
        elif f.type in ("ticker", "heartbeat") and f.product_id is not UNSET:
            link.push(f.type + ":" + f.product_id, frame)
        elif f.type in ("subscriptions", "error"):
            if f.type == "error":
                link.acknowledge(
                    error=SubscriptionRejected(
                        (
                            f.reason
                            if f.reason is not UNSET and f.reason
                            else f.message if f.message is not UNSET else None
                        )
                        or "refused",
                        code=f.message if f.message is not UNSET else None,
                    )
                )
            else:
                link.acknowledge()


class PrivateDialect:
    """The connection `private`."""

    name = "private"
    settings = ConnectionSettings(
        silence=60.0, ping=Ping(every=20.0, timeout=10.0, idle=True), messages=(100, 1.0), in_flight=1
    )

    def __init__(self, urls: Endpoints, config: CoinbaseExchangeConfig, signing: Signing) -> None:
        self._urls = urls
        self._config = config
        self._signing = signing
        self._decode = msgspec.json.Decoder(wire.Frame).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["feed"])

    async def on_open(self, link: Link) -> None:
        """Nothing is said before the first subscription."""

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            frame = encode(
                self._signing.subscription(
                    {
                        "type": "subscribe",
                        "product_ids": split(self._config.products, ","),
                        "channels": [batch[0].topic],
                    }
                )
            )
            yield Outgoing(frame, batch)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            frame = encode(
                self._signing.subscription(
                    {
                        "type": "unsubscribe",
                        "product_ids": split(self._config.products, ","),
                        "channels": [batch[0].topic],
                    }
                )
            )
            yield Outgoing(frame, batch)

    def receive(self, frame: str | bytes, link: Link) -> None:
        f = self._decode(frame)
        if f.type in ("subscriptions", "error"):
            if f.type == "error":
                link.acknowledge(
                    error=SubscriptionRejected(
                        (
                            f.reason
                            if f.reason is not UNSET and f.reason
                            else f.message if f.message is not UNSET else None
                        )
                        or "refused",
                        code=f.message if f.message is not UNSET else None,
                    )
                )
            else:
                link.acknowledge()
        elif f.product_id is not UNSET:
            link.push("user", frame)


class CoinbaseExchangeChannels:
    """The channels of Coinbase Exchange: iterators of wire messages, nothing normalized. Symbols are the venue's
    own."""

    def __init__(self, subscribe: Callable[..., Feed[Any]]) -> None:
        self._subscribe = subscribe

    def level2(self, *, symbol: str) -> Feed[wire.Level2]:
        """Changes of 50 milliseconds; the channel `level2`, unbatched, wants a signature."""
        return self._subscribe("public", f"level2_batch:{symbol}", decode_level2)

    def matches(self, *, symbol: str) -> Feed[wire.Match]:
        """Messages of `matches:{i.venue_symbol}`, as they come."""
        return self._subscribe("public", f"matches:{symbol}", decode_matches)

    def watch_ticker(self, *, symbol: str) -> Feed[wire.TickerUpdate]:
        """Messages of `ticker:{i.venue_symbol}`, as they come."""
        return self._subscribe("public", f"ticker:{symbol}", decode_ticker)

    def heartbeat(self, *, symbol: str) -> Feed[wire.Heartbeat]:
        """Messages of `heartbeat:{i.venue_symbol}`, as they come."""
        return self._subscribe("public", f"heartbeat:{symbol}", decode_heartbeat)

    def user(self) -> Feed[wire.UserEvent]:
        """Messages of `user`, as they come."""
        return self._subscribe("private", "user", decode_user)
