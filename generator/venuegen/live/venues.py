"""Finding a generated venue by its id: its client, and its face for the simulator."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from venuegen import resources
from venuegen.render.names import camel_case
from venuegen.spec.venues import SPEC_FILE

if TYPE_CHECKING:
    from venue_runtime.client import VenueClient

__all__ = ["LiveError", "Venue", "generated_ids", "load_venue", "usual"]


class LiveError(Exception):
    """Why a command cannot run, and what to do about it; `usage` when the arguments are to blame."""

    def __init__(self, text: str, hint: str = "", *, usage: bool = False) -> None:
        super().__init__(text)
        self.hint = hint
        self.usage = usage


@dataclass(frozen=True)
class Venue:
    """One importable venue."""

    id: str
    package: ModuleType
    client: type[VenueClient]

    def simulated(self) -> ModuleType:
        """The module that makes the simulator speak this venue's dialect. Raises LiveError where there is none."""
        try:
            return importlib.import_module(f"venues.{self.id}.simulated")
        except ModuleNotFoundError as error:
            if error.name != f"venues.{self.id}.simulated":
                raise
            raise LiveError(
                f"{self.id} has no simulated venue", f"generate it again: venuegen generate {self.id}"
            ) from None


def generated_ids() -> list[str]:
    """Ids of every venue that can be imported now."""
    try:
        namespace: Any = importlib.import_module("venues")
    except ModuleNotFoundError:
        return []
    found = {
        folder.name
        for root in namespace.__path__
        for folder in Path(root).glob("*")
        if (folder / "__init__.py").is_file()
    }
    return sorted(found)


def load_venue(venue: str, out: Path | None = None) -> Venue:
    """Import `venues.<venue>`, from `out` when given, else from the project's own output folder, else as installed.

    Raises LiveError: no such venue, not generated yet, or its package cannot be imported.
    """
    folder = _folder(venue, out)
    if folder is not None:
        _put_first(folder)
    name = f"venues.{venue}"
    if not venue.isidentifier() or _missing(name):
        raise _not_found(venue, out)
    try:
        package = importlib.import_module(name)
    except (ImportError, SyntaxError) as error:
        raise LiveError(
            f"{name} cannot be imported: {error}", f"was it edited by hand? venuegen generate {venue}"
        ) from error
    client = getattr(package, camel_case(venue), None)
    if not isinstance(client, type):
        raise LiveError(f"{name} has no class {camel_case(venue)}", f"generate it again: venuegen generate {venue}")
    return Venue(venue, package, client)


def usual(symbols: Sequence[str]) -> str:
    """A market where something goes on: of bitcoin, if there is one. Raises LiveError where there is none at all."""
    if not symbols:
        raise LiveError("the venue lists no instruments")
    return next((each for each in symbols if each.startswith("BTC/USD")), symbols[0])


def _folder(venue: str, out: Path | None) -> Path | None:
    folder = resources.out_dir(out)
    if (folder / "venues" / venue / "__init__.py").is_file():
        return folder
    if out is not None:
        raise _not_found(venue, out)
    return None


def _put_first(folder: Path) -> None:
    path = str(folder.resolve())
    if path not in sys.path[:1]:
        sys.path.insert(0, path)
    importlib.invalidate_caches()


def _missing(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is None
    except (ImportError, ValueError):
        return True


def _not_found(venue: str, out: Path | None) -> LiveError:
    specs = resources.specs_dir()
    if venue and (specs / venue / SPEC_FILE).is_file():
        where = "" if out is None else f" --out {out}"
        return LiveError(f"{venue} is not generated yet", f"venuegen generate {venue}{where}")
    known = generated_ids() if out is None else sorted(p.name for p in (out / "venues").glob("*") if p.is_dir())
    near = get_close_matches(venue, known, 1)
    there = f"there are: {', '.join(known)}" if known else "none is generated: venuegen generate"
    return LiveError(f"there is no venue '{venue}'", f"did you mean {near[0]}?" if near else there, usage=True)
