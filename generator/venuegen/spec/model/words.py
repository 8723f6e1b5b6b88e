"""Spellings that every section uses: names, durations, rates, and the base of every map."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

#: `=expr`, `"text {name}"` or a literal. JSON scalars stay what they are.
Value = str | int | bool | None
#: A type in the shorthand of `types`: `str`, `opt<list<Level>>`, `order_id int`, …
TypeText = str
Doc = Annotated[str, Meta(description="One sentence for the reader.")]
Duration = Annotated[str, Meta(pattern=r"^\d+(ns|us|ms|s|m|h|d)$", description="A duration: 250ms, 5s, 1m, 24h.")]
Rate = Annotated[str, Meta(pattern=r"^\d+/\d+(ms|s|m|h|d)$", description="A rate: <count>/<duration>, such as 5/1s.")]
Name = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$", description="A lower snake case name.")]
NeededName = Annotated[str, Meta(pattern=r"^(known\.)?[a-z][a-z0-9_]*$", description="A name, or `known.` and one.")]
OrderField = Annotated[
    str,
    Meta(
        pattern=r"^(venue\.)?[a-z][a-z0-9_]*$",
        description="A field of the order request, or `venue.<option>`: one of the options of create_order.",
    ),
]
TypeName = Annotated[str, Meta(pattern=r"^[A-Z][A-Za-z0-9]*$", description="A CamelCase name.")]
UnionMember = Annotated[
    str, Meta(pattern=r"^([A-Z][A-Za-z0-9]*|str)$", description="The CamelCase name of a type, or `str`.")
]
DiffRule = Annotated[str, Meta(pattern=r"^[a-z]+(-[a-z]+)+$", description="The id of a rule of `venuegen diff`.")]
Reason = Annotated[str, Meta(pattern=r"\S", description="Why: one sentence for the reviewer.")]
Bit = Annotated[int, Meta(ge=1, le=2**52, description="A power of two.")]


class Word(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of every map of the language: unknown keys are errors."""
