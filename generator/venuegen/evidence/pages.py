"""The pages as text, and where they stand."""

from __future__ import annotations

import re
from pathlib import Path

from venuegen import resources
from venuegen.lang.contract import OPERATIONS
from venuegen.render.templates import environment
from venuegen.spec.load import LoadedSpec

from .judges import judges_of
from .page import venue_page


def render_pages(specs: list[LoadedSpec], judges: Path) -> dict[str, str]:
    """File name → text: a page for each spec, and the index with the matrix of what each offers."""
    env = environment(resources.templates_dir())
    env.filters["cell"] = _cell
    ids = [each.spec.venue for each in specs]
    pages = [venue_page(each, judges_of(each.spec.venue, judges, ids)) for each in specs]
    template = env.get_template("docs/venue.md.jinja")
    texts = {f"{page.venue}.md": _tidy(template.render(page=page)) for page in pages}
    texts["index.md"] = _tidy(env.get_template("docs/index.md.jinja").render(pages=pages, methods=list(OPERATIONS)))
    return texts


def _tidy(text: str) -> str:
    """One blank line at most, none at a line's end, one space between sentences."""
    text = "\n".join(re.sub(r"(?<=\S) {2,}(?! *\|)", " ", line.rstrip()) for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _cell(text: str) -> str:
    """Text of a spec as text of a page: no markup of its own, on one line, also inside a table."""
    text = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|")
    return text.replace("[", "\\[").replace("]", "\\]")
