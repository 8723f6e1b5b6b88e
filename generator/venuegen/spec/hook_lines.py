"""How much a venue needs beyond the language."""

from __future__ import annotations

from venuegen.spec.load import LoadedSpec


def hook_lines(loaded: LoadedSpec) -> int:
    """Lines of code in the venue's hooks: each says that the language lacks a word. 0 where there are none."""
    if loaded.spec.hooks is None:
        return 0
    try:
        text = loaded.beside(loaded.spec.hooks.file, "hooks", "file").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return 0
    return sum(bool(line.strip()) and not line.lstrip().startswith("#") for line in text.splitlines())
