"""`venuegen list`: the venues there are, and what each offers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from venuegen.cli._arguments import NO_SPECS, Specs
from venuegen.report import Reporter, counted, relative

if TYPE_CHECKING:
    from venuegen.spec.load import LoadedSpec


def command(
    specs: Specs = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Folder of the clients.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Machine readable output.")] = False,
) -> int:
    """Every spec with its status, the contract's methods that it offers, and the lines of its hooks."""
    from venuegen import resources
    from venuegen.spec.load import load_spec
    from venuegen.spec.venues import venues as venues_in

    report = Reporter(as_json=as_json)
    folder, clients = resources.specs_dir(specs), resources.out_dir(out) / "venues"
    known = venues_in(folder)
    if not known:
        report.problem(f"{relative(folder)} holds no spec", NO_SPECS)
        return 2
    rows: list[dict[str, Any]] = []
    for venue in known:
        loaded, problems = load_spec(venue, folder)
        rows.append(_row(venue, loaded, (clients / venue).is_dir()))
        if loaded is None:
            errors = sum(each.severity == "error" for each in problems)
            report.line(f"{venue}  does not load, {counted(errors, 'error')}: venuegen check {venue}")
            continue
        row = rows[-1]
        hooks = (
            f", {counted(len(row['hooks']), 'hook')} of {counted(row['hook_lines'], 'line')}" if row["hooks"] else ""
        )
        generated = "generated" if row["generated"] else "not generated"
        report.line(f"{venue}  {row['title']}, {row['status']}, checked {row['checked']}, {generated}{hooks}")
        report.line(f"  {', '.join(row['capabilities']) or 'none of the methods of the contract yet'}")
    report.data({"venues": rows})
    return 0


def _row(venue: str, loaded: LoadedSpec | None, generated: bool) -> dict[str, Any]:
    if loaded is None:
        return {"venue": venue, "loads": False, "generated": generated}
    from venuegen.spec.hook_lines import hook_lines

    spec = loaded.spec
    return {
        "venue": venue,
        "loads": True,
        "title": spec.title,
        "status": spec.status,
        "checked": spec.checked,
        "generated": generated,
        "environments": list(spec.environments),
        "capabilities": list(spec.operations),
        "endpoints": len(spec.endpoints),
        "channels": sum(len(each.channels) for each in spec.ws.values()),
        "hooks": list(spec.hooks.functions) if spec.hooks else [],
        "hook_lines": hook_lines(loaded),
    }
