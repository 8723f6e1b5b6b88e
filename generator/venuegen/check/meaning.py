"""The list of meaning checks."""

from __future__ import annotations

import datetime

from venuegen.spec.diagnostics import Problems
from venuegen.spec.load import LoadedSpec


def check_meaning(loaded: LoadedSpec, problems: Problems, today: datetime.date) -> None:
    """Run every meaning check."""
