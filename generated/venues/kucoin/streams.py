"""KuCoin: what the frames of its connections mean, and the channels of the raw layer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from msgspec import UNSET
from venue_runtime.endpoints import Endpoints
from venue_runtime.errors import SubscriptionRejected, TransportError
from venue_runtime.exprs import json_as
from venue_runtime.feeds import Feed
from venue_runtime.streams import ConnectionSettings, Link, Outgoing, Ping, StreamEndpoint, StreamSubscription, batches

from . import types as wire
from .leases import Leases


def encode(frame: Any) -> str:
    """A frame as the text that is sent."""
    return msgspec.json.encode(frame).decode()


decode_depth_updates = msgspec.json.Decoder(wire.DepthUpdate).decode
decode_depth_5 = msgspec.json.Decoder(wire.DepthLevels).decode
decode_depth_50 = msgspec.json.Decoder(wire.DepthLevels).decode
decode_best = msgspec.json.Decoder(wire.BestLevels).decode
decode_ticker = msgspec.json.Decoder(wire.TickerUpdate).decode
decode_trades = msgspec.json.Decoder(wire.Match).decode
decode_candles = msgspec.json.Decoder(wire.CandleUpdate).decode
decode_orders = msgspec.json.Decoder(wire.OrderUpdate).decode
decode_balances = msgspec.json.Decoder(wire.BalanceUpdate).decode


class PublicDialect:
    """The connection `public`."""

    name = "public"
    settings = ConnectionSettings(silence=60.0, topics=300)

    def __init__(self, urls: Endpoints, leases: Leases) -> None:
        self._urls = urls
        self._leases = leases
        self._decode = msgspec.json.Decoder(wire.Frame).decode

    async def endpoint(self) -> StreamEndpoint:
        await self._leases.public.get()
        return StreamEndpoint(
            url=self._urls.dictated(f"{self._leases.public.held.endpoint}?token={self._leases.public.held.token}"),
            leases=(self._leases.public,),
        )

    async def on_open(self, link: Link) -> None:
        await link.signalled("ready")
        link.ping_as(
            Ping(
                every=float(self._leases.public.held.ping),
                frame=lambda link: encode({"id": str(link.next_id()), "type": "ping"}),
                timeout=10.0,
            )
        )

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            request_id = str(link.next_id())
            frame = encode(
                {
                    "id": request_id,
                    "type": "subscribe",
                    "topic": batch[0].topic,
                    "privateChannel": False,
                    "response": True,
                }
            )
            yield Outgoing(frame, batch, request_id)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            request_id = str(link.next_id())
            frame = encode(
                {
                    "id": request_id,
                    "type": "unsubscribe",
                    "topic": batch[0].topic,
                    "privateChannel": False,
                    "response": True,
                }
            )
            yield Outgoing(frame, batch, request_id)

    def receive(self, frame: str | bytes, link: Link) -> None:
        f = self._decode(frame)
        if f.type == "message" and f.topic is not UNSET and (f.data is not UNSET):
            link.push(f.topic, f.data)
        elif f.type == "pong":
            link.pong()
        elif f.type == "welcome":
            link.signal("ready")
        elif f.type == "error" and f.code == 401:
            self._leases.public.lose()
            link.fail(TransportError("the venue ended this session"))
        elif f.type == "ack" or f.type == "error":
            if f.type == "error":
                link.acknowledge(
                    f.id,
                    SubscriptionRejected(
                        (json_as(f.data, str) if f.data is not UNSET else None) or "refused",
                        code=str(f.code) if f.code is not UNSET else None,
                    ),
                )
            else:
                link.acknowledge(f.id)


class PrivateDialect:
    """The connection `private`."""

    name = "private"
    settings = ConnectionSettings(silence=60.0, topics=300)

    def __init__(self, urls: Endpoints, leases: Leases) -> None:
        self._urls = urls
        self._leases = leases
        self._decode = msgspec.json.Decoder(wire.Frame).decode

    async def endpoint(self) -> StreamEndpoint:
        await self._leases.private.get()
        return StreamEndpoint(
            url=self._urls.dictated(f"{self._leases.private.held.endpoint}?token={self._leases.private.held.token}"),
            leases=(self._leases.private,),
        )

    async def on_open(self, link: Link) -> None:
        await link.signalled("ready")
        link.ping_as(
            Ping(
                every=float(self._leases.private.held.ping),
                frame=lambda link: encode({"id": str(link.next_id()), "type": "ping"}),
                timeout=10.0,
            )
        )

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            request_id = str(link.next_id())
            frame = encode(
                {
                    "id": request_id,
                    "type": "subscribe",
                    "topic": batch[0].topic,
                    "privateChannel": True,
                    "response": True,
                }
            )
            yield Outgoing(frame, batch, request_id)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            request_id = str(link.next_id())
            frame = encode(
                {
                    "id": request_id,
                    "type": "unsubscribe",
                    "topic": batch[0].topic,
                    "privateChannel": True,
                    "response": True,
                }
            )
            yield Outgoing(frame, batch, request_id)

    def receive(self, frame: str | bytes, link: Link) -> None:
        f = self._decode(frame)
        if f.type == "message" and f.topic is not UNSET and (f.data is not UNSET):
            link.push(f.topic, f.data)
        elif f.type == "pong":
            link.pong()
        elif f.type == "welcome":
            link.signal("ready")
        elif f.type == "error" and f.code == 401:
            self._leases.private.lose()
            link.fail(TransportError("the venue ended this session"))
        elif f.type == "ack" or f.type == "error":
            if f.type == "error":
                link.acknowledge(
                    f.id,
                    SubscriptionRejected(
                        (json_as(f.data, str) if f.data is not UNSET else None) or "refused",
                        code=str(f.code) if f.code is not UNSET else None,
                    ),
                )
            else:
                link.acknowledge(f.id)


class KucoinChannels:
    """The channels of KuCoin: iterators of wire messages, nothing normalized. Symbols are the venue's own."""

    def __init__(self, subscribe: Callable[..., Feed[Any]]) -> None:
        self._subscribe = subscribe

    def depth_updates(self, *, symbol: str) -> Feed[wire.DepthUpdate]:
        """Messages of `/market/level2:{i.venue_symbol}`, as they come."""
        return self._subscribe("public", f"/market/level2:{symbol}", decode_depth_updates)

    def depth_5(self, *, symbol: str) -> Feed[wire.DepthLevels]:
        """Messages of `/spotMarket/level2Depth5:{i.venue_symbol}`, as they come."""
        return self._subscribe("public", f"/spotMarket/level2Depth5:{symbol}", decode_depth_5)

    def depth_50(self, *, symbol: str) -> Feed[wire.DepthLevels]:
        """Messages of `/spotMarket/level2Depth50:{i.venue_symbol}`, as they come."""
        return self._subscribe("public", f"/spotMarket/level2Depth50:{symbol}", decode_depth_50)

    def best(self, *, symbol: str) -> Feed[wire.BestLevels]:
        """Messages of `/spotMarket/level1:{i.venue_symbol}`, as they come."""
        return self._subscribe("public", f"/spotMarket/level1:{symbol}", decode_best)

    def ticker(self, *, symbol: str) -> Feed[wire.TickerUpdate]:
        """Messages of `/market/ticker:{i.venue_symbol}`, as they come."""
        return self._subscribe("public", f"/market/ticker:{symbol}", decode_ticker)

    def watch_trades(self, *, symbol: str) -> Feed[wire.Match]:
        """Messages of `/market/match:{i.venue_symbol}`, as they come."""
        return self._subscribe("public", f"/market/match:{symbol}", decode_trades)

    def watch_candles(self, *, symbol: str, interval: str) -> Feed[wire.CandleUpdate]:
        """Messages of `/market/candles:{i.venue_symbol}_{interval}`, as they come."""
        return self._subscribe("public", f"/market/candles:{symbol}_{interval}", decode_candles)

    def orders(self) -> Feed[wire.OrderUpdate]:
        """Messages of `/spotMarket/tradeOrdersV2`, as they come."""
        return self._subscribe("private", "/spotMarket/tradeOrdersV2", decode_orders)

    def balances(self) -> Feed[wire.BalanceUpdate]:
        """Messages of `/account/balance`, as they come."""
        return self._subscribe("private", "/account/balance", decode_balances)
