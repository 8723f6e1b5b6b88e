"""What the names that several places share mean: instrument, clock, settings, credentials, parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..contract import CONTRACT_TYPES
from ..errors import LangError
from ..types import (
    BOOL,
    BYTES,
    DECIMAL,
    INT,
    JSON,
    NONE,
    SECRET,
    STR,
    EnumType,
    Field,
    MapType,
    Record,
    Time,
    Type,
    Unit,
    base_of,
    optional,
)
from ..wire_types import TypeTable, WireType

if TYPE_CHECKING:
    from ...spec.model import Connection, Endpoint, Spec


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


def credential_names(spec: Spec) -> Record:
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


def nonce_names(spec: Spec) -> Record:
    return Record("nonce", {name: Field(INT) for name in spec.nonces})


def request_record(spec: Spec, connection: Connection | None) -> Record:
    kind = STR if connection is not None and connection.request_ids == "str" else INT
    return Record("req", {"id": Field(kind), "method": Field(STR)})


def value_type(table: TypeTable, text: str) -> Type:
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
    return NONE if found is None else value_type(table, found.result)


def endpoint_params(table: TypeTable, endpoint: Endpoint) -> dict[str, tuple[str, WireType]]:
    """Parameters that a caller gives: python name → wire name and type. Constants are not among them."""
    from ...spec.model import Param

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


def params_record(table: TypeTable, endpoint: Endpoint) -> dict[str, Type]:
    """Parameters inside an endpoint, where defaults are filled in."""
    from ...spec.model import Param

    types = {name: table.value_type(type) for name, (_, type) in endpoint_params(table, endpoint).items()}
    wires = {wire: name for name, (wire, _) in endpoint_params(table, endpoint).items()}
    for wire, param in endpoint.params.items():
        if isinstance(param, Param) and param.default is not None and wire in wires:
            types[wires[wire]] = base_of(types[wires[wire]])
    return types
