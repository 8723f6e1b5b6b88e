"""A hook of the documentation's site (mkdocs): venues' pages are generated, and stand in its order by themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

__all__ = ["on_config", "venue_pages"]


def venue_pages(docs: Path) -> list[str]:
    """The pages of venues, by name, after their index."""
    found = sorted(each.name for each in (docs / "venues").glob("*.md") if each.stem != "index")
    return [f"venues/{name}" for name in ("index.md", *found)]


def on_config(config: Any) -> Any:
    """What mkdocs calls when it has read its configuration: fills the part `Venues` of the order of pages."""
    for part in config["nav"]:
        if isinstance(part, dict) and "Venues" in part:
            part["Venues"] = venue_pages(Path(config["docs_dir"]))
    return config
