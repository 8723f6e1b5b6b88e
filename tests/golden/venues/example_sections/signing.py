"""Example Sections: how requests and frames are signed. What a method returns is what is sent, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from venue_runtime.arguments import missing_credentials
from venue_runtime.clock import Clock
from venue_runtime.credentials import Credentials
from venue_runtime.endpoints import Endpoints
from venue_runtime.http import Request
from venue_runtime.ids import Nonces
from venue_runtime.signing import HmacKey


def _signature_signer(credentials: Credentials) -> Callable[[str | bytes], str]:
    """The function that signs with the first of the credentials that is given; its key is decoded here, once."""
    if "api_secret" in credentials:
        return HmacKey(credentials["api_secret"]).hex
    return missing_credentials("example_sections", "api_secret")


class Signing:
    """The auth schemes of Example Sections. The clock and other sources are read once a request."""

    def __init__(self, credentials: Credentials, clock: Clock, nonces: Nonces, endpoints: Endpoints) -> None:
        self._credentials = credentials
        self._clock = clock
        self._nonces = nonces
        self._urls = endpoints
        self._sign_signed = _signature_signer(credentials)

    def public(self, method: str, host: str, path: str, query: str = "") -> Request:
        """No authentication."""
        return Request(method, f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}")

    def signed(self, method: str, host: str, path: str, query: str = "", json: dict[str, Any] | None = None) -> Request:
        """The nonce stands before the parameters in the body that is signed."""
        nonce_calls = self._nonces.next(self._credentials.reveal("api_key"))
        json = {"nonce": nonce_calls, **(json or {})}
        body = "" if json is None else msgspec.json.encode(json).decode()
        signature = self._sign_signed(path + body)
        headers: dict[str, str] = {"X-KEY": self._credentials.reveal("api_key"), "X-SIGN": signature}
        if body:
            headers["Content-Type"] = "application/json"
        return Request(
            method,
            f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}",
            headers,
            body.encode(),
        )

    def login(self) -> str:
        """The login frame of the private stream."""
        now = self._clock.time_ns()
        signature = self._sign_signed(str(now // 1_000_000))
        return msgspec.json.encode(
            {"op": "login", "key": self._credentials.reveal("api_key"), "time": now // 1_000_000, "sign": signature}
        ).decode()
