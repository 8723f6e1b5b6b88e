"""One small spec per feature: what a test says of it is merged into a small venue, checked, generated, used."""

from __future__ import annotations

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
from venuegen.generate.run import Settings, generate

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


def generated(folder: Path, name: str, spec: str, files: Mapping[str, Any] | None = None) -> type[VenueClient]:
    """The client class that the generator writes for a spec. Every test gives its venue a name of its own."""
    write(folder / "specs", name, spec, files)
    outcome = generate(name, Settings(specs=folder / "specs", out=folder))
    errors = [str(each) for each in outcome.diagnostics]
    assert outcome.status == "written", "\n".join(errors)
    sys.path.append(str(folder))
    try:
        importlib.invalidate_caches()
        module = importlib.import_module(f"venues.{name}")
    finally:
        sys.path.remove(str(folder))
    found: type[VenueClient] = getattr(module, "".join(part.capitalize() for part in name.split("_")))
    return found


def refusals(folder: Path, name: str, spec: str, files: Mapping[str, Any] | None = None) -> list[str]:
    """Ids and messages of the errors that `check` finds in a spec."""
    write(folder / "specs", name, spec, files)
    outcome = generate(name, Settings(specs=folder / "specs", out=folder))
    return [f"{each.id} {each.message}" for each in outcome.diagnostics if each.severity == "error"]


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
