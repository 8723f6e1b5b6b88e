"""The made-up venues, each of another shape: what is committed is what the generator writes, and types hold.

`pytest tests/golden/test_golden_venue.py --update-goldens` writes what comes out now; read the diff. Their produced
tests lie beside them and run with the suite.
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
VENUES = sorted(path.parent.name for path in (HERE / "specs").glob("*/venue.yaml"))


@pytest.mark.parametrize("venue", VENUES)
def test_the_committed_package_is_what_the_generator_writes(venue: str, update_goldens: bool) -> None:
    outcome = generate(venue, SETTINGS, check=not update_goldens)
    assert [str(each) for each in outcome.diagnostics] == []
    assert update_goldens or dict(outcome.diffs) == {}
    assert outcome.ok, outcome


def test_their_types_hold() -> None:
    pytest.importorskip("mypy", reason="mypy is in the extra `dev`; CI runs this test with it")
    environment = {**os.environ, "MYPYPATH": os.pathsep.join([str(HERE), str(ROOT / "runtime")])}
    packages = [part for venue in VENUES for part in ("-p", f"venues.{venue}")]
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
            *packages,
        ],
        cwd=HERE,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout
