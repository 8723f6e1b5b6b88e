"""Real traffic of April 2021 through the generated client: every book live and never crossed, the sides of all trades.

The book of 2021 was the channel `level2`, whose messages are those of `level2_batch`. Best prices of the recorded
tickers are not comparable: updates carry no number, so nothing says which state of the book a ticker was made from.
What is compared instead is each book at the end, with one that is kept here by other code.
"""

from __future__ import annotations

import gzip
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from venue_runtime import Instrument, InstrumentKind, InstrumentStatus
from venuegen.cli import main
from venues.coinbase_exchange import mapping
from venues.coinbase_exchange.types import Match

SYMBOLS = (
    "BAND/BTC",
    "BAND/GBP",
    "CRV/EUR",
    "DASH/BTC",
    "NMR/EUR",
    "NU/GBP",
    "SKL/BTC",
    "SKL/GBP",
    "SKL/USD",
    "YFI/BTC",
)


@pytest.fixture(scope="module")
def frames(recordings: Path) -> list[dict[str, Any]]:
    with gzip.open(recordings / "coinbase_exchange.jsonl.gz", "rt") as lines:
        records = [json.loads(line) for line in lines]
    return [json.loads(each["text"]) for each in records if each["kind"] == "recv"]


def best_prices(frames: list[dict[str, Any]]) -> dict[str, tuple[Decimal, Decimal]]:
    """Best bid and ask of every product at the end; asserts on the way that no book is crossed."""
    books: dict[str, dict[str, dict[Decimal, Decimal]]] = {}
    for frame in frames:
        product = frame.get("product_id", "").replace("-", "/")
        if frame["type"] == "snapshot":
            books[product] = {
                side: {Decimal(price): Decimal(size) for price, size in frame[rows]}
                for side, rows in (("buy", "bids"), ("sell", "asks"))
            }
        elif frame["type"] == "l2update":
            for side, price, size in frame["changes"]:
                books[product][side][Decimal(price)] = Decimal(size)
                if not Decimal(size):
                    del books[product][side][Decimal(price)]
            assert max(books[product]["buy"]) < min(books[product]["sell"])
    return {product: (max(book["buy"]), min(book["sell"])) for product, book in books.items()}


def test_every_book_is_live_and_never_crossed(
    frames: list[dict[str, Any]], recordings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["replay", "coinbase_exchange", str(recordings / "coinbase_exchange.jsonl.gz"), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert status == 0, told
    assert (told["frames"], told["undecodable"]) == (9946, 0)
    books = told["symbols"]
    assert tuple(sorted(books)) == SYMBOLS
    assert {book["state"] for book in books.values()} == {"live"}
    assert sum(book["frames"] for book in books.values()) == 9729
    for name, each in (("snapshots", 1), ("gaps", 0), ("crossed", 0), ("resyncs", 0)):
        assert [book[name] for book in books.values()] == [each] * 10
    ours = {
        symbol: (Decimal(book["best_bid"]["price"]), Decimal(book["best_ask"]["price"]))
        for symbol, book in books.items()
    }
    assert ours == best_prices(frames)


def test_the_side_of_a_trade_is_that_of_the_ticker_it_made(frames: list[dict[str, Any]]) -> None:
    """The message of a trade has the side of the resting order, that of the ticker the side of the aggressor."""
    takers = {(each["product_id"], each["trade_id"]): each["side"] for each in frames if each["type"] == "ticker"}
    compared = 0
    for frame in frames:
        if frame["type"] != "match" or (frame["product_id"], frame["trade_id"]) not in takers:
            continue
        base, quote = frame["product_id"].split("-")
        instrument = Instrument(
            symbol=f"{base}/{quote}",
            venue_symbol=frame["product_id"],
            kind=InstrumentKind.SPOT,
            base=base,
            quote=quote,
            status=InstrumentStatus.TRADING,
            price_increment=Decimal("0.01"),
        )
        trade = mapping.match(msgspec.convert(frame, Match, strict=False), instrument, 0)
        assert trade.side is not None
        assert trade.side.value == takers[frame["product_id"], frame["trade_id"]]
        compared += 1
    assert compared == 97
