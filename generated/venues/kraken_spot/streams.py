"""Kraken Spot: what the frames of its connections mean, and the channels of the raw layer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from msgspec import UNSET
from venue_runtime.endpoints import Endpoints
from venue_runtime.errors import SubscriptionRejected
from venue_runtime.exprs import item, part
from venue_runtime.feeds import Feed
from venue_runtime.streams import ConnectionSettings, Link, Outgoing, Ping, StreamEndpoint, StreamSubscription, batches

from . import types as wire
from .leases import Leases
from .venue import ERRORS


def encode(frame: Any) -> str:
    """A frame as the text that is sent."""
    return msgspec.json.encode(frame).decode()


decode_book = msgspec.json.Decoder(list[wire.BookUpdate]).decode
decode_trades = msgspec.json.Decoder(list[wire.TradeEvent]).decode
decode_ticker = msgspec.json.Decoder(list[wire.TickerEvent]).decode
decode_candles = msgspec.json.Decoder(list[wire.CandleEvent]).decode
decode_executions = msgspec.json.Decoder(list[wire.Execution]).decode
decode_balances = msgspec.json.Decoder(list[wire.BalanceChange]).decode


class PublicDialect:
    """Every symbol is acknowledged by itself, so every one is asked for by itself; a heartbeat comes each second."""

    name = "public"
    settings = ConnectionSettings(
        silence=10.0, ping=Ping(every=30.0, frame=lambda link: encode({"method": "ping"}), timeout=10.0, idle=True)
    )

    def __init__(self, urls: Endpoints) -> None:
        self._urls = urls
        self._decode = msgspec.json.Decoder(wire.Frame).decode
        self._decode_head = msgspec.json.Decoder(list[wire.Topic]).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["public"])

    async def on_open(self, link: Link) -> None:
        """Nothing is said before the first subscription."""

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            request_id = link.next_id()
            frame = encode({"method": "subscribe", "params": batch[0].topic, "req_id": request_id})
            yield Outgoing(frame, batch, request_id)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            request_id = link.next_id()
            frame = encode({"method": "unsubscribe", "params": batch[0].topic, "req_id": request_id})
            yield Outgoing(frame, batch, request_id)

    def receive(self, frame: str | bytes, link: Link) -> None:
        f = self._decode(frame)
        if f.channel in ("book", "trade", "ticker", "ohlc") and f.data is not UNSET:
            head = self._decode_head(f.data)
            link.push(
                (f.channel or "")
                + ":"
                + (_1.symbol if (_1 := item(head, 0)) is not None and _1.symbol else "")
                + (
                    ":"
                    + (
                        str(_1.interval)
                        if (_1 := item(head, 0)) is not None and _1.interval is not UNSET and str(_1.interval)
                        else ""
                    )
                    if f.channel == "ohlc"
                    else ""
                ),
                f.data,
            )
        elif f.method == "pong":
            link.pong()
        elif f.req_id is not UNSET:
            if f.success == False:
                link.acknowledge(
                    f.req_id,
                    SubscriptionRejected(
                        (f.error if f.error is not UNSET else None) or "refused",
                        code=f.error if f.error is not UNSET else None,
                    ),
                )
            else:
                link.acknowledge(f.req_id)
        elif f.channel in ("heartbeat", "status"):
            return


class PrivateDialect:
    """Executions and order entry; each subscription counts its messages by itself, so balances are on another one."""

    name = "private"
    settings = ConnectionSettings(
        silence=10.0, ping=Ping(every=30.0, frame=lambda link: encode({"method": "ping"}), timeout=10.0, idle=True)
    )

    def __init__(self, urls: Endpoints, leases: Leases) -> None:
        self._urls = urls
        self._leases = leases
        self._decode = msgspec.json.Decoder(wire.Frame).decode

    async def endpoint(self) -> StreamEndpoint:
        await self._leases.stream.get()
        return StreamEndpoint(url=self._urls["private"], leases=(self._leases.stream,))

    async def on_open(self, link: Link) -> None:
        """Nothing is said before the first subscription."""

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            request_id = link.next_id()
            frame = encode(
                {
                    "method": "subscribe",
                    "params": {"channel": batch[0].topic, "token": self._leases.stream.held.token},
                    "req_id": request_id,
                }
            )
            yield Outgoing(frame, batch, request_id)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            request_id = link.next_id()
            frame = encode(
                {
                    "method": "unsubscribe",
                    "params": {"channel": batch[0].topic, "token": self._leases.stream.held.token},
                    "req_id": request_id,
                }
            )
            yield Outgoing(frame, batch, request_id)

    def receive(self, frame: str | bytes, link: Link) -> None:
        f = self._decode(frame)
        if (number := f.sequence if f.sequence is not UNSET else None) is not None and not link.in_sequence(number):
            return
        if f.channel == "executions" and f.data is not UNSET:
            link.push(f.channel, f.data)
        elif f.method == "pong":
            link.pong()
        elif (f.req_id is not UNSET and f.method in ("subscribe", "unsubscribe")) and link.awaits(f.req_id):
            if f.success == False:
                link.acknowledge(
                    f.req_id,
                    SubscriptionRejected(
                        (f.error if f.error is not UNSET else None) or "refused",
                        code=f.error if f.error is not UNSET else None,
                    ),
                )
            else:
                link.acknowledge(f.req_id)
        elif f.req_id is not UNSET:
            if f.success == False:
                link.reply(
                    f.req_id,
                    error=ERRORS.error(
                        (
                            ":".join(
                                (
                                    part(f.error if f.error is not UNSET and f.error else "", ":", 0),
                                    part(f.error if f.error is not UNSET and f.error else "", ":", 1),
                                )
                            )
                            if ":" in (f.error if f.error is not UNSET and f.error else "")
                            else f.error if f.error is not UNSET and f.error else ""
                        ),
                        f.error if f.error is not UNSET and f.error else "",
                    ),
                )
            else:
                link.reply(f.req_id, frame)
        elif f.channel in ("heartbeat", "status"):
            return

    def call(self, link: Link, method: str, params: dict[str, Any]) -> tuple[int, str]:
        """A request over this connection: its id and its frame. `params` are signed already."""
        request_id = link.next_id()
        return request_id, encode({"method": method, "params": params, "req_id": request_id})


class BalancesDialect:
    """The connection `balances`."""

    name = "balances"
    settings = ConnectionSettings(
        silence=10.0, ping=Ping(every=30.0, frame=lambda link: encode({"method": "ping"}), timeout=10.0, idle=True)
    )

    def __init__(self, urls: Endpoints, leases: Leases) -> None:
        self._urls = urls
        self._leases = leases
        self._decode = msgspec.json.Decoder(wire.Frame).decode

    async def endpoint(self) -> StreamEndpoint:
        await self._leases.stream.get()
        return StreamEndpoint(url=self._urls["private"], leases=(self._leases.stream,))

    async def on_open(self, link: Link) -> None:
        """Nothing is said before the first subscription."""

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            request_id = link.next_id()
            frame = encode(
                {
                    "method": "subscribe",
                    "params": {"channel": batch[0].topic, "token": self._leases.stream.held.token},
                    "req_id": request_id,
                }
            )
            yield Outgoing(frame, batch, request_id)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            request_id = link.next_id()
            frame = encode(
                {
                    "method": "unsubscribe",
                    "params": {"channel": batch[0].topic, "token": self._leases.stream.held.token},
                    "req_id": request_id,
                }
            )
            yield Outgoing(frame, batch, request_id)

    def receive(self, frame: str | bytes, link: Link) -> None:
        f = self._decode(frame)
        if (number := f.sequence if f.sequence is not UNSET else None) is not None and not link.in_sequence(number):
            return
        if f.channel == "balances" and f.data is not UNSET:
            link.push(f.channel, f.data)
        elif f.method == "pong":
            link.pong()
        elif f.req_id is not UNSET:
            if f.success == False:
                link.acknowledge(
                    f.req_id,
                    SubscriptionRejected(
                        (f.error if f.error is not UNSET else None) or "refused",
                        code=f.error if f.error is not UNSET else None,
                    ),
                )
            else:
                link.acknowledge(f.req_id)
        elif f.channel in ("heartbeat", "status"):
            return


class KrakenSpotChannels:
    """The channels of Kraken Spot: iterators of wire messages, nothing normalized. Symbols are the venue's own."""

    def __init__(self, subscribe: Callable[..., Feed[Any]]) -> None:
        self._subscribe = subscribe

    def book(self, *, symbol: str, levels: int) -> Feed[list[wire.BookUpdate]]:
        """Messages of `{'channel': 'book', 'symbol': ['{i.venue_symbol}'], 'depth': '=levels'}`, as they come."""
        return self._subscribe(
            "public", {"channel": "book", "symbol": [symbol], "depth": levels}, decode_book, key=f"book:{symbol}"
        )

    def watch_trades(self, *, symbol: str) -> Feed[list[wire.TradeEvent]]:
        """Messages of `{'channel': 'trade', 'symbol': ['{i.venue_symbol}'], 'snapshot': False}`, as they come."""
        return self._subscribe(
            "public", {"channel": "trade", "symbol": [symbol], "snapshot": False}, decode_trades, key=f"trade:{symbol}"
        )

    def watch_ticker(self, *, symbol: str) -> Feed[list[wire.TickerEvent]]:
        """Messages of `{'channel': 'ticker', 'symbol': ['{i.venue_symbol}'], 'event_trigger': 'bbo'}`, as they come."""
        return self._subscribe(
            "public",
            {"channel": "ticker", "symbol": [symbol], "event_trigger": "bbo"},
            decode_ticker,
            key=f"ticker:{symbol}",
        )

    def candles(self, *, symbol: str, interval: int) -> Feed[list[wire.CandleEvent]]:
        """Messages of `{'channel': 'ohlc', 'symbol': ['{i.venue_symbol}'], 'interval': '=interval'}`, as they come."""
        return self._subscribe(
            "public",
            {"channel": "ohlc", "symbol": [symbol], "interval": interval},
            decode_candles,
            key=f"ohlc:{symbol}:{interval}",
        )

    def executions(self) -> Feed[list[wire.Execution]]:
        """Messages of `executions`, as they come."""
        return self._subscribe("private", "executions", decode_executions)

    def watch_balances(self) -> Feed[list[wire.BalanceChange]]:
        """Messages of `balances`, as they come."""
        return self._subscribe("balances", "balances", decode_balances)
