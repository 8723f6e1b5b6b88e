"""The documentation's own order: no page is left out of the site."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from venuegen.evidence.site import on_config

ROOT = Path(__file__).parents[2]


def pages(nav: Any) -> list[str]:
    if isinstance(nav, str):
        return [nav]
    if isinstance(nav, dict):
        return [page for each in nav.values() for page in pages(each)]
    return [page for each in nav for page in pages(each)]


def test_the_site_has_every_page() -> None:
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    on_config({**config, "docs_dir": str(ROOT / "docs")})
    found = sorted(path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md"))
    assert sorted(pages(config["nav"])) == found
