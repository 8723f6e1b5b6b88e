"""The list of meaning checks."""

from __future__ import annotations

import datetime

from venuegen.check.context import Check
from venuegen.check.hygiene import check_hygiene
from venuegen.check.references import check_references
from venuegen.lang.wire_types import TypeTable
from venuegen.spec.diagnostics import Problems
from venuegen.spec.load import LoadedSpec


def check_meaning(loaded: LoadedSpec, problems: Problems, today: datetime.date) -> None:
    """Run every meaning check."""
    check = Check(loaded, problems, TypeTable.build(loaded.spec), today)
    check_references(check)
    check_hygiene(check)
