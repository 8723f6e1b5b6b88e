"""The structure of a spec against the JSON Schema of the language, every problem at once, in words for people."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable
from typing import Any

from jsonschema import Draft7Validator
from jsonschema.exceptions import ValidationError

from venuegen.spec.diagnostics import Position, Problems, did_you_mean, listing
from venuegen.spec.schema import spec_schema
from venuegen.spec.todo import TODO, find_todos
from venuegen.spec.yamlnodes import Map, Node, Scalar, Seq

_KINDS = {
    "string": "text",
    "integer": "a whole number",
    "boolean": "true or false",
    "object": "a map",
    "array": "a list",
    "null": "nothing",
}


@functools.cache
def _validator() -> Draft7Validator:
    return Draft7Validator(spec_schema())


def check_structure(root: Map, problems: Problems) -> bool:
    """Add a diagnostic for every place where the tree does not have the form of the language; whether it has it."""
    errors = list(_validator().iter_errors(_data(root)))
    for error in errors:
        node = _find(root, error.absolute_path)
        if not (isinstance(node, Scalar) and TODO.search(node.text)):
            _explain(error, root, problems)
    find_todos(root, problems)
    return not errors


def _data(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Seq):
        return [_data(item) for item in node.items]
    assert isinstance(node, Map)
    return {key: _data(entry.value) for key, entry in node.entries.items()}


def _explain(error: ValidationError, root: Map, problems: Problems) -> None:
    path = list(error.absolute_path)
    node = _find(root, path)
    schema: dict[str, Any] = error.schema if isinstance(error.schema, dict) else {}
    where = _where(path)
    rule = str(error.validator)
    if rule == "additionalProperties" and isinstance(node, Map):
        _unknown_keys(node, schema, where, problems)
    elif "propertyNames" in error.absolute_schema_path:
        owner = _find(root, path)
        key = str(error.instance)
        at = owner.entries[key].key if isinstance(owner, Map) and key in owner.entries else node
        problems.add(
            "VG107",
            at,
            f"'{key}' is not a name that can stand here",
            expected=_name_form(str(schema.get("pattern", ""))),
        )
    elif rule == "required":
        for key in _list(error.validator_value):
            if isinstance(node, Map) and key not in node.entries:
                problems.add(
                    "VG102",
                    _head(root, path),
                    f"{where} lacks the key '{key}'",
                    expected=_describe(error, str(key)),
                )
    elif rule == "type":
        kinds = [str(kind) for kind in _list(error.validator_value)]
        _wrong_kind(node, kinds, where, schema, problems)
    elif rule == "enum":
        words = [str(word) for word in _list(error.validator_value)]
        text = node.text if isinstance(node, Scalar) else ""
        problems.add(
            "VG104",
            node,
            f"'{text}' means nothing for {where}",
            expected=listing(words, 20),
            hint=did_you_mean(text, words),
        )
    elif rule == "pattern":
        text = node.text if isinstance(node, Scalar) else ""
        problems.add(
            "VG105",
            node,
            f"'{_short(text)}' does not have the form of {where}",
            expected=_form(str(error.validator_value), str(schema.get("description", ""))),
        )
    elif rule in ("minimum", "maximum", "minProperties", "minItems", "minLength"):
        side = "at least" if rule.startswith("min") else "at most"
        what = {"minProperties": " entries", "minItems": " entries", "minLength": " characters"}.get(str(rule), "")
        problems.add("VG106", node, f"{where} is out of range", expected=f"{side} {error.validator_value}{what}")
    else:
        problems.add("VG103", node, f"{where}: {error.message}")


def _find(root: Node, path: Iterable[str | int]) -> Node:
    node = root
    for part in path:
        if isinstance(node, Map) and str(part) in node.entries:
            node = node.entries[str(part)].value
        elif isinstance(node, Seq) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
    return node


def _head(root: Map, path: list[str | int]) -> Position:
    """Where a map begins for a reader: at its key, or at its first entry."""
    if not path:
        return Position(root.position.source, root.position.line, root.position.col, root.position.end_col)
    parent = _find(root, path[:-1])
    if isinstance(parent, Map) and path[-1] in parent.entries:
        return parent.entries[str(path[-1])].key.position
    return _find(root, path).position


def _where(path: list[str | int]) -> str:
    if not path:
        return "the spec"
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return f"`{text}`"


def _unknown_keys(node: Map, schema: dict[str, Any], where: str, problems: Problems) -> None:
    known = [key for key in schema.get("properties", {}) if not key.startswith("$")]
    for key, entry in node.entries.items():
        if key in schema.get("properties", {}) or key.startswith("x-"):
            continue
        problems.add(
            "VG101",
            entry.key,
            f"{where} has no key '{_short(key)}'",
            expected=listing(known, 30),
            hint=did_you_mean(key, known),
        )


def _wrong_kind(node: Node, kinds: list[str], where: str, schema: dict[str, Any], problems: Problems) -> None:
    found = _kind(node)
    wanted = [_KINDS[kind] for kind in kinds if kind != "null"]
    hint = ""
    if isinstance(node, Scalar) and "string" in kinds and node.plain:
        hint = f'quote it: "{node.text}"' if node.text else ""
    problems.add(
        "VG103",
        node,
        f"{where} is {found}",
        expected=" or ".join(wanted) + (f": {schema['description']}" if schema.get("description") else ""),
        hint=hint,
    )


def _kind(node: Node) -> str:
    if isinstance(node, Map):
        return "a map"
    if isinstance(node, Seq):
        return "a list"
    assert isinstance(node, Scalar)
    if node.value is None:
        return "empty"
    if isinstance(node.value, bool):
        return f"the boolean {json.dumps(node.value)}"
    return f"the number {_short(node.text)}" if isinstance(node.value, int) else f"the text '{_short(node.text)}'"


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _describe(error: ValidationError, key: str) -> str:
    """Description of a missing property: `required` stands in a branch beside the `properties` of its map."""
    schema: Any = _resolve(spec_schema())
    found: dict[str, Any] = {}
    for part in error.absolute_schema_path:
        if isinstance(schema, dict):
            found = schema.get("properties", {}).get(key, found)
        schema = _resolve(schema[part])
    return str(found.get("description", "") or _resolve(found).get("description", ""))


def _resolve(schema: Any) -> Any:
    if isinstance(schema, dict) and "$ref" in schema:
        return spec_schema()["definitions"][schema["$ref"].rsplit("/", 1)[1]]
    return schema


_FORMS = {
    r"^\d+(ns|us|ms|s|m|h|d)$": "a duration: 250ms, 5s, 1m, 24h, 7d",
    r"^\d+/\d+(ms|s|m|h|d)$": "a rate, <count>/<duration>: 5/1s",
    r"^[a-z][a-z0-9_]*$": "lower snake case: a small letter, then small letters, digits and _",
    r"^[A-Z][A-Za-z0-9]*$": "CamelCase: a capital letter, then letters and digits",
    r"^\d{4}-\d{2}-\d{2}$": "a date: 2026-01-31",
    r"^(GET|POST|PUT|DELETE|PATCH) /\S*$": "method and path: GET /api/time",
}


def _form(pattern: str, description: str = "") -> str:
    return _FORMS.get(pattern) or f"text that matches {pattern}" + (f" ({description})" if description else "")


def _name_form(pattern: str) -> str:
    return _form("^" + pattern.removeprefix(r"^(\$like|\$remove|").removesuffix(")$") + "$")


def _short(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
