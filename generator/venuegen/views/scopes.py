"""The language's scopes with the Python that stands for their names in our modules."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from ..lang import Scope, scopes
from ..lang.scopes import Binding, StepScope
from ..lang.types import BOOL, BYTES, INT, JSON, STR, Field, MapType, Record, Type
from ..render.names import identifier

if TYPE_CHECKING:
    from ..spec.model import Map, Operation, StyleRow
    from .context import VenueContext

#: In methods of the client.
CLIENT: Mapping[str, str] = {
    "i": "instrument",
    "o": "request",
    "r": "result",
    "cfg": "self.config",
    "cred": "self.credentials",
    "span": "candle_length(interval)",
    "now": "self.venue_clock.time_ns()",
    "clock": "self.venue_clock.time_ns()",
}
#: In functions of the mapping.
MAPPING: Mapping[str, str] = {"i": "instrument", "o": "request", "cfg": "config"}
#: Hooks that get their arguments as one request.
_BY_REQUEST = frozenset({"edit_order", "cancel_order", "cancel_orders"})


def auth(context: VenueContext, name: str, bodies: set[str]) -> list[StepScope]:
    """The steps of an auth scheme. `bodies`: which kinds of body its endpoints send."""
    own = _own(context, bodies)
    codes = {"cfg": "self._config", "cred": "self._credentials"}
    steps = scopes.scopes_for_auth(context.spec, context.table, name, codes)
    return [replace(step, scope=step.scope.with_names(**_known(step.scope, own))) for step in steps]


def _known(scope: Scope, own: Mapping[str, Binding]) -> dict[str, Binding]:
    return {name: binding for name, binding in own.items() if name in scope.names}


def _own(context: VenueContext, bodies: set[str]) -> dict[str, Binding]:
    spec = context.spec
    body = "body" if "json" in bodies else "form" if "form" in bodies else "''"
    urls = {
        name: Field(STR, f"self._urls.signed[{name!r}]") for each in spec.environments.values() for name in each.urls
    }
    constants = {
        name: Field(STR, f"self._environment.constants[{name!r}]")
        for each in spec.environments.values()
        for name in each.const
    }
    texts = {
        "query": {"encoded": "query", "raw": "unquote(query)", "map": "dict(parse_qsl(query, keep_blank_values=True))"},
        "body": {
            "encoded": body,
            "raw": body if "json" in bodies else f"unquote({body})" if "form" in bodies else body,
            "map": "dict(json or ())" if "json" in bodies else f"dict(parse_qsl({body}, keep_blank_values=True))",
            "bytes": f"{body}.encode()",
        },
    }
    kinds: dict[str, Type] = {"map": MapType(JSON), "bytes": BYTES}
    return {
        **{
            name: Binding(Record(name, {key: Field(kinds.get(key, STR), code) for key, code in fields.items()}), name)
            for name, fields in texts.items()
        },
        "env": Binding(Record("env", {**urls, **constants}), "env"),
        "nonce": Binding(Record("nonce", {each: Field(INT, f"nonce_{each}") for each in spec.nonces}), "nonce"),
        "host": Binding(STR, "urlsplit(self._urls.signed[host]).netloc"),
        "path_query": Binding(STR, "(f'{path}?{query}' if query else path)"),
        "random": Binding(
            Record(
                "random",
                {
                    "hex": Field(STR, "random.hex()"),
                    "text": Field(STR, "random_text(random)"),
                    "bytes": Field(BYTES, "random"),
                },
            ),
            "random",
        ),
        "session": Binding(Record("session", {"cancel_on_disconnect": Field(BOOL, "cancel_on_disconnect")}), "session"),
        "lease": leases(context, "self.leases"),
    }


def leases(context: VenueContext, attribute: str = "self._leases") -> Binding:
    """What leases hold, as methods read it that run once they are there."""
    found = scopes.leases(context.spec, context.table)
    held = {
        name: Field(
            Record(
                f"lease.{name}",
                {
                    key: replace(each, code=f"{attribute}.{identifier(name)}.held.{identifier(key)}")
                    for key, each in lease.type.fields.items()
                },
            )
        )
        for name, lease in found.fields.items()
        if isinstance(lease.type, Record)
    }
    return Binding(Record("lease", held), "lease")


def error(context: VenueContext, place: str) -> Scope:
    """An error place: `m` the decoded answer, `status` the HTTP status."""
    return scopes.scope_for_errors(context.spec, context.table, place, {"endpoint": "endpoint.id"})


def limits(context: VenueContext) -> Scope:
    """What an answer says of limits: `header`, `m` the answer as an error would be, `clock`."""
    return scopes.scope_for_limits(context.spec, context.table, {"header": "response.headers", "clock": "now"})


def message(context: VenueContext, spec: Map, name: str) -> Scope:
    """A map: `m` the message, `instrument`, `recv` its arrival (ns), `style` its styles row, `config`."""
    return scopes.scope_for_map(context.spec, context.table, spec, name, MAPPING)


def items(context: VenueContext, spec: Map, name: str) -> Scope:
    """`each` of a map: the message, as `whole`."""
    return scopes.scope_for_each(context.spec, context.table, spec, name, MAPPING)


def operation(context: VenueContext, name: str, spec: Operation) -> Scope:
    """The parameters of an operation."""
    scope = scopes.scope_for_operation(context.spec, context.table, name, spec, CLIENT)
    return _as_request(name, scope)


def result(context: VenueContext, name: str, spec: Operation) -> Scope:
    """The answer of an operation."""
    return _as_request(name, scopes.scope_for_result(context.spec, context.table, name, spec, CLIENT))


def _as_request(name: str, scope: Scope) -> Scope:
    if name not in _BY_REQUEST:
        return scope
    arguments = ("venue_order_id", "client_order_id", "quantity", "price")
    moved = {each: Binding(scope.names[each].type, f"request.{each}") for each in arguments if each in scope.names}
    return scope.with_names(**moved)


def batch(context: VenueContext, name: str, spec: Operation) -> Scope:
    """One order of a batch."""
    return _as_request(name, scopes.scope_for_batch(context.spec, context.table, name, spec, CLIENT))


def batch_answer(context: VenueContext, name: str, spec: Operation) -> Scope:
    """An item of the answer to a batch, beside its order."""
    return _as_request(name, scopes.scope_for_batch_answer(context.spec, context.table, name, spec, CLIENT))


def refusal(context: VenueContext, name: str, spec: Operation) -> Scope:
    """`refused` of a method about one order: the first item `m` of the answer."""
    return _as_request(name, scopes.scope_for_refusal(context.spec, context.table, name, spec, CLIENT))


def style_row(context: VenueContext, row: StyleRow) -> Scope:
    """The wire side of a styles row: the order and its instrument."""
    return scopes.scope_for_style(context.spec, context.table, row, MAPPING)


def stream(context: VenueContext, name: str, spec: Operation, code: str) -> Scope:
    """`each` of an operation over a channel: the message, as `m` and as `r`."""
    scope = scopes.scope_for_result(context.spec, context.table, name, spec, {**CLIENT, "m": code})
    return scope.with_names(r=scope.names["m"])


def book_message(context: VenueContext, name: str, code: str) -> Scope:
    """`each` of a book: the message `m`."""
    return scopes.scope_for_book(context.spec, context.table, name, {"m": code}, message=True)


_HEADER = re.compile(r"\bheader\[(['\"])(.*?)\1\]")


def lower_headers(text: str) -> str:
    """Names of headers as answers have them here: in lower case."""
    return _HEADER.sub(lambda found: f"header[{found[1]}{found[2].lower()}{found[1]}]", text)
