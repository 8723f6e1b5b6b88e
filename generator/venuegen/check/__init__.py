"""Meaning of a spec: everything that the form of the language cannot tell."""

from __future__ import annotations

import datetime
from pathlib import Path

from venuegen.spec.diagnostics import Problems
from venuegen.spec.load import load_spec

__all__ = ["check_venue"]


def check_venue(venue: str | Path, specs_dir: Path, *, today: datetime.date | None = None) -> Problems:
    """Every problem of one spec: YAML, structure, then meaning. Never raises for what stands in its files.

    `today` (default: the current date, UTC) is what `checked` is compared with.
    """
    loaded, problems = load_spec(venue, specs_dir)
    if loaded is not None:
        from venuegen.check.meaning import check_meaning

        check_meaning(loaded, problems, today or datetime.datetime.now(datetime.UTC).date())
    return problems
