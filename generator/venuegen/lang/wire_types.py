"""Types of the wire: the shorthand of `types:`, `params:` and results, and what each means in Python.

`TypeTable.build(spec)` resolves every type, enum and union of a spec. For each wire type it answers four questions: the
annotation of the generated struct's field, the JSON Schema fragment that the model generator reads, the type of the value
that expressions see, and the Python that turns one into the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from .errors import LangError
from .types import Type

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
    "python_name",
]


@dataclass(frozen=True)
class WireType:
    """A parsed type. `kind` is `scalar`, `ref` (a name of `types`, `enums` or `unions`) or a constructor.

    `name` is the scalar's or the referenced name; `args` the types in angle brackets.
    """

    kind: Literal["scalar", "ref", "list", "map", "tuple", "opt", "null", "blank", "csv"]
    name: str = ""
    args: tuple[WireType, ...] = ()

    @property
    def is_opt(self) -> bool:
        """May be missing on the wire (UNSET)."""
        return self.kind == "opt"

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
    schema: Mapping[str, Any] | None = None
    """A JSON Schema fragment given by the author instead of fields."""

    def field(self, name: str) -> FieldDecl | None:
        """The field with this python name."""
        return next((field for field in self.fields if field.name == name), None)


@dataclass(frozen=True)
class EnumDecl:
    """An open enumeration of the wire. `inward` maps words to values of `contract`, `outward` back (first word wins)."""

    name: str
    words: tuple[str | int, ...]
    members: Mapping[str | int, str]
    """Word → member name of the generated class."""
    wire: Literal["str", "int"] = "str"
    contract: str | None = None
    inward: Mapping[str | int, str] = field(default_factory=dict)
    outward: Mapping[str, str | int] = field(default_factory=dict)
    doc: str = ""

    @property
    def table_in(self) -> str:
        """Name of the generated table wire → contract: `ORDER_STATUS_IN`."""
        raise NotImplementedError

    @property
    def table_out(self) -> str:
        """Name of the generated table contract → wire: `ORDER_STATUS_OUT`."""
        raise NotImplementedError


@dataclass(frozen=True)
class UnionDecl:
    name: str
    members: tuple[str, ...]
    by_keys: bool = False
    doc: str = ""


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


class TypeTable:
    """Every type of a spec, resolved. What could not be resolved is in `problems` and missing from the rest."""

    structs: dict[str, StructDecl]
    enums: dict[str, EnumDecl]
    unions: dict[str, UnionDecl]
    aliases: dict[str, WireType]
    hooks: dict[str, HookDecl]
    problems: list[Problem]

    @classmethod
    def build(cls, spec: Spec) -> TypeTable:
        """Resolve the types of `spec`. Never raises for a spec that loaded: look at `problems`."""
        raise NotImplementedError

    def parse(self, text: str) -> WireType:
        """Parse a type used anywhere in the spec and check its names. Raises LangError."""
        raise NotImplementedError

    def declaration(self, wire: str, text: str) -> FieldDecl:
        """Parse `[python_name] type` of a field or parameter with this wire name. Raises LangError."""
        raise NotImplementedError

    def annotation(self, type: WireType) -> str:
        """Python annotation of a struct field of this type: `int`, `list[Level]`, `Decimal | UnsetType`."""
        raise NotImplementedError

    def schema(self, type: WireType) -> dict[str, Any]:
        """JSON Schema fragment for the model generator. `opt` shows in the parent's `required`, not here."""
        raise NotImplementedError

    def value_type(self, type: WireType) -> Type:
        """Type of the value that expressions see."""
        raise NotImplementedError

    def value_annotation(self, type: Type) -> str:
        """Python annotation of a value of this type: what a raw method's parameter or a hook takes."""
        raise NotImplementedError


def parse_type(text: str) -> WireType:
    """Parse a type text without resolving names. Raises LangError."""
    raise NotImplementedError


def parse_declaration(wire: str, text: str) -> FieldDecl:
    """Parse `[python_name] type` without resolving names. Raises LangError."""
    raise NotImplementedError


def python_name(wire: str) -> str:
    """Our name of a wire name: snake case, no keyword, no builtin shadowed. Raises LangError if there is none."""
    raise NotImplementedError
