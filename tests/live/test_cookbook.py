"""The recipes of docs/cookbook.md, run on simulated venues as they stand there."""

from __future__ import annotations

import asyncio
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from venue_runtime import Side
from venue_runtime.recording import read_recording
from venuegen.live.simulation import Simulation
from venuegen.live.venues import load_venue

PAGE = Path(__file__).parents[2] / "docs" / "cookbook.md"
pytestmark = pytest.mark.asyncio

SYMBOL = "BTC/USDT"


def recipe(name: str) -> dict[str, Any]:
    """What the code of one section defines."""
    section = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", PAGE.read_text("utf-8"), re.S | re.M)
    assert section is not None
    (code,) = re.findall(r"```python\n(.*?)```", section[1], re.S)
    names: dict[str, Any] = {}
    exec(compile(code, f"cookbook: {name}", "exec"), names)
    return names


async def test_the_market_making_loop_quotes_both_sides_and_leaves_nothing_behind() -> None:
    make_market = recipe("A market making loop")["make_market"]
    async with Simulation(load_venue("binance_spot"), [SYMBOL], interval=0.01) as simulation:
        async with simulation.connect() as client:
            loop = asyncio.create_task(make_market(client, SYMBOL, Decimal("0.01")))
            sides: set[Side] = set()
            async with asyncio.timeout(20):
                while sides != {Side.BUY, Side.SELL}:
                    assert not loop.done() or loop.result() is None
                    await asyncio.sleep(0.02)
                    sides |= {report.order.side for report in simulation.exchange.open_orders("trader")}
            loop.cancel()
            await asyncio.gather(loop, return_exceptions=True)
            assert simulation.exchange.open_orders("trader") == []
        assert simulation.server.failures == []


async def test_recording_holds_frames_and_no_secret(tmp_path: Path) -> None:
    record = recipe("Recording")["record"]
    venue = load_venue("binance_spot")
    path = tmp_path / "session.jsonl.zst"
    async with Simulation(venue, [SYMBOL], interval=0.01) as simulation:
        await record(
            venue.client, [SYMBOL], str(path), 1.0, keys=simulation.credentials, endpoints=simulation.server.url
        )
    lines = list(read_recording(path))
    assert {line.kind for line in lines} >= {"open", "recv", "http"}
    assert simulation.credentials.reveal("api_secret") not in repr(lines)


async def test_backfilling_goes_on_where_the_file_ends(tmp_path: Path) -> None:
    backfill = recipe("Backfilling")["backfill_candles"]
    path = tmp_path / "candles.csv"
    async with (
        Simulation(load_venue("binance_spot"), [SYMBOL], interval=0.01) as simulation,
        simulation.connect() as client,
    ):
        await asyncio.sleep(2.2)  # some candles are over
        first = await backfill(client, SYMBOL, "1s", simulation.clock.time_ns() - 60_000_000_000, path)
        again = await backfill(client, SYMBOL, "1s", 0, path)
    rows = path.read_text().splitlines()
    assert rows[0] == "ts_open,open,high,low,close,volume"
    times = [int(row.partition(",")[0]) for row in rows[1:]]
    assert first > 0
    assert len(times) == first + again
    assert times == sorted(set(times))


async def test_the_best_of_several_venues() -> None:
    follow = recipe("Many venues at once")["follow"]
    told: list[Any] = []
    complete = asyncio.Event()

    def on_change(*now: Any) -> None:
        told.append(now)
        if None not in now and len(best.books) == 2:
            complete.set()

    names = ("binance_spot", "okx")
    async with (
        Simulation(load_venue(names[0]), [SYMBOL], seed=1, interval=0.01) as one,
        Simulation(load_venue(names[1]), [SYMBOL], seed=2, interval=0.01) as other,
        one.connect() as first,
        other.connect() as second,
    ):
        best = follow(dict(zip(names, (first, second), strict=True)), SYMBOL, on_change)
        await asyncio.wait_for(complete.wait(), 20)
        bid, ask = best.told
        assert {bid[0], ask[0]} <= set(names)
        assert told[-1] == (bid, ask)


@pytest.mark.parametrize("times", [1, 2])
async def test_an_order_is_placed_once(times: int) -> None:
    place_once = recipe("Orders that must not be sent twice")["place_once"]
    async with (
        Simulation(load_venue("binance_spot"), [SYMBOL], interval=0) as simulation,
        simulation.connect() as client,
    ):
        for _ in range(times):
            order = await place_once(client, SYMBOL, "mine-1", Side.BUY, Decimal("0.01"), Decimal(50_000))
        assert order.client_order_id == "mine-1"
        assert len(simulation.exchange.open_orders("trader")) == 1
