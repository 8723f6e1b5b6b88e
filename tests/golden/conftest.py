"""The golden packages are imported as `venues.<id>`, beside the shipped ones; their produced tests run like any other."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
