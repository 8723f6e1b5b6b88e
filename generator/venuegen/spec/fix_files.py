"""The FIX dictionaries of a spec, read from its folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from .model import FixDictionary

if TYPE_CHECKING:
    from venue_runtime.fix.dictionary import Dictionary

    from .load import LoadedSpec

__all__ = ["dictionary_file", "dictionary_path", "read_dictionaries", "read_dictionary"]


def dictionary_file(declared: str | FixDictionary) -> str:
    """Path of a dictionary, as the spec gives it."""
    return declared if isinstance(declared, str) else declared.file


def dictionary_path(name: str, declared: str | FixDictionary) -> tuple[str, ...]:
    """Where in the spec that path stands."""
    return ("fix", "dictionaries", name, *(() if isinstance(declared, str) else ("file",)))


def read_dictionary(file: Path, text: str) -> Dictionary:
    """A dictionary; `text` names it in its errors. Raises DictionaryError, OSError."""
    from venue_runtime.fix.dictionary import Dictionary

    return Dictionary(file.read_bytes(), text)


def read_dictionaries(loaded: LoadedSpec) -> Mapping[str, Dictionary]:
    """All of them, by their names in the spec. Raises as `read_dictionary`."""
    found: dict[str, Dictionary] = {}
    for name, declared in (loaded.spec.fix.dictionaries if loaded.spec.fix is not None else {}).items():
        text = dictionary_file(declared)
        found[name] = read_dictionary(loaded.beside(text, *dictionary_path(name, declared)), text)
    return found
