"""Coinbase Advanced Trade: what the frames of its connections mean, and the channels of the raw layer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from msgspec import UNSET
from venue_runtime.endpoints import Endpoints
from venue_runtime.errors import SubscriptionRejected
from venue_runtime.exprs import part, split
from venue_runtime.feeds import Feed
from venue_runtime.streams import ConnectionSettings, Link, Outgoing, StreamEndpoint, StreamSubscription, batches

from . import types as wire
from .signing import Signing
from .venue import CoinbaseAdvancedConfig


def encode(frame: Any) -> str:
    """A frame as the text that is sent."""
    return msgspec.json.encode(frame).decode()


decode_heartbeats = msgspec.json.Decoder(list[wire.Heartbeat]).decode
decode_level2 = msgspec.json.Decoder(list[wire.BookEvent]).decode
decode_trades = msgspec.json.Decoder(list[wire.TradeEvent]).decode
decode_ticker = msgspec.json.Decoder(list[wire.TickerEvent]).decode
decode_candles = msgspec.json.Decoder(list[wire.CandleEvent]).decode
decode_user_heartbeats = msgspec.json.Decoder(list[wire.Heartbeat]).decode
decode_user = msgspec.json.Decoder(list[wire.UserEvent]).decode


class MarketDialect:
    """Data of a USDC product arrive under the name of its USD product, so a connection has one product of a channel,
    and its frames are told apart by channel alone. All frames of a connection share one numbering; heartbeats
    come every second."""

    name = "market"
    settings = ConnectionSettings(silence=10.0, messages=(8, 1.0), in_flight=1, always=(("heartbeats:", "heartbeats"),))

    def __init__(self, urls: Endpoints) -> None:
        self._urls = urls
        self._decode = msgspec.json.Decoder(wire.Frame).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["market"])

    async def on_open(self, link: Link) -> None:
        """Nothing is said before the first subscription."""

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            frame = encode(
                {
                    "type": "subscribe",
                    "product_ids": split(part(batch[0].topic, ":", 1), ","),
                    "channel": part(batch[0].topic, ":", 0),
                }
            )
            yield Outgoing(frame, batch)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            frame = encode(
                {
                    "type": "unsubscribe",
                    "product_ids": split(part(batch[0].topic, ":", 1), ","),
                    "channel": part(batch[0].topic, ":", 0),
                }
            )
            yield Outgoing(frame, batch)

    def receive(self, frame: str | bytes, link: Link) -> None:
        f = self._decode(frame)
        if (number := f.sequence if f.sequence is not UNSET else None) is not None and not link.in_sequence(number):
            return
        if f.channel == "subscriptions" or f.type == "error":
            if f.type == "error":
                link.acknowledge(
                    error=SubscriptionRejected((f.message if f.message is not UNSET else None) or "refused", code=None)
                )
            else:
                link.acknowledge()
        elif f.channel is not UNSET and f.events is not UNSET:
            link.push(f.channel, f.events)


class UserDialect:
    """One connection a user. The open orders come first, fifty in a frame."""

    name = "user"
    settings = ConnectionSettings(silence=10.0, messages=(8, 1.0), in_flight=1, always=(("heartbeats:", "heartbeats"),))

    def __init__(self, urls: Endpoints, signing: Signing) -> None:
        self._urls = urls
        self._signing = signing
        self._decode = msgspec.json.Decoder(wire.Frame).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["user"])

    async def on_open(self, link: Link) -> None:
        """Nothing is said before the first subscription."""

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            frame = encode(
                self._signing.stream(
                    {
                        "type": "subscribe",
                        "product_ids": split(part(batch[0].topic, ":", 1), ","),
                        "channel": part(batch[0].topic, ":", 0),
                    }
                )
            )
            yield Outgoing(frame, batch)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            frame = encode(
                self._signing.stream(
                    {
                        "type": "unsubscribe",
                        "product_ids": split(part(batch[0].topic, ":", 1), ","),
                        "channel": part(batch[0].topic, ":", 0),
                    }
                )
            )
            yield Outgoing(frame, batch)

    def receive(self, frame: str | bytes, link: Link) -> None:
        f = self._decode(frame)
        if (number := f.sequence if f.sequence is not UNSET else None) is not None and not link.in_sequence(number):
            return
        if f.channel == "subscriptions" or f.type == "error":
            if f.type == "error":
                link.acknowledge(
                    error=SubscriptionRejected((f.message if f.message is not UNSET else None) or "refused", code=None)
                )
            else:
                link.acknowledge()
        elif f.channel is not UNSET and f.events is not UNSET:
            link.push(f.channel, f.events)


class CoinbaseAdvancedChannels:
    """The channels of Coinbase Advanced Trade: iterators of wire messages, nothing normalized. Symbols are the
    venue's own."""

    def __init__(self, subscribe: Callable[..., Feed[Any]], config: CoinbaseAdvancedConfig) -> None:
        self._subscribe = subscribe
        self.config = config

    def heartbeats(self) -> Feed[list[wire.Heartbeat]]:
        """Messages of `heartbeats:`, as they come."""
        return self._subscribe("market", "heartbeats:", decode_heartbeats, key="heartbeats")

    def level2(self, *, symbol: str) -> Feed[list[wire.BookEvent]]:
        """Messages of `level2:{i.venue_symbol}`, as they come."""
        return self._subscribe("market", f"level2:{symbol}", decode_level2, key="l2_data")

    def watch_trades(self, *, symbol: str) -> Feed[list[wire.TradeEvent]]:
        """Messages of `market_trades:{i.venue_symbol}`, as they come."""
        return self._subscribe("market", f"market_trades:{symbol}", decode_trades, key="market_trades")

    def ticker(self, *, symbol: str) -> Feed[list[wire.TickerEvent]]:
        """Messages of `ticker:{i.venue_symbol}`, as they come."""
        return self._subscribe("market", f"ticker:{symbol}", decode_ticker, key="ticker")

    def watch_candles(self, *, symbol: str) -> Feed[list[wire.CandleEvent]]:
        """Of five minutes, which is all there is."""
        return self._subscribe("market", f"candles:{symbol}", decode_candles, key="candles")

    def user_heartbeats(self) -> Feed[list[wire.Heartbeat]]:
        """Messages of `heartbeats:`, as they come."""
        return self._subscribe("user", "heartbeats:", decode_user_heartbeats, key="heartbeats")

    def user(self) -> Feed[list[wire.UserEvent]]:
        """Messages of `user:{cfg.products}`, as they come."""
        return self._subscribe("user", f"user:{self.config.products}", decode_user, key="user")
