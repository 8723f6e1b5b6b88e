"""Backpack Exchange: what the frames of its connections mean, and the channels of the raw layer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from msgspec import UNSET
from venue_runtime.endpoints import Endpoints
from venue_runtime.errors import TransportError
from venue_runtime.feeds import Feed
from venue_runtime.streams import ConnectionSettings, Link, Outgoing, StreamEndpoint, StreamSubscription

from . import types as wire
from .signing import Signing


def encode(frame: Any) -> str:
    """A frame as the text that is sent."""
    return msgspec.json.encode(frame).decode()


decode_depth = msgspec.json.Decoder(wire.DepthEvent).decode
decode_trades = msgspec.json.Decoder(wire.TradeEvent).decode
decode_book_ticker = msgspec.json.Decoder(wire.BookTickerEvent).decode
decode_klines = msgspec.json.Decoder(wire.KlineEvent).decode
decode_orders = msgspec.json.Decoder(wire.OrderEvent).decode
decode_balances = msgspec.json.Decoder(wire.BalanceEvent).decode
decode_positions = msgspec.json.Decoder(wire.PositionEvent).decode


class PublicDialect:
    """A subscription is not answered (none is in recorded traffic); what is wrong with one is said without naming
    it. The venue pings each 60 seconds. Before it closes for maintenance it sends a Close frame."""

    name = "public"
    settings = ConnectionSettings(silence=130.0, acknowledged=False)

    def __init__(self, urls: Endpoints) -> None:
        self._urls = urls
        self._decode = msgspec.json.Decoder(wire.Frame).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["stream"])

    async def on_open(self, link: Link) -> None:
        """Nothing is said before the first subscription."""

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in (tuple(subscriptions),):
            frame = encode({"method": "SUBSCRIBE", "params": [one.topic for one in batch]})
            yield Outgoing(frame, batch)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in (tuple(subscriptions),):
            frame = encode({"method": "UNSUBSCRIBE", "params": [one.topic for one in batch]})
            yield Outgoing(frame, batch)

    def receive(self, frame: str | bytes, link: Link) -> None:
        f = self._decode(frame)
        if f.stream is not UNSET and f.data is not UNSET:
            link.push(f.stream, f.data)
        elif f.error is not UNSET:
            return


class PrivateDialect:
    """The connection `private`."""

    name = "private"
    settings = ConnectionSettings(silence=130.0, acknowledged=False)

    def __init__(self, urls: Endpoints, signing: Signing) -> None:
        self._urls = urls
        self._signing = signing
        self._decode = msgspec.json.Decoder(wire.Frame).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["stream"])

    async def on_open(self, link: Link) -> None:
        """Nothing is said before the first subscription."""

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in (tuple(subscriptions),):
            frame = encode(self._signing.stream({"method": "SUBSCRIBE", "params": [one.topic for one in batch]}))
            yield Outgoing(frame, batch)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in (tuple(subscriptions),):
            frame = encode({"method": "UNSUBSCRIBE", "params": [one.topic for one in batch]})
            yield Outgoing(frame, batch)

    def receive(self, frame: str | bytes, link: Link) -> None:
        f = self._decode(frame)
        if f.stream is not UNSET and f.data is not UNSET:
            link.push(f.stream, f.data)
        elif f.error is not UNSET:
            link.fail(TransportError("the venue ended this session"))


class BackpackChannels:
    """The channels of Backpack Exchange: iterators of wire messages, nothing normalized. Symbols are the venue's
    own."""

    def __init__(self, subscribe: Callable[..., Feed[Any]]) -> None:
        self._subscribe = subscribe

    def watch_depth(self, *, symbol: str) -> Feed[wire.DepthEvent]:
        """Messages of `depth.{i.venue_symbol}`, as they come."""
        return self._subscribe("public", f"depth.{symbol}", decode_depth)

    def watch_trades(self, *, symbol: str) -> Feed[wire.TradeEvent]:
        """Messages of `trade.{i.venue_symbol}`, as they come."""
        return self._subscribe("public", f"trade.{symbol}", decode_trades)

    def book_ticker(self, *, symbol: str) -> Feed[wire.BookTickerEvent]:
        """Messages of `bookTicker.{i.venue_symbol}`, as they come."""
        return self._subscribe("public", f"bookTicker.{symbol}", decode_book_ticker)

    def watch_klines(self, *, symbol: str, interval: str) -> Feed[wire.KlineEvent]:
        """Messages of `kline.{interval}.{i.venue_symbol}`, as they come."""
        return self._subscribe("public", f"kline.{interval}.{symbol}", decode_klines)

    def orders(self) -> Feed[wire.OrderEvent]:
        """Messages of `account.orderUpdate`, as they come."""
        return self._subscribe("private", "account.orderUpdate", decode_orders)

    def watch_balances(self) -> Feed[wire.BalanceEvent]:
        """Not in the documentation; subscribed and recorded by c9s/bbgo@d9712d0 in September 2026."""
        return self._subscribe("private", "account.balanceUpdate", decode_balances)

    def watch_positions(self) -> Feed[wire.PositionEvent]:
        """Messages of `account.positionUpdate`, as they come."""
        return self._subscribe("private", "account.positionUpdate", decode_positions)
