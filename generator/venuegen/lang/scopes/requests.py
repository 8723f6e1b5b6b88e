"""Scopes of requests: steps of signing, costs, pages, leases, limits, errors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import LangError
from ..types import BYTES, INT, JSON, STR, ListType, MapType, Type, base_of
from ..wire_types import TypeTable
from .held import leases
from .names import (
    BODY,
    CLOCK,
    QUERY,
    RANDOM,
    config_names,
    credential_names,
    environment_names,
    nonce_names,
    params_record,
    value_type,
)
from .scope import NO_CODES, Binding, Codes, Scope, scope_of

if TYPE_CHECKING:
    from ...spec.model import Endpoint, Spec, Step


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


def scopes_for_auth(spec: Spec, table: TypeTable, name: str, codes: Codes = NO_CODES) -> list[StepScope]:
    """The steps of an auth scheme (`once` first), each with what the steps before it have named.

    Only `sign`, `hash`, `jwt`, `set` and `message` read secrets; a `let` that does is refused.
    """
    scheme = spec.auth[name]
    place = f"auth scheme `{name}`"
    fixed: dict[str, Type] = {"cred": credential_names(spec), "cfg": config_names(spec), "env": environment_names(spec)}
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
        from ..fix_scopes import LOGON_NAMES

        request, extra = {**fixed, "clock": CLOCK, "random": RANDOM}, LOGON_NAMES
    if spec.nonces:
        request["nonce"] = nonce_names(spec)
    if spec.leases:
        request["lease"] = leases(spec, table)
    found: list[StepScope] = []
    named: dict[str, Binding] = {}
    for section, steps, types in (("once", scheme.once, fixed), ("steps", scheme.steps, request)):
        for at, step in enumerate(steps):
            seen = {**extra, **named} if section == "steps" else named
            scope = scope_of(place, table, types, codes, secrets=step.let is None).with_names(**seen)
            found.append(StepScope((section, at), step, scope))
            named |= _named(step, scope, codes)
    return found


def _named(step: Step, scope: Scope, codes: Codes) -> dict[str, Binding]:
    from ..expr import compile_expr

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


def scope_for_endpoint_cost(spec: Spec, table: TypeTable, endpoint: Endpoint, codes: Codes = NO_CODES) -> Scope:
    """`cost` of an endpoint: its parameters by python name, defaults filled in."""
    return scope_of("this cost", table, {**params_record(table, endpoint), "cfg": config_names(spec)}, codes)


def scope_for_pages(spec: Spec, table: TypeTable, endpoint: Endpoint, codes: Codes = NO_CODES) -> Scope:
    """`pages` of an endpoint; `items` sees `r` alone, the rest also what it made of it."""
    from ..expr import compile_expr

    result = value_type(table, endpoint.result)
    types: dict[str, Type] = {"r": result, "cfg": config_names(spec)}
    if endpoint.call is not None:
        types["header"] = MapType(STR)
    scope = scope_of("`pages`", table, types, {"header": "headers", **codes})
    pages = endpoint.pages
    if pages is None:
        return scope
    params = params_record(table, endpoint)
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


def scope_for_limits(spec: Spec, table: TypeTable, codes: Codes = NO_CODES) -> Scope:
    """`used`, `remaining` and `retry_after`: the headers of an answer, and the answer itself."""
    types: dict[str, Type] = {"header": MapType(STR), "clock": CLOCK}
    if spec.errors is not None and "rest" in spec.errors.at:
        types["m"] = value_type(table, spec.errors.at["rest"].type)
    return scope_of("`limits`", table, types, codes)


def scope_for_errors(spec: Spec, table: TypeTable, place: str, codes: Codes = NO_CODES) -> Scope:
    """A place of `errors.at`."""
    errors = spec.errors
    kind = value_type(table, errors.at[place].type) if errors is not None and place in errors.at else JSON
    types: dict[str, Type] = {"m": kind, "status": INT, "clock": CLOCK}
    if place == "rest":
        types["endpoint"] = STR
    return scope_of(f"`errors.at.{place}`", table, types, codes)


def scope_for_credential(spec: Spec, table: TypeTable, codes: Codes = NO_CODES) -> Scope:
    """`default` of a credential: other credentials."""
    return scope_of("a credential", table, {"cred": credential_names(spec)}, codes, secrets=True)
