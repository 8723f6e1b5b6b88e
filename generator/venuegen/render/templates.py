"""The Jinja environment: strict, layout only, with a user's overrides in front of the shipped templates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .names import doc_line, doc_text, literal, wrapped

if TYPE_CHECKING:
    from jinja2 import Environment


def environment(builtin: Path, override: Path | None = None, compiled: Path | None = None) -> Environment:
    """Templates by their path under `builtin`; a file of the same path under `override` wins.

    `compiled`: an ignored folder where compiled templates may wait for the next run.

    An override extends what it replaces as `{% extends "builtin/client/rest.py.jinja" %}` and redefines blocks.
    """
    from jinja2 import (
        ChoiceLoader,
        Environment,
        FileSystemBytecodeCache,
        FileSystemLoader,
        PrefixLoader,
        StrictUndefined,
    )

    if compiled is not None:
        compiled.mkdir(parents=True, exist_ok=True)
    shipped = FileSystemLoader(builtin)
    loaders = [FileSystemLoader(override)] if override else []
    env = Environment(
        loader=ChoiceLoader([*loaders, shipped, PrefixLoader({"builtin": shipped})]),
        undefined=StrictUndefined,
        autoescape=False,  # Python source, not markup: spec text enters through `literal`, `doc` and checked names only
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=FileSystemBytecodeCache(str(compiled)) if compiled is not None else None,
    )
    env.filters["lit"] = literal
    env.filters["doc"] = doc_text
    env.filters["doc_line"] = doc_line
    env.filters["wrapped"] = wrapped
    return env
