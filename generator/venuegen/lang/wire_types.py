"""Types of the wire: the shorthand of `types:`, `params:` and results, and what each means in Python.

`TypeTable.build(spec)` resolves every type, enum and union of a spec. For each wire type it answers four questions: the
annotation of the generated struct's field, the JSON Schema fragment that the model generator reads, the type of
the value that expressions see, and the Python that turns one into the other.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from .errors import LangError, did_you_mean
from .scalars import BLANK_READS_AS, SCALARS
from .types import (
    EnumType,
    FlagsType,
    ListType,
    MapType,
    Optional,
    Scalar,
    StructType,
    Time,
    TupleType,
    Type,
    UnionType,
    optional,
)

if TYPE_CHECKING:
    from ..spec.model import Spec

__all__ = [
    "EnumDecl",
    "FieldDecl",
    "HookDecl",
    "Problem",
    "StructDecl",
    "TypeTable",
    "UnionDecl",
    "WireType",
    "parse_declaration",
    "parse_type",
    "python_class",
    "python_name",
    "snake_case",
]

_CONSTRUCTORS: dict[str, int] = {
    "list": 1, "map": 1, "tuple": 0, "opt": 1, "null": 1, "blank": 1, "csv": 1, "one_or_many": 1,
}  # fmt: skip
_TOKEN = re.compile(r"\s*([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Z][A-Za-z0-9_]*)?|[<>,]|\S)")
_IDENTIFIER = re.compile(r"^[a-z][a-z0-9_]*$")
#: Names that would hide what the annotations beside them mean, or that Python does not let us use.
_RESERVED = frozenset({"str", "int", "bool", "list", "dict", "tuple", "float", "bytes", "self"})


@dataclass(frozen=True)
class WireType:
    """A parsed type. `kind` is `scalar`, `ref` (a name of `types`, `enums` or `unions`) or a constructor.

    `name` is the scalar's or the referenced name; `args` the types in angle brackets.
    """

    kind: Literal["scalar", "ref", "list", "map", "tuple", "opt", "null", "blank", "csv", "one_or_many"]
    name: str = ""
    args: tuple[WireType, ...] = ()
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)

    @property
    def is_opt(self) -> bool:
        """May be missing on the wire (UNSET)."""
        return self.kind == "opt"

    @property
    def item(self) -> WireType:
        """The type in the brackets of a constructor with one."""
        return self.args[0]

    @property
    def present(self) -> WireType:
        """The type of what is there: this one without `opt`."""
        return self.item if self.is_opt else self

    def __str__(self) -> str:
        inner = ", ".join(map(str, self.args))
        if self.kind in ("scalar", "ref"):
            return f"{self.name}<{inner}>" if inner else self.name
        return f"{self.kind}<{inner}>"


@dataclass(frozen=True)
class FieldDecl:
    """One field: its wire name, our name, its type. `wire` of a positional array's item is its index as text."""

    wire: str
    name: str
    type: WireType


@dataclass(frozen=True)
class StructDecl:
    """One struct of the generated types (generic types: one per use, `Frame<Depth>` is `FrameDepth`)."""

    name: str
    fields: tuple[FieldDecl, ...]
    tag: tuple[str, str] | None = None
    """Wire field and value that tell this struct in a union, and route it."""
    array: bool = False
    """A positional array; otherwise a JSON object."""
    open_tail: bool = False
    """An array that may be longer than its fields."""
    doc: str = ""
    origin: str = ""
    """Where it is declared, when that is another file than the spec: `fix/oe.xml:31`."""

    def field(self, name: str) -> FieldDecl | None:
        """The field with this python name."""
        return next((field for field in self.fields if field.name == name), None)


@dataclass(frozen=True)
class EnumDecl:
    """An open enumeration of the wire. `inward` maps words to values of `contract`, `outward` back (first word
    wins).
    """

    name: str
    words: tuple[str | int, ...]
    members: Mapping[str | int, str]
    """Word → member name of the generated class."""
    wire: Literal["str", "int"] = "str"
    contract: str | None = None
    inward: Mapping[str | int, str] = field(default_factory=dict)
    outward: Mapping[str, str | int] = field(default_factory=dict)
    doc: str = ""
    prefix: bool = False
    """The wire has sentences that begin with the words."""

    @property
    def table_in(self) -> str:
        """Name of the generated table wire → contract: `ORDER_STATUS_IN`."""
        return f"{snake_case(self.name).upper()}_IN"

    @property
    def table_out(self) -> str:
        """Name of the generated table contract → wire: `ORDER_STATUS_OUT`."""
        return f"{snake_case(self.name).upper()}_OUT"

    @property
    def type(self) -> EnumType:
        return EnumType(self.name, self.words, self.wire, self.contract)


@dataclass(frozen=True)
class UnionDecl:
    """Types told apart by the decoder. `members` are names of structs, and `str` for a plain text; or `named` says what
    the members are called and of which type they are."""

    name: str
    members: tuple[str, ...]
    doc: str = ""
    named: Mapping[str, WireType] = field(default_factory=dict)


@dataclass(frozen=True)
class HookDecl:
    """A function of the venue's hooks module: value types of arguments and result."""

    name: str
    args: tuple[Type, ...]
    returns: Type
    doc: str = ""


@dataclass(frozen=True)
class Problem:
    """A LangError and where in the spec its text stands: `("types", "Order", "orderId")`.

    `key` tells that the text is the last key of the path, not its value.
    """

    path: tuple[str | int, ...]
    error: LangError
    key: bool = False


# ------------------------------------------------------------------------------------------------ parsing


_TEXTS = 20_000
"""A spec says the same few texts thousands of times over: each is parsed once."""


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[tuple[str, int]] = [(m.group(1), m.start(1)) for m in _TOKEN.finditer(text)]
        self.at = 0
        self.depth = 0

    def peek(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    def position(self) -> int:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else len(self.text)

    def take(self) -> tuple[str, int]:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def fail(self, message: str, expected: str = "", hint: str = "") -> LangError:
        start = self.position()
        return LangError(message, start, start + max(len(self.peek()), 1), expected=expected, hint=hint)

    def type(self) -> WireType:
        self.depth += 1
        if self.depth > 20:
            raise self.fail("types are nested too deeply", "at most 20 levels")
        word = self.peek()
        if not word:
            raise self.fail("the type is missing", "a type, such as `str` or `list<Level>`")
        if not (word[0].isascii() and (word[0].isalpha() or word[0] == "_")):
            hint = f"write `opt<{self.text[: self.position()].strip()}>`" if word in ("?", "|") else ""
            raise self.fail(f"`{word}` is not a type", "a type, such as `str` or `list<Level>`", hint)
        _, start = self.take()
        args: list[WireType] = []
        if self.peek() == "<":
            self.take()
            args.append(self.type())
            while self.peek() == ",":
                self.take()
                args.append(self.type())
            if self.peek() != ">":
                raise self.fail("`<` is not closed", "`,` or `>`")
            self.take()
        self.depth -= 1
        end = self.tokens[self.at - 1][1] + len(self.tokens[self.at - 1][0])
        return _make(word, tuple(args), start, end)

    def finish(self, type: WireType) -> WireType:
        word = self.peek()
        if word in ("?", "|"):
            raise self.fail(f"`{word}` is not part of a type", "the end of the type", f"write `opt<{type}>`")
        if word == "[":
            raise self.fail("`[` is not part of a type", "the end of the type", f"write `list<{type}>`")
        if word:
            raise self.fail(f"`{word}` after the type", "the end of the type")
        return type


def _make(word: str, args: tuple[WireType, ...], start: int, end: int) -> WireType:
    if word in _CONSTRUCTORS:
        wanted = _CONSTRUCTORS[word]
        if not args or (wanted and len(args) != wanted):
            raise LangError(
                f"`{word}` takes {'one type' if wanted else 'its types'} in angle brackets",
                start,
                end,
                expected=f"`{word}<str>`" if wanted else "`tuple<str, int>`",
            )
        if word == "opt" and args[0].kind == "opt":
            raise LangError("`opt` inside `opt`", args[0].start, args[0].end, expected="a type that is there")
        for arg in args:
            if arg.kind == "opt" and word != "opt":
                raise LangError(
                    f"`opt` inside `{word}`: only a field can be missing", arg.start, arg.end,
                    hint=f"write `null<{arg.item}>` if it may be null",
                )  # fmt: skip
        return WireType(word, "", args, start, end)  # type: ignore[arg-type]
    if word in SCALARS:
        if args:
            raise LangError(f"`{word}` takes no type in angle brackets", start, end, expected=f"`{word}`")
        return WireType("scalar", word, (), start, end)
    if word[0].isupper() or "." in word:
        return WireType("ref", word, args, start, end)
    raise LangError(
        f"unknown type `{word}`",
        start,
        start + len(word),
        expected="a scalar, a constructor or the name of a type",
        hint=did_you_mean(word, [*SCALARS, *_CONSTRUCTORS]),
    )


@lru_cache(_TEXTS)
def parse_type(text: str) -> WireType:
    """Parse a type text without resolving names. Raises LangError."""
    parser = _Parser(text)
    return parser.finish(parser.type())


@lru_cache(_TEXTS)
def parse_declaration(wire: str, text: str) -> FieldDecl:
    """Parse `[python_name] type` without resolving names. Raises LangError."""
    parser = _Parser(text)
    if len(parser.tokens) > 1 and parser.tokens[1][0] not in ("<", ",", ">", "?", "|", "["):
        name, start = parser.take()
        _check_name(name, start)
    else:
        name = python_name(wire)
    return FieldDecl(wire, name, parser.finish(parser.type()))


def _check_name(name: str, start: int) -> None:
    if not _IDENTIFIER.match(name) or keyword.iskeyword(name) or name in _RESERVED:
        raise LangError(
            f"`{name}` cannot be a python name",
            start,
            start + len(name),
            expected="lower snake case, no keyword and no name of a builtin type",
            hint=did_you_mean(name, [f"{snake_case(name)}_"]) if name in _RESERVED else "",
        )


@lru_cache(_TEXTS)
def snake_case(name: str) -> str:
    """`lastUpdateId` → `last_update_id`, `HTTPCode` → `http_code`, `X-Time` → `x_time`."""
    text = re.sub(r"[^A-Za-z0-9]+", "_", name).strip("_")
    text = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", text)
    return re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", text).lower()


def python_name(wire: str) -> str:
    """Our name of a wire name: snake case, no keyword, no builtin shadowed. Raises LangError if there is none."""
    name = snake_case(wire)
    if not _IDENTIFIER.match(name):
        raise LangError(
            f"`{wire}` makes no python name",
            0,
            max(len(wire), 1),
            expected="a python name before the type",
            hint=f"write `{wire}: some_name str`",
        )
    return f"{name}_" if keyword.iskeyword(name) or name in _RESERVED else name


def python_class(table: TypeTable, type: WireType) -> str:
    """The class that a decoded value of this type has: one of Python's own (`list`, `int`), or one of our types."""
    type = table.expand(type)
    if type.kind == "ref" and type.name in table.structs:
        return "tuple" if table.is_tuple(type.name) else type.name
    if type.kind == "ref":
        return "int" if type.name in table.flags else type.name
    return {"list": "list", "map": "dict", "tuple": "tuple"}.get(type.kind) or table.annotation(type)


# ------------------------------------------------------------------------------------------------ the table


class TypeTable:
    """Every type of a spec, resolved. What could not be resolved is in `problems` and missing from the rest."""

    def __init__(self) -> None:
        self.structs: dict[str, StructDecl] = {}
        self.enums: dict[str, EnumDecl] = {}
        self.flags: dict[str, Mapping[str, int]] = {}
        """Name of a type → its bits."""
        self.unions: dict[str, UnionDecl] = {}
        self.aliases: dict[str, WireType] = {}
        self.hooks: dict[str, HookDecl] = {}
        self.classes: dict[str, str] = {}
        """Type → Python of its class, where that is not the type's own name: messages of FIX dictionaries."""
        self.problems: list[Problem] = []
        self.currencies: Mapping[str, str] = {}
        """The venue's code of a currency → the usual one."""
        self.none_words: tuple[str, ...] = ("",)
        self.names: set[str] = set()
        """Every declared name, also of types that have a problem: a use of them is not another problem."""
        self.generics: dict[str, tuple[tuple[str, ...], Any]] = {}
        """Declared name → parameters and declaration of a generic type."""

    @classmethod
    def build(cls, spec: Spec) -> TypeTable:
        """Resolve the types of `spec`. Never raises for a spec that loaded: look at `problems`."""
        from .declare import declare

        table = cls()
        declare(table, spec)
        return table

    # -- texts

    def parse(self, text: str) -> WireType:
        """Parse a type used anywhere in the spec and check its names. Raises LangError."""
        return self.resolve(parse_type(text))

    def declaration(self, wire: str, text: str) -> FieldDecl:
        """Parse `[python_name] type` of a field or parameter with this wire name. Raises LangError."""
        found = parse_declaration(wire, text)
        return FieldDecl(found.wire, found.name, self.resolve(found.type))

    def resolve(self, type: WireType) -> WireType:
        """`type` with generic uses replaced by their struct. Raises LangError for a name that is not declared."""
        if type.kind == "scalar":
            return type
        args = tuple(self.resolve(arg) for arg in type.args)
        if type.kind == "blank":
            self._check_blank(args[0])
        if type.kind == "csv" and not self._is_text(args[0]):
            raise LangError("`csv` takes the type of one text", args[0].start, args[0].end, expected="a scalar or enum")
        if type.kind == "one_or_many" and self._is_array(args[0]):
            raise LangError(
                f"`one_or_many<{args[0]}>`: one and many are both arrays", args[0].start, args[0].end,
                expected="the type of an object, a text or a number",
            )  # fmt: skip
        if type.kind != "ref":
            return WireType(type.kind, type.name, args, type.start, type.end)
        if type.name in self.generics:
            from .declare import instantiate

            return instantiate(self, type, args)
        if type.name not in self.names:
            raise LangError(
                f"unknown type `{type.name}`",
                type.start,
                type.start + len(type.name),
                expected="a name of `types`, `enums` or `unions`",
                hint=did_you_mean(type.name, sorted(self.names | set(self.generics))),
            )
        if args:
            raise LangError(f"`{type.name}` takes no types", type.start, type.end, expected=f"`{type.name}`")
        return WireType("ref", type.name, (), type.start, type.end)

    def _is_array(self, type: WireType) -> bool:
        type = self.expand(type)
        if type.kind == "ref":
            struct = self.structs.get(type.name)
            return type.name in self.unions or (struct is not None and struct.array)
        return type.kind in ("list", "tuple", "one_or_many", "null") or type.name in ("json", "raw")

    def _is_text(self, type: WireType) -> bool:
        type = self.expand(type)
        if type.kind == "ref":
            others = (self.structs, self.unions, self.flags)
            return type.name in self.enums or not any(type.name in each for each in others)
        return type.kind == "scalar" and type.name in BLANK_READS_AS

    def _check_blank(self, type: WireType) -> None:
        if not self._is_text(type):
            raise LangError(
                f"`blank<{type}>`: only a text can be empty",
                type.start,
                type.end,
                expected="a scalar that is written as text, or an enum",
            )

    def expand(self, type: WireType) -> WireType:
        """`type` with an alias at its top replaced by what it stands for."""
        seen: set[str] = set()
        while type.kind == "ref" and type.name in self.aliases and type.name not in seen:
            seen.add(type.name)
            type = self.aliases[type.name]
        return type

    def is_tuple(self, name: str) -> bool:
        """This positional array is a plain tuple in Python: nothing in it may be missing or added."""
        struct = self.structs.get(name)
        return bool(
            struct
            and struct.array
            and not struct.open_tail
            and not any(field.type.is_opt for field in struct.fields)
            # What a union is told apart by is its class.
            and not any(name in union.members for union in self.unions.values())
        )

    # -- what types mean

    def annotation(self, type: WireType) -> str:
        """Python annotation of a struct field of this type: `int`, `list[Level]`, `Decimal | UnsetType`."""
        match type.kind:
            case "scalar":
                return SCALARS[type.name].annotation
            case "ref" if type.name in self.flags:
                return "int | str"  # venues that write numbers at one place write texts at another
            case "ref":
                if type.name in self.aliases:
                    return self.annotation(self.aliases[type.name])
                return self.classes.get(type.name, type.name)
            case "list":
                return f"list[{self.annotation(type.item)}]"
            case "map":
                return f"dict[str, {self.annotation(type.item)}]"
            case "tuple":
                return f"tuple[{', '.join(self.annotation(arg) for arg in type.args)}]"
            case "opt":
                return f"{self.annotation(type.item)} | UnsetType"
            case "null":
                return f"{self.annotation(type.item)} | None"
            case "one_or_many":
                item = self.annotation(type.item)
                return f"{item} | list[{item}]"
            case _:
                return "Raw" if self.is_number_or_word(type) else "str"

    def schema(self, type: WireType) -> dict[str, Any]:
        """JSON Schema fragment for the model generator. `opt` shows in the parent's `required`, not here."""
        match type.kind:
            case "scalar":
                return dict(SCALARS[type.name].schema)
            case "ref" if type.name in self.flags:
                return {"anyOf": [{"type": "integer"}, {"type": "string"}]}
            case "ref":
                if type.name in self.aliases:
                    return self.schema(self.aliases[type.name])
                return {"$ref": f"#/$defs/{type.name}"}
            case "list":
                return {"type": "array", "items": self.schema(type.item)}
            case "map":
                return {"type": "object", "additionalProperties": self.schema(type.item)}
            case "tuple":
                items = [self.schema(arg) for arg in type.args]
                return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}
            case "opt":
                return self.schema(type.item)
            case "null":
                return {"anyOf": [self.schema(type.item), {"type": "null"}]}
            case "one_or_many":
                item = self.schema(type.item)
                return {"anyOf": [item, {"type": "array", "items": item}]}
            case _:
                return dict(SCALARS["raw"].schema) if self.is_number_or_word(type) else {"type": "string"}

    def value_type(self, type: WireType) -> Type:
        """Type of the value that expressions see."""
        match type.kind:
            case "scalar":
                return SCALARS[type.name].value
            case "ref":
                if type.name in self.aliases:
                    return self.value_type(self.aliases[type.name])
                if type.name in self.enums:
                    return self.enums[type.name].type
                if type.name in self.flags:
                    return FlagsType(type.name)
                return UnionType(type.name) if type.name in self.unions else StructType(type.name)
            case "list" | "one_or_many":
                return ListType(self.value_type(type.item), type.item)
            case "map":
                return MapType(self.value_type(type.item), type.item)
            case "tuple":
                return TupleType(tuple(self.value_type(arg) for arg in type.args), type.args)
            case "opt" | "null":
                return optional(self.value_type(type.item))
            case "blank":
                return optional(self.value_type(self.as_text(type.item)))
            case "csv":
                return ListType(self.value_type(self.as_text(type.item)))

    def is_number_or_word(self, type: WireType) -> bool:
        """`blank<number>`: a JSON number, or a text where there is none. No decoder has a type for both that keeps the
        digits, so it is read as it stands."""
        return type.kind == "blank" and self.expand(type.item).name == "number"

    def as_text(self, type: WireType) -> WireType:
        """The type as which the text inside `blank` or `csv` is read: `int` there is written as `int_text` is."""
        type = self.expand(type)
        if type.kind != "scalar":
            return type
        return WireType("scalar", BLANK_READS_AS[type.name], (), type.start, type.end)

    def value_annotation(self, type: Type) -> str:
        """Python annotation of a value of this type: what a raw method's parameter or a hook takes."""
        match type:
            case Optional(item):
                return f"{self.value_annotation(item)} | None"
            case ListType(item):
                return f"list[{self.value_annotation(item)}]"
            case MapType(value):
                return f"dict[str, {self.value_annotation(value)}]"
            case TupleType(items):
                return f"tuple[{', '.join(map(self.value_annotation, items))}]"
            case Time() | FlagsType():
                return "int"
            case EnumType(wire=wire):
                return wire
            case Scalar():
                return {"decimal": "Decimal", "int": "int", "bool": "bool", "bytes": "bytes", "none": "None"}.get(
                    type.name,
                    {"raw": "Raw", "json": "Any", "any": "Any"}.get(type.name, "str"),
                )
            case _:
                return self.classes.get(type.name, type.name)

    def write(self, type: WireType, code: str, place: Literal["json", "text"] = "json") -> str:
        """Python that turns a value (which is there, not None) into what is sent.

        `json`: something the JSON encoder writes as this type; `text`: the text in a query, form, path or header. The
        functions named are of `venue_runtime.exprs`.
        """
        type = self.expand(type)
        if type.kind in ("opt", "null"):
            return self.write(type.item, code, place)
        if type.kind == "blank":
            return self.write(self.as_text(type.item), code, "json" if self.is_number_or_word(type) else "text")
        if type.kind == "csv":
            item = self.write(self.as_text(type.item), "x", "text")
            return f"','.join({code})" if item == "x" else f"','.join({item} for x in {code})"
        if type.kind == "list" and place == "json":
            item = self.write(type.item, "x")
            return code if item == "x" else f"[{item} for x in {code}]"
        if type.kind == "map" and place == "json":
            item = self.write(type.item, "x")
            return code if item == "x" else f"{{k: {item} for k, x in {code}.items()}}"
        if type.kind == "ref" and type.name in self.enums:
            return code if place == "json" or self.enums[type.name].wire == "str" else f"str({code})"
        if type.kind == "ref" and type.name in self.flags:
            return code if place == "json" else f"str({code})"
        if type.kind == "scalar":
            info = SCALARS[type.name]
            return (info.json if place == "json" else info.text).replace("{}", code)
        if type.kind == "ref" and type.name in self.structs and place == "json":
            return f"sent({code}{self._sent_as(self.structs[type.name])})"
        if place == "json":
            return code
        # `json_text` writes numbers plainly by itself; structs must be told the names of the wire.
        inner = self.write(type, code)
        return f"json_text({inner if 'sent(' in inner else code})"

    def _sent_as(self, struct: StructDecl) -> str:
        """What `sent` must be told of a struct: declaration order, where our class has another one (what may be missing
        comes last there), which fields are JSON numbers, and which have no trailing zeros."""
        names = tuple(field.wire for field in struct.fields)
        missing = [field.type.is_opt for field in struct.fields]
        numbers = tuple(field.wire for field in struct.fields if self._is_number(field.type))
        order = "" if struct.array or missing == sorted(missing) else f", order={names!r}"
        trimmed = tuple(dict.fromkeys(self._trimmed(struct)))
        return order + (f", numbers={numbers!r}" if numbers else "") + (f", trimmed={trimmed!r}" if trimmed else "")

    def _trimmed(self, struct: StructDecl) -> Iterator[str]:
        """Fields without trailing zeros, of a struct and of those inside it."""
        for each in struct.fields:
            type = self.expand(each.type)
            while type.kind in ("opt", "null", "list"):
                type = self.expand(type.item)
            if type.kind == "scalar" and type.name == "trimmed":
                yield each.wire
            elif type.kind == "ref" and type.name in self.structs and self.structs[type.name] is not struct:
                yield from self._trimmed(self.structs[type.name])

    def _is_number(self, type: WireType) -> bool:
        type = self.expand(type)
        while type.kind in ("opt", "null"):
            type = self.expand(type.item)
        return type.kind == "scalar" and type.name in ("number", "s_number")

    def held(self, type: WireType, code: str, qualifier: str = "") -> str:
        """Python of a struct's field of this type, from a value (which is there, not None): the way back of reading.

        `qualifier` stands before names of our types: `wire.`.
        """
        type = self.expand(type)
        if type.kind in ("opt", "null"):
            return self.held(type.item, code, qualifier)
        if self.is_number_or_word(type):
            return f"Raw(decimal_text({code}).encode())"
        if type.kind == "ref" and type.name in self.enums:
            return f"{self.classes.get(type.name, f'{qualifier}{type.name}')}({code})"
        if type.kind == "scalar" and SCALARS[type.name].annotation == "Decimal" and type.name != "s_number":
            return code
        if type.kind == "list":
            item = self.held(type.item, "x", qualifier)
            return code if item == "x" else f"[{item} for x in {code}]"
        return self.write(type, code) if type.kind in ("scalar", "blank", "csv") else code
