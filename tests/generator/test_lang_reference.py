"""The reference pages are what the compiler's own tables say."""

from __future__ import annotations

from pathlib import Path

from venuegen.lang.reference import functions_page, scopes_page

PAGES = Path(__file__).parents[2] / "docs" / "design" / "spec-language"


def test_pages_are_current() -> None:
    assert (PAGES / "scopes.md").read_text() == scopes_page()
    assert (PAGES / "functions.md").read_text() == functions_page()
