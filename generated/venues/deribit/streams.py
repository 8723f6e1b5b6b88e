"""Deribit: what the frames of its connections mean, and the channels of the raw layer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from msgspec import UNSET
from venue_runtime.endpoints import Endpoints
from venue_runtime.errors import SubscriptionRejected
from venue_runtime.exprs import json_as, kind
from venue_runtime.feeds import Feed
from venue_runtime.streams import ConnectionSettings, Link, Outgoing, StreamEndpoint, StreamSubscription, batches

from . import types as wire
from .signing import Signing
from .venue import ERRORS


def encode(frame: Any) -> str:
    """A frame as the text that is sent."""
    return msgspec.json.encode(frame).decode()


decode_book = msgspec.json.Decoder(wire.BookUpdate).decode
decode_trades = msgspec.json.Decoder(list[wire.Trade]).decode
decode_ticker = msgspec.json.Decoder(wire.Ticker).decode
decode_candles = msgspec.json.Decoder(wire.BarEvent).decode
decode_orders = msgspec.json.Decoder(wire.Order | list[wire.Order]).decode
decode_fills = msgspec.json.Decoder(list[wire.Fill]).decode
decode_changes = msgspec.json.Decoder(wire.Changes).decode
decode_portfolio = msgspec.json.Decoder(wire.Summary).decode


class PublicDialect:
    """The venue sends a heartbeat each 30 seconds, asks for an answer now and then, and closes without one."""

    name = "public"
    settings = ConnectionSettings(silence=60.0, messages=(3, 1.0))

    def __init__(self, urls: Endpoints) -> None:
        self._urls = urls
        self._decode = msgspec.json.Decoder(wire.Frame).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["ws"])

    async def on_open(self, link: Link) -> None:
        request_id = link.next_id()
        await link.send(
            encode({"jsonrpc": "2.0", "id": request_id, "method": "public/set_heartbeat", "params": {"interval": 30}})
        )

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 200):
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
        for batch in batches(subscriptions, 200):
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
        if f.method == "subscription" and f.params is not UNSET and (f.params.data is not UNSET):
            link.push(f.params.channel if f.params.channel is not UNSET and f.params.channel else "", f.params.data)
        elif (
            f.method == "heartbeat"
            and (f.params.type if f.params is not UNSET and f.params.type is not UNSET else None) == "test_request"
        ):
            link.answer(encode({"jsonrpc": "2.0", "id": link.next_id(), "method": "public/test", "params": {}}))
        elif f.method == "heartbeat":
            return
        elif f.id is not UNSET:
            if f.error is not UNSET:
                link.acknowledge(f.id, SubscriptionRejected(f.error.message or "refused", code=str(f.error.code)))
            else:
                link.acknowledge(
                    f.id,
                    keys=json_as(f.result, list[str]) if f.result is not UNSET and kind(f.result) == "array" else [],
                )
                link.acknowledge(f.id, SubscriptionRejected("not among the accepted topics"))


class PrivateDialect:
    """The connection `private`."""

    name = "private"
    settings = ConnectionSettings(silence=60.0)

    def __init__(self, urls: Endpoints, signing: Signing) -> None:
        self._urls = urls
        self._signing = signing
        self._decode = msgspec.json.Decoder(wire.Frame).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["ws"])

    async def on_open(self, link: Link) -> None:
        request_id = link.next_id()
        await link.send(
            encode({"jsonrpc": "2.0", "id": request_id, "method": "public/set_heartbeat", "params": {"interval": 30}})
        )
        request_id, frame = self.call(link, "public/auth", self._signing.login({"grant_type": "client_signature"}))
        await link.request(request_id, frame)

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 200):
            request_id = link.next_id()
            frame = encode(
                {
                    "jsonrpc": "2.0",
                    "id": request_id,
                    "method": "private/subscribe",
                    "params": {"channels": [one.topic for one in batch]},
                }
            )
            yield Outgoing(frame, batch, request_id)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 200):
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
        elif (
            f.method == "heartbeat"
            and (f.params.type if f.params is not UNSET and f.params.type is not UNSET else None) == "test_request"
        ):
            link.answer(encode({"jsonrpc": "2.0", "id": link.next_id(), "method": "public/test", "params": {}}))
        elif f.method == "heartbeat":
            return
        elif f.id is not UNSET and link.awaits(f.id):
            if f.error is not UNSET:
                link.acknowledge(f.id, SubscriptionRejected(f.error.message or "refused", code=str(f.error.code)))
            else:
                link.acknowledge(
                    f.id,
                    keys=json_as(f.result, list[str]) if f.result is not UNSET and kind(f.result) == "array" else [],
                )
                link.acknowledge(f.id, SubscriptionRejected("not among the accepted topics"))
        elif f.id is not UNSET:
            if f.error is not UNSET:
                link.reply(f.id, error=ERRORS.error(f.error.code, f.error.message, operation=link.operation(f.id)))
            else:
                link.reply(f.id, frame)

    def call(self, link: Link, method: str, params: dict[str, Any]) -> tuple[int, str]:
        """A request over this connection: its id and its frame. `params` are signed already."""
        request_id = link.next_id()
        return request_id, encode({"jsonrpc": "2.0", "id": request_id, "method": method, "params": params})


class DeribitChannels:
    """The channels of Deribit: iterators of wire messages, nothing normalized. Symbols are the venue's own."""

    def __init__(self, subscribe: Callable[..., Feed[Any]]) -> None:
        self._subscribe = subscribe

    def book(self, *, symbol: str, interval: str) -> Feed[wire.BookUpdate]:
        """Messages of `book.{i.venue_symbol}.{interval}`, as they come."""
        return self._subscribe("public", f"book.{symbol}.{interval}", decode_book)

    def watch_trades(self, *, symbol: str, interval: str) -> Feed[list[wire.Trade]]:
        """Messages of `trades.{i.venue_symbol}.{interval}`, as they come."""
        return self._subscribe("public", f"trades.{symbol}.{interval}", decode_trades)

    def watch_ticker(self, *, symbol: str, interval: str) -> Feed[wire.Ticker]:
        """Messages of `ticker.{i.venue_symbol}.{interval}`, as they come."""
        return self._subscribe("public", f"ticker.{symbol}.{interval}", decode_ticker)

    def watch_candles(self, *, symbol: str, resolution: str) -> Feed[wire.BarEvent]:
        """Messages of `chart.trades.{i.venue_symbol}.{resolution}`, as they come."""
        return self._subscribe("public", f"chart.trades.{symbol}.{resolution}", decode_candles)

    def orders(self) -> Feed[wire.Order | list[wire.Order]]:
        """Messages of `user.orders.any.any.raw`, as they come."""
        return self._subscribe("private", "user.orders.any.any.raw", decode_orders)

    def watch_fills(self) -> Feed[list[wire.Fill]]:
        """Messages of `user.trades.any.any.raw`, as they come."""
        return self._subscribe("private", "user.trades.any.any.raw", decode_fills)

    def changes(self) -> Feed[wire.Changes]:
        """Messages of `user.changes.any.any.raw`, as they come."""
        return self._subscribe("private", "user.changes.any.any.raw", decode_changes)

    def portfolio(self) -> Feed[wire.Summary]:
        """Messages of `user.portfolio.any`, as they come."""
        return self._subscribe("private", "user.portfolio.any", decode_portfolio)
