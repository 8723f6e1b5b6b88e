"""Gate: what the frames of its connections mean, and the channels of the raw layer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from msgspec import UNSET
from venue_runtime.clock import Clock
from venue_runtime.endpoints import Endpoints
from venue_runtime.errors import SubscriptionRejected
from venue_runtime.exprs import json_at, seconds_until
from venue_runtime.feeds import Feed
from venue_runtime.streams import ConnectionSettings, Link, Outgoing, Ping, StreamEndpoint, StreamSubscription, batches

from . import types as wire
from .signing import Signing
from .venue import ERRORS


def encode(frame: Any) -> str:
    """A frame as the text that is sent."""
    return msgspec.json.encode(frame).decode()


decode_depth = msgspec.json.Decoder(wire.DepthUpdate).decode
decode_book_updates = msgspec.json.Decoder(wire.BookUpdate).decode
decode_best = msgspec.json.Decoder(wire.BestUpdate).decode
decode_tickers = msgspec.json.Decoder(wire.TickerUpdate).decode
decode_trades = msgspec.json.Decoder(wire.TradeUpdate).decode
decode_candles = msgspec.json.Decoder(wire.CandleUpdate).decode
decode_orders = msgspec.json.Decoder(list[wire.OrderUpdate]).decode
decode_fills = msgspec.json.Decoder(list[wire.FillUpdate]).decode
decode_balances = msgspec.json.Decoder(list[wire.BalanceUpdate]).decode


class PublicDialect:
    """The connection `public`."""

    name = "public"
    settings = ConnectionSettings(
        silence=60.0,
        ping=Ping(
            every=15.0,
            frame=lambda link: encode({"time": link.time_ns() // 1_000_000_000, "channel": "spot.ping"}),
            timeout=10.0,
            idle=True,
        ),
    )

    def __init__(self, urls: Endpoints, clock: Clock) -> None:
        self._urls = urls
        self._clock = clock
        self._decode = msgspec.json.Decoder(wire.Frame).decode
        self._decode_head = msgspec.json.Decoder(wire.PairOf).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["stream"])

    async def on_open(self, link: Link) -> None:
        """Nothing is said before the first subscription."""

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            request_id = link.next_id()
            frame = encode(
                {
                    "time": self._clock.time_ns() // 1_000_000_000,
                    "id": request_id,
                    "channel": json_at(batch[0].topic, "channel"),
                    "event": "subscribe",
                    "payload": json_at(batch[0].topic, "payload"),
                }
            )
            yield Outgoing(frame, batch, request_id)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            request_id = link.next_id()
            frame = encode(
                {
                    "time": self._clock.time_ns() // 1_000_000_000,
                    "id": request_id,
                    "channel": json_at(batch[0].topic, "channel"),
                    "event": "unsubscribe",
                    "payload": json_at(batch[0].topic, "payload"),
                }
            )
            yield Outgoing(frame, batch, request_id)

    def receive(self, frame: str | bytes, link: Link) -> None:
        f = self._decode(frame)
        if f.channel == "spot.pong":
            link.pong()
        elif f.event == "upgrade":
            link.drain()
        elif f.event in ("subscribe", "unsubscribe") and f.id is not UNSET:
            if f.error is not UNSET and f.error is not None:
                link.acknowledge(f.id, SubscriptionRejected(f.error.message or "refused", code=str(f.error.code)))
            else:
                link.acknowledge(f.id)
        elif (f.event == "update" or f.event is UNSET) and f.channel is not UNSET and (f.result is not UNSET):
            head = self._decode_head(f.result)
            link.push(
                f.channel
                + ":"
                + (
                    head.book
                    if head.book is not UNSET and head.book
                    else (
                        head.pair
                        if head.pair is not UNSET and head.pair
                        else head.candles if head.candles is not UNSET and head.candles else ""
                    )
                ),
                f.result,
            )


class PrivateDialect:
    """The same address as the public one; every frame that subscribes is signed."""

    name = "private"
    settings = ConnectionSettings(
        silence=60.0,
        ping=Ping(
            every=15.0,
            frame=lambda link: encode({"time": link.time_ns() // 1_000_000_000, "channel": "spot.ping"}),
            timeout=10.0,
            idle=True,
        ),
    )

    def __init__(self, urls: Endpoints, signing: Signing, clock: Clock) -> None:
        self._urls = urls
        self._signing = signing
        self._clock = clock
        self._decode = msgspec.json.Decoder(wire.Frame).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["stream"])

    async def on_open(self, link: Link) -> None:
        """Nothing is said before the first subscription."""

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            request_id = link.next_id()
            frame = encode(
                self._signing.channel(
                    {
                        "time": self._clock.time_ns() // 1_000_000_000,
                        "id": request_id,
                        "channel": json_at(batch[0].topic, "channel"),
                        "event": "subscribe",
                        "payload": json_at(batch[0].topic, "payload"),
                    }
                )
            )
            yield Outgoing(frame, batch, request_id)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            request_id = link.next_id()
            frame = encode(
                self._signing.channel(
                    {
                        "time": self._clock.time_ns() // 1_000_000_000,
                        "id": request_id,
                        "channel": json_at(batch[0].topic, "channel"),
                        "event": "unsubscribe",
                        "payload": json_at(batch[0].topic, "payload"),
                    }
                )
            )
            yield Outgoing(frame, batch, request_id)

    def receive(self, frame: str | bytes, link: Link) -> None:
        f = self._decode(frame)
        if f.channel == "spot.pong":
            link.pong()
        elif f.event == "upgrade":
            link.drain()
        elif f.event in ("subscribe", "unsubscribe") and f.id is not UNSET:
            if f.error is not UNSET and f.error is not None:
                link.acknowledge(f.id, SubscriptionRejected(f.error.message or "refused", code=str(f.error.code)))
            else:
                link.acknowledge(f.id)
        elif f.event == "update" and f.channel is not UNSET and (f.result is not UNSET):
            link.push(f.channel, f.result)


class CallsDialect:
    """Order entry. A new order is answered twice, when it has arrived and when it is done."""

    name = "calls"
    settings = ConnectionSettings(
        silence=60.0,
        ping=Ping(
            every=15.0,
            frame=lambda link: encode({"time": link.time_ns() // 1_000_000_000, "channel": "spot.ping"}),
            timeout=10.0,
            idle=True,
        ),
    )

    def __init__(self, urls: Endpoints, signing: Signing, clock: Clock) -> None:
        self._urls = urls
        self._signing = signing
        self._clock = clock
        self._decode = msgspec.json.Decoder(wire.CallFrame).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["stream"])

    async def on_open(self, link: Link) -> None:
        await link.request("login", self._signing.login())

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        return ()

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        return ()

    def receive(self, frame: str | bytes, link: Link) -> None:
        f = self._decode(frame)
        if f.channel == "spot.pong":
            link.pong()
        elif f.event == "upgrade":
            link.drain()
        elif f.request_id is not UNSET and f.data is not UNSET:
            if f.data.errs is not UNSET and f.data.errs is not None:
                error = ERRORS.error(
                    f.data.errs.label,
                    f.data.errs.message,
                    status=int(f.header.status) if f.header is not UNSET else None,
                )
                now = link.time_ns()
                if (
                    wait := (
                        seconds_until(f.header.reset * 1000000, now)
                        if f.header is not UNSET and f.header.reset is not UNSET
                        else None
                    )
                ) is not None:
                    error.retry_after = float(wait)
                link.reply(f.request_id, error=error)
            elif not (f.ack is not UNSET and f.ack):
                link.reply(f.request_id, f.data.result)

    def call(self, link: Link, method: str, params: dict[str, Any]) -> tuple[str, str]:
        """A request over this connection: its id and its frame. `params` are signed already."""
        request_id = str(link.next_id())
        return request_id, encode(
            {
                "time": self._clock.time_ns() // 1_000_000_000,
                "channel": method,
                "event": "api",
                "payload": {"req_id": request_id, "req_param": params},
            }
        )


class GateChannels:
    """The channels of Gate: iterators of wire messages, nothing normalized. Symbols are the venue's own."""

    def __init__(self, subscribe: Callable[..., Feed[Any]]) -> None:
        self._subscribe = subscribe

    def depth(self, *, symbol: str, levels: int) -> Feed[wire.DepthUpdate]:
        """50 levels every 20 ms, or 400 every 100 ms."""
        return self._subscribe(
            "public",
            {"channel": "spot.obu", "payload": [f"ob.{symbol}.{levels}"]},
            decode_depth,
            key=f"spot.obu:ob.{symbol}.{levels}",
        )

    def book_updates(self, *, symbol: str) -> Feed[wire.BookUpdate]:
        """100 levels, by the ids of the REST book."""
        return self._subscribe(
            "public",
            {"channel": "spot.order_book_update", "payload": [symbol, "100ms"]},
            decode_book_updates,
            key=f"spot.order_book_update:{symbol}",
        )

    def best(self, *, symbol: str) -> Feed[wire.BestUpdate]:
        """Messages of `{'channel': 'spot.book_ticker', 'payload': ['{i.venue_symbol}']}`, as they come."""
        return self._subscribe(
            "public",
            {"channel": "spot.book_ticker", "payload": [symbol]},
            decode_best,
            key=f"spot.book_ticker:{symbol}",
        )

    def watch_tickers(self, *, symbol: str) -> Feed[wire.TickerUpdate]:
        """Messages of `{'channel': 'spot.tickers', 'payload': ['{i.venue_symbol}']}`, as they come."""
        return self._subscribe(
            "public", {"channel": "spot.tickers", "payload": [symbol]}, decode_tickers, key=f"spot.tickers:{symbol}"
        )

    def watch_trades(self, *, symbol: str) -> Feed[wire.TradeUpdate]:
        """Messages of `{'channel': 'spot.trades', 'payload': ['{i.venue_symbol}']}`, as they come."""
        return self._subscribe(
            "public", {"channel": "spot.trades", "payload": [symbol]}, decode_trades, key=f"spot.trades:{symbol}"
        )

    def watch_candles(self, *, symbol: str, interval: str) -> Feed[wire.CandleUpdate]:
        """Messages of `{'channel': 'spot.candlesticks', 'payload': ['{interval}', '{i.venue_symbol}']}`, as they
        come."""
        return self._subscribe(
            "public",
            {"channel": "spot.candlesticks", "payload": [interval, symbol]},
            decode_candles,
            key=f"spot.candlesticks:{interval}_{symbol}",
        )

    def watch_orders(self) -> Feed[list[wire.OrderUpdate]]:
        """Messages of `{'channel': 'spot.orders_v2', 'payload': ['!all']}`, as they come."""
        return self._subscribe(
            "private", {"channel": "spot.orders_v2", "payload": ["!all"]}, decode_orders, key="spot.orders_v2"
        )

    def watch_fills(self) -> Feed[list[wire.FillUpdate]]:
        """Messages of `{'channel': 'spot.usertrades', 'payload': ['!all']}`, as they come."""
        return self._subscribe(
            "private", {"channel": "spot.usertrades", "payload": ["!all"]}, decode_fills, key="spot.usertrades"
        )

    def balances(self) -> Feed[list[wire.BalanceUpdate]]:
        """Messages of `{'channel': 'spot.balances', 'payload': []}`, as they come."""
        return self._subscribe(
            "private", {"channel": "spot.balances", "payload": []}, decode_balances, key="spot.balances"
        )
