"""The two-way table of order styles: each row can be reached, and what was written is read back the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from venuegen.check.context import Check
from venuegen.lang.contract import CONTRACT_ENUMS, CONTRACT_TYPES
from venuegen.spec.diagnostics import did_you_mean, listing
from venuegen.spec.model import Operation, StyleRow

_ENUMS = {
    "type": "OrderType",
    "time_in_force": "TimeInForce",
    "side": "Side",
    "kind": "InstrumentKind",
    "margin_mode": "MarginMode",
    "position_side": "PositionSide",
    "trigger_by": "TriggerBy",
    "self_trade_prevention": "SelfTradePrevention",
}
_FLAGS = ("post_only", "reduce_only")


def check_styles(check: Check) -> None:
    """`orders.styles`, row by row and each pair of rows."""
    rows = check.spec.orders.styles if check.spec.orders else []
    if check.spec.orders is not None and not rows:
        check.problems.add("VG703", check.key("orders", "styles"), "no order can be said: the table is empty")
    for at, row in enumerate(rows):
        _words(check, at, row)
    for later, row in enumerate(rows):
        for earlier, other in enumerate(rows[:later]):
            _pair(check, earlier, other, later, row)


def _words(check: Check, at: int, row: StyleRow) -> None:
    path = ("orders", "styles", at)
    if "type" not in row.of:
        check.problems.add("VG703", check.at(*path), "a row says which type of order it is", expected="of: {type: …}")
    for key, value in row.of.items():
        known = (*_ENUMS, *_FLAGS)
        if key not in known:
            check.unknown("VG703", check.key(*path, "of", key), "property of an order named", key, known)
            continue
        values = value if isinstance(value, list) else [value]
        for each in values:
            words = CONTRACT_ENUMS[_ENUMS[key]].words if key in _ENUMS else ()
            if key in _FLAGS and not isinstance(each, bool):
                check.problems.add("VG703", check.at(*path, "of", key), f"'{key}' is a flag", expected="true or false")
            elif key in _ENUMS and each not in words:
                check.problems.add(
                    "VG703",
                    check.at(*path, "of", key),
                    f"'{each}' is no word of {_ENUMS[key]}",
                    expected=listing(words, 20),
                    hint=did_you_mean(str(each), words),
                )
    fields = CONTRACT_TYPES["OrderRequest"].fields
    create = check.spec.operations.get("create_order")
    options = [f"venue.{name}" for name in create.options] if create is not None else []
    read = " ".join(str(value) for value in (*row.wire.values(), *(_sent(create) if create is not None else ())))
    for key, names in (("needs", row.needs), ("takes", row.takes)):
        for index, group in enumerate(names):
            for name in [group] if isinstance(group, str) else group:
                place = check.at(*path, key, index)
                if name not in fields and name not in options:
                    check.unknown("VG703", place, "field of an order named", name, [*fields, *options])
                elif name in fields and not re.search(rf"\bo\.{name}\b", read):
                    text = f"'{name}' would not be sent: no parameter of create_order reads it"
                    check.problems.add("VG703", place, text, expected=f"a parameter with `=o.{name}`")


def _sent(create: Operation) -> Iterable[object]:
    """Every value that create_order sends."""
    yield from create.params.values()
    for choice in create.choose:
        yield from choice.params.values()


def _values(row: StyleRow, key: str) -> set[Any] | None:
    """What a row says of a property; None: anything."""
    value = row.of.get(key)
    if value is None:
        return None
    return set(value) if isinstance(value, list) else {value}


def _pair(check: Check, earlier: int, other: StyleRow, later: int, row: StyleRow) -> None:
    path = ("orders", "styles", later)
    if "both" == row.use == other.use and all(_covers(_values(other, key), _values(row, key)) for key in other.of):
        check.problems.add(
            "VG703",
            check.at(*path),
            f"this row is never reached: row {earlier + 1} takes every such order first",
            hint="put the row that says more before the one that says less",
        )
        return
    create = check.spec.operations.get("create_order")
    told = create.read if create is not None else {}
    if _same_wire(other, row) and (difference := _difference(other, row)) and difference not in told:
        check.problems.add(
            "VG703",
            check.at(*path, "wire"),
            f"the same words as row {earlier + 1}, which would be read back: {difference} would be lost",
            hint="say what tells them apart, or use a list in one row"
            + ("; an endpoint tells it by `choose` of create_order, with `read: {type: …}`" * (difference == "type")),
        )


def _covers(wide: set[Any] | None, narrow: set[Any] | None) -> bool:
    return wide is None or (narrow is not None and narrow <= wide)


def _constants(row: StyleRow) -> dict[str, Any]:
    return {key: value for key, value in row.wire.items() if not (isinstance(value, str) and value.startswith("="))}


def _same_wire(earlier: StyleRow, later: StyleRow) -> bool:
    """What the later row writes, the earlier one recognizes as its own."""
    written, recognized = _constants(later), _constants(earlier)
    return all(key in written and written[key] == value for key, value in recognized.items())


def _difference(earlier: StyleRow, later: StyleRow) -> str:
    for key in ("type", "post_only"):
        read, written = _values(earlier, key) or {False}, _values(later, key) or {False}
        if read != written:
            return key
    return ""
