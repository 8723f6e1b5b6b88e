"""Rpc: what the frames of its connections mean, and the channels of the raw layer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from msgspec import UNSET
from venue_runtime.endpoints import Endpoints
from venue_runtime.errors import SubscriptionRejected, TransportError
from venue_runtime.feeds import Feed
from venue_runtime.streams import ConnectionSettings, Link, Outgoing, StreamEndpoint, StreamSubscription, batches

from . import types as wire
from .leases import Leases
from .signing import Signing
from .venue import ERRORS


def encode(frame: Any) -> str:
    """A frame as the text that is sent."""
    return msgspec.json.encode(frame).decode()


decode_book = msgspec.json.Decoder(wire.Book).decode
decode_orders = msgspec.json.Decoder(wire.Order).decode
decode_fills = msgspec.json.Decoder(list[wire.Fill]).decode


class StreamDialect:
    """The connection `stream`."""

    name = "stream"
    settings = ConnectionSettings(silence=60.0)

    def __init__(self, urls: Endpoints) -> None:
        self._urls = urls
        self._decode = msgspec.json.Decoder(wire.Frame).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["ws"])

    async def on_open(self, link: Link) -> None:
        await link.send(
            encode({"jsonrpc": "2.0", "id": 9, "method": "public/set_heartbeat", "params": {"interval": 30}})
        )

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 50):
            request_id = link.next_id()
            frame = encode(
                {
                    "jsonrpc": "2.0",
                    "id": request_id,
                    "method": "public/subscribe",
                    "params": {"channels": [one.topic for one in batch]},
                }
            )
            yield Outgoing(frame, batch, request_id)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 50):
            request_id = link.next_id()
            frame = encode(
                {
                    "jsonrpc": "2.0",
                    "id": request_id,
                    "method": "public/unsubscribe",
                    "params": {"channels": [one.topic for one in batch]},
                }
            )
            yield Outgoing(frame, batch, request_id)

    def receive(self, frame: str | bytes, link: Link) -> None:
        f = self._decode(frame)
        if (
            f.method == "heartbeat"
            and (f.params.type if f.params is not UNSET and f.params.type is not UNSET else None) == "test_request"
        ):
            link.answer(encode({"jsonrpc": "2.0", "id": link.next_id(), "method": "public/test", "params": {}}))
        elif f.method == "subscription" and f.params is not UNSET and (f.params.data is not UNSET):
            link.push(f.params.channel if f.params.channel is not UNSET and f.params.channel else "", f.params.data)
        elif f.id is not UNSET:
            if f.error is not UNSET:
                link.acknowledge(f.id, SubscriptionRejected(f.error.message or "refused", code=str(f.error.code)))
            else:
                link.acknowledge(f.id)


class CallsDialect:
    """The connection `calls`."""

    name = "calls"
    settings = ConnectionSettings(silence=60.0)

    def __init__(self, urls: Endpoints, signing: Signing) -> None:
        self._urls = urls
        self._signing = signing
        self._decode = msgspec.json.Decoder(wire.Frame).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["ws"])

    async def on_open(self, link: Link) -> None:
        request_id, frame = self.call(link, "public/auth", self._signing.grant_ws({"grant_type": "client_signature"}))
        await link.request(request_id, frame)

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        return ()

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        return ()

    def receive(self, frame: str | bytes, link: Link) -> None:
        f = self._decode(frame)
        if f.id is not UNSET:
            if f.error is not UNSET:
                link.reply(f.id, error=ERRORS.error(f.error.code, f.error.message))
            else:
                link.reply(f.id, frame)

    def call(self, link: Link, method: str, params: dict[str, Any]) -> tuple[int, str]:
        """A request over this connection: its id and its frame. `params` are signed already."""
        request_id = link.next_id()
        return request_id, encode({"jsonrpc": "2.0", "id": request_id, "method": method, "params": params})


class PrivateDialect:
    """The connection `private`."""

    name = "private"
    settings = ConnectionSettings(silence=60.0)

    def __init__(self, urls: Endpoints, leases: Leases) -> None:
        self._urls = urls
        self._leases = leases
        self._decode = msgspec.json.Decoder(wire.Frame).decode

    async def endpoint(self) -> StreamEndpoint:
        await self._leases.session.get()
        return StreamEndpoint(url=self._urls["ws"], leases=(self._leases.session,))

    async def on_open(self, link: Link) -> None:
        """Nothing is said before the first subscription."""

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 50):
            request_id = link.next_id()
            frame = encode(
                {
                    "jsonrpc": "2.0",
                    "id": request_id,
                    "method": "private/subscribe",
                    "params": {
                        "channels": [one.topic for one in batch],
                        "access_token": self._leases.session.held.token,
                    },
                }
            )
            yield Outgoing(frame, batch, request_id)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 50):
            request_id = link.next_id()
            frame = encode(
                {
                    "jsonrpc": "2.0",
                    "id": request_id,
                    "method": "private/unsubscribe",
                    "params": {"channels": [one.topic for one in batch]},
                }
            )
            yield Outgoing(frame, batch, request_id)

    def receive(self, frame: str | bytes, link: Link) -> None:
        f = self._decode(frame)
        if f.method == "subscription" and f.params is not UNSET and (f.params.data is not UNSET):
            link.push(f.params.channel if f.params.channel is not UNSET and f.params.channel else "", f.params.data)
        elif f.id is not UNSET:
            if f.error is not UNSET:
                error = ERRORS.error(str(f.error.code), f.error.message)
                if self._leases.session.is_lost_by(error):
                    link.fail(TransportError("the venue ended this session"))
                else:
                    link.acknowledge(f.id, error)
            else:
                link.acknowledge(f.id)


class RpcChannels:
    """The channels of Rpc: iterators of wire messages, nothing normalized. Symbols are the venue's own."""

    def __init__(self, subscribe: Callable[..., Feed[Any]]) -> None:
        self._subscribe = subscribe

    def book(self, *, symbol: str) -> Feed[wire.Book]:
        """Messages of `book.{i.venue_symbol}.raw`, as they come."""
        return self._subscribe("stream", f"book.{symbol}.raw", decode_book)

    def orders(self) -> Feed[wire.Order]:
        """Messages of `user.orders.any.raw`, as they come."""
        return self._subscribe("private", "user.orders.any.raw", decode_orders)

    def watch_fills(self) -> Feed[list[wire.Fill]]:
        """Messages of `user.trades.any.raw`, as they come."""
        return self._subscribe("private", "user.trades.any.raw", decode_fills)
