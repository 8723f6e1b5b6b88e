"""`venuegen init`: a repository of a firm's own, and later what its template has learnt since."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Annotated, Any

import typer

from venuegen.report import Reporter, relative

_ANSWERS = ".copier-answers.yml"


def command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the repository.")] = Path("."),
    name: Annotated[str | None, typer.Option("--name", help="Name of the distribution; default: the folder's.")] = None,
    extends: Annotated[
        str | None, typer.Option("--extends", metavar="VENUE", help="Begin with a spec that extends this shipped one.")
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--from", metavar="GIT", help="Git repository of venuegen; the template in it can be updated."),
    ] = None,
    update: Annotated[
        bool, typer.Option("--update", help="Merge what the template has learnt into a repository made by `init`.")
    ] = False,
    defaults: Annotated[
        bool, typer.Option("--defaults", help="Ask nothing; take the default of every question.")
    ] = False,
) -> int:
    """Make a private repository for your own venues: specs, generated clients, tests, CI, hooks.

    What you change in it is yours: `--update` merges a newer template three ways, as copier does, and leaves conflicts
    as git does. That needs a template with a history: `--from` with a git address of venuegen, at `init` or at the
    first `--update`.
    """
    report = Reporter()
    if update:
        return _update(report, folder, source)
    if (folder / _ANSWERS).exists():
        report.problem(f"{relative(folder)} was made by `venuegen init` already", "venuegen init --update")
        return 1
    answers: dict[str, Any] = {"version": _version(), "name": name or _distribution(folder)}
    if extends is not None:
        from venuegen.spec.compose import not_shipped

        hint = not_shipped(extends)
        if hint:
            report.problem(f"no venue '{extends}' comes with venuegen", hint)
            return 2
        answers["extends"] = extends
    elif defaults:
        answers["extends"] = ""
    return _make(report, folder, source, answers, defaults)


def _make(report: Reporter, folder: Path, source: str | None, answers: dict[str, Any], defaults: bool) -> int:
    from copier import run_copy
    from copier.errors import CopierError

    from venuegen import resources

    template = source or str(resources.templates_dir() / "repository")
    before = set(folder.rglob("*"))
    try:
        run_copy(template, folder, data=answers, defaults=defaults, quiet=True, unsafe=False, overwrite=False)
    except KeyboardInterrupt:
        return 130
    except (CopierError, ValueError, OSError) as error:
        report.problem(f"nothing was made: {error}")
        return 2
    for file in sorted(set(folder.rglob("*")) - before):
        if file.is_file():
            report.line(f"wrote {relative(file)}")
    if not (folder / ".git").exists():
        report.line("next: git init, and commit; then `venuegen import` or `venuegen new`, and `venuegen generate`")
    return 0


def _update(report: Reporter, folder: Path, source: str | None) -> int:
    import yaml
    from copier import run_update
    from copier.errors import CopierError

    file = folder / _ANSWERS
    if not file.is_file():
        report.problem(f"{relative(folder)} was not made by `venuegen init`", f"there is no {_ANSWERS}")
        return 2
    answers = yaml.safe_load(file.read_text("utf-8")) or {}
    if "_commit" not in answers:
        # Made from the template inside an installed package: a repository with the tag of that version has the same.
        if source is None:
            report.problem(
                "the template inside the installed package has no history to merge from",
                "venuegen init --update --from GIT, a git address of venuegen (a clone will do)",
            )
            return 2
        version = answers.get("version", _version())
        lines = file.read_text("utf-8").splitlines(keepends=True)
        lines[1:1] = [f"_commit: v{version}\n", f"_src_path: {source}\n"]
        file.write_text("".join(lines), "utf-8")
        report.line(f"{relative(file)} says now that this repository was made from v{version} of {source}")
        report.line("next: commit it, then venuegen init --update")
        return 0
    try:
        run_update(folder, data={"version": _version()}, defaults=True, quiet=True, overwrite=True, unsafe=False)
    except KeyboardInterrupt:
        return 130
    except (CopierError, ValueError, OSError, subprocess.SubprocessError) as error:
        report.problem(f"not updated: {error}", "commit what you have first; then again")
        return 2
    report.line("updated; look at git diff, and at conflict markers where both sides changed the same lines")
    return 0


def _version() -> str:
    from importlib.metadata import version

    return version("venuegen")


def _distribution(folder: Path) -> str:
    import re

    name = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-")
    return name if re.match(r"[a-z]", name) else "our-venues"
