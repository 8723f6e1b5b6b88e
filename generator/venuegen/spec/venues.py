"""Where the specs of venues stand; imports nothing, for commands that need no more than this."""

from __future__ import annotations

import keyword
import re
from pathlib import Path

SPEC_FILE = "venue.yaml"


def id_problem(venue: str) -> str:
    """What is wrong with a venue id; empty if nothing is."""
    if re.fullmatch(r"[a-z][a-z0-9_]*", venue) is None:
        return "lower case letters, digits and underscores, a letter first"
    return "a word of Python, and so of no package" if keyword.iskeyword(venue) else ""


def spec_file(venue: str | Path, specs_dir: Path) -> Path:
    """The file of a spec given as venue id, folder or file. The file may not exist."""
    path = Path(venue)
    if isinstance(venue, str) and "/" not in venue and "\\" not in venue and not venue.endswith((".yaml", ".yml")):
        path = specs_dir / venue
    try:
        return path / SPEC_FILE if not path.suffix or path.is_dir() else path
    except (OSError, ValueError):  # too long, or a NUL: no file has such a name
        return path


def venues(specs_dir: Path) -> list[str]:
    """Ids of the specs in a folder, sorted."""
    if not specs_dir.is_dir():
        return []
    folders = (each for each in specs_dir.iterdir() if (each / SPEC_FILE).is_file())
    return sorted(each.name for each in folders if not each.name.startswith((".", "_")))
