"""Generating one venue: nothing, when nothing changed; otherwise check, render, compare, write."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import resources
from .cache import Cache, tree_hash
from .write import Plan, apply, plan

if TYPE_CHECKING:
    from ..spec.diagnostics import Diagnostic
    from ..spec.load import LoadedSpec
    from ..views import VenueViews


@dataclass(frozen=True)
class Outcome:
    """What became of one venue. `status`: written, unchanged, drift, invalid or refused."""

    venue: str
    status: str
    folder: Path
    summary: Mapping[str, Any] = field(default_factory=dict)
    written: tuple[str, ...] = ()
    unchanged: int = 0
    removed: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    diffs: Mapping[str, str] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def ok(self) -> bool:
        return self.status in ("written", "unchanged")


@dataclass(frozen=True)
class Settings:
    """Where specs are, where clients go, and whose templates win."""

    specs: Path
    out: Path
    override: Path | None = None

    def folder(self, venue: str) -> Path:
        """The package of a venue."""
        return self.out / "venues" / venue


def tools_hash(override: Path | None) -> str:
    """One hash over everything that turns a spec into text."""
    package = Path(__file__).resolve().parent.parent
    core = [package / name for name in ("lang", "spec", "views", "render", "generate")]
    return tree_hash(
        [*core, resources.templates_dir(), *([override] if override else [])], (".py", ".jinja", ".jinja2")
    )


def generate(venue: str, settings: Settings, *, check: bool = False) -> Outcome:
    """Bring one venue's package up to date with its spec, or (`check`) only tell how they differ.

    Nothing is written when the spec is invalid, or when a file was edited by hand or is not ours.
    """
    folder = settings.folder(venue)
    cache = Cache(settings.out, tools_hash(settings.override))
    if not check and (summary := cache.fresh(venue, folder)) is not None:
        return Outcome(venue, "unchanged", folder, summary, unchanged=int(summary.get("files", 0)))
    from ..check.meaning import check_meaning
    from ..spec.load import load_spec

    loaded, problems = load_spec(venue, settings.specs)
    if loaded is not None:
        check_meaning(loaded, problems, datetime.datetime.now(datetime.UTC).date())
    if loaded is None or problems.failed:
        return Outcome(venue, "invalid", folder, diagnostics=tuple(problems))
    return _render(venue, loaded, settings, cache, check)


def _render(venue: str, loaded: LoadedSpec, settings: Settings, cache: Cache, check: bool) -> Outcome:
    from ..render.outputs import CLIENT
    from ..render.venue import render
    from ..views import VenueViews

    folder = settings.folder(venue)
    views = VenueViews(loaded.spec, resources.templates_dir(), cache.models(venue), loaded)
    previous = _Previous(folder, cache.formatted(venue))
    # A check believes no cache: a file edited together with its hashes must still be caught.
    rendered = render(
        views,
        CLIENT,
        resources.templates_dir(),
        settings.override,
        previous=previous.text if not check else lambda path, unformatted: None,
    )
    found = plan(folder, rendered.files)
    summary = summarize(views, len(found.files))
    if check:
        status = "unchanged" if found.clean and not found.edited else "drift"
        return _outcome(venue, status, found, summary)
    if found.edited or found.foreign:
        return _outcome(venue, "refused", found, summary)
    apply(found)
    cache.store(
        venue,
        inputs=input_files(loaded),
        outputs=found.files,
        formatted=rendered.formatted,
        models=views.models,
        summary=summary,
    )
    return _outcome(venue, "unchanged" if found.clean else "written", found, summary)


class _Previous:
    """The formatted text of the last run, where the text to be formatted is still the same."""

    def __init__(self, folder: Path, formatted: Mapping[str, Any]) -> None:
        self._folder = folder
        self._formatted = formatted

    def text(self, path: str, unformatted: str) -> str | None:
        from .manifest import digest

        entry = self._formatted.get(path)
        if not isinstance(entry, list) or len(entry) != 2 or entry[0] != unformatted:
            return None
        try:
            text = (self._folder / path).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None
        return text if digest(text) == entry[1] else None


def input_files(loaded: LoadedSpec) -> list[Path]:
    """Every file that the output depends on: the spec's, its examples, its hooks."""
    home = loaded.path.parent
    beside = [
        path for path in sorted(home.rglob("*")) if path.is_file() and path.suffix in (".yaml", ".json", ".py", ".xml")
    ]
    return [*dict.fromkeys([*loaded.files, *beside])]


def summarize(views: VenueViews, files: int) -> dict[str, Any]:
    """Counts that tell a person what the package offers."""
    spec = views.spec
    return {
        "files": files,
        "endpoints": len(spec.endpoints),
        "channels": sum(len(each.channels) for each in spec.ws.values()),
        "capabilities": len(spec.operations),
        "books": len(spec.books),
        "hooks": len(spec.hooks.functions) if spec.hooks else 0,
        "tests": views.tests,
    }


def _outcome(venue: str, status: str, found: Plan, summary: Mapping[str, Any]) -> Outcome:
    return Outcome(
        venue,
        status,
        found.folder,
        summary,
        written=found.written,
        unchanged=len(found.unchanged),
        removed=found.stale,
        edited=found.edited,
        foreign=found.foreign,
        diffs=found.diffs,
    )
