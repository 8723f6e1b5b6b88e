"""The manifest of a generated package: one sorted hash per file, and nothing that would change without the output."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

NAME = "manifest.json"


def digest(data: bytes | str) -> str:
    """SHA-256 as hex."""
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def manifest_text(files: Mapping[str, str]) -> str:
    """The manifest of rendered `files` (path → text)."""
    return json.dumps({path: digest(files[path]) for path in sorted(files)}, indent=2) + "\n"


def read_manifest(folder: Path) -> dict[str, str]:
    """Path → hash, as last written; empty where there is no (readable) manifest, so that nothing counts as ours."""
    try:
        data = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(data, dict):
        return {}
    return {path: value for path, value in data.items() if isinstance(value, str) and _inside(path)}


def _inside(path: str) -> bool:
    # A manifest is a file that anyone can edit: it must not make us delete anything outside its folder.
    parts = Path(path).parts
    return bool(parts) and not Path(path).is_absolute() and ".." not in parts


def disk_hash(path: Path) -> str | None:
    """Hash of a file's bytes; None when there is none."""
    try:
        return digest(path.read_bytes())
    except OSError:
        return None
