"""What the language has a word for and the generator cannot write yet: refused, never generated wrong or left out."""

from __future__ import annotations

from collections.abc import Iterator

from venuegen.check.context import Check

_Path = tuple[str | int, ...]


def check_supported(check: Check) -> None:
    """Report each such construct where it stands."""
    for path, what in _found(check):
        check.problems.add("VG902", check.key(*path), f"{what}: not generated yet")


def _found(check: Check) -> Iterator[tuple[_Path, str]]:
    spec = check.spec
    for name, scheme in spec.auth.items():
        places = {
            each.place or ("query" if each.method in ("GET", "DELETE") else "json")
            for each in spec.endpoints.values()
            if each.auth == name and each.call is not None
        }
        sets = [at for at, step in enumerate(scheme.steps) if any(key.startswith("body.") for key in step.set or {})]
        if sets and {"form", "json"} <= places:
            yield ("auth", name, "steps", sets[0], "set"), "a field of the body, set in forms and in JSON by one scheme"
    for name, declared in spec.types.items():
        for wire in declared if isinstance(declared, dict) else ():
            if any(each in '"\\' or ord(each) < 32 for each in wire):
                yield ("types", name, wire), "a field whose name JSON writes with an escape"
    for name, operation in spec.operations.items():
        if operation.batch is not None:
            for word, value in (("for", operation.fan_out), ("choose", operation.choose), ("also", operation.also)):
                if value:
                    yield ("operations", name, word), f"`{word}` of a batch"
