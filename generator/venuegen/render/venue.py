"""All files of one venue: views, templates, imports, formatting."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ..views.simulated.fix import fix_class
from .format import Formatter
from .imports import with_imports
from .templates import environment

if TYPE_CHECKING:
    from ..views import VenueViews


@dataclass(frozen=True, slots=True)
class Output:
    """One file of a package: its path there, its template, the view that the template prints (None: no such file).

    Of a tuple of views each is a file: `{file}` in the path is the view's `file`.
    """

    path: str
    template: str
    view: Callable[[VenueViews], object | None]
    contract: bool = False
    """It speaks of the contract's types by name, and of the wire's as `wire.X`: the two share names."""
    alone: bool = False
    """It uses nothing of the package but what instruments are made of: names it shares with other modules are its own.
    """
    verbatim: bool = False
    """Its text is the author's: neither its imports nor its layout are ours."""
    absolute: bool = False
    """It names the package instead of being part of it: tests."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Names that mean something else in this file than in the others."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """The text of every file, and what black made of each piece of them (see `Formatter`)."""

    files: dict[str, str]
    pieces: dict[str, str]


def render(
    views: VenueViews,
    outputs: tuple[Output, ...],
    templates: Path,
    override: Path | None = None,
    known: Mapping[str, str] | None = None,
    compiled: Path | None = None,
    processes: int = 1,
) -> Rendered:
    """Render every output of a venue.

    `known`: pieces of the last run, so that only what changed is formatted again; `compiled`: where compiled templates
    wait for the next run; `processes`: how many may format.
    """
    env = environment(templates, override, compiled)
    files: dict[str, str] = {}
    formatter = Formatter(known or {}, processes)
    try:
        for output in outputs:
            for path, view in _files(output, views):
                source = env.get_template(output.template).render(view=view, venue=views)
                files[path] = source  # in its place among the others
                if not output.verbatim and path.endswith(".py"):
                    formatter.add(path, with_imports(source, _names(output, views, path)))
        return Rendered(files | formatter.finish(), formatter.pieces)
    finally:
        formatter.close()


def _files(output: Output, views: VenueViews) -> Iterator[tuple[str, object]]:
    """Path and view of each file that an output is for this venue."""
    found = output.view(views)
    for view in found if isinstance(found, tuple) else (found,):
        if view is not None:
            yield output.path.format(venue=views.spec.venue, file=getattr(view, "file", "")), view


def _names(output: Output, views: VenueViews, path: str) -> dict[str, str]:
    """Names of the package that a file may use → the module that has them, as the file imports it."""
    hidden = {f".{Path(path).stem}", ".types" if output.contract else ""}
    own = {name: module for name, module in views.names.items() if module not in hidden}
    if output.alone:
        shared = (views.context.ref_name, fix_class(views.context))
        own = {name: module for name, module in own.items() if name in shared}
    if output.absolute:
        own = {name: _absolute(views.spec.venue, module) for name, module in own.items()}
    return _relative({**own, **output.names}, 0 if output.absolute else path.count("/"))


def _relative(names: Mapping[str, str], depth: int) -> dict[str, str]:
    """Modules of the package as a file `depth` folders down imports them."""
    return {name: "." * depth + module for name, module in names.items()} if depth else dict(names)


def _absolute(venue: str, module: str) -> str:
    """`.client` → `venues.example.client`; `. types` (a module itself) → `venues.example types`."""
    return f"venues.{venue}{module[1:] if module in ('.',) or module[1:2] == ' ' else module}"
