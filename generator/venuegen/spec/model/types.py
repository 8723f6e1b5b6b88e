"""The wire exactly: enumerations, unions and the declarations of types."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta

from .words import Doc, Name, TypeText, UnionMember, Word


class Enum(Word, frozen=True, kw_only=True):
    """An open enumeration: an unknown word decodes, keeps its text and is not `is_known`."""

    values: Annotated[
        list[str | int] | dict[str, str | None],
        Meta(description="The venue's words; or word → member of the contract's enumeration (null: no counterpart)."),
    ]
    contract: Annotated[
        Literal[
            "Side",
            "OrderType",
            "TimeInForce",
            "OrderStatus",
            "Liquidity",
            "InstrumentKind",
            "InstrumentStatus",
            "PositionSide",
            "MarginMode",
            "SelfTradePrevention",
            "TriggerBy",
            "OptionType",
        ]
        | None,
        Meta(description="Contract enumeration that `values` maps to; converts both ways on assignment."),
    ] = None
    wire: Annotated[Literal["str", "int"], Meta(description="Whether the venue sends words or numbers.")] = "str"
    match: Annotated[
        Literal["word", "prefix"],
        Meta(
            description="`prefix`: the venue sends sentences that begin with these words; the longest beginning counts."
        ),
    ] = "word"
    names: Annotated[dict[str, str], Meta(description="Member names for words that make no (good) identifier.")] = {}
    doc: Doc = ""


#: `types:` values. An object is a map `wire_name: "python_name type"` (plus `$tag`, `$doc`, `$like`), a positional
#: array is a list of `"name type"` (`_` keeps a place without a name, `...` allows more), a text is an alias, and a map
#: with `$schema` is a JSON Schema fragment (or `$ref` into an imported document).
TypeDeclaration = dict[str, Any] | list[str] | str


class Union(Word, frozen=True, kw_only=True):
    """Several types of one value, told apart by what they are in JSON: an object, a positional array, a text (`str`).

    Objects are told apart by their tag or, where there is none, by the keys they have. An expression reads a field of
    any of them; it is missing in the others. Members that have no fields (a number, a list) are given names to read
    them by.
    """

    of: Annotated[
        list[UnionMember] | dict[Name, TypeText],
        Meta(
            description="The types, or `str` for a plain text; or name → type, where an expression reads a member by "
            "its name (`u.rows`), which is missing when another one is there."
        ),
    ]
    by_keys: Annotated[
        bool,
        Meta(description="Objects told apart by the presence of fields: one object with the fields of all of them."),
    ] = False
    doc: Doc = ""
