"""Where templates, shipped specs and the schema are: in a checkout, or inside an installed wheel."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


def _first(*candidates: Path) -> Path:
    return next((each for each in candidates if each.is_dir()), candidates[0])


def templates_dir() -> Path:
    """Folder with `client/`, `tests/` and `new_venue/`."""
    return _first(_PACKAGE / "_templates", _CHECKOUT / "templates")


def shipped_specs_dir() -> Path:
    """Folder with the specs that come with venuegen."""
    return _first(_PACKAGE / "_specs", _CHECKOUT / "venue_specs")


def schema_dir() -> Path | None:
    """`docs/schema` of a checkout; None in an installed wheel, where the schema is made when it is asked for."""
    folder = _CHECKOUT / "docs"
    return folder / "schema" if (_CHECKOUT / "generator").is_dir() and folder.is_dir() else None


def schema_from(folder: Path) -> str:
    """The schema's file as a spec in `folder` names it, inside the same checkout; else empty.

    A path that leads out of a repository means nothing to the others who work in it.
    """
    schema = schema_dir()
    file = schema / "venue-1.schema.json" if schema is not None else None
    if file is None or not file.is_file() or not folder.resolve().is_relative_to(_CHECKOUT.resolve()):
        return ""
    return Path(os.path.relpath(file, folder)).as_posix()


def reference_dir() -> Path | None:
    """`docs/reference` of a checkout; None in an installed wheel."""
    schema = schema_dir()
    return None if schema is None else schema.parent / "reference"


def settings(start: Path | None = None) -> tuple[Path, dict[str, Any]]:
    """`[tool.venuegen]` of the nearest pyproject.toml at or above `start`, and the folder its paths are relative to.

    Without one (or when it cannot be read) the settings are empty and the folder is `start`, by default the working
    directory.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        file = folder / "pyproject.toml"
        if file.is_file():
            try:
                tool = tomllib.loads(file.read_text("utf-8")).get("tool", {})
            except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
                return here, {}
            found = tool.get("venuegen", {}) if isinstance(tool, dict) else {}
            return folder, found if isinstance(found, dict) else {}
    return here, {}


def specs_dir(given: Path | None = None, start: Path | None = None) -> Path:
    """The specs folder to work on: `--specs`, else the setting `specs`, else `venue_specs`, else the shipped specs.

    The shipped specs are used only when the default folder does not exist: a folder that was named and is missing is an
    error for the caller to report.
    """
    if given is not None:
        return given
    folder, found = settings(start)
    named = found.get("specs")
    if isinstance(named, str):
        return folder / named
    default = folder / "venue_specs"
    return default if default.is_dir() else shipped_specs_dir()


def out_dir(given: Path | None = None, start: Path | None = None) -> Path:
    """The folder for clients: `--out`, else the setting `out`, else `generated`; `venues/<venue>/` is made inside."""
    if given is not None:
        return given
    folder, found = settings(start)
    out = found.get("out")
    return folder / (out if isinstance(out, str) else "generated")
