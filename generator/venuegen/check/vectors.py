"""Known answers of signing schemes, computed: the steps are compiled as for a client and evaluated on the given inputs.

Only code that the language compiled is evaluated, with no builtins but the few it may call; spec text never is. A
vector that goes through a hook is left to the produced tests, because `check` never imports a hook.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import msgspec

from venuegen.check.context import Check
from venuegen.check.references import steps_of
from venuegen.lang import scopes
from venuegen.lang.errors import LangError
from venuegen.lang.expr import Compiled, Need, compile_expr, compile_frame
from venuegen.lang.fix_scopes import HEADER_TAGS
from venuegen.lang.scopes import Scope
from venuegen.spec.durations import nanoseconds
from venuegen.spec.fix_logon import dictionaries_of, logon_fields
from venuegen.spec.model import AuthScheme, SignStep, SignUsing, Step, Vector

_BUILTINS = {
    each.__name__: each
    for each in (abs, bool, dict, enumerate, int, isinstance, len, list, max, min, next, range, reversed, sorted)
} | {each.__name__: each for each in (str, sum, tuple, zip, any, all, map, filter, bytes, round, divmod)}
_HMAC = {"hmac-sha256": "sha256", "hmac-sha384": "sha384", "hmac-sha512": "sha512"}
_LONG = 80
_VERSIONS = {"FIX.5.0": "7", "FIX.5.0SP1": "8", "FIX.5.0SP2": "9"}


class ThroughHook(Exception):
    """The steps call a function of the hooks module."""


class Unusable(Exception):
    """The vector cannot be computed, and why."""


def check_vectors(check: Check) -> None:
    """Compute every vector of every scheme."""
    if any(each.id == "VG301" or each.id == "VG116" for each in check.problems.found):
        return  # what does not compile cannot be computed
    for name, scheme in check.spec.auth.items():
        for at, vector in enumerate(scheme.vectors):
            path = ("auth", name, "vectors", at)
            try:
                run = VectorRun(check, name, scheme, vector)
                run.steps()
                wrong = run.wrong()
            except ThroughHook:
                continue
            except Unusable as error:
                check.problems.add("VG403", check.key(*path, "id"), f"the vector '{vector.id}': {error}")
                continue
            except LangError:
                continue  # reported where the text stands
            except Exception as error:  # whatever the inputs of a spec make a computation raise
                what = f"{type(error).__name__}: {error}"
                check.problems.add("VG403", check.key(*path, "id"), f"the vector '{vector.id}' raises {what}")
                continue
            for key, expected, found in wrong:
                check.problems.add(
                    "VG402",
                    check.at(*path, "expect", key),
                    f"the vector '{vector.id}' gives {_short(found)} for {key}",
                    expected=_short(expected),
                    hint=f"signed was {_short(repr(run.signed[-1]), 300)}" if run.signed else "",
                )


class _Encoded:
    """What steps may read of a query or body: ordered fields and their forms as text."""

    def __init__(self, fields: Mapping[str, Any], form: str) -> None:
        self.map: dict[str, Any] = dict(fields)
        self.form = form
        self.empty = ""
        """What is sent of no fields."""

    @property
    def encoded(self) -> str:
        from venue_runtime.wire import pairs, quote

        if not self.map:
            return self.empty
        if self.form == "json":
            return msgspec.json.encode(self.map.get("$body", self.map)).decode()
        return pairs([(key, quote(_text(value))) for key, value in self.map.items()])

    @property
    def raw(self) -> str:
        from venue_runtime.wire import pairs

        return self.encoded if self.form == "json" else pairs([(key, _text(value)) for key, value in self.map.items()])

    @property
    def bytes(self) -> bytes:
        return self.encoded.encode()


def _text(value: Any) -> str:
    """A value as it stands in a query, form or header."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | Decimal) else msgspec.json.encode(value).decode()


class VectorRun:
    """One computation of a vector. `signed` collects the data that was signed, for the message when it differs."""

    def __init__(self, check: Check, name: str, scheme: AuthScheme, vector: Vector) -> None:
        self.check, self.scheme, self.vector = check, scheme, vector
        self.scopes = {each.path: each.scope for each in scopes.scopes_for_auth(check.spec, check.table, name)}
        self.signed: list[str | bytes] = []
        self.headers: dict[str, str] = {}
        request = vector.given.request
        self.query = _Encoded(request.query, "query")
        self.body = _Encoded(request.body, self._body_form(name))
        self.params: dict[str, Any] = dict(request.params)
        self.logon: dict[str, str] = {}
        self.names: dict[str, Any] = {
            "query": self.query,
            "body": self.body,
            "params": self.params,
            "method": request.method,
            "path": request.path,
            "host": request.host or self._host(),
            "cred": self._credentials(),
            "cfg": self._config(),
            "env": self._environment(),
        }
        given = vector.given
        if request.msg is not None:
            self.names["msg"] = request.msg
        if scopes.is_logon(check.spec, name):
            self.names |= self._header(name)
        if given.clock_ms is not None:
            self.names["now"] = given.clock_ms * 1_000_000
        if given.random is not None:
            try:
                from venue_runtime.exprs import random_text

                drawn = bytes.fromhex(given.random)
                self.names["random"] = SimpleNamespace(hex=drawn.hex(), text=random_text(drawn), bytes=drawn)
            except ValueError:
                raise Unusable("`random` is not hexadecimal") from None
        if given.lease:
            self.names["lease"] = SimpleNamespace(
                **{name: SimpleNamespace(**held) for name, held in given.lease.items()}
            )
        if given.nonce is not None:
            self.names["nonce"] = SimpleNamespace(**dict.fromkeys(check.spec.nonces, given.nonce))

    def _header(self, name: str) -> dict[str, Any]:
        """What a Logon sees beside the request: the header that is given, by tag."""
        given = {HEADER_TAGS[key]: str(value) for key, value in self._given_header().items() if key in HEADER_TAGS}
        self.dictionary = next(iter(dictionaries_of(self.check.spec, name)), None)
        return {"h": {"35": "A", **given}, "session": SimpleNamespace(cancel_on_disconnect=False)}

    def _given_header(self) -> dict[str, str | int]:
        for key in self.vector.given.header:
            if key not in (*HEADER_TAGS, "heart_bt_int"):
                raise Unusable(f"there is no field '{key}' of the header: {', '.join((*HEADER_TAGS, 'heart_bt_int'))}")
        return self.vector.given.header

    def _frame(self) -> dict[str, str]:
        """BodyLength and CheckSum of the whole Logon: neither depends on the order of its fields."""
        from venue_runtime.fix.message import SOH, frame, read_message

        fix, given = self.check.spec.fix, self.names["h"]
        if fix is None or self.dictionary is None or self.dictionary not in self.check.dictionaries:
            raise Unusable("no session has this Logon, so nothing says what else is in it")
        known = logon_fields(self.check.dictionaries[self.dictionary])
        session = next(each for each in fix.sessions.values() if each.dictionary == self.dictionary)
        beat = self.vector.given.header.get("heart_bt_int", nanoseconds(session.heartbeat.default) // 1_000_000_000)
        fields = {tag: given[tag] for tag in ("35", "34", "49", "52", "56") if tag in given}
        fields |= {"98": "0", "108": str(beat)}
        fields |= {"141": "Y"} if session.reset == "every_logon" else {}
        fields |= {"1137": _VERSIONS[fix.application]} if fix.application is not None else {}
        for name, text in self.logon.items():
            field = known[name]
            fields |= {field.length: str(len(text.encode()))} if field.length is not None else {}
            fields[field.tag] = text
        content = "".join(f"{tag}={text}{SOH}" for tag, text in fields.items())
        read = read_message(frame(fix.version, content))
        return {"body_length": read.fields["9"], "check_sum": read.fields["10"]}

    def _body_form(self, scheme: str) -> str:
        request = self.vector.given.request
        call = f"{request.method} {request.path}"
        endpoints = [each for each in self.check.spec.endpoints.values() if each.auth == scheme]
        for endpoint in sorted(endpoints, key=lambda each: each.call != call):
            if endpoint.place in ("form", "json"):
                return str(endpoint.place)
        return "json"

    def _host(self) -> str:
        first = next(iter(self.check.spec.environments.values()))
        return urlsplit(first.urls.get("rest", next(iter(first.urls.values()), ""))).hostname or ""

    def _environment(self) -> SimpleNamespace:
        first = next(iter(self.check.spec.environments.values()))
        return SimpleNamespace(urls=first.urls, constants=first.const)

    def _credentials(self) -> Any:
        from venue_runtime.credentials import Credentials

        return Credentials(**self.vector.given.credentials)

    def _config(self) -> SimpleNamespace:
        declared = self.check.spec.config
        values: dict[str, Any] = {name: each.default for name, each in declared.items()} | self.vector.given.config
        for name, value in values.items():
            if name in declared and declared[name].type == "duration" and value is not None:
                values[name] = timedelta(microseconds=nanoseconds(str(value)) // 1_000)
        return SimpleNamespace(**values)

    # -- steps

    def steps(self) -> None:
        """Run every step, `once` first. Raises Unusable, ThroughHook or LangError."""
        for path, step in steps_of(self.scheme, ()):
            self._step(step, self.scopes[path])

    def _step(self, step: Step, scope: Scope) -> None:
        for name, text in (step.let or {}).items():
            compiled = compile_expr(text, scope)
            self.names[name] = self.value(compiled)
            scope = scope.with_names(**{name: scopes.Binding(compiled.type, name)})
        made = {target: self.value(compile_frame(value, scope)) for target, value in (step.set or {}).items()}
        params = {key[7:]: value for key, value in made.items() if key.startswith("params.") and value is not None}
        self.params = {**params, **self.params} if self.scheme.fields_first else {**self.params, **params}
        self.names["params"] = self.params
        for target, value in made.items():
            self._set(target, value)
        if step.sign is not None:
            self.names[step.sign.to] = self._sign(step.sign, self.value(compile_expr(step.sign.data, scope)))
        if step.hash is not None:
            from venue_runtime import signing

            data = self.value(compile_expr(step.hash.data, scope))
            self.names[step.hash.to] = getattr(signing.Hash(step.hash.alg), step.hash.out)(data)
        if step.jwt is not None:
            from venue_runtime.signing import jwt

            header = self.value(compile_frame(step.jwt.header, scope))
            claims = self.value(compile_frame(step.jwt.claims, scope))
            self.names[step.jwt.to] = jwt(self._signer(step.jwt.key, step.jwt.signs_using), header, claims)
        if step.message is not None:
            self.names["msg"] = self.value(compile_frame(step.message, scope))

    def _set(self, target: str, value: Any) -> None:
        place, _, name = target.partition(".")
        if value is None:
            return  # what is missing is not sent
        if place == "header":
            self.headers[name] = _text(value)
        elif place in ("query", "body"):
            encoded = self.query if place == "query" else self.body
            field = {name: value if encoded.form == "json" else _text(value)}
            first = place == "body" and self.scheme.fields_first
            encoded.map = {**field, **encoded.map} if first else {**encoded.map, **field}
        elif place == "logon":
            self.logon[name] = ("Y" if value else "N") if isinstance(value, bool) else _text(value)
        elif place == "msg":
            if "msg" not in self.names:
                raise Unusable("`msg` is written and not given")
            message = self.names["msg"]
            *parents, last = name.split(".")
            for parent in parents:
                message = message[parent]
            message[last] = value

    def _sign(self, step: SignStep, data: str | bytes) -> Any:
        self.signed.append(data)
        given = self.vector.given.credentials
        name = next((each for each in step.using if each in given), None)
        if name is None:
            raise Unusable(f"none of the credentials that sign is given: {', '.join(step.using)}")
        using = step.using[name]
        signer = self._signer(name, using)
        if self.vector.verify:
            for expected in self.vector.expect.values():
                if signer.verify(data, expected):
                    return expected
        return getattr(signer, using.out)(data)

    def _signer(self, name: str, using: SignUsing) -> Any:
        from venue_runtime.credentials import load_private_key
        from venue_runtime.errors import ConfigurationError
        from venue_runtime.secp256k1 import Secp256k1Key
        from venue_runtime.signing import HmacKey, decode_secret, signer_of

        secret = self.vector.given.credentials.get(name)
        if secret is None:
            raise Unusable(f"the credential '{name}' is not given")
        declared = self.check.spec.credentials.get(name)
        if declared is None:
            raise Unusable(f"the credential '{name}' is not declared")
        try:
            if using.alg in _HMAC:
                return HmacKey(decode_secret(secret, declared.encoding), _HMAC[using.alg])  # type: ignore[arg-type]
            if using.alg == "secp256k1":
                return Secp256k1Key(secret)
            return signer_of(load_private_key(secret, tuple(declared.format) or ("pem",), name=name))
        except ConfigurationError as error:
            raise Unusable(f"the credential '{name}' cannot be used: {error}") from None

    # -- values

    def value(self, compiled: Compiled) -> Any:
        """Evaluate what the language compiled. Raises Unusable for a name that the vector does not give."""
        request = self.vector.given.request
        encoded = self.query.encoded
        names: dict[str, Any] = {
            **self.names,
            "path_query": f"{request.path}?{encoded}" if encoded else request.path,
            "__builtins__": _BUILTINS,
            "timedelta": timedelta,
            **{need.name: _needed(need) for need in compiled.needs},
        }
        try:
            return eval(compile(compiled.code, "<spec>", "eval"), names)
        except NameError as error:
            missing = "clock_ms" if error.name == "now" else error.name
            raise Unusable(f"`{missing}` is read and not given") from None

    def wrong(self) -> list[tuple[str, str, str]]:
        """`(key, expected, found)` for everything that came out different."""
        found: list[tuple[str, str, str]] = []
        for key, expected in self.vector.expect.items():
            value = self._result(key)
            if value != expected:
                found.append((key, expected, value))
        return found

    def _result(self, key: str) -> str:
        place, _, name = key.partition(".")
        lookups: dict[str, Callable[[], Any]] = {
            "query": lambda: getattr(self.query, name) if name in ("encoded", "raw") else self.query.map[name],
            "body": lambda: getattr(self.body, name) if name in ("encoded", "raw") else self.body.map[name],
            "params": lambda: self.params[name],
            "header": lambda: self.headers[name],
            "msg": lambda: _inside(self.names.get("msg"), name),
            "logon": lambda: self.logon[name],
            "frame": lambda: self._frame()[name],
        }
        try:
            value = lookups[place]() if name and place in lookups else self.names[key]
        except (KeyError, TypeError, AttributeError):
            raise Unusable(f"the steps set no '{key}'") from None
        return value.hex() if isinstance(value, bytes) else _text(value)


def _inside(value: Any, path: str) -> Any:
    for part in path.split("."):
        value = value[int(part)] if isinstance(value, list) else value[part]
    return value


def _needed(need: Need) -> Any:
    if need.kind == "hook":
        raise ThroughHook
    if need.kind == "wire":
        from venue_runtime import wire

        return getattr(wire, need.name)
    if need.kind == "exprs":
        from venue_runtime import exprs

        return getattr(exprs, need.name)
    if need.kind == "std":
        return {"Decimal": Decimal, "UNSET": msgspec.UNSET}[need.name]
    raise Unusable(f"`{need.name}` exists in a generated client only")


def _short(text: str, limit: int = _LONG) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
