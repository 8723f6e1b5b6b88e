"""Which names an expression sees, per place in a spec: the one table.

`TABLE` is the table as the documentation shows it; the functions below build the scopes, and a test holds the two
together.
The Python behind a name is what a generated function calls its argument; `codes` gives another one per name.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from msgspec.structs import replace as replaced

from .contract import BATCHES, CONTRACT_TYPES, OPERATIONS
from .errors import LangError
from .types import (
    BOOL,
    BYTES,
    DECIMAL,
    INT,
    JSON,
    NONE,
    SECRET,
    STR,
    TIME_NS,
    EnumType,
    Field,
    ListType,
    MapType,
    Optional,
    Record,
    Time,
    Type,
    Unit,
    base_of,
    optional,
)
from .wire_types import StructDecl, TypeTable, WireType

if TYPE_CHECKING:
    from ..spec.model import Book, Channel, Connection, Endpoint, Map, Operation, ReceiveRule, Spec, Step, StyleRow

__all__ = [
    "KNOWING",
    "TABLE",
    "Binding",
    "Place",
    "Scope",
    "StepScope",
    "batch_item",
    "config_names",
    "contract_record",
    "endpoint_params",
    "environment_names",
    "instrument",
    "is_logon",
    "is_one_or_many",
    "item_paths",
    "known_with",
    "order_with",
    "result_type",
    "scope_for_batch",
    "scope_for_batch_answer",
    "scope_for_book",
    "scope_for_book_snapshot",
    "scope_for_channel",
    "scope_for_credential",
    "scope_for_each",
    "scope_for_emit",
    "scope_for_endpoint_cost",
    "scope_for_errors",
    "scope_for_frame",
    "scope_for_lease",
    "scope_for_level",
    "scope_for_limits",
    "scope_for_map",
    "scope_for_operation",
    "scope_for_pages",
    "scope_for_per",
    "scope_for_read",
    "scope_for_receive_rule",
    "scope_for_result",
    "scope_for_style",
    "scope_for_url",
    "scopes_for_auth",
]


@dataclass(frozen=True)
class Binding:
    """A name in scope: its type, and the Python that stands for it in generated code."""

    type: Type
    code: str


@dataclass(frozen=True)
class Scope:
    """The names that an expression at one place may use."""

    place: str
    """For messages: `map order_full`."""
    names: Mapping[str, Binding]
    types: TypeTable
    secrets: bool = False
    """Secret credentials may be read here."""
    symbol_code: str | None = None
    """Python of the unified symbol that a venue symbol of this place means; `{}` is the venue symbol's code."""

    def with_names(self, **bindings: Binding) -> Scope:
        """This scope with more (or other) names: values named by `let`, `hold`, steps."""
        return replace(self, names={**self.names, **bindings})


Codes = Mapping[str, str]
_NO_CODES: Codes = {}


def _scope(
    place: str,
    table: TypeTable,
    types: Mapping[str, Type],
    codes: Codes = _NO_CODES,
    *,
    secrets: bool = False,
    symbol_code: str | None = None,
) -> Scope:
    names = {name: Binding(type, codes.get(name, _CODES.get(name, name))) for name, type in types.items()}
    return Scope(place, names, table, secrets, symbol_code)


#: Python behind a name, where it is another word: the clock is read once and given as nanoseconds.
_CODES: Codes = {"clock": "now"}

# ------------------------------------------------------------------------------------------------ what names mean


def contract_record(name: str) -> Record:
    """A type of the contract as expressions see it."""
    return Record(name, {field.name: Field(field.type) for field in CONTRACT_TYPES[name].fields.values()})


INSTRUMENT = contract_record("Instrument")
REF_KINDS: Mapping[str, Type] = {"str": STR, "int": INT, "bool": BOOL, "decimal": DECIMAL}


def instrument(spec: Spec) -> Record:
    """`i`: the contract's Instrument, with what only this venue needs to know of one as `i.ref`."""
    if not spec.ref:
        return INSTRUMENT
    ref = Record("ref", {name: Field(REF_KINDS[kind]) for name, kind in spec.ref.items()})
    return Record("Instrument", {**INSTRUMENT.fields, "ref": Field(ref, "ref_of({})")})


ORDER_REQUEST = contract_record("OrderRequest")
STYLE = Record(
    "style",
    {
        name: Field(optional(CONTRACT_TYPES["OrderRequest"].fields[name].type))
        for name in ("type", "time_in_force", "post_only", "reduce_only", "side", "position_side", "trigger_by")
    },
)
RANDOM = Record("random", {"hex": Field(STR), "text": Field(STR), "bytes": Field(BYTES)})


#: A `timedelta`, read as a whole number of a unit.
DURATION = Record(
    "duration",
    {
        "s": Field(INT, "{} // timedelta(seconds=1)"),
        "ms": Field(INT, "{} // timedelta(milliseconds=1)"),
        "us": Field(INT, "{} // timedelta(microseconds=1)"),
        "ns": Field(INT, "{} // timedelta(microseconds=1) * 1_000"),
    },
)


def _clock() -> Record:
    codes = {"s": "{} // 1_000_000_000", "ms": "{} // 1_000_000", "us": "{} // 1_000", "ns": "{}"}
    units: dict[Unit, str] = {"s": codes["s"], "ms": codes["ms"], "us": codes["us"], "ns": codes["ns"]}
    fields = {str(unit): Field(Time(unit), code) for unit, code in units.items()}
    fields |= {f"{unit}_text": Field(STR, f"str({code})") for unit, code in units.items()}
    return Record("clock", {**fields, "iso": Field(STR, "iso_from_ns({})")})


CLOCK = _clock()
QUERY = Record("query", {"encoded": Field(STR), "raw": Field(STR), "map": Field(MapType(JSON))})
BODY = Record("body", {"encoded": Field(STR), "raw": Field(STR), "map": Field(MapType(JSON)), "bytes": Field(BYTES)})


def config_names(spec: Spec) -> Record:
    """`cfg`: the user's settings."""
    kinds: dict[str, Type] = {"str": STR, "int": INT, "bool": BOOL, "decimal": DECIMAL, "duration": DURATION}
    fields: dict[str, Field] = {}
    for name, setting in spec.config.items():
        type = kinds.get(setting.type) or EnumType(f"cfg.{name}", tuple(setting.values))
        fields[name] = Field(type if setting.default is not None else optional(type), doc=setting.doc)
    return Record("cfg", fields)


def _credentials(spec: Spec) -> Record:
    fields: dict[str, Field] = {}
    for name, credential in spec.credentials.items():
        type = SECRET if credential.secret else STR
        # Behind `cred` stands a `Credentials`.
        if credential.optional:
            fields[name] = Field(optional(type), f"{{}}.find({name!r})", credential.doc)
        else:
            fields[name] = Field(type, f"{{}}.reveal({name!r})", credential.doc)
    return Record("cred", fields)


def environment_names(spec: Spec) -> Record:
    """`env`: URLs and constants of the environment."""
    fields: dict[str, Field] = {}
    for environment in spec.environments.values():
        fields |= {name: Field(STR, f"{{}}.urls[{name!r}]") for name in environment.urls}
        fields |= {name: Field(STR, f"{{}}.constants[{name!r}]") for name in environment.const}
    return Record("env", fields)


def _nonces(spec: Spec) -> Record:
    return Record("nonce", {name: Field(INT) for name in spec.nonces})


def leases(spec: Spec, table: TypeTable) -> Record:
    """`lease`: what each lease holds, with the types of what it is read from."""
    from .expr import compile_expr

    found: dict[str, Field] = {}
    for name, lease in spec.leases.items():
        scope = scope_for_lease(spec, table, name)
        held: dict[str, Field] = {}
        for key, text in lease.hold.items():
            try:
                held[key] = Field(base_of(compile_expr(text, scope).type))
            except LangError:
                held[key] = Field(STR)  # its own text has the problem
        found[name] = Field(Record(f"lease.{name}", held))
    return Record("lease", found)


def _request(spec: Spec, connection: Connection | None) -> Record:
    kind = STR if connection is not None and connection.request_ids == "str" else INT
    return Record("req", {"id": Field(kind), "method": Field(STR)})


def _value(table: TypeTable, text: str) -> Type:
    """Value type of a type text; a type that is not understood has a problem elsewhere."""
    if text.strip() == "none":
        return NONE
    try:
        return table.value_type(table.parse(text))
    except LangError:
        return JSON


def result_type(spec: Spec, table: TypeTable, endpoint: str | None) -> Type:
    """Type of what an endpoint answers (NONE: nothing of interest, or no such endpoint)."""
    found = spec.endpoints.get(endpoint or "")
    return NONE if found is None else _value(table, found.result)


def endpoint_params(table: TypeTable, endpoint: Endpoint) -> dict[str, tuple[str, WireType]]:
    """Parameters that a caller gives: python name → wire name and type. Constants are not among them."""
    from ..spec.model import Param

    params: dict[str, tuple[str, WireType]] = {}
    for wire, param in endpoint.params.items():
        try:
            if isinstance(param, Param):
                if param.const is not None:
                    continue
                found = table.declaration(wire, f"{param.name} {param.type}" if param.name else param.type)
                type = found.type
                if param.default is not None and not type.is_opt:
                    type = WireType("opt", "", (type,))
            else:
                found = table.declaration(wire, param)
                type = found.type
        except LangError:
            continue
        params[found.name] = (wire, type)
    return params


def _params(table: TypeTable, endpoint: Endpoint) -> dict[str, Type]:
    """Parameters inside an endpoint, where defaults are filled in."""
    from ..spec.model import Param

    types = {name: table.value_type(type) for name, (_, type) in endpoint_params(table, endpoint).items()}
    wires = {wire: name for name, (wire, _) in endpoint_params(table, endpoint).items()}
    for wire, param in endpoint.params.items():
        if isinstance(param, Param) and param.default is not None and wire in wires:
            types[wires[wire]] = base_of(types[wires[wire]])
    return types


# ------------------------------------------------------------------------------------------------ the contract's side


def scope_for_map(spec: Spec, table: TypeTable, map: Map, name: str = "", codes: Codes = _NO_CODES) -> Scope:
    """`set` and `when` of a map: about the message, or about each item that `each` finds in it."""
    types: dict[str, Type] = {"m": _value(table, map.source), "recv": TIME_NS, "cfg": config_names(spec)}
    if map.each is not None:
        item = _item(map.each, scope_for_each(spec, table, map, name, codes))
        types |= {"whole": types["m"], "m": item, "place": INT}
    about_one = map.to not in ("Instrument", "Balance")
    if about_one:
        types["i"] = instrument(spec)
    if map.to == "Order":
        types["style"] = STYLE
    code = f"{codes.get('i', 'i')}.symbol" if about_one else None
    scope = _scope(f"map `{name}`" if name else "this map", table, types, codes, symbol_code=code)
    return scope.with_names(**_looked_up(map, scope)) if map.lookup else scope


def _looked_up(map: Map, scope: Scope) -> dict[str, Binding]:
    """What `lookup` names: there where the map means a value at all."""
    from .expr import compile_expr

    found: dict[str, Binding] = {}
    for name, text in map.lookup.items():
        try:
            type = base_of(compile_expr(text, scope.with_names(**found)).type)
        except LangError:
            type = JSON  # its own text has the problem
        found[name] = Binding(type, f"{name}_found")
    return found


def scope_for_each(spec: Spec, table: TypeTable, map: Map, name: str = "", codes: Codes = _NO_CODES) -> Scope:
    """`each` of a map: the message, as `whole`."""
    types: dict[str, Type] = {"whole": _value(table, map.source), "cfg": config_names(spec)}
    return _scope(f"`each` of map `{name}`" if name else "`each`", table, types, codes)


def _item(each: str, scope: Scope) -> Type:
    items = _items(each, scope)
    return items.item if isinstance(items, ListType) else JSON


def _items(each: str, scope: Scope) -> Type:
    from .expr import compile_expr

    try:
        return base_of(compile_expr(each, scope).type)
    except LangError:
        return JSON  # its own text has the problem


def scope_for_emit(spec: Spec, table: TypeTable, map: Map, name: str = "", codes: Codes = _NO_CODES) -> Scope:
    """`emit` of a map: the way back, for the simulated venue."""
    types: dict[str, Type] = {
        "v": contract_record(map.to) if map.to in CONTRACT_TYPES else JSON,
        "cfg": config_names(spec),
    }
    if map.to not in ("Instrument", "Balance"):
        types["i"] = instrument(spec)
    if map.each is not None:
        types["place"] = INT
    return _scope(f"`emit` of map `{name}`", table, types, codes)


def scope_for_operation(
    spec: Spec, table: TypeTable, name: str, operation: Operation | None = None, codes: Codes = _NO_CODES
) -> Scope:
    """`with`, `when` and `choose` of an operation: its arguments, before anything is sent."""
    types: dict[str, Type] = {"cfg": config_names(spec), "clock": CLOCK, "env": environment_names(spec)}
    if spec.credentials:
        types["cred"] = _credentials(spec)
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
    scope = _scope(f"operation `{name}`", table, types, codes)
    if "fix" in spec.ws and spec.fix is not None and not spec.ws["fix"].url:
        from .fix_scopes import REQUEST  # the FIX half of a spec

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


def scope_for_batch(spec: Spec, table: TypeTable, name: str, operation: Operation, codes: Codes = _NO_CODES) -> Scope:
    """`batch.item` and `batch.group` of an operation: one order of many."""
    single = scope_for_operation(spec, table, name.removesuffix("s"), replaced(operation, batch=None), codes)
    return replace(single, place=f"`batch` of operation `{name}`")


def scope_for_batch_answer(
    spec: Spec, table: TypeTable, name: str, operation: Operation, codes: Codes = _NO_CODES
) -> Scope:
    """`set` and `batch.refused` of a batch: an item `m` of the answer `r`, beside its order."""
    single = scope_for_result(spec, table, name.removesuffix("s"), replaced(operation, batch=None), codes)
    whole = scope_for_result(spec, table, name, operation, codes)
    return _of_item(single, whole, name, operation, codes)


def scope_for_refusal(spec: Spec, table: TypeTable, name: str, operation: Operation, codes: Codes = _NO_CODES) -> Scope:
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


def scope_for_result(spec: Spec, table: TypeTable, name: str, operation: Operation, codes: Codes = _NO_CODES) -> Scope:
    """`each`, `result` and `set` of an operation: the answer `r` (of a channel: the message `m`) beside its
    arguments.
    """
    scope = scope_for_operation(spec, table, name, operation, codes)
    if operation.channel is not None:
        message = codes.get("m", "m")
        if _tells_one_or_many(spec, table, operation.channel):
            message = f"many({message})"
        return scope.with_names(m=Binding(_payload(spec, table, operation.channel), message))
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


def order_with(needs: frozenset[str], codes: Codes = _NO_CODES) -> Record:
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


def scope_for_style(spec: Spec, table: TypeTable, row: StyleRow | None = None, codes: Codes = _NO_CODES) -> Scope:
    """`wire` of a row of `orders.styles`; what the row `needs` is there."""
    needs = frozenset(each for each in row.needs if isinstance(each, str)) if row is not None else frozenset[str]()
    types: dict[str, Type] = {"o": order_with(needs), "i": instrument(spec), "cfg": config_names(spec)}
    return _scope("`orders.styles`", table, types, codes)


def scope_for_read(spec: Spec, table: TypeTable, name: str, operation: Operation, codes: Codes = _NO_CODES) -> Scope:
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
    return _scope(f"`read` of operation `{name}`", table, types, {"clock": "call.now_ns", **codes}, symbol_code=code)


# ------------------------------------------------------------------------------------------------ requests


@dataclass(frozen=True)
class StepScope:
    """One step of an auth scheme with the names it sees. `path` leads to it inside the scheme: `("steps", 1)`."""

    path: tuple[str | int, ...]
    step: Step
    scope: Scope


def is_logon(spec: Spec, scheme: str) -> bool:
    """Whether an auth scheme is that of the Logon of a FIX session."""
    return any(key.startswith("logon.") for step in spec.auth[scheme].steps for key in step.set or {}) or (
        spec.fix is not None and any(each.logon == scheme for each in spec.fix.sessions.values())
    )


def scopes_for_auth(spec: Spec, table: TypeTable, name: str, codes: Codes = _NO_CODES) -> list[StepScope]:
    """The steps of an auth scheme (`once` first), each with what the steps before it have named.

    Only `sign`, `hash`, `jwt`, `set` and `message` read secrets; a `let` that does is refused.
    """
    scheme = spec.auth[name]
    place = f"auth scheme `{name}`"
    fixed: dict[str, Type] = {"cred": _credentials(spec), "cfg": config_names(spec), "env": environment_names(spec)}
    request: dict[str, Type] = {
        **fixed,
        "clock": CLOCK,
        "random": RANDOM,
        "query": QUERY,
        "body": BODY,
        "method": STR,
        "path": STR,
        "path_query": STR,
        "host": STR,
        "params": MapType(JSON),
        "msg": JSON,
    }
    extra: Mapping[str, Binding] = {}
    if is_logon(spec, name):
        from .fix_scopes import LOGON_NAMES

        request, extra = {**fixed, "clock": CLOCK, "random": RANDOM}, LOGON_NAMES
    if spec.nonces:
        request["nonce"] = _nonces(spec)
    if spec.leases:
        request["lease"] = leases(spec, table)
    found: list[StepScope] = []
    named: dict[str, Binding] = {}
    for section, steps, types in (("once", scheme.once, fixed), ("steps", scheme.steps, request)):
        for at, step in enumerate(steps):
            seen = {**extra, **named} if section == "steps" else named
            scope = _scope(place, table, types, codes, secrets=step.let is None).with_names(**seen)
            found.append(StepScope((section, at), step, scope))
            named |= _named(step, scope, codes)
    return found


def _named(step: Step, scope: Scope, codes: Codes) -> dict[str, Binding]:
    from .expr import compile_expr

    named: dict[str, Binding] = {}
    for name, text in (step.let or {}).items():
        try:
            type = compile_expr(text, scope.with_names(**named)).type
        except LangError:
            type = STR  # its own text has the problem
        named[name] = Binding(type, codes.get(name, name))
    if step.sign is not None:
        outs = {using.out for using in step.sign.using.values()}
        made = JSON if "rsv" in outs else BYTES if "raw" in outs else STR
        named[step.sign.to] = Binding(made, codes.get(step.sign.to, step.sign.to))
    if step.hash is not None:
        kind = BYTES if step.hash.out == "raw" else STR
        named[step.hash.to] = Binding(kind, codes.get(step.hash.to, step.hash.to))
    if step.jwt is not None:
        named[step.jwt.to] = Binding(STR, codes.get(step.jwt.to, step.jwt.to))
    return named


def scope_for_endpoint_cost(spec: Spec, table: TypeTable, endpoint: Endpoint, codes: Codes = _NO_CODES) -> Scope:
    """`cost` of an endpoint: its parameters by python name, defaults filled in."""
    return _scope("this cost", table, {**_params(table, endpoint), "cfg": config_names(spec)}, codes)


def scope_for_pages(spec: Spec, table: TypeTable, endpoint: Endpoint, codes: Codes = _NO_CODES) -> Scope:
    """`pages` of an endpoint; `items` sees `r` alone, the rest also what it made of it."""
    from .expr import compile_expr

    result = _value(table, endpoint.result)
    types: dict[str, Type] = {"r": result, "cfg": config_names(spec)}
    if endpoint.call is not None:
        types["header"] = MapType(STR)
    scope = _scope("`pages`", table, types, {"header": "headers", **codes})
    pages = endpoint.pages
    if pages is None:
        return scope
    params = _params(table, endpoint)
    items: Type = ListType(JSON)
    try:
        found = compile_expr(pages.items, scope).type
        items = base_of(found) if isinstance(base_of(found), ListType) else items
    except LangError:
        pass  # its own text has the problem
    assert isinstance(items, ListType)
    types = {
        **params,
        "page": items,
        "first": items.item,
        "last": items.item,
        "size": INT,
        "sent": params.get(pages.param, JSON),
    }
    extra = {name: Binding(type, codes.get(name, name)) for name, type in types.items()}
    return scope.with_names(**extra)


def scope_for_lease(spec: Spec, table: TypeTable, name: str, codes: Codes = _NO_CODES) -> Scope:
    """`hold` and `lifetime` of a lease."""
    lease = spec.leases[name]
    return _scope(
        f"lease `{name}`", table, {"r": result_type(spec, table, lease.call), "cfg": config_names(spec)}, codes
    )


def scope_for_limits(spec: Spec, table: TypeTable, codes: Codes = _NO_CODES) -> Scope:
    """`used`, `remaining` and `retry_after`: the headers of an answer, and the answer itself."""
    types: dict[str, Type] = {"header": MapType(STR), "clock": CLOCK}
    if spec.errors is not None and "rest" in spec.errors.at:
        types["m"] = _value(table, spec.errors.at["rest"].type)
    return _scope("`limits`", table, types, codes)


def scope_for_errors(spec: Spec, table: TypeTable, place: str, codes: Codes = _NO_CODES) -> Scope:
    """A place of `errors.at`."""
    errors = spec.errors
    kind = _value(table, errors.at[place].type) if errors is not None and place in errors.at else JSON
    types: dict[str, Type] = {"m": kind, "status": INT, "clock": CLOCK}
    if place == "rest":
        types["endpoint"] = STR
    return _scope(f"`errors.at.{place}`", table, types, codes)


def scope_for_credential(spec: Spec, table: TypeTable, codes: Codes = _NO_CODES) -> Scope:
    """`default` of a credential: other credentials."""
    return _scope("a credential", table, {"cred": _credentials(spec)}, codes, secrets=True)


# ------------------------------------------------------------------------------------------------ connections


def scope_for_url(
    spec: Spec, table: TypeTable, codes: Codes = _NO_CODES, connection: Connection | None = None
) -> Scope:
    """`url` of a connection (the transport keeps it out of logs when a lease is in it)."""
    types: dict[str, Type] = {"env": environment_names(spec), "cfg": config_names(spec), "cred": _credentials(spec)}
    if connection is not None and connection.per is not None:
        types["per"] = STR
    if spec.leases:
        types["lease"] = leases(spec, table)
    return _scope("this url", table, types, codes)


def scope_for_per(spec: Spec, table: TypeTable, codes: Codes = _NO_CODES) -> Scope:
    """`per` of a connection: the instrument."""
    return _scope("`per`", table, {"i": instrument(spec), "cfg": config_names(spec)}, codes)


def scope_for_receive_rule(
    spec: Spec,
    table: TypeTable,
    connection: Connection,
    codes: Codes = _NO_CODES,
    *,
    arrays: bool = False,
    rule: ReceiveRule | None = None,
) -> Scope:
    """`receive` rules: the decoded frame `f`; the `head` of a push as `h`; in `answer.send` also `req` and `clock`."""
    frame = connection.arrays.frame if arrays and connection.arrays is not None else connection.frame
    types: dict[str, Type] = {"f": _value(table, frame), "cfg": config_names(spec)}
    if rule is not None and rule.push is not None and rule.push.head is not None:
        types["h"] = _value(table, rule.push.head)
    if rule is not None and rule.answer is not None:
        types |= {"req": _request(spec, connection), "clock": CLOCK}
    return _scope("this rule", table, types, codes)


def scope_for_frame(spec: Spec, table: TypeTable, connection: Connection, codes: Codes = _NO_CODES) -> Scope:
    """Frames that we send: `subscribe`, `unsubscribe`, `rpc.send`, `on_open`, `ping`, `login.params`."""
    topics = [channel.topic for channel in connection.channels.values() if channel.topic is not None]
    topic = STR if all(isinstance(entry, str) for entry in topics) else JSON
    types: dict[str, Type] = {
        "topics": ListType(topic),
        "topic": topic,
        "learned": JSON,
        "req": _request(spec, connection),
        "params": MapType(JSON),
        "clock": CLOCK,
        "cfg": config_names(spec),
        "env": environment_names(spec),
        "cred": _credentials(spec),
    }
    if spec.leases:
        types["lease"] = leases(spec, table)
    return _scope("this frame", table, types, codes)


def scope_for_channel(spec: Spec, table: TypeTable, channel: Channel, codes: Codes = _NO_CODES) -> Scope:
    """`topic` and `key` of a channel: the instrument, and the channel's own parameters."""
    types: dict[str, Type] = {"cfg": config_names(spec)}
    if spec.credentials:
        types["cred"] = _credentials(spec)
    if spec.leases:
        types["lease"] = leases(spec, table)
    types |= {name: base_of(_value(table, text)) for name, text in channel.params.items()}
    if not channel.private:
        types["i"] = instrument(spec)
    return _scope("this topic", table, types, codes)


def scope_for_deltas(table: TypeTable, message: str, codes: Codes = _NO_CODES) -> Scope:
    """`deltas.when` of a channel over its message `m`."""
    return _scope("this message", table, {"m": _value(table, message)}, codes)


# ------------------------------------------------------------------------------------------------ books


def _payload(spec: Spec, table: TypeTable, channel_name: str) -> Type:
    connection, _, channel = channel_name.partition(".")
    found = spec.ws.get(connection)
    declared = found.channels.get(channel) if found is not None else None
    return _value(table, declared.type) if declared is not None else JSON


def _update(spec: Spec, table: TypeTable, book: Book) -> Type:
    from .expr import compile_expr

    message = _payload(spec, table, book.channel)
    if book.each is None:
        return message
    try:
        items = base_of(compile_expr(book.each, _scope("`each`", table, {"m": message})).type)
    except LangError:
        return JSON
    return items.item if isinstance(items, ListType) else JSON


def scope_for_book(spec: Spec, table: TypeTable, name: str, codes: Codes = _NO_CODES) -> Scope:
    """Rules of a book over an update `u` (`m` is the message it came in) and the last `sequence`."""
    book = spec.books[name]
    snapshot = _snapshot(spec, table, book)
    types: dict[str, Type] = {
        "u": _update(spec, table, book),
        "m": _payload(spec, table, book.channel),
        "s": snapshot,
        "sequence": INT,
        "i": instrument(spec),
        "depth": Optional(INT),
        "cfg": config_names(spec),
    }
    return _scope(f"book `{name}`", table, types, codes, symbol_code=f"{codes.get('i', 'i')}.symbol")


def _snapshot(spec: Spec, table: TypeTable, book: Book) -> Type:
    if book.snapshot.source == "rest":
        return result_type(spec, table, book.snapshot.call)
    return _update(spec, table, book)


def scope_for_book_snapshot(spec: Spec, table: TypeTable, name: str, codes: Codes = _NO_CODES) -> Scope:
    """`snapshot.with`: parameters of the call that fetches a fresh book."""
    types: dict[str, Type] = {"i": instrument(spec), "depth": Optional(INT), "cfg": config_names(spec)}
    return _scope(f"the snapshot of book `{name}`", table, types, codes)


def scope_for_level(
    spec: Spec, table: TypeTable, name: str, codes: Codes = _NO_CODES, *, snapshot: bool = False
) -> Scope:
    """`level` of a book: one row `l` of its bids or asks; `snapshot`: of those of the snapshot."""
    from .expr import compile_expr

    book = spec.books[name]
    scope = scope_for_book(spec, table, name, codes)
    row: Type = JSON
    try:
        rows = base_of(compile_expr(book.snapshot.bids if snapshot else book.bids, scope).type)
        row = rows.item if isinstance(rows, ListType) else JSON
    except LangError:
        pass  # its own text has the problem
    return scope.with_names(l=Binding(row, codes.get("l", "l")))


# ------------------------------------------------------------------------------------------------ the table


@dataclass(frozen=True)
class Place:
    """A row of the table: where, which keys of the spec, and the names with their meaning."""

    place: str
    keys: str
    names: Mapping[str, str] = field(default_factory=dict)
    secrets: bool = False


_CFG = {"cfg": "the user's settings (`config`)"}
_ENV = {"env": "URLs and constants of the environment"}
_LEASE = {"lease": "what leases hold: `lease.<name>.<held>`"}
_I = {"i": "the Instrument"}
_CLOCK = {"clock": "`s ms us ns`, `…_text`, `iso`; read once per request"}

TABLE: tuple[Place, ...] = (
    Place("map", "`maps.<m>.set`, `.when`, `.within`", {
        "m": "the message, of type `from` (with `each`: an item)", "whole": "the message, with `each`",
        "place": "the item's place in the list, from 0, with `each`", "…": "names of `lookup`",
        "i": "its Instrument (not for Instrument and Balance)",
        "recv": "time of arrival",
        "style": "the styles row read back: `type`, `time_in_force`, `post_only`, … (Order only)",
        **_CFG}),
    Place("each", "`maps.<m>.each`", {"whole": "the message, of type `from`", **_CFG}),
    Place("emit", "`maps.<m>.emit`", {
        "v": "the value of the contract", "place": "its place in the list, from 0, with `each`", **_I, **_CFG}),
    Place("operation", "`operations.<o>.with`, `.choose`, `.when`", {
        **_I, "o": "the OrderRequest (create_order, create_orders)",
        "known": "the Order as we know it, or none (edit_order, cancel_order)",
        "…": "the method's own arguments: `depth`, `since`, `limit`, `interval`, `venue_order_id`, `client_order_id`, "
             "`quantity`, `price`, `seconds`, `leverage`, `mode`, `hedged`, `account`; names of `for`",
        "span": "how long a candle of `interval` is, in ns (fetch_candles; a month has 31 days)",
        "cred": "public credentials", **_CLOCK, **_ENV, **_LEASE, **_CFG}),
    Place("batch", "`operations.<o>.batch.item`, `.group`", {
        **_I, "o": "the OrderRequest (create_orders)", "known": "the Order as we know it, or none (cancel_orders)",
        "…": "`venue_order_id`, `client_order_id` (cancel_orders)", "cred": "public credentials", **_CLOCK, **_ENV,
        **_CFG}),
    Place("batch_answer", "`operations.<o>.batch.refused`, `.set`", {
        "m": "one item of the answer", "r": "the answer", "…": "all names of `batch.item`"}),
    Place("result", "`operations.<o>.each`, `.within`, `.result`, `.set`", {
        "r": "the answer of the endpoint", "m": "the message (of a channel)", "…": "all names of the operation"}),
    Place("style", "`orders.styles[].wire`", {"o": "the OrderRequest", **_I, **_CFG}),
    Place("read", "`operations.<o>.read`", {"p": "the sent parameters, by python name", **_I, **_CLOCK, **_CFG}),
    Place("auth", "`auth.<a>.steps`", {
        "cred": "the credentials", **_CLOCK, "nonce": "named nonces",
        "random": "`hex`, `bytes`: 16 random bytes; `text`: 16 letters and digits",
        "query": "`encoded`, `raw`, `map`", "body": "`encoded`, `raw`, `map`, `bytes`", "method": "GET, POST, …",
        "path": "the path", "path_query": "path, `?` and query", "host": "the host of the spec",
        "params": "parameters of a call over WebSocket", "msg": "the frame", "…": "names of earlier steps",
        **_ENV, **_LEASE, **_CFG}, True),
    Place("logon", "`auth.<a>.steps` of a FIX Logon", {
        "h": "the header as it will be sent: `begin_string`, `msg_type`, `sender_comp_id`, `target_comp_id`, "
             "`msg_seq_num`, `sending_time`", "soh": "the separator of FIX fields",
        "session": "`cancel_on_disconnect`: whether the user asked for it", "cred": "the credentials",
        "nonce": "named nonces", "random": "as in other schemes", "…": "names of earlier steps", **_CLOCK, **_ENV,
        **_LEASE, **_CFG}, True),
    Place("fix_session", "`fix.sessions.<s>.url`, `.sender`, `.target`, `.header`", {
        "session": "`id`: 8 letters and digits, other ones at each connection", "cred": "the credentials",
        **_ENV, **_CFG}, True),
    Place("fix_operation", "`fix.operations.<o>.with`, `.choose`", {
        "req": "`id`: an id of our own", "…": "all names of `operations.<o>.with`"}),
    Place("fix_request", "`fix.channels.<c>.subscribe`, `.unsubscribe`", {
        **_I, "depth": "levels asked for, or none", "req": "`id`: that of the subscription", **_CFG}),
    Place("fix_received", "`fix.receive.<m>`, `fix.channels.<c>.receive.<m>`, `fix.sessions.<s>.hand_over`", {
        "m": "the message", "e": "an entry of its group (in `update`)", **_CFG}),
    Place("once", "`auth.<a>.once`", {"cred": "the credentials", **_ENV, **_CFG}, True),
    Place("cost", "`endpoints.<e>.cost`", {"…": "the parameters, by python name, defaults filled in", **_CFG}),
    Place("pages", "`endpoints.<e>.pages`", {
        "r": "the answer", "header": "its headers (of a request)", "page": "its items", "first": "the first item",
        "last": "the last item",
        "size": "the page size", "sent": "the value of `param` that was sent",
        "…": "the parameters, as the caller gave them", **_CFG}),
    Place("lease", "`leases.<l>.hold`, `.lifetime`", {"r": "the answer that grants it", **_CFG}),
    Place("limits", "`limits.buckets.<b>.used`, `.remaining`, `limits.retry_after`", {
        "header": "headers of the answer", "m": "the answer as the type of `errors.at.rest`", **_CLOCK}),
    Place("errors", "`errors.at.<p>`", {
        "m": "the answer as `type`", "status": "the HTTP status", "endpoint": "the endpoint (of `rest`)", **_CLOCK}),
    Place("credential", "`credentials.<c>.default`", {"cred": "the other credentials"}, True),
    Place("url", "`ws.<c>.url`", {
        **_ENV, **_LEASE, "cred": "public credentials", "per": "the value of `per`", **_CFG}),
    Place("per", "`ws.<c>.per`", {**_I, **_CFG}),
    Place("receive", "`ws.<c>.receive[]`, `.arrays.receive[]`, `.sequence`", {
        "f": "the decoded frame", "h": "its `head` (in `push.key`)", "req": "`id` of a new request (in `answer`)",
        "clock": "as in `subscribe` (in `answer`)", **_CFG}),
    Place("frame", "`subscribe.send`, `unsubscribe.send`, `rpc.send`, `on_open`, `ping.send`, `login.params`", {
        "topics": "topics of this frame", "topic": "the only topic", "req": "`id`, `method`",
        "learned": "the venue's own name of the subscription (in `unsubscribe`)",
        "params": "parameters of a call", "cred": "public credentials", **_CLOCK, **_ENV, **_LEASE, **_CFG}),
    Place("channel", "`ws.<c>.channels.<x>.topic`, `.key`", {
        **_I, "…": "the channel's `params`", "cred": "public credentials", **_LEASE, **_CFG}),
    Place("deltas", "`ws.<c>.channels.<x>.deltas.when`", {"m": "the message"}),
    Place("book", "`books.<b>`", {
        "u": "an update", "m": "the message it came in", "s": "the snapshot", "sequence": "the last one applied",
        "depth": "levels asked for, or none", **_I, **_CFG}),
    Place("snapshot", "`books.<b>.snapshot.with`", {**_I, "depth": "levels asked for, or none", **_CFG}),
    Place("level", "`books.<b>.level`", {"l": "one row of bids or asks", "…": "all names of the book"}),
)  # fmt: skip
