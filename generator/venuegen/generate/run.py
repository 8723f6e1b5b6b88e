"""Generating one venue: nothing, when nothing changed; otherwise check, render, compare, write."""

from __future__ import annotations

import datetime
import multiprocessing
import os
import signal
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import resources
from .cache import Cache, hashes, tree_hash
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
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        return self.status in ("written", "unchanged")


@dataclass(frozen=True)
class Settings:
    """Where specs are, where clients go, and whose templates win."""

    specs: Path
    out: Path
    override: Path | None = None
    all_messages: bool = False
    """Types for all messages of FIX dictionaries, not only for those that a spec uses."""

    @property
    def tools(self) -> str:
        """What the output depends on besides the spec."""
        return tools_hash(self.override) + ("+messages" if self.all_messages else "")

    def folder(self, venue: str) -> Path:
        """The package of a venue."""
        return self.out / "venues" / venue


def tools_hash(override: Path | None) -> str:
    """One hash over everything that turns a spec into text."""
    package = Path(__file__).resolve().parent.parent
    core = [package / name for name in ("lang", "spec", "check", "fix", "views", "render", "generate")]
    return tree_hash(
        [*core, resources.templates_dir(), *([override] if override else [])], (".py", ".jinja", ".jinja2")
    )


def generate(
    venue: str, settings: Settings, *, check: bool = False, processes: int = 1, tools: str | None = None
) -> Outcome:
    """Bring one venue's package up to date with its spec, or (`check`) only tell how they differ.

    Nothing is written when the spec is invalid, or when a file was edited by hand or is not ours. `processes`: how many
    may work at once; `tools`: `tools_hash`, where the caller knows it already.
    """
    start = time.monotonic()
    folder = settings.folder(venue)
    cache = Cache(settings.out, tools or settings.tools)
    if not check and (summary := cache.fresh(venue, folder)) is not None:
        outcome = Outcome(venue, "unchanged", folder, summary, unchanged=int(summary.get("files", 0)))
    else:
        outcome = _anew(venue, settings, cache, check, processes)
    return replace(outcome, seconds=time.monotonic() - start)


def generate_all(venues: Sequence[str], settings: Settings, *, check: bool = False) -> Iterator[Outcome]:
    """`generate` for each venue, in this order; several that changed are worked on at once."""
    tools = settings.tools
    cache = Cache(settings.out, tools)
    changed = [each for each in venues if check or cache.fresh(each, settings.folder(each)) is None]
    count = processors()
    if len(changed) < 2 or count < 2:
        for venue in venues:
            yield generate(venue, settings, check=check, processes=count, tools=tools)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(count, initializer=leave_interrupts) as pool:
        try:
            begun = {each: pool.submit(generate, each, settings, check=check, tools=tools) for each in changed}
            for venue in venues:
                yield begun[venue].result() if venue in begun else generate(venue, settings, tools=tools)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            end_children()
            raise


def leave_interrupts() -> None:
    """In a process that works for another one: Ctrl-C reaches both, and the other one decides."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def end_children() -> None:
    """End the processes that work for this one. Each file is replaced in one step and the manifest comes last, so that
    the next run begins anew what was begun.
    """
    for child in multiprocessing.active_children():
        child.terminate()


def _anew(venue: str, settings: Settings, cache: Cache, check: bool, processes: int) -> Outcome:
    from ..check.meaning import check_meaning
    from ..spec.load import load_spec
    from ..spec.venues import spec_file

    # Hashed before they are read: what is edited while we work is another input, for the next run to see.
    inputs = hashes(_files_under(spec_file(venue, settings.specs).parent))
    loaded, problems = load_spec(venue, settings.specs)
    if loaded is not None:
        inputs = {**hashes(input_files(loaded)), **inputs}
        check_meaning(loaded, problems, datetime.datetime.now(datetime.UTC).date())
    if loaded is None or problems.failed:
        return Outcome(venue, "invalid", settings.folder(venue), diagnostics=tuple(problems))
    return _render(venue, loaded, inputs, settings, cache, check, processes)


def _render(
    venue: str,
    loaded: LoadedSpec,
    inputs: Mapping[str, str | None],
    settings: Settings,
    cache: Cache,
    check: bool,
    processes: int,
) -> Outcome:
    from ..render.format import version
    from ..render.outputs import CLIENT
    from ..render.venue import render
    from ..views import VenueViews

    folder = settings.folder(venue)
    formatter = version()
    # A check believes no cache: a file edited together with its hashes must still be caught.
    models = None if check else cache.models(venue)
    views = VenueViews(loaded.spec, resources.templates_dir(), models, loaded, all_messages=settings.all_messages)
    rendered = render(
        views,
        CLIENT,
        resources.templates_dir(),
        settings.override,
        known={} if check else cache.pieces(venue, formatter),
        compiled=None if check else cache.templates,
        processes=processes,
    )
    found = plan(folder, rendered.files, diffs_wanted=check)
    summary = summarize(views, len(found.files))
    if check:
        status = "unchanged" if found.clean and not found.edited else "drift"
        return _outcome(venue, status, found, summary)
    if found.edited or found.foreign:
        return _outcome(venue, "refused", found, summary)
    apply(found)
    cache.store(
        venue,
        inputs=inputs,
        outputs=found.files,
        formatter=formatter,
        pieces=rendered.pieces,
        models=views.models,
        summary=summary,
    )
    return _outcome(venue, "unchanged" if found.clean else "written", found, summary)


def processors() -> int:
    """How many processes can work at once."""
    usable = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1)
    return len(usable)


def input_files(loaded: LoadedSpec) -> list[Path]:
    """Every file that the output depends on: the spec's, its examples, its hooks."""
    homes = dict.fromkeys(each.parent for each in [loaded.path, *loaded.files])
    hooks = [loaded.beside(loaded.spec.hooks.file, "hooks", "file")] if loaded.spec.hooks is not None else []
    return [*dict.fromkeys([*loaded.files, *(file for home in homes for file in _files_under(home)), *hooks])]


def _files_under(folder: Path) -> list[Path]:
    kinds = (".yaml", ".json", ".py", ".xml")
    return [path for path in sorted(folder.rglob("*")) if path.suffix in kinds and path.is_file()]


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
        "not_written": len(views.produced.not_written),
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
