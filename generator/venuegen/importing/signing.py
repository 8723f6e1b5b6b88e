"""What of a request is authentication: it belongs to a scheme under `auth`, not to the parameters.

A document says where keys and signatures travel, and at most in sentences how they are made. The scheme that is drafted
puts them there, signs what is most often signed, and says TODO.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from venuegen.importing.kinds import looks_like_time, unit_said
from venuegen.importing.model import Endpoint, Parameter
from venuegen.importing.naming import tokens
from venuegen.importing.prose import algorithm, key_formats, signature_form

_PLACES = {"query": "query", "header": "header", "body": "body"}
_NONCE = {"nonce"}
_KEY = re.compile(r"(^|_)(api_?key|access_?key|apikey|client_id|key)$")
_SIGNATURE = re.compile(r"(^|_)(signature|sign|sig)$")
_PASSPHRASE = re.compile(r"passphrase")
_WINDOW = re.compile(r"^(x_)?(recv|receive)?_?window$")
_PAYLOAD = re.compile(r"(^|_)payload$")
_SCHEME = "signed"
RARE = 0.3
"""A field of fewer private endpoints than that is no authentication."""


@dataclass(slots=True)
class Signing:
    """What the requests of one document carry as authentication: field → what it carries, in the order met."""

    carries: dict[str, str] = field(default_factory=dict)
    used: bool = False
    texts: set[str] = field(default_factory=set)
    """Fields that carry a number as text."""
    prose: str = ""
    """What the document says in sentences."""
    own: set[str] = field(default_factory=set)
    """Fields that look like it and are too rare: a few endpoints have a `nonce` that means another thing."""
    calls: bool = False
    """Every private body is a call: it names its own method (the path), and has the parameters in an object."""
    _units: dict[str, str] = field(default_factory=dict)
    """Unit of the moments among what requests carry."""

    def survey(self, endpoints: Sequence[Endpoint]) -> None:
        """Tell what requests carry in general from what a few endpoints mean by the same words."""
        private = [each for each in endpoints if _is_private(each)]
        count: dict[str, int] = {}
        for each in private:
            for parameter in each.params:
                if parameter.place != "header" and role_of(parameter):
                    name = f"{_PLACES.get(parameter.place, 'query')}.{parameter.wire}"
                    count[name] = count.get(name, 0) + 1
        self.own = {name for name, times in count.items() if times < RARE * len(private)}
        self.calls = bool(private) and all(_is_call(each) for each in private)
        # A second key, which only a few requests have (of a broker, say), is none of the signature.
        keys: dict[str, int] = {}
        for parameter in (each for endpoint in private for each in endpoint.params):
            if parameter.place == "header" and role_of(parameter) == "key":
                keys[f"header.{parameter.wire}"] = keys.get(f"header.{parameter.wire}", 0) + 1
        most = max(keys.values(), default=0)
        self.own |= {name for name, times in keys.items() if times < RARE * most}

    def scripted(self, headers: Sequence[str]) -> bool:
        """Headers that a script puts into requests: a scheme is drafted of them, where a key and a signature are
        among them and no request shows its own. Whether that is so."""
        roles = {f"header.{name}": _by_name(name) for name in headers}
        if self.used or not {"key", "signature"} <= set(roles.values()):
            return False
        self.used = True
        self.carries |= {place: role for place, role in roles.items() if role and role != "payload"}
        return True

    def take(self, endpoint: Endpoint) -> list[Parameter]:
        """The parameters of an endpoint without those of authentication, which are remembered."""
        kept: list[Parameter] = []
        roles = [(each, self._role(each)) for each in endpoint.params]
        if any(role == "nonce" for _, role in roles):  # a body that repeats its own path is signed with it
            roles = [(each, role or _path(each)) for each, role in roles]
        private = _is_private(endpoint)
        if _names_itself(endpoint):
            roles = [(each, role or _request_id(each)) for each, role in roles]
        if private and self.calls:
            roles = [(each, role or _part_of_call(each)) for each, role in roles]
            kept += [
                Parameter(wire, "body", field_.required is True, field_.shape, field_.doc)
                for each, role in roles
                if role == "params"
                for wire, field_ in each.shape.fields.items()
            ]
        for each, role in roles:
            if private and role and (role not in ("time", "nonce", "window") or _is_signed(each, roles, endpoint)):
                place = f"{_PLACES.get(each.place, 'query')}.{each.wire}"
                self.carries.setdefault(place, role)
                if each.shape.kind == "string" and each.shape.samples:
                    self.texts.add(place)
                if role == "time":
                    self._units.setdefault(place, unit_said(each.doc) or "ms")
            elif each.place == "header" and (role or each.wire.lower() in ("accept", "content-type", "authorization")):
                continue
            else:
                kept.append(each)
        if private:
            self.used = True
            for name in endpoint.key_headers:
                place = name if name.startswith("query.") else f"header.{name}"
                role = _by_name(place.partition(".")[2]) or "key"
                self.carries.setdefault(place, role)
        return kept

    def _role(self, parameter: Parameter) -> str:
        return "" if f"{_PLACES.get(parameter.place, 'query')}.{parameter.wire}" in self.own else role_of(parameter)

    def scheme(self) -> dict[str, Any]:
        """The entry under `auth`."""
        first: dict[str, str] = {}
        last: dict[str, str] = {}
        for place, role in self.carries.items():
            text = place in self.texts
            match role:
                case "time" | "id":
                    unit = self._units.get(place, "ms")
                    first[place] = f"=clock.{unit}_text" if text else f"=clock.{unit}"
                case "nonce":
                    first[place] = "=text(nonce.requests)" if text else "=nonce.requests"
                case "window":
                    first[place] = "=cfg.recv_window"
                case "path":
                    first[place] = "=path"
                case "method":
                    first[place] = "=cut(path, 1)"
                case "params":
                    first[place] = "=params"
                case "signature":
                    last[place] = "=signature"
                case "passphrase":
                    last[place] = "=cred.passphrase"
                case "payload":
                    last[place] = "=payload"
                case _:
                    last[place] = "=cred.api_key"
        # The payload that is signed must be complete; headers may come after it.
        signature = {"header.X-API-SIGNATURE": "=signature"} if "=signature" not in last.values() else {}
        key = {} if "=cred.api_key" in last.values() else {"header.X-API-KEY": "=cred.api_key"}
        alg = algorithm(self.prose) or "hmac-sha256"
        using = {self._secret(alg): {"alg": alg, "out": signature_form(self.prose, alg)}}
        steps: list[Any] = [{"set": first}] if first else []
        payload = "payload" in self.carries.values()
        steps += [{"let": {"payload": "=base64(body.encoded)"}}] if payload else []
        steps += [
            {
                "sign": {
                    "to": "signature",
                    "data": "=payload" if payload else "=query.encoded + body.encoded",
                    "using": using,
                }
            },
            {"set": {**key, **last, **signature}},
        ]
        return {
            _SCHEME: {
                "steps": steps,
                "no_vectors": "TODO take a signed request with its inputs from the documentation as a vector",
                "doc": "TODO the document says where keys and signatures go; write the steps that make the signature.",
            }
        }

    @staticmethod
    def _secret(alg: str) -> str:
        """The credential that signs."""
        return "private_key" if alg and not alg.startswith("hmac") else "api_secret"

    def sections(self) -> dict[str, Any]:
        """`config`, `credentials`, `nonces` and `auth` of a new spec, as far as they are needed."""
        if not self.used:
            return {}
        roles = set(self.carries.values())
        made: dict[str, Any] = {}
        if "window" in roles:
            doc = "Milliseconds after which the venue refuses a request as too old."
            made["config"] = {"recv_window": {"type": "int", "default": 5000, "doc": doc}}
        alg = algorithm(self.prose)
        secret = self._secret(alg)
        form: dict[str, Any] = {"secret": True}
        if secret == "private_key":
            form = {"format": key_formats(self.prose, alg)}
        made["credentials"] = {"api_key": {"secret": True}, secret: form}
        if "passphrase" in roles:
            made["credentials"]["passphrase"] = {"secret": True}
        if "nonce" in roles:
            made["nonces"] = {"requests": {"unit": "ms"}}
        made["auth"] = self.scheme()
        return made


def _is_private(endpoint: Endpoint) -> bool:
    return endpoint.private is True or any(role_of(each) in ("signature", "key") for each in endpoint.params)


def _is_signed(parameter: Parameter, roles: Sequence[tuple[Parameter, str]], endpoint: Endpoint) -> bool:
    """A timestamp or nonce belongs to the signature where there is one beside it, or where it is a header."""
    signed = any(role == "signature" for _, role in roles)
    return parameter.place == "header" or signed or bool(endpoint.key_headers)


def role_of(parameter: Parameter) -> str:
    """What a parameter carries for authentication; empty for one that means something to the endpoint."""
    if parameter.place == "path" or not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", parameter.wire):
        return ""
    name = _by_name(parameter.wire)
    if name == "signature" and parameter.place != "header" and len(tokens(parameter.wire)) > 1:
        return ""  # of somebody else
    if name == "key" and parameter.place != "header" and not re.search(r"api|access", parameter.wire, re.IGNORECASE):
        return ""
    if name == "time":
        said = parameter.wire.lower() in ("timestamp", "ts", "reqtime", "req_time") or parameter.place == "header"
        return "time" if said and (parameter.required or parameter.place == "header") else ""
    return "" if name == "payload" and parameter.place != "header" else name


def _names_itself(endpoint: Endpoint) -> bool:
    return any(each.wire == "method" and endpoint.path.strip("/") in each.shape.samples for each in endpoint.params)


def _is_call(endpoint: Endpoint) -> bool:
    """Whether a body is a call: `{id, method, params: {…}}` with the path as its method."""
    inside = next((each.shape for each in endpoint.params if each.wire == "params" and each.place == "body"), None)
    return _names_itself(endpoint) and inside is not None and inside.kind == "object"


def _part_of_call(parameter: Parameter) -> str:
    return parameter.wire if parameter.place == "body" and parameter.wire in ("method", "params") else ""


def _request_id(parameter: Parameter) -> str:
    """The number of a request, where a body names its own method beside it."""
    return "id" if parameter.place == "body" and parameter.wire == "id" else ""


def _path(parameter: Parameter) -> str:
    return "path" if parameter.place == "body" and parameter.wire == "request" else ""


def _by_name(wire: str) -> str:
    name = "_".join(tokens(wire))
    if _SIGNATURE.search(name):
        return "signature"
    if _PAYLOAD.search(name):
        return "payload"
    if _PASSPHRASE.search(name):
        return "passphrase"
    if _WINDOW.search(name):
        return "window"
    if name.rsplit("_", 1)[-1] in _NONCE:
        return "nonce"
    if _KEY.search(name):
        return "key"
    return "time" if looks_like_time(wire) else ""
