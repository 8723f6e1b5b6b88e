"""The parameters of an endpoint, as every view that writes a call needs them; and what a call costs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ..lang import WireType, compile_expr
from ..lang.scopes import scope_for_endpoint_cost
from ..lang.types import INT, Type
from ..render.names import doc_line, identifier
from ..spec.model import Endpoint, Param

if TYPE_CHECKING:
    from .context import VenueContext

Place = Literal["query", "form", "json", "none", "path", "header", "key"]
PATH_NAME = re.compile(r"\{([^{}]+)\}")
"""`{name}` in a path, or in the wire name of a parameter: what that parameter says stands there."""
#: Scalars whose text consists of unreserved characters only.
_BARE = frozenset(
    {"int", "decimal", "number", "trimmed", "bool", "digits", "int_text", "bool_text", "bool_01", "s", "ms", "us", "ns"}
)
#: Scalars that `query_text` writes as their own text form says, from what the JSON encoder gets.
_ALIKE = (_BARE - {"number"}) | {"str", "venue_symbol", "s_text", "ms_text", "us_text", "ns_text", "iso"}


@dataclass(frozen=True, slots=True)
class ParamView:
    """A parameter of an endpoint, in wire order."""

    wire: str
    name: str
    type: WireType
    value: Type
    place: Place
    annotation: str
    is_optional: bool
    is_const: bool
    default: str | int | bool | None
    const: str | int | bool | None
    is_alike: bool
    """`query_text` writes what the JSON encoder gets just as `text` does."""
    text: str
    """Python of what stands in a query, form, path or header: already percent-encoded where it may need it."""
    json: str
    """Python of what the JSON encoder gets."""
    minimum: int | None
    maximum: int | None
    doc: str

    @property
    def is_always(self) -> bool:
        """Whether it is sent whatever the caller gives."""
        return self.is_const or self.default is not None or not self.is_optional

    @property
    def declaration(self) -> str:
        """As it stands in the method's signature."""
        if not self.is_optional and self.default is None:
            return f"{self.name}: {self.annotation}"
        return f"{self.name}: {self.annotation} | None = None"


def place_of(endpoint: Endpoint) -> Place:
    """Where parameters of an endpoint go that do not say so themselves."""
    return endpoint.place or ("query" if endpoint.method in ("GET", "DELETE") else "json")


def params_of(context: VenueContext, endpoint: Endpoint) -> tuple[ParamView, ...]:
    """The parameters of an endpoint, in wire order."""
    known = context.params.get(id(endpoint))
    if known is not None:
        return known[1]
    in_path = set(PATH_NAME.findall(endpoint.path))
    made = tuple(
        _param(context, wire, value if isinstance(value, Param) else Param(type=value), endpoint, wire in in_path)
        for wire, value in endpoint.params.items()
    )
    context.params[id(endpoint)] = endpoint, made
    return made


def _param(context: VenueContext, wire: str, param: Param, endpoint: Endpoint, in_path: bool) -> ParamView:
    table = context.table
    declared = table.declaration(wire, param.type)
    name = identifier(param.name or declared.name)
    kind = declared.type
    if kind.kind == "opt":
        kind = kind.args[0]
    value = table.value_type(kind)
    place: Place = (
        "path" if in_path else _body_place(endpoint) if param.place == "body" else param.place or place_of(endpoint)
    )
    text = table.write(kind, name, "text")
    if not _is_bare(context, kind):
        text = f"quote({text})" if place in ("query", "form") else f"quote_path({text})" if place == "path" else text
    elif context.table.expand(kind).name in ("int", "int_text", "s", "ms", "us", "ns") and place != "header":
        text = name  # an f-string writes an int as str() does
    return ParamView(
        wire=wire,
        name=name,
        type=kind,
        value=value,
        place=place,
        annotation=_annotation(context, kind, value),
        is_optional=declared.type.kind == "opt",
        is_const=param.const is not None,
        default=param.default,
        const=param.const,
        is_alike=_is_alike(context, kind),
        text=text,
        json=table.write(kind, name, "json"),
        minimum=param.min,
        maximum=param.max,
        doc=doc_line(param.doc),
    )


def _body_place(endpoint: Endpoint) -> Place:
    return "form" if endpoint.place == "form" else "json"


def _annotation(context: VenueContext, kind: WireType, value: Type) -> str:
    expanded = context.table.expand(kind)
    if expanded.kind == "ref" and expanded.name in context.table.enums:
        return f"{expanded.name} | {context.table.value_annotation(value)}"
    return context.table.value_annotation(value)


def _is_alike(context: VenueContext, kind: WireType) -> bool:
    expanded = context.table.expand(kind)
    if expanded.kind in ("list", "csv"):
        item = context.table.expand(expanded.item)
        return (item.kind == "ref" and item.name in context.table.enums) or item.name in _ALIKE
    if expanded.kind == "ref":
        return expanded.name in context.table.enums
    return expanded.kind == "scalar" and expanded.name in _ALIKE


def _is_bare(context: VenueContext, kind: WireType) -> bool:
    """Whether its text consists of unreserved characters only."""
    expanded = context.table.expand(kind)
    return expanded.kind == "scalar" and expanded.name in _BARE


def costs_of(
    context: VenueContext, endpoint: Endpoint
) -> tuple[tuple[tuple[str, int], ...], tuple[tuple[str, str], ...]]:
    """Fixed costs (bucket, units), and those that depend on parameters (bucket, Python)."""
    limits = context.spec.limits
    declared = endpoint.cost if endpoint.cost is not None else (limits.default_cost if limits else {})
    scope = scope_for_endpoint_cost(context.spec, context.table, endpoint)
    fixed: list[tuple[str, int]] = []
    computed: list[tuple[str, str]] = []
    for bucket, units in declared.items():
        if isinstance(units, int):
            fixed.append((bucket, units))
        else:
            computed.append((bucket, compile_expr(units, scope, INT).code))
    return tuple(fixed), tuple(computed)
