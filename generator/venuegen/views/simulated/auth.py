"""Verification: the steps of an auth scheme, from the receiver's side.

What a scheme sets is what a receiver sees. Each value that was set is brought back to what it was made of (a
credential, the clock, a nonce, a signature, a token); what cannot be brought back is computed again and compared.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ...lang import compile_expr, compile_frame
from ...lang.scopes import Binding, scopes_for_auth
from ...lang.types import BYTES, INT, JSON, STR, UNITS, Field, MapType, Record, is_optional
from ...render.names import identifier, literal
from ...spec.model import AuthScheme, SignStep, SignUsing
from ..wirepaths import syntax, template_parts

if TYPE_CHECKING:
    from ...lang import Scope
    from ...spec.model import Step
    from ..context import VenueContext

_PARAMS = "json(params)"
_OWN = {"call", "seen", "account", "credentials", "now", "self"}
"""What a verifier calls its own: a name of the scheme that is called so gets another one."""
_SELF = re.compile(r"\bself\.")
_SENT = re.compile(r"\b(query|body|params|path_query)\b")


@dataclass(frozen=True, slots=True)
class VerifierView:
    """One method."""

    scheme: str
    body: tuple[str, ...]
    fields: tuple[str, ...]
    """Parameters that the scheme adds."""


def build(context: VenueContext, name: str) -> VerifierView:
    """Read back what a scheme sets: the key, the time, the nonce, and the signature over the rest."""
    writer = _Writer(context, name, context.spec.auth[name])
    body = writer.body()
    targets = (target for step in writer.scheme.steps for target in step.set or {})
    fields = tuple(t.partition(".")[2] for t in targets if t.partition(".")[0] in ("query", "body", "params"))
    return VerifierView(identifier(name), body, fields)


def build_logon(context: VenueContext, name: str) -> VerifierView:
    """The same for the Logon of a FIX session: its fields are the call's parameters, `h` are the texts of all."""
    body = _LogonWriter(context, name, context.spec.auth[name]).body()
    return VerifierView(identifier(name), tuple(_SELF.sub("self.venue.", line) for line in body), ())


def message_of(scheme: AuthScheme) -> Any:
    """The frame that a scheme builds; None where it builds none."""
    return next((step.message for step in scheme.steps if step.message is not None), None)


def _local(name: str) -> str:
    """The variable that has a name of the scheme."""
    return f"{name}_" if name in _OWN else identifier(name)


@dataclass(frozen=True)
class _Received:
    """A value that was sent: the expression that made it, and the Python that reads it from what was seen."""

    text: str
    code: str
    at: int
    """The step that set it."""


class _Writer:
    def __init__(self, context: VenueContext, name: str, scheme: AuthScheme) -> None:
        self.context, self.name, self.scheme = context, name, scheme
        self.lines: list[str] = []
        self.checks: list[str] = []
        """What a venue looks at after the signature: a wrong secret must not read as a wrong clock."""
        self.known: dict[str, str] = {}
        """Names of the scheme that stand for a received value."""
        self.now = ""
        self.nonces: dict[str, str] = {}
        self.config: dict[str, str] = {}
        self.random = ""
        self.window = "5_000_000_000"
        self.compared: list[_Received] = []
        self.credentials: list[tuple[str, str]] = []
        self.leases: list[tuple[str, str]] = []
        self.lets = {key: text for step in scheme.steps for key, text in (step.let or {}).items()}
        self.signs = {step.sign.to for step in (*scheme.once, *scheme.steps) if step.sign is not None}
        self.tokens = {step.jwt.to: step.jwt for step in (*scheme.once, *scheme.steps) if step.jwt is not None}
        self.hashes = {step.hash.to for step in (*scheme.once, *scheme.steps) if step.hash is not None}

    def body(self) -> tuple[str, ...]:
        first = next(iter(self.context.spec.environments.values()))
        prefix = urlsplit(first.urls.get("rest", "")).path.rstrip("/")
        if any(step.set or step.message for step in self.scheme.steps):
            self.lines.append(f"seen = Seen(call, {literal(prefix)})" if prefix else "seen = Seen(call)")
        # What the scheme makes of the parameters tells them, and with them the fields that it adds.
        for each in sorted(self._received(), key=lambda received: not self._is_made_of_params(received.text)):
            self._understand(each)
        self._account()
        for at, step in enumerate(self.scheme.once):
            self._step(step, ("once", at))
        for at, step in enumerate(self.scheme.steps):
            self._step(step, ("steps", at))
        for each in self.compared:
            code = compile_expr(each.text, self._scope(("steps", each.at))).code
            self.lines.append(f"self.check_same({code}, {each.code})")
        if self.now:
            self.lines.append(f"self.check_time(call, now, {self.window})")
        self.lines += self.checks
        if self.lines[-1].startswith("account = "):
            self.lines[-1] = f"return {self.lines[-1].removeprefix('account = ')}"
        else:
            self.lines.append("return account")
        return tuple(self.lines)

    # ------------------------------------------------------------ what was sent

    def _received(self) -> list[_Received]:
        found: list[_Received] = []
        for at, step in enumerate(self.scheme.steps):
            for target, value in (step.set or {}).items():
                place, _, field = target.partition(".")
                steps = tuple(field.split(".")) if place == "msg" else (field,)
                for rest, each in _entries(value):
                    found += self._leaf(each, literal(place), _path((*steps, *rest)), at)
            if step.message is not None:
                for steps, value in leaves(step.message):
                    found += self._leaf(value, '"msg"', _path(steps), at)
        return found

    def _leaf(self, value: Any, place: str, path: str, at: int) -> list[_Received]:
        if not isinstance(value, str):
            return []
        if value.startswith("="):
            text = value[1:].strip()
            absent = is_optional(compile_expr(text, self._scope(("steps", at))).type)
            return [_Received(text, f"seen.{'find' if absent else 'get'}({place}, {path})", at)]
        parts = template_parts(value)
        if len(parts) == 1:
            return []
        names = [f"part_{len(self.lines)}_{number}" for number in range(len(parts) // 2)]
        pattern = "".join(re.escape(part) if number % 2 == 0 else "(.+?)" for number, part in enumerate(parts))
        self.lines.append(
            f"{', '.join(names)}{',' if len(names) == 1 else ''} = seen.parts({place}, {path}, {literal(pattern)})"
        )
        return [_Received(text, name, at) for text, name in zip(parts[1::2], names, strict=True)]

    def _is_made_of_params(self, text: str) -> bool:
        return text == "params" or _PARAMS in self.lets.get(text, text)

    def _understand(self, each: _Received) -> None:
        """Say what a received value is; what is left is computed again and compared."""
        text = self._by_settings(each.text)
        if (inner := re.fullmatch(r"(?:text|int)\(([\w.]+)\)", text)) is not None:
            text = inner[1]
        root, _, rest = text.partition(".")
        if text == "params":
            self.lines.append(f"seen.take({each.code})")
        elif root == "cred" and rest.isidentifier():
            # What need not be there tells nobody apart; the signature covers it.
            if not self.context.spec.credentials[rest].optional:
                self.credentials.append((rest, each.code))
        elif (clock := re.fullmatch(r"clock\.(s|ms|us|ns|iso)(?:_text)?", text)) is not None:
            if not self.now:
                self.now = "now"
                self.lines.append(f"now = sent_time({each.code}, {literal(clock[1])})")
        elif (nonce := re.fullmatch(r"nonce\.(\w+)", text)) is not None:
            if nonce[1] not in self.nonces:
                self.nonces[nonce[1]] = f"nonce_{nonce[1]}"
                self.lines.append(f"nonce_{nonce[1]} = int({each.code})")
        elif text in ("random.hex", "random.text"):
            self.random = each.code
        elif root == "cfg":
            self.config[rest] = each.code
            unit = rest.partition(".")[2] or "ms"
            if "window" in rest and unit in UNITS and self.context.spec.config[rest.partition(".")[0]].type != "str":
                self.window = f"int({each.code}) * {UNITS[unit]:_}"
        elif root == "lease":
            self.leases.append((rest.partition(".")[0], each.code))
        elif text in self.lets or text in self.signs or text in self.tokens:
            self._named(text, each)
        elif (call := syntax(f"={text}")) is not None and isinstance(call, ast.Call) and self._unpack(call, each):
            return
        elif text not in self.hashes or text not in self.known:
            self.compared.append(each)

    def _by_settings(self, text: str) -> str:
        """Of a choice between settings, what a user gets who sets none."""
        node = syntax(f"={text}")
        if not isinstance(node, ast.IfExp) or {each.id for each in _names(node.test)} != {"cfg"}:
            return text
        settings = SimpleNamespace(**{name: each.default for name, each in self.context.spec.config.items()})
        holds = eval(compile(ast.Expression(node.test), "<spec>", "eval"), {"__builtins__": {}, "cfg": settings})
        return self._by_settings(ast.unparse(node.body if holds else node.orelse))

    def _named(self, name: str, each: _Received) -> None:
        if name in self.known:
            if self.known[name] != each.code:
                self.lines.append(f"self.check_same({self.known[name]}, {each.code})")
            return
        variable = _local(name)
        self.known[name] = variable
        if name in self.tokens:
            self.lines.append(f"{variable} = Token.read({each.code})")
            token = self.tokens[name]
            for place, fields in (("header", token.header), ("claims", token.claims)):
                for key, value in fields.items():
                    if isinstance(value, str) and value.startswith("="):
                        code = f"{variable}.get({literal(place)}, {literal(key)})"
                        text = value[1:].strip()
                        if re.fullmatch(r"(text\()?(cred\.\w+|clock\.\w+|nonce\.\w+|random\.(?:hex|text))\)?", text):
                            self._understand(_Received(text, code, each.at))
            return
        self.lines.append(f"{variable} = {each.code}")
        if name in self.lets:
            before = len(self.compared)
            self._understand(_Received(self.lets[name].removeprefix("=").strip(), variable, each.at))
            # What a name stands for is what was sent: nothing to compare.
            del self.compared[before:]

    def _unpack(self, call: ast.Call, each: _Received) -> bool:
        """A value inside an encoding: `base64(json(…))`, `json({…})`."""
        function = call.func.id if isinstance(call.func, ast.Name) else ""
        if function == "base64" and len(call.args) == 1:
            inner = _Received(ast.unparse(call.args[0]), f"base64_bytes(str({each.code})).decode()", each.at)
            self._understand(inner)
            return True
        if ast.unparse(call) == _PARAMS:
            self.lines.append(f"seen.take({each.code})")
            return True
        if function == "json" and len(call.args) == 1:
            variable = f"content_{len(self.lines)}"
            self.lines.append(f"{variable} = msgspec.json.decode({each.code})")
            for node in ast.walk(call.args[0]):
                if isinstance(node, ast.Dict):
                    for key, value in zip(node.keys, node.values, strict=True):
                        if isinstance(key, ast.Constant) and not isinstance(value, ast.Constant):
                            code = f"{variable}[{key.value!r}]"
                            self._understand(_Received(ast.unparse(value), code, each.at))
            return True
        return False

    # ------------------------------------------------------------ who sent it

    def _account(self) -> None:
        spec = self.context.spec
        public = [each for each in self.credentials if not spec.credentials[each[0]].secret]
        keyed = [each for each in self.credentials if "key" in each[0] or "id" in each[0].split("_")]
        key = next(iter(public or keyed or self.credentials), None)
        if key is not None:
            self.lines.append(f"account, credentials = self.account_of(call, {literal(key[0])}, {key[1]})")
        elif self.leases:
            lease, code = self.leases.pop(0)
            self.lines.append(f"account = self.holder_of(call, {literal(lease)}, {code})")
            self.lines.append("credentials = call.context.accounts[account]")
        else:
            signs = any(step.sign or step.jwt for step in (*self.scheme.once, *self.scheme.steps))
            # The signature says who sent it, where nothing else does.
            self.lines.append(f"account = self.{'signer_in' if signs else 'session_of'}(call)")
            if signs:
                self.lines.append("credentials = call.context.accounts[account]")
        for name, code in self.credentials:
            if (name, code) != key:
                self.lines.append(f"self.check_same(credentials.reveal({literal(name)}), {code})")
        for lease, code in self.leases:
            self.lines.append(f"self.holder_of(call, {literal(lease)}, {code})")
        for name in self.nonces:
            units = {each.unit for each in spec.nonces.values()}
            series = f'f"{{account}}@{spec.nonces[name].unit}"' if len(units) > 1 else "account"
            self.checks.append(f"self.check_nonce(call, {series}, nonce_{name})")

    # ------------------------------------------------------------ the steps again

    def _step(self, step: Step, path: tuple[str, int]) -> None:
        scope = self._scope(path)
        for key, text in (step.let or {}).items():
            if key not in self.known:
                self.lines.append(f"{_local(key)} = {compile_expr(text, scope).code}")
        if step.hash is not None:
            self._without_later(step.hash.data, path)
            code = f"{step.hash.alg}.{step.hash.out}({compile_expr(step.hash.data, scope).code})"
            self.lines.append(f"{identifier(step.hash.to)} = {code}")
        if step.sign is not None:
            self._sign(step.sign, path, scope)
        if step.jwt is not None and step.jwt.to in self.known:
            header, claims = (compile_frame(each, scope).code for each in (step.jwt.header, step.jwt.claims))
            keys = self._keys({step.jwt.key: step.jwt.signs_using})
            self.lines.append(f"self.check_token(credentials, {self.known[step.jwt.to]}, {keys}, {header}, {claims})")

    def _sign(self, step: SignStep, path: tuple[str, int], scope: Scope) -> None:
        self._without_later(step.data, path)
        data = compile_expr(step.data, scope).code
        if step.to in self.known:
            keys = self._keys(step.using)
            self.lines.append(f"self.check_signature(credentials, {data}, {self.known[step.to]}, {keys})")
            return
        out = next(iter(step.using.values())).out
        self.lines.append(f"{identifier(step.to)} = self.signed(credentials, {self._keys(step.using)}).{out}({data})")

    def _without_later(self, text: str, path: tuple[str, int]) -> None:
        """Fields that were set after this step were not there when it ran."""
        if path[0] != "steps" or not _SENT.search(text):
            return
        for step in self.scheme.steps[path[1] + 1 :]:
            for target in step.set or {}:
                place, _, field = target.partition(".")
                line = f"seen.pop({literal(place)}, {literal(field)})"
                if place in ("query", "body", "params") and line not in self.lines:
                    self.lines.append(line)

    def _scope(self, path: tuple[str, int]) -> Scope:
        context, spec = self.context, self.context.spec
        codes = {"cfg": "self.config", "cred": "credentials", **{name: _local(name) for name in self.lets}}
        step = next(each for each in scopes_for_auth(spec, context.table, self.name, codes) if each.path == path)
        first = next(iter(spec.environments.values()))
        hosts = {each.host for each in spec.endpoints.values() if each.auth == self.name} or {"rest"}
        host = urlsplit(first.urls.get(next(iter(sorted(hosts))), "")).netloc
        own: dict[str, Binding] = {
            "query": Binding(
                Record(
                    "query",
                    {
                        "encoded": Field(STR, "seen.query"),
                        "raw": Field(STR, "unquote(seen.query)"),
                        "map": Field(MapType(JSON), "seen.query_map"),
                    },
                ),
                "query",
            ),
            "body": Binding(
                Record(
                    "body",
                    {
                        "encoded": Field(STR, "seen.body"),
                        "raw": Field(STR, "unquote(seen.body)" if self._is_form() else "seen.body"),
                        "map": Field(MapType(JSON), "seen.body_map"),
                        "bytes": Field(BYTES, "seen.body.encode()"),
                    },
                ),
                "body",
            ),
            "method": Binding(STR, "seen.method"),
            "path": Binding(STR, "seen.path"),
            "path_query": Binding(STR, "seen.target"),
            "host": Binding(STR, literal(host)),
            "params": Binding(MapType(JSON), "seen.params"),
            "msg": Binding(JSON, "call.parameters"),
            "env": Binding(
                Record("env", {key: Field(STR, literal(text)) for key, text in {**first.urls, **first.const}.items()}),
                "env",
            ),
            "nonce": Binding(Record("nonce", {key: Field(INT, f"nonce_{key}") for key in spec.nonces}), "nonce"),
            "random": Binding(
                Record("random", dict.fromkeys(("hex", "text"), Field(STR, self.random or '""'))), "random"
            ),
        }
        if "cfg" in step.scope.names and self.config:
            declared = step.scope.names["cfg"].type
            assert isinstance(declared, Record)
            fields = dict(declared.fields)
            for key, code in self.config.items():
                outer, _, unit = key.partition(".")
                if unit:
                    sent = Record("duration", {unit: Field(INT, f"int({code})")})
                    fields[outer] = replace(fields[outer], type=sent)
                else:
                    fields[key] = replace(fields[key], code=code)
            own["cfg"] = Binding(Record("cfg", fields), "self.config")
        names = {**step.scope.names, **{key: each for key, each in own.items() if key in step.scope.names}}
        if "clock" in names and not self.now:
            names["clock"] = Binding(names["clock"].type, "call.now_ns")
        return replace(step.scope, names=names)

    def _is_form(self) -> bool:
        return any(each.place == "form" for each in self.context.spec.endpoints.values() if each.auth == self.name)

    def _keys(self, using: dict[str, SignUsing]) -> str:
        rows = []
        for credential, how in using.items():
            declared = self.context.spec.credentials[credential]
            parts = [literal(credential), literal(how.alg)]
            if declared.encoding != "text" or declared.format:
                parts.append(literal(declared.encoding))
            if declared.format:
                parts.append(literal(tuple(declared.format)))
            rows.append(f"SignedBy({', '.join(parts)})")
        return f"({', '.join(rows)},)"


class _LogonWriter(_Writer):
    """Of a Logon, what users may choose (their settings, what happens when they go) is taken as it comes."""

    def _understand(self, each: _Received) -> None:
        node = syntax(f"={each.text}")
        roots = {found.id for found in _names(node)} if node is not None else set()
        if roots <= {"cfg", "session", "text"}:
            return
        super()._understand(each)


def _path(steps: tuple[str, ...]) -> str:
    return literal(steps) if len(steps) != 1 else literal(steps[0])


def _entries(value: Any) -> list[tuple[tuple[str, ...], Any]]:
    """The entries of a list that an expression makes, each with its place; of anything else the value itself."""
    node = syntax(value) if isinstance(value, str) and value.startswith("=") else None
    if not isinstance(node, ast.List):
        return [((), value)]
    return [((str(at),), f"={ast.unparse(each)}") for at, each in enumerate(node.elts)]


def _names(node: ast.expr) -> Iterator[ast.Name]:
    return (each for each in ast.walk(node) if isinstance(each, ast.Name))


def leaves(frame: Any, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], Any]]:
    """The values of a frame, each with the way to it."""
    if isinstance(frame, dict):
        return [found for key, value in frame.items() for found in leaves(value, (*path, str(key)))]
    if isinstance(frame, list):
        return [found for at, value in enumerate(frame) for found in leaves(value, (*path, str(at)))]
    return [(path, frame)]
