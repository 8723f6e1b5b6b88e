"""One small spec per feature: what a test says of it is merged into a small venue, checked, generated, used.

The client alone is generated: the simulated venue and the produced tests have specs of their own.
"""

from __future__ import annotations

import datetime
import importlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from venue_runtime import Credentials, VenueClient
from venue_runtime.clock import ManualClock
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSockets
from venuegen import resources
from venuegen.check.meaning import check_meaning
from venuegen.render.outputs import CLIENT
from venuegen.render.venue import render
from venuegen.spec.load import LoadedSpec, load_spec
from venuegen.views import VenueViews

_BESIDE = ("simulated.py", *(each.path for each in CLIENT if each.path.startswith("tests/")))

MARKETS = [
    {"id": "AAA-BBB", "base": "AAA", "quote": "BBB", "kind": "spot"},
    {"id": "AAABBB", "base": "AAA", "quote": "BBB", "kind": "perpetual"},
    {"id": "CCC-BBB", "base": "CCC", "quote": "BBB", "kind": "spot"},
]
_BASE = """
spec: 1
title: Feature
doc: https://example.com/docs
checked: 2026-01-01
environments:
  production: {urls: {rest: "https://api.example.com", ws: "wss://ws.example.com"}}
enums:
  MarketKind: {contract: InstrumentKind, values: [spot, perpetual]}
types:
  Market: {id: venue_symbol, base: str, quote: str, kind: MarketKind}
endpoints:
  markets: {call: GET /markets, result: list<Market>, examples: [markets.json]}
maps:
  market:
    to: Instrument
    from: Market
    set: {venue_symbol: =m.id, kind: =m.kind, base: =m.base, quote: =m.quote,
          settle: "=m.quote if m.kind != 'spot' else None", status: ='trading',
          price_increment: "=decimal('0.1')", quantity_increment: "=decimal('0.1')"}
operations:
  load_instruments: {call: markets, map: market}
test_symbols: {AAA-BBB: AAA/BBB, CCC-BBB: CCC/BBB, AAABBB: "AAA/BBB:BBB"}
"""


def _merged(base: dict[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    for key, value in more.items():
        base[key] = _merged(base[key], value) if isinstance(value, dict) and isinstance(base.get(key), dict) else value
    return base


def write(folder: Path, name: str, spec: str, files: Mapping[str, Any] | None = None) -> None:
    """The spec as a venue's folder; `files` are examples: name → payload with `expect`."""
    home = folder / name
    home.mkdir(parents=True, exist_ok=True)
    whole = _merged(yaml.safe_load(_BASE), yaml.safe_load(spec))
    text = yaml.safe_dump({"spec": 1, "venue": name, **whole}, sort_keys=False, allow_unicode=True, width=200)
    (home / "venue.yaml").write_text(text, "utf-8")
    expect = [{"symbol": "AAA/BBB", "base": "AAA"}, {"symbol": "AAA/BBB:BBB"}, {"symbol": "CCC/BBB"}]
    markets = {"source": "made up", "response": MARKETS, "expect": {"market": expect}}
    for file, content in {"markets.json": markets, **(files or {})}.items():
        (home / file).write_text(json.dumps(content), "utf-8")


def checked(folder: Path, name: str, spec: str, files: Mapping[str, Any] | None = None) -> tuple[LoadedSpec, list[str]]:
    """A spec, and ids and messages of the errors that `check` finds in it."""
    write(folder / "specs", name, spec, files)
    loaded, problems = load_spec(name, folder / "specs")
    assert loaded is not None, [str(each) for each in problems]
    check_meaning(loaded, problems, datetime.date(2026, 11, 22))
    return loaded, [f"{each.id} {each.message}" for each in problems if each.severity == "error"]


def generated(folder: Path, name: str, spec: str, files: Mapping[str, Any] | None = None) -> type[VenueClient]:
    """The client class that the generator writes for a spec. Every test gives its venue a name of its own."""
    loaded, errors = checked(folder, name, spec, files)
    assert errors == []
    views = VenueViews(loaded.spec, resources.templates_dir(), loaded=loaded)
    client = tuple(each for each in CLIENT if each.path.endswith(".py") and each.path not in _BESIDE)
    home = folder / "venues" / name
    home.mkdir(parents=True)
    for path, text in render(views, client, resources.templates_dir()).files.items():
        (home / path).write_text(text, "utf-8")
    sys.path.append(str(folder))
    try:
        importlib.invalidate_caches()
        module = importlib.import_module(f"venues.{name}")
    finally:
        sys.path.remove(str(folder))
    found: type[VenueClient] = getattr(module, "".join(part.capitalize() for part in name.split("_")))
    return found


def connected(
    kind: type[VenueClient], sockets: ScriptedSockets, http: ScriptedHttp | None = None, **options: Any
) -> Any:
    """A client of that class over scripted transports, on a clock that stands still."""
    credentials = options.pop("credentials", None)
    transport = http or ScriptedHttp()
    transport.answer(MARKETS, path="/markets", times=None)
    return kind(
        credentials=credentials and Credentials(**credentials),
        clock=options.pop("clock", None) or ManualClock(1_700_000_000_123_000_000),
        http=transport,
        websocket=sockets,
        **options,
    )
