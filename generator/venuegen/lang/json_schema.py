"""A JSON Schema fragment as types of the language, so that the rest of the spec reads it like any other type.

What a venue's OpenAPI says of an object is taken over: names, what is required, what may be null, lists, maps and
objects inside objects (which become types named after the field). Ranges, patterns and the words of enumerations are
not checked: a venue may add to them any day.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .errors import LangError
from .wire_types import FieldDecl, StructDecl, WireType, python_name, snake_case

if TYPE_CHECKING:
    from .wire_types import TypeTable

__all__ = ["struct_of"]

_SCALARS = {"string": "str", "integer": "int", "number": "number", "boolean": "bool"}
_FORMATS = {"date-time": "iso", "decimal": "decimal"}
_MOST = 20
"""Levels of objects inside objects."""


def struct_of(table: TypeTable, name: str, schema: Mapping[str, Any]) -> StructDecl:
    """The struct that a schema of an object describes. Objects inside it are added to `table`.

    Raises LangError, with the path inside the schema, for what is no object or has no word in the language.
    """
    return _struct(table, name, schema, schema.get("$defs") or schema.get("definitions") or {}, 0)


def _struct(table: TypeTable, name: str, schema: Mapping[str, Any], defs: Mapping[str, Any], depth: int) -> StructDecl:
    if depth > _MOST:
        raise LangError("objects inside objects, without an end", expected=f"at most {_MOST} levels")
    merged = _merged(schema, defs)
    properties = merged.get("properties")
    if not isinstance(properties, Mapping):
        raise LangError("the schema has no `properties`", expected="a schema of an object")
    required = set(merged.get("required") or ())
    fields: list[FieldDecl] = []
    for wire, part in properties.items():
        try:
            type = _type(table, f"{name}{_camel(str(wire))}", part, defs, depth)
            declared = python_name(str(wire))
        except LangError as error:
            raise error.inside("properties", str(wire)) from None
        fields.append(FieldDecl(str(wire), declared, type if wire in required else WireType("opt", "", (type,))))
    return StructDecl(name, tuple(fields), doc=str(merged.get("description") or ""))


def _merged(schema: Mapping[str, Any], defs: Mapping[str, Any]) -> Mapping[str, Any]:
    """A schema with its `$ref` followed and its `allOf` joined."""
    if "$ref" in schema:
        schema = _referred(str(schema["$ref"]), defs)
    parts = schema.get("allOf")
    if not isinstance(parts, list):
        return schema
    joined: dict[str, Any] = {**schema, "properties": {}, "required": []}
    for part in [*parts, {key: schema[key] for key in ("properties", "required") if key in schema}]:
        if isinstance(part, Mapping):
            found = _merged(part, defs)
            joined["properties"] |= found.get("properties") or {}
            joined["required"] += found.get("required") or []
    return joined


def _referred(ref: str, defs: Mapping[str, Any]) -> Mapping[str, Any]:
    found = defs.get(ref.rsplit("/", 1)[-1]) if ref.startswith("#/") else None
    if not isinstance(found, Mapping):
        raise LangError(f"`{ref}` leads nowhere", expected="`#/$defs/<name>` of the same schema")
    return found


def _type(table: TypeTable, name: str, schema: Any, defs: Mapping[str, Any], depth: int) -> WireType:
    if not isinstance(schema, Mapping):
        raise LangError("a property is a schema", expected="a map")
    if "$ref" in schema:
        name = _camel(str(schema["$ref"]).rsplit("/", 1)[-1]) or name
        if name in table.structs or name in table.names:
            return WireType("ref", name)
    schema = _merged(schema, defs)
    kinds = schema.get("type")
    options = [each for each in schema.get("anyOf") or schema.get("oneOf") or () if isinstance(each, Mapping)]
    if options:
        present = [each for each in options if each.get("type") != "null"]
        inner = _type(table, name, present[0], defs, depth) if len(present) == 1 else WireType("scalar", "json")
        return _nullable(inner) if len(present) < len(options) else inner
    if isinstance(kinds, list):
        present = [each for each in kinds if each != "null"]
        kind = present[0] if len(present) == 1 else None
        inner = _type(table, name, {**schema, "type": kind}, defs, depth) if kind else WireType("scalar", "json")
        return _nullable(inner) if "null" in kinds else inner
    if schema.get("nullable") is True:
        return _nullable(_type(table, name, {**schema, "nullable": False}, defs, depth))
    if kinds == "array":
        return WireType("list", "", (_type(table, name, schema.get("items") or {}, defs, depth),))
    if isinstance(schema.get("properties"), Mapping):
        if name not in table.structs:
            table.names.add(name)
            table.structs[name] = _struct(table, name, schema, defs, depth + 1)
        return WireType("ref", name)
    if kinds == "object" and isinstance(schema.get("additionalProperties"), Mapping):
        return WireType("map", "", (_type(table, name, schema["additionalProperties"], defs, depth),))
    scalar = _SCALARS.get(kinds) if isinstance(kinds, str) else None
    if scalar == "str":
        scalar = _FORMATS.get(str(schema.get("format")), scalar)
    return WireType("scalar", scalar or "json")


def _nullable(type: WireType) -> WireType:
    return type if type.kind == "null" else WireType("null", "", (type,))


def _camel(text: str) -> str:
    return "".join(part.capitalize() for part in snake_case(text).split("_") if part.isalnum())
