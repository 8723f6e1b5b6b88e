"""`leases.py`: what the leases of a venue hold. Fetching and keeping them is the client's, through its raw layer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..lang import compile_expr
from ..lang.scopes import scope_for_lease
from ..lang.types import Record
from ..render.names import camel_case, doc_line, identifier, literal
from ..spec.durations import is_duration
from ..spec.model import Lease
from . import scopes
from .rest import params_of
from .venue import seconds

if TYPE_CHECKING:
    from .context import VenueContext


@dataclass(frozen=True, slots=True)
class LeaseView:
    """One lease."""

    name: str
    class_name: str
    fields: tuple[tuple[str, str], ...]
    doc: str


@dataclass(frozen=True, slots=True)
class LeasesView:
    """The module of what leases hold."""

    title: str
    leases: tuple[LeaseView, ...]


def build(context: VenueContext) -> LeasesView | None:
    """Every lease of the spec; None where it has none."""
    if not context.spec.leases:
        return None
    types = scopes.leases(context).type
    assert isinstance(types, Record)
    views = []
    for name in context.spec.leases:
        held = types.fields[name].type
        assert isinstance(held, Record)
        fields = tuple(
            (identifier(key), context.table.value_annotation(each.type)) for key, each in held.fields.items()
        )
        views.append(LeaseView(identifier(name), class_name(name), fields, f"What the lease `{doc_line(name)}` holds."))
    return LeasesView(doc_line(context.spec.title), tuple(views))


def class_name(name: str) -> str:
    """`stream` → `StreamLease`."""
    return identifier(f"{camel_case(name)}Lease")


def held(context: VenueContext, values: Mapping[str, Mapping[str, str]]) -> tuple[str, ...]:
    """Statements of a test: leases of `client` that hold these texts; what is not given is made up."""
    view = build(context)
    lines = []
    for lease in view.leases if view is not None else ():
        given = values.get(lease.name)
        if given is not None:
            fields = ", ".join(f"{name}={literal(given.get(name, f'held-{name}'))}" for name, _ in lease.fields)
            lines.append(f"client.leases.{lease.name}.hold({lease.class_name}({fields}))")
    return tuple(lines)


def made_up(context: VenueContext) -> dict[str, dict[str, str]]:
    """What the leases that requests are signed with hold in a test."""
    found: dict[str, dict[str, str]] = {}
    for scheme in context.spec.auth.values():
        for name in re.findall(r"\blease\.(\w+)\.", repr(scheme.steps)):
            found[name] = {key: f"held-{key}" for key in context.spec.leases[name].hold}
    return found


def setup(context: VenueContext) -> list[str]:
    """Statements of the client that make its leases; the raw layer is asked only when one is needed."""
    made = [f"{identifier(name)}={_lease(context, name, each)}" for name, each in context.spec.leases.items()]
    if not made:
        return []
    closers = [f"self._on_close(self.leases.{identifier(name)}.close)" for name in context.spec.leases]
    return [f"self.leases = Leases({', '.join(made)})", *closers]


def _lease(context: VenueContext, name: str, lease: Lease) -> str:
    terms = []
    if lease.lifetime is not None and is_duration(lease.lifetime):
        terms.append(f"lifetime={seconds(lease.lifetime)}")
    if (lease.keep or lease.renew) and lease.keep_every is not None:
        terms.append(f"keep_every={seconds(lease.keep_every)}")
    if lease.lost_codes:
        codes = ", ".join(literal(str(code)) for code in lease.lost_codes)
        terms.append(f"lost_codes=frozenset({{{codes}}})")
    parts = [literal(name), f"self._grant_{identifier(name)}", f"terms=LeaseTerms({', '.join(terms)})"]
    parts += ["clock=self.clock", "spawn=self._spawn", "log=self.log"]
    for word, endpoint in (("keep", lease.keep), ("release", lease.release)):
        if endpoint is not None:
            parts.append(
                f"{word}=lambda held: self.raw.{identifier(endpoint)}({held_arguments(context, lease, endpoint)})"
            )
    if lease.renew is not None:
        parts.append(f"renew=self._renew_{identifier(name)}")
    return f"Lease({', '.join(parts)})"


def held_arguments(context: VenueContext, lease: Lease, endpoint: str) -> str:
    """What a call that keeps or releases a lease is given: parameters named as what is held."""
    params = params_of(context, context.spec.endpoints[endpoint])
    return ", ".join(f"{each.name}=held.{each.name}" for each in params if each.name in lease.hold)


def grant_lines(context: VenueContext, name: str, renewed: str | None = None) -> tuple[str, ...]:
    """Body of the method that fetches a lease, or of the one by which an endpoint renews it."""
    lease = context.spec.leases[name]
    scope = scope_for_lease(context.spec, context.table, name, {"r": "result", "cfg": "self.config"})
    held = ", ".join(f"{identifier(key)}={compile_expr(text, scope).code}" for key, text in lease.hold.items())
    lifetime = "None"
    if lease.lifetime is not None and not is_duration(lease.lifetime):
        lifetime = f"float({compile_expr(lease.lifetime, scope).code})"
    given = held_arguments(context, lease, renewed) if renewed is not None else ""
    return (
        f"result = await self.raw.{identifier(renewed or lease.call)}({given})",
        f"return {class_name(name)}({held}), {lifetime}",
    )
