"""The doctor's plain questions, at every simulated venue; and what cannot be right about an answer."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from venue_runtime.model import Candle, Side, Ticker, Trade
from venuegen.live.asking import ask_account, ask_market, odd_candles, odd_ticker, odd_trades
from venuegen.live.diagnosis import diagnose
from venuegen.live.finding import Finding
from venuegen.live.simulation import Simulation
from venuegen.live.venues import load_venue
from venuegen.report import Reporter

ROOT = Path(__file__).parents[2]
SHIPPED = sorted(path.parent.name for path in (ROOT / "generated" / "venues").glob("*/client.py"))
HOUR = 3_600_000_000_000


@pytest.mark.asyncio
@pytest.mark.parametrize("venue", SHIPPED)
async def test_every_simulated_venue_answers(venue: str) -> None:
    found: list[Finding] = []
    async with (
        Simulation(load_venue(venue, ROOT / "generated"), interval=0.05) as simulation,
        simulation.connect() as client,
    ):
        await client.load_instruments()
        await ask_market(client, simulation.symbols[0], found.append, simulated=True)
        await ask_account(client, simulation.symbols[0], found.append)
        assert simulation.server.failures == []
    assert [each for each in found if not each.good] == []
    assert found or venue == "bitvavo"


@pytest.mark.asyncio
async def test_an_answer_that_does_not_come_has_its_own_line() -> None:
    out = io.StringIO()
    report = Reporter(as_json=True, out=out, err=io.StringIO())
    faults = ("503:ticker_24hr*all",)
    assert await diagnose(report, "binance_spot", None, seconds=1.0, faults=faults) == 1
    found = {each["part"]: each["verdict"] for each in json.loads(out.getvalue())["findings"]}
    assert (found["ticker"], found["trades"], found["candles"], found["book"]) == ("refused", "good", "good", "good")


def ticker(**fields: Any) -> Ticker:
    return Ticker(symbol="AAA/BBB", **{name: Decimal(value) for name, value in fields.items()})


def trade(ts: int, price: int = 10, quantity: int = 1) -> Trade:
    return Trade(symbol="AAA/BBB", side=Side.BUY, price=Decimal(price), quantity=Decimal(quantity), ts_event=ts)


def candle(ts: int, high: int = 12) -> Candle:
    prices = {"open": Decimal(10), "high": Decimal(high), "low": Decimal(9), "close": Decimal(11)}
    return Candle(symbol="AAA/BBB", ts_open=ts, volume=Decimal(1), **prices)


def test_what_cannot_be_right() -> None:
    assert odd_ticker(ticker(bid=10, ask=11, last=10)) == ""
    assert odd_ticker(ticker(bid=12, ask=11)) == "bid 12 above ask 11"
    assert odd_ticker(ticker()) == "no price in it"
    assert odd_trades([trade(1), trade(2)]) == ""
    assert odd_trades([trade(2), trade(1)]) == "not oldest first"
    assert odd_trades([trade(1, quantity=0)]) == "a price or quantity that is not above zero"
    assert odd_candles([candle(HOUR), candle(2 * HOUR)], HOUR) == ""
    assert odd_candles([candle(2 * HOUR), candle(HOUR)], HOUR) == "not oldest first, or one twice"
    assert odd_candles([candle(HOUR), candle(HOUR)], HOUR) == "not oldest first, or one twice"
    assert odd_candles([candle(HOUR + 1)], HOUR) == "not aligned to UTC"
    assert odd_candles([candle(HOUR, high=10)], HOUR) == "open or close outside of high and low"
