"""Static types of the values that expressions work on.

A type here says what a *value* is once it has left the wire: a `digits` of the wire (text) is a DECIMAL, an
`int_text` an
INT, `ms` a Time("ms"). A value that may be missing is Optional; what that looks like on the wire (UNSET, null,
empty text) is gone by then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

__all__ = [
    "ANY",
    "BOOL",
    "BYTES",
    "DECIMAL",
    "INT",
    "JSON",
    "NONE",
    "RAW",
    "SECRET",
    "STR",
    "SYMBOL",
    "TIME_NS",
    "UNITS",
    "VENUE_SYMBOL",
    "ContractEnum",
    "EnumType",
    "Field",
    "FlagsType",
    "ListType",
    "MapType",
    "Optional",
    "Record",
    "Scalar",
    "StructType",
    "Time",
    "TupleType",
    "Type",
    "Unit",
    "UnionType",
    "base_of",
    "is_optional",
    "optional",
    "unwired",
]

Unit: TypeAlias = Literal["s", "ms", "us", "ns"]
UNITS: dict[str, int] = {"s": 1_000_000_000, "ms": 1_000_000, "us": 1_000, "ns": 1}
"""Nanoseconds in one of each."""


@dataclass(frozen=True)
class Scalar:
    """A value without parts: `str`, `int`, `bool`, `decimal`, `bytes`, `json`, `raw`, `none`, `venue_symbol`,
    `symbol`…
    """

    name: str

    def __str__(self) -> str:
        return self.name


STR = Scalar("str")
INT = Scalar("int")
BOOL = Scalar("bool")
DECIMAL = Scalar("decimal")
BYTES = Scalar("bytes")
JSON = Scalar("json")
"""Any decoded JSON value."""
RAW = Scalar("raw")
"""Undecoded JSON bytes."""
NONE = Scalar("none")
VENUE_SYMBOL = Scalar("venue_symbol")
"""Text: an instrument as the venue names it."""
SYMBOL = Scalar("symbol")
"""Text: an instrument as the contract names it."""
SECRET = Scalar("secret")
"""Text of a secret credential: only steps of an auth scheme may read it."""
ANY = Scalar("any")
"""A value of which nothing is known, and nothing asked (`raw`, `venue` of the contract)."""


@dataclass(frozen=True)
class Time:
    """A moment, as an int of `unit`s since the epoch."""

    unit: Unit

    def __str__(self) -> str:
        return f"time in {self.unit}"


TIME_NS = Time("ns")


@dataclass(frozen=True)
class EnumType:
    """An open enumeration of the wire. `words` in declared order; text, or ints where `wire` is `int`."""

    name: str
    words: tuple[str | int, ...] = ()
    wire: Literal["str", "int"] = "str"
    contract: str | None = None
    """The contract's enumeration that it converts to."""

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class FlagsType:
    """A number whose bits have names: those are its attributes, each a BOOL."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class ContractEnum:
    """An enumeration of the contract (`venue_runtime`); members are the words in upper case."""

    name: str
    words: tuple[str, ...]

    def __str__(self) -> str:
        return f"contract {self.name}"


@dataclass(frozen=True)
class StructType:
    """A struct (or positional array) of `types`, looked up by name in the TypeTable."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class UnionType:
    """A union of `unions`: told apart by the decoder, no attribute of its own."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class ListType:
    item: Type
    wire: object = field(default=None, compare=False)
    """WireType of the items, when they are still as the wire has them."""

    def __str__(self) -> str:
        return f"list<{self.item}>"


@dataclass(frozen=True)
class MapType:
    """A JSON object with any keys."""

    value: Type
    wire: object = field(default=None, compare=False)

    def __str__(self) -> str:
        return f"map<{self.value}>"


@dataclass(frozen=True)
class TupleType:
    items: tuple[Type, ...]
    wire: object = field(default=None, compare=False)

    def __str__(self) -> str:
        return f"tuple<{', '.join(map(str, self.items))}>"


@dataclass(frozen=True)
class Optional:
    """A value that may be missing: None."""

    item: Type

    def __str__(self) -> str:
        return f"{self.item} or none"


@dataclass(frozen=True)
class Field:
    """A field of a Record: its type and the Python that reads it (`None`: the attribute of the same name)."""

    type: Type
    code: str | None = None
    doc: str = ""


@dataclass(frozen=True)
class Record:
    """Something of ours with known fields: a contract type, `cfg`, `cred`, `clock`, …"""

    name: str
    fields: Mapping[str, Field] = field(compare=False, hash=False)

    def __str__(self) -> str:
        return self.name


Type: TypeAlias = (
    Scalar
    | Time
    | EnumType
    | FlagsType
    | ContractEnum
    | StructType
    | UnionType
    | ListType
    | MapType
    | TupleType
    | Optional
    | Record
)


def is_optional(type: Type) -> bool:
    return isinstance(type, Optional) or type == NONE


def base_of(type: Type) -> Type:
    """The type without "or none"."""
    return type.item if isinstance(type, Optional) else type


def unwired(type: Type) -> Type:
    """The type of values whose parts have left the wire too."""
    match type:
        case Optional(item):
            return Optional(unwired(item))
        case ListType(item):
            return ListType(unwired(item))
        case MapType(value):
            return MapType(unwired(value))
        case TupleType(items):
            return TupleType(tuple(map(unwired, items)))
    return type


def optional(type: Type) -> Type:
    """`type or none`, once."""
    return type if isinstance(type, Optional) or type == NONE else Optional(type)
