"""Reference pages made from the language itself: every construct, every diagnostic."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import inspect as mi

from venuegen import resources
from venuegen.spec.examples import EXAMPLES
from venuegen.spec.model import Spec
from venuegen.spec.registry import RULES
from venuegen.spec.schema import PART_NAME, SCHEMA_NAME, schema_text, summary

_GROUPS = {
    "VG0": "YAML",
    "VG1": "Structure",
    "VG2": "Names",
    "VG3": "Expressions and types",
    "VG4": "Authentication",
    "VG5": "Endpoints and examples",
    "VG6": "Streams and books",
    "VG7": "The mapping to the contract",
    "VG9": "Open work",
}


def published() -> dict[Path, str]:
    """Every file that is made from the language → its text; empty outside of a checkout."""
    schema, reference = resources.schema_dir(), resources.reference_dir()
    if schema is None or reference is None:
        return {}
    return {
        schema / SCHEMA_NAME: schema_text(),
        schema / PART_NAME: schema_text(partial=True),
        reference / "language.md": language_page(),
        reference / "diagnostics.md": diagnostics_page(),
    }


def diagnostics_page() -> str:
    """Every diagnostic: id, title, why it is a problem, a fragment that has it."""
    lines = [
        "# Diagnostics of `venuegen check`",
        "",
        "Made from `venuegen/spec/registry.py` by `venuegen schema --write`. An id keeps its meaning for ever. Errors",
        "make `check` answer no (exit code 1); warnings do not.",
    ]
    for prefix, rules in itertools.groupby(RULES.values(), key=lambda rule: rule.id[:3]):
        lines += ["", f"## {_GROUPS[prefix]}"]
        for rule in rules:
            kind = "" if rule.severity == "error" else f" ({rule.severity})"
            lines += ["", f"### {rule.id}: {rule.title}{kind}", "", rule.explanation]
            if rule.example:
                lines += ["", "```yaml", *rule.example.split("\n"), "```"]
    return "\n".join(lines) + "\n"


def language_page() -> str:
    """Every map of the language with its keys, in the order of a spec."""
    lines = [
        "# The spec language, version 1",
        "",
        "Made from `venuegen/spec/model.py` by `venuegen schema --write`; decisions and reasons are in",
        "`docs/design/spec-language.md`. Each section is a kind of map; the table lists its keys. A key in **bold** is",
        "required. Keys that begin with `x-` are yours and ignored.",
        "",
        "Values: text that begins with `=` is an expression (`=m.price * m.quantity`), text with `{name}` is a template",
        'where one is expected (`"{i.venue_symbol:lower}@trade"`), everything else is literal. Inside `{…}` and `[…]`',
        "expressions with a comma or bracket are quoted. In any map `$like: name` copies the entry of that name beside",
        "it, and `$remove: [key]` takes away what is inherited (by `extends` or `$like`).",
    ]
    for info in _structs():
        lines += (
            ["", f"## {info.cls.__name__}", "", summary(info.cls)]
            if summary(info.cls)
            else [
                "",
                f"## {info.cls.__name__}",
            ]
        )
        lines += ["", "| key | value | default | meaning |", "| --- | --- | --- | --- |"]
        for field in info.fields:
            name = f"**`{field.encode_name}`**" if field.required else f"`{field.encode_name}`"
            lines.append(f"| {name} | {_kind(field.type)} | {_default(field)} | {_meaning(field.type)} |")
        if info.cls.__name__ in EXAMPLES:
            lines += ["", "```yaml", *EXAMPLES[info.cls.__name__].strip("\n").split("\n"), "```"]
    return "\n".join(lines) + "\n"


def _structs() -> Iterator[mi.StructType]:
    """Every map of the language, each after the one in which it is met first."""
    queue: list[mi.Type] = [mi.type_info(Spec)]
    seen: set[type] = set()
    while queue:
        info = queue.pop(0)
        if isinstance(info, mi.StructType) and info.cls not in seen:
            seen.add(info.cls)
            yield info
            queue = [each for field in info.fields for each in _parts(field.type)] + queue


def _parts(info: mi.Type) -> list[mi.Type]:
    if isinstance(info, mi.Metadata):
        return _parts(info.type)
    if isinstance(info, mi.UnionType):
        return [part for option in info.types for part in _parts(option)]
    if isinstance(info, mi.ListType):
        return _parts(info.item_type)
    if isinstance(info, mi.DictType):
        return _parts(info.value_type)
    return [info] if isinstance(info, mi.StructType) else []


def _kind(info: mi.Type) -> str:
    if isinstance(info, mi.Metadata):
        return _kind(info.type)
    if isinstance(info, mi.UnionType):
        return " or ".join(_kind(option) for option in info.types if not isinstance(option, mi.NoneType))
    if isinstance(info, mi.StructType):
        name = info.cls.__name__
        return f"[{name}](#{name.lower()})"
    if isinstance(info, mi.ListType):
        return f"list of {_kind(info.item_type)}"
    if isinstance(info, mi.DictType):
        return f"map of {_kind(info.value_type)}"
    if isinstance(info, mi.LiteralType):
        return ", ".join(f"`{value}`" for value in info.values)
    names: dict[type[mi.Type], str] = {mi.StrType: "text", mi.IntType: "number", mi.BoolType: "true or false"}
    return names.get(type(info), "anything")


def _default(field: mi.Field) -> str:
    if field.required:
        return ""
    value: Any = field.default if field.default is not msgspec.NODEFAULT else field.default_factory()
    if value in (None, "", [], {}) or isinstance(value, msgspec.Struct):
        return ""
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _meaning(info: mi.Type) -> str:
    text = ""
    if isinstance(info, mi.Metadata) and info.extra_json_schema:
        text = str(info.extra_json_schema.get("description", ""))
    if not text:
        text = next((summary(part.cls) for part in _parts(info) if isinstance(part, mi.StructType)), "")
    return text.replace("|", "\\|")
