"""OKX: what the frames of its connections mean, and the channels of the raw layer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from msgspec import UNSET
from venue_runtime.endpoints import Endpoints
from venue_runtime.errors import SubscriptionRejected, TransportError
from venue_runtime.exprs import item, json_as
from venue_runtime.feeds import Feed
from venue_runtime.streams import ConnectionSettings, Link, Outgoing, Ping, StreamEndpoint, StreamSubscription, batches

from . import types as wire
from .signing import Signing
from .venue import ERRORS


def encode(frame: Any) -> str:
    """A frame as the text that is sent."""
    return msgspec.json.encode(frame).decode()


decode_books = msgspec.json.Decoder(list[wire.BookUpdate]).decode
decode_books_2022 = msgspec.json.Decoder(list[wire.BookUpdate2022]).decode
decode_trades = msgspec.json.Decoder(list[wire.Trade]).decode
decode_tickers = msgspec.json.Decoder(list[wire.Ticker]).decode
decode_candles = msgspec.json.Decoder(list[wire.Candle]).decode
decode_orders = msgspec.json.Decoder(list[wire.OrderEvent]).decode
decode_account = msgspec.json.Decoder(list[wire.Account]).decode
decode_positions = msgspec.json.Decoder(list[wire.Position]).decode


class PublicDialect:
    """An error frame names no subscription, and each argument is acknowledged by itself, so one is under way at a
    time; the venue takes 480 such frames an hour on a connection."""

    name = "public"
    settings = ConnectionSettings(
        silence=60.0, ping=Ping(every=25.0, frame=lambda link: "ping", timeout=10.0, idle=True), topics=29, in_flight=1
    )

    def __init__(self, urls: Endpoints) -> None:
        self._urls = urls
        self._decode = msgspec.json.Decoder(wire.Frame).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["public"])

    async def on_open(self, link: Link) -> None:
        """Nothing is said before the first subscription."""

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            frame = encode({"op": "subscribe", "args": [one.topic for one in batch]})
            yield Outgoing(frame, batch)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            frame = encode({"op": "unsubscribe", "args": [one.topic for one in batch]})
            yield Outgoing(frame, batch)

    def receive(self, frame: str | bytes, link: Link) -> None:
        if frame == "pong":
            link.pong()
            return
        f = self._decode(frame)
        if f.data is not UNSET and f.arg is not UNSET:
            link.push(
                f.arg.channel + ":" + (f.arg.instrument if f.arg.instrument is not UNSET and f.arg.instrument else ""),
                f.data,
            )
        elif f.event in ("subscribe", "unsubscribe", "error"):
            if f.event == "error":
                link.acknowledge(
                    error=SubscriptionRejected(
                        (f.msg if f.msg is not UNSET else None) or "refused",
                        code=f.code if f.code is not UNSET else None,
                    )
                )
            else:
                link.acknowledge()
        elif f.event == "notice":
            link.drain()


class BusinessDialect:
    """Candles moved to a host path of their own."""

    name = "business"
    settings = ConnectionSettings(
        silence=60.0, ping=Ping(every=25.0, frame=lambda link: "ping", timeout=10.0, idle=True), topics=29, in_flight=1
    )

    def __init__(self, urls: Endpoints) -> None:
        self._urls = urls
        self._decode = msgspec.json.Decoder(wire.Frame).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["business"])

    async def on_open(self, link: Link) -> None:
        """Nothing is said before the first subscription."""

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            frame = encode({"op": "subscribe", "args": [one.topic for one in batch]})
            yield Outgoing(frame, batch)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            frame = encode({"op": "unsubscribe", "args": [one.topic for one in batch]})
            yield Outgoing(frame, batch)

    def receive(self, frame: str | bytes, link: Link) -> None:
        if frame == "pong":
            link.pong()
            return
        f = self._decode(frame)
        if f.data is not UNSET and f.arg is not UNSET:
            link.push(
                f.arg.channel + ":" + (f.arg.instrument if f.arg.instrument is not UNSET and f.arg.instrument else ""),
                f.data,
            )
        elif f.event in ("subscribe", "unsubscribe", "error"):
            if f.event == "error":
                link.acknowledge(
                    error=SubscriptionRejected(
                        (f.msg if f.msg is not UNSET else None) or "refused",
                        code=f.code if f.code is not UNSET else None,
                    )
                )
            else:
                link.acknowledge()
        elif f.event == "notice":
            link.drain()


class PrivateDialect:
    """The connection `private`."""

    name = "private"
    settings = ConnectionSettings(
        silence=60.0, ping=Ping(every=25.0, frame=lambda link: "ping", timeout=10.0, idle=True), in_flight=1
    )

    def __init__(self, urls: Endpoints, signing: Signing) -> None:
        self._urls = urls
        self._signing = signing
        self._decode = msgspec.json.Decoder(wire.Frame).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["private"])

    async def on_open(self, link: Link) -> None:
        await link.request("login", self._signing.login())

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            frame = encode({"op": "subscribe", "args": [one.topic for one in batch]})
            yield Outgoing(frame, batch)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            frame = encode({"op": "unsubscribe", "args": [one.topic for one in batch]})
            yield Outgoing(frame, batch)

    def receive(self, frame: str | bytes, link: Link) -> None:
        if frame == "pong":
            link.pong()
            return
        f = self._decode(frame)
        if f.id is not UNSET and f.op is not UNSET:
            if f.code != "0":
                link.reply(
                    f.id,
                    error=ERRORS.error(
                        (
                            _1.code
                            if f.data is not UNSET
                            and (_1 := item(json_as(f.data, list[wire.Refused]), 0)) is not None
                            and (_1.code is not UNSET)
                            and _1.code
                            else f.code if f.code is not UNSET and f.code else ""
                        ),
                        (
                            _1.text
                            if f.data is not UNSET
                            and (_1 := item(json_as(f.data, list[wire.Refused]), 0)) is not None
                            and (_1.text is not UNSET)
                            and _1.text
                            else f.msg if f.msg is not UNSET and f.msg else ""
                        ),
                    ),
                )
            else:
                link.reply(f.id, frame)
        elif f.data is not UNSET and f.arg is not UNSET:
            link.push(f.arg.channel, f.data)
        elif f.event in ("login", "subscribe", "unsubscribe", "error"):
            if f.event == "error":
                error = ERRORS.error(f.code if f.code is not UNSET else None, f.msg if f.msg is not UNSET else None)
                link.reply("login", error=error)
                link.acknowledge(error=error)
            else:
                link.reply("login")
                link.acknowledge()
        elif f.event == "channel-conn-count-error":
            link.fail(TransportError("the venue ended this session"))
        elif f.event == "channel-conn-count":
            return
        elif f.event == "notice":
            link.drain()

    def call(self, link: Link, method: str, params: dict[str, Any]) -> tuple[str, str]:
        """A request over this connection: its id and its frame. `params` are signed already."""
        request_id = str(link.next_id())
        return request_id, encode({"id": request_id, "op": method, "args": [params]})


class OkxChannels:
    """The channels of OKX: iterators of wire messages, nothing normalized. Symbols are the venue's own."""

    def __init__(self, subscribe: Callable[..., Feed[Any]]) -> None:
        self._subscribe = subscribe

    def books(self, *, symbol: str) -> Feed[list[wire.BookUpdate]]:
        """Without changes the venue says so about every 60 seconds."""
        return self._subscribe("public", {"channel": "books", "instId": symbol}, decode_books, key=f"books:{symbol}")

    def watch_trades(self, *, symbol: str) -> Feed[list[wire.Trade]]:
        """Messages of `{'channel': 'trades', 'instId': '{i.venue_symbol}'}`, as they come."""
        return self._subscribe("public", {"channel": "trades", "instId": symbol}, decode_trades, key=f"trades:{symbol}")

    def tickers(self, *, symbol: str) -> Feed[list[wire.Ticker]]:
        """Messages of `{'channel': 'tickers', 'instId': '{i.venue_symbol}'}`, as they come."""
        return self._subscribe(
            "public", {"channel": "tickers", "instId": symbol}, decode_tickers, key=f"tickers:{symbol}"
        )

    def watch_candles(self, *, symbol: str, bar: str) -> Feed[list[wire.Candle]]:
        """Messages of `{'channel': 'candle{bar}', 'instId': '{i.venue_symbol}'}`, as they come."""
        return self._subscribe(
            "business", {"channel": f"candle{bar}", "instId": symbol}, decode_candles, key=f"candle{bar}:{symbol}"
        )

    def orders(self) -> Feed[list[wire.OrderEvent]]:
        """Messages of `{'channel': 'orders', 'instType': 'ANY'}`, as they come."""
        return self._subscribe("private", {"channel": "orders", "instType": "ANY"}, decode_orders, key="orders")

    def account(self) -> Feed[list[wire.Account]]:
        """Messages of `{'channel': 'account'}`, as they come."""
        return self._subscribe("private", {"channel": "account"}, decode_account, key="account")

    def watch_positions(self) -> Feed[list[wire.Position]]:
        """Messages of `{'channel': 'positions', 'instType': 'ANY'}`, as they come."""
        return self._subscribe(
            "private", {"channel": "positions", "instType": "ANY"}, decode_positions, key="positions"
        )
