"""A small spec that uses what the language package must understand."""

from __future__ import annotations

from typing import Any

import msgspec
from venuegen.lang import Scope, TypeTable
from venuegen.lang.scopes import scope_for_map
from venuegen.spec.model import Map, Spec

SPEC: dict[str, Any] = {
    "spec": 1,
    "venue": "example",
    "title": "Example",
    "doc": "https://example.com/docs",
    "checked": "2026-01-01",
    "wire": {"none": ["", "NA"]},
    "config": {"window": {"type": "int", "default": 5000}, "margin": {"type": "enum", "values": ["cash", "cross"]}},
    "credentials": {"key": {"secret": False}, "secret": {}, "uid": {"secret": False, "optional": True}},
    "nonces": {"counter": {}},
    "environments": {"production": {"urls": {"rest": "https://api.example.com"}, "const": {"source": "a"}}},
    "enums": {
        "Side": {"contract": "Side", "values": {"BUY": "buy", "SELL": "sell"}},
        "Tif": {"contract": "TimeInForce", "values": {"GTC": "gtc", "IOC": "ioc"}},
        "Kind": ["A", "B"],
        "Level": {"wire": "int", "values": [1, 2], "names": {"1": "TOP"}},
    },
    "types": {
        "Row": ["price digits", "quantity digits"],
        "Filter": {"name": "str", "step": "opt<decimal>"},
        "Error": {"code": "int", "msg": "str"},
        "Inner": {"openTime": "ms", "volume": "decimal"},
        "Group": {"rows": "list<Row>", "more": "opt<list<Row>>"},
        "Message": {
            "$tag": {"e": "message"},
            "S": "symbol venue_symbol",
            "id": "int",
            "side": "Side",
            "tif": "opt<Tif>",
            "kind": "Kind",
            "level": "Level",
            "price": "decimal",
            "fee": "null<decimal>",
            "stop": "opt<decimal>",
            "limitPrice": "limit blank<decimal>",
            "ref": "opt<blank<str>>",
            "maker": "bool",
            "flags": "int",
            "time": "ms",
            "sent": "s",
            "iso": "iso",
            "when": "ms_text",
            "error": "opt<Error>",
            "rows": "list<Row>",
            "filters": "list<Filter>",
            "words": "csv<str>",
            "texts": "list<int_text>",
            "extra": "map<decimal>",
            "pair": "tuple<str, digits>",
            "inner": "Inner",
            "inners": "list<Group>",
            "any": "json",
            "payload": "raw",
        },
        "Frame<T>": {"data": "T", "more": "list<T>"},
    },
    "hooks": {
        "file": "hooks.py",
        "functions": {"fix": {"args": ["str", "decimal"], "returns": "null<decimal>"}},
    },
    "auth": {
        "signed": {
            "steps": [
                {"let": {"plain": "=concat(clock.ms_text, cred.key)"}},
                {
                    "sign": {
                        "to": "signature",
                        "data": "=plain",
                        "using": {"secret": {"alg": "hmac-sha256", "out": "hex"}},
                    }
                },
                {"set": {"query.signature": "=signature"}},
            ],
        },
    },
    "endpoints": {
        "place": {
            "call": "POST /order",
            "params": {
                "symbol": "venue_symbol",
                "side": "Side",
                "price": "opt<decimal>",
                "limit": {"type": "int", "default": 100},
                "fixed": {"type": "str", "const": "FULL"},
                "from": "opt<ms>",
            },
            "result": "Message",
        },
    },
    "maps": {"trade": {"to": "Trade", "from": "Message", "set": {"price": "=m.price"}}},
}


def spec(**changes: Any) -> Spec:
    return msgspec.convert({**SPEC, **changes}, Spec)


def table(**changes: Any) -> TypeTable:
    return TypeTable.build(spec(**changes))


def map_scope(to: str = "Order") -> Scope:
    """The scope of a map from `Message`."""
    found = spec()
    return scope_for_map(found, TypeTable.build(found), msgspec.convert({"to": to, "from": "Message", "set": {}}, Map))
