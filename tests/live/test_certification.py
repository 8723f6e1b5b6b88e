"""The trading part of the doctor, on every simulated venue: it passes, leaves nothing behind, and is written down."""

from __future__ import annotations

import io
import json
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
async def test_a_dated_record_is_written(tmp_path: Path) -> None:
    report = Reporter(as_json=True, out=io.StringIO(), err=io.StringIO())
    work = diagnose(report, "binance_spot", None, seconds=1.0, trade=True, record=tmp_path / "records")
    assert await work == 0
    (file,) = (tmp_path / "records").glob("binance_spot-simulated-*.json")
    written = json.loads(file.read_text())
    assert list(written) == ["date", "venue", "environment", "ok", "findings"]
    assert (written["venue"], written["environment"], written["ok"]) == ("binance_spot", "simulated", True)
    assert written["date"].endswith("+00:00")
