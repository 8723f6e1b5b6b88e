"""Scrubbing secrets from what is logged, raised or recorded: by value, and by the name of the field they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote

__all__ = ["SECRET_FIELDS", "Redactor"]

MASK = "***"

SECRET_FIELDS = (
    "accesstoken",
    "apikey",
    "apisecret",
    "authorization",
    "cookie",
    "jwt",
    "listenkey",
    "passphrase",
    "password",
    "privatekey",
    "refreshtoken",
    "secret",
    "secretkey",
    "setcookie",
    "sign",
    "signature",
    "token",
)
"""Names that hold a secret at any venue, compared without case, `-` and `_`. A venue's own are added."""

# Shorter values would mask ordinary words; a secret that short is protected by the name of its field only.
_SHORTEST = 4


class Redactor:
    """Scrubs texts of the secrets it was told. `add` more as they come to be: listen keys, tokens, signatures."""

    def __init__(self, secrets: Iterable[str] = (), fields: Iterable[str] = ()) -> None:
        self._fields = frozenset(map(_plain, (*SECRET_FIELDS, *fields)))
        self._values: set[str] = set()
        self._pattern: re.Pattern[str] | None = None
        for secret in secrets:
            self.add(secret)

    def add(self, secret: str) -> None:
        """Scrub `secret` from now on, in plain, percent-encoded and JSON-escaped form; a PEM also line by line."""
        parts = [secret, *(line for line in secret.splitlines() if len(line) >= 16 and "-----" not in line)]
        for part in parts:
            for form in (part, quote(part, safe=""), part.replace("\n", "\\n").replace("/", "\\/")):
                if len(form) >= _SHORTEST:
                    self._values.add(form)
        longest_first = sorted(self._values, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def is_secret_field(self, name: str) -> bool:
        return _plain(name) in self._fields

    def text(self, text: str) -> str:
        """`text` without known secrets and without the values of secret names in `name=value` and `"name": "value"`."""
        if self._pattern is not None:
            text = self._pattern.sub(MASK, text)
        text = _QUERY.sub(self._mask_pair, text)
        return _JSON.sub(self._mask_pair, text)

    url = text

    def headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        """A copy, secret headers masked whole."""
        return {
            name: MASK if self.is_secret_field(name) or _is_access_header(name) else self.text(value)
            for name, value in headers.items()
        }

    def body(self, body: bytes) -> bytes:
        """`body` scrubbed as text; bytes that are no UTF-8 are kept as they are around what was masked."""
        return self.text(body.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")

    def _mask_pair(self, match: re.Match[str]) -> str:
        if not self.is_secret_field(match["name"]):
            return match[0]
        return f"{match['before']}{MASK}{match['after']}"


_QUERY = re.compile(r"(?P<before>(?<![\w-])(?P<name>[\w-]+)=)(?P<value>[^&\s\"'<>]+)(?P<after>)")
_JSON = re.compile(r'(?P<before>"(?P<name>[\w-]+)"\s*:\s*")(?P<value>(?:[^"\\]|\\.)*)(?P<after>")')


def _plain(name: str) -> str:
    return name.lower().replace("-", "").replace("_", "")


def _is_access_header(name: str) -> bool:
    """Venues prefix the names of their headers: X-EX-APIKEY, EX-ACCESS-SIGN, EX-ACCESS-PASSPHRASE."""
    return _plain(name).endswith(("apikey", "accesskey", "sign", "signature", "passphrase", "token"))
