"""All files of one venue: views, templates, imports, formatting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ..generate.manifest import digest
from .format import format_python
from .imports import with_imports
from .templates import environment

if TYPE_CHECKING:
    from ..views import VenueViews


_PARALLEL_FROM = 60_000
"""Characters from which a second process pays for itself."""


@dataclass(frozen=True, slots=True)
class Output:
    """One file of a package: its path there, its template, the view that the template prints (None: no such file)."""

    path: str
    template: str
    view: Callable[[VenueViews], object | None]
    contract: bool = False
    """It speaks of the contract's types by name, and of the wire's as `wire.X`: the two share names."""
    alone: bool = False
    """It uses nothing of the package: names it shares with other modules are its own."""
    absolute: bool = False
    """It names the package instead of being part of it: tests."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Names that mean something else in this file than in the others."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """The text of every file, and per Python file the hashes of its text before and after formatting."""

    files: dict[str, str]
    formatted: dict[str, tuple[str, str]]


def render(
    views: VenueViews,
    outputs: tuple[Output, ...],
    templates: Path,
    override: Path | None = None,
    previous: Callable[[str, str], str | None] = lambda path, unformatted: None,
) -> Rendered:
    """Render every output of a venue.

    `previous(path, hash)` may give the formatted text that belongs to an unformatted one of this hash, so that only
    what changed is formatted again.
    """
    env = environment(templates, override)
    files: dict[str, str] = {}
    formatted: dict[str, tuple[str, str]] = {}
    waiting: dict[str, str] = {}
    for output in outputs:
        view = output.view(views)
        if view is None:
            continue
        path = output.path.replace("{venue}", views.spec.venue)
        source = env.get_template(output.template).render(view=view, venue=views)
        if not path.endswith(".py"):
            files[path] = source
            continue
        hidden = {f".{Path(path).stem}", ".types" if output.contract else ""}
        own = {name: module for name, module in views.names.items() if module not in hidden and not output.alone}
        if output.absolute:
            own = {name: _absolute(views.spec.venue, module) for name, module in own.items()}
        source = with_imports(source, _relative({**own, **output.names}, 0 if output.absolute else path.count("/")))
        before = digest(source)
        known = previous(path, before)
        if known is None:
            waiting[path] = source
        files[path] = known or ""
        formatted[path] = (before, digest(known or ""))
    for path, text in _format(waiting).items():
        files[path] = text
        formatted[path] = (formatted[path][0], digest(text))
    return Rendered(files, formatted)


def _format(sources: Mapping[str, str]) -> dict[str, str]:
    """Format every source; large packages in two processes, because formatting is most of a cold run."""
    if sum(map(len, sources.values())) < _PARALLEL_FROM or len(sources) < 2:
        return {path: format_python(source) for path, source in sources.items()}
    from concurrent.futures import ProcessPoolExecutor

    by_size = sorted(sources, key=lambda path: len(sources[path]))
    with ProcessPoolExecutor(max_workers=2) as pool:
        # The longest first, so that neither process ends up waiting for it alone.
        made = dict(zip(by_size[::-1], pool.map(format_python, [sources[path] for path in by_size[::-1]]), strict=True))
    return {path: made[path] for path in sources}


def _relative(names: Mapping[str, str], depth: int) -> dict[str, str]:
    """Modules of the package as a file `depth` folders down imports them."""
    return {name: "." * depth + module for name, module in names.items()} if depth else dict(names)


def _absolute(venue: str, module: str) -> str:
    """`.client` → `venues.example.client`; `. types` (a module itself) → `venues.example types`."""
    return f"venues.{venue}{module[1:] if module in ('.',) or module[1:2] == ' ' else module}"
