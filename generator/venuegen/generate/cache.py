"""What was generated from what, so that a run with nothing to do reads hashes and renders nothing.

The cache lies in an ignored folder beside the output and may be deleted at any time. It is keyed by the content of
every file that the spec was read from and of everything that turns a spec into text (generator, templates,
runtime names).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from .manifest import NAME, digest, disk_hash
from .write import write_atomically

FOLDER = ".venuegen"


def hashes(files: Iterable[Path]) -> dict[str, str | None]:
    """Path → hash of what it holds now."""
    return {str(path): disk_hash(path) for path in files}


def tree_hash(folders: Iterable[Path], suffixes: tuple[str, ...]) -> str:
    """One hash over names and contents of the files with these suffixes under `folders`."""
    lines: list[str] = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in suffixes and path.is_file():
                lines.append(f"{path.relative_to(folder)} {disk_hash(path)}")
    return digest("\n".join(lines))


class Cache:
    """Two JSON files per venue under `<out>/.venuegen/`, and compiled templates."""

    def __init__(self, out: Path, tools: str) -> None:
        self._folder = out / FOLDER
        self._tools = tools

    @property
    def templates(self) -> Path:
        """Where compiled templates wait for the next run."""
        return self._folder / "templates"

    def fresh(self, venue: str, folder: Path) -> dict[str, Any] | None:
        """The summary of the last run if neither its inputs, its tools nor its outputs changed since; else None."""
        entry = self._read(venue)
        if entry is None or entry.get("tools") != self._tools:
            return None
        inputs, outputs, summary = entry.get("inputs"), entry.get("outputs"), entry.get("summary")
        if not (isinstance(inputs, dict) and isinstance(outputs, dict) and isinstance(summary, dict)):
            return None
        if any(disk_hash(Path(path)) != value for path, value in inputs.items()):
            return None
        if NAME not in outputs or any(disk_hash(folder / path) != value for path, value in outputs.items()):
            return None
        return summary

    def pieces(self, venue: str, formatter: str) -> dict[str, str]:
        """What `formatter` made of the pieces of the last run."""
        entry = self._read(f"{venue}.pieces")
        pieces = entry.get("pieces") if entry and entry.get("formatter") == formatter else None
        return pieces if isinstance(pieces, dict) else {}

    def models(self, venue: str) -> tuple[str, str] | None:
        """Hash of the schema that the model generator read in the last run, and what it wrote."""
        entry = self._read(venue)
        models = entry.get("models") if entry else None
        if entry is None or entry.get("tools") != self._tools or not isinstance(models, list) or len(models) != 2:
            return None
        return str(models[0]), str(models[1])

    def store(
        self,
        venue: str,
        *,
        inputs: Mapping[str, str | None],
        outputs: Mapping[str, str],
        formatter: str,
        pieces: Mapping[str, str],
        models: tuple[str, str] | None,
        summary: Mapping[str, Any],
    ) -> None:
        """Remember a run that wrote `outputs` (path → text) from `inputs` (path → hash from before they were read)."""
        entry = {
            "tools": self._tools,
            "inputs": dict(sorted(inputs.items())),
            "outputs": {path: digest(text) for path, text in outputs.items()},
            "models": models,
            "summary": summary,
        }
        self._folder.mkdir(parents=True, exist_ok=True)
        # In a file of their own, which a run with nothing to do need not read.
        write_atomically(
            self._folder / f"{venue}.pieces.json", json.dumps({"formatter": formatter, "pieces": dict(pieces)})
        )
        write_atomically(self._folder / f"{venue}.json", json.dumps(entry))

    def _read(self, name: str) -> dict[str, Any] | None:
        try:
            entry = json.loads((self._folder / f"{name}.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return entry if isinstance(entry, dict) else None
