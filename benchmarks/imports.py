"""What `import venues.<venue>` costs above `import aiohttp`, each in a fresh interpreter."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

from .measure import Note, Row, at_most

ROOT = Path(__file__).resolve().parents[1]
ABOVE = """
import time
import aiohttp
start = time.perf_counter()
import venues.binance_spot
print(time.perf_counter() - start)
"""
ALONE = """
import time
start = time.perf_counter()
import {name}
print(time.perf_counter() - start)
"""


async def run(quick: bool) -> list[Row | Note]:
    return await asyncio.to_thread(_run, 5 if quick else 15)


def _run(rounds: int) -> list[Row | Note]:
    scripts = {
        "venues.binance_spot above aiohttp": ABOVE,
        "venues.binance_spot": ALONE.format(name="venues.binance_spot"),
        "aiohttp": ALONE.format(name="aiohttp"),
        "ccxt.async_support": ALONE.format(name="ccxt.async_support"),
    }
    times: dict[str, list[float]] = {name: [] for name in scripts}
    absent: list[Row | Note] = []
    for turn in range(rounds + 1):
        for name, script in list(scripts.items()):
            seconds = _in_fresh_interpreter(script)
            if seconds is None:
                del scripts[name], times[name]
                absent.append(Note(f"{name} cannot be imported here"))
            elif turn:  # the first round writes byte code and warms the page cache
                times[name].append(seconds * 1e3)
    goals = {"venues.binance_spot above aiohttp": at_most(150, " ms")}
    return [Row(f"import {name}", of, " ms", goals.get(name)) for name, of in times.items()] + absent


def _in_fresh_interpreter(script: str) -> float | None:
    path = os.pathsep.join(str(ROOT / name) for name in ("runtime", "generated"))
    environment = {**os.environ, "PYTHONPATH": path}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed package has its byte code
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return float(done.stdout) if done.returncode == 0 else None
