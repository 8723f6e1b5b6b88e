"""Crypto.com Exchange: what the frames of its connections mean, and the channels of the raw layer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from msgspec import UNSET
from venue_runtime.clock import Clock
from venue_runtime.endpoints import Endpoints
from venue_runtime.errors import SubscriptionRejected
from venue_runtime.exprs import word_of
from venue_runtime.feeds import Feed
from venue_runtime.streams import ConnectionSettings, Link, Outgoing, StreamEndpoint, StreamSubscription, batches

from . import types as wire
from .signing import Signing
from .venue import ERRORS, CryptocomConfig


def encode(frame: Any) -> str:
    """A frame as the text that is sent."""
    return msgspec.json.encode(frame).decode()


decode_book = msgspec.json.Decoder(wire.BookFeed).decode
decode_trade = msgspec.json.Decoder(wire.FeedTrade).decode
decode_ticker = msgspec.json.Decoder(wire.FeedTicker).decode
decode_candlestick = msgspec.json.Decoder(wire.FeedCandle).decode
decode_orders = msgspec.json.Decoder(wire.FeedOrder).decode
decode_fills = msgspec.json.Decoder(wire.FeedFill).decode
decode_balances = msgspec.json.Decoder(wire.FeedAccount).decode
decode_positions = msgspec.json.Decoder(wire.FeedPosition).decode


class MarketDialect:
    """The venue sends a heartbeat every 30 seconds and closes when it is not answered within 5. Its budget of
    messages is less in the calendar second of connecting, so nothing is sent in the first second."""

    name = "market"
    settings = ConnectionSettings(silence=60.0, quiet=1.0, messages=(100, 1.0), topics=400)

    def __init__(self, urls: Endpoints, config: CryptocomConfig, clock: Clock) -> None:
        self._urls = urls
        self._config = config
        self._clock = clock
        self._decode = msgspec.json.Decoder(wire.Frame).decode
        self._decode_head = msgspec.json.Decoder(wire.Head).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["market"])

    async def on_open(self, link: Link) -> None:
        """Nothing is said before the first subscription."""

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 100):
            request_id = link.next_id()
            frame = encode(
                {
                    "id": request_id,
                    "method": "subscribe",
                    "params": {
                        "channels": [one.topic for one in batch],
                        "book_subscription_type": "SNAPSHOT_AND_UPDATE",
                        "book_update_frequency": int(self._config.book_interval),
                    },
                    "nonce": str(self._clock.time_ns() // 1_000_000),
                }
            )
            yield Outgoing(frame, batch, request_id)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 100):
            request_id = link.next_id()
            frame = encode(
                {
                    "id": request_id,
                    "method": "unsubscribe",
                    "params": {"channels": [one.topic for one in batch]},
                    "nonce": str(self._clock.time_ns() // 1_000_000),
                }
            )
            yield Outgoing(frame, batch, request_id)

    def receive(self, frame: str | bytes, link: Link) -> None:
        f = self._decode(frame)
        if f.method == "public/heartbeat":
            link.answer(encode({"id": f.id if f.id is not UNSET else None, "method": "public/respond-heartbeat"}))
        elif f.method == "subscribe" and f.result is not UNSET:
            head = self._decode_head(f.result)
            if link.awaits(f.id):
                link.acknowledge(f.id, keys=[head.subscription])
            link.push(head.subscription, f.result)
        elif f.id is not UNSET:
            if (word_of(f.code) if f.code is not UNSET else None) != "0":
                link.acknowledge(
                    f.id,
                    SubscriptionRejected(
                        (f.message if f.message is not UNSET else None) or "refused",
                        code=word_of(f.code) if f.code is not UNSET else None,
                    ),
                )
            else:
                link.acknowledge(f.id)


class UserDialect:
    """The connection `user`."""

    name = "user"
    settings = ConnectionSettings(silence=60.0, quiet=1.0, messages=(150, 1.0))

    def __init__(self, urls: Endpoints, signing: Signing, clock: Clock) -> None:
        self._urls = urls
        self._signing = signing
        self._clock = clock
        self._decode = msgspec.json.Decoder(wire.Frame).decode
        self._decode_head = msgspec.json.Decoder(wire.Head).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["user"])

    async def on_open(self, link: Link) -> None:
        await link.request(0, self._signing.login())

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 100):
            request_id = link.next_id()
            frame = encode(
                {
                    "id": request_id,
                    "method": "subscribe",
                    "params": {"channels": [one.topic for one in batch]},
                    "nonce": str(self._clock.time_ns() // 1_000_000),
                }
            )
            yield Outgoing(frame, batch, request_id)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 100):
            request_id = link.next_id()
            frame = encode(
                {
                    "id": request_id,
                    "method": "unsubscribe",
                    "params": {"channels": [one.topic for one in batch]},
                    "nonce": str(self._clock.time_ns() // 1_000_000),
                }
            )
            yield Outgoing(frame, batch, request_id)

    def receive(self, frame: str | bytes, link: Link) -> None:
        f = self._decode(frame)
        if f.method == "public/heartbeat":
            link.answer(encode({"id": f.id if f.id is not UNSET else None, "method": "public/respond-heartbeat"}))
        elif f.method == "subscribe" and f.result is not UNSET:
            head = self._decode_head(f.result)
            if link.awaits(f.id):
                link.acknowledge(f.id, keys=[head.channel])
            link.push(head.channel, f.result)
        elif f.id is not UNSET and link.awaits(f.id):
            if (word_of(f.code) if f.code is not UNSET else None) != "0":
                error = ERRORS.error(
                    word_of(f.code) if f.code is not UNSET else None, f.message if f.message is not UNSET else None
                )
                link.reply(0, error=error)
                link.acknowledge(f.id, error)
            else:
                link.reply(0)
                link.acknowledge(f.id)
        elif f.id is not UNSET:
            if word_of(f.code if f.code is not UNSET and f.code else 0) != "0":
                link.reply(
                    f.id,
                    error=ERRORS.error(
                        word_of(f.code if f.code is not UNSET and f.code else 0),
                        f.message if f.message is not UNSET and f.message else "",
                    ),
                )
            else:
                link.reply(f.id, frame)

    def call(self, link: Link, method: str, params: dict[str, Any]) -> tuple[int, str]:
        """A request over this connection: its id and its frame. `params` are signed already."""
        request_id = link.next_id()
        return request_id, encode(
            {"id": request_id, "method": method, "params": params, "nonce": str(self._clock.time_ns() // 1_000_000)}
        )


class CryptocomChannels:
    """The channels of Crypto.com Exchange: iterators of wire messages, nothing normalized. Symbols are the venue's
    own."""

    def __init__(self, subscribe: Callable[..., Feed[Any]]) -> None:
        self._subscribe = subscribe

    def watch_book(self, *, symbol: str, depth: int) -> Feed[wire.BookFeed]:
        """Messages of `book.{i.venue_symbol}.{depth}`, as they come."""
        return self._subscribe("market", f"book.{symbol}.{depth}", decode_book)

    def trade(self, *, symbol: str) -> Feed[wire.FeedTrade]:
        """Messages of `trade.{i.venue_symbol}`, as they come."""
        return self._subscribe("market", f"trade.{symbol}", decode_trade)

    def ticker(self, *, symbol: str) -> Feed[wire.FeedTicker]:
        """Messages of `ticker.{i.venue_symbol}`, as they come."""
        return self._subscribe("market", f"ticker.{symbol}", decode_ticker)

    def candlestick(self, *, symbol: str, timeframe: str) -> Feed[wire.FeedCandle]:
        """Messages of `candlestick.{timeframe}.{i.venue_symbol}`, as they come."""
        return self._subscribe("market", f"candlestick.{timeframe}.{symbol}", decode_candlestick)

    def orders(self) -> Feed[wire.FeedOrder]:
        """Messages of `user.order`, as they come."""
        return self._subscribe("user", "user.order", decode_orders)

    def watch_fills(self) -> Feed[wire.FeedFill]:
        """Messages of `user.trade`, as they come."""
        return self._subscribe("user", "user.trade", decode_fills)

    def balances(self) -> Feed[wire.FeedAccount]:
        """Messages of `user.balance`, as they come."""
        return self._subscribe("user", "user.balance", decode_balances)

    def watch_positions(self) -> Feed[wire.FeedPosition]:
        """Messages of `user.positions`, as they come."""
        return self._subscribe("user", "user.positions", decode_positions)
