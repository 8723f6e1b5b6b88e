"""A made-up spec that the tests of views and of `generate` build on."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import msgspec
from venuegen import resources
from venuegen.spec.model import Spec
from venuegen.views import VenueViews

SPEC: dict[str, Any] = {
    "spec": 1,
    "venue": "example_spot",
    "title": "Example",
    "doc": "https://docs.example.com",
    "checked": "2026-01-01",
    "config": {"recv_window": {"type": "int", "default": 5000}},
    "credentials": {
        "api_key": {},
        "api_secret": {"optional": True},
        "private_key": {"optional": True, "format": ["pem"]},
    },
    "environments": {"production": {"urls": {"rest": "https://api.example.com"}}},
    "auth": {
        "signed": {
            "steps": [
                {"set": {"query.window": "=cfg.recv_window", "query.time": "=clock.ms"}},
                {
                    "sign": {
                        "to": "signature",
                        "data": "=query.encoded + body.encoded",
                        "using": {
                            "api_secret": {"alg": "hmac-sha256", "out": "hex"},
                            "private_key": {"alg": "by-key", "out": "base64"},
                        },
                    }
                },
                {"set": {"query.signature": "=signature", "header.X-KEY": "=cred.api_key"}},
            ],
            "no_vectors": "made up",
        }
    },
    "limits": {"buckets": {"weight": {"per": "ip", "budget": 10, "window": "1s"}}, "default_cost": {"weight": 1}},
    "enums": {
        "Side": {"contract": "Side", "values": {"BUY": "buy", "SELL": "sell"}},
        "Kind": {"values": ["LIMIT", "LIMIT_MAKER", "MARKET"]},
    },
    "types": {
        "Time": {"serverTime": "ms"},
        "Level": ["price digits", "quantity digits"],
        "Row": ["open_time ms", "open decimal", "..."],
        "Event": {"$tag": {"e": "event"}, "E": "event_time ms", "e2": "opt<null<str>>", "rows": "list<Level>"},
        "OrderAck": {"id": "int", "s": "symbol venue_symbol", "type": "Kind", "S": "side Side"},
    },
    "endpoints": {
        "server_time": {"call": "GET /time", "result": "Time"},
        "depth": {
            "call": "GET /depth/{symbol}",
            "cost": {"weight": "=5 if limit <= 100 else 50"},
            "params": {"symbol": "venue_symbol", "limit": {"type": "int", "default": 100, "max": 500}},
            "result": "Event",
        },
        "new_order": {
            "call": "POST /order",
            "in": "query",
            "auth": "signed",
            "params": {
                "symbol": "venue_symbol",
                "side": "Side",
                "type": "Kind",
                "newId": "client_order_id opt<str>",
                "price": "opt<decimal>",
                "count": {"type": "opt<int>", "min": 1},
                "full": {"type": "bool", "const": True},
            },
            "result": "OrderAck",
        },
        "cancel": {
            "call": "POST /cancel",
            "params": {"orderId": "opt<int>", "newId": "opt<str>"},
            "require_one_of": [["order_id", "new_id"]],
            "result": "none",
        },
    },
    "orders": {
        "styles": [
            {"of": {"type": "limit", "post_only": True}, "wire": {"type": "LIMIT_MAKER"}, "needs": ["price"]},
            {"of": {"type": "limit"}, "wire": {"type": "LIMIT"}, "needs": ["price"]},
            {"of": {"type": "market"}, "wire": {"type": "MARKET"}},
        ]
    },
    "maps": {
        "order": {
            "to": "Order",
            "from": "OrderAck",
            "set": {"symbol": "=m.symbol", "venue_order_id": "=text(m.id)", "side": "=m.side", "type": "=style.type"},
        }
    },
    "operations": {
        "fetch_time": {"call": "server_time", "result": "=r.server_time"},
        "create_order": {
            "call": "new_order",
            "with": {
                "symbol": "=i.venue_symbol",
                "side": "=o.side",
                "*": "=style",
                "client_order_id": "=o.client_order_id",
                "price": "=o.price",
            },
            "map": "order",
            "options": ["count"],
        },
    },
}


def views(**changes: Any) -> VenueViews:
    """Views of the made-up spec with some of its sections replaced."""
    spec = msgspec.convert({**copy.deepcopy(SPEC), **changes}, Spec)
    return VenueViews(spec, resources.templates_dir())


def write_spec(folder: Path, **changes: Any) -> Path:
    """The made-up spec as files, without the sections that are None; returns its folder."""
    import yaml

    home = folder / "example_spot"
    home.mkdir(parents=True, exist_ok=True)
    sections = {key: value for key, value in {**copy.deepcopy(SPEC), **changes}.items() if value is not None}
    text = yaml.safe_dump(sections, sort_keys=False, allow_unicode=True)
    (home / "venue.yaml").write_text(text, encoding="utf-8")
    return home
