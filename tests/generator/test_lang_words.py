"""Words for what some venues send: maps whose keys are data, unions by shape and by keys, schemas, durations, hooks."""

from __future__ import annotations

import msgspec
import pytest
from venuegen.lang import compile_condition, compile_expr
from venuegen.lang.scopes import DURATION, Binding, Scope
from venuegen.lang.types import INT, RAW, StructType, Type, UnionType
from venuegen.lang.wire_types import TypeTable
from venuegen.spec.model import Spec
from venuegen.views.types import lower

SPEC = {
    "spec": 1,
    "venue": "example",
    "title": "Example",
    "doc": "https://docs.example.com",
    "checked": "2026-01-01",
    "environments": {"production": {"urls": {"rest": "https://api.example.com"}}},
    "hooks": {
        "file": "hooks.py",
        "functions": {
            "digest": {"args": ["map<json>", "int", "null<str>"], "returns": "bytes"},
            "names": {"args": ["list<int_text>"], "returns": "list<digits>"},
        },
    },
    "types": {
        "Pair": {"base": "str", "quote": "opt<str>"},
        "Reply": {"result": "opt<map<Pair>>", "rest": "map<raw>", "body": "map<json>", "one": "one_or_many<Pair>"},
        "Placed": {"id": "opt<int>", "text": "opt<str>"},
        "Row": ["id int", "size decimal"],
        "Filled": {"oid": "int", "size": "decimal"},
        "Resting": {"oid": "int", "cloid": "opt<str>"},
        "Stats": {
            "$schema": {
                "type": "object",
                "required": ["lastPrice", "range"],
                "$defs": {"Range": {"type": "object", "required": ["low"], "properties": {"low": {"type": "number"}}}},
                "properties": {
                    "lastPrice": {"type": "string", "format": "decimal"},
                    "volume": {"type": ["string", "null"]},
                    "range": {"$ref": "#/$defs/Range"},
                    "tags": {"type": "array", "items": {"type": "string"}},
                    "counts": {"type": "object", "additionalProperties": {"type": "integer"}},
                    "anything": {},
                },
            },
            "at": "updated iso",
        },
    },
    "unions": {"Outcome": ["Placed", "Row", "str"], "Event": {"of": ["Filled", "Resting"], "by_keys": True}},
}
TABLE = TypeTable.build(msgspec.convert(SPEC, Spec))


def scope(**types: Type) -> Scope:
    return Scope("a test", {name: Binding(type, name) for name, type in types.items()}, TABLE)


SCOPE = scope(
    r=StructType("Reply"),
    o=UnionType("Outcome"),
    e=StructType("Event"),
    s=StructType("Stats"),
    w=DURATION,
    n=INT,
    x=RAW,
)


def test_the_spec_is_understood() -> None:
    assert [str(each.error) for each in TABLE.problems] == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("=keys(r.rest)", "list(r.rest)"),
        ("=first(values(r.body))", "item(list(r.body.values()), 0)"),
        ("=entries(r.result)", "list(r.result.items()) if r.result is not UNSET else None"),
        ("=without(r.body, 'last', 'at')", "without(r.body, 'last', 'at')"),
        ("=decoded(x, 'list<Row>')", "json_as(x, list[wire.Row])"),
        ("=len(decoded(x, 'Pair').base)", "len(json_as(x, wire.Pair).base)"),
        ("=len(r.one)", "len(many(r.one))"),
        ("=n / 2", "Decimal(n) / 2"),
        ("=n / n", "divided(n, n)"),
        ("=n // n", "floored(n, n)"),
        ("=n % n", "remainder(n, n)"),
        ("=w.ms + 1", "w // timedelta(milliseconds=1) + 1"),
        ("=o.id", "o.id if isinstance(o, (wire.Placed, wire.Row)) and o.id is not UNSET else None"),
        ("=o.size", "o.size if isinstance(o, wire.Row) else None"),
        ("=o.size if o.size is not None else decimal('0')", "o.size if isinstance(o, wire.Row) else Decimal('0')"),
        ("=e.cloid or text(e.oid)", "e.cloid if e.cloid is not UNSET and e.cloid else str(e.oid)"),
        ("=s.range.low", "s.range.low"),
        ("=s.volume", "s.volume if s.volume is not UNSET else None"),
        ("=hooks.digest(r.body, n, o.text)", "hooks.digest(r.body, n, o.text if isinstance(o, wire.Placed) and "
         "o.text is not UNSET else None)"),
        ("=sum(hooks.names([1, 2]))", "sum((row for row in hooks.names([1, 2])), Decimal(0))"),
    ],
)  # fmt: skip
def test_expressions(text: str, code: str) -> None:
    try:
        assert compile_expr(text, SCOPE).code == code
    except Exception as error:
        raise AssertionError(str(error)) from error


def test_a_text_of_a_union_is_compared() -> None:
    assert compile_condition("=o == 'success'", SCOPE).code == "o == 'success'"


def test_types_as_they_are_generated() -> None:
    schema, aliases = lower(TABLE)
    definitions = schema["$defs"]
    assert definitions["Outcome"] == {
        "anyOf": [{"$ref": "#/$defs/Placed"}, {"$ref": "#/$defs/Row"}, {"type": "string"}]
    }
    # A row that a union tells apart by its class is no plain tuple.
    assert definitions["Row"]["required"] == ["id", "size"]
    assert definitions["Event"]["required"] == ["oid"]
    assert list(definitions["Event"]["properties"]) == ["oid", "size", "cloid"]
    assert definitions["Stats"]["required"] == ["lastPrice", "range", "at"]
    assert definitions["Stats"]["properties"]["range"] == {"$ref": "#/$defs/Range"}
    assert definitions["Range"]["properties"] == {"low": {"type": "string", "format": "decimal"}}
    assert aliases["Stats.lastPrice"] == "last_price"
    assert aliases["Stats.at"] == "updated"
