"""What a spec declares already, so that a draft uses it again and gives its own entries other names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from venuegen.importing.document import Refused
from venuegen.importing.types import Known
from venuegen.lang.wire_types import TypeTable
from venuegen.report import relative
from venuegen.spec.load import LoadedSpec, load_spec
from venuegen.spec.model import Enum


def load(venue: Path, specs_dir: Path) -> LoadedSpec:
    """The spec to import into. TODOs do not matter; raises Refused for what else keeps it from loading."""
    loaded, problems = load_spec(venue, specs_dir)
    if loaded is None:
        first = next((each for each in problems if each.severity == "error" and each.id != "VG901"), None)
        if first is None:
            text = "a TODO stands where the language takes no text"
            raise Refused(text, file=venue, hint="venuegen check shows it: answer it first")
        raise Refused(first.message, file=Path(first.file), line=first.line, col=first.col, hint="venuegen check first")
    return loaded


def known(loaded: LoadedSpec, *, replaceable: bool = False) -> Known:
    """Its types and enumerations."""
    table = TypeTable.build(loaded.spec)
    structs = {
        name: {each.wire: str(each.type) for each in struct.fields}
        for name, struct in table.structs.items()
        if not struct.array
    }
    rows = {name: [str(each) for each in value] for name, value in loaded.spec.types.items() if isinstance(value, list)}
    used = {each.frame for each in loaded.spec.ws.values()}
    frames = {name: value for name, value in loaded.spec.types.items() if name in used and isinstance(value, dict)
              and all(isinstance(each, str) for each in value.values())}  # fmt: skip
    limits = loaded.spec.limits.buckets if loaded.spec.limits is not None else {}
    return Known(
        buckets={(each.budget, each.window): name for name, each in limits.items() if each.budget and each.window},
        rows=rows,
        frames=frames,
        connections={name: each.subscribe.send if each.subscribe else None for name, each in loaded.spec.ws.items()},
        names=set(table.names) | set(table.generics),
        structs=structs,
        enums={name: enum.words for name, enum in table.enums.items()},
        numbers={
            name: _numbers(enum)
            for name, enum in loaded.spec.enums.items()
            if isinstance(enum, Enum) and enum.wire == "int"
        },
        replaceable=replaceable,
    )


def _numbers(enum: Enum) -> dict[str, Any]:
    """An enumeration of numbers as a draft declares it."""
    if isinstance(enum.values, dict):
        return {"contract": enum.contract, "wire": "int", "values": dict(enum.values)}
    made: dict[str, Any] = {"wire": "int", "values": list(enum.values)}
    return {**made, "names": dict(enum.names)} if enum.names else made


def file_of(loaded: LoadedSpec, section: str) -> Path:
    """The spec's own file that has a section, else its first."""
    from venuegen.spec.diagnostics import Problems
    from venuegen.spec.yamlnodes import read_yaml

    folder = loaded.path.resolve().parent
    for path in loaded.files:
        if path.resolve().parent != folder:
            continue
        root = read_yaml(path, Problems())
        if root is not None and section in root.entries:
            return path
    return loaded.path


def shown(path: Path) -> str:
    return relative(path)
