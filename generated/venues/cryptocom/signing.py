"""Crypto.com Exchange: how requests and frames are signed. What a method returns is what is sent, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from venue_runtime.arguments import missing_credentials
from venue_runtime.clock import Clock
from venue_runtime.credentials import Credentials
from venue_runtime.endpoints import Endpoints
from venue_runtime.exprs import cut
from venue_runtime.http import Request
from venue_runtime.signing import HmacKey
from venue_runtime.wire import flat


def _sig_signer(credentials: Credentials) -> Callable[[str | bytes], str]:
    """The function that signs with the first of the credentials that is given; its key is decoded here, once."""
    if "api_secret" in credentials:
        return HmacKey(credentials["api_secret"]).hex
    return missing_credentials("cryptocom", "api_secret")


class Signing:
    """The auth schemes of Crypto.com Exchange. The clock and other sources are read once a request."""

    def __init__(self, credentials: Credentials, clock: Clock, endpoints: Endpoints) -> None:
        self._credentials = credentials
        self._clock = clock
        self._urls = endpoints
        self._sign_signed = _sig_signer(credentials)

    def public(self, method: str, host: str, path: str, query: str = "") -> Request:
        """No authentication."""
        return Request(method, f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}")

    def signed(
        self, method: str, host: str, path: str, query: str = "", params: dict[str, Any] | None = None
    ) -> Request:
        """The body is a call with a number of its own; method, number, key, parameters and time are signed in a row."""
        now = self._clock.time_ns()
        params = params or {}
        ts = str(now // 1_000_000)
        call = cut(path, 1)
        sig = self._sign_signed(call + ts + self._credentials.reveal("api_key") + flat(params) + ts)
        json: dict[str, Any] = {
            "id": ts,
            "method": call,
            "api_key": self._credentials.reveal("api_key"),
            "params": params,
            "nonce": ts,
            "sig": sig,
        }
        body = msgspec.json.encode(json).decode()
        return Request(
            method,
            f"{self._urls[host]}{path}?{query}" if query else f"{self._urls[host]}{path}",
            {"Content-Type": "application/json"},
            body.encode(),
        )

    def login(self) -> str:
        """The call `public/auth` has no parameters."""
        now = self._clock.time_ns()
        ts = str(now // 1_000_000)
        sig = self._sign_signed("public/auth" + "0" + self._credentials.reveal("api_key") + ts)
        return msgspec.json.encode(
            {"id": 0, "method": "public/auth", "api_key": self._credentials.reveal("api_key"), "nonce": ts, "sig": sig}
        ).decode()

    def session(self, params: dict[str, Any]) -> dict[str, Any]:
        """Authentication `session`."""
        return params
