"""`venuegen evidence`: a page for each venue, and the matrix of what all of them offer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from venuegen.cli._arguments import NO_SPECS, Specs
from venuegen.report import Reporter, counted, relative


def command(
    specs: Specs = None,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder of the pages.")] = Path("docs/venues"),
    judges: Annotated[
        Path, typer.Option("--judges", metavar="DIR", help="Folder of the tests that judge venues by other programs.")
    ] = Path("tests/judges"),
    check: Annotated[bool, typer.Option("--check", help="Write nothing; are the pages current?")] = False,
) -> int:
    """Write what speaks for each spec: known answers, payloads, judges, error meanings, methods offered."""
    from venuegen import resources
    from venuegen.evidence.pages import render_pages
    from venuegen.spec.load import load_spec
    from venuegen.spec.venues import venues as venues_in

    report = Reporter()
    folder = resources.specs_dir(specs)
    found = []
    for venue in venues_in(folder):
        loaded, _ = load_spec(venue, folder)
        if loaded is None:
            report.problem(f"the spec of {venue} does not load", f"venuegen check {venue}")
            return 1
        found.append(loaded)
    if not found:
        report.problem(f"{relative(folder)} holds no spec", NO_SPECS)
        return 2
    texts = render_pages(found, judges)
    present = {each.name for each in out.glob("*.md")} if out.is_dir() else set()
    stale = sorted(present - texts.keys())
    changed = [name for name, text in texts.items() if name not in present or (out / name).read_text("utf-8") != text]
    if check:
        for name in changed + stale:
            report.problem(f"out of date: {relative(out / name)}", "run `venuegen evidence`")
        return 1 if changed or stale else 0
    out.mkdir(parents=True, exist_ok=True)
    for name in changed:
        (out / name).write_text(texts[name], "utf-8")
    for name in stale:
        (out / name).unlink()
    report.line(f"{relative(out)}: {counted(len(changed), 'page')} written, {len(texts) - len(changed)} unchanged")
    return 0
