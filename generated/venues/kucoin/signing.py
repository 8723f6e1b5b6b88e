"""KuCoin: how requests and frames are signed. What a method returns is what is sent, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any
from urllib.parse import unquote

import msgspec
from venue_runtime.arguments import missing_credentials
from venue_runtime.clock import Clock
from venue_runtime.credentials import Credentials
from venue_runtime.endpoints import Endpoints
from venue_runtime.http import Request
from venue_runtime.signing import HmacKey


def _phrase_signer(credentials: Credentials) -> Callable[[str | bytes], str]:
    """The function that signs with the first of the credentials that is given; its key is decoded here, once."""
    if "api_secret" in credentials:
        return HmacKey(credentials["api_secret"]).base64
    return missing_credentials("kucoin", "api_secret")


class Signing:
    """The auth schemes of KuCoin. The clock and other sources are read once a request."""

    def __init__(self, credentials: Credentials, clock: Clock, endpoints: Endpoints) -> None:
        self._credentials = credentials
        self._clock = clock
        self._urls = endpoints
        self._sign_signed = _phrase_signer(credentials)

    @cached_property
    def _phrase(self) -> str:
        """Only credentials enter it."""
        return self._sign_signed(self._credentials.reveal("passphrase"))

    def public(self, method: str, host: str, path: str, query: str = "") -> Request:
        """No authentication."""
        return Request(method, f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}")

    def signed(self, method: str, host: str, path: str, query: str = "", json: dict[str, Any] | None = None) -> Request:
        """The URL is signed as it is before percent-encoding; the passphrase is signed once, which keys of version 2
        and 3 want."""
        now = self._clock.time_ns()
        asked = "?" + unquote(query) if unquote(query) != "" else ""
        body = "" if json is None else msgspec.json.encode(json).decode()
        signature = self._sign_signed(str(now // 1_000_000) + method + path + asked + body)
        headers: dict[str, str] = {
            "KC-API-KEY": self._credentials.reveal("api_key"),
            "KC-API-SIGN": signature,
            "KC-API-TIMESTAMP": str(now // 1_000_000),
            "KC-API-PASSPHRASE": self._phrase,
            "KC-API-KEY-VERSION": "3",
        }
        if body:
            headers["Content-Type"] = "application/json"
        return Request(
            method,
            f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}",
            headers,
            body.encode(),
        )
