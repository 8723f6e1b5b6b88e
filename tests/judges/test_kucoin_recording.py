"""Real traffic through the generated client: every symbol live, no gap or crossed book, the venue's best prices.

The recording is of 2021: its instruments come from the first version of the address, and its snapshots are asked for
with the keys of the client here; nobody checked them then either.
"""

from __future__ import annotations

import asyncio
import gzip
import json
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import WSMsgType, web
from venue_runtime import Credentials, OrderBook
from venue_runtime.books import BookState
from venues.kucoin import Kucoin

SYMBOLS = ("ANKR-BTC", "BCHSV-USDT", "CAPP-BTC", "COV-BTC", "DAPPT-BTC", "EQZ-BTC", "FET-BTC", "NRG-BTC", "SNX-BTC")
"""Those whose snapshot was recorded."""


class Recorded:
    """Plays the recording: a snapshot is answered when it is reached, and playing waits until it was asked for."""

    def __init__(self, path: Path) -> None:
        with gzip.open(path, "rt") as lines:
            self.records: list[dict[str, Any]] = [json.loads(line) for line in lines]
        self.played = asyncio.Event()
        self._topics: dict[str, web.WebSocketResponse] = {}
        self._subscribed = asyncio.Event()
        self._bodies = {self._key(each["url"]): each["text"] for each in self.records if each["kind"] == "http"}
        self._reached = {key: asyncio.Event() for key in self._bodies}
        self._asked = {key: asyncio.Event() for key in self._bodies}

    @staticmethod
    def _key(url: str) -> str:
        parts = urlsplit(url)
        path = parts.path.replace("/api/v2/symbols", "/api/v1/symbols")
        return path + "?" + parse_qs(parts.query).get("symbol", [""])[0]

    async def __aenter__(self) -> Recorded:
        app = web.Application()
        app.router.add_get("/endpoint", self._socket)
        app.router.add_post("/api/v1/bullet-public", self._token)
        app.router.add_get("/{tail:.*}", self._rest)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self._player = asyncio.create_task(self._play())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._player.cancel()
        await asyncio.gather(self._player, return_exceptions=True)
        await self._runner.cleanup()

    async def _token(self, request: web.Request) -> web.Response:
        server = {"endpoint": "wss://push-private.kucoin.com/endpoint", "encrypt": True, "protocol": "websocket",
                  "pingInterval": 18000, "pingTimeout": 10000}  # fmt: skip
        return web.json_response({"code": "200000", "data": {"token": "TOKEN", "instanceServers": [server]}})

    async def _rest(self, request: web.Request) -> web.Response:
        key = self._key(str(request.url))
        self._asked[key].set()
        await self._reached[key].wait()
        return web.Response(text=self._bodies[key], content_type="application/json")

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        assert request.query["token"] == "TOKEN"
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_str('{"id":"NSkIrWGB1s","type":"welcome"}')
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                frame = json.loads(message.data)
                if frame["type"] == "subscribe":
                    self._topics[frame["topic"]] = socket
                    await socket.send_str(json.dumps({"id": frame["id"], "type": "ack"}))
                if self._topics.keys() >= {f"/market/level2:{symbol}" for symbol in SYMBOLS}:
                    self._subscribed.set()
        return socket

    async def _play(self) -> None:
        for record in self.records:
            if record["kind"] == "http":
                key = self._key(record["url"])
                if "level2" in key:
                    await self._subscribed.wait()
                    await self._asked[key].wait()
                self._reached[key].set()
            elif record["kind"] == "recv" and '"topic"' in record["text"]:
                await self._subscribed.wait()
                socket = self._topics.get(json.loads(record["text"])["topic"])
                if socket is not None:
                    await socket.send_str(record["text"])
            await asyncio.sleep(0)
        self.played.set()


@pytest.mark.asyncio
async def test_recorded_books_are_live_and_agree_with_the_recorded_tickers(recordings: Path) -> None:
    best: dict[tuple[str, int], tuple[Decimal, ...]] = {}
    states: dict[str, list[BookState]] = {}
    books: dict[str, OrderBook] = {}
    crossed = 0

    def on_book(book: OrderBook) -> None:
        nonlocal crossed
        books[book.symbol] = book
        states.setdefault(book.symbol, []).append(book.state)
        bid, ask = book.best_bid, book.best_ask
        if bid is None or ask is None or book.sequence is None:
            return
        crossed += bid.price >= ask.price
        best[(book.symbol, book.sequence)] = (bid.price, bid.quantity, ask.price, ask.quantity)

    async with Recorded(recordings / "kucoin.jsonl.gz") as server:
        credentials = Credentials(api_key="key", api_secret="secret", passphrase="passphrase")
        async with Kucoin(endpoints=server.url, credentials=credentials) as client:
            instruments = await client.load_instruments()
            names = {each.venue_symbol: symbol for symbol, each in instruments.items() if each.venue_symbol in SYMBOLS}
            subscription = client.on_order_book(list(names.values()), on_book)
            await asyncio.wait_for(server.played.wait(), 45)
            deadline = asyncio.get_running_loop().time() + 10
            while set(books) != set(names.values()) or any(b.state is not BookState.LIVE for b in books.values()):
                assert asyncio.get_running_loop().time() < deadline, {s: b.state for s, b in books.items()}
                await asyncio.sleep(0.01)
            final = {symbol: book.state for symbol, book in books.items()}
            await subscription.close()

    assert final == dict.fromkeys(names.values(), BookState.LIVE)
    assert all(BookState.STALE not in seen for seen in states.values()), "a gap where the recording has none"
    assert crossed == 0
    told = [json.loads(each["text"]) for each in server.records if '"/market/ticker:' in each["text"].replace("\\", "")]
    told = [each for each in told if each.get("type") == "message"]
    assert len(told) == 830
    compared = 0
    for each in told:
        symbol, data = names[each["topic"].partition(":")[2]], each["data"]
        found = best.get((symbol, int(data["sequence"])))
        if found is not None:
            fields = ("bestBid", "bestBidSize", "bestAsk", "bestAskSize")
            assert found == tuple(Decimal(data[name]) for name in fields)
            compared += 1
    assert compared >= 810
