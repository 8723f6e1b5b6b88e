"""The least that a spec may say still makes a package whose own tests pass."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from venuegen.cli import main

NOTHING = """spec: 1
venue: least
title: Least
doc: https://example.org
checked: 2026-01-01
environments: {production: {urls: {rest: https://api.example.org}}}
"""
ONE = """endpoints: {time: {call: GET /time, result: ms}}
operations: {fetch_time: {call: time, result: =r}}
"""


@pytest.mark.parametrize("text", [NOTHING, NOTHING + ONE], ids=["no endpoint", "one endpoint and no errors"])
def test_a_smallest_spec(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    spec = tmp_path / "venue_specs" / "least" / "venue.yaml"
    spec.parent.mkdir(parents=True)
    spec.write_text(text)
    assert main(["check"]) == 0
    assert main(["generate"]) == 0
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-o",
        "pythonpath=generated",
        "generated",
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
