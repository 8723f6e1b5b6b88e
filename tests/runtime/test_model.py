from __future__ import annotations

import os
import subprocess
import sys
from decimal import Decimal as D
from typing import Any

import msgspec
import pytest
from venue_runtime.model import (
    Capability,
    Instrument,
    InstrumentKind,
    InstrumentStatus,
    Order,
    OrderRequest,
    OrderStatus,
    OrderType,
    PriceBand,
    QuantityUnit,
    Side,
    symbols_of,
)


def instrument(**changes: Any) -> Instrument:
    fields: dict[str, Any] = {
        "symbol": "AAA/BBB",
        "venue_symbol": "AAABBB",
        "kind": InstrumentKind.SPOT,
        "base": "AAA",
        "quote": "BBB",
        "price_increment": D("0.01000000"),
        "quantity_increment": D("0.00100000"),
        "min_quantity": D("0.00100000"),
        "max_quantity": D("9000.00000000"),
        "min_notional": D("5.00000000"),
    }
    return Instrument(**{**fields, **changes})


def order(**changes: Any) -> OrderRequest:
    fields: dict[str, Any] = {"symbol": "AAA/BBB", "side": Side.BUY, "type": OrderType.LIMIT}
    return OrderRequest(**{**fields, "quantity": D("1"), "price": D("10"), **changes})


def test_enums_are_their_lower_case_names() -> None:
    for enum in (Side, OrderType, OrderStatus, Capability):
        for member in enum:
            assert member.value == member.name.lower()
            assert f"{member}" == member.value
    assert Side.BUY.opposite is Side.SELL


def test_order_status_in_fix() -> None:
    assert {status.name: status.fix for status in OrderStatus} == {
        "INITIALIZED": None,
        "DENIED": None,
        "PENDING_NEW": "A",
        "NEW": "0",
        "TRIGGERED": None,
        "PARTIALLY_FILLED": "1",
        "PENDING_REPLACE": "E",
        "PENDING_CANCEL": "6",
        "FILLED": "2",
        "CANCELED": "4",
        "EXPIRED": "C",
        "REJECTED": "8",
    }


@pytest.mark.parametrize(
    ("price", "rounding", "text"),
    [
        ("10.005", "nearest", "10.00"),
        ("10.015", "nearest", "10.02"),
        ("10.0050000001", "nearest", "10.01"),
        ("10.019", "down", "10.01"),
        ("10.011", "up", "10.02"),
        ("10.01", "up", "10.01"),
        ("12345678901234567890.129", "down", "12345678901234567890.12"),
    ],
)
def test_round_price(price: str, rounding: Any, text: str) -> None:
    assert str(instrument().round_price(D(price), rounding)) == text


def test_round_to_increments_that_are_not_powers_of_ten() -> None:
    half = instrument(price_increment=D("0.5"), quantity_increment=D("100"))
    assert str(half.round_price(D("10.3"))) == "10.5"
    assert str(half.round_quantity(D("250"))) == "200"
    assert str(instrument(quantity_increment=D("1E+1")).round_quantity(D("59"))) == "50"


def test_round_quantity_is_never_up() -> None:
    assert str(instrument().round_quantity(D("0.0019999"))) == "0.001"
    assert instrument(quantity_increment=None).round_quantity(D("0.0019999")) == D("0.0019999")


def test_price_bands_override_the_increment() -> None:
    banded = instrument(price_bands=(PriceBand(D("100"), D("0.5")), PriceBand(D("1000"), D("5"))))
    assert [banded.round_price(D(p)) for p in ("99.994", "100.3", "1003")] == [D("99.99"), D("100.5"), D("1005")]
    assert banded.check(order(price=D("100.3"))) == ("price 100.3 is not a multiple of the price increment 0.5",)


def test_check_accepts_what_fits() -> None:
    assert instrument().check(order()) == ()
    assert instrument().check(order(type=OrderType.MARKET, price=None, quantity=None, quote_quantity=D("5"))) == ()
    assert instrument(status=InstrumentStatus.UNKNOWN).check(order()) == ()


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"price": D("10.001")}, "price 10.001 is not a multiple of the price increment 0.01"),
        ({"price": D("0")}, "price 0 is not positive"),
        ({"price": D("NaN")}, "price NaN is not a number"),
        ({"trigger_price": D("9.999")}, "trigger_price 9.999 is not a multiple of the price increment 0.01"),
        ({"quantity": D("1.0001")}, "quantity 1.0001 is not a multiple of the quantity increment 0.001"),
        ({"quantity": D("-1")}, "quantity -1 is not a positive number"),
        ({"quantity": D("9001")}, "quantity 9001 is above the maximum 9000"),
        ({"quantity": D("0.499")}, "notional 4.990 is below the minimum 5 BBB"),
        ({"quantity": None, "price": None, "quote_quantity": D("4")}, "notional 4 is below the minimum 5 BBB"),
        ({"quantity": None, "quote_quantity": D("Infinity")}, "quote_quantity Infinity is not a positive number"),
    ],
)
def test_check_says_what_is_wrong(changes: dict[str, Any], problem: str) -> None:
    assert instrument().check(order(**changes)) == (problem,)


def test_check_says_everything_at_once() -> None:
    halted = instrument(status=InstrumentStatus.HALTED, max_price=D("9"), min_price=D("1"), max_notional=D("4"))
    assert halted.check(order(price=D("9.999"))) == (
        "AAA/BBB is halted, not trading",
        "price 9.999 is not a multiple of the price increment 0.01",
        "price 9.999 is above the maximum 9",
        "notional 9.999 is above the maximum 4 BBB",
    )


def test_to_base_and_notional_in_every_unit() -> None:
    linear = instrument(kind=InstrumentKind.PERPETUAL, quantity_unit=QuantityUnit.CONTRACTS, contract_size=D("0.1"))
    inverse = instrument(
        kind=InstrumentKind.PERPETUAL, quantity_unit=QuantityUnit.CONTRACTS, contract_size=D("100"), inverse=True
    )
    in_quote = instrument(quantity_unit=QuantityUnit.QUOTE)
    assert instrument().to_base(D("2")) == D("2")
    assert linear.to_base(D("2")) == D("0.2")
    assert inverse.to_base(D("2"), D("50")) == D("4")
    assert in_quote.to_base(D("2"), D("50")) == D("0.04")
    assert linear.notional(D("2"), D("50")) == D("10.0")
    assert inverse.notional(D("2"), D("50")) == D("200")
    assert in_quote.notional(D("2"), D("50")) == D("2")
    for needs_price in (inverse, in_quote):
        with pytest.raises(ValueError, match="no base amount without a price"):
            needs_price.to_base(D("2"))


def test_orders_are_values() -> None:
    first = Order(symbol="AAA/BBB", client_order_id="c", status=OrderStatus.NEW)
    with pytest.raises(AttributeError):
        first.status = OrderStatus.FILLED  # type: ignore[misc]
    second = msgspec.structs.replace(first, status=OrderStatus.CANCELED)
    assert (first.status, second.status) == (OrderStatus.NEW, OrderStatus.CANCELED)
    assert (first.is_open, second.is_open, Order(symbol="AAA/BBB").is_open) == (True, False, False)
    assert first.filled_quantity is None


def test_symbols_of() -> None:
    assert symbols_of("A/B") == ("A/B",)
    assert symbols_of(["C/D", "A/B", "C/D"]) == ("C/D", "A/B")


def test_importing_the_runtime_imports_no_network_stack_and_exports_what_it_says() -> None:
    script = (
        "import sys, venue_runtime as v; "
        "assert all(hasattr(v, name) for name in v.__all__); "
        "print([m for m in ('aiohttp', 'yarl', 'cryptography', 'zstandard') if m in sys.modules])"
    )
    paths = os.pathsep.join(path for path in sys.path if path)
    run = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": paths},
    )
    assert run.stdout == "[]\n"
