"""Real traffic through the generated client: every symbol live, no gap or crossed book, the venue's best prices."""

from __future__ import annotations

from pathlib import Path

import pytest
from recorded_server import RecordedServer, best_prices, played_books
from venue_runtime.books import BookState
from venues.binance_spot import BinanceSpot

SYMBOLS = {"NKNUSDT": "NKN/USDT", "BLZETH": "BLZ/ETH", "LRCBTC": "LRC/BTC", "RUNEEUR": "RUNE/EUR"}


@pytest.mark.asyncio
async def test_recorded_books_are_live_and_agree_with_the_recorded_tickers(recordings: Path) -> None:
    streams = tuple(f"{symbol.lower()}@depth@100ms" for symbol in SYMBOLS)
    async with RecordedServer(recordings / "binance_spot.jsonl.gz", streams) as server:
        async with BinanceSpot(endpoints=server.url) as client:
            played = await played_books(client, server, list(SYMBOLS.values()))
        expected = best_prices(server.records)

    assert played.final == dict.fromkeys(SYMBOLS.values(), BookState.LIVE)
    assert played.stale == 0, "a gap where the recording has none"
    assert played.crossed == 0
    compared = [(played.best[SYMBOLS[s], u], values) for s, u, values in expected if (SYMBOLS[s], u) in played.best]
    assert len(expected) == 84
    assert len(compared) == 26
    assert all(ours == theirs for ours, theirs in compared)
