"""The program of docs/fix.md, run as it stands there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_program_of_the_page_runs() -> None:
    program = re.search(r"```python\n(.*?)```", (ROOT / "docs" / "fix.md").read_text(), re.DOTALL)
    assert program is not None
    ran = subprocess.run(
        [sys.executable, "-c", program[1]],
        capture_output=True,
        text=True,
        timeout=30,
        env={**os.environ, "PYTHONPATH": str(ROOT / "runtime")},
    )
    assert ran.stdout == "sent as 2 answered with OrdStatus 0\n", ran.stderr
