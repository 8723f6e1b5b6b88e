"""The generated client on transports in memory: its own decode, routing, book and signing code, and no network."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from venue_runtime import Credentials, OrderBook
from venue_runtime.books import BookState
from venue_runtime.http import Request, Response
from venue_runtime.links import Link
from venues.binance_spot import BinanceSpot

from .sockets import Connector
from .traffic import Traffic

KEY = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A"
SECRET = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j"


class Http:
    """Answers what a client of order books asks for."""

    def __init__(self, instruments: Any, traffic: Traffic | None = None) -> None:
        self._instruments = json.dumps(instruments).encode()
        self._traffic = traffic

    async def send(self, request: Request, timeout: float) -> Response:
        parts = urlsplit(request.url)
        if parts.path.endswith("/exchangeInfo"):
            return Response(200, {}, self._instruments)
        assert self._traffic is not None
        return Response(200, {}, self._traffic.snapshot(parse_qs(parts.query)["symbol"][0]).encode())

    async def close(self) -> None:
        return


class Books:
    """A client with a live book per market of the traffic."""

    def __init__(self, traffic: Traffic, instruments: Any, *, pushes: bool = False) -> None:
        self.symbols = [one.symbol for one in traffic.markets]
        self.connector = Connector(pushes=pushes)
        self.client = BinanceSpot(websocket=self.connector, http=Http(instruments, traffic))
        self.frames = self.connector.socket.frames

    async def on_book(self, callback: Callable[[OrderBook], None]) -> None:
        """Subscribe, and return when every book is live."""
        live: set[str] = set()

        def wait(book: OrderBook) -> None:
            if book.state is BookState.LIVE:
                live.add(book.symbol)

        waiting = self.client.on_order_book(self.symbols, wait)
        await waiting
        while len(live) < len(self.symbols):  # noqa: ASYNC110 (nothing else runs meanwhile)
            await asyncio.sleep(0)
        await self.client.on_order_book(self.symbols, callback)
        await waiting.close()

    def link(self) -> Link:
        """The open connection of the market stream."""
        ((connection,),) = (pool.connections for pool in self.client._pools.values())
        assert connection.link is not None
        return connection.link

    async def close(self) -> None:
        await self.client.close()


def trading_client(instruments: Any, **options: Any) -> BinanceSpot:
    """A client that can sign."""
    options.setdefault("http", Http(instruments))
    return BinanceSpot(credentials=Credentials(api_key=KEY, api_secret=SECRET), **options)
