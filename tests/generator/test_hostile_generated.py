"""A spec that is nothing but attacks: its text stays text in what is generated, and nothing of it runs."""

from __future__ import annotations

import builtins
import importlib
import sys
from pathlib import Path

import pytest
from venuegen.generate.run import Settings, generate

EVAL = builtins.eval
CORPUS = Path(__file__).parent.parent / "corpus"


def test_generated_code_compiles_and_runs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = generate("hostile", Settings(specs=CORPUS, out=tmp_path))
    assert outcome.status == "written", [str(each) for each in outcome.diagnostics]
    for path in outcome.folder.rglob("*.py"):
        compile(path.read_text("utf-8"), str(path), "exec")
    for name in ("client", "streams", "testing.generated_socket", "testing.market_views"):
        importlib.import_module(f"venue_runtime.{name}")  # what the standard library evaluates for it is not the spec's
    ran: list[object] = []
    monkeypatch.syspath_prepend(str(tmp_path))
    before = sorted(tmp_path.rglob("*"))
    with monkeypatch.context() as watched:

        def evaluate(source: object, *scopes: object) -> object:
            """Annotations of structs are evaluated, compiled and by type names alone; nothing else is."""
            if isinstance(source, str) or "__import__" in source.co_names:  # type: ignore[attr-defined]
                ran.append(source)
            return EVAL(source, *scopes)  # type: ignore[arg-type]

        watched.setattr(builtins, "eval", evaluate)
        for name in ("print", "input", "breakpoint"):
            watched.setattr(builtins, name, lambda *given, **named: ran.append(given))
        watched.setattr("os.system", ran.append)
        module = importlib.import_module("venues.hostile.client")
        simulated = importlib.import_module("venues.hostile.simulated")
    assert module.__name__ == "venues.hostile.client"
    assert simulated.SimulatedHostile().venue == "hostile"
    assert ran == []
    assert [each for each in sorted(tmp_path.rglob("*")) if each not in before and "__pycache__" not in str(each)] == []
    for name in [name for name in sys.modules if name.startswith("venues.hostile")]:
        del sys.modules[name]
