"""The receiving side of an auth scheme: what a call carried, taken apart again, and who may have sent it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, unquote_plus

import msgspec
from msgspec import Struct

from venue_runtime.credentials import Credentials, load_private_key
from venue_runtime.errors import AuthenticationError
from venue_runtime.secp256k1 import Secp256k1Key
from venue_runtime.signing import HmacKey, Signer, decode_secret, signer_of
from venue_runtime.testing.dialect import SimCall
from venue_runtime.testing.filling import Path, drop, get
from venue_runtime.testing.reasons import Reason
from venue_runtime.wire import ns_from_iso

__all__ = ["Seen", "SignedBy", "Token", "sent_time"]

_UNITS = {"s": 1_000_000_000, "ms": 1_000_000, "us": 1_000, "ns": 1}


class SignedBy(Struct, frozen=True):
    """A credential that may sign, and how."""

    credential: str
    alg: str
    encoding: str = "text"
    formats: tuple[str, ...] = ()

    def signer(self, credentials: Credentials) -> Signer:
        """The key of an account."""
        secret = credentials[self.credential]
        if self.alg.startswith("hmac-"):
            return HmacKey(decode_secret(secret, self.encoding), self.alg.removeprefix("hmac-"))  # type: ignore[arg-type]
        if self.alg == "secp256k1":
            return Secp256k1Key(secret)
        return signer_of(load_private_key(secret, self.formats or ("pem",)))


class Token(Struct, frozen=True):
    """A JSON Web Token as received: nothing of it is believed before its signature was checked."""

    text: str
    header: Mapping[str, Any]
    claims: Mapping[str, Any]

    @classmethod
    def read(cls, text: str) -> Token:
        """Take a token apart.

        Raises:
            AuthenticationError: it is none.
        """
        try:
            header, claims, _ = text.split(".")
            return cls(text, _part(header), _part(claims))
        except (ValueError, msgspec.MsgspecError):
            raise AuthenticationError("the token is malformed", code=Reason.UNEXPECTED_FIELD.value) from None

    def get(self, place: str, name: str) -> Any:
        """A field of the `header` or the `claims`.

        Raises:
            AuthenticationError: it is not there.
        """
        fields: Mapping[str, Any] = self.header if place == "header" else self.claims
        if name not in fields:
            raise AuthenticationError(f"the token has no {name}", code=Reason.MISSING_FIELD.value)
        return fields[name]


def _part(text: str) -> dict[str, Any]:
    import base64

    return msgspec.json.decode(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), type=dict[str, Any])


def sent_time(value: Any, unit: str) -> int:
    """The time (ns) that a sender says it is: a number of `s`, `ms`, `us`, `ns`, or `iso` text.

    Raises:
        AuthenticationError: it is no time.
    """
    try:
        return ns_from_iso(str(value)) if unit == "iso" else int(value) * _UNITS[unit]
    except ValueError:
        raise AuthenticationError(f"{value} is no time", code=Reason.UNEXPECTED_FIELD.value) from None


class Seen:
    """A call as received; fields that were set after it was signed are taken out with `pop`."""

    def __init__(self, call: SimCall, prefix: str = "") -> None:
        request = call.request
        self.call = call
        self.query = request.query if request else ""
        self.body = request.body.decode("utf-8", "replace") if request else ""
        self.method = request.method if request else ""
        self.path = request.path.removeprefix(prefix) if request else ""
        self.headers: Mapping[str, str] = request.headers if request else {}
        self.params: dict[str, Any] = dict(call.parameters)

    @property
    def target(self) -> str:
        """Path and query, without what was taken out."""
        return f"{self.path}?{self.query}" if self.query else self.path

    @property
    def query_map(self) -> dict[str, Any]:
        """The query as a mapping."""
        return dict(parse_qsl(self.query, keep_blank_values=True))

    @property
    def body_map(self) -> dict[str, Any]:
        """The body as a mapping: of a form or of a JSON object; empty where it is neither."""
        if self.body[:1] == "{":
            return msgspec.json.decode(self.body, type=dict[str, Any])
        return dict(parse_qsl(self.body, keep_blank_values=True))

    def find(self, place: str, name: Path) -> Any:
        """A field that an auth scheme may set; None where it is not there."""
        if place == "header":
            return self.headers.get(str(name).lower())
        if place == "msg":
            return get(self.call.parameters, name)
        if place == "body" and self.body[:1] == "{":
            return get(msgspec.json.decode(self.body), name)
        if place in ("query", "body"):
            return _pairs(getattr(self, place)).get(str(name))
        return self.params.get(str(name))

    def get(self, place: str, name: Path) -> Any:
        """A field that an auth scheme sets: text, or (in frames, parameters of calls and JSON bodies) as it was sent.

        Raises:
            AuthenticationError: it is not there.
        """
        value = self.find(place, name)
        if value is None:
            raise AuthenticationError(f"{name} is missing", code=Reason.MISSING_FIELD.value)
        return value

    def take(self, made: str | bytes | dict[str, Any]) -> None:
        """The parameters of the call, which its auth scheme made one JSON text or one object of.

        Raises:
            AuthenticationError: it is none.
        """
        try:
            given = (
                msgspec.json.decode(made, type=dict[str, Any])
                if isinstance(made, str | bytes)
                else msgspec.convert(made, dict[str, Any])
            )
        except (msgspec.DecodeError, msgspec.ValidationError):
            raise AuthenticationError("the parameters are malformed", code=Reason.UNEXPECTED_FIELD.value) from None
        self.call.parameters, self.params = given, dict(given)

    def parts(self, place: str, name: Path, pattern: str) -> Sequence[str]:
        """The groups of a field that a template made.

        Raises:
            AuthenticationError: it is not there, or of another form.
        """
        match = re.fullmatch(pattern, str(self.get(place, name)))
        if match is None:
            raise AuthenticationError(f"{name} is malformed", code=Reason.UNEXPECTED_FIELD.value)
        return match.groups()

    def pop(self, place: str, name: str) -> None:
        """Take a field out, so that what is left is what it was set on."""
        self.params.pop(name, None)
        if place == "body" and self.body[:1] == "{":
            data = msgspec.json.decode(self.body)
            drop(data, name)
            self.body = msgspec.json.encode(data).decode()
        elif place in ("query", "body"):
            text: str = getattr(self, place)
            kept = [part for part in text.split("&") if unquote_plus(part.partition("=")[0]) != name]
            setattr(self, place, "&".join(kept))


def _pairs(text: str) -> dict[str, str]:
    parts = (part.partition("=") for part in text.split("&") if part)
    return {unquote_plus(name): unquote_plus(value) for name, _, value in parts}
