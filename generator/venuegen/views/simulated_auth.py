"""Verification: the steps of an auth scheme, from the receiver's side."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..lang import compile_expr
from ..lang.scopes import Binding, scopes_for_auth
from ..lang.types import BYTES, JSON, SECRET, STR, Field, MapType, Record
from ..render.names import identifier, literal
from ..spec.model import SignStep
from .wirepaths import syntax

if TYPE_CHECKING:
    from ..lang import Scope
    from .context import VenueContext

_UNITS = {"s": "1_000_000_000", "ms": "1_000_000", "us": "1_000", "ns": "1"}


@dataclass(frozen=True, slots=True)
class VerifierView:
    """One method."""

    scheme: str
    body: tuple[str, ...]
    fields: tuple[str, ...]
    """Parameters that the scheme adds."""


def build(context: VenueContext, name: str) -> VerifierView:
    """Read back what a scheme sets: the key, the time, the nonce, and the signature over the rest."""
    scheme = context.spec.auth[name]
    targets = {target: value for step in scheme.steps for target, value in (step.set or {}).items()}
    signing = next((step.sign for step in scheme.steps if step.sign is not None), None)
    lines = ["seen = Seen(call)"]
    key = next(((t, found[1]) for t, v in targets.items() if (found := re.fullmatch(r"=cred\.(\w+)", str(v)))), None)
    if key is not None:
        lines.append(f"account, credentials = self.account_of(call, {literal(key[1])}, {_get(key[0])})")
    else:
        lines.append("account, credentials = next(iter(call.context.accounts.items()))")
    names: dict[str, str] = {}
    placed = None
    window = ""
    lets = {key: text for step in scheme.steps for key, text in (step.let or {}).items()}
    sent: set[str] = set()
    for target, value in targets.items():
        text = str(value)
        if text.removeprefix("=") in lets:
            # A named value that is sent: what was sent is what was signed.
            named = text.removeprefix("=")
            lines.append(f"{identifier(named)} = str({_get(target)})")
            sent.add(named)
            text = lets[named]
        if (clock := re.fullmatch(r"=clock\.(s|ms|us|ns)(_text)?", text)) is not None:
            lines.append(f"now = int({_get(target)}) * {_UNITS[clock[1]]}")
            names["clock"] = "now"
        elif (nonce := re.fullmatch(r"=(?:text\()?nonce\.(\w+)\)?", text)) is not None:
            lines.append(f"nonce_{nonce[1]} = int({_get(target)})")
            names[nonce[1]] = f"nonce_{nonce[1]}"
        elif re.fullmatch(r"=(?:text\()?cfg\.(\w*window\w*)\)?", text) is not None:
            window = f"int({_get(target)}) * 1_000_000"
        elif signing is not None and _reads(value, signing.to):
            placed = target
    if signing is not None and placed is not None:
        place, _, field = placed.partition(".")
        lines.append(f"signature = seen.pop({literal(place)}, {literal(field)})")
        lines += _named(context, name, sent)
        lines.append(
            f"self.check_signature(credentials, {_data(context, name, signing)}, signature, {_keys(context, signing)})"
        )
    # A venue looks at the clock after the signature: a wrong secret must not read as a wrong clock.
    if "clock" in names:
        lines.append(f"self.check_time(call, now, {window or '5_000_000_000'})")
    for nonce_name in (name for name in names if name != "clock"):
        lines.append(f"self.check_nonce(call, account, nonce_{nonce_name})")
    lines.append("return account")
    fields = tuple(t.partition(".")[2] for t in targets if t.partition(".")[0] in ("query", "body", "params"))
    return VerifierView(identifier(name), tuple(lines), fields)


def _get(target: str) -> str:
    place, _, field = target.partition(".")
    return f"seen.get({literal(place)}, {literal(field)})"


def _reads(value: object, name: str) -> bool:
    node = syntax(value)
    return node is not None and any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(node))


def _scopes(context: VenueContext, name: str) -> dict[tuple[str | int, ...], Scope]:
    seen = {
        "query": Record("query", {"encoded": Field(STR, "seen.query"), "raw": Field(STR, "unquote(seen.query)")}),
        "body": Record(
            "body",
            {
                "encoded": Field(STR, "seen.body"),
                "raw": Field(STR, "seen.body"),
                "bytes": Field(BYTES, "seen.body.encode()"),
            },
        ),
    }
    texts = {"method": "seen.method", "path": "seen.path", "path_query": "seen.target", "host": "seen.host"}
    own = {key: Binding(record, key) for key, record in seen.items()}
    own |= {key: Binding(STR, code) for key, code in texts.items()}
    own["params"] = Binding(MapType(JSON), "seen.params")
    secrets = {
        key: Field(SECRET if each.secret else STR, f"credentials.reveal({key!r})")
        for key, each in context.spec.credentials.items()
    }
    own["cred"] = Binding(Record("cred", secrets), "cred")
    found = {}
    for step in scopes_for_auth(context.spec, context.table, name):
        known = {key: binding for key, binding in own.items() if key in step.scope.names}
        found[step.path] = replace(step.scope, names={**step.scope.names, **known})
    return found


def _named(context: VenueContext, name: str, sent: set[str]) -> list[str]:
    lines = []
    found = _scopes(context, name)
    for at, step in enumerate(context.spec.auth[name].steps):
        for key, text in (step.let or {}).items():
            if key in sent:
                continue
            lines.append(f"{identifier(key)} = {compile_expr(text, found[('steps', at)]).code}")
        if step.hash is not None:
            data = compile_expr(step.hash.data, found[("steps", at)]).code
            lines.append(f"{identifier(step.hash.to)} = {step.hash.alg}.{step.hash.out}({data})")
    return lines


def _data(context: VenueContext, name: str, signing: SignStep) -> str:
    steps = context.spec.auth[name].steps
    at = next(index for index, step in enumerate(steps) if step.sign is signing)
    return compile_expr(signing.data, _scopes(context, name)[("steps", at)]).code


def _keys(context: VenueContext, signing: SignStep) -> str:
    rows = []
    for credential, using in signing.using.items():
        declared = context.spec.credentials[credential]
        parts = [literal(credential), literal(using.alg)]
        if declared.encoding != "text" or declared.format:
            parts.append(literal(declared.encoding))
        if declared.format:
            parts.append(literal(tuple(declared.format)))
        rows.append(f"SignedBy({', '.join(parts)})")
    return f"({', '.join(rows)},)"
