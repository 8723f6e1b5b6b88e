"""Compare rendered files with a folder, and write the difference."""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .manifest import NAME, digest, disk_hash, manifest_text, read_manifest


@dataclass(frozen=True, slots=True)
class Plan:
    """What must happen to a folder so that it holds exactly the rendered files."""

    folder: Path
    files: Mapping[str, str]
    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    """Files whose content is neither what we wrote last nor what we would write now."""
    foreign: tuple[str, ...] = ()
    """Files in the way that no manifest claims."""
    diffs: Mapping[str, str] = field(default_factory=dict)

    @property
    def clean(self) -> bool:
        """The folder already is what the spec says."""
        return not (self.written or self.stale)


def plan(folder: Path, rendered: Mapping[str, str], *, diffs_wanted: bool = True) -> Plan:
    """Compare `rendered` (path → text) with `folder`; nothing is written. Diffs take a while: for who reads them."""
    manifest = read_manifest(folder)
    files = {**rendered, NAME: manifest_text(rendered)}
    written: list[str] = []
    unchanged: list[str] = []
    edited: list[str] = []
    foreign: list[str] = []
    diffs: dict[str, str] = {}
    for path in files:
        present = disk_hash(folder / path)
        if present == digest(files[path]):
            unchanged.append(path)
            continue
        written.append(path)
        if present is None:
            diffs[path] = f"missing: {path}"
            continue
        if diffs_wanted:
            diffs[path] = _diff(folder / path, files[path], path)
        if path == NAME:
            continue
        if path not in manifest:
            foreign.append(path)
        elif manifest[path] != present:
            edited.append(path)
    stale: list[str] = []
    for path in manifest:
        present = disk_hash(folder / path)
        if path in files or present is None:
            continue
        stale.append(path)
        diffs[path] = f"stale: {path}"
        if present != manifest[path]:
            edited.append(path)
    return Plan(
        folder=folder,
        files=files,
        written=tuple(written),
        unchanged=tuple(unchanged),
        stale=tuple(stale),
        edited=tuple(edited),
        foreign=tuple(foreign),
        diffs=diffs,
    )


def apply(plan: Plan) -> None:
    """Write what changed and remove what is stale; the manifest comes last: an interrupted run repeats itself."""
    for path in sorted(plan.written, key=lambda name: (name == NAME, name)):
        target = plan.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(target, plan.files[path])
    for path in plan.stale:
        target = plan.folder / path
        target.unlink()
        for parent in target.relative_to(plan.folder).parents:
            folder = plan.folder / parent
            if folder != plan.folder and not any(folder.iterdir()):
                folder.rmdir()


def write_atomically(path: Path, text: str) -> None:
    """Replace `path` in one step: a reader sees the old file or the new one."""
    temporary = path.with_name(f".{path.name}.new")
    temporary.write_text(text, encoding="utf-8", newline="\n")
    os.replace(temporary, path)


def _diff(path: Path, text: str, name: str) -> str:
    present = path.read_bytes().decode("utf-8", "replace")
    lines = difflib.unified_diff(
        present.splitlines(), text.splitlines(), f"{name} (on disk)", f"{name} (from the spec)", lineterm="", n=1
    )
    return "\n".join(lines)
