"""No exchange is named where code is made for all of them: a special case begins with a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("generator", "runtime", "templates")

BRANDS = """
    ascendex backpack bequant binance bingx bit2c bitbank bitbns bitfinex bitflyer bitforex bitget bithumb bitkub
    bitmart bitmex bitopro bitpanda bitrue bitso bitstamp bitteam bitvavo bitzlato blofin btcmarkets btcturk
    bullish bybit cex.io coinbase coincatch coincheck coinex coinmate coinmetro coinone coinsph coinspot cryptocom
    crypto.com cryptomus defx delta.exchange deribit derive.xyz dydx exmo foxbit ftx gate.io gateio gate-io
    hashkey hitbtc hollaex htx huobi hyperliquid independentreserve indodax kraken kucoin lbank luno
    mercadobitcoin mexc ndax novadax oceanex okcoin okex okx oxfun paradex paymium phemex poloniex probit timex
    tokocrypto upbit valr vertex.protocol wazirx whitebit woofi woox xt.com yobit zaif zonda
"""

PLAIN_WORDS = {"bullish", "delta", "derive", "gate", "gemini", "vertex"}
#: Brands that are also plain words: only where they can be nothing else.
AMBIGUOUS = (
    r"\bgate(?:_|-)(?:spot|futures|usdt|perp|v4)",
    r"\bgemini(?:_|-|\b)",
    r"\bbullish(?:_|-)",
    r"\bMBX\b|X-MBX",
)


def venue_ids() -> list[str]:
    return sorted(each.parent.name for each in (ROOT / "venue_specs").glob("*/venue.yaml"))


def pattern(ids: list[str]) -> re.Pattern[str]:
    # Letters and digits end a word here, underscores do not: `okx_quirk` and `OkxSpot` name a venue too.
    words = sorted({*BRANDS.split(), *ids, *(each.split("_")[0] for each in ids)} - PLAIN_WORDS)
    spelled = "|".join(re.escape(word) for word in words)
    return re.compile(rf"(?<![a-z0-9])(?:{spelled})(?![a-z0-9])|{'|'.join(AMBIGUOUS)}", re.IGNORECASE)


CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def named(text: str, ids: list[str]) -> list[str]:
    """Lines that name an exchange."""
    wanted = pattern(ids)
    return [line.strip() for line in text.splitlines() if wanted.search(line) or wanted.search(CAMEL.sub(" ", line))]


def files() -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            hidden = any(part.startswith((".", "__pycache__")) for part in path.relative_to(ROOT).parts)
            if path.is_file() and not hidden:
                yield path


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_exchange_is_named(folder: str) -> None:
    ids = venue_ids()
    assert ids, "the specs were not found: this test would prove nothing"
    found = {
        f"{path.relative_to(ROOT)}: {line}"
        for path in files()
        if path.relative_to(ROOT).parts[0] == folder
        for line in [*named(path.read_text(encoding="utf-8"), ids), *named(path.name, ids)]
    }
    assert found == set()


def test_there_is_something_to_read() -> None:
    assert len(list(files())) > 150


@pytest.mark.parametrize(
    "line",
    [
        "if venue == 'okx':",
        "# as Binance does",
        "class KrakenSpotFix:",
        "def okx_checksum() -> int: ...",
        "HTX",
        "https://api.gateio.ws",
        "https://www.gate.io",
        "gate_spot",
        "Gemini's payload",
        "crypto.com",
        "def signBybitV5",
        "X-MBX-APIKEY",
    ],
)
def test_a_name_is_found(line: str) -> None:
    assert named(line, venue_ids()) == [line]


@pytest.mark.parametrize("line", ["a gate between two tasks", "navigate", "aggregate", "complex", "delegate", "okay"])
def test_a_word_is_no_name(line: str) -> None:
    assert named(line, venue_ids()) == []
