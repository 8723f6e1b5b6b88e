"""Bitfinex: what the frames of its connections mean, and the channels of the raw layer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from msgspec import UNSET
from venue_runtime.endpoints import Endpoints
from venue_runtime.errors import SubscriptionRejected, TransportError
from venue_runtime.exprs import json_as, kind, listed
from venue_runtime.feeds import Feed
from venue_runtime.streams import ConnectionSettings, Link, Outgoing, StreamEndpoint, StreamSubscription, batches

from . import types as wire
from .signing import Signing
from .venue import ERRORS


def encode(frame: Any) -> str:
    """A frame as the text that is sent."""
    return msgspec.json.encode(frame).decode()


decode_book = msgspec.json.Decoder(wire.BookMessage).decode
decode_trades = msgspec.json.Decoder(wire.Trade).decode
decode_ticker = msgspec.json.Decoder(list[wire.Ticker]).decode
decode_candles = msgspec.json.Decoder(list[wire.Candle]).decode
decode_orders = msgspec.json.Decoder(list[wire.Order]).decode
decode_fills = msgspec.json.Decoder(list[wire.OwnTrade]).decode
decode_wallets = msgspec.json.Decoder(list[wire.Wallet]).decode
decode_positions = msgspec.json.Decoder(list[wire.Position]).decode


class BooksDialect:
    """A channel that is quiet says "hb" every 15 seconds. A connection of their own, whose frames are counted."""

    name = "books"
    settings = ConnectionSettings(silence=40.0, topics=25)

    def __init__(self, urls: Endpoints) -> None:
        self._urls = urls
        self._decode = msgspec.json.Decoder(wire.Event).decode
        self._decode_array = msgspec.json.Decoder(wire.Numbered).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["stream"])

    async def on_open(self, link: Link) -> None:
        await link.signalled("ready")
        await link.send(encode({"event": "conf", "flags": 196608}))

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            request_id = str(link.next_id())
            frame = encode({"event": "subscribe", **batch[0].topic, "subId": request_id})
            yield Outgoing(frame, batch, request_id)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            frame = encode({"event": "unsubscribe", "chanId": link.alias_of(batch[0].key)})
            yield Outgoing(frame, batch)

    def receive(self, frame: str | bytes, link: Link) -> None:
        if frame[:1] in ("[", b"["):
            self._receive_array(frame, link)
            return
        f = self._decode(frame)
        if f.event == "info" and f.version == 2:
            link.signal("ready")
        elif f.event == "info" and f.code in (20051, 20060, 20061):
            link.fail(TransportError("the venue ended this session"))
        elif f.event == "unsubscribed":
            link.acknowledge(keys=[link.key_of(each) for each in [f.channel_id if f.channel_id is not UNSET else None]])
        elif f.event == "subscribed" or f.event == "error":
            if f.event == "error":
                link.acknowledge(
                    f.subscription_id,
                    SubscriptionRejected(
                        (f.msg if f.msg is not UNSET else None) or "refused",
                        code=str(f.code) if f.code is not UNSET else None,
                    ),
                )
            else:
                link.learn(f.channel_id, f.subscription_id)
                link.acknowledge(f.subscription_id)

    def _receive_array(self, frame: str | bytes, link: Link) -> None:
        f = self._decode_array(frame)
        if (
            number := (
                f.fourth
                if f.fourth is not UNSET and f.fourth
                else json_as(f.third, int) if f.third is not UNSET else None
            )
        ) is not None and not link.in_sequence(number):
            return
        if kind(f.body) == "text" and json_as(f.body, str) == "cs" and (f.third is not UNSET):
            link.push(link.key_of(f.channel), f.third)
        elif kind(f.body) == "text":
            return
        else:
            link.push(link.key_of(f.channel), listed(f.body))


class TradesDialect:
    """The last trades, sent at first, and those told again (tu) are passed over."""

    name = "trades"
    settings = ConnectionSettings(silence=40.0, topics=25)

    def __init__(self, urls: Endpoints) -> None:
        self._urls = urls
        self._decode = msgspec.json.Decoder(wire.Event).decode
        self._decode_array = msgspec.json.Decoder(wire.Numbered).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["stream"])

    async def on_open(self, link: Link) -> None:
        await link.signalled("ready")

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            request_id = str(link.next_id())
            frame = encode({"event": "subscribe", **batch[0].topic, "subId": request_id})
            yield Outgoing(frame, batch, request_id)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            frame = encode({"event": "unsubscribe", "chanId": link.alias_of(batch[0].key)})
            yield Outgoing(frame, batch)

    def receive(self, frame: str | bytes, link: Link) -> None:
        if frame[:1] in ("[", b"["):
            self._receive_array(frame, link)
            return
        f = self._decode(frame)
        if f.event == "info" and f.version == 2:
            link.signal("ready")
        elif f.event == "info" and f.code in (20051, 20060, 20061):
            link.fail(TransportError("the venue ended this session"))
        elif f.event == "unsubscribed":
            link.acknowledge(keys=[link.key_of(each) for each in [f.channel_id if f.channel_id is not UNSET else None]])
        elif f.event == "subscribed" or f.event == "error":
            if f.event == "error":
                link.acknowledge(
                    f.subscription_id,
                    SubscriptionRejected(
                        (f.msg if f.msg is not UNSET else None) or "refused",
                        code=str(f.code) if f.code is not UNSET else None,
                    ),
                )
            else:
                link.learn(f.channel_id, f.subscription_id)
                link.acknowledge(f.subscription_id)

    def _receive_array(self, frame: str | bytes, link: Link) -> None:
        f = self._decode_array(frame)
        if kind(f.body) == "text" and json_as(f.body, str) == "te" and (f.third is not UNSET):
            link.push(link.key_of(f.channel), f.third)
        else:
            return


class MarketDialect:
    """Candles begin with those of the past."""

    name = "market"
    settings = ConnectionSettings(silence=40.0, topics=25)

    def __init__(self, urls: Endpoints) -> None:
        self._urls = urls
        self._decode = msgspec.json.Decoder(wire.Event).decode
        self._decode_array = msgspec.json.Decoder(wire.Numbered).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["stream"])

    async def on_open(self, link: Link) -> None:
        await link.signalled("ready")

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            request_id = str(link.next_id())
            frame = encode({"event": "subscribe", **batch[0].topic, "subId": request_id})
            yield Outgoing(frame, batch, request_id)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        for batch in batches(subscriptions, 1):
            frame = encode({"event": "unsubscribe", "chanId": link.alias_of(batch[0].key)})
            yield Outgoing(frame, batch)

    def receive(self, frame: str | bytes, link: Link) -> None:
        if frame[:1] in ("[", b"["):
            self._receive_array(frame, link)
            return
        f = self._decode(frame)
        if f.event == "info" and f.version == 2:
            link.signal("ready")
        elif f.event == "info" and f.code in (20051, 20060, 20061):
            link.fail(TransportError("the venue ended this session"))
        elif f.event == "unsubscribed":
            link.acknowledge(keys=[link.key_of(each) for each in [f.channel_id if f.channel_id is not UNSET else None]])
        elif f.event == "subscribed" or f.event == "error":
            if f.event == "error":
                link.acknowledge(
                    f.subscription_id,
                    SubscriptionRejected(
                        (f.msg if f.msg is not UNSET else None) or "refused",
                        code=str(f.code) if f.code is not UNSET else None,
                    ),
                )
            else:
                link.learn(f.channel_id, f.subscription_id)
                link.acknowledge(f.subscription_id)

    def _receive_array(self, frame: str | bytes, link: Link) -> None:
        f = self._decode_array(frame)
        if kind(f.body) == "text":
            return
        else:
            link.push(link.key_of(f.channel), listed(f.body))


class AccountDialect:
    """Channel 0, which comes with the login; its frames say what they are."""

    name = "account"
    settings = ConnectionSettings(silence=40.0)

    def __init__(self, urls: Endpoints, signing: Signing) -> None:
        self._urls = urls
        self._signing = signing
        self._decode = msgspec.json.Decoder(wire.Event).decode
        self._decode_array = msgspec.json.Decoder(wire.AccountFrame).decode

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._urls["account"])

    async def on_open(self, link: Link) -> None:
        await link.signalled("ready")
        await link.request("login", self._signing.login())

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        return ()

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        return ()

    def receive(self, frame: str | bytes, link: Link) -> None:
        if frame[:1] in ("[", b"["):
            self._receive_array(frame, link)
            return
        f = self._decode(frame)
        if f.event == "info" and f.version == 2:
            link.signal("ready")
        elif f.event == "info" and f.code in (20051, 20060, 20061):
            link.fail(TransportError("the venue ended this session"))
        elif f.event in ("auth", "error"):
            if f.status != "OK":
                error = ERRORS.error(
                    str(f.code) if f.code is not UNSET else None, f.msg if f.msg is not UNSET else None
                )
                link.reply("login", error=error)
                link.acknowledge(error=error)
            else:
                link.reply("login")
                link.acknowledge()

    def _receive_array(self, frame: str | bytes, link: Link) -> None:
        f = self._decode_array(frame)
        if f.channel == 0 and f.kind in ("os", "on", "ou", "oc") and (f.body is not UNSET):
            link.push("orders", listed(f.body))
        elif f.channel == 0 and f.kind in ("te", "tu") and (f.body is not UNSET):
            link.push("fills", listed(f.body))
        elif f.channel == 0 and f.kind in ("ws", "wu") and (f.body is not UNSET):
            link.push("wallets", listed(f.body))
        elif f.channel == 0 and f.kind in ("ps", "pn", "pu", "pc") and (f.body is not UNSET):
            link.push("positions", listed(f.body))
        else:
            return


class BitfinexChannels:
    """The channels of Bitfinex: iterators of wire messages, nothing normalized. Symbols are the venue's own."""

    def __init__(self, subscribe: Callable[..., Feed[Any]]) -> None:
        self._subscribe = subscribe

    def watch_book(self, *, symbol: str, levels: str) -> Feed[wire.BookMessage]:
        """Messages of `{'channel': 'book', 'symbol': '{i.venue_symbol}', 'prec': 'P0', 'freq': 'F0', 'len':
        '{levels}'}`, as they come."""
        return self._subscribe(
            "books",
            {"channel": "book", "symbol": symbol, "prec": "P0", "freq": "F0", "len": levels},
            decode_book,
            key=f"book:{symbol}",
        )

    def watch_trades(self, *, symbol: str) -> Feed[wire.Trade]:
        """Messages of `{'channel': 'trades', 'symbol': '{i.venue_symbol}'}`, as they come."""
        return self._subscribe("trades", {"channel": "trades", "symbol": symbol}, decode_trades, key=f"trades:{symbol}")

    def watch_ticker(self, *, symbol: str) -> Feed[list[wire.Ticker]]:
        """Messages of `{'channel': 'ticker', 'symbol': '{i.venue_symbol}'}`, as they come."""
        return self._subscribe("market", {"channel": "ticker", "symbol": symbol}, decode_ticker, key=f"ticker:{symbol}")

    def watch_candles(self, *, symbol: str, interval: str) -> Feed[list[wire.Candle]]:
        """Messages of `{'channel': 'candles', 'key': 'trade:{interval}:{i.venue_symbol}'}`, as they come."""
        return self._subscribe(
            "market",
            {"channel": "candles", "key": f"trade:{interval}:{symbol}"},
            decode_candles,
            key=f"candles:{interval}:{symbol}",
        )

    def watch_orders(self) -> Feed[list[wire.Order]]:
        """Messages of the private stream, as they come."""
        return self._subscribe("account", None, decode_orders, key="orders")

    def fills(self) -> Feed[list[wire.OwnTrade]]:
        """Messages of the private stream, as they come."""
        return self._subscribe("account", None, decode_fills, key="fills")

    def watch_wallets(self) -> Feed[list[wire.Wallet]]:
        """Messages of the private stream, as they come."""
        return self._subscribe("account", None, decode_wallets, key="wallets")

    def watch_positions(self) -> Feed[list[wire.Position]]:
        """Messages of the private stream, as they come."""
        return self._subscribe("account", None, decode_positions, key="positions")
