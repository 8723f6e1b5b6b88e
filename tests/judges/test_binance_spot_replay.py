"""Recorded traffic of the real venue through the command that replays it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from venuegen.cli import main

VENUE = "binance_spot"


def test_replay_of_recorded_traffic_agrees_with_the_venues_own_best_prices(
    capsys: pytest.CaptureFixture[str], recordings: Path
) -> None:
    assert main(["replay", VENUE, str(recordings / "binance_spot.jsonl.gz"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    books = told["symbols"].values()
    assert {book["state"] for book in books} == {"live"}
    assert sum(book["tickers"]["equal"] for book in books) == 26
    assert sum(book["tickers"]["not_comparable"] for book in books) == 58
    assert sum(book["tickers"]["different"] for book in books) == 0
    assert [sum(book[name] for book in books) for name in ("gaps", "crossed")] == [0, 0]
