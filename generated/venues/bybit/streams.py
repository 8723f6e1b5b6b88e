"""Bybit: what the frames of its connections mean, and the channels of the raw layer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from msgspec import UNSET
from venue_runtime.clock import Clock
from venue_runtime.endpoints import Endpoints
from venue_runtime.errors import AuthenticationError, SubscriptionRejected
from venue_runtime.feeds import Feed
from venue_runtime.streams import ConnectionSettings, Link, Outgoing, Ping, StreamEndpoint, StreamSubscription, batches

from . import types as wire
from .signing import Signing
from .venue import ERRORS, BybitConfig


def encode(frame: Any) -> str:
    """A frame as the text that is sent."""
    return msgspec.json.encode(frame).decode()


decode_book = msgspec.json.Decoder(wire.BookMessage).decode
decode_trades = msgspec.json.Decoder(wire.Trades).decode
decode_tickers = msgspec.json.Decoder(wire.TickerMessage).decode
decode_candles = msgspec.json.Decoder(wire.CandleMessage).decode
decode_orders = msgspec.json.Decoder(wire.Orders).decode
decode_executions = msgspec.json.Decoder(wire.Executions).decode
decode_wallet = msgspec.json.Decoder(wire.WalletMessage).decode
decode_positions = msgspec.json.Decoder(wire.Positions).decode
decode_dcp_spot = msgspec.json.Decoder(Any).decode
decode_dcp_future = msgspec.json.Decoder(Any).decode


class PublicDialect:
    """The connection `public`."""

    name = "public"
    settings = ConnectionSettings(
        silence=60.0, ping=Ping(every=20.0, frame=lambda link: encode({"op": "ping"}), timeout=10.0)
    )

    def __init__(self, per: str, urls: Endpoints) -> None:
        self._per = per
        self._urls = urls
        self._decode = msgspec.json.Decoder(wire.Frame).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["public"] + "/" + self._per)

    async def on_open(self, link: Link) -> None:
        """Nothing is said before the first subscription."""

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 10):
            request_id = str(link.next_id())
            frame = encode({"op": "subscribe", "req_id": request_id, "args": [one.topic for one in batch]})
            yield Outgoing(frame, batch, request_id)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 10):
            request_id = str(link.next_id())
            frame = encode({"op": "unsubscribe", "req_id": request_id, "args": [one.topic for one in batch]})
            yield Outgoing(frame, batch, request_id)

    def receive(self, frame: str | bytes, link: Link) -> None:
        f = self._decode(frame)
        if f.topic is not UNSET:
            link.push(f.topic, frame)
        elif f.op in ("pong", "ping"):
            link.pong()
        elif f.op in ("subscribe", "unsubscribe"):
            if f.success == False:
                link.acknowledge(
                    f.req_id,
                    SubscriptionRejected((f.message if f.message is not UNSET else None) or "refused", code=None),
                )
            else:
                link.acknowledge(f.req_id)


class PrivateDialect:
    """The connection `private`."""

    name = "private"
    settings = ConnectionSettings(
        silence=60.0, ping=Ping(every=20.0, frame=lambda link: encode({"op": "ping"}), timeout=10.0)
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
        for batch in (tuple(subscriptions),):
            request_id = str(link.next_id())
            frame = encode({"op": "subscribe", "req_id": request_id, "args": [one.topic for one in batch]})
            yield Outgoing(frame, batch, request_id)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in (tuple(subscriptions),):
            request_id = str(link.next_id())
            frame = encode({"op": "unsubscribe", "req_id": request_id, "args": [one.topic for one in batch]})
            yield Outgoing(frame, batch, request_id)

    def receive(self, frame: str | bytes, link: Link) -> None:
        f = self._decode(frame)
        if f.topic is not UNSET:
            link.push(f.topic, frame)
        elif f.op in ("pong", "ping"):
            link.pong()
        elif f.op == "auth":
            if f.success == False:
                link.reply(
                    "login", error=AuthenticationError((f.message if f.message is not UNSET else None) or "refused")
                )
                link.acknowledge(
                    error=SubscriptionRejected((f.message if f.message is not UNSET else None) or "refused", code=None)
                )
            else:
                link.reply("login")
                link.acknowledge()
        elif f.op in ("subscribe", "unsubscribe"):
            if f.success == False:
                link.reply(
                    "login", error=AuthenticationError((f.message if f.message is not UNSET else None) or "refused")
                )
                link.acknowledge(
                    f.req_id,
                    SubscriptionRejected((f.message if f.message is not UNSET else None) or "refused", code=None),
                )
            else:
                link.reply("login")
                link.acknowledge(f.req_id)


class TradeDialect:
    """The connection `trade`."""

    name = "trade"
    settings = ConnectionSettings(
        silence=60.0, ping=Ping(every=20.0, frame=lambda link: encode({"op": "ping"}), timeout=10.0)
    )

    def __init__(self, urls: Endpoints, config: BybitConfig, signing: Signing, clock: Clock) -> None:
        self._urls = urls
        self._config = config
        self._signing = signing
        self._clock = clock
        self._decode = msgspec.json.Decoder(wire.TradeFrame).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["trade"])

    async def on_open(self, link: Link) -> None:
        await link.request("login", self._signing.login())

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        return ()

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        return ()

    def receive(self, frame: str | bytes, link: Link) -> None:
        f = self._decode(frame)
        if f.op in ("pong", "ping"):
            link.pong()
        elif f.op == "auth":
            if f.code is not UNSET and f.code != 0:
                error = ERRORS.error(str(f.code), f.message if f.message is not UNSET else None)
                link.reply("login", error=error)
                link.acknowledge(error=error)
            else:
                link.reply("login")
                link.acknowledge()
        elif f.req_id is not UNSET:
            if f.code is not UNSET and f.code != 0:
                link.reply(
                    f.req_id,
                    error=ERRORS.error(
                        str(f.code),
                        f.message if f.message is not UNSET and f.message else "",
                        operation=link.operation(f.req_id),
                    ),
                )
            else:
                link.reply(f.req_id, frame)

    def call(self, link: Link, method: str, params: dict[str, Any]) -> tuple[str, str]:
        """A request over this connection: its id and its frame. `params` are signed already."""
        request_id = str(link.next_id())
        return request_id, encode(
            {
                "reqId": request_id,
                "header": {
                    "X-BAPI-TIMESTAMP": str(self._clock.time_ns() // 1_000_000),
                    "X-BAPI-RECV-WINDOW": str(self._config.recv_window),
                },
                "op": method,
                "args": [params],
            }
        )


class BybitChannels:
    """The channels of Bybit: iterators of wire messages, nothing normalized. Symbols are the venue's own."""

    def __init__(self, subscribe: Callable[..., Feed[Any]]) -> None:
        self._subscribe = subscribe

    def book(self, *, symbol: str, levels: int, per: str) -> Feed[wire.BookMessage]:
        """Messages of `orderbook.{levels}.{i.venue_symbol}`, as they come."""
        return self._subscribe("public", f"orderbook.{levels}.{symbol}", decode_book, partition=per)

    def watch_trades(self, *, symbol: str, per: str) -> Feed[wire.Trades]:
        """Messages of `publicTrade.{i.venue_symbol}`, as they come."""
        return self._subscribe("public", f"publicTrade.{symbol}", decode_trades, partition=per)

    def watch_tickers(self, *, symbol: str, per: str) -> Feed[wire.TickerMessage]:
        """Of derivatives a delta names only what changed; of spot pairs there are no best prices."""
        return self._subscribe("public", f"tickers.{symbol}", decode_tickers, partition=per)

    def watch_candles(self, *, symbol: str, interval: str, per: str) -> Feed[wire.CandleMessage]:
        """Messages of `kline.{interval}.{i.venue_symbol}`, as they come."""
        return self._subscribe("public", f"kline.{interval}.{symbol}", decode_candles, partition=per)

    def orders(self) -> Feed[wire.Orders]:
        """Messages of `order`, as they come."""
        return self._subscribe("private", "order", decode_orders)

    def watch_executions(self) -> Feed[wire.Executions]:
        """Messages of `execution`, as they come."""
        return self._subscribe("private", "execution", decode_executions)

    def wallet(self) -> Feed[wire.WalletMessage]:
        """Messages of `wallet`, as they come."""
        return self._subscribe("private", "wallet", decode_wallet)

    def watch_positions(self) -> Feed[wire.Positions]:
        """Messages of `position`, as they come."""
        return self._subscribe("private", "position", decode_positions)

    def dcp_spot(self) -> Feed[Any]:
        """Says nothing; its end is what protects spot orders."""
        return self._subscribe("private", "dcp.spot", decode_dcp_spot)

    def dcp_future(self) -> Feed[Any]:
        """Says nothing; its end is what protects orders of contracts."""
        return self._subscribe("private", "dcp.future", decode_dcp_future)
