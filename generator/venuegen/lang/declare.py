"""From the sections `types`, `enums`, `unions` and `hooks` of a spec to a TypeTable."""

from __future__ import annotations

import keyword
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from .contract import CONTRACT_ENUMS
from .errors import LangError, did_you_mean
from .json_schema import struct_of
from .types import BYTES, Type, unwired
from .wire_types import (
    EnumDecl,
    FieldDecl,
    HookDecl,
    Problem,
    StructDecl,
    TypeTable,
    UnionDecl,
    WireType,
    parse_declaration,
    parse_type,
    snake_case,
)

if TYPE_CHECKING:
    from ..spec.model import Enum, Spec, Union

__all__ = ["declare", "instantiate"]

T = TypeVar("T")
Path = tuple[str | int, ...]

_TYPE_NAME = re.compile(r"^([A-Z][A-Za-z0-9]*)(?:<\s*([A-Z](?:\s*,\s*[A-Z])*)\s*>)?$")
_WORDS = frozenset({"$tag", "$doc", "$like", "$remove", "$schema"})
#: The member of a union that is a plain text.
TEXT = "str"
#: Names of the generated module's own imports.
_TAKEN = frozenset({"Any", "Decimal", "Raw", "Struct", "UnsetType", "UNSET"})


def declare(table: TypeTable, spec: Spec) -> None:
    """Fill `table` from `spec`."""
    table.none_words = tuple(spec.wire.none)
    table.currencies = dict(spec.currencies)
    types = dict(spec.types)
    for section, names in (
        ("enums", spec.enums),
        ("flags", spec.flags),
        ("types", types),
        ("unions", spec.unions),
    ):
        for name in names:
            _declare_name(table, section, name, types.get(name) if section == "types" else None)
    for name, enum in spec.enums.items():
        _enum(table, name, enum)
    for name, bits in spec.flags.items():
        if name in table.names:
            _flags(table, name, bits)
    for name, declaration in types.items():
        if isinstance(declaration, str) and name in table.names:
            _attempt(table, ("types", name), partial(table.parse, declaration), table.aliases, name)
    _refuse_cycles(table)
    for name, declaration in types.items():
        if not isinstance(declaration, str) and name in table.names:
            found = _struct(table, name, declaration, ("types", name), types, {}, ())
            if found is not None:
                table.structs[name] = found
    for name, union in spec.unions.items():
        if name in table.names:
            _union(table, name, union)
    for name, hook in (spec.hooks.functions if spec.hooks else {}).items():
        args = [_attempt(table, ("hooks", "functions", name, "args", at), partial(_of_hook, table, text))
                for at, text in enumerate(hook.args)]  # fmt: skip
        returns = _attempt(table, ("hooks", "functions", name, "returns"), partial(_of_hook, table, hook.returns))
        if returns is not None and all(arg is not None for arg in args):
            table.hooks[name] = HookDecl(name, tuple(arg for arg in args if arg is not None), returns, hook.doc)


def _of_hook(table: TypeTable, text: str) -> Type:
    """What a hook takes or gives: the value of a type of the wire, or bytes."""
    return BYTES if text.strip() == "bytes" else unwired(table.value_type(table.parse(text)))


def _attempt(
    table: TypeTable, path: Path, make: Callable[[], T], into: dict[str, T] | None = None, name: str = ""
) -> T | None:
    try:
        made = make()
    except LangError as error:
        table.problems.append(Problem(path, error))
        return None
    if into is not None:
        into[name] = made
    return made


def _problem(
    table: TypeTable, path: Path, message: str, *, key: bool = False, expected: str = "", hint: str = ""
) -> None:
    text = str(path[-1]) if key else ""
    table.problems.append(Problem(path, LangError(message, 0, max(len(text), 1), expected=expected, hint=hint), key))


def _declare_name(table: TypeTable, section: str, name: str, declaration: Any) -> None:
    match = _TYPE_NAME.match(name)
    path = (section, name)
    if match is None or (match[2] and section != "types"):
        _problem(table, path, f"`{name}` cannot be the name of a type", key=True, expected="CamelCase, such as `Depth`")
        return
    base = match[1]
    if keyword.iskeyword(base) or base in _TAKEN:
        _problem(table, path, f"`{base}` is taken by Python", key=True, hint=f"write `{base}_` in another way")
    elif base in table.names or base in table.generics:
        _problem(table, path, f"`{base}` is declared twice", key=True, expected="one type, enum or union of a name")
    elif match[2]:
        parameters = tuple(part.strip() for part in match[2].split(","))
        table.generics[base] = (parameters, declaration)
    else:
        table.names.add(base)


def _refuse_cycles(table: TypeTable) -> None:
    for name in list(table.aliases):
        seen = {name}
        pending = [table.aliases[name]]
        while pending:
            type = pending.pop()
            pending += type.args
            if type.kind == "ref" and type.name in table.aliases:
                if type.name in seen:
                    if type.name == name:
                        _problem(table, ("types", name), f"`{name}` is an alias of itself")
                        break
                else:
                    seen.add(type.name)
                    pending.append(table.aliases[type.name])
        else:
            continue
    for problem in table.problems:
        if "alias of itself" in problem.error.message:
            table.aliases.pop(str(problem.path[1]), None)


# ------------------------------------------------------------------------------------------------ structs


def _struct(
    table: TypeTable,
    name: str,
    declaration: Any,
    path: Path,
    types: Mapping[str, Any],
    bound: Mapping[str, WireType],
    above: tuple[str, ...],
) -> StructDecl | None:
    """`bound`: parameters of a generic type and what stands for them; `above`: the `$like`s that led here."""
    if isinstance(declaration, list):
        return _array(table, name, declaration, path, bound)
    if not isinstance(declaration, Mapping):
        _problem(table, path, "a type is a map of fields, a list of items or the text of another type")
        return None
    fields: dict[str, FieldDecl] = {}
    tag: tuple[str, str] | None = None
    doc = ""
    like = declaration.get("$like")
    if like is not None:
        base = _like(table, like, path, types, bound, (*above, name))
        if base is not None:
            fields = {field.wire: field for field in base.fields}
            tag, doc = base.tag, base.doc
    for wire in declaration.get("$remove") or ():
        if fields.pop(str(wire), None) is None:
            _problem(
                table, (*path, "$remove"), f"there is no field `{wire}` to remove", hint=did_you_mean(str(wire), fields)
            )
    for key, text in declaration.items():
        key = str(key)
        at = (*path, key)
        if key.startswith("x-") and text is not None and not _declares(text):
            continue
        if key == "$tag":
            tag = _tag(table, at, text) or tag
        elif key == "$doc":
            doc = str(text)
        elif key == "$schema":
            if isinstance(text, Mapping):
                made = _attempt(table, at, partial(struct_of, table, name, text))
                if made is not None:
                    fields |= {field.wire: field for field in made.fields}
                    doc = doc or made.doc
            else:
                _problem(table, at, "`$schema` is a JSON Schema", expected="a map")
        elif key.startswith("$"):
            if key not in _WORDS:
                _problem(table, at, f"unknown word `{key}`", key=True, hint=did_you_mean(key, sorted(_WORDS)))
        elif not isinstance(text, str):
            _problem(table, at, "a field is `[python_name] type`", expected="text")
        else:
            found = _attempt(table, at, partial(_declared, table, key, text, bound))
            if found is not None:
                fields[key] = found
    if tag is not None:
        fields.pop(tag[0], None)
    _refuse_collisions(table, path, fields)
    return StructDecl(name, tuple(fields.values()), tag, doc=doc)


def _declares(text: object) -> bool:
    """A key `x-…` with a type is a field of the venue (some do start so); anything else is the author's own note."""
    try:
        parse_type(text) if isinstance(text, str) else None
    except LangError:
        return False
    return isinstance(text, str)


def _declared(table: TypeTable, wire: str, text: str, bound: Mapping[str, WireType]) -> FieldDecl:
    field = parse_declaration(wire, text)
    return FieldDecl(field.wire, field.name, table.resolve(_substitute(field.type, bound)))


def _substitute(type: WireType, bound: Mapping[str, WireType]) -> WireType:
    if type.kind == "ref" and type.name in bound and not type.args:
        return bound[type.name]
    if not type.args:
        return type
    return WireType(type.kind, type.name, tuple(_substitute(arg, bound) for arg in type.args), type.start, type.end)


def _like(
    table: TypeTable,
    like: Any,
    path: Path,
    types: Mapping[str, Any],
    bound: Mapping[str, WireType],
    above: tuple[str, ...],
) -> StructDecl | None:
    at = (*path, "$like")
    declaration = types.get(like) if isinstance(like, str) else None
    if not isinstance(declaration, Mapping):
        objects = [name for name, value in types.items() if isinstance(value, Mapping)]
        _problem(
            table, at, f"`{like}` is no object type", expected="the name of one", hint=did_you_mean(str(like), objects)
        )
        return None
    if like in above:
        _problem(table, at, f"`{' → '.join((*above, like))}`: a type is like itself")
        return None
    # The problems of what we copy are reported where it is declared, not again here.
    quiet = TypeTable()
    quiet.__dict__.update({**table.__dict__, "problems": []})
    return _struct(quiet, str(like), declaration, at, types, bound, above)


def _tag(table: TypeTable, path: Path, value: Any) -> tuple[str, str] | None:
    if isinstance(value, Mapping) and len(value) == 1:
        ((key, word),) = value.items()
        if isinstance(word, str):
            return str(key), word
    _problem(table, path, "`$tag` is one wire field and its value", expected="`$tag: {e: trade}`")
    return None


def _refuse_collisions(table: TypeTable, path: Path, fields: Mapping[str, FieldDecl]) -> None:
    first: dict[str, str] = {}
    for wire, field in fields.items():
        other = first.setdefault(field.name, wire)
        if other != wire:
            _problem(
                table,
                (*path, wire),
                f"`{wire}` and `{other}` are both called `{field.name}`",
                key=True,
                expected="a python name of its own for each field",
                hint=f"write `{wire}: another_name {field.type}`",
            )


def _array(
    table: TypeTable, name: str, items: list[Any], path: Path, bound: Mapping[str, WireType]
) -> StructDecl | None:
    fields: dict[str, FieldDecl] = {}
    open_tail = False
    optional = ""
    for at, text in enumerate(items):
        here = (*path, at)
        if text == "...":
            open_tail = True
            if at != len(items) - 1:
                _problem(table, here, "`...` is not the last item", expected="it at the end")
        elif text == "_":
            fields[str(at)] = FieldDecl(str(at), f"unused_{at}", WireType("scalar", "json"))
        elif not isinstance(text, str):
            _problem(table, here, "an item is `name type`, `_` or `...`", expected="text")
        elif len(text.split(None, 1)) < 2 or "<" in text.split(None, 1)[0]:
            _problem(
                table, here, "an item of a positional array needs a name", expected="`name type`", hint="`_` skips it"
            )
        else:
            found = _attempt(table, here, partial(_declared, table, str(at), text, bound))
            if found is None:
                continue
            fields[str(at)] = found
            if found.type.is_opt:
                optional = found.name
            elif optional:
                _problem(table, here, f"`{found.name}` must be there after `{optional}`, which may be missing")
    _refuse_collisions(table, path, fields)
    return StructDecl(name, tuple(fields.values()), array=True, open_tail=open_tail)


def instantiate(table: TypeTable, type: WireType, args: tuple[WireType, ...]) -> WireType:
    """The struct for one use of a generic type: `Frame<Depth>` becomes `FrameDepth`. Raises LangError."""
    parameters, declaration = table.generics[type.name]
    if len(args) != len(parameters):
        wanted = f"{type.name}<{', '.join(parameters)}>"
        raise LangError(f"`{type.name}` takes {len(parameters)} types", type.start, type.end, expected=f"`{wanted}`")
    name = type.name + "".join(_camel(arg) for arg in args)
    if name not in table.names:
        table.names.add(name)  # before its fields, which may refer to it
        key = next(key for key in (f"{type.name}<{', '.join(parameters)}>", type.name))
        bound = dict(zip(parameters, args, strict=True))
        if isinstance(declaration, str):
            table.aliases[name] = table.resolve(_substitute(parse_type(declaration), bound))
        else:
            found = _struct(table, name, declaration, ("types", key), {}, bound, ())
            if found is not None:
                table.structs[name] = found
    return WireType("ref", name, (), type.start, type.end)


def _camel(type: WireType) -> str:
    inner = "".join(_camel(arg) for arg in type.args)
    if type.kind == "ref":
        return type.name
    return "".join(part.capitalize() for part in (type.name or type.kind).split("_")) + inner


# ------------------------------------------------------------------------------------------------ enums, unions


def _enum(table: TypeTable, name: str, enum: Enum | list[str]) -> None:
    path: Path = ("enums", name)
    if name not in table.names:
        return
    if isinstance(enum, list):
        raw: list[Any] | dict[str, Any] = list(enum)
        contract, wire, names, doc, prefix = None, "str", {}, "", False
    else:
        raw, contract, wire, names, doc = enum.values, enum.contract, enum.wire, enum.names, enum.doc
        prefix = enum.match == "prefix"
        if prefix and (wire == "int" or contract is None):
            _problem(
                table,
                (*path, "match"),
                "beginnings are looked up on the way to the contract: of words, with `contract`",
                expected="`contract: …`, and no `wire: int`",
            )
        path = (*path, "values")
    words: dict[str | int, str | None] = {}
    pairs = list(raw.items()) if isinstance(raw, dict) else [(word, None) for word in raw]
    for at, (word, value) in enumerate(pairs):
        here = (*path, word if isinstance(raw, dict) else at)
        if wire == "int":
            try:
                key: str | int = int(word)
            except ValueError:
                _problem(
                    table, here, f"`{word}` is no number", key=isinstance(raw, dict), expected="`wire: int` has numbers"
                )
                continue
        else:
            key = str(word)
        if key in words:
            _problem(table, here, f"`{word}` stands twice", key=isinstance(raw, dict))
        words[key] = value
    inward: dict[str | int, str] = {}
    if contract is not None:
        known = CONTRACT_ENUMS[contract].words
        for key, value in words.items():
            if not isinstance(raw, dict):
                value = next((member for member in known if member == str(key).lower()), None)
            if value is None:
                continue
            if value not in known:
                hint = did_you_mean(value, known)
                _problem(
                    table,
                    (*path, str(key)),
                    f"`{value}` is no member of {contract}",
                    expected=", ".join(known),
                    hint=hint,
                )
            else:
                inward[key] = value
    elif any(value is not None for value in words.values()):
        _problem(table, path, "values map to the contract, but `contract` names no enumeration", expected="`contract:`")
    outward: dict[str, str | int] = {}
    for key, value in inward.items():
        outward.setdefault(value, key)
    members = _members(table, path, words, names)
    table.enums[name] = EnumDecl(name, tuple(words), members, wire, contract, inward, outward, doc, prefix)  # type: ignore[arg-type]


def _flags(table: TypeTable, name: str, bits: Mapping[str, int]) -> None:
    seen: dict[int, str] = {}
    for key, bit in bits.items():
        if bit & (bit - 1):
            _problem(table, ("flags", name, key), f"{bit} is more than one bit", expected="a power of two")
        elif seen.setdefault(bit, key) != key:
            _problem(table, ("flags", name, key), f"`{key}` and `{seen[bit]}` are the same bit")
    table.flags[name] = dict(bits)


def _members(
    table: TypeTable, path: Path, words: Mapping[str | int, str | None], names: Mapping[str, str]
) -> dict[str | int, str]:
    members: dict[str | int, str] = {}
    taken: dict[str, str | int] = {}
    for word, value in words.items():
        given = names.get(str(word))
        if given is not None:
            name = given.upper()
        elif isinstance(word, int):
            name = value.upper() if value else f"VALUE_{word}".replace("-", "MINUS_")
        else:
            name = re.sub(r"[^A-Z0-9]+", "_", (word if word.isupper() else snake_case(word)).upper()).strip("_")
            name = f"VALUE_{name}" if name[:1].isdigit() else name or "EMPTY"
        if not name.isidentifier() or keyword.iskeyword(name) or name == "MRO":
            _problem(table, path, f"`{name}` cannot be the name of a member", hint=f"`names: {{{word}: ANOTHER_NAME}}`")
            name = f"VALUE_{len(members)}"
        if name in taken:
            if isinstance(word, int) and given is None:
                name = f"{name}_{word}"
            else:
                hint = f"`names: {{{word}: ANOTHER_NAME}}`"
                _problem(table, path, f"`{word}` and `{taken[name]}` are both called `{name}`", hint=hint)
                name = f"{name}_{len(members)}"
        taken[name] = word
        members[word] = name
    return members


def _union(table: TypeTable, name: str, union: Union | list[str]) -> None:
    of = union if isinstance(union, list) else union.of
    path: Path = ("unions", name) if isinstance(union, list) else ("unions", name, "of")
    by_keys = not isinstance(union, list) and union.by_keys
    doc = "" if isinstance(union, list) else union.doc
    if isinstance(of, dict):
        named = _named_members(table, path, of)
        if by_keys:
            _problem(table, (*path[:-1], "by_keys"), "members with names are told apart by what they are in JSON")
        table.unions[name] = UnionDecl(name, (), doc, named)
        return
    members: list[str] = []
    for at, member in enumerate(of):
        here = (*path, at)
        if member in table.structs or (member == TEXT and not by_keys):
            members.append(member)
        elif member not in table.names:
            _problem(table, here, f"unknown type `{member}`", hint=did_you_mean(member, table.structs))
        elif member in table.enums or member in table.unions or member in table.aliases:
            _problem(table, here, f"`{member}` is no object type", expected="an object type of `types`, or `str`")
    if by_keys:
        _refuse_alike(table, path, members)
        table.structs[name] = _joined(table, path, name, members, doc)
        return
    _refuse_untold(table, path, members)
    table.unions[name] = UnionDecl(name, tuple(members), doc)


def _named_members(table: TypeTable, path: Path, of: Mapping[str, str]) -> dict[str, WireType]:
    named: dict[str, WireType] = {}
    kinds: dict[str, str] = {}
    for key, text in of.items():
        found = _attempt(table, (*path, key), partial(table.parse, text))
        if found is None:
            continue
        kind = json_kind(table, found)
        if kind is None:
            _problem(
                table,
                (*path, key),
                f"`{text}` may be anything in JSON",
                expected="an object, an array, a text, a number or a flag",
            )
        elif kinds.setdefault(kind, key) != key:
            _problem(
                table,
                (*path, key),
                f"`{key}` and `{kinds[kind]}` are both {_ARTICLES[kind]}: they cannot be told apart",
            )
        else:
            named[key] = found
    return named


_ARTICLES = {
    "array": "arrays",
    "object": "objects",
    "text": "texts",
    "number": "numbers",
    "bool": "flags",
}
_KINDS = {"int": "number", "float": "number", "Decimal": "number", "str": "text", "bool": "bool"}


def json_kind(table: TypeTable, type: WireType) -> str | None:
    """What a value of this type is in JSON (`array`, `object`, …); None where it may be several things."""
    type = table.expand(type)
    if type.kind in ("list", "tuple"):
        return "array"
    if type.kind == "map":
        return "object"
    if type.kind in ("blank", "csv"):
        return "text"
    if type.kind == "ref" and type.name in table.structs:
        return "array" if table.structs[type.name].array else "object"
    if type.kind == "ref" and type.name in table.enums:
        return "text" if table.enums[type.name].wire == "str" else "number"
    return _KINDS.get(table.annotation(type)) if type.kind == "scalar" or type.name in table.flags else None


def _refuse_untold(table: TypeTable, path: Path, members: list[str]) -> None:
    """Members are told apart by what they are in JSON (an object, an array, a text), and objects by their tag."""
    tags: dict[tuple[str, str], str] = {}
    objects = [name for name in members if name != TEXT and not table.structs[name].array]
    arrays = [name for name in members if name != TEXT and table.structs[name].array]
    for at, member in enumerate(members):
        here = (*path, at)
        if members.index(member) != at:
            _problem(table, here, f"`{member}` stands twice")
        elif member in arrays and member != arrays[0]:
            _problem(table, here, f"`{member}` and `{arrays[0]}` are both arrays: they cannot be told apart")
        elif member in objects and len(objects) > 1:
            tag = table.structs[member].tag
            if tag is None:
                hint = "give it a `$tag`, or the union `by_keys: true`"
                _problem(table, here, f"`{member}` has no `$tag` to tell it by", expected="a tagged type", hint=hint)
            elif tag in tags:
                _problem(table, here, f"`{member}` and `{tags[tag]}` have the same tag")
            elif tags and tag[0] != next(iter(tags))[0]:
                _problem(table, here, f"`{member}` is tagged in `{tag[0]}`, others in `{next(iter(tags))[0]}`")
            else:
                tags[tag] = member


def _joined(table: TypeTable, path: Path, name: str, members: list[str], doc: str) -> StructDecl:
    """Objects told apart by their keys, as one object: one pass decodes it, and what is there says which it is."""
    fields: dict[str, FieldDecl] = {}
    first: dict[str, str] = {}
    for at, member in enumerate(members):
        struct = table.structs[member]
        if struct.array:
            _problem(table, (*path, at), f"`{member}` is an array: it has no keys", expected="an object type")
            continue
        for field in struct.fields:
            known = fields.setdefault(field.wire, field)
            owner = first.setdefault(field.wire, member)
            if known.name != field.name or known.type.present != field.type.present:
                _problem(
                    table,
                    (*path, at),
                    f"`{field.wire}` is `{known.name} {known.type}` in `{owner}`, `{field.name} {field.type}` in "
                    f"`{member}`",
                    expected="one name and type for each key",
                )
    everywhere = [
        wire
        for wire in fields
        if all(any(f.wire == wire and not f.type.is_opt for f in table.structs[each].fields) for each in members)
    ]
    made = [
        FieldDecl(
            wire, field.name, field.type.present if wire in everywhere else WireType("opt", "", (field.type.present,))
        )
        for wire, field in fields.items()
    ]
    _refuse_collisions(table, path, {field.wire: field for field in made})
    return StructDecl(name, tuple(made), doc=doc)


def _refuse_alike(table: TypeTable, path: Path, members: list[str]) -> None:
    required = {
        name: frozenset(field.wire for field in table.structs[name].fields if not field.type.is_opt) for name in members
    }
    for at, member in enumerate(members):
        for other in members[:at]:
            if required[other] == required[member]:
                message = f"`{member}` and `{other}` require the same keys: they cannot be told apart"
                _problem(table, (*path, at), message)
