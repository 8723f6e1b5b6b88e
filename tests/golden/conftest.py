"""The golden packages are imported as `venues.<id>`, beside the shipped ones, and their produced tests run."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
