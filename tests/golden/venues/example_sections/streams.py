"""Example Sections: what the frames of its connections mean, and the channels of the raw layer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from msgspec import UNSET
from venue_runtime.endpoints import Endpoints
from venue_runtime.feeds import Feed
from venue_runtime.streams import ConnectionSettings, Link, Outgoing, StreamEndpoint, StreamSubscription

from . import types as wire
from .signing import Signing
from .venue import ERRORS


def encode(frame: Any) -> str:
    """A frame as the text that is sent."""
    return msgspec.json.encode(frame).decode()


decode_orders = msgspec.json.Decoder(wire.Update).decode


class PrivateDialect:
    """The connection `private`."""

    name = "private"
    settings = ConnectionSettings(silence=60.0)

    def __init__(self, urls: Endpoints, signing: Signing) -> None:
        self._urls = urls
        self._signing = signing
        self._decode = msgspec.json.Decoder(wire.Frame).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["ws"] + "/private")

    async def on_open(self, link: Link) -> None:
        await link.request("login", self._signing.login())

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        return ()

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        return ()

    def receive(self, frame: str | bytes, link: Link) -> None:
        f = self._decode(frame)
        if f.op == "login":
            if f.ok == False:
                error = ERRORS.error(f.msg if f.msg is not UNSET else None, f.msg if f.msg is not UNSET else None)
                link.reply("login", error=error)
                link.acknowledge(error=error)
            else:
                link.reply("login")
                link.acknowledge()
        elif f.topic is not UNSET and f.data is not UNSET:
            link.push(f.topic, f.data)


class ExampleSectionsChannels:
    """The channels of Example Sections: iterators of wire messages, nothing normalized. Symbols are the venue's own."""

    def __init__(self, subscribe: Callable[..., Feed[Any]]) -> None:
        self._subscribe = subscribe

    def orders(self) -> Feed[wire.Update]:
        """Messages of the private stream, as they come."""
        return self._subscribe("private", None, decode_orders, key="orders")
