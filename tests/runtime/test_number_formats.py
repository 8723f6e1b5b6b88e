"""Numbers as venues want them: significant figures, no zeros that say nothing; objects of which a message has one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

import pytest
from msgspec import Struct, field
from venue_runtime.exprs import sent, significant
from venue_runtime.model import PriceBand
from venue_runtime.testing.filling import Path, filled
from venue_runtime.testing.generated import GeneratedDialect, Param
from venue_runtime.wire import trimmed_text


def D(text: str) -> Decimal:
    return Decimal(text)


@pytest.mark.parametrize(
    ("number", "text"),
    [("100.00", "100"), ("0.10", "0.1"), ("1E+3", "1000"), ("0", "0"), ("0.00", "0"), ("-1.50", "-1.5")],
)
def test_zeros_that_say_nothing_are_left_out(number: str, text: str) -> None:
    assert trimmed_text(D(number)) == text


def test_significant_figures_are_increments_that_grow_with_the_price() -> None:
    """Five figures, at most two decimals; any whole number is allowed."""
    assert significant(5, 2) == (
        PriceBand(above=D("0"), increment=D("0.01")),
        PriceBand(above=D("1000"), increment=D("0.1")),
        PriceBand(above=D("10000"), increment=D("1")),
    )
    assert significant(5, 0) == (PriceBand(above=D("0"), increment=D("1")),)


class Inner(Struct):
    price: Decimal = field(name="p")
    size: Decimal = field(name="s")


class Outer(Struct):
    inner: Inner = field(name="in")


def test_fields_inside_objects_are_trimmed_where_their_type_says_so() -> None:
    outer = Outer(Inner(D("1.50"), D("2.50")))
    assert sent(outer, trimmed=("p",)) == {"in": {"p": "1.5", "s": "2.50"}}


def test_of_objects_that_exclude_one_another_only_the_one_that_is_there_is_filled() -> None:
    either = [(("resting",), ("filled",))]
    values: dict[Path, Any] = {("resting", "oid"): 7, ("filled", "oid"): 7, ("filled", "total"): "1"}
    assert filled({"resting": {"oid": 1}}, values, either=either) == {"resting": {"oid": 7}}
    assert filled({"filled": {"oid": 1}}, values, either=either) == {"filled": {"oid": 7, "total": "1"}}
    assert filled({}, {("resting", "oid"): 7}, either=either) == {"resting": {"oid": 7}}


class Dialect(GeneratedDialect):
    params: ClassVar[Mapping[str, Sequence[Param]]] = {
        "ask": (Param("type", "type", str, True, "book"), Param("coin", "coin", str, True)),
        "one": (Param("action.type", "type", str, True, "order"), Param("action.orders.0.a", "asset", int, True)),
        "many": (Param("action.type", "type", str, True, "order"), Param("action.orders", "orders", list[Any], True)),
        "cancel": (Param("action.type", "type", str, True, "cancel"), Param("action.id", "id", int, True)),
    }


class Call:
    def __init__(self, **parameters: object) -> None:
        self.parameters, self.endpoint_id = parameters, "ask"
        self.path_parameters: dict[str, str] = {}


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ({"type": "book", "coin": "BTC"}, "ask"),
        ({"action": {"type": "order", "orders": [{"a": 1}]}}, "one"),
        ({"action": {"type": "order", "orders": [{"a": 1}, {"a": 2}]}}, "many"),
        ({"action": {"type": "cancel", "id": 1}}, "cancel"),
        # It is meant, and refused for what it lacks.
        ({"action": {"type": "cancel"}}, "cancel"),
    ],
)
def test_what_is_fixed_tells_the_operations_of_one_address_apart(sent: dict[str, object], meant: str) -> None:
    dialect = Dialect({})
    assert dialect.choose(Call(**sent), tuple(dialect.params)) == meant  # type: ignore[arg-type]


def test_parameters_inside_lists_are_read_by_their_place() -> None:
    read = Dialect({}).read(Call(action={"type": "order", "orders": [{"a": 4}]}), "one")  # type: ignore[arg-type]
    assert read.asset == 4
