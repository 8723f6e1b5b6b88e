"""Checking again whenever a file of a spec changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from venuegen.check import check_venue
from venuegen.spec.diagnostics import Problems
from venuegen.spec.venues import spec_file

PAUSE = 0.3
"""Seconds between two looks at the files."""
_SUFFIXES = frozenset({".yaml", ".yml", ".json", ".py", ".xml"})

Stamps = Mapping[Path, tuple[int, int]]


def watch(
    venues: Callable[[], Sequence[str]], specs_dir: Path, wait: Callable[[float], None]
) -> Iterator[list[tuple[str, Problems]]]:
    """The problems of every venue: at once, and again after each change, for as long as the caller asks.

    `venues` tells which (a new folder counts as soon as it is there); `wait(seconds)` passes the time between two
    looks. A venue is checked again when a file changed in its own folder, or in one that is no other venue's: what
    specs share stands there.
    """
    known: dict[str, Problems] = {}
    before: Stamps = {}
    while True:
        names = list(venues())
        homes = {name: spec_file(name, specs_dir).parent.resolve() for name in names}
        now = stamps({specs_dir.resolve(), *homes.values()})
        changed = {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}
        stale = [name for name in names if name not in known or _concerns(changed, name, homes)]
        if stale or list(known) != names:
            known = {name: check_venue(name, specs_dir) if name in stale else known[name] for name in names}
            yield [(name, known[name]) for name in names]
        before = now
        wait(PAUSE)


def stamps(folders: Iterable[Path]) -> Stamps:
    """Time of change (ns) and size of every file that a spec may be made of."""
    found: dict[Path, tuple[int, int]] = {}
    for folder in folders:
        for path in folder.rglob("*"):
            if path.suffix not in _SUFFIXES:
                continue
            try:
                status = path.stat()
            except OSError:  # gone since it was listed
                continue
            found[path] = (status.st_mtime_ns, status.st_size)
    return found


def _concerns(changed: Iterable[Path], name: str, homes: Mapping[str, Path]) -> bool:
    others = [home for other, home in homes.items() if other != name]
    return any(homes[name] in path.parents or not any(home in path.parents for home in others) for path in changed)
