"""Break generated clients in every way of `mutations.py`; each must be caught by the venue's own produced tests.

    python tests/mutations/run.py [VENUE …] [--every] [--only TEXT] [--jobs 2]

VENUE is a shipped venue, or the golden one (`tests/golden/venues`); by default several that differ most and the
golden one, with `--every` all of them. A mutation is tried on the tests that should catch it, then on all. What a venue
has no construct for is listed as not applying; what applies to none of the default ones is tried at the others, and
that it applies nowhere is a failure, as a survivor is. Exit 1 then.
"""

from __future__ import annotations

import argparse
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from mutations import MUTATIONS, DoesNotApply, Mutation

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (ROOT / "generated" / "venues", ROOT / "tests" / "golden" / "venues")
SHIPPED = tuple(sorted(path.parent.name for path in FOLDERS[0].glob("*/manifest.json")))
#: Of venues that differ most, and that notice all; `--every` asks the others too.
DEFAULT = ("binance_spot", "deribit", "gate", "gemini", "example_exchange")
SECONDS = 180
SETTINGS = "[pytest]\nasyncio_default_fixture_loop_scope = function\n"
#: Only what the produced tests use: other plugins take longer to load than most of these tests to run.
PLUGINS = ("-p", "pytest_asyncio.plugin", "-p", "venue_runtime.testing.plugin", "-p", "no:cacheprovider")


@dataclass(frozen=True)
class Verdict:
    """What became of one mutation at one venue."""

    venue: str
    mutation: Mutation
    word: str
    by: str = ""
    seconds: float = 0.0


class Workshop:
    """A copy of a venue's package and of the runtime, with nothing else on the path; mended after each use."""

    def __init__(self, venue: str, folder: Path) -> None:
        self.venue, self.folder = venue, folder
        self.package = folder / "generated" / "venues" / venue
        self.runtime = folder / "runtime"

    @classmethod
    def furnished(cls, venue: str, folder: Path) -> Workshop:
        """A new one."""
        shop = cls(venue, folder)
        without = shutil.ignore_patterns("__pycache__")
        shutil.copytree(package_of(venue), shop.package, ignore=without)
        shutil.copytree(ROOT / "runtime", shop.runtime, ignore=without)
        (folder / "pytest.ini").write_text(SETTINGS)
        return shop

    def copied(self, folder: Path) -> Workshop:
        """Another one, with what was compiled here."""
        shutil.copytree(self.folder, folder)
        return Workshop(self.venue, folder)

    def attempt(self, mutation: Mutation) -> Verdict:
        """Break, test, mend."""
        started = time.monotonic()
        try:
            broken = mutation.apply(self.package, self.runtime)
        except DoesNotApply:
            return Verdict(self.venue, mutation, "-")
        try:
            caught, by = self.narrow(mutation)
        finally:
            broken.mend()
        return Verdict(self.venue, mutation, "caught" if caught else "SURVIVED", by, time.monotonic() - started)

    def narrow(self, mutation: Mutation) -> tuple[bool, str]:
        """The tests that should catch it first."""
        expected = [path for word in mutation.tests for path in sorted(self.tests.glob(f"test_*_{word}.py"))]
        if expected:
            caught, by = self.run(expected)
            if caught:
                return caught, by
        return self.run([self.tests])

    @property
    def tests(self) -> Path:
        return self.package / "tests"

    def run(self, paths: Sequence[Path], healthy: bool = False) -> tuple[bool, str]:
        """Whether a test failed, and the first one that did. What is compiled is kept when it is `healthy`."""
        environment = {
            **os.environ,
            "PYTHONPATH": f"{self.runtime}:{self.folder / 'generated'}",
            "PYTHONDONTWRITEBYTECODE": "" if healthy else "1",
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        }
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-rfE", "--tb=no", *PLUGINS]
        command += [str(path.relative_to(self.folder)) for path in paths]
        try:
            done = subprocess.run(
                command, cwd=self.folder, env=environment, capture_output=True, text=True, timeout=SECONDS
            )
        except subprocess.TimeoutExpired:
            return True, "the tests did not end"
        first = next((line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))), "")
        # A run that could not even start proves nothing about the tests.
        return done.returncode == 1 and bool(first), first.partition("::")[2] or first or f"exit code {done.returncode}"


def package_of(venue: str) -> Path:
    """Where a venue's package is. Raises SystemExit for an unknown one."""
    for folder in FOLDERS:
        if (folder / venue / "tests").is_dir():
            return folder / venue
    known = sorted(path.parent.name for folder in FOLDERS for path in folder.glob("*/tests"))
    raise SystemExit(f"no generated venue {venue!r}; there are {', '.join(known)}")


def verdicts(venue: str, chosen: Sequence[Mutation], jobs: int) -> list[Verdict] | None:
    """Every mutation at one venue; None where its tests fail without any."""
    with tempfile.TemporaryDirectory() as temporary:
        shops: queue.Queue[Workshop] = queue.Queue()
        first = Workshop.furnished(venue, Path(temporary) / "0")
        failed, by = first.run([first.tests], healthy=True)
        if failed or by != "exit code 0":
            print(f"{venue}: the tests fail without any mutation: {by}")
            return None
        for number in range(1, jobs):
            shops.put(first.copied(Path(temporary) / str(number)))
        shops.put(first)

        def attempt(mutation: Mutation) -> Verdict:
            shop = shops.get()
            try:
                verdict = shop.attempt(mutation)
            finally:
                shops.put(shop)
            print(f"{venue}  {verdict.word:<9} {verdict.seconds:5.1f} s  {mutation.name:<48} {verdict.by}", flush=True)
            return verdict

        with ThreadPoolExecutor(jobs) as pool:
            return list(pool.map(attempt, chosen))


def main() -> int:
    """Run them all; print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("venues", nargs="*", metavar="VENUE")
    parser.add_argument("--only", default="", help="mutations whose name contains this")
    parser.add_argument("--every", action="store_true", help="at every shipped venue")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    chosen = [each for each in MUTATIONS if options.only in each.name]
    started = time.monotonic()
    applied: set[str] = set()
    failed = False
    first = options.venues or ((*SHIPPED, "example_exchange") if options.every else DEFAULT)
    others = () if options.venues else tuple(each for each in SHIPPED if each not in first)
    for venue in (*first, *others):
        # What applied to none of the first is tried wherever it applies, and nothing else there.
        wanted = chosen if venue in first else [each for each in chosen if each.name not in applied]
        if not wanted:
            break
        found = verdicts(venue, wanted, options.jobs)
        failed = failed or found is None
        tried = [each for each in found or () if each.word != "-"]
        caught = sum(each.word == "caught" for each in tried)
        applied |= {each.mutation.name for each in tried}
        failed = failed or caught < len(tried)
        print(f"{venue}: caught {caught} of {len(tried)}; {len(wanted) - len(tried)} do not apply")
    if not options.venues:
        for name in [each.name for each in chosen if each.name not in applied]:
            print(f"applies nowhere: {name}")
            failed = True
    print(f"{len(applied)} mutations in {time.monotonic() - started:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
