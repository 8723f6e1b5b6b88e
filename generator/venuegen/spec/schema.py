"""JSON Schema of the language, made from the classes of `venuegen.spec.model`.

Editors and the loader read the same schema. Where a short form and a map are both taken, the schema says
`type: [string, object]` with `properties` beside it rather than `anyOf`: the errors of alternatives cannot be read by
people.
Only draft-07 words are used, because that is what YAML editors implement.
"""

from __future__ import annotations

import functools
import json
from typing import Any

import msgspec
from msgspec import inspect as mi

from venuegen.spec.model import Spec

Schema = dict[str, Any]

SCHEMA_NAME = "venue-1.schema.json"
PART_NAME = "venue-1.part.schema.json"
"""Schema of files that others extend, and of files that extend: nothing is required there."""

_LANGUAGE_KEYS: Schema = {"$like": {"$ref": "#/definitions/like"}, "$remove": {"$ref": "#/definitions/remove"}}
_LANGUAGE_DEFINITIONS: Schema = {
    "like": {
        "type": "string",
        "description": "Copy the entry of this name in the same map, or the one at this path from the top "
        "(`endpoints.place.params`; items of a list go by number, from 0); the other keys go on top.",
    },
    "remove": {
        "type": "array",
        "items": {"type": ["string", "integer"]},
        "description": "Inherited keys to take away.",
    },
}


@functools.cache
def spec_schema(*, partial: bool = False) -> Schema:
    """The schema of a whole spec, or with `partial` of a file that is only a part of one."""
    writer = _Writer(partial)
    root = writer.struct(mi.type_info(Spec))  # type: ignore[arg-type]
    root["properties"]["extends"]["type"] = ["array", "string"]
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": f"https://venuegen.dev/schema/{PART_NAME if partial else SCHEMA_NAME}",
        "title": "venuegen spec, part" if partial else "venuegen spec, version 1",
        **root,
        "definitions": {**dict(sorted(writer.definitions.items())), **_LANGUAGE_DEFINITIONS},
    }


def class_schema(info: mi.StructType) -> Schema:
    """The schema of one map of the language on its own."""
    writer = _Writer(False)
    return {**writer.struct(info), "definitions": {**writer.definitions, **_LANGUAGE_DEFINITIONS}}


def schema_text(*, partial: bool = False) -> str:
    """The schema as published: indented, with a final newline."""
    return json.dumps(spec_schema(partial=partial), indent=2, ensure_ascii=False) + "\n"


def summary(cls: type) -> str:
    """First paragraph of a class's docstring."""
    paragraphs = (cls.__doc__ or "").strip().split("\n\n")
    return " ".join(paragraphs[0].split()) if cls.__doc__ and not cls.__doc__.startswith(f"{cls.__name__}(") else ""


class _Writer:
    def __init__(self, partial: bool) -> None:
        self.partial = partial
        self.definitions: dict[str, Schema] = {}

    def of(self, info: mi.Type) -> Schema:
        """Schema of a type; structs become definitions."""
        if isinstance(info, mi.Metadata):
            return {**self.of(info.type), **(info.extra_json_schema or {})}
        if isinstance(info, mi.StructType):
            return self._reference(info)
        if isinstance(info, mi.UnionType):
            return self._union(info)
        return self._plain(info)

    def _reference(self, info: mi.StructType) -> Schema:
        name = info.cls.__name__
        if name not in self.definitions:
            self.definitions[name] = {}  # a class may contain itself
            self.definitions[name] = self.struct(info)
        return {"$ref": f"#/definitions/{name}"}

    def struct(self, info: mi.StructType) -> Schema:
        """Schema of a class in place, without a reference."""
        properties: Schema = {}
        required: list[str] = []
        for field in info.fields:
            properties[field.encode_name] = self._field(field)
            if field.required:
                required.append(field.encode_name)
        schema: Schema = {"type": "object"}
        if text := summary(info.cls):
            schema["description"] = text
        schema["properties"] = {**properties, **_LANGUAGE_KEYS}
        schema["patternProperties"] = {"^x-": {}}
        schema["additionalProperties"] = False
        if required and not self.partial:
            schema["if"] = {"type": "object", "not": {"required": ["$like"]}}
            schema["then"] = {"required": required}
        return schema

    def _field(self, field: mi.Field) -> Schema:
        schema = self.of(field.type)
        default = field.default
        if default is not msgspec.NODEFAULT and isinstance(default, str | int | bool) and default != "":
            schema = {**schema, "default": default}
        return schema

    def _plain(self, info: mi.Type) -> Schema:
        if isinstance(info, mi.StrType):
            return {"type": "string"} | ({"pattern": info.pattern} if info.pattern else {})
        if isinstance(info, mi.BoolType):
            return {"type": "boolean"}
        if isinstance(info, mi.IntType):
            bounds = {"minimum": info.ge, "maximum": info.le}
            return {"type": "integer"} | {key: value for key, value in bounds.items() if value is not None}
        if isinstance(info, mi.NoneType):
            return {"type": "null"}
        if isinstance(info, mi.LiteralType):
            kind = "integer" if isinstance(info.values[0], int) else "string"
            return {"type": kind, "enum": list(info.values)}
        if isinstance(info, mi.ListType):
            return {"type": "array", "items": self.of(info.item_type)}
        if isinstance(info, mi.DictType):
            return self._map(info)
        if isinstance(info, mi.AnyType):
            return {}
        raise TypeError(f"the language has no schema for {info!r}")

    def _map(self, info: mi.DictType) -> Schema:
        schema: Schema = {"type": "object"}
        key, pattern = info.key_type, None
        if isinstance(key, mi.Metadata):
            key = key.type
        if isinstance(key, mi.StrType):
            pattern = key.pattern
        if pattern is not None:
            schema["propertyNames"] = {"pattern": rf"^(\$like|\$remove|{pattern.removeprefix('^').removesuffix('$')})$"}
        value = self.of(info.value_type)
        schema["properties"] = dict(_LANGUAGE_KEYS)
        schema["additionalProperties"] = value
        if info.min_length:
            schema["minProperties"] = info.min_length
        return schema

    def _union(self, info: mi.UnionType) -> Schema:
        """Alternatives of different JSON types in one schema: their keywords speak about one type each."""
        present = [option for option in info.types if not isinstance(option, mi.NoneType)]
        if len(present) == 1 and isinstance(present[0], mi.StructType):
            return self._reference(present[0])  # a map is left out, never null
        merged: Schema = {"type": []}
        rules: list[Schema] = []
        for option in info.types:
            plain = option.type if isinstance(option, mi.Metadata) else option
            part = self.struct(plain) if isinstance(plain, mi.StructType) else self.of(option)
            kind = part.pop("type")
            merged["type"].append(kind)
            for keyword in ("if", "then"):
                if keyword in part:
                    rules.append({"if": part.pop("if"), "then": part.pop("then")})
                    break
            if "enum" in part:  # `enum` would speak about every type, so it gets a condition
                rules.append({"if": {"type": kind}, "then": {"enum": part.pop("enum")}})
            merged.update(part)
        if len(rules) == 1:
            merged.update(rules[0])
        elif rules:
            merged["allOf"] = rules
        return merged
