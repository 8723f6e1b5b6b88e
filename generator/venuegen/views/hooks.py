"""`hooks.py` and `hook_functions.py`: the venue's own functions, and the types that the spec declares for them.

The functions are copied, because a package must work where the spec is not. They are read with `ast` only; whether
they fit is for the type checker of the package to say.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..render.names import doc_line, identifier
from .code import qualify

if TYPE_CHECKING:
    from ..lang.types import Type
    from ..spec.load import LoadedSpec
    from .context import VenueContext


@dataclass(frozen=True, slots=True)
class HookView:
    """One function, as the spec declares it."""

    name: str
    signature: str
    returns: str
    doc: str


@dataclass(frozen=True, slots=True)
class HooksView:
    """The module that gives the functions their types."""

    title: str
    functions: tuple[HookView, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    """The author's module."""

    origin: str
    """Its path, beside the spec."""
    text: str


def build(context: VenueContext, source: SourceView | None) -> HooksView | None:
    """Every hook of the spec; None where it has none."""
    if not context.table.hooks:
        return None
    names = _argument_names(source.text if source is not None else "")

    def annotation(type: Type) -> str:
        table = context.table
        return qualify(table.value_annotation(type), [*table.structs, *table.enums, *table.unions], "wire")

    functions = []
    for hook in context.table.hooks.values():
        given = names.get(hook.name, [])
        arguments = [
            f"{identifier(given[at]) if len(given) == len(hook.args) else f'argument_{at}'}: {annotation(type)}"
            for at, type in enumerate(hook.args)
        ]
        signature = ", ".join(["self", *arguments, "/"] if arguments else ["self"])
        doc = doc_line(hook.doc) or f"The hook `{hook.name}`."
        functions.append(HookView(identifier(hook.name), signature, annotation(hook.returns), doc))
    return HooksView(doc_line(context.spec.title), tuple(functions))


def source_of(loaded: LoadedSpec | None) -> SourceView | None:
    """The author's module of hooks; None where the spec has none."""
    if loaded is None or loaded.spec.hooks is None:
        return None
    file = loaded.beside(loaded.spec.hooks.file, "hooks", "file")
    return SourceView(loaded.spec.hooks.file, file.read_text(encoding="utf-8"))


def _argument_names(source: str) -> dict[str, list[str]]:
    """Function → names of its arguments: the author's words read better than numbers."""
    return {
        each.name: [argument.arg for argument in (*each.args.posonlyargs, *each.args.args)]
        for each in ast.parse(source).body
        if isinstance(each, ast.FunctionDef)
    }
