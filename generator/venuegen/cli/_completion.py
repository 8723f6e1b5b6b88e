"""What Tab offers: venues, symbols, environments, places in a spec, revisions; nothing where anything goes wrong."""

from __future__ import annotations

import functools
import os
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from venuegen.spec.load import LoadedSpec

Offer = Callable[[typer.Context, str], list[str]]
_SECONDS = 2.0
"""Nobody waits longer for git to name its branches."""


def _quiet(offer: Callable[[typer.Context, str], Iterable[str]]) -> Offer:
    """A spec that is half written must not put a traceback into the user's prompt."""

    @functools.wraps(offer)
    def asked(ctx: typer.Context, incomplete: str) -> list[str]:
        try:
            return [each for each in offer(ctx, incomplete) if each.startswith(incomplete)]
        except Exception:
            return []

    return asked


def _folder(ctx: typer.Context) -> Path:
    from venuegen import resources

    given = ctx.params.get("specs")
    return resources.specs_dir(Path(given) if given else None)


def _spec(ctx: typer.Context) -> LoadedSpec | None:
    """The spec of the venue that is named on the line. Where an option still lacks its value, nothing is parsed yet:
    the first word that is a venue's id is it.
    """
    from venuegen.spec.load import load_spec
    from venuegen.spec.venues import venues

    folder = _folder(ctx)
    known = venues(folder)
    named = [ctx.params.get("venue"), *ctx.args, *_words()]
    venue = next((each for each in named if each in known), None)
    return None if venue is None else load_spec(venue, folder)[0]


def _words() -> list[str]:
    """The words of the line, as the shell hands them over."""
    return (os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS") or "").split()


@_quiet
def specs(ctx: typer.Context, incomplete: str) -> Iterable[str]:
    """Ids of the specs."""
    from venuegen.spec.venues import venues

    taken = ctx.params.get("venues") or ()
    return [each for each in venues(_folder(ctx)) if each not in taken]


@_quiet
def shipped(ctx: typer.Context, incomplete: str) -> Iterable[str]:
    """Ids of the specs that come with venuegen."""
    from venuegen import resources
    from venuegen.spec.venues import venues

    return venues(resources.shipped_specs_dir())


@_quiet
def specs_and_diagnostics(ctx: typer.Context, incomplete: str) -> Iterable[str]:
    """Ids of the specs; of diagnostics once it begins like one."""
    from venuegen.spec.registry import RULES

    return [*specs(ctx, incomplete), *(RULES if incomplete.startswith("VG") else ())]


@_quiet
def symbols(ctx: typer.Context, incomplete: str) -> Iterable[str]:
    """Markets that a venue's simulated side and tests know."""
    loaded = _spec(ctx)
    found = loaded.spec.test_symbols.values() if loaded is not None else ()
    return list(dict.fromkeys(name for each in found for name in ([each] if isinstance(each, str) else each)))


@_quiet
def environments(ctx: typer.Context, incomplete: str) -> Iterable[str]:
    """Environments of a venue."""
    loaded = _spec(ctx)
    return list(loaded.spec.environments) if loaded is not None else []


@_quiet
def places(ctx: typer.Context, incomplete: str) -> Iterable[str]:
    """The next part of a place in a spec: `endpoints.`, then the endpoints, and so on."""
    from venuegen.spec.yamlnodes import Map

    loaded = _spec(ctx)
    if loaded is None:
        return []
    *above, begun = incomplete.split(".")
    node = loaded.node(*above)
    if not isinstance(node, Map):
        return []
    # A key that cannot be part of such a path (it has a point itself) is not offered.
    keys = [key for key in node.entries if key.startswith(begun) and "." not in key]
    return [".".join([*above, key]) for key in keys]


@_quiet
def revisions(ctx: typer.Context, incomplete: str) -> Iterable[str]:
    """Branches and tags, then venues."""
    command = ["git", "for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes"]
    found = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False).stdout.split()
    return ["HEAD", *found, *specs(ctx, incomplete)]
