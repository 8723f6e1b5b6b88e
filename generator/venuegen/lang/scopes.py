"""Which names an expression sees, per place in a spec: the one table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .types import Type
from .wire_types import TypeTable

if TYPE_CHECKING:
    from ..spec.model import Map, Operation, Spec

__all__ = ["Binding", "Scope", "scope_for_map", "scope_for_operation"]


@dataclass(frozen=True)
class Binding:
    """A name in scope: its type, and the Python that stands for it in generated code (default: the name itself)."""

    type: Type
    code: str
    doc: str = ""


@dataclass(frozen=True)
class Scope:
    """The names that an expression at one place may use."""

    place: str
    """For messages: `a map from OrderFull`."""
    names: Mapping[str, Binding]
    types: TypeTable
    secrets: bool = False
    """Secret credentials may be read here."""
    symbol_code: str | None = None
    """Python of the unified symbol that a venue symbol of this place means; `{}` is the venue symbol's code."""

    def with_names(self, **bindings: Binding) -> Scope:
        """This scope with more (or other) names: values named by `let`, `hold`, steps."""
        return replace(self, names={**self.names, **bindings})


def scope_for_map(spec: Spec, table: TypeTable, map: Map) -> Scope:
    """`m` the message, `i` its instrument, `recv` its arrival (ns), `style` the styles row read back, `cfg`."""
    raise NotImplementedError


def scope_for_operation(spec: Spec, table: TypeTable, name: str, operation: Operation) -> Scope:
    """`i`, `o` for orders, the method's own arguments, `cfg`; `r` in `each` and `result`: see `scope_for_result`."""
    raise NotImplementedError
