"""Round trips of the produced tests: which maps can be written as well as read, and what must come back."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...lang.types import base_of
from ...render.names import identifier
from ..mapping import wire_annotation
from ..wirepaths import path_of, plain_type, syntax

if TYPE_CHECKING:
    from ...spec.model import Map
    from ..context import VenueContext
    from ..examples import Examples

_TYPES = ("Order", "Fill", "Trade", "Ticker", "Candle", "FundingRate", "Balance", "Position")
_NO_INSTRUMENT = ("Balance",)


@dataclass(frozen=True, slots=True)
class RoundView:
    """One map: its type, a documented message, the function that writes it, and the fields that are copied."""

    name: str
    to: str
    example: str
    writer: str
    source: str
    """Annotation of the wire type."""
    fields: tuple[str, ...]


def build(
    context: VenueContext, examples: Examples, writers: frozenset[str]
) -> tuple[tuple[RoundView, ...], tuple[tuple[str, str], ...]]:
    """Every map that the simulated venue writes; the others with the reason why not."""
    rounds: list[RoundView] = []
    missing: list[tuple[str, str]] = []
    for name, each in context.spec.maps.items():
        if each.to not in _TYPES:
            continue
        what = f"the round trip of the map {name}"
        writer = identifier(f"_write_{name}")
        if writer not in writers:
            missing.append((what, "the simulated venue does not write it"))
            continue
        example = next((one for one in examples.files if one.error is None and one.expect.get(name)), None)
        fields = _copied(context, each)
        if example is None:
            missing.append((what, "no documented example is read by it"))
        elif not fields:
            missing.append((what, "none of its fields is a plain copy"))
        else:
            code = writer if each.to not in _NO_INSTRUMENT else f"lambda example, v, i: {writer}(example, v)"
            code = code.replace(writer, f"simulated.{writer}")
            source = wire_annotation(context, context.table.parse(each.source))
            rounds.append(RoundView(name, each.to, example.name, code, source, fields))
    return tuple(rounds), tuple(missing)


def _copied(context: VenueContext, each: Map) -> tuple[str, ...]:
    """Fields that the map takes as they are, or by a table of words: nothing is lost on the way."""
    found: dict[str, tuple[str, ...]] = {}
    source = context.table.parse(each.source)
    for name, text in each.fields.items():
        node = syntax(text)
        styled = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "style"
        if styled and name in ("type", "post_only"):
            found[name] = (name,)
            continue
        while isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("text", "int"):
            node = node.args[0]
        path = path_of(node, "m", source, context.table) if node is not None else None
        if path is None or not path.steps or name in ("symbol", "raw", "client_order_id"):
            continue
        kind = base_of(context.table.value_type(plain_type(path.type, context.table)))
        if name == "time_in_force" and str(kind) == "str":
            continue
        found[name] = path.steps
    # What one field of the wire tells twice cannot be brought back from two values.
    told = list(found.values())
    return tuple(name for name, steps in found.items() if told.count(steps) == 1)
