"""Hyperliquid: what the frames of its connections mean, and the channels of the raw layer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from msgspec import UNSET
from venue_runtime.credentials import Credentials
from venue_runtime.endpoints import Endpoints
from venue_runtime.errors import SubscriptionRejected
from venue_runtime.exprs import item, json_as
from venue_runtime.feeds import Feed
from venue_runtime.streams import ConnectionSettings, Link, Outgoing, Ping, StreamEndpoint, StreamSubscription, batches

from . import types as wire


def encode(frame: Any) -> str:
    """A frame as the text that is sent."""
    return msgspec.json.encode(frame).decode()


decode_book = msgspec.json.Decoder(wire.L2Book).decode
decode_best = msgspec.json.Decoder(wire.Bbo).decode
decode_trades = msgspec.json.Decoder(list[wire.Trade]).decode
decode_candles = msgspec.json.Decoder(wire.Candle).decode
decode_orders = msgspec.json.Decoder(list[wire.OrderState]).decode
decode_fills = msgspec.json.Decoder(wire.Fills).decode
decode_holdings = msgspec.json.Decoder(wire.SpotUpdate).decode
decode_positions = msgspec.json.Decoder(wire.PerpUpdate).decode


class MarketDialect:
    """An acknowledgement repeats what was asked and has no number, so one is under way at a time."""

    name = "market"
    settings = ConnectionSettings(
        silence=60.0,
        ping=Ping(every=50.0, frame=lambda link: encode({"method": "ping"}), timeout=10.0),
        messages=(2000, 60.0),
        topics=1000,
        in_flight=1,
    )

    def __init__(self, urls: Endpoints) -> None:
        self._urls = urls
        self._decode = msgspec.json.Decoder(wire.Frame).decode
        self._decode_head = msgspec.json.Decoder(wire.OfCoin).decode
        self._decode_head_1 = msgspec.json.Decoder(list[wire.OfCoin]).decode
        self._decode_head_2 = msgspec.json.Decoder(wire.OfCandle).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["stream"])

    async def on_open(self, link: Link) -> None:
        """Nothing is said before the first subscription."""

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            frame = encode({"method": "subscribe", "subscription": batch[0].topic})
            yield Outgoing(frame, batch)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            frame = encode({"method": "unsubscribe", "subscription": batch[0].topic})
            yield Outgoing(frame, batch)

    def receive(self, frame: str | bytes, link: Link) -> None:
        if frame == "Websocket connection established.":
            return
        f = self._decode(frame)
        if f.channel in ("l2Book", "bbo") and f.data is not UNSET:
            head = self._decode_head(f.data)
            link.push(f.channel + ":" + head.coin, f.data)
        elif f.channel == "trades" and f.data is not UNSET:
            head_1 = self._decode_head_1(f.data)
            link.push("trades:" + (_1.coin if (_1 := item(head_1, 0)) is not None and _1.coin else ""), f.data)
        elif f.channel == "candle" and f.data is not UNSET:
            head_2 = self._decode_head_2(f.data)
            link.push("candle:" + head_2.coin + ":" + head_2.interval, f.data)
        elif f.channel in ("subscriptionResponse", "error"):
            if f.channel == "error":
                link.acknowledge(
                    error=SubscriptionRejected(
                        (json_as(f.data, str) if f.data is not UNSET else None) or "refused", code=None
                    )
                )
            else:
                link.acknowledge()
        elif f.channel == "pong":
            link.pong()


class PrivateDialect:
    """Nobody logs in, since what an account does is public. Frames of orders name no account, so all are of one."""

    name = "private"
    settings = ConnectionSettings(
        silence=60.0,
        ping=Ping(every=50.0, frame=lambda link: encode({"method": "ping"}), timeout=10.0),
        messages=(2000, 60.0),
        topics=1000,
        in_flight=1,
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
            frame = encode({"method": "subscribe", "subscription": batch[0].topic})
            yield Outgoing(frame, batch)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            frame = encode({"method": "unsubscribe", "subscription": batch[0].topic})
            yield Outgoing(frame, batch)

    def receive(self, frame: str | bytes, link: Link) -> None:
        if frame == "Websocket connection established.":
            return
        f = self._decode(frame)
        if f.channel in ("orderUpdates", "userFills", "spotState", "clearinghouseState") and f.data is not UNSET:
            link.push(f.channel, f.data)
        elif f.channel in ("subscriptionResponse", "error"):
            if f.channel == "error":
                link.acknowledge(
                    error=SubscriptionRejected(
                        (json_as(f.data, str) if f.data is not UNSET else None) or "refused", code=None
                    )
                )
            else:
                link.acknowledge()
        elif f.channel == "pong":
            link.pong()


class HyperliquidChannels:
    """The channels of Hyperliquid: iterators of wire messages, nothing normalized. Symbols are the venue's own."""

    def __init__(self, subscribe: Callable[..., Feed[Any]], credentials: Credentials) -> None:
        self._subscribe = subscribe
        self.credentials = credentials

    def watch_book(self, *, symbol: str) -> Feed[wire.L2Book]:
        """The whole book, 20 levels a side, with each block that is at least half a second after the last push."""
        return self._subscribe("market", {"type": "l2Book", "coin": symbol}, decode_book, key=f"l2Book:{symbol}")

    def best(self, *, symbol: str) -> Feed[wire.Bbo]:
        """Messages of `{'type': 'bbo', 'coin': '{i.venue_symbol}'}`, as they come."""
        return self._subscribe("market", {"type": "bbo", "coin": symbol}, decode_best, key=f"bbo:{symbol}")

    def trades(self, *, symbol: str) -> Feed[list[wire.Trade]]:
        """Messages of `{'type': 'trades', 'coin': '{i.venue_symbol}'}`, as they come."""
        return self._subscribe("market", {"type": "trades", "coin": symbol}, decode_trades, key=f"trades:{symbol}")

    def watch_candles(self, *, symbol: str, interval: str) -> Feed[wire.Candle]:
        """Messages of `{'type': 'candle', 'coin': '{i.venue_symbol}', 'interval': '{interval}'}`, as they come."""
        return self._subscribe(
            "market",
            {"type": "candle", "coin": symbol, "interval": interval},
            decode_candles,
            key=f"candle:{symbol}:{interval}",
        )

    def orders(self) -> Feed[list[wire.OrderState]]:
        """Messages of `{'type': 'orderUpdates', 'user': '{cred.account}'}`, as they come."""
        return self._subscribe(
            "private",
            {"type": "orderUpdates", "user": self.credentials.reveal("account")},
            decode_orders,
            key="orderUpdates",
        )

    def watch_fills(self) -> Feed[wire.Fills]:
        """Messages of `{'type': 'userFills', 'user': '{cred.account}'}`, as they come."""
        return self._subscribe(
            "private", {"type": "userFills", "user": self.credentials.reveal("account")}, decode_fills, key="userFills"
        )

    def holdings(self) -> Feed[wire.SpotUpdate]:
        """Second-hand (unverified)."""
        return self._subscribe(
            "private",
            {"type": "spotState", "user": self.credentials.reveal("account")},
            decode_holdings,
            key="spotState",
        )

    def positions(self) -> Feed[wire.PerpUpdate]:
        """Documented without its frame, which is second-hand (unverified)."""
        return self._subscribe(
            "private",
            {"type": "clearinghouseState", "user": self.credentials.reveal("account")},
            decode_positions,
            key="clearinghouseState",
        )
