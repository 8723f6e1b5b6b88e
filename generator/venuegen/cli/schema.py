"""`venuegen schema`: the JSON Schema of the spec language, for editors, and the reference pages made from it."""

from __future__ import annotations

from typing import Annotated

import typer

from venuegen.report import Reporter, relative


def command(
    part: Annotated[bool, typer.Option("--part", help="The schema of files that others extend.")] = False,
    write: Annotated[
        bool, typer.Option("--write", help="In a checkout: write the published schema and the reference pages.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="In a checkout: are the published schema and reference pages current?")
    ] = False,
) -> int:
    """Print the JSON Schema of the spec language."""
    from venuegen.spec.reference import published
    from venuegen.spec.schema import schema_text

    report = Reporter()
    if not write and not check:
        report.raw(schema_text(partial=part))
        return 0
    pages = published()
    if not pages:
        report.problem("there is no docs folder to write to", "--write and --check are for a checkout of venuegen")
        return 2
    if check:
        old = [path for path, text in pages.items() if not path.is_file() or path.read_text("utf-8") != text]
        for path in old:
            report.problem(f"out of date: {relative(path)}", "run `venuegen schema --write`")
        return 1 if old else 0
    for path, text in pages.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        changed = not path.is_file() or path.read_text("utf-8") != text
        if changed:
            path.write_text(text, "utf-8")
        report.line(f"{'written' if changed else 'unchanged'}: {relative(path)}")
    return 0
