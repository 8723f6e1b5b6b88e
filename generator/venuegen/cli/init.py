"""`venuegen init`: a repository of a firm's own, and later what its template has learnt since."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Annotated, Any

import typer

from venuegen.cli import _completion
from venuegen.report import Reporter, relative
from venuegen.templating import ANSWERS, KEPT, MergeError, merge, packed, rendered, unpacked


def command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the repository.")] = Path("."),
    name: Annotated[str | None, typer.Option("--name", help="Name of the distribution; default: the folder's.")] = None,
    extends: Annotated[
        str | None,
        typer.Option(
            "--extends",
            metavar="VENUE",
            help="Begin with a spec that extends this shipped one.",
            autocompletion=_completion.shipped,
        ),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--from", metavar="GIT", help="Git repository of venuegen; the template in it can be updated."),
    ] = None,
    update: Annotated[
        bool, typer.Option("--update", help="Merge what the template has learnt into a repository made by `init`.")
    ] = False,
    defaults: Annotated[
        bool, typer.Option("--defaults", "--yes", "-y", help="Ask nothing; take the default of every question.")
    ] = False,
) -> int:
    """Make a private repository for your own venues: specs, generated clients, tests, CI, hooks.

    What you change in it is yours. After an upgrade of venuegen, `--update` merges what its template writes now with
    what you changed, three ways, and leaves conflicts as git does; commit first, and read git diff after. What the
    template wrote last time is kept in .venuegen-template. With `--from` the template is taken from a git address
    instead, and its history there is what is merged by.
    """
    report = Reporter()
    if update:
        return _update(report, folder, source)
    if (folder / ANSWERS).exists():
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

    template = source or str(_template())
    before = set(folder.rglob("*"))
    try:
        run_copy(template, folder, data=answers, defaults=defaults, quiet=True, unsafe=False, overwrite=False)
    except KeyboardInterrupt:
        return 130
    except (CopierError, ValueError, OSError) as error:
        report.problem(f"nothing was made: {error}")
        return 2
    if source is None:
        (folder / KEPT).write_text(packed(rendered(_template(), _answers(folder))), "utf-8")
    for file in sorted(set(folder.rglob("*")) - before):
        if file.is_file():
            report.line(f"wrote {relative(file)}")
    if not (folder / ".git").exists():
        report.line("next: git init, and commit; then `venuegen import` or `venuegen new`, and `venuegen generate`")
    return 0


def _update(report: Reporter, folder: Path, source: str | None) -> int:
    import yaml

    file = folder / ANSWERS
    if not file.is_file():
        report.problem(f"{relative(folder)} was not made by `venuegen init`", f"there is no {ANSWERS}")
        return 2
    try:
        answers = _answers(folder)
    except (yaml.YAMLError, ValueError):
        report.problem(f"{relative(file)} cannot be read", f"git log -- {ANSWERS} has it as it was")
        return 2
    if source is not None and "_commit" not in answers:
        return _follow(report, file, answers, source)
    try:
        return _fetched(report, folder) if "_commit" in answers else _installed(report, folder, answers)
    except KeyboardInterrupt:
        return 130


def _answers(folder: Path) -> dict[str, Any]:
    """What a repository was made with. Raises YAMLError or ValueError."""
    import yaml

    found = yaml.safe_load((folder / ANSWERS).read_text("utf-8"))
    if not isinstance(found, dict):
        raise ValueError("no answers")
    return found


def _follow(report: Reporter, file: Path, answers: dict[str, Any], source: str) -> int:
    """Let a repository follow a git address, in which the tag of the version that made it has the same template."""
    version = answers.get("version", _version())
    lines = file.read_text("utf-8").splitlines(keepends=True)
    lines[1:1] = [f"_commit: v{version}\n", f"_src_path: {source}\n"]
    file.write_text("".join(lines), "utf-8")
    report.line(f"{relative(file)} says now that this repository was made from v{version} of {source}")
    report.line("next: commit it, then venuegen init --update")
    return 0


def _fetched(report: Reporter, folder: Path) -> int:
    """Merge by the history of the template's own repository."""
    from copier import run_update
    from copier.errors import CopierError

    try:
        run_update(folder, data={"version": _version()}, defaults=True, quiet=True, overwrite=True, unsafe=False)
    except (CopierError, ValueError, OSError, subprocess.SubprocessError) as error:
        report.problem(f"not updated: {error}", "commit what you have first; then again")
        return 2
    report.line("updated; look at git diff, and at conflict markers where both sides changed the same lines")
    return 0


def _installed(report: Reporter, folder: Path, answers: dict[str, Any]) -> int:
    """Merge what the installed template writes now, by what it wrote last time."""
    from copier.errors import CopierError

    given = {key: value for key, value in answers.items() if not str(key).startswith("_")}
    try:
        base = _last_time(folder, given)
        theirs = rendered(_template(), given | {"version": _version()})
        merged = merge(folder, base, theirs)
    except MergeError as error:
        report.problem(f"not updated: {error.message}", error.hint)
        return 2
    except (CopierError, ValueError, OSError) as error:
        report.problem(f"not updated: {error}")
        return 2
    (folder / KEPT).write_text(packed(theirs), "utf-8")
    for word, paths in (("merged", merged.written), ("removed", merged.removed), ("left as it is", merged.kept)):
        for path in paths:
            report.line(f"{word}: {path}")
    for path in merged.conflicts:
        report.line(f"CONFLICT: {path}")
    if merged.conflicts:
        report.line("next: edit what is between <<<<<<< and >>>>>>>, git add, and commit (git status lists them)")
        return 1
    changed = bool(merged.written or merged.removed)
    report.line("next: git diff, and commit" if changed else f"up to date with the template of venuegen {_version()}")
    return 0


def _last_time(folder: Path, answers: dict[str, Any]) -> dict[str, str]:
    """What the template wrote last time. Raises MergeError."""
    kept = folder / KEPT
    if kept.is_file():
        return unpacked(kept.read_text("utf-8"))
    if answers.get("version") == _version():
        return rendered(_template(), answers)  # made before that was kept, by this very version
    raise MergeError(
        f"there is no {KEPT}: what the template of {answers.get('version')} wrote is not known",
        "venuegen init --update --from GIT, a git address of venuegen with the tag of that version (a clone will do)",
    )


def _template() -> Path:
    from venuegen import resources

    return resources.templates_dir() / "repository"


def _version() -> str:
    from importlib.metadata import version

    return version("venuegen")


def _distribution(folder: Path) -> str:
    import re

    name = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-")
    return name if re.match(r"[a-z]", name) else "our-venues"
