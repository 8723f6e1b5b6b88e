"""The made-up venue with every construct: what is committed is what the generator writes, and types hold.

`pytest tests/golden/test_golden_venue.py --update-goldens` writes what comes out now; read the diff.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from venuegen.generate.run import Settings, generate

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SETTINGS = Settings(specs=HERE / "specs", out=HERE)
VENUES = ("example_exchange", "example_futures")


@pytest.mark.parametrize("venue", VENUES)
def test_the_committed_package_is_what_the_generator_writes(venue: str, update_goldens: bool) -> None:
    outcome = generate(venue, SETTINGS, check=not update_goldens)
    assert [str(each) for each in outcome.diagnostics] == []
    assert update_goldens or dict(outcome.diffs) == {}
    assert outcome.ok, outcome


@pytest.mark.parametrize("venue", VENUES)
def test_its_types_hold(venue: str) -> None:
    pytest.importorskip("mypy", reason="mypy is in the extra `dev`; CI runs this test with it")
    environment = {**os.environ, "MYPYPATH": os.pathsep.join([str(HERE), str(ROOT / "runtime")])}
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "--namespace-packages",
            "--explicit-package-bases",
            "--cache-dir",
            str(ROOT / ".mypy_cache" / "golden"),
            "-p",
            f"venues.{venue}",
        ],
        cwd=HERE,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout
