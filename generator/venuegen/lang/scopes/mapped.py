"""Scopes of the contract's side: maps, operations, batches, styles."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from msgspec.structs import replace as replaced

from ..contract import BATCHES, CONTRACT_TYPES, OPERATIONS
from ..errors import LangError
from ..types import BOOL, INT, JSON, STR, TIME_NS, Field, ListType, Optional, Record, Type, base_of
from ..wire_types import StructDecl, TypeTable, WireType
from .books import payload_type
from .held import leases
from .names import (
    CLOCK,
    ORDER_REQUEST,
    STYLE,
    config_names,
    contract_record,
    credential_names,
    endpoint_params,
    environment_names,
    instrument,
    result_type,
    value_type,
)
from .scope import NO_CODES, Binding, Codes, Scope, scope_of

if TYPE_CHECKING:
    from ...spec.model import Map, Operation, Spec, StyleRow


def scope_for_map(spec: Spec, table: TypeTable, map: Map, name: str = "", codes: Codes = NO_CODES) -> Scope:
    """`set` and `when` of a map: about the message, or about each item that `each` finds in it."""
    types: dict[str, Type] = {"m": value_type(table, map.source), "recv": TIME_NS, "cfg": config_names(spec)}
    if map.each is not None:
        item = _item(map.each, scope_for_each(spec, table, map, name, codes))
        types |= {"whole": types["m"], "m": item, "place": INT}
    about_one = map.to not in ("Instrument", "Balance")
    if about_one:
        types["i"] = instrument(spec)
    if map.to == "Order":
        types["style"] = STYLE
    code = f"{codes.get('i', 'i')}.symbol" if about_one else None
    scope = scope_of(f"map `{name}`" if name else "this map", table, types, codes, symbol_code=code)
    return scope.with_names(**_looked_up(map, scope)) if map.lookup else scope


def _looked_up(map: Map, scope: Scope) -> dict[str, Binding]:
    """What `lookup` names: there where the map means a value at all."""
    from ..expr import compile_expr

    found: dict[str, Binding] = {}
    for name, text in map.lookup.items():
        try:
            type = base_of(compile_expr(text, scope.with_names(**found)).type)
        except LangError:
            type = JSON  # its own text has the problem
        found[name] = Binding(type, f"{name}_found")
    return found


def scope_for_each(spec: Spec, table: TypeTable, map: Map, name: str = "", codes: Codes = NO_CODES) -> Scope:
    """`each` of a map: the message, as `whole`."""
    types: dict[str, Type] = {"whole": value_type(table, map.source), "cfg": config_names(spec)}
    return scope_of(f"`each` of map `{name}`" if name else "`each`", table, types, codes)


def _item(each: str, scope: Scope) -> Type:
    items = _items(each, scope)
    return items.item if isinstance(items, ListType) else JSON


def _items(each: str, scope: Scope) -> Type:
    from ..expr import compile_expr

    try:
        return base_of(compile_expr(each, scope).type)
    except LangError:
        return JSON  # its own text has the problem


def scope_for_emit(spec: Spec, table: TypeTable, map: Map, name: str = "", codes: Codes = NO_CODES) -> Scope:
    """`emit` of a map: the way back, for the simulated venue."""
    types: dict[str, Type] = {
        "v": contract_record(map.to) if map.to in CONTRACT_TYPES else JSON,
        "cfg": config_names(spec),
    }
    if map.to not in ("Instrument", "Balance"):
        types["i"] = instrument(spec)
    if map.each is not None:
        types["place"] = INT
    return scope_of(f"`emit` of map `{name}`", table, types, codes)


def scope_for_operation(
    spec: Spec, table: TypeTable, name: str, operation: Operation | None = None, codes: Codes = NO_CODES
) -> Scope:
    """`with`, `when` and `choose` of an operation: its arguments, before anything is sent."""
    types: dict[str, Type] = {"cfg": config_names(spec), "clock": CLOCK, "env": environment_names(spec)}
    if spec.credentials:
        types["cred"] = credential_names(spec)
    known = OPERATIONS.get(name)
    if known is not None:
        types |= dict(known.arguments)
        if "interval" in known.arguments:
            types["span"] = INT
        if known.order:
            needs = frozenset(operation.needs) if operation is not None else frozenset()
            types["o"] = order_with(needs)
        if known.instrument:
            may_lack = known.symbol_optional and "symbol" not in (operation.needs if operation is not None else ())
            types["i"] = Optional(instrument(spec)) if may_lack else instrument(spec)
        if name in KNOWING:
            types["known"] = known_with(operation.needs if operation is not None else ())
    if operation is not None:
        types |= {key: base_of(types[key]) for key in operation.needs if key in types}
        types |= {name: _of_literals(values) for name, values in operation.fan_out.items()}
        if operation.batch is not None and name in BATCHES:
            # What is of one order stands in `batch.item`.
            types = {key: type for key, type in types.items() if key in ("cfg", "clock", "env", "cred")}
            if operation.batch.group is not None:
                types["group"] = STR
    if spec.leases:
        types["lease"] = leases(spec, table)
    scope = scope_of(f"operation `{name}`", table, types, codes)
    if "fix" in spec.ws and spec.fix is not None and not spec.ws["fix"].url:
        from ..fix_scopes import REQUEST  # the FIX half of a spec

        scope = scope.with_names(req=Binding(REQUEST, codes.get("req", "req")))
    return scope


def batch_item(spec: Spec, table: TypeTable, operation: Operation) -> WireType | None:
    """Type of one item of the list that a batch sends; None where its parameter is no list."""
    endpoint, batch = spec.endpoints.get(operation.call or ""), operation.batch
    if endpoint is None or batch is None:
        return None
    found = endpoint_params(table, endpoint).get(batch.param)
    kind = table.expand(found[1]) if found is not None else None
    while kind is not None and kind.kind in ("opt", "null"):
        kind = table.expand(kind.item)
    return table.expand(kind.item) if kind is not None and kind.kind in ("list", "csv") else None


def item_paths(table: TypeTable, struct: StructDecl, prefix: str = "") -> dict[str, str]:
    """Fields of the item of a batch by their own names: the way to each, where it is in an object inside
    (`kind.limit.price`). The item's own come first.
    """
    found = {each.name: f"{prefix}{each.name}" for each in struct.fields}
    for each in struct.fields:
        kind = table.expand(each.type)
        while kind.kind in ("opt", "null"):
            kind = table.expand(kind.item)
        inner = table.structs.get(kind.name) if kind.kind == "ref" else None
        if inner is not None and inner is not struct:
            found = {**item_paths(table, inner, f"{prefix}{each.name}."), **found}
    return found


def scope_for_batch(spec: Spec, table: TypeTable, name: str, operation: Operation, codes: Codes = NO_CODES) -> Scope:
    """`batch.item` and `batch.group` of an operation: one order of many."""
    single = scope_for_operation(spec, table, name.removesuffix("s"), replaced(operation, batch=None), codes)
    return replace(single, place=f"`batch` of operation `{name}`")


def scope_for_batch_answer(
    spec: Spec, table: TypeTable, name: str, operation: Operation, codes: Codes = NO_CODES
) -> Scope:
    """`set` and `batch.refused` of a batch: an item `m` of the answer `r`, beside its order."""
    single = scope_for_result(spec, table, name.removesuffix("s"), replaced(operation, batch=None), codes)
    whole = scope_for_result(spec, table, name, operation, codes)
    return _of_item(single, whole, name, operation, codes)


def scope_for_refusal(spec: Spec, table: TypeTable, name: str, operation: Operation, codes: Codes = NO_CODES) -> Scope:
    """`refused` of a method about one order: the item `m` of the answer `r` that is about it."""
    whole = scope_for_result(spec, table, name, operation, codes)
    return _of_item(whole, whole, name, operation, codes)


def _of_item(scope: Scope, whole: Scope, name: str, operation: Operation, codes: Codes) -> Scope:
    item = base_of(whole.names["r"].type) if operation.each is None else _items(operation.each, whole)
    if isinstance(item, ListType):
        item = item.item
    return replace(scope, place=f"the answer of operation `{name}`").with_names(m=Binding(item, codes.get("m", "m")))


def _of_literals(values: Sequence[object]) -> Type:
    if all(isinstance(value, bool) for value in values):
        return BOOL
    return INT if all(isinstance(value, int) for value in values) else STR


def scope_for_result(spec: Spec, table: TypeTable, name: str, operation: Operation, codes: Codes = NO_CODES) -> Scope:
    """`each`, `result` and `set` of an operation: the answer `r` (of a channel: the message `m`) beside its
    arguments.
    """
    scope = scope_for_operation(spec, table, name, operation, codes)
    if operation.channel is not None:
        message = codes.get("m", "m")
        if _tells_one_or_many(spec, table, operation.channel):
            message = f"many({message})"
        return scope.with_names(m=Binding(payload_type(spec, table, operation.channel), message))
    result = result_type(spec, table, operation.call)
    code = f"{codes.get('i', 'i')}.symbol" if "i" in scope.names else None
    answer = codes.get("r", "r")
    if is_one_or_many(spec, table, operation.call):
        answer = f"many({answer})"
    return replace(scope, symbol_code=code).with_names(r=Binding(result, answer))


def is_one_or_many(spec: Spec, table: TypeTable, endpoint: str | None) -> bool:
    """Whether an endpoint answers with an object or with a list of them."""
    found = spec.endpoints.get(endpoint or "")
    try:
        return found is not None and table.expand(table.parse(found.result)).kind == "one_or_many"
    except LangError:
        return False


def _tells_one_or_many(spec: Spec, table: TypeTable, channel: str) -> bool:
    """Whether the messages of a channel are an object or a list of them."""
    connection, _, name = channel.partition(".")
    found = spec.ws[connection].channels.get(name) if connection in spec.ws else None
    try:
        return found is not None and table.expand(table.parse(found.type)).kind == "one_or_many"
    except LangError:
        return False


def order_with(needs: frozenset[str], codes: Codes = NO_CODES) -> Record:
    """An OrderRequest whose fields in `needs` are there; `codes`: Python of some of its fields."""
    fields = {
        name: Field(base_of(field.type) if name in needs else field.type, codes.get(name))
        for name, field in ORDER_REQUEST.fields.items()
    }
    return Record("OrderRequest", fields)


KNOWING = ("edit_order", "cancel_order")
"""Operations about one order that the client may know: `known`."""


def known_with(needs: Collection[str]) -> Type:
    """`known`, the order as the client knows it, or none; where `needs` names fields of it, it and they are there."""
    needed = {each.removeprefix("known.") for each in needs if each.startswith("known.")}
    if not needed:
        return Optional(contract_record("Order"))
    fields = dict(contract_record("Order").fields)
    fields |= {name: Field(base_of(fields[name].type), f"known_{name}") for name in needed if name in fields}
    return Record("Order", fields)


def scope_for_style(spec: Spec, table: TypeTable, row: StyleRow | None = None, codes: Codes = NO_CODES) -> Scope:
    """`wire` of a row of `orders.styles`; what the row `needs` is there."""
    needs = frozenset(each for each in row.needs if isinstance(each, str)) if row is not None else frozenset[str]()
    types: dict[str, Type] = {"o": order_with(needs), "i": instrument(spec), "cfg": config_names(spec)}
    return scope_of("`orders.styles`", table, types, codes)


def scope_for_read(spec: Spec, table: TypeTable, name: str, operation: Operation, codes: Codes = NO_CODES) -> Scope:
    """`read` of an operation: the sent parameters `p`, for the simulated venue."""
    endpoint = spec.endpoints.get(operation.call or "")
    fields: dict[str, Field] = {}
    if endpoint is not None:
        fields = {key: Field(table.value_type(type)) for key, (_, type) in endpoint_params(table, endpoint).items()}
    types: dict[str, Type] = {"p": Record("p", fields), "cfg": config_names(spec), "clock": CLOCK}
    known = OPERATIONS.get(name)
    if known is not None and known.instrument:
        types["i"] = instrument(spec)
    code = f"{codes.get('i', 'i')}.symbol" if "i" in types else None
    return scope_of(f"`read` of operation `{name}`", table, types, {"clock": "call.now_ns", **codes}, symbol_code=code)
