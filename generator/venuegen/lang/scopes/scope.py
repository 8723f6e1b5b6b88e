"""What a scope is: names, their types, and the Python behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..types import Type
from ..wire_types import TypeTable


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
NO_CODES: Codes = {}


def scope_of(
    place: str,
    table: TypeTable,
    types: Mapping[str, Type],
    codes: Codes = NO_CODES,
    *,
    secrets: bool = False,
    symbol_code: str | None = None,
) -> Scope:
    names = {name: Binding(type, codes.get(name, _CODES.get(name, name))) for name, type in types.items()}
    return Scope(place, names, table, secrets, symbol_code)


#: Python behind a name, where it is another word: the clock is read once and given as nanoseconds.
_CODES: Codes = {"clock": "now"}
