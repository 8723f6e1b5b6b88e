"""`venuegen generate` as a user runs it: cold, with one changed venue, with nothing changed."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from .measure import Note, Row, at_most

ROOT = Path(__file__).resolve().parents[1]


async def run(quick: bool) -> list[Row | Note]:
    return await asyncio.to_thread(_run, 1 if quick else 5)


def _run(rounds: int) -> list[Row | Note]:
    import subprocess

    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(str(ROOT / name) for name in ("generator", "runtime"))}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed package has its byte code
    with tempfile.TemporaryDirectory() as folder:
        specs, out = Path(folder) / "venue_specs", Path(folder) / "generated"
        shutil.copytree(ROOT / "venue_specs", specs)
        spec = specs / "binance_spot" / "venue.yaml"
        text = spec.read_text(encoding="utf-8")
        title = "title: Binance Spot"
        assert title in text

        def generate() -> float:
            command = [sys.executable, "-m", "venuegen", "generate", "--specs", str(specs), "--out", str(out)]
            start = time.perf_counter()
            done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=False)
            seconds = time.perf_counter() - start
            if done.returncode:
                raise RuntimeError(f"venuegen generate failed:\n{done.stdout}{done.stderr}")
            return seconds

        cold, changed, same = [], [], []
        for turn in range(rounds):
            shutil.rmtree(out, ignore_errors=True)
            cold.append(generate())
            # The title stands in every produced file: all of them are rendered and formatted again.
            spec.write_text(text.replace(title, f"{title} {turn}"), encoding="utf-8")
            changed.append(generate())
            same.append(generate())
            spec.write_text(text, encoding="utf-8")
    venues = len([one for one in (ROOT / "venue_specs").iterdir() if (one / "venue.yaml").is_file()])
    return [
        Row("no-op generate", same, " s", at_most(0.5, " s")),
        Row("one venue changed, in every file", changed, " s", at_most(3, " s")),
        Row(f"cold, {venues} venue(s)", cold, " s", at_most(30, " s")),
    ]
