"""Real traffic of July 2021 through the generated client: ten option books, chained by change ids, never crossed."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from venuegen.cli import main

BOOKS = {
    "BTC/USD:BTC-220624-15000-C": 0,
    "BTC/USD:BTC-210730-24000-P": 0,
    "BTC/USD:BTC-211231-300000-C": 1,
    "BTC/USD:BTC-210924-8000-P": 30,
    "BTC/USD:BTC-220325-30000-C": 0,
    "BTC/USD:BTC-210924-34000-P": 1,
    "BTC/USD:BTC-211231-34000-P": 3,
    "ETH/USD:ETH-210730-2800-C": 1,
    "ETH/USD:ETH-210827-4000-P": 0,
    "ETH/USD:ETH-210723-2300-C": 0,
}
"""Symbol → changes after its snapshot."""
MOVED = "BTC/USD:BTC-210924-8000-P"


def replay(path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, Any]:
    status = main(["replay", "deribit", str(path), "--json"])
    return status, json.loads(capsys.readouterr().out)


def test_every_change_follows_the_one_before(recordings: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, told = replay(recordings / "deribit.jsonl.gz", capsys)
    assert status == 0, told
    books = told["symbols"]
    assert {symbol: book["links_checked"] for symbol, book in books.items()} == BOOKS
    assert {book["state"] for book in books.values()} == {"live"}
    assert [book["snapshots"] for book in books.values()] == [1] * 10
    for name in ("gaps", "crossed", "resyncs"):
        assert [book[name] for book in books.values()] == [0] * 10
    assert books[MOVED]["best_bid"] == {"price": "0.0005", "quantity": "153.1"}
    assert books[MOVED]["best_ask"] == {"price": "0.0015", "quantity": "94.7"}


def test_its_tickers_name_no_change(recordings: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Which state of the book a ticker is of cannot be said, so they are counted and not compared."""
    _, told = replay(recordings / "deribit.jsonl.gz", capsys)
    tickers = [book["tickers"] for book in told["symbols"].values()]
    assert sum(each["not_comparable"] for each in tickers) == 89
    assert {each["why_not_comparable"] for each in tickers} == {"the venue's ticker carries no update id"}
    assert [each["equal"] + each["different"] for each in tickers] == [0] * 10


def test_a_change_that_was_lost_is_noticed(
    recordings: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    lines = gzip.decompress((recordings / "deribit.jsonl.gz").read_bytes()).decode().splitlines()
    changes = [at for at, line in enumerate(lines) if "BTC-24SEP21-8000-P" in line and "prev_change_id" in line]
    del lines[changes[10]]
    path = tmp_path / "lossy.jsonl"
    path.write_text("\n".join(lines) + "\n")
    status, told = replay(path, capsys)
    assert status == 1
    books = told["symbols"]
    assert books[MOVED]["gaps"] >= 1
    assert books[MOVED]["state"] == "stale"
    assert {book["gaps"] for symbol, book in books.items() if symbol != MOVED} == {0}
