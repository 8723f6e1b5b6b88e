"""Maps and operations read backwards."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from lang_support import spec
from venuegen.lang import TypeTable
from venuegen.lang.invert import Inversion, invert_map, invert_operation
from venuegen.spec.model import Map, Operation

FOUND = spec()
TABLE = TypeTable.build(FOUND)


def inverted(to: str, emit: dict[str, Any] | None = None, **fields: Any) -> Inversion:
    found = msgspec.convert({"to": to, "from": "Message", "set": fields, "emit": emit or {}}, Map)
    return invert_map(FOUND, TABLE, found)


@pytest.mark.parametrize(
    ("to", "field", "text", "key", "code"),
    [
        ("Trade", "price", "=m.price", "price", "decimal_text(v.price)"),
        ("Trade", "symbol", "=m.symbol", "symbol", "i.venue_symbol"),
        ("Trade", "trade_id", "=text(m.id)", "id", "int(v.trade_id) if v.trade_id is not None else None"),
        ("Trade", "ts_event", "=m.time", "time", "v.ts_event // 1_000_000 if v.ts_event is not None else None"),
        ("Trade", "side", "='sell' if m.maker else 'buy'", "maker", "v.side == Side.SELL"),
        ("Trade", "side", "='buy' if not m.maker else 'sell'", "maker", "v.side == Side.SELL"),
        ("Fill", "side", "=m.side", "side", "SIDE_OUT[v.side]"),
        ("Fill", "side", "='buy' if m.kind == 'A' else 'sell'", "kind", "'A' if v.side == Side.BUY else 'B'"),
        ("Fill", "fee", "=-m.fee", "fee", "decimal_text(-v.fee) if v.fee is not None else None"),
        (
            "Order",
            "price",
            "=m.price if m.price else None",
            "price",
            "decimal_text(v.price) if v.price is not None else '0'",
        ),
        ("Order", "price", "=m.limit", "limit", "decimal_text(v.price) if v.price is not None else ''"),
        ("Candle", "ts_open", "=m.inner.open_time", "inner.open_time", "v.ts_open // 1_000_000"),
    ],
)
def test_solved(to: str, field: str, text: str, key: str, code: str) -> None:
    found = inverted(to, **{field: text})
    assert found.problems == ()
    assert {key: found.values[key].code} == {key: code}


def test_paths_are_names_of_the_wire() -> None:
    assert inverted("Candle", ts_open="=m.inner.open_time").values["inner.open_time"].path == ("inner", "openTime")


def test_what_cannot_be_solved_is_reported_once_unless_the_author_says_it() -> None:
    found = inverted("Order", average_price="=m.price / m.id")
    assert [problem.error.message for problem in found.problems] == [
        "`price` cannot be computed back from this expression",
        "`id` cannot be computed back from this expression",
    ]
    assert found.problems[0].path == ("set", "average_price")
    emit = {"price": "=v.average_price", "id": 7}
    found = inverted("Order", emit, average_price="=m.price / m.id")
    assert found.problems == ()
    assert found.values["id"].code == "7"
    assert found.values["price"].code == "decimal_text(v.average_price) if v.average_price is not None else None"


def test_the_styles_table_gives_what_style_reads() -> None:
    assert inverted("Order", type="=style.type").styled


def test_operations_backwards() -> None:
    given = {"call": "place", "with": {"symbol": "=i.venue_symbol", "side": "=o.side", "price": "=o.price"}}
    found = invert_operation(FOUND, TABLE, "create_order", msgspec.convert(given, Operation))
    assert {key: value.code for key, value in found.values.items()} == {
        "venue_symbol": "p.symbol",
        "side": "SIDE_IN.get(p.side)",
        "price": "p.price",
    }
    assert found.problems == ()


def test_operations_that_need_read() -> None:
    given: dict[str, Any] = {"call": "place", "with": {"price": "=o.price * i.contract_size"}}
    found = invert_operation(FOUND, TABLE, "create_order", msgspec.convert(given, Operation))
    assert [problem.path for problem in found.problems] == [("with", "price")]
    given["read"] = {"price": "=p.price / i.contract_size if p.price is not None else None"}
    found = invert_operation(FOUND, TABLE, "create_order", msgspec.convert(given, Operation))
    assert found.problems == ()
    assert found.values["price"].code == "divided(p.price, i.contract_size) if p.price is not None else None"
