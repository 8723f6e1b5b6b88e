"""All files of one venue: views, templates, imports, formatting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from .format import Formatter
from .imports import with_imports
from .templates import environment

if TYPE_CHECKING:
    from ..views import VenueViews


@dataclass(frozen=True, slots=True)
class Output:
    """One file of a package: its path there, its template, the view that the template prints (None: no such file)."""

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
            view = output.view(views)
            if view is None:
                continue
            path = output.path.replace("{venue}", views.spec.venue)
            source = env.get_template(output.template).render(view=view, venue=views)
            files[path] = source  # in its place among the others
            if output.verbatim or not path.endswith(".py"):
                continue
            hidden = {f".{Path(path).stem}", ".types" if output.contract else ""}
            own = {name: module for name, module in views.names.items() if module not in hidden}
            if output.alone:
                own = {name: module for name, module in own.items() if name == views.context.ref_name}
            if output.absolute:
                own = {name: _absolute(views.spec.venue, module) for name, module in own.items()}
            names = _relative({**own, **output.names}, 0 if output.absolute else path.count("/"))
            formatter.add(path, with_imports(source, names))
        return Rendered(files | formatter.finish(), formatter.pieces)
    finally:
        formatter.close()


def _relative(names: Mapping[str, str], depth: int) -> dict[str, str]:
    """Modules of the package as a file `depth` folders down imports them."""
    return {name: "." * depth + module for name, module in names.items()} if depth else dict(names)


def _absolute(venue: str, module: str) -> str:
    """`.client` → `venues.example.client`; `. types` (a module itself) → `venues.example types`."""
    return f"venues.{venue}{module[1:] if module in ('.',) or module[1:2] == ' ' else module}"
