"""What `venuegen init` wrote last time, kept in the repository it made, so that a newer template can be merged with it.

A three-way merge needs what both sides began with. A template with a history in git has it; the one inside an installed
package has none, and its next version knows nothing of this one. So the repository itself keeps it: one file with every
file as the template wrote it, compressed to a few kilobytes. Nothing has to be fetched, and no release has to carry all
the ones before.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import subprocess
import tempfile
import textwrap
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

KEPT = ".venuegen-template"
ANSWERS = ".copier-answers.yml"
_HEAD = (
    "# What the template of `venuegen init` wrote last time, compressed: `venuegen init --update` merges by it.\n"
    "# Commit it, and leave it as it is.\n"
)
_MAX_BYTES = 4_000_000
"""Of all files together: a template is small, and a file that claims more is none of ours."""


class MergeError(Exception):
    """Why nothing can be merged, and what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(slots=True)
class Merged:
    """What became of each file."""

    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    """Changed here, and gone or another one there: left as they are."""


def rendered(template: Path, answers: Mapping[str, Any]) -> dict[str, str]:
    """Path → text of every file that a template writes. Asks nothing. Raises what copier raises."""
    from copier import run_copy

    with tempfile.TemporaryDirectory(prefix="venuegen-template-") as folder:
        run_copy(str(template), folder, data=dict(answers), defaults=True, quiet=True, unsafe=False)
        base = Path(folder)
        files = sorted(path for path in base.rglob("*") if path.is_file())
        return {path.relative_to(base).as_posix(): path.read_text("utf-8") for path in files}


def packed(files: Mapping[str, str]) -> str:
    """The text of the file that keeps them."""
    data = zlib.compress(json.dumps(files, sort_keys=True, ensure_ascii=False).encode(), 9)
    return _HEAD + "\n".join(textwrap.wrap(base64.b64encode(data).decode(), 100)) + "\n"


def unpacked(text: str) -> dict[str, str]:
    """The files of such a text. Raises MergeError: it may have been edited, or merged."""
    hint = f"git log -- {KEPT} has it as it was"
    body = "".join(line for line in text.splitlines() if not line.startswith("#"))
    try:
        inflate = zlib.decompressobj()
        data = inflate.decompress(base64.b64decode(body, validate=True), _MAX_BYTES)
        found = json.loads(data)
    except (binascii.Error, zlib.error, ValueError, RecursionError):
        raise MergeError(f"{KEPT} cannot be read", hint) from None
    if not isinstance(found, dict) or not all(
        isinstance(each, str) and _is_inside(path) for path, each in found.items()
    ):
        raise MergeError(f"{KEPT} names files that are none of a template's", hint)
    return found


def _is_inside(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and ".." not in parts and parts[0] != ".git" and "\\" not in path


def merge(folder: Path, base: Mapping[str, str], theirs: Mapping[str, str]) -> Merged:
    """Bring a repository from what a template wrote once to what it writes now; changes made since are kept.

    Where both changed the same lines the file has git's conflict markers, and git's index all three versions, so that
    `git status` and every tool for conflicts knows of them. Raises MergeError before anything is written.
    """
    _clean(folder)
    done = Merged()
    for path in sorted({*base, *theirs}):
        file = folder / path
        if file.is_symlink() or not file.resolve().is_relative_to(folder.resolve()):
            done.kept.append(path)
            continue
        ours = _text(file)
        _merge_file(folder, path, base.get(path), ours, theirs.get(path), done)
    return done


def _merge_file(folder: Path, path: str, base: str | None, ours: str | None, theirs: str | None, done: Merged) -> None:
    file = folder / path
    if theirs in (base, ours):
        return  # nothing new
    if theirs is None:
        if ours == base:
            file.unlink()
            done.removed.append(path)
        else:
            done.kept.append(path)
    elif ours is None and base is not None:
        done.kept.append(path)  # it was deleted here
    elif ours is None or ours == base:
        _write(file, theirs)
        done.written.append(path)
    else:
        text, conflicts = _three_way(folder, ours, base or "", theirs)
        _write(file, text)
        (done.conflicts if conflicts else done.written).append(path)
        if conflicts:
            _unmerged(folder, path, base or "", ours, theirs)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def _text(file: Path) -> str | None:
    try:
        return file.read_text("utf-8") if file.is_file() else None
    except UnicodeDecodeError:
        raise MergeError(f"{file.name} is no text any more", "nothing was changed") from None


# ------------------------------------------------------------------------------------------------ git


def _clean(folder: Path) -> None:
    """What is not committed could not be told from what is merged, or be had back."""
    said = _git(folder, "status", "--porcelain", "--untracked-files=no", "--", ".", complaint=True)
    if said.strip():
        raise MergeError("there are changes that are not committed", "commit them first; then venuegen init --update")


def _three_way(folder: Path, ours: str, base: str, theirs: str) -> tuple[str, bool]:
    with tempfile.TemporaryDirectory(prefix="venuegen-merge-") as name:
        files = [Path(name) / each for each in ("ours", "base", "theirs")]
        for file, text in zip(files, (ours, base, theirs), strict=True):
            file.write_text(text, "utf-8")
        labels = ["-L", "yours", "-L", "template, last time", "-L", "template, now"]
        run = subprocess.run(
            ["git", "merge-file", "-p", *labels, *map(str, files)], capture_output=True, env=_environment(), check=False
        )
    if run.returncode < 0 or run.returncode > 127:
        raise MergeError(f"git merge-file: {run.stderr.decode('utf-8', 'replace').strip()}")
    return run.stdout.decode("utf-8"), run.returncode > 0


def _unmerged(folder: Path, path: str, base: str, ours: str, theirs: str) -> None:
    """Tell git's index of the conflict, as a merge would."""
    prefix = _git(folder, "rev-parse", "--show-prefix").strip()
    lines = [f"0 {'0' * 40}\t{prefix}{path}"]
    for stage, text in ((1, base), (2, ours), (3, theirs)):
        name = _git(folder, "hash-object", "-w", "--stdin", given=text).strip()
        lines.append(f"100644 {name} {stage}\t{prefix}{path}")
    _git(folder, "update-index", "--index-info", given="".join(f"{line}\n" for line in lines))


def _git(folder: Path, *arguments: str, given: str = "", complaint: bool = False) -> str:
    run = subprocess.run(
        ["git", "-C", str(folder), *arguments],
        input=given.encode(),
        capture_output=True,
        env=_environment(),
        check=False,
    )
    if run.returncode:
        if complaint:
            raise MergeError("this is no git repository", "git init, and commit: a merge must be able to be undone")
        said = run.stderr.decode("utf-8", "replace").strip()
        raise MergeError(f"git {arguments[0]}: {said}")
    return run.stdout.decode("utf-8", "replace")


def _environment() -> dict[str, str]:
    # Inside of a hook, git names the repository by variables; the one around the folder is meant.
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_") or key == "GIT_EXEC_PATH"}
    return kept | {"LC_ALL": "C"}
