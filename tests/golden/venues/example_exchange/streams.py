"""Example Exchange: what the frames of its connections mean, and the channels of the raw layer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from msgspec import UNSET
from venue_runtime.endpoints import Endpoints
from venue_runtime.errors import SubscriptionRejected, TransportError
from venue_runtime.feeds import Feed
from venue_runtime.streams import ConnectionSettings, Link, Outgoing, Ping, StreamEndpoint, StreamSubscription, batches

from . import types as wire
from .leases import Leases
from .signing import Signing
from .venue import ERRORS


def encode(frame: Any) -> str:
    """A frame as the text that is sent."""
    return msgspec.json.encode(frame).decode()


decode_book = msgspec.json.Decoder(wire.BookUpdate).decode
decode_orders = msgspec.json.Decoder(wire.Order).decode
decode_fills = msgspec.json.Decoder(wire.Fill).decode


class PublicDialect:
    """The connection `public`."""

    name = "public"
    settings = ConnectionSettings(
        silence=60.0,
        ping=Ping(every=15.0, frame=lambda link: "ping", timeout=5.0, idle=True),
        lifetime=43_200.0,
        in_flight=1,
    )

    def __init__(self, urls: Endpoints) -> None:
        self._urls = urls
        self._decode = msgspec.json.Decoder(wire.Frame).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["ws"] + "/public")

    async def on_open(self, link: Link) -> None:
        """Nothing is said before the first subscription."""

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            frame = encode({"op": "subscribe", "topic": batch[0].topic})
            yield Outgoing(frame, batch)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            frame = encode({"op": "unsubscribe", "topic": batch[0].topic})
            yield Outgoing(frame, batch)

    def receive(self, frame: str | bytes, link: Link) -> None:
        if frame == "pong":
            link.pong()
            return
        f = self._decode(frame)
        if f.topic is not UNSET and f.data is not UNSET:
            link.push(f.topic, f.data)
        elif f.op == "subscribe" or f.op == "unsubscribe":
            if f.ok == False:
                link.acknowledge(
                    error=SubscriptionRejected(
                        (f.msg if f.msg is not UNSET else None) or "refused",
                        code=f.code if f.code is not UNSET else None,
                    )
                )
            else:
                link.acknowledge()


class PrivateDialect:
    """The connection `private`."""

    name = "private"
    settings = ConnectionSettings(silence=60.0, ping=Ping(every=15.0, frame=lambda link: "ping", timeout=5.0))

    def __init__(self, urls: Endpoints, signing: Signing, leases: Leases) -> None:
        self._urls = urls
        self._signing = signing
        self._leases = leases
        self._decode = msgspec.json.Decoder(wire.Frame).decode

    async def endpoint(self) -> StreamEndpoint:
        await self._leases.stream.get()
        return StreamEndpoint(
            url=self._urls["ws"] + "/private?token=" + self._leases.stream.held.token, leases=(self._leases.stream,)
        )

    async def on_open(self, link: Link) -> None:
        await link.request("login", self._signing.ws_login())

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        return ()

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        return ()

    def receive(self, frame: str | bytes, link: Link) -> None:
        if frame == "pong":
            link.pong()
            return
        f = self._decode(frame)
        if f.type == "token_expired":
            self._leases.stream.lose()
            link.fail(TransportError("the venue ended this session"))
        elif f.op == "login":
            if f.ok == False:
                error = ERRORS.error(f.code if f.code is not UNSET else None, f.msg if f.msg is not UNSET else None)
                if self._leases.stream.is_lost_by(error):
                    link.fail(TransportError("the venue ended this session"))
                else:
                    link.reply("login", error=error)
                    link.acknowledge(error=error)
            else:
                link.reply("login")
                link.acknowledge()
        elif f.topic is not UNSET and f.data is not UNSET:
            link.push(f.topic, f.data)


class ExampleExchangeChannels:
    """The channels of Example Exchange: iterators of wire messages, nothing normalized. Symbols are the venue's own."""

    def __init__(self, subscribe: Callable[..., Feed[Any]]) -> None:
        self._subscribe = subscribe

    def book(self, *, symbol: str) -> Feed[wire.BookUpdate]:
        """Messages of `book.{i.venue_symbol}`, as they come."""
        return self._subscribe("public", f"book.{symbol}", decode_book)

    def orders(self) -> Feed[wire.Order]:
        """Messages of the private stream, as they come."""
        return self._subscribe("private", None, decode_orders, key="orders")

    def watch_fills(self) -> Feed[wire.Fill]:
        """Messages of the private stream, as they come."""
        return self._subscribe("private", None, decode_fills, key="fills")
