"""Gemini: what the frames of its connections mean, and the channels of the raw layer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from msgspec import UNSET
from venue_runtime.endpoints import Endpoints
from venue_runtime.errors import SubscriptionRejected
from venue_runtime.feeds import Feed
from venue_runtime.streams import ConnectionSettings, Link, Outgoing, Ping, StreamEndpoint, StreamSubscription, batches

from . import types as wire
from .signing import Signing


def encode(frame: Any) -> str:
    """A frame as the text that is sent."""
    return msgspec.json.encode(frame).decode()


decode_depth = msgspec.json.Decoder(wire.DepthUpdate).decode
decode_trades = msgspec.json.Decoder(wire.TradeEvent).decode
decode_book_ticker = msgspec.json.Decoder(wire.BookTicker).decode
decode_orders = msgspec.json.Decoder(wire.OrderUpdate).decode
decode_balances = msgspec.json.Decoder(wire.BalanceUpdate).decode


class PublicDialect:
    """With `snapshot=-1` the first message of a book is the whole of it."""

    name = "public"
    settings = ConnectionSettings(silence=60.0, ping=Ping(every=20.0, timeout=10.0, idle=True))

    def __init__(self, urls: Endpoints) -> None:
        self._urls = urls
        self._decode = msgspec.json.Decoder(wire.Frame).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["ws"] + "?snapshot=-1")

    async def on_open(self, link: Link) -> None:
        """Nothing is said before the first subscription."""

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 20):
            request_id = str(link.next_id())
            frame = encode({"id": request_id, "method": "subscribe", "params": [one.topic for one in batch]})
            yield Outgoing(frame, batch, request_id)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 20):
            request_id = str(link.next_id())
            frame = encode({"id": request_id, "method": "unsubscribe", "params": [one.topic for one in batch]})
            yield Outgoing(frame, batch, request_id)

    def receive(self, frame: str | bytes, link: Link) -> None:
        f = self._decode(frame)
        if f.symbol is not UNSET and f.bid_quantity is not UNSET:
            link.push(f.symbol.lower() + "@bookTicker", frame)
        elif f.symbol is not UNSET and f.first is not UNSET:
            link.push(f.symbol.lower() + "@depth@100ms", frame)
        elif f.symbol is not UNSET and f.trade_id is not UNSET:
            link.push(f.symbol.lower() + "@trade", frame)
        elif f.status is not UNSET:
            if f.status != 200:
                link.acknowledge(
                    f.id,
                    SubscriptionRejected(
                        (f.error.msg if f.error is not UNSET else None) or "refused",
                        code=str(f.error.code) if f.error is not UNSET else None,
                    ),
                )
            else:
                link.acknowledge(f.id)


class PrivateDialect:
    """The connection `private`."""

    name = "private"
    settings = ConnectionSettings(silence=60.0, ping=Ping(every=20.0, timeout=10.0, idle=True))

    def __init__(self, urls: Endpoints, signing: Signing) -> None:
        self._urls = urls
        self._signing = signing
        self._decode = msgspec.json.Decoder(wire.Frame).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["ws"], headers=self._signing.handshake("GET", "ws", "/").headers)

    async def on_open(self, link: Link) -> None:
        """Nothing is said before the first subscription."""

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 20):
            request_id = str(link.next_id())
            frame = encode({"id": request_id, "method": "subscribe", "params": [one.topic for one in batch]})
            yield Outgoing(frame, batch, request_id)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 20):
            request_id = str(link.next_id())
            frame = encode({"id": request_id, "method": "unsubscribe", "params": [one.topic for one in batch]})
            yield Outgoing(frame, batch, request_id)

    def receive(self, frame: str | bytes, link: Link) -> None:
        f = self._decode(frame)
        if f.event == "orderUpdate":
            link.push("orders@account", frame)
        elif f.event == "balanceUpdate":
            link.push("balances@account", frame)
        elif f.status is not UNSET:
            if f.status != 200:
                link.acknowledge(
                    f.id,
                    SubscriptionRejected(
                        (f.error.msg if f.error is not UNSET else None) or "refused",
                        code=str(f.error.code) if f.error is not UNSET else None,
                    ),
                )
            else:
                link.acknowledge(f.id)


class GeminiChannels:
    """The channels of Gemini: iterators of wire messages, nothing normalized. Symbols are the venue's own."""

    def __init__(self, subscribe: Callable[..., Feed[Any]]) -> None:
        self._subscribe = subscribe

    def depth(self, *, symbol: str) -> Feed[wire.DepthUpdate]:
        """Messages of `{i.venue_symbol}@depth@100ms`, as they come."""
        return self._subscribe("public", f"{symbol}@depth@100ms", decode_depth)

    def watch_trades(self, *, symbol: str) -> Feed[wire.TradeEvent]:
        """Messages of `{i.venue_symbol}@trade`, as they come."""
        return self._subscribe("public", f"{symbol}@trade", decode_trades)

    def book_ticker(self, *, symbol: str) -> Feed[wire.BookTicker]:
        """Messages of `{i.venue_symbol}@bookTicker`, as they come."""
        return self._subscribe("public", f"{symbol}@bookTicker", decode_book_ticker)

    def orders(self) -> Feed[wire.OrderUpdate]:
        """Messages of `orders@account`, as they come."""
        return self._subscribe("private", "orders@account", decode_orders)

    def watch_balances(self) -> Feed[wire.BalanceUpdate]:
        """Messages of `balances@account`, as they come."""
        return self._subscribe("private", "balances@account", decode_balances)
