"""Real traffic through the generated client: every symbol live, no gap or crossed book, the venue's best prices."""

from __future__ import annotations

import asyncio
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from recorded_server import RecordedServer
from venue_runtime import OrderBook
from venue_runtime.books import BookState
from venues.binance_spot import BinanceSpot

SYMBOLS = {"NKNUSDT": "NKN/USDT", "BLZETH": "BLZ/ETH", "LRCBTC": "LRC/BTC", "RUNEEUR": "RUNE/EUR"}


def tickers(records: list[dict[str, Any]]) -> list[tuple[str, int, tuple[Decimal, Decimal, Decimal, Decimal]]]:
    """(venue symbol, update id, bid, bid quantity, ask, ask quantity) of every recorded best-price message."""
    found = []
    for record in records:
        if record["kind"] == "recv" and "@bookTicker" in record["text"]:
            data = json.loads(record["text"])["data"]
            found.append((data["s"], data["u"], tuple(Decimal(data[name]) for name in "bBaA")))
    return found


@pytest.mark.asyncio
async def test_recorded_books_are_live_and_agree_with_the_recorded_tickers(recordings: Path) -> None:
    streams = tuple(f"{symbol.lower()}@depth@100ms" for symbol in SYMBOLS)
    best: dict[tuple[str, int], tuple[Decimal, Decimal, Decimal, Decimal]] = {}
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

    async with RecordedServer(recordings / "binance_spot.jsonl.gz", streams) as server:
        async with BinanceSpot(endpoints=server.url) as client:
            subscription = client.on_order_book(list(SYMBOLS.values()), on_book)
            await asyncio.wait_for(server.played.wait(), 60)
            deadline = asyncio.get_running_loop().time() + 20
            while set(books) != set(SYMBOLS.values()) or any(b.state is not BookState.LIVE for b in books.values()):
                assert asyncio.get_running_loop().time() < deadline, {s: b.state for s, b in books.items()}
                await asyncio.sleep(0.01)
            final = {symbol: book.state for symbol, book in books.items()}
            await subscription.close()
        expected = tickers(server.records)

    assert final == dict.fromkeys(SYMBOLS.values(), BookState.LIVE)
    assert all(BookState.STALE not in seen for seen in states.values()), "a gap where the recording has none"
    assert crossed == 0
    compared = [(best[(SYMBOLS[s], u)], values) for s, u, values in expected if (SYMBOLS[s], u) in best]
    assert len(expected) == 84
    assert len(compared) == 26
    assert all(ours == theirs for ours, theirs in compared)
