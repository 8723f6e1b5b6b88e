"""`python -m benchmarks [--quick] [--strict] [name …]`: measure, and print what was reached of what was wanted.

Exit code 0; 1 when a goal was missed and `--strict` asks for it; 2 when a measurement failed.
"""

from __future__ import annotations

import argparse
import asyncio
import platform
import sys
import traceback
from collections.abc import Awaitable, Callable
from importlib import import_module, metadata
from pathlib import Path

from .measure import Note, Row
from .report import lines

ROOT = Path(__file__).resolve().parents[1]
SUITES = {
    "books": "Order books: frame to callback",
    "orders": "Orders: building, signing, sending",
    "generate": "Generating",
    "imports": "Import",
    "memory": "Memory over many messages",
    "fix": "FIX messages",
    "fix_session": "FIX sessions: order to report",
}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=f"what to measure: {', '.join(SUITES)} (all)")
    parser.add_argument("--quick", action="store_true", help="less of everything, under a minute")
    parser.add_argument("--strict", action="store_true", help="exit 1 when a goal is missed")
    options = parser.parse_args(arguments)
    if unknown := [name for name in options.names if name not in SUITES]:
        parser.error(f"unknown: {', '.join(unknown)} (there are {', '.join(SUITES)})")
    for folder in ("generator", "runtime", "generated"):
        sys.path.insert(0, str(ROOT / folder))

    print(f"Python {platform.python_version()}, {', '.join(_versions())}")
    missed: list[str] = []
    failed: list[str] = []
    for name in options.names or SUITES:
        print()
        try:
            run: Callable[[bool], Awaitable[list[Row | Note]]] = import_module(f".{name}", __package__).run
            results = asyncio.run(run(options.quick))
        except Exception:
            failed.append(name)
            print(f"== {SUITES[name]}: FAILED\n{traceback.format_exc()}", flush=True)
            continue
        print("\n".join(lines(SUITES[name], results)), flush=True)
        missed += [row.what for row in results if isinstance(row, Row) and row.met is False]
    if missed:
        print("\nNOT MET: " + "; ".join(missed))
    if failed:
        print("\nFAILED: " + ", ".join(failed))
        return 2
    return 1 if missed and options.strict else 0


def _versions() -> list[str]:
    found = []
    for name in ("msgspec", "aiohttp", "ccxt", "cryptofeed", "simplefix", "quickfix"):
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            found.append(f"{name} absent")
    return found


if __name__ == "__main__":
    sys.exit(main())
