"""Real traffic through the generated client: the chain by previous ids whole, no crossed book, the venue's best prices.

The streams were recorded on the one address of their time; today's addresses by class are mapped to the player's.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from recorded_server import RecordedServer, best_prices, played_books
from venue_runtime.books import BookState
from venuegen.cli import main
from venues.binance_usdm import BinanceUsdm

SYMBOLS = {
    "SUSHIUSDT": "SUSHI/USDT:USDT",
    "AKROUSDT": "AKRO/USDT:USDT",
    "KEEPUSDT": "KEEP/USDT:USDT",
    "CTKUSDT": "CTK/USDT:USDT",
}
LINKS = {"SUSHIUSDT": 255, "AKROUSDT": 189, "KEEPUSDT": 135, "CTKUSDT": 185}
"""Frames of each book's stream."""


@pytest.mark.asyncio
async def test_recorded_books_are_live_and_agree_with_the_recorded_tickers(recordings: Path) -> None:
    streams = tuple(f"{symbol.lower()}@depth@100ms" for symbol in SYMBOLS)
    async with RecordedServer(recordings / "binance_usdm.jsonl.gz", streams) as server:
        async with BinanceUsdm(endpoints=server.url) as client:
            played = await played_books(client, server, list(SYMBOLS.values()))
        expected = best_prices(server.records)

    assert played.final == dict.fromkeys(SYMBOLS.values(), BookState.LIVE)
    assert played.stale == 0, "a gap where the recording has none"
    assert played.crossed == 0
    compared = [(played.best[SYMBOLS[s], u], values) for s, u, values in expected if (SYMBOLS[s], u) in played.best]
    assert len(expected) == 613
    assert len(compared) == 50
    assert all(ours == theirs for ours, theirs in compared)


def test_every_link_of_the_chain_is_in_the_recording(recordings: Path) -> None:
    """Without our code: each frame names the one before, so that zero gaps above is the right answer."""
    server = RecordedServer(recordings / "binance_usdm.jsonl.gz", ())
    last: dict[str, int] = {}
    links: dict[str, int] = {}
    for record in server.records:
        if record["kind"] == "recv" and "@depth" in record["text"]:
            data = json.loads(record["text"], parse_float=Decimal)["data"]
            assert data["pu"] == last.get(data["s"], data["pu"])
            last[data["s"]] = data["u"]
            links[data["s"]] = links.get(data["s"], 0) + 1
    assert links == LINKS


def test_replay_of_recorded_traffic_agrees_with_the_venues_own_best_prices(
    capsys: pytest.CaptureFixture[str], recordings: Path
) -> None:
    assert main(["replay", "binance_usdm", str(recordings / "binance_usdm.jsonl.gz"), "--json"]) == 0
    books = json.loads(capsys.readouterr().out)["symbols"].values()
    assert {book["state"] for book in books} == {"live"}
    assert [sum(book["tickers"][how] for book in books) for how in ("equal", "different")] == [50, 0]
    assert [sum(book[name] for book in books) for name in ("gaps", "crossed")] == [0, 0]
