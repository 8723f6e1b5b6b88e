"""What a spec means, whichever way it is written: short forms unfolded, what follows from something else said.

`quantity: decimal` and `quantity: {type: decimal}` are one parameter, a GET without `kind` is a read, and a field
without a python name has the wire's: rewriting one as the other changes nothing, so it must not look like a change.
Nothing here refuses anything: what does not parse is kept as it stands, for `check` to complain about.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from venuegen.diff.tree import Record, tree
from venuegen.lang.contract import CONTRACT_ENUMS
from venuegen.lang.errors import LangError
from venuegen.lang.wire_types import parse_declaration, parse_type
from venuegen.spec.model import Enum, ErrorRow, FixDictionary, Param, Spec, Union


def resolved(spec: Spec, dictionaries: Mapping[str, Record] | None = None) -> Record:
    """The tree of a spec to compare. `dictionaries`: what its FIX dictionaries declare."""
    root: Record = tree(spec)
    if root["fix"] is not None:
        for name, declared in root["fix"]["dictionaries"].items():
            whole = tree(FixDictionary(file=declared)) if isinstance(declared, str) else declared
            whole["content"] = (dictionaries or {}).get(name)
            root["fix"]["dictionaries"][name] = whole
    for endpoint in _values(root, "endpoints"):
        _endpoint(endpoint)
    root["types"] = {name: _type(declaration) for name, declaration in root["types"].items()}
    root["enums"] = {name: _enum(enum) for name, enum in root["enums"].items()}
    root["unions"] = {
        name: tree(Union(of=union)) if isinstance(union, list) else union for name, union in root["unions"].items()
    }
    errors = root["errors"]
    if errors is not None:
        for rows in [errors["codes"], errors["statuses"], *errors["by_operation"].values()]:
            _rows(rows)
    _type_texts(root)
    _arguments(root)
    return root


def _values(root: Record, section: str) -> list[Any]:
    return list(root[section].values())


# ------------------------------------------------------------------------------------------------ endpoints


def _endpoint(endpoint: Record) -> None:
    method = (endpoint["call"] or "").partition(" ")[0]
    if endpoint["call"] is not None:
        endpoint["in"] = endpoint["in"] or ("query" if method in ("GET", "DELETE") else "json")
    endpoint["kind"] = endpoint["kind"] or ("read" if method == "GET" else "command")
    if endpoint["retry"] == ("safe" if endpoint["kind"] == "read" else "never"):
        endpoint["retry"] = None
    place = "body" if endpoint["in"] in ("json", "form") else endpoint["in"]
    for wire, param in endpoint["params"].items():
        if isinstance(param, str):
            param = endpoint["params"][wire] = tree(Param(type=param))
        text = param["type"] if param["name"] is None else f"{param['name']} {param['type']}"
        param["name"], param["type"] = _declared(wire, text)
        if param["in"] == place:
            param["in"] = None


def _declared(wire: str, text: str) -> tuple[str, str]:
    """Python name and type of `[python_name] type`."""
    try:
        found = parse_declaration(wire, text)
    except LangError:
        return wire, " ".join(text.split())
    return found.name, str(found.type)


# ------------------------------------------------------------------------------------------------ types


def _type(declaration: Any) -> Any:
    if isinstance(declaration, str):
        return _type_text(declaration)
    if isinstance(declaration, list):
        return _row(declaration)
    fields: dict[str, Any] = {}
    for wire, text in declaration.items():
        if wire.startswith("$"):
            fields[wire] = text
        elif isinstance(text, str) and not (wire.startswith("x-") and not _is_type(text)):
            name, type = _declared(wire, text)
            fields[wire] = Record("Field", {"name": name, "type": type})
        elif not wire.startswith("x-"):
            fields[wire] = text
    return fields


def _row(items: list[Any]) -> Record:
    """A positional array: what its places are called, which comes where, and whether more may follow."""
    places: dict[str, Any] = {}
    order: list[str] = []
    for at, item in enumerate(items):
        if item == "...":
            continue
        if item == "_" or not isinstance(item, str):
            order.append("_")
            continue
        name, type = _declared(str(at), item)
        places[name] = Record("Field", {"name": name, "type": type})
        order.append(name)
    return Record("Row", {"places": places, "order": order, "open": "..." in items})


def _is_type(text: str) -> bool:
    try:
        parse_type(text)
    except LangError:
        return False
    return True


def _type_text(text: str) -> str:
    try:
        return str(parse_type(text))
    except LangError:
        return " ".join(text.split())


#: Fields that hold the text of a type.
TYPE_TEXTS = {
    ("Endpoint", "result"),
    ("Channel", "type"),
    ("Connection", "frame"),
    ("ArrayFrames", "frame"),
    ("PushRule", "head"),
    ("ErrorPlace", "type"),
    ("Map", "from"),
    ("HookFunction", "returns"),
}


def _type_texts(value: Any) -> None:
    """Types written in other ways are the same: `list< Level >`, `list<Level>`."""
    for key, item in list(value.items()) if isinstance(value, dict) else enumerate(value):
        if isinstance(item, str):
            if isinstance(value, Record) and (value.cls, key) in TYPE_TEXTS:
                value[str(key)] = _type_text(item)
        elif isinstance(item, dict | list):
            _type_texts(item)


def _enum(enum: Any) -> Record:
    found: Record = tree(Enum(values=enum)) if isinstance(enum, list) else enum
    if isinstance(found["values"], list):
        known = CONTRACT_ENUMS[found["contract"]].words if found["contract"] in CONTRACT_ENUMS else ()
        words = [str(word) for word in found["values"]]
        found["values"] = {word: word.lower() if word.lower() in known else None for word in words}
    # Of two words for one member of the contract the first is sent.
    found["outward"] = {}
    for word, member in found["values"].items():
        if member is not None:
            found["outward"].setdefault(member, word)
    return found


def _rows(rows: dict[str, Any]) -> None:
    for code, row in rows.items():
        if isinstance(row, str):
            rows[code] = tree(ErrorRow(error=row))  # type: ignore[arg-type]


def _arguments(value: Any) -> None:
    """`{value: x}` without a condition is `x`."""
    for key, item in list(value.items()) if isinstance(value, dict) else enumerate(value):
        if isinstance(item, Record) and item.cls == "Argument" and item["when"] is None:
            value[key] = item["value"]
        elif isinstance(item, dict | list):
            _arguments(item)
