"""A loopback server that plays a recording of a venue with combined streams: snapshots and frames in recorded order.

The streams may stand under any path, so that addresses that a venue has moved since make no difference. A snapshot is
answered when the recording has reached it (a request that comes earlier waits), and playing waits at a snapshot until
its request has come: so a client sees what it would have seen on that day, at any speed.
"""

from __future__ import annotations

import asyncio
import gzip
import json
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from aiohttp import WSMsgType, web
from venue_runtime import OrderBook
from venue_runtime.books import BookState
from venue_runtime.client import VenueClient

Top = tuple[Decimal, Decimal, Decimal, Decimal]
"""Bid, bid quantity, ask, ask quantity."""


class RecordedServer:
    """`async with RecordedServer(path, streams) as server:` then `server.url`; `server.played` is set at the end."""

    def __init__(self, path: Path, streams: tuple[str, ...]) -> None:
        with gzip.open(path, "rt") as lines:
            self.records: list[dict[str, Any]] = [json.loads(line) for line in lines]
        self.played = asyncio.Event()
        self._streams = streams
        self._subscribed: dict[str, web.WebSocketResponse] = {}
        self._all_subscribed = asyncio.Event()
        self._reached: dict[str, asyncio.Event] = {}
        self._asked: dict[str, asyncio.Event] = {}
        self._bodies: dict[str, str] = {}
        for record in self.records:
            if record["kind"] == "http":
                key = self._key(record["url"])
                self._bodies[key] = record["text"]
                self._reached[key] = asyncio.Event()
                self._asked[key] = asyncio.Event()

    @staticmethod
    def _key(url: str) -> str:
        parts = urlsplit(url)
        return parts.path + "?" + parse_qs(parts.query).get("symbol", [""])[0]

    async def __aenter__(self) -> RecordedServer:
        app = web.Application()
        app.router.add_get("/{class:(.*/)?}stream", self._socket)
        app.router.add_get("/{tail:.*}", self._rest)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        server = site._server
        assert isinstance(server, asyncio.Server)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        self._player = asyncio.create_task(self._play())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._player.cancel()
        await asyncio.gather(self._player, return_exceptions=True)
        await self._runner.cleanup()

    async def _rest(self, request: web.Request) -> web.Response:
        key = self._key(str(request.url))
        if key not in self._bodies:
            return web.json_response({"code": -1121, "msg": "Invalid symbol."}, status=400)
        self._asked[key].set()
        await self._reached[key].wait()
        return web.Response(text=self._bodies[key], content_type="application/json")

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                frame = json.loads(message.data)
                if frame["method"] == "SUBSCRIBE":
                    self._subscribed.update(dict.fromkeys(frame["params"], socket))
                await socket.send_str(json.dumps({"result": None, "id": frame["id"]}))
                if self._subscribed.keys() >= set(self._streams):
                    self._all_subscribed.set()
        return socket

    async def _play(self) -> None:
        for record in self.records:
            if record["kind"] == "http":
                key = self._key(record["url"])
                if not key.endswith("/exchangeInfo?"):
                    await self._all_subscribed.wait()
                    await self._asked[key].wait()
                self._reached[key].set()
            elif record["kind"] == "recv":
                await self._all_subscribed.wait()
                stream = json.loads(record["text"])["stream"]
                if stream in self._subscribed:
                    await self._subscribed[stream].send_str(record["text"])
            await asyncio.sleep(0)
        self.played.set()


@dataclass
class Played:
    """What a client's books were while a recording was played."""

    best: dict[tuple[str, int], Top] = field(default_factory=dict)
    """Symbol and sequence number → best prices after that update."""
    stale: int = 0
    crossed: int = 0
    final: dict[str, BookState] = field(default_factory=dict)


async def played_books(client: VenueClient, server: RecordedServer, symbols: list[str]) -> Played:
    """Follow the books until the recording is at its end and all of them are live."""
    played = Played()
    books: dict[str, OrderBook] = {}

    def on_book(book: OrderBook) -> None:
        books[book.symbol] = book
        played.stale += book.state is BookState.STALE
        bid, ask = book.best_bid, book.best_ask
        if bid is None or ask is None or book.sequence is None:
            return
        played.crossed += bid.price >= ask.price
        played.best[book.symbol, book.sequence] = (bid.price, bid.quantity, ask.price, ask.quantity)

    subscription = client.on_order_book(symbols, on_book)
    await asyncio.wait_for(server.played.wait(), 60)
    deadline = asyncio.get_running_loop().time() + 20
    while set(books) != set(symbols) or any(book.state is not BookState.LIVE for book in books.values()):
        assert asyncio.get_running_loop().time() < deadline, {symbol: book.state for symbol, book in books.items()}
        await asyncio.sleep(0.01)
    played.final = {symbol: book.state for symbol, book in books.items()}
    await subscription.close()
    return played


def best_prices(records: list[dict[str, Any]]) -> list[tuple[str, int, Top]]:
    """(venue symbol, update id, best prices) of every recorded best-price message."""
    found = []
    for record in records:
        if record["kind"] == "recv" and "@bookTicker" in record["text"]:
            data = json.loads(record["text"])["data"]
            bid, bid_quantity, ask, ask_quantity = (Decimal(data[name]) for name in "bBaA")
            found.append((data["s"], data["u"], (bid, bid_quantity, ask, ask_quantity)))
    return found
