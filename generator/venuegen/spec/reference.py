"""Reference pages made from the language itself: every construct, every diagnostic."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import inspect as mi

from venuegen import resources
from venuegen.lang.contract import CONTRACT_ENUMS, CONTRACT_TYPES, OPERATIONS, ContractOperation, ContractType
from venuegen.lang.functions import FUNCTIONS
from venuegen.lang.scalars import SCALARS
from venuegen.lang.scopes import TABLE
from venuegen.lang.types import ANY, DECIMAL, ContractEnum, Type, base_of
from venuegen.spec.examples import fragments
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


_MANY = 8
"""Words that are listed beside a map that lists them too, at most."""


def published() -> dict[Path, str]:
    """Every file that is made from the language → its text; empty outside of a checkout."""
    schema, reference = resources.schema_dir(), resources.reference_dir()
    if schema is None or reference is None:
        return {}
    from venuegen.diff.reference import rules_page
    from venuegen.lang.reference import functions_page, scopes_page

    decisions = reference.parent / "design" / "spec-language"
    return {
        schema / SCHEMA_NAME: schema_text(),
        schema / PART_NAME: schema_text(partial=True),
        reference / "language.md": language_page(),
        reference / "diagnostics.md": diagnostics_page(),
        reference / "diff-rules.md": rules_page(),
        decisions / "functions.md": functions_page(),
        decisions / "scopes.md": scopes_page(),
    }


def diagnostics_page() -> str:
    """Every diagnostic: id, title, why it is a problem, what to do, a fragment that has it."""
    lines = [
        "# Diagnostics of `venuegen check`",
        "",
        "What each one means, what to do, and a fragment of a spec that has it; `venuegen explain VG603` shows it too.",
        "An id keeps its meaning for ever. Errors make `check` answer no (exit code 1), warnings do not.",
        "(Made from `venuegen/spec/registry.py` by `venuegen schema --write`.)",
    ]
    for prefix, rules in itertools.groupby(RULES.values(), key=lambda rule: rule.id[:3]):
        lines += ["", f"## {_GROUPS[prefix]}"]
        for rule in rules:
            lines += ["", f"### {rule.heading}", "", rule.explanation, "", f"**What to do:** {rule.remedy}"]
            if rule.example:
                lines += ["", "```yaml", *rule.example.split("\n"), "```"]
    return "\n".join(lines) + "\n"


def language_page() -> str:
    """Every map of the language with its keys, in the order of a spec."""
    lines = [
        "# The spec language, version 1",
        "",
        "What a spec may say. Each section below is a kind of map; its table lists the keys with the kind of value",
        "and what it means. A key in **bold** is required; keys that begin with `x-` are yours and ignored. Examples",
        "say in their first line where they stand (`-` is an item of a list); each of them is checked as part of a",
        "whole spec. A spec from the beginning is in [the tutorial](../tutorial.md), why things are as they are in",
        "[the decisions](../design/spec-language.md). An editor that reads JSON Schema completes and checks all of it.",
        "(Made from `venuegen/spec/model` by `venuegen schema --write`.)",
        "",
        "Values: text that begins with `=` is an expression (`=m.price * m.quantity`), text with `{name}` a template",
        'where one is expected (`"{i.venue_symbol:lower}@trade"`), everything else is literal. Inside `{…}` and',
        "`[…]` expressions with a comma or bracket are quoted. In any map `$like: name` copies the entry of that name",
        "beside it, `$like: endpoints.place.params` (a path from the top; items of a list go by number, from 0) one",
        "that stands elsewhere; what is written beside `$like` is merged into the copy, map by map to the bottom, a",
        "list replacing the one that was there. `$remove: [key]` takes away what is inherited (by `extends` or",
        "`$like`), at the place where it stands.",
        "",
        "Contents: [maps](#spec) · [types](#types-of-the-wire) · [the contract](#the-contract) ·",
        "[names in expressions](#names-in-expressions) · [functions](#functions) · [example files](#example-files).",
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
        lines += ["", "| key | value and meaning |", "| --- | --- |"]
        for field in info.fields:
            name = f"**`{field.encode_name}`**" if field.required else f"`{field.encode_name}`"
            lines.append(f"| {name} | {_kind(field.type)}{_default(field)}<br>{_meaning(field.type)} |")
        for example in fragments(info.cls.__name__):
            lines += ["", "```yaml", *example.split("\n"), "```"]
    return "\n".join([*lines, *_types(), *_contract(), *_names(), *_functions(), *_EXAMPLE_FILES]) + "\n"


_EXAMPLE_FILES = """
## Example files

A JSON file with what the venue itself published. Numbers keep their digits.

| key | meaning |
| --- | --- |
| **`source`** | where it was published |
| `request` | what was asked: parameters of an endpoint by wire name, or a whole body; of a call its frame |
| **`response`** or **`message`** | the answer of an endpoint, or a message of a stream (a whole frame or its payload) |
| `status` | HTTP status of the answer, when it is not 200 |
| `expect` | name of a map → the literal contract fields it must give (a list for many), written by a person |

An error answer has `status` and `expect: {"error": "OrderNotFound", "code": "-2013", "message": "Unknown order",
"definitive": true}`, with `"code": null` where it bears none. Whatever an operation maps needs at least one example
with its `expect`. A request alone, whose answer is not documented, is an example too: the produced tests send every
`request` that a typed method can be given, and `conftest.py` says why another is not sent.
""".rstrip("\n").split("\n")


def _types() -> list[str]:
    return [
        "",
        "## Types of the wire",
        "",
        "A declaration is `wire_name: [python_name] type`; without a python name it is the wire's in snake case.",
        "",
        "| type | meaning |",
        "| --- | --- |",
        *(f"| `{name}` | {info.doc} |" for name, info in SCALARS.items()),
        "| `list<T>` | a list |",
        "| `map<T>` | an object with any keys |",
        "| `tuple<A, B>` | a list of exactly these |",
        "| `opt<T>` | a field that may be missing |",
        "| `null<T>` | a value that may be null |",
        "| `blank<T>` | text that is empty (or a word of `wire.none`) when there is no value |",
        "| `csv<T>` | values joined by commas in one text |",
        "| `one_or_many<T>` | now one value, now a list of them; read as a list |",
        "| `Name` | a type, enum or union of the spec |",
        "",
        "A type is an object (`Trade: {id: int, p: price decimal}`), a positional array whose places have names",
        "(`Level: [price digits, quantity digits]`), or another name of a type (`Ids: list<int>`).",
        "`Reply<T>: {data: T}` is written once for every `Reply<Order>` and `Reply<list<Fill>>`. `$tag: {e: trade}` is",
        "the field, and its word, that tells a member of a union from the others; `$doc` is a sentence for the reader.",
        "A field that may be missing or null is `opt<null<T>>`; what is not declared is passed over.",
    ]


def _contract() -> list[str]:
    """What maps make and operations answer, beside the words of the contract's enumerations."""
    lines = ["", "## The contract", "", *_CONTRACT, "", "| type | fields |", "| --- | --- |"]
    lines += [f"| `{each.name}` | {_cell(_fields(each))} |" for each in CONTRACT_TYPES.values()]
    lines += ["", "| enumeration | words |", "| --- | --- |"]
    lines += [f"| `{each.name}` | {' '.join(f'`{word}`' for word in each.words)} |" for each in CONTRACT_ENUMS.values()]
    lines += ["", "| method | arguments | answer | its map sets, beside what is bold |", "| --- | --- | --- | --- |"]
    lines += [f"| `{each.name}` | {' | '.join(map(_cell, _method(each)))} |" for each in OPERATIONS.values()]
    return lines


_CONTRACT = """
What a map makes of a wire type, and `o`, the OrderRequest that an expression reads. A field in **bold** has to be set;
any other one may be none or left out. Numbers are decimals where nothing else is said, times come from any type of
time, `symbol` from a `venue_symbol` (or is `=i.symbol`). `ts_recv` and `raw` are filled by the client.
""".strip("\n").split("\n")


def _fields(contract: ContractType) -> str:
    rows = []
    for each in contract.fields.values():
        if each.filled:
            continue
        kind = base_of(each.type)
        note = "" if kind in (DECIMAL, ANY) or each.name == str(kind) else f" {_type_name(kind)}"
        rows.append((f"**`{each.name}`**" if each.name in contract.required else f"`{each.name}`") + note)
    return ", ".join(rows)


def _type_name(kind: Type) -> str:
    if isinstance(kind, ContractEnum):
        return kind.name
    known = {"str": "text", "int": "number", "bool": "flag", "list<str>": "list of text"}
    return known.get(str(kind), str(kind).removesuffix(" in ns"))


def _method(method: ContractOperation) -> tuple[str, str, str]:
    arguments = [*(["`o`"] if method.order else []), *(f"`{name}`" for name in method.arguments)]
    if method.instrument:
        arguments.insert(0, "`i` or none" if method.symbol_optional else "`i`")
    answer = method.to or (_type_name(method.result) if method.result is not None else "")
    answer = f"list of {answer}" if method.many else f"stream of {answer}" if method.stream else answer
    required = CONTRACT_TYPES[method.to].required if method.to in CONTRACT_TYPES else ()
    return ", ".join(arguments), answer, ", ".join(f"`{each}`" for each in method.needs if each not in required)


def _names() -> list[str]:
    lines = ["", "## Names in expressions", "", "| where | names |", "| --- | --- |"]
    for place in TABLE:
        names = "; ".join(f"`{name}` {text}" if name != "…" else text for name, text in place.names.items())
        lines.append(f"| {_cell(place.keys)} | {_cell(names)} |")
    return lines


def _functions() -> list[str]:
    lines = ["", "## Functions", "", "| function | meaning | example |", "| --- | --- | --- |"]
    for each in FUNCTIONS.values():
        lines.append(f"| `{_cell(each.signature)}` | {_cell(each.meaning)} | `{_cell(each.example)}` |")
    return lines


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


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
        options = [option for option in info.types if not isinstance(option, mi.NoneType)]
        words = [option for option in options if isinstance(option, mi.LiteralType) and len(option.values) > _MANY]
        if words and len(options) > len(words):  # a short form: the map of the long one lists its words
            rest = " or ".join(_kind(option) for option in options if option not in words)
            return f"{rest}, or a word of its first key alone"
        return " or ".join(_kind(option) for option in options)
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
    return f"; default `{str(value).lower() if isinstance(value, bool) else value}`"


def _meaning(info: mi.Type) -> str:
    text = ""
    if isinstance(info, mi.Metadata) and info.extra_json_schema:
        text = str(info.extra_json_schema.get("description", ""))
    if not text:
        text = next((summary(part.cls) for part in _parts(info) if isinstance(part, mi.StructType)), "")
    return _cell(text)
