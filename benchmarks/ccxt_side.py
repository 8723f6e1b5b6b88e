"""ccxt's client, ready for what is measured: markets known, books synchronized, nothing sent anywhere."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from typing import Any

import ccxt.pro

from .instruments import exchange_info
from .sockets import AiohttpLike
from .traffic import FIRST_ID, Market, Traffic

VERSION: str = ccxt.__version__


def exchange(markets: Sequence[Market], **options: Any) -> Any:
    """A `ccxt.pro.binance` that knows these markets."""
    made = ccxt.pro.binance({"enableRateLimit": False, "options": {"defaultType": "spot"}, **options})
    made.options.update(crossMarginPairsData=[], isolatedMarginPairsData=[])  # what load_markets would have asked for
    made.set_markets([made.parse_market(row) for row in exchange_info(markets)["symbols"]])
    return made


class Books:
    """ccxt with a live book per market of the traffic, on a connection in memory."""

    def __init__(self, traffic: Traffic) -> None:
        self.exchange = exchange(traffic.markets)
        self.symbols = [one.symbol for one in traffic.markets]
        for market in traffic.markets:
            snapshot = json.loads(traffic.snapshot(market.venue_symbol))
            book = self.exchange.order_book({}, 1000)
            parsed = self.exchange.parse_order_book(snapshot, market.symbol)
            parsed["nonce"] = FIRST_ID
            book.reset(parsed)
            self.exchange.orderbooks[market.symbol] = book
        url = self.exchange.urls["api"]["ws"]["spot"] + "/" + self.exchange.stream("spot", "bench", 1)
        self.client = self.exchange.client(url)
        self.socket = AiohttpLike()

    def handle(self, frame: str) -> None:
        """What ccxt does with a frame that it read."""
        self.client.handle_text_or_binary_message(frame)

    def watch_through_socket(self, symbol: str) -> None:
        """Let `watch_order_book(symbol)` find its connection open and its subscription made."""
        stream = "multipleOrderbook::" + symbol
        url = self.exchange.urls["api"]["ws"]["spot"] + "/" + self.exchange.stream("spot", stream, 1)
        client = self.exchange.client(url)
        client.connection = self.socket
        client.isConnected = True
        client.connected.resolve(url)
        client.subscriptions["orderbook::" + symbol] = True
        asyncio.get_running_loop().call_soon(client.receive_loop)
        self.watched = client

    async def close(self) -> None:
        await self.exchange.close()
