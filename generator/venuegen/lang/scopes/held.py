"""What leases hold, and the scope in which that is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import LangError
from ..types import STR, Field, Record, base_of
from ..wire_types import TypeTable
from .names import config_names, result_type
from .scope import NO_CODES, Codes, Scope, scope_of

if TYPE_CHECKING:
    from ...spec.model import Spec


def leases(spec: Spec, table: TypeTable) -> Record:
    """`lease`: what each lease holds, with the types of what it is read from."""
    from ..expr import compile_expr

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


def scope_for_lease(spec: Spec, table: TypeTable, name: str, codes: Codes = NO_CODES) -> Scope:
    """`hold` and `lifetime` of a lease."""
    lease = spec.leases[name]
    return scope_of(
        f"lease `{name}`", table, {"r": result_type(spec, table, lease.call), "cfg": config_names(spec)}, codes
    )
