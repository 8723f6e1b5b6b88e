"""The golden package is imported as `venues.example_exchange`, beside the shipped ones."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))

# What the package's own tests need (a simulated venue of this dialect) is the business of the shipped venues.
collect_ignore_glob = ["venues/*"]
