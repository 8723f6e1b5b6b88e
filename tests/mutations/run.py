"""Break a generated client in every way of `mutations.py`; each must be caught by the venue's own produced tests.

    python tests/mutations/run.py [VENUE …] [--only TEXT] [--jobs 2]

Every mutation is applied to copies of the venue's package and the runtime. Exit 1 when one survives or does not apply.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from mutations import MUTATIONS, DoesNotApply, Mutation

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 120
SETTINGS = "[pytest]\nasyncio_default_fixture_loop_scope = function\n"


def run_tests(folder: Path, venue: str) -> tuple[bool, str]:
    """Whether a test failed, and the first one that did."""
    environment = {
        **os.environ,
        "PYTHONPATH": f"{folder / 'runtime'}:{folder / 'generated'}",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-rfE", "-p", "no:cacheprovider", "--tb=no"]
    command.append(f"generated/venues/{venue}/tests")
    try:
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return True, "the tests did not end"
    first = next((line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))), "")
    # A run that could not even start proves nothing about the tests.
    return done.returncode == 1 and bool(first), first.partition("::")[2] or first or f"exit code {done.returncode}"


def copy(venue: str, folder: Path) -> None:
    """The venue's package and the runtime, with nothing else on the path."""
    shutil.copytree(ROOT / "generated" / "venues" / venue, folder / "generated" / "venues" / venue)
    shutil.copytree(ROOT / "runtime", folder / "runtime", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "pytest.ini").write_text(SETTINGS)


def attempt(venue: str, mutation: Mutation | None) -> tuple[str, str]:
    """`caught`, `SURVIVED` or `NOT APPLIED`, and by what."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        copy(venue, folder)
        try:
            if mutation is not None:
                mutation.apply(folder / "generated" / "venues" / venue, folder / "runtime")
        except DoesNotApply:
            return "NOT APPLIED", ""
        caught, by = run_tests(folder, venue)
        return ("caught" if caught else "SURVIVED"), by


def main() -> int:
    """Run them all; print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("venues", nargs="*", default=["binance_spot"])
    parser.add_argument("--only", default="", help="mutations whose name contains this")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    chosen = [each for each in MUTATIONS if options.only in each.name]
    failed = False
    for venue in options.venues:
        healthy, by = attempt(venue, None)
        if healthy == "caught":
            print(f"{venue}: the tests fail without any mutation: {by}")
            failed = True
            continue
        with ThreadPoolExecutor(options.jobs) as pool:
            results = list(pool.map(lambda mutation, venue=venue: attempt(venue, mutation), chosen))
        for mutation, (verdict, by) in zip(chosen, results, strict=True):
            print(f"{venue}  {verdict:<12} {mutation.name:<45} {by}")
        caught = sum(verdict == "caught" for verdict, _ in results)
        print(f"{venue}: caught {caught} of {len(chosen)}")
        failed = failed or caught < len(chosen)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
