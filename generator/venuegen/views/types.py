"""`types.py`: the wire's enumerations, structs and unions, through datamodel-code-generator.

The types of a spec are lowered to one JSON Schema, which the model generator turns into msgspec structs. What it is
told is all here; what it writes is used as it is, except for its imports, which are derived like those of every module.
"""

from __future__ import annotations

import ast
import hashlib
import json
import warnings
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..lang.declare import TEXT
from ..render.names import doc_line, identifier, literal, wrapped

if TYPE_CHECKING:
    from ..lang.wire_types import EnumDecl, StructDecl, TypeTable, UnionDecl

_REF = "#/$defs/"


@dataclass(frozen=True, slots=True)
class TypesView:
    """The module of wire types: its text without imports, and the names that other modules may import from it."""

    body: str
    names: tuple[str, ...]
    key: str = ""
    """Hash of everything that the model generator was given."""


def lower(table: TypeTable) -> tuple[dict[str, Any], dict[str, str]]:
    """The JSON Schema of every declared type, and scoped aliases (`Type.wireName` → python name)."""
    definitions: dict[str, Any] = {}
    aliases: dict[str, str] = {}
    for enum in table.enums.values():
        definitions[identifier(enum.name)] = _enum(enum)
    for struct in table.structs.values():
        definitions[identifier(struct.name)] = _struct(struct, table, aliases)
    for union in table.unions.values():
        definitions[identifier(union.name)] = _union(union, table)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": definitions}, aliases


def _enum(enum: EnumDecl) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "type": "integer" if enum.wire == "int" else "string",
        "enum": list(enum.words),
        "x-enum-varnames": [identifier(enum.members[word]) for word in enum.words],
    }
    return _described(schema, enum.doc)


def _struct(struct: StructDecl, table: TypeTable, aliases: dict[str, str]) -> dict[str, Any]:
    if table.is_tuple(struct.name):
        items = [table.schema(item.type) for item in struct.fields]
        schema: dict[str, Any] = {"type": "array", "prefixItems": items, "minItems": len(items)}
        if not struct.open_tail:
            schema |= {"maxItems": len(items), "items": False}
        return _described(schema, struct.doc)
    properties: dict[str, Any] = {}
    required: list[str] = []
    for item in struct.fields:
        name = identifier(item.name) if struct.array else item.wire
        properties[name] = table.schema(item.type)
        if not item.type.is_opt:
            required.append(name)
        if name != item.name:
            aliases[f"{struct.name}.{item.wire}"] = identifier(item.name)
    schema = {"type": "object", "properties": properties, "required": required}
    return _described(schema, struct.doc)


def _union(union: UnionDecl, table: TypeTable) -> dict[str, Any]:
    if union.named:
        return _described({"anyOf": [table.schema(each) for each in union.named.values()]}, union.doc)
    # Tags are options of the structs themselves, so that one decodes on its own as it does in a union.
    members = [{"type": "string"} if name == TEXT else {"$ref": f"{_REF}{name}"} for name in union.members]
    return _described({"anyOf": members}, union.doc)


def _described(schema: dict[str, Any], doc: str) -> dict[str, Any]:
    return {**schema, "description": wrapped(doc_line(doc))} if doc else schema


def build(table: TypeTable, templates: Path, previous: tuple[str, str] | None = None) -> TypesView:
    """Run the model generator over the types of a spec.

    It is slow to import, so that `previous` (hash of a schema, and what was made of it) saves it where types are the
    same.
    """
    schema, aliases = lower(table)
    options: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for name, struct in table.structs.items():
        if struct.array and not table.is_tuple(name):
            options[name]["array_like"] = "True"
        if struct.tag is not None:
            options[name] |= {"tag_field": literal(struct.tag[0]), "tag": literal(struct.tag[1])}
    flags = _flags(table)
    names = (*map(identifier, table.flags), *schema["$defs"])
    key = hashlib.sha256(json.dumps([schema, aliases, options, flags]).encode()).hexdigest()
    if previous is not None and previous[0] == key:
        return TypesView(previous[1], names, key)
    body = flags + (_without_imports(_generate(schema, aliases, options, templates)) if schema["$defs"] else "")
    return TypesView(body, names, key)


def _flags(table: TypeTable) -> str:
    """Classes of the bits: the model generator knows no such thing. On the wire they are plain numbers."""
    classes = []
    for name, bits in table.flags.items():
        rows = "\n".join(f"    {identifier(key).upper()} = {bit}" for key, bit in bits.items())
        classes.append(f"class {identifier(name)}(IntFlag):\n{rows}\n\n\n")
    return "".join(classes)


def _generate(
    schema: Mapping[str, Any],
    aliases: Mapping[str, str],
    options: defaultdict[str, dict[str, Any]],
    templates: Path,
) -> str:
    from datamodel_code_generator import generate
    from datamodel_code_generator.enums import DataModelType, InputFileType
    from datamodel_code_generator.format import PythonVersion

    with warnings.catch_warnings():
        # It does not know which of the structs are arrays, by which a union tells them from objects.
        warnings.filterwarnings("ignore", message="msgspec cannot decode the union")
        result = generate(
            dict(schema),
            input_filename="types.json",
            input_file_type=InputFileType.JsonSchema,
            output_model_type=DataModelType.MsgspecStruct,
            target_python_version=PythonVersion.PY_311,
            custom_template_dir=templates / "models",
            extra_template_data=defaultdict(dict, {name: {"struct_options": each} for name, each in options.items()}),
            aliases=dict(aliases),
            formatters=[],  # the whole module is formatted once, with its imports
            custom_file_header="#",
            disable_timestamp=True,
            use_double_quotes=True,
            use_standard_collections=True,
            use_union_operator=True,
            use_subclass_enum=True,
            use_tuple_for_closed_arrays=True,
            use_schema_description=True,
            use_field_description=False,
            skip_root_model=True,
            strict_nullable=True,
            keyword_only=True,
            keep_model_order=False,
            snake_case_field=False,
            collapse_root_models=False,
            reuse_model=False,
            use_type_alias=False,
            use_annotated=False,
            allow_remote_refs=False,
        )
    if not isinstance(result, str):
        raise TypeError("the model generator wrote several modules, or none")
    return result


def _without_imports(source: str) -> str:
    lines = source.splitlines()
    for node in reversed(ast.parse(source).body):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            del lines[node.lineno - 1 : node.end_lineno]
    # `None` stands last in a union, wherever the model generator put it.
    return "\n".join(lines).strip().replace(" | None | UnsetType", " | UnsetType | None") + "\n"
