"""The trading part of the doctor, on every simulated venue: it passes, leaves nothing behind, and is written down."""

from __future__ import annotations

import asyncio
import io
import json
import signal
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from venue_runtime.model import Instrument, InstrumentKind, QuantityUnit
from venuegen.live import certification
from venuegen.live.certification import certify, smallest_order
from venuegen.live.diagnosis import diagnose
from venuegen.live.finding import Finding
from venuegen.live.simulation import ACCOUNT, Simulation
from venuegen.live.venues import load_venue
from venuegen.report import Reporter

ROOT = Path(__file__).parents[2]
WITHOUT_ORDERS = {"bitvavo"}
"""Venues whose spec offers no orders over REST or WebSocket."""
SHIPPED = {path.parent.name for path in (ROOT / "generated" / "venues").glob("*/client.py")}


def instrument(**fields: Any) -> Instrument:
    return Instrument(
        symbol="AAA/BBB", venue_symbol="AAABBB", kind=InstrumentKind.SPOT, base="AAA", quote="BBB", **fields
    )


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"quantity_increment": Decimal("0.01")}, "0.01"),
        ({"quantity_increment": Decimal("0.01"), "min_quantity": Decimal("0.025")}, "0.03"),
        ({"quantity_increment": Decimal("0.01"), "min_notional": Decimal(10)}, "0.11"),
        (
            {
                "quantity_increment": Decimal(10),
                "min_notional": Decimal(20),
                "quantity_unit": QuantityUnit.CONTRACTS,
                "contract_size": Decimal(1),
                "inverse": True,
            },
            "30",
        ),
    ],
)
def test_the_smallest_order(fields: dict[str, Any], expected: str) -> None:
    assert smallest_order(instrument(**fields), Decimal(100)) == Decimal(expected)


@pytest.mark.asyncio
@pytest.mark.parametrize("venue", sorted(SHIPPED - WITHOUT_ORDERS))
async def test_every_venue_is_certified(venue: str) -> None:
    found: list[Finding] = []
    async with (
        Simulation(load_venue(venue, ROOT / "generated"), interval=0.05) as simulation,
        simulation.connect() as client,
    ):
        await client.load_instruments()
        await certify(client, simulation.symbols[0], found.append)
        assert [each for each in found if not each.good] == []
        assert {"order placed", "order canceled", "cancel of no order", "cleaned up"} <= {each.part for each in found}
        rules = client.instruments.require(simulation.symbols[0], "test")
        for order in client.orders:  # each the smallest there is, none of it traded
            assert order.price is not None
            assert order.quantity == smallest_order(rules, order.price)
            assert not order.filled_quantity
        assert "not tried" not in {each.verdict for each in found if each.part == "order placed"}
        assert simulation.exchange.open_orders(ACCOUNT) == []
        assert simulation.server.failures == []


@pytest.mark.asyncio
async def test_what_was_placed_is_canceled_though_the_matrix_broke(monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: Any) -> None:
        raise RuntimeError("a defect")

    monkeypatch.setattr(certification._Matrix, "_found_again", broken)
    found: list[Finding] = []
    async with Simulation(load_venue("binance_spot"), interval=0.05) as simulation, simulation.connect() as client:
        await client.load_instruments()
        with pytest.raises(RuntimeError, match="a defect"):
            await certify(client, simulation.symbols[0], found.append)
        assert simulation.exchange.open_orders(ACCOUNT) == []
    assert [(each.part, each.verdict) for each in found][-1] == ("cleaned up", "good")


@pytest.mark.asyncio
async def test_orders_rest_a_tenth_below_the_best_bid() -> None:
    found: list[Finding] = []
    async with Simulation(load_venue("binance_spot"), interval=0) as simulation, simulation.connect() as client:
        await client.load_instruments()
        best = simulation.exchange.book("BTC/USDT").bids[0].price
        await certify(client, "BTC/USDT", found.append)
        prices = {report.order.price for report in simulation.exchange.all_orders(ACCOUNT)}
    assert len(prices) == 1
    (price,) = prices
    assert price is not None
    assert best * Decimal("0.9") - Decimal("0.01") < price <= best * Decimal("0.9")


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "fault",
    [
        "delay=0.7:new_order",  # accepted, and the answer is under way
        "drop:execution_reports*all",  # it rests, and the matrix waits for a report
    ],
)
async def test_what_was_placed_is_canceled_when_the_matrix_is_stopped(fault: str) -> None:
    found: list[Finding] = []
    venue = load_venue("binance_spot")
    async with Simulation(venue, interval=0.05, faults=[fault]) as simulation, simulation.connect() as client:
        await client.load_instruments()
        placed = asyncio.Event()
        simulation.exchange.subscribe(lambda _: placed.set() if simulation.exchange.open_orders(ACCOUNT) else None)
        matrix = asyncio.create_task(certify(client, simulation.symbols[0], found.append))
        await asyncio.wait_for(placed.wait(), 10)
        matrix.cancel()
        with pytest.raises(asyncio.CancelledError):
            await matrix
        assert simulation.exchange.open_orders(ACCOUNT) == []
    assert (found[-1].part, found[-1].verdict) == ("cleaned up", "good")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_in_the_middle_cleans_up_first(number: signal.Signals, code: int) -> None:
    command = [sys.executable, "-m", "venuegen", "doctor", "binance_spot", "--seconds", "1"]
    with subprocess.Popen(
        [*command, "--fault", "drop:execution_reports*all"], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        private = next(line for line in iter(process.stdout.readline, "") if "private stream" in line)
        assert private.startswith("ok  private stream: good")
        time.sleep(0.5)  # now an order rests, and its report never comes
        process.send_signal(number)
        told = process.communicate(timeout=20)[0].splitlines()
    assert process.returncode == code
    assert told == ["ok  cleaned up: good"]


@pytest.mark.asyncio
async def test_a_private_stream_that_says_nothing_is_noticed_though_answers_come(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(certification, "_PATIENCE", 0.2)
    found: list[Finding] = []
    faults = ["drop:execution_reports*all"]
    async with (
        Simulation(load_venue("binance_spot"), interval=0.05, faults=faults) as simulation,
        simulation.connect() as client,
    ):
        await client.load_instruments()
        await certify(client, simulation.symbols[0], found.append)
    verdicts = {each.part: each.verdict for each in found}
    assert verdicts["order placed"] == verdicts["order canceled"] == verdicts["all canceled"] == "never told"
    assert verdicts["order asked for"] == verdicts["cleaned up"] == "good"


@pytest.mark.asyncio
async def test_what_a_lost_answer_ended_in_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[Finding] = []
    faults = ["503:new_order"]
    async with (
        Simulation(load_venue("binance_spot"), interval=0.05, faults=faults) as simulation,
        simulation.connect() as client,
    ):
        await client.load_instruments()
        monkeypatch.setattr(certification, "_PATIENCE", 5.0)
        await certify(client, simulation.symbols[0], found.append)
    (first, last) = found
    assert (first.part, first.verdict) == ("order placed", "outcome unknown")
    assert "asked afterwards: " in first.detail
    assert (last.part, last.verdict) == ("cleaned up", "good")


@pytest.mark.asyncio
async def test_orders_that_cannot_be_canceled_are_named() -> None:
    found: list[Finding] = []
    faults = ["503:cancel_order*all", "503:cancel_open_orders*all"]
    async with (
        Simulation(load_venue("binance_spot"), interval=0.05, faults=faults) as simulation,
        simulation.connect() as client,
    ):
        await client.load_instruments()
        await certify(client, simulation.symbols[0], found.append)
        (left, *_) = simulation.exchange.open_orders(ACCOUNT)
    assert (found[-1].part, found[-1].verdict) == ("cleaned up", "orders are left")
    assert str(left.order.client_order_id) in found[-1].advice


@pytest.mark.asyncio
async def test_a_dated_record_is_written(tmp_path: Path) -> None:
    report = Reporter(as_json=True, out=io.StringIO(), err=io.StringIO())
    work = diagnose(report, "binance_spot", None, seconds=1.0, trade=True, record=tmp_path / "records")
    assert await work == 0
    (file,) = (tmp_path / "records").glob("binance_spot-simulated-*.json")
    written = json.loads(file.read_text())
    assert list(written) == ["date", "venue", "environment", "trade", "seconds", "ok", "findings"]
    assert (written["venue"], written["environment"], written["ok"]) == ("binance_spot", "simulated", True)
    assert written["date"].endswith("+00:00")
